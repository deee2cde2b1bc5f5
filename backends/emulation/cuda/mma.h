// nvcuda::wmma: warp-wide matrix fragments, after the CUDA C++ programming guide.
//
// A fragment is spread over the 32 lanes. Which element a lane holds is unspecified on the hardware, so the map
// here differs between the two schedules: a kernel that depends on it gives different results.
#pragma once
#include "cuda_bf16.h"

namespace nvcuda {
namespace wmma {

struct matrix_a;
struct matrix_b;
struct accumulator;
struct row_major;
struct col_major;
enum layout_t { mem_row_major, mem_col_major };
namespace precision {
struct tf32;
}

namespace detail {

template <class T> struct storage { using type = T; };
template <> struct storage<precision::tf32> { using type = float; };

template <class Use, int M, int N, int K> struct extent;
template <int M, int N, int K> struct extent<matrix_a, M, N, K> { static constexpr int rows = M, cols = K; };
template <int M, int N, int K> struct extent<matrix_b, M, N, K> { static constexpr int rows = K, cols = N; };
template <int M, int N, int K> struct extent<accumulator, M, N, K> { static constexpr int rows = M, cols = N; };

template <int M, int N, int K, class T>
constexpr bool shape_exists() {
  constexpr bool sixteen = (M == 16 && N == 16 && K == 16) || (M == 32 && N == 8 && K == 16) || (M == 8 && N == 32 && K == 16);
  if (std::is_same<T, precision::tf32>::value) return M == 16 && N == 16 && K == 8;
  if (std::is_same<T, double>::value) return M == 8 && N == 8 && K == 4;
  if (std::is_same<T, float>::value) return sixteen || (M == 16 && N == 16 && K == 8);  // accumulators of half, bfloat16, tf32
  return sixteen;
}

// The element of the matrix, in row-major order, that is x[index] of a lane.
template <class Fragment>
int element(int lane, int index) {
  int e = xpiler::reverse_schedule ? index * 32 + lane : lane * Fragment::held + index;
  return e;
}
template <class Fragment>
void locate(int element, int &lane, int &index) {
  lane = xpiler::reverse_schedule ? element % 32 : element / Fragment::held;
  index = xpiler::reverse_schedule ? element / 32 : element % Fragment::held;
}

template <class T>
void check_pointer(const char *call, const T *p, unsigned leading) {
  if (reinterpret_cast<std::uintptr_t>(p) % 32) xpiler::fail("%s: the pointer is not 32-byte aligned", call);
  if (leading * sizeof(T) % 16) xpiler::fail("%s: the leading dimension %u is not a multiple of 16 bytes", call, leading);
}

// The factor that the matrix unit takes from an element: of one of tf32, the 13 lowest bits do not count.
template <class T, class Sum, class S>
Sum factor(S x) {
  if constexpr (std::is_same<T, precision::tf32>::value) return xpiler::bits_as<float>(xpiler::bits_as<std::uint32_t>(x) & ~0x1FFFu);
  else return static_cast<Sum>(x);
}

}  // namespace detail

template <class Use, int M, int N, int K, class T, class Layout = void>
struct fragment {
  static_assert(detail::shape_exists<M, N, K, T>(), "no wmma shape m-n-k for this type");
  using element_type = T;
  using storage_element_type = typename detail::storage<T>::type;
  static constexpr int rows = detail::extent<Use, M, N, K>::rows, cols = detail::extent<Use, M, N, K>::cols;
  static constexpr int held = rows * cols / 32;  // elements of the matrix per lane
  // half operands of the square shape are held twice by the hardware
  static constexpr int num_elements = std::is_same<T, half>::value && !std::is_same<Use, accumulator>::value && M == 16 && N == 16 ? 2 * held : held;
  storage_element_type x[num_elements];
};

template <class Use, int M, int N, int K, class T, class L, class V>
void fill_fragment(fragment<Use, M, N, K, T, L> &f, V v) {
  for (auto &e : f.x) e = static_cast<typename fragment<Use, M, N, K, T, L>::storage_element_type>(v);
}

template <class Use, int M, int N, int K, class T, class L, class S>
void load_matrix_sync(fragment<Use, M, N, K, T, L> &f, const S *p, unsigned leading) {
  static_assert(!std::is_same<Use, accumulator>::value, "an accumulator is loaded with a layout");
  using F = fragment<Use, M, N, K, T, L>;
  static_assert(std::is_same<S, typename F::storage_element_type>::value, "the pointer's type is not the fragment's");
  detail::check_pointer("load_matrix_sync", p, leading);
  xpiler::warp_barrier(0xffffffffu, {"load_matrix_sync", 0});
  for (int i = 0; i < F::num_elements; ++i) {
    int e = detail::element<F>(xpiler::lane(), i % F::held), row = e / F::cols, col = e % F::cols;
    f.x[i] = std::is_same<L, row_major>::value ? p[row * leading + col] : p[col * leading + row];
  }
}

template <int M, int N, int K, class T>
void load_matrix_sync(fragment<accumulator, M, N, K, T> &f, const T *p, unsigned leading, layout_t layout) {
  using F = fragment<accumulator, M, N, K, T>;
  detail::check_pointer("load_matrix_sync", p, leading);
  xpiler::warp_barrier(0xffffffffu, {"load_matrix_sync", 0});
  for (int i = 0; i < F::held; ++i) {
    int e = detail::element<F>(xpiler::lane(), i), row = e / F::cols, col = e % F::cols;
    f.x[i] = layout == mem_row_major ? p[row * leading + col] : p[col * leading + row];
  }
}

template <int M, int N, int K, class T>
void store_matrix_sync(T *p, const fragment<accumulator, M, N, K, T> &f, unsigned leading, layout_t layout) {
  using F = fragment<accumulator, M, N, K, T>;
  detail::check_pointer("store_matrix_sync", p, leading);
  for (int i = 0; i < F::held; ++i) {
    int e = detail::element<F>(xpiler::lane(), i), row = e / F::cols, col = e % F::cols;
    (layout == mem_row_major ? p[row * leading + col] : p[col * leading + row]) = f.x[i];
  }
  xpiler::warp_barrier(0xffffffffu, {"store_matrix_sync", 0});
}

// d = a * b + c; d may be c. Products accumulate in C, at least in single precision.
template <int M, int N, int K, class A, class B, class C, class D, class LA, class LB>
void mma_sync(fragment<accumulator, M, N, K, D> &d, const fragment<matrix_a, M, N, K, A, LA> &a, const fragment<matrix_b, M, N, K, B, LB> &b, const fragment<accumulator, M, N, K, C> &c, bool saturate = false) {
  using FA = fragment<matrix_a, M, N, K, A, LA>;
  using FB = fragment<matrix_b, M, N, K, B, LB>;
  using FD = fragment<accumulator, M, N, K, D>;
  using Sum = std::conditional_t<std::is_same<D, int>::value, long long, std::conditional_t<std::is_same<D, double>::value, double, float>>;
  struct Operands { const FA *a; const FB *b; };
  Sum result[FD::held];
  xpiler::collective(0xffffffffu, Operands{&a, &b}, {"mma_sync", 0}, [&](xpiler::Lanes lanes) {
    Operands all[32];
    for (int i = 0; i < 32; ++i) {
      if (!lanes.has(i)) xpiler::fail("mma_sync: lane %d of the warp takes no part", i);
      all[i] = lanes.get<Operands>(i);
    }
    for (int i = 0; i < FD::held; ++i) {
      int e = detail::element<FD>(xpiler::lane(), i), row = e / N, col = e % N;
      result[i] = static_cast<Sum>(c.x[i]);
      for (int k = 0; k < K; ++k) {
        int lane_a, index_a, lane_b, index_b;
        detail::locate<FA>(row * K + k, lane_a, index_a);
        detail::locate<FB>(k * N + col, lane_b, index_b);
        result[i] += detail::factor<A, Sum>(all[lane_a].a->x[index_a]) * detail::factor<B, Sum>(all[lane_b].b->x[index_b]);
      }
    }
    return 0;
  });
  xpiler::warp_barrier(0xffffffffu, {"mma_sync", 0});  // nobody writes d while another lane still reads a and b
  for (int i = 0; i < FD::held; ++i) {
    if constexpr (std::is_same<D, int>::value) d.x[i] = saturate ? static_cast<int>(std::clamp<long long>(result[i], INT_MIN, INT_MAX)) : static_cast<int>(result[i]);
    else d.x[i] = static_cast<D>(result[i]);
  }
}

// Rounds to the 10-bit mantissa of tf32, ties away from zero (cvt.rna.tf32.f32).
inline float __float_to_tf32(float x) {
  std::uint32_t bits = xpiler::bits_as<std::uint32_t>(x);
  if (x != x) return x;
  return xpiler::bits_as<float>((bits + 0x1000u) & ~0x1FFFu);
}

}  // namespace wmma
}  // namespace nvcuda
