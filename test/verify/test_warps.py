"""Warps: kernels with shuffles and matrix instructions are translated to all platforms; a defect in them is refuted.

A defect is a text, what stands there instead, and what the verdict says. The definition is plain C.
"""

from dataclasses import dataclass

import pytest

EXTENSION = {"cuda": ".cu", "hip": ".hip", "vnni": ".c"}


def signature(parameters):
    return ", ".join(f"{'' if p == parameters[-1] else 'const '}{p[1]} *{p[0]}" for p in parameters) + ", int n"


def wrapper(platform, parameters, launch):
    """The host's part: `parameters` are (name, type, size), the last is written."""
    api = platform
    lines = [f"void run({signature(parameters)}) {{"]
    lines.append("  " + " ".join(f"{ty} *d_{name};" for name, ty, _ in parameters))
    for name, ty, size in parameters:
        lines.append(f"  {api}Malloc((void **)&d_{name}, {size} * sizeof({ty}));")
        lines.append(f"  {api}Memcpy(d_{name}, {name}, {size} * sizeof({ty}), {api}MemcpyHostToDevice);")
    arguments = ", ".join("d_" + name for name, _, _ in parameters)
    lines.append(f"  k<<<{launch}>>>({arguments}, n);")
    name, ty, size = parameters[-1]
    lines.append(f"  {api}Memcpy({name}, d_{name}, {size} * sizeof({ty}), {api}MemcpyDeviceToHost);")
    lines += [f"  {api}Free(d_{name});" for name, _, _ in parameters]
    return "\n".join(lines) + "\n}\n"


@dataclass(frozen=True)
class Case:
    """A kernel with parameters `(name, type, size)`, what it means, and what may be wrong with it."""

    platform: str
    parameters: list
    launch: str
    kernel: str
    definition: str
    n: int
    defects: list
    allow: str = ""

    def text(self, defect=None):
        head = "#include <hip/hip_runtime.h>\n" if self.platform == "hip" else "#include <cuda_fp16.h>\n#include <mma.h>\nusing namespace nvcuda;\n"
        kernel = self.kernel
        if defect:
            assert defect[0] in kernel
            kernel = kernel.replace(defect[0], defect[1], 1)
        return head + kernel.replace("SIGNATURE", signature(self.parameters)) + wrapper(self.platform, self.parameters, self.launch)

    def plain(self):
        return f"void run({signature(self.parameters)}) {{\n{self.definition}}}\n".replace("half", "_Float16")

    def sizes(self):
        return [w for name, _, size in self.parameters for w in ("--shape", f"{name}={size}")] + ["--arg", f"n={self.n}", "--allow", self.allow]


BLOCK_SUM = """__global__ void k(SIGNATURE) {
  __shared__ float part[4];
  int t = threadIdx.x, i = blockIdx.x * 128 + t;
  float v = i < n ? x[i] : 0.0f;
  for (int d = 16; d > 0; d /= 2) v += __shfl_down_sync(0xffffffffu, v, d);
  if (t % 32 == 0) part[t / 32] = v;
  __syncthreads();
  if (t < 32) {
    v = t < 4 ? part[t] : 0.0f;
    for (int d = 2; d > 0; d >>= 1) v += __shfl_xor_sync(0xffffffff, v, d);
    if (t == 0) y[blockIdx.x] = v;
  }
}
"""

SUM_DEFINITION = """  for (int b = 0; b < (n + 127) / 128; ++b) {
    float s = 0.0f;
    for (int i = b * 128; i < n && i < b * 128 + 128; ++i) s += x[i];
    y[b] = s;
  }
"""

ROWS = """__device__ float warp_max(float v) {
  for (int d = LANES / 2; d > 0; d >>= 1) v = fmaxf(v, SHUFFLE(v, d));
  return v;
}
__global__ void k(SIGNATURE) {
  int lane = threadIdx.x % LANES, warp = threadIdx.x / LANES, warps = WARPS;
  for (int r = blockIdx.x * warps + warp; r < n; r += gridDim.x * warps) {
    float v = -3.0e38f;
    for (int c = lane; c < 70; c += LANES) v = fmaxf(v, x[r * 70 + c]);
    v = warp_max(v);
    if (lane == 0) y[r] = v;
  }
}
"""

ROWS_DEFINITION = """  for (int r = 0; r < n; ++r) {
    float v = x[r * 70];
    for (int c = 1; c < 70; ++c) v = v < x[r * 70 + c] ? x[r * 70 + c] : v;
    y[r] = v;
  }
"""

# Each warp turns its own 32 elements around in shared memory.
SYNCWARP = """__global__ void k(SIGNATURE) {
  __shared__ float s[64];
  int t = threadIdx.x, i = blockIdx.x * 64 + t;
  s[t] = i < n ? x[i] : 0.0f;
  __syncwarp();
  if (i < n) y[i] = s[t ^ 31];
}
"""

SYNCWARP_DEFINITION = """  for (int i = 0; i < n; ++i) y[i] = (i ^ 31) < n ? x[i ^ 31] : 0.0f;
"""

DOT = """__global__ void k(SIGNATURE) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int s = 0;
  for (int j = 0; j < 5; ++j) s = __dp4a(a[i * 5 + j], b[j], s);
  c[i] = s;
}
"""

DOT_DEFINITION = """  for (int i = 0; i < n; ++i) {
    int s = 0;
    for (int j = 0; j < 5; ++j)
      for (int e = 0; e < 4; ++e) s += (a[i * 5 + j] << (24 - 8 * e) >> 24) * (b[j] << (24 - 8 * e) >> 24);
    c[i] = s;
  }
"""

WMMA = """__global__ void k(SIGNATURE) {
  __shared__ half sa[16 * 16], sb[16 * 32];
  __shared__ float sc[2][16 * 16];
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  int row = blockIdx.y * 16, col = blockIdx.x * 32;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> acc[1][1];
  wmma::fill_fragment(acc[0][0], 0.0f);
  for (int k = 0; k < n; k += 16) {
    for (int i = threadIdx.x; i < 256; i += 64) sa[i] = a[(row + i / 16) * n + k + i % 16];
    for (int i = threadIdx.x; i < 512; i += 64) sb[i] = b[(k + i / 32) * n + col + i % 32];
    __syncthreads();
    wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> fa;
    wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::row_major> fb;
    wmma::load_matrix_sync(fa, sa, 16);
    wmma::load_matrix_sync(fb, sb + warp * 16, 32);
    wmma::mma_sync(acc[0][0], fa, fb, acc[0][0]);
    __syncthreads();
  }
  wmma::store_matrix_sync(sc[warp], acc[0][0], 16, wmma::mem_row_major);
  __syncwarp();
  for (int i = lane; i < 256; i += 32) c[(row + i / 16) * n + col + warp * 16 + i % 16] = sc[warp][i];
}
"""

TF32 = """__global__ void k(SIGNATURE) {
  int row = blockIdx.y * 16, col = blockIdx.x * 32 + threadIdx.x / 32 * 16;
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> acc;
  wmma::fill_fragment(acc, 0.0f);
  for (int k = 0; k < n; k += 8) {
    wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::row_major> fa;
    wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major> fb;
    wmma::load_matrix_sync(fa, a + row * n + k, n);
    wmma::load_matrix_sync(fb, b + k * n + col, n);
    for (int i = 0; i < fa.num_elements; ++i) fa.x[i] = wmma::__float_to_tf32(fa.x[i]);
    for (int i = 0; i < fb.num_elements; ++i) fb.x[i] = wmma::__float_to_tf32(fb.x[i]);
    wmma::mma_sync(acc, fa, fb, acc);
  }
  wmma::store_matrix_sync(c + row * n + col, acc, n, wmma::mem_row_major);
}
"""

MFMA = """typedef float floatx4 __attribute__((ext_vector_type(4)));
__global__ void k(SIGNATURE) {
  int lane = threadIdx.x % 64, wave = threadIdx.x / 64;
  int row = blockIdx.y * 16, col = blockIdx.x * 32 + wave * 16;
  floatx4 acc = {0.0f, 0.0f, 0.0f, 0.0f};
  for (int k = 0; k < n; k += 4) {
    float x = a[(row + lane % 16) * n + k + lane / 16];
    float y = b[(k + lane / 16) * n + col + lane % 16];
    acc = __builtin_amdgcn_mfma_f32_16x16x4f32(x, y, acc, 0, 0, 0);
  }
  for (int r = 0; r < 4; ++r) c[(row + 4 * (lane / 16) + r) * n + col + lane % 16] = acc[r];
}
"""

PRODUCT = """  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      float s = 0.0f;
      for (int k = 0; k < n; ++k) s += (float)a[i * n + k] * (float)b[k * n + j];
      c[i * n + j] = s;
    }
"""


def rows(platform):
    lanes, shuffle = {"cuda": ("32", "__shfl_xor_sync(0xffffffff, "), "hip": ("64", "__shfl_xor(")}[platform]
    kernel = ROWS.replace("SHUFFLE(", shuffle).replace("LANES", lanes).replace("WARPS", str(128 // int(lanes)))
    defects = [("v, d)", "v, d / 2)", "differs"), (f"c += {lanes}", f"c += {lanes} + 1", "differs"), ("lane == 0", "lane == 1 && r > 0", "differs")]
    return Case(platform, [("x", "float", "n * 70"), ("y", "float", "n")], "2, 128", kernel, ROWS_DEFINITION, 13, defects)


def product(platform, ty, kernel, threads, defects, allow=""):
    parameters = [("a", ty, "n * n"), ("b", ty, "n * n"), ("c", "float", "n * n")]
    return Case(platform, parameters, f"dim3(n / 32, n / 16), {threads}", kernel, PRODUCT, 32, defects, allow)


X_Y = [("x", "float", "n"), ("y", "float", "n")]
BLOCKS = [("x", "float", "n"), ("y", "float", "(n + 127) / 128")]
DOTS = [("a", "int", "n * 5"), ("b", "int", "5"), ("c", "int", "n")]
CASES = {
    "block_sum": Case(
        "cuda", BLOCKS, "(n + 127) / 128, 128", BLOCK_SUM, SUM_DEFINITION, 200,
        [
            ("d = 16", "d = 8", "differs"),
            ("v, d)", "v, d, 16)", "differs"),
            ("d = 2;", "d = 1;", "differs"),
            ("t < 32", "t < 16", "undefined"),
            ("__syncthreads();", "", "race"),
            ("__syncthreads();", "__syncwarp();", "race"),
        ],
    ),
    "rows_cuda": rows("cuda"),
    "rows_hip": rows("hip"),
    "syncwarp": Case("cuda", X_Y, "(n + 63) / 64, 64", SYNCWARP, SYNCWARP_DEFINITION, 100, [("__syncwarp();", "", "race"), ("t ^ 31", "t ^ 32", "race")]),
    "dot": Case(
        "cuda", DOTS, "(n + 63) / 64, 64", DOT, DOT_DEFINITION, 100,
        [("j < 5", "j < 4", "differs"), ("__dp4a(a[i * 5 + j], b[j], s)", "__dp4a((unsigned)a[i * 5 + j], (unsigned)b[j], (unsigned)s)", "differs")],
    ),
    "wmma": product(
        "cuda", "half", WMMA, 64,
        [
            ("    __syncthreads();\n    wmma", "    wmma", "race"),
            ("    __syncthreads();\n  }", "  }", "race"),
            ("  __syncwarp();\n", "", "race"),
            ("matrix_b, 16, 16, 16, half, wmma::row_major", "matrix_b, 16, 16, 16, half, wmma::col_major", "differs"),
            ("sb + warp * 16, 32", "sb + warp * 16, 16", "differs"),
            ("fill_fragment(acc[0][0], 0.0f)", "fill_fragment(acc[0][0], 1.0f)", "differs"),
            ("  wmma::fill_fragment(acc[0][0], 0.0f);\n", "", "undefined"),
        ],
    ),
    "wmma_tf32": product(
        "cuda", "float", TF32, 64,
        [
            ("matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major", "matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::col_major", "out of bounds"),
            ("load_matrix_sync(fb, b + k * n + col, n)", "load_matrix_sync(fb, b + col * n + k, n)", "differs"),
            ("mma_sync(acc, fa, fb, acc)", "mma_sync(acc, fa, fb, acc); if (k == 8) wmma::mma_sync(acc, fa, fb, acc)", "differs"),
            ("k += 8", "k += 16", "differs"),
            ("    wmma::load_matrix_sync(fa, a + row * n + k, n);\n", "", "undefined"),
        ],
        allow="tf32",
    ),
    "mfma": product("hip", "float", MFMA, 128, [("x, y, acc", "y, x, acc", "differs"), ("+ r) * n", "+ 3 - r) * n", "differs"), ("acc[r]", "acc[0]", "differs")]),
}


def write(tmp_path, case, defect=None):
    kernel, definition = tmp_path / f"kernel{EXTENSION[case.platform]}", tmp_path / "definition.c"
    kernel.write_text(case.text(defect), encoding="utf-8")
    definition.write_text(case.plain(), encoding="utf-8")
    return kernel, definition


@pytest.mark.parametrize("target", ["cuda", "hip", "bang", "vnni"])
@pytest.mark.parametrize("name", CASES)
def test_translated(xpiler, tmp_path, name, target):
    kernel, _ = write(tmp_path, CASES[name])
    done = xpiler("translate", kernel, "--to", target, "--arg", f"n={CASES[name].n}", "-o", tmp_path / "out")
    assert done.code == 0 and "verdict: identity-tested" in done.text, done.text


@pytest.mark.parametrize("name", CASES)
def test_means_its_definition(xpiler, tmp_path, name):
    kernel, definition = write(tmp_path, CASES[name])
    done = xpiler("verify", definition, kernel, *CASES[name].sizes())
    assert done.code == 0, done.text


@pytest.mark.parametrize("name,defect", [(name, i) for name, case in CASES.items() for i in range(len(case.defects))])
def test_refuted(xpiler, tmp_path, name, defect):
    case = CASES[name]
    kernel, definition = write(tmp_path, case, case.defects[defect])
    done = xpiler("verify", definition, kernel, *case.sizes())
    assert done.code == 1 and case.defects[defect][2] in done.text, done.text


def test_products_that_round_need_a_permission(xpiler, tmp_path):
    kernel, definition = write(tmp_path, CASES["wmma_tf32"])
    sizes = [w for w in CASES["wmma_tf32"].sizes() if w not in ("--allow", "tf32")]
    for allowed, code, words in [("approx", 1, "computes in a narrower type"), ("tf32", 0, "permission used: tf32"), ("f16", 1, "computes in a narrower type")]:
        done = xpiler("verify", definition, kernel, *sizes, "--allow", allowed)
        assert done.code == code and words in done.text, done.text
    # A source that rounds allows it itself; one that does not is more exact.
    for pair in [(kernel, kernel), (kernel, definition)]:
        done = xpiler("verify", *pair, *sizes)
        assert done.code == 0 and "permission" not in done.text, done.text
