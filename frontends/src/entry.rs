//! Which function is the entry: the text's host wrapper, or one that is made from the command line's geometry.

use xpiler_ir::{Diagnostic, Result};

use crate::{
    Options,
    ast::{Ast, Node, NodeExt},
    language::Language,
    lower::function::{is_kernel, parameter_name, parameters, written},
};

/// What to do with a parsed text.
pub(crate) enum Choice<'a> {
    /// This function is the entry.
    Function(&'a Node),
    /// The text needs these lines at its end.
    Append(String),
}

/// The kernels a function launches.
pub(crate) fn launches<'a>(ast: &Ast<'a>, function: &'a Node) -> Vec<&'a Node> {
    let mut found: Vec<&Node> = vec![];
    function.walk(&mut |node| {
        if node.is("CUDAKernelCallExpr")
            && let Some(kernel) = node.inner.first().and_then(|c| c.decl()).and_then(|d| ast.body(d.id))
        {
            found.push(kernel);
        }
    });
    found
}

/// Chooses the entry.
pub(crate) fn choose<'a>(ast: &Ast<'a>, language: &Language, options: &Options) -> Result<Choice<'a>> {
    let wanted = options.entry.as_deref();
    if language.is_plain_c() {
        return plain_c(ast, wanted).map(Choice::Function);
    }
    let mut wrappers: Vec<&Node> =
        ast.functions.iter().copied().filter(|f| !is_kernel(f) && !launches(ast, f).is_empty()).collect();
    if let Some(wanted) = wanted {
        if let Some(wrapper) = wrappers.iter().find(|f| f.name() == wanted) {
            return Ok(Choice::Function(wrapper));
        }
        wrappers.retain(|f| launches(ast, f).iter().any(|k| k.name() == wanted));
    }
    if wrappers.len() > 1 {
        wrappers.retain(|f| f.name() != "main");
    }
    match wrappers[..] {
        [wrapper] => return Ok(Choice::Function(wrapper)),
        [] => {}
        _ => return Err(ambiguous("the text has several functions that launch kernels", &wrappers, ast)),
    }
    let mut kernels: Vec<&Node> = ast.functions.iter().copied().filter(|f| is_kernel(f)).collect();
    if let Some(wanted) = wanted {
        let all = kernels.clone();
        kernels.retain(|k| k.name() == wanted);
        if kernels.is_empty() {
            return Err(unknown(wanted, &all));
        }
    }
    match kernels[..] {
        [kernel] => synthesise(ast, language, options, kernel).map(Choice::Append),
        [] => Err(Diagnostic::error("no-kernel", "the text has no kernel")
            .help("a template kernel needs a launch in the text that says its arguments")),
        _ => Err(ambiguous("the text has several kernels", &kernels, ast)),
    }
}

fn plain_c<'a>(ast: &Ast<'a>, wanted: Option<&str>) -> Result<&'a Node> {
    let mut candidates: Vec<&Node> = ast
        .functions
        .iter()
        .copied()
        .filter(|f| f.kind.storage_class.as_deref() != Some("static") && parameters(f).iter().any(|p| ast.ctype(p).is_pointer()))
        .collect();
    if let Some(wanted) = wanted {
        let all = candidates.clone();
        candidates.retain(|f| f.name() == wanted);
        if candidates.is_empty() {
            return Err(unknown(wanted, &all));
        }
    } else if candidates.len() > 1 {
        candidates.retain(|f| f.name() != "main");
    }
    match candidates[..] {
        [function] => Ok(function),
        [] => Err(Diagnostic::error("no-kernel", "the text has no function with a pointer parameter")),
        _ => Err(ambiguous("the text has several functions with pointer parameters", &candidates, ast)),
    }
}

fn names(functions: &[&Node]) -> String {
    functions.iter().map(|f| format!("`{}`", f.name())).collect::<Vec<_>>().join(", ")
}

fn ambiguous(what: &str, functions: &[&Node], ast: &Ast) -> Diagnostic {
    Diagnostic::error("ambiguous-kernel", format!("{what}: {}", names(functions)))
        .at(functions.first().and_then(|f| ast.name_span(f)))
        .help("choose one with --kernel")
}

fn unknown(wanted: &str, all: &[&Node]) -> Diagnostic {
    let d = Diagnostic::error("unknown-kernel", format!("the text has no kernel `{wanted}`"));
    if all.is_empty() { d } else { d.note(format!("it has {}", names(all))) }
}

/// A wrapper that launches the kernel as the command line says.
fn synthesise(ast: &Ast, language: &Language, options: &Options, kernel: &Node) -> Result<String> {
    let name = kernel.name();
    let bang = language.platform == "bang";
    let (a, b) = if bang { (&options.task_dim, &options.task_type) } else { (&options.grid, &options.block) };
    let block = "block".to_owned();
    let (Some(a), Some(b)) = (a, b.as_ref().or(bang.then_some(&block))) else {
        let needed = if bang { "--task-dim" } else { "--grid and --block" };
        return Err(Diagnostic::error("no-geometry", format!("kernel `{name}` is launched nowhere: give {needed}"))
            .at(ast.name_span(kernel)));
    };
    for text in [a, b] {
        if text.trim().is_empty() || !text.chars().all(|c| c.is_ascii_alphanumeric() || "_+-*/%() ,<>".contains(c)) {
            return Err(Diagnostic::error("bad-geometry", format!("`{text}` is not a launch geometry"))
                .help("write three C expressions over the kernel's integer parameters, \"(n + 255) / 256,1,1\""));
        }
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        if let Some(word) = words.find(|w| w.starts_with(|c: char| c.is_ascii_digit()) && w.len() > 9) {
            return Err(Diagnostic::error("bad-geometry", format!("`{word}` is larger than a launch can be")));
        }
    }
    let mut declared = vec![];
    let mut passed = vec![];
    for (i, parameter) in parameters(kernel).into_iter().enumerate() {
        let ty = written(parameter.written_type());
        if !ty.chars().all(|c| c.is_ascii_alphanumeric() || "_* :".contains(c)) {
            return Err(Diagnostic::error("unsupported-construct", format!("parameters of type `{ty}` are not supported"))
                .at(ast.span(parameter)));
        }
        let name = parameter_name(parameter, i);
        declared.push(format!("{ty} {name}"));
        passed.push(name);
    }
    let (declared, passed) = (declared.join(", "), passed.join(", "));
    let configuration = if bang {
        let ty = match b.trim().to_ascii_lowercase().as_str() {
            "block" => "cnrtFuncTypeBlock",
            "union1" => "cnrtFuncTypeUnion1",
            "union2" => "cnrtFuncTypeUnion2",
            "union4" => "cnrtFuncTypeUnion4",
            "union8" => "cnrtFuncTypeUnion8",
            _ => {
                return Err(Diagnostic::error("bad-geometry", format!("`{b}` is not a task type"))
                    .help("task types are block, union1, union2, union4 and union8"));
            }
        };
        let missing = 2usize.saturating_sub(commas(a));
        let dims = format!("{a}{}", ",1".repeat(missing));
        let casts: Vec<String> = split_commas(&dims).into_iter().map(|d| format!("(unsigned)({d})")).collect();
        format!("cnrtDim3_t{{{}}}, {ty}, (cnrtQueue_t)0", casts.join(", "))
    } else {
        format!("dim3({a}), dim3({b})")
    };
    Ok(format!("\nextern \"C\" void {name}_launch({declared}) {{ {name}<<<{configuration}>>>({passed}); }}\n"))
}

fn commas(text: &str) -> usize {
    split_commas(text).len() - 1
}

/// The parts between the commas outside parentheses.
fn split_commas(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (vec![], 0, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
