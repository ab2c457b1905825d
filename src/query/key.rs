//! The keys of the language: one table for the parser, for completion and for the manual.

macro_rules! keys {
    ($($variant:ident = $word:literal, $value:literal, $about:literal;)*) => {
        /// What a term of a query asks about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key { $(#[doc = $about] $variant,)* }

        impl Key {
            /// Every key, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The key as it is written before the colon.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What sort of value it takes.
            pub const fn value(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }

            /// What it asks for, in a line.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }
        }
    };
}

keys! {
    Actor = "actor", "an actor", "records of an actor: spoken, held, claimed or put forward by it, or with it taking part; of a state, body or group its people too";
    Issue = "issue", "an issue", "records on an issue or a part of it";
    Kind = "kind", "a kind of record", "records of a kind: `actor`, `issue`, `position`, `quote`, `event`, `proposal`, `point`, `figure`, `option`, `source`";
    Date = "date", "a date, or two with `..` between", "records that lie in those days, or may";
    Before = "before", "a date", "records of which all came before";
    After = "after", "a date", "records of which all came after";
    Source = "source", "a source", "the source, and what was taken from it or rests on it";
    Tag = "tag", "a tag", "records of the briefings with a tag";
    Verdict = "verdict", "a verdict", "quotations by how their words stand in the source: the verdicts, or `verified`, `unverified`, `pending`";
    Stance = "stance", "a stance", "positions with a stance, and the issues they are on";
}

impl Key {
    /// The key of a word, whatever its case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|key| key.word().eq_ignore_ascii_case(word))
    }

    /// The words that can stand behind it; none where names or dates do.
    pub fn words(self) -> Vec<&'static str> {
        super::value::known(self)
    }
}
