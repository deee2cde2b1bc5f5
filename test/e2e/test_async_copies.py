"""Asynchronous copies of CUDA: what is written for pipelined tiles, and what it computes on the emulation, where they happen as early or as late as they may."""

import numpy as np
import pytest
from emulation_case import F32, assert_noticed, assert_right, execute, replaced
from test_bang_tensors import CONVOLUTION, GEMM, assert_in_order, translate

RNG = np.random.default_rng(29)


@pytest.fixture(scope="module")
def gemm(tmp_path_factory):
    return translate(tmp_path_factory.mktemp("gemm"), GEMM, "--arg", "M=70", "--arg", "N=131", "--arg", "K=37", to="cuda")


def run_gemm(tmp_path, text, m, n, k):
    a, b = (RNG.standard_normal(s).astype(F32) for s in ((m, k), (k, n)))
    arguments = {"A": a.ravel(), "B": b.ravel(), "C": np.zeros(m * n, F32), "M": ("int32", m), "N": ("int32", n), "K": ("int32", k)}
    return execute(tmp_path, "cuda", text, "gemm_launch", list(arguments.items()), ["C"]), {"C": (a @ b).ravel()}


def test_gemm_copies_the_next_tile(gemm):
    assert_in_order(
        gemm, "#include <cuda_pipeline.h>", "A_tile[2][64][16]", "__syncthreads();", "for (int k_o", "__pipeline_memcpy_async(&B_tile[0][0][0] + ",
        "__pipeline_commit();", "__pipeline_memcpy_async(&A_tile[0][0][0] + ", "] += ", "__pipeline_wait_prior(0);", "__syncthreads();",
    )
    assert gemm.count("__syncthreads();") == 2


@pytest.mark.parametrize("m, n, k", [(70, 131, 37), (64, 64, 128), (3, 200, 16)])
def test_gemm_computes_the_product(tmp_path, gemm, m, n, k):
    results, expected = run_gemm(tmp_path, gemm, m, n, k)
    assert_right(results, expected, 1e-4)


@pytest.mark.parametrize("waits", ["__pipeline_wait_prior(0);", "__pipeline_wait_prior(0);\n    __syncthreads();"])
def test_gemm_bad(tmp_path, gemm, waits):
    assert_noticed(*run_gemm(tmp_path, replaced(gemm, waits, ""), 70, 131, 37))


def test_convolution(tmp_path):
    text = translate(tmp_path, CONVOLUTION, to="cuda")
    assert_in_order(text, "x_tile[2]", "__pipeline_memcpy_async(", "__pipeline_wait_prior(0);")
    x, w = (RNG.standard_normal(s).astype(F32) for s in ((8, 12, 12), (64, 8, 3, 3)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    y = np.einsum("cyxij,ocij->oyx", windows, w)
    arguments = {"x": x.ravel(), "w": w.ravel(), "y": np.zeros(y.size, F32)}
    assert_right(execute(tmp_path, "cuda", text, "conv_launch", list(arguments.items()), ["y"]), {"y": y.ravel()}, 1e-4)
