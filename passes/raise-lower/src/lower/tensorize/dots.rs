//! Rows that add to a number the products of the bytes that two integers hold: dot products on GPUs.
//!
//! ```text
//! for e < 4 { sum += (int)a[i + e] * (int)b[j][4 * k + e] }
//! // sum = __dp4a(a[i] | a[i + 1] << 8 | ..., *reinterpret_cast<const int *>(&b[j][4 * k]), sum)
//! ```
//!
//! A row's body is read as one term of its sum, over the parts of its integers; every part must be in a term of its own, and the terms must be
//! alike. Types and signs of the elements decide whether a program's sum is the row's. Elements from a place on that is a multiple of their number are
//! read as the integer that they are; others are put together: to ask while running costs more, as nothing is read ahead then.

use xpiler_ir::{
    Builder, Op, Type, Value, names,
    rows::{Row, Rows},
};

use super::{
    super::{align, vector_loops::is_multiple},
    call,
    registers::load_of,
    template::is_accurate,
};
use crate::analysis::{
    linear::Linear,
    nest::{Access, Expr, Nest, Update, access, commutes},
};

/// A row that adds products of parts of integers.
pub struct DotRow<'a> {
    row: &'a Row,
    /// The parameter that it adds to.
    sum: usize,
    /// What it adds for each part.
    term: Term,
    /// How many parts an integer has.
    parts: i64,
}

/// A value made of the parts at one place of the parameters.
#[derive(PartialEq)]
enum Term {
    /// The part of a parameter, with its sign or with zeros in front.
    Part(usize, bool),
    /// An operation.
    Op(String, Vec<Term>),
}

/// The rows of a machine that add products of parts.
pub fn dot_rows<'a>(table: &'a Rows, arch: &str) -> Vec<DotRow<'a>> {
    let usable = table.all().iter().filter(|r| r.is_on(arch) && is_accurate(r) && r.warp() == 0);
    usable.filter_map(DotRow::of).collect()
}

impl<'a> DotRow<'a> {
    fn of(row: &'a Row) -> Option<Self> {
        let params = row.func.body().args();
        let end = row.func.body().terminator()?;
        let [result] = end.operands()[..] else { return None };
        let mut added = vec![];
        addends(result, &mut added);
        let start = added.iter().position(|v| params.contains(v))?;
        let sum = params.iter().position(|p| *p == added[start])?;
        added.remove(start);
        let parts = added.len() as i64;
        let bits =
            result.ty().is_int().then(|| i64::from(result.ty().bits())).filter(|bits| parts > 1 && bits % parts == 0)? / parts;
        let mut terms = vec![];
        for value in added {
            let mut at = None;
            terms.push((term(value, &params, bits, &mut at)?, at?));
        }
        terms.sort_by_key(|(_, at)| *at);
        let each_once = terms.iter().map(|(_, at)| *at).eq(0..parts);
        let alike = terms.iter().all(|(t, _)| *t == terms[0].0);
        (each_once && alike).then(|| Self { row, sum, term: terms.swap_remove(0).0, parts })
    }

    /// How many elements it takes of each operand.
    pub fn group(&self) -> i64 {
        self.parts
    }

    /// Does the row add the same values as the program, wherever its elements are?
    pub fn gathers(&self, program: &Nest) -> bool {
        self.operands(program).is_some()
    }

    /// The elements whose groups are the row's operands, by parameter.
    fn operands<'p>(&self, program: &'p Nest) -> Option<Vec<(usize, &'p Access)>> {
        let sum = self.row.inputs()[self.sum];
        let adds = matches!(&program.update, Update::Accumulate { combine, .. } if combine == "arith.addi");
        let mut found = vec![];
        (adds && program.target.buffer.ty().element() == sum && self.bind(&self.term, &program.value, &mut found))
            .then_some(found)
    }

    fn bind<'p>(&self, wanted: &Term, actual: &'p Expr, found: &mut Vec<(usize, &'p Access)>) -> bool {
        let Expr::Op(op, _, operands) = actual else { return false };
        match (wanted, operands.as_slice()) {
            (Term::Part(k, signed), [Expr::Load(element)]) => {
                let word = self.row.inputs()[*k];
                let widens = op.is(if *signed { "arith.extsi" } else { "arith.extui" }) && op.result(0).ty() == word;
                let is_part = i64::from(element.buffer.ty().element().bits()) * self.parts == i64::from(word.bits());
                found.push((*k, element));
                widens && is_part && element.buffer.ty().element().is_int()
            }
            (Term::Op(name, children), _) if op.is(name) && children.len() == operands.len() => {
                let kept = found.len();
                if children.iter().zip(operands).all(|(c, o)| self.bind(c, o, found)) {
                    return true;
                }
                found.truncate(kept);
                commutes(name) && children.iter().zip(operands.iter().rev()).all(|(c, o)| self.bind(c, o, found))
            }
            _ => false,
        }
    }

    /// Writes the row in front of a loop over a group and erases the loop, if it adds what the row does, of elements that follow each other.
    fn replace(&self, root: Op, program: &Nest, platform: &str) -> bool {
        let [group] = program.iterators.as_slice() else { return false };
        let Some(operands) = self.operands(program) else { return false };
        let follow = |a: &Access| a.index.split(group.iv).is_some_and(|(c, _)| c.as_constant() == Some(1));
        let whole = group.extent.const_int() == Some(self.parts) && group.reduces;
        let plain = matches!(program.update, Update::Accumulate { init: None, .. }) && program.finish.is_none();
        let loads: Option<Vec<(usize, Op)>> = operands.iter().map(|(k, a)| Some((*k, load_of(root, a)?))).collect();
        let (Some(loads), true) = (loads, whole && plain && operands.iter().all(|(_, a)| follow(a))) else { return false };
        let Some(store) = root.find("memref.store").first().copied() else { return false };
        let b = Builder::before(root);
        let place: Vec<Value> = store.operands()[2..].iter().map(|v| Linear::of(*v).build(&b)).collect();
        let given = |k: usize| loads.iter().find(|(p, _)| *p == k).map(|(_, load)| self.word(&b, *load, group.iv));
        let inputs: Vec<Value> = (self.row.inputs().into_iter().enumerate())
            .map(|(k, ty)| match given(k) {
                Some(word) => word,
                None if k == self.sum => b.load(store.operand(1), &place),
                None => b.int(ty, self.row.arg_int(k, names::VALUE).unwrap_or(0)),
            })
            .collect();
        let sum = call(&b, platform, &self.row.name, &inputs, &[], &self.row.outputs()).result(0);
        b.store(sum, store.operand(1), &place);
        root.erase();
        true
    }

    /// The integer that holds the group of elements that a load reads one by one.
    fn word(&self, b: &Builder, load: Op, iv: Value) -> Value {
        let array = load.operand(0);
        let word = b.ctx.int(array.ty().element().bits() * self.parts as u32);
        if !starts_group(load, iv, self.parts) {
            return self.put_together(b, load, iv, word);
        }
        if let Some(alloca) = array.def() {
            align(alloca, i64::from(word.bits()) / 8);
        }
        let operands = [&[array], element(b, load, iv, 0).as_slice()].concat();
        let group = b.value("vector.load", &operands, b.ctx.vector(self.parts, array.ty().element()));
        let whole = b.value("vector.bitcast", &[group], b.ctx.vector(1, word));
        let first = b.ctx.i64_array_attr(&[0]);
        b.value_with("vector.extract", &[whole], word, &[("static_position", first)])
    }

    /// The group, element by element: the first one is in the lowest bits.
    fn put_together(&self, b: &Builder, load: Op, iv: Value, word: Type) -> Value {
        let part = |e: i64| {
            let wide = b.value("arith.extui", &[b.load(load.operand(0), &element(b, load, iv, e))], word);
            let up = e * i64::from(load.result(0).ty().bits());
            if up == 0 { wide } else { b.bin("arith.shli", wide, b.int(word, up)) }
        };
        (1..self.parts).fold(part(0), |all, e| b.bin("arith.ori", all, part(e)))
    }
}

/// The indices of a load in an iteration.
fn element(b: &Builder, load: Op, iv: Value, iteration: i64) -> Vec<Value> {
    let index = |v: &Value| Linear::of(*v).replace(iv, &Linear::constant(iteration)).build(b);
    load.operands()[1..].iter().map(index).collect()
}

/// Is the first element that a load reads at a multiple of the group's size, whatever the scalars are? Buffers are aligned as allocations are, shared
/// arrays are made so; other arrays stay in registers.
fn starts_group(load: Op, iv: Value, size: i64) -> bool {
    let memory = match load.operand(0).def() {
        Some(array) => array.is("memref.alloca") && array.str_attr(names::SPACE).as_deref() == Some("shared"),
        None => true,
    };
    let mut scalars = vec![];
    let place = access(load).and_then(|a| a.index.split(iv));
    memory && place.is_some_and(|(_, first)| is_multiple(&first, size, &mut scalars)) && scalars.is_empty()
}

/// What a sum adds up.
fn addends(v: Value, found: &mut Vec<Value>) {
    match v.def_by("arith.addi") {
        Some(sum) => sum.operands().into_iter().for_each(|o| addends(o, found)),
        None => found.push(v),
    }
}

/// A value as a term over parts of `bits` bits, all of which are at one place: `at`.
fn term(v: Value, params: &[Value], bits: i64, at: &mut Option<i64>) -> Option<Term> {
    if let Some((k, place, signed)) = part(v, params, bits) {
        return (*at.get_or_insert(place) == place).then_some(Term::Part(k, signed));
    }
    let op = v.def().filter(|op| op.name().starts_with("arith.") && op.attr("predicate").is_none() && v.const_int().is_none())?;
    let children = op.operands().into_iter().map(|o| term(o, params, bits, at)).collect::<Option<_>>()?;
    Some(Term::Op(op.name(), children))
}

/// `p << up >> word - bits`: the parameter, the place of the part, and whether its sign is kept. The topmost part needs no `up`.
fn part(v: Value, params: &[Value], bits: i64) -> Option<(usize, i64, bool)> {
    let down = v.def().filter(|d| d.is("arith.shrsi") || d.is("arith.shrui"))?;
    let top = i64::from(v.ty().bits()) - bits;
    let (of, up) = match down.operand(0).def_by("arith.shli") {
        Some(shift) => (shift.operand(0), shift.operand(1).const_int()?),
        None => (down.operand(0), 0),
    };
    let is_part = down.operand(1).const_int() == Some(top) && (0..=top).contains(&up) && up % bits == 0;
    let k = params.iter().position(|p| *p == of).filter(|_| is_part)?;
    Some((k, (top - up) / bits, down.is("arith.shrsi")))
}

/// Replaces the loops of an entry that rows compute.
pub fn generate(entry: Op, rows: &[DotRow], platform: &str) {
    let loops = entry.find("scf.for").into_iter().filter_map(|op| Some((op, Nest::of(op)?)));
    // None of them holds another one.
    let groups: Vec<(Op, Nest)> = loops.filter(|(_, n)| n.iterators.len() == 1).collect();
    for (root, program) in groups {
        let _ = rows.iter().any(|row| row.replace(root, &program, platform));
    }
}
