//! What came of translations: a line of `results.jsonl` each, the matrix of all, and failures by cause.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::judge::Judgement;
use crate::{corpus::Shape, platforms::PLATFORMS};

/// What came of a case: a line of results.jsonl.
#[derive(Clone, Serialize, Deserialize)]
pub struct Outcome {
    pub case: String,
    /// Of the xpiler, the source and the judge.
    pub key: String,
    pub source: String,
    pub target: String,
    pub operator: String,
    pub shape: Shape,
    pub seconds: f64,
    /// Has it been translated, with a good verdict?
    pub translated: bool,
    pub verdict: Option<String>,
    /// The first line of what was said otherwise.
    pub error: Option<String>,
    /// What the judge says; nothing where there is none, or no text.
    pub judged: Option<Judgement>,
}

impl Outcome {
    /// Is there nothing wrong with it?
    pub fn is_good(&self) -> bool {
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

/// The matrix, and failures by cause.
pub fn summary(outcomes: &[Outcome]) -> String {
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
