//! Which loops run on vectors: their streams, scalars and reductions.
//!
//! A loop by 1 qualifies if its body is straight-line `f32` code, every access of a buffer moves by one element an
//! iteration or not at all, and variables from outside are only accumulated into with one associative operation.

use std::collections::{HashMap, HashSet};

use xpiler_ir::{Op, Value};

use crate::analysis::{linear::Linear, shape::is_parallel};

/// One step of a vector loop, in the order of the text.
pub enum Step {
    /// `value` is loaded from a buffer, one element an iteration.
    Load(Op),
    /// A value is stored to a buffer, one element an iteration.
    Store(Op, Value),
    /// `variable = variable op value`.
    Reduce {
        /// `arith.addf`, `arith.maxnumf` or `arith.minnumf`.
        combine: String,
        /// The rank-0 buffer.
        variable: Value,
        /// What is accumulated.
        value: Value,
    },
}

/// A loop that runs on vectors.
pub struct VectorLoop {
    /// The `scf.for`.
    pub op: Op,
    /// What it does.
    pub steps: Vec<Step>,
    /// Values that differ between iterations.
    pub vectors: HashSet<Value>,
    /// Loads of private variables and of elements stored before: the value they stand for.
    pub forwarded: HashMap<Value, Value>,
}

impl VectorLoop {
    /// Does the value differ between iterations?
    pub fn is_vector(&self, v: Value) -> bool {
        self.vectors.contains(&self.resolve(v))
    }
    /// Looks through loads of private variables.
    pub fn resolve(&self, v: Value) -> Value {
        match self.forwarded.get(&v) {
            Some(w) => self.resolve(*w),
            None => v,
        }
    }
    /// The number of vectors that are alive together, at most.
    pub fn width(&self) -> usize {
        self.vectors.iter().filter(|v| v.ty().is_float()).count().max(1)
    }
}

const ASSOCIATIVE: [&str; 3] = ["arith.addf", "arith.maxnumf", "arith.minnumf"];

/// Analyses a loop; `None` if it does not qualify.
pub fn analyse(op: Op) -> Option<VectorLoop> {
    let one =
        op.is("scf.for") && op.results().is_empty() && op.operand(2).const_int() == Some(1) && op.attr("unsignedCmp").is_none();
    if !one {
        return None;
    }
    let iv = op.body().arg(0);
    let f32 = op.ctx().f32();
    let mut this = VectorLoop { op, steps: vec![], vectors: HashSet::new(), forwarded: HashMap::new() };
    let mut private: HashMap<Value, Option<Value>> = HashMap::new();
    let mut written: Vec<(Value, Linear, Value)> = vec![];
    let stored: HashSet<Value> = op.find("memref.store").into_iter().map(|s| s.operand(1)).collect();
    for inner in op.body().body_ops() {
        let name = inner.name();
        match name.as_str() {
            "memref.alloca" if inner.result(0).ty().shape().is_empty() && inner.result(0).ty().element() == f32 => {
                private.insert(inner.result(0), None);
            }
            "memref.load" => {
                let (buffer, value) = (inner.operand(0), inner.result(0));
                if value.ty() != f32 {
                    return None;
                }
                if let Some(current) = private.get(&buffer) {
                    this.forwarded.insert(value, (*current)?);
                    continue;
                }
                if inner.operand_count() == 1 {
                    // A variable from outside: invariant, or part of a reduction that its store completes.
                    continue;
                }
                let (coefficient, rest) = moves(inner, 1, iv)?;
                match coefficient {
                    Some(0) if !stored.contains(&buffer) => {}
                    Some(1) => match written.iter().rev().find(|(b, _, _)| *b == buffer) {
                        Some((_, r, v)) if *r == rest => {
                            this.forwarded.insert(value, *v);
                        }
                        Some(_) => return None,
                        None => {
                            // Iterations of a parallel loop do not touch each other's elements, wherever those are.
                            if stored.contains(&buffer) && !is_parallel(op) && !same_rest(op, buffer, &rest, iv) {
                                return None;
                            }
                            this.vectors.insert(value);
                            this.steps.push(Step::Load(inner));
                        }
                    },
                    _ => return None,
                }
            }
            "memref.store" => {
                let (value, buffer) = (inner.operand(0), inner.operand(1));
                if value.ty() != f32 {
                    return None;
                }
                if let Some(current) = private.get_mut(&buffer) {
                    *current = Some(value);
                    continue;
                }
                if inner.operand_count() == 2 {
                    this.steps.push(reduction(&this, inner, op)?);
                    continue;
                }
                let (coefficient, rest) = moves(inner, 2, iv)?;
                let ordered = is_parallel(op) || same_rest(op, buffer, &rest, iv);
                if coefficient != Some(1) || !ordered || written.iter().any(|(b, r, _)| *b == buffer && *r != rest) {
                    return None;
                }
                written.push((buffer, rest, value));
                this.steps.push(Step::Store(inner, value));
            }
            _ if name.starts_with("arith.") || name.starts_with("math.") => {
                let result = inner.result(0);
                let varies = inner.operands().into_iter().any(|v| this.is_vector(v));
                let of_index = result.ty().is_index() || result.ty().is_int() && result.ty().bits() > 1;
                if of_index {
                    if varies {
                        return None;
                    }
                    continue;
                }
                let from_iv = inner.operands().into_iter().any(|v| !v.ty().is_float() && !is_bool(v) && depends(v, iv));
                if from_iv || result.ty() != f32 && !is_bool(result) {
                    return None;
                }
                if varies {
                    this.vectors.insert(result);
                }
            }
            _ => return None,
        }
    }
    let useful = this.steps.iter().any(|s| !matches!(s, Step::Load(_)));
    (useful && uniform_loads_stay(&this)).then_some(this)
}

/// By how much the last index of an access moves an iteration, and the rest of all indices (as one polynomial: their sum,
/// each but the last scaled by a value of its own). `None` if another index moves.
fn moves(access: Op, first: usize, iv: Value) -> Option<(Option<i64>, Linear)> {
    let operands = access.operands();
    let (last, outer) = operands[first..].split_last()?;
    let (coefficient, mut rest) = Linear::of(*last).split(iv)?;
    for (k, index) in outer.iter().enumerate() {
        let (c, r) = Linear::of(*index).split(iv)?;
        if c != Linear::default() {
            return None;
        }
        // Static strides keep different rows apart.
        let stride: i64 = access.operand(first - 1).ty().static_shape()?.iter().skip(k + 1).product();
        rest = rest.plus(&r.times(&Linear::constant(stride)));
    }
    Some((coefficient.as_constant(), rest))
}

fn is_bool(v: Value) -> bool {
    v.ty().is_int() && v.ty().bits() == 1
}

fn depends(v: Value, iv: Value) -> bool {
    v == iv || v.def().is_some_and(|d| d.operands().into_iter().any(|o| depends(o, iv)))
}

/// Do all accesses of the buffer in the loop touch the same element in the same iteration?
fn same_rest(op: Op, buffer: Value, rest: &Linear, iv: Value) -> bool {
    op.walk().into_iter().all(|o| {
        let position = match o.name().as_str() {
            "memref.load" => 0,
            "memref.store" => 1,
            _ => return true,
        };
        if o.operand(position) != buffer {
            return true;
        }
        moves(o, position + 1, iv).is_some_and(|(c, r)| c == Some(1) && r == *rest)
    })
}

/// `store (load v) op x, v` with the load used for nothing else.
fn reduction(this: &VectorLoop, store: Op, op: Op) -> Option<Step> {
    let variable = store.operand(1);
    let combine = store.operand(0).def()?;
    let associative = ASSOCIATIVE.contains(&combine.name().as_str()) && combine.result(0).users().len() == 1;
    let once = variable.users().into_iter().filter(|u| u.is_inside(op)).count() == 2;
    if !associative || !once {
        return None;
    }
    let is_load = |v: Value| v.def_by("memref.load").is_some_and(|l| l.operand(0) == variable && v.users().len() == 1);
    let (a, b) = (combine.operand(0), combine.operand(1));
    let value = if is_load(a) {
        b
    } else if is_load(b) {
        a
    } else {
        return None;
    };
    this.is_vector(value).then(|| Step::Reduce { combine: combine.name(), variable, value })
}

/// Loads of outside variables that are read as scalars must not be accumulated into.
fn uniform_loads_stay(this: &VectorLoop) -> bool {
    let reduced: HashSet<Value> =
        this.steps.iter().filter_map(|s| if let Step::Reduce { variable, .. } = s { Some(*variable) } else { None }).collect();
    this.op.body().body_ops().into_iter().filter(|o| o.is("memref.load") && o.operand_count() == 1).all(|load| {
        let accumulated = load.result(0).users().iter().all(|u| u.result_store().is_some_and(|v| reduced.contains(&v)));
        !reduced.contains(&load.operand(0)) || accumulated
    })
}

/// The variable that an operation's only result is stored to.
trait ResultStore {
    fn result_store(&self) -> Option<Value>;
}

impl ResultStore for Op {
    fn result_store(&self) -> Option<Value> {
        let result = self.results().first().copied()?;
        let users = result.users();
        users.first().filter(|u| u.is("memref.store") && u.operand_count() == 2).map(|u| u.operand(1))
    }
}
