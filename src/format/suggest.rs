//! "Did you mean …?"

use strsim::osa_distance;

/// The most candidates that are looked at for one suggestion.
const MAX_CANDIDATES: usize = 20_000;

/// The longest text that anything is suggested for, in bytes.
const MAX_LEN: usize = 60;

/// The candidate that was probably meant: the closest one, if it is close enough to be a slip.
pub fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if written.is_empty() || written.len() > MAX_LEN {
        return None;
    }
    let folded = fold(written);
    let allowed = match folded.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        long => (long / 3).min(5),
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(MAX_CANDIDATES) {
        if candidate.len().abs_diff(written.len()) > allowed {
            continue;
        }
        let distance = osa_distance(&folded, &fold(candidate));
        let better = best.is_none_or(|best| (distance, candidate) < best);
        if distance <= allowed && better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Case, and the marks between words, do not tell two names apart.
pub fn fold(name: &str) -> String {
    let name = name.trim().chars();
    name.flat_map(char::to_lowercase)
        .map(|c| if c == '_' || c == ' ' { '-' } else { c })
        .collect()
}

/// A text of the file as it is quoted in a message: cut where it is long.
pub fn quoted(text: &str) -> String {
    let mut cut: String = text.chars().take(MAX_LEN).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("\"{cut}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let words = ["speaker", "source", "said", "said_text"];
        assert_eq!(closest("speeker", words), Some("speaker"));
        assert_eq!(closest("Said-Text", words), Some("said_text"));
        assert_eq!(closest("siad", words), Some("said"));
        assert_eq!(closest("xylophone", words), None);
        assert_eq!(closest("", words), None);
    }
}
