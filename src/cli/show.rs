//! `briefing show`: a briefing as linear text, for pipes, files and screen readers.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use chrono::NaiveDate;
use clap::ValueEnum;

use super::{Outcome, print, warn};
use crate::analysis::stances::Question;
use crate::diagnostic::{Diagnostic, Style, render};
use crate::format::suggest::closest;
use crate::library::discover::Input;
use crate::library::names::names;
use crate::library::verify::Cache;
use crate::library::{Filter, Library, Matching, People, RecordKey, Scope, Verdicts, load};
use crate::model::date::DayRange;
use crate::model::{Date, RecordKind};
use crate::query::Query;
use crate::report::chart::{self, Ground, Set, View};
use crate::report::listing::Section;
use crate::report::network::{self, Network};
use crate::report::{Context, GlyphSet, export};
use crate::text::sanitise;

/// Arguments of `briefing show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Briefing files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only records of this actor, by identifier or name; may be given several times
    #[arg(long, value_name = "ID")]
    pub actor: Vec<String>,
    /// Only records of all the actors, instead of any of them
    #[arg(long, requires = "actor")]
    pub all_actors: bool,
    /// Take a state, body or group without its people
    #[arg(long, requires = "actor")]
    pub without_people: bool,
    /// Only records on this issue, by identifier or title; may be given several times
    #[arg(long, value_name = "ID")]
    pub issue: Vec<String>,
    /// Only what this query selects: 'actor:yermak date:2025-11' (briefing manual query)
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Only this section; may be given several times
    #[arg(long, value_enum)]
    pub section: Vec<SectionName>,
    /// What the records mean, instead of the records
    #[arg(long, value_enum, conflicts_with_all = ["section", "format"])]
    pub view: Option<ViewName>,
    /// The day of a view: as it was then
    #[arg(long, requires = "view", value_name = "DATE")]
    pub as_of: Option<String>,
    /// The agreement of actors as a network for other programs: of one briefing, or of all as one
    #[arg(long, value_enum, requires = "view", value_name = "FORM")]
    pub export: Option<NetworkForm>,
    /// Only records from this date on: 2025-11-20, 2025-11 or 2025
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only records up to this date
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// The form of the text
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
}

/// The form of a shown briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// One record a paragraph
    Text,
    /// Markdown, each record with its citation
    Markdown,
    /// One JSON object
    Json,
}

/// The form of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NetworkForm {
    /// Nodes and edges, for programs such as Gephi, Visone and igraph
    Graphml,
    /// A line an edge
    Csv,
}

impl From<NetworkForm> for network::Form {
    fn from(form: NetworkForm) -> Self {
        match form {
            NetworkForm::Graphml => Self::Graphml,
            NetworkForm::Csv => Self::Csv,
        }
    }
}

impl From<Form> for export::Form {
    fn from(form: Form) -> Self {
        match form {
            Form::Text => Self::Text,
            Form::Markdown => Self::Markdown,
            Form::Json => Self::Json,
        }
    }
}

/// A section by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionName(Section);

impl ValueEnum for SectionName {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [SectionName; Section::ALL.len()] = {
            let mut all = [SectionName(Section::Overview); Section::ALL.len()];
            let mut n = 0;
            while n < Section::ALL.len() {
                #[expect(clippy::indexing_slicing, reason = "checked when compiled")]
                {
                    all[n] = SectionName(Section::ALL[n]);
                }
                n += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.word()))
    }
}

/// A view by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewName(View);

impl ValueEnum for ViewName {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [ViewName; View::ALL.len()] = {
            let mut all = [ViewName(View::Matrix); View::ALL.len()];
            let mut n = 0;
            while n < View::ALL.len() {
                #[expect(clippy::indexing_slicing, reason = "checked when compiled")]
                {
                    all[n] = ViewName(View::ALL[n]);
                }
                n += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()))
    }
}

/// Shows the briefings behind some paths.
///
/// # Errors
/// Where nothing can be shown, or something asked for is not there.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let inputs: Vec<_> = args.paths.iter().cloned().map(Input::Path).collect();
    let (library, outcome) = read(&inputs)?;
    let verdicts = Verdicts::of_all(&library, &Cache::default());
    let query = match query(args, &library) {
        Ok(query) => query,
        Err(fault) => {
            warn(&render(&[*fault], Style::Plain));
            return Ok(Outcome::Failed);
        }
    };
    let filter = Filter {
        query,
        ..filter(args, &library)?
    };
    if let Some(ViewName(view)) = args.view {
        let day = args
            .as_of
            .as_ref()
            .map(|text| day(text, "--as-of"))
            .transpose()?;
        if let Some(form) = args.export {
            let View::Agreement = view else {
                bail!("--export is for --view agreement");
            };
            print(&exported((&library, &verdicts), &filter, (form, day))?)?;
            return Ok(outcome);
        }
        print(&viewed((&library, &verdicts), &filter, (view, day)))?;
        return Ok(outcome);
    }
    let sections: Vec<_> = if args.section.is_empty() {
        Section::ALL.to_vec()
    } else {
        let mut sections = Vec::new();
        for name in &args.section {
            if !sections.contains(&name.0) {
                sections.push(name.0);
            }
        }
        sections
    };
    let text = shown(&library, &verdicts, &filter, (&sections, args.format))?;
    print(&text)?;
    Ok(outcome)
}

/// Shows everything behind some inputs.
///
/// # Errors
/// Where nothing can be shown.
pub fn whole(inputs: &[Input]) -> anyhow::Result<Outcome> {
    let (library, outcome) = read(inputs)?;
    let verdicts = Verdicts::of_all(&library, &Cache::default());
    let everything = (Section::ALL.as_slice(), Form::Text);
    let text = shown(&library, &verdicts, &Filter::default(), everything)?;
    print(&text)?;
    Ok(outcome)
}

/// The library, and whether all of it could be read. What is wrong goes to standard error.
fn read(inputs: &[Input]) -> anyhow::Result<(Library, Outcome)> {
    let (library, unusable) = load::load(inputs);
    for one in &unusable {
        warn(&format!("error: {one}\n"));
    }
    let broken = library
        .entries()
        .iter()
        .filter(|entry| !entry.is_readable());
    let mut outcome = Outcome::Clean;
    for entry in broken {
        warn(&render(&entry.diagnostics, Style::Plain));
        outcome = Outcome::Faults;
    }
    if !library
        .entries()
        .iter()
        .any(crate::library::Entry::is_readable)
    {
        bail!("no briefing that can be read");
    }
    if !unusable.is_empty() {
        outcome = Outcome::Failed;
    }
    Ok((library, outcome))
}

/// The conditions of the command line. An actor or issue must be in at least one of the
/// briefings.
fn filter(args: &Args, library: &Library) -> anyhow::Result<Filter> {
    let mut filter = Filter {
        matching: if args.all_actors {
            Matching::All
        } else {
            Matching::Any
        },
        people: if args.without_people {
            People::Excluded
        } else {
            People::Included
        },
        days: days(args)?,
        ..Filter::default()
    };
    for wanted in &args.actor {
        filter
            .actors
            .extend(named(library, RecordKind::Actor, wanted)?);
    }
    for wanted in &args.issue {
        filter
            .issues
            .extend(named(library, RecordKind::Issue, wanted)?);
    }
    Ok(filter)
}

/// The query of the command line. Its names must stand for something in at least one of the
/// briefings.
fn query(args: &Args, library: &Library) -> Result<Query, Box<Diagnostic>> {
    let Some(text) = &args.query else {
        return Ok(Query::default());
    };
    let query = Query::parse(text);
    let query = query.and_then(|query| {
        let checked = library.check_names(Scope::All, &query);
        checked.map(|()| query)
    });
    query.map_err(|fault| Box::new(fault.diagnostic("--query", text)))
}

/// A date of the command line.
fn date(text: &str, option: &str) -> anyhow::Result<Date> {
    Date::parse(text).map_err(|error| {
        let help = error
            .help
            .map_or(String::new(), |help| format!(" ({help})"));
        anyhow!("{option}: {}{help}", error.reason)
    })
}

/// A day of the command line: of a date that is not exactly one, the last.
fn day(text: &str, option: &str) -> anyhow::Result<NaiveDate> {
    let date = date(text, option)?;
    let last = date.latest();
    last.ok_or_else(|| anyhow!("{option}: {text} has no end"))
}

fn days(args: &Args) -> anyhow::Result<DayRange> {
    let date = |text: &Option<String>, option: &str| {
        text.as_deref().map(|text| date(text, option)).transpose()
    };
    let (from, to) = (date(&args.from, "--from")?, date(&args.to, "--to")?);
    let days = DayRange::between(from.as_ref(), to.as_ref());
    if let (true, Some(from), Some(to)) = (days.is_empty(), from, to) {
        bail!("no day lies between --from {from} and --to {to}: were they swapped?");
    }
    Ok(days)
}

/// The actors or issues that a word of the command line names, by identifier, name or alias.
fn named(library: &Library, kind: RecordKind, wanted: &str) -> anyhow::Result<Vec<RecordKey>> {
    let mut found = Vec::new();
    for (at, entry) in library.entries().iter().enumerate() {
        let Some(briefing) = library.briefing(at) else {
            continue;
        };
        for record in briefing.records(kind) {
            let id = record.id();
            let names = names(&record);
            let is_it = id.slug.as_str() == wanted
                || names
                    .iter()
                    .any(|name| name.to_lowercase() == wanted.to_lowercase());
            if is_it {
                found.push(RecordKey {
                    file: Arc::clone(&entry.file),
                    id,
                });
            }
        }
    }
    if found.is_empty() {
        let noun = kind.noun();
        let known = library.known(Scope::All, Some(kind));
        let ids = known.iter().map(|known| known.id.as_str());
        let names = known.iter().map(|known| known.name.as_str());
        let meant = closest(wanted, ids).or_else(|| closest(wanted, names));
        let help = meant.map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
        bail!("no {noun} is called {:?}{help}", sanitise::line(wanted));
    }
    Ok(found)
}

/// The width of a view, in cells.
const WIDTH: u16 = 100;

/// A view of each briefing, one after the other.
fn viewed(
    (library, verdicts): (&Library, &Verdicts),
    filter: &Filter,
    (view, day): (View, Option<NaiveDate>),
) -> String {
    let set = Set {
        day,
        ..Set::default()
    };
    let readable = (0..library.entries().len()).filter(|at| library.card(*at).is_some());
    let views = readable.map(|at| {
        let selection = library.select(Scope::One(at), filter, verdicts);
        let ground = Ground {
            library,
            scope: Scope::One(at),
            selection: &selection,
            verdicts,
            glyphs: GlyphSet::default(),
        };
        let title = library.card(at).map_or("", |card| &card.title);
        let plain = match view.too_much(&selection) {
            Some(too_much) => format!("{too_much}\n"),
            None => chart::of(view, &ground, set).plain(&ground, WIDTH),
        };
        format!("{title}\n{}: {plain}", view.title())
    });
    views.collect::<Vec<_>>().join("\n")
}

/// The network of a briefing, or of all as one.
fn exported(
    (library, verdicts): (&Library, &Verdicts),
    filter: &Filter,
    (form, day): (NetworkForm, Option<NaiveDate>),
) -> anyhow::Result<String> {
    let readable = (0..library.entries().len()).filter(|at| library.card(*at).is_some());
    let scope = match readable.collect::<Vec<_>>().as_slice() {
        [at] => Scope::One(*at),
        _ => Scope::All,
    };
    let selection = library.select(scope, filter, verdicts);
    let network = Network::of(&Question {
        library,
        scope,
        selection: &selection,
        verdicts,
        day,
    });
    if network.left_out() > 0 {
        let left_out = network.left_out();
        warn(&format!(
            "warning: {left_out} actors of whom the least is recorded are left out; --issue or --query narrow\n"
        ));
    }
    Ok(network.write(form.into())?)
}

/// What the filter shows of each briefing, in a form.
fn shown(
    library: &Library,
    verdicts: &Verdicts,
    filter: &Filter,
    (sections, form): (&[Section], Form),
) -> anyhow::Result<String> {
    let briefings = 0..library.entries().len();
    let selections: Vec<_> = briefings
        .map(|at| library.select(Scope::One(at), filter, verdicts))
        .collect();
    let contexts = selections.iter().enumerate().filter_map(|(at, selection)| {
        Context::new(library, at, selection, verdicts.of(at).map(Arc::as_ref))
    });
    let contexts: Vec<_> = contexts.collect();
    Ok(export::briefings(&contexts, sections, form.into())?)
}
