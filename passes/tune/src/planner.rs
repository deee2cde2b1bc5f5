//! The built-in planner: always finds a schedule.

use xpiler_ir::{Kernel, Op, names};

use crate::{Proposer, Schedule, Target};

/// The built-in rules: a preferred schedule, then the scalar floor, then the launch as the source has it. For a GPU, that is the first
/// choice where threads wait for each other.
#[derive(Default)]
pub struct Planner {
    proposed: usize,
}

/// The steps that recover canonical parallel loops, whatever the source's launch looked like.
pub(crate) const CANONICAL: &[&str] =
    &["loop-fuse", "loop-bounds", "canonicalize", "cse", "loop-merge", "mark-parallel", "canonicalize", "cse"];

/// Are there blocks whose threads run in several segments, as `loop-recovery` leaves kernels with barriers?
fn has_blocks_with_barriers(kernel: &Kernel) -> bool {
    let named = |op: &Op, prefix: &str| op.str_attr(names::NAME).is_some_and(|n| n.starts_with(prefix));
    let loops = |op: Op| op.body().body_ops().into_iter().filter(|o| o.is("scf.for")).collect::<Vec<_>>();
    let blocks = kernel.module().find("scf.for").into_iter().filter(|op| named(op, "blockIdx."));
    blocks.into_iter().any(|block| {
        let inner = loops(block);
        let threads = block.find("scf.for").iter().any(|op| named(op, "threadIdx."));
        threads && (inner.len() != 1 || !named(&inner[0], "threadIdx.") && !named(&inner[0], "blockIdx."))
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
                return Schedule::parse_steps(&[lower]).ok();
            }
            _ => return None,
        };
        self.proposed += 1;
        let canonical = CANONICAL.iter().map(ToString::to_string);
        let steps: Vec<String> = canonical.chain(steps).collect();
        Schedule::parse_steps(&steps).ok()
    }
}
