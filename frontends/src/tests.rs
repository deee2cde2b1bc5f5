//! Texts in, MLIR out: what is read as what, and what is refused where.

use xpiler_ir::{Diagnostic, context::new_context};

use crate::{Options, parse};

fn read_with(platform: &str, text: &str, options: &Options) -> Result<String, Diagnostic> {
    let (ctx, sink) = new_context();
    let file = if platform == "vnni" { "test.c" } else { "test.cu" };
    parse(ctx, &sink, platform, file, text, options).map(|k| k.print())
}

fn geometry() -> Options {
    Options {
        grid: Some("(n + 255) / 256,1,1".into()),
        block: Some("256".into()),
        task_dim: Some("4,1,1".into()),
        task_type: Some("union1".into()),
        ..Options::default()
    }
}

/// Reads a text that must be accepted.
fn read(platform: &str, text: &str) -> String {
    match read_with(platform, text, &geometry()) {
        Ok(printed) => printed,
        Err(d) => panic!("{}", d.render(&[("test.cu", text), ("test.c", text)])),
    }
}

/// Reads a text that must be refused: the code and the line.
fn refused(platform: &str, text: &str) -> (&'static str, u32) {
    match read_with(platform, text, &geometry()) {
        Ok(printed) => panic!("accepted as\n{printed}"),
        Err(d) => (d.code, d.span.map_or(0, |s| s.line)),
    }
}

fn kernel(body: &str) -> String {
    format!("#include <cuda_runtime.h>\n__global__ void k(const float *a, float *b, int n) {{\n{body}\n}}\n")
}

#[track_caller]
fn has(printed: &str, parts: &[&str]) {
    let mut rest = printed;
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => panic!("`{part}` is missing (in this order) in\n{printed}"),
        }
    }
}

const ADD: &str = "__global__ void add(const float *a, const float *__restrict__ b, float *c, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}
";

#[test]
fn a_kernel_and_geometry_make_an_entry() {
    let text = read("cuda", ADD);
    has(
        &text,
        &[
            "xpiler.platform = \"cuda\"",
            "func.func @add(%arg0: memref<?xf32> {xpiler.const, xpiler.ctype = \"const float *\", xpiler.name = \"a\"}",
            "%arg3: i32 {xpiler.ctype = \"int\", xpiler.name = \"n\"}",
            "attributes {xpiler.kernel}",
            "simt.block_id x : i32",
            "arith.addi",
            "{xpiler.name = \"i\"}",
            "arith.cmpi slt",
            "scf.if",
            "arith.index_cast",
            "memref.load %arg0",
            "arith.addf",
            "memref.store",
            "func.func @add_launch(",
            "attributes {xpiler.entry}",
            "arith.divsi",
            "simt.launch @add grid(",
            "block(%c256",
            "args(%arg0, %arg1, %arg2, %arg3",
        ],
    );
}

#[test]
fn geometry_is_checked() {
    let none = read_with("cuda", ADD, &Options::default()).expect_err("no geometry");
    assert_eq!((none.code, none.span.expect("a place").line), ("no-geometry", 1));
    assert!(none.message.contains("give --grid and --block"), "{}", none.message);
    for bad in ["1); system(\"x\"); f(1", "{1}", "", "m + 1"] {
        let options = Options { grid: Some(bad.into()), ..geometry() };
        assert_eq!(read_with("cuda", ADD, &options).expect_err(bad).code, "bad-geometry", "{bad}");
        // Before any clang sees it, unless only clang can tell.
        assert!(crate::entry::guess(crate::Language::of("cuda").expect("cuda"), &options, ADD).is_none() || bad == "m + 1");
    }
    let shape = |name: &str, extent: &str| Options { shapes: vec![(name.into(), extent.into())], ..geometry() };
    has(&read_with("cuda", ADD, &shape("a", "16x32")).expect("a shape"), &["add_launch", "xpiler.extent = \"16 * 32\""]);
    assert_eq!(read_with("cuda", ADD, &shape("q", "3")).expect_err("no q").code, "unknown-parameter");
    assert_eq!(read_with("cuda", ADD, &shape("a", "3;")).expect_err("3;").code, "bad-shape");
}

/// A wrapper as our own emitters write it, for the API with that prefix.
fn wrapper(api: &str, to_device: &str, to_host: &str) -> String {
    format!(
        "{ADD}extern \"C\" int add_launch(const float *a, const float *b, float *c, int n) {{
  float *d_a = nullptr, *d_b = nullptr;
  float *d_c = nullptr;
  {api}Error_t err = {api}Malloc((void **)&d_a, sizeof(float) * (size_t)(n));
  if (err == {api}Success) err = {api}Malloc((void **)&d_b, sizeof(float) * (size_t)(n));
  if (err == {api}Success) err = {api}Malloc((void **)&d_c, sizeof(float) * (size_t)(n));
  if (err == {api}Success) err = {api}Memcpy(d_a, a, sizeof(float) * (size_t)(n), {to_device});
  if (err == {api}Success) err = {api}Memcpy(d_b, b, sizeof(float) * (size_t)(n), {to_device});
  if (err == {api}Success) {{
    add<<<dim3((n + 255) / 256, 1, 1), dim3(256, 1, 1)>>>(d_a, d_b, d_c, n);
    err = {api}GetLastError();
  }}
  if (err == {api}Success) err = {api}Memcpy(c, d_c, sizeof(float) * (size_t)(n), {to_host});
  {api}Free(d_a);
  {api}Free(d_b);
  {api}Free(d_c);
  return err;
}}
"
    )
}

#[test]
fn host_wrappers_are_straight_lines() {
    for (platform, api) in [("cuda", "cuda"), ("hip", "hip")] {
        let text = wrapper(api, &format!("{api}MemcpyHostToDevice"), &format!("{api}MemcpyDeviceToHost"));
        let printed = read(platform, &text);
        has(
            &printed,
            &[
                "func.func @add_launch(",
                "xpiler.extent = \"n\", xpiler.name = \"a\"",
                "xpiler.extent = \"n\", xpiler.name = \"c\"",
                "= arith.index_cast %arg3 : i32 to index",
                "memref.alloc(",
                "{xpiler.device, xpiler.name = \"d_a\"}",
                "memref.subview %arg0",
                "memref.copy",
                "simt.launch @add grid(",
                "memref.copy",
                "memref.dealloc",
                "return",
            ],
        );
        let entry = &printed[printed.find("@add_launch").expect("the entry")..];
        assert!(!entry.contains("scf.if"), "{entry}");
    }
}

#[test]
fn early_errors_and_early_returns_of_wrappers() {
    let text = format!(
        "{ADD}#define CHECK(x) do {{ cudaError_t e = (x); if (e != cudaSuccess) {{ printf(\"%s\", cudaGetErrorString(e)); exit(1); }} }} while (0)
void run(const float *a, const float *b, float *c, int rows, int cols) {{
  if (rows == 0) return;
  size_t bytes = (size_t)rows * cols * sizeof(float);
  float *x;
  CHECK(cudaMalloc(&x, bytes));
  cudaMemcpy(x, a, bytes, cudaMemcpyHostToDevice);
  dim3 block(128); dim3 grid; grid.x = (rows * cols + block.x - 1) / block.x;
  for (int i = 0; i < 3; i++) add<<<grid, block>>>(x, b, c, rows * cols);
  CHECK(cudaDeviceSynchronize());
  cudaMemset(x, 0, bytes);
}}
"
    );
    let printed = read("cuda", &text);
    has(
        &printed,
        &[
            "@run",
            "xpiler.extent = \"rows * cols\"",
            "scf.if",
            "memref.alloc(",
            "memref.copy",
            "scf.for",
            "simt.launch @add",
            "scf.for",
            "memref.store",
        ],
    );
}

#[test]
fn templates_are_read_as_their_instance() {
    let text = "template <int N, typename T> __global__ void scale(T *x, int n) {
  __shared__ T s[N];
  s[threadIdx.x] = x[threadIdx.x] * N;
  __syncthreads();
  x[threadIdx.x] = s[N - 1 - threadIdx.x];
}
void run(float *x, int n) { scale<64, float><<<n, 64>>>(x, n); }
";
    let printed = read("cuda", text);
    has(
        &printed,
        &[
            "func.func @scale_64_float(",
            "simt.alloc_shared {xpiler.name = \"s\"} : memref<64xf32>",
            "simt.barrier",
            "simt.launch @scale_64_float",
        ],
    );
    assert_eq!(refused("cuda", &text[..text.find("void run").expect("the wrapper")]).0, "no-kernel");
}

#[test]
fn the_entry_is_chosen() {
    let text = format!("{ADD}__global__ void other(float *a, int n) {{ a[0] = 1.f; }}\n");
    assert_eq!(refused("cuda", &text).0, "ambiguous-kernel");
    let chosen = read_with("cuda", &text, &Options { entry: Some("other".into()), ..geometry() }).expect("other");
    assert!(chosen.contains("@other_launch") && !chosen.contains("@add"), "{chosen}");
    assert_eq!(
        read_with("cuda", &text, &Options { entry: Some("no".into()), ..geometry() }).expect_err("no").code,
        "unknown-kernel"
    );
    let two = format!(
        "{ADD}void f(float *a, int n) {{ add<<<1, 1>>>(a, a, a, n); }}\nvoid g(float *a, int n) {{ add<<<2, 1>>>(a, a, a, n); }}\n"
    );
    assert_eq!(refused("cuda", &two), ("ambiguous-kernel", 5));
    let chosen = read_with("cuda", &two, &Options { entry: Some("g".into()), ..geometry() }).expect("g");
    assert!(chosen.contains("@g(") && !chosen.contains("@f("), "{chosen}");
}

#[test]
fn early_return_guards_the_rest() {
    let printed = read("cuda", &kernel("int i = threadIdx.x; if (i >= n || a[0] < 0.f) return; b[i] = 1.f; __syncthreads();"));
    has(&printed, &["arith.cmpi slt", "scf.if", "memref.store", "simt.barrier", "{xpiler.live}"]);
    assert!(!printed.contains("returned"), "{printed}");
}

#[test]
fn loops() {
    let printed = read("cuda", &kernel("for (int i = threadIdx.x; i < n; i += blockDim.x * gridDim.x) b[i] = a[i];"));
    has(&printed, &["scf.for %arg3 = ", "to %arg2 step", ": i32", "{xpiler.name = \"i\"}"]);
    let printed = read("cuda", &kernel("for (unsigned i = 0; i <= 7u; ++i) b[i] = a[i];"));
    has(&printed, &["%c8_i32 = arith.constant 8 : i32", "scf.for unsigned"]);
    // The variable changes in the body, the bound is read from memory, the step is not known to be positive.
    for body in [
        "for (int i = 0; i < n; i++) { b[i] = 0; i += n; }",
        "for (int i = 0; i < b[0]; i++) b[i] = 0;",
        "for (int i = 0; i < n; i += n) b[i] = 0;",
    ] {
        has(&read("cuda", &kernel(body)), &["scf.while", "scf.condition"]);
    }
    let printed = read("cuda", &kernel("int i; for (i = 0; i < 4; i++) b[i] = 0; for (i = 0; i < 4; i++) b[i] = 1;"));
    assert_eq!(printed.matches("scf.for").count(), 2, "{printed}");
    has(&read("cuda", &kernel("do { b[0] += 1; } while (b[0] < n);")), &["scf.while", "memref.store", "scf.condition", "do {"]);
}

#[test]
fn break_continue_and_return_in_loops() {
    let printed =
        read("cuda", &kernel("for (int i = 0; i < n; i++) { if (a[i] < 0.f) break; if (a[i] > 9.f) continue; b[i] = a[i]; }"));
    has(&printed, &["xpiler.name = \"broken\"", "xpiler.name = \"continued\"", "scf.while", "scf.condition", "scf.if"]);
    let printed = read("cuda", &kernel("for (int i = 0; i < n; i++) { if (a[i] < 0.f) return; b[i] = a[i]; } b[n] = 3.f;"));
    has(&printed, &["xpiler.name = \"returned\"", "scf.while", "scf.if", "{xpiler.live}"]);
    let printed = read("cuda", &kernel("for (int i = 0; i < n; i++) { if (i == 3) continue; b[i] = a[i]; }"));
    has(&printed, &["continued", "scf.for"]);
}

#[test]
fn conditions_do_not_read_out_of_bounds() {
    let printed = read("cuda", &kernel("int i = threadIdx.x; b[i] = i < n && a[i] > 0.f ? a[i] : 0.f;"));
    has(&printed, &["scf.if", "-> (i1)", "memref.load", "scf.if", "-> (f32)", "memref.load"]);
    let printed = read("cuda", &kernel("int i = threadIdx.x; b[i] = i < n && i > 3 ? 1.f : 0.f;"));
    has(&printed, &["arith.andi", "arith.select"]);
    assert!(!printed.contains("scf.if"), "{printed}");
}

#[test]
fn helpers_are_inlined() {
    let text = format!(
        "__device__ float relu(float x) {{ if (x > 0.f) return x; return 0.f; }}
__device__ void put(float *p, int i, float v) {{ p += i; *p = relu(v); }}
__device__ void twice(float &x) {{ x *= 2.f; }}
__device__ int find(const float *p, int n) {{ for (int i = 0; i < n; i++) if (p[i] == 3.f) return i; return -1; }}
{}",
        kernel("float v = a[0]; twice(v); put(b, 3, v); b[1] = find(a, n);")
    );
    let printed = read("cuda", &text);
    assert_eq!(printed.matches("func.func").count(), 2, "{printed}");
    has(&printed, &["arith.mulf", "xpiler.name = \"p_at\"", "arith.cmpf ogt", "arith.select", "scf.while"]);
    let recursive = format!("__device__ int f(int n) {{ return n < 2 ? 1 : f(n - 1); }}\n{}", kernel("b[0] = f(n);"));
    assert_eq!(refused("cuda", &recursive), ("unsupported-construct", 1));
}

#[test]
fn arrays_and_pointers() {
    let printed = read(
        "cuda",
        &kernel(
            "__shared__ float s[16][17]; s[threadIdx.y][threadIdx.x] = a[0]; float *r = s[2]; r[1] = 0.f; float t[4] = {1.f}; float u[32] = {0}; b[0] = t[1] + u[2];",
        ),
    );
    has(
        &printed,
        &[
            "simt.alloc_shared {xpiler.name = \"s\"} : memref<16x17xf32>",
            "memref.store",
            ", %",
            "memref.collapse_shape",
            "memref<272xf32>",
            "memref<4xf32>",
            "memref<32xf32>",
            "scf.for",
        ],
    );
    let printed = read("cuda", &kernel("const float *p = a + n; for (int i = 0; i < n; i++) b[i] = *p++;"));
    has(&printed, &["memref.alloca() {xpiler.name = \"p_at\"} : memref<index>", "memref.store", "scf.for"]);
    assert_eq!(refused("cuda", &kernel("const float *p = a;\np = b;")), ("unsupported-construct", 4));
    let dynamic = "__global__ void k(float *a) { extern __shared__ float s[]; s[threadIdx.x] = a[0]; }\nvoid f(float *a) { k<<<1, 32, 32 * sizeof(float)>>>(a); }\n";
    has(&read("cuda", dynamic), &["simt.alloc_shared {xpiler.name = \"s\"} : memref<32xf32>"]);
    assert_eq!(
        refused("cuda", &dynamic.replace("32 * sizeof(float)", "n * 4").replace("float *a) { k<<<", "float *a, int n) { k<<<")),
        ("unsupported-construct", 2)
    );
}

#[test]
fn types_and_mathematics() {
    let printed = read(
        "cuda",
        &kernel(
            "half h = __float2half(a[0]); unsigned u = n; unsigned char c = (unsigned char)(u >> 3); b[0] = __half2float(h) + u + c + __expf(a[0]) + rintf(a[1]) + (float)(1.0 / 3); b[1] = fmaxf(a[0], -INFINITY) + min(n, 3) + abs(n) + powf(a[0], 2.f);",
        ),
    );
    has(
        &printed,
        &[
            "arith.truncf",
            "arith.shrui",
            "arith.trunci",
            "arith.extf",
            "arith.uitofp",
            "math.exp",
            "xpiler.approx",
            "math.roundeven",
            "arith.maxnumf",
            "arith.minsi",
            "math.absi",
            "math.powf",
        ],
    );
    let printed = read(
        "cuda",
        &format!(
            "typedef float real; const float W[3] = {{1.f, 2.f, 1e-3}};\n__device__ float w(int i) {{ return W[i]; }}\n{}",
            kernel("real *p = b; p[0] = w(n); static const int S = 3; p[1] = S;")
        ),
    );
    has(&printed, &["xpiler.name = \"W\"} : memref<3xf32>", "memref.load", "memref.store", "3.000000e+00"]);
    let printed = read("cuda", &kernel("b[0] = std::max(a[0], a[1]);"));
    has(&printed, &["arith.cmpf olt", "arith.select"]);
}

#[test]
fn bang() {
    let text = "#include <bang.h>
#define SEG 256
__nram__ char raw[4096];
__mlu_entry__ void add(float *a, float *b, float *c, int n) {
  __nram__ float t[SEG];
  float *x = (float *)raw;
  float *y = (float *)(raw + SEG * sizeof(float));
  for (int i = taskId * SEG; i < n; i += taskDim * SEG) {
    __memcpy(x, a + i, SEG * sizeof(float), GDRAM2NRAM);
    __memcpy_async(y, b + i, n * sizeof(float), GDRAM2NRAM, 8 * sizeof(float), n * sizeof(float), n - 1);
    __sync_io();
    __bang_add(t, x, y, SEG);
    __bang_mul_scalar(t, t, 2, SEG);
    __bang_write_zero(x, SEG);
    t[0] += x[1];
    __memcpy(c + i, t, SEG * sizeof(float), NRAM2GDRAM);
  }
  __sync_cluster();
}
";
    let printed = read("bang", text);
    has(
        &printed,
        &[
            "cluster.alloc nram {xpiler.name = \"raw\"} : memref<1024xf32>",
            "cluster.alloc nram {xpiler.name = \"t\"} : memref<256xf32>",
            "cluster.id taskId : i32",
            "scf.for",
            "cluster.copy %arg0[",
            "gdram to",
            "nram size %c256",
            "cluster.copy async",
            "strides(%c8",
            "count",
            "cluster.sync io",
            "intrin.call \"bang\" \"__bang_add\"(",
            "at(%c0",
            "\"__bang_mul_scalar\"",
            "\"__bang_write_zero\"",
            "cluster.sync cluster",
            "cluster.launch @add union1 tasks(",
        ],
    );
    let launch = "int run(float *a, int n) {
  float *d; cnrtQueue_t queue; cnrtQueueCreate(&queue);
  if (cnrtMalloc((void **)&d, n * sizeof(float)) != CNRT_RET_SUCCESS) return -1;
  cnrtMemcpy(d, a, n * sizeof(float), CNRT_MEM_TRANS_DIR_HOST2DEV);
  cnrtDim3_t dim = {32, 1, 1};
  dim.y = 2;
  add<<<dim, TYPE, queue>>>(d, d, d, n);
  cnrtQueueSync(queue); cnrtFree(d);
  return 0;
}
";
    for ty in ["CNRT_FUNC_TYPE_BLOCK", "cnrtFuncTypeBlock"] {
        let printed = read("bang", &format!("{text}{}", launch.replace("TYPE", ty)));
        has(&printed, &["memref.alloc(", "memref.copy", "cluster.launch @add block tasks(%c32, %c2, %c1"]);
    }
    let d = read_with("bang", text, &Options::default()).expect_err("no geometry");
    assert!(d.message.contains("--task-dim"), "{}", d.message);
    assert_eq!(refused("bang", &text.replace("__bang_add(", "__bang_nonsense(")), ("unknown-intrinsic", 12));
}

#[test]
fn avx512() {
    let text = "#include <immintrin.h>
#include <math.h>
static float leaky(float x) { return x > 0 ? x : 0.01f * x; }
void f(const float *restrict a, float *restrict b, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i += 16) {
    int r = n - i;
    __mmask16 m = r >= 16 ? (__mmask16)0xffff : (__mmask16)((1u << r) - 1u);
    __m512 v = _mm512_maskz_loadu_ps(m, a + i);
    v = _mm512_fmadd_ps(v, _mm512_set1_ps(2.0f), v);
    _mm512_mask_storeu_ps(b + i, m, v);
  }
  b[0] = leaky(b[0]) + sqrt(a[0]);
}
";
    let printed = read("vnni", text);
    has(
        &printed,
        &[
            "func.func @f(",
            "attributes {xpiler.entry}",
            "scf.for",
            "vector.create_mask",
            "intrin.call \"vnni\" \"_mm512_maskz_loadu_ps\"(",
            "-> vector<16xf32>",
            "memref<vector<16xf32>>",
            "\"_mm512_fmadd_ps\"",
            "\"_mm512_mask_storeu_ps\"",
            "arith.select",
            "math.sqrt",
            "f64",
        ],
    );
    assert_eq!(refused("vnni", &text.replace("(__mmask16)0xffff", "(__mmask16)r")), ("unsupported-construct", 8));
    assert_eq!(refused("vnni", &text.replace("_mm512_fmadd_ps", "_mm512_fmadd_xx")), ("unknown-intrinsic", 10));
    let half = "#include <immintrin.h>
void f(const float *a, unsigned short *b) {
  _mm256_storeu_si256((__m256i *)b, _mm512_cvtps_ph(_mm512_loadu_ps(a),
      _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
}
";
    has(&read("vnni", half), &["\"_mm512_cvtps_ph\"", "-> vector<16xi16>", "vector.bitcast"]);
    let cut = half.replace("_MM_FROUND_TO_NEAREST_INT", "_MM_FROUND_TO_ZERO");
    assert_eq!(refused("vnni", &cut), ("unsupported-construct", 4));
    let wide = "#include <string.h>
void f(const unsigned char *a, int *b, unsigned char *c) {
  int x;
  memcpy(&x, a + 4, 4);
  const int *p = (const int *)a;
  b[0] = x + p[3] + *(const int *)(a + 1);
  ((int *)c)[1] = x;
}
";
    let wide = read("vnni", wide);
    assert_eq!(wide.matches("vector.load %arg0[").count(), 3);
    has(&wide, &["vector<4xi8> to vector<1xi32>", "vector.store"]);
    let hint = text.replace(
        "int r =",
        "_mm_prefetch((const char *)(a + i + 64), _MM_HINT_T0); __builtin_prefetch(&b[i + 64], 1, 3); int r =",
    );
    assert_eq!(read("vnni", &hint).matches("memref.load").count(), printed.matches("memref.load").count());
    let effect = text.replace("int r =", "__builtin_prefetch((b[7] = 3, a + i)); int r =");
    assert!(read("vnni", &effect).matches("memref.store").count() > printed.matches("memref.store").count());
    let cpp = "#include <cmath>\nextern \"C\" void f(float *a, int n) { for (int i = 0; i < n; ++i) a[i] = std::exp(a[i]); }\n";
    has(&read("vnni", cpp), &["scf.for", "math.exp", "f32"]);
}

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
fn refusals_point_at_the_text() {
    for (body, line) in [
        ("b[0] = 1.f;\natomicAdd(b, 1.f);", 4),
        ("float v = __shfl_down_sync(0xffffu, a[0], 1);\nb[0] = v;", 3),
        ("b[0] = __activemask();", 3),
        ("b[0] = 1;\nswitch (n) { case 1: b[0] = 2; }", 4),
        ("int x = 1;\ngoto end; end: b[0] = x;", 4),
        ("asm volatile(\"nop\");", 3),
        ("static int x; x = n;", 3),
        ("auto f = [=](int i) { return i; };", 3),
    ] {
        assert_eq!(refused("cuda", &kernel(body)), ("unsupported-construct", line), "{body}");
    }
    let constant = format!("__constant__ float w[3];\n{}", kernel("b[0] = w[1];"));
    assert_eq!(refused("cuda", &constant), ("unsupported-construct", 4));
    assert_eq!(refused("cuda", &kernel("b[0] = undeclared;")), ("parse-error", 3));
    assert_eq!(refused("cuda", &kernel("b[0] = __no_such_thing(n);")), ("unknown-intrinsic", 3));
    let d = read_with("cuda", &kernel("b[0] =\n  undeclared + 1;"), &geometry()).expect_err("undeclared");
    let span = d.span.expect("a place");
    assert_eq!((&*span.file, span.line, span.column, span.end_column), ("test.cu", 4, 3, 13));
}

#[test]
fn macros_are_shown_where_they_are_used() {
    let text = format!("#define PUT(x) atomicAdd(b, x)\n{}", kernel("b[0] = 0;\n  PUT(1.f);"));
    assert_eq!(refused("cuda", &text), ("unsupported-construct", 5));
}

#[test]
fn hostile_texts_are_refused() {
    assert_eq!(refused("cuda", "").0, "no-kernel");
    assert_eq!(refused("cuda", "__global__ void k(int *a) { if (a[0]) { a[1] = 2;").0, "parse-error");
    let nested = kernel(&format!("b[0] = {}1{};", "(".repeat(5000), ")".repeat(5000)));
    assert_eq!(refused("cuda", &nested).0, "parse-error");
    let returns = kernel(&"if (a[0] == 1.f) return;\n".repeat(300));
    assert_eq!(refused("cuda", &returns).0, "unsupported-construct");
    let garbage: String = (1..4000u32).filter_map(|i| char::from_u32(i * 7919 % 0xd7ff)).collect();
    assert!(["parse-error", "no-kernel"].contains(&refused("cuda", &garbage).0));
    assert_eq!(refused("cuda", &" ".repeat(5 << 20)).0, "file-too-large");
    assert_eq!(refused("cuda", "#include \"no/such/file.h\"\n"), ("parse-error", 1));
    assert_eq!(refused("opencl", "").0, "unknown-platform");
}

#[test]
fn reading_twice_gives_the_same_text() {
    let text = wrapper("cuda", "cudaMemcpyHostToDevice", "cudaMemcpyDeviceToHost");
    assert_eq!(read("cuda", &text), read("cuda", &text));
}

#[test]
fn openmp() {
    let text = |directive: &str, body: &str| {
        format!("void f(const float *a, float *b, int n) {{\n  float s = 0;\n{directive}\n  {body}\n  b[0] = s;\n}}\n")
    };
    let nest = "for (int i = 0; i < n; ++i)\n    for (int j = 0; j < 8; ++j) b[8 * i + j] = a[8 * i + j];";
    let bound = |directive: &str| read("vnni", &text(directive, nest)).matches("xpiler.bind = \"omp\"").count();
    assert_eq!(bound("#pragma omp parallel for"), 1);
    assert_eq!(bound("#pragma omp parallel for schedule(static, 4) \\\n      num_threads(n) collapse(2)"), 2);
    assert_eq!(bound("#pragma omp simd // fast ("), 1);
    assert_eq!(bound("#pragma omp parallel for /* private(s) */ // rows are independent"), 1);
    assert_eq!(bound("// omp parallel for"), 0);
    let refusal = |directive: &str, body: &str| refused("vnni", &text(directive, body));
    assert_eq!(refusal("#pragma omp parallel", nest), ("unsupported-construct", 3));
    let sum = |body: &str| format!("for (int i = 0; i < n; ++i) {{ {body} }}");
    for (operator, body) in [
        ("+ ", "s += a[i];"),
        ("-", "s -= a[i];"),
        ("+", "s = a[i] + s;"),
        ("+", "if (a[i] > 0.0f) s += a[i]; b[i] = a[i];"),
        ("*", "s *= a[i]; s *= 2.0f;"),
        ("max", "s = s > a[i] ? s : a[i];"),
        ("max", "if (a[i] > s) s = a[i];"),
        ("min", "if (s > a[i]) { s = a[i]; }"),
        ("min", "s = fminf(a[i], s);"),
    ] {
        let printed = read(
            "vnni",
            &format!("#include <math.h>\n{}", text(&format!("#pragma omp parallel for reduction({operator}: s)"), &sum(body))),
        );
        has(&printed, &["xpiler.reduction = \"s\""]);
    }
    for (operator, body) in [
        ("+", "s *= a[i];"),
        ("+", "s = a[i] - s;"),
        ("+", "s += a[i]; b[i] = s;"),
        ("+", "s += a[i]; if (s > 9.0f) b[i] = 1.0f;"),
        ("+", "s = s + s;"),
        ("+", "s = a[i];"),
        ("+", "b[i] = a[i];"),
        ("+", "s += s * a[i];"),
        ("max", "s += a[i];"),
        ("max", "s = s < a[i] ? s : a[i];"),
        ("max", "if (a[i] < s) s = a[i];"),
        ("max", "if (a[i] > s) s = a[i] + 1.0f;"),
        ("max", "if (a[i] > s) { s = a[i]; b[i] = 1.0f; }"),
        ("min", "s = s > a[i] ? s : a[i];"),
        ("&&", "s = s && a[i];"),
    ] {
        let directive = format!("#pragma omp parallel for reduction({operator}: s)");
        assert_eq!(refusal(&directive, &sum(body)), ("unsupported-construct", 3), "{operator} {body}");
    }
    let hidden = format!("#define PAR _Pragma(\"omp parallel for collapse(2)\")\n{}", text("  PAR", nest));
    assert_eq!(refused("vnni", &hidden), ("unsupported-construct", 4));
    assert_eq!(refused("vnni", &hidden.replace("  PAR", "  int omp = 0; PAR")), ("unsupported-construct", 4));
    assert_eq!(refusal("_Pragma(\"omp parallel for\")", nest), ("unsupported-construct", 3));
    for clause in ["private(s)", "schedule(static) lastprivate(s)", "if(n > 4)"] {
        assert_eq!(refusal(&format!("#pragma omp parallel for {clause}"), nest), ("unsupported-construct", 3), "{clause}");
    }
}

#[test]
fn statuses() {
    let text = |last: &str| {
        format!(
            "int f(float *b, int n) {{\n  if (n < 0) return -3;\n  if (n == 0) return 0;\n  b[0] = n;\n  return {last};\n}}\n"
        )
    };
    let printed = read("vnni", &text("1"));
    has(&printed, &["xpiler.status = 1 : i32", "{xpiler.live, xpiler.status = -3 : i32}"]);
    assert_eq!(read("vnni", &text("0")).matches("xpiler.status").count(), 1);
    let nested = text("0").replace("b[0] = n;", "if (n > 5) { b[0] = n; return 4; }");
    assert_eq!(refused("vnni", &nested), ("unsupported-construct", 4));
    let copied = "__global__ void k(float *b) { b[0] = 1; }\nvoid run(const float *x, float *y, int n) {\n  float *d, r;\n  cudaMalloc(&d, n * sizeof(float));\n  k<<<1, 1>>>(d);\n  \
                  cudaMemcpy(d, x, n * sizeof(float), cudaMemcpyHostToDevice);\n  cudaMemcpy(&r, d, COUNT, cudaMemcpyDeviceToHost);\n  y[0] = r;\n}\n";
    has(&read("cuda", &copied.replace("COUNT", "sizeof(float)")), &["memref.load", "memref.store"]);
    assert_eq!(refused("cuda", &copied.replace("COUNT", "8")), ("unsupported-construct", 7));
}

#[test]
fn sine_and_cosine_at_once() {
    let printed = read("cuda", &kernel("float s, c[2];\nsincosf(a[0], &s, c + 1);\nb[0] = s * c[1];"));
    has(&printed, &["math.sin", "memref.store", "math.cos", "memref.store"]);
}

/// A wrapper guessed from the characters is the one that clang's tree asks for: where the guess is off, reading takes the long way to the same module.
#[test]
fn a_guessed_wrapper_is_the_one_that_would_be_made() {
    let kernel = |head: &str, tail: &str| {
        format!("#define PARAMS float *b, int n\n{head} {{ if (threadIdx.x < n) b[threadIdx.x] = 1.0f; }}{tail}\n")
    };
    for (head, is_guessed) in [
        ("__global__ void k(float *b, int n)", true),
        ("extern \"C\" __global__ void k(float *__restrict__ b, const int n)", true),
        ("__global__ void k(float *b, // the result\n int n /* its length */)", true),
        ("__global__ void __launch_bounds__(256) k(float *b, int n)", false),
        ("__global__ void k(PARAMS)", false),
        ("__global__ void k(float b[], int n)", false),
    ] {
        let read = |tail: &str| read_with("cuda", &kernel(head, tail), &geometry()).unwrap_or_else(|d| panic!("{head}: {d:?}"));
        // That word keeps it from guessing.
        let (guessed, asked) = (read(""), read(" // template"));
        assert_eq!(guessed, asked, "{head}");
        let text = kernel(head, "");
        let lines = crate::entry::guess(crate::Language::of("cuda").expect("cuda"), &geometry(), &text);
        let compiles = lines
            .is_some_and(|l| l.contains("void k_launch(") && l.contains("k<<<") && !l.contains("PARAMS") && !l.contains("[]"));
        assert_eq!(compiles, is_guessed, "{head}");
    }
}

/// What is left out of the prelude because the text does not spell it is there when it is needed all the same.
#[test]
fn names_that_macros_make_are_found() {
    let pasted = "#define CALL(name) __##name\n".to_owned()
        + &kernel("if (threadIdx.x < n) b[0] = CALL(expf)(a[0]) + (float)CALL(dp4a)(1, 2, 3);");
    read_with("cuda", &pasted, &geometry()).unwrap_or_else(|d| panic!("{d:?}"));
    assert_eq!(refused("cuda", &kernel("b[0] = __nothing_like_it(a[0]);")), ("unknown-intrinsic", 3));
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
    for body in [
        "float4 v = *(const float4 *)a; b[0] = (n > 2 ? v : v).x;",
        "__shared__ float4 v[2]; v[1] = *(const float4 *)a;",
        "reinterpret_cast<int4 *>(b)[0].x = 3;",
    ] {
        assert_eq!(refused("cuda", &kernel(body)), ("unsupported-construct", 3), "{body}");
    }
}

const TILES: &str = "#include <immintrin.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
typedef struct { unsigned char palette, start, reserved[14]; unsigned short colsb[16]; unsigned char rows[16]; } config;
static void configure(config *c) {
  c->palette = 1;
  for (int t = 1; t < 3; ++t) { c->colsb[t] = 64; c->rows[t] = 16; }
  c->colsb[0] = 4 * 16; c->rows[0] = 16;
  _tile_loadconfig(c);
}
void f(const unsigned char *a, const signed char *b, int *c, int n) {
  if (syscall(SYS_arch_prctl, 0x1023, 18)) return;
  config sizes;
  memset(&sizes, 0, sizeof(sizes));
  configure(&sizes);
  _tile_zero(0);
  for (int k = 0; k < n; k += 64) {
    _tile_loadd(1, a + k, n);
    _tile_stream_loadd(2, b + k * 16, 64);
    _tile_dpbusd(0, 1, 2);
  }
  _tile_stored(0, c, 64);
  _tile_release();
}
";

#[test]
fn tiles_are_arrays_of_their_configured_size() {
    let printed = read("vnni", TILES);
    has(
        &printed,
        &[
            "memref.alloca() {xpiler.name = \"tile0\", xpiler.tile = 0 : i64} : memref<16x16xi32>",
            "memref.alloca() {xpiler.name = \"tile1\", xpiler.tile = 1 : i64} : memref<16x64xi8>",
            "memref.alloca() {xpiler.name = \"tile2\", xpiler.tile = 2 : i64} : memref<16x64xi8>",
            "\"_tile_zero\"(",
            "scf.for",
            "\"_tile_loadd\"(",
            "\"_tile_stream_loadd\"(",
            "\"_tile_dpbusd\"(",
            "\"_tile_stored\"(",
        ],
    );
    assert!(!printed.contains("syscall") && !printed.contains("scf.if"), "Linux gives the state of tiles\n{printed}");
    // Bytes as they are, a table of the file, an initialiser with designators.
    let bytes = "unsigned char sizes[64] = {1, [16] = 64, [18] = 64, [20] = 64};
  sizes[48] = sizes_of; sizes[49] = 2 * 8; *(unsigned char *)(sizes + 50) = 16;
  _tile_loadconfig(sizes);"
        .replace("sizes_of", "(1 << 4)");
    let table = "_tile_loadconfig(&table);";
    let own = |with: &str| {
        TILES.replace("configure(&sizes);", with).replace("  config sizes;\n  memset(&sizes, 0, sizeof(sizes));\n", "")
    };
    let designated =
        "const config sizes = {.palette = 1, .colsb = {64, 64, 64}, .rows = {16, 16, 16}}; _tile_loadconfig(&sizes);";
    let file = format!(
        "static const config table = {{1, 0, {{0}}, {{64, 64, 64}}, {{16, 16, 16}}}};\nvoid f({}",
        &own(table)[own(table).find("void f(").expect("f") + 7..]
    );
    let with_table = own(table).replace(&own(table)[own(table).find("void f(").expect("f")..], &file);
    for text in [own(&bytes), own(designated), with_table] {
        assert_eq!(read("vnni", &text).matches("xpiler.tile").count(), 3, "{text}");
    }
    let bf16 = own("const config sizes = {1, 0, {0}, {64, 64, 64}, {16, 16, 16}}; _tile_loadconfig(&sizes);")
        .replace("dpbusd", "dpbf16ps")
        .replace("const unsigned char *a", "const __bf16 *a")
        .replace("const signed char *b", "const __bf16 *b")
        .replace("int *c", "float *c");
    has(&read("vnni", &bf16), &["xpiler.tile = 0 : i64} : memref<16x16xf32>", "xpiler.tile = 1 : i64} : memref<16x32xbf16>"]);
}

#[test]
fn tiles_that_are_not_configured_or_do_not_fit_are_refused() {
    let changed = |from: &str, to: &str| {
        assert!(TILES.contains(from), "{from}");
        refused("vnni", &TILES.replace(from, to))
    };
    let here = |line| ("unsupported-construct", line);
    let nothing = "  config sizes;\n  memset(&sizes, 0, sizeof(sizes));\n  configure(&sizes);\n";
    assert_eq!(changed(nothing, ""), here(14), "not configured");
    assert_eq!(changed("_tile_loadd(1,", "_tile_loadd(n,"), here(19), "no constant");
    assert_eq!(changed("_tile_stored(0, c, 64)", "_tile_stored(0, c, 66)"), here(23), "lines of half elements");
    assert_eq!(changed("memset(&sizes, 0", "memset(&sizes + 1, 0"), here(15), "behind the configuration");
    assert_eq!(
        changed("int t = 1; t < 3; ++t", "unsigned t = 0; t < -1; t += 0x7fffffffu").0,
        here(0).0,
        "what counts is unsigned"
    );
    assert_eq!(changed("int t = 1; t < 3; ++t", "long t = 1; t <= 0x7fffffffffffffff; ++t").0, here(0).0, "beyond the numbers");
    assert_eq!(changed("int t = 1; t < 3; ++t", "int t = 1; t < 3; t += 0").0, here(0).0, "does not end");
    assert_eq!(changed("c->colsb[0] = 4", "c->colsb[0x7fffffffffffffff] = 4").0, here(0).0, "beyond the bytes");
    for other in ["typedef union {", "typedef struct __attribute__((packed)) {", "typedef struct __attribute__((aligned(64))) {"]
    {
        assert_eq!(changed("typedef struct {", other).0, here(0).0, "{other}");
    }
    assert_eq!(changed("palette, start,", "palette : 4, start : 4,").0, here(0).0, "fields of bits");
    assert_eq!(changed("_tile_loadd(1,", "_tile_loadd(8,"), here(19), "no such tile");
    assert_eq!(changed("_tile_zero(0)", "_tile_zero(3)"), here(17), "not in the configuration");
    assert_eq!(changed("_tile_dpbusd(0, 1, 2)", "_tile_dpbusd(0, 1, 1)"), here(21), "one tile twice");
    assert_eq!(changed("c->rows[0] = 16", "c->rows[0] = 8"), here(21), "rows of the result");
    assert_eq!(changed("4 * 16", "4 * 8"), here(21), "columns of the result");
    assert_eq!(changed("c->rows[t] = 16", "c->rows[t] = 16 - t / 2"), here(21), "rows of the second factor");
    assert_eq!(changed("c->rows[t] = 16", "c->rows[t] = 17"), here(10), "too many rows");
    assert_eq!(changed("c->colsb[t] = 64", "c->colsb[t] = 68"), here(10), "too many bytes");
    assert_eq!(changed("c->colsb[t] = 64", "c->colsb[t] = 62"), here(10), "no groups of 4 bytes");
    assert_eq!(changed("c->rows[0] = 16", "c->rows[0] = 0"), here(10), "no rows, but bytes");
    assert_eq!(changed("c->palette = 1", "c->palette = 2"), here(10), "another palette");
    assert_eq!(changed("c->palette = 1", "c->palette = 1; c->start = 1"), here(10), "a row to start at");
    assert_eq!(changed("  configure(&sizes);", "  sizes.rows[0] = n; configure(&sizes);"), here(16), "no constant");
    assert_eq!(changed("  configure(&sizes);", "  if (n > 3) sizes.rows[0] = 8; configure(&sizes);"), here(16), "a branch");
    assert_eq!(changed("t < 3", "t < c->rows[5]"), here(8), "a loop of unknown length");
    assert_eq!(changed("t < 3", "t < 103"), here(8), "a long loop");
    assert_eq!(
        changed("c->rows[t] = 16;", "if (t > 1) continue; c->rows[t] = 16;"),
        here(8),
        "a loop that leaves out assignments"
    );
    assert_eq!(changed("memset(&sizes, 0, sizeof(sizes))", "memset(&sizes, 0, 32)"), here(15), "half of it");
    assert_eq!(changed("_tile_zero(0);", "_tile_release(); _tile_zero(0);"), here(17), "released");
    assert_eq!(changed("    _tile_loadd(1,", "    _tile_release(); _tile_loadd(1,"), here(19), "released");
    assert_eq!(
        changed("    _tile_dpbusd(0, 1, 2);", "    _tile_dpbusd(0, 1, 2); _tile_release();"),
        here(18),
        "released in the loop"
    );
    assert_eq!(changed("  for (int k", "  #pragma omp parallel for\n  for (int k"), here(20), "another thread's tiles");
    let words = TILES.replace("  _tile_stored(0, c, 64);", "  _tile_dpbf16ps(1, 2, 3);\n  _tile_stored(0, c, 64);");
    assert_eq!(refused("vnni", &words), here(23), "two types");
    assert_eq!(changed("int *c", "float *c"), ("unknown-intrinsic", 23), "another type of elements");
    assert_eq!(changed("0x1023", "0x1022"), here(13), "another request");
}
