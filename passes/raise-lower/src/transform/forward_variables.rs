//! `forward-variables`: what a variable holds is known from where it is assigned to in a straight line until it is assigned to again.
//!
//! ```text
//! at = 0; at = at + h * n;  for j { s = 0; for i { s += x[at + i] }  s = s * scale; y[j] = s }
//! // becomes
//! for j { s = 0; for i { s += x[h * n + i] }  y[j] = s * scale }
//! ```
//!
//! A pointer that is moved, `x += h * n`, is such a variable: places that are made of it are polynomials then. Of other numbers this is for what becomes of a
//! variable behind the loop that gathers it: it is one that is only gathered then. Needs: between an assignment in the block that declares the
//! variable and the next one there, no assignment in a loop or a branch. Keeps: the values, and the variable's name for them.

use xpiler_ir::{
    Op, Result, Value, names,
    pass::{Instance, Pass},
};

use crate::analysis::shape::{Order, is_number, is_pure};

/// See the module.
pub struct ForwardVariables;

impl Pass for ForwardVariables {
    const ARGUMENT: &'static str = "forward-variables";
    const SUMMARY: &'static str = "Put values in the place of variables that are assigned to in a straight line";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        module.find("memref.alloca").into_iter().for_each(forward);
        Ok(())
    }
}

/// The value goes by the variable's name, if it has none.
fn keep_name(variable: Op, value: Value) {
    if let Some(def) = value.def().filter(|def| is_pure(*def) && def.attr(names::NAME).is_none() && value.const_int().is_none()) {
        def.replace_attr(names::NAME, variable.attr(names::NAME));
    }
}

fn forward(variable: Op) {
    let v = variable.result(0);
    let users = v.users();
    let is_access = |u: &Op| u.is("memref.load") || u.is("memref.store") && u.operand(1) == v;
    if !v.ty().shape().is_empty() || !users.iter().all(is_access) {
        return;
    }
    let block = variable.block();
    let Some(order) = block.map(Order::of) else { return };
    let (mut stores, mut loads, mut inside) = (vec![], vec![], vec![]);
    for user in users {
        let Some(at) = order.place(user) else { return };
        match (user.is("memref.load"), user.block() == block) {
            (true, _) => loads.push((at, user)),
            (false, true) => stores.push((at, user)),
            (false, false) => inside.push(at),
        }
    }
    stores.sort_by_key(|(at, _)| *at);
    let mut left = loads.len() + stores.len() + inside.len();
    for (i, (from, store)) in stores.iter().enumerate() {
        let to = stores.get(i + 1).map_or(usize::MAX, |(next, _)| *next);
        let gathered_before = inside.iter().any(|at| at < from);
        if inside.iter().any(|at| (*from..to).contains(at)) || !is_number(v.ty().element()) && !gathered_before {
            continue;
        }
        // A load at the place of an assignment is in front of it.
        for (_, load) in loads.iter().filter(|(at, _)| (*from..to).contains(at)) {
            load.result(0).replace_all_uses(store.operand(0));
            load.erase();
            left -= 1;
        }
        keep_name(variable, store.operand(0));
        store.erase();
        left -= 1;
    }
    if left == 0 {
        variable.erase();
    }
}
