//! A manual page in roff, put together from roff and from Markdown.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;
use std::mem;

use clap_mangen::roff::{Inline, Roff, bold, italic, roman};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A page that is being written.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// A page with its title line: name, section, date, source, manual.
    pub(super) fn new(title: &[&str; 5]) -> Self {
        let arguments = title.map(|word| format!("\"{}\"", argument(word)));
        Self {
            text: format!(".TH {}\n", arguments.join(" ")),
        }
    }

    /// Adds the ways to call a command, as its help shows them: a line each.
    pub(super) fn synopsis(&mut self, usage: &str) {
        let mut roff = Roff::new();
        roff.control("SH", ["SYNOPSIS"]);
        let usage = usage.strip_prefix("Usage:").unwrap_or(usage);
        for (at, line) in usage.lines().enumerate() {
            let line = line.trim();
            let options = line.find(['[', '<']).unwrap_or(line.len());
            let (name, rest) = line.split_at_checked(options).unwrap_or((line, ""));
            if at > 0 {
                roff.control("br", []);
            }
            roff.text([bold(name.trim_end()), roman(format!(" {rest}"))]);
        }
        self.add(&roff.render());
    }

    /// Adds what somebody else writes in roff.
    pub(super) fn roff(
        &mut self,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut part = Vec::new();
        write(&mut part)?;
        // Between a help and its possible values it leaves an empty line in two ways at once.
        let part = String::from_utf8_lossy(&part).replace("\n.br\n\n.br\n", "\n.sp\n");
        self.add(&part);
        Ok(())
    }

    /// Adds a text in Markdown. Headings down to a level begin sections, the next level parts of
    /// them; deeper ones are paragraphs.
    pub(super) fn markdown(&mut self, text: &str, sections: HeadingLevel) {
        let mut writer = Writer::new(sections);
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            writer.event(event);
        }
        self.add(&writer.roff.render());
    }

    /// The page: ASCII only, so that it does not matter what encoding a reader takes it for.
    pub(super) fn finish(self) -> String {
        let preamble = Roff::new().render();
        let mut page = String::with_capacity(preamble.len() + self.text.len());
        page.push_str(&preamble);
        let mut characters = self.text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                // A backslash of the text; two of them would be halved once more in a macro.
                '\\' if characters.next_if_eq(&'\\').is_some() => page.push_str("\\e"),
                // Printed as accents where they are not named.
                '`' => page.push_str("\\(ga"),
                '^' => page.push_str("\\(ha"),
                '~' => page.push_str("\\(ti"),
                _ if character.is_ascii() => page.push(character),
                _ => {
                    // Writing to a string cannot fail.
                    let _ = write!(page, "\\[u{:04X}]", u32::from(character));
                }
            }
        }
        page
    }

    /// Every part begins with the same preamble; the page has it once.
    fn add(&mut self, part: &str) {
        let preamble = Roff::new().render();
        let part = part.strip_prefix(&preamble).unwrap_or(part);
        for line in part.lines() {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// What the next paragraph begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// Nothing: it stands right below a heading or a mark.
    Nothing,
    /// A paragraph of its own.
    Paragraph,
}

/// Markdown on its way to roff.
#[derive(Debug)]
struct Writer {
    roff: Roff,
    sections: HeadingLevel,
    line: Vec<Inline>,
    opening: Opening,
    /// How many emphases are open.
    strong: usize,
    emphasis: usize,
    /// How deep in lists.
    lists: usize,
    /// Where the open link leads, when that is to be shown.
    link: Option<String>,
    /// The cells of the open row of a table.
    cells: Vec<Vec<Inline>>,
    /// The text of the open block of code.
    code: Option<String>,
}

impl Writer {
    fn new(sections: HeadingLevel) -> Self {
        Self {
            roff: Roff::new(),
            sections,
            line: Vec::new(),
            opening: Opening::Paragraph,
            strong: 0,
            emphasis: 0,
            lists: 0,
            link: None,
            cells: Vec::new(),
            code: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => self.line.push(bold(text.as_ref())),
            Event::SoftBreak | Event::HardBreak => self.line.push(roman("\n")),
            // The manual has none of the rest.
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.line.push(match (self.strong, self.emphasis) {
            (0, 0) => roman(text),
            (0, _) => italic(text),
            _ => bold(text),
        });
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::List(_) => self.lists += 1,
            Tag::Item => {
                self.flush();
                self.roff.control("IP", ["\\(bu", "2"]);
                self.opening = Opening::Nothing;
            }
            Tag::Link { dest_url, .. } if dest_url.contains("://") => {
                self.link = Some(dest_url.into_string());
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.code = Some(String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => {
                if let Some(link) = self.link.take() {
                    self.line.push(roman(format!(" <{link}>")));
                }
            }
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.opening = Opening::Paragraph;
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::TableCell => self.cells.push(mem::take(&mut self.line)),
            TagEnd::TableHead => self.cells.clear(),
            TagEnd::TableRow => self.row(),
            TagEnd::Table => self.opening = Opening::Paragraph,
            _ => {}
        }
    }

    /// Writes the paragraph that was collected.
    fn flush(&mut self) {
        let line = mem::take(&mut self.line);
        if line.is_empty() {
            return;
        }
        match (self.opening, self.lists) {
            (Opening::Nothing, _) => {}
            (Opening::Paragraph, 0) => {
                self.roff.control("PP", []);
            }
            (Opening::Paragraph, _) => {
                self.roff.control("IP", ["", "2"]);
            }
        }
        self.opening = Opening::Paragraph;
        self.roff.text(joined(line));
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = plain(&mem::take(&mut self.line));
        if level <= self.sections {
            let text = text.to_uppercase();
            self.roff.control("SH", [argument(&text).as_ref()]);
        } else {
            self.roff.control("SS", [argument(&text).as_ref()]);
        }
        self.opening = Opening::Nothing;
    }

    fn code_block(&mut self) {
        let code = self.code.take().unwrap_or_default();
        if self.opening == Opening::Paragraph {
            self.roff.control("PP", []);
        }
        self.roff.control("RS", ["4"]).control("nf", []);
        for line in code.lines() {
            self.roff.text([roman(line)]);
        }
        self.roff.control("fi", []).control("RE", []);
        self.opening = Opening::Paragraph;
    }

    /// A row of a table: its first cells above, the last one below, indented.
    fn row(&mut self) {
        let mut cells = mem::take(&mut self.cells);
        let body = cells.pop().unwrap_or_default();
        let mut cells = cells.into_iter();
        let mut head = cells.next().unwrap_or_default();
        let rest: Vec<_> = cells.map(|cell| plain(&cell)).collect();
        if !rest.is_empty() {
            head.push(roman("  "));
            head.push(italic(rest.join(", ")));
        }
        self.roff.control("TP", []).text(head);
        self.roff.text(body);
    }
}

/// The line with neighbours of one font made one, so that a line break and a full stop after it are
/// seen together, and the stop is not taken for the beginning of a command.
fn joined(line: Vec<Inline>) -> Vec<Inline> {
    let mut whole: Vec<Inline> = Vec::with_capacity(line.len());
    for inline in line {
        match (whole.last_mut(), inline) {
            (Some(Inline::Roman(text)), Inline::Roman(next)) => text.push_str(&next),
            (_, inline) => whole.push(inline),
        }
    }
    whole
}

/// The text of a line without its fonts.
fn plain(line: &[Inline]) -> String {
    let texts = line.iter().map(|inline| match inline {
        Inline::Roman(text) | Inline::Italic(text) | Inline::Bold(text) => text.as_str(),
        Inline::LineBreak => " ",
    });
    texts.collect()
}

/// A text as the argument of a macro, which nobody else makes safe.
fn argument(text: &str) -> Cow<'_, str> {
    if text.contains(['\\', '"', '\'']) {
        let text = text.replace('\\', "\\\\").replace('"', "\\(dq");
        Cow::Owned(text.replace('\'', "\\(aq"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in Markdown as a page, without what every page begins with.
    fn page(markdown: &str) -> String {
        let mut page = Page::new(&["", "", "", "", ""]);
        page.markdown(markdown, HeadingLevel::H1);
        let page = page.finish();
        let (_, text) = page.split_once("\n.TH").unwrap();
        text.split_once('\n').unwrap().1.to_owned()
    }

    #[test]
    fn headings_begin_sections_and_parts() {
        assert_eq!(
            page("# See also\n\nA\n\nB\n"),
            ".SH \"SEE ALSO\"\nA\n.PP\nB\n"
        );
        assert_eq!(page("## `[[a]]`, \"b\"\n"), ".SS \"[[a]], \\(dqb\\(dq\"\n");
    }

    #[test]
    fn a_row_of_a_table_is_a_term_with_its_meaning() {
        let table =
            "| key | takes | meaning |\n|---|---|---|\n| **`id`** | a \\| b | *its* name |\n";
        let text = ".TP\n\\fBid\\fR  \\fIa | b\\fR\n\\fIits\\fR name\n";
        assert_eq!(page(table), text);
    }

    #[test]
    fn lists_and_code_are_set_in() {
        let text = "- a\n  b\n- c\n\n```sh\n.x \\n\n  y\n```\n";
        let lists = ".IP \\(bu 2\na\nb\n.IP \\(bu 2\nc\n";
        let code = ".PP\n.RS 4\n.nf\n\\&.x \\en\n  y\n.fi\n.RE\n";
        assert_eq!(page(text), format!("{lists}{code}"));
    }

    #[test]
    fn no_text_is_taken_for_a_command_of_roff() {
        assert_eq!(page("a\n.so x\n"), ".PP\na\n\\&.so x\n");
        assert_eq!(page("\\\\fBx\n"), ".PP\n\\efBx\n");
        assert_eq!(
            page("`~/x` ^ é ✓ -\n"),
            ".PP\n\\fB\\(ti/x\\fR \\(ha \\[u00E9] \\[u2713] \\-\n"
        );
    }

    #[test]
    fn a_link_out_shows_where_it_leads() {
        let text = page("[TOML](https://toml.io) and [keys](keys.md)\n");
        assert_eq!(text, ".PP\nTOML <https://toml.io> and keys\n");
    }
}
