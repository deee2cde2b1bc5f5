"""Runs prepared cases on an NVIDIA GPU, those in C on the CPU: python3 gpu_run.py FOLDER ARCH. Needs numpy, nvcc, gcc and nothing else.

Each case folder holds text.cu or text.c, case.json, in-*.npy and expected-*.npy (made by `e2e.py --prepare`).
"""

import concurrent.futures
import ctypes
import json
import os
import pathlib
import subprocess
import sys

import numpy as np

SCALARS = {"int8": ctypes.c_int8, "uint8": ctypes.c_uint8, "int16": ctypes.c_int16, "int32": ctypes.c_int32, "uint32": ctypes.c_uint32, "int64": ctypes.c_int64, "float32": ctypes.c_float, "float64": ctypes.c_double, "bool": ctypes.c_bool}


def compare(actual, expected, tolerance):
    if not np.issubdtype(expected.dtype, np.floating):
        bad = actual != expected
    else:
        relative, absolute = tolerance[str(expected.dtype)]
        finite = np.abs(expected[np.isfinite(expected)])
        limit = absolute + relative * (finite.max() if finite.size else 1.0)
        a, e = actual.astype(np.float64), expected.astype(np.float64)
        with np.errstate(invalid="ignore"):
            bad = ~((np.abs(a - e) <= limit) | (a == e) | (np.isnan(a) & np.isnan(e)))
    if not bad.any():
        return None
    first = int(np.flatnonzero(bad)[0])
    return f"[{first}] is {actual[first]!r} instead of {expected[first]!r} ({int(bad.sum())} of {bad.size} differ)"


def run_case(home):
    """In a process of its own: calls the launch function and prints what differs."""
    case = json.loads((home / "case.json").read_text())
    function = getattr(ctypes.CDLL(str(home / "text.so")), case["function"])
    function.restype = ctypes.c_int
    arrays, arguments = {}, []
    for a in case["arguments"]:
        if "file" in a:
            arrays[a["name"]] = np.ascontiguousarray(np.load(home / a["file"]))
            arguments.append(ctypes.c_void_p(arrays[a["name"]].ctypes.data))
        else:
            arguments.append(SCALARS[a["type"]](a["value"]))
    status = function(*arguments)
    if status != 0:
        sys.exit(f"{case['function']} returned {status}")
    for name in case["outputs"]:
        difference = compare(arrays[name], np.load(home / f"expected-{name}.npy"), case["tolerance"])
        if difference:
            sys.exit(name + difference)


def check(home, arch):
    """Compiles and runs a case; what is wrong, or nothing."""
    if (home / "text.c").exists():
        command = ["gcc", "-O3", "-march=native", "-fopenmp", "-shared", "-fPIC", str(home / "text.c"), "-lm"]
    else:
        command = [os.environ.get("NVCC", "nvcc"), f"-arch={arch}", "-O3", "-std=c++17", "-shared", "-Xcompiler", "-fPIC", str(home / "text.cu")]
    compiled = subprocess.run([*command, "-o", str(home / "text.so")], capture_output=True, text=True)
    if compiled.returncode != 0:
        return f"{command[0]}: " + (compiled.stderr.strip() or compiled.stdout.strip())[-1000:]
    try:
        done = subprocess.run([sys.executable, __file__, "--case", str(home)], capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        return "no end after 300 s"
    return "" if done.returncode == 0 else (done.stderr.strip() or f"exit code {done.returncode}")[-1000:]


def main():
    folder, arch = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    homes = sorted(p.parent for p in folder.glob("*/case.json"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda home: check(home, arch), homes))
    for home, outcome in zip(homes, outcomes, strict=True):
        print(f"{home.name}  {'ok' if not outcome else 'FAIL  ' + outcome}", flush=True)
    failed = sum(map(bool, outcomes))
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    return 1 if failed or not outcomes else 0


if __name__ == "__main__":
    if sys.argv[1] == "--case":
        run_case(pathlib.Path(sys.argv[2]))
    else:
        sys.exit(main())
