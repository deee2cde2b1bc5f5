// The matrix builtins of CDNA (v_mfma_*): a wavefront computes D = A*B + C, with the register layouts of AMD's
// matrix instruction calculator (gfx90a and gfx942). cbsz, abid and blgp must be 0.
#pragma once
#include "../simt_half.h"

namespace xpiler {

template <class T, int Count>
struct Register {  // a lane's part of a matrix, as a GNU vector
  typedef T type __attribute__((vector_size(Count * sizeof(T))));
};

// One product of an MxM tile over K; a lane holds `Held` consecutive k of one row of A and one column of B.
// DoubleLayout: f64 spreads the rows of D with a stride.
template <int M, int K, int Held, class Element, class Result, bool DoubleLayout = false, class Operand, class D>
D mfma(const char *name, Operand a, Operand b, D c, int line) {
  static_assert(K / Held * M == 64, "64 lanes hold A");
  struct Operands { Operand a, b; };
  static_assert(sizeof(Operand) == Held * sizeof(Element), "");
  return collective(~LaneMask(0), Operands{a, b}, {name, line}, [&](Lanes lanes) {
    Element as[64][Held], bs[64][Held];
    for (int i = 0; i < 64; ++i) {
      if (!lanes.has(i)) fail("%s: lane %d of the wavefront takes no part", name, i);
      Operands o = lanes.get<Operands>(i);
      std::memcpy(static_cast<void *>(as[i]), &o.a, sizeof as[i]);
      std::memcpy(static_cast<void *>(bs[i]), &o.b, sizeof bs[i]);
    }
    Result d[M * M / 64];
    std::memcpy(d, &c, sizeof d);
    for (int r = 0; r < M * M / 64; ++r) {
      int l = lane(), col = l % M;
      int row = DoubleLayout ? 4 * r + l / 16 : M == 16 ? 4 * (l / 16) + r : 8 * (r / 4) + 4 * (l / 32) + r % 4;
      for (int k = 0; k < K; ++k) {
        int group = M * (k / Held), e = k % Held;
        if constexpr (std::is_same<Result, int>::value) d[r] = static_cast<int>(static_cast<unsigned>(d[r]) + static_cast<unsigned>(as[group + row][e] * bs[group + col][e]));
        else d[r] += static_cast<Result>(as[group + row][e]) * static_cast<Result>(bs[group + col][e]);
      }
    }
    D result;
    std::memcpy(&result, d, sizeof d);
    return result;
  });
}

inline void check_modifiers(const char *name, int cbsz, int abid, int blgp) {
  if (cbsz || abid || blgp) fail("%s: cbsz, abid and blgp other than 0 are not emulated", name);
}

}  // namespace xpiler

#define XPILER_MFMA(name, Operand, D, ...)                                                             \
  inline D xpiler_mfma_##name(Operand a, Operand b, D c, int cbsz, int abid, int blgp, int line = __builtin_LINE()) { \
    xpiler::check_modifiers("mfma_" #name, cbsz, abid, blgp);                                          \
    return xpiler::mfma<__VA_ARGS__>("mfma_" #name, a, b, c, line);                                    \
  }
#define XPILER_V(T, n) xpiler::Register<T, n>::type
XPILER_MFMA(f32_16x16x4f32, float, XPILER_V(float, 4), 16, 4, 1, float, float)
XPILER_MFMA(f32_32x32x2f32, float, XPILER_V(float, 16), 32, 2, 1, float, float)
XPILER_MFMA(f32_16x16x16f16, XPILER_V(half, 4), XPILER_V(float, 4), 16, 16, 4, half, float)
XPILER_MFMA(f32_32x32x8f16, XPILER_V(half, 4), XPILER_V(float, 16), 32, 8, 4, half, float)
XPILER_MFMA(f32_16x16x16bf16_1k, XPILER_V(short, 4), XPILER_V(float, 4), 16, 16, 4, xpiler::bfloat16, float)
XPILER_MFMA(f32_32x32x8bf16_1k, XPILER_V(short, 4), XPILER_V(float, 16), 32, 8, 4, xpiler::bfloat16, float)
XPILER_MFMA(i32_16x16x16i8, int, XPILER_V(int, 4), 16, 16, 4, signed char, int)
XPILER_MFMA(i32_32x32x8i8, int, XPILER_V(int, 16), 32, 8, 4, signed char, int)
XPILER_MFMA(i32_16x16x32_i8, long, XPILER_V(int, 4), 16, 32, 8, signed char, int)
XPILER_MFMA(i32_32x32x16_i8, long, XPILER_V(int, 16), 32, 16, 8, signed char, int)
XPILER_MFMA(f64_16x16x4f64, double, XPILER_V(double, 4), 16, 4, 1, double, double, true)
#undef XPILER_V
#undef XPILER_MFMA
// v_dot4_*: the bytes of two words; clamp must be 0.
inline int xpiler_sdot4(int a, int b, int c, bool clamp) {
  if (clamp) xpiler::fail("sdot4: clamp is not emulated");
  return xpiler_dp4a<signed char>(a, b, c);
}
inline unsigned xpiler_udot4(unsigned a, unsigned b, unsigned c, bool clamp) {
  if (clamp) xpiler::fail("udot4: clamp is not emulated");
  return xpiler_dp4a<unsigned char>(a, b, c);
}
#define __builtin_amdgcn_sdot4 xpiler_sdot4
#define __builtin_amdgcn_udot4 xpiler_udot4
#define __builtin_amdgcn_mfma_f32_16x16x4f32 xpiler_mfma_f32_16x16x4f32
#define __builtin_amdgcn_mfma_f32_32x32x2f32 xpiler_mfma_f32_32x32x2f32
#define __builtin_amdgcn_mfma_f32_16x16x16f16 xpiler_mfma_f32_16x16x16f16
#define __builtin_amdgcn_mfma_f32_32x32x8f16 xpiler_mfma_f32_32x32x8f16
#define __builtin_amdgcn_mfma_f32_16x16x16bf16_1k xpiler_mfma_f32_16x16x16bf16_1k
#define __builtin_amdgcn_mfma_f32_32x32x8bf16_1k xpiler_mfma_f32_32x32x8bf16_1k
#define __builtin_amdgcn_mfma_i32_16x16x16i8 xpiler_mfma_i32_16x16x16i8
#define __builtin_amdgcn_mfma_i32_32x32x8i8 xpiler_mfma_i32_32x32x8i8
#define __builtin_amdgcn_mfma_i32_16x16x32_i8 xpiler_mfma_i32_16x16x32_i8
#define __builtin_amdgcn_mfma_i32_32x32x16_i8 xpiler_mfma_i32_32x32x16_i8
#define __builtin_amdgcn_mfma_f64_16x16x4f64 xpiler_mfma_f64_16x16x4f64
