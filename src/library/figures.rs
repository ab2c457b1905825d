//! What figures say, in columns: of which quantity, how much, and in which unit. Few records are
//! figures, and what they count is called by the same few words over and over.

use std::collections::HashMap;

use crate::model::{Amount, Figure, RecordKind};

use super::bytes::{Reader, Writer};
use super::csr::Sparse;
use super::{RecordIx, Records};

/// No word.
const NONE: u32 = u32::MAX;

/// What a figure says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<'a> {
    /// What is measured, by the word that figures of the same share; `None` where it is not said.
    pub quantity: Option<&'a str>,
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub unit: Option<&'a str>,
}

/// What the figures among some records say.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    /// For each figure the words of its quantity, its unit and its amount, and the bounds of that.
    lists: Sparse,
    words: Vec<Box<str>>,
}

/// The words that were used already.
pub(super) type Known = HashMap<Box<str>, u32, foldhash::fast::RandomState>;

/// The bounds of an amount, from where it lies up to where: one that is not known is not a number.
fn bounds(amount: &Amount) -> [f64; 2] {
    match amount {
        Amount::Value { value } => [*value, *value],
        Amount::Range { low, high } => [low.unwrap_or(f64::NAN), high.unwrap_or(f64::NAN)],
        Amount::Words { .. } => [f64::NAN; 2],
    }
}

impl Figures {
    /// Adds the figure with a number that is greater than all before it.
    pub(super) fn push(&mut self, at: u32, figure: &Figure, known: &mut Known) {
        let quantity = self.word(figure.quantity.as_deref(), known);
        let unit = self.word(figure.unit.as_deref(), known);
        let said = match &figure.amount {
            Amount::Words { value_text } => Some(value_text.as_str()),
            _ => None,
        };
        let said = self.word(said, known);
        let halves = bounds(&figure.amount).map(f64::to_bits);
        let halves = halves.map(|bits| [bits as u32, (bits >> 32) as u32]);
        let numbers = [quantity, unit, said].into_iter();
        self.lists
            .push(at, numbers.chain(halves.into_iter().flatten()));
    }

    fn word(&mut self, word: Option<&str>, known: &mut Known) -> u32 {
        let Some(word) = word else {
            return NONE;
        };
        if let Some(at) = known.get(word) {
            return *at;
        }
        let at = self.words.len() as u32;
        self.words.push(word.into());
        known.insert(word.into(), at);
        at
    }

    /// What a figure says; `None` for what is not one.
    pub(super) fn get(&self, at: u32) -> Option<Said<'_>> {
        let numbers = self.lists.get(at).array()?;
        let [quantity, unit, said, low, low_high, high, high_high] = numbers;
        let word = |at: u32| self.words.get(at as usize).map(|word| &**word);
        let number = |low: u32, high: u32| f64::from_bits(u64::from(high) << 32 | u64::from(low));
        let (low, high) = (number(low, low_high), number(high, high_high));
        let known = |number: f64| (!number.is_nan()).then_some(number);
        let amount = match (word(said), known(low), known(high)) {
            (Some(said), ..) => Amount::Words {
                value_text: said.to_owned(),
            },
            (None, Some(low), Some(high)) if low.to_bits() == high.to_bits() => {
                Amount::Value { value: low }
            }
            (None, low, high) => Amount::Range { low, high },
        };
        Some(Said {
            quantity: word(quantity),
            amount,
            unit: word(unit),
        })
    }

    /// Writes the columns.
    pub(super) fn write(&self, out: &mut Writer) {
        self.lists.write(out);
        out.texts(self.words.iter().map(|word| &**word));
    }

    /// Reads the columns.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            lists: Sparse::read(bytes)?,
            words: bytes.texts()?.into_iter().map(Into::into).collect(),
        })
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.lists.shrink();
        self.words.shrink_to_fit();
    }
}

impl Records {
    /// What a figure says; `None` for records of other kinds.
    pub fn said(&self, ix: RecordIx) -> Option<Said<'_>> {
        let found = self.found(ix)?;
        let is_figure = found.segment.kind(found.at) == Some(RecordKind::Figure);
        is_figure.then(|| found.segment.figure(found.at)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FigureId, Slug};

    fn figure(quantity: Option<&str>, amount: Amount, unit: Option<&str>) -> Figure {
        Figure {
            id: FigureId(Slug::new("f").unwrap()),
            label: String::new(),
            quantity: quantity.map(str::to_owned),
            amount,
            unit: unit.map(str::to_owned),
            as_of: None,
            claimed_by: Vec::new(),
            issues: Vec::new(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn what_is_said_comes_back_from_the_columns_and_from_a_cache() {
        let amounts = [
            Amount::Value { value: 600_000.0 },
            Amount::Value { value: -0.5 },
            Amount::Range {
                low: Some(10.0),
                high: Some(20.0),
            },
            Amount::Range {
                low: None,
                high: Some(7.0),
            },
            Amount::Range {
                low: Some(7.0),
                high: None,
            },
            Amount::Words {
                value_text: "billions".into(),
            },
        ];
        let (mut figures, mut known) = (Figures::default(), Known::default());
        let all = (3..).step_by(2).zip(&amounts);
        for (at, amount) in all.clone() {
            let one = figure(Some("cap"), amount.clone(), Some("soldiers"));
            figures.push(at, &one, &mut known);
        }
        figures.push(
            99,
            &figure(None, Amount::Value { value: 1.0 }, None),
            &mut known,
        );
        let mut out = Writer::default();
        figures.write(&mut out);
        let bytes = out.into_bytes();
        let again = Figures::read(&mut Reader(&bytes)).unwrap();
        for figures in [&figures, &again] {
            for (at, amount) in all.clone() {
                let said = figures.get(at).unwrap();
                assert_eq!(&said.amount, amount);
                assert_eq!((said.quantity, said.unit), (Some("cap"), Some("soldiers")));
            }
            let bare = figures.get(99).unwrap();
            assert_eq!((bare.quantity, bare.unit), (None, None));
            assert!(figures.get(4).is_none());
            assert_eq!(
                figures.words.len(),
                3,
                "a word that was used before is kept once"
            );
        }
    }
}
