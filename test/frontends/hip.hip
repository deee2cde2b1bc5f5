// RUN: xpiler-translate --import-hip %s | FileCheck %s

// CHECK: module attributes {xpiler.platform = "hip"}
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
#include <hip/hip_runtime.h>
__global__ void copy(const float *x, float *y, int n) {
  __shared__ float s[64];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  s[threadIdx.x] = i < n ? x[i] : 0.0f;
  __syncthreads();
  if (i < n) y[i] = s[threadIdx.x];
}
void host(const float *x, float *y, int n) {
  float *d_x, *d_y;
  hipMalloc(&d_x, n * sizeof(float));
  hipMalloc(&d_y, n * sizeof(float));
  hipMemcpy(d_x, x, n * sizeof(float), hipMemcpyHostToDevice);
  copy<<<(n + 63) / 64, 64>>>(d_x, d_y, n);
  hipMemcpy(y, d_y, n * sizeof(float), hipMemcpyDeviceToHost);
  hipFree(d_x);
  hipFree(d_y);
}
