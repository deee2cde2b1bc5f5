//! The tools of xpiler. Start with [`transcompile::transcompile`]: it is the whole line.

pub mod bench;
pub mod cli;
pub mod corpus;
pub mod eval;
pub mod extents;
pub mod files;
pub mod platforms;
mod precision;
pub mod report;
pub mod transcompile;
