//! Straight-line code for vectors: branches become selections, and operations that vector units lack are written with
//! those that they have.
//!
//! Every rule is an equality over the reals (or keeps the value for what is compared); verification has the last word.
//! * `if (c) v = x;` -> `v = c ? x : v`
//! * `a > b ? a : b` -> `max(a, b)`, `a < b ? a : b` -> `min(a, b)`
//! * `fma(a, b, c)` -> `a * b + c`
//! * BANG C: `exp(x)` -> `2^(x * log2(e))`, `-x` -> `x * -1`, `s - x` -> `x * -1 + s`, `x / s` -> `x * (1 / s)`,
//!   `s / x` -> `(1 / x) * s`, `tanh(x)` -> `1 - 2 / (exp(2 x) + 1)`, `c ? a : b` -> `b + m * (a - b)` with the mask `m = c ? 1 : 0`

use xpiler_ir::{Builder, Op, Value};

use crate::analysis::shape::is_pure;

/// Turns branches that only store into selections.
pub fn convert_branches(root: Op) {
    while let Some(op) = root.walk().into_iter().rev().find(|op| convertible(*op)) {
        convert(op);
    }
}

fn stores(op: Op, region: usize) -> Option<Vec<Op>> {
    let Some(block) = op.region(region).first() else { return Some(vec![]) };
    let (mut pure, mut stores) = (true, vec![]);
    for inner in block.body_ops() {
        match inner.name().as_str() {
            "memref.store" => stores.push(inner),
            // A load may be computed whether the branch is taken or not only if it reads a variable.
            "memref.load" => pure &= inner.operand_count() == 1 && stores.is_empty(),
            _ => pure &= is_pure(inner),
        }
    }
    pure.then_some(stores)
}

/// At most one store on each side, to one place that exists either way.
fn convertible(op: Op) -> bool {
    if !op.is("scf.if") || !op.results().is_empty() {
        return false;
    }
    let (Some(then), Some(otherwise)) = (stores(op, 0), stores(op, 1)) else { return false };
    match (then.as_slice(), otherwise.as_slice()) {
        ([a], []) | ([], [a]) => a.operand_count() == 2,
        ([a], [b]) => {
            let (x, y) = (a.operands(), b.operands());
            x[1] == y[1] && x[2..].iter().zip(&y[2..]).all(|(p, q)| p == q && p.is_outside(op))
        }
        _ => false,
    }
}

fn convert(op: Op) {
    let (then, otherwise) = (stores(op, 0).unwrap_or_default(), stores(op, 1).unwrap_or_default());
    let place = then.first().or(otherwise.first()).expect("convertible").operands()[1..].to_vec();
    for region in op.regions() {
        if let Some(block) = region.first() {
            for inner in block.body_ops() {
                if !inner.is("memref.store") {
                    inner.move_before(op);
                }
            }
        }
    }
    let b = Builder::before(op);
    let side = |s: &[Op], b: &Builder| s.first().map_or_else(|| b.load(place[0], &place[1..]), |s| s.operand(0));
    let (x, y) = (side(&then, &b), side(&otherwise, &b));
    let value = b.select(op.operand(0), x, y);
    b.store(value, place[0], &place[1..]);
    op.erase();
}

/// Rewrites what every vector target writes differently.
pub fn normalise(root: Op) {
    for op in root.walk() {
        let b = Builder::before(op);
        let new = match op.name().as_str() {
            "arith.select" if op.result(0).ty().is_float() => extremum(op, &b),
            "math.fma" => {
                let product = b.bin("arith.mulf", op.operand(0), op.operand(1));
                Some(b.bin("arith.addf", product, op.operand(2)))
            }
            _ => None,
        };
        replace(op, new);
    }
}

fn replace(op: Op, new: Option<Value>) {
    if let Some(new) = new {
        op.result(0).replace_all_uses(new);
        op.erase();
    }
}

/// On an extremum (unit): it is its second operand where one is no number.
pub const ORDERED: &str = "xpiler.ordered";

const OGT: i64 = 2;
const OGE: i64 = 3;
const OLT: i64 = 4;
const OLE: i64 = 5;

/// `a > b ? a : b` and its kin.
fn extremum(op: Op, b: &Builder) -> Option<Value> {
    let cmp = op.operand(0).def_by("arith.cmpf")?;
    let (x, y) = (cmp.operand(0), cmp.operand(1));
    let straight = op.operand(1) == x && op.operand(2) == y;
    let crossed = op.operand(1) == y && op.operand(2) == x;
    let greater = match cmp.int_attr("predicate")? {
        OGT | OGE => true,
        OLT | OLE => false,
        _ => return None,
    };
    if !straight && !crossed {
        return None;
    }
    // Where one is no number, the comparison does not hold.
    let chosen = b.bin(if greater == straight { "arith.maxnumf" } else { "arith.minnumf" }, op.operand(1), op.operand(2));
    if let Some(def) = chosen.def() {
        def.set_attr(ORDERED, b.ctx.unit_attr());
    }
    Some(chosen)
}

/// Rewrites what BANG C's vector unit lacks. `is_vector` tells which values differ between iterations.
///
/// Replaced operations are left behind unused: `is_vector` knows values by their identity, which an erase would free for others.
pub fn for_bang(loop_op: Op, is_vector: &dyn Fn(Value) -> bool) {
    for op in loop_op.body().body_ops() {
        if op.results().len() != 1 || op.result(0).ty() != op.ctx().f32() {
            continue;
        }
        let b = Builder::before(op);
        let ty = b.ctx.f32();
        let varies = |v: Value| is_vector(v);
        let operand = |i: usize| op.operand(i);
        let new = match op.name().as_str() {
            "math.exp" => Some(exp(&b, operand(0))),
            "arith.negf" => {
                let minus = b.float(ty, -1.0);
                Some(b.bin("arith.mulf", operand(0), minus))
            }
            "arith.subf" if !varies(operand(0)) && varies(operand(1)) => {
                let minus = b.float(ty, -1.0);
                let negative = b.bin("arith.mulf", operand(1), minus);
                Some(b.bin("arith.addf", negative, operand(0)))
            }
            "arith.divf" if varies(operand(0)) && !varies(operand(1)) => {
                let one = b.float(ty, 1.0);
                let inverse = b.bin("arith.divf", one, operand(1));
                Some(b.bin("arith.mulf", operand(0), inverse))
            }
            "arith.divf" if !varies(operand(0)) && varies(operand(1)) && operand(0).const_float() != Some(1.0) => {
                let one = b.float(ty, 1.0);
                let inverse = b.bin("arith.divf", one, operand(1));
                Some(b.bin("arith.mulf", inverse, operand(0)))
            }
            "math.tanh" => {
                let (one, two) = (b.float(ty, 1.0), b.float(ty, 2.0));
                let minus_two = b.float(ty, -2.0);
                let twice = b.bin("arith.mulf", operand(0), two);
                let e = exp(&b, twice);
                let below = b.bin("arith.addf", e, one);
                let inverse = b.bin("arith.divf", one, below);
                let scaled = b.bin("arith.mulf", inverse, minus_two);
                Some(b.bin("arith.addf", scaled, one))
            }
            "arith.select" => masked(op, &b),
            _ => None,
        };
        if let Some(new) = new {
            op.result(0).replace_all_uses(new);
        }
    }
}

fn exp(b: &Builder, x: Value) -> Value {
    let log2e = b.float(b.ctx.f32(), f64::from(std::f32::consts::LOG2_E));
    let scaled = b.bin("arith.mulf", x, log2e);
    b.un("math.exp2", scaled)
}

/// `c ? a : b` as `b + m * (a - b)`; the mask itself, `c ? 1 : 0`, stays.
fn masked(op: Op, b: &Builder) -> Option<Value> {
    let (condition, x, y) = (op.operand(0), op.operand(1), op.operand(2));
    condition.def_by("arith.cmpf")?;
    if x.const_float() == Some(1.0) && y.const_float() == Some(0.0) {
        return None;
    }
    let ty = b.ctx.f32();
    let (one, zero) = (b.float(ty, 1.0), b.float(ty, 0.0));
    let mask = b.select(condition, one, zero);
    let difference = match (x.const_float(), y.const_float()) {
        (Some(p), Some(q)) => b.float(ty, p - q),
        _ => {
            let minus = b.float(ty, -1.0);
            let negative = b.bin("arith.mulf", y, minus);
            b.bin("arith.addf", negative, x)
        }
    };
    let part = b.bin("arith.mulf", mask, difference);
    Some(if y.const_float() == Some(0.0) { part } else { b.bin("arith.addf", part, y) })
}
