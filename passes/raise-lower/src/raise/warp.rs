//! Warp rows: what the lanes of a warp do together.
//!
//! ```text
//! y = __shfl_down_sync(mask, x, 16, 32);      // per thread
//! // becomes, per block
//! for t { given[t] = x }  for t { y = the row's body for lane t % 32, whose operands start at given[t - t % 32] }
//! ```
//!
//! * The body of a row on stacked operands is one loop over the lanes; each stores what it gets.
//! * What a lane that does not exist, has exited or is in another branch would give is undefined: its place in `given` has no value.
//! * A row with `xpiler.converged` is worth nothing defined where a lane of the warp is in another branch.
//! * A row on memory, `load_matrix_sync`, is executed by the first lane, for all; what it touches is that thread's. Fragments are
//!   arrays over the warps. If a lane is missing, nothing happens: a fragment has no value then.
//! * Nothing here is a barrier of the block; `xpiler.waits` is one of the warps, which the marks say ([`super::agents`]).

use std::rc::Rc;

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Type, Value, names,
    rows::{self, Row, Rows},
};

use super::{
    agents, detensorize,
    fission::{Fission, Map, enter_if},
    loop_recovery::Order,
};

impl Fission {
    /// A use of a warp row, at block level.
    pub(super) fn warp_row(&mut self, b: &Builder, call: Op, map: &Map, live: &[Value]) -> Result<()> {
        let rows = self.rows(call)?;
        let row = detensorize::row_of(call, &rows)?;
        if row.func.attr(names::WAITS).is_some() {
            return self.warps_wait(b, row.warp(), map, live);
        }
        if (0..inputs_of(row)).any(|i| row.is_stacked(i)) {
            self.stacked(b, call, row, map, live)
        } else {
            self.led(b, call, row, map, live)
        }
    }

    /// The lanes of warps wait for each other: those that are all here.
    fn warps_wait(&mut self, b: &Builder, lanes: i64, map: &Map, live: &[Value]) -> Result<()> {
        if self.order != Order::Shuffled {
            return Ok(());
        }
        if live.is_empty() {
            agents::warps(b, self.order, lanes);
            return Ok(());
        }
        let whole: Vec<Value> = live.iter().filter_map(|flags| self.guards.get(flags).copied()).collect();
        self.thread_loop(b, map, live, |this, b, _, at| {
            let mut inner = *b;
            for flags in &whole {
                let all = inner.load(*flags, &this.array_index(at));
                inner = enter_if(&inner, all);
            }
            agents::warp(&inner, this.order, lanes);
            Ok(())
        })
    }

    /// The rows of the platform.
    fn rows(&mut self, call: Op) -> Result<Rc<Rows>> {
        if self.rows.is_none() {
            self.rows = Some(rows::load(call.ctx(), &call.str_attr("platform").unwrap_or_default())?);
        }
        self.rows.clone().ok_or_else(|| Diagnostic::internal("the rows were just loaded"))
    }

    /// A row on values of the lanes.
    fn stacked(&mut self, b: &Builder, call: Op, row: &Row, map: &Map, live: &[Value]) -> Result<()> {
        let inputs = detensorize::inputs(call);
        let body = row.func.body();
        let parameters: Vec<Value> = body.args();
        let lanes = row.warp();
        let result = *parameters.last().ok_or_else(|| Diagnostic::internal("a row of lanes gives something"))?;
        let takes = parameters.len() - 1;
        let mut given: Map = vec![];
        for (i, parameter) in parameters[..takes].iter().enumerate() {
            let value = if row.is_stacked(i) {
                self.threads_array(b, parameter.ty().element(), &register(*parameter), lanes, "given")
            } else {
                self.uniform_value(b, inputs[i], &mut map.clone(), call)?
            };
            given.push((*parameter, value));
        }
        let into = match call.results()[..] {
            [value] => {
                let array = self.array(b, value.ty(), &[], "lane");
                self.arrays.insert(value, array);
                (array, None)
            }
            _ => (self.private(call, inputs[takes])?, Some(inputs[takes])),
        };
        given.push((result, into.0));
        self.thread_loop(b, map, live, |this, b, map, at| {
            let thread = this.linear(b, at);
            for (i, (parameter, array)) in given[..takes].iter().enumerate().filter(|(i, _)| row.is_stacked(*i)) {
                let Some(n) = register(*parameter).first().copied() else {
                    let value = this.materialise(b, inputs[i], map, at)?;
                    b.store(value, *array, &[thread]);
                    continue;
                };
                let from = this.private(call, inputs[i])?;
                let place = this.private_index(b, inputs[i], map, at)?;
                for element in 0..n {
                    let element = b.index(element);
                    let value = b.load(from, &[&place[..], &[element]].concat());
                    b.store(value, *array, &[thread, element]);
                }
            }
            Ok(())
        })?;
        let whole: Vec<Value> = match row.func.attr(names::CONVERGED) {
            Some(_) => live.iter().filter_map(|flags| self.guards.get(flags).copied()).collect(),
            None => vec![],
        };
        self.thread_loop(b, map, live, |this, b, map, at| {
            let mut inner = *b;
            for flags in &whole {
                let all = inner.load(*flags, &this.array_index(at));
                inner = enter_if(&inner, all);
            }
            let thread = this.linear(&inner, at);
            let lane = inner.bin("arith.remui", thread, inner.index(lanes));
            let first = inner.bin("arith.subi", thread, lane);
            let offsets: Map = (0..takes).filter(|i| row.is_stacked(*i)).map(|i| (parameters[i], first)).collect();
            let place = match into.1 {
                None => this.array_index(at),
                Some(destination) => this.private_index(&inner, destination, map, at)?,
            };
            let mut map = given.clone();
            for op in body.body_ops() {
                if !op.is("scf.for") {
                    detensorize::clone_moved(&inner, &[op], &mut map, &[]);
                    continue;
                }
                map.push((op.body().arg(0), lane));
                for op in op.body().body_ops() {
                    for (original, copy) in detensorize::clone_moved(&inner, &[op], &mut map, &offsets) {
                        give(original, copy, result, &place, &mut map);
                    }
                }
            }
            Ok(())
        })
    }

    /// The array over the threads of a register.
    fn private(&self, call: Op, register: Value) -> Result<Value> {
        let array = self.arrays.get(&register.root()).copied();
        array.ok_or_else(|| Diagnostic::error("unsupported-construct", "this operand must be a variable").at(call.span()))
    }

    /// Where the register of the thread at `at` is in that array.
    fn private_index(&mut self, b: &Builder, register: Value, map: &mut Map, at: &[Value]) -> Result<Vec<Value>> {
        let mut place = self.array_index(at);
        for index in part_indices(b, register) {
            place.push(self.materialise(b, index, map, at)?);
        }
        Ok(place)
    }

    /// A row on memory and the warp's fragments, which the first lane executes for all.
    fn led(&mut self, b: &Builder, call: Op, row: &Row, map: &Map, live: &[Value]) -> Result<()> {
        let lanes = row.warp();
        let threads = self.thread_count(b);
        if threads.const_int().is_some_and(|n| n % lanes != 0) {
            let n = threads.const_int().unwrap_or(0);
            let message = format!("`{}` needs whole warps of {lanes} threads, a block has {n} threads", row.spelling);
            return Err(Diagnostic::error("warp-divergence", message)
                .at(call.span())
                .help("make the block a multiple of the warp"));
        }
        let inputs = detensorize::inputs(call);
        let offsets = call.operands()[inputs.len()..].to_vec();
        let wholes: Vec<Value> =
            live.iter().filter_map(|flags| self.guards.get(flags).or_else(|| self.exits.get(flags)).copied()).collect();
        self.thread_loop(b, map, live, |this, b, map, at| {
            let thread = this.linear(b, at);
            let warp = b.bin("arith.divui", thread, b.index(lanes));
            let leads = b.cmpi("eq", b.bin("arith.remui", thread, b.index(lanes)), b.index(0));
            let mut inner = enter_if(b, leads);
            for flags in &wholes {
                let all = inner.load(*flags, &this.array_index(at));
                inner = enter_if(&inner, all);
            }
            if threads.const_int().is_none() {
                let end = inner.bin("arith.addi", thread, inner.index(lanes));
                inner = enter_if(&inner, inner.cmpi("ule", end, threads));
            }
            let mut given = vec![];
            for input in &inputs {
                let root = input.root();
                given.push(match this.arrays.get(&root).copied() {
                    Some(array) if root.def().is_some_and(|d| d.attr(names::FRAGMENT).is_some()) => {
                        let several = array.ty().shape().len() > root.ty().shape().len();
                        let mut place: Vec<Value> = several.then_some(warp).into_iter().collect();
                        for index in part_indices(&inner, *input) {
                            place.push(this.materialise(&inner, index, map, at)?);
                        }
                        inner.part(array, &place)
                    }
                    Some(_) if input.ty().is_memref() => {
                        let message = "memory of one thread cannot be the operand of a warp";
                        return Err(Diagnostic::error("unsupported-construct", message).at(call.span()));
                    }
                    _ => this.materialise(&inner, *input, map, at)?,
                });
            }
            let offsets: Vec<Value> = offsets.iter().map(|o| this.materialise(&inner, *o, map, at)).collect::<Result<_>>()?;
            detensorize::inline(&inner, row, &given, &offsets);
            Ok(())
        })
    }

    /// The array of a fragment, one for each warp.
    pub(super) fn warps_array(&self, b: &Builder, alloca: Op) -> Value {
        let lanes = alloca.int_attr(names::WARP).unwrap_or(1);
        let ty = alloca.result(0).ty();
        let name = alloca.str_attr(names::NAME).unwrap_or_else(|| "fragment".into());
        let up = |n: i64| (n + lanes - 1) / lanes;
        let most = self.threads.iter().map(|t| t.at_most).product::<Option<i64>>().map(up);
        let own = ty.shape();
        let shape: Vec<Option<i64>> = if most == Some(1) { own } else { std::iter::once(most).chain(own).collect() };
        let sizes: Vec<Value> = match most {
            Some(_) => vec![],
            None => vec![b.bin("arith.ceildivui", self.thread_count(b), b.index(lanes))],
        };
        b.alloca_of(b.ctx.memref(&shape, ty.element()), &sizes, &name)
    }

    /// An array with an element, or a register of elements, for each thread by its number, up to a multiple of the lanes of a warp.
    pub(super) fn threads_array(&self, b: &Builder, element: Type, register: &[i64], lanes: i64, name: &str) -> Value {
        let most = self.threads.iter().map(|t| t.at_most).product::<Option<i64>>();
        let count = most.map(|n| (n + lanes - 1) / lanes * lanes);
        let shape: Vec<Option<i64>> = std::iter::once(count).chain(register.iter().map(|n| Some(*n))).collect();
        let sizes: Vec<Value> = match count {
            Some(_) => vec![],
            None => {
                let warps = b.bin("arith.ceildivui", self.thread_count(b), b.index(lanes));
                vec![b.bin("arith.muli", warps, b.index(lanes))]
            }
        };
        let array = b.alloca_of(b.ctx.memref(&shape, element), &sizes, name);
        if let Some(def) = array.def() {
            def.set_attr(names::EXCHANGE, b.ctx.unit_attr());
        }
        array
    }

    /// The number of threads of the block.
    pub(super) fn thread_count(&self, b: &Builder) -> Value {
        let dims: Vec<Value> = self.threads.iter().map(|t| t.dim).collect();
        match dims.iter().map(|d| d.const_int()).product::<Option<i64>>() {
            Some(n) => b.index(n),
            None => b.bin("arith.muli", b.bin("arith.muli", dims[0], dims[1]), dims[2]),
        }
    }

    /// The number of the thread at `at` in its block.
    pub(super) fn linear(&self, b: &Builder, at: &[Value]) -> Value {
        let mut number: Option<Value> = None;
        for (id, dim) in at.iter().zip(&self.threads).filter(|(_, t)| t.dim.const_int() != Some(1)) {
            number = Some(number.map_or(*id, |n| b.bin("arith.addi", b.bin("arith.muli", n, dim.dim), *id)));
        }
        number.unwrap_or_else(|| b.index(0))
    }
}

/// The dimensions of what one lane has of a stacked operand.
fn register(parameter: Value) -> Vec<i64> {
    parameter.ty().shape().into_iter().skip(1).flatten().collect()
}

/// In a copy of an operation of a row's body, the lane's part of the result is what the thread has at `place`.
fn give(original: Op, copy: Op, result: Value, place: &[Value], map: &mut Map) {
    let array = match original.name().as_str() {
        "memref.load" => 0,
        "memref.store" => 1,
        _ => return,
    };
    if original.operand(array) != result {
        return;
    }
    let b = Builder::before(copy);
    // The first index is the lane.
    let index = [place, &copy.operands()[array + 2..]].concat();
    if array == 0 {
        let value = b.load(copy.operand(0), &index);
        copy.result(0).replace_all_uses(value);
        map.push((original.result(0), value));
    } else {
        b.store(copy.operand(0), copy.operand(1), &index);
    }
    copy.erase();
}

fn inputs_of(row: &Row) -> usize {
    row.inputs().len()
}

/// The indices that lead to one of an array of fragments.
fn part_indices(b: &Builder, fragment: Value) -> Vec<Value> {
    let mut view = fragment;
    while let Some(cast) = view.def_by("memref.cast") {
        view = cast.operand(0);
    }
    let Some(part) = view.def_by("memref.subview") else { return vec![] };
    let mut dynamic = part.operands().into_iter().skip(1);
    let count = part.operand(0).ty().shape().len() - fragment.ty().shape().len();
    let fixed = part.attr("static_offsets").map(|a| a.to_string()).unwrap_or_default();
    let fixed = fixed.split_once(':').map_or("", |(_, list)| list).trim_end_matches('>');
    let fixed: Vec<i64> = fixed.split(',').filter_map(|n| n.trim().parse().ok()).take(count).collect();
    fixed.into_iter().filter_map(|n| if n == i64::MIN { dynamic.next() } else { Some(b.index(n)) }).collect()
}
