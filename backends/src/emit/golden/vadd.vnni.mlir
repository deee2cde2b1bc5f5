// AVX-512 with a masked tail; a sum in a vector variable; a carried vector.
module attributes {xpiler.platform = "vnni"} {
  func.func @vadd(%a: memref<?xf32> {xpiler.name = "a", xpiler.const}, %b: memref<?xf32> {xpiler.name = "b", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : i32
    %c16 = arith.constant 16 : i32
    %i0 = arith.constant 0 : index
    %vz = arith.constant dense<0.0> : vector<16xf32>
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<vector<16xf32>>
    memref.store %vz, %acc[] : memref<vector<16xf32>>
    %sum = scf.for %i = %c0 to %n step %c16 iter_args(%carry = %vz) -> (vector<16xf32>) : i32 {
      %left = arith.subi %n, %i overflow<nsw> : i32
      %k = arith.minsi %left, %c16 : i32
      %kx = arith.index_cast %k : i32 to index
      %m = vector.create_mask %kx : vector<16xi1>
      %ix = arith.index_cast %i : i32 to index
      %x = intrin.call "vnni" "_mm512_maskz_loadu_ps"(%m, %a) at (%ix) : (vector<16xi1>, memref<?xf32>) -> vector<16xf32>
      %y = intrin.call "vnni" "_mm512_maskz_loadu_ps"(%m, %b) at (%ix) : (vector<16xi1>, memref<?xf32>) -> vector<16xf32>
      %s = intrin.call "vnni" "_mm512_add_ps"(%x, %y) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
      %d = intrin.call "vnni" "_mm512_mul_ps"(%s, %s) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
      intrin.call "vnni" "_mm512_mask_storeu_ps"(%c, %m, %d) at (%ix) : (memref<?xf32>, vector<16xi1>, vector<16xf32>) -> ()
      %o = memref.load %acc[] : memref<vector<16xf32>>
      %p = intrin.call "vnni" "_mm512_add_ps"(%o, %d) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
      memref.store %p, %acc[] : memref<vector<16xf32>>
      %q = intrin.call "vnni" "_mm512_add_ps"(%carry, %d) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
      scf.yield %q : vector<16xf32>
    } {xpiler.name = "i"}
    %t = memref.load %acc[] : memref<vector<16xf32>>
    %u = intrin.call "vnni" "_mm512_reduce_add_ps"(%t) : (vector<16xf32>) -> f32
    %w = intrin.call "vnni" "_mm512_reduce_add_ps"(%sum) : (vector<16xf32>) -> f32
    %z = arith.addf %u, %w : f32
    memref.store %z, %c[%i0] : memref<?xf32>
    return
  }
}
