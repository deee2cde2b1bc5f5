//! Which function is the entry: the text's host wrapper, or one that is made from the command line's geometry.
//!
//! A wrapper that is made needs the kernel's parameters, which clang knows. Since a second run of clang takes as long as the first, the wrapper
//! is guessed from the text's characters (`guess`), read with the text, and believed where the tree says that it is the one that would be made.

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
    /// This kernel needs a wrapper, these lines at the text's end.
    Append(&'a Node, String),
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
        [kernel] => synthesise(ast, language, options, kernel).map(|lines| Choice::Append(kernel, lines)),
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

/// The command line's geometry, if it is there: grid and block, or dimensions of tasks and their type. Expressions, and nothing else.
fn geometry<'o>(language: &Language, options: &'o Options) -> Result<Option<(&'o str, &'o str)>> {
    let (a, b) = if language.platform == "bang" {
        (options.task_dim.as_deref(), options.task_type.as_deref().or(Some("block")))
    } else {
        (options.grid.as_deref(), options.block.as_deref())
    };
    let (Some(a), Some(b)) = (a, b) else { return Ok(None) };
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
    Ok(Some((a, b)))
}

/// A wrapper that launches the kernel as the command line says.
fn synthesise(ast: &Ast, language: &Language, options: &Options, kernel: &Node) -> Result<String> {
    let name = kernel.name();
    let Some((a, b)) = geometry(language, options)? else {
        let needed = if language.platform == "bang" { "--task-dim" } else { "--grid and --block" };
        return Err(Diagnostic::error("no-geometry", format!("kernel `{name}` is launched nowhere: give {needed}"))
            .at(ast.name_span(kernel)));
    };
    let mut declared = vec![];
    for (i, parameter) in parameters(kernel).into_iter().enumerate() {
        let ty = written(parameter.written_type());
        if !ty.chars().all(|c| c.is_ascii_alphanumeric() || "_* :".contains(c)) {
            return Err(Diagnostic::error("unsupported-construct", format!("parameters of type `{ty}` are not supported"))
                .at(ast.span(parameter)));
        }
        declared.push((ty, parameter_name(parameter, i)));
    }
    Ok(wrapper(name, &declared, &configuration(language, a, b)?))
}

/// The text of a wrapper of a kernel whose parameters have these types and names.
fn wrapper(kernel: &str, parameters: &[(String, String)], configuration: &str) -> String {
    let declared: Vec<String> = parameters.iter().map(|(ty, name)| format!("{ty} {name}")).collect();
    let passed: Vec<&str> = parameters.iter().map(|(_, name)| name.as_str()).collect();
    let (declared, passed) = (declared.join(", "), passed.join(", "));
    format!("\nextern \"C\" void {kernel}_launch({declared}) {{ {kernel}<<<{configuration}>>>({passed}); }}\n")
}

/// What stands between `<<<` and `>>>`: grid and block, or dimensions of tasks and their type.
fn configuration(language: &Language, a: &str, b: &str) -> Result<String> {
    if language.platform != "bang" {
        return Ok(format!("dim3({a}), dim3({b})"));
    }
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
    Ok(format!("cnrtDim3_t{{{}}}, {ty}, (cnrtQueue_t)0", casts.join(", ")))
}

/// The wrapper that a text with one plain kernel will need; none where characters do not tell.
pub(crate) fn guess(language: &Language, options: &Options, text: &str) -> Option<String> {
    const KERNEL: [&str; 3] = ["__global__", "__mlu_global__", "__mlu_entry__"];
    let (a, b) = geometry(language, options).ok()??;
    let [after] = KERNEL.iter().flat_map(|word| text.split(word).skip(1)).collect::<Vec<_>>()[..] else { return None };
    // Templates have no types yet, and a launch in the text may be the entry.
    if text.contains("template") || text.contains("<<<") {
        return None;
    }
    let (head, parameters) = after.split_once(')')?.0.split_once('(')?;
    let kernel = head.split_whitespace().last()?;
    let mut declared = vec![];
    for parameter in parameters.split(',') {
        let name = parameter.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
        let ty = parameter.trim_end().strip_suffix(name)?;
        declared.push((written(ty), name.to_owned()));
    }
    Some(wrapper(kernel, &declared, &configuration(language, a, b).ok()?))
}

/// Is a function that was read the wrapper that would be made for the kernel?
pub(crate) fn is_wrapper(ast: &Ast, function: &Node, kernel: &Node) -> bool {
    let declared = |f: &Node| -> Vec<(String, String)> {
        parameters(f).into_iter().map(|p| (written(p.written_type()), p.name().to_owned())).collect()
    };
    function.name() == format!("{}_launch", kernel.name())
        && matches!(launches(ast, function)[..], [launched] if launched.id == kernel.id)
        && declared(function) == declared(kernel)
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
