//! Mutations of texts token by token: most of them still parse, which few mutations of bytes do.

use fastrand::Rng;

/// Values at the edges.
const NUMBERS: [&str; 14] = [
    "0",
    "1",
    "-1",
    "2",
    "7",
    "63",
    "64",
    "1024",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775807",
    "0.0",
    "1.0e+38",
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

/// The tokens of a text: words, spaces, single characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_word(first) {
            rest.find(|c| !is_word(c))
        } else if first.is_whitespace() {
            rest.find(|c: char| !c.is_whitespace())
        } else {
            Some(first.len_utf8())
        };
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        found.push(token);
        rest = after;
    }
    found
}

/// One mutation of a text in place, of at most `limit` bytes: tokens or lines are left out, doubled, exchanged or replaced by others of the text, numbers by
/// [`NUMBERS`]. Returns the new size; `None` now and then, and if it is no text: libFuzzer's own mutations are for that.
pub fn mutate(data: &mut [u8], size: usize, limit: usize, seed: u32) -> Option<usize> {
    let mut random = Rng::with_seed(seed.into());
    let text = match std::str::from_utf8(&data[..size]) {
        Ok(text) if !text.is_empty() && random.usize(..8) != 0 => text,
        _ => return None,
    };
    let new = if random.usize(..6) == 0 {
        change(text.split_inclusive('\n').collect(), &mut random)
    } else {
        change(tokens(text), &mut random)
    };
    let mut end = new.len().min(limit);
    while !new.is_char_boundary(end) {
        end -= 1;
    }
    data[..end].copy_from_slice(&new.as_bytes()[..end]);
    Some(end)
}

fn change(mut pieces: Vec<&str>, random: &mut Rng) -> String {
    for _ in 0..=random.usize(..3) {
        if pieces.is_empty() {
            break;
        }
        let (at, other) = (random.usize(..pieces.len()), random.usize(..pieces.len()));
        match random.usize(..7) {
            0 => {
                let end = (at + 1 + random.usize(..4)).min(pieces.len());
                pieces.drain(at..end);
            }
            1 => {
                let end = (other + 1 + random.usize(..12)).min(pieces.len());
                let copy = pieces[other..end].to_vec();
                pieces.splice(at..at, copy);
            }
            2 => pieces[at] = pieces[other],
            3 => pieces.swap(at, other),
            // A word takes the place of a word, a number that of a number.
            4 | 5 => {
                let words: Vec<usize> =
                    (0..pieces.len()).filter(|i| pieces[*i].starts_with(|c: char| c.is_alphabetic() || c == '_')).collect();
                if !words.is_empty() {
                    let (a, b) = (words[random.usize(..words.len())], words[random.usize(..words.len())]);
                    pieces[a] = pieces[b];
                }
            }
            _ => {
                let numbers: Vec<usize> =
                    (0..pieces.len()).filter(|i| pieces[*i].starts_with(|c: char| c.is_ascii_digit())).collect();
                if !numbers.is_empty() {
                    pieces[numbers[random.usize(..numbers.len())]] = NUMBERS[random.usize(..NUMBERS.len())];
                }
            }
        }
    }
    pieces.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_their_tokens() {
        let text = "float x = 1.5e3f; // é\n";
        assert_eq!(tokens(text).concat(), text);
        assert_eq!(tokens("a[i+1]"), ["a", "[", "i", "+", "1", "]"]);
    }

    #[test]
    fn mutations_are_valid_texts_within_the_limit() {
        let text = "for (int i = 0; i < n; ++i) {\n  y[i] = ü * x[i];\n}\n";
        let mut changed = 0;
        for seed in 0..1000 {
            let mut random = Rng::with_seed(seed);
            let new = change(tokens(text), &mut random);
            changed += usize::from(new != text);
        }
        assert!(changed > 800, "{changed}");
    }
}
