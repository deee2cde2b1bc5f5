//! Elements counted from the start of their array: what overlays, workspaces and arrays that pointers go through have in common.

use xpiler_ir::{Builder, Op, Value};

use crate::analysis::{
    linear::Linear,
    shape::{SLT, indices, same_number, uncast},
};

/// The sizes of an array whose elements are loaded and stored, and nothing else happens to.
pub fn shape_of_places(buffer: Value) -> Option<Vec<i64>> {
    let is_access = |u: &Op| u.is("memref.load") || u.is("memref.store") && u.operand(0) != buffer;
    buffer.ty().static_shape().filter(|_| buffer.users().iter().all(is_access))
}

/// Accesses the same element, counted from the start, in another array that begins at `first` there.
pub fn move_to(access: Op, array: Value, shape: &[i64], first: &Linear) {
    let b = Builder::before(access);
    let counted = indices(access).into_iter().zip(shape);
    let flat =
        counted.fold(Linear::default(), |flat, (index, size)| flat.times(&Linear::constant(*size)).plus(&Linear::of(index)));
    let at = first.plus(&joined(flat)).build(&b);
    if access.is("memref.load") {
        access.result(0).replace_all_uses(b.load(array, &[at]));
    } else {
        b.store(access.operand(0), array, &[at]);
    }
    access.erase();
}

/// Is it a quotient, as raising divides what a pointer to the elements of an array moves by?
pub fn is_quotient(v: Value) -> bool {
    quotient(v).is_some()
}

/// The sum without quotients whose remainders are in it: `n * (x / n) + x mod n` is `x`.
fn joined(mut sum: Linear) -> Linear {
    while let Some(next) = join(&sum) {
        sum = next;
    }
    sum
}

fn join(sum: &Linear) -> Option<Linear> {
    let single = || sum.terms().iter().filter_map(|(m, c)| if let [v] = m[..] { Some((v, *c)) } else { None });
    let remainders = single().filter_map(|(v, c)| Some((v, c, remainder(v)?)));
    remainders.into_iter().find_map(|(low, c, (x, n))| {
        let whole = |(high, d): (Value, i64)| {
            let (of, _) = quotient(high).filter(|(_, by)| *by == n && c.checked_mul(n) == Some(d))?;
            // A remainder of a multiple of `n` has the same remainder.
            let same = same_number(of, x) || remainder(of).is_some_and(|(y, m)| m % n == 0 && same_number(y, x));
            let kept = [(low, c), (high, d)]
                .into_iter()
                .fold(sum.clone(), |s, (v, c)| s.minus(&Linear::leaf(v).times(&Linear::constant(c))));
            same.then(|| kept.plus(&Linear::of(of).times(&Linear::constant(c))))
        };
        single().find_map(whole)
    })
}

/// `x` and `n` of `x / n`, rounded down: a remainder is never negative.
fn quotient(v: Value) -> Option<(Value, i64)> {
    let op = uncast(v).def()?;
    let floors = op.is("arith.floordivsi") || op.is("arith.divsi") && remainder(op.operand(0)).is_some();
    let n = op.operands().get(1).and_then(|n| n.const_int()).filter(|n| floors && *n > 0)?;
    Some((op.operand(0), n))
}

/// `x` and `n` of `x mod n` as raising writes it, never negative: `r = x rem n; r < 0 ? r + n : r`.
fn remainder(v: Value) -> Option<(Value, i64)> {
    let choice = uncast(v).def_by("arith.select")?;
    let r = choice.operand(2);
    let rest = r.def_by("arith.remsi")?;
    let n = rest.operand(1).const_int().filter(|n| *n > 0)?;
    let negative = choice.operand(0).def_by("arith.cmpi").filter(|c| c.int_attr("predicate") == Some(SLT))?;
    let above = choice.operand(1).def_by("arith.addi")?;
    let is = negative.operand(0) == r && negative.operand(1).const_int() == Some(0);
    (is && above.operand(0) == r && above.operand(1).const_int() == Some(n)).then(|| (rest.operand(0), n))
}
