//! Runs compiled modules in child processes, with limits, and brings back what they wrote.
//!
//! Everything a child may change lies in one shared mapping: a record for each run and the buffers. A child that crashes,
//! traps or does not end takes nothing with it, and says which run it was in.

#![allow(clippy::cast_ptr_alignment, reason = "everything in the shared mapping is placed at multiples of 64 bytes")]

use std::ffi::c_void;

use xpiler_backends::jit::{Arg, Jit, Level};
use xpiler_ir::{Diagnostic, Kernel, Result};

use crate::{
    instrument::Site,
    races::{Races, set_races},
    runtime::{self, Access, Record},
    value::{Counters, Field},
};

/// A compiled module with the sites of its traps.
pub struct Program {
    jit: Jit,
    granule: Option<usize>,
    branches: usize,
    /// The checks, by number.
    pub sites: Vec<Site>,
}

impl Program {
    /// Compiles an instrumented module.
    pub fn compile(kernel: &Kernel, sites: &[Site], level: Level) -> Result<Self> {
        let jit = Jit::compile(kernel, &runtime::symbols(), level)?;
        Ok(Self { jit, granule: None, branches: 0, sites: sites.to_vec() })
    }

    /// The same, noting which sides of that many branches are taken.
    pub fn noting_branches(self, branches: usize) -> Self {
        Self { branches, ..self }
    }

    /// The same with a race check, for which elements have at least `granule` bytes.
    pub fn checking_races(self, granule: usize) -> Self {
        Self { granule: Some(granule), ..self }
    }
}

/// An argument of a run.
#[derive(Clone, Debug)]
pub enum Datum {
    /// The bytes of a buffer and its number of elements.
    Buffer(Vec<u8>, i64),
    /// A buffer of that many zero bytes, of which only what is touched takes memory.
    Huge(usize, i64),
    /// A scalar.
    Scalar([u64; 4]),
}

/// What a child may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wall-clock time of all runs together.
    pub milliseconds: u64,
    /// Memory beyond that of the parent.
    pub bytes: u64,
    /// Loop iterations of each run.
    pub fuel: i64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// As it should; the number of loop iterations, and what happened among values.
    Done(i64, Counters),
    /// A check failed: the site and the numbers that go with it.
    Trap(usize, [i64; 3]),
    /// Two accesses of the element with that index race.
    Race(i64, [Access; 2]),
    /// The child was killed by a signal.
    Crash(i32),
    /// The time was over.
    Timeout,
    /// An earlier run ended the child.
    NotRun,
}

/// A mapping that parent and child share.
struct Shared {
    base: *mut u8,
    bytes: usize,
}

impl Shared {
    fn new(bytes: usize) -> Result<Self> {
        let (protection, flags) =
            (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE);
        // SAFETY: a new anonymous mapping.
        let base = unsafe { libc::mmap(std::ptr::null_mut(), bytes.max(1), protection, flags, -1, 0) };
        if base == libc::MAP_FAILED {
            let what = format!("{bytes} bytes of memory for a run cannot be had: {}", std::io::Error::last_os_error());
            return Err(Diagnostic::environment("memory", what));
        }
        Ok(Self { base: base.cast(), bytes: bytes.max(1) })
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours and no slice of it outlives `self`.
        unsafe { libc::munmap(self.base.cast::<c_void>(), self.bytes) };
    }
}

/// The results of a batch of runs.
pub struct Batch {
    memory: Shared,
    /// Of every run and argument: where its buffer lies.
    places: Vec<Vec<Option<(usize, usize)>>>,
    touched: usize,
    branches: (usize, usize),
    /// How every run ended.
    pub ends: Vec<End>,
}

impl Batch {
    /// The buffer of an argument after a run.
    pub fn buffer(&self, run: usize, argument: usize) -> &[u8] {
        match self.places[run][argument] {
            // SAFETY: the place lies in the mapping, and the child that wrote it is gone.
            Some((offset, bytes)) => unsafe { std::slice::from_raw_parts(self.memory.base.add(offset), bytes) },
            None => &[],
        }
    }
    /// The largest index that was recorded for an argument; -1 for none.
    pub fn largest_index(&self, argument: usize) -> i64 {
        // SAFETY: the table has an entry for every argument.
        unsafe { *self.memory.base.add(self.touched).cast::<i64>().add(argument) }
    }
}

impl Batch {
    /// For every branch: was it ever not taken, and taken?
    pub fn branches(&self) -> &[[u8; 2]] {
        let (offset, n) = self.branches;
        // SAFETY: the flags lie in the mapping, and the child that wrote them is gone.
        unsafe { std::slice::from_raw_parts(self.memory.base.add(offset).cast(), n) }
    }
}

fn aligned(n: usize) -> usize {
    n.next_multiple_of(64)
}

/// Runs a program once for every list of arguments, in one child.
pub fn run(program: &Program, runs: &[&[Datum]], field: Option<&Field>, limits: Limits) -> Result<Batch> {
    Running::start(program, runs, field, limits)?.finish()
}

/// Runs programs on the same arguments, each in a child of its own, at the same time.
pub fn run_all<'p>(
    programs: impl IntoIterator<Item = &'p Program>,
    runs: &[&[Datum]],
    field: Option<&Field>,
    limits: Limits,
) -> Result<Vec<Batch>> {
    let running: Result<Vec<Running>> = programs.into_iter().map(|p| Running::start(p, runs, field, limits)).collect();
    running?.into_iter().map(Running::finish).collect()
}

/// A child at work.
struct Running {
    child: libc::pid_t,
    fuel: i64,
    batch: Option<Batch>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.child > 0 {
            // SAFETY: our own child, which nobody has waited for yet.
            unsafe {
                libc::kill(self.child, libc::SIGKILL);
                libc::waitpid(self.child, std::ptr::null_mut(), 0);
            }
        }
    }
}

impl Running {
    fn start(program: &Program, runs: &[&[Datum]], field: Option<&Field>, limits: Limits) -> Result<Self> {
        let arguments = runs.first().map_or(0, |r| r.len());
        let touched = aligned(runs.len() * size_of::<Record>());
        let branches = (aligned(touched + arguments * size_of::<i64>()), program.branches);
        let mut size = aligned(branches.0 + 2 * program.branches);
        let mut places = vec![];
        for data in runs {
            let mut row = vec![];
            for datum in *data {
                row.push(match datum {
                    Datum::Scalar(_) => None,
                    Datum::Buffer(bytes, _) => {
                        let place = (size, bytes.len());
                        size = aligned(size + bytes.len());
                        Some(place)
                    }
                    Datum::Huge(bytes, _) => {
                        let place = (size, *bytes);
                        size = aligned(size + bytes);
                        Some(place)
                    }
                });
            }
            places.push(row);
        }
        let memory = Shared::new(size)?;
        for argument in 0..arguments {
            // SAFETY: the table lies in the mapping.
            unsafe { *memory.base.add(touched).cast::<i64>().add(argument) = -1 };
        }
        let mut calls = vec![];
        for (data, row) in runs.iter().zip(&places) {
            let mut args = vec![];
            for (datum, place) in data.iter().zip(row) {
                args.push(match (datum, place) {
                    (Datum::Buffer(bytes, n), Some((offset, _))) => {
                        // SAFETY: the place was made for these bytes.
                        unsafe {
                            let at = memory.base.add(*offset);
                            std::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len());
                            Arg::Buffer(at, *n)
                        }
                    }
                    // SAFETY: the place lies in the mapping.
                    (Datum::Huge(_, n), Some((offset, _))) => Arg::Buffer(unsafe { memory.base.add(*offset) }, *n),
                    (Datum::Scalar(words), _) => Arg::Scalar(*words),
                    _ => return Err(Diagnostic::internal("a buffer without a place")),
                });
            }
            calls.push(args);
        }
        let records = memory.base.cast::<Record>();
        let address_space = address_space() + limits.bytes;

        // SAFETY: the child runs on one thread, calls only compiled code and our runtime, and leaves by `_exit`.
        let child = unsafe { libc::fork() };
        if child < 0 {
            let what = format!("no child process can be made: {}", std::io::Error::last_os_error());
            return Err(Diagnostic::environment("fork", what));
        }
        if child == 0 {
            // SAFETY: as above; the pointers lie in the shared mapping.
            unsafe {
                libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
                confine(limits.milliseconds, address_space);
                runtime::set_field(field);
                runtime::set_fuel(limits.fuel);
                runtime::set_touched(memory.base.add(touched).cast());
                runtime::set_branches(memory.base.add(branches.0));
                for (i, args) in calls.iter().enumerate() {
                    let record = records.add(i);
                    (*record).status = runtime::RUNNING;
                    if let Some(field) = field {
                        field.reset();
                    }
                    runtime::set_record(record);
                    set_races(program.granule.map(Races::new));
                    program.jit.run(args);
                    if let Some(field) = field {
                        (*record).counters = field.counters();
                    }
                    (*record).status = runtime::DONE;
                }
                libc::_exit(0);
            }
        }
        let batch = Batch { memory, places, touched, branches, ends: vec![End::NotRun; runs.len()] };
        Ok(Self { child, fuel: limits.fuel, batch: Some(batch) })
    }

    /// Waits for the child.
    fn finish(mut self) -> Result<Batch> {
        let mut status = 0;
        // SAFETY: waits for our own child.
        while unsafe { libc::waitpid(self.child, &raw mut status, 0) } < 0 {
            if std::io::Error::last_os_error().kind() != std::io::ErrorKind::Interrupted {
                return Err(Diagnostic::environment("wait", "the child process is lost"));
            }
        }
        self.child = 0;
        let signal = if libc::WIFSIGNALED(status) { libc::WTERMSIG(status) } else { 0 };
        let Some(mut batch) = self.batch.take() else { return Err(Diagnostic::internal("a child is waited for once")) };
        let records = batch.memory.base.cast::<Record>();
        for (i, end) in batch.ends.iter_mut().enumerate() {
            // SAFETY: the record lies in the mapping and the child is gone.
            let record = unsafe { *records.add(i) };
            *end = match record.status {
                runtime::DONE => End::Done(self.fuel - record.fuel_left, record.counters),
                runtime::TRAPPED => End::Trap(record.site as usize, record.details),
                runtime::RACED => End::Race(record.details[0], record.accesses),
                runtime::RUNNING if signal == libc::SIGALRM || signal == libc::SIGXCPU => End::Timeout,
                runtime::RUNNING => End::Crash(signal),
                _ => End::NotRun,
            };
        }
        Ok(batch)
    }
}

/// The size of this process's address space.
fn address_space() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    pages.map_or(1 << 40, |n| n * 4096)
}

/// Limits on this process, which is a child.
unsafe fn confine(milliseconds: u64, address_space: u64) {
    let limit = |resource, n: u64| {
        let limit = libc::rlimit { rlim_cur: n, rlim_max: n };
        // SAFETY: a limit of this process, with a valid pointer.
        unsafe { libc::setrlimit(resource, &raw const limit) }
    };
    // SAFETY: calls on this process only, with valid pointers.
    unsafe {
        for signal in [libc::SIGALRM, libc::SIGXCPU, libc::SIGSEGV, libc::SIGBUS, libc::SIGABRT, libc::SIGFPE, libc::SIGILL] {
            libc::signal(signal, libc::SIG_DFL);
        }
        let mut all = std::mem::zeroed::<libc::sigset_t>();
        libc::sigfillset(&raw mut all);
        libc::sigprocmask(libc::SIG_UNBLOCK, &raw const all, std::ptr::null_mut());
        limit(libc::RLIMIT_CPU, milliseconds / 1000 + 2);
        limit(libc::RLIMIT_AS, address_space);
        limit(libc::RLIMIT_CORE, 0);
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        for fd in 0..3 {
            libc::dup2(null, fd);
        }
        let time = libc::timeval {
            tv_sec: (milliseconds / 1000) as libc::time_t,
            tv_usec: (milliseconds % 1000 * 1000) as libc::suseconds_t,
        };
        let timer = libc::itimerval { it_interval: libc::timeval { tv_sec: 0, tv_usec: 0 }, it_value: time };
        libc::syscall(libc::SYS_setitimer, libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut::<c_void>());
    }
}

#[cfg(test)]
mod tests {
    use xpiler_ir::context::new_context;

    use super::*;
    use crate::instrument::{Watch, instrument};

    const LIMITS: Limits = Limits { milliseconds: 2000, bytes: 1 << 30, fuel: 1 << 40 };

    fn program(body: &str) -> Program {
        let (ctx, sink) = new_context();
        let text = format!(
            "func.func @f(%x: memref<?xi32> {{xpiler.name = \"x\"}}, %n: i64) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %c1 = arith.constant 1 : index
               %N = arith.index_cast %n : i64 to index
               %seven = arith.constant 7 : i32
               {body}
               return
             }}"
        );
        let kernel = Kernel::parse(ctx, &sink, "k.mlir", &text).unwrap_or_else(|d| panic!("{d}"));
        let i = instrument(&kernel, Watch::Nothing).unwrap_or_else(|d| panic!("{d}"));
        Program::compile(&i.kernel, &i.sites, Level::Quick).unwrap_or_else(|d| panic!("{d}"))
    }
    fn arguments(n: u64) -> Vec<Datum> {
        vec![Datum::Buffer(vec![0; 16], 4), Datum::Scalar([n, 0, 0, 0])]
    }

    const FILL: &str = "scf.for %i = %c0 to %N step %c1 { memref.store %seven, %x[%i] : memref<?xi32> }";

    #[test]
    fn results_come_back_and_a_trap_ends_the_batch() {
        let fill = program(FILL);
        let (fine, over, late) = (arguments(3), arguments(9), arguments(1));
        let batch = run(&fill, &[&fine, &over, &late], None, LIMITS).unwrap_or_else(|d| panic!("{d}"));
        assert!(matches!(batch.ends[0], End::Done(4, _)), "{:?}", batch.ends);
        assert_eq!(batch.buffer(0, 0), [7, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0]);
        let End::Trap(site, details) = batch.ends[1] else { panic!("{:?}", batch.ends) };
        assert_eq!(fill.sites[site].message(details), "writes `x` out of bounds: index 4 of 4 elements");
        assert_eq!(batch.ends[2], End::NotRun);
    }

    #[test]
    fn fuel_and_time_run_out() {
        let endless = program("%t = arith.constant true\nscf.while : () -> () { scf.condition(%t) } do { scf.yield }");
        let end = |limits| run(&endless, &[&arguments(0)], None, limits).map(|b| b.ends[0].clone()).ok();
        assert!(matches!(end(Limits { fuel: 1000, ..LIMITS }), Some(End::Trap(..))));
        assert_eq!(end(Limits { milliseconds: 50, ..LIMITS }), Some(End::Timeout));
    }

    #[test]
    fn memory_runs_out() {
        let hungry = program("%m = memref.alloc(%N) : memref<?xi64>");
        let end = |n| run(&hungry, &[&arguments(n)], None, LIMITS).map(|b| b.ends[0].clone()).ok();
        assert!(matches!(end(1000), Some(End::Done(..))));
        assert!(matches!(end(1 << 31), Some(End::Crash(_) | End::Timeout)));
        assert!(matches!(end(1 << 40), Some(End::Trap(..))));
    }
}
