//! Loops over the elements that a lane holds of a fragment.
//!
//! ```text
//! for (int i = 0; i < f.num_elements; ++i) f.x[i] = wmma::__float_to_tf32(f.x[i]);
//! ```
//!
//! Which elements a lane holds is not specified, so the lanes of a warp must do the same to all of them: what is done to the matrix is one use of a row
//! with `xpiler.elements`.

use clang_ast::Id;
use xpiler_ir::{Result, names};

use super::{Lower, loops::Canonical};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

impl Lower<'_> {
    /// The number of elements of the fragment whose `num_elements` bounds a loop.
    pub(super) fn held(&self, bound: &Node) -> Option<i64> {
        let member = bound.core();
        let counts = member.is("MemberExpr") && member.name() == "num_elements";
        match self.ctype(member.inner.first().filter(|_| counts)?).value() {
            CType::Fragment(f) => Some(f.shape.iter().product()),
            _ => None,
        }
    }

    /// Lowers a loop over elements; is it one?
    pub(super) fn elements_loop(&mut self, node: &Node, loop_: &Canonical, body: &Node) -> Result<bool> {
        let Some(elements) = self.held(loop_.bound) else { return Ok(false) };
        let all = self.constant(loop_.start) == Some(0) && loop_.step.is_none() && !loop_.inclusive;
        let statements: Vec<&Node> = if body.is("CompoundStmt") { body.inner.iter().collect() } else { vec![body] };
        for statement in statements {
            let Some((name, fragment)) = self.element_call(statement, loop_.var, elements).filter(|_| all) else {
                let message = "the elements of a fragment are supported in `for (i = 0; i < f.num_elements; ++i) f.x[i] = g(f.x[i])` alone, \
                               for a `g` that xpiler knows";
                return self.refuse(if all { statement } else { node }, message);
            };
            self.intrinsic(statement, &name, &[fragment])?;
        }
        Ok(true)
    }

    /// `f.x[var] = g(f.x[var])` for a row on elements of a fragment with as many: its name, and the fragment.
    fn element_call<'n>(&self, statement: &'n Node, var: Id, elements: i64) -> Option<(String, &'n Node)> {
        let assigned = statement.bare();
        let [to, call] = &assigned.inner[..] else { return None };
        let call = kept(call);
        let [callee, from] = &call.inner[..] else { return None };
        if !assigned.is("BinaryOperator") || assigned.opcode() != "=" || !call.is("CallExpr") {
            return None;
        }
        let [array, index] = &to.bare().inner[..] else { return None };
        let array = kept(array);
        let fragment = array.inner.first().filter(|_| to.bare().is("ArraySubscriptExpr") && array.name() == "x")?;
        let CType::Fragment(f) = self.ctype(fragment).value() else { return None };
        let is_whole = kept(index).is("DeclRefExpr")
            && index.decl().is_some_and(|d| d.id == var)
            && f.shape.iter().product::<i64>() == elements;
        let mut is_fixed = true;
        fragment.walk(&mut |n| {
            is_fixed &= match n.what() {
                "CallExpr" | "CXXOperatorCallExpr" | "CXXMemberCallExpr" | "CompoundAssignOperator" => false,
                "BinaryOperator" => n.opcode() != "=",
                "UnaryOperator" => !matches!(n.opcode(), "++" | "--"),
                _ => n.decl().is_none_or(|d| d.id != var),
            }
        });
        let name = callee.decl()?.name.as_deref()?.to_owned();
        let is_known = self.rows(&name).ok()?.all().iter().any(|row| row.func.attr(names::ELEMENTS).is_some());
        (is_whole && is_fixed && is_known && same(to, from)).then_some((name, fragment))
    }
}

/// Without parentheses and the casts that keep every value.
fn kept(node: &Node) -> &Node {
    let node = node.bare();
    let keeps = ["NoOp", "LValueToRValue", "FunctionToPointerDecay", "ArrayToPointerDecay"].contains(&node.cast());
    match &node.inner[..] {
        [inner] if keeps && node.what().ends_with("CastExpr") => kept(inner),
        _ => node,
    }
}

/// Are these the same expression?
fn same(a: &Node, b: &Node) -> bool {
    let (a, b) = (kept(a), kept(b));
    let named = |n: &Node| n.decl().map(|d| d.id);
    let alike = (a.what(), a.opcode(), a.cast(), a.name(), named(a)) == (b.what(), b.opcode(), b.cast(), b.name(), named(b));
    alike
        && a.kind.value == b.kind.value
        && a.inner.len() == b.inner.len()
        && a.inner.iter().zip(&b.inner).all(|(x, y)| same(x, y))
}
