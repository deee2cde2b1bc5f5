//! HIP: the words of the language.

use crate::language::{Api, DEVICE_ARGUMENTS, Language, STD, VECTORS, headers};

/// HIP, as clang reads it with our prelude.
pub(crate) const LANGUAGE: Language = Language {
    platform: "hip",
    prelude: concat!(include_str!("../preludes/common.h"), include_str!("../preludes/simt.h"), include_str!("../preludes/hip.h")),
    sections: &[STD, VECTORS],
    headers: headers!("hip/hip_runtime.h", "hip/hip_runtime_api.h", "hip/hip_fp16.h", "hip/hip_bf16.h", "hip/hip_bfloat16.h"),
    arguments: DEVICE_ARGUMENTS,
    extension: ".hip",
    device: "__device__ ",
    api: &[
        ("hipMalloc", Api::Malloc),
        ("hipFree", Api::Free),
        ("hipMemcpy", Api::Memcpy),
        ("hipMemcpyAsync", Api::Memcpy),
        ("hipMemset", Api::Memset),
        ("hipMemsetAsync", Api::Memset),
        ("hipDeviceSynchronize", Api::Nothing),
        ("hipGetLastError", Api::Nothing),
        ("hipPeekAtLastError", Api::Nothing),
        ("hipSetDevice", Api::Nothing),
        ("hipDeviceReset", Api::Nothing),
        ("hipStreamCreate", Api::Nothing),
        ("hipStreamSynchronize", Api::Nothing),
        ("hipStreamDestroy", Api::Nothing),
        ("hipEventCreate", Api::Nothing),
        ("hipEventRecord", Api::Nothing),
        ("hipEventSynchronize", Api::Nothing),
        ("hipEventDestroy", Api::Nothing),
        ("hipGetErrorString", Api::Nothing),
        ("hipGetErrorName", Api::Nothing),
    ],
    warp: 64,
};
