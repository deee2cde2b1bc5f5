//! Runs the forms of a comparison on drawn inputs and finds where they differ.

mod exact;
mod real;

use xpiler_backends::jit::Level;

use crate::{
    compare::Comparison,
    extents::Element,
    inputs::Draw,
    report::Place,
    run::{Batch, End, Limits, Program},
    runtime::Access,
};

/// What a run on real types may use. A loop that does not end uses up its fuel before the time is over, and is named.
pub(crate) const REAL_TIME: Limits = Limits { milliseconds: 60_000, bytes: 4 << 30, fuel: 1 << 34 };

/// Of so few elements of an output, a source may be near the result in doubles by luck.
pub(crate) const FEW_ELEMENTS: usize = 16;

/// Beyond this number of iterations, optimised code saves more time than it takes to compile.
const QUICK_ITERATIONS: u64 = 4_000_000;

/// An element that differs.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) draw: Draw,
    pub(crate) parameter: usize,
    pub(crate) index: usize,
    pub(crate) source: String,
    pub(crate) target: String,
    /// The number of elements of the buffer that differ.
    pub(crate) count: u64,
    /// The largest difference in units of the tolerance; infinite for what no tolerance covers.
    pub(crate) error: f64,
    /// Is one of the two infinite or NaN?
    pub(crate) special: bool,
    /// Is that the source's only?
    pub(crate) source_only: bool,
}

/// A side of a run that went wrong.
pub(crate) struct Fault {
    pub(crate) side: usize,
    pub(crate) end: End,
    pub(crate) message: String,
    pub(crate) places: Vec<Place>,
    pub(crate) draw: Draw,
}

/// What the runs on real types showed.
#[derive(Default)]
pub(crate) struct RealRuns {
    pub(crate) fault: Option<Fault>,
    /// Two agents of a side access an element at the same time.
    pub(crate) race: Option<Fault>,
    /// Forward and reverse order differ by more than rounding: the side, and where.
    pub(crate) order: Option<(usize, Difference)>,
    /// For each draw the first element outside the tolerance.
    pub(crate) differences: Vec<Difference>,
    /// What ran.
    pub(crate) programs: Vec<Program>,
}

/// What the runs in doubles showed.
pub(crate) enum Wide {
    /// No difference, or one that a float cannot show.
    Agree,
    /// A difference that is not rounding.
    Differ(Box<Difference>),
    /// No difference, but the target is so many times as far from what doubles give as the source, or as the tolerance.
    LessExact(Box<Difference>, f64),
    /// Doubles cannot take the floats' place.
    CannotTell,
}

/// What the runs on exact values showed.
#[derive(Default)]
pub(crate) struct IdentityRuns {
    /// The number of draws that were compared.
    pub(crate) draws: u64,
    pub(crate) order: Option<(usize, Difference)>,
    pub(crate) difference: Option<Difference>,
    /// An input that one side's extremum leaves out or takes twice: parameter and index.
    pub(crate) left_out: Option<(usize, usize)>,
    /// Only the target is undefined, or decides on what is.
    pub(crate) poison: Option<(String, Difference)>,
}

/// What a run that did not end well says.
fn fault(side: usize, order: usize, program: &Program, end: &End, draw: &Draw) -> Option<Fault> {
    let order = ["", " (threads in reverse order)", " (threads in shuffled order)"][order];
    let (message, places) = match end {
        End::Done(..) | End::NotRun => return None,
        End::Trap(site, details) => {
            let site = &program.sites[*site];
            (site.message(*details), site.span.iter().map(Place::from).collect())
        }
        End::Race(index, accesses) => {
            let site = |a: &Access| &program.sites[a.site as usize];
            let [mine, mut other] = accesses.each_ref().map(|a| site(a).agent.name(a.block, a.thread));
            if mine == other {
                // Iterations of collapsed loops.
                other = "another one".into();
            }
            let [did, other_did] = accesses.each_ref().map(|a| site(a).message([*index, 0, 0]));
            let places = accesses.iter().filter_map(|a| site(a).span.as_ref()).map(Place::from).collect();
            let message = format!("has a race: {mine} {did} and {other} {other_did}, in any order");
            return Some(Fault { side, end: end.clone(), message, places, draw: draw.clone() });
        }
        End::Crash(signal) => (format!("crashes with signal {signal}"), vec![]),
        End::Timeout => (format!("does not end within {} s", REAL_TIME.milliseconds / 1000), vec![]),
    };
    Some(Fault { side, end: end.clone(), message: message + order, places, draw: draw.clone() })
}

/// Adds the sides of branches that a batch took.
fn note_branches(taken: &mut Vec<[bool; 2]>, batch: &Batch) {
    let flags = batch.branches();
    taken.resize(taken.len().max(flags.len()), [false; 2]);
    for (taken, flags) in taken.iter_mut().zip(flags) {
        taken[0] |= flags[0] != 0;
        taken[1] |= flags[1] != 0;
    }
}

impl Comparison<'_> {
    /// The forms of a side: forward and, if it is another module, reverse.
    fn forms_of(&self, side: usize) -> Vec<usize> {
        (0..self.forms.len()).filter(|f| self.forms[*f].side == side).collect()
    }
    /// The bytes of all buffers, if a float takes `float` bytes, or its own.
    fn bytes(&self, float: Option<usize>) -> usize {
        let each = self.parameters.iter().zip(&self.extents);
        each.map(|(p, n)| {
            let size = if matches!(p.element, Element::Float(_)) { float } else { None };
            size.unwrap_or(p.element.bytes()) * n.unwrap_or(0) as usize
        })
        .sum()
    }
    /// How much forms are optimised: not much until one was seen to run for long.
    fn level(&self) -> Level {
        if self.longest > QUICK_ITERATIONS { Level::Light } else { Level::Quick }
    }
    /// How many runs fit into a budget of steps.
    fn affordable(&self, steps: u64) -> usize {
        let counts = &self.verdict.counts;
        (steps / (counts.iterations + counts.elements).max(1)).min(1 << 20) as usize
    }
}
