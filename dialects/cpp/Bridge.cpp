// What Rust needs of MLIR and the C API lacks: passes with options in the global registry, translations,
// the mains of mlir-opt and mlir-translate, and clones under a mapping.
#include "mlir-c/IR.h"
#include "mlir-c/Support.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Registration.h"
#include "mlir/CAPI/Support.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Support/TypeID.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/SourceMgr.h"
#include <memory>
#include <string>
#include <variant>
#include <vector>
using namespace mlir;

extern "C" {
enum XpOptionKind { XP_INT = 0, XP_BOOL = 1, XP_STRING = 2 };
struct XpOption { const char *name, *help; int32_t kind; int64_t intDefault; const char *stringDefault; };
struct XpPass { // everything it points to lives as long as the process
  const char *argument, *summary;
  const XpOption *options; intptr_t optionCount;
  bool (*run)(void *pass, MlirOperation, const void *user);
  const void *user;
};
}

namespace {
// One class serves every pass written in Rust.
struct RustPass : public Pass {
  using Any = std::variant<std::unique_ptr<Option<int64_t>>, std::unique_ptr<Option<bool>>, std::unique_ptr<Option<std::string>>>;
  RustPass(const XpPass *d, TypeID id) : Pass(id, std::nullopt), d(d), id(id) {
    for (intptr_t i = 0; i < d->optionCount; ++i) {
      const XpOption &o = d->options[i];
      auto help = llvm::cl::desc(o.help);
      switch (o.kind) {
      case XP_INT: options.push_back(std::make_unique<Option<int64_t>>(*this, o.name, help, llvm::cl::init(o.intDefault))); break;
      case XP_BOOL: options.push_back(std::make_unique<Option<bool>>(*this, o.name, help, llvm::cl::init(o.intDefault != 0))); break;
      default: options.push_back(std::make_unique<Option<std::string>>(*this, o.name, help, llvm::cl::init(std::string(o.stringDefault)))); break;
      }
    }
  }
  StringRef getName() const override { return d->argument; }
  StringRef getArgument() const override { return d->argument; }
  StringRef getDescription() const override { return d->summary; }
  bool canScheduleOn(RegisteredOperationName) const override { return true; }
  std::unique_ptr<Pass> clonePass() const override { return std::make_unique<RustPass>(d, id); }
  // Passes in Rust may create operations of any of these; loading them by name spares the shim their headers.
  LogicalResult initialize(MLIRContext *context) override {
    for (const char *name : {"simt", "cluster", "intrin", "func", "scf", "memref", "arith", "math", "cf", "vector"})
      if (!context->getOrLoadDialect(name)) return failure();
    return success();
  }
  void runOnOperation() override {
    if (!d->run(static_cast<void *>(this), wrap(getOperation()), d->user)) signalPassFailure();
  }
  LogicalResult runNested(StringRef pipeline, Operation *op) {
    auto manager = parsePassPipeline(pipeline);
    return failed(manager) ? failure() : runPipeline(*manager, op);
  }
  const XpPass *d; TypeID id;
  std::vector<Any> options;
};
} // namespace

extern "C" {
void xpRegisterPass(const XpPass *d) {
  static TypeIDAllocator allocator;
  TypeID id = allocator.allocate();
  registerPass([d, id]() -> std::unique_ptr<Pass> { return std::make_unique<RustPass>(d, id); });
}
void xpRegisterPipeline(const char *name, const char *summary, const char *text) {
  registerPassPipeline(name, summary,
      [text](OpPassManager &pm, StringRef, function_ref<LogicalResult(const Twine &)>) { return parsePassPipeline(text, pm); },
      [](function_ref<void(const detail::PassOptions &)>) {});
}
int64_t xpPassInt(void *p, intptr_t i) { return *std::get<0>(static_cast<RustPass *>(p)->options[i]); }
bool xpPassBool(void *p, intptr_t i) { return *std::get<1>(static_cast<RustPass *>(p)->options[i]); }
MlirStringRef xpPassString(void *p, intptr_t i) {
  const std::string &s = *std::get<2>(static_cast<RustPass *>(p)->options[i]);
  return mlirStringRefCreate(s.data(), s.size());
}
bool xpPassRunNested(void *p, MlirStringRef pipeline, MlirOperation op) {
  return succeeded(static_cast<RustPass *>(p)->runNested(unwrap(pipeline), unwrap(op)));
}
int xpOptMain(int argc, char **argv, const char *tool, MlirDialectRegistry registry) {
  return asMainReturnCode(MlirOptMain(argc, argv, tool, *unwrap(registry)));
}

typedef void (*XpWrite)(MlirStringRef, void *);
typedef bool (*XpExport)(MlirOperation, XpWrite, void *sink, const void *user);
typedef MlirOperation (*XpImport)(MlirContext, MlirStringRef text, const void *user); // an owned op, or null
void xpRegisterExport(const char *name, const char *help, XpExport run, const void *user, MlirDialectRegistry all) {
  DialectRegistry *registry = unwrap(all);
  TranslateFromMLIRRegistration r(name, help, [=](Operation *op, raw_ostream &os) -> LogicalResult {
    XpWrite write = [](MlirStringRef s, void *o) { static_cast<raw_ostream *>(o)->write(s.data, s.length); };
    return success(run(wrap(op), write, &os, user)); }, [=](DialectRegistry &d) { registry->appendTo(d); });
}
void xpRegisterImport(const char *name, const char *help, XpImport run, const void *user, MlirDialectRegistry all) {
  DialectRegistry *registry = unwrap(all);
  TranslateToMLIRRegistration r(name, help, [=](llvm::SourceMgr &sm, MLIRContext *c) -> OwningOpRef<Operation *> {
    StringRef t = sm.getMemoryBuffer(sm.getMainFileID())->getBuffer();
    return OwningOpRef<Operation *>(unwrap(run(wrap(c), mlirStringRefCreate(t.data(), t.size()), user))); },
    [=](DialectRegistry &d) { registry->appendTo(d); });
}
int xpTranslateMain(int argc, char **argv, const char *tool) { return failed(mlirTranslateMain(argc, argv, tool)); }

// A deep copy in which every use of from[i] becomes to[i]. The result is not inserted.
MlirOperation xpCloneMapped(MlirOperation op, intptr_t n, const MlirValue *from, const MlirValue *to) {
  IRMapping map;
  for (intptr_t i = 0; i < n; ++i) map.map(unwrap(from[i]), unwrap(to[i]));
  return wrap(unwrap(op)->clone(map));
}
}
