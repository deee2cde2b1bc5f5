//! [`Kernel`]: what moves along the line.
#![allow(clippy::undocumented_unsafe_blocks, reason = "calls of MLIR's C API on an owned module, see `ir`")]

use melior::{ir::Module, pass::PassManager, utility::parse_pass_pipeline};
use mlir_sys::*;

use crate::{
    context::{Ctx, Sink},
    diagnostic::{Diagnostic, Result},
    ir::{Op, string_ref},
    names, pass,
};

/// A module with kernels and one entry, in platform form or in neutral form, with the text it came from.
pub struct Kernel {
    module: MlirModule,
    sink: Sink,
    /// The file name in diagnostics.
    pub file: String,
    /// The text of the file.
    pub text: String,
}

impl Drop for Kernel {
    fn drop(&mut self) {
        unsafe { mlirModuleDestroy(self.module) }
    }
}

impl Kernel {
    /// An empty module for a source.
    pub fn new(ctx: Ctx, sink: &Sink, file: &str, text: &str) -> Self {
        let module = unsafe { mlirModuleCreateEmpty(ctx.unknown_loc().raw()) };
        Self { module, sink: sink.clone(), file: file.into(), text: text.into() }
    }
    /// Parses MLIR text.
    pub fn parse(ctx: Ctx, sink: &Sink, file: &str, text: &str) -> Result<Self> {
        let module = unsafe { mlirModuleCreateParse(ctx.raw(), string_ref(text)) };
        if module.ptr.is_null() {
            return Err(sink.take().into_iter().next().unwrap_or(Diagnostic::error("invalid-ir", "the module does not parse")));
        }
        Ok(Self { module, sink: sink.clone(), file: file.into(), text: text.into() })
    }
    /// A deep copy.
    pub fn duplicate(&self) -> Self {
        let op = unsafe { mlirOperationClone(mlirModuleGetOperation(self.module)) };
        let module = unsafe { mlirModuleFromOperation(op) };
        Self { module, sink: self.sink.clone(), file: self.file.clone(), text: self.text.clone() }
    }
    /// A deep copy of a module that somebody else owns.
    pub fn copy_of(module: Op) -> Self {
        let raw = unsafe { mlirModuleFromOperation(mlirOperationClone(module.raw())) };
        Self { module: raw, sink: Sink::default(), file: String::new(), text: String::new() }
    }
    /// Gives the module operation to the caller, who owns it from now on.
    pub fn into_module(self) -> Op {
        let module = self.module();
        std::mem::forget(self);
        module
    }
    /// The module operation.
    pub fn module(&self) -> Op {
        Op::from_raw(unsafe { mlirModuleGetOperation(self.module) })
    }
    /// The raw module.
    pub fn raw(&self) -> MlirModule {
        self.module
    }
    /// The context.
    pub fn ctx(&self) -> Ctx {
        Ctx::from_raw(unsafe { mlirModuleGetContext(self.module) })
    }
    /// Where MLIR's diagnostics go.
    pub fn sink(&self) -> &Sink {
        &self.sink
    }
    /// The functions of the module, in order.
    pub fn functions(&self) -> Vec<Op> {
        self.module().body().ops().into_iter().filter(|op| op.is("func.func")).collect()
    }
    /// The kernels.
    pub fn kernels(&self) -> Vec<Op> {
        self.functions().into_iter().filter(|f| f.attr(names::KERNEL).is_some()).collect()
    }
    /// The entry function.
    pub fn entry(&self) -> Option<Op> {
        self.functions().into_iter().find(|f| f.attr(names::ENTRY).is_some())
    }
    /// A function by name.
    pub fn function(&self, name: &str) -> Option<Op> {
        self.functions().into_iter().find(|f| f.str_attr("sym_name").as_deref() == Some(name))
    }
    /// Runs a textual pipeline, `canonicalize,cse,loop-split{loop=k factor=4}`, and checks the result.
    pub fn run(&self, pipeline: &str) -> Result<()> {
        let context = self.ctx().melior();
        // SAFETY: the context outlives the manager.
        let manager = PassManager::new(unsafe { context.to_ref() });
        let _registry = pass::reading();
        pass::take_failure();
        self.sink.take();
        let text = format!("builtin.module({pipeline})");
        if let Err(error) = parse_pass_pipeline(manager.as_operation_pass_manager(), &text) {
            return Err(Diagnostic::error("pipeline", format!("`{pipeline}` is not a pass pipeline: {error}")));
        }
        // SAFETY: the view does not destroy the module: it is forgotten below.
        let mut module = unsafe { Module::from_raw(self.module) };
        let ran = manager.run(&mut module);
        std::mem::forget(module);
        if ran.is_err() {
            let emitted = self.sink.take();
            return Err(pass::take_failure()
                .or_else(|| emitted.into_iter().next())
                .unwrap_or_else(|| Diagnostic::internal(format!("`{pipeline}` failed without a message"))));
        }
        Ok(())
    }
    /// The module as MLIR text with locations left out.
    pub fn print(&self) -> String {
        self.module().to_string()
    }
}

impl std::fmt::Debug for Kernel {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.print())
    }
}
