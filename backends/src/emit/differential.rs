//! Random integer programs: the printed text, compiled and run, computes what MLIR's operations mean.
//!
//! The programs mix widths and signs, so a cast or a pair of parentheses that is missing gives another number. The
//! compiler traps on signed overflow, which would be undefined in the text though it is defined in the IR.

use std::{fmt::Write as _, process::Command};

use xpiler_ir::{Kernel, context};

use super::emit;

/// A small generator of numbers, the same on every machine.
struct Random(u64);
impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A value of the program: its name, its width, and its bits read as a signed number.
#[derive(Clone)]
struct Val {
    name: String,
    bits: u32,
    value: i64,
}

fn wrap(value: i128, bits: u32) -> i64 {
    match bits {
        1 => (value & 1) as i64,
        8 => i64::from(value as i8),
        16 => i64::from(value as i16),
        32 => i64::from(value as i32),
        _ => value as i64,
    }
}
fn unsigned(v: &Val) -> i128 {
    i128::from(v.value) & ((1_i128 << v.bits) - 1)
}

const BINARY: [&str; 19] = [
    "addi",
    "subi",
    "muli",
    "divsi",
    "divui",
    "remsi",
    "remui",
    "andi",
    "ori",
    "xori",
    "shli",
    "shrsi",
    "shrui",
    "minsi",
    "maxsi",
    "minui",
    "maxui",
    "ceildivsi",
    "floordivsi",
];
const PREDICATES: [&str; 10] = ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"];

/// What the operation gives; `None` where it is undefined.
fn binary(op: &str, a: &Val, b: &Val) -> Option<i128> {
    let (x, y, ux, uy) = (i128::from(a.value), i128::from(b.value), unsigned(a), unsigned(b));
    let in_range = |r: i128| (i128::from(wrap(r, a.bits)) == r).then_some(r);
    Some(match op {
        "addi" => x + y,
        "subi" => x - y,
        "muli" => x * y,
        "divsi" => in_range(x.checked_div(y)?)?,
        "divui" => ux.checked_div(uy)?,
        "remsi" => {
            in_range(x.checked_div(y)?)?;
            x % y
        }
        "remui" => ux.checked_rem(uy)?,
        "andi" => x & y,
        "ori" => x | y,
        "xori" => x ^ y,
        "shli" if uy < i128::from(a.bits) => ux << uy,
        "shrsi" if uy < i128::from(a.bits) => x >> uy,
        "shrui" if uy < i128::from(a.bits) => ux >> uy,
        "minsi" => x.min(y),
        "maxsi" => x.max(y),
        "minui" => ux.min(uy),
        "maxui" => ux.max(uy),
        "floordivsi" => {
            let quotient = in_range(x.checked_div(y)?)?;
            quotient - i128::from(x % y != 0 && (x < 0) != (y < 0))
        }
        "ceildivsi" => {
            let quotient = in_range(x.checked_div(y)?)?;
            quotient + i128::from(x % y != 0 && (x < 0) == (y < 0))
        }
        _ => return None,
    })
}

/// A random program `f<n>` and what it stores.
fn program(n: usize) -> (String, Vec<i64>) {
    let mut random = Random(n as u64 * 7919 + 1);
    let inputs: [(u32, &str); 6] =
        [(32, "int"), (32, "int"), (32, "unsigned int"), (64, "long long"), (64, "unsigned long long"), (8, "uint8_t")];
    let numbers = [0, 1, -1, 2, 7, 31, 255, -128, 1000, i64::from(i32::MAX), i64::from(i32::MIN), 0x1234_5678_9abc, i64::MAX];
    let mut values: Vec<Val> = vec![];
    let mut parameters = vec![];
    for (i, (bits, ctype)) in inputs.iter().enumerate() {
        let value = wrap(i128::from(numbers[random.below(numbers.len())]), *bits);
        values.push(Val { name: format!("%p{i}"), bits: *bits, value });
        parameters.push(format!("%p{i}: i{bits} {{xpiler.name = \"p{i}\", xpiler.ctype = \"{ctype}\"}}"));
    }
    let mut body = String::new();
    for (i, number) in numbers.iter().enumerate() {
        let bits = [32, 32, 64, 8][random.below(4)];
        let value = wrap(i128::from(*number), bits);
        writeln!(body, "%c{i} = arith.constant {value} : i{bits}").expect("strings grow");
        values.push(Val { name: format!("%c{i}"), bits, value });
    }
    let mut made = 0;
    while made < 40 {
        let pick = |random: &mut Random, values: &[Val], bits: Option<u32>| -> Val {
            // Late values more often, so that expressions nest.
            let some: Vec<&Val> = values.iter().filter(|v| bits.is_none_or(|b| v.bits == b)).collect();
            let from = if random.below(3) == 0 { 0 } else { some.len().saturating_sub(6) };
            (*some[from + random.below(some.len() - from)]).clone()
        };
        let name = format!("%v{made}");
        let a = pick(&mut random, &values, None);
        let (line, bits, value) = match random.below(8) {
            0..=3 if a.bits > 1 => {
                let op = BINARY[random.below(BINARY.len())];
                let b = pick(&mut random, &values, Some(a.bits));
                let Some(result) = binary(op, &a, &b) else { continue };
                let flags =
                    matches!(op, "addi" | "subi" | "muli") && i128::from(wrap(result, a.bits)) == result && random.below(2) == 0;
                let flags = if flags { " overflow<nsw>" } else { "" };
                (format!("arith.{op} {}, {}{flags} : i{}", a.name, b.name, a.bits), a.bits, wrap(result, a.bits))
            }
            0..=1 => {
                let op = ["andi", "ori", "xori"][random.below(3)];
                let b = pick(&mut random, &values, Some(1).filter(|_| values.iter().any(|v| v.bits == 1)));
                if b.bits != 1 {
                    continue;
                }
                (format!("arith.{op} {}, {} : i1", a.name, b.name), 1, wrap(binary(op, &a, &b).unwrap_or(0), 1))
            }
            4 if a.bits > 1 => {
                let b = pick(&mut random, &values, Some(a.bits));
                let p = random.below(10);
                let (x, y, ux, uy) = (a.value, b.value, unsigned(&a), unsigned(&b));
                let result = [x == y, x != y, x < y, x <= y, x > y, x >= y, ux < uy, ux <= uy, ux > uy, ux >= uy][p];
                (format!("arith.cmpi {}, {}, {} : i{}", PREDICATES[p], a.name, b.name, a.bits), 1, i64::from(result))
            }
            5 => {
                let Some(c) = values.iter().rev().find(|v| v.bits == 1).cloned() else { continue };
                let b = pick(&mut random, &values, Some(a.bits));
                let value = if c.value != 0 { a.value } else { b.value };
                (format!("arith.select {}, {}, {} : i{}", c.name, a.name, b.name, a.bits), a.bits, value)
            }
            _ => {
                let to = [8, 32, 64, 16, 1][random.below(5)];
                let (op, value) = match (to > a.bits, to < a.bits, random.below(2)) {
                    (true, _, 0) => ("extsi", if a.bits == 1 { -a.value } else { a.value }),
                    (true, _, _) => ("extui", unsigned(&a) as i64),
                    (_, true, _) => ("trunci", wrap(i128::from(a.value), to)),
                    _ => continue,
                };
                (format!("arith.{op} {} : i{} to i{to}", a.name, a.bits), to, value)
            }
        };
        writeln!(body, "{name} = {line}").expect("strings grow");
        values.push(Val { name, bits, value });
        made += 1;
    }
    // Everything without a user is stored, widened in one way or the other.
    let mut expected = vec![];
    let sinks: Vec<Val> = values
        .iter()
        .filter(|v| {
            v.name.starts_with("%v")
                && body.matches(&format!("{},", v.name)).count() + body.matches(&format!("{} :", v.name)).count() == 0
        })
        .cloned()
        .collect();
    for (i, v) in sinks.iter().enumerate() {
        let wide = if v.bits == 64 {
            expected.push(v.value);
            v.name.clone()
        } else {
            let op = ["extsi", "extui"][i % 2];
            let signed = if v.bits == 1 { -v.value } else { v.value };
            expected.push(if op == "extsi" { signed } else { unsigned(v) as i64 });
            writeln!(body, "%w{i} = arith.{op} {} : i{} to i64", v.name, v.bits).expect("strings grow");
            format!("%w{i}")
        };
        writeln!(body, "%i{i} = arith.constant {i} : index\nmemref.store {wide}, %out[%i{i}] : memref<?xi64>")
            .expect("strings grow");
    }
    let arguments: Vec<String> = values[..inputs.len()].iter().map(|v| v.value.to_string()).collect();
    let text = format!(
        "module attributes {{xpiler.platform = \"vnni\"}} {{\nfunc.func @f{n}(%out: memref<?xi64> {{xpiler.name = \"out\"}}, {}) \
         attributes {{xpiler.entry}} {{\n{body}return\n}}\n}}\n// {}",
        parameters.join(", "),
        arguments.join(" ")
    );
    (text, expected)
}

#[test]
fn printed_programs_compute_the_same() {
    const PROGRAMS: usize = 60;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (ctx, sink) = context::new_context();
    let mut source = String::from("#include <stdio.h>\n");
    let mut calls = String::new();
    let mut wanted = vec![];
    for n in 0..PROGRAMS {
        let (text, expected) = program(n);
        let kernel = Kernel::parse(ctx, &sink, "random.mlir", &text).unwrap_or_else(|d| panic!("{d}\n{text}"));
        source.push_str(&emit(&kernel).unwrap_or_else(|d| panic!("{d}\n{text}")));
        let arguments: Vec<String> = text
            .rsplit("// ")
            .next()
            .unwrap_or_default()
            .split(' ')
            .map(|v| format!("(long long){v}ull").replace("(long long)-", "-(long long)"))
            .collect();
        let count = expected.len();
        writeln!(
            calls,
            "  {{ long long out[64]; f{n}(out, {}); for (int i = 0; i < {count}; ++i) printf(\"%lld\\n\", out[i]); }}",
            arguments.join(", ")
        )
        .expect("strings grow");
        wanted.extend(expected.into_iter().map(|v| (n, v)));
    }
    write!(source, "int main(void) {{\n{calls}  return 0;\n}}\n").expect("strings grow");
    let (file, program) = (dir.path().join("all.c"), dir.path().join("all"));
    std::fs::write(&file, &source).expect("the folder is writable");
    let Ok(compiled) = Command::new("gcc")
        .args([
            "-O1",
            "-w",
            "-fsanitize=signed-integer-overflow,integer-divide-by-zero",
            "-fsanitize-undefined-trap-on-error",
            "-o",
        ])
        .args([&program, &file])
        .output()
    else {
        return;
    };
    assert!(compiled.status.success(), "{}\n{source}", String::from_utf8_lossy(&compiled.stderr));
    let ran = Command::new(&program).output().expect("it was just compiled");
    let got: Vec<i64> = String::from_utf8_lossy(&ran.stdout).lines().filter_map(|l| l.parse().ok()).collect();
    let text_of = |n: usize| source.split("// f").find(|part| part.starts_with(&format!("{n}:"))).unwrap_or_default().to_owned();
    for (i, (n, value)) in wanted.iter().enumerate() {
        assert_eq!(got.get(i), Some(value), "program {n}, output {i}\n{}\n{}", text_of(*n), super::differential::program(*n).0);
    }
    assert!(wanted.len() > PROGRAMS, "programs store something");
}
