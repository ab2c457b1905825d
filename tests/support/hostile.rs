//! A briefing whose author means harm: every text in it tries to steer the terminal or to hide.

use std::path::{Path, PathBuf};

/// What stands in every text, as TOML escapes: it rings and moves, hides the cursor, clears the
/// screen, writes to the clipboard, makes a link, sets the title, asks the terminal to answer, uses
/// the eight-bit forms of all that, reorders the line, and hides a message in tags.
const HARM: &str = concat!(
    r"\u0007\b\f\r\u000b\u000e\u007f",
    r"\u001b[2J\u001b[?25l\u001b[31m\u001b[?1000h\u001bc\u001b(0",
    r"\u001b]52;c;aGFybQ==\u0007\u001b]8;;http://harm.example\u001b\\link\u001b]8;;\u001b\\",
    r"\u001b]0;harm\u0007\u001bP+q544e\u001b\\\u001b[6n\u001b[c",
    r"\u009b2J\u009d52;c;aGFybQ==\u009c\u0090\u0085\u0084",
    r"\u202e\u2066\u2069\u200e\u200f\u061c\u200b\u200d\u2060\ufeff\u00ad\u2028\u2029",
    r"\U000E0041\U000E0042\U000E007F\ufff9\uffff\U000E0100",
    r"a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
);

/// The file; `@` is where harm is done.
const BRIEFING: &str = r#"
format = 1
title = "Harm@ful title"
as_of = "2025-12-02"
bottom_line = "Bottom@ line"
language = "en"
authors = ["Au@thor"]
tags = ["ta@g"]
revision = 3

[[changelog]]
date = "2025-12-01"
kind = "corrected"
note = "No@te"

[[actors]]
id = "one"
name = "Actor@ one"
kind = "person"
aliases = ["Ali@as"]
description = "Descrip@tion"
side = "two"
roles = [{ title = "Ro@le", of = "two", from = "2025-01-20" }]
links = { wikidata = "Q1@" }

[[actors]]
id = "two"
name = "@"
kind = "state"

[[issues]]
id = "issue"
title = "Is@sue"
question = "Question@?"
summary = "Sum@mary"
parent = "other"

[[issues]]
id = "other"
title = "@Other"

[[positions]]
issue = "issue"
actor = "one"
stance = "conditional"
summary = "Posi@tion"
conditions = "Condi@tion"
evidence = ["quote", "event", "figure", "point"]
cites = [{ source = "source", passage = "stored@ text" }]

[[quotes]]
id = "quote"
speaker = "one"
text = ["Quo@ted", "wor@ds"]
said = "2025-11-27"
said_text = "last@ week"
venue = "ven@ue"
source = "source"
via = ["post"]
prefix = "be@fore"
suffix = "af@ter"
issues = ["issue"]
cue = "c@ue"
original = { language = "ru", text = "origi@nal" }
note = "qno@te"

[[quotes]]
id = "second"
speaker = ["one", "two"]
text = "stored@ text"
source = "source"
issues = ["issue"]

[[events]]
id = "event"
when = "2025-11-27"
when_text = "wh@en"
title = "Ev@ent"
summary = "esum@mary"
place = "pla@ce"
actors = ["one", "two"]
issues = ["issue"]
quotes = ["quote"]
cites = ["source"]

[[proposals]]
id = "proposal"
title = "Prop@osal"
by = "one"
version = "1@"
size = 1

[[proposals.points]]
id = "point"
number = "1@"
text = "po@int"
issues = ["issue"]
variants = [{ by = "two", text = "vari@ant" }]

[[figures]]
id = "figure"
label = "Fig@ure"
quantity = "q@"
value_text = "billi@ons"
unit = "un@it"
claimed_by = "one"
issues = ["issue"]

[[options]]
id = "option"
actor = "one"
title = "Op@tion"
summary = "osum@mary"
issues = ["issue"]

[[sources]]
id = "source"
title = "So@urce"
by = ["two"]
kind = "article"
url = "https://example.org/"
text = """
Front@ line

A line of stored@ text that follows.
"""
caveat = "cav@eat"

[[sources]]
id = "post"
title = "@Post"
kind = "post"
text = "Quo@ted"
"#;

/// Writes the harmful briefing into a folder, and beside it one that cannot be read; returns the
/// first. The names of the files do harm as well.
pub(crate) fn write(folder: &Path) -> PathBuf {
    let good = folder.join("harm\u{1b}]52;c;aGFybQ==\u{7}\u{9b}2J\u{202e}.toml");
    std::fs::write(&good, BRIEFING.replace('@', HARM)).expect("a folder to write to");
    let broken = BRIEFING
        .replace("kind = \"person\"", "kind = \"per@son\"")
        .replace("source = \"source\"", "source = \"no@where\"")
        .replace("as_of", "\"as@of\"")
        .replace("[[figures]]", "[[fig\u{9b}31mures]] # \u{202e}\u{e0041}");
    let path = folder.join("broken\u{1b}[31m\u{85}.toml");
    std::fs::write(path, broken.replace('@', HARM)).expect("a folder to write to");
    good
}

/// The characters of a text that must not reach a terminal: controls other than `allowed`, what
/// reorders, and what cannot be seen.
pub(crate) fn harmful_characters(text: &str, allowed: &[char]) -> Vec<String> {
    let harmful = text.chars().filter(|c| {
        let hidden = matches!(u32::from(*c),
            0x00ad | 0x034f | 0x061c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
            | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f
            | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0xfffe | 0xffff | 0xe_0000..=0xe_0fff);
        (c.is_control() || hidden) && !allowed.contains(c)
    });
    harmful.map(|c| format!("U+{:04X}", u32::from(c))).collect()
}
