//! After every action: bring what is derived in line with what was changed.

use crate::analysis::tallies::Tallies;
use crate::library::{
    Arranged, Filter, Item, Library, Order, RecordIx, RecordKey, Rows, Scope, Selection, Verdicts,
    arrange,
};
use crate::model::RecordKind;

use super::breadth::Breadth;
use super::narrowed::Kept;
use super::pane::Pane;
use super::reading::Laid;
use super::recent::Selected;
use super::seek::Then;
use super::shown::Elsewhere;
use super::state::{Find, FoundFrom, SelectedFrom, State, Subject};

/// A line of the detail that stays in its place on the screen.
struct Held {
    /// A paragraph and byte on it; `None` for the words that were asked for.
    place: Option<(usize, usize)>,
    /// How many lines of the screen stand above it.
    row: usize,
}

impl State {
    /// Filters, keeps selections, lays out what is visible, clamps every position.
    pub(super) fn settle(&mut self) {
        self.front.bring(self.list);
        self.front.bring(self.focus);
        self.settle_lists();
        self.settle_sight();
        self.settle_subject();
        self.settle_reading();
        self.settle_find();
        self.settle_catalogue();
        self.settle_overlay();
    }

    /// The same of the lists alone.
    pub(super) fn settle_lists(&mut self) {
        self.settle_selection();
        self.settle_rows();
        for pane in Pane::LISTS {
            self.settle_list(pane);
        }
    }

    /// What a selection by a filter is made from now.
    pub(super) fn selected_from(&self, filter: Filter) -> SelectedFrom {
        // Verdicts only change what is listed where they are asked for.
        let verdicts = if filter.asks_for_verdicts() {
            self.verdicts.len()
        } else {
            0
        };
        (self.generation, self.scope(), filter, verdicts)
    }

    fn settle_selection(&mut self) {
        let wanted = self.selected_from(self.filter.clone());
        if self.settled.selection.as_ref() != Some(&wanted) {
            let known = self.settled.recent.take(&wanted);
            let selected = known.unwrap_or_else(|| {
                let known = (&*self.library, self.scope());
                let asked = (&self.filter, &self.verdicts);
                let selection = known.0.select(known.1, asked.0, asked.1);
                let nearest = nearest(known, asked, &selection);
                (selection, nearest)
            });
            self.replace_selection(wanted, selected);
        }
        let one = self.breadth == Breadth::One && !self.is_opening();
        let tallied = Some((self.generation, one.then_some(self.current)));
        if self.settled.tallied != tallied {
            self.tallies = match self.breadth {
                Breadth::One => Tallies::of(&self.library, self.current),
                Breadth::All => Tallies::default(),
            };
            self.settled.tallied = tallied;
        }
    }

    /// Takes a selection that was made in another thread, with its rows.
    pub(super) fn take_selection(&mut self, from: SelectedFrom, kept: Kept) {
        drop(self.settled.recent.take(&from));
        self.replace_selection(from, (kept.selection, kept.nearest));
        let glance = kept.glance;
        let glance = glance.filter(|((.., glyphs), _)| *glyphs == self.glyphs);
        self.settled.glance = glance.map(|((at, width, checked, _), laid)| {
            let selections = self.settled.selections;
            ((selections, (at, Subject::Overview), width, checked), laid)
        });
        for (pane, order, items) in kept.arranged {
            if self.order(pane) == Some(order) {
                self.take_rows((pane, order), items);
            }
        }
    }

    /// Puts a selection in the place of the one before, which is kept for when it is wanted again.
    fn replace_selection(&mut self, from: SelectedFrom, (selection, nearest): Selected) {
        let selection = std::mem::replace(&mut self.selection, selection);
        let nearest = std::mem::replace(&mut self.nearest, nearest);
        let before = self.settled.selection.replace(from);
        self.settled.selections += 1;
        if let Some(before) = before {
            let recent = &mut self.settled.recent;
            recent.keep(before, (selection, nearest), self.generation);
        }
    }

    /// Puts the rows of the lists in order, where what is listed or the order is another.
    fn settle_rows(&mut self) {
        for pane in Pane::LISTS {
            let Some((roll, order)) = pane.roll().zip(self.order(pane)) else {
                continue;
            };
            let wanted = Some((self.settled.selections, order));
            if self.settled.arranged.get(pane.index()) == Some(&wanted) {
                continue;
            }
            let scope = (&*self.library, self.scope());
            let items = arrange::arrange(scope, &self.selection, (roll, order));
            self.take_rows((pane, order), items);
        }
    }

    /// Takes the rows of a list of what is selected now.
    fn take_rows(&mut self, (pane, order): (Pane, Order), items: Option<Arranged>) {
        if let Some(slot) = self.arranged.get_mut(pane.index()) {
            *slot = items;
        }
        if let Some(slot) = self.settled.arranged.get_mut(pane.index()) {
            *slot = Some((self.settled.selections, order));
        }
        self.settled.found = None;
        self.find_row(pane);
    }

    /// After the rows have changed: the selected record's row, or where it would stand.
    fn find_row(&mut self, pane: Pane) {
        let Some(list) = self.list(pane) else { return };
        let Some(key) = list.selected.clone() else {
            return;
        };
        let was = list.at;
        let offset = was.saturating_sub(list.top);
        let rows = self.rows(pane);
        let found = self.library.find(&key);
        let at = match found {
            Some(ix) => rows
                .position(self.row_of(ix))
                .unwrap_or_else(|| self.place_of(rows, ix, was)),
            None => was,
        };
        let at = at.min(rows.len().saturating_sub(1));
        if let Some(list) = self.list_mut(pane) {
            list.at = at;
            list.top = at.saturating_sub(offset);
        }
    }

    /// The row before which a record would stand; where the rows have an order of their own, the
    /// row where it stood.
    fn place_of(&self, rows: Rows<'_>, ix: RecordIx, was: usize) -> usize {
        let Rows::Plain(rows) = rows else { return was };
        let records = self.library.records();
        let place = |ix| (records.days(ix), records.briefing(ix), ix);
        rows.partition_point(|row| place(*row) < place(ix))
    }

    fn settle_list(&mut self, pane: Pane) {
        let page = self.page(pane);
        let Some(list) = self.list(pane) else { return };
        let rows = self.rows(pane);
        let count = rows.len();
        let at = rows.record_after(list.at.min(count.saturating_sub(1)));
        let is_heading = |row: usize| !matches!(rows.get(row), None | Some(Item::Record { .. }));
        // A row's heading is seen with it where there is room for both.
        let heading = at.checked_sub(1).filter(|row| is_heading(*row));
        let Some(list) = self.list_mut(pane) else {
            return;
        };
        list.at = at;
        let least = (list.at + 1).saturating_sub(page);
        list.top = list.top.clamp(least, list.at.max(least));
        list.top = list.top.min(count.saturating_sub(page));
        if let Some(heading) = heading.filter(|heading| *heading < list.top && page > 1) {
            list.top = heading;
        }
        let key = self.selected(pane).and_then(|ix| self.library.key(ix));
        if let (Some(key), Some(list)) = (key, self.list_mut(pane)) {
            list.selected = Some(key);
        }
    }

    /// The detail follows the selected row; what is no longer there gives way to the overview.
    fn settle_subject(&mut self) {
        // A list of all briefings says with its row which of them is the open one.
        self.reading.follows |= self.breadth == Breadth::All && self.focus != Pane::Reading;
        if self.reading.follows && self.sight.is_none() {
            let selected = self.selected(self.list);
            if let (Breadth::All, Some(ix)) = (self.breadth, selected) {
                self.look_into(ix);
            }
            let key = selected.and_then(|ix| self.library.key(ix));
            if let Some(RecordKey { id, .. }) = key {
                self.show(Subject::Record(id));
            }
        }
        let there = |id| self.library.find_in(self.current, id).is_some();
        let there = match &self.reading.subject {
            _ if self.library.card(self.current).is_none() => return,
            Subject::Overview => true,
            Subject::Cell(_) => self.sight.is_some(),
            Subject::Record(id) | Subject::References(id) => there(id),
            Subject::Passage(place) => there(&place.source.record()),
        };
        if !there {
            self.show(Subject::Overview);
            self.reading.follows = false;
        }
    }

    /// Where the lists show all briefings: the open one is that of the record that is looked at.
    pub(super) fn look_into(&mut self, ix: RecordIx) {
        let at = self.library.records().briefing(ix);
        if let Some(at) = at.filter(|at| *at != self.current) {
            self.current = at;
            self.reading.top = 0;
            self.reading.link = None;
        }
    }

    /// Shows something in the detail, from its top; nothing changes where it is shown already.
    pub(super) fn show(&mut self, subject: Subject) {
        if self.reading.subject != subject {
            self.reading.subject = subject;
            self.reading.top = 0;
            self.reading.link = None;
        }
    }

    fn settle_reading(&mut self) {
        let held = self.held();
        let area = self.areas_with(Pane::Reading);
        let shown = !area.content(Pane::Reading).is_empty();
        let last = self.settled.laid.as_ref().map(|(_, _, width, _)| *width);
        // Where there is no room for it at all, it stays as it was.
        let width = match last {
            Some(last) if !shown => last,
            _ => area.measure(),
        };
        let wanted = Some((
            self.settled.selections,
            (self.current, self.reading.subject.clone()),
            width,
            self.verdicts.of(self.current).is_some(),
        ));
        let relaid = self.settled.laid != wanted;
        let glance = self.settled.glance.take();
        if relaid {
            if self.settled.laid.is_none() {
                self.elsewhere = Elsewhere::default();
            }
            self.settle_elsewhere();
            let glance = glance.filter(|(of, _)| Some(of) == wanted.as_ref());
            self.reading.laid = match glance {
                Some((_, laid)) => laid,
                None => Laid::new(self.document(), width),
            };
            self.settled.laid = wanted;
            self.settled.laids += 1;
        }
        let page = if shown {
            self.reading_page()
        } else {
            self.settled.page.max(1)
        };
        if let Some(held) = held.filter(|_| relaid || page != self.settled.page) {
            let laid = &self.reading.laid;
            let line = match held.place {
                Some((paragraph, byte)) => laid.line_of(paragraph, byte),
                None => laid.passage.unwrap_or(self.reading.top),
            };
            let whole = self.reading.top == 0 && line < page;
            let row = match held.row {
                _ if whole => line,
                row if page < self.settled.page => row.min(page * 2 / 3),
                row => row,
            };
            self.reading.top = line.saturating_sub(row);
        }
        self.settled.page = page;
        let find = self.find.as_ref();
        let found = find.is_some_and(|find| find.pane == Pane::Reading);
        let in_text = found || matches!(self.reading.subject, Subject::Passage(_));
        let reading = &mut self.reading;
        let last = reading.laid.lines.len().saturating_sub(page);
        reading.top = reading.top.min(last);
        let window = reading.top..reading.top + page;
        let visible = reading.laid.links_on(window);
        reading.link = match reading.link {
            Some(link) if visible.contains(&link) => Some(link),
            Some(link) if link < visible.start => visible.clone().next(),
            Some(_) => visible.clone().next_back(),
            // What was looked for, or in a source's text was asked for, is what to look at.
            None if self.focus == Pane::Reading && !in_text => visible.clone().next(),
            None => None,
        };
    }

    /// What of the text on the screen is to be there still when the text or the screen gets
    /// another size; nothing where another text comes.
    fn held(&self) -> Option<Held> {
        let (_, (briefing, subject), _, _) = self.settled.laid.as_ref()?;
        if *briefing != self.current || *subject != self.reading.subject {
            return None;
        }
        let (top, laid) = (self.reading.top, &self.reading.laid);
        let seen = top..top + self.settled.page;
        let in_text = matches!(subject, Subject::Passage(_));
        if top == 0 && !in_text {
            return None;
        }
        let passage = laid.passage.filter(|line| in_text && seen.contains(line));
        if let Some(passage) = passage {
            return Some(Held {
                place: None,
                row: passage - top,
            });
        }
        let link = self.reading.link.and_then(|link| laid.links.get(link));
        if let Some(link) = link.filter(|link| seen.contains(&link.lines.start)) {
            return Some(Held {
                place: Some((link.paragraph, link.range.start)),
                row: link.lines.start - top,
            });
        }
        let line = laid.lines.get(top)?;
        Some(Held {
            place: Some((line.paragraph, line.range.start)),
            row: 0,
        })
    }

    fn settle_find(&mut self) {
        let Some(find) = &self.find else { return };
        let key = self.found_from(find);
        if self.settled.found.as_ref() == Some(&key) {
            return;
        }
        self.settled.found = Some(key);
        if let Some(mut find) = self.find.take() {
            self.look_for(&mut find, None, Then::Stay);
            find.current = find.current.min(find.hits.len().saturating_sub(1));
            self.find = Some(find);
        }
    }

    /// What the hits of a search depend on.
    pub(super) fn found_from(&self, find: &Find) -> FoundFrom {
        let number = match find.pane {
            Pane::Reading => self.settled.laids,
            _ => self.settled.selections,
        };
        (find.query.clone(), find.pane, number)
    }

    fn settle_overlay(&mut self) {
        use super::state::Overlay;
        let width = super::views::overlay_width(self);
        if let Some(Overlay::Faults(faults)) = &mut self.overlay {
            faults.settle(width, self.glyphs);
        }
        if let Some(Overlay::Help(help)) = &mut self.overlay {
            help.lay(width, self.glyphs);
        }
        let lines = super::views::overlay_lines(self);
        let page = usize::from(super::views::overlay_area(self).height);
        let rows = super::views::chooser_page(self);
        match &mut self.overlay {
            Some(Overlay::Chooser(chooser)) => chooser.settle(rows),
            Some(Overlay::Help(help)) => help.top = help.top.min(lines.saturating_sub(page)),
            Some(Overlay::Faults(faults)) => faults.clamp(page),
            Some(Overlay::Search(_)) => self.settle_search(),
            None => {}
        }
    }
}

/// What to say of the lists that a filter leaves empty because of the days it asks for.
pub(super) fn nearest(
    (library, scope): (&Library, Scope),
    (filter, verdicts): (&Filter, &Verdicts),
    selection: &Selection,
) -> Vec<(RecordKind, RecordIx)> {
    let kinds = [RecordKind::Quote, RecordKind::Event, RecordKind::Source];
    let is_empty =
        |kind: &RecordKind| selection.rows(*kind).is_empty() && selection.total(*kind) > 0;
    let kinds: Vec<_> = kinds.into_iter().filter(is_empty).collect();
    if kinds.is_empty() || !filter.may_be_unsure() {
        return Vec::new();
    }
    library.nearest(scope, filter, verdicts, &kinds)
}
