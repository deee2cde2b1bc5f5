//! `loop-reduce`: a loop that gathers sums or extrema becomes `lanes` gatherings side by side and a tree that joins them (TVM: `rfactor`).
//!
//! ```text
//! for c < n { s = s + e(c) }
//! // loop-reduce{loop=c lanes=256} becomes
//! for c.i < 256 parallel { own = 0; for c.o < n by 256 { if (c.o + c.i < n) own += e(c.o + c.i) } s.part[c.i] = own }
//! for c.level < 8 { for c.tree < 256 parallel { if (c.tree < 128 >> c.level) s.part[c.tree] += s.part[c.tree + (128 >> c.level)] } }
//! s = s + s.part[0]
//! ```
//!
//! A loop by groups gives each lane a group: `c.o + 4 * c.i`. An array whose elements are gathered is a variable for each of them.
//! Needs: a constant step; variables that it only gathers into with one associative operation each (sums of floats may be regrouped, the report
//! says so); nothing else that one iteration leaves to another. `lanes` is a power of two. This is a block reduction once `c.i` and `c.tree` are bound to threads.

use std::collections::BTreeMap;

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Type, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{
    dependence,
    nest::{ASSOCIATIVE, access},
};

/// See the module.
pub struct LoopReduce;

impl Pass for LoopReduce {
    const ARGUMENT: &'static str = "loop-reduce";
    const SUMMARY: &'static str = "Gather in lanes side by side and join them in a tree";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("loop", "the loop's name", ""),
        Opt::Int("lanes", "how many gather side by side, a power of two", 256),
        Opt::Str("space", "the memory of the parts: shared or local", "shared"),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (name, lanes, space) = (options.str(0), options.int(1), options.str(2));
        let op = named::find_loop(module, &name)?;
        reduce(module, op, &name, lanes, &space)?;
        let step = format!("loop-reduce{{loop={name} lanes={lanes}}}");
        named::record(module, &step, "the same elements are gathered, in another order (reassociation)");
        Ok(())
    }
}

const CODE: &str = "illegal-reduce";

/// A variable, or an array, that a loop gathers into.
pub(super) struct Gathered {
    pub(super) variable: Value,
    sizes: Vec<i64>,
    combine: String,
    pub(super) load: Op,
    pub(super) store: Op,
}

impl Gathered {
    /// The operation that combines what was gathered and an element.
    pub(super) fn operation(&self) -> Op {
        self.store.operand(0).def().expect("a variable is gathered by an operation")
    }

    /// What an iteration adds.
    pub(super) fn element(&self) -> Value {
        let operands = self.operation().operands();
        operands.into_iter().find(|v| *v != self.load.result(0)).expect("one operand is the element")
    }
}

fn refuse(message: &str, at: Op) -> Diagnostic {
    Diagnostic::error(CODE, message).at(at.span())
}

/// The variables from outside that the loop stores to, and arrays at places that it does not move: each must be gathered.
pub(super) fn gathered(op: Op) -> Result<Vec<Gathered>> {
    let mut found: BTreeMap<usize, Gathered> = BTreeMap::new();
    for (i, store) in op.find("memref.store").into_iter().enumerate() {
        let variable = store.operand(1);
        let local = variable.ty().shape().is_empty() || variable.def_by("memref.alloca").is_some();
        if !local || !variable.is_outside(op) || access(store).is_none_or(|a| a.index.values().contains(&op.body().arg(0))) {
            continue;
        }
        let uses: Vec<Op> = variable.users().into_iter().filter(|u| u.is_inside(op)).collect();
        let loads: Vec<Op> = uses.iter().copied().filter(|u| u.is("memref.load")).collect();
        let combine = store.operand(0).def().filter(|c| ASSOCIATIVE.contains(&c.name().as_str()));
        let (Some(combine), [load], 2) = (combine, loads.as_slice(), uses.len()) else {
            return Err(refuse("a variable is more than gathered", store).help("sums, products and extrema qualify: `s = s + e`"));
        };
        let own = combine.operands().into_iter().filter(|v| *v == load.result(0)).count() == 1;
        let same_place = access(*load).map(|a| a.index) == access(store).map(|a| a.index);
        if !own || !same_place || load.result(0).users().len() != 1 || combine.result(0).users().len() != 1 {
            return Err(refuse("the value that is gathered depends on what was gathered before", store));
        }
        let sizes = variable.ty().static_shape().ok_or_else(|| refuse("an array has no static size", store))?;
        found.insert(i, Gathered { variable, sizes, combine: combine.name(), load: *load, store });
    }
    Ok(found.into_values().collect())
}

/// The number that changes nothing.
fn identity(b: &Builder, combine: &str, ty: Type) -> Option<Value> {
    let bits = ty.bits();
    let int = |v: i64| b.int(ty, v);
    Some(match combine {
        "arith.addf" => b.float(ty, 0.0),
        "arith.mulf" => b.float(ty, 1.0),
        "arith.maxnumf" | "arith.maximumf" => b.float(ty, f64::NEG_INFINITY),
        "arith.minnumf" | "arith.minimumf" => b.float(ty, f64::INFINITY),
        "arith.addi" => int(0),
        "arith.muli" => int(1),
        "arith.maxsi" => int(i64::MIN >> (64 - bits)),
        "arith.minsi" => int(i64::MAX >> (64 - bits)),
        _ => return None,
    })
}

/// Loops over all elements of an array, none for a variable: the indices.
fn each(b: &Builder, shape: &[i64], indices: &[Value], body: &dyn Fn(&Builder, &[Value])) {
    let Some((size, inner)) = shape.split_first() else { return body(b, indices) };
    b.for_loop(b.index(0), b.index(*size), b.index(1), "e", |b, e| each(b, inner, &[indices, &[e]].concat(), body));
}

fn reduce(module: Op, op: Op, name: &str, lanes: i64, space: &str) -> Result<()> {
    if !(2..=1024).contains(&lanes) || lanes & (lanes - 1) != 0 {
        return Err(refuse(&format!("{lanes} lanes are no power of two from 2 to 1024"), op));
    }
    let step = named::plain_step(op, CODE)?;
    let ty = op.operand(0).ty();
    let largest = if ty.is_index() { i64::MAX } else { (1 << (ty.bits().min(63) - 1)) - 1 };
    let Some(stride) = lanes.checked_mul(step).filter(|stride| *stride <= largest) else {
        return Err(refuse(&format!("{lanes} lanes by {step} leave the loop's type"), op));
    };
    let all = gathered(op)?;
    if all.is_empty() {
        return Err(refuse("the loop gathers nothing", op));
    }
    // Besides what is gathered, iterations are independent.
    let variables: Vec<Value> = all.iter().map(|g| g.variable).collect();
    if let Some(at) = dependence::conflict_but(op, &variables) {
        return Err(refuse("an iteration builds on another", at));
    }
    let b = Builder::before(op);
    let upper = op.operand(1);
    let index = b.ctx.index();
    let mut parts = vec![];
    let mut taken = named::Names::of(module)?;
    for g in &all {
        let element = g.variable.ty().element();
        let Some(_) = identity(&b, &g.combine, element) else {
            return Err(refuse("there is no number that the operation leaves alone", g.store));
        };
        let label = g.variable.def().and_then(|d| d.str_attr(names::NAME)).unwrap_or_else(|| "v".into());
        let array = b.alloca(&[g.sizes.as_slice(), &[lanes]].concat(), element, &taken.fresh(&format!("{label}.part")));
        if let Some(def) = array.def() {
            def.set_attr(names::SPACE, b.ctx.str_attr(space));
        }
        parts.push(array);
    }
    let (zero, one, many) = (b.index(0), b.index(1), b.index(lanes));
    let parallel = |l: Op| l.set_attr(names::PARALLEL, b.ctx.unit_attr());
    // Side by side.
    let side = b.for_loop(zero, many, one, &format!("{name}.i"), |_, _| {});
    parallel(side);
    let lane = side.body().arg(0);
    let inside = Builder::before(side.body().terminator().expect("just built")).with_loc(op.loc());
    let mut own_parts = vec![];
    for (g, part) in all.iter().zip(&parts) {
        let element = part.ty().element();
        let own_part = inside.alloca(
            &g.sizes,
            element,
            &g.variable.def().and_then(|d| d.str_attr(names::NAME)).unwrap_or_else(|| "v".into()),
        );
        let start = identity(&inside, &g.combine, element).expect("checked");
        each(&inside, &g.sizes, &[], &|b, e| {
            b.store(start, own_part, e);
        });
        own_parts.push(own_part);
    }
    let first = if step == 1 { lane } else { inside.nsw("arith.muli", lane, inside.index(step)) };
    let own = inside.index_cast(first, ty);
    let (from, by) = (op.operand(0), inside.int(ty, stride));
    let strided = inside.for_loop(from, upper, by, &format!("{name}.o"), |_, _| {});
    let at = Builder::before(strided.body().terminator().expect("just built")).with_loc(op.loc());
    let element = at.nsw("arith.addi", strided.body().arg(0), own);
    let in_range = at.cmpi("slt", element, upper);
    let end = at.if_then(in_range, |_| {}).region(0).blocks()[0].terminator().expect("just built");
    op.body().arg(0).replace_all_uses(element);
    for o in op.body().body_ops() {
        o.move_before(end);
    }
    let after = Builder::before(side.body().terminator().expect("just built")).with_loc(op.loc());
    for ((g, part), own_part) in all.iter().zip(&parts).zip(own_parts) {
        for user in [g.load, g.store] {
            user.replace_operand(g.variable, own_part);
        }
        each(&after, &g.sizes, &[], &|b, e| {
            let gathered = b.load(own_part, e);
            b.store(gathered, *part, &[e, &[lane]].concat());
        });
    }
    // The tree.
    let levels = b.index(i64::from(lanes.trailing_zeros()));
    let tree = b.for_loop(zero, levels, one, &format!("{name}.level"), |b, level| {
        let most = b.index(lanes / 2);
        let half = b.bin("arith.shrsi", most, level);
        let (zero, many, one) = (b.index(0), b.index(lanes), b.index(1));
        let tree = b.for_loop(zero, many, one, &format!("{name}.tree"), |b, t| {
            let takes_part = b.cmpi("slt", t, half);
            b.if_then(takes_part, |b| {
                let other = b.nsw("arith.addi", t, half);
                for (g, part) in all.iter().zip(&parts) {
                    each(b, &g.sizes, &[], &|b, e| {
                        let (own, next) = ([e, &[t]].concat(), [e, &[other]].concat());
                        let (x, y) = (b.load(*part, &own), b.load(*part, &next));
                        let joined = b.bin(&g.combine, x, y);
                        b.store(joined, *part, &own);
                    });
                }
            });
        });
        parallel(tree);
    });
    tree.set_attr(names::TREE, b.ctx.unit_attr());
    for (g, part) in all.iter().zip(&parts) {
        each(&b, &g.sizes, &[], &|b, e| {
            let (before, gathered) = (b.load(g.variable, e), b.load(*part, &[e, &[zero]].concat()));
            let joined = b.bin(&g.combine, before, gathered);
            b.store(joined, g.variable, e);
        });
    }
    debug_assert!(many.ty() == index);
    op.erase();
    Ok(())
}
