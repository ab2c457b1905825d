//! Work that somebody waits for, on several cores: on threads of its own, for those of the pool may
//! be busy with what nobody waits for.

use std::panic::resume_unwind;
use std::thread;

/// No more threads than this: what is done here takes milliseconds.
const MOST: usize = 8;

fn count() -> usize {
    rayon::current_num_threads().clamp(1, MOST)
}

/// Does two things at once, where there is so much to do that it is worth a thread.
pub(super) fn both<A: Send, B>(
    is_worth_it: bool,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if !is_worth_it || count() < 2 {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => resume_unwind(panic),
        }
    })
}

/// Does something with each of some parts, neighbours on one core; what comes of each, in order. Where
/// there is not much to do, one core does it all.
pub(super) fn each<P: Sync, T: Send>(
    is_worth_it: bool,
    parts: &[P],
    work: impl Fn(&P) -> T + Sync,
) -> Vec<T> {
    let count = if is_worth_it { count() } else { 1 };
    let share = parts.len().div_ceil(count).max(1);
    let mut shares = parts.chunks(share);
    let Some(last) = shares.next_back() else {
        return Vec::new();
    };
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(work).collect::<Vec<_>>()))
            .collect();
        let last: Vec<_> = last.iter().map(work).collect();
        let mut all = Vec::with_capacity(parts.len());
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => resume_unwind(panic),
            }
        }
        all.extend(last);
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_and_stays_in_order() {
        for len in [0, 1, 2, 7, 100] {
            let parts: Vec<usize> = (0..len).collect();
            for is_worth_it in [true, false] {
                let twice = each(is_worth_it, &parts, |part| part * 2);
                assert!(twice.into_iter().eq((0..len).map(|part| part * 2)));
            }
        }
        for is_worth_it in [true, false] {
            assert_eq!(both(is_worth_it, || 1, || "two"), (1, "two"));
        }
    }
}
