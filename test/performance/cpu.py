"""Translations to C with AVX-512 against oneDNN, on one core.

    python3 test/performance/cpu.py [--filter gemm] [--onednn PREFIX] [--prepared FOLDER] [--json cpu.json]

Every result is compared with the operator's definition before it is timed. The planner's translation, the same kernel with the
planner off, and oneDNN take turns; what counts is the median. PREFIX holds include/ and lib/ of oneDNN 3 with OpenMP
(requirements.txt: `make performance` installs it). FOLDER is what `prepare.py --to vnni` wrote on a machine with xpiler.
"""

import argparse
import ctypes
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

# One thread, and the instructions that the translations have. Before anything starts OpenMP.
os.environ.update({"OMP_NUM_THREADS": "1", "ONEDNN_MAX_CPU_ISA": "AVX512_CORE_VNNI", "OPENBLAS_NUM_THREADS": "1"})

import numpy as np  # noqa: E402

import suite  # noqa: E402

sys.path.insert(0, str(suite.FOLDER.parent / "e2e"))
import toolchains  # noqa: E402

ROOT = suite.FOLDER.parents[1]
FLAGS = ["-O3", "-march=native", "-fopenmp"]
SAME, OWN = "oneDNN, same layouts", "oneDNN, own layouts"
MOST_RUNS, ROUNDS = 20_000, 7

TIMER = """
#include <time.h>
typedef _Float16 half;
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
int xp_time(double *xp_seconds, int xp_most, double xp_budget, PARAMETERS) {
  int xp_n = 0;
  const double xp_begin = now();
  for (double xp_last = xp_begin; xp_n < xp_most && xp_last - xp_begin < xp_budget;) {
    if (FUNCTION(ARGUMENTS) != 0) return -1;
    const double xp_now = now();
    xp_seconds[xp_n++] = xp_now - xp_last;
    xp_last = xp_now;
  }
  return xp_n;
}
"""


def aligned(array):
    """A copy that begins at a cache line."""
    raw = np.empty(array.nbytes + 64, np.uint8)
    start = -raw.ctypes.data % 64
    copy = raw[start : start + array.nbytes].view(array.dtype)
    copy[:] = array
    return copy


class Text:
    """A translation, compiled."""

    def __init__(self, kernel, path):
        self.kernel = kernel
        toolchains.native_flags(path.read_text(encoding="utf-8"))
        timer = TIMER.replace("PARAMETERS", kernel.declarations).replace("FUNCTION", kernel.launch_name).replace("ARGUMENTS", kernel.names)
        source, library = path.with_name("timed.c"), path.with_name("timed.so")
        source.write_text(f'#include "{path.name}"\n{timer}', encoding="utf-8")
        subprocess.run(["gcc", *FLAGS, "-shared", "-fPIC", source, "-o", library, "-lm"], check=True)
        self.run = ctypes.CDLL(str(library)).xp_time

    def time(self, made, budget):
        arguments = [ctypes.c_void_p(made[p["name"]].ctypes.data) if "extent" in p else ctypes.c_int(self.kernel.args[p["name"]])
                     for p in self.kernel.params]
        seconds = (ctypes.c_double * MOST_RUNS)()
        n = self.run(seconds, MOST_RUNS, ctypes.c_double(budget), *arguments)
        if n < 1:
            raise suite.Failure(f"{self.kernel.name}: the launch function failed")
        return seconds[:n]


class Rival:
    """oneDNN."""

    def __init__(self, prefix, folder):
        library = folder / "onednn.so"
        lib = prefix / "lib"
        subprocess.run(["g++", "-std=c++20", "-O2", "-shared", "-fPIC", suite.FOLDER / "onednn.cpp", f"-I{prefix / 'include'}", f"-L{lib}",
                        f"-Wl,-rpath,{lib}", "-ldnnl", "-o", library], check=True)
        self.library = ctypes.CDLL(str(library))
        version = (ctypes.c_int * 3)()
        self.library.onednn_version(version)
        self.version = ".".join(map(str, version))

    def time(self, kernel, own, made, budget):
        """Seconds a run, and which implementation oneDNN chose."""
        pointers = (ctypes.c_void_p * len(made))(*(v.ctypes.data for v in made.values()))
        seconds, used = (ctypes.c_double * MOST_RUNS)(), ctypes.create_string_buffer(100)
        n = self.library.onednn_time(kernel.name.encode(), int(own), pointers, seconds, MOST_RUNS, ctypes.c_double(budget), used)
        if n < 1:
            raise suite.Failure(f"{kernel.name}: oneDNN: {used.value.decode()}")
        return seconds[:n], used.value.decode()


def prepared(folder, kernel, how):
    """What prepare.py wrote: the text's path and the schedule's text."""
    schedules = json.loads((folder / "schedules.json").read_text(encoding="utf-8"))
    return suite.place(folder, kernel, how) / "text.c", schedules[kernel.name][how]


def measure(kernel, translation, rival, budget):
    """A row of the table."""
    contestants, schedules, used = {}, {}, {}
    for how in (suite.PLANNED, suite.FLOOR):
        path, schedules[how] = translation(kernel, how)
        contestants[how] = Text(kernel, path).time
    for name, own in ((SAME, False), (OWN, True)):
        def run(made, budget, name=name, own=own):
            seconds, used[name] = rival.time(kernel, own, made, budget)
            return seconds
        contestants[name] = run
    samples = {name: [] for name in contestants}
    for turn in range(ROUNDS + 1):
        for name, contestant in contestants.items():
            made = {n: aligned(v) for n, v in suite.buffers(kernel).items()}
            seconds = contestant(made, budget / ROUNDS)
            suite.check(kernel, made, name)
            if turn > 0:  # the first one warms up
                samples[name] += seconds
    median = {name: float(np.median(s)) for name, s in samples.items()}
    fastest = {name: min(s) for name, s in samples.items()}
    return {"seconds": median, "fastest": fastest, "implementations": used, "schedules": schedules}


def machine(rival):
    cpu = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.machine())
    gcc = subprocess.run(["gcc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    return {"processor": cpu, "compiler": f"{gcc}, {' '.join(FLAGS)}", "library": f"oneDNN {rival.version}, {os.environ['ONEDNN_MAX_CPU_ISA']}", "threads": "one"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", default="", help="only kernels whose name contains this")
    parser.add_argument("--onednn", type=pathlib.Path, default=ROOT / "target/performance", help="a prefix with oneDNN 3")
    parser.add_argument("--xpiler", type=pathlib.Path, default=ROOT / "target/release/xpiler")
    parser.add_argument("--prepared", type=pathlib.Path, help="a folder with translations from prepare.py: xpiler is not needed")
    parser.add_argument("--seconds", type=float, default=2, help="for each contestant")
    parser.add_argument("--json", type=pathlib.Path, help="where the numbers go")
    parser.add_argument("--texts", type=pathlib.Path, help="where the translations go (default: a temporary folder)")
    options = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(prefix="xpiler-performance-") as temporary:
        folder = options.texts or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rival = Rival(options.onednn.resolve(), folder)
        if options.prepared:
            kernels = suite.load(options.prepared / "manifest.json", only=options.filter)
            translation = lambda kernel, how: prepared(options.prepared, kernel, how)  # noqa: E731
        else:
            kernels = suite.load(only=options.filter, on="vnni")
            translation = lambda kernel, how: suite.translate(options.xpiler, kernel, "vnni", suite.place(folder, kernel, how), how)  # noqa: E731
        rows, failures = suite.rows(kernels, lambda kernel: measure(kernel, translation, rival, options.seconds))
    result = {"machine": machine(rival), "columns": [suite.PLANNED, suite.FLOOR, SAME, OWN], "rows": rows}
    return suite.finish(result, failures, options.json)


if __name__ == "__main__":
    sys.exit(main())
