//! Equal scalar expressions, as an e-graph: what the values of a loop may also be computed as, and which way is cheapest.
//!
//! ```text
//! %e = math.exp %x                      leaf %0, (exp %0)                    rules::scalar
//! // saturated: (exp %0) = (exp2 (* %0 1.4427)); where only `exp2` and `*` have rows, the second form is extracted
//! ```
//!
//! Every rule keeps the set of leaves of an expression (`rules` tests it). Hence all terms of a class are defined at the same
//! places, and differ between iterations together: [`Fact::varies`] is a property of the class.

use std::{
    collections::HashMap,
    fmt::{self, Display},
    time::Duration,
};

use egg::{Analysis, DidMerge, EGraph, ENodeOrVar, FromOp, Id, Language, Pattern, PatternAst, RecExpr, Runner, Searcher, Var};
use xpiler_ir::{Builder, Value};

use super::rules;

/// An operator: its name in rules, its MLIR operation with the predicate of a comparison, its value over the reals.
pub struct Operator {
    /// In rules.
    pub name: &'static str,
    /// In MLIR.
    pub mlir: &'static str,
    predicate: Option<i64>,
    /// An extremum that is its second operand where one is no number.
    pub ordered: bool,
    arity: usize,
    /// The value; truth is 1.
    pub eval: fn(&[f64]) -> f64,
}

const fn op(name: &'static str, mlir: &'static str, arity: usize, eval: fn(&[f64]) -> f64) -> Operator {
    Operator { name, mlir, predicate: None, ordered: false, arity, eval }
}

const fn cmp(name: &'static str, predicate: i64, eval: fn(&[f64]) -> f64) -> Operator {
    Operator { name, mlir: "arith.cmpf", predicate: Some(predicate), ordered: false, arity: 2, eval }
}

const fn ordered(name: &'static str, mlir: &'static str, eval: fn(&[f64]) -> f64) -> Operator {
    Operator { name, mlir, predicate: None, ordered: true, arity: 2, eval }
}

/// All operators. What is not here is a leaf.
pub const OPERATORS: &[Operator] = &[
    op("+", "arith.addf", 2, |x| x[0] + x[1]),
    op("-", "arith.subf", 2, |x| x[0] - x[1]),
    op("*", "arith.mulf", 2, |x| x[0] * x[1]),
    op("/", "arith.divf", 2, |x| x[0] / x[1]),
    op("neg", "arith.negf", 1, |x| -x[0]),
    op("fma", "math.fma", 3, |x| x[0].mul_add(x[1], x[2])),
    op("max", "arith.maxnumf", 2, |x| x[0].max(x[1])),
    op("min", "arith.minnumf", 2, |x| x[0].min(x[1])),
    ordered("omax", "arith.maxnumf", |x| if x[0] > x[1] { x[0] } else { x[1] }),
    ordered("omin", "arith.minnumf", |x| if x[0] < x[1] { x[0] } else { x[1] }),
    op("abs", "math.absf", 1, |x| x[0].abs()),
    op("sqrt", "math.sqrt", 1, |x| x[0].sqrt()),
    op("rsqrt", "math.rsqrt", 1, |x| 1.0 / x[0].sqrt()),
    op("exp", "math.exp", 1, |x| x[0].exp()),
    op("exp2", "math.exp2", 1, |x| x[0].exp2()),
    op("expm1", "math.expm1", 1, |x| x[0].exp_m1()),
    op("log", "math.log", 1, |x| x[0].ln()),
    op("log2", "math.log2", 1, |x| x[0].log2()),
    op("log1p", "math.log1p", 1, |x| x[0].ln_1p()),
    op("tanh", "math.tanh", 1, |x| x[0].tanh()),
    op("pow", "math.powf", 2, |x| x[0].powf(x[1])),
    op("sin", "math.sin", 1, |x| x[0].sin()),
    op("cos", "math.cos", 1, |x| x[0].cos()),
    op("floor", "math.floor", 1, |x| x[0].floor()),
    op("ceil", "math.ceil", 1, |x| x[0].ceil()),
    op("select", "arith.select", 3, |x| if x[0] != 0.0 { x[1] } else { x[2] }),
    cmp("==", 1, |x| f64::from(x[0] == x[1])),
    cmp(">", 2, |x| f64::from(x[0] > x[1])),
    cmp(">=", 3, |x| f64::from(x[0] >= x[1])),
    cmp("<", 4, |x| f64::from(x[0] < x[1])),
    cmp("<=", 5, |x| f64::from(x[0] <= x[1])),
];

/// The head of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Head {
    /// A number, by its bits.
    Number(u64),
    /// The value of that number in the caller's list.
    Leaf(usize),
    /// A row of [`OPERATORS`].
    Operator(usize),
}

/// A term: a head and its operands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scalar {
    /// What it is.
    pub head: Head,
    operands: Vec<Id>,
}

impl Scalar {
    /// A number.
    pub fn number(c: f64) -> Self {
        Self { head: Head::Number(c.to_bits()), operands: vec![] }
    }
    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        if let Head::Number(bits) = self.head { Some(f64::from_bits(bits)) } else { None }
    }
    /// The operator, if it is an operation.
    pub fn operator(&self) -> Option<&'static Operator> {
        if let Head::Operator(k) = self.head { Some(&OPERATORS[k]) } else { None }
    }
    /// An operation of MLIR; `None` if no operator stands for it.
    pub fn of(mlir: &str, predicate: Option<i64>, ordered: bool, operands: Vec<Id>) -> Option<Self> {
        let fits = |o: &Operator| o.mlir == mlir && o.predicate == predicate && o.ordered == ordered && o.arity == operands.len();
        Some(Self { head: Head::Operator(OPERATORS.iter().position(fits)?), operands })
    }
    fn is_condition(&self) -> bool {
        self.operator().is_some_and(|o| o.predicate.is_some())
    }
}

impl Language for Scalar {
    type Discriminant = Head;
    fn discriminant(&self) -> Head {
        self.head
    }
    fn matches(&self, other: &Self) -> bool {
        self.head == other.head
    }
    fn children(&self) -> &[Id] {
        &self.operands
    }
    fn children_mut(&mut self) -> &mut [Id] {
        &mut self.operands
    }
}

impl Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.head {
            Head::Number(bits) => write!(f, "{}", f64::from_bits(bits)),
            Head::Leaf(k) => write!(f, "%{k}"),
            Head::Operator(k) => f.write_str(OPERATORS[k].name),
        }
    }
}

impl FromOp for Scalar {
    type Error = String;
    fn from_op(name: &str, operands: Vec<Id>) -> Result<Self, String> {
        if let Some(k) = OPERATORS.iter().position(|o| o.name == name && o.arity == operands.len()) {
            return Ok(Self { head: Head::Operator(k), operands });
        }
        name.parse().map(Self::number).map_err(|_| format!("`{name}` with {} operands is no operator", operands.len()))
    }
}

/// Which leaves differ between iterations.
#[derive(Default)]
pub struct Leaves {
    varies: Vec<bool>,
}

/// What is known of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The number that it is.
    pub constant: Option<f64>,
    /// Does it differ between iterations?
    pub varies: bool,
}

impl Analysis<Scalar> for Leaves {
    type Data = Fact;
    fn make(graph: &mut Graph, term: &Scalar, _: Id) -> Fact {
        let varies = match term.head {
            Head::Leaf(k) => graph.analysis.varies[k],
            _ => term.operands.iter().any(|c| graph[*c].data.varies),
        };
        let operands: Option<Vec<f64>> = term.operands.iter().map(|c| graph[*c].data.constant).collect();
        let constant = match (term.as_number(), term.operator(), operands) {
            (Some(c), ..) => Some(c),
            // As the target would compute it: in single precision.
            (_, Some(o), Some(operands)) if o.predicate.is_none() => {
                Some(f64::from((o.eval)(&operands) as f32)).filter(|c| c.is_finite())
            }
            _ => None,
        };
        Fact { constant, varies }
    }
    fn merge(&mut self, to: &mut Fact, from: Fact) -> DidMerge {
        // Two foldings of one expression may differ by a rounding: the first one stays.
        let gains = to.constant.is_none() && from.constant.is_some();
        let lacks = to.constant != from.constant && to.constant.is_some();
        let varies = to.varies || from.varies;
        let merged = DidMerge(gains || varies != to.varies, lacks || varies != from.varies);
        to.constant = to.constant.or(from.constant);
        to.varies = varies;
        merged
    }
    fn modify(graph: &mut Graph, id: Id) {
        if let Some(c) = graph[id].data.constant {
            let number = graph.add(Scalar::number(c));
            graph.union(id, number);
        }
    }
}

/// An e-graph of scalar terms.
pub type Graph = EGraph<Scalar, Leaves>;

/// A row of a target as a term over its parameters.
pub struct Form {
    /// The term.
    pub pattern: Pattern<Scalar>,
    /// Parameters that are vectors.
    pub vectors: Vec<Var>,
    /// Parameters that are one number.
    pub scalars: Vec<Var>,
}

/// What a target computes on vectors.
pub struct Target {
    /// Its rows.
    pub forms: Vec<Form>,
    /// Every scalar is spread in front of the loop; else in each iteration, for the rows of two vectors only.
    pub spreads_free: bool,
}

/// Costs: an operation on one number, a vector intrinsic, a scalar in every element, a loop over the elements. A fill takes
/// an intrinsic and a vector of memory.
mod cost {
    pub const SCALAR: u64 = 1;
    pub const ROW: u64 = 1000;
    pub const FILL: u64 = 1500;
    pub const LANES: u64 = 100_000;
}

/// How a class is computed.
#[derive(Clone)]
enum Choice {
    /// By this term.
    Term(Scalar),
    /// By the form, with these parameters.
    Row(usize, egg::Subst),
}

/// Values as classes of an e-graph.
pub struct Expressions<'a> {
    graph: Graph,
    classes: HashMap<Value, Id>,
    leaves: Vec<Value>,
    varies: &'a dyn Fn(Value) -> bool,
    enters: &'a dyn Fn(Value) -> bool,
}

impl<'a> Expressions<'a> {
    /// No values yet. `varies` tells which differ between iterations, `enters` which are looked into.
    pub fn new(varies: &'a dyn Fn(Value) -> bool, enters: &'a dyn Fn(Value) -> bool) -> Self {
        Self { graph: Graph::default(), classes: HashMap::new(), leaves: vec![], varies, enters }
    }
    /// The class of a value.
    pub fn add(&mut self, v: Value) -> Id {
        if let Some(known) = self.classes.get(&v) {
            return *known;
        }
        let term = v.const_float().map(Scalar::number).or_else(|| self.operation(v)).unwrap_or_else(|| {
            self.leaves.push(v);
            self.graph.analysis.varies.push((self.varies)(v));
            Scalar { head: Head::Leaf(self.leaves.len() - 1), operands: vec![] }
        });
        let id = self.graph.add(term);
        self.classes.insert(v, id);
        id
    }
    fn operation(&mut self, v: Value) -> Option<Scalar> {
        let op = v.def().filter(|_| (self.enters)(v))?;
        let is_ordered = op.attr(rules::ORDERED).is_some();
        let placeholder = vec![Id::from(0); op.operand_count()];
        let mut term = Scalar::of(&op.name(), op.int_attr("predicate"), is_ordered, placeholder)?;
        for (i, operand) in op.operands().into_iter().enumerate() {
            term.operands[i] = self.add(operand);
        }
        Some(term)
    }
    /// Applies the rules until nothing is new, or the graph is large. The limits count nodes and rounds, never time.
    pub fn saturate(&mut self) {
        const NODES: usize = 3000;
        const ROUNDS: usize = 10;
        let runner = Runner::default()
            .with_egraph(std::mem::take(&mut self.graph))
            .with_node_limit(NODES)
            .with_iter_limit(ROUNDS)
            .with_time_limit(Duration::MAX)
            .run(rules::scalar());
        self.graph = runner.egraph;
    }
    /// The cheapest way to compute every class.
    pub fn extract(&mut self, target: &Target) -> Extraction {
        self.graph.rebuild();
        let extraction = Extraction::new(&self.graph, target);
        Extraction { leaves: self.leaves.clone(), ..extraction }
    }
}

/// The cheapest term of each class.
pub struct Extraction {
    best: HashMap<Id, (u64, Choice)>,
    forms: Vec<PatternAst<Scalar>>,
    canonical: HashMap<Id, Id>,
    leaves: Vec<Value>,
    made: HashMap<Id, Value>,
}

impl Extraction {
    fn new(graph: &Graph, target: &Target) -> Self {
        let mut candidates: Vec<(Id, Choice)> = vec![];
        for (k, form) in target.forms.iter().enumerate() {
            for found in form.pattern.search(graph) {
                candidates.extend(found.substs.into_iter().map(|s| (found.eclass, Choice::Row(k, s))));
            }
        }
        let mut ids: Vec<Id> = graph.classes().map(|c| c.id).collect();
        ids.sort_unstable();
        for id in &ids {
            candidates.extend(graph[*id].nodes.iter().map(|n| (*id, Choice::Term(n.clone()))));
        }
        let mut best: HashMap<Id, (u64, Choice)> = HashMap::new();
        let mut changed = true;
        while changed {
            changed = false;
            for (id, choice) in &candidates {
                let Some(cost) = cost_of(graph, target, &best, *id, choice) else { continue };
                if best.get(id).is_none_or(|(known, _)| cost < *known) {
                    best.insert(*id, (cost, choice.clone()));
                    changed = true;
                }
            }
        }
        let canonical = (0..graph.nodes().len()).map(|i| (Id::from(i), graph.find(Id::from(i)))).collect();
        let forms = target.forms.iter().map(|f| f.pattern.ast.clone()).collect();
        Self { best, forms, canonical, leaves: vec![], made: HashMap::new() }
    }

    fn class(&self, id: Id) -> Id {
        self.canonical.get(&id).copied().unwrap_or(id)
    }

    /// What the class costs.
    pub fn cost(&self, id: Id) -> u64 {
        self.best.get(&self.class(id)).map_or(u64::MAX, |(cost, _)| *cost)
    }

    /// The operations that compute a class; those of classes that were built before are used again.
    pub fn build(&mut self, id: Id, b: &Builder) -> Value {
        let id = self.class(id);
        if let Some(known) = self.made.get(&id) {
            return *known;
        }
        let value = match self.best[&id].1.clone() {
            Choice::Term(term) => {
                let operands: Vec<Value> = term.operands.iter().map(|c| self.build(*c, b)).collect();
                self.operation(&term, &operands, b)
            }
            Choice::Row(form, parameters) => {
                let ast = self.forms[form].clone();
                let mut values: Vec<Value> = vec![];
                for node in ast.as_ref() {
                    values.push(match node {
                        ENodeOrVar::Var(v) => self.build(parameters[*v], b),
                        ENodeOrVar::ENode(term) => {
                            let operands: Vec<Value> = term.operands.iter().map(|c| values[usize::from(*c)]).collect();
                            self.operation(term, &operands, b)
                        }
                    });
                }
                *values.last().expect("patterns are not empty")
            }
        };
        self.made.insert(id, value);
        value
    }

    fn operation(&self, term: &Scalar, operands: &[Value], b: &Builder) -> Value {
        match term.head {
            Head::Number(bits) => b.float(b.ctx.f32(), f64::from_bits(bits)),
            Head::Leaf(k) => self.leaves[k],
            Head::Operator(k) => {
                let operator = &OPERATORS[k];
                let ty = if operator.predicate.is_some() { b.ctx.i1() } else { b.ctx.f32() };
                let mut attrs = vec![];
                if let Some(p) = operator.predicate {
                    attrs.push(("predicate", b.ctx.int_attr(b.ctx.i64(), p)));
                }
                if operator.ordered {
                    attrs.push((rules::ORDERED, b.ctx.unit_attr()));
                }
                b.value_with(operator.mlir, operands, ty, &attrs)
            }
        }
    }
}

fn cost_of(graph: &Graph, target: &Target, best: &HashMap<Id, (u64, Choice)>, id: Id, choice: &Choice) -> Option<u64> {
    let known = |c: Id| best.get(&graph.find(c)).map(|(cost, _)| *cost);
    let varies = |c: Id| graph[c].data.varies;
    match choice {
        Choice::Term(term) => {
            let own = match term.head {
                Head::Number(_) | Head::Leaf(_) => 0,
                // Conditions are computed where they are used.
                _ if !varies(id) || term.is_condition() => cost::SCALAR,
                Head::Operator(_) => cost::LANES,
            };
            term.operands.iter().try_fold(own, |sum, c| Some(sum.saturating_add(known(*c)?)))
        }
        Choice::Row(k, parameters) => {
            let form = &target.forms[*k];
            if !varies(id) || form.scalars.iter().any(|v| varies(parameters[*v])) {
                return None;
            }
            let mut sum = cost::ROW;
            for v in &form.vectors {
                let c = parameters[*v];
                if !varies(c) {
                    let plain = form.vectors.len() == 2 && form.pattern.ast.as_ref().len() == 3;
                    match (target.spreads_free, plain) {
                        (true, _) => sum += cost::SCALAR,
                        (false, true) => sum += cost::FILL,
                        (false, false) => return None,
                    }
                }
                sum = sum.saturating_add(known(c)?);
            }
            form.scalars.iter().try_fold(sum, |sum, v| Some(sum.saturating_add(known(parameters[*v])?)))
        }
    }
}

/// The value of a closed term, given the variables' values: for tests of rules.
pub fn evaluate(term: &RecExpr<ENodeOrVar<Scalar>>, variables: &dyn Fn(Var) -> f64) -> f64 {
    let mut values: Vec<f64> = vec![];
    for node in term.as_ref() {
        values.push(match node {
            ENodeOrVar::Var(v) => variables(*v),
            ENodeOrVar::ENode(term) => {
                let operands: Vec<f64> = term.operands.iter().map(|c| values[usize::from(*c)]).collect();
                match (term.as_number(), term.operator()) {
                    (Some(c), _) => c,
                    (None, Some(o)) => (o.eval)(&operands),
                    (None, None) => f64::NAN,
                }
            }
        });
    }
    values.last().copied().unwrap_or(f64::NAN)
}
