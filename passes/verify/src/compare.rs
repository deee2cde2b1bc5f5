//! Compares two kernels: are their neutral forms the same function?
//!
//! In this order: every form is run on real types (does it trap? how long does it run?); forward and reverse thread
//! order must agree on each side; on exact values source and target must agree in every element; on real types they must
//! agree within a tolerance. A difference in real types is looked at in doubles: rounding vanishes there, a wrong
//! kernel does not become right. Nothing is refuted without a witness, and nothing is called equal that was not run.
//!
//! [`crate::trials`] runs the forms and finds differences; this file decides what they mean.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use xpiler_ir::{Diagnostic, Kernel, Op, Permission, Result, Type};

use crate::{
    extents::{Element, Inference, Parameter, evaluate, parameters},
    field::mix,
    inputs::{Draw, Hints, Integers, Kind, Scalar},
    instrument::{Instrumented, Watch, instrument},
    literal::Float,
    oblivious::is_oblivious,
    report::{Counts, Extent, Place, Safety, Seeds, SideSafety, Tier, Verdict, Witness},
    run::End,
    trials::{Difference, FEW_ELEMENTS, Fault, Wide},
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
    /// What the target may compute less exactly than the source: the tolerance follows it.
    pub allowed: Vec<Permission>,
}

/// The forms to compare, each raised with its threads in forward, reverse and shuffled order.
pub struct Sides<'a> {
    /// The source.
    pub source: [&'a Kernel; 3],
    /// The target.
    pub target: [&'a Kernel; 3],
}

pub(crate) const SIDES: [&str; 2] = ["source", "target"];

/// A form of a side.
pub(crate) struct Form {
    pub(crate) side: usize,
    pub(crate) order: usize,
    pub(crate) instrumented: Instrumented,
}

/// A comparison under way.
pub(crate) struct Comparison<'a> {
    pub(crate) sides: &'a Sides<'a>,
    pub(crate) case: &'a Case,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) scalars: Vec<Option<Scalar>>,
    pub(crate) extents: Vec<Option<i64>>,
    pub(crate) integers: Integers,
    pub(crate) hints: Hints,
    /// The source forward, the target forward, and the reverse ones that are different modules.
    pub(crate) forms: Vec<Form>,
    /// The rounding of the coarsest float type that the source computes with, or that the target may.
    pub(crate) epsilon: f64,
    /// The type that the target may round to though the source does not, if it does.
    pub(crate) permitted: Option<Float>,
    /// Of each side, for every branch on data: was it ever not taken, and taken?
    pub(crate) branches: [Vec<[bool; 2]>; 2],
    /// Does a side look at the bits of floats? Exact values have none.
    pub(crate) sees_bits: bool,
    /// Do both sides make the same accesses on all draws?
    pub(crate) oblivious: bool,
    /// Was a side watched for races?
    pub(crate) watched: [bool; 2],
    /// Was every race check that was begun run to its end?
    pub(crate) races_checked: bool,
    /// Iterations of the longest run on real types so far.
    pub(crate) longest: u64,
    /// What went wrong for good in a run on exact values.
    pub(crate) crash: Option<Fault>,
    /// The draws that were watched for races.
    pub(crate) race_draws: usize,
    /// Elements (parameter, index) that the source leaves undefined.
    pub(crate) undefined: BTreeSet<(usize, usize)>,
    pub(crate) verdict: Verdict,
}

/// Compares source and target on a case. An integer scalar that the case lacks is a diagnostic `missing-arg`.
///
/// Equality presumes that both sides are free of races. That is checked while running, on the case; it is not proved.
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
        let integer = |e: Element| matches!(e, Element::Int(_));
        let alike = p.element == q.element || (!p.buffer && integer(p.element) && integer(q.element));
        if p.buffer != q.buffer || !alike {
            let kind = |p: &Parameter| {
                let what = if p.buffer { "a buffer of" } else { "a scalar" };
                format!("{what} {} (`{}`)", p.element, p.name)
            };
            return wrong(format!("parameter {} is {} in the source, {} in the target", i + 1, kind(&p), kind(&q)));
        }
        common.push(Parameter { constant: p.constant && q.constant, ..p });
    }
    Ok(common)
}

/// Of the float types that count, the one with the fewest digits that a kernel computes in.
fn coarsest(kernel: &Kernel, counts: impl Fn(Type) -> bool) -> Option<Float> {
    let types = kernel.module().walk().into_iter().flat_map(Op::results).map(|v| {
        let ty = v.ty();
        if ty.is_memref() { ty.element() } else { ty }
    });
    let floats = types.filter(|ty| ty.is_float() && counts(*ty)).filter_map(|ty| Float::of(&ty.to_string()));
    floats.max_by(|a, b| a.epsilon().total_cmp(&b.epsilon()))
}

/// The scalars of a case by position; a float that is not given is drawn, an integer must be given.
pub(crate) fn scalars_of(parameters: &[Parameter], case: &Case) -> Result<Vec<Option<Scalar>>> {
    let integers = || parameters.iter().filter(|p| !p.buffer && matches!(p.element, Element::Int(_)));
    if let Some((p, v)) = integers().find_map(|p| Some((p, case.floats.get(&p.name)?))) {
        return Err(
            Diagnostic::error("arg-range", format!("`{}` is an integer, and {v} is none", p.name)).help("write it in digits")
        );
    }
    let missing: Vec<&str> = integers().map(|p| p.name.as_str()).filter(|name| !case.args.contains_key(*name)).collect();
    if !missing.is_empty() {
        let (what, need) = if missing.len() == 1 { ("parameter", "needs a value") } else { ("parameters", "need values") };
        let message = format!("the {what} `{}` {need} to be verified with", missing.join("`, `"));
        let help: Vec<String> = missing.iter().map(|name| format!("--arg {name}=1000")).collect();
        return Err(Diagnostic::error("missing-arg", message).help(help.join(" ")));
    }
    let mut scalars = vec![];
    for p in parameters {
        scalars.push(match p.element {
            _ if p.buffer => None,
            Element::Float(_) => {
                let given = case.floats.get(&p.name).copied().or(case.args.get(&p.name).map(|v| *v as f64));
                given.map(Scalar::Real)
            }
            Element::Int(bits) => {
                let given = case.args.get(&p.name).copied();
                let (least, most) = if p.unsigned || bits == 1 {
                    (0, u64::MAX >> (64 - bits))
                } else {
                    (i64::MIN >> (64 - bits), i64::MAX as u64 >> (64 - bits))
                };
                if let Some(v) = given.filter(|v| *v < least || u64::try_from(*v).is_ok_and(|v| v > most)) {
                    let message = format!("`{}` cannot be {v}: it is an integer of {bits} bits, {least} to {most}", p.name);
                    return Err(Diagnostic::error("arg-range", message));
                }
                given.map(Scalar::Int)
            }
        });
    }
    Ok(scalars)
}

/// The integer scalars by name.
fn integers(parameters: &[Parameter], scalars: &[Option<Scalar>]) -> BTreeMap<String, i64> {
    let given = parameters.iter().zip(scalars);
    given.filter_map(|(p, s)| if let Some(Scalar::Int(v)) = s { Some((p.name.clone(), *v)) } else { None }).collect()
}

/// What both texts name, and what may be the length of a row.
fn hints(sides: &Sides, scalars: &BTreeMap<String, i64>) -> Hints {
    const MOST: usize = 32;
    let (mut reals, mut integers) = (BTreeMap::new(), BTreeSet::new());
    for op in [sides.source[0], sides.target[0]].iter().flat_map(|k| k.module().find("arith.constant")) {
        let value = op.result(0);
        if let Some(v) = value.const_float().filter(|v| v.is_finite()) {
            reals.insert(v.to_bits(), v);
        } else if let Some(v) = value.const_int().filter(|_| value.ty().bits() > 1) {
            integers.insert(v);
        }
    }
    let rows: BTreeSet<i64> = scalars.values().copied().filter(|n| *n > 1).collect();
    Hints {
        reals: reals.into_values().take(MOST).collect(),
        integers: integers.into_iter().take(MOST).collect(),
        rows: rows.into_iter().take(4).collect(),
    }
}

/// Are there floats whose bits are taken for another number, or the other way round?
fn sees_bits(kernel: &Kernel) -> bool {
    let is_float = |op: &Op| op.operand(0).ty().is_float() || op.result(0).ty().is_float();
    kernel.module().find("arith.bitcast").iter().any(is_float)
}

/// Runs that are longer than this make a verdict slow.
const MANY_ITERATIONS: u64 = 20_000_000;

impl<'a> Comparison<'a> {
    fn new(sides: &'a Sides<'a>, case: &'a Case) -> Result<Self> {
        let parameters = common_parameters(sides.source[0], sides.target[0])?;
        let scalar = |name: &String| parameters.iter().any(|p| !p.buffer && p.name == *name);
        if let Some(name) = case.args.keys().chain(case.floats.keys()).find(|n| !scalar(n)) {
            let known: Vec<&str> = parameters.iter().filter(|p| !p.buffer).map(|p| p.name.as_str()).collect();
            return Err(Diagnostic::error("unknown-arg", format!("the kernel has no scalar parameter `{name}`"))
                .help(format!("its scalars: {}", known.join(", "))));
        }
        for [forward, others @ ..] in [sides.source, sides.target] {
            for other in others {
                common_parameters(forward, other)?;
            }
        }
        let scalars = scalars_of(&parameters, case)?;
        let verdict = Verdict {
            tier: Tier::Unknown,
            safety: SideSafety { source: Safety::NotRun, target: Safety::NotRun },
            message: String::new(),
            witness: None,
            scalars: integers(&parameters, &scalars),
            extents: vec![],
            seeds: Seeds { case: case.seed, prime: 0 },
            constants_read: vec![],
            counts: Counts::default(),
            no_identity: None,
            largest_error: 0.0,
            permissions: vec![],
            warnings: vec![],
            seconds: 0.0,
        };
        let hints = hints(sides, &verdict.scalars);
        let of_source = coarsest(sides.source[0], |_| true).map_or(0.0, Float::epsilon);
        let permitted = coarsest(sides.target[0], |ty| case.allowed.iter().any(|p| p.covers(ty)));
        Ok(Self {
            sides,
            case,
            parameters,
            scalars,
            extents: vec![],
            integers: Integers::Small,
            hints,
            forms: vec![],
            epsilon: f64::max(of_source, permitted.map_or(0.0, Float::epsilon)),
            permitted: permitted.filter(|float| float.epsilon() > of_source),
            branches: [vec![], vec![]],
            sees_bits: [sides.source[0], sides.target[0]].into_iter().any(sees_bits),
            oblivious: [sides.source[2], sides.target[2]].into_iter().all(is_oblivious),
            watched: [false; 2],
            races_checked: false,
            longest: 0,
            race_draws: 0,
            crash: None,
            undefined: BTreeSet::new(),
            verdict,
        })
    }

    /// The length of every buffer: declared by the source, else by the target, else inferred from the source's accesses.
    fn find_extents(&mut self) -> Result<()> {
        let targets = parameters(self.sides.target[0])?;
        let (source_ints, target_ints) = (integers(&self.parameters, &self.scalars), integers(&targets, &self.scalars));
        let mut inferred: Option<Vec<Option<i64>>> = None;
        for (i, p) in self.parameters.iter().enumerate() {
            if !p.buffer {
                self.extents.push(None);
                continue;
            }
            let (elements, source) = match (&p.extent, &targets[i].extent) {
                (Some(e), _) => (evaluate(e, &source_ints)?, if p.inferred { "inferred" } else { "declared" }),
                (None, Some(e)) => (evaluate(e, &target_ints)?, "declared"),
                (None, None) => {
                    if inferred.is_none() {
                        inferred = Some(Inference::new(self.sides.source[0])?.run(self.case)?);
                    }
                    (inferred.as_ref().and_then(|e| e[i]).unwrap_or(0), "inferred")
                }
            };
            if !(0..=1 << 32).contains(&elements) {
                return Err(Diagnostic::error("extent", format!("the buffer `{}` would have {elements} elements", p.name)));
            }
            self.extents.push(Some(elements));
            const MOST: i64 = 1 << 26;
            if self.extents.iter().flatten().sum::<i64>() > MOST {
                let what = format!("the buffers would have more than {MOST} elements: too many to be verified");
                return Err(Diagnostic::error("too-large", what).help("verify with smaller --arg values"));
            }
            self.verdict.extents.push(Extent { name: p.name.clone(), elements, source });
        }
        Ok(())
    }
    pub(crate) fn draw(&self, kind: Kind, number: u64) -> Draw {
        let seed = mix(self.case.seed ^ mix(number + 1)) >> 16;
        Draw::new(kind, seed, &self.parameters, &self.scalars, &self.extents, self.integers, &self.hints)
    }
    /// The parameters whose contents are compared.
    pub(crate) fn outputs(&self) -> Vec<usize> {
        (0..self.parameters.len()).filter(|i| self.parameters[*i].buffer && !self.parameters[*i].constant).collect()
    }

    fn decide(&mut self) -> Result<()> {
        self.find_extents()?;
        for order in 0..2 {
            for (side, kernels) in [self.sides.source, self.sides.target].into_iter().enumerate() {
                // What was never written is another number the second time.
                let fills = side == 0 && leaves_numbers(kernels[0]);
                if order == 0 || fills || kernels[0].print() != kernels[1].print() {
                    self.forms.push(Form {
                        side,
                        order,
                        instrumented: instrument(kernels[order], if order == 0 { Watch::Branches } else { Watch::Nothing })?,
                    });
                }
            }
        }
        self.verdict.counts.elements = self.outputs().iter().filter_map(|i| self.extents[*i]).sum::<i64>() as u64;

        let mut real = self.real_runs()?;
        if let Some(fault) = &real.fault
            && fault.side == 0
            && self.parameters.iter().any(|p| p.buffer && matches!(p.element, Element::Int(16..)))
        {
            // Integers may be indices: once more with integers that are valid ones, as many as there are.
            let message = fault.message.clone();
            let source = self.program(&self.forms[0])?;
            for bound in self.bounds() {
                self.integers = Integers::Below(bound);
                if !self.ends_well(&source)? {
                    continue;
                }
                real = self.real_runs()?;
                if real.fault.as_ref().is_none_or(|f| f.side != 0) {
                    let text = format!("integer buffers hold numbers below {bound}: with others the source {message}");
                    self.verdict.warnings.push(text);
                    break;
                }
            }
        }
        if let Some(fault) = real.fault {
            self.faulty(fault);
            return Ok(());
        }
        if let Some(race) = real.race {
            match real.order.as_ref().filter(|(side, _)| *side == race.side) {
                Some((side, d)) => self.order_dependent(*side, d, false, Some(race)),
                None => self.faulty(race),
            }
            return Ok(());
        }
        self.verdict.safety = SideSafety { source: Safety::Unproved, target: Safety::Unproved };

        // Without a race, one order of the agents tells what all of them do, if none uses what was never written.
        let settled = if self.races_checked && real.order.is_none() { self.watched } else { [false; 2] };
        self.forms.retain(|form| form.order == 0 || !settled[form.side]);
        let identity = self.identity()?;
        if let Some(crash) = self.crash.take() {
            self.faulty(crash);
            return Ok(());
        }
        if let Some(input) = identity.left_out {
            self.spike(input, &mut real)?;
        }
        if let Some((side, d)) = &identity.order {
            self.order_dependent(*side, d, true, None);
            return Ok(());
        }
        if identity.draws == 0
            && let Some((side, d)) = &real.order
        {
            self.order_dependent(*side, d, false, None);
            return Ok(());
        }
        if let Some((message, difference)) = identity.poison {
            let witness = self.witness(&difference, message.clone());
            self.fail(Tier::Refuted, message, Some(witness));
            return Ok(());
        }
        if !self.undefined.is_empty() {
            if self.undefined.len() as u64 >= self.verdict.counts.elements {
                self.fail(Tier::Unknown, "the source leaves every element of its outputs undefined".into(), None);
                return Ok(());
            }
            // Compare real types again, now without the elements that mean nothing.
            real = self.real_runs()?;
        }
        self.peak_runs(&mut real)?;
        if let Some(fault) = real.fault {
            self.faulty(fault);
            return Ok(());
        }
        self.count_branches();
        self.conclude(identity.draws > 0, identity.difference, real.differences)
    }

    /// Below what integers may be valid indices: lengths of buffers and integer scalars, the largest first.
    fn bounds(&self) -> Vec<i64> {
        let scalars = self.scalars.iter().filter_map(|s| if let Some(Scalar::Int(v)) = s { Some(*v) } else { None });
        let all: BTreeSet<i64> = self.extents.iter().flatten().copied().chain(scalars).filter(|n| *n > 0).collect();
        all.into_iter().rev().collect()
    }

    /// Branches on data of which one side was never taken leave code that nobody ran.
    fn count_branches(&mut self) {
        const SHOWN: usize = 4;
        let mut one_sided = BTreeSet::new();
        for (side, hits) in self.branches.iter().enumerate() {
            for (taken, span) in hits.iter().zip(&self.forms[side].instrumented.branches) {
                self.verdict.counts.branch_sides += 2;
                self.verdict.counts.branch_sides_hit += taken.iter().filter(|t| **t).count() as u64;
                if let (Some(span), [true, false] | [false, true]) = (span, taken) {
                    let always = if taken[1] { "true" } else { "false" };
                    one_sided.insert((side, span.line, span.column, format!("{}:{}", span.file, span.line), always));
                }
            }
        }
        for (_, _, _, place, always) in one_sided.iter().take(SHOWN) {
            self.verdict
                .warnings
                .push(format!("the condition at {place} was {always} in every run: its other side was not compared"));
        }
        if one_sided.len() > SHOWN {
            self.verdict.warnings.push(format!("so were {} further conditions", one_sided.len() - SHOWN));
        }
    }

    fn fail(&mut self, tier: Tier, message: String, witness: Option<Witness>) {
        self.verdict.tier = tier;
        self.verdict.message = message;
        self.verdict.witness = witness;
    }
    fn refute(&mut self, d: &Difference, message: String) {
        let witness = self.witness(d, message.clone());
        self.fail(Tier::Refuted, message, Some(witness));
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
        let mut text = format!("the {} {message}", SIDES[side]);
        let guessed = |e: &&Extent| e.source == "inferred" && message.contains(&format!("`{}` out of bounds", e.name));
        if let Some(e) = self.verdict.extents.iter().find(guessed).filter(|_| side == 0) {
            text += &format!("; that many were seen to be used: say how many there are, --shape {}=EXPRESSION", e.name);
        }
        if side == 0 {
            self.verdict.safety.source = safety;
            self.fail(Tier::Unknown, text, Some(witness));
        } else {
            self.verdict.safety = SideSafety { source: Safety::Unproved, target: safety };
            let tier = if end == End::Timeout { Tier::Unknown } else { Tier::Refuted };
            self.fail(tier, text, Some(witness));
        }
    }

    fn order_dependent(&mut self, side: usize, d: &Difference, exact: bool, race: Option<Fault>) {
        let how = if exact { "on exact values" } else { "by more than rounding" };
        let name = SIDES[side];
        let forms = if side == 0 { self.sides.source } else { self.sides.target };
        let message = match &race {
            Some(race) => format!("the {name} {}", race.message),
            // There is one order alone.
            None if forms[0].print() == forms[1].print() => format!("the {name} uses what was never written"),
            None => {
                format!(
                    "the {name} depends on the order of its threads {how}: a barrier is missing, threads share a result, or what was never written is used"
                )
            }
        };
        let mut witness = self.witness(d, format!("the {name} in forward order (as source) and in another order (as target)"));
        witness.places = race.map_or_else(|| self.writers(side, d.parameter), |race| race.places);
        if side == 0 {
            self.verdict.safety.source = Safety::Unsafe;
        } else {
            self.verdict.safety.target = Safety::Unsafe;
        }
        self.fail(Tier::Refuted, message, Some(witness));
    }

    /// The last word, from what the two tiers saw.
    fn conclude(&mut self, exact: bool, identity: Option<Difference>, mut real: Vec<Difference>) -> Result<()> {
        let equal = exact && identity.is_none();
        // Where the source overflows and the target does not, the target is no worse: on large numbers always, else if
        // exact values say that the two are the same function.
        if let Some(d) = real.iter().find(|d| d.source_only && equal) {
            let name = &self.parameters[d.parameter].name;
            let text = format!("the source gives {} in `{name}` where the target gives {}", d.source, d.target);
            self.verdict.warnings.push(format!("{text}, on {}", d.draw.kind.name()));
        }
        real.retain(|d| !(d.source_only && (equal && d.draw.kind != Kind::Special(true) || d.draw.kind.is_large())));

        // Far from zero, sums cancel, in doubles too: only what is not finite says anything that exact values do not.
        real.retain(|d| !(equal && !d.special && matches!(d.draw.kind, Kind::Low | Kind::High)));

        let mut doubtful: Vec<Draw> = real.iter().map(|d| d.draw.clone()).collect();
        if identity.is_some() {
            let kinds = Kind::TESTED.into_iter().filter(|k| !k.is_large()).enumerate();
            doubtful.extend(kinds.map(|(i, kind)| self.draw(kind, 100 + i as u64)));
        }
        let wide = if doubtful.is_empty() { Wide::Agree } else { self.in_doubles(&doubtful, &real, equal)? };
        let name = |d: &Difference| self.parameters[d.parameter].name.clone();
        if let Wide::Differ(d) = &wide {
            let seen = real.iter().find(|r| r.draw.seed == d.draw.seed && r.parameter == d.parameter && !r.special);
            let message = format!("`{}` differs", name(d));
            let mut witness = self.witness(seen.unwrap_or(d), message.clone());
            if seen.is_none() {
                witness.message += " (values computed in double)";
            }
            self.fail(Tier::Refuted, message, Some(witness));
        } else if let Some(d) = real.iter().find(|d| d.special && !(equal || d.draw.kind.is_large())) {
            let message = format!("`{}` differs: it is not finite on one side", name(d));
            self.refute(d, message);
        } else if let (Wide::CannotTell, Some(d)) = (&wide, real.iter().find(|d| !d.special)) {
            let message = format!("`{}` differs by more than the tolerance", name(d));
            self.refute(d, message);
        } else if let Some(d) = &identity {
            let message = format!(
                "`{}[{}]` differs on exact values ({} elements do), but no real input was found that shows it",
                name(d),
                d.index,
                d.count
            );
            let witness = self.witness(d, message.clone());
            self.fail(Tier::Unknown, message, Some(witness));
        } else if let Some(d) = real.iter().find(|d| d.special) {
            let message = format!("the target's domain is smaller: `{}` is not finite where the source's is", name(d));
            self.refute(d, message);
        } else if self.verdict.counts.elements == 0 {
            let message = "no element of an output was compared: the buffers that are written are empty".to_owned();
            self.fail(Tier::Unknown, message, None);
        } else if let Wide::LessExact(d, times) = &wide
            && !self.case.allowed.contains(&Permission::Approx)
        {
            let message = format!(
                "`{}` is equal in doubles, but the target loses precision: it is {times:.0} times as far off as the source, or as the tolerance",
                name(d)
            );
            self.refute(d, message);
        } else if let Some(d) = real.iter().find(|d| self.is_more_than_rounding(d)) {
            let off = if d.error < 1e9 { format!("{:.0} times the tolerance", d.error) } else { "far".to_owned() };
            let message = format!("`{}` is {off} off, though equal in doubles: the target loses precision", name(d));
            self.refute(d, message);
        } else {
            if let Some(d) = real.iter().max_by(|a, b| a.error.total_cmp(&b.error)) {
                let text = format!(
                    "rounding: `{}[{}]` is {} in the source and {} in the target on {}, {:.0} times the tolerance; in doubles they agree",
                    name(d),
                    d.index,
                    d.source,
                    d.target,
                    d.draw.kind.name(),
                    d.error
                );
                self.verdict.warnings.push(text);
            }
            if self.verdict.counts.iterations > MANY_ITERATIONS {
                let millions = self.verdict.counts.iterations / 1_000_000;
                self.verdict
                    .warnings
                    .push(format!("each run took {millions} million iterations: smaller --arg are verified faster"));
            }
            let (tier, message) = if exact && !self.races_checked {
                (Tier::Tested, "equal on exact values, but there was no time to check for races".to_owned())
            } else if exact
                && self.verdict.counts.extrema_use_all == Some(false)
                && self.verdict.counts.peaks_everywhere == Some(false)
            {
                let what = "equal on exact values, but an extremum may leave out elements, and there was no time to plant one at every place";
                (Tier::Tested, what.to_owned())
            } else if exact {
                (Tier::IdentityTested, "equal on exact values, and on real types within tolerance".to_owned())
            } else {
                let why = self.verdict.no_identity.clone().unwrap_or_default();
                (Tier::Tested, format!("equal on real types within tolerance; not run on exact values: {why}"))
            };
            self.fail(tier, message, None);
        }
        Ok(())
    }

    /// A difference in real types that doubles do not show is rounding, up to a point. Integers do not round, and ordinary
    /// magnitudes do not lose everything; where there are more elements, they were compared with doubles ([`Wide::LessExact`]).
    fn is_more_than_rounding(&self, d: &Difference) -> bool {
        const FORGIVEN: f64 = 100_000.0;
        let ordinary = !d.draw.kind.is_large() && d.draw.kind != Kind::Wide;
        let few = self.extents[d.parameter].is_none_or(|n| n < FEW_ELEMENTS as i64);
        let is_integer = matches!(self.parameters[d.parameter].element, Element::Int(_));
        !d.source_only && (is_integer || ordinary && few && d.error > FORGIVEN)
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
    /// The places of a side that write a parameter, or where the side begins if there is none.
    fn writers(&self, side: usize, parameter: usize) -> Vec<Place> {
        let kernel = if side == 0 { self.sides.source[0] } else { self.sides.target[0] };
        let Some(entry) = kernel.entry() else { return vec![] };
        let argument = entry.body().arg(parameter);
        let writes = |op: &Op| (op.is("memref.store") || op.is("memref.copy")) && op.operand(1).root() == argument;
        let spans: BTreeSet<_> = entry.walk().iter().filter(|op| writes(op)).filter_map(|op| op.span()).collect();
        if spans.is_empty() {
            return entry.span().iter().map(Place::from).collect();
        }
        spans.iter().take(4).map(Place::from).collect()
    }
}

/// Has a form memory of its own whose numbers tell nothing of whether they were written: integers, or floats whose bits are looked at?
fn leaves_numbers(form: &Kernel) -> bool {
    let ops = form.module().walk();
    let local = |op: &Op| op.is("memref.alloca") || op.is("memref.alloc");
    ops.iter().any(|op| op.is("arith.bitcast") || local(op) && !op.result(0).ty().element().is_float())
}
