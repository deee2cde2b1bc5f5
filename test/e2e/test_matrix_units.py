"""Products of matrices by the lanes of a warp: what is written for contractions on CUDA (wmma) and HIP (MFMA), and what it computes on the emulation."""

import functools
import os
import pathlib
import subprocess
import tempfile

import numpy as np
import pytest
import toolchains
from emulation_case import assert_noticed, assert_right, execute, replaced

RNG = np.random.default_rng(29)
ROOT = pathlib.Path(__file__).resolve().parents[2]

GEMM = """
#include <cuda_fp16.h>
__global__ void gemm(const TA *A, const TB *B, TC *C, int M, int N, int K) {
  int row = blockIdx.y * blockDim.y + threadIdx.y;
  int col = blockIdx.x * blockDim.x + threadIdx.x;
  if (row < M && col < N) {
    TC acc = 0;
    for (int k = 0; k < K; ++k) acc += (TC)A[row * K + k] * (TC)B[AT_B];
    C[row * N + col] = EPILOGUE;
  }
}
"""
ROW, COLUMN = "k * N + col", "col * K + k"
TYPES = {"half": np.float16, "signed char": np.int8, "unsigned char": np.uint8, "float": np.float32}


def source(a, b, at=ROW, epilogue="acc"):
    text = GEMM.replace("AT_B", at).replace("EPILOGUE", epilogue)
    c = "float" if a in ("half", "float") else "int"
    return text.replace("TA", a).replace("TB", b).replace("TC", c)


def translate_with(tmp_path, text, target, options, sizes):
    path, out = tmp_path / "kernel.cu", tmp_path / f"out{toolchains.EXTENSION[target]}"
    path.write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    values = [w for name, v in sizes.items() for w in ("--arg", f"{name}={v}")]
    done = subprocess.run([xpiler, "translate", path, "--to", target, "-o", out, *options, *values], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "identity-tested" in done.stderr, done.stderr
    return out.read_text(encoding="utf-8")


def translate(tmp_path, text, m, n, k, target="cuda", *more):
    grid = ["--grid", f"{-(-n // 16)},{-(-m // 16)}", "--block", "16,16", "--shape", "A=M*K", "--shape", "B=K*N", "--shape", "C=M*N", *more]
    return translate_with(tmp_path, text, target, grid, {"M": m, "N": n, "K": k})


def operands(a, b, m, n, k, at=ROW):
    """The arguments, and the product in the type of the sums."""
    def numbers(name, shape):
        dtype = TYPES[name]
        if np.dtype(dtype).kind == "f":
            return RNG.standard_normal(shape).astype(dtype)
        return RNG.integers(np.iinfo(dtype).min, np.iinfo(dtype).max, shape, dtype=dtype, endpoint=True)

    kind = np.float32 if a in ("half", "float") else np.int32
    x, y = numbers(a, (m, k)), numbers(b, (k, n) if at == ROW else (n, k))
    wide = y.astype(kind) if at == ROW else y.astype(kind).T
    arguments = [("A", x), ("B", y), ("C", np.zeros((m, n), kind))]
    return arguments + [(name, ("int32", v)) for name, v in (("M", m), ("N", n), ("K", k))], x.astype(kind) @ wide


CASES = [("half", "half", ROW, 100, 97, 70), ("half", "half", COLUMN, 70, 129, 45), ("signed char", "signed char", ROW, 65, 66, 33), ("unsigned char", "unsigned char", COLUMN, 80, 70, 64)]


@pytest.mark.parametrize(("a", "b", "at", "m", "n", "k"), CASES, ids=lambda v: str(v).replace(" ", ""))
def test_fragments(tmp_path, a, b, at, m, n, k):
    text = translate(tmp_path, source(a, b, at), m, n, k)
    layout = "row" if at == ROW else "col"
    for word in ("wmma::fill_fragment(", "wmma::mma_sync(", "wmma::store_matrix_sync(", f"wmma::matrix_b, 16, 16, 16, {a}, wmma::{layout}_major", "__shared__ __align__(32)", "blockIdx.y", "threadIdx.y"):
        assert word in text, f"no {word} in\n{text}"
    arguments, expected = operands(a, b, m, n, k, at)
    assert_right(execute(tmp_path, "cuda", text, "gemm_launch", arguments, ["C"]), {"C": expected}, 1e-3)


@pytest.mark.parametrize(("at", "m", "n", "k"), [(ROW, 100, 97, 70), (COLUMN, 70, 129, 45)], ids=["row", "col"])
def test_fragments_of_tf32(tmp_path, at, m, n, k):
    """Where it is allowed, products of floats round their operands."""
    text = translate(tmp_path, source("float", "float", at), m, n, k, "cuda", "--allow", "tf32")
    layout = "row" if at == ROW else "col"
    operand = f"wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::{layout}_major"
    for word in ("wmma::mma_sync(", operand, "fragment.x[i] = wmma::__float_to_tf32(fragment.x[i]);"):
        assert word in text, f"no {word} in\n{text}"
    arguments, expected = operands("float", "float", m, n, k, at)
    results = execute(tmp_path, "cuda", text, "gemm_launch", arguments, ["C"])
    assert_right(results, {"C": expected}, 2e-2)
    assert not np.allclose(results[0].outputs["C"], expected, rtol=1e-5, atol=1e-5), "nothing was rounded"


REGISTERS = [
    ("half", "f32_16x16x16f16", ROW, 100, 97, 70),
    ("float", "f32_16x16x4f32", ROW, 70, 129, 45),
    ("float", "f32_16x16x4f32", COLUMN, 65, 66, 33),
    ("signed char", "i32_16x16x16i8", ROW, 70, 97, 45),
    ("signed char", "i32_16x16x16i8", COLUMN, 66, 65, 70),
]


@pytest.mark.parametrize(("ty", "row", "at", "m", "n", "k"), REGISTERS, ids=lambda v: str(v).replace(" ", ""))
def test_registers(tmp_path, ty, row, at, m, n, k):
    text = translate(tmp_path, source(ty, ty, at), m, n, k, "hip")
    for word in (f"= __builtin_amdgcn_mfma_{row}(", "__shared__", "blockIdx.y", "threadIdx.y"):
        assert word in text, f"no {word} in\n{text}"
    arguments, expected = operands(ty, ty, m, n, k, at)
    assert_right(execute(tmp_path, "hip", text, "gemm_launch", arguments, ["C"]), {"C": expected}, 1e-3)


CONVOLUTION = """
#include <cuda_fp16.h>
__global__ void conv(const TA *x, const TA *w, float *y, int cin, int cout, int H, int W) {
  int col = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y, oc = blockIdx.z;
  if (col >= W) return;
  float sum = 0.0f;
  for (int c = 0; c < cin; ++c)
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 2; ++j) sum += (float)x[(c * (2 * H + 1) + 2 * row + i) * (W + 1) + col + j] * (float)w[((oc * cin + c) * 3 + i) * 2 + j];
  y[(oc * H + row) * W + col] = sum;
}
"""


@pytest.mark.parametrize(("ty", "target", "row"), [("half", "cuda", "wmma::mma_sync("), ("half", "hip", "mfma_f32_16x16x16f16("), ("float", "hip", "mfma_f32_16x16x4f32(")])
def test_convolutions(tmp_path, ty, target, row):
    """A window of 3 by 2, every second row: a sum over channels for each place of the window."""
    cin, cout, h, w = 35, 70, 2, 66
    sizes = {"cin": cin, "cout": cout, "H": h, "W": w}
    extents = ["--shape", "x=cin*(2*H+1)*(W+1)", "--shape", "w=cout*cin*6", "--shape", "y=cout*H*W"]
    text = translate_with(tmp_path, CONVOLUTION.replace("TA", ty), target, ["--grid", "(W+63)/64,H,cout", "--block", "64", *extents], sizes)
    # On CUDA tiles have two halves: the next one is copied while this one is multiplied.
    halves = "[2]" if target == "cuda" else ""
    for word in (row, f"_tile{halves}[32][64]", f"_tile{halves}[64][32]", "blockIdx.y", "threadIdx.y"):
        assert word in text, f"no {word} in\n{text}"
    x, weights = RNG.standard_normal((cin, 2 * h + 1, w + 1)).astype(TYPES[ty]), RNG.standard_normal((cout, cin, 3, 2)).astype(TYPES[ty])
    wide, expected = x.astype(np.float32), np.zeros((cout, h, w), np.float32)
    for i in range(3):
        for j in range(2):
            expected += np.einsum("oc,chw->ohw", weights[:, :, i, j].astype(np.float32), wide[:, i : i + 2 * h : 2, j : j + w])
    arguments = [("x", x), ("w", weights), ("y", np.zeros_like(expected)), *((n, ("int32", v)) for n, v in sizes.items())]
    assert_right(execute(tmp_path, target, text, "conv_launch", arguments, ["y"]), {"y": expected}, 1e-3)


ATTENTION = """
#include <cuda_fp16.h>
constexpr int kKeys = KEYS;
__global__ void attention(const TA *q, const TA *k, const TA *v, float *o, int heads, int queries, int d) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, h = blockIdx.y;
  if (i >= queries) return;
  q += h * queries * d; o += h * queries * d; k += h * kKeys * d; v += h * kKeys * d;
  TA p[kKeys];
  float peak = -INFINITY;
  for (int j = 0; j < kKeys; ++j) {
    float score = 0.0f;
    for (int c = 0; c < d; ++c) score += (float)q[i * d + c] * (float)k[j * d + c];
    score *= 0.25f;
    p[j] = (TA)score;
    peak = fmaxf(peak, (float)p[j]);
  }
  float total = 0.0f;
  for (int j = 0; j < kKeys; ++j) {
    p[j] = (TA)expf((float)p[j] - peak);
    total += (float)p[j];
  }
  for (int c = 0; c < d; ++c) {
    float acc = 0.0f;
    for (int j = 0; j < kKeys; ++j) acc += (float)p[j] * (float)v[j * d + c];
    o[i * d + c] = acc / total;
  }
}
"""
ATTENTIONS = [
    ("float", "hip", "= __builtin_amdgcn_mfma_f32_16x16x4f32(", [], 48, 2, 70, 43),
    ("float", "hip", "= __builtin_amdgcn_mfma_f32_16x16x4f32(", [], 50, 1, 130, 72),
    ("half", "hip", "= __builtin_amdgcn_mfma_f32_16x16x16f16(", [], 48, 2, 70, 40),
    ("half", "cuda", "wmma::mma_sync(", [], 48, 2, 70, 64),
    ("half", "cuda", "wmma::mma_sync(", [], 77, 1, 66, 43),
    ("float", "cuda", "wmma::mma_sync(", ["--allow", "tf32"], 64, 1, 70, 32),
]


def attention(q, k, v, dtype):
    """The definition, rounded where the source rounds."""
    wide = [x.astype(np.float32) for x in (q, k, v)]
    scores = (np.einsum("hic,hjc->hij", wide[0], wide[1]) * np.float32(0.25)).astype(dtype).astype(np.float32)
    p = np.exp(scores - scores.max(-1, keepdims=True)).astype(dtype).astype(np.float32)
    return np.einsum("hij,hjc->hic", p, wide[2]) / p.sum(-1, keepdims=True)


@pytest.mark.parametrize(("ty", "target", "row", "options", "keys", "heads", "queries", "d"), ATTENTIONS, ids=lambda v: str(v).replace(" ", ""))
def test_attention(tmp_path, ty, target, row, options, keys, heads, queries, d):
    """Both products of attention, in one block: what is between them stays in its memory."""
    sizes = {"heads": heads, "queries": queries, "d": d}
    extents = [w for n in "qo" for w in ("--shape", f"{n}=heads*queries*d")] + [w for n in "kv" for w in ("--shape", f"{n}=heads*{keys}*d")]
    text = ATTENTION.replace("TA", ty).replace("KEYS", str(keys))
    text = translate_with(tmp_path, text, target, ["--grid", "(queries+63)/64,heads", "--block", "64", *options, *extents], sizes)
    assert text.count(row) == 2, text
    for word in ("__shared__", "blockIdx.y", "threadIdx.y"):
        assert word in text, f"no {word} in\n{text}"
    assert text.count(f"{target}Malloc(") == 4, text
    q, k, v = (RNG.standard_normal((heads, n, d)).astype(TYPES[ty]) for n in (queries, keys, keys))
    expected = attention(q, k, v, TYPES[ty])
    arguments = [("q", q), ("k", k), ("v", v), ("o", np.zeros_like(expected)), *((n, ("int32", x)) for n, x in sizes.items())]
    tolerance = 1e-5 if (ty, target) == ("float", "hip") else 1e-2
    assert_right(execute(tmp_path, target, text, "attention_launch", arguments, ["o"]), {"o": expected}, tolerance)


FRAGMENTS = """
#include <cuda_fp16.h>
#include <mma.h>
using namespace nvcuda;
__global__ void product(const half *A, const half *B, float *C, int M, int N, int K) {
  int row = blockIdx.y * 16, col = blockIdx.x * 16;
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::row_major> b;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> c;
  wmma::fill_fragment(c, 0.0f);
  for (int k = 0; k < K; k += 16) {
    wmma::load_matrix_sync(a, A + row * K + k, K);
    wmma::load_matrix_sync(b, B + k * N + col, N);
    wmma::mma_sync(c, a, b, c);
  }
  wmma::store_matrix_sync(C + row * N + col, c, N, wmma::mem_row_major);
}
"""


@pytest.mark.parametrize(("target", "row"), [("cuda", "wmma::mma_sync("), ("hip", "mfma_f32_16x16x16f16(")])
def test_fragments_are_matrices_again(tmp_path, target, row):
    """A source for one machine's matrix unit, a warp a tile, is tiled for the other's."""
    sizes = {"M": 96, "N": 144, "K": 80}
    extents = ["--shape", "A=M*K", "--shape", "B=K*N", "--shape", "C=M*N"]
    text = translate_with(tmp_path, FRAGMENTS, target, ["--grid", "N/16, M/16", "--block", "32", *extents], sizes)
    for word in (row, "__shared__", "A_tile", "B_tile", "threadIdx.y"):
        assert word in text, f"no {word} in\n{text}"
    a, b = RNG.standard_normal((96, 80)).astype(np.float16), RNG.standard_normal((80, 144)).astype(np.float16)
    expected = a.astype(np.float32) @ b.astype(np.float32)
    arguments = [("A", a), ("B", b), ("C", np.zeros_like(expected)), *((n, ("int32", v)) for n, v in sizes.items())]
    assert_right(execute(tmp_path, target, text, "product_launch", arguments, ["C"]), {"C": expected}, 1e-3)


def test_what_comes_behind_a_product(tmp_path):
    """The rest of an operator reads the sums from shared memory."""
    text = translate(tmp_path, source("half", "half", epilogue="fmaxf(acc * 0.5f + col, 0.0f)"), 66, 70, 40)
    arguments, product = operands("half", "half", 66, 70, 40)
    expected = np.maximum(product * np.float32(0.5) + np.arange(70, dtype=np.float32), 0)
    assert "mma_sync" in text
    assert_right(execute(tmp_path, "cuda", text, "gemm_launch", arguments, ["C"]), {"C": expected}, 1e-3)


@pytest.mark.parametrize(("a", "b"), [("float", "float"), ("unsigned char", "signed char")])
def test_no_row_multiplies_these(tmp_path, a, b):
    assert "wmma" not in translate(tmp_path, source(a, b), 100, 97, 70)


@functools.cache
def good(target, element, *options):
    with tempfile.TemporaryDirectory(prefix="xpiler-units-") as folder:
        return translate(pathlib.Path(folder), source(element, element), 100, 97, 70, target, *options)


def of_halves(target):
    return good(target, "half")


@pytest.mark.parametrize(
    ("target", "old", "new"),
    [
        ("cuda", "64, wmma::mem_row_major", "64, wmma::mem_col_major"),
        ("cuda", "+ t4 * 512 + k_i_o * 16), 32)", "+ t4 * 512 + k_i_o * 16), 24)"),
        ("cuda", "+ t4 * 512 + k_i_o * 16)", "+ t4 * 512 + k_i_o * 8)"),
        ("cuda", "k_o / 32 % 2", "(k_o / 32 + 1) % 2"),
        ("cuda", "    wmma::fill_fragment(acc[0][col_i_o], 0.0f);\n", ""),
        ("cuda", "k_i_o < 2", "k_i_o < 1"),
        ("hip", "k_i_o < 2", "k_i_o < 1"),
        ("hip", "acc[0][tile][1]", "acc[0][tile][2]"),
        ("hip", "part_1[3] = B_tile", "part_1[2] = B_tile"),
        ("hip", "(part, part_1, acc", "(part_1, part, acc"),
        ("hip", "    acc[0][col_i_o][2] = 0.0f;\n", ""),
    ],
)
def test_planted(tmp_path, target, old, new):
    """A mistake in the text is noticed by the emulation, and refuted by xpiler."""
    text = of_halves(target)
    arguments, expected = operands("half", "half", 100, 97, 70)
    bad = replaced(text, old, new)
    assert_noticed(execute(tmp_path, target, bad, "gemm_launch", arguments, ["C"]), {"C": expected})
    assert_refuted(tmp_path, target, text, bad)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("k_i_o < 4", "k_i_o < 3"),
        ("(t4 * 512 + k_i_o * 8), 32)", "(t4 * 512 + k_i_o * 8), 36)"),
        ("wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major", "wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::col_major"),
    ],
)
def test_planted_in_tf32(tmp_path, old, new):
    text = good("cuda", "float", "--allow", "tf32")
    assert_refuted(tmp_path, "cuda", text, replaced(text, old, new))


def assert_refuted(tmp_path, target, text, bad):
    good_path, bad_path = tmp_path / f"good{toolchains.EXTENSION[target]}", tmp_path / f"bad{toolchains.EXTENSION[target]}"
    good_path.write_text(text, encoding="utf-8")
    bad_path.write_text(bad, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    options = [w for name, v in (("M", 100), ("N", 97), ("K", 70)) for w in ("--arg", f"{name}={v}")]
    shapes = ["--shape", "A=M*K", "--shape", "B=K*N", "--shape", "C=M*N"]
    done = subprocess.run([xpiler, "verify", good_path, bad_path, *options, *shapes], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "refuted" in done.stdout + done.stderr, done.stdout + done.stderr
