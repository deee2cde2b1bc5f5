#include "hip/hip_runtime.h"  // no system headers in this compilation
