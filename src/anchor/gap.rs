//! What stands between two words, compared without its typography.

/// The marks and signs of a gap with typography taken off; `skip` tells by byte offset in `gap`
/// what does not count.
///
/// - Spaces go, unless `spaced`: between digits they are part of a number or divide two.
/// - Double quotation marks become single ones (nested marks change their kind with the house),
///   and two in a row one.
/// - Three full stops or more, bare or in brackets, become `…`.
pub(super) fn squeeze(gap: &str, spaced: bool, skip: impl Fn(usize) -> bool) -> String {
    let mut out = String::with_capacity(gap.len());
    let mut dots = 0;
    for (at, c) in gap.char_indices() {
        if skip(at) || c == ' ' && !spaced {
            continue;
        }
        let c = if c == '"' { '\'' } else { c };
        dots = if c == '.' { dots + 1 } else { 0 };
        match dots {
            3 => {
                out.pop();
                out.pop();
                out.push('…');
            }
            4.. => {}
            _ if c == '\'' && out.ends_with('\'') => {}
            _ => out.push(c),
        }
        let open = match c {
            ']' => "[…",
            ')' => "(…",
            _ => continue,
        };
        let before = out.len() - 1;
        if out.get(..before).is_some_and(|out| out.ends_with(open)) {
            out.truncate(before - open.len());
            out.push('…');
        }
    }
    out
}

/// A squeezed gap without what may come or go where a quotation is interrupted.
pub(super) fn heavy(squeezed: &str) -> String {
    let light = |c: &char| !matches!(c, '.' | ',' | '-' | ' ');
    squeezed.chars().filter(light).collect()
}

/// A squeezed gap without what may come or go beside words that were left out.
pub(super) fn weighty(squeezed: &str) -> String {
    let light = |c: &char| {
        !matches!(
            c,
            '.' | ',' | ';' | ':' | '-' | '\'' | ' ' | '…' | '?' | '!' | '(' | ')' | '[' | ']'
        )
    };
    squeezed.chars().filter(light).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_shapes_do_not_count_and_signs_do() {
        for (a, b, same) in [
            (" - ", "-", true),
            (", ", ",", true),
            (" ", ", ", false),
            (" ... ", " [...] ", true),
            (" (...) ", "...", true),
            (" [.. ", " [... ", false),
            (" .... ", " ... ", true),
            (". ... ", " ... ", true),
            (" \"", " '", true),
            (".'\" ", ".\" ", true),
            (" $", " ", false),
            ("? ", ". ", false),
        ] {
            let squeezed = |gap| squeeze(gap, false, |_| false);
            assert_eq!(squeezed(a) == squeezed(b), same, "{a:?} {b:?}");
        }
        assert_eq!(squeeze(" . ", true, |_| false), " . ");
    }
}
