//! Compares two kernels: are their neutral forms the same function?
//!
//! In this order: every form is run on real types (does it trap? how long does it run?); forward and reverse thread
//! order must agree on each side; on exact values source and target must agree in every element; on real types they must
//! agree within a tolerance. A difference in real types is looked at in doubles: rounding vanishes there, a wrong
//! kernel does not become right. Nothing is refuted without a witness, and nothing is called equal that was not run.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use xpiler_backends::jit::Level;
use xpiler_ir::{Diagnostic, Kernel, Op, Result};

use crate::{
    extents::{Element, Parameter, evaluate, infer, parameters},
    field::mix,
    identity,
    inputs::{Draw, Integers, Kind, Scalar, decode, decode_integers, decode_values},
    instrument::{Instrumented, instrument, root},
    literal::Float,
    report::{Counts, Extent, Place, Safety, Seeds, SideSafety, Tier, Verdict, Witness},
    run::{Batch, Datum, End, Limits, Program, run},
    value::Field,
};

/// What a pair is compared on.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Integer scalars, by the source's parameter names.
    pub args: BTreeMap<String, i64>,
    /// Float scalars; those that are missing are drawn.
    pub floats: BTreeMap<String, f64>,
    /// Of everything that is drawn.
    pub seed: u64,
}

/// The forms to compare, each raised with its threads in forward and in reverse order.
pub struct Sides<'a> {
    /// The source.
    pub source: [&'a Kernel; 2],
    /// The target.
    pub target: [&'a Kernel; 2],
}

/// Loop iterations of one run, beyond which a loop is said not to end.
const FUEL: i64 = 3_000_000_000;
/// Beyond these the identity tier is not tried.
const IDENTITY_ITERATIONS: u64 = 300_000_000;
const IDENTITY_BYTES: usize = 256 << 20;
const REAL_TIME: Limits = Limits { milliseconds: 20_000, bytes: 4 << 30 };
const IDENTITY_TIME: Limits = Limits { milliseconds: 6_000, bytes: 4 << 30 };
/// Runs are batched up to this many bytes.
const BATCH_BYTES: usize = 128 << 20;
/// How often a draw with near-ties is repeated.
const RESAMPLES: u64 = 3;

const SIDES: [&str; 2] = ["source", "target"];

/// A form of a side.
struct Form {
    side: usize,
    order: usize,
    instrumented: Instrumented,
}

/// An element that differs.
#[derive(Clone, Debug)]
struct Difference {
    draw: Draw,
    parameter: usize,
    index: usize,
    source: String,
    target: String,
    count: u64,
    /// In units of the tolerance; infinite for what no tolerance covers.
    error: f64,
    /// Is one of the two infinite or NaN?
    special: bool,
    /// Is that the source's only?
    source_only: bool,
}

/// A side of a run that went wrong.
struct Fault {
    side: usize,
    end: End,
    message: String,
    places: Vec<Place>,
    draw: Draw,
}

struct Comparison<'a> {
    sides: &'a Sides<'a>,
    parameters: Vec<Parameter>,
    scalars: Vec<Option<Scalar>>,
    extents: Vec<Option<i64>>,
    forms: Vec<Form>,
    epsilon: f64,
    case: &'a Case,
    integers: Integers,
    verdict: Verdict,
}

/// Compares source and target on a case. An integer scalar that the case lacks is a diagnostic `missing-arg`.
pub fn compare(sides: &Sides, case: &Case) -> Result<Verdict> {
    let start = Instant::now();
    let mut comparison = Comparison::new(sides, case)?;
    comparison.decide()?;
    let mut verdict = comparison.verdict;
    verdict.seconds = start.elapsed().as_secs_f64();
    Ok(verdict)
}

/// The parameters of both sides, which must agree by position.
fn common_parameters(source: &Kernel, target: &Kernel) -> Result<Vec<Parameter>> {
    let (a, b) = (parameters(source)?, parameters(target)?);
    let wrong = |message: String| Err(Diagnostic::error("signature", message).at(target.entry().and_then(|e| e.span())));
    if a.len() != b.len() {
        return wrong(format!("the source has {} parameters, the target {}", a.len(), b.len()));
    }
    let mut common = vec![];
    for (i, (p, q)) in a.into_iter().zip(b).enumerate() {
        let integers = |e: Element| matches!(e, Element::Int(_));
        let alike = p.element == q.element || (!p.buffer && integers(p.element) && integers(q.element));
        if p.buffer != q.buffer || !alike {
            let kind = |p: &Parameter| format!("{} {:?}", if p.buffer { "a buffer of" } else { "a scalar" }, p.element);
            return wrong(format!("parameter {} is {} `{}` in the source, {} `{}` in the target", i + 1, kind(&p), p.name, kind(&q), q.name));
        }
        common.push(Parameter { constant: p.constant && q.constant, ..p });
    }
    Ok(common)
}

impl<'a> Comparison<'a> {
    fn new(sides: &'a Sides<'a>, case: &'a Case) -> Result<Self> {
        let parameters = common_parameters(sides.source[0], sides.target[0])?;
        for (forward, other) in [(sides.source[0], sides.source[1]), (sides.target[0], sides.target[1])] {
            common_parameters(forward, other)?;
        }
        let mut scalars = vec![];
        for p in &parameters {
            scalars.push(match p.element {
                _ if p.buffer => None,
                Element::Float(_) => {
                    let given = case.floats.get(&p.name).copied().or(case.args.get(&p.name).map(|v| *v as f64));
                    given.map(Scalar::Real)
                }
                Element::Int(_) => match case.args.get(&p.name) {
                    Some(v) => Some(Scalar::Int(*v)),
                    None => {
                        let what = format!("the parameter `{}` needs a value to be verified with", p.name);
                        let help = format!("--arg {}=1000", p.name);
                        return Err(Diagnostic::error("missing-arg", what).help(help));
                    }
                },
            });
        }
        let ints: BTreeMap<String, i64> = parameters
            .iter()
            .zip(&scalars)
            .filter_map(|(p, s)| if let Some(Scalar::Int(v)) = s { Some((p.name.clone(), *v)) } else { None })
            .collect();
        let verdict = Verdict {
            tier: Tier::Unknown,
            safety: SideSafety { source: Safety::NotRun, target: Safety::NotRun },
            message: String::new(),
            witness: None,
            scalars: ints,
            extents: vec![],
            seeds: Seeds { case: case.seed, prime: 0 },
            constants_read: vec![],
            counts: Counts::default(),
            no_identity: None,
            largest_error: 0.0,
            warnings: vec![],
            seconds: 0.0,
        };
        let epsilon = epsilon(sides.source[0]);
        let (extents, forms, integers) = (vec![], vec![], Integers::Small);
        Ok(Self { sides, parameters, scalars, extents, forms, epsilon, case, integers, verdict })
    }

    /// The length of every buffer: declared by the source, else by the target, else inferred from the source's accesses.
    fn find_extents(&mut self) -> Result<()> {
        let targets = parameters(self.sides.target[0])?;
        let ints = |names: &[Parameter]| -> BTreeMap<String, i64> {
            let given = names.iter().zip(&self.scalars);
            given.filter_map(|(p, s)| if let Some(Scalar::Int(v)) = s { Some((p.name.clone(), *v)) } else { None }).collect()
        };
        let (source_ints, target_ints) = (ints(&self.parameters), ints(&targets));
        let mut inferred: Option<Vec<Option<i64>>> = None;
        for (i, p) in self.parameters.iter().enumerate() {
            if !p.buffer {
                self.extents.push(None);
                continue;
            }
            let (elements, source) = match (&p.extent, &targets[i].extent) {
                (Some(e), _) => (evaluate(e, &source_ints)?, "declared"),
                (None, Some(e)) => (evaluate(e, &target_ints)?, "declared"),
                (None, None) => {
                    if inferred.is_none() {
                        let words = Draw::new(Kind::Random, 1, &self.parameters, &self.scalars, &vec![None; self.parameters.len()], self.integers)
                            .real(&self.parameters);
                        let words: Vec<Option<[u64; 4]>> =
                            words.iter().map(|d| if let Datum::Scalar(w) = d { Some(*w) } else { None }).collect();
                        inferred = Some(infer(self.sides.source[0], &words, FUEL, REAL_TIME)?);
                    }
                    (inferred.as_ref().and_then(|e| e[i]).unwrap_or(0), "inferred")
                }
            };
            if !(0..=1 << 32).contains(&elements) {
                let what = format!("the buffer `{}` would have {elements} elements", p.name);
                return Err(Diagnostic::error("extent", what));
            }
            self.extents.push(Some(elements));
            self.verdict.extents.push(Extent { name: p.name.clone(), elements, source });
        }
        Ok(())
    }

    fn draw(&self, kind: Kind, number: u64) -> Draw {
        let seed = mix(self.case.seed ^ mix(number + 1)) >> 16;
        Draw::new(kind, seed, &self.parameters, &self.scalars, &self.extents, self.integers)
    }
    fn elements(&self) -> u64 {
        self.extents.iter().flatten().map(|n| *n as u64).sum()
    }
    fn outputs(&self) -> Vec<usize> {
        (0..self.parameters.len()).filter(|i| self.parameters[*i].buffer && !self.parameters[*i].constant).collect()
    }
    fn fail(&mut self, tier: Tier, message: String, witness: Option<Witness>) {
        self.verdict.tier = tier;
        self.verdict.message = message;
        self.verdict.witness = witness;
    }

    fn decide(&mut self) -> Result<()> {
        self.find_extents()?;
        for (side, kernels) in [self.sides.source, self.sides.target].into_iter().enumerate() {
            let prints = kernels.map(|k| k.print());
            for (order, kernel) in kernels.into_iter().enumerate() {
                if order == 0 || prints[0] != prints[1] {
                    self.forms.push(Form { side, order, instrumented: instrument(kernel, FUEL, false)? });
                }
            }
        }
        self.verdict.counts.elements = self.outputs().iter().filter_map(|i| self.extents[*i]).sum::<i64>() as u64;

        let mut real = self.real_runs()?;
        if let Some(fault) = &real.fault
            && fault.side == 0
            && self.parameters.iter().any(|p| p.buffer && matches!(p.element, Element::Int(16..)))
        {
            // Integers may be indices: once more with integers that are valid ones.
            let smallest = self.extents.iter().flatten().copied().filter(|n| *n > 0).min().unwrap_or(1);
            self.integers = Integers::Below(smallest);
            real = self.real_runs()?;
            let range = format!("integer buffers were filled with numbers below {smallest}: with others the source fails");
            self.verdict.warnings.push(range);
        }
        if let Some(fault) = real.fault {
            self.faulty(fault);
            return Ok(());
        }
        self.verdict.safety = SideSafety { source: Safety::Unproved, target: Safety::Unproved };

        let identity = self.identity()?;
        if let Some((side, d)) = &identity.order {
            let exact = true;
            self.order_dependent(*side, d, exact);
            return Ok(());
        }
        if identity.draws == 0
            && let Some((side, d)) = &real.order
        {
            self.order_dependent(*side, d, false);
            return Ok(());
        }
        if let Some((message, difference)) = identity.poison {
            let witness = self.witness(&difference, message.clone());
            self.fail(Tier::Refuted, message, Some(witness));
            return Ok(());
        }
        self.conclude(identity.draws > 0, identity.difference, real.differences)
    }

    /// A side trapped, crashed or did not end.
    fn faulty(&mut self, fault: Fault) {
        let Fault { side, end, message, places, draw } = fault;
        let safety = if end == End::Timeout { Safety::NotRun } else { Safety::Unsafe };
        let witness = Witness {
            message: message.clone(),
            buffer: None,
            index: None,
            source_value: None,
            target_value: None,
            differing: 0,
            inputs: draw.describe(&self.parameters),
            places,
        };
        let text = format!("the {} {message}", SIDES[side]);
        if side == 0 {
            self.verdict.safety.source = safety;
            self.fail(Tier::Unknown, text, Some(witness));
        } else {
            self.verdict.safety = SideSafety { source: Safety::Unproved, target: safety };
            let tier = if end == End::Timeout { Tier::Unknown } else { Tier::Refuted };
            self.fail(tier, text, Some(witness));
        }
    }

    fn order_dependent(&mut self, side: usize, d: &Difference, exact: bool) {
        let how = if exact { "on exact values" } else { "by more than rounding" };
        let message = format!("the {} depends on the order of its threads {how}: a barrier or an atomic is missing", SIDES[side]);
        let mut witness = self.witness(d, message.clone());
        // Both values are of one side, in forward and in reverse order.
        witness.message = format!("{message} (source_value: forward order, target_value: reverse order, both of the {})", SIDES[side]);
        witness.places = self.writers(side, d.parameter);
        if side == 0 { self.verdict.safety.source = Safety::Unsafe } else { self.verdict.safety.target = Safety::Unsafe }
        self.fail(Tier::Refuted, message, Some(witness));
    }

    /// The last word, from what the two tiers saw.
    fn conclude(&mut self, exact: bool, identity: Option<Difference>, real: Vec<Difference>) -> Result<()> {
        let (huge, mut real): (Vec<_>, Vec<_>) = real.into_iter().partition(|d| d.draw.kind == Kind::Huge);
        if exact && identity.is_none() {
            // The source overflows where the target does not: no defect of the target.
            if let Some(d) = real.iter().find(|d| d.source_only) {
                let name = &self.parameters[d.parameter].name;
                let text = format!("the source gives {} in `{name}` where the target gives {}", d.source, d.target);
                self.verdict.warnings.push(format!("{text}, on {}", d.draw.kind.name()));
            }
            real.retain(|d| !d.source_only);
        }
        let doubtful: Vec<Draw> = if identity.is_some() {
            [Kind::Random, Kind::Random, Kind::Rising, Kind::Falling, Kind::Planted, Kind::PlantedMinima, Kind::Halves, Kind::Zeros]
                .into_iter()
                .enumerate()
                .map(|(i, kind)| self.draw(kind, 100 + i as u64))
                .chain(real.iter().map(|d| d.draw.clone()))
                .collect()
        } else {
            real.iter().map(|d| d.draw.clone()).collect()
        };
        let wide = if doubtful.is_empty() { Some(None) } else { self.in_doubles(&doubtful)? };
        if let Some(d) = real.iter().find(|d| d.special) {
            let message = format!("`{}` differs: one side is not finite", self.parameters[d.parameter].name);
            let witness = self.witness(d, message.clone());
            self.fail(Tier::Refuted, message, Some(witness));
            return Ok(());
        }
        match wide {
            // Doubles differ: it is not rounding.
            Some(Some(d)) => {
                let seen = real.iter().find(|r| r.draw.seed == d.draw.seed && r.parameter == d.parameter);
                let message = format!("`{}` differs", self.parameters[d.parameter].name);
                let mut witness = self.witness(seen.unwrap_or(&d), message.clone());
                if seen.is_none() {
                    witness.message += " (values computed in double)";
                }
                self.fail(Tier::Refuted, message, Some(witness));
                return Ok(());
            }
            // Doubles agree, or nothing was doubtful.
            Some(None) => {}
            None => {
                if let Some(d) = real.first() {
                    let message = format!("`{}` differs by more than the tolerance", self.parameters[d.parameter].name);
                    let witness = self.witness(d, message.clone());
                    self.fail(Tier::Refuted, message, Some(witness));
                    return Ok(());
                }
            }
        }
        if let Some(d) = &identity {
            let name = &self.parameters[d.parameter].name;
            let message = format!(
                "`{name}[{}]` differs on exact values ({} elements do), but no real input was found that shows it",
                d.index, d.count
            );
            let witness = self.witness(d, message.clone());
            self.fail(Tier::Unknown, message, Some(witness));
            return Ok(());
        }
        if let Some(d) = huge.iter().find(|d| d.special && !d.source_only) {
            let message = format!(
                "the target's domain is smaller: `{}` is not finite where the source's is",
                self.parameters[d.parameter].name
            );
            let witness = self.witness(d, message.clone());
            self.fail(Tier::Refuted, message, Some(witness));
            return Ok(());
        }
        if let Some(d) = real.iter().max_by(|a, b| a.error.total_cmp(&b.error)) {
            let text = format!(
                "rounding: `{}[{}]` is {} in the source, {} in the target, {:.0} times the tolerance, on {}; in doubles they agree",
                self.parameters[d.parameter].name, d.index, d.source, d.target, d.error, d.draw.kind.name()
            );
            self.verdict.warnings.push(text);
        }
        let (tier, message) = if exact {
            (Tier::IdentityTested, "equal on exact values, and on real types within tolerance".into())
        } else {
            let why = self.verdict.no_identity.clone().unwrap_or_default();
            (Tier::Tested, format!("equal on real types within tolerance; exact values: {why}"))
        };
        self.fail(tier, message, None);
        Ok(())
    }

    fn witness(&self, d: &Difference, message: String) -> Witness {
        Witness {
            message,
            buffer: Some(self.parameters[d.parameter].name.clone()),
            index: Some(d.index as u64),
            source_value: Some(d.source.clone()),
            target_value: Some(d.target.clone()),
            differing: d.count,
            inputs: d.draw.describe(&self.parameters),
            places: self.writers(1, d.parameter),
        }
    }
    /// The places of a side that write a parameter.
    fn writers(&self, side: usize, parameter: usize) -> Vec<Place> {
        let kernel = if side == 0 { self.sides.source[0] } else { self.sides.target[0] };
        let Some(entry) = kernel.entry() else { return vec![] };
        let argument = entry.body().arg(parameter);
        let writes = |op: &Op| {
            (op.is("memref.store") || op.is("memref.copy")) && root(op.operand(1)) == argument
        };
        let spans: BTreeSet<_> = entry.walk().iter().filter(|op| writes(op)).filter_map(|op| op.span()).collect();
        spans.iter().take(4).map(Place::from).collect()
    }

    /// What a run that did not end well says.
    fn fault(&self, form: &Form, program: &Program, end: &End, draw: &Draw) -> Option<Fault> {
        let order = if form.order == 1 { " (threads in reverse order)" } else { "" };
        let (message, places) = match end {
            End::Done(..) | End::NotRun => return None,
            End::Trap(site, details) => {
                let site = &program.sites[*site];
                (site.message(*details), site.span.iter().map(Place::from).collect())
            }
            End::Crash(signal) => (format!("crashes with signal {signal}"), vec![]),
            End::Timeout => (format!("does not end within {} s", REAL_TIME.milliseconds / 1000), vec![]),
        };
        Some(Fault { side: form.side, end: end.clone(), message: message + order, places, draw: draw.clone() })
    }
}

/// The rounding of the coarsest float type a form computes with.
fn epsilon(kernel: &Kernel) -> f64 {
    let mut epsilon = 0.0_f64;
    for op in kernel.module().walk() {
        for v in op.results() {
            let ty = v.ty();
            let element = if ty.is_memref() { ty.element() } else { ty };
            if element.is_float()
                && let Some(float) = Float::of(&element.to_string())
            {
                epsilon = epsilon.max(float.epsilon());
            }
        }
    }
    epsilon
}

/// What the runs on real types showed.
#[derive(Default)]
struct RealRuns {
    fault: Option<Fault>,
    /// Forward and reverse order differ by more than rounding: the side, and where.
    order: Option<(usize, Difference)>,
    /// For each draw the first element outside the tolerance.
    differences: Vec<Difference>,
}

/// What the runs on exact values showed.
#[derive(Default)]
struct IdentityRuns {
    draws: u64,
    order: Option<(usize, Difference)>,
    difference: Option<Difference>,
    /// Only the target is undefined, or decides on what is.
    poison: Option<(String, Difference)>,
}

impl Comparison<'_> {
    fn real_runs(&mut self) -> Result<RealRuns> {
        let mut found = RealRuns::default();
        let mut programs = vec![];
        for form in &self.forms {
            programs.push(Program::compile(&form.instrumented.kernel, &form.instrumented.sites, FUEL, Level::Light)?);
        }
        let mut kinds = Kind::TESTED.to_vec();
        if self.parameters.iter().any(|p| p.buffer && p.element == Element::Int(8)) {
            kinds.push(Kind::Extremes);
        }
        let bytes: usize = self
            .parameters
            .iter()
            .zip(&self.extents)
            .map(|(p, n)| p.element.bytes() * n.unwrap_or(0) as usize)
            .sum();
        if bytes > BATCH_BYTES / 2 {
            // Large buffers: the kinds that find most.
            kinds = vec![Kind::Random, Kind::Rising, Kind::Falling, Kind::Huge];
        }
        let group = (BATCH_BYTES / bytes.max(1)).clamp(1, kinds.len());
        self.verdict.counts.real_draws = 0;
        let mut number = 0;
        for kinds in kinds.chunks(group) {
            let draws: Vec<Draw> = kinds
                .iter()
                .map(|kind| {
                    number += 1;
                    self.draw(*kind, number)
                })
                .collect();
            let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.real(&self.parameters)).collect();
            let data: Vec<&[Datum]> = data.iter().map(Vec::as_slice).collect();
            let mut batches: Vec<Batch> = vec![];
            for (form, program) in self.forms.iter().zip(&programs) {
                let batch = run(program, &data, None, REAL_TIME)?;
                for (end, draw) in batch.ends.iter().zip(&draws) {
                    if let Some(fault) = self.fault(form, program, end, draw) {
                        found.fault = Some(fault);
                        return Ok(found);
                    }
                }
                batches.push(batch);
            }
            if let Some(End::Done(iterations, _)) = batches[0].ends.first() {
                self.verdict.counts.iterations = self.verdict.counts.iterations.max(*iterations as u64);
            }
            for (i, draw) in draws.iter().enumerate() {
                let compared = |c: &Self, a: usize, b: usize| c.real_difference(&batches[a], &batches[b], i, draw, None);
                for side in 0..2 {
                    let both: Vec<usize> = (0..self.forms.len()).filter(|f| self.forms[*f].side == side).collect();
                    if let [a, b] = both[..]
                        && found.order.is_none()
                        && let (Some(d), _) = compared(self, a, b)
                    {
                        found.order = Some((side, d));
                    }
                }
                let target = self.forms.iter().position(|f| f.side == 1).unwrap_or(0);
                let (difference, error) = compared(self, 0, target);
                if draw.kind != Kind::Huge {
                    self.verdict.largest_error = self.verdict.largest_error.max(error);
                }
                found.differences.extend(difference);
                self.verdict.counts.real_draws += 1;
            }
        }
        Ok(found)
    }

    /// The first element of a run outside the tolerance, and the largest error. `wide`: all floats are doubles, and the
    /// tolerance is that of doubles.
    fn real_difference(&self, a: &Batch, b: &Batch, run: usize, draw: &Draw, wide: Option<f64>) -> (Option<Difference>, f64) {
        let mut found: Option<Difference> = None;
        let mut largest = 0.0_f64;
        let elements = self.verdict.counts.elements.max(1);
        let steps = (self.verdict.counts.iterations as f64 / elements as f64).clamp(1.0, 1e6);
        for parameter in self.outputs() {
            let (left, right) = (a.buffer(run, parameter), b.buffer(run, parameter));
            let mut count = 0;
            let mut note = |index: usize, source: String, target: String, error: f64, special: bool, source_only: bool| {
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
                    if left != right {
                        let pairs = decode_integers(left, width).zip(decode_integers(right, width));
                        for (index, (x, y)) in pairs.enumerate().filter(|(_, (x, y))| x != y) {
                            note(index, x.to_string(), y.to_string(), f64::MAX, false, false);
                        }
                    }
                }
                Element::Float(float) => {
                    let ty = if wide.is_some() { Float::F64 } else { float };
                    let squares: (f64, f64) = decode(left, ty)
                        .filter(|v| v.is_finite())
                        .fold((0.0, 0.0), |(s, n), v| (s + v * v, n + 1.0));
                    let scale = (squares.0 / f64::max(squares.1, 1.0)).sqrt();
                    let epsilon = wide.unwrap_or(self.epsilon.max(float.epsilon()));
                    let unit = epsilon * (16.0 + 4.0 * steps.sqrt());
                    for (index, (x, y)) in decode(left, ty).zip(decode(right, ty)).enumerate() {
                        if x.to_bits() == y.to_bits() || x == y || (x.is_nan() && y.is_nan()) {
                            continue;
                        }
                        let special = !x.is_finite() || !y.is_finite();
                        if special {
                            note(index, x.to_string(), y.to_string(), f64::INFINITY, true, y.is_finite());
                            continue;
                        }
                        // Subnormal differences are differences of flushing.
                        let error = ((x - y).abs() - 1e-38).max(0.0) / (unit * x.abs().max(scale)).max(1e-300);
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

    /// Runs both sides with doubles for all floats: `Some(Some(..))` is a difference that is not rounding, `Some(None)`
    /// none, `None` that doubles cannot take the floats' place.
    fn in_doubles(&self, draws: &[Draw]) -> Result<Option<Option<Difference>>> {
        let mut batches = vec![];
        let data: Vec<Vec<Datum>> = draws.iter().map(|d| d.wide(&self.parameters)).collect();
        for side in 0..2 {
            let Some(form) = self.forms.iter().find(|f| f.side == side) else { return Ok(None) };
            let Ok(kernel) = identity::widen(&form.instrumented.kernel) else { return Ok(None) };
            let program = Program::compile(&kernel, &form.instrumented.sites, FUEL, Level::Light)?;
            let mut of_side = vec![];
            for one in &data {
                let batch = run(&program, &[one], None, REAL_TIME)?;
                if !matches!(batch.ends[0], End::Done(..)) {
                    return Ok(None);
                }
                of_side.push(batch);
            }
            batches.push(of_side);
        }
        for (i, draw) in draws.iter().enumerate() {
            if let (Some(d), _) = self.real_difference(&batches[0][i], &batches[1][i], 0, draw, Some(1e-11))
                && !d.source_only
            {
                return Ok(Some(Some(d)));
            }
        }
        Ok(Some(None))
    }

    fn identity(&mut self) -> Result<IdentityRuns> {
        let mut found = IdentityRuns::default();
        let bytes = self.elements() as usize * 32;
        if self.verdict.counts.iterations > IDENTITY_ITERATIONS || bytes > IDENTITY_BYTES {
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
                    self.verdict.no_identity = Some(format!("{} in the {}", d.message, SIDES[form.side]));
                    return Ok(found);
                }
                Err(d) => return Err(d),
            };
            constants.extend(notes.constants);
            programs.push(Program::compile(&kernel, &form.instrumented.sites, FUEL, Level::Quick)?);
        }
        self.verdict.seeds.prime = field.p.n;
        self.verdict.constants_read = constants.into_iter().collect();

        let mut kinds = vec![Kind::Random, Kind::Random];
        if both.iter().any(|k| identity::decides_by_order(k)) {
            kinds.extend([Kind::Rising, Kind::Falling, Kind::Planted, Kind::PlantedMinima]);
        }
        let mut number = 1000;
        for kind in kinds {
            let mut attempt = 0;
            loop {
                number += 1;
                let draw = self.draw(kind, number);
                let Some(batches) = self.identity_run(&programs, &field, &draw)? else {
                    return Ok(IdentityRuns::default());
                };
                let near = batches.iter().any(|b| matches!(b.ends[0], End::Done(_, c) if c.near_ties > 0));
                if near && attempt < RESAMPLES {
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
        if self.verdict.counts.extrema > 0 {
            let mut variant = Field::new(mix(self.case.seed));
            (variant.variant, variant.remember) = (true, field.remember);
            let draw = self.draw(Kind::Random, 2000);
            if let Some(batches) = self.identity_run(&programs, &variant, &draw)? {
                let target = self.forms.iter().position(|f| f.side == 1).unwrap_or(0);
                let difference = self.identity_difference(&variant, &batches[0], &batches[target], &draw).0;
                self.verdict.counts.extrema_use_all = Some(difference.is_none());
            }
        }
        Ok(found)
    }

    /// Runs all forms on one draw; `None` if one does not end in time (a trap that real types did not show counts as that).
    fn identity_run(&mut self, programs: &[Program], field: &Field, draw: &Draw) -> Result<Option<Vec<Batch>>> {
        let data = draw.values(&self.parameters, field);
        let mut batches = vec![];
        for (form, program) in self.forms.iter().zip(programs) {
            let batch = run(program, &[&data], Some(field), IDENTITY_TIME)?;
            match &batch.ends[0] {
                End::Done(..) => batches.push(batch),
                End::Timeout => {
                    self.verdict.no_identity = Some("too large for the time allowed".into());
                    return Ok(None);
                }
                end => {
                    let what = self.fault(form, program, end, draw).map(|f| f.message).unwrap_or_default();
                    self.verdict.no_identity = Some(format!("the {} {what} on exact values", SIDES[form.side]));
                    return Ok(None);
                }
            }
        }
        Ok(Some(batches))
    }

    fn judge(&mut self, found: &mut IdentityRuns, field: &Field, batches: &[Batch], draw: &Draw) {
        found.draws += 1;
        self.verdict.counts.identity_draws += 1;
        for side in 0..2 {
            let both: Vec<usize> = (0..self.forms.len()).filter(|f| self.forms[*f].side == side).collect();
            if let [a, b] = both[..]
                && let (Some(d), _, _) = self.identity_difference(field, &batches[a], &batches[b], draw)
            {
                found.order = Some((side, d));
                return;
            }
        }
        let target = self.forms.iter().position(|f| f.side == 1).unwrap_or(0);
        let counters = |b: &Batch| if let End::Done(_, c) = b.ends[0] { c } else { crate::value::Counters::default() };
        let (source, other) = (counters(&batches[0]), counters(&batches[target]));
        let (difference, poison, undefined) = self.identity_difference(field, &batches[0], &batches[target], draw);
        let counts = &mut self.verdict.counts;
        counts.comparisons_held += source.held;
        counts.comparisons_failed += source.failed;
        counts.extrema += source.extrema.max(other.extrema);
        if undefined > 0 && counts.undefined == 0 {
            let text = format!("the source leaves {undefined} elements undefined: it reads what was never written, or divides by zero");
            self.verdict.warnings.insert(0, text);
        }
        counts.undefined = counts.undefined.max(undefined);
        if source.poison_decisions > 0 && found.draws == 1 {
            self.verdict.warnings.insert(0, "the source decides on undefined values".into());
        }
        if let Some(d) = poison {
            found.poison = Some((format!("`{}` is undefined in the target only", self.parameters[d.parameter].name), d));
        } else if source.poison_decisions == 0 && other.poison_decisions > 0 {
            let first = self.outputs().first().copied().unwrap_or(0);
            let d = Difference {
                draw: draw.clone(),
                parameter: first,
                index: 0,
                source: "defined".into(),
                target: "decides on an undefined value".into(),
                count: 0,
                error: f64::INFINITY,
                special: true,
                source_only: false,
            };
            found.poison = Some(("the target decides on undefined values".into(), d));
        } else {
            found.difference = difference;
        }
    }

    /// The first element that differs on exact values; the first that is undefined in `b` only; how many are in `a`.
    fn identity_difference(&self, field: &Field, a: &Batch, b: &Batch, draw: &Draw) -> (Option<Difference>, Option<Difference>, u64) {
        let (mut first, mut poison, mut undefined) = (None, None, 0);
        for parameter in self.outputs() {
            let mut count = 0;
            let mut note = |slot: &mut Option<Difference>, index, source: String, target: String| {
                count += 1;
                if slot.is_none() {
                    let (draw, error) = (draw.clone(), f64::INFINITY);
                    *slot = Some(Difference { draw, parameter, index, source, target, count: 1, error, special: false, source_only: false });
                }
            };
            let (left, right) = (a.buffer(0, parameter), b.buffer(0, parameter));
            if let Element::Float(_) = self.parameters[parameter].element {
                let show = |v: &crate::value::Value| if v.is_poison() { "undefined".into() } else { v.r.to_string() };
                for (index, (x, y)) in decode_values(left).iter().zip(decode_values(right)).enumerate() {
                    if x.is_poison() {
                        undefined += 1;
                    } else if y.is_poison() {
                        note(&mut poison, index, show(x), show(y));
                    } else if !field.same(x, y) {
                        note(&mut first, index, show(x), show(y));
                    }
                }
            } else if left != right {
                let width = self.parameters[parameter].element.bytes();
                let pairs = decode_integers(left, width).zip(decode_integers(right, width));
                for (index, (x, y)) in pairs.enumerate().filter(|(_, (x, y))| x != y) {
                    note(&mut first, index, x.to_string(), y.to_string());
                }
            }
            for d in [&mut first, &mut poison].into_iter().flatten().filter(|d| d.parameter == parameter) {
                d.count = count;
            }
        }
        (first, poison, undefined)
    }
}
