//! The answers to what was asked last: a filter is set and let go of, and a query typed on, while what
//! else is asked stays as it is.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The last answers, so many at most, the one asked for last first.
#[derive(Debug)]
pub(super) struct Recent<Q, A, const MOST: usize>(Mutex<VecDeque<(Q, A)>>);

impl<Q, A, const MOST: usize> Default for Recent<Q, A, MOST> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Q: PartialEq, A: Clone, const MOST: usize> Recent<Q, A, MOST> {
    /// The answer to a question, from before or as it is found out. It may be found out twice where two
    /// ask at once: nobody waits for another here.
    pub(super) fn answer(&self, question: &Q, find_out: impl FnOnce() -> A) -> A
    where
        Q: Clone,
    {
        if let Some(known) = self.known(question) {
            return known;
        }
        let answer = find_out();
        let known = (question.clone(), answer.clone());
        let mut all = self.all();
        all.push_front(known);
        let kept = all.len().min(MOST);
        let least = all.split_off(kept);
        drop(all);
        // What is let go of may take a while, and nobody is to wait for that.
        drop(least);
        answer
    }

    /// Forgets all answers.
    pub(super) fn forget(&self) {
        let all = std::mem::take(&mut *self.all());
        drop(all);
    }

    fn known(&self, question: &Q) -> Option<A> {
        let mut all = self.all();
        let at = all.iter().position(|(known, _)| known == question)?;
        let known = all.remove(at)?;
        let answer = known.1.clone();
        all.push_front(known);
        Some(answer)
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<(Q, A)>> {
        // Nothing is ever half done here.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_was_asked_last_is_not_found_out_again() {
        let recent = Recent::<u32, u32, 2>::default();
        let found_out = Cell::new(0);
        let ask = |question: u32| {
            let answer = recent.answer(&question, || {
                found_out.set(found_out.get() + 1);
                question * 10
            });
            (answer, found_out.get())
        };
        assert_eq!([ask(1), ask(2), ask(1)], [(10, 1), (20, 2), (10, 2)]);
        // Of more than are kept, the one that was not asked for longest is found out anew.
        assert_eq!([ask(3), ask(1), ask(2)], [(30, 3), (10, 3), (20, 4)]);
    }
}
