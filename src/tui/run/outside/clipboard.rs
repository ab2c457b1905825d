//! The clipboard: of the terminal, which may be at the other end of a connection, or of a program.

use std::time::Duration;

use ratatui::crossterm::Command as _;
use ratatui::crossterm::clipboard::CopyToClipboard;

use crate::tui::action::Parcel;

use super::program;

/// The most bytes that go to a terminal: as OSC 52 they are 74,994 characters, the most that
/// terminals are known to take.
const MOST: usize = 56_244;

/// How long a program may take over a text.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most bytes of a sequence that GNU Screen hands through in one piece.
const PIECE: usize = 240;

/// What stands between the reader and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Multiplexer {
    /// Nothing that is known.
    None,
    /// tmux takes the sequence itself where `set-clipboard` is on, and hands it through where
    /// `allow-passthrough` is: it is given both.
    Tmux,
    /// GNU Screen knows nothing of it, but hands it through.
    Screen,
}

impl Multiplexer {
    /// By the variables that they set.
    pub(super) fn of_environment() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if set("TMUX") {
            Self::Tmux
        } else if set("STY") {
            Self::Screen
        } else {
            Self::None
        }
    }
}

/// What puts a text on the terminal's clipboard (OSC 52).
///
/// # Errors
/// That the text is too long for that, in words.
pub(super) fn sequence(text: &str, through: Multiplexer) -> Result<String, String> {
    if text.len() > MOST {
        let long = text.len();
        return Err(format!(
            "too long for the terminal's clipboard: {long} bytes of at most {MOST}; W writes a file"
        ));
    }
    let mut plain = String::new();
    let copy = CopyToClipboard::to_clipboard_from(text);
    copy.write_ansi(&mut plain)
        .map_err(|_| "this cannot be copied".to_owned())?;
    Ok(match through {
        Multiplexer::None => plain,
        Multiplexer::Tmux => {
            let escaped = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{escaped}\x1b\\")
        }
        Multiplexer::Screen => {
            // The bell ends the inner sequence, as the string terminator would end the outer one.
            let inner = plain.replace("\x1b\\", "\x07");
            let pieces = inner.as_bytes().chunks(PIECE);
            let pieces = pieces.map(|piece| String::from_utf8_lossy(piece));
            format!(
                "\x1bP{}\x1b\\",
                pieces.collect::<Vec<_>>().join("\x1b\\\x1bP")
            )
        }
    })
}

/// What is told of a text that went to the terminal, which says nothing in return.
pub(super) fn sent(parcel: &Parcel) -> String {
    format!("sent to the terminal: {}", described(parcel))
}

/// Gives a text to a program; what is told of it.
pub(super) fn by_program(words: &[String], parcel: &Parcel) -> String {
    let Some(command) = program::command(words) else {
        return "no program is set for copying".to_owned();
    };
    let name = program::name(&command.get_program().to_string_lossy());
    match program::feed(command, &parcel.text, PATIENCE) {
        Ok(()) => format!("copied by {name}: {}", described(parcel)),
        Err(why) => format!("not copied: {why}"),
    }
}

fn described(parcel: &Parcel) -> String {
    let count = parcel.text.chars().count();
    let noun = if count == 1 {
        "character"
    } else {
        "characters"
    };
    match &parcel.note {
        Some(note) => format!("{count} {noun}; {note}"),
        None => format!("{count} {noun}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence_of(text: &str, through: Multiplexer) -> String {
        sequence(text, through).unwrap()
    }

    #[test]
    fn a_text_goes_out_in_letters_and_digits() {
        assert_eq!(
            sequence_of("a\x1bb", Multiplexer::None),
            "\x1b]52;c;YRti\x1b\\"
        );
    }

    #[test]
    fn tmux_gets_it_for_itself_and_to_hand_through() {
        assert_eq!(
            sequence_of("hi", Multiplexer::Tmux),
            "\x1b]52;c;aGk=\x1b\\\x1bPtmux;\x1b\x1b]52;c;aGk=\x1b\x1b\\\x1b\\"
        );
    }

    #[test]
    fn screen_gets_it_in_pieces() {
        assert_eq!(
            sequence_of("hi", Multiplexer::Screen),
            "\x1bP\x1b]52;c;aGk=\x07\x1b\\"
        );
        let long = sequence_of(&"x".repeat(1000), Multiplexer::Screen);
        let pieces: Vec<_> = long.split("\x1bP").skip(1).collect();
        assert!(pieces.len() > 4);
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE + 2));
    }

    #[test]
    fn what_a_terminal_would_not_take_is_not_sent() {
        assert!(
            sequence(&"x".repeat(MOST), Multiplexer::None)
                .unwrap()
                .len()
                < 75_010
        );
        let why = sequence(&"x".repeat(MOST + 1), Multiplexer::None).unwrap_err();
        assert!(why.starts_with("too long"), "{why}");
    }
}
