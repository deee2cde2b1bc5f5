#pragma once
#include "hip_bf16.h"
using hip_bfloat16 = xpiler::bfloat16;
