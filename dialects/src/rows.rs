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
//! `xpiler.archs` (architectures, absent: all), `xpiler.orders` (of a row that others name as `xpiler.layout`: which parameter counts the rows that it orders), `xpiler.approx` (unit: less exact than its body), `xpiler.header`
//! (the header, where it is not the platform's own), `xpiler.ctype` (the C type of the result), `xpiler.manual`, `xpiler.evidence`
//! (`documented | executed | assumed`). Attributes of a parameter: `xpiler.space`, `xpiler.const`, `xpiler.ctype`,
//! `xpiler.value` (the constant it must be) and `xpiler.word` (how that is written),
//! `xpiler.default` (what it is if the text leaves it out), `xpiler.layout` (the row that brings elements into the order that this parameter
//! takes them in), `xpiler.rows` (of such a parameter, which one counts its rows), `xpiler.multiple` (the number that a count is a multiple of).
//! A row whose name in the text is overloaded beyond MLIR's types has a name of its own and `xpiler.spelling`.
//!
//! A *warp row* has `xpiler.warp`, the number of lanes that act together. Its body is the meaning for all of them: a parameter
//! with `xpiler.lanes` holds one value for each lane, `memref<32xf32>`, or one register of several elements, `memref<64x4xf32>`;
//! the last one, with `xpiler.result`, takes what the call is worth. A use of the row is one lane's: `f32`, `memref<4xf32>`.
//! What lanes that take no part would give is undefined. `xpiler.converged` (unit): they may not be missing, unless they exited.
//! `xpiler.waits` (unit): the lanes wait for each other. A warp row without `xpiler.lanes` is what its first lane does for all;
//! fragments of matrices (`xpiler.fragment`) are the warp's. One with `xpiler.elements` is written element by element, for those that a lane holds; a fragment
//! with `xpiler.rounded` has gone through such a row.
//!
//! What the test of the rows on random operands (`tools/tests/rows.rs`) must know, of a row: `xpiler.numbers` (defined for numbers
//! only, not for NaN), `xpiler.unordered` (sums in an order of its own), the relative error as a value of `xpiler.approx`, or
//! `xpiler.ulp` (units in the last place that a function of the same class may be off by); of a
//! parameter: `xpiler.immediate` (a constant: these are tried; with `xpiler.only` the frontend takes no others), `xpiler.below` (integers from 0 to that, counts from 1 on),
//! `xpiler.between` (floats within two bounds, outside of which the body is not the instruction),
//! `xpiler.defined` (only so many elements mean something afterwards).

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

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
    /// The name of the function, which uses of the row give.
    pub name: String,
    /// The name in the text.
    pub spelling: String,
    /// The `func.func` that is its meaning.
    pub func: Op,
}

/// The rows of one platform. Owns the modules that hold them.
#[derive(Default)]
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

/// The rows of a platform; none for an unknown one. In a context that lives as long as the process they are read once.
pub fn load(ctx: Ctx, platform: &str) -> Result<Rc<Rows>> {
    thread_local! {
        static LOADED: RefCell<Vec<(Ctx, String, Rc<Rows>)>> = const { RefCell::new(vec![]) };
    }
    let known = LOADED.with_borrow(|all| all.iter().find(|(c, p, _)| *c == ctx && p == platform).map(|(.., rows)| rows.clone()));
    if let Some(rows) = known {
        return Ok(rows);
    }
    let rows = Rc::new(load_where(ctx, platform, &|_, _| true)?);
    if ctx.is_permanent() {
        LOADED.with_borrow_mut(|all| all.push((ctx, platform.to_owned(), rows.clone())));
    }
    Ok(rows)
}

/// The rows that a text may mean by names that are `needed`.
pub fn named(ctx: Ctx, platform: &str, needed: &dyn Fn(&str) -> bool) -> Result<Rows> {
    let bare = |spelling: &str| spelling.rsplit("::").next().is_some_and(needed);
    load_where(ctx, platform, &|name, spelling| bare(spelling.unwrap_or(name.split('.').next().unwrap_or(name))))
}

/// The rows that a module uses, by platform: thousands of lines are not read for a few of them.
pub fn used_in(module: Op) -> Result<BTreeMap<String, Rows>> {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for call in module.find("intrin.call") {
        let word = |name: &str| call.str_attr(name).unwrap_or_default();
        used.entry(word("platform")).or_default().insert(word("row"));
    }
    let load = |(platform, names): (String, BTreeSet<String>)| {
        let wanted = |name: &str, _: Option<&str>| {
            names.contains(name) || name.split('.').next().is_some_and(|written| names.contains(written))
        };
        let rows = load_where(module.ctx(), &platform, &wanted)?;
        Ok((platform, rows))
    };
    used.into_iter().map(load).collect()
}

/// Reads the rows whose name, and spelling where that is another, are wanted.
fn load_where(ctx: Ctx, platform: &str, wanted: &dyn Fn(&str, Option<&str>) -> bool) -> Result<Rows> {
    const START: &str = "func.func @";
    let spelling = |text: &'static str| text.split_once(names::SPELLING)?.1.strip_prefix(" = \"")?.split('"').next();
    // Behind the first is what belongs to it, up to the comment of the next.
    let texts = file(platform).split(START).skip(1);
    let texts = texts.filter(|text| wanted(text.split('(').next().unwrap_or(""), spelling(text)));
    let texts: Vec<(&str, Vec<&str>)> = texts.map(|text| (text, types(text))).collect();
    let sink = Sink::default();
    let (mut rows, mut modules) = (vec![], vec![]);
    for word in ["f32", "f16", "bf16", "f64", "i8", "i16", "i32", "i64"] {
        let chosen: Vec<&str> = texts.iter().filter(|(_, types)| types.contains(&word)).map(|(text, _)| *text).collect();
        if chosen.is_empty() {
            continue;
        }
        let element = ctx.parse_type(word).ok_or_else(|| Diagnostic::internal(format!("`{word}` is no type")))?;
        let lanes = |bits| ctx.vector(bits / i64::from(element.bits()), element);
        let aliases = format!("!T = {element}\n!zmm = {}\n!ymm = {}\n!xmm = {}\n", lanes(512), lanes(256), lanes(128));
        let text = chosen.iter().fold(aliases, |text, row| text + START + row);
        let module = Kernel::parse(ctx, &sink, &format!("platforms/{platform}/intrinsics.mlir"), &text)
            .map_err(|d| Diagnostic::internal(format!("the rows of {platform}: {}", d.message)))?;
        for func in module.functions() {
            // What stands behind a dot tells overloads apart.
            let name = func.str_attr("sym_name").unwrap_or_default();
            let written = name.split('.').next().unwrap_or_default();
            let spelling = func.str_attr(names::SPELLING).unwrap_or_else(|| written.to_owned());
            rows.push(Row { name, spelling, func });
        }
        modules.push(module);
    }
    Ok(Rows { rows, _modules: modules })
}

/// The words of a row's `xpiler.types`; without them it is there once.
fn types(text: &str) -> Vec<&str> {
    let list = text.split_once(names::TYPES).and_then(|(_, rest)| rest.strip_prefix(" = [")?.split_once(']'));
    list.map_or(vec!["f32"], |(list, _)| list.split(", ").collect())
}

impl Row {
    /// Operand types of a use.
    pub fn inputs(&self) -> Vec<Type> {
        let parameters = self.function_type().0;
        let taken = parameters.len() - usize::from(self.gives_lanes());
        (0..taken).map(|i| if self.is_stacked(i) { one_lane(parameters[i]) } else { parameters[i] }).collect()
    }
    /// Result types of a use.
    pub fn outputs(&self) -> Vec<Type> {
        let (parameters, results) = self.function_type();
        if self.gives_lanes() { parameters.last().map(|d| d.element()).into_iter().collect() } else { results }
    }
    /// The lanes that act together; 0 for a row of one thread.
    pub fn warp(&self) -> i64 {
        self.func.int_attr(names::WARP).unwrap_or(0)
    }
    /// Does parameter `i` hold something for each lane?
    pub fn is_stacked(&self, i: usize) -> bool {
        self.arg_attr(i, names::LANES).is_some()
    }
    /// Does the last parameter take the scalar that the call is worth in each lane?
    pub fn gives_lanes(&self) -> bool {
        let parameters = self.function_type().0;
        parameters.last().is_some_and(|d| d.is_memref() && d.shape().len() == 1)
            && self.arg_attr(parameters.len() - 1, names::RESULT).is_some()
    }
    /// Is the call worth a register of several elements? Then its last operand is where they go.
    pub fn gives_register(&self) -> bool {
        let n = self.function_type().0.len();
        n > 0 && self.arg_attr(n - 1, names::RESULT).is_some() && !self.gives_lanes()
    }
    /// The integer that an attribute of parameter `i` is.
    pub fn arg_int(&self, i: usize, name: &str) -> Option<i64> {
        self.arg_attr(i, name)?.as_int()
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
    pub fn result(&self) -> String {
        let declared = self.func.str_attr(names::CTYPE);
        declared.unwrap_or_else(|| self.outputs().first().map_or("void", |t| c_type(*t)).to_owned())
    }
    fn prototype(&self, device: &str) -> String {
        let parameters: Vec<String> = (0..self.inputs().len()).map(|i| self.parameter(i)).collect();
        format!("{device}{} {}({});\n", self.result(), self.spelling, parameters.join(", "))
    }
}

/// What one lane has of a stacked operand.
fn one_lane(ty: Type) -> Type {
    match ty.shape()[..] {
        [_, ref register @ ..] if !register.is_empty() => ty.ctx().memref(register, ty.element()),
        _ => ty.element(),
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
    /// The overloads of a spelling, with or without its namespace.
    pub fn find(&self, spelling: &str) -> Vec<&Row> {
        let last = |r: &&Row| r.spelling.rsplit("::").next() == Some(spelling) || r.spelling == spelling;
        self.rows.iter().filter(last).collect()
    }
    /// The row of that name, or written so, that takes these operand types. Memrefs agree if their elements do, and their shapes where the row has one;
    /// vectors if C has one type for both.
    pub fn overload(&self, name: &str, operands: &[Type]) -> Option<&Row> {
        let same = |a: &Type, b: &Type| {
            let shaped = || a.static_shape().is_none() || a.shape() == b.shape();
            a == b
                || a.is_memref() && b.is_memref() && a.element() == b.element() && shaped()
                || VectorType::of(*a).is_some_and(|vector| VectorType::of(*b) == Some(vector))
        };
        self.rows.iter().find(|r| {
            let inputs = r.inputs();
            (r.name == name || r.spelling == name)
                && inputs.len() == operands.len()
                && inputs.iter().zip(operands).all(|(a, b)| same(a, b))
        })
    }
    /// C declarations of the rows of one thread, each with `device` in front (`__mlu_func__ `), for a frontend's prelude.
    pub fn prototypes(&self, device: &str) -> String {
        let mut seen: Vec<String> = vec![];
        for row in self.rows.iter().filter(|r| r.warp() == 0) {
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

    /// Raising makes the lanes of a stacked row threads: its body must be one loop over them, in which each gives its own.
    #[test]
    fn lanes_are_independent() {
        let (ctx, _) = crate::context::new_context();
        for platform in ["cuda", "hip"] {
            let rows = load(ctx, platform).expect(platform);
            for row in rows.all().iter().filter(|r| (0..r.inputs().len()).any(|i| r.is_stacked(i))) {
                let (name, body) = (&row.name, row.func.body());
                let result = *body.args().last().expect("a result");
                assert!(row.gives_lanes() || row.gives_register(), "{name} gives something to each lane");
                let loops: Vec<Op> = body.ops().into_iter().filter(|op| !op.regions().is_empty()).collect();
                assert!(
                    loops.len() == 1 && loops[0].operand(1).const_int() == Some(row.warp()),
                    "{name} is a loop over the lanes"
                );
                let lane = loops[0].body().arg(0);
                let is_variable = |v: crate::Value| v.def_by("memref.alloca").is_some_and(|a| a.is_inside(loops[0]));
                for op in row.func.walk() {
                    let array = usize::from(op.is("memref.store"));
                    if (op.is("memref.store") || op.is("memref.load")) && is_variable(op.operand(array)) {
                        continue;
                    }
                    if op.is("memref.store") || op.is("memref.load") && op.operand(array) == result {
                        assert!(op.operand(array) == result && op.operand(array + 1) == lane, "{name}: a lane gives its own");
                    }
                }
            }
        }
    }

    #[test]
    fn uses_are_one_lanes() {
        let (ctx, _) = crate::context::new_context();
        let cuda = load(ctx, "cuda").expect("cuda");
        let (i32, half) = (ctx.i32(), ctx.f16());
        let row = cuda.overload("__shfl_down_sync", &[i32, half, i32, i32]).expect("of half");
        assert_eq!((row.outputs(), row.warp()), (vec![half], 32));
        assert!(cuda.overload("__shfl_down_sync", &[i32, ctx.f64(), i32, i32]).is_none());
        // A name in the text is several rows where types do not tell them apart; with or without the namespace.
        assert_eq!(cuda.find("__dp4a").len(), 2);
        assert_eq!(cuda.find("wmma::mma_sync").len(), cuda.find("mma_sync").len());
        let prototypes = cuda.prototypes("__device__ ");
        assert!(prototypes.contains("__device__ unsigned int __dp4a(unsigned int, unsigned int, unsigned int);"), "{prototypes}");
        assert!(!prototypes.contains("__shfl"), "warp rows are templates of the prelude");
        let hip = load(ctx, "hip").expect("hip");
        let row = &hip.find("__builtin_amdgcn_mfma_f32_16x16x4f32")[0];
        assert_eq!(row.inputs().last().map(ToString::to_string).as_deref(), Some("memref<4xf32>"));
        assert!(row.gives_register() && row.outputs().is_empty());
    }

    #[test]
    fn names_of_a_text_choose_rows() {
        let (ctx, _) = crate::context::new_context();
        let chosen = |platform: &str, text: &str| -> Vec<String> {
            let rows = named(ctx, platform, &|name| text.contains(name)).expect(platform);
            rows.all().iter().map(|r| r.name.clone()).collect()
        };
        assert_eq!(chosen("cuda", "c = __dp4a(a, b, c);"), ["__dp4a", "__dp4a_unsigned"]);
        assert!(chosen("cuda", "load_matrix_sync(f, p, 16)").iter().all(|n| n.starts_with("load_matrix_sync")));
        assert_eq!(
            chosen("cuda", "load_matrix_sync(f, p, 16)").len(),
            load(ctx, "cuda").expect("cuda").find("load_matrix_sync").len()
        );
        assert!(chosen("bang", "a + b").is_empty());
    }

    #[test]
    fn a_permanent_context_has_one_table() {
        let (ctx, _) = crate::context::new_context();
        let (first, second) = (load(ctx, "hip").expect("hip"), load(ctx, "hip").expect("hip"));
        assert!(Rc::ptr_eq(&first, &second));
        let (other, _) = crate::context::new_context();
        assert!(!Rc::ptr_eq(&first, &load(other, "hip").expect("hip")));
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
