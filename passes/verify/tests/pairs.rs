//! Pairs of neutral forms: equal ones written in different ways, and twins with one defect.

use std::collections::BTreeMap;

use xpiler_ir::{Ctx, Kernel, context::Sink, context::new_context};
use xpiler_verify::{Case, Safety, Sides, Tier, Verdict, compare};

const N: i64 = 1000;

/// An entry over input `x`, output `y` and a size `n`.
fn elementwise(body: &str) -> String {
    entry(&format!(
        "scf.for %i = %c0 to %N step %c1 {{
           %x = memref.load %X[%i] : memref<?xf32>
           {body}
           memref.store %r, %Y[%i] : memref<?xf32>
         }}"
    ))
}

fn entry(body: &str) -> String {
    with_extents(body, "n", "n")
}

fn with_extents(body: &str, x: &str, y: &str) -> String {
    format!(
        "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"{x}\"}},
                      %Y: memref<?xf32> {{xpiler.name = \"y\", xpiler.extent = \"{y}\"}},
                      %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
           %c0 = arith.constant 0 : index
           %c1 = arith.constant 1 : index
           %c2 = arith.constant 2 : index
           %c8 = arith.constant 8 : index
           %zero = arith.constant 0.0 : f32
           %one = arith.constant 1.0 : f32
           %two = arith.constant 2.0 : f32
           %half = arith.constant 0.5 : f32
           %minf = arith.constant 0xFF800000 : f32
           %N = arith.index_cast %n : i32 to index
           {body}
           return
         }}"
    )
}

fn parse(ctx: Ctx, sink: &Sink, text: &str) -> Kernel {
    Kernel::parse(ctx, sink, "k.mlir", text).unwrap_or_else(|d| panic!("{d}\n{text}"))
}

fn verdict_at(source: &str, target: &str, n: i64) -> Verdict {
    seeded(source, target, n, 0)
}

fn seeded(source: &str, target: &str, n: i64, seed: u64) -> Verdict {
    let (ctx, sink) = new_context();
    let (s, t) = (parse(ctx, &sink, source), parse(ctx, &sink, target));
    let case = Case { args: BTreeMap::from([("n".to_owned(), n)]), seed, ..Case::default() };
    compare(&Sides { source: [&s; 3], target: [&t; 3] }, &case).unwrap_or_else(|d| panic!("{d}"))
}

fn verdict(source: &str, target: &str) -> Verdict {
    verdict_at(source, target, N)
}

#[track_caller]
fn equal(source: &str, target: &str) -> Verdict {
    let v = verdict(source, target);
    assert_eq!(v.tier, Tier::IdentityTested, "{v:#?}");
    v
}

#[track_caller]
fn refuted(source: &str, target: &str) -> Verdict {
    let v = verdict(source, target);
    assert_eq!(v.tier, Tier::Refuted, "{v:#?}");
    assert!(v.witness.is_some());
    v
}

fn max_reduction(from: &str, to: &str) -> String {
    format!(
        "%m = scf.for %i = {from} to {to} step %c1 iter_args(%a = %minf) -> f32 {{
           %x = memref.load %X[%i] : memref<?xf32>
           %b = arith.maxnumf %a, %x : f32
           scf.yield %b : f32
         }}"
    )
}

fn softmax_with_max() -> String {
    entry(&format!(
        "{}
         %s = scf.for %i = %c0 to %N step %c1 iter_args(%a = %zero) -> f32 {{
           %x = memref.load %X[%i] : memref<?xf32>
           %d = arith.subf %x, %m : f32
           %e = math.exp %d : f32
           memref.store %e, %Y[%i] : memref<?xf32>
           %b = arith.addf %a, %e : f32
           scf.yield %b : f32
         }}
         scf.for %i = %c0 to %N step %c1 {{
           %e = memref.load %Y[%i] : memref<?xf32>
           %r = arith.divf %e, %s : f32
           memref.store %r, %Y[%i] : memref<?xf32>
         }}",
        max_reduction("%c0", "%N")
    ))
}

fn softmax_without_max() -> String {
    entry(
        "%s = scf.for %i = %c0 to %N step %c1 iter_args(%a = %zero) -> f32 {
           %x = memref.load %X[%i] : memref<?xf32>
           %e = math.exp %x : f32
           %b = arith.addf %a, %e : f32
           scf.yield %b : f32
         }
         %inv = arith.divf %one, %s : f32
         scf.for %i = %c0 to %N step %c1 {
           %x = memref.load %X[%i] : memref<?xf32>
           %e = math.exp %x : f32
           %r = arith.mulf %e, %inv : f32
           memref.store %r, %Y[%i] : memref<?xf32>
         }",
    )
}

/// `rescale`: is the running sum multiplied by `exp(old - new)`?
fn online_softmax(rescale: bool) -> String {
    let corrected = if rescale { "arith.mulf %s, %c : f32" } else { "arith.addf %s, %zero : f32" };
    entry(&format!(
        "%mm = memref.alloca() {{xpiler.name = \"m\"}} : memref<f32>
         %ss = memref.alloca() {{xpiler.name = \"s\"}} : memref<f32>
         memref.store %minf, %mm[] : memref<f32>
         memref.store %zero, %ss[] : memref<f32>
         scf.for %i = %c0 to %N step %c1 {{
           %x = memref.load %X[%i] : memref<?xf32>
           %old = memref.load %mm[] : memref<f32>
           %s = memref.load %ss[] : memref<f32>
           %new = arith.maxnumf %old, %x : f32
           %d = arith.subf %old, %new : f32
           %c = math.exp %d : f32
           %t = {corrected}
           %y = arith.subf %x, %new : f32
           %e = math.exp %y : f32
           %u = arith.addf %t, %e : f32
           memref.store %new, %mm[] : memref<f32>
           memref.store %u, %ss[] : memref<f32>
         }}
         %m = memref.load %mm[] : memref<f32>
         %s = memref.load %ss[] : memref<f32>
         scf.for %i = %c0 to %N step %c1 {{
           %x = memref.load %X[%i] : memref<?xf32>
           %d = arith.subf %x, %m : f32
           %e = math.exp %d : f32
           %r = arith.divf %e, %s : f32
           memref.store %r, %Y[%i] : memref<?xf32>
         }}"
    ))
}

#[test]
fn softmax_three_ways() {
    let v = equal(&softmax_with_max(), &online_softmax(true));
    assert_eq!(v.safety.source, Safety::Unproved);
    assert!(v.counts.extrema > 0 && v.counts.identity_draws >= 4);
    equal(&softmax_without_max(), &softmax_with_max());
}

#[test]
fn softmax_without_its_maximum_has_a_smaller_domain() {
    let v = refuted(&softmax_with_max(), &softmax_without_max());
    assert!(v.message.contains("domain"), "{}", v.message);
}

#[test]
fn missing_rescale() {
    let v = refuted(&softmax_with_max(), &online_softmax(false));
    assert_eq!(v.witness.and_then(|w| w.buffer).as_deref(), Some("y"));
}

fn sum(order: &str) -> String {
    let body = match order {
        "forward" => {
            "%s = scf.for %i = %c0 to %N step %c1 iter_args(%a = %zero) -> f32 {
               %x = memref.load %X[%i] : memref<?xf32>
               %b = arith.addf %a, %x : f32
               scf.yield %b : f32
             }"
        }
        "two" => {
            "%e, %o = scf.for %i = %c0 to %N step %c2 iter_args(%a = %zero, %b = %zero) -> (f32, f32) {
               %j = arith.addi %i, %c1 : index
               %x = memref.load %X[%i] : memref<?xf32>
               %y = memref.load %X[%j] : memref<?xf32>
               %c = arith.addf %a, %x : f32
               %d = arith.addf %b, %y : f32
               scf.yield %c, %d : f32, f32
             }
             %s = arith.addf %e, %o : f32"
        }
        _ => {
            "%M = arith.subi %N, %c1 : index
             %s = scf.for %i = %c0 to %M step %c1 iter_args(%a = %zero) -> f32 {
               %x = memref.load %X[%i] : memref<?xf32>
               %b = arith.addf %a, %x : f32
               scf.yield %b : f32
             }"
        }
    };
    with_extents(&format!("{body}\nmemref.store %s, %Y[%c0] : memref<?xf32>"), "n", "1")
}

#[test]
fn sums_are_reassociated_but_not_shortened() {
    equal(&sum("forward"), &sum("two"));
    refuted(&sum("forward"), &sum("short"));
}

#[test]
fn an_odd_size_is_out_of_bounds_in_the_target() {
    let v = verdict_at(&sum("forward"), &sum("two"), 7);
    assert_eq!((v.tier, v.safety.target), (Tier::Refuted, Safety::Unsafe), "{v:#?}");
    assert!(v.message.contains("out of bounds: index 7 of 7"), "{}", v.message);
}

#[test]
fn a_maximum_that_drops_its_last_element() {
    let of = |from, to| with_extents(&format!("{}\nmemref.store %m, %Y[%c0] : memref<?xf32>", max_reduction(from, to)), "n", "1");
    let short = of("%c0", "%M").replace("%m = scf.for", "%M = arith.subi %N, %c1 : index\n%m = scf.for");
    refuted(&of("%c0", "%N"), &short);
    refuted(&of("%c0", "%N"), &of("%c1", "%N"));
    let v = equal(&of("%c0", "%N"), &of("%c0", "%N"));
    assert_eq!(v.counts.extrema_use_all, Some(true));
}

#[test]
fn the_largest_float_serves_as_minus_infinity() {
    let with = |start: &str| {
        with_extents(&format!("{}\nmemref.store %m, %Y[%c0] : memref<?xf32>", max_reduction("%c0", "%N")), "n", "1")
            .replace("0xFF800000", start)
    };
    equal(&with("0xFF800000"), &with("-3.40282347E+38"));
}

#[test]
fn sigmoid_by_exp_and_by_tanh() {
    let by_exp = elementwise(
        "%m = arith.negf %x : f32
         %e = math.exp %m : f32
         %d = arith.addf %one, %e : f32
         %r = arith.divf %one, %d : f32",
    );
    let by_tanh = |c: &str| {
        elementwise(&format!(
            "%h = arith.mulf %x, %half : f32
             %t = math.tanh %h : f32
             %u = arith.addf %t, %one : f32
             %k = arith.constant {c} : f32
             %r = arith.mulf %u, %k : f32"
        ))
    };
    equal(&by_exp, &by_tanh("0.5"));
    refuted(&by_exp, &by_tanh("0.501"));
}

#[test]
fn exp2_with_log2e_is_exp() {
    let by_exp = elementwise("%r = math.exp %x : f32");
    let by_exp2 = elementwise(
        "%k = arith.constant 1.44269502 : f32
         %s = arith.mulf %x, %k : f32
         %r = math.exp2 %s : f32",
    );
    let v = equal(&by_exp, &by_exp2);
    assert_eq!(v.constants_read, ["1.442695 = log2(e)"]);
}

#[test]
fn rsqrt_is_one_over_sqrt() {
    let positive = "%a = math.absf %x : f32\n%eps = arith.constant 1.0e-05 : f32\n%p = arith.addf %a, %eps : f32\n";
    let by_rsqrt = elementwise(&format!("{positive}%r = math.rsqrt %p : f32"));
    let by_sqrt = elementwise(&format!("{positive}%q = math.sqrt %p : f32\n%r = arith.divf %one, %q : f32"));
    equal(&by_rsqrt, &by_sqrt);
}

#[test]
fn leaky_relu_two_ways() {
    let slope = "%k = arith.constant 0.1 : f32\n%s = arith.mulf %x, %k : f32\n";
    let by_max = elementwise(&format!("{slope}%r = arith.maxnumf %x, %s : f32"));
    let by_select = elementwise(&format!("{slope}%c = arith.cmpf ogt, %x, %zero : f32\n%r = arith.select %c, %x, %s : f32"));
    let wrong = by_select.replace("ogt", "olt");
    equal(&by_max, &by_select);
    refuted(&by_max, &wrong);
}

fn gelu(c: &str) -> String {
    elementwise(&format!(
        "%k = arith.constant {c} : f32
         %q = arith.constant 0.797884583 : f32
         %x2 = arith.mulf %x, %x : f32
         %x3 = arith.mulf %x2, %x : f32
         %kx = arith.mulf %k, %x3 : f32
         %in = arith.addf %x, %kx : f32
         %sc = arith.mulf %q, %in : f32
         %t = math.tanh %sc : f32
         %u = arith.addf %t, %one : f32
         %hx = arith.mulf %half, %x : f32
         %r = arith.mulf %hx, %u : f32"
    ))
}

#[test]
fn a_typo_in_a_constant() {
    equal(&gelu("0.044715"), &gelu("0.044715"));
    refuted(&gelu("0.044715"), &gelu("0.044751"));
}

#[test]
fn a_wrong_stride() {
    let transpose = |row: i64, column: i64| {
        with_extents(
            &format!(
                "%r = arith.constant {row} : index
                 %c = arith.constant {column} : index
                 scf.for %i = %c0 to %c8 step %c1 {{
                   scf.for %j = %c0 to %c8 step %c1 {{
                     %a = arith.muli %i, %r : index
                     %s = arith.addi %a, %j : index
                     %b = arith.muli %j, %c : index
                     %t = arith.addi %b, %i : index
                     %x = memref.load %X[%s] : memref<?xf32>
                     memref.store %x, %Y[%t] : memref<?xf32>
                   }}
                 }}"
            ),
            "64",
            "64",
        )
    };
    equal(&transpose(8, 8), &transpose(8, 8));
    refuted(&transpose(8, 8), &transpose(7, 8));
    refuted(&transpose(8, 8), &transpose(8, 7));
}

#[test]
fn a_missing_tail() {
    let whole = elementwise("%r = arith.addf %x, %one : f32");
    let blocks = whole
        .replace("scf.for %i = %c0 to %N step %c1", "%c64 = arith.constant 64 : index\n%b = arith.divui %N, %c64 : index\n%e = arith.muli %b, %c64 : index\nscf.for %i = %c0 to %e step %c1");
    let v = refuted(&whole, &blocks);
    assert_eq!(v.witness.and_then(|w| w.index), Some(960));
    assert_eq!(verdict_at(&whole, &blocks, 640).tier, Tier::IdentityTested);
}

#[test]
fn a_strict_comparison_that_should_not_be() {
    let step = |p: &str| elementwise(&format!("%c = arith.cmpf {p}, %x, %zero : f32\n%r = arith.select %c, %one, %zero : f32"));
    refuted(&step("ogt"), &step("oge"));
}

#[test]
fn rounding_of_halves() {
    let round = |op: &str| elementwise(&format!("%r = math.{op} %x : f32"));
    refuted(&round("round"), &round("roundeven"));
    equal(&round("floor"), &round("floor"));
}

#[test]
fn an_endless_loop_ends() {
    let whole = elementwise("%r = arith.addf %x, %one : f32");
    let endless = entry(
        "%t = arith.constant true
         scf.while : () -> () { scf.condition(%t) } do { scf.yield }",
    );
    let start = std::time::Instant::now();
    let v = refuted(&whole, &endless);
    assert!(v.message.contains("a loop that does not end"), "{}", v.message);
    assert_eq!(v.safety.target, Safety::Unsafe);
    assert!(start.elapsed().as_secs() < 15);
    let backwards = entry(
        "%m = arith.subi %c0, %c1 : index
         scf.for %i = %c0 to %N step %m { }",
    );
    assert!(refuted(&whole, &backwards).message.contains("step is -1"));
}

#[test]
fn a_trap_in_the_source_is_a_defect_of_the_source() {
    let fine = elementwise("%r = arith.addf %x, %one : f32");
    let over = fine.replace("%Y[%i]", "%Y[%j]").replace("%r =", "%j = arith.addi %i, %c1 : index\n%r =");
    let v = verdict(&over, &fine);
    assert_eq!((v.tier, v.safety.source), (Tier::Unknown, Safety::Unsafe));
    assert!(v.message.contains("source writes `y` out of bounds: index 1000 of 1000"), "{}", v.message);
}

#[test]
fn barrier_divergence_and_division_by_zero_are_findings() {
    let fine = elementwise("%r = arith.addf %x, %one : f32");
    let divergent = fine.replace("%r =", "%ok = arith.cmpi ne, %i, %c8 : index\ncf.assert %ok, \"barrier divergence\"\n%r =");
    assert!(refuted(&fine, &divergent).message.contains("barrier divergence"));
    let by_zero = fine.replace("%r =", "%q = arith.remsi %c8, %i : index\n%j = arith.addi %q, %i : index\n%r =");
    assert!(refuted(&fine, &by_zero).message.contains("divides by zero"));
}

#[test]
fn reading_what_was_never_written() {
    let fine = elementwise("%r = arith.addf %x, %zero : f32");
    let shared = |guard: &str| {
        elementwise(&format!(
            "%t = memref.alloca() {{xpiler.name = \"t\"}} : memref<1xf32>
             %c = arith.cmpi {guard}, %i, %c8 : index
             scf.if %c {{ memref.store %x, %t[%c0] : memref<1xf32> }}
             %r = memref.load %t[%c0] : memref<1xf32>"
        ))
    };
    equal(&fine, &shared("uge").replace("arith.cmpi uge, %i, %c8", "arith.cmpi uge, %c8, %c0"));
    let v = refuted(&fine, &shared("uge"));
    assert_eq!(v.witness.as_ref().and_then(|w| w.index), Some(0), "{v:#?}");
}

#[test]
fn undefined_elements_of_the_source_are_excluded() {
    let undefined = entry(
        "%t = memref.alloca() {xpiler.name = \"t\"} : memref<1xf32>
         scf.for %i = %c0 to %N step %c1 {
           %x = memref.load %X[%i] : memref<?xf32>
           memref.store %x, %Y[%i] : memref<?xf32>
         }
         %u = memref.load %t[%c0] : memref<1xf32>
         memref.store %u, %Y[%c8] : memref<?xf32>",
    );
    let v = verdict(&undefined, &undefined);
    assert_eq!(v.counts.undefined, 1);
    assert!(v.warnings.iter().any(|w| w.contains("undefined")), "{v:#?}");
}

#[test]
fn order_dependence_is_refuted() {
    let form = |i: &str| {
        entry(&format!(
            "scf.for %k = %c0 to %N step %c1 {{
               %M = arith.subi %N, %c1 : index
               %back = arith.subi %M, %k : index
               %i = arith.addi {i}, %c0 : index
               %x = memref.load %X[%i] : memref<?xf32>
               %h = arith.divui %i, %c2 : index
               memref.store %x, %Y[%h] : memref<?xf32>
             }}"
        ))
    };
    let (ctx, sink) = new_context();
    let (forward, reverse) = (parse(ctx, &sink, &form("%k")), parse(ctx, &sink, &form("%back")));
    let case = Case { args: BTreeMap::from([("n".to_owned(), 100)]), ..Case::default() };
    let sides = Sides { source: [&forward; 3], target: [&forward, &reverse, &forward] };
    let v = compare(&sides, &case).expect("a verdict");
    assert_eq!((v.tier, v.safety.target, v.safety.source), (Tier::Refuted, Safety::Unsafe, Safety::Unproved));
    assert!(v.message.contains("target depends on the order"), "{}", v.message);
}

#[test]
fn a_missing_scalar_is_named() {
    let (ctx, sink) = new_context();
    let k = parse(ctx, &sink, &sum("forward"));
    let d = compare(&Sides { source: [&k; 3], target: [&k; 3] }, &Case::default()).expect_err("n is missing");
    assert_eq!(d.code, "missing-arg");
    assert!(d.notes.iter().any(|n| n.contains("--arg n=1000")), "{d:?}");
}

#[test]
fn signatures_must_agree() {
    let (ctx, sink) = new_context();
    let k = parse(ctx, &sink, &sum("forward"));
    let other = parse(ctx, &sink, &sum("forward").replace("%n: i32 {xpiler.name = \"n\"}", "%n: i32, %m: i32"));
    let d = compare(&Sides { source: [&k; 3], target: [&other; 3] }, &Case::default()).expect_err("another signature");
    assert_eq!(d.code, "signature");
}

#[test]
fn extents_are_inferred() {
    let declared = elementwise("%r = arith.addf %x, %one : f32");
    let bare = declared.replace(", xpiler.extent = \"n\"", "");
    let v = equal(&bare, &bare);
    assert!(v.extents.iter().all(|e| e.elements == N && e.source == "inferred"), "{:?}", v.extents);
    let over = bare.replace("%c0 to %N step", "%c0 to %N1 step").replace("scf.for", "%N1 = arith.addi %N, %c1 : index\nscf.for");
    assert!(refuted(&bare, &over).message.contains("out of bounds"));
}

#[test]
fn integers_are_exact() {
    let dot = |n: &str| {
        format!(
            "func.func @f(%A: memref<?xi8> {{xpiler.name = \"a\", xpiler.const, xpiler.extent = \"n\"}},
                          %B: memref<?xi8> {{xpiler.name = \"b\", xpiler.const, xpiler.extent = \"n\"}},
                          %C: memref<?xi32> {{xpiler.name = \"c\", xpiler.extent = \"1\"}},
                          %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %i0 = arith.constant 0 : i32
               %i1 = arith.constant 1 : i32
               %m = arith.subi %n, %i1 : i32
               %s = scf.for %i = %i0 to {n} step %i1 iter_args(%acc = %i0) -> i32 : i32 {{
                 %k = arith.index_cast %i : i32 to index
                 %a = memref.load %A[%k] : memref<?xi8>
                 %b = memref.load %B[%k] : memref<?xi8>
                 %u = arith.extsi %a : i8 to i32
                 %v = arith.extsi %b : i8 to i32
                 %p = arith.muli %u, %v overflow<nsw> : i32
                 %t = arith.addi %acc, %p overflow<nsw> : i32
                 scf.yield %t : i32
               }}
               memref.store %s, %C[%c0] : memref<?xi32>
               return
             }}"
        )
    };
    equal(&dot("%n"), &dot("%n"));
    refuted(&dot("%n"), &dot("%m"));
}

#[test]
fn verdicts_are_the_same_every_time() {
    let json = || serde_json::to_string(&verdict(&softmax_with_max(), &online_softmax(true))).expect("serialises");
    assert_eq!(json(), json());
}

#[test]
fn quick() {
    let v = verdict(&softmax_with_max(), &online_softmax(true));
    println!("softmax of {N} elements: {:.3} s", v.seconds);
    assert!(v.seconds < 5.0);
}

#[test]
fn the_seed_does_not_decide() {
    let gelu = [gelu("0.044715"), gelu("0.044751")];
    for seed in 1..8 {
        for n in [1, 31, 257] {
            let equal = seeded(&softmax_with_max(), &online_softmax(true), n, seed);
            assert_eq!(equal.tier, Tier::IdentityTested, "seed {seed}, n {n}: {equal:#?}");
        }
        let different = seeded(&softmax_with_max(), &online_softmax(false), 100, seed);
        assert_eq!(different.tier, Tier::Refuted, "seed {seed}: {different:#?}");
        let different = seeded(&gelu[0], &gelu[1], 100, seed);
        assert_eq!(different.tier, Tier::Refuted, "seed {seed}: {different:#?}");
    }
}
