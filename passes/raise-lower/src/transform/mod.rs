//! Neutral form -> neutral form.

pub mod annotate_operations;
pub mod cache;
pub mod distribution;
pub mod drop_roundings;
pub mod loop_bind;
pub mod loop_bounds;
pub mod loop_contraction;
pub mod loop_count;
pub mod loop_expansion;
pub mod loop_fuse;
pub mod loop_merge;
pub mod loop_outward;
pub mod loop_pad;
pub mod loop_peel;
pub mod loop_reduce;
pub mod loop_reorder;
pub mod loop_split;
pub mod loop_unroll;
pub mod loop_unsplit;
pub mod mark_parallel;
pub mod named;
pub mod pack;
pub mod pipeline;
pub mod prefetch;
pub mod select_branches;
pub mod unique_names;
