//! Themes: what each meaning looks like. A colour never stands alone; a sign or word is with it.

use ratatui::style::{Color, Modifier, Style};

use crate::library::Standing;
use crate::model::{EventStatus, Stance, Verdict};
use crate::report::Role;

/// The themes that come with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own sixteen colours on its own background, light or dark.
    #[default]
    Default,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// No colours: bold, dim, underlined and reversed.
    Mono,
}

impl ThemeName {
    /// Every theme, by name.
    pub const ALL: [(&'static str, Self); 4] = [
        ("default", Self::Default),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("mono", Self::Mono),
    ];
}

/// What a part of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Running text.
    Text,
    /// Something secondary.
    Dim,
    /// The name of what is shown.
    Title,
    /// The frame of a pane.
    Frame,
    /// The title in the frame of a pane.
    FrameTitle,
    /// The frame and title of the pane with the focus.
    Focus,
    /// The selected row of the pane with the focus.
    Selection,
    /// The mark of the selected row of another pane.
    PassiveSelection,
    /// A selected link.
    SelectedLink,
    /// Something that leads somewhere, in the pane with the focus.
    Link,
    /// Something found.
    Match,
    /// The found thing that is looked at.
    CurrentMatch,
    /// Something that is filtered by.
    Ticked,
    /// A key in the hint bar.
    Key,
    /// Something wrong.
    Fault,
    /// What a document's span means.
    Span(Role),
}

/// A set of styles.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    accent: Style,
    dim: Style,
    frame: Style,
    found: Style,
    found_now: Style,
    support: Style,
    oppose: Style,
    conditional: Style,
    caution: Style,
    fault: Style,
    passage: Style,
    other_passage: Style,
    actor: Style,
    quote: Style,
    date: Style,
    selection: Style,
}

impl Theme {
    /// One of the program's own themes.
    pub fn new(name: ThemeName) -> Self {
        match name {
            ThemeName::Default => Self::sixteen(),
            ThemeName::Dark => Self::dark(),
            ThemeName::Light => Self::light(),
            ThemeName::Mono => Self::mono(),
        }
    }

    /// Magenta and red are the two of the sixteen that read on black and on white alike; the
    /// others only ever tint a sign that has its word beside it.
    fn sixteen() -> Self {
        let plain = Style::new();
        Self {
            accent: plain.fg(Color::Magenta),
            dim: plain.add_modifier(Modifier::DIM),
            frame: plain.add_modifier(Modifier::DIM),
            found: plain.fg(Color::Black).bg(Color::Yellow),
            found_now: plain.fg(Color::White).bg(Color::Red),
            support: plain.fg(Color::Green),
            oppose: plain.fg(Color::Red),
            conditional: plain.fg(Color::Yellow),
            caution: plain.fg(Color::Red),
            fault: plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            passage: plain.fg(Color::Black).bg(Color::Yellow),
            other_passage: plain.add_modifier(Modifier::BOLD),
            actor: plain.add_modifier(Modifier::BOLD),
            quote: plain.add_modifier(Modifier::BOLD),
            date: plain,
            selection: plain.add_modifier(Modifier::REVERSED),
        }
    }

    fn dark() -> Self {
        let plain = Style::new();
        let on = |fg, bg| plain.fg(Color::Indexed(fg)).bg(Color::Indexed(bg));
        let fg = |fg| plain.fg(Color::Indexed(fg));
        Self {
            accent: fg(75),
            dim: fg(246),
            frame: fg(240),
            found: on(16, 180),
            found_now: on(16, 215),
            support: fg(114),
            oppose: fg(210),
            conditional: fg(179),
            caution: fg(215),
            fault: fg(210).add_modifier(Modifier::BOLD),
            passage: on(16, 186),
            other_passage: fg(187),
            actor: fg(255).add_modifier(Modifier::BOLD),
            quote: fg(255),
            date: fg(250),
            selection: on(255, 24),
        }
    }

    fn light() -> Self {
        let plain = Style::new();
        let on = |fg, bg| plain.fg(Color::Indexed(fg)).bg(Color::Indexed(bg));
        let fg = |fg| plain.fg(Color::Indexed(fg));
        Self {
            accent: fg(25),
            dim: fg(242),
            frame: fg(248),
            found: on(16, 222),
            found_now: on(16, 209),
            support: fg(28),
            oppose: fg(124),
            conditional: fg(94),
            caution: fg(130),
            fault: fg(124).add_modifier(Modifier::BOLD),
            passage: on(16, 228),
            other_passage: fg(94),
            actor: fg(16).add_modifier(Modifier::BOLD),
            quote: fg(16),
            date: fg(239),
            selection: on(16, 153),
        }
    }

    fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let dim = plain.add_modifier(Modifier::DIM);
        Self {
            accent: bold,
            dim,
            frame: dim,
            found: underlined.add_modifier(Modifier::BOLD),
            found_now: plain.add_modifier(Modifier::REVERSED),
            support: plain,
            oppose: plain,
            conditional: plain,
            caution: bold,
            fault: bold,
            passage: plain.add_modifier(Modifier::REVERSED),
            other_passage: bold,
            actor: bold,
            quote: bold,
            date: plain,
            selection: plain.add_modifier(Modifier::REVERSED),
        }
    }

    /// The frame of the pane with the focus.
    pub fn frame_of_focus(&self) -> Style {
        self.accent
    }

    /// What a meaning looks like.
    pub fn style(&self, meaning: Meaning) -> Style {
        let bold = |style: Style| style.add_modifier(Modifier::BOLD);
        let underlined = |style: Style| style.add_modifier(Modifier::UNDERLINED);
        match meaning {
            Meaning::Text => Style::new(),
            Meaning::Dim => self.dim,
            Meaning::Title => bold(Style::new()),
            Meaning::Frame => self.frame,
            Meaning::FrameTitle => Style::reset(),
            Meaning::Focus => bold(self.accent),
            Meaning::Selection | Meaning::SelectedLink => self.selection,
            Meaning::PassiveSelection | Meaning::Ticked | Meaning::Key => bold(Style::new()),
            Meaning::Link => underlined(Style::new()),
            Meaning::Match => self.found,
            Meaning::CurrentMatch => self.found_now,
            Meaning::Fault => self.fault,
            Meaning::Span(role) => self.role(role),
        }
    }

    fn role(&self, role: Role) -> Style {
        match role {
            Role::Body => Style::new(),
            Role::Title => Style::new().add_modifier(Modifier::BOLD),
            Role::Heading => self.dim.add_modifier(Modifier::BOLD),
            Role::Label | Role::Dim => self.dim,
            Role::Quote => self.quote,
            Role::Actor => self.actor,
            Role::Date => self.date,
            Role::Stance(stance) => self.stance(stance),
            Role::Status(status) => self.status(status),
            Role::Standing(standing) => self.standing(standing),
            Role::Changed => self.fault,
            Role::Passage => self.passage,
            Role::OtherPassage => self.other_passage,
            Role::Caution => self.caution,
        }
    }

    fn stance(&self, stance: Stance) -> Style {
        match stance {
            Stance::Support => self.support,
            Stance::Oppose => self.oppose,
            Stance::Conditional | Stance::Ambiguous => self.conditional,
            Stance::Neutral => Style::new(),
            Stance::Unknown => self.dim,
        }
    }

    fn standing(&self, standing: Standing) -> Style {
        match standing {
            Standing::Pending | Standing::NotAsked => self.dim,
            Standing::InAccount(verdict) if verdict.is_verified() => Style::new(),
            Standing::InSource(verdict) | Standing::InAccount(verdict) => match verdict {
                Verdict::Altered | Verdict::Missing => self.fault,
                Verdict::Ambiguous => self.conditional,
                Verdict::Unchecked => self.dim,
                _ => self.support,
            },
        }
    }

    fn status(&self, status: EventStatus) -> Style {
        match status {
            EventStatus::Confirmed => Style::new(),
            EventStatus::Disputed => self.oppose,
            EventStatus::Reported | EventStatus::Scheduled => self.conditional,
            EventStatus::Cancelled => self.dim,
        }
    }
}
