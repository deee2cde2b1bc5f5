"""Kernels with x86's vectors in all four languages: `tgt` of vnni_NAME.c is translated, and the translation is verified."""

import pytest
from test_pairs import FOLDER, head

KERNELS = sorted(p for p in FOLDER.glob("vnni_*.c") if not p.stem.endswith("-bad"))
SUFFIX = {"cuda": ".cu", "hip": ".hip", "bang": ".mlu", "vnni": ".c"}


@pytest.mark.parametrize("platform", SUFFIX)
@pytest.mark.parametrize("path", KERNELS, ids=lambda p: p.stem)
def test_translated(xpiler, path, platform, tmp_path):
    said = head(path)
    case = [w for a in said["args"] for w in ("--arg", a)] + [w for e in said["extents"] for w in ("--shape", e)]
    out = tmp_path / f"out{SUFFIX[platform]}"
    done = xpiler("translate", path, "--kernel", "tgt", "--to", platform, "-o", out, *case)
    assert done.code == 0, done.text
    assert "verdict: identity-tested: " in done.text, done.text
    assert "__m512" not in out.read_text(encoding="utf-8") or platform == "vnni"
