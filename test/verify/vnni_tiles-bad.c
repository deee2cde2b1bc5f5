// args: m=20 n=32 k=100
// extents: a=m*k b=(k+63)/64*64*n c=m*n
// Wrong: the second step of the last rows takes the bytes of the first one.
#include <immintrin.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  uint8_t palette_id, start_row, reserved_0[14];
  uint16_t colsb[16];
  uint8_t rows[16];
} __tilecfg;

void src(const int8_t *a, const uint8_t *b, int32_t *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      int acc = 0;
      for (int p = 0; p < k; p++)
        acc += (int)a[i * k + p] * (int)b[p / 4 * (4 * n) + 4 * j + p % 4];
      c[i * n + j] = acc;
    }
}

static void configure(__tilecfg *config, int rows, int left) {
  config->palette_id = 1;
  for (int t = 0; t < 5; t++) {
    config->colsb[t] = 64;
    config->rows[t] = rows;
  }
  config->colsb[3] = left;
  config->rows[2] = 16;
  config->rows[4] = left / 4;
  _tile_loadconfig(config);
}

// m is 20, k is 100.
void tgt(const int8_t *a, const uint8_t *b, int32_t *c, int m, int n, int k) {
  if (syscall(SYS_arch_prctl, 0x1023, 18))
    return;
  __tilecfg config = {0};
  configure(&config, 16, 36);
  for (int j = 0; j < n; j += 16) {
    _tile_zero(0);
    _tile_loadd(1, a, k);
    _tile_loadd(2, b + 4 * j, 4 * n);
    _tile_loadd(3, a + 64, k);
    _tile_loadd(4, b + 64 * n + 4 * j, 4 * n);
    _tile_dpbsud(0, 1, 2);
    _tile_dpbsud(0, 3, 4);
    _tile_stored(0, c + j, 4 * n);
  }
  configure(&config, 4, 36);
  for (int j = 0; j < n; j += 16) {
    _tile_zero(0);
    _tile_loadd(1, a + 16 * k, k);
    _tile_stream_loadd(2, b + 4 * j, 4 * n);
    _tile_loadd(3, a + 16 * k, k);
    _tile_stream_loadd(4, b + 64 * n + 4 * j, 4 * n);
    _tile_dpbsud(0, 1, 2);
    _tile_dpbsud(0, 3, 4);
    _tile_stored(0, c + 16 * n + j, 4 * n);
  }
  _tile_release();
}
