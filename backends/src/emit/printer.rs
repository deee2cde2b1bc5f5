//! The printer of one function: its text so far, its names, and the expressions that wait to be printed.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

use xpiler_ir::{Attr, Block, Diagnostic, Op, Result, Type, Value, names as attrs, rows::Rows};

use super::{
    effects::{Writes, writes},
    expr::Expr,
    host::Chain,
    memory::Place,
    names::Names,
    target::Target,
    types::{CTy, written},
    wide::{is_stored_next, is_taken_apart},
};

/// Longer expressions are cut into temporaries.
pub(super) const LONGEST: usize = 100;
/// Where parameter lists are broken.
const COLUMNS: usize = 110;

/// What the functions of one file share.
pub(super) struct File {
    pub target: &'static Target,
    /// The names of functions, which no variable may hide.
    pub names: Names,
    /// Symbols and their C names.
    pub symbols: Vec<(String, String)>,
    /// Headers that something printed needs.
    pub headers: BTreeSet<String>,
    /// Prototypes of functions that no header declares.
    pub prototypes: BTreeSet<String>,
    /// Names of types that something printed needs.
    pub typedefs: BTreeSet<String>,
    /// Functions that something printed needs.
    pub helpers: BTreeSet<String>,
    /// The rows of the platform, once one is printed.
    pub rows: Option<Rc<Rows>>,
}

/// Prints one function.
pub(super) struct Printer<'f> {
    pub file: &'f mut File,
    pub target: &'static Target,
    pub func: Op,
    pub names: Names,
    pub out: String,
    pub depth: usize,
    /// Values that have a name, or are as short as one.
    pub bound: HashMap<Value, Expr>,
    /// Buffers by the memref that is them.
    pub places: HashMap<Value, Place>,
    /// Variables whose declaration waits for their first store.
    pub undeclared: HashSet<Value>,
    /// Expressions not printed yet, in order; one list for each open block.
    pub pending: Vec<Vec<(Value, Expr)>>,
    /// The entry that drives a device.
    pub chain: Option<Chain>,
    /// Buffers from `malloc` that are alive.
    pub heap: Vec<(Value, String)>,
    /// Inside a loop that runs in parallel.
    pub in_parallel: bool,
}

/// What [`Printer::state`] saves.
pub(super) type State = (Names, HashMap<Value, Expr>, HashMap<Value, Place>, HashSet<Value>, Vec<(Value, String)>);

/// The diagnostic for what has no text.
pub(super) fn refuse(op: Op, why: &str) -> Diagnostic {
    Diagnostic::error("not-printable", format!("`{}` has no text on this platform: {why}", op.name())).at(op.span())
}

/// The text of a function.
pub(super) fn function(file: &mut File, func: Op) -> Result<String> {
    let target = file.target;
    let entry = func.attr(attrs::KERNEL).is_none();
    if target.is_c() && !entry {
        return Err(refuse(func, "plain C has no kernels beside the entry"));
    }
    let names = file.names.clone();
    let mut p = Printer {
        target,
        func,
        names,
        out: String::new(),
        depth: 1,
        bound: HashMap::new(),
        places: HashMap::new(),
        undeclared: HashSet::new(),
        pending: vec![],
        chain: (entry && !target.is_c()).then(|| Chain::new(func)),
        heap: vec![],
        in_parallel: false,
        file,
    };
    let blocks = func.region(0).blocks();
    let [block] = blocks[..] else {
        return Err(refuse(func, "its control flow is not structured"));
    };
    let (head, parameters) = p.signature(block)?;
    if let Some(chain) = &mut p.chain {
        chain.choose_names(&mut p.names);
    }
    if entry && !target.is_c() {
        p.host_body(block)?;
    } else {
        p.request_tiles();
        p.block_tail(block, true, |_, _| Ok(()))?;
        p.finish_c();
    }
    let text = format!("{head} {{\n{}}}\n", p.out);
    Ok(if entry { text + &launchers(func, &parameters, target) } else { text })
}

/// For each kernel of the source that a wrapper launches: `<kernel>_launch` with the kernel's parameters in their order.
fn launchers(entry: Op, parameters: &[(String, String)], target: &Target) -> String {
    let wrapper = entry.str_attr("sym_name").unwrap_or_default();
    let linkage = if target.is_c() { "" } else { "extern \"C\" " };
    let mut text = String::new();
    for launcher in entry.attr(attrs::LAUNCHERS).and_then(Attr::as_array).unwrap_or_default() {
        let name = launcher.dict_get("name").and_then(Attr::as_str).unwrap_or_default();
        let order = launcher.dict_get("parameters").and_then(Attr::as_array).unwrap_or_default();
        let order: Vec<usize> = order.into_iter().filter_map(Attr::as_int).map(|i| i as usize).collect();
        if order.len() != parameters.len() || order.iter().any(|i| *i >= parameters.len()) {
            continue;
        }
        let declared: Vec<&str> = order.iter().map(|i| parameters[*i].0.as_str()).collect();
        let passed: Vec<&str> = parameters.iter().map(|p| p.1.as_str()).collect();
        text.push_str(&format!(
            "\n{linkage}int {name}({}) {{\n  return {wrapper}({});\n}}\n",
            declared.join(", "),
            passed.join(", ")
        ));
    }
    text
}

impl Printer<'_> {
    /// The name and the parameters, which are bound; then each parameter's declaration and name.
    fn signature(&mut self, block: Block) -> Result<(String, Vec<(String, String)>)> {
        let symbol = self.func.str_attr("sym_name").unwrap_or_default();
        let name = self.symbol(&symbol).unwrap_or(symbol);
        let arg_attrs = self.func.attr("arg_attrs").and_then(Attr::as_array).unwrap_or_default();
        let mut parameters = vec![];
        for (i, arg) in block.args().into_iter().enumerate() {
            let get = |key: &str| arg_attrs.get(i).and_then(|a| a.dict_get(key));
            let wanted = get(attrs::NAME).and_then(Attr::as_str).unwrap_or_else(|| format!("arg{i}"));
            let name = self.names.fresh(&wanted);
            let ctype = get(attrs::CTYPE).and_then(Attr::as_str);
            let ty = arg.ty();
            if ty.is_memref() {
                if ty.shape().len() != 1 {
                    return Err(refuse(self.func, "its parameters are not all pointers and scalars"));
                }
                let (spelling, element) = self.spelling(self.func, ty.element(), ctype.as_deref(), true)?;
                let constant = if get(attrs::CONST).is_some() { "const " } else { "" };
                parameters.push((format!("{constant}{spelling} *{name}"), name.clone()));
                self.places.insert(arg, Place::pointer(&name, &spelling, element, !constant.is_empty()));
            } else {
                let (spelling, cty) = self.spelling(self.func, ty, ctype.as_deref(), false)?;
                parameters.push((format!("{spelling} {name}"), name.clone()));
                self.bound.insert(arg, Expr::name(name, cty));
            }
        }
        let head = match self.target.kernel {
            None => format!("int {name}("),
            Some(kernel) if self.chain.is_none() => format!("{kernel} void {name}("),
            Some(_) => format!("extern \"C\" int {name}("),
        };
        let nothing = [("void".to_owned(), String::new())];
        let listed = if parameters.is_empty() && self.target.is_c() { &nothing[..] } else { &parameters[..] };
        let (mut text, mut column) = (head.clone(), head.len());
        for (i, (parameter, _)) in listed.iter().enumerate() {
            if i > 0 {
                let fits = column + parameter.len() + 4 <= COLUMNS;
                text.push_str(if fits { ", " } else { ",\n    " });
                column = if fits { column + 2 } else { 4 };
            }
            text.push_str(parameter);
            column += parameter.len();
        }
        Ok((text + ")", parameters))
    }

    /// The C name of a function of this file.
    pub fn symbol(&self, symbol: &str) -> Option<String> {
        self.file.symbols.iter().find(|(s, _)| s == symbol).map(|(_, name)| name.clone())
    }

    /// How to declare something of a type: as the user wrote it if that agrees with MLIR's type.
    pub fn spelling(&mut self, op: Op, ty: Type, ctype: Option<&str>, pointer: bool) -> Result<(String, CTy)> {
        let derived = self.ctype(op, ty)?;
        if let Some(w) = ctype.and_then(written)
            && w.pointer == pointer
            && (w.ty == derived || w.ty.with_sign(true) == derived)
        {
            if w.base.ends_with("_t") {
                self.need(if w.base.starts_with(['s', 'p']) { "stddef.h" } else { "stdint.h" });
            }
            return Ok((w.base, w.ty));
        }
        Ok((self.target.spell(derived).to_owned(), derived))
    }

    /// The C type of an MLIR type, with the header it needs.
    pub fn ctype(&mut self, op: Op, ty: Type) -> Result<CTy> {
        let cty = CTy::of(ty).ok_or_else(|| refuse(op, &format!("C has no type for `{ty}`")))?;
        if cty == CTy::F64 && !self.target.doubles && self.chain.is_none() {
            return Err(refuse(op, "kernels of this platform have no double"));
        }
        if cty.is_vector() && !self.target.is_c() {
            return Err(refuse(op, "this platform has no vector types"));
        }
        if let Some(header) = self.target.header_of(cty) {
            self.need(header);
        }
        Ok(cty)
    }

    /// Something printed needs a header.
    pub fn need(&mut self, header: &str) {
        self.file.headers.insert(header.to_owned());
    }

    /// Prints a line.
    pub fn line(&mut self, text: &str) {
        self.out.push_str(&"  ".repeat(self.depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// What `f` prints, `deeper` levels further in, instead of printing it.
    pub fn capture<T>(&mut self, deeper: usize, f: impl FnOnce(&mut Self) -> Result<T>) -> Result<(String, T)> {
        let outer = std::mem::take(&mut self.out);
        self.depth += deeper;
        let result = f(self);
        self.depth -= deeper;
        let text = std::mem::replace(&mut self.out, outer);
        Ok((text, result?))
    }

    /// Prints a block; `finish` gets its terminator while the block's values can still be taken.
    pub fn block<T>(&mut self, block: Block, finish: impl FnOnce(&mut Self, Op) -> Result<T>) -> Result<T> {
        self.block_tail(block, false, finish)
    }

    /// Prints a block, which is the last thing the function does if `tail`.
    pub fn block_tail<T>(&mut self, block: Block, tail: bool, finish: impl FnOnce(&mut Self, Op) -> Result<T>) -> Result<T> {
        self.pending.push(vec![]);
        for op in block.body_ops() {
            self.op(op, tail)?;
        }
        let end = block.terminator().ok_or_else(|| refuse(self.func, "a block has no terminator"))?;
        let result = finish(self, end)?;
        self.release_tiles(block);
        self.pending.pop();
        Ok(result)
    }

    /// A value's expression: printed once by the caller, who is its only user or gets a name.
    pub fn take(&mut self, user: Op, value: Value) -> Result<Expr> {
        if let Some(e) = self.bound.get(&value) {
            return Ok(e.clone());
        }
        for list in self.pending.iter_mut().rev() {
            if let Some(at) = list.iter().position(|(v, _)| *v == value) {
                return Ok(list.remove(at).1);
            }
        }
        if let Some(def) = value.def()
            && let Some(constant) = self.constant(def)?
        {
            return Ok(constant);
        }
        Err(refuse(user, "one of its operands has no text"))
    }

    /// A value as something that may be printed twice: a name or a constant.
    pub fn take_atom(&mut self, user: Op, value: Value) -> Result<Expr> {
        let e = self.take(user, value)?;
        if e.is_atom() { Ok(e) } else { self.materialise(value, e) }
    }

    /// Gives the value of an operation to its users: inside their expressions if that is right, else by a name.
    pub fn bind(&mut self, value: Value, e: Expr) -> Result<()> {
        let op = value.def().ok_or_else(|| Diagnostic::internal("only results of operations are bound"))?;
        if e.is_name() {
            self.bound.insert(value, e);
            return Ok(());
        }
        let users = value.users();
        let single = users.len() == 1 && users[0].block() == op.block();
        // Vectors get a name unless the value goes straight into a variable.
        let in_place =
            !e.ty.is_vector() || op.is("memref.load") || users.iter().any(|u| u.is("memref.store") || u.is("scf.yield"));
        if single && in_place && op.attr(attrs::NAME).is_none() && e.text.len() <= LONGEST {
            if let Some(list) = self.pending.last_mut() {
                list.push((value, e));
            }
            return Ok(());
        }
        self.materialise(value, e)?;
        Ok(())
    }

    /// Prints `const T name = e;` and binds the value to the name.
    pub fn materialise(&mut self, value: Value, e: Expr) -> Result<Expr> {
        let op = value.def().ok_or_else(|| Diagnostic::internal("only results of operations are bound"))?;
        let index = value.ty().is_index() && e.ty.bits() == 64;
        // A vector on its way to become a number is that number.
        let number = value.ty().is_vector() && !e.ty.is_vector();
        let derived = if index || number { e.ty.with_sign(true) } else { self.ctype(op, value.ty())? };
        let ctype =
            op.str_attr(attrs::CTYPE).and_then(|c| written(&c)).filter(|w| w.ty.is_unsigned() && w.ty.with_sign(true) == derived);
        let ty = ctype.map_or(derived, |w| w.ty);
        let name = match op.str_attr(attrs::NAME) {
            Some(name) => self.names.fresh(&name),
            None => match Self::hint(op) {
                Some(hint) => self.names.fresh(hint),
                None => self.names.temporary(match ty {
                    CTy::Vector(vector) if vector.is_mask() => "m",
                    _ if ty.is_vector() => "v",
                    _ => "t",
                }),
            },
        };
        self.line(&format!("const {} {name} = {};", self.target.spell(ty), e.text));
        let bound = Expr { nonneg: e.nonneg, vars: vec![], ..Expr::name(name, ty) };
        self.bound.insert(value, bound.clone());
        Ok(bound)
    }

    /// The usual names of the built-in variables.
    fn hint(op: Op) -> Option<&'static str> {
        let dim = usize::try_from(op.int_attr("dim")?).ok().filter(|d| *d < 3)?;
        Some(match op.name().as_str() {
            "simt.thread_id" => ["tx", "ty", "tz"][dim],
            "simt.block_id" => ["bx", "by", "bz"][dim],
            "simt.block_dim" => ["block_x", "block_y", "block_z"][dim],
            "simt.grid_dim" => ["grid_x", "grid_y", "grid_z"][dim],
            _ => return None,
        })
    }

    /// Before `op` is printed, gives names to the waiting expressions that read what it may write.
    pub fn flush_for(&mut self, op: Op) -> Result<()> {
        let writes = writes(op);
        self.flush(|e| e.reads.iter().any(|read| writes.touches(read.root())))
    }

    fn flush(&mut self, must: impl Fn(&Expr) -> bool) -> Result<()> {
        let Some(list) = self.pending.last_mut() else { return Ok(()) };
        let (now, later): (Vec<_>, Vec<_>) = std::mem::take(list).into_iter().partition(|(_, e)| must(e));
        *list = later;
        for (value, e) in now {
            self.materialise(value, e)?;
        }
        Ok(())
    }

    /// What printing changes beside the text, to undo an attempt.
    pub fn state(&self) -> State {
        (self.names.clone(), self.bound.clone(), self.places.clone(), self.undeclared.clone(), self.heap.clone())
    }
    /// Goes back to an earlier state.
    pub fn restore(&mut self, state: State) {
        (self.names, self.bound, self.places, self.undeclared, self.heap) = state;
    }

    /// Does the operation write nothing?
    pub fn writes_nothing(op: Op) -> bool {
        matches!(writes(op), Writes::Only(roots) if roots.is_empty())
    }

    /// Prints an operation.
    fn op(&mut self, op: Op, tail: bool) -> Result<()> {
        let name = op.name();
        if self.chain.is_some() && self.host_op(op)? {
            return Ok(());
        }
        match name.as_str() {
            "arith.constant" | "ub.poison" => Ok(()),
            "memref.alloca" if op.attr(attrs::FRAGMENT).is_some() => self.fragment(op),
            "memref.alloca" if op.attr(attrs::REGISTER).is_some() => self.register(op),
            "memref.alloca" if op.attr(attrs::TILE).is_some() => self.tile(op),
            "memref.subview" | "memref.cast" if Self::is_register(op.operand(0)) => Ok(()),
            "memref.alloca" => self.alloca(op),
            "memref.alloc" => self.alloc(op),
            "memref.dealloc" => self.dealloc(op),
            "memref.cast" | "memref.collapse_shape" | "memref.subview" => self.view(op),
            "memref.store" => self.store(op),
            "vector.load" | "vector.from_elements" if self.target.threads && is_stored_next(op) => Ok(()),
            "vector.store" if self.target.threads => self.wide_store(op),
            "memref.copy" => self.copy(op),
            "memref.prefetch" => self.prefetch(op),
            "simt.alloc_shared" if self.target.threads => {
                let align = op.int_attr(attrs::ALIGN).map_or(String::new(), |bytes| format!("__align__({bytes}) "));
                self.array(op, &format!("__shared__ {align}"))
            }
            "simt.barrier" if self.target.threads => {
                self.flush_for(op)?;
                self.line("__syncthreads();");
                Ok(())
            }
            "cluster.alloc" if self.target.is_bang() => {
                let space = super::bang::space(op)?;
                self.array(op, &format!("{space} "))
            }
            "cluster.copy" if self.target.is_bang() => self.cluster_copy(op),
            "cluster.sync" if self.target.is_bang() => self.cluster_sync(op),
            "scf.for" => self.for_loop(op),
            "scf.if" => self.branch(op, tail),
            "scf.while" => self.while_loop(op),
            "intrin.call" => self.intrinsic(op),
            "vector.load" if self.target.threads && is_taken_apart(op) => self.wide_load(op),
            "vector.extract" if self.bound.contains_key(&op.result(0)) => Ok(()),
            "vector.load" if self.target.threads => {
                let e = self.load_word(op)?;
                self.bind(op.result(0), e)
            }
            // Parts of [`Self::load_word`].
            "vector.bitcast" | "vector.extract" if self.target.threads => {
                let e = self.take(op, op.operand(0))?;
                self.bind(op.result(0), e)
            }
            _ if op.results().len() == 1 && op.regions().is_empty() => {
                let result = op.result(0);
                if result.users().is_empty() {
                    return Ok(());
                }
                let e = self.rvalue(op)?;
                self.bind(result, e)
            }
            _ => Err(refuse(op, "it is not part of the platform form")),
        }
    }
}
