//! Declarations: variables, arrays, memories, globals, and the built-in variables.

use clang_ast::Id;
use xpiler_ir::{Builder, Result, Type, Value, builder::Spec, cluster, names};

use super::{Binding, Lower, arith::fold, pointer::Place, pointer::Pointer, record::is_lambda};
use crate::{
    ast::{Node, NodeExt, int_value},
    ctype::CType,
};

/// Local arrays with more explicit initialisers than this are refused.
const MAX_INITIALISERS: i64 = 1024;

impl Lower<'_> {
    /// One declaration of a statement.
    pub(super) fn declaration(&mut self, node: &Node) -> Result<()> {
        match node.what() {
            "VarDecl" => self.variable(node),
            "TypedefDecl" | "TypeAliasDecl" | "StaticAssertDecl" | "EmptyDecl" | "UsingDecl" | "UsingDirectiveDecl"
            | "EnumDecl" | "UsingShadowDecl" => Ok(()),
            "RecordDecl" | "CXXRecordDecl" if let Some(memory) = self.ast.union_of(node) => {
                self.last_union = Some(memory);
                Ok(())
            }
            "RecordDecl" | "CXXRecordDecl" if self.ast.record(node.name()).is_some() || node.name().is_empty() => Ok(()),
            what => self.refuse(node, format!("this kind of declaration ({what}) is not supported here")),
        }
    }
    fn variable(&mut self, node: &Node) -> Result<()> {
        let ty = self.ctype(node);
        let init = node.parts().into_iter().next_back();
        if self.configured.contains(&node.id) {
            let binding = self.declare_configuration(node, init)?;
            self.bindings.insert(node.id, binding);
            return Ok(());
        }
        if node.has_attr("CUDASharedAttr") && self.structure(ty.dims().1).is_none() {
            return self.memory_space(node, node);
        }
        let fixed = node.kind.storage_class.as_deref() == Some("static") && !node.has_attr("CUDASharedAttr");
        if fixed && !is_literal_constant(node) {
            return self.refuse(node, "static variables are not supported");
        }
        if self.host && self.host_variable(node, &ty, init)? {
            return Ok(());
        }
        let binding = match &ty {
            _ if matches!(ty.dims().1, CType::Fragment(_) | CType::Register { .. }) => self.register(node, &ty, init)?,
            _ if !matches!(ty, CType::Reference(_)) && self.structure(ty.dims().1).is_some() => {
                self.record_variable(node, &ty, init)?
            }
            _ if is_lambda(&ty)
                && let Some(lambda) = init.and_then(lambda_in) =>
            {
                self.lambda(lambda)?
            }
            CType::Array { .. } => self.array(node, &ty, init)?,
            CType::Other(name) if let Some(memory) = self.union_type(node, name) => self.union_variable(node, &memory, init)?,
            CType::Reference(to)
                if self.structure(to).is_some()
                    && let Some(init) = init =>
            {
                Binding::Record(self.record(init)?)
            }
            CType::Pointer { .. }
                if self.structure_behind(&ty).is_some()
                    && let Some(init) = init =>
            {
                if self.is_assigned(node.id) {
                    return self.refuse(node, "pointers to structures that change are not supported");
                }
                Binding::Record(self.record_behind(init)?)
            }
            CType::Pointer { .. } => self.pointer_variable(node, init)?,
            CType::Reference(to) => {
                let Some(init) = init else { return self.refuse(node, "this reference has no target") };
                if self.is_referred(node, init, self.is_assigned(node.id)) {
                    self.referred(to, init)?
                } else {
                    Binding::Value(self.value_as(init, to)?)
                }
            }
            _ => self.scalar_variable(node, &ty, init)?,
        };
        self.bindings.insert(node.id, binding);
        Ok(())
    }
    /// Is a reference bound to a place? Where it may be written through, it must be; else a value will do for what nobody changes, and for what is no place.
    pub(super) fn is_referred(&self, reference: &Node, to: &Node, written: bool) -> bool {
        let constant = reference.written_type().starts_with("const ");
        if self.is_plain_value(to) {
            return !constant && written;
        }
        let mut object = to.bare();
        while object.is("ImplicitCastExpr") && object.cast() == "NoOp" {
            object = object.inner[0].bare();
        }
        let chosen = object.what() == "ConditionalOperator" || object.what().ends_with("CallExpr");
        !constant || self.is_place(to) || chosen && object.is_lvalue()
    }
    pub(super) fn referred(&mut self, ty: &CType, to: &Node) -> Result<Binding> {
        if ty.is_pointer() && !matches!(ty, CType::Array { .. }) {
            return self.refuse(to, "references to pointers are not supported");
        }
        Ok(Binding::Memory(self.place(to)?))
    }
    /// Does the expression say where something is?
    pub(super) fn is_place(&self, node: &Node) -> bool {
        let node = node.bare();
        let node = if node.is("ImplicitCastExpr") && node.cast() == "NoOp" { node.inner[0].bare() } else { node };
        match node.what() {
            "DeclRefExpr" | "ArraySubscriptExpr" => true,
            "UnaryOperator" => node.opcode() == "*",
            "MemberExpr" => {
                self.is_member(node) || self.is_view(node) || matches!(self.ctype(&node.inner[0]).value(), CType::Register { .. })
            }
            _ => false,
        }
    }
    /// Is it a member of a union, which sees the memory as its type?
    pub(super) fn is_view(&self, member: &Node) -> bool {
        member.kind.referenced_member_decl.is_some_and(|m| self.ast.is_view(m))
    }
    /// Does the expression name a variable that is a plain value?
    pub(super) fn is_plain_value(&self, node: &Node) -> bool {
        node.bare().is("DeclRefExpr")
            && node
                .decl()
                .is_some_and(|d| matches!(self.bindings.get(&d.id), Some(Binding::Value(_) | Binding::Constant(_)) | None))
    }
    fn scalar_variable(&mut self, node: &Node, ty: &CType, init: Option<&Node>) -> Result<Binding> {
        let element = self.mlir(ty, node)?;
        let value = match init {
            Some(init) => Some(self.value_as(init, ty)?),
            None => None,
        };
        self.at(node);
        if let Some(v) = value {
            if v.ty() != element {
                return self.refuse(node, "this initialiser is not supported");
            }
            if !self.assigned.contains(&node.id) {
                self.name_value(v, node.name());
                return Ok(Binding::Value(v));
            }
        }
        let name = self.unique(node.name());
        let slot = self.b().alloca(&[], element, &name);
        if let Some(v) = value {
            self.b().store(v, slot, &[]);
        }
        Ok(Binding::Memory(Place::variable(slot)))
    }
    /// The memory of a variable's union, which is named, or declared right in front: `union (unnamed at k.cu:3:1)`.
    fn union_type(&self, variable: &Node, name: &str) -> Option<CType> {
        let is_unnamed = variable.written_type().trim_start_matches("const ").starts_with("union (");
        self.ast.union_named(name).cloned().or_else(|| self.last_union.clone().filter(|_| is_unnamed))
    }
    /// A variable that is seen as one type or another.
    fn union_variable(&mut self, node: &Node, memory: &CType, init: Option<&Node>) -> Result<Binding> {
        let element = self.mlir(memory, node)?;
        let name = self.unique(node.name());
        let slot = self.b().alloca(&[], element, &name);
        match init.map(|i| (i, i.bare())) {
            None => {}
            Some((_, list)) if list.is("InitListExpr") && list.inner.len() <= 1 => {
                let first = match list.inner.first() {
                    Some(first) => self.value_as(first, memory)?,
                    None => self.b().value("arith.bitcast", &[self.int(self.ctx.int(element.bits()), 0)], element),
                };
                if first.ty() != element {
                    return self.refuse(list, "a union begins as its first member");
                }
                self.b().store(first, slot, &[]);
            }
            // In C++ the constructor that nobody wrote does nothing.
            Some((init, _)) if init.core().is("CXXConstructExpr") && init.core().inner.is_empty() => {}
            Some((init, _)) => return self.refuse(init, "this initialiser of a union is not supported"),
        }
        Ok(Binding::Memory(Place::variable(slot)))
    }
    fn pointer_variable(&mut self, node: &Node, init: Option<&Node>) -> Result<Binding> {
        let null = init.is_none_or(|i| matches!(i.core().what(), "CXXNullPtrLiteralExpr" | "IntegerLiteral" | "GNUNullExpr"));
        if null {
            return Ok(Binding::Null);
        }
        let Some(init) = init else { return Ok(Binding::Null) };
        let p = self.pointer(init)?;
        let p = self.flat(p, init)?;
        self.at(node);
        // In host code pointers are bound anew at the top level; everywhere else a moving pointer lives in memory.
        if self.assigned.contains(&node.id) && !self.host {
            return Ok(self.moving(p, node.name()));
        }
        Ok(Binding::Pointer(p))
    }
    /// A pointer variable that will be assigned.
    pub(super) fn moving(&mut self, pointer: Pointer, name: &str) -> Binding {
        let name = self.unique(&format!("{name}_at"));
        let b = self.b();
        let slot = b.alloca(&[], self.ctx.index(), &name);
        b.store(pointer.offset.unwrap_or_else(|| b.index(0)), slot, &[]);
        Binding::Moving(pointer, slot)
    }
    fn array(&mut self, node: &Node, ty: &CType, init: Option<&Node>) -> Result<Binding> {
        let (shape, element) = self.shape(node, ty)?;
        let name = self.unique(node.name());
        let base = self.b().alloca(&shape, element, &name);
        if let Some(init) = init {
            let list = init.bare();
            if list.is("StringLiteral") {
                return self.refuse(init, "strings are not supported");
            }
            self.initialise(base, &mut vec![], &shape, list)?;
        }
        Ok(Binding::Memory(Place::variable(base)))
    }
    fn shape(&self, node: &Node, ty: &CType) -> Result<(Vec<i64>, Type)> {
        let (dims, element) = ty.dims();
        let Some(shape) = dims.into_iter().collect::<Option<Vec<i64>>>() else {
            return self.refuse(node, "the size of this array is not a constant");
        };
        let total = shape.iter().try_fold(1i64, |a, b| a.checked_mul(*b));
        if shape.iter().any(|d| *d <= 0) || total.is_none_or(|t| t > 1 << 31) {
            return self.refuse(node, "the size of this array is not supported");
        }
        Ok((shape, self.mlir(element, node)?))
    }
    /// `= {a, b}`, missing elements are zero.
    pub(super) fn initialise(&mut self, base: Value, at: &mut Vec<Value>, shape: &[i64], list: &Node) -> Result<()> {
        let list = list.bare();
        if shape.is_empty() {
            let v = self.scalar(list)?;
            self.b().store(v, base, at);
            return Ok(());
        }
        if list.is("ImplicitValueInitExpr") {
            return self.zero_fill(base, at, 0, shape, list);
        }
        if !list.is("InitListExpr") {
            return self.refuse(list, "this initialiser of an array is not supported");
        }
        let elements = list.listed();
        let zero = |n: &Node| {
            let core = n.core();
            (core.is("IntegerLiteral") && int_value(core) == Some(0))
                || (core.is("FloatingLiteral") && crate::ast::float_value(core) == Some(0.0))
                || core.is("ImplicitValueInitExpr")
        };
        let explicit = elements.iter().rposition(|n| !zero(n)).map_or(0, |i| i + 1);
        if explicit as i64 > MAX_INITIALISERS {
            return self.refuse(list, "this initialiser is too long");
        }
        for (i, element) in elements[..explicit].iter().enumerate() {
            at.push(self.b().index(i as i64));
            self.initialise(base, at, &shape[1..], element)?;
            at.pop();
        }
        self.zero_fill(base, at, explicit as i64, shape, list)
    }
    /// Zeros from `from` on in the first dimension of `shape`, and everywhere in the others.
    pub(super) fn zero_fill(&mut self, base: Value, at: &mut Vec<Value>, from: i64, shape: &[i64], node: &Node) -> Result<()> {
        let [extent, inner @ ..] = shape else {
            let element = base.ty().element();
            let zero = if element.is_float() { self.b().float(element, 0.0) } else { self.int(element, 0) };
            self.b().store(zero, base, at);
            return Ok(());
        };
        if *extent - from <= 4 {
            for i in from..*extent {
                at.push(self.b().index(i));
                self.zero_fill(base, at, 0, inner, node)?;
                at.pop();
            }
            return Ok(());
        }
        let (lower, upper, step) = (self.b().index(from), self.b().index(*extent), self.b().index(1));
        let name = self.unique("z");
        let (region, ()) = self.region(&[self.ctx.index()], node, |s, block| {
            at.push(block.arg(0));
            s.zero_fill(base, at, 0, inner, node)?;
            at.pop();
            s.yields(&[]);
            Ok(())
        })?;
        let attrs = [(names::NAME, self.ctx.str_attr(&name))];
        self.b().op("scf.for", Spec { operands: &[lower, upper, step], attrs: &attrs, regions: vec![region], ..Spec::default() });
        Ok(())
    }
    /// `__shared__`, `__nram__`, ...: made at the start of the function, whatever block declares it.
    fn memory_space(&mut self, node: &Node, at: &Node) -> Result<()> {
        let ty = self.ctype(node);
        let start = Builder::at_start(self.entry_block, self.loc);
        let name = self.unique(node.name());
        let name = self.ctx.str_attr(&name);
        if self.language.is_simt() {
            let (shape, element) = self.shared_shape(node, &ty)?;
            let dims: Vec<Option<i64>> = shape.into_iter().map(Some).collect();
            let base = start.value_with("simt.alloc_shared", &[], self.ctx.memref(&dims, element), &[(names::NAME, name)]);
            self.bindings.insert(node.id, Binding::Memory(Place::variable(base)));
            return Ok(());
        }
        let Some(space) = self.space(node) else { return self.refuse(at, "this memory space is not supported") };
        let (mut shape, mut element) = self.shape(node, &ty)?;
        // A buffer of bytes that is only used as one wider type is a buffer of that type.
        let mut scale = 1;
        if matches!(ty.dims().1, CType::Int { bits: 8, .. })
            && let Some(wide) = self.byte_buffer_type(node.id)
        {
            let size = i64::from(wide.bits()) / 8;
            let total: i64 = shape.iter().product();
            if total % size != 0 {
                return self.refuse(node, format!("the buffer's size is not a multiple of {size} bytes"));
            }
            (shape, element, scale) = (vec![total / size], wide, size);
        }
        let dims: Vec<Option<i64>> = shape.into_iter().map(Some).collect();
        let attrs = [(names::NAME, name), ("space", self.ctx.int_attr(self.ctx.i32(), space))];
        let base = start.value_with("cluster.alloc", &[], self.ctx.memref(&dims, element), &attrs);
        let binding = if scale == 1 {
            Binding::Memory(Place::variable(base))
        } else {
            Binding::Pointer(Pointer { scale, ..Pointer::start(base) })
        };
        self.bindings.insert(node.id, binding);
        Ok(())
    }
    fn shared_shape(&mut self, node: &Node, ty: &CType) -> Result<(Vec<i64>, Type)> {
        let (dims, element) = ty.dims();
        // Vectors are their elements, in a dimension of their own.
        if let CType::Register { of, len } = element {
            let mut scalars = CType::Array { of: of.clone(), len: Some(*len) };
            for len in dims.iter().rev() {
                scalars = CType::Array { of: Box::new(scalars), len: *len };
            }
            if dims.first().is_none_or(Option::is_some) {
                return self.shape(node, &scalars);
            }
            return self.refuse(node, "vectors in the launch's shared memory are not supported: declare it of their elements");
        }
        if dims.is_empty() {
            let element = self.mlir(ty, node)?;
            return Ok((vec![], element));
        }
        if dims[0].is_some() {
            return self.shape(node, ty);
        }
        // extern __shared__: the launch says how many bytes.
        let Some(bytes) = self.dynamic_shared.get(&self.kernel_name).copied() else {
            return self.refuse(node, "no launch says how large this shared array is");
        };
        if self.dynamic_shared_seen {
            return self.refuse(node, "a second name for the launch's shared memory is not supported");
        }
        self.dynamic_shared_seen = true;
        let mlir = self.mlir(element, node)?;
        let size = element.size().unwrap_or(1);
        let bytes = match bytes {
            Some(bytes) => bytes,
            None => self.most_dynamic_shared(&self.kernel_name)? / size * size,
        };
        if dims.len() != 1 || bytes < size || bytes % size != 0 {
            return self.refuse(node, format!("the launch gives {bytes} bytes of shared memory, which do not fit this array"));
        }
        Ok((vec![bytes / size], mlir))
    }
    /// The memory space of a BANG variable: clang's JSON leaves out the annotation's text, but says where in the
    /// prelude it is spelled.
    fn space(&self, node: &Node) -> Option<i64> {
        let attr = node.inner.iter().find(|c| c.is("AnnotateAttr"))?;
        let at = attr.kind.range.as_ref()?.begin.spelling_loc.as_ref()?;
        let line = self.language.prelude.lines().nth(at.line.checked_sub(crate::clang::PRELUDE_START)?)?;
        let word = line.get(at.col.checked_sub(1)?..)?.strip_prefix("annotate(\"")?.split('"').next()?;
        cluster::SPACES.iter().position(|s| *s == word).map(|i| i as i64)
    }
    /// The one element type a buffer of bytes is cast to.
    fn byte_buffer_type(&self, id: Id) -> Option<Type> {
        let mut found: Vec<Type> = vec![];
        let mut other = false;
        for function in &self.ast.functions {
            function.walk(&mut |n| {
                if n.what().ends_with("CastExpr") && n.cast() == "BitCast" && roots_in(n, id) {
                    match self.ctype(n).pointee().and_then(|t| t.dims().1.mlir(self.ctx)) {
                        Some(ty) if !found.contains(&ty) && !ty.is_vector() && ty.bits() > 8 => found.push(ty),
                        Some(_) => {}
                        None => other |= self.ctype(n).pointee() != Some(&CType::Void),
                    }
                }
            });
        }
        if other || found.len() != 1 { None } else { found.pop() }
    }
    /// A name of file scope.
    pub(super) fn global(&mut self, node: &Node, id: Id) -> Result<Binding> {
        let Some(decl) = self.ast.find(id) else { return self.refuse(node, "this name is not supported") };
        if decl.has_attr("CUDASharedAttr") {
            self.memory_space(decl, node)?;
            return match self.bindings.get(&id) {
                Some(binding) => Ok(binding.clone()),
                None => self.refuse(node, "this memory is not supported"),
            };
        }
        let is_const = decl.written_type().starts_with("const ");
        if is_const
            && !self.ctype(decl).is_pointer()
            && let Some(init) = decl.parts().into_iter().next_back()
        {
            let ty = self.ctype(decl);
            let v = self.value_as(init, &ty)?;
            return Ok(Binding::Value(v));
        }
        if decl.has_attr("CUDAConstantAttr") {
            return self.refuse(node, "`__constant__` memory is not supported");
        }
        let name = decl.name();
        self.refuse(node, format!("`{name}` is a variable of file scope, which is not supported"))
    }
    /// The value of an integer expression that is constant in the text.
    pub(crate) fn constant(&self, node: &Node) -> Option<i64> {
        let node = node.bare();
        match node.what() {
            "IntegerLiteral" | "CharacterLiteral" | "CXXBoolLiteralExpr" => int_value(node),
            "UnaryExprOrTypeTraitExpr" => self.size_of(node),
            "UnaryOperator" if node.opcode() == "-" => {
                let ty = self.ctype(node);
                fold("-", 0, self.constant(&node.inner[0])?, bits(&ty)?, !ty.is_unsigned())
            }
            "UnaryOperator" if node.opcode() == "+" => self.constant(&node.inner[0]),
            "UnaryOperator" if node.opcode() == "~" => {
                let ty = self.ctype(node);
                fold("-", -1, self.constant(&node.inner[0])?, bits(&ty)?, !ty.is_unsigned())
            }
            "BinaryOperator" => {
                let ty = self.ctype(node);
                let (a, b) = (self.constant(&node.inner[0])?, self.constant(&node.inner[1])?);
                fold(node.opcode(), a, b, bits(&ty)?, !ty.is_unsigned())
            }
            "DeclRefExpr" => {
                let id = node.kind.referenced_decl.as_ref()?.id;
                if let Some(value) = self.ast.constant(id) {
                    return Some(value);
                }
                if let Some(Binding::Value(v)) = self.bindings.get(&id) {
                    return v.const_int();
                }
                let decl = self.ast.find(id)?;
                let fixed = decl.is("VarDecl") && !self.assigned.contains(&id) && self.ctype(decl).is_int();
                if fixed { self.constant(decl.parts().last()?) } else { None }
            }
            what if what.ends_with("CastExpr") && matches!(node.cast(), "IntegralCast" | "NoOp" | "LValueToRValue") => {
                let c = self.constant(&node.inner[0])?;
                let from = self.ctype(&node.inner[0]);
                let narrow = bits(&from).filter(|b| from.is_unsigned() && *b < 64);
                let c = narrow.map_or(c, |b| c & ((1 << b) - 1));
                fold("+", c, 0, bits(&self.ctype(node))?, true)
            }
            what if what.ends_with("CastExpr") && node.cast() == "IntegralToBoolean" => {
                self.constant(&node.inner[0]).map(|c| i64::from(c != 0))
            }
            _ => None,
        }
    }
    /// `taskId`, `warpSize`: names of the language.
    pub(super) fn builtin_variable(&mut self, node: &Node) -> Option<Value> {
        let decl = node.kind.referenced_decl.as_ref()?;
        let name = decl.name.as_deref()?;
        if self.bindings.contains_key(&decl.id) || self.ast.find(decl.id).is_some_and(|d| !d.parts().is_empty()) {
            return None;
        }
        if self.language.is_simt() && name == "warpSize" {
            return Some(self.int(self.ctx.i32(), self.language.warp));
        }
        if self.language.platform != "bang" {
            return None;
        }
        let id = cluster::IDS.iter().position(|n| *n == name)?;
        self.at(node);
        let attr = self.ctx.int_attr(self.ctx.i32(), id as i64);
        Some(self.b().value_with("cluster.id", &[], self.ctx.i32(), &[("id", attr)]))
    }
    /// `threadIdx.x`, and members of `dim3` variables.
    pub(super) fn member(&mut self, node: &Node) -> Result<Value> {
        let base = node.inner.first().and_then(|b| b.decl());
        let name = base.and_then(|d| d.name.as_deref()).unwrap_or("");
        let dim = ["x", "y", "z"].iter().position(|d| *d == node.name());
        if let Some(Binding::Dim3(dims)) = base.and_then(|d| self.bindings.get(&d.id))
            && let Some(dim) = dim
        {
            return Ok(dims[dim].0);
        }
        let op = match name {
            "threadIdx" => "simt.thread_id",
            "blockIdx" => "simt.block_id",
            "blockDim" => "simt.block_dim",
            "gridDim" => "simt.grid_dim",
            _ => "",
        };
        let Some(dim) = dim.filter(|_| !op.is_empty() && self.language.is_simt()) else {
            return self.refuse(node, "structures are not supported, only threadIdx, blockIdx, blockDim, gridDim and dim3");
        };
        self.at(node);
        let attr = self.ctx.int_attr(self.ctx.i32(), dim as i64);
        Ok(self.b().value_with(op, &[], self.ctx.i32(), &[("dim", attr)]))
    }
    /// Is the declaration changed after its initialiser?
    pub(super) fn is_assigned(&self, id: Id) -> bool {
        self.assigned.contains(&id)
    }
}

/// A `const` whose initialiser has literals only: it makes no difference when it is evaluated.
fn is_literal_constant(node: &Node) -> bool {
    let mut literal = node.written_type().starts_with("const ") && !node.parts().is_empty();
    node.walk(&mut |n| literal &= !matches!(n.what(), "DeclRefExpr" | "CallExpr"));
    literal
}

fn bits(ty: &CType) -> Option<u32> {
    match ty {
        CType::Int { bits, .. } => Some(*bits),
        CType::Bool => Some(1),
        _ => None,
    }
}

/// Is the pointer of this expression made from that array by casts and offsets?
fn roots_in(node: &Node, id: Id) -> bool {
    let node = node.core();
    match node.what() {
        "DeclRefExpr" => node.decl().is_some_and(|d| d.id == id),
        "BinaryOperator" => node.inner.iter().any(|n| roots_in(n, id)),
        "UnaryOperator" if node.opcode() == "&" => roots_in(&node.inner[0], id),
        "ArraySubscriptExpr" => roots_in(&node.inner[0], id),
        _ => false,
    }
}

/// The lambda that an initialiser is.
pub(super) fn lambda_in(init: &Node) -> Option<&Node> {
    let mut node = init.core();
    while node.is("CXXConstructExpr") && node.inner.len() == 1 {
        node = node.inner[0].core();
    }
    Some(node).filter(|n| n.is("LambdaExpr"))
}
