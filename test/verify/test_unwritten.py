"""What was never written is used: floats, the bits of floats, integers, in sources with one order of execution and with many."""

import pytest

BANG = "#include <bang.h>\n__mlu_global__ void k(const float *x, int *y) {\n  __nram__ float v[64], f[32];\n  __memcpy(v, x, 256, GDRAM2NRAM);\n  __bang_argmax(f, v, 64);\n  BODY\n}\n"
GRID, TASK = ("--grid", "1", "--block", "32"), ("--task-dim", "1", "--task-type", "block")
CASES = {
    # What the row says is not modelled behind the maximum.
    "index.mlu": (BANG.replace("BODY", "y[0] = ((unsigned int *)f)[1];"), TASK),
    "bits.cu": ("__global__ void k(const float *x, int *y) { float f[2]; f[0] = x[threadIdx.x]; y[threadIdx.x] = __float_as_int(f[1]); }", GRID),
    "array.c": ("void k(const float *x, int *y) { int t[4]; t[0] = x[0] > 0; for (int i = 0; i < 32; ++i) y[i] = t[0] + t[1]; }", ()),
    "variable.c": ("void k(const float *x, int *y) { int t; if (x[0] > 1e30f) t = 3; for (int i = 0; i < 32; ++i) y[i] = t; }", ()),
    "structure.cu": ("struct S { int a, b; };\n__global__ void k(const float *x, int *y) { S s; s.a = x[threadIdx.x] > 0; y[threadIdx.x] = s.a + s.b; }", GRID),
}
SHAPES = ("--shape", "x=64", "--shape", "y=32")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("target", ("hip", "vnni"))
def test_unwritten(xpiler, tmp_path, name, target):
    text, launch = CASES[name]
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    done = xpiler("translate", source, "--to", target, *launch, *SHAPES, "-o", tmp_path / "out")
    assert done.code == 1 and not (tmp_path / "out").exists(), done.text
    assert "what was never written" in done.text or "undefined" in done.text, done.text


def test_written(xpiler, tmp_path):
    """The same, where all is written."""
    for name, (text, launch) in CASES.items():
        source = tmp_path / name
        whole = text.replace("((unsigned int *)f)[1]", "((unsigned int *)f)[0]").replace("f[1]", "f[0]").replace("t[1]", "t[0]")
        whole = whole.replace("int t;", "int t = 0;").replace("S s;", "S s{1, 2};")
        assert whole != text
        source.write_text(whole, encoding="utf-8")
        shapes = ("--shape", "x=64", "--shape", "y=1") if name == "index.mlu" else SHAPES
        done = xpiler("translate", source, "--to", "hip", *launch, *shapes, "-o", tmp_path / "out")
        assert done.code == 0, done.text
