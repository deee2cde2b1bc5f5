"""The corpus against its definitions: every source runs on this machine, CUDA, HIP and BANG C on their emulation.

This ties the two ends that xpiler is judged by, sources and definitions, without any of xpiler.
"""

import itertools
import os
import pathlib
import re
import sys

import numpy as np
import pytest

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(FOLDER), str(ROOT / "test" / "e2e")]

import corpus  # noqa: E402
import e2e  # noqa: E402
import run  # noqa: E402
import toolchains  # noqa: E402

KERNELS = corpus.load(pending=True)
# A count may have a sign or none.
SPELLINGS = {
    "float32": ["float"], "float16": ["half", "__half", "_Float16"], "int8": ["signed char", "int8_t"], "uint8": ["unsigned char", "uint8_t"], 
    "int32": ["int", "int32_t"], "uint32": ["unsigned int", "uint32_t", "unsigned", "int"],
}


def by_file(kernel):
    return kernel.file


def build(kernel, folder, text=None):
    """A library with the kernel's `corpus_run`."""
    source = folder / f"source{toolchains.EXTENSION[kernel.language]}"
    source.write_text((text or kernel.text) + corpus.runner(kernel), encoding="utf-8")
    return toolchains.build_shared(kernel.language, source, folder / "source.so")


def outputs_of(kernel, library, args, reverse=False, seed=0):
    """What the kernel makes of random inputs, and what it should."""
    arguments, expected = e2e.make_arguments(e2e.Case(kernel, tuple(args.items()), kernel.language), seed)
    result = run.call(library, "corpus_run", arguments, list(expected), reverse=reverse)
    assert result.error is None, result.error
    return result.outputs, expected


def assert_computes_its_definition(kernel, folder, shapes):
    library = build(kernel, folder)
    # Threads of a block run forward or backward between barriers: a missing barrier shows in one of the two.
    for reverse, (seed, args) in itertools.product((False,) if kernel.language == "vnni" else (False, True), enumerate(shapes)):
        outputs, expected = outputs_of(kernel, library, args, reverse, seed)
        for name in expected:
            np.testing.assert_allclose(outputs[name], expected[name], rtol=1e-4, atol=2e-5, err_msg=f"{name} at {args}, reverse {reverse}")


# All eight shapes where XPILER_SHAPES=all; else the awkward one, and one in turn.
@pytest.mark.parametrize(("number", "kernel"), list(enumerate(KERNELS)), ids=[k.file for k in KERNELS])
def test_source_computes_its_definition(number, kernel, tmp_path):
    everything = os.environ.get("XPILER_SHAPES") == "all"
    assert_computes_its_definition(kernel, tmp_path, kernel.shapes if everything else [kernel.shapes[1], kernel.shapes[number % 8]])


def test_the_example_is_a_softmax(tmp_path):
    softmax = next(k for k in KERNELS if k.file == "cuda/softmax.cu")
    example = corpus.Kernel(**{**vars(softmax), "file": "../../examples/softmax.cu", "function": "softmax", "grid": None, "block": None})
    assert_computes_its_definition(example, tmp_path, example.shapes[:2])


def test_a_wrong_source_is_noticed(tmp_path):
    kernel = next(k for k in KERNELS if k.file == "cuda/softmax.cu")
    wrong = kernel.text.replace("total += e", "total = e")
    assert wrong != kernel.text
    outputs, expected = outputs_of(kernel, build(kernel, tmp_path, wrong), kernel.shapes[1])
    assert not np.allclose(outputs["y"], expected["y"], rtol=1e-4)


@pytest.mark.parametrize("kernel", KERNELS, ids=by_file)
def test_manifest_fits_its_source(kernel):
    parameters = re.search(rf"\b{kernel.function}\s*\(([^)]*)\)\s*{{", kernel.text).group(1)
    written = [re.search(r"(\w+)\s*$", p).group(1) for p in parameters.split(",")]
    assert written == [p.name for p in kernel.params]
    for p, text in zip(kernel.params, parameters.split(",")):
        assert p.is_buffer == ("*" in text)
        assert not p.is_buffer or (p.dir == "in") == ("const" in text)
        assert any(re.search(rf"\b{word}\b", text) for word in SPELLINGS[p.type]), f"{p.name} is {p.type}: {text}"
    scalars = {p.name for p in kernel.scalars if p.value is None}
    assert len(kernel.shapes) == 8 and all(set(shape) == scalars for shape in kernel.shapes)
    assert kernel.language != "vnni" or not kernel.launch


def test_every_source_is_in_a_manifest():
    sources = (p for language in corpus.LANGUAGES for p in (FOLDER / language).iterdir() if p.name != "manifest.toml")
    assert sorted(k.file for k in KERNELS) == sorted(f"{p.parent.name}/{p.name}" for p in sources)


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


def test_definitions_of_bytes_by_bytes():
    inputs = {"A": np.array([255, 2, 0, 1], np.uint8), "B": np.array([-128, 3, 127, 10], np.int8)}
    (c,) = corpus.definitions.gemm_u8s8(inputs, {"M": 2, "N": 2, "K": 2}).values()
    assert c.dtype == np.int32 and c.tolist() == [-32386, 785, 127, 10]  # 255 * -128 + 2 * 127, 255 * 3 + 2 * 10


def test_definitions_of_fused_rows():
    # x + bias is 1, -1, 0 and 1.
    gelu = values("bias_gelu", {"x": [0, 1, -1, 3], "bias": [1, -2]}, rows=2, cols=2)
    np.testing.assert_allclose(gelu, [0.8413447, -0.1586553, 0, 0.8413447], rtol=1e-6)
    # The sum is 1 and 3: mean 2, variance 1.
    row = {"x": [4, 1], "residual": [-3, 2], "gamma": [1, 2], "beta": [0, 10]}
    scale = 1 / np.sqrt(1.001)
    np.testing.assert_allclose(values("residual_layernorm", row, rows=1, dim=2), [-scale, 10 + 2 * scale], rtol=1e-6)


def test_definition_of_rotation():
    # Two heads of one token: the pair (1, 3) by a quarter turn, (2, 4) by none; then (5, 7) and (6, 8).
    x, quarter = [1, 2, 3, 4, 5, 6, 7, 8], {"cos_table": [0, 1], "sin_table": [1, 0]}
    expected = [-3, 2, 1, 4, -7, 6, 5, 8]
    np.testing.assert_array_equal(values("rotary_embedding", {"x": x, **quarter}, tokens=1, heads=2, dim=4), expected)
    np.testing.assert_array_equal(values("rotary_embedding_inplace", {"x": x, **quarter}, tokens=1, heads=2, dim=4), expected)


def test_definition_of_cross_entropy():
    # Probabilities 1/4 and 3/4, then 1/2 each.
    inputs = {"logits": np.log(np.array([1, 3, 5, 5], np.float32)), "labels": np.array([0, 1])}
    loss, mean = (getattr(corpus.definitions, name)(inputs, {"rows": 2, "classes": 2})["loss"] for name in ("cross_entropy", "cross_entropy_mean"))
    np.testing.assert_allclose(loss, np.log([4, 2]), rtol=1e-6)
    np.testing.assert_allclose(mean, [1.5 * np.log(2)], rtol=1e-6)


def test_definitions_of_moves():
    table = {"ids": np.array([2, 0, 2], np.int32), "table": np.array([1, 2, 3, 4, 5, 6], np.float32)}
    (rows,) = corpus.definitions.embedding(table, {"tokens": 3, "vocab": 3, "dim": 2}).values()
    assert rows.dtype == np.float32 and rows.tolist() == [5, 6, 1, 2, 5, 6]
    np.testing.assert_array_equal(values("transpose", {"in": [1, 2, 3, 4, 5, 6]}, rows=2, cols=3), [1, 4, 2, 5, 3, 6])
    parts = {"a": [1, 2, 3, 4], "b": [5, 6]}
    np.testing.assert_array_equal(values("concat", parts, rows=2, cols_a=2, cols_b=1), [1, 2, 5, 3, 4, 6])


def test_definitions_of_scans():
    np.testing.assert_array_equal(values("cumsum", {"x": [1, 2, 3, 10, -10, 5]}, rows=2, cols=3), [1, 3, 6, 10, 0, 5])
    x = np.array([1, 7, 7, -3, -2, -2], np.float32)
    (index,) = corpus.definitions.argmax({"x": x}, {"rows": 2, "cols": 3}).values()
    assert index.dtype == np.int32 and index.tolist() == [1, 1]


def test_definitions_of_counts():
    # Of three bins the second begins at 86 (85.3), the third at 171 (170.7).
    pixels = np.array([0, 85, 86, 170, 171, 255, 255], np.uint8)
    (hist,) = corpus.definitions.histogram({"pixels": pixels}, {"count": 7, "bins": 3}).values()
    assert hist.dtype == np.int32 and hist.tolist() == [2, 2, 3]
    routed = {"expert_ids": np.array([1, 2, 1, 1], np.int32), "counts": np.array([10, 20, 30, 40], np.int32)}
    (counts,) = corpus.definitions.expert_count(routed, {"tokens": 2, "top_k": 2, "experts": 4}).values()
    assert counts.dtype == np.int32 and counts.tolist() == [10, 23, 31, 40]


def test_definitions_of_normalization_by_channels():
    # Channel 0: (x - 1) / 2 * 3 + 10; channel 1: (x + 2) / 0.5 - 1.
    image = {"x": [1, 3, -2, 0, 5, -1, -1, -2], "gamma": [3, 1], "beta": [10, -1], "mean": [1, -2], "var": [4 - 1e-3, 0.25 - 1e-3]}
    np.testing.assert_allclose(values("batch_norm", image, batch=2, channels=2, height=1, width=2), [10, 13, -1, 3, 16, 7, 1, -1], rtol=1e-6)
    # Two groups of two channels: means 2 and 0, deviations 1 and 5; gamma and beta are of channels.
    image = {"x": [1, 1, 3, 3, -5, 5, 5, -5], "gamma": [1, 2, 1, 3], "beta": [0, 10, 0, 1]}
    np.testing.assert_allclose(values("group_norm", image, N=1, C=4, HxW=2, G=2), [-1, -1, 12, 12, -1, 1, 4, -2], rtol=1e-4)


def test_definitions_of_attention():
    # Four heads of queries on two of keys: weights of 3/4 and 1/4 where a query is 8 log 3, halves where it is 0.
    shared = {"q": [8 * np.log(3), 0, 0, -8 * np.log(3)], "k": [1, 0, 1, 0], "v": [4, 8, 100, 200]}
    size = {"q_heads": 4, "kv_heads": 2, "seq_q": 1, "seq_k": 2, "head_dim": 1}
    np.testing.assert_allclose(values("grouped_query_attention", shared, **size), [5, 6, 150, 175], rtol=1e-6)
    # The first query sees the first value only; the second weighs 1/4 and 3/4; the third sees all alike.
    masked = {"q": [7, np.log(3), 0], "k": [0, 1, 9], "v": [8, 4, 0]}
    np.testing.assert_allclose(values("causal_attention", masked, heads=1, seq=3, d=1), [8, 5, 4], rtol=1e-6)


def test_definition_of_a_product_of_halves():
    # 2049 is no half: the sum must not be rounded to one.
    halves = {"A": np.array([2048, 1, 0.5, -1], np.float16), "B": np.array([1, 2, 1, 4], np.float16)}
    (c,) = corpus.definitions.gemm_f16(halves, {"M": 2, "N": 2, "K": 2}).values()
    assert c.dtype == np.float32 and c.tolist() == [2049, 4100, -0.5, -3]
