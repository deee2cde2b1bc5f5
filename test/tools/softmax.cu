// The line as a user sees it: idiomatic code for each target, and a verdict.
// RUN: xpiler translate %s --to hip --arg rows=5 --arg cols=67 -o %t.hip --report %t.json 2>&1 | FileCheck %s --check-prefix=VERDICT
// RUN: FileCheck %s --check-prefix=HIP < %t.hip
// RUN: FileCheck %s --check-prefix=REPORT < %t.json
// RUN: xpiler translate %s --to bang --arg rows=5 --arg cols=67 -o %t.mlu
// RUN: FileCheck %s --check-prefix=BANG < %t.mlu
// RUN: xpiler translate %s --to vnni --arg rows=5 --arg cols=67 -o %t.c
// RUN: FileCheck %s --check-prefix=X86 < %t.c
// And back again: BANG C to CUDA C is the same function.
// RUN: xpiler translate %t.mlu --to cuda --kernel softmax --arg rows=5 --arg cols=67 -o %t.cu
// RUN: xpiler verify %s %t.cu --arg rows=5 --arg cols=67 | FileCheck %s --check-prefix=VERDICT

// VERDICT: verdict: identity-tested
// HIP: #include <hip/hip_runtime.h>
// HIP: __global__ void softmax_kernel(const float *x, float *y, int rows, int cols)
// HIP: hipMalloc
// REPORT: "verdict": "identity-tested"
// REPORT: "source": "unproved"
// BANG: __mlu_global__ void softmax_kernel(const float *x, float *y, int rows, int cols)
// BANG: __nram__
// BANG: taskId
// BANG: GDRAM2NRAM
// BANG: __bang_max(
// BANG: __bang_pow2(
// BANG: __bang_sum(
// BANG: NRAM2GDRAM
// X86: #pragma omp parallel for
// X86: _mm512_reduce_max_ps
// X86: _mm512_mask_storeu_ps

#include <cuda_runtime.h>
#include <math.h>

__global__ void softmax_kernel(const float *x, float *y, int rows, int cols) {
  int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= rows) return;
  float m = x[row * cols];
  for (int c = 1; c < cols; ++c) m = fmaxf(m, x[row * cols + c]);
  float s = 0.0f;
  for (int c = 0; c < cols; ++c) s += expf(x[row * cols + c] - m);
  for (int c = 0; c < cols; ++c) y[row * cols + c] = expf(x[row * cols + c] - m) / s;
}

void softmax(const float *x, float *y, int rows, int cols) {
  float *d_x, *d_y;
  cudaMalloc(&d_x, rows * cols * sizeof(float));
  cudaMalloc(&d_y, rows * cols * sizeof(float));
  cudaMemcpy(d_x, x, rows * cols * sizeof(float), cudaMemcpyHostToDevice);
  softmax_kernel<<<(rows + 31) / 32, 32>>>(d_x, d_y, rows, cols);
  cudaMemcpy(y, d_y, rows * cols * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_y);
}
