//! The race check: shadow memory for a run of a form that was raised in shuffled order.
//!
//! The form's marks say which agent runs: a thread of a block, a task, an iteration. Two accesses of one element, at least one of
//! them a write, race if different agents of one launch make them, unless both are of one block and a barrier stands between. One run
//! finds every such pair among the accesses it makes, in whatever order it makes them: what is remembered of an element is
//! enough (the last writes; the last reads of two agents of the present interval; the last read of another block; what copies read).
//! Several agents that write one value do not race: the hardware performs one of the writes.
//! A task has streams: itself with what it computes, its asynchronous copies (which go from and to GDRAM, one after the other), and copies that it waits for, which
//! wait for what is computed. What computes and an asynchronous copy race unless the task waited for the one that was issued first.
//! What an asynchronous copy of a thread does, it may do at any time before the thread waits for it: until then it races with all that comes
//! later, the thread's own accesses included; then it counts as done by the thread at the wait.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicPtr, Ordering},
};

use crate::{
    instrument::watch::COPY,
    runtime::{self, Access},
};

/// Who made an access, when, and where in the text. Epochs count the intervals between barriers of the block, `warps` those
/// between barriers of the warps, or between waits for the stream; 0 is never. A stream of a task stands in the place of a thread. `group`: of an asynchronous copy, counted by thread from 1; 0 where it was none.
#[derive(Clone, Copy, Default)]
struct Agent {
    epoch: u32,
    warps: u32,
    block: u32,
    thread: u32,
    site: u32,
    group: u32,
}

impl Agent {
    /// Is it the other, at whatever place in the text?
    fn is(&self, other: &Agent) -> bool {
        let key = |a: &Agent| (a.epoch, a.warps, a.block, a.thread, a.group);
        key(self) == key(other)
    }
}

/// The groups of asynchronous copies that a thread has closed, and when those that are done were waited for.
#[derive(Default)]
struct Copies {
    committed: u32,
    done: Vec<(u32, u32)>,
}

/// What is remembered of an element.
#[derive(Clone, Copy, Default)]
struct Cell {
    written: Agent,
    /// The last write of the same bytes by another agent.
    written_too: Agent,
    /// The bytes that were written.
    value: u64,
    read: Agent,
    /// Another thread's read in the interval of `read`.
    read_too: Agent,
    /// The last read of an earlier block.
    read_before: Agent,
    /// Has no read raced since the last write? Then no further one by `read` does.
    settled: bool,
}

/// The stream of a task's copies that it waits for.
const WAITED: u32 = 2;
/// Elements of a page.
const PAGE: usize = 1024;
/// Pages that are found without a search.
const RECENT: usize = 64;

/// A cell for each element.
struct Shadow {
    /// Of the bytes of the smallest element, the logarithm.
    granule: u32,
    pages: Vec<Box<[Cell]>>,
    /// Where the pages are, by number.
    places: HashMap<usize, usize>,
    /// The number and the place of a page used lately, by the last bits of the number.
    recent: [(usize, usize); RECENT],
}

impl Shadow {
    fn new(granule: usize) -> Self {
        Self { granule: granule.max(1).ilog2(), pages: vec![], places: HashMap::new(), recent: [(usize::MAX, 0); RECENT] }
    }

    fn cell(&mut self, address: usize) -> &mut Cell {
        let element = address >> self.granule;
        let number = element / PAGE;
        let recent = &mut self.recent[number % RECENT];
        if recent.0 != number {
            let place = *self.places.entry(number).or_insert_with(|| {
                self.pages.push(vec![Cell::default(); PAGE].into_boxed_slice());
                self.pages.len() - 1
            });
            *recent = (number, place);
        }
        &mut self.pages[recent.1][element % PAGE]
    }
}

/// Shadow memory and the agent that runs.
pub struct Races {
    shadow: Shadow,
    epoch: u32,
    launch_start: u32,
    block_start: u32,
    block: u32,
    thread: u32,
    warps: u32,
    /// How often each warp of the block waited alone.
    alone: Vec<u32>,
    /// Threads of a warp; 0 while no warp has waited.
    lanes: u32,
    /// How often the task has waited for each of its streams; nothing where blocks of threads run.
    drained: Option<[u32; 2]>,
    /// Does an asynchronous copy run?
    copying: bool,
    /// Those of each thread of the block.
    copies: Vec<Copies>,
    /// What asynchronous copies of the block read, by element: as long as they are not done, a write races with them.
    reading: HashMap<usize, Vec<Agent>>,
}

impl Races {
    /// No access has been made.
    pub fn new(granule: usize) -> Self {
        Self {
            shadow: Shadow::new(granule),
            epoch: 1,
            launch_start: 1,
            block_start: 1,
            block: 0,
            thread: 0,
            warps: 1,
            alone: vec![],
            lanes: 0,
            drained: None,
            copying: false,
            copies: vec![],
            reading: HashMap::new(),
        }
    }

    /// A launch begins.
    fn launch(&mut self) {
        self.epoch += 1;
        self.launch_start = self.epoch;
        self.drained = None;
        self.start_block(0);
    }

    /// A block begins, in an epoch of its own.
    fn begin_block(&mut self, block: u32) {
        self.epoch += 1;
        self.start_block(block);
    }

    fn start_block(&mut self, block: u32) {
        self.block_start = self.epoch;
        (self.block, self.thread) = (block, 0);
        self.copies.clear();
        self.reading.clear();
        self.alone.clear();
    }

    /// The threads of each warp have waited for each other.
    fn wait_for_warps(&mut self, lanes: u32) {
        self.lanes = lanes;
        self.warps += 1;
    }

    /// Those of the thread's own warp have.
    fn wait_for_warp(&mut self, lanes: u32) {
        self.lanes = lanes;
        let warp = (self.thread / lanes) as usize;
        if self.alone.len() <= warp {
            self.alone.resize(warp + 1, 0);
        }
        self.alone[warp] += 1;
    }

    /// One of the task's streams goes on.
    fn stream(&mut self, stream: u32) {
        let drained = self.drained.get_or_insert([1; 2]);
        if stream == WAITED {
            // It begins when what is computed is done.
            drained[0] += 1;
        }
        self.thread = stream;
    }

    /// The task waits for one of its streams.
    fn drain(&mut self, stream: u32) {
        self.drained.get_or_insert([1; 2])[stream as usize & 1] += 1;
    }

    /// The interval between waits of the thread's warp, or for the task's stream.
    fn interval(&self) -> u32 {
        if let Some(drained) = self.drained {
            return drained.get(self.thread as usize).copied().unwrap_or(0);
        }
        let warp = self.thread.checked_div(self.lanes).unwrap_or(0) as usize;
        self.warps + self.alone.get(warp).copied().unwrap_or(0)
    }

    /// The asynchronous copies of the thread.
    fn my_copies(&mut self) -> &mut Copies {
        let thread = self.thread as usize;
        if self.copies.len() <= thread {
            self.copies.resize_with(thread + 1, Copies::default);
        }
        &mut self.copies[thread]
    }

    /// The thread makes one group of its asynchronous copies.
    fn commit(&mut self) {
        self.my_copies().committed += 1;
    }

    /// The thread waits for all groups but the newest.
    fn wait(&mut self, newest: u32) {
        let now = (self.epoch, self.interval());
        let copies = self.my_copies();
        let done = copies.committed.saturating_sub(newest) as usize;
        copies.done.resize(done.max(copies.done.len()), now);
    }

    /// Notes that an asynchronous copy of the present block reads an element.
    fn note_copy(&mut self, element: usize, me: Agent) {
        let copies = &self.copies;
        let readers = self.reading.entry(element).or_default();
        // What was done before the last barrier races with nothing any more.
        readers.retain(|r| copies[r.thread as usize].done.get(r.group as usize - 1).is_none_or(|(epoch, _)| *epoch == me.epoch));
        if !readers.iter().any(|r| (r.thread, r.group) == (me.thread, me.group)) {
            readers.push(me);
        }
    }

    /// Notes an access; the earlier one that it races with, if there is one. `value`: what a write left there.
    fn access(&mut self, address: usize, site: u32, value: Option<u64>, shared: bool) -> Option<(u32, u32, u32)> {
        let group = if self.copying { self.my_copies().committed + 1 } else { 0 };
        let mut me = Agent { epoch: self.epoch, warps: self.interval(), block: self.block, thread: self.thread, site, group };
        let element = address >> self.shadow.granule;
        if value.is_none() && group != 0 {
            // It reads now, too.
            self.note_copy(element, me);
            me.group = 0;
        }
        let (launch, block, lanes) = (self.launch_start, self.block_start, self.lanes);
        let copies = &self.copies;
        let (drained, waited_copy) = (self.drained, self.drained.is_some() && me.thread == WAITED);
        let cell = self.shadow.cell(address);
        if value.is_none() && cell.settled && cell.read.is(&me) {
            return None;
        }
        let of_my_warp = |other: &Agent| lanes != 0 && other.thread / lanes == me.thread / lanes;
        // When the copy that made an access was done; nothing if it is not yet.
        let done = |copy: &Agent| copies.get(copy.thread as usize)?.done.get(copy.group as usize - 1);
        let races = |other: &Agent| {
            if other.epoch >= block && other.group != 0 {
                let Some((epoch, warps)) = done(other) else { return true };
                let waited = *warps != me.warps && of_my_warp(other);
                *epoch == me.epoch && other.thread != me.thread && !waited
            } else if other.epoch >= block
                && let Some(drained) = drained
            {
                // Nobody waits again for what a copy did that was waited for.
                other.epoch == me.epoch && other.thread != me.thread && drained.get(other.thread as usize) == Some(&other.warps)
            } else if other.epoch >= block {
                let waited = other.warps != me.warps && of_my_warp(other);
                other.epoch == me.epoch && other.thread != me.thread && !waited
            } else {
                // An array of a block is another one in each.
                other.epoch >= launch && !shared
            }
        };
        let found = match value {
            Some(value) => {
                let writers = [cell.written, cell.written_too].into_iter();
                let found = writers.filter(|_| cell.value != value).find(|w| races(w));
                let copies = self.reading.get(&element).into_iter().flatten().copied();
                let readers = copies.chain([cell.read, cell.read_too, cell.read_before]);
                let found = found.or_else(|| readers.into_iter().find(|r| races(r)));
                if races(&cell.written) {
                    cell.written_too = cell.written;
                }
                (cell.written, cell.value, cell.settled) = (me, value, false);
                found
            }
            // Nothing that comes later can race with it.
            None if waited_copy => Some(cell.written).filter(races),
            None => {
                if cell.read.epoch < block {
                    cell.read_before = cell.read;
                    (cell.read, cell.read_too) = (me, Agent::default());
                } else if cell.read.epoch < me.epoch {
                    (cell.read, cell.read_too) = (me, Agent::default());
                } else if cell.read.thread == me.thread {
                    cell.read.warps = me.warps;
                } else if cell.read_too.thread == me.thread && drained.is_some() {
                    cell.read_too = me;
                } else if of_my_warp(&cell.read) && cell.read_too.epoch == me.epoch && !of_my_warp(&cell.read_too) {
                    // One reader of another warp is kept: it races whenever this one's warp has waited.
                    cell.read = me;
                } else {
                    cell.read_too = me;
                }
                let found = Some(cell.written).filter(races);
                cell.settled = found.is_none();
                found
            }
        };
        found.map(|other| (other.site, other.block, other.thread | if other.group == 0 { 0 } else { COPY }))
    }
}

static RACES: AtomicPtr<Races> = AtomicPtr::new(std::ptr::null_mut());

/// Sets the state for the runs that follow, in the child.
pub fn set_races(races: Option<Races>) {
    let raw = races.map_or(std::ptr::null_mut(), |r| Box::into_raw(Box::new(r)));
    RACES.store(raw, Ordering::Relaxed);
}

fn races() -> &'static mut Races {
    // SAFETY: the child sets the state before it runs code with marks; it has one thread, and never frees it.
    unsafe { &mut *RACES.load(Ordering::Relaxed) }
}

pub(crate) extern "C" fn xp_launch() {
    races().launch();
}
pub(crate) extern "C" fn xp_block(block: i64) {
    races().begin_block(block as u32);
}
pub(crate) extern "C" fn xp_thread(thread: i64) {
    races().thread = thread as u32;
}
pub(crate) extern "C" fn xp_barrier() {
    races().epoch += 1;
}
pub(crate) extern "C" fn xp_warps(lanes: i64) {
    races().wait_for_warps(lanes as u32);
}
pub(crate) extern "C" fn xp_warp(lanes: i64) {
    races().wait_for_warp(lanes as u32);
}
pub(crate) extern "C" fn xp_copy(begins: i64) {
    races().copying = begins != 0;
}
pub(crate) extern "C" fn xp_commit() {
    races().commit();
}
pub(crate) extern "C" fn xp_wait(newest: i64) {
    races().wait(newest as u32);
}
pub(crate) extern "C" fn xp_stream(stream: i64) {
    races().stream(stream as u32);
}
pub(crate) extern "C" fn xp_drain(stream: i64) {
    races().drain(stream as u32);
}
/// Of a read; `shared`: of an array of the block.
pub(crate) extern "C" fn xp_read(address: i64, index: i64, site: i64, shared: i64) {
    if let Some(other) = races().access(address as usize, site as u32, None, shared != 0) {
        report(site, index, other);
    }
}
/// Of a write that was made, of an element of `bytes` bytes.
pub(crate) unsafe extern "C" fn xp_write(address: i64, index: i64, site: i64, shared: i64, bytes: i64) {
    let mut value = [0_u8; 8];
    let n = (bytes as usize).min(8);
    // SAFETY: compiled code has just written the element.
    unsafe { std::ptr::copy_nonoverlapping(address as *const u8, value.as_mut_ptr(), n) };
    if let Some(other) = races().access(address as usize, site as u32, Some(u64::from_le_bytes(value)), shared != 0) {
        report(site, index, other);
    }
}

fn report(site: i64, index: i64, (other, block, thread): (u32, u32, u32)) -> ! {
    let r = races();
    let mine = Access { site: site as u64, block: r.block, thread: r.thread | if r.copying { COPY } else { 0 } };
    runtime::race(index, mine, Access { site: u64::from(other), block, thread })
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: usize = 4096;

    /// Runs a script of marks and accesses: `L` launch, `B3` block, `T3` thread, `|` barrier, `W2` warps of 2 wait, `V2` the thread's, `r` read, `w5` write 5,
    /// `c5` write 5 and `s` read in an asynchronous copy, `C` commit, `D1` wait for all groups but one.
    fn script(text: &str, shared: bool) -> bool {
        let mut r = Races::new(4);
        let mut found = false;
        for word in text.split(' ') {
            let number = word[1..].parse::<u32>().unwrap_or(0);
            match &word[..1] {
                "L" => r.launch(),
                "B" => r.begin_block(number),
                "T" => r.thread = number,
                "|" => r.epoch += 1,
                "W" => r.wait_for_warps(number),
                "V" => r.wait_for_warp(number),
                "r" => found |= r.access(X, 0, None, shared).is_some(),
                "s" => {
                    r.copying = true;
                    found |= r.access(X, 0, None, shared).is_some();
                    r.copying = false;
                }
                "c" => {
                    r.copying = true;
                    found |= r.access(X, 0, Some(u64::from(number)), shared).is_some();
                    r.copying = false;
                }
                "S" => r.stream(number),
                "Q" => r.drain(number),
                "C" => r.commit(),
                "D" => r.wait(number),
                "w" => found |= r.access(X, 0, Some(u64::from(number)), shared).is_some(),
                other => panic!("{other}"),
            }
        }
        found
    }

    #[test]
    fn accesses_of_two_agents_race_unless_a_barrier_or_a_launch_orders_them() {
        for (text, races) in [
            ("L B0 T0 w1 T1 r", true),
            ("L B0 T0 w1 | T1 r", false),
            ("L B0 T0 w1 T0 r w2", false),
            ("L B0 T0 r T1 r T2 r", false),
            ("L B0 T0 r T1 w1", true),
            ("L B0 T0 r T1 r T0 w1", true),
            ("L B0 T1 r T0 r T0 w1", true),
            ("L B0 T0 r | T1 r T1 w1", false),
            ("L B0 T0 r T1 r | T1 w1", false),
            ("L B0 T0 w1 T1 w2", true),
            ("L B0 T0 w1 T1 w1", false),
            ("L B0 T0 w1 T1 w1 T1 w2", true),
            ("L B0 T0 w1 T1 w1 | T1 w2", false),
            ("L B0 T0 w1 | T1 w2 | T0 r", false),
            ("L B0 T0 w1 L B1 T1 r w2", false),
            ("L B0 T0 r w1 L B0 T0 r w2", false),
        ] {
            assert_eq!(script(text, false), races, "{text}");
        }
    }

    #[test]
    fn blocks_share_no_barrier_and_no_array() {
        for text in
            ["L B0 T0 w1 | B1 T0 r", "L B0 T0 r | B1 T0 w1", "L B0 T0 r B1 T0 r | B2 T0 w1", "L B0 T0 r B1 T0 r | T1 r w1"]
        {
            assert!(script(text, false), "{text}");
            assert!(!script(text, true), "{text}");
        }
    }

    #[test]
    fn threads_of_a_warp_wait_for_each_other_alone() {
        for (text, races) in [
            ("L B0 T0 w1 W2 T1 r", false),
            ("L B0 T0 w1 W2 T2 r", true),
            ("L B0 T0 r W2 T1 w1", false),
            ("L B0 T0 r W2 T2 w1", true),
            ("L B0 T0 r W2 T0 r T1 w1", true),
            ("L B0 W2 T0 r T2 r T1 r W2 T1 w1", true),
            ("L B0 T0 w1 W2 T0 w2 T1 r", true),
            ("L B0 T0 w1 W2 T1 r W2 T0 w2", false),
            ("L B0 T0 w1 W2 | T2 r", false),
            ("L B0 W2 T0 w1 V2 T1 r", false),
            ("L B0 W2 T0 w1 T1 V2 T1 r", false),
            ("L B0 W2 T0 w1 T2 V2 T1 r", true),
            ("L B0 W2 T0 w1 V2 T2 r", true),
            ("L B0 W2 T2 w1 T0 V2 T3 r", true),
            ("L B0 W2 T2 w1 V2 V2 T3 r", false),
        ] {
            assert_eq!(script(text, false), races, "{text}");
        }
    }

    #[test]
    fn asynchronous_copies_are_done_when_they_are_waited_for() {
        for (text, races) in [
            ("L B0 T0 c1 r", true),
            ("L B0 T0 c1 C r", true),
            ("L B0 T0 c1 D0 r", true),
            ("L B0 T0 c1 C D0 r", false),
            ("L B0 T0 c1 C | T1 r", true),
            ("L B0 T0 c1 C D0 T1 r", true),
            ("L B0 T0 c1 C D0 | T1 r", false),
            ("L B0 T0 c1 C | T0 D0 T1 r", true),
            ("L B0 T0 c1 C | T0 D0 | T1 r", false),
            ("L B0 T0 c1 C C D1 r", false),
            ("L B0 T0 c1 C D1 r", true),
            ("L B0 T0 C c1 C D1 r", true),
            ("L B0 T0 c1 C T1 D0 | T0 r", true),
            ("L B0 T0 s w1", true),
            ("L B0 T0 r s w1", true),
            ("L B0 T0 s | r w1", true),
            ("L B0 T0 s | T1 r | T1 w1", true),
            ("L B0 T0 s C | T1 r | T0 D0 T1 w1", true),
            ("L B0 T0 s C | T1 r | T0 D0 | T1 w1", false),
            ("L B0 T0 s C D0 W2 T0 r T1 w1", true),
            ("L B0 T0 s T1 s T2 s C D0 T1 C D0 | T2 w1", true),
            ("L B0 T0 s T1 s C D0 T0 C D0 | T2 w1", false),
            ("L B0 T0 s C s C D1 | T1 w1", true),
            ("L B0 T0 s C s C D0 | T1 w1", false),
            ("L B0 T0 s T1 w1", true),
            ("L B0 T0 s C D0 w1", false),
            ("L B0 T0 c1 w2", true),
            ("L B0 T1 r T0 c1", true),
            ("L B0 T1 r | T0 c1", false),
            ("L B0 T0 r c1 C D0 | T1 r", false),
            ("L B0 T0 c1 C D0 W2 T1 r", false),
            ("L B0 T0 c1 C W2 T0 D0 T1 r", true),
        ] {
            assert_eq!(script(text, true), races, "{text}");
        }
        assert!(script("L B0 T0 s B1 T0 w1", false));
        assert!(!script("L B0 T0 c1 B1 T0 r", true));
    }

    #[test]
    fn a_task_waits_for_its_streams() {
        for (text, races) in [
            // The task or what it computes, and an asynchronous copy.
            ("L B0 S0 w1 S1 r", true),
            ("L B0 S0 w1 | S1 r", false),
            ("L B0 S0 w1 Q0 S1 r", false),
            ("L B0 S0 w1 Q1 S1 r", true),
            ("L B0 S0 r Q0 S1 w1", false),
            ("L B0 S0 r Q1 S1 w1", true),
            ("L B0 S1 w1 S0 r", true),
            ("L B0 S1 w1 Q1 S0 r", false),
            ("L B0 S1 w1 Q0 S0 r", true),
            ("L B0 S1 r Q1 S0 w1", false),
            ("L B0 S1 r Q0 S0 w1", true),
            // Copies go one after the other.
            ("L B0 S1 w1 S1 r w2", false),
            // A copy that is waited for waits for what is computed, but not for asynchronous copies.
            ("L B0 S2 w1 S0 r w2", false),
            ("L B0 S2 w1 S1 r", false),
            ("L B0 S2 r S1 w1", false),
            ("L B0 S0 w1 S2 r S1 w2", false),
            ("L B0 S1 w1 S2 r", true),
            ("L B0 S1 r S2 w1", true),
            ("L B0 S1 w1 Q1 S2 r", false),
            // Both of two readers are remembered.
            ("L B0 S0 r S1 r S1 r S1 w1", true),
            ("L B0 S1 r S0 r S0 r S0 w1", true),
            ("L B0 S1 r S0 r Q1 S0 w1", false),
            // Tasks do not wait for each other.
            ("L B0 S0 w1 Q0 B1 S1 r", true),
        ] {
            assert_eq!(script(text, false), races, "{text}");
        }
    }

    #[test]
    fn pages_come_back() {
        let mut r = Races::new(4);
        r.thread = 1;
        assert!(r.access(X, 7, Some(1), false).is_none());
        for page in 1..20 {
            assert!(r.access(X + page * 4 * PAGE, 0, None, false).is_none());
        }
        r.thread = 2;
        assert_eq!(r.access(X, 8, None, false), Some((7, 0, 1)));
        assert!(r.access(X + 4, 8, None, false).is_none());
    }
}
