"""CUDA and HIP on the CPU: right kernels pass under both schedules, their bad twins are caught."""

import numpy as np
import pytest
import toolchains
from emulation_case import F32, assert_noticed, assert_reported, assert_right, execute, replaced

RNG = np.random.default_rng(7)

HOST = """
extern "C" int launch(const float *x, float *y, int n) {
  float *dx, *dy;
  cudaMalloc(&dx, n * sizeof(float));
  cudaMalloc((void **)&dy, %(out)s * sizeof(float));
  cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);
  %(launch)s;
  cudaMemcpy(y, dy, %(out)s * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(dx);
  cudaFree(dy);
  return cudaGetLastError();
}
"""

REVERSE_IN_BLOCK = """
#include <cuda_runtime.h>
__global__ void flip(const float *x, float *y, int n) {
  __shared__ float tile[64];
  int t = threadIdx.x;
  tile[t] = x[blockIdx.x * 64 + t];
  __syncthreads();
  y[blockIdx.x * 64 + t] = tile[63 - t];
}
""" + HOST % {"out": "n", "launch": "flip<<<n / 64, 64>>>(dx, dy, n)"}

SUM = """
#include <cuda_runtime.h>
template <int BLOCK>
__global__ void sum(const float *x, float *y, int n) {
  __shared__ float part[BLOCK / 32];
  int i = blockIdx.x * BLOCK + threadIdx.x;
  float v = i < n ? x[i] : 0.0f;
  for (int d = 16; d > 0; d /= 2) v += __shfl_down_sync(0xffffffffu, v, d);
  if (threadIdx.x % 32 == 0) part[threadIdx.x / 32] = v;
  __syncthreads();
  if (threadIdx.x < 32) {
    v = threadIdx.x < BLOCK / 32 ? part[threadIdx.x] : 0.0f;
    for (int d = 16; d > 0; d /= 2) v += __shfl_xor_sync(0xffffffffu, v, d);
    if (threadIdx.x == 0) atomicAdd(y, v);
  }
}
""" + HOST % {"out": "1", "launch": "cudaMemset(dy, 0, 4); sum<128><<<(n + 127) / 128, 128>>>(dx, dy, n)"}

DYNAMIC = """
#include <cuda_runtime.h>
__global__ void tree(const float *x, float *y, int n) {
  extern __shared__ float s[];
  int t = threadIdx.x;
  s[t] = t < n ? x[t] : 0.0f;
  for (int d = blockDim.x / 2; d > 0; d /= 2) {
    __syncthreads();
    if (t < d) s[t] += s[t + d];
  }
  if (t == 0) y[0] = s[0];
}
""" + HOST % {"out": "1", "launch": "tree<<<1, 128, 128 * sizeof(float)>>>(dx, dy, n)"}

WMMA = """
#include <cuda_fp16.h>
#include <mma.h>
using namespace nvcuda;
__global__ void mm(const float *x, float *y, int n) {
  __shared__ __align__(32) half a[256], b[256];
  for (int i = threadIdx.x; i < 256; i += 32) {
    a[i] = __float2half(x[i]);
    b[i] = __float2half(x[256 + i]);
  }
  __syncthreads();
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major> fb;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> acc;
  wmma::fill_fragment(acc, 0.0f);
  wmma::load_matrix_sync(fa, a, 16);
  wmma::load_matrix_sync(fb, b, 16);
  wmma::mma_sync(acc, fa, fb, acc);
  wmma::store_matrix_sync(y, acc, 16, wmma::mem_row_major);
}
""" + HOST % {"out": "256", "launch": "mm<<<1, 32>>>(dx, dy, n)"}


def gpu(tmp_path, text, n, out, **options):
    x = RNG.standard_normal(n).astype(F32)
    y = np.full(out, np.nan, F32)
    return x, execute(tmp_path, "cuda", text, "launch", [("x", x), ("y", y), ("n", ("int32", n))], ["y"], **options)


def flipped(x):
    return {"y": x.reshape(-1, 64)[:, ::-1].ravel()}


def total(x):
    return {"y": [x.sum(dtype=np.float64)]}


@pytest.mark.parametrize("sanitize", [False, True])
def test_shared_memory(tmp_path, sanitize):
    x, results = gpu(tmp_path, REVERSE_IN_BLOCK, 640, 640, sanitize=sanitize)
    assert_right(results, flipped(x))


def test_missing_syncthreads_bad(tmp_path):
    x, results = gpu(tmp_path, replaced(REVERSE_IN_BLOCK, "__syncthreads();", ""), 640, 640)
    assert_noticed(results, flipped(x))


def test_shuffles_and_atomics(tmp_path):
    x, results = gpu(tmp_path, SUM, 1000, 1)
    assert_right(results, total(x), 1e-4)


def test_shuffle_of_half_a_warp_bad(tmp_path):
    text = replaced(SUM, "if (threadIdx.x % 32 == 0) part", "if (threadIdx.x % 32 < 16) v = __shfl_xor_sync(0xffffffffu, v, 1); else __syncwarp();\n  if (threadIdx.x % 32 == 0) part")
    assert_reported(gpu(tmp_path, text, 1000, 1)[1], "divergent warp", "__syncwarp")


def test_lane_outside_its_mask_bad(tmp_path):
    assert_reported(gpu(tmp_path, replaced(SUM, "__shfl_down_sync(0xffffffffu", "__shfl_down_sync(0xffffu"), 1000, 1)[1], "not in its own mask")


def test_divergent_barrier_bad(tmp_path):
    text = replaced(REVERSE_IN_BLOCK, "__syncthreads();", "if (t < 32) __syncthreads(); else __syncwarp(0xffffffffu << 0), __shfl_sync(0xffffffffu, t, 0), tile[t] += 0.0f;\n  if (t >= 32) while (t < 0) ;")
    text = replaced(text, "y[blockIdx.x * 64 + t] = tile[63 - t];", "if (t >= 32) { __syncthreads(); __syncthreads(); }\n  y[blockIdx.x * 64 + t] = tile[63 - t];")
    assert_reported(gpu(tmp_path, text, 64, 64)[1], "divergent barrier")


def test_barriers_in_two_branches_bad(tmp_path):
    text = replaced(REVERSE_IN_BLOCK, "__syncthreads();", "if (t < 32)\n    __syncthreads();\n  else\n    __syncthreads();")
    assert_reported(gpu(tmp_path, text, 64, 64)[1], "divergent barrier", "line 8", "line 10")


def test_out_of_bounds_write_bad(tmp_path):
    assert_reported(gpu(tmp_path, replaced(REVERSE_IN_BLOCK, "y[blockIdx.x * 64 + t] =", "y[blockIdx.x * 64 + t + 1] ="), 640, 640)[1], "past the end of device allocation #2")


def test_out_of_bounds_read_bad(tmp_path):
    # A read next to the allocation faults under the schedule whose guard page is there.
    after = gpu(tmp_path, replaced(REVERSE_IN_BLOCK, "x[blockIdx.x * 64 + t]", "x[blockIdx.x * 64 + t + 1]"), 640, 640)[1]
    assert "past the end of device allocation #1 (2560 bytes)" in after[0].error
    assert "block (9,0,0), thread (63,0,0)" in after[0].error
    before = gpu(tmp_path, replaced(REVERSE_IN_BLOCK, "x[blockIdx.x * 64 + t]", "x[(int)(blockIdx.x * 64 + t) - 1]"), 640, 640)[1]
    assert "before the start of device allocation #1" in before[1].error


def test_out_of_bounds_shared_is_found_by_sanitizers_bad(tmp_path):
    text = replaced(REVERSE_IN_BLOCK, "tile[63 - t]", "tile[64 - t]")
    results = gpu(tmp_path, text, 640, 640, sanitize=True)[1]
    assert_reported(results, "index 64 out of bounds")


def test_dynamic_shared_memory(tmp_path):
    x, results = gpu(tmp_path, DYNAMIC, 100, 1)
    assert_right(results, total(x), 1e-4)


def test_dynamic_shared_memory_too_small_bad(tmp_path):
    assert_reported(gpu(tmp_path, replaced(DYNAMIC, "128 * sizeof(float)", "64 * sizeof(float)"), 100, 1)[1], "past the end of its 256 bytes of dynamic shared memory")


def test_uninitialised_read_bad(tmp_path):
    x, results = gpu(tmp_path, replaced(DYNAMIC, "s[t] = t < n ? x[t] : 0.0f;", "if (t < n) s[t] = x[t];"), 100, 1)
    assert_noticed(results, total(x))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("flip<<<n / 64, 64>>>", "flip<<<n / 64, 2048>>>", "beyond the device's limit"),
        ("flip<<<n / 64, 64>>>", "flip<<<n / 64, dim3(64, 32)>>>", "more than 1024 threads"),
        ("flip<<<n / 64, 64>>>", "flip<<<0, 64>>>", "is empty"),
        ("flip<<<n / 64, 64>>>", "flip<<<dim3(1, 70000), 64>>>", "beyond the device's limit"),
        ("flip<<<n / 64, 64>>>", "flip<<<n / 64, 64, 50000>>>", "of shared memory"),
        ("__shared__ float tile[64];", "__shared__ float tile[16384];", "65536 bytes of static shared memory"),
        ("flip<<<n / 64, 64>>>(dx", "flip<<<n / 64, 64>>>(x", "argument 0 is a pointer to host memory"),
        ("cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);", "cudaMemcpy(dx, x, n * 8, cudaMemcpyHostToDevice);", "cudaMemcpy: destination of 5120 bytes"),
        ("cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);", "cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyDeviceToHost);", "is device memory"),
        ("cudaMemcpy(dx, x, n * sizeof(float), cudaMemcpyHostToDevice);", "dx[0] = x[0];", "host code dereferences a device pointer"),
        ("cudaFree(dx);", "", "leaves 1 device allocations behind"),
        ("cudaFree(dx);", "cudaFree(dx + 1);", "not a live device allocation"),
    ],
)
def test_host_mistakes_bad(tmp_path, old, new, words):
    assert_reported(gpu(tmp_path, replaced(REVERSE_IN_BLOCK, old, new), 640, 640)[1], words)


def test_result_in_the_order_of_threads_bad(tmp_path):
    x, results = gpu(tmp_path, replaced(REVERSE_IN_BLOCK, "y[blockIdx.x * 64 + t] = tile[63 - t];", "y[0] = tile[63 - t];\n  for (int i = 1; i < n; ++i) y[i] = 0;"), 640, 640)
    assert all(r.error is None for r in results)
    assert results[0].outputs["y"][0] != results[1].outputs["y"][0]


def wmma_expected(x):
    a, b = x[:256].astype(np.float16).astype(F32).reshape(16, 16), x[256:].astype(np.float16).astype(F32).reshape(16, 16)
    return {"y": (a @ b.T).ravel()}


def test_wmma(tmp_path):
    x, results = gpu(tmp_path, WMMA, 512, 256)
    assert_right(results, wmma_expected(x), 1e-4)


def test_wmma_wrong_layout_bad(tmp_path):
    x, results = gpu(tmp_path, replaced(WMMA, "half, wmma::col_major", "half, wmma::row_major"), 512, 256)
    assert_noticed(results, wmma_expected(x))


def test_wmma_dependent_on_the_map_bad(tmp_path):
    x, results = gpu(tmp_path, replaced(WMMA, "  wmma::store_matrix", "  if (threadIdx.x == 0) acc.x[1] = 0;\n  wmma::store_matrix"), 512, 256)
    assert not np.array_equal(results[0].outputs["y"], results[1].outputs["y"])


def test_wmma_alignment_bad(tmp_path):
    assert_reported(gpu(tmp_path, replaced(WMMA, "load_matrix_sync(fa, a, 16)", "load_matrix_sync(fa, a + 1, 16)"), 512, 256)[1], "not 32-byte aligned")


TF32 = """
#include <mma.h>
using namespace nvcuda;
__global__ void mm(const float *x, float *y, int n) {
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::row_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::col_major> fb;
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> acc;
  wmma::fill_fragment(acc, 0.0f);
  wmma::load_matrix_sync(fa, x, 8);
  wmma::load_matrix_sync(fb, x + 128, 8);
  for (int i = 0; i < fa.num_elements; ++i) fa.x[i] = wmma::__float_to_tf32(fa.x[i]);
  for (int i = 0; i < fb.num_elements; ++i) fb.x[i] = wmma::__float_to_tf32(fb.x[i]);
  wmma::mma_sync(acc, fa, fb, acc);
  wmma::store_matrix_sync(y, acc, 16, wmma::mem_row_major);
}
""" + HOST % {"out": "256", "launch": "mm<<<1, 32>>>(dx, dy, n)"}


def tf32(x, half):
    """Ten bits of the mantissa: `half` of the last one is added before the rest is cut off."""
    return ((x.view(np.uint32) + np.uint32(half)) & ~np.uint32(0x1FFF)).view(F32)


def tf32_expected(x, half_a=0x1000, half_b=0x1000):
    return {"y": (tf32(x[:128], half_a).reshape(16, 8) @ tf32(x[128:], half_b).reshape(16, 8).T).ravel()}


def test_tf32(tmp_path):
    x, results = gpu(tmp_path, TF32, 256, 256)
    assert_right(results, tf32_expected(x), 1e-5)
    # That close is neither the product of the floats nor that of what the unit would cut off.
    assert not np.allclose(tf32_expected(x)["y"], (x[:128].reshape(16, 8) @ x[128:].reshape(16, 8).T).ravel(), rtol=1e-5, atol=1e-5)


def test_tf32_without_rounding_bad(tmp_path):
    x, results = gpu(tmp_path, replaced(TF32, "fb.x[i] = wmma::__float_to_tf32(fb.x[i])", "fb.x[i] = fb.x[i]"), 256, 256)
    assert_noticed(results, tf32_expected(x))
    assert_right(results, tf32_expected(x, half_b=0), 1e-5)


def test_tf32_of_another_shape_bad(tmp_path):
    with pytest.raises(toolchains.CompileError, match="no wmma shape"):
        gpu(tmp_path, TF32.replace("16, 16, 8", "16, 16, 16"), 256, 256)


# ---- HIP

HIP_SUM = """
#include <hip/hip_runtime.h>
__global__ void sum(const float *x, float *y, int n) {
  float v = 0.0f;
  for (int i = threadIdx.x; i < n; i += 64) v += x[i];
  for (int d = 32; d > 0; d /= 2) v += __shfl_down(v, d);
  if (threadIdx.x == 0) y[0] = v;
}
""" + (HOST % {"out": "1", "launch": "hipLaunchKernelGGL(sum, dim3(1), dim3(64), 0, 0, dx, dy, n)"}).replace("cuda", "hip")

HIP_MFMA = """
#include <hip/hip_runtime.h>
typedef float floatx4 __attribute__((__vector_size__(4 * sizeof(float))));
__global__ void mm(const float *x, float *y, int n) {
  const float *a = x, *b = x + 256;
  int l = threadIdx.x;
  floatx4 acc = {0, 0, 0, 0};
  for (int k = 0; k < 16; k += 4)
    acc = __builtin_amdgcn_mfma_f32_16x16x4f32(a[l % 16 * 16 + k + l / 16], b[(k + l / 16) * 16 + l % 16], acc, 0, 0, 0);
  for (int r = 0; r < 4; ++r) y[(l / 16 * 4 + r) * 16 + l % 16] = acc[r];
}
""" + (HOST % {"out": "256", "launch": "mm<<<1, 64>>>(dx, dy, n)"}).replace("cuda", "hip")


def hip(tmp_path, text, n, out):
    x = RNG.standard_normal(n).astype(F32)
    return x, execute(tmp_path, "hip", text, "launch", [("x", x), ("y", np.full(out, np.nan, F32)), ("n", ("int32", n))], ["y"])


def test_hip_wavefront(tmp_path):
    x, results = hip(tmp_path, HIP_SUM, 1000, 1)
    assert_right(results, total(x), 1e-4)


def test_hip_with_cuda_warp_size_bad(tmp_path):
    x, results = hip(tmp_path, replaced(HIP_SUM, "int d = 32;", "int d = 16;"), 1000, 1)
    assert_noticed(results, total(x))


def test_hip_mask_of_32_bits_does_not_compile_bad(tmp_path):
    from toolchains import CompileError

    with pytest.raises(CompileError, match="64 bits"):
        hip(tmp_path, replaced(HIP_SUM, "__shfl_down(v, d)", "__shfl_down_sync(0xffffffffu, v, d)"), 1000, 1)


def test_hip_mfma(tmp_path):
    x, results = hip(tmp_path, HIP_MFMA, 512, 256)
    assert_right(results, {"y": (x[:256].reshape(16, 16) @ x[256:].reshape(16, 16)).ravel()}, 1e-4)


def test_hip_mfma_wrong_layout_bad(tmp_path):
    x, results = hip(tmp_path, replaced(HIP_MFMA, "y[(l / 16 * 4 + r) * 16 + l % 16]", "y[(r * 4 + l / 16) * 16 + l % 16]"), 512, 256)
    assert_noticed(results, {"y": (x[:256].reshape(16, 16) @ x[256:].reshape(16, 16)).ravel()})
