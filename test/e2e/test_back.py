"""There and back: what was emitted for a platform is a source like any other, and goes back to CUDA C."""

import corpus
import pytest

EXTENSION = {"hip": ".hip", "bang": ".mlu", "vnni": ".c"}
KERNELS = {k.stem: k for k in corpus.load("cuda")}


# Each kernel by one of the targets, in turn; those with matrices by all.
WAYS = [(stem, target) for n, stem in enumerate(KERNELS) for m, target in enumerate(EXTENSION) if n % 3 == m or stem in ("gemm", "conv2d", "attention", "softmax", "gemv_s8")]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("stem", "target"), WAYS)
def test_back_to_cuda(xpiler, tmp_path, stem, target):
    kernel = KERNELS[stem]
    there, back = tmp_path / f"there{EXTENSION[target]}", tmp_path / "back.cu"
    case = [w for p in kernel.buffers for w in ("--shape", f"{p.name}={p.extent}")]
    case += [w for name, value in kernel.shapes[1].items() for w in ("--arg", f"{name}={value}")]
    geometry = [word for option, value in kernel.launch.items() for word in (f"--{option}", value)]
    entry = kernel.launch_name
    done = xpiler("translate", corpus.FOLDER / kernel.file, "--kernel", kernel.function, *geometry, *case, "--to", target, "-o", there)
    assert done.code == 0, done.text
    done = xpiler("translate", there, "--kernel", entry, *case, "--to", "cuda", "-o", back)
    assert done.code == 0 and "verdict: identity-tested: " in done.out + done.err, done.text
    # And the two ends of the way are one function.
    done = xpiler("verify", corpus.FOLDER / kernel.file, back, "--kernel-a", kernel.function, "--kernel-b", entry, *(
        word for option, value in kernel.launch.items() for word in (f"--{option}-a", value)), *case)
    assert done.code == 0 and "verdict: identity-tested: " in done.out + done.err, done.text
