//! `check-spaces`: do the operands of copies and of vector intrinsics lie where the machine takes them?
//!
//! A copy names its direction, a row its operands' memory spaces (`xpiler.space`). Parameters of a kernel lie in GDRAM, local arrays
//! without a space in LDRAM, all others where they were declared.
//! Refuses with: `memory-space`, and `overlap` where a row does not take its target as a source, or operands are seen to overlap in part.

use xpiler_ir::{
    Diagnostic, Op, Result, Value,
    cluster::{SPACES, WRAM},
    diagnostic::Fault,
    names,
    pass::{Instance, Pass},
    rows::{self, Rows},
};

use crate::analysis::{linear::Linear, shape::buffer_name};

/// See the module.
pub struct CheckSpaces;

impl Pass for CheckSpaces {
    const ARGUMENT: &'static str = "check-spaces";
    const SUMMARY: &'static str = "Refuse operands that lie in another memory space than an operation takes";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let tables = rows::used_in(module)?;
        let kernels = module.body().ops().into_iter().filter(|f| f.attr(names::KERNEL).is_some());
        for op in kernels.flat_map(|kernel| kernel.walk()) {
            if op.is("cluster.copy") {
                check_copy(op)?;
            } else if op.is("memref.load") || op.is("memref.store") {
                let (place, name) = space(op.operand(usize::from(op.is("memref.store"))));
                if place == Some(SPACES[WRAM as usize]) {
                    refuse(op, "memory-space", format!("`{name}` lies in WRAM, which only copies and the matrix unit reach"))?;
                }
            } else if op.is("intrin.call") {
                let platform = op.str_attr("platform").unwrap_or_default();
                check_call(op, &tables[&platform])?;
            }
        }
        Ok(())
    }
}

/// The space a buffer lies in, if that is known, and its name.
fn space(buffer: Value) -> (Option<&'static str>, String) {
    let buffer = buffer.root();
    let space = match buffer.def() {
        Some(op) => match op.name().as_str() {
            "cluster.alloc" => op.int_attr("space").and_then(|s| SPACES.get(s as usize)).copied(),
            "simt.alloc_shared" => Some("shared"),
            "memref.alloca" => Some("ldram"),
            _ => None,
        },
        None => buffer.as_block_arg().map(|_| "gdram"),
    };
    (space, buffer_name(buffer).unwrap_or_default())
}

fn refuse(op: Op, code: &'static str, message: String) -> Result<()> {
    Err(Diagnostic { fault: Fault::Verdict, ..Diagnostic::error(code, message) }.at(op.span()))
}

fn expect(op: Op, what: &str, buffer: Value, wanted: &str) -> Result<()> {
    match space(buffer) {
        (Some(space), name) if space != wanted && (space, wanted) != ("gdram", "global") => {
            // GPUs have words of their own.
            let simt = ["shared", "global"].contains(&wanted);
            let word = |space: &str| match space {
                "gdram" | "global" if simt => "global memory".to_owned(),
                "ldram" if simt => "local memory".to_owned(),
                "shared" => "shared memory".to_owned(),
                _ => space.to_uppercase(),
            };
            let (wanted, space) = (word(wanted), word(space));
            refuse(op, "memory-space", format!("{what} takes `{name}` in {wanted}, but it lies in {space}"))
        }
        _ => Ok(()),
    }
}

fn check_copy(op: Op) -> Result<()> {
    let side = |name: &str| op.int_attr(name).and_then(|s| SPACES.get(s as usize)).copied().unwrap_or("gdram");
    let (from, to) = (side("from"), side("to"));
    let what = format!("a copy {}2{}", from.to_uppercase(), to.to_uppercase());
    expect(op, &what, op.operand(0), to)?;
    expect(op, &what, op.operand(2), from)?;
    if op.operand(0).root() == op.operand(2).root()
        && op.operand_count() == 5
        && overlap(op.operand(1), op.operand(3), op.operand(4).const_int())
    {
        return refuse(op, "overlap", format!("source and target of {what} overlap in part"));
    }
    Ok(())
}

/// Do that many elements from two places on overlap in part, as far as can be seen?
fn overlap(a: Value, b: Value, count: Option<i64>) -> bool {
    let apart = Linear::of(a).minus(&Linear::of(b)).as_constant().map(i64::abs);
    apart.zip(count).is_some_and(|(apart, n)| 0 < apart && apart < n)
}

fn check_call(op: Op, rows: &Rows) -> Result<()> {
    let name = op.str_attr("row").unwrap_or_default();
    let operands = op.operands();
    // Behind the inputs come the offsets of the buffers among them.
    let buffers = operands.iter().filter(|v| v.ty().is_memref()).count();
    let (inputs, offsets) = operands.split_at(operands.len() - buffers);
    let types: Vec<_> = inputs.iter().map(|v| v.ty()).collect();
    let Some(row) = rows.overload(&name, &types) else { return Ok(()) };
    let wanted = |i: usize| row.arg_attr(i, names::SPACE).and_then(|a| a.as_str());
    for (i, input) in inputs.iter().enumerate() {
        if let Some(wanted) = wanted(i) {
            expect(op, &format!("`{name}`"), *input, &wanted)?;
        }
    }
    let places: Vec<(usize, Value, Value)> = inputs
        .iter()
        .enumerate()
        .filter(|(i, v)| v.ty().is_memref() && wanted(*i).is_some())
        .zip(offsets)
        .map(|((i, v), offset)| (i, (*v).root(), *offset))
        .collect();
    // The elements, if one number says how many there are of each operand.
    let counts: Vec<Value> = inputs.iter().copied().filter(|v| v.ty().is_index()).collect();
    let count = if let [n] = counts[..] { n.const_int() } else { None };
    let takes_target = row.func.attr("xpiler.alias").is_some();
    for (_, target, at) in places.iter().filter(|(i, ..)| !row.reads_only(*i)) {
        for (_, _, offset) in places.iter().filter(|(i, source, _)| row.reads_only(*i) && source == target) {
            if offset == at && !takes_target {
                return refuse(op, "overlap", format!("`{name}` does not take its target as a source"));
            }
            if overlap(*offset, *at, count) {
                return refuse(op, "overlap", format!("the operands of `{name}` overlap in part"));
            }
        }
    }
    Ok(())
}
