//! What the author left out or put in.

use super::*;

const SPEECH: &str = "“We will never sell the old ferry, and its crew of 40 will stay,” she said, “for as long as the port is open.”";

#[test]
fn ellipses_leave_words_out() {
    for ellipsis in ["…", "...", " ... ", "[...]", " […] ", " (…) ", " . . . "] {
        let claim = format!("sell the old ferry{ellipsis}will stay");
        let finding = check(SPEECH, &[&claim]);
        assert_eq!(finding.verdict, Some(Verdict::Elided), "{claim}");
        assert_eq!(
            slices(SPEECH, &finding.pieces),
            ["sell the old ferry", "will stay"]
        );
        let dropped: Vec<&str> = finding.dropped.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(dropped, ["and its crew of 40"]);
        assert_eq!(finding.concerns, []);
    }
    table(&[
        (SPEECH, "We will … sell the old ferry", "elided"),
        (
            SPEECH,
            "the old ferry … as long as the port is open",
            "elided",
        ),
        (SPEECH, "… its crew of 40 will stay …", "elided"),
        (SPEECH, "will stay … the old ferry", "altered"),
        (SPEECH, "the old ferry … she said", "altered"),
        (
            "The fee is “about $40 a day in May and $50 a day in June”.",
            "about $40 a day … $50 a day",
            "elided",
        ),
        (
            "The fee is “about $40 a day in May and $50 a day in June”.",
            "about $40 a day … 50 a day",
            "elided",
        ),
        (
            "The fee is “about 40 a day in May and 50 a day in June”.",
            "about 40 a day … $50 a day",
            "altered",
        ),
        (
            "It was “a fine ship … and a good crew in all weathers”.",
            "a fine ship … and a good crew",
            "verbatim",
        ),
        (
            "It was “a fine ship [...] and a good crew”.",
            "[A] fine ship [...] and a good crew",
            "typographic",
        ),
    ]);
}

#[test]
fn only_the_speakers_own_words_count_as_left_out() {
    let finding = check(SPEECH, &["its crew of 40 … as the port is open"]);
    let dropped: Vec<&str> = finding.dropped.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(dropped, ["will stay", "for as long"]);
}

#[test]
fn a_dropped_negation_is_told() {
    let finding = check(SPEECH, &["We will … sell the old ferry"]);
    assert_eq!(
        finding.concerns,
        [Concern::NegationDropped("never".to_owned())]
    );
    assert!(finding.dropped[0].negates);
    for (text, claim, word) in [
        (
            "“I do not think that the ferry is safe,” he said.",
            "I do … think that the ferry is safe",
            "not",
        ),
        (
            "“I’m here and I don’t say the ferry is safe,” he said.",
            "I’m here and … the ferry is safe",
            "don't",
        ),
        (
            "“They denied that the ferry is safe,” he said.",
            "They … that the ferry is safe",
            "denied",
        ),
        (
            "“We sail without any fear of the storm,” he said.",
            "We sail [with] any fear of the storm",
            "without",
        ),
    ] {
        let finding = check(text, &[claim]);
        assert_eq!(finding.verdict, Some(Verdict::Elided), "{claim}");
        assert_eq!(
            finding.concerns,
            [Concern::NegationDropped(word.to_owned())]
        );
    }
    let text = "“The ferry is all but certainly safe,” he said.";
    let finding = check(text, &["The ferry is … certainly safe"]);
    assert_eq!(
        finding.concerns,
        [Concern::SenseReversed("all but".to_owned())]
    );
    let finding = check(
        "“I do not think it is safe,” he said.",
        &["I [don’t] think it is safe"],
    );
    assert_eq!(finding.concerns, []);
}

#[test]
fn brackets_put_words_in() {
    let text = "“He will sign the paper tomorrow, with his own pen,” she said.";
    for (claim, inserted, dropped) in [
        (
            "[The captain] will sign the paper",
            &["The captain"][..],
            &[][..],
        ),
        (
            "will sign [the treaty] tomorrow",
            &["the treaty"],
            &["the paper"],
        ),
        (
            "will sign the paper [on Monday], with his",
            &["on Monday"],
            &["tomorrow"],
        ),
        (
            "will sign the paper [of peace] tomorrow",
            &["of peace"],
            &[],
        ),
        ("will sign [sic] the paper tomorrow", &["sic"], &[]),
        (
            "[The failed bidder] will sign the paper",
            &["The failed bidder"],
            &[],
        ),
        (
            "He [has] sign[ed] the paper tomorrow",
            &["has", "signed"],
            &["will", "sign"],
        ),
    ] {
        let finding = check(text, &[claim]);
        assert_eq!(
            finding.verdict,
            Some(Verdict::Elided),
            "{claim}: {finding:?}"
        );
        assert_eq!(finding.inserted, inserted, "{claim}");
        let found: Vec<&str> = finding.dropped.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(found.join(" "), dropped.join(" "), "{claim}");
    }
}

#[test]
fn brackets_change_no_sense() {
    table(&[
        (
            "“We will sign the paper tomorrow,” she said.",
            "We will [not] sign the paper",
            "altered",
        ),
        (
            "“We will sign the paper tomorrow,” she said.",
            "We will sign the paper tomorrow [never]",
            "altered",
        ),
        (
            "“It is likely that we sign the paper,” she said.",
            "It is [un]likely that we sign",
            "altered",
        ),
        (
            "“We sign the [peace] paper tomorrow,” she said.",
            "We sign the [war] paper tomorrow",
            "altered",
        ),
        (
            "“We sign the [peace] paper tomorrow,” she said.",
            "We sign the [peace] paper today …",
            "altered",
        ),
        (
            "“We sign the [peace] paper tomorrow,” she said.",
            "[w]e sign the [peace] paper tomorrow",
            "typographic",
        ),
        (
            "“We sign all [of the] paper [here] tomorrow,” she said.",
            "[w]e sign all [of the] paper tomorrow",
            "altered",
        ),
    ]);
}

#[test]
fn parts_stay_in_one_quotation() {
    let long = "and the crew and the captain and the cook and the cat ".repeat(20);
    let far = format!("“We will sail {long} at the break of dawn,” he said.");
    assert_eq!(
        verdict(&far, "We will sail … at the break of dawn"),
        "altered"
    );
    table(&[
        (
            "“We will sail,” said Brook.\n\n“At the break of dawn,” said Wells.",
            "We will sail … at the break of dawn",
            "altered",
        ),
        (
            "“We will sail today.” The board met. Much later a guest cried out: “Go home now.”",
            "We will sail … Go home now.",
            "elided",
        ),
        (
            "“We will sail today,” said Brook. “Go home now,” Wells replied.",
            "We will sail … Go home now",
            "altered",
        ),
        (
            "He said “we will sail” and that the crew is ready.",
            "we will … the crew is ready",
            "altered",
        ),
    ]);
    let statement = "We will sail, under the “open sea” rule, at the break of dawn.";
    let finding = check_as(
        statement,
        &["We will sail … sea” rule, at the break"],
        QuoteMode::Direct,
        false,
    );
    assert_eq!(finding.verdict, Some(Verdict::Elided));
}

#[test]
fn pieces_with_a_gap_inside_the_marks_are_elided() {
    let text = "“We will never, in this harbour, sell the old ferry,” she said.";
    let finding = check(text, &["We will never", "sell the old ferry"]);
    assert_eq!(finding.verdict, Some(Verdict::Elided));
    assert_eq!(finding.dropped[0].text, "in this harbour");
}

#[test]
fn the_first_place_of_a_part_need_not_be_its_place() {
    let text = "“We were able to turn the ferry around after dawn,” he said. “They led, and we turned the ferry around.”";
    let finding = check(text, &["We were able … the ferry around."]);
    assert_eq!(finding.verdict, Some(Verdict::Elided));
    assert!(slices(text, &finding.pieces)[1].ends_with("around."));
}

#[test]
fn the_sources_own_brackets_are_words_like_others() {
    table(&[
        (
            "“Oh no, the mayor has shocking[ly] left the board,” he said.",
            "[o]h no, the mayor has shocking[ly] left the board",
            "typographic",
        ),
        (
            "He was “[r]elieved of duty and lived as a sailor[.]”",
            "[R]elieved of duty and lived as a sailor[.]",
            "typographic",
        ),
        (
            "He was “relieved of duty and lived as a sailor[.]”",
            "relieved of duty and lived as a sailor[.].",
            "typographic",
        ),
        (
            "“The men who set [the final sail] up were here, an old cook and a mate,” he said.",
            "The men who set [the final … an old cook",
            "elided",
        ),
        (
            "“The [US] fleet was small,” he said. “[T]his has undone the gains.”",
            "The [US] fleet was small. [T]his has undone the gains",
            "interrupted",
        ),
    ]);
}

#[test]
fn a_letter_and_an_ending_in_brackets_change_one_word() {
    for (text, claim, expected) in [
        (
            "“They said it takes the long way home,” he said.",
            "[T]ake[s] the long way home",
            "elided",
        ),
        (
            "“They said to take the long way home,” he said.",
            "[T]ake[s] the long way home",
            "elided",
        ),
        (
            "“They said to bake the long way home,” he said.",
            "[T]ake[s] the long way home",
            "altered",
        ),
        (
            "“He says it mistakes the long way home,” he said.",
            "[T]ake[s] the long way home",
            "altered",
        ),
        (
            "He had to “take[s] the long way home and rest.”",
            "[T]ake[s] the long way home",
            "typographic",
        ),
        (
            "“we will [all] take the long way … and rest,” he said.",
            "[W]e will [all] take the long way … and rest",
            "typographic",
        ),
    ] {
        table(&[(text, claim, expected)]);
    }
}

#[test]
fn footnotes_are_passed_over_unless_they_are_claimed() {
    const NOTED: &str = "“We will open[1] the bridge[note 3] before dawn.[12][citation needed] Go home,”[2] he said.";
    table(&[
        (
            NOTED,
            "We will open the bridge before dawn. Go home",
            "typographic",
        ),
        (NOTED, "We will open[1] the bridge[note 3]", "verbatim"),
        (NOTED, "We will open[1] the bridge before", "typographic"),
        (NOTED, "We will open[7] the bridge[note 3]", "altered"),
    ]);
    for bracket in ["[not]", "[2019]", " [5]", "[5]%", "[will]", "[a 3]", "$[5]"] {
        let text = format!("“We will open{bracket} the bridge before dawn,” he said.");
        table(&[(&text, "We will open the bridge before dawn", "altered")]);
    }
}

#[test]
fn links_by_a_label_are_links_where_the_label_is_defined() {
    const LINKED: &str = "“The [new bridge][1] will open before the [harvest],” he [will][not] say.\n\n[1]: https://x.org/a\n[harvest]: https://x.org/b\n";
    table(&[
        (
            LINKED,
            "The new bridge will open before the harvest",
            "typographic",
        ),
        (LINKED, "he will say", "altered"),
        (
            "“We [will][not] open the bridge before dawn,” he said.",
            "We will open the bridge before dawn",
            "altered",
        ),
        (
            "“We will [not] open the bridge before dawn,” he said.",
            "We will open the bridge before dawn",
            "altered",
        ),
    ]);
}

#[test]
fn negations_of_other_languages_are_told_and_not_put_in() {
    for (text, claim, denial) in [
        (
            "„Die neue Brücke wird nicht vor der Ernte eröffnet“, sagte sie.",
            "Die neue Brücke wird … vor der Ernte eröffnet",
            "nicht",
        ),
        (
            "« Le nouveau pont ne sera jamais ouvert cette année », dit-elle.",
            "Le nouveau pont … ouvert cette année",
            "ne",
        ),
        (
            "«Новый мост не откроется до начала зимы», — сказала она.",
            "Новый мост … откроется до начала зимы",
            "не",
        ),
        (
            "„Nowy most nigdy nie zostanie otwarty zimą” — powiedziała.",
            "Nowy most … zostanie otwarty zimą",
            "nigdy",
        ),
    ] {
        let finding = check(text, &[claim]);
        assert_eq!(finding.verdict, Some(Verdict::Elided), "{claim}");
        assert!(finding.dropped[0].negates, "{claim}");
        let told = Concern::NegationDropped(denial.to_owned());
        assert!(finding.concerns.contains(&told), "{finding:?}");
    }
    table(&[
        (
            "„Die neue Brücke wird vor der Ernte eröffnet“, sagte sie.",
            "Die neue Brücke wird [nicht] vor der Ernte eröffnet",
            "altered",
        ),
        (
            "«Новый мост откроется до начала зимы», — сказала она.",
            "Новый мост [не] откроется до начала зимы",
            "altered",
        ),
    ]);
}
