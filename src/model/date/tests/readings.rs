//! What is written, which days it can mean, how it is said and how it stands in a column.

use super::*;

fn check(table: &str) {
    for [written, bounds, words, short] in rows(table) {
        let date = date(written);
        let DayRange { from, to } = days(bounds);
        assert_eq!((date.earliest(), date.latest()), (from, to), "{written}");
        assert_eq!(date.words(), words, "{written}");
        assert_eq!(date.short(), short, "{written}");
    }
}

#[test]
fn one_date() {
    check(
        "
        2025-12-02 | 2025-12-02..2025-12-02 | 2 December 2025  | 2 Dec 2025
        2025-11-30 | 2025-11-30..2025-11-30 | 30 November 2025 | 30 Nov 2025
        2025-11    | 2025-11-01..2025-11-30 | November 2025    | Nov 2025
        2024-02    | 2024-02-01..2024-02-29 | February 2024    | Feb 2024
        2022       | 2022-01-01..2022-12-31 | 2022             | 2022
        0033       | 0033-01-01..0033-12-31 | 0033             | 0033
        1994-12-05 | 1994-12-05..1994-12-05 | 5 December 1994  | 5 Dec 1994
        ",
    );
}

#[test]
fn seasons_are_northern_and_winter_ends_in_the_next_year() {
    check(
        "
        2025-21  | 2025-03-01..2025-05-31 | spring 2025 (March–May)                    | spring 2025
        2025-22  | 2025-06-01..2025-08-31 | summer 2025 (June–August)                  | summer 2025
        2025-23  | 2025-09-01..2025-11-30 | autumn 2025 (September–November)           | autumn 2025
        2025-24  | 2025-12-01..2026-02-28 | winter 2025–26 (December–February)         | winter 2025
        1999-24  | 1999-12-01..2000-02-29 | winter 1999–2000 (December–February)       | winter 1999
        2025-22? | 2025-05-01..2025-09-30 | summer 2025 (June–August, uncertain)       | summer 2025?
        1914-22~ | 1914-05-01..1914-09-30 | about summer 1914 (June–August)            | ~summer 1914
        1914-22% | 1914-05-01..1914-09-30 | about summer 1914 (June–August, uncertain) | ~summer 1914?
        ",
    );
}

#[test]
fn qualifiers_widen() {
    check(
        "
        2025-11-20~ | 2025-11-17..2025-11-23 | about 20 November 2025             | ~20 Nov 2025
        2025-11-20? | 2025-11-17..2025-11-23 | 20 November 2025 (uncertain)       | 20 Nov 2025?
        2025-11-20% | 2025-11-17..2025-11-23 | about 20 November 2025 (uncertain) | ~20 Nov 2025?
        2025-11~    | 2025-10-01..2025-12-31 | about November 2025                | ~Nov 2025
        2025-01?    | 2024-12-01..2025-02-28 | January 2025 (uncertain)           | Jan 2025?
        2022?       | 2021-01-01..2023-12-31 | 2022 (uncertain)                   | 2022?
        2022%       | 2021-01-01..2023-12-31 | about 2022 (uncertain)             | ~2022?
        1994-12-15~ | 1994-12-12..1994-12-18 | about 15 December 1994             | ~15 Dec 1994
        1994-12-05~ | 1994-12-02..1994-12-08 | about 5 December 1994              | ~5 Dec 1994
        ",
    );
}

#[test]
fn what_lasted() {
    check(
        "
        2025-11-29/2025-11-30   | 2025-11-29..2025-11-30 | 29–30 November 2025                                                | 29–30 Nov 25
        2025-12-02/2025-12-05   | 2025-12-02..2025-12-05 | 2–5 December 2025                                                  | 2–5 Dec 25
        2025-11-28/2025-12-02   | 2025-11-28..2025-12-02 | 28 November – 2 December 2025                                      | 28 Nov 2025…
        2025-12-28/2026-01-02   | 2025-12-28..2026-01-02 | 28 December 2025 – 2 January 2026                                  | 28 Dec 2025…
        1994-12-05/1994-12-06   | 1994-12-05..1994-12-06 | 5–6 December 1994                                                  | 5 Dec 1994…
        2025-11/2025-12         | 2025-11-01..2025-12-31 | November–December 2025                                             | Nov–Dec 2025
        1994-11/1994-12         | 1994-11-01..1994-12-31 | November–December 1994                                             | Nov–Dec1994
        2025-11/2026-01         | 2025-11-01..2026-01-31 | November 2025 – January 2026                                       | Nov 2025…
        2014/2022               | 2014-01-01..2022-12-31 | 2014–2022                                                          | 2014–2022
        2025-12-02/2025-12-02   | 2025-12-02..2025-12-02 | 2 December 2025                                                    | 2 Dec 2025
        2025-11/2025-11         | 2025-11-01..2025-11-30 | throughout November 2025                                           | Nov 2025
        2025-11/2025-12-10      | 2025-11-01..2025-12-10 | from November 2025 to 10 December 2025                             | Nov 2025…
        2025-22/2025-23         | 2025-06-01..2025-11-30 | from summer 2025 (June–August) to autumn 2025 (September–November) | summer 2025…
        2025-11-20~/2025-12-02? | 2025-11-17..2025-12-05 | from about 20 November 2025 to 2 December 2025 (uncertain)         | ~20 Nov 2025…
        2025-11-20~/2025-11-28  | 2025-11-17..2025-11-28 | from about 20 November 2025 to 28 November 2025                    | ~20–28 Nov 25
        2014~/2022              | 2013-01-01..2022-12-31 | from about 2014 to 2022                                            | ~2014–2022
        ",
    );
}

#[test]
fn open_durations() {
    check(
        "
        2025-11-23/..  | 2025-11-23.. | since 23 November 2025             | 23 Nov 2025→
        ../2025-12-02  | ..2025-12-02 | until 2 December 2025              | →2 Dec 2025
        2025-11~/..    | 2025-10-01.. | since about November 2025          | ~Nov 2025→
        ../2025-11-28~ | ..2025-12-01 | until about 28 November 2025       | →~28 Nov 2025
        2022/..        | 2022-01-01.. | since 2022                         | 2022→
        1994-12-15?/.. | 1994-12-12.. | since 15 December 1994 (uncertain) | ~15 Dec 1994→
        ",
    );
}

#[test]
fn one_moment_within() {
    check(
        "
        [2025-11-25..2025-11-30] | 2025-11-25..2025-11-30 | on one day, 25–30 November 2025           | 25–30 Nov 25?
        [2025-12-02..2025-12-05] | 2025-12-02..2025-12-05 | on one day, 2–5 December 2025             | 2–5 Dec 25?
        [2025-11-28..2025-12-02] | 2025-11-28..2025-12-02 | on one day, 28 November – 2 December 2025 | 28 Nov 2025…?
        [2025-10..2025-11]       | 2025-10-01..2025-11-30 | at one time, October–November 2025        | Oct–Nov 2025?
        [2014..2022]             | 2014-01-01..2022-12-31 | at one time, 2014–2022                    | 2014–2022?
        [..2025-12-02]           | ..2025-12-02           | on or before 2 December 2025              | ≤ 2 Dec 2025
        [2025-11-23..]           | 2025-11-23..           | on or after 23 November 2025              | ≥ 23 Nov 2025
        [..2025-11]              | ..2025-11-30           | in or before November 2025                | ≤ Nov 2025
        [2022..]                 | 2022-01-01..           | in or after 2022                          | ≥ 2022
        [..2025-11-20~]          | ..2025-11-23           | on or before about 20 November 2025       | ≤~20 Nov 2025
        [2025-11-25..2025-11-25] | 2025-11-25..2025-11-25 | 25 November 2025                          | 25 Nov 2025
        ",
    );
}

#[test]
fn nothing_is_widened_past_the_years_that_can_be_written() {
    check(
        "
        0001~       | 0001-01-01..0002-12-31 | about 0001                                | ~0001
        0001-01-01% | 0001-01-01..0001-01-04 | about 1 January 0001 (uncertain)          | ~1 Jan 0001?
        9999?       | 9998-01-01..9999-12-31 | 9999 (uncertain)                          | 9999?
        9999-12-31~ | 9999-12-28..9999-12-31 | about 31 December 9999                    | ~31 Dec 9999
        9999-24     | 9999-12-01..9999-12-31 | winter 9999–10000 (December–February)     | winter 9999
        0001?/9999? | 0001-01-01..9999-12-31 | from 0001 (uncertain) to 9999 (uncertain) | ~0001–9999
        ",
    );
}
