//! `briefing completions`: what a shell needs to complete the command line.

use std::fmt::Write as _;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Outcome, print};

/// Arguments of `briefing completions`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// Which shell
    pub shell: Shell,
}

/// Prints the script of a shell.
///
/// # Errors
/// Where it cannot be written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let mut program = Cli::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "briefing", &mut script);
    let mut script = String::from_utf8(script)?;
    if args.shell == Shell::Fish {
        script.push_str(&left_out_of_fish(&program));
    }
    print(&script)?;
    Ok(Outcome::Clean)
}

/// What `clap_complete` leaves out for fish: the words that arguments take by their place, and those
/// of an option of the program itself while its value is not there yet.
fn left_out_of_fish(program: &clap::Command) -> String {
    let mut lines = String::new();
    for option in program.get_opts().filter(|option| !option.is_hide_set()) {
        if let Some(long) = option.get_long() {
            offer(&mut lines, &format!("__fish_prev_arg_in --{long}"), option);
        }
    }
    for command in program.get_subcommands() {
        let when = format!("__fish_briefing_using_subcommand {}", command.get_name());
        for argument in command.get_positionals() {
            offer(&mut lines, &when, argument);
        }
    }
    lines
}

/// Adds a line for each word that an argument takes.
fn offer(lines: &mut String, when: &str, argument: &clap::Arg) {
    for value in argument.get_possible_values() {
        let help = value.get_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        let help = help.replace('\\', "\\\\").replace('\'', "\\'");
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "complete -c briefing -n \"{when}\" -f -a {} -d '{help}'",
            value.get_name()
        );
    }
}
