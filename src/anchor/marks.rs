//! Quotation marks: which words of a text stand inside them.
//!
//! Marks are read paragraph by paragraph, each by its shape (an opening mark has space before it
//! and a word behind) and, where that does not tell, by its form (“ or ”) and by what is open.
//! Text with marks that do not pair is doubtful: words there may stand inside or outside.

use std::ops::Range;

mod pairs;
mod read;

use super::layout::Layout;
use super::markup::Markup;
use crate::text::offset::OffsetMap;

/// A part of a text that stands inside quotation marks; offsets are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Where the opening mark stands.
    pub(super) open: usize,
    /// Where the words begin, behind it.
    pub(super) inner: usize,
    /// Where the closing mark stands, or where the paragraph ends.
    pub(super) close: usize,
    /// Where the closing mark ends.
    pub(super) end: usize,
    /// Whether there is a closing mark.
    pub(super) closed: bool,
    /// Whether it goes on with the quotation of the paragraph before.
    pub(super) continues: bool,
    parent: Option<u32>,
}

/// The quotation marks of a text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In the order in which they open; each either holds another or is apart from it.
    regions: Vec<Region>,
    /// For each region, the next that no other holds.
    next: Vec<u32>,
    doubtful: Vec<Range<usize>>,
}

impl Marks {
    /// Reads the marks of `source`, and tells where they stand in its folded text.
    pub(super) fn new(source: &str, map: &OffsetMap, markup: &Markup, layout: &Layout) -> Self {
        let mut read = read::marks(source);
        read.retain(|mark| !markup.covers(map.to_derived(mark.at)));
        let (mut regions, doubtful) = pairs::pair(source, &read, &layout.breaks);
        for region in &mut regions {
            // A mark is one byte in the folded text.
            region.open = map.to_derived(region.open);
            region.inner = region.open + 1;
            region.close = map.to_derived(region.close);
            region.end = region.close + usize::from(region.closed);
        }
        let folded = doubtful.into_iter();
        let folded = folded.map(|span| map.to_derived(span.start)..map.to_derived(span.end));
        Self {
            next: next_tops(&regions),
            doubtful: folded.collect(),
            regions,
        }
    }

    pub(super) fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The innermost region that holds these bytes.
    pub(super) fn around(&self, range: &Range<usize>) -> Option<usize> {
        let opened = self.regions.partition_point(|r| r.inner <= range.start);
        let mut at = opened.checked_sub(1);
        while let Some(region) = at.and_then(|i| self.regions.get(i)) {
            if range.end <= region.close {
                return at;
            }
            at = region.parent.map(|parent| parent as usize);
        }
        None
    }

    /// Whether these bytes stand inside quotation marks: in one region, or in several of which each
    /// goes on with the one before.
    pub(super) fn hold(&self, range: &Range<usize>) -> bool {
        if self.around(range).is_some() {
            return true;
        }
        let mut at = self.top_around(&(range.start..range.start + 1));
        while let Some(region) = at.and_then(|i| self.regions.get(i)) {
            if range.end <= region.close {
                return true;
            }
            let next = at.and_then(|i| self.next_top(i));
            at = next.filter(|&i| self.regions.get(i).is_some_and(|next| next.continues));
        }
        false
    }

    /// The outermost region that holds these bytes.
    pub(super) fn top_around(&self, range: &Range<usize>) -> Option<usize> {
        let mut at = self.around(range)?;
        while let Some(parent) = self.regions.get(at)?.parent {
            at = parent as usize;
        }
        Some(at)
    }

    pub(super) fn get(&self, region: usize) -> Option<&Region> {
        self.regions.get(region)
    }

    /// The next region after one that no other holds, itself held by none.
    pub(super) fn next_top(&self, region: usize) -> Option<usize> {
        let next = *self.next.get(region)? as usize;
        (next < self.regions.len()).then_some(next)
    }

    /// The last region that ends before another, both held by none.
    pub(super) fn previous_top(&self, region: usize) -> Option<usize> {
        let mut at = region.checked_sub(1)?;
        while let Some(parent) = self.regions.get(at)?.parent {
            at = parent as usize;
        }
        Some(at)
    }

    /// Whether marks within these bytes do not pair.
    pub(super) fn is_doubtful(&self, range: &Range<usize>) -> bool {
        let after = self.doubtful.partition_point(|d| d.start < range.end);
        let before = after.checked_sub(1).and_then(|i| self.doubtful.get(i));
        before.is_some_and(|doubtful| range.start < doubtful.end)
    }
}

fn next_tops(regions: &[Region]) -> Vec<u32> {
    let mut next = vec![0; regions.len()];
    let mut following = regions.len() as u32;
    for (at, slot) in next.iter_mut().enumerate().rev() {
        *slot = following;
        if regions
            .get(at)
            .is_some_and(|region| region.parent.is_none())
        {
            following = at as u32;
        }
    }
    next
}

#[cfg(test)]
mod tests;
