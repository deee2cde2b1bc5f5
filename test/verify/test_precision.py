"""A target may not compute less exactly than its source: narrower sums, approximate functions.

`what`: the pair of texts, and what is said of the second; nothing where it is accepted.
"""

import pytest

HEAD = "#include <cuda_fp16.h>\n#include <math.h>\n"


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
    "through_half": (cuda("y[t] = x[t] * 2.0f;"), cuda("half h = __float2half(x[t]); y[t] = __half2float(h) * 2.0f;"), "computes in a"),
    # Halves that are only moved are as exact as they were.
    "staged_halves": (cuda("y[t] = __float2half(__half2float(x[t]) * 3.0f);", "half"), cuda(STAGED, "half"), ""),
    "exp": (cuda("y[t] = expf(x[t]);"), cuda("y[t] = __expf(x[t]);"), "computes this less exactly"),
    "exp_kept": (cuda("y[t] = __expf(x[t]);"), cuda("y[t] = __expf(x[t]);"), ""),
    "active_exp": (cuda("y[t] = expf(x[t]);"), bang("__bang_active_exp(s, s, 64);"), "computes this less exactly"),
    "active_tanh": (cuda("y[t] = tanhf(x[t]);"), bang("__bang_active_tanh(s, s, 64);"), "computes this less exactly"),
    "active_kept": (bang("__bang_active_exp(s, s, 64);"), bang("__bang_active_exp(s, s, 64);"), ""),
}


@pytest.mark.parametrize("name", CASES)
def test_precision(xpiler, tmp_path, name):
    *texts, what = CASES[name]
    paths = []
    for side, (extension, text) in zip("ab", texts, strict=True):
        paths.append(tmp_path / f"{side}.{extension}")
        paths[-1].write_text(text, encoding="utf-8")
    geometry = [w for side, (extension, _) in zip("ab", texts, strict=True) for w in (["--task-dim-" + side, "1"] if extension == "mlu" else [f"--grid-{side}", "1", f"--block-{side}", "64"])]
    done = xpiler("verify", *paths, *geometry, "--shape", "x=64", "--shape", "y=64")
    if what:
        assert done.code == 1 and f"refuted: the target {what}" in done.err, done.text
    else:
        assert done.code == 0 and "verdict: identity-tested" in done.out, done.text
