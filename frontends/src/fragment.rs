//! Fragments of `nvcuda::wmma`: a matrix of a warp, by the arguments of its template.

use crate::ctype::CType;

/// `fragment<matrix_a, 16, 16, 16, half, row_major>`
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fragment {
    /// The template's arguments without namespaces: use, m, n, k, element and, but for accumulators, layout.
    pub words: Vec<String>,
    /// Rows and columns of the matrix.
    pub shape: [i64; 2],
    /// The type of its elements.
    pub element: CType,
}

impl Fragment {
    /// Reads a type as clang writes it; nothing if it is another type or a fragment that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let arguments = text
            .rsplit_once("fragment<")
            .filter(|(before, _)| before.is_empty() || before.ends_with("::"))?
            .1
            .strip_suffix('>')?;
        let mut words: Vec<String> = arguments
            .split(',')
            .map(|a| a.trim().rsplit("::").next().unwrap_or_default().to_owned())
            .filter(|w| w != "void")
            .collect();
        let number = |i: usize| words.get(i)?.parse::<i64>().ok();
        let (m, n, k) = (number(1)?, number(2)?, number(3)?);
        let shape = match words[0].as_str() {
            "matrix_a" => [m, k],
            "matrix_b" => [k, n],
            "accumulator" => [m, n],
            _ => return None,
        };
        let written = words.get(4)?;
        // Its elements are stored as floats.
        let element = if written == "tf32" { CType::Float } else { CType::parse(written) };
        words[4] = match element {
            _ if written == "tf32" => "precision::tf32".into(),
            CType::BFloat => "__nv_bfloat16".into(),
            _ => element.spell(),
        };
        Some(Self { words, shape, element })
    }
    /// The template's arguments as they are written behind `using namespace nvcuda`.
    pub fn arguments(&self) -> String {
        let tag = |word: &str| {
            word.starts_with("matrix_") || word.ends_with("_major") || word.starts_with("precision::") || word == "accumulator"
        };
        let words: Vec<String> = self.words.iter().map(|w| if tag(w) { format!("wmma::{w}") } else { w.clone() }).collect();
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_of_the_template_say_all() {
        let a = Fragment::parse("nvcuda::wmma::fragment<nvcuda::wmma::matrix_a, 16, 16, 16, _Float16, nvcuda::wmma::row_major>")
            .expect("a");
        assert_eq!((a.shape, &a.element), ([16, 16], &CType::Half));
        assert_eq!(a.arguments(), "wmma::matrix_a, 16, 16, 16, half, wmma::row_major");
        let c = Fragment::parse("wmma::fragment<wmma::accumulator, 32, 8, 16, float>").expect("an accumulator");
        assert_eq!((c.shape, c.arguments().as_str()), ([32, 8], "wmma::accumulator, 32, 8, 16, float"));
        let tf32 = "wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::col_major";
        let b = Fragment::parse(&format!("nvcuda::wmma::fragment<{}>", tf32.replace("wmma::", "nvcuda::wmma::"))).expect("b");
        assert_eq!((b.shape, &b.element, b.arguments().as_str()), ([8, 16], &CType::Float, tf32));
        assert!(Fragment::parse("my_fragment<int>").is_none() && Fragment::parse("fragment<matrix_a, 16>").is_none());
    }
}
