//! `xpiler eval`: a folder of kernels, every shape, every direction: what is translated, verified, compiled and right.
//!
//! Each translation is a process of its own, with a time limit. What came of it is a line of `results.jsonl`, written when it is known: a run that is interrupted
//! goes on where it was; what was translated by another xpiler, from another text, or with other options, is done again. Whether the target's compiler takes a text, and whether the text is
//! right, says a judge ([`judge`]).

mod judge;
mod outcome;

use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, File, OpenOptions},
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Seek, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use wait_timeout::ChildExt;
use xpiler_ir::{Diagnostic, Result};

use self::{
    judge::{Judge, Judgement},
    outcome::{Outcome, summary},
};
use crate::{
    corpus::{self, Kernel, Shape},
    files,
    platforms::{self, PLATFORMS, Platform},
};

/// What to evaluate.
#[derive(Args)]
pub struct Eval {
    /// A folder of kernels, as test/kernels
    folder: PathBuf,
    /// Only cases whose name contains this: cuda/gemm.cu-hip-K=96,M=64,N=128
    #[arg(long, default_value = "")]
    filter: String,
    /// Only kernels in these languages
    #[arg(long, value_delimiter = ',')]
    sources: Vec<String>,
    /// Only to these platforms
    #[arg(long, value_delimiter = ',')]
    targets: Vec<String>,
    /// Of the shapes of each kernel, every N-th, in turn by kernel and target
    #[arg(long, default_value_t = 1, value_name = "N")]
    every: usize,
    /// Translations at the same time (default: one a core)
    #[arg(long)]
    jobs: Option<usize>,
    /// Seconds that a translation may take
    #[arg(long, default_value_t = 120)]
    time: u64,
    /// A program that says whether texts compile and are right: test/kernels/judge.py
    #[arg(long, value_name = "PROGRAM")]
    against: Option<PathBuf>,
    /// Where texts, reports and results.jsonl go, and come from
    #[arg(short, long, default_value = "xpiler-eval")]
    output: PathBuf,
}

/// One translation.
struct Case<'a> {
    kernel: &'a Kernel,
    shape: &'a Shape,
    target: &'static Platform,
}

impl Case<'_> {
    fn name(&self) -> String {
        format!("{}-{}-{}", self.kernel.name(), self.target.name, corpus::spelled(self.shape))
    }
}

/// Translates and judges; prints the matrix and what failed.
pub fn run(eval: &Eval) -> Result<u8> {
    let platforms_of = |names: &[String]| -> Result<Vec<&'static Platform>> {
        if names.is_empty() { Ok(PLATFORMS.iter().collect()) } else { names.iter().map(|n| platforms::by_name(n)).collect() }
    };
    let (sources, targets) = (platforms_of(&eval.sources)?, platforms_of(&eval.targets)?);
    let kernels = corpus::load(&eval.folder)?;
    let cases = cases(&kernels, &sources, &targets, eval);
    let environment = |e: std::io::Error| Diagnostic::environment("eval", format!("`{}`: {e}", eval.output.display()));
    fs::create_dir_all(eval.output.join("texts")).map_err(environment)?;
    let results = eval.output.join("results.jsonl");
    let known = known(&results);
    let program = std::env::current_exe().map_err(|e| Diagnostic::environment("eval", format!("where am I? {e}")))?;
    let tools: Vec<&Path> = std::iter::once(program.as_path()).chain(eval.against.as_deref()).collect();
    let tools = fingerprint(&tools, ());
    let mut log = open_log(&results).map_err(environment)?;
    let bar = ProgressBar::new(cases.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} (left {eta}) {msg}").expect("a template of ours"));
    let jobs = eval.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    // Shapes of one kernel and target go to one worker: its judge has compiled equal texts already.
    let groups = grouped(&cases);
    let next = AtomicUsize::new(0);
    let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| -> Result<()> {
        for _ in 0..jobs.min(groups.len()) {
            let worker = Worker { eval, program: &program, tools, known: &known, judge: None };
            let (cases, groups, next, sender) = (&cases, &groups, &next, sender.clone());
            scope.spawn(move || worker.work(cases, groups, next, sender));
        }
        drop(sender);
        // Where this ends early, nobody takes what the workers have, and they end, too.
        for (n, outcome, is_new) in receiver {
            let outcome = outcome?;
            if is_new {
                let line = serde_json::to_string(&outcome).expect("plain data") + "\n";
                log.write_all(line.as_bytes()).map_err(environment)?;
            }
            bar.set_message(if outcome.is_good() { String::new() } else { format!("{} failed", outcome.case) });
            bar.inc(1);
            outcomes.insert(n, outcome);
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    let outcomes: Vec<Outcome> = outcomes.into_values().collect();
    print!("{}", summary(&outcomes));
    Ok(u8::from(!outcomes.iter().all(Outcome::is_good)))
}

/// Every kernel, target and shape that is asked for.
fn cases<'a>(kernels: &'a [Kernel], sources: &[&'static Platform], targets: &[&'static Platform], eval: &Eval) -> Vec<Case<'a>> {
    let mut cases = vec![];
    let every = eval.every.max(1);
    for (k, kernel) in kernels.iter().enumerate().filter(|(_, k)| sources.iter().any(|s| s.name == k.platform.name)) {
        for (t, target) in targets.iter().enumerate() {
            let taken = kernel.shapes.iter().enumerate().filter(|(s, _)| (s + k + t) % every == 0);
            cases.extend(taken.map(|(_, shape)| Case { kernel, shape, target }));
        }
    }
    cases.retain(|c| c.name().contains(&eval.filter));
    cases
}

/// The numbers of the cases of each kernel and target.
fn grouped(cases: &[Case]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![];
    for (n, case) in cases.iter().enumerate() {
        match groups.last_mut() {
            Some(group)
                if std::ptr::eq(cases[group[0]].kernel, case.kernel) && cases[group[0]].target.name == case.target.name =>
            {
                group.push(n);
            }
            _ => groups.push(vec![n]),
        }
    }
    groups
}

/// A number that says whether files, and what is done with them, are what they were.
fn fingerprint(paths: &[&Path], more: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        fs::read(path).unwrap_or_default().hash(&mut hasher);
    }
    more.hash(&mut hasher);
    hasher.finish()
}

/// What earlier runs found. A line that was cut off is none.
fn known(results: &Path) -> HashMap<String, Outcome> {
    let text = fs::read_to_string(results).unwrap_or_default();
    let outcomes = text.lines().filter_map(|line| serde_json::from_str::<Outcome>(line).ok());
    outcomes.map(|o| (o.case.clone(), o)).collect()
}

/// The results, to write behind what is there; what was cut off is ended.
fn open_log(results: &Path) -> std::io::Result<File> {
    let torn = fs::read(results).is_ok_and(|bytes| bytes.last().is_some_and(|b| *b != b'\n'));
    let mut log = OpenOptions::new().create(true).append(true).open(results)?;
    if torn {
        log.write_all(b"\n")?;
    }
    Ok(log)
}

/// What a worker sends: the number of the case, what came of it, and whether that is new.
type Sent = (usize, Result<Outcome>, bool);

/// One of those that translate at the same time.
struct Worker<'a> {
    eval: &'a Eval,
    /// xpiler itself.
    program: &'a Path,
    /// The fingerprint of xpiler and the judge.
    tools: u64,
    known: &'a HashMap<String, Outcome>,
    judge: Option<Judge>,
}

impl Worker<'_> {
    /// Takes groups of cases until there are none, or nobody wants to know.
    fn work(mut self, cases: &[Case], groups: &[Vec<usize>], next: &AtomicUsize, sender: Sender<Sent>) {
        while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            for &n in group {
                let case = &cases[n];
                let words = case.kernel.translate(&self.eval.folder, case.shape, case.target);
                let key = format!("{:016x}", fingerprint(&[&self.eval.folder.join(&case.kernel.file)], (self.tools, &words)));
                let before = self.known.get(&case.name()).filter(|o| o.key == key).cloned();
                let is_new = before.is_none();
                let outcome = before.map_or_else(|| self.attempt(case, &words, key), Ok);
                if sender.send((n, outcome, is_new)).is_err() {
                    return;
                }
            }
        }
    }

    fn attempt(&mut self, case: &Case, words: &[String], key: String) -> Result<Outcome> {
        let stem = case.name().replace('/', "-");
        let text = self.eval.output.join("texts").join(format!("{stem}.{}", case.target.extensions[0]));
        let report = text.with_extension("json");
        for old in [&text, &report] {
            let _ = fs::remove_file(old);
        }
        let mut command = Command::new(self.program);
        command.args(words).arg("-o").arg(&text).arg("--report").arg(&report);
        let start = Instant::now();
        let error = translate(&mut command, Duration::from_secs(self.eval.time))?;
        let seconds = start.elapsed().as_secs_f64();
        let verdict = fs::read_to_string(&report).ok().and_then(|r| serde_json::from_str::<serde_json::Value>(&r).ok());
        let verdict = verdict.and_then(|v| v["verdict"].as_str().map(str::to_owned));
        Ok(Outcome {
            case: case.name(),
            key,
            source: case.kernel.platform.name.into(),
            target: case.target.name.into(),
            operator: case.kernel.operator.clone(),
            shape: case.shape.clone(),
            seconds,
            translated: error.is_none(),
            verdict,
            judged: if error.is_none() { self.judge(case, &text)? } else { None },
            error,
        })
    }

    /// What the judge says, if there is one.
    fn judge(&mut self, case: &Case, text: &Path) -> Result<Option<Judgement>> {
        let Some(program) = &self.eval.against else { return Ok(None) };
        let judge = match &mut self.judge {
            Some(judge) => judge,
            None => self.judge.insert(Judge::start(program)?),
        };
        let text = fs::canonicalize(text).unwrap_or_else(|_| text.into());
        let question =
            serde_json::json!({"file": case.kernel.name(), "target": case.target.name, "shape": case.shape, "text": text});
        judge.ask(&question, &case.name()).map(Some)
    }
}

/// Runs a translation; what it says where it fails.
fn translate(command: &mut Command, most: Duration) -> Result<Option<String>> {
    let environment = |e: std::io::Error| Diagnostic::environment("eval", e.to_string());
    let said = tempfile::tempfile().map_err(environment)?;
    let mut reader = said.try_clone().map_err(environment)?;
    // A group of its own: what it forked ends with it.
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said).process_group(0).spawn().map_err(environment)?;
    let Some(status) = child.wait_timeout(most).map_err(environment)? else {
        // SAFETY: the child has not been waited for, so its number is that of its group still.
        unsafe { libc::kill(-(child.id() as i32), libc::SIGKILL) };
        child.wait().map_err(environment)?;
        return Ok(Some(format!("error[time]: no end after {} s", most.as_secs())));
    };
    if status.success() {
        return Ok(None);
    }
    let mut text = String::new();
    reader.rewind().map_err(environment)?;
    reader.take(files::LARGEST).read_to_string(&mut text).map_err(environment)?;
    let error =
        text.lines().find(|line| line.starts_with("error")).map_or_else(|| format!("error[crash]: {status}"), str::to_owned);
    Ok(Some(error))
}
