//! Work that nobody waits for steps back: where there are few cores, a key is answered first.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};
#[cfg(target_os = "linux")]
use rustix::process::{getpid, getpriority_process, setpriority_process};
#[cfg(target_os = "linux")]
use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};

use crate::leisure;

/// How far reading steps back, as `nice` counts it.
#[cfg(target_os = "linux")]
const BACK: i32 = 10;

/// Starts the threads that read files, where they are not running yet, and lets them step back.
pub(super) fn start_workers() {
    // A program that uses the library in another way as well has started them itself.
    let workers = ThreadPoolBuilder::new().start_handler(|_| step_back());
    let _ = workers.build_global();
}

/// Does something on all cores that is not waited for, in threads that run only where no other wants to:
/// however far a thread steps back, once it runs it keeps others waiting for three milliseconds.
///
/// One such work is done after the other, so that no thread that waits for a part of one can take up
/// another inside of it.
pub(super) fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static WORKERS: OnceLock<Option<ThreadPool>> = OnceLock::new();
    static TURN: Mutex<()> = Mutex::new(());
    let build = || {
        let workers = ThreadPoolBuilder::new().start_handler(|_| stand_aside());
        let workers = workers.thread_name(|at| format!("background {at}"));
        workers.build().ok()
    };
    // Nothing is kept in it that a panic could leave half done.
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    match WORKERS.get_or_init(build) {
        Some(workers) => workers.install(work),
        None => work(),
    }
}

/// Does something in a thread that runs only where no other wants to. Where it is not done in time, for there
/// is always another that does, the calling thread does it as well.
pub(super) fn aside<T: Send + 'static>(
    work: impl Fn() -> T + Send + Sync + 'static,
    patience: Duration,
) -> T {
    let (sender, done) = channel();
    let work = Arc::new(work);
    let own = Arc::clone(&work);
    let whole = move || {
        stand_aside();
        // Where nobody waits any more, the other was faster.
        let _ = sender.send(own());
    };
    let begun = thread::Builder::new().name("aside".to_owned()).spawn(whole);
    let told = begun.ok().and_then(|_| done.recv_timeout(patience).ok());
    told.unwrap_or_else(|| work())
}

/// Lets the calling thread, and those that it starts, run only where no other wants to, for the rest of
/// their time; where that cannot be had, it steps back.
pub(super) fn stand_aside() {
    leisure::take_time();
    #[cfg(target_os = "linux")]
    {
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        let told = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle);
        if told.is_err() {
            step_back();
        }
    }
}

/// Lets the calling thread, and those that it starts, step back for the rest of their time. Elsewhere than
/// on Linux this would be the whole program.
pub(super) fn step_back() {
    leisure::take_time();
    #[cfg(target_os = "linux")]
    {
        // The first thread never steps back: how far this one has is not added to.
        if let Ok(first) = getpriority_process(Some(getpid())) {
            // The system takes what is past its last step for that.
            let _ = setpriority_process(None, first.saturating_add(BACK));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rayon::prelude::*;

    use super::*;

    #[test]
    fn one_work_is_done_after_the_other() {
        let at_once = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    in_background(|| {
                        assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0);
                        let sum: u64 = (0..1_000_u64).into_par_iter().sum();
                        assert_eq!(sum, 499_500);
                        at_once.fetch_sub(1, Ordering::SeqCst);
                    });
                });
            }
        });
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_nobody_waits_for_stands_aside() {
        let policy = || thread_priority::thread_schedule_policy().unwrap();
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        assert_eq!(in_background(policy), idle);
        assert_ne!(policy(), idle);
    }

    #[test]
    fn what_is_done_aside_is_done_by_another_where_that_takes_too_long() {
        let own = thread::current().id();
        let slow = move || {
            if thread::current().id() != own {
                thread::sleep(Duration::from_secs(1));
            }
            thread::current().id()
        };
        assert_eq!(aside(slow, Duration::from_millis(20)), own);
        assert_ne!(
            aside(|| thread::current().id(), Duration::from_secs(60)),
            own
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn only_the_thread_itself_steps_back() {
        let before = getpriority_process(None);
        let inside = std::thread::spawn(|| {
            step_back();
            // Not twice as far.
            step_back();
            getpriority_process(None)
        });
        let inside = inside.join().unwrap();
        assert_eq!(inside.unwrap(), (before.unwrap() + BACK).min(19));
        assert_eq!(getpriority_process(None), before);
    }
}
