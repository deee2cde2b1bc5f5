//! The intrinsic rows of the platforms: `dialects/platforms/<p>/intrinsics.mlir`.
//!
//! A row is a `func.func` named like the intrinsic; overloads that differ in more than `!T` have a dot and a word behind the name. Its body is the meaning in neutral form (with vectors on x86), its
//! attributes hold what the signature cannot: operand spaces, alias and count rules, architectures, manual section and
//! evidence. Five readers share it: the frontend types calls by it, `detensorize` inlines the body, `tensorize`
//! matches it, the verifier checks its constraints, the printer writes its spelling. A new intrinsic is one row, no code.
//!
//! ```mlir
//! // !T stands for each type of xpiler.types in turn (without them, f32); !zmm, !ymm and !xmm are vectors of 64, 32 and 16 bytes of it.
//! func.func @__bang_relu(%dst: memref<?x!T> {xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
//!     attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "...", xpiler.evidence = "documented"} { ... }
//! ```
//!
//! Attributes of a row: `xpiler.types` (element types), `xpiler.alias` (unit: `dst` may equal a source exactly),
//! `xpiler.archs` (architectures, absent: all), `xpiler.approx` (unit: less exact than its body), `xpiler.header`
//! (the header, where it is not the platform's own), `xpiler.manual`, `xpiler.evidence`
//! (`documented | executed | assumed`). Attributes of a parameter: `xpiler.space`, `xpiler.const`, `xpiler.ctype`,
//! `xpiler.layout` (the row that brings elements into the order that this parameter takes them in), `xpiler.multiple` (the number that a
//! count is a multiple of).
//!
//! What the test of the rows on random operands (`tools/tests/rows.rs`) must know, of a row: `xpiler.numbers` (defined for numbers
//! only, not for NaN), `xpiler.unordered` (sums in an order of its own), the relative error as a value of `xpiler.approx`; of a
//! parameter: `xpiler.immediate` (a constant: these are tried), `xpiler.below` (integers from 0 to that, counts from 1 on),
//! `xpiler.between` (floats within two bounds, outside of which the body is not the instruction),
//! `xpiler.defined` (only so many elements mean something afterwards).

use crate::{
    context::{Ctx, Sink},
    diagnostic::{Diagnostic, Result},
    ir::{Op, Type},
    kernel::Kernel,
    names,
    vectors::VectorType,
};

/// One overload of an intrinsic.
pub struct Row {
    /// The name in the text.
    pub spelling: String,
    /// The `func.func` that is its meaning.
    pub func: Op,
}

/// The rows of one platform. Owns the modules that hold them.
pub struct Rows {
    rows: Vec<Row>,
    _modules: Vec<Kernel>,
}

fn file(platform: &str) -> &'static str {
    match platform {
        "cuda" => include_str!("../platforms/cuda/intrinsics.mlir"),
        "hip" => include_str!("../platforms/hip/intrinsics.mlir"),
        "bang" => include_str!("../platforms/bang/intrinsics.mlir"),
        "vnni" => include_str!("../platforms/vnni/intrinsics.mlir"),
        _ => "",
    }
}

/// Loads the rows of a platform; none for an unknown one.
pub fn load(ctx: Ctx, platform: &str) -> Result<Rows> {
    let sink = Sink::default();
    let (mut rows, mut modules) = (vec![], vec![]);
    let mut elements = vec![ctx.f32()];
    let mut next = 0;
    while let Some(element) = elements.get(next).copied() {
        let lanes = |bits| ctx.vector(bits / i64::from(element.bits()), element);
        let aliases = format!("!T = {element}\n!zmm = {}\n!ymm = {}\n!xmm = {}\n", lanes(512), lanes(256), lanes(128));
        let text = aliases + file(platform);
        let module = Kernel::parse(ctx, &sink, &format!("platforms/{platform}/intrinsics.mlir"), &text)
            .map_err(|d| Diagnostic::internal(format!("the rows of {platform}: {}", d.message)))?;
        for func in module.functions() {
            let types = func.attr(names::TYPES).and_then(|a| a.as_array());
            let types = types.map_or(vec![ctx.f32()], |types| types.iter().filter_map(|t| t.as_type()).collect());
            let wanted = types.contains(&element);
            for ty in types {
                if !elements.contains(&ty) {
                    elements.push(ty);
                }
            }
            if wanted {
                // What stands behind a dot tells overloads apart.
                let symbol = func.str_attr("sym_name").unwrap_or_default();
                rows.push(Row { spelling: symbol.split('.').next().unwrap_or_default().to_owned(), func });
            }
        }
        modules.push(module);
        next += 1;
    }
    Ok(Rows { rows, _modules: modules })
}

impl Row {
    /// Operand types.
    pub fn inputs(&self) -> Vec<Type> {
        self.function_type().0
    }
    /// Result types.
    pub fn outputs(&self) -> Vec<Type> {
        self.function_type().1
    }
    fn function_type(&self) -> (Vec<Type>, Vec<Type>) {
        self.func.attr("function_type").and_then(|a| a.as_type()).expect("functions have a type").function()
    }
    /// An attribute of parameter `i`.
    pub fn arg_attr(&self, i: usize, name: &str) -> Option<crate::ir::Attr> {
        self.func.attr("arg_attrs")?.as_array()?.get(i)?.dict_get(name)
    }
    /// Does an architecture have the intrinsic?
    pub fn is_on(&self, arch: &str) -> bool {
        let archs = self.func.attr("xpiler.archs").and_then(|a| a.as_array());
        archs.is_none_or(|archs| archs.iter().any(|a| a.as_str().as_deref() == Some(arch)))
    }
    /// Does parameter `i` point to memory that is only read?
    pub fn reads_only(&self, i: usize) -> bool {
        self.arg_attr(i, names::CONST).is_some()
    }
    /// The C type of parameter `i`.
    pub fn parameter(&self, i: usize) -> String {
        let ty = self.inputs()[i];
        let declared = self.arg_attr(i, names::CTYPE).and_then(|a| a.as_str());
        declared.unwrap_or_else(|| {
            let base = c_type(if ty.is_memref() { ty.element() } else { ty });
            match (ty.is_memref(), self.reads_only(i)) {
                (true, true) => format!("const {base} *"),
                (true, false) => format!("{base} *"),
                _ => base.to_owned(),
            }
        })
    }
    /// The C type of the result.
    pub fn result(&self) -> &'static str {
        self.outputs().first().map_or("void", |t| c_type(*t))
    }
    fn prototype(&self, device: &str) -> String {
        let parameters: Vec<String> = (0..self.inputs().len()).map(|i| self.parameter(i)).collect();
        format!("{device}{} {}({});\n", self.result(), self.spelling, parameters.join(", "))
    }
}

/// The C type of a row's operand. `half` and `float` are the platforms' own words.
fn c_type(ty: Type) -> &'static str {
    if let Some(vector) = VectorType::of(ty) {
        return vector.name;
    }
    match ty.to_string().as_str() {
        "f32" => "float",
        "f64" => "double",
        "f16" => "half",
        "bf16" => "bfloat16_t",
        "i8" => "signed char",
        "i16" => "short",
        "i64" => "long long",
        _ => "int",
    }
}

impl Rows {
    /// All rows in the file's order.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }
    /// The overloads of a spelling.
    pub fn find(&self, spelling: &str) -> Vec<&Row> {
        self.rows.iter().filter(|r| r.spelling == spelling).collect()
    }
    /// The overload that takes these operand types. Memrefs agree if their elements do, vectors if C has one type for both.
    pub fn overload(&self, spelling: &str, operands: &[Type]) -> Option<&Row> {
        let same = |a: &Type, b: &Type| {
            a == b
                || a.is_memref() && b.is_memref() && a.element() == b.element()
                || VectorType::of(*a).is_some_and(|vector| VectorType::of(*b) == Some(vector))
        };
        self.rows.iter().find(|r| {
            let inputs = r.inputs();
            r.spelling == spelling && inputs.len() == operands.len() && inputs.iter().zip(operands).all(|(a, b)| same(a, b))
        })
    }
    /// C declarations of all rows, each with `device` in front (`__mlu_func__ `), for a frontend's prelude.
    pub fn prototypes(&self, device: &str) -> String {
        let mut seen: Vec<String> = vec![];
        for row in &self.rows {
            let line = row.prototype(device);
            if !seen.contains(&line) {
                seen.push(line);
            }
        }
        seen.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_complete() {
        let (ctx, _) = crate::context::new_context();
        for platform in ["cuda", "hip", "bang", "vnni"] {
            for row in load(ctx, platform).expect(platform).all() {
                let name = &row.spelling;
                assert!(row.func.str_attr("xpiler.manual").is_some_and(|m| !m.is_empty()), "{name} names its manual section");
                let evidence = row.func.str_attr("xpiler.evidence").unwrap_or_default();
                assert!(["documented", "executed", "assumed"].contains(&evidence.as_str()), "{name}: evidence `{evidence}`");
                assert!(row.func.region(0).first().is_some(), "{name} has a body");
            }
        }
    }

    #[test]
    fn overloads_are_found_by_type() {
        let (ctx, _) = crate::context::new_context();
        let rows = load(ctx, "bang").expect("bang");
        assert_eq!(rows.find("__bang_add").len(), 2);
        let half = ctx.buffer(ctx.f16());
        let row = rows.overload("__bang_add", &[half, half, half, ctx.index()]).expect("the half overload");
        assert_eq!(row.inputs()[0], half);
        assert!(rows.overload("__bang_add", &[half, half, ctx.index()]).is_none());
        let div = rows.find("__bang_div")[0];
        assert!(div.is_on("mtp_592") && !div.is_on("mtp_372") && row.is_on("mtp_372"));
        let text = rows.prototypes("__mlu_func__ ");
        assert!(text.contains("__mlu_func__ void __bang_add(float *, const float *, const float *, int);"), "{text}");
    }
}
