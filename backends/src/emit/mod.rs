//! Prints a platform form as C text: CUDA C, HIP, BANG C, or C with AVX-512.
//!
//! The text is what a person would write: names from the source, values used once inside the expression that uses
//! them, the fewest parentheses. It means what the IR means because of four rules:
//!
//! * **Order.** An expression with a load in it is printed before any statement that may write what it reads
//!   ([`effects`]); if that is before its use, it becomes a `const` temporary.
//! * **Signs.** MLIR's integers have none, C's have: every expression knows its C type ([`types::CTy`]), and operations
//!   cast operands where the sign decides the result. Additions without `nsw` are done in unsigned types.
//! * **`index` is `int`**, since the planner keeps extents below 2^31; it is `long long` where it comes from an `i64`.
//! * **Precedence** is a number on each expression ([`expr::prec`]), never guessed from text.
//!
//! [`value`] prints operations with a value, [`memory`] variables, arrays and accesses, [`wide`] those of
//! several elements, [`flow`] loops and branches,
//! [`host`] entries that drive a device. What differs between platforms is data in [`target::Target`], and one module
//! for each platform.

mod bang;
mod cuda;
#[cfg(test)]
mod differential;
mod effects;
mod expr;
mod flow;
mod hip;
mod host;
mod intrinsic;
mod memory;
mod names;
mod printer;
mod target;
#[cfg(test)]
mod tests;
mod tiles;
mod types;
mod value;
mod vnni;
mod wide;

use std::collections::BTreeSet;

use xpiler_ir::{Diagnostic, Kernel, Result, names as attrs};

/// On a module: the text of the file's first comment (string).
const HEADER: &str = "xpiler.header";

/// The text of a platform form, in the language that the module's `xpiler.platform` names.
///
/// ```text
/// let text = emit(&kernel)?; // "// add_launch: emitted by xpiler for cuda\n#include <cuda_runtime.h>\n..."
/// ```
pub fn emit(kernel: &Kernel) -> Result<String> {
    let module = kernel.module();
    let platform = module
        .str_attr(attrs::PLATFORM)
        .ok_or_else(|| Diagnostic::error("not-printable", "the module is in neutral form: lower it to a platform first"))?;
    let target = target::find(&platform)
        .ok_or_else(|| Diagnostic::error("unknown-platform", format!("there is no platform `{platform}`")))?;

    let mut functions = kernel.kernels();
    functions.extend(kernel.entry());
    if let Some(other) = kernel.functions().into_iter().find(|f| !functions.contains(f)) {
        return Err(printer::refuse(other, "it is neither a kernel nor the entry"));
    }
    let mut file = printer::File {
        target,
        names: names::Names::new(),
        symbols: vec![],
        headers: BTreeSet::new(),
        prototypes: BTreeSet::new(),
        typedefs: BTreeSet::new(),
        helpers: BTreeSet::new(),
        rows: None,
    };
    for func in &functions {
        let symbol = func.str_attr("sym_name").unwrap_or_default();
        let name = file.names.fresh(&symbol);
        file.symbols.push((symbol, name));
    }
    let mut body = String::new();
    for func in &functions {
        body.push('\n');
        body.push_str(&printer::function(&mut file, *func)?);
    }

    let subject = file.symbols.last().map_or("empty", |(_, name)| name);
    let comment = module.str_attr(HEADER).unwrap_or_else(|| format!("{subject}: emitted by xpiler for {platform}"));
    let mut text = String::new();
    for line in comment.lines() {
        // A backslash at the end would comment out the next line.
        text.push_str(&format!("// {}\n", line.trim_end_matches('\\')));
    }
    for header in target.headers.iter().copied().chain(file.headers.iter().map(String::as_str)) {
        text.push_str(&format!("#include <{header}>\n"));
    }
    if file.headers.contains(intrinsic::FRAGMENTS) {
        text.push_str("using namespace nvcuda;\n");
    }
    for typedef in &file.typedefs {
        text.push_str(&format!("{typedef}\n"));
    }
    for helper in &file.helpers {
        text.push_str(&format!("\n{helper}\n"));
    }
    if target.is_c() {
        text.push_str("\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
        body.push_str("\n#ifdef __cplusplus\n}\n#endif\n");
    }
    if !file.prototypes.is_empty() {
        text.push('\n');
        file.prototypes.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    }
    Ok(text + &body)
}
