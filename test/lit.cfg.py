"""The lit suites: one folder a stage. Run by `cargo test -p xpiler-tools --test lit` or `make lit FILTER=loop-fuse`."""
import os

import lit.formats

config.name = "xpiler"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".cu", ".hip", ".mlu", ".c"]
config.test_source_root = os.path.dirname(__file__)
config.excludes = ["kernels", "verify", "e2e", "performance", "Inputs", "readings", ".venv"]
config.test_exec_root = os.environ["XPILER_LIT_OUT"]

llvm = os.environ.get("MLIR_SYS_220_PREFIX", "/usr/lib/llvm-22")
config.environment["PATH"] = os.pathsep.join([os.environ["XPILER_BIN"], os.path.join(llvm, "bin"), os.environ["PATH"]])
# What was freed is overwritten: an operation that is used after it was erased is noticed.
config.environment["MALLOC_PERTURB_"] = "85"
