//! Loops: canonical ones are `scf.for`, all others `scf.while` with their variables in memory.

use std::collections::HashSet;

use clang_ast::Id;
use xpiler_ir::{Diagnostic, Result, Value, builder::Spec, diagnostic::Fault, names};

use super::{Binding, Lower, analysis, analysis::Exits, flow::Frame};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

/// A configuration of tiles has no more bytes to assign.
const MAX_UNROLLED: usize = 64;

/// `for (T var = start; var < bound; var += step)`.
pub(super) struct Canonical<'n> {
    pub var: Id,
    name: &'n str,
    ty: CType,
    pub start: &'n Node,
    pub bound: &'n Node,
    /// `<=`
    pub inclusive: bool,
    /// The comparison is unsigned.
    unsigned: bool,
    /// Nothing is 1.
    pub step: Option<&'n Node>,
}

impl Lower<'_> {
    pub(super) fn for_statement(&mut self, node: &Node) -> Result<Exits> {
        let [init, variable, condition, step, body] = &node.inner[..] else {
            return self.refuse(node, "this loop is not supported");
        };
        if !variable.what().is_empty() {
            return self.refuse(node, "declarations in conditions of loops are not supported");
        }
        if let Some(canonical) = self.canonical(init, condition, step, body) {
            if self.configures(body) {
                return self.unrolled(node, &canonical, body);
            }
            if self.elements_loop(node, &canonical, body)? {
                return Ok(Exits::NONE);
            }
            return self.canonical_for(node, &canonical, body);
        }
        if !init.what().is_empty() {
            self.statement(init, false)?;
        }
        let part = |n: &'_ Node| !n.what().is_empty();
        self.while_statement(node, part(condition).then_some(condition), part(step).then_some(step), body)
    }
    fn canonical<'n>(&self, init: &'n Node, condition: &'n Node, step: &'n Node, body: &'n Node) -> Option<Canonical<'n>> {
        let (var, name, ty, start) = if init.is("DeclStmt") {
            let [decl] = &init.inner[..] else { return None };
            (decl.id, decl.name(), self.ctype(decl), *decl.parts().first()?)
        } else {
            let target = analysis::target(init).filter(|_| init.is("BinaryOperator"))?;
            let decl = target.bare().decl().filter(|_| target.bare().is("DeclRefExpr"))?;
            if !self.only_in_loops(decl.id) {
                return None;
            }
            (decl.id, decl.name.as_deref().unwrap_or("i"), self.ctype(target), &init.inner[1])
        };
        let CType::Int { bits, signed: var_signed } = ty else { return None };
        let condition = condition.bare();
        if !condition.is("BinaryOperator") {
            return None;
        }
        let (lhs, rhs) = (&condition.inner[0], &condition.inner[1]);
        // A cast to a narrower type cuts the variable.
        let is_var = |n: &Node| integer_core(n).decl().is_some_and(|d| d.id == var) && !self.narrows(n, bits);
        let (bound, op) = match condition.opcode() {
            op @ ("<" | "<=" | "!=") if is_var(lhs) => (rhs, op),
            ">" if is_var(rhs) => (lhs, "<"),
            ">=" if is_var(rhs) => (lhs, "<="),
            _ => return None,
        };
        let CType::Int { bits: compared, signed } = self.ctype(lhs) else { return None };
        let constant_start = self.constant(start);
        let constant_bound = self.constant(bound);
        let most = most(bits, var_signed);
        if compared != bits {
            // A wider comparison is the same one where nothing is negative, and the variable reaches the bound.
            let end = constant_bound? + i64::from(op == "<=");
            if compared < bits || constant_start? < 0 || !(0..most).contains(&end) {
                return None;
            }
        }
        let signed = if compared == bits { signed } else { var_signed };
        let step = step.bare();
        let by = match step.what() {
            "UnaryOperator" if step.opcode() == "++" && is_var(&step.inner[0]) => None,
            "CompoundAssignOperator" if step.opcode() == "+=" && is_var(&step.inner[0]) => Some(&step.inner[1]),
            "BinaryOperator" if step.opcode() == "=" && is_var(&step.inner[0]) => {
                let sum = integer_core(&step.inner[1]);
                if !sum.is("BinaryOperator") || sum.opcode() != "+" || self.narrows(&step.inner[1], bits) {
                    return None;
                }
                if is_var(&sum.inner[0]) {
                    Some(&sum.inner[1])
                } else if is_var(&sum.inner[1]) {
                    Some(&sum.inner[0])
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        if by.is_some_and(|s| !self.is_stride(s)) {
            return None;
        }
        // The last step must not leave the type, nor a large one look negative.
        if let Some(step) = by.and_then(|s| self.constant(s)) {
            let wraps = bits < 32 && constant_bound.is_none_or(|b| b + step > most);
            if step > self::most(bits, true) || wraps {
                return None;
            }
        }
        if op == "!=" && (by.is_some_and(|s| self.constant(s) != Some(1)) || constant_start? > constant_bound?) {
            return None;
        }
        let exits = analysis::exits(body);
        if exits.breaks || exits.returns {
            return None;
        }
        let mut changed = analysis::changed_in(body, self.ast);
        if changed.contains(&var) || self.aliased.contains(&var) {
            return None;
        }
        changed.insert(var);
        let written = analysis::elements_written(body, self.ast);
        let invariant = |n: &Node| self.held(n).is_some() || self.is_invariant(n, &changed, &written);
        if !invariant(bound) || by.is_some_and(|s| !invariant(s)) {
            return None;
        }
        Some(Canonical { var, name, ty, start, bound, inclusive: op == "<=", unsigned: !signed, step: by })
    }
    /// Is every use of the variable in a loop that sets it first?
    fn only_in_loops(&self, var: Id) -> bool {
        fn count(node: &Node, var: Id, inside: bool, outside: &mut usize) {
            let inside = inside
                || (node.is("ForStmt")
                    && node.inner.first().is_some_and(|init| {
                        init.is("BinaryOperator") && analysis::target(init).and_then(|t| t.decl()).is_some_and(|d| d.id == var)
                    }));
            if !inside && node.is("DeclRefExpr") && node.kind.referenced_decl.as_ref().is_some_and(|d| d.id == var) {
                *outside += 1;
            }
            for child in &node.inner {
                count(child, var, inside, outside);
            }
        }
        let mut outside = 0;
        for function in &self.ast.functions {
            count(function, var, false, &mut outside);
        }
        outside == 0
    }
    /// Is a variable of that many bits cut by a cast around it?
    fn narrows(&self, node: &Node, bits: u32) -> bool {
        let mut node = node.bare();
        while node.what().ends_with("CastExpr") {
            if matches!(self.ctype(node), CType::Int { bits: to, .. } if to < bits) {
                return true;
            }
            node = node.inner[0].bare();
        }
        false
    }
    /// Is it a name of something that has another one?
    fn is_alias(&self, name: &Node) -> bool {
        let Some(id) = name.kind.referenced_decl.as_ref().map(|d| d.id) else { return false };
        let reference = self.ast.find(id).is_some_and(|d| matches!(self.ctype(d), CType::Reference(_)));
        reference && !matches!(self.bindings.get(&id), Some(Binding::Value(_)))
    }
    /// Does the expression have one value during a loop that changes these variables, and elements of these types?
    fn is_invariant(&self, node: &Node, changed: &HashSet<Id>, written: &[CType]) -> bool {
        let mut invariant = true;
        node.walk(&mut |n| {
            invariant &= match n.what() {
                // What a reference or a pointer leads to may have another name.
                "DeclRefExpr" if self.is_alias(n) => false,
                "MemberExpr" if self.ctype(&n.inner[0]).is_pointer() => false,
                "CXXThisExpr" | "CXXMemberCallExpr" | "CXXOperatorCallExpr" | "LambdaExpr" => false,
                "DeclRefExpr" => {
                    !n.kind.referenced_decl.as_ref().is_some_and(|d| changed.contains(&d.id) || self.aliased.contains(&d.id))
                }
                // What `const` points to may be what another pointer writes, unless the types differ.
                "ArraySubscriptExpr" => {
                    let constant = matches!(self.ctype(&n.inner[0]), CType::Pointer { constant: true, .. });
                    constant && !written.contains(&self.ctype(n).value())
                }
                "UnaryOperator" => !matches!(n.opcode(), "*" | "++" | "--"),
                "CallExpr" => n.inner[0]
                    .decl()
                    .and_then(|d| d.name.as_deref())
                    .is_some_and(|f| matches!(f, "min" | "max" | "fminf" | "fmaxf")),
                "CompoundAssignOperator" => false,
                "BinaryOperator" => n.opcode() != "=",
                _ => true,
            };
        });
        invariant
    }
    /// Is it a positive constant, or made of numbers of threads, blocks and tasks?
    fn is_stride(&self, node: &Node) -> bool {
        if let Some(c) = self.constant(node) {
            return c > 0;
        }
        let node = integer_core(node);
        match node.what() {
            "MemberExpr" => {
                node.inner[0].decl().and_then(|d| d.name.as_deref()).is_some_and(|n| matches!(n, "blockDim" | "gridDim"))
            }
            "BinaryOperator" => matches!(node.opcode(), "*" | "+") && node.inner.iter().all(|n| self.is_stride(n)),
            "DeclRefExpr" => {
                let Some(decl) = &node.kind.referenced_decl else { return false };
                let name = decl.name.as_deref().unwrap_or("");
                let count = matches!(name, "taskDim" | "taskDimX" | "taskDimY" | "taskDimZ" | "coreDim" | "clusterDim");
                if count && self.language.platform == "bang" && !self.bindings.contains_key(&decl.id) {
                    return true;
                }
                let init = self.ast.find(decl.id).filter(|d| d.is("VarDecl")).and_then(|d| d.parts().first().copied());
                !self.assigned.contains(&decl.id) && init.is_some_and(|i| self.is_stride(i))
            }
            _ => false,
        }
    }
    fn canonical_for(&mut self, node: &Node, loop_: &Canonical, body: &Node) -> Result<Exits> {
        let ty = self.mlir(&loop_.ty, node)?;
        let start = self.scalar(loop_.start)?;
        let mut bound = self.scalar(loop_.bound)?;
        if bound.ty() != ty {
            let Some(c) = bound.const_int().or_else(|| self.constant(loop_.bound)) else {
                return self.refuse(node, "the bound of this loop is of another width");
            };
            bound = self.int(ty, c);
        }
        if loop_.inclusive {
            let one = self.int(ty, 1);
            if let Some(next) = self.int_binary("+", bound, one, !loop_.unsigned) {
                bound = next;
            }
        }
        let step = match loop_.step {
            None => self.int(ty, 1),
            Some(step) => {
                let v = self.scalar(step)?;
                let from = self.ctype(step).value();
                self.convert(v, &from, &loop_.ty, step)?
            }
        };
        let exits = analysis::exits(body);
        let continues = exits.continues.then(|| self.flag("continued"));
        let name = self.unique(loop_.name);
        self.frames.push(Frame::Loop { breaks: None, continues });
        self.at(node);
        let loc = self.loc;
        let filled = self.region(&[ty], node, |s, block| {
            if let Some(flag) = continues {
                s.set_flag(flag, false);
            }
            let shadowed = s.bindings.insert(loop_.var, Binding::Value(block.arg(0)));
            s.body(body, false)?;
            if let Some(binding) = shadowed {
                s.bindings.insert(loop_.var, binding);
            }
            s.yields(&[]);
            Ok(())
        });
        self.frames.pop();
        let (region, ()) = filled?;
        self.loc = loc;
        let mut attrs = vec![(names::NAME, self.ctx.str_attr(&name))];
        if loop_.unsigned {
            attrs.push(("unsignedCmp", self.ctx.unit_attr()));
        }
        self.b().op("scf.for", Spec { operands: &[start, bound, step], attrs: &attrs, regions: vec![region], ..Spec::default() });
        Ok(Exits::NONE)
    }
    /// A loop that assigns what configures tiles: its iterations one after the other.
    fn unrolled(&mut self, node: &Node, loop_: &Canonical, body: &Node) -> Result<Exits> {
        let step = loop_.step.map_or(Some(1), |s| self.constant(s)).and_then(|s| usize::try_from(s).ok());
        let (Some(start), Some(bound), Some(step)) = (self.constant(loop_.start), self.constant(loop_.bound), step) else {
            return self.refuse(node, "what configures tiles may only be assigned in loops of constant length");
        };
        let end = bound.checked_add(i64::from(loop_.inclusive)).filter(|end| step > 0 && *end <= i64::from(i32::MAX));
        let Some(end) = end.filter(|_| start >= 0 && bound >= 0) else {
            return self.refuse(node, "what configures tiles may only be assigned in loops that count up from 0 or more");
        };
        let iterations = (start..end).step_by(step);
        if iterations.clone().nth(MAX_UNROLLED).is_some() || analysis::exits(body).any() {
            return self.refuse(node, "what configures tiles may only be assigned in short loops without `continue`");
        }
        let ty = self.mlir(&loop_.ty, node)?;
        for i in iterations {
            let value = self.int(ty, i);
            self.bindings.insert(loop_.var, Binding::Value(value));
            self.body(body, false)?;
        }
        Ok(Exits::NONE)
    }
    /// A loop that tests before each iteration.
    pub(super) fn while_statement(
        &mut self,
        node: &Node,
        condition: Option<&Node>,
        step: Option<&Node>,
        body: &Node,
    ) -> Result<Exits> {
        let exits = analysis::exits(body);
        let forever = condition.is_none_or(|c| self.constant(c).is_some_and(|c| c != 0));
        if forever && !exits.breaks && !exits.returns {
            let d =
                Diagnostic::error("endless-loop", "this loop does not end: its condition is always true and nothing leaves it");
            return Err(Diagnostic { fault: Fault::Verdict, ..d }.at(self.ast.span(node)));
        }
        let (breaks, continues, returned) = self.loop_flags(exits);
        self.frames.push(Frame::Loop { breaks, continues });
        let result = (|s: &mut Self| {
            let (before, ()) = s.region(&[], node, |s, _| {
                let go_on = s.go_on(node, condition, breaks, returned)?;
                s.b().op("scf.condition", Spec { operands: &[go_on], ..Spec::default() });
                Ok(())
            })?;
            let (after, ()) = s.region(&[], node, |s, _| {
                if let Some(flag) = continues {
                    s.set_flag(flag, false);
                }
                let taken = s.body(body, false)?;
                if let Some(step) = step {
                    let left = Exits { continues: false, ..taken };
                    if left.any() {
                        let go_on = s.still_running(left);
                        s.if_op(go_on, step, |s| s.effect(step), None)?;
                    } else {
                        s.effect(step)?;
                    }
                }
                s.yields(&[]);
                Ok(())
            })?;
            Ok((before, after))
        })(self);
        self.frames.pop();
        let (before, after) = result?;
        self.at(node);
        self.b().op("scf.while", Spec { regions: vec![before, after], ..Spec::default() });
        Ok(Exits { returns: exits.returns, ..Exits::NONE })
    }
    fn loop_flags(&mut self, exits: Exits) -> (Option<Value>, Option<Value>, Option<Value>) {
        let breaks = exits.breaks.then(|| self.flag("broken"));
        let continues = exits.continues.then(|| self.flag("continued"));
        let returned = exits.returns.then(|| self.returned_flag());
        (breaks, continues, returned)
    }
    /// The condition of a loop: no flag is set, and the text's condition holds.
    fn go_on(&mut self, node: &Node, condition: Option<&Node>, breaks: Option<Value>, returned: Option<Value>) -> Result<Value> {
        let mut left: Option<Value> = None;
        for flag in [breaks, returned].into_iter().flatten() {
            let v = self.b().load(flag, &[]);
            left = Some(left.map_or(v, |l| self.logical(false, l, v)));
        }
        let Some(left) = left else {
            return match condition {
                Some(c) => self.condition(c),
                None => Ok(self.int(self.ctx.i1(), 1)),
            };
        };
        let go_on = self.not(left);
        match condition {
            None => Ok(go_on),
            Some(c) if self.is_pure(c) => {
                let v = self.condition(c)?;
                Ok(self.logical(true, go_on, v))
            }
            Some(c) => {
                let i1 = self.ctx.i1();
                self.if_value(go_on, node, |s| s.condition(c), |s| Ok(s.int(i1, 0)))
            }
        }
    }
    /// `do body while (condition)`: body and test together come before the loop goes on.
    pub(super) fn do_statement(&mut self, node: &Node, tail: bool) -> Result<Exits> {
        let (body, condition) = (&node.inner[0], &node.inner[1]);
        let exits = analysis::exits(body);
        if self.constant(condition) == Some(0) && !exits.breaks && !exits.continues {
            return self.body(body, tail);
        }
        let (breaks, continues, returned) = self.loop_flags(exits);
        self.frames.push(Frame::Loop { breaks, continues });
        let result = (|s: &mut Self| {
            let (before, ()) = s.region(&[], node, |s, _| {
                if let Some(flag) = continues {
                    s.set_flag(flag, false);
                }
                s.body(body, false)?;
                let go_on = s.go_on(node, Some(condition), breaks, returned)?;
                s.b().op("scf.condition", Spec { operands: &[go_on], ..Spec::default() });
                Ok(())
            })?;
            let (after, ()) = s.region(&[], node, |s, _| {
                s.yields(&[]);
                Ok(())
            })?;
            Ok((before, after))
        })(self);
        self.frames.pop();
        let (before, after) = result?;
        self.at(node);
        self.b().op("scf.while", Spec { regions: vec![before, after], ..Spec::default() });
        Ok(Exits { returns: exits.returns, ..Exits::NONE })
    }
}

/// The largest number of an integer type, as far as `i64` goes.
fn most(bits: u32, signed: bool) -> i64 {
    match bits {
        64.. => i64::MAX,
        _ => (1_i64 << (bits - u32::from(signed))) - 1,
    }
}

/// The expression without parentheses, loads and casts between integers.
fn integer_core(node: &Node) -> &Node {
    let mut node = node.bare();
    while node.what().ends_with("CastExpr") && matches!(node.cast(), "LValueToRValue" | "IntegralCast" | "NoOp") {
        node = node.inner[0].bare();
    }
    node
}
