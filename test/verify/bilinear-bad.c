// args: n=22
// extents: a=n b=n c=n d=n u=n v=n y=n
// Wrong: the operands of one difference are swapped.

void src(const float *a, const float *b, const float *c, const float *d, const float *u,
         const float *v, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = a[i] * (1.0f - u[i]) * (1.0f - v[i]) + b[i] * u[i] * (1.0f - v[i]) +
           c[i] * (1.0f - u[i]) * v[i] + d[i] * u[i] * v[i];
}

void tgt(const float *a, const float *b, const float *c, const float *d, const float *u,
         const float *v, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float top = a[i] + (b[i] - a[i]) * u[i];
    float bottom = c[i] + (c[i] - d[i]) * u[i];
    y[i] = top + (bottom - top) * v[i];
  }
}
