//! Who held what by the bundled briefings: written by hand from their texts.

use super::*;
use crate::library::discover::Input;
use crate::library::{Filter, load};

/// The matrix of a briefing as somebody would note it down, an actor a line. What others say of it
/// stands in brackets; a stance that was another before has that before it.
fn noted(file: &str, day: Option<(i32, u32, u32)>) -> Vec<String> {
    let (library, _) = load::load(&[Input::Bundled]);
    let mut entries = library.entries().iter();
    let at = entries.position(|entry| entry.file.contains(file)).unwrap();
    let (scope, verdicts) = (Scope::One(at), Verdicts::default());
    let selection = library.select(scope, &Filter::default(), &verdicts);
    let matrix = Matrix::of(&Question {
        library: &library,
        scope,
        selection: &selection,
        verdicts: &verdicts,
        day: day.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day)),
    });
    let slug = |ix: RecordIx| library.key(ix).unwrap().id.slug.to_string();
    let actors = matrix.actors.iter().filter_map(|actor| {
        let cells = matrix.issues.iter().filter_map(|issue| {
            let cell = matrix.cell(*actor, *issue)?;
            (!cell.is_empty()).then(|| format!("{} {}", slug(*issue), in_words(cell)))
        });
        let cells: Vec<_> = cells.collect();
        (!cells.is_empty()).then(|| format!("{}: {}", slug(*actor), cells.join(", ")))
    });
    actors.collect()
}

fn in_words(cell: &Cell) -> String {
    let doubt = |one: &Holding| match one.held {
        Certainty::Certainly => "",
        _ => "?",
    };
    let own = cell.own.iter();
    let own = own.map(|one| format!("{}{}", one.stance, doubt(one)));
    let asserted = cell.asserted.iter();
    let asserted = asserted.map(|one| format!("({}{})", one.stance, doubt(one)));
    let words: Vec<_> = own.chain(asserted).collect();
    match cell.before.first() {
        Some(_) if words.is_empty() => "no more".to_owned(),
        Some(before) if cell.has_changed() => format!("{} > {}", before.stance, words.join(" ")),
        _ => words.join(" "),
    }
}

/// The author reports much of Kyiv, but quotes it only on the first plan, and gives its cap as what
/// it suggested. That Witkoff and Kushner run a channel, the newspaper says by Mylovanov's word.
#[test]
fn the_positions_of_the_moscow_article() {
    let expected = [
        "putin: territory support, upper-hand support",
        "trump: headway support, pace support",
        "yermak: territory oppose",
        "rubio: headway support",
        "ukraine: territory (oppose), nato-membership (support), force-cap conditional, \
         first-plan oppose",
        "russia: nato-membership oppose, force-cap support",
        "wall-street-journal: channel (support)",
        "officials: headway conditional",
        "european-officials: force-cap conditional",
        "critics: leverage support",
        "explainer-author: headway ambiguous, leverage ambiguous",
    ];
    assert_eq!(noted("witkoff-moscow-2025", None), expected);
}

/// What both signed is the word of both; that the draft meets what Kyiv wants says the White House.
#[test]
fn the_positions_of_the_geneva_statements() {
    let expected = [
        "rubio: sovereignty support",
        "ukraine: sovereignty support, draft (support), concerns (support), guarantees (support), \
         economy (support), infrastructure (support), navigation (support), \
         political-sovereignty (support), enforcement (support), commitments (support), \
         peace-aims support, headway support (support), decision support, europe support, \
         us-effort support (support)",
        "united-states: sovereignty support, peace-aims support, headway support, \
         decision support, europe support",
        "white-house: headway support",
    ];
    assert_eq!(noted("geneva-talks-2025", None), expected);
}

/// In March 2023 there is no backstop any more to be for or against, and no deal to be voted on. How
/// the parties voted on the Brake says a newspaper; of those that did, Mr Donaldson and Mr Johnson
/// are quoted.
#[test]
fn the_positions_on_the_irish_border_in_the_end() {
    let expected = [
        "theresa-may: sea-border no more, no-deal no more, deal-2018 no more",
        "boris-johnson: open-border support (oppose), backstop no more, sea-border no more, \
         deal-2018 no more, deal-2019 no more, windsor oppose",
        "leo-varadkar: deal-2019 no more",
        "arlene-foster: sea-border oppose",
        "donald-tusk: backstop no more",
        "uk-gov: open-border support, backstop no more, uk-wide no more, time-limit no more, \
         alternatives no more, sea-border no more, consent support, windsor support",
        "ireland: open-border support, backstop no more, time-limit no more, deal-2018 no more, \
         deal-2019 no more",
        "eu: open-border support, backstop no more, uk-wide no more, alternatives no more, \
         sea-border support, windsor support",
        "dup: backstop no more, uk-wide no more, sea-border conditional > oppose, \
         consent conditional, deal-2019 no more, windsor oppose",
        "labour: deal-2018 no more, windsor (support)",
        "sinn-fein: backstop no more, sea-border support, consent conditional",
        "sdlp: backstop no more, windsor (support)",
        "alliance: backstop no more, windsor (support)",
        "green-ni: backstop no more",
        "erg: windsor (oppose)",
        "malthouse-group: alternatives support",
    ];
    assert_eq!(noted("irish-border-brexit", None), expected);
}

/// Between the first vote and the amendment: what the parties had voted says the record of the
/// Commons alone. The Union had come round to a backstop for the whole United Kingdom.
#[test]
fn the_positions_on_the_irish_border_after_the_first_vote() {
    let expected = [
        "theresa-may: sea-border no more, no-deal support, deal-2018 support",
        "boris-johnson: backstop oppose, sea-border oppose, deal-2018 oppose",
        "arlene-foster: sea-border oppose",
        "donald-tusk: backstop support",
        "jacob-rees-mogg: deal-2018 (oppose)",
        "uk-gov: open-border support, backstop support, uk-wide support, time-limit no more, \
         sea-border oppose",
        "ireland: open-border support, backstop support, time-limit oppose, deal-2018 support",
        "eu: open-border support, backstop support, uk-wide oppose > support, \
         alternatives conditional, sea-border support",
        "dup: backstop oppose, uk-wide oppose, sea-border oppose, deal-2018 (oppose)",
        "labour: deal-2018 (oppose)",
        "sinn-fein: backstop support, sea-border support",
        "sdlp: backstop support",
        "alliance: backstop support",
        "green-ni: backstop support",
        "erg: backstop (oppose), deal-2018 (oppose)",
    ];
    assert_eq!(noted("irish-border-brexit", Some((2019, 1, 20))), expected);
}

/// Actors 1 to 3 by issues 11 to 13, with something known where it says so.
fn known_of(known: &[(u32, u32)]) -> Matrix {
    let key = |(actor, issue): &(u32, u32)| (RecordIx(*actor), RecordIx(*issue));
    Matrix {
        actors: [1, 2, 3].map(RecordIx).to_vec(),
        issues: [11, 12, 13].map(RecordIx).to_vec(),
        cells: known
            .iter()
            .map(|one| (key(one), Cell::default()))
            .collect(),
    }
}

#[test]
fn of_too_many_those_are_kept_on_whom_the_most_is_known_in_their_order() {
    let all = [(1, 11), (2, 11), (2, 12), (3, 11), (3, 12), (3, 13)];
    let mut kept = known_of(&all);
    assert_eq!(kept.keep_most((3, 3)), (0, 0));
    assert_eq!(kept.cells.len(), all.len());

    assert_eq!(kept.keep_most((2, 1)), (1, 2));
    assert_eq!(kept.actors, [2, 3].map(RecordIx));
    assert_eq!(kept.issues, [11].map(RecordIx));
    assert_eq!(kept.cells.len(), 2, "what is left out is let go of");
}

#[test]
fn of_several_on_whom_as_much_is_known_the_first_are_kept() {
    let mut kept = known_of(&[(1, 11), (2, 12), (3, 13)]);
    assert_eq!(kept.keep_most((2, 3)), (1, 0));
    assert_eq!(kept.actors, [1, 2].map(RecordIx));
}
