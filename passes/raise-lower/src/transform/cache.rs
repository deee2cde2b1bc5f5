//! `cache`: what a loop's body touches of a buffer is staged in a local array (the method's Cache; TVM: `cache_read`, `cache_write`).
//!
//! ```text
//! for k.o { for i.i < 64, k.i < 16, j.i { C += A[(i.o + i.i)*K + k.o + k.i] * .. } }
//! // cache{buffer=A loop=k.o space=shared name=As} becomes
//! for k.o {
//!   for As.0 < min(64, M - i.o), As.1 < min(16, K - k.o) { As[As.0][As.1] = A[(i.o + As.0)*K + k.o + As.1] }
//!   for i.i < 64, k.i < 16, j.i { C += As[i.i][k.i] * .. }
//! }
//! ```
//!
//! A buffer that the loop's body only stores to is written in an array, which is copied behind:
//!
//! ```text
//! for i.o { for i.i < min(64, M - i.o) { y[i.o + i.i] = .. } }
//! // cache{buffer=y loop=i.o space=nram name=ys} becomes
//! for i.o { for i.i < min(64, M - i.o) { ys[i.i] = .. }  for ys.0 < min(64, M - i.o) { y[i.o + ys.0] = ys[ys.0] } }
//! ```
//!
//! Needs, where the loop reads: every access of the buffer in the loop is a load whose place is a polynomial in the loops inside, with constant largest
//! extents. All loads read the same place; what an extremum starts from is that place in the first iterations. Loops that move it by the same stride
//! (or by multiples that overlap, as a stencil's do) share a dimension of the array.
//! Keeps: the values; the part that is copied is what the loops can reach, so no element outside of the buffer is touched.
//! Where it writes: one store, in parallel loops that all move it, each in a dimension of its own, so that every element that is copied was stored.
//! `pad`: an array that is read is filled to its end, with zeros behind the last element; the array is marked `xpiler.padded` for `loop-pad`.
//! `clear`: all of it becomes zero first, so that what is copied needs no conditions.
//! `order=k.o,j,k.i`: a dimension of the array for each of these loops, in this order, instead of one for each stride: `Bs[k.o][j][k.i]` holds groups
//! of elements of `k.i` for all `j` beside each other.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{
    linear::Linear,
    nest::access,
    shape::{at_most, derived, is_parallel, is_positive, terms_of_min},
};

/// See the module.
pub struct Cache;

impl Pass for Cache {
    const ARGUMENT: &'static str = "cache";
    const SUMMARY: &'static str = "Stage what a loop reads or writes of a buffer in a local array";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("buffer", "the buffer's name", ""),
        Opt::Str("loop", "the loop whose body reads or writes it", ""),
        Opt::Str("space", "the memory: shared, nram, wram, sram, register or local", "local"),
        Opt::Str("name", "the array's name (empty: the buffer's and the space's)", ""),
        Opt::Bool("pad", "fill the array to its end, with zeros behind the last element", false),
        Opt::Bool("clear", "with pad: zeros first, then the elements", false),
        Opt::Str("order", "loops that each get a dimension of the array, outermost first (empty: one for each stride)", ""),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (buffer, loop_name, space, order) = (options.str(0), options.str(1), options.str(2), options.str(6));
        let padding = match (options.bool(4), options.bool(5)) {
            (false, _) => Padding::None,
            (true, false) => Padding::Beside,
            (true, true) => Padding::Before,
        };
        let known = ["shared", "nram", "wram", "sram", "register", "local"];
        if !known.contains(&space.as_str()) {
            return Err(refuse(format!("there is no memory `{space}`")).help(format!("one of: {}", known.join(", "))));
        }
        let name = Some(options.str(3)).filter(|n| !n.is_empty()).unwrap_or_else(|| format!("{buffer}_{space}"));
        let at = named::find_loop(module, &loop_name)?;
        let source = named::find_buffer(module, &buffer)?;
        let name = named::Names::of(module)?.fresh(&name);
        let order = if order.is_empty() { None } else { Some(named::find_loops(module, &order)?) };
        let accesses =
            at.walk().into_iter().filter(|op| op.operands().iter().any(|v| v.ty().is_memref() && v.root() == source.root()));
        let accesses: Vec<Op> = accesses.collect();
        let grouping = |usual| order.as_deref().map_or(usual, Grouping::Ordered);
        let step = format!("cache{{buffer={buffer} loop={loop_name} space={space}}}");
        let claim = if let [store] = accesses[..]
            && store.is("memref.store")
            && store.operand(1) == source
        {
            if padding != Padding::None {
                return Err(refuse("only what is read is padded".into()).at(store.span()));
            }
            collect(store, at, &space, &name, grouping(Grouping::Apart))?;
            "every element that is copied was stored (linear)"
        } else {
            stage(source, &accesses, at, &space, &name, padding, grouping(Grouping::Joined))?;
            "every index that is read lies in the part that is copied (linear)"
        };
        named::record(module, &step, claim);
        Ok(())
    }
}

fn refuse(message: String) -> Diagnostic {
    Diagnostic::error("illegal-cache", message)
}

/// How zeros come behind the last element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Padding {
    /// They do not.
    None,
    /// Where an element is copied, or else a zero.
    Beside,
    /// Everywhere, before elements are copied.
    Before,
}

/// One dimension of the array: which elements of the buffer it spans.
#[derive(Clone)]
struct Dim {
    /// Elements of the buffer from one index to the next.
    stride: Linear,
    /// Loops that move in this dimension, and by how many indices.
    moves: Vec<(Op, i64)>,
    /// The number of indices.
    size: i64,
}

impl Dim {
    /// The index that an iteration touches.
    fn index(&self) -> Linear {
        let scaled = |(op, m): &(Op, i64)| Linear::leaf(op.body().arg(0)).times(&Linear::constant(*m));
        self.moves.iter().map(scaled).fold(Linear::default(), |sum, term| sum.plus(&term))
    }

    /// Polynomials outside of the loops that the index stays below, besides `size`.
    fn limits(&self, at: Op) -> Vec<Linear> {
        self.bounds().flat_map(|(op, m, bound)| self.limits_by(op, m, &bound, at)).collect()
    }

    /// The ends of the loops that are no constants: the loop, by how many indices it moves, and one of the polynomials of which its end is the least.
    fn bounds(&self) -> impl Iterator<Item = (Op, i64, Linear)> {
        let bounds = |(op, m): &(Op, i64)| terms_of_min(op.operand(1)).into_iter().map(move |b| (*op, *m, b)).collect::<Vec<_>>();
        self.moves.iter().flat_map(bounds).filter(|(_, _, b)| b.as_constant().is_none())
    }

    /// What the end of one of the loops says.
    fn limits_by(&self, op: Op, m: i64, bound: &Linear, at: Op) -> Vec<Linear> {
        let mut limits = vec![];
        if m == 1 {
            // The bound of a loop bounds the whole index where the loop makes single steps: `i < b` is `4*o + i < b + 4*o`.
            limits.push(bound.plus(&self.index().minus(&Linear::leaf(op.body().arg(0)))));
        }
        // Where the other loops have constant lengths, the last index is that of their last iterations.
        let others = self.moves.iter().filter(|(other, _)| *other != op);
        let rest: Option<i64> = others.map(|(other, k)| Some(k * (other.operand(1).const_int()? - 1))).sum();
        if let Some(rest) = rest.filter(|_| self.moves.len() > 1) {
            limits.push(bound.times(&Linear::constant(m)).plus(&Linear::constant(rest + 1 - m)));
        }
        limits.retain(|l| l.as_constant().is_none() && l.values().into_iter().all(|v| derived(v, at)));
        limits
    }

    /// Is it known outside of the loops where they end? Only then is what comes behind known, too.
    fn ends(&self, at: Op) -> bool {
        self.bounds().all(|(op, m, bound)| !self.limits_by(op, m, &bound, at).is_empty())
    }

    /// Are all indices below `size` touched, or is what is touched known?
    fn is_bounded(&self, at: Op) -> bool {
        self.moves.iter().all(|(op, _)| op.operand(1).const_int().is_some()) || !self.limits(at).is_empty()
    }
}

/// Has the loop an iteration?
fn runs(l: Op) -> bool {
    let constants = || Some(l.operand(0).const_int()? < l.operand(1).const_int()?);
    l.operand(0).const_int() == Some(0) && is_positive(l.operand(1), l) || constants().unwrap_or(false)
}

fn stage(buffer: Value, loads: &[Op], at: Op, space: &str, name: &str, padding: Padding, grouping: Grouping) -> Result<()> {
    for op in loads {
        if !op.is("memref.load") || op.operand(0) != buffer {
            return Err(refuse("the loop does more with the buffer than to load from it".into()).at(op.span()));
        }
        if let Some(branch) = op.ancestors().take_while(|a| *a != at).find(|a| !a.is("scf.for")) {
            let message = format!("the buffer is read inside `{}`: what is not read may not exist", branch.name());
            return Err(refuse(message).at(op.span()));
        }
        let index = access(*op).map(|a| a.index).unwrap_or_default();
        let moves = |l: &Op| index.split(l.body().arg(0)).is_none_or(|(stride, _)| stride != Linear::default());
        let between = op.ancestors().take_while(|a| *a != at).filter(|a| a.is("scf.for"));
        if let Some(other) = between.into_iter().find(|l| !moves(l) && !runs(*l)) {
            let message = "the buffer is read in a loop that may have no iteration: what is not read may not exist";
            return Err(refuse(message.into()).at(other.span()));
        }
    }
    // The tile of the load that moves with most loops has room for what the others read.
    let mut tile: Option<(Op, Vec<Dim>, Linear)> = None;
    for load in loads {
        let (dims, base) = dimensions(*load, at, grouping)?;
        let moves = |dims: &[Dim]| dims.iter().map(|d| d.moves.len()).sum::<usize>();
        if tile.as_ref().is_none_or(|(_, known, _)| moves(&dims) > moves(known)) {
            tile = Some((*load, dims, base));
        }
    }
    let Some((widest, dims, base)) = tile else {
        return Err(refuse("the loop does not read the buffer".into()).at(at.span()));
    };
    let mut places: Vec<Vec<Linear>> = vec![];
    for load in loads {
        let Some(place) = place_in_tile(*load, widest, &dims) else {
            return Err(refuse("the buffer is read at places that are not one tile".into()).at(load.span()));
        };
        places.push(place);
    }
    if let Some(load) = loads.iter().find(|_| dims.iter().any(|d| !d.is_bounded(at))) {
        return Err(refuse("how much of the buffer the loops reach is not known".into()).at(load.span()));
    }
    if padding != Padding::None && !dims.iter().all(|d| d.ends(at)) {
        return Err(refuse("where the loops end is not known: there is no end to put zeros behind".into()).at(widest.span()));
    }
    let place = Place::of(widest, &dims, base)?;
    let alloca = array_for(buffer, &dims, at, space, name);
    let array = alloca.result(0);
    if padding != Padding::None {
        alloca.set_attr(names::PADDED, at.ctx().unit_attr());
    }
    let front = if is_parallel(at) { Builder::after(alloca) } else { Builder::at_start(at.body(), at.loc()) };
    copy(&front, at, [buffer, array], &dims, &place, name, Way::In(padding));
    for (load, place) in loads.iter().zip(places) {
        let b = Builder::before(*load);
        let indices: Vec<Value> = place.iter().map(|index| index.build(&b)).collect();
        let value = b.load(array, &indices);
        load.result(0).replace_all_uses(value);
        load.erase();
    }
    Ok(())
}

/// The indices of what a load reads in the tile of another: the same, or what that one reads in the first iterations of some of its loops.
fn place_in_tile(load: Op, widest: Op, dims: &[Dim]) -> Option<Vec<Linear>> {
    let (own, wide) = (access(load)?.index, access(widest)?.index);
    let mut still: Vec<Value> = vec![];
    for (op, _) in dims.iter().flat_map(|d| &d.moves) {
        let iv = op.body().arg(0);
        if own.split(iv)?.0 == Linear::default() {
            // In a loop that runs.
            op.operand(1).const_int().filter(|n| *n > 0)?;
            still.push(iv);
        }
    }
    let first = |l: &Linear| still.iter().fold(l.clone(), |l, iv| l.replace(*iv, &Linear::constant(0)));
    (first(&wide) == own).then(|| dims.iter().map(|d| first(&d.index())).collect())
}

/// The array for a tile. Iterations of a parallel loop each have one; those of another share one.
fn array_for(buffer: Value, dims: &[Dim], at: Op, space: &str, name: &str) -> Op {
    let place = if is_parallel(at) { Builder::at_start(at.body(), at.loc()) } else { Builder::before(at) };
    let shape: Vec<i64> = dims.iter().map(|d| d.size).collect();
    let alloca = place.alloca(&shape, buffer.ty().element(), name).def().expect("just built");
    alloca.set_attr(names::SPACE, place.ctx.str_attr(space));
    alloca
}

/// The tile that a store writes is written in an array, which is copied at the end of the loop's body.
fn collect(store: Op, at: Op, space: &str, name: &str, grouping: Grouping) -> Result<()> {
    let buffer = store.operand(1);
    let around: Vec<Op> = store.ancestors().take_while(|a| *a != at).collect();
    if let Some(other) = around.iter().find(|a| !is_parallel(**a)) {
        let message = "the buffer is written inside something that is no parallel loop: the tile may have holes".to_owned();
        return Err(refuse(message).at(other.span()));
    }
    let (dims, base) = dimensions(store, at, grouping)?;
    if dims.len() != around.len() {
        return Err(refuse("the loops inside do not move in a dimension each: the tile may have holes".into()).at(store.span()));
    }
    // What is copied is what all bounds together leave.
    let known = |bound: &Linear| bound.values().into_iter().all(|v| derived(v, at));
    if let Some(l) = around.iter().find(|l| !terms_of_min(l.operand(1)).iter().all(known)) {
        return Err(refuse("how much of the buffer the loops write is not known".into()).at(l.span()));
    }
    let place = Place::of(store, &dims, base)?;
    let array = array_for(buffer, &dims, at, space, name).result(0);
    let end = Builder::before(at.body().terminator().expect("a loop's body ends")).with_loc(store.loc());
    copy(&end, at, [array, buffer], &dims, &place, name, Way::Out);
    let b = Builder::before(store);
    let indices: Vec<Value> = dims.iter().map(|d| d.index().build(&b)).collect();
    b.store(store.operand(0), array, &indices);
    store.erase();
    Ok(())
}

/// Which of the loops that move a place share a dimension of the array.
#[derive(Clone, Copy)]
enum Grouping<'a> {
    /// Those that move by the same stride, by multiples that overlap, or by multiples of which one starts where the other ends.
    Joined,
    /// The same, but for the last.
    Apart,
    /// None: each of these has one, in this order.
    Ordered(&'a [Op]),
}

/// The dimensions of the tile that an access touches in `at`, the fastest last or in the order of the loops, and the place of its first element.
fn dimensions(load: Op, at: Op, grouping: Grouping) -> Result<(Vec<Dim>, Linear)> {
    let place = access(load).ok_or_else(|| refuse("an array of dynamic shape".into()).at(load.span()))?;
    let mut rest = place.index;
    // (stride, loop, largest extent)
    let mut moves: Vec<(Linear, Op, i64)> = vec![];
    for inner in load.ancestors().take_while(|a| *a != at).filter(|a| a.is("scf.for")) {
        let Some((stride, left)) = rest.split(inner.body().arg(0)) else {
            return Err(refuse("the place is no polynomial in the loops".into()).at(load.span()));
        };
        if stride == Linear::default() {
            continue;
        }
        let plain = inner.operand(0).const_int() == Some(0) && inner.operand(2).const_int() == Some(1);
        let Some(extent) = at_most(inner.operand(1)).filter(|n| plain && *n > 0) else {
            return Err(refuse("a loop inside has no constant largest number of iterations".into())
                .at(inner.span())
                .help("split it first: loop-split{loop=.. factor=..}"));
        };
        moves.push((stride, inner, extent));
        rest = left;
    }
    let strides = moves.iter().flat_map(|(stride, ..)| stride.values());
    if !rest.values().into_iter().chain(strides).all(|v| derived(v, at)) {
        return Err(refuse("the place depends on what the loop computes".into()).at(load.span()));
    }
    if let Grouping::Ordered(order) = grouping {
        let dim = |op: &Op| {
            let (stride, op, size) = moves.iter().find(|(_, moved, _)| moved == op)?.clone();
            Some(Dim { stride, moves: vec![(op, 1)], size })
        };
        let dims: Option<Vec<Dim>> = order.iter().map(dim).collect();
        let Some(dims) = dims.filter(|d| d.len() == moves.len()) else {
            return Err(refuse("the order does not name the loops that the place moves with, each once".into()).at(load.span()));
        };
        return Ok((dims, rest));
    }
    // Small strides first; those that are no numbers keep the order of the text, inner loops first.
    moves.sort_by_key(|(stride, _, _)| stride.as_constant().unwrap_or(i64::MAX));
    let mut dims: Vec<Dim> = vec![];
    while !moves.is_empty() {
        // The smallest stride of which others are multiples.
        let smallest = (0..moves.len())
            .find(|i| (0..moves.len()).all(|j| i == &j || !is_smaller_multiple(&moves[j].0, &moves[*i].0)))
            .unwrap_or(0);
        let (stride, op, extent) = moves.remove(smallest);
        let mut dim = Dim { stride, moves: vec![(op, 1)], size: extent };
        // What moves by overlapping or adjoining multiples belongs to the same dimension.
        while let Some((k, m)) = moves.iter().enumerate().find_map(|(k, (s, _, _))| {
            let m = s.quotient(&dim.stride)?;
            (m < dim.size || m == dim.size && matches!(grouping, Grouping::Joined)).then_some((k, m))
        }) {
            let (_, op, extent) = moves.remove(k);
            dim.size += m * (extent - 1);
            dim.moves.push((op, m));
        }
        dims.push(dim);
    }
    dims.reverse();
    if dims.is_empty() {
        return Err(refuse("the loop reads one element only".into()).at(load.span()));
    }
    Ok((dims, rest))
}

/// Is `a` a smaller stride of which `b` is a multiple: `n` of `2 * n`, or of `m * n`?
fn is_smaller_multiple(a: &Linear, b: &Linear) -> bool {
    b.quotient(a).map_or_else(|| b.is_multiple_of(a) && !a.is_multiple_of(b), |m| m > 1)
}

/// Where a tile is copied.
#[derive(Clone, Copy)]
enum Way {
    /// From the buffer to the array.
    In(Padding),
    /// From the array to the buffer.
    Out,
}

/// Where a tile lies in its buffer: for each dimension of the buffer the index of the tile's first element, and by how much each dimension of the tile moves it.
struct Place(Vec<(Linear, Vec<Linear>)>);

impl Place {
    /// `base`: the tile's first element, counted from the buffer's start.
    fn of(access: Op, dims: &[Dim], base: Linear) -> Result<Self> {
        let first = usize::from(access.is("memref.store")) + 1;
        let indices = &access.operands()[first..];
        if let [_] = indices {
            return Ok(Self(vec![(base, dims.iter().map(|d| d.stride.clone()).collect())]));
        }
        let index = |v: &Value| {
            let mut strides = vec![];
            let rest = dims.iter().try_fold(Linear::of(*v), |rest, dim| {
                let [(op, 1)] = dim.moves[..] else { return None };
                let (stride, rest) = rest.split(op.body().arg(0))?;
                strides.push(stride);
                Some(rest)
            });
            Some((rest?, strides))
        };
        let all: Option<Vec<_>> = indices.iter().map(index).collect();
        let joined = || refuse("loops share a dimension of the tile of an array that has several".into()).at(access.span());
        all.map(Self).ok_or_else(joined)
    }

    /// The same, of values that are known at a builder.
    fn map(&self, known: impl Fn(&Linear) -> Linear) -> Self {
        Self(self.0.iter().map(|(base, strides)| (known(base), strides.iter().map(&known).collect())).collect())
    }
}

/// Loops that copy a tile between a buffer and its array.
fn copy(b: &Builder, at: Op, [from, to]: [Value; 2], dims: &[Dim], place: &Place, name: &str, way: Way) {
    let element = to.ty().element();
    let padding = if let Way::In(padding) = way { padding } else { Padding::None };
    let zero = |b: &Builder| if element.is_float() { b.float(element, 0.0) } else { b.int(element, 0) };
    // Pure values that the place needs are computed in front of the copy.
    let known = |l: &Linear| l.map_leaves(|v| recompute(v, at, b));
    let place = place.map(known);
    let sizes: Vec<Value> = dims.iter().map(|d| b.index(d.size)).collect();
    if padding == Padding::Before {
        nest(b, &sizes, &format!("{name}.zero"), |b, ivs| {
            b.store(zero(b), to, ivs);
        });
    }
    let limits: Vec<Vec<Value>> = dims.iter().map(|d| d.limits(at).iter().map(|l| known(l).build(b)).collect()).collect();
    let bases: Vec<Value> = place.0.iter().map(|(base, _)| base.build(b)).collect();
    let one = |b: &Builder, ivs: &[Value]| {
        let index = |(base, (_, strides)): (&Value, &(Linear, Vec<Linear>))| {
            let moving = strides.iter().zip(ivs).filter(|(stride, _)| **stride != Linear::default());
            let offsets = moving.map(|(stride, iv)| stride.times(&Linear::leaf(*iv)).build(b));
            offsets.fold(*base, |index, offset| b.nsw("arith.addi", index, offset))
        };
        let place: Vec<Value> = bases.iter().zip(&place.0).map(index).collect();
        let (source, target): (&[Value], &[Value]) = match way {
            Way::In(_) => (&place, ivs),
            Way::Out => (ivs, &place),
        };
        let value = b.load(from, source);
        b.store(value, to, target);
    };
    if padding != Padding::Beside {
        let ends = sizes.iter().zip(&limits).map(|(size, limits)| limits.iter().fold(*size, |n, l| b.bin("arith.minsi", n, *l)));
        nest(b, &ends.collect::<Vec<_>>(), name, one);
        return;
    }
    nest(b, &sizes, name, |b, ivs| {
        let mut inside: Option<Value> = None;
        for (iv, limits) in ivs.iter().zip(&limits) {
            for limit in limits {
                let below = b.cmpi("slt", *iv, *limit);
                inside = Some(inside.map_or(below, |i| b.bin("arith.andi", i, below)));
            }
        }
        match inside {
            None => one(b, ivs),
            Some(condition) => {
                let otherwise = |b: &Builder| {
                    b.store(zero(b), to, ivs);
                };
                b.if_else(condition, |b| one(b, ivs), Some(otherwise));
            }
        }
    });
}

/// Parallel loops from 0 to each of the ends, `name.0` outermost, around a body.
fn nest(b: &Builder, ends: &[Value], name: &str, body: impl FnOnce(&Builder, &[Value])) {
    let mut ivs: Vec<Value> = vec![];
    let mut inner = *b;
    for (d, end) in ends.iter().enumerate() {
        let (zero, one) = (inner.index(0), inner.index(1));
        let made = inner.for_loop(zero, *end, one, &format!("{name}.{d}"), |_, _| {});
        made.set_attr(names::PARALLEL, b.ctx.unit_attr());
        ivs.push(made.body().arg(0));
        inner = Builder::before(made.body().terminator().expect("just built")).with_loc(b.loc);
    }
    body(&inner, &ivs);
}

/// A value computed by pure operations in the loop's body, computed again at the builder.
fn recompute(v: Value, at: Op, b: &Builder) -> Value {
    match v.def() {
        Some(def) if !v.is_outside(at) => {
            let map: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, recompute(o, at, b))).collect();
            b.insert(def.clone_mapped(&map)).result(v.result_number())
        }
        _ => v,
    }
}
