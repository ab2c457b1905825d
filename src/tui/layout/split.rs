//! The lines between panes, and how the panes share the screen when these are moved.

use ratatui::layout::{Position, Rect};

/// The least width of the column at the left of a wide screen, in cells.
const LEFT: u16 = 20;
/// The least width of its middle column.
const MIDDLE: u16 = 24;
/// The least width of the detail beside them.
const READING: u16 = 32;
/// The least height of a list with its frame, in lines.
const FRAMED: u16 = 4;
/// The least height of a list above the detail.
const LIST: u16 = 3;
/// The least height of the detail under a list, with its rule.
const BELOW: u16 = 4;

/// A line between panes that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Split {
    /// Between the left and the middle column of a wide screen.
    Left,
    /// Between the middle column and the detail.
    Right,
    /// Between the two lists at the left.
    LeftLists,
    /// Between the two lists in the middle.
    MiddleLists,
    /// Between a list and the detail under it.
    Below,
}

impl Split {
    /// Every line, in the order of its number.
    pub const ALL: [Self; 5] = [
        Self::Left,
        Self::Right,
        Self::LeftLists,
        Self::MiddleLists,
        Self::Below,
    ];
}

/// A part of a length: so many of so many cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    part: u16,
    of: u16,
}

impl Share {
    /// As many cells of another length, rounded; of the same length exactly the part.
    fn of(self, length: u16) -> u16 {
        let (part, of) = (u64::from(self.part), u64::from(self.of.max(1)));
        let cells = (part * u64::from(length) + of / 2) / of;
        u16::try_from(cells).unwrap_or(u16::MAX)
    }
}

/// How the panes share the screen, where somebody has moved the lines between them. The shares
/// hold at every size, within the least sizes of the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shares([Option<Share>; Split::ALL.len()]);

impl Shares {
    /// Nothing has been moved.
    pub const NONE: Self = Self([None; Split::ALL.len()]);

    fn get(&self, split: Split, length: u16) -> Option<u16> {
        let share = self.0.get(split as usize).copied().flatten();
        share.map(|share| share.of(length))
    }

    /// The widths of the left column and of the detail on a wide screen. Columns that meet share
    /// their frame.
    pub(super) fn columns(&self, width: u16) -> (u16, u16) {
        let usual = (width * 27 / 100).clamp(28, 40);
        let left = self.get(Split::Left, width).unwrap_or(usual);
        let left = within(left, LEFT, width.saturating_sub(MIDDLE + READING));
        let usual = (width * 40 / 100).clamp(38, 84);
        let reading = self.get(Split::Right, width).unwrap_or(usual);
        let most = width.saturating_sub(left + MIDDLE);
        (left, within(reading, READING, most))
    }

    /// The height of what stands above a line between panes, of what both have.
    pub(super) fn upper(&self, split: Split, height: u16) -> u16 {
        let (usual, least, below) = match split {
            Split::Below => ((height * 2 / 5).max(4), LIST, BELOW),
            _ => (height.saturating_add(2) / 2, FRAMED, FRAMED),
        };
        let upper = self.get(split, height).unwrap_or(usual);
        within(upper, least, height.saturating_sub(below))
    }

    /// The shares when a line is moved to a cell, in what all panes share.
    pub(super) fn moved(self, split: Split, to: Position, body: Rect) -> Self {
        let (part, of) = match split {
            Split::Left => (to.x.saturating_sub(body.x).saturating_add(1), body.width),
            Split::Right => (body.right().saturating_sub(to.x), body.width),
            Split::LeftLists | Split::MiddleLists => {
                (to.y.saturating_sub(body.y).saturating_add(1), body.height)
            }
            Split::Below => (to.y.saturating_sub(body.y), body.height),
        };
        let asked = self.with(split, Share { part, of });
        // What is kept is what can be seen: a line that was pulled too far is not pulled further
        // when the screen grows.
        let part = match split {
            Split::Left => {
                // The detail gives way no more than its least width.
                let (left, _) = asked.columns(of);
                let (_, reading) = self.columns(of);
                left.min(of.saturating_sub(reading + MIDDLE)).max(LEFT)
            }
            Split::Right => asked.columns(of).1,
            _ => asked.upper(split, of),
        };
        self.with(split, Share { part, of })
    }

    fn with(mut self, split: Split, share: Share) -> Self {
        if let Some(slot) = self.0.get_mut(split as usize) {
            *slot = Some(share);
        }
        self
    }
}

/// A length within two others; the least one where they leave nothing.
fn within(length: u16, least: u16, most: u16) -> u16 {
    length.min(most).max(least)
}
