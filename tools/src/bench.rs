//! `xpiler bench`: how long translations take, each in a process of its own, verification included.

use std::{collections::BTreeMap, path::PathBuf, process::Command, time::Instant};

use clap::Args;
use serde::Deserialize;
use xpiler_ir::{Diagnostic, Result};

use crate::{files, platforms::PLATFORMS};

/// What to time.
#[derive(Args)]
pub struct Bench {
    /// A folder with a manifest.toml
    folder: PathBuf,
    /// Only kernels whose name contains this
    #[arg(long, default_value = "")]
    filter: String,
    /// Runs of each translation; the fastest counts
    #[arg(long, default_value_t = 1)]
    runs: u32,
}

#[derive(Deserialize)]
struct Manifest {
    kernel: Vec<Entry>,
}

/// One kernel of the manifest, as far as a translation needs it.
#[derive(Deserialize)]
struct Entry {
    name: String,
    file: String,
    kernel: String,
    entry: Option<String>,
    grid: Option<String>,
    block: Option<String>,
    params: Vec<Param>,
    shapes: Vec<BTreeMap<String, toml::Value>>,
}

#[derive(Deserialize)]
struct Param {
    name: String,
    extent: Option<String>,
}

/// Times every kernel, shape and target; prints a line each and the median.
pub fn run(bench: &Bench) -> Result<u8> {
    let path = bench.folder.join("manifest.toml");
    let manifest: Manifest =
        toml::from_str(&files::read(&path)?).map_err(|e| Diagnostic::error("manifest", format!("`{}`: {e}", path.display())))?;
    let program = std::env::current_exe().map_err(|e| Diagnostic::environment("bench", format!("where am I? {e}")))?;
    let mut times: Vec<f64> = vec![];
    let mut failed = 0;
    for entry in manifest.kernel.iter().filter(|k| k.file.contains(&bench.filter) || k.name.contains(&bench.filter)) {
        for shape in &entry.shapes {
            for platform in PLATFORMS {
                let mut command = Command::new(&program);
                command.arg("translate").arg(bench.folder.join(&entry.file)).args(["--to", platform.name]);
                command.args(["--kernel", entry.entry.as_ref().unwrap_or(&entry.kernel)]);
                for (flag, value) in [("--grid", &entry.grid), ("--block", &entry.block)] {
                    if let Some(value) = value {
                        command.args([flag, value]);
                    }
                }
                for p in &entry.params {
                    if let Some(extent) = &p.extent {
                        command.args(["--shape", &format!("{}={extent}", p.name)]);
                    }
                }
                for (name, value) in shape {
                    command.args(["--arg", &format!("{name}={value}")]);
                }
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
                let values: Vec<String> = shape.iter().map(|(n, v)| format!("{n}={v}")).collect();
                println!(
                    "{:7.3} s  {:4}  {} {} {}",
                    fastest,
                    if ok { "ok" } else { "FAIL" },
                    entry.file,
                    values.join(" "),
                    platform.name
                );
            }
        }
    }
    times.sort_by(f64::total_cmp);
    if let (Some(median), Some(longest)) = (times.get(times.len() / 2), times.last()) {
        println!("{} translations, {failed} failed; median {median:.3} s, longest {longest:.3} s", times.len());
    }
    Ok(u8::from(failed > 0))
}
