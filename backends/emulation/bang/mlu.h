#pragma once
#include "bang.h"
