//! Nests of loops over tiles on BANG C: tensor intrinsics and strided copies.
//!
//! ```text
//! for i < 64, j < 64, k < 128 { C[i][j] += A[i][k] * B[k][j] }
//! // __bang_transpose(T, B), __bang_reshape_filter(R, T), __memcpy(W, R, NRAM2WRAM), __bang_matmul(P, A, W), __bang_add(C, C, P)
//! for i < m, j < n { tile[i][j] = x[base + i * stride + j] }
//! // __memcpy(tile, x + base, n, GDRAM2NRAM, 64, stride, m - 1)
//! for i < 64, j < 64 { if (i < m && j < n) tile[i][j] = x[..]; else tile[i][j] = 0 }
//! // __bang_write_value(tile, 64 * 64, 0), then the copy
//! ```
//!
//! A nest that `pipeline` marked becomes asynchronous copies, which end with the iteration of the loop around.
//!
//! Which row computes a nest is found by [`unify`] on canonical nests. What a row asks of its operands is in its data: its memory spaces, and
//! `xpiler.layout`, the row that puts an operand in order. A row that overwrites what the loops add to writes beside it. Nests stay loops if no
//! row fits, an array is not on the chip whole, or the arrays do not fit in NRAM.

use std::iter;

use xpiler_ir::{
    Builder, Op, Value,
    builder::Spec,
    cluster::{CORE, GDRAM, NRAM, WRAM},
    names,
    rows::{Row, Rows},
};

use super::{
    call,
    nram::{Place, bytes, bytes_of, copy, create_alloc, place, strided_copy},
    template::{Template, is_accurate},
};
use crate::analysis::{
    linear::Linear,
    nest::{self, Access, Binding, Bound, Expr, Nest, Update, access, is_identity, unify},
    shape::{SLT, effects, hoist, is_positive, is_pure, known_outside, perfect_child, terms_of_min},
};

/// A row that is a nest.
struct TensorRow<'a> {
    row: &'a Row,
    params: Vec<Value>,
    nest: Nest,
}

/// What the nests of one top-level operation are matched against.
pub struct Tensors<'a> {
    rows: Vec<TensorRow<'a>>,
    templates: &'a [Template],
    /// Bytes of NRAM and of WRAM.
    capacity: [i64; 2],
}

impl<'a> Tensors<'a> {
    /// The rows of a machine that are nests.
    pub fn new(table: &'a Rows, arch: &str, templates: &'a [Template], capacity: [i64; 2]) -> Self {
        let usable = table.all().iter().filter(|r| r.is_on(arch) && is_accurate(r));
        let rows = usable.filter_map(|row| {
            let root = row.func.body().body_ops().into_iter().find(|o| o.is("scf.for"))?;
            Some(TensorRow { row, params: row.func.body().args(), nest: Nest::of(root)? })
        });
        Self { rows: rows.collect(), templates, capacity }
    }

    /// Replaces the nests inside a top-level operation.
    pub fn generate(&self, top: Op) {
        let mut open: Vec<Op> = top.body().body_ops().into_iter().rev().collect();
        while let Some(op) = open.pop() {
            let done = op.is("scf.for") && (self.contraction(op, top) || self.move_tile(op, top));
            if !done {
                open.extend(op.regions().into_iter().flat_map(|r| r.blocks()).flat_map(|b| b.body_ops()).rev());
            }
        }
    }

    /// Bytes that are left when the arrays of the operation lie on the chip.
    fn left(&self, top: Op, space: i64) -> i64 {
        let on_chip = top.find("cluster.alloc").into_iter().filter(|op| op.int_attr("space") == Some(space));
        let local = top.find("memref.alloca").into_iter().filter(|op| space == NRAM && !op.result(0).ty().shape().is_empty());
        let taken: i64 = on_chip.chain(local).map(|op| bytes(op.result(0))).sum();
        self.capacity[usize::from(space == WRAM)] - taken
    }

    /// A nest that gathers, computed by one row.
    fn contraction(&self, root: Op, top: Op) -> bool {
        let Some(program) = Nest::of(root) else { return false };
        if !matches!(program.update, Update::Accumulate { .. }) || program.iterators.len() < 3 || self.left(top, NRAM) < 0 {
            return false;
        }
        // A row that does all of it comes first, then one that leaves something to do.
        let gather = self.rows.iter().filter(|r| matches!(r.nest.update, Update::Accumulate { .. }));
        let ways = gather.clone().map(|row| (row, Way::Whole)).chain(gather.map(|row| (row, Way::Part)));
        ways.into_iter().any(|(row, way)| self.by_row(row, way, &program, root, top))
    }

    /// Writes a row in the place of a nest, if one of the ways to lay out the arrays suits it.
    fn by_row(&self, row: &TensorRow, way: Way, program: &Nest, root: Op, top: Op) -> bool {
        let (Update::Accumulate { combine, init }, Update::Accumulate { combine: other, init: start }) =
            (&program.update, &row.nest.update)
        else {
            return false;
        };
        if combine != other || way == Way::Whole && init.is_none() {
            return false;
        }
        let mut nest = program.clone();
        let mut made: Vec<Op> = vec![];
        if way == Way::Part {
            // A row that starts from nothing overwrites: where the loops add to what is there, it writes beside it.
            let starts_from_result = init.as_ref().is_some_and(|i| i.reads(program.target.buffer));
            let from_nothing = start.as_ref().is_some_and(|s| is_identity(s, combine));
            if !from_nothing || starts_from_result || place(program.target.buffer) != Some(Place::Local) {
                return false;
            }
            if init.is_none() {
                let part = create_alloc(&Builder::before(root), program.target.buffer.ty(), "part", NRAM);
                made.extend(part.def());
                nest.target.buffer = part;
            }
            (nest.update, nest.finish) = (row.nest.update.clone(), None);
        }
        // Operands and results as they lie, or with their slowest dimension as the fastest.
        let turns: Vec<Option<&Access>> = iter::once(None).chain(program.loads().into_iter().map(Some)).collect();
        let ways = [false, true].into_iter().flat_map(|result| turns.iter().map(move |source| (*source, result)));
        let emitted = ways.into_iter().any(|(source, result)| {
            let view = View::of(&nest, source, result, root);
            let found = view.as_ref().and_then(|v| unify(&row.nest, &row.params, &v.nest));
            let emitted = match (&view, found) {
                (Some(view), Some(binding)) => self.emit(row, &binding, view, program, way, root, top),
                _ => false,
            };
            if !emitted {
                view.into_iter().for_each(View::erase);
            }
            emitted
        });
        if !emitted {
            made.into_iter().for_each(Op::erase);
        }
        emitted
    }

    /// Writes the calls in front of the nest and erases it. Nothing is written if something does not fit.
    #[allow(clippy::too_many_arguments, reason = "a match and where it was found")]
    fn emit(&self, row: &TensorRow, binding: &Binding, view: &View, program: &Nest, way: Way, root: Op, top: Op) -> bool {
        let b = Builder::before(root);
        let counts = (0..row.params.len()).filter(|k| row.params[*k].ty().is_index());
        for k in counts {
            let positive = matches!(binding.get(k), Some(Bound::Count(c)) if c.as_constant().is_some_and(|c| c > 0));
            if !positive {
                return false;
            }
        }
        // What each operand needs is known before anything is written.
        let mut weights: Vec<(usize, (&Row, i64, i64), &Access)> = vec![];
        for k in 0..row.params.len() {
            let Some(Bound::Pointer(at)) = binding.get(k) else { continue };
            let wanted = row.row.arg_attr(k, names::SPACE).and_then(|a| a.as_str()).unwrap_or_default();
            let known = at.index.values().into_iter().all(|v| v.is_outside(root));
            if !known || place(at.buffer) != Some(Place::Local) || at.buffer.ty().element() != row.params[k].ty().element() {
                return false;
            }
            if wanted == "wram" {
                let Some(layout) = self.layout(row, k, binding) else { return false };
                weights.push((k, layout, at));
            } else if wanted != "nram" {
                return false;
            }
        }
        let back = view.result.as_ref().map(Turned::back);
        let turned_source = view.source.as_ref().map(|t| self.transposition(&t.matrix, &start_of(t.array), root));
        let turned_result = back.as_ref().map(|(matrix, to)| self.transposition(matrix, to, root));
        if matches!(turned_source, Some(None)) || matches!(turned_result, Some(None)) {
            return false;
        }
        let (turned_source, turned_result) = (turned_source.flatten(), turned_result.flatten());
        // What was computed beside the sums is added to all of them at once.
        let target = program.target.buffer;
        let landing = view.result.as_ref().map_or(view.nest.target.buffer, |t| t.matrix.at.buffer);
        let Update::Accumulate { combine, .. } = &program.update else { return false };
        let join = self.templates.iter().find(|t| t.combines(combine));
        let whole = product(program.parallel().map(|i| i.extent.const_int())) == Some(elements(target));
        if landing != target && join.is_none() || (landing != target || turned_result.is_some()) && !whole {
            return false;
        }
        let size = |(_, (_, rows, length), at): &(_, (_, i64, i64), &Access)| bytes_of(rows * length, at.buffer.ty().element());
        let more: i64 = weights.iter().map(size).sum();
        if more > self.left(top, NRAM) || more > self.left(top, WRAM) {
            return false;
        }

        if let Some((row, binding)) = turned_source {
            build_call(&b, row.row, &binding, &[]);
        }
        let mut replaced: Vec<(usize, Value)> = vec![];
        for (k, (layout, rows, length), source) in weights {
            let (n, element) = (rows * length, source.buffer.ty().element());
            let ordered = create_alloc(&b, b.ctx.memref(&[Some(n)], element), "ordered", NRAM);
            let in_wram = create_alloc(&b, b.ctx.memref(&[Some(n)], element), "weights", WRAM);
            let (zero, one) = (b.index(0), b.index(1));
            let (rows, length, all) = (b.index(rows), b.index(length), b.index(n));
            let first = source.index.build(&b);
            call(&b, "bang", &layout.spelling, &[ordered, source.buffer, rows, one, one, length], &[zero, first], &[]);
            copy(&b, ((in_wram, zero), WRAM), ((ordered, zero), NRAM), all);
            replaced.push((k, in_wram));
        }
        build_call(&b, row.row, binding, &replaced);
        if way == Way::Part {
            finish(&b, program, view, root);
        }
        if let Some((row, binding)) = turned_result {
            build_call(&b, row.row, &binding, &[]);
        }
        if let Some(join) = join.filter(|_| landing != target) {
            let (zero, n) = (b.index(0), b.index(elements(target)));
            call(&b, "bang", &join.spelling, &[target, target, landing, n], &[zero, zero, zero], &[]);
        }
        root.erase();
        put_on_chip(top);
        true
    }

    /// The row that puts an operand in order, how many rows of weights it has and how long they are: the operand's slowest iterator counts them.
    /// The operand must be a whole array or one of its parts, the rows as many as the order is documented for.
    fn layout(&self, row: &TensorRow, k: usize, binding: &Binding) -> Option<(&Row, i64, i64)> {
        let Some(Bound::Pointer(at)) = binding.get(k) else { return None };
        let name = row.row.arg_attr(k, names::LAYOUT)?.as_str()?;
        let element = at.buffer.ty().element();
        let found = self.rows.iter().map(|r| r.row).find(|r| r.spelling == name && r.inputs()[0].element() == element)?;
        let number = |l: &Linear| {
            let value = |l: Linear, v: Value| match binding.get(row.params.iter().position(|p| *p == v)?) {
                Some(Bound::Count(c)) => Some(l.replace(v, c)),
                _ => None,
            };
            l.values().into_iter().try_fold(l.clone(), value)?.as_constant()
        };
        let read = row.nest.loads().into_iter().find(|a| a.buffer == row.params[k])?.index.clone();
        let strides = row.nest.iterators.iter().filter_map(|i| {
            let (by, _) = read.split(i.iv)?;
            Some((number(&by)?, number(&Linear::of(i.extent))?))
        });
        let (length, rows) = strides.max()?;
        let multiple = found.arg_attr(2, names::MULTIPLE).and_then(|a| a.as_int()).unwrap_or(1);
        (is_part(at, length * rows) && rows % multiple == 0).then_some((found, rows, length))
    }

    /// The row that turns a matrix: each of its rows becomes a column of what lies at `to`.
    fn transposition(&self, matrix: &Matrix, to: &Access, root: Op) -> Option<(&TensorRow<'_>, Binding)> {
        let Matrix { at, rows, columns } = matrix;
        let b = Builder::before(root);
        let (zero, one, height, width) = (b.index(0), b.index(1), b.index(*rows), b.index(*columns));
        let outer = b.for_loop(zero, height, one, "i", |b, _| {
            b.for_loop(zero, width, one, "j", |_, _| {});
        });
        let inner = perfect_child(outer)?;
        let (i, j) = (outer.body().arg(0), inner.body().arg(0));
        let element = |at: &Access, x: Value, by: i64, y: Value| {
            let index = Linear::leaf(x).times(&Linear::constant(by)).plus(&Linear::leaf(y));
            Access { buffer: at.buffer, index: at.index.plus(&index) }
        };
        let iterator = |(op, iv, extent)| nest::Iterator { op, iv, extent, reduces: false };
        let program = Nest {
            iterators: [(outer, i, height), (inner, j, width)].map(iterator).to_vec(),
            target: element(to, j, *rows, i),
            update: Update::Assign,
            value: Expr::Load(element(at, i, *columns, j)),
            finish: None,
            variable: None,
        };
        let found = self.rows.iter().find_map(|r| Some((r, unify(&r.nest, &r.params, &program)?)));
        outer.erase();
        found
    }

    /// A nest that copies a tile between an array and memory, or fills an array.
    fn move_tile(&self, root: Op, top: Op) -> bool {
        let Some(mut tile) = Tile::of(root) else { return false };
        if self.left(top, NRAM) < 0 || !tile.is_copied(root) {
            return false;
        }
        if let Some(source) = tile.turned()
            && bytes(source.at.buffer) <= self.left(top, NRAM)
        {
            let b = Builder::before(root);
            let turned = source.turned(&b, "turned");
            match self.transposition(&source, &start_of(turned), root) {
                Some((row, binding)) => {
                    build_call(&b, row.row, &binding, &[]);
                    tile.turn(turned, source.rows);
                }
                None => turned.def().into_iter().for_each(Op::erase),
            }
        }
        tile.emit(root);
        root.erase();
        put_on_chip(top);
        true
    }
}

/// `intrin.call` of a row with what its parameters stand for; `replaced`: other buffers for some, from their start.
fn build_call(b: &Builder, row: &Row, binding: &Binding, replaced: &[(usize, Value)]) {
    let (mut inputs, mut offsets) = (vec![], vec![]);
    for k in 0..row.inputs().len() {
        match binding.get(k) {
            Some(Bound::Pointer(at)) => match replaced.iter().find(|(p, _)| *p == k) {
                Some((_, buffer)) => {
                    inputs.push(*buffer);
                    offsets.push(b.index(0));
                }
                None => {
                    inputs.push(at.buffer);
                    offsets.push(at.index.build(b));
                }
            },
            Some(Bound::Count(n)) => inputs.push(n.build(b)),
            Some(Bound::Scalar(v)) => inputs.push(*v),
            Some(Bound::Lanes(_)) | None => unreachable!("every parameter of a row occurs in its nest"),
        }
    }
    call(b, "bang", &row.spelling, &inputs, &offsets, &[]);
}

/// How much of a nest a row does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All of it.
    Whole,
    /// It gathers; what the sums start from, and what is made of them, is left.
    Part,
}

/// Elements of a local array from a place on, as rows that follow each other.
struct Matrix {
    at: Access,
    rows: i64,
    columns: i64,
}

impl Matrix {
    /// An array for its columns, which follow each other there.
    fn turned(&self, b: &Builder, name: &str) -> Value {
        let ty = b.ctx.memref(&[Some(self.columns), Some(self.rows)], self.at.buffer.ty().element());
        create_alloc(b, ty, name, NRAM)
    }
}

/// A matrix that a nest accesses, and the array that has its columns as rows.
struct Turned {
    matrix: Matrix,
    array: Value,
    /// The loop that moves from row to row.
    row: Value,
    /// The place in a row.
    column: Linear,
}

impl Turned {
    /// A new array for what a nest accesses, if one loop moves from row to row, the others inside of a row.
    fn of(at: &Access, nest: &Nest, name: &str, root: Op) -> Option<Self> {
        if place(at.buffer) != Some(Place::Local) {
            return None;
        }
        let (mut base, mut moves) = (at.index.clone(), vec![]);
        for i in &nest.iterators {
            let (by, rest) = base.split(i.iv)?;
            base = rest;
            match by.as_constant()? {
                0 => {}
                by if by > 0 => moves.push((by, i.extent.const_int()?, i.iv)),
                _ => return None,
            }
        }
        moves.sort_by_key(|(by, ..)| *by);
        let (columns, rows, row) = moves.pop()?;
        let reach: i64 = moves.iter().map(|(by, extent, _)| by * (extent - 1)).sum();
        let moved = |(by, _, iv): &(i64, i64, Value)| Linear::leaf(*iv).times(&Linear::constant(*by));
        let column = moves.iter().map(moved).fold(Linear::default(), |sum, term| sum.plus(&term));
        let matrix = Matrix { at: Access { buffer: at.buffer, index: base }, rows, columns };
        let fixed = matrix.at.index.values().into_iter().all(|v| v.is_outside(root));
        if !fixed || columns == 1 || reach >= columns || !is_part(&matrix.at, rows * columns) {
            return None;
        }
        let array = matrix.turned(&Builder::before(root), name);
        Some(Self { matrix, array, row, column })
    }

    /// The element of the array that stands for what the nest accesses.
    fn access(&self) -> Access {
        let index = self.column.times(&Linear::constant(self.matrix.rows)).plus(&Linear::leaf(self.row));
        Access { buffer: self.array, index }
    }

    /// What must be turned, and to where, to have in the matrix what the array holds.
    fn back(&self) -> (Matrix, Access) {
        let Matrix { at, rows, columns } = &self.matrix;
        (Matrix { at: start_of(self.array), rows: *columns, columns: *rows }, at.clone())
    }
}

/// A nest as it would be on turned arrays.
struct View {
    nest: Nest,
    /// What is read turned.
    source: Option<Turned>,
    /// What is written turned.
    result: Option<Turned>,
}

impl View {
    /// `source`: what is read turned; `result`: is what is written turned, too?
    fn of(nest: &Nest, source: Option<&Access>, result: bool, root: Op) -> Option<Self> {
        let mut view = Self { nest: nest.clone(), source: None, result: None };
        if result {
            let turned = Turned::of(&nest.target, nest, "columns", root)?;
            view.nest.target = turned.access();
            view.result = Some(turned);
        }
        if let Some(source) = source {
            let Some(turned) = Turned::of(source, nest, "turned", root) else {
                view.erase();
                return None;
            };
            view.nest.value = turn(&nest.value, source, &turned);
            view.source = Some(turned);
        }
        Some(view)
    }

    fn erase(self) {
        self.source.into_iter().chain(self.result).filter_map(|t| t.array.def()).for_each(Op::erase);
    }
}

/// What a row has left of a nest: the result elements are combined with what the sums start from, and changed before they are stored.
fn finish(b: &Builder, program: &Nest, view: &View, root: Op) {
    let Some(variable) = program.variable else { return };
    let Update::Accumulate { combine, init: Some(init) } = &program.update else { return };
    let starts_from_nothing = is_identity(init, combine) || program.starts_with_first();
    if starts_from_nothing && program.finish.is_none() {
        return;
    }
    let mut map: Vec<(Value, Value)> = vec![];
    let mut inner = *b;
    // The fastest loop is the one inside, so that it becomes vectors.
    let mut loops: Vec<&nest::Iterator> = program.parallel().collect();
    let stride = |i: &nest::Iterator| view.nest.target.index.split(i.iv).and_then(|(c, _)| c.as_constant()).unwrap_or(i64::MAX);
    loops.sort_by_key(|i| std::cmp::Reverse(stride(i)));
    for i in loops {
        let (zero, one) = (inner.index(0), inner.index(1));
        let extent = hoist(i.extent, root, b);
        let name = i.op.str_attr(names::NAME).unwrap_or_else(|| "i".into());
        let made = inner.for_loop(zero, extent, one, &name, |_, _| {});
        made.set_attr(names::PARALLEL, b.ctx.unit_attr());
        map.push((i.iv, inner.index_cast(made.body().arg(0), i.iv.ty())));
        inner = Builder::before(made.body().terminator().expect("just built")).with_loc(b.loc);
    }
    let rebuild = |b: &Builder, v: Value, map: &mut Vec<(Value, Value)>| rebuilt(b, v, root, map);
    let target = view.nest.target.buffer;
    let indices: Vec<Value> = match &view.result {
        Some(turned) => {
            let known = |v: Value| map.iter().find(|(iv, _)| *iv == v).map_or(v, |(_, made)| *made);
            vec![turned.column.map_leaves(known).build(&inner), inner.index_cast(known(turned.row), inner.ctx.index())]
        }
        None => variable.store.operands()[2..].iter().map(|v| rebuild(&inner, *v, &mut map)).collect(),
    };
    let mut value = inner.load(target, &indices);
    if !starts_from_nothing {
        let start = rebuild(&inner, variable.start, &mut map);
        value = inner.bin(combine, value, start);
    }
    map.push((variable.end, value));
    let stored = rebuild(&inner, variable.store.operand(0), &mut map);
    inner.store(stored, target, &indices);
}

/// A value of a nest, computed again with other values in the place of some.
fn rebuilt(b: &Builder, v: Value, root: Op, map: &mut Vec<(Value, Value)>) -> Value {
    if let Some((_, known)) = map.iter().find(|(from, _)| *from == v) {
        return *known;
    }
    if v.is_outside(root) {
        return v;
    }
    let def = v.def().expect("induction variables are known");
    let operands: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, rebuilt(b, o, root, map))).collect();
    let made = b.insert(def.clone_mapped(&operands)).result(v.result_number());
    map.push((v, made));
    made
}

/// The expression with the elements at a place read from the turned array; what else it reads of the array is read as before.
fn turn(value: &Expr, source: &Access, turned: &Turned) -> Expr {
    match value {
        Expr::Load(at) if at.buffer == source.buffer && at.index == source.index => Expr::Load(turned.access()),
        Expr::Op(op, predicate, children) => {
            Expr::Op(*op, *predicate, children.iter().map(|c| turn(c, source, turned)).collect())
        }
        other => other.clone(),
    }
}

/// The first element of an array.
fn start_of(array: Value) -> Access {
    Access { buffer: array, index: Linear::default() }
}

/// Are the `n` elements from a place on one of the equal parts that an array divides into, or all of it?
fn is_part(at: &Access, n: i64) -> bool {
    n > 0 && elements(at.buffer) % n == 0 && at.index.is_multiple_of(&Linear::constant(n))
}

/// The number of elements of an array.
fn elements(array: Value) -> i64 {
    array.ty().num_elements().unwrap_or(0)
}

/// Arrays that intrinsics and copies use lie in NRAM.
fn put_on_chip(top: Op) {
    for op in top.find("memref.alloca") {
        if op.result(0).users().iter().any(|u| u.is("intrin.call") || u.is("cluster.copy")) {
            let name = op.str_attr(names::NAME).unwrap_or_else(|| "buffer".into());
            let on_chip = create_alloc(&Builder::before(op), op.result(0).ty(), &name, NRAM);
            op.result(0).replace_all_uses(on_chip);
            op.erase();
        }
    }
}

/// One loop of a tile: how often it runs, and by how much it moves the two sides.
struct Dim {
    iv: Value,
    extent: Value,
    /// Numbers that the index stays below besides.
    limits: Vec<Value>,
    to: Linear,
    from: Linear,
}

/// What comes into the elements of a tile.
enum Content {
    Copy(Access),
    Fill(Value),
}

/// A nest of independent loops that assigns one element an iteration, inside a condition `i < a && j < b` or not.
struct Tile {
    /// The fastest last.
    dims: Vec<Dim>,
    target: Access,
    content: Content,
    /// What elements outside of the condition get.
    padding: Option<Value>,
}

impl Tile {
    fn of(root: Op) -> Option<Self> {
        let mut loops = vec![root];
        while let Some(inner) = perfect_child(loops[loops.len() - 1]).filter(|o| o.is("scf.for")) {
            loops.push(inner);
        }
        let plain = |l: &Op| {
            l.results().is_empty()
                && l.operand(0).const_int() == Some(0)
                && l.operand(2).const_int() == Some(1)
                && known_outside(l.operand(1), root)
        };
        if !loops.iter().all(plain) {
            return None;
        }
        let mut dims: Vec<Dim> = loops
            .iter()
            .map(|l| Dim {
                iv: l.body().arg(0),
                extent: l.operand(1),
                limits: vec![],
                to: Linear::default(),
                from: Linear::default(),
            })
            .collect();
        let inside = effects(loops[loops.len() - 1]);
        let (store, padding) = match inside.as_slice() {
            [store] if store.is("memref.store") => (*store, None),
            [load, store] if load.is("memref.load") && store.is("memref.store") => (*store, None),
            [branch] if branch.is("scf.if") => {
                let [then, otherwise] = branch.regions()[..] else { return None };
                conditions(branch.operand(0), &mut dims, root)?;
                let zero = *otherwise
                    .first()?
                    .body_ops()
                    .iter()
                    .filter(|o| o.is("memref.store"))
                    .collect::<Vec<_>>()
                    .first()?
                    .to_owned();
                let store = then.first()?.body_ops().into_iter().find(|o| o.is("memref.store"))?;
                let only = |ops: Vec<Op>, loads: usize| {
                    ops.iter().filter(|o| o.is("memref.store")).count() == 1
                        && ops.iter().filter(|o| !is_pure(**o) && !o.is("memref.store")).count() <= loads
                };
                let simple = only(then.first()?.body_ops(), 1) && only(otherwise.first()?.body_ops(), 0);
                let same = access(zero)?;
                let own = access(store)?;
                let fits = simple && same.buffer == own.buffer && same.index == own.index && zero.operand(0).is_outside(root);
                if !fits {
                    return None;
                }
                (store, Some(zero.operand(0)))
            }
            _ => return None,
        };
        let mut target = access(store)?;
        let value = store.operand(0);
        let mut content = match value.def_by("memref.load") {
            Some(load) if !value.is_outside(root) => Content::Copy(access(load)?),
            _ if value.is_outside(root) || value.const_float().is_some() => Content::Fill(value),
            _ => return None,
        };
        if value.ty() != root.ctx().f32() {
            return None;
        }
        for d in &mut dims {
            let (to, rest) = target.index.split(d.iv)?;
            (d.to, target.index) = (to, rest);
            if let Content::Copy(from) = &mut content {
                let (by, rest) = from.index.split(d.iv)?;
                (d.from, from.index) = (by, rest);
            }
        }
        let known = |l: &Linear| l.values().into_iter().all(|v| known_outside(v, root));
        let from_known = match &content {
            Content::Copy(from) => known(&from.index) && dims.iter().all(|d| known(&d.from)) && from.buffer != target.buffer,
            Content::Fill(_) => true,
        };
        // Small strides last; those that are no numbers are the largest.
        dims.sort_by_key(|d| std::cmp::Reverse(d.to.as_constant().unwrap_or(i64::MAX)));
        let this = Self { dims, target, content, padding };
        // Vectors are for `streams`.
        let moves_alike = |d: &Dim| d.to.as_constant() == Some(1) && d.from.as_constant() == Some(1);
        if let [only] = &this.dims[..]
            && (moves_alike(only) && this.padding.is_none() || matches!(this.content, Content::Fill(_)))
        {
            return None;
        }
        (from_known && known(&this.target.index) && this.dims.iter().all(|d| known(&d.to)) && this.writes_apart(root))
            .then_some(this)
    }

    /// Does every iteration write an element of its own? Then their order does not matter.
    fn writes_apart(&self, root: Op) -> bool {
        // `span`: the elements that the faster loops reach, for every way to bound them.
        let mut spans: Vec<Linear> = vec![Linear::constant(1)];
        for d in self.dims.iter().rev() {
            let apart = spans.iter().any(|span| is_not_negative(&d.to.minus(span), root));
            if !apart {
                return false;
            }
            let extents = terms_of_min(d.extent);
            spans = spans
                .iter()
                .flat_map(|span| extents.iter().map(move |e| span.plus(&e.minus(&Linear::constant(1)).times(&d.to))))
                .collect();
        }
        true
    }

    /// The same with the array it copies from turned, where that makes rows of elements that follow each other: the array, if it is whole.
    fn turned(&self) -> Option<Matrix> {
        let (Content::Copy(from), [slow, fast]) = (&self.content, &self.dims[..]) else { return None };
        let shape = from.buffer.ty().static_shape().filter(|s| s.len() == 2 && place(from.buffer) == Some(Place::Local))?;
        let crosses = slow.from.as_constant() == Some(1) && fast.from.as_constant() == Some(shape[1]) && shape[1] > 1;
        let whole = Matrix { at: from.clone(), rows: shape[0], columns: shape[1] };
        (crosses && from.index == Linear::default()).then_some(whole)
    }

    /// Reads from the turned array.
    fn turn(&mut self, turned: Value, rows: i64) {
        if let Content::Copy(from) = &mut self.content {
            from.buffer = turned;
        }
        self.dims[0].from = Linear::constant(rows);
        self.dims[1].from = Linear::constant(1);
    }

    /// May copies take the place of the nest?
    fn is_copied(&self, root: Op) -> bool {
        let local = |v: Value| place(v) == Some(Place::Local);
        match &self.content {
            Content::Fill(_) => self.dims.iter().all(|d| d.limits.is_empty()) && self.whole().is_some(),
            Content::Copy(from) => {
                let reached = place(self.target.buffer).is_some() && place(from.buffer).is_some();
                let positive = self.dims.iter().all(|d| d.limits.iter().chain([&d.extent]).all(|n| is_positive(*n, root)));
                let on_chip = local(self.target.buffer) || local(from.buffer);
                reached && positive && on_chip && (self.padding.is_none() || self.whole().is_some())
            }
        }
    }

    /// The number of elements, if the loops assign a whole array or one of its equal parts.
    fn whole(&self) -> Option<i64> {
        let all = product(self.dims.iter().map(|d| d.extent.const_int()))?;
        let last: Option<i64> = self.dims.iter().map(|d| Some((d.extent.const_int()? - 1) * d.to.as_constant()?)).sum();
        let without_holes = last.is_some_and(|last| last + 1 == all);
        (without_holes && place(self.target.buffer) == Some(Place::Local) && is_part(&self.target, all)).then_some(all)
    }

    /// Writes copies and fills in front of the nest.
    fn emit(&self, root: Op) {
        let b = Builder::before(root);
        let outside = |l: &Linear, b: &Builder| l.map_leaves(|v| hoist(v, root, b)).build(b);
        let (to, all) = (outside(&self.target.index, &b), self.whole());
        let fill = |b: &Builder, value: Value| {
            let n = b.index(all.expect("checked"));
            call(b, "bang", "__bang_write_value", &[self.target.buffer, n, value], &[to], &[]);
        };
        let from = match &self.content {
            Content::Copy(from) => from,
            Content::Fill(value) => {
                // A number may stand inside the loops.
                let value = value.const_float().map_or(*value, |c| b.float(value.ty(), c));
                return fill(&b, value);
            }
        };
        let index = b.ctx.index();
        let length = |d: &Dim| {
            let extent = b.index_cast(hoist(d.extent, root, &b), index);
            d.limits.iter().fold(extent, |n, l| b.bin("arith.minsi", n, b.index_cast(hoist(*l, root, &b), index)))
        };
        let lengths: Vec<Value> = self.dims.iter().map(length).collect();
        let around = root.ancestors().find(|a| a.is("scf.for")).filter(|_| root.attr(names::ASYNC).is_some());
        if let Some(value) = self.padding {
            match around {
                None => fill(&b, value),
                // Fills run beside asynchronous copies, too: one waits for the other, but only where there is something to pad.
                Some(_) => {
                    let short = self.dims.iter().zip(&lengths).filter(|(d, n)| d.extent.const_int() != n.const_int());
                    let short = short.map(|(d, n)| b.cmpi("slt", *n, b.index(d.extent.const_int().expect("the tile is whole"))));
                    if let Some(short) = short.reduce(|x, y| b.bin("arith.ori", x, y)) {
                        b.if_then(short, |b| {
                            fill(b, value);
                            sync(b);
                        });
                    }
                }
            }
        }
        // Elements that follow each other on both sides are a segment; segments at one distance are a copy; the rest are loops around it.
        let one = |l: &Linear| l.as_constant() == Some(1);
        let last = self.dims.len() - 1;
        let (size, segments) = match &self.dims[last] {
            d if one(&d.to) && one(&d.from) => (lengths[last], last),
            _ => (b.index(1), last + 1),
        };
        let space = |v: Value| if place(v) == Some(Place::Local) { NRAM } else { GDRAM };
        let (mut to, mut source) = (to, outside(&from.index, &b));
        let mut inner = b;
        for (d, length) in self.dims.iter().zip(&lengths).take(segments.saturating_sub(1)) {
            let (zero, step) = (inner.index(0), inner.index(1));
            let made = inner.for_loop(zero, *length, step, "p", |_, _| {});
            inner = Builder::before(made.body().terminator().expect("just built")).with_loc(b.loc);
            let iv = made.body().arg(0);
            let moved = |by: &Linear| {
                let by = outside(by, &inner);
                inner.nsw("arith.muli", iv, by)
            };
            let (t, s) = (moved(&d.to), moved(&d.from));
            to = inner.nsw("arith.addi", to, t);
            source = inner.nsw("arith.addi", source, s);
        }
        let ends = (((self.target.buffer, to), space(self.target.buffer)), ((from.buffer, source), space(from.buffer)));
        let made = match segments.checked_sub(1).map(|k| (&self.dims[k], lengths[k])) {
            Some((d, count)) => {
                let strides = [outside(&d.to, &inner), outside(&d.from, &inner), count];
                strided_copy(&inner, ends.0, ends.1, size, strides)
            }
            None => copy(&inner, ends.0, ends.1, size),
        };
        if let Some(around) = around {
            made.set_attr("async", b.ctx.unit_attr());
            wait_at_end(around);
        }
    }
}

/// Waits for everything that the core has begun.
fn sync(b: &Builder) {
    b.op("cluster.sync", Spec { attrs: &[("barrier", b.ctx.int_attr(b.ctx.i32(), CORE))], ..Spec::default() });
}

/// What an iteration of a loop begins ends with it.
fn wait_at_end(around: Op) {
    let end = around.body().terminator().expect("loops end in a yield");
    if !around.body().body_ops().last().is_some_and(|last| last.is("cluster.sync") && last.int_attr("barrier") == Some(CORE)) {
        sync(&Builder::before(end).with_loc(around.loc()));
    }
}

/// Reads `i < a && j < b` into the limits of the loops.
fn conditions(v: Value, dims: &mut [Dim], root: Op) -> Option<()> {
    let op = v.def()?;
    match op.name().as_str() {
        "arith.andi" => {
            conditions(op.operand(0), dims, root)?;
            conditions(op.operand(1), dims, root)
        }
        "arith.cmpi" => {
            let d = dims.iter_mut().find(|d| d.iv == op.operand(0)).filter(|_| op.int_attr("predicate") == Some(SLT))?;
            known_outside(op.operand(1), root).then(|| d.limits.push(op.operand(1)))
        }
        _ => None,
    }
}

/// Is the polynomial surely not negative: a sum of numbers that are not?
fn is_not_negative(l: &Linear, root: Op) -> bool {
    let counts = |v: Value| {
        root.ancestors().any(|a| a.is("scf.for") && a.body().arg(0) == v && a.operand(0).const_int().is_some_and(|c| c >= 0))
    };
    l.as_constant().is_some_and(|c| c >= 0) || l.is_sum_of(counts)
}

fn product(numbers: impl std::iter::Iterator<Item = Option<i64>>) -> Option<i64> {
    numbers.product()
}
