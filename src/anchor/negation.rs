//! Words that turn the sense of a sentence.

use super::languages;

/// Words that deny whatever they stand beside.
const DENIALS: &[&str] = &[
    "not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "without",
    "cannot", "hardly", "barely", "scarcely", "rarely", "seldom", "deny", "denies", "denied",
    "denying", "refuse", "refuses", "refused", "refusing", "dont", "wont", "cant",
];

/// Words that deny what they say of something.
const NEGATIONS: &[&str] = &[
    "fail",
    "fails",
    "failed",
    "failing",
    "reject",
    "rejects",
    "rejected",
    "rejecting",
    "lack",
    "lacks",
    "lacked",
    "lacking",
    "decline",
    "declines",
    "declined",
    "false",
    "untrue",
    "impossible",
    "unable",
    "unlikely",
    "unwilling",
    "stop",
    "stopped",
    "prevent",
    "prevented",
    "oppose",
    "opposes",
    "opposed",
];

/// Words on which the rest depends: without them a condition, an exception or a doubt is gone.
const REVERSALS: &[&str] = &[
    "unless",
    "except",
    "excepting",
    "if",
    "until",
    "only",
    "almost",
    "nearly",
    "supposedly",
    "allegedly",
    "would",
    "could",
    "might",
    "otherwise",
];

/// The same in several words.
const PHRASES: &[&str] = &[
    "all but",
    "anything but",
    "nothing but",
    "far from",
    "rather than",
    "instead of",
    "short of",
    "other than",
    "as if",
    "as though",
    "apart from",
];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
}

/// The first word of a folded text that denies whatever it stands beside, as it stands there.
pub(super) fn denial(text: &str) -> Option<&str> {
    words(text).find(|word| {
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        DENIALS.contains(&lower)
            || languages::DENIALS.contains(&lower)
            || languages::DENYING
                .iter()
                .any(|stem| lower.starts_with(stem))
            || lower.ends_with("n't")
            || lower.starts_with("n'")
    })
}

/// The first negation among the words of a folded text, as it stands there.
pub(super) fn negation(text: &str) -> Option<&str> {
    let negates = |word: &str| {
        let lower = word.to_lowercase();
        NEGATIONS.contains(&lower.as_str()) || languages::NEGATIONS.contains(&lower.as_str())
    };
    let other = || words(text).find(|word| negates(word));
    denial(text).or_else(other)
}

/// The first word or phrase of a folded text that its surroundings depend on.
pub(super) fn reversal(text: &str) -> Option<String> {
    let all: Vec<String> = words(text).map(str::to_lowercase).collect();
    let line = format!(" {} ", all.join(" "));
    let phrase = PHRASES
        .iter()
        .find(|phrase| line.contains(&format!(" {phrase} ")));
    let word = || all.iter().find(|word| REVERSALS.contains(&word.as_str()));
    phrase
        .map(|phrase| (*phrase).to_owned())
        .or_else(|| word().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_deny_too() {
        for text in [
            "das wird nicht geschehen",
            "mit keinem Wort",
            "on ne vend pas",
            "il n'est plus là",
            "sans accord",
            "aucune vente",
            "nunca lo dijo",
            "ningún acuerdo",
            "non lo vendiamo",
            "nessuna vendita",
            "não vendemos",
            "nenhuma venda",
            "dat is niet waar",
            "geen verkoop",
            "мы никогда не продадим",
            "без согласия",
            "жодного продажу",
            "ніколи",
            "nie sprzedamy",
            "żadnej sprzedaży",
            "Er bestreitet es",
        ] {
            assert!(denial(text).is_some(), "{text}");
        }
        assert_eq!(negation("sin acuerdo"), Some("sin"));
        for text in [
            "the negotiators and a refugee",
            "a nice note on Nikita",
            "die Mine",
            "une année",
        ] {
            assert_eq!(negation(text), None, "{text}");
        }
    }

    #[test]
    fn what_turns_the_sense() {
        assert_eq!(negation("we have Never, ever"), Some("Never"));
        assert_eq!(negation("and don't go"), Some("don't"));
        assert_eq!(negation("the plan failed"), Some("failed"));
        assert_eq!(denial("the plan failed"), None);
        assert_eq!(negation("a notable nod to Norway"), None);
        assert_eq!(
            reversal("is all but, certainly").as_deref(),
            Some("all but")
        );
        assert_eq!(reversal("Unless they leave").as_deref(), Some("unless"));
        assert_eq!(reversal("small butter"), None);
    }
}
