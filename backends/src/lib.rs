//! placeholder

pub mod jit;
