//! The 64 bytes that `_tile_loadconfig` reads, as far as the text says what they are: a structure or an array of bytes with an initialiser and
//! assignments of constants, also in loops of constant length and in functions that get its address.
//!
//! Such a variable is no memory of the form: its bytes are known here, and nothing else may read it.

use std::collections::{HashMap, HashSet};

use clang_ast::Id;
use xpiler_ir::{Block, Result};

use super::{Binding, Lower, analysis};
use crate::{
    ast::{Ast, DeclRef, Node, NodeExt},
    ctype::CType,
};

/// The bytes of a configuration.
const SIZE: usize = 64;

/// A variable that configures tiles.
#[derive(Clone)]
pub(crate) struct Configuration {
    bytes: [u8; SIZE],
    /// Where it is declared. Assignments elsewhere depend on control flow.
    block: Block,
}

/// The variables of each function that configure tiles.
pub(super) type Configurations = HashMap<Id, Configuration>;

/// The declarations that `_tile_loadconfig` reads, itself or through parameters.
pub(super) fn of_tiles(ast: &Ast) -> HashSet<Id> {
    let mut found = HashSet::new();
    loop {
        let before = found.len();
        for function in &ast.functions {
            function.walk(&mut |call| {
                let Some(callee) = call.is("CallExpr").then(|| call.inner[0].decl()).flatten() else { return };
                let args = call.inner[1..].iter();
                let read: Vec<&Node> = if callee.name.as_deref() == Some("_tile_loadconfig") {
                    args.collect()
                } else {
                    let parameters = ast.body(callee.id).map(super::function::parameters).unwrap_or_default();
                    args.zip(parameters).filter(|(_, p)| found.contains(&p.id)).map(|(arg, _)| arg).collect()
                };
                found.extend(read.into_iter().filter_map(root).map(|d| d.id));
            });
        }
        if found.len() == before {
            return found;
        }
    }
}

/// The variable that an expression is a part or the address of.
fn root(node: &Node) -> Option<&DeclRef> {
    let node = node.core();
    match node.what() {
        "DeclRefExpr" => node.kind.referenced_decl.as_ref(),
        "MemberExpr" | "ArraySubscriptExpr" | "BinaryOperator" => root(&node.inner[0]),
        "UnaryOperator" if matches!(node.opcode(), "&" | "*") => root(&node.inner[0]),
        _ => None,
    }
}

impl Lower<'_> {
    /// The variable that configures tiles of which the expression is a part or the address.
    pub(super) fn configuration_of(&self, node: &Node) -> Option<Id> {
        let id = root(node)?.id;
        match self.bindings.get(&id) {
            Some(Binding::Configuration(of)) => Some(*of),
            _ => self.configured.contains(&id).then_some(id),
        }
    }

    /// Does a subtree assign to a variable that configures tiles?
    pub(super) fn configures(&self, node: &Node) -> bool {
        let mut found = false;
        node.walk(&mut |n| found |= analysis::target(n).is_some_and(|t| self.configuration_of(t).is_some()));
        found
    }

    /// Declares such a variable.
    pub(super) fn declare_configuration(&mut self, node: &Node, init: Option<&Node>) -> Result<Binding> {
        let mut bytes = [0; SIZE];
        if let Some(init) = init {
            self.initial(&mut bytes, 0, init)?;
        }
        self.configurations.insert(node.id, Configuration { bytes, block: self.block });
        Ok(Binding::Configuration(node.id))
    }

    /// What `_tile_loadconfig(arg)` reads.
    pub(super) fn configuration(&self, arg: &Node) -> Result<[u8; SIZE]> {
        let id = self.configuration_of(arg).filter(|_| self.place_in_configuration(arg).is_some_and(|(at, _)| at == 0));
        if let Some(known) = id.and_then(|id| self.configurations.get(&id)) {
            return Ok(known.bytes);
        }
        let constant = id.and_then(|id| self.ast.find(id)).filter(|d| d.written_type().starts_with("const "));
        let Some(init) = constant.and_then(|d| d.parts().into_iter().next_back()) else {
            return self
                .refuse(arg, "tiles are configured by a variable of the function, or a constant, whose bytes are in the text");
        };
        let mut bytes = [0; SIZE];
        self.initial(&mut bytes, 0, init)?;
        Ok(bytes)
    }

    /// `sizes.rows[0] = 16`
    pub(super) fn configure(&mut self, node: &Node, id: Id) -> Result<()> {
        let target = &node.inner[0];
        let Some(known) = self.configurations.get(&id).filter(|c| c.block == self.block) else {
            return self.refuse(node, "what configures tiles may not depend on control flow: assign it where it is declared");
        };
        let (mut bytes, block) = (known.bytes, known.block);
        let value = (node.is("BinaryOperator")).then(|| self.constant(&node.inner[1])).flatten();
        let (Some((at, size)), Some(value)) = (self.place_in_configuration(target), value) else {
            return self.refuse(node, "what configures tiles must be assigned constants, at constant places");
        };
        if at + size > SIZE {
            return self.refuse(node, "a configuration of tiles has 64 bytes");
        }
        bytes[at..at + size].copy_from_slice(&value.to_le_bytes()[..size]);
        self.configurations.insert(id, Configuration { bytes, block });
        Ok(())
    }

    /// `memset(&sizes, 0, sizeof(sizes))`
    pub(super) fn clear_configuration(&mut self, node: &Node, id: Id, args: &[&Node]) -> Result<()> {
        let declared = self.ast.find(id).map(NodeExt::written_type);
        let size = args[2].core();
        let of_type = size.kind.arg_type.as_ref().map(|t| &*t.qual_type).or(size.inner.first().map(|n| n.bare().written_type()));
        let whole = self.constant(size) == Some(SIZE as i64) || size.is("UnaryExprOrTypeTraitExpr") && of_type == declared;
        let zero = self.constant(args[1]) == Some(0) && self.place_in_configuration(args[0]).is_some_and(|(at, _)| at == 0);
        match self.configurations.get_mut(&id).filter(|known| whole && zero && known.block == self.block) {
            Some(known) => {
                known.bytes = [0; SIZE];
                Ok(())
            }
            None => self.refuse(node, "what configures tiles can only be set to zeros as a whole, where it is declared"),
        }
    }

    /// Where a part is, and its size.
    fn place_in_configuration(&self, node: &Node) -> Option<(usize, usize)> {
        let node = node.bare();
        let size = self.ctype(node).size().unwrap_or(0) as usize;
        let of_pointee = |n: &Node| self.ctype(n).pointee().and_then(CType::size).map(|s| s as usize);
        let at = match node.what() {
            "DeclRefExpr" => 0,
            "MemberExpr" => self.place_in_configuration(&node.inner[0])?.0 + self.ast.field(node.kind.referenced_member_decl?)?,
            "ArraySubscriptExpr" | "BinaryOperator" if node.is("ArraySubscriptExpr") || node.opcode() == "+" => {
                let by = usize::try_from(self.constant(&node.inner[1])?).ok().filter(|by| *by <= SIZE)?;
                self.place_in_configuration(&node.inner[0])?.0 + by * of_pointee(&node.inner[0])?
            }
            "UnaryOperator" if matches!(node.opcode(), "&" | "*") => self.place_in_configuration(&node.inner[0])?.0,
            what if what.ends_with("CastExpr") => self.place_in_configuration(&node.inner[0])?.0,
            _ => return None,
        };
        Some((at, size))
    }

    /// Fills bytes from an initialiser; where it ends. Members are aligned to their size.
    fn initial(&self, bytes: &mut [u8; SIZE], at: usize, node: &Node) -> Result<usize> {
        let node = node.bare();
        if node.is("InitListExpr") {
            let is_record = !matches!(self.ctype(node), CType::Array { .. });
            // Of a structure in another one nothing says where it begins.
            if is_record && (at != 0 || !self.ast.has_plain_layouts()) {
                return self.refuse(node, "only plain structures and arrays of numbers configure tiles");
            }
            let mut next = at;
            for element in node.listed() {
                let unit = self.ctype(element).dims().1.size().unwrap_or(1) as usize;
                next = self.initial(bytes, next.next_multiple_of(unit), element)?;
            }
            return Ok(self.ctype(node).size().map_or(next, |size| at + size as usize));
        }
        let size = self.ctype(node).size().unwrap_or(0) as usize;
        let value = if node.is("ImplicitValueInitExpr") { Some(0) } else { self.constant(node).filter(|_| size <= 8) };
        let Some(value) = value.filter(|_| size > 0 && at + size <= SIZE) else {
            return self.refuse(node, "what configures tiles must be 64 bytes of constants");
        };
        if value != 0 {
            bytes[at..at + size].copy_from_slice(&value.to_le_bytes()[..size]);
        }
        Ok(at + size)
    }
}
