//! What is seen of a record beside the column that it stands in: how long it lasted, or where else
//! it may have been.

/// What a lane shows of its records in a column that they do not stand in. The later ones show
/// over the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Something stands in the next column that may have been then or at any time before.
    Before,
    /// Something stands in the last column that may have been then or at any time after.
    After,
    /// Something may have been in it.
    Possibly,
    /// Something lasted in it.
    Lasts,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Before, Self::After, Self::Possibly, Self::Lasts];
}

/// A record's mark on some columns, the first and the last of them included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The first column.
    pub from: u32,
    /// The last column.
    pub to: u32,
    /// What is seen there.
    pub mark: Mark,
}

/// The marks of all the traces of a lane, as runs of columns with the same, ascending.
pub(super) fn runs(traces: &[Trace]) -> Vec<Trace> {
    let Some(start) = traces.iter().map(|trace| trace.from).min() else {
        return Vec::new();
    };
    let end = traces.iter().map(|trace| trace.to).max().unwrap_or(start);
    // Of each mark, how many more traces have it in a column than in the one before.
    let count = (end - start) as usize + 2;
    let mut changes = vec![[0_i32; Mark::ALL.len()]; count];
    for trace in traces {
        for (at, by) in [(trace.from, 1), (trace.to + 1, -1)] {
            let column = changes.get_mut((at - start) as usize);
            if let Some(change) = column.and_then(|column| column.get_mut(trace.mark as usize)) {
                *change += by;
            }
        }
    }
    let mut now = [0_i32; Mark::ALL.len()];
    let mut runs: Vec<Trace> = Vec::new();
    for (at, changes) in (start..).zip(&changes) {
        for (count, change) in now.iter_mut().zip(changes) {
            *count += change;
        }
        let marks = Mark::ALL.into_iter().zip(now).rev();
        let mut shown = marks.filter(|(_, count)| *count > 0);
        let Some((mark, _)) = shown.next() else {
            continue;
        };
        match runs.last_mut() {
            Some(last) if last.mark == mark && last.to + 1 == at => last.to = at,
            _ => runs.push(Trace {
                from: at,
                to: at,
                mark,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace((from, to, mark): (u32, u32, Mark)) -> Trace {
        Trace { from, to, mark }
    }

    #[test]
    fn what_lasted_shows_over_what_may_have_been() {
        use Mark::{Before, Lasts, Possibly};
        let traces = [
            (2, 9, Possibly),
            (4, 5, Lasts),
            (9, 9, Before),
            (12, 12, Before),
        ];
        let expected = [
            (2, 3, Possibly),
            (4, 5, Lasts),
            (6, 9, Possibly),
            (12, 12, Before),
        ];
        assert_eq!(runs(&traces.map(trace)), expected.map(trace));
        assert!(runs(&[]).is_empty());
    }

    #[test]
    fn marks_that_touch_are_one_run() {
        let traces = [
            (5, 7, Mark::Lasts),
            (0, 4, Mark::Lasts),
            (6, 6, Mark::Lasts),
        ];
        assert_eq!(runs(&traces.map(trace)), [trace((0, 7, Mark::Lasts))]);
    }
}
