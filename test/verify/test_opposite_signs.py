"""Scores that are far below zero in a whole row, and rows that are masked as a whole: what a maximum starts from, and what a mask puts in the place of a score."""

import pytest

SOURCE = """#include <math.h>
void k(const float *q, const float *w, const int *m, const float *v, float *o, int n, int d) {
  for (int i = 0; i < n; ++i) {
    float p[20], peak = -INFINITY, total = 0.0f, sum = 0.0f;
    for (int j = 0; j < 20; ++j) {
      float s = 0.0f;
      for (int c = 0; c < d; ++c) s += q[i * d + c] * w[j * d + c];
      p[j] = m[i * 20 + j] == 0 ? -1e9f : s;
      peak = fmaxf(peak, p[j]);
    }
    for (int j = 0; j < 20; ++j) {
      float e = expf(p[j] - peak);
      total += e;
      sum += e * v[j];
    }
    o[i] = sum / total;
  }
}
"""


@pytest.mark.parametrize(("old", "new", "code"), [("peak = -INFINITY", "peak = -3.4e38f", 0), ("peak = -INFINITY", "peak = 0.0f", 1), ("peak = -INFINITY", "peak = -30.0f", 1), ("-1e9f", "-INFINITY", 1)])
def test_opposite_signs(xpiler, tmp_path, old, new, code):
    assert SOURCE.count(old) == 1
    (tmp_path / "a.c").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "b.c").write_text(SOURCE.replace(old, new), encoding="utf-8")
    done = xpiler("verify", tmp_path / "a.c", tmp_path / "b.c", "--arg", "n=37", "--arg", "d=9")
    assert done.code == code, done.text
