// half, half2 and bfloat16 functions that cuda_fp16.h, cuda_bf16.h and their HIP namesakes declare.
#pragma once
#include "simt_math.h"

using __half = half;
struct alignas(4) __half2 { half x, y; };
using half2 = __half2;

inline float __half2float(half h) { return h; }
inline half __float2half(float f) { return static_cast<half>(f); }
inline half __float2half_rn(float f) { return static_cast<half>(f); }
inline half __double2half(double d) { return static_cast<half>(d); }
inline half __int2half_rn(int i) { return static_cast<half>(i); }
inline int __half2int_rn(half h) { return __float2int_rn(h); }
inline int __half2int_rz(half h) { return __float2int_rz(h); }
inline half __ushort_as_half(unsigned short x) { return xpiler::bits_as<half>(x); }
inline unsigned short __half_as_ushort(half x) { return xpiler::bits_as<unsigned short>(x); }

inline half __hadd(half a, half b) { return a + b; }
inline half __hsub(half a, half b) { return a - b; }
inline half __hmul(half a, half b) { return a * b; }
inline half __hdiv(half a, half b) { return a / b; }
inline half __hneg(half a) { return -a; }
inline half __habs(half a) { return static_cast<half>(fabsf(a)); }
inline half __hfma(half a, half b, half c) { return static_cast<half>(std::fma(double(a), double(b), double(c))); }
inline half __hmax(half a, half b) { return static_cast<half>(fmaxf(a, b)); }
inline half __hmin(half a, half b) { return static_cast<half>(fminf(a, b)); }
inline bool __heq(half a, half b) { return a == b; }
inline bool __hne(half a, half b) { return a != b; }
inline bool __hlt(half a, half b) { return a < b; }
inline bool __hle(half a, half b) { return a <= b; }
inline bool __hgt(half a, half b) { return a > b; }
inline bool __hge(half a, half b) { return a >= b; }
inline bool __hisnan(half a) { return a != a; }
#define XPILER_HALF(name, call) \
  inline half name(half a) { return static_cast<half>(call(static_cast<float>(a))); }
XPILER_HALF(hexp, expf)
XPILER_HALF(hexp2, exp2f)
XPILER_HALF(hlog, logf)
XPILER_HALF(hlog2, log2f)
XPILER_HALF(hsqrt, sqrtf)
XPILER_HALF(hrsqrt, rsqrtf)
XPILER_HALF(hrcp, __frcp_rn)
XPILER_HALF(hsin, sinf)
XPILER_HALF(hcos, cosf)
XPILER_HALF(htanh, tanhf)
XPILER_HALF(hfloor, floorf)
XPILER_HALF(hceil, ceilf)
#undef XPILER_HALF

inline half2 __halves2half2(half a, half b) { return {a, b}; }
inline half2 make_half2(half a, half b) { return {a, b}; }
inline half2 __half2half2(half a) { return {a, a}; }
inline half2 __float2half2_rn(float a) { return {half(a), half(a)}; }
inline half2 __floats2half2_rn(float a, float b) { return {half(a), half(b)}; }
inline half2 __float22half2_rn(float2 a) { return {half(a.x), half(a.y)}; }
inline float2 __half22float2(half2 a) { return {float(a.x), float(a.y)}; }
inline half __low2half(half2 a) { return a.x; }
inline half __high2half(half2 a) { return a.y; }
inline float __low2float(half2 a) { return a.x; }
inline float __high2float(half2 a) { return a.y; }
inline half2 __hadd2(half2 a, half2 b) { return {a.x + b.x, a.y + b.y}; }
inline half2 __hsub2(half2 a, half2 b) { return {a.x - b.x, a.y - b.y}; }
inline half2 __hmul2(half2 a, half2 b) { return {a.x * b.x, a.y * b.y}; }
inline half2 __hfma2(half2 a, half2 b, half2 c) { return {__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y)}; }
inline half2 __hmax2(half2 a, half2 b) { return {__hmax(a.x, b.x), __hmax(a.y, b.y)}; }
inline half2 __hmin2(half2 a, half2 b) { return {__hmin(a.x, b.x), __hmin(a.y, b.y)}; }
inline half2 operator+(half2 a, half2 b) { return __hadd2(a, b); }
inline half2 operator-(half2 a, half2 b) { return __hsub2(a, b); }
inline half2 operator*(half2 a, half2 b) { return __hmul2(a, b); }

inline float __bfloat162float(xpiler::bfloat16 x) { return x; }
inline xpiler::bfloat16 __float2bfloat16(float x) { return x; }
inline xpiler::bfloat16 __float2bfloat16_rn(float x) { return x; }
inline xpiler::bfloat16 __hadd(xpiler::bfloat16 a, xpiler::bfloat16 b) { return a + b; }
inline xpiler::bfloat16 __hsub(xpiler::bfloat16 a, xpiler::bfloat16 b) { return a - b; }
inline xpiler::bfloat16 __hmul(xpiler::bfloat16 a, xpiler::bfloat16 b) { return a * b; }
