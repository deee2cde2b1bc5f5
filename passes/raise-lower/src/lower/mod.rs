//! Neutral form -> platform form of a target.

pub mod async_copies;
pub mod cluster;
pub mod outline;
pub mod promote_vectors;
pub mod share_vectors;
pub mod simt;
pub mod tensorize;
pub mod vector_loops;
pub mod x86;
