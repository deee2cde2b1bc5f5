//! `scalar-replacement`: an array of which one element alone is used becomes a variable, declared where that is used (LLVM's pass of that name).
//!
//! ```text
//! T[64];  for i { T[0] = ..;  y[i] = T[0] }    ->    for i { T; T = ..;  y[i] = T }
//! ```
//!
//! What vector units gather needs room for more than its one result; a variable that every iteration has for itself keeps none of them waiting. Needs: a
//! constant place, and for another place of the declaration an assignment that comes first there. Keeps: the values.

use xpiler_ir::{
    Builder, Op, Result, Value,
    pass::{Instance, Pass},
};

use super::{flat_places::shape_of_places, named::in_place_of};
use crate::analysis::shape::{Order, indices};

/// See the module.
pub struct ScalarReplacement;

impl Pass for ScalarReplacement {
    const ARGUMENT: &'static str = "scalar-replacement";
    const SUMMARY: &'static str = "Replace arrays of which one element is used by variables";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for array in module.find("memref.alloca") {
            let accesses = array.result(0).users();
            if !accesses.is_empty() && is_one_element(array.result(0), &accesses) {
                replace(array, &accesses);
            }
        }
        Ok(())
    }
}

fn is_one_element(array: Value, accesses: &[Op]) -> bool {
    let constants = |access: &Op| indices(*access).into_iter().map(Value::const_int).collect::<Option<Vec<i64>>>();
    let has_places = shape_of_places(array).is_some_and(|shape| !shape.is_empty());
    let first = accesses.first().filter(|_| has_places).and_then(constants);
    first.is_some() && accesses.iter().all(|a| constants(a) == first)
}

fn replace(array: Op, accesses: &[Op]) {
    let at = home(array, accesses).map_or_else(|| Builder::before(array), Builder::before);
    let variable = in_place_of(&at, array, &[]);
    for access in accesses {
        let b = Builder::before(*access);
        if access.is("memref.store") {
            b.store(access.operand(0), variable, &[]);
        } else {
            access.result(0).replace_all_uses(b.load(variable, &[]));
        }
        access.erase();
    }
    array.erase();
}

/// The assignment that comes first in the innermost block with all accesses.
fn home(array: Op, accesses: &[Op]) -> Option<Op> {
    let blocks = |op: &Op| std::iter::once(*op).chain(op.ancestors()).filter_map(Op::block).collect::<Vec<_>>();
    let of_others: Vec<_> = accesses.iter().map(blocks).collect();
    let block = of_others.first()?.iter().find(|b| of_others.iter().all(|others| others.contains(b)))?;
    let order = Order::of(*block);
    let first = accesses.iter().min_by_key(|a| order.place(**a))?;
    (first.is("memref.store") && first.block() == Some(*block) && array.block() != Some(*block)).then_some(*first)
}
