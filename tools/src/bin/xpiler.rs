//! `xpiler`: translate and verify kernels.

fn main() -> std::process::ExitCode {
    xpiler_tools::cli::main()
}
