"""The comparison of the end-to-end driver notices what it must, and the runner what a text must not do."""

import e2e
import numpy as np
import pytest
import run
import toolchains
from emulation_case import F32

X = np.linspace(-3, 3, 100, dtype=F32)


def test_equal_within_tolerance():
    assert e2e.compare("y", X * F32(1 + 1e-6), X) is None


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0.5, -2.999])
def test_one_wrong_element_bad(wrong):
    y = X.copy()
    y[0] = wrong
    assert e2e.compare("y", y, X).startswith("y[0] is")


def test_nan_matches_only_nan():
    y = np.array([np.nan, 1], F32)
    assert e2e.compare("y", y, y) is None
    assert e2e.compare("y", np.array([0, 1], F32), y) is not None


def test_wrong_length_bad():
    assert "99 elements" in e2e.compare("y", X[1:], X)


C = "int twice(const float *x, float *y, int n) { for (int i = 0; i < n; ++i) y[i] = 2 * x[i]; return 0; }"


def native(tmp_path, text, function="twice", timeout=60):
    (tmp_path / "text.c").write_text(text, encoding="utf-8")
    library = toolchains.build_shared("vnni", tmp_path / "text.c", tmp_path / "text.so")
    return run.call(library, function, [("x", X), ("y", np.zeros_like(X)), ("n", ("int32", X.size))], ["y"], timeout=timeout)


def test_native(tmp_path):
    assert np.array_equal(native(tmp_path, C).outputs["y"], 2 * X)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("i < n", "i <= n", "outside the arrays"),
        ("y[i] = 2 * x[i]", "((float *)x)[i] = y[i]", "changes its input `x`"),
        ("return 0", "return 3", "returned 3"),
        ("int twice", "int thrice", "no function `twice`"),
        ("++i", "i += 0", "no end after"),
    ],
)
def test_native_bad(tmp_path, old, new, words):
    assert words in native(tmp_path, C.replace(old, new), timeout=5).error
