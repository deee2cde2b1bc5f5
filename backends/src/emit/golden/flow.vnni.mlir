// while loops in both forms, carried values that swap, branches with values, chains of else if.
module attributes {xpiler.platform = "vnni"} {
  func.func @flow(%x: memref<?xf32> {xpiler.name = "x"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : i32
    %c1 = arith.constant 1 : i32
    %c6 = arith.constant 6 : i32
    %c7 = arith.constant 7 : i32
    %i0 = arith.constant 0 : index
    %true = arith.constant true
    %false = arith.constant false
    %f0 = arith.constant 0.0 : f32
    %f1 = arith.constant 1.0 : f32
    %i = memref.alloca() {xpiler.name = "i"} : memref<i32>
    %done = memref.alloca() {xpiler.name = "done"} : memref<i1>
    memref.store %c0, %i[] : memref<i32>
    memref.store %false, %done[] : memref<i1>
    scf.while : () -> () {
      %v = memref.load %i[] : memref<i32>
      %lt = arith.cmpi slt, %v, %n : i32
      %d = memref.load %done[] : memref<i1>
      %nd = arith.xori %d, %true : i1
      %go = arith.andi %lt, %nd : i1
      scf.condition(%go)
    } do {
      %v = memref.load %i[] : memref<i32>
      %v1 = arith.addi %v, %c1 overflow<nsw> : i32
      memref.store %v1, %i[] : memref<i32>
      %is7 = arith.cmpi eq, %v1, %c7 : i32
      scf.if %is7 {
        memref.store %true, %done[] : memref<i1>
      } else {
        %gt = arith.cmpi sgt, %k, %v1 : i32
        scf.if %gt {
          memref.store %c6, %i[] : memref<i32>
        } else {
          memref.store %c7, %i[] : memref<i32>
        }
      }
      scf.yield
    }
    scf.while : () -> () {
      memref.store %n, %i[] : memref<i32>
      %v = memref.load %i[] : memref<i32>
      %lt = arith.cmpi slt, %v, %n : i32
      scf.condition(%lt)
    } do {
      scf.yield
    }
    %g:2 = scf.while (%a = %n, %b = %k) : (i32, i32) -> (i32, i32) {
      %nz = arith.cmpi ne, %b, %c0 : i32
      scf.condition(%nz) %a, %b : i32, i32
    } do {
    ^bb0(%a: i32, %b: i32):
      %r = arith.remsi %a, %b : i32
      scf.yield %b, %r : i32, i32
    }
    %h = scf.while (%a = %n) : (i32) -> i32 {
      %half = arith.shrsi %a, %c1 : i32
      %more = arith.cmpi sgt, %a, %c7 : i32
      scf.condition(%more) %half : i32
    } do {
    ^bb0(%a: i32):
      %next = arith.subi %a, %c1 overflow<nsw> : i32
      scf.yield %next : i32
    }
    %fib:3 = scf.for %j = %c0 to %g#0 step %c1 iter_args(%p = %f0, %q = %f1, %s = %h) -> (f32, f32, i32) : i32 {
      %t = arith.addf %p, %q : f32
      %s1 = arith.addi %s, %j overflow<nsw> : i32
      scf.yield %q, %t, %s1 : f32, f32, i32
    } {xpiler.name = "j"}
    %big = arith.cmpi sgt, %fib#2, %c7 : i32
    %pick = scf.if %big -> f32 {
      memref.store %f0, %x[%i0] : memref<?xf32>
      scf.yield %fib#0 : f32
    } else {
      %neg = arith.negf %fib#1 : f32
      scf.yield %neg : f32
    }
    %safe = scf.if %big -> i1 {
      %v = memref.load %x[%i0] : memref<?xf32>
      %pos = arith.cmpf ogt, %v, %f0 : f32
      scf.yield %pos : i1
    } else {
      scf.yield %false : i1
    }
    scf.if %safe {
    } else {
      memref.store %pick, %x[%i0] : memref<?xf32>
    }
    return
  }
}
