//! The inputs of a comparison: drawn as reals and integers, then laid out for real types, for doubles or as values.
//!
//! Everything is a function of a seed and the kind of draw. Buffers that are written are inputs too: what a kernel does
//! not touch keeps its value on both sides.

use xpiler_backends::jit::{bf16_from_f64, bf16_to_f64, half_from_f64, half_to_f64};

use crate::{
    extents::{Element, Parameter},
    field::Random,
    literal::Float,
    run::Datum,
    value::{Field, Value},
};

/// What inputs look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Uniform in [-4, 4).
    Random,
    /// Rising with the index: the maximum of every row is its last element.
    Rising,
    /// Falling with the index: the maximum of every row is its first element.
    Falling,
    /// Small numbers with large ones planted at both ends, next to multiples of 16, and at random.
    Planted,
    /// Small numbers with very negative ones planted: minima.
    PlantedMinima,
    /// Zeros of both signs, whole stretches of them.
    Zeros,
    /// Multiples of one half, many of them equal: ties of comparisons and of roundings.
    Halves,
    /// Magnitudes between 0.001 and 50.
    Wide,
    /// Magnitudes up to 1000, where `exp` overflows.
    Huge,
    /// In [-8, -1): nothing is positive.
    Negative,
    /// In [1, 8): nothing is negative.
    Positive,
    /// Around -1000: whole rows far below zero. Not farther: the variance as a difference of moments, which people write, is lost there.
    Low,
    /// Around 1000.
    High,
    /// In [4, 32), of one sign for so many parameters, of the other for as many: sums of products are far below zero. Integer buffers hold 0 or 1 alone.
    Opposed(u32),
    /// Numbers that the texts name, and their neighbours, among others.
    Literals,
    /// Small numbers, with one above 100 in each row; round after round it visits all places of the rows.
    Peak(u32),
    /// The same with one below -100.
    Trough(u32),
    /// Small numbers, with one above 100 (`true`) or below -100 in a parameter, at an index.
    Spike(u32, u32, bool),
    /// Magnitudes up to 1e15, whose squares are floats.
    Vast,
    /// Infinities of both signs among others, and with `true` also what is no number.
    Special(bool),
    /// What is no number among others.
    NotNumbers,
    /// Integers up to that many bits, or to the ends of their types; what the texts name, and indices that are just out of bounds.
    Extremes(u32),
}

/// What the texts say about inputs worth trying.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Float literals.
    pub reals: Vec<f64>,
    /// Integer literals.
    pub integers: Vec<i64>,
    /// What may be the length of a row: values of integer scalars.
    pub rows: Vec<i64>,
}

impl Hints {
    /// The lengths of rows to try in a buffer of `n` elements.
    fn rows_of(&self, n: i64) -> Vec<i64> {
        let mut rows: Vec<i64> = self.rows.iter().copied().filter(|l| (2..=n).contains(l)).collect();
        if rows.is_empty() {
            rows.push(n);
        }
        rows
    }
    /// After how many rounds a peak has been everywhere in the rows of a buffer of `n` elements.
    pub fn rounds(&self, n: i64) -> i64 {
        let rows = self.rows_of(n);
        let most = rows.iter().map(|l| (l.saturating_mul(*l) - 1) / n.max(1) + 1).max().unwrap_or(0);
        most * rows.len() as i64
    }
    /// The peaks of a buffer of `n` elements, if the kind has any.
    fn peaks(&self, kind: Kind, n: usize) -> Option<Peaks> {
        let (Kind::Peak(round) | Kind::Trough(round)) = kind else { return None };
        let rows = self.rows_of(n as i64);
        let (length, turn) = (rows[round as usize % rows.len()].max(1) as usize, round as usize / rows.len());
        let stride = (length * 618 / 1000..=length).find(|s| gcd(*s, length) == 1).unwrap_or(1);
        Some(Peaks { length, first: turn * (n / length), stride })
    }
}

/// Where one element of each row is the largest or the least.
struct Peaks {
    /// Of a row.
    length: usize,
    /// The number of rows in the rounds before.
    first: usize,
    /// Prime to the length: row by row the peak moves by it.
    stride: usize,
}

impl Peaks {
    fn at(&self, i: usize) -> bool {
        // The last place first, then all others in an order that looks random.
        let (row, column) = (i / self.length, i % self.length);
        column == (self.length - 1 + (self.first + row) % self.length * self.stride) % self.length
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Kind {
    /// The kinds that every pair is tested with in real types; those that find most go first, for when time is short.
    pub const TESTED: [Kind; 17] = [
        Kind::Random,
        Kind::Rising,
        Kind::Planted,
        Kind::Literals,
        Kind::Low,
        Kind::Huge,
        Kind::Falling,
        Kind::Negative,
        Kind::Halves,
        Kind::Zeros,
        Kind::PlantedMinima,
        Kind::Positive,
        Kind::High,
        Kind::Wide,
        Kind::Random,
        Kind::Opposed(1),
        Kind::Opposed(2),
    ];
    /// The kinds for exact values, where a result depends on the order of reals.
    pub const ORDERED: [Kind; 8] =
        [Kind::Rising, Kind::Falling, Kind::Planted, Kind::Huge, Kind::Low, Kind::PlantedMinima, Kind::Negative, Kind::Wide];
    /// Are some numbers so large that functions overflow and sums cancel?
    pub fn is_large(self) -> bool {
        matches!(
            self,
            Self::Huge
                | Self::Vast
                | Self::Low
                | Self::High
                | Self::Opposed(_)
                | Self::Peak(_)
                | Self::Trough(_)
                | Self::Spike(..)
                | Self::Special(false)
                | Self::NotNumbers
        )
    }
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::Planted => "planted maxima",
            Self::PlantedMinima => "planted minima",
            Self::Zeros => "zeros",
            Self::Halves => "ties and halves",
            Self::Wide => "wide magnitudes",
            Self::Huge => "magnitudes up to 1000",
            Self::Vast => "magnitudes up to 1e15",
            Self::Negative => "negative",
            Self::Positive => "positive",
            Self::Low => "around -1000",
            Self::High => "around 1000",
            Self::Opposed(_) => "opposite signs",
            Self::Literals => "numbers of the texts",
            Self::Peak(_) => "one peak in each row",
            Self::Trough(_) => "one trough in each row",
            Self::Spike(..) => "one peak",
            Self::Special(_) => "infinities",
            Self::NotNumbers => "what is no number",
            Self::Extremes(_) => "extreme integers",
        }
    }
}

/// The drawn contents of a parameter.
#[derive(Clone, Debug)]
pub enum Column {
    /// Of a float buffer or scalar; numbers of the parameter's type.
    Reals(Vec<f64>),
    /// Of an integer buffer or scalar.
    Integers(Vec<i64>),
}

/// What a scalar parameter is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    /// An integer that the user gave.
    Int(i64),
    /// A float that the user gave.
    Real(f64),
}

/// Inputs for one run.
#[derive(Clone, Debug)]
pub struct Draw {
    /// What they look like.
    pub kind: Kind,
    /// The seed they come from.
    pub seed: u64,
    columns: Vec<Column>,
}

/// The integers that buffers are filled with: of 32 and 64 bits they may be indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integers {
    /// From -100 to 100.
    Small,
    /// Below a bound: valid indices.
    Below(i64),
}

impl Integers {
    /// The number, or the next one that is a valid index.
    fn valid(self, number: i64) -> i64 {
        if let Self::Below(n) = self { number.min(n - 1).max(0) } else { number }
    }
}

fn real(kind: Kind, hints: &Hints, peak: bool, i: usize, n: usize, random: &mut Random) -> f64 {
    let noise = random.real(0.0, 1.0);
    let ramp = (i as f64 + noise) / n as f64;
    match kind {
        Kind::Random | Kind::Extremes(_) => 8.0 * noise - 4.0,
        Kind::Negative => -1.0 - 7.0 * noise,
        Kind::Positive => 1.0 + 7.0 * noise,
        Kind::Low => 8.0 * noise - 1004.0,
        Kind::High => 8.0 * noise + 996.0,
        Kind::Opposed(_) => 28.0 * noise + 4.0,
        Kind::Literals => match (random.below(6), &hints.reals[..]) {
            (which @ 0..3, reals @ [_, ..]) => {
                let literal = reals[random.below(reals.len() as u64) as usize];
                let step = (literal.abs() * f64::from(f32::EPSILON)).max(1e-30);
                literal + (which as f64 - 1.0) * step
            }
            (3, reals @ [_, ..]) => -reals[random.below(reals.len() as u64) as usize],
            (4, reals @ [_, ..]) => (noise - 0.5) * 4.0 * reals[random.below(reals.len() as u64) as usize],
            _ => 8.0 * noise - 4.0,
        },
        Kind::Peak(_) | Kind::Spike(_, _, true) if peak => 100.0 + 100.0 * noise,
        Kind::Trough(_) | Kind::Spike(_, _, false) if peak => -100.0 - 100.0 * noise,
        Kind::Peak(_) | Kind::Trough(_) | Kind::Spike(..) => 4.0 * noise - 2.0,
        Kind::NotNumbers if random.below(16) == 0 => f64::NAN,
        Kind::NotNumbers => 8.0 * noise - 4.0,
        Kind::Special(no_numbers) => match random.below(8) {
            0 | 1 => f64::NEG_INFINITY,
            2 => f64::INFINITY,
            3 if no_numbers => f64::NAN,
            _ => 8.0 * noise - 4.0,
        },
        Kind::Rising => 8.0 * ramp - 4.0,
        Kind::Falling => 4.0 - 8.0 * ramp,
        Kind::Planted | Kind::PlantedMinima => {
            let planted = i == 0 || i + 1 == n || matches!(i % 16, 0 | 15) && random.below(4) == 0 || random.below(29) == 0;
            let magnitude = if planted { 4.0 + 6.0 * noise } else { noise - 0.5 };
            if kind == Kind::PlantedMinima { -magnitude } else { magnitude }
        }
        Kind::Zeros => match random.below(4) {
            0 => 8.0 * noise - 4.0,
            1 => -0.0,
            _ => 0.0,
        },
        // The largest and the least come more than once.
        Kind::Halves if i % 5 == 1 => 2.5,
        Kind::Halves if i % 5 == 3 => -2.5,
        Kind::Halves => random.below(9) as f64 / 2.0 - 2.0,
        Kind::Wide => {
            let magnitude = 10f64.powf(random.real(-3.0, 1.7));
            if noise < 0.5 { -magnitude } else { magnitude }
        }
        Kind::Huge | Kind::Vast => {
            let magnitude = 10f64.powf(random.real(0.0, if kind == Kind::Vast { 15.0 } else { 3.0 }));
            if noise < 0.5 { -magnitude } else { magnitude }
        }
    }
}

impl Draw {
    /// Draws inputs. `scalars[i]` is what the user gave for parameter `i`, `extents[i]` the length of a buffer.
    pub fn new(
        kind: Kind,
        seed: u64,
        parameters: &[Parameter],
        scalars: &[Option<Scalar>],
        extents: &[Option<i64>],
        integers: Integers,
        hints: &Hints,
    ) -> Self {
        let mut columns = vec![];
        for (i, p) in parameters.iter().enumerate() {
            let mut random = Random::new(seed.wrapping_add(0x1_0000 * (i as u64 + 1)));
            let n = extents[i].unwrap_or(1).max(0) as usize;
            // A stretch of zeros that starts and ends somewhere: zero rows, if rows are short.
            let (from, to) = (random.below(n.max(1) as u64) as usize / 2, random.below(n.max(1) as u64) as usize);
            let peaks = hints.peaks(kind, n);
            let sign = if matches!(kind, Kind::Opposed(many) if i as u32 / many % 2 == 1) { -1.0 } else { 1.0 };
            let peak = |at: usize| match kind {
                Kind::Spike(parameter, index, _) => (parameter as usize, index as usize) == (i, at),
                _ => peaks.as_ref().is_some_and(|p| p.at(at)),
            };
            columns.push(match p.element {
                Element::Float(float) => {
                    let limit = match (float, kind) {
                        (Float::F16, Kind::Huge | Kind::Low | Kind::High) => 0.05,
                        (Float::F16, Kind::Vast) => 1e-11,
                        _ => 1.0,
                    };
                    let one = |i: usize, random: &mut Random| match kind {
                        Kind::Zeros if (from..to).contains(&i) => 0.0,
                        _ => float.round(sign * limit * real(kind, hints, peak(i), i, n, random)),
                    };
                    Column::Reals(match scalars[i] {
                        Some(Scalar::Real(v)) => vec![float.round(v)],
                        Some(Scalar::Int(v)) => vec![float.round(v as f64)],
                        None if p.buffer => (0..n).map(|i| one(i, &mut random)).collect(),
                        None => vec![float.round(factor(kind, hints, &mut random))],
                    })
                }
                Element::Int(bits) => Column::Integers(match scalars[i] {
                    Some(Scalar::Int(v)) => vec![v],
                    _ if let Kind::Opposed(many) = kind
                        && p.buffer =>
                    {
                        vec![integers.valid(i64::from(many) - 1); n]
                    }
                    _ => {
                        let ends = extents.iter().flatten().flat_map(|n| [n - 1, *n, n + 1]);
                        let named: Vec<i64> = hints.integers.iter().copied().chain(ends).collect();
                        let one = |i| {
                            let peak = match kind {
                                Kind::Peak(_) if peak(i) => 1,
                                Kind::Trough(_) if peak(i) => -1,
                                _ => 0,
                            };
                            integer(kind, bits, p.unsigned, integers, &named, peak, &mut random)
                        };
                        (0..n).map(one).collect()
                    }
                }),
            });
        }
        Self { kind, seed, columns }
    }

    /// The contents of a parameter.
    pub fn column(&self, i: usize) -> &Column {
        &self.columns[i]
    }

    /// The largest magnitude of a float that is a number.
    pub fn largest(&self) -> f64 {
        let reals = self.columns.iter().filter_map(|c| if let Column::Reals(v) = c { Some(v) } else { None });
        reals.flatten().map(|v| v.abs()).filter(|v| v.is_finite()).fold(0.0, f64::max)
    }

    /// The inputs in the parameters' own types.
    pub fn real(&self, parameters: &[Parameter]) -> Vec<Datum> {
        self.lay_out(parameters, encode)
    }
    /// The inputs with doubles for all floats.
    pub fn wide(&self, parameters: &[Parameter]) -> Vec<Datum> {
        self.lay_out(parameters, |bytes, _, v| encode(bytes, Float::F64, v))
    }
    /// The same, rounded to a type with fewer digits.
    pub fn wide_rounded(&self, parameters: &[Parameter], to: Float) -> Vec<Datum> {
        self.lay_out(parameters, |bytes, _, v| encode(bytes, Float::F64, to.round(v)))
    }
    /// The inputs with values for all floats: elements of the fields are drawn, shadows are the numbers.
    pub fn values(&self, parameters: &[Parameter], field: &Field) -> Vec<Datum> {
        self.values_but(parameters, field, &(0..0))
    }
    /// The same, but of the floats with these numbers (counted over all parameters) other elements of the fields.
    pub fn values_but(&self, parameters: &[Parameter], field: &Field, others: &std::ops::Range<usize>) -> Vec<Datum> {
        let mut random = Random::new(self.seed ^ 0xf1e1d);
        let mut again = Random::new(self.seed ^ 0xa9a1);
        let mut number = 0;
        // Shadows must not overflow where floats may: exp(250)^2 is still a double.
        let limit = match self.kind {
            Kind::Huge => 0.25,
            Kind::Low | Kind::High => 0.0625,
            _ => 1.0,
        };
        self.lay_out(parameters, |bytes, ty, v| {
            // Elements that are equal by chance, on a type with few numbers, are told apart below its precision: which of them an extremum takes
            // is nobody's business.
            let apart = 1.0 + 0.5 * ty.epsilon() * random.real(-1.0, 1.0);
            let mut value = if v == 0.0 { Value::ZERO } else { field.input(limit * v * apart, &mut random) };
            if others.contains(&number) && v != 0.0 {
                value = field.input(limit * v * apart, &mut again);
            }
            number += 1;
            for word in value.words() {
                bytes.extend(word.to_le_bytes());
            }
        })
    }
    fn lay_out(&self, parameters: &[Parameter], mut float: impl FnMut(&mut Vec<u8>, Float, f64)) -> Vec<Datum> {
        let mut data = vec![];
        for (p, column) in parameters.iter().zip(&self.columns) {
            let mut bytes = vec![];
            let n = match column {
                Column::Reals(reals) => {
                    let Element::Float(ty) = p.element else { continue };
                    bytes.reserve(reals.len() * ty.bytes());
                    for v in reals {
                        float(&mut bytes, ty, *v);
                    }
                    reals.len()
                }
                Column::Integers(integers) => {
                    for v in integers {
                        bytes.extend(&v.to_le_bytes()[..p.element.bytes()]);
                    }
                    integers.len()
                }
            };
            data.push(if p.buffer {
                Datum::Buffer(bytes, n as i64)
            } else {
                let mut words = [0_u64; 4];
                bytes.resize(32, 0);
                for (word, chunk) in words.iter_mut().zip(bytes.chunks(8)) {
                    *word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
                }
                Datum::Scalar(words)
            });
        }
        data
    }

    /// A line that says what the inputs are.
    pub fn describe(&self, parameters: &[Parameter]) -> String {
        let mut text = format!("{} (seed {})", self.kind.name(), self.seed);
        for (p, column) in parameters.iter().zip(&self.columns) {
            let shown: Vec<String> = match column {
                Column::Reals(v) => v.iter().take(4).map(|v| format!("{v}")).collect(),
                Column::Integers(v) => v.iter().take(4).map(|v| v.to_string()).collect(),
            };
            let n = match column {
                Column::Reals(v) => v.len(),
                Column::Integers(v) => v.len(),
            };
            let more = if n > 4 { ", .." } else { "" };
            text += &if p.buffer {
                format!("; {}[{n}] = {{{}{more}}}", p.name, shown.join(", "))
            } else {
                format!("; {} = {}", p.name, shown.join(", "))
            };
        }
        text
    }
}

/// A float scalar that was not given: a factor, a scale, a slope, most often something that no kernel is degenerate at.
fn factor(kind: Kind, hints: &Hints, random: &mut Random) -> f64 {
    let plain = random.real(0.25, 2.0);
    match kind {
        Kind::Falling | Kind::Negative => -plain,
        Kind::Zeros => 0.0,
        Kind::Halves => 0.5,
        Kind::Wide => 10.0 * plain,
        Kind::Literals if !hints.reals.is_empty() => hints.reals[random.below(hints.reals.len() as u64) as usize],
        _ => plain,
    }
}

/// An element of an integer buffer. `named`: integers that are worth trying; `peak`: is it to be the largest (1) or the least (-1)?
fn integer(kind: Kind, bits: u32, unsigned: bool, integers: Integers, named: &[i64], peak: i64, random: &mut Random) -> i64 {
    if bits == 1 {
        return random.below(2) as i64;
    }
    let (low, high) = match (bits, unsigned) {
        (64.., true) => (0, i64::MAX),
        (64.., false) => (i64::MIN, i64::MAX),
        (_, true) => (0, (1 << bits) - 1),
        (_, false) => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
    };
    let within = |low: i64, high: i64, random: &mut Random| {
        let span = (high as u64).wrapping_sub(low as u64).wrapping_add(1);
        let offset = if span == 0 { random.word() } else { random.below(span) };
        (low as u64).wrapping_add(offset) as i64
    };
    let near = |random: &mut Random| match named {
        [] => 0,
        named => named[random.below(named.len() as u64) as usize].saturating_add(within(-1, 1, random)),
    };
    // What buffers of wider integers hold may be indices.
    let (least, most) = match integers {
        _ if bits <= 8 => (low, high),
        Integers::Below(n) => (0, n.max(1) - 1),
        Integers::Small => (low.max(-100), 100),
    };
    match kind {
        _ if peak != 0 => {
            if peak > 0 {
                most
            } else {
                least
            }
        }
        Kind::Peak(_) | Kind::Trough(_) => within(least / 2, most / 2, random),
        Kind::Planted if bits <= 8 => [low, high, 0, -1][random.below(4) as usize].clamp(low, high),
        Kind::Zeros if bits <= 8 => 0,
        Kind::Literals if random.below(2) == 0 => near(random).clamp(least, most),
        Kind::Extremes(most) => {
            let end = (1_i64 << most.min(62)) - 1;
            let (least, most) = if most > 62 { (low, high) } else { (low.max(-end), high.min(end)) };
            match random.below(6) {
                0 => near(random).clamp(least, most),
                1 => [least, most, 0, -1][random.below(4) as usize].clamp(least, most),
                2 => within(least, most, random),
                _ => within(least.max(-100), most.min(100), random),
            }
        }
        _ => within(least, most, random),
    }
}

fn encode(bytes: &mut Vec<u8>, ty: Float, v: f64) {
    match ty {
        Float::Bf16 => bytes.extend(bf16_from_f64(v).to_le_bytes()),
        Float::F16 => bytes.extend(half_from_f64(v).to_le_bytes()),
        Float::Tf32 | Float::F32 => bytes.extend((v as f32).to_le_bytes()),
        Float::F64 => bytes.extend(v.to_le_bytes()),
    }
}

/// The floats in a buffer.
pub fn decode(bytes: &[u8], ty: Float) -> impl Iterator<Item = f64> + Clone {
    bytes.chunks_exact(ty.bytes()).map(move |c| match ty {
        Float::Bf16 => bf16_to_f64(u16::from_le_bytes([c[0], c[1]])),
        Float::F16 => half_to_f64(u16::from_le_bytes([c[0], c[1]])),
        Float::Tf32 | Float::F32 => f64::from(f32::from_le_bytes([c[0], c[1], c[2], c[3]])),
        Float::F64 => f64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]),
    })
}

/// The integers in a buffer.
pub fn decode_integers(bytes: &[u8], width: usize) -> impl Iterator<Item = i64> {
    bytes.chunks_exact(width).map(move |c| {
        let mut word = [if c[width - 1] & 0x80 != 0 { 0xff } else { 0 }; 8];
        word[..width].copy_from_slice(c);
        i64::from_le_bytes(word)
    })
}

/// The values in a buffer.
pub fn decode_values(bytes: &[u8]) -> &[Value] {
    // SAFETY: a value is four words without padding, any words are a value; what is not aligned is cut off.
    let (head, values, _) = unsafe { bytes.align_to::<Value>() };
    debug_assert!(head.is_empty(), "buffers of a batch are aligned");
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(element: Element) -> Parameter {
        Parameter { name: "x".into(), element, buffer: true, constant: true, unsigned: false, extent: None, inferred: false }
    }

    #[test]
    fn a_seed_gives_the_same_inputs_and_another_gives_others() {
        let p = [parameter(Element::Float(Float::F32)), parameter(Element::Int(32))];
        let bytes = |seed| {
            let draw =
                Draw::new(Kind::Random, seed, &p, &[None, None], &[Some(100), Some(10)], Integers::Small, &Hints::default());
            format!("{:?}", draw.real(&p))
        };
        assert_eq!(bytes(1), bytes(1));
        assert_ne!(bytes(1), bytes(2));
    }

    #[test]
    fn buffers_come_back_as_they_went() {
        for float in [Float::F16, Float::Bf16, Float::F32, Float::F64] {
            let p = [parameter(Element::Float(float))];
            let draw = Draw::new(Kind::Wide, 3, &p, &[None], &[Some(50)], Integers::Small, &Hints::default());
            let Datum::Buffer(bytes, 50) = &draw.real(&p)[0] else { panic!("a buffer") };
            let Column::Reals(reals) = draw.column(0) else { panic!("reals") };
            assert_eq!(&decode(bytes, float).collect::<Vec<_>>(), reals);
        }
        let mut bytes = vec![];
        for v in [-1_i64, 5, -128, 127] {
            bytes.extend(&v.to_le_bytes()[..1]);
        }
        assert_eq!(decode_integers(&bytes, 1).collect::<Vec<_>>(), [-1, 5, -128, 127]);
    }

    #[test]
    fn the_largest_element_is_where_the_kind_says() {
        let p = [parameter(Element::Float(Float::F32))];
        let reals =
            |kind| match Draw::new(kind, 9, &p, &[None], &[Some(33)], Integers::Small, &Hints::default()).columns.remove(0) {
                Column::Reals(v) => v,
                Column::Integers(_) => panic!("reals"),
            };
        let rising = reals(Kind::Rising);
        assert!(rising.windows(2).all(|w| w[0] < w[1]));
        assert!(reals(Kind::Falling).windows(2).all(|w| w[0] > w[1]));
        let planted = reals(Kind::Planted);
        assert!(planted[0] > 3.0 && planted[32] > 3.0);
        assert!(reals(Kind::Zeros).iter().filter(|v| **v == 0.0).count() > 10);
    }
}
