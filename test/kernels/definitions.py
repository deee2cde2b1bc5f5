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


def maxpool2d(inputs, args):
    x = _wide(inputs["x"], args["planes"], args["height"], args["width"])
    size, step = args["window"], args["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return _result(y=windows[:, ::step, ::step].max(axis=(3, 4)))


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
