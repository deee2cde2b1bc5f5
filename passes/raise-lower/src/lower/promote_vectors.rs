//! `promote-vectors`: local arrays that are used by whole vectors at constant places become vector variables, which compilers keep in registers.
//!
//! ```mlir
//! %acc = memref.alloca() : memref<2x16xf32>
//! intrin.call "vnni" "_mm512_storeu_ps"(%acc, %v) at(%c16)
//! // becomes
//! %acc.1 = memref.alloca() : memref<vector<16xf32>>
//! memref.store %v, %acc.1[]
//! ```
//!
//! Needs: every use is a row that moves one vector and nothing else (read off the row's body), uses of the same elements move all of them.
//! `maskz` loads read zero in lanes that nobody looks at.

use std::collections::BTreeMap;

use xpiler_ir::{
    Builder, Op, Result, Type, Value, names,
    pass::{Instance, Pass},
    rows::{self, Rows},
};

/// See the module.
pub struct PromoteVectors;

impl Pass for PromoteVectors {
    const ARGUMENT: &'static str = "promote-vectors";
    const SUMMARY: &'static str = "Turn local arrays of whole vectors into vector variables";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let table = rows::load(module.ctx(), "vnni")?;
        for alloca in module.find("memref.alloca") {
            promote(alloca, &table);
        }
        Ok(())
    }
}

/// What a row moves between memory and a vector.
#[derive(Clone, Copy)]
struct Move {
    ty: Type,
    stores: bool,
    masked: bool,
}

/// A row that moves one vector at its pointer, and does nothing else.
fn vector_move(row: Op) -> Option<Move> {
    let (ops, end) = (row.body().body_ops(), row.body().terminator()?);
    let (constants, rest): (Vec<Op>, Vec<Op>) = ops.into_iter().partition(|o| o.is("arith.constant"));
    let [only] = rest.as_slice() else { return None };
    if constants.iter().any(|c| c.result(0).const_int().is_some_and(|n| n != 0)) {
        return None;
    }
    let returned = || end.operand_count() == 1 && end.operand(0) == only.result(0);
    let parameter = |v: &Value| row.body().args().contains(v);
    match only.name().as_str() {
        "vector.load" if returned() => Some(Move { ty: only.result(0).ty(), stores: false, masked: false }),
        "vector.maskedload" if returned() => Some(Move { ty: only.result(0).ty(), stores: false, masked: true }),
        "vector.store" if parameter(&only.operand(0)) => Some(Move { ty: only.operand(0).ty(), stores: true, masked: false }),
        "vector.maskedstore" => {
            let value = only.operands().pop().filter(|v| parameter(v))?;
            Some(Move { ty: value.ty(), stores: true, masked: true })
        }
        _ => None,
    }
}

/// One use of an array: which elements it moves.
struct Use {
    op: Op,
    moves: Move,
    /// The first element and how many.
    first: i64,
    count: i64,
}

fn use_of(user: Op, array: Value, table: &Rows) -> Option<Use> {
    if !user.is("intrin.call") {
        return None;
    }
    let moves = vector_move(table.find(&user.str_attr("row")?).first()?.func)?;
    let lanes = moves.ty.static_shape()?.first().copied()?;
    let own = user.operands().iter().filter(|v| **v == array).count() == 1 && moves.ty.element() == array.ty().element();
    let count = if moves.masked {
        let mask = user.operands().into_iter().find(|v| v.ty().is_vector() && v.ty().element().bits() == 1)?;
        mask_length(mask)?
    } else {
        lanes
    };
    let first = user.operands().last()?.const_int()?;
    own.then_some(Use { op: user, moves, first, count })
}

/// The number of leading lanes of a constant mask.
fn mask_length(mask: Value) -> Option<i64> {
    match mask.def()?.name().as_str() {
        "vector.create_mask" => mask.def()?.operand(0).const_int(),
        "vector.constant_mask" => mask.def()?.attr("mask_dim_sizes")?.as_i64s()?.first().copied(),
        _ => None,
    }
}

fn promote(alloca: Op, table: &Rows) {
    let array = alloca.result(0);
    let Some(mut uses) = array.users().into_iter().map(|u| use_of(u, array, table)).collect::<Option<Vec<Use>>>() else { return };
    uses.sort_by_key(|u| (u.first, u.count));
    // Lanes behind a mask are not looked at as long as everybody who comes to the place has the same mask.
    let apart = uses.windows(2).all(|w| {
        let same = w[0].first == w[1].first && w[0].count == w[1].count;
        (same || w[0].first + w[0].count <= w[1].first) && w[0].moves.ty == w[1].moves.ty
    });
    if uses.is_empty() || !apart {
        return;
    }
    let b = Builder::before(alloca);
    let name = alloca.str_attr(names::NAME).unwrap_or_else(|| "v".into());
    let mut variables: BTreeMap<i64, Value> = BTreeMap::new();
    for Use { op, moves, first, .. } in uses {
        let number = variables.len();
        let variable = *variables.entry(first).or_insert_with(|| b.alloca(&[], moves.ty, &format!("{name}.{number}")));
        let at = Builder::before(op);
        if moves.stores {
            let vector = op.operands().into_iter().find(|v| v.ty() == moves.ty).expect("a store has a vector");
            at.store(vector, variable, &[]);
        } else {
            op.result(0).replace_all_uses(at.load(variable, &[]));
        }
        op.erase();
    }
    alloca.erase();
}
