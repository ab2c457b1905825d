//! What can be written, what it means, and what is refused with which words.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Expr {
    let query = Query::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    query.expr().cloned().expect("it asks for something")
}

fn printed(text: &str) -> String {
    parsed(text).to_string()
}

/// The fault with a caret under the text.
fn refused(text: &str) -> String {
    let fault = Query::parse(text).expect_err(text);
    let Range { start, end } = fault.span.clone();
    assert!(text.get(start..end).is_some(), "{text}: {fault:?}");
    let carets = "^".repeat(text[start..end].chars().count().max(1));
    let blank = " ".repeat(text[..start].chars().count());
    format!("{text}\n{blank}{carets} {}: {}", fault.code, fault.line())
}

/// The same without places in the text.
fn bare(expr: &Expr) -> Expr {
    let names = |names: &[Name]| {
        let names = names.iter().cloned();
        names.map(|name| Name { span: 0..0, ..name }).collect()
    };
    match expr {
        Expr::All(parts) => Expr::All(parts.iter().map(bare).collect()),
        Expr::Any(parts) => Expr::Any(parts.iter().map(bare).collect()),
        Expr::Not(part) => Expr::Not(Box::new(bare(part))),
        Expr::Term(term) => Expr::Term(Term {
            span: 0..0,
            test: match &term.test {
                Test::Actor(all) => Test::Actor(names(all)),
                Test::Issue(all) => Test::Issue(names(all)),
                Test::Source(all) => Test::Source(names(all)),
                Test::Tag(all) => Test::Tag(names(all)),
                other => other.clone(),
            },
        }),
    }
}

#[test]
fn what_is_written_means_this() {
    for (text, meaning) in [
        ("putin", "putin"),
        ("a b OR c d", "a b OR c d"),
        ("a AND b", "a b"),
        ("a (b OR c)", "a (b OR c)"),
        ("(a b) OR c", "a b OR c"),
        ("((a))", "a"),
        ("NOT a", "-a"),
        ("-(a OR -b)", "-(a OR -b)"),
        ("\"by  force\"x", "\"by  force\" x"),
        (r#""a \"b\" \\ \c""#, r#""a \"b\" \\ \\c""#),
        ("KIND:Quotes,event", "kind:quote,event"),
        (
            "actor:\"Steve Witkoff\",putin",
            "actor:\"Steve Witkoff\",putin",
        ),
        ("actor:=russia", "actor:=russia"),
        ("actor:=\"=x\"", "actor:=\"=x\""),
        ("date:2025-11", "date:2025-11"),
        ("date:2025-11..2025-12", "date:2025-11..2025-12"),
        ("date:..2025-12", "date:..2025-12"),
        ("date:2025-11..", "date:2025-11.."),
        (
            "date:[2025-11-25..2025-11-30]",
            "date:[2025-11-25..2025-11-30]",
        ),
        ("date:2025-11-23/..", "date:2025-11-23/.."),
        ("before:2025-11 after:2024", "before:2025-11 after:2024"),
        ("verdict:unverified,altered", "verdict:unverified,altered"),
        (
            "10:30 http://x.org/a:b or and",
            "10:30 http://x.org/a:b or and",
        ),
        ("f(x)", "f x"),
    ] {
        assert_eq!(printed(text), meaning, "{text}");
    }
}

#[test]
fn white_space_alone_asks_for_nothing() {
    for text in ["", "  ", "\t\n", "\u{a0}"] {
        assert!(Query::parse(text).unwrap().is_empty(), "{text:?}");
    }
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let all = [
        "\"by force",
        "a (b",
        "a) b",
        ")",
        "a ()",
        "a OR",
        "OR a",
        "a AND OR b",
        "AND a",
        "a NOT",
        "a - b",
        "\"\"",
        "actr:putin",
        "zzz:putin",
        "actor:",
        "actor:putin, trump",
        "actor:\" \"",
        "kind:quotation",
        "kind:x",
        "verdict:altred",
        "stance:contra",
        "date:2025-13",
        "date:2025-11..2025-31-01",
        "date:..",
        "date:2025-12..2025-11",
        "before:2025,2026",
    ];
    let all: Vec<_> = all.into_iter().map(refused).collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn what_is_too_long_or_too_deep_is_refused() {
    let long = "x".repeat(MAX_LEN + 1);
    let fault = Query::parse(&long).unwrap_err();
    assert_eq!(fault.code.id(), "Q001");
    for one in ["(", "-", "NOT "] {
        let deep = one.repeat(MAX_LEN / one.len());
        assert_eq!(Query::parse(&deep).unwrap_err().code.id(), "Q002", "{one}");
    }
    let fits = format!(
        "{}a{}",
        "(".repeat(MAX_DEPTH - 1),
        ")".repeat(MAX_DEPTH - 1)
    );
    assert_eq!(printed(&fits), "a");
}

#[test]
fn what_is_being_typed_is_the_run_before_the_cursor() {
    for (text, word) in [
        ("", ""),
        ("act", "act"),
        ("a -(actor:put", "actor:put"),
        ("a actor:\"Steve W", "actor:\"Steve W"),
        ("a ", ""),
        ("\"by force\" k", "k"),
        ("actor:a,b", "actor:a,b"),
    ] {
        assert_eq!(&text[word_at(text, text.len())], word, "{text}");
    }
}

/// Bits of queries, so that many of the texts made of them can be read.
fn soup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a",
        "b",
        "é",
        "日本",
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        "\"",
        "\\",
        ":",
        ",",
        "=",
        "..",
        " ",
        " ",
        " ",
        "actor:",
        "issue:",
        "source:",
        "tag:",
        "kind:",
        "date:",
        "before:",
        "verdict:",
        "quote",
        "event",
        "2025-11",
        "2025-11-20~",
        "[2025-11..2025-12]",
        "altered",
        "pending",
        "\"two words\"",
        "stance:",
        "oppose",
        "http://",
        "10:30",
    ]);
    prop::collection::vec(bits, 0..14).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn what_is_printed_reads_as_the_same(text in soup()) {
        if let Ok(query) = Query::parse(&text)
            && let Some(expr) = query.expr()
        {
            let printed = expr.to_string();
            let again = Query::parse(&printed);
            let again = again.map_err(|fault| TestCaseError::fail(format!("{printed}: {fault:?}")))?;
            prop_assert_eq!(again.expr().map(bare), Some(bare(expr)), "{}", printed);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in prop_oneof![any::<String>(), soup(), "\\PC{0,40}"]) {
        match Query::parse(&text) {
            Ok(query) => prop_assert_eq!(query.as_str(), text.trim()),
            Err(fault) => {
                prop_assert!(text.get(fault.span.clone()).is_some(), "{:?}", fault);
                prop_assert!(fault.code.id().starts_with('Q'));
            }
        }
        for (at, _) in text.char_indices() {
            prop_assert!(text.get(word_at(&text, at)).is_some());
        }
    }
}
