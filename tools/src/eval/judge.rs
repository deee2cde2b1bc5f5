//! The judge: a program that knows nothing of xpiler, and says whether texts compile and are right. It reads a case as a line of JSON and answers with one.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde::{Deserialize, Serialize};
use xpiler_ir::{Diagnostic, Result};

/// The judge's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// Does the target's compiler take the text?
    pub compiles: bool,
    /// Are its results right? Nothing where it cannot be run here.
    pub right: Option<bool>,
    /// What is wrong.
    #[serde(default)]
    pub error: Option<String>,
}

/// A judge at work.
pub struct Judge {
    child: Child,
}

impl Judge {
    /// Starts the program.
    pub fn start(program: &Path) -> Result<Self> {
        let failed = |e: std::io::Error| Diagnostic::environment("judge", format!("`{}`: {e}", program.display()));
        // A name alone is a file here, too.
        let path = fs::canonicalize(program).map_err(failed)?;
        let child = Command::new(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        Ok(Self { child })
    }

    /// The answer to a question; `about` names the case where there is none.
    pub fn ask(&mut self, question: &serde_json::Value, about: &str) -> Result<Judgement> {
        let none = |why: String| Diagnostic::environment("judge", format!("the judge has no answer for {about}: {why}"));
        let (Some(to), Some(from)) = (&mut self.child.stdin, &mut self.child.stdout) else {
            return Err(none("it is not listening".into()));
        };
        let mut answer = String::new();
        // One line for each question: nothing is read ahead.
        let said =
            writeln!(to, "{question}").and_then(|()| to.flush()).and_then(|()| BufReader::new(from).read_line(&mut answer));
        said.map_err(|e| none(e.to_string()))?;
        serde_json::from_str(&answer).map_err(|e| none(e.to_string()))
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
