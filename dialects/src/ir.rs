//! Handles on MLIR objects: `Copy`, comparable, hashable, without lifetimes.
//!
//! MLIR mutates through any handle and frees what is erased, so a borrow checker's lifetime would promise
//! something that does not hold. The rules are instead:
//!
//! * a handle is used only while the [`crate::Kernel`] (or module) that owns its object lives;
//! * **no handle survives an erase**: collect first, then rewrite, and restart a worklist after an erase.
//!
//! Every `unsafe` block in this file has the same reason: a call of MLIR's C API on a handle that follows these rules.
#![allow(clippy::undocumented_unsafe_blocks, reason = "one SAFETY argument for the whole file, stated above")]

use std::{ffi::c_void, fmt, hash::Hash};

use mlir_sys::*;

use crate::{context::Ctx, diagnostic::Span};

/// A string slice for MLIR's C API.
pub(crate) fn string_ref(s: &str) -> MlirStringRef {
    MlirStringRef { data: s.as_ptr().cast(), length: s.len() }
}

/// Copies a string out of MLIR.
pub(crate) fn owned(s: MlirStringRef) -> String {
    if s.data.is_null() {
        return String::new();
    }
    let bytes = unsafe { std::slice::from_raw_parts(s.data.cast::<u8>(), s.length) };
    String::from_utf8_lossy(bytes).into_owned()
}

unsafe extern "C" fn append(chunk: MlirStringRef, user: *mut c_void) {
    // SAFETY: `user` is the String given by `printed`.
    unsafe { (*user.cast::<String>()).push_str(&owned(chunk)) }
}

/// Collects what an MLIR printing function writes.
fn printed(print: impl FnOnce(MlirStringCallback, *mut c_void)) -> String {
    let mut text = String::new();
    print(Some(append), (&raw mut text).cast());
    text
}

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $raw:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name($raw);
        impl $name {
            /// Wraps a raw handle, which must not be null.
            pub fn from_raw(raw: $raw) -> Self {
                debug_assert!(!raw.ptr.is_null());
                Self(raw)
            }
            /// The raw handle, or `None` if it is null.
            pub fn option(raw: $raw) -> Option<Self> {
                (!raw.ptr.is_null()).then_some(Self(raw))
            }
            /// The raw handle of MLIR's C API.
            pub fn raw(self) -> $raw {
                self.0
            }
        }
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self.0.ptr, other.0.ptr)
            }
        }
        impl Eq for $name {}
        impl Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                (self.0.ptr as usize).hash(state);
            }
        }
    };
}

handle!(
    /// An operation.
    Op,
    MlirOperation
);
handle!(
    /// An SSA value: a result of an operation or an argument of a block.
    Value,
    MlirValue
);
handle!(
    /// A block.
    Block,
    MlirBlock
);
handle!(
    /// A region.
    Region,
    MlirRegion
);
handle!(
    /// A type; equal types are equal handles.
    Type,
    MlirType
);
handle!(
    /// An attribute; equal attributes are equal handles.
    Attr,
    MlirAttribute
);
handle!(
    /// A source location.
    Loc,
    MlirLocation
);

impl Op {
    /// The operation's full name, `arith.addi`.
    pub fn name(self) -> String {
        unsafe { owned(mlirIdentifierStr(mlirOperationGetName(self.0))) }
    }
    /// Is this an operation of that name?
    pub fn is(self, name: &str) -> bool {
        let id = unsafe { mlirIdentifierStr(mlirOperationGetName(self.0)) };
        let bytes = unsafe { std::slice::from_raw_parts(id.data.cast::<u8>(), id.length) };
        bytes == name.as_bytes()
    }
    /// The context.
    pub fn ctx(self) -> Ctx {
        Ctx::from_raw(unsafe { mlirOperationGetContext(self.0) })
    }
    /// The source location.
    pub fn loc(self) -> Loc {
        Loc(unsafe { mlirOperationGetLocation(self.0) })
    }
    /// Changes the source location.
    pub fn set_loc(self, loc: Loc) {
        unsafe { mlirOperationSetLocation(self.0, loc.0) }
    }
    /// The part of the user's text this operation came from.
    pub fn span(self) -> Option<Span> {
        self.loc().span()
    }
    /// The operands.
    pub fn operands(self) -> Vec<Value> {
        let n = unsafe { mlirOperationGetNumOperands(self.0) };
        (0..n).map(|i| Value(unsafe { mlirOperationGetOperand(self.0, i) })).collect()
    }
    /// Operand `i`, which must exist.
    pub fn operand(self, i: usize) -> Value {
        Value(unsafe { mlirOperationGetOperand(self.0, i as isize) })
    }
    /// The number of operands.
    pub fn operand_count(self) -> usize {
        unsafe { mlirOperationGetNumOperands(self.0) as usize }
    }
    /// Uses one value where it used another.
    pub fn replace_operand(self, from: Value, to: Value) {
        for (i, operand) in self.operands().into_iter().enumerate() {
            if operand == from {
                self.set_operand(i, to);
            }
        }
    }
    /// Replaces operand `i`.
    pub fn set_operand(self, i: usize, value: Value) {
        unsafe { mlirOperationSetOperand(self.0, i as isize, value.0) }
    }
    /// The results.
    pub fn results(self) -> Vec<Value> {
        let n = unsafe { mlirOperationGetNumResults(self.0) };
        (0..n).map(|i| Value(unsafe { mlirOperationGetResult(self.0, i) })).collect()
    }
    /// Result `i`, which must exist.
    pub fn result(self, i: usize) -> Value {
        Value(unsafe { mlirOperationGetResult(self.0, i as isize) })
    }
    /// The regions.
    pub fn regions(self) -> Vec<Region> {
        let n = unsafe { mlirOperationGetNumRegions(self.0) };
        (0..n).map(|i| Region(unsafe { mlirOperationGetRegion(self.0, i) })).collect()
    }
    /// Region `i`, which must exist.
    pub fn region(self, i: usize) -> Region {
        Region(unsafe { mlirOperationGetRegion(self.0, i as isize) })
    }
    /// The first block of region 0, which must exist: the body of a loop, a function, a module.
    pub fn body(self) -> Block {
        self.region(0).blocks()[0]
    }
    /// The block this operation is in.
    pub fn block(self) -> Option<Block> {
        Block::option(unsafe { mlirOperationGetBlock(self.0) })
    }
    /// The operation whose region holds this one.
    pub fn parent(self) -> Option<Op> {
        Op::option(unsafe { mlirOperationGetParentOperation(self.0) })
    }
    /// The enclosing operations, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Op> {
        std::iter::successors(self.parent(), |op| op.parent())
    }
    /// The next operation in the block.
    pub fn next(self) -> Option<Op> {
        Op::option(unsafe { mlirOperationGetNextInBlock(self.0) })
    }
    /// An attribute by name, inherent or discardable.
    pub fn attr(self, name: &str) -> Option<Attr> {
        Attr::option(unsafe { mlirOperationGetAttributeByName(self.0, string_ref(name)) })
    }
    /// Sets an attribute, inherent or discardable.
    pub fn set_attr(self, name: &str, attr: Attr) {
        unsafe { mlirOperationSetAttributeByName(self.0, string_ref(name), attr.0) }
    }
    /// Sets an attribute if there is one to set.
    pub fn replace_attr(self, name: &str, attr: Option<Attr>) {
        if let Some(attr) = attr {
            self.set_attr(name, attr);
        }
    }
    /// Removes an attribute if it is there.
    pub fn remove_attr(self, name: &str) {
        unsafe { mlirOperationRemoveAttributeByName(self.0, string_ref(name)) };
    }
    /// All attributes, sorted by name.
    pub fn attrs(self) -> Vec<(String, Attr)> {
        let n = unsafe { mlirOperationGetNumAttributes(self.0) };
        (0..n)
            .map(|i| {
                let named = unsafe { mlirOperationGetAttribute(self.0, i) };
                (unsafe { owned(mlirIdentifierStr(named.name)) }, Attr(named.attribute))
            })
            .collect()
    }
    /// The value of a string attribute.
    pub fn str_attr(self, name: &str) -> Option<String> {
        self.attr(name)?.as_str()
    }
    /// The value of an integer attribute.
    pub fn int_attr(self, name: &str) -> Option<i64> {
        self.attr(name)?.as_int()
    }
    /// The operation and all nested ones, parents before children.
    pub fn walk(self) -> Vec<Op> {
        let mut found = vec![self];
        for region in self.regions() {
            for block in region.blocks() {
                for op in block.ops() {
                    found.extend(op.walk());
                }
            }
        }
        found
    }
    /// All nested operations of that name (the operation itself included), parents before children.
    pub fn find(self, name: &str) -> Vec<Op> {
        self.walk().into_iter().filter(|op| op.is(name)).collect()
    }
    /// Is `self` nested (at any depth) in `other`, or `other` itself?
    pub fn is_inside(self, other: Op) -> bool {
        self == other || self.ancestors().any(|op| op == other)
    }
    /// Erases the operation, which must have no uses left. All handles into it are dead.
    pub fn erase(self) {
        unsafe {
            mlirOperationRemoveFromParent(self.0);
            mlirOperationDestroy(self.0);
        }
    }
    /// Moves the operation in front of another.
    pub fn move_before(self, other: Op) {
        unsafe { mlirOperationMoveBefore(self.0, other.0) }
    }
    /// A deep copy, not inserted, in which uses of the mapped values are replaced.
    pub fn clone_mapped(self, map: &[(Value, Value)]) -> Op {
        let from: Vec<MlirValue> = map.iter().map(|(v, _)| v.0).collect();
        let to: Vec<MlirValue> = map.iter().map(|(_, v)| v.0).collect();
        Op(unsafe { xpCloneMapped(self.0, from.len() as isize, from.as_ptr(), to.as_ptr()) })
    }
    /// Runs MLIR's verifier on the operation; complaints go to the context's diagnostics.
    pub fn verify(self) -> bool {
        unsafe { mlirOperationVerify(self.0) }
    }
    /// Emits an MLIR error at this operation.
    pub fn emit_error(self, message: &str) {
        let text = std::ffi::CString::new(message.replace('\0', " ")).expect("no NUL is left");
        unsafe { mlirEmitError(mlirOperationGetLocation(self.0), text.as_ptr()) }
    }
}

unsafe extern "C" {
    fn xpCloneMapped(op: MlirOperation, n: isize, from: *const MlirValue, to: *const MlirValue) -> MlirOperation;
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&printed(|w, u| unsafe { mlirOperationPrint(self.0, w, u) }))
    }
}
impl fmt::Debug for Op {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Value {
    /// The type.
    pub fn ty(self) -> Type {
        Type(unsafe { mlirValueGetType(self.0) })
    }
    /// Changes the type in place; the caller keeps every use valid.
    pub fn set_ty(self, ty: Type) {
        unsafe { mlirValueSetType(self.0, ty.0) }
    }
    /// The operation that defines the value; `None` for a block argument.
    pub fn def(self) -> Option<Op> {
        unsafe { mlirValueIsAOpResult(self.0).then(|| Op(mlirOpResultGetOwner(self.0))) }
    }
    /// The defining operation if it has that name.
    pub fn def_by(self, name: &str) -> Option<Op> {
        self.def().filter(|op| op.is(name))
    }
    /// The buffer that a memref points into, behind all views of it.
    pub fn root(self) -> Value {
        const VIEWS: [&str; 5] =
            ["memref.subview", "memref.collapse_shape", "memref.expand_shape", "memref.cast", "memref.reinterpret_cast"];
        let mut value = self;
        while let Some(view) = value.def().filter(|op| VIEWS.iter().any(|name| op.is(name))) {
            value = view.operand(0);
        }
        value
    }
    /// The block whose argument this is, and the argument's number.
    pub fn as_block_arg(self) -> Option<(Block, usize)> {
        unsafe {
            mlirValueIsABlockArgument(self.0)
                .then(|| (Block(mlirBlockArgumentGetOwner(self.0)), mlirBlockArgumentGetArgNumber(self.0) as usize))
        }
    }
    /// Which result of its operation it is (0 for block arguments).
    pub fn result_number(self) -> usize {
        if unsafe { mlirValueIsAOpResult(self.0) } { unsafe { mlirOpResultGetResultNumber(self.0) as usize } } else { 0 }
    }
    /// The operations that use the value, one entry for each use.
    pub fn users(self) -> Vec<Op> {
        let mut users = vec![];
        let mut use_ = unsafe { mlirValueGetFirstUse(self.0) };
        while unsafe { !mlirOpOperandIsNull(use_) } {
            users.push(Op(unsafe { mlirOpOperandGetOwner(use_) }));
            use_ = unsafe { mlirOpOperandGetNextUse(use_) };
        }
        users
    }
    /// Replaces every use.
    pub fn replace_all_uses(self, with: Value) {
        unsafe { mlirValueReplaceAllUsesOfWith(self.0, with.0) }
    }
    /// The integer (or index) constant this value is.
    pub fn const_int(self) -> Option<i64> {
        self.def_by("arith.constant")?.attr("value")?.as_int()
    }
    /// The float constant this value is.
    pub fn const_float(self) -> Option<f64> {
        self.def_by("arith.constant")?.attr("value")?.as_float()
    }
    /// Is the value defined outside the regions of `op`?
    pub fn is_outside(self, op: Op) -> bool {
        let owner = match (self.def(), self.as_block_arg()) {
            (Some(def), _) => Some(def),
            (None, Some((block, _))) => block.parent_op(),
            (None, None) => None,
        };
        match owner {
            // A block argument of `op` itself (an induction variable) is inside.
            Some(owner) if self.as_block_arg().is_some() => !owner.is_inside(op),
            Some(owner) => owner == op || !owner.is_inside(op),
            None => true,
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&printed(|w, u| unsafe { mlirValuePrint(self.0, w, u) }))
    }
}

impl Block {
    /// The operations, terminator included.
    pub fn ops(self) -> Vec<Op> {
        std::iter::successors(Op::option(unsafe { mlirBlockGetFirstOperation(self.0) }), |op| op.next()).collect()
    }
    /// The operations without the terminator.
    pub fn body_ops(self) -> Vec<Op> {
        let end = self.terminator();
        self.ops().into_iter().filter(|op| Some(*op) != end).collect()
    }
    /// The terminator.
    pub fn terminator(self) -> Option<Op> {
        Op::option(unsafe { mlirBlockGetTerminator(self.0) })
    }
    /// The arguments.
    pub fn args(self) -> Vec<Value> {
        let n = unsafe { mlirBlockGetNumArguments(self.0) };
        (0..n).map(|i| Value(unsafe { mlirBlockGetArgument(self.0, i) })).collect()
    }
    /// Argument `i`, which must exist.
    pub fn arg(self, i: usize) -> Value {
        Value(unsafe { mlirBlockGetArgument(self.0, i as isize) })
    }
    /// The operation whose region holds the block.
    pub fn parent_op(self) -> Option<Op> {
        Op::option(unsafe { mlirBlockGetParentOperation(self.0) })
    }
    /// Appends a detached operation.
    pub fn append(self, op: Op) {
        unsafe { mlirBlockAppendOwnedOperation(self.0, op.0) }
    }
    /// Inserts a detached operation in front of `anchor`, which is in this block.
    pub fn insert_before(self, anchor: Op, op: Op) {
        unsafe { mlirBlockInsertOwnedOperationBefore(self.0, anchor.0, op.0) }
    }
}

impl Region {
    /// The blocks.
    pub fn blocks(self) -> Vec<Block> {
        std::iter::successors(Block::option(unsafe { mlirRegionGetFirstBlock(self.0) }), |b| {
            Block::option(unsafe { mlirBlockGetNextInRegion(b.0) })
        })
        .collect()
    }
    /// The first block, if there is one.
    pub fn first(self) -> Option<Block> {
        Block::option(unsafe { mlirRegionGetFirstBlock(self.0) })
    }
}

impl Type {
    /// The context.
    pub fn ctx(self) -> Ctx {
        Ctx::from_raw(unsafe { mlirTypeGetContext(self.0) })
    }
    /// Is this `f16`, `bf16`, `tf32`, `f32` or `f64`?
    pub fn is_float(self) -> bool {
        let narrow = unsafe { mlirTypeIsAF16(self.0) || mlirTypeIsABF16(self.0) || mlirTypeIsATF32(self.0) };
        narrow || unsafe { mlirTypeIsAF32(self.0) || mlirTypeIsAF64(self.0) }
    }
    /// Is this a signless integer type?
    pub fn is_int(self) -> bool {
        unsafe { mlirTypeIsAInteger(self.0) }
    }
    /// Is this `index`?
    pub fn is_index(self) -> bool {
        unsafe { mlirTypeIsAIndex(self.0) }
    }
    /// Is this a ranked memref?
    pub fn is_memref(self) -> bool {
        unsafe { mlirTypeIsAMemRef(self.0) }
    }
    /// Is this a vector?
    pub fn is_vector(self) -> bool {
        unsafe { mlirTypeIsAVector(self.0) }
    }
    /// The width in bits of an integer or float type; 64 for `index`.
    pub fn bits(self) -> u32 {
        unsafe {
            if self.is_int() {
                mlirIntegerTypeGetWidth(self.0)
            } else if self.is_float() {
                mlirFloatTypeGetWidth(self.0)
            } else {
                64
            }
        }
    }
    /// The shape of a memref or vector, none of a scalar; `None` for a dynamic dimension.
    pub fn shape(self) -> Vec<Option<i64>> {
        let is_shaped = unsafe { mlirTypeIsAShaped(self.0) };
        let rank = if is_shaped { unsafe { mlirShapedTypeGetRank(self.0) } } else { 0 };
        (0..rank)
            .map(|i| unsafe {
                (!mlirShapedTypeIsDynamicDim(self.0, i as isize)).then(|| mlirShapedTypeGetDimSize(self.0, i as isize))
            })
            .collect()
    }
    /// The static shape, if every dimension is static.
    pub fn static_shape(self) -> Option<Vec<i64>> {
        self.shape().into_iter().collect()
    }
    /// The number of elements, if every dimension is static; 1 of a scalar.
    pub fn num_elements(self) -> Option<i64> {
        Some(self.static_shape()?.iter().product())
    }
    /// The element type of a memref or vector.
    pub fn element(self) -> Type {
        Type(unsafe { mlirShapedTypeGetElementType(self.0) })
    }
    /// Inputs and results of a function type.
    pub fn function(self) -> (Vec<Type>, Vec<Type>) {
        unsafe {
            let n = mlirFunctionTypeGetNumInputs(self.0);
            let m = mlirFunctionTypeGetNumResults(self.0);
            (
                (0..n).map(|i| Type(mlirFunctionTypeGetInput(self.0, i))).collect(),
                (0..m).map(|i| Type(mlirFunctionTypeGetResult(self.0, i))).collect(),
            )
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&printed(|w, u| unsafe { mlirTypePrint(self.0, w, u) }))
    }
}
impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Attr {
    /// The value of a string attribute.
    pub fn as_str(self) -> Option<String> {
        unsafe { mlirAttributeIsAString(self.0).then(|| owned(mlirStringAttrGetValue(self.0))) }
    }
    /// The value of an integer, index, boolean or enum attribute.
    pub fn as_int(self) -> Option<i64> {
        unsafe {
            if !mlirAttributeIsAInteger(self.0) {
                return None;
            }
            let ty = Type(mlirAttributeGetType(self.0));
            Some(if ty.is_int() && ty.bits() == 1 {
                i64::from(mlirIntegerAttrGetValueInt(self.0) != 0)
            } else {
                mlirIntegerAttrGetValueInt(self.0)
            })
        }
    }
    /// The value of a float attribute.
    pub fn as_float(self) -> Option<f64> {
        unsafe { mlirAttributeIsAFloat(self.0).then(|| mlirFloatAttrGetValueDouble(self.0)) }
    }
    /// The name in a flat symbol reference.
    pub fn as_symbol(self) -> Option<String> {
        unsafe { mlirAttributeIsAFlatSymbolRef(self.0).then(|| owned(mlirFlatSymbolRefAttrGetValue(self.0))) }
    }
    /// The type in a type attribute.
    pub fn as_type(self) -> Option<Type> {
        unsafe { mlirAttributeIsAType(self.0).then(|| Type(mlirTypeAttrGetValue(self.0))) }
    }
    /// The elements of an array attribute.
    pub fn as_array(self) -> Option<Vec<Attr>> {
        unsafe {
            mlirAttributeIsAArray(self.0)
                .then(|| (0..mlirArrayAttrGetNumElements(self.0)).map(|i| Attr(mlirArrayAttrGetElement(self.0, i))).collect())
        }
    }
    /// The elements of a dense array of `i64`, `array<i64: 1, 2>`.
    pub fn as_i64s(self) -> Option<Vec<i64>> {
        unsafe {
            mlirAttributeIsADenseI64Array(self.raw()).then(|| {
                (0..mlirDenseArrayGetNumElements(self.raw())).map(|i| mlirDenseI64ArrayGetElement(self.raw(), i)).collect()
            })
        }
    }
    /// The element that a dense attribute repeats.
    pub fn splat(self) -> Option<Attr> {
        unsafe {
            (mlirAttributeIsADenseElements(self.0) && mlirDenseElementsAttrIsSplat(self.0))
                .then(|| Attr(mlirDenseElementsAttrGetSplatValue(self.0)))
        }
    }
    /// The elements of a dense attribute of booleans.
    pub fn bools(self) -> Option<Vec<bool>> {
        unsafe {
            if !mlirAttributeIsADenseElements(self.0) {
                return None;
            }
            let element = Type(mlirShapedTypeGetElementType(mlirAttributeGetType(self.0)));
            let n = mlirElementsAttrGetNumElements(self.0) as isize;
            (element.is_int() && element.bits() == 1)
                .then(|| (0..n).map(|i| mlirDenseElementsAttrGetBoolValue(self.0, i)).collect())
        }
    }
    /// A dictionary attribute with further entries.
    pub fn dict_with(self, more: &[(&str, Attr)]) -> Attr {
        unsafe {
            let n = if mlirAttributeIsADictionary(self.0) { mlirDictionaryAttrGetNumElements(self.0) } else { 0 };
            let named: Vec<(String, Attr)> = (0..n)
                .map(|i| mlirDictionaryAttrGetElement(self.0, i))
                .map(|e| (owned(mlirIdentifierStr(e.name)), Attr(e.attribute)))
                .collect();
            let kept = named.iter().filter(|(k, _)| more.iter().all(|(m, _)| m != k)).map(|(k, v)| (k.as_str(), *v));
            let all: Vec<(&str, Attr)> = kept.chain(more.iter().copied()).collect();
            Ctx::from_raw(mlirAttributeGetContext(self.0)).dict_attr(&all)
        }
    }
    /// An entry of a dictionary attribute.
    pub fn dict_get(self, name: &str) -> Option<Attr> {
        unsafe {
            if !mlirAttributeIsADictionary(self.0) {
                return None;
            }
            Attr::option(mlirDictionaryAttrGetElementByName(self.0, string_ref(name)))
        }
    }
}

impl fmt::Display for Attr {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&printed(|w, u| unsafe { mlirAttributePrint(self.0, w, u) }))
    }
}
impl fmt::Debug for Attr {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Loc {
    /// The file, lines and columns of the location: of the innermost file location in it.
    pub fn span(self) -> Option<Span> {
        unsafe {
            if mlirLocationIsAFileLineColRange(self.0) {
                return Some(Span {
                    file: owned(mlirIdentifierStr(mlirLocationFileLineColRangeGetFilename(self.0))),
                    line: mlirLocationFileLineColRangeGetStartLine(self.0) as u32,
                    column: mlirLocationFileLineColRangeGetStartColumn(self.0) as u32,
                    end_line: mlirLocationFileLineColRangeGetEndLine(self.0) as u32,
                    end_column: mlirLocationFileLineColRangeGetEndColumn(self.0) as u32,
                });
            }
            if mlirLocationIsAName(self.0) {
                return Loc(mlirLocationNameGetChildLoc(self.0)).span();
            }
            if mlirLocationIsACallSite(self.0) {
                return Loc(mlirLocationCallSiteGetCallee(self.0)).span();
            }
            if mlirLocationIsAFused(self.0) {
                let n = mlirLocationFusedGetNumLocations(self.0) as usize;
                let mut parts = vec![mlirLocationUnknownGet(mlirLocationGetContext(self.0)); n];
                mlirLocationFusedGetLocations(self.0, parts.as_mut_ptr());
                return parts.into_iter().find_map(|l| Loc(l).span());
            }
            None
        }
    }
}
