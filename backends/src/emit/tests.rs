//! Whole texts: each `golden/<name>.<platform>.mlir` gives `golden/<name>.<platform>.txt`, and compilers accept it.
//!
//! `XPILER_BLESS=1 cargo test` writes the expected texts anew; read the difference before keeping it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use xpiler_ir::{Kernel, Result, context};

use super::emit;

fn print(text: &str) -> Result<String> {
    let (ctx, sink) = context::new_context();
    emit(&Kernel::parse(ctx, &sink, "test.mlir", text)?)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/emit/golden")
}

/// The golden inputs: name, platform, MLIR text.
fn inputs() -> Vec<(String, String, String)> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder()).expect("the folder is there") {
        let path = entry.expect("it is readable").path();
        let file = path.file_name().and_then(|f| f.to_str()).unwrap_or_default().to_owned();
        if let Some(stem) = file.strip_suffix(".mlir") {
            let platform = stem.rsplit('.').next().unwrap_or_default().to_owned();
            found.push((stem.to_owned(), platform, std::fs::read_to_string(&path).expect("it is text")));
        }
    }
    found.sort();
    assert!(found.len() >= 8, "the golden inputs are found");
    found
}

#[test]
fn texts_are_as_expected() {
    for (name, _, text) in inputs() {
        let got = print(&text).unwrap_or_else(|d| panic!("{name}: {d}"));
        let path = folder().join(format!("{name}.txt"));
        if std::env::var_os("XPILER_BLESS").is_some() {
            std::fs::write(&path, &got).expect("the folder is writable");
        }
        let want = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(got, want, "{name}\n{got}");
        assert_eq!(got, print(&text).expect("it was printed before"), "{name}: printed twice, the same");
    }
}

/// Just enough of the vendors' headers for clang to check types.
const CUDA_STUB: &str = r#"
#pragma once
typedef __SIZE_TYPE__ size_t;
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __host__ __attribute__((host))
struct uint3 { unsigned x, y, z; };
struct dim3 { unsigned x, y, z; __host__ __device__ constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {} };
extern const __device__ uint3 threadIdx, blockIdx; extern const __device__ dim3 blockDim, gridDim;
enum PREFIXError_t { PREFIXSuccess }; enum PREFIXMemcpyKind { PREFIXMemcpyHostToDevice, PREFIXMemcpyDeviceToHost, PREFIXMemcpyDeviceToDevice };
extern "C" {
int cudaConfigureCall(dim3, dim3, size_t = 0, void * = 0); unsigned __hipPushCallConfiguration(dim3, dim3, size_t = 0, void * = 0);
PREFIXError_t PREFIXMalloc(void **, size_t), PREFIXFree(void *), PREFIXMemcpy(void *, const void *, size_t, PREFIXMemcpyKind);
PREFIXError_t PREFIXMemset(void *, int, size_t), PREFIXGetLastError();
__device__ void __syncthreads();
__device__ float rsqrtf(float);
}
__device__ int min(int, int); __device__ unsigned max(unsigned, unsigned);
template <class T> __device__ T __shfl_sync(unsigned, T, int, int = 32); template <class T> __device__ T __shfl_xor_sync(unsigned, T, int, int = 32);
template <class T> __device__ T __shfl_down_sync(unsigned, T, unsigned, int = 32);
template <class T> __device__ T __shfl_up(T, unsigned, int = 64);
__device__ void __syncwarp(unsigned = 0xffffffff);
__device__ int __dp4a(int, int, int); __device__ unsigned __dp4a(unsigned, unsigned, unsigned);
"#;
const MMA_STUB: &str = r"
#pragma once
namespace nvcuda { namespace wmma {
struct matrix_a; struct matrix_b; struct accumulator; struct row_major; struct col_major; enum layout_t { mem_row_major, mem_col_major };
namespace precision { struct tf32; }
template <class T> struct storage { typedef T type; }; template <> struct storage<precision::tf32> { typedef float type; };
template <class Use, int M, int N, int K, class T, class L = void> struct fragment { enum { num_elements = 8 }; typename storage<T>::type x[8]; };
__device__ float __float_to_tf32(float);
template <class F, class V> __device__ void fill_fragment(F &, V);
template <class F, class T> __device__ void load_matrix_sync(F &, const T *, unsigned);
template <class F, class T> __device__ void store_matrix_sync(T *, const F &, unsigned, layout_t);
template <class D, class A, class B> __device__ void mma_sync(D &, const A &, const B &, const D &);
} }
";
const MATH_STUB: &str = r#"
#pragma once
#define INFINITY (__builtin_inff())
#define NAN (__builtin_nanf(""))
#define DEV __attribute__((device)) __attribute__((host))
extern "C" { DEV float expf(float), powf(float, float), fmaf(float, float, float), sqrtf(float); DEV double exp(double); }
"#;
const BANG_STUB: &str = r"
#pragma once
typedef __SIZE_TYPE__ size_t;
#define __mlu_global__ __attribute__((global))
#define __mlu_func__ __attribute__((device))
#define __nram__ __attribute__((shared))
#define __wram__ __attribute__((shared))
extern const __mlu_func__ int taskId, taskDim;
enum mluMemcpyDirection_t { GDRAM2NRAM, NRAM2GDRAM, NRAM2WRAM };
__mlu_func__ void __memcpy(void *, const void *, size_t, mluMemcpyDirection_t);
__mlu_func__ void __memcpy_async(void *, const void *, size_t, mluMemcpyDirection_t, size_t, size_t, int);
__mlu_func__ void __sync(); __mlu_func__ void __sync_io();
__mlu_func__ void __bang_add(float *, const float *, const float *, int); __mlu_func__ float __bang_sum(const float *, int);
";
const CNRT_STUB: &str = r#"
#pragma once
struct cnrtDim3_t { unsigned x, y, z; }; typedef struct cnrtQueue *cnrtQueue_t;
enum cnrtRet_t { cnrtSuccess }; enum cnrtFunctionType_t { cnrtFuncTypeBlock };
enum cnrtMemTransDir_t { cnrtMemcpyHostToDev, cnrtMemcpyDevToHost };
extern "C" {
int cudaConfigureCall(cnrtDim3_t, cnrtFunctionType_t, cnrtQueue_t);
cnrtRet_t cnrtMalloc(void **, size_t), cnrtFree(void *), cnrtMemcpy(void *, void *, size_t, cnrtMemTransDir_t);
cnrtRet_t cnrtQueueCreate(cnrtQueue_t *), cnrtQueueDestroy(cnrtQueue_t), cnrtQueueSync(cnrtQueue_t);
}
"#;

/// Does the compiler accept the text? `true` also where the compiler is not installed.
fn accepted(compiler: &str, arguments: &[&str], file: &Path) -> std::result::Result<(), String> {
    match Command::new(compiler).args(arguments).arg(file).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(_) => Ok(()),
    }
}

#[test]
fn compilers_accept_the_texts() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        std::fs::write(&path, text).expect("it is writable");
        path
    };
    write("cuda_runtime.h", &CUDA_STUB.replace("PREFIX", "cuda"));
    write("hip/hip_runtime.h", &CUDA_STUB.replace("PREFIX", "hip"));
    for half in ["cuda_fp16.h", "hip/hip_fp16.h"] {
        write(half, "#pragma once\ntypedef _Float16 __half;\ntypedef __half half;\n");
    }
    write("mma.h", MMA_STUB);
    write("math.h", MATH_STUB);
    write("stdint.h", "typedef unsigned char uint8_t;\n");
    write("bang.h", BANG_STUB);
    write("cnrt.h", CNRT_STUB);
    let include = format!("-I{}", dir.path().display());
    for (name, platform, text) in inputs() {
        let file = write(&format!("text/{name}"), &print(&text).expect("it is printed"));
        let check = |compiler: &str, arguments: &[&str]| {
            if let Err(message) = accepted(compiler, arguments, &file) {
                panic!("{compiler} refuses {name}:\n{message}\n{}", std::fs::read_to_string(&file).unwrap_or_default());
            }
        };
        let common = ["-fsyntax-only", "-Wall", "-Werror", "-Wno-unknown-pragmas", "-Wno-unused-but-set-variable"];
        if platform == "vnni" {
            let native = |language: &'static str| [&common[..], &["-mavx512f", "-fopenmp-simd", "-x", language]].concat();
            check("gcc", &native("c"));
            check("g++", &native("c++"));
            check("clang-22", &native("c"));
        } else {
            let language = if platform == "hip" { "hip" } else { "cuda" };
            let device = [
                "-nocudainc",
                "-nocudalib",
                "-nogpuinc",
                "-nogpulib",
                "-Wno-unused-command-line-argument",
                "-Wno-unknown-cuda-version",
            ];
            let host = [&common[..], &device, &["-nostdinc", "--cuda-host-only", &include, "-x", language]].concat();
            check("clang-22", &host);
        }
    }
}

#[test]
fn loops_and_branches_run() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (file, program) = (dir.path().join("flow.c"), dir.path().join("flow"));
    let (_, _, text) = inputs().into_iter().find(|(name, _, _)| name == "flow.vnni").expect("it is there");
    let main = "#include <stdio.h>\nint main(void) { float x[1] = {-1.0f}; flow(x, 48, 36); printf(\"%g\", x[0]); return 0; }\n";
    std::fs::write(&file, print(&text).expect("it is printed") + main).expect("the folder is writable");
    let Ok(compiled) = Command::new("gcc").args([&file]).arg("-o").arg(&program).output() else { return };
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    // gcd(48, 36) = 12 steps of Fibonacci give 144, and the other carried sum is over 7.
    let ran = Command::new(&program).output().expect("it was just compiled");
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "144");
}

/// A function on plain C with this body.
fn vnni(body: &str) -> Result<String> {
    print(&format!(
        "module attributes {{xpiler.platform = \"vnni\"}} {{
           func.func @f(%p: memref<?xf32> {{xpiler.name = \"p\"}}, %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
             {body}
             return
           }}
         }}"
    ))
}

#[test]
fn what_has_no_text_is_refused() {
    for (body, word) in [
        (
            "%c = arith.constant 0 : index\n%d = memref.dim %p, %c : memref<?xf32>\nscf.for %i = %c to %d step %d {\n}",
            "memref.dim",
        ),
        ("simt.barrier", "simt.barrier"),
        (
            "%t = simt.thread_id x : i32\n%i = arith.index_cast %t : i32 to index\n%a = memref.alloca(%i) : memref<?xf32>\nmemref.dealloc %a : memref<?xf32>",
            "thread",
        ),
        ("%c = arith.constant 0 : index\nscf.index_switch %c\ncase 2 {\n scf.yield\n}\ndefault {\n}", "scf.index_switch"),
        ("func.call @f(%p, %n) : (memref<?xf32>, i32) -> ()", "func.call"),
        ("cf.br ^bb1\n^bb1:", "structured"),
    ] {
        let d = vnni(body).expect_err(word);
        assert_eq!(d.code, "not-printable", "{d}");
        assert!(d.message.contains(word), "{word}: {d}");
    }
    assert_eq!(print("module {}").expect_err("neutral").code, "not-printable");
    assert_eq!(print("module attributes {xpiler.platform = \"z80\"} {}").expect_err("unknown").code, "unknown-platform");
}

#[test]
fn a_warp_comes_whole_to_its_rows() {
    let text = "module attributes {xpiler.platform = \"hip\"} {
      func.func @k(%p: memref<?xf32> {xpiler.name = \"p\"}, %c: i1 {xpiler.name = \"c\"}) attributes {xpiler.kernel} {
        %i0 = arith.constant 0 : index
        %w = arith.constant 64 : i32
        %v = memref.load %p[%i0] {xpiler.name = \"v\"} : memref<?xf32>
        %x = intrin.call \"hip\" \"__shfl\"(%v, %w, %w) {xpiler.warp = 64 : i32} : (f32, i32, i32) -> f32
        %y = arith.select %c, %x, %v : f32
        %z = intrin.call \"hip\" \"__shfl\"(%y, %w, %w) {xpiler.warp = 64 : i32} : (f32, i32, i32) -> f32
        %s = arith.addf %z, %v : f32
        memref.store %s, %p[%i0] : memref<?xf32>
        return
      }
    }";
    let got = print(text).expect("it is printed");
    // Not in a side of `?:`; but in a sum.
    assert!(got.contains("= __shfl(v, 64);\n") && got.contains("__shfl(c ? t0 : v, 64) + v"), "{got}");
    let other = text.replace("platform = \"hip\"", "platform = \"cuda\"");
    assert!(print(&other).expect_err("CUDA has no such row").message.contains("there is no row `__shfl`"));
}

#[test]
fn bytes_are_read_as_a_number() {
    let kernel = |parts: &str, end: &str| {
        print(&format!(
            "module attributes {{xpiler.platform = \"cuda\"}} {{
              func.func @k(%y: memref<?xi32> {{xpiler.name = \"y\"}}, %b: i8 {{xpiler.name = \"b\"}}) attributes {{xpiler.kernel}} {{
                %i0 = arith.constant 0 : index
                %i1 = arith.constant 1 : index
                %s = simt.alloc_shared {{xpiler.name = \"s\", xpiler.align = 4 : i64}} : memref<8x4xi8>
                %four = vector.load %s[%i1, %i0] : memref<8x4xi8>, vector<4xi8>
                %whole = vector.bitcast %four : vector<4xi8> to {parts}
                %x = vector.extract %whole[0] : {end} from {parts}
                memref.store %b, %s[%i1, %i0] : memref<8x4xi8>
                %z = arith.extsi %x : {end} to i64
                %w = arith.trunci %z : i64 to i32
                memref.store %w, %y[%i0] : memref<?xi32>
                return
              }}
            }}"
        ))
    };
    // Before the bytes are written.
    let got = kernel("vector<1xi32>", "i32").expect("it is printed");
    let (declared, read) =
        ("__shared__ __align__(4) signed char s[8][4];\n", " = *reinterpret_cast<const int *>(&s[1][0]);\n  s[1][0] = b;\n");
    assert!(got.contains(declared) && got.contains(read), "{got}");
    let refused = kernel("vector<2xi16>", "i16").expect_err("two numbers");
    assert!(refused.message.contains("not read as one number"), "{refused}");
}

#[test]
fn elements_are_computed_several_at_once() {
    let kernel = |platform: &str, element: &str, ctype: &str, lanes: i64, op: &str| {
        let extracts: String = (0..lanes)
            .map(|i| {
                format!(
                    "%e{i} = vector.extract %v[{i}] : {element} from vector<{lanes}x{element}>
             %d{i} = {op} %e{i}, %e{i} : {element}\n"
                )
            })
            .collect();
        let parts: Vec<String> = (0..lanes).map(|i| format!("%d{i}")).collect();
        print(&format!(
            "module attributes {{xpiler.platform = \"{platform}\"}} {{
              func.func @k(%x: memref<?x{element}> {{xpiler.name = \"x\", xpiler.ctype = \"{ctype} *\"}}) attributes {{xpiler.kernel}} {{
                %i0 = arith.constant 0 : index
                %v = vector.load %x[%i0] : memref<?x{element}>, vector<{lanes}x{element}>
                {extracts}
                %w = vector.from_elements {} : vector<{lanes}x{element}>
                vector.store %w, %x[%i0] : memref<?x{element}>, vector<{lanes}x{element}>
                return
              }}
            }}",
            parts.join(", ")
        ))
    };
    for (element, ctype, lanes, op, name) in [
        ("f32", "float", 4, "arith.addf", "float4"),
        ("f64", "double", 2, "arith.addf", "double2"),
        ("i8", "signed char", 4, "arith.addi", "char4"),
        ("i8", "unsigned char", 4, "arith.addi", "uchar4"),
        ("i16", "short", 4, "arith.addi", "short4"),
        ("i16", "unsigned short", 4, "arith.addi", "ushort4"),
        ("i32", "int", 4, "arith.addi", "int4"),
        ("i32", "unsigned int", 4, "arith.addi", "uint4"),
        ("i64", "long long", 2, "arith.addi", "longlong2"),
        ("i64", "unsigned long long", 2, "arith.addi", "ulonglong2"),
    ] {
        for platform in ["cuda", "hip"] {
            let text = kernel(platform, element, ctype, lanes, op).expect(name);
            let (load, store) = (
                format!("const {name} v0 = *reinterpret_cast<const {name} *>(&x[0]);\n"),
                format!("*reinterpret_cast<{name} *>(&x[0]) = make_{name}("),
            );
            assert!(text.contains(&load) && text.contains(&store) && text.contains("v0.x"), "{text}");
            assert!(text.contains(if lanes == 2 { "v0.y" } else { "v0.w" }), "{text}");
        }
    }
    assert!(
        kernel("cuda", "f16", "__half", 4, "arith.addf")
            .expect_err("no such type")
            .message
            .contains("no vectors of its elements")
    );
    assert!(
        kernel("cuda", "i8", "signed char", 8, "arith.addi").expect_err("too many").message.contains("no vector of 8 elements")
    );
    assert!(kernel("vnni", "f32", "float", 4, "arith.addf").is_err(), "C has none");
}

#[test]
fn a_tile_is_one_of_eight() {
    let tile = |number: u32, shape: &str| {
        print(&format!(
            "module attributes {{xpiler.platform = \"vnni\"}} {{
              func.func @f(%n: index) attributes {{xpiler.entry}} {{
                %t = memref.alloca() {{xpiler.name = \"t\", xpiler.tile = {number} : i64}} : memref<{shape}xi32>
                return
              }}
            }}"
        ))
    };
    let text = tile(7, "8x16").expect("the last tile");
    assert!(text.contains("{1, 0, {0}, {0, 0, 0, 0, 0, 0, 0, 64}, {0, 0, 0, 0, 0, 0, 0, 8}}"), "{text}");
    for (number, shape) in [(8, "8x16"), (0, "16"), (0, "2x8x16")] {
        assert!(tile(number, shape).expect_err("no tile").message.contains("it is no tile"), "{number} {shape}");
    }
}

#[test]
fn doubles_are_refused_in_bang_kernels() {
    let text = "module attributes {xpiler.platform = \"bang\"} {
      func.func @k(%d: memref<?xf64>) attributes {xpiler.kernel} { return }
    }";
    assert!(print(text).expect_err("no doubles").message.contains("double"));
}

#[test]
fn device_buffers_have_the_type_of_the_kernels_parameter() {
    let text = "module attributes {xpiler.platform = \"cuda\"} {
      func.func @k(%p: memref<?xi8> {xpiler.name = \"p\", xpiler.ctype = \"unsigned char *\"}) attributes {xpiler.kernel} { return }
      func.func @k_launch(%p: memref<?xi8> {xpiler.name = \"p\", xpiler.ctype = \"unsigned char *\"}, %err: i32 {xpiler.name = \"err\"}) attributes {xpiler.entry} {
        %c1 = arith.constant 1 : index
        %n = arith.index_cast %err : i32 to index
        %d = memref.alloc(%n) {xpiler.name = \"d\", xpiler.device} : memref<?xi8>
        simt.launch @k grid(%c1, %c1, %c1) block(%c1, %c1, %c1) args(%d : memref<?xi8>)
        return
      }
    }";
    let got = print(text).expect("it is printed");
    assert!(got.contains("  unsigned char *d = nullptr;\n"), "{got}");
    // The parameter keeps its name; the error code gets another.
    assert!(got.contains("  cudaError_t err_1 = cudaMalloc((void **)&d, sizeof(unsigned char) * (size_t)err);\n"), "{got}");
}
