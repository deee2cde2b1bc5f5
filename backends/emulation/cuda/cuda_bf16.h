#pragma once
#include "cuda_runtime.h"
using __nv_bfloat16 = xpiler::bfloat16;
using nv_bfloat16 = xpiler::bfloat16;
