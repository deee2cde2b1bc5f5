//! Rounding to `tf32` on a CPU, which has no such type: ten bits of the mantissa of an `f32` stay.

use xpiler_ir::{Builder, Diagnostic, Kernel, Op, Result};

/// The bits of an `f32` that a `tf32` lacks.
const LOST: i64 = 0x1fff;
/// Half of the last one that it has.
const HALF: i64 = 0x1000;

/// Values of arith's `roundingmode`.
const TOWARD_ZERO: i64 = 3;
const TO_NEAREST_AWAY: i64 = 4;

/// `truncf f32 -> tf32` becomes arithmetic on the bits, `extf tf32 -> f32` nothing.
pub(crate) fn expand(kernel: &Kernel) -> Result<()> {
    let tf32 = kernel.ctx().tf32();
    // What is widened again goes, too: these are found first.
    let roundings = kernel.module().find("arith.truncf").into_iter().filter(|op| op.result(0).ty() == tf32);
    roundings.collect::<Vec<_>>().into_iter().try_for_each(round)
}

fn round(op: Op) -> Result<()> {
    let b = Builder::before(op);
    let (x, i32) = (op.operand(0), b.ctx.i32());
    let bits = b.value("arith.bitcast", &[x], i32);
    let unknown = || Diagnostic::internal("this use of tf32 has no form on the CPU").at(op.span());
    let nearest = match op.int_attr("roundingmode") {
        Some(TOWARD_ZERO) => bits,
        // The sign is apart: what is added goes away from zero.
        Some(TO_NEAREST_AWAY) => b.bin("arith.addi", bits, b.int(i32, HALF)),
        _ => return Err(unknown()),
    };
    let kept = b.bin("arith.andi", nearest, b.int(i32, !LOST));
    let rounded = b.value("arith.bitcast", &[kept], x.ty());
    // The bits of what is no number may run over.
    let value = b.select(b.cmpf("uno", x, x), x, rounded);
    for widened in op.result(0).users() {
        if !widened.is("arith.extf") || widened.result(0).ty() != x.ty() {
            return Err(unknown());
        }
        widened.result(0).replace_all_uses(value);
        widened.erase();
    }
    op.erase();
    Ok(())
}

#[cfg(test)]
mod tests {
    use xpiler_ir::Result;

    use crate::jit::{Arg, Jit, Level};

    /// What a mode makes of these.
    fn rounded(mode: &str, mut values: [f32; 8]) -> Result<[f32; 8]> {
        let (ctx, sink) = xpiler_ir::context::new_context();
        let text = format!(
            "func.func @f(%x: memref<?xf32>) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %c1 = arith.constant 1 : index
               %c8 = arith.constant 8 : index
               scf.for %i = %c0 to %c8 step %c1 {{
                 %v = memref.load %x[%i] : memref<?xf32>
                 %n = arith.truncf %v {mode} : f32 to tf32
                 %w = arith.extf %n : tf32 to f32
                 memref.store %w, %x[%i] : memref<?xf32>
               }}
               return
             }}"
        );
        let kernel = xpiler_ir::Kernel::parse(ctx, &sink, "test", &text).expect("a neutral form");
        let jit = Jit::compile(&kernel, &[], Level::Quick)?;
        // SAFETY: the argument is that of @f, with as many elements as it touches.
        unsafe { jit.run(&[Arg::buffer(values.as_mut_ptr(), values.len())]) };
        Ok(values)
    }

    #[test]
    fn ten_bits_stay() {
        let step = 2f32.powi(-10);
        let tie = 1.0 + step / 2.0;
        let given =
            [1.0, tie, -tie, 1.0 + 0.49 * step, -(1.0 + 0.99 * step), f32::NEG_INFINITY, f32::MAX, f32::from_bits(0x7fff_ffff)];
        let nearest = rounded("to_nearest_away", given).expect("a mode that rows have");
        assert_eq!(nearest[..7], [1.0, 1.0 + step, -1.0 - step, 1.0, -1.0 - step, f32::NEG_INFINITY, f32::INFINITY]);
        let toward_zero = rounded("toward_zero", given).expect("a mode that rows have");
        let most = f32::from_bits(0x7f7f_e000);
        assert_eq!(toward_zero[..7], [1.0, 1.0, -1.0, 1.0, -1.0, f32::NEG_INFINITY, most]);
        assert!(nearest[7].is_nan() && toward_zero[7].is_nan());
    }

    #[test]
    fn other_modes_are_refused() {
        assert_eq!(rounded("upward", [0.0; 8]).map_err(|d| d.code), Err("internal"));
    }
}
