// Cross entropy per row, logsumexp(logits) - logits[label], in one pass over the logits: every thread keeps a running maximum and the sum of exponentials
// relative to it, pairs are merged in a tree.
#include <cuda_runtime.h>
#include <math.h>

#define BLOCK_SIZE 256

struct __align__(8) MD {
  float m;  // maximum
  float d;  // sum of exp(x - m)
};

__device__ __forceinline__ MD reduce_md_op(MD a, MD b) {
  const bool a_bigger = a.m > b.m;
  const MD bigger = a_bigger ? a : b;
  const MD smaller = a_bigger ? b : a;
  MD res;
  res.d = bigger.d + smaller.d * __expf(smaller.m - bigger.m);
  res.m = bigger.m;
  return res;
}

__global__ void __launch_bounds__(BLOCK_SIZE) cross_entropy(const float *__restrict__ logits, const int *__restrict__ labels, float *__restrict__ loss,
                                                           int rows, int classes) {
  __shared__ MD smem[BLOCK_SIZE];
  const int row = blockIdx.x;
  const float *in = logits + (size_t)row * classes;

  MD partial;
  partial.m = -1e30f;
  partial.d = 0.0f;
  for (int c = threadIdx.x; c < classes; c += BLOCK_SIZE) {
    MD elem;
    elem.m = in[c];
    elem.d = 1.0f;
    partial = reduce_md_op(partial, elem);
  }
  smem[threadIdx.x] = partial;
  __syncthreads();

  for (int stride = BLOCK_SIZE / 2; stride > 0; stride >>= 1) {
    if (threadIdx.x < stride) smem[threadIdx.x] = reduce_md_op(smem[threadIdx.x], smem[threadIdx.x + stride]);
    __syncthreads();
  }

  if (threadIdx.x == 0) loss[row] = smem[0].m + logf(smem[0].d) - in[labels[row]];
}
