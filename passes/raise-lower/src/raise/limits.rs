//! `check-limits`: does a platform form fit its machine (`machine.toml`)?
//!
//! On-chip arrays of a kernel live at once: their sum must fit the memory. Constant launch dimensions must be within the machine's;
//! those that depend on parameters are checked where they are known.
//! Refuses with: `resource-limit`.

use xpiler_ir::{
    Diagnostic, Op, Result,
    diagnostic::Fault,
    machine::{self, Machine},
    names,
    pass::{Instance, Opt, Pass},
};

/// See the module.
pub struct CheckLimits;

impl Pass for CheckLimits {
    const ARGUMENT: &'static str = "check-limits";
    const SUMMARY: &'static str = "Refuse kernels that do not fit their machine";
    const OPTIONS: &'static [Opt] = &[Opt::Str("arch", "the machine (empty: the platform's default)", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let Some(platform) = module.str_attr(names::PLATFORM) else { return Ok(()) };
        let arch = options.str(0);
        let (arch, machine) = machine::load(&platform, Some(arch.as_str()).filter(|a| !a.is_empty()))?;
        for func in module.body().ops() {
            for (space, op_name) in SPACES {
                check_memory(func, space, op_name, &arch, &machine)?;
            }
        }
        for launch in module.walk() {
            check_launch(launch, &arch, &machine)?;
        }
        Ok(())
    }
}

/// On-chip memories and the stack: their name in `machine.toml`, the operation that allocates there, with the number of its space.
const SPACES: [(&str, (&str, i64)); 5] = [
    ("stack", ("memref.alloca", -1)),
    ("shared", ("simt.alloc_shared", -1)),
    ("nram", ("cluster.alloc", 2)),
    ("wram", ("cluster.alloc", 3)),
    ("sram", ("cluster.alloc", 4)),
];

fn limit(op: Op, message: String) -> Diagnostic {
    Diagnostic { fault: Fault::Verdict, ..Diagnostic::error("resource-limit", message) }.at(op.span())
}

fn check_memory(func: Op, space: &str, (name, number): (&str, i64), arch: &str, machine: &Machine) -> Result<()> {
    let allocs = func.find(name).into_iter().filter(|op| number < 0 || op.int_attr("space") == Some(number));
    let mut total = 0;
    let mut last = None;
    for op in allocs {
        let ty = op.result(0).ty();
        let elements = ty.static_shape().unwrap_or_default().iter().fold(1_i64, |n, size| n.saturating_mul(*size));
        total = elements.saturating_mul(i64::from(ty.element().bits().max(8)) / 8).saturating_add(total);
        last = Some(op);
    }
    let Some(last) = last else { return Ok(()) };
    let available = machine.memory.get(space).copied().unwrap_or(0);
    // No figure is no limit.
    if total > available && (space != "stack" || available > 0) {
        let message = format!("the kernel's {space} arrays need {total} bytes, {arch} has {available}");
        return Err(limit(last, message).label("with this array"));
    }
    Ok(())
}

fn check_launch(op: Op, arch: &str, machine: &Machine) -> Result<()> {
    let constants =
        |range: std::ops::Range<usize>| -> Vec<Option<i64>> { op.operands()[range].iter().map(|v| v.const_int()).collect() };
    let within = |what: &str, dims: &[Option<i64>], limits: &[i64; 3]| {
        for ((n, most), axis) in dims.iter().zip(limits).zip(["x", "y", "z"]) {
            if n.is_some_and(|n| n > *most || n < 1) {
                let n = n.unwrap_or(0);
                return Err(limit(op, format!("{n} {what} in {axis}: {arch} takes 1 to {most}")));
            }
        }
        Ok(())
    };
    if op.is("simt.launch") {
        let block = constants(3..6);
        within("blocks", &constants(0..3), &machine.grid_dims)?;
        within("threads", &block, &machine.block_dims)?;
        let threads: i64 = block.iter().map(|n| n.unwrap_or(1)).product();
        if threads > machine.threads_per_block {
            let most = machine.threads_per_block;
            return Err(limit(op, format!("a block of {threads} threads: {arch} takes {most}")));
        }
    } else if op.is("cluster.launch") {
        within("tasks", &constants(0..3), &machine.grid_dims)?;
    }
    Ok(())
}
