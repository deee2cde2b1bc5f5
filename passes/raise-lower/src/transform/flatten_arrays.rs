//! `flatten-arrays`: a local array that is also accessed through a pointer to its elements gets one dimension.
//!
//! ```text
//! T[2][64];  .. T[e / 64][e mod 64] ..  T[i][j] ..        // raising divides what a pointer moves by, `&T[0][0] + e`
//! // becomes
//! T[128];    .. T[e] ..  T[64 * i + j] ..
//! ```
//!
//! A quotient and its remainder tell nobody which elements are apart, one polynomial does. Needs: a constant size. Keeps: the values.

use xpiler_ir::{
    Builder, Op, Result, Value,
    pass::{Instance, Pass},
};

use super::named::in_place_of;
use crate::analysis::{
    linear::Linear,
    shape::{same_number, uncast},
};

/// See the module.
pub struct FlattenArrays;

impl Pass for FlattenArrays {
    const ARGUMENT: &'static str = "flatten-arrays";
    const SUMMARY: &'static str = "Give arrays that pointers go through one dimension";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for array in module.find("memref.alloca") {
            let buffer = array.result(0);
            let Some(shape) = buffer.ty().static_shape().filter(|shape| shape.len() > 1) else { continue };
            let users = buffer.users();
            let plain = users.iter().all(|u| u.is("memref.load") || u.is("memref.store") && u.operand(0) != buffer);
            if plain && users.iter().any(|access| indices(*access).iter().any(|i| quotient(*i).is_some())) {
                let b = Builder::before(array);
                let flat = in_place_of(&b, array, &[shape.iter().product()]);
                for access in users {
                    move_to(access, flat, &shape, &Linear::default());
                }
                array.erase();
            }
        }
        Ok(())
    }
}

fn indices(access: Op) -> Vec<Value> {
    access.operands().into_iter().skip(usize::from(access.is("memref.store")) + 1).collect()
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
    let negative = choice.operand(0).def_by("arith.cmpi").filter(|c| c.int_attr("predicate") == Some(2))?;
    let above = choice.operand(1).def_by("arith.addi")?;
    let is = negative.operand(0) == r && negative.operand(1).const_int() == Some(0);
    (is && above.operand(0) == r && above.operand(1).const_int() == Some(n)).then(|| (rest.operand(0), n))
}
