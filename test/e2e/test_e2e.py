"""The end-to-end cases under pytest; skipped where xpiler is not built. XPILER_E2E_NVCC=0 leaves nvcc out."""

import os
import pathlib

import e2e
import pytest

BUILT = any(p and pathlib.Path(p).exists() for p in (os.environ.get("XPILER"), e2e.ROOT / "target/release/xpiler", e2e.ROOT / "target/debug/xpiler"))


@pytest.fixture(scope="session")
def builds(tmp_path_factory):
    return e2e.Builds(tmp_path_factory.mktemp("builds"), nvcc=os.environ.get("XPILER_E2E_NVCC", "1") != "0")


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
