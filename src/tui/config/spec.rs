//! What `config.toml` can hold, said once: the reading, the schema and the manual are made from it.

use crate::format::spec::{Key, Need, Table, Value};
use crate::model::Vocabulary;

use super::Glyphs;

/// The file as a whole.
pub static CONFIG: Table = Table {
    name: "",
    noun: "configuration",
    kind: None,
    doc: "Only what differs from the defaults needs to be written.",
    example: r#"theme = "dark"
paths = ["~/briefings"]

[clipboard]
command = ["wl-copy"]"#,
    keys: &[
        Key::new(
            "theme",
            Value::NameOr(&BY_BACKGROUND),
            "what the reader looks like: a theme that comes with the program, or the name of a file \
             in the folder `themes`",
        )
        .default("default"),
        Key::new("glyphs", Value::Word(glyphs), "the signs to use").default("auto"),
        Key::new(
            "mouse",
            Value::Flag,
            "whether the mouse is the reader's from the start, which the command `mouse` changes; the \
             terminal's own selection then needs Shift",
        )
        .default("false"),
        Key::new(
            "session",
            Value::Flag,
            "whether briefings come back where they were left",
        )
        .default("true"),
        Key::new(
            "watch",
            Value::Flag,
            "whether a file that is saved is read again at once",
        )
        .default("true"),
        Key::new(
            "paths",
            Value::Paths,
            "what to open where the command line names nothing: files, or folders of them; `~/` is \
             the home folder",
        ),
        Key::new(
            "clipboard",
            Value::Table(&CLIPBOARD),
            "how words get to the clipboard",
        ),
        Key::new("editor", Value::Table(&EDITOR), "how a file is edited"),
        Key::new("browser", Value::Table(&BROWSER), "how an address is opened"),
    ],
};

/// One theme for a dark background, another for a light one.
static BY_BACKGROUND: Table = Table {
    name: "[theme]",
    noun: "the table `[theme]`",
    kind: None,
    doc: "One theme for a dark background and another for a light one. The background is known only \
          where the terminal sets `COLORFGBG`: asking the terminal would make every start wait for \
          an answer that some never give.",
    example: "[theme]\ndark = \"dark\"\nlight = \"light\"",
    keys: &[
        Key::new("dark", Value::Line, "the theme on a dark background").default("dark"),
        Key::new("light", Value::Line, "the theme on a light background").default("light"),
        Key::new(
            "fallback",
            Value::Line,
            "the theme where the background is not known",
        )
        .default("default"),
    ],
};

static CLIPBOARD: Table = Table {
    name: "[clipboard]",
    noun: "the table `[clipboard]`",
    kind: None,
    doc: "Copying goes through the terminal (OSC 52), which works from another computer too. A \
          terminal that does not do that needs a program.",
    example: "[clipboard]\ncommand = [\"xclip\", \"-selection\", \"clipboard\"]",
    keys: &[Key::new(
        "command",
        Value::Program,
        "the program that is given the words on its standard input; it is started as it is, never \
         through a shell",
    )],
};

static EDITOR: Table = Table {
    name: "[editor]",
    noun: "the table `[editor]`",
    kind: None,
    doc: "Without it, `VISUAL` and `EDITOR` name the editor.",
    example: "[editor]\ncommand = [\"hx\"]",
    keys: &[Key::new(
        "command",
        Value::Program,
        "the editor; file and line follow in the way of the editors that are known, else as `+LINE FILE`",
    )],
};

static BROWSER: Table = Table {
    name: "[browser]",
    noun: "the table `[browser]`",
    kind: None,
    doc: "Without it, `BROWSER` names the browser, or else the system's own way to open an address is \
          taken. A browser of the terminal (`w3m`, `lynx` …) is given the terminal.",
    example: "[browser]\ncommand = [\"firefox\", \"--new-window\"]",
    keys: &[Key::new(
        "command",
        Value::Program,
        "the browser; the address stands in the place of `%s`, or follows as its last argument",
    )],
};

fn glyphs() -> Vec<(&'static str, &'static str)> {
    crate::format::spec::words::<Glyphs>()
}

impl Vocabulary for Glyphs {
    const WORDS: &'static [(Self, &'static str, &'static str)] = &[
        (
            Self::Auto,
            "auto",
            "those of the terminal: ASCII on the Linux console",
        ),
        (Self::Unicode, "unicode", "geometric shapes and arrows"),
        (Self::Ascii, "ascii", "ASCII alone"),
    ];
}

/// What a key is worth when nothing says otherwise, as it would be written.
pub fn default(name: &str) -> Option<&'static str> {
    match CONFIG.key(name)?.1.need {
        Need::Default(value) => Some(value),
        Need::Required | Need::Optional => None,
    }
}

/// The JSON Schema of `config.toml`.
pub fn schema() -> String {
    crate::format::settings::schema("Configuration of briefing", &CONFIG)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;

    #[test]
    fn the_published_schema_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/config.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == schema(),
            "it is stale: cargo run -- schema config > assets/config.schema.json"
        );
    }

    #[test]
    fn every_example_is_without_fault_and_every_default_the_default() {
        for table in CONFIG.walk() {
            let read = super::super::read(&SourceFile::new("config.toml", table.example), None);
            assert_eq!(read.faults, [], "{}", table.name);
        }
        let written = |key: &Key| match (key.value, default(key.name)) {
            (Value::Flag, Some(value)) => format!("{} = {value}\n", key.name),
            (_, Some(value)) => format!("{} = \"{value}\"\n", key.name),
            (_, None) => String::new(),
        };
        let text: String = CONFIG.keys.iter().map(written).collect();
        let read = super::super::read(&SourceFile::new("config.toml", text), None);
        assert_eq!(read.faults, []);
        let plain = super::super::Config {
            theme: Some(super::super::ThemeChoice::Named("default".to_owned())),
            ..Default::default()
        };
        assert_eq!(read.config, plain);
    }
}
