//! What passes ask about the neutral form.

pub mod bounds;
pub mod dependence;
pub mod egraph;
pub mod linear;
pub mod nest;
pub mod operation;
pub mod rules;
pub mod shape;
pub mod trips;
