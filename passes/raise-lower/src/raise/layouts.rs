//! `check-layouts`: are operands that a row takes in an order of its own brought into it?
//!
//! Some rows read a memory whose order only they see: weights in WRAM, which `__bang_reshape_filter` puts in order before they are copied there
//! (`xpiler.layout` on the parameter, `xpiler.rows` the parameter that counts its rows). The neutral form has the logical order on both sides, so
//! that a text that leaves this out would compute the same there, and not on the machine.
//!
//! What is asked, of the writers that come last before a use in the text: what is copied to WRAM for such a row went through the row that orders it,
//! once, with as many rows; and nobody else reads what is in order. So many weights as are right in any order may do without (`xpiler.multiple`): where
//! their number is not known, that is asserted.
//! Refuses with: `layout`.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    builder::Spec,
    cluster::WRAM,
    diagnostic::Fault,
    names,
    pass::{Instance, Pass},
    rows::{self, Row, Rows},
};

use super::detensorize::{inputs, row_of};
use crate::analysis::shape::buffer_name;

/// See the module.
pub struct CheckLayouts;

impl Pass for CheckLayouts {
    const ARGUMENT: &'static str = "check-layouts";
    const SUMMARY: &'static str = "Refuse operands that are not in the order in which a row takes them";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let tables = rows::used_in(module)?;
        for kernel in module.body().ops().into_iter().filter(|f| f.attr(names::KERNEL).is_some()) {
            for (platform, table) in &tables {
                Layouts::of(kernel, platform, table).check()?;
            }
        }
        Ok(())
    }
}

fn refuse(op: Op, message: String) -> Result<()> {
    Err(Diagnostic { fault: Fault::Verdict, ..Diagnostic::error("layout", message) }.at(op.span()))
}

/// The uses of rows in a kernel.
struct Layouts<'a> {
    kernel: Op,
    platform: &'a str,
    uses: Vec<(Op, &'a Row)>,
}

impl<'a> Layouts<'a> {
    fn of(kernel: Op, platform: &'a str, table: &'a Rows) -> Self {
        let calls = kernel.find("intrin.call").into_iter().filter(|c| c.str_attr("platform").as_deref() == Some(platform));
        Self { kernel, platform, uses: calls.filter_map(|call| Some((call, row_of(call, table).ok()?))).collect() }
    }

    fn check(&self) -> Result<()> {
        for (call, row) in &self.uses {
            let operands = inputs(*call);
            for (i, weights) in operands.iter().enumerate() {
                let Some(layout) = row.arg_attr(i, names::LAYOUT).and_then(|a| a.as_str()) else { continue };
                let count = row.arg_int(i, names::ROWS).and_then(|k| operands.get(k as usize)).and_then(|n| n.const_int());
                // The kernel's own rows need not have the one that is missing; one that does not exist for the element is no miss.
                let all = rows::load(self.kernel.ctx(), self.platform)?;
                let element = weights.ty().element();
                let Some(order) = all.all().iter().find(|r| r.spelling == layout && r.inputs()[0].element() == element) else {
                    continue;
                };
                let free =
                    order.func.int_attr(names::ORDERS).and_then(|k| order.arg_int(k as usize, names::MULTIPLE)).unwrap_or(0);
                if count.is_some_and(|n| n <= free) {
                    continue;
                }
                let counted =
                    row.arg_int(i, names::ROWS).and_then(|k| operands.get(k as usize)).filter(|_| count.is_none() && free > 0);
                match (self.check_weights(row, weights.root(), &layout, count), counted) {
                    (Err(refused), Some(n)) => {
                        let b = Builder::before(*call);
                        let ok = b.cmpi("sle", *n, b.int(n.ty(), free));
                        let did = format!("{}, beyond {free} rows", refused.message);
                        b.op("cf.assert", Spec { operands: &[ok], attrs: &[("msg", b.ctx.str_attr(&did))], ..Spec::default() });
                    }
                    (checked, _) => checked?,
                }
            }
        }
        for (order, row) in self.uses.iter().filter(|(_, row)| row.func.attr(names::ORDERS).is_some()) {
            self.check_readers(*order, row)?;
        }
        Ok(())
    }

    fn check_weights(&self, row: &Row, weights: Value, layout: &str, count: Option<i64>) -> Result<()> {
        let name = |v: Value| buffer_name(v).unwrap_or_else(|| "buffer".into());
        let copies = self.kernel.find("cluster.copy").into_iter().filter(|c| c.operand(0).root() == weights);
        for copy in copies {
            let source = copy.operand(2).root();
            let writers = self.last_writers(source, copy);
            let ordered = writers.iter().all(|w| self.row_of(*w).is_some_and(|r| r.spelling == layout));
            if writers.is_empty() || !ordered {
                let message = format!(
                    "`{}` takes `{}` in the order of `{layout}`, which did not go over `{}`",
                    row.spelling,
                    name(weights),
                    name(source)
                );
                return refuse(copy, message);
            }
            for writer in writers {
                let counted = self.row_of(writer).and_then(|r| r.func.int_attr(names::ORDERS));
                let rows = counted.and_then(|k| inputs(writer).get(k as usize)?.const_int());
                if let (Some(n), Some(m)) = (rows, count)
                    && n != m
                    && writer.parent() == copy.parent()
                {
                    return refuse(writer, format!("`{layout}` orders {n} rows, `{}` takes {m}", row.spelling));
                }
            }
        }
        Ok(())
    }

    /// Only a copy to WRAM reads what is in order.
    fn check_readers(&self, order: Op, row: &Row) -> Result<()> {
        let ordered = inputs(order)[0].root();
        let copies = self.kernel.find("cluster.copy").into_iter().filter(|c| c.operand(2).root() == ordered);
        let copies = copies.filter(|c| c.operand(0).root().def().is_none_or(|d| d.int_attr("space") != Some(WRAM)));
        let calls = self.uses.iter().filter(|(call, other)| {
            let reads = |(i, v): (usize, &Value)| other.reads_only(i) && v.ty().is_memref() && v.root() == ordered;
            inputs(*call).iter().enumerate().any(reads)
        });
        for reader in copies.chain(calls.map(|(call, _)| *call)) {
            if self.last_writers(ordered, reader).contains(&order) {
                return refuse(reader, format!("what `{}` put in order means something in WRAM only", row.spelling));
            }
        }
        Ok(())
    }

    fn row_of(&self, op: Op) -> Option<&Row> {
        self.uses.iter().find(|(call, _)| *call == op).map(|(_, row)| *row)
    }

    /// Does an operation, itself, write to a buffer?
    fn writes(&self, op: Op, buffer: Value) -> bool {
        match op.name().as_str() {
            "memref.store" => op.operand(1).root() == buffer,
            "cluster.copy" => op.operand(0).root() == buffer,
            "intrin.call" => {
                let Some(row) = self.row_of(op) else { return true };
                let writes = |(i, v): (usize, &Value)| v.ty().is_memref() && !row.reads_only(i) && v.root() == buffer;
                inputs(op).iter().enumerate().any(writes)
            }
            _ => false,
        }
    }

    /// The writers of a buffer that come last before an operation in the text: those in the nearest operation in front of it, or of what is around it.
    fn last_writers(&self, buffer: Value, before: Op) -> Vec<Op> {
        for at in std::iter::once(before).chain(before.ancestors()) {
            let Some(block) = at.block() else { break };
            let front: Vec<Op> = block.ops().into_iter().take_while(|o| *o != at).collect();
            for op in front.into_iter().rev() {
                let found: Vec<Op> = op.walk().into_iter().filter(|o| self.writes(*o, buffer)).collect();
                if let Some(last) = found.last() {
                    // Of a branch both sides, of a loop what comes last in it.
                    return if op.is("scf.if") { found } else { vec![*last] };
                }
            }
            if at == self.kernel {
                break;
            }
        }
        vec![]
    }
}
