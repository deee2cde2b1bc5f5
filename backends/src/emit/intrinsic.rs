//! Uses of intrinsic rows, and the fragments and vectors some of them work on.

use std::rc::Rc;

use xpiler_ir::{
    Op, Result, Value, names as attrs,
    rows::{self, Row, Rows},
};

use super::{
    expr::Expr,
    printer::{Printer, refuse},
    types::{CTy, INT, written},
};

/// The names that a text with fragments is written with.
pub(super) const FRAGMENTS: &str = "mma.h";

impl Printer<'_> {
    /// The rows of the platform that the module uses.
    fn rows(&mut self, op: Op) -> Result<Rc<Rows>> {
        let rows = match self.file.rows.take() {
            Some(rows) => rows,
            None => {
                let module = op.ancestors().last().unwrap_or(op);
                Rc::new(rows::used_in(module)?.remove(self.target.name).unwrap_or_default())
            }
        };
        self.file.rows = Some(rows.clone());
        Ok(rows)
    }

    /// Functions named by the vector function ABI are in a library, and in no header.
    fn need_prototype(&mut self, row: &str, op: Op) -> Result<()> {
        if row.starts_with("_ZGV") {
            let mut spelled = vec![];
            for v in op.operands().into_iter().chain(op.results()) {
                spelled.push(self.target.spell(self.ctype(op, v.ty())?));
            }
            let result = if op.results().is_empty() { "void" } else { spelled.pop().unwrap_or_default() };
            self.file.prototypes.insert(format!("{result} {row}({}); // libmvec, which -lm links", spelled.join(", ")));
        }
        Ok(())
    }

    /// `row(operands)`
    pub fn intrinsic(&mut self, op: Op) -> Result<()> {
        let operands = op.operands();
        let pointers = operands.iter().filter(|v| v.ty().is_memref()).count();
        let (inputs, offsets) = operands.split_at(operands.len() - pointers);
        let name = op.str_attr("row").unwrap_or_default();
        let types: Vec<_> = inputs.iter().map(|v| v.ty()).collect();
        let rows = self.rows(op)?;
        let row =
            rows.overload(&name, &types).ok_or_else(|| refuse(op, &format!("there is no row `{name}` on these operands")))?;
        let mut offsets = offsets.iter();
        let mut arguments = vec![];
        for (i, input) in inputs.iter().enumerate() {
            arguments.push(if input.ty().is_memref() {
                let offset = offsets.next().ok_or_else(|| refuse(op, "a pointer has no offset"))?;
                match super::tiles::number(*input) {
                    Some(number) => Expr::int(number, INT),
                    None if Self::is_register(*input) => self.register_name(op, *input)?,
                    None => self.pointer(op, *input, *offset)?,
                }
            } else {
                self.argument(op, row, i, *input)?
            });
        }
        let into = if row.gives_register() { arguments.pop() } else { None };
        let left_out = (0..inputs.len()).rev().take_while(|i| {
            let default = row.arg_int(*i, attrs::DEFAULT);
            default.is_some() && default == inputs[*i].const_int()
        });
        arguments.truncate(arguments.len() - left_out.count());
        if self.target.is_c() {
            self.need("immintrin.h");
        }
        if let Some(header) = row.func.str_attr(attrs::ROW_HEADER) {
            self.need(&header);
        }
        self.need_prototype(&row.spelling, op)?;
        match op.results()[..] {
            [] if row.func.attr(attrs::ELEMENTS).is_some() => {
                self.flush_for(op)?;
                let (i, fragment) = (self.names.fresh("i"), &arguments[0].text);
                let element = format!("{fragment}.x[{i}]");
                self.line(&format!(
                    "for (int {i} = 0; {i} < {fragment}.num_elements; ++{i}) {element} = {}({element});",
                    row.spelling
                ));
                Ok(())
            }
            [] => {
                self.flush_for(op)?;
                let into = into.map_or(String::new(), |place| format!("{} = ", place.text));
                self.line(&format!("{into}{};", Expr::call(&row.spelling, &arguments, INT).text));
                Ok(())
            }
            [result] => {
                let derived = self.ctype(op, result.ty())?;
                let declared = row.func.str_attr(attrs::CTYPE).and_then(|c| written(&c)).map(|w| w.ty);
                let e = Expr::call(&row.spelling, &arguments, declared.unwrap_or(derived));
                if result.users().is_empty() {
                    if pointers > 0 {
                        self.flush_for(op)?;
                        self.line(&format!("{};", e.text));
                    }
                    return Ok(());
                }
                if pointers == 0 && (row.warp() == 0 || always_evaluated(result)) {
                    return self.bind(result, e);
                }
                self.flush_for(op)?;
                self.materialise(result, e)?;
                Ok(())
            }
            _ => Err(refuse(op, "it has several results")),
        }
    }

    /// A scalar argument, of the type that the row declares.
    fn argument(&mut self, op: Op, row: &Row, i: usize, input: Value) -> Result<Expr> {
        if let Some(value) = row.arg_int(i, attrs::VALUE) {
            let word = row.arg_attr(i, attrs::WORD).and_then(|w| w.as_str());
            return Ok(word.map_or_else(|| Expr::int(value, INT), |word| Expr::name(word, INT)));
        }
        let e = self.take(op, input)?;
        let declared = row.arg_attr(i, attrs::CTYPE).and_then(|c| c.as_str()).and_then(|c| written(&c)).map(|w| w.ty);
        // The type of a template's argument decides about the result.
        let template = (row.warp() != 0 && !input.ty().is_index()).then(|| self.ctype(op, input.ty())).transpose()?;
        Ok(match declared.or(template) {
            Some(ty) => self.want(&e, ty),
            None => e,
        })
    }

    /// Declares a fragment, or an array of them.
    pub fn fragment(&mut self, op: Op) -> Result<()> {
        let arguments = op.str_attr(attrs::FRAGMENT).unwrap_or_default();
        let shape = op.result(0).ty().static_shape().unwrap_or_default();
        let [ref dims @ .., _, _] = shape[..] else { return Err(refuse(op, "a fragment is a matrix")) };
        if !self.target.fragments {
            return Err(refuse(op, "this platform has no fragments of matrices"));
        }
        let dims: String = dims.iter().map(|n| format!("[{n}]")).collect();
        let name = self.declare_register(op)?;
        self.need(FRAGMENTS);
        self.line(&format!("wmma::fragment<{arguments}> {name}{dims};"));
        Ok(())
    }
    /// Declares a vector of the language, or an array of them.
    pub fn register(&mut self, op: Op) -> Result<()> {
        let shape = op.result(0).ty().static_shape().unwrap_or_default();
        let [ref dims @ .., len] = shape[..] else { return Err(refuse(op, "a vector has elements")) };
        let element = self.ctype(op, op.result(0).ty().element())?;
        let spelling = if element == CTy::F16 { "_Float16" } else { self.target.spell(element) };
        let ty = format!("{}x{len}", spelling.trim_start_matches('_').replace(' ', "_"));
        let bytes = len * i64::from(op.result(0).ty().element().bits()) / 8;
        let typedef = format!("typedef {spelling} {ty} __attribute__((vector_size({bytes})));");
        self.file.typedefs.insert(typedef);
        let name = self.declare_register(op)?;
        let dims: String = dims.iter().map(|n| format!("[{n}]")).collect();
        self.line(&format!("{ty} {name}{dims};"));
        Ok(())
    }
    /// Is the buffer a fragment, a vector, or an array of them?
    pub fn is_register(buffer: Value) -> bool {
        let attrs = [attrs::FRAGMENT, attrs::REGISTER];
        buffer.root().def().is_some_and(|d| attrs.iter().any(|attr| d.attr(attr).is_some()))
    }
    /// Such a variable as an operand, `acc[i][j]`.
    fn register_name(&mut self, op: Op, register: Value) -> Result<Expr> {
        let name = self.register_base(op, register.root())?;
        let mut view = register;
        while let Some(cast) = view.def_by("memref.cast") {
            view = cast.operand(0);
        }
        let Some(part) = view.def_by("memref.subview") else { return Ok(Expr::name(name, INT)) };
        let count = part.operand(0).ty().shape().len() - register.ty().shape().len();
        let mut dynamic = part.operands().into_iter().skip(1);
        let mut e = Expr::name(name, INT);
        for fixed in super::memory::dense(part, "static_offsets").into_iter().take(count) {
            let index = match (fixed == i64::MIN).then(|| dynamic.next()).flatten() {
                Some(v) => self.take(op, v)?,
                None => Expr::int(fixed, INT),
            };
            e = Expr { text: format!("{}[{}]", e.text, index.text), ..e }.depends(&index);
        }
        Ok(e)
    }
}

/// Is the value computed wherever its operation stands? C leaves out a side of `?:`, `&&` and `||`, but a warp must come to it whole.
fn always_evaluated(value: Value) -> bool {
    let users = value.users();
    let [user] = users[..] else { return false };
    let arithmetic = (user.name().starts_with("arith.") || user.name().starts_with("math."))
        && !user.is("arith.select")
        && user.results().iter().all(|r| !(r.ty().is_int() && r.ty().bits() == 1));
    user.block() == value.def().and_then(Op::block)
        && (user.is("memref.store") || arithmetic && user.results().first().is_some_and(|r| always_evaluated(*r)))
}
