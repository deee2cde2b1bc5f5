//! What a target may compute less exactly than its source: `--allow tf32,f16,approx`.

use crate::{
    diagnostic::{Diagnostic, Result},
    ir::Type,
};

/// A permission, which the user gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Products of matrices of `f32` may round their operands to `tf32`.
    Tf32,
    /// A narrower float type may take the place of a wider one.
    F16,
    /// Functions may be approximate: `__expf`, `__bang_active_*`.
    Approx,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tf32, Self::F16, Self::Approx];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tf32 => "tf32",
            Self::F16 => "f16",
            Self::Approx => "approx",
        }
    }
    /// The permissions of a list, `tf32,approx`, each once and in one order; none of an empty one.
    pub fn read(list: &str) -> Result<Vec<Self>> {
        let one = |word: &str| {
            Self::ALL.into_iter().find(|p| p.name() == word).ok_or_else(|| {
                let known = Self::ALL.map(Self::name).join(", ");
                Diagnostic::error("permission", format!("`{word}` is nothing that can be allowed"))
                    .help(format!("known: {known}"))
            })
        };
        let words = list.split(',').map(str::trim).filter(|_| !list.is_empty());
        let mut all = words.map(one).collect::<Result<Vec<_>>>()?;
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
    /// The list that [`Permission::read`] reads.
    pub fn list(all: &[Self]) -> String {
        all.iter().map(|p| p.name()).collect::<Vec<_>>().join(",")
    }
    /// May floats of this type take the place of wider ones? Each narrow type has a permission of its own.
    pub fn covers(self, float: Type) -> bool {
        match self {
            Self::Tf32 => float == float.ctx().tf32(),
            Self::F16 => float != float.ctx().tf32(),
            Self::Approx => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_written() {
        use Permission::{Approx, F16, Tf32};
        let read = |list| Permission::read(list).map_err(|d| d.code);
        assert_eq!(read("approx, tf32,approx"), Ok(vec![Tf32, Approx]));
        assert_eq!(read(""), Ok(vec![]));
        assert_eq!(Permission::list(&[Tf32, F16]), "tf32,f16");
        for wrong in ["fast", "tf32,", "TF32"] {
            assert_eq!(read(wrong), Err("permission"), "{wrong}");
        }
        assert_eq!(Permission::ALL, [Tf32, F16, Approx]);
    }

    #[test]
    fn tf32_is_narrower_than_f32_alone() {
        let (ctx, _) = crate::context::new_context();
        assert_eq!((ctx.tf32().bits(), ctx.tf32().is_float()), (19, true));
        let covered = |p: Permission| [ctx.tf32(), ctx.f16(), ctx.f32()].map(|ty| p.covers(ty));
        assert_eq!(Permission::ALL.map(covered), [[true, false, false], [false, true, true], [false; 3]]);
    }
}
