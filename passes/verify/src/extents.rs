//! How long buffers are: the parameters of an entry, the C expressions of their extents, and what to do without one.

use std::collections::BTreeMap;

use xpiler_backends::jit::Level;
use xpiler_ir::{Diagnostic, Kernel, Result, expr::Expr, names};

use crate::{
    compare::{Case, scalars_of},
    inputs::{Draw, Hints, Integers, Kind},
    instrument::{Watch, argument_attr, instrument},
    literal::Float,
    run::{Datum, End, Program, run},
    trials::REAL_TIME,
};

/// The type of a scalar or of a buffer's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A float.
    Float(Float),
    /// An integer of that many bits; `index` is one of 64.
    Int(u32),
}

impl Element {
    /// The number of bytes in memory.
    pub fn bytes(self) -> usize {
        match self {
            Self::Float(f) => f.bytes(),
            Self::Int(bits) => (bits as usize).div_ceil(8),
        }
    }
}

impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Float(float) => f.write_str(&format!("{float:?}").to_lowercase()),
            Self::Int(bits) => write!(f, "i{bits}"),
        }
    }
}

/// A parameter of an entry.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name in the text.
    pub name: String,
    /// The type of the scalar or of the elements.
    pub element: Element,
    /// Is it a buffer?
    pub buffer: bool,
    /// Is it a pointer to const?
    pub constant: bool,
    /// Is the C type unsigned?
    pub unsigned: bool,
    /// The number of elements, as a C expression.
    pub extent: Option<String>,
    /// Was the extent inferred by an earlier stage?
    pub inferred: bool,
}

/// The parameters of a neutral form.
pub fn parameters(kernel: &Kernel) -> Result<Vec<Parameter>> {
    let entry = kernel.entry().ok_or_else(|| Diagnostic::internal("a neutral form has no entry"))?;
    let mut parameters = vec![];
    for (i, arg) in entry.body().args().into_iter().enumerate() {
        let attr = |name| argument_attr(entry, i, name);
        let text = |name| attr(name).and_then(|a| a.as_str());
        let ty = arg.ty();
        let element = if ty.is_memref() { ty.element() } else { ty };
        let element = match Float::of(&element.to_string()) {
            Some(float) => Element::Float(float),
            None if element.is_int() || element.is_index() => Element::Int(element.bits()),
            None => {
                let what = format!("a parameter of type {ty} cannot be given a value");
                return Err(Diagnostic::error("parameter-type", what).at(entry.span()));
            }
        };
        if ty.is_memref() && ty.shape() != [None] {
            let what = format!("a parameter of type {ty}: buffers of an entry have one dynamic dimension");
            return Err(Diagnostic::error("parameter-type", what).at(entry.span()));
        }
        parameters.push(Parameter {
            name: text(names::NAME).unwrap_or_else(|| format!("arg{i}")),
            element,
            buffer: ty.is_memref(),
            constant: attr(names::CONST).is_some(),
            unsigned: text(names::CTYPE).is_some_and(|t| t.contains("unsigned") || t.contains("uint") || t.contains("size_t")),
            extent: text(names::EXTENT),
            inferred: text(names::EXTENT_SOURCE).as_deref() == Some("inferred"),
        });
    }
    Ok(parameters)
}

/// The value of an extent, an expression over integer parameters.
pub fn evaluate(expression: &str, values: &BTreeMap<String, i64>) -> Result<i64> {
    let wrong = |why: &str| Diagnostic::error("extent", format!("the extent `{expression}` has no value{why}"));
    let parsed = Expr::parse(expression).map_err(|e| wrong(&format!(": {e}")))?;
    parsed.eval(&|name| values.get(name).copied()).ok_or_else(|| wrong(""))
}

/// Finds extents of buffers by running a kernel on buffers without end and recording the largest index.
pub struct Inference {
    parameters: Vec<Parameter>,
    program: Program,
}

impl Inference {
    /// Makes a kernel ready to be run on any arguments. Declared extents are not looked at.
    pub fn new(kernel: &Kernel) -> Result<Self> {
        let instrumented = instrument(kernel, Watch::Extents)?;
        // Recording is calls: optimising what is around them gains little.
        let program = Program::compile(&instrumented.kernel, &instrumented.sites, Level::Quick)?;
        Ok(Self { parameters: parameters(kernel)?, program })
    }

    /// The number of elements of every buffer parameter (`None` for scalars) on a case.
    pub fn run(&self, case: &Case) -> Result<Vec<Option<i64>>> {
        // Address space only: pages that are not touched take no memory.
        const EACH: usize = 4 << 30;
        let (parameters, program) = (&self.parameters, &self.program);
        let scalars = scalars_of(parameters, case)?;
        let nothing = vec![None; parameters.len()];
        let draw = Draw::new(Kind::Random, case.seed, parameters, &scalars, &nothing, Integers::Small, &Hints::default());
        let huge = |p: &Parameter| Datum::Huge(EACH, (EACH / p.element.bytes()) as i64);
        let drawn = draw.real(parameters).into_iter().zip(parameters);
        let data: Vec<Datum> = drawn.map(|(datum, p)| if p.buffer { huge(p) } else { datum }).collect();
        let batch = run(program, &[&data], None, REAL_TIME)?;
        match &batch.ends[0] {
            End::Done(..) => {}
            End::Trap(site, details) => {
                let site = &program.sites[*site];
                let what = format!("the kernel cannot be run to find out how long its buffers are: {}", site.message(*details));
                return Err(Diagnostic::error("extent", what).at(site.span.clone()));
            }
            other => {
                let why = if *other == End::Timeout { "it takes too long" } else { "it crashes" };
                let what = format!("the kernel cannot be run to find out how long its buffers are: {why}");
                return Err(Diagnostic::error("extent", what).help("say how long they are: --shape NAME=N"));
            }
        }
        Ok(parameters.iter().enumerate().map(|(i, p)| p.buffer.then(|| batch.largest_index(i) + 1)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let values = BTreeMap::from([("n".to_owned(), 10), ("rows".to_owned(), 3)]);
        let value = |e| evaluate(e, &values).ok();
        assert_eq!(value("rows * n"), Some(30));
        assert_eq!(value("(n + 15) / 16 * 16"), Some(16));
        assert_eq!(value("(size_t)rows * (n - 1) + 1"), Some(28));
        assert_eq!(value("-n % 4 + 4u"), Some(2));
        assert_eq!(value("m"), None);
        assert_eq!(value("n / 0"), None);
        assert_eq!(value("n n"), None);
        assert_eq!(value("((n)"), None);
    }
}
