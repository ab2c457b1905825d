//! What a reader sees of each record in words: what is searched, and what rows are made of.

use crate::model::Record;

/// What a text is to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Its name, title or words: what its row shows.
    Main,
    /// Another name that it goes by.
    Name,
    /// Whatever else is said of it.
    Rest,
}

/// Tells every text of a record: the main one first, then other names, then the rest. Who a record
/// is of is not among them.
pub(super) fn each(record: &Record<'_>, tell: &mut dyn FnMut(Field, &str)) {
    let mut rest: Vec<Option<&str>> = Vec::new();
    match *record {
        Record::Actor(actor) => {
            tell(Field::Main, &actor.name);
            for alias in &actor.aliases {
                tell(Field::Name, alias);
            }
            rest.extend(actor.roles.iter().map(|role| Some(role.title.as_str())));
            rest.push(actor.description.as_deref());
        }
        Record::Issue(issue) => {
            tell(Field::Main, &issue.title);
            rest.extend([issue.question.as_deref(), issue.summary.as_deref()]);
        }
        Record::Position(position) => {
            tell(Field::Main, position.summary.as_deref().unwrap_or_default());
            rest.push(position.conditions.as_deref());
        }
        Record::Quote(quote) => {
            tell(Field::Main, &quote.shown());
            let (said, venue) = (quote.said_text.as_deref(), quote.venue.as_deref());
            rest.extend([said, venue, quote.note.as_deref()]);
        }
        Record::Event(event) => {
            tell(Field::Main, &event.title);
            let (when, place) = (event.when_text.as_deref(), event.place.as_deref());
            rest.extend([when, event.summary.as_deref(), place]);
        }
        Record::Proposal(proposal) => tell(Field::Main, &proposal.title),
        Record::Point(_, point) => tell(Field::Main, point.text.shown()),
        Record::Figure(figure) => tell(Field::Main, &figure.label),
        Record::Option(option) => {
            tell(Field::Main, &option.title);
            rest.push(option.summary.as_deref());
        }
        Record::Source(source) => {
            tell(Field::Main, &source.title);
            rest.push(source.caveat.as_deref());
        }
    }
    for text in rest.into_iter().flatten() {
        tell(Field::Rest, text);
    }
}
