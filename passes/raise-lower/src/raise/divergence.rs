//! Control flow around warp rows that depends on the thread. There is no barrier in it: those need all threads of a block.
//!
//! ```text
//! for (r = f(t); r < n; r += s) { B }
//! // becomes, per block
//! for t { r[t] = f(t); go[t] = r[t] < n }
//! while (any go[t]) { B, split, for those with go[t];  for t with go[t] { r[t] += s; go[t] = r[t] < n } }
//! ```
//!
//! Where the bound and the step are the same for all and no thread starts before the first one, the loop is a loop of the block, in
//! which each thread is as far ahead of the first as it started.
//!
//! What is split inside runs under predicates. Rows that need whole warps ask whether all lanes that meet the outer predicates meet
//! the inner one, too ([`Fission::whole_warps`]).

use xpiler_ir::{Builder, Op, Result, Value, names};

use super::{
    fission::{Fission, Map, enter_if},
    uniformity::decision,
};

/// The lanes of a warp, as the rows inside have it.
fn lanes_of(op: Op) -> i64 {
    op.walk().into_iter().find_map(|op| op.int_attr(names::WARP)).unwrap_or(1)
}

/// The threads of a loop that are still in it.
struct Going {
    /// The predicate.
    flags: Value,
    /// The same for all to see, by number.
    seen: Value,
}

impl Fission {
    /// A loop whose bounds depend on the thread.
    pub(super) fn divergent_for(&mut self, b: &Builder, op: Op, map: &Map, live: &[Value]) -> Result<()> {
        let iv = op.body().arg(0);
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "i".into());
        let counter = self.array(b, iv.ty(), &[], &name);
        self.arrays.insert(iv, counter);
        let below = if op.attr("unsignedCmp").is_some() { "ult" } else { "slt" };
        if !self.agreed.varies(op.operand(1)) && !self.agreed.varies(op.operand(2)) && self.least_at_first(op.operand(0)) {
            return self.staggered_for(b, op, counter, map, live);
        }
        let going = self.going(b, op, map)?;
        self.thread_loop(b, map, live, |this, b, map, at| {
            let (lower, upper) = (this.materialise(b, op.operand(0), map, at)?, this.materialise(b, op.operand(1), map, at)?);
            b.store(lower, counter, &this.array_index(at));
            this.go_on(b, &going, b.cmpi(below, lower, upper), at);
            Ok(())
        })?;
        let inside: Vec<Value> = live.iter().copied().chain([going.flags]).collect();
        self.while_any(
            b,
            op,
            &going,
            |_, _| Ok(()),
            |this, b| {
                this.enter(b, op, &going, map, live)?;
                this.distribute(b, &op.body().body_ops(), &mut map.clone(), &inside)?;
                this.thread_loop(b, map, &inside, |this, b, map, at| {
                    let (upper, step) =
                        (this.materialise(b, op.operand(1), map, at)?, this.materialise(b, op.operand(2), map, at)?);
                    let place = this.array_index(at);
                    let next = b.bin("arith.addi", b.load(counter, &place), step);
                    b.store(next, counter, &place);
                    this.go_on(b, &going, b.cmpi(below, next, upper), at);
                    Ok(())
                })
            },
        )
    }

    /// A loop that the threads of a block start at different places, the first one foremost.
    fn staggered_for(&mut self, b: &Builder, op: Op, counter: Value, map: &Map, live: &[Value]) -> Result<()> {
        let mut first_map = map.clone();
        let zero = b.int(b.ctx.i32(), 0);
        first_map.extend(self.thread_ids().iter().map(|id| (id.result(0), zero)));
        let first = self.materialise(b, op.operand(0), &mut first_map, &[])?;
        let (upper, step) = (
            self.uniform_value(b, op.operand(1), &mut map.clone(), op)?,
            self.uniform_value(b, op.operand(2), &mut map.clone(), op)?,
        );
        let unsigned = op.attr("unsignedCmp");
        let below = if unsigned.is_some() { "ult" } else { "slt" };
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "i".into());
        let mut result = Ok(());
        let made = b.for_loop(first, upper, step, &name, |b, foremost| {
            result = self.stagger(b, op, counter, map, live, |this, b, map, at| {
                let lower = this.materialise(b, op.operand(0), map, at)?;
                let mine = b.bin("arith.addi", foremost, b.bin("arith.subi", lower, first));
                Ok((mine, b.cmpi(below, mine, upper)))
            });
        });
        if let Some(flag) = unsigned {
            made.set_attr("unsignedCmp", flag);
        }
        result
    }

    /// One iteration: `mine` gives the thread's counter and whether it takes part.
    fn stagger(
        &mut self,
        b: &Builder,
        op: Op,
        counter: Value,
        map: &Map,
        live: &[Value],
        mut mine: impl FnMut(&mut Self, &Builder, &mut Map, &[Value]) -> Result<(Value, Value)>,
    ) -> Result<()> {
        let flags = self.array(b, b.ctx.i1(), &[], "live");
        self.thread_loop(b, map, live, |this, b, map, at| {
            let (value, takes_part) = mine(this, b, map, at)?;
            let place = this.array_index(at);
            b.store(value, counter, &place);
            b.store(takes_part, flags, &place);
            Ok(())
        })?;
        let whole = self.whole_warps(b, op, flags, map, live)?;
        self.guards.insert(flags, whole);
        let inside: Vec<Value> = live.iter().copied().chain([flags]).collect();
        self.distribute(b, &op.body().body_ops(), &mut map.clone(), &inside)
    }

    /// Is the value of thread 0 the least of the block? Numbers do not wrap: extents are below 2^31.
    fn least_at_first(&mut self, value: Value) -> bool {
        if !self.agreed.varies(value) {
            return true;
        }
        let Some(op) = value.def() else { return false };
        let positive = |v: Value| v.const_int().is_some_and(|c| c > 0);
        match op.name().as_str() {
            "simt.thread_id" => true,
            "arith.addi" => op.operands().into_iter().all(|v| self.least_at_first(v)),
            "arith.muli" => {
                let (a, b) = (op.operand(0), op.operand(1));
                (positive(b) && self.least_at_first(a)) || (positive(a) && self.least_at_first(b))
            }
            "arith.divui" | "arith.divsi" | "arith.shrui" | "arith.shrsi" => {
                positive(op.operand(1)) && self.least_at_first(op.operand(0))
            }
            "arith.remui" | "arith.remsi" | "arith.andi" => positive(op.operand(1)) && is_thread_id(op.operand(0)),
            "arith.index_cast" | "arith.index_castui" | "arith.extsi" | "arith.extui" => self.least_at_first(op.operand(0)),
            _ => false,
        }
    }

    /// A loop whose condition depends on the thread.
    pub(super) fn divergent_while(&mut self, b: &Builder, op: Op, map: &Map, live: &[Value]) -> Result<()> {
        let going = self.going(b, op, map)?;
        self.thread_loop(b, map, live, |this, b, _, at| {
            this.go_on(b, &going, b.int(b.ctx.i1(), 1), at);
            Ok(())
        })?;
        let inside: Vec<Value> = live.iter().copied().chain([going.flags]).collect();
        let before = op.region(0).blocks()[0].body_ops();
        let body = op.region(1).blocks()[0].body_ops();
        let condition = decision(op);
        let test = |this: &mut Self, b: &Builder| {
            let mut map = map.clone();
            this.distribute(b, &before, &mut map, &inside)?;
            this.thread_loop(b, &map, &inside, |this, b, map, at| {
                let value = this.materialise(b, condition, map, at)?;
                this.go_on(b, &going, value, at);
                Ok(())
            })
        };
        self.while_any(b, op, &going, test, |this, b| {
            this.enter(b, op, &going, map, live)?;
            this.distribute(b, &body, &mut map.clone(), &inside)
        })
    }

    /// The predicate of a loop, which no thread meets yet.
    fn going(&mut self, b: &Builder, op: Op, map: &Map) -> Result<Going> {
        let i1 = b.ctx.i1();
        let going = Going { flags: self.array(b, i1, &[], "live"), seen: self.threads_array(b, i1, &[], lanes_of(op), "going") };
        self.thread_loop(b, map, &[], |this, b, _, at| {
            this.go_on(b, &going, b.int(i1, 0), at);
            Ok(())
        })?;
        Ok(going)
    }

    fn go_on(&self, b: &Builder, going: &Going, value: Value, at: &[Value]) {
        b.store(value, going.flags, &self.array_index(at));
        b.store(value, going.seen, &[self.linear(b, at)]);
    }

    /// Notes whole warps for the iteration that begins.
    fn enter(&mut self, b: &Builder, op: Op, going: &Going, map: &Map, live: &[Value]) -> Result<()> {
        let whole = self.whole_warps(b, op, going.flags, map, live)?;
        self.guards.insert(going.flags, whole);
        Ok(())
    }

    /// A loop that runs while a thread is in it.
    fn while_any(
        &mut self,
        b: &Builder,
        op: Op,
        going: &Going,
        test: impl FnOnce(&mut Self, &Builder) -> Result<()>,
        body: impl FnOnce(&mut Self, &Builder) -> Result<()>,
    ) -> Result<()> {
        let i1 = b.ctx.i1();
        let mut result = Ok(());
        let made = b.while_loop(
            |b| {
                result = test(self, b);
                let any = b.alloca(&[], i1, "any");
                b.store(b.int(i1, 0), any, &[]);
                b.for_loop(b.index(0), self.thread_count(b), b.index(1), "t", |b, t| {
                    b.store(b.bin("arith.ori", b.load(any, &[]), b.load(going.seen, &[t])), any, &[]);
                });
                b.load(any, &[])
            },
            |_| {},
        );
        result?;
        let end = made.region(1).blocks()[0].terminator().expect("just built");
        body(self, &Builder::before(end).with_loc(op.loc()))
    }

    /// For each thread that meets the predicates: does every other thread of its warp that meets them meet `flags`, too?
    pub(super) fn whole_warps(&mut self, b: &Builder, branch: Op, flags: Value, map: &Map, live: &[Value]) -> Result<Value> {
        let lanes = lanes_of(branch);
        let i1 = b.ctx.i1();
        let here = self.threads_array(b, i1, &[], lanes, "here");
        let whole = self.array(b, i1, &[], "whole");
        // Those that do not meet the predicates are not missed.
        self.thread_loop(b, map, &[], |this, b, _, at| {
            b.store(b.int(i1, 1), here, &[this.linear(b, at)]);
            Ok(())
        })?;
        self.thread_loop(b, map, live, |this, b, _, at| {
            b.store(b.load(flags, &this.array_index(at)), here, &[this.linear(b, at)]);
            Ok(())
        })?;
        let threads = self.thread_count(b);
        self.thread_loop(b, map, live, |this, b, _, at| {
            let thread = this.linear(b, at);
            let first = b.bin("arith.subi", thread, b.bin("arith.remui", thread, b.index(lanes)));
            let all = b.alloca(&[], i1, "all");
            b.store(b.int(i1, 1), all, &[]);
            b.for_loop(b.index(0), b.index(lanes), b.index(1), "lane", |b, lane| {
                let other = b.bin("arith.addi", first, lane);
                let is_full = threads.const_int().is_some_and(|n| n % lanes == 0);
                let b = if is_full { *b } else { enter_if(b, b.cmpi("ult", other, threads)) };
                b.store(b.bin("arith.andi", b.load(all, &[]), b.load(here, &[other])), all, &[]);
            });
            b.store(b.load(all, &[]), whole, &this.array_index(at));
            Ok(())
        })?;
        Ok(whole)
    }
}

fn is_thread_id(value: Value) -> bool {
    value
        .def()
        .is_some_and(|op| op.is("simt.thread_id") || op.name().starts_with("arith.index_cast") && is_thread_id(op.operand(0)))
}
