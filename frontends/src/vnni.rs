//! C with AVX-512: the words of the language.

use crate::language::{Language, STD, headers};

/// Plain C with the intrinsics of x86.
pub(crate) const LANGUAGE: Language = Language {
    platform: "vnni",
    prelude: concat!(include_str!("../preludes/common.h"), include_str!("../preludes/vnni.h")),
    sections: &[STD],
    headers: headers!("immintrin.h", "x86intrin.h", "unistd.h", "sys/syscall.h", "asm/prctl.h"),
    arguments: &["-x", "c", "-std=gnu17", "--target=x86_64-linux-gnu", "-mavx512f", "-fno-builtin", "-fopenmp"],
    extension: ".c",
    device: "",
    api: &[],
    warp: 0,
};

/// clang's arguments for a text that is C++.
pub(crate) const CPP_ARGUMENTS: &[&str] =
    &["-x", "c++", "-std=gnu++17", "--target=x86_64-linux-gnu", "-mavx512f", "-fno-builtin", "-fopenmp"];
