// Embedding lookup: a grid-stride loop over all elements of the output.
#include <hip/hip_runtime.h>
#include <cstdio>
#include <cstdlib>

#define HIP_CHECK(expr)                                                                          \
  do {                                                                                           \
    hipError_t status = (expr);                                                                  \
    if (status != hipSuccess) {                                                                  \
      fprintf(stderr, "HIP error %s at %s:%d\n", hipGetErrorString(status), __FILE__, __LINE__); \
      exit(1);                                                                                   \
    }                                                                                            \
  } while (0)

__global__ void embedding_kernel(const int *ids, const float *table, float *out, long total, int dim) {
  const long stride = (long)gridDim.x * blockDim.x;
  for (long i = (long)blockIdx.x * blockDim.x + threadIdx.x; i < total; i += stride) {
    const int token = i / dim;
    const int column = i % dim;
    out[i] = table[(long)ids[token] * dim + column];
  }
}

extern "C" void embedding(const int *ids, const float *table, float *out, int tokens, int vocab, int dim) {
  int *d_ids;
  float *d_table, *d_out;
  const long total = (long)tokens * dim;
  HIP_CHECK(hipMalloc((void **)&d_ids, tokens * sizeof(int)));
  HIP_CHECK(hipMalloc((void **)&d_table, (size_t)vocab * dim * sizeof(float)));
  HIP_CHECK(hipMalloc((void **)&d_out, total * sizeof(float)));
  HIP_CHECK(hipMemcpy(d_ids, ids, tokens * sizeof(int), hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_table, table, (size_t)vocab * dim * sizeof(float), hipMemcpyHostToDevice));

  hipLaunchKernelGGL(embedding_kernel, dim3(32), dim3(256), 0, 0, d_ids, d_table, d_out, total, dim);
  HIP_CHECK(hipGetLastError());
  HIP_CHECK(hipDeviceSynchronize());

  HIP_CHECK(hipMemcpy(out, d_out, total * sizeof(float), hipMemcpyDeviceToHost));
  HIP_CHECK(hipFree(d_ids));
  HIP_CHECK(hipFree(d_table));
  HIP_CHECK(hipFree(d_out));
}
