//! Accesses of several elements at once, on GPUs: `float4` and its relatives.

use xpiler_ir::{Op, Result, Type, Value};

use super::{
    expr::{Expr, prec},
    memory::dense,
    printer::{LONGEST, Printer, refuse},
    types::CTy,
};

/// The members of a vector.
const MEMBERS: [&str; 4] = ["x", "y", "z", "w"];

/// The type of a vector whose elements are looked at.
fn named(op: Op, element: CTy, vector: Type) -> Result<String> {
    let lanes = vector.num_elements().unwrap_or(0);
    let of = match element {
        CTy::Int { bits: 8, signed: true } => "char",
        CTy::Int { bits: 8, signed: false } => "uchar",
        CTy::Int { bits: 16, signed: true } => "short",
        CTy::Int { bits: 16, signed: false } => "ushort",
        CTy::Int { bits: 32, signed: true } => "int",
        CTy::Int { bits: 32, signed: false } => "uint",
        CTy::Int { bits: 64, signed: true } => "longlong",
        CTy::Int { bits: 64, signed: false } => "ulonglong",
        CTy::F32 => "float",
        CTy::F64 => "double",
        _ => return Err(refuse(op, "there are no vectors of its elements")),
    };
    if !(2..=4).contains(&lanes) {
        return Err(refuse(op, &format!("there is no vector of {lanes} elements")));
    }
    Ok(format!("{of}{lanes}"))
}

/// The type of a vector that is only copied: as many bytes, in a register each if they are that many.
fn copied(op: Op, vector: Type) -> Result<String> {
    let element = vector.element();
    let number = if element.is_float() && element.bits() == 32 { "float" } else { "int" };
    Ok(match vector.num_elements().unwrap_or(0) * i64::from(element.bits()) {
        32 => number.to_owned(),
        64 => format!("{number}2"),
        128 => format!("{number}4"),
        bits => return Err(refuse(op, &format!("there is no access of {bits} bits"))),
    })
}

/// Does everybody who uses the vector look at one of its elements?
pub(super) fn is_taken_apart(load: Op) -> bool {
    let users = load.result(0).users();
    !users.is_empty() && load.result(0).ty().num_elements() > Some(1) && users.iter().all(|u| u.is("vector.extract"))
}

/// Is a vector stored as soon as it is there, and nothing else done with it? Then the store prints both.
pub(super) fn is_stored_next(op: Op) -> bool {
    matches!(op.result(0).users()[..], [user] if op.next() == Some(user) && user.is("vector.store"))
}

impl Printer<'_> {
    /// Elements that follow each other as the number that they are together: `*reinterpret_cast<const int *>(&a[i])`.
    pub fn load_word(&mut self, op: Op) -> Result<Expr> {
        let unknown = || refuse(op, "its elements are not read as one number");
        let user = |v: Value, name: &str| match v.users()[..] {
            [user] if user.is(name) => Some(user.result(0)),
            _ => None,
        };
        let whole = user(op.result(0), "vector.bitcast").filter(|v| v.ty().num_elements() == Some(1));
        let word = whole.and_then(|v| user(v, "vector.extract")).ok_or_else(unknown)?;
        let ty = self.ctype(op, word.ty())?;
        let (element, _, indices) = self.element(op, op.operand(0), &op.operands()[1..])?;
        let text = format!("*reinterpret_cast<const {} *>(&{element})", self.target.spell(ty));
        let mut e = Expr::new(text, prec::UNARY, ty).depends(&indices);
        e.reads.push(op.operand(0).root());
        Ok(e)
    }

    /// `*reinterpret_cast<float4 *>(&a[i]) = make_float4(e, f, g, h);`, or what is loaded at once in the place of the elements.
    pub fn wide_store(&mut self, op: Op) -> Result<()> {
        let value = op.operand(0);
        let (to, element, _) = self.element(op, op.operand(1), &op.operands()[2..])?;
        let (ty, from) = if let Some(load) = value.def_by("vector.load") {
            let ty = copied(op, value.ty())?;
            let (from, ..) = self.element(load, load.operand(0), &load.operands()[1..])?;
            (ty.clone(), format!("*reinterpret_cast<const {ty} *>(&{from})"))
        } else {
            let elements = value.def_by("vector.from_elements").ok_or_else(|| refuse(op, "its elements are not known"))?;
            let name = named(op, element, value.ty())?;
            let mut parts = vec![];
            for part in elements.operands() {
                parts.push((part, self.take(op, part)?));
            }
            // Long ones have a line each.
            if parts.iter().map(|(_, e)| e.text.len()).sum::<usize>() > LONGEST {
                for (part, e) in &mut parts {
                    if !e.is_atom() {
                        *e = self.materialise(*part, e.clone())?;
                    }
                }
            }
            let elements: Vec<String> = parts.into_iter().map(|(_, e)| e.text).collect();
            (name.clone(), format!("make_{name}({})", elements.join(", ")))
        };
        self.flush_for(op)?;
        self.line(&format!("*reinterpret_cast<{ty} *>(&{to}) = {from};"));
        Ok(())
    }

    /// `const float4 v = *reinterpret_cast<const float4 *>(&a[i]);`, whose elements have names from then on.
    pub fn wide_load(&mut self, op: Op) -> Result<()> {
        let (from, element, _) = self.element(op, op.operand(0), &op.operands()[1..])?;
        let ty = named(op, element, op.result(0).ty())?;
        let name = self.names.temporary("v");
        self.line(&format!("const {ty} {name} = *reinterpret_cast<const {ty} *>(&{from});"));
        for part in op.result(0).users() {
            let lane = dense(part, "static_position").first().copied();
            let member =
                lane.and_then(|lane| MEMBERS.get(usize::try_from(lane).ok()?)).ok_or_else(|| refuse(part, "no such element"))?;
            self.bound.insert(part.result(0), Expr::name(format!("{name}.{member}"), element));
        }
        Ok(())
    }
}
