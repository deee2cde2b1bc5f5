//! Platform form -> neutral form.

pub mod agents;
pub mod copies;
pub mod detensorize;
pub mod divergence;
pub mod fission;
pub mod host_memory;
pub mod layouts;
pub mod limits;
pub mod loop_recovery;
pub mod scalarize_vectors;
pub mod spaces;
pub mod uniformity;
pub mod unions;
pub mod warp;
