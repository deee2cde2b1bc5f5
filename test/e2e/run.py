"""Calls a function of a shared object with NumPy arrays, in a process of its own.

A translated text may abort, fault or never end; only its own process suffers. Arrays travel as .npy files. In the child
every array ends at an inaccessible page (or starts behind one, under the reverse schedule), so that native
code that leaves it faults.
"""

import ctypes
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

import numpy as np

C_SCALARS = {
    "bool": ctypes.c_bool,
    "int8": ctypes.c_int8,
    "uint8": ctypes.c_uint8,
    "int16": ctypes.c_int16,
    "uint16": ctypes.c_uint16,
    "int32": ctypes.c_int32,
    "uint32": ctypes.c_uint32,
    "int64": ctypes.c_int64,
    "uint64": ctypes.c_uint64,
    "float32": ctypes.c_float,
    "float64": ctypes.c_double,
}


@dataclass
class Result:
    """`outputs` by name, or the reason why there are none."""

    outputs: dict = field(default_factory=dict)
    error: str | None = None


def call(library, function, arguments, outputs, timeout=120, reverse=False):
    """Calls `int function(arguments)`.

    `arguments` are (name, value) pairs in order: an array is passed as a pointer, an (type, number) pair as a scalar.
    `outputs` names the arrays to return; all others must come back unchanged. `reverse`: under the other schedule of the emulation, and
    arrays start at a guard page instead of ending at one.
    """
    with tempfile.TemporaryDirectory(prefix="xpiler-run-") as folder:
        folder = pathlib.Path(folder)
        case = {"library": str(pathlib.Path(library).resolve()), "function": function, "outputs": list(outputs), "end_of_page": not reverse, "arguments": []}
        for index, (name, value) in enumerate(arguments):
            if isinstance(value, np.ndarray):
                np.save(folder / f"{index}.npy", value)
                case["arguments"].append({"name": name, "file": f"{index}.npy"})
            else:
                case["arguments"].append({"name": name, "type": value[0], "value": value[1]})
        (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
        environment = dict(os.environ, OMP_NUM_THREADS=os.environ.get("OMP_NUM_THREADS", "2"))
        environment.update(_sanitizer_environment(library))
        environment.update({"XPILER_REVERSE": "1"} if reverse else {})
        try:
            done = subprocess.run([sys.executable, __file__, str(folder)], capture_output=True, text=True, timeout=timeout, env=environment)
        except subprocess.TimeoutExpired:
            return Result(error=f"no end after {timeout} s")
        if done.returncode != 0:
            return Result(error=_explain(done))
        return Result(outputs={name: np.load(folder / f"out-{name}.npy") for name in outputs})


def _explain(done):
    text = (done.stderr.strip() or done.stdout.strip())[-4000:]
    if done.returncode < 0 and "xpiler-emulation" not in text:
        name = signal.Signals(-done.returncode).name
        text += f"\n{name}" + (": an access outside the arrays" if name in ("SIGSEGV", "SIGBUS") else "")
    return text.strip() or f"exit code {done.returncode}"


def _sanitizer_environment(library):
    """A library with AddressSanitizer needs its runtime loaded before Python's own libraries."""
    linked = subprocess.run(["ldd", str(library)], capture_output=True, text=True, check=False).stdout
    for line in linked.splitlines():
        if "libasan" in line and "=>" in line:
            return {"LD_PRELOAD": line.split("=>")[1].split("(")[0].strip(), "ASAN_OPTIONS": "detect_leaks=0"}
    return {}


# ---- The child


def _guarded(array, end_of_page):
    """A copy of the array whose end (or start) touches an inaccessible page."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    page = os.sysconf("SC_PAGESIZE")
    inner = max(page, (array.nbytes + page - 1) // page * page)
    none, read_write, private_anonymous = 0, 3, 0x22
    base = libc.mmap(None, inner + 2 * page, none, private_anonymous, -1, 0)
    if base in (None, ctypes.c_void_p(-1).value):
        raise MemoryError("mmap")
    libc.mprotect(base + page, inner, read_write)
    start = base + page + (inner - array.nbytes if end_of_page else 0)
    view = np.frombuffer((ctypes.c_char * array.nbytes).from_address(start), dtype=array.dtype).reshape(array.shape)
    view[...] = array
    return view


def _child(folder):
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    library = ctypes.CDLL(case["library"])
    try:
        function = getattr(library, case["function"])
    except AttributeError:
        sys.exit(f"the text has no function `{case['function']}`")
    arrays, arguments = {}, []
    for a in case["arguments"]:
        if "file" in a:
            original = np.load(folder / a["file"])
            view = _guarded(original, case["end_of_page"])
            arrays[a["name"]] = (original, view)
            arguments.append(ctypes.c_void_p(view.ctypes.data))
        else:
            arguments.append(C_SCALARS[a["type"]](a["value"]))
    function.restype = ctypes.c_int
    status = function(*arguments)
    if status != 0:
        sys.exit(f"{case['function']} returned {status}")
    if hasattr(library, "xpiler_live_allocations") and library.xpiler_live_allocations():
        sys.exit(f"{case['function']} leaves {library.xpiler_live_allocations()} device allocations behind")
    for name, (original, view) in arrays.items():
        if name in case["outputs"]:
            np.save(folder / f"out-{name}.npy", view)
        elif original.tobytes() != view.tobytes():
            sys.exit(f"{case['function']} changes its input `{name}`")


if __name__ == "__main__":
    _child(pathlib.Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(0)  # without the destructors of a library that has no say any more
