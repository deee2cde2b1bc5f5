//! Runs a neutral form on this machine's CPU: MLIR -> LLVM IR -> machine code in memory.
//!
//! The code is IEEE: no fast-math flag is set anywhere, and a multiply and an add become one operation only where the
//! module says `math.fma`. Nothing here is safe against a kernel that goes out of bounds: the verifier instruments what
//! it runs, and runs it in a child process.
//!
//! ```text
//! let jit = Jit::compile(&kernel, &[], Level::Full)?;
//! unsafe { jit.run(&[Arg::buffer(x.as_mut_ptr(), x.len()), Arg::int(n)]) };
//! ```

use std::{
    ffi::{CStr, c_void},
    sync::Once,
};

use inkwell::{
    AddressSpace, OptimizationLevel,
    attributes::AttributeLoc,
    context::Context,
    execution_engine::ExecutionEngine,
    module::{Linkage, Module},
    passes::PassBuilderOptions,
    targets::{CodeModel, InitializationConfig, RelocMode, Target, TargetMachine},
    types::BasicTypeEnum,
    values::BasicMetadataValueEnum,
};
use xpiler_ir::{Diagnostic, Kernel, Result};

use crate::rounding;

/// Rounding arithmetic of 16-bit floats through `f32`; only for modules that have such types.
const NARROW_FLOATS: &str =
    "arith-emulate-unsupported-floats{source-types=bf16,f16 target-type=f32},math-extend-to-supported-types";
/// From upstream dialects to the LLVM dialect. `convert-math-to-llvm` goes first: it knows instructions where libm has calls.
const LOWERING: &str = "arith-expand{include-bf16=true},convert-scf-to-cf,expand-strided-metadata,lower-affine,\
    convert-math-to-llvm,convert-math-to-libm,convert-vector-to-llvm,finalize-memref-to-llvm,convert-to-llvm,\
    reconcile-unrealized-casts";
const TRAMPOLINE: &str = "xpiler_run";

/// How much the code is optimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Quick to compile: for code that is mostly calls, or that runs once.
    Quick,
    /// LLVM's `O1`: no vectoriser.
    Light,
    /// LLVM's `O3`.
    Full,
}

/// An argument of the entry.
#[derive(Clone, Copy, Debug)]
pub enum Arg {
    /// A one-dimensional buffer: address and number of elements.
    Buffer(*mut u8, i64),
    /// The bytes of a scalar, little-endian, of up to 32 bytes.
    Scalar([u64; 4]),
}

impl Arg {
    /// A buffer.
    pub fn buffer<T>(data: *mut T, len: usize) -> Self {
        Self::Buffer(data.cast(), len as i64)
    }
    /// An integer or `index` of any width.
    pub fn int(value: i64) -> Self {
        Self::Scalar([value as u64, 0, 0, 0])
    }
    /// An `f32`.
    pub fn f32(value: f32) -> Self {
        Self::Scalar([u64::from(value.to_bits()), 0, 0, 0])
    }
}

/// A storage slot that is aligned for every scalar and vector an entry can take.
#[repr(C, align(32))]
#[derive(Clone, Copy)]
struct Slot([u64; 4]);

type Trampoline = unsafe extern "C" fn(*const *const c_void);

/// A compiled entry.
pub struct Jit {
    address: usize,
    /// The number of arguments after memrefs have been taken apart.
    slots: usize,
    // The order matters: the engine is dropped before the context it lives in.
    _engine: ExecutionEngine<'static>,
    _context: Box<Context>,
}

fn initialise() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        xpiler_ir::pass::register_upstream();
        // Failure shows as a missing target below, with a message.
        let _ = Target::initialize_native(&InitializationConfig::default());
        for (symbol, address) in conversions() {
            // SAFETY: the name is terminated and copied, the function lives as long as the process.
            unsafe { inkwell::llvm_sys::support::LLVMAddSymbol(symbol.as_ptr(), address as *mut c_void) };
        }
    });
}

fn failed(what: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::internal(format!("the CPU back end failed: {what}"))
}

/// Narrow floats leave `contract` flags behind, under which folders keep excess precision: `extf(truncf(x))` is not `x`.
fn lower(kernel: &Kernel) -> Result<()> {
    rounding::expand(kernel)?;
    let text_types = ["f16", "bf16"];
    let narrow = kernel.module().walk().into_iter().any(|op| {
        let types = op.results().into_iter().chain(op.operands()).map(|v| v.ty());
        types.into_iter().any(|t| {
            let element = if t.is_memref() || t.is_vector() { t.element() } else { t };
            element.is_float() && text_types.contains(&element.to_string().as_str())
        })
    });
    if narrow {
        kernel.run(NARROW_FLOATS)?;
        let strict = kernel.ctx().parse_attr("#arith.fastmath<none>").ok_or_else(|| failed("no attribute"))?;
        for op in kernel.module().walk().into_iter().filter(|op| op.attr("fastmath").is_some()) {
            op.set_attr("fastmath", strict);
        }
    }
    kernel.run(LOWERING)
}

impl Jit {
    /// Compiles the entry of a neutral form. `symbols` gives addresses to private functions without a body; everything
    /// else that is called is looked up in this process (libm, `malloc`).
    pub fn compile(kernel: &Kernel, symbols: &[(&str, *const c_void)], level: Level) -> Result<Self> {
        initialise();
        let entry = kernel.entry().ok_or_else(|| Diagnostic::internal("a neutral form has no entry"))?;
        let name = entry.str_attr("sym_name").ok_or_else(|| Diagnostic::internal("the entry has no name"))?;
        let lowered = kernel.duplicate();
        lower(&lowered)?;

        let context = Box::new(Context::create());
        // SAFETY: the context is on the heap and outlives the engine and every module in it (see the fields of `Jit`).
        let ctx: &'static Context = unsafe { &*std::ptr::from_ref::<Context>(&context) };
        // SAFETY: both handles are alive; the result is null on failure.
        let raw = unsafe { mlir_sys::mlirTranslateModuleToLLVMIR(lowered.module().raw(), ctx.raw().cast()) };
        if raw.is_null() {
            let why = lowered.sink().take().into_iter().next().map(|d| d.message);
            return Err(failed(why.unwrap_or_else(|| "the module has no LLVM form".into())));
        }
        // SAFETY: MLIR handed over a fresh module of `ctx`.
        let module: Module<'static> = unsafe { Module::new(raw.cast()) };

        let triple = TargetMachine::get_default_triple();
        let target = Target::from_triple(&triple).map_err(failed)?;
        let (cpu, features) = (TargetMachine::get_host_cpu_name(), TargetMachine::get_host_cpu_features());
        let (cpu, features) = (cpu.to_str().map_err(failed)?, features.to_str().map_err(failed)?);
        let optimisation = match level {
            Level::Quick => OptimizationLevel::None,
            Level::Light => OptimizationLevel::Less,
            Level::Full => OptimizationLevel::Aggressive,
        };
        let machine = target
            .create_target_machine(&triple, cpu, features, optimisation, RelocMode::PIC, CodeModel::Default)
            .ok_or_else(|| failed("no target machine"))?;
        module.set_triple(&triple);
        module.set_data_layout(&machine.get_target_data().get_data_layout());

        let slots = trampoline(ctx, &module, &name)?;
        for f in module.get_functions() {
            if f.count_basic_blocks() > 0 {
                // Both the vectoriser and MCJIT read the CPU from the function.
                for (key, value) in [("target-cpu", cpu), ("target-features", features), ("prefer-vector-width", "512")] {
                    f.add_attribute(AttributeLoc::Function, ctx.create_string_attribute(key, value));
                }
                if f.get_name().to_bytes() != TRAMPOLINE.as_bytes() {
                    f.set_linkage(Linkage::Internal);
                }
            }
        }
        let passes = match level {
            Level::Quick => "function(sroa,early-cse,simplifycfg)",
            Level::Light => "default<O1>",
            Level::Full => "default<O3>",
        };
        module.run_passes(passes, &machine, PassBuilderOptions::create()).map_err(failed)?;

        let engine = module.create_jit_execution_engine(optimisation).map_err(failed)?;
        for (symbol, address) in symbols {
            if let Some(f) = module.get_function(symbol) {
                engine.add_global_mapping(&f, *address as usize);
            }
        }
        let address = engine.get_function_address(TRAMPOLINE).map_err(failed)?;
        Ok(Self { address, slots, _engine: engine, _context: context })
    }

    /// Calls the entry.
    ///
    /// # Safety
    /// The arguments have the number and types of the entry's parameters, buffers are as long as they say and aligned for
    /// their elements, and the kernel stays inside them.
    pub unsafe fn run(&self, args: &[Arg]) {
        let mut slots = Vec::with_capacity(self.slots);
        for arg in args {
            match *arg {
                Arg::Scalar(bytes) => slots.push(Slot(bytes)),
                Arg::Buffer(data, len) => {
                    // A memref descriptor: allocated and aligned pointer, offset, size, stride.
                    let word = |w: u64| Slot([w, 0, 0, 0]);
                    slots.extend([word(data as u64), word(data as u64), word(0), word(len as u64), word(1)]);
                }
            }
        }
        assert_eq!(slots.len(), self.slots, "the number of arguments of a compiled entry");
        let pointers: Vec<*const c_void> = slots.iter().map(|s| std::ptr::from_ref(s).cast()).collect();
        // SAFETY: the address is that of the trampoline, which reads `slots` pointers; the rest is the caller's promise.
        unsafe {
            let run: Trampoline = std::mem::transmute(self.address);
            run(pointers.as_ptr());
        }
    }
}

/// Adds `void xpiler_run(void **args)`, which loads every parameter of the entry and calls it; returns their number.
fn trampoline(ctx: &'static Context, module: &Module<'static>, name: &str) -> Result<usize> {
    let entry = module.get_function(name).ok_or_else(|| failed(format!("`{name}` is gone")))?;
    let pointer = ctx.ptr_type(AddressSpace::default());
    let f = module.add_function(TRAMPOLINE, ctx.void_type().fn_type(&[pointer.into()], false), None);
    let builder = ctx.create_builder();
    builder.position_at_end(ctx.append_basic_block(f, "entry"));
    let args = f.get_first_param().ok_or_else(|| failed("no parameter"))?.into_pointer_value();
    let mut values: Vec<BasicMetadataValueEnum> = vec![];
    for (i, ty) in entry.get_type().get_param_types().into_iter().enumerate() {
        let ty = BasicTypeEnum::try_from(ty).map_err(|()| failed("a parameter that is no value"))?;
        let index = ctx.i64_type().const_int(i as u64, false);
        // SAFETY: `args` has one pointer for every parameter.
        let slot = unsafe { builder.build_gep(pointer, args, &[index], "slot") }.map_err(failed)?;
        let storage = builder.build_load(pointer, slot, "storage").map_err(failed)?.into_pointer_value();
        values.push(builder.build_load(ty, storage, "value").map_err(failed)?.into());
    }
    builder.build_call(entry, &values, "").map_err(failed)?;
    builder.build_return(None).map_err(failed)?;
    Ok(values.len())
}

/// Compiler-rt's conversions, which LLVM's code generator calls where the CPU has no instruction: no function of the module names them. A
/// 16-bit float is passed and returned in the low bits of `xmm0`, which is where an `f32` is.
fn conversions() -> [(&'static CStr, usize); 5] {
    extern "C" fn truncsfhf2(value: f32) -> f32 {
        f32::from_bits(u32::from(half_from_f64(f64::from(value))))
    }
    extern "C" fn truncdfhf2(value: f64) -> f32 {
        f32::from_bits(u32::from(half_from_f64(value)))
    }
    extern "C" fn truncsfbf2(value: f32) -> f32 {
        f32::from_bits(u32::from(bf16_from_f64(f64::from(value))))
    }
    extern "C" fn truncdfbf2(value: f64) -> f32 {
        f32::from_bits(u32::from(bf16_from_f64(value)))
    }
    extern "C" fn extendhfsf2(value: f32) -> f32 {
        half_to_f64(value.to_bits() as u16) as f32
    }
    [
        (c"__truncsfhf2", truncsfhf2 as *const () as usize),
        (c"__truncdfhf2", truncdfhf2 as *const () as usize),
        (c"__truncsfbf2", truncsfbf2 as *const () as usize),
        (c"__truncdfbf2", truncdfbf2 as *const () as usize),
        (c"__extendhfsf2", extendhfsf2 as *const () as usize),
    ]
}

/// The `f16` nearest to a double, ties to even, as its bits.
pub fn half_from_f64(value: f64) -> u16 {
    narrow(value, 5, 10) as u16
}

/// The `bf16` nearest to a double, ties to even, as its bits.
pub fn bf16_from_f64(value: f64) -> u16 {
    narrow(value, 8, 7) as u16
}

/// The value of an `f16`.
pub fn half_to_f64(bits: u16) -> f64 {
    widen(u64::from(bits), 5, 10)
}

/// The value of a `bf16`.
pub fn bf16_to_f64(bits: u16) -> f64 {
    widen(u64::from(bits), 8, 7)
}

fn narrow(value: f64, exponent_bits: u32, mantissa_bits: u32) -> u64 {
    let sign = u64::from(value.is_sign_negative()) << (exponent_bits + mantissa_bits);
    let bias = (1_i32 << (exponent_bits - 1)) - 1;
    let infinity = ((1_u64 << exponent_bits) - 1) << mantissa_bits;
    let magnitude = value.abs();
    if magnitude.is_nan() {
        return sign | infinity | (1 << (mantissa_bits - 1));
    }
    if magnitude == 0.0 {
        return sign;
    }
    // The exponent of the value's binade, not below that of the subnormals; then count units of the last place.
    let exponent = (((magnitude.to_bits() >> 52) as i32) - 1023).max(1 - bias);
    let unit = 2f64.powi(exponent - mantissa_bits as i32);
    let units = (magnitude / unit).round_ties_even();
    if units.is_infinite() || exponent > bias {
        return sign | infinity;
    }
    let units = units as u64;
    // Carries of the rounding run into the exponent field, up to infinity.
    let biased = (exponent + bias) as u64;
    sign | (((biased - 1) << mantissa_bits) + units).min(infinity)
}

fn widen(bits: u64, exponent_bits: u32, mantissa_bits: u32) -> f64 {
    let bias = (1_i32 << (exponent_bits - 1)) - 1;
    let exponent = (bits >> mantissa_bits) & ((1 << exponent_bits) - 1);
    let mantissa = bits & ((1 << mantissa_bits) - 1);
    let magnitude = if exponent == (1 << exponent_bits) - 1 {
        if mantissa == 0 { f64::INFINITY } else { f64::NAN }
    } else if exponent == 0 {
        mantissa as f64 * 2f64.powi(1 - bias - mantissa_bits as i32)
    } else {
        (mantissa + (1 << mantissa_bits)) as f64 * 2f64.powi(exponent as i32 - bias - mantissa_bits as i32)
    };
    if bits >> (exponent_bits + mantissa_bits) & 1 == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xpiler_ir::context::new_context;

    fn compile(text: &str, symbols: &[(&str, *const c_void)], level: Level) -> Jit {
        let (ctx, sink) = new_context();
        let kernel = Kernel::parse(ctx, &sink, "k.mlir", text).expect("the test module parses");
        Jit::compile(&kernel, symbols, level).expect("the test module compiles")
    }

    const SAXPY: &str = "func.func @f(%x: memref<?xf32>, %y: memref<?xf32>, %a: f32, %n: i32) attributes {xpiler.entry} {
        %c0 = arith.constant 0 : i32
        %c1 = arith.constant 1 : i32
        scf.for %i = %c0 to %n step %c1 : i32 {
          %k = arith.index_cast %i : i32 to index
          %u = memref.load %x[%k] : memref<?xf32>
          %v = memref.load %y[%k] : memref<?xf32>
          %p = arith.mulf %a, %u : f32
          %s = arith.addf %p, %v : f32
          memref.store %s, %y[%k] : memref<?xf32>
        }
        return
      }";

    #[test]
    fn runs_a_loop_at_every_level() {
        for level in [Level::Quick, Level::Light, Level::Full] {
            let jit = compile(SAXPY, &[], level);
            let mut x = vec![1.0_f32, 2.0, 3.0, 4.0, 5.0];
            let mut y = vec![10.0_f32; 5];
            let args = [Arg::buffer(x.as_mut_ptr(), 5), Arg::buffer(y.as_mut_ptr(), 5), Arg::f32(2.0), Arg::int(4)];
            // SAFETY: the arguments are those of @f, and n is below the buffers' length.
            unsafe { jit.run(&args) };
            assert_eq!(y, [12.0, 14.0, 16.0, 18.0, 10.0]);
        }
    }

    #[test]
    fn multiply_and_add_are_rounded_apart() {
        let jit = compile(SAXPY, &[], Level::Full);
        let a = 1.0 + f32::EPSILON;
        let mut x = [a; 32];
        let mut y = [-(a * a); 32];
        let args = [Arg::buffer(x.as_mut_ptr(), 32), Arg::buffer(y.as_mut_ptr(), 32), Arg::f32(a), Arg::int(32)];
        // SAFETY: as above.
        unsafe { jit.run(&args) };
        assert_eq!(y, [0.0; 32], "a fused multiply-add would leave the rounding error");
    }

    #[test]
    fn narrow_floats_and_libm() {
        let jit = compile(
            "func.func @f(%h: memref<?xf16>, %b: memref<?xbf16>) attributes {xpiler.entry} {
               %c0 = arith.constant 0 : index
               %x = memref.load %h[%c0] : memref<?xf16>
               %big = arith.constant 2048.0 : f16
               %s = arith.addf %x, %big : f16
               %d = arith.subf %s, %big : f16
               memref.store %d, %h[%c0] : memref<?xf16>
               %y = memref.load %b[%c0] : memref<?xbf16>
               %e = math.erf %y : bf16
               memref.store %e, %b[%c0] : memref<?xbf16>
               return
             }",
            &[],
            Level::Light,
        );
        let mut h = [half_from_f64(1.0)];
        let mut b = [bf16_from_f64(0.5)];
        // SAFETY: one element each, only element 0 is used.
        unsafe { jit.run(&[Arg::buffer(h.as_mut_ptr(), 1), Arg::buffer(b.as_mut_ptr(), 1)]) };
        assert_eq!(half_to_f64(h[0]), 0.0, "2048 + 1 rounds to 2048 in f16");
        assert!((bf16_to_f64(b[0]) - 0.5205).abs() < 0.005);
    }

    #[test]
    fn private_functions_are_given_symbols() {
        extern "C" fn twice(x: i64) -> i64 {
            2 * x
        }
        let jit = compile(
            "func.func private @twice(i64) -> i64
             func.func @f(%x: memref<?xi64>) attributes {xpiler.entry} {
               %c0 = arith.constant 0 : index
               %v = memref.load %x[%c0] : memref<?xi64>
               %w = func.call @twice(%v) : (i64) -> i64
               memref.store %w, %x[%c0] : memref<?xi64>
               return
             }",
            &[("twice", twice as *const c_void)],
            Level::Quick,
        );
        let mut x = [21_i64];
        // SAFETY: one element, only element 0 is used.
        unsafe { jit.run(&[Arg::buffer(x.as_mut_ptr(), 1)]) };
        assert_eq!(x[0], 42);
    }

    #[test]
    fn narrowing_rounds_to_nearest_even() {
        for bits in 0..=u16::MAX {
            let value = half_to_f64(bits);
            if !value.is_nan() {
                assert_eq!(half_from_f64(value), bits);
            }
            let value = bf16_to_f64(bits);
            if !value.is_nan() {
                assert_eq!(bf16_from_f64(value), bits);
                assert_eq!(value as f32, f32::from_bits(u32::from(bits) << 16));
            }
        }
        assert_eq!(half_from_f64(65520.0), 0x7c00);
        assert_eq!(half_from_f64(65519.0), 0x7bff);
        assert_eq!(half_from_f64(2049.0), half_from_f64(2048.0));
        assert_eq!(half_from_f64(2051.0), half_from_f64(2052.0));
        assert_eq!(half_from_f64(1e-8), 0);
        assert_eq!(half_from_f64(1e300), 0x7c00);
    }
}
