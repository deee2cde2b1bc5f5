// Included before an emitted CUDA text, whose launch function then runs as it stands, and again with its data on the device already.
//
// The first run allocates and copies. While `resident::stay`, allocations give the same memory again, in order, and copies from and to
// the host are left out: what remains is the kernels, with the launches of the text. Compiled with --default-stream per-thread, so that
// launches can be captured.
#include <cuda_runtime.h>

#include <vector>

// Internal to each library: one process loads many, and the memory of one is no other's.
namespace resident {
static bool stay = false;
static std::vector<void *> pool;
static size_t next = 0;

static cudaError_t allocate(void **p, size_t bytes) {
  if (stay) {
    *p = pool.at(next++ % pool.size());
    return cudaSuccess;
  }
  const cudaError_t status = cudaMalloc(p, bytes);
  pool.push_back(*p);
  return status;
}

static cudaError_t copy(void *to, const void *from, size_t bytes, cudaMemcpyKind kind) {
  if (!stay) return cudaMemcpy(to, from, bytes, kind);
  return kind == cudaMemcpyDeviceToDevice ? cudaMemcpyAsync(to, from, bytes, kind, cudaStreamPerThread) : cudaSuccess;
}

static cudaError_t set(void *to, int value, size_t bytes) { return cudaMemsetAsync(to, value, bytes, cudaStreamPerThread); }

static cudaError_t keep(void *) { return cudaSuccess; }

static cudaError_t wait() { return stay ? cudaSuccess : cudaStreamSynchronize(cudaStreamPerThread); }

// Milliseconds of a launch, `repeats` times: the mean of `launches` launches in one CUDA graph.
template <typename Launch> static int time(float *milliseconds, int launches, int repeats, Launch launch) {
  const cudaStream_t stream = cudaStreamPerThread;
  cudaGraph_t graph;
  cudaGraphExec_t run;
  cudaEvent_t begin, end;
  stay = true;
  int bad = cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal);
  for (int i = 0; i < launches && !bad; ++i) bad = launch();
  bad = cudaStreamEndCapture(stream, &graph) || bad;
  stay = false;
  if (bad || cudaGraphInstantiate(&run, graph, 0) || cudaEventCreate(&begin) || cudaEventCreate(&end)) return cudaGetLastError() ? 1 : 2;
  for (int i = -2; i < repeats && !bad; ++i) { // two to warm up
    float all = 0;
    bad = cudaEventRecord(begin, stream) || cudaGraphLaunch(run, stream) || cudaEventRecord(end, stream) || cudaEventSynchronize(end) ||
          cudaEventElapsedTime(&all, begin, end);
    if (i >= 0) milliseconds[i] = all / launches;
  }
  cudaEventDestroy(begin), cudaEventDestroy(end);
  cudaGraphExecDestroy(run), cudaGraphDestroy(graph);
  return bad || cudaGetLastError();
}
} // namespace resident

// These may be macros for the per-thread stream already.
#undef cudaMemcpy
#undef cudaMemset
#define cudaMalloc(p, bytes) resident::allocate((void **)(p), bytes)
#define cudaMemcpy resident::copy
#define cudaMemset resident::set
#define cudaFree(p) resident::keep(p)
#define cudaDeviceSynchronize() resident::wait()
