// BANG C's own names. <<<>>> resolves through cudaConfigureCall, because clang reads the text as CUDA.
#define __BANG__ 1
#define __BANG_ARCH__ 592
#define __MLU_NRAM_SIZE__ 512
#define __MLU_WRAM_SIZE__ 512
#define __MLU_SRAM_SIZE__ 2048
#define __mlu_global__ __attribute__((global))
#define __mlu_entry__ __attribute__((global))
#define __mlu_device__ __attribute__((device))
#define __mlu_func__ __attribute__((device))
#define __mlu_host__ __attribute__((host))
// `shared` makes file-scope arrays legal in device code; the section says which memory it is.
#define __nram__ __attribute__((shared, annotate("nram")))
#define __wram__ __attribute__((shared, annotate("wram")))
#define __mlu_shared__ __attribute__((shared, annotate("sram")))
#define __ldram__ __attribute__((shared, annotate("ldram")))
#define __mlu_const__ __attribute__((constant))
typedef _Float16 half; typedef __bf16 bfloat16_t; typedef int8_t int8; typedef int16_t int16; typedef int32_t int32;
extern const __mlu_device__ int taskId, taskIdX, taskIdY, taskIdZ, taskDim, taskDimX, taskDimY, taskDimZ, coreId, coreDim, clusterId, clusterDim;
typedef enum mluMemcpyDirection_t { GDRAM2NRAM, NRAM2GDRAM, LDRAM2NRAM, NRAM2LDRAM, GDRAM2WRAM, WRAM2GDRAM, LDRAM2WRAM, WRAM2LDRAM, NRAM2NRAM, NRAM2WRAM, WRAM2NRAM,
  GDRAM2SRAM, SRAM2GDRAM, LDRAM2SRAM, SRAM2LDRAM, SRAM2NRAM, NRAM2SRAM, SRAM2WRAM, WRAM2SRAM, GDRAM2GDRAM, GDRAM2LDRAM, LDRAM2GDRAM, LDRAM2LDRAM,
  SRAM2SRAM } mluMemcpyDirection_t;
typedef struct { unsigned x, y, z; } cnrtDim3_t;
typedef struct cnrtQueue *cnrtQueue_t; typedef struct cnrtNotifier *cnrtNotifier_t; typedef int cnrtDev_t;
typedef enum cnrtFunctionType_t { CNRT_FUNC_TYPE_BLOCK = 1, CNRT_FUNC_TYPE_UNION1 = 4, CNRT_FUNC_TYPE_UNION2 = 8, CNRT_FUNC_TYPE_UNION4 = 16, CNRT_FUNC_TYPE_UNION8 = 32,
  cnrtFuncTypeBlock = 1, cnrtFuncTypeUnion1 = 4, cnrtFuncTypeUnion2 = 8, cnrtFuncTypeUnion4 = 16, cnrtFuncTypeUnion8 = 32 } cnrtFunctionType_t;
typedef enum cnrtRet_t { CNRT_RET_SUCCESS = 0, cnrtSuccess = 0, cnrtErrorUnknown = 999 } cnrtRet_t;
typedef enum cnrtMemTransDir_t { cnrtMemcpyHostToDev = 0, cnrtMemcpyDevToDev, cnrtMemcpyDevToHost, cnrtMemcpyHostToHost, CNRT_MEM_TRANS_DIR_HOST2DEV = 0,
  CNRT_MEM_TRANS_DIR_DEV2DEV, CNRT_MEM_TRANS_DIR_DEV2HOST, CNRT_MEM_TRANS_DIR_HOST2HOST } cnrtMemTransDir_t;
#define CNRT_CHECK(x) (x)
extern "C" {
cnrtRet_t cudaConfigureCall(cnrtDim3_t, cnrtFunctionType_t, cnrtQueue_t);
cnrtRet_t cnrtMalloc(void **, size_t); cnrtRet_t cnrtFree(void *); cnrtRet_t cnrtMemcpy(void *, const void *, size_t, cnrtMemTransDir_t);
cnrtRet_t cnrtMemcpyAsync(void *, const void *, size_t, cnrtQueue_t, cnrtMemTransDir_t); cnrtRet_t cnrtMemset(void *, int, size_t);
cnrtRet_t cnrtQueueCreate(cnrtQueue_t *); cnrtRet_t cnrtQueueSync(cnrtQueue_t); cnrtRet_t cnrtQueueDestroy(cnrtQueue_t);
cnrtRet_t cnrtCreateQueue(cnrtQueue_t *); cnrtRet_t cnrtSyncQueue(cnrtQueue_t); cnrtRet_t cnrtDestroyQueue(cnrtQueue_t);
cnrtRet_t cnrtInit(unsigned); cnrtRet_t cnrtSetDevice(int); cnrtRet_t cnrtSyncDevice(); cnrtRet_t cnrtGetLastError(); cnrtRet_t cnrtPeekAtLastError();
cnrtRet_t cnrtGetDeviceHandle(cnrtDev_t *, int); cnrtRet_t cnrtSetCurrentDevice(cnrtDev_t);
}
__mlu_func__ void __memcpy(void *, const void *, size_t, mluMemcpyDirection_t);
__mlu_func__ void __memcpy(void *, const void *, size_t, mluMemcpyDirection_t, size_t, size_t, int);
__mlu_func__ void __memcpy_async(void *, const void *, size_t, mluMemcpyDirection_t);
__mlu_func__ void __memcpy_async(void *, const void *, size_t, mluMemcpyDirection_t, size_t, size_t, int);
__mlu_func__ void __sync(); __mlu_func__ void __sync_io(); __mlu_func__ void __sync_compute(); __mlu_func__ void __sync_move(); __mlu_func__ void __sync_cluster();
__mlu_func__ void __sync_all(); __mlu_func__ void __sync_all_ipu();
__mlu_func__ bool __is_mpu(); __mlu_func__ bool __is_ipu();
XPILER_HD half __float2half(float); XPILER_HD half __float2half_rn(float); XPILER_HD float __half2float(half);
XPILER_HD int max(int, int); XPILER_HD unsigned max(unsigned, unsigned); XPILER_HD float max(float, float); XPILER_HD long max(long, long); XPILER_HD double max(double, double);
XPILER_HD int min(int, int); XPILER_HD unsigned min(unsigned, unsigned); XPILER_HD float min(float, float); XPILER_HD long min(long, long); XPILER_HD double min(double, double);
__mlu_func__ int __bang_printf(const char *, ...);
__mlu_func__ void __bang_write_zero(float *, int); __mlu_func__ void __bang_write_zero(half *, int);
__mlu_func__ void __bang_write_zero(int8_t *, int); __mlu_func__ void __bang_write_zero(int16_t *, int); __mlu_func__ void __bang_write_zero(int32_t *, int);
