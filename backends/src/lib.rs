//! placeholder

pub mod emit;
pub mod jit;
