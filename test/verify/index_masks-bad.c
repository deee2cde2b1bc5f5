// args: n=48
// extents: x=n y=n
// Wrong: the mask keeps one bit too few.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    int group = i / 16, lane = i % 16;
    y[i] = x[group * 16 + lane / 4 + lane % 4 * 4];
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    int lane = i & 7;
    y[i] = x[(i & ~15) | (lane >> 2) | ((lane & 3) << 2)];
  }
}
