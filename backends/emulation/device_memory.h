// Device memory on the host: allocations whose ends are guarded by inaccessible pages, closed to the host
// while no kernel or copy runs, filled with poison.
//
// Under the forward schedule an allocation ends at a guard page, under the reverse one it starts at one, so
// an access beyond either end faults at once; the few bytes of rounding hold a canary. Builds with ASan use
// malloc instead, whose checks are exact at both ends.
#pragma once
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "fibers.h"

namespace xpiler {

struct Allocation {
  char *base = nullptr;       // what the program sees
  std::size_t bytes = 0;      // what the program asked for
  char *pages = nullptr;      // the mapping without its guard pages
  std::size_t page_bytes = 0;
  int serial = 0;             // 1 for the first allocation of the program
  bool host_visible = false;  // managed memory

  bool contains(const void *pointer, std::size_t length) const {
    const char *p = static_cast<const char *>(pointer);
    return p >= base && p <= base + bytes && length <= static_cast<std::size_t>(base + bytes - p);
  }
};

class DeviceMemory {
 public:
  void *allocate(std::size_t bytes, bool host_visible = false) {
    install_fault_handler();
    Allocation a;
    a.bytes = bytes;
    a.serial = ++serial_;
    a.host_visible = host_visible;
#ifdef XPILER_ASAN
    a.base = static_cast<char *>(std::malloc(bytes ? bytes : 1));
    std::memset(a.base, poison, bytes);
#else
    std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    a.page_bytes = (bytes + page - 1) / page * page + (bytes ? 0 : page);
    char *mapping = static_cast<char *>(mmap(nullptr, a.page_bytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    if (mapping == MAP_FAILED) return nullptr;
    a.pages = mapping + page;
    std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    a.base = reverse_schedule ? a.pages : a.pages + a.page_bytes - rounded;
    mprotect(a.pages, a.page_bytes, PROT_READ | PROT_WRITE);
    std::memset(a.pages, canary, a.page_bytes);
    std::memset(a.base, poison, bytes);
    if (!open_) protect(a, PROT_NONE);
#endif
    allocations_.push_back(a);
    return a.base;
  }

  void release(void *pointer, const char *call) {
    if (!pointer) return;
    for (std::size_t i = 0; i < allocations_.size(); ++i) {
      if (allocations_[i].base != pointer) continue;
      check_canary(allocations_[i]);
#ifdef XPILER_ASAN
      std::free(pointer);
#else
      mprotect(allocations_[i].pages, allocations_[i].page_bytes, PROT_NONE);  // stays unmapped: use after free faults
#endif
      allocations_.erase(allocations_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
    fail("%s(%p): not a live device allocation", call, pointer);
  }

  // The live allocation that holds [pointer, pointer + bytes), if one does.
  const Allocation *find(const void *pointer, std::size_t bytes = 0) const {
    for (const Allocation &a : allocations_)
      if (a.contains(pointer, bytes)) return &a;
    return nullptr;
  }

  std::size_t live() const { return allocations_.size(); }

  // Opens the allocations while a kernel or an API call works on them.
  class Access {
   public:
    explicit Access(DeviceMemory &memory) : memory_(memory), outermost_(!memory.open_) {
      if (outermost_) memory_.set_open(true);
    }
    ~Access() {
      if (!outermost_) return;
      for (const Allocation &a : memory_.allocations_) memory_.check_canary(a);
      memory_.set_open(false);
    }
    Access(const Access &) = delete;
    Access &operator=(const Access &) = delete;

   private:
    DeviceMemory &memory_;
    bool outermost_;
  };

  // Checks that [pointer, pointer + bytes) is (or is not) device memory, for the copies of the host API.
  void require_device(const char *call, const char *role, const void *pointer, std::size_t bytes) const {
    if (find(pointer, bytes)) return;
    if (const Allocation *a = find(pointer))
      fail("%s: %s of %zu bytes at offset %zu of device allocation #%d, which has %zu bytes", call, role, bytes, static_cast<std::size_t>(static_cast<const char *>(pointer) - a->base), a->serial, a->bytes);
    fail("%s: the %s is not device memory", call, role);
  }
  void require_host(const char *call, const char *role, const void *pointer, std::size_t bytes) const {
    const Allocation *a = find(pointer, bytes ? 1 : 0);
    if (a && !a->host_visible) fail("%s: the %s is device memory (allocation #%d)", call, role, a->serial);
  }

 private:
  static constexpr std::size_t alignment = 16;  // of the end of an allocation; vector types need no more
  static constexpr unsigned char canary = 0xA5;

  std::vector<Allocation> allocations_;
  int serial_ = 0;
  bool open_ = false;

  void protect(const Allocation &a, int protection) const {
    if (a.pages && !a.host_visible) mprotect(a.pages, a.page_bytes, protection);
  }
  void set_open(bool open) {
    open_ = open;
    for (const Allocation &a : allocations_) protect(a, open ? PROT_READ | PROT_WRITE : PROT_NONE);
  }

  void check_canary(const Allocation &a) const {
    if (!a.pages) return;
    if (!open_ && !a.host_visible) mprotect(a.pages, a.page_bytes, PROT_READ);
    // Only what lies next to the allocation: the rest of the pages is out of reach of an ordinary mistake.
    const char *low = a.base - a.pages > 256 ? a.base - 256 : a.pages, *end = a.base + a.bytes;
    const char *high = a.pages + a.page_bytes - end > 256 ? end + 256 : a.pages + a.page_bytes;
    for (const char *p = low; p < high; p = p + 1 == a.base ? end : p + 1) {
      if (p == a.base) p = end;
      if (p >= high) break;
      if (static_cast<unsigned char>(*p) != canary)
        fail("a write %td bytes %s device allocation #%d (%zu bytes)", p < a.base ? a.base - p : p - end + 1, p < a.base ? "before the start of" : "past the end of", a.serial, a.bytes);
    }
    if (!open_ && !a.host_visible) mprotect(a.pages, a.page_bytes, PROT_NONE);
  }

  [[noreturn]] void explain_fault(const char *address) const {
    const Allocation *nearest = nullptr;
    std::ptrdiff_t distance = 1 << 16;  // farther away it is no matter of an index
    for (const Allocation &a : allocations_) {
      if (a.contains(address, 1)) fail("host code dereferences a device pointer (allocation #%d)", a.serial);
      std::ptrdiff_t d = address < a.base ? a.base - address : address - (a.base + a.bytes) + 1;
      if (d < distance) nearest = &a, distance = d;
    }
    if (!nearest) fail("access of memory that belongs to no allocation (address %p)", static_cast<const void *>(address));
    fail("access %td bytes %s device allocation #%d (%zu bytes)", distance, address < nearest->base ? "before the start of" : "past the end of", nearest->serial, nearest->bytes);
  }

  static void on_fault(int, siginfo_t *info, void *);

  static void install_fault_handler() {
#ifndef XPILER_ASAN
    static bool installed = false;
    if (installed) return;
    installed = true;
    static char stack[64 * 1024];
    stack_t alternative = {};
    alternative.ss_sp = stack;
    alternative.ss_size = sizeof stack;
    sigaltstack(&alternative, nullptr);
    struct sigaction action = {};
    action.sa_sigaction = &DeviceMemory::on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(SIGSEGV, &action, nullptr);
    sigaction(SIGBUS, &action, nullptr);
#endif
  }
};

inline DeviceMemory device_memory;

inline void DeviceMemory::on_fault(int, siginfo_t *info, void *) {
  signal(SIGSEGV, SIG_DFL);
  device_memory.explain_fault(static_cast<const char *>(info->si_addr));
}

}  // namespace xpiler

// For the driver: allocations that the program has not freed.
extern "C" __attribute__((weak, used, visibility("default"))) int xpiler_live_allocations() { return static_cast<int>(xpiler::device_memory.live()); }
