//! Completing the keys and names of a query.

use std::ops::Range;

use crate::library::{Library, Scope};
use crate::query::{Key, Name, Reach, word_at};

use super::pane::Step;

/// The most candidates that are offered.
const MOST: usize = 200;

/// What fits what is being typed, and which of it stands there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is replaced, in bytes of the text.
    span: Range<usize>,
    /// What fits.
    pub candidates: Vec<Candidate>,
    /// Which of them stands there.
    pub at: usize,
    /// What to write where nothing can be offered.
    pub hint: &'static str,
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What to write.
    pub text: String,
    /// What it means, in words; empty where that is what is written.
    pub name: String,
}

impl Completion {
    /// What fits what stands before the cursor of a text; the cursor is given in bytes.
    pub fn of(library: &Library, scope: Scope, (text, cursor): (&str, usize)) -> Self {
        let mut span = word_at(text, cursor);
        let mut typed = text.get(span.clone()).unwrap_or_default();
        let negated = typed.len() - typed.trim_start_matches('-').len();
        span.start += negated;
        typed = typed.trim_start_matches('-');
        let key = typed.split_once(':');
        let key = key.and_then(|(key, values)| Some((Key::from_word(key)?, values)));
        let candidates = match key {
            Some((key, values)) => {
                let value = last_value(values);
                span.start = span.end - value.len();
                values_of(library, scope, key, value.trim_start_matches('"'))
            }
            None => beginnings(library, scope, typed),
        };
        Self {
            span,
            candidates,
            at: 0,
            hint: match key {
                Some((Key::Date | Key::Before | Key::After, _)) => "a date: 2025-11-20, 2025-11",
                _ => "nothing begins so",
            },
        }
    }

    /// The same with the next candidate, or the one before.
    #[must_use]
    pub fn next(mut self, step: Step) -> Self {
        let count = self.candidates.len().max(1);
        let current = self.candidates.get(self.at);
        self.span.end = self.span.start + current.map_or(0, |one| one.text.len());
        self.at = match step {
            Step::Forward => (self.at + 1) % count,
            Step::Back => (self.at + count - 1) % count,
        };
        self
    }

    /// The text with the candidate in it, and the cursor behind that, in code points; `None` where
    /// nothing fits.
    pub fn applied(&self, text: &str) -> Option<(String, usize)> {
        let candidate = self.candidates.get(self.at)?;
        let before = text.get(..self.span.start)?.to_owned() + &candidate.text;
        let cursor = before.chars().count();
        Some((before + text.get(self.span.end..)?, cursor))
    }
}

/// The value that is being typed, of several with commas between them.
fn last_value(values: &str) -> &str {
    let mut quoted = false;
    let mut start = 0;
    for (at, c) in values.char_indices() {
        quoted ^= c == '"';
        if c == ',' && !quoted {
            start = at + 1;
        }
    }
    let value = values.get(start..).unwrap_or_default();
    value.strip_prefix('=').unwrap_or(value)
}

fn values_of(library: &Library, scope: Scope, key: Key, typed: &str) -> Vec<Candidate> {
    let words = key.words().into_iter();
    let words = words.filter(|word| word.starts_with(&typed.to_lowercase()));
    let mut all: Vec<_> = words.map(|word| candidate(word, "")).collect();
    let known = library.completions(scope, (key, typed), MOST).into_iter();
    all.extend(known.map(|known| {
        let name = Name {
            span: 0..0,
            text: known.id,
            reach: Reach::Whole,
        };
        candidate(&name.to_string(), &known.name)
    }));
    all.truncate(MOST);
    all
}

/// Keys that begin so; where there are none, names that do, with their keys.
fn beginnings(library: &Library, scope: Scope, typed: &str) -> Vec<Candidate> {
    let keys = Key::ALL.iter();
    let keys = keys.filter(|key| key.word().starts_with(&typed.to_lowercase()));
    let all: Vec<_> = keys
        .map(|key| candidate(&format!("{}:", key.word()), key.value()))
        .collect();
    if !all.is_empty() || typed.is_empty() {
        return all;
    }
    let named = Key::ALL.iter().flat_map(|key| {
        let values = values_of(library, scope, *key, typed).into_iter();
        values.map(|one| candidate(&format!("{}:{}", key.word(), one.text), &one.name))
    });
    named.take(MOST).collect()
}

fn candidate(text: &str, name: &str) -> Candidate {
    Candidate {
        text: text.to_owned(),
        name: name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::load;

    /// What Tab makes of a text with the cursor at its end, one after the other.
    fn tabs(text: &str, times: usize) -> Vec<String> {
        let (library, _) = load::load(&[Input::Bundled]);
        let at = (0..3).find(|at| library.briefing(*at).unwrap().id.starts_with("witkoff"));
        let scope = Scope::One(at.unwrap());
        let mut completion = Completion::of(&library, scope, (text, text.len()));
        let mut text = text.to_owned();
        let mut all = Vec::new();
        for _ in 0..times {
            let Some((next, cursor)) = completion.applied(&text) else {
                break;
            };
            assert!(cursor <= next.chars().count());
            all.push(next.clone());
            text = next;
            completion = completion.next(Step::Forward);
        }
        all
    }

    #[test]
    fn keys_words_and_names_are_completed() {
        assert_eq!(tabs("ki", 2), ["kind:", "kind:"]);
        assert_eq!(tabs("a -(kind:quo", 1), ["a -(kind:quote"]);
        assert_eq!(tabs("actor:yer", 1), ["actor:yermak"]);
        assert_eq!(tabs("actor:putin,=wit", 1), ["actor:putin,=witkoff"]);
        assert_eq!(tabs("actor:\"Steve Wi", 1), ["actor:witkoff"]);
        assert_eq!(tabs("yerm", 1), ["actor:yermak"]);
        assert_eq!(
            tabs("-verdict:un", 2),
            ["-verdict:unchecked", "-verdict:unverified"]
        );
        assert_eq!(tabs("tag:peace", 1), ["tag:peace-talks"]);
        assert_eq!(tabs("date:20", 1), [""; 0]);
        assert_eq!(tabs("xyzzy", 1), [""; 0]);
        assert_eq!(tabs("", Key::ALL.len() + 1).last().unwrap(), "actor:");
    }

    #[test]
    fn what_follows_the_cursor_stays() {
        let (library, _) = load::load(&[Input::Bundled]);
        let completion = Completion::of(&library, Scope::All, ("ki putin", 2));
        let applied = completion.applied("ki putin");
        assert_eq!(applied, Some(("kind: putin".to_owned(), 5)));
    }
}
