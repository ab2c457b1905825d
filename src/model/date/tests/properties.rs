//! What holds of every date, and of every text.

use chrono::{Datelike, Days};
use edtf_core::Edtf;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;

/// A year, a month, a season or a day without a qualifier, with years near each other likelier.
fn plain() -> impl Strategy<Value = String> {
    let year = prop_oneof![1..=9999_i32, 1990..=2030_i32, 2025..=2025_i32];
    prop_oneof![
        4 => (year.clone(), 1..=366_u32).prop_map(|(year, ordinal)| {
            let day = NaiveDate::from_yo_opt(year, ordinal.min(365)).unwrap();
            format!("{year:04}-{:02}-{:02}", day.month(), day.day())
        }),
        2 => (year.clone(), 1..=12_u32).prop_map(|(year, month)| format!("{year:04}-{month:02}")),
        1 => (year.clone(), 21..=24_u32).prop_map(|(year, season)| format!("{year:04}-{season}")),
        1 => year.prop_map(|year| format!("{year:04}")),
    ]
}

fn qualifier() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just(""), 1 => Just("~"), 1 => Just("?"), 1 => Just("%")]
}

/// Expressions of every shape, most of which can be read.
fn expression() -> impl Strategy<Value = String> {
    (plain(), qualifier(), plain(), qualifier(), 0..7).prop_map(|(a, p, b, q, shape)| match shape {
        0 | 1 => format!("{a}{p}"),
        2 => format!("{a}{p}/{b}{q}"),
        3 => format!("[{a}..{b}]"),
        4 => format!("{a}{p}/.."),
        5 => format!("[..{b}{q}]"),
        _ if p.is_empty() => format!("../{b}{q}"),
        _ => format!("[{a}{p}..]"),
    })
}

fn any_date() -> impl Strategy<Value = Date> {
    expression().prop_filter_map("not in the subset", |text| Date::parse(&text).ok())
}

/// A day that is likely to lie near the bounds of a date.
fn near(date: &Date, steps: i64) -> NaiveDate {
    let anchor = date.earliest().or(date.latest()).unwrap();
    let days = Days::new(steps.unsigned_abs());
    if steps < 0 {
        anchor.checked_sub_days(days).unwrap()
    } else {
        anchor.checked_add_days(days).unwrap()
    }
}

fn rank(date: &Date) -> (NaiveDate, NaiveDate, &str) {
    let (first, last) = date.sort_key();
    (first, last, date.as_str())
}

proptest! {
    #[test]
    fn what_is_written_comes_back(date in any_date()) {
        prop_assert_eq!(Date::parse(date.as_str()), Ok(date.clone()));
        prop_assert_eq!(date.to_string(), date.as_str());
        prop_assert_eq!(String::from(date.clone()), date.as_str());
        prop_assert!(Edtf::parse(date.as_str()).is_ok(), "{} is EDTF", date);
    }

    #[test]
    fn the_bounds_are_in_order_and_inside_the_years(date in any_date()) {
        let (earliest, latest) = (date.earliest(), date.latest());
        prop_assert!(earliest.is_some() || latest.is_some());
        if let (Some(earliest), Some(latest)) = (earliest, latest) {
            prop_assert!(earliest <= latest);
        }
        for day in [earliest, latest].into_iter().flatten() {
            prop_assert!((1..=9999).contains(&day.year()));
        }
    }

    #[test]
    fn a_qualifier_only_widens(text in plain(), mark in "[~?%]") {
        let (plain, widened) = (date(&text), date(&format!("{text}{mark}")));
        prop_assert!(widened.earliest() <= plain.earliest());
        prop_assert!(widened.latest() >= plain.latest());
        prop_assert_eq!(widened.sort_key(), plain.sort_key());
        let both = date(&format!("{text}%"));
        prop_assert_eq!((both.earliest(), both.latest()), (widened.earliest(), widened.latest()));
    }

    #[test]
    fn the_column_is_narrow_and_shows_the_year(date in any_date()) {
        let short = date.short();
        prop_assert!(short.width() <= 13, "{} is {:?}", date, short);
        let shown = |year: &str| {
            let two_digits = year.strip_prefix("20").filter(|digits| short.contains(digits));
            short.contains(year) || two_digits.is_some()
        };
        let mut years = date.as_str().split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4);
        prop_assert!(years.any(shown), "{} is {:?}", date, short);
        prop_assert!(!short.contains(char::is_control));
    }

    #[test]
    fn everything_takes_place_sometime(date in any_date()) {
        prop_assert_eq!(date.within(DayRange::default()), Certainty::Certainly);
        let bounds = DayRange { from: date.earliest(), to: date.latest() };
        prop_assert_eq!(date.within(bounds), Certainty::Certainly);
    }

    #[test]
    fn a_larger_range_is_never_less_certain(
        date in any_date(), from in -800..800_i64, length in -10..800_i64,
        more_before in 0..400_i64, more_after in 0..400_i64,
        open_before: bool, open_after: bool,
    ) {
        let small = DayRange {
            from: Some(near(&date, from)),
            to: Some(near(&date, from + length)),
        };
        let large = DayRange {
            from: (!open_before).then(|| near(&date, from - more_before)),
            to: (!open_after).then(|| near(&date, from + length + more_after)),
        };
        prop_assert!(date.within(small) <= date.within(large));
        if small.is_empty() {
            prop_assert_eq!(date.within(small), Certainty::Never);
        }
    }

    #[test]
    fn it_never_takes_place_outside_its_bounds(date in any_date(), gap in 1..400_u64, open: bool) {
        if let Some(earliest) = date.earliest() {
            let to = earliest.checked_sub_days(Days::new(gap));
            let from = if open { None } else { to };
            prop_assert_eq!(date.within(DayRange { from, to }), Certainty::Never);
        }
        if let Some(latest) = date.latest() {
            let from = latest.checked_add_days(Days::new(gap));
            let to = if open { None } else { from };
            prop_assert_eq!(date.within(DayRange { from, to }), Certainty::Never);
        }
    }

    #[test]
    fn a_known_day_is_never_just_possible(date in any_date(), from in -9..9_i64, to in -9..9_i64) {
        if date.day().is_some() {
            let range = DayRange { from: Some(near(&date, from)), to: Some(near(&date, to)) };
            prop_assert_ne!(date.within(range), Certainty::Possibly);
        }
    }

    #[test]
    fn the_order_is_total_and_keeps_what_is_known(a in any_date(), b in any_date(), c in any_date()) {
        prop_assert_eq!(rank(&a).cmp(&rank(&b)) == Ordering::Equal, a == b);
        if rank(&a) <= rank(&b) && rank(&b) <= rank(&c) {
            prop_assert!(rank(&a) <= rank(&c));
        }
        prop_assert_eq!(a.compare(&b), b.compare(&a).map(Ordering::reverse));
        if a.compare(&b) == Some(Ordering::Less) {
            prop_assert!(a.sort_key() < b.sort_key());
            prop_assert_eq!(b.before(&a), Certainty::Never);
            if b.compare(&c) == Some(Ordering::Less) {
                prop_assert_eq!(a.compare(&c), Some(Ordering::Less));
            }
        }
    }

    #[test]
    fn any_text_is_a_date_or_a_clean_reason(
        text in prop_oneof![
            "\\PC*",
            proptest::collection::vec(any::<char>(), 0..40).prop_map(|c| c.into_iter().collect()),
            "[-0-9./~?%XTW \\[\\]{},]{0,24}",
            "[0-9]{1,4}[-/. ][0-9]{1,4}([-/. ][0-9]{1,4})?",
            "([0-9]{1,4}|dec|May|summer|nd|–|T| |,){0,6}",
            expression(),
            (expression(), any::<char>(), 0..24_usize).prop_map(|(text, c, at)| {
                text.chars().take(at).chain([c]).chain(text.chars().skip(at)).collect()
            }),
        ]
    ) {
        match Date::parse(&text) {
            Ok(date) => {
                prop_assert!(text.len() <= Date::MAX_LEN && text.is_ascii());
                prop_assert!(!date.words().is_empty());
                prop_assert!(date.short().width() <= 13);
            }
            Err(error) => {
                prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
                for said in [Some(&error.reason), error.help.as_ref()].into_iter().flatten() {
                    prop_assert!(!said.is_empty() && said.bytes().all(|b| (b' '..=b'~').contains(&b)));
                }
                // What is offered at the end of a help line can be read.
                if let Some((_, offered)) = error.help.as_deref().and_then(|h| h.rsplit_once(' '))
                    && offered.bytes().any(|b| b.is_ascii_digit()) && !offered.ends_with(')')
                {
                    prop_assert!(Date::parse(offered).is_ok(), "{:?}", error);
                }
            }
        }
    }
}
