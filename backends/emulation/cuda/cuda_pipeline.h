// Asynchronous copies to shared memory: done at issue under the forward schedule, at the wait under the reverse
// one, so that a missing wait or barrier shows.
#pragma once
#include "cuda_runtime.h"

namespace xpiler {
struct AsyncCopy { void *to; const void *from; std::size_t bytes, zero_fill; };
struct AsyncState {
  std::vector<std::vector<AsyncCopy>> committed;
  std::vector<AsyncCopy> open;
};
inline std::vector<AsyncState> async_copies;  // by thread of the block

inline AsyncState &my_copies() {
  if (async_copies.size() < static_cast<std::size_t>(team().size())) async_copies.resize(team().size());
  return async_copies[team().current()];
}
inline void perform(const AsyncCopy &c) {
  std::memcpy(c.to, c.from, c.bytes - c.zero_fill);
  std::memset(static_cast<char *>(c.to) + c.bytes - c.zero_fill, 0, c.zero_fill);
}
}  // namespace xpiler

inline void __pipeline_memcpy_async(void *to, const void *from, std::size_t bytes, std::size_t zero_fill = 0) {
  if (bytes != 4 && bytes != 8 && bytes != 16) xpiler::fail("__pipeline_memcpy_async: %zu bytes; 4, 8 or 16 are possible", bytes);
  if (reinterpret_cast<std::uintptr_t>(to) % bytes || reinterpret_cast<std::uintptr_t>(from) % bytes) xpiler::fail("__pipeline_memcpy_async: an address is not aligned to %zu bytes", bytes);
  xpiler::AsyncCopy copy = {to, from, bytes, zero_fill};
  if (xpiler::reverse_schedule) xpiler::my_copies().open.push_back(copy);
  else xpiler::perform(copy);
}
inline void __pipeline_commit() {
  auto &state = xpiler::my_copies();
  state.committed.push_back(std::move(state.open));
  state.open.clear();
}
// All but the `newest` last groups are complete afterwards.
inline void __pipeline_wait_prior(std::size_t newest) {
  auto &groups = xpiler::my_copies().committed;
  while (groups.size() > newest) {
    for (const auto &copy : groups.front()) xpiler::perform(copy);
    groups.erase(groups.begin());
  }
}
