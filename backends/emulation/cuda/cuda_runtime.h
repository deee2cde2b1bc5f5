// CUDA C texts on the CPU, after the CUDA C++ programming guide and the runtime API reference.
#pragma once
#define XPILER_WARP 32
#ifndef XPILER_SHARED_LIMIT  // opt-in limit of dynamic shared memory: 163 KB on sm_80, 227 KB on sm_90
#define XPILER_SHARED_LIMIT (163 * 1024)
#endif

#include <cstddef>
namespace xpiler {
struct Platform {
  unsigned grid[3];
  unsigned block_z;
  std::size_t static_shared, default_shared, opted_in_shared;
};
inline Platform platform = {{2147483647u, 65535u, 65535u}, 64, 48 * 1024, 48 * 1024, 0};
inline const char *running_kernel = "";
}  // namespace xpiler

#include "../simt_half.h"

#ifndef __CUDACC__
#define __CUDACC__ 1
#endif
#define __NVCC__ 1
#ifndef __CUDA_ARCH__
#define __CUDA_ARCH__ 800
#endif

// ---- Warp functions
inline void __syncwarp(unsigned mask = 0xffffffffu, int line = __builtin_LINE()) { xpiler::warp_barrier(mask, {"__syncwarp", line}); }
template <class T>
T __shfl_sync(unsigned mask, T v, int source, int width = 32, int line = __builtin_LINE()) { return xpiler::shuffle(mask, v, width, {"__shfl_sync", line}, xpiler::source_index, source); }
template <class T>
T __shfl_up_sync(unsigned mask, T v, unsigned delta, int width = 32, int line = __builtin_LINE()) { return xpiler::shuffle(mask, v, width, {"__shfl_up_sync", line}, xpiler::source_up, static_cast<int>(delta)); }
template <class T>
T __shfl_down_sync(unsigned mask, T v, unsigned delta, int width = 32, int line = __builtin_LINE()) { return xpiler::shuffle(mask, v, width, {"__shfl_down_sync", line}, xpiler::source_down, static_cast<int>(delta)); }
template <class T>
T __shfl_xor_sync(unsigned mask, T v, int lanes, int width = 32, int line = __builtin_LINE()) { return xpiler::shuffle(mask, v, width, {"__shfl_xor_sync", line}, xpiler::source_xor, lanes); }
inline unsigned __ballot_sync(unsigned mask, int p, int line = __builtin_LINE()) { return xpiler::ballot(mask, p != 0, {"__ballot_sync", line}); }
inline int __any_sync(unsigned mask, int p, int line = __builtin_LINE()) { return xpiler::ballot(mask, p != 0, {"__any_sync", line}) != 0; }
inline int __all_sync(unsigned mask, int p, int line = __builtin_LINE()) { return xpiler::ballot(mask, p == 0, {"__all_sync", line}) == 0; }
namespace xpiler {
template <class T, class Combine>
T reduce_lanes(unsigned mask, T v, Place place, Combine combine) {
  return collective(mask, v, place, [=](Lanes lanes) {
    T result = v;
    for (int i = 0; i < 32; ++i)
      if (i != lane() && lanes.has(i)) result = combine(result, lanes.get<T>(i));
    return result;
  });
}
}  // namespace xpiler
#define XPILER_REDUCE(T, name, expression) \
  inline T name(unsigned mask, T v, int line = __builtin_LINE()) { return xpiler::reduce_lanes(mask, v, {#name, line}, [](T a, T b) { return static_cast<T>(expression); }); }
XPILER_REDUCE(int, __reduce_add_sync, unsigned(a) + unsigned(b))
XPILER_REDUCE(unsigned, __reduce_add_sync, a + b)
XPILER_REDUCE(int, __reduce_max_sync, a > b ? a : b)
XPILER_REDUCE(unsigned, __reduce_max_sync, a > b ? a : b)
XPILER_REDUCE(int, __reduce_min_sync, a < b ? a : b)
XPILER_REDUCE(unsigned, __reduce_min_sync, a < b ? a : b)
XPILER_REDUCE(unsigned, __reduce_and_sync, a &b)
XPILER_REDUCE(unsigned, __reduce_or_sync, a | b)
XPILER_REDUCE(unsigned, __reduce_xor_sync, a ^ b)
#undef XPILER_REDUCE

// ---- Host API. Every call succeeds or ends the program with a report.
enum cudaError_t { cudaSuccess = 0, cudaErrorInvalidValue = 1, cudaErrorMemoryAllocation = 2 };
using cudaError = cudaError_t;
using cudaStream_t = struct CUstream_st *;
using cudaEvent_t = struct CUevent_st *;
enum cudaMemcpyKind { cudaMemcpyHostToHost, cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice, cudaMemcpyDefault };
enum cudaFuncAttribute { cudaFuncAttributeMaxDynamicSharedMemorySize = 8, cudaFuncAttributePreferredSharedMemoryCarveout = 9 };
struct cudaDeviceProp { char name[256]; int multiProcessorCount, maxThreadsPerBlock, warpSize, major, minor; std::size_t sharedMemPerBlock, totalGlobalMem; };

template <class T>
cudaError_t cudaMalloc(T **p, std::size_t bytes) {
  *p = static_cast<T *>(xpiler::device_memory.allocate(bytes));
  return *p ? cudaSuccess : cudaErrorMemoryAllocation;
}
template <class T>
cudaError_t cudaMallocManaged(T **p, std::size_t bytes, unsigned = 1) {
  *p = static_cast<T *>(xpiler::device_memory.allocate(bytes, true));
  return *p ? cudaSuccess : cudaErrorMemoryAllocation;
}
template <class T>
cudaError_t cudaMallocHost(T **p, std::size_t bytes) { *p = static_cast<T *>(std::malloc(bytes)); return cudaSuccess; }
inline cudaError_t cudaFreeHost(void *p) { std::free(p); return cudaSuccess; }
inline cudaError_t cudaFree(void *p) { xpiler::device_memory.release(p, "cudaFree"); return cudaSuccess; }
inline cudaError_t cudaMemcpy(void *to, const void *from, std::size_t bytes, cudaMemcpyKind kind) {
  const char *call = "cudaMemcpy";
  bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice, from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  if (kind == cudaMemcpyDefault) to_device = xpiler::device_memory.find(to), from_device = xpiler::device_memory.find(from);
  if (to_device) xpiler::device_memory.require_device(call, "destination", to, bytes);
  else xpiler::device_memory.require_host(call, "destination", to, bytes);
  if (from_device) xpiler::device_memory.require_device(call, "source", from, bytes);
  else xpiler::device_memory.require_host(call, "source", from, bytes);
  xpiler::DeviceMemory::Access access(xpiler::device_memory);
  std::memmove(to, from, bytes);
  return cudaSuccess;
}
inline cudaError_t cudaMemcpyAsync(void *to, const void *from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t = nullptr) { return cudaMemcpy(to, from, bytes, kind); }
inline cudaError_t cudaMemset(void *p, int value, std::size_t bytes) {
  xpiler::device_memory.require_device("cudaMemset", "destination", p, bytes);
  xpiler::DeviceMemory::Access access(xpiler::device_memory);
  std::memset(p, value, bytes);
  return cudaSuccess;
}
inline cudaError_t cudaMemsetAsync(void *p, int value, std::size_t bytes, cudaStream_t = nullptr) { return cudaMemset(p, value, bytes); }
inline cudaError_t cudaDeviceSynchronize() { return cudaSuccess; }
inline cudaError_t cudaGetLastError() { return cudaSuccess; }
inline cudaError_t cudaPeekAtLastError() { return cudaSuccess; }
inline const char *cudaGetErrorString(cudaError_t e) { return e ? "error" : "no error"; }
inline const char *cudaGetErrorName(cudaError_t e) { return e ? "cudaError" : "cudaSuccess"; }
inline cudaError_t cudaSetDevice(int) { return cudaSuccess; }
inline cudaError_t cudaGetDevice(int *device) { *device = 0; return cudaSuccess; }
inline cudaError_t cudaGetDeviceCount(int *count) { *count = 1; return cudaSuccess; }
inline cudaError_t cudaGetDeviceProperties(cudaDeviceProp *p, int) {
  *p = {"CPU emulation", 80, 1024, 32, 8, 0, 48 * 1024, std::size_t(1) << 33};
  return cudaSuccess;
}
inline cudaError_t cudaStreamCreate(cudaStream_t *s) { *s = nullptr; return cudaSuccess; }
inline cudaError_t cudaStreamSynchronize(cudaStream_t) { return cudaSuccess; }
inline cudaError_t cudaStreamDestroy(cudaStream_t) { return cudaSuccess; }
inline cudaError_t cudaEventCreate(cudaEvent_t *e) { *e = nullptr; return cudaSuccess; }
inline cudaError_t cudaEventRecord(cudaEvent_t, cudaStream_t = nullptr) { return cudaSuccess; }
inline cudaError_t cudaEventSynchronize(cudaEvent_t) { return cudaSuccess; }
inline cudaError_t cudaEventElapsedTime(float *ms, cudaEvent_t, cudaEvent_t) { *ms = 0; return cudaSuccess; }
inline cudaError_t cudaEventDestroy(cudaEvent_t) { return cudaSuccess; }
template <class Kernel>
cudaError_t cudaFuncSetAttribute(Kernel, cudaFuncAttribute attribute, int value) {
  if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize) return cudaSuccess;
  if (value > XPILER_SHARED_LIMIT) xpiler::fail("cudaFuncSetAttribute: %d bytes of dynamic shared memory, the device has %d", value, XPILER_SHARED_LIMIT);
  xpiler::platform.opted_in_shared = std::max(xpiler::platform.opted_in_shared, static_cast<std::size_t>(value));
  return cudaSuccess;
}
