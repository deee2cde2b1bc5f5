//! A schedule under construction: every step is tried on the kernel before it is kept, so that a planner can look at what it did.

use std::collections::BTreeSet;

use xpiler_ir::{Diagnostic, Kernel, Op, Result, names};
use xpiler_passes::{
    analysis::operation::{self, Kind},
    drop_assertions,
    lower::outline::{entry_of, top_block},
};

/// Steps that were carried out, and the kernel after them.
pub struct Plan {
    kernel: Kernel,
    steps: Vec<String>,
}

/// What is tried on a nest, named by its outermost loop.
pub type Rule<'a, T> = dyn Fn(&mut Plan, &str) -> Result<T> + 'a;

impl Clone for Plan {
    fn clone(&self) -> Self {
        Self { kernel: self.kernel.duplicate(), steps: self.steps.clone() }
    }
}

impl Plan {
    /// Starts with a neutral form.
    pub fn new(kernel: &Kernel) -> Self {
        let kernel = kernel.duplicate();
        drop_assertions(&kernel);
        Self { kernel, steps: vec![] }
    }

    /// The kernel after the steps so far.
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// Carries out a step, a pass with its options. A step that refuses leaves the plan as it was.
    pub fn step(&mut self, pass: impl Into<String>) -> Result<()> {
        let pass = pass.into();
        let next = self.kernel.duplicate();
        next.run(&pass).inspect_err(|e| tracing::debug!(pass, "refused: {}", e.message))?;
        self.kernel = next;
        self.steps.push(pass);
        Ok(())
    }

    /// Carries out several steps.
    pub fn steps(&mut self, passes: &[&str]) -> Result<()> {
        passes.iter().try_for_each(|p| self.step(*p))
    }

    /// Applies a rule to every nest at the top of the entry that computes one of these kinds; what it gave for those that it took. A rule that
    /// gives up halfway leaves no trace.
    pub fn apply<T>(&mut self, kinds: &[Kind], rule: impl Fn(&mut Self, &str) -> Result<T>) -> Vec<T> {
        let mut taken = vec![];
        for root in self.roots(kinds) {
            let mut attempt = self.clone();
            match rule(&mut attempt, &root) {
                Ok(t) => {
                    *self = attempt;
                    taken.push(t);
                }
                Err(d) => tracing::debug!(root, "{}", d.message),
            }
        }
        taken
    }

    /// Applies the first of several rules that does not give up. Those that give up halfway leave no trace.
    pub fn first_of<T>(&mut self, root: &str, rules: &[&Rule<T>]) -> Result<T> {
        let mut refused = Err(Diagnostic::internal("there is no rule to try"));
        for rule in rules {
            let mut attempt = self.clone();
            refused = rule(&mut attempt, root).inspect_err(|d| tracing::debug!(root, "{}", d.message));
            if refused.is_ok() {
                *self = attempt;
                break;
            }
        }
        refused
    }

    /// The loop of that name.
    pub fn loop_named(&self, name: &str) -> Option<Op> {
        self.kernel.module().find("scf.for").into_iter().find(|op| op.str_attr(names::NAME).as_deref() == Some(name))
    }

    /// The names of the nests at the top of the entry that compute operations of these kinds.
    fn roots(&self, kinds: &[Kind]) -> Vec<String> {
        let Ok(entry) = entry_of(self.kernel.module()) else { return vec![] };
        let loops = top_block(entry).body_ops().into_iter().filter(|op| op.is("scf.for"));
        loops.filter(|op| kinds.contains(&operation::of(*op).kind)).map(name).collect()
    }

    /// The loops that descend from a loop by splits and copies: `k.i`, `k.i.1`, in the order of the text.
    pub fn copies(&self, of: &str) -> Vec<Op> {
        self.kernel.module().find("scf.for").into_iter().filter(|op| is_copy(&name(*op), of)).collect()
    }

    /// The names of all loops.
    pub fn loops(&self) -> BTreeSet<String> {
        self.kernel.module().find("scf.for").into_iter().map(name).collect()
    }

    /// A loop and the copies of it that steps made since the loops were `before`, in the order of the text.
    pub fn copies_since(&self, before: &BTreeSet<String>, of: &str) -> Vec<String> {
        let base = |n: &str| n.rsplit_once('.').filter(|(_, n)| n.parse::<u32>().is_ok()).map_or(n, |(base, _)| base).to_owned();
        let all = self.kernel.module().find("scf.for").into_iter().map(name);
        all.filter(|n| n == of || base(n) == base(of) && !before.contains(n)).collect()
    }

    /// How many rows stand in the place of loops?
    pub fn rows(&self) -> usize {
        self.kernel.module().find("intrin.call").len()
    }

    /// The steps so far.
    pub fn into_steps(self) -> Vec<String> {
        self.steps
    }
}

/// A loop's name.
pub fn name(op: Op) -> String {
    op.str_attr(names::NAME).unwrap_or_default()
}

/// Is it the loop of that name, or one that descends from it: `k.i.1` from `k.i`?
pub fn is_copy(name: &str, of: &str) -> bool {
    name == of || name.strip_prefix(of).and_then(|r| r.strip_prefix('.')).is_some_and(|r| r.parse::<u32>().is_ok())
}
