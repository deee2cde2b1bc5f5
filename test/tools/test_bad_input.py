"""What xpiler does with input that is wrong, hostile or absurd: exit codes and diagnostics.

0 done and verified; 1 refuted, unknown or unsafe, nothing written; 2 bad input or usage; 3 a missing tool or a file that
cannot be written. The fixture `xpiler` looks at every run for panics, signals and runs that never end.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import pytest

GOOD = """\
__global__ void k(float *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = 2.0f * y[i];
}
"""
# One element too many: the source itself is out of bounds, so no verdict can be good.
UNSAFE = GOOD.replace("i < n", "i < n + 1")
CASE = ["--grid", "4", "--block", "32", "--shape", "y=n", "--arg", "n=100"]


def kernel(*body, before=""):
    return before + "__global__ void k(float *y, int n) {\n" + "".join(f"  {line}\n" for line in body) + "}\n"


@pytest.fixture
def run(xpiler, tmp_path):
    """`run(text, *args)` writes k.cu and translates it to HIP."""

    def translate(text, *args, to="hip", name="k.cu", **keywords):
        source = tmp_path / name
        if isinstance(text, bytes):
            source.write_bytes(text)
        elif text is not None:
            source.write_text(text, encoding="utf-8")
        return xpiler("translate", source, "--to", to, *(args or CASE), cwd=tmp_path, **keywords)

    return translate


def shows(done, code, name, line=None, text=None):
    """The exit code, the diagnostic's name, and the user's line with a mark under it."""
    assert done.code == code, done.text
    assert f"error[{name}]: " in done.err, done.text
    assert done.out == "", "nothing goes to standard output with an error"
    if line is not None:
        place = re.search(r"(?m)^ *--> (\S+):(\d+):\d+$", done.err)
        assert place and int(place[2]) == line, done.text
        assert re.search(rf"(?m)^ *{line} \|[ /]* {re.escape(text)}$", done.err), done.text
        assert re.search(r"(?m)^ *\|[ \\|]*[\^_-]*\^", done.err), done.text


# Texts


def test_good(run):
    done = run(GOOD)
    assert done.code == 0 and done.out.startswith("// k_launch: emitted by xpiler for hip\n"), done.text
    assert "verdict: identity-tested: " in done.err


TEXTS = {
    "syntax": ("parse-error", 3, kernel("int i = threadIdx.x;", "y[i] = 2.0f * ;")),
    "undeclared": ("parse-error", 2, kernel("y[0] = q;")),
    "type": ("parse-error", 2, kernel('y[0] = "text";')),
    "intrinsic": ("unknown-intrinsic", 2, kernel("y[0] = __frobnicate(y[0]);")),
    "atomic": ("unsupported-construct", 3, kernel("y[0] = 0.0f;", "atomicAdd(y, 1.0f);")),
    "shuffle": ("unsupported-construct", 2, kernel("y[0] = __shfl_down_sync(0xffff, y[0], 1);")),
    "goto": ("unsupported-construct", 3, kernel("int i = 0;", "again: y[i] = 1.0f;", "if (++i < n) goto again;")),
    "assembly": ("unsupported-construct", 2, kernel('asm volatile("nop;");', "y[0] = 1.0f;")),
    "recursion": ("unsupported-construct", 1, kernel("y[0] = f(n);", before="__device__ int f(int n) { return n < 2 ? 1 : n * f(n - 1); }\n")),
    "switch": (None, 2, kernel("switch (n) {", "case 1: y[0] = 1.0f;", "default: y[1] = 2.0f;", "}")),
}


@pytest.mark.parametrize("name, line, text", TEXTS.values(), ids=TEXTS)
def test_text(run, name, line, text):
    done = run(text)
    if name is None:  # supported or refused on its line, not dropped
        assert done.code == 0 or f"k.cu:{line}:" in done.err, done.text
        return
    shows(done, 2, name, line, text.splitlines()[line - 1])


def test_text_of_verify(xpiler, tmp_path):
    a, b = tmp_path / "a.cu", tmp_path / "b.cu"
    a.write_text(GOOD)
    b.write_text(kernel("y[0] = 2.0f * ;"))
    done = xpiler("verify", a, b, "--grid-a", "4", "--block-a", "32", "--grid-b", "4", "--block-b", "32", "--arg", "n=100")
    shows(done, 2, "parse-error", 2, "  y[0] = 2.0f * ;")
    assert f"--> {b}:2:" in done.err


def test_empty_file(run):
    shows(run(""), 2, "no-kernel")


def test_binary_file(run):
    shows(run(bytes(range(256)) * 8), 2, "not-text")


def test_nul_byte(run):
    shows(run(GOOD.replace("2.0f", "2.0f\0")), 2, "parse-error")


def test_file_of_50_megabytes(run):
    start = time.monotonic()
    shows(run("// padding\n" * 4_600_000 + GOOD), 2, "file-too-large")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        kernel("y[0] = " + "(" * 100_000 + "1.0f" + ")" * 100_000 + ";"),
        kernel("{" * 50_000 + "}" * 50_000),
        kernel("if (n > 1) " * 300 + "y[0] = 1.0f;"),
        kernel("y[0] = " + "-" * 1 + " -".join(["y[0]"] * 5000) + ";"),
        kernel("y[0] = " + " + ".join(["y[0]"] * 20_000) + ";"),
    ],
    ids=["parentheses", "braces", "ifs", "terms", "many-terms"],
)
def test_deep_nesting(run, text):
    done = run(text)
    assert done.code == 2, done.err[:2000]
    assert re.search(r"error\[(parse-error|file-too-large|unsupported-construct|parse-timeout)\]: ", done.err), done.err[:2000]


def test_file_that_includes_itself(run):
    done = run('#include "k.cu"\n' + GOOD)
    assert done.code == 2 and "k.cu:1:" in done.err, done.text


# Loops without end


@pytest.mark.parametrize(
    "line, text",
    [
        (3, kernel("int i = 0;", "while (i < n)", "  y[0] = i;")),
        (2, kernel("for (;;)", "  y[0] += 1.0f;")),
    ],
    ids=["while", "for"],
)
def test_endless_loop(run, line, text):
    start = time.monotonic()
    done = run(text)
    assert done.code == 1, done.text
    assert re.search("loop (that )?does not end", done.err), done.text
    assert time.monotonic() - start < 60
    assert re.search(rf"k\.cu:{line}:", done.err), done.text


@pytest.mark.parametrize("before", ["", "if (threadIdx.x == 0) y[0] = 1.0f;"], ids=["alone", "after-a-store"])
def test_endless_empty_loop(run, before):
    done = run(kernel(before, "while (1) {}"))
    assert done.code == 1, done.text
    assert "k.cu:3:" in done.err, done.text


# The command line


USAGE = {
    "no-geometry": ["--arg", "n=100"],
    "grid-only": ["--grid", "4", "--arg", "n=100"],
    "missing-arg": ["--grid", "4", "--block", "32", "--shape", "y=n"],
    "platform": [*CASE, "--from", "opencl"],
    "arch": [*CASE, "--arch", "sm_1"],
    "kernel": [*CASE, "--kernel", "other"],
    "unknown-flag": [*CASE, "--frob"],
    "twice": [*CASE, "--arg", "n=200"],
    "tasks-of-blocks": [*CASE, "--task-dim", "4"],
    **{f"arg-{a}": ["--grid", "4", "--block", "32", "--shape", "y=n", "--arg", a] for a in ("n", "n=", "=3", "n=ten", "n=-5", "n=99999999999999999999", "n=3000000000", "n=1e3", "m=3")},
    **{
        f"shape-{s}": ["--grid", "4", "--block", "32", "--arg", "n=100", "--shape", s]
        for s in ("y", "y=", "=n", "y=q", "y=-3", "y=n*", "y=n/0", "y=4xn", "z=n", "y=n;rm", "y=99999999999")
    },
    **{f"grid-{g}": ["--grid", g, "--block", "32", "--shape", "y=n", "--arg", "n=100"] for g in ("", "q", "1,2,3,4", "4;", "(", "99999999999", "4 //")},
}


@pytest.mark.parametrize("args", USAGE.values(), ids=[k.encode("unicode_escape").decode() for k in USAGE])
def test_usage(run, args):
    done = run(GOOD, *args)
    assert done.code == 2, done.text
    assert "error" in done.err and done.out == "", done.text


def test_what_usage_says(run):
    shows(run(GOOD, "--arg", "n=100"), 2, "no-geometry", 1, "__global__ void k(float *y, int n) {")
    assert "give --grid and --block" in run(GOOD, "--arg", "n=100").err
    assert "help: --arg n=1000" in run(GOOD, *USAGE["missing-arg"]).err
    assert "one of: cuda, hip, bang, vnni" in run(GOOD, to="opencl").err
    assert "--from cuda|hip|bang|vnni" in run(GOOD, name="k.txt").err
    assert "does not fit into 64 bits" in run(GOOD, *USAGE["arg-n=99999999999999999999"]).err
    assert "`n` cannot be 3000000000: it is an integer of 32 bits, -2147483648 to 2147483647" in run(GOOD, *USAGE["arg-n=3000000000"]).err
    assert "`n` is an integer, and 1000 is none" in run(GOOD, *USAGE["arg-n=1e3"]).err
    assert "k.cu` is read as cuda" in run(GOOD, *USAGE["tasks-of-blocks"]).err
    assert "given twice" in run(GOOD, *USAGE["twice"]).err


def test_geometry_of_another_language(run):
    text = "void k(float *y, int n) { for (int i = 0; i < n; ++i) y[i] = 1.0f; }\n"
    done = run(text, "--grid", "4", "--arg", "n=8", name="k.c")
    assert done.code == 2 and "--grid is for CUDA and HIP: " in done.err and "k.c` is read as vnni" in done.err, done.text


def test_geometry_of_both(xpiler, tmp_path):
    """`verify --grid --block --task-dim`: for the sides that take them, and refused where none does."""
    (tmp_path / "a.cu").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.mlu").write_text("#include <bang.h>\n__mlu_global__ void k(float *y, int n) { for (int i = taskId; i < n; i += taskDim) y[i] = (float)i; }\n", encoding="utf-8")
    (tmp_path / "c.c").write_text("void k(float *y, int n) { for (int i = 0; i < n; ++i) y[i] = (float)i; }\n", encoding="utf-8")
    sizes = ["--arg", "n=100", "--shape", "y=n"]
    both = ["--grid", "4", "--block", "32", "--task-dim", "3"]
    done = xpiler("verify", "a.cu", "b.mlu", *both, *sizes, cwd=tmp_path)
    assert done.code in (0, 1) and "verdict" in done.text, done.text
    for flag in ("--grid", "--task-dim"):
        done = xpiler("verify", "c.c", "c.c", flag, "4", *sizes, cwd=tmp_path)
        assert done.code == 2 and f"{flag} is for neither of `c.c` and `c.c`" in done.err, done.text


def test_truth_values(xpiler, tmp_path):
    (tmp_path / "k.cu").write_text("__global__ void k(float *y, bool twice, int n) { int i = threadIdx.x; if (i < n) y[i] = twice ? 2.0f : 1.0f; }\n", encoding="utf-8")
    for value, code in (("0", 0), ("1", 0), ("2", 2), ("-1", 2)):
        done = xpiler("translate", "k.cu", "--to", "hip", "--grid", "1", "--block", "32", "--arg", "n=20", "--arg", f"twice={value}", cwd=tmp_path)
        assert done.code == code, done.text


def test_what_one_run_did_not_read(run):
    """A buffer that is read under a condition on data alone has the length that somebody gives it."""
    text = "__global__ void k(const float *s, const float *m, float *y, int n) {\n  int i = threadIdx.x;\n  if (i < n) y[i] = m[i] > 0.5f ? s[i] : 0.0f;\n}\n"
    arguments = ["--grid", "1", "--block", "32", "--arg", "n=20"]
    done = run(text, *arguments)
    assert done.code == 1 and "say how many there are, --shape s=EXPRESSION" in done.err, done.text
    assert run(text, *arguments, "--shape", "s=n").code == 0


def test_unknown_arg(run):
    assert run(GOOD, *CASE, "--arg", "alpha=3").code == 2


def test_empty_grid(run):
    done = run(GOOD, "--grid", "0", *CASE[2:])
    assert done.code in (1, 2) and "internal" not in done.err, done.text


def test_nothing_to_compare(run):
    assert run(GOOD, *CASE[:-1], "n=0").code != 0


@pytest.mark.parametrize("command", ["$(touch pwned)", "`touch pwned`", "4; touch pwned", "4 | touch pwned", "4 && touch pwned", '4)); system("touch pwned"); dim3 q((4', "4\ntouch pwned"])
@pytest.mark.parametrize("flag", ["--grid", "--block", "--shape"])
def test_shell_metacharacters(run, tmp_path, flag, command):
    args = dict(zip(CASE[::2], CASE[1::2]))
    args[flag] = f"y={command}" if flag == "--shape" else command
    done = run(GOOD, *[w for pair in args.items() for w in pair])
    shows(done, 2, "bad-shape" if flag == "--shape" else "bad-geometry")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["k.cu"]


def test_names_with_metacharacters(run, tmp_path):
    name = "a b;$(touch pwned) -o 'x'.cu"
    done = run(GOOD, *CASE, "-o", "out $x;.hip", name=name)
    assert done.code == 0, done.text
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "out $x;.hip"])


def test_bare(xpiler):
    for args in ([], ["translate"], ["verify", "a.cu"], ["frob"]):
        assert xpiler(*args).code == 2
    assert xpiler("--help").code == 0 and xpiler("--version").code == 0


# Files and tools


def test_missing_and_directory(run, tmp_path):
    shows(run(None, *CASE, name="nothing.cu"), 2, "no-such-file")
    (tmp_path / "folder.cu").mkdir()
    shows(run(None, *CASE, name="folder.cu"), 2, "no-such-file")


@pytest.mark.parametrize("flag", ["-o", "--report"])
@pytest.mark.parametrize("where", ["no/such/folder/out", "k.cu/out", "/proc/out", "folder"])
def test_output_that_cannot_be_written(run, tmp_path, flag, where):
    (tmp_path / "folder").mkdir()
    done = run(GOOD, *CASE, flag, where)
    shows(done, 3, "not-written")
    assert done.err == run(GOOD, *CASE, flag, where).err, "same input, same words"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "k.cu"]


def mounted(mount, *command, env=None):
    """Runs a command where the mounts of `mount` hold, for itself alone."""
    script = f'{mount} && exec "$@"'
    return subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", *map(str, command)], capture_output=True, text=True, env=env, timeout=120, check=False)


def can_mount():
    return shutil.which("unshare") is not None and mounted("true", "true").returncode == 0


@pytest.mark.skipif(not can_mount(), reason="needs unshare and root")
def test_read_only_folder(xpiler, tmp_path):
    (tmp_path / "ro").mkdir()
    (tmp_path / "k.cu").write_text(GOOD)
    done = mounted(f"mount -t tmpfs -o ro none {tmp_path}/ro", xpiler.path, "translate", tmp_path / "k.cu", "--to", "hip", *CASE, "-o", tmp_path / "ro/out.hip")
    assert done.returncode == 3 and "error[not-written]: " in done.stderr, done.stderr


@pytest.mark.skipif(not can_mount(), reason="needs unshare and root")
def test_no_clang(xpiler, tmp_path):
    """clang-22 is looked for in PATH and in Debian's folder."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "k.cu").write_text(GOOD)
    hide = f"mount --bind {tmp_path}/empty /usr/lib/llvm-22/bin && PATH=/nonexistent"
    done = mounted(hide, xpiler.path, "translate", tmp_path / "k.cu", "--to", "hip", *CASE)
    assert done.returncode == 3, done.stderr
    assert "error[no-clang]: clang-22 was not found" in done.stderr and "install" in done.stderr
    assert "panicked" not in done.stderr and done.stdout == ""


def test_no_path(run):
    """Debian's folder does without PATH."""
    assert run(GOOD, env={"PATH": "/nonexistent"}).code in (0, 3)
    assert run(GOOD, env={}).code in (0, 3)


@pytest.mark.parametrize("fake", ["garbage", "#!/no/such/interpreter\n"])
def test_clang_that_cannot_run(run, tmp_path, fake):
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin/clang-22"
    tool.write_text(fake)
    tool.chmod(0o755)
    shows(run(GOOD, env={"PATH": str(tmp_path / "bin")}), 3, "no-clang")


def test_clang_that_hangs(run, tmp_path):
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin/clang-22"
    tool.write_text("#!/bin/sh\nexec sleep 60\n")
    tool.chmod(0o755)
    start = time.monotonic()
    shows(run(GOOD, env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}), 2, "parse-timeout")
    assert time.monotonic() - start < 30


def test_no_temporary_folder(run):
    shows(run(GOOD, env={**os.environ, "TMPDIR": "/nonexistent"}), 3, "temporary-file")


# What is written, and when


def test_bad_verdict_leaves_the_output(run, tmp_path):
    out = tmp_path / "out.hip"
    done = run(UNSAFE, *CASE, "-o", out)
    assert done.code == 1 and "nothing was written" in done.err and not out.exists(), done.text
    shows(done, 1, "verdict", 4, "    y[i] = 2.0f * y[i];")
    out.write_text("old content")
    assert run(UNSAFE, *CASE, "-o", out).code == 1
    assert out.read_text() == "old content"
    done = run(UNSAFE)
    assert done.code == 1 and done.out == ""
    assert run("nonsense", *CASE, "-o", out).code == 2
    assert out.read_text() == "old content"


def test_unverified(run, tmp_path):
    out, report = tmp_path / "out.hip", tmp_path / "report.json"
    done = run(UNSAFE, *CASE, "-o", out, "--unverified", "--report", report)
    assert done.code == 1 and "error[verdict]: " in done.err, done.text
    assert "nothing was written" not in done.err
    assert out.read_text().startswith("// k_launch: emitted by xpiler for hip\n")
    assert json.loads(report.read_text())["verdict"] == "unknown"
    done = run(UNSAFE, *CASE, "--unverified")
    assert done.code == 1 and done.out == out.read_text()


def test_report_of_a_bad_verdict(run, tmp_path):
    report = tmp_path / "report.json"
    assert run(UNSAFE, *CASE, "--report", report, "-o", tmp_path / "out.hip").code == 1
    said = json.loads(report.read_text())
    assert said["verdict"] == "unknown" and said["safety"]["source"] == "unsafe"


def test_output_over_the_input(run, tmp_path):
    source = tmp_path / "k.cu"
    for flag in ("-o", "--report"):
        done = run(GOOD, *CASE, flag, source)
        assert done.code == 2 and "would overwrite the source" in done.err, done.text
        assert source.read_text() == GOOD


def without_times(value):
    if isinstance(value, dict):
        return {k: without_times(v) for k, v in value.items() if k not in ("seconds", "machine")}
    return [without_times(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("to", ["cuda", "hip", "bang", "vnni"])
@pytest.mark.parametrize("text", [GOOD, UNSAFE], ids=["good", "unsafe"])
def test_same_bytes(run, tmp_path, to, text):
    out, report, seen = tmp_path / "out", tmp_path / "report.json", []
    for _ in range(2):
        done = run(text, *CASE, "-o", out, "--report", report, "--unverified", to=to)
        keys = list(json.loads(report.read_text()))
        seen.append((out.read_bytes(), keys, without_times(json.loads(report.read_text())), done.err, done.code))
    assert seen[0] == seen[1]


def members(session):
    """Processes of a session that still run."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] not in "ZX":
                found.append(int(folder.name))
    return found


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
def test_killed_midway(xpiler, tmp_path, how):
    source, folder = tmp_path / "k.cu", tmp_path / "out"
    source.write_text(GOOD)
    folder.mkdir()
    command = [xpiler.path, "translate", source, "--to", "hip", *CASE, "-o", folder / "out.hip", "--report", folder / "report.json"]
    subprocess.run(command, capture_output=True, check=True)
    whole = (folder / "out.hip").read_text()
    (folder / "report.json").unlink()
    for step in range(12):
        (folder / "out.hip").write_text("old content")
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(0.01 + 0.05 * step)
        child.send_signal(how)
        child.wait()
        assert (folder / "out.hip").read_text() in ("old content", whole)
        if (folder / "report.json").exists():
            json.loads((folder / "report.json").read_text())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda s: s.name)
def test_killed_leaves_no_process(xpiler, tmp_path, how):
    source = tmp_path / "k.cu"
    source.write_text(kernel("int i = 0;", "while (i < n) for (int j = 0; j < 1000; ++j) y[j % n] += 1.0f;"))
    child = subprocess.Popen([xpiler.path, "translate", source, "--to", "hip", *CASE], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(2)
    assert child.poll() is None and members(child.pid), "the kernel runs in a process of its own"
    child.send_signal(how)
    child.wait()
    time.sleep(0.5)
    left = members(child.pid)
    for process in left:  # ours: they are of the session that this test started
        os.kill(process, signal.SIGKILL)
    assert not left
