//! What a stored text holds that nobody said: targets of links, tags, the marks of quoted lines.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem;

/// The most bytes that the target of a link or a tag may take.
const LONGEST: usize = 1024;
/// The most bytes of a footnote's mark, and of a link's label.
const LONGEST_NOTE: usize = 24;
const LONGEST_LABEL: usize = 128;
/// The most links that a text may define.
const MOST_LABELS: usize = 4096;
/// How many brackets may be open at a time.
const DEEPEST: usize = 16;

/// The tags that are passed over; `<` before anything else is a character like others.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "del",
    "div",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// The parts of a folded text that are markup, in bytes.
#[derive(Debug, Default)]
pub(super) struct Markup {
    parts: Vec<Range<usize>>,
    /// Where brackets were opened that may turn out to be a link's.
    brackets: Vec<usize>,
    /// What holds no words: targets of links, and tags.
    passed: Vec<Range<usize>>,
    /// Where brackets close around the first letter of a word: `[e]xtremely`.
    letters: Vec<usize>,
    /// The labels of links that the text defines: `[label]: https://…`, in small letters.
    labels: BTreeSet<String>,
}

impl Markup {
    /// The links and tags of a folded text.
    pub(super) fn of(text: &str) -> Self {
        let mut markup = Self {
            labels: labels(text),
            ..Self::default()
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(next) = bytes
            .get(at..)
            .and_then(|rest| memchr::memchr3(b'[', b']', b'<', rest))
        {
            at = markup.pass(text, at + next);
        }
        markup
    }

    /// What holds no words, in order.
    pub(super) fn passed(&self) -> &[Range<usize>] {
        &self.passed
    }

    /// Where brackets close around the first letter of a word, in order.
    pub(super) fn letters(&self) -> &[usize] {
        &self.letters
    }

    /// Notes the brackets around the first letters of words.
    pub(super) fn add_letters(&mut self, text: &str) {
        let closing = memchr::memchr_iter(b']', text.as_bytes());
        let letters = closing.filter(|&at| !self.covers(at) && is_first_letter(text, at));
        self.letters = letters.collect();
        for &at in &self.letters {
            let letter = text.get(..at).and_then(|text| text.chars().next_back());
            let open = at - letter.map_or(0, char::len_utf8) - 1;
            self.parts.extend([open..open + 1, at..at + 1]);
        }
    }

    /// At a `[`, `]` or `<`: notes what markup begins or ends there, and says where to go on.
    fn pass(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        match bytes.get(at) {
            Some(b'[') => {
                if let Some(end) = footnote_end(text, at) {
                    self.parts.push(at..end);
                    self.passed.push(at..end);
                    return end;
                }
                if self.brackets.len() == DEEPEST {
                    self.brackets.remove(0);
                }
                self.brackets.push(at);
            }
            Some(b']') => {
                let opening = self.brackets.pop();
                if let Some(opening) = opening
                    && bytes.get(at + 1) == Some(&b'(')
                    && let Some(end) = target_end(text, at + 1)
                {
                    self.parts.extend([opening..opening + 1, at..end]);
                    self.passed.push(at..end);
                    return end;
                }
                if let Some(opening) = opening
                    && let Some(end) = self.reference_end(text, opening, at)
                {
                    self.parts.extend([opening..opening + 1, at..end]);
                    self.passed.push(at..end);
                    return end;
                }
            }
            Some(b'<') => {
                if let Some(end) = tag_end(text, at) {
                    self.parts.push(at..end);
                    self.passed.push(at..end);
                    return end;
                }
            }
            _ => {}
        }
        at + 1
    }

    /// The end of the link by a label whose words stand between two brackets: `[words][label]`,
    /// `[words][]` or `[label]` alone, where the text defines the label.
    fn reference_end(&self, text: &str, opening: usize, closing: usize) -> Option<usize> {
        if self.labels.is_empty() {
            return None;
        }
        let is_label = |label: &str| self.labels.contains(&label.to_lowercase());
        let words = text.get(opening + 1..closing)?;
        let rest = text.get(closing + 1..)?;
        if rest.starts_with(':') {
            return None;
        }
        let label = rest.strip_prefix('[').and_then(|rest| {
            let end = rest
                .bytes()
                .take(LONGEST_LABEL)
                .position(|byte| byte == b']')?;
            rest.get(..end)
        });
        match label {
            Some(label) if is_label(label) || label.is_empty() && is_label(words) => {
                Some(closing + 3 + label.len())
            }
            _ => is_label(words).then_some(closing + 1),
        }
    }

    /// Notes a part that was found in another way.
    pub(super) fn add(&mut self, part: Range<usize>) {
        self.parts.push(part);
    }

    /// To be called when all parts are known.
    pub(super) fn finish(&mut self) {
        self.brackets = Vec::new();
        self.parts.sort_unstable_by_key(|part| part.start);
    }

    /// Whether a byte belongs to markup.
    pub(super) fn covers(&self, at: usize) -> bool {
        let after = self.parts.partition_point(|part| part.start <= at);
        let before = after.checked_sub(1).and_then(|i| self.parts.get(i));
        before.is_some_and(|part| at < part.end)
    }

    /// Whether any markup begins within these bytes.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        let next = self.parts.partition_point(|part| part.start < range.start);
        let next = self.parts.get(next);
        next.is_some_and(|part| part.start < range.end)
    }
}

/// The labels of links that a text defines: `[label]: https://…`.
fn labels(text: &str) -> BTreeSet<String> {
    let ends = memmem::find_iter(text.as_bytes(), "]: ").take(MOST_LABELS);
    let defined = ends.filter_map(|end| {
        let target = text.get(end + 3..)?;
        let known = ["http://", "https://", "<http", "/", "#", "mailto:"];
        known
            .iter()
            .any(|start| target.starts_with(start))
            .then_some(())?;
        let before = text.get(..end)?;
        let bytes = before.as_bytes().iter().rev().take(LONGEST_LABEL);
        let start = end - bytes.take_while(|&&byte| byte != b'[').count();
        let outer = start.checked_sub(2).map(|at| before.as_bytes().get(at));
        let apart = matches!(outer, None | Some(Some(b' ')));
        let label = before
            .get(start..)
            .filter(|_| before.get(..start).is_some_and(|b| b.ends_with('[')))?;
        (apart && !label.is_empty()).then(|| label.to_lowercase())
    });
    defined.collect()
}

/// The footnotes of a folded text, in order; they hold no words.
pub(super) fn footnotes(text: &str) -> Vec<Range<usize>> {
    let opening = memchr::memchr_iter(b'[', text.as_bytes());
    let found = opening.filter_map(|at| Some(at..footnote_end(text, at)?));
    found.collect()
}

/// The end of a footnote that opens with the `[` at `at`: `[12]`, `[^a]`, `[note 3]` or
/// `[citation needed]` close behind a word or its marks.
///
/// With a space before it a number in brackets may be the speaker's, and so may one of four digits.
fn footnote_end(text: &str, at: usize) -> Option<usize> {
    let (before, rest) = text.split_at_checked(at)?;
    let rest = rest.strip_prefix('[')?;
    let close = rest
        .bytes()
        .take(LONGEST_NOTE)
        .position(|byte| byte == b']')?;
    let inside = rest.get(..close)?;
    let behind = rest.get(close + 1..)?.chars().next();
    let attached = before
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace() && !matches!(c, '[' | '(' | '$' | '-' | '_'));
    let ends = behind.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '(' | '-' | '_' | '%'));
    (is_note(inside) && attached && ends).then_some(at + close + 2)
}

/// Whether what stands in brackets is the mark of a footnote.
pub(super) fn is_note(inside: &str) -> bool {
    let number =
        |text: &str| matches!(text.len(), 1..=3) && text.bytes().all(|b| b.is_ascii_digit());
    let named = || {
        let (name, count) = inside.split_once(' ')?;
        let known = ["note", "nb", "n", "ref"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
        (known && number(count)).then_some(())
    };
    let marked = || {
        let name = inside.strip_prefix('^')?;
        let plain = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        (plain && !name.is_empty()).then_some(())
    };
    number(inside)
        || inside.eq_ignore_ascii_case("citation needed")
        || named().is_some()
        || marked().is_some()
}

/// Whether the `]` at `at` ends brackets around one letter, with more of its word behind it.
fn is_first_letter(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let mut letters = before.chars().rev();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next() == Some('[')
        && rest.chars().nth(1).is_some_and(char::is_alphanumeric)
}

/// The end of a link's target that opens with the `(` at `at`: a title in quotation marks aside,
/// no space stands in it.
fn target_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(at..)?;
    let mut depth = 0_usize;
    let mut titled = false;
    for (i, &byte) in bytes.iter().take(LONGEST).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + i + 1);
                }
            }
            b' ' if !titled => {
                titled = true;
                if bytes.get(i + 1) != Some(&b'"') {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// The end of a tag that opens with the `<` at `at`.
fn tag_end(text: &str, at: usize) -> Option<usize> {
    let inside = text.get(at + 1..)?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let tag = name.get(..len)?;
    if !TAGS.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
        return None;
    }
    let rest = name.get(len..)?;
    let length = rest.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    // Words between angle brackets are words: a tag has attributes, or nothing.
    let attributes = rest.get(..length)?;
    let empty = matches!(attributes.trim(), "" | "/");
    if !(empty || attributes.starts_with(' ') && attributes.contains('=')) {
        return None;
    }
    Some(at + 1 + (inside.len() - name.len()) + len + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let mut markup = Markup::of(text);
        markup.finish();
        let kept = text.char_indices().filter(|(at, _)| !markup.covers(*at));
        kept.map(|(_, c)| c).collect()
    }

    #[test]
    fn links_and_tags_are_markup_and_brackets_are_not() {
        for (text, expected) in [
            ("a [link](http://x.org/a_(b)) b", "a link b"),
            ("a [l](x \"title here\") b", "a l b"),
            ("[a [b] c](x) [d] (e)", "a [b] c [d] (e)"),
            ("a [b](c d) e", "a [b](c d) e"),
            ("a <em>b</em> <a href=\"x\">c</a><br/> < d", "a b c < d"),
            ("a <b and c, <not> a tag", "a <b and c, <not> a tag"),
            ("a < b > c <brave> d", "a < b > c <brave> d"),
            (
                "a word[1] and.[12][note 3] \"b\"[citation needed] c[^x].",
                "a word and. \"b\" c.",
            ),
            (
                "a [5] b[2019] c[s] $[5] d [note 3] [1]",
                "a [5] b[2019] c[s] $[5] d [note 3] [1]",
            ),
            ("x[1](y) z[2]nd", "x1 z[2]nd"),
            (
                "[a b][1], [c][], [c], [d] [1]: http://x.org [c]: /y",
                "a b, c, c, [d] [1]: http://x.org [c]: /y",
            ),
            ("we [will][not] go [1]: see", "we [will][not] go [1]: see"),
        ] {
            assert_eq!(seen(text), expected);
        }
    }
}
