//! `shuffle-trees`: the tree in which `loop-reduce` joins what lanes gathered becomes shuffles, where the lanes are threads of whole warps.
//!
//! ```text
//! for lane < 256 [threadIdx.x] { part[lane] = s }
//! for level < 8 { for t < 256 [threadIdx.x] { if (t < 128 >> level) part[t] += part[t + (128 >> level)] } }
//! .. part[0] ..
//! // platform=cuda becomes
//! for lane < 256 [threadIdx.x] { for level < 5 { s += __shfl_xor_sync(0xffffffff, s, 16 >> level) }  if (lane % 32 == 0) part[lane / 32] = s }
//! .. part[0] + part[1] + .. + part[7] ..
//! ```
//!
//! Needs: a multiple of a warp's lanes, in blocks that are multiples of a warp wide, so that the threads of a warp differ in x alone; no branch on x around
//! them: all lanes of a warp take part. Other trees stay. Keeps: the values; sums of floats are joined in another order.

use xpiler_ir::{
    Builder, Op, Result, Type, Value, machine, names,
    pass::{Instance, Opt, Pass},
};

use super::{simt::longest, tensorize::call};
use crate::analysis::{
    shape::{Order, counts_up, known_outside},
    trips::static_trips,
};

/// See the module.
pub struct ShuffleTrees;

impl Pass for ShuffleTrees {
    const ARGUMENT: &'static str = "shuffle-trees";
    const SUMMARY: &'static str = "Join what the lanes of a warp gathered by shuffles";
    const OPTIONS: &'static [Opt] = &[Opt::Str("platform", "cuda or hip", "cuda")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let platform = options.str(0);
        let warp = machine::load(&platform, None)?.1.warp;
        let trees: Vec<Op> = module.find("scf.for").into_iter().filter(|l| l.attr(names::TREE).is_some()).collect();
        for level in trees {
            if let Some(parts) = parts(level, warp) {
                for part in parts {
                    part.shuffle(&platform, warp);
                }
                level.erase();
            }
        }
        Ok(())
    }
}

/// What the lanes of a tree gathered of one variable.
struct Part {
    array: Op,
    combine: Op,
    /// The lanes' loop, and where each leaves its part.
    lanes: Op,
    store: Op,
    /// What is read of the array behind the tree: the first part, in which all others are.
    loads: Vec<Op>,
}

fn is_on_x(l: &Op) -> bool {
    l.is("scf.for") && l.str_attr(names::BIND).as_deref() == Some("threadIdx.x")
}

/// The parts that a tree joins, if shuffles can.
fn parts(level: Op, warp: i64) -> Option<Vec<Part>> {
    let tree = level.find("scf.for").into_iter().find(is_on_x)?;
    let lanes = static_trips(tree).filter(|n| warp > 1 && n % warp == 0)?;
    let block = level.ancestors().filter(|a| a.is("scf.for")).last()?;
    // The longest loop says how wide a block is.
    let widths: Vec<i64> = block.find("scf.for").into_iter().filter(is_on_x).map(longest).collect::<Option<_>>()?;
    if widths.iter().max().is_none_or(|n| n % warp != 0) {
        return None;
    }
    tree.find("memref.store").into_iter().map(|s| Part::of(level, lanes, s)).collect()
}

impl Part {
    fn of(level: Op, lanes: i64, joined: Op) -> Option<Self> {
        let array = joined.operand(1).def_by("memref.alloca")?;
        let combine = joined.operand(0).def()?;
        let is_shuffled = |ty: Type| ty == ty.ctx().f32() || ty.is_int() && ty.bits() == 32;
        let outside = || array.result(0).users().into_iter().filter(|u| !u.is_inside(level));
        let [store] = outside().filter(|u| u.is("memref.store")).collect::<Vec<_>>()[..] else { return None };
        let of_lanes = store.ancestors().find(is_on_x).filter(|l| counts_up(*l) && static_trips(*l) == Some(lanes))?;
        let around = store.ancestors().take_while(|a| *a != of_lanes);
        let all_take_part =
            around.into_iter().all(|a| a.is("scf.for") && a.operands().into_iter().all(|v| known_outside(v, of_lanes)));
        let own = store.operands().last().copied() == Some(of_lanes.body().arg(0));
        let a_part_each = array.result(0).ty().static_shape()?.last() == Some(&lanes);
        let loads: Vec<Op> = outside().filter(|u| *u != store).collect();
        // The lanes leave their parts in front of the tree; behind it, all parts are in the first.
        let order = Order::of(level.block()?);
        let tree = order.place(level)?;
        if order.place(store)? > tree || !loads.iter().all(|l| order.place(*l).is_some_and(|p| p > tree)) {
            return None;
        }
        let is_first = |l: &Op| l.is("memref.load") && l.operands().last().and_then(|v| v.const_int()) == Some(0);
        let fits =
            own && a_part_each && all_take_part && is_shuffled(array.result(0).ty().element()) && loads.iter().all(is_first);
        (fits && combine.operand_count() == 2).then_some(Self { array, combine, lanes: of_lanes, store, loads })
    }

    fn shuffle(&self, platform: &str, warp: i64) {
        let old = self.array.result(0);
        let mut shape = old.ty().static_shape().expect("parts have a size for each lane");
        let warps = shape.pop().expect("the last dimension counts lanes") / warp;
        shape.push(warps);
        let name = self.array.str_attr(names::NAME).unwrap_or_else(|| "part".into());
        let new = Builder::before(self.array).alloca(&shape, old.ty().element(), &name);
        new.def().expect("just built").replace_attr(names::SPACE, self.array.attr(names::SPACE));

        let b = Builder::before(self.store);
        let value = self.in_warp(&b, platform, warp, name.strip_suffix(".part").unwrap_or(&name));
        let (lane, size) = (self.lanes.body().arg(0), b.index(warp));
        let first = b.cmpi("eq", if warps == 1 { lane } else { b.bin("arith.remui", lane, size) }, b.index(0));
        b.if_then(first, |b| {
            let operands = self.store.operands();
            let mut place = operands[2..operands.len() - 1].to_vec();
            place.push(if warps == 1 { b.index(0) } else { b.bin("arith.divui", lane, size) });
            b.store(value, new, &place);
        });
        for load in &self.loads {
            let b = Builder::before(*load);
            let place = &load.operands()[1..load.operand_count() - 1];
            let of_warp = |w: i64| b.load(new, &[place, &[b.index(w)]].concat());
            let all = (1..warps).fold(of_warp(0), |all, w| b.bin(&self.combine.name(), all, of_warp(w)));
            load.result(0).replace_all_uses(all);
        }
        self.loads.iter().chain([&self.store]).for_each(|op| op.erase());
    }

    /// The variable that a lane gathered in, if it is not needed any more.
    fn own_variable(&self) -> Option<Value> {
        let load = self.store.operand(0).def_by("memref.load").filter(|l| l.block() == self.store.block())?;
        let variable = load.operand(0);
        let local = variable.def_by("memref.alloca").is_some_and(|a| a.block() == self.store.block());
        let order = Order::of(self.store.block()?);
        let is_last = variable.users().into_iter().all(|u| u == load || order.place(u) < order.place(load));
        (local && variable.ty().shape().is_empty() && is_last).then_some(variable)
    }

    /// What the lanes of a warp gathered together, in each of them.
    fn in_warp(&self, b: &Builder, platform: &str, warp: i64, name: &str) -> Value {
        let given = self.store.operand(0);
        let variable = self.own_variable().unwrap_or_else(|| {
            let variable = b.alloca(&[], given.ty(), name);
            b.store(given, variable, &[]);
            variable
        });
        let levels = b.index(i64::from(warp.trailing_zeros()));
        b.for_loop(b.index(0), levels, b.index(1), "level", |b, level| {
            let half = b.bin("arith.shrsi", b.i32(warp / 2), b.index_cast(level, b.ctx.int(32)));
            let own = b.load(variable, &[]);
            let other = other_lane(b, platform, warp, own, half);
            b.store(b.bin(&self.combine.name(), own, other), variable, &[]);
        });
        b.load(variable, &[])
    }
}

/// What the lane has whose number differs from this one's in a bit.
fn other_lane(b: &Builder, platform: &str, warp: i64, value: Value, bit: Value) -> Value {
    let width = b.i32(warp);
    let (row, inputs) = match platform {
        "cuda" => ("__shfl_xor_sync", vec![b.i32(-1), value, bit, width]),
        _ => ("__shfl_xor", vec![value, bit, width]),
    };
    let made = call(b, platform, row, &inputs, &[], &[value.ty()]);
    made.set_attr(names::WARP, b.ctx.int_attr(b.ctx.i32(), warp));
    made.result(0)
}
