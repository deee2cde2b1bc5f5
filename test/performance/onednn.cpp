// The suite's operators in oneDNN 3, timed: the rivals of the C texts.
//
// With `own` layouts oneDNN chooses how tensors lie in memory, and bringing them there and back is not timed. Otherwise they lie as
// the kernels have them.
#include <chrono>
#include <cstring>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <dnnl.hpp>

using namespace dnnl;
using Type = memory::data_type;
using Tag = memory::format_tag;

namespace {

struct Bench {
  engine cpu{engine::kind::cpu, 0};
  stream queue{cpu};
  bool own;
  std::unordered_map<int, memory> args;
  std::vector<std::function<void()>> afterwards;

  // The description that a primitive is asked for.
  memory::desc ask(const memory::dims &dims, Type type, Tag tag) const { return {dims, type, own ? Tag::any : tag}; }

  memory moved(const memory::desc &wanted, memory mine) {
    return wanted == mine.get_desc() ? mine : memory(wanted, cpu);
  }
  void input(int role, const memory::desc &wanted, const memory::dims &dims, Type type, Tag tag, void *data) {
    memory mine({dims, type, tag}, cpu, data), there = moved(wanted, mine);
    if (there != mine) reorder(mine, there).execute(queue, mine, there);
    args.insert({role, there});
  }
  void output(const memory::desc &wanted, const memory::dims &dims, Type type, Tag tag, void *data) {
    memory mine({dims, type, tag}, cpu, data), there = moved(wanted, mine);
    if (there != mine) afterwards.push_back([=, this]() mutable { reorder(there, mine).execute(queue, there, mine); });
    args.insert({DNNL_ARG_DST, there});
  }
};

} // namespace

// Runs `kernel` until `budget` seconds are over, `most` times at most; returns how often, or -1. Buffers are in the kernel's order.
extern "C" int onednn_time(const char *kernel, int own, void **p, double *seconds, int most, double budget, char *implementation) try {
  Bench b{.own = own != 0};
  const std::string name = kernel;
  std::string used;
  primitive run;
  if (name.rfind("gemm", 0) == 0) {
    const bool exact = name != "gemm";
    const memory::dims dims{512, 512};
    const Type a = exact ? Type::u8 : Type::f32, w = exact ? Type::s8 : Type::f32, c = exact ? Type::s32 : Type::f32;
    const Tag weights = name == "gemm_u8s8" ? Tag::ba : Tag::ab;
    matmul::primitive_desc d(b.cpu, b.ask(dims, a, Tag::ab), b.ask(dims, w, weights), b.ask(dims, c, Tag::ab));
    b.input(DNNL_ARG_SRC, d.src_desc(), dims, a, Tag::ab, p[0]);
    b.input(DNNL_ARG_WEIGHTS, d.weights_desc(), dims, w, weights, p[1]);
    b.output(d.dst_desc(), dims, c, Tag::ab, p[2]);
    used = d.impl_info_str();
    run = matmul(d);
  } else if (name == "conv2d") {
    const memory::dims x{1, 64, 58, 58}, w{64, 64, 3, 3}, y{1, 64, 56, 56};
    convolution_forward::primitive_desc d(b.cpu, prop_kind::forward_inference, algorithm::convolution_direct, b.ask(x, Type::f32, Tag::nchw),
                                          b.ask(w, Type::f32, Tag::oihw), b.ask(y, Type::f32, Tag::nchw), {1, 1}, {0, 0}, {0, 0});
    b.input(DNNL_ARG_SRC, d.src_desc(), x, Type::f32, Tag::nchw, p[0]);
    b.input(DNNL_ARG_WEIGHTS, d.weights_desc(), w, Type::f32, Tag::oihw, p[1]);
    b.output(d.dst_desc(), y, Type::f32, Tag::nchw, p[2]);
    used = d.impl_info_str();
    run = convolution_forward(d);
  } else if (name == "softmax") {
    const memory::dims dims{512, 1024};
    const memory::desc plain(dims, Type::f32, Tag::ab);
    softmax_forward::primitive_desc d(b.cpu, prop_kind::forward_inference, algorithm::softmax_accurate, plain, plain, 1);
    b.input(DNNL_ARG_SRC, plain, dims, Type::f32, Tag::ab, p[0]);
    b.output(plain, dims, Type::f32, Tag::ab, p[1]);
    used = d.impl_info_str();
    run = softmax_forward(d);
  } else if (name == "layernorm") {
    const memory::dims dims{512, 1024};
    const memory::desc plain(dims, Type::f32, Tag::ab);
    layer_normalization_forward::primitive_desc d(b.cpu, prop_kind::forward_inference, plain, plain, 1e-5f,
                                                  normalization_flags::use_scale | normalization_flags::use_shift);
    b.input(DNNL_ARG_SRC, plain, dims, Type::f32, Tag::ab, p[0]);
    b.input(DNNL_ARG_SCALE, {{1024}, Type::f32, Tag::a}, {1024}, Type::f32, Tag::a, p[1]);
    b.input(DNNL_ARG_SHIFT, {{1024}, Type::f32, Tag::a}, {1024}, Type::f32, Tag::a, p[2]);
    b.output(plain, dims, Type::f32, Tag::ab, p[3]);
    used = d.impl_info_str();
    run = layer_normalization_forward(d);
  } else if (name == "maxpool2d") {
    // A pooling takes its source as it lies: its favourite layout has blocks of 16 channels.
    const memory::dims x{1, 64, 56, 56}, y{1, 64, 27, 27};
    const memory::desc from(x, Type::f32, b.own ? Tag::nChw16c : Tag::nhwc);
    pooling_forward::primitive_desc d(b.cpu, prop_kind::forward_inference, algorithm::pooling_max, from, b.ask(y, Type::f32, Tag::nhwc), {2, 2},
                                      {3, 3}, {0, 0}, {0, 0}, {0, 0});
    b.input(DNNL_ARG_SRC, d.src_desc(), x, Type::f32, Tag::nhwc, p[0]);
    b.output(d.dst_desc(), y, Type::f32, Tag::nhwc, p[1]);
    used = d.impl_info_str();
    run = pooling_forward(d);
  } else {
    return -1;
  }
  b.queue.wait();
  std::strncpy(implementation, used.c_str(), 99);
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  int n = 0;
  for (Clock::time_point last = begin; n < most && std::chrono::duration<double>(last - begin).count() < budget;) {
    run.execute(b.queue, b.args);
    b.queue.wait();
    const Clock::time_point now = Clock::now();
    seconds[n++] = std::chrono::duration<double>(now - last).count();
    last = now;
  }
  for (const auto &step : b.afterwards) step();
  b.queue.wait();
  return n;
} catch (const std::exception &e) {
  std::strncpy(implementation, e.what(), 99);
  return -1;
}

extern "C" void onednn_version(int *version) {
  const dnnl_version_t *v = dnnl::version();
  version[0] = v->major, version[1] = v->minor, version[2] = v->patch;
}
