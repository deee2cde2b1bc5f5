//! `loop-contraction{producer=p consumer=c}`: the loop that fills a buffer moves into the loop that reads it.
//!
//! ```text
//! for p < n { t[p] = A(p) }  for c < n { B(c, t[c]) }
//! // becomes
//! for c < n { t; t = A(c); B(c, t) }
//! ```
//!
//! Needs: two loops of a block over the same range; an iteration of the consumer touches only what the same iteration of the producer does,
//! as far as one of them writes it; nothing else uses the buffers between them, or stands in the way of what moves.
//! The buffers shrink to what one iteration needs, a variable where that is one element. Keeps: the order of each loop's iterations.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::named::{find_loop, is_buffer, name_of, plain_step, record};
use crate::analysis::{
    dependence::{self, Share},
    linear::Linear,
    shape::{is_parallel, is_pure},
};

/// See the module.
pub struct LoopContraction;

const CODE: &str = "illegal-contraction";

impl Pass for LoopContraction {
    const ARGUMENT: &'static str = "loop-contraction";
    const SUMMARY: &'static str = "Move a loop that fills a buffer into the loop that reads it";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("producer", "the loop that fills the buffer", ""), Opt::Str("consumer", "the loop that reads it", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (producer, consumer) = (find_loop(module, &options.str(0))?, find_loop(module, &options.str(1))?);
        same_range(producer, consumer)?;
        nothing_in_the_way(producer, consumer)?;
        let buffers = buffers(producer, consumer)?;
        let shares = buffers.into_iter().map(|b| Ok((b, share(producer, consumer, b)?))).collect::<Result<Vec<_>>>()?;
        if let Some(op) = dependence::conflict_between(producer, consumer) {
            return Err(other_elements(producer, consumer, op));
        }
        fuse(producer, consumer, &shares);
        let pass = format!("loop-contraction{{producer={} consumer={}}}", options.str(0), options.str(1));
        record(module, &pass, "an iteration reads what the same iteration wrote (dependence)");
        Ok(())
    }
}

fn refuse<T>(at: Op, message: String) -> Result<T> {
    Err(Diagnostic::error(CODE, message).at(at.span()))
}

fn other_elements(producer: Op, consumer: Op, at: Op) -> Diagnostic {
    let (p, c) = (name_of(producer), name_of(consumer));
    let message = format!("an iteration of `{c}` may touch elements that another iteration of `{p}` does");
    Diagnostic::error(CODE, message).at(at.span().or(consumer.span()))
}

/// The loops follow each other in one block and run over the same numbers.
fn same_range(producer: Op, consumer: Op) -> Result<()> {
    let (p, c) = (name_of(producer), name_of(consumer));
    for op in [producer, consumer] {
        plain_step(op, CODE)?;
    }
    let order = |op: Op| op.block().and_then(|b| b.ops().iter().position(|o| *o == op));
    if producer.block() != consumer.block() || order(producer) >= order(consumer) {
        return refuse(consumer, format!("`{c}` does not stand behind `{p}` in the same block"));
    }
    let ranges = [0, 1, 2].map(|i| (producer.operand(i), consumer.operand(i)));
    if ranges.iter().any(|(a, b)| a.ty() != b.ty() || Linear::of(*a) != Linear::of(*b)) {
        return refuse(consumer, format!("`{p}` and `{c}` run over different ranges"));
    }
    Ok(())
}

/// The buffers that the loads and stores in an operation touch, and whether they write.
fn touched(op: Op) -> Vec<(Value, bool)> {
    let access = |op: Op| match op.name().as_str() {
        "memref.load" => Some((op.operand(0).root(), false)),
        "memref.store" => Some((op.operand(1).root(), true)),
        _ => None,
    };
    op.walk().into_iter().filter_map(access).collect()
}

/// The producer moves down to the consumer: over operations that it shares no written buffer with.
pub(super) fn nothing_in_the_way(producer: Op, consumer: Op) -> Result<()> {
    let moved = touched(producer);
    let between = std::iter::successors(producer.next(), |op| op.next()).take_while(|op| *op != consumer);
    for op in between {
        let plain = |o: &Op| {
            is_pure(*o)
                || is_buffer(*o)
                || ["memref.load", "memref.store", "scf.for", "scf.if", "scf.while", "scf.yield", "scf.condition"]
                    .contains(&o.name().as_str())
        };
        let clash = touched(op).into_iter().any(|(b, w)| moved.iter().any(|(m, writes)| *m == b && (w || *writes)));
        if clash || !op.walk().iter().all(plain) {
            let message = format!("`{}` between the loops may touch what `{}` does", op.name(), name_of(producer));
            return refuse(op, message);
        }
    }
    Ok(())
}

/// The local buffers that the producer fills for the consumer alone.
fn buffers(producer: Op, consumer: Op) -> Result<Vec<Value>> {
    let (p, c) = (name_of(producer), name_of(consumer));
    let read = touched(consumer);
    let mut buffers: Vec<Value> = vec![];
    for (buffer, written) in touched(producer) {
        let local = buffer.def().is_some_and(is_buffer) && buffer.is_outside(producer);
        if written && local && read.iter().any(|(b, writes)| *b == buffer && !writes) && !buffers.contains(&buffer) {
            buffers.push(buffer);
        }
    }
    if buffers.is_empty() {
        return refuse(consumer, format!("`{c}` reads no local array that `{p}` fills"));
    }
    for buffer in &buffers {
        let name = name_of_buffer(*buffer);
        let inside = |u: Op| u.is_inside(producer) || u.is_inside(consumer);
        if let Some(user) = buffer.users().into_iter().find(|u| !inside(*u) && !u.is("memref.dealloc")) {
            return refuse(user, format!("`{name}` is used outside of `{p}` and `{c}` as well"));
        }
        let outside = |around: &Op| buffer.def().is_some_and(|d| !d.is_inside(*around));
        if let Some(holder) = producer.ancestors().take_while(outside).find(|around| !around.is("scf.if")) {
            let message = format!("`{name}` keeps its elements from iteration to iteration of `{}`", name_of(holder));
            return refuse(holder, message);
        }
    }
    Ok(buffers)
}

/// What one iteration needs of the buffer.
fn share(producer: Op, consumer: Op, buffer: Value) -> Result<Share> {
    let reader = buffer.users().into_iter().find(|u| u.is_inside(consumer)).unwrap_or(consumer);
    let share = dependence::share(&[producer, consumer], buffer).ok_or_else(|| other_elements(producer, consumer, reader))?;
    let others = buffer.ty().shape().into_iter().enumerate().filter(|(d, _)| *d != share.dimension).all(|(_, n)| n.is_some());
    if share.size.as_constant().is_none() || !others {
        let message = format!("how much of `{}` one iteration needs is not a constant", name_of_buffer(buffer));
        return refuse(reader, message);
    }
    Ok(share)
}

fn name_of_buffer(buffer: Value) -> String {
    buffer.def().and_then(|d| d.str_attr(names::NAME)).unwrap_or_else(|| "buffer".into())
}

/// Moves the producer's body into the consumer, with buffers of one iteration.
pub(super) fn fuse(producer: Op, consumer: Op, shares: &[(Value, Share)]) {
    if !is_parallel(producer) {
        consumer.remove_attr(names::PARALLEL);
        consumer.remove_attr(names::BIND);
    }
    let front = consumer.body().ops()[0];
    for op in producer.body().body_ops() {
        op.move_before(front);
    }
    producer.body().arg(0).replace_all_uses(consumer.body().arg(0));
    producer.erase();
    let b = Builder::at_start(consumer.body(), consumer.loc());
    for (buffer, share) in shares {
        shrink(&b, *buffer, share);
    }
}

/// A buffer of one iteration in the place of one for all.
fn shrink(b: &Builder, buffer: Value, share: &Share) {
    let size = share.size.as_constant().expect("checked");
    let drop = size == 1;
    let shape: Vec<i64> = buffer
        .ty()
        .shape()
        .into_iter()
        .enumerate()
        .filter(|(d, _)| *d != share.dimension || !drop)
        .map(|(d, n)| if d == share.dimension { size } else { n.expect("checked") })
        .collect();
    let def = buffer.def().expect("local");
    let small = b.alloca(&shape, buffer.ty().element(), &name_of_buffer(buffer));
    for (name, attr) in def.attrs().into_iter().filter(|(name, _)| name.starts_with("xpiler.") && name != names::DEVICE) {
        small.def().expect("just built").set_attr(&name, attr);
    }
    for (op, element) in &share.accesses {
        let at = Builder::before(*op);
        let first = if op.is("memref.load") { 1 } else { 2 };
        let mut indices: Vec<Value> = op.operands().into_iter().skip(first).collect();
        if drop {
            indices.remove(share.dimension);
        } else {
            indices[share.dimension] = element.build(&at);
        }
        if first == 1 {
            op.result(0).replace_all_uses(at.load(small, &indices));
        } else {
            at.store(op.operand(0), small, &indices);
        }
        op.erase();
    }
    for user in buffer.users() {
        // What is left are deallocations.
        user.erase();
    }
    def.erase();
}
