//! Work that somebody waits for, on several cores: in a pool of its own, for the threads of the common
//! one may be busy with what nobody waits for.
//!
//! While a thread of the pool waits for others it may take up any other work of it: what is done here
//! must not wait for something that is found out once, if finding that out is done here too.

use std::sync::OnceLock;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// No more threads than this: what is done here takes milliseconds.
const MOST: usize = 8;

/// The pool; `None` where there is only one core, or the system gives no threads.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let build = || {
        let count = rayon::current_num_threads().min(MOST);
        let builder = ThreadPoolBuilder::new().num_threads(count);
        let builder = builder.thread_name(|at| format!("asked {at}"));
        (count > 1).then(|| builder.build().ok()).flatten()
    };
    POOL.get_or_init(build).as_ref()
}

/// Does two things at once, where there is so much to do that it is worth a thread.
pub(super) fn both<A: Send, B: Send>(
    is_worth_it: bool,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    match pool().filter(|_| is_worth_it) {
        Some(pool) => pool.join(one, other),
        None => (one(), other()),
    }
}

/// Does something with each of some parts, on all cores; what comes of each, in order. Where there is
/// not much to do, one core does it all.
pub(super) fn each<P: Sync, T: Send>(
    is_worth_it: bool,
    parts: &[P],
    work: impl Fn(&P) -> T + Sync + Send,
) -> Vec<T> {
    match pool().filter(|_| is_worth_it) {
        Some(pool) => pool.install(|| parts.par_iter().map(work).collect()),
        None => parts.iter().map(work).collect(),
    }
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
