//! Platform form -> neutral form.

pub mod copies;
pub mod detensorize;
pub mod fission;
pub mod limits;
pub mod loop_recovery;
pub mod run_ahead;
pub mod vectors;
