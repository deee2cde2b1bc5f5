//! Tiles of x86 (AMX): registers of up to 16 rows of 64 bytes, each of the size that the last `_tile_loadconfig` gave it.
//!
//! ```text
//! _tile_loadconfig(&sizes); _tile_zero(0); _tile_loadd(1, a, lda); ..
//! // %t0 = memref.alloca() {xpiler.tile = 0} : memref<16x16xi32>; %t1 = memref.alloca() {xpiler.tile = 1} : memref<16x64xi8>; ..
//! // intrin.call "vnni" "_tile_zero"(%t0); intrin.call "vnni" "_tile_loadd"(%t1, %a, %lda); ..
//! ```
//!
//! In the form a register is a local array, made where it is configured. What its elements are is read off the instructions that multiply, or
//! off the pointers that it is loaded from and stored to. What a tile holds before it is written is taken to be anything.

use std::collections::HashMap;

use xpiler_ir::{Diagnostic, Op, Result, Type, Value, names, rows::Row};

use super::{Lower, Val};
use crate::ast::{Node, NodeExt};

/// The registers.
const TILES: i64 = 8;
/// Rows of a register, and bytes of a row, at most.
const LARGEST: [i64; 2] = [16, 64];

/// The tiles that are configured, by number.
pub(super) type Tiles = HashMap<i64, Value>;

impl<'a> Lower<'a> {
    /// A call of a function that works on tiles; nothing for others.
    pub(super) fn tile_call(&mut self, node: &Node, name: &str, args: &[&Node]) -> Result<Option<Val>> {
        match (name, args) {
            ("_tile_loadconfig", [sizes]) => self.configure_tiles(node, sizes)?,
            ("_tile_release", []) => self.tiles.clear(),
            _ => {
                let rows = self.rows(name)?;
                let rows: Vec<&Row> = rows.find(name).into_iter().filter(|r| r.arg_attr(0, names::TILE).is_some()).collect();
                let Some(shape) = rows.first().filter(|r| r.inputs().len() == args.len()) else { return Ok(None) };
                self.tile_row(node, name, shape, args)?;
            }
        }
        Ok(Some(Val::Void))
    }

    fn tile_row(&mut self, node: &Node, name: &str, shape: &Row, args: &[&Node]) -> Result<()> {
        let (mut inputs, mut offsets) = (vec![], vec![]);
        for (i, arg) in args.iter().enumerate() {
            if shape.arg_attr(i, names::TILE).is_some() {
                inputs.push(self.tile(arg)?);
                offsets.push(self.b().index(0));
            } else if shape.inputs()[i].is_memref() {
                let (base, offset) = self.buffer_operand(arg)?;
                inputs.push(base);
                offsets.push(offset);
            } else {
                let stride = self.index(arg)?;
                self.whole_elements(arg, stride, inputs.iter().find(|v| !is_tile(**v)).map(|v| v.ty().element()))?;
                inputs.push(stride);
            }
        }
        self.at(node);
        let types: Vec<Type> = inputs.iter().map(|v| v.ty()).collect();
        let rows = self.rows(name)?;
        let Some(row) = rows.overload(name, &types) else {
            let types: Vec<String> = types.iter().map(|t| if t.is_memref() { t.element() } else { *t }.to_string()).collect();
            let message = format!("`{name}` is not known for these elements: {}", types.join(", "));
            return Err(Diagnostic::error("unknown-intrinsic", message).at(self.ast.span(node)));
        };
        if inputs.iter().all(|v| v.ty().is_memref() && is_tile(*v)) && inputs.len() == 3 {
            self.check_product(node, &inputs)?;
        }
        self.row_call(&row.name, &inputs, &offsets, &[]);
        Ok(())
    }

    /// The lines of a tile start at whole elements of the memory.
    fn whole_elements(&mut self, node: &Node, stride: Value, element: Option<Type>) -> Result<()> {
        let bytes = element.map_or(1, |ty| i64::from(ty.bits()) / 8);
        if stride.const_int().is_some_and(|s| s % bytes != 0) {
            return self.refuse(node, format!("this distance of lines is no multiple of the {bytes} bytes of an element"));
        }
        if bytes > 1 && stride.const_int().is_none() {
            let b = self.b();
            let ok = b.cmpi("eq", b.bin("arith.remui", stride, b.index(bytes)), b.index(0));
            let message = format!("has lines of a tile at a distance that is no multiple of the {bytes} bytes of an element");
            self.require(ok, &message);
        }
        Ok(())
    }

    /// `c += a * b`: three tiles that fit.
    fn check_product(&self, node: &Node, tiles: &[Value]) -> Result<()> {
        let bytes = |t: Value| i64::from(t.ty().element().bits()) / 8;
        let [[m, n], [rows, k], [groups, columns]] = [0, 1, 2].map(|i| {
            let shape = tiles[i].ty().static_shape().unwrap_or_default();
            [shape[0], shape[1] * bytes(tiles[i])]
        });
        if tiles[0] == tiles[1] || tiles[0] == tiles[2] || tiles[1] == tiles[2] {
            return self.refuse(node, "the three tiles must be different ones");
        }
        if m != rows || n != columns || k != 4 * groups {
            let message = format!(
                "these tiles do not fit: the result has {m} rows of {n} bytes, the factors {rows} rows of {k} and {groups} of {columns}; needed are as many \
                 rows as the first factor has, rows as long as the second's, and a row of the second for each 4 bytes in one of the first"
            );
            return self.refuse(node, message);
        }
        Ok(())
    }

    /// A tile by its number.
    fn tile(&self, arg: &Node) -> Result<Value> {
        let Some(number) = self.constant(arg).filter(|n| (0..TILES).contains(n)) else {
            return self.refuse(arg, "the number of a tile must be a constant from 0 to 7");
        };
        match self.tiles.get(&number) {
            Some(tile) => Ok(*tile),
            None => self.refuse(
                arg,
                format!("tile {number} is not configured here: no `_tile_loadconfig` before it gives its rows and bytes"),
            ),
        }
    }

    /// `_tile_loadconfig(sizes)`
    fn configure_tiles(&mut self, node: &Node, sizes: &Node) -> Result<()> {
        let bytes = self.configuration(sizes)?;
        let sixteen = |at: usize| i64::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
        if bytes[0] != 1 {
            return self.refuse(node, format!("the palette of this configuration is {}; only 1 is supported", bytes[0]));
        }
        let reserved = (1..16).chain(32..48).chain(56..64);
        if let Some(at) = reserved.into_iter().find(|at| bytes[*at] != 0) {
            return self.refuse(node, format!("byte {at} of this configuration must be 0"));
        }
        self.tiles.clear();
        for number in 0..TILES {
            let t = number as usize;
            let size = [i64::from(bytes[48 + t]), sixteen(16 + 2 * t)];
            if size[0] > LARGEST[0] || size[1] > LARGEST[1] || (size[0] == 0) != (size[1] == 0) {
                let [rows, columns] = size;
                return self.refuse(
                    node,
                    format!("tile {number} cannot have {rows} rows of {columns} bytes: 16 rows of 64 bytes at most, or none"),
                );
            }
            let Some(element) = self.tile_elements.get(&number).copied().filter(|_| size[0] > 0) else { continue };
            let width = i64::from(element.bits()) / 8;
            if size[1] % 4 != 0 {
                return self
                    .refuse(node, format!("the rows of tile {number} have {} bytes, which is not a multiple of 4", size[1]));
            }
            let name = self.unique(&format!("tile{number}"));
            let tile = self.b().alloca(&[size[0], size[1] / width], element, &name);
            if let Some(def) = tile.def() {
                def.set_attr(names::TILE, self.ctx.int_attr(self.ctx.i64(), number));
            }
            self.tiles.insert(number, tile);
        }
        Ok(())
    }

    /// The elements of each tile that a function and what it calls use.
    pub(super) fn elements_of_tiles(&self, function: &'a Node) -> Result<HashMap<i64, Type>> {
        let mut found: HashMap<i64, Type> = HashMap::new();
        let mut loaded: HashMap<i64, Type> = HashMap::new();
        let mut clash: Option<(i64, &Node)> = None;
        for function in self.ast.reached(function) {
            function.walk(&mut |call| {
                let Some(name) = called(call).filter(|n| n.starts_with("_tile_")) else { return };
                let args = &call.inner[1..];
                let Some(number) = args.first().and_then(|arg| self.constant(arg)) else { return };
                let Ok(rows) = self.rows(name) else { return };
                let Some(row) = rows.find(name).first().copied() else { return };
                let is_tile = |i: usize| row.arg_attr(i, names::TILE).is_some();
                if let Some(pointer) =
                    (0..args.len()).find(|i| row.inputs().get(*i).is_some_and(|t| t.is_memref()) && !is_tile(*i))
                {
                    let pointed = self.ctype(args[pointer].core());
                    let element = pointed.pointee().and_then(|t| t.dims().1.mlir(self.ctx));
                    if let Some(element) = element.filter(|t| !t.is_vector()) {
                        loaded.entry(number).or_insert(element);
                    }
                } else if args.len() > 1 {
                    for (i, arg) in args.iter().enumerate().filter(|(i, _)| is_tile(*i)) {
                        let (Some(number), element) = (self.constant(arg), row.inputs()[i].element()) else { continue };
                        if *found.entry(number).or_insert(element) != element {
                            clash = clash.or(Some((number, arg)));
                        }
                    }
                }
            });
        }
        if let Some((number, arg)) = clash {
            return self.refuse(arg, format!("tile {number} has elements of two types in this function, which is not supported"));
        }
        loaded.extend(found);
        Ok(loaded)
    }
}

/// Tiles are a thread's own: what an iteration of a parallel loop uses must be configured in it.
pub(super) fn check_tiles(parallel: Op) -> Result<()> {
    let outer = |v: &Value| v.ty().is_memref() && is_tile(*v) && v.def().is_some_and(|d| !d.is_inside(parallel));
    match parallel.find("intrin.call").into_iter().find(|call| call.operands().iter().any(outer)) {
        None => Ok(()),
        Some(call) => {
            let message =
                "this tile is configured outside of the parallel loop: every thread configures its own, in the loop's body";
            Err(Diagnostic::error("unsupported-construct", message).at(call.span()))
        }
    }
}

/// The name of the function that is called.
fn called(node: &Node) -> Option<&str> {
    if node.is("CallExpr") { node.inner[0].decl()?.name.as_deref() } else { None }
}

fn is_tile(v: Value) -> bool {
    v.root().def().is_some_and(|d| d.attr(names::TILE).is_some())
}
