//! Runs the forms of a comparison on drawn inputs and finds where they differ.

use std::{collections::BTreeSet, ops::Range};

use xpiler_backends::jit::Level;
use xpiler_ir::Result;

use crate::{
    compare::{Comparison, SIDES},
    extents::Element,
    field::mix,
    identity,
    inputs::{Draw, Kind, decode, decode_integers, decode_values},
    instrument::{Watch, instrument},
    literal::Float,
    report::Place,
    run::{Batch, Datum, End, Limits, Program, run},
    runtime::Access,
    value::{Counters, Field, Value},
};

/// What a run on real types may use. A loop that does not end uses up its fuel before the time is over, and is named.
pub(crate) const REAL_TIME: Limits = Limits { milliseconds: 20_000, bytes: 4 << 30, fuel: 1 << 34 };
/// A target that loops that many times as often as the source, and more than a few times, does not end.
const MORE_ITERATIONS: i64 = 100;
const FEW_ITERATIONS: i64 = 100_000_000;
/// Steps (iterations, or elements that are compared) that the runs of a form on real types may take together, beyond the first two. Budgets
/// are counted and not timed, so that a verdict does not depend on the machine.
const REAL_STEPS: u64 = 1_000_000_000;
/// The same for runs with peaks.
const PEAK_STEPS: u64 = 10_000_000;
/// The same for runs in doubles.
const WIDE_STEPS: u64 = 1_000_000_000;
/// The same for runs on exact values.
const IDENTITY_STEPS: u64 = 100_000_000;
/// Steps that the runs of a side that watch for races may take together, beyond the first.
const RACE_STEPS: u64 = 50_000_000;
/// Beyond these the race check is not tried.
const RACE_ITERATIONS: u64 = 500_000_000;
/// The most rounds of them.
const MOST_ROUNDS: i64 = 4096;
/// Runs are batched up to this many bytes.
const BATCH_BYTES: usize = 128 << 20;
/// Beyond these the identity tier is not tried.
const IDENTITY_ITERATIONS: u64 = 100_000_000;
const IDENTITY_BYTES: usize = 256 << 20;
/// What a run on exact values may use.
const IDENTITY_TIME: Limits = Limits { milliseconds: 20_000, bytes: 4 << 30, fuel: 1 << 40 };
/// How often a draw with near-ties is repeated.
const RESAMPLES: u64 = 3;
/// The rounding that doubles are compared with: generous, because what it must tell apart is a float's rounding.
const WIDE_EPSILON: f64 = 1e-11;
/// The most undefined elements that are remembered one by one.
const MOST_UNDEFINED: usize = 1 << 20;

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
}

/// What the runs in doubles showed.
pub(crate) enum Wide {
    /// No difference, or one that a float cannot show.
    Agree,
    /// A difference that is not rounding.
    Differ(Box<Difference>),
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

/// Two runs on exact values, compared.
#[derive(Default)]
struct Exact {
    /// The first element that differs.
    difference: Option<Difference>,
    /// The first that only the second run leaves undefined.
    poison: Option<Difference>,
    /// Those that the first run leaves undefined, by parameter and index.
    undefined: Vec<(usize, usize)>,
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

/// What happened among values in the only run of a batch.
fn counters(batch: &Batch) -> Counters {
    if let End::Done(_, counters) = batch.ends[0] { counters } else { Counters::default() }
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

    /// How many runs fit into a budget of steps.
    fn affordable(&self, steps: u64) -> usize {
        let counts = &self.verdict.counts;
        (steps / (counts.iterations + counts.elements).max(1)).min(1 << 20) as usize
    }

    /// Runs every form on real types.
    pub(crate) fn real_runs(&mut self) -> Result<RealRuns> {
        let mut found = RealRuns::default();
        let mut programs = vec![];
        for form in &self.forms {
            let program = Program::compile(&form.instrumented.kernel, &form.instrumented.sites, Level::Light)?;
            programs.push(program.noting_branches(form.instrumented.branches.len()));
        }
        let watchers = self.watchers()?;
        (self.races_checked, self.race_draws) = (true, 0);
        let mut kinds = Kind::TESTED.to_vec();
        let mut draws: Vec<Draw> = vec![];
        self.verdict.counts.real_draws = 0;
        self.verdict.largest_error = 0.0;
        let (mut next, mut group) = (0, 1);
        while next < kinds.len() {
            let end = (next + group).min(kinds.len());
            draws.clear();
            draws.extend((next..end).map(|i| self.draw(kinds[i], i as u64)));
            next = end;
            let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.real(&self.parameters)).collect();
            let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
            let mut batches: Vec<Batch> = vec![];
            let mut limits = REAL_TIME;
            for (form, program) in self.forms.iter().zip(&programs) {
                let batch = run(program, &data, None, limits)?;
                note_branches(&mut self.branches[form.side], &batch);
                let ends = batch.ends.iter().zip(&draws);
                found.fault = ends.into_iter().find_map(|(end, draw)| fault(form.side, form.order, program, end, draw));
                if found.fault.is_some() {
                    return Ok(found);
                }
                // The source goes first.
                if let Some(End::Done(iterations, _)) = batch.ends.first()
                    && batches.is_empty()
                {
                    self.verdict.counts.iterations = self.verdict.counts.iterations.max(*iterations as u64);
                    limits.fuel = iterations.saturating_mul(MORE_ITERATIONS).max(FEW_ITERATIONS);
                }
                batches.push(batch);
            }
            self.race_runs(&mut found, &watchers, &batches, &draws, limits)?;
            for (i, draw) in draws.iter().enumerate() {
                self.compare_real(&mut found, &batches, i, draw);
            }
            if self.verdict.counts.real_draws == 1 {
                // The first draw was run alone: it says how many more fit into the time, and how many into memory.
                kinds.truncate(self.affordable(REAL_STEPS).max(2));
                group = (BATCH_BYTES / self.bytes(None).max(1)).max(1);
            }
            if found.race.is_some() || found.fault.is_some() {
                return Ok(found);
            }
        }
        self.extreme_runs(&mut found, &programs, &watchers)?;
        self.special_runs(&mut found, &programs)?;
        self.peak_runs(&mut found, &programs)?;
        Ok(found)
    }

    /// Runs source and target in forward order on draws that they may not be made for. False if the source does not take one of them.
    fn further_runs(&mut self, found: &mut RealRuns, programs: &[Program], draws: &[Draw]) -> Result<bool> {
        let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.real(&self.parameters)).collect();
        let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
        let mut batches: Vec<Batch> = vec![];
        for (form, program) in self.forms.iter().zip(programs).take(2) {
            let batch = run(program, &data, None, REAL_TIME)?;
            note_branches(&mut self.branches[form.side], &batch);
            let ends = batch.ends.iter().zip(draws);
            if let Some(fault) = ends.into_iter().find_map(|(end, draw)| fault(form.side, form.order, program, end, draw)) {
                if form.side == 0 {
                    return Ok(false);
                }
                found.fault.get_or_insert(fault);
                return Ok(true);
            }
            batches.push(batch);
        }
        for (i, draw) in draws.iter().enumerate() {
            self.verdict.counts.real_draws += 1;
            found.differences.extend(self.real_difference(&batches[0], &batches[1], i, draw, None).0);
        }
        Ok(true)
    }

    /// Integers up to the ends of their types, where the source takes them without a trap and without an overflow.
    fn extreme_runs(&mut self, found: &mut RealRuns, programs: &[Program], watchers: &[(usize, Program)]) -> Result<()> {
        if !self.parameters.iter().any(|p| p.buffer && matches!(p.element, Element::Int(2..))) {
            return Ok(());
        }
        let watched = instrument(self.sides.source[0], Watch::Overflow)?;
        let source = Program::compile(&watched.kernel, &watched.sites, Level::Light)?;
        for (i, bits) in [12, 16, 25, 30, 63, 63].into_iter().enumerate() {
            let draw = self.draw(Kind::Extremes(bits), 3000 + i as u64);
            let takes = run(&source, &[&draw.real(&self.parameters)], None, REAL_TIME)?;
            if matches!(takes.ends[0], End::Done(..)) {
                self.further_runs(found, programs, std::slice::from_ref(&draw))?;
                for (side, program) in watchers.iter().filter(|_| self.races_checked) {
                    let batch = run(program, &[&draw.real(&self.parameters)], None, REAL_TIME)?;
                    if matches!(batch.ends[0], End::Race(..)) && found.race.is_none() {
                        found.race = fault(*side, 2, program, &batch.ends[0], &draw);
                    }
                }
            }
        }
        Ok(())
    }

    /// Infinities. A kernel that asks for them, or for what is no number, must get the same answers; for others a difference is a warning.
    fn special_runs(&mut self, found: &mut RealRuns, programs: &[Program]) -> Result<()> {
        let asks = [self.sides.source[0], self.sides.target[0]].iter().any(|k| identity::classifies(k));
        let mut special = RealRuns::default();
        for (number, kind) in [Kind::Special(asks), Kind::NotNumbers].into_iter().enumerate() {
            let draw = self.draw(kind, 3100 + number as u64);
            self.further_runs(&mut special, programs, &[draw])?;
        }
        if asks || special.fault.is_some() {
            found.differences.append(&mut special.differences);
            found.fault = found.fault.take().or(special.fault);
        } else if let Some(d) = special.differences.iter().find(|d| d.source != "NaN" || d.draw.kind == Kind::NotNumbers) {
            let name = &self.parameters[d.parameter].name;
            let inputs = if d.draw.kind == Kind::NotNumbers { "where inputs are NaN" } else { "on infinite inputs" };
            let text = format!("{inputs}, `{name}[{}]` is {} in the source and {} in the target", d.index, d.source, d.target);
            self.verdict.warnings.push(text);
        }
        Ok(())
    }

    /// Peaks and troughs at all places of rows, as long as there is time: which element is the largest must not matter.
    fn peak_runs(&mut self, found: &mut RealRuns, programs: &[Program]) -> Result<()> {
        let sides = [self.sides.source[0], self.sides.target[0]];
        let integers = self.parameters.iter().any(|p| p.buffer && matches!(p.element, Element::Int(2..)));
        if !integers && !sides.iter().any(|k| identity::decides_by_order(k)) {
            return Ok(());
        }
        let buffers = self.extents.iter().flatten();
        let rounds = buffers.map(|n| self.hints.rounds(*n)).max().unwrap_or(0).min(MOST_ROUNDS);
        let most = (BATCH_BYTES / self.bytes(None).max(1)).clamp(1, 256) as u32;
        let affordable = (self.affordable(PEAK_STEPS) / 2).max(1) as i64;
        let everywhere = affordable >= rounds;
        let rounds = rounds.min(affordable) as u32;
        let (mut round, mut group) = (0, 2);
        while round < rounds {
            let next = (round + group).min(rounds);
            let draws: Vec<Draw> = (round..next)
                .flat_map(|r| [(Kind::Peak(r), 4000), (Kind::Trough(r), 5000)].map(|(kind, n)| self.draw(kind, n + u64::from(r))))
                .collect();
            let seen = found.differences.len();
            self.further_runs(found, programs, &draws)?;
            round = next;
            if found.fault.is_some() || found.differences.len() > seen {
                break;
            }
            group = (2 * group).min(most);
        }
        self.verdict.counts.peaks_everywhere = Some(everywhere);
        Ok(())
    }

    /// The forms in shuffled order that watch for races, with their sides; those without anything that several agents reach are left out.
    fn watchers(&self) -> Result<Vec<(usize, Program)>> {
        let mut watchers = vec![];
        for (side, forms) in [self.sides.source, self.sides.target].into_iter().enumerate() {
            let watched = instrument(forms[2], Watch::Races)?;
            if let Some(granule) = watched.granule {
                let program = Program::compile(&watched.kernel, &watched.sites, Level::Light)?;
                watchers.push((side, program.checking_races(granule)));
            }
        }
        Ok(watchers)
    }

    /// Runs both sides once more in shuffled order, watching for races: as many of the draws as there is time for.
    fn race_runs(
        &mut self,
        found: &mut RealRuns,
        watchers: &[(usize, Program)],
        forward: &[Batch],
        draws: &[Draw],
        limits: Limits,
    ) -> Result<()> {
        self.races_checked &= self.verdict.counts.iterations <= RACE_ITERATIONS;
        let left = self.affordable(RACE_STEPS).max(1).saturating_sub(self.race_draws);
        let draws = &draws[..left.min(draws.len())];
        if !self.races_checked || draws.is_empty() {
            return Ok(());
        }
        self.race_draws += draws.len();
        let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.real(&self.parameters)).collect();
        let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
        for (side, program) in watchers {
            let batch = run(program, &data, None, limits)?;
            for (i, (end, draw)) in batch.ends.iter().zip(draws).enumerate() {
                match end {
                    End::Done(..) => {
                        if let (Some(d), _) = self.real_difference(&forward[*side], &batch, i, draw, None) {
                            found.order.get_or_insert((*side, d));
                        }
                    }
                    End::Race(..) => {
                        found.race = fault(*side, 2, program, end, draw);
                        return Ok(());
                    }
                    End::Timeout => self.races_checked = false,
                    End::NotRun => {}
                    end => {
                        found.fault = fault(*side, 2, program, end, draw);
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    fn compare_real(&mut self, found: &mut RealRuns, batches: &[Batch], run: usize, draw: &Draw) {
        for side in 0..2 {
            if let [a, b] = self.forms_of(side)[..]
                && found.order.is_none()
                && let (Some(d), _) = self.real_difference(&batches[a], &batches[b], run, draw, None)
            {
                found.order = Some((side, d));
            }
        }
        let (difference, error) = self.real_difference(&batches[0], &batches[1], run, draw, None);
        if !draw.kind.is_large() {
            self.verdict.largest_error = self.verdict.largest_error.max(error);
        }
        found.differences.extend(difference);
        self.verdict.counts.real_draws += 1;
    }

    /// The first element of a run outside the tolerance, and the largest error. `wide`: all floats are doubles that are
    /// rounded like that.
    fn real_difference(&self, a: &Batch, b: &Batch, run: usize, draw: &Draw, wide: Option<f64>) -> (Option<Difference>, f64) {
        let mut found: Option<Difference> = None;
        let mut largest = 0.0_f64;
        // Rounding errors grow with the length of reductions, about which the number of loop iterations says something.
        let steps = self.verdict.counts.iterations as f64 / self.verdict.counts.elements.max(1) as f64;
        let growth = 16.0 + 4.0 * steps.clamp(1.0, 1e6).sqrt();
        for parameter in self.outputs() {
            let (left, right) = (a.buffer(run, parameter), b.buffer(run, parameter));
            if left == right {
                continue;
            }
            let mut count = 0;
            let mut note = |index: usize, source: String, target: String, error: f64, special: bool, source_only: bool| {
                if self.undefined.contains(&(parameter, index)) {
                    return;
                }
                count += 1;
                // The first element, except that one which no tolerance covers goes before one that is only inexact.
                let rank = |special: bool, source_only: bool| (!source_only, special);
                if found.as_ref().is_none_or(|w| rank(special, source_only) > rank(w.special, w.source_only)) {
                    let draw = draw.clone();
                    found = Some(Difference { draw, parameter, index, source, target, count: 1, error, special, source_only });
                } else if let Some(w) = found.as_mut() {
                    w.error = w.error.max(error);
                }
            };
            match self.parameters[parameter].element {
                Element::Int(_) => {
                    let width = self.parameters[parameter].element.bytes();
                    let pairs = decode_integers(left, width).zip(decode_integers(right, width));
                    for (index, (x, y)) in pairs.enumerate().filter(|(_, (x, y))| x != y) {
                        note(index, x.to_string(), y.to_string(), f64::MAX, false, false);
                    }
                }
                Element::Float(float) => {
                    let ty = if wide.is_some() { Float::F64 } else { float };
                    let finite = decode(left, ty).filter(|v| v.is_finite());
                    let (squares, n) = finite.fold((0.0, 0.0), |(s, n), v| (s + v * v, n + 1.0));
                    let scale = (squares / f64::max(n, 1.0)).sqrt();
                    let unit = growth * wide.unwrap_or(self.epsilon.max(float.epsilon()));
                    for (index, (x, y)) in decode(left, ty).zip(decode(right, ty)).enumerate() {
                        if x == y || (x.is_nan() && y.is_nan()) {
                            continue;
                        }
                        if !x.is_finite() || !y.is_finite() {
                            // Doubles overflow where floats do, or later: on large numbers that says nothing new.
                            if wide.is_none() || !draw.kind.is_large() {
                                note(index, x.to_string(), y.to_string(), f64::INFINITY, true, y.is_finite());
                            }
                            continue;
                        }
                        // Below the normal numbers, what differs may be flushing.
                        let error = ((x - y).abs() - 1e-37).max(0.0) / (unit * x.abs().max(scale)).max(1e-300);
                        largest = largest.max(error);
                        // In doubles a difference must also be one that the type can show.
                        if error > 1.0 && (wide.is_none() || (x - y).abs() > 2.0 * float.epsilon() * x.abs()) {
                            note(index, x.to_string(), y.to_string(), error, false, false);
                        }
                    }
                }
            }
            if let Some(w) = found.as_mut().filter(|w| w.parameter == parameter) {
                w.count = count;
            }
        }
        (found, largest)
    }

    /// Runs both sides with doubles for all floats.
    pub(crate) fn in_doubles(&self, draws: &[Draw]) -> Result<Wide> {
        let mut programs = vec![];
        for form in &self.forms[..2] {
            let Ok(kernel) = identity::widen(&form.instrumented.kernel) else { return Ok(Wide::CannotTell) };
            let program = Program::compile(&kernel, &form.instrumented.sites, Level::Light)?;
            programs.push(program.noting_branches(form.instrumented.branches.len()));
        }
        for draw in draws.iter().take(self.affordable(WIDE_STEPS).max(2)) {
            let data = draw.wide(&self.parameters);
            let mut batches = vec![];
            for program in &programs {
                batches.push(run(program, &[&data], None, REAL_TIME)?);
            }
            if batches.iter().any(|b| !matches!(b.ends[0], End::Done(..))) {
                return Ok(Wide::CannotTell);
            }
            if let (Some(d), _) = self.real_difference(&batches[0], &batches[1], 0, draw, Some(WIDE_EPSILON))
                && !d.source_only
            {
                return Ok(Wide::Differ(Box::new(d)));
            }
        }
        Ok(Wide::Agree)
    }

    /// Runs every form on exact values.
    pub(crate) fn identity(&mut self) -> Result<IdentityRuns> {
        let mut found = IdentityRuns::default();
        if self.verdict.counts.iterations > IDENTITY_ITERATIONS || self.bytes(Some(32)) > IDENTITY_BYTES {
            self.verdict.no_identity = Some("too large for the time allowed".into());
            return Ok(found);
        }
        let both = [self.sides.source[0], self.sides.target[0]];
        let mut field = Field::new(mix(self.case.seed));
        field.remember = both.iter().any(|k| identity::takes_logarithms(k));
        let mut programs = vec![];
        let mut constants = BTreeSet::new();
        for form in &self.forms {
            let (kernel, notes) = match identity::rewrite(&form.instrumented.kernel, &field) {
                Ok(rewritten) => rewritten,
                Err(d) if d.code == "no-identity" => {
                    self.verdict.no_identity = Some(format!("{} (in the {})", d.message, SIDES[form.side]));
                    return Ok(found);
                }
                Err(d) => return Err(d),
            };
            constants.extend(notes.constants);
            let program = Program::compile(&kernel, &form.instrumented.sites, Level::Quick)?;
            programs.push(program.noting_branches(form.instrumented.branches.len()));
        }
        self.verdict.seeds.prime = field.p.n;
        self.verdict.constants_read = constants.into_iter().collect();

        let mut kinds = vec![Kind::Random, Kind::Random];
        if both.iter().any(|k| identity::decides_by_order(k)) {
            kinds.extend(Kind::ORDERED);
        }
        let affordable = self.affordable(IDENTITY_STEPS).max(2);
        if affordable < kinds.len() {
            let text = format!("exact values: only {affordable} kinds of inputs were run, because runs are long");
            self.verdict.warnings.push(text);
            kinds.truncate(affordable);
        }
        let mut number = 1000;
        for kind in kinds {
            let mut attempt = 0;
            loop {
                number += 1;
                let draw = self.draw(kind, number);
                let Some(batches) = self.identity_run(&programs, &field, &draw, &(0..0))? else {
                    return Ok(IdentityRuns::default());
                };
                if attempt < RESAMPLES && batches.iter().any(|b| counters(b).near_ties > 0) {
                    attempt += 1;
                    self.verdict.counts.resampled += 1;
                    continue;
                }
                self.judge(&mut found, &field, &batches, &draw);
                break;
            }
            if found.order.is_some() || found.difference.is_some() || found.poison.is_some() {
                return Ok(found);
            }
        }
        let choices = both.iter().any(|k| identity::has_choices(k));
        if (self.verdict.counts.extrema > 0 || choices) && !both.iter().any(|k| identity::compares_otherwise(k)) {
            let mut variant = Field::new(mix(self.case.seed));
            (variant.variant, variant.remember) = (true, field.remember);
            if choices {
                programs.clear();
                for kernel in both {
                    let form = instrument(&identity::mark_choices(kernel), Watch::Nothing)?;
                    let (kernel, _) = identity::rewrite(&form.kernel, &variant)?;
                    programs.push(Program::compile(&kernel, &form.sites, Level::Quick)?);
                }
            }
            let draw = self.draw(Kind::Random, 2000);
            if let Some(batches) = self.identity_run(&programs, &variant, &draw, &(0..0))? {
                let difference = self.exact_difference(&variant, &batches[0], &batches[1], &draw).difference;
                self.verdict.counts.extrema_use_all = Some(difference.is_none());
                if let Some(d) = difference {
                    found.left_out = self.left_out(&programs, &variant, &draw, &batches, &d)?;
                }
            }
        }
        Ok(found)
    }

    /// In the variant, an output is a sum over all operands of its extremum, so that a difference of the sides is made of what one of them
    /// leaves out. Such an operand, the parameter and the index, is found by changing half of the inputs, again and again.
    fn left_out(
        &mut self,
        programs: &[Program],
        variant: &Field,
        draw: &Draw,
        batches: &[Batch],
        difference: &Difference,
    ) -> Result<Option<(usize, usize)>> {
        let at = |b: &Batch| decode_values(b.buffer(0, difference.parameter)).get(difference.index).copied();
        let rest = |batches: &[Batch]| Some(variant.power_difference(at(&batches[0])?, at(&batches[1])?));
        let whole = rest(batches);
        let floats = |p: &crate::extents::Parameter| matches!(p.element, Element::Float(_));
        let counts: Vec<usize> = self
            .parameters
            .iter()
            .zip(&self.extents)
            .map(|(p, n)| if floats(p) { n.map_or(1, |n| n as usize) } else { 0 })
            .collect();
        let mut range = 0..counts.iter().sum::<usize>();
        while range.len() > 1 {
            let half = range.start..usize::midpoint(range.start, range.end);
            let Some(batches) = self.identity_run(programs, variant, draw, &half)? else { return Ok(None) };
            range = if rest(&batches) == whole { half.end..range.end } else { half };
        }
        let mut number = range.start;
        for (parameter, n) in counts.into_iter().enumerate() {
            if number < n {
                return Ok(self.parameters[parameter].buffer.then_some((parameter, number)));
            }
            number -= n;
        }
        Ok(None)
    }

    /// Runs both sides on inputs with one peak, in real types.
    pub(crate) fn spike(&mut self, (parameter, index): (usize, usize), real: &mut RealRuns) -> Result<()> {
        let mut programs = vec![];
        for form in &self.forms[..2] {
            programs.push(Program::compile(&form.instrumented.kernel, &form.instrumented.sites, Level::Light)?);
        }
        for (i, above) in [true, false].into_iter().enumerate() {
            let draw = self.draw(Kind::Spike(parameter as u32, index as u32, above), 6000 + i as u64);
            self.further_runs(real, &programs, &[draw])?;
        }
        Ok(())
    }

    /// Runs all forms on one draw; `None` if one does not end in time, or traps where it did not on real types.
    fn identity_run(
        &mut self,
        programs: &[Program],
        field: &Field,
        draw: &Draw,
        others: &Range<usize>,
    ) -> Result<Option<Vec<Batch>>> {
        let data = draw.values_but(&self.parameters, field, others);
        let mut batches = vec![];
        for (form, program) in self.forms.iter().zip(programs) {
            let batch = run(program, &[&data], Some(field), IDENTITY_TIME)?;
            note_branches(&mut self.branches[form.side], &batch);
            let why = match &batch.ends[0] {
                End::Done(..) => {
                    batches.push(batch);
                    continue;
                }
                End::Timeout => "too large for the time allowed".into(),
                End::Crash(_) => {
                    self.crash = fault(form.side, form.order, program, &batch.ends[0], draw);
                    return Ok(None);
                }
                end => {
                    let what = fault(form.side, form.order, program, end, draw).map(|f| f.message).unwrap_or_default();
                    format!("the {} {what}", SIDES[form.side])
                }
            };
            self.verdict.no_identity = Some(why);
            return Ok(None);
        }
        Ok(Some(batches))
    }

    fn judge(&mut self, found: &mut IdentityRuns, field: &Field, batches: &[Batch], draw: &Draw) {
        found.draws += 1;
        self.verdict.counts.identity_draws += 1;
        for side in 0..2 {
            if let [a, b] = self.forms_of(side)[..] {
                let forward = self.exact_difference(field, &batches[a], &batches[b], draw);
                let back = self.exact_difference(field, &batches[b], &batches[a], draw);
                // In one order a thread may read what another has not written yet.
                let swapped = |d: Difference| Difference { source: d.target.clone(), target: d.source.clone(), ..d };
                if let Some(d) = forward.difference.or(forward.poison).or(back.poison.map(swapped)) {
                    found.order = Some((side, d));
                    return;
                }
            }
        }
        let (source, target) = (counters(&batches[0]), counters(&batches[1]));
        let exact = self.exact_difference(field, &batches[0], &batches[1], draw);
        let undefined = exact.undefined.len() as u64;
        let counts = &mut self.verdict.counts;
        counts.comparisons_held += source.held;
        counts.comparisons_failed += source.failed;
        counts.extrema += source.extrema.max(target.extrema);
        if undefined > 0 && counts.undefined == 0 {
            let text =
                format!("the source leaves {undefined} elements undefined: it reads what was never written, or divides by zero");
            self.verdict.warnings.insert(0, text);
        }
        counts.undefined = counts.undefined.max(undefined);
        self.undefined.extend(exact.undefined.into_iter().take(MOST_UNDEFINED));
        if source.poison_decisions > 0 && found.draws == 1 {
            self.verdict.warnings.insert(0, "the source decides on undefined values".into());
        }
        if let Some(d) = exact.poison {
            found.poison = Some((format!("`{}` is undefined in the target only", self.parameters[d.parameter].name), d));
        } else if source.poison_decisions == 0 && target.poison_decisions > 0 {
            let d = Difference {
                draw: draw.clone(),
                parameter: self.outputs().first().copied().unwrap_or(0),
                index: 0,
                source: "decides on defined values".into(),
                target: "decides on undefined values".into(),
                count: 0,
                error: f64::INFINITY,
                special: true,
                source_only: false,
            };
            found.poison = Some(("the target decides on undefined values".into(), exact.difference.unwrap_or(d)));
        } else {
            found.difference = exact.difference;
        }
    }

    fn exact_difference(&self, field: &Field, a: &Batch, b: &Batch, draw: &Draw) -> Exact {
        let mut exact = Exact::default();
        for parameter in self.outputs() {
            let mut count = 0;
            let mut note = |slot: &mut Option<Difference>, index, source: String, target: String| {
                count += 1;
                if slot.is_none() {
                    let (draw, error) = (draw.clone(), f64::INFINITY);
                    let (special, source_only) = (false, false);
                    *slot = Some(Difference { draw, parameter, index, source, target, count: 1, error, special, source_only });
                }
            };
            let (left, right) = (a.buffer(0, parameter), b.buffer(0, parameter));
            if let Element::Float(_) = self.parameters[parameter].element {
                let show = |v: &Value| if v.is_poison() { "undefined".into() } else { v.r.to_string() };
                for (index, (x, y)) in decode_values(left).iter().zip(decode_values(right)).enumerate() {
                    if x.is_poison() {
                        exact.undefined.push((parameter, index));
                    } else if y.is_poison() {
                        note(&mut exact.poison, index, show(x), show(y));
                    } else if !field.same(x, y) {
                        note(&mut exact.difference, index, show(x), show(y));
                    }
                }
            } else if left != right {
                let width = self.parameters[parameter].element.bytes();
                let pairs = decode_integers(left, width).zip(decode_integers(right, width));
                for (index, (x, y)) in pairs.enumerate().filter(|(_, (x, y))| x != y) {
                    note(&mut exact.difference, index, x.to_string(), y.to_string());
                }
            }
            for d in [&mut exact.difference, &mut exact.poison].into_iter().flatten().filter(|d| d.parameter == parameter) {
                d.count = count;
            }
        }
        exact
    }
}
