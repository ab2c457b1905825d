//! The answers to the terms that were asked last: a filter is set and let go of, and a query typed on,
//! while its other terms stay as they are.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::{People, Scope};
use super::met::{Met, Sort};
use crate::query::Test;

/// So many answers are kept: each takes two bits a record.
const MOST: usize = 8;

/// The answers to some terms, the one asked last first.
#[derive(Debug, Default)]
pub(in super::super) struct Terms(Mutex<VecDeque<Known>>);

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) test: Test,
    pub(super) scope: Scope,
    pub(super) people: People,
}

#[derive(Debug)]
struct Known {
    question: Question,
    sort: Sort,
    met: Arc<Met>,
}

impl Terms {
    /// The answer to a term, from before or as `answer` finds it out. It may be found out twice where
    /// two ask at once: nobody waits for another here.
    pub(super) fn answer(
        &self,
        question: Question,
        answer: impl FnOnce() -> (Sort, Met),
    ) -> (Sort, Arc<Met>) {
        if let Some(known) = self.known(&question) {
            return known;
        }
        let (sort, met) = answer();
        let met = Arc::new(met);
        let known = Known {
            question,
            sort,
            met: Arc::clone(&met),
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_front(known);
        let kept = all.len().min(MOST);
        let least = all.split_off(kept);
        drop(all);
        // What is let go of may take a while, and nobody is to wait for that.
        drop(least);
        (sort, met)
    }

    fn known(&self, question: &Question) -> Option<(Sort, Arc<Met>)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|one| one.question == *question)?;
        let known = all.remove(at)?;
        let answer = (known.sort, Arc::clone(&known.met));
        all.push_front(known);
        Some(answer)
    }
}
