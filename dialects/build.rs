//! Generates the dialects from their `.td` files, compiles the C++ shim, and makes MLIR's C API linkable.
//!
//! * The shim must be compiled by the clang++ that built Debian's libMLIR: trait `TypeId`s are derived from
//!   compiler-dependent type names, and g++ yields ids that never match (terminators and effects vanish).
//! * Debian ships `libMLIR.so` and the C API as static archives only; a GNU ld script named `libMLIR-C.so`
//!   joins them, so that mlir-sys links in shared mode.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

fn tblgen(prefix: &Path, out: &Path, dialect: &str, generator: &[&str], suffix: &str) {
    let status = Command::new(prefix.join("bin/mlir-tblgen"))
        .args(generator)
        .arg(format!("-I{}", prefix.join("include").display()))
        .arg(format!("td/{dialect}.td"))
        .arg("-o")
        .arg(out.join(format!("{dialect}{suffix}")))
        .status()
        .expect("mlir-tblgen is missing: install the Debian package mlir-22-tools");
    assert!(status.success(), "mlir-tblgen {generator:?} failed on td/{dialect}.td");
}

fn main() {
    let prefix = PathBuf::from(env::var("MLIR_SYS_220_PREFIX").unwrap_or("/usr/lib/llvm-22".into()));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo:rerun-if-env-changed=MLIR_SYS_220_PREFIX");
    for path in ["td", "cpp", "build.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    for dialect in ["Simt", "Cluster", "Intrin"] {
        let name = dialect.to_lowercase();
        tblgen(&prefix, &out, dialect, &["-gen-dialect-decls", &format!("-dialect={name}")], "Dialect.h.inc");
        tblgen(&prefix, &out, dialect, &["-gen-dialect-defs", &format!("-dialect={name}")], "Dialect.cpp.inc");
        tblgen(&prefix, &out, dialect, &["-gen-enum-decls"], "Enums.h.inc");
        tblgen(&prefix, &out, dialect, &["-gen-enum-defs"], "Enums.cpp.inc");
        tblgen(&prefix, &out, dialect, &["-gen-op-decls"], "Ops.h.inc");
        tblgen(&prefix, &out, dialect, &["-gen-op-defs"], "Ops.cpp.inc");
    }
    cc::Build::new()
        .cpp(true)
        .compiler(prefix.join("bin/clang++"))
        .std("c++17")
        .include(prefix.join("include"))
        .include(&out)
        .include("cpp")
        .flag("-fno-exceptions")
        .warnings(false)
        // LLVM's headers are heavy: little optimisation and no debug information keep the shim quick to build.
        .debug(false)
        .opt_level(1)
        .file("cpp/Dialects.cpp")
        .file("cpp/Bridge.cpp")
        .compile("xpiler_dialects");

    let lib = prefix.join("lib");
    if !lib.join("libMLIR-C.so").exists() {
        let mut archives: Vec<PathBuf> = fs::read_dir(&lib)
            .expect("LLVM's lib folder")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with("libMLIRCAPI") && path.extension().is_some_and(|x| x == "a")
            })
            .collect();
        archives.sort();
        let list: String = archives.iter().map(|path| format!(" {}", path.display())).collect();
        fs::write(out.join("libMLIR-C.so"), format!("/* GNU ld script */\nGROUP({list} )\n")).expect("OUT_DIR is writable");
        println!("cargo:rustc-link-search=native={}", out.display());
    }
}
