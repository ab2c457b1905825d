//! What `briefing --version` says: the version, and what the program was built from, for whom and
//! by what.

use std::sync::LazyLock;

/// The version in several lines, for a report of a fault.
pub(super) fn long() -> &'static str {
    static LONG: LazyLock<String> = LazyLock::new(|| {
        let commit = match env!("BRIEFING_COMMIT") {
            "" => "unknown",
            commit => commit,
        };
        let lines = [
            ("commit", commit),
            ("target", env!("BRIEFING_TARGET")),
            ("profile", env!("BRIEFING_PROFILE")),
            ("compiler", env!("BRIEFING_RUSTC")),
        ];
        let lines = lines.map(|(name, value)| format!("\n{name:9} {value}"));
        env!("CARGO_PKG_VERSION").to_owned() + &lines.concat()
    });
    &LONG
}
