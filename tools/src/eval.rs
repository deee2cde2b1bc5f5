//! `xpiler eval`: a folder of kernels, every shape, every direction: what is translated, verified, compiled and right.
//!
//! Each translation is a process of its own, with a time limit. What came of it is a line of `results.jsonl`, written when it is known: a run that is interrupted
//! goes on where it was; what was translated by another xpiler, or from another text, is done again. Whether the target's compiler takes a text, and whether the text is right, says a
//! judge (`--against`), a program that knows nothing of xpiler: it reads a case as a line of JSON and answers with one.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::{self, File, OpenOptions},
    hash::{DefaultHasher, Hash, Hasher},
    io::{BufRead, BufReader, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};
use wait_timeout::ChildExt;
use xpiler_ir::{Diagnostic, Result};

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

/// What came of a case: a line of results.jsonl.
#[derive(Clone, Serialize, Deserialize)]
struct Outcome {
    case: String,
    /// Of the xpiler, the source and the judge.
    key: String,
    source: String,
    target: String,
    operator: String,
    shape: Shape,
    seconds: f64,
    /// Has it been translated, with a good verdict?
    translated: bool,
    verdict: Option<String>,
    /// The first line of what was said otherwise.
    error: Option<String>,
    /// What the judge says; nothing where there is none, or no text.
    judged: Option<Judgement>,
}

/// The judge's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Judgement {
    /// Does the target's compiler take the text?
    compiles: bool,
    /// Are its results right? Nothing where it cannot be run here.
    right: Option<bool>,
    /// What is wrong.
    #[serde(default)]
    error: Option<String>,
}

impl Outcome {
    fn is_good(&self) -> bool {
        self.translated && self.judged.as_ref().is_none_or(|j| j.compiles && j.right != Some(false))
    }

    /// What stands in the way, without what differs from case to case.
    fn cause(&self) -> String {
        let wrong = |j: &Judgement| if j.compiles { "wrong result" } else { "does not compile" };
        match (&self.error, &self.judged) {
            (Some(error), _) => format!("not translated: {}", general(error)),
            (None, Some(j)) => format!("{}: {}", wrong(j), general(j.error.as_deref().unwrap_or(""))),
            (None, None) => "nothing".into(),
        }
    }
}

/// A message without its numbers and names.
fn general(message: &str) -> String {
    let line = message.lines().next().unwrap_or("");
    let mut text = String::new();
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '`' => {
                quoted = !quoted;
                text.push_str(if quoted { "`.." } else { "`" });
            }
            _ if quoted => {}
            c if c.is_ascii_digit() => {
                if !text.ends_with('N') {
                    text.push('N');
                }
            }
            c => text.push(c),
        }
    }
    text.chars().take(160).collect()
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
    let tools = fingerprint(&[&program, eval.against.as_deref().unwrap_or(Path::new(""))]);
    let log = Mutex::new(open_log(&results).map_err(environment)?);
    let bar = ProgressBar::new(cases.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} (left {eta}) {msg}").expect("a template of ours"));
    let outcomes: Mutex<BTreeMap<usize, Outcome>> = Mutex::default();
    let next = AtomicUsize::new(0);
    let failure: Mutex<Option<Diagnostic>> = Mutex::default();
    let jobs = eval.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    // Shapes of one kernel and target go to one worker: its judge has compiled equal texts already.
    let groups = grouped(&cases);
    thread::scope(|scope| {
        for _ in 0..jobs.min(groups.len()) {
            scope.spawn(|| {
                let mut judge = None;
                while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for &n in group {
                        let case = &cases[n];
                        let key = format!("{tools:016x}-{:016x}", fingerprint(&[&eval.folder.join(&case.kernel.file)]));
                        let before = known.get(&case.name()).filter(|o| o.key == key).cloned();
                        let outcome = match before {
                            Some(outcome) => Ok(outcome),
                            None => try_case(case, key, &program, eval, &mut judge).and_then(|outcome| {
                                let line = serde_json::to_string(&outcome).expect("plain data") + "\n";
                                let mut log = log.lock().expect("no worker panics");
                                log.write_all(line.as_bytes()).map_err(environment)?;
                                Ok(outcome)
                            }),
                        };
                        match outcome {
                            Ok(outcome) => {
                                bar.set_message(if outcome.is_good() {
                                    String::new()
                                } else {
                                    format!("{} failed", outcome.case)
                                });
                                outcomes.lock().expect("no worker panics").insert(n, outcome);
                            }
                            Err(d) => {
                                failure.lock().expect("no worker panics").get_or_insert(d);
                                next.store(usize::MAX / 2, Ordering::Relaxed);
                                return;
                            }
                        }
                        bar.inc(1);
                    }
                }
            });
        }
    });
    bar.finish_and_clear();
    if let Some(d) = failure.into_inner().expect("no worker panics") {
        return Err(d);
    }
    let outcomes: Vec<Outcome> = outcomes.into_inner().expect("no worker panics").into_values().collect();
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

/// A number that says whether files are what they were.
fn fingerprint(paths: &[&Path]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        fs::read(path).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}

fn try_case(case: &Case, key: String, program: &Path, eval: &Eval, judge: &mut Option<Judge>) -> Result<Outcome> {
    let stem = case.name().replace('/', "-");
    let text = eval.output.join("texts").join(format!("{stem}.{}", case.target.extensions[0]));
    let report = text.with_extension("json");
    for old in [&text, &report] {
        let _ = fs::remove_file(old);
    }
    let mut command = Command::new(program);
    command.args(case.kernel.translate(&eval.folder, case.shape, case.target)).arg("-o").arg(&text).arg("--report").arg(&report);
    let start = Instant::now();
    let error = translate(&mut command, Duration::from_secs(eval.time))?;
    let seconds = start.elapsed().as_secs_f64();
    let verdict = fs::read_to_string(&report).ok().and_then(|r| serde_json::from_str::<serde_json::Value>(&r).ok());
    let verdict = verdict.and_then(|v| v["verdict"].as_str().map(str::to_owned));
    let judged = match (&eval.against, &error) {
        (Some(against), None) => Some(Judge::ask(judge, against, case, &text)?),
        _ => None,
    };
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
        error,
        judged,
    })
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
    use std::io::{Read, Seek};
    reader.rewind().map_err(environment)?;
    reader.take(files::LARGEST).read_to_string(&mut text).map_err(environment)?;
    let error =
        text.lines().find(|line| line.starts_with("error")).map_or_else(|| format!("error[crash]: {status}"), str::to_owned);
    Ok(Some(error))
}

/// A judge at work.
struct Judge {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Judge {
    fn start(program: &Path) -> Result<Self> {
        let failed = |e: std::io::Error| Diagnostic::environment("judge", format!("`{}`: {e}", program.display()));
        // A name alone is a file here, too.
        let path = fs::canonicalize(program).map_err(failed)?;
        let mut child = Command::new(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        let (to, from) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        Ok(Self { child, to, from: BufReader::new(from) })
    }

    fn ask(judge: &mut Option<Self>, program: &Path, case: &Case, text: &Path) -> Result<Judgement> {
        let at_work = match judge {
            Some(judge) => judge,
            None => judge.insert(Self::start(program)?),
        };
        let question = serde_json::json!({
            "file": case.kernel.name(), "target": case.target.name, "shape": case.shape,
            "text": fs::canonicalize(text).unwrap_or_else(|_| text.into()),
        });
        let mut answer = String::new();
        let asked = writeln!(at_work.to, "{question}").and_then(|()| at_work.to.flush());
        let answered = asked.and_then(|()| at_work.from.read_line(&mut answer));
        serde_json::from_str(&answer).map_err(|e| {
            let why = answered.err().map_or_else(|| e.to_string(), |e| e.to_string());
            Diagnostic::environment("judge", format!("`{}` has no answer for {}: {why}", program.display(), case.name()))
        })
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The matrix, and failures by cause.
fn summary(outcomes: &[Outcome]) -> String {
    let mut text = String::from("translated / compiles / right, of all cases\n");
    let has = |side: fn(&Outcome) -> &String| -> Vec<&str> {
        let seen: BTreeSet<&str> = outcomes.iter().map(|o| side(o).as_str()).collect();
        PLATFORMS.iter().map(|p| p.name).filter(|name| seen.contains(name)).collect()
    };
    let (sources, targets) = (has(|o| &o.source), has(|o| &o.target));
    text += &format!("{:8}", "from\\to");
    for target in &targets {
        text += &format!("  {target:>28}");
    }
    text.push('\n');
    for source in &sources {
        text += &format!("{source:8}");
        for target in &targets {
            let of: Vec<&Outcome> = outcomes.iter().filter(|o| o.source == *source && o.target == *target).collect();
            text += &format!("  {:>28}", counts(&of));
        }
        text.push('\n');
    }
    let all: Vec<&Outcome> = outcomes.iter().collect();
    text += &format!("all       {}\n", counts(&all));
    let mut times: Vec<f64> = outcomes.iter().map(|o| o.seconds).collect();
    times.sort_by(f64::total_cmp);
    if let (Some(median), Some(longest)) = (times.get(times.len() / 2), times.last()) {
        text += &format!("{} translations, median {median:.3} s, longest {longest:.3} s\n", times.len());
    }
    let mut causes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|o| !o.is_good()) {
        causes.entry(outcome.cause()).or_default().push(&outcome.case);
    }
    let mut causes: Vec<(String, Vec<&str>)> = causes.into_iter().collect();
    causes.sort_by_key(|(_, cases)| std::cmp::Reverse(cases.len()));
    for (cause, cases) in causes {
        text += &format!("{:5}  {cause}\n       as in {}\n", cases.len(), cases[0]);
    }
    text
}

/// `40/40/36 of 40 (2 not run)`; a dash for what was not asked.
fn counts(of: &[&Outcome]) -> String {
    let count = |is: fn(&Judgement) -> bool| of.iter().filter(|o| o.judged.as_ref().is_some_and(is)).count();
    let translated = of.iter().filter(|o| o.translated).count();
    if count(|_| true) == 0 {
        return format!("{translated}/-/- of {}", of.len());
    }
    let not_run = match count(|j| j.compiles && j.right.is_none()) {
        0 => String::new(),
        n => format!(" ({n} not run)"),
    };
    format!("{translated}/{}/{} of {}{not_run}", count(|j| j.compiles), count(|j| j.right == Some(true)), of.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(source: &str, target: &str, error: Option<&str>, judged: Option<Judgement>) -> Outcome {
        let shape = Shape::from([("n".to_owned(), 3)]);
        Outcome {
            case: format!("{source}/k-{target}-n=3"),
            key: String::new(),
            source: source.into(),
            target: target.into(),
            operator: "k".into(),
            shape,
            seconds: 1.0,
            translated: error.is_none(),
            verdict: None,
            error: error.map(str::to_owned),
            judged,
        }
    }

    #[test]
    fn failures_are_grouped_by_what_they_have_in_common() {
        let judged = |compiles, right, error: &str| Some(Judgement { compiles, right, error: Some(error.into()) });
        let outcomes = [
            outcome("cuda", "hip", None, judged(true, Some(true), "")),
            outcome("cuda", "bang", Some("error[resource-limit]: `a` needs 123 bytes"), None),
            outcome("hip", "bang", Some("error[resource-limit]: `bcd` needs 45 bytes"), None),
            outcome("hip", "hip", None, judged(true, Some(false), "y[3] is 2.5 instead of 7")),
            outcome("hip", "cuda", None, judged(false, None, "nvcc says no")),
        ];
        let text = summary(&outcomes);
        assert!(
            text.contains("    2  not translated: error[resource-limit]: `..` needs N bytes\n       as in cuda/k-bang-n=3\n"),
            "{text}"
        );
        assert!(text.contains("    1  wrong result: y[N] is N.N instead of N\n"), "{text}");
        assert!(text.contains("    1  does not compile: nvcc says no\n"), "{text}");
        assert!(text.contains("all       3/2/1 of 5\n"), "{text}");
        let row = text.lines().find(|l| l.starts_with("cuda")).expect("a row");
        assert_eq!(row.split_whitespace().collect::<Vec<_>>().join(" "), "cuda 0/-/- of 0 1/1/1 of 1 0/-/- of 1");
    }
}
