//! The reader without a terminal: keys as people write them go in, screens come out.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use briefing::library::discover::{Input, nothing_in};
use briefing::library::shelf::{Again, Request, Shelf};
use briefing::library::verify::Cache;
use briefing::library::{Library, Verification, load};
use briefing::model::{RecordId, RecordKind};
use briefing::report::{GlyphSet, Target};
use briefing::text::width::width;
use briefing::tui::action::{Action, Effect};
use briefing::tui::catalogue::Scene;
use briefing::tui::command::CommandId;
use briefing::tui::keymap::{Keymap, meaning};
use briefing::tui::keys::Key;
use briefing::tui::mouse::{Gesture, Mouse};
use briefing::tui::opening::{Checked, Opened};
use briefing::tui::pane::{Pane, Step};
use briefing::tui::search::{self, Question};
use briefing::tui::seek::Looking;
use briefing::tui::sight::Making;
use briefing::tui::state::{State, Subject};
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::update::{self, update};
use briefing::tui::views;

use super::cells;

/// A screen of 80 columns and 24 lines.
pub(crate) const USUAL: Size = Size::new(80, 24);

/// A reader, and what it has asked of the world.
#[derive(Debug)]
pub(crate) struct Reader {
    /// What it knows.
    pub(crate) state: State,
    /// What it asked for beside reading files, the first first.
    pub(crate) effects: Vec<Effect>,
    theme: ThemeName,
    input: Option<Input>,
    holds: Holds,
}

/// How a reader holds its library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Every briefing is open.
    #[default]
    Everything,
    /// As of a library that is too large for that: a briefing is read when it is opened.
    Columns,
}

impl Reader {
    /// A reader that has opened something.
    pub(crate) fn open(input: Input, size: Size) -> Self {
        Self::holding(Holds::Everything, input, size)
    }

    /// The same, holding its library in a way.
    pub(crate) fn holding(holds: Holds, input: Input, size: Size) -> Self {
        let mut reader = Self::loading(size);
        reader.input = Some(input);
        reader.holds = holds;
        if let Some(loading) = reader.state.loading {
            reader.answer(loading.request);
        }
        reader
    }

    /// The same in the briefing that comes first, where it has begun with the library.
    pub(crate) fn in_a_briefing(mut self) -> Self {
        self.state.scene = Scene::Briefing;
        self.act(Action::Resized(self.state.size));
        self
    }

    /// A reader of the briefings that come with the program.
    pub(crate) fn bundled(size: Size) -> Self {
        Self::open(Input::Bundled, size)
    }

    /// A reader of a file or folder, by its path from the package's root: a path that is the same
    /// everywhere, since it is shown.
    pub(crate) fn path(path: &Path, size: Size) -> Self {
        Self::open(Input::Path(path.to_owned()), size)
    }

    /// A reader whose files are still being read.
    pub(crate) fn loading(size: Size) -> Self {
        let keymap = Keymap::defaults().expect("the table of commands names keys that there are");
        let mut reader = Self {
            state: State::new(Size::ZERO, GlyphSet::Unicode, keymap),
            effects: Vec::new(),
            theme: ThemeName::Default,
            input: None,
            holds: Holds::default(),
        };
        update::load(&mut reader.state);
        reader.act(Action::Resized(size));
        reader
    }

    /// The same reader in another theme.
    pub(crate) fn with_theme(mut self, theme: ThemeName) -> Self {
        self.theme = theme;
        self
    }

    /// The same reader with other signs.
    pub(crate) fn with_glyphs(mut self, glyphs: GlyphSet) -> Self {
        self.state.glyphs = glyphs;
        // What is laid out already has the old signs in it.
        self.state.generation += 1;
        self.act(Action::Resized(self.state.size));
        self
    }

    /// Types keys: words with spaces between them, each typed as it stands; `<Enter>`, `<C-d>`,
    /// `<Space>` are single keys, `<lt>` is a less-than sign, `<resize:40x12>` changes the size,
    /// `<paste:text>` pastes. `<click:12,3>` clicks on column 12 of line 3, `<click:word>` on the first
    /// place where a word stands; `<wheel-down:…>` and `<wheel-up:…>` turn the wheel there, and
    /// `<drag:12,3-20,3>` pulls from one place to another.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            let mut rest = word;
            while let Some(c) = rest.chars().next() {
                let named = rest
                    .strip_prefix('<')
                    .and_then(|inside| inside.split_once('>'));
                if let Some((name, after)) = named.filter(|(name, _)| !name.is_empty()) {
                    self.named(name);
                    rest = after;
                } else {
                    self.key(c.to_string().parse().expect("every character is a key"));
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        self
    }

    fn named(&mut self, name: &str) {
        match name.split_once(':') {
            Some(("resize", size)) => self.act(Action::Resized(size_of(size))),
            Some(("paste", text)) => self.act(Action::Pasted(text.to_owned())),
            Some(("click", place)) => self.click(self.place_of(place)),
            Some(("wheel-down", place)) => {
                self.mouse(Gesture::Wheel(Step::Forward), self.place_of(place));
            }
            Some(("wheel-up", place)) => {
                self.mouse(Gesture::Wheel(Step::Back), self.place_of(place));
            }
            Some(("drag", places)) => {
                let (from, to) = places.split_once('-').expect("two places");
                let [from, to] = [from, to].map(|place| self.place_of(place));
                self.mouse(Gesture::Press, from);
                self.mouse(Gesture::Drag, to);
                self.mouse(Gesture::Release, to);
            }
            _ if name == "lt" => self.key("<".parse().expect("a key")),
            _ => self.key(name.parse().unwrap_or_else(|error| panic!("{error}"))),
        }
    }

    /// A cell as people write it, `12,3` counted from 1; or that of the first place where a word
    /// stands.
    fn place_of(&self, text: &str) -> Position {
        let numbers = text.split_once(',').and_then(|(column, line)| {
            let number = |text: &str| text.parse::<u16>().ok()?.checked_sub(1);
            Some(Position::new(number(column)?, number(line)?))
        });
        let found = || {
            let lines = self.lines().into_iter().enumerate();
            let mut places = lines.filter_map(|(y, line)| {
                let before = &line[..line.find(text)?];
                Some(Position::new(width(before) as u16, y as u16))
            });
            places.next()
        };
        let place = numbers.or_else(found);
        place.unwrap_or_else(|| panic!("{text:?} is not seen:\n{}", self.screen()))
    }

    /// The button goes down and up on a cell.
    pub(crate) fn click(&mut self, at: Position) {
        self.mouse(Gesture::Press, at);
        self.mouse(Gesture::Release, at);
    }

    /// The mouse does something on a cell.
    pub(crate) fn mouse(&mut self, gesture: Gesture, at: Position) {
        self.act(Action::Mouse(Mouse { at, gesture }));
    }

    /// A key means what the prompt or the keymap makes of it.
    pub(crate) fn key(&mut self, key: Key) {
        let action = meaning(&self.state, key);
        self.act(action);
    }

    /// Applies an action, and answers at once where files are to be read.
    pub(crate) fn act(&mut self, action: Action) {
        for effect in update(&mut self.state, action) {
            match effect {
                Effect::Load(request) => self.answer(request),
                Effect::Verify(generation) => self.verify(generation),
                Effect::Search(request, question) => self.find_out(request, &question),
                Effect::StopSearch | Effect::StopMaking => {}
                Effect::Make(number) => {
                    let making = Making::of(&self.state).expect("a view is to be made");
                    let made = making.make(&|| false).expect("nobody stops it");
                    self.act(Action::Made(number, made));
                }
                Effect::Open(at, _) => self.open_briefing(at),
                Effect::Find(number) => {
                    let looking = Looking::of(&self.state).expect("something is looked for");
                    let hits = looking.hits(&|| false).expect("nobody stops it");
                    self.act(Action::Found(number, hits));
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Checks every briefing, as the reader does in another thread.
    fn verify(&mut self, generation: u64) {
        let library = Arc::clone(&self.state.library);
        for (at, entry) in library.entries().iter().enumerate() {
            if entry.content.is_none() {
                let read = load::open(entry);
                let content = read.as_ref().and_then(|entry| entry.content.as_ref());
                let Some(content) = content else { continue };
                let verification = Verification::of(content, &Cache::default());
                let checked = Checked {
                    at,
                    standings: Arc::clone(verification.standings()),
                    diagnostics: read.as_ref().unwrap().diagnostics.clone(),
                };
                self.act(Action::Checked(generation, vec![checked]));
            } else if let Some(content) = &entry.content {
                let verification = Arc::new(Verification::of(content, &Cache::default()));
                self.act(Action::Verified {
                    generation,
                    at,
                    verification,
                });
            }
        }
    }

    /// Finds out what is asked of the whole library, as the reader does in another thread.
    fn find_out(&mut self, request: u64, question: &Question) {
        let library = Arc::clone(&self.state.library);
        let verdicts = question.verdicts(&self.state.verdicts);
        let mut answers = Vec::new();
        search::find_out(question, (&library, &verdicts), &|| false, &mut |answer| {
            answers.push(answer);
        });
        for answer in answers {
            self.act(Action::of_answer(request, answer));
        }
    }

    /// Reads a briefing that is not open, as the reader does in another thread.
    fn open_briefing(&mut self, at: usize) {
        let entry = self.state.library.entry(at).unwrap();
        let opened = Opened::of((entry, load::open(entry)), &Cache::default());
        self.act(Action::Opened(Box::new(opened)));
    }

    fn answer(&mut self, request: u64) {
        let Some(input) = &self.input else { return };
        let read = match self.holds {
            Holds::Everything => read(input),
            Holds::Columns => read_columns(input),
        };
        let action = Action::of_load(request, read, &Cache::default());
        self.act(action);
    }

    /// Goes to a record by its identifier and opens it, by keys alone: in its list, or along the
    /// links of the overview; a position along the links of its issue.
    pub(crate) fn go_to(&mut self, slug: &str) -> &mut Self {
        let briefing = Arc::clone(self.state.briefing().expect("a briefing is open"));
        let record = briefing.record(slug);
        let record = record.unwrap_or_else(|| panic!("there is no record {slug:?}"));
        let id = record.id();
        if let Some(pane) = Pane::of_kind(id.kind) {
            self.act(Action::Command(pane.command().expect("a list has one")));
            self.act(Action::Command(CommandId::Top));
            let row = |reader: &Self| {
                reader
                    .state
                    .list(pane)
                    .and_then(|list| list.selected.clone())
            };
            self.step_until(|reader| row(reader).is_some_and(|key| key.id == id));
        } else if let briefing::model::Record::Position(position) = record {
            self.go_to(position.issue.as_str());
            self.select_link(&Target::Record(id));
        } else if let briefing::model::Record::Point(proposal, _) = record {
            self.go_to(proposal.id.as_str());
            self.select_link(&Target::Record(id));
        } else {
            self.press("0 g");
            self.select_link(&Target::Record(id));
        }
        self.press("<Enter>")
    }

    /// Goes to a record and opens its source at the words.
    pub(crate) fn go_to_passage(&mut self, slug: &str) -> &mut Self {
        self.go_to(slug).press("s")
    }

    /// Goes down in the detail until a link is selected.
    pub(crate) fn select_link(&mut self, target: &Target) -> &mut Self {
        self.step_until(|reader| reader.link().is_some_and(|link| link == target))
    }

    /// Where the selected link leads.
    pub(crate) fn link(&self) -> Option<&Target> {
        let reading = &self.state.reading;
        Some(&reading.laid.links.get(reading.link?)?.target)
    }

    fn step_until(&mut self, there: impl Fn(&Self) -> bool) -> &mut Self {
        for _ in 0..5000 {
            if there(self) {
                return self;
            }
            self.act(Action::Command(CommandId::Down));
        }
        panic!("going down does not lead there:\n{}", self.screen());
    }

    /// The record that the detail shows.
    pub(crate) fn shown(&self) -> Option<(RecordKind, &str)> {
        match &self.state.reading.subject {
            Subject::Record(RecordId { kind, slug }) => Some((*kind, slug.as_str())),
            _ => None,
        }
    }

    /// The screen as cells.
    pub(crate) fn buffer(&self) -> Buffer {
        let Size { width, height } = self.state.size;
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        views::draw(&self.state, &Theme::new(self.theme), &mut buf);
        buf
    }

    /// Where the terminal's cursor stands.
    pub(crate) fn cursor(&self) -> Option<Position> {
        views::cursor(&self.state)
    }

    /// The screen as lines of text.
    pub(crate) fn lines(&self) -> Vec<String> {
        cells::lines(&self.buffer())
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.lines().join("\n")
    }

    /// The screen as text, then where the cursor stands, then the styles of each line.
    pub(crate) fn styled(&self) -> String {
        format!("{}\n{}", self.screen(), self.styles())
    }

    /// Where the cursor stands, and the styles of each line.
    pub(crate) fn styles(&self) -> String {
        let cursor = self.cursor().map_or("no cursor".to_owned(), |at| {
            format!("cursor at line {}, column {}", at.y + 1, at.x + 1)
        });
        let rule = "─".repeat(8);
        let styles = cells::styles(&self.buffer()).join("\n");
        format!("{rule} {cursor}\n{styles}")
    }
}

/// A size as people write it: `80x24`.
pub(crate) fn size_of(text: &str) -> Size {
    let size = text
        .split_once('x')
        .and_then(|(width, height)| Some(Size::new(width.parse().ok()?, height.parse().ok()?)));
    size.unwrap_or_else(|| panic!("{text:?} is no size such as 80x24"))
}

/// Reads files; the bundled ones once, as they never change.
fn read_columns(input: &Input) -> (Arc<Library>, Vec<String>) {
    let request = Request {
        inputs: std::slice::from_ref(input),
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let outcome = Shelf::keeping_open(0).read(&request, &mut |_| {});
    let contents = outcome.library.entries().iter();
    assert!(contents.filter(|entry| entry.content.is_some()).count() == 0);
    (Arc::new(outcome.library), outcome.problems)
}

fn read(input: &Input) -> (Arc<Library>, Vec<String>) {
    static BUNDLED: OnceLock<Arc<Library>> = OnceLock::new();
    if *input == Input::Bundled {
        let library = BUNDLED.get_or_init(|| Arc::new(load::load(&[Input::Bundled]).0));
        return (Arc::clone(library), Vec::new());
    }
    let (library, unusable) = load::load(std::slice::from_ref(input));
    let mut problems: Vec<_> = unusable.iter().map(ToString::to_string).collect();
    if library.entries().is_empty() && problems.is_empty() {
        problems.push(nothing_in(std::slice::from_ref(input)));
    }
    (Arc::new(library), problems)
}
