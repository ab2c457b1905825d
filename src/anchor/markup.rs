//! What a stored text holds that nobody said: targets of links, tags, the marks of quoted lines.

use std::ops::Range;

/// The most bytes that the target of a link or a tag may take.
const LONGEST: usize = 1024;
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
}

impl Markup {
    /// The links and tags of a folded text.
    pub(super) fn of(text: &str) -> Self {
        let mut markup = Self::default();
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
        ] {
            assert_eq!(seen(text), expected);
        }
    }
}
