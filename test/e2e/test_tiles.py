"""Contractions of bytes for processors with AMX: which become products of tiles, and what they compute; kernels with tiles in the other languages.

Texts without vectors run everywhere: where the processor has no tiles, they are emulated.
"""

import pathlib

import numpy as np
import pytest
import run
import toolchains
from emulation_case import assert_reported, replaced
from test_dot_products import CONVOLUTION, gemm, numbers, translate

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "verify"
ARCH = ("--arch", "sapphirerapids")
SIGN = {"uint8": "u", "int8": "s"}


def library(tmp_path, path):
    try:
        return toolchains.build_shared("vnni", path, tmp_path / "text.so")
    except toolchains.MissingCpu as missing:
        pytest.skip(str(missing))


def product(built, a, b, m, n, k):
    given = [("A", a), ("B", b), ("C", np.full(m * n, 85, np.int32)), *((name, ("int32", v)) for name, v in (("M", m), ("N", n), ("K", k)))]
    return run.call(built, "gemm_launch", given, ["C"])


@pytest.mark.parametrize(("left", "right", "nk"), [("uint8", "int8", True), ("int8", "uint8", True), ("int8", "int8", False), ("uint8", "uint8", False)])
def test_gemm(tmp_path, left, right, nk):
    path = gemm(tmp_path, left, right, nk, sizes=(33, 66, 70), start="7", options=ARCH)
    text = path.read_text(encoding="utf-8")
    assert f"_tile_dpb{SIGN[left]}{SIGN[right]}d(0, 4, 6);" in text and "_tile_loadconfig(" in text, text
    assert toolchains.compile_check("vnni", path)
    built = library(tmp_path, path)
    for m, n, k in [(1, 1, 1), (32, 64, 64), (33, 47, 29), (259, 65, 70), (30, 130, 600)]:
        a, b = numbers(left, m * k), numbers(right, n * k)
        result = product(built, a, b, m, n, k)
        assert result.error is None, result.error
        wide = b.astype(np.int64)
        expected = 7 + a.reshape(m, k).astype(np.int64) @ (wide.reshape(n, k).T if nk else wide.reshape(k, n))
        assert np.array_equal(result.outputs["C"].reshape(m, n), expected.astype(np.int32)), (m, n, k)


def test_gemm_bad(tmp_path):
    """The architecture has no tiles, or no row takes such elements."""
    assert "_tile_" not in gemm(tmp_path, "uint8", "int8", nk=True).read_text(encoding="utf-8")
    assert "_tile_" not in gemm(tmp_path, "int16", "int16", nk=True, options=ARCH).read_text(encoding="utf-8")


def test_convolution(tmp_path):
    """Nine sums of 64 channels each: a tile's step is one of them."""
    deep = CONVOLUTION.replace("18", "64")
    shapes = ["--shape", "x=16*16*64", "--shape", "w=48*9*64", "--shape", "y=14*14*48"]
    path = translate(tmp_path, deep, "--grid", "14,14", "--block", "48", *shapes, *ARCH)
    assert "_tile_dpbusd(" in path.read_text(encoding="utf-8")
    x, w = numbers("uint8", 16 * 16 * 64), numbers("int8", 48 * 9 * 64)
    result = run.call(library(tmp_path, path), "conv_launch", [("x", x), ("w", w), ("y", np.full(14 * 14 * 48, 85, np.int32))], ["y"])
    assert result.error is None, result.error
    x, w = x.reshape(16, 16, 64).astype(np.int64), w.reshape(48, 3, 3, 64).astype(np.int64)
    expected = sum(x[i : i + 14, j : j + 14] @ w[:, i, j].T for i in range(3) for j in range(3))
    assert np.array_equal(result.outputs["y"].reshape(14, 14, 48), expected)


def by_hand(tmp_path, text):
    """A kernel with tiles as people write it, run on random bytes: what came out, and what is right."""
    m, n, k = 20, 32, 100
    a, b = numbers("int8", m * k), numbers("uint8", 128 * n)
    path = tmp_path / "by_hand.c"
    path.write_text(text, encoding="utf-8")
    given = [("a", a), ("b", b), ("c", np.zeros(m * n, np.int32)), *((name, ("int32", v)) for name, v in (("m", m), ("n", n), ("k", k)))]
    result = run.call(library(tmp_path, path), "tgt", given, ["c"])
    packed = b.reshape(32, n, 4).transpose(0, 2, 1).reshape(128, n)[:k].astype(np.int64)
    return result, a.reshape(m, k).astype(np.int64) @ packed


# A status, so that the caller knows that it is one.
BY_HAND = (FOLDER / "vnni_tiles.c").read_text(encoding="utf-8").replace("void tgt(", "int tgt(").replace("    return;", "    return 1;").replace("  _tile_release();\n", "  _tile_release();\n  return 0;\n")


def test_by_hand(tmp_path):
    result, expected = by_hand(tmp_path, BY_HAND)
    assert result.error is None, result.error
    assert np.array_equal(result.outputs["c"].reshape(20, 32), expected)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  if (syscall(SYS_arch_prctl, 0x1023, 18))\n    return 1;\n", "", "never asked"),
        ("  configure(&config, 16, 36);\n", "", "not configured"),
        ("configure(&config, 4, 36)", "configure(&config, 17, 36)", "17 rows"),
        ("config->rows[4] = left / 4", "config->rows[4] = left / 4 - 1", "do not fit"),
        ("config->palette_id = 1", "config->palette_id = 3", "palette"),
    ],
)
def test_by_hand_bad(tmp_path, old, new, words):
    if toolchains.tile_flags("_tile_")[0] == toolchains.TILE_FLAGS[0]:
        pytest.skip("the processor has tiles, and faults without words")
    result, _ = by_hand(tmp_path, replaced(BY_HAND, old, new))
    assert_reported([result], words)
