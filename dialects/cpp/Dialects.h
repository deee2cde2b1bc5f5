// The three dialects of xpiler, generated from dialects/td by mlir-tblgen.
#pragma once
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "SimtDialect.h.inc"
#include "SimtEnums.h.inc"
#define GET_OP_CLASSES
#include "SimtOps.h.inc"

#include "ClusterDialect.h.inc"
#include "ClusterEnums.h.inc"
#define GET_OP_CLASSES
#include "ClusterOps.h.inc"

#include "IntrinDialect.h.inc"
#define GET_OP_CLASSES
#include "IntrinOps.h.inc"
