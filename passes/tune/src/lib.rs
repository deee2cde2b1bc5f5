//! Which steps turn a kernel into the target's: schedules, the planner that always finds one, and the replay of a given one.

use xpiler_ir::{Kernel, Permission, pass::register_pipeline};

mod plan;
mod planner;
mod replay;
mod rules;
mod schedule;

pub use planner::Planner;
pub use replay::Replay;
pub use schedule::{Document, MOST_STEPS, Schedule, Step};

/// What a schedule is for.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The platform, `cuda`.
    pub platform: &'a str,
    /// The architecture, `sm_80`.
    pub arch: &'a str,
    /// What it may compute less exactly than the source.
    pub allowed: &'a [Permission],
}

/// Something that proposes schedules: the planner, a search, a model. Verification decides.
pub trait Proposer {
    /// The next proposal; `None` when there are no more.
    fn propose(&mut self, kernel: &Kernel, target: &Target) -> Option<Schedule>;
}

/// Registers the named pipelines `lower-to-cuda`, `lower-to-hip`, `lower-to-bang` and `lower-to-vnni`: canonical parallel loops, then
/// the lowering as the planner has it, nothing tiled and no rows. May be called more than once.
pub fn register_pipelines() {
    for (name, summary, lower) in [
        ("lower-to-cuda", "neutral form -> CUDA C", "lower-to-simt{platform=cuda}"),
        ("lower-to-hip", "neutral form -> HIP", "lower-to-simt{platform=hip}"),
        ("lower-to-bang", "neutral form -> BANG C", "lower-to-cluster"),
        ("lower-to-vnni", "neutral form -> C with AVX-512", "lower-to-x86"),
    ] {
        register_pipeline(name, summary, &format!("{},{lower}", planner::CANONICAL.join(",")));
    }
}
