//! Products of matrices that the lanes of a warp compute together: fragments of `wmma`, registers of MFMA.
//!
//! ```text
//! for w < 4 [threadIdx.y] { for i < 16, j < 16          { acc[16*w + i][j] = 0 } }
//! for w < 4 [threadIdx.y] { for i < 16, j < 16, k < 16  { acc[16*w + i][j] += As[16*w + i][k] * Bs[k][j] } }
//! for y, x [threads]      { C[..] = acc[y][x] }
//! // fill_fragment(acc[0][0], 0); load_matrix_sync(a, As + .., ldm); load_matrix_sync(b, ..); mma_sync(acc[0][0], a, b, acc[0][0]);
//! // store_matrix_sync(acc_out + .., acc[0][0], ldm); C[..] = acc_out[y][x]
//! ```
//!
//! A sum's row is found by the roles of its iterators: rows of the result, columns, products of a sum. Where its operands lie, in which order and
//! how far apart, is what loads and stores of fragments are asked for, whose rows are found by [`unify`]. The array of the sums becomes fragments,
//! if loops over the warps (`threadIdx.y`, with no loop over `threadIdx.x` inside) fill it and add to it, every warp in rows of its own, and what
//! reads it comes later; that reads a copy in shared memory. Else nothing changes. For a row on registers of the lanes, `threadIdx.x` counts the
//! lanes: each brings the elements that the row's body takes from it ([`registers`](super::registers)).
//!
//! A row that multiplies rounded elements stands for products of the elements as they are, if that is allowed; its fragments go through the rows that round
//! them.

use xpiler_ir::{
    Builder, Op, Permission, Type, Value, names,
    rows::{Row, Rows},
};

use super::{
    super::align,
    call,
    registers::{Layout, load_of, unpacked},
    template::is_accurate,
};
use crate::analysis::{
    linear::Linear,
    nest::{Access, Binding, Bound, Expr, Nest, Update, commutes, unify},
    shape::Order,
    trips::count_iterations,
};
use crate::transform::drop_roundings::roundings;

/// A row of warps that is a nest.
struct WarpRow<'a> {
    row: &'a Row,
    params: Vec<Value>,
    nest: Nest,
    /// What it multiplies, if it adds a product to a matrix that it is given.
    product: Option<Shape>,
}

/// The matrices that a row multiplies.
struct Shape {
    /// Rows and columns of the result, products of a sum.
    sizes: [i64; 3],
    held: Held,
}

/// Where the matrices are.
enum Held {
    /// In fragments; the row's iterators of rows, columns and products.
    Fragments([usize; 3]),
    /// In registers of the lanes.
    Registers(Box<Layout>),
}

impl<'a> WarpRow<'a> {
    fn of(row: &'a Row) -> Option<Self> {
        let body = unpacked(row).unwrap_or(row.func).body();
        let root = body.body_ops().into_iter().find(|o| o.is("scf.for"))?;
        let (params, mut nest) = (body.args(), Nest::of(root)?);
        let product = Shape::of(row, &nest, &params);
        if product.is_some() {
            nest.value = unrounded(nest.value);
        }
        // Other rows on stacked operands are no nests that anything looks for.
        let is_stacked = (0..row.inputs().len()).any(|i| row.is_stacked(i));
        (!is_stacked || product.is_some()).then_some(Self { row, params, nest, product })
    }

    fn layout(&self) -> Option<&Layout> {
        match &self.product.as_ref()?.held {
            Held::Registers(layout) => Some(layout),
            Held::Fragments(_) => None,
        }
    }
}

impl Shape {
    fn of(row: &Row, nest: &Nest, params: &[Value]) -> Option<Self> {
        if !matches!(&nest.update, Update::Accumulate { init: Some(Expr::Load(_)), .. }) {
            return None;
        }
        if row.is_stacked(0) {
            let layout = Layout::of(row, nest, params)?;
            return Some(Self { sizes: layout.sizes, held: Held::Registers(Box::new(layout)) });
        }
        let roles = roles(nest, &nest.loads())?;
        let [Some(m), Some(n), Some(k)] = roles.map(|i| nest.iterators[i].extent.const_int()) else { return None };
        Some(Self { sizes: [m, n, k], held: Held::Fragments(roles) })
    }
}

/// The size of the matrices that a row multiplies, and the lanes that do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Rows and columns of the result, products of a sum.
    pub sizes: [i64; 3],
    /// Lanes of a warp.
    pub lanes: i64,
}

/// The rows of a machine's warps.
pub struct Warps<'a> {
    rows: Vec<WarpRow<'a>>,
    table: &'a Rows,
    platform: &'a str,
}

/// A row that adds products to a tile: the program's iterators of rows, columns and products; for each factor, its parameter and the element.
struct Product<'r, 'a> {
    row: &'r WarpRow<'a>,
    iterators: [usize; 3],
    operands: Vec<(usize, Access)>,
}

impl Product<'_, '_> {
    /// The program's iterator for one of a row on fragments.
    fn iterator(&self, of_row: usize) -> Option<usize> {
        match &self.row.product.as_ref()?.held {
            Held::Fragments(roles) => Some(self.iterators[roles.iter().position(|r| *r == of_row)?]),
            Held::Registers(_) => None,
        }
    }
}

impl<'a> Warps<'a> {
    /// The rows that a machine has, but for those that round what may not be rounded.
    pub fn new(table: &'a Rows, platform: &'a str, arch: &str, allowed: &[Permission]) -> Self {
        let may_round = |row: &Row| roundings(row.func).iter().all(|op| allowed.iter().any(|p| p.covers(op.result(0).ty())));
        let usable = table.all().iter().filter(|r| r.warp() > 0 && r.is_on(arch) && is_accurate(r) && may_round(r));
        let rows = usable.filter_map(WarpRow::of);
        Self { rows: rows.collect(), table, platform }
    }

    /// What multiplies matrices of these elements: the value that a contraction adds up, and how.
    pub fn unit(&self, gathered: &Nest) -> Option<Unit> {
        let Update::Accumulate { combine, .. } = &gathered.update else { return None };
        self.rows.iter().filter(|r| adds(&r.nest, combine)).find_map(|r| {
            pairings(&r.nest.value, &gathered.value).first()?;
            Some(Unit { sizes: r.product.as_ref()?.sizes, lanes: r.row.warp() })
        })
    }

    /// Turns the arrays of sums of a block into fragments.
    pub fn generate(&self, top: Op) {
        for warp in top.find("scf.for").into_iter().filter(|l| l.str_attr(names::BIND).as_deref() == Some("threadIdx.y")) {
            if warp.find("scf.for").iter().all(|l| l.attr(names::BIND).is_none() || *l == warp) {
                warp.find("scf.for").into_iter().for_each(count_iterations);
            }
        }
        for alloca in top.find("memref.alloca") {
            if let Some(sums) = self.sums(alloca) {
                sums.emit(self);
            }
        }
    }

    /// The rows that add what a nest adds, in every way that its factors are the row's.
    fn products(&self, program: &Nest) -> Vec<Product<'_, 'a>> {
        let Update::Accumulate { combine, init: None } = &program.update else { return vec![] };
        let candidates = self.rows.iter().filter(|r| adds(&r.nest, combine)).flat_map(|row| {
            let pairings = pairings(&row.nest.value, &program.value);
            pairings.into_iter().filter_map(move |pairs| {
                let actual: Vec<&Access> = pairs.iter().map(|(_, a)| *a).collect();
                let iterators = roles(program, &actual)?;
                if iterators.map(|i| program.iterators[i].extent.const_int()) != row.product.as_ref()?.sizes.map(Some) {
                    return None;
                }
                let operand = |(w, a): (&Access, &Access)| Some((row.params.iter().position(|p| *p == w.buffer)?, a.clone()));
                let operands = pairs.iter().map(|(w, a)| operand((w, a))).collect::<Option<_>>()?;
                Some(Product { row, iterators, operands })
            })
        });
        candidates.collect()
    }

    /// The row that computes a nest, which is built in front of an operation and taken away again.
    fn find(&self, at: &Builder, nest: impl FnOnce(&Builder) -> Op) -> Vec<(&WarpRow<'a>, Binding)> {
        let made = nest(at);
        let program = Nest::of(made);
        let found = program.iter().flat_map(|program| {
            let typed = |r: &WarpRow, binding: &Binding| {
                (0..r.params.len()).all(|k| match binding.get(k) {
                    Some(Bound::Pointer(at)) => at.buffer.ty().element() == r.params[k].ty().element(),
                    Some(Bound::Scalar(v)) => v.ty() == r.params[k].ty(),
                    _ => true,
                })
            };
            let on_memory = self.rows.iter().filter(|r| r.layout().is_none());
            let bound = on_memory.filter_map(move |r| Some((r, unify(&r.nest, &r.params, program)?)));
            bound.filter(move |(r, binding)| typed(r, binding))
        });
        let found = found.collect();
        made.erase();
        found
    }

    /// What is done to an array of sums, if warps can keep it in fragments.
    fn sums(&self, alloca: Op) -> Option<Sums<'_, 'a>> {
        let array = alloca.result(0);
        let shape = array.ty().static_shape().filter(|s| s.len() == 2)?;
        let block = alloca.block()?;
        let mut sums = Sums { alloca, adds: vec![], fills: vec![], reads: vec![], size: [0, 0], tiles: [0, 0], warps: 0 };
        let mut roots: Vec<Op> = vec![];
        for user in array.users() {
            if !user.is("memref.load") && !user.is("memref.store") {
                return None;
            }
            let Some(warp) = warp_loop(user) else {
                if !user.is("memref.load") {
                    return None;
                }
                sums.reads.push(user);
                continue;
            };
            if user.is("memref.load") || roots.iter().any(|r| user.is_inside(*r)) {
                continue;
            }
            let around: Vec<Op> = user.ancestors().take_while(|a| *a != warp).filter(|a| a.is("scf.for")).collect();
            let (root, tile) = around.into_iter().find_map(|root| {
                let nest = Nest::of(root).filter(|n| n.target.buffer == array)?;
                Some((root, self.tile(&nest, user, warp)?))
            })?;
            roots.push(root);
            let own = (tile.size, tile.warps, tile.rows_of_warp);
            let known = (sums.size, sums.warps, sums.tiles[0] * sums.size[0]);
            if sums.warps > 0 && own != known {
                return None;
            }
            let whole = shape[0] == tile.warps * tile.rows_of_warp && shape[1] % tile.size[1] == 0;
            if !whole || tile.rows_of_warp % tile.size[0] != 0 {
                return None;
            }
            (sums.size, sums.warps) = (tile.size, tile.warps);
            sums.tiles = [tile.rows_of_warp / tile.size[0], shape[1] / tile.size[1]];
            match tile.content {
                Content::Add(product) => sums.adds.push((root, product, tile.place)),
                Content::Fill(value) => sums.fills.push((root, value, tile.place)),
            }
        }
        // Every load is in one of the nests, or comes behind all of them.
        let order = Order::of(block);
        let at = |op: Op| order.place(op);
        let first_read = sums.reads.iter().filter_map(|r| at(*r)).min()?;
        let others = array.users().into_iter().filter(|u| !sums.reads.contains(u));
        let covered = others.into_iter().all(|u| roots.iter().any(|r| u.is_inside(*r)) && at(u).is_some_and(|p| p < first_read));
        (covered && !sums.adds.is_empty()).then_some(sums)
    }

    /// A nest in a loop over the warps as a whole tile of the array.
    fn tile(&self, nest: &Nest, store: Op, warp: Op) -> Option<Tile<'_, 'a>> {
        match (&nest.update, &nest.value) {
            (Update::Accumulate { .. }, _) => self.products(nest).into_iter().find_map(|product| {
                let [i, j, _] = product.iterators;
                tile(Content::Add(product), nest, [i, j], store, warp)
            }),
            (Update::Assign, Expr::Uniform(value)) if nest.iterators.len() == 2 => {
                tile(Content::Fill(*value), nest, [0, 1], store, warp)
            }
            _ => None,
        }
    }

    /// The row that brings a matrix into a fragment, and the fragment. Nothing is left behind if there is none.
    fn load(&self, b: &Builder, product: &Product, program: &Nest, operand: &(usize, Access)) -> Option<Value> {
        let (k, from) = operand;
        let param = product.row.params[*k];
        let shape = param.ty().static_shape()?;
        let iv = |r: usize| product.iterator(r).map(|i| program.iterators[i].iv);
        let [Some(rows), Some(columns)] = dimensions(product.row, param)?.map(iv) else { return None };
        let (down, rest) = from.index.split(rows)?;
        let (along, base) = rest.split(columns)?;
        let rounding = match product.row.row.arg_attr(*k, names::ROUNDED).and_then(|a| a.as_str()) {
            Some(name) => Some(self.table.all().iter().find(|r| r.name == name)?),
            None => None,
        };
        let fragment = b.alloca(&shape, param.ty().element(), "fragment");
        let element = |b: &Builder, i: Value, j: Value| {
            let moved = |by: &Linear, v: Value| by.times(&Linear::leaf(v));
            base.plus(&moved(&down, i)).plus(&moved(&along, j)).build(b)
        };
        let flat = flattened(b, from.buffer);
        let found = self.find(b, |b| {
            nest(b, &shape, |b, i, j| {
                let at = element(b, i, j);
                let value = b.load(flat, &[at]);
                b.store(value, fragment, &[i, j]);
            })
        });
        let wanted = product.row.row.arg_attr(*k, names::FRAGMENT).and_then(|a| a.as_array()).unwrap_or_default();
        let wanted: Vec<String> = wanted.iter().filter_map(|a| a.as_str()).collect();
        let chosen = found.into_iter().find_map(|(row, binding)| {
            let binding = at_array(binding, flat, from.buffer);
            let words = fragment_words(row, &binding, fragment)?;
            let is_operand = !words.iter().any(|w| w == "accumulator");
            (is_operand && meets(row, &binding)).then_some((row, binding, words))
        });
        if flat != from.buffer {
            flat.def().into_iter().for_each(Op::erase);
        }
        let Some((row, binding, words)) = chosen else {
            fragment.def().into_iter().for_each(Op::erase);
            return None;
        };
        let words = [wanted, words].concat();
        // A fragment of bytes takes pointers to bytes of the same sign.
        if let (Some(array), Some(ty)) = (from.buffer.def(), words.iter().find(is_type)) {
            array.set_attr(names::CTYPE, b.ctx.str_attr(ty));
        }
        declare(fragment, &words, product.row);
        align_arrays(row, &binding);
        self.call(b, row.row, &binding);
        if let Some(rounding) = rounding {
            let whole = Bound::Pointer(Access { buffer: fragment, index: Linear::default() });
            self.call(b, rounding, &Binding { params: vec![(0, whole)], iterators: vec![] });
        }
        Some(fragment)
    }

    /// The use of a row, by all lanes.
    fn call(&self, b: &Builder, row: &Row, binding: &Binding) {
        let (mut inputs, mut offsets) = (vec![], vec![]);
        for (k, ty) in row.inputs().into_iter().enumerate() {
            match binding.get(k) {
                Some(Bound::Pointer(at)) => {
                    inputs.push(at.buffer);
                    offsets.push(at.index.build(b));
                }
                Some(Bound::Count(n)) => inputs.push(n.build(b)),
                Some(Bound::Scalar(v)) => inputs.push(*v),
                Some(Bound::Lanes(_)) => unreachable!("warp rows have no vectors"),
                None => inputs.push(b.int(ty, row.arg_int(k, names::VALUE).unwrap_or(0))),
            }
        }
        let made = call(b, self.platform, &row.name, &inputs, &offsets, &[]);
        made.set_attr(names::WARP, b.ctx.int_attr(b.ctx.i32(), row.warp()));
    }
}

/// What a nest does to a tile.
enum Content<'r, 'a> {
    Add(Product<'r, 'a>),
    Fill(Value),
}

/// The tile of the array that a nest covers, whose iterators `i` and `j` move down and along.
fn tile<'r, 'a>(content: Content<'r, 'a>, nest: &Nest, [i, j]: [usize; 2], store: Op, warp: Op) -> Option<Tile<'r, 'a>> {
    let extent = |k: usize| nest.iterators[k].extent.const_int();
    let mut place = vec![];
    for (index, k) in store.operands()[2..].iter().zip([i, j]) {
        let (own, rest) = Linear::of(*index).split(nest.iterators[k].iv)?;
        if own.as_constant() != Some(1) {
            return None;
        }
        place.push(rest);
    }
    // The warp's rows lie together.
    let (by_warp, rest) = place[0].split(warp.body().arg(0))?;
    place[0] = rest;
    let size = [extent(i)?, extent(j)?];
    let place = [place[0].divided(size[0])?, place[1].divided(size[1])?];
    let counts = |op: &Op| op.operand(0).const_int() == Some(0) && op.operand(2).const_int() == Some(1);
    let warps = Some(warp).filter(counts)?.operand(1).const_int()?;
    Some(Tile { content, size, warps, rows_of_warp: by_warp.as_constant().filter(|n| *n > 0)?, place })
}

/// A nest that covers a tile of the array.
struct Tile<'r, 'a> {
    content: Content<'r, 'a>,
    /// Rows and columns.
    size: [i64; 2],
    warps: i64,
    rows_of_warp: i64,
    /// Which of the warp's tiles.
    place: [Linear; 2],
}

/// An array of sums whose tiles become fragments.
struct Sums<'r, 'a> {
    alloca: Op,
    adds: Vec<(Op, Product<'r, 'a>, [Linear; 2])>,
    fills: Vec<(Op, Value, [Linear; 2])>,
    reads: Vec<Op>,
    /// Rows and columns of a tile.
    size: [i64; 2],
    /// A warp's tiles, down and along.
    tiles: [i64; 2],
    warps: i64,
}

impl Sums<'_, '_> {
    fn emit(self, warps: &Warps) {
        match self.adds[0].1.row.layout() {
            Some(layout) => self.emit_registers(warps, layout),
            None => self.emit_fragments(warps),
        }
    }

    /// The lanes keep their elements of the tiles in registers.
    fn emit_registers(&self, warps: &Warps, layout: &Layout) {
        let b = Builder::before(self.alloca);
        let name = self.alloca.str_attr(names::NAME).unwrap_or_else(|| "acc".into());
        let row = self.adds[0].1.row;
        let mut uses = vec![];
        for (root, product, place) in &self.adds {
            let program = Nest::of(*root).expect("it was just read");
            let ivs = product.iterators.map(|i| program.iterators[i].iv);
            let factor = |k: usize| product.operands.iter().find(|(p, _)| *p == k).and_then(|(_, at)| load_of(*root, at));
            let ([Some(first), Some(second)], true) = (layout.factors().map(factor), std::ptr::eq(product.row, row)) else {
                return;
            };
            uses.push((*root, (ivs, [first, second]), place));
        }
        let top = std::iter::once(self.reads[0]).chain(self.reads[0].ancestors()).find(|a| a.block() == self.alloca.block());
        let Some(top) = top else { return };
        let registers = layout.registers(&b, self.tiles, &name);
        let mut spread: Vec<(Op, Value)> = vec![];
        let mut lane_of = |root: Op| {
            let warp = warp_loop(root).expect("tiles lie in loops over the warps");
            let known = spread.iter().find(|(w, _)| *w == warp).map(|(_, lane)| *lane);
            known.unwrap_or_else(|| {
                spread.push((warp, layout.spread(warp)));
                spread[spread.len() - 1].1
            })
        };
        let lanes: Vec<Value> =
            uses.iter().map(|(root, ..)| *root).chain(self.fills.iter().map(|(r, ..)| *r)).map(&mut lane_of).collect();
        for ((root, of, place), lane) in uses.iter().zip(&lanes) {
            let b = Builder::before(*root);
            let place = place.each_ref().map(|p| p.build(&b));
            layout.multiply(&b, (warps.platform, row.row), *lane, *of, (registers, &place));
            root.erase();
        }
        for (root, value, place) in &self.fills {
            let b = Builder::before(*root);
            layout.fill(&b, *value, registers, &place.each_ref().map(|p| p.build(&b)));
            root.erase();
        }
        let shape = self.alloca.result(0).ty().static_shape().unwrap_or_default();
        let out = b.alloca(&shape, self.alloca.result(0).ty().element(), &format!("{name}_out"));
        out.def().into_iter().for_each(|d| d.set_attr(names::SPACE, b.ctx.str_attr("shared")));
        let b = Builder::before(top);
        let [down, along] = self.tiles;
        let (zero, one) = (b.index(0), b.index(1));
        let made = b.for_loop(zero, b.index(self.warps), one, "warp", |b, w| {
            b.for_loop(zero, b.index(down), one, "tile", |b, r| {
                b.for_loop(zero, b.index(along), one, "tile", |_, c| {
                    let _ = (w, r, c);
                });
            });
        });
        made.set_attr(names::BIND, b.ctx.str_attr("threadIdx.y"));
        made.set_attr(names::PARALLEL, b.ctx.unit_attr());
        let lane = layout.spread(made);
        let inner = made.find("scf.for").into_iter().max_by_key(|l| l.ancestors().count()).expect("just built");
        let (w, c) = (made.body().arg(0), inner.body().arg(0));
        let r = inner.parent().expect("it is inside").body().arg(0);
        let times = |v: Value, n: i64| Linear::leaf(v).times(&Linear::constant(n));
        let at = [times(w, down * self.size[0]).plus(&times(r, self.size[0])), times(c, self.size[1])];
        layout.store(&Builder::before(inner.body().terminator().expect("loops end")), lane, (registers, &[r, c]), out, &at);
        for read in &self.reads {
            read.set_operand(0, out);
        }
        self.alloca.erase();
    }

    /// Fragments keep the tiles.
    fn emit_fragments(self, warps: &Warps) {
        let b = Builder::before(self.alloca);
        let array = self.alloca.result(0);
        let (element, name) = (array.ty().element(), self.alloca.str_attr(names::NAME).unwrap_or_else(|| "acc".into()));
        let fragments = b.alloca(&[self.tiles[0], self.tiles[1], self.size[0], self.size[1]], element, &name);
        let product = self.adds[0].1.row;
        let words = product.row.arg_attr(0, names::FRAGMENT).and_then(|a| a.as_array()).unwrap_or_default();
        declare(fragments, &words.iter().filter_map(|w| w.as_str()).collect::<Vec<_>>(), product);
        let part = |b: &Builder, place: &[Linear; 2]| b.part(fragments, &place.each_ref().map(|p| p.build(b)));

        let mut written: Vec<Op> = vec![];
        let complete = self.adds.iter().all(|(root, product, place)| {
            let before = Builder::before(*root);
            let program = Nest::of(*root).expect("it was just read");
            let first = before.previous();
            let loaded: Option<Vec<(usize, Value)>> =
                product.operands.iter().map(|o| Some((o.0, warps.load(&before, product, &program, o)?))).collect();
            if let Some(loaded) = loaded {
                let tile = part(&before, place);
                let whole = |v: Value| Bound::Pointer(Access { buffer: v, index: Linear::default() });
                let bind = |k: usize| (k, whole(loaded.iter().find(|(p, _)| *p == k).map_or(tile, |(_, v)| *v)));
                let params = (0..product.row.params.len()).map(bind).collect();
                warps.call(&before, product.row.row, &Binding { params, iterators: vec![] });
                written.extend(between(first, *root));
                return true;
            }
            written.extend(between(first, *root));
            false
        });
        let complete = complete
            && self.fills.iter().all(|(root, value, place)| {
                let before = Builder::before(*root);
                let first = before.previous();
                let tile = part(&before, place);
                let found = warps.find(&before, |b| {
                    nest(b, &self.size, |b, i, j| {
                        b.store(*value, tile, &[i, j]);
                    })
                });
                let filled = found.first().map(|(row, binding)| warps.call(&before, row.row, binding)).is_some();
                written.extend(between(first, *root));
                filled
            });
        let top = std::iter::once(self.reads[0]).chain(self.reads[0].ancestors()).find(|a| a.block() == self.alloca.block());
        let out = b.alloca(&array.ty().static_shape().unwrap_or_default(), element, &format!("{name}_out"));
        let complete = complete && top.is_some_and(|top| self.store(warps, top, fragments, out, &mut written));
        if !complete {
            written.into_iter().rev().for_each(Op::erase);
            [out, fragments].into_iter().filter_map(Value::def).for_each(Op::erase);
            return;
        }
        out.def().into_iter().for_each(|d| d.set_attr(names::SPACE, b.ctx.str_attr("shared")));
        for read in &self.reads {
            read.set_operand(0, out);
        }
        self.adds.iter().map(|(r, _, _)| *r).chain(self.fills.iter().map(|(r, _, _)| *r)).for_each(Op::erase);
        self.alloca.erase();
    }

    /// Every warp stores its tiles, in front of what reads them.
    fn store(&self, warps: &Warps, top: Op, fragments: Value, out: Value, written: &mut Vec<Op>) -> bool {
        let b = Builder::before(top);
        let flat = flattened(&b, out);
        let (zero, one) = (b.index(0), b.index(1));
        let [down, along] = self.tiles;
        let width = self.tiles[1] * self.size[1];
        let mut stored = false;
        let count = |b: &Builder, n: i64| b.index(n);
        let made = b.for_loop(zero, count(&b, self.warps), one, "warp", |b, w| {
            b.for_loop(zero, count(b, down), one, "tile", |b, r| {
                b.for_loop(zero, count(b, along), one, "tile", |b, c| {
                    let times = |v: Value, n: i64| Linear::leaf(v).times(&Linear::constant(n));
                    let row = times(w, down * self.size[0]).plus(&times(r, self.size[0]));
                    let base = row.times(&Linear::constant(width)).plus(&times(c, self.size[1]));
                    let tile = b.part(fragments, &[r, c]);
                    let found = warps.find(b, |b| {
                        nest(b, &self.size, |b, i, j| {
                            let value = b.load(tile, &[i, j]);
                            let at = base.plus(&times(i, width)).plus(&Linear::leaf(j)).build(b);
                            b.store(value, flat, &[at]);
                        })
                    });
                    let found = found.into_iter().map(|(row, binding)| (row, at_array(binding, flat, out)));
                    if let Some((row, binding)) = found.into_iter().find(|(row, binding)| meets(row, binding)) {
                        align_arrays(row, &binding);
                        warps.call(b, row.row, &binding);
                        stored = true;
                    }
                });
            });
        });
        made.set_attr(names::BIND, b.ctx.str_attr("threadIdx.y"));
        made.set_attr(names::PARALLEL, b.ctx.unit_attr());
        written.push(made);
        if flat != out {
            flat.def().into_iter().for_each(Op::erase);
        }
        stored
    }
}

/// What stands between two operations of a block.
fn between(first: Option<Op>, last: Op) -> Vec<Op> {
    let all = last.block().map(|b| b.ops()).unwrap_or_default();
    let start = first.and_then(|f| all.iter().position(|o| *o == f)).map_or(0, |p| p + 1);
    all.into_iter().skip(start).take_while(|o| *o != last).collect()
}

/// Two loops over a tile.
fn nest(b: &Builder, size: &[i64], body: impl FnOnce(&Builder, Value, Value)) -> Op {
    let (zero, one) = (b.index(0), b.index(1));
    let (rows, columns) = (b.index(size[0]), b.index(size[1]));
    b.for_loop(zero, rows, one, "i", |b, i| {
        b.for_loop(zero, columns, one, "j", |b, j| body(b, i, j));
    })
}

/// An array as a row of elements, for nests that are built to be matched. An array of one dimension is one.
fn flattened(b: &Builder, array: Value) -> Value {
    match array.ty().static_shape() {
        Some(shape) if shape.len() > 1 => b.alloca(&[shape.iter().product()], array.ty().element(), "flat"),
        _ => array,
    }
}

/// The binding with the array in the place of its flat stand-in.
fn at_array(mut binding: Binding, flat: Value, array: Value) -> Binding {
    for (_, bound) in &mut binding.params {
        if let Bound::Pointer(at) = bound
            && at.buffer == flat
        {
            at.buffer = array;
        }
    }
    binding
}

/// The loop over the warps around an access: bound to `threadIdx.y`, with no loop over `threadIdx.x` around the access.
fn warp_loop(access: Op) -> Option<Op> {
    let bound = |to: &str| access.ancestors().find(|a| a.str_attr(names::BIND).as_deref() == Some(to));
    bound("threadIdx.y").filter(|_| bound("threadIdx.x").is_none() && bound("threadIdx.z").is_none())
}

/// Does the row add to a matrix that it is given?
fn adds(row: &Nest, combine: &str) -> bool {
    matches!(&row.update, Update::Accumulate { combine: own, init: Some(Expr::Load(_)) } if own == combine)
}

/// The iterators that move the result and the first operand, the result and the second, and both operands, if there is one of each and no other.
fn roles(nest: &Nest, operands: &[&Access]) -> Option<[usize; 3]> {
    let [first, second] = operands else { return None };
    let moves = |a: &Access, v: Value| a.index.split(v).map(|(c, _)| c != Linear::default());
    let mut found = [None; 3];
    for (k, it) in nest.iterators.iter().enumerate() {
        let role = match (moves(&nest.target, it.iv)?, moves(first, it.iv)?, moves(second, it.iv)?) {
            (true, true, false) => 0,
            (true, false, true) => 1,
            (false, true, true) => 2,
            _ => return None,
        };
        if found[role].replace(k).is_some() {
            return None;
        }
    }
    Some([found[0]?, found[1]?, found[2]?])
}

/// The elements of two equal expressions, side by side, in every way that they can be matched.
pub(super) fn pairings<'e>(wanted: &'e Expr, actual: &'e Expr) -> Vec<Vec<(&'e Access, &'e Access)>> {
    match (wanted, actual) {
        (Expr::Load(w), Expr::Load(a)) if w.buffer.ty().element() == a.buffer.ty().element() => vec![vec![(w, a)]],
        (Expr::Uniform(w), Expr::Uniform(a)) => {
            let floats = w.const_float().is_some() && w.const_float() == a.const_float();
            let same = floats || w.const_int().is_some() && w.const_int() == a.const_int();
            if same { vec![vec![]] } else { vec![] }
        }
        (Expr::Op(w, p, children), Expr::Op(a, q, operands)) => {
            let same = w.name() == a.name() && p == q && w.result(0).ty() == a.result(0).ty() && children.len() == operands.len();
            if !same {
                return vec![];
            }
            let all = |operands: &mut dyn Iterator<Item = &'e Expr>| {
                children.iter().zip(operands).fold(vec![vec![]], |found: Vec<Vec<_>>, (c, o)| {
                    let more = pairings(c, o);
                    found.iter().flat_map(|f| more.iter().map(move |m| [f.as_slice(), m.as_slice()].concat())).collect()
                })
            };
            let mut found = all(&mut operands.iter());
            if commutes(&w.name()) {
                found.extend(all(&mut operands.iter().rev()));
            }
            found
        }
        _ => vec![],
    }
}

/// The iterators of a row that count the rows and the columns of a fragment.
fn dimensions(row: &WarpRow, param: Value) -> Option<[usize; 2]> {
    let read = row.nest.loads().into_iter().find(|a| a.buffer == param)?;
    let columns = param.ty().static_shape()?[1];
    let by =
        |n: i64| row.nest.iterators.iter().position(|i| read.index.split(i.iv).is_some_and(|(c, _)| c.as_constant() == Some(n)));
    Some([by(columns)?, by(1)?])
}

/// The words that a row asks of the fragment that it fills.
fn fragment_words(row: &WarpRow, binding: &Binding, fragment: Value) -> Option<Vec<String>> {
    let at = |k: &usize| matches!(binding.get(*k), Some(Bound::Pointer(at)) if at.buffer == fragment);
    let k = (0..row.params.len()).find(at)?;
    let words = row.row.arg_attr(k, names::FRAGMENT)?.as_array()?;
    Some(words.iter().filter_map(|w| w.as_str()).collect())
}

/// Do the operands of a row lie as it asks: arrays of the block, at addresses and distances that are multiples?
fn meets(row: &WarpRow, binding: &Binding) -> bool {
    (0..row.params.len()).all(|k| match binding.get(k) {
        Some(Bound::Pointer(at)) => match row.row.arg_int(k, names::ALIGN) {
            Some(bytes) => {
                let elements = bytes * 8 / i64::from(at.buffer.ty().element().bits());
                at.buffer.def_by("memref.alloca").is_some() && at.index.divided(elements).is_some()
            }
            None => true,
        },
        Some(Bound::Count(n)) => {
            let multiple = row.row.arg_int(k, names::MULTIPLE).unwrap_or(1);
            n.as_constant().is_some_and(|n| n % multiple == 0)
        }
        _ => true,
    })
}

/// Arrays start at multiples of what the row asks.
fn align_arrays(row: &WarpRow, binding: &Binding) {
    for k in 0..row.params.len() {
        if let (Some(Bound::Pointer(at)), Some(bytes)) = (binding.get(k), row.row.arg_int(k, names::ALIGN))
            && let Some(array) = at.buffer.def()
        {
            align(array, bytes);
        }
    }
}

/// Does a row's word name the C type of a fragment's elements?
fn is_type(word: &&String) -> bool {
    word.ends_with(" char")
}

/// Does it name the precision that they have beyond their type?
fn is_precision(word: &&String) -> bool {
    word.starts_with("precision::")
}

/// The value without the roundings to `tf32` in it.
fn unrounded(value: Expr) -> Expr {
    match value {
        Expr::Op(op, predicate, operands) => {
            let mut operands: Vec<Expr> = operands.into_iter().map(unrounded).collect();
            let tf32 = op.ctx().tf32();
            let is_rounding = op.result(0).ty() == tf32 || op.is("arith.extf") && op.operand(0).ty() == tf32;
            if is_rounding { operands.remove(0) } else { Expr::Op(op, predicate, operands) }
        }
        other => other,
    }
}

/// Marks an array as fragments of a warp: the template's arguments are the use, the sizes of the product, the element and what else a row asks.
fn declare(fragment: Value, words: &[String], product: &WarpRow) {
    let Some(def) = fragment.def() else { return };
    let element = |ty: Type| match ty.to_string().as_str() {
        "f16" => "half",
        "bf16" => "__nv_bfloat16",
        "i32" => "int",
        _ => "float",
    };
    let is_layout = |w: &&String| w.ends_with("_major");
    let is_use = |w: &&String| !is_layout(w) && !is_type(w) && !is_precision(w);
    let sizes = product.product.as_ref().map(|p| p.sizes);
    let mut arguments: Vec<String> = words.iter().filter(is_use).map(|w| format!("wmma::{w}")).collect();
    arguments.extend(sizes.unwrap_or_default().iter().map(ToString::to_string));
    let precision = words.iter().find(is_precision).map(|w| format!("wmma::{w}"));
    let named = precision.or_else(|| words.iter().find(is_type).cloned());
    arguments.push(named.unwrap_or_else(|| element(fragment.ty().element()).to_owned()));
    arguments.extend(words.iter().filter(is_layout).map(|w| format!("wmma::{w}")));
    def.set_attr(names::FRAGMENT, def.ctx().str_attr(&arguments.join(", ")));
    def.set_attr(names::WARP, def.ctx().int_attr(def.ctx().i32(), product.row.warp()));
}
