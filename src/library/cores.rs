//! Work that somebody waits for, on several cores. Who asks in a thread of a pool has that pool's
//! cores; all others share a pool of their own, for the threads of the common one may be busy with what
//! nobody waits for.
//!
//! Who is a thread of a pool does what no other thread has taken up yet: where the others are not given
//! a core at once, nobody waits for them. So the thread that is waited for most has a [`pool`](own).
//!
//! While a thread waits for work that it gave to a pool it may take up any other work of its own pool.
//! So nobody may hold a lock while something is done here: what is found out once is found first, and
//! put in then.

use std::cell::Cell;
use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::leisure;

/// No more threads than this: what is done here takes milliseconds.
const MOST: usize = 8;

/// The pool; `None` where there is only one core, or the system gives no threads.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let build = || {
        let count = rayon::current_num_threads().min(MOST);
        let builder = ThreadPoolBuilder::new().num_threads(count);
        let builder = builder.thread_name(|at| format!("asked {at}"));
        let builder = builder.start_handler(|_| leisure::take_time());
        (count > 1).then(|| builder.build().ok()).flatten()
    };
    POOL.get_or_init(build).as_ref()
}

/// The threads that help one thread, as long as this lives.
#[derive(Debug)]
pub struct Own(#[allow(dead_code, reason = "it is only kept")] ThreadPool);

/// Makes the calling thread the first of a pool of its own: what it asks from then on it does itself,
/// and as much of it as they can take up is done by threads that have its priority. `None` where there
/// is only one core, the system gives no threads, or it is a thread of a pool already.
pub fn own() -> Option<Own> {
    let count = available_parallelism().map_or(1, NonZero::get).min(MOST);
    let builder = ThreadPoolBuilder::new().num_threads(count);
    let builder = builder.thread_name(|at| format!("help {at}"));
    let build = || builder.use_current_thread().build().ok();
    (count > 1).then(build).flatten().map(Own)
}

/// Starts the threads that answer questions about a library, where they are not running yet.
///
/// Else the first question does, and they run with the priority of the thread that asks it. There are no
/// more than in rayon's common pool, which is started by this as well.
pub fn start() {
    let _ = pool();
}

/// The threads that a question has as long as this lives.
enum Turn {
    /// Those of the pool in which it is asked.
    Here,
    /// Those that are shared.
    Shared(&'static ThreadPool),
}

thread_local! {
    static ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Does something without the shared threads: it is not waited for, and they are for what is.
pub fn alone<T>(work: impl FnOnce() -> T) -> T {
    let before = ALONE.replace(true);
    let told = work();
    ALONE.set(before);
    told
}

/// Whether some question has the shared threads.
static TAKEN: AtomicBool = AtomicBool::new(false);

impl Turn {
    /// Takes threads for something that is worth it; `None` where another question has them: it is
    /// quicker to do all alone than to wait.
    fn take(is_worth_it: bool) -> Option<Self> {
        if !is_worth_it {
            return None;
        }
        if rayon::current_thread_index().is_some() {
            return Some(Self::Here);
        }
        let pool = pool().filter(|_| !ALONE.get())?;
        (!TAKEN.swap(true, Ordering::Acquire)).then_some(Self::Shared(pool))
    }

    /// Does something that may use the threads.
    fn work<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match self {
            Self::Here => work(),
            Self::Shared(pool) => pool.install(work),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if matches!(self, Self::Shared(_)) {
            TAKEN.store(false, Ordering::Release);
        }
    }
}

/// What is found out once. Nobody holds the lock while it is found, so nobody waits for who gives way:
/// where two find it at once, the first holds.
pub(super) fn found_first<T>(slot: &OnceLock<T>, find: impl FnOnce() -> T) -> &T {
    if let Some(known) = slot.get() {
        return known;
    }
    let found = find();
    slot.get_or_init(|| found)
}

/// Does two things at once, where there is so much to do that it is worth a thread.
pub(super) fn both<A: Send, B: Send>(
    is_worth_it: bool,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    match Turn::take(is_worth_it) {
        Some(turn) => turn.work(|| rayon::join(one, other)),
        None => (one(), other()),
    }
}

/// Does something with each of some parts, on all cores; what comes of each, in order. Where there is
/// not much to do, one core does it all.
pub fn each<P: Sync, T: Send>(
    is_worth_it: bool,
    parts: &[P],
    work: impl Fn(&P) -> T + Sync + Send,
) -> Vec<T> {
    match Turn::take(is_worth_it) {
        Some(turn) => turn.work(|| parts.par_iter().map(work).collect()),
        None => parts.iter().map(work).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::thread;
    use std::time::{Duration, Instant};

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

    #[test]
    fn what_is_not_waited_for_stays_in_its_thread() {
        let own = thread::current().id();
        let where_done = || each(true, &[(); 100], |()| thread::current().id());
        assert!(alone(where_done).into_iter().all(|id| id == own));
        // Another test may have the shared threads for a moment.
        let is_shared = || pool().is_none() || where_done().into_iter().all(|id| id != own);
        let started = Instant::now();
        while !is_shared() {
            assert!(started.elapsed() < Duration::from_secs(10), "never shared");
            thread::yield_now();
        }
    }

    #[test]
    fn who_has_threads_of_its_own_is_one_of_them() {
        let asks = || {
            let own = own();
            let places = each(true, &[(); 100], |()| rayon::current_thread_index());
            (own.is_some(), rayon::current_thread_index(), places)
        };
        let (has_own, place, places) = thread::spawn(asks).join().unwrap();
        assert_eq!(has_own.then_some(0), place);
        assert!(!has_own || places.iter().all(Option::is_some));
        assert_eq!(places.len(), 100);
    }

    #[test]
    fn a_question_does_not_wait_for_another() {
        let (begun, is_begun) = channel();
        let (answered, is_answered) = channel::<()>();
        let is_answered = Mutex::new(is_answered);
        let slow = thread::spawn(move || {
            each(true, &[1, 2, 3, 4], |part| {
                let _ = begun.send(*part);
                let answered = is_answered.lock().unwrap();
                // Ended by the sender's end as well, once the first has been told.
                let told = answered.recv_timeout(Duration::from_secs(10));
                told != Err(RecvTimeoutError::Timeout)
            })
        });
        is_begun.recv().unwrap();
        assert_eq!(both(true, || 1, || 2), (1, 2));
        drop(answered);
        assert!(slow.join().unwrap().into_iter().all(|told| told));
    }
}
