//! What an operation may write: decides which loads may still be printed behind it.

use xpiler_ir::{Op, Value, names as attrs};

/// The memory an operation may write.
pub(super) enum Writes {
    /// These buffers.
    Only(Vec<Value>),
    /// Also what other threads can reach: everything but the variables of this one.
    Shared(Vec<Value>),
    /// Anything.
    All,
}

/// Is it a buffer that this function made, so that no other name reaches it?
fn is_own(root: Value) -> bool {
    root.def().is_some_and(|def| {
        ["memref.alloca", "memref.alloc", "simt.alloc_shared", "cluster.alloc"].iter().any(|name| def.is(name))
    })
}

fn may_alias(a: Value, b: Value) -> bool {
    a == b || (!is_own(a) && !is_own(b))
}

impl Writes {
    /// Does it possibly change what was read from the buffer?
    pub fn touches(&self, read: Value) -> bool {
        match self {
            Writes::All => true,
            Writes::Only(roots) => roots.iter().any(|w| may_alias(*w, read)),
            Writes::Shared(roots) => read.def_by("memref.alloca").is_none() || roots.iter().any(|w| may_alias(*w, read)),
        }
    }
    fn join(self, other: Writes) -> Writes {
        match (self, other) {
            (Writes::All, _) | (_, Writes::All) => Writes::All,
            (Writes::Only(mut a), Writes::Only(b)) => {
                a.extend(b);
                Writes::Only(a)
            }
            (Writes::Only(mut a) | Writes::Shared(mut a), Writes::Only(b) | Writes::Shared(b)) => {
                a.extend(b);
                Writes::Shared(a)
            }
        }
    }
}

/// Do other threads get the time to write?
fn is_barrier(op: Op) -> bool {
    let warp = || op.attr(attrs::WARP).is_some() && op.results().is_empty();
    !op.is("intrin.call") || warp() && !op.operands().iter().any(|v| v.ty().is_memref())
}

/// What the operation and everything nested in it may write.
pub(super) fn writes(op: Op) -> Writes {
    let nothing = || Writes::Only(vec![]);
    let name = op.name();
    match name.as_str() {
        "memref.store" | "vector.store" => Writes::Only(vec![op.operand(1).root()]),
        "cluster.copy" => Writes::Only(vec![op.operand(0).root()]),
        "memref.copy" => Writes::Only(vec![op.operand(1).root()]),
        "memref.dealloc" => Writes::Only(vec![op.operand(0).root()]),
        // Which operand is written is not known here, so all are.
        "intrin.call" if !is_barrier(op) => {
            Writes::Only(op.operands().into_iter().filter(|v| v.ty().is_memref()).map(Value::root).collect())
        }
        "simt.barrier" | "cluster.sync" | "intrin.call" if is_barrier(op) => Writes::Shared(vec![]),
        "memref.load"
        | "memref.prefetch"
        | "memref.alloca"
        | "memref.alloc"
        | "memref.subview"
        | "memref.cast"
        | "memref.collapse_shape"
        | "simt.alloc_shared"
        | "cluster.alloc"
        | "simt.thread_id"
        | "simt.block_id"
        | "simt.block_dim"
        | "simt.grid_dim"
        | "cluster.id"
        | "ub.poison" => nothing(),
        "scf.for" | "scf.while" | "scf.if" | "scf.yield" | "scf.condition" => op
            .regions()
            .into_iter()
            .flat_map(|r| r.blocks())
            .flat_map(|b| b.ops())
            .fold(nothing(), |all, inner| all.join(writes(inner))),
        _ if ["arith.", "math.", "vector."].iter().any(|dialect| name.starts_with(dialect)) => nothing(),
        _ => Writes::All,
    }
}
