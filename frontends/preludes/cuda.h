// CUDA's own names.
#define CUDART_INF_F (__builtin_inff())
#define CUDART_NAN_F (__builtin_nanf(""))
#define CUDART_VERSION 12000
#define __CUDACC__ 1
typedef enum cudaError { cudaSuccess = 0, cudaErrorInvalidValue = 1, cudaErrorMemoryAllocation = 2, cudaErrorUnknown = 999 } cudaError_t;
typedef struct CUstream_st *cudaStream_t; typedef struct CUevent_st *cudaEvent_t;
enum cudaMemcpyKind { cudaMemcpyHostToHost, cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice, cudaMemcpyDefault };
extern "C" {
cudaError_t cudaConfigureCall(dim3, dim3, size_t = 0, cudaStream_t = 0);
cudaError_t cudaMalloc(void **, size_t); cudaError_t cudaFree(void *); cudaError_t cudaMemcpy(void *, const void *, size_t, cudaMemcpyKind);
cudaError_t cudaMemset(void *, int, size_t); cudaError_t cudaMemsetAsync(void *, int, size_t, cudaStream_t = 0);
cudaError_t cudaMemcpyAsync(void *, const void *, size_t, cudaMemcpyKind, cudaStream_t = 0);
cudaError_t cudaDeviceSynchronize(); cudaError_t cudaGetLastError(); cudaError_t cudaPeekAtLastError(); const char *cudaGetErrorString(cudaError_t);
const char *cudaGetErrorName(cudaError_t); cudaError_t cudaSetDevice(int); cudaError_t cudaGetDevice(int *); cudaError_t cudaDeviceReset();
cudaError_t cudaStreamCreate(cudaStream_t *); cudaError_t cudaStreamSynchronize(cudaStream_t); cudaError_t cudaStreamDestroy(cudaStream_t);
cudaError_t cudaEventCreate(cudaEvent_t *); cudaError_t cudaEventRecord(cudaEvent_t, cudaStream_t = 0); cudaError_t cudaEventSynchronize(cudaEvent_t);
cudaError_t cudaEventDestroy(cudaEvent_t); cudaError_t cudaEventElapsedTime(float *, cudaEvent_t, cudaEvent_t);
}
template <class T> cudaError_t cudaMalloc(T **, size_t);
template <class T> __device__ T __shfl_sync(unsigned, T, int, int = 32); template <class T> __device__ T __shfl_down_sync(unsigned, T, unsigned, int = 32);
template <class T> __device__ T __shfl_up_sync(unsigned, T, unsigned, int = 32); template <class T> __device__ T __shfl_xor_sync(unsigned, T, int, int = 32);
__device__ unsigned __ballot_sync(unsigned, int); __device__ int __any_sync(unsigned, int); __device__ int __all_sync(unsigned, int); __device__ unsigned __activemask();
__device__ int __reduce_add_sync(unsigned, int); __device__ int __reduce_min_sync(unsigned, int); __device__ int __reduce_max_sync(unsigned, int);
__device__ unsigned __reduce_add_sync(unsigned, unsigned); __device__ unsigned __reduce_min_sync(unsigned, unsigned); __device__ unsigned __reduce_max_sync(unsigned, unsigned);
#ifdef XPILER_USES_wmma
namespace nvcuda { namespace wmma {
struct matrix_a; struct matrix_b; struct accumulator; struct row_major; struct col_major;
enum layout_t { mem_row_major, mem_col_major };
namespace precision { struct tf32; }
template <class T> struct xpiler_storage { typedef T type; };
template <> struct xpiler_storage<precision::tf32> { typedef float type; };
template <class Use, int M, int N, int K, class T, class Layout = void> struct fragment {
  typedef T element_type; typedef typename xpiler_storage<T>::type storage_element_type;
  static constexpr int num_elements = 8; storage_element_type x[num_elements];
};
template <class Use, int M, int N, int K, class T, class L> __device__ void fill_fragment(fragment<Use, M, N, K, T, L> &, const typename xpiler_storage<T>::type &);
template <class Use, int M, int N, int K, class T, class L> __device__ void load_matrix_sync(fragment<Use, M, N, K, T, L> &, const typename xpiler_storage<T>::type *, unsigned);
template <int M, int N, int K, class T> __device__ void load_matrix_sync(fragment<accumulator, M, N, K, T> &, const T *, unsigned, layout_t);
template <int M, int N, int K, class T> __device__ void store_matrix_sync(T *, const fragment<accumulator, M, N, K, T> &, unsigned, layout_t);
template <int M, int N, int K, class A, class B, class C, class D, class LA, class LB>
__device__ void mma_sync(fragment<accumulator, M, N, K, D> &, const fragment<matrix_a, M, N, K, A, LA> &, const fragment<matrix_b, M, N, K, B, LB> &, const fragment<accumulator, M, N, K, C> &);
__device__ float __float_to_tf32(float);
} }
#endif
