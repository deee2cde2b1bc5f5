//! What all threads agree on: the values that are equal in every thread that computes them, so that barriers may depend on them.
//!
//! ```text
//! int n = lens[blockIdx.x];                    // one place of memory, the same for all
//! bool any = false;  for (t < 32) any |= going[t];   // a variable of each thread, filled alike
//! ```
//!
//! Threads that load from one place agree on what is there, or they race: who writes there meanwhile is another thread for all but one of them. Such loads count only
//! where control flow around barriers and warp rows is decided by them.

use std::collections::{HashMap, HashSet};

use xpiler_ir::{Block, Op, Value, names};

use super::fission::{is_pure, splits};

/// The analysis of a kernel, or of the body of a parallel loop.
pub struct Uniformity {
    /// What runs once for each thread. What is defined outside is the same for all.
    root: Op,
    /// Rank-0 allocas that hold one value for all threads: one of the block does for all.
    of_block: HashSet<Value>,
    /// Rank-0 allocas of each thread whose values are the same in all of them.
    alike: HashSet<Value>,
    /// What is loaded to decide how often barriers and warp rows are reached.
    decisive: HashSet<Value>,
    varying: HashMap<Value, bool>,
}

impl Uniformity {
    /// Looks for the variables that threads agree on.
    pub fn of(root: Op) -> Self {
        let mut this =
            Self { root, of_block: HashSet::new(), alike: HashSet::new(), decisive: decisive(root), varying: HashMap::new() };
        this.find_variables();
        this
    }

    /// Finds the variables on whose values all threads agree: those that are only loaded and stored, and whose every store stores a uniform value in uniform
    /// control flow. Where every store stands between barriers (not inside barrier-free control flow) and is not followed by a use
    /// in its segment, one variable of the block does for all.
    fn find_variables(&mut self) {
        let root = self.root;
        let at_block_level = |op: Op| op.ancestors().take_while(|a| *a != root).all(splits);
        let variables = root.find("memref.alloca").into_iter().filter(|a| a.result(0).ty().shape().is_empty());
        let is_plain = |v: &Value| {
            v.users().into_iter().all(|u| u.is("memref.load") || u.is("memref.store") && u.operand(1) == *v && u.operand(0) != *v)
        };
        let stores = |v: Value| v.users().into_iter().filter(|u| u.is("memref.store"));
        let of_block = |v: &Value| {
            v.def().is_some_and(at_block_level) && stores(*v).all(|store| at_block_level(store) && !touched_later(store, *v))
        };
        (self.of_block, self.alike) = variables.map(|a| a.result(0)).filter(is_plain).partition(of_block);
        loop {
            self.varying.clear();
            let variables: Vec<Value> = self.of_block.iter().chain(&self.alike).copied().collect();
            let wrong: Vec<Value> = variables
                .into_iter()
                .filter(|v| {
                    stores(*v).any(|store| {
                        self.varies(store.operand(0))
                            || store.ancestors().take_while(|a| *a != root && !is_around(*a, *v)).any(|a| {
                                match a.name().as_str() {
                                    "scf.if" => self.varies(a.operand(0)) && a.attr(names::LIVE).is_none(),
                                    "scf.for" => a.operands().into_iter().any(|v| self.varies(v)),
                                    "scf.while" => self.varies(decision(a)),
                                    _ => false,
                                }
                            })
                    })
                })
                .collect();
            if wrong.is_empty() {
                return;
            }
            for v in wrong {
                self.of_block.remove(&v);
                self.alike.remove(&v);
            }
        }
    }

    /// Does one variable of the block do for this one of each thread?
    pub fn is_of_block(&self, variable: Value) -> bool {
        self.of_block.contains(&variable)
    }

    /// A load of such a variable.
    pub fn reads_variable(&self, op: Op) -> bool {
        op.is("memref.load") && self.is_of_block(op.operand(0))
    }

    /// Has each thread memory of its own there?
    pub fn is_private(&self, memory: Value) -> bool {
        let root = memory.root();
        !root.is_outside(self.root) && !root.def().is_some_and(|d| d.is("simt.alloc_shared")) && !is_parameter(root)
    }

    /// May the value differ between the threads of a block?
    pub fn varies(&mut self, value: Value) -> bool {
        if let Some(known) = self.varying.get(&value) {
            return *known;
        }
        let result = match (value.def(), value.as_block_arg()) {
            _ if value.is_outside(self.root) => false,
            (Some(op), _) => match op.name().as_str() {
                "simt.thread_id" => true,
                "memref.load" if self.reads_variable(op) => false,
                "memref.load" if !self.decisive.contains(&value) => true,
                "memref.load" if self.alike.contains(&op.operand(0)) => false,
                "memref.load" => self.is_private(op.operand(0)) || places(op).into_iter().any(|v| self.varies(v)),
                "scf.if" => op.operands().into_iter().chain(chosen(value)).any(|v| self.varies(v)),
                _ if is_pure(op) || op.name().starts_with("simt.") => op.operands().into_iter().any(|v| self.varies(v)),
                _ => true,
            },
            (None, Some((block, _))) => match block.parent_op() {
                Some(op) if op.is("scf.for") => op.operands().into_iter().any(|v| self.varies(v)),
                Some(op) => !op.is("func.func"),
                None => true,
            },
            (None, None) => true,
        };
        self.varying.insert(value, result);
        result
    }
}

/// The indices of a load, and of the views that it goes through.
pub(super) fn places(load: Op) -> Vec<Value> {
    let views = std::iter::successors(load.operand(0).def(), |view| view.operands().first().and_then(|v| v.def()));
    let views = views.take_while(|view| view.result(0).root() != view.result(0));
    std::iter::once(load).chain(views).flat_map(|op| op.operands().into_iter().skip(1)).collect()
}

/// What a result of an `scf.if` may be.
fn chosen(value: Value) -> Vec<Value> {
    let branches = value.def().into_iter().flat_map(|op| op.regions()).filter_map(|r| r.first().and_then(Block::terminator));
    branches.map(|end| end.operand(value.result_number())).collect()
}

/// The value and all that pure operations compute it from.
pub(super) fn computed_from(value: Value) -> Vec<Value> {
    let mut found = vec![value];
    let mut next = 0;
    while let Some(value) = found.get(next).copied() {
        next += 1;
        found.extend(value.def().filter(|op| is_pure(*op)).into_iter().flat_map(|op| op.operands()));
    }
    found
}

/// May the operation write into the buffer? Parameters may be one buffer, what is made in the kernel is none of them.
pub(super) fn may_write(op: Op, buffer: Value) -> bool {
    let reaches = |v: Value| v.ty().is_memref() && (v.root() == buffer || is_parameter(v.root()) && is_parameter(buffer));
    op.walk().into_iter().any(|o| !o.is("memref.load") && o.operands().into_iter().any(reaches))
}

/// The loads that control flow around barriers and warp rows is decided by, directly or through variables.
fn decisive(kernel: Op) -> HashSet<Value> {
    let conditions = |op: Op| match op.name().as_str() {
        "scf.while" => vec![decision(op)],
        "scf.if" | "scf.for" => op.operands(),
        _ => vec![],
    };
    let mut found = HashSet::new();
    let mut open: Vec<Value> = kernel.walk().into_iter().filter(|op| *op != kernel && splits(*op)).flat_map(conditions).collect();
    while let Some(value) = open.pop() {
        let Some(op) = value.def().filter(|_| !value.is_outside(kernel)) else { continue };
        if is_pure(op) {
            open.extend(op.operands());
        } else if op.is("scf.if") {
            open.extend(op.operands().into_iter().chain(chosen(value)));
        } else if op.is("memref.load") && found.insert(value) {
            open.extend(places(op));
            let variable = op.operand(0);
            for store in variable.users().into_iter().filter(|u| u.is("memref.store") && u.operand(0) != variable) {
                open.push(store.operand(0));
                open.extend(store.ancestors().take_while(|a| *a != kernel).flat_map(conditions));
            }
        }
    }
    found
}

/// A parameter of the kernel?
fn is_parameter(value: Value) -> bool {
    value.as_block_arg().and_then(|(block, _)| block.parent_op()).is_some_and(|op| op.is("func.func"))
}

/// What decides whether an `scf.while` goes on.
pub(super) fn decision(op: Op) -> Value {
    op.region(0).blocks()[0].terminator().expect("verified").operand(0)
}

/// Is the variable made inside the operation?
fn is_around(op: Op, variable: Value) -> bool {
    !variable.is_outside(op)
}

/// Is the variable used behind `store` before the next barrier of its block?
fn touched_later(store: Op, variable: Value) -> bool {
    std::iter::successors(store.next(), |op| op.next())
        .take_while(|op| !splits(*op))
        .any(|op| op.walk().iter().any(|o| o.operands().contains(&variable) && !is_uniform_reader(*o, store)))
}

/// Another store of a uniform variable behind this one is ordered with it at block level.
fn is_uniform_reader(op: Op, store: Op) -> bool {
    // A load that only feeds later uniform stores is evaluated at block level, in order.
    op.block() == store.block()
        && (op.is("memref.store")
            || op.is("memref.load") && op.result(0).users().iter().all(|u| u.is("memref.store") && u.block() == store.block()))
}
