//! `themes/NAME.toml`: themes of the user's own, each made from another.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use ratatui::style::{Color, Modifier, Style};

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::format::settings::{self, Fields};
use crate::format::spec::{Colour, Key, Table, Value};
use crate::format::suggest::closest;
use crate::tui::theme::{Theme, ThemeName};

/// The file as a whole.
pub static THEME: LazyLock<Table> = LazyLock::new(|| Table {
    name: "",
    noun: "theme",
    kind: None,
    doc: "The name of the file, without `.toml`, is the name of the theme. Only styles that are \
          others than those of the theme it is made from need to be written.",
    example: "inherits = \"dark\"\n\n[styles]\nfocus = { fg = \"#ffaf00\" }\n\
              quote = { fg = \"bright-white\", add = [\"italic\"] }",
    keys: Vec::leak(vec![
        Key::new(
            "inherits",
            Value::Line,
            "the theme that it is made from; a theme of the same name is the one of the program",
        )
        .default("default"),
        Key::new(
            "styles",
            Value::Table(&STYLES),
            "the styles, by what they mean",
        ),
    ]),
});

static STYLES: LazyLock<Table> = LazyLock::new(|| {
    let keys: Vec<_> = Theme::STYLES
        .iter()
        .map(|(name, about)| Key::new(name, Value::Table(&STYLE), about))
        .collect();
    Table {
        name: "[styles]",
        noun: "the table `[styles]`",
        kind: None,
        doc: "What is written is laid over the inherited style.",
        example: "",
        keys: Vec::leak(keys),
    }
});

static STYLE: Table = Table {
    name: "[styles.…]",
    noun: "style",
    kind: None,
    doc: "A colour is `\"#rrggbb\"`, a number from 0 to 255 of the terminal's palette, or a name: \
          `default`, `black`, `red`, `green`, `yellow`, `blue`, `magenta`, `cyan`, `white`, and all \
          but the first with `bright-` before them.",
    example: "",
    keys: &[
        Key::new("fg", Value::Colour(colours), "the colour of the text"),
        Key::new("bg", Value::Colour(colours), "the colour behind it"),
        Key::new("add", Value::Words(modifiers), "what is added to the text"),
        Key::new(
            "remove",
            Value::Words(modifiers),
            "what is taken away from the inherited style",
        ),
    ],
};

const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const MODIFIERS: [(&str, &str, Modifier); 5] = [
    ("bold", "stronger", Modifier::BOLD),
    ("dim", "weaker", Modifier::DIM),
    ("italic", "slanted", Modifier::ITALIC),
    ("underline", "with a line under it", Modifier::UNDERLINED),
    ("reverse", "with its colours exchanged", Modifier::REVERSED),
];

fn colours() -> Vec<(&'static str, &'static str)> {
    COLOURS.iter().map(|(name, _)| (*name, "")).collect()
}

fn modifiers() -> Vec<(&'static str, &'static str)> {
    MODIFIERS
        .iter()
        .map(|(name, about, _)| (*name, *about))
        .collect()
}

/// Every theme that can be chosen, by name: those of the program and of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Themes {
    all: BTreeMap<String, Theme>,
    /// The names of the user's own.
    own: Vec<String>,
    /// What is wrong with their files.
    pub faults: Vec<Diagnostic>,
}

impl Default for Themes {
    fn default() -> Self {
        Self::new(&[])
    }
}

/// A file of a theme, read and not yet laid over the one it inherits from.
struct File {
    source: Arc<SourceFile>,
    inherits: Option<(String, Range<usize>)>,
    patches: Vec<(&'static str, Patch)>,
}

#[derive(Clone, Copy, Default)]
struct Patch {
    fg: Option<Color>,
    bg: Option<Color>,
    add: Modifier,
    remove: Modifier,
}

impl Themes {
    /// The themes of the program, and those of some files with their names.
    pub fn new(files: &[(String, Arc<SourceFile>)]) -> Self {
        let own = ThemeName::ALL.iter();
        let mut themes = Self {
            all: own
                .map(|(name, theme)| ((*name).to_owned(), Theme::new(*theme)))
                .collect(),
            own: files.iter().map(|(name, _)| name.clone()).collect(),
            faults: Vec::new(),
        };
        let mut read = BTreeMap::new();
        for (name, source) in files {
            let file = themes.read(source);
            read.insert(name.as_str(), file);
        }
        for (name, _) in files {
            let theme = themes.made(name, &read);
            themes.all.insert(name.clone(), theme);
        }
        themes
    }

    /// The theme of a name.
    pub fn get(&self, name: &str) -> Option<&Theme> {
        self.all.get(name)
    }

    /// The names of all: those of the program in its order, then the user's own.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let program = ThemeName::ALL.iter().map(|(name, _)| *name);
        let others = self.own.iter().map(String::as_str);
        program.chain(others.filter(|name| ThemeName::of(name).is_none()))
    }

    /// Whether a theme is the user's own.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.iter().any(|one| one == name)
    }

    /// What would help with a name that no theme has.
    pub fn help(&self, name: &str) -> String {
        match closest(name, self.names()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!(
                "the themes are {}",
                self.names().collect::<Vec<_>>().join(", ")
            ),
        }
    }

    fn read(&mut self, source: &Arc<SourceFile>) -> File {
        let (mut fields, faults) = settings::read(source, &THEME);
        self.faults.extend(faults);
        let place = fields.place("inherits");
        let inherits = fields.text("inherits").map(|name| (name, place));
        let mut patches = Vec::new();
        for mut styles in fields.rows("styles") {
            for (name, _) in Theme::STYLES {
                let style = styles.rows(name).into_iter().next();
                patches.extend(style.map(|style| (*name, Patch::of(style))));
            }
        }
        File {
            source: Arc::clone(source),
            inherits,
            patches,
        }
    }

    /// A theme of the user, laid over those it inherits from.
    fn made(&mut self, name: &str, read: &BTreeMap<&str, File>) -> Theme {
        let mut chain = Vec::new();
        let mut next = name;
        let base = loop {
            let Some(file) = read.get(next) else {
                break ThemeName::of(next).unwrap_or_default();
            };
            chain.push((next, file));
            let Some((parent, place)) = &file.inherits else {
                break ThemeName::Default;
            };
            // A theme that has the name of one of the program is made from that one.
            if let Some(program) = ThemeName::of(parent).filter(|_| parent == next) {
                break program;
            }
            let circle = chain.iter().any(|(name, _)| name == parent);
            let known = read.contains_key(parent.as_str()) || ThemeName::of(parent).is_some();
            if circle || !known {
                // Said once of each file that has part in it.
                if circle && parent == name {
                    let first = chain.first().and_then(|(_, file)| {
                        let (parent, place) = file.inherits.as_ref()?;
                        Some(self.no_parent(file, (parent, place), circle))
                    });
                    self.faults.extend(first);
                } else if !circle && next == name {
                    let fault = self.no_parent(file, (parent, place), circle);
                    self.faults.push(fault);
                }
                break ThemeName::Default;
            }
            next = parent;
        };
        let mut theme = Theme::new(base);
        for (_, file) in chain.iter().rev() {
            for (name, patch) in &file.patches {
                if let Some(style) = theme.named_mut(name) {
                    *style = patch.over(*style);
                }
            }
        }
        theme
    }

    fn no_parent(
        &self,
        file: &File,
        (parent, place): (&str, &Range<usize>),
        circle: bool,
    ) -> Diagnostic {
        let at =
            |code, message: String| Diagnostic::new(&file.source, code, place.clone(), message);
        if circle {
            return at(
                Code::ThemeCircle,
                "this theme inherits from itself".to_owned(),
            )
            .label("this leads back to where it began");
        }
        at(
            Code::UnknownTheme,
            "there is no theme of this name".to_owned(),
        )
        .label("unknown theme")
        .help(self.help(parent))
    }
}

impl Patch {
    fn of(mut fields: Fields) -> Self {
        let mut colour = |key| fields.colour(key).map(painted);
        let (fg, bg) = (colour("fg"), colour("bg"));
        let mut sum = |key| {
            let words = fields.texts(key);
            let named = MODIFIERS
                .iter()
                .filter(|(name, _, _)| words.iter().any(|one| one == name));
            named.fold(Modifier::empty(), |sum, (_, _, one)| sum | *one)
        };
        Self {
            fg,
            bg,
            add: sum("add"),
            remove: sum("remove"),
        }
    }

    fn over(self, mut style: Style) -> Style {
        style.fg = self.fg.or(style.fg);
        style.bg = self.bg.or(style.bg);
        style.add_modifier = (style.add_modifier - self.remove) | self.add;
        style
    }
}

fn painted(colour: Colour) -> Color {
    match colour {
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Colour::Indexed(number) => Color::Indexed(number),
        Colour::Named(name) => {
            let mut all = COLOURS.iter();
            all.find(|(one, _)| *one == name)
                .map_or(Color::Reset, |(_, colour)| *colour)
        }
    }
}

/// The JSON Schema of themes.
pub fn schema() -> String {
    settings::schema("Theme of briefing", &THEME)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes(files: &[(&str, &str)]) -> Themes {
        let files = files.iter().map(|(name, text)| {
            let source = SourceFile::new(format!("themes/{name}.toml"), *text);
            ((*name).to_owned(), source)
        });
        Themes::new(&files.collect::<Vec<_>>())
    }

    fn style(themes: &Themes, theme: &str, name: &str) -> Style {
        let mut theme = *themes.get(theme).unwrap();
        *theme.named_mut(name).unwrap()
    }

    #[test]
    fn the_published_schema_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/theme.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == schema(),
            "it is stale: cargo run -- schema theme > assets/theme.schema.json"
        );
    }

    #[test]
    fn a_theme_changes_what_it_says_and_nothing_else() {
        let themes = themes(&[
            (
                "a",
                "inherits = \"b\"\nstyles.focus = { fg = \"red\" }\nstyles.key = { remove = [\"bold\"] }",
            ),
            (
                "b",
                "inherits = \"dark\"\nstyles.focus = { fg = 7, bg = \"#010203\", add = [\"italic\"] }",
            ),
        ]);
        assert_eq!(themes.faults, []);
        let italic = Style::new().add_modifier(Modifier::ITALIC);
        let behind = italic.bg(Color::Rgb(1, 2, 3));
        assert_eq!(style(&themes, "a", "focus"), behind.fg(Color::Red));
        assert_eq!(style(&themes, "b", "focus"), behind.fg(Color::Indexed(7)));
        assert_eq!(style(&themes, "a", "key"), Style::new());
        assert_eq!(
            style(&themes, "a", "quote"),
            style(&themes, "dark", "quote")
        );
        let names: Vec<_> = themes.names().collect();
        assert_eq!(
            names,
            [
                "default",
                "dark",
                "light",
                "high-contrast",
                "mono",
                "a",
                "b"
            ]
        );
    }

    #[test]
    fn a_theme_of_the_name_of_a_given_one_takes_its_place() {
        let themes = themes(&[(
            "dark",
            "inherits = \"dark\"\nstyles.focus = { fg = \"red\" }",
        )]);
        assert_eq!(themes.faults, []);
        assert_eq!(style(&themes, "dark", "focus").fg, Some(Color::Red));
        let given = Themes::default();
        assert_eq!(
            style(&themes, "dark", "quote"),
            style(&given, "dark", "quote")
        );
        assert_eq!(themes.names().count(), ThemeName::ALL.len());
    }

    #[test]
    fn circles_and_strangers_are_said_once_and_the_theme_is_there() {
        let themes = themes(&[
            ("a", "inherits = \"b\""),
            ("b", "inherits = \"a\""),
            ("c", "inherits = \"drak\""),
            ("d", "inherits = \"c\""),
        ]);
        let codes: Vec<_> = themes.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(
            codes,
            [Code::ThemeCircle, Code::ThemeCircle, Code::UnknownTheme]
        );
        assert_eq!(
            themes.faults[2].help.as_deref(),
            Some("did you mean \"dark\"?")
        );
        for name in ["a", "b", "c", "d"] {
            assert_eq!(themes.get(name), themes.get("default"));
        }
    }

    #[test]
    fn the_example_is_without_fault() {
        let themes = themes(&[("mine", THEME.example)]);
        assert_eq!(themes.faults, []);
        assert_ne!(themes.get("mine"), themes.get("dark"));
    }
}
