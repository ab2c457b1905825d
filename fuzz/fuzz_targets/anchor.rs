//! Checking any claim against any text: no panic, every range within the text, and words that are
//! not in the text are never found verbatim.
#![no_main]

use briefing::anchor::{Claim, Haystack, verify};
use briefing::model::{QuoteMode, Verdict};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (String, Vec<String>, Option<String>, u8)| {
    let (text, pieces, prefix, mode) = input;
    let pieces: Vec<&str> = pieces.iter().take(4).map(String::as_str).collect();
    let modes = [QuoteMode::Direct, QuoteMode::Partial, QuoteMode::Indirect];
    let claim = Claim {
        pieces: &pieces,
        prefix: prefix.as_deref(),
        suffix: None,
        mode: modes[usize::from(mode) % modes.len()],
        quoting: mode & 1 == 0,
    };
    let finding = verify(&Haystack::new(&text, 0), &claim);
    let candidates = finding.candidates.iter().flatten();
    for range in finding.pieces.iter().chain(candidates) {
        assert!(text.get(range.clone()).is_some());
    }
    if let Some(nearest) = &finding.nearest {
        assert!(text.get(nearest.range.clone()).is_some());
    }
    if finding.verdict == Some(Verdict::Verbatim) {
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = squeeze(&text);
        assert!(pieces.iter().all(|piece| whole.contains(&squeeze(piece))));
    }
});
