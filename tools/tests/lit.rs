//! Runs the lit suites under `test/` with the binaries of this build. `FILTER=text` runs those whose path contains it.

use std::{path::Path, process::Command};

#[test]
fn lit() {
    let bin = Path::new(env!("CARGO_BIN_EXE_xpiler-opt")).parent().expect("binaries are in a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tools/ is in the workspace");
    let llvm = std::env::var("MLIR_SYS_220_PREFIX").unwrap_or("/usr/lib/llvm-22".into());
    let out = bin.join("lit");
    std::fs::create_dir_all(&out).expect("the target folder is writable");
    let status = Command::new(Path::new(&llvm).join("bin/lit"))
        .args(["-v", "-j2", "--filter", &std::env::var("FILTER").unwrap_or(".".into())])
        .arg(root.join("test"))
        .env("XPILER_BIN", bin)
        .env("XPILER_LIT_OUT", &out)
        .status()
        .expect("lit comes with the Debian package llvm-22-tools");
    assert!(status.success(), "lit failed");
}
