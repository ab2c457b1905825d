//! The quotation marks of a language.

/// The marks that open and close a quotation in a language, by its BCP 47 tag; the English ones
/// where the language is not known here. After the Unicode locale data, but for languages in which
/// editors commonly prefer others.
pub(super) fn of(language: Option<&str>) -> (&'static str, &'static str) {
    let tag = language.unwrap_or("en").to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
    match language {
        "fr" => ("«\u{a0}", "\u{a0}»"),
        "be" | "el" | "es" | "fa" | "hy" | "it" | "kk" | "nb" | "nn" | "no" | "ru" | "uk" => {
            ("«", "»")
        }
        "bg" | "cs" | "de" | "et" | "is" | "ka" | "lt" | "mk" | "sk" | "sl" | "sq" => ("„", "“"),
        "bs" | "hr" | "hu" | "pl" | "ro" | "sr" => ("„", "”"),
        "fi" | "he" | "sv" => ("”", "”"),
        "ja" => ("「", "」"),
        "zh" if traditional => ("「", "」"),
        _ => ("“", "”"),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_language_has_its_own_marks() {
        for (language, marks) in [
            (None, ("“", "”")),
            (Some("en-GB"), ("“", "”")),
            (Some("uk"), ("«", "»")),
            (Some("fr-CH"), ("«\u{a0}", "\u{a0}»")),
            (Some("DE"), ("„", "“")),
            (Some("zh-Hant"), ("「", "」")),
            (Some("zh-CN"), ("“", "”")),
            (Some("xx"), ("“", "”")),
        ] {
            assert_eq!(of(language), marks, "{language:?}");
        }
    }
}
