"""Reads the kernel corpus: manifest.toml, its sources, inputs for them and their launch functions."""

import pathlib
import tomllib
from dataclasses import dataclass

import numpy as np

import definitions

FOLDER = pathlib.Path(__file__).resolve().parent
LANGUAGES = ("cuda", "hip", "bang", "vnni")
C_TYPES = {"float32": "float", "float16": "half", "int8": "signed char", "uint8": "unsigned char", "int32": "int", "uint32": "unsigned int"}


def c_type(type, language):
    """C's name of an element type; in plain C half is a compiler's own."""
    return "_Float16" if type == "float16" and language == "vnni" else C_TYPES[type]


@dataclass(frozen=True)
class Param:
    name: str
    type: str
    dir: str | None = None
    extent: str | None = None
    draw: str = "normal"
    value: float | None = None

    @property
    def is_buffer(self):
        return self.extent is not None

    def declaration(self, language):
        ctype = c_type(self.type, language)
        if not self.is_buffer:
            return f"{ctype} {self.name}"
        return f"{'const ' if self.dir == 'in' else ''}{ctype} *{self.name}"


@dataclass(frozen=True)
class Kernel:
    """A text that computes an operator. Without a launch, `function` is a host function."""

    name: str
    language: str
    file: str
    function: str
    params: tuple[Param, ...]
    shapes: tuple[dict, ...]
    grid: str | None = None
    block: str | None = None
    task_dim: str | None = None
    task_type: str | None = None
    pending: str | None = None

    @property
    def stem(self):
        return pathlib.Path(self.file).stem

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
    def launch(self):
        """How the kernel is launched, by the names of xpiler's options; nothing for a host function."""
        given = {"grid": self.grid, "block": self.block, "task-dim": self.task_dim, "task-type": self.task_type}
        return {name: value for name, value in given.items() if value}

    @property
    def launch_name(self):
        """What a translation offers: the host function's own name, or the launch function of a kernel."""
        return f"{self.function}_launch" if self.launch else self.function

    def definition(self, inputs, args):
        return getattr(definitions, self.name)(inputs, args)


def _manifest(folder):
    with open(folder / "manifest.toml", "rb") as manifest:
        return tomllib.load(manifest)


def operators():
    """The operators by name, with their parameters and shapes."""
    return {
        o["name"]: {"params": {p["name"]: Param(**p) for p in o["params"]}, "shapes": tuple(o["shapes"])} for o in _manifest(FOLDER)["operator"]
    }


def load(*languages, pending=False):
    """The kernels of these languages, or of all; `pending`: also those that xpiler does not translate yet."""
    known = operators()

    def kernel(language, entry):
        entry = dict(entry)
        operator = known[entry["operator"]]
        order = entry.pop("params", list(operator["params"]))
        return Kernel(
            name=entry.pop("operator"), language=language, file=f"{language}/{entry.pop('file')}", params=tuple(operator["params"][name] for name in order),
            shapes=tuple(entry.pop("shapes", operator["shapes"])), **entry,
        )

    found = [kernel(language, entry) for language in languages or LANGUAGES for entry in _manifest(FOLDER / language).get("kernel", [])]
    return [k for k in found if pending or not k.pending]


def extent(expression, args):
    """The value of a C expression over the integer parameters; nothing in it is negative."""
    return int(eval(expression.replace("/", "//"), {"__builtins__": {}}, dict(args)))


def make_inputs(kernel, args, seed=0):
    """The `in` and `inout` buffers by name: standard normal, a tenth of it exact zeros, or as the parameter says; integers from all of their type."""
    rng = np.random.default_rng(seed)
    inputs = {}
    for p in kernel.buffers:
        if p.dir == "out":
            continue
        size, dtype = extent(p.extent, args), np.dtype(p.type)
        if p.draw.startswith("below:"):
            inputs[p.name] = rng.integers(0, extent(p.draw.removeprefix("below:"), args), size, dtype)
        elif dtype.kind != "f":
            limits = np.iinfo(dtype)
            inputs[p.name] = rng.integers(limits.min, limits.max, size, dtype, endpoint=True)
        elif p.draw == "unit":
            inputs[p.name] = rng.random(size).astype(dtype)
        else:
            values = rng.standard_normal(size).astype(dtype)
            values[rng.random(values.size) < 0.1] = 0
            inputs[p.name] = values
    return inputs


def runner(kernel):
    """Text that follows the source: `int corpus_run(..)` takes host pointers and runs the kernel."""
    head = f'\n#ifdef __cplusplus\nextern "C"\n#endif\nint corpus_run({", ".join(p.declaration(kernel.language) for p in kernel.params)}) {{\n'
    return head + "".join(f"  {line}\n" for line in _run_lines(kernel)) + "}\n"


def _run_lines(kernel):
    if not kernel.launch:
        return [f"{kernel.function}({', '.join(p.name for p in kernel.params)});", "return 0;"]
    bang = kernel.language == "bang"
    api, to, back = ("cnrt", "HostToDev", "DevToHost") if bang else (kernel.language, "HostToDevice", "DeviceToHost")
    body = []
    for p in kernel.buffers:
        ctype = c_type(p.type, kernel.language)
        size = f"sizeof({ctype}) * ({p.extent})"
        body.append(f"{ctype} *d_{p.name};")
        body.append(f"{api}Malloc((void **)&d_{p.name}, {size});")
        body.append(f"{api}Memcpy(d_{p.name}, (void *){p.name}, {size}, {api}Memcpy{to});")
    arguments = ", ".join(f"d_{p.name}" if p.is_buffer else p.name for p in kernel.params)
    if bang:
        dims = (kernel.task_dim.split(",") + ["1", "1"])[:3]
        kind = f"cnrtFuncType{(kernel.task_type or 'block').title()}"
        body += ["cnrtQueue_t queue;", "cnrtQueueCreate(&queue);", "cnrtDim3_t xp_dim;"]
        body += [f"xp_dim.{axis} = {value};" for axis, value in zip("xyz", dims)]
        body += [f"{kernel.function}<<<xp_dim, {kind}, queue>>>({arguments});", "cnrtQueueSync(queue);"]
    else:
        body.append(f"dim3 xp_grid({kernel.grid}), xp_block({kernel.block});")
        body.append(f"{kernel.function}<<<xp_grid, xp_block>>>({arguments});")
    for p in kernel.buffers:
        if p.dir != "in":
            size = f"sizeof({c_type(p.type, kernel.language)}) * ({p.extent})"
            body.append(f"{api}Memcpy({p.name}, d_{p.name}, {size}, {api}Memcpy{back});")
    body += [f"{api}Free(d_{p.name});" for p in kernel.buffers]
    return [*body, "cnrtQueueDestroy(queue);" if bang else "", "return 0;" if bang else f"return (int){api}GetLastError();"]
