"""The performance suite measures what it says it does. Small shapes: nothing is timed here."""

import dataclasses
import subprocess
import sys

import pytest

import cpu
import prepare
import render
import suite

sys.path.insert(0, str(suite.FOLDER.parent / "e2e"))
import toolchains  # noqa: E402

KERNELS = suite.load()


def small(kernel):
    """The kernel at 40 for every integer parameter."""
    return dataclasses.replace(kernel, shapes=[dict.fromkeys(kernel.args, 40)])


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda k: k.name)
@pytest.mark.parametrize("how", [suite.PLANNED, suite.FLOOR])
def test_a_translation_is_the_operator(xpiler, tmp_path, kernel, how):
    kernel = small(kernel)
    text, schedule = suite.translate(xpiler.path, kernel, "vnni", tmp_path, how)
    assert (schedule == "lower-to-vnni") == (how == suite.FLOOR)
    made = suite.buffers(kernel)
    assert len(cpu.Text(kernel, text).time(made, 1e-9)) == 1
    suite.check(kernel, made, how)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda k: k.name)
def test_what_is_wrong_does_not_count(kernel):
    kernel = small(kernel)
    made = suite.buffers(kernel)
    with pytest.raises(suite.Failure, match="is off by"):
        suite.check(kernel, made, "nobody")
    [(name, right)] = getattr(suite, kernel.name)(made, kernel.args).items()
    made[name] = right.ravel().astype(made[name].dtype)
    suite.check(kernel, made, "the definition")
    made[name][-1] += 1
    with pytest.raises(suite.Failure, match="is off by"):
        suite.check(kernel, made, "one element")


def test_kernels_stay_on_the_device(xpiler, tmp_path):
    """What times CUDA texts compiles."""
    kernel = KERNELS[0]
    text, _ = suite.translate(xpiler.path, small(kernel), "cuda", tmp_path, suite.FLOOR)
    (tmp_path / "driver.cu").write_text(suite.driver(kernel, text.name), encoding="utf-8")
    nvcc, flags = toolchains.find_nvcc()
    done = subprocess.run([nvcc, "-arch=sm_90", "-std=c++17", "--default-stream", "per-thread", "-Werror", "all-warnings", "-c", f"-I{suite.FOLDER}", *flags,
                           tmp_path / "driver.cu", "-o", tmp_path / "driver.o"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ratios():
    rows = [{"title": "gemm", "seconds": {"xpiler": 2e-3, "other": 1e-3}}, {"title": "conv", "seconds": {"xpiler": 1e-6}}]
    result = {"machine": {"processor": "one"}, "columns": ["xpiler", "other"], "rows": rows}
    assert "| gemm | 2000.0 | 1000.0 (2.00x) |\n| conv | 1.0 | - |\n" in render.section(result)
    assert "1000.0 (2.00x)" in suite.table(rows, result["columns"])


def test_the_page_is_up_to_date():
    assert render.PAGE.read_text(encoding="utf-8") == render.render(render.FOLDER)


def test_prepared_translations(xpiler, tmp_path, monkeypatch):
    """What prepare.py writes is what cpu.py takes."""
    monkeypatch.setattr(sys, "argv", ["prepare.py", str(tmp_path), "--to", "vnni", "--filter", "maxpool2d", "--xpiler", str(xpiler.path)])
    prepare.main()
    assert suite.load(tmp_path / "manifest.json") == suite.load(only="maxpool2d", on="vnni")
    [kernel] = suite.load(tmp_path / "manifest.json")
    texts, schedules = zip(*(cpu.prepared(tmp_path, kernel, how) for how in (suite.PLANNED, suite.FLOOR)), strict=True)
    assert schedules[1] == "lower-to-vnni" != schedules[0]
    assert all("maxpool2d_launch" in text.read_text(encoding="utf-8") for text in texts)
