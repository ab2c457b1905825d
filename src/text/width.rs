//! How wide a text is on a terminal, in cells, and how to fit it into fewer.
//!
//! A width is the sum over grapheme clusters, each counted exactly as ratatui counts it when it
//! writes into its buffer: clusters with a control character take no cell, and a halfwidth voiced
//! sound mark adds one to what Unicode says. So what is measured here is what is drawn there.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands at the end of a text that was cut.
const ELLIPSIS: &str = "…";

/// One grapheme cluster: what a reader takes as one character, and a terminal draws as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grapheme<'a> {
    /// Where it begins in its text, in bytes.
    pub at: usize,
    /// The cluster itself.
    pub text: &'a str,
    /// How wide it is, in cells.
    pub cells: usize,
}

impl Grapheme<'_> {
    /// Where it ends in its text, in bytes.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// How wide its code points are one by one, in cells: the most that a terminal takes that does
    /// not know that they belong together. Half of a flag alone is a letter of two cells on some.
    pub fn parts(&self) -> usize {
        let cells = |c: char| match c {
            '\u{1f1e6}'..='\u{1f1ff}' => 2,
            c => UnicodeWidthChar::width(c).unwrap_or(0),
        };
        self.text.chars().map(cells).sum()
    }

    /// Its first code point: the letter, where marks follow.
    pub fn base(&self) -> char {
        self.text.chars().next().unwrap_or_default()
    }
}

/// The grapheme clusters of a text, in order.
pub fn graphemes(text: &str) -> Graphemes<'_> {
    Graphemes { rest: text, at: 0 }
}

/// See [`graphemes`].
#[derive(Clone, Debug)]
pub struct Graphemes<'a> {
    rest: &'a str,
    at: usize,
}

impl Graphemes<'_> {
    /// Passes over letters of ASCII that another follows, at most so many; says how many. Each is a
    /// grapheme of one cell.
    pub(super) fn pass_letters(&mut self, most: usize) -> usize {
        let bytes = self.rest.as_bytes().iter().take(most.saturating_add(1));
        let letters = bytes.take_while(|byte| byte.is_ascii_alphabetic());
        let count = letters.count().saturating_sub(1);
        self.rest = self.rest.get(count..).unwrap_or_default();
        self.at += count;
        count
    }
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = Grapheme<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let len = match self.rest.as_bytes() {
            [] => return None,
            // Between two characters of ASCII there is always a boundary, CR LF aside.
            [b' '..=b'~'] | [b' '..=b'~', ..=0x7f, ..] => 1,
            _ => self.rest.graphemes(true).next()?.len(),
        };
        let (text, rest) = self.rest.split_at_checked(len)?;
        let grapheme = Grapheme {
            at: self.at,
            text,
            cells: cells(text),
        };
        self.rest = rest;
        self.at += len;
        Some(grapheme)
    }
}

/// The width of one grapheme cluster, in cells.
fn cells(grapheme: &str) -> usize {
    if let [byte] = grapheme.as_bytes() {
        return usize::from(!byte.is_ascii_control());
    }
    if grapheme.contains(char::is_control) {
        return 0;
    }
    let sound_marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    grapheme.width() + sound_marks
}

/// The width of a text on a terminal, in cells.
pub fn width(text: &str) -> usize {
    if super::sanitise::is_clean_line(text) {
        return text.len();
    }
    graphemes(text).map(|g| g.cells).sum()
}

/// The text in at most so many cells: as it is where it fits, otherwise cut, with `…` at the end.
///
/// It is cut at the end of a word where one lies in the last third of the width, otherwise between
/// two graphemes. In no cells there is nothing.
pub fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    truncate_with(text, cells, ELLIPSIS)
}

/// As [`truncate`], with another sign at the end. Where there is no room for all of a sign of
/// ASCII, there stands its beginning.
pub fn truncate_with<'t>(text: &'t str, cells: usize, sign: &str) -> Cow<'t, str> {
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let sign = match width(sign) {
        long if long <= cells => sign,
        _ => sign.get(..cells).unwrap_or_default(),
    };
    let room = cells - width(sign);
    // Where to cut, in bytes: behind the last grapheme, and behind the last word that leave room.
    let (mut used, mut anywhere, mut word) = (0, 0, None);
    let mut after_space = true;
    for grapheme in graphemes(text) {
        let space = grapheme.text.chars().all(char::is_whitespace);
        if space && !after_space && used <= room {
            word = (used * 3 >= cells * 2).then_some(grapheme.at).or(word);
        }
        after_space = space;
        used += grapheme.cells;
        if used <= room {
            anywhere = grapheme.end();
        }
        if used > cells {
            let cut = word.unwrap_or(anywhere);
            let kept = text.get(..cut).unwrap_or_default().trim_end();
            return Cow::Owned([kept, sign].concat());
        }
    }
    Cow::Borrowed(text)
}

/// The text in exactly so many cells, at the left: truncated or followed by spaces.
pub fn pad_right(text: &str, cells: usize) -> String {
    pad_right_with(text, cells, ELLIPSIS)
}

/// As [`pad_right`], with another sign where it is truncated.
pub fn pad_right_with(text: &str, cells: usize, sign: &str) -> String {
    let mut text = truncate_with(text, cells, sign).into_owned();
    let missing = cells.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// The text in exactly so many cells, at the right: truncated or preceded by spaces.
pub fn pad_left(text: &str, cells: usize) -> String {
    let text = truncate(text, cells);
    let missing = cells.saturating_sub(width(&text));
    let mut padded = " ".repeat(missing);
    padded.push_str(&text);
    padded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn widths() {
        for (text, cells) in [
            ("", 0),
            ("plain", 5),
            ("“curly”", 7),
            ("e\u{301}", 1),
            ("日本", 4),
            ("❤\u{fe0f}", 2),
            ("👍🏽", 2),
            ("لا", 2),
            ("a\u{1b}b\tc\r\nd", 4),
        ] {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn cut_at_a_word_in_the_last_third_else_at_a_grapheme() {
        for (text, cells, expected) in [
            ("fits", 4, "fits"),
            ("fits not", 0, ""),
            ("fits not", 1, "…"),
            ("Volodymyr Zelenskyy", 16, "Volodymyr Zelen…"),
            ("Volodymyr Zelenskyy", 14, "Volodymyr Zel…"),
            ("Volodymyr Zelenskyy", 13, "Volodymyr…"),
            ("Volodymyr Zelenskyy", 11, "Volodymyr…"),
            ("ready for serious talks", 18, "ready for serious…"),
            ("ready for serious talks", 17, "ready for seriou…"),
            ("a  b", 3, "a…"),
            ("日本語の", 5, "日本…"),
            ("日本語の", 4, "日…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(truncate(text, cells), expected, "{text:?} in {cells}");
        }
    }

    #[test]
    fn cut_with_a_sign_of_more_cells() {
        for (text, cells, expected) in [
            ("fits", 4, "fits"),
            ("fits not", 0, ""),
            ("fits not", 2, ".."),
            ("fits not", 3, "..."),
            ("Volodymyr Zelenskyy", 16, "Volodymyr Zel..."),
            ("Volodymyr Zelenskyy", 13, "Volodymyr..."),
            ("日本語の", 6, "日..."),
        ] {
            let cut = truncate_with(text, cells, "...");
            assert_eq!(cut, expected, "{text:?} in {cells}");
            assert!(width(&cut) <= cells);
        }
    }

    #[test]
    fn padding_fills_exactly() {
        assert_eq!(pad_right("ab", 4), "ab  ");
        assert_eq!(pad_left("ab", 4), "  ab");
        assert_eq!(pad_right("日本語", 4), "日… ");
        assert_eq!(pad_left("abc", 0), "");
    }

    fn mixed() -> impl Strategy<Value = String> {
        let special = vec![
            ' ',
            '\u{301}',
            '\u{fe0f}',
            '❤',
            '👍',
            '🏽',
            '日',
            'ｶ',
            '\u{ff9e}',
            'ل',
            'ا',
            '\u{200d}',
            '\r',
            '\n',
            '\u{600}',
            '\u{1f1e9}',
            '\u{1f1ea}',
            '\u{94d}',
            'क',
            '\u{1100}',
            '\u{1161}',
        ];
        let one = prop_oneof![
            proptest::sample::select(special),
            prop::char::range(' ', '~'),
            any::<char>(),
        ];
        proptest::collection::vec(one, 0..24).prop_map(String::from_iter)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn the_width_is_what_the_buffer_takes(text in mixed()) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 1));
            let (end, _) = buffer.set_stringn(0, 0, &text, 200, Style::new());
            prop_assert_eq!(width(&text), usize::from(end));
        }

        #[test]
        fn graphemes_are_those_of_the_standard(text in mixed()) {
            let ours: Vec<_> = graphemes(&text).map(|g| (g.at, g.text)).collect();
            let theirs: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn never_wider_than_asked_for(text in mixed(), cells in 0..30_usize) {
            for sign in ["…", "..."] {
                let cut = truncate_with(&text, cells, sign);
                prop_assert!(width(&cut) <= cells, "{cut:?}");
            }
            let cut = truncate(&text, cells);
            if width(&text) <= cells && cells > 0 {
                prop_assert_eq!(&cut, &text);
            }
        }

        #[test]
        fn padded_is_exactly_as_wide_as_asked_for(text in "[ -~“日é…]{0,30}", cells in 0..30_usize) {
            prop_assert_eq!(width(&pad_right(&text, cells)), cells);
            prop_assert_eq!(width(&pad_left(&text, cells)), cells);
        }
    }
}
