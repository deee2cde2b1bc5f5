//! [`Replay`]: a schedule that somebody holds already.

use xpiler_ir::Kernel;

use crate::{Proposer, Schedule, Target};

/// Proposes one given schedule, once.
pub struct Replay {
    schedule: Option<Schedule>,
}

impl Replay {
    /// A proposer of that schedule.
    pub fn new(schedule: Schedule) -> Self {
        Self { schedule: Some(schedule) }
    }
}

impl Proposer for Replay {
    fn propose(&mut self, _: &Kernel, _: &Target) -> Option<Schedule> {
        self.schedule.take()
    }
}
