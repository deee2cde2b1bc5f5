//! The platforms, one row each.

use xpiler_ir::{Diagnostic, Result};

/// A platform: what the tools need to know beside its modules in each stage.
pub struct Platform {
    /// The name, the same everywhere: `--to bang`, `frontends::bang`, `dialects/platforms/bang`.
    pub name: &'static str,
    /// The language, for people.
    pub language: &'static str,
    /// File extensions, the usual one first.
    pub extensions: &'static [&'static str],
    /// How kernels are launched.
    pub launch: Launch,
}

/// How kernels of a platform are launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Launch {
    /// In blocks of threads: `--grid`, `--block`.
    Blocks,
    /// In tasks: `--task-dim`, `--task-type`.
    Tasks,
    /// Called as functions are.
    Calls,
}

/// Every platform.
pub const PLATFORMS: &[Platform] = &[
    Platform { name: "cuda", language: "CUDA C", extensions: &["cu", "cuh"], launch: Launch::Blocks },
    Platform { name: "hip", language: "HIP", extensions: &["hip", "hip.cpp"], launch: Launch::Blocks },
    Platform { name: "bang", language: "BANG C", extensions: &["mlu"], launch: Launch::Tasks },
    Platform { name: "vnni", language: "C with AVX-512", extensions: &["c", "cpp"], launch: Launch::Calls },
];

/// A platform by name.
pub fn by_name(name: &str) -> Result<&'static Platform> {
    PLATFORMS.iter().find(|p| p.name == name).ok_or_else(|| {
        let known: Vec<&str> = PLATFORMS.iter().map(|p| p.name).collect();
        Diagnostic::error("unknown-platform", format!("there is no platform `{name}`"))
            .help(format!("one of: {}", known.join(", ")))
    })
}

/// The platform of a file, from `--from` or from its extension.
pub fn of_file(file: &str, from: Option<&str>) -> Result<&'static Platform> {
    if let Some(name) = from {
        return by_name(name);
    }
    let ends = |p: &&Platform| p.extensions.iter().any(|e| file.ends_with(&format!(".{e}")));
    // `.hip.cpp` before `.cpp`.
    let mut found: Vec<&Platform> = PLATFORMS.iter().filter(ends).collect();
    found.sort_by_key(|p| p.name != "hip");
    found.first().copied().ok_or_else(|| {
        Diagnostic::error("unknown-platform", format!("the language of `{file}` does not show in its name"))
            .help("say it: --from cuda|hip|bang|vnni")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_name_platforms() {
        for (file, name) in [("a.cu", "cuda"), ("a.hip", "hip"), ("a.hip.cpp", "hip"), ("b.mlu", "bang"), ("c.c", "vnni")] {
            assert_eq!(of_file(file, None).expect(file).name, name);
        }
        assert_eq!(of_file("a.txt", None).err().map(|d| d.code), Some("unknown-platform"));
        assert_eq!(of_file("a.txt", Some("hip")).expect("given").name, "hip");
    }
}
