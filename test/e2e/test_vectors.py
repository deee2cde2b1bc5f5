"""Accesses of several elements at once: read in all their spellings, written where they are aligned, refused where they are not."""

import os
import re
import subprocess

import numpy as np
import pytest
from emulation_case import F32, assert_right, execute, replaced
from test_bang_tensors import GEMM, ROOT, translate

RNG = np.random.default_rng(43)

AXPY = """
#define FLOAT4(value) (reinterpret_cast<float4 *>(&(value))[0])
__global__ void axpy(const float *__restrict__ x, float *y, float a, int n) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i + 3 < n) {
    float4 v = *reinterpret_cast<const float4 *>(x + i);
    float4 w = FLOAT4(y[i]);
    w.x += a * v.x; w.y += a * v.y; w.z += a * v.z; w.w += a * v.w;
    FLOAT4(y[i]) = w;
  } else {
    for (; i < n; i++) y[i] += a * x[i];
  }
}
"""
TILE = """
__global__ void halves(const float *x, float *y, int n) {
  __shared__ __align__(16) float s[64][4];
  int t = threadIdx.x, at = blockIdx.x * 256 + 4 * t;
  const float4 *from = reinterpret_cast<const float4 *>(x) + blockIdx.x * 64;
  if (at < n) *reinterpret_cast<float4 *>(&s[t][0]) = from[t];
  __syncthreads();
  float2 low, high[2];
  low.x = s[t][3]; low.y = s[t][2];
  high[0] = low;
  high[1] = make_float2(s[t][1], s[t][0]);
  if (at < n) {
    ((float2 *)(y + at))[0] = high[0];
    reinterpret_cast<float4 *>(y)[at / 4].z = high[1].x;
    y[at + 3] = high[1].y;
  }
}
"""
BYTES = """
#include <stdint.h>
__global__ void bytes(const int8_t *x, int8_t *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n / 16) reinterpret_cast<int4 *>(y)[i] = reinterpret_cast<const int4 *>(x)[i];
  char4 c = {1, 2};
  uchar4 u = make_uchar4(3, 4, 5, 200);
  if (i == 0 && n > 4) { y[n - 1] = c.y + c.z; y[n - 2] = u.w; }
}
"""
LONGS = """
__global__ void longs(const long long *x, unsigned long long *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n / 2) return;
  longlong2 v = reinterpret_cast<const longlong2 *>(x)[i];
  reinterpret_cast<ulonglong2 *>(y)[i] = make_ulonglong2(v.y - v.x, v.x * 3);
}
"""
GEOMETRY = ("--grid", "(n + 255) / 256", "--block")


@pytest.mark.parametrize("to", ["cuda", "hip", "bang"])
def test_axpy(tmp_path, to):
    text = translate(tmp_path, AXPY, "--grid", "(n + 1023) / 1024", "--block", "256", "--arg", "n=1003", to=to)
    for n in (1003, 4, 3):
        x, y = RNG.standard_normal(n).astype(F32), RNG.standard_normal(n).astype(F32)
        arguments = {"x": x, "y": y.copy(), "a": ("float32", 0.5), "n": ("int32", n)}
        assert_right(execute(tmp_path, to, text, "axpy_launch", list(arguments.items()), ["y"]), {"y": y + F32(0.5) * x})


@pytest.mark.parametrize("to", ["cuda", "hip", "bang"])
def test_tile(tmp_path, to):
    text = translate(tmp_path, TILE, *GEOMETRY, "64", "--arg", "n=1000", "--shape", "x=n", "--shape", "y=n", to=to)
    x = RNG.standard_normal(1000).astype(F32)
    arguments = {"x": x, "y": np.zeros(1000, F32), "n": ("int32", 1000)}
    expected = x.reshape(-1, 4)[:, ::-1].ravel()
    assert_right(execute(tmp_path, to, text, "halves_launch", list(arguments.items()), ["y"]), {"y": expected})


@pytest.mark.parametrize("to", ["cuda", "hip"])
def test_longs(tmp_path, to):
    text = translate(tmp_path, LONGS, *GEOMETRY, "128", "--arg", "n=1000", "--shape", "x=n", "--shape", "y=n", to=to)
    x = RNG.integers(-(2**60), 2**60, 1000)
    arguments = {"x": x, "y": np.zeros(1000, np.uint64), "n": ("int32", 1000)}
    for result in execute(tmp_path, to, text, "longs_launch", list(arguments.items()), ["y"]):
        assert result.error is None, result.error
        pairs = x.reshape(-1, 2)
        expected = np.stack([pairs[:, 1] - pairs[:, 0], pairs[:, 0] * 3], 1).ravel().astype(np.uint64)
        np.testing.assert_array_equal(result.outputs["y"], expected)


@pytest.mark.parametrize("to", ["cuda", "hip", "bang"])
def test_bytes(tmp_path, to):
    options = ("--grid", "n / 16 / 64 + 1", "--block", "64", "--arg", "n=1003", "--shape", "x=n", "--shape", "y=n")
    text = translate(tmp_path, BYTES, *options, to=to)
    x = RNG.integers(-128, 128, 1003).astype(np.int8)
    expected = np.where(np.arange(1003) < 992, x, 0).astype(np.int8)
    expected[-1], expected[-2] = 2, -56
    arguments = {"x": x, "y": np.zeros(1003, np.int8), "n": ("int32", 1003)}
    assert_right(execute(tmp_path, to, text, "bytes_launch", list(arguments.items()), ["y"]), {"y": expected}, 0)


def verify(tmp_path, a, b, *options):
    for name, text in (("a.cu", a), ("b.cu", b)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    command = [xpiler, "verify", str(tmp_path / "a.cu"), str(tmp_path / "b.cu"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "text, old, new",
    [
        (AXPY, "int i = (blockIdx", "int i = 1 + (blockIdx"),
        (AXPY, "float4 *>(x + i)", "float4 *>(x + (i ^ 1))"),
        (TILE, "s[64][4]", "s[64][5]"),
        (TILE, "(float2 *)(y + at)", "(float2 *)(y + at + 1)"),
        (BYTES, "(x)[i];", "(x + 4)[i];"),
    ],
)
def test_bad_alignment_is_refused(tmp_path, text, old, new):
    options = ["--arg", "n=1000"]
    for side in "ab":
        options += ["--grid-" + side, "(n + 255) / 256", "--block-" + side, "64"]
    options += ["--shape", "x=n + 16", "--shape", "y=n + 16"]
    done = verify(tmp_path, text, replaced(text, old, new), *options)
    assert done.returncode == 1, done.stderr + done.stdout
    assert re.search(r"accesses \d+ bytes at once that are not aligned to \d+", done.stderr), done.stderr


INT8 = """
#include <stdint.h>
__global__ void gemm(const int8_t *A, const int8_t *B, int *C, int M, int N, int K) {
  int col = blockIdx.x * blockDim.x + threadIdx.x;
  int row = blockIdx.y * blockDim.y + threadIdx.y;
  if (row < M && col < N) {
    int sum = 0;
    for (int k = 0; k < K; ++k) sum += (int)A[row * K + k] * (int)B[col * K + k];
    C[row * N + col] = sum;
  }
}
"""
GRID = ("--grid", "(N + 15) / 16, (M + 15) / 16", "--block", "16, 16")


@pytest.fixture(scope="module")
def int8(tmp_path_factory):
    return translate(tmp_path_factory.mktemp("int8"), INT8, *GRID, "--arg", "M=70", "--arg", "N=68", "--arg", "K=48", to="cuda")


def test_tiles_are_copied_in_groups(int8):
    assert int8.count("*reinterpret_cast<int4 *>(&") == 2
    # What no reading of the text could tell: where arrays begin.
    assert len(re.findall(r"__shared__ __align__\((?:16|32)\) signed char [AB]_tile", int8)) == 2, int8
    assert re.search(r"const bool (\w+) = K % 16 == 0;\n.*if \(.*\1\) \{\n\s*\*reinterpret_cast<int4 \*>\(&B_tile\[", int8, re.S), int8


@pytest.mark.parametrize("m, n, k", [(70, 68, 48), (65, 130, 37), (64, 64, 16), (3, 5, 100)])
def test_tiles_are_right(tmp_path, int8, m, n, k):
    a, b = (RNG.integers(-128, 128, s).astype(np.int8) for s in ((m, k), (n, k)))
    arguments = {"A": a.ravel(), "B": b.ravel(), "C": np.zeros(m * n, np.int32), "M": ("int32", m), "N": ("int32", n), "K": ("int32", k)}
    expected = a.astype(np.int64) @ b.astype(np.int64).T
    assert_right(execute(tmp_path, "cuda", int8, "gemm_launch", list(arguments.items()), ["C"]), {"C": expected.ravel()}, 0)


def test_unasked_alignment_is_refused(tmp_path, int8):
    """Without the question what remains is right for some scalars, and says so for others."""
    # Asked for the first tile, and for those that come.
    assert int8.count("K % 16 == 0;") == 2
    unasked = int8.replace("K % 16 == 0;", "true;")
    grid = [o + "-a" if o.startswith("--") else o for o in GRID]
    shape = lambda k: (*grid, "--arg", "M=70", "--arg", "N=68", "--arg", f"K={k}")  # noqa: E731
    assert verify(tmp_path, INT8, unasked, *shape(48)).returncode == 0
    done = verify(tmp_path, INT8, unasked, *shape(37))
    assert done.returncode == 1 and "not aligned to 16" in done.stderr, done.stderr + done.stdout


def test_asynchronous_copies_in_groups(tmp_path):
    text = translate(tmp_path, GEMM, "--arg", "M=70", "--arg", "N=68", "--arg", "K=36", to="cuda")
    assert len(re.findall(r"__pipeline_memcpy_async\(.*, 16\);", text)) == 2 and "K % 4 == 0" in text and "N % 4 == 0" in text
    for old, scalars in (("K % 4 == 0", ("70", "68", "37")), ("N % 4 == 0", ("70", "67", "36"))):
        bad = text.replace(old, "true")
        options = [o for name, value in zip("MNK", scalars) for o in ("--arg", f"{name}={value}")]
        done = verify(tmp_path, GEMM, bad, *options)
        assert done.returncode == 1 and "not aligned to 16" in done.stderr, done.stderr + done.stdout
