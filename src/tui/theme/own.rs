//! The themes that come with the program.

use ratatui::style::{Color, Modifier, Style};

use super::{Theme, ThemeName};

fn bold(style: Style) -> Style {
    style.add_modifier(Modifier::BOLD)
}

impl Theme {
    /// One of the program's own themes.
    pub fn new(name: ThemeName) -> Self {
        match name {
            ThemeName::Default => Self::sixteen(),
            ThemeName::Dark => Self::dark(),
            ThemeName::Light => Self::light(),
            ThemeName::HighContrast => Self::high_contrast(),
            ThemeName::Mono => Self::mono(),
        }
    }

    /// Magenta and red are the two of the sixteen that read on black and on white alike; the
    /// others only ever tint a sign that has its word beside it.
    fn sixteen() -> Self {
        let plain = Style::new();
        let dim = plain.add_modifier(Modifier::DIM);
        let focus = plain.fg(Color::Magenta);
        Self {
            focus,
            focus_title: bold(focus),
            dim,
            heading: bold(dim),
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
            ..Self::plain()
        }
    }

    fn dark() -> Self {
        let plain = Style::new();
        let on = |fg, bg| plain.fg(Color::Indexed(fg)).bg(Color::Indexed(bg));
        let fg = |fg| plain.fg(Color::Indexed(fg));
        let dim = fg(246);
        let focus = fg(75);
        Self {
            focus,
            focus_title: bold(focus),
            dim,
            heading: bold(dim),
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
            ..Self::plain()
        }
    }

    fn light() -> Self {
        let plain = Style::new();
        let on = |fg, bg| plain.fg(Color::Indexed(fg)).bg(Color::Indexed(bg));
        let fg = |fg| plain.fg(Color::Indexed(fg));
        let dim = fg(242);
        let focus = fg(25);
        Self {
            focus,
            focus_title: bold(focus),
            dim,
            heading: bold(dim),
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
            ..Self::plain()
        }
    }

    /// Text in the terminal's own colours, which nobody sets to be hard to read; nothing is dim.
    /// A colour only ever lies behind black or white text.
    fn high_contrast() -> Self {
        let plain = Style::new();
        let strong = bold(plain);
        let underlined = strong.add_modifier(Modifier::UNDERLINED);
        let reversed = strong.add_modifier(Modifier::REVERSED);
        Self {
            dim: plain,
            heading: strong,
            frame: plain,
            focus: strong,
            focus_title: reversed,
            selection: reversed,
            found: plain.fg(Color::Black).bg(Color::LightYellow),
            found_now: bold(plain.fg(Color::Black).bg(Color::LightCyan)),
            ticked: underlined,
            actor: strong,
            quote: strong,
            date: plain,
            support: plain,
            oppose: strong,
            conditional: plain,
            caution: underlined,
            fault: bold(plain.fg(Color::White).bg(Color::Red)),
            passage: plain.fg(Color::Black).bg(Color::LightYellow),
            other_passage: underlined,
            ..Self::plain()
        }
    }

    fn mono() -> Self {
        let plain = Style::new();
        let strong = bold(plain);
        let dim = plain.add_modifier(Modifier::DIM);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Self {
            focus: strong,
            focus_title: bold(reversed),
            dim,
            heading: bold(dim),
            frame: dim,
            found: strong.add_modifier(Modifier::UNDERLINED),
            found_now: reversed,
            caution: strong,
            fault: strong,
            passage: reversed,
            other_passage: strong,
            actor: strong,
            quote: strong,
            selection: reversed,
            ..Self::plain()
        }
    }

    /// What is alike in most themes.
    fn plain() -> Self {
        let plain = Style::new();
        let strong = bold(plain);
        Self {
            text: plain,
            dim: plain,
            title: strong,
            heading: strong,
            frame: plain,
            focus: strong,
            focus_title: strong,
            selection: plain,
            passive: strong,
            link: plain.add_modifier(Modifier::UNDERLINED),
            found: plain,
            found_now: plain,
            ticked: strong,
            key: strong,
            actor: plain,
            quote: plain,
            date: plain,
            support: plain,
            oppose: plain,
            conditional: plain,
            caution: plain,
            fault: plain,
            passage: plain,
            other_passage: plain,
        }
    }
}
