//! What a stage says to the user: a code, a message, a span of the kernel's text, and what would help.

use codespan_reporting::{
    diagnostic as codespan,
    files::SimpleFiles,
    term::{self, termcolor::NoColor},
};

/// The result of a stage.
pub type Result<T> = std::result::Result<T, Diagnostic>;

/// A part of a source file. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file as the user named it.
    pub file: String,
    /// First line.
    pub line: u32,
    /// First column, in bytes.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column behind the last byte.
    pub end_column: u32,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The stage failed.
    Error,
    /// The stage went on, but the user should know.
    Warning,
    /// An addition to another diagnostic.
    Note,
}

/// Whose fault an error is; decides the exit code of `xpiler`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The kernel or the command line: exit code 2.
    Input,
    /// A verdict that is not good enough: exit code 1.
    Verdict,
    /// A missing tool, a folder that cannot be written: exit code 3.
    Environment,
    /// An invariant of ours is broken: exit code 3, with a request to report it.
    Internal,
}

/// A message about the user's kernel.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// A word or two that identify the kind of message, `unsupported-construct`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whose fault it is.
    pub fault: Fault,
    /// What was seen and what was needed.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// What to print at the span.
    pub label: String,
    /// Further lines: values, what would help.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// An error in the input.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            fault: Fault::Input,
            message: message.into(),
            span: None,
            label: String::new(),
            notes: vec![],
        }
    }
    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }
    /// A tool or a file that is missing or cannot be written.
    pub fn environment(code: &'static str, message: impl Into<String>) -> Self {
        Self { fault: Fault::Environment, ..Self::error(code, message) }
    }
    /// A broken invariant of xpiler.
    pub fn internal(message: impl Into<String>) -> Self {
        Self { fault: Fault::Internal, ..Self::error("internal", message) }.note("this is a bug in xpiler, not in the kernel")
    }
    /// The same message at a place of the text.
    pub fn at(mut self, span: Option<Span>) -> Self {
        self.span = span.or(self.span);
        self
    }
    /// The same message with a text at the span.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
    /// The same message with one more line.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
    /// The same message with a line that says what would help.
    pub fn help(self, help: impl AsRef<str>) -> Self {
        self.note(format!("help: {}", help.as_ref()))
    }

    /// The message as text, with the lines of the source it points to.
    ///
    /// `sources` are the texts known by name: (file name, text).
    pub fn render(&self, sources: &[(&str, &str)]) -> String {
        let mut files = SimpleFiles::new();
        let severity = match self.severity {
            Severity::Error => codespan::Severity::Error,
            Severity::Warning => codespan::Severity::Warning,
            Severity::Note => codespan::Severity::Note,
        };
        let mut out = codespan::Diagnostic::new(severity).with_code(self.code).with_message(&self.message);
        let mut notes = self.notes.clone();
        if let Some(span) = &self.span {
            if let Some((name, text)) = sources.iter().find(|(name, _)| *name == span.file) {
                let id = files.add((*name).to_owned(), (*text).to_owned());
                let start = byte_offset(text, span.line, span.column);
                let end = byte_offset(text, span.end_line, span.end_column).max((start + 1).min(text.len())).max(start);
                out = out.with_label(codespan::Label::primary(id, start..end).with_message(&self.label));
            } else {
                notes.insert(0, format!("at {}:{}:{}", span.file, span.line, span.column));
            }
        }
        let mut buffer = NoColor::new(vec![]);
        let config = term::Config { chars: term::Chars::ascii(), ..term::Config::default() };
        match term::emit(&mut buffer, &config, &files, &out.with_notes(notes)) {
            Ok(()) => shown(&String::from_utf8_lossy(&buffer.into_inner())),
            Err(_) => shown(&format!("error[{}]: {}\n", self.code, self.message)),
        }
    }
}

/// A text of someone else's, for a terminal: characters that move its cursor, colour it or turn the direction of writing become visible.
fn shown(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let visible = |c: char| match c {
        '\n' | '\t' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        c if c.is_control() || turns(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(visible).collect()
}

/// The byte offset of a line and column; past the end is the end.
fn byte_offset(text: &str, line: u32, column: u32) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => match text.match_indices('\n').nth(line as usize - 2) {
            Some((i, _)) => i + 1,
            None => return text.len(),
        },
    };
    let mut at = (start + column.saturating_sub(1) as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match &self.span {
            Some(s) => write!(f, "{}:{}:{}: {}: {}", s.file, s.line, s.column, self.code, self.message),
            None => write!(f, "{}: {}", self.code, self.message),
        }
    }
}
impl std::error::Error for Diagnostic {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_users_line() {
        let span = Span { file: "k.cu".into(), line: 2, column: 3, end_line: 2, end_column: 6 };
        let d = Diagnostic::error("trip-count", "cannot split").at(Some(span)).label("runs 100 times").help("use 50");
        let text = d.render(&[("k.cu", "int a;\n  for (;;) {}\n")]);
        assert!(text.contains("error[trip-count]: cannot split"), "{text}");
        assert!(text.contains("for (;;) {}"), "{text}");
        assert!(text.contains("runs 100 times"), "{text}");
        assert!(text.contains("help: use 50"), "{text}");
    }

    #[test]
    fn what_commands_a_terminal_is_shown() {
        let span = Span { file: "k.cu".into(), line: 1, column: 1, end_line: 1, end_column: 4 };
        let text = Diagnostic::error("x", "\x1b[2J").at(Some(span)).render(&[("k.cu", "\u{9b}a\u{202e}\x1b\x7f\tb")]);
        assert!(text.contains("\u{241b}[2J") && text.contains("\u{fffd}a\u{fffd}\u{241b}\u{fffd}"), "{text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }

    #[test]
    fn a_span_past_the_end_does_not_panic() {
        let span = Span { file: "k.cu".into(), line: 99, column: 3, end_line: 1, end_column: 0 };
        let text = Diagnostic::error("x", "y").at(Some(span)).render(&[("k.cu", "ä\n")]);
        assert!(text.contains("error[x]"));
    }
}
