// Attention of every head over 64 keys: softmax(q k^T / sqrt(d)) v, a thread a query.
__global__ void attention(const float *q, const float *k, const float *v, float *o, int heads, int queries, int d) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, h = blockIdx.y;
  if (i < queries) {
    float p[64], peak = -INFINITY, total = 0.0f;
    for (int j = 0; j < 64; ++j) {
      float score = 0.0f;
      for (int c = 0; c < d; ++c)
        score += q[(h * queries + i) * d + c] * k[(h * 64 + j) * d + c];
      p[j] = score / sqrtf((float)d);
      peak = fmaxf(peak, p[j]);
    }
    for (int j = 0; j < 64; ++j) {
      p[j] = expf(p[j] - peak);
      total += p[j];
    }
    for (int c = 0; c < d; ++c) {
      float sum = 0.0f;
      for (int j = 0; j < 64; ++j)
        sum += p[j] * v[(h * 64 + j) * d + c];
      o[(h * queries + i) * d + c] = sum / total;
    }
  }
}
