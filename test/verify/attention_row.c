// args: keys=13 dim=6
// extents: q=dim k=keys*dim v=keys*dim out=dim
// Attention of one query: scores kept, and one pass that rescales (at most 16 keys, 8 wide).
#include <math.h>

void src(const float *q, const float *k, const float *v, float *out, int keys, int dim) {
  float score[16];
  float m = -INFINITY, s = 0.0f;
  for (int j = 0; j < keys; j++) {
    score[j] = 0.0f;
    for (int d = 0; d < dim; d++)
      score[j] += q[d] * k[j * dim + d];
    m = fmaxf(m, score[j]);
  }
  for (int j = 0; j < keys; j++) {
    score[j] = expf(score[j] - m);
    s += score[j];
  }
  for (int d = 0; d < dim; d++) {
    float acc = 0.0f;
    for (int j = 0; j < keys; j++)
      acc += score[j] / s * v[j * dim + d];
    out[d] = acc;
  }
}

void tgt(const float *q, const float *k, const float *v, float *out, int keys, int dim) {
  float acc[8];
  float m = -INFINITY, s = 0.0f;
  for (int d = 0; d < dim; d++)
    acc[d] = 0.0f;
  for (int j = 0; j < keys; j++) {
    float score = 0.0f;
    for (int d = 0; d < dim; d++)
      score += q[d] * k[j * dim + d];
    float next = fmaxf(m, score);
    float keep = expf(m - next), weight = expf(score - next);
    s = s * keep + weight;
    for (int d = 0; d < dim; d++)
      acc[d] = acc[d] * keep + weight * v[j * dim + d];
    m = next;
  }
  for (int d = 0; d < dim; d++)
    out[d] = acc[d] / s;
}
