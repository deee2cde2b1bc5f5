"""What the suites share: the binary under test, and the corpus's modules on the search path."""

import os
import pathlib
import subprocess
import sys
from dataclasses import dataclass

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "test" / "kernels"))
sys.path.insert(0, str(ROOT / "test" / "e2e"))

import toolchains  # noqa: E402

# What was freed is overwritten: an operation that is used after it was erased is noticed.
os.environ["MALLOC_PERTURB_"] = "85"

# Nothing xpiler does on the inputs of these suites may take longer, in seconds.
TIME_LIMIT = 600


def pytest_configure(config):
    config.addinivalue_line("markers", "sampled(every): of the test's cases only every so many run, unless XPILER_TESTS=all")


def pytest_collection_modifyitems(config, items):
    """`make test` takes a stratified sample of the long suites, `make test-all` everything."""
    if os.environ.get("XPILER_TESTS") == "all":
        return
    seen, kept, left = {}, [], []
    for item in items:
        marker = item.get_closest_marker("sampled")
        number = seen[item.function] = seen.get(item.function, -1) + 1
        (kept if marker is None or number % marker.args[0] == 0 else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    """What this machine's CPU cannot run is skipped, with the reason."""
    try:
        return (yield)
    except toolchains.MissingCpu as missing:
        pytest.skip(str(missing))


@dataclass(frozen=True)
class Result:
    """How a run of xpiler ended."""

    code: int
    out: str
    err: str

    @property
    def text(self):
        return self.out + self.err


class Xpiler:
    """The binary: `xpiler("verify", a, b)` runs it. As a path it is the binary's own."""

    def __init__(self, path):
        self.path = pathlib.Path(path)

    def __fspath__(self):
        return str(self.path)

    def __call__(self, *args, env=None, cwd=None, timeout=TIME_LIMIT):
        """Runs it; a run that never ends, dies of a signal or shows a panic fails the test."""
        command = [str(self.path), *map(str, args)]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=env, cwd=cwd, timeout=timeout, check=False)
        except subprocess.TimeoutExpired:
            pytest.fail(f"no end after {timeout} s: {command}", pytrace=False)
        result = Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
        assert result.code in (0, 1, 2, 3), f"exit code {result.code} of {command}\n{result.err}"
        for word in ("panicked", "RUST_BACKTRACE", "stack backtrace", "Stack dump", "LLVM ERROR", "PLEASE submit a bug"):
            assert word not in result.text, f"`{word}` in what {command} prints\n{result.text}"
        return result


@pytest.fixture(scope="session")
def xpiler():
    path = pathlib.Path(os.environ.get("XPILER") or ROOT / "target/debug/xpiler")
    if not path.exists():
        pytest.fail(f"no {path}: cargo build -p xpiler-tools, or set XPILER", pytrace=False)
    return Xpiler(path.resolve())
