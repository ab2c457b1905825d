//! What a terminal sends for keys.

/// The keys that have names.
const NAMED: &[(&str, &str)] = &[
    ("Tab", "\t"),
    ("S-Tab", "\x1b[Z"),
    ("Enter", "\r"),
    ("Esc", "\x1b"),
    ("Space", " "),
    ("Backspace", "\x7f"),
    ("Up", "\x1b[A"),
    ("Down", "\x1b[B"),
    ("Right", "\x1b[C"),
    ("Left", "\x1b[D"),
    ("Home", "\x1b[H"),
    ("End", "\x1b[F"),
    ("PgUp", "\x1b[5~"),
    ("PgDn", "\x1b[6~"),
    ("F1", "\x1bOP"),
    ("F2", "\x1bOQ"),
];

/// What a terminal sends for keys: words with spaces between, typed as they stand; `<Enter>`,
/// `<C-z>` and the like are keys, `<<>` is `<`.
pub(super) fn encode(keys: &str) -> Vec<u8> {
    strokes(keys)
        .into_iter()
        .flat_map(|(_, sent)| sent)
        .collect()
}

/// The same, key by key.
pub(super) fn strokes(keys: &str) -> Vec<(String, Vec<u8>)> {
    let mut strokes = Vec::new();
    for word in keys.split_whitespace() {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let length = match (first, rest.get(2..).and_then(|rest| rest.find('>'))) {
                ('<', Some(end)) => end + 3,
                _ => first.len_utf8(),
            };
            let (stroke, after) = rest.split_at(length);
            rest = after;
            let name = stroke
                .strip_prefix('<')
                .and_then(|name| name.strip_suffix('>'));
            let named = NAMED.iter().find(|(one, _)| Some(*one) == name);
            let control = name.and_then(|name| name.strip_prefix("C-"));
            let sent = match (named, control, name) {
                (Some((_, sent)), ..) => (*sent).into(),
                (None, Some(letter), _) => vec![letter.as_bytes()[0] & 0x1f],
                (None, None, Some("<")) => vec![b'<'],
                (None, None, Some(_)) => panic!("no key is called {stroke}"),
                (None, None, None) => stroke.into(),
            };
            strokes.push((stroke.to_owned(), sent));
        }
    }
    strokes
}
