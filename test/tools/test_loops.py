"""Loops as C has them: narrow variables, steps and bounds that wrap, bounds that the loop changes. Read by xpiler, written again as C, and run beside
the original: gcc is the judge, because a frontend that misreads a text misreads it on both sides of a comparison.
"""

import ctypes
import subprocess

import numpy
import pytest

N = 300
LOOPS = {
    "u8": "for (unsigned char i = 0; i < 200; ++i) y[i] = x[i];",
    "u8_half": "for (unsigned char i = 0; i < 128; ++i) y[i] = x[i];",
    "u8_inclusive": "for (unsigned char i = 0; i <= 199; ++i) y[i] = x[i];",
    "u8_from": "for (unsigned char i = 100; i < 250; i += 3) y[i] = x[i];",
    "i8": "for (signed char i = 0; i < 100; i += 7) y[i] = x[i];",
    "u16": "for (unsigned short i = 0; i < 40000; i += 200) y[i % 300] += x[i % 300];",
    "u8_step": "for (unsigned char i = 0; i < 100; i += 130) y[i] = x[i];",
    "u8_wraps": "int k = 0; for (unsigned char i = 0; i < 250; i += 100) { y[k % 300] = i; if (++k > 20) break; }",
    "u16_step": "for (unsigned short i = 0; i < 30000; i += 40000) y[i] = x[i];",
    "u32_step": "for (unsigned i = 0; i < 2000000000u; i += 3000000000u) y[0] = x[0];",
    "i32_step": "for (int i = 0; i < 100; i += 3000000000u) y[0] += 1;",
    "cast_condition": "for (int i = 300; (unsigned char)i < 200; ++i) y[i - 300] = x[i - 300];",
    "cast_step": "for (int i = 0; i < 200; i = (unsigned char)(i + 30)) { y[i] = x[i]; if (i > 190) break; }",
    "bound_changes": "const int *p = y; y[0] = 5; for (int i = 0; i < (p[0] & 127); ++i) { y[0] = (y[0] & 63) + 3; y[i + 1] = i; }",
    "bound_is_read": "for (int i = 0; i < (x[0] & 127); ++i) y[i] = x[i];",
    "i64": "for (long long i = 0; i < 300; i += 11) y[i] = x[i];",
    "down": "for (int i = 299; i >= 0; i -= 2) y[i] = x[i];",
    "unsigned_down": "for (unsigned i = 300; i-- > 0;) y[i] = x[i];",
    "not_equal": "for (int i = 0; i != 300; i += 3) y[i] = x[i];",
    "unsigned_bound": "unsigned m = 250; for (int i = 0; i < m; ++i) y[i] = x[i];",
}


def run(source, library):
    subprocess.run(["gcc", "-O1", "-fwrapv", "-w", "-shared", "-fPIC", "-mavx512f", "-o", library, source, "-lm"], check=True)
    function = ctypes.CDLL(library).f
    x = numpy.random.default_rng(3).integers(-1000, 1000, N, dtype=numpy.int32)
    x[0] = 77
    y = numpy.arange(N, dtype=numpy.int32)
    function(x.ctypes.data_as(ctypes.c_void_p), y.ctypes.data_as(ctypes.c_void_p))
    return y


@pytest.mark.parametrize("name", LOOPS)
def test_loop(xpiler, tmp_path, name):
    source, out = tmp_path / "f.c", tmp_path / "out.c"
    source.write_text(f"void f(const int *x, int *y) {{\n  {LOOPS[name]}\n}}\n", encoding="utf-8")
    done = xpiler("translate", source, "--to", "vnni", "--shape", f"x={N}", "--shape", f"y={N}", "-o", out)
    assert done.code == 0, done.text
    expected = run(source, tmp_path / "source.so")
    assert not (expected == numpy.arange(N)).all()
    assert (run(out, tmp_path / "out.so") == expected).all()


def test_integers_that_say_how_often(xpiler, tmp_path):
    """Lengths at the ends of their type would keep a loop going for hours. They are left out, and what is compared is compared."""
    text = "void f(const int *n, const float *x, float *y) {\n  for (int i = 0; i < 100; ++i) {\n    float s = 0;\n" \
           "    for (int k = 0; k < n[i]; ++k) s += k < 30 ? x[i * 30 + k] : 0;\n    y[i] = s;\n  }\n}\n"
    right, wrong = tmp_path / "right.c", tmp_path / "wrong.c"
    right.write_text(text, encoding="utf-8")
    wrong.write_text(text.replace("k < n[i]", "k <= n[i]"), encoding="utf-8")
    shapes = ["--shape", "n=100", "--shape", "x=3000", "--shape", "y=100"]
    assert "verdict: identity-tested" in xpiler("verify", right, right, *shapes, timeout=60).out
    assert "error[verdict]: refuted" in xpiler("verify", right, wrong, *shapes, timeout=60).err
