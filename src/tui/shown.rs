//! What the detail shows, as a text.

use crate::diagnostic::Severity;
use crate::model::RecordId;
use crate::report::{
    Context, Document, Paragraph, PassageTarget, Role, Span, across, capital, detail, overview,
    passage, refers,
};
use crate::text::sanitise;

use super::breadth::Breadth;
use super::command::CommandId;
use super::layout::Shape;
use super::state::{State, Subject};

/// How many faults of a file that cannot be read are told.
const FAULTS: usize = 5;

/// What other briefings say of a record. A filter changes nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Elsewhere {
    /// The library, the briefing and the record of it; `None` where it is to be found out again.
    of: Option<(u64, usize, RecordId)>,
    said: Document,
}

impl State {
    /// The text of what the detail shows.
    pub(super) fn document(&self) -> Document {
        if (self.breadth, &self.reading.subject) == (Breadth::All, &Subject::Overview) {
            let known = (&*self.library, &self.verdicts);
            return across::overview(known, &self.selection, self.glyphs);
        }
        if let Subject::Cell(key) = &self.reading.subject {
            return self.behind(*key).unwrap_or_default();
        }
        let Some(context) = self.context() else {
            return self.without_briefing();
        };
        match &self.reading.subject {
            Subject::Overview => overview::document(&context),
            Subject::Record(id) => self.record(&context, id),
            Subject::Passage(place) => self.passage(&context, place),
            Subject::References(id) => refers::document(&context, id),
            Subject::Cell(_) => Document::default(),
        }
    }

    /// What is known of a record, in its briefing and elsewhere.
    fn record(&self, context: &Context<'_>, id: &RecordId) -> Document {
        let record = context.briefing.record(id.slug.as_str());
        let document = record.map(|record| detail::of(context, &record));
        let mut document = document.unwrap_or_default();
        let known = self.elsewhere.of.as_ref() == Some(&self.elsewhere_of(id));
        document.append(if known {
            self.elsewhere.said.clone()
        } else {
            across::elsewhere(context, id)
        });
        if self.breadth == Breadth::All {
            self.say_whence(&mut document);
        }
        document
    }

    fn elsewhere_of(&self, id: &RecordId) -> (u64, usize, RecordId) {
        (self.generation, self.current, id.clone())
    }

    /// Finds out what other briefings say of the record that the detail is of, where that is not known.
    pub(super) fn settle_elsewhere(&mut self) {
        let Subject::Record(id) = &self.reading.subject else {
            return;
        };
        let of = Some(self.elsewhere_of(id));
        if self.elsewhere.of != of {
            let said = self
                .context()
                .map(|context| across::elsewhere(&context, id));
            self.elsewhere = Elsewhere {
                said: said.unwrap_or_default(),
                of,
            };
        }
    }

    /// Where the lists show all briefings: which one this is from, unless the header has room to say
    /// so.
    fn say_whence(&self, document: &mut Document) {
        if self.shape() == Shape::Wide {
            return;
        }
        let whence = across::whence(&self.library, self.current);
        let spans: Vec<_> = whence.into_iter().collect();
        document.paragraphs.insert(
            0,
            Paragraph {
                spans,
                ..Paragraph::default()
            },
        );
    }

    /// A source's text; where none is stored, the key that leads to the source itself.
    fn passage(&self, context: &Context<'_>, place: &PassageTarget) -> Document {
        let mut document = passage::document(context, place);
        let source = context.briefing.source(&place.source);
        let elsewhere = source.filter(|source| source.stored.is_none());
        if let Some(url) = elsewhere.and_then(|source| source.url.as_deref()) {
            let key = self.keymap.first(CommandId::Browse);
            let mut told = vec![Paragraph {
                spans: vec![Span::dim(format!("{key} opens it in the browser: {url}"))],
                ..Paragraph::default()
            }];
            let at = document.paragraphs.iter().position(|one| {
                let caution = |span: &Span| span.role == Role::Caution;
                one.spans.first().is_some_and(caution)
            });
            let at = at.map_or(0, |at| at + 1);
            document.paragraphs.splice(at..at, told.drain(..));
        }
        document
    }

    fn without_briefing(&self) -> Document {
        let mut document = Document::new("Overview");
        if let (true, Breadth::All, Some(id)) =
            (self.is_opening(), self.breadth, self.subject_record())
        {
            return self.in_columns(&id);
        }
        if self.is_opening() {
            document.paragraph([Span::dim(format!("Opening {}", self.glyphs.ellipsis()))]);
            return document;
        }
        if self.loading.is_some() {
            document.paragraph([Span::dim(format!(
                "Reading the briefings {}",
                self.glyphs.ellipsis()
            ))]);
            return document;
        }
        for problem in &self.problems {
            document.paragraph([Span::body(problem)]);
        }
        let entry = self.library.entry(self.current);
        if let Some(entry) = entry {
            document.paragraph([Span::body(format!(
                "{} cannot be read: {}.",
                entry.file,
                super::views::faults(entry.errors())
            ))]);
            let errors = entry.diagnostics.iter();
            let errors = errors.filter(|fault| fault.severity() == Severity::Error);
            for fault in errors.take(FAULTS) {
                let message = sanitise::line(&fault.message);
                let message = self.glyphs.words(&message);
                let dot = self.glyphs.dot();
                document.hanging(0, 2, [Span::body(format!("{dot} {message}"))]);
            }
            let more = entry.errors().saturating_sub(FAULTS);
            if more > 0 {
                document.indented(2, [Span::dim(format!("and {more} more"))]);
            }
            document.blank();
            document.paragraph([Span::dim(self.ways_on())]);
        } else {
            self.how_to_begin(&mut document);
        }
        document
    }

    /// What is known of a record while its briefing is read.
    fn in_columns(&self, id: &RecordId) -> Document {
        let mut document = Document::new(capital(id.kind.noun()));
        if let Some(ix) = self.library.find_in(self.current, id) {
            let row = self.library.records().row(ix);
            self.say_whence(&mut document);
            document.paragraph([Span::new(row.text, Role::Title)]);
            document.paragraph([Span::dim(row.who.into_owned())]);
            document.paragraph([Span::new(row.when, Role::Date)]);
        }
        document
    }

    /// What helps where no briefing was found: what one is, and the least that makes one.
    fn how_to_begin(&self, document: &mut Document) {
        let reload = self.keymap.first(CommandId::Reload);
        document.blank();
        document.paragraph([Span::dim(
            "Looked for were files that end in .toml, in a folder at any depth; hidden files and \
             library.toml are passed over.",
        )]);
        document.blank();
        document.paragraph([Span::dim(format!(
            "The least that makes a briefing; saved into that folder, {reload} reads it:"
        ))]);
        for line in crate::format::LEAST.lines() {
            document.indented(2, [Span::body(line)]);
        }
        document.blank();
        document.paragraph([Span::dim(
            "briefing manual format says all that a file can hold. Without a path, briefing \
             opens the folder briefings, else the briefings that come with the program.",
        )]);
    }

    /// What helps where a file cannot be read: only what leads somewhere.
    fn ways_on(&self) -> String {
        let key = |command| self.keymap.first(command);
        let faults = key(CommandId::Faults);
        let mut ways = vec![format!(
            "{faults} shows what is wrong and where, and leads into the editor"
        )];
        if self.current + 1 < self.library.entries().len() {
            let next = key(CommandId::NextBriefing);
            ways.push(format!("{next} goes to the next briefing"));
        } else if self.current > 0 {
            let previous = key(CommandId::PreviousBriefing);
            ways.push(format!("{previous} goes to the previous briefing"));
        } else {
            let reload = key(CommandId::Reload);
            ways.push(format!("{reload} reads the file again"));
        }
        ways.join("; ") + "."
    }
}
