//! Views as the reader opens them.

use std::fmt::Write as _;

use ratatui::layout::Size;

use super::*;
use crate::library::discover::Input;
use crate::library::verify::Cache;
use crate::report::GlyphSet;
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Keymap;
use crate::tui::update::{load, update};

#[test]
fn a_view_of_more_than_a_key_can_wait_for_says_so_and_comes_when_it_is_narrowed() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "format = 1\ntitle = \"T\"\nas_of = \"2025-01-01\"\n\
        [[actors]]\nid = \"a\"\nname = \"A\"\nkind = \"person\"\n\
        [[issues]]\nid = \"i\"\ntitle = \"I\"\nquestion = \"I?\"\n"
        .to_owned();
    for n in 0..20_010 {
        writeln!(
            text,
            "[[positions]]\nid = \"p{n}\"\nissue = \"i\"\nactor = \"a\""
        )
        .unwrap();
    }
    std::fs::write(folder.path().join("one.toml"), text).unwrap();
    let keymap = Keymap::defaults().unwrap();
    let mut state = State::new(Size::new(120, 36), GlyphSet::Unicode, keymap);
    let Effect::Load(request) = load(&mut state) else {
        panic!("files are read by an effect");
    };
    let (library, _) = crate::library::load::load(&[Input::Path(folder.path().to_owned())]);
    let library = (std::sync::Arc::new(library), Vec::new());
    update(
        &mut state,
        Action::of_load(request, library, &Cache::default()),
    );
    update(&mut state, Action::Command(CommandId::Matrix));
    let sheet = &state.sight.as_ref().unwrap().sheet;
    assert_eq!(
        sheet.empty,
        "20,010 records are too many at once: narrow them first"
    );
    state.filter.query = crate::query::Query::parse("-kind:position").unwrap();
    update(&mut state, Action::Resized(Size::new(120, 36)));
    let sheet = &state.sight.as_ref().unwrap().sheet;
    assert_eq!(sheet.empty, "nobody holds a position within the filter");
}
