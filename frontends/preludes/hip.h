// HIP's own names.
#define __HIPCC__ 1
#define __HIP_PLATFORM_AMD__ 1
#define hipLaunchKernelGGL(k, g, b, s, st, ...) (k)<<<(g), (b), (s), (st)>>>(__VA_ARGS__)
#define hipThreadIdx_x (threadIdx.x)
#define hipThreadIdx_y (threadIdx.y)
#define hipThreadIdx_z (threadIdx.z)
#define hipBlockIdx_x (blockIdx.x)
#define hipBlockIdx_y (blockIdx.y)
#define hipBlockIdx_z (blockIdx.z)
#define hipBlockDim_x (blockDim.x)
#define hipBlockDim_y (blockDim.y)
#define hipBlockDim_z (blockDim.z)
#define hipGridDim_x (gridDim.x)
#define hipGridDim_y (gridDim.y)
#define hipGridDim_z (gridDim.z)
#define HIP_KERNEL_NAME(...) __VA_ARGS__
#define HIP_DYNAMIC_SHARED(T, v) extern __shared__ T v[];
typedef enum hipError_t { hipSuccess = 0, hipErrorInvalidValue = 1, hipErrorOutOfMemory = 2, hipErrorUnknown = 999 } hipError_t;
typedef struct ihipStream_t *hipStream_t; typedef struct ihipEvent_t *hipEvent_t;
enum hipMemcpyKind { hipMemcpyHostToHost, hipMemcpyHostToDevice, hipMemcpyDeviceToHost, hipMemcpyDeviceToDevice, hipMemcpyDefault };
extern "C" {
hipError_t cudaConfigureCall(dim3, dim3, size_t = 0, hipStream_t = 0);
hipError_t hipMalloc(void **, size_t); hipError_t hipFree(void *); hipError_t hipMemcpy(void *, const void *, size_t, hipMemcpyKind);
hipError_t hipMemset(void *, int, size_t); hipError_t hipMemsetAsync(void *, int, size_t, hipStream_t = 0);
hipError_t hipMemcpyAsync(void *, const void *, size_t, hipMemcpyKind, hipStream_t = 0);
hipError_t hipDeviceSynchronize(); hipError_t hipGetLastError(); hipError_t hipPeekAtLastError(); const char *hipGetErrorString(hipError_t);
const char *hipGetErrorName(hipError_t); hipError_t hipSetDevice(int); hipError_t hipGetDevice(int *); hipError_t hipDeviceReset();
hipError_t hipStreamCreate(hipStream_t *); hipError_t hipStreamSynchronize(hipStream_t); hipError_t hipStreamDestroy(hipStream_t);
hipError_t hipEventCreate(hipEvent_t *); hipError_t hipEventRecord(hipEvent_t, hipStream_t = 0); hipError_t hipEventSynchronize(hipEvent_t);
hipError_t hipEventDestroy(hipEvent_t); hipError_t hipEventElapsedTime(float *, hipEvent_t, hipEvent_t);
}
template <class T> hipError_t hipMalloc(T **, size_t);
template <class T> __device__ T __shfl(T, int, int = 64); template <class T> __device__ T __shfl_down(T, unsigned, int = 64);
template <class T> __device__ T __shfl_up(T, unsigned, int = 64); template <class T> __device__ T __shfl_xor(T, int, int = 64);
__device__ unsigned long long __ballot(int); __device__ int __any(int); __device__ int __all(int);
typedef float xpiler_f32x4 __attribute__((ext_vector_type(4))); typedef float xpiler_f32x16 __attribute__((ext_vector_type(16)));
typedef int xpiler_i32x4 __attribute__((ext_vector_type(4))); typedef int xpiler_i32x16 __attribute__((ext_vector_type(16)));
typedef half xpiler_f16x4 __attribute__((ext_vector_type(4)));
__device__ xpiler_f32x4 __builtin_amdgcn_mfma_f32_16x16x4f32(float, float, xpiler_f32x4, int, int, int);
__device__ xpiler_f32x16 __builtin_amdgcn_mfma_f32_32x32x2f32(float, float, xpiler_f32x16, int, int, int);
__device__ xpiler_f32x4 __builtin_amdgcn_mfma_f32_16x16x16f16(xpiler_f16x4, xpiler_f16x4, xpiler_f32x4, int, int, int);
__device__ xpiler_f32x16 __builtin_amdgcn_mfma_f32_32x32x8f16(xpiler_f16x4, xpiler_f16x4, xpiler_f32x16, int, int, int);
__device__ xpiler_i32x4 __builtin_amdgcn_mfma_i32_16x16x16i8(int, int, xpiler_i32x4, int, int, int);
__device__ xpiler_i32x16 __builtin_amdgcn_mfma_i32_32x32x8i8(int, int, xpiler_i32x16, int, int, int);
