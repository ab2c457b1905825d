//! Reading, and finding what to read.

use super::{folder, follow_one_another, marked, reader};

#[test]
fn a_ticked_actor_leaves_only_what_is_theirs() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.type_keys("1 /Vladimir <Enter> <Space> 3 z");
    terminal.wait_for("only Putin's quotes", |screen| {
        let shown = screen.contents();
        shown.contains("If they don’t withdraw") && !shown.contains("very productive and useful")
    });
    let shown = terminal.screen().contents();
    assert!(!shown.contains("Marco Rubio"), "{shown}");
    terminal.type_keys("F");
    terminal.wait_for_text("very productive and useful");
}

#[test]
fn a_quotation_is_one_key_from_its_source_and_one_from_where_it_was() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("3 / withdraw <Enter> <Esc>");
    let before = terminal.screen();
    terminal.type_keys("s");
    terminal.wait_for("the words, marked", |screen| {
        follow_one_another(
            &marked(screen),
            "If they don’t withdraw, we will achieve this by force",
        )
    });
    let shown = terminal.screen().contents();
    assert!(shown.contains("he warned"), "nothing around it:\n{shown}");
    terminal.type_keys("H");
    terminal.wait_for("the same row again", |screen| {
        screen.contents() == before.contents()
            && screen.cursor_position() == before.cursor_position()
    });
}

#[test]
fn pasted_text_is_text_and_no_keys() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.send(b"\x1b[200~qQ\x03\x1b[201~");
    // An escape is a key of its own only where nothing more is there yet to be read: what comes next
    // is sent when the answer is seen.
    terminal.type_keys("?");
    terminal.wait_for_text("one row or link down");
    terminal.type_keys("<Esc>");
    terminal.wait_for("the lists again", |screen| {
        !screen.contents().contains("one row or link down")
    });
    terminal.type_keys("/");
    terminal.send("\x1b[200~withdraw,\r\n\twe\x07 will\x1b[201~".as_bytes());
    terminal.wait_for_text("withdraw,  we<U+0007> will");
}

#[test]
fn keys_that_come_faster_than_frames_are_all_heeded() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("4 j j j j j j j j");
    let eight_down = terminal.screen();
    terminal.press("k k k k");
    terminal.type_keys(&("jk".repeat(400) + "jjjj"));
    terminal.wait_for("the ninth row", |screen| {
        screen.cursor_position() == eight_down.cursor_position()
            && screen.contents() == eight_down.contents()
    });
    let long = (0..30).map(|n| format!("{n:03}")).collect::<Vec<_>>();
    let long = long.concat();
    terminal.type_keys(&format!("/{long}"));
    terminal.wait_for_text(&long);
}

#[test]
fn everything_is_searched_while_one_types_and_what_is_found_is_opened() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.type_keys("S");
    terminal.wait_for_text("Search");
    terminal.type_keys("weightiest");
    terminal.wait_for_text("source");
    terminal.wait_for_text("as the weightiest attempt");
    terminal.press("<Enter>");
    terminal.wait_for_text("1/1");
    terminal.wait_for("the text of the source", |screen| {
        let text = screen.contents();
        text.contains("weightiest") && !text.contains("> weightiest")
    });
    terminal.type_keys("H");
    terminal.wait_for_text("> weightiest");
    terminal.press("<Esc>");
    terminal.wait_for("the briefing", |screen| {
        !screen.contents().contains("> weightiest")
    });
}
