// The 16-bit floating types of the platforms. Arithmetic rounds after every operation.
#pragma once
#include <cstdint>
#include <cstring>
#include <limits>

using half = _Float16;

namespace xpiler {

template <class To, class From>
inline To bits_as(From value) {
  static_assert(sizeof(To) == sizeof(From), "");
  To result;
  std::memcpy(static_cast<void *>(&result), &value, sizeof result);
  return result;
}

// bfloat16: the upper half of a float, rounded to nearest even.
struct bfloat16 {
  std::uint16_t bits = 0;

  bfloat16() = default;
  bfloat16(float value) {
    std::uint32_t b = bits_as<std::uint32_t>(value);
    bits = value != value ? static_cast<std::uint16_t>(b >> 16 | 0x40) : static_cast<std::uint16_t>((b + 0x7FFF + (b >> 16 & 1)) >> 16);
  }
  operator float() const { return bits_as<float>(static_cast<std::uint32_t>(bits) << 16); }

  friend bfloat16 operator+(bfloat16 a, bfloat16 b) { return float(a) + float(b); }
  friend bfloat16 operator-(bfloat16 a, bfloat16 b) { return float(a) - float(b); }
  friend bfloat16 operator*(bfloat16 a, bfloat16 b) { return float(a) * float(b); }
  friend bfloat16 operator/(bfloat16 a, bfloat16 b) { return float(a) / float(b); }
  bfloat16 &operator+=(bfloat16 b) { return *this = *this + b; }
  bfloat16 &operator-=(bfloat16 b) { return *this = *this - b; }
  bfloat16 &operator*=(bfloat16 b) { return *this = *this * b; }
  bfloat16 &operator/=(bfloat16 b) { return *this = *this / b; }
};

}  // namespace xpiler
