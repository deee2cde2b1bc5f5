//! Neutral form -> neutral form.

pub mod distribution;
pub mod loop_bind;
pub mod loop_bounds;
pub mod loop_contraction;
pub mod loop_expansion;
pub mod loop_fuse;
pub mod loop_merge;
pub mod loop_reorder;
pub mod loop_split;
pub mod mark_parallel;
pub mod named;
pub mod unique_names;
