//! What has to hold between the values of a record, and what a careful author would want to know.

use chrono::NaiveDate;

use super::fields::Fields;
use super::sink::Sink;
use super::stored::TextFault;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, Date, Event, EventStatus, Position, Quote, Stance};

/// Takes `from` and `to`, which must not be swapped.
pub(super) fn from_to(f: &mut Fields, sink: &mut Sink) -> (Option<Date>, Option<Date>) {
    let (from, to) = (f.date("from"), f.date("to"));
    let starts = from.as_ref().and_then(Date::earliest);
    let ends = to.as_ref().and_then(Date::latest);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        let message = "it ends before it begins";
        let fault = Diagnostic::new(&sink.file, Code::DatesUpsideDown, f.place("to"), message)
            .label("this lies before `from`")
            .related(f.place("from"), "it begins here");
        sink.report(fault);
    }
    (from, to)
}

/// Takes the one amount of a figure.
pub(super) fn amount(f: &mut Fields, whole: bool, sink: &mut Sink) -> Option<Amount> {
    const KEYS: [&str; 4] = ["value", "low", "high", "value_text"];
    let given: Vec<_> = KEYS.into_iter().filter(|key| f.has(key)).collect();
    let refused = given.iter().any(|key| f.refused(key));
    let (Some(first), Some(last)) = (given.first(), given.last()) else {
        if whole {
            let message = "this figure has no amount";
            let fault = Diagnostic::new(&sink.file, Code::NoAmount, f.span.clone(), message)
                .help("add `value`, or `low` and `high`, or `value_text`");
            sink.report(fault);
        }
        return None;
    };
    let one = given.len() == 1 || given == ["low", "high"];
    if !one {
        let names: Vec<_> = given.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("this figure has several amounts: {}", names.join(", "));
        let fault = Diagnostic::new(&sink.file, Code::SeveralAmounts, f.place(last), message)
            .label("a second amount")
            .related(f.place(first), "the first amount")
            .help("keep one; another claim is another figure with the same `quantity`");
        sink.report(fault);
        return None;
    }
    if refused {
        return None;
    }
    let bounds = (f.place("low"), f.place("high"));
    if let Some(value) = f.number("value") {
        return Some(Amount::Value { value });
    }
    if let Some(value_text) = f.text("value_text") {
        return Some(Amount::Words { value_text });
    }
    let (low, high) = (f.number("low"), f.number("high"));
    if let (Some(least), Some(most)) = (low, high)
        && least > most
    {
        let message = "`low` is greater than `high`";
        let fault = Diagnostic::new(&sink.file, Code::BoundsUpsideDown, bounds.0, message)
            .label("the lower bound")
            .related(bounds.1, "the upper bound");
        sink.report(fault);
        return None;
    }
    Some(Amount::Range { low, high })
}

/// A plan has no more points than it says.
pub(super) fn points_fit(f: &Fields, size: Option<u32>, points: usize, sink: &mut Sink) {
    let Some(size) = size else { return };
    if usize::try_from(size).is_ok_and(|size| points > size) {
        let message = format!("`size` says {size}, but {points} points are listed");
        let fault = Diagnostic::new(
            &sink.file,
            Code::PointsOutnumberSize,
            f.place("size"),
            message,
        )
        .label("fewer than are listed");
        sink.report(fault);
    }
}

/// Places that the model does not keep, for rules that are checked once a record is built.
pub(super) struct Places {
    pub header: std::ops::Range<usize>,
    pub value: std::ops::Range<usize>,
}

pub(super) fn quote_has_source(quote: &Quote, at: Places, sink: &mut Sink) {
    if quote.source.is_none() {
        let message = format!("the quote `{}` has no source", quote.id);
        let fault = Diagnostic::new(&sink.file, Code::QuoteWithoutSource, at.header, message)
            .label("nobody can look it up")
            .help("name the `source` it was taken from");
        sink.report(fault);
    }
}

pub(super) fn stance_is_clear(
    position: &Position,
    has_question: bool,
    at: &Places,
    sink: &mut Sink,
) {
    if position.stance != Stance::Unknown && !has_question {
        let message = format!(
            "the issue `{}` has no question that \"{}\" could answer",
            position.issue, position.stance
        );
        let fault = Diagnostic::new(
            &sink.file,
            Code::StanceWithoutQuestion,
            at.value.clone(),
            message,
        )
        .label("an answer without a question")
        .help("give the issue a `question` that can be answered with yes or no");
        sink.report(fault);
    }
    if position.stance == Stance::Conditional && position.conditions.is_none() {
        let message = "a conditional stance without its conditions";
        let fault = Diagnostic::new(
            &sink.file,
            Code::ConditionalWithoutConditions,
            at.value.clone(),
            message,
        )
        .label("on what condition?")
        .help("say in `conditions` what it depends on");
        sink.report(fault);
    }
}

pub(super) fn event_has_happened(event: &Event, as_of: NaiveDate, at: Places, sink: &mut Sink) {
    let to_come = matches!(
        event.status,
        EventStatus::Scheduled | EventStatus::Cancelled
    );
    if !to_come && event.when.earliest().is_some_and(|day| day > as_of) {
        let message = format!(
            "the event `{}` lies after the day the briefing describes, {as_of}",
            event.id
        );
        let fault = Diagnostic::new(&sink.file, Code::EventAfterAsOf, at.value, message)
            .label(format!("said to be {}", event.status))
            .help("bring `as_of` forward, or write `status = \"scheduled\"`");
        sink.report(fault);
    }
}

/// Says why a stored text cannot be had.
pub(super) fn text_fault(
    fault: &TextFault,
    path: &str,
    place: std::ops::Range<usize>,
    sink: &mut Sink,
) {
    let path = super::suggest::quoted(path);
    let (code, message, help) = match fault {
        TextFault::Missing => (
            Code::TextMissing,
            format!("there is no file {path}"),
            "the path is relative to the folder of this file",
        ),
        TextFault::Outside => (
            Code::TextOutside,
            format!("{path} lies outside of the library"),
            "keep the text in the folder of this file, and name it by a relative path with `/`",
        ),
        TextFault::NotAFile => (
            Code::TextNotAFile,
            format!("{path} is not a regular file"),
            "name a text file",
        ),
        TextFault::TooLarge { limit } => (
            Code::TextTooLarge,
            format!("{path} is larger than {limit} bytes"),
            "store the part that is quoted, with `text_kind = \"excerpt\"`",
        ),
        TextFault::NotUtf8 { valid } => (
            Code::TextNotUtf8,
            format!(
                "{path} is not UTF-8: the first bad byte is byte {}",
                valid + 1
            ),
            "save it as UTF-8 in your editor",
        ),
        TextFault::Unreadable(why) => (
            Code::TextUnreadable,
            format!("{path} cannot be read: {why}"),
            "check that you may read it",
        ),
    };
    sink.report(Diagnostic::new(&sink.file, code, place, message).help(help));
}

pub(super) fn two_texts(f: &Fields, sink: &mut Sink) {
    if f.has("text") && f.has("text_file") {
        let message = "this source has both `text` and `text_file`";
        let fault = Diagnostic::new(&sink.file, Code::TwoTexts, f.place("text"), message)
            .label("a second stored text")
            .related(f.place("text_file"), "the first stored text")
            .help("keep one of them");
        sink.report(fault);
    }
}

pub(super) fn text_is_empty(place: std::ops::Range<usize>, sink: &mut Sink) {
    let message = "the stored text has no words";
    let fault = Diagnostic::new(&sink.file, Code::TextEmpty, place, message)
        .label("nothing could be found in it")
        .help("leave the key out where the words are not at hand");
    sink.report(fault);
}
