"""`xpiler eval`: every kernel of a folder in every direction, in the face of interruptions and failures."""

import json
import re
import stat

import pytest

OPERATORS = """
[[operator]]
name = "twice"
params = [{name = "x", type = "float32", dir = "in", extent = "n"}, {name = "y", type = "float32", dir = "out", extent = "n"}, {name = "n", type = "int32"}]
shapes = [{n = 64}, {n = 33}]
"""
KERNELS = {
    "cuda": ("twice.cu", 'function = "twice"\ngrid = "(n + 31) / 32"\nblock = "32"',
             "__global__ void twice(const float *x, float *y, int n) {\n  int i = blockIdx.x * 32 + threadIdx.x;\n  if (i < n) y[i] = 2.0f * x[i];\n}\n"),
    "vnni": ("twice.c", 'function = "twice"', "void twice(const float *x, float *y, int n) {\n  for (int i = 0; i < n; ++i) y[i] = 2.0f * x[i];\n}\n"),
}
JUDGE = """#!/usr/bin/env python3
import json, pathlib, sys
for line in sys.stdin:
    case = json.loads(line)
    text = pathlib.Path(case["text"]).read_text()
    print(json.dumps({"compiles": "twice" in text, "right": case["target"] != WRONG, "error": "y[3] is 1.5 instead of 3" if case["target"] == WRONG else None}), flush=True)
"""


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "kernels"
    home.mkdir()
    (home / "manifest.toml").write_text(OPERATORS, encoding="utf-8")
    for language, (file, entry, text) in KERNELS.items():
        (home / language).mkdir()
        (home / language / file).write_text(text, encoding="utf-8")
        (home / language / "manifest.toml").write_text(f'[[kernel]]\noperator = "twice"\nfile = "{file}"\n{entry}\n', encoding="utf-8")
    return home


def judge(tmp_path, wrong):
    path = tmp_path / "judge.py"
    path.write_text(JUDGE.replace("WRONG", repr(wrong)), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def rows(out):
    """The cells of the matrix by source and target."""
    lines = out.splitlines()
    targets = lines[1].split()[1:]
    table = {}
    for line in lines[2:]:
        name, *cells = re.split(r" {2,}", line.strip())
        if name not in ("cuda", "hip", "bang", "vnni"):
            break
        table.update({(name, target): cell for target, cell in zip(targets, cells, strict=True)})
    return table


def test_all_directions(xpiler, folder, tmp_path):
    out = tmp_path / "out"
    done = xpiler("eval", folder, "--against", judge(tmp_path, wrong=None), "-o", out)
    assert done.code == 0, done.text
    assert rows(done.out) == {(s, t): "2/2/2 of 2" for s in ("cuda", "vnni") for t in ("cuda", "hip", "bang", "vnni")}
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    found = {json.loads(line)["case"]: json.loads(line) for line in lines}
    assert len(lines) == len(found) == 16
    one = found["cuda/twice.cu-bang-n=33"]
    assert one["verdict"] == "identity-tested" and one["judged"]["right"] and one["shape"] == {"n": 33}
    assert (out / "texts" / "cuda-twice.cu-bang-n=33.mlu").exists()


def test_it_goes_on_where_it_was(xpiler, folder, tmp_path):
    out = tmp_path / "out"
    options = ("eval", folder, "--targets", "hip,vnni", "-o", out)
    assert xpiler(*options).code == 0
    results = out / "results.jsonl"
    text = results.read_text(encoding="utf-8")
    # Killed while it wrote the last line but one.
    lines = text.splitlines(keepends=True)
    results.write_text("".join(lines[:-2]) + lines[-2][:40], encoding="utf-8")
    done = xpiler(*options)
    assert done.code == 0 and "8/-/- of 8" in done.out, done.text
    again = results.read_text(encoding="utf-8").splitlines()
    assert again[: len(lines) - 2] == text.splitlines()[:-2] and len(again) == len(lines) + 1
    assert {json.loads(line)["case"] for line in again[-2:]} == {json.loads(line)["case"] for line in lines[-2:]}
    # Another source is another case.
    source = folder / "vnni" / "twice.c"
    source.write_text(source.read_text(encoding="utf-8").replace("2.0f * x[i]", "x[i] + x[i]"), encoding="utf-8")
    xpiler(*options)
    assert len(results.read_text(encoding="utf-8").splitlines()) == len(again) + 4
    # So is another launch of the same text.
    manifest = folder / "cuda" / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("(n + 31) / 32", "n / 32 + 1"), encoding="utf-8")
    xpiler(*options)
    assert len(results.read_text(encoding="utf-8").splitlines()) == len(again) + 8


def test_failures_are_counted_and_grouped(xpiler, folder, tmp_path):
    source = folder / "cuda" / "twice.cu"
    source.write_text(source.read_text(encoding="utf-8").replace("2.0f * x[i]", "lgammaf(x[i])"), encoding="utf-8")
    done = xpiler("eval", folder, "--against", judge(tmp_path, wrong="hip"), "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == 1, done.text
    table = rows(done.out)
    assert table["cuda", "hip"] == "0/-/- of 2" and table["vnni", "hip"] == "2/2/0 of 2" and table["vnni", "bang"] == "2/2/2 of 2"
    assert re.search(r"\n +8  not translated: error\[parse-error\]: .*lgammaf.*\n +as in cuda/twice.cu-cuda-n=64\n", done.out), done.out
    assert "    2  wrong result: y[N] is N.N instead of N\n       as in vnni/twice.c-hip-n=64\n" in done.out, done.out


@pytest.mark.parametrize(("change", "options", "message"), [
    (("manifest.toml", OPERATORS.replace("twice", "thrice")), (), "no operator `twice`"),
    (("manifest.toml", "[[operator]\n"), (), "manifest.toml`: "),
    (None, ("--targets", "opencl"), "there is no platform `opencl`"),
    (None, ("--against", "no-such-judge"), "no-such-judge"),
])
def test_refusals(xpiler, folder, tmp_path, change, options, message):
    if change:
        (folder / change[0]).write_text(change[1], encoding="utf-8")
    done = xpiler("eval", folder, *options, "-o", tmp_path / "out")
    assert done.code in (2, 3) and message in done.err, done.text


def test_a_judge_without_an_answer(xpiler, folder, tmp_path):
    path = judge(tmp_path, wrong=None)
    path.write_text("#!/bin/sh\necho nonsense\n", encoding="utf-8")
    done = xpiler("eval", folder, "--against", path, "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == 3 and "has no answer for cuda/twice.cu-cuda-n=64: " in done.err, done.text
