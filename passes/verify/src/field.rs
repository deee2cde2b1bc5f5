//! Arithmetic modulo a prime below 2^60, and the pair of primes `p = 2q + 1` the identity tier draws.
//!
//! Elements are kept in Montgomery form, so that a product needs no division. `q = -1 (mod 120120)`: then 2, 3, 5, 7, 11
//! and 13 are squares modulo both primes, and square roots of the integers that kernels write are elements of the fields.

use std::cell::Cell;

/// A sequence of pseudo-random words (splitmix64): the same seed gives the same sequence on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Self(mix(seed ^ 0x5851_f42d_4c95_7f2d))
    }
    /// The next word.
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }
    /// A number below `n`, which is not 0. The bias is below n / 2^64.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.word()) * u128::from(n)) >> 64) as u64
    }
    /// A real in [low, high).
    pub fn real(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.word() >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// A permutation of the words that scatters every bit.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The integers modulo an odd prime below 2^60.
#[derive(Clone, Debug)]
pub struct Prime {
    /// The modulus.
    pub n: u64,
    /// `-1 / n` modulo 2^64.
    minus_inverse: u64,
    /// 2^128 modulo `n`.
    square: u64,
    /// 1 in Montgomery form.
    pub one: u64,
    /// The last inverse: rows are often divided by one number.
    last: Cell<(u64, u64)>,
}

impl Prime {
    fn new(n: u64) -> Self {
        let mut inverse = n;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(n.wrapping_mul(inverse)));
        }
        let one = ((1_u128 << 64) % u128::from(n)) as u64;
        let square = (u128::from(one) * u128::from(one) % u128::from(n)) as u64;
        Self { n, minus_inverse: inverse.wrapping_neg(), square, one, last: Cell::new((one, one)) }
    }
    #[inline]
    fn reduce(&self, t: u128) -> u64 {
        let m = (t as u64).wrapping_mul(self.minus_inverse);
        let u = ((t + u128::from(m) * u128::from(self.n)) >> 64) as u64;
        if u >= self.n { u - self.n } else { u }
    }
    /// a b
    #[inline]
    pub fn mul(&self, a: u64, b: u64) -> u64 {
        self.reduce(u128::from(a) * u128::from(b))
    }
    /// a + b
    #[inline]
    pub fn add(&self, a: u64, b: u64) -> u64 {
        let s = a + b;
        if s >= self.n { s - self.n } else { s }
    }
    /// a - b
    #[inline]
    pub fn sub(&self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.n - b }
    }
    /// -a
    #[inline]
    pub fn neg(&self, a: u64) -> u64 {
        if a == 0 { 0 } else { self.n - a }
    }
    /// a^e
    pub fn pow(&self, mut a: u64, mut e: u64) -> u64 {
        let mut r = self.one;
        while e > 0 {
            if e & 1 == 1 {
                r = self.mul(r, a);
            }
            a = self.mul(a, a);
            e >>= 1;
        }
        r
    }
    /// 1 / a; 0 for 0.
    pub fn inverse(&self, a: u64) -> u64 {
        let (of, is) = self.last.get();
        if of == a {
            return is;
        }
        let inverse = self.pow(a, self.n - 2);
        self.last.set((a, inverse));
        inverse
    }
    /// The square root of `a` that is itself a square; `None` if `a` is no square. Both primes are 3 modulo 4.
    pub fn root(&self, a: u64) -> Option<u64> {
        let r = self.pow(a, (self.n + 1) / 4);
        (self.mul(r, r) == a).then_some(r)
    }
    /// An integer, into Montgomery form.
    #[inline]
    pub fn embed(&self, value: u64) -> u64 {
        self.mul(value % self.n, self.square)
    }
    /// A signed integer, into Montgomery form.
    #[inline]
    pub fn embed_signed(&self, value: i64) -> u64 {
        let e = self.embed(value.unsigned_abs());
        if value < 0 { self.neg(e) } else { e }
    }
    /// The integer in [0, n) behind a Montgomery form.
    #[inline]
    pub fn plain(&self, a: u64) -> u64 {
        self.reduce(u128::from(a))
    }
    /// A random element.
    pub fn draw(&self, random: &mut Random) -> u64 {
        random.below(self.n)
    }
}

/// Miller-Rabin with bases that decide every 64-bit number.
fn is_prime(n: u64) -> bool {
    const SMALL: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    for p in SMALL {
        if n.is_multiple_of(p) {
            return n == p;
        }
    }
    let f = Prime::new(n);
    let minus_one = f.neg(f.one);
    let twos = (n - 1).trailing_zeros();
    SMALL.iter().all(|&base| {
        let mut x = f.pow(f.embed(base), (n - 1) >> twos);
        if x == f.one || x == minus_one {
            return true;
        }
        for _ in 1..twos {
            x = f.mul(x, x);
            if x == minus_one {
                return true;
            }
        }
        false
    })
}

/// A pair of primes `p = 2q + 1`, p of 60 bits, drawn by the seed.
pub fn primes(random: &mut Random) -> (Prime, Prime) {
    const STEP: u64 = 8 * 3 * 5 * 7 * 11 * 13;
    loop {
        let low = (1_u64 << 58) / STEP;
        let q = STEP * (low + random.below(low)) - 1;
        let p = 2 * q + 1;
        let small = [17, 19, 23, 29, 31, 37, 41, 43, 47];
        let plausible = small.into_iter().all(|d: u64| !q.is_multiple_of(d) && !p.is_multiple_of(d));
        if plausible && is_prime(q) && is_prime(p) {
            return (Prime::new(p), Prime::new(q));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primality() {
        assert!(is_prime(1_000_000_007));
        assert!(!is_prime(3_215_031_751), "a strong pseudoprime to the bases 2, 3, 5 and 7");
        assert!(!is_prime(1_000_000_007 * 1_000_000_009));
    }

    #[test]
    fn the_primes_are_as_promised_and_depend_on_the_seed() {
        let (p, q) = primes(&mut Random::new(1));
        assert_eq!(p.n, 2 * q.n + 1);
        assert!(p.n > 1 << 59 && p.n < 1 << 60);
        assert_eq!(p.n, primes(&mut Random::new(1)).0.n);
        assert_ne!(p.n, primes(&mut Random::new(2)).0.n);
        for square in [2, 3, 5, 6, 7, 11, 13, 80, 96, 128] {
            assert!(p.root(p.embed(square)).is_some() && q.root(q.embed(square)).is_some(), "{square}");
        }
        assert_eq!(p.root(p.embed_signed(-1)), None);
    }

    #[test]
    fn laws() {
        let mut random = Random::new(3);
        let (p, q) = primes(&mut random);
        for f in [&p, &q] {
            for _ in 0..1000 {
                let (a, b, c) = (f.draw(&mut random), f.draw(&mut random), f.draw(&mut random));
                assert_eq!(f.mul(a, f.add(b, c)), f.add(f.mul(a, b), f.mul(a, c)));
                assert_eq!(f.mul(f.mul(a, b), c), f.mul(a, f.mul(b, c)));
                assert_eq!(f.add(f.sub(a, b), b), a);
                assert_eq!(f.add(a, f.neg(a)), 0);
                assert_eq!(f.mul(a, f.inverse(a)), f.one);
                let expected = u128::from(f.plain(a)) * u128::from(f.plain(b)) % u128::from(f.n);
                assert_eq!(u128::from(f.plain(f.mul(a, b))), expected);
                let root = f.root(f.mul(a, a)).expect("a square");
                assert!(root == a || root == f.neg(a));
            }
            assert_eq!(f.plain(f.embed_signed(-5)), f.n - 5);
        }
    }
}
