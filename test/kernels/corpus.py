"""Reads the kernel corpus: manifest.toml, its sources, inputs for them and their launch functions."""

import pathlib
import tomllib
from dataclasses import dataclass

import numpy as np

import definitions

FOLDER = pathlib.Path(__file__).resolve().parent
C_TYPES = {"float32": "float", "int8": "signed char", "int32": "int", "uint32": "unsigned int"}


@dataclass(frozen=True)
class Param:
    name: str
    type: str
    dir: str | None = None
    extent: str | None = None

    @property
    def is_buffer(self):
        return self.extent is not None

    @property
    def declaration(self):
        ctype = C_TYPES[self.type]
        if not self.is_buffer:
            return f"{ctype} {self.name}"
        return f"{'const ' if self.dir == 'in' else ''}{ctype} *{self.name}"


@dataclass(frozen=True)
class Kernel:
    name: str
    file: str
    kernel: str
    wrapper: bool
    params: tuple[Param, ...]
    shapes: tuple[dict, ...]
    inputs: str
    entry: str | None = None
    grid: str | None = None
    block: str | None = None

    @property
    def text(self):
        return (FOLDER / self.file).read_text(encoding="utf-8")

    @property
    def buffers(self):
        return [p for p in self.params if p.is_buffer]

    @property
    def scalars(self):
        return [p for p in self.params if not p.is_buffer]

    @property
    def function(self):
        """The function whose parameters `params` are: the host wrapper, or the kernel."""
        return self.entry if self.wrapper else self.kernel

    @property
    def launch_name(self):
        return f"{self.function}_launch"

    def definition(self, inputs, args):
        return getattr(definitions, self.name)(inputs, args)


def load():
    with open(FOLDER / "manifest.toml", "rb") as manifest:
        entries = tomllib.load(manifest)["kernel"]
    return [
        Kernel(**{**e, "params": tuple(Param(**p) for p in e["params"]), "shapes": tuple(e["shapes"])}) for e in entries
    ]


def extent(expression, args):
    """The value of a C expression over the integer parameters; nothing in it is negative."""
    return int(eval(expression.replace("/", "//"), {"__builtins__": {}}, dict(args)))


def make_inputs(kernel, args, seed=0):
    """The `in` buffers by name: standard normal, a tenth of it exact zeros; integers from all of their type."""
    if kernel.inputs != "normal":
        raise ValueError(f"{kernel.file}: unknown inputs {kernel.inputs!r}")
    rng = np.random.default_rng(seed)
    inputs = {}
    for p in kernel.buffers:
        if p.dir == "in":
            size, dtype = extent(p.extent, args), np.dtype(p.type)
            if dtype.kind != "f":
                limits = np.iinfo(dtype)
                inputs[p.name] = rng.integers(limits.min, limits.max, size, dtype, endpoint=True)
                continue
            values = rng.standard_normal(size).astype(dtype)
            values[rng.random(values.size) < 0.1] = 0
            inputs[p.name] = values
    return inputs


def launcher(kernel):
    """CUDA text that follows the source: a function that takes host pointers and runs the kernel."""
    head = f'\nextern "C" int {kernel.launch_name}({", ".join(p.declaration for p in kernel.params)}) {{\n'
    arguments = ", ".join(p.name for p in kernel.params)
    if kernel.wrapper:
        return head + f"  {kernel.entry}({arguments});\n  return 0;\n}}\n"
    body = []
    for p in kernel.buffers:
        size = f"sizeof({C_TYPES[p.type]}) * ({p.extent})"
        body.append(f"{C_TYPES[p.type]} *d_{p.name};")
        body.append(f"cudaMalloc(&d_{p.name}, {size});")
        body.append(f"cudaMemcpy(d_{p.name}, {p.name}, {size}, cudaMemcpyHostToDevice);")
    arguments = ", ".join(f"d_{p.name}" if p.is_buffer else p.name for p in kernel.params)
    body.append(f"dim3 xp_grid({kernel.grid}), xp_block({kernel.block});")
    body.append(f"{kernel.kernel}<<<xp_grid, xp_block>>>({arguments});")
    for p in kernel.buffers:
        if p.dir != "in":
            size = f"sizeof({C_TYPES[p.type]}) * ({p.extent})"
            body.append(f"cudaMemcpy({p.name}, d_{p.name}, {size}, cudaMemcpyDeviceToHost);")
    body += [f"cudaFree(d_{p.name});" for p in kernel.buffers]
    body.append("return (int)cudaGetLastError();")
    return head + "".join(f"  {line}\n" for line in body) + "}\n"


def driver(kernel):
    """C++ text of a main: scalars from the command line, buffers from stdin, outputs to stdout."""
    lines = []
    for i, p in enumerate(kernel.scalars, 1):
        lines.append(f"{C_TYPES[p.type]} {p.name} = ({C_TYPES[p.type]})std::atol(argv[{i}]);")
    for p in kernel.buffers:
        lines.append(f"std::vector<{C_TYPES[p.type]}> b_{p.name}({p.extent});")
        count = f"b_{p.name}.size()"
        lines.append(f"if (std::fread(b_{p.name}.data(), sizeof b_{p.name}[0], {count}, stdin) != {count}) return 2;")
    arguments = ", ".join(f"b_{p.name}.data()" if p.is_buffer else p.name for p in kernel.params)
    lines.append(f"int status = {kernel.launch_name}({arguments});")
    for p in kernel.buffers:
        if p.dir != "in":
            lines.append(f"std::fwrite(b_{p.name}.data(), sizeof b_{p.name}[0], b_{p.name}.size(), stdout);")
    lines.append("return status;")
    body = "".join(f"  {line}\n" for line in lines)
    return f"\n#include <cstdio>\n#include <cstdlib>\n#include <vector>\nint main(int, char **argv) {{\n{body}}}\n"
