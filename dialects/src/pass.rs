//! Passes written in Rust, registered in MLIR's global registry with typed options: they work in textual pipelines of
//! `xpiler-opt` and of [`crate::Kernel::run`], beside upstream passes.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    ffi::{CString, c_char, c_void},
    panic::AssertUnwindSafe,
    sync::{Once, PoisonError, RwLock, RwLockReadGuard},
};

use melior::dialect::DialectRegistry;
use mlir_sys::*;

use crate::{
    diagnostic::{Diagnostic, Result},
    ir::{Op, owned, string_ref},
};

#[repr(C)]
struct RawOption {
    name: *const c_char,
    help: *const c_char,
    kind: i32,
    int_default: i64,
    string_default: *const c_char,
}

#[repr(C)]
struct RawPass {
    argument: *const c_char,
    summary: *const c_char,
    options: *const RawOption,
    option_count: isize,
    run: unsafe extern "C" fn(*mut c_void, MlirOperation, *const c_void) -> bool,
    user: *const c_void,
}

unsafe extern "C" {
    fn xpRegisterPass(pass: *const RawPass);
    fn xpRegisterPipeline(name: *const c_char, summary: *const c_char, text: *const c_char);
    fn xpPassInt(pass: *mut c_void, i: isize) -> i64;
    fn xpPassBool(pass: *mut c_void, i: isize) -> bool;
    fn xpPassString(pass: *mut c_void, i: isize) -> MlirStringRef;
    fn xpPassRunNested(pass: *mut c_void, pipeline: MlirStringRef, op: MlirOperation) -> bool;
    fn xpOptMain(argc: i32, argv: *mut *mut c_char, tool: *const c_char, registry: MlirDialectRegistry) -> i32;
}

/// An option of a pass: name, help and default.
#[derive(Clone, Copy)]
pub enum Opt {
    /// An integer.
    Int(&'static str, &'static str, i64),
    /// A boolean.
    Bool(&'static str, &'static str, bool),
    /// A string.
    Str(&'static str, &'static str, &'static str),
}

impl Opt {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Int(name, ..) | Self::Bool(name, ..) | Self::Str(name, ..) => name,
        }
    }
}

/// The values of a pass's options, and dynamic pipelines, while it runs.
pub struct Instance(*mut c_void);

// SAFETY of the methods: MLIR gave the pointer for the duration of `run`, and option `i` exists with that type, because the
// pass declared it in `OPTIONS`.
impl Instance {
    /// Option `i`, an integer.
    pub fn int(&self, i: usize) -> i64 {
        // SAFETY: see the impl block.
        unsafe { xpPassInt(self.0, i as isize) }
    }
    /// Option `i`, a boolean.
    pub fn bool(&self, i: usize) -> bool {
        // SAFETY: see the impl block.
        unsafe { xpPassBool(self.0, i as isize) }
    }
    /// Option `i`, a string.
    pub fn str(&self, i: usize) -> String {
        // SAFETY: see the impl block.
        owned(unsafe { xpPassString(self.0, i as isize) })
    }
    /// Runs another pipeline on an operation nested in the pass's own: `any(canonicalize,cse)`.
    pub fn run_nested(&self, pipeline: &str, op: Op) -> Result<()> {
        // SAFETY: see the impl block; `op` is alive.
        if unsafe { xpPassRunNested(self.0, string_ref(pipeline), op.raw()) } {
            Ok(())
        } else {
            Err(Diagnostic::internal(format!("the nested pipeline `{pipeline}` failed")))
        }
    }
}

/// A pass. It has no state: MLIR may run one definition several times.
pub trait Pass: Sync {
    /// The name in pipelines, `loop-split`.
    const ARGUMENT: &'static str;
    /// One line for `--help`.
    const SUMMARY: &'static str;
    /// The options.
    const OPTIONS: &'static [Opt] = &[];
    /// Rewrites `op`, or refuses with a reason.
    fn run(&self, op: Op, options: &Instance) -> Result<()>;
}

thread_local! {
    /// The diagnostic of the last failed pass, kept whole for `Kernel::run` (MLIR carries only text).
    static FAILURE: RefCell<Option<Diagnostic>> = const { RefCell::new(None) };
}

/// Takes the diagnostic of the pass that failed last on this thread.
pub fn take_failure() -> Option<Diagnostic> {
    FAILURE.with_borrow_mut(Option::take)
}

fn c_string(s: &str) -> *const c_char {
    CString::new(s).expect("names hold no NUL").into_raw()
}

unsafe extern "C" fn run<P: Pass>(pass: *mut c_void, op: MlirOperation, user: *const c_void) -> bool {
    // SAFETY: `user` is the `P` that `register` leaked.
    let definition = unsafe { &*user.cast::<P>() };
    let op = Op::from_raw(op);
    // A Rust panic must not cross C++ frames.
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| definition.run(op, &Instance(pass)))).unwrap_or_else(|e| {
        let text = e.downcast_ref::<String>().cloned().or(e.downcast_ref::<&str>().map(ToString::to_string));
        Err(Diagnostic::internal(format!("{} panicked: {}", P::ARGUMENT, text.unwrap_or_default())))
    });
    let Err(diagnostic) = result else { return true };
    let message = CString::new(format!("{}: {}", P::ARGUMENT, diagnostic.message).replace('\0', " ")).expect("no NUL is left");
    let loc = diagnostic.span.as_ref().map_or(op.loc(), |span| op.ctx().loc(span));
    // SAFETY: location and message are alive.
    unsafe { mlirEmitError(loc.raw(), message.as_ptr()) };
    FAILURE.set(Some(diagnostic));
    false
}

/// Passes with their options, and named pipelines, which have none. MLIR's own registry takes no two threads: who adds to it holds this for writing,
/// who looks a pipeline's passes up in it holds it for reading.
static REGISTERED: RwLock<BTreeMap<&'static str, &'static [Opt]>> = RwLock::new(BTreeMap::new());

/// What has been registered in this process by [`register`] and [`register_pipeline`], with its options.
pub fn registered() -> BTreeMap<&'static str, &'static [Opt]> {
    reading().clone()
}

/// While this is held nothing is registered.
pub(crate) fn reading() -> RwLockReadGuard<'static, BTreeMap<&'static str, &'static [Opt]>> {
    REGISTERED.read().unwrap_or_else(PoisonError::into_inner)
}

/// Registers a name if it is not yet.
fn once(name: &'static str, options: &'static [Opt], add: impl FnOnce()) {
    let mut all = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
    if all.insert(name, options).is_none() {
        add();
    }
}

/// Registers MLIR's own passes, `canonicalize` and the others; may be called more than once.
pub fn register_upstream() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _registry = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
        melior::utility::register_all_passes();
    });
}

/// Registers a pass; a second registration is ignored. The descriptor lives as long as the process.
pub fn register<P: Pass + 'static>(pass: P) {
    once(P::ARGUMENT, P::OPTIONS, || add(pass));
}

fn add<P: Pass + 'static>(pass: P) {
    let options: Vec<RawOption> = P::OPTIONS
        .iter()
        .map(|option| {
            let (name, help, kind, int_default, string_default) = match *option {
                Opt::Int(n, h, d) => (n, h, 0, d, ""),
                Opt::Bool(n, h, d) => (n, h, 1, i64::from(d), ""),
                Opt::Str(n, h, d) => (n, h, 2, 0, d),
            };
            RawOption { name: c_string(name), help: c_string(help), kind, int_default, string_default: c_string(string_default) }
        })
        .collect();
    let options = options.leak();
    let raw = Box::leak(Box::new(RawPass {
        argument: c_string(P::ARGUMENT),
        summary: c_string(P::SUMMARY),
        options: options.as_ptr(),
        option_count: options.len() as isize,
        run: run::<P>,
        user: std::ptr::from_ref::<P>(Box::leak(Box::new(pass))).cast(),
    }));
    // SAFETY: everything the descriptor points to was leaked.
    unsafe { xpRegisterPass(raw) }
}

/// Registers a named pipeline, `raise-cuda`, as a text of other passes.
pub fn register_pipeline(name: &'static str, summary: &'static str, text: &str) {
    once(name, &[], || {
        // SAFETY: the strings were leaked.
        unsafe { xpRegisterPipeline(c_string(name), c_string(summary), c_string(text)) }
    });
}

/// The arguments of the process for a C main.
pub(crate) fn with_args(main: impl FnOnce(i32, *mut *mut c_char) -> i32) -> i32 {
    let args: Vec<CString> = std::env::args().map(|a| CString::new(a).expect("arguments hold no NUL")).collect();
    let mut argv: Vec<*mut c_char> = args.iter().map(|a| a.as_ptr().cast_mut()).collect();
    let n = argv.len() as i32;
    argv.push(std::ptr::null_mut());
    main(n, argv.as_mut_ptr())
}

/// MLIR's `mlir-opt` with everything that has been registered; returns the exit code. Once per process.
pub fn opt_main(tool: &str, registry: &DialectRegistry) -> i32 {
    // SAFETY: argv ends in null and lives through the call.
    with_args(|argc, argv| unsafe { xpOptMain(argc, argv, c_string(tool), registry.to_raw()) })
}
