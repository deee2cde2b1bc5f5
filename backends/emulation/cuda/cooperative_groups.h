// The part of cooperative groups that tensor kernels use: blocks and tiles of a warp.
#pragma once
#include "cuda_runtime.h"

namespace cooperative_groups {

struct thread_block {
  void sync(int line = __builtin_LINE()) const { xpiler::sync_block({"thread_block::sync", line}); }
  unsigned thread_rank() const { return static_cast<unsigned>(xpiler::team().current()); }
  unsigned size() const { return blockDim.x * blockDim.y * blockDim.z; }
  unsigned num_threads() const { return size(); }
  dim3 group_index() const { return blockIdx; }
  dim3 thread_index() const { return threadIdx; }
};
inline thread_block this_thread_block() { return {}; }
inline void sync(const thread_block &b, int line = __builtin_LINE()) { b.sync(line); }

template <unsigned Size>
struct thread_block_tile {
  static_assert(Size <= 32 && (Size & (Size - 1)) == 0, "a tile is a power of two up to 32");
  unsigned thread_rank() const { return static_cast<unsigned>(xpiler::lane()) % Size; }
  unsigned size() const { return Size; }
  unsigned num_threads() const { return Size; }
  unsigned meta_group_rank() const { return static_cast<unsigned>(xpiler::team().current()) / Size; }
  unsigned mask() const { return (Size == 32 ? ~0u : (1u << Size % 32) - 1) << xpiler::lane() / Size * Size; }
  void sync(int line = __builtin_LINE()) const { __syncwarp(mask(), line); }
  template <class T> T shfl(T v, int source, int line = __builtin_LINE()) const { return __shfl_sync(mask(), v, source, Size, line); }
  template <class T> T shfl_up(T v, unsigned d, int line = __builtin_LINE()) const { return __shfl_up_sync(mask(), v, d, Size, line); }
  template <class T> T shfl_down(T v, unsigned d, int line = __builtin_LINE()) const { return __shfl_down_sync(mask(), v, d, Size, line); }
  template <class T> T shfl_xor(T v, int lanes, int line = __builtin_LINE()) const { return __shfl_xor_sync(mask(), v, lanes, Size, line); }
  bool any(int p, int line = __builtin_LINE()) const { return __any_sync(mask(), p, line); }
  bool all(int p, int line = __builtin_LINE()) const { return __all_sync(mask(), p, line); }
  unsigned ballot(int p, int line = __builtin_LINE()) const { return __ballot_sync(mask(), p, line) >> xpiler::lane() / Size * Size; }
};
template <unsigned Size>
thread_block_tile<Size> tiled_partition(const thread_block &) { return {}; }

template <class T> struct plus { T operator()(T a, T b) const { return a + b; } };
template <class T> struct less { T operator()(T a, T b) const { return b < a ? b : a; } };
template <class T> struct greater { T operator()(T a, T b) const { return a < b ? b : a; } };
template <unsigned Size, class T, class Combine>
T reduce(const thread_block_tile<Size> &tile, T v, Combine combine) {
  for (unsigned d = Size / 2; d > 0; d /= 2) v = combine(v, tile.shfl_xor(v, static_cast<int>(d)));
  return v;
}

}  // namespace cooperative_groups
