//! A window over rows: which is selected, and which is the first on the screen.

/// A window over rows, one of which is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The selected row.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl Window {
    /// A window with a row selected.
    pub const fn on(at: usize) -> Self {
        Self { at, top: 0 }
    }

    /// Keeps the selected row among so many, and on a page of so many.
    pub(super) fn settle(&mut self, page: usize, count: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        let least = (self.at + 1).saturating_sub(page.max(1));
        let most = count.saturating_sub(page);
        self.top = self.top.clamp(least, self.at.max(least)).min(most);
    }

    /// Moves the window over its rows; the selected row stays, or is the nearest that is seen.
    pub(super) fn scroll(&mut self, by: isize, page: usize, count: usize) {
        let page = page.max(1);
        self.top = self.top.saturating_add_signed(by);
        self.top = self.top.min(count.saturating_sub(page));
        self.at = self.at.clamp(self.top, self.top + page - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_stays_while_it_is_seen() {
        let mut window = Window { at: 5, top: 3 };
        window.scroll(2, 4, 20);
        assert_eq!(window, Window { at: 5, top: 5 });
        window.scroll(2, 4, 20);
        assert_eq!(window, Window { at: 7, top: 7 });
        window.scroll(-7, 4, 20);
        assert_eq!(window, Window { at: 3, top: 0 });
        window.scroll(100, 4, 20);
        assert_eq!(window, Window { at: 16, top: 16 });
        window.scroll(1, 4, 2);
        assert_eq!(window, Window { at: 3, top: 0 });
        window.settle(4, 2);
        assert_eq!(window, Window { at: 1, top: 0 });
    }
}
