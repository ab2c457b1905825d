//! What the view shows of the bundled briefings about Geneva and the Irish border.

use super::*;

/// The pairs of a briefing as somebody would note them down: an actor a line, with those before it in
/// the file that it can be put beside.
fn noted(id: &str, day: Option<(i32, u32, u32)>) -> Vec<String> {
    let seen = Seen::of(id);
    let set = Set {
        day: day.and_then(|(year, month, day)| chrono::NaiveDate::from_ymd_opt(year, month, day)),
        ..AS_IN_THE_FILE
    };
    let slug = |ix: u32| seen.library.key(RecordIx(ix)).unwrap().id.slug.to_string();
    let sheet = seen.sheet(set);
    let lines = sheet.lines.iter().filter_map(|line| {
        let pairs = line
            .keyed()
            .filter(|(_, key)| key.0 != BESIDE && key.0 != key.1);
        let pairs = pairs.filter_map(|(cell, key)| {
            let text = cell.text();
            let words: Vec<_> = text.split_whitespace().collect();
            (!words.is_empty()).then(|| format!("{} {}", slug(key.1), words.join(" ")))
        });
        let pairs: Vec<_> = pairs.collect();
        let (_, key) = line.keyed().next()?;
        (!pairs.is_empty()).then(|| format!("{}: {}", slug(key.0), pairs.join(", ")))
    });
    lines.collect()
}

/// The lists below the pairs.
fn lists(id: &str) -> String {
    let text = Seen::of(id).sheet(AS_IN_THE_FILE).plain();
    let (_, lists) = text.split_once("cannot be compared\n\n").unwrap();
    lists.to_owned()
}

/// What Washington and Kyiv stated together they hold alike: sovereignty, the aims of a peace, headway,
/// who decides, and the part of the Europeans. Mr Rubio said the first of these again, the White House
/// the third. All else is what the White House says of Kyiv.
#[test]
fn the_pairs_of_the_geneva_statements() {
    let expected = [
        "ukraine: rubio 1=",
        "united-states: rubio 1=, ukraine 5=",
        "white-house: ukraine 1=, united-states 1=",
    ];
    assert_eq!(noted("geneva-talks-2025", None), expected);
    assert_eq!(
        lists("geneva-talks-2025"),
        "Coalitions: 1
  1  Marco Rubio, Ukraine, United States, White House
    Sovereignty  ▲ support 3
    Aims of the peace  ▲ support 2
    Headway  ▲ support 3
    Who decides  ▲ support 2
    European partners  ▲ support 2

Sharpest conflicts: none
"
    );
}

/// In March 2023, by issue:
///
/// - the open border: Mr Johnson, London, Dublin and Brussels for it;
/// - the Irish Sea: Mrs Foster and her party against, Sinn Féin and Brussels for;
/// - consent: London for it, the Democratic Unionists and Sinn Féin on opposite conditions;
/// - the Windsor Framework: London and Brussels for, the Democratic Unionists and Mr Johnson against;
///   of Labour, the SDLP, Alliance and the European Research Group a newspaper says how they voted.
#[test]
fn the_pairs_on_the_irish_border_in_the_end() {
    let expected = [
        "uk-gov: boris-johnson 1= 1≠",
        "ireland: boris-johnson 1=, uk-gov 1=",
        "eu: boris-johnson 1= 1≠, arlene-foster 1≠, uk-gov 2=, ireland 1=",
        "dup: boris-johnson 1=, arlene-foster 1=, uk-gov 1≠ 1?, eu 2≠",
        "labour: boris-johnson 1?, uk-gov 1?, eu 1?, dup 1?",
        "sinn-fein: arlene-foster 1≠, uk-gov 1?, eu 1=, dup 1≠ 1?",
        "sdlp: boris-johnson 1?, uk-gov 1?, eu 1?, dup 1?, labour 1?",
        "alliance: boris-johnson 1?, uk-gov 1?, eu 1?, dup 1?, labour 1?, sdlp 1?",
        "erg: boris-johnson 1?, uk-gov 1?, eu 1?, dup 1?, labour 1?, sdlp 1?, alliance 1?",
    ];
    assert_eq!(noted("irish-border-brexit", None), expected);
}

/// London and Brussels agree on two issues, so they come together first; Dublin is never apart from
/// either, and Sinn Féin is with Brussels on the sea. Mr Johnson agrees with the Democratic Unionists on
/// the Framework, and Mrs Foster with them on the sea. Of the pairs that conflict, that of Brussels and the
/// Democratic Unionists does so on two issues.
#[test]
fn the_camps_on_the_irish_border_in_the_end() {
    let lists = lists("irish-border-brexit");
    let (camps, conflicts) = lists.split_once("\n\n").unwrap();
    assert_eq!(
        camps,
        "Coalitions: 2
  1  United Kingdom (HM Government), European Union, Ireland (the Irish government), Sinn Féin
    An open land border  ▲ support 3
    The Irish Sea  ▲ support 2
    The Windsor Framework  ▲ support 2
  2  Boris Johnson, Democratic Unionist Party, Arlene Foster
    The Irish Sea  ▼ oppose 2
    The Windsor Framework  ▼ oppose 2"
    );
    let pairs = conflicts.lines().filter(|line| line.contains('≠'));
    let pairs = pairs.map(|line| line.trim().to_owned());
    assert_eq!(
        pairs.collect::<Vec<_>>(),
        [
            "European Union ≠ Democratic Unionist Party  conflict on 2",
            "Arlene Foster ≠ European Union  conflict on 1",
            "Arlene Foster ≠ Sinn Féin  conflict on 1",
            "United Kingdom (HM Government) ≠ Democratic Unionist Party  conflict on 1, cannot be compared on 1",
            "Democratic Unionist Party ≠ Sinn Féin  conflict on 1, cannot be compared on 1",
            "Boris Johnson ≠ United Kingdom (HM Government)  agree on 1, conflict on 1",
            "Boris Johnson ≠ European Union  agree on 1, conflict on 1",
        ]
    );
}

/// After the first vote in January 2019, by issue:
///
/// - the open border: London, Dublin and Brussels for it;
/// - the backstop: Mr Tusk, London, Dublin, Brussels, Sinn Féin, the SDLP, Alliance and the Greens for,
///   Mr Johnson and the Democratic Unionists against; how the European Research Group voted is known
///   from the record alone;
/// - for the whole United Kingdom: London and Brussels for, the Democratic Unionists against;
/// - the Irish Sea: Mr Johnson, Mrs Foster, London and the Democratic Unionists against, Brussels and
///   Sinn Féin for;
/// - the deal: Mrs May and Dublin for, Mr Johnson against; how Mr Rees-Mogg, the Democratic Unionists,
///   Labour and the European Research Group voted is known from the record alone.
#[test]
fn the_pairs_on_the_irish_border_after_the_first_vote() {
    let expected = [
        "boris-johnson: theresa-may 1≠",
        "arlene-foster: boris-johnson 1=",
        "donald-tusk: boris-johnson 1≠",
        "jacob-rees-mogg: theresa-may 1?, boris-johnson 1?",
        "uk-gov: boris-johnson 1= 1≠, arlene-foster 1=, donald-tusk 1=",
        "ireland: theresa-may 1=, boris-johnson 2≠, donald-tusk 1=, jacob-rees-mogg 1?, uk-gov 2=",
        "eu: boris-johnson 2≠, arlene-foster 1≠, donald-tusk 1=, uk-gov 3= 1≠, ireland 2=",
        "dup: theresa-may 1?, boris-johnson 2= 1?, arlene-foster 1=, donald-tusk 1≠, \
         jacob-rees-mogg 1?, uk-gov 1= 2≠, ireland 1≠ 1?, eu 3≠",
        "labour: theresa-may 1?, boris-johnson 1?, jacob-rees-mogg 1?, ireland 1?, dup 1?",
        "sinn-fein: boris-johnson 2≠, arlene-foster 1≠, donald-tusk 1=, uk-gov 1= 1≠, ireland 1=, \
         eu 2=, dup 2≠",
        "sdlp: boris-johnson 1≠, donald-tusk 1=, uk-gov 1=, ireland 1=, eu 1=, dup 1≠, sinn-fein 1=",
        "alliance: boris-johnson 1≠, donald-tusk 1=, uk-gov 1=, ireland 1=, eu 1=, dup 1≠, \
         sinn-fein 1=, sdlp 1=",
        "green-ni: boris-johnson 1≠, donald-tusk 1=, uk-gov 1=, ireland 1=, eu 1=, dup 1≠, \
         sinn-fein 1=, sdlp 1=, alliance 1=",
        "erg: theresa-may 1?, boris-johnson 2?, donald-tusk 1?, jacob-rees-mogg 1?, uk-gov 1?, \
         ireland 2?, eu 1?, dup 2?, labour 1?, sinn-fein 1?, sdlp 1?, alliance 1?, green-ni 1?",
    ];
    assert_eq!(noted("irish-border-brexit", Some((2019, 1, 20))), expected);
}
