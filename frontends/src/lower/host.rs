//! Host code: device buffers, copies, launches. Calls of the API succeed, so error codes are the constant 0.

use xpiler_ir::{Attr, Result, Value, builder::Spec, machine, names};

use super::{
    Binding, Lower, Place, Val,
    function::{parameter_name, parameters, symbol},
    pointer::Pointer,
};
use crate::{
    ast::{Node, NodeExt, int_value},
    ctype::CType,
    language::Api,
};

impl<'a> Lower<'a> {
    /// Declarations that only host code has; false if it is an ordinary one.
    pub(super) fn host_variable(&mut self, node: &Node, ty: &CType, init: Option<&Node>) -> Result<bool> {
        if self.codes.contains(&node.id) {
            if let Some(init) = init {
                self.success(init)?;
            }
            self.bindings.insert(node.id, Binding::Constant(0));
            return Ok(true);
        }
        let name = match ty {
            CType::Other(name) => name.clone(),
            CType::Pointer { to, .. } => match &**to {
                // Queues and streams are pointers to structures.
                CType::Other(_) => "opaque".to_owned(),
                _ => return Ok(false),
            },
            _ => return Ok(false),
        };
        let binding = if is_dim3(&name) {
            let dims = match init {
                Some(init) => self.dim3(init)?,
                None => {
                    let one = self.int(self.ctx.i32(), 1);
                    [(one, false); 3]
                }
            };
            Binding::Dim3(dims)
        } else {
            Binding::Opaque
        };
        self.bindings.insert(node.id, binding);
        Ok(true)
    }
    /// An expression whose value is the code for success: only what it does counts.
    fn success(&mut self, node: &Node) -> Result<()> {
        let core = node.core();
        if matches!(core.what(), "CallExpr" | "BinaryOperator" | "ConditionalOperator") {
            self.effect(core)?;
        }
        Ok(())
    }
    /// Assignments to what only host code has.
    pub(super) fn assign_host(&mut self, lhs: &Node, rhs: &Node) -> Result<Option<Value>> {
        if !self.host {
            return Ok(None);
        }
        let target = lhs.bare();
        if let Some(decl) = target.decl()
            && self.codes.contains(&decl.id)
        {
            self.success(rhs)?;
            return Ok(Some(self.int(self.ctx.i32(), 0)));
        }
        if self.is_opaque(target) {
            return Ok(Some(self.int(self.ctx.i32(), 0)));
        }
        // An array or a pointer set to null.
        if self.ctype(target).is_pointer()
            && matches!(rhs.core().what(), "CXXNullPtrLiteralExpr" | "IntegerLiteral" | "GNUNullExpr")
        {
            return Ok(Some(self.int(self.ctx.i32(), 0)));
        }
        if target.is("MemberExpr")
            && let Some(decl) = target.inner[0].decl()
            && let Some(Binding::Dim3(mut dims)) = self.bindings.get(&decl.id).cloned()
            && let Some(dim) = ["x", "y", "z"].iter().position(|d| *d == target.name())
        {
            if !self.in_entry_block() {
                return self.refuse(lhs, "a launch dimension is set where it depends on control flow");
            }
            let id = decl.id;
            dims[dim] = self.dimension(rhs)?;
            self.bindings.insert(id, Binding::Dim3(dims));
            return Ok(Some(dims[dim].0));
        }
        Ok(None)
    }
    /// `grid = dim3(...)`.
    pub(super) fn assign_dim3(&mut self, node: &Node) -> Result<()> {
        if let [operator, target, value] = &node.inner[..]
            && operator.decl().and_then(|d| d.name.as_deref()) == Some("operator=")
            && let Some(decl) = target.decl()
            && matches!(self.bindings.get(&decl.id), Some(Binding::Dim3(_)))
            && self.in_entry_block()
        {
            let dims = self.dim3(value)?;
            self.bindings.insert(decl.id, Binding::Dim3(dims));
            return Ok(());
        }
        self.refuse(node, "overloaded operators are not supported")
    }
    /// A launch dimension and whether it was signed before it became `unsigned`.
    fn dimension(&mut self, node: &Node) -> Result<(Value, bool)> {
        let mut inner = node.bare();
        while inner.is("ImplicitCastExpr") && inner.cast() == "IntegralCast" {
            inner = inner.inner[0].bare();
        }
        let ty = self.ctype(inner).value();
        let v = self.scalar(inner)?;
        let signed = !ty.is_unsigned();
        let v = self.convert(v, &ty, &CType::Int { bits: 32, signed }, node)?;
        Ok((v, signed))
    }
    /// A `dim3`.
    fn dim3(&mut self, node: &Node) -> Result<[(Value, bool); 3]> {
        let mut node = node.bare();
        loop {
            node = match node.what() {
                what if what.ends_with("CastExpr") && node.inner.len() == 1 => node.inner[0].bare(),
                "CXXConstructExpr" | "CXXTemporaryObjectExpr"
                    if node.inner.len() == 1 && matches!(self.ctype(&node.inner[0]).value(), CType::Other(_)) =>
                {
                    node.inner[0].bare()
                }
                _ => break,
            };
        }
        if let Some(decl) = node.decl() {
            return match self.bindings.get(&decl.id) {
                Some(Binding::Dim3(dims)) => Ok(*dims),
                _ => self.refuse(node, "this launch dimension is not supported"),
            };
        }
        let one = self.int(self.ctx.i32(), 1);
        let mut dims = [(one, false); 3];
        match node.what() {
            "CXXConstructExpr" | "CXXTemporaryObjectExpr" | "InitListExpr" if node.inner.len() <= 3 => {
                for (dim, part) in dims.iter_mut().zip(&node.inner) {
                    *dim = self.dimension(part)?;
                }
                Ok(dims)
            }
            _ => self.refuse(node, "this launch dimension is not supported"),
        }
    }
    fn launch_dims(&mut self, node: &Node) -> Result<Vec<Value>> {
        let dims = self.dim3(node)?;
        Ok(dims.into_iter().map(|(v, signed)| self.as_index(v, !signed)).collect())
    }
    /// `kernel<<<...>>>(...)`.
    pub(super) fn launch(&mut self, node: &Node) -> Result<()> {
        let [callee, configuration, args @ ..] = &node.inner[..] else {
            return self.refuse(node, "this launch is not supported");
        };
        if !self.host {
            return self.refuse(node, "launches from device code are not supported");
        }
        let Some(kernel) = callee.decl().and_then(|d| self.ast.body(d.id)) else {
            return self.refuse(node, "the launched kernel has no definition in this text");
        };
        let symbol = symbol(kernel);
        let config = &configuration.inner[1..];
        if config.len() < 2 {
            return self.refuse(node, "this launch is not supported");
        }
        let mut operands = self.launch_dims(&config[0])?;
        let mut attrs = vec![("kernel", self.ctx.symbol_attr(&symbol))];
        let op = if self.language.is_simt() {
            operands.extend(self.launch_dims(&config[1])?);
            self.shared_bytes(config.get(2), &symbol)?;
            "simt.launch"
        } else {
            let Some(ty @ (1 | 4 | 8 | 16 | 32)) = self.constant(&config[1]) else {
                return self.refuse(&config[1], "the task type must be a constant: block, union1, union2, union4 or union8");
            };
            attrs.push(("type", self.ctx.int_attr(self.ctx.i32(), ty)));
            "cluster.launch"
        };
        for (arg, parameter) in args.iter().zip(parameters(kernel)) {
            let ty = self.ctype(parameter);
            if ty.is_pointer() {
                let p = self.pointer(arg)?;
                let p = self.flat(p, arg)?;
                let at_start = p.offset.is_none_or(|o| o.const_int() == Some(0));
                // The memory of vectors is that of their elements.
                let element = p.base.ty().element();
                let same = p.wide.is_none_or(|w| w.is_vector() && w.element() == element);
                if !at_start || p.scale != 1 || !same || p.base.ty() != self.ctx.buffer(element) {
                    return self.refuse(arg, "a kernel's argument must be the start of a buffer");
                }
                operands.push(p.base);
            } else {
                operands.push(self.scalar(arg)?);
            }
        }
        self.at(node);
        self.b().op(op, Spec { operands: &operands, attrs: &attrs, ..Spec::default() });
        if !self.launched.iter().any(|(s, _)| *s == symbol) {
            self.launched.push((symbol, kernel));
        }
        Ok(())
    }
    fn shared_bytes(&mut self, node: Option<&Node>, kernel: &str) -> Result<()> {
        let Some(node) = node else { return Ok(()) };
        let bytes = self.constant(node);
        if *self.dynamic_shared.entry(kernel.to_owned()).or_insert(bytes) != bytes {
            return self.refuse(node, "launches of one kernel with different amounts of shared memory are not supported");
        }
        if bytes.is_none() {
            let most = self.most_dynamic_shared(kernel)?;
            let amount = self.index(node)?;
            let b = self.b();
            let fits = b.cmpi("ule", amount, b.index(most));
            self.require(fits, &format!("launches with more than {most} bytes of dynamic shared memory"));
        }
        Ok(())
    }
    /// The bytes that any GPU has for shared memory whose amount the launch computes: two thirds, so that the target may exchange values in the rest, less the fixed
    /// arrays of the kernel.
    pub(super) fn most_dynamic_shared(&self, kernel: &str) -> Result<i64> {
        let of = |platform: &str| -> Result<i64> { Ok(machine::load(platform, None)?.1.usable("shared")) };
        let most = of("cuda")?.min(of("hip")?) * 2 / 3;
        let mut fixed = 0;
        for function in self.ast.functions.iter().filter(|f| symbol(f) == kernel) {
            function.walk(&mut |n| {
                if n.has_attr("CUDASharedAttr") {
                    fixed += self.ctype(n).size().unwrap_or(0);
                }
            });
        }
        Ok((most - fixed).max(0) / 16 * 16)
    }
    /// A call of the host API.
    pub(super) fn api_call(&mut self, node: &Node, api: Api, args: &[&Node]) -> Result<Val> {
        match (api, args) {
            (Api::Malloc, [target, bytes]) => self.allocate(node, target, bytes)?,
            (Api::Free, [target]) => {
                let core = target.core();
                if !matches!(core.what(), "CXXNullPtrLiteralExpr" | "IntegerLiteral") {
                    let p = self.pointer(target)?;
                    self.at(node);
                    self.b().op("memref.dealloc", Spec { operands: &[p.base], ..Spec::default() });
                }
            }
            (Api::Memcpy, [dst, src, bytes, rest @ ..]) => {
                let before = self.b().previous();
                self.copy_bytes(node, dst, src, bytes)?;
                self.note_direction(before, rest.iter().find_map(|a| direction(a)));
                self.note_extent(dst, bytes);
                self.note_extent(src, bytes);
            }
            (Api::Memset, [_, _, _, ..]) => {
                let before = self.b().previous();
                self.zero_memory(node, args)?;
                self.note_direction(before, None);
            }
            (Api::Nothing, _) => {
                for arg in args {
                    if arg.core().is("CallExpr") && self.api_of(arg) != Some(Api::Nothing) {
                        self.effect(arg)?;
                    }
                }
            }
            _ => return self.refuse(node, "this call of the host API is not supported"),
        }
        Ok(Val::Scalar(self.int(self.ctx.i32(), 0)))
    }
    /// Marks what a call of the API was lowered to, behind `before`.
    fn note_direction(&mut self, before: Option<xpiler_ir::Op>, direction: Option<&str>) {
        let mut made = before.map_or_else(|| self.block.ops().first().copied(), |op| op.next());
        while let Some(op) = made {
            for op in op.walk() {
                let mark = if op.is("memref.copy") { direction } else { Some("api") };
                let moves = ["memref.copy", "memref.load", "memref.store"].iter().any(|name| op.is(name));
                if let Some(mark) = mark.filter(|_| moves) {
                    op.set_attr(names::DIRECTION, self.ctx.str_attr(mark));
                }
            }
            made = op.next();
        }
    }
    fn allocate(&mut self, node: &Node, target: &Node, bytes: &Node) -> Result<()> {
        let variable = target.core();
        let pointed = if variable.is("UnaryOperator") && variable.opcode() == "&" { variable.inner[0].decl() } else { None };
        let Some(decl) = pointed else { return self.refuse(target, "the buffer must be the address of a pointer variable") };
        let ty = self.ctype(&variable.inner[0]);
        let Some(element) = ty.pointee().and_then(|t| t.mlir(self.ctx)).filter(|t| !t.is_vector()) else {
            return self.refuse(target, "the buffer's element type is not known here");
        };
        if !self.in_entry_block() {
            return self.refuse(node, "an allocation that depends on control flow is not supported");
        }
        let size = i64::from(element.bits().max(8)) / 8;
        let count = self.elements(bytes, size)?;
        self.at(node);
        let name = self.unique(decl.name.as_deref().unwrap_or("d"));
        let base = self.alloc(count, element, &name, true);
        self.bindings.insert(decl.id, Binding::Pointer(Pointer::start(base)));
        Ok(())
    }
    /// `memref.alloc`.
    pub(super) fn alloc(&mut self, count: Value, element: xpiler_ir::Type, name: &str, device: bool) -> Value {
        let mut attrs = vec![("operandSegmentSizes", self.ctx.i32_array_attr(&[1, 0])), (names::NAME, self.ctx.str_attr(name))];
        if device {
            attrs.push((names::DEVICE, self.ctx.unit_attr()));
        }
        self.b().value_with("memref.alloc", &[count], self.ctx.buffer(element), &attrs)
    }
    /// A copy of bytes between buffers.
    pub(super) fn copy_bytes(&mut self, node: &Node, dst: &Node, src: &Node, bytes: &Node) -> Result<()> {
        let to = self.pointer(dst)?;
        let to = self.flat(to, dst)?;
        let from = self.pointer(src)?;
        let from = self.flat(from, src)?;
        if let Some((read, written)) = self.one_value(&to, &from, bytes) {
            self.at(node);
            let value = self.read(&read, src)?;
            return self.write(value, &written, dst);
        }
        if to.element() != from.element() || !to.is_plain() || !from.is_plain() {
            return self.refuse(node, "source and destination have elements of different types");
        }
        let size = i64::from(to.element().bits().max(8)) / 8;
        let count = self.elements(bytes, size)?;
        self.at(node);
        let variable = |p: &Pointer| p.base.ty().shape().is_empty();
        if variable(&to) || variable(&from) {
            if count.const_int() != Some(1) {
                return self.refuse(node, "more than one element is copied to or from a variable");
            }
            let zero = self.b().index(0);
            let at = |p: &Pointer| if variable(p) { vec![] } else { vec![p.offset.unwrap_or(zero)] };
            let value = self.b().load(from.base, &at(&from));
            self.b().store(value, to.base, &at(&to));
            return Ok(());
        }
        let s = self.part(&from, count);
        let d = self.part(&to, count);
        self.b().op("memref.copy", Spec { operands: &[s, d], ..Spec::default() });
        Ok(())
    }
    /// `memcpy(&x, bytes, 4)` and `memcpy(bytes, &x, 4)`: several elements, or one of another type, are one value of a variable.
    fn one_value(&self, to: &Pointer, from: &Pointer, bytes: &Node) -> Option<(Place, Place)> {
        let variable = |p: &Pointer| p.base.ty().shape().is_empty() && p.is_plain();
        let ty = if variable(to) { to.element() } else { from.element() };
        let part = if variable(to) { from } else { to }.element();
        let fits = (variable(to) || variable(from)) && !ty.is_vector() && !part.is_vector() && ty != part;
        if !fits || to.scale * from.scale != 1 || ty.bits() < part.bits() || self.constant(bytes)? * 8 != i64::from(ty.bits()) {
            return None;
        }
        let place = |p: &Pointer| {
            let index = if variable(p) { vec![] } else { vec![p.offset.unwrap_or_else(|| self.b().index(0))] };
            Place { base: p.base, index, wide: Some(ty).filter(|ty| p.element() != *ty) }
        };
        Some((place(from), place(to)))
    }
    /// `memref.subview`: `count` elements from the pointer on.
    fn part(&mut self, pointer: &Pointer, count: Value) -> Value {
        let offset = pointer.offset.unwrap_or_else(|| self.b().index(0));
        let dynamic = i64::MIN;
        let array = |v: i64| self.ctx.parse_attr(&format!("array<i64: {v}>"));
        let attrs: Vec<(&str, Attr)> = [
            ("static_offsets", array(dynamic)),
            ("static_sizes", array(dynamic)),
            ("static_strides", array(1)),
            ("operandSegmentSizes", Some(self.ctx.i32_array_attr(&[1, 1, 1, 0]))),
        ]
        .into_iter()
        .filter_map(|(k, v)| Some((k, v?)))
        .collect();
        let element = pointer.element();
        let ty = self
            .ctx
            .parse_type(&format!("memref<?x{element}, strided<[1], offset: ?>>"))
            .unwrap_or_else(|| self.ctx.buffer(element));
        self.b().value_with("memref.subview", &[pointer.base, offset, count], ty, &attrs)
    }
    /// `memset(p, 0, bytes)`.
    pub(super) fn zero_memory(&mut self, node: &Node, args: &[&Node]) -> Result<()> {
        let [target, value, bytes, ..] = args else { return self.refuse(node, "this memset is not supported") };
        let p = self.pointer(target)?;
        let p = self.flat(p, target)?;
        if !p.is_plain() {
            return self.refuse(target, "this points to elements of another width than the buffer's");
        }
        let element = p.element();
        let size = i64::from(element.bits().max(8)) / 8;
        let Some(byte) = self.constant(value).filter(|v| *v == 0 || size == 1) else {
            return self.refuse(value, "only zero can be written to elements of more than one byte");
        };
        let count = self.elements(bytes, size)?;
        self.at(node);
        let zero = if element.is_float() { self.b().float(element, 0.0) } else { self.int(element, byte) };
        let (lower, step) = (self.b().index(0), self.b().index(1));
        let name = self.unique("z");
        let (region, ()) = self.region(&[self.ctx.index()], node, |s, block| {
            let at = match p.offset {
                Some(o) => s.add_index(o, block.arg(0)),
                None => block.arg(0),
            };
            s.b().store(zero, p.base, &[at]);
            s.yields(&[]);
            Ok(())
        })?;
        let attrs = [(names::NAME, self.ctx.str_attr(&name))];
        self.b().op("scf.for", Spec { operands: &[lower, count, step], attrs: &attrs, regions: vec![region], ..Spec::default() });
        Ok(())
    }
    /// A number of bytes as a number of elements.
    pub(super) fn elements(&mut self, node: &Node, size: i64) -> Result<Value> {
        if let Some(v) = self.divided(node, size)? {
            return Ok(v);
        }
        let ty = self.ctype(node).value();
        let v = self.scalar(node)?;
        self.at(node);
        if let Some(c) = v.const_int() {
            if c % size != 0 {
                return self.refuse(node, format!("{c} bytes are not a whole number of elements of {size} bytes"));
            }
            return Ok(self.b().index(c / size));
        }
        let bytes = self.as_index(v, ty.is_unsigned());
        Ok(self.in_elements(bytes, size))
    }
    /// `bytes / size`, of what must be a multiple.
    pub(super) fn in_elements(&self, bytes: Value, size: i64) -> Value {
        if size == 1 {
            return bytes;
        }
        let b = self.b();
        let ok = b.cmpi("eq", b.bin("arith.remui", bytes, b.index(size)), b.index(0));
        self.require(ok, &format!("counts bytes that are not a whole number of elements of {size} bytes"));
        b.bin("arith.divui", bytes, b.index(size))
    }
    /// `bytes / size` where the text shows the factor.
    fn divided(&mut self, node: &Node, size: i64) -> Result<Option<Value>> {
        if size == 1 {
            return self.index(node).map(Some);
        }
        let node = self.behind_names(node);
        if let Some(c) = self.constant(node) {
            return Ok(if c % size == 0 { Some(self.b().index(c / size)) } else { None });
        }
        if !node.is("BinaryOperator") {
            return Ok(None);
        }
        let (lhs, rhs) = (&node.inner[0], &node.inner[1]);
        match node.opcode() {
            "*" => {
                for (factor, other) in [(lhs, rhs), (rhs, lhs)] {
                    if let Some(c) = self.constant(factor)
                        && c % size == 0
                    {
                        let other = self.index(other)?;
                        return Ok(Some(self.index_binary("arith.muli", other, self.b().index(c / size))));
                    }
                }
                for (factor, other) in [(lhs, rhs), (rhs, lhs)] {
                    if self.is_divisible(factor, size)
                        && let Some(quotient) = self.divided(factor, size)?
                    {
                        let other = self.index(other)?;
                        return Ok(Some(self.index_binary("arith.muli", quotient, other)));
                    }
                }
                Ok(None)
            }
            op @ ("+" | "-") if self.is_divisible(lhs, size) && self.is_divisible(rhs, size) => {
                let (Some(a), Some(b)) = (self.divided(lhs, size)?, self.divided(rhs, size)?) else { return Ok(None) };
                Ok(Some(self.index_binary(if op == "+" { "arith.addi" } else { "arith.subi" }, a, b)))
            }
            _ => Ok(None),
        }
    }
    fn is_divisible(&self, node: &Node, size: i64) -> bool {
        let node = self.behind_names(node);
        if let Some(c) = self.constant(node) {
            return c % size == 0;
        }
        node.is("BinaryOperator")
            && match node.opcode() {
                "*" => node.inner.iter().any(|n| self.is_divisible(n, size)),
                "+" | "-" => node.inner.iter().all(|n| self.is_divisible(n, size)),
                _ => false,
            }
    }
    /// The expression itself, or the initialiser of the unchanging variable it names; without casts that keep the number.
    fn behind_names<'n>(&self, node: &'n Node) -> &'n Node
    where
        'a: 'n,
    {
        let mut node = node;
        loop {
            node = node.bare();
            let keeps = match node.cast() {
                "IntegralCast" => self.bits_of(node) >= self.bits_of(&node.inner[0]),
                cast => matches!(cast, "LValueToRValue" | "NoOp"),
            };
            if node.what().ends_with("CastExpr") && keeps {
                node = &node.inner[0];
                continue;
            }
            let named = if node.is("DeclRefExpr") { node.decl() } else { None };
            let fixed = named.filter(|d| !self.is_assigned(d.id)).and_then(|d| self.ast.find(d.id));
            match fixed.filter(|d| d.is("VarDecl")).and_then(|d| d.parts().last().copied()) {
                Some(init) if self.only_fixed_names(init) => node = init,
                _ => return node,
            }
        }
    }
    /// The width of an integer; 0 for anything else.
    fn bits_of(&self, node: &Node) -> u32 {
        if let CType::Int { bits, .. } = self.ctype(node).value() { bits } else { 0 }
    }
    /// Does the expression name only parameters and variables that never change?
    fn only_fixed_names(&self, node: &Node) -> bool {
        let mut fixed = true;
        node.walk(&mut |n| {
            fixed &= match n.what() {
                "DeclRefExpr" => !n.kind.referenced_decl.as_ref().is_some_and(|d| self.is_assigned(d.id)),
                "CallExpr" | "ArraySubscriptExpr" => false,
                _ => true,
            };
        });
        fixed
    }
    /// A copy of `bytes` from or to a parameter says how many elements it has.
    fn note_extent(&mut self, pointer: &Node, bytes: &Node) {
        let Some(decl) = pointer.core().decl() else { return };
        let Some(parameter) = self.ast.find(decl.id).filter(|d| d.is("ParmVarDecl")) else { return };
        let Some(size) = self.ctype(parameter).pointee().and_then(|t| t.size()) else { return };
        if let Some((text, _)) = self.quotient_text(bytes, size) {
            self.extents.entry(parameter.name().to_owned()).or_insert(text);
        }
    }
    /// `bytes / size` as C over the integer parameters, with the operator's strength.
    fn quotient_text(&self, node: &Node, size: i64) -> Option<(String, u8)> {
        let node = self.behind_names(node);
        if let Some(c) = self.constant(node) {
            return (c % size == 0).then(|| ((c / size).to_string(), 3));
        }
        if node.is("BinaryOperator") && node.opcode() == "*" {
            for (factor, other) in [(0, 1), (1, 0)] {
                if let Some((q, p)) = self.quotient_text(&node.inner[factor], size) {
                    let (t, tp) = self.expression_text(&node.inner[other])?;
                    if q == "1" {
                        return Some((t, tp));
                    }
                    let pair = [(q, p), (t, tp)];
                    let [a, b] = if factor == 0 {
                        pair
                    } else {
                        let [x, y] = pair;
                        [y, x]
                    };
                    return Some((format!("{} * {}", strong(a, 2), strong(b, 3)), 2));
                }
            }
        }
        if node.is("BinaryOperator") && matches!(node.opcode(), "+" | "-") {
            let a = self.quotient_text(&node.inner[0], size)?;
            let b = self.quotient_text(&node.inner[1], size)?;
            return Some((format!("{} {} {}", strong(a, 1), node.opcode(), strong(b, 2)), 1));
        }
        if size == 1 { self.expression_text(node) } else { None }
    }
    fn expression_text(&self, node: &Node) -> Option<(String, u8)> {
        let node = self.behind_names(node);
        if let Some(c) = self.constant(node) {
            return Some((c.to_string(), 3));
        }
        match node.what() {
            "DeclRefExpr" => {
                let decl = self.ast.find(node.decl()?.id).filter(|d| d.is("ParmVarDecl"))?;
                (self.ctype(decl).is_int() && !self.is_assigned(decl.id)).then(|| (decl.name().to_owned(), 3))
            }
            "BinaryOperator" => {
                let strength = match node.opcode() {
                    "+" | "-" => 1,
                    "*" | "/" | "%" => 2,
                    _ => return None,
                };
                let a = self.expression_text(&node.inner[0])?;
                let b = self.expression_text(&node.inner[1])?;
                Some((format!("{} {} {}", strong(a, strength), node.opcode(), strong(b, strength + 1)), strength))
            }
            "IntegerLiteral" => int_value(node).map(|v| (v.to_string(), 3)),
            _ => None,
        }
    }
    /// The extents of the entry's parameters: the command line's, or what the copies say.
    pub(super) fn all_extents(&self, entry: &Node) -> Result<Vec<Option<String>>> {
        let parameters = parameters(entry);
        let mut extents: Vec<Option<String>> = parameters.iter().map(|p| self.extents.get(p.name()).cloned()).collect();
        for (name, extent) in &self.options.shapes {
            let at = parameters.iter().enumerate().position(|(i, p)| parameter_name(p, i) == *name && self.ctype(p).is_pointer());
            let Some(at) = at else {
                let message = format!("`{}` has no pointer parameter `{name}`", entry.name());
                return Err(xpiler_ir::Diagnostic::error("unknown-parameter", message).at(self.ast.name_span(entry)));
            };
            extents[at] = Some(crate::extent(extent)?);
        }
        Ok(extents)
    }
}

fn strong((text, strength): (String, u8), needed: u8) -> String {
    if strength < needed { format!("({text})") } else { text }
}

fn is_dim3(name: &str) -> bool {
    matches!(name, "dim3" | "cnrtDim3_t" | "uint3")
}

/// What the name of a copy's direction says: `cudaMemcpyHostToDevice`, `cnrtMemcpyDevToHost`.
fn direction(node: &Node) -> Option<&'static str> {
    let name = node.core().decl()?.name.as_deref()?;
    let name = name.replace("Device", "Dev");
    ["HostToDev", "DevToHost", "DevToDev", "HostToHost"]
        .iter()
        .position(|suffix| name.ends_with(suffix))
        .map(|i| ["h2d", "d2h", "d2d", "h2h"][i])
}
