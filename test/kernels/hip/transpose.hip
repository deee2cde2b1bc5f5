// Transposition in tiles of 64 x 64 through LDS, a row of a tile per wavefront; the tile's size is a template parameter.
#include <hip/hip_runtime.h>

template <int TILE, int ROWS>
__device__ void transpose_tile(const float *__restrict__ in, float *__restrict__ out, int rows, int cols, float (*lds)[TILE + 1]) {
  const int r0 = blockIdx.y * TILE, c0 = blockIdx.x * TILE;

  for (int i = threadIdx.y; i < TILE; i += ROWS) {
    const int r = r0 + i, c = c0 + threadIdx.x;
    if (r < rows && c < cols) lds[i][threadIdx.x] = in[r * cols + c];
  }
  __syncthreads();

  for (int i = threadIdx.y; i < TILE; i += ROWS) {
    const int r = r0 + threadIdx.x, c = c0 + i;
    if (r < rows && c < cols) out[c * rows + r] = lds[threadIdx.x][i];
  }
}

__global__ void __launch_bounds__(256) transpose(const float *in, float *out, int rows, int cols) {
  __shared__ float lds[64][64 + 1];
  transpose_tile<64, 4>(in, out, rows, cols, lds);
}
