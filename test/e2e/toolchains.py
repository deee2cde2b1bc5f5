"""Compilers for the texts of the four platforms, and shared objects that run them on this machine.

``compile_check`` asks the vendor's compiler, or the nearest thing to it that runs without a device, whether a text
compiles. ``build_shared`` makes a library whose functions ctypes can call: CUDA, HIP and BANG C texts against the
headers in backends/emulation, C texts natively.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass

import launch_syntax

ROOT = pathlib.Path(__file__).resolve().parents[2]
EMULATION = ROOT / "backends" / "emulation"

PLATFORMS = ("cuda", "hip", "bang", "vnni")
EXTENSION = {"cuda": ".cu", "hip": ".hip", "bang": ".mlu", "vnni": ".c"}
ARCHITECTURES = {"cuda": ("sm_80", "sm_90"), "hip": ("gfx90a", "gfx942"), "bang": ("mtp_592",), "vnni": ("x86-64",)}
MAIN_HEADERS = {"cuda": ("cuda_runtime.h",), "hip": ("hip/hip_runtime.h",), "bang": ("bang.h",)}
VNNI_FLAGS = ("-O3", "-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512vnni", "-fopenmp")
TILE_FLAGS = ("-mamx-tile", "-mamx-int8", "-mamx-bf16")


class CompileError(Exception):
    """A text that does not compile; the message is the compiler's."""


class MissingTool(Exception):
    """A compiler that this machine does not have."""


class MissingCpu(MissingTool):
    """Instructions that this machine does not have: the text compiles, but cannot run here."""


@dataclass(frozen=True)
class Check:
    """What was asked: a compiler and an architecture."""

    compiler: str
    arch: str


def _run(command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise CompileError((done.stderr + done.stdout).strip() or f"{command[0]} failed")
    return done.stdout


def find(*names):
    """The first of these programs that exists."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise MissingTool(f"none of {', '.join(names)} was found")


def find_nvcc():
    """nvcc and the flags it needs: $NVCC, the wheels of requirements-nvcc.txt, or the one on the PATH."""
    if os.environ.get("NVCC"):
        return os.environ["NVCC"], []
    for site in [*ROOT.glob("test/.venv/lib/python3*/site-packages"), *map(pathlib.Path, sys.path)]:
        nvcc = site / "nvidia" / "cu13" / "bin" / "nvcc"
        if nvcc.exists():
            return str(nvcc), [f"-L{nvcc.parents[1] / 'lib'}"]
    return find("nvcc"), []


def clang():
    return find("clang-22", "clang")


def compile_check(platform, path, arch=None, out=None):
    """Compiles a text for a device (all of the platform's architectures without `arch`) and returns the checks made.

    Raises CompileError with the compiler's words, or MissingTool.
    """
    archs = (arch,) if arch else ARCHITECTURES[platform]
    path, out = pathlib.Path(path), out or os.devnull
    if platform == "cuda":
        return _check_cuda(path, archs, out)
    check = {"hip": _check_hip, "bang": _check_bang, "vnni": _check_vnni}[platform]
    return [check(path, a, out) for a in archs]


def _check_cuda(path, archs, out):
    nvcc, flags = find_nvcc()
    # All architectures at once, which reads the headers for the host once.
    code = [word for a in archs for word in ("-gencode", f"arch={a.replace('sm', 'compute')},code={a}")]
    # An object, not a cubin: the host code must compile too.
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "text.o" if out == os.devnull else out
        _run([nvcc, *code, "-std=c++17", "-c", path, "-o", target, *flags])
    return [Check("nvcc", arch) for arch in archs]


def _check_hip(path, arch, out):
    common = [clang(), "-x", "hip", "-std=c++17", "-nogpuinc", "-nogpulib", "-nostdinc", f"-I{EMULATION / 'hip-codegen'}"]
    _run([*common, f"--offload-arch={arch}", "--cuda-device-only", "-mcode-object-version=5", "-O2", "-S", path, "-o", out])
    _run([*common, "--cuda-host-only", "-fsyntax-only", path])
    return Check("clang", arch)


def _check_bang(path, arch, _out):
    # No public compiler: the emulation headers declare the builtins of the architecture.
    source = _rewritten(path)
    _run([*_emulation_compiler(source), *_emulation_flags("bang", arch), "-fsyntax-only", "-x", "c++", "-"], input=source)
    return Check("emulation", arch)


def _check_vnni(path, arch, out):
    _run([find("gcc"), *VNNI_FLAGS, *TILE_FLAGS, "-Wall", "-Wno-unused-variable", "-x", "c", "-c", path, "-o", out])
    _run([find("g++"), *VNNI_FLAGS, *TILE_FLAGS, "-x", "c++", "-fsyntax-only", path])
    return Check("gcc", arch)


def native_flags(text):
    """gcc's flags for running a C text on this machine: without AVX-512 only what uses no vectors can run, without AMX tiles are emulated."""
    features = [flag.removeprefix("-m") for flag in VNNI_FLAGS if flag.startswith("-mavx512")]
    has = set(pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").replace("_", "").split())
    missing = [feature for feature in features if feature not in has]
    if missing and re.search(r"\b(_mm|__m)\d", text):
        raise MissingCpu(f"this CPU has no {', '.join(missing)}: compiled, not run")
    flags = tuple(flag for flag in VNNI_FLAGS if not missing or not flag.startswith("-mavx512"))
    return (*flags, *tile_flags(text))


def tile_flags(text):
    """gcc's flags for the tiles of a C text: without AMX they are emulated."""
    if "_tile_" not in text:
        return ()
    has = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").split()
    own = {"amx_tile", "amx_int8", "amx_bf16"}.issubset(has)
    return TILE_FLAGS if own else ("-include", str(EMULATION / "x86" / "tiles.h"))


def _rewritten(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    return f'#line 1 "{path}"\n' + launch_syntax.rewrite(text)


def _emulation_compiler(source):
    """g++, except for what only clang takes: its vector types, and memory spaces inside templates."""
    clang_only = "ext_vector_type" in source or (re.search(r"\btemplate\b", source) and re.search(r"\b__(nram|wram|mlu_shared)__", source))
    return [find("clang++-22", "clang++")] if clang_only else [find("g++")]


def _emulation_flags(platform, arch=None):
    flags = ["-std=c++17", "-O1", "-fPIC", "-Wno-psabi", "-Wno-unknown-pragmas", f"-I{EMULATION / platform}"]
    if platform == "bang":
        flags.append(f"-D__BANG_ARCH__={(arch or 'mtp_592').split('_')[1]}")
    return flags


class _Precompiled:
    """The emulation's headers, compiled once per set of flags in this process: half of a build's time."""

    def __init__(self):
        self._folder, self._lock, self._made = None, threading.Lock(), {}

    def flags(self, compiler, platform, flags):
        """What to add to a compilation with these flags."""
        if "clang" in compiler:
            return []
        key = (compiler, platform, *flags)
        with self._lock:
            if key not in self._made:
                self._folder = self._folder or tempfile.TemporaryDirectory(prefix="xpiler-headers-")
                header = pathlib.Path(self._folder.name) / f"{len(self._made)}.h"
                header.write_text("".join(f"#include <{name}>\n" for name in MAIN_HEADERS[platform]), encoding="utf-8")
                _run([compiler, *flags, "-x", "c++-header", header, "-o", f"{header}.gch"])
                self._made[key] = ["-include", str(header)]
            return self._made[key]


_precompiled = _Precompiled()


def build_shared(platform, path, out, sanitize=False, arch=None, defines=()):
    """Compiles a text into the shared object `out`."""
    path = pathlib.Path(path)
    extra = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"] if sanitize else []
    defines = [f"-D{d}" for d in defines]
    if platform == "vnni":
        flags = native_flags(path.read_text(encoding="utf-8"))
        _run([find("gcc"), *flags, *extra, *defines, "-shared", "-fPIC", "-x", "c", path, "-x", "none", "-o", out, "-lm"])
        return pathlib.Path(out)
    try:
        source = _rewritten(path)
    except launch_syntax.LaunchError as error:
        raise CompileError(f"{path}: {error}") from None
    [compiler] = _emulation_compiler(source)
    flags = [*_emulation_flags(platform, arch), *extra]
    headers = _precompiled.flags(compiler, platform, flags)
    _run([compiler, *flags, *headers, *defines, f"-I{path.parent}", "-shared", "-x", "c++", "-", "-o", out, "-ldl"], input=source)
    return pathlib.Path(out)
