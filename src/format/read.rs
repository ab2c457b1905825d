//! Reads tables by the specification: every key of every table, every fault of each.

use std::ops::Range;

use super::fields::Fields;
use super::ids::{Ids, rows, with_article};
use super::library::InLibrary;
use super::sink::Sink;
use super::spec::{self, Key, Table};
use super::suggest::{closest, quoted};
use super::tree::{self, What};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BySlug, Slug};

/// The most entries of one list.
pub const MAX_LIST: usize = 20_000;

/// Reads one file's tables. What is wrong goes to the sink; what is right comes back as [`Fields`].
pub(super) struct Reader<'a> {
    pub sink: &'a mut Sink,
    /// The identifiers that references lead to; none in a file without records.
    pub ids: &'a Ids,
    /// The specification of the whole file.
    pub spec: &'static Table,
    pub root: tree::Table<'a>,
    /// Whether all of the file was read. Where it was not, what seems to be missing may stand in
    /// the part that was lost, and nothing is said of it.
    pub whole: bool,
    /// References of which no circle may be made.
    pub edges: Vec<Edge>,
    /// Required keys of the file that were found under a table.
    pub misplaced: Vec<&'static str>,
    /// The library that the file is a part of, whose shared records it may refer to.
    pub library: Option<InLibrary<'a>>,
    /// The shared records that it refers to, each with the first place where it does.
    pub taken: BySlug<Range<usize>>,
    /// References that only a library could resolve whose own file has errors.
    pub missed: Vec<(String, Range<usize>)>,
}

/// One reference along a key that must never lead back.
pub(super) struct Edge {
    pub key: &'static str,
    pub from: Slug,
    pub to: Slug,
    pub span: Range<usize>,
}

/// A key with the record it belongs to, while its value is read.
#[derive(Clone, Copy)]
pub(super) struct At<'k> {
    pub key: &'static Key,
    pub owner: Option<&'k Slug>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        sink: &'a mut Sink,
        ids: &'a Ids,
        (spec, root): (&'static Table, tree::Table<'a>),
        whole: bool,
    ) -> Self {
        Self {
            sink,
            ids,
            spec,
            root,
            whole,
            edges: Vec::new(),
            misplaced: Vec::new(),
            library: None,
            taken: BySlug::default(),
            missed: Vec::new(),
        }
    }

    /// Reports a fault at a place of the file.
    pub(super) fn fault(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(&self.sink.file, code, span, message)
    }

    /// Reads the keys of the file itself. Tables of records are left to [`Reader::row`].
    pub(super) fn head(&mut self) -> Fields {
        let spec = self.spec;
        let mut fields = Fields::new(spec, 0..0, self.root.len());
        for (name, value) in self.root.iter() {
            match spec.key(name.name()) {
                Some((row, key)) => {
                    let at = At { key, owner: None };
                    let read = if matches!(key.value, spec::Value::Tables(table) if table.kind.is_some())
                    {
                        self.expect_rows(at, value);
                        None
                    } else {
                        self.value(at, value)
                    };
                    fields.put(row, read, value.span());
                }
                None => self.unknown(spec, name.span(), name.name(), value, 0..0),
            }
        }
        fields
    }

    /// Reports what the head of the file lacks: to be called once everything else was read, since a
    /// key may have slipped under a table.
    pub(super) fn finish_head(&mut self, fields: &Fields) {
        if !self.whole {
            return;
        }
        for name in fields.missing() {
            if self.misplaced.contains(&name) {
                continue;
            }
            let message = format!("the briefing has no `{name}`");
            let help = match name {
                "format" => "begin the file with `format = 1`".to_owned(),
                "as_of" => {
                    "say which day the briefing describes: `as_of = \"2025-12-02\"`".to_owned()
                }
                _ => format!("add `{name} = …` above the first `[[…]]` table"),
            };
            let mut fault = self
                .fault(Code::MissingKey, self.end_of_head(), message)
                .help(help);
            if fault.span != Some(0..0) {
                fault = fault.label(format!("`{name}` has to stand above this"));
            }
            self.sink.report(fault);
        }
    }

    /// The first header of the file; its beginning where there is none.
    fn end_of_head(&self) -> Range<usize> {
        let headers = self.root.iter().filter_map(|(_, value)| {
            let first = value.as_list()?.iter().next()?;
            let header = first.as_table().is_some() && first.span().start > 0;
            header.then(|| first.span())
        });
        headers.min_by_key(|span| span.start).unwrap_or(0..0)
    }

    /// Reads one table.
    pub(super) fn row(
        &mut self,
        table: &'static Table,
        row: tree::Table<'_>,
        span: Range<usize>,
        owner: Option<&Slug>,
    ) -> Fields {
        let ids = self.ids;
        let own = row.get("id").and_then(super::tree::Value::as_str);
        let own = own.and_then(|id| ids.get(id)).map(|(slug, _)| slug);
        let owner = if table.kind.is_some() { own } else { owner };
        let mut fields = Fields::new(table, span.clone(), row.len());
        let mut next = 0;
        for (name, value) in row.iter() {
            match table.key_from(next, name.name()) {
                Some((row, key)) => {
                    next = row + 1;
                    let read = self.value(At { key, owner }, value);
                    fields.put(row, read, value.span());
                }
                None => self.unknown(table, name.span(), name.name(), value, span.clone()),
            }
        }
        if self.whole {
            self.missing(table, &fields);
        }
        fields
    }

    fn missing(&mut self, table: &Table, fields: &Fields) {
        for name in fields.missing() {
            let message = format!("this {} has no `{name}`", table.noun);
            let fault = self
                .fault(Code::MissingKey, fields.span.clone(), message)
                .label(format!("`{name}` is required"));
            self.sink.report(fault);
        }
    }

    /// Reads a list of tables.
    pub(super) fn rows(
        &mut self,
        table: &'static Table,
        at: At<'_>,
        value: tree::Value<'_>,
    ) -> Option<Vec<Fields>> {
        self.expect_rows(at, value).then(|| {
            rows(Some(value))
                .map(|(row, span)| self.row(table, row, span, at.owner))
                .collect()
        })
    }

    /// Whether a value is a list of tables; says so where it is not.
    fn expect_rows(&mut self, at: At<'_>, value: tree::Value<'_>) -> bool {
        let Some(list) = value.as_list() else {
            let mut fault = self.wrong_type(at, value, "a list of tables");
            if value.as_table().is_some() {
                let written = self.sink.file.text.get(value.span());
                let name = at.key.name;
                fault = if written.is_some_and(|header| header.starts_with('[')) {
                    fault.help(format!("each entry has double brackets: `[[{name}]]`"))
                } else {
                    fault
                        .label(format!("no `[[{name}]]` stands above this"))
                        .help(format!(
                            "a `[[{name}]]` header has to stand above its parts"
                        ))
                };
            }
            self.sink.report(fault);
            return false;
        };
        let mut good = true;
        for entry in list.iter() {
            if entry.as_table().is_none() {
                let fault = self.wrong_type(at, entry, "a table");
                self.sink.report(fault);
                good = false;
            }
        }
        good
    }

    /// A value of the wrong type. Not reported yet: the caller may know what would help.
    pub(super) fn wrong_type(
        &mut self,
        at: At<'_>,
        value: tree::Value<'_>,
        expected: &str,
    ) -> Diagnostic {
        let found = type_name(value.what());
        let message = format!("`{}` takes {expected}, not {found}", at.key.name);
        self.fault(Code::WrongType, value.span(), message)
            .label(format!("this is {found}"))
    }

    /// Reports a key or table that the specification does not have.
    fn unknown(
        &mut self,
        table: &Table,
        span: Range<usize>,
        name: &str,
        value: tree::Value<'_>,
        header: Range<usize>,
    ) {
        if self.sink.passes_over() {
            return;
        }
        let is_root = table.name.is_empty();
        if !is_root {
            let root_key = self.spec.keys.iter().find(|key| key.name == name);
            let of_head = root_key.filter(|key| !key.value.is_table());
            if let Some(key) = of_head.filter(|key| self.root.get(key.name).is_none()) {
                self.misplaced(key.name, table, span, header);
                return;
            }
        }
        let is_table = rows(Some(value)).next().is_some() || value.as_table().is_some();
        let written = quoted(name).replace('"', "`");
        let (code, message) = if is_root && is_table {
            (Code::UnknownTable, format!("there is no table {written}"))
        } else if is_root {
            let message = format!("the {} has no key {written}", table.noun);
            (Code::UnknownKey, message)
        } else {
            let message = format!("{} has no key {written}", with_article(table.noun));
            (Code::UnknownKey, message)
        };
        let named = table.keys.iter().map(|key| key.name);
        let meant = closest(name, named);
        let help = match meant {
            Some(meant) if is_root && is_table => {
                let key = table.key(meant).map(|(_, key)| key.value);
                match key {
                    Some(spec::Value::Tables(_)) => format!("did you mean `[[{meant}]]`?"),
                    _ => format!("did you mean `[{meant}]`?"),
                }
            }
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                let is_list = |key: &&Key| key.value.is_table();
                let keys = table.keys.iter();
                let keys: Vec<_> = keys
                    .filter(|key| !is_root || is_list(key) == is_table)
                    .map(|key| key.name)
                    .collect();
                let what = match (is_root, is_table) {
                    (true, true) => "tables are".to_owned(),
                    (true, false) => format!("keys of the {} are", table.noun),
                    _ => format!("keys of {} are", with_article(table.noun)),
                };
                format!("the {what} {}", keys.join(", "))
            }
        };
        let fault = self
            .fault(code, span, message)
            .label(if is_table && is_root {
                "unknown table"
            } else {
                "unknown key"
            })
            .help(help);
        self.sink.report(fault);
    }

    fn misplaced(
        &mut self,
        name: &'static str,
        table: &Table,
        span: Range<usize>,
        header: Range<usize>,
    ) {
        self.misplaced.push(name);
        let message = format!(
            "`{name}` is a key of the {}, but it stands inside a table",
            self.spec.noun
        );
        let fault = self
            .fault(Code::MisplacedKey, span, message)
            .label(format!("here it belongs to {}", with_article(table.noun)))
            .related(header, "it stands below this header")
            .help(format!(
                "move `{name}` to the top of the file, above the first {} header",
                if self.spec.is_of_records() {
                    "`[[…]]`"
                } else {
                    "`[…]`"
                }
            ));
        self.sink.report(fault);
    }
}

/// What a value is, in words.
pub(super) fn type_name(value: &What<'_>) -> &'static str {
    match value {
        What::Text(_, _) => "a text",
        What::Integer(_) => "a whole number",
        What::Float(_) => "a decimal number",
        What::Boolean(_) => "true or false",
        What::Datetime(moment) => match (moment.date, moment.time) {
            (Some(_), None) => "a date",
            (None, _) => "a time of day",
            _ => "a date with a time",
        },
        What::List(_) => "a list",
        What::Table(_) => "a table",
    }
}
