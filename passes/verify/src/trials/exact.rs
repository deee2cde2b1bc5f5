//! The runs on exact values.

use std::{collections::BTreeSet, ops::Range};

use xpiler_ir::Result;

use super::{Difference, IdentityRuns, fault, note_branches};
use crate::{
    compare::{Comparison, SIDES},
    extents::Element,
    field::mix,
    identity,
    inputs::{Draw, Kind, decode_integers, decode_values},
    instrument::{Watch, instrument},
    run::{Batch, End, Limits, Program, run_all},
    value::{Counters, Field, Value},
};

/// The same for runs on exact values.
const IDENTITY_STEPS: u64 = 100_000_000;
/// Beyond these the identity tier is not tried.
const IDENTITY_ITERATIONS: u64 = 100_000_000;
const IDENTITY_BYTES: usize = 256 << 20;
/// Extrema of the variant that the search for what one side leaves out may take; beyond, only peaks at every place of a row tell.
const LEFT_OUT_EXTREMA: u64 = 2_000_000;
/// What a run on exact values may use.
const IDENTITY_TIME: Limits = Limits { milliseconds: 60_000, bytes: 4 << 30, fuel: 1 << 40 };
/// How often a draw with near-ties is repeated.
const RESAMPLES: u64 = 3;
/// The most undefined elements that are remembered one by one.
const MOST_UNDEFINED: usize = 1 << 20;

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

/// What happened among values in the only run of a batch.
fn counters(batch: &Batch) -> Counters {
    if let End::Done(_, counters) = batch.ends[0] { counters } else { Counters::default() }
}

impl Comparison<'_> {
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
        let level = self.level();
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
            let program = Program::compile(&kernel, &form.instrumented.sites, level)?;
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
                    programs.push(Program::compile(&kernel, &form.sites, level)?);
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
        let each: u64 = batches.iter().map(|b| counters(b).extrema).sum();
        if each * u64::from(range.len().max(1).ilog2() + 1) > LEFT_OUT_EXTREMA {
            return Ok(None);
        }
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

    /// Runs all forms on one draw; `None` if one does not end in time, or traps where it did not on real types.
    fn identity_run(
        &mut self,
        programs: &[Program],
        field: &Field,
        draw: &Draw,
        others: &Range<usize>,
    ) -> Result<Option<Vec<Batch>>> {
        let data = draw.values_but(&self.parameters, field, others);
        let batches = run_all(programs.iter().take(self.forms.len()), &[&data], Some(field), IDENTITY_TIME)?;
        for ((form, program), batch) in self.forms.iter().zip(programs).zip(&batches) {
            note_branches(&mut self.branches[form.side], batch);
            let why = match &batch.ends[0] {
                End::Done(..) => continue,
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
