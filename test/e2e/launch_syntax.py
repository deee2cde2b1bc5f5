"""Makes a CUDA, HIP or BANG C text acceptable to a C++ compiler.

A token-wise rewrite that keeps the lines, and leaves strings and comments alone:

* ``k<16><<<grid, block>>>(x, n)`` becomes ``xpiler_launch((k<16>), grid, block)(x, n)``;
* ``extern __shared__ float s[];`` becomes ``float *s = (float *)xpiler::dynamic_shared_memory();``;
* ``__shared__ alignas(16)`` becomes ``__shared__ __align__(16)``, which may follow a storage class.

Everything else in a text is the business of the headers in backends/emulation.
"""

import re
import sys

TOKEN = re.compile(
    r"""
      (?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
    | (?P<raw>R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
    | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    | (?P<space>\s+)
    | (?P<launch><<<|>>>)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\.?\d(?:[eEpP][+-]|[\w.'])*)
    | (?P<op>::|->|.)
    """,
    re.VERBOSE | re.DOTALL,
)

BLANK = ("comment", "space")


class LaunchError(ValueError):
    """A launch that is not understood; the message has the line."""


def tokenize(text):
    """The tokens of `text` as [kind, spelling] pairs; joined, they are the text."""
    return [[m.lastgroup if m.lastgroup != "delimiter" else "raw", m.group()] for m in TOKEN.finditer(text)]


def rewrite(text):
    """The text with launches as calls and dynamic shared memory as a pointer; the lines stay where they are."""
    tokens = tokenize(text)
    _rewrite_shared(tokens)
    opens = [i for i, t in enumerate(tokens) if t[1] == "<<<" and t[0] == "launch"]
    for position in opens:
        _rewrite_launch(tokens, position)
    return "".join(spelling for _, spelling in tokens)


def _line(tokens, position):
    return 1 + sum(spelling.count("\n") for _, spelling in tokens[:position])


def _previous(tokens, i):
    i -= 1
    while i >= 0 and tokens[i][0] in BLANK:
        i -= 1
    return i


def _next(tokens, i):
    i += 1
    while i < len(tokens) and tokens[i][0] in BLANK:
        i += 1
    return i


def _rewrite_launch(tokens, position):
    start = _callee_start(tokens, position)
    end = _config_end(tokens, position)
    callee_is_template = any(tokens[i][1] == "<" for i in range(start, position))
    tokens[start][1] = "xpiler_launch(" + ("(" if callee_is_template else "") + tokens[start][1]
    tokens[position][1] = ")," if callee_is_template else ","
    tokens[end][1] = ")"


def _callee_start(tokens, position):
    """The first token of the kernel's name before <<<: `k`, `ns::k`, `k<16, T>`, `(k)`."""
    i = _previous(tokens, position)
    if i >= 0 and tokens[i][1] in (">", ">>>", ")"):
        i = _match_back(tokens, i, position)
        if tokens[i][1] == "(":
            return i
        i = _previous(tokens, i)
    while i >= 0 and tokens[i][0] == "word":
        before = _previous(tokens, i)
        if before >= 0 and tokens[before][1] == "::":
            before_that = _previous(tokens, before)
            if before_that >= 0 and tokens[before_that][0] == "word" and tokens[before_that][1] not in ("return", "else", "do"):
                i = before_that
                continue
            return before
        return i
    raise LaunchError(f"line {_line(tokens, position)}: no kernel name before <<<")


def _match_back(tokens, i, position):
    """The bracket that tokens[i] closes; `>` counts as a bracket, `->` does not exist in template arguments."""
    depth = 0
    pairs = {">": 1, ")": 1, "]": 1, "}": 1, ">>>": 3, "<": -1, "(": -1, "[": -1, "{": -1}
    while i >= 0:
        depth += pairs.get(tokens[i][1], 0) if tokens[i][0] in ("op", "launch") else 0
        if depth == 0:
            return i
        i -= 1
    raise LaunchError(f"line {_line(tokens, position)}: unbalanced brackets before <<<")


def _config_end(tokens, position):
    depth = 0
    for i in range(position + 1, len(tokens)):
        kind, spelling = tokens[i]
        if kind == "op" and spelling in "([{":
            depth += 1
        elif kind == "op" and spelling in ")]}":
            depth -= 1
        elif kind == "launch" and spelling == ">>>" and depth == 0:
            following = _next(tokens, i)
            if following >= len(tokens) or tokens[following][1] != "(":
                raise LaunchError(f"line {_line(tokens, i)}: no argument list after >>>")
            return i
    raise LaunchError(f"line {_line(tokens, position)}: <<< without >>>")


def _rewrite_shared(tokens):
    for i, (kind, spelling) in enumerate(tokens):
        if kind != "word" or spelling != "__shared__":
            continue
        following = _next(tokens, i)
        if following < len(tokens) and tokens[following][1] == "alignas":
            tokens[following][1] = "__align__"
        before = _previous(tokens, i)
        extern = before if before >= 0 and tokens[before][1] == "extern" else None
        if extern is None and following < len(tokens) and tokens[following][1] == "extern":
            extern = following
        if extern is not None:
            _rewrite_dynamic(tokens, i, extern)


def _rewrite_dynamic(tokens, shared, extern):
    end = shared
    while end < len(tokens) and tokens[end][1] != ";":
        end += 1
    bracket = end - 1
    while bracket > shared and tokens[bracket][1] != "[":
        bracket -= 1
    name = _previous(tokens, bracket)
    if bracket == shared or tokens[name][0] != "word":
        raise LaunchError(f"line {_line(tokens, shared)}: dynamic shared memory must be an array of unknown bound")
    # Alignment says nothing here: the buffer is aligned for everything.
    i = shared + 1
    while i < name:
        if tokens[i][1] in ("__align__", "alignas", "__attribute__"):
            depth = 0
            while True:
                depth += {"(": 1, ")": -1}.get(tokens[i][1], 0)
                closing = tokens[i][1] == ")"
                if tokens[i][0] not in BLANK:
                    tokens[i][1] = ""
                i += 1
                if closing and depth == 0:
                    break
        else:
            i += 1
    element = " ".join(t[1] for t in tokens[shared + 1 : name] if t[0] not in BLANK and t[1] not in ("", "extern"))
    tokens[extern][1] = ""
    tokens[shared][1] = ""
    tokens[name][1] = f"*{tokens[name][1]} = ({element} *)xpiler::dynamic_shared_memory()"
    for k in range(bracket, end):
        if tokens[k][0] not in BLANK:
            tokens[k][1] = ""


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: launch_syntax.py FILE > REWRITTEN")
    with open(sys.argv[1], encoding="utf-8") as source:
        text = source.read()
    try:
        sys.stdout.write(f'#line 1 "{sys.argv[1]}"\n' + rewrite(text))
    except LaunchError as error:
        sys.exit(f"{sys.argv[1]}: {error}")


if __name__ == "__main__":
    main()
