// Enough of HIP to compile texts to real GCN code with clang alone, without ROCm:
//   clang-22 -x hip -std=c++17 -nogpuinc -nogpulib -nostdinc -I<this folder> --offload-arch=gfx90a
//            --cuda-device-only -mcode-object-version=5 -O2 -S
// What the hardware has is generated; functions of AMD's device library are only declared.
#ifndef XPILER_HIP_CODEGEN_H
#define XPILER_HIP_CODEGEN_H

typedef __SIZE_TYPE__ size_t;
typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long int64_t;
typedef unsigned long uint64_t;
typedef __UINTPTR_TYPE__ uintptr_t;
#define NULL 0
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define HUGE_VALF __builtin_inff()
#define FLT_MAX __FLT_MAX__
#define FLT_MIN __FLT_MIN__
#define FLT_EPSILON __FLT_EPSILON__
#define DBL_MAX __DBL_MAX__
#define INT_MAX __INT_MAX__
#define INT_MIN (-__INT_MAX__ - 1)
#define M_PI 3.14159265358979323846
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440

#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __align__(n) __attribute__((aligned(n)))
#define XPILER_DEVICE static inline __attribute__((device, always_inline))
#define XPILER_BOTH static inline __attribute__((host, device, always_inline))

struct uint3 { unsigned x, y, z; };
struct dim3 {
  unsigned x, y, z;
  __host__ __device__ constexpr dim3(unsigned x_ = 1, unsigned y_ = 1, unsigned z_ = 1) : x(x_), y(y_), z(z_) {}
};

// Builtins of the GPU exist in the device pass only; the host pass needs declarations.
#ifdef __HIP_DEVICE_COMPILE__
#define XPILER_BODY(...) { __VA_ARGS__ }
#else
#define XPILER_BODY(...) { __builtin_trap(); }
#endif

// ---- Indices
#ifdef __HIP_DEVICE_COMPILE__
XPILER_DEVICE uint3 xpiler_thread() { return {__builtin_amdgcn_workitem_id_x(), __builtin_amdgcn_workitem_id_y(), __builtin_amdgcn_workitem_id_z()}; }
XPILER_DEVICE uint3 xpiler_block() { return {__builtin_amdgcn_workgroup_id_x(), __builtin_amdgcn_workgroup_id_y(), __builtin_amdgcn_workgroup_id_z()}; }
XPILER_DEVICE uint3 xpiler_block_size() { return {__builtin_amdgcn_workgroup_size_x(), __builtin_amdgcn_workgroup_size_y(), __builtin_amdgcn_workgroup_size_z()}; }
XPILER_DEVICE uint3 xpiler_grid_size() {
  uint3 block = xpiler_block_size();
  return {__builtin_amdgcn_grid_size_x() / block.x, __builtin_amdgcn_grid_size_y() / block.y, __builtin_amdgcn_grid_size_z() / block.z};
}
#else
__device__ uint3 xpiler_thread();
__device__ uint3 xpiler_block();
__device__ uint3 xpiler_block_size();
__device__ uint3 xpiler_grid_size();
#endif
#define threadIdx (xpiler_thread())
#define blockIdx (xpiler_block())
#define blockDim (xpiler_block_size())
#define gridDim (xpiler_grid_size())
#define warpSize 64

// ---- Synchronisation
XPILER_DEVICE void __syncthreads() XPILER_BODY(__builtin_amdgcn_fence(__ATOMIC_SEQ_CST, "workgroup"); __builtin_amdgcn_s_barrier(); __builtin_amdgcn_fence(__ATOMIC_SEQ_CST, "workgroup");)
XPILER_DEVICE void __threadfence() XPILER_BODY(__builtin_amdgcn_fence(__ATOMIC_SEQ_CST, "agent");)
XPILER_DEVICE void __threadfence_block() XPILER_BODY(__builtin_amdgcn_fence(__ATOMIC_SEQ_CST, "workgroup");)
XPILER_DEVICE void __syncwarp(uint64_t = ~0ul) XPILER_BODY(__builtin_amdgcn_fence(__ATOMIC_SEQ_CST, "wavefront"); __builtin_amdgcn_wave_barrier();)

// ---- Wavefront functions
XPILER_DEVICE int __lane_id() XPILER_BODY(return __builtin_amdgcn_mbcnt_hi(~0u, __builtin_amdgcn_mbcnt_lo(~0u, 0));)
XPILER_DEVICE int xpiler_read_lane(int value, int lane) XPILER_BODY(return __builtin_amdgcn_ds_bpermute(lane << 2, value);)
template <class T>
XPILER_DEVICE T xpiler_read(T value, int lane) {
  static_assert(sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8, "a shuffle moves 2, 4 or 8 bytes");
  if constexpr (sizeof(T) == 8) {
    struct Pair { int low, high; };
    Pair p = __builtin_bit_cast(Pair, value);
    return __builtin_bit_cast(T, Pair{xpiler_read_lane(p.low, lane), xpiler_read_lane(p.high, lane)});
  } else if constexpr (sizeof(T) == 4) {
    return __builtin_bit_cast(T, xpiler_read_lane(__builtin_bit_cast(int, value), lane));
  } else {
    return __builtin_bit_cast(T, static_cast<short>(xpiler_read_lane(__builtin_bit_cast(short, value), lane)));
  }
}
template <class T>
XPILER_DEVICE T __shfl(T v, int source, int width = 64) { int me = __lane_id(); return xpiler_read(v, (source & (width - 1)) + (me & ~(width - 1))); }
template <class T>
XPILER_DEVICE T __shfl_up(T v, unsigned d, int width = 64) { int me = __lane_id(), from = me - static_cast<int>(d); return xpiler_read(v, from < (me & ~(width - 1)) ? me : from); }
template <class T>
XPILER_DEVICE T __shfl_down(T v, unsigned d, int width = 64) { int me = __lane_id(); return xpiler_read(v, (me & (width - 1)) + static_cast<int>(d) >= width ? me : me + static_cast<int>(d)); }
template <class T>
XPILER_DEVICE T __shfl_xor(T v, int mask, int width = 64) { int me = __lane_id(), from = me ^ mask; return xpiler_read(v, from >= ((me + width) & ~(width - 1)) ? me : from); }
template <class M, class T>
XPILER_DEVICE T __shfl_sync(M, T v, int source, int width = 64) { static_assert(sizeof(M) == 8, "the mask has 64 bits"); return __shfl(v, source, width); }
template <class M, class T>
XPILER_DEVICE T __shfl_up_sync(M, T v, unsigned d, int width = 64) { static_assert(sizeof(M) == 8, "the mask has 64 bits"); return __shfl_up(v, d, width); }
template <class M, class T>
XPILER_DEVICE T __shfl_down_sync(M, T v, unsigned d, int width = 64) { static_assert(sizeof(M) == 8, "the mask has 64 bits"); return __shfl_down(v, d, width); }
template <class M, class T>
XPILER_DEVICE T __shfl_xor_sync(M, T v, int mask, int width = 64) { static_assert(sizeof(M) == 8, "the mask has 64 bits"); return __shfl_xor(v, mask, width); }
XPILER_DEVICE uint64_t __ballot(int p) XPILER_BODY(return __builtin_amdgcn_ballot_w64(p != 0);)
XPILER_DEVICE int __any(int p) XPILER_BODY(return __builtin_amdgcn_ballot_w64(p != 0) != 0;)
XPILER_DEVICE int __all(int p) XPILER_BODY(return __builtin_amdgcn_ballot_w64(p == 0) == 0;)

// ---- Arithmetic: what clang expands for GCN
#define XPILER_MATH1(name) XPILER_BOTH float name##f(float x) { return __builtin_##name##f(x); }
XPILER_MATH1(exp) XPILER_MATH1(exp2) XPILER_MATH1(log) XPILER_MATH1(log2) XPILER_MATH1(log10) XPILER_MATH1(sqrt) XPILER_MATH1(floor) XPILER_MATH1(ceil)
XPILER_MATH1(trunc) XPILER_MATH1(rint) XPILER_MATH1(nearbyint) XPILER_MATH1(round) XPILER_MATH1(fabs) XPILER_MATH1(sin) XPILER_MATH1(cos)
#undef XPILER_MATH1
XPILER_BOTH double sqrt(double x) { return __builtin_sqrt(x); }
XPILER_BOTH double fabs(double x) { return __builtin_fabs(x); }
XPILER_BOTH double floor(double x) { return __builtin_floor(x); }
XPILER_BOTH double ceil(double x) { return __builtin_ceil(x); }
XPILER_BOTH double fma(double a, double b, double c) { return __builtin_fma(a, b, c); }
XPILER_BOTH double fmax(double a, double b) { return __builtin_fmax(a, b); }
XPILER_BOTH double fmin(double a, double b) { return __builtin_fmin(a, b); }
XPILER_BOTH float fmaf(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
XPILER_BOTH float fmaxf(float a, float b) { return __builtin_fmaxf(a, b); }
XPILER_BOTH float fminf(float a, float b) { return __builtin_fminf(a, b); }
XPILER_BOTH float copysignf(float a, float b) { return __builtin_copysignf(a, b); }
XPILER_BOTH float rsqrtf(float x) { return 1.0f / __builtin_sqrtf(x); }
XPILER_BOTH float __expf(float x) { return __builtin_expf(x); }
XPILER_BOTH float __logf(float x) { return __builtin_logf(x); }
XPILER_BOTH float __fdividef(float x, float y) { return x / y; }
XPILER_BOTH bool isnan(float x) { return __builtin_isnan(x); }
XPILER_BOTH bool isinf(float x) { return __builtin_isinf(x); }
XPILER_BOTH int abs(int x) { return x < 0 ? -x : x; }
// Of the device library: declared, so that texts compile; they cannot be linked here.
extern "C" {
#define XPILER_DECLARED(name) __host__ __device__ float name##f(float); __host__ __device__ double name(double);
XPILER_DECLARED(tanh) XPILER_DECLARED(erf) XPILER_DECLARED(erfc) XPILER_DECLARED(tan) XPILER_DECLARED(sinh) XPILER_DECLARED(cosh) XPILER_DECLARED(atan) XPILER_DECLARED(asin)
XPILER_DECLARED(acos) XPILER_DECLARED(log1p) XPILER_DECLARED(expm1) XPILER_DECLARED(cbrt)
#undef XPILER_DECLARED
__host__ __device__ float powf(float, float);
__host__ __device__ float fmodf(float, float);
__host__ __device__ float atan2f(float, float);
__host__ __device__ float normcdff(float);
__host__ __device__ double pow(double, double);
__host__ __device__ double exp(double);
__host__ __device__ double log(double);
__host__ __device__ int printf(const char *, ...);
}
#define XPILER_MINMAX(T)                                  \
  XPILER_BOTH T min(T a, T b) { return b < a ? b : a; }   \
  XPILER_BOTH T max(T a, T b) { return a < b ? b : a; }
XPILER_MINMAX(int) XPILER_MINMAX(unsigned) XPILER_MINMAX(long) XPILER_MINMAX(unsigned long) XPILER_MINMAX(long long) XPILER_MINMAX(unsigned long long)
#undef XPILER_MINMAX
XPILER_BOTH float min(float a, float b) { return fminf(a, b); }
XPILER_BOTH float max(float a, float b) { return fmaxf(a, b); }
XPILER_BOTH int __popc(unsigned x) { return __builtin_popcount(x); }
XPILER_BOTH int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
XPILER_BOTH int __ffsll(long long x) { return __builtin_ffsll(x); }
XPILER_BOTH int __float_as_int(float x) { return __builtin_bit_cast(int, x); }
XPILER_BOTH float __int_as_float(int x) { return __builtin_bit_cast(float, x); }
XPILER_BOTH long long __double_as_longlong(double x) { return __builtin_bit_cast(long long, x); }
XPILER_BOTH double __longlong_as_double(long long x) { return __builtin_bit_cast(double, x); }
XPILER_BOTH int __float2int_rn(float x) { return static_cast<int>(__builtin_rintf(x)); }
XPILER_BOTH int __float2int_rz(float x) { return static_cast<int>(x); }
template <class T>
XPILER_DEVICE T __ldg(const T *p) { return *p; }

// ---- Vector types
#define XPILER_VECTOR(T, name, bytes)                                                 \
  struct __attribute__((aligned(2 * bytes))) name##2 { T x, y; };                     \
  struct name##3 { T x, y, z; };                                                      \
  struct __attribute__((aligned(4 * bytes))) name##4 { T x, y, z, w; };               \
  XPILER_BOTH name##2 make_##name##2(T x, T y) { return {x, y}; }                     \
  XPILER_BOTH name##4 make_##name##4(T x, T y, T z, T w) { return {x, y, z, w}; }
XPILER_VECTOR(int, int, 4) XPILER_VECTOR(float, float, 4) XPILER_VECTOR(signed char, char, 1) XPILER_VECTOR(unsigned char, uchar, 1) XPILER_VECTOR(short, short, 2)
#undef XPILER_VECTOR
struct __attribute__((aligned(8))) uint2 { unsigned x, y; };
struct __attribute__((aligned(16))) uint4 { unsigned x, y, z, w; };

// ---- Atomics
#define XPILER_ATOMIC(T)                                                                                    \
  XPILER_DEVICE T atomicAdd(T *p, T v) { return __atomic_fetch_add(p, v, __ATOMIC_RELAXED); }               \
  XPILER_DEVICE T atomicMax(T *p, T v) { return __atomic_fetch_max(p, v, __ATOMIC_RELAXED); }               \
  XPILER_DEVICE T atomicMin(T *p, T v) { return __atomic_fetch_min(p, v, __ATOMIC_RELAXED); }               \
  XPILER_DEVICE T atomicExch(T *p, T v) { return __atomic_exchange_n(p, v, __ATOMIC_RELAXED); }             \
  XPILER_DEVICE T atomicCAS(T *p, T c, T v) {                                                               \
    __atomic_compare_exchange_n(p, &c, v, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);                       \
    return c;                                                                                               \
  }
XPILER_ATOMIC(int) XPILER_ATOMIC(unsigned) XPILER_ATOMIC(unsigned long long)
#undef XPILER_ATOMIC
XPILER_DEVICE float atomicAdd(float *p, float v) { return __atomic_fetch_add(p, v, __ATOMIC_RELAXED); }
XPILER_DEVICE double atomicAdd(double *p, double v) { return __atomic_fetch_add(p, v, __ATOMIC_RELAXED); }

// ---- 16-bit floats
typedef _Float16 half;
typedef _Float16 __half;
struct __attribute__((aligned(4))) __half2 { half x, y; };
typedef __half2 half2;
XPILER_BOTH float __half2float(half h) { return h; }
XPILER_BOTH half __float2half(float f) { return static_cast<half>(f); }
XPILER_BOTH half __float2half_rn(float f) { return static_cast<half>(f); }
XPILER_BOTH half __hadd(half a, half b) { return a + b; }
XPILER_BOTH half __hsub(half a, half b) { return a - b; }
XPILER_BOTH half __hmul(half a, half b) { return a * b; }
XPILER_BOTH half __hdiv(half a, half b) { return a / b; }
XPILER_BOTH half __hneg(half a) { return -a; }
XPILER_BOTH half __hfma(half a, half b, half c) { return __builtin_elementwise_fma(a, b, c); }
XPILER_BOTH half hexp(half a) { return static_cast<half>(__builtin_expf(a)); }
XPILER_BOTH half hsqrt(half a) { return static_cast<half>(__builtin_sqrtf(a)); }
typedef __bf16 __hip_bfloat16;
typedef __bf16 hip_bfloat16;
XPILER_BOTH float __bfloat162float(__bf16 x) { return x; }
XPILER_BOTH __bf16 __float2bfloat16(float x) { return static_cast<__bf16>(x); }

// ---- Host API
typedef enum hipError_t { hipSuccess = 0, hipErrorInvalidValue = 1, hipErrorOutOfMemory = 2 } hipError_t;
typedef enum hipMemcpyKind { hipMemcpyHostToHost, hipMemcpyHostToDevice, hipMemcpyDeviceToHost, hipMemcpyDeviceToDevice, hipMemcpyDefault } hipMemcpyKind;
typedef struct ihipStream_t *hipStream_t;
typedef struct ihipEvent_t *hipEvent_t;
extern "C" {
hipError_t __hipPushCallConfiguration(dim3, dim3, size_t = 0, hipStream_t = 0);
hipError_t __hipPopCallConfiguration(dim3 *, dim3 *, size_t *, hipStream_t *);
hipError_t hipLaunchKernel(const void *, dim3, dim3, void **, size_t, hipStream_t);
hipError_t hipMalloc(void **, size_t);
hipError_t hipFree(void *);
hipError_t hipMemcpy(void *, const void *, size_t, hipMemcpyKind);
hipError_t hipMemcpyAsync(void *, const void *, size_t, hipMemcpyKind, hipStream_t = 0);
hipError_t hipMemset(void *, int, size_t);
hipError_t hipMemsetAsync(void *, int, size_t, hipStream_t = 0);
hipError_t hipDeviceSynchronize();
hipError_t hipGetLastError();
hipError_t hipPeekAtLastError();
const char *hipGetErrorString(hipError_t);
hipError_t hipSetDevice(int);
hipError_t hipStreamCreate(hipStream_t *);
hipError_t hipStreamSynchronize(hipStream_t);
hipError_t hipStreamDestroy(hipStream_t);
void *malloc(size_t);
void free(void *);
void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
}
template <class T>
hipError_t hipMalloc(T **p, size_t n) { return hipMalloc(reinterpret_cast<void **>(p), n); }
#define HIP_KERNEL_NAME(...) __VA_ARGS__
#define HIP_DYNAMIC_SHARED(type, name) extern __shared__ type name[];
#define hipLaunchKernelGGL(kernel, grid, block, shared, stream, ...) (kernel)<<<(grid), (block), (shared), (stream)>>>(__VA_ARGS__)

#undef XPILER_BODY
#endif
