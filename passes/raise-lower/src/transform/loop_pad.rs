//! `loop-pad`: the last, shorter run of a tile's loop becomes as long as the others (TVM: padding with `pad_einsum`).
//!
//! ```text
//! for i.i < min(64, M - i.o) { for k.i < 16 { acc[i.i] += As[i.i][k.i] * .. } }
//! // loop-pad{loop=i.i} becomes
//! for i.i < 64 { .. }
//! ```
//!
//! What the added iterations compute is never looked at. Needs: the loop ends at a minimum with a constant; its body touches nothing but local
//! arrays, inside of their bounds, and elements of other buffers that all iterations read, of which there is one; and for everything it stores, either
//! * the element is one of the iteration's own (a dimension of the array is the induction variable), and whoever reads that dimension ends where the
//!   loop ended, or only fills such elements itself; or
//! * it is a sum, and what is added is zero in the added iterations, because both factors come from arrays that `cache` filled with zeros.
//!
//! This is what gives every thread, and every tensor instruction, a full tile.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{
    linear::Linear,
    nest::access,
    shape::{at_most, is_positive, is_pure, reach, terms_of_min},
};

/// See the module.
pub struct LoopPad;

impl Pass for LoopPad {
    const ARGUMENT: &'static str = "loop-pad";
    const SUMMARY: &'static str = "Run the last, shorter tile of a loop at full length";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loop", "the loop's name", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let name = options.str(0);
        let op = named::find_loop(module, &name)?;
        pad(op)?;
        named::record(module, &format!("loop-pad{{loop={name}}}"), "what the added iterations compute is not looked at (linear)");
        Ok(())
    }
}

fn refuse(message: &str, at: Op) -> Diagnostic {
    Diagnostic::error("illegal-pad", message).at(at.span())
}

fn pad(op: Op) -> Result<()> {
    let upper = op.operand(1);
    if upper.const_int().is_some() {
        return Ok(());
    }
    let plain = op.operand(0).const_int() == Some(0) && op.operand(2).const_int() == Some(1) && op.results().is_empty();
    let Some(length) = at_most(upper).filter(|_| plain) else {
        return Err(refuse("the loop does not end at a minimum with a constant", op)
            .help("split it first: loop-split{loop=.. factor=..}"));
    };
    let iv = op.body().arg(0);
    let runs = is_positive(upper, op);
    for inner in op.walk().into_iter().filter(|i| *i != op) {
        match inner.name().as_str() {
            "scf.for" | "scf.yield" | "memref.alloca" => {}
            "memref.load" | "memref.store" => {
                let first = usize::from(inner.is("memref.store")) + 1;
                let array = inner.operand(first - 1);
                let local = array.def_by("memref.alloca").and_then(|_| array.ty().static_shape());
                if local.is_none() && inner.is("memref.load") && runs && access(inner).is_some_and(|a| stays(&a.index, op, iv)) {
                    continue;
                }
                let Some(shape) = local else {
                    return Err(refuse("the added iterations would touch memory that the kernel was given", inner)
                        .help("stage it first: cache{buffer=.. loop=.. pad=true}"));
                };
                let same = |index: &Linear| runs && stays(index, op, iv);
                let inside = inner.operands().into_iter().skip(first).zip(&shape).all(|(index, n)| {
                    let index = Linear::of(index);
                    same(&index) || reach(&index).is_some_and(|r| r < *n)
                });
                if !inside {
                    return Err(refuse("an index of the added iterations may lie outside of its array", inner));
                }
                if inner.is("memref.store") {
                    check_store(inner, op, iv, length)?;
                }
            }
            _ if may_trap(inner, op, runs) => {
                return Err(refuse("the added iterations may divide by zero", inner));
            }
            _ if is_pure(inner) => {}
            _ => return Err(refuse("the loop does more than to compute and to store", inner)),
        }
    }
    let b = Builder::before(op);
    op.set_operand(1, b.int(upper.ty(), length));
    Ok(())
}

/// Is a place the same in all iterations, wherever the loops inside are?
fn stays(index: &Linear, op: Op, iv: Value) -> bool {
    index.split(iv).is_some_and(|(c, _)| c == Linear::default()) && index.values().into_iter().all(|v| is_stable(v, op))
}

/// Is a value made of what is known in front of the loop, and of iterations? What a variable holds that the loop stores to is not.
fn is_stable(v: Value, op: Op) -> bool {
    let Some(def) = v.def().filter(|d| d.is_inside(op)) else { return true };
    let is_stored = || op.find("memref.store").iter().any(|s| s.operand(1).root() == def.operand(0).root());
    (is_pure(def) || def.is("memref.load") && !is_stored()) && def.operands().into_iter().all(|o| is_stable(o, op))
}

/// Could a division trap that the loop would not have made?
fn may_trap(division: Op, op: Op, runs: bool) -> bool {
    let is_one = ["div", "rem", "floordiv", "ceildiv"].iter().any(|d| division.name().starts_with(&format!("arith.{d}")));
    if !is_one || !division.result(0).ty().is_int() && !division.result(0).ty().is_index() {
        return false;
    }
    let by = division.operand(1);
    by.const_int().is_none_or(|c| c == 0) && !(runs && by.is_outside(op))
}

/// The dimension of the access that is the iteration's own: the index is `iv`.
fn own_dimension(access: Op, iv: Value) -> Option<usize> {
    let first = usize::from(access.is("memref.store")) + 1;
    access.operands().into_iter().skip(first).position(|index| Linear::of(index) == Linear::leaf(iv))
}

fn check_store(store: Op, op: Op, iv: Value, length: i64) -> Result<()> {
    let array = store.operand(1);
    if array.def().is_some_and(|d| d.is_inside(op)) {
        return Ok(());
    }
    match own_dimension(store, iv) {
        Some(dimension) => {
            let looked_at = |user: &Op| {
                let own = own_dimension(*user, iv) == Some(dimension);
                match user.name().as_str() {
                    "memref.store" => user.operand(0) == array,
                    "memref.load" if user.is_inside(op) => !own,
                    "memref.load" => !ends_with(*user, dimension, op, length, &mut vec![(array, dimension)]),
                    _ => true,
                }
            };
            match array.users().into_iter().find(looked_at) {
                None => Ok(()),
                Some(user) => {
                    let place = user.span().map_or_else(|| "elsewhere".to_owned(), |s| format!("in line {}", s.line));
                    Err(refuse("what the added iterations store may be read", store).note(format!("it is read {place}")))
                }
            }
        }
        None => {
            let place = access(store);
            let sum = store.operand(0).def_by("arith.addf").or_else(|| store.operand(0).def_by("arith.addi"));
            let same = |v: Value| {
                // What was read in front of the loop is not what was stored last.
                v.def_by("memref.load").is_some_and(|l| match (access(l), &place) {
                    (Some(a), Some(p)) => l.block() == store.block() && a.buffer == p.buffer && a.index == p.index,
                    _ => false,
                })
            };
            let added = sum.and_then(|s| {
                let (a, b) = (s.operand(0), s.operand(1));
                if same(a) { Some(b) } else { same(b).then_some(a) }
            });
            if added.is_some_and(|v| is_zero(v, iv)) {
                Ok(())
            } else {
                Err(refuse("the added iterations would change a result", store)
                    .help("only sums of products of arrays that are padded with zeros may run longer: cache{.. pad=true}"))
            }
        }
    }
}

/// Does a load outside of `op` read the dimension only where `op` itself stored, or to fill elements of which the same holds? `seen`: the arrays
/// and dimensions that are asked about already.
fn ends_with(load: Op, dimension: usize, op: Op, length: i64, seen: &mut Vec<(Value, usize)>) -> bool {
    let index = load.operands()[1 + dimension];
    let Some(reader) = load.ancestors().find(|a| a.is("scf.for") && Linear::of(index) == Linear::leaf(a.body().arg(0))) else {
        return false;
    };
    let ends_alike = same_least(reader.operand(1), op.operand(1)) || same_value(reader.operand(1), op.operand(1), 0);
    let at_full_length = reader.operand(1).const_int() == Some(length);
    let mut fills = || {
        let iv = reader.body().arg(0);
        reader.find("memref.store").into_iter().all(|s| {
            let array = s.operand(1);
            let Some(own) = own_dimension(s, iv).filter(|_| array.def_by("memref.alloca").is_some()) else { return false };
            if seen.contains(&(array, own)) {
                return true;
            }
            seen.push((array, own));
            array.users().into_iter().all(|user| match user.name().as_str() {
                "memref.store" => user.operand(0) != array,
                "memref.load" if user.is_inside(reader) => own_dimension(user, iv) == Some(own),
                "memref.load" => ends_with(user, own, op, length, seen),
                _ => false,
            })
        })
    };
    ends_alike || at_full_length && fills()
}

/// Are two values the least of the same polynomials?
fn same_least(a: Value, b: Value) -> bool {
    let (a, b) = (terms_of_min(a), terms_of_min(b));
    a.iter().all(|t| b.contains(t)) && b.iter().all(|t| a.contains(t))
}

/// Are two values computed alike?
fn same_value(a: Value, b: Value, depth: usize) -> bool {
    if a == b || a.const_int().is_some() && a.const_int() == b.const_int() {
        return true;
    }
    match (a.def(), b.def()) {
        (Some(x), Some(y)) if depth < 20 && is_pure(x) && x.name() == y.name() && x.operand_count() == y.operand_count() => {
            x.int_attr("predicate") == y.int_attr("predicate")
                && x.attr("value").is_none()
                && x.operands().into_iter().zip(y.operands()).all(|(p, q)| same_value(p, q, depth + 1))
        }
        _ => false,
    }
}

/// Is the value zero behind the end of the padded arrays that it is computed from, whatever else is in them?
fn is_zero(v: Value, iv: Value) -> bool {
    let Some(op) = v.def() else { return false };
    match op.name().as_str() {
        "memref.load" => {
            let padded = op.operand(0).def().is_some_and(|d| d.attr(names::PADDED).is_some());
            // In a window, `i + k`, an added `k` may still meet an element that was copied.
            padded && own_dimension(op, iv).is_some()
        }
        // Zero times something that is no number is no number: both are zero, or the other is in range anyway.
        "arith.mulf" => op.operands().into_iter().all(|o| is_zero(o, iv)),
        "arith.muli" => op.operands().into_iter().any(|o| is_zero(o, iv)),
        "arith.addf" | "arith.addi" | "arith.subf" | "arith.subi" => op.operands().into_iter().all(|o| is_zero(o, iv)),
        "arith.extf" | "arith.extsi" | "arith.extui" | "arith.sitofp" | "arith.uitofp" | "arith.truncf" => {
            is_zero(op.operand(0), iv)
        }
        _ => false,
    }
}
