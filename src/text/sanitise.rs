//! Untrusted text made safe to show on a terminal.
//!
//! A briefing may come from anybody. What could steer a terminal, reorder a line or hide in it
//! becomes a mark that can be seen, `<U+202E>`, as `less` shows it; nothing is dropped in silence.
//! The words themselves stay as they are: no normalisation, no folding.
//!
//! The original is not touched: matching and export work on that, and the map of [`block`] leads
//! back to it.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::CharIndices;

use unicode_normalization::char::is_combining_mark;

use super::derivation::Derivation;
use super::offset::OffsetMap;

/// The most combining marks that are kept on one base.
///
/// The longest runs of living orthographies are Burmese with five (the word for "secret",
/// လျှို့ဝှက်) and pointed Hebrew with accents, also five; Vietnamese, Thai and Tibetan need three.
pub const MAX_MARKS: usize = 6;

/// What a text may be shown as: many lines of it, without anything dangerous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanitised<'a> {
    /// The safe text; borrowed where nothing had to change.
    pub text: Cow<'a, str>,
    /// From the safe text to the original, in bytes.
    pub map: OffsetMap,
}

/// Makes a text safe to be shown as one line.
///
/// - A tab, and a line break of any kind (CR LF counts as one), becomes one space.
/// - Every character for which [`is_dangerous`] holds becomes a mark, `<U+202E>`: ASCII, upper-case
///   hexadecimal, at least four digits.
/// - A variation selector is kept directly after a visible base; anywhere else it becomes a mark as
///   well. Joiners do too, even where Persian or an Indic script calls for one: nothing without a
///   width of its own gets through.
/// - Of combining marks on one base, [`MAX_MARKS`] are kept; the rest becomes `<+12 marks>`. One
///   without a base gets a dotted circle to stand on.
///
/// Doing it twice changes nothing more. A text without anything of this is borrowed.
pub fn line(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    sanitised(text, Layout::Line).text
}

/// Whether a text holds nothing but printable ASCII and characters of the common scripts that need
/// no closer look, so that [`line()`] would not change it.
fn is_plain(text: &str) -> bool {
    let mut rest = text;
    while let Some(odd) = first_odd(rest.as_bytes()) {
        // The first byte that is not ASCII begins a character.
        let mut chars = rest.get(odd..).unwrap_or_default().chars();
        if !chars.next().is_some_and(is_harmless) {
            return false;
        }
        rest = chars.as_str();
    }
    true
}

/// The first byte that is not printable ASCII. Sixteen are looked at together.
fn first_odd(bytes: &[u8]) -> Option<usize> {
    let is_printable = |byte: &u8| matches!(byte, 0x20..=0x7e);
    let (chunks, _) = bytes.as_chunks::<16>();
    let clean = |chunk: &&[u8; 16]| chunk.iter().fold(true, |all, one| all & is_printable(one));
    let start = chunks.iter().take_while(clean).count() * 16;
    let mut rest = bytes.get(start..)?.iter();
    rest.position(|byte| !is_printable(byte))
        .map(|at| start + at)
}

/// Whether a character stands by itself and is seen: a letter, a sign of typography or currency, an
/// ideograph or syllable. Of others a closer look decides.
fn is_harmless(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{556}'
        | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}'
        | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Makes a text safe to be shown as many lines.
///
/// As [`line()`], but a line break of any kind (LF, CR LF, CR, U+0085, U+2028, U+2029) becomes `\n`,
/// the only control character in the result. A vertical tab or form feed becomes one space.
pub fn block(text: &str) -> Sanitised<'_> {
    sanitised(text, Layout::Block)
}

/// Whether a text is printable ASCII throughout, so that [`line()`] would not change it. This is a
/// quick scan: `false` means only that a closer look is needed.
pub fn is_clean_line(text: &str) -> bool {
    first_odd(text.as_bytes()).is_none()
}

/// Whether a character never gets through: [`line()`] leaves none, [`block`] only `\n`.
///
/// These are the controls (C0, DEL, C1), the line and paragraph separators, and whatever Unicode
/// calls a format character, default ignorable or a noncharacter and shows as nothing: bidi
/// controls, zero-width characters, soft hyphen, fillers, tags, annotation and shorthand controls.
/// Variation selectors are not among them: where they stand decides.
pub fn is_dangerous(c: char) -> bool {
    match u32::from(c) {
        0x20..=0x7e => false,
        ..=0x9f
        | 0xad
        | 0x034f
        | 0x061c
        | 0x115f..=0x1160
        | 0x17b4..=0x17b5
        | 0x180e
        | 0x200b..=0x200f
        | 0x2028..=0x202e
        | 0x2060..=0x206f
        | 0x3164
        | 0xfdd0..=0xfdef
        | 0xfeff
        | 0xffa0
        | 0xfff0..=0xfffb
        | 0x1_3430..=0x1_343f
        | 0x1_bca0..=0x1_bca3
        | 0x1_d173..=0x1_d17a
        | 0xe_0000..=0xe_0fff => true,
        code => code & 0xfffe == 0xfffe,
    }
}

/// Whether a character is a variation selector that may follow a visible base. Those of the
/// supplement (U+E0100 on) are not: they can carry any message unseen.
pub(super) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// What becomes of a line break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Line,
    Block,
}

/// What combining marks and selectors stand on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    /// The start of a text or line, or a mark of our own.
    None,
    /// A character, and whether it can be seen.
    Char { visible: bool },
    /// A base with so many combining marks.
    Marked(usize),
    /// A base with its selector, or a joiner: so many combining marks.
    Sealed(usize),
}

impl Base {
    fn marks(self) -> usize {
        match self {
            Self::None | Self::Char { .. } => 0,
            Self::Marked(n) | Self::Sealed(n) => n,
        }
    }
}

fn sanitised(text: &str, layout: Layout) -> Sanitised<'_> {
    let mut pass = Pass {
        chars: text.char_indices().peekable(),
        out: Derivation::of(text),
        base: Base::None,
        layout,
    };
    while let Some((at, c)) = pass.chars.next() {
        pass.step(at, c);
    }
    let (text, map) = pass.out.finish();
    Sanitised { text, map }
}

struct Pass<'a> {
    chars: Peekable<CharIndices<'a>>,
    out: Derivation<'a>,
    base: Base,
    layout: Layout,
}

impl Pass<'_> {
    fn step(&mut self, at: usize, c: char) {
        match c {
            ' '..='~' => self.base = Base::Char { visible: c != ' ' },
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.line_break(at, c),
            '\t' | '\u{b}' | '\u{c}' => self.put(at, c, " ", Base::Char { visible: false }),
            _ if is_dangerous(c) => self.mark(at, c),
            _ if is_variation_selector(c) => {
                if self.base == (Base::Char { visible: true }) {
                    self.base = Base::Sealed(0);
                } else {
                    self.mark(at, c);
                }
            }
            _ if is_combining_mark(c) => self.combining(at, c),
            _ => {
                let visible = !c.is_whitespace();
                self.base = Base::Char { visible };
            }
        }
    }

    fn line_break(&mut self, at: usize, c: char) {
        let mut end = at + c.len_utf8();
        if c == '\r' && self.chars.next_if(|&(_, c)| c == '\n').is_some() {
            end += 1;
        }
        let (with, base) = match self.layout {
            Layout::Line => (" ", Base::Char { visible: false }),
            Layout::Block => ("\n", Base::None),
        };
        if self.layout == Layout::Line || c != '\n' {
            self.out.edit(at..end, with);
        }
        self.base = base;
    }

    fn combining(&mut self, at: usize, c: char) {
        if self.base == Base::None {
            self.out.edit(at..at, "\u{25cc}");
        }
        let marks = self.base.marks();
        if marks < MAX_MARKS {
            self.base = match self.base {
                Base::Sealed(_) => Base::Sealed(marks + 1),
                _ => Base::Marked(marks + 1),
            };
            return;
        }
        let (mut end, mut count) = (at + c.len_utf8(), 1_usize);
        let more = |&(_, c): &(usize, char)| {
            is_combining_mark(c) && !is_dangerous(c) && !is_variation_selector(c)
        };
        while let Some((at, c)) = self.chars.next_if(more) {
            end = at + c.len_utf8();
            count += 1;
        }
        let plural = if count == 1 { "" } else { "s" };
        self.out.edit(at..end, &format!("<+{count} mark{plural}>"));
        self.own_mark();
    }

    fn mark(&mut self, at: usize, c: char) {
        let mark = format!("<U+{:04X}>", u32::from(c));
        self.out.edit(at..at + c.len_utf8(), &mark);
        self.own_mark();
    }

    /// After a mark of our own nothing is stood upon: it must stay readable.
    fn own_mark(&mut self) {
        self.base = Base::None;
    }

    fn put(&mut self, at: usize, c: char, with: &str, base: Base) {
        self.out.edit(at..at + c.len_utf8(), with);
        self.base = base;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_line() {
        for (given, expected) in [
            ("", ""),
            ("plain ASCII, as it is ~", "plain ASCII, as it is ~"),
            ("curly “quotes” – and… ", "curly “quotes” – and… "),
            (
                "a\tb\nc\rd\r\ne\u{85}f\u{2028}g\u{2029}h\u{b}i\u{c}j",
                "a b c d e f g h i j",
            ),
            ("a\n\n\tb", "a   b"),
            ("\u{1b}[31mred\u{1b}[0m", "<U+001B>[31mred<U+001B>[0m"),
            (
                "bell\u{7} del\u{7f} csi\u{9b}",
                "bell<U+0007> del<U+007F> csi<U+009B>",
            ),
            ("\u{202e}drawkcab\u{2069}", "<U+202E>drawkcab<U+2069>"),
            (
                "zero\u{200b}width\u{feff}\u{2060}",
                "zero<U+200B>width<U+FEFF><U+2060>",
            ),
            ("soft\u{ad}hyphen", "soft<U+00AD>hyphen"),
            ("tag\u{e0041}", "tag<U+E0041>"),
            ("\u{3164}\u{115f}\u{ffa0}", "<U+3164><U+115F><U+FFA0>"),
            ("\u{fdd0}\u{ffff}\u{10fffe}", "<U+FDD0><U+FFFF><U+10FFFE>"),
            (
                "nbsp\u{a0}stays\u{202f}\u{3000}",
                "nbsp\u{a0}stays\u{202f}\u{3000}",
            ),
            ("\u{fffd}", "\u{fffd}"),
        ] {
            assert_eq!(line(given), expected, "{given:?}");
        }
    }

    #[test]
    fn selectors_and_joiners_stay_only_where_they_belong() {
        for (given, expected) in [
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}"),
            ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}<U+FE0F>"),
            ("\u{fe0f}a", "<U+FE0F>a"),
            ("a \u{fe0f}", "a <U+FE0F>"),
            ("e\u{301}\u{fe00}", "e\u{301}<U+FE00>"),
            ("x\u{e0100}", "x<U+E0100>"),
            ("می\u{200c}خواهم", "می<U+200C>خواهم"),
            ("می\u{200d}خواهم", "می<U+200D>خواهم"),
            ("می\u{200c}", "می<U+200C>"),
            ("a\u{200c}b", "a<U+200C>b"),
            ("ක්\u{200d}ෂ", "ක්<U+200D>ෂ"),
            ("ක්\u{200d}\u{200d}ෂ", "ක්<U+200D><U+200D>ෂ"),
            ("👨\u{200d}👩", "👨<U+200D>👩"),
        ] {
            assert_eq!(line(given), expected, "{given:?}");
        }
    }

    #[test]
    fn living_orthographies_pass() {
        for word in [
            "Vie\u{302}\u{323}t Nam",
            "שָׁלוֹם",
            "בְּרֵאשִׁ֖ית הַשָּׁמַ֖יִם",
            "เมื่อวันที่น้ำ",
            "ที่ปรึกษา",
            "လျှို့ဝှက်",
            "བསྒྲིབས་ཧཱུྃ",
            "ស្ត្រី ញ៉ាំ",
            "مُحَمَّدٌ",
            "क्षत्रिय र्य",
            "Ђорђе, Łódź, Øre",
        ] {
            assert!(matches!(line(word), Cow::Borrowed(_)), "{word}");
        }
    }

    #[test]
    fn too_many_marks_become_one_and_none_stands_alone() {
        let zalgo = format!("Z{}a", "\u{301}".repeat(18));
        let kept = "\u{301}".repeat(6);
        assert_eq!(line(&zalgo), format!("Z{kept}<+12 marks>a"));
        assert_eq!(
            line(&zalgo.replacen('a', "", 1)),
            format!("Z{kept}<+12 marks>")
        );
        let seven = format!("Z{}", "\u{301}".repeat(7));
        assert_eq!(line(&seven), format!("Z{kept}<+1 mark>"));
        assert_eq!(line("\u{301}a"), "\u{25cc}\u{301}a");
        assert_eq!(line("\u{202e}\u{301}"), "<U+202E>\u{25cc}\u{301}");
        assert_eq!(block("a\n\u{301}").text, "a\n\u{25cc}\u{301}");
        assert_eq!(line("a\n\u{301}"), "a \u{301}");
    }

    #[test]
    fn many_lines() {
        let given = "a\r\nb\rc\nd\u{85}e\u{2028}f\u{2029}g\th\u{b}i\u{c}j\u{1b}";
        let safe = block(given);
        assert_eq!(safe.text, "a\nb\nc\nd\ne\nf\ng h i j<U+001B>");
        let at = safe.text.find('e').unwrap();
        assert_eq!(
            given.get(safe.map.range_to_original(at..at + 3)).unwrap(),
            "e\u{2028}f"
        );
        assert_eq!(safe.map.range_to_original(1..2), 1..3);
        assert!(matches!(block("a\nb").text, Cow::Borrowed(_)));
        assert!(matches!(block("a\n“b”").text, Cow::Borrowed(_)));
    }

    /// Text as it comes, with what is dangerous in it often.
    fn hostile() -> impl Strategy<Value = String> {
        let nasty = vec![
            '\n',
            '\r',
            '\t',
            '\u{1b}',
            '\u{85}',
            '\u{ad}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{2028}',
            '\u{202e}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{fe00}',
            '\u{301}',
            '\u{323}',
            '\u{94d}',
            '\u{180b}',
            'ی',
            'م',
            'क',
            '❤',
            '\u{e0041}',
            '\u{ffff}',
            ' ',
            'a',
            '—',
        ];
        let one = prop_oneof![
            proptest::sample::select(nasty),
            prop::char::range(' ', '~'),
            any::<char>(),
        ];
        let zalgo = (0..20_usize).prop_map(|n| "\u{300}".repeat(n));
        (proptest::collection::vec(one, 0..40), zalgo, 0..40_usize).prop_map(
            |(mut chars, marks, at)| {
                let at = at.min(chars.len());
                chars.splice(at..at, marks.chars());
                chars.into_iter().collect()
            },
        )
    }

    /// Each byte of the safe text maps to where it came from: kept characters to themselves.
    fn check_map(original: &str, safe: &str, map: &OffsetMap) {
        assert_eq!(map.original_len(), original.len());
        assert_eq!(map.derived_len(), safe.len());
        let mut covered = 0;
        for (at, c) in safe.char_indices() {
            let back = map.range_to_original(at..at + c.len_utf8());
            let was = original.get(back.clone()).unwrap();
            let kept = was.chars().eq([c]);
            assert!(kept || !is_clean_line(was) || was.is_empty() && c == '\u{25cc}');
            assert!(back.start >= covered || !kept, "{original:?}");
            covered = covered.max(back.end);
        }
        assert_eq!(covered, original.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn nothing_dangerous_is_left(text in hostile()) {
            let safe = line(&text);
            prop_assert!(!safe.chars().any(|c| is_dangerous(c) || c.is_control()), "{safe:?}");
            let safe = block(&text).text;
            prop_assert!(!safe.chars().any(|c| is_dangerous(c) && c != '\n'), "{safe:?}");
            for shown in safe.lines() {
                let first = shown.chars().next();
                prop_assert!(!first.is_some_and(is_combining_mark), "{safe:?}");
            }
        }

        #[test]
        fn twice_is_once(text in hostile()) {
            let safe = line(&text);
            prop_assert_eq!(line(&safe), safe.clone());
            let safe = block(&text).text;
            prop_assert_eq!(&block(&safe).text, &safe);
            prop_assert!(block(&safe).map.is_identity());
        }

        #[test]
        fn the_map_leads_back(text in hostile()) {
            let safe = block(&text);
            check_map(&text, &safe.text, &safe.map);
        }

        #[test]
        fn printable_ascii_is_borrowed(text in "[ -~]{0,80}") {
            prop_assert!(is_clean_line(&text));
            prop_assert!(matches!(line(&text), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn what_needs_no_closer_look_is_what_a_closer_look_leaves_alone() {
        for code in 0..=0x10_ffff {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            if is_harmless(c) {
                for text in [format!("{c}"), format!("a{c}b"), format!("{c}{c}")] {
                    assert_eq!(sanitised(&text, Layout::Line).text, text, "U+{code:04X}");
                }
            }
        }
        for at in 0..140 {
            let text = format!("{}é\u{202e}{}", "x".repeat(at), "y".repeat(140 - at));
            assert_eq!(line(&text), sanitised(&text, Layout::Line).text);
            let text = text.replace('\u{202e}', "ü");
            assert!(is_plain(&text) && matches!(line(&text), Cow::Borrowed(_)));
        }
    }
}
