"""Pairs of functions: `src` and `tgt` of NAME.c are equal, those of NAME-bad.c are not.

Alive2's form. The first line of a file gives the scalars, the second the elements behind the pointers. A pair that is
equal by a law that the values do not know says `// verdict: unknown` on a line of its head.
"""

import pathlib
import re

import pytest

FOLDER = pathlib.Path(__file__).resolve().parent
PAIRS = sorted(FOLDER.glob("*.c"))
GOOD = [p for p in PAIRS if not p.stem.endswith("-bad")]
BAD = [p for p in PAIRS if p.stem.endswith("-bad")]


def head(path):
    """The values of the comment lines `// key: words` at the start of a file."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("//"):
            break
        if match := re.fullmatch(r"// (args|extents|verdict): (.*)", line):
            found[match[1]] = match[2].split()
    return found


def verify(xpiler, path, a="src", b="tgt"):
    said = head(path)
    args = [w for a in said["args"] for w in ("--arg", a)]
    shapes = [w for e in said["extents"] for w in ("--shape", e)]
    return xpiler("verify", path, path, "--kernel-a", a, "--kernel-b", b, *args, *shapes)


def expected(path):
    return " ".join(head(path).get("verdict", ["identity-tested"]))


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_equal(xpiler, path):
    done = verify(xpiler, path)
    if expected(path) == "unknown":
        assert done.code == 1, done.text
        assert "error[verdict]: unknown: " in done.err, done.text
    else:
        assert done.code == 0, done.text
        assert done.out.startswith(f"verdict: {expected(path)}: "), done.text


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_different(xpiler, path):
    done = verify(xpiler, path)
    assert done.code == 1, done.text
    assert "refuted: " in done.err, done.text
    # The witness: an element and its two values, and the line of a text.
    assert re.search(r"\w+\[\d+\]: the source computes \S+, the target \S+", done.err), done.text
    assert "inputs: " in done.err, done.text
    assert f"{path}:" in done.err, done.text


@pytest.mark.parametrize("name", ["softmax_max", "tanh_exp"])
def test_smaller_domain(xpiler, name):
    """The other way round the target overflows where the source does not."""
    done = verify(xpiler, FOLDER / f"{name}.c", "tgt", "src")
    assert done.code == 1, done.text
    assert "refuted: the target's domain is smaller" in done.err, done.text


def test_the_suite_is_whole():
    """Every pair has its twin, heads are complete, unknowns stay few."""
    assert {p.stem + "-bad" for p in GOOD} == {p.stem for p in BAD}
    assert all({"args", "extents"} <= head(p).keys() for p in PAIRS)
    assert not any("verdict" in head(p) for p in BAD)
    equal = [p for p in GOOD if expected(p) == "identity-tested"]
    # Where bits of floats are looked at, exact values do not run.
    tested = [p for p in GOOD if expected(p) == "tested"]
    unknown = [p for p in GOOD if expected(p) == "unknown"]
    assert len(equal) + len(tested) + len(unknown) == len(GOOD)
    assert len(equal) >= 30 and len(BAD) >= 30 and len(tested) <= 4 and len(unknown) <= 2
