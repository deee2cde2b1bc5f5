"""What the tests of the emulation have in common: build a small text, run it under both schedules."""

import pathlib

import numpy as np
import run
import toolchains

F32 = np.float32


def build(tmp_path, platform, text, sanitize=False, arch=None):
    """The library of a text."""
    source = pathlib.Path(tmp_path) / f"text{toolchains.EXTENSION[platform]}"
    source.write_text(text, encoding="utf-8")
    return toolchains.build_shared(platform, source, tmp_path / "text.so", sanitize=sanitize, arch=arch)


def call(library, function, arguments, outputs):
    """The results under the forward and the reverse schedule."""
    return [run.call(library, function, arguments, outputs, reverse=reverse) for reverse in (False, True)]


def execute(tmp_path, platform, text, function, arguments, outputs, sanitize=False, arch=None):
    """The same for a text that is run once."""
    return call(build(tmp_path, platform, text, sanitize, arch), function, arguments, outputs)


def assert_right(results, expected, tolerance=1e-5):
    for schedule, result in zip(("forward", "reverse"), results):
        assert result.error is None, f"{schedule}: {result.error}"
        for name, values in expected.items():
            np.testing.assert_allclose(result.outputs[name], values, rtol=tolerance, atol=tolerance, err_msg=schedule)


def assert_reported(results, *words):
    """Both schedules end with a report that holds all these words."""
    for result in results:
        assert result.error is not None, "nothing was reported"
        for word in words:
            assert word in result.error, result.error


def assert_noticed(results, expected):
    """At least one schedule reports, or gives another result than expected."""
    wrong = any(r.error is not None or any(not np.allclose(r.outputs[n], v, rtol=1e-5, atol=1e-5) for n, v in expected.items()) for r in results)
    assert wrong, "the mistake went unnoticed under both schedules"


def replaced(text, old, new):
    """The bad twin of a right text."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)
