// Average pooling, NCHW, zero padding that does not count: every window is divided by the
// number of its elements that lie inside the image. One thread per output element.
#include <cuda_runtime.h>

__global__ void avgpool2d(const float *input, float *output, int channels, int in_h, int in_w,
                          int out_h, int out_w, int ksize, int stride, int pad) {
  int idx = blockIdx.x * blockDim.x + threadIdx.x;
  if (idx >= channels * out_h * out_w) return;

  int ow = idx % out_w;
  int oh = idx / out_w % out_h;
  int c = idx / (out_w * out_h);

  int h_begin = oh * stride - pad;
  int w_begin = ow * stride - pad;
  int h_end = min(h_begin + ksize, in_h);
  int w_end = min(w_begin + ksize, in_w);
  h_begin = max(h_begin, 0);
  w_begin = max(w_begin, 0);

  float sum = 0.f;
  for (int h = h_begin; h < h_end; ++h)
    for (int w = w_begin; w < w_end; ++w)
      sum += input[(c * in_h + h) * in_w + w];

  output[idx] = sum / (float)((h_end - h_begin) * (w_end - w_begin));
}
