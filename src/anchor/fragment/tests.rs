use proptest::prelude::*;

use super::*;

/// What a browser does with a directive: the place of the first words that fit, in bytes of a text
/// with single spaces between its words.
fn scroll(page: &str, directive: &str) -> Option<Range<usize>> {
    let terms = directive.strip_prefix("text=")?;
    let mut terms: Vec<_> = terms.split(',').collect();
    let prefix = terms.first()?.strip_suffix('-').map(decoded);
    if prefix.is_some() {
        terms.remove(0);
    }
    let suffix = terms.last()?.strip_prefix('-').map(decoded);
    if suffix.is_some() {
        terms.pop();
    }
    let start = decoded(terms[0]);
    let end = terms.get(1).map(|end| decoded(end));
    assert!(terms.len() <= 2, "{directive}");
    let page = page.to_lowercase();
    let find = |from: usize, term: &str| -> Option<Range<usize>> {
        let term = term.to_lowercase();
        let from = (from..=page.len()).find(|at| page.is_char_boundary(*at))?;
        let places = page[from..].match_indices(&term);
        places
            .map(|(at, _)| from + at..from + at + term.len())
            .find(|place| bounded(&page, place))
    };
    let spaces = |at: usize| at + page[at..].len() - page[at..].trim_start().len();
    let mut from = 0;
    loop {
        let begin = match &prefix {
            None => find(from, &start)?,
            Some(prefix) => {
                let before = find(from, prefix)?;
                from = before.start + 1;
                let begin = find(spaces(before.end), &start)?;
                if begin.start != spaces(before.end) {
                    continue;
                }
                begin
            }
        };
        from = from.max(begin.start + 1);
        let mut after = begin.end;
        loop {
            let last = match &end {
                None => begin.clone(),
                Some(end) => find(after, end)?,
            };
            let fits = suffix.as_ref().is_none_or(|suffix| {
                let at = spaces(last.end);
                find(at, suffix).is_some_and(|place| place.start == at)
            });
            if fits {
                return Some(begin.start..last.end);
            }
            if end.is_none() {
                break;
            }
            after = last.start + 1;
        }
    }
}

fn bounded(page: &str, place: &Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let first = page[place.clone()].chars().next();
    let last = page[place.clone()].chars().next_back();
    let before = page[..place.start].chars().next_back();
    let after = page[place.end..].chars().next();
    !(joins(before) && joins(first) || joins(last) && joins(after))
}

fn decoded(term: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = term.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            assert!(
                byte.is_ascii_alphanumeric() || b"._".contains(&byte),
                "{term}"
            );
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn of(text: &str, words: &str) -> String {
    let at = text.find(words).unwrap();
    directives(text, &[at..at + words.len()])
}

#[test]
fn few_words_are_given_whole() {
    let text = "He said: “If they don’t withdraw, we will achieve this by force.” And left.";
    assert_eq!(
        of(text, "we will achieve this by force"),
        "text=we%20will%20achieve%20this%20by%20force"
    );
}

#[test]
fn what_means_something_in_a_directive_is_encoded() {
    assert_eq!(
        directives_of(&["well-known, R&D"]),
        "text=well%2Dknown%2C%20R%26D"
    );
    assert_eq!(
        directives_of(&["Kyjiv – Київ"]),
        "text=Kyjiv%20%E2%80%93%20%D0%9A%D0%B8%D1%97%D0%B2"
    );
}

#[test]
fn many_words_are_given_by_how_they_begin_and_end() {
    let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    assert_eq!(
        directives(text, &[0..text.len()]),
        "text=one%20two%20three%20four%20five,ten%20eleven%20twelve%20thirteen%20fourteen"
    );
}

#[test]
fn words_that_stand_there_twice_bring_what_stands_around_them() {
    let text = "A deal is near, said the envoy. A deal is near, said the minister.";
    let second = text.rfind("A deal").unwrap();
    assert_eq!(
        directives(text, &[second..second + "A deal is near".len()]),
        "text=envoy.-,A%20deal%20is%20near"
    );
    let text = "No deal, he said. No deal, she said.";
    assert_eq!(of(text, "No deal"), "text=No%20deal,-%2C%20he");
}

#[test]
fn no_part_reaches_from_one_paragraph_into_another() {
    let text = "We want *peace*.\n\nWe want it now.";
    assert_eq!(
        directives(text, &[0..text.len()]),
        "text=We%20want%20*peace,We%20want%20it%20now".replace('*', "")
    );
}

#[test]
fn what_the_author_put_in_or_left_out_is_not_looked_for() {
    assert_eq!(
        directives_of(&["we will … by force", "[T]he rest of [them] promise[d] it"]),
        "text=we%20will&text=by%20force&text=rest%20of&text=it"
    );
    assert_eq!(directives_of(&["…", "[all]"]), "");
    assert_eq!(unmarked("open [end"), ["open "]);
}

#[test]
fn a_fragment_that_is_there_is_kept() {
    let with = |url| with_directives(url, "text=x");
    assert_eq!(with("https://a.b/c"), "https://a.b/c#:~:text=x");
    assert_eq!(with("https://a.b/c#d"), "https://a.b/c#d:~:text=x");
    assert_eq!(with("https://a.b/c#:~:text=old"), "https://a.b/c#:~:text=x");
    assert_eq!(with_directives("https://a.b/#d", ""), "https://a.b/#d");
}

/// Sentences of few different words, so that much stands in them more than once.
fn page() -> impl Strategy<Value = Vec<&'static str>> {
    let word = prop::sample::select(vec![
        "peace",
        "War",
        "no",
        "deal,",
        "“yes",
        "well-known",
        "Київ",
        "don’t",
        "a",
        "the",
        "end.",
    ]);
    prop::collection::vec(word, 1..60)
}

proptest! {
    #[test]
    fn a_directive_leads_to_words_like_those_it_was_made_of(
        words in page(),
        from in 0usize..60,
        len in 1usize..40,
    ) {
        let from = from.min(words.len() - 1);
        let past = (from + len).min(words.len());
        let text = words.join(" ");
        let start = words[..from].iter().map(|word| word.len() + 1).sum::<usize>();
        let run = start..start + words[from..past].join(" ").len();
        let directive = directives(&text, std::slice::from_ref(&run));
        let found = scroll(&text, &directive);
        let letters = |text: &str| text.unicode_words().map(str::to_lowercase).collect::<Vec<_>>();
        prop_assert!(found.is_some(), "{directive} leads nowhere in {text}");
        let found = found.unwrap();
        let (found, run) = (letters(&text[found]), letters(&text[run]));
        // Where nothing tells the place apart, it is one that begins and ends like it.
        let edge = run.len().min(EDGE);
        prop_assert_eq!(&found[..edge], &run[..edge]);
        prop_assert_eq!(&found[found.len() - edge..], &run[run.len() - edge..]);
    }

    #[test]
    fn words_that_stand_in_one_place_are_found_there(
        numbers in prop::collection::vec(0usize..1000, 1..80),
        from in 0usize..80,
        len in 1usize..60,
        second in prop::option::of(0usize..80),
    ) {
        // Each word is another one.
        let mut words: Vec<_> = (0..numbers.len()).map(|n| format!("w{n}")).collect();
        let from = from.min(words.len() - 1);
        let past = (from + len).min(words.len());
        // But for a part of the quotation, which stands somewhere else as well.
        if let Some(at) = second {
            for n in 0..3 {
                let (to, there) = (at + n, from + n);
                let outside = !(from..past).contains(&to) && !(from..past).contains(&at);
                if to < words.len() && there < past && outside {
                    words[to] = words[there].clone();
                }
            }
        }
        let text = words.join(" ");
        let start = words[..from].iter().map(|word| word.len() + 1).sum::<usize>();
        let run = start..start + words[from..past].join(" ").len();
        let directive = directives(&text, std::slice::from_ref(&run));
        prop_assert_eq!(scroll(&text, &directive), Some(run), "{}", directive);
    }

    #[test]
    fn nothing_in_it_panics(text in ".{0,200}", a in 0usize..220, b in 0usize..220) {
        let run = a.min(b)..a.max(b);
        directives(&text, &[run]);
        directives_of(&[&text]);
    }
}
