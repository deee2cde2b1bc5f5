// args: n=100
// extents: x=n y=n
// Doubles whose squares are none.
void src(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * 1e200 + 1e190;
}

void tgt(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = 1e190 + 1e200 * x[i];
}
