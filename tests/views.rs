//! Every view of the reader as it stands on the screen: text, cursor, styles.
//!
//! `INSTA_UPDATE=always cargo test --test views --test stories` writes all snapshots, and the
//! screens of the stories, anew; `git diff` shows what has changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use briefing::library::discover::Input;
use briefing::report::GlyphSet;
use briefing::tui::action::Action;
use briefing::tui::theme::ThemeName;
use ratatui::layout::Size;

use support::cells;
use support::screen::{Holds, Reader, USUAL, size_of};

/// A wide screen, the usual one, and a small one.
const SIZES: [&str; 3] = ["120x40", "80x24", "40x12"];

/// How a view is reached on a screen of some size.
type Open = fn(Size) -> Reader;

macro_rules! views {
    ($($name:ident: $open:expr;)*) => {
        /// Every view by name.
        const VIEWS: &[(&str, Open)] = &[$((stringify!($name), $open)),*];

        $(#[test]
        fn $name() {
            let open: Open = $open;
            for size in SIZES {
                check(stringify!($name), size, &open(size_of(size)).styled());
            }
        })*
    };
}

views! {
    overview: |size| bundled(size, "");
    overview_in_focus: |size| bundled(size, "0");
    actors: |size| bundled(size, "1 j j");
    issues: |size| bundled(size, "2 j");
    quotes: |size| bundled(size, "3 j j");
    events: |size| bundled(size, "4 G");
    sources: |size| bundled(size, "5 j");
    plans: |size| bundled(size, "6 j");
    matrix: |size| bundled(size, "m j l");
    matrix_before: |size| bundled(size, "J J m , , ( ( (");
    matrix_across: |size| closed(size, "A m , l l");
    matrix_of_nothing: |size| bundled(size, "f kind:source<Enter> m");
    figures: |size| bundled(size, "i");
    options: |size| bundled(size, "J J x j j");
    provenance: |size| bundled(size, "w j");
    plans_with_variants: |size| {
        let mut reader = Reader::path(Path::new("tests/files/everything.toml"), size);
        reader.press("6 j");
        reader
    };
    proposals_of_sizes: |size| bundled(size, "p");
    proposals: |size| bundled(size, "J J p");
    proposals_of_one_plan: |size| bundled(size, "J J p , , j j l l");
    proposals_read: |size| bundled(size, "J J p , , j j l l <Enter>");
    proposals_filtered: |size| bundled(size, "J J 2 j j j <Space> p");
    provenance_across: |size| closed(size, "A w");
    proposals_across: |size| closed(size, "A p");
    proposals_with_variants: |size| {
        let mut reader = Reader::path(Path::new("tests/files/everything.toml"), size);
        reader.press("p j");
        reader
    };
    proposals_without_any: |size| {
        let mut reader = record(size, "putin");
        reader.press("<Space> p");
        reader
    };
    sorted_actors: |size| bundled(size, "1 , ,");
    sorted_sources: |size| bundled(size, "J J 5 , , <C-d>");
    references: |size| bundled(size, "1 /Putin<Enter> <Esc> r");
    filter_by_source: |size| bundled(size, "5 <Space> 6");
    actor: |size| record(size, "putin");
    issue: |size| record(size, "territory");
    position: |size| record(size, "territory/putin");
    position_asserted: |size| record(size, "territory/ukraine");
    quote: |size| record(size, "q-putin-force");
    quote_of_two: |size| everything(size, "q-joint");
    quote_in_pieces: |size| everything(size, "q-withdraw");
    event: |size| record(size, "e-kyiv-rejects");
    proposal: |size| everything(size, "plan-19");
    point: |size| everything(size, "plan-19.1");
    figure: |size| record(size, "f-cap-russia");
    option: |size| record(size, "o-tighten-sanctions");
    source: |size| record(size, "explainer");
    passage: |size| at_the_words(size, "q-putin-force", "");
    passage_of_a_cite: |size| at_the_words(size, "e-kyiv-rejects", "");
    passage_next: |size| at_the_words(size, "q-putin-force", "]");
    passage_not_stored: |size| at_the_words(size, "wsj", "");
    zoomed_list: |size| bundled(size, "4 z");
    zoomed_detail: |size| bundled(size, "3 <Enter> z");
    filter: |size| bundled(size, "1 /Putin<Enter> <Space> <Esc> 3");
    filter_by_two: |size| bundled(size, "1 /Ukraine<Enter> <Space> /European<Enter> <Space> <Esc> & 4");
    filter_by_issue: |size| bundled(size, "2 <Space> 4");
    filter_without_match: |size| bundled(size, "1 /NATO<Enter> <Space> <Esc> 3");
    timeline: |size| bundled(size, "4 G t");
    timeline_closer: |size| bundled(size, "4 G t +");
    timeline_by_issue: |size| bundled(size, "2 j t , z");
    timeline_of_years: |size| bundled(size, "J J 4 j t + +");
    timeline_across: |size| bundled(size, "A t , ,");
    timeline_without_dates: |size| bundled(size, "f kind:issue<Enter> t");
    outside_the_filter: |size| {
        let mut reader = bundled(size, "1 /Donald<Enter> <Space> <Esc>");
        reader.go_to("headway/rubio");
        reader
    };
    find_with_hits: |size| bundled(size, "3 /trump");
    find_kept: |size| bundled(size, "4 /moscow<Enter> n");
    find_in_a_text: |size| at_the_words(size, "q-putin-force", "/ukraine<Enter> n");
    find_without_hit: |size| bundled(size, "3 /neverland");
    find_not_found: |size| bundled(size, "3 /neverland<Enter>");
    key_without_meaning: |size| bundled(size, "3 X");
    taking_out: |size| bundled(size, "3 W");
    help: |size| bundled(size, "?");
    help_at_its_end: |size| bundled(size, "? G");
    help_of_a_text: |size| at_the_words(size, "q-putin-force", "?");
    help_of_a_prompt: |size| bundled(size, "3 /trump<F1>");
    palette: |size| bundled(size, "3 :");
    palette_narrowed: |size| bundled(size, "3 :pane<Down>");
    palette_without_match: |size| bundled(size, "3 :xyzzy");
    search: |size| bundled(size, "3 S nato<Down>");
    search_of_nothing: |size| bundled(size, "3 S");
    search_of_titles: |size| bundled(size, "S plan<Space>moscow");
    search_without_hit: |size| bundled(size, "S xyzzy");
    search_with_a_fault: |size| bundled(size, "S putin<Space>knid:quote");
    search_in_texts: |size| bundled(size, "S weightiest");
    found_in_a_text: |size| columns(size, "S quay<Enter>");
    search_help: |size| bundled(size, "S<F1>");
    search_in_the_library: |size| columns(size, "S the");
    found: |size| bundled(size, "S nato<Down><Enter>");
    wide_search: |size| wide(size, "S 橋");
    briefings: |size| bundled(size, "B j");
    library_by_title: |size| bundled(size, "B , G");
    library_by_month: |size| bundled(size, "B . j");
    library_by_tag: |size| bundled(size, "B . . j j j");
    library_find: |size| bundled(size, "B /the<Enter> n");
    library_narrowed: |size| bundled(size, "B f tag:ukraine <Space> -geneva<Enter>");
    library_without_match: |size| bundled(size, "B f xyzzy<Enter>");
    library_prompt: |size| bundled(size, "B f actor:putin");
    library_of_columns: |size| columns(size, "");
    library_by_faults: |size| columns(size, "B B , , , j");
    opened_from_the_library: |size| columns(size, "j <Enter>");
    library_being_read: |size| being_read(size, "");
    briefing_being_read: |size| being_read(size, "<Enter>");
    faults: |size| library(size, "D");
    faults_in_the_list: |size| library(size, "B j");
    unreadable: |size| library(size, "J");
    across: |size| bundled(size, "1 j A");
    across_filtered: |size| bundled(size, "A 1 /Rubio<Enter> <Space> <Esc> 4 j");
    across_closed: |size| closed(size, "A 3 j j");
    across_plans: |size| closed(size, "A 6 j j j");
    across_sources: |size| closed(size, "A 5 j");
    across_overview: |size| bundled(size, "A 0");
    across_the_library: |size| closed(size, "A 2 /border<Enter> <Esc> <Enter>");
    unreadable_alone: |size| Reader::path(Path::new("tests/files/library/broken.toml"), size);
    wide_actors: |size| wide(size, "1 j j j j j");
    wide_quotes: |size| wide(size, "3 j");
    wide_events: |size| wide(size, "4 j");
    wide_plans: |size| wide(size, "6 j");
    wide_detail: |size| wide(size, "3 G k <Enter>");
    wide_passage: |size| wide(size, "3 G k <Enter> s");
    wide_passage_from_right_to_left: |size| wide(size, "3 j j j j j <Enter> s");
    wide_find: |size| wide(size, "3 /橋<Enter>");
    wide_find_in_a_text: |size| wide(size, "3 <Enter> s /다리<Enter> n");
    wide_prompt: |size| wide(size, "3 f <paste:船の人々が橋の上を歩く時に灯籠を百個ともす人を望む> <Left> <Left>");
    wide_fault: |size| wide(size, "3 f <paste:橋> <Space> knid:船<Enter>");
    wide_briefings: |size| wide(size, "3 B");
    empty_by_days: |size| bundled(size, "3 f actor:putin <Space> date:2027<Enter>");
    empty_by_words: |size| bundled(size, "4 f xyzzy<Enter>");
    empty_in_the_file: |size| {
        let mut reader = Reader::path(Path::new("tests/files/library/sound.toml"), size);
        reader.press("6");
        reader
    };
    unchecked: |size| ascii(size, "q-unchecked", "");
    agreement: |size| bundled(size, "a");
    agreement_of_a_pair: |size| bundled(size, "a j j j l l l");
    agreement_of_many: |size| bundled(size, "J J a j j j j l l l l");
    agreement_in_a_list: |size| bundled(size, "J J a G k");
    agreement_of_nobody: |size| {
        let mut reader = Reader::path(Path::new("tests/files/verdicts/harbour.toml"), size);
        reader.press("a");
        reader
    };
    not_stored: |size| ascii(size, "q-unchecked", "s");
    loading: Reader::loading;
    nothing_found: |size| Reader::path(Path::new("tests/files/texts"), size);
}

fn bundled(size: Size, keys: &str) -> Reader {
    let mut reader = Reader::bundled(size);
    reader.press(keys);
    reader
}

/// A library with one file of two that cannot be read.
fn library(size: Size, keys: &str) -> Reader {
    let mut reader = Reader::path(Path::new("tests/files/library"), size);
    reader.press(keys);
    reader
}

/// A library of which no briefing is kept open.
fn columns(size: Size, keys: &str) -> Reader {
    let folder = Path::new("tests/files/library");
    let mut reader = Reader::holding(Holds::Columns, Input::Path(folder.to_owned()), size);
    reader.press(keys);
    reader
}

/// The bundled briefings as a library of which none is kept open.
fn closed(size: Size, keys: &str) -> Reader {
    let mut reader = Reader::holding(Holds::Columns, Input::Bundled, size).in_a_briefing();
    reader.press(keys);
    reader
}

/// The same, while the rest of it is being read.
fn being_read(size: Size, keys: &str) -> Reader {
    let mut reader = Reader::loading(size);
    let library = columns(size, "").state.library;
    let request = reader.state.loading.unwrap().request;
    reader.act(Action::Partly {
        request,
        library,
        progress: (3200, 10_000),
    });
    reader.press(keys);
    reader
}

/// A record of the briefing that has a source without a stored text.
fn ascii(size: Size, slug: &str, keys: &str) -> Reader {
    let mut reader = Reader::path(Path::new("tests/files/ascii/ferry.toml"), size);
    reader.go_to(slug).press(keys);
    reader
}

/// A briefing with names and words of every width.
fn wide(size: Size, keys: &str) -> Reader {
    let mut reader = Reader::path(Path::new("tests/files/wide"), size);
    reader.press(keys);
    reader
}

fn record(size: Size, slug: &str) -> Reader {
    let mut reader = Reader::bundled(size);
    reader.go_to(slug);
    reader
}

fn at_the_words(size: Size, slug: &str, keys: &str) -> Reader {
    let mut reader = record(size, slug);
    reader.press("s").press(keys);
    reader
}

/// A record of the briefing that uses every key of the format.
fn everything(size: Size, slug: &str) -> Reader {
    let mut reader = Reader::path(Path::new("tests/files/everything.toml"), size);
    reader.go_to(slug);
    reader
}

/// The name of a view's snapshot.
fn file_of(view: &str) -> String {
    view.replace('_', "-")
}

fn check(view: &str, variant: &str, screen: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_suffix(variant);
    settings.bind(|| insta::assert_snapshot!(file_of(view), screen));
}

#[test]
fn the_smallest_screen() {
    let mut screens = String::new();
    for (view, open) in VIEWS {
        let mut reader = open(USUAL);
        for size in ["3x3", "1x1", "1x0"] {
            reader.press(&format!("<resize:{size}>"));
            let lines = reader.lines().join("⏎");
            write!(screens, "{size} [{lines}]  ").unwrap();
        }
        writeln!(screens, "{view}").unwrap();
    }
    check("every_view", "1x1", &screens);
}

/// Views that use most of the meanings that a theme has.
const COLOURFUL: [&str; 8] = [
    "issue",
    "filter",
    "find_in_a_text",
    "find_kept",
    "outside_the_filter",
    "unreadable",
    "faults_in_the_list",
    "library_find",
];

const THEMES: [(&str, ThemeName); 4] = [
    ("dark", ThemeName::Dark),
    ("light", ThemeName::Light),
    ("high-contrast", ThemeName::HighContrast),
    ("mono", ThemeName::Mono),
];

fn open(view: &str, size: Size) -> Reader {
    let (_, open) = VIEWS.iter().find(|(name, _)| *name == view).unwrap();
    open(size)
}

#[test]
fn themes_change_styles_and_nothing_else() {
    for view in COLOURFUL {
        let usual = open(view, USUAL);
        for (name, theme) in THEMES {
            let reader = open(view, USUAL).with_theme(theme);
            assert_eq!(reader.screen(), usual.screen(), "{view} {name}");
            check(view, &format!("80x24-{name}"), &reader.styles());
        }
    }
}

#[test]
fn mono_has_no_colour_but_shows_what_is_selected_and_found() {
    for (view, open) in VIEWS {
        let reader = open(USUAL).with_theme(ThemeName::Mono);
        let buf = reader.buffer();
        assert!(buf.content.iter().all(cells::is_without_colour), "{view}");
        if let Some(at) = reader.cursor().filter(|_| reader.state.prompt.is_none()) {
            let row = (0..USUAL.width).filter_map(|x| buf.cell((x, at.y)));
            let list = reader.state.focus != briefing::tui::pane::Pane::Reading;
            let rows = list && !reader.state.rows(reader.state.focus).is_empty();
            let panes = !reader.state.scene.is_library();
            if rows && panes && reader.state.overlay.is_none() {
                assert!(
                    row.clone().any(cells::stands_out),
                    "{view}: nothing is selected"
                );
            }
        }
    }
}

#[test]
fn signs_in_ascii() {
    for view in [
        "overview",
        "issue",
        "event",
        "filter",
        "briefings",
        "library_by_month",
        "faults_in_the_list",
        "agreement_of_many",
    ] {
        let reader = open(view, USUAL).with_glyphs(GlyphSet::Ascii);
        check(view, "80x24-ascii", &reader.screen());
    }
}

/// The views of what the records mean, which have more to show on a larger screen.
const PLANES: [&str; 7] = [
    "matrix",
    "timeline",
    "proposals",
    "figures",
    "options",
    "provenance",
    "agreement",
];
const LARGE: &str = "200x50";

#[test]
fn planes_on_a_large_screen() {
    for view in PLANES {
        check(view, LARGE, &open(view, size_of(LARGE)).styled());
    }
}

#[test]
fn no_snapshot_is_left_over() {
    let mut known: BTreeSet<String> = BTreeSet::from(["every-view@1x1.snap".to_owned()]);
    for (view, _) in VIEWS {
        let variants = SIZES.map(str::to_owned).into_iter();
        let themes = THEMES.map(|(name, _)| format!("80x24-{name}"));
        for variant in variants
            .chain(themes)
            .chain(["80x24-ascii", LARGE].map(str::to_owned))
        {
            known.insert(format!("{}@{variant}.snap", file_of(view)));
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_new = name.ends_with(".snap.new");
        assert!(is_new || known.contains(&name), "{name} belongs to no view");
    }
}

#[test]
fn frames_and_rules_are_ascii_where_the_signs_are() {
    let lines = '\u{2500}'..='\u{257f}';
    for (view, open) in VIEWS {
        for size in [Size::new(120, 36), USUAL] {
            let screen = open(size).with_glyphs(GlyphSet::Ascii).screen();
            assert!(
                !screen.contains(|c| lines.contains(&c)),
                "{view}:\n{screen}"
            );
        }
    }
}
