// Reductions, pooling, compaction and atomics.
#pragma once
#include "vector.h"

// Sums each 128-byte block into its first element: not a full sum. The rest of a block is zero on MLU2xx and
// unchanged later.
template <class T>
void __bang_reduce_sum(T *d, const T *s, int n, int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_reduce_sum", line};
  if (xpiler::on_memory_core()) return;
  constexpr int block = 128 / sizeof(T);
  xpiler::require_vector(call, "the source", s, n);
  xpiler::require_vector(call, "the destination", d, std::max(n, block));  // at least 128 bytes
  xpiler::require_alias(call, xpiler::Alias::allowed, d, n * sizeof(T), s, n * sizeof(T));
  for (int begin = 0; begin < n; begin += block) {
    float sum = 0;
    for (int i = begin; i < std::min(begin + block, n); ++i) sum += static_cast<float>(s[i]);
    d[begin] = static_cast<T>(sum);
    for (int i = begin + 1; xpiler::arch < 300 && i < begin + block; ++i) d[i] = static_cast<T>(0.0f);
  }
}

template <class T>
T __bang_sum(const T *s, int n, int line = __builtin_LINE()) {
  if (xpiler::on_memory_core()) return T(0.0f);
  xpiler::require_vector({"__bang_sum", line}, "the source", s, n);
  float sum = 0;
  for (int i = 0; i < n; ++i) sum += static_cast<float>(s[i]);
  return static_cast<T>(sum);
}

namespace xpiler {
// The extreme goes to d[0], the index of its first occurrence behind it (byte 4 for float, byte 2 for half).
template <class T, class Better>
void extreme(Call call, T *d, const T *s, long n, std::size_t written, Alias alias, Better better) {
  static_assert(is_floating<T>, "the extreme of half, float or bfloat16");
  if (on_memory_core()) return;
  require_vector(call, "the source", s, n);
  if (arch < 300) written = 128;
  require(call, "the destination", d, written, Space::nram);
  require_alias(call, alias, d, written, s, n * sizeof(T));
  std::uint32_t best = 0;
  for (long i = 1; i < n; ++i)
    if (better(s[i], s[best])) best = static_cast<std::uint32_t>(i);
  T value = s[best];
  char *bytes = reinterpret_cast<char *>(d);
  std::memset(bytes, poison, written);
  std::memcpy(bytes, &value, sizeof value);
  std::memcpy(bytes + sizeof value, &best, 4);
}
struct Greater { template <class T> bool operator()(T a, T b) const { return a > b; } };
struct Less { template <class T> bool operator()(T a, T b) const { return a < b; } };
}  // namespace xpiler
#define XPILER_EXTREME(name, Better, written, alias) \
  template <class T>                                 \
  void name(T *d, const T *s, int n, int line = __builtin_LINE()) { xpiler::extreme({#name, line}, d, s, n, written, xpiler::Alias::alias, xpiler::Better()); }
XPILER_EXTREME(__bang_max, Greater, sizeof(T) + 4, forbidden)
XPILER_EXTREME(__bang_min, Less, sizeof(T) + 4, forbidden)
#if __BANG_ARCH__ >= 300
XPILER_EXTREME(__bang_argmax, Greater, sizeof(T) + 8, allowed)
XPILER_EXTREME(__bang_argmin, Less, sizeof(T) + 8, allowed)
#endif
#undef XPILER_EXTREME

template <class T>
unsigned __bang_count(const T *s, int n, int line = __builtin_LINE()) {
  if (xpiler::on_memory_core()) return 0;
  xpiler::require_vector({"__bang_count", line}, "the source", s, n);
  return static_cast<unsigned>(std::count_if(s, s + n, [](T x) { return x != T(0.0f); }));
}
template <class T>
unsigned __bang_findfirst1(const T *s, int n, int line = __builtin_LINE()) {
  if (xpiler::on_memory_core()) return 0;
  xpiler::require_vector({"__bang_findfirst1", line}, "the source", s, n);
  const T *found = std::find_if(s, s + n, [](T x) { return x != T(0.0f); });
  return found == s + n ? 0xffffffffu : static_cast<unsigned>(found - s);
}

// ---- Pooling over HWC. The kernel is height then width, the stride WIDTH then HEIGHT. Without padding; what does
// not fill a window is dropped. Later parts accept the source as destination and any channel count.
namespace xpiler {
template <class T, class Reduce>
void pool(Call call, T *d, const T *s, long channel, long height, long width, long kernel_h, long kernel_w, long stride_w, long stride_h, Reduce reduce) {
  static_assert(is_floating<T>, "pooling takes half, float or bfloat16");
  if (on_memory_core()) return;
  if (channel <= 0 || height <= 0 || width <= 0 || kernel_h <= 0 || kernel_w <= 0 || stride_w <= 0 || stride_h <= 0) fail("%s, line %d: a size is not positive", call.name, call.line);
  if (kernel_h > height || kernel_w > width) fail("%s, line %d: the %ldx%ld kernel does not fit the %ldx%ld input", call.name, call.line, kernel_h, kernel_w, height, width);
  long out_h = (height - kernel_h) / stride_h + 1, out_w = (width - kernel_w) / stride_w + 1;
  require(call, "the source", s, sizeof(T) * channel * height * width, Space::nram);
  require(call, "the destination", d, sizeof(T) * channel * out_h * out_w, Space::nram);
  if (arch < 300) {
    require_alias(call, Alias::forbidden, d, sizeof(T) * channel * out_h * out_w, s, sizeof(T) * channel * height * width);
    require_alignment(call, "the source", s, 64);
    require_alignment(call, "the destination", d, 64);
    if (channel * sizeof(T) % 128) fail("%s, line %d: %ld channels are no multiple of 128 bytes", call.name, call.line, channel);
  }
  std::vector<T> source(s, s + channel * height * width);
  std::vector<float> window;
  for (long y = 0; y < out_h; ++y)
    for (long x = 0; x < out_w; ++x)
      for (long c = 0; c < channel; ++c) {
        window.clear();
        for (long i = 0; i < kernel_h; ++i)
          for (long j = 0; j < kernel_w; ++j) window.push_back(source[((y * stride_h + i) * width + x * stride_w + j) * channel + c]);
        d[(y * out_w + x) * channel + c] = static_cast<T>(reduce(window));
      }
}
inline float sum_of(const std::vector<float> &v) {
  float sum = 0;
  for (float x : v) sum += x;
  return sum;
}
}  // namespace xpiler
#define XPILER_POOL(name, expression)                                                                                                                                       \
  template <class T>                                                                                                                                                        \
  void name(T *d, const T *s, int channel, int height, int width, int kernel_h, int kernel_w, int stride_w, int stride_h, int line = __builtin_LINE()) {                    \
    xpiler::pool({#name, line}, d, s, channel, height, width, kernel_h, kernel_w, stride_w, stride_h, [](const std::vector<float> &window) { return expression; });         \
  }                                                                                                                                                                         \
  template <class T>                                                                                                                                                        \
  void name(T *d, const T *s, int channel, int height, int width, int kernel_h, int kernel_w) { name(d, s, channel, height, width, kernel_h, kernel_w, kernel_w, kernel_h); }
XPILER_POOL(__bang_sumpool, xpiler::sum_of(window))
XPILER_POOL(__bang_avgpool, xpiler::sum_of(window) / static_cast<float>(window.size()))
XPILER_POOL(__bang_maxpool, *std::max_element(window.begin(), window.end()))
XPILER_POOL(__bang_minpool, *std::min_element(window.begin(), window.end()))
#undef XPILER_POOL

// ---- Compaction: the elements whose mask is not zero; returns their number
template <class T>
int __bang_filter(T *d, const T *s, const T *mask, int n, int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_filter", line};
  if (xpiler::on_memory_core()) return 0;
  xpiler::require_vector(call, "the destination", d, n);
  xpiler::require_vector(call, "the source", s, n);
  xpiler::require_vector(call, "the mask", mask, n);
  int kept = 0;
  for (int i = 0; i < n; ++i)
    if (mask[i] != T(0.0f)) d[kept++] = s[i];
  return kept;
}
template <class T>
void __bang_collect(T *d, const T *s, const T *mask, int n, int line = __builtin_LINE()) { __bang_filter(d, s, mask, n, line); }
// The count at byte 0, the kept elements from byte 128, zeros up to the next 128 bytes.
template <class T>
void __bang_select(T *d, const T *s, const T *mask, int n, int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_select", line};
  if (xpiler::on_memory_core()) return;
  xpiler::require_vector(call, "the source", s, n);
  xpiler::require_vector(call, "the mask", mask, n);
  std::vector<T> kept;
  for (int i = 0; i < n; ++i)
    if (mask[i] != T(0.0f)) kept.push_back(s[i]);
  std::uint32_t count = static_cast<std::uint32_t>(kept.size());
  while (kept.empty() || kept.size() * sizeof(T) % 128) kept.push_back(T(0.0f));
  xpiler::require(call, "the destination", d, 128 + kept.size() * sizeof(T), xpiler::Space::nram);
  std::memcpy(static_cast<void *>(d), &count, 4);
  std::memcpy(reinterpret_cast<char *>(d) + 128, kept.data(), kept.size() * sizeof(T));
}

// ---- Atomics on GDRAM
template <class T>
void __bang_atomic_add(T *old, T *target, xpiler::fixed<T> value, int line = __builtin_LINE()) {
  if (xpiler::on_memory_core()) return;
  xpiler::require({"__bang_atomic_add", line}, "the target", target, sizeof(T), xpiler::Space::gdram);
  xpiler::require({"__bang_atomic_add", line}, "the old value", old, sizeof(T), xpiler::Space::nram);
  *old = *target;
  *target = static_cast<T>(*target + value);
}
#if __BANG_ARCH__ >= 300
template <class T>
void __bang_atomic_reduce_add(T *target, xpiler::fixed<T> value, int line = __builtin_LINE()) {
  if (xpiler::on_memory_core()) return;
  xpiler::require({"__bang_atomic_reduce_add", line}, "the target", target, sizeof(T), xpiler::Space::gdram);
  *target = static_cast<T>(*target + value);
}
template <class T>
void __bang_atomic_reduce_add(T *target, const T *values, int n, int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_atomic_reduce_add", line};
  if (xpiler::on_memory_core()) return;
  xpiler::require_vector(call, "the values", values, n);
  xpiler::require(call, "the target", target, n * sizeof(T), xpiler::Space::gdram);
  for (int i = 0; i < n; ++i) target[i] = static_cast<T>(target[i] + values[i]);
}
#endif
