//! A drawn buffer as text: what stands on the screen, and in which styles.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

/// The lines of a buffer, without the blanks at their ends.
pub(crate) fn lines(buf: &Buffer) -> Vec<String> {
    rows(buf).map(|row| text_of(&row)).collect()
}

/// The styles of a buffer, a run a piece: `3: 1–12 bold · 13–20 fg=magenta`. Lines and columns are
/// counted from 1; lines that are alike and follow each other share an entry.
pub(crate) fn styles(buf: &Buffer) -> Vec<String> {
    let mut groups: Vec<(usize, usize, String)> = Vec::new();
    for (n, row) in rows(buf).enumerate() {
        let runs = runs_of(&row);
        match groups.last_mut() {
            Some((_, last, same)) if *same == runs => *last = n + 1,
            _ => groups.push((n + 1, n + 1, runs)),
        }
    }
    groups.retain(|(_, _, runs)| !runs.is_empty());
    let entry = |(first, last, runs)| format!("{:>3}: {runs}", span(first, last));
    groups.into_iter().map(entry).collect()
}

/// The cells of each line.
fn rows(buf: &Buffer) -> impl Iterator<Item = Vec<&Cell>> {
    let area = buf.area;
    (area.top()..area.bottom()).map(move |y| {
        let cells = (area.left()..area.right()).map(move |x| Position::new(x, y));
        cells.filter_map(|at| buf.cell(at)).collect()
    })
}

/// What a terminal would show of a line: a wide character covers the cell after it.
fn text_of(row: &[&Cell]) -> String {
    let mut text = String::new();
    let mut covered = 0;
    for cell in row {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        covered = briefing::text::width::width(cell.symbol()).saturating_sub(1);
        text.push_str(cell.symbol());
    }
    text.truncate(text.trim_end_matches(' ').len());
    text
}

fn runs_of(row: &[&Cell]) -> String {
    let mut runs: Vec<(usize, usize, Style)> = Vec::new();
    let mut covered = 0;
    for (n, cell) in row.iter().enumerate() {
        match runs.last_mut() {
            // A terminal shows all of a wide character in the style of its first cell.
            Some((_, last, _)) if covered > 0 => *last = n + 1,
            Some((_, last, style)) if *style == cell.style() => *last = n + 1,
            _ => runs.push((n + 1, n + 1, cell.style())),
        }
        covered = match covered {
            0 => briefing::text::width::width(cell.symbol()).saturating_sub(1),
            more => more - 1,
        };
    }
    let shown = runs.into_iter().filter_map(|(first, last, style)| {
        let words = words(style);
        (!words.is_empty()).then(|| format!("{} {words}", span(first, last)))
    });
    shown.collect::<Vec<_>>().join(" · ")
}

fn span(first: usize, last: usize) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

/// A style in words; empty for the terminal's own.
fn words(style: Style) -> String {
    let modifiers = style.add_modifier.iter_names();
    let mut words: Vec<_> = modifiers.map(|(name, _)| name.to_lowercase()).collect();
    for (name, color) in [
        ("fg", style.fg),
        ("bg", style.bg),
        ("underline", style.underline_color),
    ] {
        match color {
            None | Some(Color::Reset) => {}
            Some(color) => words.push(format!("{name}={}", color.to_string().to_lowercase())),
        }
    }
    words.join(" ")
}

/// Whether a style uses nothing but modifiers.
pub(crate) fn is_without_colour(cell: &Cell) -> bool {
    (cell.fg, cell.bg, cell.underline_color) == (Color::Reset, Color::Reset, Color::Reset)
}

/// Whether a cell stands out from running text.
pub(crate) fn stands_out(cell: &Cell) -> bool {
    cell.modifier
        .intersects(Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED)
        || !is_without_colour(cell)
}

/// Whether every line of a buffer has exactly as many cells as the buffer is wide: no wide character
/// sticks out at the right end, and none lies over a cell in which something else stands, for a
/// terminal would show one of the two alone.
pub(crate) fn check_widths(buf: &Buffer) {
    for (n, row) in rows(buf).enumerate() {
        let mut x = 0;
        while let Some(cell) = row.get(x) {
            let wide = briefing::text::width::width(cell.symbol());
            let symbol = cell.symbol();
            assert!(wide > 0, "line {n}, column {x}: {symbol:?} is of no width");
            assert!(
                x + wide <= row.len(),
                "line {n}: {:?} sticks out",
                cell.symbol()
            );
            for covered in &row[x + 1..x + wide] {
                let (over, under) = (cell.symbol(), covered.symbol());
                assert_eq!(under, " ", "line {n}, column {x}: {over:?} lies over it");
            }
            x += wide;
        }
    }
}
