//! BANG C: the words of the language.

use crate::language::{Api, DEVICE_ARGUMENTS, Language, headers};

/// BANG C, as clang reads it (as CUDA) with our prelude.
pub(crate) const LANGUAGE: Language = Language {
    platform: "bang",
    prelude: concat!(include_str!("../preludes/common.h"), include_str!("../preludes/bang.h")),
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

/// The built-in variables, in the order of the dialect's `Id`.
pub(crate) const IDS: [&str; 12] = [
    "taskId",
    "taskIdX",
    "taskIdY",
    "taskIdZ",
    "taskDim",
    "taskDimX",
    "taskDimY",
    "taskDimZ",
    "clusterId",
    "clusterDim",
    "coreId",
    "coreDim",
];

/// The memory spaces, in the order of the dialect's `Space`.
pub(crate) const SPACES: [&str; 5] = ["gdram", "ldram", "nram", "wram", "sram"];

/// The synchronisations: name and the dialect's `Barrier`.
pub(crate) const SYNCS: [(&str, i64); 7] = [
    ("__sync", 0),
    ("__sync_compute", 1),
    ("__sync_io", 2),
    ("__sync_move", 3),
    ("__sync_cluster", 4),
    ("__sync_all", 5),
    ("__sync_all_ipu", 5),
];
