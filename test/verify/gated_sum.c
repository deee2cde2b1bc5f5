// args: n=28
// extents: a=n b=n c=n y=n
// a*c + b*c, and (a + b)*c.

void src(const float *a, const float *b, const float *c, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = a[i] * c[i] + b[i] * c[i];
}

void tgt(const float *a, const float *b, const float *c, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = (a[i] + b[i]) * c[i];
}
