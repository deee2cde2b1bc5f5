// args: n=28
// extents: a=n b=n c=n y=n
// Wrong: the third buffer is read where the second is meant.

void src(const float *a, const float *b, const float *c, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = a[i] * c[i] + b[i] * c[i];
}

void tgt(const float *a, const float *b, const float *c, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = (a[i] + c[i]) * c[i];
}
