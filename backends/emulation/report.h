// Faults found while a translated text runs on the CPU: one message on stderr, then abort.
#pragma once
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace xpiler {

// Adds "who was running" to a report: the block and thread, or the task. Set by the platform.
inline void (*describe_context)(FILE *) = nullptr;

[[noreturn]] __attribute__((format(printf, 1, 2))) inline void fail(const char *format, ...) {
  std::fflush(stdout);
  std::fputs("xpiler-emulation: ", stderr);
  va_list arguments;
  va_start(arguments, format);
  std::vfprintf(stderr, format, arguments);
  va_end(arguments);
  if (describe_context) describe_context(stderr);
  std::fputc('\n', stderr);
  std::fflush(stderr);
  std::abort();
}

// Two schedules find what one hides. Both fill unwritten memory, with different patterns: NaN in every
// float type under the forward one, a huge finite value (which wins every maximum) under the reverse one.
// The variable XPILER_REVERSE of the environment chooses the second.
inline const bool reverse_schedule = std::getenv("XPILER_REVERSE") != nullptr;
inline const unsigned char poison = reverse_schedule ? 0x7F : 0xFF;

// Calls visit(i) for i in [0, count) in the order of the schedule.
template <class Visit>
inline void in_schedule_order(unsigned count, Visit visit) {
  for (unsigned i = 0; i < count; ++i) visit(reverse_schedule ? count - 1 - i : i);
}

}  // namespace xpiler
