//! Conversions between C types.

use xpiler_ir::{Result, Value};

use super::Lower;
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

impl Lower<'_> {
    /// Converts a scalar as C does.
    pub(super) fn convert(&mut self, v: Value, from: &CType, to: &CType, node: &Node) -> Result<Value> {
        let target = self.mlir(to, node)?;
        if *to == CType::Bool {
            return self.truth(v, node);
        }
        if v.ty() == target {
            return Ok(v);
        }
        if v.ty().is_vector() || target.is_vector() {
            return self.refuse(node, "this conversion between vector types is not supported");
        }
        let b = self.b();
        let unsigned_from = from.is_unsigned() || v.ty() == self.ctx.i1();
        if v.ty().is_float() && target.is_float() {
            // Constants stay constants: the attribute rounds to nearest even, as C does.
            if let Some(c) = v.const_float() {
                return Ok(b.float(target, c));
            }
            if v.ty().bits() == target.bits() {
                let wide = b.value("arith.extf", &[v], self.ctx.f32());
                return Ok(b.value("arith.truncf", &[wide], target));
            }
            let op = if target.bits() > v.ty().bits() { "arith.extf" } else { "arith.truncf" };
            return Ok(b.value(op, &[v], target));
        }
        if v.ty().is_float() {
            return Ok(b.value(if to.is_unsigned() { "arith.fptoui" } else { "arith.fptosi" }, &[v], target));
        }
        if target.is_float() {
            if let Some(c) = v.const_int()
                && c.unsigned_abs() < if target.bits() < 32 { 1 << 8 } else { 1 << 24 }
                && !(unsigned_from && c < 0)
            {
                return Ok(b.float(target, c as f64));
            }
            return Ok(b.value(if unsigned_from { "arith.uitofp" } else { "arith.sitofp" }, &[v], target));
        }
        if let Some(c) = v.const_int() {
            let c = if unsigned_from && v.ty().bits() < 64 { c & ((1i64 << v.ty().bits()) - 1) } else { c };
            return Ok(self.int(target, c));
        }
        let op = match target.bits().cmp(&v.ty().bits()) {
            std::cmp::Ordering::Less => "arith.trunci",
            std::cmp::Ordering::Greater if unsigned_from => "arith.extui",
            std::cmp::Ordering::Greater => "arith.extsi",
            std::cmp::Ordering::Equal => return Ok(v),
        };
        Ok(b.value(op, &[v], target))
    }
    /// The value as an `i1`: is it not zero?
    pub(super) fn truth(&mut self, v: Value, node: &Node) -> Result<Value> {
        let ty = v.ty();
        if ty == self.ctx.i1() {
            return Ok(v);
        }
        // An int that was a comparison is that comparison.
        if let Some(op) = v.def_by("arith.extui")
            && op.operand(0).ty() == self.ctx.i1()
        {
            return Ok(op.operand(0));
        }
        let zero = if ty.is_float() {
            self.b().float(ty, 0.0)
        } else if ty.is_int() {
            self.int(ty, 0)
        } else {
            return self.refuse(node, "this is used as a condition");
        };
        match self.compare("!=", v, zero, true) {
            Some(v) => Ok(v),
            None => self.refuse(node, "this is used as a condition"),
        }
    }
    /// A cast of a scalar expression.
    pub(super) fn cast(&mut self, node: &Node) -> Result<Value> {
        let Some(inner) = node.inner.last() else { return self.refuse(node, "this cast is not supported") };
        let (to, from) = (self.ctype(node), self.ctype(inner));
        match node.cast() {
            "LValueToRValue" => self.load(inner),
            "NoOp" if to == from || self.mlir(&to, node)? == self.mlir(&from, inner)? => self.scalar(inner),
            "NoOp"
            | "IntegralCast"
            | "IntegralToFloating"
            | "FloatingToIntegral"
            | "FloatingCast"
            | "IntegralToBoolean"
            | "FloatingToBoolean"
            | "BooleanToSignedIntegral" => {
                if let Some(mask) = to.mask() {
                    return self.mask(inner, mask);
                }
                if to == CType::Bool {
                    return self.condition(inner);
                }
                let v = self.scalar(inner)?;
                self.at(node);
                self.convert(v, &from, &to, node)
            }
            "ConstructorConversion" | "UserDefinedConversion" => {
                self.refuse(node, format!("values of type `{}` are not supported", node.written_type()))
            }
            kind => {
                let what = if kind == "BitCast" { "reinterpreting bits" } else { kind };
                self.refuse(node, format!("this conversion ({what}) is not supported"))
            }
        }
    }
}
