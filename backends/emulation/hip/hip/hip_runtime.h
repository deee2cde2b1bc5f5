// HIP texts on the CPU, after AMD's HIP programming guide; wavefronts of 64 lanes (CDNA).
#pragma once
#define XPILER_WARP 64
#pragma GCC diagnostic ignored "-Wpsabi"  // matrix registers never cross the border of a compilation

#include <cstddef>
namespace xpiler {
struct Platform {
  unsigned grid[3];
  unsigned block_z;
  std::size_t static_shared, default_shared, opted_in_shared;
};
inline Platform platform = {{4294967295u, 65535u, 65535u}, 1024, 64 * 1024, 64 * 1024, 0};
inline const char *running_kernel = "";
}  // namespace xpiler

#include "../../simt_half.h"

#define __HIP__ 1
#define __HIPCC__ 1
#define __HIP_PLATFORM_AMD__ 1
#define __HIP_DEVICE_COMPILE__ 1

// ---- Wavefront functions. The forms without a mask mean all lanes of the wavefront that have not ended; those with one
// (HIP 7) take a 64-bit mask.
namespace xpiler {
template <class Mask>
constexpr LaneMask wave_mask(Mask mask) {
  static_assert(sizeof(Mask) == 8, "the mask of a HIP _sync function must have 64 bits");
  return mask;
}
}  // namespace xpiler
#define XPILER_SHUFFLE(name, operand, source)                                                                                                                                                                    \
  template <class T>                                                                                                                                                                                            \
  T name(T v, operand x, int width = 64, int line = __builtin_LINE()) { return xpiler::shuffle(~xpiler::LaneMask(0), v, width, {#name, line}, xpiler::source, static_cast<int>(x)); }                           \
  template <class Mask, class T>                                                                                                                                                                                \
  T name##_sync(Mask mask, T v, operand x, int width = 64, int line = __builtin_LINE()) { return xpiler::shuffle(xpiler::wave_mask(mask), v, width, {#name "_sync", line}, xpiler::source, static_cast<int>(x)); }
XPILER_SHUFFLE(__shfl, int, source_index)
XPILER_SHUFFLE(__shfl_up, unsigned, source_up)
XPILER_SHUFFLE(__shfl_down, unsigned, source_down)
XPILER_SHUFFLE(__shfl_xor, int, source_xor)
#undef XPILER_SHUFFLE
inline unsigned long long __ballot(int p, int line = __builtin_LINE()) { return xpiler::ballot(~0ull, p != 0, {"__ballot", line}); }
inline int __any(int p, int line = __builtin_LINE()) { return xpiler::ballot(~0ull, p != 0, {"__any", line}) != 0; }
inline int __all(int p, int line = __builtin_LINE()) { return xpiler::ballot(~0ull, p == 0, {"__all", line}) == 0; }
inline void __syncwarp(unsigned long long mask = ~0ull, int line = __builtin_LINE()) { xpiler::warp_barrier(mask, {"__syncwarp", line}); }
inline unsigned __lane_id() { return static_cast<unsigned>(xpiler::lane()); }
inline float unsafeAtomicAdd(float *p, float v) { return atomicAdd(p, v); }
inline void xpiler_wave_barrier(int line = __builtin_LINE()) { xpiler::warp_barrier(~0ull, {"wave barrier", line}); }
#define __builtin_amdgcn_wave_barrier xpiler_wave_barrier
#define __builtin_amdgcn_s_barrier __syncthreads
#define __builtin_amdgcn_fence(...) static_cast<void>(0)

#include "../mfma.h"

// ---- Host API. Every call succeeds or ends the program with a report.
enum hipError_t { hipSuccess = 0, hipErrorInvalidValue = 1, hipErrorOutOfMemory = 2 };
using hipStream_t = struct ihipStream_t *;
using hipEvent_t = struct ihipEvent_t *;
enum hipMemcpyKind { hipMemcpyHostToHost, hipMemcpyHostToDevice, hipMemcpyDeviceToHost, hipMemcpyDeviceToDevice, hipMemcpyDefault };
struct hipDeviceProp_t { char name[256]; int multiProcessorCount, maxThreadsPerBlock, warpSize; std::size_t sharedMemPerBlock, totalGlobalMem; };

template <class T>
hipError_t hipMalloc(T **p, std::size_t bytes) {
  *p = static_cast<T *>(xpiler::device_memory.allocate(bytes));
  return *p ? hipSuccess : hipErrorOutOfMemory;
}
template <class T>
hipError_t hipMallocManaged(T **p, std::size_t bytes, unsigned = 1) {
  *p = static_cast<T *>(xpiler::device_memory.allocate(bytes, true));
  return *p ? hipSuccess : hipErrorOutOfMemory;
}
template <class T>
hipError_t hipHostMalloc(T **p, std::size_t bytes, unsigned = 0) { *p = static_cast<T *>(std::malloc(bytes)); return hipSuccess; }
inline hipError_t hipHostFree(void *p) { std::free(p); return hipSuccess; }
inline hipError_t hipFree(void *p) { xpiler::device_memory.release(p, "hipFree"); return hipSuccess; }
inline hipError_t hipMemcpy(void *to, const void *from, std::size_t bytes, hipMemcpyKind kind) {
  const char *call = "hipMemcpy";
  bool to_device = kind == hipMemcpyHostToDevice || kind == hipMemcpyDeviceToDevice, from_device = kind == hipMemcpyDeviceToHost || kind == hipMemcpyDeviceToDevice;
  if (kind == hipMemcpyDefault) to_device = xpiler::device_memory.find(to), from_device = xpiler::device_memory.find(from);
  if (to_device) xpiler::device_memory.require_device(call, "destination", to, bytes);
  else xpiler::device_memory.require_host(call, "destination", to, bytes);
  if (from_device) xpiler::device_memory.require_device(call, "source", from, bytes);
  else xpiler::device_memory.require_host(call, "source", from, bytes);
  xpiler::DeviceMemory::Access access(xpiler::device_memory);
  std::memmove(to, from, bytes);
  return hipSuccess;
}
inline hipError_t hipMemcpyAsync(void *to, const void *from, std::size_t bytes, hipMemcpyKind kind, hipStream_t = nullptr) { return hipMemcpy(to, from, bytes, kind); }
inline hipError_t hipMemset(void *p, int value, std::size_t bytes) {
  xpiler::device_memory.require_device("hipMemset", "destination", p, bytes);
  xpiler::DeviceMemory::Access access(xpiler::device_memory);
  std::memset(p, value, bytes);
  return hipSuccess;
}
inline hipError_t hipMemsetAsync(void *p, int value, std::size_t bytes, hipStream_t = nullptr) { return hipMemset(p, value, bytes); }
inline hipError_t hipDeviceSynchronize() { return hipSuccess; }
inline hipError_t hipGetLastError() { return hipSuccess; }
inline hipError_t hipPeekAtLastError() { return hipSuccess; }
inline const char *hipGetErrorString(hipError_t e) { return e ? "error" : "no error"; }
inline const char *hipGetErrorName(hipError_t e) { return e ? "hipError" : "hipSuccess"; }
inline hipError_t hipSetDevice(int) { return hipSuccess; }
inline hipError_t hipGetDevice(int *device) { *device = 0; return hipSuccess; }
inline hipError_t hipGetDeviceCount(int *count) { *count = 1; return hipSuccess; }
inline hipError_t hipGetDeviceProperties(hipDeviceProp_t *p, int) {
  *p = {"CPU emulation", 104, 1024, 64, 64 * 1024, std::size_t(1) << 33};
  return hipSuccess;
}
inline hipError_t hipStreamCreate(hipStream_t *s) { *s = nullptr; return hipSuccess; }
inline hipError_t hipStreamSynchronize(hipStream_t) { return hipSuccess; }
inline hipError_t hipStreamDestroy(hipStream_t) { return hipSuccess; }
inline hipError_t hipEventCreate(hipEvent_t *e) { *e = nullptr; return hipSuccess; }
inline hipError_t hipEventRecord(hipEvent_t, hipStream_t = nullptr) { return hipSuccess; }
inline hipError_t hipEventSynchronize(hipEvent_t) { return hipSuccess; }
inline hipError_t hipEventElapsedTime(float *ms, hipEvent_t, hipEvent_t) { *ms = 0; return hipSuccess; }
inline hipError_t hipEventDestroy(hipEvent_t) { return hipSuccess; }

#define HIP_KERNEL_NAME(...) __VA_ARGS__
#define HIP_DYNAMIC_SHARED(type, name) type *name = static_cast<type *>(::xpiler::dynamic_shared_memory());
#define hipLaunchKernelGGL(kernel, grid, block, shared, stream, ...) xpiler_launch((kernel), grid, block, shared, stream)(__VA_ARGS__)
