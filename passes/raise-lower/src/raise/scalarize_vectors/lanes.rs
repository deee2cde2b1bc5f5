//! Operations on vectors, as scalars in loops over lanes.

use std::collections::HashMap;

use xpiler_ir::{
    Block, Builder, Op, Result, Type, Value,
    builder::{Spec, new_region},
    names,
};

use super::{
    lanes_of,
    memory::{Access, effects, same_place, stays, uses},
    unknown,
};
use crate::analysis::shape::uncast;

/// A vector, or a variable that holds one.
fn is_vector(value: Value) -> bool {
    value.ty().is_vector() || value.ty().is_memref() && value.ty().element().is_vector()
}

/// Where the lanes of a vector are.
#[derive(Clone)]
enum Form {
    /// All lanes are the same.
    Uniform(Value),
    /// Lane `l` of a mask is `l < n`.
    First(Value),
    /// Lane `l` of a mask is bit `l` of an integer.
    Bits(Value),
    /// Lane `l` is the element `l` behind these indices, until the last use of the vector.
    Memory(Value, Vec<Value>),
    /// Lane `l` is in an array that is written once.
    Array(Value),
    /// Lane `l` is lane `l mod k` of another vector.
    Repeat(Value, i64),
}

/// A loop over lanes that takes further operations.
struct Open {
    op: Op,
    lanes: i64,
    /// The lanes of vectors that were computed in it.
    scalars: HashMap<Value, Value>,
    accesses: Vec<Access>,
    /// What each lane stored, and where.
    stored: Vec<(Value, Vec<Value>, Value)>,
    /// What it took in.
    taken: Vec<Op>,
    /// Whether lane `l` is below the number of lanes.
    guards: Vec<(Value, Value)>,
}

impl Open {
    /// Is the store to a variable that lives beside the loop and is read in it alone?
    fn holds(&self, store: Op) -> bool {
        let Some(variable) = store.is("vector.store").then(|| store.operand(1)).filter(|v| v.def_by("memref.alloca").is_some())
        else {
            return false;
        };
        let inside = |user: Op| match user.results()[..] {
            [loaded] if loaded.ty().is_vector() => uses(loaded).iter().all(|user| self.taken.contains(user)),
            _ => self.taken.contains(&user) || user.is_inside(self.op),
        };
        variable.def().and_then(Op::block) == self.op.block() && variable.users().into_iter().all(inside)
    }
}

/// Replaces all operations on vectors.
pub(super) fn scalarize(module: Op) -> Result<()> {
    let mut lanes = Lanes::default();
    lanes.block(module.body())?;
    for op in lanes.dead.into_iter().rev() {
        op.erase();
    }
    Ok(())
}

#[derive(Default)]
struct Lanes {
    forms: HashMap<Value, Form>,
    open: Option<Open>,
    /// The vectors that scalars were lanes of.
    origins: HashMap<Value, Value>,
    /// What has been replaced.
    dead: Vec<Op>,
}

impl Lanes {
    fn block(&mut self, block: Block) -> Result<()> {
        if let Some(around) = block.parent_op().filter(|_| block.args().into_iter().any(|arg| arg.ty().is_vector())) {
            return unknown(around);
        }
        for op in block.ops() {
            let vectors = op.operands().into_iter().chain(op.results()).any(is_vector);
            if !op.regions().is_empty() {
                if vectors {
                    return unknown(op);
                }
                self.close();
                for inner in op.regions().into_iter().flat_map(xpiler_ir::Region::blocks) {
                    self.block(inner)?;
                }
                self.close();
            } else if vectors {
                self.operation(op)?;
                self.dead.push(op);
            } else if self.open.as_ref().is_some_and(|open| !passes(op, open)) {
                self.close();
            }
        }
        Ok(())
    }

    fn operation(&mut self, op: Op) -> Result<()> {
        let b = &Builder::before(op);
        let name = op.name();
        match name.as_str() {
            "vector.broadcast" if !op.operand(0).ty().is_vector() => self.give(op, Form::Uniform(op.operand(0))),
            "vector.create_mask" => self.give(op, Form::First(op.operand(0))),
            "vector.constant_mask" => {
                let lanes = op.attr("mask_dim_sizes").and_then(|a| a.as_i64s()).and_then(|n| n.first().copied());
                let lanes = b.index(lanes.map_or_else(|| unknown(op), Ok)?);
                self.give(op, Form::First(lanes));
            }
            "arith.constant" => {
                let value = op.attr("value").map_or_else(|| unknown(op), Ok)?;
                match (value.splat(), value.bools()) {
                    (Some(splat), _) => {
                        let scalar = b.value_with("arith.constant", &[], op.result(0).ty().element(), &[("value", splat)]);
                        self.give(op, Form::Uniform(scalar));
                    }
                    (None, Some(lanes)) => {
                        let bits = lanes.iter().rev().fold(0_u64, |bits, on| bits << 1 | u64::from(*on));
                        self.give(op, Form::Bits(b.int(b.ctx.i64(), bits as i64)));
                    }
                    _ => return unknown(op),
                }
            }
            "vector.load" => {
                let source = Form::Memory(op.operand(0), op.operands()[1..].to_vec());
                if stays(op, op.operand(0).root()) {
                    self.give(op, source);
                } else {
                    let accesses = self.reads(&source);
                    self.compute(op, &accesses, |this, b, lane| this.read(b, &source, lane));
                }
            }
            "vector.maskedload" => {
                let (buffer, at) = (op.operand(0), op.operands()[1..op.operand_count() - 2].to_vec());
                let (mask, other) = (op.operand(op.operand_count() - 2), op.operand(op.operand_count() - 1));
                let mut accesses = self.operand_reads(&[mask, other]);
                accesses.push(Access { root: buffer.root(), at: Some(at.clone()), write: false });
                self.compute(op, &accesses, |this, b, lane| {
                    let (on, off) = (this.lane(b, mask, lane), this.lane(b, other, lane));
                    choice(b, on, off.ty(), |b| b.load(buffer, &behind(b, &at, lane)), |_| off)
                });
            }
            "vector.store" | "vector.maskedstore" => self.store(op, name == "vector.maskedstore"),
            "vector.bitcast" => return self.bitcast(op),
            "vector.extract" if !op.result(0).ty().is_vector() => {
                self.settle(op.operand(0));
                let lane = match op.operands().get(1) {
                    Some(lane) => *lane,
                    None => b.index(static_position(op).map_or_else(|| unknown(op), Ok)?),
                };
                let scalar = self.lane(b, op.operand(0), lane);
                self.origins.insert(scalar, op.operand(0));
                op.result(0).replace_all_uses(scalar);
            }
            "vector.reduction" if op.operand_count() == 1 => return self.reduction(op),
            _ if (name.starts_with("arith.") || name.starts_with("math.")) && op.results().len() == 1 => {
                match self.prefixes(op) {
                    Some(n) => self.give(op, Form::First(n)),
                    None => self.elementwise(op),
                }
            }
            _ => return unknown(op),
        }
        Ok(())
    }

    /// How many of the first lanes a choice between two masks of the first lanes has.
    fn prefixes(&self, op: Op) -> Option<Value> {
        if !op.is("arith.select") || op.operand(0).ty().is_vector() {
            return None;
        }
        let b = Builder::before(op);
        let lanes = lanes_of(op.result(0).ty());
        let number = |v: Value| match self.forms.get(&v)? {
            Form::First(n) => Some(*n),
            Form::Uniform(on) if v.ty().element() == b.ctx.i1() => Some(b.index(on.const_int()? * lanes)),
            _ => None,
        };
        let (yes, no) = (number(op.operand(1))?, number(op.operand(2))?);
        // n >= 16 ? 16 : n, of 16 lanes
        let test = op.operand(0).def_by("arith.cmpi").filter(|test| matches!(test.int_attr("predicate"), Some(4 | 5)));
        let cut = test.is_some_and(|test| {
            test.operand(1).const_int() == Some(lanes) && yes.const_int() == Some(lanes) && uncast(test.operand(0)) == uncast(no)
        });
        Some(if cut { no } else { b.select(op.operand(0), yes, no) })
    }

    fn give(&mut self, op: Op, form: Form) {
        self.forms.insert(op.result(0), form);
    }

    /// The operation on each lane; on lanes that are all the same, once.
    fn elementwise(&mut self, op: Op) {
        let again = |b: &Builder, operands: &[Value]| {
            let attrs = op.attrs();
            let attrs: Vec<(&str, xpiler_ir::Attr)> = attrs.iter().map(|(k, v)| (k.as_str(), *v)).collect();
            let results = [op.result(0).ty().element()];
            b.op(&op.name(), Spec { operands, results: &results, attrs: &attrs, ..Spec::default() }).result(0)
        };
        let uniform = |v: Value| match self.forms.get(&v) {
            _ if !v.ty().is_vector() => Some(v),
            Some(Form::Uniform(scalar)) => Some(*scalar),
            _ => None,
        };
        if let Some(scalars) = op.operands().into_iter().map(uniform).collect::<Option<Vec<Value>>>() {
            let scalar = again(&Builder::before(op), &scalars);
            return self.give(op, Form::Uniform(scalar));
        }
        let accesses = self.operand_reads(&op.operands());
        self.compute(op, &accesses, |this, b, lane| {
            let scalars: Vec<Value> =
                op.operands().into_iter().map(|v| if v.ty().is_vector() { this.lane(b, v, lane) } else { v }).collect();
            again(b, &scalars)
        });
    }

    fn store(&mut self, op: Op, masked: bool) {
        // A masked store has the buffer in front and the value at the end.
        let last = op.operand_count() - 1;
        let (value, buffer) = if masked { (op.operand(last), op.operand(0)) } else { (op.operand(0), op.operand(1)) };
        let at = if masked { op.operands()[1..last - 1].to_vec() } else { op.operands()[2..].to_vec() };
        let mask = masked.then(|| op.operand(last - 1));
        let mut accesses = self.operand_reads(&[value]);
        accesses.extend(self.operand_reads(&mask.into_iter().collect::<Vec<_>>()));
        accesses.push(Access { root: buffer.root(), at: Some(at.clone()), write: true });
        self.each(op, value.ty(), &accesses, |this, b, lane| {
            let v = this.lane(b, value, lane);
            let put = |b: &Builder| {
                b.store(v, buffer, &behind(b, &at, lane));
            };
            match mask {
                Some(mask) => {
                    let on = this.lane(b, mask, lane);
                    b.if_then(on, put);
                }
                None => put(b),
            }
            let open = this.open.as_mut().expect("inside of a loop over lanes");
            open.stored.retain(|(root, _, _)| *root != buffer.root());
            if !masked {
                open.stored.push((buffer.root(), at.clone(), v));
            }
        });
    }

    /// The same bits as other lanes, the lowest bits in the first lane.
    fn bitcast(&mut self, op: Op) -> Result<()> {
        let (source, ty) = (op.operand(0), op.result(0).ty());
        let (from, to) = (source.ty().element(), ty.element());
        if from.bits() == to.bits() {
            if let Some(Form::Uniform(scalar)) = self.forms.get(&source).cloned() {
                let same = Builder::before(op).value("arith.bitcast", &[scalar], to);
                self.give(op, Form::Uniform(same));
                return Ok(());
            }
            let accesses = self.operand_reads(&[source]);
            self.compute(op, &accesses, |this, b, lane| {
                let v = this.lane(b, source, lane);
                b.value("arith.bitcast", &[v], to)
            });
            return Ok(());
        }
        if !from.is_int() || !to.is_int() || from.bits() < 8 || to.bits() < 8 {
            return unknown(op);
        }
        if let Some(Form::Uniform(scalar)) = self.forms.get(&source)
            && let Some(form) = self.repeated(&Builder::before(op), *scalar, to)
        {
            self.give(op, form);
            return Ok(());
        }
        // Other lanes are read than the one that is computed.
        self.settle(source);
        let reads: Vec<Access> = self.operand_reads(&[source]).into_iter().map(|a| Access { at: None, ..a }).collect();
        self.compute(op, &reads, |this, b, lane| {
            let (wide, narrow) = (from.bits().max(to.bits()), from.bits().min(to.bits()));
            let k = i64::from(wide / narrow);
            if from == wide_of(from, to) {
                let (at, part) = (b.bin("arith.divui", lane, b.index(k)), b.bin("arith.remui", lane, b.index(k)));
                let whole = this.lane(b, source, at);
                let by = b.bin("arith.muli", part, b.index(i64::from(narrow)));
                let by = b.index_cast(by, from);
                let shifted = b.bin("arith.shrui", whole, by);
                return b.value("arith.trunci", &[shifted], to);
            }
            let first = b.bin("arith.muli", lane, b.index(k));
            let mut whole: Option<Value> = None;
            for part in 0..k {
                let at = b.bin("arith.addi", first, b.index(part));
                let lane = this.lane(b, source, at);
                let extended = b.value("arith.extui", &[lane], to);
                let shifted = b.bin("arith.shli", extended, b.int(to, part * i64::from(narrow)));
                whole = Some(whole.map_or(shifted, |w| b.bin("arith.ori", w, shifted)));
            }
            whole.expect("there is at least one part")
        });
        Ok(())
    }

    fn reduction(&mut self, op: Op) -> Result<()> {
        let source = op.operand(0);
        let element = source.ty().element();
        let kind = op.attr("kind").map(|a| a.to_string()).unwrap_or_default();
        let kind = kind.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let combine = match kind.as_str() {
            "add" | "mul" => format!("arith.{kind}{}", if element.is_float() { "f" } else { "i" }),
            "and" | "or" | "xor" => format!("arith.{kind}i"),
            _ => format!("arith.{kind}"),
        };
        let b = Builder::before(op);
        let result = b.alloca(&[], element, "r");
        let (start, first) = match neutral(&b, &combine, element) {
            Some(neutral) => (neutral, 0),
            None => {
                self.settle(source);
                (self.lane(&b, source, b.index(0)), 1)
            }
        };
        let init = b.store(start, result, &[]);
        let gather = |b: &Builder, lane: Value| {
            let before = b.load(result, &[]);
            let after = b.bin(&combine, before, lane);
            b.store(after, result, &[]);
        };
        if first == 0 {
            let accesses = self.operand_reads(&[source]);
            self.each(op, source.ty(), &accesses, |this, b, lane| gather(b, this.lane(b, source, lane)));
            // The loop may have been there before.
            if let Some(open) = &self.open {
                init.move_before(open.op);
                if let Some(def) = result.def() {
                    def.move_before(init);
                }
                if let Some(def) = start.def() {
                    def.move_before(init);
                }
            }
        } else {
            let (lower, n, one) = (b.index(first), b.index(lanes_of(source.ty())), b.index(1));
            b.for_loop(lower, n, one, "lane", |b, lane| gather(b, self.lane(b, source, lane)));
        }
        self.close();
        op.result(0).replace_all_uses(Builder::before(op).load(result, &[]));
        Ok(())
    }

    /// A vector computed lane by lane: a value for this loop, and an array for later ones.
    fn compute(&mut self, op: Op, accesses: &[Access], value: impl FnOnce(&mut Self, &Builder, Value) -> Value) {
        let result = op.result(0);
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "v".into());
        self.each(op, result.ty(), accesses, |this, b, lane| {
            let scalar = value(this, b, lane);
            let open = this.open.as_mut().expect("inside of a loop over lanes");
            let array = Builder::before(open.op).alloca(&[open.lanes], result.ty().element(), &name);
            b.store(scalar, array, &[lane]);
            open.scalars.insert(result, scalar);
            this.forms.insert(result, Form::Array(array));
        });
    }

    /// Adds to the open loop, if that may be, or opens one.
    fn each(&mut self, op: Op, ty: Type, accesses: &[Access], body: impl FnOnce(&mut Self, &Builder, Value)) {
        let lanes = lanes_of(ty);
        let fits = self.open.as_ref().is_some_and(|open| {
            open.lanes == lanes && accesses.iter().all(|a| open.accesses.iter().all(|other| a.agrees(other)))
        });
        if fits {
            // Behind what its new operands are made of.
            self.open.as_ref().expect("it fits").op.move_before(op);
        } else {
            self.close();
            let b = Builder::before(op);
            let (zero, n, one) = (b.index(0), b.index(lanes), b.index(1));
            let made = b.for_loop(zero, n, one, "lane", |_, _| {});
            self.open = Some(Open {
                op: made,
                lanes,
                scalars: HashMap::new(),
                accesses: vec![],
                stored: vec![],
                taken: vec![],
                guards: vec![],
            });
        }
        let open = self.open.as_mut().expect("just opened");
        open.accesses.extend_from_slice(accesses);
        open.taken.push(op);
        let inside = open.op.body();
        let b = Builder::before(inside.terminator().expect("loops end in a yield")).with_loc(op.loc());
        body(self, &b, inside.arg(0));
    }

    /// Ends the open loop. If the first lanes alone leave something behind, it runs over these.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let stores = open.taken.iter().copied().filter(|op| op.results().is_empty());
        let writes: Vec<Op> = stores.filter(|store| !open.holds(*store)).collect();
        let masks: Vec<Option<Value>> = writes.iter().map(|op| self.prefix(*op)).collect();
        let Some(Some(n)) = masks.first().copied() else { return };
        let only = masks.iter().all(|m| *m == Some(n));
        // A result that a later loop reads is needed in all lanes.
        let inner = |op: &Op| op.results().into_iter().flat_map(Value::users).all(|user| open.taken.contains(&user));
        if !only || !open.taken.iter().all(inner) {
            return;
        }
        let b = Builder::before(open.op);
        let all = b.index(open.lanes);
        open.op.set_operand(1, b.bin("arith.minsi", n, all));
        let yes = b.int(b.ctx.i1(), 1);
        for (bound, guard) in &open.guards {
            if *bound == n {
                guard.replace_all_uses(yes);
            }
        }
    }
    /// The number of first lanes that a masked store writes.
    fn prefix(&self, op: Op) -> Option<Value> {
        let mask = op.is("vector.maskedstore").then(|| op.operand(op.operand_count() - 2))?;
        if let Some(Form::First(n)) = self.forms.get(&mask) { Some(*n) } else { None }
    }

    /// One lane of a vector.
    fn lane(&mut self, b: &Builder, v: Value, lane: Value) -> Value {
        if let Some(open) = &mut self.open
            && lane == open.op.body().arg(0)
        {
            if let Some(scalar) = open.scalars.get(&v) {
                return *scalar;
            }
            if let Form::First(n) = self.forms[&v] {
                let guard = b.cmpi("slt", lane, n);
                open.guards.push((n, guard));
                open.scalars.insert(v, guard);
                return guard;
            }
        }
        let form = self.forms[&v].clone();
        if let (Some(open), Form::Memory(buffer, at)) = (&self.open, &form)
            && lane == open.op.body().arg(0)
            && let Some((_, _, scalar)) = open.stored.iter().find(|(root, to, _)| *root == buffer.root() && same_place(to, at))
        {
            return *scalar;
        }
        self.read(b, &form, lane)
    }
    fn read(&mut self, b: &Builder, form: &Form, lane: Value) -> Value {
        match form {
            Form::Uniform(scalar) => *scalar,
            Form::First(n) => b.cmpi("slt", lane, *n),
            Form::Bits(bits) => {
                let by = b.index_cast(lane, b.ctx.i64());
                let shifted = b.bin("arith.shrui", *bits, by);
                b.value("arith.trunci", &[shifted], b.ctx.i1())
            }
            Form::Memory(buffer, at) => b.load(*buffer, &behind(b, at, lane)),
            Form::Array(array) => b.load(*array, &[lane]),
            Form::Repeat(source, k) => self.lane(b, *source, modulo(b, lane, *k)),
        }
    }

    /// A number in all lanes, as narrower lanes: the parts it was read from, or one number if all parts are the same.
    fn repeated(&self, b: &Builder, scalar: Value, to: Type) -> Option<Form> {
        let (wide, narrow) = (scalar.ty().bits(), to.bits());
        if let Some(c) = scalar.const_int()
            && narrow < wide
        {
            let mut parts = (0..wide / narrow).map(|i| c >> (i * narrow) & ((1 << narrow) - 1));
            let first = parts.next()?;
            return parts.all(|part| part == first).then(|| Form::Uniform(b.int(to, first)));
        }
        let cast = self.origins.get(&scalar)?.def_by("vector.bitcast")?;
        let source = cast.operand(0);
        let whole = source.ty().element() == to && lanes_of(cast.result(0).ty()) == 1;
        whole.then(|| Form::Repeat(source, lanes_of(source.ty())))
    }

    /// What reading a vector lane by lane reads.
    fn operand_reads(&self, operands: &[Value]) -> Vec<Access> {
        let forms = operands.iter().filter_map(|v| self.forms.get(v));
        forms.flat_map(|form| self.reads(form)).collect()
    }
    fn reads(&self, form: &Form) -> Vec<Access> {
        match form {
            Form::Memory(buffer, at) => vec![Access { root: buffer.root(), at: Some(at.clone()), write: false }],
            Form::Repeat(source, _) => {
                let reads = self.operand_reads(&[*source]);
                reads.into_iter().map(|a| Access { at: None, ..a }).collect()
            }
            _ => vec![],
        }
    }

    /// Closes the open loop if the vector is complete behind it only.
    fn settle(&mut self, v: Value) {
        let reads = self.operand_reads(&[v]);
        let waits = |open: &Open| {
            open.scalars.contains_key(&v) || reads.iter().any(|r| open.accesses.iter().any(|a| a.write && a.root == r.root))
        };
        if self.open.as_ref().is_some_and(waits) {
            self.close();
        }
    }
}

/// `scf.if` with a result.
fn choice(b: &Builder, on: Value, ty: Type, yes: impl FnOnce(&Builder) -> Value, no: impl FnOnce(&Builder) -> Value) -> Value {
    let (first, block) = new_region(&[], b.loc);
    let inner = Builder::at_end(block, b.loc);
    let value = yes(&inner);
    inner.op("scf.yield", Spec { operands: &[value], ..Spec::default() });
    let (second, block) = new_region(&[], b.loc);
    let inner = Builder::at_end(block, b.loc);
    let value = no(&inner);
    inner.op("scf.yield", Spec { operands: &[value], ..Spec::default() });
    b.op("scf.if", Spec { operands: &[on], results: &[ty], regions: vec![first, second], ..Spec::default() }).result(0)
}

/// The indices of lane `lane` of a vector at `at`.
fn behind(b: &Builder, at: &[Value], lane: Value) -> Vec<Value> {
    let mut indices = at.to_vec();
    if let Some(last) = indices.last_mut() {
        *last = if last.const_int() == Some(0) { lane } else { b.bin("arith.addi", *last, lane) };
    }
    indices
}

/// `lane mod k`: of `k * x + y` with the counter `y` of a loop up to `k`, it is `y`.
fn modulo(b: &Builder, lane: Value, k: i64) -> Value {
    if let Some(sum) = lane.def_by("arith.addi")
        && let Some(product) = sum.operand(0).def_by("arith.muli")
        && product.operand(1).const_int().is_some_and(|c| c % k == 0)
        && let Some((body, 0)) = sum.operand(1).as_block_arg()
        && let Some(counter) = body.parent_op().filter(|op| op.is("scf.for"))
        && counter.operand(0).const_int().is_some_and(|c| c >= 0)
        && counter.operand(1).const_int().is_some_and(|c| c <= k)
    {
        return sum.operand(1);
    }
    b.bin("arith.remui", lane, b.index(k))
}

fn wide_of(a: Type, b: Type) -> Type {
    if a.bits() > b.bits() { a } else { b }
}

/// The number that changes nothing; none for extrema of floats, which may all be no numbers.
fn neutral(b: &Builder, combine: &str, ty: Type) -> Option<Value> {
    let smallest = || 1_i64 << (ty.bits() - 1);
    Some(match combine {
        "arith.addf" => b.float(ty, -0.0),
        "arith.mulf" => b.float(ty, 1.0),
        "arith.addi" | "arith.ori" | "arith.xori" | "arith.maxui" => b.int(ty, 0),
        "arith.muli" => b.int(ty, 1),
        "arith.andi" | "arith.minui" => b.int(ty, -1),
        "arith.maxsi" => b.int(ty, smallest().wrapping_neg()),
        "arith.minsi" => b.int(ty, smallest().wrapping_sub(1)),
        _ => return None,
    })
}

fn static_position(op: Op) -> Option<i64> {
    let text = op.attr("static_position")?.to_string();
    text.split_once(": ")?.1.trim_end_matches('>').trim().parse().ok()
}

/// May the loop move behind the operation, which has no vectors?
fn passes(op: Op, open: &Open) -> bool {
    effects(op).is_some_and(|all| all.iter().all(|e| open.accesses.iter().all(|a| a.agrees(e))))
}
