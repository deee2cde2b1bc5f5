//! Elementwise rows as expression trees, and matching them against the values of a loop.
//!
//! The row `__bang_mul_scalar` stores `a[i] * y`: the tree `arith.mulf(Vector(1), Scalar(2))`. A value of a loop matches if
//! its operations do; vector leaves stand for values that differ between iterations, scalar leaves for those that do not.
//! Nothing here knows an operator by name: a new row matches as soon as it is in the data.

use egg::{ENodeOrVar, Id, Pattern, PatternAst, Var};
use xpiler_ir::{
    Op, Value, names,
    rows::{Row, Rows},
};

use crate::analysis::egraph::{Form, Scalar, Target};

/// A row's value.
#[derive(Debug)]
enum Tree {
    /// Parameter `k`, element by element.
    Vector(usize),
    /// Parameter `k`, one number.
    Scalar(usize),
    /// A literal.
    Const(f64),
    /// An operation; the second field is the predicate of a comparison.
    Op(String, Option<i64>, Vec<Tree>),
}

/// An elementwise row.
pub struct Template {
    /// The intrinsic's name.
    pub spelling: String,
    /// The number of parameters.
    pub params: usize,
    /// May the destination be a source (BANG C)?
    pub in_place: bool,
    tree: Tree,
}

/// What a match binds: parameter and value.
pub type Binding = Vec<(usize, Value)>;

impl Tree {
    fn size(&self) -> usize {
        match self {
            Self::Op(_, _, children) => 1 + children.iter().map(Self::size).sum::<usize>(),
            _ => 1,
        }
    }
}

/// What a row may be off by (relatively) and still stand for its body.
const EXACT: f64 = 1e-4;

/// May the row be written in the place of its body?
pub fn is_accurate(row: &Row) -> bool {
    row.func.attr(names::APPROX).and_then(|a| a.as_float()).is_none_or(|error| error <= EXACT)
}

/// The elementwise rows on `f32` that a machine has, larger trees first. Inaccurate ones are left out.
pub fn templates(rows: &Rows, arch: &str) -> Vec<Template> {
    let usable = |r: &&Row| r.is_on(arch) && is_accurate(r);
    let mut all: Vec<Template> = rows.all().iter().filter(usable).filter_map(template).collect();
    all.sort_by_key(|t| std::cmp::Reverse(t.tree.size()));
    all
}

/// The rows as terms of an e-graph. A machine that takes scalars only as vectors has them in front of the loop.
pub fn target(templates: &[Template], spreads_free: bool) -> Target {
    Target { forms: templates.iter().flat_map(Template::forms).collect(), spreads_free }
}

fn template(row: &Row) -> Option<Template> {
    // What is off by more than a few units in the last place is not for us to choose.
    if row.func.attr(names::APPROX).is_some_and(|a| a.as_float().is_some()) {
        return None;
    }
    let body = row.func.body();
    let end = body.terminator()?;
    let params = body.args();
    let (value, iv) = if end.operand_count() == 1 {
        (end.operand(0), None)
    } else {
        // `for i < n: dst[i] = value`.
        let found = body.ops().into_iter().find(|op| op.is("scf.for"))?;
        let stores = found.find("memref.store");
        let [store] = stores.as_slice() else { return None };
        let iv = found.body().arg(0);
        let whole = store.operand(1) == params[0] && store.operand(2) == iv && found.results().is_empty();
        if !whole {
            return None;
        }
        (store.operand(0), Some(iv))
    };
    let scalar_type = if value.ty().is_vector() { value.ty().element() } else { value.ty() };
    let whole = !value.ty().is_vector() || value.ty().static_shape() == Some(vec![super::avx512::LANES]);
    if scalar_type != row.func.ctx().f32() || iv.is_none() && !value.ty().is_vector() || !whole {
        return None;
    }
    let tree = tree_of(value, &params, iv)?;
    // A bare copy or fill is no elementwise operation.
    matches!(tree, Tree::Op(..)).then(|| Template {
        spelling: row.spelling.clone(),
        params: params.len(),
        in_place: row.func.attr("xpiler.alias").is_some(),
        tree,
    })
}

fn tree_of(value: Value, params: &[Value], iv: Option<Value>) -> Option<Tree> {
    if let Some(k) = params.iter().position(|p| *p == value) {
        return match (value.ty().is_vector(), value.ty().is_vector() && value.ty().element().is_float()) {
            (true, true) => Some(Tree::Vector(k)),
            // A mask is no element.
            (true, false) => None,
            _ => Some(Tree::Scalar(k)),
        };
    }
    let op = value.def()?;
    if let Some(c) = value.const_float() {
        return Some(Tree::Const(c));
    }
    if let Some(c) = op.attr("value").and_then(|a| a.splat()).and_then(|a| a.as_float()) {
        return Some(Tree::Const(c));
    }
    if op.is("memref.load") {
        let k = params.iter().position(|p| *p == op.operand(0))?;
        return (Some(op.operand(1)) == iv).then_some(Tree::Vector(k));
    }
    let elementwise = op.name().starts_with("arith.") || op.name().starts_with("math.");
    if !elementwise {
        return None;
    }
    let children = op.operands().into_iter().map(|v| tree_of(v, params, iv)).collect::<Option<_>>()?;
    Some(Tree::Op(op.name(), op.int_attr("predicate"), children))
}

/// Operations whose operands may be swapped.
fn commutes(name: &str) -> bool {
    ["arith.addf", "arith.mulf", "arith.maxnumf", "arith.minnumf"].contains(&name)
}

/// `a > b ? a : b` or `a < b ? a : b`: the extremum's name and operands.
fn choice(tree: &Tree) -> Option<(&'static str, &[Tree])> {
    const OGT: i64 = 2;
    const OLT: i64 = 4;
    let Tree::Op(name, None, parts) = tree else { return None };
    let [Tree::Op(_, Some(predicate), compared), Tree::Vector(x), Tree::Vector(y)] = parts.as_slice() else { return None };
    let [Tree::Vector(a), Tree::Vector(b)] = compared.as_slice() else { return None };
    if name != "arith.select" || (a, b) != (x, y) {
        return None;
    }
    match *predicate {
        OGT => Some(("arith.maxnumf", compared)),
        OLT => Some(("arith.minnumf", compared)),
        _ => None,
    }
}

/// The parameters that a pattern has.
#[derive(Default)]
struct Parameters {
    vectors: Vec<Var>,
    scalars: Vec<Var>,
}

fn parameter(k: usize) -> Var {
    format!("?p{k}").parse().expect("a variable")
}

/// Adds a tree to a pattern. An extremum of the rows stands for both kinds: the generators see to what is no number.
fn grow(tree: &Tree, ordered: bool, parameters: &mut Parameters, ast: &mut PatternAst<Scalar>) -> Option<Id> {
    let mut leaf = |k: usize, list: &mut Vec<Var>| {
        let v = parameter(k);
        if !list.contains(&v) {
            list.push(v);
        }
        ast.add(ENodeOrVar::Var(v))
    };
    Some(match tree {
        Tree::Vector(k) => leaf(*k, &mut parameters.vectors),
        Tree::Scalar(k) => leaf(*k, &mut parameters.scalars),
        Tree::Const(c) => ast.add(ENodeOrVar::ENode(Scalar::number(*c))),
        Tree::Op(name, predicate, children) => {
            let (name, predicate, children) = match choice(tree) {
                Some((name, operands)) => (name, None, operands),
                None => (name.as_str(), *predicate, children.as_slice()),
            };
            let operands = children.iter().map(|c| grow(c, ordered, parameters, ast)).collect::<Option<Vec<Id>>>()?;
            let plain = Scalar::of(name, predicate, false, operands.clone());
            let term = if ordered { Scalar::of(name, predicate, true, operands).or(plain) } else { plain };
            ast.add(ENodeOrVar::ENode(term?))
        }
    })
}

impl Template {
    /// Is the row `dst = a op b` on vectors, where `dst` may be `a`?
    pub fn combines(&self, op: &str) -> bool {
        self.in_place
            && self.params == 4
            && matches!(&self.tree, Tree::Op(name, None, operands)
                if name == op && matches!(operands[..], [Tree::Vector(1), Tree::Vector(2)]))
    }
    /// The row as terms: one with plain extrema, and one with ordered ones if it has any.
    fn forms(&self) -> Vec<Form> {
        let mut asts: Vec<PatternAst<Scalar>> = vec![];
        let mut forms = vec![];
        for ordered in [false, true] {
            let mut ast = PatternAst::default();
            let mut parameters = Parameters::default();
            if grow(&self.tree, ordered, &mut parameters, &mut ast).is_some() && !asts.contains(&ast) {
                asts.push(ast.clone());
                forms.push(Form { pattern: Pattern::new(ast), vectors: parameters.vectors, scalars: parameters.scalars });
            }
        }
        forms
    }

    /// Binds the parameters so that the row computes `value`. `is_vector` tells which values differ between iterations.
    pub fn bind(&self, value: Value, is_vector: &dyn Fn(Value) -> bool) -> Option<Binding> {
        let mut binding = vec![];
        bind(&self.tree, value, is_vector, &mut binding).then_some(binding)
    }
}

fn bind(tree: &Tree, value: Value, is_vector: &dyn Fn(Value) -> bool, binding: &mut Binding) -> bool {
    match tree {
        Tree::Vector(k) => is_vector(value) && add(*k, value, binding),
        Tree::Scalar(k) => !is_vector(value) && add(*k, value, binding),
        Tree::Const(c) => value.const_float() == Some(*c),
        Tree::Op(name, predicate, children) => {
            let Some(op) = value.def().filter(|op: &Op| op.is(name) && op.int_attr("predicate") == *predicate) else {
                return false;
            };
            let operands = op.operands();
            if operands.len() != children.len() {
                return false;
            }
            let kept = binding.len();
            if children.iter().zip(&operands).all(|(t, v)| bind(t, *v, is_vector, binding)) {
                return true;
            }
            binding.truncate(kept);
            let swapped =
                commutes(name) && children.iter().zip(operands.iter().rev()).all(|(t, v)| bind(t, *v, is_vector, binding));
            if !swapped {
                binding.truncate(kept);
            }
            swapped
        }
    }
}

/// A parameter that occurs twice must be bound to one value.
fn add(k: usize, value: Value, binding: &mut Binding) -> bool {
    match binding.iter().find(|(p, _)| *p == k) {
        Some((_, known)) => *known == value,
        None => {
            binding.push((k, value));
            true
        }
    }
}
