//! What the signs mean: each with the word that stands for it, made from the words of the format.

use std::borrow::Cow;

use crate::analysis::plans::Mark;
use crate::library::Standing;
use crate::model::{EventStatus, IssueStatus, Stance, Verdict, Vocabulary};

use super::GlyphSet;

/// Signs that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legend {
    /// What they are about.
    pub about: &'static str,
    /// A sign, and what it means.
    pub signs: Vec<Sign>,
}

/// A sign, and what it means.
type Sign = (Cow<'static, str>, String);

/// Every sign of a set, by what they are about.
pub fn legend(glyphs: GlyphSet) -> Vec<Legend> {
    let stances = words::<Stance>(|stance| glyphs.stance(stance));
    let mut verdicts = words::<Verdict>(|verdict| glyphs.standing(Standing::InSource(verdict)));
    for (standing, word) in [
        (
            Standing::InAccount(Verdict::Verbatim),
            "verified in our own account of the source",
        ),
        (Standing::NotAsked, "a paraphrase: nothing is asked of it"),
        (Standing::Pending, "not checked yet"),
    ] {
        verdicts.push((glyphs.standing(standing).into(), word.to_owned()));
    }
    // An event that is certain has no sign in the lists.
    let events = words::<EventStatus>(|status| glyphs.event_status(status));
    let issues = words::<IssueStatus>(|status| glyphs.issue_status(status));
    let lists = vec![
        sign(glyphs.bar(), "the selected row, without the focus"),
        sign(glyphs.ticked(), "filtered by"),
        sign("3q 1e", "quotations and events of an actor"),
        sign("3/14", "so many of all, under a filter"),
    ];
    let mut points: Vec<_> = Mark::ALL
        .iter()
        .map(|mark| sign(glyphs.mark(*mark), mark.word()))
        .collect();
    points.push(sign(
        "added?",
        "perhaps: not all points of the other version are given",
    ));
    points.push(sign("[-words-]", "only in the version before"));
    points.push(sign("{+words+}", "only in this version"));
    let times = vec![
        sign(glyphs.lasting(), "lasted then"),
        sign(glyphs.possible(), "may have been then"),
        sign(glyphs.or_before(), "then, or at any time before"),
        sign(glyphs.or_after(), "then, or at any time after"),
        sign("3+1?", "so many then, so many that may have been"),
        sign(glyphs.gap(), "time in which nothing was"),
    ];
    let legend = |about, signs| Legend { about, signs };
    vec![
        legend("Stances", stances),
        legend("Positions", positions(glyphs)),
        legend("Quotations", verdicts),
        legend("Events", events),
        legend("Issues", issues),
        legend("Points of a plan", points),
        legend("Lists", lists),
        legend("Timeline", times),
    ]
}

/// What is written beside a stance in the matrix of positions, and around it.
pub(super) fn positions(glyphs: GlyphSet) -> Vec<Sign> {
    let support = glyphs.stance(Stance::Support);
    let oppose = glyphs.stance(Stance::Oppose);
    vec![
        sign(
            format!("({support})"),
            "said of it by others, or shown by nothing",
        ),
        sign(
            format!("{oppose}{}{support}", glyphs.arrow()),
            "another stance before",
        ),
        sign("support?", "perhaps: its dates are not exact"),
        sign("2", "so many pieces of evidence"),
        sign(
            format!("2{}", glyphs.verified(false)),
            "their words stand in the source",
        ),
        sign(
            format!("2{}", glyphs.verified(true)),
            "their words stand in our own account of it",
        ),
        sign("2!", "some of their words are not verified"),
        sign(format!("2{}", glyphs.ellipsis()), "not checked yet"),
    ]
}

fn sign(sign: impl Into<Cow<'static, str>>, word: &str) -> Sign {
    (sign.into(), word.to_owned())
}

/// The words of a vocabulary by their signs: words that share one stand together.
fn words<T: Vocabulary + Copy + 'static>(sign: impl Fn(T) -> &'static str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    for (value, word, _) in T::WORDS {
        let sign = sign(*value);
        match signs.iter_mut().find(|(one, _)| *one == sign) {
            Some((_, words)) => {
                words.push_str(", ");
                words.push_str(word);
            }
            None => signs.push((sign.into(), (*word).to_owned())),
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_means_one_thing_where_it_stands() {
        for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
            for part in legend(glyphs) {
                for (n, (sign, _)) in part.signs.iter().enumerate() {
                    let again = part.signs[n + 1..].iter().any(|(other, _)| other == sign);
                    assert!(!again, "{}: {sign:?}", part.about);
                }
            }
        }
    }
}
