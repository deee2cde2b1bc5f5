//! What operations do to memory, and whether lanes may do it one after the other.

use xpiler_ir::{Op, Value};

/// A read or a write of memory by all lanes: lane `l` at the element `l` behind `at`; without it, anywhere.
#[derive(Clone, PartialEq)]
pub(super) struct Access {
    pub root: Value,
    pub at: Option<Vec<Value>>,
    pub write: bool,
}

impl Access {
    /// May the two be done lane by lane?
    pub fn agrees(&self, other: &Access) -> bool {
        let same = || self.at.as_ref().zip(other.at.as_ref()).is_some_and(|(a, b)| same_place(a, b));
        self.root != other.root || !self.write && !other.write || same()
    }
}

/// Are these the same indices?
pub(super) fn same_place(a: &[Value], b: &[Value]) -> bool {
    let same = |a: &Value, b: &Value| a == b || a.const_int().is_some() && a.const_int() == b.const_int();
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// What an operation does to memory: the buffers it reads and writes; `None` if that is not known.
pub(super) fn effects(op: Op) -> Option<Vec<Access>> {
    let access = |buffer: usize, write: bool| Some(vec![Access { root: op.operand(buffer).root(), at: None, write }]);
    match op.name().as_str() {
        "memref.load" | "vector.load" | "vector.maskedload" => access(0, false),
        "memref.store" | "vector.store" => access(1, true),
        "vector.maskedstore" => access(0, true),
        "scf.for"
        | "scf.if"
        | "scf.yield"
        | "memref.alloca"
        | "memref.alloc"
        | "memref.cast"
        | "memref.subview"
        | "memref.collapse_shape"
        | "memref.dim"
        | "cf.assert"
        | "ub.poison" => Some(vec![]),
        name if ["arith.", "math.", "vector.", "simt.thread_id", "simt.block_id"].iter().any(|d| name.starts_with(d)) => {
            Some(vec![])
        }
        _ => None,
    }
}

/// Is the memory that a vector is loaded from the same at all its uses?
pub(super) fn stays(load: Op, root: Value) -> bool {
    let writes = |op: Op| effects(op).is_none_or(|all| all.iter().any(|e| e.write && e.root == root));
    uses(load.result(0)).into_iter().all(|user| {
        // A store to the memory itself may write the very elements, lane by lane.
        if writes(user)
            && !(user.is("vector.store")
                && user.operand(0) == load.result(0)
                && same_place(&user.operands()[2..], &load.operands()[1..]))
        {
            return false;
        }
        let Some(around) = std::iter::once(user).chain(user.ancestors()).find(|op| op.block() == load.block()) else {
            return false;
        };
        let mut between = std::iter::successors(load.next(), |op| op.next()).take_while(|op| *op != around);
        let inside = around != user && around.walk().into_iter().any(writes);
        !inside && !between.any(|op| op.walk().into_iter().any(writes))
    })
}

/// The operations that read the lanes of a vector, also as other lanes.
pub(super) fn uses(v: Value) -> Vec<Op> {
    let mut all = vec![];
    for user in v.users() {
        all.push(user);
        if ["vector.bitcast", "vector.extract", "vector.broadcast"].iter().any(|name| user.is(name)) {
            all.extend(user.results().into_iter().flat_map(uses));
        }
    }
    all
}
