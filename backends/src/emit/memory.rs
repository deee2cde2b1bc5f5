//! Variables, arrays, pointers and accesses.

use xpiler_ir::{Op, Result, Value, names as attrs};

use super::{
    expr::{Expr, prec},
    printer::{Printer, refuse},
    types::{CTy, INT, LONG},
};

/// How a memref is reached in the text.
#[derive(Clone)]
pub(super) struct Place {
    /// A variable, an array's name, or a pointer.
    base: Expr,
    kind: Kind,
    /// The type of its elements, and its name.
    pub element: CTy,
    spelling: String,
    /// Elements between `base` and the memref's first one.
    offset: Expr,
    /// A pointer to const.
    pub constant: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A variable: rank 0.
    Scalar,
    /// An array, or a pointer to its rows, of that rank.
    Array(usize),
    /// A pointer to elements.
    Pointer,
}

impl Place {
    /// A pointer variable.
    pub fn pointer(name: &str, spelling: &str, element: CTy, constant: bool) -> Self {
        let (base, offset, spelling) = (Expr::name(name, INT), Expr::zero(), spelling.to_owned());
        Self { base, kind: Kind::Pointer, element, spelling, offset, constant }
    }
    fn array(name: &str, rank: usize, spelling: &str, element: CTy) -> Self {
        let kind = if rank == 0 { Kind::Scalar } else { Kind::Array(rank) };
        Self { kind, ..Self::pointer(name, spelling, element, false) }
    }
    /// The address of the first element.
    fn address(&self) -> Expr {
        let name = &self.base.text;
        let base = match self.kind {
            Kind::Scalar => Expr::new(format!("&{name}"), prec::UNARY, INT),
            Kind::Array(rank) if rank > 1 => Expr::new(format!("&{name}{}", "[0]".repeat(rank)), prec::UNARY, INT),
            _ => self.base.clone(),
        };
        plus(&base, &self.offset)
    }
}

/// `a + b` without zeros.
fn plus(a: &Expr, b: &Expr) -> Expr {
    match (a.literal, b.literal) {
        (_, Some(0)) => a.clone(),
        (Some(0), _) => b.clone(),
        (Some(x), Some(y)) => Expr::int(x + y, INT),
        _ => Expr::sum(a, b, if a.ty.bits() >= b.ty.bits() { a.ty } else { b.ty }),
    }
}

/// Does an index come from a 64-bit integer?
fn is_wide(value: Value, depth: usize) -> bool {
    let Some(def) = value.def().filter(|_| depth < 32) else { return false };
    if def.is("arith.index_cast") || def.is("arith.index_castui") {
        return def.operand(0).ty().bits() == 64;
    }
    def.name().starts_with("arith.") && def.operands().into_iter().any(|v| v.ty().is_index() && is_wide(v, depth + 1))
}

/// Numbers of a dense array attribute, `array<i64: 0, 4>`.
pub(super) fn dense(op: Op, name: &str) -> Vec<i64> {
    let text = op.attr(name).map(|a| a.to_string()).unwrap_or_default();
    let list = text.split_once(':').map_or("", |(_, list)| list).trim_end_matches('>');
    list.split(',').filter_map(|n| n.trim().parse().ok()).collect()
}

/// Is the first thing that happens to the variable a store in its own block?
fn first_touch_is_store(alloca: Op, memref: Value) -> bool {
    let first = std::iter::successors(alloca.next(), |op| op.next())
        .find(|op| op.walk().iter().any(|inner| inner.operands().contains(&memref)));
    first.is_some_and(|op| op.is("memref.store") && op.operand(1) == memref && op.operand(0) != memref)
}

impl Printer<'_> {
    /// Declares a variable or an array; a variable may wait for its first store.
    pub fn alloca(&mut self, op: Op) -> Result<()> {
        let memref = op.result(0);
        if memref.users().is_empty() {
            return Ok(());
        }
        if memref.ty().shape().is_empty() && first_touch_is_store(op, memref) {
            self.declare(op)?;
            self.undeclared.insert(memref);
            return Ok(());
        }
        self.array(op, "")
    }

    /// Names a variable or an array; gives its declaration without qualifier and initialiser.
    fn declare(&mut self, op: Op) -> Result<String> {
        let memref = op.result(0);
        let shape = memref.ty().static_shape().ok_or_else(|| refuse(op, "its size is not constant"))?;
        let element = memref.ty().element();
        let ctype = op.str_attr(attrs::CTYPE).map(|c| c.split('[').next().unwrap_or_default().to_owned());
        let (mut spelling, mut cty) = self.spelling(op, element, ctype.as_deref(), false)?;
        let stored = |user: &Op| user.is("memref.store") && is_wide(user.operand(0), 0);
        if element.is_index() && memref.users().iter().any(stored) {
            (spelling, cty) = (self.target.spell(LONG).to_owned(), LONG);
        }
        let name = self.name_of(op, if shape.is_empty() { "x" } else { "buf" });
        self.places.insert(memref, Place::array(&name, shape.len(), &spelling, cty));
        let dims: String = shape.iter().map(|d| format!("[{d}]")).collect();
        Ok(format!("{spelling} {name}{dims}"))
    }

    /// Names a fragment, a vector or an array of them.
    pub fn declare_register(&mut self, op: Op) -> Result<String> {
        let memref = op.result(0);
        let element = self.ctype(op, memref.ty().element())?;
        let name = self.name_of(op, "v");
        let rank = memref.ty().shape().len();
        self.places.insert(memref, Place::array(&name, rank, self.target.spell(element), element));
        Ok(name)
    }
    /// The name of such a variable.
    pub fn register_base(&self, op: Op, memref: Value) -> Result<String> {
        Ok(self.place(op, memref)?.base.text)
    }

    /// The operation's name in the text, or one like `other`.
    pub fn name_of(&mut self, op: Op, other: &str) -> String {
        let wanted = op.str_attr(attrs::NAME).unwrap_or_else(|| other.to_owned());
        self.names.fresh(&wanted)
    }

    /// Declares an array with a qualifier.
    pub fn array(&mut self, op: Op, qualifier: &str) -> Result<()> {
        if op.result(0).users().is_empty() {
            return Ok(());
        }
        let declaration = self.declare(op)?;
        self.line(&format!("{qualifier}{declaration};"));
        Ok(())
    }

    /// A view shares its buffer's text.
    pub fn view(&mut self, op: Op) -> Result<()> {
        let source = self.place(op, op.operand(0))?;
        let (from, to) = (op.operand(0).ty().shape().len(), op.result(0).ty().shape().len());
        let place = match op.name().as_str() {
            _ if from == to && !op.is("memref.subview") => source,
            "memref.collapse_shape" if to == 1 => {
                Place { base: source.address(), kind: Kind::Pointer, offset: Expr::zero(), ..source }
            }
            "memref.subview" if from == 1 && to == 1 && dense(op, "static_strides") == [1] => {
                let offset = match dense(op, "static_offsets")[..] {
                    [i64::MIN] => self.take_atom(op, op.operand(1))?,
                    [constant] => Expr::int(constant, INT),
                    _ => return Err(refuse(op, "its offset is unknown")),
                };
                let base = if source.kind == Kind::Scalar { source.address() } else { source.base.clone() };
                Place { base, kind: Kind::Pointer, offset: plus(&source.offset, &offset), ..source }
            }
            _ => return Err(refuse(op, "it is not a one-dimensional view")),
        };
        self.places.insert(op.result(0), place);
        Ok(())
    }

    fn place(&self, user: Op, memref: Value) -> Result<Place> {
        self.places.get(&memref).cloned().ok_or_else(|| refuse(user, "a buffer is not declared"))
    }

    /// The name of the element type of a buffer, for `sizeof`.
    pub fn element_spelling(&mut self, op: Op, memref: Value) -> Result<String> {
        if let Some(place) = self.places.get(&memref) {
            return Ok(place.spelling.clone());
        }
        Ok(self.heap_spelling(op, memref)?.0)
    }

    /// The element type of an allocation: as written on it or, on a device, on the kernel's parameter it is for.
    pub fn heap_spelling(&mut self, op: Op, memref: Value) -> Result<(String, CTy)> {
        let own = memref.def().and_then(|def| def.str_attr(attrs::CTYPE));
        let ctype = own.or_else(|| super::host::parameter_ctype(self.func, memref));
        let base = ctype.map(|c| c.replace('*', ""));
        self.spelling(op, memref.ty().element(), base.as_deref(), false)
    }

    /// `buffer + offset` as a pointer.
    pub fn pointer(&mut self, op: Op, memref: Value, offset: Value) -> Result<Expr> {
        let place = self.place(op, memref)?;
        let offset = self.take(op, offset)?;
        Ok(plus(&place.address(), &offset))
    }

    /// A buffer as an argument.
    pub fn buffer(&mut self, op: Op, memref: Value) -> Result<Expr> {
        Ok(self.place(op, memref)?.address())
    }

    /// Is the buffer a pointer to const?
    pub fn is_constant(&self, memref: Value) -> bool {
        self.places.get(&memref).is_some_and(|p| p.constant)
    }

    /// `a[i][j]`
    pub fn element(&mut self, op: Op, memref: Value, indices: &[Value]) -> Result<(String, CTy, Expr)> {
        let place = self.place(op, memref)?;
        let mut text = match place.kind {
            Kind::Pointer => place.base.at(prec::PRIMARY),
            _ => place.base.text.clone(),
        };
        let mut all = Expr::zero();
        for (i, index) in indices.iter().enumerate() {
            let mut e = self.take(op, *index)?;
            if i == 0 {
                e = plus(&place.offset, &e);
            }
            text.push_str(&format!("[{}]", e.text));
            all = all.depends(&e);
        }
        if place.kind == Kind::Pointer && indices.is_empty() {
            text = format!("*{text}");
        }
        Ok((text, place.element, all))
    }

    /// The value of an element.
    pub fn load(&mut self, op: Op) -> Result<Expr> {
        let memref = op.operand(0);
        let (text, ty, indices) = self.element(op, memref, &op.operands()[1..])?;
        let mut e = Expr::new(text, prec::PRIMARY, ty).depends(&indices);
        let buffer = memref.root();
        if !e.reads.contains(&buffer) {
            e.reads.push(buffer);
        }
        Ok(e)
    }

    /// `a[i] = e;`, `a[i] += e;`, or the declaration of a variable.
    pub fn store(&mut self, op: Op) -> Result<()> {
        let memref = op.operand(1);
        let e = self.take(op, op.operand(0))?;
        if self.undeclared.remove(&memref) {
            self.flush_for(op)?;
            let place = self.place(op, memref)?;
            self.line(&format!("{} {} = {};", place.spelling, place.base.text, e.text));
            return Ok(());
        }
        let (target, element, _) = self.element(op, memref, &op.operands()[2..])?;
        self.flush_for(op)?;
        let compound = e.compound.as_ref().filter(|c| element == e.ty && self.is_same_element(c.lhs, op));
        match compound {
            Some(c) => self.line(&format!("{target} {}= {};", c.op, c.rhs)),
            None => self.line(&format!("{target} = {};", e.text)),
        }
        Ok(())
    }

    /// `_mm_prefetch((const char *)&a[i], _MM_HINT_T0);`
    pub fn prefetch(&mut self, op: Op) -> Result<()> {
        if !self.target.is_c() {
            return Err(refuse(op, "only C with AVX-512 has hints to the cache"));
        }
        self.need("immintrin.h");
        let (element, ..) = self.element(op, op.operand(0), &op.operands()[1..])?;
        self.line(&format!("_mm_prefetch((const char *)&{element}, _MM_HINT_T0);"));
        Ok(())
    }

    /// Is the value a load, inside its user's expression, of what the store writes?
    fn is_same_element(&self, value: Value, store: Op) -> bool {
        let same = |a: &Value, b: &Value| a == b || (a.const_int().is_some() && a.const_int() == b.const_int());
        value.def_by("memref.load").is_some_and(|load| {
            let (from, to) = (load.operands(), &store.operands()[1..]);
            !self.bound.contains_key(&value) && from.len() == to.len() && from.iter().zip(to).all(|(a, b)| same(a, b))
        })
    }

    /// The number of elements of a buffer that is copied.
    pub fn extent(&mut self, op: Op, memref: Value) -> Result<Expr> {
        if let Some(shape) = memref.ty().static_shape() {
            return Ok(Expr::int(shape.iter().product(), INT));
        }
        let subview = memref.def_by("memref.subview").ok_or_else(|| refuse(op, "its size is unknown"))?;
        match subview.operands().last() {
            Some(size) if dense(subview, "static_sizes") == [i64::MIN] => self.take(op, *size),
            _ => Err(refuse(op, "its size is unknown")),
        }
    }

    /// `sizeof(T) * (size_t)n`
    pub fn bytes(&mut self, op: Op, memref: Value, count: &Expr) -> Result<String> {
        let element = self.element_spelling(op, memref)?;
        if self.target.is_c() {
            self.need("stddef.h");
        }
        Ok(match count.literal {
            Some(c) => format!("sizeof({element}) * {c}"),
            None => format!("sizeof({element}) * {}", Expr::cast("size_t", count, INT).text),
        })
    }

    /// `memcpy` in plain C.
    pub fn copy(&mut self, op: Op) -> Result<()> {
        if !self.target.is_c() {
            return Err(refuse(op, "kernels copy by loops or by the platform's own operations"));
        }
        let (src, dst) = (op.operand(0), op.operand(1));
        let count = self.extent(op, src)?;
        let bytes = self.bytes(op, dst, &count)?;
        let (to, from) = (self.buffer(op, dst)?, self.buffer(op, src)?);
        self.flush_for(op)?;
        self.need("string.h");
        self.line(&format!("memcpy({}, {}, {bytes});", to.text, from.text));
        Ok(())
    }

    /// A buffer from `malloc`; the function returns 1 if there is no memory.
    pub fn alloc(&mut self, op: Op) -> Result<()> {
        let memref = op.result(0);
        if !self.target.is_c() {
            return Err(refuse(op, "kernels have no heap"));
        }
        if self.in_parallel {
            return Err(refuse(op, "an allocation cannot fail inside a parallel loop"));
        }
        let freed = memref.users().iter().any(|u| u.is("memref.dealloc") && u.block() == op.block());
        if op.parent() != Some(self.func) && !freed {
            return Err(refuse(op, "it is in a loop or a branch and not freed there"));
        }
        let shape = memref.ty().shape();
        let count = match (memref.ty().static_shape(), &shape[..]) {
            (Some(shape), _) => Expr::int(shape.iter().product(), INT),
            (None, [None]) => self.take(op, op.operand(0))?,
            _ => return Err(refuse(op, "only its first dimension can be dynamic")),
        };
        let (element, cty) = self.heap_spelling(op, memref)?;
        let bytes = self.bytes(op, memref, &count)?;
        let name = self.name_of(op, "buf");
        self.need("stdlib.h");
        let rows: String = shape.iter().skip(1).flatten().map(|d| format!("[{d}]")).collect();
        let line = if rows.is_empty() {
            self.places.insert(memref, Place::pointer(&name, &element, cty, false));
            format!("{element} *{name} = ({element} *)malloc({bytes});")
        } else {
            self.places.insert(memref, Place::array(&name, shape.len(), &element, cty));
            format!("{element} (*{name}){rows} = ({element} (*){rows})malloc({bytes});")
        };
        self.line(&line);
        self.line(&format!("if ({name} == NULL) {{"));
        self.depth += 1;
        self.leave_c("return 1;");
        self.depth -= 1;
        self.line("}");
        self.heap.push((memref, name));
        Ok(())
    }

    /// `free`
    pub fn dealloc(&mut self, op: Op) -> Result<()> {
        let memref = op.operand(0);
        let at = self.heap.iter().position(|(v, _)| *v == memref).ok_or_else(|| refuse(op, "its buffer is not from `malloc`"))?;
        self.flush_for(op)?;
        let (_, name) = self.heap.remove(at);
        self.line(&format!("free({name});"));
        Ok(())
    }

    /// Frees what is alive, then leaves the function.
    pub fn leave_c(&mut self, statement: &str) {
        let names: Vec<String> = self.heap.iter().rev().map(|(_, name)| name.clone()).collect();
        for name in names {
            self.line(&format!("free({name});"));
        }
        self.line(statement);
    }

    /// The end of a kernel or of a plain C function.
    pub fn finish_c(&mut self) {
        if self.target.is_c() {
            let status = self.func.int_attr(attrs::STATUS).unwrap_or(0);
            self.leave_c(&format!("return {status};"));
        }
    }
}
