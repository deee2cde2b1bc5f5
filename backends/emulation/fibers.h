// Cooperative fibers: the threads of a block, or the cores of a job, on one OS thread.
//
// A fiber runs until it meets a barrier, then the next runnable one does, in ring order (downwards under
// the variable XPILER_REVERSE). So a result that depends on the order of threads between barriers differs between the
// two schedules, and a barrier that not everyone reaches ends in a report, never in a hang.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "report.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define XPILER_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define XPILER_ASAN 1
#endif
#ifdef XPILER_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if !defined(__x86_64__)
#include <ucontext.h>
#endif

namespace xpiler {

// A reusable barrier; `epoch` counts its completions.
struct Barrier {
  int arrived = 0;
  unsigned epoch = 0;
};

// Where a fiber waits, for reports.
struct Place {
  const char *what = "";  // "__syncthreads", ...
  int line = 0;
};

// What a fiber needs to be stopped and continued.
struct Context {
#if defined(__x86_64__)
  void *stack_pointer = nullptr;
#else
  ucontext_t machine;
#endif
  void *fake_stack = nullptr;  // ASan's
};

struct Fiber {
  Context context;
  char *stack = nullptr;
  Barrier *barrier = nullptr;  // the one it waits at
  unsigned epoch = 0;          // that barrier's epoch when it arrived
  Place place;
  bool started = false;
  bool finished = false;

  bool runnable() const { return !finished && !(barrier && barrier->epoch == epoch); }
};

#if defined(__x86_64__)
// Saves the callee-saved registers on the old stack and takes those of the new one.
extern "C" void xpiler_switch_stack(void **save, void *to);
__asm__(R"(
.text
.weak xpiler_switch_stack
.hidden xpiler_switch_stack
.type xpiler_switch_stack,@function
xpiler_switch_stack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp,(%rdi)
  movq %rsi,%rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size xpiler_switch_stack,.-xpiler_switch_stack
)");
#endif

class Team {
 public:
  using Body = void (*)(void *argument);
  using Hook = void (*)(int fiber);

  static Team *the_team;  // one at a time, never destroyed

  // Runs `size` fibers to their end. `resume(i)` runs each time fiber i gets control, `suspend(i)` each time it gives it up at a barrier.
  void run(int size, Body body, void *argument, Hook resume, Hook suspend = nullptr) {
    for (int i = size; i < static_cast<int>(fibers_.size()); ++i) release(fibers_[i].stack);
    fibers_.resize(size);
    for (Fiber &fiber : fibers_) {
      release(fiber.stack);
      fiber = Fiber();
    }
    live_ = size;
    body_ = body;
    argument_ = argument;
    resume_ = resume;
    suspend_ = suspend;
    current_ = -1;
    int first = reverse_schedule ? size - 1 : 0;
    start(first);
    transfer(host_, first, false);
    current_ = -1;
  }

  int current() const { return current_; }
  int size() const { return static_cast<int>(fibers_.size()); }
  int live() const { return live_; }
  bool finished(int fiber) const { return fibers_[fiber].finished; }
  bool on_current_stack(const void *pointer) const {
    if (current_ < 0) return false;
    const char *p = static_cast<const char *>(pointer), *base = fibers_[current_].stack;
    return p >= base && p < base + stack_bytes;
  }

  // Arrives at `barrier` and returns when `needed` fibers have.
  void wait(Barrier &barrier, int needed, Place place) {
    unsigned epoch = barrier.epoch;
    if (++barrier.arrived >= needed) {
      complete(barrier);
      return;
    }
    Fiber &self = fibers_[current_];
    self.barrier = &barrier;
    self.epoch = epoch;
    self.place = place;
    int me = current_;
    while (barrier.epoch == epoch) {
      int next = pick();
      if (next < 0) report_deadlock();
      if (suspend_) suspend_(me);
      if (!fibers_[next].started) start(next);
      transfer(self.context, next, false);
      if (resume_) resume_(me);
    }
    self.barrier = nullptr;
  }

  static void complete(Barrier &barrier) {
    barrier.arrived = 0;
    ++barrier.epoch;
  }

  // The place of some fiber waiting at `barrier`, if there is one.
  const Place *waiting_at(const Barrier &barrier) const {
    for (const Fiber &fiber : fibers_)
      if (fiber.barrier == &barrier && fiber.epoch == barrier.epoch) return &fiber.place;
    return nullptr;
  }

  // Called when a fiber ends, so that a platform can complete barriers that count only the living.
  void (*on_finish)(int fiber) = nullptr;
  // Names a fiber in a report.
  void (*name_fiber)(FILE *, int fiber) = [](FILE *out, int fiber) { std::fprintf(out, "thread %d", fiber); };

 private:
  static constexpr std::size_t stack_bytes = 256 * 1024;

  std::vector<Fiber> fibers_;
  std::vector<char *> free_stacks_;
  Context host_;
  [[maybe_unused]] const void *host_stack_ = nullptr;  // ASan's view of the caller's stack
  [[maybe_unused]] std::size_t host_stack_bytes_ = 0;
  int current_ = -1, live_ = 0;
  Body body_ = nullptr;
  void *argument_ = nullptr;
  Hook resume_ = nullptr, suspend_ = nullptr;

  void release(char *&stack) {
    if (stack) free_stacks_.push_back(stack);
    stack = nullptr;
  }

  void start(int index) {
    Fiber &fiber = fibers_[index];
    if (free_stacks_.empty()) {
      void *fresh = mmap(nullptr, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
      if (fresh == MAP_FAILED) fail("no memory for the stack of a thread");
      fiber.stack = static_cast<char *>(fresh);
    } else {
      fiber.stack = free_stacks_.back();
      free_stacks_.pop_back();
    }
#ifdef XPILER_ASAN
    __asan_unpoison_memory_region(fiber.stack, stack_bytes);
#endif
    fiber.started = true;
#if defined(__x86_64__)
    // Tops are staggered: stacks that are equal modulo the page size would alias in the first-level cache.
    char *top = fiber.stack + stack_bytes - (index & 63) * 448 % 24576 / 16 * 16;
    void **slot = reinterpret_cast<void **>(top);
    *--slot = nullptr;
    *--slot = reinterpret_cast<void *>(&Team::enter);
    for (int i = 0; i < 6; ++i) *--slot = nullptr;
    fiber.context.stack_pointer = slot;
#else
    getcontext(&fiber.context.machine);
    fiber.context.machine.uc_stack.ss_sp = fiber.stack;
    fiber.context.machine.uc_stack.ss_size = stack_bytes;
    makecontext(&fiber.context.machine, &Team::enter, 0);
#endif
  }

  // Gives control to fiber `to` (-1: the caller of `run`).
  void transfer(Context &from, int to, [[maybe_unused]] bool dying) {
    Context &target = to < 0 ? host_ : fibers_[to].context;
    current_ = to;
#ifdef XPILER_ASAN
    __sanitizer_start_switch_fiber(dying ? nullptr : &from.fake_stack, to < 0 ? host_stack_ : fibers_[to].stack, to < 0 ? host_stack_bytes_ : stack_bytes);
#endif
#if defined(__x86_64__)
    xpiler_switch_stack(&from.stack_pointer, target.stack_pointer);
#else
    swapcontext(&from.machine, &target.machine);
#endif
#ifdef XPILER_ASAN
    __sanitizer_finish_switch_fiber(from.fake_stack, nullptr, nullptr);
#endif
  }

  static void enter() { the_team->main_loop(); }

  // A fiber that ends hands its stack to the next one that has not started, so kernels without barriers run as a plain loop.
  void main_loop() {
#ifdef XPILER_ASAN
    const void *stack;
    std::size_t bytes;
    __sanitizer_finish_switch_fiber(nullptr, &stack, &bytes);
    if (!host_stack_) host_stack_ = stack, host_stack_bytes_ = bytes;
#endif
    for (;;) {
      int me = current_;
      if (resume_) resume_(me);
      body_(argument_);
      fibers_[me].finished = true;
      --live_;
      if (on_finish) on_finish(me);
      if (live_ == 0) {
        transfer(fibers_[me].context, -1, true);
        __builtin_unreachable();
      }
      int next = pick();
      if (next < 0) report_deadlock();
      if (fibers_[next].started) {
        transfer(fibers_[me].context, next, true);
        __builtin_unreachable();
      }
      fibers_[next].started = true;
      std::swap(fibers_[next].stack, fibers_[me].stack);
      current_ = next;
    }
  }

  int pick() const {
    int count = size(), index = current_;
    for (int step = 0; step < count; ++step) {
      index += reverse_schedule ? -1 : 1;
      if (index < 0) index = count - 1;
      if (index >= count) index = 0;
      if (fibers_[index].runnable()) return index;
    }
    return -1;
  }

  [[noreturn]] void report_deadlock() const {
    std::fprintf(stderr, "xpiler-emulation: divergent barrier: some wait for others that never come\n");
    int shown = 0, finished = 0;
    for (int i = 0; i < size(); ++i) {
      if (fibers_[i].finished) {
        ++finished;
      } else if (shown++ < 8) {
        std::fprintf(stderr, "  ");
        name_fiber(stderr, i);
        std::fprintf(stderr, " waits at %s, line %d\n", fibers_[i].place.what, fibers_[i].place.line);
      }
    }
    if (shown > 8) std::fprintf(stderr, "  and %d more\n", shown - 8);
    if (finished) {
      std::fprintf(stderr, "  %d have ended, e.g. ", finished);
      for (int i = 0; i < size(); ++i)
        if (fibers_[i].finished) {
          name_fiber(stderr, i);
          break;
        }
      std::fprintf(stderr, "\n");
    }
    fail("divergent barrier");
  }
};

inline Team *Team::the_team = new Team;
inline Team &team() { return *Team::the_team; }

}  // namespace xpiler
