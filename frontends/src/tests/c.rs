//! What all languages share: statements, types, refusals.

use super::*;

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
    // An amount that the launch computes: what a GPU has at most, less the fixed arrays, and the launch must not want more.
    let computed = dynamic.replace("32 * sizeof(float)", "n * 4").replace("float *a) { k<<<", "float *a, int n) { k<<<");
    let printed = read("cuda", &computed);
    has(&printed, &["simt.alloc_shared {xpiler.name = \"s\"} : memref<8192xf32>"]);
    has(
        &printed,
        &["arith.cmpi ule", "cf.assert", "launches with more than 32768 bytes of dynamic shared memory", "simt.launch"],
    );
    let fixed = computed.replace("extern __shared__", "__shared__ double t[128]; t[0] = 0; extern __shared__");
    has(&read("cuda", &fixed), &["memref<128xf64>", "memref<7936xf32>"]);
    assert_eq!(refused("cuda", &dynamic.replace("32, 32 * sizeof(float)>>>", "32>>>")), ("unsupported-construct", 1));
}

#[test]
fn bits_are_seen_as_other_numbers() {
    let cast = ["arith.bitcast %", ": f32 to i32"];
    has(&read("cuda", &kernel("union { float f; int i; } v = {a[0]}; v.i >>= 1; b[0] = v.f;")), &cast);
    let named = |body: &str| {
        format!("typedef union {{ float f; unsigned u; }} bits_t;\nunion other {{ int i; float f; }};\n{}", kernel(body))
    };
    has(&read("cuda", &named("bits_t v; v.f = a[0]; union other w; w.i = v.u; b[0] = w.f;")), &cast);
    has(&read("cuda", &kernel("float v = a[0]; int i = *(int *)&v; b[i] = v;")), &cast);
    has(&read("cuda", &kernel("b[0] = reinterpret_cast<const int *>(a + n)[2];")), &cast);
    has(
        &read("vnni", "#include <string.h>\nvoid k(const float *a, int *b) { int i; memcpy(&i, a + 1, sizeof i); b[0] = i; }"),
        &cast,
    );
    has(&read("cuda", &kernel("double d = a[0]; long long i = __double_as_longlong(d); b[0] = i >> 52;")), &[": f64 to i64"]);
    // Members that are not as large as each other, or no scalars; a variable of such a type; more bytes than there are.
    for body in [
        "union { float f; short s[2]; } v; v.f = a[0]; b[0] = v.s[0];",
        "union { float f; double d; } v; v.f = a[0]; b[0] = v.d;",
        "union { float f; int i; unsigned m : 23; } v; v.f = a[0]; b[0] = v.m;",
        "union { float f; int i = 7; } v; b[0] = v.i;",
        "union V { float f; int i; __device__ V() : i(7) {} }; V v; b[0] = v.i;",
        "float v = a[0]; b[0] = *(double *)&v;",
        "float v = a[0]; b[0] = ((int *)&v)[1];",
    ] {
        assert_eq!(refused("cuda", &kernel(body)).0, "unsupported-construct", "{body}");
    }
}

#[test]
fn what_is_written_through_a_reference_is_written() {
    let helpers = "__device__ void set(int &x) { x |= 0x40000000; }\n__device__ void put(float &x) { x = 3.0f; }\n";
    let set = |body: &str| format!("{helpers}{}", kernel(body));
    let stores = |body: &str| read("cuda", &set(body)).matches("memref.store").count();
    assert_eq!(stores("union { float f; int i; } v; v.f = a[0]; set(v.i); b[0] = v.f;"), 3);
    assert_eq!(stores("float4 v; v.x = a[0]; put(v.x); b[0] = v.x;"), 3);
    assert_eq!(stores("union { float f; int i; } v; v.f = a[0]; int &r = v.i; v.f = a[1]; b[0] = r;"), 3);
    let printed = read("cuda", &set("union { float f; int i; } v; v.f = 1.0f; const int &r = v.i; v.f = a[0]; b[0] = r;"));
    let (read_at, written_at) = (printed.rfind("arith.bitcast"), printed.rfind("memref.load %arg0"));
    assert!(read_at > written_at, "what a reference leads to is read when it is used: {printed}");
    let choice = set("float p = a[0], q = a[1]; put(a[2] > 0 ? p : q); b[0] = p;");
    assert_eq!(refused("cuda", &choice).0, "unsupported-construct");
    // A name for different things.
    let two = "__device__ int g(double x) { union U { double d; long long i; }; U u; u.d = x; return (int)u.i; }\n";
    let text = format!("{two}{}", kernel("union U { float f; int i; }; U u; u.f = a[0]; b[0] = u.i + g(a[1]);"));
    assert_eq!(refused("cuda", &text).0, "unsupported-construct");
}

#[test]
fn declarations_in_conditions() {
    let printed =
        read("cuda", &kernel("if (int left = n - 3; left > 0) b[0] = left; else b[1] = left;\nif (float v = a[0]) b[2] = v;"));
    has(&printed, &["arith.subi", "arith.cmpi sgt", "scf.if", "else", "memref.load", "arith.cmpf une", "scf.if"]);
    assert_eq!(refused("cuda", &kernel("b[0] = 0;\nwhile (int left = n) b[0] = left;")), ("unsupported-construct", 4));
    has(&read("cuda", &kernel("if (int left = n; left > 0) return;\nb[1] = 1;")), &["arith.cmpi sgt", "scf.if", "memref.store"]);
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
fn refusals_point_at_the_text() {
    for (body, line) in [
        ("b[0] = 1.f;\natomicAdd(b, 1.f);", 4),
        ("float v = __shfl_down_sync(0xffffu, a[0], 1);\nb[0] = v;", 3),
        ("b[0] = __activemask();", 3),
        ("b[0] = 1;\nswitch (n) { case 1: b[0] = 2; }", 4),
        ("int x = 1;\ngoto end; end: b[0] = x;", 4),
        ("asm volatile(\"nop\");", 3),
        ("static int x; x = n;", 3),
        ("auto f = [=](int i) { return i + n; };\nn = 3;\nb[f(0)] = 1.f;", 3),
        ("struct S { float *p; } s;\nb[0] = 1.f;", 3),
        ("struct S { float v; __device__ S() : v(1) {} } s;\nb[0] = s.v;", 3),
        ("struct S { unsigned low : 4; } s;\nb[0] = 1.f;", 3),
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
fn sine_and_cosine_at_once() {
    let printed = read("cuda", &kernel("float s, c[2];\nsincosf(a[0], &s, c + 1);\nb[0] = s * c[1];"));
    has(&printed, &["math.sin", "memref.store", "math.cos", "memref.store"]);
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
fn calls_are_inlined_up_to_a_number() {
    let helpers = |levels: u32| -> String {
        (1..=levels).map(|i| format!("static float f{i}(float a) {{ return f{0}(a) + f{0}(a); }}\n", i - 1)).collect()
    };
    let text = |levels: u32| {
        format!("static float f0(float a) {{ return a; }}\n{}void k(float *y) {{ y[0] = f{levels}(1.0f); }}\n", helpers(levels))
    };
    assert_eq!(read("vnni", &text(8)).matches("arith.addf").count(), 255);
    let d = read_with("vnni", &text(24), &Options::default()).expect_err("exponentially many");
    assert!(d.message.contains("more than 10000 calls of functions would be inlined"), "{d}");
}

#[test]
fn structures_are_their_members() {
    let pair = |body: &str| {
        let text = "struct Pair { float best; int at; };\ntypedef struct { Pair p[2]; float4 v; } all_t;\n\
                    __device__ Pair later(const Pair &a, Pair b) { if (b.best > a.best) return b; return a; }\n\
                    struct Scale { float by; __device__ float operator()(float v) const { return by * v; } };\n\
                    template <class F> __device__ float twice(float v, F f) { return f(f(v)); }\n";
        format!("{text}{}", kernel(body))
    };
    let reads = |body: &str, expected: &[&str]| has(&read("cuda", &pair(body)), expected);
    reads("Pair p = {a[0], n}; b[p.at] = p.best;", &["\"p_best\"} : memref<f32>", "\"p_at\"} : memref<i32>"]);
    reads("__shared__ Pair s[32]; s[n].best = a[0]; b[0] = s[1].best;", &["simt.alloc_shared", "\"s_best\"} : memref<32xf32>"]);
    reads("Pair p{a[0], 0}, q{a[1], 1}; p = later(p, q); b[p.at] = p.best;", &["arith.cmpf ogt", "scf.if"]);
    reads(
        "all_t t; t.p[1].at = n; t.v = make_float4(1, 2, 3, 4); all_t u = t; b[u.p[1].at] = u.v.z;",
        &["memref<2xi32>", "memref<4xf32>"],
    );
    reads("Pair p{a[0], 0}; Pair *q = &p; q->at = n; b[p.at] = 1.f;", &["\"p_at\"} : memref<i32>"]);
    reads("Scale s{3.f}; b[0] = s(a[0]); b[1] = twice(a[1], s);", &["arith.mulf"]);
    reads("float c = a[2]; auto f = [=](float v) { return v + c; }; b[0] = twice(a[0], f);", &["arith.addf"]);
    reads("float c = 0; auto f = [&](float v) { c += v; }; f(a[0]); f(a[1]); b[0] = c;", &["\"c\"} : memref<f32>"]);
    reads("auto f = [](auto v) { return v * v; }; b[0] = f(a[0]);", &["arith.mulf"]);
    for body in [
        "Pair p; p.best = 1; Pair *q = &p + 1; b[0] = q->best;",
        "Pair p[2]; b[0] = p->best;",
        "Pair p[2], q[2]; Pair *r = p; r = q; b[0] = r[0].best;",
        "float c = 0; auto f = [=](float v) { return v + c; }; c = 1; b[0] = f(a[0]);",
    ] {
        assert_eq!(refused("cuda", &pair(body)).0, "unsupported-construct", "{body}");
    }
}

#[test]
fn vectors_go_through_functions() {
    let text = |body: &str| {
        let helpers = "__device__ float4 twice(const float4 &v) { return make_float4(v.x * 2, v.y * 2, v.z * 2, v.w * 2); }\n\
                       __device__ float sum(float4 v) { v.x += v.y; return v.x + v.z + v.w; }\n\
                       __device__ void clear(float4 &v) { v.x = 0; }\n\
                       __device__ float4 operator+(float4 a, float4 b) { return make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w); }\n";
        format!(
            "{helpers}__global__ void k(const float4 *a, float4 *b, int n) {{\n{body}\n}}\nextern \"C\" void go(const float4 *a, float4 *b, int n) {{ k<<<1, 32>>>(a, b, n); }}"
        )
    };
    let reads = |body: &str, expected: &[&str]| has(&read("cuda", &text(body)), expected);
    reads("b[n] = twice(a[n]);", &["memref<?xf32> {xpiler.const, xpiler.ctype = \"const float *\"", "arith.mulf"]);
    reads("float4 v = a[0]; b[0].x = sum(v); b[1] = v;", &["arith.addf"]);
    reads("float4 v = n > 2 ? a[0] : make_float4(1, 2, 3, 4); b[0] = v;", &["scf.if", "else"]);
    reads("float4 v = twice(a[0]) + a[1]; clear(v); b[0] = v;", &["arith.addf"]);
    reads("__shared__ float2 s[32]; s[n] = make_float2(1, 2); b[0].y = s[1].y;", &["memref<32x2xf32>"]);
}
