//! `lower-to-cluster`: parallel loops are strided over Block tasks (the method's Loop Bind), for BANG C.
//!
//! ```text
//! for (int i = taskId; i < n; i += taskDim) { S(i) }
//! ```
//!
//! Right for any number of tasks and cores. Several nested parallel loops share one index, taken apart by division.
//! Local arrays go to NRAM as long as they fit, else to the task's stack.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    builder::{self, Spec},
    cluster::NRAM,
    machine, names,
    pass::{Instance, Opt, Pass},
};

use super::{
    outline::{Group, Kernel, lower_entry},
    tensorize::nram::bytes,
};
use crate::analysis::{
    shape::parallel_chain,
    trips::{product, trips_of_nest},
};

/// See the module.
pub struct LowerToCluster;

impl Pass for LowerToCluster {
    const ARGUMENT: &'static str = "lower-to-cluster";
    const SUMMARY: &'static str = "Stride parallel loops over tasks";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("arch", "the machine (empty: the platform's default)", ""),
        Opt::Int("tasks", "the number of tasks (0: the machine's default)", 0),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let arch = options.str(0);
        let (_, machine) = machine::load("bang", Some(arch.as_str()).filter(|a| !a.is_empty()))?;
        let tasks = match options.int(1) {
            0 => machine.default_tasks,
            n if (1..=i64::from(i32::MAX)).contains(&n) => n,
            n => return Err(Diagnostic::error("option", format!("`tasks` is a number of tasks, not {n}"))),
        };
        lower_entry(module, "bang", options, |b, group, outline| {
            let launched = launch(b, group, outline, tasks);
            let name = launched.0.attr("kernel").and_then(|a| a.as_symbol()).unwrap_or_default();
            let kernel = module.body().ops().into_iter().find(|f| f.str_attr("sym_name").as_deref() == Some(&name));
            place_arrays(kernel.expect("just outlined"), machine.usable("nram"));
            Ok(vec![launched])
        })
    }
}

fn launch(b: &Builder, group: &Group, outline: &mut dyn FnMut(&Group) -> Kernel, tasks: i64) -> (Op, Vec<Value>) {
    let depth = if group.parallel { parallel_chain(group.root(), 8).len() } else { 0 };
    let kernel = outline(group);
    if depth > 0 {
        stride(kernel.func, depth);
    }
    let name = kernel.func.str_attr("sym_name").unwrap_or_default();
    let (n, one) = (b.index(if depth > 0 { tasks } else { 1 }), b.index(1));
    let operands: Vec<Value> = [n, one, one].into_iter().chain(kernel.args.iter().copied()).collect();
    let op = b.op(
        "cluster.launch",
        Spec {
            operands: &operands,
            attrs: &[("kernel", b.ctx.symbol_attr(&name)), ("type", b.ctx.int_attr(b.ctx.i32(), 1))],
            ..Spec::default()
        },
    );
    (op, kernel.args)
}

/// A built-in variable; the numbers are those of `Cluster.td`.
fn id(b: &Builder, number: i64) -> Value {
    b.value_with("cluster.id", &[], b.ctx.i32(), &[("id", b.ctx.int_attr(b.ctx.i32(), number))])
}

const TASK_ID: i64 = 0;
const TASK_DIM: i64 = 4;

fn stride(kernel: Op, depth: usize) {
    let root = kernel.body().ops().into_iter().find(|op| op.is("scf.for")).expect("a parallel group starts with its loop");
    let chain = parallel_chain(root, depth);
    let b = Builder::before(root);
    let i32 = b.ctx.i32();
    let trips = trips_of_nest(&b, &chain, i32);
    let total = trips.iter().copied().reduce(|x, y| product(&b, x, y)).expect("not empty");
    let (first, step) = (id(&b, TASK_ID), id(&b, TASK_DIM));
    let name = match chain.as_slice() {
        [only] => only.str_attr(names::NAME).filter(|n| !n.contains('.')).unwrap_or_else(|| "t".into()),
        _ => "t".into(),
    };
    let strided = b.for_loop(first, total, step, &name, |_, _| {});
    let end = strided.body().terminator().expect("just built");
    let at = Builder::before(end).with_loc(root.loc());
    let mut rest = strided.body().arg(0);
    let mut ids = vec![Value::clone(&rest); chain.len()];
    for k in (0..chain.len()).rev() {
        ids[k] = if k == 0 { rest } else { at.bin("arith.remsi", rest, trips[k]) };
        if k > 0 {
            rest = at.bin("arith.divsi", rest, trips[k]);
        }
    }
    let last = *chain.last().expect("not empty");
    for (op, number) in chain.iter().zip(ids) {
        let ty = op.operand(0).ty();
        let mut iv = at.index_cast(number, ty);
        if op.operand(2).const_int() != Some(1) {
            iv = at.nsw("arith.muli", iv, op.operand(2));
        }
        if op.operand(0).const_int() != Some(0) {
            iv = at.nsw("arith.addi", op.operand(0), iv);
        }
        if chain.len() > 1
            && let (Some(def), Some(name)) = (iv.def(), op.str_attr(names::NAME))
        {
            def.set_attr(names::NAME, b.ctx.str_attr(&name.replace('.', "_")));
        }
        op.body().arg(0).replace_all_uses(iv);
        if *op != last {
            for pure in op.body().body_ops() {
                if !chain.contains(&pure) {
                    pure.move_before(end);
                }
            }
        }
    }
    for op in last.body().body_ops() {
        op.move_before(end);
    }
    root.erase();
    debug_assert!(first.ty() == i32);
}

/// Puts static local arrays into NRAM while they fit.
fn place_arrays(kernel: Op, capacity: i64) {
    let taken = kernel.find("cluster.alloc").into_iter().filter(|op| op.int_attr("space") == Some(NRAM));
    let taken: i64 = taken.map(|op| bytes(op.result(0))).sum();
    let mut left = capacity - taken;
    for op in kernel.find("memref.alloca") {
        let ty = op.result(0).ty();
        if ty.static_shape().is_none_or(|s| s.is_empty()) {
            continue;
        }
        let bytes = bytes(op.result(0));
        if bytes > left || ty.element().bits() < 8 {
            continue;
        }
        left -= bytes;
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "buffer".into());
        let on_chip = builder::create(
            "cluster.alloc",
            op.loc(),
            Spec {
                results: &[ty],
                attrs: &[("space", op.ctx().int_attr(op.ctx().i32(), NRAM)), (names::NAME, op.ctx().str_attr(&name))],
                ..Spec::default()
            },
        );
        Builder::before(op).insert(on_chip);
        op.result(0).replace_all_uses(on_chip.result(0));
        op.erase();
    }
}
