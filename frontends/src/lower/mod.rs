//! The lowering of C to platform form, shared by the four languages.
//!
//! One [`Lower`] lives for one file. It writes one function at a time: `block` is where operations go, `bindings` says
//! what the names of the text stand for, `frames` are the enclosing loops and (inlined) functions.

pub(crate) mod analysis;
mod arith;
mod call;
mod cast;
mod configuration;
mod decl;
mod elements;
mod expr;
mod flow;
pub(crate) mod function;
mod host;
mod intrinsic;
mod loops;
mod mask;
mod openmp;
mod pointer;
mod record;
mod reduction;
mod register;
mod stmt;
mod tiles;

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

use clang_ast::Id;
use xpiler_ir::{
    Block, Builder, Ctx, Diagnostic, Kernel, Loc, Op, Region, Result, Type, Value,
    builder::{self, Spec},
    names,
    rows::Rows,
};

use crate::{
    Options,
    ast::{Ast, Node, NodeExt},
    ctype::CType,
    language::Language,
};
use flow::Frame;
use pointer::{Place, Pointer};

/// Regions deeper than this are refused: MLIR walks them recursively.
const MAX_DEPTH: u32 = 200;

/// What fills a region.
type Fill<'f, 'a> = &'f mut dyn FnMut(&mut Lower<'a>) -> Result<()>;

/// What a name of the text stands for.
#[derive(Clone)]
pub(crate) enum Binding {
    /// A variable that is never reassigned.
    Value(Value),
    /// A mutable scalar or an array: memory.
    Memory(Place),
    /// A pointer that is never reassigned.
    Pointer(Pointer),
    /// A pointer that moves: its base, and its offset in a variable.
    Moving(Pointer, Value),
    /// A pointer without a target yet.
    Null,
    /// `dim3`, with whether each part was signed in the text.
    Dim3([(Value, bool); 3]),
    /// A host variable that only ever holds a constant: an error code.
    Constant(i64),
    /// A queue, a stream: nothing depends on it.
    Opaque,
    /// A structure.
    Record(record::Record),
    /// A variable that configures tiles, or a pointer to it.
    Configuration(Id),
}

/// The value of an expression.
#[derive(Clone)]
pub(crate) enum Val {
    Scalar(Value),
    Pointer(Pointer),
    Void,
}

/// Writes a module.
pub(crate) struct Lower<'a> {
    pub ctx: Ctx,
    pub ast: &'a Ast<'a>,
    pub language: &'static Language,
    /// Rows that were looked up, by name.
    rows: RefCell<BTreeMap<String, Rc<Rows>>>,
    pub options: &'a Options,
    pub module: Kernel,
    /// Declarations that are assigned somewhere, or whose address is taken.
    assigned: HashSet<Id>,
    /// Those whose address is taken, or that are referred to.
    aliased: HashSet<Id>,
    /// Host variables that only ever hold an error code.
    codes: HashSet<Id>,
    /// Declarations that `_tile_loadconfig` reads.
    configured: HashSet<Id>,
    /// The memory of the union that was declared last.
    last_union: Option<CType>,
    /// Bytes of dynamic shared memory, by kernel; nothing where the launch computes them.
    pub(crate) dynamic_shared: BTreeMap<String, Option<i64>>,
    /// Extents of the entry's parameters: by parameter name.
    extents: BTreeMap<String, String>,
    // The function being written.
    block: Block,
    loc: Loc,
    entry_block: Block,
    /// The block all that follows stands in: the entry block, or what an early return left of it.
    top_block: Block,
    host: bool,
    bindings: HashMap<Id, Binding>,
    /// The tiles that are configured.
    tiles: tiles::Tiles,
    /// The type of each tile's elements in this function.
    tile_elements: HashMap<i64, Type>,
    /// The variables that configure tiles.
    configurations: configuration::Configurations,
    used_names: BTreeMap<String, u32>,
    frames: Vec<Frame>,
    /// Functions being inlined.
    stack: Vec<Id>,
    /// How many were.
    inlined: usize,
    depth: u32,
    kernel_name: String,
    /// Kernels the entry launches, in order.
    launched: Vec<(String, &'a Node)>,
    dynamic_shared_seen: bool,
    /// The status at the end of the function.
    status: i64,
}

impl<'a> Lower<'a> {
    /// For a file.
    pub fn new(ctx: Ctx, ast: &'a Ast<'a>, language: &'static Language, options: &'a Options, module: Kernel) -> Self {
        let block = module.module().body();
        let (assigned, aliased) = analysis::assigned(ast);
        let codes = analysis::error_codes(ast, language);
        Self {
            ctx,
            ast,
            language,
            rows: RefCell::default(),
            options,
            module,
            assigned,
            aliased,
            codes,
            configured: configuration::of_tiles(ast),
            last_union: None,
            dynamic_shared: BTreeMap::new(),
            extents: BTreeMap::new(),
            block,
            loc: ctx.unknown_loc(),
            entry_block: block,
            top_block: block,
            host: false,
            bindings: HashMap::new(),
            tiles: HashMap::new(),
            tile_elements: HashMap::new(),
            configurations: HashMap::new(),
            used_names: BTreeMap::new(),
            frames: vec![],
            stack: vec![],
            inlined: 0,
            depth: 0,
            kernel_name: String::new(),
            launched: vec![],
            dynamic_shared_seen: false,
            status: 0,
        }
    }
    /// Where the next operation goes.
    fn b(&self) -> Builder {
        Builder::at_end(self.block, self.loc)
    }
    /// The next operations come from this node.
    fn at(&mut self, node: &Node) {
        if let Some(span) = self.ast.span(node) {
            self.loc = self.ctx.loc(&span);
        }
    }
    /// A refusal that points to the node.
    pub(crate) fn refuse<T>(&self, node: &Node, message: impl Into<String>) -> Result<T> {
        Err(Diagnostic::error("unsupported-construct", message).at(self.ast.span(node)))
    }
    /// What must hold wherever the text gets here: verification checks it, and says what the text did otherwise, `accesses ..`.
    fn require(&self, ok: Value, did: &str) {
        self.b().op("cf.assert", Spec { operands: &[ok], attrs: &[("msg", self.ctx.str_attr(did))], ..Spec::default() });
    }
    /// The name, made unique in the function.
    fn unique(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        if name.is_empty() {
            "v".clone_into(&mut name);
        }
        let n = self.used_names.entry(name.clone()).or_insert(0);
        *n += 1;
        if *n == 1 { name } else { format!("{name}.{}", *n - 1) }
    }
    /// The C type of a node.
    fn ctype(&self, node: &Node) -> CType {
        self.ast.ctype(node)
    }
    /// The MLIR type of a scalar C type.
    fn mlir(&self, ty: &CType, node: &Node) -> Result<Type> {
        ty.mlir(self.ctx).ok_or_else(|| {
            let written = node.written_type();
            Diagnostic::error("unsupported-construct", format!("values of type `{written}` are not supported"))
                .at(self.ast.span(node))
        })
    }
    /// Fills a new region: `fill` writes into its block.
    fn region<R>(&mut self, args: &[Type], node: &Node, fill: impl FnOnce(&mut Self, Block) -> Result<R>) -> Result<(Region, R)> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.refuse(node, format!("blocks are nested deeper than {MAX_DEPTH} levels"));
        }
        let (region, block) = builder::new_region(args, self.loc);
        let outer = std::mem::replace(&mut self.block, block);
        let tiles = self.tiles.clone();
        let result = fill(self, block);
        self.block = outer;
        self.depth -= 1;
        if result.is_ok() && self.tiles != tiles && !tiles.is_empty() {
            return self.refuse(node, "tiles are configured anew, or released, in a branch or a loop");
        }
        self.tiles = tiles;
        Ok((region, result?))
    }
    /// `scf.if` without results.
    fn if_op(
        &mut self,
        condition: Value,
        node: &Node,
        then: impl FnOnce(&mut Self) -> Result<()>,
        otherwise: Option<Fill<'_, 'a>>,
    ) -> Result<Op> {
        let loc = self.loc;
        let (then_region, ()) = self.region(&[], node, |s, _| {
            then(s)?;
            s.yields(&[]);
            Ok(())
        })?;
        let else_region = match otherwise {
            None => builder::empty_region(),
            Some(otherwise) => {
                let fill = |s: &mut Self, _| {
                    otherwise(s)?;
                    s.yields(&[]);
                    Ok(())
                };
                self.region(&[], node, fill)?.0
            }
        };
        self.loc = loc;
        Ok(self.b().op(
            "scf.if",
            builder::Spec { operands: &[condition], regions: vec![then_region, else_region], ..builder::Spec::default() },
        ))
    }
    /// `scf.if` with one result.
    fn if_value(
        &mut self,
        condition: Value,
        node: &Node,
        then: impl FnOnce(&mut Self) -> Result<Value>,
        otherwise: impl FnOnce(&mut Self) -> Result<Value>,
    ) -> Result<Value> {
        let loc = self.loc;
        let (then_region, a) = self.region(&[], node, |s, _| {
            let v = then(s)?;
            s.yields(&[v]);
            Ok(v)
        })?;
        let (else_region, _) = self.region(&[], node, |s, _| {
            let v = otherwise(s)?;
            s.yields(&[v]);
            Ok(v)
        })?;
        self.loc = loc;
        let spec = builder::Spec {
            operands: &[condition],
            results: &[a.ty()],
            regions: vec![then_region, else_region],
            ..builder::Spec::default()
        };
        Ok(self.b().op("scf.if", spec).result(0))
    }
    fn yields(&self, values: &[Value]) {
        self.b().op("scf.yield", builder::Spec { operands: values, ..builder::Spec::default() });
    }
    /// Names the operation that was just made for a variable.
    fn name_value(&mut self, value: Value, name: &str) {
        let Some(op) = value.def() else { return };
        let is_last = op.next().is_none() && op.block() == Some(self.block);
        if !is_last || op.is("arith.constant") || op.attr(names::NAME).is_some() {
            return;
        }
        let name = self.unique(name);
        op.set_attr(names::NAME, self.ctx.str_attr(&name));
    }
}
