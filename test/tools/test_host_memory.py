"""Wrappers that take host memory for device memory, or use what they have freed, are refused on their line; right ones are not."""

import pytest

KERNEL = "__global__ void k(const float *x, float *y, int n) {\n  int i = blockIdx.x * 64 + threadIdx.x;\n  if (i < n) y[i] = 2.0f * x[i];\n}\n"
WRAPPER = """void run(const float *x, float *y, int n) {
  float *dx, *dy;
  cudaMalloc(&dx, n * sizeof(float));
  cudaMalloc(&dy, n * sizeof(float));
  cudaMemset(dy, 0, n * sizeof(float));
  cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);
  k<<<(n + 63) / 64, 64>>>(dx, dy, n);
  cudaMemcpy(y, dy, n * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(dx);
  cudaFree(dy);
}
"""
LAUNCH = "  k<<<(n + 63) / 64, 64>>>(dx, dy, n);\n"
IN, OUT = "cudaMemcpyHostToDevice", "cudaMemcpyDeviceToHost"

RIGHT = {
    "plain": WRAPPER,
    "default-direction": WRAPPER.replace(IN, "cudaMemcpyDefault"),
    "device-pointers": "void run(const float *x, float *y, int n) {\n" + LAUNCH.replace("dx, dy", "x, y") + "}\n",
    "device-to-device": WRAPPER.replace(LAUNCH, LAUNCH + "  cudaMemcpy(dx, dy, n * sizeof(float), cudaMemcpyDeviceToDevice);\n"),
    "host-work": WRAPPER.replace("  cudaFree(dx);", "  y[0] = y[0] + 1.0f;\n  cudaFree(dx);"),
}
# The text, the line and what is said.
WRONG = {
    "direction": (WRAPPER.replace(IN, OUT), 10, "this copy's target takes host memory, but `dx` is device memory"),
    "direction-back": (WRAPPER.replace(OUT, IN), 12, "this copy's source takes host memory, but `dy` is device memory"),
    "host-pointer": (WRAPPER.replace("(dx, dy, n)", "(x, dy, n)"), 11, "a kernel takes device memory, but `x` is host memory"),
    "host-store": (WRAPPER.replace(LAUNCH, "  dy[0] = 1.0f;\n" + LAUNCH), 11, "the host takes host memory, but `dy` is device memory"),
    "host-load": (WRAPPER.replace(LAUNCH, LAUNCH + "  float q = dx[0];\n  y[0] = q;\n"), 12, "but `dx` is device memory"),
    "free-early": (WRAPPER.replace(LAUNCH, "  cudaFree(dx);\n" + LAUNCH), 12, "`dx` is used after it was freed"),
    "free-before-copy": (WRAPPER.replace(LAUNCH, LAUNCH + "  cudaFree(dy);\n"), 13, "`dy` is used after it was freed"),
    "free-twice": (WRAPPER.replace("cudaFree(dy)", "cudaFree(dx)"), 14, "`dx` is used after it was freed"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right(xpiler, tmp_path, name):
    source = tmp_path / "k.cu"
    source.write_text(KERNEL + RIGHT[name], encoding="utf-8")
    done = xpiler("translate", source, "--to", "vnni", "--arg", "n=200", "-o", tmp_path / "k.c")
    assert done.code == 0, done.text


@pytest.mark.parametrize("name", WRONG)
def test_wrong(xpiler, tmp_path, name):
    text, line, message = WRONG[name]
    source = tmp_path / "k.cu"
    source.write_text(KERNEL + text, encoding="utf-8")
    done = xpiler("translate", source, "--to", "vnni", "--arg", "n=200", "-o", tmp_path / "k.c")
    assert done.code == 1 and message in done.err and f"{source}:{line}:" in done.err, done.text
    assert not (tmp_path / "k.c").exists()
