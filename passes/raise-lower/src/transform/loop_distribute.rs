//! `loop-distribute`: what a loop gathers beside its other work gets a loop of its own behind it (LLVM: `loop-distribute`).
//!
//! ```text
//! for j { s = 0; for c { s += q[c] * k[j][c] }  p[j] = s * scale; peak = max(peak, p[j]) }
//! // loop-distribute{loop=j} becomes
//! for j { s = 0; for c { s += q[c] * k[j][c] }  p[j] = s * scale }  for j.1 { peak = max(peak, p[j.1]) }
//! ```
//!
//! The iterations of the first loop are independent then. What the second needs is computed again from what it was made of; or read where the
//! iteration stored it; else it is kept in an array with an element for each iteration.
//! Needs: a constant step; variables that the loop only gathers into, each with one associative operation, once in an iteration whatever branches it
//! takes; besides them, nothing that one iteration leaves to another. Keeps: the values, bit by bit.

use std::collections::HashMap;

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    pass::{Instance, Opt, Pass},
};

use super::{
    loop_reduce::{Gathered, gathered},
    named::{self, Names, find_loop, plain_step, record},
};
use crate::analysis::{
    dependence,
    nest::access,
    shape::{Order, at_most, counts_up, derived, is_pure},
};

/// See the module.
pub struct LoopDistribute;

impl Pass for LoopDistribute {
    const ARGUMENT: &'static str = "loop-distribute";
    const SUMMARY: &'static str = "Give what a loop gathers beside its other work a loop of its own";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loop", "the loop's name", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let name = options.str(0);
        let op = find_loop(module, &name)?;
        distribute(module, op)?;
        record(
            module,
            &format!("loop-distribute{{loop={name}}}"),
            "what is gathered depends on its iteration alone (dependence)",
        );
        Ok(())
    }
}

const CODE: &str = "illegal-distribution";

fn refuse(message: &str, at: Op) -> Diagnostic {
    Diagnostic::error(CODE, message).at(at.span())
}

fn distribute(module: Op, op: Op) -> Result<()> {
    plain_step(op, CODE)?;
    let all = gathered(op)?;
    let Some(first) = all.first() else { return Err(refuse("the loop gathers nothing", op)) };
    let body = op.body();
    let standing = |g: &Gathered| [g.load, g.store, g.operation()];
    if all.iter().flat_map(standing).any(|o| o.block() != Some(body)) {
        return Err(refuse("a variable is gathered in a branch or a loop inside", first.store));
    }
    let variables: Vec<Value> = all.iter().map(|g| g.variable).collect();
    let is_other = |s: &Op| s.operand(1).is_outside(op) && !variables.contains(&s.operand(1));
    if !op.find("memref.store").iter().any(is_other) {
        return Err(refuse("the loop does nothing but gather", op));
    }
    if let Some(at) = dependence::conflict_but(op, &variables) {
        return Err(refuse("an iteration builds on another", at));
    }
    let mut taken = Names::of(module)?;
    let name = taken.fresh(&named::name_of(op));
    let mut behind = Behind { op, order: Order::of(body), known: HashMap::new(), kept: vec![] };
    for g in &all {
        let needed = std::iter::once(g.element()).chain(g.store.operands().into_iter().skip(2));
        needed.collect::<Vec<_>>().into_iter().try_for_each(|v| behind.prepare(v, &mut taken))?;
    }
    let b = Builder::after(op);
    let made = b.for_loop(op.operand(0), op.operand(1), op.operand(2), &name, |b, iv| {
        behind.known.insert(body.arg(0), iv);
        for g in &all {
            let element = g.element();
            let (value, before) = (behind.value(b, element), b.load(g.variable, &behind.place(b, g)));
            let combine = g.operation();
            let copy = b.insert(combine.clone_mapped(&[(element, value), (g.load.result(0), before)]));
            b.store(copy.result(0), g.variable, &behind.place(b, g));
        }
    });
    made.set_loc(op.loc());
    for g in all {
        let combine = g.operation();
        [g.store, combine, g.load].into_iter().for_each(Op::erase);
    }
    Ok(())
}

/// What the second loop is made of.
struct Behind {
    op: Op,
    /// The order of the loop's body.
    order: Order,
    /// What stands for values of the loop.
    known: HashMap<Value, Value>,
    /// Values that are kept, and the arrays that they are in.
    kept: Vec<(Value, Value)>,
}

impl Behind {
    /// Keeps what cannot be had again.
    fn prepare(&mut self, v: Value, taken: &mut Names) -> Result<()> {
        if v.is_outside(self.op)
            || v == self.op.body().arg(0)
            || self.kept.iter().any(|(k, _)| *k == v)
            || self.stored(v).is_some()
        {
            return Ok(());
        }
        let def = v.def().ok_or_else(|| refuse("a value is known in a loop inside only", self.op))?;
        if is_pure(def) || self.is_same_later(def) {
            return def.operands().into_iter().filter(|o| !o.ty().is_memref()).try_for_each(|o| self.prepare(o, taken));
        }
        let n = at_most(self.op.operand(1)).filter(|n| *n > 0 && counts_up(self.op)).ok_or_else(|| {
            let message = format!(
                "each iteration of `{}` keeps a value, and their number is not bounded by a constant",
                named::name_of(self.op)
            );
            refuse(&message, def).help("`loop-split` makes loops of a bounded number of iterations")
        })?;
        let array = Builder::before(self.op).alloca(&[n], v.ty(), &taken.fresh("kept"));
        let b = Builder::after(def);
        let at = b.index_cast(self.op.body().arg(0), b.ctx.index());
        b.store(v, array, &[at]);
        self.kept.push((v, array));
        Ok(())
    }

    /// The store by which an iteration leaves the value in an array, and nothing overwrites it there.
    fn stored(&self, v: Value) -> Option<Op> {
        v.users().into_iter().find(|s| {
            let leaves = s.is("memref.store")
                && s.operand(0) == v
                && s.block() == Some(self.op.body())
                && s.operand(1).is_outside(self.op);
            let place = || s.operands().into_iter().skip(2).all(|index| derived(index, self.op));
            leaves && place() && !self.stores_to(s.operand(1)).any(|later| !self.in_front(later, *s) && later != *s)
        })
    }

    /// Would a load behind the loop give what this one does: of a buffer from outside that an iteration does not store to any more?
    fn is_same_later(&self, load: Op) -> bool {
        let from = load.is("memref.load") && load.block() == Some(self.op.body()) && load.operand(0).is_outside(self.op);
        from && access(load).is_some() && self.stores_to(load.operand(0)).all(|s| self.in_front(s, load))
    }

    fn stores_to(&self, buffer: Value) -> impl Iterator<Item = Op> {
        self.op.find("memref.store").into_iter().filter(move |s| s.operand(1).root() == buffer.root())
    }

    /// Does an operation of the loop, at any depth, come before one of its body?
    fn in_front(&self, of: Op, op: Op) -> bool {
        self.order.place(of) < self.order.place(op)
    }

    /// The indices of what is gathered.
    fn place(&mut self, b: &Builder, g: &Gathered) -> Vec<Value> {
        g.store.operands().into_iter().skip(2).map(|v| self.value(b, v)).collect()
    }

    /// A value of the loop in the second loop.
    fn value(&mut self, b: &Builder, v: Value) -> Value {
        if let Some(known) = self.known.get(&v) {
            return *known;
        }
        if v.is_outside(self.op) {
            return v;
        }
        let kept = self.kept.iter().find(|(k, _)| *k == v).map(|(_, array)| *array);
        let new = if let Some(array) = kept {
            let at = self.value(b, self.op.body().arg(0));
            b.load(array, &[b.index_cast(at, b.ctx.index())])
        } else if let Some(store) = self.stored(v) {
            let place: Vec<Value> = store.operands().into_iter().skip(2).map(|i| self.value(b, i)).collect();
            b.load(store.operand(1), &place)
        } else {
            let def = v.def().expect("values that are not kept are computed");
            let map: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, self.value(b, o))).collect();
            b.insert(def.clone_mapped(&map)).result(v.result_number())
        };
        self.known.insert(v, new);
        new
    }
}
