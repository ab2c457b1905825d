//! The reporter's own words between.

use super::*;

const FERRY: &str = "“The ferry will sail,” said the captain, “whatever the weather.” He left.";

#[test]
fn an_interrupted_quotation_is_whole() {
    table(&[
        (
            FERRY,
            "The ferry will sail, whatever the weather.",
            "interrupted",
        ),
        (
            FERRY,
            "The ferry will sail whatever the weather",
            "interrupted",
        ),
        (FERRY, "ferry will sail, whatever the", "interrupted"),
        (
            "“The ferry will sail”, said he, “whatever comes.”",
            "The ferry will sail whatever comes",
            "interrupted",
        ),
        (
            "\"The ferry will sail,\" said he. \"We are ready.\"",
            "The ferry will sail. We are ready.",
            "interrupted",
        ),
        (
            "‘The ferry’s crew will sail,’ said he, ‘whatever comes.’",
            "The ferry’s crew will sail, whatever comes.",
            "interrupted",
        ),
        (
            "'The ferry will sail,' said he, 'whatever comes.'",
            "The ferry will sail, whatever comes.",
            "interrupted",
        ),
        (
            "„Die Fähre fährt“, sagte er, „bei jedem Wetter.“",
            "Die Fähre fährt bei jedem Wetter.",
            "interrupted",
        ),
        (
            "« Le bac part », dit-il, « par tous les temps. »",
            "Le bac part par tous les temps.",
            "interrupted",
        ),
        (
            "“Will it sail?” he asked. “We must know.”",
            "Will it sail? We must know.",
            "interrupted",
        ),
        (
            "“It will sail—” he paused “—and soon enough.”",
            "It will sail — and soon enough.",
            "interrupted",
        ),
        (
            "“No,” he said, “we will not sail today.”",
            "No, we will not sail today.",
            "interrupted",
        ),
        (
            "“One two,” he said, “three four,” and then, “five six.”",
            "One two, three four, five six.",
            "interrupted",
        ),
        (
            "He called it “a risk,” he said, “[w]hatever comes of it.”",
            "a risk [w]hatever comes of it",
            "interrupted",
        ),
    ]);
    let marked = check(
        FERRY,
        &["“The ferry will sail,”", "“whatever the weather.”"],
    );
    assert_eq!(marked.verdict, Some(Verdict::Interrupted));
    let nested = "“It is ‘never again’,” said the captain, “for all of us.”";
    assert_eq!(
        verdict(nested, "It is ‘never again’, for all of us."),
        "interrupted"
    );
    let finding = check(FERRY, &["The ferry will sail", "whatever the weather"]);
    assert_eq!(finding.verdict, Some(Verdict::Interrupted));
    assert_eq!(
        slices(FERRY, &finding.pieces),
        ["The ferry will sail", "whatever the weather"]
    );
    assert_eq!(finding.in_quotation_marks, InMarks::Yes);
    assert_eq!(finding.dropped, []);
}

#[test]
fn pieces_without_a_gap_are_one() {
    let text = "“The ferry will sail, whatever the weather,” he said.";
    let verdict = |pieces: &[&str]| check(text, pieces).verdict.unwrap();
    assert_eq!(
        verdict(&["The ferry will", "sail, whatever"]),
        Verdict::Verbatim
    );
    assert_eq!(
        verdict(&["The ferry will sail", "whatever the weather"]),
        Verdict::Typographic
    );
    assert!(!verdict(&["whatever the weather", "The ferry will sail"]).is_verified());
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    table(&[
        (
            "“The ferry will sail.\n\n“We are ready,” he said.",
            "The ferry will sail. We are ready",
            "typographic",
        ),
        (
            "“The ferry will sail.\n\n“We are ready,” he said.",
            "The ferry … ready",
            "elided",
        ),
        (
            "“The ferry will sail.\n\nWe are ready,” he said.",
            "The ferry will sail. We are ready",
            "verbatim",
        ),
        (
            "“The ferry will sail.”\n\n“We are ready,” she said.",
            "The ferry will sail. We are ready",
            "altered",
        ),
        (
            "> “The ferry will sail.\n>\n> “We are ready,” he said.",
            "The ferry will sail. We are ready",
            "typographic",
        ),
    ]);
}

#[test]
fn what_stands_inside_marks_is_never_an_interruption() {
    table(&[
        (
            "“The ferry will certainly not sail today,” he said.",
            "The ferry will sail today",
            "altered",
        ),
        (
            "“We will,” he said, “not” and then “sail today.”",
            "We will sail today",
            "altered",
        ),
        (
            "He said “we will” not “sail today” but soon.",
            "we will not sail today",
            "altered",
        ),
        (
            "“He said ‘we will’ and not ‘sail today’ either,” she said.",
            "we will sail today",
            "altered",
        ),
        (
            "\"He said \"we will\" and not \"sail today\" either,\" she said.",
            "we will sail today",
            "altered",
        ),
        (
            "A stray \" here. \"We will\" but not \"sail today\" he said.",
            "We will sail today",
            "altered",
        ),
        (
            "“The ferry will,” he said, “sail today.”",
            "The ferry will,” “sail today",
            "altered",
        ),
        (
            "“The ferry will sail” today, he said.",
            "The ferry will sail today",
            "altered",
        ),
        (
            "The captain says “the ferry will sail” today.",
            "captain says the ferry will sail",
            "altered",
        ),
    ]);
}

#[test]
fn a_far_or_foreign_half_is_no_half() {
    let long = "of the harbour board and its many friends on the coast ".repeat(5);
    let far = format!("“The ferry will sail,” said the captain {long}, “whatever the weather.”");
    assert_eq!(
        verdict(&far, "The ferry will sail, whatever the weather."),
        "altered"
    );
    table(&[
        (
            "“The ferry will sail,” he said.\n\n“Whatever the weather,” he said.",
            "The ferry will sail. Whatever the weather",
            "altered",
        ),
        (
            "“The ferry will sail,” said Brook. “It must stay,” Wells replied.",
            "The ferry will sail. It must stay",
            "altered",
        ),
        (
            "“The ferry will sail,” said Brook, while Wells said “it must stay”.",
            "The ferry will sail it must stay",
            "altered",
        ),
        (
            "“The ferry will sail,” said Brook. “It must sail,” he added.",
            "The ferry will sail. It must sail",
            "interrupted",
        ),
        (
            "“The ferry will sail,” said Brook. “It must sail,” Brook added.",
            "The ferry will sail. It must sail",
            "interrupted",
        ),
        (
            "It is a “deal” that was, he said, “off”.",
            "deal off",
            "altered",
        ),
        (
            "It is a “fair deal” that was, he said, “off” again.",
            "fair deal off",
            "interrupted",
        ),
    ]);
}

#[test]
fn a_denial_quoted_for_itself_is_no_part_of_another_quotation() {
    table(&[
        (
            "“I love this town,” said Ann Lee, who had said “never” before, “and its people.”",
            "I love this town never and its people",
            "altered",
        ),
        (
            "“We promise,” said Ann Lee, who had said “not again” before, “to sell it.”",
            "We promise not again to sell it",
            "altered",
        ),
        (
            "“Shall we sell the old ferry?” he asked. “Never.”",
            "Shall we sell the old ferry? Never.",
            "interrupted",
        ),
        (
            "“No,” she said, “we will not sell it.”",
            "No, we will not sell it.",
            "interrupted",
        ),
    ]);
}

#[test]
fn other_languages_interrupt_and_attribute_too() {
    table(&[
        (
            "„Wir verkaufen das Boot“, sagte Brock, „und auch den Hafen.“",
            "Wir verkaufen das Boot, und auch den Hafen.",
            "interrupted",
        ),
        (
            "»Wir verkaufen das Boot«, sagte Brock. »Und auch den Hafen«, erwiderte Wels.",
            "Wir verkaufen das Boot. Und auch den Hafen",
            "altered",
        ),
        (
            "« Nous vendons le bateau », a dit Dupont. « Et le port aussi », a répondu Morel.",
            "Nous vendons le bateau. Et le port aussi",
            "altered",
        ),
        (
            "«Мы продаём лодку», — сказал Бродов. «И порт тоже», — ответил Волков.",
            "Мы продаём лодку. И порт тоже",
            "altered",
        ),
        (
            "„Sprzedajemy łódź” — powiedział Broda. „I port też”, odpowiedział Wilk.",
            "Sprzedajemy łódź. I port też",
            "altered",
        ),
    ]);
}

#[test]
fn single_marks_go_on_over_paragraphs() {
    let text =
        "‘The sailor’s boat won’t leave.\n\n‘And no ferry will,’ said Hill.\n\n‘So?’ he said.";
    let double =
        "“The sailor’s boat won’t leave.\n\n“And no ferry will,” said Hill.\n\n“So?” he said.";
    for text in [text, double] {
        let finding = check(text, &["The sailor’s boat won’t leave. And no ferry will"]);
        assert_eq!(finding.verdict, Some(Verdict::Typographic));
        assert_eq!(finding.in_quotation_marks, InMarks::Yes);
    }
}
