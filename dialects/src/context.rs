//! One MLIR context with every dialect loaded, and short ways to make types, attributes and locations.
#![allow(clippy::undocumented_unsafe_blocks, reason = "calls of MLIR's C API on a live context, see `ir`")]

use std::sync::{Arc, Mutex};

use melior::{
    Context,
    dialect::{DialectHandle, DialectRegistry},
    utility::{register_all_dialects, register_all_llvm_translations},
};
use mlir_sys::*;

use crate::{
    diagnostic::{Diagnostic, Severity, Span},
    ir::{Attr, Loc, Type, string_ref},
};

unsafe extern "C" {
    fn mlirGetDialectHandle__simt__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__cluster__() -> MlirDialectHandle;
    fn mlirGetDialectHandle__intrin__() -> MlirDialectHandle;
}

/// A registry with all upstream dialects and ours.
pub fn registry() -> DialectRegistry {
    let registry = DialectRegistry::new();
    register_all_dialects(&registry);
    for handle in unsafe { [mlirGetDialectHandle__simt__(), mlirGetDialectHandle__cluster__(), mlirGetDialectHandle__intrin__()] }
    {
        unsafe { DialectHandle::from_raw(handle) }.insert_dialect(&registry);
    }
    registry
}

/// The diagnostics MLIR emitted on a context since they were last taken.
#[derive(Clone, Default)]
pub struct Sink(Arc<Mutex<Vec<Diagnostic>>>);

impl Sink {
    /// Takes what has been collected.
    pub fn take(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// A new context: every dialect loaded, threading off, diagnostics collected in the sink.
///
/// The context lives as long as the process: the handles of [`crate::ir`] point into it, and one process handles one
/// translation.
pub fn new_context() -> (Ctx, Sink) {
    let context = Context::new();
    context.append_dialect_registry(&registry());
    context.load_all_available_dialects();
    context.enable_multi_threading(false);
    register_all_llvm_translations(&context);
    let sink = Sink::default();
    let into = sink.clone();
    context.attach_diagnostic_handler(move |d| {
        let severity = match d.severity() {
            melior::diagnostic::DiagnosticSeverity::Error => Severity::Error,
            melior::diagnostic::DiagnosticSeverity::Warning => Severity::Warning,
            _ => Severity::Note,
        };
        let span = Loc::from_raw(d.location().to_raw()).span();
        let diagnostic = Diagnostic { severity, span, ..Diagnostic::error("invalid-ir", d.to_string()) };
        into.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(diagnostic);
        true
    });
    let ctx = Ctx(context.to_raw());
    std::mem::forget(context);
    PERMANENT.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(ctx.0.ptr as usize);
    (ctx, sink)
}

/// The contexts that are never destroyed, by address.
static PERMANENT: Mutex<Vec<usize>> = Mutex::new(vec![]);

/// A handle on a context.
#[derive(Clone, Copy)]
pub struct Ctx(MlirContext);

impl PartialEq for Ctx {
    fn eq(&self, other: &Self) -> bool {
        self.0.ptr == other.0.ptr
    }
}

impl Ctx {
    /// Wraps a raw handle.
    pub fn from_raw(raw: MlirContext) -> Self {
        Self(raw)
    }
    /// The raw handle.
    pub fn raw(self) -> MlirContext {
        self.0
    }
    /// Is it one of [`new_context`], which live as long as the process? Others may end, and a new one may be where an old one was.
    pub fn is_permanent(self) -> bool {
        PERMANENT.lock().unwrap_or_else(std::sync::PoisonError::into_inner).contains(&(self.0.ptr as usize))
    }
    /// melior's view of the context, for its pass manager and parsers.
    pub fn melior(self) -> melior::ContextRef<'static> {
        // SAFETY: contexts made by `new_context` are never destroyed; those of MLIR's mains outlive every pass.
        unsafe { melior::ContextRef::from_raw(self.0) }
    }
    /// A signless integer type.
    pub fn int(self, bits: u32) -> Type {
        Type::from_raw(unsafe { mlirIntegerTypeGet(self.0, bits) })
    }
    /// `i1`.
    pub fn i1(self) -> Type {
        self.int(1)
    }
    /// `i32`.
    pub fn i32(self) -> Type {
        self.int(32)
    }
    /// `i64`.
    pub fn i64(self) -> Type {
        self.int(64)
    }
    /// `index`.
    pub fn index(self) -> Type {
        Type::from_raw(unsafe { mlirIndexTypeGet(self.0) })
    }
    /// `f16`.
    pub fn f16(self) -> Type {
        Type::from_raw(unsafe { mlirF16TypeGet(self.0) })
    }
    /// `bf16`.
    pub fn bf16(self) -> Type {
        Type::from_raw(unsafe { mlirBF16TypeGet(self.0) })
    }
    /// `tf32`: the range of `f32` with the mantissa of `f16`.
    pub fn tf32(self) -> Type {
        Type::from_raw(unsafe { mlirTF32TypeGet(self.0) })
    }
    /// `f32`.
    pub fn f32(self) -> Type {
        Type::from_raw(unsafe { mlirF32TypeGet(self.0) })
    }
    /// `f64`.
    pub fn f64(self) -> Type {
        Type::from_raw(unsafe { mlirF64TypeGet(self.0) })
    }
    /// A contiguous memref; `None` is a dynamic dimension.
    pub fn memref(self, shape: &[Option<i64>], element: Type) -> Type {
        let dynamic = unsafe { mlirShapedTypeGetDynamicSize() };
        let dims: Vec<i64> = shape.iter().map(|d| d.unwrap_or(dynamic)).collect();
        Type::from_raw(unsafe {
            mlirMemRefTypeContiguousGet(element.raw(), dims.len() as isize, dims.as_ptr(), mlirAttributeGetNull())
        })
    }
    /// `memref<?xT>`: a pointer parameter.
    pub fn buffer(self, element: Type) -> Type {
        self.memref(&[None], element)
    }
    /// A one-dimensional vector.
    pub fn vector(self, n: i64, element: Type) -> Type {
        Type::from_raw(unsafe { mlirVectorTypeGet(1, &raw const n, element.raw()) })
    }
    /// A function type.
    pub fn function(self, inputs: &[Type], results: &[Type]) -> Type {
        let i: Vec<MlirType> = inputs.iter().map(|t| t.raw()).collect();
        let r: Vec<MlirType> = results.iter().map(|t| t.raw()).collect();
        Type::from_raw(unsafe { mlirFunctionTypeGet(self.0, i.len() as isize, i.as_ptr(), r.len() as isize, r.as_ptr()) })
    }
    /// A type from its text; `None` if it does not parse.
    pub fn parse_type(self, text: &str) -> Option<Type> {
        Type::option(unsafe { mlirTypeParseGet(self.0, string_ref(text)) })
    }
    /// An attribute from its text; `None` if it does not parse.
    pub fn parse_attr(self, text: &str) -> Option<Attr> {
        Attr::option(unsafe { mlirAttributeParseGet(self.0, string_ref(text)) })
    }
    /// A string attribute.
    pub fn str_attr(self, s: &str) -> Attr {
        Attr::from_raw(unsafe { mlirStringAttrGet(self.0, string_ref(s)) })
    }
    /// An integer attribute of that type (an integer type or `index`).
    pub fn int_attr(self, ty: Type, value: i64) -> Attr {
        Attr::from_raw(unsafe { mlirIntegerAttrGet(ty.raw(), value) })
    }
    /// A float attribute of that type.
    pub fn float_attr(self, ty: Type, value: f64) -> Attr {
        Attr::from_raw(unsafe { mlirFloatAttrDoubleGet(self.0, ty.raw(), value) })
    }
    /// The unit attribute.
    pub fn unit_attr(self) -> Attr {
        Attr::from_raw(unsafe { mlirUnitAttrGet(self.0) })
    }
    /// A type attribute.
    pub fn type_attr(self, ty: Type) -> Attr {
        Attr::from_raw(unsafe { mlirTypeAttrGet(ty.raw()) })
    }
    /// `@name`.
    pub fn symbol_attr(self, name: &str) -> Attr {
        Attr::from_raw(unsafe { mlirFlatSymbolRefAttrGet(self.0, string_ref(name)) })
    }
    /// An array attribute.
    pub fn array_attr(self, elements: &[Attr]) -> Attr {
        let raw: Vec<MlirAttribute> = elements.iter().map(|a| a.raw()).collect();
        Attr::from_raw(unsafe { mlirArrayAttrGet(self.0, raw.len() as isize, raw.as_ptr()) })
    }
    /// A dense array of 32-bit integers, as operand segments want it.
    pub fn i32_array_attr(self, values: &[i32]) -> Attr {
        Attr::from_raw(unsafe { mlirDenseI32ArrayGet(self.0, values.len() as isize, values.as_ptr()) })
    }
    /// A dense array of 64-bit integers, as positions in vectors want it.
    pub fn i64_array_attr(self, values: &[i64]) -> Attr {
        Attr::from_raw(unsafe { mlirDenseI64ArrayGet(self.0, values.len() as isize, values.as_ptr()) })
    }
    /// A dictionary attribute.
    pub fn dict_attr(self, entries: &[(&str, Attr)]) -> Attr {
        let raw: Vec<MlirNamedAttribute> = entries
            .iter()
            .map(|(k, v)| unsafe { mlirNamedAttributeGet(mlirIdentifierGet(self.0, string_ref(k)), v.raw()) })
            .collect();
        Attr::from_raw(unsafe { mlirDictionaryAttrGet(self.0, raw.len() as isize, raw.as_ptr()) })
    }
    /// A location without a place in a file.
    pub fn unknown_loc(self) -> Loc {
        Loc::from_raw(unsafe { mlirLocationUnknownGet(self.0) })
    }
    /// A location for a part of a file.
    pub fn loc(self, span: &Span) -> Loc {
        Loc::from_raw(unsafe {
            mlirLocationFileLineColRangeGet(
                self.0,
                string_ref(&span.file),
                span.line,
                span.column,
                span.end_line,
                span.end_column,
            )
        })
    }
    /// Loads every dialect that the context's registry has.
    pub fn load_all_dialects(self) {
        unsafe { mlirContextLoadAllAvailableDialects(self.0) }
    }
}
