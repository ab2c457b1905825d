//! Folding, sanitising and wrapping any text: no panic, and what is mapped back lies on character
//! boundaries of the original.
#![no_main]

use briefing::text::fold::{self, Case, Needle};
use briefing::text::sanitise;
use briefing::text::wrap::wrap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folded = fold::quotation(text);
    for (at, _) in folded.text.char_indices() {
        let range = folded.map.range_to_original(at..folded.text.len());
        assert!(text.get(range).is_some());
    }
    let _ = fold::search(text, Case::Insensitive);
    let safe = sanitise::block(text);
    assert!(safe.text.chars().all(|c| c == '\n' || !sanitise::is_dangerous(c)));
    let half = text.len() / 2;
    let half = (0..=half).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    for range in Needle::new(&text[half..]).find_in(text) {
        assert!(text.get(range).is_some());
    }
    for range in wrap(text, 17, 11) {
        assert!(text.get(range).is_some());
    }
});
