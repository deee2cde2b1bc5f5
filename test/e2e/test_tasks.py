"""Tasks become blocks: what a task stages on its chip is shared by threads, or lies in the device's memory where that is too small."""

import os
import pathlib
import re
import subprocess

import numpy as np
import pytest
import toolchains
from emulation_case import F32, assert_noticed, assert_right, execute

ROOT = pathlib.Path(__file__).parents[2]
RNG = np.random.default_rng(67)

# A row at a time: staged, its largest element taken away, scaled by the sum of what is left.
ROWS = """#include <bang.h>
__mlu_global__ void rows(const float *x, float *y, int n, int cols) {
  __nram__ float row[SIZE];
  __nram__ float peak[32];
  for (int r = taskId; r < n; r += taskDim) {
    __memcpy(row, x + r * cols, cols * sizeof(float), GDRAM2NRAM);
    __bang_argmax(peak, row, cols);
    __bang_sub_scalar(row, row, peak[0], cols);
    __bang_mul_scalar(row, row, 1.0f / (1.0f - __bang_sum(row, cols)), cols);
    __memcpy(y + r * cols, row, cols * sizeof(float), NRAM2GDRAM);
  }
}
"""

# Two dimensions of tasks, each with a table that its columns are looked up in by position, staged in two halves: neither of them is all of it.
PLANES = """#include <bang.h>
__mlu_global__ void planes(const float *x, float *y, int n) {
  __nram__ float table[40][500];
  __nram__ float line[500];
  float *all = &table[0][0];
  __memcpy(all, x, 20 * 500 * sizeof(float), GDRAM2NRAM);
  __memcpy(all + 20 * 500, x + 20 * 500, 20 * 500 * sizeof(float), GDRAM2NRAM);
  for (int i = taskIdY; i < n; i += taskDimY) {
    int j = taskIdX * 10 + i % 10;
    __bang_mul_scalar(line, &table[j][0], (float)i, 500);
    __bang_add(line, line, all, 500);
    __memcpy(y + (i * 4 + taskIdX) * 500, line, 500 * sizeof(float), NRAM2GDRAM);
  }
}
"""


def translate(tmp_path, text, target, *options):
    source, out = tmp_path / "kernel.mlu", tmp_path / f"out{toolchains.EXTENSION[target]}"
    source.write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    done = subprocess.run([xpiler, "translate", source, "--to", target, "-o", out, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "identity-tested" in done.stderr, done.stderr
    return out.read_text(encoding="utf-8")


def rows(tmp_path, target, size, cols=700, n=21):
    options = ["--task-dim", "4", "--arg", f"n={n}", "--arg", f"cols={cols}", "--shape", "x=n*cols", "--shape", "y=n*cols"]
    text = translate(tmp_path, ROWS.replace("SIZE", str(size)), target, *options)
    x = RNG.standard_normal((n, cols), dtype=F32)
    left = x - x.max(-1, keepdims=True)
    expected = left / (1 - left.sum(-1, keepdims=True, dtype=np.float64))
    return text, [("x", x), ("y", np.zeros_like(x)), ("n", ("int32", n)), ("cols", ("int32", cols))], {"y": expected}


@pytest.mark.parametrize("target", ["cuda", "hip"])
@pytest.mark.parametrize(("size", "place"), [(1024, "__shared__ float row[1024];"), (40_000, "float *row")])
def test_rows(tmp_path, target, size, place):
    text, arguments, expected = rows(tmp_path, target, size)
    kernel = text[: text.index('extern "C"')]
    assert place in kernel and "threadIdx.x" in kernel, text
    # A row of the machine's memory for each block, freed at the end.
    malloc, free = f"{target}Malloc((void **)&row, sizeof(float) * 160000)", f"{target}Free(row)"
    assert (malloc in text and free in text) == ("float *row" in place), text
    # The sum and the extremum are gathered by all threads.
    assert "shfl_xor" in text, text
    assert_right(execute(tmp_path, target, text, "rows_launch", arguments, ["y"]), expected, 1e-4)


def test_rows_without_a_barrier(tmp_path):
    """Between what all threads read and what one of them writes."""
    text, arguments, expected = rows(tmp_path, "cuda", 1024)
    first = text.index(" -= ")
    at = text.rindex("__syncthreads();", 0, first)
    bad = text[:at] + text[at:].replace("__syncthreads();", "", 1)
    assert_noticed(execute(tmp_path, "cuda", bad, "rows_launch", arguments, ["y"]), expected)


# Staged at once, it is read where it was copied from, and so is what is computed of it: every thread has four elements.
AT_ONCE = PLANES.replace("20 * 500 *", "40 * 500 *", 1).replace("  __memcpy(all + 20 * 500, x + 20 * 500, 20 * 500 * sizeof(float), GDRAM2NRAM);\n", "")


@pytest.mark.parametrize("target", ["cuda", "hip"])
@pytest.mark.parametrize(("planes", "words"), [(PLANES, ["blockIdx.x", "blockIdx.y", "float *table"]), (AT_ONCE, ["blockIdx.z", "make_float4"])])
def test_planes(tmp_path, target, planes, words):
    n = 33
    options = ["--task-dim", "4,3", "--arg", f"n={n}", "--shape", "x=20000", "--shape", "y=n*2000"]
    text = translate(tmp_path, planes, target, *options)
    kernel = text[: text.index('extern "C"')]
    for word in words:
        assert word in kernel, text
    assert planes is PLANES or "table" not in kernel, text
    x = RNG.standard_normal((40, 500), dtype=F32)
    i, task = np.arange(n), np.arange(4)
    expected = x[task[None, :] * 10 + (i % 10)[:, None]] * i[:, None, None].astype(F32) + x[0]
    arguments = [("x", x), ("y", np.zeros((n, 4, 500), F32)), ("n", ("int32", n))]
    assert_right(execute(tmp_path, target, text, "planes_launch", arguments, ["y"]), {"y": expected})


# Powers of two, which every column is weighted by.
WEIGHTS = """#include <bang.h>
__mlu_global__ void weights(const float *x, const float *w, float *y, int n, int cols) {
  __nram__ float p[512];
  __nram__ float line[512];
  for (int r = taskId; r < n; r += taskDim) {
    __memcpy(p, x + r * 512, 512 * sizeof(float), GDRAM2NRAM);
    __bang_pow2(p, p, 512);
    for (int c = 0; c < cols; ++c) {
      __memcpy(line, w + c * 512, 512 * sizeof(float), GDRAM2NRAM);
      __bang_mul(line, line, p, 512);
      y[r * cols + c] = __bang_sum(line, 512);
    }
  }
}
"""


def test_functions_are_computed_once(tmp_path):
    """What is copied is read where it came from; what takes a function to compute is not computed again for each column."""
    n, cols = 5, 11
    options = ["--task-dim", "4", "--arg", f"n={n}", "--arg", f"cols={cols}", "--shape", "x=n*512", "--shape", "w=cols*512", "--shape", "y=n*cols"]
    text = translate(tmp_path, WEIGHTS, "cuda", *options)
    kernel = text[: text.index('extern "C"')]
    assert not re.search(r"\bline\w*\[", kernel), text
    assert kernel.count("exp2f(") == 1 and re.search(r"\bp\w*\[[^;]*\] = exp2f\(", kernel), text
    x, w = RNG.standard_normal((n, 512), dtype=F32), RNG.standard_normal((cols, 512), dtype=F32)
    arguments = [("x", x), ("w", w), ("y", np.zeros((n, cols), F32)), ("n", ("int32", n)), ("cols", ("int32", cols))]
    expected = np.exp2(x.astype(np.float64)) @ w.T.astype(np.float64)
    assert_right(execute(tmp_path, "cuda", text, "weights_launch", arguments, ["y"]), {"y": expected}, 1e-4)
