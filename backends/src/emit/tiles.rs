//! Tiles of x86: local arrays with `xpiler.tile` are registers, which are configured where the arrays are made and released where their block ends.

use xpiler_ir::{Block, Op, Result, Value, names as attrs};

use super::printer::{Printer, refuse};

/// What `_tile_loadconfig` reads.
const SIZES: &str = "typedef struct { unsigned char palette, start, reserved[14]; unsigned short row_bytes[16]; unsigned char rows[16]; } tile_sizes;";

/// The number of the tile that a buffer is.
pub(super) fn number(buffer: Value) -> Option<i64> {
    buffer.root().def()?.int_attr(attrs::TILE)
}

/// The tiles of a block.
fn tiles(block: Block) -> Vec<Op> {
    block.ops().into_iter().filter(|op| op.attr(attrs::TILE).is_some()).collect()
}

impl Printer<'_> {
    /// Configures the tiles that are made from here on, up to the next configuration, which gives a size to one of them again.
    pub fn tile(&mut self, op: Op) -> Result<()> {
        let number = |op: &Op| op.int_attr(attrs::TILE).unwrap_or(0) as usize;
        let mut groups: Vec<Vec<Op>> = vec![vec![]];
        for tile in op.block().map(tiles).unwrap_or_default() {
            if groups[groups.len() - 1].iter().any(|t| number(t) == number(&tile)) {
                groups.push(vec![]);
            }
            groups.last_mut().expect("there is one").push(tile);
        }
        let Some(group) = groups.into_iter().find(|g| g[0] == op) else { return Ok(()) };
        let (mut rows, mut bytes) = ([0; 8], [0; 8]);
        for tile in group {
            let (t, ty) = (number(&tile), tile.result(0).ty());
            let ([Some(height), Some(width)], Some(slot)) = (&ty.shape()[..], rows.get_mut(t)) else {
                return Err(refuse(tile, "it is no tile: there are eight, of rows of constant length"));
            };
            (*slot, bytes[t]) = (*height, width * i64::from(ty.element().bits()) / 8);
        }
        let list = |numbers: [i64; 8]| numbers.map(|n| n.to_string()).join(", ");
        self.file.typedefs.insert(SIZES.to_owned());
        self.need("immintrin.h");
        let name = self.names.fresh("tiles");
        self.line(&format!("static const tile_sizes {name} = {{1, 0, {{0}}, {{{}}}, {{{}}}}};", list(bytes), list(rows)));
        self.line(&format!("_tile_loadconfig(&{name});"));
        Ok(())
    }

    /// At the end of a block that configured tiles.
    pub fn release_tiles(&mut self, block: Block) {
        if !tiles(block).is_empty() {
            self.line("_tile_release();");
        }
    }

    /// At the start of a function that uses tiles: Linux gives their state to processes that ask for it.
    pub fn request_tiles(&mut self) {
        if self.func.walk().iter().any(|op| op.attr(attrs::TILE).is_some()) {
            self.need("unistd.h");
            self.need("sys/syscall.h");
            self.line("if (syscall(SYS_arch_prctl, 0x1023, 18) != 0) { // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA");
            self.depth += 1;
            self.line("return 1;");
            self.depth -= 1;
            self.line("}");
        }
    }
}
