//! Reads CUDA C, HIP, BANG C and C with AVX-512 as platform form.
//!
//! ```text
//! text -> clang -> typed AST (ast) -> entry chosen or made (entry) -> module (lower)
//! ```
//!
//! clang reads every language with our own small preludes; the lowering of C is shared, and what differs between the
//! languages is data ([`language`]) and a few words in `cuda`, `hip`, `bang` and `vnni`.

#![allow(clippy::result_large_err, reason = "an error ends the run: its size on the way out does not matter")]

mod ast;
mod bang;
mod clang;
mod ctype;
mod cuda;
mod entry;
mod fragment;
mod hip;
mod language;
mod lower;
#[cfg(test)]
mod tests;
mod vnni;

use xpiler_ir::{Ctx, Diagnostic, Kernel, Result, context::Sink};

use crate::{
    ast::{Ast, Node},
    entry::Choice,
    language::Language,
    lower::Lower,
};

/// Texts larger than this are refused.
const TEXT_LIMIT: usize = 4 << 20;
/// The stack of the thread that walks the syntax tree: virtual memory, touched only as far as the tree is deep.
const STACK: usize = 1 << 30;

/// What the command line says about a text.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kernel or the wrapper to translate.
    pub entry: Option<String>,
    /// `x,y,z`: C expressions over the kernel's integer parameters.
    pub grid: Option<String>,
    /// `x,y,z`: C expressions over the kernel's integer parameters.
    pub block: Option<String>,
    /// BANG: `x,y,z`, C expressions over the kernel's integer parameters.
    pub task_dim: Option<String>,
    /// BANG: `block`, `union1`, `union2`, `union4` or `union8`.
    pub task_type: Option<String>,
    /// Extents of pointer parameters: name, and `rows*cols` or `16x32`.
    pub shapes: Vec<(String, String)>,
}

/// Carries handles of a context to the thread that works on it, and back.
struct Carry<T>(T);
// SAFETY: the thread that sends waits until the other one is done, so that the context is never used by two.
unsafe impl<T> Send for Carry<T> {}

impl<T> Carry<T> {
    fn take(self) -> T {
        self.0
    }
}

/// Reads a text as a module in platform form with one entry and the kernels it launches.
///
/// `platform` is `cuda`, `hip`, `bang` or `vnni`; `file` is the name in diagnostics.
pub fn parse(ctx: Ctx, sink: &Sink, platform: &str, file: &str, text: &str, options: &Options) -> Result<Kernel> {
    let Some(language) = Language::of(platform) else {
        return Err(Diagnostic::error("unknown-platform", format!("`{platform}` is not a platform: cuda, hip, bang, vnni")));
    };
    if text.len() > TEXT_LIMIT {
        return Err(Diagnostic::error("file-too-large", "the text is larger than 4 MB"));
    }
    if text.contains('\0') {
        return Err(Diagnostic::error("parse-error", "the text has a NUL byte: it is not source code"));
    }
    let work = Carry((ctx, sink));
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().name("frontend".into()).stack_size(STACK).spawn_scoped(scope, move || {
            let (ctx, sink) = work.take();
            Carry(read(ctx, sink, language, file, text, options))
        });
        match worker.map(|w| w.join()) {
            Ok(Ok(result)) => result.take(),
            Ok(Err(_)) => Err(Diagnostic::internal("the frontend panicked")),
            Err(e) => Err(Diagnostic::environment("no-thread", format!("cannot start a thread: {e}"))),
        }
    })
}

fn read(ctx: Ctx, sink: &Sink, language: &'static Language, file: &str, text: &str, options: &Options) -> Result<Kernel> {
    let lines = text.lines().count().max(1) as u32;
    Reader { ctx, sink, language, file, text, options, lines }.read()
}

/// A text, and how it is read.
struct Reader<'a> {
    ctx: Ctx,
    sink: &'a Sink,
    language: &'static Language,
    file: &'a str,
    text: &'a str,
    options: &'a Options,
    /// The number of lines of the text.
    lines: u32,
}

impl Reader<'_> {
    fn read(&self) -> Result<Kernel> {
        if let Some(lines) = entry::guess(self.language, self.options, self.text) {
            match self.clang(&lines, false) {
                Ok((root, input)) => {
                    if let Some(kernel) = self.guessed(self.index(&root, &input))? {
                        return Ok(kernel);
                    }
                }
                // What is wrong may be the guess; that it takes too long is the text.
                Err(d) if d.code == "parse-error" || d.code == "bad-geometry" => {}
                Err(d) => return Err(d),
            }
        }
        let plain_c = self.language.is_plain_c();
        let cpp = plain_c && [".cpp", ".cc", ".cxx"].iter().any(|e| self.file.ends_with(e));
        let (root, input) = match self.clang("", cpp) {
            // C++ in all but name.
            Err(d) if plain_c && !cpp && d.code == "parse-error" && self.text.contains("extern \"C\"") => {
                self.clang("", true).map_err(|_| d)?
            }
            read => read?,
        };
        let ast = self.index(&root, &input);
        let lines = match entry::choose(&ast, self.language, self.options)? {
            Choice::Function(entry) => return self.lower(&ast, entry),
            Choice::Append(_, lines) => lines,
        };
        let (root, input) = self.clang(&lines, false)?;
        let ast = self.index(&root, &input);
        let kernel = ast.functions.last().and_then(|wrapper| entry::launches(&ast, wrapper).pop());
        self.lower_appended(ast, kernel.ok_or_else(|| Diagnostic::internal("the wrapper that was added is not in the tree"))?)
    }
    /// The tree of the text with lines of ours behind it.
    fn clang(&self, appended: &str, cpp: bool) -> Result<(Node, String)> {
        let text = format!("{}{appended}", self.text);
        let Self { ctx, language, file, lines, .. } = *self;
        clang::parse(&clang::Input { ctx, language, file, text: &text, lines, cpp })
    }
    fn index<'t>(&self, root: &'t Node, input: &str) -> Ast<'t> {
        Ast::new(root, input, self.file, self.lines)
    }
    /// The module, if the last function is the wrapper that would be made.
    fn guessed(&self, mut ast: Ast<'_>) -> Result<Option<Kernel>> {
        let Some(wrapper) = ast.functions.pop() else { return Ok(None) };
        let Choice::Append(kernel, _) = entry::choose(&ast, self.language, self.options)? else { return Ok(None) };
        if !entry::is_wrapper(&ast, wrapper, kernel) {
            return Ok(None);
        }
        ast.functions.push(wrapper);
        self.lower_appended(ast, kernel).map(Some)
    }
    /// The module whose entry is the last function, which we made to launch this kernel.
    fn lower_appended<'t>(&self, mut ast: Ast<'t>, kernel: &'t Node) -> Result<Kernel> {
        ast.appended_at = ast.name_span(kernel);
        let wrapper = ast.functions.last().copied();
        self.lower(&ast, wrapper.ok_or_else(|| Diagnostic::internal("a tree without functions has no wrapper"))?)
    }
    fn lower<'t>(&self, ast: &Ast<'t>, entry: &'t Node) -> Result<Kernel> {
        if let Some(assembly) = ast.assembly {
            let message = "assembler text outside of functions is not supported";
            return Err(Diagnostic::error("unsupported-construct", message).at(ast.span(assembly)));
        }
        let module = Kernel::new(self.ctx, self.sink, self.file, self.text);
        Lower::new(self.ctx, ast, self.language, self.options, module).module(entry)
    }
}

/// An extent as the command line has it, `16x32` or `rows*cols`, as a C expression.
pub(crate) fn extent(text: &str) -> Result<String> {
    let bad = || Diagnostic::error("bad-shape", format!("`{text}` is not a shape: write rows*cols or 16x32"));
    if text.trim().is_empty() || !text.chars().all(|c| c.is_ascii_alphanumeric() || "_+-*/%() ".contains(c)) {
        return Err(bad());
    }
    // `x` stands for a product only between factors that start with a digit or are names of their own: 16x32, NxM has none.
    let factors: Vec<&str> = text.split('x').collect();
    let numbers = factors.iter().all(|f| !f.is_empty() && f.chars().all(|c| c.is_ascii_digit()));
    Ok(if factors.len() > 1 && numbers { factors.join(" * ") } else { text.trim().to_owned() })
}
