//! A whole briefing as linear text: one record a paragraph, under the filter that is set.

use crate::analysis::attribution::{self, Attribution};
use crate::model::{Record, RecordId, RecordKind};

use super::amount;
use super::context::Context;
use super::document::{Document, Role, Span};
use super::overview;

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
    document
}

fn head(context: &Context<'_>, document: &mut Document) {
    let briefing = context.briefing;
    document.blank();
    document.paragraph([Span::new(&briefing.title, Role::Title)]);
    let mut about = format!("As of {}.", overview::day(briefing.as_of));
    if let Some(revision) = briefing.revision {
        about.push_str(&format!(" Revision {revision}."));
    }
    if !briefing.authors.is_empty() {
        about.push_str(&format!(" By {}.", briefing.authors.join(", ")));
    }
    document.paragraph([Span::dim(about)]);
    if let Some(bottom_line) = &briefing.bottom_line {
        document.blank();
        document.paragraph([Span::body(bottom_line)]);
    }
}

fn records(context: &Context<'_>, document: &mut Document, kind: RecordKind) {
    let rows = context.selection.rows(kind);
    let total = context.selection.total(kind);
    if total == 0 {
        return;
    }
    let uncertain = context.selection.uncertain(kind);
    let count = match (rows.len() == total, uncertain) {
        (true, 0) => total.to_string(),
        (false, 0) => format!("{} of {total}", rows.len()),
        (_, uncertain) => format!("{} + {uncertain}? of {total}", rows.len() - uncertain),
    };
    document.section(format!("{} ({count})", kind.table().to_uppercase()));
    for ix in rows {
        let record = context.library.records().record(*ix, context.briefing);
        let Some(record) = record else { continue };
        document.blank();
        let mut sentences = vec![context.name(&record)];
        describe(context, &record, &mut sentences);
        let row = context.library.records().row(*ix);
        let lead = match &record {
            Record::Quote(_) | Record::Event(_) if !row.when.is_empty() => {
                format!("{}. ", row.when)
            }
            _ => String::new(),
        };
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
fn sentence(text: &str) -> String {
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

/// What there is to say of a record beside its name, a sentence each.
fn describe(context: &Context<'_>, record: &Record<'_>, out: &mut Vec<String>) {
    let mut say = |label: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            out.push(if label.is_empty() {
                text.to_owned()
            } else {
                format!("{label}: {text}")
            });
        }
    };
    let names = |ids: &[RecordId]| {
        let names: Vec<_> = ids.iter().map(|id| context.link(id).text).collect();
        names.join("; ")
    };
    let all = |ids: Vec<RecordId>| names(&ids);
    match *record {
        Record::Actor(actor) => {
            say("", Some(actor.kind.word()));
            for role in &actor.roles {
                let of = role.of.as_ref().map(|of| context.actor(of).text);
                let of = of.map_or(String::new(), |of| format!(", {of}"));
                say("Role", Some(&format!("{}{of}", role.title)));
            }
            let side = actor.side.as_ref().map(|side| context.actor(side).text);
            say("Side", side.as_deref());
            say("Also", Some(&actor.aliases.join(", ")));
            say("", actor.description.as_deref());
        }
        Record::Issue(issue) => {
            say("", issue.question.as_deref());
            say("Status", Some(issue.status.word()));
            say("", issue.summary.as_deref());
            let sides = overview::sides(context, issue);
            say("Positions", Some(&sides));
        }
        Record::Position(position) => {
            say("Stance", Some(position.stance.word()));
            say("", position.summary.as_deref());
            say("Conditions", position.conditions.as_deref());
            for actor in &position.actors {
                let said = match attribution::of_position(context.briefing, position, actor) {
                    Attribution::Own => "its own words".to_owned(),
                    Attribution::Asserted(voices) => {
                        let names = voices.into_iter().map(|id| context.actor(id).text);
                        format!("asserted by {}", names.collect::<Vec<_>>().join(", "))
                    }
                    Attribution::Unevidenced => "no evidence given".to_owned(),
                };
                say("Who says so", Some(&said));
            }
            say("Evidence", Some(&names(&position.evidence)));
        }
        Record::Quote(quote) => {
            let speakers = quote.speakers.iter().map(|id| context.actor(id).text);
            say("", Some(&speakers.collect::<Vec<_>>().join(", ")));
            say("Said", quote.said_text.as_deref());
            say("Where", quote.venue.as_deref());
            say("Words", Some(quote.mode.word()));
            say(
                "About",
                Some(&all(quote
                    .issues
                    .iter()
                    .map(crate::model::IssueId::record)
                    .collect())),
            );
            let source = quote.source.as_ref().map(|id| cited(context, id));
            say("Source", source.as_deref());
            say(
                "Via",
                Some(&all(quote
                    .via
                    .iter()
                    .map(crate::model::SourceId::record)
                    .collect())),
            );
            say("Note", quote.note.as_deref());
        }
        Record::Event(event) => {
            say("In the source's words", event.when_text.as_deref());
            say("", event.summary.as_deref());
            say("Kind", Some(event.kind.word()));
            say("Status", Some(event.status.word()));
            say("Where", event.place.as_deref());
            let actors = event.actors.iter().map(|id| context.actor(id).text);
            say("Who", Some(&actors.collect::<Vec<_>>().join(", ")));
        }
        Record::Proposal(proposal) => {
            say(
                "Date",
                proposal
                    .date
                    .as_ref()
                    .map(crate::model::Date::words)
                    .as_deref(),
            );
            say("Status", Some(proposal.status.word()));
            let by = proposal.by.iter().map(|id| context.actor(id).text);
            say("By", Some(&by.collect::<Vec<_>>().join(", ")));
            let brokers = proposal.brokers.iter().map(|id| context.actor(id).text);
            say("Brokers", Some(&brokers.collect::<Vec<_>>().join(", ")));
            let size = proposal.size.map(|size| format!("{size} points"));
            say("Size", size.as_deref());
        }
        Record::Point(..) => {}
        Record::Figure(figure) => {
            let by = figure.claimed_by.iter().map(|id| context.actor(id).text);
            say("Claimed by", Some(&by.collect::<Vec<_>>().join(", ")));
            say(
                "As of",
                figure
                    .as_of
                    .as_ref()
                    .map(crate::model::Date::words)
                    .as_deref(),
            );
            let same: Vec<_> = context
                .briefing
                .figures
                .iter()
                .filter(|one| one.quantity.is_some() && one.quantity == figure.quantity)
                .filter(|one| one.id != figure.id)
                .map(amount)
                .collect();
            say("The same quantity", Some(&same.join("; ")));
        }
        Record::Option(option) => {
            say("Status", Some(&option.status.word().replace('_', " ")));
            let actors = option.actors.iter().map(|id| context.actor(id).text);
            say("Of", Some(&actors.collect::<Vec<_>>().join(", ")));
            say("", option.summary.as_deref());
        }
        Record::Source(source) => {
            let by = source.by.iter().map(|id| context.actor(id).text);
            say("By", Some(&by.collect::<Vec<_>>().join(", ")));
            say("Kind", Some(source.kind.word()));
            say(
                "Date",
                source
                    .date
                    .as_ref()
                    .map(crate::model::Date::words)
                    .as_deref(),
            );
            say("Grade", source.grade().as_deref());
            say("Caveat", source.caveat.as_deref());
            say("Address", source.url.as_deref());
        }
    }
    for cite in record.cites() {
        let mut text = cited(context, &cite.source);
        if let Some(passage) = &cite.passage {
            text.push_str(&format!(", “{}”", passage.shown()));
        }
        out.push(format!("Rests on: {text}"));
    }
}

fn cited(context: &Context<'_>, id: &crate::model::SourceId) -> String {
    let source = context.briefing.source(id);
    let grade = source.and_then(crate::model::Source::grade);
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
