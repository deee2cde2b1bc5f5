//! `loop-reroll`: iterations that are written out become a loop, the inverse of `loop-unroll` (the method's Loop Recovery).
//!
//! ```text
//! y[p] = f(v[0]); y[p + 1] = f(v[1]); y[p + 2] = f(v[2]); y[p + 3] = f(v[3])
//! // becomes
//! parallel for lane < 4 { y[p + lane] = f(v[lane]) }
//! ```
//!
//! Texts that compute with `float4` are read this way. Needs: all stores of a block to places that follow each other, in order, of one expression up to
//! the lane; a lane loads nothing that another one writes; what stands between the first and the last store touches none of it.
//! Variables that a lane goes through are looked through.
//!
//! An array that loops over lanes fill, change and read, each lane its own element, is a value in one loop over lanes then:
//!
//! ```text
//! v[4];  for a < 4 { v[a] = x[a] }  for b < 4 { v[b] = f(v[b]) }  for c < 4 { y[c] = v[c] }
//! // becomes
//! for c < 4 { y[c] = f(x[c]) }
//! ```

use std::collections::HashMap;

use xpiler_ir::{
    Attr, Block, Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use super::{
    loop_contraction::{fuse, nothing_in_the_way},
    named::Names,
};
use crate::{
    analysis::{
        dependence,
        linear::Linear,
        shape::{is_number, is_pure},
        trips::static_trips,
    },
    lower::outline::entry_of,
};

/// See the module.
pub struct LoopReroll;

/// What the loops count.
const LANE: &str = "lane";
/// Loops over lanes have at most that many.
const MOST: i64 = 16;

impl Pass for LoopReroll {
    const ARGUMENT: &'static str = "loop-reroll";
    const SUMMARY: &'static str = "Turn iterations that are written out into loops";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let entry = entry_of(module)?;
        let mut taken = Names::of(module)?;
        let blocks: Vec<Block> = entry.walk().into_iter().flat_map(Op::regions).flat_map(|r| r.blocks()).collect();
        for block in blocks {
            // What read between the stores of one run may have become a run of its own.
            while reroll(block, &mut taken) {}
        }
        for array in entry.find("memref.alloca") {
            contract(array);
        }
        Ok(())
    }
}

/// An element, or anything in the buffer where there are no indices.
#[derive(Clone)]
struct Access {
    buffer: Value,
    indices: Option<Vec<Linear>>,
    write: bool,
}

impl Access {
    /// Of a load or a store.
    fn of(op: Op) -> Option<Self> {
        let write = op.is("memref.store");
        let position = usize::from(write);
        (write || op.is("memref.load")).then(|| Self {
            buffer: op.operand(position),
            indices: Some(op.operands().into_iter().skip(position + 1).map(Linear::of).collect()),
            write,
        })
    }

    /// How far behind `self` the other element of the buffer is, in each dimension, where that is a number.
    fn distance(&self, other: &Self) -> Option<Vec<Option<i64>>> {
        let (Some(from), Some(to)) = (&self.indices, &other.indices) else { return None };
        (self.buffer == other.buffer).then(|| from.iter().zip(to).map(|(a, b)| b.minus(a).as_constant()).collect())
    }

    /// Can both be one element? Distinct buffers are disjoint.
    fn touches(&self, other: &Self) -> bool {
        let apart = |d: Vec<Option<i64>>| d.into_iter().flatten().any(|d| d != 0);
        self.buffer.root() == other.buffer.root() && !self.distance(other).is_some_and(apart)
    }
}

/// What an operation touches; `None` if it is not understood.
fn accesses(op: Op) -> Option<Vec<Access>> {
    let mut all = vec![];
    for inner in op.walk() {
        match Access::of(inner) {
            Some(access) if inner == op => all.push(access),
            Some(access) => all.push(Access { indices: None, ..access }),
            None if is_pure(inner) => {}
            None if ["memref.alloca", "scf.for", "scf.if", "scf.yield"].iter().any(|name| inner.is(name)) => {}
            None => return None,
        }
    }
    Some(all)
}

/// Stores to places that follow each other, with nothing between them that is not understood.
struct Run {
    stores: Vec<Op>,
    last: Access,
    /// The dimension in which the places follow each other, once there are two.
    dimension: Option<usize>,
    /// Is there no store farther behind?
    whole: bool,
}

impl Run {
    /// Takes the next store to the buffer, if it is the next place.
    fn takes(&mut self, store: Op, access: &Access) -> bool {
        let Some(distance) = self.last.distance(access) else { return false };
        let moving: Vec<(usize, i64)> =
            distance.iter().enumerate().filter_map(|(i, d)| Some((i, (*d)?))).filter(|(_, d)| *d != 0).collect();
        let [(dimension, steps)] = moving[..] else { return false };
        if distance.contains(&None) || self.dimension.is_some_and(|d| d != dimension) {
            return false;
        }
        if steps == 1 {
            self.stores.push(store);
            self.last = access.clone();
            self.dimension = Some(dimension);
        } else if steps > 1 {
            self.whole = false;
        }
        steps == 1
    }
}

fn runs(block: Block) -> Vec<Run> {
    let (mut runs, mut first): (Vec<Run>, usize) = (vec![], 0);
    for op in block.body_ops() {
        if let Some(access) = Access::of(op).filter(|a| a.write) {
            let latest = runs[first..].iter_mut().rev().find(|run| run.last.buffer == access.buffer);
            if !latest.is_some_and(|run| run.takes(op, &access)) {
                runs.push(Run { stores: vec![op], last: access, dimension: None, whole: true });
            }
        } else if !is_pure(op) && accesses(op).is_none() {
            first = runs.len();
        }
    }
    runs.retain(|run| run.whole && run.stores.len() > 1);
    runs
}

/// Turns runs into loops, if there are any.
fn reroll(block: Block, taken: &mut Names) -> bool {
    let mut any = false;
    for run in runs(block) {
        if let Some(lanes) = Lanes::of(block, &run) {
            build(&lanes, &run, taken);
            any = true;
        }
    }
    any
}

/// A value as all lanes compute it.
enum Node {
    /// The same value in all lanes, known in front of the loop.
    Same(Value),
    /// A number that grows by this with each lane.
    Grows(Value, i64),
    /// The first lane's operation, with operands of the lane.
    Op(Op, Vec<usize>),
}

/// What the stores of a run store, and where.
struct Lanes {
    nodes: Vec<Node>,
    /// The nodes of the stores' operands but the buffer.
    operands: Vec<usize>,
    /// Variables that were looked through.
    variables: Vec<Value>,
    /// The loads of each lane.
    loads: Vec<(usize, Op)>,
    known: HashMap<Vec<Value>, usize>,
    /// The operations of the block that are understood up to the last store, and their places.
    ops: Vec<Op>,
    places: HashMap<Op, usize>,
}

impl Lanes {
    /// What the lanes of the run have in common, if they can be a loop in the place of the last store.
    fn of(block: Block, run: &Run) -> Option<Self> {
        let end = *run.stores.last()?;
        let mut ops: Vec<Op> = block.body_ops();
        ops.truncate(ops.iter().position(|op| *op == end)? + 1);
        let start = ops.iter().rposition(|op| !is_pure(*op) && accesses(*op).is_none()).map_or(0, |i| i + 1);
        let ops = ops.split_off(start);
        let places = ops.iter().enumerate().map(|(i, op)| (*op, i)).collect();
        let (nodes, operands, variables, loads) = (vec![], vec![], vec![], vec![]);
        let mut this = Self { nodes, operands, variables, loads, known: HashMap::new(), ops, places };
        for i in (0..end.operand_count()).filter(|i| *i != 1) {
            let operand = this.common(run.stores.iter().map(|store| store.operand(i)).collect())?;
            this.operands.push(operand);
        }
        this.is_legal(run).then_some(this)
    }

    /// The node of the values of all lanes.
    fn common(&mut self, values: Vec<Value>) -> Option<usize> {
        if let Some(node) = self.known.get(&values) {
            return Some(*node);
        }
        let lanes: Vec<Value> = values.iter().map(|v| self.through_variables(*v)).collect();
        let node = self.node(&lanes)?;
        self.nodes.push(node);
        self.known.insert(values, self.nodes.len() - 1);
        Some(self.nodes.len() - 1)
    }

    fn node(&mut self, lanes: &[Value]) -> Option<Node> {
        let first = lanes[0];
        if lanes.iter().all(|v| *v == first) {
            return Some(Node::Same(first));
        }
        if lanes.iter().any(|v| v.ty() != first.ty()) {
            return None;
        }
        if let Some(step) = step(lanes) {
            return Some(if step == 0 { Node::Same(first) } else { Node::Grows(first, step) });
        }
        let ops: Vec<Op> = lanes.iter().map(|v| v.def()).collect::<Option<_>>()?;
        let op = ops[0];
        let is_load = op.is("memref.load");
        let alike = |other: &Op| {
            other.name() == op.name()
                && other.operand_count() == op.operand_count()
                && computed(*other) == computed(op)
                && (!is_load || other.operand(0) == op.operand(0) && self.places.contains_key(other))
        };
        if !(is_load || is_pure(op) && op.results().len() == 1) || !ops.iter().all(alike) {
            return None;
        }
        if is_load {
            self.loads.extend(ops.iter().copied().enumerate());
        }
        let operand = |i: usize| self.common(ops.iter().map(|o| o.operand(i)).collect());
        Some(Node::Op(op, (0..op.operand_count()).map(operand).collect::<Option<_>>()?))
    }

    /// The value that variables hold, and these variables.
    fn through_variables(&mut self, mut v: Value) -> Value {
        while let Some(load) = v.def_by("memref.load").filter(|l| l.operand_count() == 1) {
            let Some(stored) = self.places.get(&load).and_then(|place| stored(load, &self.ops[..*place])) else { break };
            v = stored;
            if !self.variables.contains(&load.operand(0)) {
                self.variables.push(load.operand(0));
            }
        }
        v
    }

    /// May all stores, and the loads for them, move to the last store, and run in any order there?
    fn is_legal(&self, run: &Run) -> bool {
        let end = self.ops.len() - 1;
        let others = |from: usize| self.ops[from + 1..end].iter().filter(|op| !is_pure(**op) && !run.stores.contains(op));
        let written: Vec<Access> = run.stores.iter().copied().filter_map(Access::of).collect();
        let loads_stay = self.loads.iter().all(|(lane, load)| {
            let Some(loaded) = Access::of(*load) else { return false };
            let of_others = written.iter().enumerate().any(|(other, w)| other != *lane && loaded.touches(w));
            !of_others && !others(self.places[load]).any(|op| touches(*op, &|a| a.write && a.touches(&loaded)))
        });
        let stores_stay = run.stores.iter().zip(&written).all(|(store, w)| {
            let place = self.places[store];
            place == end || !others(place).any(|op| touches(*op, &|a| a.touches(w)))
        });
        loads_stay && stores_stay
    }
}

/// The value that variables hold in the block that a value is loaded in.
pub(super) fn through_variables(v: Value) -> Value {
    let load = v.def_by("memref.load").filter(|l| l.operand_count() == 1);
    let value = load.and_then(|load| {
        let ops = load.block()?.body_ops();
        stored(load, &ops[..ops.iter().position(|op| *op == load)?])
    });
    value.map_or(v, through_variables)
}

/// What was stored last in the variable that is loaded, by the operations in front.
fn stored(load: Op, in_front: &[Op]) -> Option<Value> {
    let variable = load.operand(0);
    let writes = |op: &&Op| !is_pure(**op) && touches(**op, &|a| a.write && a.buffer.root() == variable.root());
    let store = in_front.iter().rev().find(writes)?;
    (store.is("memref.store") && store.operand(1) == variable).then(|| store.operand(0))
}

/// Does the operation touch something of this kind, or is it not understood?
fn touches(op: Op, what: &dyn Fn(&Access) -> bool) -> bool {
    accesses(op).is_none_or(|all| all.iter().any(what))
}

/// What an operation computes of its operands: its attributes, without names.
pub(super) fn computed(op: Op) -> Vec<(String, Attr)> {
    op.attrs().into_iter().filter(|(name, _)| name != names::NAME).collect()
}

/// By how much numbers grow with each lane.
fn step(lanes: &[Value]) -> Option<i64> {
    if !is_number(lanes[0].ty()) {
        return None;
    }
    let first = Linear::of(lanes[0]);
    let numbers: Vec<i64> = lanes.iter().map(|v| Linear::of(*v).minus(&first).as_constant()).collect::<Option<_>>()?;
    (0_i64..).zip(&numbers).all(|(lane, n)| numbers[1].checked_mul(lane) == Some(*n)).then_some(numbers[1])
}

/// The loop in the place of the run's last store.
fn build(lanes: &Lanes, run: &Run, taken: &mut Names) {
    let (first, last) = (run.stores[0], run.stores[run.stores.len() - 1]);
    let b = Builder::before(last).with_loc(first.loc());
    let count = i64::try_from(run.stores.len()).expect("a number of operations");
    let made = b.for_loop(b.index(0), b.index(count), b.index(1), &taken.fresh(LANE), |b, lane| {
        let mut values: Vec<Value> = vec![];
        for node in &lanes.nodes {
            values.push(match node {
                Node::Same(v) => *v,
                Node::Grows(first, step) => {
                    let ty = first.ty();
                    let own = b.index_cast(lane, ty);
                    let grown = if *step == 1 { own } else { b.nsw("arith.muli", own, b.int(ty, *step)) };
                    if first.const_int() == Some(0) { grown } else { b.nsw("arith.addi", *first, grown) }
                }
                Node::Op(op, operands) => {
                    let copy = b.insert(op.clone_mapped(&[]));
                    for (i, operand) in operands.iter().enumerate() {
                        copy.set_operand(i, values[*operand]);
                    }
                    copy.result(0)
                }
            });
        }
        let operands: Vec<Value> = lanes.operands.iter().map(|i| values[*i]).collect();
        b.store(operands[0], last.operand(1), &operands[1..]);
    });
    made.set_attr(names::PARALLEL, b.ctx.unit_attr());
    run.stores.iter().for_each(|store| store.erase());
    let mut rest: Vec<Op> = lanes.ops.iter().copied().filter(|op| !run.stores.contains(op)).collect();
    erase_unused(&mut rest);
    for variable in &lanes.variables {
        let users = variable.users();
        if let Some(alloca) = variable.def_by("memref.alloca").filter(|_| users.iter().all(|user| user.is("memref.store"))) {
            rest.retain(|op| *op != alloca && !users.contains(op));
            users.into_iter().for_each(Op::erase);
            alloca.erase();
        }
    }
    erase_unused(&mut rest);
}

/// Erases what nobody uses.
fn erase_unused(ops: &mut Vec<Op>) {
    for i in (0..ops.len()).rev() {
        let op = ops[i];
        if (is_pure(op) || op.is("memref.load")) && op.results().into_iter().all(|r| r.users().is_empty()) {
            op.erase();
            ops.remove(i);
        }
    }
}

/// The loops that fill, change and read a local array, each iteration its own element, become one, and the array's elements values.
fn contract(array: Op) -> Option<()> {
    let buffer = array.result(0);
    let mut loops: Vec<Op> = vec![];
    for user in buffer.users() {
        Access::of(user).filter(|a| a.buffer == buffer)?;
        let around = user.ancestors().find(|op| op.block() == array.block())?;
        if !loops.contains(&around) {
            loops.push(around);
        }
    }
    let order = array.block()?.ops();
    loops.sort_by_key(|op| order.iter().position(|o| o == op));
    let lanes = loops.first().copied().filter(|op| op.is("scf.for")).and_then(static_trips)?;
    if !(2..=MOST).contains(&lanes) || !loops.iter().all(|op| is_over(*op, lanes)) {
        return None;
    }
    let share = dependence::share(&loops, buffer).filter(|share| share.size.as_constant() == Some(1))?;
    for pair in loops.windows(2) {
        let free = nothing_in_the_way(pair[0], pair[1]).is_ok() && dependence::conflict_between(pair[0], pair[1]).is_none();
        free.then(|| fuse(pair[0], pair[1], &[]))?;
    }
    let body = loops.last()?.body();
    if buffer.ty().shape().len() == 1 && share.accesses.iter().all(|(op, _)| op.block() == Some(body)) {
        forward(array, body);
    }
    Some(())
}

/// Does the loop count from 0 by 1 to a number?
fn is_over(op: Op, lanes: i64) -> bool {
    let plain =
        op.is("scf.for") && op.results().is_empty() && op.attr("unsignedCmp").is_none() && op.body().arg(0).ty().is_index();
    plain && [(0, 0), (1, lanes), (2, 1)].into_iter().all(|(i, n)| op.operand(i).const_int() == Some(n))
}

/// What a block's iteration keeps in its element of an array, and nobody else looks at, is a value.
fn forward(array: Op, body: Block) {
    let buffer = array.result(0);
    let mut stored: Option<Value> = None;
    for op in body.body_ops().into_iter().filter(|op| buffer.users().contains(op)) {
        if op.is("memref.store") {
            stored = Some(op.operand(0));
        } else {
            // What nobody wrote stays in the array.
            let Some(value) = stored else { return };
            op.result(0).replace_all_uses(value);
        }
        if op.is("memref.load") {
            op.erase();
        }
    }
    buffer.users().into_iter().for_each(Op::erase);
    array.erase();
}
