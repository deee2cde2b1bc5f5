// BANG C's execution model: tasks, cores, clusters, their memories and synchronisation.
//
//  * __nram__, __wram__ and __mlu_shared__ arrays live in ELF sections, so the space of a pointer is known from
//    its address; the sections' bytes are exchanged when another core (or cluster) gets control.
//  * Block tasks run one after the other, in the order of the schedule, each with poisoned memories, on a core
//    whose number says nothing about the task.
//  * UnionN jobs run as N clusters of coreDim cores and a memory core each, all of which execute the kernel. The
//    memory core does the copies between GDRAM and SRAM and nothing else; the others do everything else.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "../device_memory.h"
#include "../fibers.h"
#include "../numbers.h"
#include "../symbols.h"

#ifndef __BANG_ARCH__
#define __BANG_ARCH__ 592
#endif
#define __BANG__ 1

// KB per core (NRAM, WRAM) and per cluster (SRAM).
#if __BANG_ARCH__ == 270
#define __MLU_NRAM_SIZE__ 512
#define __MLU_WRAM_SIZE__ 1024
#define __MLU_SRAM_SIZE__ 2048
#elif __BANG_ARCH__ == 372
#define __MLU_NRAM_SIZE__ 768
#define __MLU_WRAM_SIZE__ 1024
#define __MLU_SRAM_SIZE__ 4096
#elif __BANG_ARCH__ == 290 || __BANG_ARCH__ == 392 || __BANG_ARCH__ == 592
#define __MLU_NRAM_SIZE__ 512
#define __MLU_WRAM_SIZE__ 512
#define __MLU_SRAM_SIZE__ 2048
#else
#error "the memory sizes of this __BANG_ARCH__ are not known to the emulation"
#endif

#define __mlu_global__
#define __mlu_entry__
#define __mlu_func__ static inline
#define __mlu_device__
#define __mlu_host__
#define __nram__ static __attribute__((section("xpiler_nram"), used, aligned(64)))
#define __wram__ static __attribute__((section("xpiler_wram"), used, aligned(64)))
#define __mlu_shared__ static __attribute__((section("xpiler_sram"), used, aligned(64)))
#define __ldram__

#define XPILER_HIDDEN extern "C" __attribute__((weak, visibility("hidden")))
XPILER_HIDDEN char __start_xpiler_nram[];
XPILER_HIDDEN char __stop_xpiler_nram[];
XPILER_HIDDEN char __start_xpiler_wram[];
XPILER_HIDDEN char __stop_xpiler_wram[];
XPILER_HIDDEN char __start_xpiler_sram[];
XPILER_HIDDEN char __stop_xpiler_sram[];
#undef XPILER_HIDDEN

using bfloat16_t = xpiler::bfloat16;

inline int taskId, taskIdX, taskIdY, taskIdZ, taskDim, taskDimX, taskDimY, taskDimZ;
inline int clusterId, clusterDim, coreId;
inline constexpr int coreDim = 4;

namespace xpiler {

inline constexpr int arch = __BANG_ARCH__;
inline constexpr int clusters_of_device = 8;
inline constexpr int memory_core = 0x80;

enum class Space { gdram, nram, wram, sram, ldram, unknown };
inline const char *name_of(Space space) {
  static const char *const names[] = {"GDRAM", "NRAM", "WRAM", "SRAM", "LDRAM", "no device memory"};
  return names[static_cast<int>(space)];
}

// A builtin's use, for reports.
struct Call {
  const char *name;
  int line;
};

struct Section {
  char *start, *stop;
  std::size_t capacity;
  bool contains(const void *p) const { return start && p >= start && p < stop; }
  std::size_t bytes() const { return start ? static_cast<std::size_t>(stop - start) : 0; }
};
static inline Section nram_section() { return {__start_xpiler_nram, __stop_xpiler_nram, __MLU_NRAM_SIZE__ * 1024}; }
static inline Section wram_section() { return {__start_xpiler_wram, __stop_xpiler_wram, __MLU_WRAM_SIZE__ * 1024}; }
static inline Section sram_section() { return {__start_xpiler_sram, __stop_xpiler_sram, __MLU_SRAM_SIZE__ * 1024}; }

static const Symbols &symbols() {
  static const Symbols table(reinterpret_cast<const void *>(&symbols));
  return table;
}

static inline Space space_of(const void *p) {
  if (nram_section().contains(p)) return Space::nram;
  if (wram_section().contains(p)) return Space::wram;
  if (sram_section().contains(p)) return Space::sram;
  if (team().on_current_stack(p)) return Space::ldram;
  if (device_memory.find(p)) return Space::gdram;
  return Space::unknown;
}

// ---- Where the running fiber is
struct Job {
  const char *kernel = "";
  bool block = true;          // Block tasks: no clusters
  int first_x = 0, y = 0, z = 0;
  Barrier all, all_ipu, all_mpu;
  std::vector<Barrier> cluster, cluster_ipu;
};
inline Job job;

inline bool on_memory_core() { return coreId == memory_core; }

inline void describe_task(FILE *out) {
  if (team().current() < 0) std::fprintf(out, " [kernel %s]", job.kernel);
  else if (on_memory_core()) std::fprintf(out, " [kernel %s, memory core of cluster %d]", job.kernel, clusterId);
  else if (job.block) std::fprintf(out, " [kernel %s, task %d]", job.kernel, taskId);
  else std::fprintf(out, " [kernel %s, task %d, cluster %d, core %d]", job.kernel, taskId, clusterId, coreId);
}

inline void name_task(FILE *out, int fiber) {
  int core = fiber % (coreDim + 1), cluster = fiber / (coreDim + 1);
  if (job.block) std::fprintf(out, "task %d", taskId);
  else if (core == coreDim) std::fprintf(out, "the memory core of cluster %d", cluster);
  else std::fprintf(out, "core %d of cluster %d", core, cluster);
}

// ---- Memories of cores and clusters: images of the sections, exchanged when control moves
struct Image {
  std::vector<char> bytes;
  void save(Section section) {
    if (section.start) bytes.assign(section.start, section.stop);
  }
  void load(Section section) const {
    if (!section.start) return;
    if (bytes.empty()) std::memset(section.start, poison, section.bytes());
    else std::memcpy(section.start, bytes.data(), section.bytes());
  }
};
inline std::vector<Image> nram_images, wram_images, sram_images;
inline int nram_owner = -1, sram_owner = -1;

inline void set_ids(int x, int y, int z, int core, int cluster) {
  taskIdX = x, taskIdY = y, taskIdZ = z;
  taskId = (z * taskDimY + y) * taskDimX + x;
  coreId = core, clusterId = cluster;
}

static void resume_task(int fiber) {
  int core = fiber % (coreDim + 1), cluster = fiber / (coreDim + 1);
  if (!job.block) {
    bool memory = core == coreDim;
    set_ids(job.first_x + cluster * coreDim + (memory ? 0 : core), job.y, job.z, memory ? memory_core : core, cluster);
  }
  if (nram_owner != fiber) {
    if (nram_owner >= 0 && !team().finished(nram_owner)) {
      nram_images[nram_owner].save(nram_section());
      wram_images[nram_owner].save(wram_section());
    }
    nram_images[fiber].load(nram_section());
    wram_images[fiber].load(wram_section());
    nram_owner = fiber;
  }
  if (sram_owner != cluster) {
    if (sram_owner >= 0) sram_images[sram_owner].save(sram_section());
    sram_images[cluster].load(sram_section());
    sram_owner = cluster;
  }
}

// ---- Operand checks
// `pointer` must be the start of `bytes` bytes of one array (or allocation) of `space`.
static inline void require(Call call, const char *role, const void *pointer, std::size_t bytes, Space space) {
  Space is = space_of(pointer);
  if (is == Space::unknown && space == Space::gdram) fail("%s, line %d: %s is outside every GDRAM allocation", call.name, call.line, role);
  if (is != space) fail("%s, line %d: %s must be in %s, it is in %s", call.name, call.line, role, name_of(space), name_of(is));
  if (is == Space::sram && job.block) fail("%s, line %d: %s is in SRAM, which Block tasks do not have", call.name, call.line, role);
  if (is == Space::gdram) {
    const Allocation *a = device_memory.find(pointer);
    if (!a->contains(pointer, bytes))
      fail("%s, line %d: %s takes %zu bytes at offset %td of GDRAM allocation #%d, which has %zu", call.name, call.line, role, bytes, static_cast<const char *>(pointer) - a->base, a->serial, a->bytes);
  } else if (is != Space::ldram) {
    const Variable *v = symbols().at(pointer);
    if (!v) fail("%s, line %d: %s is in %s but in no array", call.name, call.line, role, name_of(is));
    std::size_t offset = reinterpret_cast<std::uintptr_t>(pointer) - v->address;
    if (offset + bytes > v->bytes) fail("%s, line %d: %s takes %zu bytes at offset %zu of `%s`, which has %zu", call.name, call.line, role, bytes, offset, v->name.c_str(), v->bytes);
  }
}

static inline void require_alignment(Call call, const char *role, const void *pointer, std::size_t alignment) {
  if (reinterpret_cast<std::uintptr_t>(pointer) % alignment) fail("%s, line %d: %s must be aligned to %zu bytes", call.name, call.line, role, alignment);
}

// A vector operand: NRAM, positive count; MLU2xx also wants 64-byte addresses and 128-byte sizes.
template <class T>
void require_vector(Call call, const char *role, const T *pointer, long count) {
  if (count <= 0) fail("%s, line %d: the count is %ld, it must be positive", call.name, call.line, count);
  require(call, role, pointer, static_cast<std::size_t>(count) * sizeof(T), Space::nram);
  if (arch < 300) {
    require_alignment(call, role, pointer, 64);
    if (static_cast<std::size_t>(count) * sizeof(T) % 128) fail("%s, line %d: %ld elements are no multiple of 128 bytes, which mtp_%d requires", call.name, call.line, count, arch);
  }
}

enum class Alias { allowed, forbidden };
// The destination may be a source where the builtin says so, but must not overlap it partially.
inline void require_alias(Call call, Alias alias, const void *to, std::size_t to_bytes, const void *from, std::size_t from_bytes) {
  const char *d = static_cast<const char *>(to), *s = static_cast<const char *>(from);
  if (d == s && alias == Alias::allowed) return;
  if (d < s + from_bytes && s < d + to_bytes)
    fail(d == s ? "%s, line %d: the destination must not be the source" : "%s, line %d: destination and source overlap partially", call.name, call.line);
}

// ---- Launch
template <class T>
void check_argument(const char *kernel, int index, const T &argument) {
  if constexpr (std::is_pointer<T>::value) {
    if (argument && !device_memory.find(argument)) fail("kernel %s: argument %d is no pointer to GDRAM", kernel, index);
  }
}

static void check_capacity(const char *kernel) {
  const Section sections[] = {nram_section(), wram_section(), sram_section()};
  const char *const names[] = {"NRAM", "WRAM", "SRAM"};
  for (int i = 0; i < 3; ++i) {
    std::size_t used = symbols().footprint(kernel, [&](const Variable &v) { return !v.thread_local_ && sections[i].contains(reinterpret_cast<const void *>(v.address)); });
    if (used > sections[i].capacity) fail("kernel %s: its arrays take %zu bytes of %s, mtp_%d has %zu", kernel, used, names[i], arch, sections[i].capacity);
    constexpr std::size_t reserve = 128 * 1024;  // what the vendor's own kernels leave to the compiler
    if (i == 0 && used > sections[i].capacity - reserve) std::fprintf(stderr, "xpiler-emulation: warning: kernel %s uses %zu bytes of NRAM, more than the %zu that are safe\n", kernel, used, sections[i].capacity - reserve);
  }
}

void start_async();
void finish_task();
void finish_job();

template <class Kernel, class Dim>
struct Launch {
  const char *name;
  Kernel kernel;
  Dim dim;
  int type;

  template <class... Arguments>
  void operator()(Arguments... arguments) {
    check_launch();
    check_capacity(name);
    int index = 0;
    (check_argument(name, index++, arguments), ...);
    taskDimX = static_cast<int>(dim.x), taskDimY = static_cast<int>(dim.y), taskDimZ = static_cast<int>(dim.z);
    taskDim = taskDimX * taskDimY * taskDimZ;
    job.kernel = name;
    describe_context = describe_task;
    run(arguments...);
    describe_context = nullptr;
  }

 private:
  void check_launch() const {
    for (unsigned d : {unsigned(dim.x), unsigned(dim.y), unsigned(dim.z)})
      if (d < 1 || d > 65535) fail("kernel %s: a task dimension is %u, it must be in 1..65535", name, d);
    int clusters = type / coreDim;
    if (type == 1) return;
    if (type < 4 || (type & (type - 1)) || clusters > clusters_of_device) fail("kernel %s: no task type has the value %d", name, type);
    if (dim.x % type) fail("kernel %s: dim.x is %u, Union%d needs a multiple of %d", name, unsigned(dim.x), clusters, type);
  }

  template <class... Arguments>
  void run(Arguments... arguments) {
    DeviceMemory::Access access(device_memory);
    job.block = type == 1;
    clusterDim = job.block ? 0 : type / coreDim;
    auto body = [&] {
      kernel(arguments...);
      finish_task();
    };
    unsigned width = job.block ? 1 : static_cast<unsigned>(type);
    in_schedule_order(dim.z, [&](unsigned z) {
      in_schedule_order(dim.y, [&](unsigned y) {
        in_schedule_order(dim.x / width, [&](unsigned x) { run_job(body, static_cast<int>(x * width), static_cast<int>(y), static_cast<int>(z)); });
      });
    });
  }

  template <class Body>
  void run_job(Body &body, int x, int y, int z) {
    job.first_x = x, job.y = y, job.z = z;
    int clusters = job.block ? 1 : clusterDim;
    job.all = job.all_ipu = job.all_mpu = Barrier();
    job.cluster.assign(clusters, Barrier());
    job.cluster_ipu.assign(clusters, Barrier());
    int fibers = job.block ? 1 : clusters * (coreDim + 1);
    nram_images.assign(fibers, Image());
    wram_images.assign(fibers, Image());
    sram_images.assign(clusters, Image());
    nram_owner = sram_owner = -1;
    start_async();
    // The driver places Block tasks on any core.
    if (job.block) set_ids(x, y, z, reverse_schedule ? (x * 7 + 3) % coreDim : 0, 0);
    team().on_finish = nullptr;
    team().name_fiber = name_task;
    team().run(fibers, [](void *b) { (*static_cast<Body *>(b))(); }, &body, resume_task);
    finish_job();
  }
};

inline const char *kernel_name(const char *text) {
  static std::vector<std::string *> names;
  std::string name = text;
  name.erase(std::remove(name.begin(), name.end(), '('), name.end());
  name = name.substr(0, name.find_first_of("<)"));
  if (std::size_t colon = name.rfind(':'); colon != std::string::npos) name = name.substr(colon + 1);
  names.push_back(new std::string(name));
  return names.back()->c_str();
}

template <class Kernel, class Dim, class Type>
Launch<Kernel, Dim> launch(const char *text, Kernel kernel, Dim dim, Type type, const void *) {
  return {kernel_name(text), kernel, dim, static_cast<int>(type)};
}

}  // namespace xpiler

#define xpiler_launch(kernel, ...) ::xpiler::launch(#kernel, [&](auto... xpiler_arguments) { kernel(xpiler_arguments...); }, __VA_ARGS__)

inline bool __is_mpu() { return xpiler::on_memory_core(); }
inline bool __is_ipu() { return !xpiler::on_memory_core(); }
inline bool __is_nram(const void *p) { return xpiler::space_of(p) == xpiler::Space::nram; }
inline bool __is_wram(const void *p) { return xpiler::space_of(p) == xpiler::Space::wram; }
inline bool __is_sram(const void *p) { return xpiler::space_of(p) == xpiler::Space::sram; }
#define __bang_printf(...) std::printf(__VA_ARGS__)
#define __abort() ::xpiler::fail("__abort, line %d", __LINE__)
