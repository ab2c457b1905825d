//! Puts the tables under headers where they belong.

use super::{Entries, Key, Node, Slot, Span, Tree, What};
use crate::leisure::{by_thousands, give_way};

/// A table of more entries is left to the parser, which finds a key twice without comparing all.
const MOST_KEYS: usize = 64;

/// A file of more entries is left to the parser, and to what is said of it there. What is written by
/// hand has fewer in all the bytes that a file may have.
const MOST_SLOTS: usize = 4_000_000;

/// A header of a table.
pub(super) struct Header<'i> {
    /// The names in it.
    pub(super) path: Vec<Key<'i>>,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether it has double brackets: an entry of a list of tables.
    pub(super) many: bool,
}

/// The tree of a file while it is read.
pub(super) struct Gathering<'i> {
    pub(super) tree: Tree<'i>,
    /// The entries of what is not complete: of each open table, then of open lists in it.
    pending: Vec<Slot<'i>>,
    /// The tables that may still get entries: the file, a table of its, a table of that.
    open: Vec<Open<'i>>,
}

/// A table that may still get entries.
#[derive(Default)]
struct Open<'i> {
    key: Key<'i>,
    span: Span,
    many: bool,
    /// Where its own entries begin among those that are pending.
    start: usize,
    /// The tables under headers below its own.
    below: Vec<Below<'i>>,
}

/// A table, or a list of tables, under headers.
struct Below<'i> {
    key: Key<'i>,
    span: Span,
    many: bool,
    tables: Vec<Slot<'i>>,
}

impl<'i> Gathering<'i> {
    /// With room for so many entries: what grows is copied, more than once where it is long.
    pub(super) fn with_room(entries: usize) -> Self {
        let mut tree = Tree::default();
        // Where the system has none, there is the less of it.
        let _ = tree.slots.try_reserve_exact(entries.min(MOST_SLOTS));
        Self {
            tree,
            pending: Vec::new(),
            open: vec![Open::default()],
        }
    }

    /// Begins a list or an inline table.
    pub(super) const fn begin(&self) -> usize {
        self.pending.len()
    }

    /// Adds an entry to the list or table that was begun last; `None` where there are too many.
    pub(super) fn push(&mut self, key: Key<'i>, node: Node<'i>) -> Option<()> {
        let fits = self.pending.len() + self.tree.slots.len() < MOST_SLOTS;
        self.pending.push(Slot { key, node });
        fits.then_some(())
    }

    /// Ends the list or inline table that was begun at a place.
    pub(super) fn end(&mut self, start: usize) -> Entries {
        self.tree.keep(self.pending.drain(start..))
    }

    /// Whether an inline table that was begun at a place can have one more key of this name.
    pub(super) fn takes(&self, start: usize, name: &str) -> Option<()> {
        let own = self.pending.get(start..)?;
        let fits = own.len() < MOST_KEYS && own.iter().all(|slot| slot.key.name != name);
        fits.then_some(())
    }

    /// Whether the table under the last header can have one more key of this name.
    pub(super) fn last_takes(&self, name: &str) -> Option<()> {
        self.takes(self.open.last()?.start, name)
    }

    /// Begins the table under a header; `None` where it cannot be there, or leads elsewhere than
    /// into the tables above it.
    pub(super) fn header(&mut self, header: Header<'i>) -> Option<()> {
        let Header {
            mut path,
            span,
            many,
        } = header;
        give_way();
        let key = path.pop()?;
        let above = self.open.get(1..)?;
        let leads = above.len() >= path.len()
            && above
                .iter()
                .zip(&path)
                .all(|(open, key)| open.key.name == key.name);
        if !leads {
            return None;
        }
        while self.open.len() > path.len() + 1 {
            self.close()?;
        }
        let parent = self.open.last()?;
        let below = parent.below.iter().find(|below| below.key.name == key.name);
        if below.is_some_and(|below| !(below.many && many)) || parent.below.len() > MOST_KEYS {
            return None;
        }
        self.takes(parent.start, key.name)?;
        self.open.push(Open {
            key,
            span,
            many,
            start: self.pending.len(),
            below: Vec::new(),
        });
        Some(())
    }

    /// Closes the last open table, which is then one of the one above it.
    fn close(&mut self) -> Option<()> {
        let last = self.open.pop()?;
        let Open {
            key, span, many, ..
        } = last;
        let entries = self.complete(last)?;
        let parent = self.open.last_mut()?;
        let table = Slot {
            key: Key::default(),
            node: Node {
                what: What::Table(entries),
                span,
            },
        };
        let known = parent
            .below
            .iter_mut()
            .find(|below| below.key.name == key.name);
        if let Some(below) = known {
            below.tables.push(table);
        } else {
            parent.below.push(Below {
                key,
                span,
                many,
                tables: vec![table],
            });
        }
        Some(())
    }

    /// Keeps the entries of a table: its own, then the tables under headers below its own.
    fn complete(&mut self, open: Open<'i>) -> Option<Entries> {
        for mut below in open.below {
            let node = if below.many {
                Node {
                    what: What::List(self.tree.keep(by_thousands(below.tables))),
                    span: below.span,
                }
            } else if let Some(table) = below.tables.pop() {
                table.node
            } else {
                continue;
            };
            self.push(below.key, node)?;
        }
        Some(self.end(open.start))
    }

    /// The tree, once everything was read.
    pub(super) fn finish(mut self) -> Option<Tree<'i>> {
        while self.open.len() > 1 {
            self.close()?;
        }
        let root = self.open.pop()?;
        self.tree.root = self.complete(root)?.0;
        Some(self.tree)
    }
}
