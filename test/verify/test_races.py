"""Races: kernels without one are accepted, their twins with one are refused, with the lines of both accesses.

`{...|...}` in a text is what the kernel has and what its twin has instead.
"""

import re

import pytest

WRAPPER = """
void run(const float *x, float *y, int n) {
  float *dx, *dy;
  cudaMalloc(&dx, n * sizeof(float));
  cudaMalloc(&dy, n * sizeof(float));
  cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(dy, y, n * sizeof(float), cudaMemcpyHostToDevice);
  LAUNCH
  cudaMemcpy(y, dy, n * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(dx);
  cudaFree(dy);
}
"""


def cuda(body, launch="k<<<(n + 63) / 64, 64>>>(dx, dy, n);"):
    kernel = "__global__ void k(const float *x, float *y, int n) {\n  int t = threadIdx.x, i = blockIdx.x * 64 + t;\n"
    return "cuda", kernel + body + "}\n" + WRAPPER.replace("LAUNCH", launch)


def omp(body):
    return "vnni", "void f(const float *x, float *y, int n) {\n" + body + "}\n"


BANG = """#include <bang.h>
__mlu_global__ void k(float *y, const float *x, int n) {
  for (int i = taskId; i < n; i += taskDim) {
    y[{i|i / 2}] = x[i] * 2.0f;
  }
}
void run(float *y, const float *x, int n) {
  float *dy, *dx;
  cnrtMalloc((void **)&dy, n * sizeof(float));
  cnrtMalloc((void **)&dx, n * sizeof(float));
  cnrtMemcpy(dy, y, n * sizeof(float), cnrtMemcpyHostToDev);
  cnrtMemcpy(dx, (void *)x, n * sizeof(float), cnrtMemcpyHostToDev);
  cnrtDim3_t dim = {8, 1, 1};
  k<<<dim, cnrtFuncTypeBlock, 0>>>(dy, dx, n);
  cnrtMemcpy(y, dy, n * sizeof(float), cnrtMemcpyDevToHost);
  cnrtFree(dy);
  cnrtFree(dx);
}
"""

# Two halves of an array take turns; each tile but the first is copied during the one before it.
ASYNC = """#include <bang.h>
__mlu_global__ void k(float *y, const float *x, int n) {
  __nram__ float s[2][64];
  __memcpy(s[0], x, 64 * sizeof(float), GDRAM2NRAM);
  for (int i = 0; i + 64 <= n; i += 64) {
    if (i + 128 <= n) __memcpy_async(s[(i / 64 + {1|0}) % 2], x + i + 64, 64 * sizeof(float), GDRAM2NRAM);
    __bang_mul_scalar(s[i / 64 % 2], s[i / 64 % 2], 2.0f, 64);
    if (taskId == 0) __memcpy(y + i, s[i / 64 % 2], 64 * sizeof(float), NRAM2GDRAM);
    __sync();
  }
}
""" + BANG[BANG.index("void run") :]

# Copies from and to GDRAM go one after the other, beside what is computed; what moves within NRAM is one with that.
STREAMS = """#include <bang.h>
__mlu_global__ void k(float *y, const float *x, int n) {
  __nram__ float s[64];
  __nram__ float t[64];
  for (int i = taskId * 64; i + 64 <= n; i += taskDim * 64) {
    __memcpy_async(s, x + i, 64 * sizeof(float), GDRAM2NRAM);
    LOADED
    __memcpy_async(t, s, 64 * sizeof(float), NRAM2NRAM);
    __bang_mul_scalar(t, t, 2.0f, 64);
    COMPUTED
    __memcpy_async(y + i, t, 64 * sizeof(float), NRAM2GDRAM);
    __memcpy_async(t, x + i, 64 * sizeof(float), GDRAM2NRAM);
    __sync();
  }
}
""" + BANG[BANG.index("void run") :]
LOAD = "__memcpy_async(s, x + i, 64 * sizeof(float), GDRAM2NRAM);"


def streams(loaded, computed):
    return "bang", STREAMS.replace("LOADED", loaded).replace("COMPUTED", computed)


# The same for the threads of a block, which wait for their own copies and for each other.
PIPELINE = """  __shared__ float s[2][64];
  s[0][t] = x[t];
  __syncthreads();
  for (int b = 0; b + 64 <= n; b += 64) {
    if (b + 128 <= n) __pipeline_memcpy_async(&s[(b / 64 + {1|0}) % 2][t], x + b + 64 + t, 4);
    {__pipeline_commit();|}
    if (blockIdx.x == 0) y[b + t] = s[b / 64 % 2][63 - t];
    {__pipeline_wait_prior(0);|}
    {__syncthreads();|}
  }
"""


def with_one(text, number):
    """The text with one alternative, the others as they are right."""
    found = iter(range(text.count("|")))
    return re.sub(r"\{([^{}|\n]*)\|[^{}|\n]*\}", lambda m: m[0] if next(found) == number else m[1], text)


COPIES = "(an asynchronous copy of )?thread"

# name: (platform, text), the words for what runs.
# Threads agree on how long a loop with barriers runs, because one of them said so in shared memory.
def counted(first="__syncthreads();", again="__syncthreads();"):
    return cuda(f"""  __shared__ int left;
  __shared__ float part[64];
  if (t == 0) left = (int)(blockIdx.x % 3) + 1;
  {first}
  float s = 0.0f;
  while (left > 0) {{
    part[t] = i < n ? x[i] * left : 0.0f;
    __syncthreads();
    s += part[63 - t];
    if (t == 0) left -= 1;
    {again}
  }}
  if (i < n) y[i] = s;
""")


CASES = {
    "agreed_before_it_is_said": (counted(first="{__syncthreads();|;}"), "thread"),
    "agreed_while_it_changes": (counted(again="{__syncthreads();|;}"), "thread"),
    "one_writer": (cuda("  if ({i == 0|i < n}) y[0] += x[i];\n"), "thread"),
    "same_value": (cuda("  if (i < n) y[0] = {x[0]|x[i]};\n"), "thread"),
    "neighbour_reads": (cuda("  if (i + 1 < n) y[i] = {x|y}[i + 1];\n"), "thread"),
    "in_place": (
        cuda("  if (i + 1 < n) y[i] = x[i + 1] + 1.0f;\n", "k<<<(n + 63) / 64, 64>>>({dx|dy}, dy, n);"),
        "thread",
    ),
    "launches": (
        cuda("  if ({i|i / 2} < n) y[{i|i / 2}] = x[i / 2] * 0.5f + i;\n", "k<<<(n + 63) / 64, 64>>>(dx, dy, n); k<<<(n + 63) / 64, 64>>>(dx, dy, n);"),
        "thread",
    ),
    "back_edge": (
        cuda(
            "  __shared__ float s[64];\n  for (int b = 0; b < n; b += 64) {\n    s[t] = b + t < n ? x[b + t] : 0.0f;\n    __syncthreads();\n"
            "    if (b + t < n && blockIdx.x == 0) y[b + t] = s[63 - t];\n    {__syncthreads();|}\n  }\n"
        ),
        "thread",
    ),
    "entry_edge": (
        cuda(
            "  __shared__ float s[64];\n  s[t] = i < n ? x[i] : 0.0f;\n  {__syncthreads();|}\n  for (int k = 1; k < 64; k *= 2) {\n"
            "    float v = s[t ^ k];\n    __syncthreads();\n    s[t] += v;\n    __syncthreads();\n  }\n  if (i < n) y[i] = s[t];\n"
        ),
        "thread",
    ),
    "tree": (
        cuda(
            "  __shared__ float s[64];\n  s[t] = i < n ? x[i] : 0.0f;\n  __syncthreads();\n  for (int k = 16; k > 0; k /= 2) {\n"
            "    if (t < {k|k + 1}) s[t] += s[t + k];\n    __syncthreads();\n  }\n  if (t == 0) y[blockIdx.x] = s[0];\n"
        ),
        "thread",
    ),
    "warps_are_no_barriers": (
        cuda("  __shared__ float s[64];\n  s[t] = i < n ? x[i] : 0.0f;\n  {__syncthreads();|}\n  if (i < n) y[i] = s[t ^ 1];\n"),
        "thread",
    ),
    "blocks": (cuda("  if (t == 0) y[{blockIdx.x|blockIdx.x / 2}] = x[blockIdx.x];\n"), "thread"),
    "omp_private": (
        omp("  {|float t;}\n#pragma omp parallel for\n  for (int i = 0; i < n; ++i) {\n    {float t|t} = x[i];\n    y[i] = t * t;\n  }\n"),
        "iteration",
    ),
    "omp_reduction": (
        omp("  float s = 0;\n#pragma omp parallel for {reduction(+:s)|}\n  for (int i = 0; i < n; ++i) s += x[i];\n  y[0] = s;\n"),
        "iteration",
    ),
    "omp_scan": (omp("  {|#pragma omp parallel for}\n  for (int i = 1; i < n; ++i) y[i] += y[i - 1];\n"), "iteration"),
    "omp_collapse": (
        omp(
            "#pragma omp parallel for collapse(2)\n  for (int i = 0; i < n / 8; ++i)\n    for (int j = 0; j < 8; ++j)\n      y[i * {8|4} + j] = x[i * 8 + j];\n"
        ),
        "iteration",
    ),
    "omp_named_like_a_block": (omp("#pragma omp parallel for\n  for (int block = 0; block < n; ++block) y[{block|block / 2}] = x[block];\n"), "iteration"),
    "omp_nested": (
        omp(
            "#pragma omp parallel for\n  for (int i = 0; i < n / 8; ++i) {\n    float s = 0;\n{|#pragma omp parallel for}\n"
            "    for (int j = 0; j < 8; ++j) s += x[i * 8 + j];\n    y[i] = s;\n  }\n"
        ),
        "iteration",
    ),
    "tasks": (("bang", BANG), "task"),
    **{f"pipeline_{what}": (cuda(with_one(PIPELINE, k)), COPIES) for k, what in enumerate(["half", "commit", "wait", "barrier"])},
    # Arrays that are watched wherever they are kept.
    "back_edge_large": (
        cuda(
            "  __shared__ float s[2000];\n  for (int b = 0; b < n; b += 64) {\n    s[t] = b + t < n ? x[b + t] : 0.0f;\n    __syncthreads();\n"
            "    if (b + t < n && blockIdx.x == 0) y[b + t] = s[63 - t];\n    {__syncthreads();|}\n  }\n"
        ),
        "thread",
    ),
    "omp_large": (
        omp(
            "  {|float t[1024];}\n#pragma omp parallel for\n  for (int i = 0; i < n; ++i) {\n    {float t[1024]|t[0] = 1.0f};\n    t[3] = x[i];\n    y[i] = t[3];\n  }\n"
        ),
        "iteration",
    ),
    # Copies run beside the only agent, too.
    "one_thread": (
        cuda(
            "  __shared__ float s[64];\n  for (int b = 0; b < n; ++b) {\n    __pipeline_memcpy_async(&s[b % 64], x + b, 4);\n    __pipeline_commit();\n"
            "    {__pipeline_wait_prior(0);|}\n    y[b] = s[b % 64];\n  }\n",
            "k<<<1, 1>>>(dx, dy, n);",
        ),
        COPIES,
    ),
    "one_task": (
        ("bang", ASYNC.replace("{1|0}", "1").replace("__sync();", "{__sync();|__sync_compute();}").replace("{8, 1, 1}", "{1, 1, 1}")),
        "(an asynchronous copy of )?task",
    ),
    "async_wait_for_moves": (("bang", ASYNC.replace("{1|0}", "1").replace("__sync();", "{__sync();|__sync_move();}")), "(an asynchronous copy of )?task"),
    # Warps wait for each other if all of their lanes do.
    "warp_elsewhere": (
        cuda("  __shared__ float s[64];\n  s[t] = i < n ? x[i] : 0.0f;\n  if (t < {64|32}) __syncwarp();\n  if (i < n) y[i] = s[t ^ 1];\n"),
        "thread",
    ),
    "warp_in_part": (
        cuda("  __shared__ float s[64];\n  s[t] = i < n ? x[i] : 0.0f;\n  if ({t >= 0|t % 2 == 1}) __syncwarp();\n  if (i < n) y[i] = s[t ^ 1];\n"),
        "thread",
    ),
    "warp_tail": (
        cuda(
            "  __shared__ float s[64];\n  s[t] = i < n ? x[i] : 0.0f;\n  __syncthreads();\n  if (t < 32) {\n    s[t] += s[t + 32];\n    {__syncwarp();|}\n"
            "    if (i < n) y[i] = s[t ^ 1];\n  }\n"
        ),
        "thread",
    ),
    # Only some inputs lead there.
    "on_infinities": (cuda("  if (i < n && isinf(x[{0|i}])) y[{i|0}] = i;\n"), "thread"),
    "task_waits_for_loads": (streams("{__sync_io();|__sync_compute();}", "__sync_compute();"), "(an asynchronous copy of )?task"),
    "task_waits_for_sums": (streams("__sync_io();", "{__sync_compute();|__sync_io();}"), "(an asynchronous copy of )?task"),
    "task_waits_for_nothing": (streams("__sync();", "{__sync();|__sync_move();}"), "(an asynchronous copy of )?task"),
    "task_waits_while_it_copies": (
        ("bang", streams("", "__sync_compute();")[1].replace(LOAD, "{" + LOAD.replace("_async", "") + "|" + LOAD + "}")),
        "(an asynchronous copy of )?task",
    ),
    "async_half": (("bang", ASYNC), "(an asynchronous copy of )?task"),
    "async_wait": (("bang", ASYNC.replace("{1|0}", "1").replace("__sync();", "{__sync();|__sync_compute();}")), "(an asynchronous copy of )?task"),
}


def twin(text, which):
    return re.sub(r"\{([^{}|\n]*)\|([^{}|\n]*)\}", lambda m: m[which], text)


@pytest.mark.parametrize("name", CASES)
def test_race(xpiler, tmp_path, name):
    (platform, text), agent = CASES[name]
    extension = {"cuda": ".cu", "bang": ".mlu", "vnni": ".c"}[platform]
    right, wrong = tmp_path / f"right{extension}", tmp_path / f"wrong{extension}"
    right.write_text(twin(text, 1), encoding="utf-8")
    wrong.write_text(twin(text, 2), encoding="utf-8")
    assert right.read_text(encoding="utf-8") != wrong.read_text(encoding="utf-8")
    shapes = ["--shape", "x=n", "--shape", "y=n"] if platform == "vnni" else []
    for path in (right, wrong):
        done = xpiler("verify", path, path, *shapes, "--arg", "n=200")
        if path == right:
            assert done.code == 0 and "verdict: identity-tested" in done.out, done.text
        else:
            assert done.code == 1, done.text
            assert re.search(rf"has a race: {agent} \d+.* (reads|writes) `\w+\[\d+\]` and ({agent} \d+.*|another one) (reads|writes) `", done.err), done.text
            assert re.search(r"--> .*wrong\.\w+:\d+:", done.err), done.text
