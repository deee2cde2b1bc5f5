//! Decides whether two neutral forms are the same function.
//!
//! [`compare::compare`] is the entry. A form is made safe to run by [`instrument`], compiled by the backends' JIT, and run
//! in a child process by [`run`], on real types and, rewritten by [`identity`], on the exact values of [`value`].

pub mod compare;
pub mod extents;
pub mod field;
pub mod function;
pub mod identity;
pub mod inputs;
pub mod instrument;
pub mod literal;
pub mod oblivious;
pub mod races;
pub mod report;
pub mod run;
pub mod runtime;
mod trials;
pub mod value;

pub use compare::{Case, Sides, compare};
pub use extents::Inference;
pub use report::{Safety, Tier, Verdict, Witness};
