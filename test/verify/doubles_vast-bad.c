// args: n=100
// extents: x=n y=n
// A tolerance is no number whose square it was made of.
void src(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * 1e200 + 1e190;
}

void tgt(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = 1e190 + 1.0001e200 * x[i];
}
