// What CUDA and HIP share: threads of blocks of a grid.
#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __align__(n) __attribute__((aligned(n)))
#define __grid_constant__
struct uint3 { unsigned x, y, z; };
struct dim3 { unsigned x, y, z; __host__ __device__ constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {} };
extern const __device__ uint3 threadIdx, blockIdx;
extern const __device__ dim3 blockDim, gridDim;
extern const __device__ int warpSize;
#define XPILER_VECTORS(name, T, bytes) \
  struct __align__(2 * bytes) name##2 { T x, y; }; struct __align__(4 * bytes > 16 ? 16 : 4 * bytes) name##4 { T x, y, z, w; }; \
  XPILER_HD name##2 make_##name##2(T, T); XPILER_HD name##4 make_##name##4(T, T, T, T);
#ifdef XPILER_USES_vectors
XPILER_VECTORS(char, signed char, 1) XPILER_VECTORS(uchar, unsigned char, 1) XPILER_VECTORS(short, short, 2) XPILER_VECTORS(ushort, unsigned short, 2)
XPILER_VECTORS(int, int, 4) XPILER_VECTORS(uint, unsigned, 4) XPILER_VECTORS(float, float, 4) XPILER_VECTORS(double, double, 8)
XPILER_VECTORS(longlong, long long, 8) XPILER_VECTORS(ulonglong, unsigned long long, 8)
#endif
typedef _Float16 half; typedef half __half; typedef __bf16 __nv_bfloat16; typedef __bf16 __hip_bfloat16;
struct __align__(4) half2 { half x, y; }; typedef half2 __half2;
__device__ void __syncthreads(); __device__ void __threadfence(); __device__ void __threadfence_block();
__device__ int __syncthreads_count(int); __device__ int __syncthreads_and(int); __device__ int __syncthreads_or(int);
__device__ void __syncwarp(unsigned = 0xffffffffu);
template <class T> __device__ T atomicAdd(T *, T); template <class T> __device__ T atomicMax(T *, T); template <class T> __device__ T atomicMin(T *, T);
template <class T> __device__ T atomicSub(T *, T); template <class T> __device__ T atomicExch(T *, T); template <class T> __device__ T atomicCAS(T *, T, T);
template <class T> __device__ T atomicAnd(T *, T); template <class T> __device__ T atomicOr(T *, T); template <class T> __device__ T atomicXor(T *, T);
template <class T> __device__ T __ldg(const T *); template <class T> __device__ T __ldca(const T *); template <class T> __device__ T __ldcg(const T *);
template <class T> __device__ T __ldcs(const T *); template <class T> __device__ T __ldcv(const T *); template <class T> __device__ T __ldlu(const T *);
template <class T> __device__ void __stwb(T *, T); template <class T> __device__ void __stcg(T *, T); template <class T> __device__ void __stcs(T *, T);
template <class T> __device__ void __stwt(T *, T);
__device__ float __expf(float); __device__ float __logf(float); __device__ float __log2f(float); __device__ float __sinf(float); __device__ float __cosf(float);
__device__ float __tanf(float); __device__ float __powf(float, float); __device__ float __fdividef(float, float); __device__ float __frcp_rn(float);
__device__ float __fsqrt_rn(float); __device__ float __fadd_rn(float, float); __device__ float __fsub_rn(float, float); __device__ float __fmul_rn(float, float);
__device__ float __fdiv_rn(float, float); __device__ float __fmaf_rn(float, float, float); __device__ float __saturatef(float);
XPILER_HD half __float2half(float); XPILER_HD half __float2half_rn(float); XPILER_HD float __half2float(half);
XPILER_HD __nv_bfloat16 __float2bfloat16(float); XPILER_HD __nv_bfloat16 __float2bfloat16_rn(float); XPILER_HD float __bfloat162float(__nv_bfloat16);
XPILER_HD half __int2half_rn(int); XPILER_HD float __int2float_rn(int); XPILER_HD int __float2int_rz(float); XPILER_HD int __float2int_rn(float);
XPILER_HD int __mul24(int, int);
XPILER_HD half __hadd(half, half); XPILER_HD half __hsub(half, half); XPILER_HD half __hmul(half, half); XPILER_HD half __hdiv(half, half);
XPILER_HD half __hfma(half, half, half); XPILER_HD half __hneg(half); XPILER_HD half __hmax(half, half); XPILER_HD half __hmin(half, half); XPILER_HD half __habs(half);
XPILER_HD __nv_bfloat16 __hadd(__nv_bfloat16, __nv_bfloat16); XPILER_HD __nv_bfloat16 __hmul(__nv_bfloat16, __nv_bfloat16);
XPILER_HD half hexp(half); XPILER_HD half hlog(half); XPILER_HD half hsqrt(half); XPILER_HD half hrsqrt(half); XPILER_HD half htanh(half);
XPILER_HD bool __hgt(half, half); XPILER_HD bool __hge(half, half); XPILER_HD bool __hlt(half, half); XPILER_HD bool __hle(half, half); XPILER_HD bool __heq(half, half);
XPILER_HD int max(int, int); XPILER_HD unsigned max(unsigned, unsigned); XPILER_HD long max(long, long); XPILER_HD float max(float, float); XPILER_HD double max(double, double);
XPILER_HD int min(int, int); XPILER_HD unsigned min(unsigned, unsigned); XPILER_HD long min(long, long); XPILER_HD float min(float, float); XPILER_HD double min(double, double);
XPILER_HD unsigned max(unsigned, int); XPILER_HD unsigned max(int, unsigned); XPILER_HD unsigned min(unsigned, int); XPILER_HD unsigned min(int, unsigned);
XPILER_HD half max(half, half); XPILER_HD half min(half, half);
XPILER_HD unsigned long max(unsigned long, unsigned long); XPILER_HD unsigned long min(unsigned long, unsigned long);
XPILER_HD unsigned umin(unsigned, unsigned); XPILER_HD unsigned umax(unsigned, unsigned);
__device__ float __int_as_float(int); __device__ int __float_as_int(float); __device__ float __uint_as_float(unsigned); __device__ unsigned __float_as_uint(float);
__device__ double __longlong_as_double(long long); __device__ long long __double_as_longlong(double);
__device__ int __popc(unsigned); __device__ int __clz(int); __device__ int __ffs(int);
