//! `pipeline`: while a loop computes on one tile, the next one is copied (the method's Pipeline; double buffering).
//!
//! ```text
//! for k.o < K by 16 { for .. As[..] = A[.. k.o ..]; for .. C += As[..] * .. }
//! // pipeline{loop=k.o buffers=As} becomes
//! if (0 < K) for .. As[0][..] = A[.. 0 ..]
//! for k.o < K by 16 {
//!   if (k.o + 16 < K) for .. As[1 - k.o / 16 % 2][..] = A[.. k.o + 16 ..]     // xpiler.async
//!   for .. C += As[k.o / 16 % 2][..] * ..
//! }
//! ```
//!
//! Each array gets two halves that take turns. The copies into the other half are marked `xpiler.async`: nothing else in the iteration touches what
//! they write, nor writes what they read, so that a target may let them run beside it (`lower-to-*`, `tensorize`).
//! Needs: arrays in a named memory, as `cache` makes them, that stand in front of the loop and that nothing outside of it touches; operations of
//! the loop's body that do nothing but fill them, in front of all that reads them; and what these read depends on nothing that the loop computes.
//! Keeps: the values; no element is read that the loop would not have read an iteration later.

use xpiler_ir::{
    Builder, Diagnostic, Op, Region, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{
    shape::{captured, depends_on, derived, is_parallel, is_pure},
    trips::static_trips,
};

/// See the module.
pub struct Pipeline;

impl Pass for Pipeline {
    const ARGUMENT: &'static str = "pipeline";
    const SUMMARY: &'static str = "Copy the next tile while a loop computes on this one";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("loop", "the loop over tiles", ""), Opt::Str("buffers", "the staged arrays, `A_tile,B_tile`", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (loop_name, list) = (options.str(0), options.str(1));
        let at = named::find_loop(module, &loop_name)?;
        let mut arrays: Vec<Value> = vec![];
        for name in list.split(',') {
            let array = named::find_buffer(module, name.trim())?;
            if !arrays.contains(&array) {
                arrays.push(array);
            }
        }
        let stages = Stages::of(at, &arrays)?;
        stages.overlap(&mut named::Names::of(module)?);
        let step = format!("pipeline{{loop={loop_name} buffers={list}}}");
        named::record(module, &step, "what is copied depends on nothing that the loop computes (dependence)");
        Ok(())
    }
}

fn refuse(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("illegal-pipeline", message)
}

/// A loop whose body fills arrays, then reads them.
struct Stages {
    at: Op,
    arrays: Vec<Value>,
    /// The operations of the body that fill the arrays.
    fills: Vec<Op>,
}

impl Stages {
    fn of(at: Op, arrays: &[Value]) -> Result<Self> {
        named::plain_step(at, "illegal-pipeline")?;
        let name = named::name_of(at);
        if is_parallel(at) {
            return Err(refuse(format!("the iterations of `{name}` are independent: none comes before another")).at(at.span()));
        }
        if static_trips(at).is_some_and(|n| n < 2) {
            return Err(refuse(format!("`{name}` has no second iteration whose tile could be copied")).at(at.span()));
        }
        arrays.iter().try_for_each(|array| check_array(*array, at))?;
        let stores_to = |op: &Op, wanted: &[Value]| op.find("memref.store").iter().any(|s| wanted.contains(&s.operand(1)));
        let body = at.body().body_ops();
        let fills: Vec<Op> = body.iter().copied().filter(|op| stores_to(op, arrays)).collect();
        for array in arrays {
            let Some(last) = body.iter().rposition(|op| stores_to(op, &[*array])) else {
                return Err(refuse("the loop does not fill the array").at(at.span()));
            };
            let reads = |op: &Op| op.find("memref.load").into_iter().find(|l| l.operand(0) == *array);
            if let Some(early) = body[..last].iter().find_map(reads) {
                return Err(refuse("the array is read before it is filled").at(early.span()));
            }
        }
        for op in at.walk().into_iter().filter(|op| *op != at) {
            let known = ["scf.for", "scf.if", "scf.yield", "memref.load", "memref.store", "memref.alloca"];
            if !known.iter().any(|k| op.is(k)) && !is_pure(op) {
                return Err(refuse(format!("what `{}` touches is not known", op.name())).at(op.span()));
            }
        }
        let this = Self { at, arrays: arrays.to_vec(), fills };
        this.fills.iter().try_for_each(|fill| this.check_fill(*fill))?;
        Ok(this)
    }

    /// Does the operation nothing but copy, from what the loop leaves alone?
    fn check_fill(&self, fill: Op) -> Result<()> {
        let written: Vec<Value> = self.at.find("memref.store").iter().map(|s| s.operand(1).root()).collect();
        self.check_whole(fill)?;
        for op in fill.walk() {
            match op.name().as_str() {
                "scf.for" | "scf.if" | "scf.yield" => {}
                "memref.store" if self.arrays.contains(&op.operand(1)) => {}
                "memref.load" if !written.contains(&op.operand(0).root()) => {}
                "memref.load" => return Err(refuse("what is copied depends on what the loop computes").at(op.span())),
                _ if is_pure(op) => {}
                other => {
                    let message = format!("what fills the array does more than to copy: `{other}`");
                    return Err(refuse(message).at(op.span()));
                }
            }
        }
        match captured(&[fill]).into_iter().find(|v| !derived(*v, self.at)) {
            Some(v) => {
                let at = v.def().and_then(Op::span).or(fill.span());
                Err(refuse("what is copied depends on what the loop computes").at(at))
            }
            None => Ok(()),
        }
    }

    /// Does every iteration fill the same elements? What one leaves out would be there from the iteration before the last.
    fn check_whole(&self, fill: Op) -> Result<()> {
        let iv = self.at.body().arg(0);
        for store in fill.find("memref.store") {
            let array = store.operand(1);
            let around = std::iter::once(store).chain(store.ancestors());
            let branches = around.take_while(|a| *a != self.at).filter(|a| a.is("scf.if"));
            for branch in branches.filter(|b| depends_on(b.operand(0), iv)) {
                let fills = |region: Region| {
                    region.first().is_some_and(|b| b.ops().iter().any(|o| o.is("memref.store") && o.operand(1) == array))
                };
                if !branch.regions().into_iter().all(fills) {
                    return Err(refuse("not every iteration fills the array").at(branch.span()));
                }
            }
        }
        Ok(())
    }

    fn overlap(&self, taken: &mut named::Names) {
        let at = self.at;
        let (lower, upper, step, iv) = (at.operand(0), at.operand(1), at.operand(2), at.body().arg(0));
        let halves: Vec<Value> = self.arrays.iter().map(|array| two_halves(*array)).collect();

        let front = Builder::before(at);
        let mut first = |b: &Builder| {
            for copy in self.fill_half(b, &halves, lower, b.index(0)) {
                for inner in copy.walk().into_iter().filter(|op| named::is_loop(*op)) {
                    let name = taken.fresh(&format!("{}.first", named::name_of(inner)));
                    inner.set_attr(names::NAME, b.ctx.str_attr(&name));
                }
            }
        };
        if static_trips(at).is_some() {
            first(&front);
        } else {
            let some = front.cmpi("slt", lower, upper);
            front.if_then(some, first);
        }

        let b = Builder::at_start(at.body(), at.loc());
        let from = if lower.const_int() == Some(0) { iv } else { b.nsw("arith.subi", iv, lower) };
        let number = if step.const_int() == Some(1) { from } else { b.bin("arith.divsi", from, step) };
        let this = b.index_cast(b.bin("arith.remsi", number, b.int(iv.ty(), 2)), b.ctx.index());
        let other = b.nsw("arith.subi", b.index(1), this);
        let next = b.nsw("arith.addi", iv, step);
        let more = b.cmpi("slt", next, upper);
        b.if_then(more, |b| {
            for copy in self.fill_half(b, &halves, next, other) {
                copy.set_attr(names::ASYNC, b.ctx.unit_attr());
            }
        });
        self.fills.iter().for_each(|fill| fill.erase());
        for (array, halves) in self.arrays.iter().zip(halves) {
            for load in array.users() {
                redirect(load, halves, this);
            }
            array.def().expect("checked").erase();
        }
    }

    /// Copies what fills the arrays to the builder, as it is in the iteration `iv`, for one of their halves.
    fn fill_half(&self, b: &Builder, halves: &[Value], iv: Value, half: Value) -> Vec<Op> {
        let map: Vec<(Value, Value)> = captured(&self.fills).into_iter().map(|v| (v, self.in_iteration(v, iv, b))).collect();
        let copies: Vec<Op> = self.fills.iter().map(|fill| b.insert(fill.clone_mapped(&map))).collect();
        for store in copies.iter().flat_map(|copy| copy.find("memref.store")) {
            let array = self.arrays.iter().position(|array| *array == store.operand(1)).expect("checked");
            redirect(store, halves[array], half);
        }
        copies
    }

    /// A value of the body as it is in the iteration `iv`.
    fn in_iteration(&self, v: Value, iv: Value, b: &Builder) -> Value {
        match v.def() {
            _ if v == self.at.body().arg(0) => iv,
            Some(def) if !v.is_outside(self.at) => {
                let map: Vec<_> = def.operands().into_iter().map(|o| (o, self.in_iteration(o, iv, b))).collect();
                b.insert(def.clone_mapped(&map)).result(v.result_number())
            }
            _ => v,
        }
    }
}

/// Is it a staged array that only the loop touches?
fn check_array(array: Value, at: Op) -> Result<()> {
    let alloca = array.def_by("memref.alloca").filter(|op| op.attr(names::SPACE).is_some());
    let Some(alloca) = alloca.filter(|_| array.ty().static_shape().is_some_and(|shape| !shape.is_empty())) else {
        let span = array.def().and_then(Op::span).or(at.span());
        return Err(refuse("the buffer is no staged array").at(span).help("stage it first: cache{buffer=.. loop=.. space=..}"));
    };
    if alloca.is_inside(at) {
        return Err(refuse("every iteration has an array of its own: there is none to share").at(alloca.span()));
    }
    for user in array.users() {
        if !(user.is("memref.load") || user.is("memref.store") && user.operand(0) != array) {
            let message = format!("the array is used by `{}`, not only loaded from and stored to", user.name());
            return Err(refuse(message).at(user.span()));
        }
        if !user.is_inside(at) {
            let what = if user.is("memref.load") { "read" } else { "written" };
            return Err(refuse(format!("the array is {what} outside of the loop, too")).at(user.span()));
        }
    }
    Ok(())
}

/// An array of two in the place of one.
fn two_halves(array: Value) -> Value {
    let alloca = array.def().expect("checked");
    let shape = [vec![2], array.ty().static_shape().expect("checked")].concat();
    let halves = named::in_place_of(&Builder::before(alloca), alloca, &shape);
    halves.def().expect("just built").replace_attr(names::PADDED, alloca.attr(names::PADDED));
    halves
}

/// Makes an access of an array one of a half of another.
fn redirect(access: Op, halves: Value, half: Value) {
    let b = Builder::before(access);
    let first = usize::from(access.is("memref.store")) + 1;
    let indices = [vec![half], access.operands()[first..].to_vec()].concat();
    if access.is("memref.load") {
        access.result(0).replace_all_uses(b.load(halves, &indices));
    } else {
        b.store(access.operand(0), halves, &indices);
    }
    access.erase();
}
