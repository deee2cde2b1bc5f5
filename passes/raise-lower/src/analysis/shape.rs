//! The shape of loop nests: what stands in a loop, which loops nest perfectly, which values an operation captures.

use xpiler_ir::{Block, Builder, Op, Type, Value, names};

use super::linear::Linear;

/// Of `arith.cmpi`: signed less and greater.
pub(crate) const SLT: i64 = 2;
const SGT: i64 = 4;

/// Operations without effects and regions: they may be computed anywhere their operands are known.
pub fn is_pure(op: Op) -> bool {
    let name = op.name();
    op.regions().is_empty() && (name.starts_with("arith.") || name.starts_with("math.") || name == "memref.dim")
}

/// The operations of a loop's body that are not pure, terminator excluded.
pub fn effects(body_of: Op) -> Vec<Op> {
    body_of.body().body_ops().into_iter().filter(|op| !is_pure(*op)).collect()
}

/// The operations of a block, in the order of the text.
pub struct Order {
    block: Block,
    ops: Vec<Op>,
}

impl Order {
    /// The order of a block.
    pub fn of(block: Block) -> Self {
        Self { block, ops: block.ops() }
    }

    /// The place in the block of an operation, or of what it is inside of.
    pub fn place(&self, op: Op) -> Option<usize> {
        let top = std::iter::once(op).chain(op.ancestors()).find(|a| a.block() == Some(self.block))?;
        self.ops.iter().position(|o| *o == top)
    }
}

/// The loop that is the only thing in `outer`'s body besides pure operations.
pub fn perfect_child(outer: Op) -> Option<Op> {
    match effects(outer).as_slice() {
        [inner] if inner.is("scf.for") && inner.results().is_empty() => Some(*inner),
        _ => None,
    }
}

/// A loop without loop-carried values whose iterations are independent.
pub fn is_parallel(op: Op) -> bool {
    op.is("scf.for") && op.attr(names::PARALLEL).is_some() && op.results().is_empty()
}

/// Looks through integer casts that keep the number.
pub fn uncast(v: Value) -> Value {
    match v.def() {
        Some(op) if is_integer_cast(op) => uncast(op.operand(0)),
        _ => v,
    }
}

/// The same, but for casts of unsigned numbers, which are far from small where the signed one is negative.
pub fn unsigned_apart(v: Value) -> Value {
    match v.def() {
        Some(op) if op.is("arith.index_cast") || op.is("arith.extsi") => unsigned_apart(op.operand(0)),
        _ => v,
    }
}

/// A cast between integers, or to or from indices, that keeps the number.
pub fn is_integer_cast(op: Op) -> bool {
    ["arith.index_cast", "arith.index_castui", "arith.extsi", "arith.extui"].iter().any(|name| op.is(name))
}

/// An index or an integer that is no truth value.
pub fn is_number(ty: Type) -> bool {
    ty.is_index() || ty.is_int() && ty.bits() > 1
}

/// The same value, or the same constant.
pub fn same_number(a: Value, b: Value) -> bool {
    a == b || a.const_int().is_some() && a.const_int() == b.const_int()
}

/// A loop from 0 by 1.
pub fn counts_up(op: Op) -> bool {
    op.operand(0).const_int() == Some(0) && op.operand(2).const_int() == Some(1)
}

/// `for (i = t; i < n; i += T)` with `T` iterations of `t`.
pub fn is_strided(inner: Op, outer: Op) -> bool {
    let starts = Linear::of(inner.operand(0)) == Linear::leaf(outer.body().arg(0));
    let strides = Linear::of(inner.operand(2)) == Linear::of(outer.operand(1));
    starts && strides && known_outside(inner.operand(1), outer)
}

/// Is the value computed from nothing but what is known outside of `op`?
pub fn known_outside(value: Value, op: Op) -> bool {
    value.is_outside(op) || value.def().is_some_and(|d| is_pure(d) && d.operands().into_iter().all(|v| known_outside(v, op)))
}

/// Is the value computed by pure operations from the loop's induction variable and what is outside?
pub fn derived(v: Value, at: Op) -> bool {
    v == at.body().arg(0)
        || v.is_outside(at)
        || v.def().is_some_and(|d| is_pure(d) && d.operands().into_iter().all(|o| derived(o, at)))
}

/// Is it a quotient or a rest of integers, which means nothing where the divisor is zero?
pub fn divides(op: Op) -> bool {
    let name = op.name();
    name.starts_with("arith.") && (name.contains("div") || name.contains("rem")) && !op.result(0).ty().is_float()
}

/// Is a value made of another?
pub fn depends_on(v: Value, of: Value) -> bool {
    v == of || v.def().is_some_and(|d| d.operands().into_iter().any(|o| depends_on(o, of)))
}

/// The perfect nest of parallel loops that starts at `root`, at most `limit` deep. The bounds of all are known outside.
pub fn parallel_chain(root: Op, limit: usize) -> Vec<Op> {
    let mut chain = vec![root];
    while chain.len() < limit {
        let Some(inner) = perfect_child(chain[chain.len() - 1]) else { break };
        if !is_parallel(inner) || !inner.operands().into_iter().all(|v| known_outside(v, root)) {
            break;
        }
        chain.push(inner);
    }
    chain
}

/// The values used inside `ops` (nested operations included) that are defined outside of them, in order of use.
pub fn captured(ops: &[Op]) -> Vec<Value> {
    let mut values: Vec<Value> = vec![];
    for op in ops {
        for inner in op.walk() {
            for v in inner.operands() {
                let outside = ops.iter().all(|o| match (v.def(), v.as_block_arg()) {
                    (Some(def), _) => !def.is_inside(*o),
                    (None, Some((block, _))) => block.parent_op().is_none_or(|p| !p.is_inside(*o)),
                    (None, None) => true,
                });
                if outside && !values.contains(&v) {
                    values.push(v);
                }
            }
        }
    }
    values
}

/// A value as it is known in front of `at`: where it is computed inside, by pure operations, these are copied to the builder.
pub fn hoist(value: Value, at: Op, b: &Builder) -> Value {
    match value.def() {
        Some(def) if !value.is_outside(at) && is_pure(def) => {
            let map: Vec<(Value, Value)> = def.operands().into_iter().map(|v| (v, hoist(v, at, b))).collect();
            b.insert(def.clone_mapped(&map)).result(value.result_number())
        }
        _ => value,
    }
}

/// A number that the value does not exceed.
pub fn at_most(v: Value) -> Option<i64> {
    if let Some(c) = v.const_int() {
        return Some(c);
    }
    let op = v.def()?;
    match op.name().as_str() {
        "arith.index_cast" => at_most(op.operand(0)),
        "arith.minsi" | "arith.select" => lesser(v)?.into_iter().filter_map(at_most).min(),
        "arith.divsi" => {
            let by = op.operand(1).const_int().filter(|c| *c > 0)?;
            Some(at_most(op.operand(0))?.max(0) / by)
        }
        _ => None,
    }
}

/// The two numbers of which the value is the lesser: `min(a, b)`, or `a < b ? a : b`.
pub fn lesser(v: Value) -> Option<[Value; 2]> {
    let op = v.def()?;
    if op.is("arith.minsi") {
        return Some([op.operand(0), op.operand(1)]);
    }
    let compared = op.is("arith.select").then(|| op.operand(0))?.def_by("arith.cmpi")?;
    let [a, b] = [op.operand(1), op.operand(2)];
    let (x, y) = match compared.int_attr("predicate")? {
        // slt, sle, sgt, sge.
        2 | 3 => (a, b),
        4 | 5 => (b, a),
        _ => return None,
    };
    (same_number(compared.operand(0), x) && same_number(compared.operand(1), y)).then_some([a, b])
}

/// The polynomials of which the value is the least: `min(a, min(b, c))` is `[a, b, c]`.
pub fn terms_of_min(v: Value) -> Vec<Linear> {
    match lesser(unsigned_apart(v)) {
        Some(both) => both.into_iter().flat_map(terms_of_min).collect(),
        None => vec![Linear::of(v)],
    }
}

/// Is the number above zero? A constant, or made of what is left of a range: `n - i` in a loop of `i` below `n` around `root`, or where `i < n` holds,
/// a multiple of that and a number (what windows reach); or the least of such.
pub fn is_positive(v: Value, root: Op) -> bool {
    terms_of_min(v).iter().all(|l| is_above_zero(l, root))
}

fn is_above_zero(l: &Linear, root: Op) -> bool {
    l.as_constant().is_some_and(|c| c > 0)
        || root.ancestors().filter(|a| a.is("scf.for")).any(|a| {
            let iv = Linear::leaf(a.body().arg(0));
            let end = Linear::of(a.operand(1));
            terms_of_min(a.operand(1)).iter().chain([&end]).any(|end| is_positive_with(l, &end.minus(&iv)))
        })
        || root.ancestors().filter_map(|a| difference(a, root)).any(|d| is_positive_with(l, &d))
}

/// Does `a < b` hold by the ranges of the loops around an operation, and by the branches that it is in?
pub fn holds(condition: Value, root: Op) -> bool {
    condition.def_by("arith.cmpi").is_some_and(|cmp| {
        let (a, b) = (Linear::of(cmp.operand(0)), Linear::of(cmp.operand(1)));
        match cmp.int_attr("predicate") {
            Some(SLT) => is_above_zero(&b.minus(&a), root),
            Some(SGT) => is_above_zero(&a.minus(&b), root),
            _ => false,
        }
    })
}

/// Is the polynomial above zero where another is: a multiple of it and a number?
fn is_positive_with(l: &Linear, other: &Linear) -> bool {
    let constant = |l: &Linear, v: Value| l.coefficient(v).and_then(|(c, _)| c.as_constant());
    let times = other.values().into_iter().find_map(|v| Some((constant(l, v)?, constant(other, v)?)));
    let Some(times) = times.filter(|(a, b)| *b != 0 && a % b == 0).map(|(a, b)| a / b) else { return false };
    let rest = l.minus(&other.times(&Linear::constant(times))).as_constant();
    times > 0 && rest.is_some_and(|rest| rest > -times)
}

/// Of a branch on `i < n` around `root`, which is run where that holds: `n - i`.
fn difference(branch: Op, root: Op) -> Option<Linear> {
    let then = branch.is("scf.if").then(|| branch.region(0).first())??;
    let within = std::iter::once(root).chain(root.ancestors()).any(|op| op.block() == Some(then));
    let condition = branch.operand(0).def_by("arith.cmpi").filter(|_| within)?;
    let (a, b) = (Linear::of(condition.operand(0)), Linear::of(condition.operand(1)));
    match condition.int_attr("predicate") {
        Some(SLT) => Some(b.minus(&a)),
        Some(SGT) => Some(a.minus(&b)),
        _ => None,
    }
}

/// A number that an index does not exceed, whatever iterations the loops around are in; `None` if there is none, or the index may be negative.
pub fn reach(index: &Linear) -> Option<i64> {
    let leaves = index.values();
    let first = leaves.iter().fold(index.clone(), |l, v| l.replace(*v, &Linear::constant(0)));
    let natural = |v: &Value| {
        let op = v.def().or_else(|| v.as_block_arg()?.0.parent_op());
        op.is_some_and(|op| is_natural(*v, op))
    };
    let not_negative = first.as_constant().is_some_and(|c| c >= 0) && leaves.iter().all(natural);
    not_negative.then(|| last_of(index)).flatten()
}

/// The largest index, of those that grow with all that they are made of.
fn last_of(index: &Linear) -> Option<i64> {
    // The bounds of inner loops are made of outer ones: inner ones first.
    let leaves = index.values();
    let inner = leaves.iter().filter_map(|v| Some((*v, loop_of(*v)?))).max_by_key(|(_, op)| op.ancestors().count());
    let Some((v, op)) = inner else {
        let replaced = leaves.iter().try_fold(index.clone(), |l, v| {
            let is_sum = l.coefficient(*v)?.0.as_constant().is_some_and(|c| c > 0);
            is_sum.then(|| at_most(*v)).flatten().map(|most| l.replace(*v, &Linear::constant(most)))
        });
        return replaced?.as_constant().filter(|c| *c >= 0);
    };
    let (c, _) = index.coefficient(v)?;
    let step = op.operand(2).const_int().filter(|s| *s > 0)?;
    if c.as_constant()? <= 0 || !is_natural(op.operand(0), op) {
        return None;
    }
    // Tiles from 0 on start at multiples of the step.
    let tiles = op.operand(0).const_int() == Some(0);
    let last = |t: Linear| match t.as_constant() {
        Some(n) if tiles => Linear::constant((n - 1) / step * step),
        None if tiles && t.is_multiple_of(&Linear::constant(step)) => t.minus(&Linear::constant(step)),
        _ => t.minus(&Linear::constant(1)),
    };
    terms_of_min(op.operand(1)).into_iter().filter_map(|t| last_of(&index.replace(v, &last(t)))).min()
}

/// Is the number at `at` surely not negative: made of lengths and iterations by sums, products and quotients?
pub fn is_natural(v: Value, at: Op) -> bool {
    let parts = |op: Op| op.operands().into_iter().all(|o| is_natural(o, at));
    v.const_int().is_some_and(|c| c >= 0)
        || is_positive(v, at)
        || loop_of(v).is_some_and(|op| is_natural(op.operand(0), op))
        || v.def().is_some_and(|op| {
            ["arith.addi", "arith.muli", "arith.divsi", "arith.minsi", "arith.index_cast"].iter().any(|n| op.is(n)) && parts(op)
        })
}

/// The loop whose induction variable the value is.
pub fn loop_of(v: Value) -> Option<Op> {
    let (block, 0) = v.as_block_arg()? else { return None };
    block.parent_op().filter(|op| op.is("scf.for"))
}

/// The indices of a load or a store.
pub fn indices(access: Op) -> Vec<Value> {
    access.operands().into_iter().skip(usize::from(access.is("memref.store")) + 1).collect()
}

/// The name of a parameter, of a kernel or the entry, or of a local array.
pub fn buffer_name(buffer: Value) -> Option<String> {
    if let Some(op) = buffer.def() {
        return op.str_attr(names::NAME);
    }
    let (block, i) = buffer.as_block_arg()?;
    block.parent_op()?.attr("arg_attrs")?.as_array()?.get(i)?.dict_get(names::NAME)?.as_str()
}

/// The bytes of an array of a constant size.
pub fn bytes(array: Op) -> i64 {
    let ty = array.result(0).ty();
    ty.num_elements().unwrap_or(0) * i64::from(ty.element().bits()) / 8
}
