//! Entries: geometry from the command line, host wrappers, status codes.

use super::*;

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
fn checks_of_wrappers() {
    // By a function that is told what failed, by a declaration in the condition, with names of `std`.
    let run = "int add_launch(const float *a, const float *b, float *c, int n) {
  float *d_a;
  TRY(cudaMalloc((void **)&d_a, n * sizeof(float)));
  TRY(cudaMemcpy(d_a, a, n * sizeof(float), cudaMemcpyHostToDevice));
  add<<<(n + 255) / 256, 256>>>(d_a, b, c, n);
  check(cudaGetLastError(), \"add\");
  cudaFree(d_a);
  return 0;
}
";
    let check = "#include <cstdio>
static void failed(const char *what) { std::fprintf(stderr, \"%s\\n\", what); std::exit(1); }
static void check(cudaError_t e, const char *what) { if (e != cudaSuccess) failed(what); }
#define TRY(x) do { if (cudaError_t e = (x); e != cudaSuccess) { std::printf(\"%d\", e); failed(#x); } } while (0)
";
    let printed = read("cuda", &format!("{check}{ADD}{run}"));
    has(&printed, &["func.func @add_launch(", "memref.alloc(", "simt.launch @add", "return"]);
    let entry = &printed[printed.find("@add_launch").expect("the entry")..];
    assert!(!entry.contains("scf.if"), "{entry}");
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
    // The same words behind the kernel are another type.
    let text = "#define N int\n__global__ void k(float *b, N n) { if (threadIdx.x < n) b[threadIdx.x] = 1.0f; }\n#undef N\n#define N long\n";
    let [guessed, asked] = [text.to_owned(), format!("{text}// template\n")].map(|t| read("cuda", &t));
    assert_eq!(guessed, asked);
}
