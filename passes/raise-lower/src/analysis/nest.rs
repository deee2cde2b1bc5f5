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
    /// What was gathered, in [`Nest::finish`].
    Gathered,
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
    /// What is made of the gathered value before it is stored: `C = f(acc)`; nothing if it is stored as it is.
    pub finish: Option<Expr>,
    /// The variable that gathers, where there is one.
    pub variable: Option<Variable>,
}

/// `acc = start; for r { acc = acc op value }; C = f(end)`.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// What it starts from.
    pub start: Value,
    /// What it holds behind the loop.
    pub end: Value,
    /// The store of the result element.
    pub store: Op,
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

/// A variable of one iteration, and where.
struct Gather {
    buffer: Value,
    variable: Variable,
    /// The number of loops around it.
    depth: usize,
}

impl Nest {
    /// Reads the nest that starts at a loop; `None` if it has another shape.
    pub fn of(root: Op) -> Option<Self> {
        let mut iterators = vec![];
        let mut gather: Option<Gather> = None;
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
                // `acc = init; for ..; C = f(acc)`, the variable in memory or carried by the loop.
                ([inner], _) if gather.is_none() => {
                    gather = Some(gathering(&inside, *inner, iterators.len(), root)?);
                    at = *inner;
                }
                _ => return None,
            }
        }
        Self::body(root, at, iterators, gather)
    }

    fn body(root: Op, inner: Op, mut iterators: Vec<Iterator>, gather: Option<Gather>) -> Option<Self> {
        let inside: Vec<Op> = effects(inner).into_iter().filter(|o| !is_lane(*o)).collect();
        let stores: Vec<Op> = inside.iter().copied().filter(|o| o.is("memref.store")).collect();
        let [store] = stores.as_slice() else { return None };
        if !inside.iter().all(|o| o.is("memref.load") || o.is("memref.store")) {
            return None;
        }
        let written = gather.as_ref().map_or(*store, |g| g.variable.store);
        let target = access(written)?;
        let own = access(*store)?;
        for it in &mut iterators {
            let (c, _) = target.index.split(it.iv)?;
            it.reduces = c == Linear::default();
        }
        // What is gathered anew in every iteration is no sum over these iterations.
        if gather.as_ref().is_some_and(|g| iterators[..g.depth].iter().any(|i| i.reduces)) {
            return None;
        }
        let variable = gather.as_ref().map(|g| g.variable);
        let read = |v: Value| Expr::of(v, root, &iterators, variable.map(|g| g.end));
        let combine = store.operand(0).def();
        let same_place = |v: Value| {
            let load = v.def_by("memref.load").filter(|l| l.block() == store.block());
            load.and_then(access).is_some_and(|a| a.buffer == own.buffer && a.index == own.index) && v.users().len() == 1
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
        let (update, value, finish) = match (accumulated, gather) {
            (Some((combine, value)), Some(Gather { buffer, variable: g, .. })) if own.buffer == buffer => {
                let stored = g.store.operand(0);
                let finish = if stored == g.end { None } else { Some(read(stored)?) };
                (Update::Accumulate { combine, init: Some(read(g.start)?) }, read(value)?, finish)
            }
            (_, Some(_)) => return None,
            (Some((combine, value)), None) => (Update::Accumulate { combine, init: None }, read(value)?, None),
            (None, None) => (Update::Assign, read(store.operand(0))?, None),
        };
        // The element may not be read another way, nor assigned twice.
        let assigned_once = !matches!(update, Update::Assign) || iterators.iter().all(|i| !i.reduces);
        let reads_target = value.reads(target.buffer) || finish.as_ref().is_some_and(|f| f.reads(target.buffer));
        (assigned_once && !reads_target).then_some(Self { iterators, target, update, value, finish, variable })
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
        let iterators = vec![lane, *group];
        Some(Self { iterators, target: first, ..gathers })
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

    /// Is an extremum gathered from its first element on? Then that is where any start would do that no element falls short of.
    pub fn starts_with_first(&self) -> bool {
        let Update::Accumulate { combine, init: Some(Expr::Load(start)) } = &self.update else { return false };
        let Expr::Load(element) = &self.value else { return false };
        let first = self.reductions().fold(element.index.clone(), |l, i| l.replace(i.iv, &Linear::constant(0)));
        let once = self.reductions().all(|i| i.extent.const_int().is_some_and(|n| n > 0));
        let idempotent = ["arith.maxnumf", "arith.minnumf"].contains(&combine.as_str());
        idempotent && once && start.buffer == element.buffer && start.index == first
    }

    /// All elements that the value reads.
    pub fn loads(&self) -> Vec<&Access> {
        let mut found = vec![];
        self.value.loads(&mut found);
        found
    }
}

/// The variable around an inner loop, and the store behind it. Outside of `root` nobody knows the variable.
fn gathering(inside: &[Op], inner: Op, depth: usize, root: Op) -> Option<Gather> {
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
    let [loads @ .., store] = after else { return None };
    let mut of_variable = loads.iter().filter(|l| l.is("memref.load") && l.operand(0) == variable);
    let (load, None) = (of_variable.next()?, of_variable.next()) else { return None };
    let whole = variable.ty().shape().is_empty() && store.is("memref.store") && loads.iter().all(|l| l.is("memref.load"));
    let (start, end, store) = (init.operand(0), load.result(0), *store);
    let own = variable.users().into_iter().all(|u| u.is_inside(root));
    (whole && own).then_some(Gather { buffer: variable, variable: Variable { start, end, store }, depth })
}

impl Expr {
    /// The expression of a value inside `root`; `gathered`: the value that stands for what was gathered.
    fn of(v: Value, root: Op, iterators: &[Iterator], gathered: Option<Value>) -> Option<Self> {
        if Some(v) == gathered {
            return Some(Self::Gathered);
        }
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
        let children = op.operands().into_iter().map(|o| Self::of(o, root, iterators, gathered)).collect::<Option<_>>()?;
        Some(Self::Op(op, op.int_attr("predicate"), children))
    }

    /// Does it read elements of a buffer?
    pub fn reads(&self, buffer: Value) -> bool {
        match self {
            Self::Load(a) => a.buffer == buffer,
            Self::Uniform(_) | Self::Gathered => false,
            Self::Op(_, _, children) => children.iter().any(|c| c.reads(buffer)),
        }
    }

    fn loads<'a>(&'a self, found: &mut Vec<&'a Access>) {
        match self {
            Self::Load(a) => found.push(a),
            Self::Uniform(_) | Self::Gathered => {}
            Self::Op(_, _, children) => children.iter().for_each(|c| c.loads(found)),
        }
    }
}

/// Does `x` stay what it is if combined with the number?
pub fn is_identity(start: &Expr, combine: &str) -> bool {
    let Expr::Uniform(v) = start else { return false };
    let wanted = match combine {
        "arith.addf" => 0.0,
        "arith.maxnumf" => f64::NEG_INFINITY,
        "arith.minnumf" => f64::INFINITY,
        _ => return false,
    };
    v.const_float() == Some(wanted)
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
    /// For each iterator of the row, the iterator of the program; none where the row's iterator runs once.
    pub iterators: Vec<Option<usize>>,
}

impl Binding {
    /// What parameter `k` stands for.
    pub fn get(&self, k: usize) -> Option<&Bound> {
        self.params.iter().find(|(p, _)| *p == k).map(|(_, b)| b)
    }
}

/// Finds what the parameters of a row stand for, so that the row computes what the program's nest does.
///
/// An iterator of the row that the program has none for runs once; not the fastest of the result, which is what the row does at once.
/// `params` are the row's parameters in order.
pub fn unify(row: &Nest, params: &[Value], program: &Nest) -> Option<Binding> {
    assignments(row, program, &[]).into_iter().find_map(|iterators| {
        let state = State { binding: Binding { iterators, ..Binding::default() }, ..State::default() };
        let mut unifier = Unifier { row, params, program, state };
        unifier.run().then_some(unifier.state.binding)
    })
}

/// What the vectors of a row on lanes stand for in a program that combines the same values, wherever its elements are.
pub fn same_value(row: &Nest, params: &[Value], program: &Nest) -> Option<Binding> {
    let (Update::Accumulate { combine: x, .. }, Update::Accumulate { combine: y, .. }) = (&row.update, &program.update) else {
        return None;
    };
    let mut unifier = Unifier { row, params, program, state: State::default() };
    let same = x == y && unifier.place(&row.target, &program.target) && unifier.expr(&row.value, &program.value);
    same.then_some(unifier.state.binding)
}

/// All ways to give the row's iterators different ones of the program, of the same kind, so that none of the program is left. `taken`: of the
/// row's first iterators.
fn assignments(row: &Nest, program: &Nest, taken: &[Option<usize>]) -> Vec<Vec<Option<usize>>> {
    let Some(next) = row.iterators.get(taken.len()) else { return vec![taken.to_vec()] };
    let left = program.iterators.len() - taken.iter().flatten().count();
    let after = row.iterators.len() - taken.len() - 1;
    let is_free = |p: &usize| program.iterators[*p].reduces == next.reduces && !taken.contains(&Some(*p));
    let is_fastest = row.target.index.split(next.iv).is_some_and(|(c, _)| c.as_constant() == Some(1));
    let choices = (0..program.iterators.len()).filter(is_free).map(Some).chain((!is_fastest).then_some(None));
    let mut all = vec![];
    for choice in choices {
        if left - usize::from(choice.is_some()) <= after {
            all.extend(assignments(row, program, &[taken, &[choice]].concat()));
        }
    }
    all
}

/// What one equation says.
enum Solution {
    Holds,
    None,
    Count(usize, Linear),
}

struct Unifier<'a> {
    row: &'a Nest,
    params: &'a [Value],
    program: &'a Nest,
    state: State,
}

/// What is known so far. Taken back where an order of operands leads nowhere.
#[derive(Clone, Default)]
struct State {
    binding: Binding,
    /// Polynomials of the row over its counts, and what they are in the program. They wait until all but one of their counts are known.
    equations: Vec<(Linear, Linear)>,
}

impl Unifier<'_> {
    fn run(&mut self) -> bool {
        // Extents first: they fix the counts.
        for r in 0..self.row.iterators.len() {
            let wanted = Linear::of(self.row.iterators[r].extent);
            let of_program = self.state.binding.iterators[r];
            let actual = of_program.map_or(Linear::constant(1), |p| Linear::of(self.program.iterators[p].extent));
            if !self.count(wanted, actual) {
                return false;
            }
        }
        let combines = match (&self.row.update, &self.program.update) {
            (Update::Assign, Update::Assign) => true,
            (Update::Accumulate { combine: x, .. }, Update::Accumulate { combine: y, .. }) => x == y,
            _ => false,
        };
        combines
            && self.place(&self.row.target, &self.program.target)
            && self.expr(&self.row.value, &self.program.value)
            && self.starts_alike()
            && self.close()
            // Counts are numbers now.
            && match (&self.row.finish, &self.program.finish) {
                (None, None) => true,
                (Some(w), Some(a)) => self.expr(w, a),
                _ => false,
            }
    }

    fn starts_alike(&mut self) -> bool {
        let (row, program) = (self.row, self.program);
        let (Update::Accumulate { init: wanted, .. }, Update::Accumulate { init: actual, combine }) =
            (&row.update, &program.update)
        else {
            return true;
        };
        match (wanted, actual) {
            (None, None) => true,
            (Some(w), Some(a)) => self.expr(w, a) || is_identity(w, combine) && program.starts_with_first(),
            _ => false,
        }
    }

    fn param(&self, v: Value) -> Option<usize> {
        self.params.iter().position(|p| *p == v)
    }

    /// A polynomial of the row over its counts must be one of the program.
    fn count(&mut self, wanted: Linear, actual: Linear) -> bool {
        self.state.equations.push((wanted, actual));
        self.settle()
    }

    /// Solves equations with one unknown count until nothing new is found; `false` if one does not hold.
    fn settle(&mut self) -> bool {
        while let Some((at, found)) =
            self.state.equations.iter().enumerate().find_map(|(i, (wanted, actual))| Some((i, self.solve(wanted, actual)?)))
        {
            self.state.equations.remove(at);
            match found {
                Solution::Holds => {}
                Solution::Count(k, value) => self.state.binding.params.push((k, Bound::Count(value))),
                Solution::None => return false,
            }
        }
        true
    }

    /// What an equation says; nothing while two counts are unknown.
    fn solve(&self, wanted: &Linear, actual: &Linear) -> Option<Solution> {
        let (known, unknown) = self.known(wanted);
        let &[leaf] = unknown.as_slice() else {
            let holds = if known == *actual { Solution::Holds } else { Solution::None };
            return unknown.is_empty().then_some(holds);
        };
        let k = self.param(leaf)?;
        let (factor, rest) = known.split(leaf)?;
        let value = actual.minus(&rest);
        Some(match factor.as_constant() {
            Some(1) => Solution::Count(k, value),
            _ => value.quotient(&factor).map_or(Solution::None, |n| Solution::Count(k, Linear::constant(n))),
        })
    }

    /// A polynomial of the row with what is known put in, and the values of the row that are not known.
    fn known(&self, wanted: &Linear) -> (Linear, Vec<Value>) {
        let (mut known, mut unknown) = (wanted.clone(), vec![]);
        for leaf in wanted.values() {
            match self.param(leaf).and_then(|k| self.state.binding.get(k)) {
                Some(Bound::Count(value)) => known = known.replace(leaf, value),
                _ => match self.number(leaf) {
                    Some(n) => known = known.replace(leaf, &Linear::constant(n)),
                    None => unknown.push(leaf),
                },
            }
        }
        (known, unknown)
    }

    /// A value that the row computes from its counts, where these are numbers.
    fn number(&self, v: Value) -> Option<i64> {
        if let Some(k) = self.param(v) {
            return match self.state.binding.get(k)? {
                Bound::Count(c) => c.as_constant(),
                _ => None,
            };
        }
        let op = v.def()?;
        let operand = |i: usize| self.number(op.operand(i));
        match op.name().as_str() {
            "arith.constant" => v.const_int(),
            "arith.index_cast" => operand(0),
            "arith.addi" => operand(0)?.checked_add(operand(1)?),
            "arith.subi" => operand(0)?.checked_sub(operand(1)?),
            "arith.muli" => operand(0)?.checked_mul(operand(1)?),
            "arith.divsi" => operand(0)?.checked_div(operand(1)?),
            _ => None,
        }
    }

    /// Counts of which only a quotient is known, `(height - kernel) / stride + 1` windows, are the smallest that give it; a divisor that nothing else
    /// says anything of is 1. Then nothing may be open.
    fn close(&mut self) -> bool {
        while let Some((wanted, actual)) = self.state.equations.first().cloned() {
            let Some((k, number)) = self.choose(&wanted, &actual) else { return false };
            self.state.binding.params.push((k, Bound::Count(Linear::constant(number))));
            if !self.settle() {
                return false;
            }
        }
        true
    }

    /// A parameter of a quotient, and a number for it.
    fn choose(&self, wanted: &Linear, actual: &Linear) -> Option<(usize, i64)> {
        let (known, unknown) = self.known(wanted);
        let &[quotient] = unknown.as_slice() else { return None };
        let division = quotient.def_by("arith.divsi")?;
        let divisor = division.operand(1);
        // A count that is known, though no number, is not chosen again.
        let open = |k: &usize| self.state.binding.get(*k).is_none();
        let Some(by) = self.number(divisor) else { return self.param(divisor).filter(open).map(|k| (k, 1)) };
        let (factor, rest) = known.split(quotient)?;
        let times = actual.minus(&rest).as_constant().filter(|n| *n >= 0 && by > 0 && factor.as_constant() == Some(1))?;
        let (dividend, unknown) = self.known(&Linear::of(division.operand(0)));
        let &[leaf] = unknown.as_slice() else { return None };
        let (factor, rest) = dividend.split(leaf)?;
        let k = self.param(leaf).filter(open).filter(|_| factor.as_constant() == Some(1))?;
        Some((k, times.checked_mul(by)?.checked_sub(rest.as_constant()?)?))
    }

    /// An element of the row against one of the program: coefficients agree, the rest is where the pointer points.
    fn place(&mut self, wanted: &Access, actual: &Access) -> bool {
        if wanted.buffer.ty().is_vector() {
            return self.lanes(wanted, actual);
        }
        let (mut w, mut a) = (wanted.index.clone(), actual.index.clone());
        for r in 0..self.row.iterators.len() {
            let Some((wc, wr)) = w.split(self.row.iterators[r].iv) else { return false };
            w = wr;
            // An iterator that runs once is 0.
            let Some(p) = self.state.binding.iterators[r] else { continue };
            let Some((ac, ar)) = a.split(self.program.iterators[p].iv) else { return false };
            if !self.count(wc, ac) {
                return false;
            }
            a = ar;
        }
        if w != Linear::default() {
            return false;
        }
        let Some(k) = self.param(wanted.buffer) else { return false };
        match self.state.binding.get(k) {
            None => {
                self.state.binding.params.push((k, Bound::Pointer(Access { buffer: actual.buffer, index: a })));
                true
            }
            Some(Bound::Pointer(known)) => known.buffer == actual.buffer && known.index == a,
            Some(_) => false,
        }
    }

    /// A vector of the row against the elements that are its lanes.
    fn lanes(&mut self, wanted: &Access, actual: &Access) -> bool {
        let Some(k) = self.param(wanted.buffer) else { return false };
        match self.state.binding.get(k) {
            None => {
                self.state.binding.params.push((k, Bound::Lanes(actual.clone())));
                wanted.buffer.ty().element() == actual.buffer.ty().element()
            }
            Some(Bound::Lanes(known)) => known.buffer == actual.buffer && known.index == actual.index,
            Some(_) => false,
        }
    }

    fn expr(&mut self, wanted: &Expr, actual: &Expr) -> bool {
        match (wanted, actual) {
            (Expr::Gathered, Expr::Gathered) => true,
            (Expr::Load(w), Expr::Load(a)) => self.place(w, a),
            (Expr::Uniform(w), Expr::Uniform(a)) => {
                if let Some(k) = self.param(*w) {
                    return match self.state.binding.get(k) {
                        None => {
                            self.state.binding.params.push((k, Bound::Scalar(*a)));
                            true
                        }
                        Some(Bound::Scalar(known)) => known == a,
                        Some(_) => false,
                    };
                }
                let same_float = w.const_float().is_some() && w.const_float() == a.const_float();
                same_float || w.const_int().is_some() && w.const_int() == a.const_int()
            }
            // A number that the row computes from its counts.
            (Expr::Op(w, _, _), Expr::Uniform(a)) if w.is("arith.sitofp") => {
                let number = self.number(w.operand(0)).map(|n| n as f64);
                number.is_some() && a.const_float() == number
            }
            (Expr::Op(w, p, children), Expr::Op(a, q, operands)) => {
                if w.name() != a.name() || p != q || children.len() != operands.len() || w.result(0).ty() != a.result(0).ty() {
                    return false;
                }
                let kept = self.state.clone();
                if children.iter().zip(operands).all(|(c, o)| self.expr(c, o)) {
                    return true;
                }
                self.state = kept.clone();
                let swapped = commutes(&w.name()) && children.iter().zip(operands.iter().rev()).all(|(c, o)| self.expr(c, o));
                if !swapped {
                    self.state = kept;
                }
                swapped
            }
            _ => false,
        }
    }
}
