//! Neutral form -> neutral form.

pub mod cache;
pub mod loop_bounds;
pub mod loop_expansion;
pub mod loop_fuse;
pub mod loop_merge;
pub mod loop_pad;
pub mod loop_unroll;
pub mod mark_parallel;
pub mod named;
