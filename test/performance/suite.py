"""The performance suite: its kernels, their inputs, the operators' definitions, and their translations. Needs only NumPy."""

import json
import pathlib
import subprocess
import sys
from dataclasses import dataclass, field

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent
C_TYPES = {"float32": "float", "float16": "half", "int32": "int", "uint8": "unsigned char", "int8": "signed char"}
# How a text is made: by the planner, or by the least that runs there.
PLANNED, FLOOR = "xpiler", "planner off"


class Failure(Exception):
    """Why a kernel has no row: no translation, a wrong result, a launch that fails."""


@dataclass(frozen=True)
class Kernel:
    """An entry of the manifest."""

    name: str
    title: str
    file: str
    kernel: str
    grid: str
    block: str
    params: list
    shapes: list
    work: str
    within: float
    on: list = field(default_factory=lambda: ["vnni", "cuda"])

    @property
    def args(self):
        return self.shapes[0]

    @property
    def launch_name(self):
        return f"{self.kernel}_launch"

    @property
    def declarations(self):
        """The parameters in C."""
        pointer = {"in": "const {} *{}", "out": "{} *{}", None: "{} {}"}
        return ", ".join(pointer[p.get("dir")].format(C_TYPES[p["type"]], p["name"]) for p in self.params)

    @property
    def names(self):
        return ", ".join(p["name"] for p in self.params)

    def value(self, expression):
        """The value of an expression over the integer parameters; nothing in it is negative."""
        return int(eval(expression.replace("/", "//"), {"__builtins__": {}}, dict(self.args)))


def load(manifest=FOLDER / "manifest.toml", only="", on=""):
    """The kernels whose names contain `only`, of those for the platform `on`."""
    if manifest.suffix == ".json":
        entries = json.loads(manifest.read_text(encoding="utf-8"))
    else:
        import tomllib  # newer than the Python of some machines that run prepared texts

        entries = tomllib.loads(manifest.read_text(encoding="utf-8"))["kernel"]
    return [k for k in (Kernel(**e) for e in entries) if only in k.name and (not on or on in k.on)]


def buffers(kernel, seed=0):
    """Random inputs, and outputs full of what no kernel computes, by name."""
    rng = np.random.default_rng(seed)
    made = {}
    for p in kernel.params:
        if "extent" not in p:
            continue
        size, dtype = kernel.value(p["extent"]), np.dtype(p["type"])
        if p["dir"] == "out":
            made[p["name"]] = np.full(size, np.nan if dtype.kind == "f" else 0x55, dtype)
        elif dtype.kind == "f":
            made[p["name"]] = rng.standard_normal(size).astype(dtype)
        else:
            limits = np.iinfo(dtype)
            made[p["name"]] = rng.integers(limits.min, limits.max, size, dtype, endpoint=True)
    return made


def gemm(b, a):
    return {"C": b["A"].reshape(a["M"], a["K"]).astype(np.float64) @ b["B"].reshape(a["K"], a["N"]).astype(np.float64)}


def gemm_u8s8(b, a):
    # Exact: the sums stay far below 2^53.
    return {"C": b["A"].reshape(a["M"], a["K"]).astype(np.float64) @ b["B"].reshape(a["N"], a["K"]).astype(np.float64).T}


gemm_u8s8_kn = gemm_s8s8_kn = gemm
gemm_s8s8 = gemm_u8s8


def conv2d(b, _):
    x, w = b["x"].reshape(64, 58, 58).astype(np.float64), b["w"].reshape(64, 64, 3, 3).astype(np.float64)
    return {"y": sum(np.tensordot(w[:, :, i, j], x[:, i : i + 56, j : j + 56], 1) for i in range(3) for j in range(3))}


def softmax(b, a):
    x = b["x"].reshape(a["rows"], a["cols"]).astype(np.float64)
    e = np.exp(x - x.max(1, keepdims=True))
    return {"y": e / e.sum(1, keepdims=True)}


def layernorm(b, a):
    x = b["x"].reshape(a["rows"], a["cols"]).astype(np.float64)
    return {"y": (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5) * b["scale"] + b["shift"]}


def maxpool2d(b, _):
    x = b["x"].reshape(56, 56, 64)
    return {"y": np.max([x[i : i + 53 : 2, j : j + 53 : 2] for i in range(3) for j in range(3)], axis=0)}


def attention(b, a):
    q, k, v = (b[n].reshape(a["heads"], -1, a["d"]).astype(np.float64) for n in "qkv")
    scores = np.einsum("hic,hjc->hij", q, k) / np.sqrt(a["d"])
    e = np.exp(scores - scores.max(2, keepdims=True))
    return {"o": np.einsum("hij,hjc->hic", e / e.sum(2, keepdims=True), v)}


attention_f16 = attention


def check(kernel, made, what, slack=1):
    """Refuses outputs that are not what the operator's definition says. Libraries have some slack: Winograd's convolution is less exact."""
    for name, expected in globals()[kernel.name](made, kernel.args).items():
        expected, actual = expected.ravel(), made[name].astype(np.float64)
        error = np.abs(actual - expected).max() / np.abs(expected).max()
        if not error <= kernel.within * slack:  # NaN is no error that is small
            raise Failure(f"{kernel.name}: {what}: `{name}` is off by {error:.2e} of the largest magnitude; {kernel.within * slack:.0e} is allowed")


def place(folder, kernel, how):
    """The folder of a translation."""
    return folder / kernel.name / how.replace(" ", "-")


def translate(xpiler, kernel, to, folder, how):
    """Translates and verifies a kernel; returns the text's path and the schedule's text."""
    folder.mkdir(parents=True, exist_ok=True)
    text, report = folder / f"text.{'c' if to == 'vnni' else 'cu'}", folder / "report.json"
    command = [xpiler, "translate", FOLDER / kernel.file, "--to", to, "--kernel", kernel.kernel, "--grid", kernel.grid, "--block", kernel.block]
    for p in kernel.params:
        if "extent" in p:
            command += ["--shape", f"{p['name']}={p['extent']}"]
    for name, value in kernel.args.items():
        command += ["--arg", f"{name}={value}"]
    if how == FLOOR:
        schedule = folder / "schedule"
        schedule.write_text(f"lower-to-{to}\n", encoding="utf-8")
        command += ["--schedule", schedule]
    done = subprocess.run([str(c) for c in [*command, "-o", text, "--report", report]], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{kernel.name}: {done.stderr.strip()}")
    return text, json.loads(report.read_text(encoding="utf-8"))["pipeline"]


DRIVER = """#include "resident.h"
#include "TEXT"
extern "C" int xp_time(float *xp_milliseconds, int xp_launches, int xp_repeats, PARAMETERS) {
  return resident::time(xp_milliseconds, xp_launches, xp_repeats, [=] { return FUNCTION(ARGUMENTS); });
}
"""


def driver(kernel, text):
    """A CUDA text that offers what `text` does, and `xp_time`: milliseconds of its launches, without copies."""
    words = {"TEXT": text, "PARAMETERS": kernel.declarations, "FUNCTION": kernel.launch_name, "ARGUMENTS": kernel.names}
    made = DRIVER
    for word, value in words.items():
        made = made.replace(word, value)
    return made


def rows(kernels, measure):
    """A row for each kernel that can be measured; the reasons of the others."""
    measured, failures = [], []
    for kernel in kernels:
        try:
            measured.append({"kernel": kernel.name, "title": kernel.title, "work": kernel.value(kernel.work), **measure(kernel)})
            print(kernel.name, file=sys.stderr, flush=True)
        except Failure as failure:
            failures.append(str(failure))
    return measured, failures


def finish(result, failures, output):
    """Prints the table, writes the numbers; returns the exit code."""
    print(", ".join(result["machine"].values()))
    print(table(result["rows"], result["columns"]))
    if output:
        output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for failure in failures:
        print(f"FAILED {failure}")
    return 1 if failures else 0


def cell(row, column, first):
    """Microseconds, and behind the first column's how many times faster than that it is."""
    seconds = row["seconds"].get(column)
    if seconds is None:
        return "-"
    ratio = "" if column == first else f" ({row['seconds'][first] / seconds:.2f}x)"
    return f"{seconds * 1e6:.1f}{ratio}"


def table(rows, columns):
    """Lines of text: microseconds by column."""
    lines = [f"{'microseconds':56}" + "".join(f"{c:>24}" for c in columns)]
    lines += [f"{row['title']:56}" + "".join(f"{cell(row, c, columns[0]):>24}" for c in columns) for row in rows]
    return "\n".join(lines)
