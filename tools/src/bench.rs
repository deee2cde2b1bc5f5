//! `xpiler bench`: how long translations take, each in a process of its own, verification included.

use std::{path::PathBuf, process::Command, time::Instant};

use clap::Args;
use xpiler_ir::{Diagnostic, Result};

use crate::{corpus, platforms::PLATFORMS};

/// What to time.
#[derive(Args)]
pub struct Bench {
    /// A folder of kernels, as test/kernels
    folder: PathBuf,
    /// Only kernels whose file or operator contains this
    #[arg(long, default_value = "")]
    filter: String,
    /// How many of the shapes of each kernel
    #[arg(long, default_value_t = 2)]
    shapes: usize,
    /// Runs of each translation; the fastest counts
    #[arg(long, default_value_t = 1)]
    runs: u32,
}

/// Times every kernel, shape and target; prints a line each and the median.
pub fn run(bench: &Bench) -> Result<u8> {
    let program = std::env::current_exe().map_err(|e| Diagnostic::environment("bench", format!("where am I? {e}")))?;
    let mut times: Vec<f64> = vec![];
    let mut failed = 0;
    let is_meant = |k: &corpus::Kernel| k.name().contains(&bench.filter) || k.operator.contains(&bench.filter);
    for kernel in corpus::load(&bench.folder)?.iter().filter(|k| is_meant(k)) {
        for shape in kernel.shapes.iter().take(bench.shapes) {
            for target in PLATFORMS {
                let mut command = Command::new(&program);
                command.args(kernel.translate(&bench.folder, shape, target));
                let mut fastest = f64::INFINITY;
                let mut ok = true;
                for _ in 0..bench.runs.max(1) {
                    let start = Instant::now();
                    let out = command.output().map_err(|e| Diagnostic::environment("bench", e.to_string()))?;
                    fastest = fastest.min(start.elapsed().as_secs_f64());
                    ok &= out.status.success();
                }
                failed += usize::from(!ok);
                times.push(fastest);
                let word = if ok { "ok" } else { "FAIL" };
                println!("{fastest:7.3} s  {word:4}  {} {} {}", kernel.name(), corpus::spelled(shape), target.name);
            }
        }
    }
    times.sort_by(f64::total_cmp);
    if let (Some(median), Some(longest)) = (times.get(times.len() / 2), times.last()) {
        println!("{} translations, {failed} failed; median {median:.3} s, longest {longest:.3} s", times.len());
    }
    Ok(u8::from(failed > 0))
}
