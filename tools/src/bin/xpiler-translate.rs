//! `xpiler-translate`: mlir-translate with `--import-<platform>` and `--export-<platform>` for all four languages.

use xpiler_frontends::Options;
use xpiler_ir::{Ctx, Kernel, Op, Result, context::Sink, names, translation};

fn import(ctx: Ctx, platform: &str, text: &str) -> Result<Op> {
    ctx.load_all_dialects();
    let kernel = xpiler_frontends::parse(ctx, &Sink::default(), platform, "<stdin>", text, &Options::default())?;
    Ok(kernel.into_module())
}

fn export(module: Op, platform: &str) -> Result<String> {
    let copy = Kernel::copy_of(module);
    copy.module().set_attr(names::PLATFORM, copy.ctx().str_attr(platform));
    // What the form asserts about itself is in the text as well.
    xpiler_passes::drop_assertions(&copy);
    xpiler_backends::emit::emit(&copy)
}

macro_rules! both {
    ($registry:expr, $($platform:literal),*) => {$(
        translation::register_import(
            concat!("import-", $platform),
            concat!("read ", $platform, " text as platform form"),
            |ctx, text| import(ctx, $platform, text),
            $registry,
        );
        translation::register_export(
            concat!("export-", $platform),
            concat!("print a platform form as ", $platform, " text"),
            |module| export(module, $platform),
            $registry,
        );
    )*};
}

fn main() {
    let registry = Box::leak(Box::new(xpiler_ir::context::registry()));
    both!(registry, "cuda", "hip", "bang", "vnni");
    std::process::exit(translation::translate_main("xpiler-translate"));
}
