"""What texts say that is easily misread: each text equals itself in other words, and differs from twins that are one word apart.

A case: the platform, the text, words that mean the same in place of others, words that do not with what is said of them, and the scalars and lengths.
"""

import dataclasses

import pytest

SUFFIX = {"cuda": "cu", "hip": "hip", "bang": "mlu", "vnni": "c"}
OPTIONS = {"cuda": ["--grid", "2", "--block", "16"], "hip": ["--grid", "2", "--block", "16"], "bang": ["--task-dim", "1"], "vnni": []}


@dataclasses.dataclass
class Case:
    platform: str
    text: str
    same: list[tuple[str, str]]
    other: list[tuple[str, str, str]]
    args: list[str]


def c(body, same, other, *args, parameters="const float *x, float *y, int n"):
    return Case("vnni", f"#include <immintrin.h>\n#include <string.h>\nvoid k({parameters}) {{\n{body}\n}}\n", same, other, [*args])


def cuda(body, same, other, *args, parameters="const float *x, float *y, int n"):
    text = f"#include <cuda_runtime.h>\n#include <cuda_pipeline.h>\n__global__ void k({parameters}) {{\n  int i = blockIdx.x * 16 + threadIdx.x;\n{body}\n}}\n"
    return Case("cuda", text, same, other, [*args])


def bang(body, same, other, *args):
    return Case("bang", f"#include <bang.h>\n__mlu_global__ void k(const float *x, float *y, int n) {{\n{body}\n}}\n", same, other, [*args])


DIFFERS, SHIFT, BYTES, ALIGNED = "differs", "shifts a mask by less than 0 or more than", "not a whole number of elements of 4 bytes", "not aligned to"
TAIL = """  for (int i = 0; i < n; i += 16) {
    int r = n - i < 16 ? n - i : 16;
    __mmask16 m = (__mmask16)((1u << r) - 1u);
    _mm512_mask_storeu_ps(y + i, m, _mm512_mul_ps(_mm512_maskz_loadu_ps(m, x + i), _mm512_set1_ps(2.0f)));
  }"""
BYTE_TAIL = """  for (int i = 0; i < n; i += 64) {
    int r = n - i;
    __mmask64 m = r < 64 ? (1ull << r) - 1ull : ~0ull;
    _mm512_mask_storeu_epi8(y + i, m, _mm512_maskz_loadu_epi8(m, x + i));
  }"""
COMPARED = """  for (int i = 0; i < n; i += 16) {
    __m512 v = _mm512_loadu_ps(x + i);
    __mmask16 g = _mm512_cmp_ps_mask(v, _mm512_setzero_ps(), _CMP_GT_OQ);
    _mm512_storeu_ps(y + i, _mm512_maskz_mov_ps(g, v));
  }"""
WHOLE = "  for (int i = 0; i < n / 16; ++i) _mm512_storeu_si512((__m512i *)y + i, _mm512_loadu_si512((const __m512i *)x + i));"
BYTES_BACK = "  __nram__ float v[128];\n  int len = n;\n  int bytes = len * 4;\n  __memcpy(v, x, 512, GDRAM2NRAM);\n  __bang_mul_scalar(v, v, 2.0f, 128);\n  __memcpy(y, v, len * 4, NRAM2GDRAM);"
BUFFERS = ("--shape", "x=128", "--shape", "y=128")

CASES = {
    # The first lanes, `(1 << r) - 1`, where r is smaller than the integer is wide; narrower integers cut lanes off.
    "mask_of_a_tail": c(
        TAIL,
        [("(__mmask16)((1u << r) - 1u)", "(__mmask16)(0xffffu >> (16 - r))"), ("1u << r) - 1u", "1ull << r) - 1ull"), ("(__mmask16)(", "_cvtu32_mask16(")],
        [
            ("n - i < 16 ? n - i : 16", "n - i", SHIFT),
            ("n - i < 16 ? n - i : 16", "n - i < 32 ? n - i : 32", SHIFT),
            ("(__mmask16)(", "(__mmask8)(", DIFFERS),
            ("(__mmask16)(", "_cvtu32_mask8(", DIFFERS),
            ("(1u << r) - 1u)", "(1u << r))", "only masks of the first lanes"),
        ],
        "n=78",
    ),
    "mask_from_the_right": c(
        TAIL.replace("(1u << r) - 1u", "0xffffu >> (16 - r)"), [], [("n - i < 16 ? n - i : 16", "n - i", SHIFT), ("n - i < 16 ? n - i : 16", "n - i < 15 ? n - i : 15", DIFFERS)], "n=78"
    ),
    # What is not chosen need not be a number.
    "mask_chosen": c(
        BYTE_TAIL,
        [("r < 64 ? (1ull << r) - 1ull : ~0ull", "r >= 64 ? ~0ull : (1ull << r) - 1ull")],
        [
            ("r < 64 ? (1ull << r) - 1ull : ~0ull", "(1ull << r) - 1ull", SHIFT),
            ("(1ull << r) - 1ull", "(__mmask16)((1ull << r) - 1ull)", DIFFERS), ("(1ull << r) - 1ull", "(__mmask16)(1ull << r) - 1ull", "only masks of the first lanes"),
            ("(1ull << r) - 1ull", "(1u << r) - 1u", SHIFT),
        ],
        "n=168",
        parameters="const signed char *x, signed char *y, int n",
    ),
    # The bits above those of an unsigned number are zeros, those above a signed one's are its sign.
    "mask_of_the_others": c(
        BYTE_TAIL.replace("n - i;", "n - i < 31 ? n - i : 20;").replace("r < 64 ? (1ull << r) - 1ull : ~0ull", "(__mmask64)(((1ull << r) - 1ull) ^ 0xffffffffull)"),
        [("(__mmask64)(((1ull << r) - 1ull) ^ 0xffffffffull)", "(__mmask64)~((1u << r) - 1u)"), ("((1ull << r) - 1ull) ^ 0xffffffffull", "((1u << r) - 1u) ^ ~0u")],
        [
            ("(__mmask64)(((1ull << r) - 1ull) ^ 0xffffffffull)", "(__mmask64)~((1 << r) - 1)", DIFFERS),
            ("(__mmask64)(((1ull << r) - 1ull) ^ 0xffffffffull)", "~((1ull << r) - 1ull)", DIFFERS),
            ("(__mmask64)(((1ull << r) - 1ull) ^ 0xffffffffull)", "(__mmask64)(unsigned short)~((1u << r) - 1u)", DIFFERS),
        ],
        "n=128",
        "--shape", "x=n", "--shape", "y=n",
        parameters="const signed char *x, signed char *y, int n",
    ),
    "mask_chosen_by_one": c(BYTE_TAIL, [("r < 64", "r < 63")], [("r < 64", "r <= 64", SHIFT)], "n=128", parameters="const signed char *x, signed char *y, int n"),
    "mask_of_a_comparison": c(
        COMPARED,
        [("maskz_mov_ps(g", "maskz_mov_ps(g & 0xffff"), ("maskz_mov_ps(g", "maskz_mov_ps((__mmask16)g")],
        [("maskz_mov_ps(g", "maskz_mov_ps((unsigned char)g", DIFFERS), ("maskz_mov_ps(g", "maskz_mov_ps((__mmask8)g", DIFFERS), ("maskz_mov_ps(g", "maskz_mov_ps(g & 0x7fff", DIFFERS)],
        "n=64",
    ),
    # Pointers to vectors step by vectors.
    "pointer_to_vectors": c(
        WHOLE,
        [("(__m512i *)y + i", "&((__m512i *)y)[i]"), ("(const __m512i *)x + i", "x + 16 * i"), (WHOLE, "  const __m512i *p = (const __m512i *)x;\n  for (int i = 0; i < n / 16; ++i) _mm512_storeu_si512(y + 16 * i, _mm512_loadu_si512(p++));")],
        [("(const __m512i *)x + i", "x + i", DIFFERS), ("(const __m512i *)x + i", "(const __m256i *)x + i", DIFFERS), ("(__m512i *)y + i", "(__m512i *)(y + i)", DIFFERS)],
        "n=64",
    ),
    "aligned": c(
        "  for (int i = 0; i < n; i += 16) _mm512_storeu_ps(y + i, _mm512_loadu_ps(x + i));",
        [("_mm512_loadu_ps(x + i)", "_mm512_load_ps(x + i)"), ("_mm512_storeu_ps(y", "_mm512_store_ps(y")],
        [
            ("_mm512_loadu_ps(x + i)", "_mm512_load_ps(x + i + 1 - 1 + i % 16 + (i > 0))", ALIGNED),
            ("_mm512_storeu_ps(y + i, _mm512_loadu_ps(x + i))", "{ _mm512_storeu_ps(y + i, _mm512_loadu_ps(x + i)); _mm512_storeu_ps(y + i, _mm512_load_ps(x + i + 8)); _mm512_storeu_ps(y + i, _mm512_loadu_ps(x + i)); }", ALIGNED),
            ("_mm512_storeu_ps(y + i, _mm512_loadu_ps(x + i))", "{ if (i > 0) _mm512_store_ps(y + i - 8, _mm512_loadu_ps(x + i - 8)); _mm512_storeu_ps(y + i, _mm512_loadu_ps(x + i)); }", ALIGNED),
        ],
        "n=64",
        "--shape", "x=n+16",
    ),
    # Bytes that are no whole number of elements.
    "bytes_of_a_copy": c("  memcpy(y, x, n / 4 * 4);", [("n / 4 * 4", "4 * (n / 4)")], [("n / 4 * 4", "n", BYTES), ("n / 4 * 4", "n / 4 * 4 + 4", DIFFERS)], "n=62", "--shape", "x=n", "--shape", "y=n"),
    "bytes_of_a_pointer": cuda(
        "  if (i < n) y[i] = x[i] * 2.0f;",
        [("x[i]", "*(const float *)((const char *)x + i * 4)"), ("x[i]", "*(const float *)((const char *)x + i * sizeof(float))")],
        [("x[i]", "*(const float *)((const char *)x + i * 2)", BYTES), ("x[i]", "*(const float *)((const char *)x + i * 8)", DIFFERS)],
        "n=20",
        "--shape", "x=2*n",
    ),
    # Through narrower integers.
    "bytes_in_a_byte": bang(
        BYTES_BACK,
        [("len * 4, NRAM", "bytes, NRAM"), ("len * 4, NRAM", "(unsigned short)bytes, NRAM"), ("len * 4, NRAM", "n * sizeof(float), NRAM")],
        [("len * 4, NRAM", "(unsigned char)(len * 4), NRAM", DIFFERS), ("len * 4, NRAM", "(unsigned char)bytes, NRAM", DIFFERS), ("len * 4, NRAM", "n + 2, NRAM", BYTES)],
        "n=80",
        *BUFFERS,
    ),
    # Loads and stores with hints to the cache are those of their pointers.
    "cached_loads": cuda(
        "  if (i < n) { int s = 0; const int *p = (const int *)a + 2 * i; for (int j = 0; j < 2; ++j) s = __dp4a(p[j], ((const int *)b)[j], s); c[i] = s; }",
        [("p[j]", "__ldg(p + j)"), ("((const int *)b)[j]", "__ldg((const int *)b + j)"), ("c[i] = s", "__stcs(c + i, s)"), ("p[j]", "__ldcs(&p[j])")],
        [("p[j]", "__ldg(p + 1 - j)", DIFFERS), ("p[j]", "__ldg((const signed char *)p + j)", DIFFERS), ("c[i] = s", "__stcs(c + i, s + 1)", DIFFERS)],
        "n=20",
        "--shape", "a=8*n", "--shape", "b=8",
        parameters="const signed char *a, const signed char *b, int *c, int n",
    ),
    "cached_vectors": cuda(
        "  if (4 * i + 3 < n) { float4 v = *(const float4 *)(x + 4 * i); v.x *= 2.0f; *(float4 *)(y + 4 * i) = v; }",
        [("*(const float4 *)(x + 4 * i)", "__ldg((const float4 *)x + i)"), ("*(const float4 *)(x + 4 * i)", "__ldg(&((const float4 *)x)[i])"), ("*(float4 *)(y + 4 * i) = v", "__stcs((float4 *)y + i, v)")],
        [("*(const float4 *)(x + 4 * i)", "__ldg((const float4 *)(x + i))", ALIGNED), ("*(float4 *)(y + 4 * i) = v", "__stcs((float4 *)(y + 4 * (i / 2 * 2)), v)", "has a race")],
        "n=100",
    ),
    "asynchronous_vectors": cuda(
        "  __shared__ float s[64]; int t = threadIdx.x;\n  __pipeline_memcpy_async(s + 4 * t, x + 4 * t, 16);\n  __pipeline_commit(); __pipeline_wait_prior(0); __syncthreads();\n  if (blockIdx.x == 0) for (int j = 0; j < 4; ++j) y[4 * t + j] = s[63 - 4 * t - j];",
        [("s + 4 * t, x + 4 * t, 16", "(float4 *)s + t, (const float4 *)x + t, sizeof(float4)"), ("s + 4 * t, x", "&s[4 * t], x")],
        [("s + 4 * t, x + 4 * t, 16", "(float4 *)s + t, (const float2 *)x + t, sizeof(float4)", ALIGNED), ("s + 4 * t, x + 4 * t, 16", "(float4 *)s + t, (const float4 *)x + t, sizeof(float2)", "undefined in the target only")],
        "n=64",
        "--shape", "x=64", "--shape", "y=64",
    ),
    # Products that a float cannot hold, overflows that only one side has, infinities that somebody asks for.
    "products_of_integers": cuda("  if (i < n) y[i] = x[i] * z[i];", [("x[i] * z[i]", "z[i] * x[i]")], [("x[i] * z[i]", "(int)((float)x[i] * (float)z[i])", "loses precision")], "n=30", parameters="const int *x, const int *z, int *y, int n"),
    "overflow": cuda("  if (i < n) y[i] = x[i] / 2;", [], [("x[i] / 2", "(x[i] + x[i] % 2 + x[i] - x[i] % 2) / 4", "overflows")], "n=30", parameters="const int *x, int *y, int n"),
    "infinities": cuda("  if (i < n) y[i] = isinf(x[i]) ? 0.0f : x[i];", [("isinf(x[i]) ? 0.0f : x[i]", "!isinf(x[i]) ? x[i] : 0.0f")], [("isinf(x[i]) ? 0.0f : x[i]", "x[i]", DIFFERS)], "n=30"),
}


def verify(xpiler, tmp_path, case, text):
    paths = []
    for side, content in (("a", case.text), ("b", text)):
        paths.append(tmp_path / f"{side}.{SUFFIX[case.platform]}")
        paths[-1].write_text(content, encoding="utf-8")
    scalar, *shapes = case.args
    return xpiler("verify", *paths, *OPTIONS[case.platform], "--arg", scalar, *shapes)


def swapped(case, old, new):
    assert old in case.text, old
    return case.text.replace(old, new)


@pytest.mark.parametrize("name", CASES)
def test_same(xpiler, tmp_path, name):
    case = CASES[name]
    for text in [case.text, *(swapped(case, *words) for words in case.same)]:
        done = verify(xpiler, tmp_path, case, text)
        assert done.code == 0 and done.out.startswith("verdict: "), text + done.text


@pytest.mark.parametrize("name", CASES)
def test_other(xpiler, tmp_path, name):
    case = CASES[name]
    for old, new, said in case.other:
        done = verify(xpiler, tmp_path, case, swapped(case, old, new))
        assert done.code in (1, 2) and said in done.err, new + done.text
