// args: rows=7 n=16
// extents: x=rows*n idx=rows
// Wrong: the position inside the tile is stored without the tile's start.
#include <math.h>

void src(const float *x, int *idx, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    int best = 0;
    for (int i = 1; i < n; i++)
      if (x[r * n + i] > x[r * n + best])
        best = i;
    idx[r] = best;
  }
}

void tgt(const float *x, int *idx, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    float top = -INFINITY;
    int where = 0;
    for (int t = 0; t < n; t += 4)
      for (int i = 0; i < 4; i++) {
        float v = x[r * n + t + i];
        if (v > top) {
          top = v;
          where = i;
        }
      }
    idx[r] = where;
  }
}
