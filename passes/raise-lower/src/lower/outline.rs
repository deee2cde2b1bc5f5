//! What the lowerings to devices share: the entry's computation moves to kernels, the entry keeps the host's part.
//!
//! Every parallel nest at the top of the entry is one kernel; what else computes there is a kernel of one thread. The entry
//! allocates a device buffer for each pointer that a kernel uses, copies it in, launches, copies back what is not `const`.

use std::collections::BTreeSet;

use xpiler_ir::{
    Attr, Block, Builder, Diagnostic, Op, Result, Value,
    builder::{self, Spec},
    expr::Expr,
    names,
    pass::Instance,
};

use crate::{
    analysis::shape::{captured, is_parallel, is_pure},
    raise::loop_recovery::clone_into,
};

/// Operations that become one kernel.
pub struct Group {
    /// The operations, in order, at the top of the entry.
    pub ops: Vec<Op>,
    /// One parallel nest, or sequential code for one thread.
    pub parallel: bool,
}

impl Group {
    /// The nest of a parallel group, which stands behind the arrays that it uses.
    pub fn root(&self) -> Op {
        *self.ops.last().expect("groups are not empty")
    }
}

/// The entry of a module.
pub fn entry_of(module: Op) -> Result<Op> {
    module
        .body()
        .ops()
        .into_iter()
        .find(|f| f.is("func.func") && f.attr(names::ENTRY).is_some())
        .ok_or_else(|| Diagnostic::error("no-entry", "the module has no function marked `xpiler.entry`"))
}

/// The block with the entry's computation: the body, or what stands behind the early returns of a host function.
pub fn top_block(entry: Op) -> Block {
    let mut block = entry.body();
    loop {
        let computing: Vec<Op> = block.body_ops().into_iter().filter(|op| !is_host(*op)).collect();
        match computing.as_slice() {
            [only] if only.is("scf.if") && only.attr(names::LIVE).is_some() && only.results().is_empty() => {
                block = only.region(0).blocks()[0];
            }
            _ => return block,
        }
    }
}

/// Operations that stay on the host: values, allocations, and local arrays until a group claims them.
fn is_host(op: Op) -> bool {
    let memory = ["memref.alloc", "memref.dealloc", "memref.alloca", "memref.cast", "cluster.alloc"];
    is_pure(op) || memory.contains(&op.name().as_str())
}

/// The name of the kernel of an entry: what `<kernel>_launch` launches.
fn kernel_name(entry: Op, index: usize, count: usize) -> String {
    let name = entry.str_attr("sym_name").unwrap_or_default();
    let base = name.strip_suffix("_launch").map_or_else(|| format!("{name}_kernel"), str::to_owned);
    if count == 1 { base } else { format!("{base}_{index}") }
}

/// Splits the top of the entry into groups. Local arrays go with the group that uses them.
pub fn groups(entry: Op) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    let top = top_block(entry);
    // Scalars that device code computes: what is computed from them is device code as well.
    let mut on_device: Vec<Value> = vec![];
    for op in top.body_ops() {
        let depends = op.operands().iter().any(|v| on_device.contains(v));
        if is_host(op) && !(is_pure(op) && depends) {
            continue;
        }
        on_device.extend(op.results());
        if is_parallel(op) {
            groups.push(Group { ops: vec![op], parallel: true });
        } else {
            match groups.last_mut() {
                Some(last) if !last.parallel => last.ops.push(op),
                _ => groups.push(Group { ops: vec![op], parallel: false }),
            }
        }
    }
    let allocas: Vec<Op> = top.body_ops().into_iter().filter(|op| op.is("memref.alloca") || op.is("cluster.alloc")).collect();
    let owner = |alloca: Op| {
        let users = alloca.result(0).users();
        let of = |user: Op| groups.iter().position(|g| g.ops.iter().any(|op| user.is_inside(*op)));
        users.into_iter().filter_map(of).collect::<BTreeSet<usize>>()
    };
    let owners: Vec<BTreeSet<usize>> = allocas.iter().map(|a| owner(*a)).collect();
    let crosses = groups.iter().any(|g| captured(&g.ops).iter().any(|v| on_device.contains(v)));
    if crosses || owners.iter().any(|o| o.len() > 1) {
        // Code that shares local arrays or scalars cannot be spread over kernels: one thread does it all.
        let taken = |op: &Op| allocas.contains(op) || groups.iter().any(|g| g.ops.contains(op));
        return vec![Group { ops: top.body_ops().into_iter().filter(taken).collect(), parallel: false }];
    }
    for (alloca, owner) in allocas.into_iter().zip(owners).rev() {
        if let Some(g) = owner.first() {
            groups[*g].ops.insert(0, alloca);
        }
    }
    groups
}

/// Parameters and results of outlining one group.
pub struct Kernel {
    /// The function.
    pub func: Op,
    /// What the launch passes: pointers and scalars of the entry, or buffers it allocates.
    pub args: Vec<Value>,
}

/// The dictionary of a parameter's attributes.
fn param_attrs(entry: Op, value: Value) -> Attr {
    let ctx = entry.ctx();
    if let Some((_, i)) = value.as_block_arg() {
        let known = entry.attr("arg_attrs").and_then(|a| a.as_array()).and_then(|a| a.get(i).copied());
        return known.unwrap_or_else(|| ctx.dict_attr(&[]));
    }
    let name = value.def().and_then(|d| d.str_attr(names::NAME)).unwrap_or_else(|| "buffer".into());
    ctx.dict_attr(&[(names::NAME, ctx.str_attr(&name))])
}

/// Copies a group into a new kernel function and erases it from the entry.
pub fn outline(module: Op, entry: Op, group: &Group, index: usize, count: usize) -> Kernel {
    let ctx = entry.ctx();
    // Pure values are computed again inside; what is left are pointers and scalars.
    let mut leaves: Vec<Value> = vec![];
    let mut pure: Vec<Op> = vec![];
    fn visit(v: Value, leaves: &mut Vec<Value>, pure: &mut Vec<Op>) {
        match v.def() {
            Some(op) if is_pure(op) => {
                if !pure.contains(&op) {
                    for operand in op.operands() {
                        visit(operand, leaves, pure);
                    }
                    pure.push(op);
                }
            }
            _ if leaves.contains(&v) => {}
            _ => leaves.push(v),
        }
    }
    for v in captured(&group.ops) {
        visit(v, &mut leaves, &mut pure);
    }
    leaves.sort_by_key(|v| v.as_block_arg().map_or(usize::MAX, |(_, i)| i));
    let types: Vec<_> = leaves.iter().map(|v| v.ty()).collect();
    let attrs: Vec<Attr> = leaves.iter().map(|v| param_attrs(entry, *v)).collect();
    let loc = group.ops[0].loc();
    let (region, block) = builder::new_region(&types, loc);
    let func = builder::create(
        "func.func",
        loc,
        Spec {
            attrs: &[
                ("sym_name", ctx.str_attr(&kernel_name(entry, index, count))),
                ("function_type", ctx.type_attr(ctx.function(&types, &[]))),
                ("arg_attrs", ctx.array_attr(&attrs)),
                (names::KERNEL, ctx.unit_attr()),
            ],
            regions: vec![region],
            ..Spec::default()
        },
    );
    module.body().insert_before(entry, func);
    let mut map: Vec<(Value, Value)> = leaves.iter().copied().zip(block.args()).collect();
    let b = Builder::at_end(block, loc);
    clone_into(&b, &pure, &mut map);
    clone_into(&b, &group.ops, &mut map);
    b.op("func.return", Spec::default());
    for op in group.ops.iter().rev() {
        op.erase();
    }
    Kernel { func, args: leaves }
}

/// The host's part of an entry being built.
pub struct Host {
    entry: Op,
    /// Pointer parameters of the entry and their device buffers.
    buffers: Vec<(Value, Value)>,
}

impl Host {
    /// Starts the host's part.
    pub fn new(entry: Op) -> Self {
        for op in entry.find("memref.alloc") {
            op.set_attr(names::DEVICE, op.ctx().unit_attr());
        }
        Self { entry, buffers: vec![] }
    }

    fn arg_attr(&self, value: Value, name: &str) -> Option<Attr> {
        let (_, i) = value.as_block_arg()?;
        self.entry.attr("arg_attrs")?.as_array()?.get(i)?.dict_get(name)
    }

    fn text(&self, value: Value, name: &str) -> Option<String> {
        self.arg_attr(value, name)?.as_str()
    }

    /// The number of elements of a pointer parameter.
    fn extent(&self, pointer: Value, b: &Builder) -> Result<Value> {
        let name = self.text(pointer, names::NAME).unwrap_or_default();
        let missing = |message: String| {
            Diagnostic::error("unknown-extent", message)
                .at(self.entry.span())
                .help(format!("give it: --shape {name}=ROWSxCOLS, of numbers or integer parameters"))
        };
        let text = self
            .text(pointer, names::EXTENT)
            .ok_or_else(|| missing(format!("how many elements `{name}` points to is not known")))?;
        let expr = Expr::parse(&text).map_err(|e| missing(format!("the extent of `{name}`: {e}")))?;
        let lookup = |n: &str| {
            self.entry.body().args().into_iter().find(|a| !a.ty().is_memref() && self.text(*a, names::NAME).as_deref() == Some(n))
        };
        expr.build(b, &lookup).ok_or_else(|| {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let unknown = words.filter(|w| w.starts_with(|c: char| !c.is_ascii_digit())).find(|w| lookup(w).is_none());
            missing(format!("the extent of `{name}` is `{text}`, but `{}` is no integer parameter", unknown.unwrap_or(&text)))
        })
    }

    /// Allocates and fills the device buffers for what kernels use. Called with a builder in front of all launches.
    pub fn allocate(&mut self, b: &Builder, used: &[Value]) -> Result<()> {
        let pointers = self.entry.body().args().into_iter().filter(|a| a.ty().is_memref() && used.contains(a));
        let mut sizes = vec![];
        for pointer in pointers {
            let n = self.extent(pointer, b)?;
            let name = format!("d_{}", self.text(pointer, names::NAME).unwrap_or_else(|| "buffer".into()));
            let alloc = b.op(
                "memref.alloc",
                Spec {
                    operands: &[n],
                    results: &[pointer.ty()],
                    attrs: &[
                        ("operandSegmentSizes", b.ctx.i32_array_attr(&[1, 0])),
                        (names::NAME, b.ctx.str_attr(&name)),
                        (names::DEVICE, b.ctx.unit_attr()),
                    ],
                    ..Spec::default()
                },
            );
            self.buffers.push((pointer, alloc.result(0)));
            sizes.push(n);
        }
        for ((pointer, device), n) in self.buffers.clone().into_iter().zip(sizes) {
            copy(b, pointer, device, n);
        }
        Ok(())
    }

    /// The device's value for an argument of a kernel.
    pub fn device(&self, value: Value) -> Value {
        self.buffers.iter().find(|(p, _)| *p == value).map_or(value, |(_, d)| *d)
    }

    /// Copies back what is not `const` and frees the buffers.
    pub fn finish(&self, b: &Builder) -> Result<()> {
        for (pointer, device) in &self.buffers {
            if self.arg_attr(*pointer, names::CONST).is_none() {
                let n = device.def().expect("an alloc").operand(0);
                copy(b, *device, *pointer, n);
            }
        }
        for (_, device) in &self.buffers {
            b.op("memref.dealloc", Spec { operands: &[*device], ..Spec::default() });
        }
        Ok(())
    }
}

/// `memref.copy` of the first `n` elements.
fn copy(b: &Builder, from: Value, to: Value, n: Value) {
    let zero = b.index(0);
    let part = |v: Value| {
        let element = v.ty().element();
        let ty = b.ctx.parse_type(&format!("memref<?x{element}, strided<[1], offset: ?>>")).expect("a memref type");
        let dynamic = b.ctx.parse_attr("array<i64: -9223372036854775808>").expect("an attribute");
        b.op(
            "memref.subview",
            Spec {
                operands: &[v, zero, n],
                results: &[ty],
                attrs: &[
                    ("operandSegmentSizes", b.ctx.i32_array_attr(&[1, 1, 1, 0])),
                    ("static_offsets", dynamic),
                    ("static_sizes", dynamic),
                    ("static_strides", b.ctx.parse_attr("array<i64: 1>").expect("an attribute")),
                ],
                ..Spec::default()
            },
        )
        .result(0)
    };
    let (from, to) = (part(from), part(to));
    b.op("memref.copy", Spec { operands: &[from, to], ..Spec::default() });
}

/// Extents that are numbers hold for the verified arguments only: the launcher returns 1 for others.
pub fn refuse_others(entry: Op) {
    let Some(values) = entry.attr(names::VERIFIED) else { return };
    entry.remove_attr(names::VERIFIED);
    let b = Builder::at_start(entry.body(), entry.loc());
    let attrs = entry.attr("arg_attrs").and_then(|a| a.as_array()).unwrap_or_default();
    let mut wrong: Option<Value> = None;
    for (argument, attr) in entry.body().args().into_iter().zip(attrs) {
        let name = attr.dict_get(names::NAME).and_then(|a| a.as_str()).unwrap_or_default();
        let Some(value) = values.dict_get(&name).and_then(|a| a.as_int()).filter(|_| argument.ty().is_int()) else { continue };
        let expected = b.int(argument.ty(), value);
        let differs = b.cmpi("ne", argument, expected);
        wrong = Some(wrong.map_or(differs, |w| b.bin("arith.ori", w, differs)));
    }
    if let Some(wrong) = wrong {
        let refusal = b.if_then(wrong, |_| {});
        refusal.set_attr(names::REFUSE, b.ctx.int_attr(b.ctx.i32(), 1));
    }
}

/// Lowers an entry for a device: `launch` gets the builder on the host, the group and a way to outline it, and emits the launch.
///
/// Kernels are canonicalised at the end. The entry is not: folding a constant size into an allocation's type would lose its name.
pub fn lower_entry(
    module: Op,
    platform: &str,
    pass: &Instance,
    mut launch: impl FnMut(&Builder, &Group, &mut dyn FnMut(&Group) -> Kernel) -> Result<Vec<(Op, Vec<Value>)>>,
) -> Result<()> {
    let entry = entry_of(module)?;
    let all = groups(entry);
    let count = all.len();
    let mut host = Host::new(entry);
    let end = top_block(entry).terminator().ok_or_else(|| Diagnostic::internal("an entry ends in a return"))?;
    let mut launches: Vec<(Op, Vec<Value>)> = vec![];
    for (i, group) in all.iter().enumerate() {
        // Behind the group: its operations move to the kernel.
        let b = Builder::after(group.root());
        let mut make = |g: &Group| outline(module, entry, g, i, count);
        launches.extend(launch(&b, group, &mut make)?);
    }
    if let Some((first, _)) = launches.first() {
        let used: Vec<Value> = launches.iter().flat_map(|(_, args)| args.iter().copied()).collect();
        host.allocate(&Builder::before(*first), &used)?;
        for (op, args) in &launches {
            let fixed = op.operand_count() - args.len();
            for (i, arg) in args.iter().enumerate() {
                op.set_operand(fixed + i, host.device(*arg));
            }
        }
        host.finish(&Builder::before(end).with_loc(entry.loc()))?;
    }
    for kernel in module.body().ops().into_iter().filter(|f| f.attr(names::KERNEL).is_some()) {
        pass.run_nested("any(canonicalize,cse)", kernel)?;
    }
    pass.run_nested("any(cse)", entry)?;
    // Last: a branch without a body looks dead to other passes.
    refuse_others(entry);
    module.set_attr(names::PLATFORM, module.ctx().str_attr(platform));
    Ok(())
}
