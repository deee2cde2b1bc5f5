//! Which steps turn a kernel into the target's: schedules, and the planner that always finds one.

use serde::Serialize;
use xpiler_ir::{Kernel, Result};

mod plan;
mod planner;
mod rules;

pub use planner::Planner;

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
