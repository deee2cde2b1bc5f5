"""BANG C for the matrix unit: what is written for contractions, and what it computes on the emulation."""

import os
import pathlib
import subprocess

import numpy as np
import pytest
from emulation_case import F32, assert_noticed, assert_right, execute, replaced

RNG = np.random.default_rng(23)
ROOT = pathlib.Path(__file__).resolve().parents[2]

GEMM = """
#include <cuda_runtime.h>
__global__ void gemm(const float *A, const float *B, float *C, int M, int N, int K) {
  int row = blockIdx.y * blockDim.y + threadIdx.y;
  int col = blockIdx.x * blockDim.x + threadIdx.x;
  if (row < M && col < N) {
    float acc = 0.0f;
    for (int k = 0; k < K; ++k) acc += A[row * K + k] * B[k * N + col];
    C[row * N + col] = acc;
  }
}
extern "C" int gemm_launch(const float *A, const float *B, float *C, int M, int N, int K) {
  float *dA, *dB, *dC;
  cudaMalloc(&dA, M * K * 4); cudaMalloc(&dB, K * N * 4); cudaMalloc(&dC, M * N * 4);
  cudaMemcpy(dA, A, M * K * 4, cudaMemcpyHostToDevice);
  cudaMemcpy(dB, B, K * N * 4, cudaMemcpyHostToDevice);
  gemm<<<dim3((N + 15) / 16, (M + 15) / 16), dim3(16, 16)>>>(dA, dB, dC, M, N, K);
  cudaMemcpy(C, dC, M * N * 4, cudaMemcpyDeviceToHost);
  cudaFree(dA); cudaFree(dB); cudaFree(dC);
  return 0;
}
"""

# Channels first; the input is padded already.
CONVOLUTION = """
__global__ void conv(const float *x, const float *w, float *y) {
  int ox = threadIdx.x, oy = blockIdx.x, oc = blockIdx.y;
  float sum = 0.0f;
  for (int ic = 0; ic < 8; ++ic)
    for (int ky = 0; ky < 3; ++ky)
      for (int kx = 0; kx < 3; ++kx)
        sum += x[(ic * 12 + oy + ky) * 12 + ox + kx] * w[((oc * 8 + ic) * 3 + ky) * 3 + kx];
  y[(oc * 10 + oy) * 10 + ox] = sum;
}
extern "C" void conv_launch(const float *x, const float *w, float *y) { conv<<<dim3(10, 64), 10>>>(x, w, y); }
"""


def translate(tmp_path, text, *options, to="bang"):
    source = tmp_path / "source.cu"
    source.write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    command = [xpiler, "translate", str(source), "--to", to, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_in_order(text, *parts):
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is missing or too early:\n{text}"
        at = found + len(part)


@pytest.fixture(scope="module")
def gemm(tmp_path_factory):
    return translate(tmp_path_factory.mktemp("gemm"), GEMM, "--arg", "M=70", "--arg", "N=131", "--arg", "K=37")


def run_gemm(tmp_path, text, m, n, k):
    a, b = (RNG.standard_normal(s).astype(F32) for s in ((m, k), (k, n)))
    arguments = {"A": a.ravel(), "B": b.ravel(), "C": np.zeros(m * n, F32), "M": ("int32", m), "N": ("int32", n), "K": ("int32", k)}
    return execute(tmp_path, "bang", text, "gemm_launch", list(arguments.items()), ["C"]), {"C": (a @ b).ravel()}


def test_gemm_is_written_for_the_matrix_unit(gemm):
    assert_in_order(
        gemm, "t += taskDim", "__bang_write_value(", "GDRAM2NRAM", "__memcpy_async(", "__bang_transpose(", "__wram__ float", "__bang_reshape_filter(",
        "NRAM2WRAM", "__bang_matmul(", "__bang_add(", "__sync();", "NRAM2GDRAM",
    )


@pytest.mark.parametrize("m, n, k", [(70, 131, 37), (64, 64, 128), (3, 200, 300)])
def test_gemm_computes_the_product(tmp_path, gemm, m, n, k):
    results, expected = run_gemm(tmp_path, gemm, m, n, k)
    assert_right(results, expected, 1e-4)


def test_gemm_bad(tmp_path, gemm):
    text = replaced(gemm, "128, 64);\n      __nram__ float ordered", "64, 128);\n      __nram__ float ordered")
    assert_noticed(*run_gemm(tmp_path, text, 70, 131, 37))


def test_gemm_waits_for_the_next_tile(tmp_path, gemm):
    text = replaced(gemm, "4096);\n      __sync();", "4096);")
    assert_noticed(*run_gemm(tmp_path, text, 70, 131, 300))


def test_convolution(tmp_path):
    text = translate(tmp_path, CONVOLUTION)
    assert_in_order(
        text, "t += taskDim", "w_tile[2][512]", "__memcpy_async(&w_tile[0][0] + ", "__bang_reshape_filter(ordered, &w_tile[0][0] + t2 * 512, 64, 1, 1, 8)", "NRAM2WRAM",
        "__bang_matmul(", "__sync();", "NRAM2GDRAM",
    )
    x, w = (RNG.standard_normal(s).astype(F32) for s in ((8, 12, 12), (64, 8, 3, 3)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    y = np.einsum("cyxij,ocij->oyx", windows, w)
    arguments = {"x": x.ravel(), "w": w.ravel(), "y": np.zeros(y.size, F32)}
    assert_right(execute(tmp_path, "bang", text, "conv_launch", list(arguments.items()), ["y"]), {"y": y.ravel()}, 1e-4)


def test_a_product_whose_sizes_are_no_numbers(xpiler, tmp_path):
    """Counts of the matrix unit that the kernel is given: the search for its operands ends."""
    source = tmp_path / "mm.mlu"
    source.write_text("""#include <bang.h>
__mlu_global__ void mm(const float *a, const float *b, float *c, int m, int k) {
  __nram__ float na[64 * 128];
  __wram__ float wb[64 * 128];
  __nram__ float nc[64 * 64];
  if (taskId != 0) return;
  __memcpy(na, a, m * k * sizeof(float), GDRAM2NRAM);
  __memcpy(wb, b, 64 * k * sizeof(float), GDRAM2WRAM);
  __bang_matmul(nc, na, wb, m, k, 64);
  __memcpy(c, nc, m * 64 * sizeof(float), NRAM2GDRAM);
}
""", encoding="utf-8")
    done = xpiler("translate", source, "--to", "bang", "--task-dim", "4", "--arg", "m=8", "--arg", "k=8", "--shape", "a=m*k", "--shape", "b=64*k", "--shape", "c=m*64", timeout=100)
    assert done.code == 0 and "verdict: identity-tested" in done.err, done.text
