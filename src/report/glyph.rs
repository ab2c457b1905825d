//! The signs that stand beside words, in two sets: one for most terminals, one in ASCII.

use std::borrow::Cow;

use crate::analysis::plans::Mark;
use crate::library::Standing;
use crate::model::{
    ActorKind, EventStatus, IssueStatus, OptionStatus, ProposalStatus, Quote, SourceKind, Stance,
    TextKind, Verdict,
};
use crate::text::width::{pad_right_with, truncate_with, width};

/// The width of a column of short dates without the space behind them, in cells.
const SHORT_DATE: usize = 13;

/// Which signs a terminal can show. Every sign for a thing or its state is one cell wide in either
/// set; what stands between words may be wider in ASCII.
///
/// The set is for the program's own signs. What a briefing says stays as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GlyphSet {
    /// Geometric shapes and arrows.
    #[default]
    Unicode,
    /// For the Linux console, and where widths are ambiguous.
    Ascii,
}

impl GlyphSet {
    const fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }

    /// A stance.
    pub const fn stance(self, stance: Stance) -> &'static str {
        match stance {
            Stance::Support => self.pick("▲", "+"),
            Stance::Oppose => self.pick("▼", "-"),
            Stance::Conditional => self.pick("◆", "/"),
            Stance::Ambiguous => self.pick("≈", "~"),
            Stance::Neutral => self.pick("○", "o"),
            Stance::Unknown => self.pick("?", "?"),
        }
    }

    /// What is known of a quotation's words. An account of our own has a sign of its own.
    pub const fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Pending => self.pick("…", "."),
            Standing::NotAsked => self.pick("–", " "),
            Standing::InAccount(verdict) if verdict.is_verified() => self.pick("✎", "a"),
            Standing::InSource(verdict) | Standing::InAccount(verdict) => self.verdict(verdict),
        }
    }

    const fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Verbatim | Verdict::Typographic => self.pick("✓", "v"),
            Verdict::Interrupted | Verdict::Elided => self.pick("✓", "v"),
            Verdict::Altered => self.pick("≠", "!"),
            Verdict::Ambiguous => self.pick("?", "?"),
            Verdict::Missing => self.pick("✗", "x"),
            Verdict::Unchecked => self.pick("○", "o"),
        }
    }

    /// How sure an event is.
    pub const fn event_status(self, status: EventStatus) -> &'static str {
        match status {
            EventStatus::Confirmed => self.pick("●", "*"),
            EventStatus::Reported => self.pick("◐", "r"),
            EventStatus::Disputed => self.pick("≠", "!"),
            EventStatus::Scheduled => self.pick("◇", ">"),
            EventStatus::Cancelled => self.pick("×", "x"),
        }
    }

    /// Where an issue stands.
    pub const fn issue_status(self, status: IssueStatus) -> &'static str {
        match status {
            IssueStatus::Open => self.pick("○", "o"),
            IssueStatus::Narrowed => self.pick("◐", "/"),
            IssueStatus::Agreed => self.pick("●", "*"),
            IssueStatus::Stalled => self.pick("■", "#"),
            IssueStatus::Dropped => self.pick("×", "x"),
        }
    }

    /// How far a proposal has come.
    pub const fn proposal_status(self, status: ProposalStatus) -> &'static str {
        match status {
            ProposalStatus::Draft => self.pick("○", "o"),
            ProposalStatus::Tabled => self.pick("◐", "/"),
            ProposalStatus::Rejected => self.pick("×", "x"),
            ProposalStatus::Accepted => self.pick("●", "*"),
            ProposalStatus::Superseded => self.pick("◌", "."),
        }
    }

    /// Whether an option is still to be had.
    pub const fn option_status(self, status: OptionStatus) -> &'static str {
        match status {
            OptionStatus::Available => self.pick("○", "o"),
            OptionStatus::InUse => self.pick("●", "*"),
            OptionStatus::Exhausted => self.pick("×", "x"),
        }
    }

    /// What sort of source.
    pub const fn source_kind(self, kind: SourceKind) -> &'static str {
        match kind {
            SourceKind::Article => self.pick("¶", "a"),
            SourceKind::Post => self.pick("@", "@"),
            SourceKind::Statement => self.pick("▷", "s"),
            SourceKind::Document => self.pick("§", "d"),
            SourceKind::Transcript => self.pick("≡", "t"),
            SourceKind::Dataset => self.pick("#", "#"),
            SourceKind::Interview => self.pick("⇄", "i"),
        }
    }

    /// What is stored of a source, where that is less than its own words.
    pub const fn stored(self, text: Option<TextKind>) -> &'static str {
        match text {
            None => self.pick("○", "o"),
            Some(TextKind::Account) => self.pick("✎", "a"),
            Some(TextKind::Full | TextKind::Excerpt) => " ",
        }
    }

    /// Words that were found as they are quoted: in the source, or in an account of it.
    pub const fn verified(self, in_account: bool) -> &'static str {
        let verdict = Verdict::Verbatim;
        self.standing(if in_account {
            Standing::InAccount(verdict)
        } else {
            Standing::InSource(verdict)
        })
    }

    /// A figure that somebody else gives otherwise.
    pub const fn contested(self) -> &'static str {
        self.pick("≠", "!")
    }

    /// A cell of a bar.
    pub const fn full_bar(self) -> &'static str {
        self.pick("▆", "#")
    }

    /// A cell of a bar for what may be, and may not.
    pub const fn light_bar(self) -> &'static str {
        self.pick("▂", ":")
    }

    /// A bar that is less than a cell.
    pub const fn sliver(self) -> &'static str {
        self.pick("▏", "|")
    }

    /// What became of a point of a plan.
    pub const fn mark(self, mark: Mark) -> &'static str {
        match mark {
            Mark::Kept => "=",
            Mark::Reworded => "~",
            Mark::Moved => self.pick("↔", "^"),
            Mark::Merged => self.pick("⊕", "&"),
            Mark::Split => self.pick("⊖", "/"),
            Mark::Dropped => self.pick("×", "x"),
            Mark::Added => "+",
            Mark::Bracketed => self.bracketed(),
        }
    }

    /// On the same side of an issue.
    pub const fn agreed(self) -> &'static str {
        "="
    }

    /// On opposite sides of an issue.
    pub const fn opposed(self) -> &'static str {
        self.pick("≠", "!")
    }

    /// A point with bracketed variants.
    pub const fn bracketed(self) -> &'static str {
        self.pick("⟦⟧", "[]")
    }

    /// What sort of actor.
    pub const fn actor_kind(self, kind: ActorKind) -> &'static str {
        match kind {
            ActorKind::Person => self.pick("·", "."),
            ActorKind::State => self.pick("■", "#"),
            ActorKind::Organisation => self.pick("□", "="),
            ActorKind::Group => self.pick("∴", ":"),
            ActorKind::Anonymous => self.pick("?", "?"),
        }
    }

    /// Something chosen to filter by.
    pub const fn ticked(self) -> &'static str {
        self.pick("●", "*")
    }

    /// The mark of the selected row.
    pub const fn bar(self) -> &'static str {
        self.pick("▌", ">")
    }

    /// Between parts of one line.
    pub const fn dot(self) -> &'static str {
        self.pick("·", "-")
    }

    /// For time that is left out because nothing was in it.
    pub const fn gap(self) -> &'static str {
        self.pick("⋯", "..")
    }

    /// Through a time in which something lasted.
    pub const fn lasting(self) -> &'static str {
        self.pick("─", "-")
    }

    /// Through a time in which something may have been.
    pub const fn possible(self) -> &'static str {
        self.pick("·", ".")
    }

    /// Then or at any time before.
    pub const fn or_before(self) -> &'static str {
        self.pick("≤", "<")
    }

    /// Then or at any time after.
    pub const fn or_after(self) -> &'static str {
        self.pick("≥", ">")
    }

    /// How many something is, beside the most that it is anywhere: a bar of one cell.
    pub fn level(self, count: usize, most: usize) -> &'static str {
        const UNICODE: &[&str] = &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        const ASCII: &[&str] = &[".", ":", "-", "=", "+", "*", "#"];
        let levels = match self {
            Self::Unicode => UNICODE,
            Self::Ascii => ASCII,
        };
        let level = (count.min(most) * levels.len()).div_ceil(most.max(1));
        let at = level.checked_sub(1);
        at.and_then(|at| levels.get(at)).copied().unwrap_or(" ")
    }

    /// Before something that leads on.
    pub const fn arrow(self) -> &'static str {
        self.pick("→", ">")
    }

    /// Before what something comes from.
    pub const fn back_arrow(self) -> &'static str {
        self.pick("←", "<")
    }

    /// For what is left out, or still to come.
    pub const fn ellipsis(self) -> &'static str {
        self.pick("…", "...")
    }

    /// In the place of what is not known, and between two ends.
    pub const fn dash(self) -> &'static str {
        self.pick("–", "-")
    }

    /// The text in at most so many cells, as [`truncate_with`] cuts it.
    pub fn truncate(self, text: &str, cells: usize) -> Cow<'_, str> {
        truncate_with(text, cells, self.ellipsis())
    }

    /// The text in exactly so many cells, as [`pad_right_with`] fills it.
    pub fn pad_right(self, text: &str, cells: usize) -> String {
        pad_right_with(text, cells, self.ellipsis())
    }

    /// Words in quotation marks.
    pub fn quoted(self, words: &str) -> String {
        let (open, close) = self.quotation_marks();
        [open, words, close].concat()
    }

    /// What stands before and behind quoted words.
    pub const fn quotation_marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Unicode => ("“", "”"),
            Self::Ascii => ("\"", "\""),
        }
    }

    /// A quotation's words in quotation marks, in one line.
    pub fn quotation(self, quote: &Quote) -> String {
        self.quoted(&quote.shown_with(self.between_pieces()))
    }

    /// Between the pieces of a quotation.
    pub const fn between_pieces(self) -> &'static str {
        self.pick(" … ", " ... ")
    }

    /// Words of the program's own, such as a date or an amount, with the signs of this set.
    pub fn words(self, own: &str) -> Cow<'_, str> {
        if self == Self::Unicode || own.is_ascii() {
            return Cow::Borrowed(own);
        }
        let mut plain = String::with_capacity(own.len());
        for c in own.chars() {
            match c {
                '–' | '·' => plain.push('-'),
                '’' => plain.push('\''),
                '→' => plain.push_str("->"),
                '≤' => plain.push_str("<="),
                '≥' => plain.push_str(">="),
                '…' => plain.push_str("..."),
                other => plain.push(other),
            }
        }
        Cow::Owned(plain)
    }

    /// A short date with the signs of this set, as wide as it was or narrower than its column.
    pub fn short_date(self, date: &str) -> Cow<'_, str> {
        if self == Self::Unicode || date.is_ascii() {
            return Cow::Borrowed(date);
        }
        // An end that is left open has two dots where dates are written for machines as well.
        let mut plain = self.words(&date.replace('…', "..")).into_owned();
        if width(&plain) > SHORT_DATE {
            plain = plain.replacen(' ', "", 1);
        }
        Cow::Owned(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;
    use proptest::prelude::*;

    #[test]
    fn short_dates_in_ascii() {
        for (date, expected) in [
            ("≤ 2 Dec 2025", "<= 2 Dec 2025"),
            ("≤ 30 Nov 2025", "<=30 Nov 2025"),
            ("≤~30 Nov 2025", "<=~30Nov 2025"),
            ("→30 Nov 2025", "->30 Nov 2025"),
            ("~20 Nov 2025→", "~20Nov 2025->"),
            ("25–30 Nov 25?", "25-30 Nov 25?"),
            ("~20 Nov 2025…", "~20Nov 2025.."),
            ("Sep–Nov ’25", "Sep-Nov '25"),
        ] {
            assert_eq!(GlyphSet::Ascii.short_date(date), expected);
            assert_eq!(GlyphSet::Unicode.short_date(date), date);
        }
    }

    fn date() -> impl Strategy<Value = String> {
        let day = (1000..3000_i32, 1..13_u32, 1..29_u32, 0..4_usize).prop_map(
            |(year, month, day, unit)| match unit {
                0 => format!("{year}"),
                1 => format!("{year}-{month:02}"),
                2 => format!("{year}-{}", 21 + month % 4),
                _ => format!("{year}-{month:02}-{day:02}"),
            },
        );
        let marked = (day, prop::sample::select(vec!["", "~", "?", "%"]));
        let one = marked.prop_map(|(day, mark)| day + mark);
        (one.clone(), one, 0..8_usize).prop_map(|(a, b, form)| match form {
            0 => format!("{a}/{b}"),
            1 => format!("[{a}..{b}]"),
            2 => format!("{a}/.."),
            3 => format!("../{a}"),
            4 => format!("[..{a}]"),
            5 => format!("[{a}..]"),
            _ => a,
        })
    }

    proptest! {
        #[test]
        fn every_date_is_written_in_ascii_and_fits_its_column(text in date()) {
            let Ok(date) = Date::parse(&text) else { return Ok(()) };
            let (short, words) = (date.short(), date.words());
            let (short, words) = (GlyphSet::Ascii.short_date(&short), GlyphSet::Ascii.words(&words));
            prop_assert!(short.is_ascii() && words.is_ascii(), "{short} {words}");
            prop_assert!(short.len() <= SHORT_DATE, "{short}");
        }
    }
}
