"""What the operators of the corpus are, in NumPy.

Each function takes `inputs`, the flat arrays of the `in` parameters by name, and `args`,
the integer parameters by name, and returns the flat arrays of the `out` parameters.
They are written from the mathematics, in float64 (integers in int64) and without the kernels' tricks (no padding by
guards, no running maxima), because a definition that copies a kernel would copy its errors.
"""

import math

import numpy as np

_erf = np.vectorize(math.erf, otypes=[np.float64])


def _wide(array, *shape):
    return array.astype(np.float64).reshape(*shape) if shape else array.astype(np.float64)


def _result(**outputs):
    return {name: np.ascontiguousarray(v).astype(np.float32).ravel() for name, v in outputs.items()}


def add(inputs, args):
    return _result(z=_wide(inputs["x"]) + _wide(inputs["y"]))


def relu(inputs, args):
    return _result(out=np.maximum(_wide(inputs["in"]), 0))


def gelu(inputs, args):
    x = _wide(inputs["x"])
    return _result(y=x * (1 + _erf(x / math.sqrt(2))) / 2)


def sigmoid(inputs, args):
    return _result(y=1 / (1 + np.exp(-_wide(inputs["x"]))))


def sign(inputs, args):
    return _result(dst=np.sign(_wide(inputs["src"])))


def softmax(inputs, args):
    x = _wide(inputs["x"], args["rows"], args["cols"])
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return _result(y=e / e.sum(axis=1, keepdims=True))


def layernorm(inputs, args):
    x = _wide(inputs["x"], args["rows"], args["dim"])
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return _result(y=(x - mean) / np.sqrt(var + 1e-5) * _wide(inputs["gamma"]) + _wide(inputs["beta"]))


def rmsnorm(inputs, args):
    x = _wide(inputs["x"], args["tokens"], args["hidden"])
    return _result(y=x / np.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-6) * _wide(inputs["w"]))


def gemv(inputs, args):
    return _result(y=_wide(inputs["A"], args["m"], args["n"]) @ _wide(inputs["x"]))


def gemv_s8(inputs, args):
    a, x = inputs["A"].astype(np.int64).reshape(args["m"], args["n"]), inputs["x"].astype(np.int64)
    return {"y": (a @ x).astype(np.int32)}


def gemm(inputs, args):
    m, n, k = args["M"], args["N"], args["K"]
    return _result(C=_wide(inputs["A"], m, k) @ _wide(inputs["B"], k, n))


def batch_gemm(inputs, args):
    batch, m, n, k = (args[name] for name in ("batch", "m", "n", "k"))
    return _result(c=_wide(inputs["a"], batch, m, k) @ _wide(inputs["b"], batch, k, n))


def _pooled(inputs, args, fold):
    x = _wide(inputs["x"], args["planes"], args["height"], args["width"])
    size, step = args["window"], args["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return _result(y=fold(windows[:, ::step, ::step], axis=(3, 4)))


def maxpool2d(inputs, args):
    return _pooled(inputs, args, np.max)


def minpool2d(inputs, args):
    return _pooled(inputs, args, np.min)


def sumpool2d(inputs, args):
    return _pooled(inputs, args, np.sum)


def avgpool2d(inputs, args):
    x = _wide(inputs["input"], args["channels"], args["in_h"], args["in_w"])
    size, step, pad = args["ksize"], args["stride"], args["pad"]

    def window_sums(image):
        image = np.pad(image, ((0, 0), (pad, pad), (pad, pad)))
        windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(1, 2))
        return windows[:, ::step, ::step].sum(axis=(3, 4))

    return _result(output=window_sums(x) / window_sums(np.ones_like(x)))


def depthwise_conv(inputs, args):
    channels, height, width = args["C"], args["H"], args["W"]
    x = np.pad(_wide(inputs["x"], channels, height, width), ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    y = np.einsum("chwij,cij->chw", windows, _wide(inputs["w"], channels, 3, 3))
    return _result(y=y + _wide(inputs["bias"])[:, None, None])


def conv2d(inputs, args):
    cin, cout, height, width = args["cin"], args["cout"], args["H"], args["W"]
    x = _wide(inputs["x"], cin, height + 2, width + 2)
    w = _wide(inputs["w"], cout, cin, 3, 3)
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    return _result(y=np.einsum("chwij,ocij->ohw", windows, w))


def attention(inputs, args):
    queries, d = args["queries"], args["d"]
    q, k, v = _wide(inputs["q"], queries, d), _wide(inputs["k"], 48, d), _wide(inputs["v"], 48, d)
    weights = np.exp(q @ k.T / math.sqrt(d))
    return _result(o=weights / weights.sum(axis=1, keepdims=True) @ v)


def conv1d(inputs, args):
    cin, cout, length, taps = (args[name] for name in ("cin", "cout", "length", "taps"))
    windows = np.lib.stride_tricks.sliding_window_view(_wide(inputs["x"], cin, length + taps - 1), taps, axis=1)
    return _result(y=np.einsum("clt,oct->ol", windows, _wide(inputs["w"], cout, cin, taps)) + _wide(inputs["bias"])[:, None])


def conv2d_nhwc(inputs, args):
    """Weights are [3][3][cin][cout]."""
    h, wd, cin, cout, stride = (args[name] for name in ("h", "wd", "cin", "cout", "stride"))
    x = _wide(inputs["x"], (h - 1) * stride + 3, (wd - 1) * stride + 3, cin)
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(0, 1))[::stride, ::stride]
    return _result(y=np.einsum("hwcij,ijco->hwo", windows, _wide(inputs["w"], 3, 3, cin, cout)))


def self_attention(inputs, args):
    shape = args["heads"], args["seq"], args["d"]
    q, k, v = (_wide(inputs[name], *shape) for name in "qkv")
    scores = q @ k.transpose(0, 2, 1) / math.sqrt(args["d"])
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return _result(o=weights / weights.sum(axis=2, keepdims=True) @ v)


def deformable_attention(inputs, args):
    """Two levels, the second of half the size and behind the first; four points a level at (x, y) of `loc`, in parts of the level's width and height, between the centres of
    pixels; what is outside is zero."""
    heads, channels, queries = args["heads"], args["channels"], args["queries"]
    loc = _wide(inputs["loc"], queries, heads, 2, 4, 2)
    weight = _wide(inputs["weight"], queries, heads, 2, 4)
    out = np.zeros((queries, heads, channels))
    start = 0
    for level in range(2):
        height, width = args["H"] >> level, args["W"] >> level
        pixels = height * width
        value = _wide(inputs["value"][start * heads * channels : (start + pixels) * heads * channels], height, width, heads, channels)
        start += pixels
        x, y = loc[:, :, level, :, 0] * width - 0.5, loc[:, :, level, :, 1] * height - 0.5
        left, top = np.floor(x).astype(int), np.floor(y).astype(int)
        for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
            at_x, at_y = left + column, top + row
            share = np.maximum(0, 1 - abs(x - at_x)) * np.maximum(0, 1 - abs(y - at_y))
            inside = (at_x >= 0) & (at_x < width) & (at_y >= 0) & (at_y < height)
            corner = value[at_y.clip(0, height - 1), at_x.clip(0, width - 1), np.arange(heads)[None, :, None]]
            out += ((weight[:, :, level] * share * inside)[..., None] * corner).sum(axis=2)
    return _result(out=out)


def bias_gelu(inputs, args):
    v = _wide(inputs["x"], args["rows"], args["cols"]) + _wide(inputs["bias"])
    return _result(y=v * (1 + _erf(v / math.sqrt(2))) / 2)


def residual_layernorm(inputs, args):
    """eps is 1e-3 in the manifest."""
    s = _wide(inputs["x"], args["rows"], args["dim"]) + _wide(inputs["residual"], args["rows"], args["dim"])
    mean, var = s.mean(axis=1, keepdims=True), s.var(axis=1, keepdims=True)
    return _result(y=(s - mean) / np.sqrt(var + 1e-3) * _wide(inputs["gamma"]) + _wide(inputs["beta"]))


def rotary_embedding(inputs, args):
    """Element i of a head's first half and element i of its second are turned by the token's i-th angle."""
    tokens, heads, dim = (args[name] for name in ("tokens", "heads", "dim"))
    half = dim // 2
    pairs = _wide(inputs["x"], tokens, heads, 2, half)
    turns = (_wide(inputs["cos_table"], tokens, 1, half) + 1j * _wide(inputs["sin_table"], tokens, 1, half)) * (pairs[:, :, 0] + 1j * pairs[:, :, 1])
    return _result(y=np.stack([turns.real, turns.imag], axis=2))


def rotary_embedding_inplace(inputs, args):
    turned = rotary_embedding(inputs, args)
    return {"x": turned["y"]}


def cross_entropy(inputs, args):
    logits = _wide(inputs["logits"], args["rows"], args["classes"])
    top = logits.max(axis=1)
    return _result(loss=top + np.log(np.exp(logits - top[:, None]).sum(axis=1)) - logits[np.arange(args["rows"]), inputs["labels"]])


def cross_entropy_mean(inputs, args):
    return _result(loss=cross_entropy(inputs, args)["loss"].astype(np.float64).mean(keepdims=True))


def gemm_u8s8(inputs, args):
    m, n, k = args["M"], args["N"], args["K"]
    return {"C": (inputs["A"].astype(np.int64).reshape(m, k) @ inputs["B"].astype(np.int64).reshape(k, n)).astype(np.int32).ravel()}


def embedding(inputs, args):
    return _result(out=_wide(inputs["table"], args["vocab"], args["dim"])[inputs["ids"]])


def transpose(inputs, args):
    return _result(out=_wide(inputs["in"], args["rows"], args["cols"]).T)


def concat(inputs, args):
    rows = args["rows"]
    return _result(out=np.hstack([_wide(inputs["a"], rows, args["cols_a"]), _wide(inputs["b"], rows, args["cols_b"])]))


def argmax(inputs, args):
    """The first of the largest."""
    return {"index": _wide(inputs["x"], args["rows"], args["cols"]).argmax(axis=1).astype(np.int32)}


def cumsum(inputs, args):
    return _result(y=_wide(inputs["x"], args["rows"], args["cols"]).cumsum(axis=1))


def histogram(inputs, args):
    """Bin `i` has the values from 256 i / bins, up to those of the next."""
    bins = inputs["pixels"].astype(np.int64) * args["bins"] // 256
    return {"hist": np.bincount(bins, minlength=args["bins"]).astype(np.int32)}


def expert_count(inputs, args):
    counts = inputs["counts"].astype(np.int64) + np.bincount(inputs["expert_ids"], minlength=args["experts"])
    return {"counts": counts.astype(np.int32)}


def batch_norm(inputs, args):
    """At inference, with an eps of 1e-3."""
    shape = args["batch"], args["channels"], args["height"] * args["width"]
    per_channel = {name: _wide(inputs[name])[:, None] for name in ("gamma", "beta", "mean", "var")}
    normal = (_wide(inputs["x"], *shape) - per_channel["mean"]) / np.sqrt(per_channel["var"] + 1e-3)
    return _result(y=normal * per_channel["gamma"] + per_channel["beta"])


def group_norm(inputs, args):
    """Channels in G groups that lie side by side, with an eps of 1e-5."""
    x = _wide(inputs["x"], args["N"], args["G"], args["C"] // args["G"] * args["HxW"])
    normal = (x - x.mean(axis=2, keepdims=True)) / np.sqrt(x.var(axis=2, keepdims=True) + 1e-5)
    normal = normal.reshape(args["N"], args["C"], args["HxW"])
    return _result(y=normal * _wide(inputs["gamma"])[:, None] + _wide(inputs["beta"])[:, None])


def grouped_query_attention(inputs, args):
    """Heads of queries that lie side by side share a head of keys and values; scores are scaled by 1/8."""
    kv_heads, sharing = args["kv_heads"], args["q_heads"] // args["kv_heads"]
    q = _wide(inputs["q"], kv_heads, sharing, args["seq_q"], args["head_dim"])
    k, v = (_wide(inputs[name], kv_heads, args["seq_k"], args["head_dim"]) for name in "kv")
    scores = np.einsum("hgqd,hkd->hgqk", q, k) * 0.125
    weights = np.exp(scores - scores.max(axis=3, keepdims=True))
    return _result(o=np.einsum("hgqk,hkd->hgqd", weights / weights.sum(axis=3, keepdims=True), v))


def causal_attention(inputs, args):
    """A query sees the keys up to its own position."""
    shape = args["heads"], args["seq"], args["d"]
    q, k, v = (_wide(inputs[name], *shape) for name in "qkv")
    scores = np.where(np.tri(args["seq"], dtype=bool), q @ k.transpose(0, 2, 1) / math.sqrt(args["d"]), -np.inf)
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return _result(o=weights / weights.sum(axis=2, keepdims=True) @ v)


def gemm_f16(inputs, args):
    m, n, k = args["M"], args["N"], args["K"]
    return _result(C=_wide(inputs["A"], m, k) @ _wide(inputs["B"], k, n))
