//! The one table of commands: what can be done, by which keys, where.
//!
//! The keymap, the help, the hint bar and the manual are all made from it.

use super::pane::Pane;

macro_rules! commands {
    ($($group:ident { $($id:ident $name:literal [$($key:literal),*] $place:ident $hint:literal, $about:literal;)* })*) => {
        /// Something the reader can be told to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CommandId { $($(#[doc = $about] $id,)*)* }

        /// Every command, in the order of the manual.
        pub const COMMANDS: &[Command] = &[$($(Command {
            id: CommandId::$id,
            name: $name,
            keys: &[$($key),*],
            place: Place::$place,
            hint: $hint,
            about: $about,
            group: Group::$group,
        },)*)*];
    };
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Which command.
    pub id: CommandId,
    /// Its name for a keymap: stable, lower case, with hyphens.
    pub name: &'static str,
    /// The keys it has by default.
    pub keys: &'static [&'static str],
    /// Where it can be given.
    pub place: Place,
    /// A word for the hint bar; empty where it is not hinted at.
    pub hint: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// The part of the help it stands in.
    pub group: Group,
}

/// Where a command can be given. A key has at most one meaning in any one pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In every pane and overlay.
    Anywhere,
    /// In every pane.
    Panes,
    /// In a list of records.
    Lists,
    /// In the detail or a source's text.
    Reading,
    /// In the list of faults.
    Faults,
    /// In the library view.
    Library,
    /// In a view of what the records mean, and in the detail beside it.
    View,
}

impl Place {
    /// Whether it covers a pane.
    pub const fn covers(self, pane: Pane) -> bool {
        match self {
            Self::Anywhere | Self::Panes => true,
            Self::Lists => !matches!(pane, Pane::Reading),
            Self::Reading => matches!(pane, Pane::Reading),
            Self::Faults | Self::Library | Self::View => false,
        }
    }

    /// Whether it is a place of its own that holds a pane.
    pub const fn is_of(self, pane: Pane) -> bool {
        matches!(self, Self::Lists | Self::Reading) && self.covers(pane)
    }

    /// Whether something is covered by both.
    pub const fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Lists | Self::Library, Self::Reading)
            | (Self::Reading, Self::Lists | Self::Library) => false,
            (Self::View, Self::Library | Self::Lists)
            | (Self::Library | Self::Lists, Self::View) => false,
            (Self::Faults, other) | (other, Self::Faults) => {
                matches!(other, Self::Anywhere | Self::Faults)
            }
            _ => true,
        }
    }

    /// Every place, in the order of the manual.
    pub const ALL: [Self; 7] = [
        Self::Anywhere,
        Self::Panes,
        Self::Lists,
        Self::Reading,
        Self::Faults,
        Self::Library,
        Self::View,
    ];

    /// Its name in a keymap.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Panes => "panes",
            Self::Lists => "lists",
            Self::Reading => "reading",
            Self::Faults => "faults",
            Self::Library => "library",
            Self::View => "view",
        }
    }

    /// The place in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Panes => "in every pane",
            Self::Lists => "in lists",
            Self::Reading => "in the detail",
            Self::Faults => "among the faults",
            Self::Library => "in the library view",
            Self::View => "in a view",
        }
    }
}

/// A part of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Moving about.
    Moving,
    /// Panes and layout.
    Panes,
    /// Following references.
    Following,
    /// Narrowing and finding.
    Narrowing,
    /// Taking away.
    Taking,
    /// Briefings.
    Briefings,
    /// The program.
    Program,
}

impl Group {
    /// Every part, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Moving,
        Self::Panes,
        Self::Following,
        Self::Narrowing,
        Self::Taking,
        Self::Briefings,
        Self::Program,
    ];

    /// The part's heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Panes => "Panes",
            Self::Following => "Following",
            Self::Narrowing => "Filtering and finding",
            Self::Taking => "Taking away",
            Self::Briefings => "Briefings",
            Self::Program => "Program",
        }
    }
}

commands! {
    Moving {
        Down "down" ["j", "Down", "C-n"] Anywhere "", "one row or link down";
        Up "up" ["k", "Up", "C-p"] Anywhere "", "one row or link up";
        Left "left" ["h", "Left"] Panes "", "the pane to the left";
        Right "right" ["l", "Right"] Panes "", "the pane to the right";
        PageDown "page-down" ["C-f", "PgDn"] Anywhere "", "a page down";
        PageUp "page-up" ["C-b", "PgUp"] Anywhere "", "a page up";
        TextPageDown "text-page-down" ["Space"] Reading "page", "a page of text down";
        TextPageUp "text-page-up" ["b"] Reading "", "a page of text up";
        HalfDown "half-page-down" ["C-d"] Anywhere "", "half a page down";
        HalfUp "half-page-up" ["C-u"] Anywhere "", "half a page up";
        Top "top" ["g", "Home"] Anywhere "", "the first row";
        Bottom "bottom" ["G", "End"] Anywhere "", "the last row";
    }
    Panes {
        NextPane "next-pane" ["Tab"] Panes "pane", "the next pane";
        PreviousPane "previous-pane" ["S-Tab"] Panes "", "the previous pane";
        Actors "actors" ["1"] Panes "", "the pane of actors";
        Issues "issues" ["2"] Panes "", "the pane of issues";
        Quotes "quotes" ["3"] Panes "", "the pane of quotes";
        Events "events" ["4"] Panes "", "the pane of events, the dated log";
        Sources "sources" ["5"] Panes "", "the pane of sources";
        Plans "plans" ["6"] Panes "", "the pane of plans: proposals, figures, options";
        Sort "sort" [","] Lists "sort", "sort this list another way";
        Overview "overview" ["0"] Panes "", "the briefing at a glance";
        Matrix "matrix" ["m"] Panes "matrix", "who holds which position on what, as of a day";
        Figures "figures" ["i"] Panes "", "the same quantity as claimed by different actors or for different days";
        Options "options" ["x"] Panes "", "what each actor could still do, and the positions that it would serve";
        Provenance "provenance" ["w"] Panes "", "where words come from: the chain of each quotation, and independent sources";
        Proposals "proposals" ["p"] Panes "proposals", "versions of a plan beside each other: what became of each point";
        Agreement "agreement" ["a"] Panes "", "who agrees with whom on how many issues, as of a day";
        Timeline "timeline" ["t"] Panes "timeline", "what was when: events and quotations on one axis of time";
        ZoomIn "zoom-in" ["+", "="] View "closer", "look at a view more closely: by months, weeks, days";
        ZoomOut "zoom-out" ["-"] View "farther", "look at a view from farther away: by weeks, months, years";
        Earlier "earlier" ["("] View "earlier", "back to the day before on which something changed";
        Later "later" [")"] View "later", "on to the next day on which something changed";
        DayBefore "day-before" ["{"] View "", "back by a day";
        DayAfter "day-after" ["}"] View "", "on by a day";
        Zoom "zoom" ["z"] Panes "zoom", "give this pane the whole screen, or take it back";
    }
    Following {
        Open "open" ["Enter"] Anywhere "open", "read the selected record, or follow the selected link";
        Source "source" ["s"] Panes "source", "the source, at the words themselves";
        Evidence "evidence" ["e"] Panes "evidence", "the evidence: to its next link in the detail";
        References "references" ["r"] Panes "", "everything that refers to this; again: back to its record";
        Candidate "next-candidate" ["c"] Panes "candidate", "the next place where ambiguous words may stand";
        NextQuote "next-quote" ["]", ">"] Panes "next quote", "the next quotation in the same source";
        PreviousQuote "previous-quote" ["[", "<"] Panes "", "the previous quotation in the same source";
        Back "back" ["H", "Backspace", "C-o"] Panes "back", "back to where the last jump came from";
        Forward "forward" ["L"] Panes "", "forward again";
    }
    Narrowing {
        Tick "tick" ["Space"] Lists "filter", "filter by this actor, issue, source, speaker or participant, or stop";
        Matching "any-or-all" ["&"] Panes "", "records of any of the ticked actors, or only of all of them";
        People "people" ["@"] Panes "", "count a state's or body's people as the state or body, or not";
        NotVerified "not-verified" ["!"] Panes "", "only quotations whose words are not verified";
        Narrow "narrow" ["f"] Panes "narrow", "narrow by a query, as one types";
        Unsure "possibly-dated" ["M"] Panes "", "hide what only possibly lies in the days of the filter, or show it";
        Undo "undo-filter" ["u"] Panes "", "undo the last change of the filter";
        Clear "clear-filter" ["F"] Panes "clear", "clear the filter";
        Find "find" ["/"] Panes "find", "find in this pane";
        Search "search" ["S"] Panes "search", "search all briefings, as one types";
        NextMatch "next-match" ["n"] Panes "", "the next match";
        PreviousMatch "previous-match" ["N"] Panes "", "the previous match";
        SavedFilters "saved-filters" ["'"] Panes "", "the saved filters: choose one, save the one in force, delete one";
        GoToDate "go-to-date" ["T"] Panes "", "go to a date among the quotes, events or sources, or on the timeline";
    }
    Taking {
        Copy "copy" ["y"] Panes "", "copy the words with their citation";
        CopyWords "copy-words" ["Y"] Panes "", "copy the words alone";
        CopyLink "copy-link" ["U"] Panes "", "copy the link to the source, at the words where they are known";
        Browse "browser" ["o"] Panes "", "open the source in the browser, at the words where they are known";
        Edit "edit" ["v"] Panes "", "open the briefing in $VISUAL or $EDITOR, at this record";
        WriteOut "write-out" ["W"] Panes "", "copy what the filter shows, or write it to a file: text, Markdown, JSON";
    }
    Briefings {
        Briefings "briefings" ["B"] Panes "library", "the library: every briefing in a list, or back from it";
        Group "group" ["."] Library "group", "put the briefings under headings: by month, by tag, not at all";
        Across "across" ["A"] Panes "all briefings", "the records of all briefings together, or of this one alone again";
        NextBriefing "next-briefing" ["J"] Panes "", "the next briefing";
        PreviousBriefing "previous-briefing" ["K"] Panes "", "the previous briefing";
        Faults "faults" ["D"] Panes "", "what is wrong with the files";
        EditFault "edit-fault" ["v"] Faults "edit", "open the editor at this fault";
        Explain "explain" ["x"] Faults "explain", "what the code of this fault means, and what to do about it";
        Reload "reload" ["R"] Panes "", "read the files again";
    }
    Program {
        Palette "commands" [":"] Anywhere "commands", "every command by name: type to find one, Enter runs it";
        Help "help" ["?", "F1"] Anywhere "help", "the keys of this place, all others, and what the signs mean";
        Peel "peel" ["Esc"] Anywhere "", "drop what is passing: prompt, overlay, zoom, highlight";
        Close "close" ["q"] Anywhere "quit", "close what you opened; quit when nothing is open";
        Quit "quit" ["Q", "C-c"] Anywhere "", "quit";
        Suspend "suspend" ["C-z"] Anywhere "", "back to the shell; fg returns";
        Mouse "mouse" ["F2"] Anywhere "", "take the mouse for the reader, or leave it to the terminal for selecting";
        Theme "theme" [] Panes "", "choose what the reader looks like, seeing it at once";
        Redraw "redraw" ["C-l"] Anywhere "", "draw the screen anew";
    }
}

impl CommandId {
    /// The command's row in the table.
    pub fn row(self) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.id == self)
    }
}
