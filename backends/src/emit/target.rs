//! What the platforms' texts differ in, as data; what only one platform has is in that platform's module.

use super::types::CTy;

/// A platform's words.
pub(super) struct Target {
    pub name: &'static str,
    /// Headers that every file includes.
    pub headers: &'static [&'static str],
    /// The qualifier of kernels; without one the text is plain C and its entry does the work.
    pub kernel: Option<&'static str>,
    /// The type of 16-bit floats and its header.
    pub half: (&'static str, Option<&'static str>),
    pub bfloat: (&'static str, Option<&'static str>),
    /// Has blocks of threads (`simt` operations).
    pub threads: bool,
    /// Kernels can call `min` and `max`.
    pub min_max: bool,
    /// Has `rsqrtf`.
    pub rsqrt: bool,
    /// Has fragments of matrices (`wmma`).
    pub fragments: bool,
    /// Kernels can use `double`.
    pub doubles: bool,
    /// The host's functions for the device.
    pub api: Option<Api>,
}

/// The host's functions for the device: error codes, memory.
pub(super) struct Api {
    pub error: &'static str,
    pub success: &'static str,
    pub malloc: &'static str,
    pub free: &'static str,
    pub memcpy: &'static str,
    pub memset: &'static str,
    pub to_device: &'static str,
    pub to_host: &'static str,
    pub on_device: &'static str,
    /// What tells whether a launch was accepted.
    pub last_error: Option<&'static str>,
}

/// The platform of that name.
pub(super) fn find(name: &str) -> Option<&'static Target> {
    [&super::cuda::TARGET, &super::hip::TARGET, &super::bang::TARGET, &super::vnni::TARGET].into_iter().find(|t| t.name == name)
}

impl Target {
    /// Is this BANG C?
    pub fn is_bang(&self) -> bool {
        self.name == "bang"
    }
    /// Plain C?
    pub fn is_c(&self) -> bool {
        self.kernel.is_none()
    }
    /// The type's name in declarations.
    pub fn spell(&self, ty: CTy) -> &'static str {
        match ty {
            CTy::Bool => "bool",
            CTy::Int { bits: 8, signed: true } => "signed char",
            CTy::Int { bits: 8, signed: false } => "unsigned char",
            CTy::Int { bits: 16, signed: true } => "short",
            CTy::Int { bits: 16, signed: false } => "unsigned short",
            CTy::Int { bits: 64, signed: true } => "long long",
            CTy::Int { bits: 64, signed: false } => "unsigned long long",
            CTy::Int { signed: true, .. } => "int",
            CTy::Int { signed: false, .. } => "unsigned int",
            CTy::F16 => self.half.0,
            CTy::Bf16 => self.bfloat.0,
            CTy::F32 => "float",
            CTy::F64 => "double",
            CTy::Vector(vector) => vector.name,
        }
    }
    /// The type's name in casts.
    pub fn spell_cast(&self, ty: CTy) -> &'static str {
        match self.spell(ty) {
            "unsigned int" => "unsigned",
            name => name,
        }
    }
    /// The header that declares the type, if there is one to include.
    pub fn header_of(&self, ty: CTy) -> Option<&'static str> {
        match ty {
            CTy::Bool if self.is_c() => Some("stdbool.h"),
            CTy::F16 => self.half.1,
            CTy::Bf16 => self.bfloat.1,
            CTy::Vector(_) => Some("immintrin.h"),
            _ => None,
        }
    }
}
