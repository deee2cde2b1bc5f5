//! What is known about a text before it is lowered.

use std::collections::HashSet;

use clang_ast::Id;

use crate::{
    ast::{Ast, Node, NodeExt, int_value},
    ctype::CType,
    language::{Api, Language},
};

/// Is this an assignment, a compound assignment or a step? Then its target.
pub(crate) fn target(node: &Node) -> Option<&Node> {
    let writes = match node.what() {
        "BinaryOperator" => node.opcode() == "=",
        "CompoundAssignOperator" => true,
        "UnaryOperator" => matches!(node.opcode(), "++" | "--"),
        _ => false,
    };
    if writes { node.inner.first() } else { None }
}

/// The declarations a subtree changes, or gives an address or a reference of away.
pub(crate) fn assigned_in(root: &Node, ast: &Ast) -> HashSet<Id> {
    let mut found = aliased_in(root, ast);
    root.walk(&mut |node| {
        if let Some(decl) = target(node).and_then(|t| t.decl()) {
            found.insert(decl.id);
        }
    });
    found
}

/// The variable that an expression is a part of: `s` of `s.m`, `a[i].m` of an array, `(*p).m`.
fn root(node: &Node) -> Option<Id> {
    let mut node = node.core();
    loop {
        node = match node.what() {
            "MemberExpr" | "ArraySubscriptExpr" => node.inner.first()?.core(),
            "UnaryOperator" if matches!(node.opcode(), "*" | "&" | "++" | "--") => node.inner.first()?.core(),
            "DeclRefExpr" => return node.kind.referenced_decl.as_ref().map(|d| d.id),
            _ => return None,
        };
    }
}

/// Every declaration that a subtree may change, as a whole or in part, itself or by what it calls.
pub(crate) fn changed_in(body: &Node, ast: &Ast) -> HashSet<Id> {
    let (mut found, mut seen, mut work) = (HashSet::new(), HashSet::new(), vec![body]);
    while let Some(part) = work.pop() {
        found.extend(assigned_in(part, ast));
        part.walk(&mut |node| {
            found.extend(target(node).and_then(root));
            if !node.what().ends_with("CallExpr") || node.inner.is_empty() {
                return;
            }
            // An assignment of structures, an operator of the language.
            if node.is("CXXOperatorCallExpr") {
                found.extend(node.inner.get(1).and_then(root));
            }
            let Some(callee) = ast.callee(node) else { return };
            found.extend(callee.object.and_then(root));
            let parameters = callee.function.inner.iter().filter(|c| c.is("ParmVarDecl"));
            for (parameter, arg) in parameters.zip(callee.arguments) {
                if matches!(ast.ctype(parameter), CType::Reference(_) | CType::Pointer { .. }) {
                    found.extend(root(arg));
                }
            }
            if seen.insert(callee.function.id) {
                work.push(callee.function);
            }
        });
    }
    found
}

/// The types of the elements that a subtree writes through pointers. A call of a function with a body writes what it gets pointers to.
pub(crate) fn elements_written(root: &Node, ast: &Ast) -> Vec<CType> {
    let mut found = vec![];
    root.walk(&mut |node| {
        if let Some(written) = target(node).filter(|t| !t.core().is("DeclRefExpr")) {
            found.push(ast.ctype(written).value());
        }
        if node.what().ends_with("CallExpr") && !node.inner.is_empty() {
            let pointed = node.inner[1..].iter().filter_map(|arg| match ast.ctype(arg) {
                CType::Pointer { to, constant: false } => Some(*to),
                _ => None,
            });
            found.extend(pointed);
        }
    });
    found
}

/// The declarations whose address is taken in a subtree, or that a reference is made to.
fn aliased_in(tree: &Node, ast: &Ast) -> HashSet<Id> {
    let mut found = HashSet::new();
    tree.walk(&mut |node| {
        let part = |of: &Node| if of.core().is("MemberExpr") { root(of) } else { of.decl().map(|d| d.id) };
        if node.is("UnaryOperator") && node.opcode() == "&" {
            found.extend(part(&node.inner[0]));
        }
        if node.is("VarDecl") && matches!(ast.ctype(node), CType::Reference(_)) {
            found.extend(node.parts().first().and_then(|init| part(init)));
        }
        if let Some(callee) = ast.callee(node) {
            let parameters = callee.function.inner.iter().filter(|c| c.is("ParmVarDecl"));
            for (parameter, arg) in parameters.zip(callee.arguments) {
                let reads_only = parameter.written_type().starts_with("const ");
                if matches!(ast.ctype(parameter), CType::Reference(_)) && !reads_only {
                    found.extend(part(arg));
                }
            }
        }
    });
    found
}

/// Every declaration that changes after its initialiser, and those among them that something else may change.
pub(crate) fn assigned(ast: &Ast) -> (HashSet<Id>, HashSet<Id>) {
    let (mut all, mut aliased) = (HashSet::new(), HashSet::new());
    for function in &ast.functions {
        all.extend(assigned_in(function, ast));
        aliased.extend(aliased_in(function, ast));
    }
    (all, aliased)
}

/// Is the value of this expression always the error code "success"?
fn is_success(node: &Node, language: &Language, candidates: &HashSet<Id>, ast: &Ast) -> bool {
    let node = node.core();
    match node.what() {
        "CallExpr" => node.inner[0].decl().is_some_and(|d| {
            let name = d.name.as_deref().unwrap_or("");
            let done = matches!(language.api(name), Some(api) if api != Api::Nothing || !name.ends_with("String"));
            done || is_success_function(d.id, language, ast)
        }),
        "DeclRefExpr" => node.decl().is_some_and(|d| candidates.contains(&d.id) || ast.constant(d.id) == Some(0)),
        "IntegerLiteral" => int_value(node) == Some(0),
        "BinaryOperator" if node.opcode() == "=" => is_success(&node.inner[1], language, candidates, ast),
        "ConditionalOperator" => node.inner[1..].iter().all(|n| is_success(n, language, candidates, ast)),
        _ => false,
    }
}

fn is_success_function(id: Id, language: &Language, ast: &Ast) -> bool {
    // A declared API function without a body that returns an error code.
    ast.body(id).is_none() && ast.find(id).is_some_and(|f| language.api(f.name()).is_some())
}

/// The integer variables of host functions that only ever hold "success".
pub(crate) fn error_codes(ast: &Ast, language: &Language) -> HashSet<Id> {
    let mut candidates = HashSet::new();
    let mut writes: Vec<(Id, Option<&Node>)> = vec![];
    if language.is_plain_c() {
        return candidates;
    }
    for function in ast.functions.iter().filter(|f| !is_device(f)) {
        function.walk(&mut |node| {
            if node.is("VarDecl") && ast.ctype(node).is_int() && node.kind.storage_class.is_none() {
                candidates.insert(node.id);
                if let Some(init) = node.parts().first() {
                    writes.push((node.id, Some(init)));
                }
            }
            if let Some(decl) = target(node).and_then(|t| t.decl()) {
                let plain = node.is("BinaryOperator");
                writes.push((decl.id, plain.then(|| &node.inner[1])));
            }
            if node.is("UnaryOperator")
                && node.opcode() == "&"
                && let Some(decl) = node.inner[0].decl()
            {
                writes.push((decl.id, None));
            }
        });
    }
    // A variable that is never set to an API's result is an ordinary one.
    let set_by_api: HashSet<Id> =
        writes.iter().filter(|(_, v)| v.is_some_and(|v| !v.core().is("IntegerLiteral"))).map(|(id, _)| *id).collect();
    candidates.retain(|id| set_by_api.contains(id));
    loop {
        let bad: Vec<Id> = writes
            .iter()
            .filter(|(id, v)| candidates.contains(id) && !v.is_some_and(|v| is_success(v, language, &candidates, ast)))
            .map(|(id, _)| *id)
            .collect();
        if bad.is_empty() {
            return candidates;
        }
        for id in bad {
            candidates.remove(&id);
        }
    }
}

/// Does the function run on the device?
pub(crate) fn is_device(function: &Node) -> bool {
    function.has_attr("CUDAGlobalAttr") || (function.has_attr("CUDADeviceAttr") && !function.has_attr("CUDAHostAttr"))
}

/// The ways a statement can leave the code around it, by its text alone.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Exits {
    pub breaks: bool,
    pub continues: bool,
    pub returns: bool,
}

impl Exits {
    pub const NONE: Exits = Exits { breaks: false, continues: false, returns: false };
    pub fn any(self) -> bool {
        self.breaks || self.continues || self.returns
    }
    pub fn or(self, other: Exits) -> Exits {
        Exits {
            breaks: self.breaks || other.breaks,
            continues: self.continues || other.continues,
            returns: self.returns || other.returns,
        }
    }
}

/// The exits in a statement.
pub(crate) fn exits(node: &Node) -> Exits {
    let own = match node.what() {
        "BreakStmt" => Exits { breaks: true, ..Exits::NONE },
        "ContinueStmt" => Exits { continues: true, ..Exits::NONE },
        "ReturnStmt" => Exits { returns: true, ..Exits::NONE },
        // What returns there returns from another function.
        "LambdaExpr" | "CXXRecordDecl" => return Exits::NONE,
        _ => Exits::NONE,
    };
    let inside = node.inner.iter().map(exits).fold(own, Exits::or);
    if matches!(node.what(), "ForStmt" | "WhileStmt" | "DoStmt") {
        Exits { returns: inside.returns, ..Exits::NONE }
    } else {
        inside
    }
}

/// Does control never reach the end of the statement, because it returns on every path?
pub(crate) fn always_returns(node: &Node) -> bool {
    match node.what() {
        "ReturnStmt" => true,
        "CompoundStmt" => node.inner.last().is_some_and(always_returns),
        "IfStmt" => node.kind.has_else == Some(true) && node.inner[1..].iter().all(always_returns),
        _ => false,
    }
}

/// May the expression be evaluated although the program would not? No effects, no access that could be out of bounds.
pub(crate) fn is_pure(node: &Node) -> bool {
    let mut pure = true;
    node.walk(&mut |n| {
        pure &= match n.what() {
            "ArraySubscriptExpr" | "CompoundAssignOperator" | "CXXOperatorCallExpr" | "CXXMemberCallExpr" | "LambdaExpr" => false,
            "CallExpr" => {
                n.inner[0].decl().and_then(|d| d.name.as_deref()).is_some_and(|f| xpiler_ir::libm::by_name(f).is_some())
            }
            "UnaryOperator" => !matches!(n.opcode(), "*" | "++" | "--"),
            "BinaryOperator" if matches!(n.opcode(), "/" | "%") => int_value(n.inner[1].core()).is_some_and(|v| v != 0),
            "BinaryOperator" => n.opcode() != "=",
            _ => true,
        };
    });
    pure
}
