//! What data decide. A form that makes the same accesses whatever its buffers and floats hold shows all races that there are in one run.

use std::collections::HashSet;

use xpiler_ir::{Kernel, Op, Value};

/// What is made of data: of what the caller's buffers hold, and of floats that it gives; integers that it gives are the same in all runs of a case.
fn made_of_data(entry: Op) -> HashSet<Value> {
    let ops = entry.walk();
    let mut tainted: HashSet<Value> =
        entry.body().args().into_iter().filter(|a| a.ty().is_memref() || a.ty().is_float()).collect();
    loop {
        let before = tainted.len();
        for op in &ops {
            spread(*op, &mut tainted);
        }
        if tainted.len() == before {
            return tainted;
        }
    }
}

/// Is no index, no condition and no bound of a loop made of data?
pub fn is_oblivious(kernel: &Kernel) -> bool {
    let Some(entry) = kernel.entry() else { return false };
    let data = made_of_data(entry);
    !entry.walk().iter().any(|op| decides_by(*op).iter().any(|v| data.contains(v)))
}

/// Do data say how often a loop runs?
pub fn loops_on_data(kernel: &Kernel) -> bool {
    let Some(entry) = kernel.entry() else { return false };
    let data = made_of_data(entry);
    let loops = |op: &Op| op.is("scf.for") || op.is("scf.condition");
    entry.walk().iter().filter(|op| loops(op)).any(|op| decides_by(*op).iter().any(|v| data.contains(v)))
}

/// What decides which accesses are made: values, not buffers.
fn decides_by(op: Op) -> Vec<Value> {
    let all = op.operands();
    let skipped = match op.name().as_str() {
        "memref.store" => 1,
        "scf.if" | "scf.condition" | "scf.index_switch" | "cf.assert" => return all.into_iter().take(1).collect(),
        "scf.for" => return all.into_iter().take(3).collect(),
        name if name.starts_with("memref.") => 0,
        _ => return vec![],
    };
    all.into_iter().skip(skipped).filter(|v| !v.ty().is_memref()).collect()
}

/// Data go from operands to results; into and out of arrays; into, around and out of regions.
fn spread(op: Op, tainted: &mut HashSet<Value>) {
    let any = |values: &[Value], tainted: &HashSet<Value>| values.iter().any(|v| tainted.contains(v));
    match op.name().as_str() {
        "memref.store" if any(&[op.operand(0)], tainted) => {
            tainted.insert(op.operand(1).root());
        }
        "memref.copy" if any(&[op.operand(0).root()], tainted) => {
            tainted.insert(op.operand(1).root());
        }
        "memref.store" | "memref.copy" | "memref.dim" => {}
        "memref.load" => {
            if any(&[op.operand(0).root()], tainted) {
                tainted.insert(op.result(0));
            }
        }
        _ => {
            let blocks: Vec<_> = op.regions().into_iter().flat_map(|r| r.blocks()).collect();
            let ends = blocks.iter().filter_map(|b| b.terminator()).flat_map(Op::operands);
            let into: Vec<Value> = op.operands().into_iter().chain(ends).collect();
            if any(&into, tainted) {
                tainted.extend(op.results());
                tainted.extend(blocks.iter().flat_map(|b| b.args()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use xpiler_ir::context::new_context;

    use super::*;

    fn oblivious(body: &str) -> bool {
        let (ctx, sink) = new_context();
        let text = format!(
            "func.func @f(%x: memref<?xf32>, %k: memref<?xindex>, %a: f32, %n: index) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %c1 = arith.constant 1 : index
               %zero = arith.constant 0.0 : f32
               {body}
               return
             }}"
        );
        is_oblivious(&Kernel::parse(ctx, &sink, "k.mlir", &text).unwrap_or_else(|d| panic!("{d}")))
    }

    #[test]
    fn values_may_be_data_but_not_what_decides_where_they_go() {
        let store = "memref.store %zero, %x[%i] : memref<?xf32>";
        for (body, expected) in [
            (format!("scf.for %i = %c0 to %n step %c1 {{ {store} }}"), true),
            ("%v = memref.load %x[%n] : memref<?xf32>\n memref.store %v, %x[%c0] : memref<?xf32>".into(), true),
            (format!("%i = memref.load %k[%c0] : memref<?xindex>\n {store}"), false),
            (format!("%e = memref.load %k[%c0] : memref<?xindex>\n scf.for %i = %c0 to %e step %c1 {{ {store} }}"), false),
            (format!("%i = arith.constant 3 : index\n %c = arith.cmpf ogt, %a, %zero : f32\n scf.if %c {{ {store} }}"), false),
            (
                format!(
                    "%t = memref.alloca() : memref<index>\n %v = memref.load %k[%c0] : memref<?xindex>
                     memref.store %v, %t[] : memref<index>\n %i = memref.load %t[] : memref<index>\n {store}"
                ),
                false,
            ),
            (
                format!(
                    "%t = memref.alloca() : memref<4xindex>\n %u = memref.alloca() : memref<4xindex>
                     scf.for %j = %c0 to %n step %c1 {{
                       %i = memref.load %u[%j] : memref<4xindex>
                       {store}
                       memref.copy %t, %u : memref<4xindex> to memref<4xindex>
                       %v = memref.load %k[%c0] : memref<?xindex>
                       memref.store %v, %t[%c0] : memref<4xindex>
                     }}"
                ),
                false,
            ),
            (
                format!(
                    "%v = memref.load %k[%c0] : memref<?xindex>
                     %i = scf.for %j = %c0 to %n step %c1 iter_args(%s = %c0) -> (index) {{ scf.yield %v : index }}
                     {store}"
                ),
                false,
            ),
        ] {
            assert_eq!(oblivious(&body), expected, "{body}");
        }
    }
}
