//! `detensorize`: intrinsics become the loops they mean (the method's Detensorize; not upstream's pass of that name).
//!
//! `intrin.call` is replaced by the body of its row, unless a whole warp acts together, or a thread waits for its copies: that is for `loop-recovery`; `cluster.copy` by a loop over its segments and elements;
//! `cluster.alloc` outside of launches stays for `loop-recovery`. Vectors are left to `scalarize-vectors`.
//! Refuses with: `unknown-intrinsic`.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, cluster, names,
    pass::{Instance, Pass},
    rows::{self, Row, Rows},
};

/// See the module.
pub struct Detensorize;

impl Pass for Detensorize {
    const ARGUMENT: &'static str = "detensorize";
    const SUMMARY: &'static str = "Replace intrinsics by the loops they mean";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let tables = rows::used_in(module)?;
        for op in module.walk() {
            if op.is("intrin.call") && op.attr(names::WARP).is_none() {
                let platform = op.str_attr("platform").unwrap_or_default();
                expand(op, &tables[&platform])?;
            } else if op.is("cluster.copy") {
                expand_copy(op);
            }
        }
        Ok(())
    }
}

/// The row of a call.
pub fn row_of(call: Op, rows: &Rows) -> Result<&Row> {
    let name = call.str_attr("row").unwrap_or_default();
    let types: Vec<_> = inputs(call).iter().map(|v| v.ty()).collect();
    rows.overload(&name, &types).ok_or_else(|| {
        let types: Vec<String> = types.iter().map(ToString::to_string).collect();
        Diagnostic::error("unknown-intrinsic", format!("no row describes `{name}` on ({})", types.join(", "))).at(call.span())
    })
}

/// The operands of a call that its row declares.
pub fn inputs(call: Op) -> Vec<Value> {
    let segments = call.attr("operandSegmentSizes").map(|a| a.to_string()).unwrap_or_default();
    let operands = call.operands();
    let count = first_number(&segments).min(operands.len());
    operands[..count].to_vec()
}

fn expand(call: Op, rows: &Rows) -> Result<()> {
    let row = row_of(call, rows)?;
    if let Some(what) = row.func.attr(names::COPIES) {
        call.set_attr(names::COPIES, what);
        return Ok(());
    }
    let inputs = inputs(call);
    let b = Builder::before(call);
    let results = inline(&b, row, &inputs, &call.operands()[inputs.len()..]);
    if let (Some(flag), Some(made)) = (row.func.attr(names::ASYNC), b.previous()) {
        made.set_attr(names::ASYNC, flag);
    }
    for (result, value) in call.results().into_iter().zip(results) {
        result.replace_all_uses(value);
    }
    call.erase();
    Ok(())
}

/// Copies the body of a row to the builder, with an offset for each memref among the inputs, or none at all; its results.
pub fn inline(b: &Builder, row: &Row, inputs: &[Value], offsets: &[Value]) -> Vec<Value> {
    let body = row.func.body();
    let params = body.args();
    let mut map: Vec<(Value, Value)> = params.iter().copied().zip(inputs.iter().copied()).collect();
    let mut offsets = offsets.iter();
    let offset_of: Vec<(Value, Value)> =
        params.iter().filter(|p| p.ty().is_memref()).filter_map(|p| Some((*p, *offsets.next()?))).collect();
    clone_moved(b, &body.body_ops(), &mut map, &offset_of);
    let end = body.terminator().expect("rows end in a return");
    end.operands()
        .into_iter()
        .map(|value| map.iter().rev().find(|(from, _)| *from == value).map_or(value, |(_, to)| *to))
        .collect()
}

/// Copies operations of a row. A buffer with an offset is a pointer: every access moves by it. The operations, nested ones, too,
/// each with its copy.
pub fn clone_moved(b: &Builder, ops: &[Op], map: &mut Vec<(Value, Value)>, offset_of: &[(Value, Value)]) -> Vec<(Op, Op)> {
    let mut pairs = vec![];
    for op in ops {
        let copy = b.insert(op.clone_mapped(map));
        map.extend(op.results().into_iter().zip(copy.results()));
        // What goes wrong inside goes wrong at the call, not in the row's file.
        for copied in copy.walk() {
            copied.set_loc(b.loc);
        }
        let first = pairs.len();
        pairs.extend(op.walk().into_iter().zip(copy.walk()));
        for (original, copied) in &pairs[first..] {
            for (i, operand) in original.operands().into_iter().enumerate() {
                let Some((_, offset)) = offset_of.iter().find(|(p, _)| *p == operand) else { continue };
                if offset.const_int() == Some(0) {
                    continue;
                }
                let index = i + 1;
                let at = copied.operand(index);
                let moved =
                    if at.const_int() == Some(0) { *offset } else { Builder::before(*copied).bin("arith.addi", at, *offset) };
                copied.set_operand(index, moved);
            }
        }
    }
    pairs
}

/// The first number of a printed array attribute, `array<i32: 4, 3>`.
fn first_number(text: &str) -> usize {
    let list = text.split_once(": ").map_or("", |(_, list)| list);
    list.split([',', '>']).next().and_then(|n| n.trim().parse().ok()).unwrap_or(0)
}

/// `count` segments of `size` elements, without the strided part one.
fn expand_copy(op: Op) {
    let b = Builder::before(op);
    let operands = op.operands();
    let (dst, dst_offset, src, src_offset, size) = (operands[0], operands[1], operands[2], operands[3], operands[4]);
    let (zero, one) = (b.index(0), b.index(1));
    let segment = |b: &Builder, dst_start: Value, src_start: Value| {
        b.for_loop(zero, size, one, "e", |b, e| {
            let from = b.bin("arith.addi", src_start, e);
            let to = b.bin("arith.addi", dst_start, e);
            let value = b.load(src, &[from]);
            b.store(value, dst, &[to]);
        })
    };
    let made = if let [dst_stride, src_stride, count] = operands[5..] {
        b.for_loop(zero, count, one, "segment", |b, s| {
            let d = b.bin("arith.muli", s, dst_stride);
            let f = b.bin("arith.muli", s, src_stride);
            let d = b.bin("arith.addi", dst_offset, d);
            let f = b.bin("arith.addi", src_offset, f);
            segment(b, d, f);
        })
    } else {
        segment(&b, dst_offset, src_offset)
    };
    // The stream that computes moves what stays in NRAM, in its order.
    let stays = ["from", "to"].iter().all(|end| op.int_attr(end) == Some(cluster::NRAM));
    if op.attr("async").is_none() {
        made.set_attr(names::WAITED, op.ctx().unit_attr());
    } else if !stays {
        for touched in [Some(made), dst.root().def(), src.root().def()].into_iter().flatten() {
            touched.set_attr(names::ASYNC, op.ctx().unit_attr());
        }
    }
    op.erase();
}
