//! The functions that compiled code calls in the child process: arithmetic on values, traps, the end of a run.
//!
//! A child runs one thread, so the state is a pair of globals, set before the first call (see [`crate::run`]).

use std::{
    ffi::c_void,
    sync::atomic::{AtomicI64, AtomicPtr, Ordering},
};

use crate::{
    races,
    value::{Binary, Counters, Field, Unary, Value},
};

/// What a run leaves in the memory it shares with its parent.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Record {
    /// How the run stands: one of the constants below.
    pub status: u64,
    /// Of a trap: its site.
    pub site: u64,
    /// Of a trap: the indices or sizes that were wrong; of a race: the index.
    pub details: [i64; 3],
    /// Of a race: both accesses.
    pub accesses: [Access; 2],
    /// At the end: what is left of the fuel.
    pub fuel_left: i64,
    /// At the end: what happened among values.
    pub counters: Counters,
}

/// An access that races.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Where in the text.
    pub site: u64,
    /// The number of the block, task or iteration.
    pub block: u32,
    /// The number of the thread in its block.
    pub thread: u32,
}

/// The run has not begun.
pub const NOT_RUN: u64 = 0;
/// The run has begun and not ended.
pub const RUNNING: u64 = 1;
/// The run has ended.
pub const DONE: u64 = 2;
/// The run hit a trap.
pub const TRAPPED: u64 = 3;
/// The run met a race.
pub const RACED: u64 = 4;

static FIELD: AtomicPtr<Field> = AtomicPtr::new(std::ptr::null_mut());
static RECORD: AtomicPtr<Record> = AtomicPtr::new(std::ptr::null_mut());
static FUEL: AtomicI64 = AtomicI64::new(0);
static TOUCHED: AtomicPtr<i64> = AtomicPtr::new(std::ptr::null_mut());
static BRANCHES: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());

/// Sets the state for the runs that follow, in the child.
pub fn set_field(field: Option<&Field>) {
    FIELD.store(field.map_or(std::ptr::null_mut(), |f| std::ptr::from_ref(f).cast_mut()), Ordering::Relaxed);
}
/// Sets the record of the next run, in the child.
pub fn set_record(record: *mut Record) {
    RECORD.store(record, Ordering::Relaxed);
}
/// Sets the number of loop iterations every run may take, in the child.
pub fn set_fuel(fuel: i64) {
    FUEL.store(fuel, Ordering::Relaxed);
}
/// Sets the table of largest indices, in the child.
pub fn set_touched(table: *mut i64) {
    TOUCHED.store(table, Ordering::Relaxed);
}

/// Sets where the sides of branches are noted, in the child.
pub fn set_branches(flags: *mut u8) {
    BRANCHES.store(flags, Ordering::Relaxed);
}

fn field() -> &'static Field {
    // SAFETY: the identity tier sets the field before it runs code that calls these functions; the child never frees it.
    unsafe { &*FIELD.load(Ordering::Relaxed) }
}

/// Addresses of the functions, by the name compiled code declares.
pub fn symbols() -> Vec<(&'static str, *const c_void)> {
    vec![
        ("xp_trap", xp_trap as *const c_void),
        ("xp_fuel", xp_fuel as *const c_void),
        ("xp_done", xp_done as *const c_void),
        ("xp_branches", xp_branches as *const c_void),
        ("xp_touch", xp_touch as *const c_void),
        ("xp_launch", races::xp_launch as *const c_void),
        ("xp_block", races::xp_block as *const c_void),
        ("xp_thread", races::xp_thread as *const c_void),
        ("xp_barrier", races::xp_barrier as *const c_void),
        ("xp_warps", races::xp_warps as *const c_void),
        ("xp_warp", races::xp_warp as *const c_void),
        ("xp_copy", races::xp_copy as *const c_void),
        ("xp_commit", races::xp_commit as *const c_void),
        ("xp_wait", races::xp_wait as *const c_void),
        ("xp_stream", races::xp_stream as *const c_void),
        ("xp_drain", races::xp_drain as *const c_void),
        ("xp_read", races::xp_read as *const c_void),
        ("xp_write", races::xp_write as *const c_void),
        ("xp_add", xp_add as *const c_void),
        ("xp_sub", xp_sub as *const c_void),
        ("xp_mul", xp_mul as *const c_void),
        ("xp_unary", xp_unary as *const c_void),
        ("xp_binary", xp_binary as *const c_void),
        ("xp_fma", xp_fma as *const c_void),
        ("xp_chosen", xp_chosen as *const c_void),
        ("xp_compare", xp_compare as *const c_void),
        ("xp_signed", xp_signed as *const c_void),
        ("xp_unsigned", xp_unsigned as *const c_void),
        ("xp_integer", xp_integer as *const c_void),
        ("xp_classify", xp_classify as *const c_void),
    ]
}

extern "C" fn xp_trap(site: i64, a: i64, b: i64, c: i64) {
    // SAFETY: the record was set by the child and lies in shared memory; `_exit` ends this process only.
    unsafe {
        let record = RECORD.load(Ordering::Relaxed);
        (*record).site = site as u64;
        (*record).details = [a, b, c];
        (*record).status = TRAPPED;
        libc::_exit(0)
    }
}

/// Ends the run with a race on element `index`.
pub(crate) fn race(index: i64, mine: Access, other: Access) -> ! {
    // SAFETY: as above.
    unsafe {
        let record = RECORD.load(Ordering::Relaxed);
        (*record).details[0] = index;
        (*record).accesses = [mine, other];
        (*record).status = RACED;
        libc::_exit(0)
    }
}

extern "C" fn xp_fuel() -> i64 {
    FUEL.load(Ordering::Relaxed)
}

/// The address of the flags of branches: two bytes for each.
extern "C" fn xp_branches() -> i64 {
    BRANCHES.load(Ordering::Relaxed) as i64
}

extern "C" fn xp_done(fuel_left: i64) {
    // SAFETY: as above.
    unsafe { (*RECORD.load(Ordering::Relaxed)).fuel_left = fuel_left }
}

extern "C" fn xp_touch(parameter: i64, index: i64) {
    // SAFETY: the table has an entry for every parameter.
    unsafe {
        let entry = TOUCHED.load(Ordering::Relaxed).add(parameter as usize);
        *entry = (*entry).max(index);
    }
}

// The pointers below are slots of the compiled function's frame, aligned and initialised by it.

unsafe extern "C" fn xp_add(out: *mut Value, a: *const Value, b: *const Value) {
    // SAFETY: see above.
    unsafe { *out = field().add(*a, *b) }
}
unsafe extern "C" fn xp_sub(out: *mut Value, a: *const Value, b: *const Value) {
    // SAFETY: see above.
    unsafe { *out = field().sub(*a, *b) }
}
unsafe extern "C" fn xp_mul(out: *mut Value, a: *const Value, b: *const Value) {
    // SAFETY: see above.
    unsafe { *out = field().mul(*a, *b) }
}
unsafe extern "C" fn xp_unary(out: *mut Value, a: *const Value, code: i64) {
    let code = Unary::ALL.iter().find(|(_, c)| *c as i64 == code).map_or(Unary::Neg, |(_, c)| *c);
    // SAFETY: see above.
    unsafe { *out = field().unary(code, *a) }
}
unsafe extern "C" fn xp_binary(out: *mut Value, a: *const Value, b: *const Value, code: i64) {
    let code = Binary::ALL.iter().find(|(_, c)| *c as i64 == code).map_or(Binary::Add, |(_, c)| *c);
    // SAFETY: see above.
    unsafe { *out = field().binary(code, *a, *b) }
}
unsafe extern "C" fn xp_fma(out: *mut Value, a: *const Value, b: *const Value, c: *const Value) {
    // SAFETY: see above.
    unsafe { *out = field().fma(*a, *b, *c) }
}
/// What a comparison chose of `a` and `b`, or the variant's extremum of them.
unsafe extern "C" fn xp_chosen(out: *mut Value, chosen: *const Value, a: *const Value, b: *const Value, maximum: i64) {
    let code = if maximum != 0 { Binary::MaxNum } else { Binary::MinNum };
    // SAFETY: see above.
    unsafe { *out = if field().variant { field().binary(code, *a, *b) } else { *chosen } }
}
unsafe extern "C" fn xp_compare(a: *const Value, b: *const Value, predicate: i64) -> i64 {
    // SAFETY: see above.
    unsafe { i64::from(field().compare(predicate, *a, *b)) }
}
unsafe extern "C" fn xp_signed(out: *mut Value, value: i64) {
    // SAFETY: see above.
    unsafe { *out = field().integer(value) }
}
unsafe extern "C" fn xp_unsigned(out: *mut Value, value: i64) {
    // SAFETY: see above.
    unsafe { *out = field().unsigned(value as u64) }
}
unsafe extern "C" fn xp_integer(a: *const Value) -> i64 {
    // SAFETY: see above.
    unsafe { field().to_integer(*a) }
}
/// 0: is NaN, 1: is infinite, 2: is finite.
unsafe extern "C" fn xp_classify(a: *const Value, kind: i64) -> i64 {
    // SAFETY: see above.
    let r = unsafe { (*a).r };
    i64::from(match kind {
        0 => r.is_nan(),
        1 => r.is_infinite(),
        _ => r.is_finite(),
    })
}
