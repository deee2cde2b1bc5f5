"""Times prepared CUDA translations against PyTorch: python3 gpu_run.py FOLDER RESULT.json. See gpu.sh.

Every result is compared with the operator's definition before it is timed. What counts is the time on the device, data there already:
launches are recorded in a CUDA graph, which runs between two events; both sides the same way. TF32 is off.
"""

import concurrent.futures
import ctypes
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import torch
import torch.nn.functional as F

import suite

SAME, OWN = "PyTorch, same layouts", "PyTorch, own layouts"
REPEATS = 50
NVCC = os.environ.get("NVCC", "nvcc")


def compile_text(home, kernel, how, arch):
    place = how.replace(" ", "-")
    source, library = home / f"{place}.cu", home / f"{place}.so"
    source.write_text(suite.driver(kernel, f"{place}/text.cu"), encoding="utf-8")
    flags = [f"-arch={arch}", "-O3", "-std=c++17", "--default-stream", "per-thread", "-shared", "-Xcompiler", "-fPIC", f"-I{suite.FOLDER}"]
    done = subprocess.run([NVCC, *flags, source, "-o", library], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise suite.Failure(f"{kernel.name}: {how}: {done.stderr.strip()}")
    return ctypes.CDLL(str(library))


def launches_for(seconds):
    """How many launches make a measurement of some milliseconds."""
    return int(np.clip(4e-3 / max(seconds, 1e-7), 1, 200))


def time_text(kernel, library):
    made = suite.buffers(kernel)
    arguments = [ctypes.c_void_p(made[p["name"]].ctypes.data) if "extent" in p else ctypes.c_int(kernel.args[p["name"]]) for p in kernel.params]
    status = getattr(library, kernel.launch_name)(*arguments)
    if status != 0:
        raise suite.Failure(f"{kernel.name}: the launch function returned {status}")
    suite.check(kernel, made, "translation")

    def run(launches, repeats):
        milliseconds = (ctypes.c_float * repeats)()
        status = library.xp_time(milliseconds, launches, repeats, *arguments)
        if status != 0:
            raise suite.Failure(f"{kernel.name}: timing failed with {status}")
        return float(np.median(milliseconds)) * 1e-3

    return run(launches_for(run(1, 5)), REPEATS)


def operation(kernel, made, own):
    """The operator in PyTorch: a function without arguments.

    With `own` layouts the tensors lie as is best for PyTorch.
    """
    t = {name: torch.from_numpy(v).cuda() for name, v in made.items()}
    a = kernel.args
    if kernel.name == "gemm":
        x, w, out = t["A"].view(a["M"], a["K"]), t["B"].view(a["K"], a["N"]), torch.empty(a["M"], a["N"], device="cuda")
        return lambda: torch.mm(x, w, out=out)
    if kernel.name.startswith(("gemm_u8s8", "gemm_s8s8")):
        # PyTorch has s8 x s8 alone: the same amount of work.
        x = t["A"].view(a["M"], a["K"]).to(torch.int8)
        w = t["B"].view(a["K"], a["N"]) if kernel.name.endswith("_kn") else t["B"].view(a["N"], a["K"]).t()
        w = w.t().contiguous().t() if own else w
        return lambda: torch._int_mm(x, w)
    if kernel.name == "conv2d":
        layout = torch.channels_last if own else torch.contiguous_format
        x, w = (v.contiguous(memory_format=layout) for v in (t["x"].view(1, 64, 58, 58), t["w"].view(64, 64, 3, 3)))
        return lambda: F.conv2d(x, w)
    if kernel.name == "softmax":
        x = t["x"].view(a["rows"], a["cols"])
        return lambda: F.softmax(x, 1)
    if kernel.name == "layernorm":
        x, scale, shift = t["x"].view(a["rows"], a["cols"]), t["scale"], t["shift"]
        return lambda: F.layer_norm(x, (a["cols"],), scale, shift, 1e-5)
    if kernel.name == "maxpool2d":
        x = t["x"].view(1, 56, 56, 64).permute(0, 3, 1, 2)
        x = x.contiguous() if own else x
        return lambda: F.max_pool2d(x, 3, 2)
    if kernel.name.startswith("attention"):
        q, k, v = (t[n].view(1, a["heads"], -1, a["d"]) for n in "qkv")
        return lambda: F.scaled_dot_product_attention(q, k, v)
    raise suite.Failure(f"{kernel.name} has no counterpart here")


def time_rival(kernel, own):
    made = suite.buffers(kernel)
    if kernel.name.startswith("gemm_u8s8"):
        made["A"] &= 127
    run = operation(kernel, made, own)
    result = run()
    if kernel.name == "maxpool2d":
        result = result.permute(0, 2, 3, 1)
    [output] = [p["name"] for p in kernel.params if p.get("dir") == "out"]
    made[output] = result.contiguous().cpu().numpy().ravel()
    suite.check(kernel, made, "PyTorch", slack=10)

    def timed(launches, repeats):
        stream = torch.cuda.Stream()
        with torch.cuda.stream(stream):
            for _ in range(3):
                run()
        stream.synchronize()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=stream):
            for _ in range(launches):
                run()
        seconds = []
        with torch.cuda.stream(stream):
            for i in range(-2, repeats):
                begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
                begin.record()
                graph.replay()
                end.record()
                end.synchronize()
                if i >= 0:
                    seconds.append(begin.elapsed_time(end) * 1e-3 / launches)
        return float(np.median(seconds))

    return timed(launches_for(timed(1, 5)), REPEATS)


def main():
    folder, output = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    arch = "sm_{}{}".format(*torch.cuda.get_device_capability())
    kernels = suite.load(folder / "manifest.json")
    schedules = json.loads((folder / "schedules.json").read_text(encoding="utf-8"))
    pool = concurrent.futures.ThreadPoolExecutor()
    ways = [(k, how) for k in kernels for how in (suite.PLANNED, suite.FLOOR)]
    libraries = {(k.name, how): pool.submit(compile_text, folder / k.name, k, how, arch) for k, how in ways}

    def measure(kernel):
        seconds = {how: time_text(kernel, libraries[kernel.name, how].result()) for how in (suite.PLANNED, suite.FLOOR)}
        seconds |= {name: time_rival(kernel, own) for name, own in ((SAME, False), (OWN, True))}
        return {"seconds": seconds, "schedules": schedules[kernel.name]}

    rows, failures = suite.rows(kernels, measure)
    nvcc = subprocess.run([NVCC, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[-2]
    machine = {"processor": torch.cuda.get_device_name(), "compiler": f"{nvcc.split(',', 1)[-1].strip()}, -arch={arch} -O3",
               "library": f"PyTorch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}, TF32 off"}
    result = {"machine": machine, "columns": [suite.PLANNED, suite.FLOOR, SAME, OWN], "rows": rows}
    return suite.finish(result, failures, output)


if __name__ == "__main__":
    sys.exit(main())
