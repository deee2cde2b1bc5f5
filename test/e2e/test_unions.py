"""Tasks of a union of clusters: ids, SRAM, barriers of a cluster, the memory core. Sources run on their emulation, translations on theirs, twins are refused."""

import os
import pathlib
import subprocess
from dataclasses import dataclass

import numpy as np
import pytest
import toolchains
from emulation_case import F32, assert_right, execute, replaced

ROOT = pathlib.Path(__file__).parents[2]
RNG = np.random.default_rng(31)
LAUNCH = """
extern "C" void go({parameters}) {{
  cnrtQueue_t queue;
  cnrtQueueCreate(&queue);
  cnrtDim3_t tasks = {{8, 1, 1}};
  {kernel}<<<tasks, cnrtFuncTypeUnion{clusters}, queue>>>({names});
  cnrtQueueSync(queue);
  cnrtQueueDestroy(queue);
}}
"""
# A task a core, numbered by cluster and core.
APART = """#include <bang.h>
__nram__ float v[64];
__mlu_global__ void apart(const float *x, float *y, int n) {
  for (int i = (clusterId * coreDim + coreId) * 64; i < n; i += clusterDim * coreDim * 64) {
    __memcpy(v, x + i, 64 * sizeof(float), GDRAM2NRAM);
    __bang_add(v, v, v, 64);
    __memcpy(y + i, v, 64 * sizeof(float), NRAM2GDRAM);
  }
}
"""
# The memory core brings a table into SRAM, from where each core takes it.
TABLE = """#include <bang.h>
#define COLS 128
__mlu_shared__ float table[COLS];
__nram__ float row[COLS], mine[COLS];
__mlu_global__ void table_add(const float *x, const float *bias, float *y, int rows) {
  __memcpy(table, bias, COLS * sizeof(float), GDRAM2SRAM);
  __sync_cluster();
  __memcpy(mine, table, COLS * sizeof(float), SRAM2NRAM);
  for (int r = taskId; r < rows; r += taskDim) {
    __memcpy(row, x + r * COLS, COLS * sizeof(float), GDRAM2NRAM);
    __bang_add(row, row, mine, COLS);
    __memcpy(y + r * COLS, row, COLS * sizeof(float), NRAM2GDRAM);
  }
}
"""
# The cores of a cluster leave sums in SRAM, one of them adds them up.
SUMS = """#include <bang.h>
__mlu_shared__ float parts[4 * 64];
__nram__ float v[64], all[256];
__mlu_global__ void sums(const float *x, float *y, int n) {
  const int per = n / coreDim;
  __bang_write_zero(v, 64);
  for (int i = 0; i < per; i += 64) {
    __memcpy(all, x + (long)clusterId * n + coreId * per + i, 64 * sizeof(float), GDRAM2NRAM);
    __bang_add(v, v, all, 64);
  }
  __memcpy(parts + coreId * 64, v, 64 * sizeof(float), NRAM2SRAM);
  __sync_cluster();
  if (coreId == 0) {
    __memcpy(all, parts, 256 * sizeof(float), SRAM2NRAM);
    __bang_add(v, all, all + 64, 64);
    __bang_add(v, v, all + 128, 64);
    __bang_add(v, v, all + 192, 64);
    __memcpy(y + clusterId * 64, v, 64 * sizeof(float), NRAM2GDRAM);
  }
}
"""
# The two halves of SRAM take turns: the memory core fills one while the cores work on the other.
TURNS = """#include <bang.h>
__mlu_shared__ float halves[2][256];
__nram__ float v[64];
__mlu_global__ void turns(const float *x, float *y, int n) {
  const int first = clusterId * n;
  if (__is_mpu()) __memcpy(halves[0], x + first, 1024, GDRAM2SRAM);
  __sync_cluster();
  for (int t = 0; t < n / 256; ++t) {
    if (coreId == 0x80) {
      if (t + 1 < n / 256) __memcpy(halves[(t + 1) % 2], x + first + (t + 1) * 256, 1024, GDRAM2SRAM);
    } else {
      __memcpy(v, halves[t % 2] + coreId * 64, 256, SRAM2NRAM);
      __bang_mul_scalar(v, v, 3.0f, 64);
      __memcpy(y + first + t * 256 + coreId * 64, v, 256, NRAM2GDRAM);
    }
    __sync_cluster();
  }
}
"""


@dataclass(frozen=True)
class Example:
    text: str
    kernel: str
    clusters: int
    sizes: dict
    arguments: tuple
    extents: dict
    result: np.ndarray

    @property
    def parameters(self):
        kinds = {"y": "float *y", **{k: f"int {k}" for k in self.sizes}}
        return ", ".join(kinds.get(name, f"const float *{name}") for name, _ in self.arguments)

    @property
    def whole(self):
        names = [name for name, _ in self.arguments]
        return self.text + LAUNCH.format(parameters=self.parameters, kernel=self.kernel, clusters=self.clusters, names=", ".join(names))


def example(text, kernel, clusters, sizes, inputs, extents, result):
    arguments = [*inputs.items(), ("y", np.full(result.size, np.nan, F32)), *((k, ("int32", v)) for k, v in sizes.items())]
    return Example(text, kernel, clusters, sizes, tuple(arguments), extents, result)


def numbers(n):
    return RNG.standard_normal(n).astype(F32)


def examples():
    x, bias = numbers(21 * 128), numbers(128)
    yield example(TABLE, "table_add", 1, {"rows": 21}, {"x": x, "bias": bias}, {"x": "rows * 128", "bias": "128", "y": "rows * 128"}, (x.reshape(21, 128) + bias).ravel())
    x = numbers(1280)
    yield example(APART, "apart", 2, {"n": 1280}, {"x": x}, {"x": "n", "y": "n"}, 2 * x)
    x = numbers(2 * 512)
    yield example(SUMS, "sums", 2, {"n": 512}, {"x": x}, {"x": "2 * n", "y": "128"}, x.reshape(2, 8, 64).sum(axis=1).ravel())
    x = numbers(2 * 1024)
    yield example(TURNS, "turns", 2, {"n": 1024}, {"x": x}, {"x": "2 * n", "y": "2 * n"}, 3 * x)


EXAMPLES = {e.kernel: e for e in examples()}


def translate(tmp_path, e, text, target):
    source, out = tmp_path / "source.mlu", tmp_path / f"out{toolchains.EXTENSION[target]}"
    source.write_text(text, encoding="utf-8")
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    case = [w for k, v in e.extents.items() for w in ("--shape", f"{k}={v}")] + [w for k, v in e.sizes.items() for w in ("--arg", f"{k}={v}")]
    done = subprocess.run([xpiler, "translate", source, "--to", target, "-o", out, *case], capture_output=True, text=True, timeout=300, check=False)
    return done, out


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("target", ["cuda", "hip", "bang", "vnni"])
def test_translated(tmp_path, name, target):
    e = EXAMPLES[name]
    done, out = translate(tmp_path, e, e.whole, target)
    assert done.returncode == 0 and "verdict: identity-tested" in done.stderr, done.stderr
    assert_right(execute(tmp_path, target, out.read_text(encoding="utf-8"), "go", list(e.arguments), ["y"]), {"y": e.result})


@pytest.mark.parametrize("name", EXAMPLES)
def test_source(tmp_path, name):
    """The example itself, on an emulation that has a memory core."""
    e = EXAMPLES[name]
    arrays = [name for name, value in e.arguments if isinstance(value, np.ndarray)]
    lines = [f"float *d_{a}; cnrtMalloc((void **)&d_{a}, 4 * ({e.extents[a]})); cnrtMemcpy(d_{a}, (void *){a}, 4 * ({e.extents[a]}), cnrtMemcpyHostToDev);" for a in arrays]
    lines += [f"go({', '.join(f'd_{name}' if name in arrays else name for name, _ in e.arguments)});"]
    lines += [f"cnrtMemcpy(y, d_y, 4 * ({e.extents['y']}), cnrtMemcpyDevToHost);", *(f"cnrtFree(d_{a});" for a in arrays), "return 0;"]
    host = f'extern "C" int host({e.parameters}) {{ {" ".join(lines)} }}'
    assert_right(execute(tmp_path, "bang", e.whole + host, "host", list(e.arguments), ["y"]), {"y": e.result})


TWINS = {
    "no barrier behind the table": ("table_add", "  __sync_cluster();\n", "", "race"),
    "no barrier behind the parts": ("sums", "  __sync_cluster();\n", "", "race"),
    "no barrier between the turns": ("turns", "    }\n    __sync_cluster();\n", "    }\n", "race"),
    "the half that is worked on is filled": ("turns", "halves[(t + 1) % 2]", "halves[t % 2]", "race"),
    "a barrier of some cores": ("sums", "  __sync_cluster();\n", "  if (coreId < 2) __sync_cluster();\n", "barrier"),
    "tasks that make no union": ("apart", "{8, 1, 1}", "{6, 1, 1}", "no whole unions"),
    "a barrier of two clusters": ("sums", "  __sync_cluster();\n", "  __sync_all();\n", "several clusters"),
    "a copy that the memory core does not come by": ("table_add", "  __memcpy(table, bias", "  if (coreId == 0) __memcpy(table, bias", "does not come here as a core does"),
    "a copy behind its return": ("table_add", "  __memcpy(table, bias", "  if (__is_mpu()) return;\n  __memcpy(table, bias", "what the others do"),
    "a barrier behind its return": ("sums", "  const int per", "  if (coreId == 0x80) return;\n  const int per", "does not come by"),
    "a copy of a core's part": ("table_add", "__memcpy(table, bias, COLS", "__memcpy(table + coreId * 32, bias + coreId * 32, 32", "must not depend on them"),
    "an order of the memory core": ("turns", "coreId == 0x80", "coreId >= 0x80", "== or !="),
}


@pytest.mark.parametrize("twin", TWINS)
def test_refused(tmp_path, twin):
    name, old, new, word = TWINS[twin]
    e = EXAMPLES[name]
    done, out = translate(tmp_path, e, replaced(e.whole, old, new), "hip")
    assert done.returncode in (1, 2) and word in done.stderr and not out.exists(), done.stderr
