"""Targets that are equal in doubles and lose precision in floats: refused where it is by orders of magnitude, and only there."""

import pytest

HEAD = "#include <math.h>\n"
LEAKY = "void k(const float *x, float *y, float *z, int n, float s) { for (int i = 0; i < n; ++i) { y[i] = x[i] < 0.0f ? x[i] * s : x[i]; z[i] = x[i] * 2.0f; } }\n"
SUM = "void k(const float *x, float *y, float *z, int n, float s) { float all = 0.0f; for (int i = 0; i < n; ++i) all += x[i]; y[0] = all; z[0] = s; }\n"
HALVES = "float even = 0.0f, odd = 0.0f; for (int i = 0; i < n; i += 2) { even += x[i]; odd += x[i + 1]; } y[0] = even + odd; z[0] = s; }\n"
CASES = {
    # A multiple of the difference of two numbers, and the larger one: the smaller one is lost.
    "select_by_difference": (LEAKY, LEAKY.replace("x[i] < 0.0f ? x[i] * s : x[i]", "(x[i] < 0.0f ? 1.0f : 0.0f) * (x[i] * s - x[i]) + x[i]"), "y"),
    "select_by_mask": (LEAKY, LEAKY.replace("x[i] < 0.0f ? x[i] * s : x[i]", "(x[i] < 0.0f ? 1.0f : 0.0f) * (x[i] * s) + (x[i] - (x[i] < 0.0f ? 1.0f : 0.0f) * x[i])"), None),
    # In the second output, beside one that is a rounding off.
    "beside_a_rounding": (LEAKY, LEAKY.replace("x[i] * 2.0f", "(x[i] * 2.0f + 70000.0f) - 70000.0f").replace("x[i] * s :", "x[i] / (1.0f / s) :"), "z"),
    # Sums in another order are as good: of one element, which of them is nearer is luck.
    "sum_in_halves": (SUM, SUM[: SUM.index("float all")] + HALVES, None),
    # 1 + tanh loses everything far below zero, on both sides.
    "cancels_on_both_sides": (LEAKY.replace("x[i] * 2.0f", "1.0f + tanhf(4.0f * x[i] - 12.0f)"), LEAKY.replace("x[i] * 2.0f", "2.0f - 2.0f / (expf(2.0f * (4.0f * x[i] - 12.0f)) + 1.0f)"), None),
}


@pytest.mark.parametrize("name", CASES)
def test_lost_precision(xpiler, tmp_path, name):
    source, target, lost = CASES[name]
    for side, text in (("a", source), ("b", target)):
        (tmp_path / f"{side}.c").write_text(HEAD + text, encoding="utf-8")
    done = xpiler("verify", tmp_path / "a.c", tmp_path / "b.c", "--arg", "n=4096", "--arg", "s=1e-5")
    if lost is None:
        assert done.code == 0, done.text
    else:
        assert done.code == 1 and f"`{lost}` is equal in doubles, but the target loses precision: it is " in done.err, done.text


def test_a_selection_loses_nothing(xpiler, tmp_path):
    """BANG C has no selection: it is made of masks."""
    text = "void k(const float *x, float *y, int n, float s) { for (int i = 0; i < n; ++i) { float v = x[i]; y[i] = v < 0.0f ? v * s : v; } }\n"
    (tmp_path / "k.c").write_text(text, encoding="utf-8")
    done = xpiler("translate", tmp_path / "k.c", "--to", "bang", "--arg", "n=1000", "--arg", "s=1e-5")
    assert done.code == 0 and "__bang_lt_scalar(" in done.out and "rounding" not in done.err, done.text


def test_a_long_run_says_so(xpiler, tmp_path):
    (tmp_path / "k.c").write_text("void k(float *y, int n) { for (int i = 0; i < n; ++i) y[i % 64] += 1.0f; }\n", encoding="utf-8")
    done = xpiler("verify", tmp_path / "k.c", tmp_path / "k.c", "--arg", "n=21000000", "--shape", "y=64")
    assert done.code == 0 and "each run took 21 million iterations: smaller --arg are verified faster" in done.err, done.text
