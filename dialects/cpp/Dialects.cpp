// Registration and verifiers of the dialects. Kept to what ODS cannot express.
#include "Dialects.h"
#include "mlir-c/IR.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Registration.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

#include "ClusterDialect.cpp.inc"
#include "ClusterEnums.cpp.inc"
#include "IntrinDialect.cpp.inc"
#include "SimtDialect.cpp.inc"
#include "SimtEnums.cpp.inc"
#define GET_OP_CLASSES
#include "SimtOps.cpp.inc"
#define GET_OP_CLASSES
#include "ClusterOps.cpp.inc"
#define GET_OP_CLASSES
#include "IntrinOps.cpp.inc"

void xpiler::simt::SimtDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "SimtOps.cpp.inc"
      >();
}
void xpiler::cluster::ClusterDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "ClusterOps.cpp.inc"
      >();
}
void xpiler::intrin::IntrinDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "IntrinOps.cpp.inc"
      >();
}

// A launch passes exactly the kernel's parameters.
static LogicalResult verifyLaunch(Operation *op, FlatSymbolRefAttr kernel, ValueRange args, SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<FunctionOpInterface>(op, kernel);
  if (!callee)
    return op->emitOpError("launches '") << kernel.getValue() << "', which is not a function of this module";
  ArrayRef<Type> parameters = callee.getArgumentTypes();
  if (parameters.size() != args.size())
    return op->emitOpError("passes ") << args.size() << " arguments to '" << kernel.getValue() << "', which takes "
                                      << parameters.size();
  for (auto [i, parameter, arg] : llvm::enumerate(parameters, args.getTypes()))
    if (parameter != arg)
      return op->emitOpError("argument ") << i << " is of type " << arg << ", the parameter of '" << kernel.getValue()
                                          << "' is of type " << parameter;
  return success();
}
LogicalResult xpiler::simt::LaunchOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyLaunch(*this, getKernelAttr(), getArgs(), symbols);
}
LogicalResult xpiler::cluster::LaunchOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyLaunch(*this, getKernelAttr(), getArgs(), symbols);
}

LogicalResult xpiler::cluster::CopyOp::verify() {
  Type from = cast<MemRefType>(getSrc().getType()).getElementType(), to = cast<MemRefType>(getDst().getType()).getElementType();
  if (from != to)
    return emitOpError("copies elements of type ") << from << " to elements of type " << to;
  return success();
}

LogicalResult xpiler::intrin::CallOp::verify() {
  size_t buffers = llvm::count_if(getInputs().getTypes(), [](Type t) { return isa<MemRefType>(t); });

  if (buffers != getOffsets().size())
    return emitOpError("has ") << buffers << " buffer operands and " << getOffsets().size() << " offsets";
  return success();
}
// Without buffers a row is arithmetic on values: it may be hoisted, unless a whole warp has to come to it.
Speculation::Speculatability xpiler::intrin::CallOp::getSpeculatability() {
  bool ofThread = !(*this)->hasAttr("xpiler.warp");
  return getOffsets().empty() && ofThread ? Speculation::Speculatable : Speculation::NotSpeculatable;
}
void xpiler::intrin::CallOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  for (OpOperand &operand : getInputsMutable())
    if (isa<MemRefType>(operand.get().getType())) {
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
    }
  // What gives nothing and writes nowhere is there for its effect: a barrier of the warp.
  if (getOffsets().empty() && getOutputs().empty()) {
    effects.emplace_back(MemoryEffects::Read::get());
    effects.emplace_back(MemoryEffects::Write::get());
  }
}

extern "C" {
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(Simt, simt);
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(Cluster, cluster);
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(Intrin, intrin);
}
MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(Simt, simt, xpiler::simt::SimtDialect)
MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(Cluster, cluster, xpiler::cluster::ClusterDialect)
MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(Intrin, intrin, xpiler::intrin::IntrinDialect)
