//! The built-in planner: always finds a schedule.

use xpiler_ir::{Kernel, Op, Permission, Result, machine, names, rows};
use xpiler_passes::{
    analysis::{
        operation::{self, Kind},
        shape::bytes,
    },
    lower::{
        simt::shared_bytes,
        tensorize::{dots::dot_rows, lanes::lane_rows, tiles::tile_rows, warps::Warps},
    },
    transform::{drop_roundings::roundings, uncache::staged},
};

use crate::{
    Proposer, Schedule, Target,
    plan::Plan,
    rules::{self, simt::Factors},
};

/// The built-in rules: a preferred schedule, then the scalar floor, then the launch as the source has it. For a GPU, that is the first
/// choice where threads wait for each other, for other reasons than tiles.
#[derive(Default)]
pub struct Planner {
    proposed: usize,
}

/// The steps that recover canonical parallel loops, whatever the source's launch looked like.
pub(crate) const CANONICAL: &[&str] = &[
    "flatten-arrays",
    "scalar-replacement",
    "loop-variables",
    "loop-reroll",
    "loop-fuse",
    "loop-tail",
    "loop-bounds",
    "canonicalize",
    "cse",
    "forward-variables",
    "loop-unsplit",
    "canonicalize",
    "loop-merge",
    "loop-unsplit",
    "mark-parallel",
    "canonicalize",
    "cse",
];

/// Lanes of vectors in the source become threads. Where vectors are what is wanted, they stay beside each other.
const OUTWARD: &[&str] = &["loop-outward", "canonicalize"];

/// Tiles that the source stages for its own machine go: what is computed shows, and is tiled anew. Two dimensions of threads at most.
const UNTILED: &[&str] = &[
    "guard-sums",
    "merge-variables",
    "canonicalize",
    "cse",
    "mark-parallel",
    "loop-outward",
    "canonicalize",
    "cse",
    "loop-outward",
    "canonicalize",
    "cse",
    "mark-parallel",
    "loop-bounds",
    "canonicalize",
    "cse",
    "loop-unsplit",
    "loop-bounds",
    "canonicalize",
    "cse",
];

/// Rounds of `uncache`: what is read where it was copied from may make a copy of what was computed of it.
const UNCACHED: usize = 8;

/// A plan without the source's tiles, if it has some, and where memory need not be near without copies of more than a few registers.
fn untiled(kernel: &Kernel, target: &Target) -> Plan {
    let plan = Plan::new(kernel);
    let most = if target.platform == "bang" { i64::MAX } else { rules::tasks::OWN };
    let mut attempt = plan.clone();
    // Where threads wait for each other still, the tiles stay.
    if uncached(&mut attempt, most).is_ok() && !has_blocks_with_barriers(attempt.kernel()) { attempt } else { plan }
}

/// Undoes what the source stages, of more than so many bytes or read by several iterations.
fn uncached(plan: &mut Plan, most: i64) -> Result<()> {
    // What one lane of each warp does is done once, first.
    plan.steps(&["flatten-arrays", "loop-bounds", "canonicalize", "cse"])?;
    let large = large_arrays(plan.kernel(), most);
    if !large.is_empty() {
        plan.steps(&["loop-variables", "canonicalize", "cse"])?;
        plan.step(format!("rename-arrays{{buffers={}}}", large.join(",")))?;
    }
    let mut undone = !large.is_empty();
    for _ in 0..UNCACHED {
        let tiles = staged(plan.kernel().module(), most);
        if tiles.is_empty() {
            break;
        }
        plan.step(format!("uncache{{buffers={}}}", tiles.join(",")))?;
        undone = true;
    }
    if undone { plan.steps(UNTILED) } else { Err(rules::gives_up("nothing is staged")) }
}

/// Arrays of more than so many bytes of one dimension, in no memory of their own.
fn large_arrays(kernel: &Kernel, most: i64) -> Vec<String> {
    let is_large = |a: &Op| a.attr(names::SPACE).is_none() && a.result(0).ty().shape().len() == 1 && bytes(*a) > most;
    kernel.module().find("memref.alloca").into_iter().filter(is_large).filter_map(|a| a.str_attr(names::NAME)).collect()
}

/// Are there blocks whose threads run in several segments, as `loop-recovery` leaves kernels with barriers?
fn has_blocks_with_barriers(kernel: &Kernel) -> bool {
    let loops = |op: Op| op.body().body_ops().into_iter().filter(|o| o.is("scf.for")).collect::<Vec<_>>();
    loops_of_blocks(kernel).into_iter().any(|block| {
        let inner = loops(block);
        let threads = block.find("scf.for").iter().any(|op| is_bound(op, "threadIdx."));
        threads && (inner.len() != 1 || !is_bound(&inner[0], "threadIdx.") && !is_bound(&inner[0], "blockIdx."))
    })
}

/// Does the loop run on a parallel variable whose name begins so?
fn is_bound(op: &Op, prefix: &str) -> bool {
    op.str_attr(names::BIND).is_some_and(|n| n.starts_with(prefix))
}

fn loops_of_blocks(kernel: &Kernel) -> Vec<Op> {
    kernel.module().find("scf.for").into_iter().filter(|op| is_bound(op, "blockIdx.")).collect()
}

/// A way to plan: the steps, or nothing where it does not apply.
type Rule = fn(&Kernel, &Target) -> Option<Vec<String>>;

impl Proposer for Planner {
    fn propose(&mut self, kernel: &Kernel, target: &Target) -> Option<Schedule> {
        let proposals: &[Rule] = match target.platform {
            "cuda" | "hip" if has_blocks_with_barriers(kernel) => &[block_tiles, source_launch, scalar_floor],
            "cuda" | "hip" => &[block_tiles, scalar_floor, source_launch],
            "bang" => &[tensors, vectors, plain_vectors, scalar_floor, source_launch],
            "vnni" => &[register_tiles, vectors, plain_vectors, scalar_floor, source_launch],
            _ => return None,
        };
        // What the source rounds need not be rounded.
        let mut plan = Plan::new(kernel);
        if !roundings(kernel.module()).is_empty() {
            plan.step("drop-roundings").ok()?;
        }
        while let Some(make) = proposals.get(self.proposed) {
            self.proposed += 1;
            // A rule that does not apply is no proposal.
            if let Some(steps) = make(plan.kernel(), target) {
                return Schedule::parse_steps(&[plan.into_steps(), steps].concat()).ok();
            }
        }
        None
    }
}

fn lower(target: &Target) -> String {
    match target.platform {
        "bang" => format!("lower-to-cluster{{arch={}}}", target.arch),
        "vnni" => "lower-to-x86".to_owned(),
        platform => format!("lower-to-simt{{platform={platform} block=256}}"),
    }
}

pub(crate) fn shuffle_trees(target: &Target) -> String {
    format!("shuffle-trees{{platform={}}}", target.platform)
}

pub(crate) fn tensorize(target: &Target) -> String {
    let allow = match target.allowed {
        [] => String::new(),
        allowed => format!(" allow={}", Permission::list(allowed)),
    };
    format!("tensorize{{platform={} arch={}{allow}}}", target.platform, target.arch)
}

fn owned(steps: &[&str]) -> Vec<String> {
    steps.iter().map(ToString::to_string).collect()
}

/// Parallel loops become the lanes of vectors.
const LANES: &[&str] = &["loop-expansion", "canonicalize", "cse", "loop-bounds", "canonicalize", "cse"];

fn vectors(_: &Kernel, target: &Target) -> Option<Vec<String>> {
    Some([owned(CANONICAL), owned(LANES), vec![tensorize(target)], owned(&["canonicalize", "cse"]), vec![lower(target)]].concat())
}

fn plain_vectors(_: &Kernel, target: &Target) -> Option<Vec<String>> {
    Some([owned(CANONICAL), vec![tensorize(target)], owned(&["canonicalize", "cse"]), vec![lower(target)]].concat())
}

fn scalar_floor(kernel: &Kernel, target: &Target) -> Option<Vec<String>> {
    let is_gpu = matches!(target.platform, "cuda" | "hip");
    let untiled = if is_gpu { untiled(kernel, target).into_steps() } else { vec![] };
    Some([untiled, owned(OUTWARD), owned(CANONICAL), vec![lower(target)]].concat())
}

fn source_launch(kernel: &Kernel, target: &Target) -> Option<Vec<String>> {
    let (_, machine) = machine::load(target.platform, Some(target.arch)).ok()?;
    let mut steps = vec![lower(target)];
    let is_gpu = matches!(target.platform, "cuda" | "hip");
    if is_gpu && loops_of_blocks(kernel).into_iter().any(|l| shared_bytes(l) > machine.usable("shared")) {
        steps.insert(0, "overlay{space=shared}".to_owned());
    }
    Some(steps)
}

/// The kinds of nests that gather one sum or extremum for each element.
const GATHERINGS: &[Kind] = &[Kind::Matmul, Kind::Convolution, Kind::Pooling, Kind::Reduction];

/// Gatherings in register tiles, everything else in vectors.
fn register_tiles(kernel: &Kernel, target: &Target) -> Option<Vec<String>> {
    let mut plan = untiled(kernel, target);
    plan.steps(OUTWARD).ok()?;
    plan.steps(CANONICAL).ok()?;
    plan.steps(&["select-branches", "unique-names"]).ok()?;
    let table = rows::load(kernel.module().ctx(), target.platform).ok()?;
    let (tile_rows, lane_rows) = (tile_rows(&table, target.arch), lane_rows(&table, target.arch));
    let in_tiles = |plan: &mut Plan, root: &str| rules::tiles::products(plan, root, &tile_rows);
    let in_lanes = |plan: &mut Plan, root: &str| rules::x86::products(plan, root, &lane_rows);
    let taken = plan.apply(GATHERINGS, |plan, root| plan.first_of(root, &[&in_tiles, &in_lanes, &rules::x86::gathering]));
    if taken.is_empty() {
        return None;
    }
    let unroll = taken.concat();
    plan.steps(LANES).ok()?;
    plan.step(tensorize(target)).ok()?;
    plan.steps(&["canonicalize", "cse", "unique-names"]).ok()?;
    let short: Vec<String> = unroll.into_iter().filter(|n| plan.loop_named(n).is_some_and(has_constant_bounds)).collect();
    if !short.is_empty() {
        plan.step(format!("loop-unroll{{loops={}}}", short.join(","))).ok()?;
    }
    plan.steps(&["canonicalize", "cse", "share-vectors", "promote-vectors"]).ok()?;
    plan.step(lower(target)).ok()?;
    Some(plan.into_steps())
}

/// Contractions in tiles for the matrix unit, windows in tiles for pooling, everything else in vectors.
fn tensors(kernel: &Kernel, target: &Target) -> Option<Vec<String>> {
    let (_, machine) = machine::load(target.platform, Some(target.arch)).ok()?;
    let mut plan = untiled(kernel, target);
    plan.steps(CANONICAL).ok()?;
    plan.steps(&["select-branches", "unique-names"]).ok()?;
    let tiles = |plan: &mut Plan, root: &str| rules::bang::contraction(plan, root, &machine);
    let contractions = plan.apply(&[Kind::Matmul, Kind::Convolution], tiles);
    let windows = plan.apply(&[Kind::Pooling, Kind::Reduction], |plan, root| rules::bang::pooling(plan, root, &machine));
    if contractions.is_empty() && windows.is_empty() {
        return None;
    }
    plan.step(tensorize(target)).ok()?;
    plan.steps(&["canonicalize", "cse"]).ok()?;
    plan.step(lower(target)).ok()?;
    Some(plan.into_steps())
}

/// Contractions in tiles of blocks, rows a block each, elements several a thread, everything else a thread an iteration.
fn block_tiles(kernel: &Kernel, target: &Target) -> Option<Vec<String>> {
    let (_, machine) = machine::load(target.platform, Some(target.arch)).ok()?;
    let mut plan = untiled(kernel, target);
    if has_blocks_with_barriers(plan.kernel()) {
        return None;
    }
    plan.steps(OUTWARD).ok()?;
    plan.steps(CANONICAL).ok()?;
    plan.steps(&["select-branches", "unique-names"]).ok()?;
    let table = rows::load(kernel.ctx(), target.platform).ok()?;
    let (units, dots) = (Warps::new(&table, target.platform, target.arch, target.allowed), dot_rows(&table, target.arch));
    let none = rules::gives_up;
    let matrices = |plan: &mut Plan, root: &str| {
        let unit = plan.loop_named(root).and_then(|op| units.unit(operation::of(op).gathered.as_ref()?));
        let unit = unit.ok_or_else(|| none("no row multiplies matrices of these elements"))?;
        let staged = rules::simt::contraction(plan, root, target, &machine, Factors::Matrices(unit), None)?;
        let before = (plan.clone(), plan.rows());
        plan.step(tensorize(target))?;
        if plan.rows() == before.1 {
            // Matrices whose lines are too short to be aligned within longer ones are packed.
            *plan = before.0;
            for array in staged {
                plan.step(format!("pack{{buffer={array} factor={}}}", unit.sizes[1]))?;
            }
            plan.steps(&["canonicalize", "cse"])?;
            plan.step(tensorize(target))?;
        }
        (plan.rows() > before.1).then_some(()).ok_or_else(|| none("no row takes the operands as they lie"))
    };
    // Groups of products in tiles, in rows, or at least a thread's own.
    let groups = |plan: &mut Plan, root: &str| {
        let row = plan.loop_named(root).and_then(|op| {
            let found = operation::of(op);
            dots.iter().find(|row| found.gathered.as_ref().is_some_and(|g| row.gathers(g)))
        });
        let size = row.ok_or_else(|| none("no row adds products of these elements"))?.group();
        let before = plan.rows();
        let tiles = |plan: &mut Plan, root: &str| {
            rules::simt::contraction(plan, root, target, &machine, Factors::Groups(size), None).map(drop)
        };
        let rows = |plan: &mut Plan, root: &str| rules::simt::group_rows(plan, root, size);
        let own = |plan: &mut Plan, root: &str| rules::simt::groups(plan, root, size);
        plan.first_of(root, &[&tiles, &rows, &own])?;
        plan.step(tensorize(target))?;
        (plan.rows() > before).then_some(()).ok_or_else(|| none("the elements of a group do not follow each other"))
    };
    let tiles =
        |plan: &mut Plan, root: &str| rules::simt::contraction(plan, root, target, &machine, Factors::Numbers, None).map(drop);
    let chains = |plan: &mut Plan, root: &str| rules::chains::products(plan, root, target, &machine, &units);
    let rows = |plan: &mut Plan, root: &str| rules::simt::rows(plan, root, &machine);
    let first_of = |plan: &mut Plan, root: &str| plan.first_of(root, &[&chains, &matrices, &groups, &tiles, &rows]);
    let tiled = plan.apply(&[Kind::Matmul, Kind::Convolution, Kind::Rowwise, Kind::Reduction], first_of);
    let wide = plan.apply(&[Kind::Elementwise], |plan, root| rules::simt::elementwise(plan, root, &machine));
    let blocks = plan.apply(Kind::ALL, |plan, root| rules::tasks::blocks(plan, root, &machine));
    if tiled.is_empty() && wide.is_empty() && blocks.is_empty() {
        return None;
    }
    if plan.kernel().module().find("scf.for").iter().any(|l| l.attr(names::TREE).is_some()) {
        plan.step(shuffle_trees(target)).ok()?;
        plan.steps(&["canonicalize", "cse"]).ok()?;
    }
    plan.step(lower(target)).ok()?;
    Some(plan.into_steps())
}

fn has_constant_bounds(op: Op) -> bool {
    op.operands().into_iter().all(|v| v.const_int().is_some())
}
