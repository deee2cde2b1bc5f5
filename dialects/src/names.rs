//! The names of the `xpiler.*` attributes: the vocabulary that stages share beyond operations.

/// On loops, allocations, parameters: the name in the user's text (string). Unique in a function for loops and buffers.
pub const NAME: &str = "xpiler.name";
/// On parameters and variables: the C type as written, where MLIR's type says less (`unsigned int`, `const`).
pub const CTYPE: &str = "xpiler.ctype";
/// On pointer parameters (unit): `const` in the text, an input.
pub const CONST: &str = "xpiler.const";
/// On pointer parameters: the number of elements, a C expression over the integer parameters (string), `rows * cols`.
pub const EXTENT: &str = "xpiler.extent";
/// On pointer parameters: where the extent is from: `declared` (text or command line) or `inferred` (from the accesses).
pub const EXTENT_SOURCE: &str = "xpiler.extent_source";
/// On a `func.func` (unit): a kernel.
pub const KERNEL: &str = "xpiler.kernel";
/// On a `func.func` (unit): the entry, which launches kernels; after raising, the whole meaning.
pub const ENTRY: &str = "xpiler.entry";
/// On a module: the platform of a platform form (string); absent on a neutral form.
pub const PLATFORM: &str = "xpiler.platform";
/// On an `scf.for`: proved to be parallel (unit).
pub const PARALLEL: &str = "xpiler.parallel";
/// On an `scf.for`: the parallel variable that it runs over (string): `blockIdx.x`, `threadIdx.x`, `taskId`, `omp`.
pub const BIND: &str = "xpiler.bind";
/// On a local array: the memory it belongs to (string): `shared`, `nram`, `wram`, `sram`, `register`, `local`.
pub const SPACE: &str = "xpiler.space";
/// On a local array (unit): the elements behind the part that was copied are zero.
pub const PADDED: &str = "xpiler.padded";
/// On a loop over the levels of a tree in which lanes join what they gathered: the first of them has all behind it.
pub const TREE: &str = "xpiler.tree";
/// On the root of a nest: what it computes, `operation(matmul)` (string).
pub const OPERATION: &str = "xpiler.operation";
/// On an `scf.for` bound to `omp`: the variables that its threads reduce, each in a copy of its own (string, `s,t`).
pub const REDUCTION: &str = "xpiler.reduction";
/// On an `scf.if` (unit): the rest of a function behind an early return; barriers in it count only live threads.
pub const LIVE: &str = "xpiler.live";
/// On a `memref.alloc` of an entry (unit): memory of the device, from the platform's allocator.
pub const DEVICE: &str = "xpiler.device";
/// On what an asynchronous copy became, and on the on-chip arrays it touches (unit). On a nest of a schedule that copies: nothing else in the
/// iteration of the loop around it touches what it writes, nor writes what it reads; it may run beside that until the iteration ends.
/// On a row: the thread goes on while it copies.
pub const ASYNC: &str = "xpiler.async";
/// On what a copy became that a task waits for (unit).
pub const WAITED: &str = "xpiler.waited";
/// On a row without a body, and on each use of it, what it does to the asynchronous copies of its thread (string): `commit` makes one group of
/// those since the last one, `wait` waits for all groups but as many of the newest as its operand says.
pub const COPIES: &str = "xpiler.copies";
/// On an intrinsic row: the header that declares it, where it is not the platform's own (string).
pub const ROW_HEADER: &str = "xpiler.header";
/// On a copy of an entry: from where to where, `h2d`, `d2h`, `d2d` or `h2h`; on a load or a store of an entry: `api`, made by a call of the
/// host API (string).
pub const DIRECTION: &str = "xpiler.direction";
/// On an operation (unit): written with a spelling that is less exact than the operation, `__expf`.
pub const APPROX: &str = "xpiler.approx";
/// On a module: what each transformation claimed, and why it may (array of strings): `loop-reorder{loops=k,i}: no dependence is turned
/// around (dependence)`.
pub const OBLIGATIONS: &str = "xpiler.obligations";
/// On a row's parameter: the row that brings elements into the order that it takes them in (string).
pub const LAYOUT: &str = "xpiler.layout";
/// On such a parameter: the number of the row's parameter that counts the rows of it (integer).
pub const ROWS: &str = "xpiler.rows";
/// On the row that such a parameter names: the number of its parameter that counts the rows it orders, of which one `xpiler.multiple` needs no order (integer).
pub const ORDERS: &str = "xpiler.orders";
/// On a row's count: the number that it must be a multiple of.
pub const MULTIPLE: &str = "xpiler.multiple";
/// On a row (of all its pointers), on a row's pointer, and on a local array: the number of bytes that its address is a multiple of.
pub const ALIGN: &str = "xpiler.align";
/// On an intrinsic row: the element types `!T` stands for (array of types).
pub const TYPES: &str = "xpiler.types";
/// On an intrinsic row: the name in the text, where it is not the function's (string).
pub const SPELLING: &str = "xpiler.spelling";
/// On an intrinsic row, and on each use of it: all lanes of a warp act together; how many there are (integer).
pub const WARP: &str = "xpiler.warp";
/// On a warp row (unit): every lane of the warp that has not exited must take part.
pub const CONVERGED: &str = "xpiler.converged";
/// On a warp row (unit): the lanes wait for each other.
pub const WAITS: &str = "xpiler.waits";
/// On a parameter of a warp row (unit): one value for each lane, stacked.
pub const LANES: &str = "xpiler.lanes";
/// On the last parameter of a warp row (unit): what the call is worth in each lane.
pub const RESULT: &str = "xpiler.result";
/// On a local array that is a fragment of `wmma`: its template's arguments (string), `wmma::accumulator, 16, 16, 16, float`. On a
/// parameter of a row: the words that must be among them (array of strings).
pub const FRAGMENT: &str = "xpiler.fragment";
/// On a warp row with one fragment (unit): each lane calls it with every element that it holds, and what it is worth takes the element's place. The
/// body is the meaning for the whole matrix.
pub const ELEMENTS: &str = "xpiler.elements";
/// On a fragment that a row takes: the row that rounds its elements to those that this one multiplies (string).
pub const ROUNDED: &str = "xpiler.rounded";
/// On a local array (unit): its last dimension is a vector of the language, `float __attribute__((vector_size(16)))`.
pub const REGISTER: &str = "xpiler.register";
/// On a local array: the tile register of x86 that it is (integer); its shape is what the register is configured to, in the block of the array. On a
/// row's parameter (unit): such an array.
pub const TILE: &str = "xpiler.tile";
/// On an array of a neutral form (unit): what the lanes of warps give each other; the use of the row orders its accesses.
pub const EXCHANGE: &str = "xpiler.exchange";
/// On a parameter of a row: the constant that it must be (integer).
pub const VALUE: &str = "xpiler.value";
/// On such a parameter: how the text writes it (string).
pub const WORD: &str = "xpiler.word";
/// On trailing parameters of a row: what they are if the text leaves them out (integer).
pub const DEFAULT: &str = "xpiler.default";
/// On an entry: the integer parameters' values for which its extents hold (dictionary). The launcher refuses others.
pub const VERIFIED: &str = "xpiler.verified";
/// On an `scf.if` without a body in an entry: the launcher returns this number where the condition holds (integer).
pub const REFUSE: &str = "xpiler.refuse";
/// On an `scf.if` that is the rest of an entry behind an early return: the status that is returned where its condition does not
/// hold; on an entry: the status at its end (integer). 0 is left out.
pub const STATUS: &str = "xpiler.status";
/// On an entry that is a wrapper: the launch functions of its kernels (array of `{name, parameters}`): which parameter of the
/// entry stands for each of the kernel's.
pub const LAUNCHERS: &str = "xpiler.launchers";

/// Functions without a body that a neutral form in shuffled order calls, to say who runs what: here something parallel begins or ends,
pub const MARK_LAUNCH: &str = "xp_launch";
/// here the code of a block, a task or an iteration of a parallel loop begins,
pub const MARK_BLOCK: &str = "xp_block";
/// here that of a thread of the block,
pub const MARK_THREAD: &str = "xp_thread";
/// here the threads of the block wait for each other,
pub const MARK_BARRIER: &str = "xp_barrier";
/// here those of each warp do; the number is the lanes of a warp.
pub const MARK_WARPS: &str = "xp_warps";
/// The same, for the thread's own warp.
pub const MARK_WARP: &str = "xp_warp";
/// Here the accesses of an asynchronous copy of the thread begin, if the number is 1, or end, if it is 0,
pub const MARK_COPY: &str = "xp_copy";
/// here its copies since the last such mark become a group,
pub const MARK_COMMIT: &str = "xp_commit";
/// here it waits for all groups but that many of the newest.
pub const MARK_WAIT: &str = "xp_wait";
/// Here begins what one of a task's streams does: 0 is the task itself and what it computes, 1 are its asynchronous copies, 2 a copy that it waits for,
pub const MARK_STREAM: &str = "xp_stream";
/// here it waits for stream 0 or 1.
pub const MARK_DRAIN: &str = "xp_drain";
/// All of them; does it take a number?
pub const MARKS: [(&str, bool); 11] = [
    (MARK_LAUNCH, false),
    (MARK_BLOCK, true),
    (MARK_THREAD, true),
    (MARK_BARRIER, false),
    (MARK_WARPS, true),
    (MARK_WARP, true),
    (MARK_COPY, true),
    (MARK_COMMIT, false),
    (MARK_WAIT, true),
    (MARK_STREAM, true),
    (MARK_DRAIN, true),
];
