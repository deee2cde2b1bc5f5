//! `share-vectors`: a vector that a block makes twice alike is made once.
//!
//! ```text
//! a = load(A + i); b = load(B + j); s = f(s, a, b); a' = load(A + i); t = f(t, a', b')
//! // becomes
//! a = load(A + i); b = load(B + j); s = f(s, a, b); t = f(t, a, b')
//! ```
//!
//! Needs: rows that only load from their pointers (read off their bodies), equal operands, and buffers that nothing in the block writes. Different
//! buffers do not overlap.

use xpiler_ir::{
    Block, Op, Result, Value,
    pass::{Instance, Pass},
    rows::{self, Row, Rows},
};

/// See the module.
pub struct ShareVectors;

impl Pass for ShareVectors {
    const ARGUMENT: &'static str = "share-vectors";
    const SUMMARY: &'static str = "Make vectors once that a block makes twice";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let table = rows::load(module.ctx(), "vnni")?;
        let blocks = module.find("scf.for").into_iter().map(Op::body);
        blocks.for_each(|block| share(block, &table));
        Ok(())
    }
}

/// The row of a use.
fn row_of(op: Op, table: &Rows) -> Option<&Row> {
    let types: Vec<_> = op.operands().into_iter().map(Value::ty).collect();
    let pointers = types.iter().filter(|t| t.is_memref()).count();
    table.overload(&op.str_attr("row")?, &types[..types.len().checked_sub(pointers)?])
}

/// Does a row do no more with a parameter than to load from it?
fn only_loads(row: &Row, parameter: Value) -> bool {
    let loads = |user: &Op| ["memref.load", "vector.load", "vector.maskedload"].iter().any(|name| user.is(name));
    row.func.walk().iter().filter(|op| op.operands().contains(&parameter)).all(loads)
}

/// The buffers that an operation may write; `None` if that is not known.
fn written(op: Op, table: &Rows) -> Option<Vec<Value>> {
    let name = op.name();
    match name.as_str() {
        "memref.store" => Some(vec![op.operand(1).root()]),
        "intrin.call" => {
            let row = row_of(op, table)?;
            let parameters = row.func.body().args().into_iter().zip(op.operands());
            let changed = parameters.filter(|(p, v)| v.ty().is_memref() && !only_loads(row, *p));
            Some(changed.map(|(_, v)| v.root()).collect())
        }
        "memref.load" | "memref.alloca" | "memref.dim" => Some(vec![]),
        _ if ["arith.", "math.", "vector.", "scf."].iter().any(|prefix| name.starts_with(prefix)) => Some(vec![]),
        _ => None,
    }
}

fn share(block: Block, table: &Rows) {
    let all = block.ops();
    let effects: Option<Vec<Vec<Value>>> = all.iter().flat_map(|op| op.walk()).map(|op| written(op, table)).collect();
    let Some(changed) = effects.map(|e| e.concat()) else { return };
    let is_fixed = |op: &Op| {
        let of_vectors = op.is("vector.bitcast") || op.is("intrin.call") && op.results().len() == 1;
        of_vectors && op.operands().iter().all(|v| !v.ty().is_memref() || !changed.contains(&v.root()))
    };
    let mut made: Vec<Op> = vec![];
    for op in all.into_iter().filter(is_fixed) {
        let alike = |known: &Op| {
            let same_row = known.name() == op.name() && known.str_attr("row") == op.str_attr("row");
            same_row && known.operands() == op.operands() && known.result(0).ty() == op.result(0).ty()
        };
        match made.iter().find(|known| alike(known)) {
            Some(known) => {
                op.result(0).replace_all_uses(known.result(0));
                op.erase();
            }
            None => made.push(op),
        }
    }
}
