//! The values of all lists, one after the other, each in half of the bits where all of them fit.

use std::ops::Range;
use std::slice::Iter;

use crate::library::bytes::{Reader, Writer};

/// Values, one after the other.
#[derive(Clone, Debug)]
pub(in crate::library) enum Items {
    /// None is above 65,535.
    Short(Vec<u16>),
    Long(Vec<u32>),
}

/// The values of one list. Whoever walks over very many of them asks once how long they are.
#[derive(Clone, Copy, Debug)]
pub(in crate::library) enum List<'a> {
    Short(&'a [u16]),
    Long(&'a [u32]),
}

/// The values of one list, one by one.
#[derive(Clone, Debug)]
pub(in crate::library) enum Values<'a> {
    Short(Iter<'a, u16>),
    Long(Iter<'a, u32>),
}

impl Default for Items {
    fn default() -> Self {
        Self::Long(Vec::new())
    }
}

impl Items {
    /// Those of several, after each other.
    pub(super) fn joined<'a>(all: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let count = all.clone().map(Self::len).sum();
        if all.clone().all(Self::are_short) {
            let mut joined = Vec::with_capacity(count);
            for items in all {
                match items {
                    Self::Short(short) => joined.extend_from_slice(short),
                    Self::Long(long) => joined.extend(long.iter().map(|value| *value as u16)),
                }
            }
            return Self::Short(joined);
        }
        let mut joined = Vec::with_capacity(count);
        for items in all {
            match items {
                Self::Short(short) => joined.extend(short.iter().copied().map(u32::from)),
                Self::Long(long) => joined.extend_from_slice(long),
            }
        }
        Self::Long(joined)
    }

    pub(in crate::library) fn len(&self) -> usize {
        self.all().len()
    }

    /// All of them as one list.
    fn all(&self) -> List<'_> {
        match self {
            Self::Short(short) => List::Short(short),
            Self::Long(long) => List::Long(long),
        }
    }

    /// Some of them as a list; empty where they are not all there.
    #[inline]
    pub(super) fn list(&self, range: Range<usize>) -> List<'_> {
        self.all().slice(range)
    }

    #[inline]
    pub(in crate::library) fn get(&self, at: usize) -> Option<u32> {
        self.all().get(at)
    }

    /// Adds values of any size.
    pub(in crate::library) fn extend(&mut self, values: impl IntoIterator<Item = u32>) {
        if let Self::Short(_) = self {
            self.replace(|value| value);
        }
        if let Self::Long(long) = self {
            long.extend(values);
        }
    }

    /// Puts another value, of any size, in the place of each.
    pub(in crate::library) fn replace(&mut self, other: impl Fn(u32) -> u32) {
        match self {
            Self::Short(_) => *self = Self::Long(self.all().iter().map(other).collect()),
            Self::Long(long) => long.iter_mut().for_each(|value| *value = other(*value)),
        }
    }

    /// Whether none is above what is short.
    fn are_short(&self) -> bool {
        match self {
            Self::Short(_) => true,
            Self::Long(long) => long.iter().all(|value| u16::try_from(*value).is_ok()),
        }
    }

    /// Takes as little room as it can.
    pub(in crate::library) fn shrink(&mut self) {
        let are_short = self.are_short();
        match self {
            Self::Long(long) if are_short => {
                *self = Self::Short(long.iter().map(|value| *value as u16).collect());
            }
            Self::Short(short) => short.shrink_to_fit(),
            Self::Long(long) => long.shrink_to_fit(),
        }
    }

    pub(in crate::library) fn write(&self, out: &mut Writer) {
        let (short, long) = match self {
            Self::Short(short) => (&**short, &[][..]),
            Self::Long(long) => (&[][..], &**long),
        };
        out.shorts(short);
        out.numbers(long.iter().copied());
    }

    pub(in crate::library) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (short, long) = (bytes.shorts()?, bytes.numbers()?);
        match (short.is_empty(), long.is_empty()) {
            (_, true) => Some(Self::Short(short)),
            (true, false) => Some(Self::Long(long)),
            (false, false) => None,
        }
    }
}

impl Default for List<'_> {
    fn default() -> Self {
        Self::Short(&[])
    }
}

impl<'a> List<'a> {
    /// The value at a place.
    #[inline]
    pub(in crate::library) fn get(self, at: usize) -> Option<u32> {
        match self {
            Self::Short(short) => short.get(at).copied().map(u32::from),
            Self::Long(long) => long.get(at).copied(),
        }
    }

    /// How many values come before the first of which something is no longer so.
    pub(in crate::library) fn partition_point(self, is: impl Fn(u32) -> bool) -> usize {
        match self {
            Self::Short(short) => short.partition_point(|value| is(u32::from(*value))),
            Self::Long(long) => long.partition_point(|value| is(*value)),
        }
    }

    #[inline]
    pub(in crate::library) const fn len(self) -> usize {
        match self {
            Self::Short(short) => short.len(),
            Self::Long(long) => long.len(),
        }
    }

    #[inline]
    pub(in crate::library) const fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub(in crate::library) fn first(self) -> Option<u32> {
        self.iter().next()
    }

    #[inline]
    pub(in crate::library) fn iter(self) -> Values<'a> {
        match self {
            Self::Short(short) => Values::Short(short.iter()),
            Self::Long(long) => Values::Long(long.iter()),
        }
    }

    /// Some values of it; none where they are not all there.
    #[inline]
    pub(in crate::library) fn slice(self, range: Range<usize>) -> Self {
        match self {
            Self::Short(short) => Self::Short(short.get(range).unwrap_or_default()),
            Self::Long(long) => Self::Long(long.get(range).unwrap_or_default()),
        }
    }

    /// How many values are below a number, of a list that ascends.
    pub(in crate::library) fn count_below(self, number: u32) -> usize {
        self.partition_point(|value| value < number)
    }

    /// The values, where there are exactly as many.
    pub(in crate::library) fn array<const COUNT: usize>(self) -> Option<[u32; COUNT]> {
        match self {
            Self::Short(short) => <[u16; COUNT]>::try_from(short)
                .ok()
                .map(|short| short.map(u32::from)),
            Self::Long(long) => long.try_into().ok(),
        }
    }
}

impl<'a> IntoIterator for List<'a> {
    type Item = u32;
    type IntoIter = Values<'a>;

    #[inline]
    fn into_iter(self) -> Values<'a> {
        self.iter()
    }
}

impl Iterator for Values<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        match self {
            Self::Short(short) => short.next().copied().map(u32::from),
            Self::Long(long) => long.next().copied(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Short(short) => short.size_hint(),
            Self::Long(long) => long.size_hint(),
        }
    }

    // All at once, how long they are is asked once.
    #[inline]
    fn fold<All, F: FnMut(All, u32) -> All>(self, all: All, mut put: F) -> All {
        match self {
            Self::Short(short) => short.fold(all, |all, value| put(all, u32::from(*value))),
            Self::Long(long) => long.fold(all, |all, value| put(all, *value)),
        }
    }
}

impl ExactSizeIterator for Values<'_> {}

impl DoubleEndedIterator for Values<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        match self {
            Self::Short(short) => short.next_back().copied().map(u32::from),
            Self::Long(long) => long.next_back().copied(),
        }
    }
}
