//! Texts that stand one after the other on a line, and what a click on one of them does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::report::GlyphSet;
use crate::text::width::width;

use crate::tui::command::CommandId;
use crate::tui::hints::Hint;
use crate::tui::keys::Key;
use crate::tui::theme::Meaning;

use super::Canvas;

/// A text in its place on a line.
pub(in crate::tui) struct Piece {
    /// Its cells.
    pub(in crate::tui) area: Rect,
    /// What a click on it does.
    pub(in crate::tui) deed: Option<Deed>,
    text: String,
    meaning: Meaning,
}

/// What a click on a piece of text does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// The same as a key.
    Key(Key),
    /// The same as a command.
    Command(CommandId),
}

impl Piece {
    pub(super) fn draw(&self, screen: Canvas<'_>, buf: &mut Buffer) {
        let (at, cells) = (self.area.as_position(), self.area.width);
        screen.text(buf, at, cells, &self.text, screen.style(self.meaning));
    }
}

/// Puts one text after the other.
pub(super) struct Pen {
    /// What is left of the line.
    line: Rect,
    /// How many cells of that may be taken.
    pub(super) room: u16,
    pub(super) pieces: Vec<Piece>,
    glyphs: GlyphSet,
}

impl Pen {
    /// At the beginning of a line.
    pub(super) fn new(line: Rect, glyphs: GlyphSet) -> Self {
        Self {
            line: Rect { height: 1, ..line },
            room: line.width,
            pieces: Vec::new(),
            glyphs,
        }
    }

    /// Writes a text at the right end, and keeps two cells from it from then on.
    pub(super) fn write_right(&mut self, text: &str, meaning: Meaning) {
        let cells = (width(text) as u16).min(self.room);
        let area = Rect {
            x: self.line.right().saturating_sub(cells),
            width: cells,
            ..self.line
        };
        self.room = self.room.saturating_sub(cells + 2);
        self.put(area, text.to_owned(), meaning);
    }

    /// Writes a text if all of it fits; says whether it did.
    pub(super) fn write(&mut self, text: &str, meaning: Meaning) -> bool {
        let fits = width(text) <= usize::from(self.room);
        if fits {
            self.write_or_cut(text, meaning);
        }
        fits
    }

    /// Writes as much of a text as fits.
    pub(super) fn write_or_cut(&mut self, text: &str, meaning: Meaning) {
        let text = self
            .glyphs
            .truncate(text, usize::from(self.room))
            .into_owned();
        let area = Rect {
            width: width(&text) as u16,
            ..self.line
        };
        self.line.x = area.right();
        self.line.width = self.line.width.saturating_sub(area.width);
        self.room -= area.width.min(self.room);
        self.put(area, text, meaning);
    }

    fn put(&mut self, area: Rect, text: String, meaning: Meaning) {
        if !text.is_empty() {
            self.pieces.push(Piece {
                area,
                deed: None,
                text,
                meaning,
            });
        }
    }

    /// A click on what was written last does something.
    pub(super) fn means(&mut self, deed: Deed) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.deed = Some(deed);
        }
    }

    /// Writes a key and what it does, where there is room for both.
    pub(super) fn hint(&mut self, hint: &Hint) {
        let word = format!(" {}", hint.word);
        if self.has_room(hint, &word) {
            self.write_hint(hint, &word);
        }
    }

    /// Writes a key and what it does, or the key alone, where there is room for that.
    pub(super) fn hint_or_key(&mut self, hint: &Hint) {
        let word = format!(" {}", hint.word);
        let words = [word.as_str(), ""].into_iter();
        let mut fitting = words.filter(|word| self.has_room(hint, word));
        if let Some(word) = fitting.next() {
            self.write_hint(hint, word);
        }
    }

    fn lead(&self) -> &'static str {
        if self.pieces.is_empty() { "" } else { "  " }
    }

    fn has_room(&self, hint: &Hint, word: &str) -> bool {
        let cells = width(self.lead()) + width(&hint.key) + width(word);
        !hint.key.is_empty() && cells <= usize::from(self.room)
    }

    fn write_hint(&mut self, hint: &Hint, word: &str) {
        self.write(self.lead(), Meaning::Dim);
        for (text, meaning) in [(hint.key.as_str(), Meaning::Key), (word, Meaning::Dim)] {
            self.write(text, meaning);
            if let Ok(key) = hint.key.parse() {
                self.means(Deed::Key(key));
            }
        }
    }
}
