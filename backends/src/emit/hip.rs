//! HIP.

use super::target::{Api, Target};

pub(super) const TARGET: Target = Target {
    name: "hip",
    headers: &["hip/hip_runtime.h"],
    kernel: Some("__global__"),
    half: ("__half", Some("hip/hip_fp16.h")),
    bfloat: ("__hip_bfloat16", Some("hip/hip_bf16.h")),
    threads: true,
    min_max: true,
    rsqrt: true,
    fragments: false,
    doubles: true,
    api: Some(Api {
        error: "hipError_t",
        success: "hipSuccess",
        malloc: "hipMalloc",
        free: "hipFree",
        memcpy: "hipMemcpy",
        memset: "hipMemset",
        to_device: "hipMemcpyHostToDevice",
        to_host: "hipMemcpyDeviceToHost",
        on_device: "hipMemcpyDeviceToDevice",
        last_error: Some("hipGetLastError()"),
    }),
};
