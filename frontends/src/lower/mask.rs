//! The masks of x86, `__mmask16` and its kin: integers in C, vectors of bits here.
//!
//! What integers are made masks is read off the text: the first lanes, `(1u << n) - 1` and `0xffff >> (16 - n)`, constants, comparisons, and what is made of
//! masks bit by bit. Conversions on the way cut lanes off: to a narrower type, and from an unsigned one that is narrower than the mask. A shift by more bits than there are means nothing: it is asserted not to happen.

use xpiler_ir::{Result, Value, vectors::VectorType};

use super::Lower;
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

const KNOWN: &str = "only masks of the first lanes, `(1u << n) - 1`, are supported";

impl Lower<'_> {
    /// An expression as a mask of these lanes.
    pub(super) fn mask(&mut self, node: &Node, mask: VectorType) -> Result<Value> {
        self.mask_where(node, mask, None)
    }

    /// The same; what it shifts by matters only where the condition holds.
    fn mask_where(&mut self, node: &Node, mask: VectorType, reached: Option<Value>) -> Result<Value> {
        let node = node.bare();
        let cast = node.what().ends_with("CastExpr") && node.cast() != "LValueToRValue";
        let converted = if node.is("CallExpr") { converted_mask(node) } else { None };
        if cast || converted.is_some() {
            let bits = match (converted, self.ctype(node)) {
                (Some(bits), _) => bits,
                (None, CType::Int { bits, signed }) if !signed || i64::from(bits) >= mask.lanes => bits.into(),
                (None, CType::Vector(to)) if to.is_mask() => to.lanes.max(8),
                _ => return self.refuse(node, KNOWN),
            };
            let inner = &node.inner[usize::from(!cast)];
            // The bits above those of an unsigned number are zeros; those above a signed one's are all its sign, as they are here.
            let bits = match self.ctype(inner) {
                CType::Int { bits: from, signed: false } => bits.min(from.into()),
                _ => bits,
            };
            let v = self.mask_where(inner, mask, reached)?;
            return Ok(if bits < mask.lanes { self.b().bin("arith.andi", v, self.first_lanes(mask, bits)) } else { v });
        }
        let ty = mask.mlir(self.ctx);
        if let Some(c) = self.constant(node) {
            return Ok(self.constant_mask(c as u64, mask));
        }
        match node.what() {
            // Calls may read memory that is not there where they are not chosen.
            "ConditionalOperator" if node.inner[1..].iter().any(calls) => {
                let condition = self.condition(&node.inner[0])?;
                let (then, otherwise) = (&node.inner[1], &node.inner[2]);
                self.at(node);
                self.if_value(condition, node, |s| s.mask_where(then, mask, None), |s| s.mask_where(otherwise, mask, None))
            }
            "ConditionalOperator" => {
                let condition = self.condition(&node.inner[0])?;
                let b = self.b();
                let not = b.bin("arith.xori", condition, self.int(self.ctx.i1(), 1));
                let both = |here: Value| reached.map_or(here, |outer| b.bin("arith.andi", outer, here));
                let (then, otherwise) = (both(condition), both(not));
                let a = self.mask_where(&node.inner[1], mask, Some(then))?;
                let b = self.mask_where(&node.inner[2], mask, Some(otherwise))?;
                self.at(node);
                Ok(self.b().select(condition, a, b))
            }
            "BinaryOperator" => {
                let bitwise = match node.opcode() {
                    "&" => "arith.andi",
                    "|" => "arith.ori",
                    "^" => "arith.xori",
                    _ => return self.shifted_mask(node, mask, reached),
                };
                let a = self.mask_where(&node.inner[0], mask, reached)?;
                let b = self.mask_where(&node.inner[1], mask, reached)?;
                self.at(node);
                Ok(self.b().bin(bitwise, a, b))
            }
            "UnaryOperator" if node.opcode() == "~" => {
                let v = self.mask_where(&node.inner[0], mask, reached)?;
                self.at(node);
                Ok(self.b().bin("arith.xori", v, self.first_lanes(mask, mask.lanes)))
            }
            "CallExpr" => {
                let v = self.scalar(node)?;
                if v.ty() == ty { Ok(v) } else { self.refuse(node, "this call does not return a mask of these lanes") }
            }
            "DeclRefExpr" | "ImplicitCastExpr" => {
                let v = self.load(node.core())?;
                if v.ty() == ty { Ok(v) } else { self.refuse(node, KNOWN) }
            }
            _ => self.refuse(node, KNOWN),
        }
    }

    /// `(1u << n) - 1` and `0xffff >> (16 - n)`.
    fn shifted_mask(&mut self, node: &Node, mask: VectorType, reached: Option<Value>) -> Result<Value> {
        let CType::Int { bits, signed } = self.ctype(node) else { return self.refuse(node, KNOWN) };
        let ones = u64::MAX >> (64 - mask.lanes);
        // Operands of another type would be converted: their bits are others.
        let (lanes, shift) = match (node.opcode(), node.inner[0].bare()) {
            ("-", shift)
                if self.constant(&node.inner[1]) == Some(1)
                    && shift.is("BinaryOperator")
                    && shift.opcode() == "<<"
                    && self.constant(&shift.inner[0]) == Some(1) =>
            {
                let lanes = self.index(&shift.inner[1])?;
                (lanes, lanes)
            }
            (">>", all) => {
                let by = node.inner[1].bare();
                let minus = by.is("BinaryOperator") && by.opcode() == "-" && self.constant(&by.inner[0]) == Some(mask.lanes);
                let all = self.constant(all).map(|c| c as u64 & (u64::MAX >> (64 - bits)));
                // The bits that come in from the left are zeros.
                let zeros = !signed || i64::from(bits) > mask.lanes;
                if !minus || !zeros || all != Some(ones) {
                    return self.refuse(node, KNOWN);
                }
                let lanes = self.index(&by.inner[1])?;
                (lanes, self.index_binary("arith.subi", self.b().index(mask.lanes), lanes))
            }
            _ => return self.refuse(node, KNOWN),
        };
        self.at(node);
        let b = self.b();
        let defined = b.cmpi("ult", shift, b.index(i64::from(bits)));
        let ok = reached
            .map_or(defined, |reached| b.bin("arith.ori", defined, b.bin("arith.xori", reached, self.int(self.ctx.i1(), 1))));
        self.require(ok, &format!("shifts a mask by less than 0 or more than {} bits", bits - 1));
        Ok(b.value("vector.create_mask", &[lanes], mask.mlir(self.ctx)))
    }

    fn first_lanes(&self, mask: VectorType, lanes: i64) -> Value {
        self.b().value("vector.create_mask", &[self.b().index(lanes)], mask.mlir(self.ctx))
    }

    fn constant_mask(&self, bits: u64, mask: VectorType) -> Value {
        let bits = bits & (u64::MAX >> (64 - mask.lanes));
        if bits.count_ones() == bits.trailing_ones() {
            return self.first_lanes(mask, bits.count_ones().into());
        }
        let ty = mask.mlir(self.ctx);
        let lanes: Vec<&str> = (0..mask.lanes).map(|lane| if bits >> lane & 1 == 1 { "true" } else { "false" }).collect();
        let dense = self.ctx.parse_attr(&format!("dense<[{}]> : {ty}", lanes.join(", "))).expect("one word for each lane");
        self.b().value_with("arith.constant", &[], ty, &[("value", dense)])
    }
}

/// Does the expression call anything but conversions?
fn calls(node: &Node) -> bool {
    let mut calls = false;
    node.walk(&mut |n| calls |= n.is("CallExpr") && converted_mask(n).is_none());
    calls
}

/// The bits that `_cvtu32_mask8(x)` keeps of its operand.
fn converted_mask(node: &Node) -> Option<i64> {
    let name = node.inner.first()?.decl()?.name.as_deref()?;
    name.strip_prefix("_cvtu")?.split_once("_mask")?.1.parse().ok()
}
