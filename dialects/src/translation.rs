//! Translations between text and MLIR, registered with MLIR's `mlir-translate`.

use std::ffi::{CString, c_char, c_void};

use melior::dialect::DialectRegistry;
use mlir_sys::*;

use crate::{
    context::Ctx,
    diagnostic::Result,
    ir::{Op, owned, string_ref},
    pass::with_args,
};

type Write = unsafe extern "C" fn(MlirStringRef, *mut c_void);
/// Prints a module as text.
pub type Export = fn(Op) -> Result<String>;
/// Reads a text as a module operation; the caller owns it.
pub type Import = fn(Ctx, &str) -> Result<Op>;

unsafe extern "C" {
    fn xpRegisterExport(
        name: *const c_char,
        help: *const c_char,
        run: unsafe extern "C" fn(MlirOperation, Write, *mut c_void, *const c_void) -> bool,
        user: *const c_void,
        registry: MlirDialectRegistry,
    );
    fn xpRegisterImport(
        name: *const c_char,
        help: *const c_char,
        run: unsafe extern "C" fn(MlirContext, MlirStringRef, *const c_void) -> MlirOperation,
        user: *const c_void,
        registry: MlirDialectRegistry,
    );
    fn xpTranslateMain(argc: i32, argv: *mut *mut c_char, tool: *const c_char) -> i32;
}

fn leak(s: &str) -> *const c_char {
    CString::new(s).expect("names hold no NUL").into_raw()
}

unsafe extern "C" fn export(op: MlirOperation, write: Write, sink: *mut c_void, user: *const c_void) -> bool {
    // SAFETY: `user` is the function pointer leaked by `register_export`.
    let run = unsafe { *user.cast::<Export>() };
    let op = Op::from_raw(op);
    match std::panic::catch_unwind(|| run(op)) {
        Ok(Ok(text)) => {
            // SAFETY: MLIR gave the writer and its sink.
            unsafe { write(string_ref(&text), sink) };
            true
        }
        Ok(Err(diagnostic)) => {
            op.emit_error(&diagnostic.to_string());
            false
        }
        Err(_) => {
            op.emit_error("the export panicked: this is a bug in xpiler");
            false
        }
    }
}

unsafe extern "C" fn import(ctx: MlirContext, text: MlirStringRef, user: *const c_void) -> MlirOperation {
    // SAFETY: `user` is the function pointer leaked by `register_import`.
    let run = unsafe { *user.cast::<Import>() };
    let text = owned(text);
    match std::panic::catch_unwind(|| run(Ctx::from_raw(ctx), &text)) {
        Ok(Ok(op)) => op.raw(),
        Ok(Err(diagnostic)) => {
            eprint!("{}", diagnostic.render(&[("<stdin>", &text)]));
            MlirOperation { ptr: std::ptr::null_mut() }
        }
        Err(_) => MlirOperation { ptr: std::ptr::null_mut() },
    }
}

/// Registers MLIR -> text as `--NAME`.
pub fn register_export(name: &str, help: &str, run: Export, registry: &'static DialectRegistry) {
    let user = std::ptr::from_ref::<Export>(Box::leak(Box::new(run))).cast();
    // SAFETY: names, function and registry live as long as the process.
    unsafe { xpRegisterExport(leak(name), leak(help), export, user, registry.to_raw()) }
}

/// Registers text -> MLIR as `--NAME`.
pub fn register_import(name: &str, help: &str, run: Import, registry: &'static DialectRegistry) {
    let user = std::ptr::from_ref::<Import>(Box::leak(Box::new(run))).cast();
    // SAFETY: names, function and registry live as long as the process.
    unsafe { xpRegisterImport(leak(name), leak(help), import, user, registry.to_raw()) }
}

/// MLIR's `mlir-translate` with everything that has been registered; returns the exit code. Once per process.
pub fn translate_main(tool: &str) -> i32 {
    // SAFETY: argv ends in null and lives through the call.
    with_args(|argc, argv| unsafe { xpTranslateMain(argc, argv, leak(tool)) })
}
