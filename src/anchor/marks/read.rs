//! The quotation marks of a text, one by one: what each looks like where it stands.

/// Marks that pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Double,
    Guillemet,
    /// 「」, and 『』 within them.
    Corner,
    InnerCorner,
    Single,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Opens,
    Closes,
    /// It closes what is open, or else opens.
    Either,
    /// A single mark after an s, where no clause ends: it closes unless a better one follows.
    Possessive,
}

/// A mark; offsets and lengths are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) len: usize,
    pub(super) class: Class,
    pub(super) role: Role,
    /// Nothing but white space and marks of a quoted line stand before it in its line.
    pub(super) begins_line: bool,
}

/// The marks of a text in order; apostrophes within words are none.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // E2 begins the curly marks, C2 the guillemets, E3 the corners.
    let common = memchr::memchr3_iter(b'"', b'\'', 0xe2, bytes);
    let mut others = memchr::memchr2_iter(0xc2, 0xe3, bytes).peekable();
    for at in common {
        while let Some(before) = others.next_if(|&before| before < at) {
            found.extend(mark(text, before));
        }
        found.extend(mark(text, at));
    }
    found.extend(others.filter_map(|at| mark(text, at)));
    found
}

/// How far a mark at the beginning of a line is indented at most.
const INDENT: usize = 32;

fn mark(text: &str, at: usize) -> Option<Mark> {
    let c = text.get(at..)?.chars().next()?;
    let (class, form) = match c {
        '"' => (Class::Double, None),
        '\'' => (Class::Single, None),
        '“' | '„' | '‟' => (Class::Double, Some(Role::Opens)),
        '”' => (Class::Double, Some(Role::Closes)),
        '«' => (Class::Guillemet, Some(Role::Opens)),
        '»' => (Class::Guillemet, Some(Role::Closes)),
        '「' => (Class::Corner, Some(Role::Opens)),
        '」' => (Class::Corner, Some(Role::Closes)),
        '『' => (Class::InnerCorner, Some(Role::Opens)),
        '』' => (Class::InnerCorner, Some(Role::Closes)),
        '‘' | '‚' | '‛' | '‹' => (Class::Single, Some(Role::Opens)),
        '’' | '›' => (Class::Single, Some(Role::Closes)),
        _ => return None,
    };
    let len = c.len_utf8();
    let (before, after) = (text.get(..at)?, text.get(at + len..)?);
    let next = after.chars().next();
    let prev = before.chars().next_back();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if class == Class::Single && is_word(prev) && is_word(next) {
        return None;
    }
    // Other marks and emphasis beside it say nothing.
    let beside = |c: &char| !matches!(c, '"' | '\'' | '“'..='‟' | '‘'..='‛' | '*' | '_' | '\\');
    let outer = before.chars().rev().take(8).find(beside);
    let mut following = after.chars().take(8).filter(beside);
    let inner = following.next();
    let dots = inner == Some('…') || inner == Some('.') && following.next() == Some('.');
    let opens = may_open(outer)
        && inner.is_some_and(|c| {
            dots || !c.is_whitespace() && (!ends_clause(c) || matches!(c, '[' | '<'))
        });
    let closes = may_close(outer) && inner.is_none_or(|c| c.is_whitespace() || ends_clause(c));
    let role = match (opens, closes) {
        // They are set without spaces, and have but one direction.
        _ if matches!(class, Class::Corner | Class::InnerCorner) => form.unwrap_or(Role::Either),
        (true, false) => Role::Opens,
        (false, true) => Role::Closes,
        _ => form.unwrap_or(Role::Either),
    };
    let role = match (class, role) {
        (Class::Single, Role::Opens) if is_elision(after) => return None,
        (Class::Single, Role::Either) => return None,
        (Class::Single, Role::Closes)
            if prev.is_some_and(|c| matches!(c, 's' | 'S'))
                && inner.is_some_and(char::is_whitespace) =>
        {
            Role::Possessive
        }
        (_, role) => role,
    };
    let indented = |c: &char| *c != '\n' && (c.is_whitespace() || matches!(c, '>' | '*' | '_'));
    let outer = before.chars().rev().take(INDENT).find(|c| !indented(c));
    Some(Mark {
        at,
        len,
        class,
        role,
        begins_line: outer.is_none_or(|c| c == '\n'),
    })
}

fn may_open(before: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '{' | '<' | '>' | '«' | '‹' | '/' | '|' | '¿' | '¡'
            )
            || is_dash(c)
    })
}

fn may_close(before: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '{'))
}

fn ends_clause(c: char) -> bool {
    let ascii = matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '/' | '|' | '<' | '['
    );
    // Of other scripts: dandas, Arabic and Ethiopic marks, ideographic ones.
    let other = matches!(
        c,
        '…' | '»'
            | '›'
            | '।'
            | '॥'
            | '،'
            | '؛'
            | '؟'
            | '።'
            | '、'
            | '。'
            | '，'
            | '：'
            | '；'
            | '！'
            | '？'
    );
    ascii || other || is_dash(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// Whether an apostrophe stands for letters at the head of a word: ’90s, ’tis, ’em.
fn is_elision(after: &str) -> bool {
    let word = after.split(|c: char| !c.is_alphanumeric()).next();
    let word = word.unwrap_or_default();
    let decade = word.strip_suffix('s').unwrap_or(word);
    let known = [
        "tis", "twas", "em", "til", "till", "cause", "cos", "n", "bout", "round", "neath",
    ];
    decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit())
        || known.iter().any(|known| known.eq_ignore_ascii_case(word))
}
