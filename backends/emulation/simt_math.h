// Device functions that CUDA and HIP share: arithmetic intrinsics, vector types, atomics, half and bfloat16.
#pragma once
#include "simt.h"

// ---- Vector types
#define XPILER_VECTOR(T, name, align)                                                                             \
  struct name##1 { T x; };                                                                                        \
  struct alignas(2 * align) name##2 { T x, y; };                                                                  \
  struct name##3 { T x, y, z; };                                                                                  \
  struct alignas(4 * align > 16 ? 16 : 4 * align) name##4 { T x, y, z, w; };                                      \
  inline name##1 make_##name##1(T x) { return {x}; }                                                              \
  inline name##2 make_##name##2(T x, T y) { return {x, y}; }                                                      \
  inline name##3 make_##name##3(T x, T y, T z) { return {x, y, z}; }                                              \
  inline name##4 make_##name##4(T x, T y, T z, T w) { return {x, y, z, w}; }
XPILER_VECTOR(signed char, char, 1)
XPILER_VECTOR(unsigned char, uchar, 1)
XPILER_VECTOR(short, short, 2)
XPILER_VECTOR(unsigned short, ushort, 2)
XPILER_VECTOR(int, int, 4)
XPILER_VECTOR(long long, longlong, 8)
XPILER_VECTOR(float, float, 4)
XPILER_VECTOR(double, double, 8)
#undef XPILER_VECTOR
struct uint1 { unsigned x; };
struct alignas(8) uint2 { unsigned x, y; };
struct alignas(16) uint4 { unsigned x, y, z, w; };
inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
inline uint3 make_uint3(unsigned x, unsigned y, unsigned z) { return {x, y, z}; }
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }

// ---- min, max: the C++ overloads of the device
#define XPILER_MINMAX(T)                              \
  inline T min(T a, T b) { return b < a ? b : a; }    \
  inline T max(T a, T b) { return a < b ? b : a; }
XPILER_MINMAX(int)
XPILER_MINMAX(unsigned)
XPILER_MINMAX(long)
XPILER_MINMAX(unsigned long)
XPILER_MINMAX(long long)
XPILER_MINMAX(unsigned long long)
#undef XPILER_MINMAX
inline float min(float a, float b) { return fminf(a, b); }
inline float max(float a, float b) { return fmaxf(a, b); }
inline double min(double a, double b) { return fmin(a, b); }
inline double max(double a, double b) { return fmax(a, b); }

inline unsigned min(int a, unsigned b) { return min(static_cast<unsigned>(a), b); }
inline unsigned min(unsigned a, int b) { return min(a, static_cast<unsigned>(b)); }
inline unsigned max(int a, unsigned b) { return max(static_cast<unsigned>(a), b); }
inline unsigned max(unsigned a, int b) { return max(a, static_cast<unsigned>(b)); }
inline double min(float a, double b) { return fmin(a, b); }
inline double min(double a, float b) { return fmin(a, b); }
inline double max(float a, double b) { return fmax(a, b); }
inline double max(double a, float b) { return fmax(a, b); }

// ---- Arithmetic
inline float rsqrtf(float x) { return static_cast<float>(1.0 / std::sqrt(static_cast<double>(x))); }
inline double rsqrt(double x) { return 1.0 / std::sqrt(x); }
inline float rcbrtf(float x) { return 1.0f / cbrtf(x); }
inline float normcdff(float x) { return static_cast<float>(0.5 * std::erfc(-static_cast<double>(x) * M_SQRT1_2)); }
inline float sinpif(float x) { return static_cast<float>(std::sin(M_PI * x)); }
inline float cospif(float x) { return static_cast<float>(std::cos(M_PI * x)); }
inline float exp10f_(float x) { return static_cast<float>(std::pow(10.0, static_cast<double>(x))); }
inline float __expf(float x) { return expf(x); }
inline float __exp10f(float x) { return exp10f_(x); }
inline float __logf(float x) { return logf(x); }
inline float __log2f(float x) { return log2f(x); }
inline float __log10f(float x) { return log10f(x); }
inline float __powf(float x, float y) { return powf(x, y); }
inline float __sinf(float x) { return sinf(x); }
inline float __cosf(float x) { return cosf(x); }
inline float __tanf(float x) { return tanf(x); }
inline float __fdividef(float x, float y) { return x / y; }
inline float __saturatef(float x) { return x > 0 ? (x < 1 ? x : 1) : 0; }
inline float __frcp_rn(float x) { return 1.0f / x; }
inline float __fsqrt_rn(float x) { return sqrtf(x); }
inline float __frsqrt_rn(float x) { return rsqrtf(x); }
inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fsub_rn(float a, float b) { return a - b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline double __fma_rn(double a, double b, double c) { return fma(a, b, c); }

inline float __int_as_float(int x) { return xpiler::bits_as<float>(x); }
inline int __float_as_int(float x) { return xpiler::bits_as<int>(x); }
inline float __uint_as_float(unsigned x) { return xpiler::bits_as<float>(x); }
inline unsigned __float_as_uint(float x) { return xpiler::bits_as<unsigned>(x); }
inline long long __double_as_longlong(double x) { return xpiler::bits_as<long long>(x); }
inline double __longlong_as_double(long long x) { return xpiler::bits_as<double>(x); }

namespace xpiler {
// Device conversions saturate and turn NaN into 0.
template <class To>
To saturate(double x) {
  if (x != x) return 0;
  if (x <= static_cast<double>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
  if (x >= static_cast<double>(std::numeric_limits<To>::max())) return std::numeric_limits<To>::max();
  return static_cast<To>(x);
}
}  // namespace xpiler
inline int __float2int_rz(float x) { return xpiler::saturate<int>(std::trunc(x)); }
inline int __float2int_rn(float x) { return xpiler::saturate<int>(std::nearbyint(x)); }
inline int __float2int_ru(float x) { return xpiler::saturate<int>(std::ceil(x)); }
inline int __float2int_rd(float x) { return xpiler::saturate<int>(std::floor(x)); }
inline unsigned __float2uint_rz(float x) { return xpiler::saturate<unsigned>(std::trunc(x)); }
inline unsigned __float2uint_rn(float x) { return xpiler::saturate<unsigned>(std::nearbyint(x)); }
inline float __int2float_rn(int x) { return static_cast<float>(x); }
inline float __uint2float_rn(unsigned x) { return static_cast<float>(x); }
inline float __double2float_rn(double x) { return static_cast<float>(x); }

inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __clz(int x) { return x ? __builtin_clz(static_cast<unsigned>(x)) : 32; }
inline int __clzll(long long x) { return x ? __builtin_clzll(static_cast<unsigned long long>(x)) : 64; }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __ffsll(long long x) { return __builtin_ffsll(x); }
inline int __mul24(int a, int b) { return static_cast<int>(static_cast<unsigned>(a << 8 >> 8) * static_cast<unsigned>(b << 8 >> 8)); }
inline int __mulhi(int a, int b) { return static_cast<int>(static_cast<long long>(a) * b >> 32); }
inline unsigned __umulhi(unsigned a, unsigned b) { return static_cast<unsigned>(static_cast<unsigned long long>(a) * b >> 32); }

// c + the four byte products; wraps.
template <class Byte, class Word>
inline Word xpiler_dp4a(Word a, Word b, Word c) {
  Byte x[4], y[4];
  std::memcpy(x, &a, 4);
  std::memcpy(y, &b, 4);
  unsigned sum = static_cast<unsigned>(c);
  for (int i = 0; i < 4; ++i) sum += static_cast<unsigned>(x[i] * y[i]);
  return static_cast<Word>(sum);
}
inline int __dp4a(int a, int b, int c) { return xpiler_dp4a<signed char>(a, b, c); }
inline unsigned __dp4a(unsigned a, unsigned b, unsigned c) { return xpiler_dp4a<unsigned char>(a, b, c); }

template <class T>
inline T __ldg(const T *p) { return *p; }
template <class T>
inline T __ldcs(const T *p) { return *p; }
template <class T>
inline void __stcs(T *p, T v) { *p = v; }

// ---- Block synchronisation. The line is the caller's.
inline void __syncthreads(int line = __builtin_LINE()) { xpiler::sync_block({"__syncthreads", line}); }
inline int __syncthreads_count(int p, int line = __builtin_LINE()) { return xpiler::sync_block_vote(p != 0, {"__syncthreads_count", line}).count; }
inline int __syncthreads_and(int p, int line = __builtin_LINE()) { return xpiler::sync_block_vote(p != 0, {"__syncthreads_and", line}).all; }
inline int __syncthreads_or(int p, int line = __builtin_LINE()) { return xpiler::sync_block_vote(p != 0, {"__syncthreads_or", line}).any; }
inline void __threadfence() {}
inline void __threadfence_block() {}
inline void __threadfence_system() {}

// ---- Atomics: fibers switch only at barriers, so a plain read-modify-write is atomic. They return the old value.
namespace xpiler {
template <class T, class Update>
inline T atomic(T *p, Update update) {
  T old = *p;
  *p = update(old);
  return old;
}
}  // namespace xpiler
#define XPILER_ATOMIC_NUMBER(T)                                                                    \
  inline T atomicAdd(T *p, T v) { return xpiler::atomic(p, [=](T o) { return static_cast<T>(o + v); }); } \
  inline T atomicExch(T *p, T v) { return xpiler::atomic(p, [=](T) { return v; }); }
#define XPILER_ATOMIC_INTEGER(T)                                                                   \
  XPILER_ATOMIC_NUMBER(T)                                                                          \
  inline T atomicSub(T *p, T v) { return xpiler::atomic(p, [=](T o) { return static_cast<T>(o - v); }); } \
  inline T atomicMin(T *p, T v) { return xpiler::atomic(p, [=](T o) { return v < o ? v : o; }); }  \
  inline T atomicMax(T *p, T v) { return xpiler::atomic(p, [=](T o) { return o < v ? v : o; }); }  \
  inline T atomicAnd(T *p, T v) { return xpiler::atomic(p, [=](T o) { return o & v; }); }          \
  inline T atomicOr(T *p, T v) { return xpiler::atomic(p, [=](T o) { return o | v; }); }           \
  inline T atomicXor(T *p, T v) { return xpiler::atomic(p, [=](T o) { return o ^ v; }); }          \
  inline T atomicCAS(T *p, T c, T v) { return xpiler::atomic(p, [=](T o) { return o == c ? v : o; }); }
XPILER_ATOMIC_INTEGER(int)
XPILER_ATOMIC_INTEGER(unsigned)
XPILER_ATOMIC_INTEGER(unsigned long long)
XPILER_ATOMIC_NUMBER(float)
XPILER_ATOMIC_NUMBER(double)
XPILER_ATOMIC_NUMBER(half)
XPILER_ATOMIC_NUMBER(xpiler::bfloat16)
#undef XPILER_ATOMIC_NUMBER
#undef XPILER_ATOMIC_INTEGER
inline unsigned atomicInc(unsigned *p, unsigned v) { return xpiler::atomic(p, [=](unsigned o) { return o >= v ? 0 : o + 1; }); }
inline unsigned atomicDec(unsigned *p, unsigned v) { return xpiler::atomic(p, [=](unsigned o) { return o == 0 || o > v ? v : o - 1; }); }
