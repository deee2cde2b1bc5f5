"""The rows of CUDA and HIP: what xpiler takes an instruction for, as plain C, against the instruction under emulation, on random data."""

import numpy as np
import pytest
import run
import toolchains
from emulation_case import execute

RNG = np.random.default_rng(11)
API = {"cuda": "cuda", "hip": "hip"}
INCLUDES = {"cuda": "#include <cuda_fp16.h>\n#include <cuda_bf16.h>\n#include <mma.h>\nusing namespace nvcuda;\n", "hip": "#include <hip/hip_runtime.h>\n#include <hip/hip_fp16.h>\n"}
CTYPES = {"float32": "float", "float16": "half", "int32": "int", "uint32": "unsigned int", "int8": "signed char", "uint8": "unsigned char", "uint16": "__nv_bfloat16"}


def text(platform, body, arrays, threads, before=""):
    """A kernel with this body on one block, and its wrapper. The last array is written."""
    api, out = API[platform], list(arrays)[-1]
    types = {name: CTYPES[str(a.dtype)] for name, a in arrays.items()}
    parameters = ", ".join(f"{'' if n == out else 'const '}{t} *{n}" for n, t in types.items())
    lines = []
    for name, a in arrays.items():
        lines.append(f"{types[name]} *d_{name}; {api}Malloc((void **)&d_{name}, {a.size} * sizeof({types[name]}));")
        lines.append(f"{api}Memcpy(d_{name}, {name}, {a.size} * sizeof({types[name]}), {api}MemcpyHostToDevice);")
    lines.append(f"k<<<1, {threads}>>>({', '.join('d_' + n for n in arrays)});")
    lines.append(f"{api}Memcpy({out}, d_{out}, {arrays[out].size} * sizeof({types[out]}), {api}MemcpyDeviceToHost);")
    lines += [f"{api}Free(d_{name});" for name in arrays]
    wrapper = "\n  ".join(lines)
    return (
        f"{INCLUDES[platform]}{before}\n__global__ void k({parameters}) {{\n  int t = threadIdx.x;\n{body}\n}}\n"
        f'extern "C" int launch({parameters}) {{\n  {wrapper}\n  return 0;\n}}\n'
    )


def check(xpiler, tmp_path, platform, body, arrays, threads=64, before="", tolerance=1e-6, target="vnni"):
    source, out = text(platform, body, arrays, threads, before), list(arrays)[-1]
    path = tmp_path / f"row{toolchains.EXTENSION[platform]}"
    path.write_text(source, encoding="utf-8")
    sizes = [w for n, a in arrays.items() for w in ("--shape", f"{n}={a.size}")]
    translated = tmp_path / f"meant{toolchains.EXTENSION[target]}"
    done = xpiler("translate", path, "--to", target, "-o", translated, *sizes)
    assert done.code == 0, done.text
    assert not any(word in translated.read_text(encoding="utf-8") for word in ("__shfl", "dot4", "dp4a", "wmma", "mfma")), "the row was kept"
    library = toolchains.build_shared(target, translated, tmp_path / "meant.so")
    meant = run.call(library, "launch", list(arrays.items()), [out])
    assert meant.error is None, meant.error
    for result in execute(tmp_path, platform, source, "launch", list(arrays.items()), [out]):
        assert result.error is None, result.error
        assert not np.array_equal(result.outputs[out], arrays[out]), "nothing was written"
        np.testing.assert_allclose(result.outputs[out], meant.outputs[out], rtol=tolerance, atol=tolerance)


def numbers(dtype, n):
    if np.dtype(dtype).kind == "f":
        return RNG.standard_normal(n).astype(dtype)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    return RNG.integers(low, high, n, dtype=dtype, endpoint=True)


def bfloats(n):
    return (RNG.standard_normal(n).astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)


@pytest.mark.parametrize("dtype,width", [("float32", 0), ("int32", 4), ("float16", 16)])
@pytest.mark.parametrize("kind", ["", "_up", "_down", "_xor"])
@pytest.mark.parametrize("platform", ["cuda", "hip"])
def test_shuffles(xpiler, tmp_path, platform, kind, width, dtype):
    lanes = {"cuda": 32, "hip": 64}[platform]
    arrays = {"x": numbers(dtype, 128), "lane": RNG.integers(0, lanes, 128, dtype=np.int32), "y": numbers(dtype, 128)}
    name, mask = (f"__shfl{kind}_sync", "0xffffffffu, ") if platform == "cuda" else (f"__shfl{kind}", "")
    check(xpiler, tmp_path, platform, f"  y[t] = {name}({mask}x[t], lane[t]{f', {width}' if width else ''});", arrays, threads=128)


@pytest.mark.parametrize("dtype", ["int32", "uint32"])
@pytest.mark.parametrize("platform", ["cuda", "hip"])
def test_dot_of_bytes(xpiler, tmp_path, platform, dtype):
    signed = dtype == "int32"
    call = "__dp4a(a[t], b[t], c[t])" if platform == "cuda" else f"__builtin_amdgcn_{'s' if signed else 'u'}dot4(a[t], b[t], c[t], false)"
    check(xpiler, tmp_path, platform, f"  y[t] = {call};", {n: numbers(dtype, 64) for n in "abcy"}, tolerance=0)


VOTES = [("cuda", "__ballot_sync(0xffffffff, {})"), ("cuda", "__any_sync(0xffffffff, {})"), ("cuda", "__all_sync(0xffffffff, {})")]
VOTES += [("hip", "__ballot({})"), ("hip", "__any({})"), ("hip", "__all({})")]


@pytest.mark.parametrize("platform,call", VOTES, ids=[v[1].split("(")[0] for v in VOTES])
def test_votes(xpiler, tmp_path, platform, call):
    lanes = {"cuda": 32, "hip": 64}[platform]
    x = RNG.integers(0, 2, 4 * lanes, dtype=np.int32)
    x[:lanes], x[lanes : 2 * lanes] = 0, 3
    # The ballot of a wavefront has 64 bits; both halves count.
    body = f"  unsigned long long v = {call.format('x[t]')};\n  y[t] = (int)(v ^ (v >> 32));"
    check(xpiler, tmp_path, platform, body, {"x": x, "y": numbers("int32", 4 * lanes)}, threads=4 * lanes, tolerance=0)


@pytest.mark.parametrize("dtype", ["int32", "uint32"])
@pytest.mark.parametrize("kind", ["add", "min", "max"])
def test_reductions(xpiler, tmp_path, kind, dtype):
    check(xpiler, tmp_path, "cuda", f"  y[t] = __reduce_{kind}_sync(0xffffffff, x[t]);", {n: numbers(dtype, 64) for n in "xy"}, tolerance=0)


WMMA = """  wmma::fragment<wmma::matrix_a, 16, 16, 16, {t}, wmma::{la}_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, {t}, wmma::{lb}_major> fb;
  wmma::fragment<wmma::accumulator, 16, 16, 16, {d}> fc, fd;
  wmma::load_matrix_sync(fa, a, 32);
  wmma::load_matrix_sync(fb, b, 16);
  wmma::load_matrix_sync(fc, c, 16, wmma::mem_{lc}_major);
  wmma::mma_sync(fd, fa, fb, fc);
  wmma::mma_sync(fd, fa, fb, fd);
  wmma::store_matrix_sync(y, fd, 24, wmma::mem_{ld}_major);"""


@pytest.mark.parametrize("layouts", ["row row row row", "col row row col", "row col col row"])
@pytest.mark.parametrize("element", ["float16", "bfloat16", "int8", "uint8"])
def test_wmma(xpiler, tmp_path, element, layouts):
    la, lb, lc, ld = layouts.split()
    out = "float32" if element.endswith("float16") else "int32"
    draw = (lambda n: bfloats(n)) if element == "bfloat16" else (lambda n: numbers(element, n))
    arrays = {"a": draw(512), "b": draw(256), "c": numbers(out, 256), "y": numbers(out, 400)}
    t = CTYPES["uint16" if element == "bfloat16" else element]
    body = WMMA.format(t=t, d=CTYPES[out], la=la, lb=lb, lc=lc, ld=ld)
    # gcc's C has no bfloat16.
    check(xpiler, tmp_path, "cuda", body, arrays, threads=32, tolerance=1e-5, target="hip" if element == "bfloat16" else "vnni")


TF32 = """  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::{la}_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::{lb}_major> fb[2];
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> f;
  wmma::load_matrix_sync(fa, a, 20);
  wmma::load_matrix_sync(fb[1], b, 20);
  for (int i = 0; i < fa.num_elements; i++) {{
    fa.x[i] = wmma::__float_to_tf32(fa.x[i]);
    fb[1].x[i] = wmma::__float_to_tf32(fb[1].x[i]);
  }}
  wmma::fill_fragment(f, 1.0f);
  wmma::mma_sync(f, fa, fb[1], f);
  wmma::store_matrix_sync(y, f, 16, wmma::mem_row_major);"""


@pytest.mark.parametrize("la,lb", [("row", "row"), ("row", "col"), ("col", "row"), ("col", "col")])
def test_wmma_tf32(xpiler, tmp_path, la, lb):
    """On numbers that tf32 has: elsewhere the other platforms do not round."""
    arrays = {n: numbers("float16", 400).astype(np.float32) for n in "ab"} | {"y": numbers("float32", 256)}
    check(xpiler, tmp_path, "cuda", TF32.format(la=la, lb=lb), arrays, threads=32, tolerance=1e-5)


def test_wmma_fill_is_for_all(xpiler, tmp_path):
    body = "  wmma::fragment<wmma::accumulator, 16, 16, 16, float> f;\n  wmma::fill_fragment(f, x[0]);\n  wmma::store_matrix_sync(y, f, 16, wmma::mem_row_major);"
    check(xpiler, tmp_path, "cuda", body, {"x": numbers("float32", 1), "y": numbers("float32", 256)}, threads=32)


MFMA = [
    ("f32_16x16x4f32", "float32", 1, 4),
    ("f32_32x32x2f32", "float32", 1, 16),
    ("f32_16x16x16f16", "float16", 4, 4),
    ("f32_32x32x8f16", "float16", 4, 16),
    ("i32_16x16x16i8", "int32", 1, 4),
    ("i32_32x32x8i8", "int32", 1, 16),
]


@pytest.mark.parametrize("name,element,held,registers", MFMA, ids=[m[0] for m in MFMA])
def test_mfma(xpiler, tmp_path, name, element, held, registers):
    out = "int32" if name.startswith("i32") else "float32"
    d, bytes_ = CTYPES[out], 4 * registers
    before = f"typedef {d} result __attribute__((vector_size({bytes_})));\ntypedef _Float16 four __attribute__((vector_size(8)));"
    operands = "" if held == 1 else "  four x, y4;\n  for (int e = 0; e < 4; ++e) { x[e] = a[4 * t + e]; y4[e] = b[4 * t + e]; }\n"
    x, y = ("a[t]", "b[t]") if held == 1 else ("x", "y4")
    body = (
        f"  result v;\n  for (int r = 0; r < {registers}; ++r) v[r] = c[{registers} * t + r];\n{operands}"
        f"  v = __builtin_amdgcn_mfma_{name}({x}, {y}, v, 0, 0, 0);\n  for (int r = 0; r < {registers}; ++r) y[{registers} * t + r] = v[r];"
    )
    arrays = {"a": numbers(element, 64 * held), "b": numbers(element, 64 * held), "c": numbers(out, 64 * registers), "y": numbers(out, 64 * registers)}
    check(xpiler, tmp_path, "hip", body, arrays, before=before, tolerance=1e-5)
