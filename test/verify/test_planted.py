"""Bugs planted in emitted texts, one a test: each must be refuted, with a witness and a line of a text.

The kernels of the corpus are translated, the emitted text is changed in one line, and `xpiler verify SOURCE MUTANT`
is asked. The patterns are exact about what they hit: where the printer's words change, the test says that its pattern
is gone. Barriers are taken from emitted texts and from the corpus's own.

What verification is known to miss is marked with the reason, and the mark must go when the gap does.
"""

import pathlib
import re
from dataclasses import dataclass

import corpus
import pytest

EXTENSION = {"cuda": ".cu", "hip": ".hip", "bang": ".mlu", "vnni": ".c"}
KERNELS = {k.stem: k for k in corpus.load("cuda")}


@dataclass(frozen=True)
class Plant:
    """`find` (a regular expression) must match `of` times in the emitted text; match `nth` becomes `put`.

    `shape`: extents to verify at where the manifest's awkward ones hide the bug."""

    kind: str
    kernel: str
    target: str
    find: str
    put: str
    of: int = 1
    nth: int = 1
    missed: str = ""
    shape: dict | None = None

    def mutate(self, text):
        found = list(re.finditer(self.find, text))
        if len(found) != self.of:
            pytest.fail(f"the pattern {self.find!r} matches {len(found)} times, not {self.of}, in the text for {self.target}:\n{text}", pytrace=False)
        match = found[self.nth - 1]
        mutant = text[: match.start()] + match.expand(self.put) + text[match.end() :]
        assert mutant != text
        return mutant


def plants():
    """All of them. `P` has one target, `each` several with one pattern."""
    found = []

    def P(kind, kernel, target, find, put, of=1, nth=1, missed="", shape=None):
        found.append(Plant(kind, kernel, target, find, put, of, nth, missed, shape))

    def each(kind, kernel, targets, find, put, of=1, nth=1, missed=""):
        for target in targets.split():
            P(kind, kernel, target, find, put, of, nth, missed)

    kind = "index"
    each(kind, "gemm", "cuda hip", r"= B\[(\w+) \+ N \* (\w+) \+ (\w+)\]", r"= B[\1 + K * \3 + \2]")
    each(kind, "gemm", "cuda hip", r"= A\[(\w+) \+ K \* ", r"= A[\1 + N * ")
    P(kind, "gemm", "cuda", r"\* B_tile\[(\w+)\]\[k_i\]\[(\w+) \+ (\w+)\]", r"* B_tile[\1][\3][\2 + k_i]")
    # Which lane holds what: of the tiles, and of the sums.
    P(kind, "gemm", "hip", r"k_i_o \* 4 \+ \(unsigned\)(\w+) / 16u", r"k_i_o * 4 + (unsigned)\1 % 4u")
    P(kind, "gemm", "hip", r"= \(unsigned\)(\w+) / 16u \* 4;", r"= (unsigned)\1 / 16u;")
    P(kind, "gemm", "hip", r"= acc\[0\]\[(\w+)\]\[2\];", r"= acc[0][\1][1];")
    P(kind, "gemm", "cuda", r"B \+ \((\w+) \+ N \* (\w+) \+ (\w+)\), 4", r"B + (\1 + K * \3 + \2), 4")
    P(kind, "gemm", "cuda", r"k_o / 16 % 2", "(k_o / 16 + 1) % 2")
    P(kind, "gemm", "cuda", r" = acc\[(\w+)\]\[(\w+)\];", r" = acc[\2][\1];")
    P(kind, "gemm", "bang", r"A \+ row_o \* K,", "A + row_o * M,")
    P(kind, "gemm", "bang", r"A \+ \(row_o \* K \+ k_o \+ 128\)", "A + (row_o * K + k_o)")
    P(kind, "gemm", "bang", r"B \+ \(k_o \* N \+ N \* 128 \+ col_o\)", "B + (k_o * N + K * 128 + col_o)")
    for nth in (1, 2):
        P(kind, "gemm", "bang", r"(GDRAM2NRAM, 128 \* sizeof\(float\)), K \*", r"\1, N *", 2, nth)
    P(kind, "gemm", "bang", r"k_o / 128 % 2", "(k_o / 128 + 1) % 2")
    P(kind, "gemm", "vnni", r"A\[\(row_o \+ 3\) \* K \+ k\]", "A[(row_o + 2) * K + k]")
    P(kind, "gemm", "vnni", r"A\[(\(\w+ \+ \w+\)) \* K \+ (k_tail)\]", r"A[\2 * M + \1]")
    P(kind, "gemm", "vnni", r"loadu_ps\(B \+ \((\w+) \+ col_o\)\)", r"loadu_ps(B + (\1 + row_o))")
    P(kind, "gemm", "vnni", r"\(C \+ \((\w+) \+ (\w+)\), acc_13\)", r"(C + (\1 + \2 + 16), acc_13)")
    each(kind, "depthwise_conv", "cuda bang vnni", r"w\[(\w+) \* 9 \+ i \* 3 \+ j\]", r"w[\1 * 9 + j * 3 + i]")
    each(kind, "avgpool2d", "hip bang vnni", r"idx % out_w;", "idx % out_h;")
    P(kind, "maxpool2d", "cuda", r"top \+ dy\)", "top + dx)")
    P(kind, "softmax", "bang", r"= row \* cols;", "= row * rows;")
    P(kind, "add", "vnni", r"loadu_ps\(mask, y \+ i\)", "loadu_ps(mask, y + i / 2)")
    P(kind, "softmax_block", "hip", r"blockIdx.x \* cols", "blockIdx.x * (cols - 1)")
    P(kind, "add", "bang", r"i = taskId;", "i = taskId + 1;")
    P(kind, "gemm_tiled", "hip", r"B_tile\[(\w+)\]\[(\w+) \* 16 \+", r"B_tile[\1 ^ 1][\2 * 16 +")

    # Each barrier in turn.
    kind = "barrier"
    for target in ("cuda", "hip"):
        for kernel, barriers in (("softmax_block", 5), ("gemv", 2), ("layernorm", 5), ("gemm", 3 if target == "hip" else 2)):
            for nth in range(1, barriers + 1):
                P(kind, kernel, target, r"__syncthreads\(\);", "", barriers, nth)

    # What waits for asynchronous copies, and for fills beside them.
    for nth in (1, 2, 3):
        P("sync", "gemm", "bang", r"__sync\(\);", "", 3, nth)
    P("sync", "gemm", "cuda", r"__pipeline_wait_prior\(0\);", "")
    P("sync", "gemm", "cuda", r"__pipeline_wait_prior\(0\);", "__pipeline_wait_prior(1);")
    # The first group would wait with the second.
    P("sync", "gemm", "cuda", r"__pipeline_commit\(\);", "", 2, 2)

    # Iterations that depend on each other, made parallel.
    kind = "parallel"
    for kernel, loop in (("gemm", r"( +)for \(int k = 0;"), ("softmax", r"( +)for \(int j = 0;")):
        P(kind, kernel, "vnni", loop, r"\1#pragma omp parallel for\n\g<0>")

    kind = "count"
    P(kind, "add", "bang", r"__bang_add\((\w+, \w+, \w+), len\)", r"__bang_add(\1, len - 1)")
    P(kind, "add", "bang", r"__bang_add\((\w+, \w+, \w+), len\)", r"__bang_add(\1, len * sizeof(float))")
    P(kind, "add", "bang", r"len \* sizeof\(float\), GDRAM2NRAM", "len, GDRAM2NRAM", 2, 2)
    P(kind, "add", "bang", r"len \* sizeof\(float\), NRAM2GDRAM", "len, NRAM2GDRAM")
    P(kind, "add", "bang", r"len \* sizeof\(float\), NRAM2GDRAM", "1024 * sizeof(float), NRAM2GDRAM")
    P(kind, "add", "bang", r"float (\w+)\[1024\];", r"float \1[512];", 2, 1)
    P(kind, "softmax", "bang", r"__bang_sum\((\w+), (\w+)\)", r"__bang_sum(\1, \2 - 1)")
    P(kind, "softmax_block", "bang", r"write_value\(sum, 128,", "write_value(sum, 64,")
    P(kind, "gemm", "bang", r"weights, 64, 128, 64\)", "weights, 64, 64, 64)")
    P(kind, "gemm", "bang", r"weights, 64, 128, 64\)", "weights, 32, 128, 64)")
    P(kind, "gemm", "bang", r"128, 64\);\n", r"64, 128);\n", 2, 1)
    P(kind, "gemm", "bang", r"8192 \* sizeof\(float\), NRAM2WRAM", "8192, NRAM2WRAM")
    P(kind, "gemm", "bang", r"part\[0\]\[0\], 4096\)", "part[0][0], 2048)")
    P(kind, "gemm", "bang", r"(NRAM2GDRAM, N \* .*) - 1\)", r"\1)")
    P(kind, "gemm", "bang", r"(NRAM2GDRAM, N \* .*) - 1\)", r"\1 - 2)")
    P(kind, "rmsnorm", "bang", r"(w \+ \w+), (\w+) \* sizeof", r"\1, (\2 - 1) * sizeof")
    for target, name in (("cuda", "cuda"), ("hip", "hip"), ("bang", "cnrt")):
        P(kind, "add", target, rf"{name}Memcpy\(d_y, (.*)sizeof\(float\) \* ", rf"{name}Memcpy(d_y, \1")
        P(kind, "add", target, rf"{name}Malloc\(\(void \*\*\)&d_x, sizeof\(float\) \* ", f"{name}Malloc((void **)&d_x, ")
    P(kind, "softmax", "vnni", r"1u << len\)", "1u << (len / 2))")
    P(kind, "gemm_tiled", "hip", r"t_i_o < 8;", "t_i_o < 7;")
    P(kind, "gemm_tiled", "vnni", r"t < K; \+\+t", "t < K - 1; ++t")

    kind = "operands"
    P(kind, "softmax", "vnni", r"_mm512_sub_ps\((\w+), (\w+)\)", r"_mm512_sub_ps(\2, \1)")
    P(kind, "softmax", "vnni", r"_mm512_div_ps\((\w+), (\w+)\)", r"_mm512_div_ps(\2, \1)")
    P(kind, "sigmoid", "vnni", r"_mm512_div_ps\((\w+), (\w+)\)", r"_mm512_div_ps(\2, \1)")
    each(kind, "softmax", "cuda hip", r"expf\((\S+) - peak\)", r"expf(peak - \1)")
    P(kind, "softmax", "bang", r"1\.0f / total", "total / 1.0f")
    each(kind, "layernorm", "cuda hip", r"\((x\[\w+\]) - (mean\w*)\)", r"(\2 - \1)")
    P(kind, "layernorm", "bang", r"-1\.0f / \(float\)dim", "1.0f / (float)dim")
    each(kind, "rmsnorm", "cuda bang vnni", r"ss / \(float\)hidden", "(float)hidden / ss")
    each(kind, "avgpool2d", "hip bang vnni", r"\(w_end - (\w+)\)", r"(\1 - w_end)")

    kind = "tail"
    P(kind, "add", "vnni", r"\(\(1u << len\) - 1u\)", "0xffff")
    P(kind, "add", "vnni", r"i < n; i \+= 16", "i < n - 15; i += 16")
    P(kind, "sigmoid", "vnni", r"i < n; i \+= 16", "i < n / 16 * 16; i += 16")
    each(kind, "add", "cuda hip", r"\(n \+ 1023\) / 1024, 1", "n / 1024, 1")
    P(kind, "add", "bang", r"\(n \+ 1023\) / 1024", "n / 1024")
    P(kind, "sigmoid", "bang", r"\(n \+ 1023\) / 1024", "n / 1024")
    each(kind, "gemm", "cuda hip", r"\(N \+ \w+\) / 64", "N / 64")
    each(kind, "gemm", "cuda hip", r"min\(N - (\w+), 64\)", "64")
    P(kind, "gemm", "cuda", r"< min\((\w+) - (\w+), 4\)", "< 4", 2, 2)
    P(kind, "gemm", "hip", r"< min\((\w+) - (\w+), 16\)", "< 16")
    P(kind, "gemm", "vnni", r"= N / 32 \* 32", "= (N + 31) / 32 * 32")
    P(kind, "gemm", "vnni", r"(\w+) < 32 \? \1 : 32", "32", 2, 1)
    P(kind, "gemm", "vnni", r"(\w+) < 8 \? \1 : 8", "8")
    P(kind, "gemm", "vnni", r"row_o_tail < M;", "row_o_tail < M - 8;")
    # A row that is copied too far reaches into the next one, which only the last row does not have.
    for nth in (1, 2, 3, 4, 5, 6):
        P(kind, "gemm", "bang", r"(\w+) < 64 \? \1 : 64", "64", 6, nth, shape={"M": 61, "N": 53, "K": 97} if nth == 1 else None)
    P(kind, "gemm", "bang", r"(\w+) < 128 \? \1 : 128", "128", 2, 1, shape={"M": 61, "N": 53, "K": 97})
    P(kind, "gemm", "bang", r"(\w+) < 128 \? \1 : 128", "128", 2, 2)
    P(kind, "gemm", "bang", r"if \((\w+) < K\)", r"if (\1 < K - 128)")
    each(kind, "gemm_tiled", "cuda bang hip", r"t_o < K; t_o \+= (\d+)", r"t_o + \1 <= K; t_o += \1")
    P(kind, "gemv", "vnni", r"j < n; j \+= 128", "j + 128 <= n; j += 128")
    P(kind, "gemv", "bang", r"j < n; j \+= 128", "j + 128 <= n; j += 128")

    # The maximum of softmax is only a shift: without its last element the function is the same until it overflows.
    kind = "maximum"
    each(kind, "softmax", "cuda hip", r"j_o < cols; j_o \+= 256\)", "j_o < cols - 256; j_o += 256)")
    P(kind, "softmax", "vnni", r"j < cols; j \+= 16\)", "j < cols - 16; j += 16)")
    P(kind, "softmax", "bang", r"__bang_max\((\w+), (\w+), (\w+)\)", r"__bang_max(\1, \2, \3 - 1)")
    each(kind, "softmax_block", "cuda hip", r"c < cols; c \+= 128\)", "c < cols - 1; c += 128)")
    each(kind, "softmax_block", "cuda hip bang vnni", r"int s = 64;", "int s = 32;")
    each(kind, "maxpool2d", "cuda hip", r"dx < window; ", "dx < window - 1; ")
    each(kind, "maxpool2d", "hip bang vnni", r"dy < window; ", "dy < window - 1; ")
    P(kind, "maxpool2d", "bang", r"__bang_max\((\w+), (\w+), (\w+)\)", r"__bang_max(\1, \2, \3 - 1)")
    P(kind, "maxpool2d", "vnni", r"1u << len\)", "1u << (len - 1))")

    kind = "buffer"
    P(kind, "add", "bang", r"__bang_add\((\w+), (\w+), (\w+), len\)", r"__bang_add(\1, \2, \2, len)")
    each(kind, "add", "cuda hip", r"v0\.z \+ v1\.z", "v0.z + v0.z")
    P(kind, "add", "vnni", r"_mm512_add_ps\((\w+), (\w+)\)", r"_mm512_add_ps(\1, \1)")
    each(kind, "layernorm", "cuda hip", r"beta\[(\w+)\]", r"gamma[\1]")
    P(kind, "layernorm", "bang", r", beta \+ ", ", gamma + ")
    P(kind, "rmsnorm", "bang", r"w \+ i_1", "x + i_1")
    each(kind, "gemm", "cuda hip", r"\(d_A, d_B, d_C,", "(d_B, d_A, d_C,")
    P(kind, "gemm", "bang", r"\(d_A, d_B, d_C,", "(d_B, d_A, d_C,")
    P(kind, "gemm_tiled", "hip", r"f32\((A_tile.*?\]\[\w+\]), (B_tile.*\]), acc", r"f32(\2, \1, acc")
    P(kind, "softmax", "vnni", r"loadu_ps\((\w+), y \+ ", r"loadu_ps(\1, x + ")

    kind = "initial"
    each(kind, "softmax", "cuda bang vnni", r"float total = 0\.0f", "float total = 1.0f")
    each(kind, "softmax", "cuda hip bang vnni", r"float peak = -INFINITY", "float peak = 0.0f")
    P(kind, "softmax_block", "hip", r"-3\.4028235e\+38f", "0.0f")
    P(kind, "softmax_block", "bang", r"-3\.4028235e\+38f", "0.0f")
    # What pads a tile meets the other tile's zeros: only what no zero silences shows.
    P(kind, "gemm", "bang", r"write_value\((&acc.*), 0\.0f\)", r"write_value(\1, 1.0f)")
    P(kind, "gemm", "bang", r"__bang_write_value\(&acc.*", "")
    for buffer in ("A_tile", "B_tile"):
        # Of the first tile, then of the next one.
        for nth, shape in ((1, {"M": 61, "N": 53, "K": 97}), (2, None)):
            P(kind, "gemm", "bang", rf"write_value\((&{buffer}.*), 0\.0f\)", r"write_value(\1, INFINITY)", 2, nth, shape=shape)
            P(kind, "gemm", "bang", rf"__bang_write_value\(&{buffer}.*", "", 2, nth, shape=shape)
    for nth in (1, 2, 3):
        P(kind, "gemm", "vnni", r"set1_ps\(0\.0f\)", "set1_ps(1.0f)", 3, nth)
    P(kind, "gemm", "cuda", r"acc\[(\w+)\]\[(\w+)\] = 0\.0f;", ";")
    P(kind, "gemm", "hip", r"acc\[0\]\[(\w+)\]\[3\] = 0\.0f;", ";")
    for buffer in ("A_tile", "B_tile"):
        P(kind, "gemm", "hip", rf"({buffer}\[\w+\]\[\w+\]) = 0\.0f;", r"\1 = INFINITY;")
        for nth, shape in ((1, {"M": 61, "N": 53, "K": 13}), (2, None)):
            P(kind, "gemm", "cuda", rf"({buffer}\[\w+\]\[\w+\]\[\w+\]) = 0\.0f;", r"\1 = INFINITY;", 2, nth, shape=shape)
    each(kind, "maxpool2d", "cuda hip bang vnni", r"float best = .*;", "float best = 0.0f;")
    each(kind, "layernorm", "cuda hip", r"(?m)^  partial = 0\.0f;", "")

    kind = "copy"
    for target, name in (("cuda", "cuda"), ("hip", "hip"), ("bang", "cnrt")):
        back = "DevToHost" if target == "bang" else "DeviceToHost"
        P(kind, "add", target, rf"if \(err == \w+\) err = {name}Memcpy\(z, .*{back}\);", "")
        P(kind, "gelu", target, rf"if \(err == \w+\) err = {name}Memcpy\(d_x, .*;", "")
        P(kind, "gemm", target, rf"if \(err == \w+\) err = {name}Memcpy\(d_B, .*;", "")
    P(kind, "add", "bang", r"__memcpy\(z .*NRAM2GDRAM\);", "")
    P(kind, "softmax", "bang", r"__memcpy\(y .*NRAM2GDRAM\);", "", 2, 1)
    P(kind, "gemm", "bang", r"__memcpy\(C .*;", "")
    for nth in (1, 2):
        P(kind, "gemm", "bang", r"__memcpy\(&.*GDRAM2NRAM.*;", "", 2, nth)
        P(kind, "gemm", "bang", r"__memcpy_async\(.*;", "", 2, nth)
    P(kind, "rmsnorm", "bang", r"__memcpy\(.*, w .*GDRAM2NRAM\);", "")
    P(kind, "gemm_tiled", "bang", r"__memcpy\(C .*NRAM2GDRAM.*;", "")
    P(kind, "add", "vnni", r"_mm512_mask_storeu_ps\(z .*;", "")
    P(kind, "gemm", "vnni", r"_mm512_mask_storeu_ps\(C .*;", "", 2, 1)
    P(kind, "gemm", "vnni", r"_mm512_mask_storeu_ps\(C .*;", "", 2, 2)
    P(kind, "gemm", "vnni", r"_mm512_storeu_ps\(C .*;", "", 16, 16)

    kind = "guard"
    each(kind, "add", "cuda hip", r"(\w+) < n\) \{\n( +)z\[", r"\1 < n - 1) {\n\2z[")
    each(kind, "add", "cuda hip", r"\+ 3 < n\)", "+ 2 < n)")
    P(kind, "gemm", "cuda", r"if \((\w+) < (\w+) && (\w+) < (\w+)\) \{\n( *for)", r"if (\1 < \2 - 4 && \3 < \4) {\n\5")
    # A strip of sixteen rows or of one column that is left out.
    columns = r"if \((\w+) < (\w+) && (\w+) < (min\(N - \w+, 64\))\) \{"
    P(kind, "gemm", "hip", columns, r"if (\1 < \2 - 16 && \3 < \4) {")
    P(kind, "gemm", "hip", columns, r"if (\1 < \2 && \3 < \4 - 1) {")
    # Of the first tile, the last row is what cannot be read too far; there is one where it is the only tile.
    for buffer, put in (("B_tile", r"if (\1) {\n\4"), ("A_tile", r"if (\1 && \2 <= \3) {\n\4")):
        bounds = r"if \((\w+) && (\w+) < (\w+)\) \{\n"
        P(kind, "gemm", "hip", rf"{bounds}( *{buffer})", put)
        P(kind, "gemm", "cuda", rf"{bounds}( *{buffer})", put, shape={"M": 61, "N": 53, "K": 13})
        P(kind, "gemm", "cuda", rf"{bounds}( *__pipeline_memcpy_async\(&{buffer})", put)
        # Of groups, where they are whole.
        group = r"if \((\w+) && (\w+) < (\w+) && (\w) % 4 == 0\) \{\n"
        whole = {"M": 61, "N": 52, "K": 12}
        P(kind, "gemm", "cuda", rf"{group}( *\*reinterpret_cast<float4 \*>\(&{buffer})", r"if (\1 && \4 % 4 == 0) {\n\5", shape=whole)
        P(kind, "gemm", "hip", rf"{group}( *\*reinterpret_cast<float4 \*>\(&{buffer})", r"if (\2 < \3 && \4 % 4 == 0) {\n\5", shape=whole)
    each(kind, "sign", "hip bang vnni", r"pos < len\)", "pos < len - 1)")
    each(kind, "sign", "cuda bang", r"pos < len\)", "pos <= len)")
    each(kind, "depthwise_conv", "cuda hip bang vnni", r"q >= W", "q > W")
    each(kind, "depthwise_conv", "hip vnni", r"r < 0", "r <= 0")
    each(kind, "relu", "cuda hip", r"\+ 3 < \(int\)count\)", "+ 2 < (int)count)")
    P(kind, "relu", "bang", r"\(count \+ 1023\) / 1024", "count / 1024")
    P(kind, "relu", "vnni", r"gid < \(int\)count;", "gid < (int)count - 16;")
    P(kind, "gemm_tiled", "hip", r"&& (\w+) < (\w+)\) \{\n( +)A_tile", r"&& \1 <= \2) {\n\3A_tile")
    each(kind, "softmax_block", "bang vnni", r"= cols - c;", "= cols - c - 1;")

    kind = "operator"
    each(kind, "relu", "cuda hip", r"fmaxf\(v0\.y", "fminf(v0.y")
    P(kind, "relu", "bang", "__bang_maxeq_scalar", "__bang_mineq_scalar")
    P(kind, "relu", "vnni", "_mm512_max_ps", "_mm512_min_ps")
    each(kind, "sign", "cuda hip bang vnni", r"v < 0\.0f", "v <= 0.0f")
    each(kind, "sign", "hip vnni", r"v > 0\.0f", "v >= 0.0f")
    P(kind, "softmax", "vnni", "_mm512_reduce_add_ps", "_mm512_reduce_max_ps")
    P(kind, "gemm", "vnni", r"_mm512_fmadd_ps\(v1,", "_mm512_fmsub_ps(v1,", 2, 1)
    P(kind, "gemm", "vnni", r"_mm512_fmadd_ps(.*acc_15)", r"_mm512_fnmadd_ps\1")
    P(kind, "gemm", "cuda", r"\] \+= A_tile", "] -= A_tile")
    P(kind, "gemm", "hip", r"mfma_f32_16x16x4f32\(A_tile", "mfma_f32_16x16x4f32(-A_tile")
    P(kind, "gemm", "bang", "__bang_add", "__bang_sub")
    P(kind, "gelu", "bang", r"__bang_mul\(", "__bang_add(")
    each(kind, "maxpool2d", "cuda hip", r"v > best\)", "v < best)")
    P(kind, "softmax", "bang", "__bang_pow2", "__bang_recip")

    kind = "constant"
    each(kind, "gelu", "cuda hip", r"0\.70710677f", "0.70170677f", 5, 3)
    each(kind, "gelu", "bang vnni", r"0\.70710677f", "0.70170677f")
    P(kind, "gelu", "hip", r"0\.5f", "0.05f", 5, 5)
    each(kind, "gelu", "bang vnni", r"0\.5f", "0.05f")
    P(kind, "sigmoid", "bang", r"1\.442695f", "1.422695f")
    P(kind, "softmax", "bang", r"1\.442695f", "1.422695f")
    each(kind, "layernorm", "cuda bang", r"1e-05f", "1e-03f")
    each(kind, "rmsnorm", "hip bang vnni", r"1e-06f", "1e-05f")
    P(kind, "sign", "bang", r"-1\.0f", "1.0f")
    each(kind, "sign", "hip vnni", r"\+ 2048;", "+ 2049;")
    return found


PLANTS = plants()


def case(kernel, shape=None):
    """Extents and scalars: those given, or the second shape of the manifest, the awkward one."""
    words = [w for p in kernel.buffers for w in ("--shape", f"{p.name}={p.extent}")]
    return words + [w for name, value in (shape or kernel.shapes[1]).items() for w in ("--arg", f"{name}={value}")]


def geometry(kernel, side=""):
    return [word for option, value in kernel.launch.items() for word in (f"--{option}{side}", value)]


@pytest.fixture(scope="session")
def emitted(xpiler, tmp_path_factory):
    """The text of a kernel for a target, and the file it is in."""
    folder, done = tmp_path_factory.mktemp("emitted"), {}

    def text(stem, target):
        if (stem, target) not in done:
            kernel, path = KERNELS[stem], folder / f"{stem}{EXTENSION[target]}"
            source = corpus.FOLDER / kernel.file
            run = xpiler("translate", source, "--to", target, "-o", path, "--kernel", kernel.function, *geometry(kernel), *case(kernel))
            assert run.code == 0, run.text
            done[stem, target] = path
        return done[stem, target]

    return text


def verify(xpiler, kernel, text, shape=None):
    source = corpus.FOLDER / kernel.file
    names = ["--kernel-a", kernel.function, "--kernel-b", kernel.launch_name]
    return xpiler("verify", source, text, *names, *geometry(kernel, "-a"), *case(kernel, shape))


def is_refuted(done, texts, missed=""):
    """Exit code 1, the word, a witness, and a line of one of the texts under its name."""
    if missed and done.code == 0:
        pytest.xfail(missed)
    assert done.code == 1, f"exit code {done.code}\n{done.text}"
    assert not missed, f"this is no gap any more, take its mark away: {missed}"
    assert re.search(r"error\[verdict\]: (refuted|unsafe): ", done.err), done.text
    assert "= inputs: " in done.err, done.text
    place = re.search(r"(?m)^ *(?:-->|= at) (.+):(\d+):\d+$", done.err)
    assert place, done.text
    if place[1] == "-":
        pytest.xfail("refuted, but the line is that of an intrinsic's row, not of a text")
    path, number = pathlib.Path(place[1]), int(place[2])
    assert path in texts, done.text
    line = path.read_text(encoding="utf-8").splitlines()[number - 1]
    assert f"{number} | {line}" in done.err, done.text


def parameters(plants):
    """pytest's parameters, named by what they are; several of a kind are numbered."""
    order, named = {}, []
    for plant in plants:
        same = order.setdefault((plant.kind, plant.kernel, plant.target), [])
        same.append(plant)
    for same in order.values():
        for number, plant in enumerate(same, 1):
            name = f"{plant.kind}-{plant.kernel}-{plant.target}" + (f"-{number}" if len(same) > 1 else "")
            named.append(pytest.param(plant, id=name))
    return named


@pytest.mark.sampled(3)
@pytest.mark.parametrize("plant", parameters(PLANTS))
def test_planted(xpiler, emitted, tmp_path, plant):
    kernel = KERNELS[plant.kernel]
    mutant = tmp_path / f"mutant{EXTENSION[plant.target]}"
    mutant.write_text(plant.mutate(emitted(plant.kernel, plant.target).read_text(encoding="utf-8")), encoding="utf-8")
    is_refuted(verify(xpiler, kernel, mutant, plant.shape), [mutant, corpus.FOLDER / kernel.file], plant.missed)


def as_hip(text):
    """A CUDA text of the corpus in HIP's words."""
    return re.sub(r"\bcuda(?=[A-Z])", "hip", text).replace("<cuda_runtime.h>", "<hip/hip_runtime.h>")


# In the corpus's own text.
SOURCE_BARRIERS = [
    Plant("barrier", "gemm_tiled", target, r"__syncthreads\(\);", "", 2, nth)
    for target in ("cuda", "hip")
    for nth in (1, 2)
]


@pytest.mark.parametrize("plant", parameters(SOURCE_BARRIERS))
def test_barrier_of_a_source(xpiler, tmp_path, plant):
    kernel = KERNELS[plant.kernel]
    text = kernel.text if plant.target == "cuda" else as_hip(kernel.text)
    whole, mutant = (tmp_path / f"{name}{EXTENSION[plant.target]}" for name in ("whole", "mutant"))
    whole.write_text(text, encoding="utf-8")
    assert verify(xpiler, kernel, whole).code == 0
    mutant.write_text(plant.mutate(text), encoding="utf-8")
    is_refuted(verify(xpiler, kernel, mutant, plant.shape), [mutant, corpus.FOLDER / kernel.file], plant.missed)


@pytest.mark.parametrize("stem, target", sorted({(p.kernel, p.target) for p in PLANTS}))
def test_unchanged(xpiler, emitted, stem, target):
    done = verify(xpiler, KERNELS[stem], emitted(stem, target))
    assert done.code == 0, done.text
    assert "verdict: identity-tested: " in done.out, done.text


def test_every_class_has_two_kernels_or_targets():
    for kind in {p.kind for p in PLANTS}:
        assert len({(p.kernel, p.target) for p in PLANTS if p.kind == kind}) >= 2, kind
