//! What is written, the part that is marked, the reason and the help.

use super::*;

fn refuse(table: &str) {
    for [written, marked, reason, help] in rows(table) {
        check(written, marked, reason, help);
    }
}

fn check(written: &str, marked: &str, reason: &str, help: &str) {
    let error = Date::parse(written).expect_err(written);
    assert_eq!(error.reason, reason, "{written:?}");
    assert_eq!(error.help.unwrap_or_default(), help, "{written:?}");
    assert_eq!(written.get(error.span), Some(marked), "{written:?}");
}

#[test]
fn no_such_day() {
    refuse(
        "
        2025-11-31               | 31          | November 2025 has 30 days          |
        2025-02-29               | 29          | February 2025 has 28 days          |
        2025-11-31/..            | 31          | November 2025 has 30 days          |
        [2025-11-25..2025-11-31] | 31          | November 2025 has 30 days          |
        2025-11-00               | 00          | there is no day 00                 |
        2025-13                  | 13          | there is no month 13               | months are 01 to 12, seasons 21 (spring) to 24 (winter)
        2025-00                  | 00          | there is no month 00               | months are 01 to 12, seasons 21 (spring) to 24 (winter)
        2025-33                  | 33          | 33 is neither a month nor a season | months are 01 to 12, seasons 21 (spring) to 24 (winter)
        2025-13-02               | 13          | there is no month 13               | write year-month-day: 2025-02-13
        2025-22-01               | 01          | a season has no days               | leave the day out: 2025-22
        2025-12-02-03            | -03         | nothing follows the day            |
        0000                     | 0000        | years run from 0001 to 9999        |
        -0044-03-15              | -0044-03-15 | years run from 0001 to 9999        |
        Y17000000                | Y17000000   | years run from 0001 to 9999        |
        12025                    | 12025       | a year has four digits             |
        25-11-30/2025-12-02      | 25          | a year has four digits             |
        2025-1/2025-12-02        | 1           | a month has two digits             |
        2025-12-2/..             | 2           | a day has two digits               |
        ",
    );
}

#[test]
fn the_order_of_things() {
    refuse(
        "
        2025-11-30/2025-11-29    | 2025-11-30/2025-11-29  | the end is before the start | the other way round: 2025-11-29/2025-11-30
        [2025-12-02..2025-11-25] | 2025-12-02..2025-11-25 | the end is before the start | the other way round: [2025-11-25..2025-12-02]
        2025-12~/2025-11-30      | 2025-12~/2025-11-30    | the end is before the start | the other way round: 2025-11-30/2025-12~
        ",
    );
}

#[test]
fn other_notations() {
    refuse(
        "
        12/02/2025             | 12/02/2025             | a date starts with the year                   | write year-month-day: YYYY-MM-DD
        13/02/2025             | 13/02/2025             | a date starts with the year                   | write year-month-day: 2025-02-13
        02/13/2025             | 02/13/2025             | a date starts with the year                   | write year-month-day: 2025-02-13
        02/02/2025             | 02/02/2025             | a date starts with the year                   | write year-month-day: 2025-02-02
        12-02-2025             | 12-02-2025             | a date starts with the year                   | write year-month-day: YYYY-MM-DD
        12/02/25               | 12/02/25               | a date starts with the year                   | write year-month-day: YYYY-MM-DD
        2.12.2025              | 2.12.2025              | a date starts with the year                   | write year-month-day: 2025-12-02
        12/2025                | 12/2025                | a date starts with the year                   | write year-month: 2025-12
        2025/12/02             | 2025/12/02             | year, month and day are parted by hyphens     | write year-month-day: 2025-12-02
        2025.12.2              | 2025.12.2              | year, month and day are parted by hyphens     | write year-month-day: 2025-12-02
        2025/12                | 2025/12                | year, month and day are parted by hyphens     | write year-month: 2025-12
        20251202               | 20251202               | year, month and day are parted by hyphens     | write year-month-day: 2025-12-02
        2025-12-2              | 2025-12-2              | a month and a day have two digits each        | write year-month-day: 2025-12-02
        2025-1                 | 2025-1                 | a month and a day have two digits each        | write year-month: 2025-01
        2 December 2025        | 2 December 2025        | a month is written as a number                | write year-month-day: 2025-12-02
        December 2nd, 2025     | December 2nd, 2025     | a month is written as a number                | write year-month-day: 2025-12-02
        2 Dec. 2025            | 2 Dec. 2025            | a month is written as a number                | write year-month-day: 2025-12-02
        2025-Dec-02            | 2025-Dec-02            | a month is written as a number                | write year-month-day: 2025-12-02
        Sept 2025              | Sept 2025              | a month is written as a number                | write year-month: 2025-09
        29–30 November 2025    | 29–30 November 2025    | a month is written as a number                | write 2025-11-29/2025-11-30
        summer 2025            | summer 2025            | a season is written as a number               | write year-month: 2025-22
        2025-12-02T10:00       | T10:00                 | a day is a day: leave the time out            | write 2025-12-02
        2025-W48               | 2025-W48               | a week is not read                            | write its days: 2025-11-24/2025-11-30
        2025-W49-2             | 2025-W49-2             | a week is not read                            | write year-month-day: 2025-12-02
        2025-W60               | 2025-W60               | a week is not read                            |
        2025-336               | 2025-336               | the day of a year is not read                 | write year-month-day: 2025-12-02
        2025‑12‑02             | ‑                      | U+2011 is a dash, not a hyphen                | write 2025-12-02
        2014–2022              | –                      | the ends of an interval are parted by a slash | write 2014/2022
        2014-2022              | -                      | the ends of an interval are parted by a slash | write 2014/2022
        2025-11-25..2025-11-30 | 2025-11-25..2025-11-30 | a range stands in brackets                    | one moment within: [2025-11-25..2025-11-30]; it lasted: 2025-11-25/2025-11-30
        ..2025                 | ..2025                 | a range stands in brackets                    | one moment within: [..2025]; it lasted: ../2025
        ",
    );
}

#[test]
fn what_else_edtf_can_say() {
    refuse(
        "
        2025-11-XX                | XX                      | unspecified digits (X) are not read                            | leave out what is not known: 2025-11
        2025-XX-XX                | XX-XX                   | unspecified digits (X) are not read                            | leave out what is not known: 2025
        202X                      | X                       | unspecified digits (X) are not read                            | write the range: [2020..2029]
        1950S2                    | S2                      | significant digits (S) are not read                            | write about when: 1950~
        2025-11~-20               | ~                       | a qualifier stands once, at the end of the date                | write 2025-11-20~
        ~2025                     | ~                       | a qualifier stands once, at the end of the date                | write 2025~
        2022~?                    | ~                       | a qualifier stands once, at the end of the date                | write 2022%
        [2025-11-25,2025-11-30]   | 2025-11-25,2025-11-30   | a list of dates is not read                                    | one moment within a range is written [first..last]
        [2025-11-25]              | 2025-11-25              | there is no range between `[` and `]`                          | write 2025-11-25
        [2025-11-25/2025-11-30]   | 2025-11-25/2025-11-30   | there is no range between `[` and `]`                          | write [2025-11-25..2025-11-30]
        []                        |                         | there is no range between `[` and `]`                          | one moment within a range is written [first..last]
        [2025-11-25..2025-11-30   | [2025-11-25..2025-11-30 | `]` is missing                                                 | write [2025-11-25..2025-11-30]
        [2025-11-25~..2025-11-30] | 2025-11-25~..2025-11-30 | the ends of a range have no qualifier: it is uncertain already | write [2025-11-25..2025-11-30]
        [2025-11..2025-12-02]     | 2025-11..2025-12-02     | one end of the range is written more exactly than the other    | write days, months or years at both ends
        [..2025-22]               | 2025-22                 | a season cannot end a range                                    | write its months, as in [2025-06..2025-08] for a summer
        {2025-11-25,2025-11-30}   | {2025-11-25,2025-11-30} | several dates are not one date                                 | give each a record of its own, or write an interval: first/last
        2025-11-23/               |                         | an end of the interval is missing                              | an open end is written `..`: 2025-11-23/..
        /2025-12-02               |                         | an end of the interval is missing                              | an open end is written `..`: ../2025-12-02
        ..2025-11-23/2025-12-02   | ..2025-11-23            | an end of an interval is a date or `..`, not both              | what lasted is written first/last, with `..` for an open end
        2014/2015/2016            | 2014/2015/2016          | an interval has two ends                                       | what lasted is written first/last, with `..` for an open end
        ",
    );
}

#[test]
fn no_date_at_all() {
    refuse(
        "
        tomorrow    | tomorrow | this is not a date | write a day (2025-12-02), a month (2025-11), a year (2022) or an interval (2025-11-29/2025-11-30)
        ..          | ..       | this is not a date | write a day (2025-12-02), a month (2025-11), a year (2022) or an interval (2025-11-29/2025-11-30)
        2025-12-02x | x        | this is not a date | write a day (2025-12-02), a month (2025-11), a year (2022) or an interval (2025-11-29/2025-11-30)
        2025-11-２０ | ２０     | this is not a date | write a day (2025-12-02), a month (2025-11), a year (2022) or an interval (2025-11-29/2025-11-30)
        ",
    );
}

#[test]
fn white_space() {
    let solid = "a date has no white space in or around it";
    check(" 2025-12-02", " ", solid, "write 2025-12-02");
    check("2025-12-02\n", "\n", solid, "write 2025-12-02");
    check(
        "2025-11-29 / 2025-11-30",
        " ",
        solid,
        "write 2025-11-29/2025-11-30",
    );
    let time = "a day is a day: leave the time out";
    check(
        "2025-12-02 10:00:00Z",
        " 10:00:00Z",
        time,
        "write 2025-12-02",
    );
    let slash = "the ends of an interval are parted by a slash";
    check("2025-11 to 2025-12", " to ", slash, "write 2025-11/2025-12");
}

#[test]
fn an_end_that_is_missing_is_marked_where_it_would_stand() {
    assert_eq!(Date::parse("2025-11-23/").unwrap_err().span, 11..11);
    assert_eq!(Date::parse("/2025-12-02").unwrap_err().span, 0..0);
    for nothing in ["../..", "[..]"] {
        let error = Date::parse(nothing).expect_err(nothing);
        assert_eq!(error.reason, "there is no date in it");
    }
}

#[test]
fn nothing_of_a_hostile_text_is_repeated() {
    for (written, marked) in [
        ("2025-12-\u{1b}[31m", "\u{1b}[31m"),
        ("2025-12-02\u{202e}", "\u{202e}"),
        ("\u{7}", "\u{7}"),
    ] {
        let error = Date::parse(written).expect_err(written);
        assert_eq!(error.reason, "this is not a date");
        assert_eq!(written.get(error.span), Some(marked));
    }
}

#[test]
fn too_little_and_too_much() {
    assert_eq!(Date::parse("").unwrap_err().reason, "the date is empty");
    let error = Date::parse(&"2".repeat(65)).unwrap_err();
    assert_eq!(error.to_string(), "a date has at most 64 characters");
    assert_eq!((error.help, error.span), (None, 0..65));
}
