// RUN: xpiler-translate --import-cuda %s | FileCheck %s

// CHECK: module attributes {xpiler.platform = "cuda"}
// CHECK-LABEL: func.func @copy(
// CHECK-SAME: xpiler.const
// CHECK-SAME: xpiler.kernel
// CHECK: simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
// CHECK: simt.block_id x
// CHECK: scf.if
// CHECK: simt.barrier
// CHECK-LABEL: func.func @host(
// CHECK-SAME: xpiler.extent = "n"
// CHECK-SAME: xpiler.entry
// CHECK: memref.alloc(%{{.*}}) {xpiler.device, xpiler.name = "d_x"}
// CHECK: memref.copy
// CHECK: simt.launch @copy
// CHECK: memref.copy
// CHECK: memref.dealloc
#include <cuda_runtime.h>
__global__ void copy(const float *x, float *y, int n) {
  __shared__ float s[64];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  s[threadIdx.x] = i < n ? x[i] : 0.0f;
  __syncthreads();
  if (i < n) y[i] = s[threadIdx.x];
}
void host(const float *x, float *y, int n) {
  float *d_x, *d_y;
  cudaMalloc(&d_x, n * sizeof(float));
  cudaMalloc(&d_y, n * sizeof(float));
  cudaMemcpy(d_x, x, n * sizeof(float), cudaMemcpyHostToDevice);
  copy<<<(n + 63) / 64, 64>>>(d_x, d_y, n);
  cudaMemcpy(y, d_y, n * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_y);
}
