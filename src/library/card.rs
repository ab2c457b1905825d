//! What a file says of itself, and the same in the form in which it is searched.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Library;
use crate::leisure::give_way;
use crate::model::Briefing;
use crate::text::fold::push_search;

/// What a file says of itself: all that is known of a briefing that is not open, beside its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The briefing's identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The day it describes.
    pub as_of: NaiveDate,
    /// The one or two sentences to take away.
    pub bottom_line: Option<String>,
    /// Free key words.
    pub tags: Vec<String>,
    /// The words of these.
    pub(super) words: Words,
}

/// What is said of a briefing, once it was folded. It follows from the rest: whether it was makes no
/// difference.
#[derive(Clone, Default)]
pub(super) struct Words(OnceLock<Said>);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}

impl PartialEq for Words {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Words {}

/// The title, the tags and the bottom line of a briefing, folded; a line each.
#[derive(Clone, Debug)]
pub(super) struct Said {
    text: Box<str>,
    tags: Range<usize>,
}

impl Said {
    fn of(card: &Card) -> Self {
        let mut text = String::new();
        push_search(&card.title, &mut text);
        text.push('\n');
        let start = text.len();
        for tag in &card.tags {
            push_search(tag, &mut text);
            text.push('\n');
        }
        let tags = start..text.len();
        push_search(card.bottom_line.as_deref().unwrap_or_default(), &mut text);
        Self {
            text: text.into_boxed_str(),
            tags,
        }
    }

    /// All of it.
    pub(super) fn all(&self) -> &str {
        &self.text
    }

    /// The tags.
    pub(super) fn tags(&self) -> &str {
        self.text.get(self.tags.clone()).unwrap_or_default()
    }

    /// The title.
    pub(super) fn title(&self) -> &str {
        let title = self.text.get(..self.tags.start).unwrap_or_default();
        title.trim_end_matches('\n')
    }
}

impl Card {
    pub(super) fn of(briefing: &Briefing) -> Self {
        let card = Self {
            id: briefing.id.clone(),
            title: briefing.title.clone(),
            as_of: briefing.as_of,
            bottom_line: briefing.bottom_line.clone(),
            tags: briefing.tags.clone(),
            words: Words::default(),
        };
        // Where files are read, this is little; where somebody types, it would be waited for.
        card.said();
        card
    }

    /// What is said of the briefing, folded; once, when first asked for.
    pub(super) fn said(&self) -> &Said {
        self.words.0.get_or_init(|| Said::of(self))
    }
}

impl Library {
    /// Folds what is said of all briefings, before anybody asks for words of it.
    pub fn gather_words(&self) {
        let cards = self
            .entries
            .par_iter()
            .filter_map(|entry| entry.card.as_ref());
        cards.for_each(|card| {
            give_way();
            card.said();
        });
    }
}
