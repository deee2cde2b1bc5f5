"""Mutated kernels: whatever stands in a text, xpiler ends in time, without a panic or a signal, with one of its exit codes.

    python3 test/fuzz/mutate.py --seconds 600 --seed 1 -o findings

Texts are kernels of the corpus with tokens left out, doubled, exchanged between kernels, or put in the place of others; numbers become extreme ones. Every
text is translated to one of the platforms, and written whatever the verdict is: the frontend, raising, the planner, the lowering, the printer and verification. Findings are written with
the command that shows them; the exit code is 1 if there are any.
"""

import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "test/kernels"))
import corpus  # noqa: E402

PLATFORMS = ("cuda", "hip", "bang", "vnni")
TOKEN = re.compile(r"[A-Za-z_]\w*|0x[0-9a-fA-F]+|\d+\.?\d*(?:e[+-]?\d+)?[fuUlL]*|<<<|>>>|<<=|>>=|[-+*/%&|^<>=!]=|\+\+|--|&&|\|\||<<|>>|->|::|\s+|.", re.S)
NUMBERS = ("0", "1", "-1", "2147483647", "-2147483648", "4294967295u", "9223372036854775807", "1e38f", "0.0f", "-0.0f", "1e-45f", "7", "1 << 31")
INSERTS = ("const", "return;", "break;", "continue;", "{", "}", "(", ")", ";", "if (n > 0)", "else", "for (;;)", "while (1)", "__syncthreads();", "*", "&", "[0]", "goto x;", "int q;", "int z[0];",
           "float w[1 << 20];", "unsigned char", "(char)", "switch (n) { case 0: break; }", "?", ":", ",", "\\", "#", "\0", "é", "template <class T>", "struct S { int a; };", "union { int i; float f; } u;",
           "asm(\"\");", "__shared__ float sh[64];", "static", "extern", "auto", "sizeof(int)", "threadIdx.x", "blockDim.y", "taskId")
SECONDS = 60


def mutate(text, others, rng):
    tokens = TOKEN.findall(text)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
        at = rng.randrange(len(tokens))
        kind = rng.randrange(8)
        if kind == 0:
            del tokens[at : at + rng.choice((1, 1, 2, 5))]
        elif kind == 1:
            tokens[at:at] = tokens[at : at + rng.choice((1, 3, 8))]
        elif kind == 2:
            tokens[at] = rng.choice(tokens)
        elif kind == 3:
            numbers = [i for i, t in enumerate(tokens) if t[0].isdigit()]
            if numbers:
                tokens[rng.choice(numbers)] = rng.choice(NUMBERS)
        elif kind == 4:
            tokens.insert(at, " " + rng.choice(INSERTS) + " ")
        elif kind == 5:
            other = TOKEN.findall(rng.choice(others))
            start = rng.randrange(len(other))
            tokens[at:at] = other[start : start + rng.choice((3, 10, 30))]
        elif kind == 6:
            names = [i for i, t in enumerate(tokens) if t.isidentifier()]
            tokens[rng.choice(names)] = tokens[rng.choice(names)]
        else:
            to = rng.randrange(len(tokens))
            tokens[at], tokens[to] = tokens[to], tokens[at]
        if not tokens:
            return text
    return "".join(tokens)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=pathlib.Path, default=pathlib.Path("findings"))
    options = parser.parse_args()
    xpiler = os.environ.get("XPILER", str(ROOT / "target/debug/xpiler"))
    rng = random.Random(options.seed)
    kernels = corpus.load()
    texts = [(corpus.FOLDER / k.file).read_text(encoding="utf-8") for k in kernels]
    print(f"seed {options.seed}, {len(kernels)} kernels")
    end, runs, found, codes = time.monotonic() + options.seconds, 0, 0, {}
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            n = rng.randrange(len(kernels))
            kernel, text = kernels[n], mutate(texts[n], texts, rng)
            source = pathlib.Path(folder) / pathlib.Path(kernel.file).name
            source.write_text(text, encoding="utf-8")
            shape = rng.choice(kernel.shapes)
            command = [xpiler, "translate", source, "--to", rng.choice(PLATFORMS), "--unverified", "-o", pathlib.Path(folder) / "out"]
            command += [w for option, value in kernel.launch.items() for w in (f"--{option.replace('_', '-')}", value)]
            command += [w for p in kernel.buffers for w in ("--shape", f"{p.name}={p.extent}")]
            command += [w for name, value in shape.items() for w in ("--arg", f"{name}={value}")]
            try:
                done = subprocess.run([str(c) for c in command], capture_output=True, timeout=SECONDS)
                bad = done.returncode not in (0, 1, 2) or b"panicked" in done.stderr or b"error[internal]" in done.stderr
                words, code = done.stderr[-2000:].decode(errors="replace"), done.returncode
            except subprocess.TimeoutExpired:
                bad, words, code = True, f"no end after {SECONDS} s", "timeout"
            runs += 1
            codes[code] = codes.get(code, 0) + 1
            if bad:
                found += 1
                where = options.out / f"{options.seed}-{runs}{source.suffix}"
                options.out.mkdir(parents=True, exist_ok=True)
                where.write_text(text, encoding="utf-8")
                shown = " ".join(f"'{c}'" for c in [*command[:2], where, *command[3:]])
                where.with_suffix(where.suffix + ".txt").write_text(f"{shown}\nexit {code}\n{words}\n", encoding="utf-8")
                print(f"{where}: exit {code}: {words.strip().splitlines()[0][:160] if words.strip() else ''}", flush=True)
    print(f"{runs} texts, exit codes {dict(sorted(codes.items(), key=str))}, {found} findings")
    return found > 0


if __name__ == "__main__":
    sys.exit(main())
