//! Runs clang on a text and reads what it says: the AST, or diagnostics on the user's lines.

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde::Deserialize;
use xpiler_ir::{Ctx, Diagnostic, Result, Span, rows};

use crate::{ast::Node, language::Language, vnni};

const TIME_LIMIT: Duration = Duration::from_secs(10);
/// The line of the written prelude on which the language's own text starts, counted from 1.
pub(crate) const PRELUDE_START: usize = 3;
const JSON_LIMIT: u64 = 256 << 20;
const MESSAGES_LIMIT: u64 = 4 << 20;

/// clang, from the search path or from Debian's folder.
fn find_clang() -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join("clang-22"))
        .chain([PathBuf::from("/usr/lib/llvm-22/bin/clang")])
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| Diagnostic::environment("no-clang", "clang-22 was not found").help("install the package clang-22"))
}

/// The text to read.
pub(crate) struct Input<'a> {
    pub language: &'a Language,
    pub ctx: Ctx,
    /// The file as the user named it.
    pub file: &'a str,
    pub text: &'a str,
    /// The number of lines that are the user's.
    pub lines: u32,
    /// Plain C that is read as C++.
    pub cpp: bool,
}

/// Parses a text; the file name is what locations in the tree call the input.
///
/// Declarations and headers whose names the text does not spell are left out, since every one costs time. A text that includes files of its own, or pastes
/// names together, may need them all the same: what clang refuses is read again with everything, which also knows better what was meant.
pub(crate) fn parse(input: &Input) -> Result<(Node, String)> {
    parse_with(input, &|name| input.text.contains(name)).or_else(|d| match d.code {
        "parse-error" | "unknown-intrinsic" => parse_with(input, &|_| true),
        _ => Err(d),
    })
}

fn parse_with(input: &Input, needs: &dyn Fn(&str) -> bool) -> Result<(Node, String)> {
    let clang = find_clang()?;
    let failed = |e: std::io::Error| Diagnostic::environment("temporary-file", format!("cannot write a temporary file: {e}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    let include = folder.path().join("include");
    let write = |path: &Path, text: &str| -> Result<()> {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        std::fs::write(path, text).map_err(failed)
    };
    let prelude = format!("#ifndef XPILER_PRELUDE\n#define XPILER_PRELUDE\n{}\n", input.language.prelude);
    let rows = rows::named(input.ctx, input.language.platform, needs)?;
    let prelude = format!("{prelude}{}\n#endif\n", rows.prototypes(input.language.device));
    write(&include.join("xpiler_prelude.h"), &prelude)?;
    for header in input.language.headers.iter().filter(|header| needs(header)) {
        write(&include.join(header), "#include \"xpiler_prelude.h\"\n")?;
    }
    let name = format!("input{}", input.language.extension);
    write(&folder.path().join(&name), input.text)?;

    let mut command = Command::new(clang);
    command.args(if input.cpp { vnni::CPP_ARGUMENTS } else { input.language.arguments });
    command.args(["-nostdinc", "-nostdlibinc", "-w", "-ferror-limit=20", "-fno-crash-diagnostics"]);
    command.args(["-fno-color-diagnostics", "-fno-caret-diagnostics", "-fdiagnostics-print-source-range-info"]);
    command.args(["-Xclang", "-ast-dump=json", "-fsyntax-only", "-Iinclude"]);
    if !input.language.is_plain_c() {
        // As nvcc, hipcc and cncc do.
        command.args(["-include", "xpiler_prelude.h"]);
    }
    if let Some(parent) = Path::new(input.file)
        .parent()
        .and_then(|p| std::fs::canonicalize(if p.as_os_str().is_empty() { Path::new(".") } else { p }).ok())
    {
        command.arg("-iquote").arg(parent);
    }
    let sections = input.language.sections.iter().filter(|(_, words)| words.iter().any(|w| needs(w)));
    command.args(sections.map(|(name, _)| format!("-DXPILER_USES_{name}")));
    command.arg("--").arg(&name);
    command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (root, messages, status) = run(command, input.text.contains("omp"))?;
    if let Some(d) = first_error(&messages, &name, input) {
        return Err(d);
    }
    if !status {
        let d = Diagnostic::error("parse-error", "clang gave up on the text: it may be nested too deeply");
        let said = messages.lines().next().unwrap_or("").trim();
        return Err(if said.is_empty() { d } else { d.note(said.to_owned()) });
    }
    Ok((root.map_err(|e| Diagnostic::internal(format!("clang's AST: {e}")))?, name))
}

/// Removes what is no node: the clauses of OpenMP directives, which have no kind.
fn drop_clauses(node: &mut serde_json::Value) {
    let directive = node.get("kind").and_then(|k| k.as_str()).is_some_and(|k| k.starts_with("OMP"));
    if let Some(inner) = node.get_mut("inner").and_then(|i| i.as_array_mut()) {
        inner.retain(|child| !directive || child.get("kind").is_some());
        inner.iter_mut().for_each(drop_clauses);
    }
}

/// Runs the command within the limits: the tree, standard error, success.
fn run(mut command: Command, has_clauses: bool) -> Result<(serde_json::Result<Node>, String, bool)> {
    let mut child = command.spawn().map_err(|e| Diagnostic::environment("no-clang", format!("cannot run clang-22: {e}")))?;
    let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(Diagnostic::internal("clang's output is not connected"));
    };
    thread::scope(|scope| {
        let messages = scope.spawn(move || {
            let mut bytes = vec![];
            // A short read shows up as clang's own failure below.
            let _ = err.take(MESSAGES_LIMIT).read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let status = scope.spawn(move || watch(child));
        let mut tree = vec![];
        // A short read shows up as clang's own failure.
        let _ = out.take(JSON_LIMIT).read_to_end(&mut tree);
        let status = status.join().map_err(|_| Diagnostic::internal("waiting for clang panicked"))??;
        if tree.len() as u64 == JSON_LIMIT {
            return Err(Diagnostic::error("file-too-large", "the text's syntax tree is larger than 256 MB"));
        }
        Ok((read_tree(&tree, has_clauses), messages.join().unwrap_or_default(), status))
    })
}

fn read_tree(tree: &[u8], has_clauses: bool) -> serde_json::Result<Node> {
    let mut reader = serde_json::Deserializer::from_slice(tree);
    reader.disable_recursion_limit();
    if !has_clauses {
        return Node::deserialize(&mut reader);
    }
    let mut tree = serde_json::Value::deserialize(&mut reader)?;
    drop_clauses(&mut tree);
    Node::deserialize(tree)
}

/// Waits for clang as long as it may take: did it succeed?
fn watch(mut child: Child) -> Result<bool> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if start.elapsed() < TIME_LIMIT => thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                // The child is ours; when it is gone already, waiting ends at once.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Diagnostic::error("parse-timeout", "clang needed more than 10 seconds for the text"));
            }
            Err(e) => return Err(Diagnostic::environment("no-clang", format!("cannot wait for clang-22: {e}"))),
        }
    }
}

/// The first error among clang's lines: `file:5:15:{5:5-5:14}: error: text`.
fn first_error(messages: &str, input_name: &str, input: &Input) -> Option<Diagnostic> {
    let lines: Vec<&str> = messages.lines().collect();
    let at = lines.iter().position(|l| l.contains(" error: ") || l.contains(" fatal error: "))?;
    let (place, text) = lines[at].split_once("fatal error: ").or_else(|| lines[at].split_once("error: "))?;
    let mut span = parse_place(place);
    if let Some(s) = &mut span {
        let ours = s.file == input_name;
        if ours && s.line > input.lines {
            return Some(Diagnostic::error("bad-geometry", format!("the launch geometry does not compile: {text}")));
        }
        if ours {
            input.file.clone_into(&mut s.file);
        }
    }
    let unknown =
        ["undeclared identifier '__", "undeclared identifier '_mm", "undeclared function '__", "undeclared function '_mm"];
    let code = if unknown.iter().any(|u| text.contains(u)) { "unknown-intrinsic" } else { "parse-error" };
    Some(Diagnostic::error(code, text.trim()).at(span))
}

fn parse_place(place: &str) -> Option<Span> {
    let mut parts = place.splitn(4, ':');
    let file = parts.next()?.to_owned();
    let line: u32 = parts.next()?.trim().parse().ok()?;
    let column: u32 = parts.next()?.trim().parse().ok()?;
    let mut span = Span { file, line, column, end_line: line, end_column: column + 1 };
    // {5:5-5:14}: the first range that holds the place, or starts there.
    for range in parts.next().unwrap_or("").split('{').skip(1) {
        let numbers: Vec<u32> = range.split(['}', ':', '-']).filter_map(|n| n.parse().ok()).take(4).collect();
        if let [l, c, el, ec] = numbers[..]
            && (l, c) <= (line, column)
            && (line, column) <= (el, ec)
        {
            (span.line, span.column, span.end_line, span.end_column) = (l, c, el, ec);
            break;
        }
    }
    Some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_with_ranges() {
        let s = parse_place("input.cu:5:15:{5:5-5:14}{5:15-5:20}: ").expect("a place");
        assert_eq!((s.line, s.column, s.end_line, s.end_column), (5, 15, 5, 20));
        let s = parse_place("input.cu:5:15: ").expect("a place");
        assert_eq!((s.line, s.column, s.end_column), (5, 15, 16));
        assert!(parse_place("clang: ").is_none());
    }
}
