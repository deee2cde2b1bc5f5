//! Uses of intrinsic rows.

use std::rc::Rc;

use xpiler_ir::{
    Attr, Diagnostic, Op, Result, Type, Value,
    builder::Spec,
    names,
    rows::{self, Row, Rows},
    vectors::VectorType,
};

use super::{Lower, Val, pointer::Place};
use crate::{ast::Node, ctype::CType};

impl Lower<'_> {
    /// The rows that a text may mean by a name.
    pub(super) fn rows(&self, name: &str) -> Result<Rc<Rows>> {
        if let Some(rows) = self.rows.borrow().get(name) {
            return Ok(rows.clone());
        }
        let rows = Rc::new(rows::named(self.ctx, self.language.platform, &|n| n == name)?);
        self.rows.borrow_mut().insert(name.to_owned(), rows.clone());
        Ok(rows)
    }
    /// A call of a row.
    pub(super) fn intrinsic(&mut self, node: &Node, name: &str, args: &[&Node]) -> Result<Val> {
        self.intrinsic_into(node, name, args, None)
    }
    /// A call of a row; a vector that it is worth goes to `into`.
    pub(super) fn intrinsic_into(&mut self, node: &Node, name: &str, args: &[&Node], into: Option<&Place>) -> Result<Val> {
        let rows = self.rows(name)?;
        let matches = |row: &&Row| {
            let n = row.inputs().len() - usize::from(row.gives_register());
            let declared = |i: usize| row.arg_attr(i, names::CTYPE).and_then(Attr::as_str).map(|t| CType::parse(&t));
            args.len() <= n
                && row.gives_register() == into.is_some()
                && (args.len()..n).all(|i| row.arg_int(i, names::DEFAULT).is_some())
                && args.iter().enumerate().all(|(i, arg)| {
                    let ty = self.ctype(arg).value();
                    let wanted = row.arg_attr(i, names::FRAGMENT).and_then(Attr::as_array).unwrap_or_default();
                    let has = |word: &Attr| matches!(&ty, CType::Fragment(f) if f.words.iter().any(|w| Some(w) == word.as_str().as_ref()));
                    declared(i).is_none_or(|declared| declared == ty) && wanted.iter().all(has)
                })
        };
        let candidates: Vec<&Row> = rows.find(name).into_iter().filter(matches).collect();
        let Some(shape) = candidates.first() else {
            let types: Vec<String> = args.iter().map(|a| self.ctype(a).value().spell()).collect();
            let message = format!("`{name}` is not known with these {} arguments: {}", args.len(), types.join("; "));
            return Err(Diagnostic::error("unknown-intrinsic", message).at(self.ast.span(node)));
        };
        let (mut inputs, mut offsets) = (vec![], vec![]);
        for (arg, ty) in args.iter().zip(shape.inputs()) {
            if matches!(self.ctype(arg).value(), CType::Fragment(_)) {
                let place = self.place(arg)?;
                self.at(node);
                inputs.push(self.b().part(place.base, &place.index));
                offsets.push(self.b().index(0));
            } else if matches!(self.ctype(arg).value(), CType::Register { .. }) {
                inputs.push(self.register_operand(arg)?);
                offsets.push(self.b().index(0));
            } else if ty.is_memref() {
                let (base, offset) = self.buffer_operand(arg)?;
                inputs.push(base);
                offsets.push(offset);
            } else if ty.is_index() {
                inputs.push(self.not_negative(arg)?);
            } else if let Some(vector) = VectorType::of(ty) {
                inputs.push(if vector.is_mask() { self.mask(arg, vector)? } else { self.scalar(arg)? });
            } else {
                inputs.push(self.scalar(arg)?);
            }
        }
        self.at(node);
        let takes = shape.inputs().len() - usize::from(shape.gives_register());
        let defaults = shape.inputs().into_iter().enumerate().take(takes).skip(args.len());
        inputs.extend(defaults.map(|(i, ty)| self.int(ty, shape.arg_int(i, names::DEFAULT).unwrap_or(0))));
        if let Some(place) = into {
            inputs.push(self.b().part(place.base, &place.index));
            offsets.push(self.b().index(0));
        }
        let types: Vec<Type> = inputs.iter().map(|v| v.ty()).collect();
        let typed: Vec<&Row> = candidates.iter().filter_map(|c| rows.overload(&c.name, &types)).collect();
        let wrong = |row: &Row| {
            (0..inputs.len()).find(|i| row.arg_int(*i, names::VALUE).is_some_and(|v| inputs[*i].const_int() != Some(v)))
        };
        let Some(row) = typed.iter().find(|r| wrong(r).is_none()) else {
            if let Some(i) = typed.first().and_then(|r| wrong(r)) {
                let value = typed[0].arg_int(i, names::VALUE).unwrap_or(0);
                let wanted = if value == -1 {
                    "the constant of all lanes, 0xffffffff".to_owned()
                } else {
                    format!("the constant {value}")
                };
                return self
                    .refuse(args.get(i).unwrap_or(&node), format!("`{name}` is known with {wanted} here, and nothing else"));
            }
            let types: Vec<String> =
                types.iter().map(|t| if t.is_memref() { format!("{} *", t.element()) } else { t.to_string() }).collect();
            let message = format!("`{name}` is not known for operands ({})", types.join(", "));
            return Err(Diagnostic::error("unknown-intrinsic", message).at(self.ast.span(node)));
        };
        for (i, v) in inputs.iter().enumerate().filter(|(i, _)| row.arg_attr(*i, "xpiler.only").is_some()) {
            let described = row.arg_attr(i, "xpiler.immediate").and_then(|a| a.as_array()).unwrap_or_default();
            if !described.iter().any(|a| a.as_int().is_some() && a.as_int() == v.const_int()) {
                let known: Vec<String> = described.iter().filter_map(|a| a.as_int()).map(|c| c.to_string()).collect();
                return self.refuse(args[i], format!("only {} are supported here", known.join(", ")));
            }
        }
        if row.func.attr("xpiler.async").is_some() {
            self.aligned_copy(&inputs, &offsets);
        }
        // What the manual asks of fragments' operands, kernels do without: it is for planners alone.
        if let Some(bytes) = row.func.int_attr(names::ALIGN) {
            let bases: Vec<Value> = inputs.iter().copied().filter(|v| v.ty().is_memref()).collect();
            for (base, offset) in bases.into_iter().zip(&offsets) {
                let did = format!("accesses {bytes} bytes at once that are not aligned to {bytes}");
                self.aligned_to(&Place { base, index: vec![*offset], wide: None }, bytes, &did);
            }
        }
        let inputs: Vec<Value> = inputs.into_iter().zip(row.inputs()).map(|(v, ty)| self.lanes(v, ty)).collect();
        let outputs = row.outputs();
        let op = self.row_call(&row.name, &inputs, &offsets, &outputs);
        if row.warp() != 0 {
            op.set_attr(names::WARP, self.ctx.int_attr(self.ctx.i32(), row.warp()));
        }
        Ok(op.results().first().map_or(Val::Void, |v| {
            let named = VectorType::of(v.ty()).map_or(v.ty(), |vector| vector.mlir(self.ctx));
            Val::Scalar(self.lanes(*v, named))
        }))
    }
    /// A copy of several elements at once: both places are aligned to its bytes.
    fn aligned_copy(&mut self, inputs: &[Value], offsets: &[Value]) {
        let bytes = inputs.last().and_then(|v| v.const_int()).unwrap_or(0);
        for (base, offset) in inputs.iter().zip(offsets) {
            let element = base.ty().element();
            let parts = self.ctx.vector(bytes * 8 / i64::from(element.bits()), element);
            self.aligned(&Place { base: *base, index: vec![*offset], wide: None }, parts);
        }
    }
    /// A vector with the lanes of `ty`, where C has one type for both: `__m512i` is 16 ints or 64 bytes.
    fn lanes(&self, v: Value, ty: Type) -> Value {
        if v.ty() == ty || VectorType::of(v.ty()).is_none() || VectorType::of(v.ty()) != VectorType::of(ty) {
            return v;
        }
        match v.def_by("vector.bitcast") {
            Some(cast) if cast.operand(0).ty() == ty => cast.operand(0),
            _ => self.b().value("vector.bitcast", &[v], ty),
        }
    }
    /// `intrin.call`.
    pub(super) fn row_call(&self, name: &str, inputs: &[Value], offsets: &[Value], outputs: &[Type]) -> Op {
        let operands: Vec<Value> = inputs.iter().chain(offsets).copied().collect();
        let attrs = [
            ("platform", self.ctx.str_attr(self.language.platform)),
            ("row", self.ctx.str_attr(name)),
            ("operandSegmentSizes", self.ctx.i32_array_attr(&[inputs.len() as i32, offsets.len() as i32])),
        ];
        self.b().op("intrin.call", Spec { operands: &operands, results: outputs, attrs: &attrs, ..Spec::default() })
    }
}
