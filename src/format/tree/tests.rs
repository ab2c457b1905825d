use std::fmt::Write as _;

use proptest::prelude::*;
use toml::de::DeTable;

use super::*;

/// Everything that a tree says, with every place.
fn written(table: Table<'_>) -> String {
    let mut out = String::from("{");
    for (key, value) in table.iter() {
        let _ = write!(out, "{:?}@{:?} = ", key.name(), key.span());
        out.push_str(&written_value(value));
    }
    out.push('}');
    out
}

fn written_value(value: Value<'_>) -> String {
    let mut out = format!("@{:?} ", value.span());
    match value.what() {
        What::Text(text, known) => {
            let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            assert!(*known == Known::Nothing || printable, "{text:?}");
            let _ = write!(out, "{text:?}");
        }
        What::List(_) => {
            for value in value.as_list().into_iter().flat_map(List::iter) {
                out.push_str(&written_value(value));
                out.push(';');
            }
        }
        What::Table(_) => out.push_str(&value.as_table().map(written).unwrap_or_default()),
        other => {
            let _ = write!(out, "{other:?}");
        }
    }
    out
}

/// Whether a text is read without the parser; then it is read as the parser reads it.
fn is_plain(text: &str) -> bool {
    let Some(tree) = plain(text) else {
        return false;
    };
    let (root, faults) = DeTable::parse_recoverable(text);
    assert!(faults.is_empty(), "{text:?} has faults: {faults:?}");
    let parsed = Tree::of(root.get_ref());
    assert_eq!(written(tree.root()), written(parsed.root()), "{text}");
    true
}

fn bundled() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    let paths = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let briefings = paths.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    briefings
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn briefings_are_plain() {
    for text in bundled() {
        assert!(is_plain(&text));
    }
    let all = include_str!("../../../tests/files/everything.toml");
    assert!(is_plain(all));
}

#[test]
fn what_authors_write_is_read_as_the_parser_reads_it() {
    for text in [
        "",
        "\n\r\n  \t\n# a comment\r\n",
        "a = 1 # one\nb = 0x1F\nc = -1.5e3\nd = inf\ne = 1_000\n",
        "a = true\nb = false\n",
        "a = 2025-12-02\nb = 2025-12-02T10:00:00Z\nc = 10:00:00\n",
        "a = \"\"\nb = ''\nc = \"ü “x”\"\nd = 'C:\\x'\n",
        "a = \"say \\\"so\\\" \\\\\"\nb = \"\\u00e9\"\n",
        "a = \"\"\"\n  one \\\n  two \"quoted\" \\\"\"\" \"\"\"\"\"\nb = '''x''y'''''\n",
        "a = [\n  1, # one\n\n  2,\n]\nb = []\nc = [[1], [\"x\", { y = 2 }]]\n",
        "a = { b = 1, c = { d = [] } }\ne = {}\n",
        "x = 1\n[a]\nb = 1\n[a.c]\nd = 1\n[[a.e]]\nf = 1\n[[a.e]]\n",
        "[[p]]\nid = 1\n[[p.q]]\nid = 2\n[[p.q.r]]\n[[p.q]]\n[[p]]\n[p.s]\nt = 1\n[[z]]\n",
        "[[a]]\n[[b]]\n[[a]]\n",
    ] {
        assert!(is_plain(text), "{text:?}");
    }
}

#[test]
fn what_is_odd_or_faulty_is_left_to_the_parser() {
    for text in [
        "\u{feff}a = 1\n",
        "\"a\" = 1\n",
        "a.b = 1\n",
        "a = { b.c = 1 }\n",
        "a = 1\na = 2\n",
        "a = { b = 1, b = 2 }\n",
        "a = 1\n[a]\n",
        "a = []\n[[a]]\n",
        "[a]\n[a]\n",
        "[[a]]\n[a]\n",
        "[a]\n[[a]]\n",
        "[a.b]\n",
        "[[a]]\nb = 1\n[[a.b]]\n",
        "[ a ]\n",
        "a = 2025-12-02 10:00:00\n",
        "a = \"x\ny\"\n",
        "a = \"x\u{7}\"\n",
        "a = \"\\q\"\n",
        "a = 'x\u{7f}'\n",
        "a = 1 2\n",
        "a = \n",
        "a\n",
        "a = [1\n",
        "a = [1 2]\n",
        "a = [,]\n",
        "a = yes\n",
        "a = 01\n",
        "a = \"x\n",
        "a = \"\"\"x\n",
        "a = \"x\\",
        "# a bell \u{7}\n",
        "a = 1\rb = 2\n",
        "[[a]\n",
        "[a]]\n",
    ] {
        assert!(!is_plain(text), "{text:?}");
    }
    let deep = format!("a = {}{}\n", "[".repeat(50), "]".repeat(50));
    assert!(!is_plain(&deep));
}

/// A piece of TOML, of what makes it hard.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("[[a]]\n".to_owned()),
        Just("[a.b]\n".to_owned()),
        Just("[[a.b]]\n".to_owned()),
        Just("[c]\n".to_owned()),
        "[a-c] = ",
        "[a-c] = [\"'][a-c \\\\\"']{0,4}[\"']\n",
        "[a-c] = \"{3}[a\n\\\\\"]{0,6}\"{3,5}\n",
        "[a-c] = '{3}[a\n']{0,6}'{3,5}\n",
        "[a-c] = [0-9a-fx_.:T+-]{1,8}\n",
        "[a-c] = \\[[1\n, #\\[\\]]{0,8}\\]\n",
        "[a-c] = \\{( ?[ab] = 1,?){0,3}\\}\n",
        "# [a\t\u{7f}]{0,2}\n",
        "[\\[\\]{}=,.#\"' a1]{1,4}",
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_as_the_parser_reads_it_or_not_at_all(
        pieces in prop::collection::vec(piece(), 0..8),
    ) {
        is_plain(&pieces.concat());
    }

    #[test]
    fn a_briefing_with_a_change_is_read_as_the_parser_reads_it_or_not_at_all(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..4,
        put in piece(),
    ) {
        let texts = bundled();
        let text = which.get(&texts);
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + cut).min(text.len()));
        is_plain(&[&text[..start], &put, &text[end..]].concat());
    }
}
