use super::super::haystack::Haystack;

/// The texts inside marks, those of nested marks after their outer ones.
fn inside(text: &str) -> Vec<String> {
    let hay = Haystack::new(text, 0);
    let regions = hay.marks.regions().iter();
    regions
        .map(|region| hay.text(region.inner..region.close).to_owned())
        .collect()
}

#[test]
fn marks_of_every_shape_pair() {
    for (text, expected) in [
        ("He said \"one two\" and left.", &["one two"][..]),
        ("“One,” he said, “two.”", &["One,", "two."]),
        ("„Eins“, sagte er, „zwei“.", &["Eins", "zwei"]),
        ("« Un », dit-il, « deux ».", &[" Un ", " deux "]),
        ("»Eins«, sagte er, »zwei«.", &["Eins", "zwei"]),
        ("”Yksi”, hän sanoi, ”kaksi”.", &["Yksi", "kaksi"]),
        ("‘One,’ he said, ‘two.’", &["One,", "two."]),
        ("'One,' he said, 'two.'", &["One,", "two."]),
        ("“One\" and \"two”", &["One", "two"]),
        ("„एक“। „दो“।", &["एक", "दो"]),
        ("'[It was] one,' he said.", &["[It was] one,"]),
        ("”[It was] one”[1], he said.", &["[It was] one"]),
        ("a—“one”—b (“two”) [\"three\"]", &["one", "two", "three"]),
        ("**“one”** and *\"two\"*", &["one", "two"]),
    ] {
        assert_eq!(inside(text), expected, "{text}");
    }
}

#[test]
fn apostrophes_are_no_marks() {
    for (text, expected) in [
        ("It’s the workers’ day, and don't they know.", &[][..]),
        (
            "‘The workers’ rights are safe,’ he said.",
            &["The workers' rights are safe,"],
        ),
        (
            "‘It’s the workers’ day,’ she said.",
            &["It's the workers' day,"],
        ),
        (
            "‘safe houses’ and ‘bad roads’ there",
            &["safe houses", "bad roads"],
        ),
        ("In the ’90s and '80s, 'tis said 'em all", &[]),
        (
            "\"It's the boys' club,\" he said.",
            &["It's the boys' club,"],
        ),
        ("He is 6' tall and 5\" wide.", &[]),
    ] {
        assert_eq!(inside(text), expected, "{text}");
    }
}

#[test]
fn marks_nest() {
    for (text, expected) in [
        (
            "“He said ‘never again’ and left.”",
            &["He said 'never again' and left.", "never again"][..],
        ),
        (
            "‘He said “never again” and left,’ she said.",
            &["He said \"never again\" and left,", "never again"],
        ),
        ("\"He said 'no.'\" So.", &["He said 'no.'", "no."]),
        (
            "\"He said \"never\" and left.\" So.",
            &["He said \"never\" and left.", "never"],
        ),
    ] {
        assert_eq!(inside(text), expected, "{text}");
    }
}

#[test]
fn quotations_go_on_in_the_next_paragraph() {
    let hay = Haystack::new("“One.\n\n“Two.\n\n“Three,” he said.\n\n“Four.”", 0);
    let continues: Vec<bool> = hay.marks.regions().iter().map(|r| r.continues).collect();
    assert_eq!(continues, [false, true, true, false]);
    assert_eq!(inside("“One.\n\nTwo.” Three."), ["One. Two."]);
    assert_eq!(
        inside("> “One\n> two.”\n>\n> “Three.”"),
        ["One > two.", "Three."]
    );
    assert_eq!(inside("\"One.\n\"Two,\" he said."), ["One.", "Two,"]);
}

#[test]
fn marks_that_do_not_pair_are_doubtful() {
    let stray = Haystack::new(
        "A stray \"mark. He said \"one two\" but not \"three four\" here.\n\nNext \"five\".",
        0,
    );
    assert!(stray.marks.is_doubtful(&(30..40)));
    assert_eq!(stray.marks.regions().len(), 3);
    let closed = Haystack::new("We will\" he said. \"So.\"", 0);
    assert!(closed.marks.is_doubtful(&(0..4)));
    assert!(!closed.marks.is_doubtful(&(14..16)));
}

#[test]
fn an_open_quotation_ends_with_its_paragraph() {
    assert_eq!(
        inside("He said \"one two.\n\nThree \"four\" five."),
        ["one two.", "four"]
    );
}

#[test]
fn marks_in_addresses_and_tags_are_none() {
    assert_eq!(
        inside("<a href=\"x y\">one</a> [two](x \"title\") \"three\""),
        ["three"]
    );
}
