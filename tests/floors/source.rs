//! Rust source as far as these tests have to understand it: words and marks without comments,
//! texts and tests, and the paths that they make.

use std::path::{Path, PathBuf};

/// A file of the library, below `src`.
pub(crate) struct File {
    /// Its path from the package's root, for messages.
    pub(crate) name: String,
    /// The module it is: `["tui", "views", "list"]`.
    pub(crate) module: Vec<String>,
    /// What it is made of.
    pub(crate) tokens: Vec<Token>,
}

/// A word, or a mark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// The line it stands in, counted from 1.
    pub(crate) line: usize,
    /// The word, or the mark: `::` is one.
    pub(crate) text: String,
}

/// A path such as `crate::text::width`, and where it stands.
#[derive(Debug, PartialEq)]
pub(crate) struct Use {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

/// Every file of the library, modules of tests aside.
pub(crate) fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            if stem == "tests" {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    let below = |path: &PathBuf| path.strip_prefix(root).unwrap().to_owned();
    let file = |path: &PathBuf| File {
        name: below(path).to_str().unwrap().replace('\\', "/"),
        module: module_of(&below(path)),
        tokens: tokens(&std::fs::read_to_string(path).unwrap()),
    };
    found.iter().map(file).collect()
}

/// `src/tui/views/mod.rs` is `tui::views`; `src/lib.rs` and `src/main.rs` are the root.
fn module_of(path: &Path) -> Vec<String> {
    let parts = path.with_extension("");
    let parts = parts.iter().skip(1).map(|part| part.to_str().unwrap());
    let parts = parts.filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    parts.map(str::to_owned).collect()
}

/// The words and marks of a text, without what belongs to tests.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut all = split(text);
    while let Some(at) = all.windows(5).position(|w| spells(w, "#[cfg(")) {
        // `#[cfg(test)]` is seven tokens; another condition is left as it is, but for its `#`.
        if all.get(at + 4).is_some_and(|token| token.text == "test") {
            let end = end_of_item(&all, at + 7);
            all.drain(at..end);
        } else {
            all.remove(at);
        }
    }
    all
}

fn spells(tokens: &[Token], text: &str) -> bool {
    let mut rest = text;
    for token in tokens {
        match rest.strip_prefix(token.text.as_str()) {
            Some(after) => rest = after,
            None => return rest.is_empty(),
        }
    }
    rest.is_empty()
}

/// Where an item ends: behind its `;`, or behind the brace that closes its first one.
fn end_of_item(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Words and marks; comments, texts and characters are passed over.
fn split(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut n, mut line) = (0, 1);
    while n < chars.len() {
        let start = n;
        match at(n) {
            '/' if at(n + 1) == '/' => n = find(&chars, n, "\n"),
            '/' if at(n + 1) == '*' => n = find(&chars, n + 2, "*/") + 2,
            '"' => n = end_of_text(&chars, n),
            'r' | 'b' if raw_marks(&chars, n).is_some() => {
                let (open, marks) = raw_marks(&chars, n).unwrap();
                let close = format!("\"{}", "#".repeat(marks));
                n = find(&chars, open + 1, &close) + close.len();
            }
            '\'' if at(n + 1) == '\\' => n = find(&chars, n + 3, "'") + 1,
            '\'' if at(n + 2) == '\'' => n += 3,
            ':' if at(n + 1) == ':' => {
                n += 2;
                push(&mut tokens, line, "::".to_owned());
            }
            c if is_word(c) => {
                while is_word(at(n)) {
                    n += 1;
                }
                push(&mut tokens, line, chars[start..n].iter().collect());
            }
            c => {
                n += 1;
                if !c.is_whitespace() {
                    push(&mut tokens, line, c.to_string());
                }
            }
        }
        line += chars[start..n.min(chars.len())]
            .iter()
            .filter(|c| **c == '\n')
            .count();
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, line: usize, text: String) {
    tokens.push(Token { line, text });
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where something stands next, or the end.
fn find(chars: &[char], from: usize, what: &str) -> usize {
    let what: Vec<char> = what.chars().collect();
    let rest = chars.get(from..).unwrap_or_default();
    let found = rest.windows(what.len()).position(|w| *w == *what);
    found.map_or(chars.len(), |at| from + at)
}

/// The end of a text in quotation marks.
fn end_of_text(chars: &[char], start: usize) -> usize {
    let mut n = start + 1;
    while n < chars.len() && chars[n] != '"' {
        n += if chars[n] == '\\' { 2 } else { 1 };
    }
    n + 1
}

/// Where a raw text's quotation mark stands, and how many `#` are before it.
fn raw_marks(chars: &[char], start: usize) -> Option<(usize, usize)> {
    let before = start.checked_sub(1).and_then(|n| chars.get(n));
    if before.is_some_and(|c| is_word(*c)) {
        return None;
    }
    let mut n = start + usize::from(chars[start] == 'b');
    if chars.get(n) != Some(&'r') {
        return None;
    }
    n += 1;
    let first = n;
    while chars.get(n) == Some(&'#') {
        n += 1;
    }
    (chars.get(n) == Some(&'"')).then_some((n, n - first))
}

/// Every path with at least two parts, those in braces one by one.
pub(crate) fn uses(tokens: &[Token]) -> Vec<Use> {
    let mut found = Vec::new();
    let mut n = 0;
    while n < tokens.len() {
        let is_path = tokens.get(n + 1).is_some_and(|next| next.text == "::");
        if is_path && tokens[n].text.starts_with(is_word) {
            n = path(tokens, n, &[], &mut found);
        } else {
            n += 1;
        }
    }
    found
}

/// Reads a path that begins at a token; returns the token behind it.
fn path(tokens: &[Token], from: usize, before: &[String], found: &mut Vec<Use>) -> usize {
    let mut parts = before.to_vec();
    let line = tokens[from].line;
    let mut n = from;
    while let Some(token) = tokens
        .get(n)
        .filter(|token| token.text.starts_with(is_word))
    {
        parts.push(token.text.clone());
        n += 1;
        if tokens.get(n).is_none_or(|next| next.text != "::") {
            break;
        }
        n += 1;
        if tokens.get(n).is_some_and(|next| next.text == "{") {
            n += 1;
            while let Some(token) = tokens.get(n).filter(|token| token.text != "}") {
                n = match token.text.as_str() {
                    "as" => n + 2,
                    text if text.starts_with(is_word) => path(tokens, n, &parts, found),
                    _ => n + 1,
                };
            }
            return n + 1;
        }
    }
    found.push(Use { line, path: parts });
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let found = uses(&tokens(text)).into_iter();
        found
            .map(|one| format!("{} {}", one.line, one.path.join("::")))
            .collect()
    }

    #[test]
    fn paths_are_found_outside_of_comments_texts_and_tests() {
        let text = r#"
            // crate::no and "crate::no"
            /* crate::no
               crate::no */
            use crate::{a::{b, c as d}, e};
            let text = "crate::no \" crate::no"; let c = '"'; let l: &'static str = r"crate::no";
            fn f() -> crate::g::H { super::super::i::j() }
            #[cfg(test)]
            mod tests { fn t() { crate::no::no() } }
            #[cfg(unix)]
            use std::k;
        "#;
        let expected = [
            "5 crate::a::b",
            "5 crate::a::c",
            "5 crate::e",
            "7 crate::g::H",
            "7 super::super::i::j",
            "11 std::k",
        ];
        assert_eq!(paths(text), expected);
    }
}
