//! `guard-sums`: where zeros would be added, nothing is.
//!
//! ```text
//! s += (i < n ? a[i] : 0) * (i < n ? b[i] : 0)
//! // becomes
//! if (i < n) s += a[i] * b[i]
//! ```
//!
//! Tiles that are padded with zeros are read this way; `loop-bounds` makes bounds of the guards. Needs: a sum of products in memory, factors of which are
//! zero where a condition fails. What was computed for it is dead then, for `canonicalize`. Keeps: the values but where the other factor is no number.

use xpiler_ir::{
    Builder, Op, Result, Value,
    pass::{Instance, Pass},
};

use crate::analysis::shape::{is_pure, same_number};

/// See the module.
pub struct GuardSums;

impl Pass for GuardSums {
    const ARGUMENT: &'static str = "guard-sums";
    const SUMMARY: &'static str = "Leave out products with padding";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for store in module.find("memref.store") {
            if let Some(sum) = Sum::of(store) {
                sum.guard();
            }
        }
        Ok(())
    }
}

/// `s = s + a * b`, some of whose factors are choices between a number and zero.
struct Sum {
    store: Op,
    /// What was there.
    old: Op,
    choices: Vec<Op>,
}

impl Sum {
    fn of(store: Op) -> Option<Self> {
        let sum = store.operand(0).def()?;
        let (old, product) = match sum.name().as_str() {
            "arith.addf" => {
                let [a, b] = [sum.operand(0), sum.operand(1)];
                let (old, product) = [(a, b), (b, a)].into_iter().find(|(old, _)| is_old(*old, store))?;
                (old.def()?, product.def_by("arith.mulf")?)
            }
            "math.fma" if is_old(sum.operand(2), store) => (sum.operand(2).def()?, sum),
            _ => return None,
        };
        let choices: Vec<Op> = [product.operand(0), product.operand(1)].into_iter().filter_map(|f| padded(f, store)).collect();
        // What is read later must be the same then.
        let behind = |op: &Op| std::iter::successors(op.next(), |op| op.next()).take_while(|op| *op != store);
        let quiet = |op: Op| is_pure(op) || op.is("memref.load") || choices.contains(&op);
        let stays = choices.iter().chain([&old]).flat_map(behind).all(quiet);
        (!choices.is_empty() && stays).then_some(Self { store, old, choices })
    }

    fn guard(self) {
        let b = Builder::before(self.store);
        let all = self.choices.iter().map(|c| c.operand(0)).reduce(|x, y| b.bin("arith.andi", x, y)).expect("there is one");
        b.if_then(all, |b| {
            let mut known: Vec<(Value, Value)> = vec![];
            for choice in &self.choices {
                let then = choice.region(0).blocks()[0];
                for op in then.body_ops() {
                    let copy = b.insert(op.clone_mapped(&known));
                    known.extend(op.results().into_iter().zip(copy.results()));
                }
                let chosen = then.terminator().expect("a choice yields").operand(0);
                let chosen = known.iter().find(|(of, _)| *of == chosen).map_or(chosen, |(_, copy)| *copy);
                known.push((choice.result(0), chosen));
            }
            let value = self.copied(self.store.operand(0), &mut known, b);
            b.store(value, self.store.operand(1), &self.store.operands()[2..]);
        });
        self.store.erase();
    }

    /// What is computed in the block of the store, of other operands.
    fn copied(&self, v: Value, known: &mut Vec<(Value, Value)>, b: &Builder) -> Value {
        if let Some((_, copy)) = known.iter().find(|(of, _)| *of == v) {
            return *copy;
        }
        let moves = |op: &Op| op.block() == self.store.block() && (is_pure(*op) || *op == self.old);
        let Some(op) = v.def().filter(moves) else { return v };
        let map: Vec<(Value, Value)> = op.operands().into_iter().map(|o| (o, self.copied(o, known, b))).collect();
        let copy = b.insert(op.clone_mapped(&map)).result(v.result_number());
        known.push((v, copy));
        copy
    }
}

/// Is it what was at the place of the store, read in its block?
fn is_old(v: Value, store: Op) -> bool {
    v.def_by("memref.load").is_some_and(|load| {
        let place = load.operands()[1..].iter().zip(&store.operands()[2..]).all(|(a, b)| same_number(*a, *b));
        load.operand(0) == store.operand(1) && load.block() == store.block() && place
    })
}

/// The choice between a number and zero that a factor is, or is converted from.
fn padded(factor: Value, store: Op) -> Option<Op> {
    let op = factor.def().filter(|op| op.block() == store.block())?;
    if op.is("arith.extf") {
        return padded(op.operand(0), store);
    }
    let yields: Vec<Value> = op.regions().into_iter().filter_map(|r| r.first()?.terminator()).map(|y| y.operand(0)).collect();
    let [_, otherwise] = yields[..] else { return None };
    let plain = op.is("scf.if") && op.results().len() == 1 && otherwise.const_float() == Some(0.0);
    let harmless = |inner: &Op| is_pure(*inner) || inner.is("memref.load") || inner.is("scf.yield");
    (plain && op.walk().iter().all(|inner| *inner == op || harmless(inner))).then_some(op)
}
