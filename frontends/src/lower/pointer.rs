//! Lvalues and pointers: a pointer is a memref and an element offset.

use xpiler_ir::{Attr, Result, Type, Value, builder::Spec};

use super::{Binding, Lower, Val};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

/// A scalar (`index` has all dimensions) or a part of an array.
#[derive(Clone)]
pub(crate) struct Place {
    pub base: Value,
    pub index: Vec<Value>,
    /// The type of a value that fills one or several elements from there on, `*(const int *)bytes`; a vector, `*(const float4 *)x`.
    pub wide: Option<Type>,
}

impl Place {
    /// A variable.
    pub fn variable(base: Value) -> Self {
        Self { base, index: vec![], wide: None }
    }
}

/// A pointer into dimension `lead.len()` of a memref.
#[derive(Clone)]
pub(crate) struct Pointer {
    pub base: Value,
    /// Indices of the dimensions in front.
    pub lead: Vec<Value>,
    /// Elements of that dimension; nothing is 0.
    pub offset: Option<Value>,
    /// How many C elements one element of the memref is: 4 for a `char *` into a buffer of floats.
    pub scale: i64,
    /// What it points to, if that is no element of the memory, but as wide, or wider: `int` for an `int *` into bytes or floats.
    pub wide: Option<Type>,
}

impl Pointer {
    /// A pointer to the first element.
    pub fn start(base: Value) -> Self {
        Self { base, lead: vec![], offset: None, scale: 1, wide: None }
    }
    /// Does it point to elements of the memory, not to parts or groups of them?
    pub fn is_plain(&self) -> bool {
        self.scale == 1 && self.wide.is_none()
    }
    /// How many elements of the memory one step is.
    fn step(&self) -> i64 {
        self.wide.map_or(1, |ty| width(ty) / width(self.element()))
    }
    /// The element type of the memory.
    pub fn element(&self) -> Type {
        self.base.ty().element()
    }
}

/// The bits of a scalar or a vector.
pub(super) fn width(ty: Type) -> i64 {
    ty.num_elements().unwrap_or(0) * i64::from(if ty.is_vector() { ty.element() } else { ty }.bits())
}

impl Lower<'_> {
    /// A declared name.
    pub(super) fn binding(&mut self, node: &Node) -> Result<Binding> {
        let Some(decl) = &node.kind.referenced_decl else { return self.refuse(node, "this name is not supported") };
        if let Some(binding) = self.bindings.get(&decl.id) {
            return Ok(binding.clone());
        }
        self.global(node, decl.id)
    }
    /// An lvalue.
    pub(super) fn place(&mut self, node: &Node) -> Result<Place> {
        let node = node.bare();
        match node.what() {
            "DeclRefExpr" => match self.binding(node)? {
                Binding::Memory(place) => Ok(place),
                _ => self.refuse(node, format!("`{}` cannot be assigned here", decl_name(node))),
            },
            "ArraySubscriptExpr" => {
                let (mut base, mut index) = (&node.inner[0], &node.inner[1]);
                if matches!(self.ctype(base).value(), CType::Register { .. }) {
                    let mut place = self.place(base)?;
                    let index = self.index(index)?;
                    place.index.push(index);
                    return Ok(place);
                }
                if !self.ctype(base).is_pointer() {
                    std::mem::swap(&mut base, &mut index);
                }
                let pointer = self.pointer(base)?;
                let index = self.index(index)?;
                self.at(node);
                self.element(&pointer, Some(index), node)
            }
            "UnaryOperator" if node.opcode() == "*" => self.pointee(&node.inner[0]),
            // What a hint to the cache is about.
            "CallExpr" if let Some(pointer) = cached_load(node) => self.pointee(pointer),
            "UnaryOperator" if matches!(node.opcode(), "++" | "--") => {
                self.scalar(node)?;
                self.place(&node.inner[0])
            }
            "BinaryOperator" if node.opcode() == "=" => {
                self.scalar(node)?;
                self.place(&node.inner[0])
            }
            "CompoundAssignOperator" => {
                self.scalar(node)?;
                self.place(&node.inner[0])
            }
            "ImplicitCastExpr" if node.cast() == "NoOp" => self.place(&node.inner[0]),
            "MemberExpr" if matches!(self.ctype(&node.inner[0]).value(), CType::Fragment(_)) => {
                self.refuse(node, "single elements of a fragment are not supported: which lane holds which is not specified")
            }
            "MemberExpr" if matches!(self.ctype(&node.inner[0]).value(), CType::Register { .. }) => {
                let part = ["x", "y", "z", "w"].iter().position(|n| *n == node.name());
                let Some(part) = part else { return self.refuse(node, "this member is not supported") };
                let vector = self.place(&node.inner[0])?;
                self.at(node);
                self.part_of(&vector, part as i64, node)
            }
            "MemberExpr" if self.is_member(node) => self.member_place(node),
            "MemberExpr" if self.is_view(node) => {
                let memory = self.place(&node.inner[0])?;
                let ty = self.mlir(&self.ctype(node), node)?;
                Ok(Place { wide: Some(ty).filter(|ty| *ty != memory.base.ty().element()), ..memory })
            }
            "MemberExpr" => {
                self.refuse(node, "this member is not supported: structures have scalars, arrays and structures of them")
            }
            // A vector that an expression makes.
            _ if !node.is_lvalue()
                && let ty @ CType::Register { .. } = self.ctype(node).value() =>
            {
                match self.register(node, &ty, Some(node))? {
                    Binding::Memory(place) => Ok(place),
                    _ => self.refuse(node, "a vector is needed here"),
                }
            }
            _ => self.refuse(node, "this is not supported as a place in memory"),
        }
    }
    /// What a pointer points to.
    pub(super) fn pointee(&mut self, pointer: &Node) -> Result<Place> {
        let p = self.pointer(pointer)?;
        self.element(&p, None, pointer)
    }
    /// The element `index` behind a pointer.
    fn element(&mut self, pointer: &Pointer, index: Option<Value>, node: &Node) -> Result<Place> {
        if pointer.scale != 1 {
            return self.refuse(node, "single bytes of a buffer of wider elements cannot be accessed");
        }
        let rank = pointer.base.ty().shape().len();
        let index = index
            .map(|i| if pointer.wide.is_some() { self.index_binary("arith.muli", i, self.b().index(pointer.step())) } else { i });
        let offset = match (pointer.offset, index) {
            (Some(a), Some(b)) => self.add_index(a, b),
            (Some(a), None) | (None, Some(a)) => a,
            (None, None) => self.b().index(0),
        };
        if rank == 0 {
            return match offset.const_int() {
                Some(0) if pointer.step() == 1 => Ok(Place { wide: pointer.wide, ..Place::variable(pointer.base) }),
                _ => self.refuse(node, "this is behind a single variable"),
            };
        }
        let mut index = pointer.lead.clone();
        index.push(offset);
        Ok(Place { base: pointer.base, index, wide: pointer.wide })
    }
    /// The value in a place.
    pub(super) fn read(&mut self, place: &Place, node: &Node) -> Result<Value> {
        if place.index.len() != place.base.ty().shape().len() {
            return self.refuse(node, "a whole array is used as a value");
        }
        let b = self.b();
        let Some(wide) = place.wide else { return Ok(b.load(place.base, &place.index)) };
        if wide.is_vector() {
            return self.refuse(node, "a vector is used as a number");
        }
        if width(wide) == width(place.base.ty().element()) {
            let bits = b.load(place.base, &place.index);
            return Ok(b.value("arith.bitcast", &[bits], wide));
        }
        let whole = self.load_wide(place, self.ctx.vector(1, wide));
        let b = self.b();
        let first = self.ctx.i64_array_attr(&[0]);
        Ok(b.value_with("vector.extract", &[whole], wide, &[("static_position", first)]))
    }
    /// As many elements of the memory as a vector has bytes.
    fn parts(&self, element: Type, vector: Type) -> Type {
        self.ctx.vector(width(vector) / width(element), element)
    }
    /// A vector in memory, which may have other elements.
    pub(super) fn load_wide(&mut self, place: &Place, vector: Type) -> Value {
        let parts = self.parts(place.base.ty().element(), vector);
        self.aligned(place, parts);
        let b = self.b();
        let operands: Vec<Value> = [place.base].into_iter().chain(place.index.iter().copied()).collect();
        let loaded = b.value("vector.load", &operands, parts);
        if parts == vector { loaded } else { b.value("vector.bitcast", &[loaded], vector) }
    }
    /// Writes a vector to memory, which may have other elements.
    pub(super) fn store_wide(&mut self, vector: Value, place: &Place) {
        let parts = self.parts(place.base.ty().element(), vector.ty());
        self.aligned(place, parts);
        let b = self.b();
        let stored = if parts == vector.ty() { vector } else { b.value("vector.bitcast", &[vector], parts) };
        let operands: Vec<Value> = [stored, place.base].into_iter().chain(place.index.iter().copied()).collect();
        b.op("vector.store", Spec { operands: &operands, ..Spec::default() });
    }
    /// GPUs access several elements at once only where they are aligned, as memory is that was allocated.
    pub(super) fn aligned(&mut self, place: &Place, parts: Type) {
        if self.language.is_simt() {
            // Sixteen bytes are the most that anything is aligned to.
            let (accessed, bytes) = (width(parts) / 8, (width(parts) / 8).min(16));
            self.aligned_to(place, bytes, &format!("accesses {accessed} bytes at once that are not aligned to {bytes}"));
        }
    }
    /// The place is a multiple of so many bytes, if the memory begins at one; `did` is what the text did otherwise.
    pub(super) fn aligned_to(&mut self, place: &Place, bytes: i64, did: &str) {
        let lanes = bytes * 8 / width(place.base.ty().element());
        let Some(last) = place.index.last().filter(|_| lanes > 1) else { return };
        let shape = place.base.ty().shape();
        // Rows of whole groups, or of none that could be crossed.
        let mut at = *last;
        let mut stride = 1;
        for (index, size) in place.index.iter().rev().skip(1).zip(shape.iter().rev()) {
            stride *= size.unwrap_or(1);
            if stride % lanes != 0 {
                let rows = self.index_binary("arith.muli", *index, self.b().index(stride));
                at = self.add_index(at, rows);
            }
        }
        if at.const_int().is_some_and(|c| c % lanes == 0) {
            return;
        }
        let b = self.b();
        let rest = b.bin("arith.remui", at, b.index(lanes));
        let ok = b.cmpi("eq", rest, b.index(0));
        self.require(ok, did);
    }
    /// An element of a vector, in a variable or in memory.
    pub(super) fn part_of(&mut self, vector: &Place, part: i64, node: &Node) -> Result<Place> {
        let Some(wide) = vector.wide else {
            let mut place = vector.clone();
            place.index.push(self.b().index(part));
            return Ok(place);
        };
        if !wide.is_vector() || wide.element() != vector.base.ty().element() {
            return self.refuse(node, "single elements of memory with other elements are not supported");
        }
        let mut index = vector.index.clone();
        if let Some(last) = index.last_mut() {
            *last = self.add_index(*last, self.b().index(part));
        }
        Ok(Place { base: vector.base, index, wide: None })
    }
    /// Writes a value to a place.
    pub(super) fn write(&mut self, value: Value, place: &Place, node: &Node) -> Result<()> {
        let wanted = place.wide.unwrap_or_else(|| place.base.ty().element());
        if place.index.len() != place.base.ty().shape().len() || value.ty() != wanted {
            return self.refuse(node, "this assignment is not supported");
        }
        if place.wide.is_some() && width(wanted) == width(place.base.ty().element()) {
            let bits = self.b().value("arith.bitcast", &[value], place.base.ty().element());
            self.b().store(bits, place.base, &place.index);
            return Ok(());
        }
        if place.wide.is_some() {
            let whole = self.b().value("vector.broadcast", &[value], self.ctx.vector(1, wanted));
            self.store_wide(whole, place);
            return Ok(());
        }
        self.b().store(value, place.base, &place.index);
        Ok(())
    }
    /// An element count or index: an integer expression as `index`.
    pub(super) fn index(&mut self, node: &Node) -> Result<Value> {
        // Widening does not change the value, so it is the inner integer that is cast.
        let mut node = node.bare();
        while node.what().ends_with("CastExpr") && node.inner.len() == 1 {
            if node.cast() == "NoOp" {
                node = node.inner[0].bare();
                continue;
            }
            if node.cast() != "IntegralCast" {
                break;
            }
            let (from, to) = (self.ctype(&node.inner[0]), self.ctype(node));
            let (CType::Int { bits: f, signed }, CType::Int { bits: t, signed: to_signed }) = (&from, &to) else { break };
            if t < f || (t == f && signed != to_signed) || (*signed && !*to_signed && *t < 64) {
                break;
            }
            node = node.inner[0].bare();
        }
        let ty = self.ctype(node).value();
        if !ty.is_int() {
            return self.refuse(node, "an integer is needed here");
        }
        let v = self.scalar(node)?;
        self.at(node);
        Ok(self.as_index(v, ty.is_unsigned()))
    }
    /// An integer value as `index`.
    pub(super) fn as_index(&mut self, v: Value, unsigned: bool) -> Value {
        if v.ty().is_index() {
            return v;
        }
        if let Some(c) = v.const_int() {
            let bits = v.ty().bits();
            return self.b().index(if unsigned && bits < 64 { c & ((1i64 << bits) - 1) } else { c });
        }
        self.b().value(if unsigned { "arith.index_castui" } else { "arith.index_cast" }, &[v], self.ctx.index())
    }
    /// A pointer expression.
    pub(super) fn pointer(&mut self, node: &Node) -> Result<Pointer> {
        let node = node.bare();
        match node.what() {
            "DeclRefExpr" => match self.binding(node)? {
                Binding::Pointer(p) => Ok(p),
                Binding::Moving(p, slot) => {
                    let offset = self.b().load(slot, &[]);
                    Ok(Pointer { offset: Some(offset), ..p })
                }
                Binding::Memory(Place { base, index, wide }) => Ok(Pointer { base, lead: index, offset: None, scale: 1, wide }),
                Binding::Null => self.refuse(node, format!("`{}` points nowhere yet", decl_name(node))),
                _ => self.refuse(node, "this is not a pointer to memory"),
            },
            "UnaryOperator" => match node.opcode() {
                "&" => {
                    let mut place = self.place(&node.inner[0])?;
                    let offset = place.index.pop();
                    Ok(Pointer { base: place.base, lead: place.index, offset, scale: 1, wide: place.wide })
                }
                "++" | "--" => {
                    let old = self.pointer(&node.inner[0])?;
                    let one = self.b().index(old.step());
                    let new = self.shift(old.clone(), one, node.opcode() == "--");
                    self.move_pointer(&node.inner[0], &new, node)?;
                    Ok(if node.kind.is_postfix == Some(true) { old } else { new })
                }
                _ => self.refuse(node, "pointers to pointers are not supported"),
            },
            "BinaryOperator" | "CompoundAssignOperator" => {
                let (lhs, rhs) = (&node.inner[0], &node.inner[1]);
                match node.opcode() {
                    "+" | "-" => {
                        let flipped = !self.ctype(lhs).is_pointer();
                        let (p, i) = if flipped { (rhs, lhs) } else { (lhs, rhs) };
                        let pointer = self.pointer(p)?;
                        let minus = node.opcode() == "-";
                        self.shift_by(pointer, i, minus, node)
                    }
                    "=" => {
                        let new = self.pointer(rhs)?;
                        self.move_pointer(lhs, &new, node)?;
                        Ok(new)
                    }
                    "+=" | "-=" => {
                        let old = self.pointer(lhs)?;
                        let new = self.shift_by(old, rhs, node.opcode() == "-=", node)?;
                        self.move_pointer(lhs, &new, node)?;
                        Ok(new)
                    }
                    "," => {
                        self.effect(lhs)?;
                        self.pointer(rhs)
                    }
                    _ => self.refuse(node, "this pointer expression is not supported"),
                }
            }
            "ConditionalOperator" => self.pointer_choice(node),
            "CallExpr" => match self.call(node)? {
                Val::Pointer(p) => Ok(p),
                _ => self.refuse(node, "this call does not return a pointer to known memory"),
            },
            "ImplicitCastExpr"
            | "CStyleCastExpr"
            | "CXXStaticCastExpr"
            | "CXXReinterpretCastExpr"
            | "CXXConstCastExpr"
            | "CXXFunctionalCastExpr" => match node.cast() {
                "LValueToRValue" | "NoOp" => self.pointer(&node.inner[0]),
                "ArrayToPointerDecay" => {
                    if node.inner[0].bare().is("DeclRefExpr")
                        && let Binding::Pointer(bytes) = self.binding(node.inner[0].bare())?
                    {
                        return Ok(bytes);
                    }
                    let place = self.place(&node.inner[0])?;
                    Ok(Pointer { base: place.base, lead: place.index, offset: None, scale: 1, wide: None })
                }
                "BitCast" => self.pointer_cast(node),
                _ => self.refuse(node, "this pointer is not supported"),
            },
            _ => self.refuse(node, "this pointer is not supported"),
        }
    }
    fn pointer_choice(&mut self, node: &Node) -> Result<Pointer> {
        let condition = self.condition(&node.inner[0])?;
        if let Some(c) = condition.const_int() {
            return self.pointer(&node.inner[if c != 0 { 1 } else { 2 }]);
        }
        let a = self.pointer(&node.inner[1])?;
        let b = self.pointer(&node.inner[2])?;
        if a.base != b.base || !a.lead.is_empty() || !b.lead.is_empty() || a.scale != b.scale || a.wide != b.wide {
            return self.refuse(node, "a choice between pointers into different buffers is not supported");
        }
        let zero = self.b().index(0);
        let offset = self.b().select(condition, a.offset.unwrap_or(zero), b.offset.unwrap_or(zero));
        Ok(Pointer { offset: Some(offset), ..a })
    }
    /// A cast from one pointee to another.
    fn pointer_cast(&mut self, node: &Node) -> Result<Pointer> {
        let inner = &node.inner[0];
        // (float *)(bytes + n * sizeof(float)): the byte offset as elements.
        let to = self.ctype(node);
        let target = to.pointee().cloned().unwrap_or(CType::Void);
        if let Some(pointer) = self.host_memory(inner, &target, node)? {
            return Ok(pointer);
        }
        let pointer = self.pointer(inner)?;
        let (_, target) = target.dims();
        if matches!(target, CType::Void) {
            return Ok(Pointer { wide: None, ..pointer });
        }
        let vector = match target {
            CType::Register { of, len } => of.mlir(self.ctx).map(|of| self.ctx.vector(*len, of)),
            CType::Vector(vector) => Some(vector.mlir(self.ctx)),
            _ => None,
        };
        let Some(ty) = vector.or_else(|| target.mlir(self.ctx)) else {
            return self.refuse(node, format!("access to memory as `{}` is not supported", node.written_type()));
        };
        let element = pointer.element();
        let size = if element.is_vector() { 0 } else { i64::from(element.bits()).max(8) / 8 };
        if ty == element {
            if pointer.scale == 1 {
                return Ok(Pointer { wide: None, ..pointer });
            }
            return self.unscale(pointer, node);
        }
        // Several elements as one value.
        let has_parts = |ty: Type| size > 0 && width(ty) > 8 * size && width(ty) % (8 * size) == 0;
        if pointer.scale == 1 && (ty.is_int() || ty.is_float() || vector.is_some()) && has_parts(ty) {
            return Ok(Pointer { wide: Some(ty), ..pointer });
        }
        // The same bits as another number.
        if pointer.scale == 1 && vector.is_none() && !element.is_vector() && width(ty) == width(element) {
            return Ok(Pointer { wide: Some(ty), ..pointer });
        }
        // Bytes of a wider buffer: the offset counts bytes from here on.
        if matches!(target, CType::Int { bits: 8, .. }) && size > 1 && pointer.is_plain() && pointer.lead.is_empty() {
            let offset = pointer.offset.map(|o| self.index_binary("arith.muli", o, self.b().index(size)));
            return Ok(Pointer { offset, scale: size, ..pointer });
        }
        self.refuse(node, format!("access to {element} memory as `{}` is not supported", node.written_type()))
    }
    /// `(T *)malloc(bytes)`.
    fn host_memory(&mut self, call: &Node, target: &CType, node: &Node) -> Result<Option<Pointer>> {
        let call = call.core();
        let name = if call.is("CallExpr") { call.inner[0].decl().and_then(|d| d.name.as_deref()).unwrap_or("") } else { "" };
        let bytes = match (name, call.inner.len()) {
            ("malloc", 2) => &call.inner[1],
            ("aligned_alloc", 3) => &call.inner[2],
            _ => return Ok(None),
        };
        let (Some(element), Some(size)) = (target.mlir(self.ctx).filter(|t| !t.is_vector()), target.size()) else {
            return self.refuse(node, "the element type of this memory is not supported");
        };
        let count = self.elements(bytes, size)?;
        self.at(node);
        let name = self.unique("heap");
        let base = self.alloc(count, element, &name, false);
        Ok(Some(Pointer::start(base)))
    }
    /// Back from bytes to elements.
    fn unscale(&mut self, pointer: Pointer, node: &Node) -> Result<Pointer> {
        let scale = pointer.scale;
        let offset = match pointer.offset {
            None => None,
            Some(o) => match divide(o, scale) {
                Quotient::Constant(c) => Some(self.b().index(c)),
                Quotient::Factor(v, c) => Some(self.index_binary("arith.muli", v, self.b().index(c))),
                Quotient::No => match o.const_int() {
                    Some(_) => return self.refuse(node, format!("the byte offset is not a multiple of {scale}")),
                    None => Some(self.in_elements(o, scale)),
                },
            },
        };
        Ok(Pointer { offset, scale: 1, ..pointer })
    }
    /// `p + i` with the index as an expression.
    fn shift_by(&mut self, pointer: Pointer, index: &Node, minus: bool, node: &Node) -> Result<Pointer> {
        let by = if pointer.scale == 1 {
            let by = self.index(index)?;
            if pointer.wide.is_some() { self.index_binary("arith.muli", by, self.b().index(pointer.step())) } else { by }
        } else {
            // n * sizeof(T) bytes are n elements.
            let elements = self.elements(index, pointer.scale)?;
            self.index_binary("arith.muli", elements, self.b().index(pointer.scale))
        };
        self.at(node);
        Ok(self.shift(pointer, by, minus))
    }
    pub(super) fn shift(&mut self, pointer: Pointer, by: Value, minus: bool) -> Pointer {
        let zero = self.b().index(0);
        let from = pointer.offset.unwrap_or(zero);
        let offset = self.index_binary(if minus { "arith.subi" } else { "arith.addi" }, from, by);
        Pointer { offset: Some(offset), ..pointer }
    }
    /// Assigns a pointer variable.
    fn move_pointer(&mut self, variable: &Node, new: &Pointer, node: &Node) -> Result<()> {
        let name = variable.bare();
        let Some(id) = name.decl().map(|d| d.id) else {
            return self.refuse(node, "only pointer variables can be assigned");
        };
        let new = self.flat(new.clone(), node)?;
        match self.bindings.get(&id).cloned() {
            Some(Binding::Moving(old, slot)) if old.base == new.base && old.scale == new.scale && old.wide == new.wide => {
                let offset = new.offset.unwrap_or_else(|| self.b().index(0));
                self.b().store(offset, slot, &[]);
                Ok(())
            }
            Some(Binding::Moving(..)) => self.refuse(node, "the pointer moves to another buffer, which is not supported"),
            Some(Binding::Null | Binding::Pointer(_)) if self.in_entry_block() => {
                self.bindings.insert(id, Binding::Pointer(new));
                Ok(())
            }
            _ => self.refuse(node, "this pointer is assigned where its target depends on control flow"),
        }
    }
    /// Are we at the top level of the function, so that a binding made now holds for all that follows?
    pub(super) fn in_entry_block(&self) -> bool {
        self.block == self.top_block
    }
    /// The same pointer into one dimension.
    pub(super) fn flat(&mut self, pointer: Pointer, node: &Node) -> Result<Pointer> {
        let ty = pointer.base.ty();
        let shape = ty.shape();
        if shape.len() <= 1 {
            return Ok(pointer);
        }
        let Some(dims) = ty.static_shape() else { return self.refuse(node, "this array has no fixed size") };
        let total: i64 = dims.iter().product();
        let groups: Vec<Attr> = (0..dims.len()).map(|i| self.ctx.int_attr(self.ctx.i64(), i as i64)).collect();
        let groups = self.ctx.array_attr(&[self.ctx.array_attr(&groups)]);
        let result = self.ctx.memref(&[Some(total)], ty.element());
        let flat = self.b().op(
            "memref.collapse_shape",
            Spec { operands: &[pointer.base], results: &[result], attrs: &[("reassociation", groups)], ..Spec::default() },
        );
        let mut offset = self.b().index(0);
        let mut index = pointer.lead.clone();
        index.extend(pointer.offset);
        for (i, v) in index.iter().enumerate() {
            let stride: i64 = dims[i + 1..].iter().product();
            let part = self.index_binary("arith.muli", *v, self.b().index(stride));
            offset = self.add_index(offset, part);
        }
        Ok(Pointer { base: flat.result(0), lead: vec![], offset: Some(offset), ..pointer })
    }
}

/// The pointer of `__ldg(p)` and its kin: loads with hints to the cache.
pub(super) fn cached_load(node: &Node) -> Option<&Node> {
    let [callee, pointer] = node.inner.as_slice() else { return None };
    let name = callee.decl()?.name.as_deref()?;
    ["__ldg", "__ldca", "__ldcg", "__ldcs", "__ldcv", "__ldlu"].contains(&name).then_some(pointer)
}

enum Quotient {
    Constant(i64),
    Factor(Value, i64),
    No,
}

/// `offset / scale` where that is plain from how the offset was made.
fn divide(offset: Value, scale: i64) -> Quotient {
    if let Some(c) = offset.const_int() {
        return if c % scale == 0 { Quotient::Constant(c / scale) } else { Quotient::No };
    }
    if let Some(op) = offset.def_by("arith.muli")
        && let Some(c) = op.operand(1).const_int()
        && c % scale == 0
    {
        return Quotient::Factor(op.operand(0), c / scale);
    }
    Quotient::No
}

fn decl_name(node: &Node) -> &str {
    node.kind.referenced_decl.as_ref().and_then(|d| d.name.as_deref()).unwrap_or("")
}
