//! Reads one value by what its key takes.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::fields::{Checked, Entry};
use super::read::{At, MAX_LIST, Reader};
use super::spec::{self, CITE, Colour, Words};
use super::strings::{inside, one_paragraph};
use super::suggest::{closest, quoted};
use super::tree::{List, Value, What};
use crate::diagnostic::Code;
use crate::model::{Cite, Date, Slug, SourceId, Wording};
use crate::text::sanitise;

/// The version of the format that this program reads.
pub const VERSION: i64 = 1;

impl Reader<'_> {
    /// Reads the value of a key. `None` where it was refused; the fault is then reported.
    pub(super) fn value(&mut self, at: At<'_>, value: Value<'_>) -> Option<Checked> {
        match at.key.value {
            spec::Value::Version => self.version(at, value).map(Checked::Whole),
            spec::Value::Id => self.slug(at, value).map(Checked::Slug),
            spec::Value::Line => self.text_line(at, value).map(Checked::Text),
            spec::Value::Prose => {
                let text = one_paragraph(self.text(at, value)?);
                Some(Checked::Text(value.shown(&text)))
            }
            spec::Value::Lines => self.lines(at, value).map(Checked::Texts),
            spec::Value::Wording => {
                let words = self.wording(at, value)?;
                Some(Checked::Wordings(vec![words]))
            }
            spec::Value::Pieces => self.pieces(at, value).map(Checked::Wordings),
            spec::Value::Text => {
                let text = self.text(at, value)?;
                let shown = sanitise::block(text).text.into_owned();
                Some(Checked::Wordings(vec![Wording::new(text, shown)]))
            }
            spec::Value::Date => self.date(at, value).map(Checked::Date),
            spec::Value::Day => self.day(at, value),
            spec::Value::Url => self.url(at, value).map(Checked::Text),
            spec::Value::Path => {
                let path = self.text(at, value)?;
                Some(Checked::Wordings(vec![Wording::new(
                    path,
                    sanitise::line(path).into_owned(),
                )]))
            }
            spec::Value::Number => self.number(at, value).map(Checked::Number),
            spec::Value::Whole { min, max } => self.whole(at, value, min, max).map(Checked::Whole),
            spec::Value::Word(words) => self.word(at, value, words).map(Checked::Word),
            spec::Value::Ref(kinds) => self.reference(at, value, kinds).map(Checked::one_ref),
            spec::Value::Refs(kinds) => self.references(at, value, kinds).map(Checked::Refs),
            spec::Value::OneOrMore(kinds) => {
                if value.as_str().is_some() {
                    self.reference(at, value, kinds).map(Checked::one_ref)
                } else {
                    self.references(at, value, kinds).map(Checked::Refs)
                }
            }
            spec::Value::Cites => self.cites(at, value).map(Checked::Cites),
            spec::Value::Elsewhere => self.elsewhere(at, value).map(Checked::Elsewhere),
            spec::Value::Links => self.links(at, value).map(Checked::Links),
            spec::Value::Table(table) => {
                let Some(inner) = value.as_table() else {
                    return self.refuse(at, value, "a table");
                };
                let fields = self.row(table, inner, value.span(), at.owner);
                Some(Checked::Rows(vec![fields]))
            }
            spec::Value::Tables(table) => self.rows(table, at, value).map(Checked::Rows),
            spec::Value::Flag => match value.what() {
                What::Boolean(flag) => Some(Checked::Flag(*flag)),
                _ => self.refuse(at, value, "true or false"),
            },
            spec::Value::Program => self.program(at, value).map(Checked::Texts),
            spec::Value::Paths | spec::Value::Keys => {
                let texts = self.placed(at, value, "a list of paths")?;
                Some(Checked::Texts(bare(texts)))
            }
            spec::Value::Words(words) => {
                let list = self.list(at, value, "a list of words")?.iter();
                let words = list.filter_map(|entry| self.word(at, entry, words));
                Some(Checked::Texts(words.map(str::to_owned).collect()))
            }
            spec::Value::Colour(names) => self.colour(at, value, names).map(Checked::Colour),
            spec::Value::NameOr(table) => match value.what() {
                What::Table(_) => {
                    let inner = value.as_table()?;
                    let fields = self.row(table, inner, value.span(), at.owner);
                    Some(Checked::Rows(vec![fields]))
                }
                What::Text(_, _) => {
                    let name = self.text(at, value)?.trim().to_owned();
                    Some(Checked::Text(name))
                }
                _ => self.refuse(at, value, "a text or a table"),
            },
            spec::Value::Lists(_) => self.lists(at, value).map(Checked::Lists),
        }
    }

    /// Reports a value of the wrong type.
    pub(super) fn refuse<T>(&mut self, at: At<'_>, value: Value<'_>, expected: &str) -> Option<T> {
        let mut fault = self.wrong_type(at, value, expected);
        if let (What::Integer(number), "a text") = (value.what(), expected) {
            fault = fault.help(format!("put it in quotation marks: `\"{number}\"`"));
        }
        if value.as_str().is_some() && expected.starts_with("a list") {
            fault = fault.help("write a list, even of one: `[\"…\"]`");
        }
        self.sink.report(fault);
        None
    }

    /// A list, not too long.
    pub(super) fn list<'v>(
        &mut self,
        at: At<'_>,
        value: Value<'v>,
        expected: &str,
    ) -> Option<List<'v>> {
        let Some(list) = value.as_list() else {
            return self.refuse(at, value, expected);
        };
        if list.len() > MAX_LIST {
            let message = format!("`{}` has more than {MAX_LIST} entries", at.key.name);
            let fault = self.fault(Code::TooMuch, value.span(), message);
            self.sink.report(fault);
            return None;
        }
        Some(list)
    }

    fn version(&mut self, at: At<'_>, value: Value<'_>) -> Option<i64> {
        let What::Integer(number) = value.what() else {
            return self.refuse(at, value, "a whole number");
        };
        if number.value() == Some(VERSION) {
            return Some(VERSION);
        }
        let message = format!("version {number} of the format is not known");
        let fault = self
            .fault(Code::UnsupportedFormat, value.span(), message)
            .label(format!("this program reads version {VERSION}"))
            .help(format!("write `format = {VERSION}`"));
        self.sink.report(fault);
        None
    }

    fn slug(&mut self, at: At<'_>, value: Value<'_>) -> Option<Slug> {
        let text = self.text(at, value)?;
        // The record's own identifier was read before.
        if let Some(owner) = at.owner.filter(|owner| owner.as_str() == text) {
            return Some(owner.clone());
        }
        if let Some(slug) = Slug::new(text) {
            return Some(slug);
        }
        let long = text.len() > Slug::MAX_LEN;
        let message = if long {
            format!("an identifier has at most {} characters", Slug::MAX_LEN)
        } else {
            format!("{} is not an identifier", quoted(text))
        };
        let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let odd = text.char_indices().find(|(_, c)| !fit(*c));
        let span = odd.filter(|_| !long).map_or(value.span(), |(start, c)| {
            inside(&self.sink.file.text, value, start..start + c.len_utf8())
        });
        let help = slug_like(text).map(|slug| format!("write `id = \"{slug}\"`"));
        let fault = self
            .fault(Code::BadIdentifier, span, message)
            .label("letters a–z, digits, `-`, `_` and `.` only, a letter or digit first")
            .maybe_help(help);
        self.sink.report(fault);
        None
    }

    fn lines(&mut self, at: At<'_>, value: Value<'_>) -> Option<Vec<String>> {
        let list = self.list(at, value, "a list of texts")?;
        let mut lines = Vec::with_capacity(list.len());
        for entry in list.iter() {
            lines.extend(self.text_line(at, entry));
        }
        Some(lines)
    }

    /// The texts of a list, as they are.
    fn placed(
        &mut self,
        at: At<'_>,
        value: Value<'_>,
        expected: &str,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let list = self.list(at, value, expected)?;
        let mut texts = Vec::with_capacity(list.len());
        for entry in list.iter() {
            if let Some(text) = self.text(at, entry) {
                texts.push((text.to_owned(), entry.span()));
            }
        }
        Some(texts)
    }

    fn program(&mut self, at: At<'_>, value: Value<'_>) -> Option<Vec<String>> {
        let before = self.sink.count();
        let texts = self.placed(at, value, "a list: the program and its arguments")?;
        if texts.is_empty() && self.sink.count() == before {
            self.empty(at, value.span(), "this list names no program");
        }
        // A program without one of its arguments would be another command.
        (!texts.is_empty() && self.sink.count() == before).then(|| bare(texts))
    }

    fn lists(&mut self, at: At<'_>, value: Value<'_>) -> Option<Vec<Entry>> {
        let Some(table) = value.as_table() else {
            return self.refuse(at, value, "a table");
        };
        let mut entries = Vec::new();
        for (name, value) in table.iter() {
            if let Some(texts) = self.placed(at, value, "lists of texts") {
                entries.push(Entry {
                    name: (name.name().to_owned(), name.span()),
                    texts,
                });
            }
        }
        Some(entries)
    }

    fn colour(&mut self, at: At<'_>, value: Value<'_>, names: Words) -> Option<Colour> {
        let names: Vec<_> = names().into_iter().map(|(name, _)| name).collect();
        let (found, meant) = match value.what() {
            What::Integer(number) => {
                let number = number.value().and_then(|number| u8::try_from(number).ok());
                (number.map(Colour::Indexed), None)
            }
            What::Text(_, _) => {
                let text = self.text(at, value)?;
                let named = names.iter().copied().find(|name| *name == text);
                let meant = closest(text, names.iter().copied());
                (named.map(Colour::Named).or_else(|| rgb(text)), meant)
            }
            _ => return self.refuse(at, value, "a colour"),
        };
        if found.is_none() {
            let help = meant.map_or_else(
                || {
                    format!(
                        "a colour is `\"#rrggbb\"`, a number from 0 to 255, or one of {}",
                        names.join(", ")
                    )
                },
                |meant| format!("did you mean \"{meant}\"?"),
            );
            let message = format!("`{}` is not a colour", at.key.name);
            let fault = self
                .fault(Code::NotAColour, value.span(), message)
                .label("not a colour")
                .help(help);
            self.sink.report(fault);
        }
        found
    }

    fn wording(&mut self, at: At<'_>, value: Value<'_>) -> Option<Wording> {
        let words = self.text(at, value)?;
        Some(Wording::new(words, value.shown(words.trim())))
    }

    fn pieces(&mut self, at: At<'_>, value: Value<'_>) -> Option<Vec<Wording>> {
        if value.as_list().is_none() {
            return self.wording(at, value).map(|words| vec![words]);
        }
        let list = self.list(at, value, "a text or a list of texts")?;
        if list.is_empty() {
            self.empty(at, value.span(), "this list has no entry");
            return None;
        }
        let mut pieces = Vec::with_capacity(list.len());
        for entry in list.iter() {
            pieces.push(self.wording(at, entry));
        }
        pieces.into_iter().collect()
    }

    fn date(&mut self, at: At<'_>, value: Value<'_>) -> Option<Date> {
        let native;
        let text: &str = match value.what() {
            What::Text(_, _) => self.text(at, value)?,
            What::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => {
                native = moment.to_string();
                &native
            }
            What::Datetime(_) => {
                let message = format!("`{}` takes a day, without a time", at.key.name);
                let fault = self
                    .fault(Code::BadDate, value.span(), message)
                    .label(format!("this is {}", super::read::type_name(value.what())))
                    .help("leave the time out: `\"2025-12-02\"`; the words for it have keys of their own");
                self.sink.report(fault);
                return None;
            }
            What::Integer(number) => {
                let fault = self
                    .wrong_type(at, value, "a date")
                    .help(format!("put it in quotation marks: `\"{number}\"`"));
                self.sink.report(fault);
                return None;
            }
            _ => return self.refuse(at, value, "a date"),
        };
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err(error) => {
                let span = inside(&self.sink.file.text, value, error.span);
                let message = format!("`{}` is not a date: {}", at.key.name, error.reason);
                let fault = self
                    .fault(Code::BadDate, span, message)
                    .maybe_help(error.help);
                self.sink.report(fault);
                None
            }
        }
    }

    fn day(&mut self, at: At<'_>, value: Value<'_>) -> Option<Checked> {
        let date = self.date(at, value)?;
        if let Some(day) = date.day() {
            return Some(Checked::Day(day));
        }
        let message = format!("`{}` takes one exact day", at.key.name);
        let fault = self
            .fault(Code::BadDate, value.span(), message)
            .label("this is not one exact day")
            .help("write the day as `\"2025-12-02\"`");
        self.sink.report(fault);
        None
    }

    fn url(&mut self, at: At<'_>, value: Value<'_>) -> Option<String> {
        let text = self.text(at, value)?;
        let Some((label, place)) = url_fault(text) else {
            return Some(text.to_owned());
        };
        let span = inside(&self.sink.file.text, value, place);
        let message = format!("`{}` is not a web address", at.key.name);
        let fault = self.fault(Code::BadUrl, span, message).label(label);
        self.sink.report(fault);
        None
    }

    fn number(&mut self, at: At<'_>, value: Value<'_>) -> Option<f64> {
        let number = match value.what() {
            #[allow(clippy::cast_precision_loss)] // amounts beyond 2^53 are shown rounded
            What::Integer(number) => number.value().map(|whole| whole as f64),
            What::Float(number) => number.replace('_', "").parse::<f64>().ok(),
            What::Text(text, _) => {
                let mut fault = self.wrong_type(at, value, "a number");
                let bare: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
                fault = if bare.parse::<f64>().is_ok() {
                    fault.help(format!("write `{bare}`, without quotation marks"))
                } else {
                    fault.help("words for an amount stand in `value_text`")
                };
                self.sink.report(fault);
                return None;
            }
            _ => return self.refuse(at, value, "a number"),
        };
        if let Some(number) = number.filter(|number| number.is_finite()) {
            return Some(number);
        }
        let message = format!("`{}` takes a finite number", at.key.name);
        let fault = self.fault(Code::NotFinite, value.span(), message);
        self.sink.report(fault);
        None
    }

    fn whole(&mut self, at: At<'_>, value: Value<'_>, min: i64, max: i64) -> Option<i64> {
        let What::Integer(number) = value.what() else {
            return self.refuse(at, value, "a whole number");
        };
        if let Some(whole) = number.value().filter(|whole| (min..=max).contains(whole)) {
            return Some(whole);
        }
        let message = format!("`{}` goes from {min} to {max}", at.key.name);
        let fault = self
            .fault(Code::OutOfRange, value.span(), message)
            .label("out of range");
        self.sink.report(fault);
        None
    }

    fn word(&mut self, at: At<'_>, value: Value<'_>, words: Words) -> Option<&'static str> {
        let text = self.text(at, value)?;
        let words = words();
        if let Some((word, _)) = words.iter().find(|(word, _)| *word == text) {
            return Some(word);
        }
        let list: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let all = list.join(", ");
        let help = match closest(text, list.iter().copied()) {
            Some(meant) => format!("did you mean \"{meant}\"? The words are {all}"),
            None => format!("the words are {all}"),
        };
        let message = format!("`{}` cannot be {}", at.key.name, quoted(text));
        let fault = self
            .fault(Code::UnknownWord, value.span(), message)
            .label("unknown word")
            .help(help);
        self.sink.report(fault);
        None
    }

    fn cites(&mut self, at: At<'_>, value: Value<'_>) -> Option<Vec<Cite>> {
        let spec::Value::Ref(kinds) = CITE.keys.first().map(|key| key.value)? else {
            return None;
        };
        let list = self.list(at, value, "a list of sources")?;
        let mut cites: Vec<Cite> = Vec::with_capacity(list.len());
        let mut seen = HashSet::new();
        for entry in list.iter() {
            let cite = match entry.what() {
                What::Table(_) => {
                    let table = entry.as_table()?;
                    let mut fields = self.row(&CITE, table, entry.span(), at.owner);
                    fields.id::<SourceId>("source").map(|source| Cite {
                        source,
                        passage: fields.wording("passage"),
                    })
                }
                _ => self.reference(at, entry, kinds).map(|source| Cite {
                    source: source.slug.into(),
                    passage: None,
                }),
            };
            let Some(cite) = cite else { continue };
            let passage = cite
                .passage
                .as_ref()
                .map(|words| words.original().to_owned());
            if seen.insert((cite.source.clone(), passage)) {
                cites.push(cite);
            } else {
                self.repeated(at, cite.source.as_str(), entry.span());
            }
        }
        Some(cites)
    }

    fn links(&mut self, at: At<'_>, value: Value<'_>) -> Option<BTreeMap<String, String>> {
        let Some(table) = value.as_table() else {
            return self.refuse(at, value, "a table of texts");
        };
        let mut links = BTreeMap::new();
        for (name, value) in table.iter() {
            if let Some(text) = self.text(at, value) {
                let text = sanitise::line(text.trim()).into_owned();
                links.insert(sanitise::line(name.name()).into_owned(), text);
            }
        }
        Some(links)
    }
}

/// Texts without their places.
fn bare(texts: Vec<(String, Range<usize>)>) -> Vec<String> {
    texts.into_iter().map(|(text, _)| text).collect()
}

/// `#rrggbb`.
fn rgb(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Colour::Rgb(red, green, blue))
}

/// An identifier that resembles a text.
fn slug_like(text: &str) -> Option<Slug> {
    let mut slug = String::new();
    for c in text.chars().take(Slug::MAX_LEN) {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() || c == '.' || c == '_' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    Slug::new(slug.trim_end_matches('-').trim_start_matches(['.', '_']))
}

/// Why a text is no web address, and which part of it says so.
fn url_fault(text: &str) -> Option<(&'static str, Range<usize>)> {
    let odd = |c: char| c.is_whitespace() || sanitise::is_dangerous(c);
    if let Some((start, c)) = text.char_indices().find(|(_, c)| odd(*c)) {
        let label = "white space or a hidden character in an address";
        return Some((label, start..start + c.len_utf8()));
    }
    let scheme = text.find(':').unwrap_or(0);
    let rest = match text.split_once("://") {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
        {
            rest
        }
        _ => return Some(("an address begins with http:// or https://", 0..scheme)),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let named = host.split(':').next().is_some_and(|name| !name.is_empty());
    (!named).then_some(("the address names no host", 0..text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_http_with_a_host() {
        for good in [
            "https://example.org",
            "HTTP://example.org/a?b#c",
            "https://example.org:8080/ü",
            "https://[::1]/",
        ] {
            assert_eq!(url_fault(good), None, "{good}");
        }
        for bad in [
            "",
            "example.org",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "https:///path",
            "https://a b",
            "https://a\u{202e}b",
            "https://a\u{1b}b",
        ] {
            assert!(url_fault(bad).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn an_identifier_is_proposed_for_a_name() {
        let like = |text| slug_like(text).map(|slug| slug.to_string());
        assert_eq!(like("Steve Witkoff"), Some("steve-witkoff".to_owned()));
        assert_eq!(like("  (3a)"), Some("3a".to_owned()));
        assert_eq!(like("—"), None);
    }
}
