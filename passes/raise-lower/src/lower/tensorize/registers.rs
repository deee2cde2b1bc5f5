//! How matrices lie in the registers of a warp's lanes: MFMA.
//!
//! A row on stacked operands says it by the places that its body reads and writes, which are sums of digits of lanes and of elements:
//!
//! ```text
//! for l < 64 { for r < 4 { for k < 4 { d[l][r] += a[16 * k + 4 * (l / 16) + r] * b[16 * k + l % 16] } } }
//! // rows of the result: l / 16 and r, which move `d` and `a`; columns: l % 16; products of a sum: k
//! // lane l has of `a` row l % 16, product l / 16; of `b` product l / 16, column l % 16; of `d` rows 4 * (l / 16) + r, column l % 16
//! ```

use xpiler_ir::{Builder, Op, Type, Value, builder::Spec, names, rows::Row};

use super::call;
use crate::analysis::{
    linear::Linear,
    nest::{Access, Nest},
};

/// The layout of a row's matrices.
pub(super) struct Layout {
    /// Rows and columns of the result, products of a sum.
    pub(super) sizes: [i64; 3],
    lanes: i64,
    /// The factors, by rows or columns and products; the result, by rows and columns.
    matrices: [Matrix; 3],
}

/// A matrix in registers: each coordinate is a sum of digits.
struct Matrix {
    parameter: usize,
    element: Type,
    /// Elements of a lane; `None` for a scalar.
    elements: Option<i64>,
    /// The number that the elements are packed in, the first one in its lowest bits.
    packed: Option<Type>,
    coordinates: [Vec<Digit>; 2],
}

/// A part of a coordinate: `weight * (n / stride % extent)`, `n` being the lane, or the number of an element.
struct Digit {
    weight: i64,
    is_lane: bool,
    stride: i64,
    extent: i64,
}

impl Layout {
    /// Reads it off a row. `None` if the row is not a product of matrices, or leaves out lanes or elements.
    pub(super) fn of(row: &Row, nest: &Nest, params: &[Value]) -> Option<Self> {
        let mut digits = vec![];
        let mut target = nest.target.index.clone();
        for it in &nest.iterators {
            let extent = it.extent.const_int()?;
            let parts: Vec<Op> = it.iv.users().into_iter().filter(|u| u.is("arith.divui") || u.is("arith.remui")).collect();
            let [a, b] = parts[..] else {
                if !parts.is_empty() {
                    return None;
                }
                digits.push((it.iv, extent));
                continue;
            };
            let (quotient, rest) = if a.is("arith.divui") { (a, b) } else { (b, a) };
            let by = quotient.operand(1).const_int().filter(|by| *by > 0 && extent % by == 0)?;
            if !quotient.is("arith.divui") || !rest.is("arith.remui") || rest.operand(1).const_int() != Some(by) {
                return None;
            }
            let (quotient, rest) = (quotient.result(0), rest.result(0));
            let whole = Linear::leaf(quotient).times(&Linear::constant(by)).plus(&Linear::leaf(rest));
            target = target.replace(it.iv, &whole);
            digits.extend([(quotient, extent / by), (rest, by)]);
        }
        let loads = nest.loads();
        let [first, second] = loads[..] else { return None };
        let places = [&first.index, &second.index, &target];
        // By how many elements a place moves with a digit.
        let step = |place: &Linear, digit: Value| place.coefficient(digit).and_then(|(c, _)| c.as_constant());
        let mut roles = [vec![], vec![], vec![]];
        for (digit, extent) in digits {
            let [a, b, d] = places.map(|p| step(p, digit));
            let role = match (d? > 0, a? > 0, b? > 0) {
                (true, true, false) => 0,
                (true, false, true) => 1,
                (false, true, true) => 2,
                _ => return None,
            };
            roles[role].push((digit, extent));
        }
        // Any numbering of rows, columns and products serves, as long as all matrices have the same.
        for (role, digits) in roles.iter_mut().enumerate() {
            digits.sort_by_key(|(digit, _)| step(places[usize::from(role == 1)], *digit));
        }
        let sizes = roles.each_ref().map(|digits| digits.iter().map(|(_, extent)| extent).product());
        let matrix = |place: usize, axes: [usize; 2]| {
            let buffer = [first.buffer, second.buffer, nest.target.buffer][place];
            let shape = buffer.ty().static_shape()?;
            let elements = shape.get(1).copied();
            let per_lane = elements.unwrap_or(1);
            let coordinates = axes.map(|role| {
                let mut weight = 1;
                let digit = |(digit, extent): &(Value, i64)| {
                    let own = weight;
                    weight *= extent;
                    let step = step(places[place], *digit).unwrap_or(0);
                    let is_lane = step >= per_lane;
                    Digit { weight: own, is_lane, stride: if is_lane { step / per_lane } else { step }, extent: *extent }
                };
                merged(roles[role].iter().map(digit))
            });
            let parameter = params.iter().position(|p| *p == buffer)?;
            let given = row.func.body().arg(parameter).ty();
            let packed = (given != buffer.ty()).then(|| given.element());
            let this = Matrix { parameter, element: buffer.ty().element(), elements, packed, coordinates };
            (this.covers(true, row.warp()) && this.covers(false, per_lane)).then_some(this)
        };
        Some(Self { sizes, lanes: row.warp(), matrices: [matrix(0, [0, 2])?, matrix(1, [1, 2])?, matrix(2, [0, 1])?] })
    }

    /// The parameters that are the factors.
    pub(super) fn factors(&self) -> [usize; 2] {
        [self.matrices[0].parameter, self.matrices[1].parameter]
    }

    /// The registers of a tile of results, for `tiles` of them down and along.
    pub(super) fn registers(&self, b: &Builder, tiles: [i64; 2], name: &str) -> Value {
        let result = &self.matrices[2];
        let registers = b.alloca(&[tiles[0], tiles[1], result.elements.unwrap_or(1)], result.element, name);
        registers.def().expect("just built").set_attr(names::REGISTER, b.ctx.unit_attr());
        registers
    }

    /// Fills a tile's registers.
    pub(super) fn fill(&self, b: &Builder, value: Value, registers: Value, place: &[Value; 2]) {
        for e in 0..self.matrices[2].elements.unwrap_or(1) {
            b.store(value, registers, &[place[0], place[1], b.index(e)]);
        }
    }

    /// What a lane brings to a use of the row, and the use: the elements that `operands` of a nest are, with its iterators of rows, columns and
    /// products in their places, are multiplied and added to a tile's registers.
    pub(super) fn multiply(
        &self,
        b: &Builder,
        (platform, row): (&str, &Row),
        lane: Value,
        (ivs, operands): ([Value; 3], [Op; 2]),
        (registers, place): (Value, &[Value; 2]),
    ) {
        let tile = b.part(registers, place);
        let mut given = vec![None; row.inputs().len()];
        for (matrix, (load, axes)) in self.matrices.iter().zip(operands.into_iter().zip([[0, 2], [1, 2]])) {
            let element = |e: i64| {
                let at = matrix.coordinates(b, lane, e);
                let moved = |v: Value| {
                    let index = axes.iter().zip(&at).fold(Linear::of(v), |index, (axis, at)| index.replace(ivs[*axis], at));
                    index.build(b)
                };
                b.load(load.operand(0), &load.operands()[1..].iter().map(|v| moved(*v)).collect::<Vec<_>>())
            };
            given[matrix.parameter] = Some(match (matrix.elements, matrix.packed) {
                (None, _) => element(0),
                (Some(n), Some(word)) => {
                    let part = |e: i64| {
                        let wide = b.value("arith.extui", &[element(e)], word);
                        let up = e * i64::from(matrix.element.bits());
                        if up == 0 { wide } else { b.bin("arith.shli", wide, b.int(word, up)) }
                    };
                    (1..n).fold(part(0), |all, e| b.bin("arith.ori", all, part(e)))
                }
                (Some(n), None) => {
                    let register = b.alloca(&[n], matrix.element, "part");
                    register.def().expect("just built").set_attr(names::REGISTER, b.ctx.unit_attr());
                    for e in 0..n {
                        b.store(element(e), register, &[b.index(e)]);
                    }
                    register
                }
            });
        }
        let ty = row.inputs();
        let inputs: Vec<Value> = given
            .into_iter()
            .enumerate()
            .map(|(k, v)| v.or_else(|| Some(b.int(ty[k], row.arg_int(k, names::VALUE)?))).unwrap_or(tile))
            .collect();
        let offsets: Vec<Value> = inputs.iter().filter(|v| v.ty().is_memref()).map(|_| b.index(0)).collect();
        let made = call(b, platform, &row.name, &inputs, &offsets, &[]);
        made.set_attr(names::WARP, b.ctx.int_attr(b.ctx.i32(), row.warp()));
    }

    /// Writes a tile's registers to an array whose element `at` is the tile's first.
    pub(super) fn store(
        &self,
        b: &Builder,
        lane: Value,
        (registers, place): (Value, &[Value; 2]),
        array: Value,
        at: &[Linear; 2],
    ) {
        let result = &self.matrices[2];
        for e in 0..result.elements.unwrap_or(1) {
            let value = b.load(registers, &[place[0], place[1], b.index(e)]);
            let own = result.coordinates(b, lane, e);
            let indices: Vec<Value> = at.iter().zip(&own).map(|(at, own)| at.plus(own).build(b)).collect();
            b.store(value, array, &indices);
        }
    }

    /// A loop over the lanes around what an iteration of a loop over the warps does: the lane.
    pub(super) fn spread(&self, warp: Op) -> Value {
        let inside = warp.body().body_ops();
        let b = Builder::at_start(warp.body(), warp.loc());
        let lanes = b.for_loop(b.index(0), b.index(self.lanes), b.index(1), "lane", |_, _| {});
        let end = lanes.body().terminator().expect("just built");
        for op in inside {
            op.move_before(end);
        }
        lanes.set_attr(names::BIND, b.ctx.str_attr("threadIdx.x"));
        lanes.set_attr(names::PARALLEL, b.ctx.unit_attr());
        lanes.body().arg(0)
    }
}

impl Matrix {
    /// Do the digits of lanes, or of elements, tell all `count` of them apart?
    fn covers(&self, lanes: bool, count: i64) -> bool {
        let mut digits: Vec<&Digit> = self.coordinates.iter().flatten().filter(|d| d.is_lane == lanes).collect();
        digits.sort_by_key(|d| d.stride);
        let next = digits.into_iter().try_fold(1, |next, d| (d.stride == next).then_some(next * d.extent));
        next == Some(count)
    }

    /// The row or column, and the other coordinate, of an element of a lane.
    fn coordinates(&self, b: &Builder, lane: Value, element: i64) -> [Linear; 2] {
        let lanes: i64 = self.coordinates.iter().flatten().filter(|d| d.is_lane).map(|d| d.extent).product();
        self.coordinates.each_ref().map(|digits| {
            digits.iter().fold(Linear::default(), |sum, d| {
                let digit = if d.is_lane {
                    let above = if d.stride == 1 { lane } else { b.bin("arith.divui", lane, b.index(d.stride)) };
                    let last = d.stride * d.extent == lanes;
                    Linear::leaf(if last { above } else { b.bin("arith.remui", above, b.index(d.extent)) })
                } else {
                    Linear::constant(element / d.stride % d.extent)
                };
                sum.plus(&digit.times(&Linear::constant(d.weight)))
            })
        })
    }
}

/// Neighbours that are digits of one number become that number: `n % 4 + 4 * (n / 4 % 4)` is `n % 16`.
fn merged(digits: impl Iterator<Item = Digit>) -> Vec<Digit> {
    let mut all: Vec<Digit> = vec![];
    for d in digits {
        match all.last_mut() {
            Some(last)
                if last.is_lane == d.is_lane
                    && d.stride == last.stride * last.extent
                    && d.weight == last.weight * last.extent =>
            {
                last.extent *= d.extent;
            }
            _ => all.push(d),
        }
    }
    all
}

/// A row whose operands are integers of which it takes the bytes, as one of bytes: `a[l] << 24 - 8 * e >> 24` becomes `a[l][e]`.
/// `None` if it is no such row.
pub(super) fn unpacked(row: &Row) -> Option<Op> {
    let copy = row.func.clone_mapped(&[]);
    let mut found = false;
    for param in copy.body().args().into_iter().filter(|p| p.ty().is_memref()) {
        let ([Some(lanes)], word) = (&param.ty().shape()[..], param.ty().element()) else { continue };
        let bytes: Option<Vec<(Op, Value)>> = param.users().into_iter().flat_map(byte_of).collect();
        let Some(bytes) = bytes.filter(|b| word.is_int() && word.bits() == 32 && !b.is_empty()) else { continue };
        for (last, e) in bytes {
            let b = Builder::before(last);
            let load = last.operand(0).def().and_then(|up| up.operand(0).def()).expect("just seen");
            let i8 = b.ctx.int(8);
            let all = b.op("memref.load", Spec { operands: &[param, load.operand(1), e], results: &[i8], ..Spec::default() });
            last.result(0).replace_all_uses(b.value("arith.extsi", &[all.result(0)], word));
            let up = last.operand(0).def().expect("just seen");
            [last, up, load].into_iter().for_each(Op::erase);
        }
        param.set_ty(copy.ctx().memref(&[Some(*lanes), Some(4)], copy.ctx().int(8)));
        found = true;
    }
    if !found {
        copy.erase();
    }
    found.then_some(copy)
}

/// The bytes that are taken of what a load reads: the last operation of each, and which byte it is.
fn byte_of(load: Op) -> Vec<Option<(Op, Value)>> {
    let byte = |up: Op| {
        if !up.is("arith.shli") {
            return None;
        }
        let [last] = up.result(0).users()[..] else { return None };
        let is_top = last.is("arith.shrsi") && last.operand(1).const_int() == Some(24);
        let behind = up.operand(1).def_by("arith.subi").filter(|d| d.operand(0).const_int() == Some(24))?;
        let bits = behind.operand(1).def_by("arith.muli").filter(|m| m.operand(1).const_int() == Some(8))?;
        let e = bits.operand(0).def_by("arith.index_cast")?.operand(0);
        is_top.then_some((last, e))
    };
    match load.results()[..] {
        [value] if load.is("memref.load") && value.users().len() == 1 => value.users().into_iter().map(byte).collect(),
        _ => vec![None],
    }
}

/// The load of a nest that reads an element.
pub(super) fn load_of(root: Op, wanted: &Access) -> Option<Op> {
    let same = |a: &Access| a.buffer == wanted.buffer && a.index == wanted.index;
    root.find("memref.load").into_iter().find(|l| crate::analysis::nest::access(*l).is_some_and(|a| same(&a)))
}
