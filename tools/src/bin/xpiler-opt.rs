//! `xpiler-opt`: mlir-opt with the dialects and passes of xpiler.

fn main() {
    xpiler_passes::register_all();
    xpiler_tune::register_pipelines();
    let registry = xpiler_ir::context::registry();
    std::process::exit(xpiler_ir::pass::opt_main("xpiler-opt", &registry));
}
