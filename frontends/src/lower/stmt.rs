//! Statements.

use xpiler_ir::{Result, names};

use super::{
    Lower,
    analysis::{Exits, always_returns},
};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

impl Lower<'_> {
    /// A statement of its own: a body of an `if` or a loop, or a function's.
    pub(super) fn body(&mut self, node: &Node, tail: bool) -> Result<Exits> {
        if node.is("CompoundStmt") {
            let parts: Vec<&Node> = node.inner.iter().collect();
            self.statements(&parts, tail)
        } else {
            self.statements(&[node], tail)
        }
    }
    /// Statements in sequence. In tail position nothing of the function follows, so `return` needs no flag.
    pub(super) fn statements(&mut self, list: &[&Node], tail: bool) -> Result<Exits> {
        let mut all = Exits::NONE;
        for (i, statement) in list.iter().enumerate() {
            let rest = &list[i + 1..];
            if tail && !rest.is_empty() && statement.is("IfStmt") && always_returns(&statement.inner[1]) {
                return self.early_return(statement, rest);
            }
            let exits = self.statement(statement, tail && rest.is_empty())?;
            all = all.or(exits);
            if rest.is_empty() || !exits.any() {
                continue;
            }
            // What follows runs only where nothing was left.
            let go_on = self.still_running(exits);
            let live = exits == Exits { returns: true, ..Exits::NONE } && self.function_frame().outermost;
            let mut more = Exits::NONE;
            let op = self.if_op(
                go_on,
                statement,
                |s| {
                    more = s.statements(rest, false)?;
                    Ok(())
                },
                None,
            )?;
            if live {
                op.set_attr(names::LIVE, self.ctx.unit_attr());
            }
            return Ok(all.or(more));
        }
        Ok(all)
    }
    /// `if (c) return; REST` becomes `if (!c) { REST }`.
    fn early_return(&mut self, statement: &Node, rest: &[&Node]) -> Result<Exits> {
        self.at(statement);
        let (condition, then) = (&statement.inner[0], &statement.inner[1]);
        let mut others: Vec<&Node> = statement.inner.get(2).into_iter().collect();
        others.extend(rest);
        let status = self.just_returns(then);
        let (taken, not_taken) = if status.is_some() {
            let not = self.decide(condition, true)?;
            (None, not)
        } else {
            let c = self.condition(condition)?;
            (Some(c), self.not(c))
        };
        match not_taken.const_int() {
            Some(0) => return self.body(then, true),
            Some(_) => return self.statements(&others, true),
            None => {}
        }
        if let Some(c) = taken {
            self.if_op(c, statement, |s| s.body(then, true).map(drop), None)?;
        }
        self.at(statement);
        let outer = self.block;
        let fill = |s: &mut Self| {
            let at_top = s.frames.len() == 1 && outer == s.top_block;
            let top = if at_top { s.block } else { s.top_block };
            let top = std::mem::replace(&mut s.top_block, top);
            let done = s.statements(&others, true);
            s.top_block = top;
            done.map(drop)
        };
        let op = self.if_op(not_taken, statement, fill, None)?;
        if self.function_frame().outermost {
            op.set_attr(names::LIVE, self.ctx.unit_attr());
            if let Some(status) = status.filter(|s| *s != 0) {
                op.set_attr(names::STATUS, self.ctx.int_attr(self.ctx.i32(), status));
            }
        }
        Ok(Exits::NONE)
    }
    /// Does it return without doing anything else that counts? Then the status.
    fn just_returns(&mut self, node: &Node) -> Option<i64> {
        match node.what() {
            "CompoundStmt" if node.inner.len() == 1 => self.just_returns(&node.inner[0]),
            "ReturnStmt" => match node.inner.first() {
                None => Some(0),
                Some(value) if self.function_frame().outermost && self.is_pure(value) => self.status(value),
                Some(_) => None,
            },
            _ => None,
        }
    }
    /// One statement.
    pub(super) fn statement(&mut self, node: &Node, tail: bool) -> Result<Exits> {
        self.at(node);
        match node.what() {
            "CompoundStmt" => self.body(node, tail),
            "NullStmt" | "" => Ok(Exits::NONE),
            "DeclStmt" => {
                for decl in &node.inner {
                    self.declaration(decl)?;
                }
                Ok(Exits::NONE)
            }
            "AttributedStmt" => match node.parts().last() {
                Some(inner) => self.statement(inner, tail),
                None => Ok(Exits::NONE),
            },
            "IfStmt" => self.if_statement(node, tail),
            "ForStmt" => self.for_statement(node),
            "WhileStmt" => {
                if node.kind.has_var == Some(true) {
                    return self.refuse(node, "declarations in conditions of loops are not supported");
                }
                let body = &node.inner[1];
                self.while_statement(node, Some(&node.inner[0]), None, body)
            }
            "DoStmt" => self.do_statement(node, tail),
            "ReturnStmt" => self.return_statement(node, tail),
            "BreakStmt" => self.leave_loop(node, true),
            "ContinueStmt" => self.leave_loop(node, false),
            "SwitchStmt" => self.refuse(node, "`switch` is not supported: use `if`"),
            "GotoStmt" | "LabelStmt" => self.refuse(node, "`goto` is not supported"),
            "GCCAsmStmt" | "MSAsmStmt" => self.refuse(node, "inline assembly is not supported"),
            "CXXForRangeStmt" => self.refuse(node, "range-based loops are not supported"),
            "CXXTryStmt" => self.refuse(node, "exceptions are not supported"),
            what if what.starts_with("OMP") => self.directive(node),
            what if what.ends_with("Stmt") && what != "StmtExpr" => {
                self.refuse(node, format!("this kind of statement ({what}) is not supported"))
            }
            _ => {
                self.effect(node)?;
                Ok(Exits::NONE)
            }
        }
    }
    fn if_statement(&mut self, node: &Node, tail: bool) -> Result<Exits> {
        // `if (int e = f(); e != 0)`, `if (int e = f())`
        let declared = [node.kind.has_init, node.kind.has_var].into_iter().filter(|has| *has == Some(true)).count();
        for declaration in &node.inner[..declared] {
            self.statement(declaration, false)?;
        }
        let [condition, then, otherwise @ ..] = &node.inner[declared..] else {
            return self.refuse(node, "this `if` is not supported");
        };
        let (condition, otherwise) = (self.condition(condition)?, otherwise.first());
        if let Some(c) = condition.const_int() {
            return match (c != 0, otherwise) {
                (true, _) => self.body(then, tail),
                (false, Some(otherwise)) => self.body(otherwise, tail),
                (false, None) => Ok(Exits::NONE),
            };
        }
        self.at(node);
        let (mut a, mut b) = (Exits::NONE, Exits::NONE);
        let mut else_part = otherwise.map(|otherwise| {
            let b = &mut b;
            move |s: &mut Self| {
                *b = s.body(otherwise, tail)?;
                Ok(())
            }
        });
        self.if_op(
            condition,
            node,
            |s| {
                a = s.body(then, tail)?;
                Ok(())
            },
            else_part.as_mut().map(|f| f as &mut dyn FnMut(&mut Self) -> Result<()>),
        )?;
        Ok(a.or(b))
    }
    /// The value, if it is a constant, as error codes are where every call succeeds.
    fn status(&mut self, value: &Node) -> Option<i64> {
        let ty = self.ctype(value).value();
        self.value_as(value, &ty).ok().and_then(|v| v.const_int())
    }
    fn return_statement(&mut self, node: &Node, tail: bool) -> Result<Exits> {
        let outermost = self.function_frame().outermost;
        match node.inner.first() {
            Some(value) if outermost && self.ctype(value).value() == CType::Void => self.effect(value)?,
            Some(value) if outermost => match self.status(value) {
                Some(0) => {}
                Some(status) if self.block == self.top_block => self.status = status,
                Some(status) => {
                    return self.refuse(
                        value,
                        format!("the status {status} is not kept here, only at the end and in `if (...) return {status};`"),
                    );
                }
                None => {
                    let why = "a result that is returned is not supported yet, only a status code: write it through a pointer";
                    return self.refuse(value, why);
                }
            },
            Some(value) => {
                let ty = self.ctype(value).value();
                if ty == CType::Void {
                    self.effect(value)?;
                } else if let Some(target) = self.function_frame().target.clone() {
                    self.value_into(&target, value)?;
                } else if let Some(slot) = self.function_frame().slot {
                    let v = self.value_as(value, &ty)?;
                    self.b().store(v, slot, &[]);
                } else {
                    let v = if ty.is_pointer() {
                        let p = self.pointer(value)?;
                        super::Val::Pointer(self.flat(p, value)?)
                    } else {
                        super::Val::Scalar(self.value_as(value, &ty)?)
                    };
                    self.function_frame().value = Some(v);
                }
            }
            None => {}
        }
        if tail {
            return Ok(Exits::NONE);
        }
        let flag = self.returned_flag();
        self.set_flag(flag, true);
        Ok(Exits { returns: true, ..Exits::NONE })
    }
}
