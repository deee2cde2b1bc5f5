"""A proposal that fails is no reason to stop: the next one may hold."""

import pytest

SCATTER = "void f(const float *x, float *y, int n, int s) {\n  for (int i = 0; i < n; ++i) y[i * s] = x[i];\n}\n"


def test_a_stride_of_zero_runs_in_sequence(xpiler, tmp_path):
    """Iterations at a stride are independent unless it is zero, which only verification sees."""
    source, out = tmp_path / "f.c", tmp_path / "f.cu"
    source.write_text(SCATTER, encoding="utf-8")
    done = xpiler("translate", source, "--to", "cuda", "--arg", "n=100", "--arg", "s=2", "-o", out)
    assert done.code == 0 and "blockIdx.x" in out.read_text(encoding="utf-8"), done.text
    done = xpiler("translate", source, "--to", "cuda", "--arg", "n=100", "--arg", "s=0", "-o", out)
    assert done.code == 0 and "blockIdx.x" not in out.read_text(encoding="utf-8"), done.text


LARGE = """void k(const int *x, int *y, int n) {
  for (int t = 0; t < 2; ++t) {
    int count[COUNT];
    for (int i = 0; i < COUNT; ++i) count[i] = 0;
    for (int i = t; i < n; i += 2) count[x[i] & 1023] += 1;
    for (int i = t; i < 1024; i += 2) y[i] = count[i];
  }
}
"""


@pytest.mark.parametrize("count", [2000, 90_000, 120_000])
def test_arrays_share_nram_with_vectors(xpiler, tmp_path, count):
    source, out = tmp_path / "k.c", tmp_path / "k.mlu"
    source.write_text(LARGE.replace("COUNT", str(count)), encoding="utf-8")
    done = xpiler("translate", source, "--to", "bang", "--arg", "n=3000", "--shape", "y=1024", "-o", out)
    assert done.code == 0, done.text
    assert ("__nram__ int count" in out.read_text(encoding="utf-8")) == (4 * count <= 384 * 1024)
