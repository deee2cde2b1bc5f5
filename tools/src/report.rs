//! `report.json`: what was done and what is known. The schema is `tools/report.schema.json`.
//!
//! Deterministic outside `seconds` and `machine`.

use std::collections::BTreeMap;

use serde::Serialize;
use xpiler_tune::{Document, Target};
use xpiler_verify::{Case, Safety, Tier, Verdict};

use crate::transcompile::{Source, Translation};

/// Seconds by stage.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Seconds {
    /// clang and the frontends, source and output.
    pub parse: f64,
    /// Raising, source and output, both thread orders.
    pub raise: f64,
    /// The schedule's passes.
    pub schedule: f64,
    /// Printing.
    pub emit: f64,
    /// Comparing.
    pub verify: f64,
}

/// The whole report.
#[derive(Serialize)]
pub struct Report<'a> {
    /// The version of the schema.
    pub schema: u32,
    /// The equality claim: `identity-tested`, `tested`, `refuted`, `unknown`.
    pub verdict: String,
    /// Safety of source and output: `safe | unproved | unsafe | not-run`.
    pub safety: BTreeMap<&'static str, String>,
    /// The source.
    pub source: Side<'a>,
    /// The output.
    pub target: Side<'a>,
    /// What the verdict covers.
    pub covers: Covers<'a>,
    /// The schedule, as `--schedule` reads it.
    pub schedule: Document,
    /// The schedule as pipeline text.
    pub pipeline: String,
    /// Permissions given on the command line.
    pub permissions: Vec<&'static str>,
    /// How the verdict came about.
    pub verification: &'a Verdict,
    /// Versions of what took part.
    pub versions: BTreeMap<&'static str, String>,
    /// Seconds by stage.
    pub seconds: &'a Seconds,
    /// Where it ran.
    pub machine: BTreeMap<&'static str, String>,
}

/// One side of the translation.
#[derive(Serialize)]
pub struct Side<'a> {
    /// File.
    pub file: &'a str,
    /// Platform.
    pub platform: &'a str,
    /// Architecture, for the output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arch: Option<&'a str>,
    /// The entry's name.
    pub entry: &'a str,
}

/// The cases for which the verdict holds.
#[derive(Serialize)]
pub struct Covers<'a> {
    /// Values of scalar parameters in the verification.
    pub args: &'a BTreeMap<String, i64>,
    /// Extents of pointers, as expressions.
    pub extents: BTreeMap<&'a str, &'a str>,
    /// What is taken for granted about pointers.
    pub aliasing: &'static str,
}

/// Renders the report of a translation.
pub fn render(source: &Source, platform: &str, output: &str, case: &Case, done: &Translation) -> String {
    let safety = BTreeMap::from([("source", word(done.verdict.safety.source)), ("target", word(done.verdict.safety.target))]);
    let report = Report {
        schema: 2,
        verdict: word(done.verdict.tier),
        safety,
        source: Side { file: &source.file, platform: &source.platform, arch: None, entry: &done.entry },
        target: Side { file: output, platform, arch: Some(&done.arch), entry: &done.entry },
        covers: Covers {
            args: &case.args,
            extents: done.extents.iter().map(|(n, e)| (n.as_str(), e.as_str())).collect(),
            aliasing: "the buffers behind different pointers are disjoint",
        },
        schedule: Document::new(
            done.schedule.clone(),
            Target { platform, arch: &done.arch, allowed: &case.allowed },
            &done.entry,
        ),
        pipeline: done.schedule.to_string(),
        permissions: case.allowed.iter().map(|p| p.name()).collect(),
        verification: &done.verdict,
        versions: BTreeMap::from([("xpiler", env!("CARGO_PKG_VERSION").to_owned()), ("llvm", "22".to_owned())]),
        seconds: &done.seconds,
        machine: BTreeMap::from([("os", std::env::consts::OS.to_owned()), ("arch", std::env::consts::ARCH.to_owned())]),
    };
    serde_json::to_string_pretty(&report).expect("a report is plain data") + "\n"
}

/// The value's name in reports.
pub fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// May the output be written? Equality was seen and nothing is unsafe.
pub fn is_good(verdict: &Verdict) -> bool {
    let equal = matches!(verdict.tier, Tier::IdentityTested | Tier::Tested);
    equal && verdict.safety.source != Safety::Unsafe && verdict.safety.target != Safety::Unsafe
}
