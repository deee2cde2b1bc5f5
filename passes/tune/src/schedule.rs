//! [`Schedule`]: the steps that turn a neutral form into a target's platform form, as values, as text and as JSON.
//!
//! The text is an MLIR pipeline, `loop-split{loop=k factor=32},any(canonicalize,cse)`. [`Document`] says what a schedule was made for:
//!
//! ```json
//! {"version": 1, "platform": "cuda", "arch": "sm_80", "kernel": "gemm",
//!  "steps": [{"pass": "loop-split", "options": {"loop": "k", "factor": 32}}, {"pass": "any(canonicalize,cse)"}]}
//! ```
//!
//! The JSON schema is `tools/schedule.schema.json`. Options keep their order. A value is text; in JSON, what reads as an integer of 64
//! bits or as `true` or `false` is written as that. Steps come from strangers: only passes of xpiler and some of MLIR's may be named.

use std::{fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, Visitor},
    ser::SerializeMap,
};
use xpiler_ir::{
    Diagnostic, Kernel, Result, Span,
    pass::{self, Opt},
};
use xpiler_passes::drop_assertions;

/// No schedule has more steps, those of nested pipelines included.
pub const MOST_STEPS: usize = 1000;

/// The passes of MLIR that a schedule may name beside those of xpiler: they keep what a kernel computes and read no files.
const UPSTREAM: &[&str] = &[
    "affine-expand-index-ops",
    "canonicalize",
    "control-flow-sink",
    "cse",
    "fold-memref-alias-ops",
    "int-range-optimizations",
    "loop-invariant-code-motion",
    "loop-invariant-subset-hoisting",
    "lower-affine",
    "sccp",
    "scf-for-loop-canonicalization",
];

/// One step: a pass with options in order, or a pipeline on nested operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `loop-split{loop=k factor=32}`
    Pass {
        /// The pass, `loop-split`.
        name: String,
        /// Names and values.
        options: Vec<(String, String)>,
    },
    /// `any(canonicalize,cse)`
    Nested {
        /// Which operations: a name, or `any`.
        anchor: String,
        /// The steps on each of them.
        steps: Vec<Step>,
    },
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Pass { name, options } if options.is_empty() => f.write_str(name),
            Self::Pass { name, options } => {
                let options: Vec<String> = options.iter().map(|(n, v)| format!("{n}={v}")).collect();
                write!(f, "{name}{{{}}}", options.join(" "))
            }
            Self::Nested { anchor, steps } => write!(f, "{anchor}({})", joined(steps)),
        }
    }
}

fn joined(steps: &[Step]) -> String {
    steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Steps in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schedule {
    /// The steps.
    pub steps: Vec<Step>,
}

/// The pipeline text.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&joined(&self.steps))
    }
}

impl FromStr for Schedule {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self> {
        Ok(Self { steps: parse(text).map_err(|e| e.in_file("<schedule>", text))? })
    }
}

impl Schedule {
    /// A schedule from the texts of its steps.
    pub fn parse_steps(steps: &[impl AsRef<str>]) -> Result<Self> {
        steps.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",").parse()
    }

    /// Refuses steps that name passes or options that are not registered, or values of another type than the option's.
    pub fn check(&self) -> Result<()> {
        let mut count = 0;
        for (i, step) in self.steps.iter().enumerate() {
            check(step, &mut count).map_err(|d| Diagnostic { message: format!("step {}: {}", i + 1, d.message), ..d })?;
        }
        match count {
            0 => Err(Diagnostic::error("schedule", "the schedule has no steps")),
            1..=MOST_STEPS => Ok(()),
            _ => Err(Diagnostic::error("schedule", format!("the schedule has {count} steps; at most {MOST_STEPS} are run"))),
        }
    }

    /// Applies the schedule to a copy of a neutral form: the target's platform form. An error names the step that refused.
    pub fn apply(&self, neutral: &Kernel) -> Result<Kernel> {
        let lowered = neutral.duplicate();
        drop_assertions(&lowered);
        for (i, step) in self.steps.iter().enumerate() {
            lowered.run(&step.to_string()).map_err(|d| d.note(format!("in step {} of the schedule, `{step}`", i + 1)))?;
        }
        Ok(lowered)
    }
}

fn check(step: &Step, count: &mut usize) -> Result<()> {
    let (name, options) = match step {
        Step::Nested { steps, .. } => return steps.iter().try_for_each(|s| check(s, count)),
        Step::Pass { name, options } => (name, options),
    };
    *count += 1;
    let registered = pass::registered();
    let known = match registered.get(name.as_str()) {
        Some(known) => *known,
        None if UPSTREAM.contains(&name.as_str()) => &[],
        None => {
            let all: Vec<&str> = registered.keys().copied().chain(UPSTREAM.iter().copied()).collect();
            return Err(unknown(format!("there is no pass `{name}` for schedules"), name, &all, "passes"));
        }
    };
    for (option, value) in options {
        let Some(definition) = known.iter().find(|o| o.name() == option) else {
            let all: Vec<&str> = known.iter().map(Opt::name).collect();
            return Err(unknown(format!("`{name}` has no option `{option}`"), option, &all, "its options"));
        };
        let (fits, what) = match definition {
            Opt::Int(..) => (value.parse::<i64>().is_ok(), "an integer of 64 bits"),
            Opt::Bool(..) => (value.parse::<bool>().is_ok(), "true or false"),
            Opt::Str(..) => (true, "text"),
        };
        if !fits {
            return Err(Diagnostic::error("schedule", format!("`{option}` of `{name}` is {what}, not `{value}`")));
        }
    }
    Ok(())
}

/// A message with the names that exist, close ones first.
fn unknown(message: String, name: &str, all: &[&str], what: &str) -> Diagnostic {
    let mut close: Vec<&str> = all.iter().copied().filter(|n| strsim::jaro_winkler(n, name) > 0.85).collect();
    close.sort_by(|a, b| strsim::jaro_winkler(b, name).total_cmp(&strsim::jaro_winkler(a, name)));
    let mut d = Diagnostic::error("schedule", message);
    if !close.is_empty() {
        d = d.help(format!("do you mean `{}`?", close.join("` or `")));
    }
    d.note(if all.is_empty() { format!("{what}: none") } else { format!("{what}: {}", all.join(", ")) })
}

/// A place in a text that cannot be read, in bytes, and why.
struct Unreadable {
    at: usize,
    why: String,
}

impl Unreadable {
    fn in_file(self, file: &str, text: &str) -> Diagnostic {
        let before = &text[..self.at];
        let line = before.matches('\n').count() as u32 + 1;
        let column = (self.at - before.rfind('\n').map_or(0, |i| i + 1)) as u32 + 1;
        let span = Span { file: file.into(), line, column, end_line: line, end_column: column + 1 };
        Diagnostic::error("schedule", format!("the schedule cannot be read: {}", self.why)).at(Some(span))
    }
}

/// Reads a pipeline's text.
fn parse(text: &str) -> std::result::Result<Vec<Step>, Unreadable> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let steps = reader.steps()?;
    if reader.at < text.len() { Err(reader.expected("`,` or the end")) } else { Ok(steps) }
}

/// What may stand in the name of a pass, of an option, or of an operation.
fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.".contains(c)
}

/// What may stand in a value: names of loops and buffers, which C allows letters of any language, numbers, lists.
fn is_value(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"{}\"'".contains(c)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }
    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }
    fn expected(&self, what: &str) -> Unreadable {
        let seen = self.peek().map_or_else(|| "the end".to_owned(), |c| format!("`{}`", c.escape_debug()));
        Unreadable { at: self.at, why: format!("{what} is expected, not {seen}") }
    }
    fn space(&mut self) {
        self.word(char::is_whitespace);
    }
    fn word(&mut self, is_part: impl Fn(char) -> bool) -> String {
        let rest = &self.text[self.at..];
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }
    fn name(&mut self, what: &str) -> std::result::Result<String, Unreadable> {
        let name = self.word(is_name);
        if name.is_empty() { Err(self.expected(what)) } else { Ok(name) }
    }

    fn steps(&mut self) -> std::result::Result<Vec<Step>, Unreadable> {
        let mut steps = vec![];
        loop {
            self.space();
            steps.push(self.step()?);
            self.space();
            if !self.eat(',') {
                return Ok(steps);
            }
        }
    }

    fn step(&mut self) -> std::result::Result<Step, Unreadable> {
        let name = self.name("the name of a pass")?;
        if self.eat('(') {
            self.depth += 1;
            if self.depth > 8 {
                return Err(Unreadable { at: self.at, why: "pipelines are nested too deep".into() });
            }
            let steps = self.steps()?;
            self.depth -= 1;
            return if self.eat(')') { Ok(Step::Nested { anchor: name, steps }) } else { Err(self.expected("`,` or `)`")) };
        }
        let mut options: Vec<(String, String)> = vec![];
        if self.eat('{') {
            self.space();
            while !self.eat('}') {
                let at = self.at;
                let option = self.name("the name of an option or `}`")?;
                if options.iter().any(|(n, _)| *n == option) {
                    return Err(Unreadable { at, why: format!("the option `{option}` is given twice") });
                }
                if !self.eat('=') {
                    return Err(self.expected("`=`"));
                }
                let value = self.word(is_value);
                if value.is_empty() {
                    return Err(self.expected("a value"));
                }
                options.push((option, value));
                self.space();
            }
        }
        Ok(Step::Pass { name, options })
    }
}

/// A step as it stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonStep {
    pass: String,
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    options: Options,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let step = match self {
            Self::Pass { name, options } => JsonStep { pass: name.clone(), options: Options(options.clone()) },
            Self::Nested { .. } => JsonStep { pass: self.to_string(), options: Options::default() },
        };
        step.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let JsonStep { pass, options } = JsonStep::deserialize(from)?;
        let mut steps = parse(&pass).map_err(|e| D::Error::custom(format!("`pass`: {}", e.why)))?;
        match (steps.pop(), steps.is_empty()) {
            (Some(Self::Pass { name, options: none }), true) if none.is_empty() => Ok(Self::Pass { name, options: options.0 }),
            (Some(nested @ Self::Nested { .. }), true) if options.is_empty() => Ok(nested),
            _ => Err(D::Error::custom("`pass` holds one name, or one nested pipeline without options")),
        }
    }
}

/// Options in order, none twice.
#[derive(Default)]
struct Options(Vec<(String, String)>);

impl Options {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            // `007` stays text: a number would read back as `7`.
            match (value.parse::<i64>(), value.parse::<bool>()) {
                (Ok(number), _) if number.to_string() == *value => map.serialize_entry(name, &number)?,
                (_, Ok(truth)) => map.serialize_entry(name, &truth)?,
                _ => map.serialize_entry(name, value)?,
            }
        }
        map.end()
    }
}

/// A value of an option in JSON.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an option is a text, an integer of 64 bits, true or false")]
enum JsonValue {
    Truth(bool),
    Number(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Options;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the options of a pass")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Options, A::Error> {
                let mut options: Vec<(String, String)> = vec![];
                while let Some(name) = map.next_key::<String>()? {
                    let value = match map.next_value()? {
                        JsonValue::Truth(v) => v.to_string(),
                        JsonValue::Number(v) => v.to_string(),
                        JsonValue::Text(v) => v,
                    };
                    if name.is_empty() || !name.chars().all(is_name) {
                        return Err(A::Error::custom(format!("`{}` is no option's name", name.escape_debug())));
                    }
                    if value.is_empty() || !value.chars().all(is_value) {
                        let what = "has no text, or a space, a quote or a brace in it";
                        return Err(A::Error::custom(format!("the value `{}` of `{name}` {what}", value.escape_debug())));
                    }
                    if options.iter().any(|(n, _)| *n == name) {
                        return Err(A::Error::custom(format!("the option `{name}` is given twice")));
                    }
                    options.push((name, value));
                }
                Ok(Options(options))
            }
        }
        from.deserialize_map(InOrder)
    }
}

/// A schedule with what it was made for, as far as the file says: a text says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of the format, 1.
    version: u32,
    /// The target's platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The target's architecture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arch: Option<String>,
    /// The kernel's entry: for the reader, any kernel may be tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kernel: Option<String>,
    /// The steps.
    #[serde(rename = "steps")]
    pub schedule: Schedule,
}

impl Document {
    /// A schedule made for a kernel and a target.
    pub fn new(schedule: Schedule, target: crate::Target, kernel: &str) -> Self {
        let [platform, arch, kernel] = [target.platform, target.arch, kernel].map(|s| Some(s.to_owned()));
        Self { version: 1, platform, arch, kernel, schedule }
    }

    /// Reads a schedule's file: JSON if it begins with a brace, else pipeline text.
    pub fn read(file: &str, text: &str) -> Result<Self> {
        if !text.trim_start().starts_with('{') {
            let schedule = Schedule { steps: parse(text).map_err(|e| e.in_file(file, text))? };
            return Ok(Self { version: 1, platform: None, arch: None, kernel: None, schedule });
        }
        let read: Self = serde_json::from_str(text).map_err(|e| {
            let (line, column) = (e.line() as u32, e.column().max(1) as u32);
            let span = Span { file: file.into(), line, column, end_line: line, end_column: column + 1 };
            let full = e.to_string();
            let why = full.rsplit_once(" at line ").map_or(full.as_str(), |(why, _)| why);
            Diagnostic::error("schedule", format!("the schedule cannot be read: {why}")).at(Some(span))
        })?;
        match read.version {
            1 => Ok(read),
            other => Err(Diagnostic::error("schedule", format!("the schedule has version {other}; this xpiler reads version 1"))),
        }
    }

    /// The JSON text.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a schedule is plain data") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Steps with any options, nested at most twice.
    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let value = prop_oneof![
            any::<i64>().prop_map(|n| n.to_string()),
            any::<bool>().prop_map(|b| b.to_string()),
            "[a-zäλ0-9_.,:()=+-]{1,12}",
        ];
        let options = prop::collection::btree_map("[a-z][a-z0-9-]{0,6}", value, 0..4);
        let pass =
            ("[a-z][a-z0-9-]{0,12}", options).prop_map(|(name, o)| Step::Pass { name, options: o.into_iter().rev().collect() });
        let step = pass.prop_recursive(2, 12, 4, |inner| {
            ("[a-z.]{1,8}", prop::collection::vec(inner, 1..4)).prop_map(|(anchor, steps)| Step::Nested { anchor, steps })
        });
        prop::collection::vec(step, 1..6)
    }

    proptest! {
        #[test]
        fn text_and_json_keep_every_schedule(steps in steps()) {
            let schedule = Schedule { steps };
            let text = schedule.to_string();
            prop_assert_eq!(&text.parse::<Schedule>().expect(&text), &schedule);
            prop_assert_eq!(&Document::read("s", &text).expect(&text).schedule, &schedule);
            let document = Document::new(schedule, crate::Target { platform: "cuda", arch: "sm_80", allowed: &[] }, "gemm");
            prop_assert_eq!(Document::read("s", &document.json()).expect("reads back"), document);
        }

        #[test]
        fn no_text_panics(text in ".{0,80}", tail in "[a-z{}()=,\" :0-9]{0,60}") {
            let _ = Document::read("s", &text);
            let _ = Document::read("s", &tail);
            let _ = Document::read("s", &format!("{{\"version\":1,\"steps\":[{tail}"));
        }
    }

    fn refused(text: &str) -> Diagnostic {
        Document::read("s", text).expect_err(text)
    }

    #[test]
    fn says_where_a_text_goes_wrong() {
        let cases = [
            ("cse,\n loop-split{loop}", 2, 17, "`=`"),
            ("cse,,cse", 1, 5, "the name of a pass"),
            ("", 1, 1, "the name of a pass"),
            ("a{b=c b=d}", 1, 7, "given twice"),
            ("a{b=}", 1, 5, "a value"),
            ("a{b=c", 1, 6, "the name of an option or `}`"),
            ("any(cse", 1, 8, "`)`"),
            ("cse\0", 1, 4, "`\\0`"),
            ("cse ä", 1, 5, "the end"),
        ];
        for (text, line, column, what) in cases {
            let d = refused(text);
            let span = d.span.clone().expect(text);
            assert_eq!((span.line, span.column), (line, column), "{text}: {d}");
            assert!(d.message.contains(what), "{text}: {d}");
        }
    }

    #[test]
    fn says_where_json_goes_wrong() {
        let steps = |steps: &str| format!("{{\"version\": 1,\n\"steps\": [{steps}]}}");
        let cases = [
            (steps(r#"{"pass": "cse", "options": {"a": 1e999}}"#), ""),
            (steps(r#"{"pass": "cse", "options": {"a": 1.5}}"#), "an integer of 64 bits"),
            (steps(r#"{"pass": "cse", "options": {"a": 99999999999999999999}}"#), "an integer of 64 bits"),
            (steps(r#"{"pass": "cse", "options": {"a": null}}"#), "an integer of 64 bits"),
            (steps(r#"{"pass": "cse", "options": {"a": "b c"}}"#), "a space"),
            (steps(r#"{"pass": "cse", "options": {"a": "b\u0000"}}"#), "`b\\0`"),
            (steps(r#"{"pass": "cse", "options": {"a": 1, "a": 2}}"#), "given twice"),
            (steps(r#"{"pass": "cse,cse"}"#), "one name"),
            (steps(r#"{"pass": "cse{a=b}"}"#), "one name"),
            (steps(r#"{"pass": "any(cse)", "options": {"a": 1}}"#), "one nested pipeline"),
            (steps(r#"{"pass": "cse", "frob": 1}"#), "unknown field `frob`"),
            (steps(&"[".repeat(100_000)), ""),
        ];
        for (text, what) in cases {
            let d = refused(&text);
            assert_eq!(d.span.as_ref().map(|s| s.line), Some(2), "{d}");
            assert!(d.message.contains(what) && !d.message.contains(" at line "), "{d}");
        }
        assert!(refused("{\"version\": 2, \"steps\": []}").message.contains("version 2"));
        assert!(refused(&format!("any({})", "a(".repeat(100_000))).message.contains("too deep"));
    }

    fn register() {
        xpiler_passes::register_all();
        crate::register_pipelines();
    }

    #[test]
    fn knows_what_exists() {
        register();
        let refused = |text: &str| {
            let d = text.parse::<Schedule>().and_then(|s| s.check()).expect_err(text);
            format!("{} {}", d.message, d.notes.join(" "))
        };
        let said = refused("cse,any(cse,loop-fus)");
        assert!(said.contains("step 2: there is no pass `loop-fus`") && said.contains("do you mean `loop-fuse`"), "{said}");
        assert!(said.contains("mark-parallel") && said.contains("sccp"), "{said}");
        let said = refused("lower-to-simt{blok=3}");
        assert!(said.contains("do you mean `block`?") && said.contains("its options: platform, block"), "{said}");
        assert!(refused("lower-to-simt{block=many}").contains("is an integer of 64 bits, not `many`"));
        assert!(refused("lower-to-simt{block=99999999999999999999}").contains("an integer"));
        assert!(refused("cse{a=b}").contains("its options: none"));
        assert!(refused(&vec!["cse"; MOST_STEPS + 1].join(",")).contains("at most 1000"));
        // It runs programs and reads files: not for strangers.
        assert!(refused("transform-preload-library{transform-library-paths=x}").contains("there is no pass"));
        "any(canonicalize,cse),lower-to-simt{platform=hip block=64},lower-to-hip"
            .parse::<Schedule>()
            .and_then(|s| s.check())
            .expect("known");
    }

    #[test]
    fn every_upstream_pass_exists() {
        register();
        let (ctx, sink) = xpiler_ir::context::new_context();
        for name in UPSTREAM {
            Kernel::new(ctx, &sink, "", "").run(name).expect(name);
        }
    }
}
