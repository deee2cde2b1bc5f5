//! The command line of `xpiler`.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use xpiler_frontends::Options;
use xpiler_ir::{Diagnostic, Result, Span, diagnostic::Fault};
use xpiler_tune::Planner;
use xpiler_verify::{Case, Verdict};

use crate::{
    bench, files, platforms, report,
    report::{is_good, word},
    transcompile::{Session, Source, transcompile},
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
    /// Are two kernels the same function?
    Verify(Verify),
    /// Time translations of a folder of kernels with a manifest.toml
    Bench(bench::Bench),
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
}

#[derive(Args)]
struct Translate {
    /// The kernel's file
    input: PathBuf,
    /// Where the translation goes (default: standard output)
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// The target: cuda, hip, bang or vnni
    #[arg(long)]
    to: String,
    /// The source's platform (default: by the file's name)
    #[arg(long)]
    from: Option<String>,
    /// The kernel, or the host function that launches it
    #[arg(long)]
    kernel: Option<String>,
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
    #[command(flatten)]
    case: CaseArgs,
    /// The target's architecture, sm_90, gfx90a, mtp_592
    #[arg(long)]
    arch: Option<String>,
    /// Where report.json goes
    #[arg(long)]
    report: Option<PathBuf>,
    /// Write the translation even if its verdict is not good (still exit code 1)
    #[arg(long)]
    unverified: bool,
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
        Command::Verify(v) => verify(&v, &mut sources),
        Command::Bench(b) => bench::run(&b),
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
    Ok(Case { args: ints, floats, seed: args.seed })
}

fn shapes_of(args: &CaseArgs) -> Result<Vec<(String, String)>> {
    args.shapes.iter().map(|s| pair(s, "shape")).collect()
}

fn translate(t: &Translate, sources: &mut Vec<(String, String)>) -> Result<u8> {
    let file = t.input.display().to_string();
    let target = platforms::by_name(&t.to)?;
    let from = platforms::of_file(&file, t.from.as_deref())?;
    let text = files::read(&t.input)?;
    sources.push((file.clone(), text.clone()));
    let same = |p: &PathBuf| p.canonicalize().is_ok_and(|p| t.input.canonicalize().is_ok_and(|i| i == p));
    if [&t.output, &t.report].into_iter().flatten().any(same) {
        return Err(Diagnostic::error("usage", format!("the output would overwrite the source `{file}`")));
    }
    let case = case_of(&t.case)?;
    let source = Source {
        file,
        text,
        platform: from.name.into(),
        options: Options {
            entry: t.kernel.clone(),
            grid: t.grid.clone(),
            block: t.block.clone(),
            task_dim: t.task_dim.clone(),
            task_type: t.task_type.clone(),
            shapes: shapes_of(&t.case)?,
        },
    };
    let done = transcompile(&source, target.name, t.arch.as_deref(), &case, &mut Planner::default())?;
    let output = t.output.as_ref().map_or_else(|| "<stdout>".to_owned(), |p| p.display().to_string());
    sources.push((format!("<{} output>", target.name), done.text.clone()));
    for warning in &done.verdict.warnings {
        show(&Diagnostic::warning("source", warning), sources);
    }
    if let Some(path) = &t.report {
        files::write(path, &report::render(&source, target.name, &output, &case, &done))?;
    }
    let good = is_good(&done.verdict);
    if good || t.unverified {
        match &t.output {
            Some(path) => files::write(path, &done.text)?,
            None => print!("{}", done.text),
        }
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

fn verify(v: &Verify, sources: &mut Vec<(String, String)>) -> Result<u8> {
    let side = |path: &PathBuf, from: &Option<String>, options: Options| -> Result<Source> {
        let file = path.display().to_string();
        let platform = platforms::of_file(&file, from.as_deref())?.name.to_owned();
        Ok(Source { text: files::read(path)?, file, platform, options })
    };
    let shapes = shapes_of(&v.case)?;
    let a = side(
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
    let b = side(
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
