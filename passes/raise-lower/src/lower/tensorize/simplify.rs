//! Straight-line code for vectors: branches become selections, and what a loop computes is written with the operations that
//! the target's rows have (by the rules of [`crate::analysis::rules`]).
//!
//! For all targets:
//! * `if (c) v = x;` -> `v = c ? x : v`
//! * `a > b ? a : b` -> `max(a, b)`, `a < b ? a : b` -> `min(a, b)`
//! * `fma(a, b, c)` -> `a * b + c`

use egg::Id;
use xpiler_ir::{Builder, Op, Value};

use super::streams::{Step, VectorLoop};
pub use crate::analysis::rules::ORDERED;
use crate::analysis::{
    egraph::{Expressions, Extraction, Target},
    shape::is_pure,
};

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

/// Computes what the loop stores and accumulates in the cheapest way that the target has; as it is written if none is cheaper.
///
/// ```text
/// y[i] = 1 / (1 + exp(-x[i]));
/// // on BANG C, which has 2^x but neither exp nor a negation: y[i] = 1 / (2^(x[i] * -1.4427) + 1)
/// ```
///
/// Replaced operations are left behind unused: handles in `found` stay valid.
pub fn cheapest(found: &VectorLoop, target: &Target) {
    let (varies, enters) = (|v: Value| found.is_vector(v), |v: Value| !v.is_outside(found.op));
    let mut expressions = Expressions::new(&varies, &enters);
    let roots: Vec<(Op, usize, Id)> = roots(found).into_iter().map(|(op, i)| (op, i, expressions.add(op.operand(i)))).collect();
    let total = |e: &Extraction| roots.iter().fold(0_u64, |sum, (_, _, id)| sum.saturating_add(e.cost(*id)));
    let written = total(&expressions.extract(target));
    expressions.saturate();
    let mut extraction = expressions.extract(target);
    if total(&extraction) < written {
        for (op, i, id) in roots {
            let value = extraction.build(id, &Builder::before(op));
            op.set_operand(i, value);
        }
    }
}

/// The operands that hold what a loop computes: values stored, and those that reductions accumulate.
fn roots(found: &VectorLoop) -> Vec<(Op, usize)> {
    let mut roots = vec![];
    for step in &found.steps {
        match step {
            Step::Load(_) => {}
            Step::Store(op, _) => roots.push((*op, 0)),
            Step::Reduce { variable, value, .. } => {
                let value = found.resolve(*value);
                let stores = found.op.find("memref.store").into_iter().filter(|s| s.operand(1) == *variable);
                let combines = stores.filter_map(|s| s.operand(0).def());
                roots.extend(combines.filter_map(|c| Some((c, c.operands().iter().position(|o| *o == value)?))));
            }
        }
    }
    roots
}
