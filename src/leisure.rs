//! Work that nobody waits for gives way to somebody at the keys.
//!
//! A thread that runs with little priority steps back for the others of its program, but a key and
//! the frame that answers it pass through more than those: the terminal, and what carries bytes from
//! one to the other. Among programs many systems share out the cores evenly, in slices of some
//! milliseconds; where every core has such a thread, each of these steps may wait for a slice to end.
//! So what takes long calls [`give_way`] again and again, and as long as somebody is there it lets go
//! of its core for a moment, several times in a slice.

use std::cell::Cell;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a thread goes on before it lets go of its core.
const STRETCH: Duration = Duration::from_micros(500);

/// For how long it lets go of it, at least: systems make a tenth of a millisecond of it.
const PAUSE: Duration = Duration::from_micros(50);

/// How long somebody is there after a key.
const THERE: Duration = Duration::from_secs(1);

/// Keys are counted in milliseconds from here.
static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// When the last key came; nought where none has.
static LAST: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// When the thread last let go of its core, where somebody may have it.
    static SINCE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// How many milliseconds have gone by, from one on.
fn now() -> u64 {
    let gone = BEGUN.elapsed().as_millis();
    u64::try_from(gone).unwrap_or(u64::MAX).saturating_add(1)
}

/// Tells that somebody has pressed a key: from now on work gives way, for about a second.
pub fn somebody_is_there() {
    LAST.store(now(), Ordering::Relaxed);
}

/// Says of the calling thread that nobody waits for it, for the rest of its time.
pub fn take_time() {
    SINCE.set(Some(Instant::now()));
}

/// Lets go of the core for a moment, where that is due: nobody waits for the calling thread, it has
/// gone on for a while, and somebody is there. To be called every so many microseconds of long work;
/// it takes some nanoseconds where it is not due.
pub fn give_way() {
    if let Some(since) = SINCE.get() {
        pause(since);
    }
}

fn pause(since: Instant) {
    if since.elapsed() < STRETCH {
        return;
    }
    if is_there(LAST.load(Ordering::Relaxed), now()) {
        thread::sleep(PAUSE);
    }
    take_time();
}

/// Whether somebody is there, by when the last key came.
fn is_there(last: u64, now: u64) -> bool {
    last > 0 && Duration::from_millis(now.saturating_sub(last)) < THERE
}

/// The same items, before each of which the thread gives way.
pub(crate) fn by_and_by<T>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
    items.into_iter().inspect(|_| give_way())
}

/// After so many steps of some nanoseconds it is asked whether to give way.
const STEPS: usize = 1024;

/// The same items, for work that takes some nanoseconds for each.
pub(crate) fn by_thousands<T>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
    let mut step = counting();
    items.into_iter().inspect(move |_| step())
}

/// The same comparison, for sorting what is long: the thread gives way from time to time.
pub(crate) fn comparing<T>(
    compare: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> impl FnMut(&T, &T) -> std::cmp::Ordering {
    let mut step = counting();
    move |one, other| {
        step();
        compare(one, other)
    }
}

fn counting() -> impl FnMut() {
    let mut steps = 0_usize;
    move || {
        steps += 1;
        if steps == STEPS {
            steps = 0;
            give_way();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_there_for_a_second_after_a_key() {
        assert!(!is_there(0, 1) && !is_there(0, 10_000));
        assert!(is_there(10_000, 10_000) && is_there(10_000, 10_999));
        assert!(!is_there(10_000, 11_000) && !is_there(10_000, u64::MAX));
        // A clock that is read by two threads at once.
        assert!(is_there(10_001, 10_000));
    }

    #[test]
    fn nothing_is_lost_on_the_way() {
        take_time();
        somebody_is_there();
        assert!(by_and_by(0..100_000).eq(0..100_000));
        assert!(by_thousands(0..100_000).eq(0..100_000));
        let mut sorted: Vec<u32> = (0..100_000).rev().collect();
        sorted.sort_unstable_by(comparing(u32::cmp));
        assert!(sorted.into_iter().eq(0..100_000));
        let gone = thread::spawn(|| {
            take_time();
            let begun = SINCE.get();
            thread::sleep(STRETCH);
            give_way();
            SINCE.get() > begun
        });
        assert!(gone.join().unwrap());
    }

    #[test]
    fn who_is_waited_for_goes_on() {
        give_way();
        assert_eq!(SINCE.get(), None);
    }
}
