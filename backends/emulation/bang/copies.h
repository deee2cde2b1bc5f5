// __memcpy and its relatives, the fills and the __sync functions.
//
// An asynchronous copy may happen any time between its issue and the sync that waits for it: it happens at issue
// under the forward schedule and at the sync under the reverse one.
#pragma once
#include "tasks.h"

enum mluMemcpyDirection_t {
  GDRAM2NRAM, NRAM2GDRAM, LDRAM2NRAM, NRAM2LDRAM, GDRAM2WRAM, WRAM2GDRAM, LDRAM2WRAM, WRAM2LDRAM, NRAM2NRAM, NRAM2WRAM, WRAM2NRAM, GDRAM2SRAM,
  SRAM2GDRAM, LDRAM2SRAM, SRAM2LDRAM, SRAM2NRAM, NRAM2SRAM, SRAM2WRAM, WRAM2SRAM, GDRAM2GDRAM, GDRAM2LDRAM, LDRAM2GDRAM, LDRAM2LDRAM, SRAM2SRAM
};

namespace xpiler {

enum class Stream { compute, io, move };

struct Direction {
  const char *name;
  Space from, to;
  bool plain, strided, async_plain, async_strided;  // which forms exist
};

// In the order of mluMemcpyDirection_t.
inline const Direction &direction(mluMemcpyDirection_t d) {
  constexpr Space G = Space::gdram, N = Space::nram, W = Space::wram, S = Space::sram, L = Space::ldram;
  static const Direction table[] = {
      {"GDRAM2NRAM", G, N, true, true, true, true},    {"NRAM2GDRAM", N, G, true, true, true, true},   {"LDRAM2NRAM", L, N, true, true, false, false},
      {"NRAM2LDRAM", N, L, true, true, false, false},  {"GDRAM2WRAM", G, W, true, true, true, true},   {"WRAM2GDRAM", W, G, true, false, false, false},
      {"LDRAM2WRAM", L, W, true, false, false, false}, {"WRAM2LDRAM", W, L, true, false, false, false}, {"NRAM2NRAM", N, N, true, true, true, true},
      {"NRAM2WRAM", N, W, true, true, true, true},     {"WRAM2NRAM", W, N, true, false, true, false},  {"GDRAM2SRAM", G, S, true, true, true, true},
      {"SRAM2GDRAM", S, G, true, true, true, true},    {"LDRAM2SRAM", L, S, true, true, false, false}, {"SRAM2LDRAM", S, L, true, true, false, false},
      {"SRAM2NRAM", S, N, true, true, true, true},     {"NRAM2SRAM", N, S, true, true, true, true},    {"SRAM2WRAM", S, W, true, true, true, true},
      {"WRAM2SRAM", W, S, true, false, true, false},   {"GDRAM2GDRAM", G, G, true, true, true, true},  {"GDRAM2LDRAM", G, L, true, true, true, true},
      {"LDRAM2GDRAM", L, G, true, true, false, false}, {"LDRAM2LDRAM", L, L, false, true, false, false}, {"SRAM2SRAM", S, S, true, true, false, false},
  };
  return table[d];
}

// One side of a copy: `inner` steps of `stride0`, `outer` of `stride1`, in bytes.
struct Walk {
  long stride0 = 0, inner = 1, stride1 = 0, outer = 1;
  long blocks() const { return inner * outer; }
  long offset(long block) const { return block % inner * stride0 + block / inner * stride1; }
};

struct Copy {
  Call call;
  char *to;
  const char *from;
  std::size_t bytes;  // of a block
  Walk to_walk, from_walk;
  Stream stream;

  void perform() const {
    for (long k = 0; k < to_walk.blocks(); ++k) std::memcpy(to + to_walk.offset(k), from + from_walk.offset(k), bytes);
  }
};

inline std::vector<std::vector<Copy>> pending;            // by fiber, in order of issue
inline std::map<std::pair<int, int>, int> shared_copies;  // (line, cluster) of GDRAM<->SRAM copies: who came by

inline void start_async() {
  pending.assign(job.block ? 1 : static_cast<std::size_t>(clusterDim) * (coreDim + 1), {});
  shared_copies.clear();
}

// Completes what waits in `stream` (of all streams without one).
inline void complete(const Stream *stream) {
  auto &queue = pending[team().current()];
  std::vector<Copy> rest;
  for (const Copy &copy : queue) {
    if (!stream || copy.stream == *stream) copy.perform();
    else rest.push_back(copy);
  }
  queue = rest;
}
inline void complete_all() { complete(nullptr); }
inline void finish_task() { complete_all(); }

inline constexpr int by_core = 1, by_memory_core = 2;
inline void finish_job() {
  for (const auto &[where, who] : shared_copies)
    if (who == by_core) fail("the copy between GDRAM and SRAM at line %d is the memory core's, which never came by in cluster %d: nothing was copied", where.first, where.second);
}

inline void require_side(Call call, const char *role, const void *pointer, std::size_t bytes, const Walk &walk, Space space) {
  long low = 0, high = 0;
  for (long corner : {0L, (walk.inner - 1) * walk.stride0, (walk.outer - 1) * walk.stride1, (walk.inner - 1) * walk.stride0 + (walk.outer - 1) * walk.stride1}) {
    low = std::min(low, corner);
    high = std::max(high, corner);
  }
  require(call, role, static_cast<const char *>(pointer) + low, static_cast<std::size_t>(high - low) + bytes, space);
}

inline void copy(Call call, bool async, bool strided, void *to, const void *from, long bytes, mluMemcpyDirection_t d, Walk to_walk, Walk from_walk) {
  if (d < GDRAM2NRAM || d > SRAM2SRAM) fail("%s, line %d: %d is no direction", call.name, call.line, d);
  const Direction &way = direction(d);
  bool shared = (way.from == Space::sram || way.to == Space::sram) && way.from != Space::nram && way.to != Space::nram && way.from != Space::wram && way.to != Space::wram;
  if (shared && job.block) fail("%s, line %d: %s in a Block task, which has no SRAM", call.name, call.line, way.name);
  if (shared) shared_copies[{call.line, clusterId}] |= on_memory_core() ? by_memory_core : by_core;
  if (shared != on_memory_core()) return;  // another core's work

  if (!(async ? (strided ? way.async_strided : way.async_plain) : (strided ? way.strided : way.plain)))
    fail("%s, line %d: %s has no %s%s form", call.name, call.line, way.name, strided ? "strided" : "plain", async ? " asynchronous" : "");
  if (bytes <= 0) fail("%s, line %d: the size is %ld bytes, it must be positive", call.name, call.line, bytes);
  if (to_walk.blocks() != from_walk.blocks()) fail("%s, line %d: %ld blocks are written, %ld read", call.name, call.line, to_walk.blocks(), from_walk.blocks());
  if (to_walk.inner > 1 && std::labs(to_walk.stride0) < bytes) fail("%s, line %d: the destination stride %ld is smaller than the %ld bytes copied", call.name, call.line, to_walk.stride0, bytes);
  if (to_walk.outer > 1 && std::labs(to_walk.stride1) < bytes) fail("%s, line %d: the outer destination stride %ld is smaller than the %ld bytes copied", call.name, call.line, to_walk.stride1, bytes);
  require_side(call, "the destination", to, static_cast<std::size_t>(bytes), to_walk, way.to);
  require_side(call, "the source", from, static_cast<std::size_t>(bytes), from_walk, way.from);
  bool touches_wram = way.to == Space::wram || way.from == Space::wram;
  if (way.to == Space::wram) require_alignment(call, "the destination (WRAM)", to, 8);
  if (way.from == Space::wram) require_alignment(call, "the source (WRAM)", from, 8);
  if (touches_wram && !strided && bytes % (arch < 300 ? 64 : 16)) fail("%s, line %d: %ld bytes; a copy to or from WRAM takes multiples of %d", call.name, call.line, bytes, arch < 300 ? 64 : 16);
  if (way.to == Space::wram && strided && to_walk.stride0 % 8) fail("%s, line %d: the destination stride %ld into WRAM is no multiple of 8", call.name, call.line, to_walk.stride0);
  if (d == NRAM2NRAM && !strided) {
    require_alignment(call, "the destination", to, 64);
    require_alignment(call, "the source", from, 64);
    if (arch < 300 && bytes % 128) fail("%s, line %d: %ld bytes; NRAM2NRAM takes multiples of 128 on mtp_%d", call.name, call.line, bytes, arch);
  }

  Stream stream = d == NRAM2NRAM ? Stream::compute : way.from == Space::gdram || way.to == Space::gdram || way.from == Space::ldram || way.to == Space::ldram ? Stream::io : Stream::move;
  Copy c = {call, static_cast<char *>(to), static_cast<const char *>(from), static_cast<std::size_t>(bytes), to_walk, from_walk, stream};
  for (long k = 0; way.to == way.from && k < to_walk.blocks(); ++k) require_alias(call, Alias::forbidden, c.to + to_walk.offset(k), c.bytes, c.from + from_walk.offset(k), c.bytes);
  if (async && reverse_schedule && stream != Stream::compute) {
    pending[team().current()].push_back(c);
    return;
  }
  complete(&stream);  // a stream keeps its order
  c.perform();
}

inline Walk segments(Call call, long stride, long segnum) {
  if (segnum < 0 || segnum > 65535) fail("%s, line %d: segnum is %ld, it must be in 0..65535 (the number of segments less one)", call.name, call.line, segnum);
  return {stride, segnum + 1, 0, 1};
}

}  // namespace xpiler

#define XPILER_COPY(name, async)                                                                                                                                                      \
  inline void name(void *to, const void *from, long bytes, mluMemcpyDirection_t d, int line = __builtin_LINE()) { xpiler::copy({#name, line}, async, false, to, from, bytes, d, {}, {}); } \
  inline void name(void *to, const void *from, long bytes, mluMemcpyDirection_t d, long to_stride, long from_stride, long segnum, int line = __builtin_LINE()) {                      \
    xpiler::Call call = {#name, line};                                                                                                                                                \
    xpiler::copy(call, async, true, to, from, bytes, d, xpiler::segments(call, to_stride, segnum), xpiler::segments(call, from_stride, segnum));                                      \
  }                                                                                                                                                                                   \
  inline void name(void *to, const void *from, long bytes, mluMemcpyDirection_t d, long to_stride0, long to_segnum1, long to_stride1, long to_segnum2, long from_stride0, long from_segnum1, \
                   long from_stride1, long from_segnum2, int line = __builtin_LINE()) {                                                                                               \
    xpiler::copy({#name, line}, async, true, to, from, bytes, d, {to_stride0, to_segnum1 + 1, to_stride1, to_segnum2 + 1}, {from_stride0, from_segnum1 + 1, from_stride1, from_segnum2 + 1}); \
  }
XPILER_COPY(__memcpy, false)
XPILER_COPY(__memcpy_async, true)
#undef XPILER_COPY

inline void __bang_move(void *to, const void *from, long bytes, int line = __builtin_LINE()) { xpiler::copy({"__bang_move", line}, false, false, to, from, bytes, NRAM2NRAM, {}, {}); }

// ---- Fills: counts are elements
namespace xpiler {
template <class T>
void fill(Call call, void *to, long count, T value, Space space) {
  if (on_memory_core() && space != Space::gdram) return;
  if (count <= 0) fail("%s, line %d: the count is %ld, it must be positive", call.name, call.line, count);
  require(call, "the destination", to, static_cast<std::size_t>(count) * sizeof(T), space);
  if (space == Space::nram && arch < 300) {
    require_alignment(call, "the destination", to, 64);
    if (static_cast<std::size_t>(count) * sizeof(T) % 64) fail("%s, line %d: %ld elements are no multiple of 64 bytes", call.name, call.line, count);
  }
  for (long i = 0; i < count; ++i) std::memcpy(static_cast<char *>(to) + i * static_cast<long>(sizeof(T)), &value, sizeof(T));
}

// The element type is the value's: through a pointer to another type that is a mistake, except for all-zero bits.
template <class P, class T>
void fill_typed(Call call, P *to, long count, T value, Space space) {
  static const T zero{};
  constexpr bool bytes = std::is_void<P>::value || std::is_same<P, char>::value || std::is_same<P, std::int8_t>::value || std::is_same<P, unsigned char>::value;
  if constexpr (!bytes) {
    bool same_kind = std::is_same<P, T>::value || (std::is_integral<P>::value && std::is_integral<T>::value && sizeof(P) == sizeof(T));
    if (sizeof(P) != sizeof(T) || (!same_kind && std::memcmp(&value, &zero, sizeof zero) != 0))
      fail("%s, line %d: the value's type is not the destination's; the fill would write other bits than meant", call.name, call.line);
  }
  fill(call, to, count, value, space);
}
}  // namespace xpiler
#define XPILER_FILL(name, space) \
  template <class P, class T>    \
  void name(P *to, long count, T value, int line = __builtin_LINE()) { xpiler::fill_typed({#name, line}, to, count, value, xpiler::Space::space); }
template <class P, class T, std::enable_if_t<!std::is_pointer<T>::value, int> = 0>
void __bang_write_value(P *to, long count, T value, int line = __builtin_LINE()) { xpiler::fill_typed({"__bang_write_value", line}, to, count, value, xpiler::Space::nram); }
XPILER_FILL(__memset_nram, nram)
XPILER_FILL(__nramset, nram)
XPILER_FILL(__gdramset, gdram)
XPILER_FILL(__ldramset, ldram)
#undef XPILER_FILL
template <class T>
void __bang_write_zero(T *to, long count, int line = __builtin_LINE()) {
  T zero;
  std::memset(static_cast<void *>(&zero), 0, sizeof zero);
  xpiler::fill<T>({"__bang_write_zero", line}, to, count, zero, xpiler::Space::nram);
}

// ---- Synchronisation
inline void __sync() { xpiler::complete_all(); }
inline void __sync_io() { xpiler::Stream s = xpiler::Stream::io; xpiler::complete(&s); }
inline void __sync_move() { xpiler::Stream s = xpiler::Stream::move; xpiler::complete(&s); }
inline void __sync_compute() {}  // vector operations and NRAM2NRAM are done at once
inline void __sync_io_move_compute() { xpiler::complete_all(); }
inline void __sync_io_move_compute(bool, bool, bool, bool, bool, bool) { xpiler::complete_all(); }

namespace xpiler {
enum class Party { everyone, cores, memory_cores };
inline void sync(Call call, bool whole_job, Party party) {
  if (job.block) fail("%s, line %d: Block tasks have no cluster to synchronise with", call.name, call.line);
  if (on_memory_core() ? party == Party::cores : party == Party::memory_cores) return;
  complete_all();
  int per_cluster = party == Party::everyone ? coreDim + 1 : party == Party::cores ? coreDim : 1;
  Barrier &barrier = whole_job ? (party == Party::everyone ? job.all : party == Party::cores ? job.all_ipu : job.all_mpu) : (party == Party::everyone ? job.cluster : job.cluster_ipu)[clusterId];
  team().wait(barrier, whole_job ? per_cluster * clusterDim : per_cluster, {call.name, call.line});
}
}  // namespace xpiler
inline void __sync_cluster(int line = __builtin_LINE()) { xpiler::sync({"__sync_cluster", line}, false, xpiler::Party::everyone); }
inline void __sync_all_ipu_within_cluster(int line = __builtin_LINE()) { xpiler::sync({"__sync_all_ipu_within_cluster", line}, false, xpiler::Party::cores); }
inline void __sync_all(int line = __builtin_LINE()) { xpiler::sync({"__sync_all", line}, true, xpiler::Party::everyone); }
inline void __sync_all_ipu(int line = __builtin_LINE()) { xpiler::sync({"__sync_all_ipu", line}, true, xpiler::Party::cores); }
inline void __sync_all_mpu(int line = __builtin_LINE()) { xpiler::sync({"__sync_all_mpu", line}, true, xpiler::Party::memory_cores); }
inline void __bang_lock(int, int) {}
inline void __bang_unlock(int, int) {}
