"""There and back: what was emitted for a platform is a source like any other, and goes back to CUDA C."""

import pathlib

import corpus
import pytest

EXTENSION = {"hip": ".hip", "bang": ".mlu", "vnni": ".c"}
KERNELS = {pathlib.Path(k.file).stem: k for k in corpus.load()}


@pytest.mark.parametrize("target", EXTENSION)
@pytest.mark.parametrize("stem", KERNELS)
def test_back_to_cuda(xpiler, tmp_path, stem, target):
    kernel = KERNELS[stem]
    there, back = tmp_path / f"there{EXTENSION[target]}", tmp_path / "back.cu"
    case = [w for p in kernel.buffers for w in ("--shape", f"{p.name}={p.extent}")]
    case += [w for name, value in kernel.shapes[1].items() for w in ("--arg", f"{name}={value}")]
    geometry = [] if kernel.wrapper else ["--grid", kernel.grid, "--block", kernel.block]
    entry = kernel.entry if kernel.wrapper else kernel.launch_name
    done = xpiler("translate", corpus.FOLDER / kernel.file, "--kernel", kernel.function, *geometry, *case, "--to", target, "-o", there)
    assert done.code == 0, done.text
    done = xpiler("translate", there, "--kernel", entry, *case, "--to", "cuda", "-o", back)
    assert done.code == 0 and "verdict: identity-tested: " in done.out + done.err, done.text
    # And the two ends of the way are one function.
    done = xpiler("verify", corpus.FOLDER / kernel.file, back, "--kernel-a", kernel.function, "--kernel-b", entry, *(
        [] if kernel.wrapper else ["--grid-a", kernel.grid, "--block-a", kernel.block]), *case)
    assert done.code == 0 and "verdict: identity-tested: " in done.out + done.err, done.text
