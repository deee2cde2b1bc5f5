//! Neutral form -> platform form of a target.

pub mod async_copies;
pub mod cluster;
pub mod outline;
pub mod overlay;
pub mod promote_vectors;
pub mod share_vectors;
pub mod shuffle_trees;
pub mod simt;
pub mod tensorize;
pub mod vector_loops;
pub mod x86;

use xpiler_ir::{Op, names};

/// Makes an array start at a multiple of so many bytes.
fn align(array: Op, bytes: i64) {
    let most = array.int_attr(names::ALIGN).unwrap_or(0).max(bytes);
    array.set_attr(names::ALIGN, array.ctx().int_attr(array.ctx().i64(), most));
}
