"""Copies within NRAM: plain ones from and to multiples of 64 bytes, others with strides."""

import re

import numpy as np
import pytest
from emulation_case import F32, assert_reported, assert_right, execute, replaced
from test_bang_tensors import translate

RNG = np.random.default_rng(61)

SHIFTED = """
__global__ void shifted(const float *x, float *y, int rows) {
  int r = blockIdx.x * blockDim.x + threadIdx.x;
  if (r >= rows) return;
  float p[100], q[100];
  for (int j = 0; j < 100; ++j) p[j] = x[r * 100 + j] * 2.0f;
  for (int j = 0; j < 99; ++j) q[j] = p[j + 1];
  q[99] = 1.0f;
  for (int j = 0; j < 100; ++j) y[r * 100 + j] = q[j] * q[j] - p[j];
}
"""
TILES = """#include <bang.h>
__mlu_global__ void tiles(float *y, const float *x, int n) {
  __nram__ float a[160], b[160];
  for (int t = taskId; t < n / 128; t += taskDim) {
    __memcpy(a, x + t * 128, 129 * sizeof(float), GDRAM2NRAM);
    __memcpy(b, a + SHIFT, 128 * sizeof(float), NRAM2NRAM FORM);
    __bang_add(b, b, a, 128);
    __memcpy(y + t * 128, b, 128 * sizeof(float), NRAM2GDRAM);
  }
}
"""


def test_a_place_that_is_no_multiple(tmp_path):
    rows = 37
    text = translate(tmp_path, SHIFTED, "--grid", "(rows + 31) / 32", "--block", "32", "--arg", f"rows={rows}", "--shape", "x=rows*100", "--shape", "y=rows*100")
    assert "__memcpy(q, p + 1, 99 * sizeof(float), NRAM2NRAM, 99 * sizeof(float), 99 * sizeof(float), 0);" in text
    x = RNG.standard_normal(rows * 100, dtype=F32)
    p = 2 * x.reshape(rows, 100)
    q = np.concatenate([p[:, 1:], np.ones((rows, 1), F32)], axis=1)
    arguments = [("x", x), ("y", np.zeros(rows * 100, F32)), ("rows", ("int32", rows))]
    assert_right(execute(tmp_path, "bang", text, "shifted_launch", arguments, ["y"]), {"y": (q * q - p).ravel()}, 1e-5)
    # The machine does not take it without strides.
    plain = replaced(text, ", 99 * sizeof(float), 99 * sizeof(float), 0);", ");")
    assert_reported(execute(tmp_path, "bang", plain, "shifted_launch", arguments, ["y"]), "__memcpy", "64")


@pytest.mark.parametrize(("shift", "form", "accepted"), [
    ("1", "", False), ("16", "", True), ("t % 2 * 16", "", True), ("t % 2 * 8", "", False), ("1", ", 512, 512, 0", True),
])
def test_verification_knows_the_rule(xpiler, tmp_path, shift, form, accepted):
    source = tmp_path / "tiles.mlu"
    source.write_text(TILES.replace("SHIFT", shift).replace("FORM", form), encoding="utf-8")
    done = xpiler("verify", source, source, "--task-dim", "4", "--arg", "n=512", "--shape", "x=600", "--shape", "y=512")
    if accepted:
        assert done.code == 0 and "verdict: identity-tested" in done.out, done.text
    else:
        assert done.code == 1 and re.search(r"copies within NRAM at a place that is no multiple of 64 bytes .*\n *--> .*tiles.mlu:6:", done.text), done.text


def test_a_direction_that_a_helper_is_told(xpiler, tmp_path):
    """`mluMemcpyDirection_t` as a parameter: a constant once the helper is inlined, refused where it is none."""
    text = """#include <bang.h>
__mlu_func__ void move(float *to, const float *from, int n, mluMemcpyDirection_t way) { __memcpy(to, from, n * sizeof(float), way); }
__mlu_global__ void twice(const float *x, float *y, int n) {
  __nram__ float a[256];
  if (taskId != 0) return;
  move(a, x, n, GDRAM2NRAM);
  __bang_mul_scalar(a, a, 2.0f, n);
  move(y, a, n, NRAM2GDRAM);
}
"""
    source = tmp_path / "twice.mlu"
    source.write_text(text, encoding="utf-8")
    options = ("--to", "bang", "--task-dim", "4", "--arg", "n=200", "--shape", "x=n", "--shape", "y=n")
    done = xpiler("translate", source, *options)
    assert done.code == 0 and re.search(r"__memcpy\(\w+, x.*GDRAM2NRAM\);", done.out) and re.search(r"__memcpy\(y.*NRAM2GDRAM\);", done.out), done.text
    source.write_text(text.replace("n, NRAM2GDRAM", "n, n > 5 ? NRAM2GDRAM : GDRAM2NRAM"), encoding="utf-8")
    done = xpiler("translate", source, *options)
    assert done.code == 2 and "the direction must be a name such as GDRAM2NRAM" in done.err, done.text
