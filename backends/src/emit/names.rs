//! Valid, unique C identifiers from the names in the IR.

use std::collections::HashSet;

use xpiler_ir::{cluster, libm};

/// Keywords of C and C++, and names that the platforms' headers or this printer use.
const RESERVED: &[&str] = &[
    "alignas",
    "alignof",
    "and",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "constexpr",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "nullptr",
    "operator",
    "or",
    "private",
    "protected",
    "public",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "template",
    "this",
    "throw",
    "true",
    "try",
    "typedef",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "typeof",
    "main",
    "INFINITY",
    "NAN",
    "NULL",
    "min",
    "max",
    "abs",
    "llabs",
    "malloc",
    "free",
    "memcpy",
    "size_t",
    "half",
    "bfloat16_t",
    "linux",
    "unix",
    "stdin",
    "stdout",
    "stderr",
    "errno",
    "fmodf",
    "fmod",
    "threadIdx",
    "blockIdx",
    "blockDim",
    "gridDim",
    "warpSize",
    "dim3",
];

/// The identifiers taken in a scope. A function has one scope, so no name is ever hidden by another.
#[derive(Clone)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// Only what the languages take.
    pub fn new() -> Self {
        let mut taken: HashSet<String> = RESERVED.iter().chain(&cluster::IDS).map(|s| (*s).to_owned()).collect();
        for f in libm::FUNCTIONS {
            taken.insert(f.name.to_owned());
            taken.extend(f.name.strip_suffix('f').map(str::to_owned));
        }
        Self(taken)
    }
    /// A new identifier like `wanted`: `i.1` gives `i_1`, a second `i` too.
    pub fn fresh(&mut self, wanted: &str) -> String {
        let name = identifier(wanted);
        if self.0.insert(name.clone()) {
            return name;
        }
        self.numbered(&format!("{name}_"), 1)
    }
    /// A new identifier for a value without a name: `t0`, `t1`, ...
    pub fn temporary(&mut self, prefix: &str) -> String {
        self.numbered(prefix, 0)
    }
    fn numbered(&mut self, prefix: &str, first: usize) -> String {
        let mut number = first;
        loop {
            let name = format!("{prefix}{number}");
            if self.0.insert(name.clone()) {
                return name;
            }
            number += 1;
        }
    }
}

/// The nearest valid identifier. Double underscores at the start belong to the compilers.
fn identifier(wanted: &str) -> String {
    let name: String = wanted.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    let name = if name.starts_with("__") { name.trim_start_matches('_') } else { &name };
    match name.chars().next() {
        None => "v".into(),
        Some(c) if c.is_ascii_digit() => format!("_{name}"),
        Some(_) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_unique() {
        let mut names = Names::new();
        assert_eq!(names.fresh("i"), "i");
        assert_eq!(names.fresh("i.1"), "i_1");
        assert_eq!(names.fresh("i"), "i_2");
        assert_eq!(names.fresh("float"), "float_1");
        assert_eq!(names.fresh("expf"), "expf_1");
        assert_eq!(names.fresh("0x"), "_0x");
        assert_eq!(names.fresh("__shared__"), "shared__");
        assert_eq!(names.temporary("t"), "t0");
        assert_eq!(names.temporary("t"), "t1");
    }
}
