//! Work that nobody waits for steps back: where there are few cores, a key is answered first.

use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};
#[cfg(target_os = "linux")]
use rustix::process::{getpriority_process, setpriority_process};
#[cfg(target_os = "linux")]
use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};

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

/// Lets the calling thread run only where no other wants to, or else step back as far as it can.
fn stand_aside() {
    #[cfg(target_os = "linux")]
    {
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        let told = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle);
        if told.is_err() {
            step_back();
        }
    }
}

/// Lets the calling thread step back for the rest of its time. Elsewhere than on Linux this would be the whole program.
pub(super) fn step_back() {
    #[cfg(target_os = "linux")]
    if let Ok(now) = getpriority_process(None) {
        // The system takes what is past its last step for that.
        let _ = setpriority_process(None, now.saturating_add(BACK));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

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

    #[cfg(target_os = "linux")]
    #[test]
    fn only_the_thread_itself_steps_back() {
        let before = getpriority_process(None);
        let inside = std::thread::spawn(|| {
            step_back();
            getpriority_process(None)
        });
        let inside = inside.join().unwrap();
        assert_eq!(inside.unwrap(), (before.unwrap() + BACK).min(19));
        assert_eq!(getpriority_process(None), before);
    }
}
