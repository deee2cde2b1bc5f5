// Options outside of what a launch can have.
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(lower-to-simt{block=0})' 2>&1 | FileCheck %s --check-prefix=BLOCK
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(lower-to-simt{block=-9223372036854775808})' 2>&1 | FileCheck %s --check-prefix=BLOCK
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(lower-to-cluster{tasks=-5})' 2>&1 | FileCheck %s --check-prefix=TASKS
// BLOCK: `block` is a number of threads, not
// TASKS: `tasks` is a number of tasks, not -5
func.func @f(%y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  return
}
