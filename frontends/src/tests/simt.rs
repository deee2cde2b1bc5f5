//! CUDA and HIP: warps, fragments, asynchronous copies, vectors.

use super::*;

#[test]
fn warps_act_together() {
    let text = kernel(
        "float v = a[threadIdx.x];\nv += __shfl_xor_sync(-1, v, 1, 16);\n__syncwarp();\nint i = __shfl_sync(0xffffffff, n, 0);\nb[i] = v;",
    );
    has(
        &read("cuda", &text),
        &[
            "intrin.call \"cuda\" \"__shfl_xor_sync\"(",
            "{xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32",
            "\"__syncwarp\"",
            "\"__shfl_sync\"(",
            ": (i32, i32, i32, i32) -> i32",
        ],
    );
    let hip = "#include <hip/hip_runtime.h>\n__global__ void k(const float *a, float *b, int n) { b[threadIdx.x] = __shfl_down(a[0], 1); }\n";
    has(&read("hip", hip), &["%c64_i32", "\"__shfl_down\"(", "xpiler.warp = 64 : i32", "(f32, i32, i32) -> f32"]);
    assert_eq!(refused("cuda", &kernel("double d = 1.0; b[0] = __shfl_sync(0xffffffff, d, 0);")), ("unknown-intrinsic", 3));
}

#[test]
fn threads_copy_asynchronously() {
    let body = "__shared__ float s[2][64];\n__pipeline_memcpy_async(&s[n % 2][threadIdx.x], a + n, sizeof(float));\n__pipeline_commit();\n\
                __pipeline_wait_prior(1);\nb[0] = s[0][0];";
    let text = kernel(body).replace("#include <cuda_runtime.h>", "#include <cuda_runtime.h>\n#include <cuda_pipeline.h>");
    has(&read("cuda", &text), &["\"__pipeline_memcpy_async\"(", "\"__pipeline_commit\"()", "\"__pipeline_wait_prior\"(%c1"]);
    // Nothing is known about the alignment of more.
    assert_eq!(refused("cuda", &text.replace("sizeof(float)", "12")), ("unsupported-construct", 5));
}

#[test]
fn bytes_are_multiplied_by_the_sign_of_the_words() {
    let body = "b[0] = __dp4a(n, n, 0);\nunsigned u = n; b[1] = __dp4a(u, u, u);";
    has(&read("cuda", &kernel(body)), &["\"__dp4a\"(", "(i32, i32, i32) -> i32", "\"__dp4a_unsigned\"("]);
    let hip = |clamp: &str| {
        format!("__global__ void k(int *a, int n) {{ a[0] = __builtin_amdgcn_sdot4(a[0], a[1], a[2], {clamp}); }}\n")
    };
    has(&read("hip", &hip("false")), &["\"__builtin_amdgcn_sdot4\"(", "(i32, i32, i32, i1) -> i32"]);
    assert_eq!(refused("hip", &hip("true")), ("unsupported-construct", 1));
}

const FRAGMENTS: &str = "#include <cuda_fp16.h>
#include <mma.h>
using namespace nvcuda;
using FragB = wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major>;
__global__ void k(const half *a, float *c, int n) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> fa;
  FragB fb;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> acc[2];
  wmma::fill_fragment(acc[1], 0.0f);
  wmma::load_matrix_sync(fa, a + 16, n);
  wmma::load_matrix_sync(fb, a, n);
  wmma::mma_sync(acc[1], fa, fb, acc[1]);
  wmma::store_matrix_sync(c, acc[1], 16, wmma::mem_col_major);
}
";

#[test]
fn fragments_are_matrices_of_the_warp() {
    has(
        &read("cuda", FRAGMENTS),
        &[
            "xpiler.fragment = \"wmma::matrix_a, 16, 16, 16, half, wmma::row_major\", xpiler.name = \"fa\"",
            "memref<16x16xf16>",
            "wmma::matrix_b, 16, 16, 16, half, wmma::col_major",
            "memref<2x16x16xf32>",
            "memref.subview",
            "\"fill_fragment\"(",
            "\"load_matrix_sync_row\"(",
            "\"load_matrix_sync_col\"(",
            "\"mma_sync\"(",
            "\"store_matrix_sync_mem_col\"(",
        ],
    );
    // Other shapes, single elements, and what clang itself finds wrong.
    let shape = FRAGMENTS.replace("16, 16, 16", "32, 8, 16");
    assert_eq!(refused("cuda", &shape), ("unknown-intrinsic", 9));
    let element = FRAGMENTS.replace("fill_fragment(acc[1], 0.0f)", "fill_fragment(acc[1], 0.0f); acc[1].x[0] = 1.0f");
    assert_eq!(refused("cuda", &element), ("unsupported-construct", 9));
    assert_eq!(refused("cuda", &FRAGMENTS.replace("fa, fb, acc", "fb, fa, acc")).0, "parse-error");
}

const TF32: &str = "#include <mma.h>
using namespace nvcuda;
__global__ void k(const float *a, float *c, int n) {
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::col_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major> fb[2];
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> acc;
  wmma::load_matrix_sync(fa, a, n);
  wmma::load_matrix_sync(fb[1], a, n);
  for (int i = 0; i < fb[1].num_elements; i++) {
    fb[1].x[i] = wmma::__float_to_tf32(fb[1].x[i]);
    fa.x[i] = wmma::__float_to_tf32(fa.x[i]);
  }
  wmma::mma_sync(acc, fa, fb[1], acc);
}
";

#[test]
fn elements_of_a_fragment_are_the_matrix() {
    let all = [
        "xpiler.fragment = \"wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::col_major\"",
        "memref<2x8x16xf32>",
        "\"load_matrix_sync_col_tf32_a\"(",
        "\"load_matrix_sync_row_tf32_b\"(",
        "\"__float_to_tf32_b\"(",
        "\"__float_to_tf32_a\"(",
        "\"mma_sync_tf32\"(",
    ];
    has(&read("cuda", TF32), &all);
    // All elements, each once, by its own value, in a fragment with as many; nothing else in the loop.
    for (old, new, line) in [
        ("int i = 0", "int i = 1", 9),
        ("i < fb[1]", "i <= fb[1]", 9),
        ("i++", "i += 2", 9),
        ("i < fb[1].num_elements", "i < 4", 10),
        ("fb[1].x[i] =", "fb[0].x[i] =", 10),
        ("fb[1].x[i])", "fb[1].x[0])", 10),
        ("wmma::__float_to_tf32(fa.x[i])", "(int)wmma::__float_to_tf32(fa.x[i])", 11),
        ("wmma::__float_to_tf32(fa.x[i])", "wmma::__float_to_tf32((half)fa.x[i])", 11),
        ("fa.x[i] = wmma::__float_to_tf32(fa.x[i])", "fa.x[(bool)i] = wmma::__float_to_tf32(fa.x[(bool)i])", 11),
        ("fb[1].x[i] =", "fb[i].x[i] =", 10),
        ("wmma::__float_to_tf32(fa.x[i])", "2.0f * fa.x[i]", 11),
        ("wmma::__float_to_tf32(fa.x[i])", "wmma::__float_to_tf32(fb[1].x[i])", 11),
        ("fa.x[i] = wmma::__float_to_tf32(fa.x[i])", "acc.x[i] = wmma::__float_to_tf32(acc.x[i])", 11),
        ("fa.x[i] = wmma::__float_to_tf32(fa.x[i])", "c[i] = 0.0f", 11),
    ] {
        assert!(TF32.contains(old), "{old}");
        assert_eq!(refused("cuda", &TF32.replacen(old, new, 1)), ("unsupported-construct", line), "{new}");
    }
    // A number is no fragment.
    let number = TF32.replace("  wmma::mma_sync", "  c[0] = wmma::__float_to_tf32(a[0]);\n  wmma::mma_sync");
    assert_eq!(refused("cuda", &number), ("unknown-intrinsic", 13));
    let shape = TF32.replace("16, 16, 8, ", "16, 16, 16, ");
    assert_eq!(refused("cuda", &shape), ("unknown-intrinsic", 7));
}

#[test]
fn vectors_of_the_language_are_arrays() {
    let text = "typedef float floatx4 __attribute__((ext_vector_type(4)));
typedef float gnu __attribute__((vector_size(16)));
__global__ void k(const float *a, float *b, int n) {
  floatx4 acc[2] = {{1.0f, 2.0f}};
  gnu v = *(const gnu *)(a + 4);
  acc[1] = __builtin_amdgcn_mfma_f32_16x16x4f32(a[0], a[1], v, 0, 0, 0);
  b[0] = acc[1][3] + v[0];
}
";
    has(
        &read("hip", text),
        &[
            "xpiler.register} : memref<2x4xf32>",
            "xpiler.register} : memref<4xf32>",
            "\"__builtin_amdgcn_mfma_f32_16x16x4f32\"(",
            "{xpiler.warp = 64 : i32} : (f32, f32, memref<4xf32>, i32, i32, i32, memref<4xf32",
            "memref.load",
        ],
    );
    assert_eq!(refused("hip", &text.replace("0, 0, 0", "1, 0, 0")), ("unsupported-construct", 6));
    assert_eq!(refused("hip", &text.replace("acc[1] = __", "acc[1] = v + v; acc[1] = __")), ("unsupported-construct", 6));
}

#[test]
fn vectors_in_memory_are_aligned() {
    let copy = |at: &str| kernel(&format!("reinterpret_cast<float4 *>(b)[0] = *reinterpret_cast<const float4 *>(a + {at});"));
    let asserted = read("cuda", &copy("4 * n + 2"));
    has(
        &asserted,
        &[
            "cf.assert",
            "accesses 16 bytes at once that are not aligned to 16",
            "vector.load %arg0",
            "vector.store",
            "vector<4xf32>",
        ],
    );
    // Where the place is known nothing is left to be checked.
    assert!(!read("cuda", &copy("8")).contains("cf.assert"));
    // Parts of variables and of memory are elements.
    let parts =
        read("cuda", &kernel("float2 v = make_float2(a[0], 2.0f); v.y += a[1]; reinterpret_cast<float4 *>(b)[n].z = v.y;"));
    has(&parts, &["memref<2xf32>", "memref.store"]);
    has(
        &read("cuda", &kernel("float4 v = *(const float4 *)a; int4 w = *(const int4 *)&v; b[0] = __int_as_float(w.w);")),
        &["vector.bitcast"],
    );
    // What nobody wrote stays so.
    assert!(!read("cuda", &kernel("float4 v[2]; float2 w; b[0] = v[1].w + w.x;")).contains("0.000000e+00"));
    let other = kernel("reinterpret_cast<int4 *>(b)[0].x = 3;");
    assert_eq!(refused("cuda", &other), ("unsupported-construct", 3));
}
