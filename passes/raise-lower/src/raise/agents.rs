//! Who runs what: marks in a neutral form, for the race check.
//!
//! A neutral form is sequential, so that it does not show which of its accesses may happen at the same time. Raised in shuffled
//! order it calls functions without a meaning that say so:
//!
//! ```mlir
//! call @xp_launch()          // before and after what runs in parallel
//! call @xp_block(%block)     // from here on the code of that block, task or iteration
//! call @xp_thread(%thread)   // from here on that thread of it
//! call @xp_barrier()         // all threads of the block have come here
//! call @xp_warps(%lanes)     // those of each warp of so many lanes have
//! call @xp_warp(%lanes)      // those of the thread's own warp have
//! call @xp_copy(%one)        // from here to @xp_copy(%zero): what an asynchronous copy of the thread does at any time before it is waited for
//! call @xp_commit()          // its copies up to here are a group
//! call @xp_wait(%n)          // all its groups but the n newest are done
//! call @xp_stream(%n)        // from here on what that stream of the task does: itself and what it computes, its asynchronous copies, copies that it waits for
//! call @xp_drain(%n)         // the task has waited for what that stream did so far
//! ```
//!
//! Two accesses of different agents in one launch race unless they are of one block, or of one warp, with a barrier between.

use xpiler_ir::{
    Builder, Op, Type, Value,
    builder::{Spec, declare as declare_function},
    names,
};

use super::loop_recovery::Order;

/// Declares the marks that a module calls.
pub fn declare(module: Op) {
    let ctx = module.ctx();
    let calls: Vec<String> = module.find("func.call").iter().filter_map(|c| c.attr("callee")?.as_symbol()).collect();
    for (name, takes_id) in names::MARKS {
        if !calls.iter().any(|c| c == name) {
            continue;
        }
        let inputs: &[Type] = if takes_id { &[ctx.i64()] } else { &[] };
        declare_function(module, name, inputs, &[]);
    }
}

fn mark(b: &Builder, order: Order, name: &str, operands: &[Value]) {
    if order == Order::Shuffled {
        let attrs = [("callee", b.ctx.symbol_attr(name))];
        b.op("func.call", Spec { operands, attrs: &attrs, ..Spec::default() });
    }
}

/// A mark with a number that is known.
fn numbered(b: &Builder, order: Order, name: &str, number: i64) {
    if order == Order::Shuffled {
        mark(b, order, name, &[b.int(b.ctx.i64(), number)]);
    }
}

/// Here something parallel begins or ends.
pub fn launch(b: &Builder, order: Order) {
    mark(b, order, names::MARK_LAUNCH, &[]);
}
/// Here the code of a block, a task or an iteration begins; `ids` and `dims` are its place, outermost first.
pub fn block(b: &Builder, order: Order, ids: &[Value], dims: &[Value]) {
    if order == Order::Shuffled {
        mark(b, order, names::MARK_BLOCK, &[linear(b, ids, dims)]);
    }
}
/// Here the code of a thread of the block begins.
pub fn thread(b: &Builder, order: Order, ids: &[Value], dims: &[Value]) {
    if order == Order::Shuffled {
        mark(b, order, names::MARK_THREAD, &[linear(b, ids, dims)]);
    }
}
/// Here a stream of the task goes on.
pub fn stream(b: &Builder, order: Order, stream: i64) {
    numbered(b, order, names::MARK_STREAM, stream);
}
/// Here the task waits for one of its streams.
pub fn drain(b: &Builder, order: Order, stream: i64) {
    numbered(b, order, names::MARK_DRAIN, stream);
}
/// Here all threads of the block wait for each other.
pub fn barrier(b: &Builder, order: Order) {
    mark(b, order, names::MARK_BARRIER, &[]);
}

/// Here the threads of the thread's own warp wait for each other.
pub fn warp(b: &Builder, order: Order, lanes: i64) {
    numbered(b, order, names::MARK_WARP, lanes);
}

/// Here the threads of each warp wait for each other.
pub fn warps(b: &Builder, order: Order, lanes: i64) {
    numbered(b, order, names::MARK_WARPS, lanes);
}

/// Around what an asynchronous copy of the thread does.
pub fn copy(op: Op, order: Order) {
    if order == Order::Shuffled {
        for (b, begins) in [(Builder::before(op), 1), (Builder::after(op), 0)] {
            mark(&b, order, names::MARK_COPY, &[b.int(b.ctx.i64(), begins)]);
        }
    }
}

/// Here the thread's asynchronous copies become a group.
pub fn commit(b: &Builder, order: Order) {
    mark(b, order, names::MARK_COMMIT, &[]);
}

/// Here it waits for all groups but `n` of the newest.
pub fn wait(b: &Builder, order: Order, n: Value) {
    if order == Order::Shuffled {
        mark(b, order, names::MARK_WAIT, &[b.index_cast(n, b.ctx.i64())]);
    }
}

/// `(z * Y + y) * X + x` as an `i64`.
fn linear(b: &Builder, ids: &[Value], dims: &[Value]) -> Value {
    let mut number = b.index(0);
    for (id, dim) in ids.iter().zip(dims) {
        number = b.bin("arith.addi", b.bin("arith.muli", number, *dim), *id);
    }
    b.index_cast(number, b.ctx.i64())
}
