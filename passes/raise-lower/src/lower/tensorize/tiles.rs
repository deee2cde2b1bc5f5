//! Products of matrices in the tiles of x86 (AMX).
//!
//! ```text
//! for k < n { for i < 32, j < 32, g < 16, e < 4 { sums[i][j] += (int)a[i][64 * k + 4 * g + e] * (int)b[k][g][j][e] } }
//! // _tile_loadd(0, sums, ..); .. for k < n { _tile_loadd(4, a, ..); _tile_loadd(6, b, ..); _tile_dpbusd(0, 4, 6); .. } _tile_stored(0, sums, ..); ..
//! ```
//!
//! A row's body is read as a nest on tiles of the largest size; the roles of its iterators are rows, columns, groups of products and the products of a
//! group. A program's nest has the same ones, and may have a loop over steps of the sum. Two by two tiles of the result stay in registers meanwhile.
//! Nests stay loops where their elements lie otherwise: `cache{order=..}` and `pack` bring them together. The tiles are configured where a thread begins.

use xpiler_ir::{
    Builder, Op, Type, Value, names,
    rows::{Row, Rows},
};

use super::{call, template::is_accurate, warps::pairings};
use crate::analysis::{
    linear::Linear,
    nest::{Access, Iterator, Nest, Update},
    shape::is_parallel,
};

/// Rows of a tile, and bytes of a row, at most.
const ROWS: i64 = 16;
const BYTES: i64 = 64;
/// Tiles of the result that are added to at a time, down and along.
const BLOCK: i64 = 2;

/// A row that adds products of two tiles to a third one.
pub struct TileRow<'a> {
    row: &'a Row,
    nest: Nest,
    /// Products of a group.
    group: i64,
}

/// The tile rows of a machine, in the order of the data.
pub fn tile_rows<'a>(table: &'a Rows, arch: &str) -> Vec<TileRow<'a>> {
    table.all().iter().filter(|r| r.is_on(arch) && is_accurate(r)).filter_map(TileRow::of).collect()
}

/// The roles of a nest's iterators.
struct Roles {
    rows: Iterator,
    columns: Iterator,
    groups: Iterator,
    elements: Iterator,
    steps: Option<Iterator>,
}

impl Roles {
    /// Of a nest that adds products of elements of `a` and `b`, a group of which follow each other in both.
    fn of(nest: &Nest, a: &Access, b: &Access) -> Option<Self> {
        let moves = |at: &Access, it: &Iterator| at.index.split(it.iv).map(|(by, _)| by);
        let (mut rows, mut columns, mut sums) = (vec![], vec![], vec![]);
        for it in &nest.iterators {
            let still = [&nest.target, a, b].map(|at| moves(at, it).map(|by| by == Linear::default()));
            match still {
                [Some(false), Some(false), Some(true)] => rows.push(*it),
                [Some(false), Some(true), Some(false)] => columns.push(*it),
                [Some(true), Some(false), Some(false)] => sums.push(*it),
                _ => return None,
            }
        }
        let by = |n: i64| move |it: &&Iterator| moves(a, it) == Some(Linear::constant(n));
        let elements = *sums.iter().find(by(1))?;
        let groups = *sums.iter().find(by(elements.extent.const_int()?))?;
        let others: Vec<Iterator> = sums.into_iter().filter(|it| *it != elements && *it != groups).collect();
        let ([rows], [columns], true) = (&rows[..], &columns[..], others.len() <= 1) else { return None };
        let roles = Self { rows: *rows, columns: *columns, groups, elements, steps: others.first().copied() };
        let group = Linear::constant(elements.extent.const_int()?);
        let grouped = moves(b, &elements)? == Linear::constant(1) && moves(b, &roles.columns)? == group;
        (grouped && moves(&nest.target, &roles.columns)? == Linear::constant(1)).then_some(roles)
    }
}

impl<'a> TileRow<'a> {
    fn of(row: &'a Row) -> Option<Self> {
        let tiles = row.inputs().len();
        if tiles != 3 || (0..tiles).any(|i| row.arg_attr(i, names::TILE).is_none()) {
            return None;
        }
        let copy = row.func.clone_mapped(&[]);
        for tile in copy.body().args() {
            let element = tile.ty().element();
            tile.set_ty(copy.ctx().memref(&[Some(ROWS), Some(BYTES * 8 / i64::from(element.bits()))], element));
        }
        for dim in copy.find("memref.dim") {
            let size = dim.operand(0).ty().static_shape()?[dim.operand(1).const_int()? as usize];
            dim.result(0).replace_all_uses(Builder::before(dim).index(size));
            dim.erase();
        }
        let nest = Nest::of(copy.body().body_ops().into_iter().find(|op| op.is("scf.for"))?)?;
        let loads = nest.loads();
        let [a, b] = loads[..] else { return None };
        let roles = Roles::of(&nest, a, b).filter(|r| r.steps.is_none())?;
        // Every element of the tiles is one of the matrices'.
        let leaf = |it: &Iterator| Linear::leaf(it.iv);
        let at = |columns: i64, down: Linear, along: Linear| down.times(&Linear::constant(columns)).plus(&along);
        let group = roles.elements.extent.const_int()?;
        let of_group = |it: &Iterator| at(group, leaf(it), leaf(&roles.elements));
        let columns = |access: &Access| access.buffer.ty().static_shape().map(|s| s[1]);
        let whole = a.index == at(columns(a)?, leaf(&roles.rows), of_group(&roles.groups))
            && b.index == at(columns(b)?, leaf(&roles.groups), of_group(&roles.columns))
            && nest.target.index == at(columns(&nest.target)?, leaf(&roles.rows), leaf(&roles.columns))
            && copy.body().args() == [nest.target.buffer, a.buffer, b.buffer];
        drop(loads);
        whole.then_some(Self { row, nest, group })
    }

    /// What each element of a tile of the result gathers at a time: products, and how many of them are a group.
    pub fn depth(&self) -> [i64; 2] {
        [ROWS * self.group, self.group]
    }

    /// Does the row add what the program adds, wherever its elements are?
    pub fn gathers(&self, program: &Nest) -> bool {
        !self.pairings(program).is_empty()
    }

    fn pairings<'e>(&'e self, program: &'e Nest) -> Vec<Vec<(&'e Access, &'e Access)>> {
        let combine = |nest: &Nest| match &nest.update {
            Update::Accumulate { combine, .. } => Some(combine.clone()),
            Update::Assign => None,
        };
        let same = combine(&self.nest) == combine(program)
            && self.nest.target.buffer.ty().element() == program.target.buffer.ty().element();
        if same { pairings(&self.nest.value, &program.value) } else { vec![] }
    }

    /// How the program's nest is one of tiles.
    fn product(&self, root: Op, program: &Nest) -> Option<Product<'_>> {
        if !matches!(program.update, Update::Accumulate { init: None, .. }) || program.finish.is_some() {
            return None;
        }
        self.pairings(program).into_iter().find_map(|pairs| {
            let of = |buffer: Value| pairs.iter().find(|(row, _)| row.buffer == buffer).map(|(_, program)| (*program).clone());
            let loads = self.nest.loads();
            let (a, b) = (of(loads[0].buffer)?, of(loads[1].buffer)?);
            let roles = Roles::of(program, &a, &b)?;
            let extent = |it: &Iterator| it.extent.const_int();
            let (rows, columns) = (extent(&roles.rows)?, extent(&roles.columns)?);
            let groups = extent(&roles.groups).filter(|n| (1..=ROWS).contains(n))?;
            let whole = |n: i64| n > 0 && (n <= ROWS || n % ROWS == 0);
            if !whole(rows) || !whole(columns) || extent(&roles.elements) != Some(self.group) {
                return None;
            }
            let place = |at: &Access, down: &Iterator, along: &[&Iterator]| {
                let (stride, mut base) = at.index.split(down.iv)?;
                for it in along {
                    base = base.split(it.iv)?.1;
                }
                let (step, base) = match &roles.steps {
                    Some(steps) => base.split(steps.iv)?,
                    None => (Linear::default(), base),
                };
                let known = [&stride, &step, &base].into_iter().all(|l| l.values().into_iter().all(|v| v.is_outside(root)));
                known.then_some(Place { buffer: at.buffer, stride, step, base })
            };
            let places = [
                place(&program.target, &roles.rows, &[&roles.columns])?,
                place(&a, &roles.rows, &[&roles.groups, &roles.elements])?,
                place(&b, &roles.groups, &[&roles.columns, &roles.elements])?,
            ];
            let sizes = [rows.min(ROWS), columns.min(ROWS), groups];
            Some(Product {
                row: self.row,
                places,
                sizes,
                tiles: [rows / sizes[0], columns / sizes[1]],
                group: self.group,
                steps: roles.steps,
            })
        })
    }
}

/// A matrix of the program: elements from one row to the next, and from one step of the sum to the next.
struct Place {
    buffer: Value,
    stride: Linear,
    step: Linear,
    base: Linear,
}

impl Place {
    /// The tile that begins that many rows and elements further on.
    fn at(&self, rows: i64, elements: i64, step: Option<Value>) -> Linear {
        let moved = self.base.plus(&self.stride.times(&Linear::constant(rows))).plus(&Linear::constant(elements));
        step.map_or(moved.clone(), |k| moved.plus(&self.step.times(&Linear::leaf(k))))
    }
}

/// A nest that is a product of tiles: the result, the factors, each with its place.
struct Product<'a> {
    row: &'a Row,
    places: [Place; 3],
    /// Rows and columns of a tile of the result, groups of a step.
    sizes: [i64; 3],
    /// Tiles of the result, down and along.
    tiles: [i64; 2],
    group: i64,
    steps: Option<Iterator>,
}

/// The tiles of a thread: of the result, two by two, and of the factors.
struct Tiles {
    result: Vec<Value>,
    factors: [Vec<Value>; 2],
}

impl Product<'_> {
    /// The size and the element of each kind of tile.
    fn shapes(&self) -> [([i64; 2], Type); 3] {
        let [rows, columns, groups] = self.sizes;
        let element = |i: usize| self.places[i].buffer.ty().element();
        [([rows, columns], element(0)), ([rows, groups * self.group], element(1)), ([groups, columns * self.group], element(2))]
    }

    /// Writes the product in front of the nest and erases it.
    fn emit(&self, root: Op, tiles: &Tiles) {
        let b = Builder::before(root);
        let [down, along] = self.tiles;
        for top in (0..down).step_by(BLOCK as usize) {
            for left in (0..along).step_by(BLOCK as usize) {
                let block: Vec<[i64; 2]> =
                    (top..down.min(top + BLOCK)).flat_map(|i| (left..along.min(left + BLOCK)).map(move |j| [i, j])).collect();
                let result = |i: i64, j: i64| tiles.result[((i - top) * BLOCK + j - left) as usize];
                let place = |i: i64, j: i64| self.places[0].at(i * self.sizes[0], j * self.sizes[1], None);
                for [i, j] in &block {
                    self.access(&b, "_tile_loadd", result(*i, *j), 0, &place(*i, *j));
                }
                match &self.steps {
                    None => self.add(&b, tiles, &block, &result, None),
                    Some(steps) => {
                        let name = steps.op.str_attr(names::NAME).unwrap_or_default();
                        let (zero, one) = (b.int(steps.extent.ty(), 0), b.int(steps.extent.ty(), 1));
                        b.for_loop(zero, steps.extent, one, &name, |b, k| self.add(b, tiles, &block, &result, Some(k)));
                    }
                }
                for [i, j] in &block {
                    self.access(&b, "_tile_stored", result(*i, *j), 0, &place(*i, *j));
                }
            }
        }
        root.erase();
    }

    /// One step of the sum.
    fn add(&self, b: &Builder, tiles: &Tiles, block: &[[i64; 2]], result: &dyn Fn(i64, i64) -> Value, step: Option<Value>) {
        let [top, left] = block[0];
        let factor = |k: usize, i: i64| tiles.factors[k][(i - [top, left][k]) as usize];
        for [i, _] in block.iter().filter(|[_, j]| *j == left) {
            self.access(b, "_tile_loadd", factor(0, *i), 1, &self.places[1].at(i * self.sizes[0], 0, step));
        }
        for [_, j] in block.iter().filter(|[i, _]| *i == top) {
            self.access(b, "_tile_loadd", factor(1, *j), 2, &self.places[2].at(0, j * self.sizes[1] * self.group, step));
        }
        let zero = b.index(0);
        for [i, j] in block {
            call(b, "vnni", &self.row.name, &[result(*i, *j), factor(0, *i), factor(1, *j)], &[zero; 3], &[]);
        }
    }

    /// Loads or stores a tile; strides are bytes.
    fn access(&self, b: &Builder, row: &str, tile: Value, place: usize, at: &Linear) {
        let Place { buffer, stride, .. } = &self.places[place];
        let bytes = i64::from(buffer.ty().element().bits()) / 8;
        let stride = stride.times(&Linear::constant(bytes)).build(b);
        let at = at.build(b);
        call(b, "vnni", row, &[tile, *buffer, stride], &[b.index(0), at], &[]);
    }
}

/// Replaces the nests of a top-level operation that are products of tiles, all of one size.
pub fn generate(top: Op, rows: &[TileRow]) {
    let nests = top.find("scf.for").into_iter().filter_map(|op| Some((op, Nest::of(op)?)));
    let mut found: Vec<(Op, Product)> = vec![];
    for (root, program) in nests {
        if found.iter().any(|(other, _)| root.is_inside(*other)) {
            continue;
        }
        let product = rows.iter().find_map(|row| row.product(root, &program));
        found.extend(product.map(|p| (root, p)));
    }
    let Some(shapes) = found.first().map(|(_, p)| p.shapes()) else { return };
    found.retain(|(_, p)| p.shapes() == shapes);
    let outside = found.iter().any(|(root, _)| *root == top) || !is_parallel(top);
    let b = if outside { Builder::before(top) } else { Builder::at_start(top.body(), top.loc()) };
    let mut number = 0;
    let mut make = |([rows, columns], element): ([i64; 2], Type), count: i64| -> Vec<Value> {
        let tile = |_| {
            let tile = b.alloca(&[rows, columns], element, &format!("tile{number}"));
            tile.def().into_iter().for_each(|d| d.set_attr(names::TILE, b.ctx.int_attr(b.ctx.i64(), number)));
            number += 1;
            tile
        };
        (0..count).map(tile).collect()
    };
    let [result, a, b_] = shapes;
    let tiles = Tiles { result: make(result, BLOCK * BLOCK), factors: [make(a, BLOCK), make(b_, BLOCK)] };
    for (root, product) in found {
        product.emit(root, &tiles);
    }
}
