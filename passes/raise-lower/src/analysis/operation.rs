//! What a nest of the neutral form computes, by its structure: the classes that the planner has rules for.
//!
//! Found from index maps and iterator kinds alone; no operator is known by name. `annotate-operations` writes the class on the IR.

use std::fmt;

use xpiler_ir::{Op, Value};

use super::{
    linear::Linear,
    nest::{Access, Expr, Nest, Update, access},
    shape::{effects, is_parallel, parallel_chain},
};

/// The classes of nests (the method's operator annotations).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Independent elements, each computed from elements at places known in advance.
    Elementwise,
    /// Sums of products over iterators that the result does not have, all places separate: matrix products and their kin.
    Matmul,
    /// The same with a window: an operand moves with an iterator of the result and one of the sum alike.
    Convolution,
    /// A window gathered with `+`, `max` or `min`.
    Pooling,
    /// One gathering over a row for each element of the result.
    Reduction,
    /// Several passes over the same row: softmax, normalisations.
    Rowwise,
    /// Elements whose place is read from memory.
    Gather,
    /// Iterations that build on each other.
    Scan,
    /// Anything else.
    Irregular,
}

impl Kind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Elementwise,
        Self::Matmul,
        Self::Convolution,
        Self::Pooling,
        Self::Reduction,
        Self::Rowwise,
        Self::Gather,
        Self::Scan,
        Self::Irregular,
    ];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let name = match self {
            Self::Elementwise => "elementwise",
            Self::Matmul => "matmul",
            Self::Convolution => "convolution",
            Self::Pooling => "pooling",
            Self::Reduction => "reduction",
            Self::Rowwise => "rowwise",
            Self::Gather => "gather",
            Self::Scan => "scan",
            Self::Irregular => "irregular",
        };
        write!(f, "{name}")
    }
}

/// A nest at the top of an entry.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The class.
    pub kind: Kind,
    /// The perfect nest of parallel loops around everything, outermost first.
    pub parallel: Vec<Op>,
    /// The loops of the sum, outermost first, where there is one.
    pub reductions: Vec<Op>,
    /// What is gathered, where there is one gathering.
    pub gathered: Option<Nest>,
    /// The element of the result, where there is one.
    pub result: Option<Access>,
}

/// The operation that a loop at the top of an entry is the root of.
pub fn of(root: Op) -> Operation {
    let parallel = if is_parallel(root) { parallel_chain(root, 16) } else { vec![] };
    let plain = |kind| Operation { kind, parallel: parallel.clone(), reductions: vec![], gathered: None, result: None };
    let Some(inner) = parallel.last().copied() else {
        return plain(if root.is("scf.for") { Kind::Scan } else { Kind::Irregular });
    };
    if root.walk().into_iter().any(|op| op.is("scf.while") || op.is("func.call")) {
        return plain(Kind::Irregular);
    }
    if root.walk().into_iter().any(reads_place) {
        return plain(Kind::Gather);
    }
    let inside = effects(inner);
    let loops: Vec<Op> = inside.iter().copied().filter(|o| o.is("scf.for")).collect();
    match loops.as_slice() {
        [] => plain(Kind::Elementwise),
        [only] => gathering(*only, inner, &parallel).unwrap_or_else(|| plain(Kind::Irregular)),
        _ => plain(Kind::Rowwise),
    }
}

/// Does the operation touch an element whose place comes from memory?
fn reads_place(op: Op) -> bool {
    fn loaded(v: Value) -> bool {
        v.def().is_some_and(|d| {
            let element = d.is("memref.load") && d.operand_count() > 1;
            element || !d.is("memref.load") && d.regions().is_empty() && d.operands().into_iter().any(loaded)
        })
    }
    let first = match op.name().as_str() {
        "memref.load" => 1,
        "memref.store" => 2,
        _ => return false,
    };
    op.operands().into_iter().skip(first).any(loaded)
}

/// One reduction nest inside the parallel loops.
fn gathering(reduction: Op, inner: Op, parallel: &[Op]) -> Option<Operation> {
    let gathered = Nest::of(reduction)?;
    if !matches!(gathered.update, Update::Accumulate { .. }) {
        return None;
    }
    // Loops of the nest that the place of the sum depends on are no reductions.
    if gathered.iterators.iter().any(|i| !i.reduces) {
        return None;
    }
    let result = effects(inner).into_iter().rev().find(|o| o.is("memref.store") && o.operand_count() > 2).and_then(access);
    let reductions: Vec<Op> = gathered.iterators.iter().map(|i| i.op).collect();
    let is_product = product(&gathered.value).is_some_and(|factors| factors.len() >= 2);
    let window = gathered.loads().iter().any(|l| is_window(l, &reductions, parallel));
    let kind = match (is_product, window) {
        (true, false) => Kind::Matmul,
        (true, true) => Kind::Convolution,
        (false, true) => Kind::Pooling,
        (false, false) => Kind::Reduction,
    };
    Some(Operation { kind, parallel: parallel.to_vec(), reductions, gathered: Some(gathered), result })
}

/// The elements that are multiplied, seen through conversions: `a * b`.
pub fn product(value: &Expr) -> Option<Vec<&Access>> {
    match value {
        Expr::Load(a) => Some(vec![a]),
        Expr::Uniform(_) | Expr::Gathered => None,
        Expr::Op(op, _, children) => match op.name().as_str() {
            "arith.mulf" | "arith.muli" => {
                let parts: Vec<Vec<&Access>> = children.iter().map(product).collect::<Option<_>>()?;
                Some(parts.concat())
            }
            "arith.extf" | "arith.extsi" | "arith.extui" | "arith.sitofp" | "arith.uitofp" | "arith.truncf" => {
                product(&children[0])
            }
            _ => None,
        },
    }
}

/// Does the place move with an iterator of the sum and one of the result through the same elements: by multiples of one stride, of which the
/// larger is within what the other iterator spans? `i * 8 + k` with 8 values of `k` are rows and columns.
fn is_window(load: &Access, reductions: &[Op], parallel: &[Op]) -> bool {
    let moves = |op: &Op| {
        let stride = load.index.split(op.body().arg(0))?.0;
        (stride != Linear::default()).then(|| (stride, op.operand(1).const_int()))
    };
    // How far a loop of unknown length reaches, nobody knows.
    let within = |steps: Option<i64>, n: Option<i64>| steps.is_some_and(|s| n.map_or(s == 1, |n| s < n));
    let sums: Vec<_> = reductions.iter().filter_map(moves).collect();
    parallel
        .iter()
        .filter_map(moves)
        .any(|(p, m)| sums.iter().any(|(r, n)| within(p.quotient(r), *n) || within(r.quotient(&p), m)))
}
