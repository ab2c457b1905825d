//! How fast quotations are checked: `cargo bench --bench anchor`.
//!
//! - `baseline`: line breaks counted in the same text, which says how fast this machine is just now.
//! - `prepare`: a text made ready, per byte of it.
//! - `fifty`: a text made ready and fifty quotations verified in it, per byte of the text.
//! - `verify`, `altered`: one quotation in a text that is ready.
//! - `monotonous`: texts of a megabyte of few different words and marks, where a careless search
//!   takes time quadratic in the text.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::hint::black_box;

use briefing::anchor::{Claim, Finding, Haystack, verify};
use briefing::model::QuoteMode;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// News prose of about so many bytes, the same each time: paragraphs of reported and of quoted
/// speech, wrapped at 80 bytes or so.
fn prose(bytes: usize) -> String {
    const WORDS: [&str; 48] = [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "harbour",
        "ferry",
        "council",
        "agreement",
        "would",
        "not",
        "before",
        "minister",
        "said",
        "with",
        "talks",
        "on",
        "a",
        "fishing",
        "fleet",
        "border",
        "tariff",
        "has",
        "been",
        "signed",
        "delegation",
        "proposal",
        "for",
        "coastal",
        "towns",
        "by",
        "Monday",
        "its",
        "from",
        "which",
        "observers",
        "called",
        "an",
        "open",
        "question",
        "about",
        "grain",
        "shipments",
        "under",
        "review",
        "was",
        "they",
    ];
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let mut text = String::new();
    let mut column = 0;
    while text.len() < bytes {
        let quoted = next(3) == 0;
        text.push_str(if quoted { "“" } else { "" });
        for i in 0..8 + next(14) {
            if i > 0 {
                column += 1;
                let wraps = column > 12;
                column = if wraps { 0 } else { column };
                text.push(if wraps { '\n' } else { ' ' });
            }
            let number = next(40);
            if number == 0 {
                write!(text, "{},{:03}", next(900) + 1, next(1000)).unwrap();
            } else {
                text.push_str(WORDS[next(WORDS.len())]);
                // Most words of a text stand in it once: names, and rarer ones.
                if number < 12 {
                    text.extend((0..4).map(|_| char::from(b'a' + next(26) as u8)));
                }
            }
        }
        text.push_str(if quoted { ",” he said. " } else { ". " });
        if next(6) == 0 {
            text.push_str("\n\n");
            column = 0;
        }
    }
    text
}

/// Fifty runs of words of a text, as an author would copy them: straight quotation marks, one line.
fn quotations(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let run = |k: usize| {
        let from = (k * 7919 + 13) % (words.len() - 40);
        words[from..from + 8 + k * 31 % 24]
            .join(" ")
            .replace(['“', '”'], "\"")
    };
    (0..50).map(run).collect()
}

fn check(hay: &Haystack, words: &str) -> Finding {
    let claim = Claim {
        pieces: &[words],
        prefix: None,
        suffix: None,
        mode: QuoteMode::Direct,
        quoting: true,
    };
    verify(hay, &claim)
}

fn texts(c: &mut Criterion) {
    let mut group = c.benchmark_group("text");
    for bytes in [6_000, 20_000, 60_000] {
        let text = prose(bytes);
        let claims = quotations(&text);
        let hay = Haystack::new(&text, 0);
        for claim in &claims {
            let verdict = check(&hay, claim).verdict.unwrap();
            assert!(verdict.is_verified(), "{verdict}: {claim}");
        }
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("baseline", bytes), &text, |b, text| {
            b.iter(|| memchr::memchr_iter(b'\n', black_box(text).as_bytes()).count());
        });
        group.bench_with_input(BenchmarkId::new("prepare", bytes), &text, |b, text| {
            b.iter(|| Haystack::new(black_box(text), 0));
        });
        group.bench_with_input(BenchmarkId::new("fifty", bytes), &text, |b, text| {
            b.iter(|| {
                let hay = Haystack::new(black_box(text), 0);
                claims
                    .iter()
                    .filter(|claim| check(&hay, claim).verdict.is_some())
                    .count()
            });
        });
    }
    group.finish();
}

fn quotation(c: &mut Criterion) {
    let text = prose(60_000);
    let hay = Haystack::new(&text, 0);
    let claims = quotations(&text);
    let mut group = c.benchmark_group("quotation");
    group.bench_function("verify", |b| {
        let mut next = claims.iter().cycle();
        b.iter(|| check(&hay, black_box(next.next().unwrap())));
    });
    let altered: Vec<String> = claims
        .iter()
        .map(|claim| claim.replacen(' ', " seldom ", 3))
        .collect();
    group.bench_function("altered", |b| {
        let mut next = altered.iter().cycle();
        b.iter(|| check(&hay, black_box(next.next().unwrap())));
    });
    group.finish();
}

fn monotonous(c: &mut Criterion) {
    let mut group = c.benchmark_group("monotonous");
    group.sample_size(10);
    let unit_texts = [
        ("words", "ab "),
        ("quoted", "\"a\" "),
        ("opened", "\"a b\n\n"),
        ("interrupted", "\"ab cd,\" he said, "),
        ("hyphens", "a-\nb "),
        ("links", "[a]("),
    ];
    for (name, unit) in unit_texts {
        let text = unit.repeat(1_000_000 / unit.len());
        let claim = format!("{}x {}", "ab cd a b ".repeat(20), "ab … a a [b] ".repeat(8));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                let hay = Haystack::new(black_box(&text), 0);
                let whole = check(&hay, "ab ab ab ab ab").verdict;
                (
                    whole,
                    check(&hay, "a a a a a a … a b").verdict,
                    check(&hay, &claim).verdict,
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, texts, quotation, monotonous);
criterion_main!(benches);
