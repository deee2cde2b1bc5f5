//! Rows on vectors that add to each lane what a group of lanes gives: dot products of bytes and words on x86.
//!
//! ```text
//! for l < 16 { for e < 4 { sum[l] += (int)a[e] * (int)b[l * 4 + e] } }
//! // _mm512_storeu_si512(sum, _mm512_dpbusd_epi32(_mm512_loadu_si512(sum), four bytes of a in all lanes, _mm512_loadu_si512(b)))
//! ```
//!
//! A row's body is read as a canonical nest ([`Nest::of_lanes`]) and unified with the program's: types and signs of the elements decide, and the
//! operands may stand either way round. A vector is loaded whole where its lanes follow each other in memory; a group that is the same for all lanes
//! is spread. Nests stay loops where elements lie otherwise: `cache{order=..}` brings them together.

use xpiler_ir::{
    Builder, Op, Type, Value,
    rows::{Row, Rows},
};

use super::{call, template::is_accurate};
use crate::analysis::{
    linear::Linear,
    nest::{Access, Bound, Nest, same_value, unify},
};

/// A row that adds to lanes.
pub struct LaneRow<'a> {
    row: &'a Row,
    params: Vec<Value>,
    nest: Nest,
}

/// The rows of a machine that add to the lanes of the widest vectors, in the order of the data.
pub fn lane_rows<'a>(table: &'a Rows, arch: &str) -> Vec<LaneRow<'a>> {
    let usable = table.all().iter().filter(|r| r.is_on(arch) && is_accurate(r));
    let all = usable.filter_map(|row| Some(LaneRow { row, params: row.func.body().args(), nest: Nest::of_lanes(row.func)? }));
    all.filter(|r| r.lanes() == super::avx512::LANES).collect()
}

/// How a vector is made of elements in memory.
#[derive(Clone, Copy)]
enum Source {
    /// They follow each other.
    Whole,
    /// One group, the same for all lanes.
    Spread,
}

impl LaneRow<'_> {
    /// The lanes that are added to.
    pub fn lanes(&self) -> i64 {
        self.nest.iterators[0].extent.const_int().expect("lanes are counted by constants")
    }

    /// What each lane gathers at a time.
    pub fn group(&self) -> i64 {
        self.nest.iterators[1].extent.const_int().expect("groups are counted by constants")
    }

    /// Does the row gather the same values as the program, wherever its elements are?
    pub fn gathers(&self, program: &Nest) -> bool {
        same_value(&self.nest, &self.params, program).is_some()
    }

    /// Writes the row in front of a nest and erases it, if the row computes it from vectors that can be had.
    fn replace(&self, root: Op, program: &Nest) -> bool {
        let Some(binding) = unify(&self.nest, &self.params, program) else { return false };
        let [Some(lane), Some(element)] = [0, 1].map(|r| binding.iterators[r].map(|p| program.iterators[p].iv)) else {
            return false;
        };
        let mut vectors: Vec<(Type, Type, Value, Linear, Source)> = vec![];
        for (k, param) in self.params.iter().enumerate() {
            let Some(Bound::Lanes(at)) = binding.get(k) else { return false };
            let per_lane = if *param == self.nest.target.buffer { 1 } else { self.group() };
            let Some((source, place)) = placed(at, [lane, element], per_lane, root) else { return false };
            vectors.push((param.ty(), at.buffer.ty().element(), at.buffer, place, source));
        }
        let b = Builder::before(root);
        let mut target = None;
        let mut inputs: Vec<Value> = vec![];
        for (k, (ty, element, buffer, place, source)) in vectors.into_iter().enumerate() {
            let place = place.build(&b);
            if self.params[k] == self.nest.target.buffer {
                target = Some((buffer, place));
            }
            inputs.push(match source {
                Source::Whole => call(&b, "vnni", "_mm512_loadu_si512", &[buffer], &[place], &[ty]).result(0),
                Source::Spread => spread(&b, buffer, place, element, ty),
            });
        }
        let sums = call(&b, "vnni", &self.row.name, &inputs, &[], &self.row.outputs()).result(0);
        let (buffer, place) = target.expect("the nest adds to a parameter");
        call(&b, "vnni", "_mm512_storeu_si512", &[buffer, sums], &[place], &[]);
        root.erase();
        true
    }
}

/// How the lanes of a vector, of `per_lane` elements each, lie in memory, and where the first is: known in front of the nest.
fn placed(at: &Access, [lane, element]: [Value; 2], per_lane: i64, root: Op) -> Option<(Source, Linear)> {
    const WORD: i64 = 32;
    let (by_lane, rest) = at.index.split(lane)?;
    let (by_element, place) = rest.split(element)?;
    let is_group = per_lane * i64::from(at.buffer.ty().element().bits()) == WORD;
    let source = match (by_lane.as_constant()?, by_element.as_constant()?) {
        (1, 0) if per_lane == 1 => Source::Whole,
        (n, 1) if n == per_lane => Source::Whole,
        (0, 1) if is_group => Source::Spread,
        _ => return None,
    };
    place.values().into_iter().all(|v| v.is_outside(root)).then_some((source, place))
}

/// A vector of copies of the 32 bits at a place.
fn spread(b: &Builder, buffer: Value, place: Value, element: Type, ty: Type) -> Value {
    const BYTES: i64 = 16;
    let (word, words) = (b.ctx.vector(4, b.ctx.i32()), b.ctx.vector(16, b.ctx.i32()));
    let small = b.ctx.vector(BYTES * 8 / i64::from(element.bits()), element);
    let group = call(b, "vnni", "_mm_loadu_si32", &[buffer], &[place], &[small]).result(0);
    let group = b.value("vector.bitcast", &[group], word);
    let all = call(b, "vnni", "_mm512_broadcastd_epi32", &[group], &[], &[words]).result(0);
    b.value("vector.bitcast", &[all], ty)
}

/// Replaces the nests of an entry that rows compute.
pub fn generate(entry: Op, rows: &[LaneRow]) {
    let nests = entry.find("scf.for").into_iter().filter_map(|op| Some((op, Nest::of(op)?)));
    // None of them holds another one.
    let roots: Vec<(Op, Nest)> = nests.filter(|(_, n)| n.iterators.len() == 2).collect();
    for (root, program) in roots {
        let _ = rows.iter().any(|row| row.replace(root, &program));
    }
}
