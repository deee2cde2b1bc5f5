//! Threads that run ahead: schedules that barrier fission alone does not show.
//!
//! A loop that holds a barrier splits the threads' code at its entry and at its back edge, as if a barrier stood there. Where the text
//! has none, half of the threads go over that edge, into the head of the next iteration, before the others have done what stands in
//! front of it. That is one of the schedules the programming model allows; it is taken in reverse order, so that a kernel that
//! lacks a barrier just there differs from itself in forward order.

use xpiler_ir::{Builder, Op, Result, Value, builder, names};

use super::{
    fission::{Fission, Map, escapes, holds_barrier, is_pure},
    loop_recovery::{Order, if_region},
};

/// Whether a loop is entered, computed for the block, and the mapping for its first iteration.
pub(super) type Enter<'a> = dyn Fn(&mut Fission, &Builder, &Map) -> Result<(Value, Map)> + 'a;

/// What half of the threads run before the others: the head of a loop.
pub(super) struct Ahead<'a> {
    pub(super) head: &'a [Op],
    pub(super) halves: [Value; 2],
    /// Is set when they have.
    pub(super) flag: Value,
    /// Whether there is an iteration to enter, and the mapping for it.
    pub(super) enter: &'a Enter<'a>,
}

impl Fission {
    /// Can half of the threads run from `before` into `head` while the others have not started `before`? Only code that leaves no
    /// trace at block level qualifies.
    fn can_run_ahead(&self, before: &[Op], head: &[Op], live: &[Value]) -> bool {
        let plain = |ops: &[Op]| {
            let inside = |user: Op| ops.iter().any(|op| user.is_inside(*op));
            ops.iter().all(|op| match op.name().as_str() {
                "simt.alloc_shared" => false,
                "memref.alloca" => op.result(0).users().into_iter().all(inside),
                "memref.store" => !self.uniform.contains(&op.operand(1)),
                _ => is_pure(*op) || op.results().iter().all(|v| !escapes(*v, &inside)),
            })
        };
        let acts = |ops: &[Op]| ops.iter().any(|op| !is_pure(*op) && !is_allocation(*op) && !self.reads_uniform(*op));
        // What `before` writes of uniform variables, it must not read: those writes now come first.
        let written: Vec<Value> = before.iter().filter(|o| o.is("memref.store")).map(|o| o.operand(1)).collect();
        let reads_back = before
            .iter()
            .flat_map(|o| o.walk())
            .any(|o| o.is("memref.load") && self.uniform.contains(&o.operand(0)) && written.contains(&o.operand(0)));
        let several = self.threads.iter().any(|t| t.dim.const_int().is_none_or(|n| n > 1));
        self.order == Order::Reverse && several && live.is_empty() && acts(before) && acts(head) && plain(head) && !reads_back
    }

    /// Flags over the threads: the first half, and the rest.
    fn halves(&mut self, b: &Builder, map: &Map) -> Result<[Value; 2]> {
        let flags = [self.array(b, b.ctx.i1(), &[], "first"), self.array(b, b.ctx.i1(), &[], "rest")];
        self.thread_loop(b, map, &[], |this, b, _, at| {
            let split = this.threads.iter().rposition(|t| t.dim.const_int() != Some(1)).unwrap_or(2);
            let two = b.index(2);
            let half = b.bin("arith.divui", this.threads[split].dim, two);
            let (first, rest) = (b.cmpi("ult", at[split], half), b.cmpi("uge", at[split], half));
            let at = this.array_index(at);
            b.store(first, flags[0], &at);
            b.store(rest, flags[1], &at);
            Ok(())
        })?;
        Ok(flags)
    }

    /// The head of a loop's body, by those threads that have not run it ahead.
    fn late_head(&mut self, b: &Builder, head: &[Op], map: &mut Map, [_, rest]: [Value; 2], flag: Value) -> Result<()> {
        let done = b.load(flag, &[]);
        let (then_region, then_block) = if_region(b);
        let (else_region, else_block) = if_region(b);
        b.op("scf.if", builder::Spec { operands: &[done], regions: vec![then_region, else_region], ..builder::Spec::default() });
        let then = Builder::at_end(then_block, b.loc);
        self.segment(&then, head, &mut map.clone(), &[rest])?;
        then.op("scf.yield", builder::Spec::default());
        let otherwise = Builder::at_end(else_block, b.loc);
        self.segment(&otherwise, head, &mut map.clone(), &[])?;
        otherwise.op("scf.yield", builder::Spec::default());
        let no = b.int(b.ctx.i1(), 0);
        b.store(no, flag, &[]);
        Ok(())
    }

    /// Is there code on both sides of the loop's entry, or of its back edge, without a barrier between?
    pub(super) fn runs_ahead(&self, before: &[Op], op: Op, live: &[Value]) -> bool {
        let Some((body, condition)) = loop_parts(op) else { return false };
        let (head, tail) = ends(&body);
        // The condition is evaluated once more, so it must do nothing else.
        let pure = condition.iter().all(|o| is_pure(*o) || self.reads_uniform(*o));
        let again = op.is("scf.for") && self.can_run_ahead(tail, head, live);
        pure && (self.can_run_ahead(before, head, live) || again)
    }

    /// A loop that holds barriers, behind `before` without a barrier between: half of the threads enter it, and go round it where
    /// there is no barrier at its end, before the others have left what stands in front.
    pub(super) fn loop_run_ahead(&mut self, b: &Builder, before: &[Op], op: Op, map: &mut Map) -> Result<()> {
        let (body, _) = loop_parts(op).expect("asked for by `runs_ahead`");
        let (head, tail) = ends(&body);
        let n = head.len();
        let halves = self.halves(b, map)?;
        let flag = b.alloca(&[], b.ctx.i1(), "ahead");
        let no = b.int(b.ctx.i1(), 0);
        b.store(no, flag, &[]);
        let enter = |this: &mut Self, b: &Builder, map: &Map| {
            let mut map = map.clone();
            if op.is("scf.while") {
                let condition = op.region(0).blocks()[0].terminator().expect("verified").operand(0);
                let go_on = this.uniform_value(b, condition, &mut map, op)?;
                return Ok((go_on, map));
            }
            let lower = this.uniform_value(b, op.operand(0), &mut map, op)?;
            let upper = this.uniform_value(b, op.operand(1), &mut map, op)?;
            let some = b.cmpi("slt", lower, upper);
            map.push((op.body().arg(0), lower));
            Ok((some, map))
        };
        if self.can_run_ahead(before, head, &[]) {
            self.segment_then(b, before, map, &[], Some(&Ahead { head, halves, flag, enter: &enter }))?;
        } else {
            self.segment(b, before, map, &[])?;
        }
        if op.is("scf.while") {
            let inner = self.while_loop(b, op, map, &[])?;
            let mut map = map.clone();
            self.late_head(&inner, head, &mut map, halves, flag)?;
            return self.distribute(&inner, &body[n..], &mut map, &[]);
        }
        let iv = op.body().arg(0);
        let bounds: Vec<Value> = op.operands().into_iter().map(|v| self.uniform_value(b, v, map, op)).collect::<Result<_>>()?;
        let round = self.can_run_ahead(tail, head, &[]);
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "i".into());
        let made = b.for_loop(bounds[0], bounds[1], bounds[2], &name, |_, _| {});
        let end = made.body().terminator().expect("just built");
        let inner = Builder::before(end).with_loc(op.loc());
        let mut inner_map = map.clone();
        inner_map.push((iv, made.body().arg(0)));
        self.late_head(&inner, head, &mut inner_map, halves, flag)?;
        let middle = if round { &body[n..body.len() - tail.len()] } else { &body[n..] };
        self.distribute(&inner, middle, &mut inner_map, &[])?;
        if round {
            let enter = |_: &mut Self, b: &Builder, map: &Map| {
                let mut map = map.clone();
                let next = b.bin("arith.addi", made.body().arg(0), bounds[2]);
                let more = b.cmpi("slt", next, bounds[1]);
                map.push((iv, next));
                Ok((more, map))
            };
            self.segment_then(&inner, tail, &mut inner_map, &[], Some(&Ahead { head, halves, flag, enter: &enter }))?;
        }
        Ok(())
    }
}

/// The body of a loop that holds barriers, and what it evaluates in front of each iteration.
fn loop_parts(op: Op) -> Option<(Vec<Op>, Vec<Op>)> {
    if !holds_barrier(op) || !op.results().is_empty() {
        return None;
    }
    match op.name().as_str() {
        "scf.for" if op.attr("unsignedCmp").is_none() => Some((op.body().body_ops(), vec![])),
        "scf.while" if op.operand_count() == 0 => {
            let blocks = [0, 1].map(|r| op.region(r).blocks()[0].body_ops());
            let [condition, body] = blocks;
            body.iter().any(|o| holds_barrier(*o)).then_some((body, condition))
        }
        _ => None,
    }
}

/// What stands in front of the first barrier of a body, and behind the last one.
fn ends(body: &[Op]) -> (&[Op], &[Op]) {
    let first = body.iter().position(|o| holds_barrier(*o)).unwrap_or(body.len());
    let last = body.iter().rposition(|o| holds_barrier(*o)).map_or(0, |n| n + 1);
    (&body[..first], &body[last..])
}

fn is_allocation(op: Op) -> bool {
    op.is("memref.alloca") || op.is("simt.alloc_shared")
}
