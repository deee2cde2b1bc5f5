//! Canonical loop nests: what a nest computes, whatever its text looks like.
//!
//! A [`Nest`] has iterators with extents, one result element that every iteration assigns or accumulates into, and the value as an
//! expression over elements whose places are polynomials in the iterators:
//!
//! ```text
//! for i < M, j < N, k < K:  C[i*N + j] += A[i*K + k] * B[k*N + j]
//! ```
//!
//! The loops of a program and the body of an intrinsic row are read into the same form, and [`unify`] finds what the row's parameters
//! stand for: any order of the iterators, operands of commutative operations either way round, strides and counts solved for.
//! A row on vectors that adds to each lane is such a nest, too: its vectors are buffers whose elements may come from anywhere.
//! Nothing here knows an operator by name.

use xpiler_ir::{Op, Value};

use super::{
    linear::Linear,
    shape::{effects, is_pure, known_outside},
};

/// A loop of a nest, from 0 by 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iterator {
    /// The `scf.for`.
    pub op: Op,
    /// Its induction variable.
    pub iv: Value,
    /// The number of iterations.
    pub extent: Value,
    /// Does the result's place not depend on it?
    pub reduces: bool,
}

/// An element: where in which buffer. Arrays of several dimensions are flattened.
#[derive(Clone, Debug)]
pub struct Access {
    /// The buffer.
    pub buffer: Value,
    /// The element, counted from the buffer's start.
    pub index: Linear,
}

/// A value inside a nest.
#[derive(Clone, Debug)]
pub enum Expr {
    /// An element.
    Load(Access),
    /// A number that is the same in all iterations.
    Uniform(Value),
    /// An operation, with the predicate of a comparison.
    Op(Op, Option<i64>, Vec<Expr>),
}

/// How the result element is changed by an iteration.
#[derive(Clone, Debug)]
pub enum Update {
    /// `C = value`.
    Assign,
    /// `C = C op value`, with `op` associative and commutative; `init`: what the first iteration starts from, if not the element.
    Accumulate {
        /// `arith.addf`, `arith.maxnumf`, ...
        combine: String,
        /// The start value.
        init: Option<Expr>,
    },
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Nest {
    /// The loops, outermost first.
    pub iterators: Vec<Iterator>,
    /// The result element.
    pub target: Access,
    /// What an iteration does with it.
    pub update: Update,
    /// The value that is assigned or combined.
    pub value: Expr,
}

/// Operations whose results may be combined in any order (verification accepts reassociation).
pub const ASSOCIATIVE: [&str; 10] = [
    "arith.addf",
    "arith.addi",
    "arith.maxnumf",
    "arith.minnumf",
    "arith.maximumf",
    "arith.minimumf",
    "arith.maxsi",
    "arith.minsi",
    "arith.mulf",
    "arith.muli",
];

/// May the operands of the operation be swapped?
pub fn commutes(name: &str) -> bool {
    ASSOCIATIVE.contains(&name) || ["arith.andi", "arith.ori", "arith.xori", "arith.maxui", "arith.minui"].contains(&name)
}

/// The place that a `memref.load` or `memref.store` touches, or the lane that a `vector.extract` takes.
pub fn access(op: Op) -> Option<Access> {
    if is_lane(op) {
        return Some(Access { buffer: op.operand(0), index: Linear::of(op.operand(1)) });
    }
    let first = usize::from(op.is("memref.store")) + 1;
    if !op.is("memref.load") && !op.is("memref.store") {
        return None;
    }
    let buffer = op.operand(first - 1);
    let shape = buffer.ty().shape();
    let mut index = Linear::constant(0);
    for (k, v) in op.operands().into_iter().skip(first).enumerate() {
        if k > 0 {
            index = index.times(&Linear::constant(shape[k]?));
        }
        index = index.plus(&Linear::of(v));
    }
    Some(Access { buffer, index })
}

/// `vector.extract %v[%i]`: one lane of a vector.
fn is_lane(op: Op) -> bool {
    op.is("vector.extract") && op.operand_count() == 2 && op.operand(0).ty().shape().len() == 1
}

/// A variable of one iteration that gathers a reduction: `acc = init; for r { acc = acc op value }; C = acc`.
struct Gather {
    variable: Value,
    init: Value,
}

impl Nest {
    /// Reads the nest that starts at a loop; `None` if it has another shape.
    pub fn of(root: Op) -> Option<Self> {
        let mut iterators = vec![];
        let mut gather: Option<Gather> = None;
        let mut finish: Option<Op> = None;
        let mut at = root;
        loop {
            let plain = at.is("scf.for")
                && at.results().is_empty()
                && at.operand(0).const_int() == Some(0)
                && at.operand(2).const_int() == Some(1)
                && at.attr("unsignedCmp").is_none()
                && known_outside(at.operand(1), root);
            if !plain {
                return None;
            }
            iterators.push(Iterator { op: at, iv: at.body().arg(0), extent: at.operand(1), reduces: false });
            let inside: Vec<Op> = effects(at);
            let loops: Vec<Op> = inside.iter().copied().filter(|o| o.is("scf.for")).collect();
            match (loops.as_slice(), inside.len()) {
                ([], _) => break,
                ([inner], 1) => at = *inner,
                // `acc = init; for ..; C = acc`, the variable in memory or carried by the loop.
                ([inner], _) if gather.is_none() => {
                    let (found, last) = gathering(&inside, *inner)?;
                    (gather, finish) = (Some(found), Some(last));
                    at = *inner;
                }
                _ => return None,
            }
        }
        Self::body(root, at, iterators, gather, finish)
    }

    fn body(root: Op, inner: Op, mut iterators: Vec<Iterator>, gather: Option<Gather>, finish: Option<Op>) -> Option<Self> {
        let inside: Vec<Op> = effects(inner).into_iter().filter(|o| !is_lane(*o)).collect();
        let stores: Vec<Op> = inside.iter().copied().filter(|o| o.is("memref.store")).collect();
        let [store] = stores.as_slice() else { return None };
        if !inside.iter().all(|o| o.is("memref.load") || o.is("memref.store")) {
            return None;
        }
        let written = finish.unwrap_or(*store);
        let target = access(written)?;
        let own = access(*store)?;
        for it in &mut iterators {
            let (c, _) = target.index.split(it.iv)?;
            it.reduces = c == Linear::default();
        }
        let read = |v: Value| Expr::of(v, root, &iterators);
        let combine = store.operand(0).def();
        let same_place = |v: Value| {
            v.def_by("memref.load").and_then(access).is_some_and(|a| a.buffer == own.buffer && a.index == own.index)
                && v.users().len() == 1
        };
        let accumulated = combine.filter(|c| ASSOCIATIVE.contains(&c.name().as_str())).and_then(|c| {
            let (a, b) = (c.operand(0), c.operand(1));
            let value = if same_place(a) {
                b
            } else if same_place(b) {
                a
            } else {
                return None;
            };
            Some((c.name(), value))
        });
        let (update, value) = match (accumulated, gather) {
            (Some((combine, value)), Some(g)) if own.buffer == g.variable => {
                (Update::Accumulate { combine, init: Some(read(g.init)?) }, read(value)?)
            }
            (_, Some(_)) => return None,
            (Some((combine, value)), None) => (Update::Accumulate { combine, init: None }, read(value)?),
            (None, None) => (Update::Assign, read(store.operand(0))?),
        };
        // The element may not be read another way, nor assigned twice.
        let assigned_once = !matches!(update, Update::Assign) || iterators.iter().all(|i| !i.reduces);
        (assigned_once && !value.reads(target.buffer)).then_some(Self { iterators, target, update, value })
    }

    /// Reads a row on vectors that adds to each lane of a parameter what it gathers from a group of lanes of others:
    ///
    /// ```text
    /// for l < L { to[l] = c[l]; for e < E { to[l] += f(a[l * E + e], b[l * E + e]) } }; return to
    /// ```
    ///
    /// The nest adds to `c`. `None` for a row of another shape.
    pub fn of_lanes(row: Op) -> Option<Self> {
        let end = row.body().terminator()?;
        let parts: Vec<Op> = row.body().body_ops().into_iter().filter(|o| !is_pure(*o)).collect();
        let [array, outer, whole] = parts.as_slice() else { return None };
        let given = whole.is("vector.load") && end.operands() == whole.results() && whole.operand(0) == array.result(0);
        if !array.is("memref.alloca") || !outer.is("scf.for") || !given || whole.operand(1).const_int() != Some(0) {
            return None;
        }
        let plain = outer.operand(0).const_int() == Some(0) && outer.operand(2).const_int() == Some(1);
        let lane = Iterator { op: *outer, iv: outer.body().arg(0), extent: outer.operand(1), reduces: false };
        let inside: Vec<Op> = effects(*outer).into_iter().filter(|o| !is_lane(*o)).collect();
        let [start, inner] = inside.as_slice() else { return None };
        let own = Linear::leaf(lane.iv);
        let first = start.is("memref.store").then(|| access(start.operand(0).def()?)).flatten()?;
        let starts = start.operand(1) == array.result(0) && access(*start)?.index == own && first.index == own;
        let gathers = Self::of(*inner).filter(|n| n.target.buffer == array.result(0) && n.target.index == own)?;
        let Update::Accumulate { init: None, .. } = &gathers.update else { return None };
        let [group] = gathers.iterators.as_slice() else { return None };
        // Every lane of the operands is looked at once, those of a group one after the other.
        let (lanes, size) = (lane.extent.const_int()?, group.extent.const_int()?);
        let grouped = own.times(&Linear::constant(size)).plus(&Linear::leaf(group.iv));
        let is_whole =
            |v: Value, n: i64| row.body().args().contains(&v) && v.ty().is_vector() && v.ty().static_shape() == Some(vec![n]);
        let loads = gathers.loads();
        let all = loads.iter().all(|a| is_whole(a.buffer, lanes * size) && a.index == grouped && a.buffer != first.buffer);
        if !plain || !starts || !all || !is_whole(first.buffer, lanes) {
            return None;
        }
        drop(loads);
        Some(Self { iterators: vec![lane, *group], target: first, update: gathers.update, value: gathers.value })
    }

    /// The innermost loop.
    pub fn inner(&self) -> Op {
        self.iterators[self.iterators.len() - 1].op
    }

    /// The iterators that the result's place depends on.
    pub fn parallel(&self) -> impl std::iter::Iterator<Item = &Iterator> {
        self.iterators.iter().filter(|i| !i.reduces)
    }

    /// The iterators that only reduce.
    pub fn reductions(&self) -> impl std::iter::Iterator<Item = &Iterator> {
        self.iterators.iter().filter(|i| i.reduces)
    }

    /// All elements that the value reads.
    pub fn loads(&self) -> Vec<&Access> {
        let mut found = vec![];
        self.value.loads(&mut found);
        found
    }
}

/// The variable around an inner loop, and the store behind it.
fn gathering(inside: &[Op], inner: Op) -> Option<(Gather, Op)> {
    let at = inside.iter().position(|o| *o == inner)?;
    let (before, after) = (&inside[..at], &inside[at + 1..]);
    let init = match before {
        [alloca, init] if alloca.is("memref.alloca") && init.is("memref.store") && init.operand(1) == alloca.result(0) => *init,
        [load @ .., alloca, init]
            if alloca.is("memref.alloca") && init.is("memref.store") && load.iter().all(|o| o.is("memref.load")) =>
        {
            *init
        }
        [init] if init.is("memref.store") => *init,
        _ => return None,
    };
    let variable = init.operand(1);
    let [load, store] = after else { return None };
    let whole = variable.ty().shape().is_empty()
        && load.is("memref.load")
        && load.operand(0) == variable
        && store.is("memref.store")
        && store.operand(0) == load.result(0);
    whole.then_some((Gather { variable, init: init.operand(0) }, *store))
}

impl Expr {
    /// The expression of a value inside `root`.
    fn of(v: Value, root: Op, iterators: &[Iterator]) -> Option<Self> {
        if v.is_outside(root) {
            return Some(Self::Uniform(v));
        }
        if iterators.iter().any(|i| i.iv == v) {
            return None;
        }
        let op = v.def()?;
        if is_lane(op) {
            return Some(Self::Load(access(op)?));
        }
        if op.is("memref.load") {
            let variable = op.operand_count() == 1;
            return if variable { None } else { Some(Self::Load(access(op)?)) };
        }
        if op.is("arith.constant") {
            return Some(Self::Uniform(v));
        }
        if !is_pure(op) || op.is("memref.dim") {
            return None;
        }
        let children = op.operands().into_iter().map(|o| Self::of(o, root, iterators)).collect::<Option<_>>()?;
        Some(Self::Op(op, op.int_attr("predicate"), children))
    }

    fn reads(&self, buffer: Value) -> bool {
        match self {
            Self::Load(a) => a.buffer == buffer,
            Self::Uniform(_) => false,
            Self::Op(_, _, children) => children.iter().any(|c| c.reads(buffer)),
        }
    }

    fn loads<'a>(&'a self, found: &mut Vec<&'a Access>) {
        match self {
            Self::Load(a) => found.push(a),
            Self::Uniform(_) => {}
            Self::Op(_, _, children) => children.iter().for_each(|c| c.loads(found)),
        }
    }
}

/// What a row's parameter stands for in a program.
#[derive(Clone, Debug)]
pub enum Bound {
    /// The element that a pointer points to.
    Pointer(Access),
    /// A count or a stride.
    Count(Linear),
    /// A number.
    Scalar(Value),
    /// The elements that are the lanes of a vector, over the program's iterators.
    Lanes(Access),
}

/// What a row's parameters stand for: parameter number and meaning, in order of discovery.
#[derive(Clone, Debug, Default)]
pub struct Binding {
    /// The parameters that are known.
    pub params: Vec<(usize, Bound)>,
    /// For each iterator of the row, the iterator of the program.
    pub iterators: Vec<usize>,
}

impl Binding {
    /// What parameter `k` stands for.
    pub fn get(&self, k: usize) -> Option<&Bound> {
        self.params.iter().find(|(p, _)| *p == k).map(|(_, b)| b)
    }
}

/// Finds what the parameters of a row stand for, so that the row computes what the program's nest does.
///
/// The row's nest must have as many iterators as the program's. `params` are the row's parameters in order.
pub fn unify(row: &Nest, params: &[Value], program: &Nest) -> Option<Binding> {
    if row.iterators.len() != program.iterators.len() {
        return None;
    }
    permutations(row.iterators.len()).into_iter().find_map(|order| {
        let kinds = order.iter().enumerate().all(|(r, p)| row.iterators[r].reduces == program.iterators[*p].reduces);
        if !kinds {
            return None;
        }
        let mut state = Unifier { row, params, program, binding: Binding { params: vec![], iterators: order } };
        state.run().then_some(state.binding)
    })
}

/// What the vectors of a row on lanes stand for in a program that combines the same values, wherever its elements are.
pub fn same_value(row: &Nest, params: &[Value], program: &Nest) -> Option<Binding> {
    let (Update::Accumulate { combine: x, .. }, Update::Accumulate { combine: y, .. }) = (&row.update, &program.update) else {
        return None;
    };
    let mut state = Unifier { row, params, program, binding: Binding::default() };
    let same = x == y && state.place(&row.target, &program.target) && state.expr(&row.value, &program.value);
    same.then_some(state.binding)
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    let shorter = permutations(n - 1);
    (0..n)
        .flat_map(|at| {
            shorter.iter().map(move |p| {
                let mut p = p.clone();
                p.insert(at, n - 1);
                p
            })
        })
        .collect()
}

struct Unifier<'a> {
    row: &'a Nest,
    params: &'a [Value],
    program: &'a Nest,
    binding: Binding,
}

impl Unifier<'_> {
    fn run(&mut self) -> bool {
        // Extents first: they fix the counts.
        for r in 0..self.row.iterators.len() {
            let wanted = Linear::of(self.row.iterators[r].extent);
            let actual = Linear::of(self.program.iterators[self.binding.iterators[r]].extent);
            if !self.count(&wanted, &actual) {
                return false;
            }
        }
        let update = match (&self.row.update, &self.program.update) {
            (Update::Assign, Update::Assign) => true,
            (Update::Accumulate { combine: x, init: a }, Update::Accumulate { combine: y, init: b }) => {
                x == y
                    && match (a, b) {
                        (None, None) => true,
                        (Some(a), Some(b)) => self.expr(a, b),
                        _ => false,
                    }
            }
            _ => false,
        };
        update && self.place(&self.row.target, &self.program.target) && self.expr(&self.row.value, &self.program.value)
    }

    fn param(&self, v: Value) -> Option<usize> {
        self.params.iter().position(|p| *p == v)
    }

    /// A polynomial of the row over its counts against one of the program. One unknown count is solved for.
    fn count(&mut self, wanted: &Linear, actual: &Linear) -> bool {
        if let Some(c) = wanted.as_constant() {
            return actual.as_constant() == Some(c);
        }
        let mut known = wanted.clone();
        let mut unknown = None;
        for leaf in wanted.values() {
            match self.param(leaf).map(|k| (k, self.binding.get(k))) {
                Some((_, Some(Bound::Count(value)))) => known = known.replace(leaf, &value.clone()),
                Some((k, None)) if unknown.is_none() => unknown = Some((k, leaf)),
                _ => return false,
            }
        }
        let Some((k, leaf)) = unknown else { return known == *actual };
        // `1 * n`, nothing more general is needed.
        let Some((c, rest)) = known.split(leaf) else { return false };
        if c.as_constant() != Some(1) {
            return false;
        }
        self.binding.params.push((k, Bound::Count(actual.minus(&rest))));
        true
    }

    /// An element of the row against one of the program: coefficients agree, the rest is where the pointer points.
    fn place(&mut self, wanted: &Access, actual: &Access) -> bool {
        if wanted.buffer.ty().is_vector() {
            return self.lanes(wanted, actual);
        }
        let (mut w, mut a) = (wanted.index.clone(), actual.index.clone());
        for r in 0..self.row.iterators.len() {
            let (wi, ai) = (self.row.iterators[r].iv, self.program.iterators[self.binding.iterators[r]].iv);
            let (Some((wc, wr)), Some((ac, ar))) = (w.split(wi), a.split(ai)) else { return false };
            if !self.count(&wc, &ac) {
                return false;
            }
            (w, a) = (wr, ar);
        }
        if w != Linear::default() {
            return false;
        }
        let Some(k) = self.param(wanted.buffer) else { return false };
        match self.binding.get(k) {
            None => {
                self.binding.params.push((k, Bound::Pointer(Access { buffer: actual.buffer, index: a })));
                true
            }
            Some(Bound::Pointer(known)) => known.buffer == actual.buffer && known.index == a,
            Some(_) => false,
        }
    }

    /// A vector of the row against the elements that are its lanes.
    fn lanes(&mut self, wanted: &Access, actual: &Access) -> bool {
        let Some(k) = self.param(wanted.buffer) else { return false };
        match self.binding.get(k) {
            None => {
                self.binding.params.push((k, Bound::Lanes(actual.clone())));
                wanted.buffer.ty().element() == actual.buffer.ty().element()
            }
            Some(Bound::Lanes(known)) => known.buffer == actual.buffer && known.index == actual.index,
            Some(_) => false,
        }
    }

    fn expr(&mut self, wanted: &Expr, actual: &Expr) -> bool {
        match (wanted, actual) {
            (Expr::Load(w), Expr::Load(a)) => self.place(w, a),
            (Expr::Uniform(w), Expr::Uniform(a)) => {
                if let Some(k) = self.param(*w) {
                    return match self.binding.get(k) {
                        None => {
                            self.binding.params.push((k, Bound::Scalar(*a)));
                            true
                        }
                        Some(Bound::Scalar(known)) => known == a,
                        Some(_) => false,
                    };
                }
                let same_float = w.const_float().is_some() && w.const_float() == a.const_float();
                same_float || w.const_int().is_some() && w.const_int() == a.const_int()
            }
            (Expr::Op(w, p, children), Expr::Op(a, q, operands)) => {
                if w.name() != a.name() || p != q || children.len() != operands.len() || w.result(0).ty() != a.result(0).ty() {
                    return false;
                }
                let kept = self.binding.clone();
                if children.iter().zip(operands).all(|(c, o)| self.expr(c, o)) {
                    return true;
                }
                self.binding = kept.clone();
                let swapped = commutes(&w.name()) && children.iter().zip(operands.iter().rev()).all(|(c, o)| self.expr(c, o));
                if !swapped {
                    self.binding = kept;
                }
                swapped
            }
            _ => false,
        }
    }
}
