// The host API of MLUs (CNRT), old and new spellings. Every call succeeds or ends the program with a report.
#pragma once
#include "copies.h"

enum cnrtFunctionType_t {
  CNRT_FUNC_TYPE_BLOCK = 1, CNRT_FUNC_TYPE_UNION1 = 4, CNRT_FUNC_TYPE_UNION2 = 8, CNRT_FUNC_TYPE_UNION4 = 16, CNRT_FUNC_TYPE_UNION8 = 32,
  cnrtFuncTypeBlock = 1, cnrtFuncTypeUnion1 = 4, cnrtFuncTypeUnion2 = 8, cnrtFuncTypeUnion4 = 16, cnrtFuncTypeUnion8 = 32
};
struct cnrtDim3_t { unsigned x, y, z; };
using cnrtQueue_t = struct cnrtQueueStruct *;
using cnrtNotifier_t = struct cnrtNotifierStruct *;
using cnrtDev_t = int;
enum cnrtRet_t { cnrtSuccess = 0, CNRT_RET_SUCCESS = 0, cnrtErrorNoMem = 1 };
enum cnrtMemTransDir_t {
  cnrtMemcpyHostToDev = 0, cnrtMemcpyDevToDev = 1, cnrtMemcpyDevToHost = 2, cnrtMemcpyHostToHost = 3, cnrtMemcpyPeerToPeer = 4, cnrtMemcpyNoDirection = 5,
  CNRT_MEM_TRANS_DIR_HOST2DEV = 0, CNRT_MEM_TRANS_DIR_DEV2DEV = 1, CNRT_MEM_TRANS_DIR_DEV2HOST = 2, CNRT_MEM_TRANS_DIR_HOST2HOST = 3
};

inline cnrtRet_t cnrtMalloc(void **p, std::size_t bytes) {
  *p = xpiler::device_memory.allocate(bytes);
  return *p ? cnrtSuccess : cnrtErrorNoMem;
}
inline cnrtRet_t cnrtFree(void *p) { xpiler::device_memory.release(p, "cnrtFree"); return cnrtSuccess; }
inline cnrtRet_t cnrtHostMalloc(void **p, std::size_t bytes) { *p = std::malloc(bytes); return cnrtSuccess; }
inline cnrtRet_t cnrtFreeHost(void *p) { std::free(p); return cnrtSuccess; }
inline cnrtRet_t cnrtMemcpy(void *to, const void *from, std::size_t bytes, cnrtMemTransDir_t d) {
  const char *call = "cnrtMemcpy";
  if (d > cnrtMemcpyHostToHost) xpiler::fail("%s: direction %d is not emulated", call, d);
  bool to_device = d == cnrtMemcpyHostToDev || d == cnrtMemcpyDevToDev, from_device = d == cnrtMemcpyDevToHost || d == cnrtMemcpyDevToDev;
  if (to_device) xpiler::device_memory.require_device(call, "destination", to, bytes);
  else xpiler::device_memory.require_host(call, "destination", to, bytes);
  if (from_device) xpiler::device_memory.require_device(call, "source", from, bytes);
  else xpiler::device_memory.require_host(call, "source", from, bytes);
  xpiler::DeviceMemory::Access access(xpiler::device_memory);
  std::memmove(to, from, bytes);
  return cnrtSuccess;
}
inline cnrtRet_t cnrtMemcpyAsync(void *to, const void *from, std::size_t bytes, cnrtQueue_t, cnrtMemTransDir_t d) { return cnrtMemcpy(to, from, bytes, d); }
inline cnrtRet_t cnrtMemset(void *p, int value, std::size_t bytes) {
  xpiler::device_memory.require_device("cnrtMemset", "destination", p, bytes);
  xpiler::DeviceMemory::Access access(xpiler::device_memory);
  std::memset(p, value, bytes);
  return cnrtSuccess;
}
inline cnrtRet_t cnrtSetDevice(int) { return cnrtSuccess; }
inline cnrtRet_t cnrtGetDevice(int *device) { *device = 0; return cnrtSuccess; }
inline cnrtRet_t cnrtInit(unsigned) { return cnrtSuccess; }
inline cnrtRet_t cnrtGetDeviceHandle(cnrtDev_t *device, int index) { *device = index; return cnrtSuccess; }
inline cnrtRet_t cnrtSetCurrentDevice(cnrtDev_t) { return cnrtSuccess; }
inline void cnrtDestroy() {}
inline cnrtRet_t cnrtQueueCreate(cnrtQueue_t *q) { *q = nullptr; return cnrtSuccess; }
inline cnrtRet_t cnrtQueueSync(cnrtQueue_t) { return cnrtSuccess; }
inline cnrtRet_t cnrtQueueDestroy(cnrtQueue_t) { return cnrtSuccess; }
inline cnrtRet_t cnrtCreateQueue(cnrtQueue_t *q) { return cnrtQueueCreate(q); }
inline cnrtRet_t cnrtSyncQueue(cnrtQueue_t q) { return cnrtQueueSync(q); }
inline cnrtRet_t cnrtDestroyQueue(cnrtQueue_t q) { return cnrtQueueDestroy(q); }
inline cnrtRet_t cnrtSyncDevice() { return cnrtSuccess; }
inline cnrtRet_t cnrtGetLastError() { return cnrtSuccess; }
inline cnrtRet_t cnrtPeekAtLastError() { return cnrtSuccess; }
inline const char *cnrtGetErrorStr(cnrtRet_t e) { return e ? "error" : "success"; }
inline cnrtRet_t cnrtNotifierCreate(cnrtNotifier_t *n) { *n = nullptr; return cnrtSuccess; }
inline cnrtRet_t cnrtCreateNotifier(cnrtNotifier_t *n) { return cnrtNotifierCreate(n); }
inline cnrtRet_t cnrtPlaceNotifier(cnrtNotifier_t, cnrtQueue_t) { return cnrtSuccess; }
inline cnrtRet_t cnrtNotifierDuration(cnrtNotifier_t, cnrtNotifier_t, float *us) { *us = 0; return cnrtSuccess; }
inline cnrtRet_t cnrtNotifierDestroy(cnrtNotifier_t) { return cnrtSuccess; }
