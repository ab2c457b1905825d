//! Verbatim and typographic.

use super::*;

#[test]
fn line_wraps_and_runs_of_white_space_do_not_count() {
    table(&[
        (
            "She said: “The ferry\n  will sail at dawn.”",
            "The ferry will sail at dawn.",
            "verbatim",
        ),
        (
            "She said: “The ferry will sail at dawn.”",
            "The ferry\nwill  sail at dawn",
            "verbatim",
        ),
        (
            "She said: “The ferry will sail at dawn.”",
            "ferry will sail",
            "verbatim",
        ),
        (
            "The **ferry will sail** at dawn",
            "**ferry will sail**",
            "verbatim",
        ),
        (
            "The **ferry will\nsail** at dawn",
            "The **ferry will sail",
            "verbatim",
        ),
        (
            "Cost: [see the list](http://x.org/a) of it",
            "[see the list](http://x.org/a) of",
            "verbatim",
        ),
        (
            "渡し船は夜明けに出ます。雨が降っても出ます。",
            "夜明けに出ます。雨が降っても",
            "verbatim",
        ),
    ]);
}

#[test]
fn typography_is_told_apart() {
    table(&[
        (
            "“We don’t know — yet,” she said.",
            "We don't know - yet,",
            "typographic",
        ),
        (
            "“We don’t know — yet,” she said.",
            "We don’t know—yet",
            "typographic",
        ),
        (
            "“We don’t know—yet,” she said.",
            "We don’t know -- yet",
            "typographic",
        ),
        (
            "“Wait … for the ferry,” she said.",
            "Wait ... for the ferry",
            "typographic",
        ),
        (
            "“Wait [...] for the ferry,” she said.",
            "Wait … for the ferry",
            "typographic",
        ),
        (
            "“The ferry\u{a0}sails at 7\u{202f}p.m.,” she said.",
            "The ferry sails at 7 p.m.",
            "verbatim",
        ),
        (
            "“The fer\u{ad}ry sails at dawn,” she said.",
            "The ferry sails at dawn",
            "typographic",
        ),
        (
            "She said the ferry had an agree-\nment with the port.",
            "an agreement with the port",
            "typographic",
        ),
        (
            "She said the well-\nknown ferry has sailed.",
            "well-known ferry has sailed",
            "typographic",
        ),
        (
            "“The _old_ ferry sails,” she said.",
            "The old ferry sails",
            "typographic",
        ),
        (
            "“The [old ferry](http://x.org/y) sails,” she said.",
            "The old ferry sails",
            "typographic",
        ),
        (
            "“The <em>old</em> ferry sails,” she said.",
            "The old ferry sails",
            "typographic",
        ),
        (
            "> “The old\n> ferry sails,” she said.",
            "The old ferry sails",
            "typographic",
        ),
        (
            "“He told us ‘never again’ and left,” she said.",
            "He told us \"never again\" and left",
            "typographic",
        ),
        (
            "“Vraiment ? Il part,” she said.",
            "Vraiment? Il part",
            "typographic",
        ),
        (
            "cafe\u{301} owners sail at dawn",
            "café owners sail at dawn",
            "typographic",
        ),
    ]);
}

#[test]
fn a_final_full_stop_or_comma_is_the_authors() {
    table(&[
        (
            "“The ferry sails at dawn,” she said.",
            "The ferry sails at dawn.",
            "typographic",
        ),
        (
            "“The ferry sails at dawn”, she said.",
            "The ferry sails at dawn.",
            "typographic",
        ),
        (
            "“The ferry sails at dawn.”",
            "The ferry sails at dawn,",
            "typographic",
        ),
        (
            "“The ferry sails at dawn,” she said.",
            "“The ferry sails at dawn.”",
            "typographic",
        ),
        (
            "“The ferry sails at dawn,” she said.",
            "“The ferry sails at dawn”.",
            "typographic",
        ),
        (
            "“The ferry sails at dawn or never,” she said.",
            "The ferry sails at dawn.",
            "altered",
        ),
        (
            "“Does the ferry sail at dawn?” she said.",
            "Does the ferry sail at dawn.",
            "altered",
        ),
        (
            "“The ferry sails at dawn.”",
            "The ferry sails at dawn?",
            "altered",
        ),
    ]);
}

#[test]
fn a_final_mark_stands_behind_those_of_the_text() {
    table(&[
        (
            "“Sail at dawn, friends!” she said.",
            "Sail at dawn, friends!.",
            "typographic",
        ),
        (
            "“Sail at dawn, friends,” she said.",
            "“Sail at dawn, friends,”,",
            "typographic",
        ),
        (
            "“Sail at dawn, friends,” she said.",
            "Sail at dawn, friends!",
            "altered",
        ),
    ]);
}

#[test]
fn a_first_letter_is_raised_or_lowered_in_brackets() {
    table(&[
        (
            "“If they stay, we sail,” she said.",
            "[i]f they stay, we sail",
            "typographic",
        ),
        (
            "“I think if they stay, we sail,” she said.",
            "[I]f they stay, we sail",
            "typographic",
        ),
        (
            "“I’m sure we sail at dawn,” she said.",
            "[i]’m sure we sail at dawn",
            "typographic",
        ),
        (
            "“A ferry sails at dawn,” she said.",
            "[a] ferry sails at dawn",
            "typographic",
        ),
        (
            "She was “[e]xtremely glad to sail”.",
            "[e]xtremely glad to sail",
            "verbatim",
        ),
        (
            "She was “[e]xtremely glad to sail”.",
            "extremely glad to sail",
            "typographic",
        ),
        (
            "She was “[e]xtremely glad to sail”.",
            "Extremely glad to sail",
            "typographic",
        ),
        (
            "“If they stay, we sail,” she said.",
            "if they stay, we sail",
            "altered",
        ),
        (
            "“A typical ferry sails,” she said.",
            "[a]typical ferry sails",
            "altered",
        ),
    ]);
}

#[test]
fn the_place_covers_what_is_quoted() {
    let text = "“The ferry sails, dear **friends**,” she said.";
    let finding = check(text, &["ferry sails, dear friends."]);
    assert_eq!(
        slices(text, &finding.pieces),
        ["ferry sails, dear **friends"]
    );
    assert_eq!(finding.in_quotation_marks, InMarks::Yes);
    let finding = check(text, &["“The ferry sails"]);
    assert_eq!(slices(text, &finding.pieces), ["“The ferry sails"]);
}

#[test]
fn quotations_stand_inside_marks_or_not() {
    let text = "The ferry sails at dawn, and “the harbour stays shut”, she said.";
    let marks = |claim, mode, quoting| check_as(text, &[claim], mode, quoting).in_quotation_marks;
    let (direct, indirect) = (QuoteMode::Direct, QuoteMode::Indirect);
    assert_eq!(marks("harbour stays shut", direct, true), InMarks::Yes);
    assert_eq!(marks("The ferry sails at dawn", direct, true), InMarks::No);
    assert_eq!(
        marks("at dawn, and “the harbour", direct, true),
        InMarks::No
    );
    assert_eq!(
        marks("The ferry sails at dawn", indirect, true),
        InMarks::NotApplicable
    );
    assert_eq!(
        marks("The ferry sails at dawn", direct, false),
        InMarks::NotApplicable
    );
}

#[test]
fn marks_of_other_languages_are_marks() {
    for (text, claim) in [
        (
            "Er sagte: „Wir verkaufen das Boot.“ Ende.",
            "Wir verkaufen das Boot.",
        ),
        (
            "Er sagte: »Wir verkaufen das Boot.« Ende.",
            "Wir verkaufen das Boot.",
        ),
        (
            "Er sagte: ‹Wir verkaufen das Boot.› Ende.",
            "Wir verkaufen das Boot.",
        ),
        (
            "Powiedział: „Sprzedajemy łódź.” Koniec.",
            "Sprzedajemy łódź.",
        ),
        (
            "Il a dit : « Nous vendons le bateau. » Fin.",
            "Nous vendons le bateau.",
        ),
        (
            "市長は「橋は収穫の前には開通しない」と述べた。",
            "橋は収穫の前には開通しない",
        ),
        (
            "市長は『橋は収穫の前には開通しない』と述べた。",
            "橋は収穫の前には開通しない",
        ),
    ] {
        let finding = check(text, &[claim]);
        assert_eq!(finding.verdict, Some(Verdict::Verbatim), "{text}");
        assert_eq!(finding.in_quotation_marks, InMarks::Yes, "{text}");
    }
    table(&[
        (
            "市長は「船長が『橋は開通しない』と言った」と述べた。",
            "船長が「橋は開通しない」と言った",
            "typographic",
        ),
        (
            "市長は「橋は収穫の前には開通しない」と述べた。",
            "橋は収穫の前には開通する",
            "altered",
        ),
    ]);
}
