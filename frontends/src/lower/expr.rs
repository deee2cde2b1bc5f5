//! Expressions.

use xpiler_ir::{Result, Value};

use super::{Binding, Lower, Val, analysis};
use crate::{
    ast::{Node, NodeExt, float_value, int_value},
    ctype::CType,
};

impl Lower<'_> {
    /// A scalar (or vector) expression.
    pub(super) fn scalar(&mut self, node: &Node) -> Result<Value> {
        let node = node.bare();
        let ty = self.ctype(node).value();
        match node.what() {
            "IntegerLiteral" | "CharacterLiteral" | "CXXBoolLiteralExpr" => match int_value(node) {
                Some(v) => {
                    self.at(node);
                    Ok(self.int(self.mlir(&ty, node)?, v))
                }
                None => self.refuse(node, "this number does not fit"),
            },
            "FloatingLiteral" => match float_value(node) {
                Some(v) => {
                    self.at(node);
                    Ok(self.b().float(self.mlir(&ty, node)?, v))
                }
                None => self.refuse(node, "this number is not supported"),
            },
            "ImplicitValueInitExpr" | "CXXScalarValueInitExpr" => self.zero(&ty, node),
            "InitListExpr" if node.inner.len() == 1 => self.scalar(&node.inner[0]),
            "InitListExpr" if node.inner.is_empty() => self.zero(&ty, node),
            "DeclRefExpr" | "ArraySubscriptExpr" | "MemberExpr" => self.load(node),
            "UnaryOperator" => self.unary(node, &ty),
            "BinaryOperator" => self.binary(node, &ty),
            "CompoundAssignOperator" => self.compound(node, &ty),
            "ConditionalOperator" => self.choice(node, &ty),
            "CallExpr" | "CXXMemberCallExpr" | "CXXOperatorCallExpr" => match self.call(node)? {
                Val::Scalar(v) => Ok(v),
                _ => self.refuse(node, "this call has no value"),
            },
            "UnaryExprOrTypeTraitExpr" => match self.size_of(node) {
                Some(v) => {
                    self.at(node);
                    Ok(self.int(self.mlir(&ty, node)?, v))
                }
                None => self.refuse(node, "the size of this is not known"),
            },
            "RecoveryExpr" => self.refuse(node, "this expression is not valid"),
            what if what.ends_with("CastExpr") => self.cast(node),
            "LambdaExpr" => {
                self.refuse(node, "lambdas are supported only as variables and as arguments of functions of the text")
            }
            "StmtExpr" => self.refuse(node, "statements in expressions are not supported"),
            what => self.refuse(node, format!("this kind of expression ({what}) is not supported")),
        }
    }
    fn zero(&mut self, ty: &CType, node: &Node) -> Result<Value> {
        let ty = self.mlir(ty, node)?;
        if ty.is_vector() {
            return self.refuse(node, "vectors are initialised by an intrinsic");
        }
        Ok(if ty.is_float() { self.b().float(ty, 0.0) } else { self.int(ty, 0) })
    }
    /// `sizeof`, `alignof`.
    pub(super) fn size_of(&self, node: &Node) -> Option<i64> {
        let ty = match &node.kind.arg_type {
            Some(ty) => self.ast.parse_type(ty),
            None => self.ctype(node.inner.first()?),
        };
        match node.name() {
            "sizeof" => ty.size(),
            "alignof" | "_Alignof" => ty.dims().1.size(),
            _ => None,
        }
    }
    /// The value of an lvalue.
    pub(super) fn load(&mut self, node: &Node) -> Result<Value> {
        let node = node.bare();
        match node.what() {
            "DeclRefExpr" => {
                let decl = node.kind.referenced_decl.as_ref();
                if let Some(value) = decl.and_then(|d| self.ast.constant(d.id)) {
                    return Ok(self.int(self.ctx.i32(), value));
                }
                if let Some(v) = self.builtin_variable(node) {
                    return Ok(v);
                }
                match self.binding(node)? {
                    Binding::Value(v) => Ok(v),
                    Binding::Memory(place) => {
                        self.at(node);
                        self.read(&place, node)
                    }
                    Binding::Constant(c) => Ok(self.int(self.ctx.i32(), c)),
                    Binding::Pointer(_) | Binding::Moving(..) | Binding::Null => {
                        self.refuse(node, "a pointer is used as a number")
                    }
                    Binding::Dim3(_) | Binding::Record(_) | Binding::Opaque | Binding::Configuration(_) => {
                        self.refuse(node, "this is not a number")
                    }
                }
            }
            "MemberExpr" | "ArraySubscriptExpr" | "UnaryOperator" if self.is_place(node) => {
                let place = self.place(node)?;
                self.at(node);
                self.read(&place, node)
            }
            "MemberExpr" => self.member(node),
            _ => self.scalar(node),
        }
    }
    fn unary(&mut self, node: &Node, ty: &CType) -> Result<Value> {
        let inner = &node.inner[0];
        match node.opcode() {
            "+" | "__extension__" => self.scalar(inner),
            "-" => {
                let v = self.scalar(inner)?;
                self.at(node);
                if v.ty().is_float() {
                    return Ok(match v.const_float() {
                        Some(c) => self.b().float(v.ty(), -c),
                        None => self.b().un("arith.negf", v),
                    });
                }
                let zero = self.int(v.ty(), 0);
                self.integer("-", zero, v, ty, node)
            }
            "~" => {
                let v = self.scalar(inner)?;
                self.at(node);
                let ones = self.int(v.ty(), -1);
                self.integer("^", v, ones, ty, node)
            }
            "!" => {
                let v = self.condition(node)?;
                self.bool_as(v, ty, node)
            }
            "++" | "--" => {
                let place = self.place(inner)?;
                let old = self.read(&place, inner)?;
                self.at(node);
                let of = self.ctype(inner).value();
                let op = if node.opcode() == "++" { "+" } else { "-" };
                let new = if old.ty().is_float() {
                    let one = self.b().float(old.ty(), 1.0);
                    self.float_binary_at(op, old, one, node)?
                } else if of == CType::Bool {
                    return self.refuse(node, "a step of a bool is not supported");
                } else {
                    let one = self.int(old.ty(), 1);
                    self.integer(op, old, one, &of, node)?
                };
                self.write(new, &place, node)?;
                Ok(if node.kind.is_postfix == Some(true) { old } else { new })
            }
            "*" => self.load(node),
            op => self.refuse(node, format!("the operator `{op}` is not supported here")),
        }
    }
    fn integer(&mut self, op: &str, a: Value, b: Value, ty: &CType, node: &Node) -> Result<Value> {
        match self.int_binary(op, a, b, !ty.is_unsigned()) {
            Some(v) => Ok(v),
            None => self.refuse(node, format!("the operator `{op}` is not supported on integers")),
        }
    }
    fn float_binary_at(&mut self, op: &str, a: Value, b: Value, node: &Node) -> Result<Value> {
        match self.float_binary(op, a, b) {
            Some(v) => Ok(v),
            None => self.refuse(node, format!("the operator `{op}` is not supported on floating-point numbers")),
        }
    }
    fn arithmetic(&mut self, op: &str, a: Value, b: Value, ty: &CType, node: &Node) -> Result<Value> {
        if a.ty().is_vector() || b.ty().is_vector() {
            return self.refuse(node, "operators on vectors are not supported: use the intrinsics");
        }
        if a.ty().is_float() {
            return self.float_binary_at(op, a, b, node);
        }
        // The right side of a shift keeps its own type in C.
        let b = if a.ty() != b.ty() && b.ty().is_int() {
            let (from, to) = (CType::Int { bits: b.ty().bits(), signed: true }, CType::Int { bits: a.ty().bits(), signed: true });
            self.convert(b, &from, &to, node)?
        } else {
            b
        };
        self.integer(op, a, b, ty, node)
    }
    fn binary(&mut self, node: &Node, ty: &CType) -> Result<Value> {
        let (lhs, rhs) = (&node.inner[0], &node.inner[1]);
        match node.opcode() {
            "," => {
                self.effect(lhs)?;
                self.scalar(rhs)
            }
            "=" => self.assign(node, lhs, rhs),
            "&&" | "||" | "==" | "!=" | "<" | "<=" | ">" | ">=" => {
                let v = self.condition(node)?;
                self.bool_as(v, ty, node)
            }
            "-" if self.ctype(lhs).is_pointer() => {
                let a = self.pointer(lhs)?;
                let a = self.flat(a, lhs)?;
                let b = self.pointer(rhs)?;
                let b = self.flat(b, rhs)?;
                if a.base != b.base || a.scale != b.scale || a.wide.is_some() || b.wide.is_some() {
                    return self.refuse(node, "the difference of pointers into different buffers is not supported");
                }
                let zero = self.b().index(0);
                let d = self.index_binary("arith.subi", a.offset.unwrap_or(zero), b.offset.unwrap_or(zero));
                Ok(self.b().index_cast(d, self.ctx.i64()))
            }
            op => {
                let a = self.scalar(lhs)?;
                let b = self.scalar(rhs)?;
                self.at(node);
                self.arithmetic(op, a, b, ty, node)
            }
        }
    }
    fn assign(&mut self, node: &Node, lhs: &Node, rhs: &Node) -> Result<Value> {
        if let Some(v) = self.assign_host(lhs, rhs)? {
            return Ok(v);
        }
        let ty = self.ctype(lhs).value();
        if ty.is_pointer() {
            self.pointer(node)?;
            return Ok(self.int(self.ctx.i1(), 0));
        }
        if matches!(ty, CType::Register { .. }) {
            let place = self.place(lhs)?;
            self.fill(&place, rhs)?;
            return Ok(self.int(self.ctx.i1(), 0));
        }
        if self.structure(&ty).is_some() {
            self.assign_record(lhs, rhs)?;
            return Ok(self.int(self.ctx.i1(), 0));
        }
        // C orders neither side, C++ has the value first: that shows where the value changes something.
        let first = if self.is_calm(rhs) { None } else { Some(self.value_as(rhs, &ty)?) };
        let place = self.place(lhs)?;
        let v = match first {
            Some(v) => v,
            None => self.value_as(rhs, &ty)?,
        };
        self.at(node);
        self.write(v, &place, node)?;
        Ok(v)
    }
    /// Does an expression change nothing, so that it may be evaluated before or after others?
    pub(super) fn is_calm(&self, node: &Node) -> bool {
        let mut calm = true;
        node.walk(&mut |n| calm &= analysis::target(n).is_none() && self.ast.callee(n).is_none() && !n.is("LambdaExpr"));
        calm
    }
    /// The same, and nothing can fail that the program would not do: it may be evaluated in vain. A function of the text may have a name of mathematics.
    pub(super) fn is_pure(&self, node: &Node) -> bool {
        analysis::is_pure(node) && self.is_calm(node)
    }
    /// An expression where a value of that type is wanted; masks are made of integer expressions.
    pub(super) fn value_as(&mut self, node: &Node, ty: &CType) -> Result<Value> {
        if let Some(mask) = ty.mask() { self.mask(node, mask) } else { self.scalar(node) }
    }
    fn compound(&mut self, node: &Node, ty: &CType) -> Result<Value> {
        let (lhs, rhs) = (&node.inner[0], &node.inner[1]);
        if ty.is_pointer() {
            self.pointer(node)?;
            return Ok(self.int(self.ctx.i1(), 0));
        }
        let op = node.opcode().trim_end_matches('=').to_owned();
        let first = if self.is_calm(rhs) { None } else { Some(self.scalar(rhs)?) };
        let place = self.place(lhs)?;
        let r = match first {
            Some(r) => r,
            None => self.scalar(rhs)?,
        };
        let old = self.read(&place, lhs)?;
        self.at(node);
        let wide = node.kind.compute_lhs_type.as_ref().map_or_else(|| ty.clone(), |t| self.ast.parse_type(t));
        let l = self.convert(old, ty, &wide, node)?;
        let v = self.arithmetic(&op, l, r, &wide, node)?;
        let result = node.kind.compute_result_type.as_ref().map_or_else(|| wide.clone(), |t| self.ast.parse_type(t));
        let v = self.convert(v, &result, ty, node)?;
        self.write(v, &place, node)?;
        Ok(v)
    }
    /// A truth value as the type of the expression: `bool` in C++, `int` in C.
    fn bool_as(&mut self, v: Value, ty: &CType, node: &Node) -> Result<Value> {
        if *ty == CType::Bool { Ok(v) } else { self.convert(v, &CType::Bool, ty, node) }
    }
    /// An expression as a condition, an `i1`.
    pub(super) fn condition(&mut self, node: &Node) -> Result<Value> {
        self.decide(node, false)
    }
    /// A condition or its negation; negation goes to the comparisons where that is exact.
    pub(super) fn decide(&mut self, node: &Node, negate: bool) -> Result<Value> {
        let node = node.bare();
        match node.what() {
            "ImplicitCastExpr" | "CStyleCastExpr" | "CXXStaticCastExpr" | "CXXFunctionalCastExpr"
                if matches!(node.cast(), "IntegralToBoolean" | "FloatingToBoolean") =>
            {
                return self.decide(&node.inner[0], negate);
            }
            "UnaryOperator" if node.opcode() == "!" => return self.decide(&node.inner[0], !negate),
            "BinaryOperator" => {
                let (lhs, rhs) = (&node.inner[0], &node.inner[1]);
                match node.opcode() {
                    op @ ("&&" | "||") => return self.short_circuit(lhs, rhs, op == "&&", negate, node),
                    op @ ("==" | "!=" | "<" | "<=" | ">" | ">=") => {
                        let ty = self.ctype(lhs);
                        if ty.is_pointer() || self.ctype(rhs).is_pointer() {
                            return self.pointer_test(lhs, rhs, if negate { inverse(op) } else { op }, node);
                        }
                        let a = self.scalar(lhs)?;
                        let b = self.scalar(rhs)?;
                        self.at(node);
                        let exact = !a.ty().is_float();
                        let op = if negate && exact { inverse(op) } else { op };
                        let Some(v) = self.compare(op, a, b, !ty.is_unsigned()) else {
                            return self.refuse(node, "this comparison is not supported");
                        };
                        return Ok(if negate && !exact { self.not(v) } else { v });
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        if self.ctype(node).is_pointer() {
            // Pointers to memory are never null here.
            return Ok(self.int(self.ctx.i1(), i64::from(!negate)));
        }
        let v = self.scalar(node)?;
        if negate && v.ty().is_int() && v.ty().bits() > 1 && v.def_by("arith.extui").is_none() {
            let zero = self.int(v.ty(), 0);
            if let Some(v) = self.compare("==", v, zero, true) {
                return Ok(v);
            }
        }
        let v = self.truth(v, node)?;
        Ok(if negate { self.not(v) } else { v })
    }
    /// A comparison of pointers: with null, which buffers never are, or within one buffer.
    fn pointer_test(&mut self, lhs: &Node, rhs: &Node, op: &str, node: &Node) -> Result<Value> {
        let null = |n: &Node| {
            let core = n.core();
            core.is("CXXNullPtrLiteralExpr")
                || core.is("GNUNullExpr")
                || (core.is("IntegerLiteral") && int_value(core) == Some(0))
        };
        if (null(rhs) || null(lhs)) && matches!(op, "==" | "!=") {
            return Ok(self.int(self.ctx.i1(), i64::from(op == "!=")));
        }
        let a = self.pointer(lhs)?;
        let a = self.flat(a, lhs)?;
        let b = self.pointer(rhs)?;
        let b = self.flat(b, rhs)?;
        let zero = self.b().index(0);
        let same = a.base == b.base && a.scale == b.scale;
        let compared = self.compare(op, a.offset.unwrap_or(zero), b.offset.unwrap_or(zero), true);
        match compared.filter(|_| same) {
            Some(v) => Ok(v),
            None => self.refuse(node, "comparisons of pointers into different buffers are not supported"),
        }
    }
    fn short_circuit(&mut self, lhs: &Node, rhs: &Node, and: bool, negate: bool, node: &Node) -> Result<Value> {
        let and_here = and != negate;
        let a = self.decide(lhs, negate)?;
        if let Some(c) = a.const_int() {
            return if (c != 0) == and_here { self.decide(rhs, negate) } else { Ok(a) };
        }
        if self.is_pure(rhs) {
            let b = self.decide(rhs, negate)?;
            self.at(node);
            return Ok(self.logical(and_here, a, b));
        }
        self.at(node);
        let i1 = self.ctx.i1();
        if and_here {
            self.if_value(a, node, |s| s.decide(rhs, negate), |s| Ok(s.int(i1, 0)))
        } else {
            self.if_value(a, node, |s| Ok(s.int(i1, 1)), |s| s.decide(rhs, negate))
        }
    }
    fn choice(&mut self, node: &Node, ty: &CType) -> Result<Value> {
        let condition = self.condition(&node.inner[0])?;
        let (yes, no) = (&node.inner[1], &node.inner[2]);
        if let Some(c) = condition.const_int() {
            return self.value_as(if c != 0 { yes } else { no }, ty);
        }
        if self.is_pure(yes) && self.is_pure(no) {
            let a = self.value_as(yes, ty)?;
            let b = self.value_as(no, ty)?;
            self.at(node);
            return Ok(self.b().select(condition, a, b));
        }
        self.at(node);
        self.if_value(condition, node, |s| s.value_as(yes, ty), |s| s.value_as(no, ty))
    }
    /// An expression whose value is dropped.
    pub(super) fn effect(&mut self, node: &Node) -> Result<()> {
        let node = node.bare();
        self.at(node);
        if let Some(id) = analysis::target(node).and_then(|t| self.configuration_of(t)) {
            return self.configure(node, id);
        }
        match node.what() {
            "CallExpr" | "CXXMemberCallExpr" => {
                self.call(node)?;
                Ok(())
            }
            "CXXOperatorCallExpr" if self.ast.callee(node).is_some() => self.call(node).map(drop),
            "CXXOperatorCallExpr" if self.structure(&self.ctype(node)).is_some() && node.inner.len() == 3 => {
                self.assign_record(&node.inner[1], &node.inner[2])
            }
            "CUDAKernelCallExpr" => self.launch(node),
            "CXXOperatorCallExpr" if matches!(self.ctype(node).value(), CType::Register { .. }) && node.inner.len() == 3 => {
                let assigns = node.inner[0].decl().and_then(|d| d.name.as_deref()) == Some("operator=");
                if !assigns {
                    return self.refuse(node, "operators on vectors are not supported: compute their elements");
                }
                let place = self.place(&node.inner[1])?;
                self.fill(&place, &node.inner[2])
            }
            "CXXOperatorCallExpr" => self.assign_dim3(node),
            "BinaryOperator" if node.opcode() == "," => {
                self.effect(&node.inner[0])?;
                self.effect(&node.inner[1])
            }
            "ConditionalOperator" if self.ctype(node) == CType::Void => {
                let condition = self.condition(&node.inner[0])?;
                let (yes, no) = (&node.inner[1], &node.inner[2]);
                match condition.const_int() {
                    Some(c) => self.effect(if c != 0 { yes } else { no }),
                    None => {
                        self.if_op(condition, node, |s| s.effect(yes), Some(&mut |s| s.effect(no)))?;
                        Ok(())
                    }
                }
            }
            what if what.ends_with("CastExpr") && node.cast() == "ToVoid" => {
                let inner = &node.inner[0];
                // `(void)x` uses nothing.
                if inner.bare().is("DeclRefExpr") || inner.core().is("IntegerLiteral") { Ok(()) } else { self.effect(inner) }
            }
            "DeclRefExpr" | "IntegerLiteral" | "StringLiteral" => Ok(()),
            what if what.ends_with("CastExpr") => self.effect(&node.inner[0]),
            _ if self.ctype(node).is_pointer() => {
                if self.assign_host(&node.inner[0], node.inner.last().unwrap_or(node))?.is_some() {
                    return Ok(());
                }
                self.pointer(node)?;
                Ok(())
            }
            _ => {
                self.scalar(node)?;
                Ok(())
            }
        }
    }
}

fn inverse(op: &str) -> &'static str {
    match op {
        "==" => "!=",
        "!=" => "==",
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        _ => "<",
    }
}
