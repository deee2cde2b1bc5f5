// args: n=20
// extents: x=n idx=1
// The first minimum, forward, and backward with <=.

void src(const float *x, int *idx, int n) {
  float low = x[0];
  int at = 0;
  for (int i = 1; i < n; i++)
    if (x[i] < low) {
      low = x[i];
      at = i;
    }
  idx[0] = at;
}

void tgt(const float *x, int *idx, int n) {
  float low = x[n - 1];
  int at = n - 1;
  for (int i = n - 2; i >= 0; i--)
    if (x[i] <= low) {
      low = x[i];
      at = i;
    }
  idx[0] = at;
}
