//! `scalarize-vectors`: vectors become small arrays and loops over their lanes, since the neutral form has none.
//!
//! ```mlir
//! %r = arith.addf %a, %b : vector<16xf32>
//! // becomes
//! %r = memref.alloca() : memref<16xf32>
//! scf.for %lane = %c0 to %c16 step %c1 { r[lane] = a[lane] + b[lane] }
//! ```
//!
//! Refuses with: `unsupported-construct` for a vector operation it does not know.

use std::collections::HashMap;

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Type, Value,
    builder::Spec,
    names,
    pass::{Instance, Pass},
};

/// See the module.
pub struct ScalarizeVectors;

impl Pass for ScalarizeVectors {
    const ARGUMENT: &'static str = "scalarize-vectors";
    const SUMMARY: &'static str = "Replace vectors by arrays and loops over their lanes";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let mut arrays: HashMap<Value, Value> = HashMap::new();
        let mut dead: Vec<Op> = vec![];
        for op in module.walk() {
            if op.is("memref.alloca") && op.result(0).ty().element().is_vector() {
                let ty = op.result(0).ty().element();
                let name = op.str_attr(names::NAME).unwrap_or_else(|| "v".into());
                let array = lanes_array(&Builder::before(op), ty, &name);
                arrays.insert(op.result(0), array);
                dead.push(op);
                continue;
            }
            let vectors = op.operands().iter().any(|v| is_vector(*v)) || op.results().iter().any(|v| is_vector(*v));
            if !vectors {
                continue;
            }
            scalarize(op, &mut arrays)?;
            dead.push(op);
        }
        for op in dead.into_iter().rev() {
            op.erase();
        }
        Ok(())
    }
}

/// A vector, or a variable that holds one.
fn is_vector(value: Value) -> bool {
    value.ty().is_vector() || value.ty().is_memref() && value.ty().element().is_vector()
}

fn lanes(ty: Type) -> i64 {
    ty.static_shape().map_or(0, |s| s.iter().product())
}

fn lanes_array(b: &Builder, ty: Type, name: &str) -> Value {
    b.alloca(&[lanes(ty)], ty.element(), name)
}

/// A loop over the lanes of `ty`.
fn each_lane(b: &Builder, ty: Type, body: impl FnOnce(&Builder, Value)) {
    let (zero, n, one) = (b.index(0), b.index(lanes(ty)), b.index(1));
    b.for_loop(zero, n, one, "lane", body);
}

fn scalarize(op: Op, arrays: &mut HashMap<Value, Value>) -> Result<()> {
    let b = &Builder::before(op);
    let name = op.name();
    let array = |v: Value| arrays[&v];
    if name == "vector.reduction" {
        let (source, ty) = (array(op.operand(0)), op.operand(0).ty());
        let kind = op.attr("kind").map(|a| a.to_string()).unwrap_or_default();
        let (combine, first) = if kind.contains("maxnumf") {
            ("arith.maxnumf", 1)
        } else if kind.contains("minnumf") {
            ("arith.minnumf", 1)
        } else if kind.contains("add") && ty.element().is_float() {
            ("arith.addf", 1)
        } else {
            return unknown(op);
        };
        let result = b.alloca(&[], ty.element(), "r");
        let zero = b.index(0);
        let start = b.load(source, &[zero]);
        b.store(start, result, &[]);
        let (lower, n, one) = (b.index(first), b.index(lanes(ty)), b.index(1));
        b.for_loop(lower, n, one, "lane", |b, lane| {
            let (x, y) = (b.load(result, &[]), b.load(source, &[lane]));
            let r = b.bin(combine, x, y);
            b.store(r, result, &[]);
        });
        let value = b.load(result, &[]);
        op.result(0).replace_all_uses(value);
        return Ok(());
    }
    // Results first: each is an array of lanes.
    let result = op.results().first().copied();
    let into = result.map(|r| {
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "v".into());
        (r.ty(), lanes_array(b, r.ty(), &name))
    });
    match name.as_str() {
        "vector.load" | "vector.maskedload" => {
            let (ty, into) = into.expect("loads have a result");
            let (buffer, index) = (op.operand(0), op.operand(1));
            let masked = name == "vector.maskedload";
            each_lane(b, ty, |b, lane| {
                let at = b.bin("arith.addi", index, lane);
                if masked {
                    let go = b.load(array(op.operand(2)), &[lane]);
                    b.if_else(
                        go,
                        |b| {
                            let v = b.load(buffer, &[at]);
                            b.store(v, into, &[lane]);
                        },
                        Some(|b: &Builder| {
                            let v = b.load(array(op.operand(3)), &[lane]);
                            b.store(v, into, &[lane]);
                        }),
                    );
                } else {
                    let v = b.load(buffer, &[at]);
                    b.store(v, into, &[lane]);
                }
            });
        }
        "vector.store" => {
            let (value, buffer, index) = (op.operand(0), op.operand(1), op.operand(2));
            each_lane(b, value.ty(), |b, lane| {
                let at = b.bin("arith.addi", index, lane);
                let v = b.load(array(value), &[lane]);
                b.store(v, buffer, &[at]);
            });
        }
        "vector.maskedstore" => {
            let (buffer, index, mask, value) = (op.operand(0), op.operand(1), op.operand(2), op.operand(3));
            each_lane(b, value.ty(), |b, lane| {
                let at = b.bin("arith.addi", index, lane);
                let go = b.load(array(mask), &[lane]);
                b.if_then(go, |b| {
                    let v = b.load(array(value), &[lane]);
                    b.store(v, buffer, &[at]);
                });
            });
        }
        "vector.broadcast" => {
            let (ty, into) = into.expect("broadcasts have a result");
            each_lane(b, ty, |b, lane| {
                b.store(op.operand(0), into, &[lane]);
            });
        }
        "vector.create_mask" => {
            let (ty, into) = into.expect("masks have a result");
            each_lane(b, ty, |b, lane| {
                let on = b.cmpi("slt", lane, op.operand(0));
                b.store(on, into, &[lane]);
            });
        }
        "vector.constant_mask" => {
            let (ty, into) = into.expect("masks have a result");
            let lanes = op.attr("mask_dim_sizes").and_then(|a| a.as_i64s()).and_then(|n| n.first().copied()).unwrap_or(0);
            each_lane(b, ty, |b, lane| {
                let n = b.index(lanes);
                let on = b.cmpi("slt", lane, n);
                b.store(on, into, &[lane]);
            });
        }
        "memref.load" => {
            let (ty, into) = into.expect("loads have a result");
            let from = array(op.operand(0));
            each_lane(b, ty, |b, lane| {
                let v = b.load(from, &[lane]);
                b.store(v, into, &[lane]);
            });
        }
        "memref.store" => {
            let (value, to) = (op.operand(0), array(op.operand(1)));
            each_lane(b, value.ty(), |b, lane| {
                let v = b.load(array(value), &[lane]);
                b.store(v, to, &[lane]);
            });
        }
        "arith.constant" => {
            let (ty, into) = into.expect("constants have a result");
            let splat = op.attr("value").and_then(|a| a.splat()).map_or_else(|| unknown(op), Ok)?;
            each_lane(b, ty, |b, lane| {
                let v = b.value_with("arith.constant", &[], ty.element(), &[("value", splat)]);
                b.store(v, into, &[lane]);
            });
        }
        _ if (name.starts_with("arith.") || name.starts_with("math.")) && op.results().len() == 1 => {
            let (ty, into) = into.expect("checked");
            each_lane(b, ty, |b, lane| {
                let operands: Vec<Value> =
                    op.operands().into_iter().map(|v| if v.ty().is_vector() { b.load(array(v), &[lane]) } else { v }).collect();
                let attrs = op.attrs();
                let attrs: Vec<(&str, xpiler_ir::Attr)> = attrs.iter().map(|(k, v)| (k.as_str(), *v)).collect();
                let made = b.op(&name, Spec { operands: &operands, results: &[ty.element()], attrs: &attrs, ..Spec::default() });
                b.store(made.result(0), into, &[lane]);
            });
        }
        _ => return unknown(op),
    }
    if let (Some(result), Some((_, into))) = (result, into) {
        arrays.insert(result, into);
    }
    Ok(())
}

fn unknown<T>(op: Op) -> Result<T> {
    Err(Diagnostic::error("unsupported-construct", format!("`{}` on vectors is not supported yet", op.name())).at(op.span()))
}
