//! A document as plain text: for pipes, screen readers and files.

use crate::text::wrap::wrap;

use super::document::Document;

/// The document as lines of at most `width` cells, each ended by a line feed; no spaces at the
/// end of a line.
pub fn text(document: &Document, width: usize) -> String {
    let mut out = String::new();
    for paragraph in &document.paragraphs {
        let text = paragraph.text();
        let (indent, hang) = (usize::from(paragraph.indent), usize::from(paragraph.hang));
        let room = |used: usize| width.saturating_sub(used).max(1);
        for (n, range) in wrap(&text, room(indent), room(hang))
            .into_iter()
            .enumerate()
        {
            let line = text.get(range).unwrap_or_default().trim_end();
            if !line.is_empty() {
                let lead = if n == 0 { indent } else { hang };
                out.extend(std::iter::repeat_n(' ', lead));
                out.push_str(line);
            }
            out.push('\n');
        }
    }
    out
}
