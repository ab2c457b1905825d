//! Whether a shell is there that can bring the program back after it was stopped.

// rustix takes no session or group for an answer that is led from outside the PID namespace (the
// kernel says 0), and panics in a debug build.
use nix::unistd::{getpgid, getpgrp, getppid, getsid};

/// What is told where there is none.
pub(super) const NOBODY: &str = "nothing to return to: not suspended";

/// Whether anybody could resume the program: a shell in another group of processes of the same
/// session. Stopped without one, in a container or as all that a window or connection runs, it would
/// stay so for good.
pub(super) fn can_be_resumed() -> bool {
    let parent = getppid();
    if parent.as_raw() == 0 {
        return false;
    }
    let (Ok(session), Ok(above)) = (getsid(None), getsid(Some(parent))) else {
        return false;
    };
    if session != above {
        return false;
    }
    let group = getpgrp();
    match getpgid(Some(parent)) {
        // A script, say. Where it is a job of a shell, it has a group of its own; the first group of
        // a session is nobody's job.
        Ok(same) if same == group => group != session,
        Ok(_) => true,
        Err(_) => false,
    }
}
