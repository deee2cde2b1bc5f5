//! From a platform form to text ([`emit`]), and from a neutral form to code that runs on this CPU ([`jit`]).

pub mod emit;
pub mod jit;
mod rounding;
