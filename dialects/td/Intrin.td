//===- Intrin.td - uses of a platform's tensor intrinsics ---------------------===//
#ifndef XPILER_INTRIN_TD
#define XPILER_INTRIN_TD
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Intrin_Dialect : Dialect {
  let name = "intrin";
  let summary = "uses of tensor intrinsics; each names a row of dialects/platforms/<p>/intrinsics.mlir";
  let cppNamespace = "::xpiler::intrin";
}

def Intrin_CallOp : Op<Intrin_Dialect, "call", [AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>, DeclareOpInterfaceMethods<ConditionallySpeculatable>]> {
  let summary = "a use of the intrinsic row `row`";
  let description = [{
    `inputs` stand in the row's order. A memref input is a pointer into that buffer: the index in `offsets`
    (one for each memref operand, in order) is the element it points to. A row without memref operands is pure.
    `platform` names the row's folder.
  }];
  let arguments = (ins StrAttr:$platform, StrAttr:$row, Variadic<AnyType>:$inputs, Variadic<Index>:$offsets);
  let results = (outs Variadic<AnyType>:$outputs);
  let assemblyFormat = [{
    $platform $row `(` $inputs `)` (`at` `(` $offsets^ `)`)? attr-dict `:` functional-type($inputs, $outputs)
  }];
  let hasVerifier = 1;
}
#endif
