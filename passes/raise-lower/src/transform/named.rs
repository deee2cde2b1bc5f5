//! What the transformations of a schedule share: loops and buffers by name, names that are free, the record of what was claimed.

use std::collections::BTreeSet;

use xpiler_ir::{Builder, Diagnostic, Op, Result, Value, names};

use crate::lower::outline::entry_of;

/// Something that `unique-names` names as a loop. Only `scf.for` is transformed.
pub fn is_loop(op: Op) -> bool {
    op.is("scf.for") || op.is("scf.while") && op.attr(names::NAME).is_some()
}

/// An allocation of a local array or variable.
pub fn is_buffer(op: Op) -> bool {
    op.is("memref.alloca") || op.is("memref.alloc")
}

/// A local array of another shape that takes the place of one: its name, its memory and where it starts. Where zeros are in it (`xpiler.padded`) is a
/// matter of the shape.
pub fn in_place_of(b: &Builder, alloca: Op, shape: &[i64]) -> Value {
    let new = b.alloca(shape, alloca.result(0).ty().element(), &name_of(alloca));
    for name in [names::SPACE, names::ALIGN, names::CTYPE] {
        new.def().expect("just built").replace_attr(name, alloca.attr(name));
    }
    new
}

/// The parameters of an entry with their names.
fn parameters(entry: Op) -> Vec<(String, Value)> {
    let attrs = entry.attr("arg_attrs").and_then(|a| a.as_array()).unwrap_or_default();
    let name = |i: usize| attrs.get(i).and_then(|a| a.dict_get(names::NAME)).and_then(|n| n.as_str());
    entry.body().args().into_iter().enumerate().filter_map(|(i, v)| Some((name(i)?, v))).collect()
}

/// The loop of that name in the module's entry.
pub fn find_loop(module: Op, name: &str) -> Result<Op> {
    let loops = entry_of(module)?.find("scf.for");
    let all: Vec<(String, Op)> = loops.into_iter().filter_map(|op| Some((op.str_attr(names::NAME)?, op))).collect();
    one_of("loop", "unknown-loop", name, &all)
}

/// The loops of a list of names, `k,i,j`.
pub fn find_loops(module: Op, list: &str) -> Result<Vec<Op>> {
    list.split(',').map(|name| find_loop(module, name.trim())).collect()
}

/// The local array, or the pointer parameter, of that name in the module's entry.
pub fn find_buffer(module: Op, name: &str) -> Result<Value> {
    let entry = entry_of(module)?;
    let mut all: Vec<(String, Value)> = parameters(entry).into_iter().filter(|(_, v)| v.ty().is_memref()).collect();
    let arrays = entry.walk().into_iter().filter(|op| is_buffer(*op));
    all.extend(arrays.filter_map(|op| Some((op.str_attr(names::NAME)?, op.result(0)))));
    one_of("buffer", "unknown-buffer", name, &all)
}

fn one_of<T: Copy>(what: &str, code: &'static str, name: &str, all: &[(String, T)]) -> Result<T> {
    let found: Vec<T> = all.iter().filter(|(n, _)| n == name).map(|(_, t)| *t).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let known: Vec<String> = all.iter().map(|(n, _)| format!("`{n}`")).collect();
            let known = if known.is_empty() { "there are none".into() } else { format!("there are {}", known.join(", ")) };
            Err(Diagnostic::error(code, format!("there is no {what} `{name}`; {known}")))
        }
        _ => Err(Diagnostic::error(code, format!("{} {what}s are named `{name}`", found.len())).help("run `unique-names` first")),
    }
}

/// The name of a loop, for messages.
pub fn name_of(op: Op) -> String {
    op.str_attr(names::NAME).unwrap_or_else(|| "i".into())
}

/// The names that are taken.
pub struct Names(BTreeSet<String>);

impl Names {
    /// Those of the entry's parameters.
    pub fn of_parameters(entry: Op) -> Self {
        Self(parameters(entry).into_iter().map(|(name, _)| name).collect())
    }
    /// All in the entry of the module.
    pub fn of(module: Op) -> Result<Self> {
        let entry = entry_of(module)?;
        let mut this = Self::of_parameters(entry);
        this.0.extend(
            entry.walk().into_iter().filter(|op| is_loop(*op) || is_buffer(*op)).filter_map(|op| op.str_attr(names::NAME)),
        );
        Ok(this)
    }
    /// `name` itself, or with the first number behind it that makes it new, `k.1`; taken from now on. The parts of a loop that is gone, `k.1.i`, keep
    /// its number.
    pub fn fresh(&mut self, name: &str) -> String {
        if self.0.insert(name.to_owned()) {
            return name.to_owned();
        }
        let numbered = name.rsplit_once('.').filter(|(_, n)| n.parse::<u32>().is_ok());
        let base = numbered.map_or(name, |(base, _)| base);
        // One of so many is free.
        let mut numbers = (1..=self.0.len() + 1).map(|i| format!("{base}.{i}"));
        let has_parts = |n: &String| {
            let first = format!("{n}.");
            self.0.range(first.clone()..).next().is_some_and(|next| next.starts_with(&first))
        };
        let new = numbers.find(|n| !self.0.contains(n) && !has_parts(n)).expect("there are more numbers than names");
        self.0.insert(new.clone());
        new
    }
}

/// The constant step of a loop that counts up without values carried from iteration to iteration, else why it is not one.
pub fn plain_step(op: Op, code: &'static str) -> Result<i64> {
    let refuse = |what: &str| Err(Diagnostic::error(code, format!("the loop `{}` {what}", name_of(op))).at(op.span()));
    if !op.results().is_empty() {
        return refuse("carries values from iteration to iteration; only loops over buffers are transformed");
    }
    if op.attr("unsignedCmp").is_some() {
        return refuse("compares unsigned numbers; signed ones are needed");
    }
    match op.operand(2).const_int() {
        Some(step) if step > 0 => Ok(step),
        Some(step) => refuse(&format!("has the step {step}; a positive one is needed")),
        None => refuse("has a step that is not a constant"),
    }
}

/// Notes on the module what a transformation claimed, and by what right.
pub fn record(module: Op, pass: &str, claim: &str) {
    let ctx = module.ctx();
    let mut all = module.attr(names::OBLIGATIONS).and_then(|a| a.as_array()).unwrap_or_default();
    all.push(ctx.str_attr(&format!("{pass}: {claim}")));
    module.set_attr(names::OBLIGATIONS, ctx.array_attr(&all));
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_numbered_in_order() {
        let mut names = Names(["k".to_owned(), "k.2".to_owned()].into());
        let fresh: Vec<String> = ["k", "k", "i", "k.2", "i.o"].iter().map(|n| names.fresh(n)).collect();
        assert_eq!(fresh, ["k.1", "k.3", "i", "k.4", "i.o"]);
        let mut names = Names(["j".to_owned(), "j.1.i".to_owned(), "j.10".to_owned()].into());
        assert_eq!(["j", "j"].map(|n| names.fresh(n)), ["j.2", "j.3"]);
    }
}
