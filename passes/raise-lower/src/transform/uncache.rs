//! `uncache`: what was staged in a local array is read where it was copied from, the inverse of `cache` (the method's Detensorize, for memory).
//!
//! ```text
//! T[16][16];  for i < 16 { for j < 16 { T[i][j] = i < n ? A[16 * t + i][j] : 0 } }  .. T[e][f] ..
//! // becomes
//! .. e < n ? A[16 * t + e][f] : 0 ..
//! ```
//!
//! Tiles of one machine are not those of another: a planner that is to make its own must see what is computed. Needs: loops over all elements of the
//! array, or over the first ones, each of which is stored once, a copy of memory that nobody writes from there on; reads behind them in the same block, of elements that
//! are stored. Keeps: the values.

use xpiler_ir::{
    Builder, Op, Region, Result, Value,
    builder::{Spec, new_region},
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{
    bounds::is_below,
    shape::{bytes, captured, depends_on, is_pure, uncast},
};

/// See the module.
pub struct Uncache;

impl Pass for Uncache {
    const ARGUMENT: &'static str = "uncache";
    const SUMMARY: &'static str = "Read what was staged in local arrays where it was copied from";
    const OPTIONS: &'static [Opt] = &[Opt::Str("buffers", "the arrays, `As,Bs`; all by default", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let list = options.str(0);
        let mut wanted: Vec<Value> = vec![];
        for name in list.split(',').filter(|_| !list.is_empty()) {
            wanted.push(named::find_buffer(module, name.trim())?);
        }
        let is_wanted = |array: &Op| list.is_empty() || wanted.contains(&array.result(0));
        for array in module.find("memref.alloca").into_iter().filter(is_wanted) {
            if let Some(copy) = Copy::of(array) {
                let name = named::name_of(array);
                copy.undo();
                named::record(
                    module,
                    "uncache",
                    &format!("`{name}` holds what it was copied from, which nobody writes before it is read"),
                );
            }
        }
        Ok(())
    }
}

/// The arrays that stage what several iterations share, or more than so many bytes, by name; not those of functions that would be computed again.
pub fn staged(module: Op, most: i64) -> Vec<String> {
    let copies = module.find("memref.alloca").into_iter().filter_map(Copy::of);
    let is_staged = |copy: &Copy| {
        let is_shared = copy.is_shared();
        let again = is_shared || copy.loads.len() > 1;
        (is_shared || bytes(copy.array) > most) && !(again && copy.is_costly())
    };
    copies.filter(is_staged).map(|copy| named::name_of(copy.array)).collect()
}

/// An array and the loops that fill it.
struct Copy {
    array: Op,
    /// One, or one in each side of a branch.
    stores: Vec<Op>,
    /// The store, or the branch.
    fill: Op,
    /// The outermost of the loops.
    nest: Op,
    /// The counters that are its indices.
    counters: Vec<Value>,
    loads: Vec<Op>,
}

impl Copy {
    fn of(array: Op) -> Option<Self> {
        let buffer = array.result(0);
        let shape = buffer.ty().static_shape().filter(|shape| !shape.is_empty())?;
        let (stores, loads): (Vec<Op>, Vec<Op>) = buffer.users().into_iter().partition(|u| u.is("memref.store"));
        let store = *stores.first()?;
        let stored = |s: &Op| s.operand(1) == buffer && s.operands()[2..] == store.operands()[2..];
        if !stores.iter().all(stored) || loads.is_empty() || !loads.iter().all(|l| l.is("memref.load")) {
            return None;
        }
        let fill = fill(&stores)?;
        // One loop for each dimension, from its first element on, with nothing around what fills but them.
        let counters: Vec<Value> = store.operands()[2..].iter().map(|v| uncast(*v)).collect();
        let loops: Vec<Op> = counters.iter().map(|v| v.as_block_arg()?.0.parent_op()).collect::<Option<_>>()?;
        let counts = |op: &Op| {
            let one_by_one = [(0, 0), (2, 1)].into_iter().all(|(i, c)| op.operand(i).const_int() == Some(c));
            op.is("scf.for") && op.results().is_empty() && one_by_one
        };
        let distinct = loops.iter().enumerate().all(|(i, op)| !loops[..i].contains(op));
        let around: Vec<Op> = fill.ancestors().take(loops.len()).collect();
        if !distinct || !loops.iter().all(|op| counts(op) && around.contains(op)) {
            return None;
        }
        let nest = *around.last()?;
        let is_filled = |(number, n): (usize, &i64)| {
            let end = loops[number].operand(1);
            end.const_int() == Some(*n)
                || end.is_outside(nest) && loads.iter().all(|l| is_below(l.operand(1 + number), end, nest))
        };
        if !shape.iter().enumerate().all(is_filled) {
            return None;
        }
        let condition = (fill != store).then(|| fill.operand(0));
        let values: Vec<Value> = stores.iter().map(|s| s.operand(0)).chain(condition).collect();
        let this = Self { array, stores, fill, nest, counters, loads };
        (values.into_iter().all(|v| this.is_copy(v)) && this.is_read_behind()).then_some(this)
    }

    /// Is the value made of what is known around the loops, and of memory that is kept?
    fn is_copy(&self, v: Value) -> bool {
        let Some(op) = v.def().filter(|_| !v.is_outside(self.nest)) else {
            return v.is_outside(self.nest) || self.counters.contains(&v);
        };
        op.walk().into_iter().all(|inner| {
            let reads = inner.is("memref.load") && self.is_kept(inner.operand(0));
            let fine = is_pure(inner) || reads || inner.is("scf.if") || inner.is("scf.yield");
            fine && inner.operands().into_iter().all(|o| !o.is_outside(op) || self.is_copy(o))
        })
    }

    /// Is the memory written neither in the loops nor behind them in the block, where the reads are?
    fn is_kept(&self, buffer: Value) -> bool {
        let root = buffer.root();
        let writes = |op: &Op| match op.name().as_str() {
            "memref.store" => op.operand(1).root() == root,
            "memref.copy" | "intrin.call" => op.operands().iter().any(|v| v.ty().is_memref() && v.root() == root),
            _ => false,
        };
        !std::iter::once(self.nest).chain(self.behind()).any(|op| op.walk().iter().any(writes))
    }

    /// The operations of the block behind the loops.
    fn behind(&self) -> impl Iterator<Item = Op> {
        std::iter::successors(self.nest.next(), |op| op.next())
    }

    /// Does every read come behind the loops, in the same block?
    fn is_read_behind(&self) -> bool {
        let behind: Vec<Op> = self.behind().collect();
        self.loads.iter().all(|load| {
            let top = std::iter::once(*load).chain(load.ancestors()).find(|op| op.block() == self.nest.block());
            top.is_some_and(|top| behind.contains(&top))
        })
    }

    /// Is a function computed for each element?
    fn is_costly(&self) -> bool {
        self.nest.walk().iter().any(|op| op.name().as_str().starts_with("math."))
    }

    /// Do several iterations read the same element?
    fn is_shared(&self) -> bool {
        self.loads.iter().any(|load| {
            let around = load.ancestors().take_while(|a| Some(*a) != self.nest.parent());
            let mut loops = around.filter(|a| a.is("scf.for"));
            loops.any(|a| !load.operands()[1..].iter().any(|index| depends_on(*index, a.body().arg(0))))
        })
    }

    fn undo(self) {
        for load in &self.loads {
            let b = Builder::before(*load);
            let place = load.operands().into_iter().skip(1);
            let at = self.counters.iter().zip(place);
            let mut known: Vec<(Value, Value)> =
                at.map(|(counter, index)| (*counter, b.index_cast(index, counter.ty()))).collect();
            let copy = match self.stores[..] {
                [store] => self.copy(store.operand(0), &mut known, &b),
                _ => self.choice(known, &b),
            };
            load.result(0).replace_all_uses(copy);
            load.erase();
        }
        self.stores.iter().for_each(|store| store.erase());
        self.array.erase();
        if self.nest.find("memref.store").is_empty() {
            self.nest.erase();
        }
    }

    /// What one side of the branch stores, or the other.
    fn choice(&self, mut known: Vec<(Value, Value)>, b: &Builder) -> Value {
        let condition = self.copy(self.fill.operand(0), &mut known, b);
        let side = |of: Region| {
            let store = self.stores.iter().find(|store| store.block() == of.first()).expect("each side has one");
            let (region, block) = new_region(&[], b.loc);
            let inside = Builder::at_end(block, b.loc);
            // What is computed in one side is not known in the other.
            let value = self.copy(store.operand(0), &mut known.clone(), &inside);
            inside.op("scf.yield", Spec { operands: &[value], ..Spec::default() });
            region
        };
        let regions: Vec<Region> = self.fill.regions().into_iter().map(side).collect();
        let results = [self.stores[0].operand(0).ty()];
        b.op("scf.if", Spec { operands: &[condition], results: &results, regions, ..Spec::default() }).result(0)
    }

    /// What is stored in an iteration, computed at another place.
    fn copy(&self, v: Value, known: &mut Vec<(Value, Value)>, b: &Builder) -> Value {
        if let Some((_, copy)) = known.iter().find(|(of, _)| *of == v) {
            return *copy;
        }
        let Some(op) = v.def().filter(|_| !v.is_outside(self.nest)) else { return v };
        let map: Vec<(Value, Value)> = captured(&[op]).into_iter().map(|o| (o, self.copy(o, known, b))).collect();
        let copy = b.insert(op.clone_mapped(&map)).result(v.result_number());
        known.push((v, copy));
        copy
    }
}

/// What fills an element: the store, or the branch whose sides have one each.
fn fill(stores: &[Op]) -> Option<Op> {
    match stores {
        [store] => Some(*store),
        [a, b] => {
            let branch = a.parent().filter(|p| p.is("scf.if") && b.parent() == Some(*p))?;
            (a.block() != b.block()).then_some(branch)
        }
        _ => None,
    }
}
