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
    match *record {
        Record::Actor(actor) => {
            tell(Field::Main, &actor.name);
            for alias in &actor.aliases {
                tell(Field::Name, alias);
            }
            rest(actor.roles.iter().map(|role| Some(&role.title)), tell);
            rest([actor.description.as_ref()], tell);
        }
        Record::Issue(issue) => {
            tell(Field::Main, &issue.title);
            rest([issue.question.as_ref(), issue.summary.as_ref()], tell);
        }
        Record::Position(position) => {
            tell(Field::Main, position.summary.as_deref().unwrap_or_default());
            rest([position.conditions.as_ref()], tell);
        }
        Record::Quote(quote) => {
            tell(Field::Main, &quote.shown());
            let (said, venue) = (quote.said_text.as_ref(), quote.venue.as_ref());
            rest([said, venue, quote.note.as_ref()], tell);
        }
        Record::Event(event) => {
            tell(Field::Main, &event.title);
            let (when, place) = (event.when_text.as_ref(), event.place.as_ref());
            rest([when, event.summary.as_ref(), place], tell);
        }
        Record::Proposal(proposal) => tell(Field::Main, &proposal.title),
        Record::Point(_, point) => tell(Field::Main, point.text.shown()),
        Record::Figure(figure) => tell(Field::Main, &figure.label),
        Record::Option(option) => {
            tell(Field::Main, &option.title);
            rest([option.summary.as_ref()], tell);
        }
        Record::Source(source) => {
            tell(Field::Main, &source.title);
            rest([source.caveat.as_ref()], tell);
        }
    }
}

/// Tells what else is said of a record.
fn rest<'t>(
    texts: impl IntoIterator<Item = Option<&'t String>>,
    tell: &mut dyn FnMut(Field, &str),
) {
    for text in texts.into_iter().flatten() {
        tell(Field::Rest, text);
    }
}
