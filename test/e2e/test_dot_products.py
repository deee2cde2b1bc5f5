"""Contractions over integers in C: which become dot products of bytes and words, and what they compute.

The texts run as they are where the processor has AVX-512 VNNI; what they are made of is looked at everywhere.
"""

import ctypes
import os
import pathlib
import subprocess

import numpy as np
import pytest
import toolchains

ROOT = pathlib.Path(__file__).resolve().parents[2]
RNG = np.random.default_rng(29)
CTYPE = {"uint8": "uint8_t", "int8": "int8_t", "int16": "int16_t", "uint16": "uint16_t"}

GEMM = """
#include <stdint.h>
__global__ void gemm(const LEFT *A, const RIGHT *B, int *C, int M, int N, int K) {
  int col = blockIdx.x * blockDim.x + threadIdx.x;
  int row = blockIdx.y * blockDim.y + threadIdx.y;
  if (row < M && col < N) {
    int sum = START;
    for (int k = 0; k < K; ++k) sum += (int)A[row * K + k] * (int)B[AT];
    C[row * N + col] = sum;
  }
}
"""
# Channels last: the products of a pixel are those of a matrix, for each of the nine places of the window.
CONVOLUTION = """
#include <stdint.h>
__global__ void conv(const uint8_t *x, const int8_t *w, int *y) {
  int oc = threadIdx.x, ox = blockIdx.x, oy = blockIdx.y;
  int sum = 0;
  for (int ky = 0; ky < 3; ++ky)
    for (int kx = 0; kx < 3; ++kx)
      for (int ic = 0; ic < 18; ++ic)
        sum += (int)x[((oy + ky) * 16 + ox + kx) * 18 + ic] * (int)w[((oc * 3 + ky) * 3 + kx) * 18 + ic];
  y[(oy * 14 + ox) * 48 + oc] = sum;
}
"""


def translate(tmp_path, text, *options):
    source, target = tmp_path / "source.cu", tmp_path / "text.c"
    source.write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    command = [xpiler, "translate", source, "--to", "vnni", "-o", target, "--report", tmp_path / "report.json", *options]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "identity-tested" in done.stderr, done.stderr
    return target


def gemm(tmp_path, left, right, nk, sizes=(33, 70, 29), start="0", options=()):
    at = "col * K + k" if nk else "k * N + col"
    text = GEMM.replace("LEFT", CTYPE[left]).replace("RIGHT", CTYPE[right]).replace("AT", at).replace("START", start)
    geometry = ["--grid", "(N + 15) / 16, (M + 15) / 16", "--block", "16, 16", "--shape", "A=M*K", "--shape", "B=N*K", "--shape", "C=M*N"]
    values = [o for n, v in zip("MNK", sizes, strict=True) for o in ("--arg", f"{n}={v}")]
    return translate(tmp_path, text, *geometry, *values, *options)


def numbers(dtype, size):
    """All bytes; words whose sums of products do not overflow."""
    limits, scale = np.iinfo(dtype), 32 if np.dtype(dtype).itemsize > 1 else 1
    return RNG.integers(limits.min // scale, limits.max // scale, size, dtype, endpoint=True)


def call(tmp_path, path, function, *arguments):
    """Runs a text here, if the processor can."""
    library = toolchains.build_shared("vnni", path, tmp_path / "text.so")
    flags = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").split()
    if "avx512_vnni" not in flags or "avx512bw" not in flags:
        pytest.skip("the processor has no AVX-512 VNNI")
    given = [a.ctypes.data_as(ctypes.c_void_p) if isinstance(a, np.ndarray) else ctypes.c_int(a) for a in arguments]
    assert ctypes.CDLL(str(library))[function](*given) == 0


@pytest.mark.parametrize("nk", [True, False], ids=["nk", "kn"])
@pytest.mark.parametrize(("left", "right", "row"), [("uint8", "int8", "dpbusd"), ("int8", "uint8", "dpbusd"), ("int16", "int16", "dpwssd")])
def test_gemm(tmp_path, left, right, row, nk):
    path = gemm(tmp_path, left, right, nk, start="7")
    assert f"_mm512_{row}_epi32(" in path.read_text(encoding="utf-8")
    for m, n, k in [(1, 1, 1), (4, 64, 4), (5, 16, 3), (33, 47, 29), (259, 65, 7), (6, 130, 1030)]:
        a, b, c = numbers(left, m * k), numbers(right, n * k), np.full(m * n, 85, np.int32)
        call(tmp_path, path, "gemm_launch", a, b, c, m, n, k)
        wide = b.astype(np.int64)
        expected = 7 + a.reshape(m, k).astype(np.int64) @ (wide.reshape(n, k).T if nk else wide.reshape(k, n))
        assert np.array_equal(c.reshape(m, n), expected.astype(np.int32)), (m, n, k)


@pytest.mark.parametrize(("left", "right"), [("int8", "int8"), ("uint8", "uint8"), ("int16", "uint16"), ("int8", "int16")])
def test_gemm_bad(tmp_path, left, right):
    """Signs and sizes that no row has."""
    text = gemm(tmp_path, left, right, nk=True).read_text(encoding="utf-8")
    assert "_mm512_dp" not in text


def test_convolution(tmp_path):
    shapes = ["--shape", "x=16*16*18", "--shape", "w=48*9*18", "--shape", "y=14*14*48"]
    path = translate(tmp_path, CONVOLUTION, "--grid", "14,14", "--block", "48", *shapes)
    assert "_mm512_dpbusd_epi32(" in path.read_text(encoding="utf-8")
    x, w, y = numbers("uint8", 16 * 16 * 18), numbers("int8", 48 * 9 * 18), np.full(14 * 14 * 48, 85, np.int32)
    call(tmp_path, path, "conv_launch", x, w, y)
    x, w = x.reshape(16, 16, 18).astype(np.int64), w.reshape(48, 3, 3, 18).astype(np.int64)
    expected = sum(x[i : i + 14, j : j + 14] @ w[:, i, j].T for i in range(3) for j in range(3))
    assert np.array_equal(y.reshape(14, 14, 48), expected)
