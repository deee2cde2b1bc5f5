//! C's types, from the way clang writes them.

use xpiler_ir::{Ctx, Type, vectors::VectorType};

use crate::fragment::Fragment;

/// A C type as far as kernels use it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum CType {
    Void,
    Bool,
    Int {
        bits: u32,
        signed: bool,
    },
    Half,
    BFloat,
    Float,
    Double,
    Pointer {
        to: Box<CType>,
        constant: bool,
    },
    Array {
        of: Box<CType>,
        len: Option<i64>,
    },
    Reference(Box<CType>),
    /// A vector or a mask of x86: `__m512`, `__mmask16`.
    Vector(VectorType),
    /// A vector of the language, `float __attribute__((ext_vector_type(4)))`
    Register {
        of: Box<CType>,
        len: i64,
    },
    /// `wmma::fragment<...>`
    Fragment(Box<Fragment>),
    Other(String),
}

const INT: CType = CType::Int { bits: 32, signed: true };

fn strip_qualifiers(mut s: &str) -> (&str, bool) {
    let mut constant = false;
    loop {
        s = s.trim();
        let before = s;
        for q in ["const", "volatile", "restrict", "__restrict__", "__restrict", "enum", "struct", "union"] {
            if let Some(rest) = s.strip_prefix(q)
                && rest.starts_with([' ', '*', '&'])
            {
                constant |= q == "const";
                s = rest.trim();
            }
            if let Some(rest) = s.strip_suffix(q)
                && rest.ends_with([' ', '*', '&'])
            {
                constant |= q == "const";
                s = rest.trim();
            }
        }
        if s == before {
            return (s, constant);
        }
    }
}

fn strip_suffix_qualifiers(mut s: &str) -> &str {
    loop {
        s = s.trim();
        let before = s;
        for q in ["const", "volatile", "restrict", "__restrict__", "__restrict"] {
            if let Some(rest) = s.strip_suffix(q)
                && rest.ends_with([' ', '*', '&'])
            {
                s = rest.trim();
            }
        }
        if s == before {
            return s;
        }
    }
}

impl CType {
    /// Reads a type as clang writes it.
    pub fn parse(text: &str) -> CType {
        let text = strip_suffix_qualifiers(text);
        if let Some(inner) = text.strip_suffix(']') {
            let open = first_dimension(text);
            let base = text[..open].trim();
            let mut dims = inner[open + 1..].split("][").map(|d| d.trim().parse::<i64>().ok()).collect::<Vec<_>>();
            let mut element = base;
            let mut pointer = None;
            for mark in ["(*", "(&"] {
                if let Some(at) = base.find(mark)
                    && base.ends_with(')')
                {
                    element = base[..at].trim();
                    pointer = Some(mark);
                }
            }
            let (_, constant) = strip_qualifiers(element);
            let mut ty = CType::parse(element);
            while let Some(len) = dims.pop() {
                ty = CType::Array { of: Box::new(ty), len };
            }
            return match pointer {
                Some("(*") => CType::Pointer { to: Box::new(ty), constant },
                Some(_) => CType::Reference(Box::new(ty)),
                None => ty,
            };
        }
        if let Some(inner) = text.strip_suffix('*') {
            let (_, constant) = strip_qualifiers(inner);
            return CType::Pointer { to: Box::new(CType::parse(inner)), constant };
        }
        if let Some(inner) = text.strip_suffix('&') {
            return CType::Reference(Box::new(CType::parse(inner.trim_end_matches('&'))));
        }
        Self::named(strip_qualifiers(text).0)
    }
    fn named(name: &str) -> CType {
        let int = |bits, signed| CType::Int { bits, signed };
        match name.strip_prefix("std::").unwrap_or(name) {
            "void" => CType::Void,
            "bool" | "_Bool" => CType::Bool,
            "char" | "signed char" | "int8_t" => int(8, true),
            "unsigned char" | "uint8_t" => int(8, false),
            "short" | "int16_t" => int(16, true),
            "unsigned short" | "uint16_t" => int(16, false),
            "int" | "int32_t" => INT,
            "unsigned int" | "unsigned" | "uint32_t" | "uint" => int(32, false),
            "long" | "long long" | "int64_t" | "ptrdiff_t" | "__ptrdiff_t" => int(64, true),
            "unsigned long" | "unsigned long long" | "size_t" | "__size_t" | "uint64_t" | "uintptr_t" => int(64, false),
            "half" | "__half" | "_Float16" => CType::Half,
            "__bf16" | "__nv_bfloat16" | "bfloat16_t" | "__hip_bfloat16" => CType::BFloat,
            "float" => CType::Float,
            "double" => CType::Double,
            other => match (VectorType::named(other), Fragment::parse(other), Self::register(other)) {
                (Some(vector), _, _) => CType::Vector(vector),
                (None, Some(fragment), _) => CType::Fragment(Box::new(fragment)),
                (None, None, Some((of, len))) => CType::Register { of: Box::new(of), len },
                (None, None, None) => Self::structure(other).unwrap_or_else(|| CType::Other(other.into())),
            },
        }
    }
    /// The vector structures of CUDA and HIP, `float4`.
    fn structure(name: &str) -> Option<CType> {
        let (element, digit) = name.split_at_checked(name.len().checked_sub(1)?)?;
        let len = match digit {
            "2" => 2,
            "4" => 4,
            _ => return None,
        };
        let element = match element {
            "char" | "short" | "int" | "float" | "double" | "half" | "__half" => element.to_owned(),
            "uchar" | "ushort" | "uint" => format!("unsigned {}", &element[1..]),
            "longlong" => "long long".to_owned(),
            "ulonglong" => "unsigned long long".to_owned(),
            _ => return None,
        };
        let element = if element == "char" { "signed char" } else { &element };
        Some(CType::Register { of: Box::new(CType::parse(element)), len })
    }
    /// The element and the length of a vector as clang writes it.
    fn register(text: &str) -> Option<(CType, i64)> {
        let (before, rest) = text.split_once("__attribute__((")?;
        let (attribute, after) = rest.split_once("))").map(|(a, after)| (a, after.trim_start_matches(')')))?;
        let (kind, number) = attribute.split_once('(')?;
        let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
        let element = CType::parse(if before.trim().is_empty() { after } else { before });
        let known = ["ext_vector_type", "vector_size", "__vector_size__"].contains(&kind) && !element.is_unknown();
        known.then(|| Some((element, digits.parse().ok()?))).flatten()
    }
    /// Does it hold a name that is not known here?
    pub fn is_unknown(&self) -> bool {
        match self {
            CType::Other(_) => true,
            CType::Pointer { to, .. } => to.is_unknown(),
            CType::Array { of, .. } => of.is_unknown(),
            CType::Reference(to) => to.is_unknown(),
            _ => false,
        }
    }
    /// Without a reference.
    pub fn value(self) -> CType {
        if let CType::Reference(to) = self { *to } else { self }
    }
    pub fn is_pointer(&self) -> bool {
        matches!(self, CType::Pointer { .. } | CType::Array { .. })
    }
    /// The mask it is.
    pub fn mask(&self) -> Option<VectorType> {
        if let CType::Vector(vector) = self { Some(*vector).filter(|v| v.is_mask()) } else { None }
    }
    /// Is arithmetic on it unsigned?
    pub fn is_unsigned(&self) -> bool {
        matches!(self, CType::Bool | CType::Int { signed: false, .. })
    }
    pub fn is_int(&self) -> bool {
        matches!(self, CType::Bool | CType::Int { .. })
    }
    /// The MLIR type of a scalar or vector.
    pub fn mlir(&self, ctx: Ctx) -> Option<Type> {
        Some(match self {
            CType::Bool => ctx.i1(),
            CType::Int { bits, .. } => ctx.int(*bits),
            CType::Half => ctx.f16(),
            CType::BFloat => ctx.bf16(),
            CType::Float => ctx.f32(),
            CType::Double => ctx.f64(),
            CType::Vector(vector) => vector.mlir(ctx),
            CType::Reference(to) => return to.mlir(ctx),
            _ => return None,
        })
    }
    /// The type in C's own words.
    pub fn spell(&self) -> String {
        match self {
            CType::Void => "void".into(),
            CType::Bool => "bool".into(),
            CType::Int { bits, signed } => {
                let name = match bits {
                    8 if *signed => return "signed char".into(),
                    8 => "char",
                    16 => "short",
                    32 => "int",
                    _ => "long long",
                };
                if *signed { name.into() } else { format!("unsigned {name}") }
            }
            CType::Half => "half".into(),
            CType::BFloat => "bfloat16_t".into(),
            CType::Float => "float".into(),
            CType::Double => "double".into(),
            CType::Pointer { to, constant } => format!("{}{} *", if *constant { "const " } else { "" }, to.spell()),
            CType::Array { of, .. } => format!("{} *", of.spell()),
            CType::Reference(to) => to.spell(),
            CType::Vector(vector) => vector.name.into(),
            CType::Register { of, len } => format!("{} __attribute__((ext_vector_type({len})))", of.spell()),
            CType::Fragment(fragment) => format!("wmma::fragment<{}>", fragment.arguments()),
            CType::Other(name) => name.clone(),
        }
    }
    /// What a pointer or an array leads to.
    pub fn pointee(&self) -> Option<&CType> {
        match self {
            CType::Pointer { to, .. } => Some(to),
            CType::Array { of, .. } => Some(of),
            CType::Reference(to) => to.pointee(),
            _ => None,
        }
    }
    /// `sizeof`.
    pub fn size(&self) -> Option<i64> {
        Some(match self {
            CType::Bool => 1,
            CType::Int { bits, .. } => i64::from(*bits) / 8,
            CType::Half | CType::BFloat => 2,
            CType::Float => 4,
            CType::Double | CType::Pointer { .. } => 8,
            CType::Vector(vector) => vector.bytes,
            CType::Array { of, len } => of.size()?.checked_mul((*len)?)?,
            CType::Reference(to) => return to.size(),
            CType::Register { of, len } => of.size()?.checked_mul(*len)?,
            CType::Void | CType::Fragment(_) | CType::Other(_) => return None,
        })
    }
    /// The dimensions and the element of an array.
    pub fn dims(&self) -> (Vec<Option<i64>>, &CType) {
        let (mut dims, mut ty) = (vec![], self);
        while let CType::Array { of, len } = ty {
            dims.push(*len);
            ty = of;
        }
        (dims, ty)
    }
}

/// Where the trailing dimensions of `float (*)[4][5]` start.
fn first_dimension(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = text.len();
    loop {
        let Some(open) = text[..at].rfind('[') else { return 0 };
        at = open;
        if at == 0 || bytes[at - 1] != b']' {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(to: CType, constant: bool) -> CType {
        CType::Pointer { to: Box::new(to), constant }
    }
    fn array(of: CType, len: i64) -> CType {
        CType::Array { of: Box::new(of), len: Some(len) }
    }

    #[test]
    fn clangs_spellings_are_read() {
        assert_eq!(CType::parse("const float *restrict"), pointer(CType::Float, true));
        assert_eq!(CType::parse("float *const __restrict"), pointer(CType::Float, false));
        assert_eq!(CType::parse("float[16][17]"), array(array(CType::Float, 17), 16));
        assert_eq!(CType::parse("float (*)[17]"), pointer(array(CType::Float, 17), false));
        assert_eq!(CType::parse("const float (&)[4]"), CType::Reference(Box::new(array(CType::Float, 4))));
        assert_eq!(CType::parse("const unsigned int"), CType::Int { bits: 32, signed: false });
        assert_eq!(CType::parse("const half &"), CType::Reference(Box::new(CType::Half)));
        assert_eq!(CType::parse("float[]"), CType::Array { of: Box::new(CType::Float), len: None });
        assert_eq!(array(array(CType::Half, 4), 3).size(), Some(24));
        let register = |len| CType::Register { of: Box::new(CType::Float), len };
        assert_eq!(CType::parse("float __attribute__((ext_vector_type(4)))"), register(4));
        assert_eq!(CType::parse("const __attribute__((__vector_size__(16 * sizeof(float)))) float"), register(16));
        assert_eq!(CType::parse("const float4"), register(4));
        assert_eq!(CType::parse("uchar4").size(), Some(4));
        let long = |signed| CType::Register { of: Box::new(CType::Int { bits: 64, signed }), len: 2 };
        assert_eq!([CType::parse("longlong2"), CType::parse("ulonglong2")], [long(true), long(false)]);
        assert_eq!(CType::parse("half2 *"), pointer(CType::Register { of: Box::new(CType::Half), len: 2 }, false));
        assert!(["float3", "dim4", "4", "é"].iter().all(|other| CType::parse(other).is_unknown()));
        assert!(CType::parse("T *").is_unknown());
    }
}
