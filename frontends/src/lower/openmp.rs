//! `#pragma omp parallel for`: a loop that is bound to OpenMP threads.

use xpiler_ir::{Result, names};

use super::{Lower, analysis::Exits, reduction, tiles::check_tiles};
use crate::ast::{Node, NodeExt};

/// Directives that say of one loop nest that its iterations may run at the same time.
const LOOPS: [&str; 3] = ["OMPParallelForDirective", "OMPParallelForSimdDirective", "OMPSimdDirective"];
/// Clauses that leave the meaning as it is.
const HARMLESS: [&str; 7] = ["schedule", "num_threads", "proc_bind", "default", "shared", "simdlen", "safelen"];

impl Lower<'_> {
    /// A directive and the loop behind it.
    pub(super) fn directive(&mut self, node: &Node) -> Result<Exits> {
        if !LOOPS.contains(&node.what()) {
            return self.refuse(node, "of OpenMP, only `#pragma omp parallel for` and `#pragma omp simd` are supported");
        }
        let mut nested = 1;
        // Variables, each with its operator.
        let mut reduced: Vec<(String, String)> = vec![];
        let Some(clauses) = self.clauses(node) else {
            return self.refuse(node, "an OpenMP directive must be written as `#pragma omp`: this one comes out of a macro");
        };
        for (clause, argument) in clauses {
            match (clause.as_str(), argument.trim().parse::<usize>()) {
                ("collapse", Ok(n)) => nested = n,
                ("reduction", _) => {
                    let (operator, names) = argument.split_once(':').unwrap_or_default();
                    let operator = operator.trim();
                    if !reduction::is_operator(operator) {
                        return self.refuse(node, format!("the OpenMP reduction `{}` is not supported", argument.trim()));
                    }
                    reduced.extend(names.split(',').map(|name| (name.trim().to_owned(), operator.to_owned())));
                }
                (harmless, _) if HARMLESS.contains(&harmless) => {}
                (other, _) => return self.refuse(node, format!("the OpenMP clause `{other}` is not supported")),
            }
        }
        let captured = node.inner.last().and_then(captured_loop);
        let Some(loop_) = captured else { return self.refuse(node, "there is no loop behind this directive") };
        let before = self.b().previous();
        let exits = self.for_statement(loop_)?;
        let made = self.b().previous().filter(|op| op.is("scf.for") && Some(*op) != before);
        made.map_or(Ok(()), check_tiles)?;
        for (name, operator) in &reduced {
            if made.is_none_or(|made| !reduction::gathers(made, name, operator)) {
                let words = format!(
                    "the loop does more with `{name}` than the reduction `{operator}` says: each iteration may only do `{name} = {name} {operator} ..`"
                );
                return self.refuse(node, words);
            }
        }
        let reduced: Vec<String> = reduced.into_iter().map(|(name, _)| name).collect();
        let mut next = made;
        for _ in 0..nested {
            let Some(op) = next else {
                return self.refuse(node, "this loop cannot run in parallel: its bounds are not known when it begins");
            };
            op.set_attr(names::BIND, self.ctx.str_attr("omp"));
            if !reduced.is_empty() {
                op.set_attr(names::REDUCTION, self.ctx.str_attr(&reduced.join(",")));
            }
            next = op.body().body_ops().last().copied().filter(|op| op.is("scf.for"));
        }
        Ok(exits)
    }

    /// The clauses of a directive with their arguments; `None` if they are not in the text where the directive is. clang's tree in JSON has no
    /// names for them.
    fn clauses(&self, node: &Node) -> Option<Vec<(String, String)>> {
        let span = self.ast.span(node)?;
        let text = &self.module.text;
        let (first, count) = (span.line as usize - 1, (span.end_line - span.line) as usize + 1);
        let lines: String = text.lines().skip(first).take(count).map(|l| l.trim_end().trim_end_matches('\\')).collect();
        let text = without_comments(&lines);
        let word = |text: &'_ str, word: &str| text.trim_start().strip_prefix(word).map(str::to_owned);
        let rest = word(&text, "#").and_then(|t| word(&t, "pragma")).and_then(|t| word(&t, "omp"))?;
        let mut rest = &*rest;
        let mut clauses = vec![];
        while let Some(start) = rest.find(|c: char| c.is_alphanumeric()) {
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let word = &rest[..end];
            rest = rest[end..].trim_start();
            let mut argument = String::new();
            if rest.starts_with('(') {
                let mut depth = 0;
                let close = rest.char_indices().find(|(_, c)| {
                    depth += i32::from(*c == '(') - i32::from(*c == ')');
                    depth == 0
                });
                let close = close.map_or(rest.len(), |(i, _)| i);
                rest.get(1..close).unwrap_or("").clone_into(&mut argument);
                rest = rest.get(close + 1..).unwrap_or("");
            }
            if !["parallel", "for", "simd"].contains(&word) {
                clauses.push((word.to_owned(), argument));
            }
        }
        Some(clauses)
    }
}

/// A line without its comments.
fn without_comments(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("/*") {
        let Some(length) = rest[start..].find("*/") else { break };
        text.push_str(&rest[..start]);
        text.push(' ');
        rest = &rest[start + length + 2..];
    }
    text.push_str(rest);
    text.find("//").map_or(text.clone(), |end| text[..end].to_owned())
}

/// The loop in what a directive captured.
fn captured_loop(node: &Node) -> Option<&Node> {
    match node.what() {
        "ForStmt" => Some(node),
        "CapturedStmt" | "CapturedDecl" => node.inner.first().and_then(captured_loop),
        _ => None,
    }
}
