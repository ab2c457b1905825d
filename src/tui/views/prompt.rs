//! The line that is being typed, and under it what is wrong with it, what would complete it, or
//! what its keys do.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use crate::query::Fault;
use crate::text::sanitise;
use crate::text::width::width;

use crate::tui::layout::{Areas, Shape};
use crate::tui::narrowing;
use crate::tui::pane::Pane;
use crate::tui::prompt::{Asking, Prompt};
use crate::tui::saved;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::chrome::{found, from_column};
use super::{Canvas, count};

/// Where the parts of the prompt stand.
struct Lines {
    /// What is typed.
    typed: Rect,
    /// What stands under it; empty where there is nothing, or no room.
    foot: Rect,
}

impl Lines {
    fn of(prompt: &Prompt, areas: &Areas) -> Self {
        let lead = u16::from(areas.shape != Shape::Small);
        let hints = Rect {
            x: areas.hints.x.saturating_add(lead),
            width: areas.hints.width.saturating_sub(2 * lead),
            ..areas.hints
        };
        // One line of the panes at least has to be left to look at.
        if prompt.has_foot() && hints.y >= 3 {
            Self {
                typed: Rect {
                    y: hints.y - 1,
                    ..hints
                },
                foot: hints,
            }
        } else {
            Self {
                typed: hints,
                foot: Rect::ZERO,
            }
        }
    }
}

/// The lines that it takes, over the whole width; none where nothing is typed.
pub(in crate::tui) fn area(state: &State) -> Rect {
    let (areas, prompt) = (state.areas(), state.prompt.as_ref());
    prompt.map_or(Rect::ZERO, |prompt| {
        let lines = Lines::of(prompt, &areas);
        Rect {
            y: lines.typed.y,
            height: areas.hints.bottom().saturating_sub(lines.typed.y),
            ..areas.hints
        }
    })
}

/// The sign before what is typed.
fn sign(prompt: &Prompt, shape: Shape) -> &'static str {
    match (&prompt.asking, shape) {
        (Asking::Find(_) | Asking::Title(_), _) => "/",
        (Asking::Narrow(_) | Asking::Shelf(_), Shape::Small) => "f ",
        (Asking::Narrow(_) | Asking::Shelf(_), _) => "filter  ",
        (Asking::Date, _) => "go to  ",
        (Asking::Name(_), _) => "save as  ",
    }
}

/// What stands at the right: how often it was found, how much is left.
fn right(state: &State, prompt: &Prompt, shape: Shape) -> String {
    let part = |pane: Pane| match shape {
        Shape::Small => count(state, pane),
        _ => format!("{} {}", count(state, pane), pane.title().to_lowercase()),
    };
    let dot = format!(" {} ", state.glyphs.dot());
    match &prompt.asking {
        Asking::Find(_) | Asking::Title(_) => found(state),
        Asking::Shelf(_) => match shape {
            Shape::Small => super::catalogue::shown(state),
            _ => format!("{} briefings", super::catalogue::shown(state)),
        },
        Asking::Narrow(_) if narrowing::pending(state).is_some() => {
            state.glyphs.ellipsis().to_owned()
        }
        Asking::Narrow(_) => [Pane::Quotes, Pane::Events].map(part).join(&dot),
        // What a date looks like, as long as none is typed.
        Asking::Date if prompt.input.value().is_empty() => "2025-11-20, 2025-11".to_owned(),
        Asking::Date | Asking::Name(_) => String::new(),
    }
}

/// The cells for what is typed, and the first of its columns that is shown.
fn window(state: &State, prompt: &Prompt, areas: &Areas) -> (u16, usize) {
    let line = Lines::of(prompt, areas).typed;
    let taken = width(sign(prompt, areas.shape)) + width(&right(state, prompt, areas.shape)) + 1;
    let room = line.width.saturating_sub(taken as u16);
    (room, prompt.input.visual_scroll(usize::from(room)))
}

pub(super) fn draw(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    let Some(prompt) = &state.prompt else { return };
    let lines = Lines::of(prompt, areas);
    if lines.foot != Rect::ZERO {
        let both = Rect {
            height: 2,
            y: lines.typed.y,
            ..areas.hints
        };
        Clear.render(both.intersection(screen.area), buf);
    }
    let line = lines.typed;
    let (dim, text) = (screen.style(Meaning::Dim), screen.style(Meaning::Text));
    screen.text_right(buf, line, &right(state, prompt, areas.shape), dim);
    let sign = sign(prompt, areas.shape);
    let meaning = match prompt.asking {
        Asking::Find(_) | Asking::Title(_) => text,
        _ => dim,
    };
    let cells = screen.text(buf, line.as_position(), line.width, sign, meaning);
    let (room, from) = window(state, prompt, areas);
    let at = Position::new(line.x.saturating_add(cells), line.y);
    let shown = from_column(prompt.input.value(), from);
    screen.text(buf, at, room, shown, text);
    if lines.foot != Rect::ZERO {
        foot(state, (prompt, cells, from), lines.foot, screen, buf);
    }
}

/// Under the line: a fault with its caret, the candidates, or the keys.
fn foot(
    state: &State,
    (prompt, sign, from): (&Prompt, u16, usize),
    line: Rect,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    if let Some(message) = &state.message {
        let message = screen.cut(message, line.width);
        let style = screen.style(Meaning::Text);
        screen.text(buf, line.as_position(), line.width, &message, style);
        return;
    }
    if let Asking::Narrow(narrowing) = &prompt.asking
        && let Some(completion) = &narrowing.completion
    {
        // Before a fault: a key has none of its values yet when it is one of several to choose from.
        candidates(completion, line, screen, buf);
        return;
    }
    if let Some(fault) = &prompt.fault {
        let typed = (prompt.input.value(), usize::from(sign), from);
        self::fault(fault, typed, line, screen, buf);
        return;
    }
    let keys: &[(&str, &str)] = match prompt.asking {
        Asking::Narrow(_) => &[
            ("Enter", "keep"),
            ("Esc", "as before"),
            ("Tab", "complete"),
            ("Up", "earlier"),
        ],
        Asking::Shelf(_) => &[("Enter", "keep"), ("Esc", "as before")],
        Asking::Name(_) if saved::is_taken(state, prompt.input.value()) => {
            &[("Enter", "replace the one called so"), ("Esc", "leave")]
        }
        Asking::Name(_) => &[("Enter", "save"), ("Esc", "leave")],
        _ => &[("Enter", "go"), ("Esc", "stay")],
    };
    let mut x = line.x;
    for (key, word) in keys {
        let cells = (width(key) + width(word) + 3) as u16;
        if x.saturating_add(cells) > line.right().saturating_add(2) {
            return;
        }
        let at = |x| Position::new(x, line.y);
        let room = line.right().saturating_sub(x);
        let end = x + screen.text(buf, at(x), room, key, screen.style(Meaning::Key));
        let room = line.right().saturating_sub(end + 1);
        screen.text(buf, at(end + 1), room, word, screen.style(Meaning::Dim));
        x += cells;
    }
}

/// A fault with its caret, under what is typed from a column on: behind a sign of so many cells, the
/// first columns of it out of sight.
pub(super) fn fault(
    fault: &Fault,
    (typed, sign, from): (&str, usize, usize),
    line: Rect,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let before = width(typed.get(..fault.span.start).unwrap_or_default());
    let long = width(typed.get(fault.span.clone()).unwrap_or_default()).max(1);
    let column = sign + before.saturating_sub(from);
    let words = sanitise::line(&fault.line()).into_owned();
    let short = fault.suggestion().map(sanitise::line);
    let words = match short {
        Some(short) if !fits(&words, (column, long), line) => short.into_owned(),
        _ => words,
    };
    pointed(&words, (column, long), line, screen, buf);
}

/// Whether all of the words fit beside their carets.
fn fits(words: &str, (column, long): (usize, usize), line: Rect) -> bool {
    column + long + 1 + width(words) <= usize::from(line.width) || width(words) < column
}

/// Carets under a part of what is typed, and the words beside them: behind them where there is room,
/// else before them, else instead of them under what is then underlined.
fn pointed(
    words: &str,
    (column, long): (usize, usize),
    line: Rect,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let room = usize::from(line.width);
    let style = screen.style(Meaning::Fault);
    let column = column.min(room.saturating_sub(1));
    let carets = "^".repeat(long.min(room - column));
    let mut put = |column: usize, text: &str| {
        let at = Position::new(line.x.saturating_add(column as u16), line.y);
        let room = line.width.saturating_sub(column as u16);
        screen.text(buf, at, room, text, style);
    };
    if column + carets.len() + 1 + width(words) <= room {
        put(column, &format!("{carets} {words}"));
    } else if width(words) < column {
        put(column - width(words) - 1, words);
        put(column, &carets);
    } else if room.saturating_sub(column + 2) >= LEAST.min(width(words)) {
        let words = screen
            .glyphs
            .truncate(words, room - column - 2)
            .into_owned();
        put(column, &format!("^ {words}"));
    } else if column > LEAST {
        let words = screen.glyphs.truncate(words, column - 1).into_owned();
        put(0, &words);
        put(column, &carets);
    } else {
        put(0, &screen.glyphs.truncate(words, room));
        let above = Rect::new(
            line.x.saturating_add(column as u16),
            line.y.saturating_sub(1),
            carets.len() as u16,
            1,
        );
        screen.style_area(buf, above, Style::new().underlined());
    }
}

/// So many cells of a fault are worth to be seen beside its caret.
const LEAST: usize = 30;

/// The candidates, as many as there is room for from a page on that has the one that stands in the
/// line.
pub(super) fn candidates(
    completion: &crate::tui::completion::Completion,
    line: Rect,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let current = completion.candidates.get(completion.at);
    let name = current.map_or("", |one| one.name.as_str());
    let name = screen.cut(name, line.width / 3).into_owned();
    let taken = screen.text_right(buf, line, &name, screen.style(Meaning::Dim));
    let room = usize::from(line.width.saturating_sub(taken + 2));
    let mut first = 0;
    let mut used = 0;
    for (at, one) in completion
        .candidates
        .iter()
        .enumerate()
        .take(completion.at + 1)
    {
        used += width(&one.text) + 2;
        if used > room {
            (first, used) = (at, width(&one.text) + 2);
        }
    }
    let mut column = 0;
    for (at, one) in completion.candidates.iter().enumerate().skip(first) {
        let text = screen.glyphs.truncate(&one.text, room).into_owned();
        if column + width(&text) > room {
            break;
        }
        let meaning = if at == completion.at {
            Meaning::Selection
        } else {
            Meaning::Text
        };
        let place = Position::new(line.x.saturating_add(column as u16), line.y);
        screen.text(buf, place, room as u16, &text, screen.style(meaning));
        column += width(&text) + 2;
    }
}

/// Where the cursor stands.
pub(super) fn cursor(state: &State, areas: &Areas) -> Option<Position> {
    let prompt = state.prompt.as_ref()?;
    let line = Lines::of(prompt, areas).typed;
    let (_, from) = window(state, prompt, areas);
    let cells = prompt.input.visual_cursor().saturating_sub(from) as u16;
    let sign = width(sign(prompt, areas.shape)) as u16;
    let x = line.x.saturating_add(sign).saturating_add(cells);
    let last = areas.hints.right().saturating_sub(1);
    Some(Position::new(x.min(last), line.y))
}
