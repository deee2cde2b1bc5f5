"""BANG C for windows: what is written for pooling, and what it computes on the emulation."""

import os
import pathlib
import re
import subprocess
from dataclasses import dataclass

import numpy as np
import pytest
from emulation_case import F32, assert_noticed, assert_right, build, call, execute, replaced

RNG = np.random.default_rng(31)
ROOT = pathlib.Path(__file__).resolve().parents[2]

# One thread an element of the result; the sizes are parameters, the window is known.
KERNEL = """
#include <INCLUDE>
#include <math.h>
__global__ void pool(const T *x, T *y, int c, int h, int w) {
  int oh = (h - KH) / SH + 1, ow = (w - KW) / SW + 1;
  int a = blockIdx.x * blockDim.x + threadIdx.x, oy = blockIdx.y, b = blockIdx.z;
  int ox = OX, ch = CH;
  if (a >= LAST) return;
  float all = START;
  for (int i = 0; i < KH; ++i)
    for (int j = 0; j < KW; ++j) {
      float v = x[AT(oy * SH + i, ox * SW + j)];
      GATHER;
    }
  y[TO] = FINISH;
}
"""
LAYOUTS = {
    "chw": {"OX": "a", "CH": "b", "LAST": "ow", "AT(i, j)": "((ch * h + (i)) * w + (j))", "TO": "(ch * oh + oy) * ow + ox"},
    "hwc": {"OX": "b", "CH": "a", "LAST": "c", "AT(i, j)": "(((i) * w + (j)) * c + ch)", "TO": "(oy * ow + ox) * c + ch"},
}
# How it gathers, what it starts from, what becomes of it, and what NumPy says where it is run.
OPERATORS = {
    "max": ("if (v > all) all = v", "x[AT(oy * SH, ox * SW)]", "all", np.max),
    "min": ("all = fminf(all, v)", "INFINITY", "all", None),
    "sum": ("all += v", "0.0f", "all", np.sum),
    "average": ("all += v", "0.0f", "all / (KH * KW)", np.mean),
    "scaled": ("all += v", "0.0f", "fmaxf(all * 0.25f, 0.0f)", None),
}


@dataclass(frozen=True)
class Pool:
    """A kernel: its layout and operator, the window's height and width, how far it moves down and along."""

    layout: str
    operator: str
    window: tuple
    stride: tuple
    element: str = "float"
    language: str = "cuda"

    def source(self, **changed):
        gather, start, finish, _ = OPERATORS[self.operator]
        words = {"T": self.element, "START": start, "FINISH": finish, "GATHER": gather, **LAYOUTS[self.layout]}
        words |= dict(zip(("KH", "KW", "SH", "SW"), (*self.window, *self.stride), strict=True)) | changed
        header = {"cuda": "cuda_fp16.h", "hip": "hip/hip_fp16.h"}[self.language]
        return "".join(f"#define {k} {v}\n" for k, v in words.items()) + KERNEL.replace("INCLUDE", header)

    def result(self, x):
        """Of images [channel][row][column], by the definition."""
        windows = np.lib.stride_tricks.sliding_window_view(x.astype(F32), self.window, axis=(1, 2))
        return OPERATORS[self.operator][3](windows[:, :: self.stride[0], :: self.stride[1]], axis=(3, 4))

    def case(self, c, h, w):
        """The arguments, and what must come out."""
        dtype = np.float16 if self.element == "half" else F32
        x = RNG.standard_normal((c, h, w)).astype(dtype)
        y = self.result(x).astype(dtype)
        if self.layout == "hwc":
            x, y = (np.ascontiguousarray(a.transpose(1, 2, 0)) for a in (x, y))
        sizes = [(name, ("int32", v)) for name, v in (("c", c), ("h", h), ("w", w))]
        return [("x", x.ravel()), ("y", np.zeros(y.size, dtype)), *sizes], {"y": y.ravel()}


def xpiler(*arguments):
    program = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)


def sizes(c, h, w):
    return [word for name, v in (("c", c), ("h", h), ("w", w)) for word in ("--arg", f"{name}={v}")]


def shapes(pool):
    (kh, kw), (sh, sw) = pool.window, pool.stride
    oh, ow = f"((h - {kh}) / {sh} + 1)", f"((w - {kw}) / {sw} + 1)"
    return oh, ow, ["--shape", "x=c*h*w", "--shape", f"y=c*{oh}*{ow}"]


def translate(tmp_path, pool, size=(5, 12, 19), **changed):
    path, out = tmp_path / f"source.{'cu' if pool.language == 'cuda' else 'hip'}", tmp_path / "text.mlu"
    path.write_text(pool.source(**changed), encoding="utf-8")
    oh, ow, extents = shapes(pool)
    grid = f"({ow} + 31) / 32, {oh}, c" if pool.layout == "chw" else f"(c + 31) / 32, {oh}, {ow}"
    done = xpiler("translate", path, "--to", "bang", "-o", out, "--grid", grid, "--block", "32", *extents, *sizes(*size))
    assert done.returncode == 0 and "identity-tested" in done.stderr, done.stderr
    return out.read_text(encoding="utf-8")


# Channels that fill no vector, or more than one; windows that overlap, or leave elements out; rows that end in the middle of a window.
CASES = [
    (Pool("chw", "max", (3, 3), (2, 2)), "max", [(5, 12, 19), (67, 9, 40)]),
    (Pool("hwc", "average", (2, 2), (2, 2)), "avg", [(70, 7, 9), (3, 37, 5)]),
    (Pool("chw", "sum", (3, 2), (1, 3), language="hip"), "sum", [(64, 5, 11), (1, 20, 50)]),
]


@pytest.mark.parametrize(("pool", "row", "sizes"), CASES, ids=lambda v: f"{v.layout}-{v.operator}-{v.language}" if isinstance(v, Pool) else "")
def test_pooling(tmp_path, pool, row, sizes):
    text = translate(tmp_path, pool)
    (kh, kw), (sh, sw) = pool.window, pool.stride
    # What no window reaches is not on the chip.
    steps = f"{min(sw, kw)}, {min(sh, kh)}"
    assert re.search(rf"__bang_{row}pool\(.*, {kh}, {kw}, {steps}\)", text), text
    assert ("__bang_transpose(" in text) == (pool.layout == "chw"), text
    library = build(tmp_path, "bang", text)
    for size in sizes:
        arguments, expected = pool.case(*size)
        assert_right(call(library, "pool_launch", arguments, ["y"]), expected)


def test_smallest(tmp_path):
    text = translate(tmp_path, Pool("hwc", "min", (2, 3), (1, 2)), (67, 8, 9))
    assert re.search(r"__bang_minpool\(.*, 2, 3, 2, 1\)", text), text


def test_what_comes_behind_a_window(tmp_path):
    """The sums are on the chip; the rest of the operator is done there in vectors."""
    text = translate(tmp_path, Pool("hwc", "scaled", (3, 3), (1, 1)))
    assert re.search(r"__bang_sumpool\(.*, 3, 3, 1, 1\)", text) and "__bang_mul_scalar(" in text, text


def test_half(tmp_path):
    """No row pools 16-bit floats."""
    text = translate(tmp_path, Pool("hwc", "max", (2, 2), (2, 2), element="half"))
    assert "half" in text and not re.search(r"__bang_\w+pool", text), text


@pytest.mark.parametrize(
    "changed",
    [
        # The window's reach is not known.
        {"KH": "(c > 3 ? 2 : 1)"},
        # Some elements count twice.
        {"GATHER": "all += v * (i + 1)"},
        # The divisor is another one: no average, but sums.
        {"FINISH": "all / 5"},
    ],
    ids=["open", "weighted", "divisor"],
)
def test_no_average(tmp_path, changed):
    assert "__bang_avgpool" not in translate(tmp_path, Pool("hwc", "average", (2, 2), (2, 2)), **changed)


@pytest.fixture(scope="module")
def largest(tmp_path_factory):
    return translate(tmp_path_factory.mktemp("largest"), CASES[0][0])


PLANTED = {
    "stride": ("3, 3, 2, 2);", "3, 3, 2, 1);"),
    "width": ("64, 9, 33, 3", "64, 9, 32, 3"),
    "extremum": ("__bang_maxpool(", "__bang_minpool("),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted(tmp_path, largest, name):
    """A mistake in the text is refuted by xpiler."""
    paths = tmp_path / "good.mlu", tmp_path / "bad.mlu"
    for path, text in zip(paths, (largest, replaced(largest, *PLANTED[name])), strict=True):
        path.write_text(text, encoding="utf-8")
    done = xpiler("verify", *paths, *shapes(CASES[0][0])[2], *sizes(5, 12, 19))
    assert done.returncode == 1 and "refuted" in done.stdout + done.stderr, done.stdout + done.stderr


def test_planted_runs(tmp_path, largest):
    """And by the emulation."""
    arguments, expected = CASES[0][0].case(5, 12, 19)
    bad = replaced(largest, *PLANTED["stride"])
    assert_noticed(execute(tmp_path, "bang", bad, "pool_launch", arguments, ["y"]), expected)
