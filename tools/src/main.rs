//! xpiler.
fn main() {}
