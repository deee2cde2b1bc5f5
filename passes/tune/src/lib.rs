//! Which steps turn a kernel into the target's: schedules, and the planner that always finds one.

use serde::Serialize;
use xpiler_ir::{Kernel, Op, Result, names};

/// A list of passes with options: MLIR pipeline text, one entry a pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// The passes in order, `lower-to-simt{platform=hip block=256}`.
    pub passes: Vec<String>,
}

impl Schedule {
    /// The pipeline text.
    pub fn pipeline(&self) -> String {
        self.passes.join(",")
    }
    /// Applies the schedule to a copy of a neutral form: the target's platform form.
    pub fn apply(&self, neutral: &Kernel) -> Result<Kernel> {
        let lowered = neutral.duplicate();
        lowered.run(&self.pipeline())?;
        Ok(lowered)
    }
}

/// What a schedule is for.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The platform, `cuda`.
    pub platform: &'a str,
    /// The architecture, `sm_80`.
    pub arch: &'a str,
}

/// Something that proposes schedules: the planner, a search, a model. Verification decides.
pub trait Proposer {
    /// The next proposal; `None` when there are no more.
    fn propose(&mut self, kernel: &Kernel, target: &Target) -> Option<Schedule>;
}

/// The built-in rules: a preferred schedule, then the scalar floor, then the launch as the source has it. For a GPU, that is the first
/// choice where threads wait for each other.
#[derive(Default)]
pub struct Planner {
    proposed: usize,
}

/// The steps that recover canonical parallel loops, whatever the source's launch looked like.
const CANONICAL: &[&str] =
    &["loop-fuse", "loop-bounds", "canonicalize", "cse", "loop-merge", "mark-parallel", "canonicalize", "cse"];

/// Are there blocks whose threads run in several segments, as `loop-recovery` leaves kernels with barriers?
fn has_blocks_with_barriers(kernel: &Kernel) -> bool {
    let bound = |op: &Op, prefix: &str| op.str_attr(names::BIND).is_some_and(|n| n.starts_with(prefix));
    let loops = |op: Op| op.body().body_ops().into_iter().filter(|o| o.is("scf.for")).collect::<Vec<_>>();
    let blocks = kernel.module().find("scf.for").into_iter().filter(|op| bound(op, "blockIdx."));
    blocks.into_iter().any(|block| {
        let inner = loops(block);
        let threads = block.find("scf.for").iter().any(|op| bound(op, "threadIdx."));
        threads && (inner.len() != 1 || !bound(&inner[0], "threadIdx.") && !bound(&inner[0], "blockIdx."))
    })
}

impl Proposer for Planner {
    fn propose(&mut self, kernel: &Kernel, target: &Target) -> Option<Schedule> {
        let tensorize = format!("tensorize{{platform={} arch={}}}", target.platform, target.arch);
        let lower = match target.platform {
            "cuda" | "hip" => format!("lower-to-simt{{platform={} block=256}}", target.platform),
            "bang" => format!("lower-to-cluster{{arch={}}}", target.arch),
            "vnni" => "lower-to-x86".to_owned(),
            _ => return None,
        };
        let vector_unit = ["bang", "vnni"].contains(&target.platform);
        // Threads that wait for each other stay the threads they are.
        let keep_launch = !vector_unit && has_blocks_with_barriers(kernel);
        let number = self.proposed + usize::from(!vector_unit && !keep_launch);
        let steps = match (number, vector_unit) {
            (0, true) => {
                let lanes = ["loop-expansion", "canonicalize", "cse", "loop-bounds", "canonicalize", "cse"].map(str::to_owned);
                [lanes.to_vec(), vec![tensorize, "canonicalize".into(), "cse".into(), lower]].concat()
            }
            (1, true) => vec![tensorize, "canonicalize".into(), "cse".into(), lower],
            (1, false) | (2, true) => vec![lower],
            (0 | 2, false) | (3, true) if number != 2 || !keep_launch => {
                self.proposed += 1;
                return Some(Schedule { passes: vec![lower] });
            }
            _ => return None,
        };
        self.proposed += 1;
        let canonical = CANONICAL.iter().map(ToString::to_string);
        let passes = canonical.chain(steps).collect();
        Some(Schedule { passes })
    }
}
