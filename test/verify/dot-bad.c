// args: n=39
// extents: x=n y=n out=1
// Wrong: the tail starts one element too late.

void src(const float *x, const float *y, float *out, int n) {
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += x[i] * y[i];
  out[0] = s;
}

void tgt(const float *x, const float *y, float *out, int n) {
  float s0 = 0.0f, s1 = 0.0f, s2 = 0.0f, s3 = 0.0f;
  int i;
  for (i = 0; i + 3 < n; i += 4) {
    s0 += x[i] * y[i];
    s1 += x[i + 1] * y[i + 1];
    s2 += x[i + 2] * y[i + 2];
    s3 += x[i + 3] * y[i + 3];
  }
  for (i = n / 4 * 4 + 1; i < n; i++)
    s0 += x[i] * y[i];
  *out = (s0 + s1) + (s2 + s3);
}
