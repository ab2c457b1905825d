//! Views that tell more of a briefing than its columns hold: which briefings have to be open for one.
//!
//! What points say, and which source rests on which, stands in the briefings alone. Of a library of
//! which few are open, those that a view shows something of are read for it: the newest of them, as
//! many as are soon read and held while the view is open. It says how many are left out.

use crate::library::{Entry, Scope};
use crate::model::RecordKind;

use super::{Ground, View};

/// So many briefings are read for a view, and of so many records together: that takes a second or two.
const BRIEFINGS: usize = 1_000;
const RECORDS: usize = 200_000;

impl View {
    /// Whether it tells more of a briefing than its columns hold.
    pub const fn reads_briefings(self) -> bool {
        matches!(self, Self::Proposals | Self::Provenance)
    }
}

impl Ground<'_> {
    /// The places of the briefings of which records of a view are listed, in the library's order: the
    /// newest first.
    pub(super) fn places(&self, view: View) -> Vec<usize> {
        if let Scope::One(at) = self.scope {
            return vec![at];
        }
        let mut is_listed = vec![false; self.library.entries().len()];
        for row in view
            .kinds()
            .iter()
            .flat_map(|kind| self.selection.rows(*kind))
        {
            let at = self.library.records().briefing(*row);
            if let Some(listed) = at.and_then(|at| is_listed.get_mut(at)) {
                *listed = true;
            }
        }
        let listed = is_listed.into_iter().enumerate();
        listed
            .filter_map(|(at, listed)| listed.then_some(at))
            .collect()
    }

    /// The places of the briefings that are to be read for a view of several: those that are not open,
    /// as many as there can be at once.
    pub fn to_read(&self, view: View) -> Vec<usize> {
        if self.scope != Scope::All || !view.reads_briefings() {
            return Vec::new();
        }
        let closed = self.places(view).into_iter();
        let closed = closed.filter(|at| self.library.briefing(*at).is_none());
        let count = |entry: &Entry| RecordKind::ALL.map(|kind| entry.count(kind));
        let closed = closed.map(|at| {
            let counts = self.library.entry(at).map(count);
            (at, counts.map_or(0, |counts| counts.iter().sum()))
        });
        fitting(closed, (BRIEFINGS, RECORDS))
    }
}

/// Of briefings with so many records each the first, so many at most with so many records together.
fn fitting(
    all: impl Iterator<Item = (usize, usize)>,
    (briefings, most): (usize, usize),
) -> Vec<usize> {
    let mut records = 0_usize;
    let fitting = all.take(briefings).take_while(|(_, count)| {
        let is_first = records == 0;
        records = records.saturating_add(*count);
        is_first || records <= most
    });
    fitting.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::shelf::{Again, Request, Shelf};
    use crate::library::{Filter, Library, Verdicts, load};
    use crate::report::GlyphSet;
    use crate::report::chart::{self, Set};

    /// The bundled briefings, none of them open.
    fn closed() -> Library {
        let request = Request {
            inputs: &[Input::Bundled],
            again: Again::All,
            open: None,
            stop: &|| false,
        };
        Shelf::keeping_open(0).read(&request, &mut |_| {}).library
    }

    fn plain(view: View, library: &Library) -> String {
        let (verdicts, filter) = (Verdicts::default(), Filter::default());
        let selection = library.select(Scope::All, &filter, &verdicts);
        let ground = ground(library, &selection, &verdicts);
        chart::of(view, &ground, Set::default()).plain(&ground, 100)
    }

    fn ground<'a>(
        library: &'a Library,
        selection: &'a crate::library::Selection,
        verdicts: &'a Verdicts,
    ) -> Ground<'a> {
        Ground {
            library,
            scope: Scope::All,
            selection,
            verdicts,
            glyphs: GlyphSet::default(),
        }
    }

    fn to_read(view: View, library: &Library) -> Vec<usize> {
        let (verdicts, filter) = (Verdicts::default(), Filter::default());
        let selection = library.select(Scope::All, &filter, &verdicts);
        ground(library, &selection, &verdicts).to_read(view)
    }

    #[test]
    fn as_many_are_read_as_there_is_room_for_and_one_always() {
        let all = || [(3, 50), (5, 40), (8, 60)].into_iter();
        assert_eq!(fitting(all(), (2, 1000)), [3, 5]);
        assert_eq!(fitting(all(), (9, 90)), [3, 5]);
        assert_eq!(fitting(all(), (9, 89)), [3]);
        assert_eq!(fitting(all(), (9, 1)), [3]);
    }

    #[test]
    fn columns_are_enough_for_other_views() {
        let library = closed();
        for view in View::ALL {
            let reads = !to_read(view, &library).is_empty();
            assert_eq!(reads, view.reads_briefings(), "{view:?}");
        }
    }

    #[test]
    fn what_was_read_is_shown_as_of_briefings_that_are_open() {
        let (open, _) = load::load(&[Input::Bundled]);
        let library = closed();
        for view in [View::Proposals, View::Provenance] {
            let places = to_read(view, &library);
            let read = load::with_open(&library, &places, &|| false).unwrap();
            assert!(to_read(view, &read).is_empty());
            assert_eq!(plain(view, &read), plain(view, &open), "{view:?}");
        }
    }

    #[test]
    fn briefings_that_are_left_out_are_counted() {
        let library = closed();
        for view in [View::Proposals, View::Provenance] {
            let places = to_read(view, &library);
            let read = load::with_open(&library, &places[..1], &|| false).unwrap();
            let told = match places.len() - 1 {
                1 => "1 more briefing left out here".to_owned(),
                more => format!("{more} more briefings left out here"),
            };
            let plain = plain(view, &read);
            assert!(plain.contains(&told), "{plain}");
        }
    }

    #[test]
    fn nothing_is_read_for_nobody() {
        let library = closed();
        let places = to_read(View::Proposals, &library);
        assert!(load::with_open(&library, &places, &|| true).is_none());
    }
}
