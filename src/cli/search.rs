//! `briefing search`: the records that a query finds, the best first.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anyhow::bail;
use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::{Outcome, print, warn};
use crate::diagnostic::{Diagnostic, Style, render};
use crate::library::discover::Input;
use crate::library::load::{self, Lines};
use crate::library::search::{Field, Hit, Hits, How, Line, Marker, Search};
use crate::library::shelf::{Again, Request, Shelf};
use crate::library::verify::Cache;
use crate::library::{Library, Scope, Verdicts};
use crate::model::RecordKind;
use crate::query::Query;
use crate::text::position::byte_to_chars;

/// Arguments of `briefing search`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look for: words, "a phrase", actor:yermak, date:2025-11 (briefing manual query)
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// Briefing files, or folders of them [default: as for the reader]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show no more than so many of the best
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// By briefing, with the words marked
    Human,
    /// One JSON object
    Json,
    /// A line for each record, as editors read it: file, line, column, text
    Editor,
}

/// Searches the briefings behind some paths. Where nothing is found, that is
/// [`Outcome::Faults`].
///
/// # Errors
/// Where there is nothing to search, or the answer cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let query = match Query::parse(&args.query) {
        Ok(query) if query.is_empty() => bail!("there is nothing to look for"),
        Ok(query) => query,
        Err(fault) => return Ok(refused(&fault.diagnostic("QUERY", &args.query))),
    };
    let paths = if args.paths.is_empty() {
        super::read::setup(None)?.config.config.paths
    } else {
        args.paths.clone()
    };
    let inputs = Input::of_arguments(&paths);
    let (library, verdicts, problems) = read(&inputs, &query);
    for one in &problems {
        warn(&format!("error: {one}\n"));
    }
    if library.entries().iter().all(|entry| entry.card.is_none()) {
        bail!("no briefing that can be read");
    }
    let broken = library.entries().iter().filter(|one| !one.is_readable());
    match broken.count() {
        0 => {}
        1 => warn("warning: 1 file cannot be read: `briefing check` shows why\n"),
        more => warn(&format!(
            "warning: {more} files cannot be read: `briefing check` shows why\n"
        )),
    }
    if let Err(fault) = library.check_names(Scope::All, &query) {
        return Ok(refused(&fault.diagnostic("QUERY", &args.query)));
    }
    let search = Search {
        query: &query,
        scope: Scope::All,
        verdicts: &verdicts,
        limit: args.limit,
        stop: &|| false,
    };
    let hits = library.search(&search, &mut |_| {}).unwrap_or_default();
    let found = Found {
        library: &library,
        marker: Marker::new(&query),
        hits: &hits,
    };
    print(&match args.format {
        Form::Human => found.human(Paint::of_standard_output()),
        Form::Json => format!("{}\n", found.json(&args.query)),
        Form::Editor => found.editor(),
    })?;
    Ok(if !problems.is_empty() {
        Outcome::Failed
    } else if hits.total() == 0 && hits.briefings.is_empty() {
        Outcome::Faults
    } else {
        Outcome::Clean
    })
}

fn refused(fault: &Diagnostic) -> Outcome {
    warn(&render(std::slice::from_ref(fault), Style::Plain));
    Outcome::Failed
}

/// The briefings, what is known of their quotations as far as the query asks for it, and what could
/// not be read at all.
fn read(inputs: &[Input], query: &Query) -> (Library, Verdicts, Vec<String>) {
    if query.asks_for_verdicts() {
        let (library, unusable) = load::load(inputs);
        let verdicts = Verdicts::of_all(&library, &Cache::default());
        let problems = unusable.iter().map(ToString::to_string).collect();
        return (library, verdicts, problems);
    }
    let request = Request {
        inputs,
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let outcome = Shelf::default().read(&request, &mut |_| {});
    (outcome.library, Verdicts::default(), outcome.problems)
}

/// What was found, to be shown.
struct Found<'a> {
    library: &'a Library,
    marker: Marker,
    hits: &'a Hits,
}

/// A record as it is shown.
struct Shown<'a> {
    hit: &'a Hit,
    line: Line,
    /// Line and column, from 1, where they are known.
    place: Option<(usize, usize)>,
}

impl Shown<'_> {
    /// The file of the stored text in which the words stand, with line and column, from 1.
    fn in_text(&self) -> Option<(&str, (usize, usize))> {
        let place = self.line.place.as_ref()?;
        Some((place.file.as_deref()?, (place.line, place.column)))
    }
}

impl<'a> Found<'a> {
    /// The records briefing by briefing, those with the best first.
    fn by_briefing(&self) -> Vec<(usize, Vec<Shown<'a>>)> {
        let mut groups: Vec<(usize, Vec<&Hit>)> = Vec::new();
        for hit in &self.hits.hits {
            let Some(at) = self.library.records().briefing(hit.ix) else {
                continue;
            };
            match groups.iter_mut().find(|(one, _)| *one == at) {
                Some((_, hits)) => hits.push(hit),
                None => groups.push((at, vec![hit])),
            }
        }
        let titled = self.hits.briefings.iter().copied();
        for at in titled.take(self.hits.hits.len().max(20)) {
            if groups.iter().all(|(one, _)| *one != at) {
                groups.push((at, Vec::new()));
            }
        }
        let shown = |(at, hits): (usize, Vec<&'a Hit>)| {
            let entry = self.library.entry(at).filter(|_| !hits.is_empty());
            let lines = entry.and_then(Lines::of_entry);
            let one = |hit: &'a Hit| {
                let id = self.library.records().id(hit.ix);
                Shown {
                    hit,
                    line: self.library.line(hit.ix, &self.marker),
                    place: lines
                        .as_ref()
                        .zip(id)
                        .and_then(|(lines, id)| lines.of(&id.slug)),
                }
            };
            (at, hits.into_iter().map(one).collect())
        };
        groups.into_iter().map(shown).collect()
    }

    fn file(&self, at: usize) -> &str {
        self.library.entry(at).map_or("", |entry| &entry.file)
    }

    fn title(&self, at: usize) -> &str {
        self.library.card(at).map_or("", |card| &card.title)
    }

    fn human(&self, paint: Paint) -> String {
        let mut out = String::new();
        for (at, records) in self.by_briefing() {
            let title = self.title(at);
            let title = paint.marked(title, &self.marker.marks(title).0);
            let _ = writeln!(out, "{}  {title}", paint.file(self.file(at)));
            for shown in records {
                let line = shown
                    .place
                    .map_or(String::new(), |(line, _)| line.to_string());
                let mut record = self.record(&shown, paint);
                if let Some((file, (line, _))) = shown.in_text() {
                    record += &paint.quiet(&format!(" · {file}:{line}"));
                }
                let _ = writeln!(out, "{}: {record}", paint.line(&line));
            }
            out.push('\n');
        }
        out + &self.summary()
    }

    /// A record in a line: what, when, who, and the text that has the words.
    fn record(&self, shown: &Shown<'_>, paint: Paint) -> String {
        let records = self.library.records();
        let (row, ix) = (records.row(shown.hit.ix), shown.hit.ix);
        let noun = records.kind(ix).map_or("", RecordKind::noun);
        let mut parts = vec![paint.quiet(noun)];
        if !row.when.is_empty() {
            let sure = if shown.hit.sure { "" } else { "?" };
            parts.push(paint.quiet(&format!("{}{sure}", row.when)));
        }
        if shown.hit.how == How::Similar {
            parts.push(paint.quiet("≈"));
        }
        let text = paint.marked(&shown.line.text, &shown.line.marks);
        let main = paint.marked(row.text, &self.marker.marks(row.text).0);
        match shown.line.field {
            Field::Who => parts.extend([text, main]),
            Field::Main if row.who.is_empty() || row.who == row.text => parts.push(text),
            Field::Main => parts.extend([row.who.into_owned(), text]),
            Field::Name | Field::Rest | Field::Text => parts.extend([main, text]),
        }
        parts.join(&paint.quiet(" · "))
    }

    /// How much was found, in a line.
    fn summary(&self) -> String {
        let counts = RecordKind::ALL.map(|kind| (self.hits.count(kind), kind));
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts
            .map(|(count, kind)| match count {
                1 => format!("1 {}", kind.noun()),
                many => format!("{many} {}", kind.table()),
            })
            .collect();
        let exact = self.hits.hits.iter().filter(|hit| hit.how > How::Similar);
        let (shown, total) = (exact.count(), self.hits.total());
        let mut line = match (total, self.hits.hits.len()) {
            (0, 0) if self.hits.briefings.is_empty() => "nothing found".to_owned(),
            (0, 0) => "found in titles alone".to_owned(),
            (0, _) => "nothing found; ≈ is called something similar".to_owned(),
            _ => counts.join(", "),
        };
        if shown < total {
            let _ = write!(line, "; the best {shown} are shown (--limit)");
        }
        line + "\n"
    }

    fn editor(&self) -> String {
        let mut out = String::new();
        for (at, records) in self.by_briefing() {
            for shown in records.iter().filter(|shown| shown.hit.how > How::Similar) {
                let (mut file, mut place) = (self.file(at), shown.place.unwrap_or((1, 1)));
                if let Some((text, own)) = shown.in_text() {
                    (file, place) = (text, own);
                }
                let (line, column) = place;
                let text = self.record(shown, Paint::Plain);
                let _ = writeln!(out, "{file}:{line}:{column}: {text}");
            }
        }
        out
    }

    fn json(&self, query: &str) -> Value {
        let records = self.library.records();
        let groups = self.by_briefing();
        let mut hits = Vec::new();
        for (at, shown) in groups
            .iter()
            .flat_map(|(at, all)| all.iter().map(move |one| (*at, one)))
        {
            let row = records.row(shown.hit.ix);
            let id = records.id(shown.hit.ix);
            let text = &shown.line.text;
            let marks = shown
                .line
                .marks
                .iter()
                .map(|mark| [mark.start, mark.end].map(|byte| byte_to_chars(text, byte)));
            hits.push(json!({
                "file": self.file(at),
                "line": shown.place.map(|(line, _)| line),
                "column": shown.place.map(|(_, column)| column),
                "kind": id.as_ref().map(|id| id.kind.noun()),
                "id": id.as_ref().map(|id| id.slug.as_str()),
                "how": how(shown.hit.how),
                "certain": shown.hit.sure,
                "date": row.when,
                "who": row.who,
                "shown": row.text,
                "field": field(shown.line.field),
                "text_file": shown.in_text().map(|(file, _)| file),
                "text_line": shown.in_text().map(|(_, (line, _))| line),
                "text_column": shown.in_text().map(|(_, (_, column))| column),
                "text": text,
                "marks": marks.collect::<Vec<_>>(),
            }));
        }
        let counts =
            RecordKind::ALL.map(|kind| (kind.noun().to_owned(), self.hits.count(kind).into()));
        let briefings = self.hits.briefings.iter();
        let briefings =
            briefings.map(|at| json!({"file": self.file(*at), "title": self.title(*at)}));
        json!({
            "query": query,
            "found": self.hits.total(),
            "uncertain": self.hits.uncertain,
            "counts": Map::from_iter(counts),
            "briefings": briefings.collect::<Vec<_>>(),
            "records": hits,
        })
    }
}

/// The word for how a record answers.
const fn how(how: How) -> &'static str {
    match how {
        How::Similar => "similar",
        How::Elsewhere => "elsewhere",
        How::Words => "words",
        How::Phrase => "phrase",
        How::Beginning => "beginning",
        How::Name => "name",
    }
}

/// The word for which text of a record a line is.
const fn field(field: Field) -> &'static str {
    match field {
        Field::Main => "main",
        Field::Name => "name",
        Field::Who => "who",
        Field::Rest => "rest",
        Field::Text => "text",
    }
}

/// Whether an answer has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paint {
    /// Text alone.
    Plain,
    /// With those of the terminal.
    Coloured,
}

impl Paint {
    fn of_standard_output() -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stdout().is_terminal() && !no_colour {
            Self::Coloured
        } else {
            Self::Plain
        }
    }

    fn with(self, how: &str, text: &str) -> String {
        match self {
            Self::Coloured if !text.is_empty() => format!("\u{1b}[{how}m{text}\u{1b}[0m"),
            _ => text.to_owned(),
        }
    }

    fn file(self, text: &str) -> String {
        self.with("35", text)
    }

    fn line(self, text: &str) -> String {
        self.with("32", text)
    }

    fn quiet(self, text: &str) -> String {
        self.with("2", text)
    }

    /// A text with parts of it marked, which are in order.
    fn marked(self, text: &str, marks: &[std::ops::Range<usize>]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for mark in marks {
            out += text.get(done..mark.start).unwrap_or_default();
            out += &self.with("1;31", text.get(mark.clone()).unwrap_or_default());
            done = mark.end;
        }
        out + text.get(done..).unwrap_or_default()
    }
}
