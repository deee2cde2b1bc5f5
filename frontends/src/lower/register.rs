//! Variables that hold several elements: vectors of the language and the fragments of `wmma`. In the form they are local arrays.

use xpiler_ir::{Result, Type, Value, names};

use super::{
    Binding, Lower,
    pointer::{Place, cached_load},
    record::Target,
};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
};

impl Lower<'_> {
    /// Declares one, or an array of them.
    pub(super) fn register(&mut self, node: &Node, ty: &CType, init: Option<&Node>) -> Result<Binding> {
        let (dims, element) = ty.dims();
        let Some(mut shape) = dims.iter().copied().collect::<Option<Vec<i64>>>() else {
            return self.refuse(node, "the size of this array is not a constant");
        };
        let (own, of, attr) = match element {
            CType::Fragment(f) => (f.shape.to_vec(), &f.element, (names::FRAGMENT, self.ctx.str_attr(&f.arguments()))),
            CType::Register { of, len } => (vec![*len], &**of, (names::REGISTER, self.ctx.unit_attr())),
            _ => return self.refuse(node, "this kind of variable is not supported"),
        };
        shape.extend(own);
        let Some(of) = of.mlir(self.ctx) else {
            return self.refuse(node, format!("variables of type `{}` are not supported", node.written_type()));
        };
        let name = self.unique(node.name());
        let base = self.b().alloca(&shape, of, &name);
        if let Some(def) = base.def() {
            def.set_attr(attr.0, attr.1);
            if attr.0 == names::FRAGMENT {
                def.set_attr(names::WARP, self.ctx.int_attr(self.ctx.i32(), self.language.warp));
            }
        }
        let place = Place::variable(base);
        // A constructor without arguments leaves the elements as they are.
        let init = init.filter(|i| !i.bare().is("CXXConstructExpr") || !i.bare().inner.is_empty());
        match (init, element) {
            (Some(init), CType::Register { .. }) if dims.is_empty() => self.fill(&place, init)?,
            (Some(init), CType::Register { .. }) => self.fill_array(&place, &shape, init)?,
            _ => {}
        }
        Ok(Binding::Memory(place))
    }
    /// `floatx4 acc[2][2] = {}`
    fn fill_array(&mut self, place: &Place, shape: &[i64], init: &Node) -> Result<()> {
        let list = init.bare();
        if shape.len() == 1 {
            return self.fill(place, list);
        }
        let elements = list.listed();
        for i in 0..shape[0] {
            let mut inner = place.clone();
            inner.index.push(self.b().index(i));
            match elements.get(i as usize) {
                Some(element) => self.fill_array(&inner, &shape[1..], element)?,
                None => self.zeros(&inner, &shape[1..]),
            }
        }
        Ok(())
    }
    fn zeros(&mut self, place: &Place, shape: &[i64]) {
        let Some((first, rest)) = shape.split_first() else {
            let element = place.base.ty().element();
            let zero = if element.is_float() { self.b().float(element, 0.0) } else { self.int(element, 0) };
            self.b().store(zero, place.base, &place.index);
            return;
        };
        for i in 0..*first {
            let mut inner = place.clone();
            inner.index.push(self.b().index(i));
            self.zeros(&inner, rest);
        }
    }
    /// Assigns an expression of vector type.
    pub(super) fn fill(&mut self, place: &Place, node: &Node) -> Result<()> {
        let node = node.bare();
        let CType::Register { len, .. } = self.ctype(node).value() else {
            return self.refuse(node, "a vector is needed here");
        };
        match node.what() {
            "CallExpr" if cached_load(node).is_some() => self.copy_from(place, len, node),
            _ if self.ast.callee(node).is_some() => self.call_into(node, Target::Register(place.clone())),
            "CallExpr" => {
                let name = node.inner[0].decl().and_then(|d| d.name.as_deref()).unwrap_or("").to_owned();
                let args: Vec<&Node> = node.inner[1..].iter().collect();
                if name.starts_with("make_") && args.len() as i64 == len {
                    return self.elements_of(place, len, &args, node);
                }
                self.at(node);
                self.intrinsic_into(node, &name, &args, Some(place)).map(drop)
            }
            "InitListExpr" => self.elements_of(place, len, &node.inner.iter().collect::<Vec<_>>(), node),
            // A copy of a structure.
            "CXXConstructExpr" | "DeclRefExpr" | "ArraySubscriptExpr" | "UnaryOperator" | "MemberExpr" => {
                let source = if node.is("CXXConstructExpr") { node.inner.first() } else { Some(node) };
                match source.map(NodeExt::bare) {
                    None => self.refuse(node, "this vector is not supported"),
                    Some(source) if source.what().ends_with("CastExpr") || source.is("CallExpr") => self.fill(place, source),
                    Some(source) => self.copy_from(place, len, source),
                }
            }
            "ConditionalOperator" => self.choice_into(node, &Target::Register(place.clone())),
            "ImplicitValueInitExpr" | "CXXScalarValueInitExpr" => self.elements_of(place, len, &[], node),
            what if what.ends_with("CastExpr") => match node.cast() {
                "VectorSplat" => {
                    let value = self.scalar(&node.inner[0])?;
                    (0..len).for_each(|i| self.set(place, i, value));
                    Ok(())
                }
                "LValueToRValue" => self.copy_from(place, len, node.inner[0].bare()),
                "NoOp" | "BitCast" | "ConstructorConversion"
                    if matches!(self.ctype(&node.inner[0]).value(), CType::Register { .. }) =>
                {
                    self.fill(place, &node.inner[0])
                }
                _ => self.refuse(node, "this vector is not supported"),
            },
            _ => self.refuse(node, "operators on vectors are not supported: compute their elements"),
        }
    }
    fn set(&mut self, place: &Place, i: i64, value: Value) {
        let b = self.b();
        let index = [&place.index[..], &[b.index(i)]].concat();
        b.store(value, place.base, &index);
    }
    /// Assigns the elements one by one; those that are not there are zero.
    fn elements_of(&mut self, place: &Place, len: i64, elements: &[&Node], node: &Node) -> Result<()> {
        let values: Vec<Value> = elements.iter().map(|e| self.scalar(e)).collect::<Result<_>>()?;
        self.at(node);
        for i in 0..len {
            let element = self.part_of(place, i, node)?;
            match values.get(i as usize) {
                Some(value) => self.write(*value, &element, node)?,
                None => self.zeros(&element, &[]),
            }
        }
        Ok(())
    }
    /// The elements of another variable, or of memory read as a vector: `*(const floatx4 *)p`.
    fn copy_from(&mut self, place: &Place, len: i64, source: &Node) -> Result<()> {
        let from = self.place(source)?;
        self.at(source);
        if from.wide.is_none() && place.wide.is_none() {
            for i in 0..len {
                let index = [&from.index[..], &[self.b().index(i)]].concat();
                let value = self.b().load(from.base, &index);
                self.set(place, i, value);
            }
            return Ok(());
        }
        let ty = self.vector_of(&from, len);
        if ty != self.vector_of(place, len) {
            return self.refuse(source, "the vector's elements are others than those it is assigned to");
        }
        let value = self.load_wide(&self.whole(&from), ty);
        self.store_wide(value, &self.whole(place));
        Ok(())
    }
    /// The type of the vector in a place.
    fn vector_of(&self, place: &Place, len: i64) -> Type {
        place.wide.unwrap_or_else(|| self.ctx.vector(len, place.base.ty().element()))
    }
    /// The place of a vector as that of its first element.
    fn whole(&self, place: &Place) -> Place {
        let mut place = place.clone();
        if place.wide.is_none() {
            place.index.push(self.b().index(0));
        }
        place
    }
    /// A vector as an operand: the variable, or a new one.
    pub(super) fn register_operand(&mut self, node: &Node) -> Result<Value> {
        let mut variable = node.bare();
        while variable.what().ends_with("CastExpr") && matches!(variable.cast(), "LValueToRValue" | "NoOp" | "BitCast") {
            variable = variable.inner[0].bare();
        }
        if matches!(variable.what(), "DeclRefExpr" | "ArraySubscriptExpr") {
            let place = self.place(variable)?;
            return Ok(self.b().part(place.base, &place.index));
        }
        let ty = self.ctype(node).value();
        match self.register(node, &ty, Some(node))? {
            Binding::Memory(place) => Ok(place.base),
            _ => self.refuse(node, "a vector is needed here"),
        }
    }
}
