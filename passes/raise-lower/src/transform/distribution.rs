//! Distribution of one parallel loop over what it holds: the loop of its name that `loop-expansion{loop=i}` moves inside.
//!
//! ```text
//! parallel for i < n { acc = 0; for k { acc += B(i, k) }; C(i, acc) }
//! // becomes
//! acc[N];  parallel for i < n { acc[i] = 0 }  for k { parallel for i.1 < n { acc[i.1] += .. } }  parallel for i.2 < n { C(i.2, acc[i.2]) }
//! ```
//!
//! Loops whose range is the same in all iterations come out, at any depth; other control flow stays whole in its *segment*, a run of
//! operations between these loops. What an iteration keeps from segment to segment, variables, arrays and loaded values, gets one more
//! dimension, the last, of `N`, which `n` does not exceed. Pure operations are computed again.
//!
//! Where inner loops stay [whole](Inner::Whole), each is a segment of its own, and the new dimension is the first: `p[N][48]` has a line for each iteration.

use std::collections::{BTreeSet, HashMap};

use xpiler_ir::{Block, Builder, Diagnostic, Op, Result, Value, names};

use super::named::{Names, name_of};
use crate::analysis::shape::{at_most, is_parallel, is_pure};

const CODE: &str = "illegal-expansion";

/// What becomes of the loops in the one that is distributed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// Those of the same range in all iterations come out.
    Outside,
    /// Of these, only sequential loops come out that hold parallel ones.
    Whole,
}

/// Distributes a parallel loop from 0 by 1, and erases it.
pub fn distribute(op: Op, inner: Inner, taken: &mut Names) -> Result<()> {
    let mut this = Distribution { root: op, inner, segments: HashMap::new(), shared: vec![], spilled: vec![], copies: 0 };
    let mut segments = 0;
    let any_comes_out = this.number(op.body(), &mut segments);
    let missing = match inner {
        Inner::Outside => {
            (!any_comes_out).then_some("no loop of the same range in all its iterations: there is nothing to move it into")
        }
        Inner::Whole => (segments < 2).then_some("one nest alone: there is nothing to take apart"),
    };
    if let Some(missing) = missing {
        return Err(Diagnostic::error(CODE, format!("`{}` holds {missing}", name_of(op))).at(op.span()));
    }
    this.keep_across_segments()?;
    this.block(&Builder::before(op), op.body(), &[], taken);
    op.erase();
    Ok(())
}

struct Distribution {
    root: Op,
    inner: Inner,
    /// The segment of every operation that stands in one.
    segments: HashMap<Op, usize>,
    /// Arrays with an element for each iteration.
    shared: Vec<Value>,
    /// Values that are loaded in other segments than their own, with the arrays that hold them.
    spilled: Vec<(Value, Value)>,
    /// The number of segments that became loops.
    copies: usize,
}

/// A part of a block: a segment, or a loop that comes out.
enum Part {
    Segment(Vec<Op>),
    Loop(Op),
}

impl Distribution {
    fn parts(&self, block: Block) -> Vec<Part> {
        let mut parts = vec![];
        for op in block.body_ops() {
            match parts.last_mut() {
                _ if self.comes_out(op) => parts.push(Part::Loop(op)),
                // A loop that stays whole is alone in its segment.
                Some(Part::Segment(ops)) if !self.stays_whole(op) && !self.stays_whole(ops[0]) => ops.push(op),
                _ => parts.push(Part::Segment(vec![op])),
            }
        }
        parts
    }

    /// A loop with the same range in all iterations of the root.
    fn comes_out(&self, op: Op) -> bool {
        let plain = op.is("scf.for") && op.results().is_empty() && op.attr("unsignedCmp").is_none();
        plain && op.operands().into_iter().all(|v| self.is_uniform(v)) && !self.stays_whole(op)
    }

    /// Is it a loop that is distributed over as it is?
    fn stays_whole(&self, op: Op) -> bool {
        let holds_parallel = || op.find("scf.for").into_iter().any(|l| l != op && is_parallel(l));
        self.inner == Inner::Whole && op.is("scf.for") && (is_parallel(op) || !holds_parallel())
    }

    fn is_uniform(&self, v: Value) -> bool {
        v.is_outside(self.root)
            || match (v.def(), v.as_block_arg()) {
                (Some(def), _) => is_pure(def) && def.operands().into_iter().all(|o| self.is_uniform(o)),
                (None, Some((block, _))) => block.parent_op().is_some_and(|op| op != self.root && op.is("scf.for")),
                (None, None) => false,
            }
    }

    /// Numbers the segments; does a loop come out?
    fn number(&mut self, block: Block, next: &mut usize) -> bool {
        let mut any = false;
        for part in self.parts(block) {
            match part {
                Part::Segment(ops) => self.segments.extend(ops.into_iter().map(|op| (op, *next))),
                Part::Loop(op) => {
                    any = true;
                    *next += 1;
                    self.number(op.body(), next);
                }
            }
            *next += 1;
        }
        any
    }

    fn segment_of(&self, op: Op) -> Option<usize> {
        std::iter::once(op).chain(op.ancestors()).find_map(|o| self.segments.get(&o).copied())
    }

    /// The segments that need a value, through operations that are computed again.
    fn users(&self, v: Value) -> BTreeSet<usize> {
        let through = |user: Op| is_pure(user) && self.segments.contains_key(&user);
        v.users()
            .into_iter()
            .flat_map(|user| {
                if through(user) {
                    user.results().into_iter().flat_map(|r| self.users(r)).collect()
                } else {
                    self.segment_of(user).into_iter().collect::<Vec<_>>()
                }
            })
            .collect()
    }

    /// Gives what lives in several segments an element for each iteration.
    fn keep_across_segments(&mut self) -> Result<()> {
        let (mut arrays, mut values) = (vec![], vec![]);
        let standing = self.root.walk().into_iter().filter_map(|op| Some((op, *self.segments.get(&op)?)));
        for (op, segment) in standing {
            if is_pure(op) {
                continue;
            }
            for v in op.results() {
                let users = self.users(v);
                let [first, last] = [users.first(), users.last()].map(|s| s.copied().unwrap_or(segment));
                if v.ty().is_memref() {
                    // A variable in front of a loop keeps its value through it.
                    let stays = first == last && self.block_of(first) == op.block();
                    if !stays {
                        self.check_array(op)?;
                        arrays.push(op);
                    }
                } else if first != segment || last != segment {
                    values.push(v);
                }
            }
        }
        if arrays.is_empty() && values.is_empty() {
            return Ok(());
        }
        let name = name_of(self.root);
        let n = at_most(self.root.operand(1)).filter(|n| *n > 0).ok_or_else(|| {
            let kept = arrays.first().copied().or_else(|| values[0].def()).unwrap_or(self.root);
            let what = kept.str_attr(names::NAME).map_or_else(|| "a value".into(), |n| format!("`{n}`"));
            Diagnostic::error(
                CODE,
                format!("each iteration of `{name}` keeps {what}, and their number is not bounded by a constant"),
            )
            .at(kept.span().or(self.root.span()))
            .help("`loop-split` makes loops of a bounded number of iterations")
        })?;
        for v in values {
            self.spill(v, n);
        }
        for alloca in arrays {
            self.expand(alloca, n);
        }
        Ok(())
    }

    /// The block that a segment stands in.
    fn block_of(&self, segment: usize) -> Option<Block> {
        self.segments.iter().find(|(_, s)| **s == segment).and_then(|(op, _)| op.block())
    }

    fn check_array(&self, op: Op) -> Result<()> {
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "v".into());
        let refuse = |at: Op, what: &str| {
            let message = format!("`{name}` lives across the loops in `{}` and {what}", name_of(self.root));
            Err(Diagnostic::error(CODE, message).at(at.span().or(op.span())))
        };
        if !op.is("memref.alloca") || op.result(0).ty().static_shape().is_none() {
            return refuse(op, "is not a local array of a constant size");
        }
        match op.result(0).users().into_iter().find(|u| !(u.is("memref.load") || u.is("memref.store"))) {
            Some(user) => refuse(user, &format!("is used by `{}`, not only loaded and stored", user.name())),
            None => Ok(()),
        }
    }

    /// One more dimension for an array.
    fn expand(&mut self, alloca: Op, n: i64) {
        let old = alloca.result(0);
        let b = Builder::before(alloca);
        let shape = self.with_iteration(old.ty().static_shape().expect("checked"), n);
        let new = b.alloca(&shape, old.ty().element(), "");
        for (name, attr) in alloca.attrs().into_iter().filter(|(name, _)| name != "operandSegmentSizes") {
            new.def().expect("just built").set_attr(&name, attr);
        }
        if alloca.attr(names::NAME).is_none() {
            new.def().expect("just built").remove_attr(names::NAME);
        }
        for user in old.users() {
            let at = Builder::before(user);
            let lane = at.index_cast(self.root.body().arg(0), b.ctx.index());
            let first = if user.is("memref.load") { 1 } else { 2 };
            let indices = self.with_iteration(user.operands().split_off(first), lane);
            let made = if first == 1 {
                let (value, loaded) = (at.load(new, &indices), user.result(0));
                loaded.replace_all_uses(value);
                for (spilled, _) in self.spilled.iter_mut().filter(|(v, _)| *v == loaded) {
                    *spilled = value;
                }
                value.def().expect("just built")
            } else {
                at.store(user.operand(0), new, &indices)
            };
            if let Some(lane) = lane.def() {
                self.stands_with(lane, user);
            }
            self.stands_with(made, user);
            self.segments.remove(&user);
            user.erase();
        }
        let segment = self.segments.remove(&alloca);
        self.segments.extend(segment.map(|s| (new.def().expect("just built"), s)));
        alloca.erase();
        self.shared.push(new);
    }

    /// Sizes, or indices, with that of the iteration.
    fn with_iteration<T>(&self, mut of: Vec<T>, iteration: T) -> Vec<T> {
        match self.inner {
            Inner::Outside => of.push(iteration),
            Inner::Whole => of.insert(0, iteration),
        }
        of
    }

    /// A value that other segments load.
    fn spill(&mut self, v: Value, n: i64) {
        let def = v.def().expect("the values of a segment are results");
        let array = Builder::before(def).alloca(&[n], v.ty(), "spill");
        let b = Builder::after(def);
        let lane = b.index_cast(self.root.body().arg(0), b.ctx.index());
        let store = b.store(v, array, &[lane]);
        for made in [array.def(), lane.def(), Some(store)].into_iter().flatten() {
            self.stands_with(made, def);
        }
        self.shared.push(array);
        self.spilled.push((v, array));
    }

    /// Notes a new operation beside one of a segment; inside control flow it belongs to what holds it.
    fn stands_with(&mut self, new: Op, old: Op) {
        if let Some(segment) = self.segments.get(&old) {
            self.segments.insert(new, *segment);
        }
    }

    /// Emits a block: a loop for each segment, the loops that come out around theirs.
    fn block(&mut self, b: &Builder, block: Block, map: &[(Value, Value)], taken: &mut Names) {
        let mut map = map.to_vec();
        for part in self.parts(block) {
            match part {
                Part::Segment(ops) => self.segment(b, &ops, &mut map, taken),
                Part::Loop(op) => {
                    let b = b.with_loc(op.loc());
                    let [lower, upper, step] = [0, 1, 2].map(|i| self.value(&b, op.operand(i), &mut map.clone(), None));
                    let made = b.for_loop(lower, upper, step, &name_of(op), |inner, iv| {
                        let inside = [map.as_slice(), &[(op.body().arg(0), iv)]].concat();
                        self.block(inner, op.body(), &inside, taken);
                    });
                    copy_attrs(op, made);
                }
            }
        }
    }

    fn segment(&mut self, b: &Builder, ops: &[Op], map: &mut Vec<(Value, Value)>, taken: &mut Names) {
        let b = b.with_loc(self.root.loc());
        for op in ops.iter().filter(|op| op.is("memref.alloca") && self.shared.contains(&op.result(0))) {
            let copy = b.insert(op.clone_mapped(&[]));
            map.push((op.result(0), copy.result(0)));
        }
        let effects: Vec<Op> = ops.iter().copied().filter(|op| !is_pure(*op) && !op.is("memref.alloca")).collect();
        let Some(first) = effects.first() else { return };
        let here = self.segment_of(*first);
        let (root, base) = (self.root, name_of(self.root));
        // The loop's own name is free again.
        let name = if self.copies == 0 { base } else { taken.fresh(&base) };
        self.copies += 1;
        let made = b.for_loop(root.operand(0), root.operand(1), root.operand(2), &name, |inner, iv| {
            let mut map = [map.as_slice(), &[(root.body().arg(0), iv)]].concat();
            for op in effects {
                let inner = inner.with_loc(op.loc());
                for v in captured(op) {
                    self.value(&inner, v, &mut map, here);
                }
                let copy = inner.insert(op.clone_mapped(&map));
                map.extend(op.results().into_iter().zip(copy.results()));
            }
        });
        copy_attrs(root, made);
        made.set_attr(names::NAME, b.ctx.str_attr(&name));
    }

    /// A value as it is known at the builder, in a segment or around them.
    fn value(&self, b: &Builder, v: Value, map: &mut Vec<(Value, Value)>, here: Option<usize>) -> Value {
        if let Some((_, known)) = map.iter().rev().find(|(from, _)| *from == v) {
            return *known;
        }
        if v.is_outside(self.root) {
            return v;
        }
        let spilled = self.spilled.iter().find(|(from, _)| *from == v).map(|(_, array)| *array);
        let new = match (spilled, v.def()) {
            (Some(array), Some(def)) if self.segment_of(def) != here => {
                let array = self.value(b, array, map, here);
                let lane = self.value(b, self.root.body().arg(0), map, here);
                b.load(array, &[b.index_cast(lane, b.ctx.index())])
            }
            (_, Some(def)) => {
                for o in def.operands() {
                    self.value(b, o, map, here);
                }
                b.insert(def.clone_mapped(map)).result(v.result_number())
            }
            (_, None) => unreachable!("induction variables are mapped"),
        };
        map.push((v, new));
        new
    }
}

/// The values that an operation, nested ones included, uses from outside of it.
fn captured(op: Op) -> Vec<Value> {
    let mut values: Vec<Value> = vec![];
    for inner in op.walk() {
        for v in inner.operands() {
            if (inner == op || v.is_outside(op)) && !values.contains(&v) {
                values.push(v);
            }
        }
    }
    values
}

fn copy_attrs(from: Op, to: Op) {
    for (name, attr) in from.attrs() {
        to.set_attr(&name, attr);
    }
}
