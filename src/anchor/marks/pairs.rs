//! Which quotation marks belong together.

use std::ops::Range;

use super::Region;
use super::read::{Class, Mark, Role};

/// The most bytes over which a quotation is followed past the end of its paragraph to a mark that
/// closes it.
const CARRIED: usize = 4096;
/// How deep quotations are nested at most; a mark that would open one more is passed over.
const DEEPEST: usize = 8;

/// The regions in the order in which they open, and the parts of the text in which marks do not
/// pair. All offsets are bytes of `text`; `breaks` are those where a paragraph ends.
pub(super) fn pair(
    text: &str,
    marks: &[Mark],
    breaks: &[usize],
) -> (Vec<Region>, Vec<Range<usize>>) {
    let mut pairing = Pairing {
        text,
        regions: Vec::new(),
        void: Vec::new(),
        open: Vec::new(),
        doubtful: Vec::new(),
        settled: 0,
    };
    let mut breaks = breaks.iter().copied().peekable();
    for mark in marks {
        let mut ended = None;
        while let Some(at) = breaks.next_if(|&at| at <= mark.at) {
            ended = ended.or(Some(at));
        }
        let continues = ended.is_some_and(|end| pairing.end_paragraph(end, Some(mark)));
        pairing.take(mark, continues);
    }
    let end = breaks.next().unwrap_or(text.len());
    pairing.end_paragraph(end, None);
    pairing.finish()
}

struct Open {
    class: Class,
    region: usize,
    /// Where a single mark stands that may close it.
    possessive: Option<Mark>,
    /// Whether the same class of marks was opened within it.
    nests: bool,
}

struct Pairing<'a> {
    text: &'a str,
    regions: Vec<Region>,
    /// Regions that turned out to be none, by number.
    void: Vec<bool>,
    open: Vec<Open>,
    doubtful: Vec<Range<usize>>,
    /// Before this, all is paired.
    settled: usize,
}

impl Pairing<'_> {
    fn take(&mut self, mark: &Mark, continues: bool) {
        match (mark.class, mark.role) {
            (Class::Single, _) => self.single(mark, continues),
            (_, Role::Opens) => self.opens(mark, continues),
            (_, Role::Either) if !self.open.iter().any(|open| open.class == mark.class) => {
                self.opens(mark, continues);
            }
            _ => self.closes(mark),
        }
    }

    fn opens(&mut self, mark: &Mark, mut continues: bool) {
        let holder = self.open.iter().rposition(|open| open.class == mark.class);
        if let Some(holder) = holder {
            if mark.begins_line {
                // Paragraphs without a blank line between them.
                let end = self
                    .text
                    .get(..mark.at)
                    .unwrap_or_default()
                    .trim_end()
                    .len();
                self.discard(holder + 1);
                self.end_at(end, end, false);
                continues = true;
            } else if let Some(holder) = self.open.get_mut(holder) {
                holder.nests = true;
            }
        }
        self.push(mark, continues);
    }

    fn push(&mut self, mark: &Mark, continues: bool) {
        if self.open.len() == DEEPEST {
            return;
        }
        let parent = self.open.last().map(|open| open.region as u32);
        self.open.push(Open {
            class: mark.class,
            region: self.regions.len(),
            possessive: None,
            nests: false,
        });
        self.void.push(false);
        self.regions.push(Region {
            open: mark.at,
            inner: mark.at + mark.len,
            close: mark.at + mark.len,
            end: mark.at + mark.len,
            closed: false,
            continues,
            parent,
        });
    }

    fn closes(&mut self, mark: &Mark) {
        let Some(at) = self.open.iter().rposition(|open| open.class == mark.class) else {
            if self.open.is_empty() {
                self.doubt(self.settled..mark.at + mark.len);
                self.settled = mark.at + mark.len;
            }
            return;
        };
        self.discard(at + 1);
        self.end_at(mark.at, mark.at + mark.len, true);
        if self.open.is_empty() {
            self.settled = mark.at + mark.len;
        }
    }

    fn single(&mut self, mark: &Mark, continues: bool) {
        let innermost = self.open.last().filter(|open| open.class == Class::Single);
        match mark.role {
            Role::Opens => {
                if innermost.is_some() {
                    // Singles do not nest in singles.
                    self.discard(self.open.len() - 1);
                }
                self.push(mark, continues);
            }
            Role::Possessive => {
                let innermost = self.open.last_mut();
                if let Some(open) = innermost.filter(|open| open.class == Class::Single) {
                    open.possessive = Some(*mark);
                }
            }
            _ if innermost.is_some() => self.end_at(mark.at, mark.at + mark.len, true),
            _ => {}
        }
    }

    /// Closes the innermost.
    fn end_at(&mut self, close: usize, end: usize, closed: bool) {
        let open = self.open.pop();
        if let Some(region) = open.and_then(|open| self.regions.get_mut(open.region)) {
            (region.close, region.end, region.closed) = (close, end, closed);
        }
    }

    /// Gives up what was opened from here inwards: single marks without an end are apostrophes.
    fn discard(&mut self, from: usize) {
        while self.open.len() > from {
            let Some(open) = self.open.last() else { break };
            if let Some(mark) = open.possessive {
                self.end_at(mark.at, mark.at + mark.len, true);
            } else {
                if let Some(void) = self.void.get_mut(open.region) {
                    *void = true;
                }
                self.open.pop();
            }
        }
    }

    /// At the end of a paragraph with `next` the first mark of a later one: says whether that
    /// mark goes on with what is still open.
    fn end_paragraph(&mut self, end: usize, next: Option<&Mark>) -> bool {
        let outermost = self
            .open
            .iter()
            .position(|open| open.class != Class::Single);
        let Some(outermost) = outermost else {
            let goes_on = self.single_goes_on(end, next);
            if goes_on {
                self.end_at(end, end, false);
            }
            self.discard(0);
            self.settled = end;
            return goes_on;
        };
        let (class, nests) = match self.open.get(outermost) {
            Some(open) => (open.class, open.nests),
            None => return false,
        };
        let between = next.and_then(|mark| self.text.get(end..mark.at));
        let same = next.filter(|mark| mark.class == class);
        if !nests
            && same.is_some_and(|mark| mark.role == Role::Closes)
            && between.is_some_and(|b| b.len() <= CARRIED)
        {
            // A block of paragraphs in one pair of marks.
            return false;
        }
        let goes_on = same.is_some_and(|mark| mark.begins_line && mark.role != Role::Closes)
            && between.is_some_and(|b| {
                b.chars()
                    .all(|c| c.is_whitespace() || matches!(c, '>' | '*' | '_'))
            });
        self.discard(outermost + 1);
        if nests && !goes_on {
            let start = self
                .open
                .get(outermost)
                .and_then(|open| self.regions.get(open.region));
            let start = start.map_or(end, |region| region.open);
            self.doubt(start..end);
            if let Some(open) = self.open.pop()
                && let Some(void) = self.void.get_mut(open.region)
            {
                *void = true;
            }
        } else {
            self.end_at(end, end, false);
        }
        self.discard(0);
        self.settled = end;
        goes_on
    }

    /// Whether a single mark that is still open at the end of a paragraph is no apostrophe: the next
    /// paragraph begins with one, too.
    fn single_goes_on(&self, end: usize, next: Option<&Mark>) -> bool {
        let [only] = self.open.as_slice() else {
            return false;
        };
        let opens = |mark: &&Mark| {
            mark.class == Class::Single && mark.role == Role::Opens && mark.begins_line
        };
        let between = next
            .filter(opens)
            .and_then(|mark| self.text.get(end..mark.at));
        only.possessive.is_none()
            && between.is_some_and(|b| b.chars().all(|c| c.is_whitespace() || c == '>'))
    }

    fn doubt(&mut self, span: Range<usize>) {
        if !span.is_empty() {
            self.doubtful.push(span);
        }
    }

    /// Leaves out what is void; what it held is held by what held it.
    fn finish(mut self) -> (Vec<Region>, Vec<Range<usize>>) {
        let mut numbers: Vec<Option<u32>> = Vec::with_capacity(self.regions.len());
        let mut kept: Vec<Region> = Vec::with_capacity(self.regions.len());
        for (mut region, void) in self.regions.into_iter().zip(self.void) {
            // A parent comes first, so its number is known; that of a void one is its parent's.
            let parent = region
                .parent
                .and_then(|p| numbers.get(p as usize).copied().flatten());
            if void {
                numbers.push(parent);
                continue;
            }
            region.parent = parent;
            numbers.push(Some(kept.len() as u32));
            kept.push(region);
        }
        self.doubtful.sort_unstable_by_key(|span| span.start);
        (kept, self.doubtful)
    }
}
