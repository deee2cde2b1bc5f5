//! How many iterations loops have.

use xpiler_ir::{Builder, Op, Type, Value};

use super::shape::hoist;

/// The number of iterations of an `scf.for` whose range is constant.
pub fn static_trips(op: Op) -> Option<i64> {
    let [lower, upper, step] = [0, 1, 2].map(|i| op.operand(i).const_int());
    let (span, step) = (upper?.checked_sub(lower?)?.max(0), step.filter(|s| *s > 0)?);
    Some(span / step + i64::from(span % step != 0))
}

/// The number of iterations as it is known in front of `root`, of type `ty`; not positive if there are none.
pub fn trips(b: &Builder, op: Op, root: Op, ty: Type) -> Value {
    static_trips(op).map_or_else(|| quotient(b, op, span(b, op, root, ty), root), |n| b.int(ty, n))
}

/// The numbers of iterations of the loops of a nest, known in front of the outermost: their product is not positive if one is not.
pub fn trips_of_nest(b: &Builder, nest: &[Op], ty: Type) -> Vec<Value> {
    let (outermost, inner) = nest.split_first().expect("a nest has loops");
    let counted = inner.iter().map(|op| match static_trips(*op) {
        Some(n) => b.int(ty, n),
        // The product of two negative numbers would be positive.
        None => quotient(b, *op, b.bin("arith.maxsi", span(b, *op, *outermost, ty), b.int(ty, 0)), *outermost),
    });
    std::iter::once(trips(b, *outermost, *outermost, ty)).chain(counted.collect::<Vec<_>>()).collect()
}

/// `upper - lower`
fn span(b: &Builder, op: Op, root: Op, ty: Type) -> Value {
    let [lower, upper] = [0, 1].map(|i| b.index_cast(hoist(op.operand(i), root, b), ty));
    if lower.const_int() == Some(0) { upper } else { b.nsw("arith.subi", upper, lower) }
}

/// The span by the step, rounded up.
fn quotient(b: &Builder, op: Op, span: Value, root: Op) -> Value {
    let step = b.index_cast(hoist(op.operand(2), root, b), span.ty());
    match step.const_int() {
        Some(1) => span,
        Some(s) => b.bin("arith.divsi", b.nsw("arith.addi", span, b.int(span.ty(), s - 1)), step),
        None => {
            let less = b.nsw("arith.subi", step, b.int(span.ty(), 1));
            b.bin("arith.divsi", b.nsw("arith.addi", span, less), step)
        }
    }
}

/// The product of two numbers of one type.
pub fn product(b: &Builder, x: Value, y: Value) -> Value {
    match (x.const_int(), y.const_int()) {
        (Some(1), _) => y,
        (_, Some(1)) => x,
        (Some(p), Some(q)) if p.checked_mul(q).is_some() => b.int(x.ty(), p * q),
        _ => b.nsw("arith.muli", x, y),
    }
}

/// A loop from 0 by a constant step, to a constant, counts its iterations instead.
pub fn count_iterations(op: Op) {
    let (Some(0), Some(upper), Some(step)) = (op.operand(0).const_int(), op.operand(1).const_int(), op.operand(2).const_int())
    else {
        return;
    };
    if step <= 1 {
        return;
    }
    let (b, ty, iv) = (Builder::before(op), op.operand(0).ty(), op.body().arg(0));
    let inside = Builder::at_start(op.body(), op.loc());
    let by = b.int(ty, step);
    let scaled = inside.nsw("arith.muli", iv, by);
    iv.replace_all_uses(scaled);
    scaled.def().into_iter().for_each(|def| def.set_operand(0, iv));
    op.set_operand(1, b.int(ty, (upper + step - 1) / step));
    op.set_operand(2, b.int(ty, 1));
}
