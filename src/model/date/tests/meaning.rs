//! What follows from a date: ranges, before and after, the order in a list.

use super::*;

#[test]
fn a_moment_takes_place_in_a_range() {
    use Certainty::{Certainly, Never, Possibly};
    let december = days("2025-12-01..2025-12-31");
    for (written, expected) in [
        ("2025-12-02", Certainly),
        ("2025-12", Certainly),
        ("2025-11-30", Never),
        ("2025-11-30~", Possibly),
        ("2025", Possibly),
        ("2024", Never),
        ("[2025-11-25..2025-12-02]", Possibly),
        ("[..2025-11-30]", Never),
        ("[..2025-12-02]", Possibly),
        ("[2025-12-02..]", Possibly),
        ("[2026..]", Never),
        ("2025-24", Possibly),
    ] {
        assert_eq!(date(written).within(december), expected, "{written}");
    }
    assert_eq!(
        date("[..2025-12-02]").within(days("..2025-12-02")),
        Certainly
    );
    assert_eq!(date("2025").within(days("2025-12-31..2025-12-01")), Never);
}

#[test]
fn a_duration_takes_place_where_it_overlaps() {
    use Certainty::{Certainly, Never, Possibly};
    let december = days("2025-12-01..2025-12-31");
    for (written, expected) in [
        ("2025-11-29/2025-11-30", Never),
        ("2025-11-29/2025-12-01", Certainly),
        ("2025/2026", Certainly),
        ("2025-11-29/2025-12-01~", Possibly),
        ("2025-12-31~/2026-02", Possibly),
        ("2025-11-23/..", Certainly),
        ("2026/..", Never),
        ("../2025-12-01", Certainly),
        ("../2025-12-01?", Possibly),
        ("../2025-11", Never),
        // Whenever it started, it ended on a known day.
        ("2025-12-01~/2025-12-02", Certainly),
        ("2025-11-30~/2025-11-30", Never),
    ] {
        assert_eq!(date(written).within(december), expected, "{written}");
    }
    let middle = days("2025-11-15..2025-11-15");
    assert_eq!(date("2025-11").within(middle), Possibly);
    assert_eq!(date("2025-11/2025-11").within(middle), Certainly);
}

#[test]
fn before_and_after() {
    for (a, b, expected) in [
        ("2025-11-30", "2025-12-02", Some(Ordering::Less)),
        ("2025-12-02", "2025-11-30", Some(Ordering::Greater)),
        ("2025-12-02", "2025-12-02", Some(Ordering::Equal)),
        ("2025-12", "2025-12", None),
        ("2025-11-30~", "2025-12-02", None),
        ("2025-11-20~", "2025-12-02", Some(Ordering::Less)),
        ("2025-11", "2025-12-01/..", Some(Ordering::Less)),
        ("[..2025-11]", "2025-12", Some(Ordering::Less)),
        ("2025-11-23/..", "2025-12", None),
    ] {
        assert_eq!(date(a).compare(&date(b)), expected, "{a} {b}");
    }
    assert_eq!(
        date("2025").before(&date("2025-12-31")),
        Certainty::Possibly
    );
    assert_eq!(date("2025").before(&date("2025-01-01")), Certainty::Never);
    assert_eq!(
        date("2025/2026").before(&date("2026-12-31")),
        Certainty::Never
    );
}

#[test]
fn the_order_in_a_list() {
    let mut dates: Vec<_> = [
        "2025-12-02",
        "2025-11-23/..",
        "[..2025-11-24]",
        "2022?",
        "2025-11-20~",
        "2025-11-21",
        "2025-11-19",
        "2025-11",
        "2025-11-23",
    ]
    .map(date)
    .into();
    dates.sort_by_key(Date::sort_key);
    let sorted: Vec<_> = dates.iter().map(Date::as_str).collect();
    assert_eq!(
        sorted,
        [
            "2022?",
            "2025-11",
            "2025-11-19",
            "2025-11-20~",
            "2025-11-21",
            "2025-11-23",
            "2025-11-23/..",
            "[..2025-11-24]",
            "2025-12-02",
        ]
    );
}

#[test]
fn a_range_of_days_between_two_dates() {
    let november = date("2025-11");
    let range = DayRange::between(Some(&november), Some(&november));
    assert_eq!(range, days("2025-11-01..2025-11-30"));
    assert!(range.contains(day("2025-11-30")) && !range.contains(day("2025-12-01")));
    let since = DayRange::between(Some(&date("2022~")), None);
    assert_eq!(since, days("2021-01-01.."));
    assert!(since.contains(NaiveDate::MAX) && !since.contains(day("2020-12-31")));
    assert_eq!(DayRange::between(None, None), DayRange::default());
    assert!(DayRange::between(Some(&date("2026")), Some(&date("2025"))).is_empty());
}

#[test]
fn a_known_day_and_a_duration_are_told_apart() {
    assert_eq!(date("2025-12-02").day(), Some(day("2025-12-02")));
    for not_a_known_day in ["2025-12-02?", "2025-12", "2025-12-02/2025-12-02"] {
        assert_eq!(date(not_a_known_day).day(), None);
    }
    assert!(date("2025-12-02/..").lasts());
    assert!(!date("[2025-12-02..]").lasts());
}
