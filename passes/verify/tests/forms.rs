//! The shapes that neutral forms have after raising: host buffers and copies, arrays per thread, flags, narrow types.

use std::collections::BTreeMap;

use xpiler_ir::{Kernel, context::new_context};
use xpiler_verify::{Case, Safety, Sides, Tier, Verdict, compare};

/// A case with integer scalars.
fn case(args: &[(&str, i64)]) -> Case {
    Case { args: args.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect::<BTreeMap<_, _>>(), ..Case::default() }
}

fn verdict_of(source: [&str; 3], target: [&str; 3], case: &Case) -> Verdict {
    let (ctx, sink) = new_context();
    let parse = |text: &str| Kernel::parse(ctx, &sink, "k.mlir", text).unwrap_or_else(|d| panic!("{d}\n{text}"));
    let (s, t) = (source.map(parse), target.map(parse));
    compare(&Sides { source: s.each_ref(), target: t.each_ref() }, case).unwrap_or_else(|d| panic!("{d}"))
}

fn verdict(source: &str, target: &str, args: &[(&str, i64)]) -> Verdict {
    verdict_of([source; 3], [target; 3], &case(args))
}

#[track_caller]
fn tier(expected: Tier, source: &str, target: &str, args: &[(&str, i64)]) -> Verdict {
    let v = verdict(source, target, args);
    assert_eq!(v.tier, expected, "{v:#?}");
    v
}

/// x and y of `n` elements of a type; `%i` runs over them.
fn each(ty: &str, body: &str) -> String {
    format!(
        "func.func @f(%X: memref<?x{ty}> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"n\"}},
                      %Y: memref<?x{ty}> {{xpiler.name = \"y\", xpiler.extent = \"n\"}},
                      %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
           %c0 = arith.constant 0 : i32
           %c1 = arith.constant 1 : i32
           scf.for %i = %c0 to %n step %c1 : i32 {{
             %k = arith.index_cast %i : i32 to index
             %x = memref.load %X[%k] : memref<?x{ty}>
             {body}
             memref.store %r, %Y[%k] : memref<?x{ty}>
           }}
           return
         }}"
    )
}

#[test]
fn a_host_wrapper_with_device_buffers() {
    let wrapper = |count: &str| {
        format!(
            "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"n\"}},
                          %Y: memref<?xf32> {{xpiler.name = \"y\", xpiler.extent = \"n\"}},
                          %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %c1 = arith.constant 1 : index
               %one = arith.constant 1.0 : f32
               %N = arith.index_cast %n : i32 to index
               %C = arith.subi %N, %{count} : index
               %d = memref.alloc(%N) {{xpiler.name = \"d_x\", xpiler.device}} : memref<?xf32>
               %s0 = memref.subview %X[%c0][%C][1] : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
               %d0 = memref.subview %d[%c0][%C][1] : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
               memref.copy %s0, %d0 : memref<?xf32, strided<[1], offset: ?>> to memref<?xf32, strided<[1], offset: ?>>
               scf.for %i = %c0 to %N step %c1 {{
                 %x = memref.load %d[%i] : memref<?xf32>
                 %r = arith.addf %x, %one : f32
                 memref.store %r, %d[%i] : memref<?xf32>
               }}
               %s1 = memref.subview %d[0][%N][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
               %d1 = memref.subview %Y[%c0][%N][1] : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
               memref.copy %s1, %d1 : memref<?xf32, strided<[1]>> to memref<?xf32, strided<[1], offset: ?>>
               memref.dealloc %d : memref<?xf32>
               return
             }}"
        )
    };
    let plain = each("f32", "%one = arith.constant 1.0 : f32\n%r = arith.addf %x, %one : f32");
    tier(Tier::IdentityTested, &plain, &wrapper("c0"), &[("n", 300)]);
    // The last element is not copied: it is read uninitialised.
    let v = tier(Tier::Refuted, &plain, &wrapper("c1"), &[("n", 300)]);
    assert_eq!(v.witness.and_then(|w| w.index), Some(299));
    let v = tier(Tier::Refuted, &plain, &wrapper("c0").replace("%Y[%c0][%N][1]", "%Y[%c1][%N][1]"), &[("n", 300)]);
    assert!(v.message.contains("`y` out of bounds: 300 elements from 1 on, of 300"), "{}", v.message);
}

/// A block of threads that reverses 64 elements through a shared array; `split` at the barrier or not.
fn reversal(split: bool, backwards: bool) -> String {
    let thread = if backwards { "%t = arith.subi %c63, %u : index" } else { "%t = arith.addi %u, %c0 : index" };
    let head = format!("scf.for %u = %c0 to %c64 step %c1 {{\n{thread}\n%m = arith.subi %c63, %t : index");
    let write = "%x = memref.load %X[%t] : memref<?xf32>\nmemref.store %x, %s[%t] : memref<64xf32>";
    let read = "%y = memref.load %s[%m] : memref<64xf32>\nmemref.store %y, %Y[%t] : memref<?xf32>";
    let middle = if split { format!("}}\n{head}") } else { String::new() };
    format!(
        "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"64\"}},
                      %Y: memref<?xf32> {{xpiler.name = \"y\", xpiler.extent = \"64\"}}) attributes {{xpiler.entry}} {{
           %c0 = arith.constant 0 : index
           %c1 = arith.constant 1 : index
           %c63 = arith.constant 63 : index
           %c64 = arith.constant 64 : index
           %s = memref.alloca() {{xpiler.name = \"s\"}} : memref<64xf32>
           {head}
           {write}
           {middle}
           {read}
           }}
           return
         }}"
    )
}

#[test]
fn a_missing_barrier_shows_in_reverse_order() {
    let good = [reversal(true, false), reversal(true, true)];
    let racy = [reversal(false, false), reversal(false, true)];
    let pair = |f: &[String; 2]| -> [String; 2] { f.clone() };
    let (g, r) = (pair(&good), pair(&racy));
    let v = verdict_of([&g[0], &g[1], &g[0]], [&g[0], &g[1], &g[0]], &case(&[]));
    assert_eq!(v.tier, Tier::IdentityTested, "{v:#?}");
    let v = verdict_of([&g[0], &g[1], &g[0]], [&r[0], &r[1], &r[0]], &case(&[]));
    assert_eq!((v.tier, v.safety.target), (Tier::Refuted, Safety::Unsafe), "{v:#?}");
    let v = verdict_of([&r[0], &r[1], &r[0]], [&g[0], &g[1], &g[0]], &case(&[]));
    assert_eq!((v.tier, v.safety.source), (Tier::Refuted, Safety::Unsafe), "{v:#?}");
}

#[test]
fn flags_whiles_and_results_of_ifs() {
    let search = |bound: &str| {
        each(
            "f32",
            &format!(
                "%acc = memref.alloca() {{xpiler.name = \"acc\"}} : memref<f32>
                 %go = memref.alloca() {{xpiler.name = \"go\"}} : memref<i1>
                 %j = memref.alloca() {{xpiler.name = \"j\"}} : memref<i32>
                 %t = arith.constant true
                 %no = arith.constant false
                 %four = arith.constant {bound} : f32
                 memref.store %x, %acc[] : memref<f32>
                 memref.store %t, %go[] : memref<i1>
                 memref.store %c0, %j[] : memref<i32>
                 scf.while : () -> () {{
                   %g = memref.load %go[] : memref<i1>
                   scf.condition(%g)
                 }} do {{
                   %a = memref.load %acc[] : memref<f32>
                   %b = arith.addf %a, %a : f32
                   memref.store %b, %acc[] : memref<f32>
                   %p = memref.load %j[] : memref<i32>
                   %q = arith.addi %p, %c1 overflow<nsw> : i32
                   memref.store %q, %j[] : memref<i32>
                   %abs = math.absf %b : f32
                   %big = arith.cmpf ogt, %abs, %four : f32
                   %c20 = arith.constant 20 : i32
                   %late = arith.cmpi sge, %q, %c20 : i32
                   %stop = arith.ori %big, %late : i1
                   scf.if %stop {{ memref.store %no, %go[] : memref<i1> }}
                   scf.yield
                 }}
                 %a = memref.load %acc[] : memref<f32>
                 %zero = arith.constant 0.0 : f32
                 %neg = arith.cmpf olt, %a, %zero : f32
                 %r = scf.if %neg -> f32 {{
                   %m = arith.negf %a : f32
                   scf.yield %m : f32
                 }} else {{
                   scf.yield %a : f32
                 }}"
            ),
        )
    };
    tier(Tier::IdentityTested, &search("4.0"), &search("4.0"), &[("n", 200)]);
    tier(Tier::Refuted, &search("4.0"), &search("4.5"), &[("n", 200)]);
}

#[test]
fn narrow_floats() {
    for ty in ["f16", "bf16"] {
        let narrow = |c: &str| each(ty, &format!("%c = arith.constant {c} : {ty}\n%r = arith.mulf %x, %c : {ty}"));
        let wide = |c: &str| {
            each(
                ty,
                &format!(
                    "%w = arith.extf %x : {ty} to f32
                     %c = arith.constant {c} : f32
                     %p = arith.mulf %w, %c : f32
                     %r = arith.truncf %p : f32 to {ty}"
                ),
            )
        };
        tier(Tier::IdentityTested, &narrow("0.5"), &wide("0.5"), &[("n", 100)]);
        tier(Tier::IdentityTested, &wide("0.1"), &wide("0.1"), &[("n", 100)]);
        tier(Tier::Refuted, &narrow("0.5"), &wide("0.55"), &[("n", 100)]);
    }
}

#[test]
fn quantisation() {
    let quantise = |round: &str, scale: &str| {
        format!(
            "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"n\"}},
                          %Y: memref<?xi8> {{xpiler.name = \"y\", xpiler.extent = \"n\"}},
                          %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : i32
               %c1 = arith.constant 1 : i32
               %s = arith.constant {scale} : f32
               %low = arith.constant -128 : i32
               %high = arith.constant 127 : i32
               scf.for %i = %c0 to %n step %c1 : i32 {{
                 %k = arith.index_cast %i : i32 to index
                 %x = memref.load %X[%k] : memref<?xf32>
                 %m = arith.mulf %x, %s : f32
                 %q = math.{round} %m : f32
                 %j = arith.fptosi %q : f32 to i32
                 %u = arith.maxsi %j, %low : i32
                 %v = arith.minsi %u, %high : i32
                 %r = arith.trunci %v : i32 to i8
                 memref.store %r, %Y[%k] : memref<?xi8>
               }}
               return
             }}"
        )
    };
    let v = tier(Tier::IdentityTested, &quantise("roundeven", "16.0"), &quantise("roundeven", "16.0"), &[("n", 500)]);
    assert!(v.warnings.is_empty(), "{v:#?}");
    tier(Tier::Refuted, &quantise("roundeven", "1.0"), &quantise("round", "1.0"), &[("n", 500)]);
    tier(Tier::Refuted, &quantise("roundeven", "16.0"), &quantise("roundeven", "16.1"), &[("n", 500)]);
}

/// Layer normalisation of one row, with the variance as the mean of squared deviations or by the shortcut.
fn layer_norm(two_passes: bool, eps: &str) -> String {
    let reduce = |name: &str, value: &str| {
        format!(
            "%{name}.s = scf.for %i = %c0 to %N step %c1 iter_args(%a = %zero) -> f32 {{
               %x = memref.load %X[%i] : memref<?xf32>
               {value}
               %b = arith.addf %a, %v : f32
               scf.yield %b : f32
             }}
             %{name} = arith.divf %{name}.s, %nf : f32"
        )
    };
    let variance = if two_passes {
        reduce("var", "%d = arith.subf %x, %mean : f32\n%v = arith.mulf %d, %d : f32")
    } else {
        format!(
            "{}\n%mm = arith.mulf %mean, %mean : f32\n%var = arith.subf %sq, %mm : f32",
            reduce("sq", "%v = arith.mulf %x, %x : f32")
        )
    };
    format!(
        "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"n\"}},
                      %Y: memref<?xf32> {{xpiler.name = \"y\", xpiler.extent = \"n\"}},
                      %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
           %c0 = arith.constant 0 : index
           %c1 = arith.constant 1 : index
           %zero = arith.constant 0.0 : f32
           %eps = arith.constant {eps} : f32
           %N = arith.index_cast %n : i32 to index
           %nf = arith.sitofp %n : i32 to f32
           {}
           {variance}
           %e = arith.addf %var, %eps : f32
           %inv = math.rsqrt %e : f32
           scf.for %i = %c0 to %N step %c1 {{
             %x = memref.load %X[%i] : memref<?xf32>
             %d = arith.subf %x, %mean : f32
             %r = arith.mulf %d, %inv : f32
             memref.store %r, %Y[%i] : memref<?xf32>
           }}
           return
         }}",
        reduce("mean", "%v = arith.addf %x, %zero : f32")
    )
}

#[test]
fn variance_two_ways() {
    tier(Tier::IdentityTested, &layer_norm(true, "1.0e-05"), &layer_norm(false, "1.0e-05"), &[("n", 300)]);
    // The epsilon is invisible on these inputs to single precision, and yet not the same.
    let v = verdict(&layer_norm(true, "1.0e-05"), &layer_norm(true, "1.0e-06"), &[("n", 300)]);
    assert!(matches!(v.tier, Tier::Refuted | Tier::Unknown), "{v:#?}");
}

#[test]
fn a_threshold_far_out_is_visited() {
    let softplus = |beyond: &str| {
        each(
            "f32",
            &format!(
                "%t = arith.constant 20.0 : f32
                 %two = arith.constant 2.0 : f32
                 %e = math.exp %x : f32
                 %l = math.log1p %e : f32
                 %c = arith.cmpf ogt, %x, %t : f32
                 %d = arith.addf %x, %x : f32
                 %r = arith.select %c, {beyond}, %l : f32"
            ),
        )
    };
    tier(Tier::IdentityTested, &softplus("%x"), &softplus("%x"), &[("n", 500)]);
    tier(Tier::Refuted, &softplus("%x"), &softplus("%d"), &[("n", 500)]);
}

#[test]
fn a_gather_gets_valid_indices() {
    let gather = |shift: i64| {
        format!(
            "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"m\"}},
                          %I: memref<?xi32> {{xpiler.name = \"idx\", xpiler.const, xpiler.extent = \"n\"}},
                          %Y: memref<?xf32> {{xpiler.name = \"y\", xpiler.extent = \"n\"}},
                          %n: i32 {{xpiler.name = \"n\"}}, %m: i32 {{xpiler.name = \"m\"}}) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %c1 = arith.constant 1 : index
               %s = arith.constant {shift} : i32
               %N = arith.index_cast %n : i32 to index
               scf.for %i = %c0 to %N step %c1 {{
                 %j = memref.load %I[%i] : memref<?xi32>
                 %js = arith.addi %j, %s : i32
                 %k = arith.index_cast %js : i32 to index
                 %x = memref.load %X[%k] : memref<?xf32>
                 memref.store %x, %Y[%i] : memref<?xf32>
               }}
               return
             }}"
        )
    };
    let v = tier(Tier::IdentityTested, &gather(0), &gather(0), &[("n", 100), ("m", 60)]);
    assert!(v.warnings.iter().any(|w| w.contains("below 60")), "{v:#?}");
    tier(Tier::Refuted, &gather(0), &gather(1), &[("n", 100), ("m", 60)]);
    // All of a table that is longer than the list of indices is reached.
    let wrapped = |bound: i64| {
        let wrap = format!("%w = arith.constant {bound} : i32\n%k0 = arith.remsi %js, %w : i32\n%k = arith.index_cast %k0 : i32");
        gather(0).replace("%k = arith.index_cast %js : i32", &wrap)
    };
    tier(Tier::IdentityTested, &gather(0), &wrapped(60), &[("n", 20), ("m", 60)]);
    tier(Tier::Refuted, &gather(0), &wrapped(59), &[("n", 20), ("m", 60)]);
    tier(Tier::Refuted, &gather(0), &wrapped(20), &[("n", 20), ("m", 60)]);
}

fn matmul(tile: i64, skip: i64) -> String {
    format!(
        "func.func @f(%A: memref<?xf32> {{xpiler.name = \"a\", xpiler.const, xpiler.extent = \"n * n\"}},
                      %B: memref<?xf32> {{xpiler.name = \"b\", xpiler.const, xpiler.extent = \"n * n\"}},
                      %C: memref<?xf32> {{xpiler.name = \"c\", xpiler.extent = \"n * n\"}},
                      %n: i32 {{xpiler.name = \"n\"}}, %alpha: f32 {{xpiler.name = \"alpha\"}}) attributes {{xpiler.entry}} {{
           %c0 = arith.constant 0 : index
           %c1 = arith.constant 1 : index
           %first = arith.constant {skip} : index
           %T = arith.constant {tile} : index
           %zero = arith.constant 0.0 : f32
           %N = arith.index_cast %n : i32 to index
           %acc = memref.alloca() {{xpiler.name = \"acc\"}} : memref<{tile}xf32>
           scf.for %i = %c0 to %N step %c1 {{
             %row = arith.muli %i, %N : index
             scf.for %j = %c0 to %N step %T {{
               scf.for %u = %c0 to %T step %c1 {{ memref.store %zero, %acc[%u] : memref<{tile}xf32> }}
               scf.for %k = %first to %N step %c1 {{
                 %ai = arith.addi %row, %k : index
                 %a = memref.load %A[%ai] : memref<?xf32>
                 %bk = arith.muli %k, %N : index
                 %bj = arith.addi %bk, %j : index
                 scf.for %u = %c0 to %T step %c1 {{
                   %bi = arith.addi %bj, %u : index
                   %b = memref.load %B[%bi] : memref<?xf32>
                   %p = arith.mulf %a, %b : f32
                   %s = memref.load %acc[%u] : memref<{tile}xf32>
                   %t = arith.addf %s, %p : f32
                   memref.store %t, %acc[%u] : memref<{tile}xf32>
                 }}
               }}
               %cj = arith.addi %row, %j : index
               scf.for %u = %c0 to %T step %c1 {{
                 %s = memref.load %acc[%u] : memref<{tile}xf32>
                 %r = arith.mulf %s, %alpha : f32
                 %ci = arith.addi %cj, %u : index
                 memref.store %r, %C[%ci] : memref<?xf32>
               }}
             }}
           }}
           return
         }}"
    )
}

#[test]
fn matrix_products() {
    let v = tier(Tier::IdentityTested, &matmul(1, 0), &matmul(16, 0), &[("n", 64)]);
    println!("64^3: {:.3} s, {} iterations", v.seconds, v.counts.iterations);
    tier(Tier::Refuted, &matmul(1, 0), &matmul(16, 1), &[("n", 64)]);
    tier(Tier::Refuted, &matmul(1, 0), &matmul(16, 0).replace("arith.mulf %s, %alpha", "arith.addf %s, %zero"), &[("n", 64)]);
}

#[test]
#[ignore = "takes seconds in a debug build"]
fn larger_matrix_products() {
    for n in [128, 256, 512, 1024] {
        let v = verdict(&matmul(1, 0), &matmul(16, 0), &[("n", n)]);
        println!("{n}^3: {:?} in {:.3} s, {:?}, {:?}", v.tier, v.seconds, v.counts, v.no_identity);
    }
}

#[test]
fn bit_casts_are_tested_in_real_types_only() {
    let absolute = each(
        "f32",
        "%b = arith.bitcast %x : f32 to i32
         %m = arith.constant 2147483647 : i32
         %a = arith.andi %b, %m : i32
         %r = arith.bitcast %a : i32 to f32",
    );
    let plain = each("f32", "%r = math.absf %x : f32");
    let v = tier(Tier::Tested, &plain, &absolute, &[("n", 100)]);
    assert!(v.no_identity.is_some_and(|w| w.contains("arith.bitcast")));
    tier(Tier::Refuted, &plain, &absolute.replace("2147483647", "1073741823"), &[("n", 100)]);
}

#[test]
fn a_form_that_is_not_neutral_is_refused() {
    let (ctx, sink) = new_context();
    let text = each("f32", "%r = arith.addf %x, %x : f32\n%t = simt.thread_id x : i32");
    let k = Kernel::parse(ctx, &sink, "k.mlir", &text).expect("parses");
    let d = compare(&Sides { source: [&k; 3], target: [&k; 3] }, &case(&[("n", 8)])).expect_err("not neutral");
    assert_eq!(d.code, "not-neutral");
}

#[test]
fn every_float_operation_runs_in_both_tiers() {
    use xpiler_verify::value::{Binary, Unary};
    let mut body = "%p = math.absf %x : f32\n%q = arith.constant 0.75 : f32\n%r0 = arith.addf %x, %q : f32\n".to_owned();
    let mut i = 0;
    let mut push = |line: String| {
        i += 1;
        body += &format!("{}\n%r{i} = arith.addf %r{}, %v{i} : f32\n", line.replace("%v", &format!("%v{i}")), i - 1);
    };
    for (name, code) in Unary::ALL {
        // Roots and logarithms of what is positive, arc functions of what is below one: no NaN hides the others.
        let operand = if matches!(code, Unary::Asin | Unary::Acos) { "%q" } else { "%p" };
        push(format!("%v = {name} {operand} : f32"));
    }
    for (name, _) in Binary::ALL {
        push(format!("%v = {name} %p, %q : f32"));
    }
    push("%v = math.fma %x, %q, %p : f32".into());
    push("%v = math.fpowi %p, %c1 : f32, i32".into());
    let all = each("f32", &format!("{body}%r = arith.addf %r{i}, %q : f32"));
    let v = tier(Tier::IdentityTested, &all, &all, &[("n", 50)]);
    assert_eq!(v.counts.undefined, 0, "{v:#?}");
    // An operation matters: without it the result is another.
    for k in (1..=i).step_by(4) {
        let without = all.replace(&format!("%r{}, %v{k} :", k - 1), &format!("%r{}, %q :", k - 1));
        assert_ne!(without, all);
        let v = verdict(&all, &without, &[("n", 50)]);
        assert!(matches!(v.tier, Tier::Refuted | Tier::Unknown), "operation {k}: {v:#?}");
    }
}

#[test]
fn integer_operations_that_lowering_must_know() {
    let integers = |divisor: &str| {
        format!(
            "func.func @f(%X: memref<?xi32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"n\"}},
                          %Y: memref<?xi64> {{xpiler.name = \"y\", xpiler.extent = \"n\"}},
                          %n: i32 {{xpiler.name = \"n\"}}) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : i32
               %c1 = arith.constant 1 : i32
               %d = arith.constant {divisor} : i32
               scf.for %i = %c0 to %n step %c1 : i32 {{
                 %k = arith.index_cast %i : i32 to index
                 %x = memref.load %X[%k] : memref<?xi32>
                 %a = arith.ceildivsi %x, %d : i32
                 %b = arith.floordivsi %x, %d : i32
                 %c = arith.ceildivui %x, %d : i32
                 %e = math.absi %x : i32
                 %f = math.ctpop %x : i32
                 %g = arith.addi %a, %b overflow<nsw> : i32
                 %h = arith.addi %g, %c overflow<nsw> : i32
                 %j = arith.xori %h, %e : i32
                 %l = arith.shrsi %j, %f : i32
                 %w = arith.extui %l : i32 to i64
                 memref.store %w, %Y[%k] : memref<?xi64>
               }} {{unsignedCmp}}
               return
             }}"
        )
    };
    tier(Tier::IdentityTested, &integers("7"), &integers("7"), &[("n", 100)]);
    tier(Tier::Refuted, &integers("7"), &integers("6"), &[("n", 100)]);
}
