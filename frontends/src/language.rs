//! What differs between the languages as data: preludes, host API names, built-in variables.

/// What a function of the host API does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Api {
    /// `(void **p, size_t bytes)`
    Malloc,
    /// `(void *p)`
    Free,
    /// `(dst, src, bytes, ...)`
    Memcpy,
    /// `(p, value, bytes, ...)`
    Memset,
    /// Nothing that a kernel's meaning depends on: streams, errors, synchronisation.
    Nothing,
}

/// One language that is read.
pub(crate) struct Language {
    pub platform: &'static str,
    pub prelude: &'static str,
    /// Parts of the prelude, in `#ifdef XPILER_USES_<name>`, that only texts with one of these words need: every declaration costs time.
    pub sections: &'static [(&'static str, &'static [&'static str])],
    /// The headers a text may include; all stand for the prelude.
    pub headers: &'static [&'static str],
    /// Language and target of clang.
    pub arguments: &'static [&'static str],
    pub extension: &'static str,
    /// In front of an intrinsic's declaration.
    pub device: &'static str,
    /// Host functions by name.
    pub api: &'static [(&'static str, Api)],
    /// Lanes of a warp; 0 where there are none.
    pub warp: i64,
}

/// Headers of the C and C++ libraries, the same for all.
macro_rules! headers {
    ($($own:literal),*) => {
        &[
            "cstdio", "cmath", "cstdint", "cstddef", "cstdlib", "cstring", "cfloat", "climits", "cassert", "algorithm", "limits", "iostream",
            "stdio.h", "math.h", "stdint.h", "stddef.h", "stdlib.h", "string.h", "float.h", "limits.h", "assert.h", "stdbool.h",
            "omp.h", $($own),*
        ]
    };
}
pub(crate) use headers;

/// The section of C++'s own library.
pub(crate) const STD: (&str, &[&str]) = ("std", &["std::", "namespace std"]);
/// The section of the structures of CUDA and HIP that are vectors, and what their names end with.
pub(crate) const VECTORS: (&str, &[&str]) = (
    "vectors",
    &["char2", "char4", "short2", "short4", "int2", "int4", "float2", "float4", "double2", "double4", "longlong2", "longlong4"],
);

/// clang's arguments for texts with launches: read as CUDA for one device, without any toolkit.
pub(crate) const DEVICE_ARGUMENTS: &[&str] = &[
    "-x",
    "cuda",
    "-std=c++17",
    "-nocudainc",
    "-nocudalib",
    "--cuda-device-only",
    "--cuda-gpu-arch=sm_80",
    "-Wno-unknown-cuda-version",
];

impl Language {
    /// The language of a platform.
    pub fn of(platform: &str) -> Option<&'static Language> {
        [&crate::cuda::LANGUAGE, &crate::hip::LANGUAGE, &crate::bang::LANGUAGE, &crate::vnni::LANGUAGE]
            .into_iter()
            .find(|l| l.platform == platform)
    }
    /// Is this CUDA or HIP?
    pub fn is_simt(&self) -> bool {
        self.warp != 0
    }
    /// Plain C has no launch.
    pub fn is_plain_c(&self) -> bool {
        self.platform == "vnni"
    }
    /// What a host function does.
    pub fn api(&self, name: &str) -> Option<Api> {
        self.api.iter().find(|(n, _)| *n == name).map(|(_, a)| *a)
    }
}
