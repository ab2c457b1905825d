//! What stands around the panes: header, filter line, hint bar and prompt.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::library::{Matching, People, RecordKey, Unsure, Verified, Version};
use crate::model::RecordKind;
use crate::report::{count, overview};
use crate::text::width::{graphemes, width};

use crate::tui::breadth::Breadth;
use crate::tui::command::CommandId;
use crate::tui::hints::{self, Hint};
use crate::tui::layout::{Areas, Shape};
use crate::tui::state::{Find, State};
use crate::tui::theme::Meaning;

use super::pen::{Deed, Pen, Piece};
use super::{Canvas, faults};

/// The title with its day at the right, and on a wide screen the bottom line.
pub(super) fn header(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = areas.header.intersection(screen.area);
    if area.is_empty() {
        return;
    }
    let first = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let dim = screen.style(Meaning::Dim);
    let (title, about, bottom_line) = heading(state, areas.shape);
    let mut right = screen.text_right(buf, first, &about, dim);
    if let Some(stale) = stale(state) {
        let gap = if right > 0 { 2 } else { 0 };
        let left = Rect {
            width: first.width.saturating_sub(right + gap),
            ..first
        };
        right += gap + screen.text_right(buf, left, &stale, screen.style(Meaning::Fault));
    }
    let room = first.width.saturating_sub(right + 2);
    let title = screen.cut(&title, room);
    screen.text(
        buf,
        first.as_position(),
        room,
        &title,
        screen.style(Meaning::Title),
    );
    if area.height > 1 {
        let room = first.width;
        let text = screen.cut(&bottom_line, room);
        let at = Position::new(first.x, first.y + 1);
        screen.text(buf, at, room, &text, dim);
    }
}

/// That what is shown is not what the file says now.
pub(super) fn stale(state: &State) -> Option<String> {
    let entry = state.library.entry(state.current)?;
    let why = match entry.version {
        Version::Current => return None,
        Version::LastGood => faults(entry.errors()),
        Version::Lost => "file is gone".to_owned(),
    };
    let dot = state.glyphs.dot();
    Some(match Shape::of(state.size) {
        Shape::Wide if entry.version == Version::LastGood => {
            format!("file has {why} {dot} showing the last good version")
        }
        Shape::Wide => format!("{why} {dot} showing the last good version"),
        Shape::Medium => format!("{why} {dot} last good version"),
        Shape::Small => why,
    })
}

/// The title, what is said at its right, and the bottom line.
pub(super) fn heading(state: &State, shape: Shape) -> (String, String, String) {
    if state.breadth == Breadth::All {
        return heading_of_all(state, shape);
    }
    let count = state.library.entries().len();
    let number = match (count, shape) {
        (0 | 1, _) => String::new(),
        (_, Shape::Wide) => format!("briefing {}/{count}", state.current + 1),
        (_, _) => format!("{}/{count}", state.current + 1),
    };
    let Some(briefing) = state.briefing() else {
        let file = state
            .library
            .entry(state.current)
            .map(|entry| entry.file.to_string());
        let title = file.unwrap_or_else(|| "briefing".to_owned());
        return (title, number, String::new());
    };
    let mut about = match shape {
        Shape::Wide => vec![format!("as of {}", overview::day(briefing.as_of))],
        Shape::Medium | Shape::Small => vec![overview::short_day(briefing.as_of)],
    };
    let revision = briefing.revision.filter(|_| shape == Shape::Wide);
    about.extend(revision.map(|revision| format!("rev {revision}")));
    if !number.is_empty() {
        about.push(number);
    }
    let dot = format!(" {} ", state.glyphs.dot());
    (
        briefing.title.clone(),
        about.join(&dot),
        briefing.bottom_line.clone().unwrap_or_default(),
    )
}

/// The same over all briefings; in the place of the bottom line stands which briefing the record is
/// from that is looked at.
fn heading_of_all(state: &State, shape: Shape) -> (String, String, String) {
    let count = count(state.library.entries().len());
    let title = state.library.title().unwrap_or("All briefings");
    let about = match shape {
        Shape::Wide | Shape::Medium => format!("all {count} briefings"),
        Shape::Small => count,
    };
    let card = state.library.card(state.current);
    let from = card.map(|card| format!("{}, {}", card.title, overview::day(card.as_of)));
    (title.to_owned(), about, from.unwrap_or_default())
}

/// What is filtered by; at the right, how much of everything is left.
pub(super) fn filter(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    if areas.filter.intersection(screen.area).is_empty() {
        return;
    }
    for piece in filter_line(state, areas) {
        piece.draw(screen, buf);
    }
}

/// What stands on the line of the filter, piece by piece.
pub(in crate::tui) fn filter_line(state: &State, areas: &Areas) -> Vec<Piece> {
    let area = areas.filter;
    let line = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        ..area
    };
    if let Some(progress) = state.progress().filter(|_| !area.is_empty()) {
        let mut pen = Pen::new(line, state.glyphs);
        pen.write_or_cut(&progress, Meaning::Text);
        pen.means(Deed::Command(CommandId::Peel));
        return pen.pieces;
    }
    let is_read = state.breadth == Breadth::All || state.briefing().is_some();
    if area.is_empty() || !is_read {
        return Vec::new();
    }
    let clear = format!("   {} clears", state.keymap.first(CommandId::Clear));
    let (chosen, how) = (chosen(state), combination(state));
    let reserved = width(&clear) + width(&how);
    let wanted = width(FILTER) + width(&chosen) + reserved + 2;
    let mut totals = totals(state);
    // What is filtered by comes first; how much is left stands beside it where there is room.
    if !state.filter.is_empty() && wanted + width(&totals) > usize::from(line.width) {
        totals.clear();
    }
    let mut pen = Pen::new(line, state.glyphs);
    pen.write_right(&totals, Meaning::Dim);
    if state.filter.is_empty() {
        let key = state.keymap.first(CommandId::Tick);
        let text = format!("no filter {} {key} sets one", state.glyphs.dot());
        pen.write_or_cut(&text, Meaning::Dim);
        return pen.pieces;
    }
    let reserved = (reserved as u16).min(pen.room);
    pen.room -= reserved;
    pen.write(FILTER, Meaning::Dim);
    pen.write_or_cut(&chosen, Meaning::Ticked);
    pen.room += reserved;
    pen.write(&how, Meaning::Dim);
    if pen.write(&clear, Meaning::Dim) {
        pen.means(Deed::Command(CommandId::Clear));
    }
    pen.pieces
}

/// What stands before the names of what is filtered by.
const FILTER: &str = "filter  ";

/// The names of what is filtered by.
pub(super) fn chosen(state: &State) -> String {
    let library = &state.library;
    let tick = state.glyphs.ticked();
    let filter = &state.filter;
    let choices = filter.actors.iter().chain(&filter.issues);
    let choices = choices.chain(&filter.sources);
    let name = |key: &RecordKey| {
        let found = library.find(key);
        let name = found.map_or(key.id.slug.as_str(), |ix| library.records().row(ix).text);
        format!("{tick} {name}")
    };
    let names = choices.map(name);
    let not_verified = match state.filter.verified {
        Verified::NotVerified => Some(format!("{tick} not verified")),
        Verified::Whatever => None,
    };
    let query = Some(state.filter.query.as_str().to_owned());
    let query = query.filter(|query| !query.is_empty());
    let all = names.chain(not_verified).chain(query);
    all.collect::<Vec<_>>().join("  ")
}

/// How the choices combine, where that makes a difference.
fn combination(state: &State) -> String {
    let filter = &state.filter;
    let mut parts = Vec::new();
    if filter.actors.len() > 1 {
        parts.push(match filter.matching {
            Matching::Any => "any of them",
            Matching::All => "all of them",
        });
    }
    let library = &state.library;
    let mut actors = filter.actors.iter().filter_map(|key| library.find(key));
    let has_people = actors.any(|actor| match state.breadth {
        Breadth::One => library.records().members(actor).len() > 1,
        Breadth::All => {
            let mut same = library.identities().same(actor);
            same.any(|one| library.records().members(one).len() > 1)
        }
    });
    if has_people {
        parts.push(match filter.people {
            People::Included => "with its people",
            People::Excluded => "without its people",
        });
    }
    if filter.unsure == Unsure::Hidden && filter.may_be_unsure() {
        parts.push("without the possibly dated");
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!("  ({})", parts.join(", "))
    }
}

/// How much of everything the filter lists.
fn totals(state: &State) -> String {
    let part = |kind: RecordKind| {
        let total = state.selection.total(kind);
        let word = if total == 1 {
            kind.noun()
        } else {
            kind.table()
        };
        if state.filter.is_empty() {
            format!("{total} {word}")
        } else {
            let left = left(state, &[kind]);
            let all = left == total.to_string();
            let of = if all {
                format!("/{total}")
            } else {
                String::new()
            };
            format!("{left}{of} {word}")
        }
    };
    let kinds = [RecordKind::Quote, RecordKind::Event, RecordKind::Issue];
    kinds.map(part).join(&format!(" {} ", state.glyphs.dot()))
}

/// How much of some kinds is left: `14`, or `3/14` under a filter; `2 + 1?/14` where one of them only
/// possibly meets it.
pub(super) fn left(state: &State, kinds: &[RecordKind]) -> String {
    let sum = |count: &dyn Fn(RecordKind) -> usize| -> usize {
        kinds.iter().map(|kind| count(*kind)).sum()
    };
    let shown = sum(&|kind| state.selection.rows(kind).len());
    let total = sum(&|kind| state.selection.total(kind));
    let unsure = match state.filter.unsure {
        Unsure::Shown => sum(&|kind| state.selection.uncertain(kind)),
        Unsure::Hidden => 0,
    };
    if unsure > 0 {
        format!("{} + {unsure}?/{total}", shown - unsure)
    } else if shown == total {
        total.to_string()
    } else {
        format!("{shown}/{total}")
    }
}

/// The last line: a message, or what the keys do now.
pub(super) fn hints(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    if areas.hints.intersection(screen.area).is_empty() {
        return;
    }
    for piece in hint_bar(state, areas) {
        piece.draw(screen, buf);
    }
}

/// What stands on the last line, piece by piece; nothing while something is typed there.
pub(in crate::tui) fn hint_bar(state: &State, areas: &Areas) -> Vec<Piece> {
    let lead = u16::from(areas.shape != Shape::Small);
    let line = Rect {
        x: areas.hints.x.saturating_add(lead),
        width: areas.hints.width.saturating_sub(2 * lead),
        ..areas.hints
    };
    if state.prompt.is_some() && state.overlay.is_none() {
        return Vec::new();
    }
    let mut pen = Pen::new(line, state.glyphs);
    if let Some(message) = &state.message {
        pen.write_or_cut(message, Meaning::Text);
        return pen.pieces;
    }
    if let Some(progress) = state.progress().filter(|_| areas.filter.is_empty()) {
        pen.write_or_cut(&progress, Meaning::Text);
        pen.means(Deed::Command(CommandId::Peel));
        return pen.pieces;
    }
    let hints = hints::hints(state);
    let cells = |hint: &Hint| width(&hint.key) + 1 + width(hint.word) + 2;
    let reserve = hints.last.iter().map(cells).sum::<usize>() as u16;
    // Where there is no room even for that, there is as much of it as has room.
    let reserve = reserve.min(pen.room);
    pen.room -= reserve;
    if let Some(query) = looked_for(state) {
        // What was looked for gives way to what the keys do on a small screen.
        let most = usize::from(pen.room) * 2 / 3;
        let text = state.glyphs.truncate(query, most.saturating_sub(8));
        pen.write(&format!("/{text} {} ", found(state)), Meaning::Dim);
    }
    for hint in &hints.useful {
        pen.hint(hint);
    }
    pen.room += reserve;
    for hint in &hints.last {
        pen.hint_or_key(hint);
    }
    pen.pieces
}

/// What was looked for in what has the focus.
fn looked_for(state: &State) -> Option<&str> {
    if state.scene.is_library() {
        let sought = state.catalogue.sought.as_ref();
        return sought.map(|sought| sought.query.as_str());
    }
    let find = state.find.as_ref();
    let find = find.filter(|find| find.pane == state.focus);
    find.map(|find| find.query.as_str())
}

/// How often the words were found, and which of the places is looked at: `3/17`.
pub(super) fn found(state: &State) -> String {
    let sought = state.catalogue.sought.as_ref();
    let find = state.find.as_ref();
    let found = if state.scene.is_library() {
        sought.map(|sought| (sought.current, sought.hits.len()))
    } else {
        find.map(|find| (find.current, find.hits.len()))
    };
    let pending = !state.scene.is_library() && find.is_some_and(Find::is_pending);
    match found {
        Some(_) if pending => state.glyphs.ellipsis().to_owned(),
        Some((_, 0)) => "no match".to_owned(),
        Some((current, hits)) => format!("{}/{hits}", current + 1),
        None => String::new(),
    }
}

/// A text from a column on, in cells.
pub(super) fn from_column(text: &str, column: usize) -> &str {
    let mut cells = 0;
    for grapheme in graphemes(text) {
        if cells >= column {
            return text.get(grapheme.at..).unwrap_or_default();
        }
        cells += grapheme.cells;
    }
    if column == 0 { text } else { "" }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::report::GlyphSet;
    use crate::tui::keymap::Keymap;
    use crate::tui::pane::Pane;
    use crate::tui::state::Overlay;

    #[test]
    fn a_hint_is_there_as_a_whole_or_not_at_all() {
        for open in [false, true] {
            let mut state = State::new(
                Size::new(80, 24),
                GlyphSet::Unicode,
                Keymap::defaults().unwrap(),
            );
            if open {
                crate::tui::palette::open(&mut state);
                assert!(matches!(state.overlay, Some(Overlay::Chooser(_))));
            }
            for columns in 0..130 {
                state.size = Size::new(columns, 12);
                state.focus = Pane::Quotes;
                let areas = state.areas();
                // What has no room in the line is cut off by the screen.
                let pieces = hint_bar(&state, &areas);
                let end = pieces.iter().map(|piece| piece.area.right()).max();
                assert!(end.unwrap_or(0) <= columns, "{columns}: {end:?}");
                assert!(columns < 30 || pieces.len() >= 2, "{columns}");
            }
        }
    }
}
