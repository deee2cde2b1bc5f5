//! Every row of `dialects/platforms/*/intrinsics.mlir` against the instruction: the row's body on the CPU (raised and compiled
//! like any neutral form), and a text that calls the intrinsic, compiled for this CPU (x86) or for the emulation headers.
//! Both get the same random bytes with values at the edges of their types. `ROWS=name` tests the rows whose name contains it.
//!
//! What a row can take is said by its attributes and those of its parameters (dialects/src/rows.rs). Results are equal bit
//! for bit, but for rows that are `xpiler.approx` or `xpiler.unordered`. A row whose instruction this CPU lacks is skipped, but for tiles.

use std::{collections::BTreeSet, fmt::Write, path::Path, process::Command};

use xpiler_backends::jit::{self, Arg, Jit, Level};
use xpiler_ir::{
    Ctx, Kernel, Type,
    context::{Sink, new_context},
    names,
    rows::{self, Row},
    vectors::VectorType,
};

/// Calls of each row.
const TRIALS: usize = 48;
/// Calls in one module: code generation is not linear.
const BATCH: usize = 32;
/// Bytes behind a pointer on x86: a vector and what must stay untouched.
const VECTOR_REGION: usize = 128;
/// Bytes behind a pointer that a tile is loaded from or stored to.
const TILE_REGION: usize = 1024;
/// Rows and bytes of the tiles of a row: of the result, and of the factors.
const TILES: [[usize; 2]; 3] = [[5, 28], [5, 12], [3, 28]];
/// Elements behind a pointer elsewhere.
const ELEMENTS: usize = 512;

/// What a parameter or a result is.
#[derive(Clone)]
enum Kind {
    Vector(VectorType),
    Mask(VectorType),
    Memory {
        ctype: String,
        constant: bool,
        space: String,
    },
    /// Rows and bytes of a row.
    Tile {
        size: [usize; 2],
        constant: bool,
    },
    Scalar,
    Index,
    Immediate(i64),
}

/// A parameter or a result with its place in the arena.
#[derive(Clone)]
struct Slot {
    kind: Kind,
    element: Type,
    /// The element's type in MLIR's words.
    word: String,
    /// Elements for one trial.
    count: usize,
    /// Where its bytes start.
    at: usize,
    below: Option<i64>,
    /// Floats within these bounds.
    between: Option<(f64, f64)>,
    /// Without NaN.
    numbers: bool,
    /// How many elements mean something afterwards.
    defined: usize,
}

struct Case<'a> {
    row: &'a Row,
    inputs: Vec<Slot>,
    outputs: Vec<Slot>,
}

impl Slot {
    fn bytes(&self) -> usize {
        // Masks are a byte for each lane.
        self.element.bits().div_ceil(8) as usize
    }
    fn is_immediate(&self) -> bool {
        matches!(self.kind, Kind::Immediate(_))
    }
    fn is_memory(&self) -> bool {
        matches!(self.kind, Kind::Memory { .. })
    }
    fn storage(&self) -> String {
        match self.kind {
            Kind::Mask(_) => "i8".into(),
            Kind::Index => "i64".into(),
            _ => self.word.clone(),
        }
    }
}

impl Case<'_> {
    fn name(&self) -> String {
        let fixed: Vec<String> = self
            .inputs
            .iter()
            .filter_map(|s| match &s.kind {
                Kind::Immediate(c) => Some(c.to_string()),
                Kind::Memory { .. } => Some(s.element.to_string()),
                _ => None,
            })
            .collect();
        format!("{}({})", self.row.spelling, fixed.join(", "))
    }
    fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.inputs.iter().filter(|s| !s.is_immediate()).chain(&self.outputs)
    }
}

/// A sequence of numbers that is the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    fn float(&mut self, numbers: bool) -> f64 {
        const EDGES: [f64; 16] = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.5,
            1.5,
            2.5,
            -2.5,
            65504.0,
            2_147_483_648.0,
            -2_147_483_648.0,
            2_147_483_520.0,
            1e-40,
            3.4e38,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ];
        match self.below(16) {
            0 if !numbers => f64::NAN,
            0..=3 => EDGES[self.below(EDGES.len() as u64) as usize],
            4 => (self.next() as i64) as f64 / 2f64.powi(self.below(64) as i32),
            _ => (self.next() as i32) as f64 / 2f64.powi(28),
        }
    }
    fn int(&mut self, bits: u32) -> i64 {
        let (smallest, largest) = (i64::MIN >> (64 - bits), i64::MAX >> (64 - bits));
        match self.below(8) {
            0 => [0, 1, -1, smallest, largest, smallest + 1, 127, 128, 255, -128][self.below(10) as usize],
            1 => self.below(70) as i64 - 2,
            _ => self.next() as i64,
        }
    }
}

/// The bytes of one element.
fn bytes_of(random: &mut Random, slot: &Slot) -> Vec<u8> {
    let element = slot.element;
    if let Kind::Mask(_) = slot.kind {
        return vec![random.below(2) as u8];
    }
    if let Kind::Index = slot.kind {
        return (1 + random.below(slot.below.unwrap_or(ELEMENTS as i64) as u64)).to_le_bytes().to_vec();
    }
    if element.is_float() {
        let value = match slot.between {
            Some((a, b)) => a + (b - a) * random.below(1 << 30) as f64 / 2f64.powi(30),
            None => random.float(slot.numbers),
        };
        return match slot.word.as_str() {
            "f16" => jit::half_from_f64(value).to_le_bytes().to_vec(),
            "bf16" => jit::bf16_from_f64(value).to_le_bytes().to_vec(),
            "f32" => (value as f32).to_le_bytes().to_vec(),
            _ => value.to_le_bytes().to_vec(),
        };
    }
    let value = match slot.below {
        Some(n) => random.below(n as u64) as i64,
        None => random.int(element.bits()),
    };
    value.to_le_bytes()[..slot.bytes()].to_vec()
}

fn value_of(bytes: &[u8], slot: &Slot) -> f64 {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let bits = u64::from_le_bytes(wide);
    match slot.word.as_str() {
        "f16" => jit::half_to_f64(bits as u16),
        "bf16" => jit::bf16_to_f64(bits as u16),
        "f32" => f64::from(f32::from_bits(bits as u32)),
        _ => f64::from_bits(bits),
    }
}

/// What a sum of a vector's lanes may be off by, relative to their magnitude.
fn unit(slot: &Slot) -> f64 {
    if slot.word == "f16" { 1e-2 } else { 1e-5 }
}

/// Places of the slots of all cases in one arena.
struct Arena(usize);

impl Arena {
    fn place(&mut self, mut slot: Slot) -> Slot {
        slot.at = self.0;
        self.0 += (slot.count * TRIALS * slot.storage_bytes()).next_multiple_of(64);
        slot
    }
}

impl Slot {
    fn storage_bytes(&self) -> usize {
        if let Kind::Index = self.kind { 8 } else { self.bytes() }
    }
}

/// One case for each combination of a row's immediates.
fn cases<'a>(row: &'a Row, platform: &str, arena: &mut Arena) -> Vec<Case<'a>> {
    let mut all: Vec<Vec<Slot>> = vec![vec![]];
    for (i, ty) in row.inputs().into_iter().enumerate() {
        let int = |name: &str| row.arg_attr(i, name).and_then(|a| a.as_int());
        let mut slot = slot(ty, row.parameter(i), platform);
        slot.below = int("xpiler.below");
        let bounds = row.arg_attr(i, "xpiler.between").and_then(|a| a.as_array());
        let bounds = bounds.map(|b| b.into_iter().filter_map(|a| a.as_float()).collect::<Vec<f64>>());
        slot.between = bounds.filter(|b| b.len() == 2).map(|b| (b[0], b[1]));
        slot.numbers = row.func.attr("xpiler.numbers").is_some();
        let bytes = slot.bytes();
        if row.arg_attr(i, names::TILE).is_some() {
            slot.kind = Kind::Tile { size: TILES[i], constant: row.reads_only(i) };
            slot.count = TILES[i][0] * TILES[i][1] / bytes;
        } else if row.arg_attr(0, names::TILE).is_some() && slot.is_memory() {
            slot.count = TILE_REGION / bytes;
        }
        slot.defined = int("xpiler.defined").map_or(slot.count, |n| n as usize);
        if let Kind::Memory { constant, space, .. } = &mut slot.kind {
            *constant = row.reads_only(i);
            *space = row.arg_attr(i, "xpiler.space").and_then(|a| a.as_str()).unwrap_or_default();
        }
        let constants = row.arg_attr(i, "xpiler.immediate").and_then(|a| a.as_array());
        let choices: Vec<Slot> = match constants {
            None => vec![slot],
            Some(list) => {
                let values = list.into_iter().filter_map(|a| a.as_int());
                values.map(|c| Slot { kind: Kind::Immediate(c), ..slot.clone() }).collect()
            }
        };
        all = all.iter().flat_map(|head| choices.iter().map(|c| [&head[..], std::slice::from_ref(c)].concat())).collect();
    }
    let place = |inputs: Vec<Slot>| {
        let inputs = inputs.into_iter().map(|s| if s.is_immediate() { s } else { arena.place(s) }).collect();
        let outputs = row.outputs().into_iter().map(|ty| arena.place(slot(ty, String::new(), platform))).collect();
        Case { row, inputs, outputs }
    };
    all.into_iter().map(place).collect()
}

fn slot(ty: Type, ctype: String, platform: &str) -> Slot {
    let made = |kind, element: Type, count| Slot {
        kind,
        element,
        word: element.to_string(),
        count,
        at: 0,
        below: None,
        between: None,
        numbers: false,
        defined: count,
    };
    if let Some(vector) = VectorType::of(ty) {
        let lanes = ty.num_elements().unwrap_or(1) as usize;
        return made(if vector.is_mask() { Kind::Mask(vector) } else { Kind::Vector(vector) }, ty.element(), lanes);
    }
    if ty.is_memref() {
        let element = ty.element();
        let count = if platform == "vnni" { VECTOR_REGION / (element.bits() / 8) as usize } else { ELEMENTS };
        return made(Kind::Memory { ctype, constant: false, space: String::new() }, element, count);
    }
    made(if ty.is_index() { Kind::Index } else { Kind::Scalar }, ty, 1)
}

/// The neutral form that runs all cases: one function each, called for all trials.
fn module(cases: &[Case], platform: &str) -> String {
    let (mut functions, mut calls, mut parameters) = (String::new(), String::new(), vec![]);
    for (c, case) in cases.iter().enumerate() {
        let mut body = String::new();
        let (mut own, mut operands, mut types, mut offsets) = (vec![], vec![], vec![], vec![]);
        let mut after = String::new();
        for (i, slot) in case.inputs.iter().enumerate() {
            let (ty, lanes, storage) = (case.row.inputs()[i], slot.count, slot.storage());
            let (name, buffer) = (format!("%v{i}"), format!("%b{i}"));
            types.push(ty.to_string());
            if let Kind::Immediate(value) = slot.kind {
                let _ = writeln!(body, "  {name} = arith.constant {value} : {ty}");
                operands.push(name);
                continue;
            }
            own.push(format!("{buffer}: memref<?x{storage}>"));
            let _ = writeln!(body, "  %n{i} = arith.constant {lanes} : index\n  %o{i} = arith.muli %t, %n{i} : index");
            let load = format!("vector.load {buffer}[%o{i}] : memref<?x{storage}>, vector<{lanes}x{storage}>");
            match slot.kind {
                Kind::Vector(_) => drop(writeln!(body, "  {name} = {load}")),
                Kind::Mask(_) => {
                    let _ = writeln!(body, "  %w{i} = {load}\n  {name} = arith.trunci %w{i} : vector<{lanes}xi8> to {ty}");
                }
                Kind::Index => {
                    let _ = writeln!(body, "  %w{i} = memref.load {buffer}[%o{i}] : memref<?xi64>");
                    let _ = writeln!(body, "  {name} = arith.index_cast %w{i} : i64 to index");
                }
                Kind::Memory { .. } => {
                    operands.push(buffer);
                    offsets.push(format!("%o{i}"));
                    *types.last_mut().expect("pushed") = format!("memref<?x{storage}>");
                    continue;
                }
                Kind::Tile { size: [rows, bytes], constant } => {
                    let ty = format!("memref<{rows}x{}x{storage}>", bytes / slot.bytes());
                    let _ = writeln!(body, "  {name} = memref.alloca() {{xpiler.tile = {i}}} : {ty}");
                    let _ = writeln!(body, "  %z{i} = arith.constant 0 : index\n  %s{i} = arith.constant {bytes} : index");
                    let moved = |row: &str| {
                        format!(
                            "  intrin.call \"{platform}\" \"{row}\"({name}, {buffer}, %s{i}) at (%z{i}, %o{i}) : ({ty}, memref<?x{storage}>, index) -> ()\n"
                        )
                    };
                    body += &moved("_tile_loadd");
                    if !constant {
                        after += &moved("_tile_stored");
                    }
                    offsets.push(format!("%z{i}"));
                    *types.last_mut().expect("pushed") = ty;
                }
                _ => drop(writeln!(body, "  {name} = memref.load {buffer}[%o{i}] : memref<?x{storage}>")),
            }
            operands.push(name);
        }
        let outputs = case.row.outputs();
        let result = if outputs.is_empty() { "" } else { "%r = " };
        let at = if offsets.is_empty() { String::new() } else { format!(" at ({})", offsets.join(", ")) };
        let results: Vec<String> = outputs.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            body,
            "  {result}intrin.call \"{platform}\" \"{}\"({}){at} : ({}) -> ({})",
            case.row.spelling,
            operands.join(", "),
            types.join(", "),
            results.join(", ")
        );
        body += &after;
        for (slot, ty) in case.outputs.iter().zip(&outputs) {
            let (lanes, storage) = (slot.count, slot.storage());
            own.push(format!("%out: memref<?x{storage}>"));
            let _ = writeln!(body, "  %n = arith.constant {lanes} : index\n  %o = arith.muli %t, %n : index");
            let vector = format!("memref<?x{storage}>, vector<{lanes}x{storage}>");
            let _ = match slot.kind {
                Kind::Vector(_) => writeln!(body, "  vector.store %r, %out[%o] : {vector}"),
                Kind::Mask(_) => {
                    writeln!(body, "  %w = arith.extui %r : {ty} to vector<{lanes}xi8>\n  vector.store %w, %out[%o] : {vector}")
                }
                _ => writeln!(body, "  memref.store %r, %out[%o] : memref<?x{storage}>"),
            };
        }
        let _ = writeln!(functions, "func.func private @case{c}(%t: index, {}) {{\n{body}  return\n}}", own.join(", "));
        let names: Vec<String> = (0..own.len()).map(|k| format!("%p{}", parameters.len() + k)).collect();
        let types: Vec<&str> = own.iter().filter_map(|p| p.split_once(": ")).map(|(_, ty)| ty).collect();
        let _ = writeln!(calls, "    func.call @case{c}(%t, {}) : (index, {}) -> ()", names.join(", "), types.join(", "));
        parameters.extend(names.iter().zip(&types).map(|(n, t)| format!("{n}: {t}")));
    }
    format!(
        "{functions}func.func @rows({}) attributes {{xpiler.entry}} {{\n  %c0 = arith.constant 0 : index\n  \
         %c1 = arith.constant 1 : index\n  %n = arith.constant {TRIALS} : index\n  scf.for %t = %c0 to %n step %c1 {{\n{calls}  }}\n  return\n}}\n",
        parameters.join(", ")
    )
}

/// The text for x86: all cases in a row. gcc 12 takes functions with masked stores for pure and would leave their calls out.
fn text_vnni(cases: &[Case]) -> String {
    let headers = ["immintrin.h", "string.h", "sys/syscall.h", "unistd.h"];
    let mut text = headers.iter().fold(String::new(), |text, h| text + "#include <" + h + ">\n") + "typedef _Float16 half;\n";
    // Functions of the vector function ABI are declared in no header.
    for case in cases.iter().filter(|c| c.row.spelling.starts_with("_ZGV")) {
        let parameters = vec!["__m512"; case.inputs.len()].join(", ");
        let _ = writeln!(text, "__m512 {}({parameters});", case.row.spelling);
    }
    for (c, case) in cases.iter().enumerate() {
        let _ =
            writeln!(text, "__attribute__((noipa)) void case{c}(unsigned char *m) {{\n  for (int t = 0; t < {TRIALS}; ++t) {{");
        let (mut arguments, mut after) = (vec![], String::new());
        text += &configuration(case);
        for (i, slot) in case.inputs.iter().enumerate() {
            let place = format!("m + {} + t * {}", slot.at, slot.count * slot.storage_bytes());
            let declare = |ty: &str| format!("    {ty} a{i}; memcpy(&a{i}, {place}, sizeof a{i});\n");
            match &slot.kind {
                Kind::Immediate(value) => {
                    arguments.push(value.to_string());
                    continue;
                }
                Kind::Memory { ctype, .. } => {
                    arguments.push(format!("({ctype})({place})"));
                    continue;
                }
                Kind::Tile { size: [_, bytes], constant } => {
                    let _ = writeln!(text, "    _tile_loadd({i}, {place}, {bytes});");
                    if !constant {
                        let _ = writeln!(after, "    _tile_stored({i}, {place}, {bytes});");
                    }
                    arguments.push(i.to_string());
                    continue;
                }
                Kind::Vector(vector) => text += &declare(vector.name),
                Kind::Mask(mask) => {
                    let _ = writeln!(text, "    unsigned long long a{i} = 0;");
                    let lanes = mask.lanes;
                    let _ =
                        writeln!(text, "    for (int l = 0; l < {lanes}; ++l) a{i} |= (unsigned long long)({place})[l] << l;");
                }
                _ => text += &declare(&case.row.parameter(i)),
            }
            arguments.push(format!("a{i}"));
        }
        let call = format!("{}({})", case.row.spelling, arguments.join(", "));
        match case.outputs.first() {
            None => drop(writeln!(text, "    {call};")),
            Some(slot) => {
                let place = format!("m + {} + t * {}", slot.at, slot.count * slot.storage_bytes());
                let _ = match slot.kind {
                    Kind::Mask(mask) => writeln!(
                        text,
                        "    unsigned long long r = {call};\n    for (int l = 0; l < {}; ++l) ({place})[l] = r >> l & 1;",
                        mask.lanes
                    ),
                    _ => writeln!(text, "    {} r = {call};\n    memcpy({place}, &r, sizeof r);", case.row.result()),
                };
            }
        }
        text += &after;
        text += "  }\n}\n";
    }
    text += "int run_rows(unsigned char *m) {\n";
    if cases.iter().any(|c| !configuration(c).is_empty()) {
        text += "  if (syscall(SYS_arch_prctl, 0x1023, 18)) return 1;\n";
    }
    for c in 0..cases.len() {
        let _ = writeln!(text, "  case{c}(m);");
    }
    text + "  return 0;\n}\n"
}

/// The tiles of a row, if it has some.
fn configuration(case: &Case) -> String {
    let mut sizes = String::new();
    for (i, slot) in case.inputs.iter().enumerate() {
        if let Kind::Tile { size: [rows, bytes], .. } = slot.kind {
            let _ = write!(sizes, ", [{}] = {bytes}, [{}] = {rows}", 16 + 2 * i, 48 + i);
        }
    }
    if sizes.is_empty() {
        return sizes;
    }
    format!("    static const unsigned char sizes[64] = {{1{sizes}}};\n    _tile_loadconfig(sizes);\n")
}

/// The text for BANG C: what pointers lead to is staged in the row's memories.
fn text_bang(cases: &[Case], size: usize) -> String {
    let mut text = String::from("#include <bang.h>\n#include <cnrt.h>\n");
    let mut calls = String::new();
    for (c, case) in cases.iter().enumerate() {
        let _ = writeln!(text, "__mlu_entry__ void case{c}(unsigned char *m) {{");
        let (mut before, mut after, mut arguments) = (String::new(), String::new(), vec![]);
        for (i, slot) in case.inputs.iter().enumerate() {
            let bytes = slot.count * slot.storage_bytes();
            let place = format!("m + {} + t * {bytes}", slot.at);
            match &slot.kind {
                Kind::Immediate(value) => {
                    arguments.push(value.to_string());
                    continue;
                }
                Kind::Memory { ctype, constant, space } => {
                    let element = ctype.replace("const", "").replace('*', "");
                    let _ = writeln!(text, "  __{space}__ {element} a{i}[{}];", slot.count);
                    let word = space.to_uppercase();
                    let _ = writeln!(before, "    __memcpy(a{i}, ({element} *)({place}), {bytes}, GDRAM2{word});");
                    if !constant {
                        let _ = writeln!(after, "    __memcpy(({element} *)({place}), a{i}, {bytes}, {word}2GDRAM);");
                    }
                }
                Kind::Index => drop(writeln!(before, "    int a{i} = *(long long *)({place});")),
                _ => drop(writeln!(before, "    {0} a{i} = *({0} *)({place});", case.row.parameter(i))),
            }
            arguments.push(format!("a{i}"));
        }
        let call = format!("{}({})", case.row.spelling, arguments.join(", "));
        let call = match case.outputs.first() {
            None => call,
            Some(slot) => format!("*({} *)(m + {} + t * {}) = {call}", case.row.result(), slot.at, slot.storage_bytes()),
        };
        let _ = writeln!(text, "  for (int t = 0; t < {TRIALS}; ++t) {{\n{before}    {call};\n{after}  }}\n}}");
        let _ = writeln!(calls, "  case{c}<<<dim, cnrtFuncTypeBlock, queue>>>(d);");
    }
    text + &format!(
        "extern \"C\" int run_rows(unsigned char *m) {{\n  cnrtQueue_t queue;\n  cnrtSetDevice(0);\n  cnrtQueueCreate(&queue);\n  \
         unsigned char *d;\n  cnrtMalloc((void **)&d, {size});\n  cnrtMemcpy(d, m, {size}, cnrtMemcpyHostToDev);\n  \
         cnrtDim3_t dim = {{1, 1, 1}};\n{calls}  cnrtQueueSync(queue);\n  cnrtMemcpy(m, d, {size}, cnrtMemcpyDevToHost);\n  \
         cnrtFree(d);\n  cnrtQueueDestroy(queue);\n  return 0;\n}}\n"
    )
}

/// The extensions of this CPU, as Linux spells them.
fn cpu() -> BTreeSet<String> {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let flags = info.lines().find_map(|line| line.strip_prefix("flags").and_then(|l| l.split_once(':')));
    flags.map_or_else(BTreeSet::new, |(_, flags)| flags.split_whitespace().map(str::to_owned).collect())
}

/// The extensions that a row of x86 needs: what its `xpiler.manual` says behind the comma.
fn needs(row: &Row) -> Vec<String> {
    let manual = row.func.str_attr("xpiler.manual").unwrap_or_default();
    let list = manual.split_once(", ").map_or("", |(_, list)| list);
    list.split(" + ").map(|word| word.to_lowercase().replace("avx-512", "avx512").replace(['.', '-'], "_")).collect()
}

fn compare(case: &Case, before: &[u8], ours: &[u8], theirs: &[u8]) -> Result<(), String> {
    let ulp = case.row.func.int_attr("xpiler.ulp").map(|n| n as f64 * f64::from(f32::EPSILON));
    let approx = case.row.func.attr(names::APPROX).map(|a| a.as_float().unwrap_or(1e-6)).or(ulp);
    let unordered = case.row.func.attr("xpiler.unordered").is_some();
    for slot in case.slots() {
        let step = slot.storage_bytes();
        for trial in 0..TRIALS {
            // What a sum in another order may be off by.
            let magnitude: f64 = case
                .inputs
                .iter()
                .filter(|s| unordered && s.element.is_float() && !s.is_immediate())
                .map(|s| {
                    let bytes = s.storage_bytes();
                    let start = s.at + trial * s.count * bytes;
                    (0..s.count).map(|k| value_of(&before[start + k * bytes..][..bytes], s).abs()).sum::<f64>()
                })
                .sum();
            for k in 0..slot.defined {
                let at = slot.at + (trial * slot.count + k) * step;
                let (x, y) = (&ours[at..at + step], &theirs[at..at + step]);
                let equal = x == y
                    || slot.element.is_float() && {
                        let (a, b) = (value_of(x, slot), value_of(y, slot));
                        let close = approx.is_some_and(|e| (a - b).abs() <= e * b.abs());
                        let sum = unordered && (!magnitude.is_finite() || (a - b).abs() <= unit(slot) * magnitude);
                        // An extremum of zeros of both signs is one of them.
                        let zeros = slot.numbers && a == b;
                        a.is_nan() && b.is_nan() || zeros || close || sum
                    };
                if !equal {
                    let show = |bytes: &[u8]| {
                        let text: String = bytes.iter().rev().map(|b| format!("{b:02x}")).collect();
                        if slot.element.is_float() {
                            format!("{} (0x{text})", value_of(bytes, slot))
                        } else {
                            format!("0x{text}")
                        }
                    };
                    return Err(format!(
                        "{}: trial {trial}, element {k}: the row gives {}, the instruction {}",
                        case.name(),
                        show(x),
                        show(y)
                    ));
                }
            }
        }
    }
    Ok(())
}

/// What the instructions make of the arena.
fn native(platform: &str, cases: &[Case], before: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (text, extension) = if platform == "vnni" { (text_vnni(cases), "c") } else { (text_bang(cases, before.len()), "mlu") };
    let (source, arena) = (folder.path().join(format!("rows.{extension}")), folder.path().join("arena"));
    std::fs::write(&source, text).expect("the folder is writable");
    std::fs::write(&arena, before).expect("the folder is writable");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tools/ is in the workspace");
    let child = Command::new("python3").arg(root.join("test/rows/native.py")).arg(platform).arg(&source).arg(&arena).output();
    let child = child.expect("python3 is there");
    assert!(child.status.success(), "{platform}: {}", String::from_utf8_lossy(&child.stderr));
    std::fs::read(&arena).expect("it was written")
}

/// What the rows' bodies make of it.
fn neutral(ctx: Ctx, platform: &str, cases: &[Case], arena: &mut [u8]) {
    let form = module(cases, platform);
    let sink = Sink::default();
    let kernel = Kernel::parse(ctx, &sink, "rows.mlir", &form).unwrap_or_else(|d| panic!("{}\n{form}", d.message));
    kernel.run("detensorize,scalarize-vectors").unwrap_or_else(|d| panic!("{}", d.message));
    let compiled = Jit::compile(&kernel, &[], Level::Quick).unwrap_or_else(|d| panic!("{}", d.message));
    let slots = cases.iter().flat_map(Case::slots);
    let args: Vec<Arg> = slots.map(|s| Arg::Buffer(arena[s.at..].as_mut_ptr(), (s.count * TRIALS) as i64)).collect();
    // SAFETY: the buffers are as long as the entry's loops.
    unsafe { compiled.run(&args) };
}

fn check(platform: &str) {
    xpiler_passes::register_all();
    let (ctx, _) = new_context();
    let table = rows::load(ctx, platform).expect("the rows are read");
    let filter = std::env::var("ROWS").unwrap_or_default();
    let cpu = cpu();
    let mut arena = Arena(0);
    let mut all = vec![];
    for row in table.all().iter().filter(|r| r.spelling.contains(&filter)) {
        // Tiles are emulated where the CPU has none.
        let is_tile = row.arg_attr(0, names::TILE).is_some();
        if platform == "vnni" && !is_tile && !needs(row).iter().all(|extension| cpu.contains(extension)) {
            println!("skipped: {} needs {}", row.spelling, needs(row).join(", "));
            continue;
        }
        all.extend(cases(row, platform, &mut arena));
    }
    let mut random = Random(7);
    let mut before = vec![0_u8; arena.0];
    for slot in all.iter().flat_map(Case::slots) {
        let mut at = slot.at;
        for _ in 0..slot.count * TRIALS {
            let bytes = bytes_of(&mut random, slot);
            before[at..at + bytes.len()].copy_from_slice(&bytes);
            at += bytes.len();
        }
    }
    let theirs = native(platform, &all, &before);
    // Aligned like the other side's.
    let mut space: Vec<[u64; 8]> = vec![[0; 8]; before.len().div_ceil(64)];
    // SAFETY: plain bytes, as many as there are.
    let ours = unsafe { std::slice::from_raw_parts_mut(space.as_mut_ptr().cast::<u8>(), before.len()) };
    ours.copy_from_slice(&before);
    for batch in all.chunks(BATCH) {
        neutral(ctx, platform, batch, ours);
    }
    let wrong: Vec<String> = all.iter().filter_map(|case| compare(case, &before, ours, &theirs).err()).collect();
    println!("{platform}: {} rows", all.len());
    assert!(wrong.is_empty(), "{} rows of {platform} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn rows_of_x86() {
    check("vnni");
}

#[test]
fn rows_of_bang() {
    check("bang");
}
