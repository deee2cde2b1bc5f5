"""Bits of floats as integers and back: unions, pointers, copies and the languages' own words."""

import os
import pathlib
import subprocess

import numpy as np
import pytest
import toolchains
from emulation_case import F32, assert_right, execute

ROOT = pathlib.Path(__file__).parents[2]
RNG = np.random.default_rng(71)

CUDA = """
typedef union { float f; unsigned u; } bits_t;
__device__ float rsqrt_by_bits(float x) {
  union { float f; int i; } v = {x};
  v.i = 0x5f3759df - (v.i >> 1);
  v.f *= 1.5f - 0.5f * x * v.f * v.f;
  return v.f;
}
__global__ void bits(const float *x, float *y, int *z, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  bits_t magnitude;
  magnitude.f = x[i];
  magnitude.u &= 0x7fffffffu;
  float v = x[i];
  int raw = *(int *)&v ^ 0x80000000;
  y[i] = rsqrt_by_bits(magnitude.f + 1.0f) * *reinterpret_cast<float *>(&raw);
  z[i] = __float_as_int(v) >> 23 & 255;
}
"""
C = """
#include <string.h>
void bits(const float *x, float *y, int *z, int n) {
  for (int i = 0; i < n; i++) {
    int raw, magnitude;
    float m, r;
    memcpy(&raw, x + i, sizeof raw);
    magnitude = raw & 0x7fffffff;
    memcpy(&m, &magnitude, 4);
    m += 1.0f;
    union { float f; int i; } v;
    v.f = m;
    v.i = 0x5f3759df - (v.i >> 1);
    r = v.f * (1.5f - 0.5f * m * v.f * v.f);
    y[i] = r * -x[i];
    z[i] = raw >> 23 & 255;
  }
}
"""


def expected(x):
    m = np.abs(x) + F32(1)
    r = (np.int32(0x5F3759DF) - (m.view(np.int32) >> 1)).view(F32)
    r *= F32(1.5) - F32(0.5) * m * r * r
    return {"y": r * -x, "z": x.view(np.int32) >> 23 & 255}


@pytest.mark.parametrize("target", ["cuda", "hip", "bang", "vnni"])
@pytest.mark.parametrize(("text", "suffix"), [(CUDA, ".cu"), (C, ".c")], ids=["cuda", "c"])
def test_bits(tmp_path, text, suffix, target):
    n = 300
    source, out = tmp_path / f"bits{suffix}", tmp_path / f"out{toolchains.EXTENSION[target]}"
    source.write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    geometry = ["--grid", "(n + 127) / 128", "--block", "128"] if suffix == ".cu" else []
    done = subprocess.run([xpiler, "translate", source, "--to", target, "-o", out, *geometry, "--arg", f"n={n}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "verdict: tested" in done.stderr, done.stderr
    emitted = out.read_text(encoding="utf-8")
    toolchains.compile_check(target, out)
    x = (RNG.standard_normal(n) * np.exp2(RNG.integers(-30, 30, n))).astype(F32)
    arguments = [("x", x), ("y", np.zeros(n, F32)), ("z", np.zeros(n, np.int32)), ("n", ("int32", n))]
    entry = "bits" if (suffix, target) == (".c", "vnni") else "bits_launch" if suffix == ".cu" else "bits"
    try:
        results = execute(tmp_path, target, emitted, entry, arguments, ["y", "z"])
    except toolchains.MissingCpu as missing:
        pytest.skip(str(missing))
    assert_right(results, expected(x), 1e-6)
