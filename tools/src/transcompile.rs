//! The whole line: text -> parse -> raise -> schedule -> lower -> emit -> text, and the text parsed and raised again.

use std::time::Instant;

use xpiler_frontends::Options;
use xpiler_ir::{
    Ctx, Diagnostic, Kernel, Op, Result,
    context::{self, Sink},
    diagnostic::Fault,
    machine, names,
};
use xpiler_passes::raise_pipeline;
use xpiler_tune::{Proposer, Schedule, Target};
use xpiler_verify::{Case, Safety, Sides, Verdict};

use crate::{
    extents::{complete, pinned},
    precision::check_precision,
    report::{Seconds, is_good},
};

/// A kernel's text and how to read it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The file's name in diagnostics.
    pub file: String,
    /// The text.
    pub text: String,
    /// The platform's name.
    pub platform: String,
    /// Kernel, geometry and extents from the command line.
    pub options: Options,
}

/// A translation with what is known about it.
pub struct Translation {
    /// The target's text.
    pub text: String,
    /// The name of the entry, which the text defines.
    pub entry: String,
    /// What was found out about its equality with the source.
    pub verdict: Verdict,
    /// The steps that made it.
    pub schedule: Schedule,
    /// The architecture it is for.
    pub arch: String,
    /// Extents of pointers as they were given or found: name, expression.
    pub extents: Vec<(String, String)>,
    /// Time by stage.
    pub seconds: Seconds,
}

/// One process works in one context.
pub struct Session {
    ctx: Ctx,
    sink: Sink,
}

impl Default for Session {
    fn default() -> Self {
        xpiler_passes::register_all();
        xpiler_tune::register_pipelines();
        let (ctx, sink) = context::new_context();
        Self { ctx, sink }
    }
}

/// The orders in which threads run.
const ORDERS: [&str; 3] = ["forward", "reverse", "shuffled"];

impl Session {
    /// Reads a text as platform form.
    pub fn parse(&self, source: &Source) -> Result<Kernel> {
        xpiler_frontends::parse(self.ctx, &self.sink, &source.platform, &source.file, &source.text, &source.options)
    }

    /// Refuses a platform form that does not fit its machine, or whose operands lie in the wrong memory.
    pub fn check(&self, platform_form: &Kernel, arch: Option<&str>) -> Result<()> {
        // Launch dimensions are constants only once their arithmetic is folded.
        let folded = platform_form.duplicate();
        folded.run(&format!("check-host,canonicalize,check-limits{{arch={}}},check-spaces", arch.unwrap_or_default()))
    }

    /// Raises a platform form to the neutral form, threads in every order.
    pub fn raise(&self, platform_form: &Kernel) -> Result<[Kernel; 3]> {
        let raise = |order: &str| {
            let neutral = platform_form.duplicate();
            neutral.run(&raise_pipeline(order))?;
            Ok(neutral)
        };
        Ok([raise(ORDERS[0])?, raise(ORDERS[1])?, raise(ORDERS[2])?])
    }

    /// Compares two kernels as they stand.
    pub fn verify(&self, a: &Source, b: &Source, case: &Case) -> Result<Verdict> {
        let (a, b) = (self.parse(a)?, self.parse(b)?);
        for side in [&a, &b] {
            self.check(side, None)?;
        }
        let used = check_precision(&a, &b, &case.allowed)?;
        check_statuses(&a, &b)?;
        let (source, target) = (self.raise(&a)?, self.raise(&b)?);
        let mut verdict = xpiler_verify::compare(&sides(&source, &target), case)?;
        verdict.permit(&used);
        Ok(verdict)
    }
}

fn sides<'a>(source: &'a [Kernel; 3], target: &'a [Kernel; 3]) -> Sides<'a> {
    Sides { source: source.each_ref(), target: target.each_ref() }
}

/// Translates `source` to `platform`. Takes the first proposal whose verdict is good, else the last one with its verdict. A proposal
/// that cannot be carried out is no reason to stop: the next one may be.
///
/// Errors: what the frontend, a pass or the printer refuses for all proposals; a failing verdict is not an error but part of the result.
pub fn transcompile(
    source: &Source,
    platform: &str,
    arch: Option<&str>,
    case: &Case,
    proposer: &mut dyn Proposer,
) -> Result<Translation> {
    let mut clock = Clock::default();
    let session = Session::default();
    let (arch, _) = machine::load(platform, arch)?;
    let platform_form = session.parse(source)?;
    clock.lap(|s| &mut s.parse);
    session.check(&platform_form, None)?;
    let raised = session.raise(&platform_form)?;
    clock.lap(|s| &mut s.raise);
    let writes = raised[0].module().walk().iter().any(|op| op.is("memref.store") || op.is("memref.copy"));
    if !writes {
        let span = raised[0].entry().and_then(|e| e.span());
        return Err(Diagnostic::error("no-output", "the kernel writes nothing that its caller could see").at(span));
    }
    let extents = complete(&raised[0], case)?;
    name_launchers(&platform_form, &raised[0])?;
    clock.lap(|s| &mut s.verify);
    let entry = raised[0].entry().and_then(|e| e.str_attr("sym_name")).unwrap_or_default();

    let target = Target { platform, arch: &arch, allowed: &case.allowed };
    let attempt = Attempt { session: &session, platform_form: &platform_form, raised: &raised, entry, extents, target, case };
    let mut last = Err(Diagnostic::internal("the planner proposed no schedule"));
    while let Some(schedule) = proposer.propose(&raised[0], &attempt.target) {
        let text = schedule.to_string();
        let outcome = attempt.run(schedule, &mut clock);
        match &outcome {
            Ok(t) => tracing::debug!(schedule = text, "{:?}", t.verdict.tier),
            Err(d) => tracing::debug!(schedule = text, "{}", d.message),
        }
        // What is wrong with the source is wrong with every translation.
        let settled = outcome.as_ref().is_ok_and(|t| is_good(&t.verdict) || t.verdict.safety.source == Safety::Unsafe);
        if outcome.is_ok() || last.is_err() {
            last = outcome;
        }
        if settled {
            break;
        }
    }
    last
}

/// What all proposals for a translation share.
struct Attempt<'a> {
    session: &'a Session,
    platform_form: &'a Kernel,
    raised: &'a [Kernel; 3],
    entry: String,
    extents: Vec<(String, String)>,
    target: Target<'a>,
    case: &'a Case,
}

impl Attempt<'_> {
    /// Schedule, lower, emit, and verify the text.
    fn run(&self, schedule: Schedule, clock: &mut Clock) -> Result<Translation> {
        let (session, Target { platform, arch, .. }) = (self.session, self.target);
        let lowered = schedule.apply(&self.raised[0])?;
        if lowered.module().str_attr(names::PLATFORM).as_deref() != Some(platform) {
            let last = schedule.steps.last().map(ToString::to_string).unwrap_or_default();
            let message = format!("the schedule does not lower to {platform}: its last step is `{last}`");
            let help = format!("a schedule for {platform} ends in `lower-to-{platform}`, or in what that stands for");
            return Err(Diagnostic::error("schedule", message).help(help));
        }
        clock.lap(|s| &mut s.schedule);
        let text = xpiler_backends::emit::emit(&lowered)?;
        clock.lap(|s| &mut s.emit);
        // Whoever made a mistake so far, it is in this text: read it as a stranger's.
        let emitted = Source {
            file: format!("<{platform} output>"),
            text: text.clone(),
            platform: platform.into(),
            options: Options { entry: Some(self.entry.clone()), ..Options::default() },
        };
        let again = session.parse(&emitted).map_err(|d| unreadable(d, &text))?;
        clock.lap(|s| &mut s.parse);
        let in_text = |d: Diagnostic| quoting(d, &text);
        session.check(&again, Some(arch)).map_err(in_text)?;
        let used = check_precision(self.platform_form, &again, &self.case.allowed).map_err(in_text)?;
        check_statuses(self.platform_form, &again)?;
        let wrong = |d: Diagnostic| if d.fault == Fault::Verdict { quoting(d, &text) } else { unreadable(d, &text) };
        let target = session.raise(&again).map_err(wrong)?;
        clock.lap(|s| &mut s.raise);
        let mut verdict = xpiler_verify::compare(&sides(self.raised, &target), self.case)?;
        verdict.permit(&used);
        verdict.warnings.extend(pinned(&self.raised[0]));
        clock.lap(|s| &mut s.verify);
        Ok(Translation {
            text,
            entry: self.entry.clone(),
            verdict,
            schedule,
            arch: arch.into(),
            extents: self.extents.clone(),
            seconds: clock.seconds.clone(),
        })
    }
}

/// A wrapper of the source keeps its name; its kernels get their launch functions beside it, where a kernel's parameters are the
/// wrapper's in some order.
fn name_launchers(platform_form: &Kernel, raised: &Kernel) -> Result<()> {
    let direct = platform_form.duplicate();
    direct.run("cse,forward-copies")?;
    let (Some(entry), Some(target)) = (direct.entry(), raised.entry()) else { return Ok(()) };
    let parameters = entry.body().args();
    let ctx = direct.ctx();
    let mut launchers = vec![];
    for launch in entry.walk().into_iter().filter(|op| op.is("simt.launch") || op.is("cluster.launch")) {
        let kernel = launch.attr("kernel").and_then(|a| a.as_symbol()).unwrap_or_default();
        let name = format!("{kernel}_launch");
        let first = if launch.is("simt.launch") { 6 } else { 3 };
        let args = launch.operands().split_off(first);
        let order: Vec<i64> = args.iter().filter_map(|a| parameters.iter().position(|p| p == a)).map(|i| i as i64).collect();
        let all_once = (0..parameters.len() as i64).all(|i| order.iter().filter(|o| **o == i).count() == 1);
        let defined = entry.str_attr("sym_name").is_some_and(|n| n == name);
        if all_once && order.len() == args.len() && !defined {
            let order: Vec<_> = order.into_iter().map(|i| ctx.int_attr(ctx.i64(), i)).collect();
            launchers.push(ctx.dict_attr(&[("name", ctx.str_attr(&name)), ("parameters", ctx.array_attr(&order))]));
        }
    }
    if launchers.len() == 1 {
        target.set_attr(names::LAUNCHERS, ctx.array_attr(&launchers));
    }
    Ok(())
}

/// A target returns every status that its source does: both say so on early returns and at the end.
fn check_statuses(source: &Kernel, target: &Kernel) -> Result<()> {
    let statuses = |k: &Kernel| -> Vec<(i64, Op)> {
        let ops = k.entry().map(|e| e.walk()).unwrap_or_default();
        ops.into_iter().filter_map(|op| Some((op.int_attr(names::STATUS)?, op))).collect()
    };
    let kept = statuses(target);
    match statuses(source).into_iter().find(|(status, _)| !kept.iter().any(|(other, _)| other == status)) {
        None => Ok(()),
        Some((status, op)) => {
            let d = Diagnostic::error("status", format!("refuted: the source can return {status}, the target cannot"));
            Err(Diagnostic { fault: Fault::Verdict, ..d }.at(op.span()))
        }
    }
}

/// A text of ours that does not read back is a bug of ours.
fn unreadable(d: Diagnostic, text: &str) -> Diagnostic {
    let what = format!("the emitted text does not read back: {}: {}", d.code, d.message);
    quoting(Diagnostic { span: d.span, ..Diagnostic::internal(what) }, text)
}

/// A diagnostic about an emitted text, which nobody else has, with its line.
fn quoting(d: Diagnostic, text: &str) -> Diagnostic {
    let line = d.span.as_ref().and_then(|s| text.lines().nth(s.line.saturating_sub(1) as usize)).unwrap_or_default();
    let note = format!("in the emitted text: {}", line.trim());
    Diagnostic { span: None, ..d }.note(note)
}

struct Clock {
    seconds: Seconds,
    last: Instant,
}

impl Default for Clock {
    fn default() -> Self {
        Self { seconds: Seconds::default(), last: Instant::now() }
    }
}

impl Clock {
    /// Adds the time since the last lap to a stage.
    fn lap(&mut self, stage: impl FnOnce(&mut Seconds) -> &mut f64) {
        *stage(&mut self.seconds) += self.last.elapsed().as_secs_f64();
        self.last = Instant::now();
    }
}
