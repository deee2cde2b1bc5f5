// y = A x on signed bytes with v_dot4: a wavefront takes a row, a lane four products at a time; n is a multiple of 4.
#include <hip/hip_runtime.h>

__global__ void gemv_s8(const signed char *__restrict__ A, const signed char *__restrict__ x, int *__restrict__ y,
                        int m, int n) {
  const int row = blockIdx.x * blockDim.y + threadIdx.y;
  const int lane = threadIdx.x;
  if (row >= m) return;

  const int *a4 = reinterpret_cast<const int *>(A + row * n);
  const int *x4 = reinterpret_cast<const int *>(x);

  int acc = 0;
  for (int j = lane; j < n / 4; j += 64)
    acc = __builtin_amdgcn_sdot4(a4[j], x4[j], acc, false);

  for (int mask = 32; mask > 0; mask >>= 1)
    acc += __shfl_xor(acc, mask);
  if (lane == 0) y[row] = acc;
}
