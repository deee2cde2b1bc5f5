//! What libFuzzer runs: a text goes through a frontend and is raised, or an MLIR text goes through the pipeline that it names. Whatever the text is, it ends
//! in a form or in a diagnostic; a panic, a signal, a time-out or too much memory is a finding.

use std::cell::OnceCell;

use xpiler_frontends::Options;
use xpiler_ir::{Ctx, Diagnostic, Kernel, context::Sink, pass};

pub mod tokens;

/// Passes of MLIR that mutated pipelines may name beside ours: a crash of another one is MLIR's.
const UPSTREAM: [&str; 6] = ["canonicalize", "cse", "fold-memref-alias-ops", "affine-expand-index-ops", "lower-affine", "sccp"];

thread_local! {
    /// One context for all texts: contexts are never freed.
    static CONTEXT: OnceCell<(Ctx, Sink)> = const { OnceCell::new() };
}

fn context() -> (Ctx, Sink) {
    CONTEXT.with(|cell| {
        cell.get_or_init(|| {
            xpiler_passes::register_all();
            xpiler_tune::register_pipelines();
            xpiler_ir::context::new_context()
        })
        .clone()
    })
}

/// The text that is worked on, in the file `$XPILER_FUZZ_LAST`: libFuzzer cannot write it any more when the heap is broken.
fn remember(text: &[u8]) {
    if let Some(file) = std::env::var_os("XPILER_FUZZ_LAST") {
        std::fs::write(file, text).expect("the file can be written");
    }
}

/// An internal error is a finding, as a panic is.
fn fail_if_internal(diagnostic: &Diagnostic) {
    assert!(diagnostic.code != "internal", "{diagnostic:?}");
}

/// Reads a text of `platform`, launched as it says or on a few threads, and raises it.
pub fn frontend(platform: &str, text: &[u8]) {
    remember(text);
    let Ok(text) = std::str::from_utf8(text) else { return };
    let (ctx, sink) = context();
    let mut read = xpiler_frontends::parse(ctx, &sink, platform, "fuzz", text, &Options::default());
    if read.as_ref().is_err_and(|d| d.code == "no-geometry") {
        let some = |text: &str| Some(text.to_string());
        let options = if platform == "bang" {
            Options { task_dim: some("4,1,1"), ..Options::default() }
        } else {
            Options { grid: some("3"), block: some("64"), ..Options::default() }
        };
        read = xpiler_frontends::parse(ctx, &sink, platform, "fuzz", text, &options);
    }
    let raised = read.and_then(|kernel| {
        kernel.run("check-host,check-limits,check-spaces")?;
        kernel.run(&xpiler_passes::raise_pipeline("forward"))
    });
    if let Err(diagnostic) = raised {
        fail_if_internal(&diagnostic);
    }
}

/// Runs a lit test as far as it goes without FileCheck: each part of the text through the pipelines of its `RUN:` lines.
pub fn opt(text: &[u8]) {
    remember(text);
    let Ok(text) = std::str::from_utf8(text) else { return };
    let (ctx, sink) = context();
    for pipeline in text.lines().filter_map(pipeline).take(2) {
        for part in text.split("// -----").take(8) {
            let ran = Kernel::parse(ctx, &sink, "fuzz", part).and_then(|kernel| kernel.run(pipeline));
            if let Err(diagnostic) = ran {
                fail_if_internal(&diagnostic);
            }
        }
    }
}

/// The pipeline of a `RUN:` line, if all of its passes are ours or among [`UPSTREAM`].
fn pipeline(line: &str) -> Option<&str> {
    let (_, after) = line.split_once("--pass-pipeline='builtin.module(")?;
    let (pipeline, _) = after.split_once(")'")?;
    let registered = pass::registered();
    let mut depth = 0;
    let mut names = pipeline.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let known = |item: &str| {
        let name = item.split('{').next().unwrap_or_default().trim();
        registered.contains_key(name) || UPSTREAM.contains(&name)
    };
    names.all(known).then_some(pipeline)
}
