//! Where a record's source stands on the web, opened at the very words where they are known.

use std::fmt::Write as _;

use crate::anchor::fragment;
use crate::model::{Cite, Quote, QuoteId, Record, Source, SourceId, TextKind, Verdict, Wording};

use super::context::Context;
use super::document::PassageTarget;

/// The longest address that is given to a browser, in bytes.
const LONGEST: usize = 8_000;

/// An address to open or to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address: http or https, ASCII throughout.
    pub url: String,
    /// What it opens.
    pub opens: Opens,
    /// Whether it is that of an archived copy, as the source itself has none.
    pub archived: bool,
}

/// What an address opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// The page, at the words.
    Words,
    /// The page, at what comes nearest to words that do not stand there.
    Nearest,
    /// The page as a whole: the stored text is our own account of it, and its words are not known.
    PageOfAccount,
    /// The page as a whole: the words do not stand in its text.
    PageWithout,
    /// The page as a whole: no words are asked for.
    Page,
}

impl Opens {
    /// What it opens, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Words => "the page at the words",
            Self::Nearest => "the page at what comes nearest",
            Self::PageOfAccount => {
                "the page as a whole: our text of it is an account, its own words are not known"
            }
            Self::PageWithout => "the page as a whole: the words do not stand in our text of it",
            Self::Page => "the page",
        }
    }
}

/// Why there is no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoLink {
    /// The record names no source.
    NoSource,
    /// The source has no address.
    NoAddress,
    /// The address is none that a browser is given.
    NotWeb,
}

impl NoLink {
    /// Why, in words.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::NoSource => "this names no source",
            Self::NoAddress => "this source has no address",
            Self::NotWeb => "the source's address is none of the web",
        }
    }
}

/// The address of the source of a record, at the words of the record.
///
/// # Errors
/// Why there is none.
pub fn of_record(context: &Context<'_>, record: &Record<'_>) -> Result<Link, NoLink> {
    let (record, source) = resting_on(context, record).ok_or(NoLink::NoSource)?;
    let source = context.briefing.source(&source).ok_or(NoLink::NoSource)?;
    match record {
        Record::Quote(quote) => at_quote(context, quote, source, 0),
        record => at_cite(context, &record, source),
    }
}

/// The address of the source of a passage, at its words.
///
/// # Errors
/// Why there is none.
pub fn of_passage(context: &Context<'_>, place: &PassageTarget) -> Result<Link, NoLink> {
    let source = context.briefing.source(&place.source);
    let source = source.ok_or(NoLink::NoSource)?;
    let record = place.record.as_ref();
    match record.and_then(|id| context.briefing.record(id.slug.as_str())) {
        Some(Record::Quote(quote)) => at_quote(context, quote, source, place.candidate),
        Some(record) => at_cite(context, &record, source),
        None => to(source, Opens::Page, ""),
    }
}

/// The record whose words stand in a source, and the source: for a position or event without any
/// of its own, those of its first evidence that has one.
fn resting_on<'a>(context: &Context<'a>, record: &Record<'a>) -> Option<(Record<'a>, SourceId)> {
    let own = match *record {
        Record::Quote(quote) => quote.source.clone(),
        Record::Source(source) => Some(source.id.clone()),
        Record::Point(proposal, point) => {
            let cites = point.cites.first().or(proposal.cites.first());
            cites.map(|cite| cite.source.clone())
        }
        other => other.cites().first().map(|cite| cite.source.clone()),
    };
    if let Some(source) = own {
        return Some((*record, source));
    }
    let evidence: Vec<_> = match *record {
        Record::Position(position) => position.evidence.clone(),
        Record::Event(event) => event.quotes.iter().map(QuoteId::record).collect(),
        _ => Vec::new(),
    };
    let mut records = evidence.iter().filter_map(|id| {
        let record = context.briefing.record(id.slug.as_str())?;
        // Evidence is never a position, so this ends.
        (!matches!(record, Record::Position(_))).then_some(record)
    });
    records.find_map(|record| resting_on(context, &record))
}

fn at_quote(
    context: &Context<'_>,
    quote: &Quote,
    source: &Source,
    candidate: usize,
) -> Result<Link, NoLink> {
    let text = context.library.text(context.at, &source.id);
    let known = context
        .verification
        .and_then(|known| known.quote(&quote.id));
    let Some(text) = text else {
        let pieces: Vec<_> = quote.pieces.iter().map(Wording::original).collect();
        return to(source, Opens::Words, &fragment::directives_of(&pieces));
    };
    if source.text_kind == TextKind::Account {
        return to(source, Opens::PageOfAccount, "");
    }
    let (opens, runs) = match known {
        None => (Opens::Page, Vec::new()),
        Some(finding) => match finding.verdict {
            Some(verdict) if verdict.is_verified() => (Opens::Words, finding.pieces.clone()),
            Some(Verdict::Ambiguous) => {
                let place = finding.candidates.get(candidate).cloned();
                (Opens::Words, place.unwrap_or_default())
            }
            Some(Verdict::Altered) => {
                let nearest = finding.nearest.iter().map(|near| near.range.clone());
                (Opens::Nearest, nearest.collect())
            }
            Some(_) => (Opens::PageWithout, Vec::new()),
            None => (Opens::Page, Vec::new()),
        },
    };
    to(source, opens, &fragment::directives(text.original(), &runs))
}

/// At the passages that a record cites of a source.
fn at_cite(context: &Context<'_>, record: &Record<'_>, source: &Source) -> Result<Link, NoLink> {
    let cites = record.cites().iter();
    let own = cites.filter(|cite: &&Cite| cite.source == source.id);
    let words: Vec<_> = own.filter_map(|cite| cite.passage.as_ref()).collect();
    let Some(text) = context.library.text(context.at, &source.id) else {
        let words: Vec<_> = words.into_iter().map(Wording::original).collect();
        return to(source, Opens::Words, &fragment::directives_of(&words));
    };
    if words.is_empty() {
        return to(source, Opens::Page, "");
    }
    if source.text_kind == TextKind::Account {
        return to(source, Opens::PageOfAccount, "");
    }
    let known = context.verification.map(|known| known.passages().iter());
    let known = known.into_iter().flatten();
    let own = known.filter(|one| one.record == record.id() && one.source == source.id);
    let runs: Vec<_> = own.flat_map(|one| one.finding.pieces.clone()).collect();
    let directives = fragment::directives(text.original(), &runs);
    to(source, Opens::Words, &directives)
}

fn to(source: &Source, opens: Opens, directives: &str) -> Result<Link, NoLink> {
    let archived = source.url.is_none();
    let url = source.url.as_ref().or(source.archived_url.as_ref());
    let url = web_address(url.ok_or(NoLink::NoAddress)?).ok_or(NoLink::NotWeb)?;
    let whole = fragment::with_directives(&url, directives);
    let opens = match opens {
        Opens::Words if directives.is_empty() => Opens::Page,
        opens => opens,
    };
    if whole.len() <= LONGEST {
        return Ok(Link {
            url: whole,
            opens,
            archived,
        });
    }
    let opens = Opens::Page;
    (url.len() <= LONGEST)
        .then_some(Link {
            url,
            opens,
            archived,
        })
        .ok_or(NoLink::NotWeb)
}

/// An address as a browser may be given it: http or https, a host without a user's name before it,
/// and all beyond ASCII percent-encoded. `None` for anything else.
pub fn web_address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let named = host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if !named || !host.chars().all(allowed) {
        return None;
    }
    let mut out = format!("{scheme}://{host}");
    for c in path.chars() {
        // What has no place in an address, and what a careless program would take for more.
        if c.is_control()
            || matches!(
                c,
                ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'
            )
        {
            return None;
        }
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_given_to_a_browser() {
        for (good, same) in [
            ("https://example.org", "https://example.org"),
            (
                "HTTP://example.org:80/a?b=c#d",
                "http://example.org:80/a?b=c#d",
            ),
            ("https://example.org/ü", "https://example.org/%C3%BC"),
            ("https://münchen.example/", "https://münchen.example/"),
            ("https://[::1]/", "https://[::1]/"),
            ("https://e.org/a'b$(c);d&e", "https://e.org/a'b$(c);d&e"),
        ] {
            assert_eq!(web_address(good).as_deref(), Some(same), "{good}");
        }
        for bad in [
            "",
            "example.org",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://example.org",
            "https://",
            "https://-x",
            "https://user@evil.example",
            "https://e.org/a b",
            "https://e.org/\u{1b}]52;c;AAAA\u{7}",
            "https://e.org/a\nb",
            "--help://x",
        ] {
            assert_eq!(web_address(bad), None, "{bad:?}");
        }
    }
}
