//! Makes the README's picture from the real screen of the real program.
//!
//! ```sh
//! cargo build --release && cargo run --release --example screenshot
//! cargo run --release --example screenshot -- '3 j <Enter>' other.svg
//! ```
//!
//! The program is started in a pseudo-terminal of 120 by 36 cells with the bundled briefings, keys
//! are typed, and what stands on the screen is written as SVG to `assets/screenshot.svg`. The same
//! screen always gives the same file. Lines and blocks are drawn, so that they join whatever font
//! the picture is shown in; text keeps to its cells.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a tool of the house may fail by panicking"
)]

#[cfg(unix)]
#[path = "../tests/support/terminal.rs"]
mod terminal;

#[cfg(unix)]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let keys = arguments.next().unwrap_or_else(|| KEYS.to_owned());
    let file = arguments.next().unwrap_or_else(|| FILE.to_owned());
    let screen = screen(&keys);
    std::fs::write(&file, picture::svg(&screen)).expect("a file that can be written");
    println!("{file}");
}

#[cfg(not(unix))]
fn main() {
    println!("a pseudo-terminal is needed");
}

/// Filters by Putin, and goes to the quotation whose passage the detail then shows.
#[cfg(unix)]
const KEYS: &str = "1 /Vladimir <Enter> <Esc> <Space> 3 /withdraw <Enter> <Esc>";
#[cfg(unix)]
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/screenshot.svg");

/// The screen after some keys.
#[cfg(unix)]
fn screen(keys: &str) -> terminal::Screen {
    // This runs as `target/<profile>/examples/screenshot`.
    let here = std::env::current_exe().expect("the path of this program");
    let program = here.ancestors().nth(2).expect("a folder").join("briefing");
    assert!(program.exists(), "{} is not built", program.display());
    let folder = tempfile::tempdir().expect("a folder");
    let terminal = terminal::Program::new(program, folder.path())
        .arg("--theme")
        .arg("dark")
        .start();
    terminal.wait_for_text("Witkoff in Moscow");
    terminal.press(keys);
    terminal.screen()
}

#[cfg(unix)]
mod picture {
    use std::collections::BTreeMap;
    use std::fmt::Write;

    use vt100::{Cell, Color, Screen};

    /// A cell's width and height, and the size of the letters in it.
    const WIDE: u32 = 9;
    const HIGH: u32 = 19;
    const LETTERS: u32 = 15;
    /// From the top of a cell to the line that letters stand on.
    const BASE: u32 = 14;
    /// Between the window's edge and the screen, and above it.
    const EDGE: u32 = 14;
    const BAR: u32 = 34;

    const PAPER: Rgb = Rgb(0x16, 0x18, 0x1d);
    const INK: Rgb = Rgb(0xd6, 0xd8, 0xdc);
    const WINDOW: Rgb = Rgb(0x22, 0x25, 0x2c);
    const FONTS: &str =
        "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct Rgb(u8, u8, u8);

    impl Rgb {
        fn hex(self) -> String {
            format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
        }

        /// Three parts of this colour and two of another.
        fn dimmed(self, other: Self) -> Self {
            let mix = |a: u8, b: u8| {
                let mixed = (u16::from(a) * 3 + u16::from(b) * 2) / 5;
                u8::try_from(mixed).unwrap_or(u8::MAX)
            };
            Self(
                mix(self.0, other.0),
                mix(self.1, other.1),
                mix(self.2, other.2),
            )
        }
    }

    /// How a cell looks.
    #[derive(Clone, Copy, PartialEq, Eq)]
    struct Look {
        ink: Rgb,
        paper: Rgb,
        bold: bool,
        italic: bool,
        underlined: bool,
    }

    impl Look {
        fn of(cell: &Cell) -> Self {
            let mut ink = colour(cell.fgcolor(), INK);
            let mut paper = colour(cell.bgcolor(), PAPER);
            if cell.inverse() {
                std::mem::swap(&mut ink, &mut paper);
            }
            if cell.dim() {
                ink = ink.dimmed(paper);
            }
            Self {
                ink,
                paper,
                bold: cell.bold(),
                italic: cell.italic(),
                underlined: cell.underline(),
            }
        }
    }

    /// The colours as xterm shows them: sixteen of them quieter, a cube, and greys.
    fn colour(colour: Color, default: Rgb) -> Rgb {
        const SIXTEEN: [Rgb; 16] = [
            Rgb(0x1d, 0x1f, 0x24),
            Rgb(0xe0, 0x6c, 0x75),
            Rgb(0x8c, 0xc2, 0x65),
            Rgb(0xd1, 0x9a, 0x66),
            Rgb(0x61, 0xaf, 0xef),
            Rgb(0xc6, 0x78, 0xdd),
            Rgb(0x56, 0xb6, 0xc2),
            Rgb(0xd6, 0xd8, 0xdc),
            Rgb(0x5c, 0x63, 0x70),
            Rgb(0xff, 0x7b, 0x86),
            Rgb(0xa5, 0xe0, 0x75),
            Rgb(0xf0, 0xa4, 0x5d),
            Rgb(0x4d, 0xc4, 0xff),
            Rgb(0xde, 0x73, 0xff),
            Rgb(0x4c, 0xd1, 0xe0),
            Rgb(0xff, 0xff, 0xff),
        ];
        match colour {
            Color::Default => default,
            Color::Rgb(r, g, b) => Rgb(r, g, b),
            Color::Idx(n @ 232..) => {
                let grey = 8 + (n - 232) * 10;
                Rgb(grey, grey, grey)
            }
            Color::Idx(n @ 16..) => {
                let step = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
                let n = n - 16;
                Rgb(step(n / 36), step(n / 6 % 6), step(n % 6))
            }
            Color::Idx(n) => SIXTEEN.get(usize::from(n)).copied().unwrap_or(default),
        }
    }

    /// A screen as a picture of a window.
    pub(super) fn svg(screen: &Screen) -> String {
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        let wide = u32::from(columns) * WIDE + 2 * EDGE;
        let high = u32::from(rows) * HIGH + BAR + EDGE;
        let mut out = String::new();
        let mut put = |line: String| {
            out.push_str(&line);
            out.push('\n');
        };
        put(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" \
             width=\"{wide}\" height=\"{high}\" font-family=\"{FONTS}\" font-size=\"{LETTERS}\">"
        ));
        put("<title>briefing: quotes, events and issues filtered by one actor, and the passage a quotation was taken from</title>".into());
        put(format!(
            "<rect width=\"{wide}\" height=\"{high}\" rx=\"10\" fill=\"{}\"/>",
            PAPER.hex()
        ));
        put(format!(
            "<path d=\"M0 {BAR_END}V10A10 10 0 0 1 10 0H{}A10 10 0 0 1 {wide} 10V{BAR_END}Z\" fill=\"{}\"/>",
            wide - 10,
            WINDOW.hex()
        ));
        for (n, fill) in ["#ec6a5e", "#f4bf4f", "#61c554"].iter().enumerate() {
            let x = 20 + 20 * n;
            put(format!(
                "<circle cx=\"{x}\" cy=\"{}\" r=\"6\" fill=\"{fill}\"/>",
                BAR_END / 2
            ));
        }
        put(format!(
            "<text x=\"{}\" y=\"{}\" fill=\"{}\" font-size=\"13\" text-anchor=\"middle\">briefing</text>",
            wide / 2,
            BAR_END / 2 + 4,
            INK.dimmed(WINDOW).hex()
        ));
        put(format!("<g transform=\"translate({EDGE} {BAR})\">"));
        let mut lines = Lines::default();
        let mut text = Vec::new();
        for row in 0..rows {
            for run in runs(screen, row, columns) {
                if run.look.paper != PAPER {
                    put(run.paper());
                }
                run.draw(&mut lines, &mut text);
            }
        }
        for ((colour, width), path) in lines.paths() {
            put(format!(
                "<path d=\"{path}\" stroke=\"{}\" stroke-width=\"{width}\" fill=\"none\"/>",
                colour.hex()
            ));
        }
        text.into_iter().for_each(&mut put);
        put("</g>\n</svg>".into());
        out
    }

    /// Where the window's bar ends.
    const BAR_END: u32 = 28;

    /// Cells of one look, side by side.
    struct Run {
        look: Look,
        row: u32,
        column: u32,
        cells: Vec<String>,
    }

    /// The cells of a row, in runs of one look.
    fn runs(screen: &Screen, row: u16, columns: u16) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for column in 0..columns {
            let cell = screen.cell(row, column).expect("a cell of the screen");
            let look = Look::of(cell);
            let contents = match cell.contents() {
                "" if !cell.is_wide_continuation() => " ",
                contents => contents,
            };
            match runs.last_mut().filter(|run| run.look == look) {
                Some(run) => run.cells.push(contents.to_owned()),
                None => runs.push(Run {
                    look,
                    row: row.into(),
                    column: column.into(),
                    cells: vec![contents.to_owned()],
                }),
            }
        }
        runs
    }

    impl Run {
        fn x(&self, cell: usize) -> u32 {
            (self.column + u32::try_from(cell).unwrap_or_default()) * WIDE
        }

        fn y(&self) -> u32 {
            self.row * HIGH
        }

        /// What lies under the letters.
        fn paper(&self) -> String {
            format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{HIGH}\" fill=\"{}\"/>",
                self.x(0),
                self.y(),
                self.x(self.cells.len()) - self.x(0),
                self.look.paper.hex()
            )
        }

        /// Lines and blocks go to the lines, words to the text: each stretch of plain letters as
        /// one, so that it can be selected, every sign that fonts disagree about in its own cell.
        fn draw(&self, lines: &mut Lines, text: &mut Vec<String>) {
            let mut start = None;
            for (at, contents) in self.cells.iter().enumerate() {
                let drawn = lines.draw(contents, (self.x(at), self.y()), self.look.ink);
                let plain = contents.chars().all(is_plain);
                let next = self.cells.get(at + 1).map(String::as_str);
                let gap = contents == " " && (next == Some(" ") || start.is_none());
                if drawn || !plain || gap {
                    if let Some(start) = start.take() {
                        text.extend(self.words(start, at));
                    }
                    if !drawn && !plain {
                        text.extend(self.words(at, at + 1));
                    }
                } else if start.is_none() {
                    start = Some(at);
                }
            }
            if let Some(start) = start {
                text.extend(self.words(start, self.cells.len()));
            }
        }

        /// The letters of some cells.
        fn words(&self, start: usize, end: usize) -> Option<String> {
            let words = self.cells.get(start..end)?.concat();
            let words = words.trim_end();
            let cells = start..start + words.chars().count();
            let mut out = String::from("<text");
            let y = self.y() + BASE;
            if cells.len() == 1 {
                let middle = halves(2 * self.x(start) + WIDE);
                write!(out, " x=\"{middle}\" y=\"{y}\" text-anchor=\"middle\"").ok()?;
            } else {
                // A place for each letter, so that the cells hold in whatever font.
                let places: Vec<_> = cells.map(|at| self.x(at).to_string()).collect();
                write!(out, " x=\"{}\" y=\"{y}\"", places.join(" ")).ok()?;
            }
            write!(out, " fill=\"{}\"", self.look.ink.hex()).ok()?;
            for (is, attribute) in [
                (self.look.bold, " font-weight=\"700\""),
                (self.look.italic, " font-style=\"italic\""),
                (self.look.underlined, " text-decoration=\"underline\""),
            ] {
                if is {
                    out.push_str(attribute);
                }
            }
            let words = words.replace('&', "&amp;").replace('<', "&lt;");
            write!(out, ">{words}</text>").ok()?;
            Some(out)
        }
    }

    /// Whether every monospaced font has the character, as wide as the others.
    fn is_plain(c: char) -> bool {
        matches!(c, ' '..='~' | '\u{a1}'..='\u{17f}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…')
    }

    /// A colour and a width.
    type Pen = (Rgb, u32);
    /// Whether a line is upright, and where it lies, in half pixels.
    type Line = (bool, u32);
    /// From where to where on a line, in half pixels.
    type Stretch = (u32, u32);

    /// What is drawn with each pen.
    #[derive(Default)]
    struct Lines(BTreeMap<Pen, BTreeMap<Line, Vec<Stretch>>>);

    impl Lines {
        /// Takes a character that consists of lines or is a block; whether it is one.
        fn draw(&mut self, contents: &str, (x, y): (u32, u32), ink: Rgb) -> bool {
            let (left, right, up, down, width) = match contents {
                "─" => (true, true, false, false, 1),
                "│" => (false, false, true, true, 1),
                "┌" => (false, true, false, true, 1),
                "┐" => (true, false, false, true, 1),
                "└" => (false, true, true, false, 1),
                "┘" => (true, false, true, false, 1),
                "├" => (false, true, true, true, 1),
                "┤" => (true, false, true, true, 1),
                "┬" => (true, true, false, true, 1),
                "┴" => (true, true, true, false, 1),
                "┼" => (true, true, true, true, 1),
                "━" => (true, true, false, false, 3),
                "┃" => (false, false, true, true, 3),
                "▌" => {
                    self.add((ink, 4), (true, 2 * x + 4), (2 * y, 2 * (y + HIGH)));
                    return true;
                }
                "█" => {
                    let middle = 2 * x + WIDE;
                    self.add((ink, WIDE), (true, middle), (2 * y, 2 * (y + HIGH)));
                    return true;
                }
                _ => return false,
            };
            let (middle_x, middle_y) = (2 * x + WIDE, 2 * y + HIGH);
            let pen = (ink, width);
            for (is, line, stretch) in [
                (left, (false, middle_y), (2 * x, middle_x)),
                (right, (false, middle_y), (middle_x, 2 * (x + WIDE))),
                (up, (true, middle_x), (2 * y, middle_y)),
                (down, (true, middle_x), (middle_y, 2 * (y + HIGH))),
            ] {
                if is {
                    self.add(pen, line, stretch);
                }
            }
            true
        }

        fn add(&mut self, pen: Pen, line: Line, stretch: Stretch) {
            let stretches = self.0.entry(pen).or_default().entry(line).or_default();
            match stretches.last_mut().filter(|last| last.1 == stretch.0) {
                Some(last) => last.1 = stretch.1,
                None => stretches.push(stretch),
            }
        }

        /// A path for each pen.
        fn paths(self) -> impl Iterator<Item = (Pen, String)> {
            self.0.into_iter().map(|(pen, lines)| {
                let mut path = String::new();
                for ((upright, at), stretches) in lines {
                    for (from, to) in stretches {
                        let (at, from, to) = (halves(at), halves(from), halves(to));
                        let stroke = if upright {
                            format!("M{at} {from}V{to}")
                        } else {
                            format!("M{from} {at}H{to}")
                        };
                        path.push_str(&stroke);
                    }
                }
                (pen, path)
            })
        }
    }

    /// A number of halves as SVG writes it.
    fn halves(halves: u32) -> String {
        match (halves / 2, halves % 2) {
            (whole, 0) => whole.to_string(),
            (whole, _) => format!("{whole}.5"),
        }
    }
}
