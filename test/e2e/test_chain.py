"""Through all four languages and back: what comes home is the kernel that left, and a step that is not right is noticed at the end."""

import corpus
import pytest
import toolchains

# One kernel of each language that stages, one that does not, and the same operators elsewhere.
KERNELS = [k for language in toolchains.PLATFORMS for k in corpus.load(language) if k.stem in ("gelu", "softmax", "gemv_s8")]


def case(kernel):
    words = [w for p in kernel.buffers for w in ("--shape", f"{p.name}={p.extent}")]
    return words + [w for name, value in kernel.shapes[1].items() for w in ("--arg", f"{name}={value}")]


def geometry(kernel, side=""):
    return [w for option, value in kernel.launch.items() for w in (f"--{option.replace('_', '-')}{side}", value)]


def round_trip(xpiler, tmp_path, kernel):
    """The text after a way through all languages."""
    order = toolchains.PLATFORMS
    start = order.index(kernel.language)
    source = [corpus.FOLDER / kernel.file, "--kernel", kernel.function, *geometry(kernel)]
    for step in range(1, 5):
        target = order[(start + step) % 4]
        out = tmp_path / f"{step}{toolchains.EXTENSION[target]}"
        done = xpiler("translate", *source, *case(kernel), "--to", target, "-o", out)
        assert done.code == 0, done.text
        source = [out, "--kernel", kernel.launch_name]
    return out


def verify(xpiler, kernel, out):
    return xpiler("verify", corpus.FOLDER / kernel.file, out, "--kernel-a", kernel.function, "--kernel-b", kernel.launch_name, *geometry(kernel, "-a"), *case(kernel))


@pytest.mark.sampled(5)
@pytest.mark.parametrize("kernel", KERNELS, ids=lambda k: k.file)
def test_chain(xpiler, tmp_path, kernel):
    done = verify(xpiler, kernel, round_trip(xpiler, tmp_path, kernel))
    assert done.code == 0 and "verdict: identity-tested" in done.text, done.text


def test_chain_with_a_wrong_step(xpiler, tmp_path):
    """GELU by half as much, in the text that came home."""
    kernel = next(k for k in KERNELS if k.file == "cuda/gelu.cu")
    out = round_trip(xpiler, tmp_path, kernel)
    text = out.read_text(encoding="utf-8")
    assert "0.5f" in text, text
    out.write_text(text.replace("0.5f", "0.25f", 1), encoding="utf-8")
    done = verify(xpiler, kernel, out)
    assert done.code == 1 and "refuted" in done.text, done.text
