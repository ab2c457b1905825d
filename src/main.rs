//! The program: everything it does is in the library.

use std::io::Write;
use std::process::ExitCode;

use briefing::cli::{self, Cli, Outcome};
use clap::Parser;

/// Of a large library, the system's allocator keeps most of what reading and indexing it has freed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    match cli::run(&Cli::parse()) {
        Ok(outcome) => outcome.into(),
        Err(error) if cli::is_broken_pipe(&error) => Outcome::Clean.into(),
        Err(error) => {
            // Where even this cannot be written, the exit code still says it.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            Outcome::Failed.into()
        }
    }
}
