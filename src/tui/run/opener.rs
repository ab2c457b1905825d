//! When briefings are opened: one after the other, and a large one for nobody who steps on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crate::tui::opening::Urgency;

use super::files::lock;

/// Who asks for another briefing sooner than this steps on. Held down, a key comes every 30 to 40
/// milliseconds.
const REST: Duration = Duration::from_millis(100);

/// How many records make a briefing large: reading them takes more than a few milliseconds, and all the
/// while they keep a core from what is waited for.
const LARGE: usize = 5_000;

/// How long a large briefing may take, and how long for each of its records: some five times of what it
/// takes where nothing else runs.
const AT_LEAST: Duration = Duration::from_secs(1);
const A_RECORD: Duration = Duration::from_micros(40);

/// Who is next, where only the last one matters.
#[derive(Debug, Default)]
pub(super) struct Opener {
    /// The number of the last briefing that was asked for.
    asked: AtomicU64,
    turn: Mutex<()>,
}

/// A briefing that is to be opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToOpen {
    /// Its place in the library's order.
    pub at: usize,
    /// How many records it has.
    records: usize,
    number: u64,
    urgency: Urgency,
}

impl ToOpen {
    fn is_large(self) -> bool {
        self.records > LARGE
    }

    /// Where it is large and not what is read, how long it may take before it is read by a thread that
    /// others do not keep waiting.
    pub(super) fn patience(self) -> Option<Duration> {
        let records = u32::try_from(self.records).unwrap_or(u32::MAX);
        let may_wait = self.is_large() && self.urgency == Urgency::AtRest;
        may_wait.then(|| AT_LEAST + A_RECORD.saturating_mul(records))
    }
}

impl Opener {
    /// A briefing is to be opened, by its place and the number of its records; none that was asked for
    /// before is, unless that has begun.
    pub(super) fn ask(&self, (at, urgency): (usize, Urgency), records: usize) -> ToOpen {
        ToOpen {
            at,
            records,
            number: self.asked.fetch_add(1, Ordering::Relaxed) + 1,
            urgency,
        }
    }

    /// None that was asked for is to be opened, unless that has begun.
    pub(super) fn stop(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until a briefing may be opened, which is as long as what is returned lives; `None` where
    /// another has been asked for meanwhile.
    pub(super) fn turn(&self, which: ToOpen) -> Option<MutexGuard<'_, ()>> {
        if which.urgency == Urgency::AtRest && which.is_large() {
            thread::sleep(REST);
        }
        let turn = lock(&self.turn);
        (self.asked.load(Ordering::Relaxed) == which.number).then_some(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_is_opened() {
        let opener = Opener::default();
        let asked = [1, 2, 3].map(|at| opener.ask((at, Urgency::Now), LARGE + 1));
        let opened = asked.map(|which| opener.turn(which).is_some());
        assert_eq!(opened, [false, false, true]);
    }

    #[test]
    fn what_is_not_wanted_any_more_is_not_opened() {
        let opener = Opener::default();
        let which = opener.ask((1, Urgency::Now), 1);
        opener.stop();
        assert!(opener.turn(which).is_none());
        let which = opener.ask((1, Urgency::Now), 1);
        assert!(opener.turn(which).is_some());
    }

    #[test]
    fn a_large_briefing_is_not_read_for_somebody_who_steps_on() {
        let opener = &Opener::default();
        let asked = [1, 2].map(|at| opener.ask((at, Urgency::AtRest), LARGE + 1));
        let opened = thread::scope(|scope| {
            let turns = asked.map(|which| scope.spawn(move || opener.turn(which).is_some()));
            turns.map(|turn| turn.join().unwrap())
        });
        assert_eq!(opened, [false, true]);
    }
}
