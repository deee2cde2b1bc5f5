"""A target may not compute less exactly than its source, unless that is allowed: narrower sums, approximate functions.

`what`: the pair of texts, and what is said of the second; nothing where it is accepted.
"""

import json

import pytest

HEAD = "#include <cuda_fp16.h>\n#include <cuda_bf16.h>\n#include <math.h>\n"


def cuda(body, element="float"):
    return "cu", f"{HEAD}__global__ void k(const {element} *x, {element} *y) {{ int t = threadIdx.x; {body} }}\n"


def bang(body):
    return "mlu", f"#include <bang.h>\n__mlu_global__ void k(const float *x, float *y) {{ __nram__ float s[64]; __memcpy(s, x, 256, GDRAM2NRAM); {body} __memcpy(y, s, 256, NRAM2GDRAM); }}\n"


WIDE = "float s = 0.0f; for (int i = 0; i < 64; ++i) s += __half2float(x[i]) * __half2float(x[t]); y[t] = __float2half(s);"
NARROW = "half s = __float2half(0.0f); for (int i = 0; i < 64; ++i) s = __hadd(s, __hmul(x[i], x[t])); float w = __half2float(s); y[t] = __float2half(w);"
DOUBLE = "double s = 0.0; for (int i = 0; i < 64; ++i) s += (double)x[i] * x[i]; y[t] = (float)s;"
SINGLE = "float s = 0.0f; for (int i = 0; i < 64; ++i) s += x[i] * x[i]; double w = s; y[t] = (float)w;"
STAGED = "__shared__ half h[64]; h[t] = x[t]; __syncthreads(); y[t] = __float2half(__half2float(h[t]) * 3.0f);"

CASES = {
    "same_double": (cuda(DOUBLE), cuda(DOUBLE), ""),
    "wider": (cuda(SINGLE), cuda(DOUBLE), ""),
    "sum_in_float": (cuda(DOUBLE), cuda(SINGLE), "computes in narrower types"),
    "sum_in_half": (cuda(WIDE, "half"), cuda(NARROW, "half"), "computes in narrower types"),
    # One operation in the type of the source is no excuse for all others.
    "products_in_half": (cuda(WIDE, "half"), cuda(WIDE.replace("__half2float(x[i]) * __half2float(x[t])", "__half2float(__hmul(x[i], x[t]))"), "half"), "computes in narrower types"),
    "sum_in_half_and_one_in_float": (cuda(WIDE, "half"), cuda(NARROW.replace("half2float(s);", "half2float(s) * 2.0f - __half2float(s);"), "half"), "computes in narrower types"),
    "half_and_float": (cuda(WIDE.replace("y[t] =", "s = __half2float(__hmul(x[t], x[t])) + s; y[t] ="), "half"), cuda(WIDE.replace("y[t] =", "s = s + __half2float(__hmul(x[t], x[t])); y[t] ="), "half"), ""),
    "largest_of_halves": (cuda("y[t] = __float2half(fmaxf(__half2float(x[t]), 0.0f) * 3.0f);", "half"), cuda("y[t] = __float2half(__half2float(__hmax(x[t], __float2half(0.0f))) * 3.0f);", "half"), ""),
    "through_half": (cuda("y[t] = x[t] * 2.0f;"), cuda("half h = __float2half(x[t]); y[t] = __half2float(h) * 2.0f;"), "computes in a"),
    # Of as many bits, and not as exact; what is narrow elsewhere is no reason.
    "through_bfloat": (cuda("y[t] = __float2half(__half2float(x[t]) * 0.7f);", "half"), cuda("y[t] = __float2half(__bfloat162float(__float2bfloat16(__half2float(x[t]))) * 0.7f);", "half"), "computes in a narrower type"),
    "half_elsewhere": (cuda("y[t] = x[t] * 2.0f + __half2float(__float2half(x[t]));"), cuda("y[t] = __bfloat162float(__float2bfloat16(x[t])) * 2.0f + __half2float(__float2half(x[t]));"), "computes in a narrower type"),
    # Halves that are only moved are as exact as they were.
    "staged_halves": (cuda("y[t] = __float2half(__half2float(x[t]) * 3.0f);", "half"), cuda(STAGED, "half"), ""),
    "exp": (cuda("y[t] = expf(x[t]);"), cuda("y[t] = __expf(x[t]);"), "computes this less exactly"),
    "exp_kept": (cuda("y[t] = __expf(x[t]);"), cuda("y[t] = __expf(x[t]);"), ""),
    "active_exp": (cuda("y[t] = expf(x[t]);"), bang("__bang_active_exp(s, s, 64);"), "computes this less exactly"),
    "active_tanh": (cuda("y[t] = tanhf(x[t]);"), bang("__bang_active_tanh(s, s, 64);"), "computes this less exactly"),
    "active_kept": (bang("__bang_active_exp(s, s, 64);"), bang("__bang_active_exp(s, s, 64);"), ""),
}


# The permission that each of the refused ones needs.
NEEDED = {"sum_in_float": "f16", "sum_in_half": "f16", "products_in_half": "f16", "through_half": "f16", "half_elsewhere": "f16", "exp": "approx", "active_exp": "approx", "active_tanh": "approx"}


def verify(xpiler, tmp_path, texts, *options):
    paths = []
    for side, (extension, text) in zip("ab", texts, strict=True):
        paths.append(tmp_path / f"{side}.{extension}")
        paths[-1].write_text(text, encoding="utf-8")
    geometry = [w for side, (extension, _) in zip("ab", texts, strict=True) for w in (["--task-dim-" + side, "1"] if extension == "mlu" else [f"--grid-{side}", "1", f"--block-{side}", "64"])]
    return xpiler("verify", *paths, *geometry, "--shape", "x=64", "--shape", "y=64", *options)


@pytest.mark.parametrize("name", CASES)
def test_precision(xpiler, tmp_path, name):
    *texts, what = CASES[name]
    done = verify(xpiler, tmp_path, texts)
    if what:
        assert done.code == 1 and f"refuted: the target {what}" in done.err, done.text
    else:
        assert done.code == 0 and "verdict: identity-tested" in done.out and "permission" not in done.out, done.text


@pytest.mark.parametrize("name", NEEDED)
def test_permission(xpiler, tmp_path, name):
    """What was refused is accepted with the permission that the refusal names, which the verdict states; others are none for it."""
    *texts, what = CASES[name]
    needed, report = NEEDED[name], tmp_path / "report.json"
    others = [word for word in ("tf32", "f16", "approx") if word != needed]
    refused = verify(xpiler, tmp_path, texts, "--allow", ",".join(others))
    assert refused.code == 1 and what in refused.err and f"--allow {needed}" in refused.err, refused.text
    done = verify(xpiler, tmp_path, texts, "--allow", others[0], "--allow", f"{others[1]},{needed}", "--report", report)
    assert done.code == 0 and f"verdict: identity-tested: equal on exact values, and on real types within tolerance; permission used: {needed}" in done.out, done.text
    assert json.loads(report.read_text(encoding="utf-8"))["permissions"] == [needed]
    if name == "through_half":
        # The tolerance is that of the narrower type.
        assert "warning" not in done.text, done.text


def test_what_is_not_needed_is_not_stated(xpiler, tmp_path):
    done = verify(xpiler, tmp_path, CASES["same_double"][:2], "--allow", "tf32,f16,approx")
    assert done.code == 0 and "permission" not in done.text, done.text


def test_a_permission_is_no_licence(xpiler, tmp_path):
    """A wrong kernel is refuted whatever is allowed."""
    good, (extension, text), _ = CASES["through_half"]
    done = verify(xpiler, tmp_path, [good, (extension, text.replace("2.0f", "2.001f"))], "--allow", "tf32,f16,approx")
    assert done.code == 1 and "refuted" in done.err, done.text


def test_unknown_permission(xpiler, tmp_path):
    done = verify(xpiler, tmp_path, CASES["wider"][:2], "--allow", "fp8")
    assert done.code == 2 and "`fp8` is nothing that can be allowed" in done.err and "tf32, f16, approx" in done.err, done.text
