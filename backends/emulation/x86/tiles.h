// The tiles of x86 (AMX) on any processor: included in front of a text, behind the compiler's own header. Plain C, from the SDM, volume 1, "Programming
// with Intel AMX", and volume 2, the pages of the instructions. A mistake is reported on stderr, then abort; so is a text that never asked Linux for the
// state of tiles.
#pragma once
#include <immintrin.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// What a thread's registers hold, and how they are configured.
static __thread struct {
  int configured;
  uint8_t rows[8];
  uint16_t bytes[8];
  uint8_t data[8][16][64];
} xp_tiles;
static int xp_tiles_granted;

__attribute__((format(printf, 1, 2), noreturn)) static inline void xp_tile_fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("xpiler-emulation: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  abort();
}

static inline long xp_tile_request(long number, long code, long feature) {
  if (number != SYS_arch_prctl || code != 0x1023 || feature != 18) xp_tile_fail("a system call that is no request for tiles");
  xp_tiles_granted = 1;
  return 0;
}

static inline void xp_tile_loadconfig(const void *from) {
  const uint8_t *c = (const uint8_t *)from;
  if (!xp_tiles_granted) xp_tile_fail("tiles are used, but the process never asked for them");
  if (c[0] != 1) xp_tile_fail("palette %d", c[0]);
  for (int i = 1; i < 64; ++i)
    if (c[i] && (i < 16 || (i >= 32 && i < 48) || i >= 56)) xp_tile_fail("byte %d of a configuration is reserved", i);
  for (int t = 0; t < 8; ++t) {
    uint16_t bytes;
    memcpy(&bytes, c + 16 + 2 * t, 2);
    const uint8_t rows = c[48 + t];
    if (rows > 16 || bytes > 64 || !rows != !bytes) xp_tile_fail("tile %d is configured to %d rows of %d bytes", t, rows, bytes);
    xp_tiles.rows[t] = rows;
    xp_tiles.bytes[t] = bytes;
  }
  memset(xp_tiles.data, 0, sizeof xp_tiles.data);
  xp_tiles.configured = 1;
}

static inline void xp_tile_release(void) { memset(&xp_tiles, 0, sizeof xp_tiles); }

static inline void xp_tile_check(int t) {
  if (!xp_tiles.configured || t < 0 || t > 7 || !xp_tiles.rows[t]) xp_tile_fail("tile %d is not configured in this thread", t);
}

static inline void xp_tile_zero(int t) {
  xp_tile_check(t);
  memset(xp_tiles.data[t], 0, sizeof xp_tiles.data[t]);
}

// What is behind the configured rows and bytes becomes zero.
static inline void xp_tile_load(int t, const void *from, long stride) {
  xp_tile_zero(t);
  for (int i = 0; i < xp_tiles.rows[t]; ++i) memcpy(xp_tiles.data[t][i], (const char *)from + i * stride, xp_tiles.bytes[t]);
}

static inline void xp_tile_store(int t, void *to, long stride) {
  xp_tile_check(t);
  for (int i = 0; i < xp_tiles.rows[t]; ++i) memcpy((char *)to + i * stride, xp_tiles.data[t][i], xp_tiles.bytes[t]);
}

static inline void xp_tile_fit(int c, int a, int b) {
  xp_tile_check(c);
  xp_tile_check(a);
  xp_tile_check(b);
  if (c == a || c == b || a == b) xp_tile_fail("tiles %d, %d and %d are not three", c, a, b);
  const uint8_t *rows = xp_tiles.rows;
  const uint16_t *bytes = xp_tiles.bytes;
  if (bytes[c] % 4 || bytes[a] % 4 || bytes[b] % 4 || rows[c] != rows[a] || bytes[c] != bytes[b] || bytes[a] / 4 != rows[b])
    xp_tile_fail("tiles %d, %d and %d do not fit: %dx%d, %dx%d, %dx%d", c, a, b, rows[c], bytes[c], rows[a], bytes[a], rows[b], bytes[b]);
}

static inline int xp_tile_byte(int t, int row, int at, int is_signed) {
  const uint8_t byte = xp_tiles.data[t][row][at];
  return is_signed ? (int8_t)byte : byte;
}

static inline void xp_tile_bytes(int c, int a, int b, int a_signed, int b_signed) {
  xp_tile_fit(c, a, b);
  for (int m = 0; m < xp_tiles.rows[c]; ++m)
    for (int k = 0; k < xp_tiles.bytes[a] / 4; ++k)
      for (int n = 0; n < xp_tiles.bytes[c] / 4; ++n) {
        uint32_t sum;
        memcpy(&sum, &xp_tiles.data[c][m][4 * n], 4);
        for (int e = 0; e < 4; ++e)
          sum += (uint32_t)(xp_tile_byte(a, m, 4 * k + e, a_signed) * xp_tile_byte(b, k, 4 * n + e, b_signed));
        memcpy(&xp_tiles.data[c][m][4 * n], &sum, 4);
      }
}

static inline float xp_tile_bfloat(int t, int row, int at) {
  uint16_t half;
  memcpy(&half, &xp_tiles.data[t][row][2 * at], 2);
  const uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

static inline void xp_tile_bfloats(int c, int a, int b) {
  xp_tile_fit(c, a, b);
  for (int m = 0; m < xp_tiles.rows[c]; ++m)
    for (int n = 0; n < xp_tiles.bytes[c] / 4; ++n) {
      float even = 0, odd = 0, sum;
      for (int k = 0; k < xp_tiles.bytes[a] / 4; ++k) {
        even += xp_tile_bfloat(a, m, 2 * k) * xp_tile_bfloat(b, k, 2 * n);
        odd += xp_tile_bfloat(a, m, 2 * k + 1) * xp_tile_bfloat(b, k, 2 * n + 1);
      }
      memcpy(&sum, &xp_tiles.data[c][m][4 * n], 4);
      sum += even + odd;
      memcpy(&xp_tiles.data[c][m][4 * n], &sum, 4);
    }
}

#undef _tile_loadd
#undef _tile_stream_loadd
#undef _tile_stored
#undef _tile_zero
#undef _tile_dpbssd
#undef _tile_dpbsud
#undef _tile_dpbusd
#undef _tile_dpbuud
#undef _tile_dpbf16ps
#define syscall(number, code, feature) xp_tile_request(number, code, feature)
#define _tile_loadconfig(from) xp_tile_loadconfig(from)
#define _tile_release() xp_tile_release()
#define _tile_zero(t) xp_tile_zero(t)
#define _tile_loadd(t, from, stride) xp_tile_load(t, from, stride)
#define _tile_stream_loadd(t, from, stride) xp_tile_load(t, from, stride)
#define _tile_stored(t, to, stride) xp_tile_store(t, to, stride)
#define _tile_dpbssd(c, a, b) xp_tile_bytes(c, a, b, 1, 1)
#define _tile_dpbsud(c, a, b) xp_tile_bytes(c, a, b, 1, 0)
#define _tile_dpbusd(c, a, b) xp_tile_bytes(c, a, b, 0, 1)
#define _tile_dpbuud(c, a, b) xp_tile_bytes(c, a, b, 0, 0)
#define _tile_dpbf16ps(c, a, b) xp_tile_bfloats(c, a, b)
