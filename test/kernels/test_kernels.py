"""The corpus against its definitions: every source runs on the CPU emulation of CUDA.

This ties the two ends that xpiler is judged by, sources and definitions, without any of xpiler.
"""

import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(FOLDER), str(ROOT / "test" / "e2e")]

import corpus  # noqa: E402

EMULATION = ROOT / "backends" / "emulation" / "cuda"
KERNELS = corpus.load()
needs_emulation = pytest.mark.skipif(
    not (EMULATION / "cuda_runtime.h").exists() or not shutil.which("g++"), reason="no CPU emulation of CUDA, or no g++"
)


# Threads of a block run forward or backward between barriers: a missing barrier shows in one of the two.
SCHEDULES = {"forward": {}, "reverse": {"XPILER_REVERSE": "1"}}


def by_file(kernel):
    return kernel.file


def compile_emulated(kernel, folder):
    launch_syntax = pytest.importorskip("launch_syntax")
    stem = pathlib.Path(kernel.file).stem
    source, program = folder / f"{stem}.cpp", folder / stem
    source.write_text(launch_syntax.rewrite(kernel.text + corpus.launcher(kernel) + corpus.driver(kernel)))
    command = ["g++", "-std=c++17", "-O1", "-w", f"-I{EMULATION}", str(source), "-o", str(program), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return program


def run(program, kernel, args, inputs, environment=None):
    """The outputs by name; they go in as NaN, or as a number that is no result, so that an element nobody writes shows."""
    nothing = lambda p: np.nan if "float" in p.type else 0x55555555  # noqa: E731
    buffers = [
        inputs[p.name] if p.dir == "in" else np.full(corpus.extent(p.extent, args), nothing(p), p.type)
        for p in kernel.buffers
    ]
    command = [str(program), *(str(args[p.name]) for p in kernel.scalars)]
    done = subprocess.run(command, input=b"".join(b.tobytes() for b in buffers), capture_output=True, timeout=120, env={**os.environ, **(environment or {})})
    assert done.returncode == 0, done.stderr.decode()
    left, outputs = done.stdout, {}
    for p in kernel.buffers:
        if p.dir != "in":
            size = corpus.extent(p.extent, args) * np.dtype(p.type).itemsize
            outputs[p.name], left = np.frombuffer(left[:size], p.type), left[size:]
    assert not left
    return outputs


@needs_emulation
@pytest.mark.parametrize("kernel", KERNELS, ids=by_file)
def test_source_computes_its_definition(kernel, tmp_path):
    program = compile_emulated(kernel, tmp_path)
    for schedule, (seed, args) in itertools.product(SCHEDULES, enumerate(kernel.shapes)):
        inputs = corpus.make_inputs(kernel, args, seed)
        outputs, expected = run(program, kernel, args, inputs, SCHEDULES[schedule]), kernel.definition(inputs, args)
        assert outputs.keys() == expected.keys()
        for name in expected:
            np.testing.assert_allclose(outputs[name], expected[name], rtol=1e-4, atol=2e-5, err_msg=f"{name} at {args}, {schedule}")


@needs_emulation
def test_the_example_is_a_softmax(tmp_path):
    corpus_softmax = next(k for k in KERNELS if k.name == "softmax")
    example = {"file": "../../examples/softmax.cu", "wrapper": True, "entry": "softmax", "kernel": "softmax_kernel"}
    test_source_computes_its_definition(corpus.Kernel(**{**vars(corpus_softmax), **example}), tmp_path)


@needs_emulation
def test_a_wrong_source_is_noticed(tmp_path):
    kernel = next(k for k in KERNELS if k.file == "softmax.cu")
    wrong = kernel.text.replace("total += e", "total = e")
    assert wrong != kernel.text
    copy = tmp_path / "softmax.cu"
    copy.write_text(wrong)
    program = compile_emulated(corpus.Kernel(**{**vars(kernel), "file": str(copy)}), tmp_path)
    args = kernel.shapes[1]
    inputs = corpus.make_inputs(kernel, args)
    outputs = run(program, kernel, args, inputs)
    assert not np.allclose(outputs["y"], kernel.definition(inputs, args)["y"], rtol=1e-4)


@pytest.mark.parametrize("kernel", KERNELS, ids=by_file)
def test_manifest_fits_its_source(kernel):
    parameters = re.search(rf"\b{kernel.function}\s*\(([^)]*)\)\s*{{", kernel.text).group(1)
    written = [re.search(r"(\w+)\s*$", p).group(1) for p in parameters.split(",")]
    assert written == [p.name for p in kernel.params]
    for p, text in zip(kernel.params, parameters.split(",")):
        assert p.is_buffer == ("*" in text)
        assert not p.is_buffer or (p.dir == "in") == ("const" in text)
        assert corpus.C_TYPES[p.type] in text
    scalars = {p.name for p in kernel.scalars}
    assert len(kernel.shapes) == 2 and all(set(shape) == scalars for shape in kernel.shapes)
    assert kernel.wrapper == (kernel.entry is not None) == (kernel.grid is None) == (kernel.block is None)


def test_every_source_is_in_the_manifest():
    assert sorted(k.file for k in KERNELS) == sorted(p.name for p in FOLDER.glob("*.cu"))


# ---- The definitions against values worked out by hand.


def values(name, inputs, **args):
    inputs = {k: np.array(v, np.float32) for k, v in inputs.items()}
    (output,) = getattr(corpus.definitions, name)(inputs, args).values()
    assert output.dtype == np.float32
    return output


def test_definitions_of_integers():
    inputs = {"A": np.array([-128, 127, 1, -128, -128, 3], np.int8), "x": np.array([-128, 2, 100], np.int8)}
    (y,) = corpus.definitions.gemv_s8(inputs, {"m": 2, "n": 3}).values()
    assert y.dtype == np.int32 and y.tolist() == [16738, 16428]


def test_definitions_of_activations():
    np.testing.assert_allclose(values("gelu", {"x": [0, 1, -1]}), [0, 0.8413447, -0.1586553], rtol=1e-6)
    np.testing.assert_allclose(values("sigmoid", {"x": [0, np.log(3)]}), [0.5, 0.75], rtol=1e-6)
    np.testing.assert_array_equal(values("relu", {"in": [-2, 0, 3]}), [0, 0, 3])
    np.testing.assert_array_equal(values("sign", {"src": [-2, 0, 3]}), [-1, 0, 1])


def test_definitions_of_rows():
    quarter = values("softmax", {"x": [0, np.log(3), 5, 5]}, rows=2, cols=2)
    np.testing.assert_allclose(quarter, [0.25, 0.75, 0.5, 0.5], rtol=1e-6)
    row = {"x": [1, 3], "gamma": [1, 2], "beta": [0, 10]}
    np.testing.assert_allclose(values("layernorm", row, rows=1, dim=2), [-1, 12], rtol=1e-4)
    np.testing.assert_allclose(values("rmsnorm", {"x": [1, 7], "w": [5, 10]}, tokens=1, hidden=2), [1, 14], rtol=1e-4)


def test_definitions_of_products():
    a, b = [1, 2, 3, 4, 5, 6], [1, 0, 0, 1, 1, 1]
    np.testing.assert_array_equal(values("gemm", {"A": a, "B": b}, M=2, N=2, K=3), [4, 5, 10, 11])
    np.testing.assert_array_equal(values("gemv", {"A": a, "x": [1, 0, -1]}, m=2, n=3), [-2, -2])
    np.testing.assert_array_equal(values("add", {"x": [1, 2], "y": [3, 5]}), [4, 7])


def test_definitions_of_windows():
    image = list(range(9))
    size = {"height": 3, "width": 3, "window": 2, "stride": 1}
    np.testing.assert_array_equal(values("maxpool2d", {"x": image}, planes=1, **size), [4, 5, 7, 8])
    size = {"in_h": 3, "in_w": 3, "ksize": 3, "stride": 2, "pad": 1}
    np.testing.assert_array_equal(values("avgpool2d", {"input": image}, channels=1, **size), [2, 3, 5, 6])
    down_right = {"x": image, "w": [0, 0, 0, 0, 1, 0, 0, 0, 10], "bias": [100]}
    expected = [140, 151, 102, 173, 184, 105, 106, 107, 108]
    np.testing.assert_array_equal(values("depthwise_conv", down_right, C=1, H=3, W=3), expected)
