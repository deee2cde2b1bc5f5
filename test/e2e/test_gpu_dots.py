"""Contractions of bytes on GPUs that no matrix unit takes: which become dot products of four bytes, and what they compute on the emulation."""

import os
import pathlib
import re
import subprocess

import numpy as np
import pytest
import toolchains
from emulation_case import assert_noticed, assert_right, execute

ROOT = pathlib.Path(__file__).resolve().parents[2]
RNG = np.random.default_rng(31)
CTYPE = {"int8": "signed char", "uint8": "unsigned char", "int16": "short"}
ROW = {("cuda", "int8"): "__dp4a(", ("cuda", "uint8"): "__dp4a(", ("hip", "int8"): "__builtin_amdgcn_sdot4(", ("hip", "uint8"): "__builtin_amdgcn_udot4("}
ALL = ("__dp4a", "dot4(")
BOTH = pytest.mark.parametrize("target", ["cuda", "hip"])
SIGNS = pytest.mark.parametrize("dtype", ["int8", "uint8"])
# Four bytes of shared memory, whose alignment is ours to choose.
WORD = "*reinterpret_cast<const int *>(&"

GEMV = """
__global__ void gemv(const LEFT *a, const RIGHT *x, int *y, int rows, int cols) {
  int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row < rows) {
    int sum = 5;
    for (int j = 0; j < cols; ++j) sum += (int)a[row * cols + j] * (int)x[j];
    y[row] = sum;
  }
}
"""
# Weights as layers have them, one row for each output.
GEMM = """
__global__ void gemm(const LEFT *a, const RIGHT *b, int *c, int n, int k) {
  int col = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y;
  if (col < n) {
    int sum = 0;
    for (int j = 0; j < k; ++j) sum += (int)a[row * k + j] * (int)b[AT];
    c[row * n + col] = sum;
  }
}
"""
# Dot products of rows, which share nothing.
BATCH = """
__global__ void dots(const LEFT *a, const RIGHT *b, int *y, int batch, int k) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < batch) {
    int sum = 0;
    for (int j = 0; j < k; ++j) sum += (int)a[i * k + j] * (int)b[i * k + j];
    y[i] = sum;
  }
}
"""
# Channels last.
CONVOLUTION = """
__global__ void conv(const LEFT *x, const RIGHT *w, int *y, int height, int width, int filters) {
  int o = blockIdx.x * blockDim.x + threadIdx.x, ox = blockIdx.y, oy = blockIdx.z;
  if (o < filters) {
    int sum = 0;
    for (int fy = 0; fy < 3; ++fy)
      for (int fx = 0; fx < 2; ++fx)
        for (int c = 0; c < CHANNELS; ++c)
          sum += (int)x[((oy + fy) * width + ox + fx) * CHANNELS + c] * (int)w[((o * 3 + fy) * 2 + fx) * CHANNELS + c];
    y[(oy * (width - 1) + ox) * filters + o] = sum;
  }
}
"""


def numbers(dtype, *shape):
    limits = np.iinfo(dtype)
    return RNG.integers(limits.min, limits.max, shape, dtype, endpoint=True)


def translate(tmp_path, text, target, left, right, geometry, sizes, **extents):
    source, out = tmp_path / "kernel.cu", tmp_path / f"out{toolchains.EXTENSION[target]}"
    source.write_text(text.replace("LEFT", CTYPE[left]).replace("RIGHT", CTYPE[right]), encoding="utf-8")
    options = ["--grid", geometry[0], "--block", geometry[1]]
    options += [w for name, e in extents.items() for w in ("--shape", f"{name}={e}")]
    options += [w for name, v in sizes.items() for w in ("--arg", f"{name}={v}")]
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    done = subprocess.run([xpiler, "translate", source, "--to", target, "-o", out, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "identity-tested" in done.stderr, done.stderr
    return out.read_text(encoding="utf-8")


def gemv(tmp_path, target, left, right, rows, cols):
    return translate(tmp_path, GEMV, target, left, right, ("(rows + 63) / 64", "64"), {"rows": rows, "cols": cols})


def gemm(tmp_path, target, left, right, m, n, k, at="col * k + j"):
    shapes = {"a": f"{m}*k", "b": "n*k", "c": f"{m}*n"}
    return translate(tmp_path, GEMM.replace("AT", at), target, left, right, (f"(n + 63) / 64,{m}", "64"), {"n": n, "k": k}, **shapes)


def convolution(tmp_path, target, channels, height, width, filters):
    shapes = {"x": f"height*width*{channels}", "w": f"filters*6*{channels}", "y": "(height-2)*(width-1)*filters"}
    sizes = {"height": height, "width": width, "filters": filters}
    return translate(tmp_path, CONVOLUTION.replace("CHANNELS", str(channels)), target, "int8", "int8", ("(filters + 31) / 32,width - 1,height - 2", "32"), sizes, **shapes)


def scalars(**values):
    return [(name, ("int32", v)) for name, v in values.items()]


def product(a, b):
    return (a.astype(np.int64) @ b.astype(np.int64)).astype(np.int32)


def gemv_case(dtype, rows, cols):
    a, x = numbers(dtype, rows, cols), numbers(dtype, cols)
    return [("a", a), ("x", x), ("y", np.zeros(rows, np.int32)), *scalars(rows=rows, cols=cols)], {"y": product(a, x) + 5}


@BOTH
@SIGNS
def test_gemv(tmp_path, target, dtype):
    """What is left of a row behind its last four bytes comes behind."""
    text = gemv(tmp_path, target, dtype, dtype, 70, 1163)
    assert ROW[target, dtype] in text, text
    for rows, cols in [(70, 1163), (3, 1028), (2, 3), (5, 4), (1, 1)]:
        arguments, expected = gemv_case(dtype, rows, cols)
        assert_right(execute(tmp_path, target, text, "gemv_launch", arguments, ["y"]), expected, 0)


@pytest.mark.parametrize(("old", "new"), [("<< 16)", "<< 8)"), ("<< 24)", "<< 16)"), ("min(cols - j_o_tail, 4)", "min(cols - j_o_tail, 2)")])
def test_gemv_bad(tmp_path, old, new):
    text = gemv(tmp_path, "cuda", "int8", "int8", 70, 1163)
    assert old in text, text
    arguments, expected = gemv_case("int8", 70, 1163)
    assert_noticed(execute(tmp_path, "cuda", text.replace(old, new), "gemv_launch", arguments, ["y"]), expected)


@BOTH
@pytest.mark.parametrize("m", [1, 3, 8])
def test_few_rows(tmp_path, target, m):
    """A block computes all results of a row of weights, which it reads once."""
    n, k = 37, 1031
    text = gemm(tmp_path, target, "int8", "int8", m, n, k)
    assert ROW[target, "int8"] in text and "__shared__ int" in text and "<<<dim3(n, 1, 1), dim3(256, 1, 1)>>>" in text, text
    # A part for each result and warp.
    assert "__shfl_xor" in text and (m == 1 or f"[{m}][{256 // (32 if target == 'cuda' else 64)}]" in text), text
    a, b = numbers("int8", m, k), numbers("int8", n, k)
    arguments = [("a", a), ("b", b), ("c", np.zeros((m, n), np.int32)), *scalars(n=n, k=k)]
    assert_right(execute(tmp_path, target, text, "gemm_launch", arguments, ["c"]), {"c": product(a, b.T)}, 0)


@BOTH
@SIGNS
def test_tiles(tmp_path, target, dtype):
    """Tiles in shared memory, whose bytes are read four at a time; zeros behind the end of the sum."""
    m, n, k = 20, 75, 45
    text = gemm(tmp_path, target, dtype, dtype, m, n, k)
    for word in (ROW[target, dtype], WORD, "__shared__ __align__(4)", "][4];", "blockIdx.x"):
        assert word in text, f"no {word} in\n{text}"
    a, b = numbers(dtype, m, k), numbers(dtype, n, k)
    arguments = [("a", a), ("b", b), ("c", np.zeros((m, n), np.int32)), *scalars(n=n, k=k)]
    expected = {"c": product(a, b.T)}
    assert_right(execute(tmp_path, target, text, "gemm_launch", arguments, ["c"], sanitize=True), expected, 0)
    wrong = re.sub(r"(_tile\[.*\]) = 0;", r"\1 = 1;", text)
    assert wrong != text
    assert_noticed(execute(tmp_path, target, wrong, "gemm_launch", arguments, ["c"]), expected)


@BOTH
@pytest.mark.parametrize("channels", [4, 12, 14])
def test_convolution(tmp_path, target, channels):
    height, width, filters = 5, 18, 40
    text = convolution(tmp_path, target, channels, height, width, filters)
    assert ROW[target, "int8"] in text and WORD in text, text
    x, w = numbers("int8", height, width, channels), numbers("int8", filters, 3, 2, channels)
    expected = sum(product(x[i : i + height - 2, j : j + width - 1], w[:, i, j].T) for i in range(3) for j in range(2))
    arguments = [("x", x), ("w", w), ("y", np.zeros(expected.shape, np.int32)), *scalars(height=height, width=width, filters=filters)]
    assert_right(execute(tmp_path, target, text, "conv_launch", arguments, ["y"]), {"y": expected}, 0)


@BOTH
@SIGNS
def test_batch(tmp_path, target, dtype):
    batch, k = 9, 131
    text = translate(tmp_path, BATCH, target, dtype, dtype, ("(batch + 63) / 64", "64"), {"batch": batch, "k": k})
    assert ROW[target, dtype] in text, text
    a, b = numbers(dtype, batch, k), numbers(dtype, batch, k)
    arguments = [("a", a), ("b", b), ("y", np.zeros(batch, np.int32)), *scalars(batch=batch, k=k)]
    assert_right(execute(tmp_path, target, text, "dots_launch", arguments, ["y"]), {"y": np.einsum("ij,ij->i", a.astype(np.int32), b.astype(np.int32))}, 0)


@BOTH
@pytest.mark.parametrize(("left", "right"), [("int8", "uint8"), ("uint8", "int8"), ("int16", "int8"), ("int16", "int16")])
def test_no_row(tmp_path, target, left, right):
    """Signs and sizes that no row has."""
    assert not any(word in gemv(tmp_path, target, left, right, 7, 60) for word in ALL)


@BOTH
def test_apart(tmp_path, target):
    """Elements of the sum that do not follow each other in one of the operands."""
    assert not any(word in gemm(tmp_path, target, "int8", "int8", 20, 75, 45, at="j * n + col") for word in ALL)


@pytest.mark.parametrize(("target", "row"), [("cuda", "wmma::mma_sync("), ("hip", "mfma_i32_16x16x16i8(")])
def test_matrix_units_first(tmp_path, target, row):
    text = gemm(tmp_path, target, "int8", "int8", 80, 75, 45)
    assert row in text and not any(word in text for word in ALL), text
