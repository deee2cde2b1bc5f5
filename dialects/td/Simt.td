//===- Simt.td - the dialect of CUDA and HIP: grids of blocks of threads ------===//
#ifndef XPILER_SIMT_TD
#define XPILER_SIMT_TD
include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def Simt_Dialect : Dialect {
  let name = "simt";
  let summary = "single instruction, multiple threads: CUDA C and HIP, one to one with the text";
  let cppNamespace = "::xpiler::simt";
}

def Simt_Dim : I32EnumAttr<"Dim", "dimension of a grid or a block", [
    I32EnumAttrCase<"X", 0, "x">, I32EnumAttrCase<"Y", 1, "y">, I32EnumAttrCase<"Z", 2, "z">]> {
  let cppNamespace = "::xpiler::simt";
}

class Simt_Op<string mnemonic, list<Trait> traits = []> : Op<Simt_Dialect, mnemonic, traits>;

/// Reads one of the built-in variables. The text's type is `unsigned int`.
class Simt_IdOp<string mnemonic, string text> : Simt_Op<mnemonic, [Pure]> {
  let summary = text # " of the executing thread";
  let arguments = (ins Simt_Dim:$dim);
  let results = (outs I32:$id);
  let assemblyFormat = "$dim attr-dict `:` type($id)";
}
def Simt_ThreadIdOp : Simt_IdOp<"thread_id", "`threadIdx`">;
def Simt_BlockIdOp : Simt_IdOp<"block_id", "`blockIdx`">;
def Simt_BlockDimOp : Simt_IdOp<"block_dim", "`blockDim`">;
def Simt_GridDimOp : Simt_IdOp<"grid_dim", "`gridDim`">;

def Simt_AllocSharedOp : Simt_Op<"alloc_shared"> {
  let summary = "a `__shared__` array: one per block, poisoned when the block starts";
  let results = (outs Res<AnyStaticShapeMemRef, "", [MemAlloc]>:$buffer);
  let assemblyFormat = "attr-dict `:` type($buffer)";
}

def Simt_BarrierOp : Simt_Op<"barrier", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "`__syncthreads()`: every live thread of the block arrives before any leaves";
  let assemblyFormat = "attr-dict";
}

def Simt_LaunchOp : Simt_Op<"launch", [DeclareOpInterfaceMethods<SymbolUserOpInterface>,
    MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "`kernel<<<grid, block>>>(args)`";
  let arguments = (ins FlatSymbolRefAttr:$kernel, Index:$gridX, Index:$gridY, Index:$gridZ,
                       Index:$blockX, Index:$blockY, Index:$blockZ, Variadic<AnyType>:$args);
  let assemblyFormat = [{
    $kernel `grid` `(` $gridX `,` $gridY `,` $gridZ `)` `block` `(` $blockX `,` $blockY `,` $blockZ `)`
    `args` `(` ($args^ `:` type($args))? `)` attr-dict
  }];
}
#endif
