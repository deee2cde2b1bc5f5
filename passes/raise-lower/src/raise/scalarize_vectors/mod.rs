//! `scalarize-vectors`: vectors become loops over their lanes, since the neutral form has none.
//!
//! ```mlir
//! %x = vector.load %a[%i] : memref<?xf32>, vector<16xf32>
//! %r = arith.addf %x, %x : vector<16xf32>
//! vector.store %r, %b[%i] : memref<?xf32>, vector<16xf32>
//! // becomes
//! scf.for %lane = %c0 to %c16 step %c1 { b[i + lane] = a[i + lane] + a[i + lane] }
//! ```
//!
//! Operations on as many lanes that stand together share a loop, if no lane then reads what another one wrote. A value that a
//! later loop needs goes through an array; loads are repeated where they are used, if nothing wrote the memory since.
//! A variable of vector type becomes an array, of the lanes that its uses see (`__m512i` is 16 ints or 64 bytes).
//! Refuses with: `unsupported-construct` for a vector operation it does not know.

mod gathered;
mod lanes;
mod memory;
mod variables;

use xpiler_ir::{
    Diagnostic, Op, Result, Type,
    pass::{Instance, Pass},
};

use gathered::Gathered;
use variables::spread;

/// See the module.
pub struct ScalarizeVectors;

impl Pass for ScalarizeVectors {
    const ARGUMENT: &'static str = "scalarize-vectors";
    const SUMMARY: &'static str = "Replace vectors by loops over their lanes";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for variable in module.find("memref.alloca") {
            if variable.result(0).ty().element().is_vector() {
                spread(variable)?;
            }
        }
        for store in module.find("vector.store") {
            if let Some(gathered) = Gathered::into(store) {
                gathered.in_place();
            }
        }
        lanes::scalarize(module)
    }
}

fn lanes_of(ty: Type) -> i64 {
    ty.num_elements().unwrap_or(0)
}

fn unknown<T>(op: Op) -> Result<T> {
    Err(Diagnostic::error("unsupported-construct", format!("`{}` on vectors is not supported yet", op.name())).at(op.span()))
}
