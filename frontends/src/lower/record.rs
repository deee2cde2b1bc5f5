//! Structures: a variable for each member, an array for each member of an array of structures; methods, functors and lambdas are calls whose object is
//! such variables, or nothing.

use clang_ast::Id;
use xpiler_ir::{Builder, Result, Value, names};

use super::{Binding, Lower, Val, decl::lambda_in, pointer::Place};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

/// The most elements of an array in a structure that is copied.
const MAX_COPIED: i64 = 64;

/// The variables of a structure, or of an array of them.
#[derive(Clone)]
pub(crate) struct Record {
    members: Vec<(Id, Part)>,
    /// The dimensions of the array that no index was given for yet.
    open: Vec<i64>,
}

#[derive(Clone)]
enum Part {
    Place(Place),
    Record(Record),
}

/// Where the result of a call goes that is no scalar.
#[derive(Clone)]
pub(crate) enum Target {
    Register(Place),
    Record(Record),
}

impl Record {
    fn indexed(mut self, index: Value) -> Option<Self> {
        if self.open.is_empty() {
            return None;
        }
        self.open.remove(0);
        for (_, part) in &mut self.members {
            match part {
                Part::Place(place) => place.index.push(index),
                Part::Record(inner) => *inner = inner.clone().indexed(index)?,
            }
        }
        Some(self)
    }
}

/// The members of a structure.
fn fields(record: &Node) -> impl Iterator<Item = &Node> {
    record.inner.iter().filter(|c| c.is("FieldDecl"))
}

impl<'a> Lower<'a> {
    /// The structure that a type is, or that it refers to.
    pub(super) fn structure(&self, ty: &CType) -> Option<&'a Node> {
        match ty {
            CType::Other(name) => self.ast.record(name),
            CType::Reference(to) => self.structure(to),
            _ => None,
        }
    }
    /// The same behind a pointer.
    pub(super) fn structure_behind(&self, ty: &CType) -> Option<&'a Node> {
        self.structure(ty.pointee()?.dims().1)
    }
    /// Is the member one of a structure's?
    pub(super) fn is_member(&self, node: &Node) -> bool {
        let owner = self.ctype(&node.inner[0]);
        self.structure(&owner).is_some() || self.structure_behind(&owner).is_some()
    }
    /// Declares a structure, or an array of them.
    pub(super) fn record_variable(&mut self, node: &Node, ty: &CType, init: Option<&Node>) -> Result<Binding> {
        let (dims, element) = ty.dims();
        let Some(shape) = dims.iter().copied().collect::<Option<Vec<i64>>>() else {
            return self.refuse(node, "the size of this array is not a constant");
        };
        let Some(record) = self.structure(element) else { return self.refuse(node, "this kind of variable is not supported") };
        let shared = node.has_attr("CUDASharedAttr");
        let made = self.make_record(node, record, &shape, node.name(), shared)?;
        match init.map(NodeExt::bare) {
            None => {}
            Some(_) if shared => {}
            Some(init) if shape.is_empty() => self.fill_record(&made, init)?,
            Some(init) if init.is("CXXConstructExpr") && init.inner.is_empty() => {}
            Some(init) if init.is("InitListExpr") && shape.len() == 1 && init.listed().len() as i64 == shape[0] => {
                for (i, element) in init.listed().into_iter().enumerate() {
                    let at = self.b().index(i as i64);
                    if let Some(one) = made.clone().indexed(at) {
                        self.fill_record(&one, element)?;
                    }
                }
            }
            Some(init) => return self.refuse(init, "this initialiser of an array of structures is not supported"),
        }
        Ok(Binding::Record(made))
    }
    fn make_record(&mut self, node: &Node, record: &Node, outer: &[i64], name: &str, shared: bool) -> Result<Record> {
        if record.inner.iter().any(|c| c.is("CXXConstructorDecl") && c.kind.is_implicit != Some(true)) {
            return self
                .refuse(node, "structures with constructors of their own are not supported: initialise the members with {..}");
        }
        let mut members = vec![];
        for field in fields(record) {
            let ty = self.ctype(field);
            let (dims, element) = ty.dims();
            let Some(own) = dims.iter().copied().collect::<Option<Vec<i64>>>() else {
                return self.refuse(node, format!("the size of the member `{}` is not a constant", field.name()));
            };
            let mut shape = [outer, &own].concat();
            let name = format!("{name}_{}", field.name());
            let part = match element {
                CType::Register { of, len } => {
                    shape.push(*len);
                    self.member_variable(node, field, of, &shape, &name, shared)?
                }
                element if let Some(inner) = self.structure(element) => {
                    Part::Record(self.make_record(node, inner, &shape, &name, shared)?)
                }
                element => self.member_variable(node, field, element, &shape, &name, shared)?,
            };
            members.push((field.id, part));
        }
        Ok(Record { members, open: outer.to_vec() })
    }
    fn member_variable(
        &mut self,
        node: &Node,
        field: &Node,
        of: &CType,
        shape: &[i64],
        name: &str,
        shared: bool,
    ) -> Result<Part> {
        let total = shape.iter().try_fold(1i64, |a, b| a.checked_mul(*b));
        let small = shape.iter().all(|d| *d > 0) && total.is_some_and(|t| t < 1 << 31);
        let Some(element) = of.mlir(self.ctx).filter(|t| small && !t.is_vector()) else {
            let written = field.written_type();
            return self.refuse(node, format!("members of type `{written}` are not supported, as `{}` is one", field.name()));
        };
        let name = self.unique(name);
        let base = if shared {
            let start = Builder::at_start(self.entry_block, self.loc);
            let dims: Vec<Option<i64>> = shape.iter().copied().map(Some).collect();
            let name = self.ctx.str_attr(&name);
            start.value_with("simt.alloc_shared", &[], self.ctx.memref(&dims, element), &[(names::NAME, name)])
        } else {
            let base = self.b().alloca(shape, element, &name);
            if matches!(self.ctype(field).dims().1, CType::Register { .. })
                && let Some(def) = base.def()
            {
                def.set_attr(names::REGISTER, self.ctx.unit_attr());
            }
            base
        };
        Ok(Part::Place(Place::variable(base)))
    }
    /// The structure that an expression names, or makes.
    pub(super) fn record(&mut self, node: &Node) -> Result<Record> {
        let node = node.bare();
        match node.what() {
            "DeclRefExpr" => match self.binding(node)? {
                Binding::Record(record) => Ok(record),
                _ => self.refuse(node, "this structure is not supported here"),
            },
            "ArraySubscriptExpr" => {
                let (mut base, mut index) = (&node.inner[0], &node.inner[1]);
                if !self.ctype(base).is_pointer() {
                    std::mem::swap(&mut base, &mut index);
                }
                let array = self.record_behind(base)?;
                let index = self.index(index)?;
                match array.indexed(index) {
                    Some(record) => Ok(record),
                    None => self.refuse(node, "this is behind a single structure"),
                }
            }
            "UnaryOperator" if node.opcode() == "*" => {
                let record = self.record_behind(&node.inner[0])?;
                if record.open.is_empty() { Ok(record) } else { self.refuse(node, "write the element of this array as `[0]`") }
            }
            "MemberExpr" if self.is_member(node) => match self.member_part(node)? {
                Part::Record(record) => Ok(record),
                Part::Place(_) => self.refuse(node, "this is not a structure"),
            },
            what if what.ends_with("CastExpr") && matches!(node.cast(), "NoOp" | "LValueToRValue") => self.record(&node.inner[0]),
            _ if node.is_lvalue() => self.refuse(node, "this is not supported as a place of a structure: name the variable"),
            _ => self.made(node),
        }
    }
    /// The value of an expression as a structure of its own.
    fn made(&mut self, node: &Node) -> Result<Record> {
        let ty = self.ctype(node).value();
        let Some(record) = self.structure(&ty) else { return self.refuse(node, "this structure is not supported") };
        let made = self.make_record(node, record, &[], "made", false)?;
        self.fill_record(&made, node)?;
        Ok(made)
    }
    /// The structure, or the array of them, behind a pointer.
    pub(super) fn record_behind(&mut self, node: &Node) -> Result<Record> {
        let node = node.bare();
        match node.what() {
            "DeclRefExpr" => self.record(node),
            "CXXThisExpr" => match self.function_frame().this.clone() {
                Some(record) => Ok(record),
                None => self.refuse(node, "the object of this method is not supported"),
            },
            "UnaryOperator" if node.opcode() == "&" => self.record(&node.inner[0]),
            what if what.ends_with("CastExpr") && node.cast() == "ArrayToPointerDecay" => self.record(&node.inner[0]),
            what if what.ends_with("CastExpr") && matches!(node.cast(), "NoOp" | "LValueToRValue") => {
                self.record_behind(&node.inner[0])
            }
            _ => self.refuse(
                node,
                "pointers to structures are supported only where they lead to a variable: `&s`, or an array of structures",
            ),
        }
    }
    fn member_part(&mut self, node: &Node) -> Result<Part> {
        let owner = &node.inner[0];
        let record = if self.ctype(owner).is_pointer() { self.record_behind(owner)? } else { self.record(owner)? };
        if !record.open.is_empty() {
            return self.refuse(node, "this is an array of structures");
        }
        let id = node.kind.referenced_member_decl;
        match record.members.into_iter().find(|(member, _)| Some(*member) == id) {
            Some((_, part)) => Ok(part),
            None => self.refuse(node, "this member is not supported"),
        }
    }
    /// The place of a member that is no structure itself.
    pub(super) fn member_place(&mut self, node: &Node) -> Result<Place> {
        match self.member_part(node)? {
            Part::Place(place) => Ok(place),
            Part::Record(_) => self.refuse(node, "a structure is used as a value"),
        }
    }
    /// Assigns an expression to a variable that may be read by it.
    pub(super) fn assign_record(&mut self, target: &Node, node: &Node) -> Result<()> {
        let to = self.record(target)?;
        let from = if self.is_place(node) { self.record(node)? } else { self.made(node)? };
        self.copy_record(&to, &from, node)
    }
    /// Initialises variables by an expression, which does not read them.
    pub(super) fn fill_record(&mut self, to: &Record, node: &Node) -> Result<()> {
        let node = node.bare();
        let ty = self.ctype(node).value();
        match node.what() {
            "InitListExpr" => self.fill_members(to, node),
            "ImplicitValueInitExpr" | "CXXScalarValueInitExpr" => self.zero_record(to, node),
            "CXXConstructExpr" | "CXXTemporaryObjectExpr" if node.inner.is_empty() => {
                let Some(record) = self.structure(&ty) else { return self.refuse(node, "this structure is not supported") };
                if node.kind.zeroing == Some(true) {
                    self.zero_record(to, node)?;
                }
                for (field, (_, part)) in fields(record).zip(&to.members) {
                    if let Some(init) = field.parts().last() {
                        self.fill_by_default(to, part, init)?;
                    }
                }
                Ok(())
            }
            "CXXConstructExpr" | "CXXTemporaryObjectExpr" | "CXXFunctionalCastExpr" | "CompoundLiteralExpr"
                if node.inner.len() == 1 =>
            {
                self.fill_record(to, &node.inner[0])
            }
            "CallExpr" | "CXXMemberCallExpr" | "CXXOperatorCallExpr" => self.call_into(node, Target::Record(to.clone())),
            "ConditionalOperator" => self.choice_into(node, &Target::Record(to.clone())),
            what if what.ends_with("CastExpr") && matches!(node.cast(), "NoOp" | "LValueToRValue" | "ConstructorConversion") => {
                self.fill_record(to, &node.inner[0])
            }
            "DeclRefExpr" | "ArraySubscriptExpr" | "UnaryOperator" | "MemberExpr" => {
                let from = self.record(node)?;
                self.copy_record(to, &from, node)
            }
            _ => self.refuse(node, "this value of a structure is not supported"),
        }
    }
    /// `{a, b}`. The scalars are computed before the first of them is written.
    fn fill_members(&mut self, to: &Record, list: &Node) -> Result<()> {
        let mut scalars = vec![];
        let mixed = to.members.iter().any(|(_, part)| !matches!(part, Part::Place(place) if rest(place).is_empty()));
        if let Some(init) = list.inner.iter().find(|init| mixed && !self.is_calm(init)) {
            return self
                .refuse(init, "an initialiser beside a structure must not change anything: assign the members one by one");
        }
        for (init, (_, part)) in list.inner.iter().zip(&to.members) {
            match part {
                Part::Place(place) if place.index.len() == place.base.ty().shape().len() && !init.is("CXXDefaultInitExpr") => {
                    let ty = self.ctype(init).value();
                    scalars.push((place.clone(), self.value_as(init, &ty)?, init));
                }
                _ => {}
            }
        }
        for (i, (_, part)) in to.members.iter().enumerate() {
            let done = |place: &Place| scalars.iter().any(|(p, ..)| p.base == place.base);
            match (part, list.inner.get(i)) {
                (Part::Place(place), _) if done(place) => {}
                (_, Some(init)) if init.is("CXXDefaultInitExpr") => {}
                (part, Some(init)) => self.fill_part(part, init)?,
                (_, None) => return self.refuse(list, "this initialiser names fewer members than the structure has"),
            }
        }
        self.at(list);
        for (place, value, init) in scalars {
            self.write(value, &place, init)?;
        }
        // Members' own initialisers may read the others.
        for (i, (_, part)) in to.members.iter().enumerate() {
            if let Some(init) = list.inner.get(i).filter(|init| init.is("CXXDefaultInitExpr")) {
                let ty = self.ctype(list).value();
                let field = self.structure(&ty).and_then(|r| fields(r).nth(i)).and_then(|f| f.parts().last().copied());
                let Some(init) = field else { return self.refuse(init, "this initialiser is not supported") };
                self.fill_by_default(to, part, init)?;
            }
        }
        Ok(())
    }
    /// A member's own initialiser, whose `this` is the new structure.
    fn fill_by_default(&mut self, whole: &Record, part: &Part, init: &Node) -> Result<()> {
        let outer = self.function_frame().this.replace(whole.clone());
        let done = self.fill_part(part, init);
        self.function_frame().this = outer;
        done
    }
    fn fill_part(&mut self, part: &Part, init: &Node) -> Result<()> {
        match part {
            Part::Record(inner) if !inner.open.is_empty() => {
                self.refuse(init, "arrays of structures in structures cannot be initialised here")
            }
            Part::Record(inner) => self.fill_record(inner, init),
            Part::Place(place) if matches!(self.ctype(init).value(), CType::Register { .. }) => self.fill(place, init),
            Part::Place(place) => {
                let shape = rest(place);
                if shape.is_empty() {
                    let ty = self.ctype(init).value();
                    let value = self.value_as(init, &ty)?;
                    self.at(init);
                    return self.write(value, place, init);
                }
                self.initialise(place.base, &mut place.index.clone(), &shape, init)
            }
        }
    }

    fn zero_record(&mut self, to: &Record, node: &Node) -> Result<()> {
        for (_, part) in &to.members {
            match part {
                Part::Record(inner) if !inner.open.is_empty() => return self.refuse(node, "this initialiser is not supported"),
                Part::Record(inner) => self.zero_record(inner, node)?,
                Part::Place(place) => {
                    let shape = rest(place);
                    self.zero_fill(place.base, &mut place.index.clone(), 0, &shape, node)?;
                }
            }
        }
        Ok(())
    }
    fn copy_record(&mut self, to: &Record, from: &Record, node: &Node) -> Result<()> {
        if !to.open.is_empty() || !from.open.is_empty() {
            return self.refuse(node, "a whole array of structures is used as a value");
        }
        let (mut places, mut sources) = (vec![], vec![]);
        self.scalars(to, &mut places, node)?;
        self.scalars(from, &mut sources, node)?;
        if places.len() != sources.len() {
            return self.refuse(node, "the structures differ");
        }
        self.at(node);
        let values: Vec<Value> = sources.iter().map(|p| self.read(p, node)).collect::<Result<_>>()?;
        places.iter().zip(values).try_for_each(|(place, value)| self.write(value, place, node))
    }
    /// The place of each scalar in a structure.
    fn scalars(&mut self, record: &Record, found: &mut Vec<Place>, node: &Node) -> Result<()> {
        if let Some(extent) = record.open.first() {
            if found.len() as i64 + extent > MAX_COPIED {
                return self.refuse(node, format!("structures with arrays of more than {MAX_COPIED} elements cannot be copied"));
            }
            for i in 0..*extent {
                let i = self.b().index(i);
                if let Some(one) = record.clone().indexed(i) {
                    self.scalars(&one, found, node)?;
                }
            }
            return Ok(());
        }
        for (_, part) in &record.members {
            match part {
                Part::Record(inner) => self.scalars(inner, found, node)?,
                Part::Place(place) => {
                    let shape = rest(place);
                    let total: i64 = shape.iter().product();
                    if total > MAX_COPIED {
                        return self
                            .refuse(node, format!("structures with arrays of more than {MAX_COPIED} elements cannot be copied"));
                    }
                    for linear in 0..total {
                        let mut place = place.clone();
                        let mut stride = total;
                        for extent in &shape {
                            stride /= extent;
                            place.index.push(self.b().index(linear / stride % extent));
                        }
                        found.push(place);
                    }
                }
            }
        }
        Ok(())
    }
    /// The object a method works on; nothing for lambdas, whose captures are the variables themselves.
    pub(super) fn object(&mut self, node: &Node) -> Result<Option<Record>> {
        if let Some(lambda) = lambda_in(node) {
            self.lambda(lambda)?;
        }
        let ty = self.ctype(node);
        if self.structure_behind(&ty).is_some() {
            return self.record_behind(node).map(Some);
        }
        if self.structure(&ty).is_some() {
            return self.record(node).map(Some);
        }
        Ok(None)
    }
    /// A lambda: its body stands for itself, if what it captures by value stays as it is.
    pub(super) fn lambda(&mut self, node: &Node) -> Result<Binding> {
        let closure = node.inner.iter().find(|c| c.is("CXXRecordDecl"));
        let captures = node.inner.iter().filter(|c| !c.is("CXXRecordDecl") && !c.is("CompoundStmt"));
        for (field, capture) in closure.into_iter().flat_map(fields).zip(captures) {
            let by_value = !matches!(self.ctype(field), CType::Reference(_));
            let changes = capture.decl().is_none_or(|d| {
                self.is_assigned(d.id)
                    || matches!(self.bindings.get(&d.id), Some(Binding::Memory(_) | Binding::Record(_) | Binding::Moving(..)))
            });
            if by_value && changes {
                return self
                    .refuse(capture, "what a lambda captures by value must not change afterwards: capture it by reference");
            }
        }
        Ok(Binding::Opaque)
    }
    /// A call whose result goes to a target.
    pub(super) fn call_into(&mut self, node: &Node, target: Target) -> Result<()> {
        match self.ast.callee(node) {
            Some(callee) => self.inline(node, &callee, Some(target)).map(drop),
            None => self.refuse(node, "this call does not return a structure"),
        }
    }
    /// `c ? a : b` whose value goes to a target.
    pub(super) fn choice_into(&mut self, node: &Node, target: &Target) -> Result<()> {
        let condition = self.condition(&node.inner[0])?;
        let (yes, no) = (&node.inner[1], &node.inner[2]);
        if let Some(c) = condition.const_int() {
            return self.value_into(target, if c != 0 { yes } else { no });
        }
        self.if_op(condition, node, |s| s.value_into(target, yes), Some(&mut |s| s.value_into(target, no)))?;
        Ok(())
    }
    /// Puts the value of an expression into a target, as `return` does in a function whose result goes there.
    pub(super) fn value_into(&mut self, target: &Target, node: &Node) -> Result<()> {
        match target {
            Target::Register(place) => self.fill(place, node),
            Target::Record(record) => self.fill_record(record, node),
        }
    }
    /// A call of a function or a method with a body, whatever it returns.
    pub(super) fn call_body(&mut self, node: &Node) -> Result<Option<Val>> {
        let Some(callee) = self.ast.callee(node) else { return Ok(None) };
        let ty = self.ctype(node).value();
        let target = match &ty {
            CType::Register { .. } => match self.register(node, &ty, None)? {
                Binding::Memory(place) => Some(Target::Register(place)),
                _ => None,
            },
            ty if let Some(record) = self.structure(ty) => {
                Some(Target::Record(self.make_record(node, record, &[], "made", false)?))
            }
            _ => None,
        };
        self.inline(node, &callee, target).map(Some)
    }
}

/// Types of lambdas, as clang writes them.
pub(super) fn is_lambda(ty: &CType) -> bool {
    matches!(ty, CType::Other(name) if name.contains("(lambda at "))
}

/// The dimensions of a place without an index.
fn rest(place: &Place) -> Vec<i64> {
    place.base.ty().shape()[place.index.len()..].iter().map(|d| d.unwrap_or(0)).collect()
}
