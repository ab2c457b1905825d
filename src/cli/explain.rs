//! `briefing explain`: what a code means and what to do about it.

use anyhow::Context;

use super::offered::Offered;
use super::{Outcome, print};
use crate::diagnostic::Code;
use crate::text::sanitise;

/// The width of an explanation, in cells.
const WIDTH: usize = 80;

/// Arguments of `briefing explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code, as a report shows it: B012
    #[arg(value_parser = Offered(codes), hide_possible_values = true)]
    pub code: String,
}

fn codes() -> Vec<(&'static str, &'static str)> {
    let codes = Code::ALL.iter();
    codes.map(|code| (code.id(), code.title())).collect()
}

/// Prints the explanation of a code.
///
/// # Errors
/// Where there is no such code, or it cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let code = Code::from_id(args.code.trim()).with_context(|| {
        let code = sanitise::line(&args.code).into_owned();
        format!("there is no code \"{code}\"; `briefing manual diagnostics` lists them all")
    })?;
    let severity = code.severity().word();
    let mut text = format!("{severity}[{code}]: {}\n\n", code.title());
    let explanation = code.explanation();
    for line in crate::text::wrap::wrap(explanation, WIDTH, WIDTH) {
        text.push_str(explanation.get(line).unwrap_or_default().trim_end());
        text.push('\n');
    }
    print(&text)?;
    Ok(Outcome::Clean)
}
