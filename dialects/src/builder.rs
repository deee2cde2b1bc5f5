//! Creates operations: a context, a location, and a place to insert.
//!
//! ```text
//! let b = Builder::at_end(block, loc);
//! let sum = b.bin("arith.addf", x, y);
//! b.for_loop(zero, n, one, "i", |b, i| { b.store(sum, buffer, &[i]); });
//! ```
#![allow(clippy::undocumented_unsafe_blocks, reason = "calls of MLIR's C API on live handles, see `ir`")]

use mlir_sys::*;

use crate::{
    context::Ctx,
    ir::{Attr, Block, Loc, Op, Region, Type, Value, string_ref},
    names,
};

/// Where new operations go.
#[derive(Clone, Copy)]
enum Point {
    End(Block),
    Before(Op),
}

/// Inserts operations at one place, one after the other.
#[derive(Clone, Copy)]
pub struct Builder {
    /// The context.
    pub ctx: Ctx,
    /// The location that new operations get.
    pub loc: Loc,
    point: Point,
}

/// The description of an operation to create.
#[derive(Default)]
pub struct Spec<'a> {
    /// Operands.
    pub operands: &'a [Value],
    /// Result types.
    pub results: &'a [Type],
    /// Attributes, inherent and discardable.
    pub attrs: &'a [(&'a str, Attr)],
    /// Regions, which the operation takes over; made by [`new_region`].
    pub regions: Vec<Region>,
}

/// A new region with one block that has arguments of these types.
pub fn new_region(args: &[Type], loc: Loc) -> (Region, Block) {
    unsafe {
        let region = mlirRegionCreate();
        let types: Vec<MlirType> = args.iter().map(|t| t.raw()).collect();
        let locs = vec![loc.raw(); args.len()];
        let block = mlirBlockCreate(types.len() as isize, types.as_ptr(), locs.as_ptr());
        mlirRegionAppendOwnedBlock(region, block);
        (Region::from_raw(region), Block::from_raw(block))
    }
}

/// A new region without blocks.
pub fn empty_region() -> Region {
    Region::from_raw(unsafe { mlirRegionCreate() })
}

/// Declares a function without a body at the end of a module.
pub fn declare(module: Op, name: &str, inputs: &[Type], results: &[Type]) {
    let ctx = module.ctx();
    let attrs = [
        ("sym_name", ctx.str_attr(name)),
        ("function_type", ctx.type_attr(ctx.function(inputs, results))),
        ("sym_visibility", ctx.str_attr("private")),
    ];
    let spec = Spec { attrs: &attrs, regions: vec![empty_region()], ..Spec::default() };
    module.body().append(create("func.func", ctx.unknown_loc(), spec));
}

/// Creates an operation without inserting it.
pub fn create(name: &str, loc: Loc, spec: Spec) -> Op {
    unsafe {
        let mut state = mlirOperationStateGet(string_ref(name), loc.raw());
        let operands: Vec<MlirValue> = spec.operands.iter().map(|v| v.raw()).collect();
        let results: Vec<MlirType> = spec.results.iter().map(|t| t.raw()).collect();
        let regions: Vec<MlirRegion> = spec.regions.iter().map(|r| r.raw()).collect();
        let ctx = mlirLocationGetContext(loc.raw());
        let attrs: Vec<MlirNamedAttribute> =
            spec.attrs.iter().map(|(k, v)| mlirNamedAttributeGet(mlirIdentifierGet(ctx, string_ref(k)), v.raw())).collect();
        mlirOperationStateAddOperands(&raw mut state, operands.len() as isize, operands.as_ptr());
        mlirOperationStateAddResults(&raw mut state, results.len() as isize, results.as_ptr());
        mlirOperationStateAddOwnedRegions(&raw mut state, regions.len() as isize, regions.as_ptr());
        mlirOperationStateAddAttributes(&raw mut state, attrs.len() as isize, attrs.as_ptr());
        let op = mlirOperationCreate(&raw mut state);
        assert!(!op.ptr.is_null(), "MLIR refused to create {name}");
        Op::from_raw(op)
    }
}

impl Builder {
    /// Inserts at the end of a block.
    pub fn at_end(block: Block, loc: Loc) -> Self {
        Self { ctx: Ctx::from_raw(unsafe { mlirLocationGetContext(loc.raw()) }), loc, point: Point::End(block) }
    }
    /// Inserts in front of an operation, with its location.
    pub fn before(op: Op) -> Self {
        Self { ctx: op.ctx(), loc: op.loc(), point: Point::Before(op) }
    }
    /// Inserts behind an operation, with its location. The operation is not its block's terminator.
    pub fn after(op: Op) -> Self {
        match op.next() {
            Some(next) => Self { ctx: op.ctx(), loc: op.loc(), point: Point::Before(next) },
            None => Self::at_end(op.block().expect("the operation is in a block"), op.loc()),
        }
    }
    /// Inserts at the start of a block.
    pub fn at_start(block: Block, loc: Loc) -> Self {
        match block.ops().first() {
            Some(first) => Self { loc, ..Self::before(*first) },
            None => Self::at_end(block, loc),
        }
    }
    /// The same place with another location.
    pub fn with_loc(self, loc: Loc) -> Self {
        Self { loc, ..self }
    }
    /// Inserts a detached operation here.
    pub fn insert(&self, op: Op) -> Op {
        match self.point {
            Point::End(block) => block.append(op),
            Point::Before(anchor) => anchor.block().expect("the anchor is in a block").insert_before(anchor, op),
        }
        op
    }
    /// The operation in front of the place where the next one goes.
    pub fn previous(&self) -> Option<Op> {
        match self.point {
            Point::End(block) => block.ops().last().copied(),
            Point::Before(anchor) => {
                let ops = anchor.block()?.ops();
                let at = ops.iter().position(|op| *op == anchor)?;
                at.checked_sub(1).map(|i| ops[i])
            }
        }
    }
    /// Creates and inserts an operation.
    pub fn op(&self, name: &str, spec: Spec) -> Op {
        self.insert(create(name, self.loc, spec))
    }
    /// An operation with operands and one result.
    pub fn value(&self, name: &str, operands: &[Value], ty: Type) -> Value {
        self.op(name, Spec { operands, results: &[ty], ..Spec::default() }).result(0)
    }
    /// An operation with operands, attributes and one result.
    pub fn value_with(&self, name: &str, operands: &[Value], ty: Type, attrs: &[(&str, Attr)]) -> Value {
        self.op(name, Spec { operands, results: &[ty], attrs, ..Spec::default() }).result(0)
    }
    /// A binary operation whose result has the type of its operands.
    pub fn bin(&self, name: &str, a: Value, b: Value) -> Value {
        self.value(name, &[a, b], a.ty())
    }
    /// An integer operation that does not overflow, as C's signed ones: `nsw`.
    pub fn nsw(&self, name: &str, a: Value, b: Value) -> Value {
        match self.ctx.parse_attr("#arith.overflow<nsw>") {
            Some(flags) => self.value_with(name, &[a, b], a.ty(), &[("overflowFlags", flags)]),
            None => self.bin(name, a, b),
        }
    }
    /// A unary operation whose result has the type of its operand.
    pub fn un(&self, name: &str, a: Value) -> Value {
        self.value(name, &[a], a.ty())
    }
    /// An integer or index constant.
    pub fn int(&self, ty: Type, value: i64) -> Value {
        self.value_with("arith.constant", &[], ty, &[("value", self.ctx.int_attr(ty, value))])
    }
    /// An index constant.
    pub fn index(&self, value: i64) -> Value {
        self.int(self.ctx.index(), value)
    }
    /// An `i32` constant.
    pub fn i32(&self, value: i64) -> Value {
        self.int(self.ctx.i32(), value)
    }
    /// A float constant.
    pub fn float(&self, ty: Type, value: f64) -> Value {
        self.value_with("arith.constant", &[], ty, &[("value", self.ctx.float_attr(ty, value))])
    }
    /// `arith.cmpi`; predicates: `eq ne slt sle sgt sge ult ule ugt uge`.
    pub fn cmpi(&self, predicate: &str, a: Value, b: Value) -> Value {
        const NAMES: [&str; 10] = ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"];
        let p = NAMES.iter().position(|n| *n == predicate).expect("a predicate of arith.cmpi");
        let attr = self.ctx.int_attr(self.ctx.i64(), p as i64);
        self.value_with("arith.cmpi", &[a, b], self.bool_like(a.ty()), &[("predicate", attr)])
    }
    /// `arith.cmpf`; predicates as MLIR prints them: `oeq olt une ...`.
    pub fn cmpf(&self, predicate: &str, a: Value, b: Value) -> Value {
        const NAMES: [&str; 16] =
            ["false", "oeq", "ogt", "oge", "olt", "ole", "one", "ord", "ueq", "ugt", "uge", "ult", "ule", "une", "uno", "true"];
        let p = NAMES.iter().position(|n| *n == predicate).expect("a predicate of arith.cmpf");
        let attr = self.ctx.int_attr(self.ctx.i64(), p as i64);
        self.value_with("arith.cmpf", &[a, b], self.bool_like(a.ty()), &[("predicate", attr)])
    }
    fn bool_like(&self, ty: Type) -> Type {
        if ty.is_vector() { self.ctx.vector(ty.static_shape().expect("static vectors")[0], self.ctx.i1()) } else { self.ctx.i1() }
    }
    /// `arith.select`.
    pub fn select(&self, condition: Value, a: Value, b: Value) -> Value {
        self.value("arith.select", &[condition, a, b], a.ty())
    }
    /// Converts between integers and `index`, sign-extending or truncating; the identity if the types agree.
    pub fn index_cast(&self, v: Value, ty: Type) -> Value {
        if v.ty() == ty {
            return v;
        }
        if let Some(c) = v.const_int() {
            return self.int(ty, c);
        }
        let name = match (v.ty().is_index() || ty.is_index(), v.ty().bits() < ty.bits()) {
            (true, _) => "arith.index_cast",
            (false, true) => "arith.extsi",
            (false, false) => "arith.trunci",
        };
        self.value(name, &[v], ty)
    }
    /// `memref.load`.
    pub fn load(&self, buffer: Value, indices: &[Value]) -> Value {
        let operands: Vec<Value> = std::iter::once(buffer).chain(indices.iter().copied()).collect();
        self.value("memref.load", &operands, buffer.ty().element())
    }
    /// `memref.store`.
    pub fn store(&self, value: Value, buffer: Value, indices: &[Value]) -> Op {
        let operands: Vec<Value> = [value, buffer].into_iter().chain(indices.iter().copied()).collect();
        self.op("memref.store", Spec { operands: &operands, ..Spec::default() })
    }
    /// A local array or, with an empty shape, a mutable variable: `memref.alloca` named `name`.
    pub fn alloca(&self, shape: &[i64], element: Type, name: &str) -> Value {
        let dims: Vec<Option<i64>> = shape.iter().map(|d| Some(*d)).collect();
        self.alloca_of(self.ctx.memref(&dims, element), &[], name)
    }
    /// `memref.alloca` of a memref type with its dynamic sizes.
    pub fn alloca_of(&self, ty: Type, sizes: &[Value], name: &str) -> Value {
        let segments = self.ctx.i32_array_attr(&[sizes.len() as i32, 0]);
        let name = self.ctx.str_attr(name);
        let attrs = [("operandSegmentSizes", segments), (names::NAME, name)];
        self.value_with("memref.alloca", sizes, ty, &attrs)
    }
    /// The part of an array of fixed inner sizes behind its first indices: `memref.subview`, or the array itself.
    pub fn part(&self, array: Value, at: &[Value]) -> Value {
        let shape = array.ty().shape();
        if at.is_empty() || at.len() > shape.len() {
            return array;
        }
        let sizes: Vec<i64> = shape.iter().map(|n| n.unwrap_or(i64::MIN)).collect();
        let stride = |i: usize| sizes[i + 1..].iter().product::<i64>();
        let fixed: Vec<Option<i64>> = at.iter().map(|v| v.const_int()).collect();
        let offset = fixed.iter().enumerate().map(|(i, c)| c.map(|c| c * stride(i))).sum::<Option<i64>>();
        let inner = &sizes[at.len()..];
        let list = |numbers: Vec<i64>| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let offset = offset.map_or("?".to_owned(), |n| n.to_string());
        let dims: String = inner.iter().map(|n| format!("{n}x")).collect();
        let strides = list((at.len()..sizes.len()).map(stride).collect());
        let layout = if offset == "0" { String::new() } else { format!(", offset: {offset}") };
        let ty = format!("memref<{dims}{}, strided<[{strides}]{layout}>>", array.ty().element());
        let ty = self.ctx.parse_type(&ty).expect("it was just written");
        let dynamic: Vec<Value> = at.iter().copied().filter(|v| v.const_int().is_none()).collect();
        let dense =
            |numbers: Vec<i64>| self.ctx.parse_attr(&format!("array<i64: {}>", list(numbers))).expect("it was just written");
        let attrs = [
            ("operandSegmentSizes", self.ctx.i32_array_attr(&[1, dynamic.len() as i32, 0, 0])),
            ("static_offsets", dense(fixed.iter().map(|c| c.unwrap_or(i64::MIN)).chain(inner.iter().map(|_| 0)).collect())),
            ("static_sizes", dense(at.iter().map(|_| 1).chain(inner.iter().copied()).collect())),
            ("static_strides", dense(vec![1; sizes.len()])),
        ];
        let operands: Vec<Value> = std::iter::once(array).chain(dynamic).collect();
        self.value_with("memref.subview", &operands, ty, &attrs)
    }
    /// `scf.for` without results; `body` fills it, the `scf.yield` is added behind. Bounds are all `index` or one integer type.
    pub fn for_loop(&self, lower: Value, upper: Value, step: Value, name: &str, body: impl FnOnce(&Builder, Value)) -> Op {
        let (region, block) = new_region(&[lower.ty()], self.loc);
        let inner = Builder::at_end(block, self.loc);
        body(&inner, block.arg(0));
        inner.op("scf.yield", Spec::default());
        let name = self.ctx.str_attr(name);
        self.op(
            "scf.for",
            Spec { operands: &[lower, upper, step], attrs: &[(names::NAME, name)], regions: vec![region], ..Spec::default() },
        )
    }
    /// `scf.if` without results.
    pub fn if_then(&self, condition: Value, then: impl FnOnce(&Builder)) -> Op {
        self.if_else(condition, then, None::<fn(&Builder)>)
    }
    /// `scf.if` without results, with an else part.
    pub fn if_else(&self, condition: Value, then: impl FnOnce(&Builder), otherwise: Option<impl FnOnce(&Builder)>) -> Op {
        let (then_region, then_block) = new_region(&[], self.loc);
        let inner = Builder::at_end(then_block, self.loc);
        then(&inner);
        inner.op("scf.yield", Spec::default());
        let else_region = match otherwise {
            None => empty_region(),
            Some(otherwise) => {
                let (region, block) = new_region(&[], self.loc);
                let inner = Builder::at_end(block, self.loc);
                otherwise(&inner);
                inner.op("scf.yield", Spec::default());
                region
            }
        };
        self.op("scf.if", Spec { operands: &[condition], regions: vec![then_region, else_region], ..Spec::default() })
    }
    /// `scf.while` without loop-carried values: `condition` computes an `i1` before each iteration of `body`.
    pub fn while_loop(&self, condition: impl FnOnce(&Builder) -> Value, body: impl FnOnce(&Builder)) -> Op {
        let (before, before_block) = new_region(&[], self.loc);
        let inner = Builder::at_end(before_block, self.loc);
        let go_on = condition(&inner);
        inner.op("scf.condition", Spec { operands: &[go_on], ..Spec::default() });
        let (after, after_block) = new_region(&[], self.loc);
        let inner = Builder::at_end(after_block, self.loc);
        body(&inner);
        inner.op("scf.yield", Spec::default());
        self.op("scf.while", Spec { regions: vec![before, after], ..Spec::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_view_behind_its_first_indices() {
        let (ctx, _) = crate::context::new_context();
        let (_region, block) = new_region(&[ctx.index()], ctx.unknown_loc());
        let b = Builder::at_end(block, ctx.unknown_loc());
        let array = b.alloca(&[3, 2, 4, 5], ctx.f32(), "a");
        let ty = |at: &[Value]| b.part(array, at).ty().to_string();
        assert_eq!(ty(&[]), "memref<3x2x4x5xf32>");
        assert_eq!(ty(&[b.index(1)]), "memref<2x4x5xf32, strided<[20, 5, 1], offset: 40>>");
        assert_eq!(ty(&[b.index(0), b.index(0)]), "memref<4x5xf32, strided<[5, 1]>>");
        assert_eq!(ty(&[block.arg(0), b.index(1)]), "memref<4x5xf32, strided<[5, 1], offset: ?>>");
        assert!(block.ops().iter().filter(|op| op.is("memref.subview")).all(|op| op.verify()));
    }
}
