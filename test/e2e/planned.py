"""What the planner makes of the operators that matter: tiles, staged memory, parallel bindings, the target's tensor intrinsics.

Each pattern must be found in the text for the kernel's first shape; e2e.py asks, and whether the text is right, too.
"""

import re

SHARED = r"__shared__ (__align__\(\d+\) )?float \w+"
SIMT_TILES = [SHARED + r"\[\d+\]\[\d+\]", r"float \w+\[\d\]\[\d\];", r"__syncthreads\(\)", r"blockIdx\.y", r"threadIdx\.y"]
ASYNC_TILES = [*SIMT_TILES, r"__shared__ __align__\(16\) float \w+_tile\[2\]", r"__pipeline_memcpy_async\(.*, 16\);", r"__pipeline_wait_prior\(0\)"]
MATRIX_CORES = [r"floatx4 \w+\[\d\]\[\d\];", SHARED + r"_tile\[\d+\]\[\d+\]", r"= __builtin_amdgcn_mfma_f32_16x16x4f32\(", r"__syncthreads\(\)", r"blockIdx\.y", r"threadIdx\.y"]
SIMT_ROWS = [r"__shared__ float \w+_part\[[48]\]", r"__syncthreads\(\)", r"blockIdx\.x", r"threadIdx\.x", r"__shfl_xor(_sync)?\("]
INTEGER_ROWS = [r"__shared__ int \w+_part\[[48]\]", *SIMT_ROWS[1:]]
# Both products of attention, and what is between them, in one block.
CHAIN = [r"__shared__ float p\[\d+\]\[48\]", r"__syncthreads\(\)", r"blockIdx\.x", r"threadIdx\.y"]
X86_TILES = [r"#pragma omp parallel for", r"__m512 \w+_7 = ", r"_mm512_fmadd_ps\(", r"_mm512_storeu_ps\("]
X86_ROWS = [r"#pragma omp parallel for", r"_mm512_maskz_loadu_ps", r"_mm512_reduce_max_ps", r"_ZGVeN16v_expf\("]
MATRIX_UNIT = [r"taskId", r"__nram__ float \w+_tile\[2\](\[\d+\])+", r"__wram__", r"__memcpy_async\(.*GDRAM2NRAM", r"__bang_reshape_filter", r"__bang_matmul", r"__sync\(\)"]
VECTOR_UNIT = [r"taskId", r"__nram__ float", r"__memcpy\(.*GDRAM2NRAM", r"__bang_\w+\("]

FOUR_AT_ONCE = [r"const float4 v0 = \*reinterpret_cast<const float4 \*>\(&", r"\*reinterpret_cast<float4 \*>\(&\w+\[t0\]\) = make_float4\("]

# By file in CUDA C: operators have several.
EXPECTED = {
    ("gemm", "cuda"): ASYNC_TILES,
    ("gemm", "hip"): [*MATRIX_CORES, r"\*reinterpret_cast<float4 \*>\(&\w+_tile"],
    ("gemm", "bang"): MATRIX_UNIT,
    ("gemm", "vnni"): X86_TILES,
    # Tiles of shared memory are undone first.
    ("gemm_tiled", "cuda"): ASYNC_TILES,
    ("gemm_tiled", "hip"): MATRIX_CORES,
    ("gemm_tiled", "bang"): MATRIX_UNIT,
    ("gemm_tiled", "vnni"): X86_TILES,
    ("gemv_s8", "cuda"): [*INTEGER_ROWS, r"__dp4a\("],
    ("gemv_s8", "hip"): [*INTEGER_ROWS, r"__builtin_amdgcn_sdot4\("],
    ("conv2d", "cuda"): SIMT_TILES,
    ("conv2d", "hip"): MATRIX_CORES,
    ("conv2d", "bang"): MATRIX_UNIT,
    ("conv2d", "vnni"): X86_TILES,
    **{(name, target): FOUR_AT_ONCE for name in ("add", "gelu", "relu", "sigmoid") for target in ("cuda", "hip")},
    ("softmax", "cuda"): SIMT_ROWS,
    ("softmax", "hip"): SIMT_ROWS,
    ("softmax", "bang"): [*VECTOR_UNIT, r"__bang_max\(", r"__bang_pow2\(", r"__bang_sum\("],
    ("softmax", "vnni"): X86_ROWS,
    ("attention", "cuda"): [*CHAIN, r"float4 \*>\(&", r"__shfl_xor_sync\("],
    ("attention", "hip"): [*CHAIN, r"= __builtin_amdgcn_mfma_f32_16x16x4f32\(p\[", r"__shfl_xor\("],
    ("attention", "bang"): [*VECTOR_UNIT, r"__bang_mul\(", r"__bang_sum\(", r"__bang_pow2\("],
    ("attention", "vnni"): [r"#pragma omp parallel for", r"_mm512_fmadd_ps\(", r"_mm512_reduce_add_ps"],
    ("maxpool2d", "vnni"): [r"#pragma omp parallel for"],
    ("maxpool2d", "cuda"): [r"blockIdx\.x", r"threadIdx\.x"],
    ("maxpool2d", "hip"): [r"blockIdx\.x", r"threadIdx\.x"],
    ("maxpool2d", "bang"): [r"taskId"],
}


def expects(kernel, target):
    """The patterns for a kernel and a target."""
    return EXPECTED.get((kernel.stem, target), []) if kernel.language == "cuda" else []


def missing(case, text):
    """The patterns that are not found."""
    if case.args != case.kernel.shapes[0]:
        return []
    return [pattern for pattern in expects(case.kernel, case.target) if not re.search(pattern, text)]
