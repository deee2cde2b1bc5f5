//! `merge-variables`: a variable that stands for an element while a sum goes on is that element.
//!
//! ```text
//! v = s[..];  for k { v += a[k] * b[k] }  s[..] = v
//! // becomes
//! for k { s[..] += a[k] * b[k] }
//! ```
//!
//! Rows that add to what they are given are read this way. Needs: nothing else touches the element's buffer meanwhile, and nobody reads the variable
//! afterwards. Keeps: the values.

use xpiler_ir::{
    Builder, Op, Result, Value,
    pass::{Instance, Pass},
};

use crate::analysis::shape::same_number;

/// See the module.
pub struct MergeVariables;

impl Pass for MergeVariables {
    const ARGUMENT: &'static str = "merge-variables";
    const SUMMARY: &'static str = "Put elements in the place of variables that stand for them";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for variable in module.find("memref.alloca") {
            if let Some(stand_in) = StandIn::of(variable) {
                stand_in.merge();
            }
        }
        Ok(())
    }
}

/// A variable that takes an element and gives it back.
struct StandIn {
    variable: Op,
    /// Stores the element in the variable.
    begin: Op,
    /// Stores the variable in the element.
    end: Op,
    buffer: Value,
    place: Vec<Value>,
}

impl StandIn {
    fn of(variable: Op) -> Option<Self> {
        let v = variable.result(0);
        v.ty().static_shape().filter(Vec::is_empty)?;
        let users = v.users();
        let begin = *users.iter().find(|u| u.is("memref.store") && u.block() == variable.block() && taken(**u).is_some())?;
        let element = taken(begin)?;
        let (buffer, place) = (element.operand(0), element.operands()[1..].to_vec());
        let behind: Vec<Op> = std::iter::successors(begin.next(), |op| op.next()).collect();
        let end = *behind.iter().find(|op| {
            let back = op.is("memref.store") && op.operand(1) == buffer;
            let same = || op.operands()[2..].iter().zip(&place).all(|(a, b)| same_number(*a, *b));
            back && op.operand(0).def_by("memref.load").is_some_and(|l| l.operand(0) == v && l.block() == op.block()) && same()
        })?;
        let between: Vec<Op> = behind.into_iter().take_while(|op| *op != end).collect();
        let inside = |user: &Op| *user == begin || between.iter().any(|op| user.is_inside(*op) || user == op);
        let touched = |op: &Op| op.operands().iter().any(|o| o.ty().is_memref() && o.root() == buffer.root());
        // The element is read right in front.
        let in_front = std::iter::successors(element.next(), |op| op.next()).take_while(|op| *op != begin);
        let quiet =
            element.block() == begin.block() && !in_front.chain(between.iter().copied()).any(|op| op.walk().iter().any(touched));
        let known = users.iter().all(|u| u.is("memref.load") || u.is("memref.store") && u.operand(1) == v);
        (buffer != v && quiet && known && users.iter().all(inside)).then_some(Self { variable, begin, end, buffer, place })
    }

    fn merge(self) {
        let v = self.variable.result(0);
        self.begin.erase();
        self.end.erase();
        for user in v.users() {
            let b = Builder::before(user);
            if user.is("memref.load") {
                user.result(0).replace_all_uses(b.load(self.buffer, &self.place));
            } else {
                b.store(user.operand(0), self.buffer, &self.place);
            }
            user.erase();
        }
        self.variable.erase();
    }
}

/// The load of what is stored.
fn taken(store: Op) -> Option<Op> {
    store.operand(0).def_by("memref.load")
}
