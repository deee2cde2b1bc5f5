"""What a source means is what our frontend reads, on both sides of a verification: what it misreads, no verdict shows. Here sources at the edges of C++ (aliases, order of
evaluation, lambdas, methods, loops whose bounds change) run on the CUDA emulation, compiled by g++, against their translations to HIP, or are refused. x is 32 numbers."""

import pathlib
import re

import numpy as np
import pytest
import run
import toolchains

FOLDER = pathlib.Path(__file__).parent / "readings"
LAUNCH = """
extern "C" int {name}(const float *x, float *y, int n) {{
  float *a, *b;
  {api}Malloc((void **)&a, sizeof(float) * n);
  {api}Malloc((void **)&b, sizeof(float) * n);
  {api}Memcpy(a, (void *)x, sizeof(float) * n, {api}MemcpyHostToDevice);
  {api}Memcpy(b, y, sizeof(float) * n, {api}MemcpyHostToDevice);
  k<<<1, 32>>>(a, b, n);
  {api}Memcpy(y, b, sizeof(float) * n, {api}MemcpyDeviceToHost);
  {api}Free(a);
  return (int){api}Free(b);
}}
"""


def translate(xpiler, path, out):
    return xpiler("translate", path, "--to", "hip", "--grid", "1", "--block", "32", "--arg", "n=32", "--shape", "x=n", "--shape", "y=n", "-o", out)


def results(folder, platform, text, function):
    source = folder / f"run{toolchains.EXTENSION[platform]}"
    source.write_text(text, encoding="utf-8")
    library = toolchains.build_shared(platform, source, folder / f"{platform}.so")
    x = np.random.default_rng(5).standard_normal(32).astype(np.float32)
    x[:4] = [1.5, -2.25, 3.0, 0.5]
    done = run.call(library, function, [("x", x), ("y", np.zeros(32, np.float32)), ("n", ("int32", 32))], ["y"])
    assert done.error is None, done.error
    return done.outputs["y"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.cu")), ids=lambda p: p.stem)
def test_reading(xpiler, tmp_path, path):
    out = tmp_path / "out.hip"
    done = translate(xpiler, path, out)
    assert done.code == 0, done.text
    text = out.read_text(encoding="utf-8")
    (function,) = re.findall(r"^extern \"C\" int (\w+)\(const float \*x, float \*y, int n\)", text, re.M)
    source = "#include <cuda_runtime.h>\n" + path.read_text(encoding="utf-8") + LAUNCH.format(name="source_run", api="cuda")
    expected = results(tmp_path, "cuda", source, "source_run")
    np.testing.assert_allclose(results(tmp_path, "hip", text, function), expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("refused/*.cu")), ids=lambda p: p.stem)
def test_refused(xpiler, tmp_path, path):
    done = translate(xpiler, path, tmp_path / "out.hip")
    assert done.code == 2 and "error[unsupported-construct]" in done.text and f"{path.name}:" in done.text, done.text
