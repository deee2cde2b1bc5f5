// args: n=7 classes=11
// extents: logits=n*classes label=n loss=n
// The logit picked by its label (labels out of range are ignored), and picked by comparing.
#include <math.h>

void src(const float *logits, const int *label, float *loss, int n, int classes) {
  for (int i = 0; i < n; i++) {
    const float *z = logits + i * classes;
    int t = label[i];
    if (t < 0 || t >= classes) {
      loss[i] = 0.0f;
      continue;
    }
    float m = z[0];
    for (int c = 1; c < classes; c++)
      m = fmaxf(m, z[c]);
    float s = 0.0f;
    for (int c = 0; c < classes; c++)
      s += expf(z[c] - m);
    loss[i] = logf(s) - (z[t] - m);
  }
}

void tgt(const float *logits, const int *label, float *loss, int n, int classes) {
  for (int i = 0; i < n; i++) {
    float m = -INFINITY;
    for (int c = 0; c < classes; c++)
      m = fmaxf(m, logits[i * classes + c]);
    float s = 0.0f, picked = 0.0f;
    int hit = 0;
    for (int c = 0; c < classes; c++) {
      float d = logits[i * classes + c] - m;
      s += expf(d);
      if (c == label[i]) {
        picked = d;
        hit = 1;
      }
    }
    loss[i] = hit ? logf(s) - picked : 0.0f;
  }
}
