#pragma once
#include "hip_runtime.h"
using __hip_bfloat16 = xpiler::bfloat16;
