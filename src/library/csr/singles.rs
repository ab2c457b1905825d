//! Lists of numbers by number, of which most hold one.

use crate::leisure::by_thousands;
use crate::library::bytes::{Reader, Writer};

use super::{Items, List, Lists, Sparse};

/// For each key no value, or one, or several. A value stands by its key; only several stand elsewhere.
/// No value is among the two largest numbers.
#[derive(Clone, Debug, Default)]
pub(in crate::library) struct Singles {
    /// The value of each key, or the largest number there is room for where it has none, or the next
    /// largest where it has several.
    values: Items,
    /// Those of keys with several.
    several: Sparse,
}

/// What stands by a key.
enum Single {
    One(u32),
    None,
    Several,
}

const NONE: u32 = u32::MAX;
const SEVERAL: u32 = NONE - 1;
const SHORT_NONE: u16 = u16::MAX;
const SHORT_SEVERAL: u16 = SHORT_NONE - 1;

impl Single {
    #[inline]
    fn short(value: u16) -> Self {
        match value {
            SHORT_NONE => Self::None,
            SHORT_SEVERAL => Self::Several,
            one => Self::One(one.into()),
        }
    }

    #[inline]
    fn long(value: u32) -> Self {
        match value {
            NONE => Self::None,
            SEVERAL => Self::Several,
            one => Self::One(one),
        }
    }
}

impl Singles {
    /// Lists of which most hold one value.
    pub(in crate::library) fn new(lists: &Lists) -> Self {
        let mut singles = Self::default();
        let value = |(key, list): (u32, List<'_>)| match list.array() {
            Some([one]) => one,
            None if list.is_empty() => NONE,
            None => {
                singles.several.push(key, list);
                SEVERAL
            }
        };
        let values: Vec<u32> = by_thousands(lists.iter()).map(value).collect();
        let is_short = |value: &u32| *value < SHORT_SEVERAL.into() || *value >= SEVERAL;
        singles.values = if values.iter().all(is_short) {
            // What stands for none and for several is the largest of this width too.
            Items::Short(values.iter().map(|value| *value as u16).collect())
        } else {
            Items::Long(values)
        };
        singles.several.shrink();
        singles
    }

    /// The number of keys.
    pub(in crate::library) fn len(&self) -> usize {
        self.values.len()
    }

    /// The list of a key; empty for a key that is not there.
    #[inline]
    pub(in crate::library) fn get(&self, key: u32) -> List<'_> {
        let at = key as usize;
        let single = match &self.values {
            Items::Short(short) => short.get(at).map(|value| Single::short(*value)),
            Items::Long(long) => long.get(at).map(|value| Single::long(*value)),
        };
        match single {
            Some(Single::One(_)) => self.values.list(at..at + 1),
            Some(Single::Several) => self.several.get(key),
            Some(Single::None) | None => List::default(),
        }
    }

    /// Tells the values of some keys, one after the other.
    #[inline]
    pub(in crate::library) fn tell(&self, keys: impl Iterator<Item = u32>, tell: impl FnMut(u32)) {
        match &self.values {
            Items::Short(short) => self.tell_of((short, Single::short), keys, tell),
            Items::Long(long) => self.tell_of((long, Single::long), keys, tell),
        }
    }

    #[inline]
    fn tell_of<T: Copy>(
        &self,
        (values, single): (&[T], impl Fn(T) -> Single),
        keys: impl Iterator<Item = u32>,
        mut tell: impl FnMut(u32),
    ) {
        keys.for_each(
            |key| match values.get(key as usize).map(|value| single(*value)) {
                Some(Single::One(one)) => tell(one),
                Some(Single::Several) => self.several.get(key).iter().for_each(&mut tell),
                Some(Single::None) | None => {}
            },
        );
    }

    /// Writes the lists.
    pub(in crate::library) fn write(&self, out: &mut Writer) {
        self.values.write(out);
        self.several.write(out);
    }

    /// Reads lists.
    pub(in crate::library) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            values: Items::read(bytes)?,
            several: Sparse::read(bytes)?,
        })
    }
}
