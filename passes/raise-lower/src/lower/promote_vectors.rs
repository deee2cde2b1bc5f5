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
//!
//! Where a loop moves whole vectors to and from places of an array that are the same in all its iterations, variables have them during the loop:
//!
//! ```text
//! for k { v = load(sums + i * 64); v' = f(v, k); store(sums + i * 64, v') }
//! // becomes
//! sums.0 = load(sums + i * 64); for k { sums.0 = f(sums.0, k) }; store(sums + i * 64, sums.0)
//! ```
//!
//! Needs: the loop does nothing else with the array, the places are some number of elements apart, and all of them in the array.

use std::collections::BTreeMap;

use xpiler_ir::{
    Builder, Op, Result, Type, Value, names,
    pass::{Instance, Pass},
    rows::{self, Rows},
};

use crate::analysis::{linear::Linear, shape::reach};

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
        // Outer loops first: what they took, inner ones need not.
        for op in module.find("scf.for") {
            for alloca in module.find("memref.alloca").into_iter().filter(|a| a.result(0).is_outside(op)) {
                promote_during(op, alloca, &table);
            }
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
    let moves = move_of(user, array, table)?;
    let lanes = moves.ty.static_shape()?.first().copied()?;
    let count = if moves.masked {
        let mask = user.operands().into_iter().find(|v| v.ty().is_vector() && v.ty().element().bits() == 1)?;
        mask_length(mask)?
    } else {
        lanes
    };
    let first = user.operands().last()?.const_int()?;
    Some(Use { op: user, moves, first, count })
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
        replace_by_variable(op, moves, variable);
    }
    alloca.erase();
}

/// Elements that a loop moves in all its iterations.
struct Fixed {
    /// How far they are from the first place that was found.
    distance: i64,
    /// Where they are.
    index: Linear,
    uses: Vec<(Op, Move)>,
}

impl Fixed {
    fn is_changed(&self) -> bool {
        self.uses.iter().any(|(_, m)| m.stores) && self.uses.iter().any(|(_, m)| !m.stores)
    }
    fn first(&self, stores: bool) -> Option<Op> {
        self.uses.iter().find(|(_, m)| m.stores == stores).map(|(op, _)| *op)
    }
}

/// The places of an array that a loop uses; `None` if it does anything else with the array.
fn fixed_places(op: Op, array: Value, table: &Rows) -> Option<Vec<Fixed>> {
    let mut places: Vec<Fixed> = vec![];
    for user in array.users().into_iter().filter(|u| u.is_inside(op)) {
        let moves = move_of(user, array, table).filter(|m| !m.masked)?;
        let index = Linear::of(user.operands().pop()?);
        if !index.values().into_iter().all(|v| v.is_outside(op)) {
            return None;
        }
        let distance = places.first().map_or(Some(0), |first| index.minus(&first.index).as_constant())?;
        match places.iter_mut().find(|p| p.distance == distance) {
            Some(known) => known.uses.push((user, moves)),
            None => places.push(Fixed { distance, index, uses: vec![(user, moves)] }),
        }
    }
    places.sort_by_key(|p| p.distance);
    Some(places)
}

/// Keeps vectors of an array in variables during a loop.
fn promote_during(op: Op, alloca: Op, table: &Rows) {
    let array = alloca.result(0);
    let Some(elements) = array.ty().static_shape().map(|s| s.iter().product::<i64>()) else { return };
    let Some(places) = fixed_places(op, array, table) else { return };
    let Some(ty) = places.first().map(|p| p.uses[0].1.ty) else { return };
    let lanes = ty.num_elements().unwrap_or(1);
    let alike = places.iter().all(|p| p.is_changed() && p.uses.iter().all(|(_, m)| m.ty == ty));
    // A loop without iterations must not touch more than it did.
    let inside = places.iter().all(|p| reach(&p.index).is_some_and(|r| r + lanes <= elements));
    let apart = places.windows(2).all(|w| w[1].distance - w[0].distance >= lanes);
    if !alike || !inside || !apart {
        return;
    }
    let (front, behind) = (Builder::before(op), Builder::after(op));
    let name = alloca.str_attr(names::NAME).unwrap_or_else(|| "v".into());
    for (number, place) in places.into_iter().enumerate() {
        let (Some(load), Some(store)) = (place.first(false), place.first(true)) else { continue };
        let variable = front.alloca(&[], ty, &format!("{name}.{number}"));
        let at = |b: &Builder, like: Op| (like.operands().pop().expect("the place"), place.index.build(b));
        let before = front.insert(load.clone_mapped(&[at(&front, load)]));
        front.store(before.result(0), variable, &[]);
        let after = behind.load(variable, &[]);
        behind.insert(store.clone_mapped(&[at(&behind, store), (moved_vector(store, ty), after)]));
        for (user, moves) in place.uses {
            replace_by_variable(user, moves, variable);
        }
    }
}

/// The vector that a use stores.
fn moved_vector(store: Op, ty: Type) -> Value {
    store.operands().into_iter().find(|v| v.ty() == ty).expect("a store has a vector")
}

/// Moves to or from a variable in the place of an array.
fn replace_by_variable(user: Op, moves: Move, variable: Value) {
    let at = Builder::before(user);
    if moves.stores {
        at.store(moved_vector(user, moves.ty), variable, &[]);
    } else {
        user.result(0).replace_all_uses(at.load(variable, &[]));
    }
    user.erase();
}

/// What a use moves to or from the array.
fn move_of(user: Op, array: Value, table: &Rows) -> Option<Move> {
    let types: Vec<Type> = user.operands().into_iter().map(Value::ty).collect();
    // The last operand is the place.
    let row = user.is("intrin.call").then(|| table.overload(&user.str_attr("row")?, &types[..types.len().checked_sub(1)?]))??;
    let moves = vector_move(row.func)?;
    let once = user.operands().iter().filter(|v| **v == array).count() == 1;
    (once && moves.ty.element() == array.ty().element()).then_some(moves)
}
