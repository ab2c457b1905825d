//! What of a briefing somebody with a minute wants to know of time: what changed last in it, and what
//! is to happen next, as of the day that it describes.

use std::cmp::Reverse;

use crate::model::{Briefing, Change, Event, EventStatus};

/// The entries of the changelog, the newest first; of those of one day the one that stands last.
pub fn changes(briefing: &Briefing) -> Vec<&Change> {
    let mut changes: Vec<_> = briefing.changelog.iter().rev().collect();
    changes.sort_by_key(|change| Reverse(change.date.sort_key()));
    changes
}

/// What is scheduled and not certainly over on the day that the briefing describes, the next first.
pub fn scheduled(briefing: &Briefing) -> Vec<&Event> {
    let is_next = |event: &&Event| {
        let is_over = event
            .when
            .latest()
            .is_some_and(|last| last < briefing.as_of);
        event.status == EventStatus::Scheduled && !is_over
    };
    let mut next: Vec<_> = briefing.events.iter().filter(is_next).collect();
    next.sort_by_key(|event| event.when.sort_key());
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use std::collections::BTreeMap;

    fn briefing(rest: &str) -> Briefing {
        let text = format!("format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n{rest}");
        let file = SourceFile::new("t.toml", text);
        let texts: BTreeMap<String, String> = BTreeMap::new();
        crate::format::parse(&file, "t", &texts)
            .briefing
            .expect("no faults")
    }

    #[test]
    fn what_is_scheduled_next_comes_first_and_what_is_over_not_at_all() {
        let event = |id: &str, when: &str, status: &str| {
            format!(
                "[[events]]\nid = {id:?}\ntitle = {id:?}\nwhen = {when:?}\nstatus = {status:?}\n"
            )
        };
        let events = [
            event("later", "2026-01-10", "scheduled"),
            event("soon", "2025-12", "scheduled"),
            event("today", "2025-12-02", "scheduled"),
            event("missed", "2025-12-01", "scheduled"),
            event("open", "2025-11-01/..", "scheduled"),
            event("happened", "2025-12-03", "confirmed"),
            event("off", "2025-12-04", "cancelled"),
        ];
        let briefing = briefing(&events.concat());
        let next = scheduled(&briefing);
        let next: Vec<_> = next.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(next, ["open", "soon", "today", "later"]);
    }

    #[test]
    fn the_newest_change_comes_first() {
        let change = |date: &str, note: &str| {
            format!("[[changelog]]\ndate = {date:?}\nkind = \"added\"\nnote = {note:?}\n")
        };
        let log = [
            change("2025-11", "first"),
            change("2025-12-01", "second"),
            change("2025-12-01", "third"),
        ];
        let briefing = briefing(&log.concat());
        let notes: Vec<_> = changes(&briefing)
            .iter()
            .map(|change| change.note.as_str())
            .collect();
        assert_eq!(notes, ["third", "second", "first"]);
    }
}
