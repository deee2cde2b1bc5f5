// The rows of CUDA C (see dialects/src/rows.rs for the format). None yet: kernels of the scalar floor use no tensor intrinsics.
