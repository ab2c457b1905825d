//! Lists of numbers by number, in two flat arrays (compressed sparse rows).

use super::bytes::{Reader, Writer};

/// For each key, a list of values: `starts[key]..starts[key + 1]` within `items`.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Adds the list of the next key.
    pub(super) fn push(&mut self, values: impl IntoIterator<Item = u32>) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.items.extend(values);
        self.starts.push(self.items.len() as u32);
    }

    /// Some lists after each other.
    #[must_use]
    pub(super) fn joined(all: &[Self]) -> Self {
        let keys: usize = all.iter().map(Self::len).sum();
        let mut joined = Self {
            starts: Vec::with_capacity(keys + 1),
            items: Vec::with_capacity(all.iter().map(|lists| lists.items.len()).sum()),
        };
        joined.starts.push(0);
        for lists in all {
            let before = joined.items.len() as u32;
            let ends = lists.starts.iter().skip(1);
            joined.starts.extend(ends.map(|end| before + end));
            joined.items.extend_from_slice(&lists.items);
        }
        joined
    }

    /// Writes the lists.
    pub(super) fn write(&self, out: &mut Writer) {
        out.numbers(self.starts.iter().copied());
        out.numbers(self.items.iter().copied());
    }

    /// Reads lists.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            starts: bytes.numbers()?,
            items: bytes.numbers()?,
        })
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    /// The number of keys.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The list of a key; empty for a key that is not there.
    #[inline]
    pub(super) fn get(&self, key: u32) -> &[u32] {
        let key = key as usize;
        let bounds = self.starts.get(key).zip(self.starts.get(key + 1));
        bounds
            .and_then(|(start, end)| self.items.get(*start as usize..*end as usize))
            .unwrap_or(&[])
    }

    /// The lists the other way round: for each of `keys` values, the keys whose list holds it, in
    /// ascending order.
    #[must_use]
    pub(super) fn inverted(&self, keys: usize) -> Self {
        let mut starts = vec![0_u32; keys + 1];
        for item in &self.items {
            if let Some(count) = starts.get_mut(*item as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut items = vec![0_u32; total as usize];
        for key in 0..self.len() as u32 {
            for value in self.get(key) {
                let Some(slot) = next.get_mut(*value as usize) else {
                    continue;
                };
                if let Some(item) = items.get_mut(*slot as usize) {
                    *item = key;
                }
                *slot += 1;
            }
        }
        Self { starts, items }
    }
}

/// Lists of numbers by number, of which most keys have none.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse {
    /// The keys that have some, ascending.
    keys: Vec<u32>,
    lists: Lists,
}

impl Sparse {
    /// Adds the list of a key that is greater than all before it; nothing where the list is empty.
    pub(super) fn push(&mut self, key: u32, values: impl IntoIterator<Item = u32>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.keys.push(key);
            self.lists.push(values);
        }
    }

    /// The list of a key; empty for a key that is not there.
    pub(super) fn get(&self, key: u32) -> &[u32] {
        match self.keys.binary_search(&key) {
            Ok(at) => self.lists.get(at as u32),
            Err(_) => &[],
        }
    }

    /// Writes the lists.
    pub(super) fn write(&self, out: &mut Writer) {
        out.numbers(self.keys.iter().copied());
        self.lists.write(out);
    }

    /// Reads lists.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            keys: bytes.numbers()?,
            lists: Lists::read(bytes)?,
        })
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.keys.shrink_to_fit();
        self.lists.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_have_a_list_take_room() {
        let mut sparse = Sparse::default();
        sparse.push(3, [7, 8]);
        sparse.push(4, []);
        sparse.push(9, [1]);
        assert_eq!(sparse.get(3), [7, 8]);
        assert_eq!(sparse.get(9), [1]);
        assert!([0, 4, 10].iter().all(|key| sparse.get(*key).is_empty()));
        let mut out = Writer::default();
        sparse.write(&mut out);
        let bytes = out.into_bytes();
        let again = Sparse::read(&mut Reader(&bytes)).unwrap();
        assert_eq!((again.get(9), again.keys.len()), (&[1][..], 2));
    }

    #[test]
    fn inverting_lists_who_holds_each_value() {
        let mut lists = Lists::default();
        lists.push([2, 0]);
        lists.push([]);
        lists.push([2]);
        let inverted = lists.inverted(3);
        assert_eq!(inverted.get(0), [0]);
        assert_eq!(inverted.get(1), [0_u32; 0]);
        assert_eq!(inverted.get(2), [0, 2]);
        assert_eq!(inverted.get(9), [0_u32; 0]);
        assert_eq!(inverted.len(), 3);
    }

    #[test]
    fn joined_lists_stand_after_each_other() {
        let (mut one, mut other) = (Lists::default(), Lists::default());
        one.push([1, 2]);
        one.push([]);
        other.push([3]);
        let joined = Lists::joined(&[one, Lists::default(), other]);
        assert_eq!(joined.len(), 3);
        assert_eq!(
            [0, 1, 2].map(|key| joined.get(key)),
            [&[1, 2][..], &[], &[3]]
        );
    }
}
