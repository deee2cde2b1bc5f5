//! CUDA C.

use super::target::{Api, Target};

pub(super) const TARGET: Target = Target {
    name: "cuda",
    headers: &["cuda_runtime.h"],
    kernel: Some("__global__"),
    half: ("__half", Some("cuda_fp16.h")),
    bfloat: ("__nv_bfloat16", Some("cuda_bf16.h")),
    threads: true,
    min_max: true,
    rsqrt: true,
    fragments: true,
    doubles: true,
    api: Some(Api {
        error: "cudaError_t",
        success: "cudaSuccess",
        malloc: "cudaMalloc",
        free: "cudaFree",
        memcpy: "cudaMemcpy",
        memset: "cudaMemset",
        to_device: "cudaMemcpyHostToDevice",
        to_host: "cudaMemcpyDeviceToHost",
        on_device: "cudaMemcpyDeviceToDevice",
        last_error: Some("cudaGetLastError()"),
    }),
};
