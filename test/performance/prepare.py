"""Writes translations of the suite and what times them into a folder, for a machine without xpiler.

    python3 test/performance/prepare.py FOLDER              # CUDA, for gpu.sh
    python3 test/performance/prepare.py --to vnni FOLDER    # C with AVX-512, for cpu.py --prepared FOLDER
"""

import argparse
import dataclasses
import json
import pathlib
import shutil

import suite

SCRIPTS = ("gpu.sh", "gpu_run.py", "suite.py", "resident.h")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--to", choices=("cuda", "vnni"), default="cuda")
    parser.add_argument("--filter", default="", help="only kernels whose name contains this")
    parser.add_argument("--xpiler", type=pathlib.Path, default=suite.FOLDER.parents[1] / "target/release/xpiler")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    kernels, schedules = [], {}
    for kernel in suite.load(only=options.filter, on=options.to):
        made = {}
        try:
            for how in (suite.PLANNED, suite.FLOOR):
                _, made[how] = suite.translate(options.xpiler, kernel, options.to, suite.place(options.folder, kernel, how), how)
        except suite.Failure as failure:
            print(f"FAILED {failure}", flush=True)
            continue
        print(kernel.name, flush=True)
        kernels.append(kernel)
        schedules[kernel.name] = made
    write = lambda name, what: (options.folder / name).write_text(json.dumps(what, indent=1), encoding="utf-8")  # noqa: E731
    write("manifest.json", [dataclasses.asdict(k) for k in kernels])
    write("schedules.json", schedules)
    if options.to == "cuda":
        for script in SCRIPTS:
            shutil.copy(suite.FOLDER / script, options.folder / script)
    print(f"prepared {len(kernels)} kernels in {options.folder}")


if __name__ == "__main__":
    main()
