//! BANG C: the words of the language.

use crate::language::{Api, DEVICE_ARGUMENTS, Language, STD, headers};

/// BANG C, as clang reads it (as CUDA) with our prelude.
pub(crate) const LANGUAGE: Language = Language {
    platform: "bang",
    prelude: concat!(include_str!("../preludes/common.h"), include_str!("../preludes/bang.h")),
    sections: &[STD],
    headers: headers!("bang.h", "mlu.h", "cnrt.h", "bang_device_functions.h"),
    arguments: DEVICE_ARGUMENTS,
    extension: ".mlu",
    device: "__mlu_func__ ",
    api: &[
        ("cnrtMalloc", Api::Malloc),
        ("cnrtFree", Api::Free),
        ("cnrtMemcpy", Api::Memcpy),
        ("cnrtMemcpyAsync", Api::Memcpy),
        ("cnrtMemset", Api::Memset),
        ("cnrtQueueCreate", Api::Nothing),
        ("cnrtQueueSync", Api::Nothing),
        ("cnrtQueueDestroy", Api::Nothing),
        ("cnrtCreateQueue", Api::Nothing),
        ("cnrtSyncQueue", Api::Nothing),
        ("cnrtDestroyQueue", Api::Nothing),
        ("cnrtInit", Api::Nothing),
        ("cnrtSetDevice", Api::Nothing),
        ("cnrtSyncDevice", Api::Nothing),
        ("cnrtGetLastError", Api::Nothing),
        ("cnrtPeekAtLastError", Api::Nothing),
        ("cnrtGetDeviceHandle", Api::Nothing),
        ("cnrtSetCurrentDevice", Api::Nothing),
    ],
    warp: 0,
};
