//! Functions: kernels, the entry, and helpers inlined where they are called.

use xpiler_ir::{Attr, Builder, Diagnostic, Op, Result, Type, Value, builder, builder::Spec, names};

use super::{
    Binding, Lower, Val, analysis,
    decl::lambda_in,
    flow::{Frame, FunctionFrame},
    pointer::{Place, Pointer},
    record::{Target, is_lambda},
};
use crate::{
    ast::{Callee, Node, NodeExt},
    ctype::CType,
};

/// Inlining deeper than this is refused.
const MAX_CALLS: usize = 64;
/// Calls that are inlined in a file, at most: helpers that call each other twice make exponentially many.
const MOST_INLINED: usize = 10_000;

/// The parameters of a function.
pub(crate) fn parameters(function: &Node) -> Vec<&Node> {
    function.inner.iter().filter(|c| c.is("ParmVarDecl")).collect()
}

fn code(function: &Node) -> Option<&Node> {
    function.inner.iter().find(|c| c.is("CompoundStmt"))
}

impl<'a> Lower<'a> {
    /// Writes the entry and every kernel it launches.
    pub fn module(mut self, entry: &'a Node) -> Result<xpiler_ir::Kernel> {
        let platform = self.ctx.str_attr(self.language.platform);
        self.module.module().set_attr(names::PLATFORM, platform);
        let host = !self.language.is_plain_c();
        let (entry_op, parameters) = self.function(entry, entry.name(), names::ENTRY, host)?;
        let extents = self.all_extents(entry)?;
        entry_op.set_attr("arg_attrs", self.arg_attrs(&parameters, &extents));
        self.module.module().body().append(entry_op);
        for (symbol, kernel) in std::mem::take(&mut self.launched) {
            self.kernel_name.clone_from(&symbol);
            let (op, parameters) = self.function(kernel, &symbol, names::KERNEL, false)?;
            op.set_attr("arg_attrs", self.arg_attrs(&parameters, &[]));
            Builder::before(entry_op).insert(op);
        }
        self.drop_unused_constants();
        let module = self.module;
        module.sink().take();
        if !module.module().verify() {
            let first = module.sink().take().into_iter().next();
            let said = first.map_or_else(|| "no message".to_owned(), |d| d.to_string());
            return Err(Diagnostic::internal(format!("the text was lowered to an invalid module: {said}")));
        }
        Ok(module)
    }
    /// Folding leaves constants that nothing uses.
    fn drop_unused_constants(&self) {
        for op in self.module.module().find("arith.constant") {
            if op.result(0).users().is_empty() {
                op.erase();
            }
        }
    }
    /// Writes one function, not inserted.
    fn function(&mut self, node: &'a Node, symbol: &str, mark: &str, host: bool) -> Result<(Op, Vec<&'a Node>)> {
        self.at(node);
        let loc = self.loc;
        self.bindings.clear();
        self.configurations.clear();
        self.tiles.clear();
        self.tile_elements = self.elements_of_tiles(node)?;
        self.used_names.clear();
        self.frames.clear();
        self.host = host;
        self.dynamic_shared_seen = false;
        self.status = 0;
        let parameters = parameters(node);
        let mut types: Vec<Type> = vec![];
        for parameter in &parameters {
            let ty = self.ctype(parameter);
            types.push(match &ty {
                CType::Pointer { to, .. } => {
                    let of = if let CType::Register { of, .. } = &**to { of } else { to };
                    let Some(element) = of.mlir(self.ctx).filter(|t| !t.is_vector()) else {
                        let written = parameter.written_type();
                        return self.refuse(parameter, format!("parameters of type `{written}` are not supported"));
                    };
                    self.ctx.buffer(element)
                }
                CType::Reference(_) | CType::Vector(_) => {
                    return self.refuse(parameter, "this kind of parameter is not supported for a kernel");
                }
                _ => self.mlir(&ty, parameter)?,
            });
        }
        let Some(body) = code(node) else { return self.refuse(node, "this function has no body") };
        let (region, ()) = self.region(&types, node, |s, block| {
            s.entry_block = block;
            s.top_block = block;
            for (i, parameter) in parameters.iter().enumerate() {
                s.unique(&parameter_name(parameter, i));
            }
            for (parameter, value) in parameters.iter().zip(block.args()) {
                s.bind_parameter(parameter, value);
            }
            for table in s.ast.tables(node) {
                s.declaration(table)?;
            }
            let frame = FunctionFrame {
                block,
                before: s.b().previous(),
                returned: None,
                slot: None,
                value: None,
                target: None,
                this: None,
                outermost: true,
            };
            s.frames.push(Frame::Function(Box::new(frame)));
            s.body(body, true)?;
            s.frames.pop();
            s.loc = loc;
            s.b().op("func.return", Spec::default());
            Ok(())
        })?;
        let attrs = [
            ("sym_name", self.ctx.str_attr(symbol)),
            ("function_type", self.ctx.type_attr(self.ctx.function(&types, &[]))),
            (mark, self.ctx.unit_attr()),
        ];
        let made = builder::create("func.func", loc, Spec { attrs: &attrs, regions: vec![region], ..Spec::default() });
        if self.status != 0 {
            made.set_attr(names::STATUS, self.ctx.int_attr(self.ctx.i32(), self.status));
        }
        Ok((made, parameters))
    }
    /// A parameter of a kernel or an entry.
    fn bind_parameter(&mut self, parameter: &Node, value: Value) {
        self.at(parameter);
        let binding = if value.ty().is_memref() {
            let mut pointer = Pointer::start(value);
            if let Some(len) = vector_behind(&self.ctype(parameter)) {
                pointer.wide = Some(self.ctx.vector(len, value.ty().element()));
            }
            if self.is_assigned(parameter.id) && !self.host {
                self.moving(pointer, parameter.name())
            } else {
                Binding::Pointer(pointer)
            }
        } else {
            self.bind_value(parameter, value)
        };
        self.bindings.insert(parameter.id, binding);
    }
    /// A scalar parameter: a value, or a variable if the function assigns it.
    fn bind_value(&mut self, parameter: &Node, value: Value) -> Binding {
        if !self.is_assigned(parameter.id) {
            return Binding::Value(value);
        }
        let name = self.unique(parameter.name());
        let slot = self.b().alloca(&[], value.ty(), &name);
        self.b().store(value, slot, &[]);
        Binding::Memory(Place::variable(slot))
    }
    fn arg_attrs(&self, parameters: &[&Node], extents: &[Option<String>]) -> Attr {
        let dicts: Vec<Attr> = parameters
            .iter()
            .enumerate()
            .map(|(i, parameter)| {
                let mut entries = vec![
                    (names::NAME, self.ctx.str_attr(&parameter_name(parameter, i))),
                    (names::CTYPE, self.ctx.str_attr(&self.parameter_type(parameter))),
                ];
                if matches!(self.ctype(parameter), CType::Pointer { constant: true, .. }) {
                    entries.push((names::CONST, self.ctx.unit_attr()));
                }
                if let Some(Some(extent)) = extents.get(i) {
                    let elements = match vector_behind(&self.ctype(parameter)) {
                        Some(len) => format!("{len} * ({extent})"),
                        None => extent.clone(),
                    };
                    entries.push((names::EXTENT, self.ctx.str_attr(&elements)));
                }
                self.ctx.dict_attr(&entries)
            })
            .collect();
        self.ctx.array_attr(&dicts)
    }
    /// The C type of a parameter. Vectors in memory are their elements.
    fn parameter_type(&self, parameter: &Node) -> String {
        if let CType::Pointer { to, constant } = self.ctype(parameter)
            && let CType::Register { of, .. } = *to
        {
            return CType::Pointer { to: of, constant }.spell();
        }
        self.ast.spelled(parameter)
    }
    /// A call of a function with a body: its statements, here.
    pub(super) fn inline(&mut self, call: &Node, callee: &Callee<'a, '_>, target: Option<Target>) -> Result<Val> {
        let function = callee.function;
        if self.stack.contains(&function.id) {
            return self.refuse(call, format!("`{}` calls itself, which is not supported", function.name()));
        }
        if self.stack.len() >= MAX_CALLS {
            return self.refuse(call, "calls are nested too deeply");
        }
        self.inlined += 1;
        if self.inlined > MOST_INLINED {
            return self.refuse(call, format!("more than {MOST_INLINED} calls of functions would be inlined"));
        }
        let Some(body) = code(function) else { return self.refuse(call, "this function has no body") };
        let parameters = parameters(function);
        if parameters.len() != callee.arguments.len() {
            return self.refuse(call, "functions with a variable number of arguments are not supported");
        }
        // All arguments first: the parameters' names are those of the callee.
        let this = match callee.object {
            Some(object) => self.object(object)?,
            None => None,
        };
        let mut bound = vec![];
        for (parameter, arg) in parameters.iter().zip(callee.arguments) {
            let ty = self.ctype(parameter);
            let binding = match &ty {
                _ if let Some(id) = self.configuration_of(arg).filter(|_| self.configured.contains(&parameter.id)) => {
                    Binding::Configuration(id)
                }
                // What a log line says.
                CType::Pointer { .. } if self.host && (arg.core().is("StringLiteral") || self.is_opaque(arg)) => Binding::Opaque,
                _ if self.structure_behind(&ty).is_some() => Binding::Record(self.record_behind(arg)?),
                CType::Reference(to) if self.structure(to).is_some() => Binding::Record(self.record(arg)?),
                _ if self.structure(&ty).is_some() => self.record_variable(parameter, &ty, Some(arg))?,
                _ if is_lambda(&ty.clone().value()) => match lambda_in(arg) {
                    Some(lambda) => self.lambda(lambda)?,
                    None => Binding::Opaque,
                },
                CType::Pointer { .. } => {
                    let p = self.pointer(arg)?;
                    let p = self.flat(p, arg)?;
                    if self.is_assigned(parameter.id) { self.moving(p, parameter.name()) } else { Binding::Pointer(p) }
                }
                CType::Reference(to) if self.is_referred(parameter, arg, self.is_assigned(parameter.id)) => {
                    self.referred(to, arg)?
                }
                CType::Register { .. } => self.register(parameter, &ty, Some(arg))?,
                CType::Reference(to) if matches!(**to, CType::Register { .. }) => self.register(parameter, to, Some(arg))?,
                _ => {
                    let ty = ty.value();
                    let v = self.value_as(arg, &ty)?;
                    self.bind_value(parameter, v)
                }
            };
            bound.push((parameter.id, binding));
        }
        self.bindings.extend(bound);
        self.at(call);
        let ty = self.ctype(call).value();
        let statements: Vec<&Node> = body.inner.iter().collect();
        let structured = target.is_none() && !ty.is_pointer() && ty != CType::Void && is_structured(&statements);
        let returns = analysis::exits(body).returns;
        let last_only = ty.is_pointer() && returns_in(body) == 1 && statements.last().is_some_and(|s| s.is("ReturnStmt"));
        let slot = if returns && !structured && !last_only && target.is_none() && ty != CType::Void {
            let element = self.mlir(&ty, call)?;
            let name = self.unique(function.name());
            Some(self.b().alloca(&[], element, &name))
        } else {
            None
        };
        let before = if returns && !structured { self.b().previous() } else { None };
        let placed = target.is_some();
        let frame =
            FunctionFrame { block: self.block, before, returned: None, slot, value: None, target, this, outermost: false };
        self.frames.push(Frame::Function(Box::new(frame)));
        self.stack.push(function.id);
        let done = if structured {
            self.tail_value(&statements, &ty).map(|v| Some(Val::Scalar(v)))
        } else {
            self.body(body, true).map(|_| None)
        };
        self.stack.pop();
        let frame = self.frames.pop();
        if let Some(value) = done? {
            return Ok(value);
        }
        self.at(call);
        if placed {
            return Ok(Val::Void);
        }
        if let Some(slot) = slot {
            return Ok(Val::Scalar(self.b().load(slot, &[])));
        }
        Ok(match frame {
            Some(Frame::Function(frame)) => frame.value.unwrap_or(Val::Void),
            _ => Val::Void,
        })
    }
    /// The value that structured statements return.
    fn tail_value(&mut self, list: &[&Node], ty: &CType) -> Result<Value> {
        for (i, statement) in list.iter().enumerate() {
            match statement.what() {
                "ReturnStmt" => {
                    self.at(statement);
                    return self.value_as(&statement.inner[0], ty);
                }
                "CompoundStmt" if analysis::always_returns(statement) => {
                    let inner: Vec<&Node> = statement.inner.iter().collect();
                    return self.tail_value(&inner, ty);
                }
                "IfStmt" if analysis::always_returns(&statement.inner[1]) => {
                    self.at(statement);
                    let condition = self.condition(&statement.inner[0])?;
                    let then = [&statement.inner[1]];
                    let mut others: Vec<&Node> = statement.inner.get(2).into_iter().collect();
                    others.extend(&list[i + 1..]);
                    if let Some(c) = condition.const_int() {
                        return if c != 0 { self.tail_value(&then, ty) } else { self.tail_value(&others, ty) };
                    }
                    if let (Some(a), Some(b)) = (returned(&then), returned(&others))
                        && self.is_pure(a)
                        && self.is_pure(b)
                    {
                        let a = self.value_as(a, ty)?;
                        let b = self.value_as(b, ty)?;
                        return Ok(self.b().select(condition, a, b));
                    }
                    return self.if_value(condition, statement, |s| s.tail_value(&then, ty), |s| s.tail_value(&others, ty));
                }
                _ => {
                    self.statement(statement, false)?;
                }
            }
        }
        Err(Diagnostic::internal("a function that returns on every path has none"))
    }
}

/// The symbol of a kernel: its name, with the arguments of a template instance.
pub(super) fn symbol(kernel: &Node) -> String {
    let mut name = kernel.name().to_owned();
    for argument in kernel.inner.iter().filter(|c| c.is("TemplateArgument")) {
        let text = match crate::ast::int_value(argument) {
            Some(v) => v.to_string(),
            None => argument.written_type().to_owned(),
        };
        name.push('_');
        name.extend(text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    }
    name
}

/// The name of a parameter, made up if it has none.
pub(crate) fn parameter_name(parameter: &Node, i: usize) -> String {
    if parameter.name().is_empty() { format!("p{i}") } else { parameter.name().to_owned() }
}

/// The type as a user would write it.
pub(crate) fn written(ty: &str) -> String {
    let mut text = ty.to_owned();
    for word in ["__restrict__", "__restrict", "restrict"] {
        if let Some(rest) = text.trim_end().strip_suffix(word) {
            text = rest.trim_end().to_owned();
        }
    }
    text.trim().to_owned()
}

/// The elements of the vectors that a pointer leads to.
fn vector_behind(ty: &CType) -> Option<i64> {
    match ty {
        CType::Pointer { to, .. } if let CType::Register { len, .. } = **to => Some(len),
        _ => None,
    }
}

/// The expression, if the statements are just its return.
fn returned<'n>(list: &[&'n Node]) -> Option<&'n Node> {
    let [statement] = list else { return None };
    match statement.what() {
        "ReturnStmt" => statement.inner.first(),
        "CompoundStmt" if statement.inner.len() == 1 => returned(&[&statement.inner[0]]),
        _ => None,
    }
}

/// Do the statements return a value at the end of every path, and nowhere else?
fn is_structured(list: &[&Node]) -> bool {
    for (i, statement) in list.iter().enumerate() {
        match statement.what() {
            "ReturnStmt" => return !statement.inner.is_empty(),
            "CompoundStmt" if analysis::always_returns(statement) => {
                return is_structured(&statement.inner.iter().collect::<Vec<_>>());
            }
            "IfStmt" if analysis::always_returns(&statement.inner[1]) => {
                let mut others: Vec<&Node> = statement.inner.get(2).into_iter().collect();
                others.extend(&list[i + 1..]);
                return statement.kind.has_var != Some(true)
                    && statement.kind.has_init != Some(true)
                    && is_structured(&[&statement.inner[1]])
                    && is_structured(&others);
            }
            _ if analysis::exits(statement).returns => return false,
            _ => {}
        }
    }
    false
}

fn returns_in(body: &Node) -> usize {
    let mut n = 0;
    body.walk(&mut |node| n += usize::from(node.is("ReturnStmt")));
    n
}

/// Names used by the analysis of calls.
pub(crate) fn is_kernel(function: &Node) -> bool {
    analysis::is_device(function) && function.has_attr("CUDAGlobalAttr")
}
