//! `select-branches`: branches that only choose what is stored become selections, and selections of the larger or smaller number become extrema.
//!
//! ```text
//! if (v > best) best = v;     ->  best = max(v, best)
//! acc = fma(a, b, acc)        ->  acc = acc + a * b
//! ```
//!
//! This is what lets a gathering be recognised, however it is written. Keeps: the value, also where a comparison meets something that is no number
//! (the extremum is marked with what the comparison chose).

use xpiler_ir::{
    Op, Result,
    pass::{Instance, Pass},
};

use crate::lower::{
    outline::entry_of,
    tensorize::simplify::{convert_branches, normalise},
};

/// See the module.
pub struct SelectBranches;

impl Pass for SelectBranches {
    const ARGUMENT: &'static str = "select-branches";
    const SUMMARY: &'static str = "Turn branches that choose a value into selections and extrema";

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let entry = entry_of(module)?;
        convert_branches(entry);
        // A branch's variable and its condition's are one load now.
        options.run_nested("any(cse)", entry)?;
        normalise(entry);
        // Conditions that became extrema are dead; they would look like uses.
        options.run_nested("any(cse)", entry)
    }
}
