//! CUDA C: the words of the language.

use crate::language::{Api, DEVICE_ARGUMENTS, Language, STD, VECTORS, headers};

/// CUDA C, as clang reads it with our prelude.
pub(crate) const LANGUAGE: Language = Language {
    platform: "cuda",
    prelude: concat!(
        include_str!("../preludes/common.h"),
        include_str!("../preludes/simt.h"),
        include_str!("../preludes/cuda.h")
    ),
    sections: &[STD, VECTORS, ("wmma", &["wmma"])],
    headers: headers!(
        "cuda.h",
        "cuda_runtime.h",
        "cuda_runtime_api.h",
        "cuda_fp16.h",
        "cuda_bf16.h",
        "cuda_pipeline.h",
        "device_launch_parameters.h",
        "math_constants.h",
        "mma.h"
    ),
    arguments: DEVICE_ARGUMENTS,
    extension: ".cu",
    device: "__device__ ",
    api: &[
        ("cudaMalloc", Api::Malloc),
        ("cudaFree", Api::Free),
        ("cudaMemcpy", Api::Memcpy),
        ("cudaMemcpyAsync", Api::Memcpy),
        ("cudaMemset", Api::Memset),
        ("cudaMemsetAsync", Api::Memset),
        ("cudaDeviceSynchronize", Api::Nothing),
        ("cudaGetLastError", Api::Nothing),
        ("cudaPeekAtLastError", Api::Nothing),
        ("cudaSetDevice", Api::Nothing),
        ("cudaDeviceReset", Api::Nothing),
        ("cudaStreamCreate", Api::Nothing),
        ("cudaStreamSynchronize", Api::Nothing),
        ("cudaStreamDestroy", Api::Nothing),
        ("cudaEventCreate", Api::Nothing),
        ("cudaEventRecord", Api::Nothing),
        ("cudaEventSynchronize", Api::Nothing),
        ("cudaEventDestroy", Api::Nothing),
        ("cudaGetErrorString", Api::Nothing),
        ("cudaGetErrorName", Api::Nothing),
    ],
    warp: 32,
};
