//! What Linux says of a process.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "every user needs a part of it, and all of them fail by panicking"
)]

use std::fs;

/// The letter for what a process does: `S` sleeps, `T` is stopped.
pub(crate) fn state(pid: u32) -> char {
    stat(pid)[0].chars().next().unwrap()
}

/// The ticks of the processor that a process has used.
pub(crate) fn ticks(pid: u32) -> u64 {
    let stat = stat(pid);
    let field = |at: usize| stat[at].parse::<u64>().unwrap();
    field(11) + field(12)
}

/// What the system says of a process, from the state on.
fn stat(pid: u32) -> Vec<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    fields.split(' ').map(str::to_owned).collect()
}

/// How often the threads of a process have gone to sleep.
pub(crate) fn wakes(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let switches = threads.map(|thread| {
        let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.unwrap().trim().parse::<u64>().unwrap()
    });
    switches.sum()
}

/// The memory of a process that is resident, in bytes.
pub(crate) fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.unwrap().trim().split(' ').next().unwrap();
    kibibytes.parse::<u64>().unwrap() * 1024
}
