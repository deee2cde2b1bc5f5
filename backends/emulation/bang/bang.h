// BANG C texts on the CPU. Written from the vendor's headers, developer guide and shipped kernels; where those
// leave something open, the stricter reading fails with a report.
#pragma once
#include "cnrt.h"
#include "vector.h"
#include "reduce.h"
#include "tensor.h"
