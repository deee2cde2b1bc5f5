"""The corpus's own CUDA sources under the emulation, against their definitions: emulation and definitions agree."""

import corpus
import e2e
import numpy as np
import pytest
import run
import toolchains


@pytest.mark.parametrize("kernel", corpus.load(), ids=lambda k: k.file)
@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
def test_source(kernel, reverse, tmp_path):
    source = tmp_path / kernel.file
    source.write_text(kernel.text + corpus.launcher(kernel), encoding="utf-8")
    library = toolchains.build_shared("cuda", source, tmp_path / "text.so", reverse=reverse)
    for shape in kernel.shapes:
        case = e2e.Case(kernel, tuple(shape.items()), "cuda")
        arguments, expected = e2e.make_arguments(case)
        result = run.call(library, kernel.launch_name, arguments, list(expected), end_of_page=not reverse)
        assert result.error is None, result.error
        for name, values in expected.items():
            assert e2e.compare(name, result.outputs[name], values) is None, np.abs(result.outputs[name] - values).max()
