//! A whole briefing as linear text: one record a paragraph, under the filter that is set.

use crate::analysis::attribution::{self, Attribution};
use crate::library::RecordIx;
use crate::library::records::date_of;
use crate::model::{
    Actor, ActorId, Briefing, Date, Event, Figure, Issue, IssueId, Position, Proposal, Quote,
    Record, RecordId, RecordKind, Source, SourceId,
};

use super::context::Context;
use super::document::{Document, Role, Span};
use super::overview;
use super::{amount, capital};

/// A part of a briefing that can be shown by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Title, day, bottom line.
    Overview,
    /// All records of a kind.
    Records(RecordKind),
    /// What the revisions did.
    Changelog,
}

impl Section {
    /// Every section in the order of a whole briefing; points stand with their proposals.
    pub const ALL: [Self; 11] = [
        Self::Overview,
        Self::Records(RecordKind::Actor),
        Self::Records(RecordKind::Issue),
        Self::Records(RecordKind::Position),
        Self::Records(RecordKind::Quote),
        Self::Records(RecordKind::Event),
        Self::Records(RecordKind::Proposal),
        Self::Records(RecordKind::Figure),
        Self::Records(RecordKind::Option),
        Self::Records(RecordKind::Source),
        Self::Changelog,
    ];

    /// The word for it on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Records(kind) => kind.table(),
            Self::Changelog => "changelog",
        }
    }
}

/// The chosen sections of a briefing, each record one paragraph.
pub fn document(context: &Context<'_>, sections: &[Section]) -> Document {
    let mut document = Document::new(&context.briefing.title);
    for section in sections {
        match section {
            Section::Overview => head(context, &mut document),
            Section::Records(kind) => records(context, &mut document, *kind),
            Section::Changelog => changelog(context, &mut document),
        }
    }
    outside(context, &mut document, sections);
    document
}

/// One line on the kinds of which the filter lists nothing; they have no heading.
fn outside(context: &Context<'_>, document: &mut Document, sections: &[Section]) {
    let kinds = sections.iter().filter_map(|section| match section {
        Section::Records(kind) => Some(*kind),
        Section::Overview | Section::Changelog => None,
    });
    let left_out = kinds.filter(|kind| {
        let rows = context.selection.subjects(*kind, context.library);
        rows.is_empty() && context.selection.total(*kind) > 0
    });
    let counted: Vec<_> = left_out
        .map(|kind| match context.selection.total(kind) {
            1 => format!("1 {}", kind.noun()),
            total => format!("{total} {}", kind.table()),
        })
        .collect();
    if counted.is_empty() {
        return;
    }
    document.blank();
    let text = format!("Outside the filter: {}.", counted.join(", "));
    document.paragraph([Span::body(text)]);
}

fn head(context: &Context<'_>, document: &mut Document) {
    let briefing = context.briefing;
    document.blank();
    document.paragraph([Span::new(&briefing.title, Role::Title)]);
    document.paragraph([Span::dim(about(briefing))]);
    if let Some(bottom_line) = &briefing.bottom_line {
        document.blank();
        document.paragraph([Span::body(bottom_line)]);
    }
}

/// Day, revision and authors of a briefing.
pub(super) fn about(briefing: &Briefing) -> String {
    let mut about = vec![format!("As of {}.", overview::day(briefing.as_of))];
    about.extend(
        briefing
            .revision
            .map(|revision| format!("Revision {revision}.")),
    );
    if !briefing.authors.is_empty() {
        about.push(format!("By {}.", briefing.authors.join(", ")));
    }
    about.join(" ")
}

/// The records of a kind that the filter shows, and their number in words: "3 of 14"; `None` where
/// the briefing has none of the kind.
pub(super) fn shown(context: &Context<'_>, kind: RecordKind) -> Option<(Vec<RecordIx>, String)> {
    let rows = context.selection.subjects(kind, context.library);
    let total = context.selection.total(kind);
    if total == 0 {
        return None;
    }
    let uncertain = context.selection.uncertain(kind);
    let count = match (rows.len() == total, uncertain) {
        (true, 0) => total.to_string(),
        (false, 0) => format!("{} of {total}", rows.len()),
        (_, uncertain) => format!("{} + {uncertain}? of {total}", rows.len() - uncertain),
    };
    Some((rows, count))
}

fn records(context: &Context<'_>, document: &mut Document, kind: RecordKind) {
    let Some((rows, count)) = shown(context, kind) else {
        return;
    };
    if rows.is_empty() {
        return;
    }
    document.section(format!("{} ({count})", kind.table().to_uppercase()));
    for ix in rows {
        let record = context.library.records().record(ix, context.briefing);
        let Some(record) = record else { continue };
        document.blank();
        let mut sentences = vec![context.name(&record)];
        sentences.extend(describe(context, &record));
        let date = match &record {
            Record::Quote(_) | Record::Event(_) => date_of(&record),
            _ => None,
        };
        let lead = date.map_or(String::new(), |date| capital(&date.words()) + ". ");
        let text = sentences
            .iter()
            .map(|one| sentence(one))
            .collect::<Vec<_>>();
        document.paragraph([Span::body(lead + &text.join(" "))]);
        if let Record::Proposal(proposal) = &record {
            for point in &proposal.points {
                let number = point.number.as_deref().unwrap_or("–");
                let text = format!("{number}. {}", sentence(point.text.shown()));
                document.hanging(2, 5, [Span::body(text)]);
            }
        }
    }
}

/// The text with a full stop, unless it ends in a mark already.
pub(super) fn sentence(text: &str) -> String {
    let last = text
        .trim_end_matches(['”', '"', '’', ')'])
        .chars()
        .next_back();
    if last.is_some_and(|last| matches!(last, '.' | '!' | '?' | '…')) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Sentences about a record, each with the name of what it says.
struct Sentences<'a> {
    context: Context<'a>,
    said: Vec<String>,
}

impl Sentences<'_> {
    /// Says something, unless there is nothing to say.
    fn say(&mut self, label: &str, text: impl AsRef<str>) {
        match (text.as_ref(), label) {
            ("", _) => {}
            (text, "") => self.said.push(text.to_owned()),
            (text, label) => self.said.push(format!("{label}: {text}")),
        }
    }

    fn say_if(&mut self, label: &str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.say(label, text);
        }
    }

    fn actors(&mut self, label: &str, ids: &[ActorId]) {
        let names = ids.iter().map(|id| self.context.actor(id).text);
        self.say(label, names.collect::<Vec<_>>().join(", "));
    }

    fn records(&mut self, label: &str, ids: impl IntoIterator<Item = RecordId>) {
        let names = ids.into_iter().map(|id| self.context.link(&id).text);
        self.say(label, names.collect::<Vec<_>>().join("; "));
    }

    fn date(&mut self, label: &str, date: Option<&Date>) {
        self.say_if(label, date.map(Date::words));
    }

    fn cites(&mut self, record: &Record<'_>) {
        for cite in record.cites() {
            let passage = cite
                .passage
                .as_ref()
                .map(|words| format!(", “{}”", words.shown()));
            let source = cited(&self.context, &cite.source);
            self.say("Rests on", source + &passage.unwrap_or_default());
        }
    }
}

/// What there is to say of a record beside its name, a sentence each.
fn describe(context: &Context<'_>, record: &Record<'_>) -> Vec<String> {
    let mut out = Sentences {
        context: *context,
        said: Vec::new(),
    };
    match *record {
        Record::Actor(actor) => of_actor(actor, &mut out),
        Record::Issue(issue) => of_issue(issue, &mut out),
        Record::Position(position) => of_position(position, &mut out),
        Record::Quote(quote) => of_quote(quote, &mut out),
        Record::Event(event) => of_event(event, &mut out),
        Record::Proposal(proposal) => of_proposal(proposal, &mut out),
        Record::Point(..) => {}
        Record::Figure(figure) => of_figure(figure, &mut out),
        Record::Option(option) => {
            out.say("Status", option.status.word().replace('_', " "));
            out.actors("Of", &option.actors);
            out.say_if("", option.summary.as_deref());
        }
        Record::Source(source) => of_source(source, &mut out),
    }
    out.cites(record);
    out.said
}

fn of_actor(actor: &Actor, out: &mut Sentences<'_>) {
    out.say("", actor.kind.word());
    for role in &actor.roles {
        let of = role
            .of
            .as_ref()
            .map(|of| format!(", {}", out.context.actor(of).text));
        out.say("Role", role.title.clone() + &of.unwrap_or_default());
    }
    out.actors("Side", actor.side.as_slice());
    out.say("Also", actor.aliases.join(", "));
    out.say_if("", actor.description.as_deref());
}

fn of_issue(issue: &Issue, out: &mut Sentences<'_>) {
    out.say_if("", issue.question.as_deref());
    out.say("Status", issue.status.word());
    out.say_if("", issue.summary.as_deref());
    out.say("Positions", overview::sides(&out.context, issue));
}

fn of_position(position: &Position, out: &mut Sentences<'_>) {
    out.say("Stance", position.stance.word());
    out.say_if("", position.summary.as_deref());
    out.say_if("Conditions", position.conditions.as_deref());
    for actor in &position.actors {
        let said = match attribution::of_position(out.context.briefing, position, actor) {
            Attribution::Own => "own words".to_owned(),
            Attribution::Asserted(voices) => {
                let names = voices.into_iter().map(|id| out.context.actor(id).text);
                format!("asserted by {}", names.collect::<Vec<_>>().join(", "))
            }
            Attribution::Unevidenced => "no evidence given".to_owned(),
        };
        out.say("Who says so", said);
    }
    out.date("Since", position.from.as_ref());
    out.date("Until", position.to.as_ref());
    out.records("Evidence", position.evidence.iter().cloned());
}

fn of_quote(quote: &Quote, out: &mut Sentences<'_>) {
    out.actors("", &quote.speakers);
    out.say_if("Said", quote.said_text.as_deref());
    out.say_if("Where", quote.venue.as_deref());
    out.say("Words", quote.mode.word());
    out.records("About", quote.issues.iter().map(IssueId::record));
    let source = quote.source.as_ref().map(|id| cited(&out.context, id));
    out.say_if("Source", source);
    out.records("Via", quote.via.iter().map(SourceId::record));
    out.say_if("Note", quote.note.as_deref());
}

fn of_event(event: &Event, out: &mut Sentences<'_>) {
    out.say_if("In the source's words", event.when_text.as_deref());
    out.say_if("", event.summary.as_deref());
    out.say("Kind", event.kind.word());
    out.say("Status", event.status.word());
    out.say_if("Where", event.place.as_deref());
    out.actors("Who", &event.actors);
}

fn of_proposal(proposal: &Proposal, out: &mut Sentences<'_>) {
    out.date("Date", proposal.date.as_ref());
    out.say("Status", proposal.status.word());
    out.actors("By", &proposal.by);
    out.actors("Brokers", &proposal.brokers);
    out.say_if("Size", proposal.size.map(|size| format!("{size} points")));
}

fn of_figure(figure: &Figure, out: &mut Sentences<'_>) {
    out.actors("Claimed by", &figure.claimed_by);
    out.date("As of", figure.as_of.as_ref());
    let figures = out.context.briefing.figures.iter();
    let same = figures
        .filter(|one| one.quantity.is_some() && one.quantity == figure.quantity)
        .filter(|one| one.id != figure.id);
    out.say(
        "The same quantity",
        same.map(amount).collect::<Vec<_>>().join("; "),
    );
}

fn of_source(source: &Source, out: &mut Sentences<'_>) {
    out.actors("By", &source.by);
    out.say("Kind", source.kind.word());
    out.date("Date", source.date.as_ref());
    out.say_if("Grade", source.grade());
    out.say_if("Caveat", source.caveat.as_deref());
    out.records("Rests on", source.derives_from.iter().map(SourceId::record));
    out.say_if("Address", source.url.as_deref());
}

fn cited(context: &Context<'_>, id: &SourceId) -> String {
    let source = context.briefing.source(id);
    let grade = source.and_then(Source::grade);
    let grade = grade.map_or(String::new(), |grade| format!(" ({grade})"));
    context.source(id).text + &grade
}

fn changelog(context: &Context<'_>, document: &mut Document) {
    let changelog = &context.briefing.changelog;
    if changelog.is_empty() {
        return;
    }
    document.section(format!("CHANGELOG ({})", changelog.len()));
    for change in changelog {
        document.blank();
        let text = format!(
            "{}. {}: {}",
            change.date.words(),
            change.kind,
            sentence(&change.note)
        );
        document.paragraph([Span::body(text)]);
    }
}
