#!/usr/bin/env python3
"""Says of translations whether the target's compiler takes them and whether they are right: `xpiler eval test/kernels --against test/kernels/judge.py`.

Reads a case a line, {"file": "cuda/gemm.cu", "target": "hip", "shape": {"M": 3, ...}, "text": "/path/of/the/text"}, and answers with
{"compiles": true, "right": true, "error": null}. Compilers and emulation are those of test/e2e; what is right say the definitions beside this file. XPILER_E2E_NVCC=0 leaves nvcc out.
"""

import json
import os
import pathlib
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
PYTHON = FOLDER.parent / ".venv/bin/python"
if PYTHON.exists() and pathlib.Path(sys.prefix) != PYTHON.parents[1]:
    os.execv(PYTHON, [str(PYTHON), __file__])
sys.path[:0] = [str(FOLDER), str(FOLDER.parent / "e2e")]

import corpus  # noqa: E402
import e2e  # noqa: E402


def judge(case, builds):
    try:
        library = builds.get(case.target, case.text)
    except e2e.Failure as failure:
        return {"compiles": False, "right": None, "error": failure.reason}
    except e2e.toolchains.MissingCpu:
        return {"compiles": True, "right": None, "error": None}
    try:
        e2e.execute(case, library)
    except e2e.Failure as failure:
        return {"compiles": True, "right": False, "error": failure.reason}
    return {"compiles": True, "right": True, "error": None}


def main():
    kernels = {k.file: k for k in corpus.load(pending=True)}
    with tempfile.TemporaryDirectory(prefix="xpiler-judge-") as folder:
        builds = e2e.Builds(folder, nvcc=os.environ.get("XPILER_E2E_NVCC", "1") != "0")
        for line in sys.stdin:
            asked = json.loads(line)
            case = e2e.Case(kernels[asked["file"]], tuple(asked["shape"].items()), asked["target"], pathlib.Path(asked["text"]))
            print(json.dumps(judge(case, builds)), flush=True)


if __name__ == "__main__":
    main()
