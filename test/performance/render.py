"""Writes docs/performance.md from the numbers that cpu.py and gpu_run.py left in this folder: python3 test/performance/render.py"""

import json
import pathlib
import sys

import suite

FOLDER = pathlib.Path(__file__).resolve().parent
PAGE = FOLDER.parents[1] / "docs/performance.md"

HEAD = """# Performance

Written by `test/performance/render.py`; numbers: `test/performance/cpu.json` and `test/performance/gpu.json`.

Plain CUDA C kernels ([test/performance](../test/performance)) are translated, verified, compiled and run. *xpiler* is the planner's
translation; *planner off* is the same kernel with `--schedule lower-to-<platform>`: parallel loops, nothing tiled and no vector rows.
Every result is compared with the operator's definition in NumPy, on random data, before it counts; the number is the median, and the
ratio behind a time says how many times faster than *xpiler* it is. *Same layouts*: tensors lie as the kernel has them. *Own layouts*:
as the library likes best; bringing them there is not timed. The contestants of a row ran in one run; rows may be of different runs.
"""
SECTIONS = {
    "cpu.json": """## C with AVX-512, one core, against oneDNN

    make performance                # here
    python3 test/performance/prepare.py --to vnni FOLDER; python3 test/performance/cpu.py --prepared FOLDER    # translated here, measured elsewhere

One thread on one core, data in the cache, contestants in turns. oneDNN is kept to the instructions that the translations have.
""",
    "gpu.json": """## CUDA, against PyTorch

    python3 test/performance/prepare.py FOLDER      # here
    FOLDER/gpu.sh FOLDER gpu.json                   # on a machine with an NVIDIA GPU, nvcc and PyTorch
    python3 test/performance/render.py              # here, gpu.json in test/performance

Time on the device, data there already, launches in a CUDA graph on both sides. f32 is f32: TF32 is off. PyTorch has no u8 x s8:
its integer products are s8 x s8 (`torch._int_mm`) in every row; rows that say so have the same types on our side.
""",
}


def section(result):
    """The machine and the table."""
    columns = result["columns"]
    lines = [f"* {what}: {words}" for what, words in result["machine"].items()]
    lines += ["", "| microseconds | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += ["| " + " | ".join([row["title"], *(suite.cell(row, c, columns[0]) for c in columns)]) + " |" for row in result["rows"]]
    return "\n".join(lines) + "\n"


def render(folder):
    parts = [HEAD]
    for name, words in SECTIONS.items():
        numbers = folder / name
        parts.append(words)
        parts.append(section(json.loads(numbers.read_text(encoding="utf-8"))) if numbers.exists() else "Not measured yet.\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(render(FOLDER), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
