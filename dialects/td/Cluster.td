//===- Cluster.td - the dialect of BANG C: tasks on clusters of cores ---------===//
#ifndef XPILER_CLUSTER_TD
#define XPILER_CLUSTER_TD
include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Cluster_Dialect : Dialect {
  let name = "cluster";
  let summary = "tasks, clusters and cores with software-managed memories: BANG C, one to one with the text";
  let cppNamespace = "::xpiler::cluster";
}

def Cluster_Id : I32EnumAttr<"Id", "built-in variable of a task", [
    I32EnumAttrCase<"TaskId", 0, "taskId">, I32EnumAttrCase<"TaskIdX", 1, "taskIdX">,
    I32EnumAttrCase<"TaskIdY", 2, "taskIdY">, I32EnumAttrCase<"TaskIdZ", 3, "taskIdZ">,
    I32EnumAttrCase<"TaskDim", 4, "taskDim">, I32EnumAttrCase<"TaskDimX", 5, "taskDimX">,
    I32EnumAttrCase<"TaskDimY", 6, "taskDimY">, I32EnumAttrCase<"TaskDimZ", 7, "taskDimZ">,
    I32EnumAttrCase<"ClusterId", 8, "clusterId">, I32EnumAttrCase<"ClusterDim", 9, "clusterDim">,
    I32EnumAttrCase<"CoreId", 10, "coreId">, I32EnumAttrCase<"CoreDim", 11, "coreDim">]> {
  let cppNamespace = "::xpiler::cluster";
}
def Cluster_Space : I32EnumAttr<"Space", "memory space", [
    I32EnumAttrCase<"Gdram", 0, "gdram">, I32EnumAttrCase<"Ldram", 1, "ldram">,
    I32EnumAttrCase<"Nram", 2, "nram">, I32EnumAttrCase<"Wram", 3, "wram">,
    I32EnumAttrCase<"Sram", 4, "sram">]> {
  let cppNamespace = "::xpiler::cluster";
}
def Cluster_Barrier : I32EnumAttr<"Barrier", "what a synchronisation waits for", [
    I32EnumAttrCase<"Core", 0, "core">, I32EnumAttrCase<"Compute", 1, "compute">,
    I32EnumAttrCase<"Io", 2, "io">, I32EnumAttrCase<"Move", 3, "move">,
    I32EnumAttrCase<"Cluster", 4, "cluster">, I32EnumAttrCase<"All", 5, "all">]> {
  let cppNamespace = "::xpiler::cluster";
}
def Cluster_TaskType : I32EnumAttr<"TaskType", "task type of a launch", [
    I32EnumAttrCase<"Block", 1, "block">, I32EnumAttrCase<"Union1", 4, "union1">,
    I32EnumAttrCase<"Union2", 8, "union2">, I32EnumAttrCase<"Union4", 16, "union4">,
    I32EnumAttrCase<"Union8", 32, "union8">]> {
  let cppNamespace = "::xpiler::cluster";
}

class Cluster_Op<string mnemonic, list<Trait> traits = []> : Op<Cluster_Dialect, mnemonic, traits>;

def Cluster_IdOp : Cluster_Op<"id", [Pure]> {
  let summary = "reads a built-in variable (`taskId`, `taskDim`, `coreId`, ...), an `int` in the text";
  let arguments = (ins Cluster_Id:$id);
  let results = (outs I32:$value);
  let assemblyFormat = "$id attr-dict `:` type($value)";
}

def Cluster_AllocOp : Cluster_Op<"alloc"> {
  let summary = "an array in one of the on-chip memories, poisoned when the task starts";
  let arguments = (ins Cluster_Space:$space);
  let results = (outs Res<AnyStaticShapeMemRef, "", [MemAlloc]>:$buffer);
  let assemblyFormat = "$space attr-dict `:` type($buffer)";
}

def Cluster_CopyOp : Cluster_Op<"copy", [AttrSizedOperandSegments]> {
  let summary = "`__memcpy`: `count` segments of `size` elements from `src` to `dst`";
  let description = [{
    Sizes and strides are in elements (the text counts bytes). Without the strided part there is one segment.
    `count` is the number of segments; the text's `segnum` is `count - 1`. `async` copies end at a sync.
    The direction's two spaces are kept so that they can be checked against the operands.
  }];
  let arguments = (ins Arg<AnyMemRef, "", [MemWrite]>:$dst, Index:$dstOffset,
                       Arg<AnyMemRef, "", [MemRead]>:$src, Index:$srcOffset, Index:$size,
                       Optional<Index>:$dstStride, Optional<Index>:$srcStride, Optional<Index>:$count,
                       Cluster_Space:$from, Cluster_Space:$to, UnitAttr:$async);
  let assemblyFormat = [{
    (`async` $async^)? $src `[` $srcOffset `]` $from `to` $dst `[` $dstOffset `]` $to `size` $size
    (`strides` `(` $dstStride^ `,` $srcStride `)` `count` $count)? attr-dict `:` type($src) `to` type($dst)
  }];
  let hasVerifier = 1;
}

def Cluster_SyncOp : Cluster_Op<"sync", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "`__sync()`, `__sync_io()`, ..., `__sync_cluster()`, `__sync_all()`";
  let arguments = (ins Cluster_Barrier:$barrier);
  let assemblyFormat = "$barrier attr-dict";
}

def Cluster_LaunchOp : Cluster_Op<"launch", [DeclareOpInterfaceMethods<SymbolUserOpInterface>,
    MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "`kernel<<<dim, type, queue>>>(args)`";
  let arguments = (ins FlatSymbolRefAttr:$kernel, Cluster_TaskType:$type,
                       Index:$dimX, Index:$dimY, Index:$dimZ, Variadic<AnyType>:$args);
  let assemblyFormat = [{
    $kernel $type `tasks` `(` $dimX `,` $dimY `,` $dimZ `)` `args` `(` ($args^ `:` type($args))? `)` attr-dict
  }];
}
#endif
