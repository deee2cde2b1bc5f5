//! `flatten-arrays`: a local array that is also accessed through a pointer to its elements gets one dimension.
//!
//! ```text
//! T[2][64];  .. T[e / 64][e mod 64] ..  T[i][j] ..        // raising divides what a pointer moves by, `&T[0][0] + e`
//! // becomes
//! T[128];    .. T[e] ..  T[64 * i + j] ..
//! ```
//!
//! A quotient and its remainder tell nobody which elements are apart, one polynomial does. Needs: a constant size. Keeps: the values.

use xpiler_ir::{
    Builder, Op, Result,
    pass::{Instance, Pass},
};

use super::{
    flat_places::{is_quotient, move_to, shape_of_places},
    named::in_place_of,
};
use crate::analysis::{linear::Linear, shape::indices};

/// See the module.
pub struct FlattenArrays;

impl Pass for FlattenArrays {
    const ARGUMENT: &'static str = "flatten-arrays";
    const SUMMARY: &'static str = "Give arrays that pointers go through one dimension";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for array in module.find("memref.alloca") {
            let buffer = array.result(0);
            let Some(shape) = shape_of_places(buffer).filter(|shape| shape.len() > 1) else { continue };
            let users = buffer.users();
            if users.iter().any(|access| indices(*access).into_iter().any(is_quotient)) {
                let b = Builder::before(array);
                let flat = in_place_of(&b, array, &[shape.iter().product()]);
                for access in users {
                    move_to(access, flat, &shape, &Linear::default());
                }
                array.erase();
            }
        }
        Ok(())
    }
}
