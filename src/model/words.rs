//! The closed vocabularies of the format: every word that a key accepts, in one place.

use std::fmt;

use serde::Serialize;

/// A closed vocabulary: an enum whose variants are the words that a key accepts.
pub trait Vocabulary: Copy + Sized + 'static {
    /// Each variant, its word in the file and what the word means, in the order of the manual.
    const WORDS: &'static [(Self, &'static str, &'static str)];

    /// The variant that a word of the file names.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(_, name, _)| *name == word)
            .map(|(variant, _, _)| *variant)
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name {
            $(#[doc = $meaning] $(#[$variant_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl Vocabulary for $name {
            const WORDS: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$variant, $word, $meaning),)*];
        }

        impl $name {
            /// The word of the file.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

vocabulary! {
    /// What sort of actor somebody is.
    ActorKind {
        Person = "person", "one human being, by name";
        State = "state", "a state or its government as a whole";
        Organisation = "organisation", "a body with a name of its own: a ministry, a party, a newspaper";
        Group = "group", "several actors spoken of as one";
        Anonymous = "anonymous", "a voice the source does not name; never counted as a person";
    }
}

vocabulary! {
    /// Where an issue stands.
    IssueStatus {
        Open = "open", "not settled";
        Narrowed = "narrowed", "the sides have come closer";
        Agreed = "agreed", "settled between the sides";
        Stalled = "stalled", "no movement is expected";
        Dropped = "dropped", "no longer pursued";
    }
}

vocabulary! {
    /// An actor's attitude to an issue's question.
    Stance {
        Support = "support", "yes to the question";
        Oppose = "oppose", "no to the question";
        Conditional = "conditional", "yes, if the conditions are met";
        Ambiguous = "ambiguous", "has spoken both ways, or unclearly";
        Neutral = "neutral", "has declared for neither";
        Unknown = "unknown", "nothing is known of it";
    }
}

vocabulary! {
    /// How the words of a quotation stand to what was said.
    QuoteMode {
        Direct = "direct", "the speaker's own words, a whole clause or more";
        Partial = "partial", "single words or a phrase of the speaker's";
        Indirect = "indirect", "the source's words for what the speaker said";
        Paraphrase = "paraphrase", "the briefing's own summary of what was said";
    }
}

vocabulary! {
    /// How the words of a quotation stand in the stored text of their source.
    ///
    /// The order is that in which they are looked for; the first four verify a quotation.
    Verdict {
        Verbatim = "verbatim", "the words stand there exactly; line wraps and runs of white space do not count";
        Typographic = "typographic", "they stand there but for typography: the shape of marks and dashes, a final full stop or comma, markup";
        Interrupted = "interrupted", "they stand there whole, but for the reporter's own words outside the quotation marks";
        Elided = "elided", "they stand there but for what the author marked as left out or put in";
        Altered = "altered", "something close stands there, with other words";
        Ambiguous = "ambiguous", "they stand there more than once, and nothing decides between the places";
        Missing = "missing", "nothing like them stands there";
        Unchecked = "unchecked", "the source has no stored text";
    }
}

impl Verdict {
    /// Whether the words were found as they are quoted.
    pub const fn is_verified(self) -> bool {
        matches!(
            self,
            Self::Verbatim | Self::Typographic | Self::Interrupted | Self::Elided
        )
    }
}

vocabulary! {
    /// What sort of happening an event is.
    EventKind {
        Meeting = "meeting", "people met";
        Statement = "statement", "something was said or published";
        Proposal = "proposal", "something was proposed";
        Agreement = "agreement", "something was agreed";
        Appointment = "appointment", "somebody took an office";
        Resignation = "resignation", "somebody left an office";
        Military = "military", "armed force was used or moved";
        Legal = "legal", "a law, ruling or inquiry";
        Economic = "economic", "money, trade or sanctions";
        Other = "other", "none of these";
    }
}

vocabulary! {
    /// How sure it is that an event happened.
    EventStatus {
        Confirmed = "confirmed", "known to have happened";
        Reported = "reported", "said by one side or one source only";
        Disputed = "disputed", "denied by somebody involved";
        Scheduled = "scheduled", "announced for a later day";
        Cancelled = "cancelled", "announced and called off";
    }
}

vocabulary! {
    /// How far a proposal has come.
    ProposalStatus {
        Draft = "draft", "being written";
        Tabled = "tabled", "put to the other side";
        Rejected = "rejected", "turned down";
        Accepted = "accepted", "agreed to";
        Superseded = "superseded", "replaced by a later version";
    }
}

vocabulary! {
    /// Whether an option is still to be had.
    OptionStatus {
        Available = "available", "could still be done";
        InUse = "in_use", "is being done";
        Exhausted = "exhausted", "has been done and holds nothing more";
    }
}

vocabulary! {
    /// What sort of thing a source is.
    SourceKind {
        Article = "article", "a text in a newspaper, magazine or site";
        Post = "post", "an entry on a social network or blog";
        Statement = "statement", "a text issued by somebody involved";
        Document = "document", "a treaty, plan, law or report";
        Transcript = "transcript", "spoken words written down";
        Dataset = "dataset", "numbers";
        Interview = "interview", "questions and answers";
    }
}

vocabulary! {
    /// What a stored text is of its source.
    TextKind {
        Full = "full", "the whole of it";
        Excerpt = "excerpt", "a part of it, word for word";
        Account = "account", "somebody's own words around the quotations";
    }
}

vocabulary! {
    /// Source reliability after the Admiralty code (NATO AJP-2.1).
    Reliability {
        A = "A", "completely reliable";
        B = "B", "usually reliable";
        C = "C", "fairly reliable";
        D = "D", "not usually reliable";
        E = "E", "unreliable";
        F = "F", "reliability cannot be judged";
    }
}

vocabulary! {
    /// What a revision did to a record.
    ChangeKind {
        Added = "added", "something new";
        Corrected = "corrected", "something was wrong";
        Retracted = "retracted", "something no longer stands";
        Clarified = "clarified", "the same, said better";
    }
}

/// Credibility of the information after the Admiralty code: 1 (confirmed) to 6 (cannot be judged).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Credibility(u8);

impl Credibility {
    /// A grade, or `None` outside 1 to 6.
    pub fn new(grade: i64) -> Option<Self> {
        u8::try_from(grade)
            .ok()
            .filter(|grade| (1..=6).contains(grade))
            .map(Self)
    }

    /// The grade, 1 to 6.
    pub const fn grade(self) -> u8 {
        self.0
    }

    /// What the grade means.
    pub const fn meaning(self) -> &'static str {
        match self.0 {
            1 => "confirmed by other sources",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "truth cannot be judged",
        }
    }
}

impl Reliability {
    /// What the letter means.
    pub fn meaning(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(variant, _, _)| *variant == self)
            .map_or("", |(_, _, meaning)| meaning)
    }
}
