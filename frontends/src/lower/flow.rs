//! The enclosing loops and functions, and the flags that stand for `break`, `continue` and `return`.

use xpiler_ir::{Block, Builder, Op, Result, Value};

use super::{
    Lower, Val,
    analysis::Exits,
    record::{Record, Target},
};
use crate::ast::Node;

/// Something that control can leave.
pub(crate) enum Frame {
    Loop { breaks: Option<Value>, continues: Option<Value> },
    Function(Box<FunctionFrame>),
}

/// A function: the one being written, or one being inlined.
pub(crate) struct FunctionFrame {
    /// Where it starts: flags are made there.
    pub block: Block,
    pub before: Option<Op>,
    pub returned: Option<Value>,
    /// Where `return x` puts its value, if it is not simply the last statement.
    pub slot: Option<Value>,
    /// What the last statement returned.
    pub value: Option<Val>,
    /// Where `return x` puts what is no scalar.
    pub target: Option<Target>,
    /// The object of a method.
    pub this: Option<Record>,
    /// Returns drop their value.
    pub outermost: bool,
}

impl Lower<'_> {
    /// A new flag, false, at the current place.
    pub(super) fn flag(&mut self, name: &str) -> Value {
        let name = self.unique(name);
        let b = self.b();
        let flag = b.alloca(&[], self.ctx.i1(), &name);
        b.store(b.int(self.ctx.i1(), 0), flag, &[]);
        flag
    }
    pub(super) fn set_flag(&self, flag: Value, value: bool) {
        let b = self.b();
        b.store(b.int(self.ctx.i1(), i64::from(value)), flag, &[]);
    }
    /// The flag that says that the innermost function returned.
    pub(super) fn returned_flag(&mut self) -> Value {
        let name = self.unique("returned");
        let (ctx, loc) = (self.ctx, self.loc);
        let frame = self.function_frame();
        if let Some(flag) = frame.returned {
            return flag;
        }
        let b = match frame.before {
            Some(op) => Builder::after(op).with_loc(loc),
            None => Builder::at_start(frame.block, loc),
        };
        let flag = b.alloca(&[], ctx.i1(), &name);
        b.store(b.int(ctx.i1(), 0), flag, &[]);
        frame.returned = Some(flag);
        flag
    }
    pub(super) fn function_frame(&mut self) -> &mut FunctionFrame {
        self.frames
            .iter_mut()
            .rev()
            .find_map(|f| match f {
                Frame::Function(f) => Some(f),
                Frame::Loop { .. } => None,
            })
            .expect("statements stand in functions")
    }
    /// True while none of the exits has been taken.
    pub(super) fn still_running(&mut self, exits: Exits) -> Value {
        let mut flags = vec![];
        if let Some(Frame::Loop { breaks, continues }) = self.frames.last() {
            if exits.breaks {
                flags.extend(*breaks);
            }
            if exits.continues {
                flags.extend(*continues);
            }
        }
        if exits.returns {
            flags.push(self.returned_flag());
        }
        let b = self.b();
        let mut left: Option<Value> = None;
        for flag in flags {
            let v = b.load(flag, &[]);
            left = Some(left.map_or(v, |l| b.bin("arith.ori", l, v)));
        }
        match left {
            Some(left) => b.bin("arith.xori", left, b.int(self.ctx.i1(), 1)),
            None => b.int(self.ctx.i1(), 1),
        }
    }
    /// `break` and `continue`: sets the flag of the innermost loop.
    pub(super) fn leave_loop(&mut self, node: &Node, breaks: bool) -> Result<Exits> {
        let flag = match self.frames.last() {
            Some(Frame::Loop { breaks: b, continues: c }) => {
                if breaks {
                    *b
                } else {
                    *c
                }
            }
            _ => None,
        };
        let Some(flag) = flag else { return self.refuse(node, "this leaves no loop") };
        self.set_flag(flag, true);
        Ok(Exits { breaks, continues: !breaks, returns: false })
    }
}
