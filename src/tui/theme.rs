//! Themes: what each meaning looks like. A colour never stands alone; a sign or word is with it.

mod own;

use ratatui::style::Style;

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
    /// Nothing dim, and colours only with a background of their own.
    HighContrast,
    /// No colours: bold, dim, underlined and reversed.
    Mono,
}

impl ThemeName {
    /// Every theme, by name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("default", Self::Default),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("high-contrast", Self::HighContrast),
        ("mono", Self::Mono),
    ];

    /// What it is for, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Default => "The terminal's own sixteen colours",
            Self::Dark => "For a dark background",
            Self::Light => "For a light background",
            Self::HighContrast => "Nothing dim; colours behind text alone",
            Self::Mono => "No colours",
        }
    }

    /// The theme of a name.
    pub fn of(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(one, _)| *one == name).map(|(_, theme)| *theme)
    }
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

macro_rules! styles {
    ($($field:ident $name:literal $about:literal;)*) => {
        /// A set of styles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Theme { $($field: Style,)* }

        impl Theme {
            /// What a theme can give a style to, by name, with what it is.
            pub const STYLES: &'static [(&'static str, &'static str)] = &[$(($name, $about),)*];

            /// The style of a name.
            pub fn named_mut(&mut self, name: &str) -> Option<&mut Style> {
                match name { $($name => Some(&mut self.$field),)* _ => None }
            }
        }
    };
}

styles! {
    text "text" "running text";
    dim "dim" "what is secondary";
    title "title" "the name of what is shown";
    heading "heading" "a heading in a text";
    frame "frame" "the frame of a pane";
    focus "focus" "the frame of the pane with the focus";
    focus_title "focus-title" "the title of the pane with the focus";
    selection "selection" "the selected row or link of the pane with the focus";
    passive "passive-selection" "the mark of the selected row of another pane";
    link "link" "what leads somewhere";
    found "match" "words that were looked for";
    found_now "current-match" "those that are looked at";
    ticked "ticked" "what is filtered by";
    key "key" "a key in the last line";
    actor "actor" "the name of an actor";
    quote "quote" "words of a quotation";
    date "date" "a date";
    support "support" "support, and words that stand in their source";
    oppose "oppose" "opposition";
    conditional "conditional" "a condition, and what is not settled";
    caution "caution" "what a reader should beware of";
    fault "fault" "what is wrong";
    passage "passage" "the words of a quotation in its source";
    other_passage "other-passage" "another place where they may stand";
}

impl Theme {
    /// The frame of the pane with the focus.
    pub fn frame_of_focus(&self) -> Style {
        self.focus
    }

    /// What a meaning looks like.
    pub fn style(&self, meaning: Meaning) -> Style {
        match meaning {
            Meaning::Text => self.text,
            Meaning::Dim => self.dim,
            Meaning::Title => self.title,
            Meaning::Frame => self.frame,
            Meaning::FrameTitle => Style::reset(),
            Meaning::Focus => self.focus_title,
            Meaning::Selection | Meaning::SelectedLink => self.selection,
            Meaning::PassiveSelection => self.passive,
            Meaning::Ticked => self.ticked,
            Meaning::Key => self.key,
            Meaning::Link => self.link,
            Meaning::Match => self.found,
            Meaning::CurrentMatch => self.found_now,
            Meaning::Fault => self.fault,
            Meaning::Span(role) => self.role(role),
        }
    }

    fn role(&self, role: Role) -> Style {
        match role {
            Role::Body => self.text,
            Role::Title => self.title,
            Role::Heading => self.heading,
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
            Stance::Neutral => self.text,
            Stance::Unknown => self.dim,
        }
    }

    fn standing(&self, standing: Standing) -> Style {
        match standing {
            Standing::Pending | Standing::NotAsked => self.dim,
            Standing::InAccount(verdict) if verdict.is_verified() => self.text,
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
            EventStatus::Confirmed => self.text,
            EventStatus::Disputed => self.oppose,
            EventStatus::Reported | EventStatus::Scheduled => self.conditional,
            EventStatus::Cancelled => self.dim,
        }
    }
}
