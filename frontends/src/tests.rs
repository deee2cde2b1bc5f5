//! Texts in, MLIR out.
