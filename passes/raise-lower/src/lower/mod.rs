//! Neutral form -> platform form of a target.

pub mod cluster;
pub mod outline;
pub mod simt;
pub mod tensorize;
pub mod x86;
