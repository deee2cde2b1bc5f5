// The rows of HIP (see dialects/src/rows.rs for the format). None yet: kernels of the scalar floor use no tensor intrinsics.
