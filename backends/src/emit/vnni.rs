//! C with AVX-512: the entry is an ordinary function.

use super::target::Target;

pub(super) const TARGET: Target = Target {
    name: "vnni",
    headers: &[],
    kernel: None,
    half: ("_Float16", None),
    bfloat: ("__bf16", None),
    threads: false,
    min_max: false,
    rsqrt: false,
    fragments: false,
    doubles: true,
    api: None,
};
