//! C with AVX-512, OpenMP and the tiles of AMX.

use super::*;

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
    // An initialiser names no members that could be looked up.
    let initialised = |ty: &str| {
        let own = "  const config sizes = {1, 0, {0}, {64, 64, 64}, {16, 16, 16}};\n  _tile_loadconfig(&sizes);\n";
        refused("vnni", &TILES.replace(nothing, own).replace("typedef struct {", ty)).0
    };
    for other in ["#pragma pack(1)\ntypedef struct {", "typedef struct __attribute__((packed)) {", "typedef union {"] {
        assert_eq!(initialised(other), here(0).0, "{other}");
    }
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
