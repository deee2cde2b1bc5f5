// RUN: xpiler-translate --import-cuda %s | xpiler-opt --pass-pipeline='builtin.module(raise-cuda)' | FileCheck %s
// RUN: xpiler-translate --import-cuda %s | xpiler-opt --pass-pipeline='builtin.module(loop-recovery{order=shuffled})' | FileCheck %s --check-prefix=EACH

// What all threads load from one place says how often they meet at a barrier.

// Nothing is written before: the block loads it once. The race check sees each thread's own load.
// CHECK-LABEL: func.func @run
// CHECK:       scf.for %[[B:.*]] = %c0
// CHECK:         %[[N:.*]] = memref.load %arg1[%{{.*}}] {xpiler.name = "n"} : memref<?xi32>
// CHECK-NOT:     memref.load %arg1
// CHECK:         scf.for %{{.*}} = %{{.*}} to %[[N]] step
// CHECK:           scf.for
// CHECK:           } {{.*}}threadIdx.x
// CHECK:           scf.for
// CHECK:           } {{.*}}threadIdx.x
// EACH-LABEL: func.func @run
// EACH:         %[[CELL:.*]] = memref.alloca() {xpiler.exchange, xpiler.name = "spill"} : memref<i32>
// EACH:         call @xp_thread
// EACH:         %[[MINE:.*]] = memref.load %arg1{{.*}} : memref<?xi32>
// EACH:         memref.store %[[MINE]], %[[CELL]][] : memref<i32>
__global__ void ragged(const float *x, const int *lens, float *y) {
  __shared__ float tile[128];
  int n = lens[blockIdx.x];
  float s = 0.0f;
  for (int k = 0; k < n; k += 128) {
    int j = k + threadIdx.x;
    tile[threadIdx.x] = j < n ? x[blockIdx.x * 1000 + j] : 0.0f;
    __syncthreads();
    s += tile[127 - threadIdx.x];
    __syncthreads();
  }
  y[blockIdx.x * 128 + threadIdx.x] = s;
}

// A thread has written it before a barrier; some threads have left: the others leave it in one variable, and nobody's word keeps no loop going.
// CHECK:       scf.while
// CHECK:         %[[CELL:.*]] = memref.alloca() {xpiler.exchange, xpiler.name = "spill"} : memref<i32>
// CHECK:         memref.store %c1_i32{{.*}}, %[[CELL]][]
// CHECK:         scf.for
// CHECK:           scf.if
// CHECK:             memref.store %{{.*}}, %[[CELL]][]
// CHECK:         %[[LEFT:.*]] = memref.load %[[CELL]][]
// CHECK:         %[[MORE:.*]] = arith.cmpi sgt, %[[LEFT]], %c0_i32
// CHECK:         %[[GO:.*]] = arith.andi %[[MORE]], %{{.*}} : i1
// CHECK:         scf.condition(%[[GO]])
__global__ void counted(const int *rows, float *y, int n) {
  int i = blockIdx.x * 32 + threadIdx.x;
  if (i >= n) return;
  __shared__ int left;
  if (threadIdx.x == 0) left = rows[blockIdx.x];
  __syncthreads();
  float s = 0.0f;
  while (left > 0) {
    s += 1.0f;
    __syncthreads();
    if (threadIdx.x == 0) left -= 1;
    __syncthreads();
  }
  y[i] = s;
}

// A variable that all threads fill alike, in a loop of their own.
// CHECK:       scf.while
// CHECK:         memref.alloca() {xpiler.exchange, xpiler.name = "spill{{[.0-9]*}}"} : memref<i1>
__global__ void any(const float *x, float *y) {
  __shared__ bool going[32];
  int k = threadIdx.x;
  going[threadIdx.x] = x[k] > 0.0f;
  __syncthreads();
  while (1) {
    bool more = false;
    for (int t = 0; t < 32; ++t) more = more || going[t];
    if (!more) break;
    __syncthreads();
    k += 32;
    going[threadIdx.x] = k < 512 && x[k] > 0.0f;
    __syncthreads();
  }
  y[threadIdx.x] = k;
}
void run(const float *x, const int *rows, float *y, int n) {
  ragged<<<5, 128>>>(x, rows, y);
  counted<<<(n + 31) / 32, 32>>>(rows, y, n);
  any<<<1, 32>>>(x, y);
}
