//! BANG C: tasks, the on-chip memories, copies and synchronisations.

use xpiler_ir::{Op, Result, cluster};

use super::{
    expr::{Expr, prec},
    printer::{Printer, refuse},
    target::{Api, Target},
    types::INT,
};

pub(super) const TARGET: Target = Target {
    name: "bang",
    headers: &["bang.h", "cnrt.h"],
    kernel: Some("__mlu_global__"),
    half: ("half", None),
    bfloat: ("bfloat16_t", None),
    threads: false,
    min_max: false,
    rsqrt: false,
    fragments: false,
    doubles: false,
    api: Some(Api {
        error: "cnrtRet_t",
        success: "cnrtSuccess",
        malloc: "cnrtMalloc",
        free: "cnrtFree",
        memcpy: "cnrtMemcpy",
        memset: "cnrtMemset",
        to_device: "cnrtMemcpyHostToDev",
        to_host: "cnrtMemcpyDevToHost",
        on_device: "cnrtMemcpyDevToDev",
        last_error: None,
    }),
};

/// The entry of `names` that an enum attribute selects.
fn word(op: Op, attr: &str, names: &[&'static str]) -> Result<&'static str> {
    op.int_attr(attr)
        .and_then(|i| names.get(usize::try_from(i).ok()?).copied())
        .ok_or_else(|| refuse(op, &format!("its `{attr}` is unknown")))
}

/// A built-in variable.
pub(super) fn id(op: Op) -> Result<Expr> {
    Ok(Expr { nonneg: true, ..Expr::name(word(op, "id", &cluster::IDS)?, INT) })
}

/// The qualifier of an array in an on-chip memory.
pub(super) fn space(op: Op) -> Result<&'static str> {
    match word(op, "space", &cluster::SPACES)? {
        "nram" => Ok("__nram__"),
        "wram" => Ok("__wram__"),
        "sram" => Ok("__mlu_shared__"),
        "ldram" => Ok("__ldram__"),
        _ => Err(refuse(op, "kernels cannot allocate GDRAM")),
    }
}

/// The task type of a launch, in CNRT's new spelling.
pub(super) fn task_type(op: Op) -> Result<&'static str> {
    Ok(match op.int_attr("type") {
        Some(1) => "cnrtFuncTypeBlock",
        Some(4) => "cnrtFuncTypeUnion1",
        Some(8) => "cnrtFuncTypeUnion2",
        Some(16) => "cnrtFuncTypeUnion4",
        Some(32) => "cnrtFuncTypeUnion8",
        _ => return Err(refuse(op, "its task type is unknown")),
    })
}

impl Printer<'_> {
    /// `__memcpy(dst, src, bytes, direction[, dst stride, src stride, segments - 1])`
    pub(super) fn cluster_copy(&mut self, op: Op) -> Result<()> {
        let v = op.operands();
        let (from, to) = (word(op, "from", &cluster::SPACES)?.to_uppercase(), word(op, "to", &cluster::SPACES)?.to_uppercase());
        let dst = self.pointer(op, v[0], v[1])?;
        let src = self.pointer(op, v[2], v[3])?;
        let element = self.element_spelling(op, v[0])?;
        let bytes = |p: &mut Self, value| -> Result<Expr> {
            let n = p.take(op, value)?;
            Ok(Expr::binary(&n, "*", &Expr::name(format!("sizeof({element})"), INT), prec::MUL, INT))
        };
        let mut arguments = vec![dst, src, bytes(self, v[4])?, Expr::name(format!("{from}2{to}"), INT)];
        if let [dst_stride, src_stride, count] = v[5..] {
            arguments.push(bytes(self, dst_stride)?);
            arguments.push(bytes(self, src_stride)?);
            let count = self.take(op, count)?;
            arguments.push(match count.literal {
                Some(c) => Expr::int(c - 1, INT),
                None => Expr::sum(&count, &Expr::int(-1, INT), INT),
            });
        }
        let function = if op.attr("async").is_some() { "__memcpy_async" } else { "__memcpy" };
        self.flush_for(op)?;
        self.line(&format!("{};", Expr::call(function, &arguments, INT).text));
        Ok(())
    }
    /// `__sync();` and its kin.
    pub(super) fn cluster_sync(&mut self, op: Op) -> Result<()> {
        let sync = word(op, "barrier", &cluster::SYNCS)?;
        self.flush_for(op)?;
        self.line(&format!("{sync}();"));
        Ok(())
    }
}
