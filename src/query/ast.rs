//! A query as a tree, and how it is printed.

use std::fmt;
use std::ops::Range;

use super::Key;
use crate::model::{Date, RecordKind, Stance, Verdict};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// All of several.
    All(Vec<Self>),
    /// Any of several.
    Any(Vec<Self>),
    /// What does not meet it.
    Not(Box<Self>),
    /// One question.
    Term(Term),
}

/// One question, and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it stands.
    pub span: Range<usize>,
    /// What it asks.
    pub test: Test,
}

/// What a term asks. Of several values any will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// For words.
    Text(Text),
    /// For records of actors.
    Actor(Vec<Name>),
    /// For records on issues.
    Issue(Vec<Name>),
    /// For records from sources.
    Source(Vec<Name>),
    /// For records of briefings with tags.
    Tag(Vec<Name>),
    /// For kinds of records.
    Kind(Vec<RecordKind>),
    /// For quotations by verdict.
    Verdict(Vec<VerdictIs>),
    /// For positions by stance.
    Stance(Vec<Stance>),
    /// For days.
    Date(Vec<Days>),
    /// For what came before a date.
    Before(Date),
    /// For what came after a date.
    After(Date),
}

/// Words that are looked for, without regard to case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The beginning of a word.
    Word(String),
    /// Whole words, one after the other.
    Phrase(String),
}

/// An actor, issue, source or tag as it was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// What it was called.
    pub text: String,
    /// Whether what belongs to it counts.
    pub reach: Reach,
}

/// Whether a name stands for what belongs to it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A state with its people, an issue with its parts.
    Whole,
    /// It alone: `=` before the name.
    Alone,
}

/// Days that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// Those a date can mean.
    In(Date),
    /// From the first day of one date to the last of another; at least one is given.
    Between(Option<Date>, Option<Date>),
}

/// How the words of a quotation stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictIs {
    /// With this verdict.
    One(Verdict),
    /// As they are quoted.
    Verified,
    /// Checked, and not as they are quoted; or not to be checked.
    Unverified,
    /// Not yet checked.
    Pending,
}

impl VerdictIs {
    /// The word in a query.
    pub const fn word(self) -> &'static str {
        match self {
            Self::One(verdict) => verdict.word(),
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Pending => "pending",
        }
    }
}

impl Expr {
    /// Its terms, in the order of the text.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::terms).collect(),
            Self::Not(part) => part.terms(),
            Self::Term(term) => vec![term],
        }
    }
}

impl Test {
    /// The key it is written with; words have none.
    pub const fn key(&self) -> Option<Key> {
        Some(match self {
            Self::Text(_) => return None,
            Self::Actor(_) => Key::Actor,
            Self::Issue(_) => Key::Issue,
            Self::Source(_) => Key::Source,
            Self::Tag(_) => Key::Tag,
            Self::Kind(_) => Key::Kind,
            Self::Verdict(_) => Key::Verdict,
            Self::Stance(_) => Key::Stance,
            Self::Date(_) => Key::Date,
            Self::Before(_) => Key::Before,
            Self::After(_) => Key::After,
        })
    }
}

impl fmt::Display for Expr {
    /// A text that reads as the same expression.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, between) = match self {
            Self::Term(term) => return write!(f, "{}", term.test),
            Self::Not(part) => return write!(f, "-{}", Operand(part)),
            Self::All(parts) => (parts, " "),
            Self::Any(parts) => (parts, " OR "),
        };
        let any = matches!(self, Self::Any(_));
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                f.write_str(between)?;
            }
            // AND binds more tightly: its parts need no parentheses in an OR.
            match part {
                Self::All(_) if any => write!(f, "{part}")?,
                _ => write!(f, "{}", Operand(part))?,
            }
        }
        Ok(())
    }
}

/// An expression, in parentheses where it has several parts.
struct Operand<'a>(&'a Expr);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::All(_) | Expr::Any(_) => write!(f, "({})", self.0),
            Expr::Not(_) | Expr::Term(_) => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = self.key() {
            write!(f, "{}:", key.word())?;
        }
        match self {
            Self::Text(Text::Word(word)) => f.write_str(word),
            Self::Text(Text::Phrase(phrase)) => quoted(f, phrase),
            Self::Actor(names) | Self::Issue(names) | Self::Source(names) | Self::Tag(names) => {
                list(f, names)
            }
            Self::Kind(kinds) => list(f, kinds.iter().map(|kind| kind.noun())),
            Self::Verdict(verdicts) => list(f, verdicts.iter().map(|verdict| verdict.word())),
            Self::Stance(stances) => list(f, stances.iter().map(|stance| stance.word())),
            Self::Date(days) => list(f, days),
            Self::Before(date) | Self::After(date) => write!(f, "{date}"),
        }
    }
}

fn list<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    values: impl IntoIterator<Item = T>,
) -> fmt::Result {
    for (n, value) in values.into_iter().enumerate() {
        if n > 0 {
            f.write_str(",")?;
        }
        write!(f, "{value}")?;
    }
    Ok(())
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    write!(f, "\"{text}\"")
}

impl fmt::Display for Name {
    /// The name as a value: in quotation marks where it needs them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.reach == Reach::Alone {
            f.write_str("=")?;
        }
        let special = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | ',');
        if self.text.starts_with('=') || self.text.contains(special) {
            quoted(f, &self.text)
        } else {
            f.write_str(&self.text)
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(date) => write!(f, "{date}"),
            Self::Between(from, to) => {
                if let Some(from) = from {
                    write!(f, "{from}")?;
                }
                f.write_str("..")?;
                to.as_ref().map_or(Ok(()), |to| write!(f, "{to}"))
            }
        }
    }
}
