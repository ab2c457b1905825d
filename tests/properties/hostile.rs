//! Briefings with hostile text in every field that takes any.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use briefing::diagnostic::{Severity, SourceFile, Style, render};
use briefing::format::{FolderTexts, parse};
use briefing::library::discover::{Input, shown};
use briefing::library::{Content, Entry, Library, Scope, Verdicts, load};
use briefing::model::{Record, RecordKind};
use briefing::report::listing::{self, Section};
use briefing::report::{Context, GlyphSet, PassageTarget, plain};
use briefing::text::sanitise::is_dangerous;
use briefing::tui::action::Action;
use briefing::tui::command::CommandId;
use briefing::tui::pane::Pane;
use briefing::tui::state::Subject;
use briefing::tui::theme::ThemeName;
use proptest::prelude::*;
use ratatui::layout::{Rect, Size};

use super::invariants::{check_positions, draw};
use super::support::screen::Reader;

/// A briefing that fills every field that takes any text: `§a`, `§b` … are the texts.
const TEMPLATE: &str = r#"
format = 1
title = "§a"
as_of = "2025-12-02"
bottom_line = "§b"
authors = ["§c", "§d"]
tags = ["§e"]
changelog = [{ date = "2025-12-01", kind = "corrected", note = "§f", target = "state" }]

[[actors]]
id = "state"
name = "§g"
kind = "state"
aliases = ["§h", "§i"]
description = "§j"
roles = [{ title = "§k" }]

[[actors]]
id = "person"
name = "§l"
kind = "person"
side = "state"
roles = [{ title = "§m", of = "state" }]

[[issues]]
id = "issue"
title = "§n"
question = "§o"
summary = "§p"

[[issues]]
id = "part"
title = "§q"
parent = "issue"

[[positions]]
issue = "issue"
actor = ["person", "state"]
id = "position"
stance = "conditional"
summary = "§r"
conditions = "§s"
evidence = ["quote", "event", "figure", "point"]
cites = [{ source = "source", passage = "§a" }]

[[quotes]]
id = "quote"
speaker = ["person", "state"]
text = "§a"
said_text = "§t"
venue = "§u"
source = "source"
via = ["other"]
prefix = "§v"
suffix = "§w"
issues = ["issue", "part"]
cue = "§x"
original = { language = "ru", text = "§y" }
note = "§z"

[[quotes]]
id = "pieces"
speaker = "person"
text = ["§a", "§b"]
source = "source"

[[events]]
id = "event"
when = "2025-11-27"
when_text = "§a"
title = "§b"
summary = "§c"
status = "disputed"
place = "§d"
actors = ["person"]
issues = ["issue"]
quotes = ["quote"]
cites = [{ source = "source", passage = "§e" }]

[[proposals]]
id = "plan"
title = "§f"
version = "§g"
by = ["state"]
brokers = ["person"]

[[proposals.points]]
id = "point"
number = "§h"
text = "§i"
issues = ["issue"]
variants = [{ by = "state", text = "§j" }]

[[figures]]
id = "figure"
label = "§k"
quantity = "§l"
value_text = "§m"
unit = "§n"
claimed_by = "state"

[[figures]]
id = "number"
label = "§o"
quantity = "§l"
value = 600_000
unit = "§p"

[[options]]
id = "option"
actor = "state"
title = "§q"
summary = "§r"

[[sources]]
id = "source"
title = "§s"
by = ["state"]
kind = "article"
caveat = "§t"
text = "§u “§a,” he said, “§b.”\n\n§v §e §w\n§x"
derives_from = ["other"]

[[sources]]
id = "other"
title = "§y"
kind = "post"
"#;

/// A character as nobody wants it, or any other.
pub(crate) fn character() -> impl Strategy<Value = char> {
    let nasty = "\u{1b}\u{7}\u{0}\u{7f}\u{9b}\u{85}\u{ad}\u{200b}\u{200d}\u{200e}\u{202e}\u{2066}\
                 \u{2069}\u{2028}\u{feff}\u{fe0f}\u{e0041}\u{e0001}\u{ffff}\u{301}\u{323}\u{20e3}\
                 \t\n\r\"\\ ״شא漢字한👩🏽🇺❤ﷺ“”…";
    let nasty: Vec<char> = nasty.chars().collect();
    prop_oneof![
        4 => prop::sample::select(nasty),
        2 => prop::char::range(' ', '~'),
        1 => any::<char>(),
    ]
}

/// A text of such characters.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let one = prop::collection::vec(character(), 0..24);
    let marks = prop_oneof![4 => Just(0), 1 => 0..30_usize];
    let long = prop_oneof![6 => Just(1), 1 => 1..40_usize];
    (one, marks, long).prop_map(|(chars, marks, times)| {
        let text: String = chars.into_iter().collect();
        format!("{text}{}", "\u{300}".repeat(marks)).repeat(times)
    })
}

/// Texts that terminals trip over.
pub(crate) fn examples() -> Vec<String> {
    [
        "\u{1b}]0;title\u{7}\u{1b}[31mred\u{1b}[0m",
        "\u{202e}right to left\u{202c} \u{2066}apart\u{2069}",
        "שלום עולם مرحبا بالعالم",
        "漢字かな交じり文と한국어が隙間なく続く長い長い長い長い文章",
        "👩‍👩‍👧‍👦 🇺🇦🇷🇺 ❤️ 1️⃣ 👋🏽",
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}algo e\u{301}",
        "tag\u{e0041}\u{e007f} zero\u{200b}width soft\u{ad}hyphen",
        "tabs\tand\r\nlines\u{2028}and\u{85}more",
        "oneverylongwordthatfitsintonocolumnandhastobebrokensomewhereorcutwithadotdotdot",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The text of a briefing whose every field is one of some texts. A letter before each keeps it
/// from being empty.
fn briefing(texts: &[String]) -> String {
    let mut out = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once('§') {
        out.push_str(before);
        let letter = after.as_bytes()[0];
        let text = &texts[usize::from(letter - b'a') % texts.len()];
        out.push('x');
        for c in text.chars() {
            write!(out, "\\U{:08X}", u32::from(c)).unwrap();
        }
        rest = &after[1..];
    }
    out + rest
}

/// Reads a file as it stands.
fn entry(name: &str, text: &str) -> Entry {
    let name = shown(Path::new(name));
    let file = SourceFile::new(name.clone(), text);
    let parsed = parse(
        &file,
        "stem",
        &FolderTexts::new(Path::new("."), Path::new(".")),
    );
    let content = parsed
        .briefing
        .map(|briefing| Content::new(briefing, parsed.texts));
    Entry::new(name.into(), content, parsed.diagnostics)
}

/// A library with a readable briefing of such texts, and with one that cannot be read.
pub(crate) fn library(texts: &[String]) -> Library {
    let sound = briefing(texts);
    let broken = sound.replace("format = 1", "format = 1\nformat = \u{1b}[31m\u{202e}");
    let name = |n: usize| format!("{}{}.toml", n, texts[n % texts.len()]);
    Library::new(vec![entry(&name(0), &sound), entry(&name(1), &broken)])
}

/// A reader of such a library.
fn reader(library: Library, size: Size, glyphs: GlyphSet) -> Reader {
    let mut reader = Reader::loading(size).with_glyphs(glyphs);
    let request = reader.state.loading.unwrap().request;
    reader.act(Action::Loaded {
        request,
        library: Arc::new(library),
        problems: Vec::new(),
        verdicts: Verdicts::default(),
        left: Box::default(),
    });
    reader
}

/// Draws what is open, from its top, its middle and its end.
fn check_scrolled(reader: &mut Reader, theme: ThemeName) {
    for command in [CommandId::Top, CommandId::HalfDown, CommandId::Bottom] {
        reader.act(Action::Command(command));
        check_positions(&reader.state);
        let Size { width, height } = reader.state.size;
        draw(&reader.state, theme, Rect::new(0, 0, width, height));
    }
}

/// Opens every view that there is and draws it.
fn check_all_views(reader: &mut Reader, theme: ThemeName) {
    let briefing = Arc::clone(reader.state.briefing().expect("the briefing is readable"));
    let mut subjects = vec![Subject::Overview];
    for record in RecordKind::ALL.map(|kind| briefing.records(kind).collect::<Vec<_>>()) {
        for record in record {
            subjects.push(Subject::Record(record.id()));
            let cites = record.cites().iter().map(|cite| &cite.source);
            let own = match &record {
                Record::Quote(quote) => quote.source.as_ref(),
                Record::Source(source) => Some(&source.id),
                _ => None,
            };
            subjects.extend(cites.chain(own).map(|source| {
                Subject::Passage(PassageTarget {
                    source: source.clone(),
                    record: Some(record.id()),
                    candidate: 0,
                })
            }));
        }
    }
    for subject in subjects {
        reader.state.reading.follows = false;
        reader.state.reading.subject = subject;
        reader.state.focus = Pane::Reading;
        reader.act(Action::Resized(reader.state.size));
        check_scrolled(reader, theme);
    }
    for keys in ["1", "2", "3", "4", "z", "z B", "q D", "q ?", "q"] {
        reader.press(keys);
        check_scrolled(reader, theme);
    }
    for keys in ["1 <Space> j <Space>", "2 <Space>", "3 <Space>", "& @", "F"] {
        reader.press(keys);
        check_scrolled(reader, theme);
    }
    reader.press("J");
    check_scrolled(reader, theme);
    reader.press("K");
}

fn size() -> impl Strategy<Value = Size> {
    prop_oneof![
        prop::sample::select(vec![
            Size::new(80, 24),
            Size::new(120, 40),
            Size::new(40, 12)
        ]),
        (1..130_u16, 1..45_u16).prop_map(|(width, height)| Size::new(width, height)),
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 1..27)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_view_passes_on_what_acts_on_a_terminal(
        texts in texts(),
        size in size(),
        glyphs in prop::sample::select(vec![GlyphSet::Unicode, GlyphSet::Ascii]),
        theme in prop::sample::select(ThemeName::ALL.map(|(_, theme)| theme).to_vec()),
        looked_for in text(),
    ) {
        let library = library(&texts);
        let faults = &library.entries()[0].diagnostics;
        let errors = faults.iter().any(|fault| fault.severity() == Severity::Error);
        prop_assert!(!errors, "{}", render(faults, Style::Plain));
        let mut reader = reader(library, size, glyphs);
        check_all_views(&mut reader, theme);
        reader.press("1 /").act(Action::Pasted(looked_for));
        check_scrolled(&mut reader, theme);
        reader.press("<Enter> n N");
        check_scrolled(&mut reader, theme);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nor_does_the_plain_text(texts in texts(), width in 1..100_usize) {
        let library = library(&texts);
        let selection = library.select(
            Scope::One(0),
            &briefing::library::Filter::default(),
            &Verdicts::default(),
        );
        let context = Context::new(&library, 0, &selection, None).unwrap();
        let text = plain::text(&listing::document(&context, &Section::ALL), width);
        let acts = |c: char| c != '\n' && (is_dangerous(c) || c.is_control());
        prop_assert!(!text.contains(acts), "{:?}", text);
    }
}

#[test]
fn names_of_files_do_not_either() {
    let folder = tempfile::tempdir().unwrap();
    let name = |what: &str| {
        folder
            .path()
            .join(format!("{what}\u{1b}[2J\u{202e}\n.toml"))
    };
    std::fs::write(name("sound"), briefing(&examples())).unwrap();
    std::fs::write(name("broken"), "title = \u{1b}[2J").unwrap();
    let (library, unusable) = load::load(&[Input::Path(folder.path().to_owned())]);
    assert!(unusable.is_empty());
    assert_eq!(library.entries().len(), 2);
    for entry in library.entries() {
        assert!(!entry.file.contains(is_dangerous), "{:?}", entry.file);
    }
    let mut reader = reader(library, Size::new(120, 40), GlyphSet::Unicode);
    check_all_views(&mut reader, ThemeName::Default);
    let missing = Input::Path(folder.path().join("no\u{1b}[2Jthing"));
    let mut reader = Reader::open(missing, Size::new(80, 24));
    assert_eq!(reader.state.problems.len(), 1);
    let problem = &reader.state.problems[0];
    assert!(!problem.contains(is_dangerous), "{problem:?}");
    check_scrolled(&mut reader, ThemeName::Default);
}
