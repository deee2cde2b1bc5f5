//! Asynchronous copies of threads on CUDA: what `pipeline` marked bypasses the registers while the threads compute.
//!
//! ```text
//! for k { if (more) { for threads { s[1 - h][..] = x[..] } } for threads { ..s[h].. } }
//! // becomes
//! for k { if (more) { for threads { __pipeline_memcpy_async(&s[1 - h][..], x + .., 4) } __pipeline_commit() } .. __pipeline_wait_prior(0); barrier }
//! ```
//!
//! Elements of other sizes than the instruction takes, and what is not copied but computed, is stored as ever: the barrier at the end of the
//! iteration is for both.

use xpiler_ir::{Builder, Op, Value, names};

use super::tensorize::call;
use crate::analysis::linear::Linear;

/// Bytes that are copied at once: an element that is aligned as it is, or several that are aligned together.
const BYTES: [i64; 3] = [4, 8, 16];

const COMMIT: &str = "__pipeline_commit";

/// The nests of a loop's body that copy for its next iteration.
pub fn ahead(of: Op) -> Vec<Op> {
    let around = |op: &Op| op.ancestors().find(|a| a.is("scf.for"));
    of.walk().into_iter().filter(|op| *op != of && op.attr(names::ASYNC).is_some() && around(op) == Some(of)).collect()
}

/// Makes the copies of a nest from memory to shared arrays asynchronous; are there any?
pub fn begin(nest: Op) -> bool {
    let stores = [nest.find("memref.store"), nest.find("vector.store")].concat();
    let copies: Vec<(Op, Op)> = stores.into_iter().filter_map(|store| Some((source(store)?, store))).collect();
    for (load, store) in &copies {
        let b = Builder::before(*store);
        let (to, from) = (store.operand(1), load.operand(0));
        let place = element(&b, to, &store.operands()[2..]);
        let row = match from.ty().element().bits() {
            8 => "__pipeline_memcpy_async.byte",
            16 => "__pipeline_memcpy_async.half",
            _ => "__pipeline_memcpy_async",
        };
        call(&b, "cuda", row, &[to, from, b.index(bytes(*load))], &[place, load.operand(1)], &[]);
        store.erase();
        load.erase();
    }
    !copies.is_empty()
}

/// The bytes of what is loaded.
fn bytes(load: Op) -> i64 {
    let ty = load.result(0).ty();
    let element = if ty.is_vector() { ty.element() } else { ty };
    ty.num_elements().unwrap_or(1) * i64::from(element.bits()) / 8
}

/// Of a store to a shared array: the load of what it stores, if that is not used otherwise.
fn source(store: Op) -> Option<Op> {
    let value = store.operand(0);
    let load = value.def_by("memref.load").or_else(|| value.def_by("vector.load"))?;
    let (ty, fits) = (load.operand(0).ty().element(), BYTES.contains(&bytes(load)));
    let from_memory = load.operand(0).def().is_none()
        && load.operand_count() == 2
        && load.block() == store.block()
        && load.result(0).users().len() == 1;
    let to_shared = store.operand(1).def_by("simt.alloc_shared").is_some();
    (from_memory && to_shared && fits && ty.bits() <= 32 && (ty.is_float() || ty.is_int())).then_some(load)
}

/// The number of an element of a static array.
fn element(b: &Builder, array: Value, indices: &[Value]) -> Value {
    let shape = array.ty().static_shape().unwrap_or_default();
    let place = indices
        .iter()
        .zip(shape)
        .fold(Linear::default(), |place, (index, n)| place.times(&Linear::constant(n)).plus(&Linear::of(*index)));
    place.build(b)
}

/// What was begun is one group.
pub fn commit(b: &Builder) {
    call(b, "cuda", COMMIT, &[], &[], &[]);
}

/// In front of the barrier at the end of a loop's body: everything that was begun inside is there.
pub fn wait(of: Op, barrier: Op) {
    if of.find("intrin.call").iter().any(|op| op.str_attr("row").as_deref() == Some(COMMIT)) {
        let b = Builder::before(barrier);
        call(&b, "cuda", "__pipeline_wait_prior", &[b.index(0)], &[], &[]);
    }
}
