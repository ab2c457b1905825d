//! Taking away: copies, links, the editor, what the filter shows.

use std::path::Path;
use std::sync::Arc;

use crate::library::Entry;
use crate::model::{Record, RecordId};
use crate::report::export::{self, Form};
use crate::report::{Context, GlyphSet, citation, link};
use crate::text::position::LineIndex;

use super::action::{Destination, Effect, Line, Parcel};
use super::breadth::Breadth;
use super::chooser::{self, Choice, Purpose, Row};
use super::follow::this;
use super::pane::Pane;
use super::state::{State, Subject};

/// What is copied of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Its words with their citation.
    Cited,
    /// Its words.
    Words,
    /// The address of its source.
    Link,
}

/// Copies something of what is selected or read.
pub(super) fn copy(state: &mut State, what: What) -> Vec<Effect> {
    let parcel = match what {
        What::Link => linked(state).map(|link| Parcel {
            note: Some(opens(&link)),
            text: link.url,
        }),
        What::Cited | What::Words => text(state, what),
    };
    told(state, parcel.map(Effect::Copy))
}

/// Opens the source of what is selected or read in a browser.
pub(super) fn browse(state: &mut State) -> Vec<Effect> {
    let effect = linked(state).map(|link| Effect::Browse {
        opens: opens(&link),
        url: link.url,
    });
    told(state, effect)
}

/// Opens the editor at the record that is selected or read; in a file that cannot be read, at its
/// first fault.
pub(super) fn edit(state: &mut State) -> Vec<Effect> {
    let Some(entry) = state.library.entry(state.looked_at()) else {
        return told(state, Err("no briefing is open"));
    };
    let Some(file) = entry.path.as_ref().map(Arc::clone) else {
        let why = "this briefing comes with the program: there is no file to edit";
        return told(state, Err(why));
    };
    let fault = entry.diagnostics.first().filter(|_| !entry.is_readable());
    let this = this(state).filter(|_| !state.scene.is_library());
    let shared = this.as_ref().and_then(|record| shared(entry, record));
    if let Some((file, line)) = shared {
        return told(state, Ok(Effect::Edit { file, line }));
    }
    let line = match (this, fault) {
        (Some(record), _) => Line::Of(record.slug),
        (None, Some(fault)) => {
            let start = fault.span.as_ref().map_or(0, |span| span.start);
            let line = LineIndex::new(&fault.file.text).line_column(start).0;
            Line::Number(fault.file.line(line))
        }
        (None, None) => Line::Number(1),
    };
    told(state, Ok(Effect::Edit { file, line }))
}

/// Where a record is written that the briefing has from its library.
fn shared(entry: &Entry, record: &RecordId) -> Option<(Arc<Path>, Line)> {
    let briefing = &entry.content.as_ref()?.briefing;
    let own = entry.own_file()?;
    let line = own.line_of(&record.slug)?;
    let shared = briefing.shared.contains(&record.slug);
    shared.then(|| (Arc::clone(&own.path), Line::Number(line)))
}

/// Asks in which form to take out what the filter shows of the open briefing, and where to.
pub(super) fn write_out(state: &mut State) -> Vec<Effect> {
    let stem = match (state.breadth, state.briefing()) {
        (Breadth::All, _) => export::STEM_OF_MANY.to_owned(),
        (Breadth::One, Some(briefing)) => export::file_stem(briefing),
        (Breadth::One, None) => return told(state, Err("no briefing is open")),
    };
    let row = |to: Destination, form: Form| {
        let (label, detail) = match to {
            Destination::Clipboard => (format!("copy as {}", form.word()), String::new()),
            Destination::File => (
                format!("write as {}", form.word()),
                format!("{stem}.{}", form.extension()),
            ),
        };
        Row::new(&label, Choice::TakeOut(form, to)).detail(&detail)
    };
    let all = [Destination::Clipboard, Destination::File].into_iter();
    let rows = all.flat_map(|to| Form::ALL.map(|form| row(to, form)));
    let rows = rows.collect();
    chooser::open(state, Purpose::TakeOut, rows)
}

/// The effect, or a message with why there is none.
pub(super) fn told(state: &mut State, effect: Result<Effect, &str>) -> Vec<Effect> {
    match effect {
        Ok(effect) => vec![effect],
        Err(why) => {
            state.message = Some(why.to_owned());
            Vec::new()
        }
    }
}

const NOTHING: &str = "nothing is selected that could be taken away";

fn text(state: &State, what: What) -> Result<Parcel, &'static str> {
    // What is taken away does not depend on what this terminal can show.
    let context = state.context().ok_or(NOTHING)?;
    let context = context.with_glyphs(GlyphSet::default());
    if is_overview(state) {
        let text = match (what, &context.briefing.bottom_line) {
            (What::Words, Some(text)) => text.clone(),
            (What::Words, None) => context.briefing.title.clone(),
            (What::Cited | What::Link, _) => citation::bottom_line(&context),
        };
        return Ok(Parcel { text, note: None });
    }
    let record = record(state, &context).ok_or(NOTHING)?;
    Ok(Parcel {
        text: match what {
            What::Words => citation::words(&context, &record),
            What::Cited | What::Link => citation::cited(&context, &record),
        },
        note: citation::note(&context, &record),
    })
}

fn linked(state: &State) -> Result<link::Link, &'static str> {
    let context = state.context().ok_or(NOTHING)?;
    if is_overview(state) {
        return Err("an overview has no source: select what has one");
    }
    let found = match &state.reading.subject {
        Subject::Passage(place) if state.focus == Pane::Reading => {
            link::of_passage(&context, place)
        }
        _ => {
            let record = record(state, &context).ok_or(NOTHING)?;
            link::of_record(&context, &record)
        }
    };
    found.map_err(|why| why.words())
}

fn is_overview(state: &State) -> bool {
    state.focus == Pane::Reading && state.reading.subject == Subject::Overview
}

fn record<'a>(state: &State, context: &Context<'a>) -> Option<Record<'a>> {
    context.briefing.record(this(state)?.slug.as_str())
}

fn opens(link: &link::Link) -> String {
    let archived = if link.archived {
        ", an archived copy"
    } else {
        ""
    };
    format!("{}{archived}", link.opens.words())
}
