//! From the values behind a key to what the term asks.

use super::ast::{Days, Name, Test, VerdictIs};
use super::{Fault, Key};
use crate::diagnostic::Code;
use crate::format::suggest::{closest, quoted};
use crate::model::date::DayRange;
use crate::model::{Date, RecordKind, Stance, Verdict, Vocabulary};

/// What a key with its values asks.
pub(super) fn test(key: Key, values: Vec<Name>) -> Result<Test, Fault> {
    Ok(match key {
        Key::Actor => Test::Actor(values),
        Key::Issue => Test::Issue(values),
        Key::Source => Test::Source(values),
        Key::Tag => Test::Tag(values),
        Key::Kind => Test::Kind(words(&values, "kind", &kinds())?),
        Key::Verdict => Test::Verdict(words(&values, "verdict", &verdicts())?),
        Key::Stance => Test::Stance(words(&values, "stance", &stances())?),
        Key::Date => Test::Date(values.iter().map(days).collect::<Result<_, _>>()?),
        Key::Before => Test::Before(only(key, &values)?),
        Key::After => Test::After(only(key, &values)?),
    })
}

/// The words that can stand behind a key that takes words of a closed list; none for the others.
pub(super) fn known(key: Key) -> Vec<&'static str> {
    match key {
        Key::Kind => kinds().into_iter().map(|(word, ..)| word).collect(),
        Key::Verdict => verdicts().into_iter().map(|(word, ..)| word).collect(),
        Key::Stance => stances().into_iter().map(|(word, ..)| word).collect(),
        _ => Vec::new(),
    }
}

/// A word, another for the same, and what they mean.
type Word<T> = (&'static str, &'static str, T);

fn kinds() -> Vec<Word<RecordKind>> {
    let all = RecordKind::ALL.into_iter();
    all.map(|kind| (kind.noun(), kind.table(), kind)).collect()
}

fn stances() -> Vec<Word<Stance>> {
    let all = Stance::WORDS.iter();
    all.map(|(stance, word, _)| (*word, *word, *stance))
        .collect()
}

fn verdicts() -> Vec<Word<VerdictIs>> {
    let own = Verdict::WORDS.iter();
    let own = own.map(|(verdict, _, _)| VerdictIs::One(*verdict));
    let all = own.chain([
        VerdictIs::Verified,
        VerdictIs::Unverified,
        VerdictIs::Pending,
    ]);
    all.map(|is| (is.word(), is.word(), is)).collect()
}

fn words<T: Copy>(values: &[Name], noun: &str, known: &[Word<T>]) -> Result<Vec<T>, Fault> {
    let find = |value: &Name| {
        let is = |word: &str| value.text.eq_ignore_ascii_case(word);
        let found = known.iter().find(|(one, other, _)| is(one) || is(other));
        found.map(|(.., meaning)| *meaning).ok_or_else(|| {
            let words = || known.iter().map(|(word, ..)| *word);
            let help = match closest(&value.text, words()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the words are {}", words().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("there is no {noun} {}", quoted(&value.text));
            Fault::new(Code::QueryUnknownWord, value.span.clone(), message).help(help)
        })
    };
    values.iter().map(find).collect()
}

/// The days of one value: a date, or two with `..` between, of which one may be left out.
fn days(value: &Name) -> Result<Days, Fault> {
    let text = value.text.as_str();
    // Brackets and a slash make it an expression of its own.
    let split = text.split_once("..").filter(|_| !text.contains(['[', '/']));
    let Some((from, to)) = split else {
        return Ok(Days::In(date(value, text, 0)?));
    };
    let end = |text: &str, at: usize| match text {
        "" => Ok(None),
        text => date(value, text, at).map(Some),
    };
    let (from, to) = (end(from, 0)?, end(to, from.len() + 2)?);
    if from.is_none() && to.is_none() {
        let message = "a date has to stand on one side of `..`";
        return Err(Fault::new(Code::QueryBadDate, value.span.clone(), message));
    }
    if DayRange::between(from.as_ref(), to.as_ref()).is_empty() {
        let message = format!("{} ends before it begins", quoted(text));
        let (from, to) = (to.as_ref(), from.as_ref());
        let other = from.zip(to).map(|(from, to)| format!("{from}..{to}"));
        let fault = Fault::new(Code::QueryDatesUpsideDown, value.span.clone(), message);
        return Err(match other {
            Some(other) => fault.help(format!("did you mean `{other}`?")),
            None => fault,
        });
    }
    Ok(Days::Between(from, to))
}

/// A date that stands some bytes into a value.
fn date(value: &Name, text: &str, at: usize) -> Result<Date, Fault> {
    Date::parse(text).map_err(|error| {
        // In quotation marks the bytes are not those of the text.
        let bare = value.span.len() == value.text.len();
        let start = value.span.start + at;
        let span = if bare {
            start + error.span.start..start + error.span.end
        } else {
            value.span.clone()
        };
        Fault::bad_date(span, error)
    })
}

fn only(key: Key, values: &[Name]) -> Result<Date, Fault> {
    match values {
        [value] => date(value, &value.text, 0),
        [_, second, ..] => Err(Fault::new(
            Code::QueryBadDate,
            second.span.clone(),
            format!("`{}:` takes one date", key.word()),
        )),
        [] => Err(Fault::new(
            Code::QueryMissingValue,
            0..0,
            format!("`{}:` needs {}", key.word(), key.value()),
        )),
    }
}
