//! `loop-outward`: the loops over the lanes of local arrays become one loop around all that stands beside them.
//!
//! ```text
//! float acc[16];                                       for (l < 16) {
//! for (l < 16) acc[l] = 0;                               float acc = 0;
//! for (k < n) for (l < 16) acc[l] += a[k] * b[k][l];     for (k < n) acc += a[k] * b[k][l];
//! for (l < 16) c[j + l] = acc[l];                        c[j + l] = acc;
//!                                                      }
//! ```
//!
//! Vectors that are variables of x86 are read this way: each lane is a thread of its own. Needs: every effect stands in such a loop,
//! lanes see their own elements of the arrays only, and what they write to other memory is nowhere read in the body.
//! Claims that rows of a matrix do not overlap: places that differ by a symbolic distance are taken for different ones.

use xpiler_ir::{
    Block, Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use crate::analysis::{
    linear::Linear,
    shape::{counts_up, hoist, is_parallel, is_pure, terms_of_min},
};

/// See the module.
pub struct LoopOutward;

impl Pass for LoopOutward {
    const ARGUMENT: &'static str = "loop-outward";
    const SUMMARY: &'static str = "Turn the loops over lanes of local arrays into one loop around them";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        // The innermost bodies first.
        for op in module.find("scf.for").into_iter().rev() {
            if let Some(body) = Body::of(op) {
                body.turn();
            }
        }
        Ok(())
    }
}

/// The body of a loop whose effects are all in loops over lanes.
struct Body {
    block: Block,
    lanes: i64,
    loops: Vec<Op>,
    arrays: Vec<Op>,
    /// How far the loops that write other memory go.
    end: Value,
}

impl Body {
    fn of(around: Op) -> Option<Self> {
        let block = around.body();
        let first = block.body_ops().into_iter().find(|op| op.is("memref.alloca"))?;
        let lanes = first.result(0).ty().static_shape()?.last().copied().filter(|n| *n > 1)?;
        let (mut loops, mut arrays) = (vec![], vec![]);
        collect(block, lanes, &mut loops, &mut arrays)?;
        let lane_of = |op: Op| loops.iter().copied().find(|l| op.is_inside(*l));
        // Arrays are known by their lanes.
        for array in &arrays {
            for user in array.result(0).users() {
                let stored = user.is("memref.store") && user.operand(1) == array.result(0);
                let lane = lane_of(user)?.body().arg(0);
                if !(stored || user.is("memref.load")) || *user.operands().last()? != lane {
                    return None;
                }
            }
        }
        // Other memory is written at places of each lane's own.
        let mut written: Vec<(Value, Linear)> = vec![];
        let mut end: Option<Value> = None;
        for store in loops.iter().flat_map(|l| l.find("memref.store")) {
            let root = store.operand(1).root();
            if !root.is_outside(around) {
                continue;
            }
            let lane = lane_of(store)?;
            let [index] = store.operands()[2..] else { return None };
            let (step, rest) = Linear::of(index).coefficient(lane.body().arg(0))?;
            // By a symbolic distance, lanes are rows.
            let near = match step.as_constant() {
                Some(step) => Some(step).filter(|c| *c > 0)?.checked_mul(lanes)?,
                None => 0,
            };
            let steps = rest.values().into_iter().filter(|v| !v.is_outside(around) && *v != around.body().arg(0));
            let close = |distance: Option<i64>| distance.is_some_and(|d| d != 0 && d.abs() < near);
            for value in steps {
                if close(rest.coefficient(value)?.0.as_constant()) {
                    return None;
                }
            }
            if written.iter().any(|(r, other)| *r == root && close(rest.minus(other).as_constant())) {
                return None;
            }
            written.push((root, rest));
            if end.is_some_and(|end| end != lane.operand(1)) {
                return None;
            }
            end = Some(lane.operand(1));
        }
        let read =
            around.find("memref.load").into_iter().any(|load| written.iter().any(|(root, _)| *root == load.operand(0).root()));
        // One loop is where it should be already.
        let useful = loops.len() > 1 && !arrays.is_empty();
        (useful && !read).then_some(Self { block, lanes, loops, arrays, end: end? })
    }

    fn turn(self) {
        let ops = self.block.body_ops();
        let Some(first) = ops.first().copied() else { return };
        let b = Builder::before(first);
        let end = if self.end.const_int() == Some(self.lanes) {
            b.index(self.lanes)
        } else {
            let parent = self.block.parent_op().expect("a body has a loop");
            hoist(self.end, parent, &b)
        };
        let (zero, one) = (b.index(0), b.index(1));
        let name = self.loops[0].str_attr(names::NAME).unwrap_or_else(|| "lane".into());
        let made = b.for_loop(zero, end, one, &name, |_, _| {});
        if self.loops.iter().all(|l| is_parallel(*l)) {
            made.set_attr(names::PARALLEL, b.ctx.unit_attr());
        }
        let inside = made.body().terminator().expect("loops end in a yield");
        for op in ops {
            op.move_before(inside);
        }
        for old in &self.loops {
            old.body().arg(0).replace_all_uses(made.body().arg(0));
            for op in old.body().body_ops() {
                op.move_before(*old);
            }
            old.erase();
        }
        for array in &self.arrays {
            let old = array.result(0);
            let mut shape = old.ty().static_shape().expect("arrays have static shapes");
            shape.pop();
            let name = array.str_attr(names::NAME).unwrap_or_else(|| "v".into());
            let new = Builder::before(*array).alloca(&shape, old.ty().element(), &name);
            for access in old.users() {
                let b = Builder::before(access);
                let operands = access.operands();
                let at = |first: usize| operands[first..operands.len() - 1].to_vec();
                if access.is("memref.load") {
                    access.result(0).replace_all_uses(b.load(new, &at(1)));
                } else {
                    b.store(operands[0], new, &at(2));
                }
                access.erase();
            }
            array.erase();
        }
    }
}

/// The loops over lanes and the arrays of a body; `None` if something else has an effect.
fn collect(block: Block, lanes: i64, loops: &mut Vec<Op>, arrays: &mut Vec<Op>) -> Option<()> {
    for op in block.body_ops() {
        if is_pure(op) {
            continue;
        }
        let name = op.name();
        match name.as_str() {
            "memref.alloca" if op.result(0).ty().static_shape()?.last() == Some(&lanes) => arrays.push(op),
            "memref.load" => {}
            "scf.for" if over_lanes(op, lanes) && !holds_lanes(op, arrays) => loops.push(op),
            "scf.for" if op.results().is_empty() => collect(op.body(), lanes, loops, arrays)?,
            _ => return None,
        }
    }
    Some(())
}

/// Of a loop as long as those over lanes: is it one inside of which they are? What tells them is the last index of the arrays.
fn holds_lanes(op: Op, arrays: &[Op]) -> bool {
    let lane = |inner: &Op| {
        let accesses = arrays.iter().flat_map(|a| a.result(0).users());
        let at = inner.body().arg(0);
        accesses.filter(|user| user.is_inside(*inner)).any(|user| user.operands().last() == Some(&at))
    };
    !lane(&op) && op.find("scf.for").iter().any(|inner| *inner != op && lane(inner))
}

/// Is it a loop over all lanes, or the first of them?
fn over_lanes(op: Op, lanes: i64) -> bool {
    let whole = |term: &Linear| term.as_constant() == Some(lanes);
    let plain = counts_up(op) && op.results().is_empty() && op.operand(1).ty().is_index();
    plain && terms_of_min(op.operand(1)).iter().any(whole)
}
