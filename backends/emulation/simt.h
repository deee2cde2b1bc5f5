// What CUDA and HIP share: a grid runs block by block, each block as a team of fibers.
//
// The platform header defines XPILER_WARP (lanes) and xpiler::platform (limits) first.
//  * __shared__ arrays are thread-local statics (the program has one thread): the module's whole thread-local
//    block is shared memory, so it can be poisoned before each block. Builds with ASan use plain statics
//    instead, which have redzones.
//  * `k<<<g, b, s, t>>>(args)` must read `xpiler_launch(k, g, b, s, t)(args)` (test/e2e/launch_syntax.py).
#pragma once
#include <algorithm>
#include <cassert>
#include <cfloat>
#include <climits>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "device_memory.h"
#include "fibers.h"
#include "numbers.h"
#include "symbols.h"

#define __host__
#define __device__
#define __global__
#define __constant__
#define __managed__
#ifdef XPILER_ASAN
#define __shared__ static
#else
#define __shared__ static thread_local
#endif
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __restrict__ __restrict

struct uint3 { unsigned x, y, z; };
struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x_ = 1, unsigned y_ = 1, unsigned z_ = 1) : x(x_), y(y_), z(z_) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
};

inline uint3 threadIdx, blockIdx;
inline dim3 blockDim, gridDim;
inline constexpr int warpSize = XPILER_WARP;

namespace xpiler {

static_assert(XPILER_WARP == 32 || XPILER_WARP == 64, "a warp has 32 or 64 lanes");
using LaneMask = std::conditional_t<XPILER_WARP == 64, std::uint64_t, std::uint32_t>;

inline void describe_thread(FILE *out) {
  if (team().current() < 0) {
    std::fprintf(out, " [kernel %s]", running_kernel);
    return;
  }
  std::fprintf(out, " [kernel %s, block (%u,%u,%u), thread (%u,%u,%u)]", running_kernel, blockIdx.x, blockIdx.y, blockIdx.z, threadIdx.x, threadIdx.y, threadIdx.z);
}

// ---- Warp collectives: every lane publishes up to 16 bytes, waits for the others of the mask, then reads.
struct Exchange {
  LaneMask mask = 0;
  int readers = 0;  // lanes released that have not read yet; the slots are theirs
  Barrier barrier;
  Place place;
  alignas(16) unsigned char slot[XPILER_WARP][16];
};
struct Warp {
  LaneMask alive = 0;
  Exchange exchanges[XPILER_WARP];
};
inline std::vector<Warp> warps;
inline Barrier block_barrier;
inline int block_votes[2][3];  // of __syncthreads_count, _and, _or: by parity of the barrier's epoch

inline int lane() { return team().current() % XPILER_WARP; }

// The published values, as seen by a reader. A lane that took no part has a poisoned value.
class Lanes {
 public:
  Lanes(Exchange &exchange, LaneMask taking_part) : exchange_(exchange), taking_part_(taking_part) {}
  bool has(int lane) const { return lane >= 0 && lane < XPILER_WARP && (taking_part_ >> lane & 1); }
  template <class T>
  T get(int lane) const {
    T value;
    if (has(lane)) std::memcpy(&value, exchange_.slot[lane], sizeof value);
    else std::memset(&value, poison, sizeof value);
    return value;
  }

 private:
  Exchange &exchange_;
  LaneMask taking_part_;
};

// Runs `read(Lanes)` once all living lanes of `mask` have called with the same mask at the same place.
template <class T, class Read>
auto collective(LaneMask mask, T value, Place place, Read read) {
  static_assert(sizeof(T) <= 16, "wider values go lane by lane through several calls");
  if (team().current() < 0) fail("%s outside a kernel", place.what);
  Warp &warp = warps[team().current() / XPILER_WARP];
  int me = lane();
  if (!(mask >> me & 1)) fail("%s, line %d: lane %d is not in its own mask %#llx", place.what, place.line, me, static_cast<unsigned long long>(mask));
  LaneMask expected = mask & warp.alive;
  Exchange *exchange = nullptr;
  for (Exchange &e : warp.exchanges)
    if (e.barrier.arrived > 0 && e.mask == mask) exchange = &e;
  for (Exchange &e : warp.exchanges)
    if (!exchange && e.barrier.arrived == 0 && e.readers == 0) exchange = &e;
  if (!exchange) fail("%s: too many different masks at once", place.what);
  if (exchange->barrier.arrived == 0) {
    exchange->mask = mask;
    exchange->place = place;
  } else if (std::strcmp(exchange->place.what, place.what) != 0) {
    fail("divergent warp: lane %d is at %s, line %d, while others of its mask are at %s, line %d", me, place.what, place.line, exchange->place.what, exchange->place.line);
  }
  std::memcpy(exchange->slot[me], &value, sizeof value);
  int needed = __builtin_popcountll(expected);
  if (exchange->barrier.arrived == needed - 1) exchange->readers = needed;
  team().wait(exchange->barrier, needed, place);
  --exchange->readers;
  return read(Lanes(*exchange, expected));
}

inline void warp_barrier(LaneMask mask, Place place) {
  collective(mask, char(0), place, [](Lanes) { return 0; });
}

template <class T>
T shuffle(LaneMask mask, T value, int width, Place place, int (*source)(int lane, int width, int operand), int operand) {
  static_assert(std::is_trivially_copyable<T>::value, "");
  if (width < 1 || width > XPILER_WARP || (width & (width - 1))) fail("%s, line %d: width %d is not a power of two up to %d", place.what, place.line, width, XPILER_WARP);
  int me = lane(), from = source(me, width, operand);
  return collective(mask, value, place, [=](Lanes lanes) { return from == me ? value : lanes.get<T>(from); });
}

// Where each kind of shuffle reads; out of the group means the lane's own value.
inline int source_index(int lane, int width, int index) { return lane / width * width + (index & (width - 1)); }
inline int source_up(int lane, int width, int delta) { return lane % width - delta < 0 || delta < 0 ? lane : lane - delta; }
inline int source_down(int lane, int width, int delta) { return lane % width + delta >= width || delta < 0 ? lane : lane + delta; }
inline int source_xor(int lane, int width, int mask) {
  int partner = lane ^ mask;
  return partner >= XPILER_WARP || partner / width > lane / width ? lane : partner;
}

inline LaneMask ballot(LaneMask mask, bool predicate, Place place) {
  return collective(mask, predicate, place, [=](Lanes lanes) {
    LaneMask result = 0;
    for (int i = 0; i < XPILER_WARP; ++i)
      if ((mask >> i & 1) && lanes.has(i) && lanes.get<bool>(i)) result |= LaneMask(1) << i;
    return result;
  });
}

// ---- Block barrier
inline void sync_block(Place place) {
  if (team().current() < 0) fail("%s outside a kernel", place.what);
  if (const Place *other = team().waiting_at(block_barrier); other && other->line != place.line)
    fail("divergent barrier: this thread is at %s, line %d, while others wait at %s, line %d", place.what, place.line, other->what, other->line);
  team().wait(block_barrier, team().live(), place);
}

struct Votes { int count, all, any; };
inline Votes sync_block_vote(bool predicate, Place place) {
  int *votes = block_votes[block_barrier.epoch & 1];
  if (block_barrier.arrived == 0) votes[0] = votes[2] = 0, votes[1] = 1;
  votes[0] += predicate;
  votes[1] &= predicate;
  votes[2] |= predicate;
  sync_block(place);
  return {votes[0], votes[1], votes[2]};
}

// ---- Shared memory
#ifndef XPILER_ASAN
static thread_local char thread_block_anchor = 0;  // makes sure that the module has a thread-local block
#endif
inline constexpr std::size_t dynamic_capacity = 256 * 1024;
alignas(128) inline char dynamic_shared[dynamic_capacity];
inline std::size_t dynamic_shared_bytes = 0;

// `extern __shared__ T name[]` becomes a pointer to this (launch_syntax.py).
inline void *dynamic_shared_memory() { return dynamic_shared; }

static const Symbols &symbols() {
#ifndef XPILER_ASAN
  *const_cast<volatile char *>(&thread_block_anchor) = 0;
#endif
  static const Symbols table(reinterpret_cast<const void *>(&symbols));
  return table;
}

static void poison_shared_memory() {
#ifdef XPILER_ASAN
  __asan_unpoison_memory_region(dynamic_shared, dynamic_capacity);
#else
  std::memset(symbols().thread_block, poison, symbols().thread_block_bytes);
#endif
  std::memset(dynamic_shared, poison, dynamic_shared_bytes);
#ifdef XPILER_ASAN
  __asan_poison_memory_region(dynamic_shared + dynamic_shared_bytes, dynamic_capacity - dynamic_shared_bytes);
#else
  std::memset(dynamic_shared + dynamic_shared_bytes, 0xA5, std::min<std::size_t>(256, dynamic_capacity - dynamic_shared_bytes));
#endif
}

static void check_dynamic_shared_end() {
#ifndef XPILER_ASAN
  for (std::size_t i = dynamic_shared_bytes; i < std::min(dynamic_capacity, dynamic_shared_bytes + 256); ++i)
    if (static_cast<unsigned char>(dynamic_shared[i]) != 0xA5)
      fail("kernel %s writes %zu bytes past the end of its %zu bytes of dynamic shared memory [block (%u,%u,%u)]", running_kernel, i - dynamic_shared_bytes + 1, dynamic_shared_bytes, blockIdx.x, blockIdx.y, blockIdx.z);
#endif
}

// ---- Launch
inline void check_dims(const char *kernel, dim3 grid, dim3 block) {
  auto show = [&](const char *what, dim3 d, const char *limit) { fail("kernel %s: %s (%u,%u,%u) %s", kernel, what, d.x, d.y, d.z, limit); };
  if (!grid.x || !grid.y || !grid.z) show("grid", grid, "is empty");
  if (!block.x || !block.y || !block.z) show("block", block, "is empty");
  if (grid.x > platform.grid[0] || grid.y > platform.grid[1] || grid.z > platform.grid[2]) show("grid", grid, "is beyond the device's limit");
  if (block.x > 1024 || block.y > 1024 || block.z > platform.block_z) show("block", block, "is beyond the device's limit in one dimension");
  if (std::size_t(block.x) * block.y * block.z > 1024) show("block", block, "has more than 1024 threads");
}

static void check_shared(const char *kernel, std::size_t dynamic) {
  std::size_t fixed = symbols().footprint(kernel, [](const Variable &v) { return v.thread_local_ && v.name.find("thread_block_anchor") == std::string::npos; });
  if (fixed > platform.static_shared) fail("kernel %s: %zu bytes of static shared memory, the limit is %zu", kernel, fixed, platform.static_shared);
  std::size_t limit = std::max(platform.default_shared, platform.opted_in_shared);
  if (fixed + dynamic > limit) fail("kernel %s: %zu bytes of shared memory (%zu static), the limit is %zu", kernel, fixed + dynamic, fixed, limit);
}

template <class T>
void check_argument(const char *kernel, int index, const T &argument) {
  if constexpr (std::is_pointer<T>::value) {
    if (argument && !device_memory.find(argument)) fail("kernel %s: argument %d is a pointer to host memory", kernel, index);
  }
}

inline void finish_thread(int fiber) {
  warps[fiber / XPILER_WARP].alive &= ~(LaneMask(1) << fiber % XPILER_WARP);
  // Threads that have ended do not count at barriers.
  if (block_barrier.arrived > 0 && block_barrier.arrived >= team().live()) Team::complete(block_barrier);
}

inline void resume_thread(int fiber) {
  unsigned i = static_cast<unsigned>(fiber);
  threadIdx = {i % blockDim.x, i / blockDim.x % blockDim.y, i / blockDim.x / blockDim.y};
}

inline void name_thread(FILE *out, int fiber) {
  unsigned i = static_cast<unsigned>(fiber);
  std::fprintf(out, "thread (%u,%u,%u)", i % blockDim.x, i / blockDim.x % blockDim.y, i / blockDim.x / blockDim.y);
}

template <class Kernel>
struct Launch {
  const char *name;
  Kernel kernel;
  dim3 grid, block;
  std::size_t dynamic;

  template <class... Arguments>
  void operator()(Arguments... arguments) {
    check_dims(name, grid, block);
    check_shared(name, dynamic);
    int index = 0;
    (check_argument(name, index++, arguments), ...);
    running_kernel = name;
    describe_context = describe_thread;
    run(arguments...);
    describe_context = nullptr;
  }

  template <class... Arguments>
  void run(Arguments... arguments) {
    DeviceMemory::Access access(device_memory);
    gridDim = grid;
    blockDim = block;
    dynamic_shared_bytes = dynamic;
    auto body = [&] { kernel(arguments...); };
    in_schedule_order(grid.z, [&](unsigned z) {
      in_schedule_order(grid.y, [&](unsigned y) {
        in_schedule_order(grid.x, [&](unsigned x) {
          blockIdx = {x, y, z};
          run_block(body);
        });
      });
    });
  }

  template <class Body>
  void run_block(Body &body) {
    int threads = static_cast<int>(block.x * block.y * block.z);
    warps.resize((threads + XPILER_WARP - 1) / XPILER_WARP);
    for (std::size_t i = 0; i < warps.size(); ++i) {
      int lanes = std::min(XPILER_WARP, threads - static_cast<int>(i) * XPILER_WARP);
      warps[i].alive = lanes == XPILER_WARP ? ~LaneMask(0) : (LaneMask(1) << lanes) - 1;
    }
    block_barrier = Barrier();
    poison_shared_memory();
    team().on_finish = finish_thread;
    team().name_fiber = name_thread;
    team().run(threads, [](void *b) { (*static_cast<Body *>(b))(); }, &body, resume_thread);
    check_dynamic_shared_end();
  }
};

// "(k<16>)" -> "k": the name under which the symbol table knows the kernel.
inline const char *kernel_name(const char *text) {
  static std::vector<std::string *> names;
  std::string name = text;
  name.erase(std::remove(name.begin(), name.end(), '('), name.end());
  name = name.substr(0, name.find_first_of("<)"));
  if (std::size_t colon = name.rfind(':'); colon != std::string::npos) name = name.substr(colon + 1);
  while (!name.empty() && name.back() == ' ') name.pop_back();
  for (const std::string *known : names)
    if (*known == name) return known->c_str();
  names.push_back(new std::string(name));
  return names.back()->c_str();
}

template <class Kernel>
Launch<Kernel> launch(const char *text, Kernel kernel, dim3 grid, dim3 block, std::size_t dynamic = 0, const void * = nullptr) {
  return {kernel_name(text), kernel, grid, block, dynamic};
}

}  // namespace xpiler

#define xpiler_launch(kernel, ...) ::xpiler::launch(#kernel, [&](auto... xpiler_arguments) { kernel(xpiler_arguments...); }, __VA_ARGS__)
