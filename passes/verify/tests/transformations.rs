//! Whatever a transformation does to a random loop nest, the result is the same function, or the transformation refuses.
//!
//! A case is a tape of numbers: first they choose a nest of loops (constant, symbolic, strided, triangular and cut-off ranges) with a body
//! (elementwise code, reductions, stencils in and out of place, accumulators, a producer with its consumer, a staged tile), then transformations with
//! parameters that need not be legal. Loops that the result calls parallel run backwards as well. Shorter tapes are simpler cases.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

use proptest::{
    collection::vec,
    prelude::any,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner},
};
use xpiler_ir::{
    Builder, Ctx, Kernel, Op,
    context::{Sink, new_context},
    diagnostic::Fault,
    names,
};
use xpiler_verify::{Case, Sides, Tier, compare};

/// Passes without parameters that look for what they can do, and never refuse.
const SEEKING: [&str; 13] = [
    "loop-unsplit",
    "loop-reroll",
    "loop-tail",
    "loop-bounds",
    "uncache",
    "guard-sums",
    "merge-variables",
    "forward-variables",
    "overlay",
    "flatten-arrays",
    "scalar-replacement",
    "loop-variables",
    "rename-arrays",
];

/// A step of a schedule with random parameters. A new pass is one more line.
const PASSES: &[fn(&mut Tape, &Form) -> String] = &[
    |t, f| format!("loop-split{{loop={} factor={}}}", f.any_loop(t), t.of(&[2, 3, 4, 1, 7, 32, 0, -2])),
    |t, f| format!("loop-reorder{{loops={}}}", f.some_loops(t)),
    |t, f| {
        format!(
            "loop-bind{{loop={} to={}}}",
            f.any_loop(t),
            t.of(&["blockIdx.x", "threadIdx.x", "taskId", "omp", "vector", "warp"])
        )
    },
    |t, f| format!("loop-fuse{{loops={}}}", f.some_loops(t)),
    |t, f| format!("loop-expansion{{loop={} whole={}}}", f.any_loop(t), t.of(&["false", "true"])),
    |t, f| format!("{}{}}}", t.of(&["loop-distribute{loop=", "loop-reduce{lanes=4 loop="]), f.any_loop(t)),
    |t, f| f.two_loops(t, |p, c| format!("loop-contraction{{producer={p} consumer={c}}}")),
    |_, _| "mark-parallel".into(),
    |t, f| format!("loop-split{{loop={} factor={} guard=true}}", f.any_loop(t), t.of(&[2, 3, 4, 7])),
    |t, f| format!("loop-pad{{loop={}}}", f.any_loop(t)),
    |t, f| format!("workspace{{buffers={} loops={}}}", f.any_array(t), f.some_loops(t)),
    |t, f| format!("loop-peel{{loop={}}}", f.any_loop(t)),
    |t, f| format!("loop-unroll{{loops={}}}", f.any_loop(t)),
    |t, f| format!("loop-count{{loop={}}}", f.any_loop(t)),
    |_, _| "select-branches".into(),
    |t, f| {
        let (buffer, space) = (t.of(&["x", "y"]), t.of(&["shared", "nram", "attic"]));
        format!("cache{{buffer={buffer} loop={} space={space} pad={}}}", f.any_loop(t), t.of(&["false", "true"]))
    },
    |t, f| format!("pipeline{{loop={} buffers={}}}", f.top_loop(t), f.any_array(t)),
    |t, f| format!("pack{{buffer={} factor={}}}", f.any_array(t), t.of(&[1, 2, 3, 4])),
    |t, f| format!("loop-reduce{{loop={} lanes={}}}", f.any_loop(t), t.of(&[4, 2, 8, 3])),
    |t, f| format!("cache{{buffer={} loop={} space=nram pad=true clear=true}}", t.of(&["x", "y"]), f.any_loop(t)),
    |t, f| format!("cache{{buffer={} loop={} order={}}}", t.of(&["x", "y"]), f.any_loop(t), f.some_loops(t)),
    |_, _| "loop-outward".into(),
    |t, f| match t.of(&SEEKING) {
        pass @ "rename-arrays" => format!("{pass}{{buffers={}}}", f.any_array(t)),
        pass => pass.into(),
    },
    |t, f| {
        let buffer = t.of(&["x", "y", "a"]);
        let buffer = if buffer == "a" { f.any_array(t) } else { buffer.into() };
        format!("prefetch{{loop={} buffer={buffer} distance={}}}", f.any_loop(t), t.of(&[1, 3, 0]))
    },
];

/// The choices of a case, one after the other; behind the end they are all the first.
struct Tape {
    numbers: Vec<u16>,
    at: usize,
}

impl Tape {
    fn below(&mut self, n: usize) -> usize {
        self.at += 1;
        self.numbers.get(self.at - 1).map_or(0, |x| usize::from(*x) % n)
    }
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// The loops and arrays of a form, for parameters.
struct Form {
    loops: Vec<String>,
    /// Those that stand in no other.
    top: Vec<String>,
    /// Local arrays.
    arrays: Vec<String>,
}

impl Form {
    fn of(kernel: &Kernel) -> Self {
        let loops = kernel.module().find("scf.for").into_iter().filter_map(|op| op.str_attr(names::NAME)).collect();
        let entry = kernel.entry().map(|e| e.body().ops()).unwrap_or_default();
        let top = entry.into_iter().filter(|op| op.is("scf.for")).filter_map(|op| op.str_attr(names::NAME)).collect();
        let arrays = kernel.module().find("memref.alloca").into_iter().filter_map(|op| op.str_attr(names::NAME)).collect();
        Self { loops, top, arrays }
    }
    /// Mostly loops that follow each other.
    fn two_loops(&self, t: &mut Tape, pass: impl Fn(&str, &str) -> String) -> String {
        let first = t.below(8);
        match self.top.windows(2).nth(first % self.top.len().saturating_sub(1).max(1)) {
            Some(pair) if first < 7 => pass(&pair[0], &pair[1]),
            _ => pass(&self.any_loop(t), &self.any_loop(t)),
        }
    }
    fn any_loop(&self, t: &mut Tape) -> String {
        // One in many is unknown.
        let i = t.below(24);
        self.loops.get(i % (self.loops.len() + usize::from(i > 20))).cloned().unwrap_or_else(|| "unknown".into())
    }
    /// Mostly a loop that stands in no other.
    fn top_loop(&self, t: &mut Tape) -> String {
        let i = t.below(8);
        self.top.get(i).cloned().unwrap_or_else(|| self.any_loop(t))
    }
    /// One of the arrays, or a parameter.
    fn any_array(&self, t: &mut Tape) -> String {
        let last = t.below(self.arrays.len() + 1);
        self.arrays.iter().rev().nth(last).cloned().unwrap_or_else(|| "x".into())
    }
    /// Two loops that stand next to each other in the text or more, in any order.
    fn some_loops(&self, t: &mut Tape) -> String {
        let first = t.below(self.loops.len());
        let mut some: Vec<String> = self.loops.iter().skip(first).take(2 + t.below(2)).cloned().collect();
        for i in 0..some.len() {
            let other = t.below(some.len());
            some.swap(i, other);
        }
        some.join(",")
    }
}

/// A number of iterations: a constant, or a parameter.
#[derive(Clone, Copy)]
enum Size {
    Constant(i64),
    Symbol(&'static str),
}

/// What no parameter exceeds.
const LARGEST: i64 = 6;

impl Size {
    /// The size of a dimension that is indexed by `2 * i + 2` at most.
    fn dimension(self) -> String {
        match self {
            Self::Constant(c) => format!("{}", 2 * c + 2),
            Self::Symbol(s) => format!("(2 * {s} + 2)"),
        }
    }
    fn at_most(self) -> i64 {
        match self {
            Self::Constant(c) => 2 * c + 2,
            Self::Symbol(_) => 2 * LARGEST + 2,
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Strided(i64, i64),
    /// Up to the iteration of the loop around.
    Triangle,
    /// `min(3, size - i)` for the loop around.
    Tail,
}

#[derive(Clone, Copy)]
struct Loop {
    size: Size,
    kind: Kind,
    narrow: bool,
}

/// `scale * i + offset` for each loop of the array's dimensions; a negative scale runs backwards.
type Access = Vec<(i64, i64)>;

/// The text of a kernel under construction.
struct Text {
    out: String,
    next: usize,
    loops: Vec<Loop>,
}

const NAMES: [&str; 4] = ["i", "j", "k", "l"];

impl Text {
    fn value(&mut self, op: &str) -> String {
        self.next += 1;
        let _ = writeln!(self.out, "%v{} = {op}", self.next);
        format!("%v{}", self.next)
    }
    fn index(&mut self, number: i64) -> String {
        self.value(&format!("arith.constant {number} : index"))
    }
    fn bin(&mut self, op: &str, a: &str, b: &str) -> String {
        self.value(&format!("arith.{op} {a}, {b} : index"))
    }
    fn size(&mut self, size: Size) -> String {
        match size {
            Size::Constant(c) => self.index(c),
            Size::Symbol(s) => format!("%{s}x"),
        }
    }
    /// Opens loop `depth`; its name in the text is unique.
    fn open(&mut self, depth: usize, ivs: &mut Vec<String>) {
        let l = self.loops[depth];
        let size = self.size(l.size);
        let (mut lower, mut step) = (0, 1);
        let upper = match l.kind {
            Kind::Plain => size,
            Kind::Strided(first, by) => {
                (lower, step) = (first, by);
                size
            }
            Kind::Triangle => {
                let one = self.index(1);
                self.bin("addi", &ivs[depth - 1], &one)
            }
            Kind::Tail => {
                let left = self.bin("subi", &size, &ivs[depth - 1]);
                let three = self.index(3);
                self.bin("minsi", &three, &left)
            }
        };
        let ty = if l.narrow { "i32" } else { "index" };
        let (lower, step) =
            (self.value(&format!("arith.constant {lower} : {ty}")), self.value(&format!("arith.constant {step} : {ty}")));
        self.next += 1;
        let iv = format!("%v{}", self.next);
        if l.narrow {
            let upper = self.value(&format!("arith.index_cast {upper} : index to i32"));
            let _ = writeln!(self.out, "scf.for {iv} = {lower} to {upper} step {step} : i32 {{");
            ivs.push(self.value(&format!("arith.index_cast {iv} : i32 to index")));
        } else {
            let _ = writeln!(self.out, "scf.for {iv} = {lower} to {upper} step {step} {{");
            ivs.push(iv);
        }
    }
    fn close(&mut self, name: &str) {
        let _ = writeln!(self.out, "}} {{xpiler.name = \"{name}\"}}");
    }
    /// One index for each dimension of an array.
    fn indices(&mut self, dims: &[usize], access: &Access, ivs: &[String]) -> Vec<String> {
        let mut indices = vec![];
        for (l, (scale, offset)) in dims.iter().zip(access) {
            let mut at = self.index(*offset);
            if *scale != 0 && *l < ivs.len() {
                let mut iv = ivs[*l].clone();
                if *scale < 0 {
                    let (size, one) = (self.size(self.loops[*l].size), self.index(1));
                    let last = self.bin("subi", &size, &one);
                    iv = self.bin("subi", &last, &iv);
                } else if *scale > 1 {
                    let scale = self.index(*scale);
                    iv = self.bin("muli", &iv, &scale);
                }
                at = self.bin("addi", &iv, &at);
            }
            indices.push(at);
        }
        indices
    }
    /// The index of an element of a flat array; `fixed` dimensions are as long as the largest parameters need.
    fn flat(&mut self, dims: &[usize], access: &Access, ivs: &[String], fixed: bool) -> String {
        let indices = self.indices(dims, access, ivs);
        let mut sum = self.index(0);
        for (l, at) in dims.iter().zip(indices) {
            let size = self.loops[*l].size;
            let length = match size {
                Size::Symbol(s) if !fixed => {
                    let two = self.index(2);
                    let double = self.bin("muli", &format!("%{s}x"), &two);
                    self.bin("addi", &double, &two)
                }
                _ => self.index(size.at_most()),
            };
            let scaled = self.bin("muli", &sum, &length);
            sum = self.bin("addi", &scaled, &at);
        }
        sum
    }
    fn load(&mut self, array: &str, at: &str) -> String {
        self.value(&format!("memref.load %{array}[{at}] : memref<?xf32>"))
    }
    /// `old / 2 + new`: its value depends on the order.
    fn mix(&mut self, old: &str, new: &str) -> String {
        let half = self.value(&format!("arith.mulf {old}, %half : f32"));
        self.value(&format!("arith.addf {half}, {new} : f32"))
    }
}

fn random_loop(t: &mut Tape, outer: Option<&Loop>) -> Loop {
    let size = match t.below(4) {
        0 => Size::Constant(t.of(&[4, 3, 2, 5, 1])),
        1 => Size::Symbol("m"),
        _ => Size::Symbol("n"),
    };
    let kind = match (t.below(8), outer) {
        (1, _) => Kind::Strided(t.of(&[0, 1]), t.of(&[2, 3, 1])),
        (2, Some(_)) => Kind::Triangle,
        (3, Some(_)) => Kind::Tail,
        _ => Kind::Plain,
    };
    let size = match (kind, outer) {
        (Kind::Triangle | Kind::Tail, Some(outer)) => outer.size,
        _ => size,
    };
    Loop { size, kind, narrow: t.below(4) == 1 }
}

fn random_access(t: &mut Tape, dims: &[usize]) -> Access {
    if t.below(2) == 0 {
        return vec![(1, 0); dims.len()];
    }
    dims.iter().map(|_| (t.of(&[1, 1, 1, 1, 0, 2, -1]), t.of(&[0, 0, 1, 2]))).collect()
}

/// The bodies of a nest to choose from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bodies {
    All,
    /// Every iteration changes what the next one reads.
    Sequential,
    /// The outermost loop fills an array and reads it.
    Staged,
    /// All; the passes make tiles first.
    Tiled,
    /// The innermost loop sums up.
    Sums,
    /// Tiles, which are undone.
    Untiled,
    /// All; the iterations of the innermost loop are written out first.
    WrittenOut,
    /// Rows of several passes, which are taken apart.
    Rows,
}

/// A nest with a body.
fn random_kernel(t: &mut Tape, bodies: Bodies) -> String {
    let mut loops: Vec<Loop> = vec![];
    for _ in 0..if bodies == Bodies::Staged { 3 } else { 2 + t.below(3) } {
        loops.push(random_loop(t, loops.last()));
    }
    if bodies == Bodies::Rows {
        loops.resize(3, loops[0]);
        loops[1] = Loop { size: Size::Constant(t.of(&[4, 6, 3, 1])), kind: Kind::Plain, narrow: t.below(4) == 1 };
    }
    let depth = loops.len();
    if bodies == Bodies::WrittenOut {
        loops[depth - 1] = Loop { size: Size::Constant(t.of(&[4, 2, 3, 5])), kind: Kind::Plain, narrow: false };
    }
    let all: Vec<usize> = (0..depth).collect();
    // What is written has a dimension for most loops, in some order.
    let whole = t.below(2) == 0;
    let mut written: Vec<usize> = all.iter().copied().filter(|_| t.below(4) != 3 || whole).collect();
    if t.below(3) == 1 {
        written.reverse();
    }
    if bodies == Bodies::Rows {
        written = vec![0, 1];
    }
    let extent = |dims: &[usize]| {
        let lengths: Vec<String> = dims.iter().map(|l| loops[*l].size.dimension()).collect();
        if lengths.is_empty() { "1".into() } else { lengths.join(" * ") }
    };
    let head = format!(
        "func.func @f(%X: memref<?xf32> {{xpiler.name = \"x\", xpiler.const, xpiler.extent = \"{}\"}},
           %Y: memref<?xf32> {{xpiler.name = \"y\", xpiler.extent = \"{}\"}},
           %n: i32 {{xpiler.name = \"n\"}}, %m: i32 {{xpiler.name = \"m\"}}) attributes {{xpiler.entry}} {{
         %half = arith.constant 0.5 : f32
         %zero = arith.constant 0.0 : f32
         %nx = arith.index_cast %n : i32 to index
         %mx = arith.index_cast %m : i32 to index\n",
        extent(&all),
        extent(&written)
    );
    let mut text = Text { out: head, next: 0, loops };
    let (read, store) = (random_access(t, &all), random_access(t, &written));
    let again = if t.below(2) == 0 { store.clone() } else { random_access(t, &written) };
    if bodies == Bodies::Sequential {
        let one: Access = store.iter().map(|(_, offset)| (0, *offset)).collect();
        nest(&mut text, depth, |text, ivs| update(text, [&all, &written], [&read, &one, &one], ivs));
        return text.out + "return\n}\n";
    }
    let body = match bodies {
        Bodies::Staged => 5,
        Bodies::Sums => 3,
        Bodies::Rows => 7,
        _ => t.below(7),
    };
    match body {
        0 => nest(&mut text, depth, |text, ivs| {
            let (from, to) = (text.flat(&all, &read, ivs, false), text.flat(&written, &store, ivs, false));
            let x = text.load("X", &from);
            let _ = writeln!(text.out, "memref.store {x}, %Y[{to}] : memref<?xf32>");
        }),
        1 | 2 => nest(&mut text, depth, |text, ivs| update(text, [&all, &written], [&read, &again, &store], ivs)),
        3 | 4 => accumulator(&mut text, t, [&all, &written], [&read, &again, &store]),
        7 => rows(&mut text, t, [&all, &written], [&read, &again, &store]),
        5 if depth > 2 => staged(&mut text, t, [&all, &written], [&read, &again, &store]),
        _ => producer(&mut text, t, [&all, &written], [&read, &again, &store]),
    }
    text.out.push_str("return\n}\n");
    text.out
}

/// A perfect nest.
fn nest(text: &mut Text, depth: usize, body: impl FnOnce(&mut Text, &[String])) {
    let mut ivs = vec![];
    for d in 0..depth {
        text.open(d, &mut ivs);
    }
    body(text, &ivs);
    for d in (0..depth).rev() {
        text.close(NAMES[d]);
    }
}

/// `Y[store] = Y[again] / 2 + X[read]`.
fn update(text: &mut Text, [all, written]: [&[usize]; 2], [read, again, store]: [&Access; 3], ivs: &[String]) {
    let from = text.flat(all, read, ivs, false);
    let (old, to) = (text.flat(written, again, ivs, false), text.flat(written, store, ivs, false));
    let (x, y) = (text.load("X", &from), text.load("Y", &old));
    let new = text.mix(&y, &x);
    let _ = writeln!(text.out, "memref.store {new}, %Y[{to}] : memref<?xf32>");
}

/// A variable of the outer loops that the innermost one sums up, and a value that is loaded before.
fn accumulator(text: &mut Text, t: &mut Tape, [all, written]: [&[usize]; 2], [read, again, store]: [&Access; 3]) {
    let inner = text.loops.len() - 1;
    let (outside, is_sum) = (t.below(4) == 1, t.below(2) == 1);
    let declare = "%acc = memref.alloca() {xpiler.name = \"acc\"} : memref<f32>\n";
    let clear = "memref.store %zero, %acc[] : memref<f32>\n";
    if outside {
        text.out.push_str(&[declare, clear].concat());
    }
    let mut ivs = vec![];
    for d in 0..inner {
        text.open(d, &mut ivs);
    }
    if !outside {
        text.out.push_str(&[declare, clear].concat());
    }
    let at = text.flat(written, again, &ivs, false);
    let before = text.load("Y", &at);
    text.open(inner, &mut ivs);
    let from = text.flat(all, read, &ivs, false);
    let (x, old) = (text.load("X", &from), text.value("memref.load %acc[] : memref<f32>"));
    let scaled = text.value(&format!("arith.mulf {x}, {before} : f32"));
    // A sum, or what depends on the order.
    let new = if is_sum { text.value(&format!("arith.addf {old}, {scaled} : f32")) } else { text.mix(&old, &scaled) };
    let _ = writeln!(text.out, "memref.store {new}, %acc[] : memref<f32>");
    ivs.pop();
    text.close(NAMES[inner]);
    let sum = text.value("memref.load %acc[] : memref<f32>");
    let to = text.flat(written, store, &ivs, false);
    let _ = writeln!(text.out, "memref.store {sum}, %Y[{to}] : memref<?xf32>");
    for d in (0..inner).rev() {
        text.close(NAMES[d]);
    }
}

/// A nest that fills a local array, and one that reads it; flat, or with its dimensions.
fn producer(text: &mut Text, t: &mut Tape, [all, written]: [&[usize]; 2], [read, again, store]: [&Access; 3]) {
    text.loops.truncate(2);
    let (all, depth) = (&all[..2], 2);
    let lengths: Vec<i64> = all.iter().map(|l| text.loops[*l].size.at_most()).collect();
    let is_flat = t.below(2) == 1;
    let ty = if is_flat {
        format!("memref<{}xf32>", lengths[0] * lengths[1])
    } else {
        format!("memref<{}x{}xf32>", lengths[0], lengths[1])
    };
    let (to, from) = (random_access(t, all), random_access(t, all));
    let from = if t.below(4) == 1 { from } else { to.clone() };
    let at = |text: &mut Text, access: &Access, ivs: &[String]| {
        if is_flat { text.flat(all, access, ivs, true) } else { text.indices(all, access, ivs).join(", ") }
    };
    let _ = writeln!(text.out, "%T = memref.alloca() {{xpiler.name = \"t\"}} : {ty}");
    if from != to {
        clear(text, "T", &lengths, is_flat, &ty);
    }
    nest(text, depth, |text, ivs| {
        let x = text.flat(&[0, 1], &read[..2].to_vec(), ivs, false);
        let (x, to) = (text.load("X", &x), at(text, &to, ivs));
        let _ = writeln!(text.out, "memref.store {x}, %T[{to}] : {ty}");
    });
    let mut ivs = vec![];
    for d in 0..depth {
        text.open(d, &mut ivs);
    }
    let from = at(text, &from, &ivs);
    let x = text.value(&format!("memref.load %T[{from}] : {ty}"));
    let kept: Vec<usize> = written.iter().copied().filter(|l| *l < depth).collect();
    let short = |access: &Access| written.iter().zip(access).filter(|(l, _)| **l < depth).map(|(_, a)| *a).collect::<Access>();
    let (old, to) = (text.flat(&kept, &short(again), &ivs, false), text.flat(&kept, &short(store), &ivs, false));
    let y = text.load("Y", &old);
    let new = text.mix(&y, &x);
    let _ = writeln!(text.out, "memref.store {new}, %Y[{to}] : memref<?xf32>");
    for name in ["c.1", "c"] {
        text.close(name);
    }
}

/// A loop that fills an array, as `cache` leaves it, and reads it. Some have an array for each iteration, or copy what the loop changes.
fn staged(text: &mut Text, t: &mut Tape, [all, written]: [&[usize]; 2], [read, again, store]: [&Access; 3]) {
    text.loops.truncate(3);
    let (all, tile, depth) = (&all[..3], [1, 2], 3);
    let lengths: Vec<i64> = tile.iter().map(|l| text.loops[*l].size.at_most()).collect();
    let ty = format!("memref<{}x{}xf32>", lengths[0], lengths[1]);
    let to = random_access(t, &tile);
    let from = ["X", "X", "X", "Y"][t.below(4)];
    let is_own = t.below(8) == 1;
    let declare = format!("%T = memref.alloca() {{xpiler.name = \"t\", xpiler.space = \"shared\"}} : {ty}\n");
    let mut ivs = vec![];
    if !is_own {
        text.out.push_str(&declare);
    }
    text.open(0, &mut ivs);
    if is_own {
        text.out.push_str(&declare);
    }
    let kept: Vec<usize> = written.iter().copied().filter(|l| *l < depth).collect();
    let short = |access: &Access| written.iter().zip(access).filter(|(l, _)| **l < depth).map(|(_, a)| *a).collect::<Access>();
    for names in [["k", "j"], ["c.1", "c"]] {
        for d in tile {
            text.open(d, &mut ivs);
        }
        let at = text.indices(&tile, &to, &ivs).join(", ");
        let place = text.flat(&kept, &short(if names[0] == "k" { again } else { store }), &ivs, false);
        if names[0] == "k" {
            let place = if from == "Y" { place } else { text.flat(all, &read[..3].to_vec(), &ivs, false) };
            let x = text.load(from, &place);
            let _ = writeln!(text.out, "memref.store {x}, %T[{at}] : {ty}");
        } else {
            let x = text.value(&format!("memref.load %T[{at}] : {ty}"));
            let y = text.load("Y", &place);
            let new = text.mix(&y, &x);
            let _ = writeln!(text.out, "memref.store {new}, %Y[{place}] : memref<?xf32>");
        }
        for (name, _) in names.iter().zip(tile) {
            text.close(name);
        }
        ivs.truncate(1);
    }
    text.close("i");
}

/// For each `i`, a sum over `k` for each `j`, kept in an array or not, that something is gathered of beside; then a pass over the row with both.
fn rows(text: &mut Text, t: &mut Tape, [all, written]: [&[usize]; 2], [read, _, store]: [&Access; 3]) {
    let n = text.loops[1].size.at_most();
    let ty = format!("memref<{n}xf32>");
    let mut ivs = vec![];
    text.open(0, &mut ivs);
    let _ = writeln!(text.out, "%P = memref.alloca() {{xpiler.name = \"p\"}} : {ty}");
    clear(text, "P", &[n], false, &ty);
    text.out.push_str("%S = memref.alloca() {xpiler.name = \"s\"} : memref<f32>\nmemref.store %zero, %S[] : memref<f32>\n");
    text.open(1, &mut ivs);
    text.out.push_str("%A = memref.alloca() {xpiler.name = \"a\"} : memref<f32>\nmemref.store %zero, %A[] : memref<f32>\n");
    text.open(2, &mut ivs);
    let from = text.flat(all, read, &ivs, false);
    let (x, old) = (text.load("X", &from), text.value("memref.load %A[] : memref<f32>"));
    let new = text.value(&format!("arith.addf {old}, {x} : f32"));
    let _ = writeln!(text.out, "memref.store {new}, %A[] : memref<f32>");
    ivs.pop();
    text.close("k");
    // What becomes of the sum, in the variable or beside it.
    let mut sum = text.value("memref.load %A[] : memref<f32>");
    if t.below(2) == 1 {
        let scaled = text.value(&format!("arith.mulf {sum}, %half : f32"));
        let _ = writeln!(text.out, "memref.store {scaled}, %A[] : memref<f32>");
        sum = text.value("memref.load %A[] : memref<f32>");
    }
    let places = [(1, 0), (1, 1), (-1, 0), (0, 0)];
    let (to, from) = (t.of(&places[..]), t.of(&places[..2]));
    let (to, from) = (text.indices(&[1], &vec![to], &ivs)[0].clone(), text.indices(&[1], &vec![from], &ivs)[0].clone());
    let keep = |text: &mut Text| {
        let _ = writeln!(text.out, "memref.store {sum}, %P[{to}] : {ty}");
    };
    let order = t.below(4);
    if order < 2 {
        keep(text);
    }
    let gathered = if [0, 2].contains(&order) { text.value(&format!("memref.load %P[{from}] : {ty}")) } else { sum.clone() };
    let before = text.value("memref.load %S[] : memref<f32>");
    let after = match t.below(3) {
        0 => text.value(&format!("arith.addf {before}, {gathered} : f32")),
        1 => text.value(&format!("arith.maxnumf {gathered}, {before} : f32")),
        _ => text.mix(&before, &gathered),
    };
    let _ = writeln!(text.out, "memref.store {after}, %S[] : memref<f32>");
    if order >= 2 {
        keep(text);
    }
    ivs.pop();
    text.close("j");
    text.open(1, &mut ivs);
    let at = text.indices(&[1], &vec![(1, 0)], &ivs)[0].clone();
    let (p, s) = (text.value(&format!("memref.load %P[{at}] : {ty}")), text.value("memref.load %S[] : memref<f32>"));
    let both = text.mix(&p, &s);
    let to = text.flat(written, store, &ivs, false);
    let _ = writeln!(text.out, "memref.store {both}, %Y[{to}] : memref<?xf32>");
    text.close("c");
    text.close("i");
}

/// What the consumer reads without the producer's having written it is 0.
fn clear(text: &mut Text, array: &str, lengths: &[i64], is_flat: bool, ty: &str) {
    for (d, length) in lengths.iter().enumerate() {
        let (zero, one, n) = (text.index(0), text.index(1), text.index(*length));
        let _ = writeln!(text.out, "scf.for %z{d} = {zero} to {n} step {one} {{");
    }
    let cell = if is_flat {
        let n = text.index(lengths[1]);
        let row = text.bin("muli", "%z0", &n);
        text.bin("addi", &row, "%z1")
    } else {
        (0..lengths.len()).map(|d| format!("%z{d}")).collect::<Vec<_>>().join(", ")
    };
    let ends = "\n}".repeat(lengths.len());
    let _ = writeln!(text.out, "memref.store %zero, %{array}[{cell}] : {ty}{ends}");
}

/// Runs the loops that are called parallel backwards.
fn backwards(kernel: &Kernel) -> Kernel {
    let copy = kernel.duplicate();
    for op in copy.module().find("scf.for") {
        if op.attr(names::PARALLEL).is_some() {
            turn_round(op);
        }
    }
    copy
}

fn turn_round(op: Op) {
    let (lower, upper, step, iv) = (op.operand(0), op.operand(1), op.operand(2), op.body().arg(0));
    let users = iv.users();
    let b = Builder::at_start(op.body(), op.loc());
    // The last iteration is `lower + (upper - 1 - lower) / step * step`.
    let span = b.bin("arith.subi", b.bin("arith.subi", upper, b.int(iv.ty(), 1)), lower);
    let rounded = b.bin("arith.muli", b.bin("arith.divsi", span, step), step);
    let other = b.bin("arith.subi", b.bin("arith.addi", b.bin("arith.addi", lower, rounded), lower), iv);
    for user in users {
        user.replace_operand(iv, other);
    }
}

/// How often each pass was applied and refused.
type Counts = BTreeMap<String, [usize; 2]>;

/// One or two loops are split, what is read in a tile is staged, and the tile runs to its end.
fn tiled(t: &mut Tape, form: &Form) -> Vec<String> {
    let (one, other, factor) = (form.any_loop(t), form.any_loop(t), t.of(&[2, 3, 4, 8]));
    let mut steps = vec![format!("loop-split{{loop={one} factor={factor}}}")];
    if other != one && t.below(2) == 1 {
        steps.push(format!("loop-split{{loop={other} factor={}}}", t.of(&[2, 3])));
    }
    let at = t.of(&[".o", ".i"]);
    steps.push("canonicalize".into());
    steps.push(format!(
        "cache{{buffer={} loop={one}{at} space=shared pad={}}}",
        t.of(&["x", "x", "y"]),
        t.of(&["true", "false"])
    ));
    steps.push(format!("loop-pad{{loop={one}.i}}"));
    steps.push(format!("loop-pad{{loop={other}{}}}", t.of(&["", ".i"])));
    steps
}

/// The iterations of the last loop are written out, and found again; maybe those of another one before.
fn written_out(t: &mut Tape, form: &Form) -> Vec<String> {
    let last = form.loops.last().cloned().unwrap_or_default();
    let other = if t.below(4) == 1 { format!("loop-unroll{{loops={}}}", form.any_loop(t)) } else { "cse".into() };
    let steps =
        [&format!("loop-unroll{{loops={last}}}"), "canonicalize", "cse", &other, "loop-reroll", "loop-unsplit", "mark-parallel"];
    steps.map(String::from).into()
}

/// What is gathered gets a loop of its own, rows get tiles, in which each pass is a nest of its own; parts of sums share memory. Or what a row keeps lies in
/// one array for all of them.
fn taken_apart(t: &mut Tape, form: &Form) -> Vec<String> {
    if t.below(4) == 0 {
        return vec!["mark-parallel".into(), format!("workspace{{buffers={} loops=i}}", form.any_array(t)), "cse".into()];
    }
    let lanes = t.of(&[4, 2]);
    let steps = [
        "forward-variables",
        "loop-distribute{loop=j}",
        "mark-parallel",
        "unique-names",
        &format!("loop-reduce{{loop=j.1 lanes={lanes}}}"),
        &format!("loop-split{{loop=i factor={}}}", t.of(&[3, 4, 8])),
        "canonicalize",
        "loop-expansion{loop=i.i whole=true}",
        "mark-parallel",
        "loop-bind{loop=i.o to=blockIdx.x}",
        "overlay{space=shared}",
        "cse",
    ];
    steps.map(String::from).into()
}

/// A nest, random passes, `pipeline` among them if the nest is a staged one, a comparison.
fn run((ctx, sink): &(Ctx, Sink), numbers: &[u16], bodies: Bodies, counts: &RefCell<Counts>) -> Result<(), String> {
    let mut t = Tape { numbers: numbers.to_vec(), at: 0 };
    let text = random_kernel(&mut t, bodies);
    let source = Kernel::parse(*ctx, sink, "k.mlir", &text).map_err(|d| format!("{d}\n{text}"))?;
    source.run("unique-names").map_err(|d| format!("{d}\n{text}"))?;
    let mut target = source.duplicate();
    let mut applied: Vec<String> = vec![];
    if t.below(2) == 1 {
        target.run("mark-parallel").map_err(|d| d.to_string())?;
        applied.push("mark-parallel".into());
    }
    let number = t.below(2);
    let first = match bodies {
        Bodies::Tiled => tiled(&mut t, &Form::of(&target)),
        Bodies::Untiled => {
            let one = Form::of(&target).any_loop(&mut t);
            let at = t.of(&[".o", ".i", ".o"]);
            [
                format!("loop-split{{loop={one} factor={}}}", t.of(&[2, 4, 3])),
                "canonicalize".into(),
                format!("cache{{buffer=x loop={one}{at} space=shared pad=true}}"),
                "uncache".into(),
                "guard-sums".into(),
                "loop-outward".into(),
                "loop-bounds".into(),
                "loop-unsplit".into(),
            ]
            .to_vec()
        }
        Bodies::WrittenOut => written_out(&mut t, &Form::of(&target)),
        Bodies::Rows => taken_apart(&mut t, &Form::of(&target)),
        _ => vec![],
    };
    for k in 0..2.max(first.len()) + t.below(5) {
        let form = Form::of(&target);
        if form.loops.is_empty() {
            break;
        }
        let mut pass = t.of(PASSES)(&mut t, &form);
        if let Some(step) = first.get(k) {
            pass.clone_from(step);
        }
        if bodies == Bodies::Staged && k == number {
            pass = "pipeline{loop=i buffers=t}".into();
        }
        if bodies == Bodies::Sums && k == number {
            pass = format!("loop-reduce{{loop={} lanes={}}}", form.loops[form.loops.len() - 1], t.of(&[4, 2, 8]));
        }
        let next = target.duplicate();
        let name = pass.split('{').next().unwrap_or_default().to_owned();
        let mut counts = counts.borrow_mut();
        let [done, refused] = counts.entry(name).or_default();
        match next.run(&pass) {
            // It found nothing to undo.
            Ok(()) if pass == "uncache" && next.print() == target.print() => *refused += 1,
            Ok(()) => {
                *done += 1;
                if pass == "loop-reroll" && Form::of(&next).loops.len() > form.loops.len() {
                    counts.entry("loops again".into()).or_default()[0] += 1;
                }
                applied.push(pass);
                target = next;
            }
            Err(d) if d.fault == Fault::Input => *refused += 1,
            Err(d) => return Err(format!("`{pass}` after {applied:?}: {d}\n{}", target.print())),
        }
    }
    if applied.is_empty() {
        return Ok(());
    }
    let args = [("n", t.of(&[5, LARGEST, 1, 3])), ("m", t.of(&[4, 1, 5, 2]))];
    let case = Case { args: args.map(|(n, v)| (n.to_owned(), v)).into(), ..Case::default() };
    let turned = backwards(&target);
    let sides = Sides { source: [&source; 3], target: [&target, &turned, &target] };
    let verdict = compare(&sides, &case).map_err(|d| format!("{d}\n{}", target.print()))?;
    if verdict.tier == Tier::IdentityTested {
        return Ok(());
    }
    Err(format!("{applied:?} with {args:?}: {:?}: {}\n{}\n{}", verdict.tier, verdict.message, source.print(), target.print()))
}

/// Random cases: none is wrong. How often each pass was applied and refused.
fn cases(number: u32, bodies: Bodies) -> Counts {
    xpiler_passes::register_all();
    let cases: u32 = std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(number);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let counts = RefCell::new(Counts::new());
    // One context: they are never freed, and every run on the CPU copies the process. One test at a time: two that fork copy each other's pages.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let context = new_context();
    let result =
        runner.run(&vec(any::<u16>(), 30..90), |numbers| run(&context, &numbers, bodies, &counts).map_err(TestCaseError::fail));
    let counts = counts.into_inner();
    println!("{cases} cases; applied and refused: {counts:?}");
    match result {
        Ok(()) => counts,
        Err(TestError::Fail(reason, tape)) => panic!("{reason}\n{tape:?}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

#[test]
fn transformations_are_right_or_refuse() {
    for (pass, [done, refused]) in cases(200, Bodies::All) {
        // For these there are cases of their own.
        assert!(
            done > 0
                || ["pipeline", "loop-reduce", "loop-distribute", "loops again", "uncache", "workspace"].contains(&pass.as_str()),
            "`{pass}` was never applied"
        );
        // One takes almost all loops.
        let takes_all = ["mark-parallel", "select-branches", "loop-outward", "loop-peel", "loops again"];
        let takes_all = takes_all.contains(&pass.as_str()) || SEEKING.contains(&pass.as_str());
        assert!(refused > 0 || takes_all, "`{pass}` never refused");
    }
}

#[test]
fn tiles_are_right_or_refuse() {
    let counts = cases(100, Bodies::Tiled);
    for pass in ["cache", "loop-pad"] {
        let [done, refused] = counts[pass];
        assert!(done > 5 && refused > 5, "{pass}: {done} {refused}");
    }
}

#[test]
fn tiles_are_undone_or_stay() {
    let [done, stayed] = cases(200, Bodies::Untiled)["uncache"];
    assert!(done > 5 && stayed > 5, "{done} {stayed}");
}

#[test]
fn rows_are_taken_apart_or_stay() {
    let counts = cases(150, Bodies::Rows);
    for pass in ["loop-distribute", "loop-expansion", "loop-reduce"] {
        let [done, refused] = counts[pass];
        assert!(done > 20 && refused > 5, "{pass}: {done} {refused}");
    }
    assert!(counts["workspace"][0] > 5, "{counts:?}");
}

#[test]
fn pipelines_are_right_or_refuse() {
    let [done, refused] = cases(60, Bodies::Staged)["pipeline"];
    assert!(done > 5 && refused > 5, "{done} {refused}");
}

#[test]
fn sums_in_lanes_are_right_or_refuse() {
    let [done, refused] = cases(60, Bodies::Sums)["loop-reduce"];
    assert!(done > 5 && refused > 5, "{done} {refused}");
}

#[test]
fn written_out_iterations_are_loops_again_or_stay() {
    let counts = cases(100, Bodies::WrittenOut);
    let ([done, _], [again, _]) = (counts["loop-reroll"], counts["loops again"]);
    assert!(again > 20 && done > again + 20, "{done} {again}");
}

#[test]
fn illegal_parameters_are_refused() {
    xpiler_passes::register_all();
    let illegal = [
        "loop-split{loop=i factor=0}",
        "loop-split{loop=i factor=-3}",
        "loop-split{loop=unknown factor=2}",
        "loop-bind{loop=i to=warp}",
        "loop-bind{loop=i to=omp}",
        "loop-bind{loop=j to=threadIdx.x}",
        "loop-peel{loop=unknown}",
        "pipeline{loop=i buffers=x}",
        "loop-reorder{loops=j,i}",
        "loop-reorder{loops=i,i}",
        "loop-fuse{loops=j,i}",
        "loop-fuse{loops=i}",
        "loop-expansion{loop=i}",
        "loop-expansion{loop=j}",
        "loop-contraction{producer=i consumer=j}",
        "loop-contraction{producer=i consumer=i}",
    ];
    let config = Config { cases: 60, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let refused = RefCell::new(0);
    let result = runner.run(&vec(any::<u16>(), 30..60), |numbers| {
        let text = random_kernel(&mut Tape { numbers, at: 0 }, Bodies::Sequential);
        let (ctx, sink) = new_context();
        let source = Kernel::parse(ctx, &sink, "k.mlir", &text).map_err(|d| TestCaseError::fail(d.to_string()))?;
        for pass in illegal {
            match source.duplicate().run(pass) {
                Err(d) if d.fault == Fault::Input => *refused.borrow_mut() += 1,
                other => return Err(TestCaseError::fail(format!("`{pass}`: {other:?}\n{text}"))),
            }
        }
        Ok(())
    });
    println!("{} refusals", refused.into_inner());
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// A whole schedule: a product in tiles with tails, the reduction around the tile, blocks over the tiles.
#[test]
fn a_product_in_tiles() {
    xpiler_passes::register_all();
    let text = "func.func @f(%A: memref<?xf32> {xpiler.name = \"a\", xpiler.const, xpiler.extent = \"m * l\"},
                  %B: memref<?xf32> {xpiler.name = \"b\", xpiler.const, xpiler.extent = \"l * n\"},
                  %C: memref<?xf32> {xpiler.name = \"c\", xpiler.extent = \"m * n\"},
                  %m: i32 {xpiler.name = \"m\"}, %n: i32 {xpiler.name = \"n\"}, %l: i32 {xpiler.name = \"l\"}) attributes {xpiler.entry} {
             %c0 = arith.constant 0 : i32
             %c1 = arith.constant 1 : i32
             %zero = arith.constant 0.0 : f32
             scf.for %i = %c0 to %m step %c1 : i32 {
               scf.for %j = %c0 to %n step %c1 : i32 {
                 %acc = memref.alloca() {xpiler.name = \"acc\"} : memref<f32>
                 memref.store %zero, %acc[] : memref<f32>
                 scf.for %k = %c0 to %l step %c1 : i32 {
                   %ar = arith.muli %i, %l : i32
                   %ai = arith.addi %ar, %k : i32
                   %ax = arith.index_cast %ai : i32 to index
                   %x = memref.load %A[%ax] : memref<?xf32>
                   %br = arith.muli %k, %n : i32
                   %bi = arith.addi %br, %j : i32
                   %bx = arith.index_cast %bi : i32 to index
                   %y = memref.load %B[%bx] : memref<?xf32>
                   %p = arith.mulf %x, %y : f32
                   %old = memref.load %acc[] : memref<f32>
                   %new = arith.addf %old, %p : f32
                   memref.store %new, %acc[] : memref<f32>
                 } {xpiler.name = \"k\"}
                 %r = memref.load %acc[] : memref<f32>
                 %cr = arith.muli %i, %n : i32
                 %ci = arith.addi %cr, %j : i32
                 %cx = arith.index_cast %ci : i32 to index
                 memref.store %r, %C[%cx] : memref<?xf32>
               } {xpiler.name = \"j\"}
             } {xpiler.name = \"i\"}
             return
           }";
    let schedule = "loop-split{loop=i factor=4},loop-split{loop=j factor=8},loop-split{loop=k factor=2},\
                    loop-reorder{loops=i.o,j.o,i.i,j.i},loop-expansion{loop=i.i},loop-expansion{loop=j.i},\
                    loop-bind{loop=i.o to=blockIdx.y},loop-bind{loop=j.o to=blockIdx.x},loop-bind{loop=i.i.1 to=threadIdx.y}";
    let (ctx, sink) = new_context();
    let source = Kernel::parse(ctx, &sink, "k.mlir", text).unwrap_or_else(|d| panic!("{d}"));
    let target = source.duplicate();
    target.run(schedule).unwrap_or_else(|d| panic!("{d}\n{}", target.print()));
    let text = target.print();
    assert!(text.contains("{xpiler.name = \"acc\"} : memref<4x8xf32>"), "{text}");
    let turned = backwards(&target);
    for (m, n, l) in [(4, 8, 2), (9, 19, 7), (1, 3, 1)] {
        let args = [("m", m), ("n", n), ("l", l)].map(|(name, v)| (name.to_owned(), v));
        let case = Case { args: args.into(), ..Case::default() };
        let sides = Sides { source: [&source; 3], target: [&target, &turned, &target] };
        let verdict = compare(&sides, &case).unwrap_or_else(|d| panic!("{d}\n{text}"));
        assert_eq!(verdict.tier, Tier::IdentityTested, "{m} {n} {l}: {}\n{text}", verdict.message);
    }
}
