// args: n=34
// extents: p=n t=n y=1
// Wrong: the mixed term counts once.

void src(const float *p, const float *t, float *y, int n) {
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += (p[i] - t[i]) * (p[i] - t[i]);
  y[0] = s / (float)n;
}

void tgt(const float *p, const float *t, float *y, int n) {
  float pp = 0.0f, tt = 0.0f, pt = 0.0f;
  for (int i = 0; i < n; i++) {
    pp += p[i] * p[i];
    tt += t[i] * t[i];
    pt += p[i] * t[i];
  }
  y[0] = (pp + tt - pt) / (float)n;
}
