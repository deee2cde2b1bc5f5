//! Neutral form -> neutral form.

pub mod loop_bounds;
pub mod loop_expansion;
pub mod loop_fuse;
pub mod loop_merge;
pub mod mark_parallel;
