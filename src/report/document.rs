//! A text for people, before anybody knows how wide the page is: paragraphs of spans that carry a
//! meaning and may lead somewhere. The reader shows it with styles and links, `show` as plain text.

use crate::library::{Library, RecordIx, RecordKey, Standing};
use crate::model::{EventStatus, RecordId, SourceId, Stance};

/// What a span means; a front end decides how that looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The name of what the document is about.
    Title,
    /// The heading of a part.
    Heading,
    /// The name of a field.
    Label,
    /// Something secondary.
    Dim,
    /// Somebody's own words.
    Quote,
    /// An actor's name.
    Actor,
    /// A date.
    Date,
    /// A stance, by glyph or word.
    Stance(Stance),
    /// An event's status, by glyph or word.
    Status(EventStatus),
    /// The words that were asked for, in the text they stand in.
    Passage,
    /// Other quoted words in that text.
    OtherPassage,
    /// What is known of a quotation's words, by glyph or word.
    Standing(Standing),
    /// Words that only a quotation has, or only its source.
    Changed,
    /// Something to beware of.
    Caution,
}

/// Where a span leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// To a record of the same briefing.
    Record(RecordId),
    /// To a record of any briefing of the library.
    Elsewhere(RecordKey),
    /// To the text of a source, at the words of a record that rests on it.
    Passage(PassageTarget),
}

/// A place in the text of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PassageTarget {
    /// The source.
    pub source: SourceId,
    /// The record whose words are asked for; `None` for the source as a whole.
    pub record: Option<RecordId>,
    /// Which of several places where ambiguous words may stand, from 0.
    pub candidate: usize,
}

/// A run of text of one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text, safe for a terminal, without line breaks.
    pub text: String,
    /// What it means.
    pub role: Role,
    /// Where it leads.
    pub target: Option<Target>,
}

impl Span {
    /// A span of some meaning.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self {
            text: text.into(),
            role,
            target: None,
        }
    }

    /// Running text.
    pub fn body(text: impl Into<String>) -> Self {
        Self::new(text, Role::Body)
    }

    /// Something secondary.
    pub fn dim(text: impl Into<String>) -> Self {
        Self::new(text, Role::Dim)
    }

    /// The same span, leading somewhere.
    #[must_use]
    pub fn to(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// The same span, leading to a record of any briefing of a library.
    #[must_use]
    pub fn leading_to(self, library: &Library, ix: RecordIx) -> Self {
        match library.key(ix) {
            Some(key) => self.to(Target::Elsewhere(key)),
            None => self,
        }
    }

    /// The same span, leading to a record.
    #[must_use]
    pub fn to_record(self, record: RecordId) -> Self {
        self.to(Target::Record(record))
    }
}

/// What part of the document a paragraph belongs to, for keys that go to a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// None in particular.
    #[default]
    Main,
    /// What a record rests on.
    Evidence,
    /// The text of a source.
    Text,
}

/// A paragraph: it begins `indent` cells in, and its further lines `hang` cells in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The text.
    pub spans: Vec<Span>,
    /// Cells before the first line.
    pub indent: u16,
    /// Cells before the others.
    pub hang: u16,
    /// What part of the document it belongs to.
    pub part: Part,
}

impl Paragraph {
    /// The text without meanings.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The kind of thing it is about, for a pane's title: "Quote".
    pub heading: String,
    /// What stays above the text however far it is scrolled.
    pub head: Vec<Paragraph>,
    /// The paragraphs; an empty one is a blank line.
    pub paragraphs: Vec<Paragraph>,
    /// The part that the next paragraphs belong to.
    pub part: Part,
}

/// The width of the column of field names, in cells.
pub const LABEL: u16 = 11;

impl Document {
    /// An empty document about a kind of thing.
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            ..Self::default()
        }
    }

    /// Adds a paragraph without indent.
    pub fn paragraph(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.hanging(0, 0, spans);
    }

    /// Adds a paragraph that is indented as a whole.
    pub fn indented(&mut self, indent: u16, spans: impl IntoIterator<Item = Span>) {
        self.hanging(indent, indent, spans);
    }

    /// Adds a paragraph whose first line begins elsewhere than the others.
    pub fn hanging(&mut self, indent: u16, hang: u16, spans: impl IntoIterator<Item = Span>) {
        self.paragraphs.push(Paragraph {
            spans: spans.into_iter().collect(),
            indent,
            hang,
            part: self.part,
        });
    }

    /// Adds a blank line, unless there is one already or nothing above it.
    pub fn blank(&mut self) {
        if self
            .paragraphs
            .last()
            .is_some_and(|last| !last.spans.is_empty())
        {
            self.paragraphs.push(Paragraph::default());
        }
    }

    /// Adds the heading of a part, with a blank line above it.
    pub fn section(&mut self, title: impl Into<String>) {
        self.part = Part::Main;
        self.blank();
        self.paragraph([Span::new(title, Role::Heading)]);
    }

    /// Adds the parts of another document under those of this one.
    pub fn append(&mut self, other: Self) {
        if !other.paragraphs.is_empty() {
            self.blank();
            self.part = other.part;
            self.paragraphs.extend(other.paragraphs);
        }
    }

    /// Adds a field: its name in the label column, its value beside it. Nothing without a value.
    pub fn field(&mut self, name: &str, value: impl IntoIterator<Item = Span>) {
        let value: Vec<Span> = value.into_iter().collect();
        if value.is_empty() {
            return;
        }
        let label = format!("{name:<width$}", width = usize::from(LABEL));
        let spans = std::iter::once(Span::new(label, Role::Label)).chain(value);
        self.hanging(0, LABEL, spans);
    }
}
