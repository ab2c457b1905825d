//! Where the lines of a text end when it has to fit a width.
//!
//! Lines come as byte ranges of the text, so that nothing is copied and what is highlighted in the
//! text can be highlighted in its lines.

use std::ops::Range;

use super::width::{Grapheme, graphemes};

/// Breaks a text into lines of at most `first_width` cells (the first line) and `rest_width` cells
/// (all others), and gives their byte ranges in order.
///
/// - `\n` ends a line, so a text has at least one line more than it has of those; an empty text is
///   one empty line.
/// - A line breaks at white space, which then belongs to neither line; after a hyphen or dash
///   within a word, though after a hyphen not before a digit; and on either side of a wide
///   character, unless it is Korean. Never at a NO-BREAK SPACE.
/// - A line does not begin with a closing bracket, closing quote or the like, nor end with an
///   opening one, where there is another way.
/// - A word wider than the width is broken between graphemes; on a first line narrower than the
///   rest it moves down to the second line instead.
///
/// Every byte that is not white space lies in exactly one range. No range begins or ends in the
/// middle of a grapheme, and none is wider than its width but one that is a single grapheme.
///
/// The time taken is linear in the length of the text.
pub fn wrap(text: &str, first_width: usize, rest_width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let first = lines.is_empty();
        let line = fill(text, start, if first { first_width } else { rest_width });
        if first && first_width < rest_width && line.breaks_badly {
            lines.push(start..start);
            continue;
        }
        lines.push(line.range);
        match line.next {
            Some(next) => start = next,
            None => return lines,
        }
    }
}

/// One line, filled.
struct Line {
    range: Range<usize>,
    /// Where the next line begins; none at the end of the text.
    next: Option<usize>,
    /// Whether it had to be broken where no line should be.
    breaks_badly: bool,
}

/// A place where a line may end: the end of the one, and the start of the next, in bytes.
#[derive(Clone, Copy)]
struct Break {
    end: usize,
    next: usize,
}

/// The last breaks that a line offers, by how good they are.
#[derive(Default)]
struct Breaks {
    /// Between words, or within one where it may be divided.
    good: Option<Break>,
    /// Between words, but punctuation would be left alone at the start or end of a line.
    orphan: Option<Break>,
    /// Between graphemes of a word.
    inside: Option<Break>,
}

/// The grapheme before, as far as it bears on a break after it.
#[derive(Clone, Copy)]
struct Before {
    base: char,
    kind: Kind,
    /// It opens something, so what follows should follow on this line.
    opens: bool,
    /// It is a hyphen or dash that may divide a word.
    divides: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    /// Divided only where its word may be: of one cell, or Korean, which has spaces between words.
    Narrow,
    /// Of two cells, and a word of its own.
    Wide,
}

/// Fills one line from `start`.
fn fill(text: &str, start: usize, width: usize) -> Line {
    let rest = text.get(start..).unwrap_or_default();
    let mut breaks = Breaks::default();
    let mut before: Option<Before> = None;
    let (mut cells, mut content_end) = (0, start);
    let mut all = graphemes(rest);
    while let Some(mut grapheme) = all.next() {
        grapheme.at += start;
        if grapheme.text.contains('\n') {
            return Line {
                range: start..content_end,
                next: Some(grapheme.end()),
                breaks_badly: false,
            };
        }
        if grapheme.text.chars().all(is_break_space) {
            // White space may hang over the edge: it is swallowed there.
            before = Some(Before {
                base: grapheme.base(),
                kind: Kind::Space,
                opens: before
                    .is_some_and(|b| b.opens && (b.is_space() || opens_across_space(b.base))),
                divides: false,
            });
            cells += grapheme.cells;
            continue;
        }
        let here = Break {
            end: content_end,
            next: grapheme.at,
        };
        if let Some(before) = before {
            breaks.offer(here, text, before, grapheme);
        }
        if cells + grapheme.cells > width && grapheme.at > start {
            return breaks.line(text, start, width, here);
        }
        before = Some(seen(before, grapheme));
        cells += grapheme.cells;
        content_end = grapheme.end();
        if grapheme.text.len() == 1 && grapheme.base().is_ascii_alphabetic() {
            // Most of most texts, and the next letter says the same of where a line may end.
            let letters = all.pass_letters(width.saturating_sub(cells));
            cells += letters;
            content_end += letters;
        }
    }
    Line {
        range: start..content_end,
        next: None,
        breaks_badly: false,
    }
}

impl Breaks {
    /// Notes the break between two graphemes, if it is one.
    fn offer(&mut self, here: Break, text: &str, before: Before, after: Grapheme<'_>) {
        let awkward = before.opens || closes(text, before, after);
        if before.is_space() {
            let kind = if awkward {
                &mut self.orphan
            } else {
                &mut self.good
            };
            *kind = Some(here);
        } else if !awkward && !is_glue(before.base) && !is_glue(after.base()) {
            let digit = after.base().is_ascii_digit() && !is_long_dash(before.base);
            let divided = before.divides && !digit && !is_dash(after.base());
            if divided || before.kind == Kind::Wide || Kind::of(after) == Kind::Wide {
                self.good = Some(here);
            } else {
                self.inside = Some(here);
            }
        }
    }

    /// Ends the line that began at `start` at its best break, `here` if there is none.
    fn line(&self, text: &str, start: usize, width: usize, here: Break) -> Line {
        let chosen = self.good.or(self.orphan).or(self.inside).unwrap_or(here);
        if chosen.end <= start {
            // Nothing but white space before it: an indent for which there is no room.
            return fill(text, chosen.next, width);
        }
        Line {
            range: start..chosen.end,
            next: Some(chosen.next),
            breaks_badly: self.good.is_none(),
        }
    }
}

impl Before {
    fn is_space(self) -> bool {
        self.kind == Kind::Space
    }
}

impl Kind {
    fn of(word: Grapheme<'_>) -> Self {
        if word.cells > 1 && !is_hangul(word.base()) {
            Self::Wide
        } else {
            Self::Narrow
        }
    }
}

fn seen(before: Option<Before>, grapheme: Grapheme<'_>) -> Before {
    let base = grapheme.base();
    let starts_word = before.is_none_or(|b| b.is_space() || b.opens || is_dash(b.base));
    let divides = is_dash(base)
        && before.is_some_and(|b| !b.is_space() && !b.opens && (b.divides || !is_dash(b.base)));
    Before {
        base,
        kind: Kind::of(grapheme),
        opens: is_opening(base) || is_quote(base) && starts_word,
        divides,
    }
}

/// Whether a line that began with this grapheme would begin with what closes the line before.
///
/// After white space or a dash a quotation mark may as well open, and a full stop begin a name
/// like `.gitignore`: there, what follows decides.
fn closes(text: &str, before: Before, after: Grapheme<'_>) -> bool {
    let base = after.base();
    if !is_closing(base) {
        return false;
    }
    if !before.is_space() && !is_dash(before.base) {
        return !before.opens;
    }
    if opens_across_space(base) {
        return false;
    }
    let rest = text.get(after.at..).unwrap_or_default();
    let next = rest.chars().find(|&c| !is_closing(c));
    next.is_none_or(char::is_whitespace)
}

/// White space at which a line may break; `\n` is not asked about.
fn is_break_space(c: char) -> bool {
    c.is_whitespace() && !is_glue(c)
}

/// Characters that hold on to what is on either side.
fn is_glue(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2007}' | '\u{2011}' | '\u{202f}' | '\u{2060}' | '\u{feff}'
    )
}

/// A Korean syllable or letter.
fn is_hangul(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2012}'..='\u{2015}')
}

/// A dash between words, not one within a number or a range.
fn is_long_dash(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2015}')
}

/// Quotation marks that open in one language and close in another.
fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›'
    )
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '¿'
            | '¡'
            | '„'
            | '‚'
            | '（'
            | '「'
            | '『'
            | '【'
            | '〈'
            | '《'
            | '〔'
            | '［'
            | '｛'
            | '〝'
    )
}

/// Opening marks that some set apart with a space: « comme ça ».
fn opens_across_space(c: char) -> bool {
    is_opening(c) || matches!(c, '«' | '‹' | '“' | '‘')
}

fn is_closing(c: char) -> bool {
    is_quote(c)
        || matches!(
            c,
            ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' | '…' | '°'
        )
        || matches!(
            c,
            '、' | '。'
                | '，'
                | '．'
                | '！'
                | '？'
                | '：'
                | '；'
                | '）'
                | '」'
                | '』'
                | '】'
                | '〉'
                | '》'
                | '〕'
                | '］'
                | '｝'
                | '〞'
                | '〟'
                | '・'
                | '％'
                | 'ー'
                | '々'
                | 'っ'
                | 'ゃ'
                | 'ゅ'
                | 'ょ'
                | 'ッ'
                | 'ャ'
                | 'ュ'
                | 'ョ'
        )
}

#[cfg(test)]
mod tests {
    use super::super::width::width;
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, first: usize, rest: usize) -> Vec<&str> {
        let ranges = wrap(text, first, rest);
        ranges.into_iter().map(|r| text.get(r).unwrap()).collect()
    }

    #[test]
    fn at_white_space() {
        assert_eq!(lines("", 10, 10), [""]);
        assert_eq!(lines("one two three", 7, 7), ["one two", "three"]);
        assert_eq!(lines("one   two  ", 5, 5), ["one", "two"]);
        assert_eq!(lines("a\n\nb\n", 5, 5), ["a", "", "b", ""]);
        assert_eq!(lines("  in dent", 6, 6), ["  in", "dent"]);
        assert_eq!(lines("      indent", 8, 8), ["indent"]);
        assert_eq!(lines("   ", 2, 2), [""]);
        assert_eq!(lines("19 points", 4, 4), ["19", "poin", "ts"]);
        assert_eq!(lines("of 19\u{a0}points", 9, 9), ["of", "19\u{a0}points"]);
    }

    #[test]
    fn the_first_line_may_be_narrower_or_wider() {
        assert_eq!(lines("one two three", 3, 9), ["one", "two three"]);
        assert_eq!(lines("three two", 3, 9), ["", "three two"]);
        assert_eq!(lines("one", 0, 5), ["", "one"]);
        assert_eq!(lines("one two three", 13, 3), ["one two three"]);
        assert_eq!(lines("a bbbbbbbbbb", 8, 4), ["a", "bbbb", "bbbb", "bb"]);
    }

    #[test]
    fn within_words() {
        assert_eq!(lines("a 19-point plan", 8, 8), ["a 19-", "point", "plan"]);
        assert_eq!(lines("from 25–30 Nov", 8, 8), ["from", "25–30", "Nov"]);
        assert_eq!(lines("run --flag", 6, 6), ["run", "--flag"]);
        assert_eq!(lines("he said—then", 9, 9), ["he said—", "then"]);
        assert_eq!(lines("he said--then", 9, 9), ["he said--", "then"]);
        assert_eq!(lines("日本語の本", 5, 5), ["日本", "語の", "本"]);
        assert_eq!(lines("다리는 바다를", 8, 8), ["다리는", "바다를"]);
        assert_eq!(lines("건너지만", 4, 4), ["건너", "지만"]);
        assert_eq!(lines("日本語", 1, 1), ["日", "本", "語"]);
        assert_eq!(lines("abcdefgh", 3, 3), ["abc", "def", "gh"]);
        assert_eq!(lines("abc", 0, 0), ["a", "b", "c"]);
        assert_eq!(lines("e\u{301}e\u{301}", 1, 1), ["e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn punctuation_is_not_left_alone() {
        assert_eq!(lines("Bonjour !", 8, 8), ["Bonjour", "!"]);
        assert_eq!(lines("ah oui, bonjour !", 16, 16), ["ah oui,", "bonjour !"]);
        assert_eq!(lines("il dit « non »", 12, 12), ["il dit", "« non »"]);
        assert_eq!(lines("il dit « non »", 8, 8), ["il dit", "« non »"]);
        assert_eq!(lines("abcdef.", 6, 6), ["abcde", "f."]);
        assert_eq!(lines("he said \"no\" to", 9, 9), ["he said", "\"no\" to"]);
        assert_eq!(lines("he said—” and", 8, 8), ["he", "said—”", "and"]);
        assert_eq!(lines("he said—“and", 9, 9), ["he said—", "“and"]);
        assert_eq!(lines("the .gitignore", 6, 6), ["the", ".gitig", "nore"]);
        assert_eq!(
            lines("er sagte „ja“ dann", 12, 12),
            ["er sagte", "„ja“ dann"]
        );
        assert_eq!(lines("日本。語", 4, 4), ["日", "本。", "語"]);
        assert_eq!(lines("日本「語」", 6, 6), ["日本", "「語」"]);
        assert_eq!(lines("))))))", 2, 2), ["))", "))", "))"]);
    }

    fn prose() -> impl Strategy<Value = String> {
        let special = vec![
            ' ',
            ' ',
            ' ',
            '\n',
            '\u{a0}',
            '-',
            '–',
            '—',
            '.',
            ',',
            '!',
            '(',
            ')',
            '"',
            '“',
            '”',
            '«',
            '»',
            '’',
            '日',
            '本',
            '。',
            '「',
            '\u{301}',
            '👍',
            '\u{fe0f}',
            '\u{1f1e9}',
            '\u{1f1ea}',
            '7',
            '\u{1b}',
            '\t',
            '\r',
            '\u{2003}',
            '\u{ff9e}',
        ];
        let one = prop_oneof![
            proptest::sample::select(special),
            prop::char::range('a', 'f'),
            any::<char>(),
        ];
        proptest::collection::vec(one, 0..60).prop_map(String::from_iter)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn letters_of_ascii_are_like_any_others(text in prose(), first in 0..14_usize, rest in 0..14_usize) {
            let other = |c: char| if c.is_ascii_alphabetic() { 'ä' } else { c };
            let others: String = text.chars().map(other).collect();
            let lens = |text: &str| -> Vec<usize> {
                lines(text, first, rest).iter().map(|line| line.chars().count()).collect()
            };
            prop_assert_eq!(lens(&text), lens(&others));
        }

        #[test]
        fn every_line_keeps_the_contract(text in prose(), first in 0..14_usize, rest in 0..14_usize) {
            let lines = wrap(&text, first, rest);
            let mut covered = 0;
            for (row, line) in lines.iter().enumerate() {
                prop_assert!(covered <= line.start && line.start <= line.end);
                let skipped = text.get(covered..line.start).unwrap();
                prop_assert!(skipped.chars().all(is_break_space), "{skipped:?}");
                covered = line.end;

                let shown = text.get(line.clone()).unwrap();
                let limit = if row == 0 { first } else { rest };
                let fits = width(shown) <= limit || graphemes(shown).count() == 1;
                prop_assert!(fits, "{shown:?} in {limit}");
                prop_assert!(!shown.contains('\n'));
            }
            prop_assert!(text.get(covered..).unwrap().chars().all(is_break_space));
            let forced = text.matches('\n').count();
            prop_assert!(lines.len() > forced);

            let bounds: Vec<usize> = graphemes(&text).map(|g| g.at).chain([text.len()]).collect();
            for line in &lines {
                prop_assert!(bounds.contains(&line.start) && bounds.contains(&line.end));
            }
        }

        #[test]
        fn a_text_that_fits_is_one_line(text in "[a-z“”,.-]{1,9}( [a-z“”,.-]{1,9}){0,8}") {
            let whole = width(&text);
            prop_assert_eq!(lines(&text, whole, 0), [&text]);
        }

        #[test]
        fn words_are_whole_where_they_fit(text in "[a-z]{1,9}( [a-z]{1,9}){0,8}", cells in 9..30_usize) {
            let words: Vec<&str> = text.split(' ').collect();
            let again: Vec<&str> = lines(&text, cells, cells)
                .into_iter()
                .flat_map(|line| line.split(' '))
                .collect();
            prop_assert_eq!(again, words);
        }
    }
}
