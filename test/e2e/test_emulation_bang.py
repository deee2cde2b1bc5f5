"""BANG C on the CPU: right kernels pass under both schedules, their bad twins are caught."""

import numpy as np
import pytest
import toolchains
from emulation_case import F32, assert_noticed, assert_reported, assert_right, execute, replaced

RNG = np.random.default_rng(11)

HOST = """
extern "C" int launch(const float *x, float *y, int n) {
  cnrtQueue_t queue;
  cnrtSetDevice(0);
  cnrtQueueCreate(&queue);
  float *dx, *dy;
  cnrtMalloc((void **)&dx, n * sizeof(float));
  cnrtMalloc((void **)&dy, %(out)s * sizeof(float));
  cnrtMemcpy(dx, (void *)x, n * sizeof(float), cnrtMemcpyHostToDev);
  cnrtMemcpy(dy, y, %(out)s * sizeof(float), cnrtMemcpyHostToDev);
  cnrtDim3_t dim = {%(dim)s};
  %(kernel)s<<<dim, %(type)s, queue>>>(dx, dy, n);
  cnrtQueueSync(queue);
  cnrtMemcpy(y, dy, %(out)s * sizeof(float), cnrtMemcpyDevToHost);
  cnrtFree(dx);
  cnrtFree(dy);
  cnrtQueueDestroy(queue);
  return 0;
}
"""


def block(kernel, out="n", dim="8, 1, 1"):
    return HOST % {"kernel": kernel, "out": out, "dim": dim, "type": "cnrtFuncTypeBlock"}


def union1(kernel, out="n", dim="8, 1, 1"):
    return HOST % {"kernel": kernel, "out": out, "dim": dim, "type": "cnrtFuncTypeUnion1"}


SCALE = """
#include <bang.h>
#include <cnrt.h>
#define TILE 256
__mlu_entry__ void scale(const float *x, float *y, int n) {
  __nram__ float a[TILE];
  __nram__ float b[TILE];
  for (int i = taskId * TILE; i < n; i += taskDim * TILE) {
    int m = n - i < TILE ? n - i : TILE;
    __memcpy_async(a, x + i, m * sizeof(float), GDRAM2NRAM);
    __sync_io();
    __bang_mul_scalar(b, a, 2.0f, m);
    __memcpy(y + i, b, m * sizeof(float), NRAM2GDRAM);
  }
}
""" + block("scale")

# Core 0's cluster-mates read what the memory core brought to SRAM.
SHARED = """
#include <bang.h>
#include <cnrt.h>
__mlu_shared__ float table[512];
__mlu_entry__ void shared(const float *x, float *y, int n) {
  __nram__ float a[128];
  if (coreId == 0x80) __memcpy(table, x + clusterId * 0, 512 * sizeof(float), GDRAM2SRAM);
  __sync_cluster();
  if (coreId != 0x80) {
    __memcpy(a, table + (taskId % 4) * 128, 128 * sizeof(float), SRAM2NRAM);
    __bang_add_scalar(a, a, 1.0f, 128);
    __memcpy(y + taskId * 128, a, 128 * sizeof(float), NRAM2GDRAM);
  }
}
""" + union1("shared", out="1024")

MATMUL = """
#include <bang.h>
#include <cnrt.h>
__mlu_entry__ void mm(const float *x, float *y, int n) {
  __nram__ float a[8 * 32];
  __nram__ float w[128 * 32];
  __nram__ float packed[128 * 32];
  __wram__ float weights[128 * 32];
  __nram__ float c[8 * 128];
  if (taskId != 0) return;
  __memcpy(a, x, sizeof(a), GDRAM2NRAM);
  __memcpy(w, x + 256, sizeof(w), GDRAM2NRAM);
  __bang_reshape_filter(packed, w, 128, 1, 1, 32);
  __memcpy(weights, packed, sizeof(packed), NRAM2WRAM);
  __bang_matmul(c, a, weights, 8, 32, 128);
  __memcpy(y, c, sizeof(c), NRAM2GDRAM);
}
""" + block("mm", out="1024")

ROW_STATISTICS = """
#include <bang.h>
#include <cnrt.h>
// y = [sum, maximum, index of the maximum, sum of the first 32 by reduce_sum]
__mlu_entry__ void statistics(const float *x, float *y, int n) {
  __nram__ float a[1024];
  __nram__ float folded[32];
  __nram__ float best[32];
  if (taskId != 0) return;
  __memcpy(a, x, n * sizeof(float), GDRAM2NRAM);
  y[0] = __bang_sum(a, n);
  __bang_argmax(best, a, n);
  y[1] = best[0];
  y[2] = (float)((unsigned *)best)[1];
  __bang_sumpool(folded, a, 32, 1, n / 32, 1, n / 32, 1, 1);
  __bang_reduce_sum(folded, folded, 32);
  y[3] = folded[0];
}
""" + block("statistics", out="4")


def bang(tmp_path, text, n, out, arch=None, y=None):
    x = RNG.standard_normal(n).astype(F32)
    y = np.full(out, np.nan, F32) if y is None else y
    return x, execute(tmp_path, "bang", text, "launch", [("x", x), ("y", y), ("n", ("int32", n))], ["y"], arch=arch)


def test_block_tasks(tmp_path):
    x, results = bang(tmp_path, SCALE, 5003, 5003)
    assert_right(results, {"y": 2 * x})


def test_missing_sync_of_async_copy_bad(tmp_path):
    x, results = bang(tmp_path, replaced(SCALE, "__sync_io();", ""), 5003, 5003)
    assert_noticed(results, {"y": 2 * x})


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        # out of bounds, bytes against elements
        ("__nram__ float b[TILE];", "__nram__ float b[TILE - 1];", "`b`, which has 1020"),
        ("__memcpy(y + i, b, m * sizeof(float), NRAM2GDRAM);", "__memcpy(y + i, b, TILE * sizeof(float), NRAM2GDRAM);", "GDRAM allocation #2"),
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_mul_scalar(b, a, 2.0f, m * sizeof(float));", "takes 4096 bytes at offset 0 of `b`"),
        ("x + i, m * sizeof(float), GDRAM2NRAM", "x + i - 1, m * sizeof(float), GDRAM2NRAM", None),
        # spaces and directions
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_mul_scalar(b, x + i, 2.0f, m);", "the source must be in NRAM, it is in GDRAM"),
        ("__bang_mul_scalar(b, a, 2.0f, m);", "float c[TILE]; __bang_mul_scalar(b, c, 2.0f, m);", "the source must be in NRAM, it is in LDRAM"),
        ("__nram__ float b[TILE];", "__wram__ float b[TILE];", "must be in NRAM, it is in WRAM"),
        ("__nram__ float b[TILE];", "__mlu_shared__ float b[TILE];", "must be in NRAM, it is in SRAM"),
        ("sizeof(float), NRAM2GDRAM", "sizeof(float), GDRAM2NRAM", "the destination must be in NRAM, it is in GDRAM"),
        ("sizeof(float), NRAM2GDRAM", "sizeof(float), NRAM2NRAM", "the destination must be in NRAM, it is in GDRAM"),
        # counts, aliases
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_mul_scalar(b, a, 2.0f, m - 256);", "it must be positive"),
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_mul_scalar(a + 1, a, 2.0f, m - 1);", "overlap partially"),
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_floor(a, a, m);", "must not be the source"),
        # strides
        ("__memcpy(y + i, b, m * sizeof(float), NRAM2GDRAM);", "__memcpy(y + i, b, 128, NRAM2GDRAM, 64, 128, 1);", "stride 64 is smaller"),
        ("__memcpy(y + i, b, m * sizeof(float), NRAM2GDRAM);", "__memcpy(y + i, b, 128, NRAM2GDRAM, 128, 128, 8);", "takes 1152 bytes at offset 0 of `b`"),
        # capacity, launch, clusters
        ("__nram__ float b[TILE];", "__nram__ float b[TILE]; __nram__ float big[131072];", "bytes of NRAM, mtp_592 has 524288"),
        ("{8, 1, 1}", "{8, 0, 1}", "it must be in 1..65535"),
        ("cnrtFuncTypeBlock", "cnrtFuncTypeUnion4", "Union4 needs a multiple of 16"),
        ("__sync_io();", "__sync_cluster();", "Block tasks have no cluster"),
        ("cnrtMemcpy(y, dy, n * sizeof(float), cnrtMemcpyDevToHost)", "cnrtMemcpy(y, dy, n * sizeof(float), cnrtMemcpyHostToDev)", "the destination is not device memory"),
        ("(dx, dy, n);", "(x, dy, n);", "argument 0 is no pointer to GDRAM"),
        # a fill through the wrong type
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_write_value(b, m, 1);", "other bits than meant"),
        ("__bang_mul_scalar(b, a, 2.0f, m);", "__bang_write_value((half *)b, m, 1.0f);", "other bits than meant"),
    ],
)
def test_mistakes_bad(tmp_path, old, new, words):
    x, results = bang(tmp_path, replaced(SCALE, old, new), 5003, 5003)
    if words is None:
        assert_noticed(results, {"y": 2 * x})
        assert any(r.error and "outside every GDRAM allocation" in r.error for r in results)
    elif "GDRAM allocation" in words or "positive" in words:
        assert any(r.error and words in r.error for r in results), [r.error for r in results]
    else:
        assert_reported(results, words)


def test_scalar_access_out_of_bounds_bad(tmp_path):
    results = bang(tmp_path, replaced(SCALE, "__sync_io();", "__sync_io(); y[n + taskId] = 0.0f;"), 5003, 5003)[1]
    assert_reported(results, "past the end of device allocation #2")


def test_two_tasks_write_the_same_bad(tmp_path):
    text = replaced(SCALE, "__memcpy(y + i, b,", "__bang_add_scalar(b, b, (float)taskId, m); __memcpy(y, b,")
    results = bang(tmp_path, text, 5003, 5003, y=np.zeros(5003, F32))[1]
    assert all(r.error is None for r in results)
    assert not np.array_equal(results[0].outputs["y"], results[1].outputs["y"])


def test_nram_of_another_task_bad(tmp_path):
    # Task 0 fills what the others rely on: every task has its own NRAM, which starts undefined.
    text = replaced(SCALE, "__bang_mul_scalar(b, a, 2.0f, m);", "if (taskId == 0) __bang_write_zero(b, TILE);\n    __bang_add(b, b, a, m);")
    x, results = bang(tmp_path, text, 2048, 2048)
    assert_noticed(results, {"y": x})


def test_core_is_not_task_bad(tmp_path):
    text = replaced(SCALE, "i = taskId * TILE", "i = (taskId / 4 * 4 + coreId) * TILE")
    x, results = bang(tmp_path, text, 2048, 2048)
    assert_noticed(results, {"y": 2 * x})


def shared_expected(x):
    return {"y": np.tile(x[:512] + 1, 2)}


def test_cluster(tmp_path):
    x, results = bang(tmp_path, SHARED, 512, 1024)
    assert_right(results, shared_expected(x))


def test_unguarded_copies_are_the_memory_cores(tmp_path):
    text = replaced(replaced(SHARED, "if (coreId == 0x80) __memcpy", "__memcpy"), "if (coreId != 0x80) {", "{")
    x, results = bang(tmp_path, text, 512, 1024)
    assert_right(results, shared_expected(x))


def test_missing_sync_cluster_bad(tmp_path):
    x, results = bang(tmp_path, replaced(SHARED, "__sync_cluster();", ""), 512, 1024)
    assert_noticed(results, shared_expected(x))


def test_copy_to_sram_by_a_core_bad(tmp_path):
    results = bang(tmp_path, replaced(SHARED, "if (coreId == 0x80)", "if (coreId == 0)"), 512, 1024)[1]
    assert_reported(results, "the memory core's, which never came by")


def test_memory_core_returns_before_the_barrier_bad(tmp_path):
    results = bang(tmp_path, replaced(SHARED, "GDRAM2SRAM);", "GDRAM2SRAM);\n  if (coreId == 0x80) return;"), 512, 1024)[1]
    assert_reported(results, "divergent barrier", "__sync_cluster", "the memory core of cluster 0")


def test_sram_in_block_tasks_bad(tmp_path):
    results = bang(tmp_path, replaced(SHARED, "cnrtFuncTypeUnion1", "cnrtFuncTypeBlock").replace("__sync_cluster();", ""), 512, 1024)[1]
    assert any("Block" in r.error for r in results if r.error)


def matmul_expected(x):
    return {"y": (x[:256].reshape(8, 32) @ x[256:].reshape(128, 32).T).ravel()}


def test_matmul(tmp_path):
    x, results = bang(tmp_path, MATMUL, 256 + 4096, 1024)
    assert_right(results, matmul_expected(x), 1e-4)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("__memcpy(weights, packed,", "__memcpy(weights, w,"),  # not reshaped
        ("__bang_matmul(c, a, weights, 8, 32, 128);", "__bang_matmul(c, a, weights, 8, 128, 32);"),
        ("__wram__ float weights[128 * 32];", "__nram__ float weights[128 * 32];"),
        ("packed, sizeof(packed), NRAM2WRAM", "packed, sizeof(packed) - 8, NRAM2WRAM"),
    ],
)
def test_matmul_bad(tmp_path, old, new):
    x, results = bang(tmp_path, replaced(MATMUL, old, new), 256 + 4096, 1024)
    assert_noticed(results, matmul_expected(x))


def test_reductions(tmp_path):
    x, results = bang(tmp_path, ROW_STATISTICS, 1024, 4)
    total = x.sum(dtype=np.float64)
    assert_right(results, {"y": [total, x.max(), x.argmax(), total]}, 1e-4)


def test_reduce_sum_is_not_a_full_sum_bad(tmp_path):
    text = replaced(ROW_STATISTICS, "  __bang_sumpool(folded, a, 32, 1, n / 32, 1, n / 32, 1, 1);\n  __bang_reduce_sum(folded, folded, 32);", "  __bang_reduce_sum(a, a, n); folded[0] = a[0];")
    x, results = bang(tmp_path, text, 1024, 4)
    total = x.sum(dtype=np.float64)
    assert_noticed(results, {"y": [total, x.max(), x.argmax(), total]})


def test_pool_strides_width_first(tmp_path):
    # 4x8 image, one channel, windows of 2x4 (h x w), so stride_w = 4 and stride_h = 2.
    text = """
#include <bang.h>
#include <cnrt.h>
__mlu_entry__ void pool(const float *x, float *y, int n) {
  __nram__ float a[32];
  __nram__ float b[32];
  __memcpy(a, x, n * sizeof(float), GDRAM2NRAM);
  __bang_maxpool(b, a, 1, 4, 8, 2, 4, 4, 2);
  __memcpy(y, b, 4 * sizeof(float), NRAM2GDRAM);
}
""" + block("pool", out="4", dim="1, 1, 1")
    x, results = bang(tmp_path, text, 32, 4)
    assert_right(results, {"y": x.reshape(2, 2, 2, 4).max(axis=(1, 3)).ravel()})
    swapped, expected = replaced(text, "2, 4, 4, 2)", "2, 4, 2, 4)"), x.reshape(2, 2, 2, 4).max(axis=(1, 3)).ravel()
    assert_noticed(execute(tmp_path, "bang", swapped, "launch", [("x", x), ("y", np.full(4, np.nan, F32)), ("n", ("int32", 32))], ["y"]), {"y": expected})


def unary(call, count="n"):
    return (
        """
#include <bang.h>
#include <cnrt.h>
__mlu_entry__ void unary(const float *x, float *y, int n) {
  __nram__ float a[1024];
  __nram__ float b[1024];
  __memcpy(a, x, n * sizeof(float), GDRAM2NRAM);
  %s;
  __memcpy(y, b, n * sizeof(float), NRAM2GDRAM);
}
"""
        % call
    ) + block("unary", dim="1, 1, 1")


@pytest.mark.parametrize(
    ("call", "function"),
    [
        ("__bang_square(b, a, n)", np.square),
        ("__bang_relu(b, a, n)", lambda x: np.maximum(x, 0)),
        ("__bang_abs(b, a, n)", np.abs),
        ("__bang_neg(b, a, n)", np.negative),
        ("__bang_pow2(b, a, n)", np.exp2),
        ("__bang_abs(b, a, n); __bang_log2(b, b, n)", lambda x: np.log2(np.abs(x))),
        ("__bang_abs(b, a, n); __bang_rsqrt(b, b, n)", lambda x: 1 / np.sqrt(np.abs(x))),
        ("__bang_div(b, a, a, n)", np.ones_like),
        ("__bang_gt_scalar(b, a, 0.5f, n)", lambda x: (x > 0.5).astype(F32)),
        ("__bang_le(b, a, a, n)", np.ones_like),
        ("__bang_cycle_add(b, a, a, n, 8)", lambda x: x + np.resize(x[:8], x.size)),
        ("__bang_maxeq_scalar(b, a, 0.25f, n)", lambda x: np.maximum(x, 0.25)),
        ("__bang_transpose(b, a, 4, n / 4)", lambda x: x.reshape(4, -1).T.ravel()),
        ("__bang_active_sign(b, a, n)", lambda x: np.where(x >= 0, 1.0, -1.0)),
        ("__nram__ half h[1024]; __bang_float2half_rn(h, a, n); __bang_half2float(b, h, n)", lambda x: x.astype(np.float16).astype(F32)),
        ("__nram__ int i[1024]; __bang_float2int32_rn(i, a, n); __bang_int322float(b, i, n)", np.rint),
        ("__bang_fusion(FUSION_FMA, b, a, a, 1.0f, n)", lambda x: x * x + 1),
    ],
)
def test_vector_builtins(tmp_path, call, function):
    x, results = bang(tmp_path, unary(call), 256, 256)
    assert_right(results, {"y": function(x)})


@pytest.mark.parametrize(
    ("call", "function"),
    [
        ("__bang_active_exp(b, a, n)", np.exp),
        ("__bang_active_sigmoid(b, a, n)", lambda x: 1 / (1 + np.exp(-x))),
        ("__bang_active_tanh(b, a, n)", np.tanh),
    ],
)
def test_activations_are_approximate(tmp_path, call, function):
    x, results = bang(tmp_path, unary(call), 256, 256)
    for result in results:
        relative = np.abs(result.outputs["y"] / function(x) - 1)
        assert 1e-3 < relative.max() < 0.0101


def test_division_depends_on_the_architecture(tmp_path):
    path = tmp_path / "div.mlu"
    path.write_text(unary("__bang_div(b, a, a, n)"), encoding="utf-8")
    assert toolchains.compile_check("bang", path, "mtp_592")
    with pytest.raises(toolchains.CompileError):
        toolchains.compile_check("bang", path, "mtp_372")


def test_memory_sizes_depend_on_the_architecture(tmp_path):
    text = replaced(SCALE, "__nram__ float b[TILE];", "__nram__ float b[TILE]; __nram__ float big[131072];")
    x, results = bang(tmp_path, text, 5003, 5003, arch="mtp_372")
    assert_right(results, {"y": 2 * x})


def test_alignment_of_old_parts_bad(tmp_path):
    assert_reported(bang(tmp_path, unary("__bang_relu(b + 1, a + 1, 64)"), 256, 256, arch="mtp_270")[1], "aligned to 64 bytes")
    assert_reported(bang(tmp_path, unary("__bang_relu(b, a, 6)"), 256, 256, arch="mtp_270")[1], "no multiple of 128 bytes")


def test_alignment_of_on_chip_copies_bad(tmp_path):
    assert_reported(bang(tmp_path, unary("__memcpy(b + 1, a, 128, NRAM2NRAM)"), 256, 256)[1], "aligned to 64 bytes")


def test_async_direction_that_does_not_exist_bad(tmp_path):
    assert_reported(bang(tmp_path, unary("float c[32]; __memcpy_async(c, a, 128, NRAM2LDRAM)"), 256, 256)[1], "NRAM2LDRAM has no plain asynchronous form")


def test_old_host_spelling(tmp_path):
    text = SCALE
    for new, old in [("cnrtMemcpyHostToDev", "CNRT_MEM_TRANS_DIR_HOST2DEV"), ("cnrtMemcpyDevToHost", "CNRT_MEM_TRANS_DIR_DEV2HOST"), ("cnrtQueueCreate", "cnrtCreateQueue"), ("cnrtQueueSync", "cnrtSyncQueue"), ("cnrtQueueDestroy", "cnrtDestroyQueue"), ("cnrtFuncTypeBlock", "CNRT_FUNC_TYPE_BLOCK")]:
        text = text.replace(new, old)
    x, results = bang(tmp_path, text, 5003, 5003)
    assert_right(results, {"y": 2 * x})


def test_template_kernel(tmp_path):
    text = replaced(replaced(SCALE, "__mlu_entry__ void scale(const float *x, float *y, int n) {", "template <typename T>\n__mlu_entry__ void scale(const T *x, T *y, int n) {"), "scale<<<dim", "scale<float><<<dim")
    x, results = bang(tmp_path, text, 5003, 5003)
    assert_right(results, {"y": 2 * x})
