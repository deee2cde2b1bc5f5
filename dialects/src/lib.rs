//! The IR of xpiler: MLIR with three dialects of our own, and the data of the platforms.
//!
//! * [`ir`] has `Copy` handles on MLIR's operations, values, types and attributes; [`builder`] creates operations.
//! * [`kernel::Kernel`] is the thing that moves along the line: a module, its source and its platform.
//! * [`diagnostic`] is what a stage says to the user, with a [`diagnostic::Span`] into the kernel's text.
//! * [`permission`] says what a target may compute less exactly.
//! * [`names`] lists the `xpiler.*` attributes, [`cluster`] the words of that dialect's enumerations; [`rows`] and [`machine`] read `dialects/platforms/`.
//! * [`pass`] registers passes written in Rust with MLIR; [`context`] makes a context that knows every dialect.
//!
//! MLIR is the only program IR here: Rust keeps plans, never a second copy of the program.

pub mod builder;
pub mod cluster;
pub mod context;
pub mod diagnostic;
pub mod expr;
pub mod ir;
pub mod kernel;
pub mod libm;
pub mod machine;
pub mod names;
pub mod pass;
pub mod permission;
pub mod rows;
pub mod translation;
pub mod vectors;

pub use builder::Builder;
pub use context::Ctx;
pub use diagnostic::{Diagnostic, Result, Span};
pub use ir::{Attr, Block, Loc, Op, Region, Type, Value};
pub use kernel::Kernel;
pub use permission::Permission;
