//! A document laid out for a width: lines, and the links on them.

use std::ops::Range;

use crate::report::{Document, Part, Role, Target};
use crate::text::wrap::wrap;

/// A document wrapped to a width. Lines are counted from 0.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// The document.
    pub document: Document,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// The first line with the words that were asked for.
    pub passage: Option<usize>,
}

/// One line: a part of a paragraph's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which paragraph.
    pub paragraph: usize,
    /// Which bytes of its text.
    pub range: Range<usize>,
    /// Cells before it.
    pub lead: u16,
}

/// A link: one or several spans in a row that lead to the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which paragraph it stands in.
    pub paragraph: usize,
    /// Which bytes of its text.
    pub range: Range<usize>,
    /// The lines it stands on.
    pub lines: Range<usize>,
    /// Where it leads.
    pub target: Target,
    /// What part of the document it belongs to.
    pub part: Part,
}

impl Laid {
    /// Wraps a document to a width in cells.
    pub fn new(document: Document, width: u16) -> Self {
        let mut lines = Vec::new();
        let mut links = Vec::new();
        let mut passage = None;
        for (at, paragraph) in document.paragraphs.iter().enumerate() {
            let text = paragraph.text();
            let room = |used: u16| usize::from(width.saturating_sub(used).max(1));
            let first_line = lines.len();
            let ranges = wrap(&text, room(paragraph.indent), room(paragraph.hang));
            lines.extend(ranges.into_iter().enumerate().map(|(n, range)| Line {
                paragraph: at,
                range,
                lead: if n == 0 {
                    paragraph.indent
                } else {
                    paragraph.hang
                },
            }));
            let own = lines.get(first_line..).unwrap_or_default();
            let mut start = 0;
            for span in &paragraph.spans {
                let range = start..start + span.text.len();
                start = range.end;
                let touched =
                    |line: &Line| line.range.start < range.end && range.start < line.range.end;
                let asked =
                    matches!(span.role, Role::Passage) || is_near(paragraph.part, span.role);
                if span.target.is_none() && !asked {
                    continue;
                }
                let first = own.iter().position(touched).unwrap_or(0);
                if asked {
                    passage = passage.or(Some(first_line + first));
                }
                let Some(target) = &span.target else { continue };
                let last = own.iter().rposition(touched).unwrap_or(first);
                links.push(Link {
                    paragraph: at,
                    range,
                    lines: first_line + first..first_line + last + 1,
                    target: target.clone(),
                    part: paragraph.part,
                });
            }
        }
        Self {
            document,
            lines,
            links,
            passage,
        }
    }

    /// The links that stand on some lines, by number.
    pub fn links_on(&self, window: Range<usize>) -> Range<usize> {
        let first = self
            .links
            .partition_point(|link| link.lines.end <= window.start);
        let end = self
            .links
            .partition_point(|link| link.lines.start < window.end);
        first..end.max(first)
    }

    /// The line that holds a byte of a paragraph.
    pub fn line_of(&self, paragraph: usize, byte: usize) -> usize {
        let after = self.lines.partition_point(|line| {
            line.paragraph < paragraph || (line.paragraph == paragraph && line.range.start <= byte)
        });
        after.saturating_sub(1)
    }
}

/// Whether a span of a source's text is what comes nearest to words that do not stand in it.
fn is_near(part: Part, role: Role) -> bool {
    part == Part::Text && role == Role::Changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorId, Slug};
    use crate::report::Span;

    fn actor(text: &str) -> Span {
        let id = ActorId(Slug::new("a").unwrap());
        Span::body(text).to_record(id.record())
    }

    #[test]
    fn links_know_their_lines() {
        let mut document = Document::new("Test");
        document.paragraph([
            Span::body("some words that wrap and "),
            actor("one actor here"),
        ]);
        document.paragraph([actor("two")]);
        let laid = Laid::new(document, 12);
        let lines: Vec<_> = laid.links.iter().map(|link| link.lines.clone()).collect();
        assert_eq!(laid.links_on(0..1), 0..0);
        assert_eq!(laid.links_on(0..laid.lines.len()), 0..2);
        assert_eq!(lines[1], laid.lines.len() - 1..laid.lines.len());
        assert!(lines[0].end - lines[0].start >= 2, "{lines:?}");
    }

    #[test]
    fn a_byte_is_found_on_its_line() {
        let mut document = Document::new("Test");
        document.paragraph([Span::body("aaaa bbbb cccc")]);
        let laid = Laid::new(document, 4);
        assert_eq!(laid.line_of(0, 0), 0);
        assert_eq!(laid.line_of(0, 6), 1);
        assert_eq!(laid.line_of(0, 13), 2);
    }
}
