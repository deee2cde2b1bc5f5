//! `forward-copies`: copies between host and device disappear where they only move a buffer there and back.
//!
//! ```text
//! d = alloc(n); copy(x -> d); ... d ...; copy(d -> y); dealloc(d)
//! ```
//!
//! A device buffer stands for its host buffer if one host buffer is its whole source and destination, copied before all
//! other uses and back after them; or if it is only read (source alone), or never filled by the host (destination alone:
//! an element that the kernel leaves alone then keeps its value instead of being undefined). What does not fit keeps its
//! copies, as loops.

use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

/// See the module.
pub struct ForwardCopies;

impl Pass for ForwardCopies {
    const ARGUMENT: &'static str = "forward-copies";
    const SUMMARY: &'static str = "Replace device buffers by the host buffers they mirror, other copies by loops";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let mut taken: Vec<Value> = vec![];
        for alloc in module.find("memref.alloc") {
            if alloc.attr(names::DEVICE).is_some()
                && let Some(host) = mirror(alloc, &taken)
            {
                taken.push(host);
                forward(alloc, host);
            }
        }
        for copy in module.find("memref.copy") {
            copy_loop(copy);
        }
        Ok(())
    }
}

/// One side of a copy: the buffer and the count behind a 1-D subview from element 0 on.
struct Part {
    view: Op,
    buffer: Value,
    count: Value,
}

/// The whole-buffer side of a copy. Offsets and counts may be operands or, once canonicalised, attributes.
fn part(value: Value) -> Option<Part> {
    let view = value.def_by("memref.subview")?;
    let operands = view.operands();
    let dynamic = |name: &str| view.attr(name).is_some_and(|a| a.to_string().contains(DYNAMIC));
    let (offset_given, count_given) = (dynamic("static_offsets"), dynamic("static_sizes"));
    let at_start = if offset_given {
        operands.get(1)?.const_int() == Some(0)
    } else {
        view.attr("static_offsets").is_some_and(|a| a.to_string() == "array<i64: 0>")
    };
    let count = *operands.get(1 + usize::from(offset_given)).filter(|_| count_given)?;
    at_start.then_some(Part { view, buffer: operands[0], count })
}

/// MLIR's mark for "this one is an operand" in a list of static numbers.
const DYNAMIC: &str = "-9223372036854775808";

/// Equal values: one value, or the same operation on equal values.
fn same(a: Value, b: Value) -> bool {
    if a == b {
        return true;
    }
    match (a.def(), b.def()) {
        (Some(x), Some(y)) => {
            let pure = x.regions().is_empty() && (x.name().starts_with("arith.") || x.is("memref.dim"));
            pure && x.name() == y.name()
                && x.attr("value") == y.attr("value")
                && a.ty() == b.ty()
                && x.operands().len() == y.operands().len()
                && x.operands().into_iter().zip(y.operands()).all(|(p, q)| same(p, q))
        }
        _ => false,
    }
}

/// The host buffer that `alloc` mirrors.
fn mirror(alloc: Op, taken: &[Value]) -> Option<Value> {
    let device = alloc.result(0);
    let size = *alloc.operands().first()?;
    let block = alloc.block()?;
    let position = |op: Op| {
        let top = std::iter::once(op).chain(op.ancestors()).find(|o| o.block() == Some(block))?;
        block.ops().iter().position(|o| *o == top)
    };
    let (mut source, mut destination) = (None, None);
    let (mut inside, mut written): (Vec<usize>, bool) = (vec![], false);
    for user in device.users() {
        match user.name().as_str() {
            "memref.dealloc" => {}
            "memref.subview" => {
                for copy in user.result(0).users() {
                    if !copy.is("memref.copy") {
                        return None;
                    }
                    let (from, to) = (part(copy.operand(0))?, part(copy.operand(1))?);
                    let whole = |p: &Part| same(p.count, size);
                    if !whole(&from) || !whole(&to) || copy.block() != Some(block) {
                        return None;
                    }
                    let slot = if to.buffer == device { &mut source } else { &mut destination };
                    let host = if to.buffer == device { from.buffer } else { to.buffer };
                    if slot.replace((host, position(copy)?)).is_some() {
                        return None;
                    }
                }
            }
            _ => {
                written |= writes(user, device);
                inside.push(position(user)?);
            }
        }
    }
    let before = source.is_none_or(|(_, at)| inside.iter().all(|i| *i > at));
    let after = destination.is_none_or(|(_, at)| inside.iter().all(|i| *i < at));
    if !before || !after {
        return None;
    }
    let host = match (source, destination) {
        (Some((a, _)), Some((b, _))) if a == b => a,
        (Some((a, _)), None) if !written => a,
        (None, Some((b, _))) => b,
        _ => return None,
    };
    let is_parameter = host.as_block_arg().is_some();
    // A host buffer that a written mirror stands for must have no other mirror.
    let fresh = !taken.contains(&host) || !written && !stored(host);
    (is_parameter && fresh).then_some(host)
}

fn stored(buffer: Value) -> bool {
    buffer.users().into_iter().any(|u| writes(u, buffer))
}

/// May the operation write the buffer? A launch does if its kernel does.
fn writes(op: Op, buffer: Value) -> bool {
    if op.is("simt.launch") || op.is("cluster.launch") {
        let name = op.attr("kernel").and_then(|a| a.as_symbol());
        let module = op.ancestors().last();
        let kernel = module.and_then(|m| m.body().ops().into_iter().find(|f| f.str_attr("sym_name") == name));
        let Some(kernel) = kernel else { return true };
        let params = kernel.body().args();
        let first = op.operand_count() - params.len();
        return params.iter().enumerate().any(|(i, p)| op.operand(first + i) == buffer && stored(*p));
    }
    match op.name().as_str() {
        "memref.load" | "vector.load" | "vector.maskedload" | "memref.dim" | "memref.dealloc" => false,
        "memref.store" | "vector.store" => op.operand(1) == buffer,
        "cluster.copy" | "vector.maskedstore" => op.operand(0) == buffer,
        "memref.subview" => op.result(0).users().into_iter().any(|u| !u.is("memref.copy") || u.operand(1) == op.result(0)),
        _ => true,
    }
}

fn forward(alloc: Op, host: Value) {
    let device = alloc.result(0);
    let mut dead: Vec<Op> = vec![];
    for user in device.users() {
        if user.is("memref.dealloc") {
            dead.push(user);
        } else if user.is("memref.subview") {
            for copy in user.result(0).users() {
                dead.push(copy);
                for side in [copy.operand(0), copy.operand(1)] {
                    if let Some(p) = part(side)
                        && !dead.contains(&p.view)
                    {
                        dead.push(p.view);
                    }
                }
            }
        }
    }
    // Users before views: `views` is separated first, for no handle may be asked after its erase.
    let (views, users): (Vec<Op>, Vec<Op>) = dead.into_iter().partition(|op| op.is("memref.subview"));
    for op in users {
        op.erase();
    }
    for view in views {
        if view.result(0).users().is_empty() {
            view.erase();
        }
    }
    device.replace_all_uses(host);
    alloc.erase();
}

fn copy_loop(copy: Op) {
    let b = Builder::before(copy);
    let (source, target) = (copy.operand(0), copy.operand(1));
    let zero = b.index(0);
    let one = b.index(1);
    let n = b.value("memref.dim", &[source, zero], b.ctx.index());
    b.for_loop(zero, n, one, "e", |b, i| {
        let v = b.load(source, &[i]);
        b.store(v, target, &[i]);
    });
    copy.erase();
}
