//! Which steps turn a kernel into the target's: schedules, and the planner that always finds one.

use serde::Serialize;
use xpiler_ir::{Kernel, Result};

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

/// The built-in rules: a preferred schedule, then the scalar floor, then the launch as the source has it.
#[derive(Default)]
pub struct Planner {
    proposed: usize,
}

/// The steps that recover canonical parallel loops, whatever the source's launch looked like.
const CANONICAL: &[&str] =
    &["loop-fuse", "loop-bounds", "canonicalize", "cse", "loop-merge", "mark-parallel", "canonicalize", "cse"];

impl Proposer for Planner {
    fn propose(&mut self, _: &Kernel, target: &Target) -> Option<Schedule> {
        let tensorize = format!("tensorize{{platform={} arch={}}}", target.platform, target.arch);
        let lower = match target.platform {
            "cuda" | "hip" => format!("lower-to-simt{{platform={} block=256}}", target.platform),
            "bang" => format!("lower-to-cluster{{arch={}}}", target.arch),
            "vnni" => "lower-to-x86".to_owned(),
            _ => return None,
        };
        let vector_unit = ["bang", "vnni"].contains(&target.platform);
        let steps = match (self.proposed, vector_unit) {
            (0, true) => {
                let lanes = ["loop-expansion", "canonicalize", "cse", "loop-bounds", "canonicalize", "cse"].map(str::to_owned);
                [lanes.to_vec(), vec![tensorize, "canonicalize".into(), "cse".into(), lower]].concat()
            }
            (1, true) => vec![tensorize, "canonicalize".into(), "cse".into(), lower],
            (0, false) | (2, true) => vec![lower],
            (1, false) | (3, true) => {
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
