//! The table of codes: what each is called, how bad it is, and what to do about it.
//!
//! A code is never given a second meaning and never reused. The numbers leave room between the
//! groups.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $id:literal, $severity:ident, $title:literal, $explanation:literal;)*) => {
        /// What sort of fault a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name: `B012`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What it is, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Why it is reported and what to do about it: a paragraph.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Syntax = "B001", Error, "the file is not valid TOML",
        "The text at the caret is not TOML, so nothing that stands there can be read. Everything else in the file is still checked, but what may only follow from this fault (a key that seems to be missing, a reference that seems to lead nowhere) is kept back until it is mended. Text stands in straight quotation marks, every key has its `=`, and what was opened with `[`, `{` or `\"\"\"` is closed.";
    DuplicateKey = "B002", Error, "a key or table is defined twice",
        "TOML allows every key once in a table. The report points at both places. Where two records were meant, the second lacks its `[[…]]` header.";
    FileNotUtf8 = "B003", Error, "the file is not UTF-8",
        "Files are read as UTF-8 and nothing else, because guessing an encoding would change words silently. Save the file as UTF-8 in your editor.";
    FileTooLarge = "B004", Error, "the file is too large",
        "A file beyond the limit is not read, so that no file can exhaust the memory. Split it into several.";
    MoreFaults = "B005", Note, "further faults are not shown",
        "A file shows its first faults only, errors before warnings. Mend those and check again.";

    FileOutside = "B006", Error, "a link leads out of the folder that was opened",
        "Of a folder that was opened nothing is read that lies outside of it, because a folder from somebody else could link to any file on the computer. A file or folder behind such a link is read where it is opened by its own path: `briefing here there`, or `paths` in `config.toml`. Links that stay inside are followed, and each file is read once.";
    FileNotAFile = "B007", Error, "not a regular file",
        "A pipe, a socket or a device has the name of a briefing. It is not opened: reading it could wait for ever, or do something. Only regular files are read.";

    UnknownKey = "B010", Error, "unknown key",
        "The table has no key of this name. It is refused rather than skipped, because a misspelt key would silently be missing from what readers see.";
    UnknownTable = "B011", Error, "unknown table",
        "The file has no table of this name. Tables have plural names and double brackets: `[[actors]]`, `[[quotes]]`.";
    MisplacedKey = "B012", Error, "a key of the whole file stands inside a table",
        "In TOML a key belongs to the last `[[…]]` header above it. A key of the whole file, such as `bottom_line`, has to stand above the first header.";
    WrongType = "B013", Error, "wrong type of value",
        "The key takes another type of value: text stands in quotation marks, lists in square brackets, numbers and dates stand bare.";
    MissingKey = "B014", Error, "a required key is missing",
        "Without this key the record would mean nothing. The manual lists the required keys of each table.";
    UnsupportedFormat = "B015", Error, "unsupported version of the format",
        "`format` says which version of the briefing format a file is written in. This program reads version 1; a later version needs a later program.";
    EmptyValue = "B016", Error, "empty value",
        "A value that is empty or only white space says nothing. Leave the whole key out instead.";
    OutOfRange = "B017", Error, "number out of range",
        "The number is outside of what the key can mean: credibility goes from 1 to 6, counts are whole and not negative.";
    UnknownWord = "B018", Error, "unknown word",
        "The key takes one word of a closed list. Words are written in small letters exactly as the manual lists them; the letters of `reliability` alone are capitals.";
    BadIdentifier = "B019", Error, "bad identifier",
        "An identifier has ASCII letters, digits, `-`, `_` and `.`, begins with a letter or digit, and is at most 120 characters long. It is a handle for references, never shown to readers: `putin`, `q-withdraw`, `plan-28.3`.";
    BadDate = "B020", Error, "not a date",
        "Dates are EDTF: a day `2025-12-02`, a month `\"2025-11\"`, a year `\"2022\"`, a span `\"2025-11-29/2025-11-30\"`, one moment within bounds `\"[2025-11-25..2025-11-30]\"`, with `~` for about and `?` for unsure. A whole day may stand bare or in quotation marks; all else stands in quotation marks. A day has no time and no time zone.";
    BadUrl = "B021", Error, "not a web address",
        "An address begins with `http://` or `https://`, names a host, and has neither white space nor hidden characters. Other schemes are refused: a reader opens these with one key.";
    HiddenCharacter = "B022", Warning, "hidden or control character",
        "The text holds a character that is not seen but changes what is: an escape sequence, a zero-width character, a change of writing direction. Such characters come in with copied text. They are shown as visible marks; take them out, or write them as an escape such as `\\u200B` and know why.";
    TooMuch = "B023", Error, "beyond a limit",
        "Texts, lists and records have generous limits, so that no file can exhaust the memory. A text this long is usually a string that was not closed.";
    TooDeep = "B024", Error, "nested too deeply",
        "Lists, tables in braces and names with dots lie in each other far deeper than anything in a briefing does, so the rest of the file is not read. Most likely something was opened many times and never closed.";

    DuplicateId = "B030", Error, "an identifier is used twice",
        "All records of a file share one set of identifiers, across tables, so that a reference can mean only one record. The report points at both. A position without an `id` is called `issue/actor`: two positions of one actor on one issue, say before and after a date, each need an `id` of their own.";
    DanglingReference = "B031", Error, "a reference leads nowhere",
        "No record of the file has this identifier, and its library shares none. References are made by `id`, never by name.";
    WrongKind = "B032", Error, "a reference leads to the wrong kind of record",
        "The identifier exists, but it names a record of another table: a quote where a source is asked for.";
    RepeatedReference = "B033", Warning, "the same reference twice",
        "The list names one record twice. It counts once; the second was probably meant to be another.";
    Cycle = "B034", Error, "a circle of references",
        "Following this key from record to record comes back to where it began: an issue that is a part of itself, a source that rests on itself, a plan that replaces its own successor.";

    TwoTexts = "B040", Error, "two stored texts for one source",
        "A source keeps its words either in a file beside the briefing (`text_file`) or in the briefing itself (`text`). With both, nobody could say which of them a quotation was checked against.";
    TextMissing = "B041", Error, "the stored text is not there",
        "There is no file at the path of `text_file`. The path is relative to the folder of the briefing and uses `/`.";
    TextOutside = "B042", Error, "the stored text lies outside of the library",
        "`text_file` has to stay inside the library's root: no absolute path, no `..` past the root, no link that leads out of it. Such a file is never read, because a briefing from somebody else could name any file on the computer.";
    TextNotAFile = "B043", Error, "the stored text is not a regular file",
        "`text_file` names a folder, a pipe or a device. Only regular files are read.";
    TextEmpty = "B044", Error, "the stored text is empty",
        "The stored text has no words after its front matter, so nothing could be found in it. Leave `text_file` or `text` out where the words are not at hand: quotations then count as unchecked.";
    TextNotUtf8 = "B045", Error, "the stored text is not UTF-8",
        "Stored texts are read as UTF-8 and nothing else, because guessing an encoding would change the words that quotations are checked against.";
    TextTooLarge = "B046", Error, "the stored text is too large",
        "A stored text beyond the limit is not read. Store the part that is quoted, with `text_kind = \"excerpt\"`.";
    TextUnreadable = "B047", Error, "the stored text cannot be read",
        "The file is there, but the system refused to read it; the message says why.";

    NoAmount = "B050", Error, "a figure without an amount",
        "A figure says how much: `value = 600000`, or `low` and `high` (one of them is enough), or `value_text = \"billions\"` where the source gives no number.";
    SeveralAmounts = "B051", Error, "a figure with several amounts",
        "A figure has one amount: `value`, or `low` and `high`, or `value_text`. Two claims are two figures with one `quantity`, each with its `claimed_by`.";
    BoundsUpsideDown = "B052", Error, "the lower bound is above the upper",
        "`low` is greater than `high`. Probably they were swapped.";
    NotFinite = "B053", Error, "not a finite number",
        "TOML knows `inf` and `nan`; as an amount they mean nothing.";
    DatesUpsideDown = "B054", Error, "it ends before it begins",
        "`to` lies wholly before `from`. Probably they were swapped.";

    QuoteWithoutSource = "B060", Warning, "a quote without a source",
        "Nobody can look this quotation up, and it cannot be checked. Name the `source` it was taken from.";
    StanceWithoutQuestion = "B061", Warning, "a stance without a question",
        "`support` and `oppose` answer a question, and this issue has none: readers cannot tell what is supported. Give the issue a `question` that can be answered with yes or no.";
    PointsOutnumberSize = "B062", Warning, "more points than `size` says",
        "`size` is the number of points of the whole plan, where not all of them are known. More are listed here.";
    EventAfterAsOf = "B063", Warning, "an event after the day that the briefing describes",
        "The event lies after `as_of` and is said to have happened. Either `as_of` was not brought forward, or the event is `status = \"scheduled\"`.";
    ConditionalWithoutConditions = "B064", Warning, "a conditional stance without its conditions",
        "`stance = \"conditional\"` means: yes, if. Say in `conditions` what it depends on.";

    QuoteAltered = "B070", Error, "a quotation has other words than its source",
        "Something close stands in the stored text, but not these words. The report shows what differs, numbers first, and where it stands. Correct the quotation, or give it the source it comes from; a near match never counts as found.";
    QuoteMissing = "B071", Error, "a quotation does not stand in its source",
        "Nothing like these words stands in the stored text. Perhaps it is another source's, or the stored text is an excerpt that lacks them.";
    QuoteAmbiguous = "B072", Error, "a quotation stands in its source more than once",
        "The words stand at several places and nothing says which is meant. Give `prefix` or `suffix`: the words just before or just after; `briefing anchor` writes them where a quotation is found.";
    QuoteOutsideMarks = "B073", Warning, "a quotation does not stand inside quotation marks",
        "A direct or partial quotation from an article should stand inside quotation marks there: outside of them the words are the reporter's. Make it `mode = \"indirect\"`, or mend the stored text.";
    QuoteDropsSense = "B074", Warning, "words left out change the sense",
        "What the author marked as left out holds a negation, or words without which the rest may mean something else. Quote them.";
    IndirectNotFound = "B075", Warning, "words given as the source's do not stand in it",
        "Indirect speech is the source's own words for what was said, so they should stand in its text. Where they are the briefing's own words, say `mode = \"paraphrase\"`.";
    PassageNotFound = "B076", Error, "a cited passage does not stand in its source",
        "A `passage` is the exact words in the stored text. The report shows what comes nearest.";
    PassageAmbiguous = "B077", Warning, "a cited passage stands in its source more than once",
        "A reader is led to the first of the places. Cite more of the words.";

    PositionsWithoutEvidence = "B080", Note, "positions without evidence",
        "Nothing shows that these positions are held: give them `evidence` or `cites`.";
    QuotesUnused = "B081", Note, "quotations that show nothing",
        "These quotations are evidence of no position and were said at no event.";
    OneOrigin = "B082", Note, "several sources, one origin",
        "All sources of these records rest on one: independent sources are counted, not citations.";
    OneSource = "B083", Note, "events that rest on one source",
        "One source alone reports these events.";
    SourcesUnused = "B084", Note, "sources that nothing rests on",
        "No record cites these sources, and no other source rests on them.";
    ActorsSilent = "B085", Note, "actors silent where all others speak",
        "Every other actor with positions has one on an issue on which these have none.";

    BadElsewhere = "B090", Error, "not the name of a record of a briefing",
        "In `library.toml` a record of a briefing is named by the briefing's `id`, a slash, and its own: `\"geneva-2025/putin\"`.";
    DeclaredTwice = "B091", Error, "a record is declared to be two",
        "Two records of `library.toml` say that they are the same as one record of a briefing. Then they would be the same themselves. Keep one of the two.";
    DeclaredNowhere = "B092", Warning, "what is declared to be the same is not there",
        "No briefing of the library has this `id`, or the briefing has no such record of this kind. The declaration is passed over.";
    ConflictingLinks = "B093", Error, "what is declared to be the same has different wikidata links",
        "Two wikidata links are two actors: a declaration does not make them one, for quotations would be put into the wrong mouth. Correct the link that is wrong, or take the record out of `same`.";
    FirstNowhere = "B094", Warning, "the briefing that opens first is not there",
        "No briefing of the library has the `id` that `first` names.";
    LibraryFaulty = "B095", Error, "what the library may share cannot be had",
        "The briefing refers to a record that it does not define. The library's own file, `library.toml`, may share it, but that file has errors, and until they are mended it shares nothing.";
    SharedClash = "B096", Error, "a shared record refers to what is another kind of record here",
        "A shared record that a briefing refers to becomes a part of it, with what it refers to in turn; there the briefing's own records go first. Here the briefing uses an `id` for another kind of record than the library. Give it another `id`.";

    ConfigSyntax = "C001", Error, "a file of the configuration is not valid TOML",
        "The text at the caret is not TOML, so what stands on that line is not used. The rest of the file is. Text stands in straight quotation marks, and every key has its `=`.";
    ConfigDuplicateKey = "C002", Error, "a key or table of the configuration is defined twice",
        "TOML allows every key once in a table. The report points at both places.";
    ConfigUnreadable = "C003", Error, "a file of the configuration cannot be read",
        "The file is there, but it is not used: it is no regular file, too large, not UTF-8, or the system refused to read it. The message says which.";
    ConfigMoreFaults = "C004", Note, "further faults of the configuration are not shown",
        "A file shows its first faults only, errors before warnings. Mend those and look again.";
    ConfigUnknownKey = "C010", Error, "unknown key in the configuration",
        "The file, or the table in it, has no key of this name. It is not used. `briefing manual config` lists the keys.";
    ConfigMisplacedKey = "C011", Error, "a key of the whole file stands inside a table",
        "In TOML a key belongs to the last `[…]` header above it. A key of the whole file, such as `theme`, has to stand above the first header.";
    ConfigWrongType = "C012", Error, "wrong type of value in the configuration",
        "The key takes another type of value; the default is used. Text stands in quotation marks, lists in square brackets, `true` and `false` stand bare.";
    ConfigEmptyValue = "C013", Error, "empty value in the configuration",
        "A value that is empty or only white space says nothing; the default is used. Leave the whole key out instead.";
    ConfigUnknownWord = "C014", Error, "unknown word in the configuration",
        "The key takes one word of a closed list; the default is used. Words are written in small letters exactly as the manual lists them.";
    ConfigTooMuch = "C015", Error, "a value of the configuration is too long",
        "Texts and lists have generous limits. A text this long is usually one that was not closed.";
    ConfigHiddenCharacter = "C016", Warning, "hidden or control character in the configuration",
        "The text holds a character that is not seen but changes what is. Such characters come in with copied text; take them out.";
    ConfigTooDeep = "C017", Error, "nested too deeply in the configuration",
        "Lists, tables in braces and names with dots lie in each other far deeper than anything in the configuration does, so the rest of the file is not used.";

    UnknownCommand = "K001", Error, "no command of this name",
        "The keymap names a command that the reader does not have, or does not have in this place. `briefing manual keys` lists the commands with their places, and `assets/keymap.toml` holds all of them with their default keys.";
    UnknownKeyName = "K002", Error, "no key of this name",
        "Keys are single characters as they are typed (`j`, `G`, `?`), names (`Enter`, `Esc`, `Tab`, `S-Tab`, `Space`, `Backspace`, `Delete`, `Insert`, `Up`, `Down`, `Left`, `Right`, `Home`, `End`, `PgUp`, `PgDn`, `F1` to `F24`), and either of them after `C-` for Control or `M-` for Alt.";
    KeyTwice = "K003", Error, "one key for two commands",
        "The keymap gives one key to two commands in places that overlap, so it could mean only one of them. The first keeps the key.";
    CommandWithoutKey = "K004", Note, "a command lost its last key",
        "The keymap gave the key of this command to another, and it has none left. It can still be given by its name. Give it another key, or an empty list to show that this is meant.";
    SameKey = "K005", Warning, "a key that a terminal cannot tell from another",
        "Terminals send the same for Control and `i` as for Tab, for Control and `m` as for Enter, for Control and `[` as for Esc. The command is never given by this name of the key; bind the other one.";
    NoWayOut = "K006", Error, "no key quits",
        "The keymap leaves neither `quit` nor `close` a key, nor `commands`, by which they could be given. They keep their default keys; where others have those, the whole keymap is not used.";

    QueryTooLong = "Q001", Error, "the query is too long",
        "A query beyond the limit is not read. Ask for less, or narrow by ticking.";
    QueryTooDeep = "Q002", Error, "the query is nested too deeply",
        "Parentheses and negations stand in each other beyond any use.";
    QueryUnpaired = "Q003", Error, "a parenthesis or quotation mark has no partner",
        "What is opened has to be closed. To look for such a mark itself, put it in quotation marks: `\"(sic)\"`, `\"\\\"\"`.";
    QueryIncomplete = "Q004", Error, "something is missing in the query",
        "`AND` and `OR` stand between two terms, `NOT` and `-` before one, parentheses and quotation marks around something.";

    QueryUnknownKey = "Q010", Error, "unknown key in a query",
        "Letters with a colon behind them are a key: `actor:`, `date:`. `briefing manual query` lists them all. A text with a colon is looked for when it stands in quotation marks.";
    QueryMissingValue = "Q011", Error, "a key without a value",
        "The value stands directly behind the colon, without a space; values with spaces stand in quotation marks: `actor:\"Steve Witkoff\"`. Between two values stands a comma.";
    QueryUnknownWord = "Q012", Error, "unknown word in a query",
        "`kind:`, `verdict:` and `stance:` take words of closed lists; `briefing manual query` gives them.";
    QueryBadDate = "Q013", Error, "not a date in a query",
        "Dates are written as in a briefing: `2025-11-20`, `2025-11`, `2025`, `2025-11-20~`; between two of them stands `..`: `date:2025-11..2025-12`, `date:..2025-10`.";
    QueryDatesUpsideDown = "Q014", Error, "days that end before they begin",
        "No day lies in such a range. Probably the two dates were swapped.";
    QueryUnknownName = "Q015", Error, "unknown name in a query",
        "An actor, issue, source or tag is called by its identifier, its name, one of its aliases, or the beginning of a word of these, without regard to case and accents. Nothing in the briefings is called so.";

    NotAColour = "T001", Error, "not a colour",
        "A colour is `\"#rrggbb\"`, a number from 0 to 255 of the terminal's palette, or a name such as `\"red\"` or `\"bright-red\"`; `\"default\"` is the terminal's own.";
    UnknownTheme = "T002", Error, "no theme of this name",
        "A theme is one that comes with the program (`default`, `dark`, `light`, `high-contrast`, `mono`) or a file of the folder `themes` beside `config.toml`, named without its `.toml`.";
    ThemeCircle = "T003", Error, "a theme that inherits from itself",
        "Following `inherits` from theme to theme comes back to where it began. The theme is used as if it inherited from the default one.";
}

impl Code {
    /// The code of the same fault in a file of the configuration.
    pub(crate) const fn of_configuration(self) -> Self {
        match self {
            Self::Syntax => Self::ConfigSyntax,
            Self::DuplicateKey => Self::ConfigDuplicateKey,
            Self::MoreFaults => Self::ConfigMoreFaults,
            Self::UnknownKey | Self::UnknownTable => Self::ConfigUnknownKey,
            Self::MisplacedKey => Self::ConfigMisplacedKey,
            Self::WrongType => Self::ConfigWrongType,
            Self::EmptyValue => Self::ConfigEmptyValue,
            Self::UnknownWord => Self::ConfigUnknownWord,
            Self::TooMuch => Self::ConfigTooMuch,
            Self::HiddenCharacter => Self::ConfigHiddenCharacter,
            Self::TooDeep => Self::ConfigTooDeep,
            other => other,
        }
    }

    /// The code of this name, in capitals or small letters.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(id))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
        for code in Code::ALL {
            assert_eq!(Code::from_id(&code.id().to_lowercase()), Some(*code));
            assert!(code.explanation().ends_with('.'), "{code}");
        }
    }
}
