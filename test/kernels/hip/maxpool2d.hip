// Max pooling over square windows; a thread per output, blockIdx.z is the plane.
#include <hip/hip_runtime.h>
#include <cfloat>
#include <cstdio>
#include <cstdlib>

static void check(hipError_t status, const char *what) {
  if (status != hipSuccess) {
    fprintf(stderr, "%s failed: %s\n", what, hipGetErrorString(status));
    exit(1);
  }
}

__global__ void maxpool2d_kernel(const float *__restrict__ x, float *__restrict__ y, int height, int width, int window,
                                 int stride, int out_h, int out_w) {
  const int ox = blockIdx.x * blockDim.x + threadIdx.x;
  const int oy = blockIdx.y * blockDim.y + threadIdx.y;
  const int plane = blockIdx.z;
  if (ox >= out_w || oy >= out_h) return;

  const float *corner = x + (plane * height + oy * stride) * width + ox * stride;
  float best = -FLT_MAX;
  for (int i = 0; i < window; ++i)
    for (int j = 0; j < window; ++j)
      best = fmaxf(best, corner[i * width + j]);
  y[(plane * out_h + oy) * out_w + ox] = best;
}

void maxpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride) {
  const int out_h = (height - window) / stride + 1;
  const int out_w = (width - window) / stride + 1;
  const size_t in_bytes = sizeof(float) * planes * height * width;
  const size_t out_bytes = sizeof(float) * planes * out_h * out_w;

  float *d_x = nullptr, *d_y = nullptr;
  check(hipMalloc(&d_x, in_bytes), "hipMalloc");
  check(hipMalloc(&d_y, out_bytes), "hipMalloc");
  check(hipMemcpy(d_x, x, in_bytes, hipMemcpyHostToDevice), "hipMemcpy");

  const dim3 block(32, 8);
  const dim3 grid((out_w + block.x - 1) / block.x, (out_h + block.y - 1) / block.y, planes);
  maxpool2d_kernel<<<grid, block, 0, 0>>>(d_x, d_y, height, width, window, stride, out_h, out_w);
  check(hipGetLastError(), "maxpool2d_kernel");

  check(hipMemcpy(y, d_y, out_bytes, hipMemcpyDeviceToHost), "hipMemcpy");
  check(hipFree(d_x), "hipFree");
  check(hipFree(d_y), "hipFree");
}
