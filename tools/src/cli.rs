//! The command line of `xpiler`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use xpiler_frontends::Options;
use xpiler_ir::{Diagnostic, Permission, Result, Span, diagnostic::Fault};
use xpiler_tune::{Document, Planner, Proposer, Replay, Target};
use xpiler_verify::{Case, Verdict};

use crate::{
    bench, eval, files,
    platforms::{self, Launch, Platform},
    report,
    report::{is_good, word},
    transcompile::{Session, Source, Translation, transcompile},
};

/// Translates tensor kernels between CUDA C, HIP, BANG C and C with AVX-512, and verifies each translation.
///
/// Exit codes: 0 done and verified; 1 refuted, unknown or unsafe; 2 bad input or usage; 3 a missing tool or a file that
/// cannot be written.
#[derive(Parser)]
#[command(name = "xpiler", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Translate a kernel and verify the result
    Translate(Translate),
    /// Print the schedule that `translate` takes, for `translate --schedule`
    Schedule(ScheduleArgs),
    /// Are two kernels the same function?
    Verify(Verify),
    /// Time translations of a folder of kernels
    Bench(bench::Bench),
    /// Translate a folder of kernels in all directions: what is translated, compiles and is right
    Eval(eval::Eval),
}

/// The case that is verified.
#[derive(Args, Clone)]
struct CaseArgs {
    /// A scalar's value in the verification, `n=1000`; the parameter stays
    #[arg(long = "arg", value_name = "NAME=VALUE")]
    args: Vec<String>,
    /// Elements behind a pointer, `x=rows*cols` or `x=16x32`, of numbers and integer parameters
    #[arg(long = "shape", value_name = "NAME=AxB")]
    shapes: Vec<String>,
    /// Seed of the random inputs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What the target may compute less exactly than the source: tf32 (operands of matrix products), f16 (narrower types), approx (functions)
    #[arg(long, value_name = "PERMISSIONS")]
    allow: Vec<String>,
}

/// How kernels are launched that nothing in the text launches.
#[derive(Args)]
struct Geometry {
    /// Blocks in x,y,z: C expressions over the kernel's integer parameters
    #[arg(long)]
    grid: Option<String>,
    /// Threads of a block in x,y,z
    #[arg(long)]
    block: Option<String>,
    /// Tasks in x,y,z (BANG C)
    #[arg(long)]
    task_dim: Option<String>,
    /// Task type (BANG C): block, union1, union2, union4 or union8
    #[arg(long)]
    task_type: Option<String>,
}

/// A kernel, and what it is to become.
#[derive(Args)]
struct Job {
    /// The kernel's file
    input: PathBuf,
    /// The target: cuda, hip, bang or vnni
    #[arg(long)]
    to: String,
    /// The source's platform (default: by the file's name)
    #[arg(long)]
    from: Option<String>,
    /// The kernel, or the host function that launches it
    #[arg(long)]
    kernel: Option<String>,
    #[command(flatten)]
    geometry: Geometry,
    #[command(flatten)]
    case: CaseArgs,
    /// The target's architecture, sm_90, gfx90a, mtp_592
    #[arg(long)]
    arch: Option<String>,
}

#[derive(Args)]
struct Translate {
    #[command(flatten)]
    job: Job,
    /// Where the translation goes (default: standard output)
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Take the steps from this file, pipeline text or JSON, not from the planner
    #[arg(long)]
    schedule: Option<PathBuf>,
    /// Where report.json goes
    #[arg(long)]
    report: Option<PathBuf>,
    /// Write the translation even if its verdict is not good (still exit code 1)
    #[arg(long)]
    unverified: bool,
}

#[derive(Args)]
struct ScheduleArgs {
    #[command(flatten)]
    job: Job,
    /// Where the schedule goes (default: standard output)
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Pipeline text, or JSON that says what it was made for
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Args)]
struct Verify {
    /// The first kernel's file
    a: PathBuf,
    /// The second kernel's file
    b: PathBuf,
    /// The first one's platform
    #[arg(long)]
    from_a: Option<String>,
    /// The second one's platform
    #[arg(long)]
    from_b: Option<String>,
    /// Kernel of the first file
    #[arg(long)]
    kernel_a: Option<String>,
    /// Kernel of the second file
    #[arg(long)]
    kernel_b: Option<String>,
    #[command(flatten)]
    both: Geometry,
    /// Blocks of the first kernel
    #[arg(long)]
    grid_a: Option<String>,
    /// Blocks of the second kernel
    #[arg(long)]
    grid_b: Option<String>,
    /// Threads of a block of the first kernel
    #[arg(long)]
    block_a: Option<String>,
    /// Threads of a block of the second kernel
    #[arg(long)]
    block_b: Option<String>,
    /// Tasks of the first kernel
    #[arg(long)]
    task_dim_a: Option<String>,
    /// Tasks of the second kernel
    #[arg(long)]
    task_dim_b: Option<String>,
    /// Task type of the first kernel
    #[arg(long)]
    task_type_a: Option<String>,
    /// Task type of the second kernel
    #[arg(long)]
    task_type_b: Option<String>,
    #[command(flatten)]
    case: CaseArgs,
    /// Where the verdict goes as JSON
    #[arg(long)]
    report: Option<PathBuf>,
}

/// Runs the command line; returns the exit code.
pub fn main() -> ExitCode {
    // `XPILER_LOG=debug` shows what the planner tried and why steps refused.
    let filter = tracing_subscriber::EnvFilter::try_from_env("XPILER_LOG").unwrap_or_default();
    tracing_subscriber::fmt().with_env_filter(filter).without_time().with_writer(std::io::stderr).init();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // clap prints help and version through the same door, with exit code 0.
            let _ = e.print();
            return ExitCode::from(u8::try_from(e.exit_code()).unwrap_or(2));
        }
    };
    // Panics are bugs; passes report them as diagnostics, and a user needs no stack.
    std::panic::set_hook(Box::new(|_| {}));
    let mut sources = vec![];
    let work = std::panic::AssertUnwindSafe(|| match cli.command {
        Command::Translate(t) => translate(&t, &mut sources),
        Command::Schedule(s) => schedule(&s, &mut sources),
        Command::Verify(v) => verify(&v, &mut sources),
        Command::Bench(b) => bench::run(&b),
        Command::Eval(e) => eval::run(&e),
    });
    let done = std::panic::catch_unwind(work).unwrap_or_else(|_| Err(Diagnostic::internal("xpiler panicked")));
    match done {
        Ok(code) => ExitCode::from(code),
        Err(d) => {
            show(&d, &sources);
            ExitCode::from(match d.fault {
                Fault::Verdict => 1,
                Fault::Input => 2,
                Fault::Environment | Fault::Internal => 3,
            })
        }
    }
}

fn show(d: &Diagnostic, sources: &[(String, String)]) {
    let sources: Vec<(&str, &str)> = sources.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    eprint!("{}", d.render(&sources));
}

fn pair(text: &str, flag: &str) -> Result<(String, String)> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.trim().into(), value.trim().into())),
        _ => Err(Diagnostic::error("usage", format!("--{flag} wants NAME=VALUE, not `{text}`"))),
    }
}

fn case_of(args: &CaseArgs) -> Result<Case> {
    let (mut ints, mut floats) = (BTreeMap::new(), BTreeMap::new());
    for text in &args.args {
        let (name, value) = pair(text, "arg")?;
        if ints.contains_key(&name) || floats.contains_key(&name) {
            return Err(Diagnostic::error("usage", format!("--arg {name} is given twice")));
        }
        if let Ok(v) = value.parse::<i64>() {
            ints.insert(name, v);
        } else if value.bytes().skip(1).all(|b| b.is_ascii_digit()) && value.ends_with(|c: char| c.is_ascii_digit()) {
            return Err(Diagnostic::error("usage", format!("--arg {name}: `{value}` does not fit into 64 bits")));
        } else if let Ok(v) = value.parse::<f64>() {
            floats.insert(name, v);
        } else {
            return Err(Diagnostic::error("usage", format!("--arg {name}: `{value}` is not a number")));
        }
    }
    Ok(Case { args: ints, floats, seed: args.seed, allowed: Permission::read(&args.allow.join(","))? })
}

fn shapes_of(args: &CaseArgs) -> Result<Vec<(String, String)>> {
    args.shapes.iter().map(|s| pair(s, "shape")).collect()
}

type Sources = Vec<(String, String)>;

impl Job {
    /// Reads the source. What is written later must not overwrite it.
    fn source(&self, outputs: &[&Option<PathBuf>], sources: &mut Sources) -> Result<Source> {
        let file = self.input.display().to_string();
        platforms::by_name(&self.to)?;
        let from = platforms::of_file(&file, self.from.as_deref())?;
        let text = files::read(&self.input)?;
        sources.push((file.clone(), text.clone()));
        let same = |p: &PathBuf| p.canonicalize().is_ok_and(|p| self.input.canonicalize().is_ok_and(|i| i == p));
        if outputs.iter().copied().flatten().any(same) {
            return Err(Diagnostic::error("usage", format!("the output would overwrite the source `{file}`")));
        }
        let options = Options {
            entry: self.kernel.clone(),
            grid: self.geometry.grid.clone(),
            block: self.geometry.block.clone(),
            task_dim: self.geometry.task_dim.clone(),
            task_type: self.geometry.task_type.clone(),
            shapes: shapes_of(&self.case)?,
        };
        check_geometry(&file, from, &options)?;
        Ok(Source { file, text, platform: from.name.into(), options })
    }

    /// Translates the source, shows its warnings.
    fn run(
        &self,
        source: &Source,
        arch: Option<&str>,
        proposer: &mut dyn Proposer,
        sources: &mut Sources,
    ) -> Result<Translation> {
        let done = transcompile(source, &self.to, arch, &case_of(&self.case)?, proposer)?;
        sources.push((format!("<{} output>", self.to), done.text.clone()));
        for warning in &done.verdict.warnings {
            show(&Diagnostic::warning("source", warning), sources);
        }
        Ok(done)
    }

    /// Reads a schedule and checks that it is meant for this target.
    fn replay(&self, path: &Path, sources: &mut Sources) -> Result<Document> {
        let file = path.display().to_string();
        let text = files::read_at_most(path, LARGEST_SCHEDULE, "a schedule")?;
        sources.push((file.clone(), text.clone()));
        let document = Document::read(&file, &text)?;
        for (what, flag, wanted, made_for) in [
            ("platform", "--to", Some(&self.to), &document.platform),
            ("architecture", "--arch", self.arch.as_ref(), &document.arch),
        ] {
            if let (Some(wanted), Some(made_for)) = (wanted, made_for)
                && wanted != made_for
            {
                let message = format!("the schedule `{file}` is for the {what} `{made_for}`, {flag} says `{wanted}`");
                return Err(Diagnostic::error("schedule", message));
            }
        }
        xpiler_passes::register_all();
        xpiler_tune::register_pipelines();
        document.schedule.check()?;
        Ok(document)
    }
}

/// No schedule's file is larger than this, in bytes.
const LARGEST_SCHEDULE: u64 = 1 << 20;

fn translate(t: &Translate, sources: &mut Sources) -> Result<u8> {
    let source = t.job.source(&[&t.output, &t.report], sources)?;
    let done = match &t.schedule {
        None => t.job.run(&source, t.job.arch.as_deref(), &mut Planner::default(), sources)?,
        Some(path) => {
            let document = t.job.replay(path, sources)?;
            let arch = t.job.arch.as_ref().or(document.arch.as_ref());
            t.job.run(&source, arch.map(String::as_str), &mut Replay::new(document.schedule.clone()), sources)?
        }
    };
    let output = t.output.as_ref().map_or_else(|| "<stdout>".to_owned(), |p| p.display().to_string());
    if let Some(path) = &t.report {
        files::write(path, &report::render(&source, &t.job.to, &output, &case_of(&t.job.case)?, &done))?;
    }
    let good = is_good(&done.verdict);
    if good || t.unverified {
        write_or_print(t.output.as_deref(), &done.text)?;
    }
    if good {
        eprintln!("{}", summary(&done.verdict));
        return Ok(0);
    }
    let mut d = refusal(&done.verdict);
    if !t.unverified {
        d = d.note("nothing was written").help("--unverified writes the text all the same");
    }
    show(&d, sources);
    Ok(1)
}

fn schedule(s: &ScheduleArgs, sources: &mut Sources) -> Result<u8> {
    let source = s.job.source(&[&s.output], sources)?;
    let done = s.job.run(&source, s.job.arch.as_deref(), &mut Planner::default(), sources)?;
    let allowed = case_of(&s.job.case)?.allowed;
    if !is_good(&done.verdict) {
        show(&refusal(&done.verdict).note("no schedule gives a verified translation"), sources);
        return Ok(1);
    }
    let text = match s.format {
        Format::Text => format!("{}\n", done.schedule),
        Format::Json => {
            let target = Target { platform: &s.job.to, arch: &done.arch, allowed: &allowed };
            Document::new(done.schedule, target, &done.entry).json()
        }
    };
    write_or_print(s.output.as_deref(), &text)?;
    Ok(0)
}

fn write_or_print(path: Option<&Path>, text: &str) -> Result<()> {
    match path {
        Some(path) => files::write(path, text)?,
        None => print!("{text}"),
    }
    Ok(())
}

/// One line about a good verdict.
fn summary(verdict: &Verdict) -> String {
    format!(
        "verdict: {}: {}; safety: source {}, target {}",
        word(verdict.tier),
        verdict.message,
        word(verdict.safety.source),
        word(verdict.safety.target)
    )
}

/// The diagnostic of a verdict that is not good.
fn refusal(verdict: &Verdict) -> Diagnostic {
    let message = format!("{}: {}", word(verdict.tier), verdict.message);
    let mut d = Diagnostic { fault: Fault::Verdict, ..Diagnostic::error("verdict", message) };
    let Some(witness) = &verdict.witness else { return d };
    if let Some(place) = witness.places.first() {
        let (line, column) = (place.line, place.column);
        d = d.at(Some(Span { file: place.file.clone(), line, column, end_line: line, end_column: column + 1 }));
    }
    if let (Some(buffer), Some(index)) = (&witness.buffer, witness.index) {
        let value = |v: &Option<String>| v.clone().unwrap_or_else(|| "nothing".into());
        let (source, target) = (value(&witness.source_value), value(&witness.target_value));
        d = d.note(format!(
            "{buffer}[{index}]: the source computes {source}, the target {target}; {} elements differ",
            witness.differing
        ));
    }
    d = d.note(format!("inputs: {}", witness.inputs));
    for place in witness.places.iter().skip(1) {
        d = d.note(format!("see also {}:{}:{}", place.file, place.line, place.column));
    }
    d
}

/// Refuses a geometry that the platform's kernels do not have.
fn check_geometry(file: &str, platform: &Platform, options: &Options) -> Result<()> {
    for (flag, value, needed, whose) in [
        ("--grid", &options.grid, Launch::Blocks, "CUDA and HIP"),
        ("--block", &options.block, Launch::Blocks, "CUDA and HIP"),
        ("--task-dim", &options.task_dim, Launch::Tasks, "BANG C"),
        ("--task-type", &options.task_type, Launch::Tasks, "BANG C"),
    ] {
        if value.is_some() && platform.launch != needed {
            return Err(Diagnostic::error("usage", format!("{flag} is for {whose}: `{file}` is read as {}", platform.name)));
        }
    }
    Ok(())
}

fn verify(v: &Verify, sources: &mut Sources) -> Result<u8> {
    let side = |path: &PathBuf, from: &Option<String>, own: Options| -> Result<(Source, Launch)> {
        let file = path.display().to_string();
        let platform = platforms::of_file(&file, from.as_deref())?;
        check_geometry(&file, platform, &own)?;
        // What both have is for those that take it.
        let (blocks, tasks) = (platform.launch == Launch::Blocks, platform.launch == Launch::Tasks);
        let options = Options {
            grid: own.grid.or_else(|| v.both.grid.clone().filter(|_| blocks)),
            block: own.block.or_else(|| v.both.block.clone().filter(|_| blocks)),
            task_dim: own.task_dim.or_else(|| v.both.task_dim.clone().filter(|_| tasks)),
            task_type: own.task_type.or_else(|| v.both.task_type.clone().filter(|_| tasks)),
            ..own
        };
        Ok((Source { text: files::read(path)?, file, platform: platform.name.to_owned(), options }, platform.launch))
    };
    let shapes = shapes_of(&v.case)?;
    let (a, launch_a) = side(
        &v.a,
        &v.from_a,
        Options {
            entry: v.kernel_a.clone(),
            grid: v.grid_a.clone(),
            block: v.block_a.clone(),
            task_dim: v.task_dim_a.clone(),
            task_type: v.task_type_a.clone(),
            shapes: shapes.clone(),
        },
    )?;
    // Parameters are matched by position: extents are the first kernel's.
    let (b, launch_b) = side(
        &v.b,
        &v.from_b,
        Options {
            entry: v.kernel_b.clone(),
            grid: v.grid_b.clone(),
            block: v.block_b.clone(),
            task_dim: v.task_dim_b.clone(),
            task_type: v.task_type_b.clone(),
            shapes: vec![],
        },
    )?;
    let [first, second] = [&a, &b].map(|s| format!("`{}`", s.file));
    for (flag, value, needed) in [
        ("--grid", &v.both.grid, Launch::Blocks),
        ("--block", &v.both.block, Launch::Blocks),
        ("--task-dim", &v.both.task_dim, Launch::Tasks),
        ("--task-type", &v.both.task_type, Launch::Tasks),
    ] {
        if value.is_some() && launch_a != needed && launch_b != needed {
            return Err(Diagnostic::error("usage", format!("{flag} is for neither of {first} and {second}")));
        }
    }
    sources.push((a.file.clone(), a.text.clone()));
    sources.push((b.file.clone(), b.text.clone()));
    let verdict = Session::default().verify(&a, &b, &case_of(&v.case)?)?;
    if let Some(path) = &v.report {
        let text = serde_json::to_string_pretty(&verdict).expect("a verdict is plain data") + "\n";
        files::write(path, &text)?;
    }
    for warning in &verdict.warnings {
        show(&Diagnostic::warning("source", warning), sources);
    }
    if is_good(&verdict) {
        println!("{}", summary(&verdict));
        Ok(0)
    } else {
        show(&refusal(&verdict), sources);
        Ok(1)
    }
}
