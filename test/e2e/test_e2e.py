"""The end-to-end cases under pytest; skipped where xpiler is not built. XPILER_E2E_NVCC=0 leaves nvcc out."""

import os
import pathlib

import e2e
import pytest

BUILT = any(p and pathlib.Path(p).exists() for p in (os.environ.get("XPILER"), e2e.ROOT / "target/release/xpiler", e2e.ROOT / "target/debug/xpiler"))


@pytest.fixture(scope="session")
def builds(tmp_path_factory):
    return e2e.Builds(tmp_path_factory.mktemp("builds"), nvcc=os.environ.get("XPILER_E2E_NVCC", "1") != "0")


PENDING = [k for k in e2e.corpus.load(pending=True) if k.pending]


@pytest.mark.skipif(not BUILT, reason="xpiler is not built")
@pytest.mark.parametrize("kernel", PENDING, ids=lambda k: k.file)
def test_pending(kernel, tmp_path):
    """What is not translated yet is refused for the reason that its manifest gives, so that it leaves the list when it is."""
    case = e2e.Case(kernel, tuple(kernel.shapes[0].items()), "hip")
    with pytest.raises(e2e.Failure, match="(?s)exit [12]: .*" + kernel.pending):
        e2e.translate(case, tmp_path)


@pytest.mark.skipif(not BUILT, reason="xpiler is not built")
@pytest.mark.sampled(2)
@pytest.mark.parametrize("case", e2e.sample(), ids=lambda case: case.name)
def test_translation(case, builds):
    try:
        e2e.check(case, builds)
    except e2e.toolchains.MissingTool as missing:
        pytest.skip(str(missing))
    except e2e.Failure as failure:
        pytest.fail(str(failure), pytrace=False)
