//! What was found, with all that is shown of it: whoever shows it need not ask the library again.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::RecordId;
use crate::query::Query;

use super::super::{Library, RecordIx};
use super::{Field, Hit, Hits, How, KINDS, Line, Marker};

/// No more titles of briefings are shown than these.
const MOST_TITLES: usize = 5;

/// What was found, to be shown.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The best, in order; the first titles of briefings are among them.
    pub rows: Vec<Shown>,
    /// How many records were found of each kind, in the order of
    /// [`RecordKind::ALL`](crate::model::RecordKind::ALL).
    pub counts: [usize; KINDS],
    /// How many of them meet the query only possibly, because of their dates.
    pub uncertain: usize,
    /// How many briefings have all the words in their titles.
    pub titles: usize,
    /// How many of the best are sources that share their text with another: they are not shown.
    pub shared: usize,
    /// How many records have not been searched yet for words.
    pub missing: usize,
    /// How many texts of sources have not.
    pub missing_texts: usize,
    /// Finds the words in other texts.
    pub marker: Arc<Marker>,
}

/// Something that was found, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The file it is in.
    pub file: Arc<str>,
    /// The title of its briefing.
    pub briefing: String,
    /// The record; `None` for the briefing itself, by its title.
    pub id: Option<RecordId>,
    /// How it answers to the words.
    pub how: How,
    /// Whether it certainly meets the query.
    pub sure: bool,
    /// The date, short; empty where there is none.
    pub when: String,
    /// Who it is of; empty where that says what its text says.
    pub who: String,
    /// Its name, title or words, with the words marked.
    pub main: Line,
    /// The text that has the most of the words.
    pub line: Line,
}

impl Findings {
    /// How many records were found.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.total() == 0 && self.rows.is_empty()
    }
}

impl Library {
    /// What was found for a query, to be shown.
    pub fn findings(&self, query: &Query, hits: &Hits) -> Findings {
        let marker = Marker::new(query);
        let mut rows: Vec<_> = hits
            .hits
            .iter()
            .filter_map(|hit| self.shown(*hit, &marker))
            .collect();
        let found = rows.len();
        // Sources may share a text: it is shown once.
        let mut texts = HashSet::new();
        rows.retain(|row| {
            let file = row
                .line
                .place
                .as_ref()
                .and_then(|place| place.file.as_ref());
            file.is_none_or(|file| texts.insert(file.clone()))
        });
        let shared = found - rows.len();
        // What is called so comes before what only has the words somewhere.
        let named = rows.iter().position(|row| row.how < How::Beginning);
        let at = named.unwrap_or(rows.len());
        let titled = hits.briefings.iter().take(MOST_TITLES);
        let titled: Vec<_> = titled
            .filter_map(|at| self.titled_row(*at, &marker))
            .collect();
        rows.splice(at..at, titled);
        Findings {
            rows,
            counts: hits.counts,
            uncertain: hits.uncertain,
            titles: hits.briefings.len(),
            shared,
            missing: hits.missing,
            missing_texts: hits.missing_texts,
            marker: Arc::new(marker),
        }
    }

    fn shown(&self, hit: Hit, marker: &Marker) -> Option<Shown> {
        let records = self.records();
        let key = self.key(hit.ix)?;
        let card = self.card(records.briefing(hit.ix)?)?;
        let row = records.row(hit.ix);
        let who = if row.who == row.text { "" } else { &*row.who };
        Some(Shown {
            file: key.file,
            briefing: card.title.clone(),
            id: Some(key.id),
            how: hit.how,
            sure: hit.sure,
            when: row.when.to_owned(),
            who: who.to_owned(),
            main: marked(row.text, marker),
            line: self.line(hit.ix, marker),
        })
    }

    fn titled_row(&self, at: usize, marker: &Marker) -> Option<Shown> {
        let entry = self.entry(at)?;
        let title = &entry.card.as_ref()?.title;
        Some(Shown {
            file: Arc::clone(&entry.file),
            briefing: title.clone(),
            id: None,
            how: How::Words,
            sure: true,
            when: String::new(),
            who: String::new(),
            main: marked(title, marker),
            line: marked(title, marker),
        })
    }

    /// Everything that is said of a record, with the words marked: its name, title or words first,
    /// then other names, then the rest.
    pub fn lines(&self, ix: RecordIx, marker: &Marker) -> Vec<Line> {
        let fields = self.records().fields(ix);
        let lines = fields.map(|(field, text)| Line {
            field: field.into(),
            ..marked(text, marker)
        });
        lines.filter(|line| !line.text.is_empty()).collect()
    }
}

fn marked(text: &str, marker: &Marker) -> Line {
    Line {
        field: Field::Main,
        text: text.to_owned(),
        marks: marker.marks(text).0,
        place: None,
    }
}
