"""CUDA C to another platform and back to CUDA C is the same function, for every kernel of the corpus."""

import os
import pathlib
import subprocess

import corpus
import e2e
import pytest

SUFFIX = {"hip": ".hip", "bang": ".mlu", "vnni": ".c"}


@pytest.mark.parametrize("platform", SUFFIX)
@pytest.mark.parametrize("kernel", corpus.load(), ids=lambda k: pathlib.Path(k.file).stem)
def test_back_to_cuda(kernel, platform, tmp_path):
    xpiler = os.environ.get("XPILER") or e2e.ROOT / "target/debug/xpiler"
    source, there, back = corpus.FOLDER / kernel.file, tmp_path / f"there{SUFFIX[platform]}", tmp_path / "back.cu"
    case = [f for n, v in kernel.shapes[1].items() for f in ("--arg", f"{n}={v}")]
    case += [f for p in kernel.buffers for f in ("--shape", f"{p.name}={p.extent}")]
    name = kernel.function if kernel.wrapper else kernel.launch_name

    def geometry(suffix=""):
        return [] if kernel.wrapper else [f"--grid{suffix}", kernel.grid, f"--block{suffix}", kernel.block]

    def run(*arguments):
        done = subprocess.run([xpiler, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    run("translate", source, "--to", platform, "--kernel", kernel.function, "-o", there, *case, *geometry())
    run("translate", there, "--to", "cuda", "--kernel", name, "-o", back, *case)
    run("verify", source, back, "--kernel-a", kernel.function, "--kernel-b", name, *case, *geometry("-a"))
