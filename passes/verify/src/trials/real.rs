//! The runs on real types: as the texts say, in shuffled order under watch, on inputs at the edges, and in doubles.

use xpiler_backends::jit::Level;
use xpiler_ir::{Diagnostic, Result};

use super::{Difference, FEW_ELEMENTS, REAL_TIME, RealRuns, Wide, fault, note_branches};
use crate::{
    compare::{Comparison, Form},
    extents::Element,
    identity,
    inputs::{Draw, Kind, decode, decode_integers},
    instrument::{Watch, instrument},
    literal::Float,
    oblivious::loops_on_data,
    run::{Batch, Datum, End, Limits, Program, run, run_all},
};

/// A target that loops that many times as often as the source, and more than a few times, does not end.
const MORE_ITERATIONS: i64 = 100;
const FEW_ITERATIONS: i64 = 1_000_000_000;
/// A source that loops that many times as often on infinite inputs, or on integers at the ends of their types, is not made for them.
const EXTREME_MORE: i64 = 4;
/// Steps (iterations, or elements that are compared) that the runs of a form on real types may take together, beyond the first two. Budgets
/// are counted and not timed, so that a verdict does not depend on the machine.
const REAL_STEPS: u64 = 1_000_000_000;
/// The same for runs with peaks; and where exact values have shown that extrema leave nothing out.
const PEAK_STEPS: u64 = 10_000_000;
const FEW_PEAK_STEPS: u64 = 2_000_000;
/// The same for runs in doubles.
const WIDE_STEPS: u64 = 1_000_000_000;
/// Steps that the runs of a side that watch for races may take together, beyond the first.
const RACE_STEPS: u64 = 50_000_000;
/// Draws that are watched of forms whose accesses are the same for all: what two agents write is hardly the same value twice.
const OBLIVIOUS_RACE_DRAWS: usize = 2;
/// Beyond these the race check is not tried.
const RACE_ITERATIONS: u64 = 500_000_000;
/// The most rounds of them.
const MOST_ROUNDS: i64 = 4096;
/// Runs are batched up to this many bytes.
const BATCH_BYTES: usize = 128 << 20;
/// A target may be so many times as far from the result in doubles as its source, or as the tolerance.
const LESS_EXACT: f64 = 64.0;
/// Where one side looks at the bits of floats, or magnitudes are vast, the tolerance is for numbers so many times as large as those that a quarter of the elements do not exceed.
const SPREAD: f64 = 64.0;
/// The rounding that doubles are compared with: generous, because what it must tell apart is a float's rounding.
const WIDE_EPSILON: f64 = 1e-11;

/// The root of the mean square of the numbers that are finite; zero if none is.
fn root_mean_square(all: impl Iterator<Item = f64> + Clone) -> f64 {
    let finite = all.filter(|v| v.is_finite());
    // Squares of large doubles overflow.
    let largest = finite.clone().map(f64::abs).fold(0.0, f64::max);
    if largest == 0.0 {
        return 0.0;
    }
    let (squares, n) = finite.fold((0.0, 0.0), |(s, n), v| (s + (v / largest).powi(2), n + 1.0));
    largest * f64::sqrt(squares / n)
}

/// What a quarter of the finite numbers that are not zero do not exceed, without their signs.
fn lower_quartile(all: impl Iterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = all.map(f64::abs).filter(|v| *v > 0.0 && v.is_finite()).collect();
    if sizes.is_empty() {
        return 0.0;
    }
    let at = sizes.len() / 4;
    *sizes.select_nth_unstable_by(at, f64::total_cmp).1
}

impl Comparison<'_> {
    /// Runs every form on real types.
    pub(crate) fn real_runs(&mut self) -> Result<RealRuns> {
        let mut found = RealRuns::default();
        let mut programs = self.programs()?;
        let mut watchers = self.watchers()?;
        (self.races_checked, self.race_draws) = (true, 0);
        self.watched = [0, 1].map(|side| watchers.iter().any(|(watched, _)| *watched == side));
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
            // The source goes first.
            let mut limits = REAL_TIME;
            let mut batches = vec![run(&programs[0], &data, None, limits)?];
            if matches!(batches[0].ends[0], End::NotRun) {
                return Err(Diagnostic::environment("memory", "the child process for a run ended before it began"));
            }
            if let Some(End::Done(iterations, _)) = batches[0].ends.first() {
                self.verdict.counts.iterations = self.verdict.counts.iterations.max(*iterations as u64);
                limits.fuel = iterations.saturating_mul(MORE_ITERATIONS).max(FEW_ITERATIONS);
                batches.extend(run_all(&programs[1..], &data, None, limits)?);
            }
            for ((form, program), batch) in self.forms.iter().zip(&programs).zip(&batches) {
                note_branches(&mut self.branches[form.side], batch);
                let ends = batch.ends.iter().zip(&draws);
                found.fault = ends.into_iter().find_map(|(end, draw)| fault(form.side, form.order, program, end, draw));
                if found.fault.is_some() {
                    return Ok(found);
                }
                let iterations = batch.ends.iter().map(|end| if let End::Done(n, _) = end { *n as u64 } else { 0 });
                self.longest = iterations.fold(self.longest, u64::max);
            }
            self.race_runs(&mut found, &watchers, &batches, &draws, limits)?;
            for (i, draw) in draws.iter().enumerate() {
                self.compare_real(&mut found, &batches, i, draw);
            }
            if self.verdict.counts.real_draws == 1 {
                // The first draw was run alone: it says how many more fit into the time, and how many into memory.
                kinds.truncate(self.affordable(REAL_STEPS).max(2));
                group = (BATCH_BYTES / self.bytes(None).max(1)).max(1);
                if self.level() != Level::Quick {
                    programs = self.programs()?;
                    if !self.oblivious {
                        watchers = self.watchers()?;
                    }
                }
            }
            if found.race.is_some() || found.fault.is_some() {
                return Ok(found);
            }
        }
        self.extreme_runs(&mut found, &programs, &watchers)?;
        self.special_runs(&mut found, &programs, &watchers)?;
        found.programs = programs;
        Ok(found)
    }

    /// The forms, compiled.
    fn programs(&self) -> Result<Vec<Program>> {
        self.forms.iter().map(|form| self.program(form)).collect()
    }

    /// A form, compiled.
    pub(crate) fn program(&self, form: &Form) -> Result<Program> {
        let program = Program::compile(&form.instrumented.kernel, &form.instrumented.sites, self.level())?;
        Ok(program.noting_branches(form.instrumented.branches.len()))
    }

    /// Does the source end well on the first draws?
    pub(crate) fn ends_well(&self, source: &Program) -> Result<bool> {
        const FIRST: usize = 3;
        let draws = Kind::TESTED.iter().take(FIRST).enumerate().map(|(i, kind)| self.draw(*kind, i as u64));
        let data: Vec<Vec<Datum>> = draws.map(|d| d.real(&self.parameters)).collect();
        let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
        let batch = run(source, &data, None, REAL_TIME)?;
        Ok(batch.ends.iter().all(|end| matches!(end, End::Done(..))))
    }

    /// What a source may use on inputs that it is perhaps not made for: where they say how often loops run, there is no end to it.
    fn narrow_limits(&self) -> Limits {
        let fuel = (self.longest as i64).saturating_mul(EXTREME_MORE).max(FEW_PEAK_STEPS as i64);
        Limits { fuel, ..REAL_TIME }
    }

    /// Runs source and target in forward order on further draws. False if the source does not take one of them within the limits.
    fn further_runs(&mut self, found: &mut RealRuns, programs: &[Program], draws: &[Draw], limits: Limits) -> Result<bool> {
        let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.real(&self.parameters)).collect();
        let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
        // Where numbers of the inputs say how often loops run, some may never end: the source goes first, and says how long the target may take.
        let source = run(&programs[0], &data, None, limits)?;
        note_branches(&mut self.branches[0], &source);
        let steps = |end: &End| if let End::Done(steps, _) = end { Some(*steps) } else { None };
        let Some(steps) = source.ends.iter().map(steps).collect::<Option<Vec<i64>>>() else { return Ok(false) };
        let fuel = steps.into_iter().max().unwrap_or(0).saturating_mul(MORE_ITERATIONS).max(limits.fuel);
        let target = run(&programs[1], &data, None, Limits { fuel, ..limits })?;
        note_branches(&mut self.branches[1], &target);
        let mut ends = target.ends.iter().zip(draws);
        if let Some(fault) = ends.find_map(|(end, draw)| fault(1, self.forms[1].order, &programs[1], end, draw)) {
            found.fault.get_or_insert(fault);
            return Ok(true);
        }
        let batches = [source, target];
        for (i, draw) in draws.iter().enumerate() {
            self.verdict.counts.real_draws += 1;
            found.differences.extend(self.real_difference(&batches[0], &batches[1], i, draw, None).0);
        }
        Ok(true)
    }

    /// Integers up to the ends of their types, where the source takes them without a trap and without an overflow. Where the target overflows then, it is
    /// said: C promises nothing of it. Some are as long as a float's mantissa, or their products are.
    fn extreme_runs(&mut self, found: &mut RealRuns, programs: &[Program], watchers: &[(usize, Program)]) -> Result<()> {
        if !self.parameters.iter().any(|p| p.buffer && matches!(p.element, Element::Int(2..))) {
            return Ok(());
        }
        let mut watching = vec![];
        for side in [self.sides.source[0], self.sides.target[0]] {
            let watched = instrument(side, Watch::Overflow)?;
            watching.push(Program::compile(&watched.kernel, &watched.sites, self.level())?);
        }
        for (i, bits) in [12, 13, 14, 15, 16, 25, 30, 63, 63].into_iter().enumerate() {
            let draw = self.draw(Kind::Extremes(bits), 3000 + i as u64);
            let data = draw.real(&self.parameters);
            let takes = run_all(&watching, &[&data], None, self.narrow_limits())?;
            if !matches!(takes[0].ends[0], End::Done(..)) {
                continue;
            }
            // Values that wrap are the same on all machines that we know; what differs is found below.
            if let Some(fault) = fault(1, 0, &watching[1], &takes[1].ends[0], &draw) {
                let text = format!("the target {} where the source does not, on {}", fault.message, draw.kind.name());
                if !self.verdict.warnings.contains(&text) {
                    self.verdict.warnings.push(text);
                }
            }
            self.further_runs(found, programs, std::slice::from_ref(&draw), self.narrow_limits())?;
            self.watch_once(found, watchers, &draw)?;
        }
        Ok(())
    }

    /// Watches both sides for races on one more draw, on which they may make other accesses.
    fn watch_once(&self, found: &mut RealRuns, watchers: &[(usize, Program)], draw: &Draw) -> Result<()> {
        for (side, program) in watchers.iter().filter(|_| self.races_checked && !self.oblivious) {
            let batch = run(program, &[&draw.real(&self.parameters)], None, REAL_TIME)?;
            if matches!(batch.ends[0], End::Race(..)) && found.race.is_none() {
                found.race = fault(*side, 2, program, &batch.ends[0], draw);
            }
        }
        Ok(())
    }

    /// Infinities. A kernel that asks for them, or for what is no number, must get the same answers; for others a difference is a warning.
    fn special_runs(&mut self, found: &mut RealRuns, programs: &[Program], watchers: &[(usize, Program)]) -> Result<()> {
        let sides = [self.sides.source[0], self.sides.target[0]];
        let asks = sides.iter().any(|k| identity::classifies(k));
        let mut special = RealRuns::default();
        for (number, kind) in [Kind::Special(asks), Kind::NotNumbers].into_iter().enumerate() {
            let draw = self.draw(kind, 3100 + number as u64);
            if self.further_runs(&mut special, programs, std::slice::from_ref(&draw), self.narrow_limits())?
                && special.fault.is_none()
            {
                self.watch_once(found, watchers, &draw)?;
            }
        }
        let must = asks || special.fault.is_some();
        let difference = special.differences.iter().find(|d| d.source != "NaN" || d.draw.kind == Kind::NotNumbers);
        let may_begin_before = difference.is_some() || sides.iter().any(|k| loops_on_data(k));
        if let Some(d) = difference.filter(|_| !must) {
            let name = &self.parameters[d.parameter].name;
            let inputs = if d.draw.kind == Kind::NotNumbers { "where inputs are NaN" } else { "on infinite inputs" };
            let text = format!("{inputs}, `{name}[{}]` is {} in the source and {} in the target", d.index, d.source, d.target);
            self.verdict.warnings.push(text);
        }
        if must {
            found.differences.append(&mut special.differences);
            found.fault = found.fault.take().or(special.fault);
        }
        if may_begin_before { self.vast_run(found, programs) } else { Ok(()) }
    }

    /// What is almost as large as infinities, where these show a difference, or where data say how often loops run, as those do that halve what is too
    /// large. Where numbers overflow on the way, nothing is said.
    fn vast_run(&mut self, found: &mut RealRuns, programs: &[Program]) -> Result<()> {
        let mut vast = RealRuns::default();
        let draw = self.draw(Kind::Vast, 3102);
        self.further_runs(&mut vast, programs, std::slice::from_ref(&draw), self.narrow_limits())?;
        found.differences.extend(vast.differences.into_iter().filter(|d| !d.special));
        found.fault = found.fault.take().or(vast.fault);
        Ok(())
    }

    /// Peaks and troughs at all places of rows, as long as there is time: which element is the largest must not matter.
    pub(crate) fn peak_runs(&mut self, found: &mut RealRuns) -> Result<()> {
        let sides = [self.sides.source[0], self.sides.target[0]];
        let integers = self.parameters.iter().any(|p| p.buffer && matches!(p.element, Element::Int(2..)));
        if !integers && !sides.iter().any(|k| identity::decides_by_order(k)) {
            return Ok(());
        }
        let buffers = self.extents.iter().flatten();
        let rounds = buffers.map(|n| self.hints.rounds(*n)).max().unwrap_or(0).min(MOST_ROUNDS);
        let most = (BATCH_BYTES / self.bytes(None).max(1)).clamp(1, 256) as u32;
        let steps = if self.verdict.counts.extrema_use_all == Some(true) { FEW_PEAK_STEPS } else { PEAK_STEPS };
        let affordable = (self.affordable(steps) / 2).max(1) as i64;
        let programs = std::mem::take(&mut found.programs);
        let everywhere = affordable >= rounds;
        let rounds = rounds.min(affordable) as u32;
        let (mut round, mut group) = (0, 2);
        while round < rounds {
            let next = (round + group).min(rounds);
            let draws: Vec<Draw> = (round..next)
                .flat_map(|r| [(Kind::Peak(r), 4000), (Kind::Trough(r), 5000)].map(|(kind, n)| self.draw(kind, n + u64::from(r))))
                .collect();
            let seen = found.differences.len();
            self.further_runs(found, &programs, &draws, REAL_TIME)?;
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
                let program = Program::compile(&watched.kernel, &watched.sites, self.level())?;
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
        let affordable = RACE_STEPS / (self.longest + self.verdict.counts.elements).max(1);
        let most = if self.oblivious { OBLIVIOUS_RACE_DRAWS } else { 1 << 20 };
        let left = (affordable.clamp(1, most as u64) as usize).saturating_sub(self.race_draws);
        let draws = &draws[..left.min(draws.len())];
        if !self.races_checked || draws.is_empty() {
            return Ok(());
        }
        self.race_draws += draws.len();
        let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.real(&self.parameters)).collect();
        let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
        let batches = run_all(watchers.iter().map(|(_, program)| program), &data, None, limits)?;
        for ((side, program), batch) in watchers.iter().zip(&batches) {
            for (i, (end, draw)) in batch.ends.iter().zip(draws).enumerate() {
                match end {
                    End::Done(..) => {
                        if let (Some(d), _) = self.real_difference(&forward[*side], batch, i, draw, None) {
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

    /// The first element of a run outside the tolerance, and the largest error. `wide`: all floats are doubles, and differences up to this are none.
    fn real_difference(&self, a: &Batch, b: &Batch, run: usize, draw: &Draw, wide: Option<f64>) -> (Option<Difference>, f64) {
        let mut found: Option<Difference> = None;
        let mut largest = 0.0_f64;
        let growth = self.growth();
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
                // The first element, except that one which no tolerance covers goes before one that is only inexact, and a buffer that is off by more
                // before one that is off by less.
                let rank = |special: bool, source_only: bool| (!source_only, special);
                let goes_first = |w: &Difference| {
                    let (mine, other) = (rank(special, source_only), rank(w.special, w.source_only));
                    mine > other || mine == other && w.parameter != parameter && error > w.error
                };
                if found.as_ref().is_none_or(goes_first) {
                    let draw = draw.clone();
                    found = Some(Difference { draw, parameter, index, source, target, count: 1, error, special, source_only });
                } else if let Some(w) = found.as_mut().filter(|w| w.parameter == parameter) {
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
                    let mut scale = root_mean_square(decode(left, ty));
                    if self.sees_bits || draw.kind == Kind::Vast {
                        // No exact values stand behind these, or none that large: what is huge must not hide the rest.
                        scale = scale.min(SPREAD * lower_quartile(decode(left, ty)));
                    }
                    let unit = growth * wide.map_or(self.epsilon.max(float.epsilon()), |_| WIDE_EPSILON);
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
                        // In doubles a difference must also be one that the type can show, and that is not made of doubles' own roundings.
                        let shows = |floor: f64| (x - y).abs() > (2.0 * float.epsilon() * x.abs()).max(floor);
                        if error > 1.0 && wide.is_none_or(shows) {
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

    /// Runs both sides with doubles for all floats. `seen`: what differed in the parameters' own types; `equal`: are exact values?
    pub(crate) fn in_doubles(&self, draws: &[Draw], seen: &[Difference], equal: bool) -> Result<Wide> {
        let mut programs = vec![];
        for form in &self.forms[..2] {
            let Ok(kernel) = identity::widen(&form.instrumented.kernel) else { return Ok(Wide::CannotTell) };
            let program = Program::compile(&kernel, &form.instrumented.sites, self.level())?;
            programs.push(program.noting_branches(form.instrumented.branches.len()));
        }
        let mut own = vec![];
        let mut found = Wide::Agree;
        for draw in draws.iter().take(self.affordable(WIDE_STEPS).max(2)) {
            let data = draw.wide(&self.parameters);
            let batches = run_all(&programs, &[&data], None, REAL_TIME)?;
            if batches.iter().any(|b| !matches!(b.ends[0], End::Done(..))) {
                return Ok(Wide::CannotTell);
            }
            // Where exact values are equal, numbers of the inputs' size, and 1, may have been lost in each other: 1 + tanh(-18).
            let floor = if equal { self.growth() * f64::EPSILON * draw.largest().max(1.0) } else { 0.0 };
            if let (Some(d), _) = self.real_difference(&batches[0], &batches[1], 0, draw, Some(floor))
                && !d.source_only
            {
                return Ok(Wide::Differ(Box::new(d)));
            }
            let Some(d) = seen.iter().find(|d| d.draw.seed == draw.seed && d.draw.kind == draw.kind) else { continue };
            if own.is_empty() {
                own = self.forms[..2].iter().map(|form| self.program(form)).collect::<Result<Vec<_>>>()?;
            }
            let real = run_all(&own, &[&draw.real(&self.parameters)], None, REAL_TIME)?;
            // What the source makes of inputs that are rounded as the target may round: nearer than that, no target that rounds is expected to be.
            let rounded = match self.permitted {
                Some(to) => {
                    run_all(&programs[..1], &[&draw.wide_rounded(&self.parameters, to)], None, REAL_TIME)?.into_iter().next()
                }
                None => None,
            };
            let sofar = if let Wide::LessExact(_, times) = &found { *times } else { LESS_EXACT };
            let less_exact = self.less_exact(d, &real, &batches[0], rounded.as_ref());
            if let Some((d, times)) = less_exact.filter(|(_, times)| *times > sofar) {
                found = Wide::LessExact(Box::new(d), times);
            }
        }
        Ok(found)
    }

    /// The element of an output that is farthest in the target, in relation, from what the source gives in doubles: how many times as far as the source's
    /// elements, or as the tolerance, or as what the source makes of inputs that are `rounded` as is permitted. Both round, but not by orders of magnitude
    /// apart. Of few elements a source may be near by luck.
    fn less_exact(
        &self,
        seen: &Difference,
        real: &[Batch],
        doubles: &Batch,
        rounded: Option<&Batch>,
    ) -> Option<(Difference, f64)> {
        let mut worst: Option<(Difference, f64)> = None;
        for parameter in self.outputs() {
            let Element::Float(float) = self.parameters[parameter].element else { continue };
            let exact: Vec<f64> = decode(doubles.buffer(0, parameter), Float::F64).collect();
            if exact.len() < FEW_ELEMENTS || exact.iter().any(|v| !v.is_finite()) {
                continue;
            }
            let [source, target] = [&real[0], &real[1]].map(|b| decode(b.buffer(0, parameter), float).collect::<Vec<f64>>());
            let far = |side: &[f64]| {
                let all = side.iter().zip(&exact).map(|(v, e)| (v - e).abs()).enumerate().filter(|(_, far)| far.is_finite());
                all.fold((0, 0.0), |most: (usize, f64), one| if one.1 > most.1 { one } else { most })
            };
            let scale = root_mean_square(exact.iter().copied());
            let tolerance = self.growth() * self.epsilon.max(float.epsilon()) * scale;
            let (index, most) = far(&target);
            let moved = rounded.filter(|b| matches!(b.ends[0], End::Done(..)));
            let moved = moved.map_or(0.0, |b| far(&decode(b.buffer(0, parameter), Float::F64).collect::<Vec<f64>>()).1);
            let times = most / far(&source).1.max(tolerance).max(moved).max(1e-37);
            if worst.as_ref().is_none_or(|(_, most)| times > *most) {
                let [source, target] = [source[index], target[index]].map(|v| v.to_string());
                worst = Some((Difference { parameter, index, source, target, ..seen.clone() }, times));
            }
        }
        worst
    }

    /// By how many roundings results may differ: more, the longer reductions are, about which the number of loop iterations says something.
    fn growth(&self) -> f64 {
        let steps = self.verdict.counts.iterations as f64 / self.verdict.counts.elements.max(1) as f64;
        16.0 + 4.0 * steps.clamp(1.0, 1e6).sqrt()
    }

    /// Runs both sides on inputs with one peak, in real types.
    pub(crate) fn spike(&mut self, (parameter, index): (usize, usize), real: &mut RealRuns) -> Result<()> {
        let draws = [(true, 6000), (false, 6001)]
            .map(|(above, number)| self.draw(Kind::Spike(parameter as u32, index as u32, above), number));
        let programs = std::mem::take(&mut real.programs);
        self.further_runs(real, &programs, &draws, REAL_TIME)?;
        real.programs = programs;
        Ok(())
    }
}
