//! `loop-reorder{loops=k,i,j}`: a perfect nest in another order, outermost first.
//!
//! ```text
//! for i { for j { for k { C[i][j] += A[i][k] * B[k][j] } } }
//! // becomes
//! for k { for i { for j { C[i][j] += A[i][k] * B[k][j] } } }
//! ```
//!
//! Needs: a bound that depends on another loop stays inside it; no dependence is turned around. Of two loops that change places, the outer
//! one's iterations must be independent, or one of the two tells elements apart in the whole nest: whatever is written is touched in one
//! of its iterations only; or the nest does nothing but gather one sum or extremum for each element. Keeps: what the loops are bound to, and that they are parallel.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    pass::{Instance, Opt, Pass},
};

use super::named::{find_loops, name_of, plain_step, record};
use crate::analysis::{
    dependence,
    nest::{Nest, Update},
    shape::{effects, is_parallel, is_pure},
};

/// See the module.
pub struct LoopReorder;

const CODE: &str = "illegal-reorder";

impl Pass for LoopReorder {
    const ARGUMENT: &'static str = "loop-reorder";
    const SUMMARY: &'static str = "Permute the loops of a perfect nest";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loops", "the loops in their new order, outermost first", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let order = find_loops(module, &options.str(0))?;
        let nest = perfect_nest(&order, CODE)?;
        bounds_are_known(&order)?;
        let claim = turns_nothing_around(&nest, &order)?;
        reorder(&nest, &order);
        record(module, &format!("loop-reorder{{loops={}}}", options.str(0)), claim);
        Ok(())
    }
}

/// The loops, each once, as they nest now, outermost first, if they are a perfect nest.
pub(super) fn perfect_nest(loops: &[Op], code: &'static str) -> Result<Vec<Op>> {
    let mut nest = loops.to_vec();
    nest.sort_by_key(|op| op.ancestors().count());
    for op in &nest {
        plain_step(*op, code)?;
    }
    for pair in nest.windows(2) {
        let (outer, inner) = (pair[0], pair[1]);
        let names = format!("`{}` and `{}`", name_of(outer), name_of(inner));
        if outer == inner {
            return Err(Diagnostic::error(code, format!("`{}` is named twice", name_of(outer))).at(outer.span()));
        }
        if !inner.is_inside(outer) {
            return Err(Diagnostic::error(code, format!("{names} are not nested")).at(inner.span()));
        }
        if inner.parent() != Some(outer) {
            let between = inner.parent().filter(|op| op.is("scf.for")).map(|op| format!(": `{}`", name_of(op)));
            let what = between.unwrap_or_else(|| ": control flow".into());
            return Err(Diagnostic::error(code, format!("something stands between {names}{what}")).at(inner.span()));
        }
        if let Some(other) = effects(outer).into_iter().find(|op| *op != inner) {
            let message = format!("{names} are not a perfect nest: `{}` stands between them", other.name());
            return Err(Diagnostic::error(code, message)
                .at(other.span().or(outer.span()))
                .help("`loop-expansion` moves a parallel loop inside the loops that it holds"));
        }
    }
    Ok(nest)
}

/// The loops of `loops` that the value is computed from.
fn loops_of(v: Value, loops: &[Op]) -> Vec<Op> {
    match (v.def(), v.as_block_arg()) {
        (Some(def), _) if loops.iter().any(|op| def.is_inside(*op)) => {
            def.operands().into_iter().flat_map(|o| loops_of(o, loops)).collect()
        }
        (None, Some((block, _))) => block.parent_op().into_iter().filter(|op| loops.contains(op)).collect(),
        _ => vec![],
    }
}

/// Does every loop's range depend on loops around it only?
fn bounds_are_known(order: &[Op]) -> Result<()> {
    for (i, op) in order.iter().enumerate() {
        let needed = op.operands().into_iter().flat_map(|v| loops_of(v, order));
        if let Some(later) = needed.into_iter().find(|needed| order[i..].contains(needed)) {
            let message = format!("the range of `{}` depends on `{}`, which must stay around it", name_of(*op), name_of(later));
            return Err(Diagnostic::error(CODE, message).at(op.span()));
        }
    }
    Ok(())
}

/// Is no dependence turned around? Returns by what right.
fn turns_nothing_around(nest: &[Op], order: &[Op]) -> Result<&'static str> {
    let gathers = |n: &Nest| matches!(n.update, Update::Accumulate { .. }) && n.iterators.len() == nest.len();
    let place = |op: Op| order.iter().position(|o| *o == op);
    let mut claim = "no dependence is turned around (parallel)";
    for (i, outer) in nest.iter().enumerate() {
        for inner in nest[i + 1..].iter().filter(|inner| place(**inner) < place(*outer)) {
            if is_parallel(*outer) {
                continue;
            }
            claim = "no dependence is turned around (dependence)";
            let Some(store) = dependence::conflict(*outer, *outer) else { continue };
            let told_apart = [inner, outer].into_iter().any(|op| dependence::conflict(nest[0], *op).is_none());
            // Sums and extrema may be gathered in any order.
            if !told_apart && Nest::of(nest[0]).is_some_and(|n| gathers(&n)) {
                return Ok("the same elements are gathered, in another order (reassociation)");
            }
            if !told_apart {
                let (outer, inner) = (name_of(*outer), name_of(*inner));
                let message =
                    format!("iterations of `{outer}` depend on each other, and `{inner}` does not tell apart what they touch");
                return Err(Diagnostic::error(CODE, message)
                    .at(store.span())
                    .label(format!("`{inner}` cannot be moved outside")));
            }
        }
    }
    Ok(claim)
}

fn reorder(nest: &[Op], order: &[Op]) {
    let root = nest[0];
    let mut map: Vec<(Value, Value)> = vec![];
    let mut b = Builder::before(root);
    let mut innermost = root;
    for op in order {
        b = b.with_loc(op.loc());
        let [lower, upper, step] = [0, 1, 2].map(|i| rebuilt(&b, op.operand(i), root, &map));
        innermost = b.for_loop(lower, upper, step, &name_of(*op), |_, _| {});
        for (name, attr) in op.attrs() {
            innermost.set_attr(&name, attr);
        }
        map.push((op.body().arg(0), innermost.body().arg(0)));
        b = Builder::before(innermost.body().terminator().expect("just built"));
    }
    let body: Vec<Op> = nest.iter().flat_map(|op| op.body().body_ops()).filter(|op| !nest.contains(op)).collect();
    let end = innermost.body().terminator().expect("just built");
    for op in &body {
        op.move_before(end);
    }
    for (old, new) in map {
        old.replace_all_uses(new);
    }
    root.erase();
    // What only bounds were computed from has no user left.
    for op in body.into_iter().rev() {
        if is_pure(op) && op.results().iter().all(|r| r.users().is_empty()) {
            op.erase();
        }
    }
}

/// A bound, computed again outside of what it was computed in.
fn rebuilt(b: &Builder, v: Value, root: Op, map: &[(Value, Value)]) -> Value {
    if let Some((_, known)) = map.iter().find(|(from, _)| *from == v) {
        return *known;
    }
    if v.is_outside(root) {
        return v;
    }
    let def = v.def().expect("bounds depend on outer loops only");
    let mapped: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, rebuilt(b, o, root, map))).collect();
    b.insert(def.clone_mapped(&mapped)).result(v.result_number())
}
