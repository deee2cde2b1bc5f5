//! What a comparison says. Everything but the time is a function of the kernels, the case and its seed.

use std::collections::BTreeMap;

use serde::Serialize;
use xpiler_ir::{Permission, Span};

/// How much is known about equality, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Equal on exact values at full size, and on real types.
    IdentityTested,
    /// Equal on real types within tolerance.
    Tested,
    /// Different: there is a witness.
    Refuted,
    /// Neither shown equal nor shown different.
    Unknown,
}

/// What is known about the safety of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// No run went wrong.
    Unproved,
    /// A run went wrong.
    Unsafe,
    /// It was not run to its end.
    NotRun,
}

/// The safety of both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SideSafety {
    /// Of the source.
    pub source: Safety,
    /// Of the target.
    pub target: Safety,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Self {
        Self { file: span.file.clone(), line: span.line, column: span.column }
    }
}

/// Inputs on which the sides differ, and how.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Witness {
    /// What is wrong.
    pub message: String,
    /// The buffer with the first element that differs; of the source's text.
    pub buffer: Option<String>,
    /// The element.
    pub index: Option<u64>,
    /// What the source computes.
    pub source_value: Option<String>,
    /// What the target computes.
    pub target_value: Option<String>,
    /// The number of elements that differ in that run.
    pub differing: u64,
    /// What the inputs were.
    pub inputs: String,
    /// The operation that failed, or those of the target that write the buffer.
    pub places: Vec<Place>,
}

/// The length of a buffer in all runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// The parameter.
    pub name: String,
    /// The number of elements.
    pub elements: i64,
    /// `declared` or `inferred`.
    pub source: &'static str,
}

/// How much was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Runs on exact values that were compared.
    pub identity_draws: u64,
    /// Runs on real types that were compared.
    pub real_draws: u64,
    /// Elements compared in one run.
    pub elements: u64,
    /// Elements that the source leaves undefined: not compared.
    pub undefined: u64,
    /// Loop iterations of the source in one run.
    pub iterations: u64,
    /// Comparisons of values that held, over all identity draws of the source.
    pub comparisons_held: u64,
    /// Comparisons that did not hold.
    pub comparisons_failed: u64,
    /// Sides of branches on data, in both texts.
    pub branch_sides: u64,
    /// Those of them that were taken in some run.
    pub branch_sides_hit: u64,
    /// Maxima and minima taken.
    pub extrema: u64,
    /// Does equality survive when maxima are replaced by a function of all operands? None: not run.
    pub extrema_use_all: Option<bool>,
    /// Has a peak been at every place of the rows of the inputs? None: no order of numbers matters.
    pub peaks_everywhere: Option<bool>,
    /// Draws repeated because of near-ties.
    pub resampled: u64,
}

/// The seeds everything was drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seeds {
    /// The seed of the case.
    pub case: u64,
    /// The prime p of the identity tier, 0 if it was not run; q = (p - 1) / 2.
    pub prime: u64,
}

/// The verdict on a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The claim about equality.
    pub tier: Tier,
    /// The claims about safety.
    pub safety: SideSafety,
    /// One line for people.
    pub message: String,
    /// Where the sides differ.
    pub witness: Option<Witness>,
    /// The integer scalars of all runs.
    pub scalars: BTreeMap<String, i64>,
    /// The lengths of buffers.
    pub extents: Vec<Extent>,
    /// The seeds.
    pub seeds: Seeds,
    /// Literals that were read as other numbers than their decimal.
    pub constants_read: Vec<String>,
    /// How much was looked at.
    pub counts: Counts,
    /// Why the identity tier gave no answer.
    pub no_identity: Option<String>,
    /// The largest difference in real types, in units of the tolerance.
    pub largest_error: f64,
    /// What the target computes less exactly than the source, as it was allowed to: `tf32`, `f16`, `approx`.
    pub permissions: Vec<&'static str>,
    /// Further things to know, defects of the source first.
    pub warnings: Vec<String>,
    /// Wall-clock time; left out of reports, which are the same for the same input.
    #[serde(skip)]
    pub seconds: f64,
}

impl Verdict {
    /// States the permissions that the target made use of, equal only with them.
    pub fn permit(&mut self, used: &[Permission]) {
        self.permissions = used.iter().map(|p| p.name()).collect();
        if !used.is_empty() && matches!(self.tier, Tier::IdentityTested | Tier::Tested) {
            self.message += &format!("; permission used: {}", self.permissions.join(", "));
        }
    }
}
