// Vector builtins: elementwise arithmetic, activations, comparisons, logic, conversions.
// Counts are elements. Unless a comment says otherwise the destination may be a source.
#pragma once
#include "copies.h"

namespace xpiler {

template <class T>
inline constexpr bool is_floating = std::is_same<T, float>::value || std::is_same<T, half>::value || std::is_same<T, bfloat16>::value;
template <class T>
struct same { using type = T; };
template <class T>
using fixed = typename same<T>::type;  // a parameter that takes no part in deduction

template <class D, class S, class F>
void map1(Call call, D *d, const S *s, long n, Alias alias, F f) {
  if (on_memory_core()) return;
  require_vector(call, "the destination", d, n);
  require_vector(call, "the source", s, n);
  require_alias(call, alias, d, n * sizeof(D), s, n * sizeof(S));
  for (long i = 0; i < n; ++i) d[i] = static_cast<D>(f(s[i]));
}

template <class T, class F>
void map2(Call call, T *d, const T *a, const T *b, long n, F f) {
  if (on_memory_core()) return;
  require_vector(call, "the destination", d, n);
  require_vector(call, "the first source", a, n);
  require_vector(call, "the second source", b, n);
  require_alias(call, Alias::allowed, d, n * sizeof(T), a, n * sizeof(T));
  require_alias(call, Alias::allowed, d, n * sizeof(T), b, n * sizeof(T));
  for (long i = 0; i < n; ++i) d[i] = static_cast<T>(f(a[i], b[i]));
}

template <class T, class F>
void map_cycle(Call call, T *d, const T *s, const T *segment, long n, long segment_n, F f) {
  if (on_memory_core()) return;
  require_vector(call, "the destination", d, n);
  require_vector(call, "the source", s, n);
  require_vector(call, "the segment", segment, segment_n);
  if (n % segment_n) fail("%s, line %d: %ld elements are no multiple of the segment's %ld", call.name, call.line, n, segment_n);
  require_alias(call, Alias::allowed, d, n * sizeof(T), s, n * sizeof(T));
  require_alias(call, Alias::forbidden, d, n * sizeof(T), segment, segment_n * sizeof(T));
  for (long i = 0; i < n; ++i) d[i] = static_cast<T>(f(s[i], segment[i % segment_n]));
}

struct Add { template <class T> T operator()(T a, T b) const { return static_cast<T>(a + b); } };
struct Sub { template <class T> T operator()(T a, T b) const { return static_cast<T>(a - b); } };
struct Mul { template <class T> T operator()(T a, T b) const { return static_cast<T>(a * b); } };
struct Div { template <class T> T operator()(T a, T b) const { return static_cast<T>(a / b); } };
struct Max { template <class T> T operator()(T a, T b) const { return a > b ? a : b; } };
struct Min { template <class T> T operator()(T a, T b) const { return a < b ? a : b; } };
struct NanMax { template <class T> T operator()(T a, T b) const { return a != a ? a : b != b ? b : a > b ? a : b; } };
struct NanMin { template <class T> T operator()(T a, T b) const { return a != a ? a : b != b ? b : a < b ? a : b; } };
// Comparisons and logic give 1 or 0 in the operands' type.
struct Eq { template <class T> T operator()(T a, T b) const { return static_cast<T>(a == b ? 1.0f : 0.0f); } };
struct Ne { template <class T> T operator()(T a, T b) const { return static_cast<T>(a != b ? 1.0f : 0.0f); } };
struct Lt { template <class T> T operator()(T a, T b) const { return static_cast<T>(a < b ? 1.0f : 0.0f); } };
struct Le { template <class T> T operator()(T a, T b) const { return static_cast<T>(a <= b ? 1.0f : 0.0f); } };
struct Gt { template <class T> T operator()(T a, T b) const { return static_cast<T>(a > b ? 1.0f : 0.0f); } };
struct Ge { template <class T> T operator()(T a, T b) const { return static_cast<T>(a >= b ? 1.0f : 0.0f); } };
struct And { template <class T> T operator()(T a, T b) const { return static_cast<T>(a != T(0.0f) && b != T(0.0f) ? 1.0f : 0.0f); } };
struct Or { template <class T> T operator()(T a, T b) const { return static_cast<T>(a != T(0.0f) || b != T(0.0f) ? 1.0f : 0.0f); } };
struct Xor { template <class T> T operator()(T a, T b) const { return static_cast<T>((a != T(0.0f)) != (b != T(0.0f)) ? 1.0f : 0.0f); } };

}  // namespace xpiler

#define XPILER_BINARY(name, F)   \
  template <class T>             \
  void name(T *d, const T *a, const T *b, int n, int line = __builtin_LINE()) { xpiler::map2({#name, line}, d, a, b, n, xpiler::F()); }
#define XPILER_SCALAR(name, F)   \
  template <class T>             \
  void name(T *d, const T *s, xpiler::fixed<T> v, int n, int line = __builtin_LINE()) { xpiler::map1({#name, line}, d, s, n, xpiler::Alias::allowed, [=](T x) { return xpiler::F()(x, v); }); }
#define XPILER_CYCLE(name, F)    \
  template <class T>             \
  void name(T *d, const T *s, const T *segment, int n, int segment_n, int line = __builtin_LINE()) { xpiler::map_cycle({#name, line}, d, s, segment, n, segment_n, xpiler::F()); }

XPILER_BINARY(__bang_add, Add)
XPILER_BINARY(__bang_sub, Sub)
XPILER_BINARY(__bang_mul, Mul)
XPILER_BINARY(__bang_maxequal, Max)
XPILER_BINARY(__bang_minequal, Min)
XPILER_SCALAR(__bang_add_scalar, Add)
XPILER_SCALAR(__bang_sub_scalar, Sub)
XPILER_SCALAR(__bang_mul_scalar, Mul)
XPILER_SCALAR(__bang_add_const, Add)
XPILER_SCALAR(__bang_sub_const, Sub)
XPILER_SCALAR(__bang_mul_const, Mul)
XPILER_SCALAR(__bang_maxeq_scalar, Max)
XPILER_SCALAR(__bang_mineq_scalar, Min)
XPILER_CYCLE(__bang_cycle_add, Add)
XPILER_CYCLE(__bang_cycle_sub, Sub)
XPILER_CYCLE(__bang_cycle_mul, Mul)
XPILER_CYCLE(__bang_cycle_maxequal, Max)
XPILER_CYCLE(__bang_cycle_minequal, Min)
#if __BANG_ARCH__ >= 300
XPILER_BINARY(__bang_maximum, Max)
XPILER_BINARY(__bang_minimum, Min)
XPILER_BINARY(__bang_nan_maximum, NanMax)
XPILER_BINARY(__bang_nan_minimum, NanMin)
#endif
#define XPILER_COMPARE(name, F)             \
  XPILER_BINARY(__bang_##name, F)           \
  XPILER_SCALAR(__bang_##name##_scalar, F)  \
  XPILER_CYCLE(__bang_cycle_##name, F)
XPILER_COMPARE(eq, Eq)
XPILER_COMPARE(ne, Ne)
XPILER_COMPARE(lt, Lt)
XPILER_COMPARE(le, Le)
XPILER_COMPARE(gt, Gt)
XPILER_COMPARE(ge, Ge)
#undef XPILER_COMPARE
XPILER_BINARY(__bang_and, And)
XPILER_BINARY(__bang_or, Or)
XPILER_BINARY(__bang_xor, Xor)
XPILER_CYCLE(__bang_cycle_and, And)
XPILER_CYCLE(__bang_cycle_or, Or)
XPILER_CYCLE(__bang_cycle_xor, Xor)
template <class T>
void __bang_not(T *d, const T *s, int n, int line = __builtin_LINE()) { xpiler::map1({"__bang_not", line}, d, s, n, xpiler::Alias::allowed, [](T x) { return x == T(0.0f) ? 1.0f : 0.0f; }); }

// Division: with a scratch vector everywhere (no aliasing at all); without one on mtp_322 and later, except mtp_372.
template <class T>
void __bang_div(T *d, const T *a, const T *b, T *scratch, int n, int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_div", line};
  if (xpiler::on_memory_core()) return;
  xpiler::require_vector(call, "the scratch", scratch, n);
  for (const T *other : {static_cast<const T *>(d), a, b}) xpiler::require_alias(call, xpiler::Alias::forbidden, scratch, n * sizeof(T), other, n * sizeof(T));
  for (const T *other : {a, b}) xpiler::require_alias(call, xpiler::Alias::forbidden, d, n * sizeof(T), other, n * sizeof(T));
  xpiler::map2(call, d, a, b, n, xpiler::Div());
  std::memset(static_cast<void *>(scratch), xpiler::poison, n * sizeof(T));
}
#if __BANG_ARCH__ >= 322 && __BANG_ARCH__ != 372
XPILER_BINARY(__bang_div, Div)
template <class T, std::enable_if_t<!std::is_pointer<T>::value, int> = 0>
void __bang_div(T *d, const T *s, xpiler::fixed<T> v, int n, int line = __builtin_LINE()) { xpiler::map1({"__bang_div", line}, d, s, n, xpiler::Alias::allowed, [=](T x) { return xpiler::Div()(x, v); }); }
#endif

// Bitwise: bytes as char, or integers.
#define XPILER_BITWISE(name, op) \
  template <class T>             \
  void name(T *d, const T *a, const T *b, int n, int line = __builtin_LINE()) { xpiler::map2({#name, line}, d, a, b, n, [](T x, T y) { return x op y; }); }
XPILER_BITWISE(__bang_band, &)
XPILER_BITWISE(__bang_bor, |)
XPILER_BITWISE(__bang_bxor, ^)
#undef XPILER_BITWISE
template <class T>
void __bang_bnot(T *d, const T *s, int n, int line = __builtin_LINE()) { xpiler::map1({"__bang_bnot", line}, d, s, n, xpiler::Alias::allowed, [](T x) { return ~x; }); }

// ---- Exact functions of one vector
#define XPILER_UNARY(name, alias, expression) \
  template <class T>                          \
  void name(T *d, const T *s, int n, int line = __builtin_LINE()) { xpiler::map1({#name, line}, d, s, n, xpiler::Alias::alias, [](T x) { return expression; }); }
XPILER_UNARY(__bang_square, allowed, x * x)
XPILER_UNARY(__bang_relu, allowed, x > T(0.0f) ? x : T(0.0f))
XPILER_UNARY(__bang_abs, allowed, std::fabs(static_cast<float>(x)))
XPILER_UNARY(__bang_neg, allowed, -x)
XPILER_UNARY(__bang_active_relu, allowed, x > T(0.0f) ? x : T(0.0f))
XPILER_UNARY(__bang_active_abs, allowed, std::fabs(static_cast<float>(x)))
XPILER_UNARY(__bang_active_sign, allowed, x >= T(0.0f) ? 1.0f : -1.0f)  // sign(0) is +1
template <class T>
void __bang_relun(T *d, const T *s, int n, xpiler::fixed<T> top, int line = __builtin_LINE()) {
  xpiler::map1({"__bang_relun", line}, d, s, n, xpiler::Alias::allowed, [=](T x) { return x < T(0.0f) ? T(0.0f) : x > top ? top : x; });
}

// ---- Accurate functions (float, mtp_322 and later)
#if __BANG_ARCH__ >= 322
#define XPILER_ACCURATE(name, alias, expression)                                  \
  inline void name(float *d, const float *s, int n, int line = __builtin_LINE()) { \
    xpiler::map1({#name, line}, d, s, n, xpiler::Alias::alias, [](double x) { return expression; }); \
  }
XPILER_ACCURATE(__bang_sqrt, allowed, std::sqrt(x))
XPILER_ACCURATE(__bang_rsqrt, allowed, 1 / std::sqrt(x))
XPILER_ACCURATE(__bang_recip, allowed, 1 / x)
XPILER_ACCURATE(__bang_pow2, allowed, std::exp2(x))
XPILER_ACCURATE(__bang_log2, allowed, std::log2(x))
XPILER_ACCURATE(__bang_log, allowed, std::log2(x))  // the old name of __bang_log2, not the natural logarithm
XPILER_ACCURATE(__bang_sin, allowed, std::sin(x))
XPILER_ACCURATE(__bang_cos, allowed, std::cos(x))
XPILER_ACCURATE(__bang_floor, forbidden, std::floor(x))
XPILER_ACCURATE(__bang_round, forbidden, std::round(x))
#undef XPILER_ACCURATE
#endif

// ---- Table look-up functions: approximate, and valid on a domain. The error here is a fixed function of the
// operand within the documented bound (1 % where the manual gives none), so that taking them as exact shows.
namespace xpiler {
inline double wobble(float x) {
  std::uint32_t h = bits_as<std::uint32_t>(x) * 2654435761u;
  h ^= h >> 15;
  double unit = (h & 0xFFFF) / 32767.5 - 1;  // in [-1, 1]
  return (unit < 0 ? -0.5 : 0.5) + unit / 2;  // never small
}
inline double out_of_domain() { return std::numeric_limits<double>::quiet_NaN(); }
}  // namespace xpiler
#define XPILER_ACTIVE(name, error, expression)                                                              \
  template <class T>                                                                                        \
  void __bang_active_##name(T *d, const T *s, int n, int line = __builtin_LINE()) {                         \
    static_assert(xpiler::is_floating<T>, "the activation takes half, float or bfloat16");                  \
    xpiler::map1({"__bang_active_" #name, line}, d, s, n, xpiler::Alias::allowed, [](T v) {                 \
      double x = static_cast<float>(v);                                                                     \
      return static_cast<float>((expression) * (1 + error * xpiler::wobble(static_cast<float>(v))));        \
    });                                                                                                     \
  }
XPILER_ACTIVE(exp, 0.01, x <= -7.75 ? 6e-8 : std::exp(std::min(x, 10.25)))
XPILER_ACTIVE(exphp, 0.003, std::exp(std::min(x, 10.25)))
XPILER_ACTIVE(exp_less_0, 0.007, x < 0 ? std::exp(x) : xpiler::out_of_domain())
XPILER_ACTIVE(sigmoid, 0.01, x > 7.75 ? 1.0 : x < -7.75 ? 0.0 : 1 / (1 + std::exp(-x)))
XPILER_ACTIVE(tanh, 0.01, std::tanh(x))
XPILER_ACTIVE(gelu, 0.01, x < -3.875 ? -6e-8 : 0.5 * x * (1 + std::erf(x * M_SQRT1_2)))
XPILER_ACTIVE(gelup, 0.003, 0.5 * x * (1 + std::erf(x * M_SQRT1_2)))
XPILER_ACTIVE(log, 0.01, std::log(x))
XPILER_ACTIVE(loghp, 0.003, std::log(x))
XPILER_ACTIVE(sqrt, 0.01, std::sqrt(x))
XPILER_ACTIVE(sqrthp, 0.003, std::sqrt(x))
XPILER_ACTIVE(rsqrt, 0.01, 1 / std::sqrt(x))
XPILER_ACTIVE(rsqrthp, 0.003, 1 / std::sqrt(x))
XPILER_ACTIVE(recip, 0.01, x >= 0.00391 && x <= 63487 ? 1 / x : xpiler::out_of_domain())
XPILER_ACTIVE(reciphp, 0.003, x >= 0.00391 && x <= 63487 ? 1 / x : xpiler::out_of_domain())
XPILER_ACTIVE(recip_greater_1, 0.01, x > 1 ? 1 / x : xpiler::out_of_domain())
XPILER_ACTIVE(sin, 0.01, std::fabs(x) <= 2 * M_PI ? std::sin(x) : xpiler::out_of_domain())
XPILER_ACTIVE(cos, 0.01, std::fabs(x) <= 2 * M_PI ? std::cos(x) : xpiler::out_of_domain())
XPILER_ACTIVE(pow2, 0.01, std::exp2(x))
#undef XPILER_ACTIVE

// ---- Fusion: op says what is done with a, b and c
enum mluFusionOpCode { FUSION_FMA, FUSION_FMS, FUSION_FAM, FUSION_FSM, FUSION_FAA, FUSION_FAS, FUSION_FSA, FUSION_FSS };
namespace xpiler {
template <class T>
T fuse(mluFusionOpCode op, T a, T b, T c) {
  switch (op) {
    case FUSION_FMA: return static_cast<T>(a * b + c);
    case FUSION_FMS: return static_cast<T>(a * b - c);
    case FUSION_FAM: return static_cast<T>((a + b) * c);
    case FUSION_FSM: return static_cast<T>((a - b) * c);
    case FUSION_FAA: return static_cast<T>(a + b + c);
    case FUSION_FAS: return static_cast<T>(a + b - c);
    case FUSION_FSA: return static_cast<T>(a - b + c);
    case FUSION_FSS: return static_cast<T>(a - b - c);
  }
  fail("__bang_fusion: no operation has the value %d", op);
}
// A fused operand: a vector that is cycled, or a scalar.
template <class T>
T at(const T *vector, long i, long cycle) { return vector[i % cycle]; }
template <class T>
T at(T scalar, long, long) { return scalar; }
template <class T, class B, class C>
void fusion(Call call, mluFusionOpCode op, T *d, const T *a, B b, C c, long n, long cycle) {
  if (on_memory_core()) return;
  require_vector(call, "the destination", d, n);
  require_vector(call, "the first operand", a, n);
  require_alias(call, Alias::allowed, d, n * sizeof(T), a, n * sizeof(T));
  if (cycle <= 0 || n % cycle) fail("%s, line %d: %ld elements are no multiple of %ld", call.name, call.line, n, cycle);
  if constexpr (std::is_pointer<B>::value) require_vector(call, "the second operand", b, cycle);
  if constexpr (std::is_pointer<C>::value) require_vector(call, "the third operand", c, cycle);
  for (long i = 0; i < n; ++i) d[i] = fuse<T>(op, a[i], at<T>(b, i, cycle), at<T>(c, i, cycle));
}
}  // namespace xpiler
#define XPILER_FUSION(B, C)                                                                                                                                        \
  template <class T>                                                                                                                                               \
  void __bang_fusion(mluFusionOpCode op, T *d, const T *a, B b, C c, int n, int line = __builtin_LINE()) { xpiler::fusion<T, B, C>({"__bang_fusion", line}, op, d, a, b, c, n, n); }
XPILER_FUSION(const T *, const T *)
XPILER_FUSION(const T *, xpiler::fixed<T>)
XPILER_FUSION(xpiler::fixed<T>, const T *)
XPILER_FUSION(xpiler::fixed<T>, xpiler::fixed<T>)
#undef XPILER_FUSION

// ---- Conversions
namespace xpiler {
enum class Rounding { to_zero, away_from_zero, up, down, nearest_away, nearest_even };
inline double round_to_integer(double x, Rounding mode) {
  switch (mode) {
    case Rounding::to_zero: return std::trunc(x);
    case Rounding::away_from_zero: return x < 0 ? std::floor(x) : std::ceil(x);
    case Rounding::up: return std::ceil(x);
    case Rounding::down: return std::floor(x);
    case Rounding::nearest_away: return std::round(x);
    case Rounding::nearest_even: return std::nearbyint(x);
  }
  return x;
}
// The 16-bit float next to `x` in the direction of the mode.
template <class T>
T round_to(float x, Rounding mode) {
  T nearest = static_cast<T>(x);
  double n = static_cast<float>(nearest);
  if (mode == Rounding::nearest_even || n == x || x != x) return nearest;
  bool want_larger_magnitude = mode == Rounding::away_from_zero || (mode == Rounding::up && x > 0) || (mode == Rounding::down && x < 0);
  auto bits = bits_as<std::uint16_t>(nearest);
  auto neighbour = [&](int step) { return bits_as<T>(static_cast<std::uint16_t>(bits + step)); };
  bool larger = std::fabs(n) > std::fabs(x);
  if (mode == Rounding::nearest_away) {
    T other = neighbour(larger ? -1 : 1);
    bool tie = std::fabs(n - x) == std::fabs(static_cast<float>(other) - x);
    return tie && !larger ? other : nearest;
  }
  return larger == want_larger_magnitude ? nearest : neighbour(larger ? -1 : 1);
}
template <class I>
I saturate(double x) {
  if (x != x) return 0;
  return static_cast<I>(std::clamp(x, static_cast<double>(std::numeric_limits<I>::min()), static_cast<double>(std::numeric_limits<I>::max())));
}
template <class D, class S>
void to_float16(Call call, D *d, const S *s, long n, Rounding mode) {
  map1(call, d, s, n, Alias::allowed, [=](S x) { return round_to<D>(x, mode); });
}
// Fixed-point positions other than 0 are not documented beyond doubt.
template <class D, class S>
void to_integer(Call call, D *d, const S *s, long n, int position, Rounding mode) {
  if (position != 0) fail("%s, line %d: a fix position other than 0 is not emulated", call.name, call.line);
  map1(call, d, s, n, Alias::allowed, [=](S x) { return saturate<D>(round_to_integer(static_cast<float>(x), mode)); });
}
template <class D, class S>
void from_integer(Call call, D *d, const S *s, long n, int position) {
  if (position != 0) fail("%s, line %d: a fix position other than 0 is not emulated", call.name, call.line);
  map1(call, d, s, n, Alias::allowed, [](S x) { return static_cast<D>(static_cast<float>(x)); });
}
// Widening in place, with the source in the second half of the destination, is what shipped kernels do.
template <class S>
void widen(Call call, float *d, const S *s, long n) {
  if (on_memory_core()) return;
  require_vector(call, "the destination", d, n);
  require_vector(call, "the source", s, n);
  std::vector<S> source(s, s + n);
  for (long i = 0; i < n; ++i) d[i] = source[i];
}
}  // namespace xpiler
inline void __bang_half2float(float *d, const half *s, int n, int line = __builtin_LINE()) { xpiler::widen({"__bang_half2float", line}, d, s, n); }
inline void __bang_bfloat162float(float *d, const bfloat16_t *s, int n, int line = __builtin_LINE()) { xpiler::widen({"__bang_bfloat162float", line}, d, s, n); }
#define XPILER_ROUNDINGS(X) \
  X(_tz, to_zero)           \
  X(_oz, away_from_zero)    \
  X(_up, up)                \
  X(_dn, down)              \
  X(_rd, nearest_away)      \
  X(_rn, nearest_even)
#define XPILER_CONVERT(suffix, mode)                                                                                                                                                                              \
  inline void __bang_float2half##suffix(half *d, const float *s, int n, int line = __builtin_LINE()) { xpiler::to_float16({"__bang_float2half" #suffix, line}, d, s, n, xpiler::Rounding::mode); }                \
  inline void __bang_float2bfloat16##suffix(bfloat16_t *d, const float *s, int n, int line = __builtin_LINE()) { xpiler::to_float16({"__bang_float2bfloat16" #suffix, line}, d, s, n, xpiler::Rounding::mode); }  \
  inline void __bang_float2int32##suffix(int *d, const float *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::to_integer({"__bang_float2int32" #suffix, line}, d, s, n, p, xpiler::Rounding::mode); } \
  inline void __bang_float2int##suffix(int *d, const float *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::to_integer({"__bang_float2int" #suffix, line}, d, s, n, p, xpiler::Rounding::mode); }     \
  inline void __bang_float2int16##suffix(short *d, const float *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::to_integer({"__bang_float2int16" #suffix, line}, d, s, n, p, xpiler::Rounding::mode); } \
  inline void __bang_float2int8##suffix(signed char *d, const float *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::to_integer({"__bang_float2int8" #suffix, line}, d, s, n, p, xpiler::Rounding::mode); } \
  inline void __bang_half2int8##suffix(signed char *d, const half *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::to_integer({"__bang_half2int8" #suffix, line}, d, s, n, p, xpiler::Rounding::mode); } \
  inline void __bang_half2int16##suffix(short *d, const half *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::to_integer({"__bang_half2int16" #suffix, line}, d, s, n, p, xpiler::Rounding::mode); }
XPILER_ROUNDINGS(XPILER_CONVERT)
#undef XPILER_CONVERT
#undef XPILER_ROUNDINGS
#define XPILER_FROM(name, D, S) \
  inline void name(D *d, const S *s, int n, int p = 0, int line = __builtin_LINE()) { xpiler::from_integer({#name, line}, d, s, n, p); }
XPILER_FROM(__bang_int322float, float, int)
XPILER_FROM(__bang_int2float, float, int)
XPILER_FROM(__bang_int162float, float, short)
XPILER_FROM(__bang_int162half, half, short)
XPILER_FROM(__bang_int82float, float, signed char)
XPILER_FROM(__bang_int82half, half, signed char)
#undef XPILER_FROM
#undef XPILER_BINARY
#undef XPILER_SCALAR
#undef XPILER_CYCLE
#undef XPILER_UNARY

// Scalar conversions.
inline float __half2float(half x) { return x; }
inline half __float2half_rn(float x) { return static_cast<half>(x); }
inline half __float2half_rd(float x) { return xpiler::round_to<half>(x, xpiler::Rounding::nearest_away); }
inline half __float2half_tz(float x) { return xpiler::round_to<half>(x, xpiler::Rounding::to_zero); }
inline int __float2int_tz(float x) { return xpiler::saturate<int>(std::trunc(x)); }
inline int __float2int_rn(float x) { return xpiler::saturate<int>(std::nearbyint(x)); }
