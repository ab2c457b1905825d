//! Where everything stands on a screen of some size.

mod split;

use ratatui::layout::{Constraint, Layout, Position, Rect, Size, Spacing};

use super::pane::Pane;

pub use split::{Share, Shares, Split};

/// How much room there is, and so how the panes are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// All lists and the detail side by side, in boxes.
    Wide,
    /// A tab line, one list, and the detail under it.
    Medium,
    /// A tab line and one pane.
    Small,
}

/// The parts of the screen. A part that is not shown is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// How the panes are arranged.
    pub shape: Shape,
    /// Title and bottom line.
    pub header: Rect,
    /// The names of the panes, where not all of them are shown.
    pub tabs: Rect,
    /// What is filtered by, and how much is left.
    pub filter: Rect,
    /// What the keys do now, messages and prompts.
    pub hints: Rect,
    panes: [Rect; Pane::ALL.len()],
    /// The view in the place of the lists, with its frame.
    pub view: Rect,
    /// What the panes share.
    body: Rect,
    /// The lines between panes that can be moved.
    splits: [Rect; Split::ALL.len()],
}

/// Which lists are seen in the two places of a wide screen that two lists share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Front {
    /// At the lower left: issues or sources.
    pub left: Pane,
    /// In the lower middle: events or plans.
    pub middle: Pane,
}

impl Default for Front {
    fn default() -> Self {
        Self {
            left: Pane::Issues,
            middle: Pane::Events,
        }
    }
}

impl Front {
    /// Lets a list be seen in its place.
    pub const fn bring(&mut self, pane: Pane) {
        match pane {
            Pane::Issues | Pane::Sources => self.left = pane,
            Pane::Events | Pane::Plans => self.middle = pane,
            Pane::Actors | Pane::Quotes | Pane::Reading => {}
        }
    }

    /// The list that shares its place with another, which is seen.
    pub fn behind(self, pane: Pane) -> Option<Pane> {
        match pane {
            Pane::Issues if self.left == pane => Some(Pane::Sources),
            Pane::Sources if self.left == pane => Some(Pane::Issues),
            Pane::Events if self.middle == pane => Some(Pane::Plans),
            Pane::Plans if self.middle == pane => Some(Pane::Events),
            _ => None,
        }
    }
}

/// What the arrangement depends on beside the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The pane with the focus.
    pub pane: Pane,
    /// The list that had the focus last.
    pub list: Pane,
    /// Which of the lists that share a place are seen.
    pub front: Front,
    /// Whether the pane has the whole screen.
    pub zoomed: bool,
    /// How the panes share the screen, where somebody has said so.
    pub shares: Shares,
    /// What stands beside the detail.
    pub shows: Shows,
}

/// What stands beside the detail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shows {
    /// The lists.
    #[default]
    Lists,
    /// A view, in their place.
    View,
}

impl Shape {
    /// The arrangement for a size in cells.
    pub const fn of(size: Size) -> Self {
        if size.width >= 96 && size.height >= 20 {
            Self::Wide
        } else if size.width >= 56 && size.height >= 18 {
            Self::Medium
        } else {
            Self::Small
        }
    }
}

impl Areas {
    /// Arranges a screen.
    pub fn of(size: Size, focus: Focus) -> Self {
        let screen = Rect::new(0, 0, size.width, size.height);
        if focus.shows == Shows::View {
            return Self::with_view(screen, focus);
        }
        match Shape::of(size) {
            Shape::Wide => Self::wide(screen, focus),
            Shape::Medium => Self::medium(screen, focus),
            Shape::Small => Self::small(screen, focus),
        }
    }

    /// The same, where a view stands in the place of the lists.
    fn with_view(screen: Rect, focus: Focus) -> Self {
        let lists = Focus {
            shows: Shows::Lists,
            ..focus
        };
        let areas = Self::of(screen.as_size(), lists);
        let body = areas.body;
        let in_text = focus.pane == Pane::Reading;
        let alone = focus.zoomed || areas.shape == Shape::Small;
        let [view, reading] = match (areas.shape, alone) {
            (_, true) if in_text => [Rect::ZERO, body],
            (_, true) => [body, Rect::ZERO],
            (Shape::Wide, false) => {
                let (_, reading) = focus.shares.columns(body.width);
                Layout::horizontal([Constraint::Min(0), Constraint::Length(reading)])
                    .spacing(Spacing::Overlap(1))
                    .areas(body)
            }
            (Shape::Medium | Shape::Small, false) => {
                Layout::vertical([Constraint::Fill(3), Constraint::Fill(2)]).areas(body)
            }
        };
        let mut panes = [Rect::ZERO; Pane::ALL.len()];
        put(&mut panes, Pane::Reading, reading);
        Self {
            view,
            panes,
            splits: [Rect::ZERO; Split::ALL.len()],
            ..areas
        }
    }

    fn wide(screen: Rect, focus: Focus) -> Self {
        let [header, filter, body, hints] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ])
        .areas(screen);
        let mut panes = [Rect::ZERO; Pane::ALL.len()];
        let mut splits = [Rect::ZERO; Split::ALL.len()];
        if focus.zoomed {
            put(&mut panes, focus.pane, body);
        } else {
            let (left, reading) = focus.shares.columns(body.width);
            let [left, middle, right] = Layout::horizontal([
                Constraint::Length(left),
                Constraint::Min(0),
                Constraint::Length(reading),
            ])
            .spacing(Spacing::Overlap(1))
            .areas(body);
            let halves = |area: Rect, split| -> [Rect; 2] {
                let upper = focus.shares.upper(split, area.height);
                Layout::vertical([Constraint::Length(upper), Constraint::Min(0)])
                    .spacing(Spacing::Overlap(1))
                    .areas(area)
            };
            let [actors, lower_left] = halves(left, Split::LeftLists);
            let [quotes, lower_middle] = halves(middle, Split::MiddleLists);
            // Where lines cross, the one between columns comes first.
            let column = |x| Rect {
                x,
                width: 1,
                ..body
            };
            put_split(&mut splits, Split::Left, column(middle.x));
            put_split(&mut splits, Split::Right, column(right.x));
            let line = |area: Rect| Rect { height: 1, ..area };
            put_split(&mut splits, Split::LeftLists, line(lower_left));
            put_split(&mut splits, Split::MiddleLists, line(lower_middle));
            let mut front = focus.front;
            front.bring(focus.list);
            front.bring(focus.pane);
            put(&mut panes, Pane::Actors, actors);
            put(&mut panes, front.left, lower_left);
            put(&mut panes, Pane::Quotes, quotes);
            put(&mut panes, front.middle, lower_middle);
            put(&mut panes, Pane::Reading, right);
        }
        Self {
            shape: Shape::Wide,
            header,
            tabs: Rect::ZERO,
            filter,
            hints,
            panes,
            view: Rect::ZERO,
            body,
            splits,
        }
    }

    fn medium(screen: Rect, focus: Focus) -> Self {
        let [header, tabs, body, filter, hints] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(screen);
        let mut panes = [Rect::ZERO; Pane::ALL.len()];
        let mut splits = [Rect::ZERO; Split::ALL.len()];
        if focus.zoomed {
            put(&mut panes, focus.pane, body);
        } else {
            let list = focus.shares.upper(Split::Below, body.height);
            let [list, reading] =
                Layout::vertical([Constraint::Length(list), Constraint::Min(0)]).areas(body);
            put(&mut panes, focus.list, list);
            put(&mut panes, Pane::Reading, reading);
            let line = Rect {
                height: 1,
                ..reading
            };
            put_split(&mut splits, Split::Below, line);
        }
        Self {
            shape: Shape::Medium,
            header,
            tabs,
            filter,
            hints,
            panes,
            view: Rect::ZERO,
            body,
            splits,
        }
    }

    fn small(screen: Rect, focus: Focus) -> Self {
        let [tabs, body, hints] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ])
        .areas(screen);
        let mut panes = [Rect::ZERO; Pane::ALL.len()];
        put(&mut panes, focus.pane, body);
        Self {
            shape: Shape::Small,
            header: Rect::ZERO,
            tabs,
            filter: Rect::ZERO,
            hints,
            panes,
            view: Rect::ZERO,
            body,
            splits: [Rect::ZERO; Split::ALL.len()],
        }
    }

    /// A pane with its frame; empty where it is not shown.
    pub fn pane(&self, pane: Pane) -> Rect {
        self.panes.get(pane.index()).copied().unwrap_or_default()
    }

    /// A pane's content, inside its frame.
    pub fn content(&self, pane: Pane) -> Rect {
        let area = self.pane(pane);
        match self.shape {
            Shape::Wide => Rect {
                x: area.x.saturating_add(1),
                y: area.y.saturating_add(1),
                width: area.width.saturating_sub(2),
                height: area.height.saturating_sub(2),
            },
            // The detail has a rule with its title above it.
            Shape::Medium if pane == Pane::Reading => Rect {
                y: area.y.saturating_add(1),
                height: area.height.saturating_sub(1),
                ..area
            },
            Shape::Medium | Shape::Small => area,
        }
    }

    /// The line between panes that stands on a cell.
    pub fn split_at(&self, at: Position) -> Option<Split> {
        let splits = Split::ALL.into_iter().zip(self.splits);
        let mut here = splits.filter(|(_, area)| area.contains(at));
        here.next().map(|(split, _)| split)
    }

    /// The shares when a line between panes is moved to a cell, or as near as the panes' least
    /// sizes allow. The cell may be anywhere.
    pub fn moved(&self, shares: Shares, split: Split, to: Position) -> Shares {
        shares.moved(split, to, self.body)
    }

    /// The width that the text of the detail is wrapped to: at most what reads well.
    pub fn measure(&self) -> u16 {
        self.content(Pane::Reading)
            .width
            .saturating_sub(2)
            .min(MEASURE)
    }
}

/// The widest line of running text, in cells.
pub const MEASURE: u16 = 78;

fn put(panes: &mut [Rect; Pane::ALL.len()], pane: Pane, area: Rect) {
    if let Some(slot) = panes.get_mut(pane.index()) {
        *slot = area;
    }
}

fn put_split(splits: &mut [Rect; Split::ALL.len()], split: Split, area: Rect) {
    if let Some(slot) = splits.get_mut(split as usize) {
        *slot = area;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOCUS: Focus = Focus {
        pane: Pane::Quotes,
        list: Pane::Quotes,
        front: Front {
            left: Pane::Issues,
            middle: Pane::Events,
        },
        zoomed: false,
        shares: Shares::NONE,
        shows: Shows::Lists,
    };

    #[test]
    fn at_80_by_24_the_list_has_eight_lines_and_the_detail_eleven() {
        let areas = Areas::of(Size::new(80, 24), FOCUS);
        assert_eq!(areas.shape, Shape::Medium);
        assert_eq!(areas.content(Pane::Quotes).height, 8);
        assert_eq!(areas.content(Pane::Reading).height, 11);
        assert_eq!(areas.pane(Pane::Actors), Rect::ZERO);
    }

    #[test]
    fn the_list_with_the_focus_comes_before_the_one_that_shares_its_place() {
        let size = Size::new(120, 40);
        let usual = Areas::of(size, FOCUS);
        for (pane, behind) in [
            (Pane::Sources, Pane::Issues),
            (Pane::Plans, Pane::Events),
            (Pane::Issues, Pane::Sources),
        ] {
            let areas = Areas::of(
                size,
                Focus {
                    pane,
                    list: pane,
                    ..FOCUS
                },
            );
            assert!(!areas.pane(pane).is_empty(), "{pane:?}");
            assert!(areas.pane(behind).is_empty(), "{behind:?}");
            let whole: u32 = Pane::ALL.map(|pane| areas.pane(pane).area()).iter().sum();
            let before: u32 = Pane::ALL.map(|pane| usual.pane(pane).area()).iter().sum();
            assert_eq!(whole, before);
        }
    }

    #[test]
    fn however_lines_are_pulled_every_pane_keeps_its_least_size() {
        let far = [(0, 0), (u16::MAX, 0), (0, u16::MAX), (u16::MAX, u16::MAX)];
        let pulls = || {
            let splits = Split::ALL.into_iter();
            splits.flat_map(|split| far.map(|to| (split, Position::from(to))))
        };
        for (width, height) in [(96, 20), (120, 40), (300, 80), (56, 18), (95, 60)] {
            let size = Size::new(width, height);
            for (first, to) in pulls() {
                for (second, there) in pulls() {
                    let mut focus = FOCUS;
                    focus.shares = Areas::of(size, focus).moved(focus.shares, first, to);
                    focus.shares = Areas::of(size, focus).moved(focus.shares, second, there);
                    // Also where the screen is another than the one they were pulled on.
                    for size in [size, Size::new(96, 20), Size::new(56, 18)] {
                        let areas = Areas::of(size, focus);
                        let shown = Pane::ALL.map(|pane| areas.content(pane));
                        let mut shown = shown.into_iter().filter(|area| !area.is_empty());
                        let seen = shown.clone().count();
                        assert_eq!(seen, if areas.shape == Shape::Wide { 5 } else { 2 });
                        let roomy = |area: Rect| area.width >= 18 && area.height >= 2;
                        assert!(shown.all(roomy), "{size:?} {first:?} {second:?} {areas:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_stands_outside_the_screen_at_any_size() {
        for width in 0..140 {
            for height in 0..50 {
                for zoomed in [false, true] {
                    let size = Size::new(width, height);
                    let areas = Areas::of(size, Focus { zoomed, ..FOCUS });
                    let screen = Rect::new(0, 0, width, height);
                    for pane in Pane::ALL {
                        let area = areas.pane(pane);
                        assert_eq!(
                            area.intersection(screen).area(),
                            area.area(),
                            "{size:?} {pane:?}"
                        );
                    }
                }
            }
        }
    }
}
