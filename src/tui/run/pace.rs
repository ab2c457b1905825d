//! Work that nobody waits for steps back: where there are few cores, a key is answered first.

use rayon::ThreadPoolBuilder;
#[cfg(target_os = "linux")]
use rustix::process::{getpriority_process, setpriority_process};

/// How far it steps back, as `nice` counts it.
#[cfg(target_os = "linux")]
const BACK: i32 = 10;

/// Starts the threads that read, index and check files, where they are not running yet, and lets them
/// step back.
pub(super) fn start_workers() {
    // A program that uses the library in another way as well has started them itself.
    let workers = ThreadPoolBuilder::new().start_handler(|_| step_back());
    let _ = workers.build_global();
}

/// Lets the calling thread step back. Elsewhere than on Linux this would be the whole program.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Ok(now) = getpriority_process(None) {
        // The system takes what is past its last step for that.
        let _ = setpriority_process(None, now.saturating_add(BACK));
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    use super::*;

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
