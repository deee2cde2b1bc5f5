//! The vector and mask types of C on x86, and what they are in MLIR.
//!
//! `__m512i` says nothing about its lanes: a value of the type is a `vector<16xi32>` wherever it has a name, and a row that
//! sees other lanes (`vector<64xi8>`) takes and gives it through `vector.bitcast`. The text has no word for that cast.

use crate::{context::Ctx, ir::Type};

/// A type of `immintrin.h`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VectorType {
    /// The name in C.
    pub name: &'static str,
    /// The number of lanes.
    pub lanes: i64,
    /// The type of a lane in MLIR.
    pub element: &'static str,
    /// The size in bytes.
    pub bytes: i64,
}

const fn vector(name: &'static str, lanes: i64, element: &'static str, bytes: i64) -> VectorType {
    VectorType { name, lanes, element, bytes }
}

const TYPES: &[VectorType] = &[
    vector("__m512", 16, "f32", 64),
    vector("__m512i", 16, "i32", 64),
    vector("__m512d", 8, "f64", 64),
    vector("__m512h", 32, "f16", 64),
    vector("__m256", 8, "f32", 32),
    vector("__m256i", 8, "i32", 32),
    vector("__m256d", 4, "f64", 32),
    vector("__m256h", 16, "f16", 32),
    vector("__m128", 4, "f32", 16),
    vector("__m128i", 4, "i32", 16),
    vector("__m128d", 2, "f64", 16),
    vector("__m128h", 8, "f16", 16),
    vector("__mmask8", 8, "i1", 1),
    vector("__mmask16", 16, "i1", 2),
    vector("__mmask32", 32, "i1", 4),
    vector("__mmask64", 64, "i1", 8),
];

impl VectorType {
    /// The type of that name.
    pub fn named(name: &str) -> Option<Self> {
        TYPES.iter().copied().find(|t| t.name == name)
    }
    /// The C type of an MLIR vector: integers are named by their size alone.
    pub fn of(ty: Type) -> Option<Self> {
        let element = ty.is_vector().then(|| ty.element())?;
        let lanes = ty.static_shape()?.into_iter().product::<i64>();
        let bits = lanes * i64::from(element.bits());
        TYPES.iter().copied().find(|t| {
            if element.is_int() && element.bits() > 1 {
                t.element == "i32" && t.bytes * 8 == bits
            } else {
                t.lanes == lanes && t.element == element.to_string()
            }
        })
    }
    /// The MLIR type of its values.
    pub fn mlir(self, ctx: Ctx) -> Type {
        ctx.vector(self.lanes, ctx.parse_type(self.element).expect("the table has types"))
    }
    /// Is it a mask, one bit for each lane?
    pub fn is_mask(self) -> bool {
        self.element == "i1"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_agree() {
        let (ctx, _) = crate::context::new_context();
        for t in TYPES {
            assert_eq!(VectorType::named(t.name), Some(*t));
            assert_eq!(VectorType::of(t.mlir(ctx)), Some(*t));
        }
        assert_eq!(VectorType::of(ctx.vector(64, ctx.int(8))).map(|t| t.name), Some("__m512i"));
        assert_eq!(VectorType::of(ctx.vector(16, ctx.int(16))).map(|t| t.name), Some("__m256i"));
        assert_eq!(VectorType::of(ctx.vector(4, ctx.i64())).map(|t| t.name), Some("__m256i"));
        assert!(VectorType::of(ctx.vector(3, ctx.f32())).is_none() && VectorType::of(ctx.f32()).is_none());
    }
}
