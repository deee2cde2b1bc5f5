"""Schedules on paper: `xpiler schedule` prints one, `translate --schedule` replays it, `report.json` holds it."""

import json
import pathlib

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "tools/schedule.schema.json").read_text(encoding="utf-8"))
PLATFORMS = {"cuda": "cu", "hip": "hip", "bang": "mlu", "vnni": "c"}

KERNEL = """\
__global__ void k(const float *x, float *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = 2.0f * x[i];
}
"""
CASE = ["--grid", "4", "--block", "32", "--shape", "x=n", "--shape", "y=n", "--arg", "n=100"]
GEMM = (ROOT / "test/performance/gemm.cu").read_text(encoding="utf-8")
GEMM_CASE = ["--grid", "(N + 15) / 16, (M + 15) / 16", "--block", "16, 16"]
GEMM_CASE += [w for s in ("A=M*K", "B=K*N", "C=M*N") for w in ("--shape", s)] + [w for n in "MNK" for w in ("--arg", f"{n}=9")]


@pytest.fixture
def run(xpiler, tmp_path):
    """`run(schedule, to)` replays a schedule's text on KERNEL."""

    def replay(text, to="cuda", *args):
        (tmp_path / "k.cu").write_text(KERNEL, encoding="utf-8")
        file = tmp_path / "schedule"
        if isinstance(text, bytes):
            file.write_bytes(text)
        else:
            file.write_text(text, encoding="utf-8")
        return xpiler("translate", "k.cu", "--to", to, *CASE, "--schedule", "schedule", "-o", "out", *args, cwd=tmp_path)

    return replay


def test_a_schedule_says_what_it_rounds(xpiler, tmp_path):
    """A step that rounds says so itself; that it may is for whoever replays it to say."""
    (tmp_path / "k.cu").write_text(GEMM, encoding="utf-8")
    case = ["--to", "cuda", *[word.replace("=9", "=70") for word in GEMM_CASE]]
    planned = xpiler("translate", "k.cu", *case, "--allow", "tf32", cwd=tmp_path)
    assert planned.code == 0 and "wmma::__float_to_tf32" in planned.out and "permission used: tf32" in planned.err, planned.text
    written = xpiler("schedule", "k.cu", *case, "--allow", "tf32", "-o", "schedule", cwd=tmp_path)
    assert written.code == 0 and "tensorize{platform=cuda arch=sm_80 allow=tf32}" in (tmp_path / "schedule").read_text(encoding="utf-8"), written.text
    replayed = xpiler("translate", "k.cu", *case, "--schedule", "schedule", "--allow", "tf32", cwd=tmp_path)
    assert replayed.code == 0 and replayed.out == planned.out, replayed.text
    refused(xpiler("translate", "k.cu", *case, "--schedule", "schedule", "-o", "out", cwd=tmp_path), tmp_path, "computes in a narrower type", "--allow tf32", code=1)
    unplanned = xpiler("translate", "k.cu", *case, cwd=tmp_path)
    assert unplanned.code == 0 and "tf32" not in unplanned.text, unplanned.text


def refused(done, folder, *words, code=2):
    assert done.code == code and "error[" in done.err, done.text
    assert not (folder / "out").exists() and done.out == "", "nothing is written"
    for word in words:
        assert word in done.err, f"{word}\n{done.err}"


@pytest.mark.parametrize("to", PLATFORMS)
@pytest.mark.parametrize("kernel, case, form", [(KERNEL, CASE, "text"), (KERNEL, CASE, "json"), (GEMM, GEMM_CASE, "json")], ids=["text", "json", "gemm"])
def test_replay_gives_the_planners_bytes(xpiler, tmp_path, to, kernel, case, form):
    source, report = tmp_path / "k.cu", tmp_path / "report.json"
    source.write_text(kernel, encoding="utf-8")
    planned = xpiler("translate", source, "--to", to, *case, "--report", report)
    assert planned.code == 0, planned.text
    said = json.loads(report.read_text(encoding="utf-8"))
    file = tmp_path / "schedule"
    written = xpiler("schedule", source, "--to", to, *case, "--format", form, "-o", file)
    assert written.code == 0 and written.out == "", written.text
    printed = file.read_text(encoding="utf-8")
    if form == "json":
        assert json.loads(printed) == said["schedule"]
        jsonschema.validate(said["schedule"], SCHEMA)
    else:
        assert printed == said["pipeline"] + "\n"
        assert xpiler("schedule", source, "--to", to, *case).out == printed
    replayed = xpiler("translate", source, "--to", to, *case, "--schedule", file, "--report", report)
    assert replayed.code == 0 and replayed.out == planned.out, replayed.text
    again = json.loads(report.read_text(encoding="utf-8"))
    assert (again["schedule"], again["pipeline"]) == (said["schedule"], said["pipeline"])


def test_a_schedule_is_one_proposal(run, tmp_path):
    """The planner would have found another one."""
    refused(run("loop-fuse,loop-bounds,canonicalize,cse,mark-parallel,lower-to-simt{block=2048}"), tmp_path, "resource-limit", code=1)


def test_by_hand(run, tmp_path):
    text = """
      loop-fuse, loop-bounds, any(canonicalize, cse),
      mark-parallel,
      lower-to-simt{ platform=cuda  block=64 }
    """
    assert run(text).code == 0
    assert "dim3(64, 1, 1)" in (tmp_path / "out").read_text(encoding="utf-8")
    steps = [{"pass": "any(canonicalize,cse)"}, {"pass": "lower-to-simt", "options": {"block": 64}}]
    jsonschema.validate({"version": 1, "steps": steps}, SCHEMA)
    assert run(json.dumps({"version": 1, "steps": steps})).code == 0


def test_hints_to_the_cache(run, tmp_path):
    ahead = "loop-fuse,loop-bounds,canonicalize,cse,unique-names,prefetch{loop=i buffer=x distance=16},mark-parallel,"
    done = run(ahead + "lower-to-x86", "vnni")
    written = (tmp_path / "out").read_text(encoding="utf-8")
    assert done.code == 0 and "_mm_prefetch((const char *)&x[i + 16], _MM_HINT_T0);\n" in written, done.text + written
    assert "#include <immintrin.h>" in written
    (tmp_path / "out").unlink()
    refused(run(ahead + "lower-to-simt"), tmp_path, "only C with AVX-512 has hints to the cache")


def test_another_platform(run, tmp_path):
    said = {"version": 1, "platform": "hip", "arch": "gfx90a", "steps": [{"pass": "lower-to-simt"}]}
    refused(run(json.dumps(said)), tmp_path, "for the platform `hip`, --to says `cuda`")
    refused(run(json.dumps(said), "hip", "--arch", "gfx942"), tmp_path, "for the architecture `gfx90a`, --arch says `gfx942`")
    refused(run("lower-to-cluster"), tmp_path, "does not lower to cuda")
    refused(run("canonicalize"), tmp_path, "does not lower to cuda")


def test_the_schedules_architecture_is_the_default(run, tmp_path):
    said = {"version": 1, "platform": "cuda", "arch": "sm_90", "steps": [{"pass": "lower-to-cuda"}]}
    done = run(json.dumps(said), "cuda", "--report", tmp_path / "report.json")
    assert done.code == 0, done.text
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["target"]["arch"] == "sm_90"


def test_a_step_that_refuses(run, tmp_path):
    done = run("canonicalize,lower-to-simt{block=0}")
    refused(done, tmp_path, "`block` is a number of threads, not 0", "in step 2 of the schedule, `lower-to-simt{block=0}`")
    # The reason points into the kernel.
    done = run("lower-to-simt,lower-to-simt")
    refused(done, tmp_path, "k.cu:1:1", "__global__ void k(const float *x", "in step 2 of the schedule")


def test_what_does_not_exist(run, tmp_path):
    done = run("cse,lower-to-smt{block=64}")
    refused(done, tmp_path, "step 2: there is no pass `lower-to-smt`", "do you mean `lower-to-simt`", "mark-parallel")
    done = run("cse,any(cse,lower-to-simt{blok=64})")
    refused(done, tmp_path, "step 2: `lower-to-simt` has no option `blok`", "do you mean `block`?", "its options: platform, block")
    refused(run("lower-to-simt{block=lots}"), tmp_path, "`block` of `lower-to-simt` is an integer")
    # Passes of MLIR that read files or print are none of a schedule's.
    refused(run("print-ir"), tmp_path, "there is no pass `print-ir` for schedules")


def test_where_it_cannot_be_read(run, tmp_path):
    done = run("cse,\nlower-to-simt{block}")
    refused(done, tmp_path, "--> schedule:2:20", "2 | lower-to-simt{block}", "`=` is expected, not `}`")
    done = run('{"version": 1,\n "steps": [{"pass": "cse", "options": {"a": 1.5}}]}')
    refused(done, tmp_path, "--> schedule:2:", "an integer of 64 bits")


HOSTILE = {
    "empty": "",
    "spaces": " \n\t",
    "nul": "cse\0,lower-to-simt",
    "nul-in-json": '{"version":1,"steps":[{"pass":"cse","options":{"a":"\\u0000"}}]}',
    "nul-name": '{"version":1,"platform":"cu\\u0000da","steps":[{"pass":"lower-to-simt"}]}',
    "nul-arch": '{"version":1,"platform":"cuda","arch":"\\u0000","steps":[{"pass":"lower-to-simt"}]}',
    "arch": '{"version":1,"arch":"../../etc","steps":[{"pass":"lower-to-simt"}]}',
    "deep-json": '{"version":1,"steps":' + "[" * 200_000,
    "deep-options": '{"version":1,"steps":[{"pass":"cse","options":' + '{"a":' * 100_000,
    "deep-text": "any(" * 200_000,
    "deep-pass": json.dumps({"version": 1, "steps": [{"pass": "any(" * 200_000}]}),
    "float": '{"version":1,"steps":[{"pass":"lower-to-simt","options":{"block":1e308}}]}',
    "number": '{"version":1,"steps":[{"pass":"lower-to-simt","options":{"block":%s}}]}' % ("9" * 100_000),
    "number-in-text": "lower-to-simt{block=%s}" % ("9" * 100_000),
    "minimum": "lower-to-simt{block=-9223372036854775808}",
    "steps": ",".join(["cse"] * 200_000),
    "no-steps": '{"version":1,"steps":[]}',
    "no-version": '{"steps":[]}',
    "version": '{"version":4294967296,"steps":[]}',
    "array": "[]",
    "two": '{"version":1,"steps":[{"pass":"lower-to-simt"}]} {}',
    "twice": '{"version":1,"version":1,"steps":[{"pass":"lower-to-simt"}]}',
    "quotes": "lower-to-simt{platform='cuda'}",
    "brace": "lower-to-simt{platform={cuda}}",
    "platform": "lower-to-simt{platform=cuda,block=3}",
    "shell": "$(touch pwned)",
    "not-utf-8": b"\xff\xfe\x00c",
    "metasyntax": "cse)lower-to-simt,builtin.module(cse",
    "order": "loop-recovery{order=sideways},lower-to-simt",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile(run, tmp_path, text):
    """The fixture `xpiler` sees panics, signals and runs that never end."""
    done = run(text)
    refused(done, tmp_path, code=2)
    assert "internal" not in done.err, done.err[:2000]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["k.cu", "schedule"]


def test_size(run, tmp_path):
    refused(run(" " * (1 << 20) + "cse"), tmp_path, "file-too-large", "a schedule has at most 1048576")
    assert run("lower-to-simt" + " " * ((1 << 20) - 13)).code == 0


def test_no_schedule_for_what_does_not_verify(xpiler, tmp_path):
    source = tmp_path / "k.cu"
    source.write_text(KERNEL.replace("i < n", "i < n + 1"), encoding="utf-8")
    done = xpiler("schedule", source, "--to", "hip", *CASE, "-o", tmp_path / "out")
    refused(done, tmp_path, "no schedule gives a verified translation", code=1)


def test_missing_files(xpiler, tmp_path):
    source = tmp_path / "k.cu"
    source.write_text(KERNEL, encoding="utf-8")
    done = xpiler("translate", source, "--to", "cuda", *CASE, "--schedule", tmp_path / "none")
    assert done.code == 2 and "no-such-file" in done.err, done.text
    done = xpiler("schedule", source, "--to", "cuda", *CASE, "-o", source)
    assert done.code == 2 and "would overwrite the source" in done.err, done.text


def test_the_schema_refuses():
    """What the schema says is what is read."""
    schema = jsonschema.Draft202012Validator(SCHEMA)
    good = {"version": 1, "platform": "cuda", "steps": [{"pass": "loop-split", "options": {"loop": "k", "factor": 32}}]}
    assert schema.is_valid(good)
    for bad in [{**good, "version": 2}, {**good, "steps": []}, {**good, "frob": 1}, {**good, "platform": "opencl"},
                {**good, "steps": [{"pass": "cse,cse"}]}, {**good, "steps": [{"pass": "cse", "options": {"a": 1.5}}]},
                {**good, "steps": [{"pass": "cse", "options": {"a": "b c"}}]}, {**good, "steps": ["cse"]}]:
        assert not schema.is_valid(bad), bad
