// Layout changes and the matrix unit: transpose, padding, weights, matmul, mlp, conv.
//
// WRAM is 64 banks, so weights of n rows must be put in the order of __bang_reshape_filter first. That order depends
// on the part and is the identity for n <= 64; here it is one of the documented orders, and the consumers undo it,
// so weights that were not reshaped give wrong results for n > 64.
#pragma once
#include "reduce.h"

namespace xpiler {

template <class T>
void require_sizes(Call call, std::initializer_list<T> sizes) {
  for (T size : sizes)
    if (size <= 0) fail("%s, line %d: a size is not positive", call.name, call.line);
}

// Where logical row `row` of n lies in WRAM: 16 groups, of n/64 runs, of 4 rows.
inline long weight_row(Call call, long row, long n) {
  if (n <= 64) return row;
  if (n % 64) fail("%s, line %d: %ld weight rows; beyond 64 only multiples of 64 have a documented layout", call.name, call.line, n);
  long runs = n / 64, run = row / 64, group = row % 64 / 4, m = row % 4;
  return (group * runs + run) * 4 + m;
}

}  // namespace xpiler

// s[h][w] -> d[w][h]; never in place.
template <class T>
void __bang_transpose(T *d, const T *s, int height, int width, int line = __builtin_LINE()) {
  static_assert(sizeof(T) <= 4, "transpose takes elements of 1, 2 or 4 bytes");
  xpiler::Call call = {"__bang_transpose", line};
  if (xpiler::on_memory_core()) return;
  xpiler::require_sizes(call, {height, width});
  std::size_t bytes = sizeof(T) * height * width;
  xpiler::require_vector(call, "the destination", d, static_cast<long>(height) * width);
  xpiler::require_vector(call, "the source", s, static_cast<long>(height) * width);
  xpiler::require_alias(call, xpiler::Alias::forbidden, d, bytes, s, bytes);
  for (int i = 0; i < height; ++i)
    for (int j = 0; j < width; ++j) d[j * height + i] = s[i * width + j];
}

// HWC, padded on four sides with `value`.
template <class T>
void __bang_pad(T *d, const T *s, int channel, int height, int width, int top, int bottom, int left, int right, xpiler::fixed<T> value = T(0.0f), int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_pad", line};
  if (xpiler::on_memory_core()) return;
  xpiler::require_sizes(call, {channel, height, width});
  int out_h = height + top + bottom, out_w = width + left + right;
  xpiler::require(call, "the destination", d, sizeof(T) * channel * out_h * out_w, xpiler::Space::nram);
  xpiler::require(call, "the source", s, sizeof(T) * channel * height * width, xpiler::Space::nram);
  xpiler::require_alias(call, xpiler::Alias::forbidden, d, sizeof(T) * channel * out_h * out_w, s, sizeof(T) * channel * height * width);
  for (int y = 0; y < out_h; ++y)
    for (int x = 0; x < out_w; ++x)
      for (int c = 0; c < channel; ++c) {
        bool inside = y >= top && y < top + height && x >= left && x < left + width;
        d[(y * out_w + x) * channel + c] = inside ? s[((y - top) * width + x - left) * channel + c] : value;
      }
}

// n rows of h*w*c weights into the order of WRAM (still in NRAM; a flat copy brings them there).
template <class T>
void __bang_reshape_filter(T *d, const T *s, int n, int h, int w, int c, int line = __builtin_LINE()) {
  xpiler::Call call = {"__bang_reshape_filter", line};
  if (xpiler::on_memory_core()) return;
  xpiler::require_sizes(call, {n, h, w, c});
  if (n % 64) xpiler::fail("%s, line %d: n is %d, it must be a multiple of 64", call.name, call.line, n);
  long row = static_cast<long>(h) * w * c;
  xpiler::require(call, "the destination", d, sizeof(T) * n * row, xpiler::Space::nram);
  xpiler::require(call, "the source", s, sizeof(T) * n * row, xpiler::Space::nram);
  xpiler::require_alias(call, xpiler::Alias::forbidden, d, sizeof(T) * n * row, s, sizeof(T) * n * row);
  for (int r = 0; r < n; ++r) std::memcpy(d + xpiler::weight_row(call, r, n) * row, s + r * row, sizeof(T) * row);
}

namespace xpiler {

template <class L, class R>
using Sum = std::conditional_t<std::is_integral<L>::value && std::is_integral<R>::value, long long, float>;

template <class D, class S>
D scale(S sum, int position) {
  if constexpr (std::is_integral<D>::value) return static_cast<D>(position ? static_cast<S>(std::ldexp(static_cast<double>(sum), position)) : sum);
  else return static_cast<D>(static_cast<float>(std::ldexp(static_cast<double>(sum), position)));
}

template <class D, class L, class R>
void matmul(Call call, D *d, const L *lhs, const R *rhs, long m, long k, long n, int position) {
  if (on_memory_core()) return;
  require_sizes(call, {m, k, n});
  require(call, "the destination", d, sizeof(D) * m * n, Space::nram);
  require(call, "the left operand", lhs, sizeof(L) * m * k, Space::nram);
  require(call, "the weights", rhs, sizeof(R) * n * k, Space::wram);
  require_alignment(call, "the weights", rhs, 32);
  require_alias(call, Alias::forbidden, d, sizeof(D) * m * n, lhs, sizeof(L) * m * k);
  for (long i = 0; i < m; ++i)
    for (long j = 0; j < n; ++j) {
      const R *row = rhs + weight_row(call, j, n) * k;
      Sum<L, R> sum = 0;
      for (long q = 0; q < k; ++q) sum += static_cast<Sum<L, R>>(lhs[i * k + q]) * static_cast<Sum<L, R>>(row[q]);
      d[i * n + j] = scale<D>(sum, position);
    }
}

}  // namespace xpiler

// d[M][N] = lhs[M][K] * rhs[N][K]^T: the weights lie transposed in WRAM.
template <class D, class L, class R>
void __bang_matmul(D *d, const L *lhs, const R *rhs, int m, int k, int n, int position = 0, int line = __builtin_LINE()) {
  static_assert(std::is_integral<L>::value == std::is_integral<R>::value, "matmul takes two floating or two integer operands");
  xpiler::matmul({"__bang_matmul", line}, d, lhs, rhs, m, k, n, position);
}

// d[height] = weight[height][width] * s[width]
template <class D, class S, class W>
void __bang_mlp(D *d, const S *s, const W *weight, int height, int width, int position, int line = __builtin_LINE()) {
  static_assert(std::is_integral<S>::value && std::is_integral<W>::value, "mlp takes integer operands");
  xpiler::Call call = {"__bang_mlp", line};
  if (xpiler::arch < 300 && height % 64) xpiler::fail("%s, line %d: height is %d, it must be a multiple of 64", call.name, call.line, height);
  xpiler::matmul(call, d, s, weight, 1, width, height, position);
}

namespace xpiler {
template <class D, class S, class W>
void conv(Call call, D *d, const S *s, const W *weight, const D *bias, long ci, long h, long w, long kh, long kw, long stride_w, long stride_h, long co, int position) {
  if (on_memory_core()) return;
  require_sizes(call, {ci, h, w, kh, kw, stride_w, stride_h, co});
  if (kh > h || kw > w) fail("%s, line %d: the kernel does not fit the input", call.name, call.line);
  if (arch < 300 && co % 64) fail("%s, line %d: %ld output channels, mtp_%d takes multiples of 64", call.name, call.line, co, arch);
  long ho = (h - kh) / stride_h + 1, wo = (w - kw) / stride_w + 1, row = kh * kw * ci;
  require(call, "the destination", d, sizeof(D) * ho * wo * co, Space::nram);
  require(call, "the source", s, sizeof(S) * h * w * ci, Space::nram);
  require(call, "the weights", weight, sizeof(W) * co * row, Space::wram);
  require_alignment(call, "the weights", weight, 32);
  if (bias) require(call, "the bias", bias, sizeof(D) * co, Space::nram);
  require_alias(call, Alias::forbidden, d, sizeof(D) * ho * wo * co, s, sizeof(S) * h * w * ci);
  for (long y = 0; y < ho; ++y)
    for (long x = 0; x < wo; ++x)
      for (long c = 0; c < co; ++c) {
        const W *kernel = weight + weight_row(call, c, co) * row;
        Sum<S, W> sum = 0;
        for (long i = 0; i < kh; ++i)
          for (long j = 0; j < kw; ++j)
            for (long q = 0; q < ci; ++q) sum += static_cast<Sum<S, W>>(s[((y * stride_h + i) * w + x * stride_w + j) * ci + q]) * static_cast<Sum<S, W>>(kernel[(i * kw + j) * ci + q]);
        D result = scale<D>(sum, position);
        d[(y * wo + x) * co + c] = bias ? static_cast<D>(result + bias[c]) : result;
      }
}
}  // namespace xpiler
// d[ho][wo][co] from s[h][w][ci] and weights [co][kh][kw][ci]; no padding; stride_w before stride_h.
template <class D, class S, class W>
void __bang_conv(D *d, const S *s, const W *weight, int ci, int h, int w, int kh, int kw, int stride_w, int stride_h, int co, int position = 0, int line = __builtin_LINE()) {
  xpiler::conv<D, S, W>({"__bang_conv", line}, d, s, weight, nullptr, ci, h, w, kh, kw, stride_w, stride_h, co, position);
}
template <class D, class S, class W>
void __bang_conv(D *d, const S *s, const W *weight, const D *bias, int ci, int h, int w, int kh, int kw, int stride_w, int stride_h, int co, int position = 0, int line = __builtin_LINE()) {
  xpiler::conv<D, S, W>({"__bang_conv", line}, d, s, weight, bias, ci, h, w, kh, kw, stride_w, stride_h, co, position);
}
