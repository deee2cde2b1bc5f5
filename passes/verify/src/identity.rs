//! Rewrites the floats of an instrumented module: into [`Value`]s for the identity tier, or into doubles that show
//! whether a difference is rounding.
//!
//! In the identity tier a float is a `vector<4xi64>`, the four words of a value. Buffers, loop-carried values and selects
//! only change their types; an operation on floats becomes a call of [`crate::runtime`], with operands and result in
//! slots of the frame.

use xpiler_ir::{
    Builder, Ctx, Diagnostic, Kernel, Op, Result, Type, Value as Ssa,
    builder::{Spec, declare},
};

use crate::{
    instrument::{POISON, call},
    literal::{self, Float, Reading},
    value::{Binary, Field, Unary, Value},
};

const VALUE: &str = "vector<4xi64>";

/// What a rewritten module is, besides itself.
#[derive(Default)]
pub struct Notes {
    /// Literals read as other numbers than their decimal: `0.70710677 = 1/sqrt(2)`.
    pub constants: Vec<String>,
}

/// Does the module take a logarithm, so that `exp` must remember its arguments?
pub fn takes_logarithms(kernel: &Kernel) -> bool {
    let logs = ["math.log", "math.log2", "math.log10", "math.log1p", "math.powf"];
    kernel.module().walk().iter().any(|op| logs.iter().any(|l| op.is(l)))
}

/// Does a result depend on the order of reals: a comparison, an extremum, a conversion to integers?
pub fn decides_by_order(kernel: &Kernel) -> bool {
    kernel.module().walk().iter().any(|op| {
        let name = op.name();
        ["arith.cmpf", "arith.fptosi", "arith.fptoui", "math.absf", "math.floor", "math.ceil"].contains(&name.as_str())
            || ["arith.max", "arith.min", "math.round"].iter().any(|prefix| name.starts_with(prefix))
                && op.results().iter().any(|v| v.ty().is_float())
    })
}

/// Does the kernel ask whether a number is infinite, or a number at all? By name, by a comparison that only tells that, or by the bits of the exponent.
pub fn classifies(kernel: &Kernel) -> bool {
    // Of f16, bf16, f32 and f64.
    const EXPONENTS: [i64; 4] = [0x7c00, 0x7f80, 0x7f80_0000, 0x7ff0_0000_0000_0000];
    let is_infinite = |v: Ssa| v.const_float().is_some_and(f64::is_infinite);
    let (mut looks_at_bits, mut knows_exponent) = (false, false);
    let asks = kernel.module().walk().iter().any(|op| {
        looks_at_bits |= op.is("arith.bitcast") && op.operand(0).ty().is_float();
        knows_exponent |= op.results().iter().any(|v| v.const_int().is_some_and(|c| EXPONENTS.contains(&c)));
        let compares = op.is("arith.cmpf") && {
            let (a, b) = (op.operand(0), op.operand(1));
            let size_of = |v: Ssa| v.def_by("math.absf").is_some();
            let infinite = size_of(a) && is_infinite(b) || size_of(b) && is_infinite(a);
            a == b || infinite || matches!(op.int_attr("predicate"), Some(7 | 14))
        };
        compares || ["math.isnan", "math.isinf", "math.isfinite"].contains(&op.name().as_str())
    });
    asks || looks_at_bits && knows_exponent
}

/// The element of a memref or the type itself, if it is a float.
fn float(ty: Type) -> Option<Float> {
    let element = if ty.is_memref() { ty.element() } else { ty };
    if element.is_float() { Float::of(&element.to_string()) } else { None }
}

/// The type with its float replaced.
fn retyped(ty: Type, with: &str) -> Result<Type> {
    let Some(_) = float(ty) else { return Ok(ty) };
    if !ty.is_memref() {
        return ty.ctx().parse_type(with).ok_or_else(|| Diagnostic::internal("the value type does not parse"));
    }
    let text = ty.to_string().replacen(&ty.element().to_string(), with, 1);
    ty.ctx().parse_type(&text).ok_or_else(|| Diagnostic::internal(format!("the type {text} does not parse")))
}

fn unsupported(op: Op) -> Diagnostic {
    Diagnostic::error("no-identity", format!("`{}` has no meaning on exact values", op.name())).at(op.span())
}

/// Replaces the types of all floats, and literals by `constant`.
fn retype(kernel: &Kernel, with: &str, constant: &dyn Fn(Op, Float) -> Result<()>) -> Result<()> {
    for f in kernel.functions() {
        let Some(ty) = f.attr("function_type").and_then(|t| t.as_type()) else { continue };
        let (inputs, results) = ty.function();
        let inputs: Vec<Type> = inputs.into_iter().map(|t| retyped(t, with)).collect::<Result<_>>()?;
        f.set_attr("function_type", f.ctx().type_attr(f.ctx().function(&inputs, &results)));
    }
    for op in kernel.module().walk() {
        if op.is("arith.constant")
            && let Some(ty) = float(op.result(0).ty())
        {
            constant(op, ty)?;
        }
        for region in op.regions() {
            for block in region.blocks() {
                for arg in block.args() {
                    arg.set_ty(retyped(arg.ty(), with)?);
                }
            }
        }
        for result in op.results() {
            result.set_ty(retyped(result.ty(), with)?);
        }
    }
    Ok(())
}

/// The literal of a constant operation.
fn literal(op: Op, ty: Float) -> (f64, Reading) {
    let written = op.attr("value").and_then(|a| a.as_float()).unwrap_or(f64::NAN);
    (written, literal::read(written, ty))
}

/// Rewrites all floats to doubles, literals to the numbers they mean.
pub fn widen(kernel: &Kernel) -> Result<Kernel> {
    let kernel = kernel.duplicate();
    let ctx = kernel.ctx();
    for op in kernel.module().walk() {
        if op.is("arith.bitcast") && (float(op.operand(0).ty()).is_some() || float(op.result(0).ty()).is_some()) {
            return Err(unsupported(op));
        }
    }
    retype(&kernel, "f64", &|op, ty| {
        op.set_attr("value", ctx.float_attr(ctx.f64(), literal(op, ty).1.real()));
        Ok(())
    })?;
    for op in kernel.module().walk() {
        if op.is("arith.extf") || op.is("arith.truncf") {
            op.result(0).replace_all_uses(op.operand(0));
            op.erase();
        }
    }
    Ok(kernel)
}

/// Rewrites all floats to values of `field`.
pub fn rewrite(kernel: &Kernel, field: &Field) -> Result<(Kernel, Notes)> {
    let kernel = kernel.duplicate();
    let ctx = kernel.ctx();
    let entry = kernel.entry().ok_or_else(|| Diagnostic::internal("a neutral form has no entry"))?;
    // The floats of the module as it was: operations to rewrite.
    let ops: Vec<Op> = entry
        .walk()
        .into_iter()
        .filter(|op| op.operands().into_iter().chain(op.results()).any(|v| float(v.ty()).is_some() && !v.ty().is_memref()))
        .collect();
    let mut notes = Notes::default();
    let constants = std::cell::RefCell::new(std::collections::BTreeSet::new());
    retype(&kernel, VALUE, &|op, ty| {
        let (written, reading) = literal(op, ty);
        let value = if op.attr(POISON).is_some() { Value::POISON } else { reading.value(field) };
        if let Some(note) = reading.note() {
            let shown = if ty == Float::F64 { written.to_string() } else { (written as f32).to_string() };
            constants.borrow_mut().insert(format!("{shown} = {note}"));
        }
        op.set_attr("value", words(ctx, &value)?);
        Ok(())
    })?;
    notes.constants = constants.into_inner().into_iter().collect();

    let i64 = ctx.i64();
    let pointer = ctx.parse_type("!llvm.ptr").ok_or_else(|| Diagnostic::internal("no pointer type"))?;
    let p = pointer;
    for (name, inputs, results) in [
        ("xp_add", &[p, p, p][..], &[][..]),
        ("xp_sub", &[p, p, p], &[]),
        ("xp_mul", &[p, p, p], &[]),
        ("xp_unary", &[p, p, i64], &[]),
        ("xp_binary", &[p, p, p, i64], &[]),
        ("xp_fma", &[p, p, p, p], &[]),
        ("xp_chosen", &[p, p, p, p, i64], &[]),
        ("xp_compare", &[p, p, i64], &[i64]),
        ("xp_signed", &[p, i64], &[]),
        ("xp_unsigned", &[p, i64], &[]),
        ("xp_integer", &[p], &[i64]),
        ("xp_classify", &[p, i64], &[i64]),
    ] {
        declare(kernel.module(), name, inputs, results);
    }
    let start = Builder::at_start(entry.body(), entry.loc());
    let one = start.int(i64, 1);
    let value_type = ctx.parse_type(VALUE).ok_or_else(|| Diagnostic::internal("no value type"))?;
    let slot = || {
        let attrs = [("elem_type", ctx.type_attr(value_type)), ("alignment", ctx.int_attr(i64, 32))];
        start.value_with("llvm.alloca", &[one], pointer, &attrs)
    };
    let frame = Frame { slots: [slot(), slot(), slot(), slot()], value_type };
    for op in ops {
        frame.rewrite(op)?;
    }
    Ok((kernel, notes))
}

/// On the operation that stands for a choice until it is rewritten: is it the maximum (boolean)?
const CHOICE: &str = "xpiler.choice";

/// A larger or smaller one of two floats, chosen by comparing them.
struct Choice {
    maximum: bool,
    of: [Ssa; 2],
    /// Of `if (x > m) m = x;`: the store.
    store: Option<Op>,
}

/// `a > b ? a : b` and `if (x > m) m = x;`, with all their relatives.
fn chooses(op: Op) -> Option<Choice> {
    let cmp = op.operands().first().filter(|_| op.is("arith.select") || op.is("scf.if"))?.def_by("arith.cmpf")?;
    let greater = match cmp.int_attr("predicate")? {
        2 | 3 | 9 | 10 => true,
        4 | 5 | 11 | 12 => false,
        _ => return None,
    };
    let of = [cmp.operand(0), cmp.operand(1)];
    // Which of the two is it? Nothing is written in between.
    let which = |v: Ssa| of.iter().position(|o| same(*o, v, 8));
    let maximum = |taken: usize| greater == (taken == 0);
    if op.is("arith.select") {
        let (yes, no) = (which(op.operand(1))?, which(op.operand(2))?);
        return (yes != no).then(|| Choice { maximum: maximum(yes), of, store: None });
    }
    let blocks: Vec<_> = op.regions().into_iter().filter_map(|r| r.first()).collect();
    let only_reads = |ops: Vec<Op>| ops.into_iter().all(is_read);
    match (&op.results()[..], &blocks[..]) {
        ([_], [yes, no]) if only_reads(yes.body_ops()) && only_reads(no.body_ops()) => {
            let (yes, no) = (which(yes.terminator()?.operand(0))?, which(no.terminator()?.operand(0))?);
            (yes != no).then(|| Choice { maximum: maximum(yes), of, store: None })
        }
        ([], [yes]) => yes.body_ops().into_iter().filter(|o| o.is("memref.store")).find_map(|store| {
            let taken = which(store.operand(0))?;
            let kept = of[1 - taken].def_by("memref.load")?;
            let slot = store.operands().split_off(1);
            let place = kept.operands().len() == slot.len() && kept.operands().into_iter().zip(slot).all(|(a, b)| same(a, b, 8));
            place.then(|| Choice { maximum: maximum(taken), of, store: Some(store) })
        }),
        _ => None,
    }
}

fn is_read(op: Op) -> bool {
    op.is("memref.load") || op.regions().is_empty() && op.name().starts_with("arith.")
}

/// Are the values computed alike, by operations that only read?
fn same(a: Ssa, b: Ssa, depth: u32) -> bool {
    if a == b {
        return true;
    }
    let (Some(x), Some(y)) = (a.def(), b.def()) else { return false };
    depth > 0
        && x.name() == y.name()
        && is_read(x)
        && x.attr("value") == y.attr("value")
        && x.attr("predicate") == y.attr("predicate")
        && x.operand_count() == y.operand_count()
        && x.operands().into_iter().zip(y.operands()).all(|(a, b)| same(a, b, depth - 1))
}

/// Does the module choose the larger or the smaller of two floats by comparing them?
pub fn has_choices(kernel: &Kernel) -> bool {
    kernel.module().walk().into_iter().any(|op| chooses(op).is_some())
}

/// Does the module compare floats other than to choose the larger or the smaller one?
pub fn compares_otherwise(kernel: &Kernel) -> bool {
    kernel.module().find("arith.cmpf").iter().any(|cmp| !cmp.result(0).users().into_iter().all(|user| chooses(user).is_some()))
}

/// A neutral form with an operation behind every choice: in the variant, the extremum's function of both operands takes the place of
/// what was chosen. Until it is rewritten it is a `math.fma`, which has as many operands of one type.
pub fn mark_choices(kernel: &Kernel) -> Kernel {
    let kernel = kernel.duplicate();
    for op in kernel.module().walk() {
        let Some(choice) = chooses(op) else { continue };
        let b = Builder::after(op);
        let slot = choice.store.map(|s| s.operands().split_off(1));
        let chosen = slot.as_ref().map_or_else(|| op.result(0), |slot| b.load(slot[0], &slot[1..]));
        let users = chosen.users();
        let flag = b.ctx.int_attr(b.ctx.i1(), i64::from(choice.maximum));
        let value = b.value_with("math.fma", &[chosen, choice.of[0], choice.of[1]], chosen.ty(), &[(CHOICE, flag)]);
        match slot {
            Some(slot) => {
                b.store(value, slot[0], &slot[1..]);
            }
            None => {
                for user in users {
                    user.replace_operand(chosen, value);
                }
            }
        }
    }
    kernel
}

/// A value as a constant of the module.
fn words(ctx: Ctx, value: &Value) -> Result<xpiler_ir::Attr> {
    let [a, b, c, d] = value.words().map(|w| w as i64);
    let text = format!("dense<[{a}, {b}, {c}, {d}]> : {VALUE}");
    ctx.parse_attr(&text).ok_or_else(|| Diagnostic::internal(format!("{text} does not parse")))
}

/// The slots of the frame: the result and up to three operands.
struct Frame {
    slots: [Ssa; 4],
    value_type: Type,
}

impl Frame {
    /// Calls a function on values: operands through slots, then `rest`; the result comes out of slot 0.
    fn call(&self, b: &Builder, name: &str, operands: &[Ssa], rest: &[Ssa]) -> Ssa {
        let mut args = vec![self.slots[0]];
        args.extend(self.spill(b, operands));
        args.extend(rest);
        call(b, name, &args, &[]);
        b.value("llvm.load", &[self.slots[0]], self.value_type)
    }
    /// The same for a function with an integer result.
    fn ask(&self, b: &Builder, name: &str, operands: &[Ssa], rest: &[Ssa]) -> Ssa {
        let mut args = self.spill(b, operands);
        args.extend(rest);
        call(b, name, &args, &[b.ctx.i64()]).result(0)
    }
    fn spill(&self, b: &Builder, operands: &[Ssa]) -> Vec<Ssa> {
        let slots = &self.slots[1..];
        for (v, slot) in operands.iter().zip(slots) {
            b.op("llvm.store", Spec { operands: &[*v, *slot], ..Spec::default() });
        }
        slots[..operands.len()].to_vec()
    }

    /// Rewrites an operation whose types have been replaced already.
    fn rewrite(&self, op: Op) -> Result<()> {
        let b = Builder::before(op);
        let name = op.name();
        let (i1, i64) = (b.ctx.i1(), b.ctx.i64());
        let truth = |v: Ssa| b.cmpi("ne", v, b.int(i64, 0));
        let widened = |v: Ssa, signed: bool| match v.ty() {
            ty if ty.is_index() => b.index_cast(v, i64),
            ty if ty.bits() == 64 => v,
            _ => b.value(if signed { "arith.extsi" } else { "arith.extui" }, &[v], i64),
        };
        let operands = op.operands();
        let result = match name.as_str() {
            // These only move floats: their types have changed, and that is all.
            "memref.load" | "memref.store" | "arith.select" | "arith.constant" | "scf.for" | "scf.if" | "scf.while"
            | "scf.yield" | "scf.condition" | "scf.execute_region" | "func.func" => return Ok(()),
            "ub.poison" => b.value_with("arith.constant", &[], self.value_type, &[("value", words(b.ctx, &Value::POISON)?)]),
            "arith.extf" | "arith.truncf" => operands[0],
            "arith.addf" => self.call(&b, "xp_add", &operands, &[]),
            "arith.subf" => self.call(&b, "xp_sub", &operands, &[]),
            "arith.mulf" => self.call(&b, "xp_mul", &operands, &[]),
            "math.fma" if op.attr(CHOICE).is_some() => {
                let maximum = b.int(i64, op.attr(CHOICE).and_then(|a| a.as_int()).unwrap_or(0));
                self.call(&b, "xp_chosen", &operands, &[maximum])
            }
            "math.fma" => self.call(&b, "xp_fma", &operands, &[]),
            "arith.cmpf" => {
                let predicate = b.int(i64, op.int_attr("predicate").unwrap_or(0));
                truth(self.ask(&b, "xp_compare", &operands, &[predicate]))
            }
            "arith.sitofp" => self.call(&b, "xp_signed", &[], &[widened(operands[0], true)]),
            "arith.uitofp" => self.call(&b, "xp_unsigned", &[], &[widened(operands[0], false)]),
            "arith.fptosi" | "arith.fptoui" => {
                let wide = self.ask(&b, "xp_integer", &operands, &[]);
                let ty = op.result(0).ty();
                if ty.bits() == 64 { wide } else { b.value("arith.trunci", &[wide], ty) }
            }
            "math.fpowi" => {
                let exponent = self.call(&b, "xp_signed", &[], &[widened(operands[1], true)]);
                self.call(&b, "xp_binary", &[operands[0], exponent], &[b.int(i64, Binary::Pow as i64)])
            }
            "math.isnan" | "math.isinf" | "math.isfinite" => {
                let kind = match name.as_str() {
                    "math.isnan" => 0,
                    "math.isinf" => 1,
                    _ => 2,
                };
                truth(self.ask(&b, "xp_classify", &operands, &[b.int(i64, kind)]))
            }
            _ => {
                let unary = Unary::ALL.iter().find(|(n, _)| *n == name).map(|(_, code)| *code as i64);
                let binary = Binary::ALL.iter().find(|(n, _)| *n == name).map(|(_, code)| *code as i64);
                match (unary, binary) {
                    (Some(code), _) => self.call(&b, "xp_unary", &operands, &[b.int(i64, code)]),
                    (_, Some(code)) => self.call(&b, "xp_binary", &operands, &[b.int(i64, code)]),
                    _ => return Err(unsupported(op)),
                }
            }
        };
        debug_assert!(result.ty() == op.result(0).ty() || result.ty() == i1);
        op.result(0).replace_all_uses(result);
        op.erase();
        Ok(())
    }
}
