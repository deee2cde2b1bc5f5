"""The end-to-end driver: every kernel of the corpus, at every shape, to every target, executed.

For each it translates (exit code 0 and a verdict of at least identity-tested), looks for what planned.py expects, compiles the text with the target's
compilers, runs it (under both schedules of the emulation; C natively) on random data and compares with the NumPy
definition. The definition and the emulation know nothing of the translator.

    python3 test/e2e/e2e.py [--filter softmax] [--targets cuda,vnni] [--jobs 2] [--no-nvcc]
    python3 test/e2e/e2e.py --prepare DIR      CUDA and C texts and cases for gpu.sh, on a machine with a GPU and AVX-512
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "kernels"))

import corpus  # noqa: E402
import planned  # noqa: E402
import run  # noqa: E402
import toolchains  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOOD_VERDICTS = ("proved", "identity-tested", "identity-sampled")
# Relative to the largest expected magnitude, and absolute: reductions may be reassociated, nothing else may change.
TOLERANCE = {"float32": (2e-5, 1e-6), "float64": (1e-10, 1e-12), "float16": (4e-3, 1e-4)}


class Failure(Exception):
    """The stage that failed and why."""

    def __init__(self, stage, reason):
        super().__init__(f"{stage}: {reason}")
        self.stage, self.reason = stage, reason


@dataclass(frozen=True)
class Case:
    kernel: corpus.Kernel
    shape: tuple  # (name, value) pairs
    target: str
    text: pathlib.Path | None = None  # of a translation that is there already

    @property
    def args(self):
        return dict(self.shape)

    @property
    def name(self):
        return f"{self.kernel.file}-{self.target}-".replace("/", "-") + ",".join(f"{k}={v}" for k, v in self.shape)


def cases(targets=toolchains.PLATFORMS, only=""):
    found = [Case(k, tuple(shape.items()), target) for k in corpus.load() for target in targets for shape in k.shapes]
    return [c for c in found if only in c.name]


def sample():
    """Every kernel at one of its shapes to one target, in turn; what is planned for, at its first shape to that target."""
    kernels = corpus.load()
    turns = [Case(k, tuple(k.shapes[n % 8].items()), toolchains.PLATFORMS[n % 4]) for n, k in enumerate(kernels)]
    first = [Case(k, tuple(k.shapes[0].items()), target) for k in kernels for target in toolchains.PLATFORMS if planned.expects(k, target)]
    return list({c.name: c for c in first + turns}.values())


def find_xpiler():
    candidates = [os.environ.get("XPILER"), ROOT / "target/release/xpiler", ROOT / "target/debug/xpiler"]
    for path in candidates:
        if path and pathlib.Path(path).exists():
            return pathlib.Path(path)
    raise SystemExit("no xpiler: set XPILER or build it (cargo build --release)")


def translate(case, folder):
    """Runs `xpiler translate` and returns the text's path and the verdict."""
    kernel = case.kernel
    out, report = folder / f"out{toolchains.EXTENSION[case.target]}", folder / "report.json"
    command = [find_xpiler(), "translate", corpus.FOLDER / kernel.file, "--to", case.target, "-o", out, "--report", report, "--kernel", kernel.function]
    for option, value in kernel.launch.items():
        command += [f"--{option}", value]
    for p in kernel.buffers:
        command += ["--shape", f"{p.name}={p.extent}"]
    for name, value in (*case.shape, *((p.name, p.value) for p in kernel.params if p.value is not None)):
        command += ["--arg", f"{name}={value}"]
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=600)
    except subprocess.TimeoutExpired:
        raise Failure("translate", "no end after 600 s") from None
    if done.returncode != 0:
        raise Failure("translate", f"exit {done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}")
    report = json.loads(report.read_text(encoding="utf-8"))
    verdict = report.get("verdict")
    # A source that looks at the bits of floats says nothing of exact values.
    bits = verdict == "tested" and str(report["verification"].get("no_identity")).startswith("`arith.bitcast` has no meaning on exact values (in the source)")
    if verdict not in GOOD_VERDICTS and not bits:
        raise Failure("verdict", f"only {verdict}")
    return out, verdict


class Builds:
    """Compiled texts, by content: the same text is often emitted for several shapes."""

    def __init__(self, folder, nvcc=True):
        self.folder, self.nvcc = pathlib.Path(folder), nvcc
        self.locks, self.lock = {}, threading.Lock()

    def get(self, target, text):
        """The checked text's library."""
        key = hashlib.sha256(target.encode() + text.read_bytes()).hexdigest()[:16]
        with self.lock:
            lock = self.locks.setdefault(key, threading.Lock())
        with lock:
            home = self.folder / key
            done = home / "done.json"
            if not done.exists():
                home.mkdir(parents=True, exist_ok=True)
                copy = home / text.name
                shutil.copy(text, copy)
                try:
                    self._check(target, copy)
                    outcome = {"library": str(toolchains.build_shared(target, copy, home / "text.so"))}
                except toolchains.CompileError as error:
                    outcome = {"error": str(error)[-2000:]}
                done.write_text(json.dumps(outcome), encoding="utf-8")
            outcome = json.loads(done.read_text(encoding="utf-8"))
        if "error" in outcome:
            raise Failure("compile", outcome["error"])
        return outcome["library"]

    def _check(self, target, text):
        if target == "cuda" and not self.nvcc:
            return
        toolchains.compile_check(target, text)


def make_arguments(case, seed=0):
    """The arguments in order, with the inputs and the expected outputs by name. Outputs start as NaN."""
    kernel, args = case.kernel, case.args
    inputs = corpus.make_inputs(kernel, args, seed)
    expected = kernel.definition(inputs, args)
    arguments = []
    for p in kernel.params:
        if not p.is_buffer:
            arguments.append((p.name, (p.type, args[p.name] if p.value is None else p.value)))
        elif p.dir == "in":
            arguments.append((p.name, inputs[p.name]))
        else:
            size = corpus.extent(p.extent, args)
            start = inputs.get(p.name)
            arguments.append((p.name, start if start is not None else np.full(size, np.nan if "float" in p.type else 0x55, dtype=p.type)))
    return arguments, expected


def compare(name, actual, expected):
    """Nothing, or what differs first."""
    if actual.shape != expected.shape:
        return f"{name} has {actual.size} elements instead of {expected.size}"
    if not np.issubdtype(expected.dtype, np.floating):
        bad = actual != expected
    else:
        relative, absolute = TOLERANCE[str(expected.dtype)]
        finite = np.abs(expected[np.isfinite(expected)])
        limit = absolute + relative * (finite.max() if finite.size else 1.0)
        wide_actual, wide_expected = actual.astype(np.float64), expected.astype(np.float64)
        with np.errstate(invalid="ignore"):
            close = np.abs(wide_actual - wide_expected) <= limit
        bad = ~(close | (wide_actual == wide_expected) | (np.isnan(wide_actual) & np.isnan(wide_expected)))
    if not bad.any():
        return None
    first = int(np.flatnonzero(bad)[0])
    return f"{name}[{first}] is {actual[first]!r} instead of {expected[first]!r} ({int(bad.sum())} of {bad.size} differ)"


def execute(case, library):
    """Runs a text: an emulated one under both schedules."""
    arguments, expected = make_arguments(case)
    for schedule in ("native",) if case.target == "vnni" else ("forward", "reverse"):
        result = run.call(library, case.kernel.launch_name, arguments, list(expected), reverse=schedule == "reverse")
        if result.error:
            raise Failure(f"run {schedule}", result.error)
        for name, values in expected.items():
            difference = compare(name, result.outputs[name], values)
            if difference:
                raise Failure(f"run {schedule}", difference)


def check(case, builds):
    """Takes a case through all stages; returns the verdict or raises Failure."""
    with tempfile.TemporaryDirectory(prefix="xpiler-e2e-") as folder:
        text, verdict = translate(case, pathlib.Path(folder))
        missing = planned.missing(case, text.read_text(encoding="utf-8"))
        if missing:
            raise Failure("planned", f"{missing} in\n{text.read_text(encoding='utf-8')}")
        execute(case, builds.get(case.target, text))
        return verdict


def _prepare(folder, case):
    home = folder / case.name
    home.mkdir(exist_ok=True)
    try:
        text, _ = translate(case, home)
    except Failure as failure:
        print(f"{case.name}: {failure}")
        shutil.rmtree(home)
        return
    text.rename(home / f"text{text.suffix}")
    arguments, expected = make_arguments(case)
    description = {"function": case.kernel.launch_name, "arguments": [], "outputs": sorted(expected), "tolerance": TOLERANCE}
    for name, value in arguments:
        if isinstance(value, np.ndarray):
            np.save(home / f"in-{name}.npy", value)
            description["arguments"].append({"name": name, "file": f"in-{name}.npy"})
        else:
            description["arguments"].append({"name": name, "type": value[0], "value": value[1]})
    for name, values in expected.items():
        np.save(home / f"expected-{name}.npy", values)
    (home / "case.json").write_text(json.dumps(description, indent=1), encoding="utf-8")


def prepare(folder, selected, jobs):
    """Writes texts with their cases for gpu.sh: needs nothing of this repository afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda case: _prepare(folder, case), selected))
    for script in ("gpu.sh", "gpu_run.py"):
        shutil.copy(pathlib.Path(__file__).with_name(script), folder / script)
    print(f"prepared {sum(1 for _ in folder.glob('*/case.json'))} cases in {folder}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", default="", help="only cases whose name contains this")
    parser.add_argument("--targets", default=",".join(toolchains.PLATFORMS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-nvcc", action="store_true", help="do not compile CUDA with nvcc")
    parser.add_argument("--prepare", type=pathlib.Path, metavar="DIR", help="write CUDA and C texts and cases for gpu.sh")
    parser.add_argument("--sample", action="store_true", help="every kernel at one of its shapes")
    options = parser.parse_args()
    targets = ("cuda", "vnni") if options.prepare else tuple(options.targets.split(","))
    unknown = set(targets) - set(toolchains.PLATFORMS)
    if unknown:
        parser.error(f"unknown targets: {', '.join(sorted(unknown))}")
    selected = cases(targets, options.filter)
    if options.sample:
        turn = {k.file: k.shapes[n % 8] for n, k in enumerate(corpus.load())}
        selected = [c for c in selected if c.args == turn[c.kernel.file]]
    if options.prepare:
        return prepare(options.prepare, selected, options.jobs)
    failures = 0
    width = max((len(c.name) for c in selected), default=10)
    with tempfile.TemporaryDirectory(prefix="xpiler-builds-") as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        builds = Builds(folder, nvcc=not options.no_nvcc)

        def timed(case):
            start = time.monotonic()
            try:
                outcome = check(case, builds)
                return True, outcome, time.monotonic() - start
            except (Failure, toolchains.MissingTool) as failure:
                return False, str(failure), time.monotonic() - start

        for case, (good, outcome, seconds) in zip(selected, pool.map(timed, selected)):
            failures += not good
            first, *rest = outcome.splitlines() or [""]
            print(f"{case.name:{width}}  {'ok  ' if good else 'FAIL'}  {seconds:6.1f} s  {first}", flush=True)
            for line in rest:
                print(" " * (width + 2) + line)
    print(f"{len(selected) - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
