"""Status codes: early returns of a wrapper stay where they are, with their numbers."""

import ctypes
import re

import numpy
import pytest
import toolchains

SOURCE = """#include <cuda_runtime.h>
#include <stdio.h>
#define CHECK(x) do { cudaError_t e = (x); if (e != cudaSuccess) { fprintf(stderr, "%s", cudaGetErrorString(e)); return -2; } } while (0)
__global__ void relu(const float *x, float *y, size_t n) {
  size_t i = blockIdx.x * (size_t)blockDim.x + threadIdx.x;
  if (i < n) y[i] = fmaxf(x[i], 0.f);
}
extern "C" int run(const float *x, float *y, size_t n) {
  if (n == 0) return 0;
  if (n > 1000000) return -1;
  float *d_x = nullptr, *d_y = nullptr;
  size_t bytes = n * sizeof(float);
  CHECK(cudaMalloc((void **)&d_x, bytes));
  CHECK(cudaMalloc((void **)&d_y, bytes));
  CHECK(cudaMemcpy(d_x, x, bytes, cudaMemcpyHostToDevice));
  relu<<<(n + 255) / 256, 256>>>(d_x, d_y, n);
  CHECK(cudaGetLastError());
  CHECK(cudaMemcpy(y, d_y, bytes, cudaMemcpyDeviceToHost));
  cudaFree(d_x);
  cudaFree(d_y);
  return 7;
}
"""
EXTENSION = {"cuda": ".cu", "hip": ".hip", "bang": ".mlu", "vnni": ".c"}


@pytest.fixture(scope="module")
def texts(xpiler, tmp_path_factory):
    folder = tmp_path_factory.mktemp("status")
    source = folder / "relu.cu"
    source.write_text(SOURCE, encoding="utf-8")
    paths = {}
    for target, extension in EXTENSION.items():
        paths[target] = folder / f"out{extension}"
        done = xpiler("translate", source, "--to", target, "--arg", "n=1000", "-o", paths[target])
        assert done.code == 0, done.text
    return source, paths


@pytest.mark.parametrize("target", EXTENSION)
def test_early_returns_come_first(texts, target):
    text = texts[1][target].read_text(encoding="utf-8")
    body = text[text.index("int run(") :]
    first, second = body.index("return 0;"), body.index("if (n > 1000000ull) return -1;")
    assert first < second
    if target != "vnni":
        assert second < body.index("Malloc")
        assert re.search(r"return err == \w+ \? 7 : \(int\)err;", body), body
    else:
        assert "return 7;" in body


def test_statuses_when_run(texts, tmp_path):
    library = tmp_path / "run.so"
    toolchains.build_shared("vnni", texts[1]["vnni"], library)
    run = ctypes.CDLL(library).run
    pointer = numpy.ctypeslib.ndpointer(numpy.float32, flags="C_CONTIGUOUS")
    run.argtypes = [pointer, pointer, ctypes.c_size_t]
    x = numpy.random.default_rng(1).normal(size=1000).astype(numpy.float32)
    y = numpy.full(1000, -5, numpy.float32)
    assert run(x, y, 0) == 0 and run(x, y, 1000001) == -1
    assert (y == -5).all()
    assert run(x, y, 1000) == 7
    assert (y == numpy.maximum(x, 0)).all()


def test_a_lost_status_is_refuted(xpiler, texts, tmp_path):
    source, paths = texts
    mutant = tmp_path / "mutant.c"
    mutant.write_text(paths["vnni"].read_text(encoding="utf-8").replace("return -1;", "return 0;"), encoding="utf-8")
    done = xpiler("verify", source, mutant, "--kernel-b", "run", "--arg", "n=1000")
    assert done.code == 1 and "the source can return -1, the target cannot" in done.err, done.text
    assert f"{source}:10:" in done.err, done.text


def test_a_status_elsewhere_is_refused(xpiler, tmp_path):
    source = tmp_path / "elsewhere.cu"
    source.write_text(SOURCE.replace("return -1;", "{ y[0] = 0; return -1; }"), encoding="utf-8")
    done = xpiler("translate", source, "--to", "hip", "--arg", "n=1000", "-o", tmp_path / "out.hip")
    assert done.code == 2 and f"{source}:10:" in done.err and "the status -1 is not kept here" in done.err, done.text
