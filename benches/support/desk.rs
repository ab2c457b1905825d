//! A desk's library of briefings on disk, of any size, the same at every run: who said what over
//! years, with the stored texts that the quotations stand in.
//!
//! Words are drawn from a vocabulary of [`VOCABULARY`] by Zipf's law, so that a search meets words
//! that stand in every second record and words that stand in one.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many different words there are.
pub(crate) const VOCABULARY: usize = 240_000;

/// Which version of what is written here: what stands on disk from an earlier one is not read.
const VERSION: usize = 2;

/// Actors and issues that the briefings share.
const ACTORS: usize = 4_000;
const ISSUES: usize = 600;

/// Of how many records a part of a file is made: who, what about, what was said, what happened,
/// where from, in the shares that the bundled briefings have.
const PART: Shares = Shares {
    actors: 9,
    issues: 5,
    positions: 12,
    quotes: 34,
    events: 30,
    points: 3,
    figures: 2,
    sources: 4,
};

struct Shares {
    actors: usize,
    issues: usize,
    positions: usize,
    quotes: usize,
    events: usize,
    points: usize,
    figures: usize,
    sources: usize,
}

/// How many records a part has: those above, and the proposal that the points are of.
pub(crate) const RECORDS_A_PART: usize = 9 + 5 + 12 + 34 + 30 + 3 + 2 + 4 + 1;

/// The size of a library.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk {
    /// How many briefings.
    pub(crate) briefings: usize,
    /// How many parts of [`RECORDS_A_PART`] records each briefing has.
    pub(crate) parts: usize,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Written {
    /// Briefing files.
    pub(crate) briefings: usize,
    /// Records in them.
    pub(crate) records: usize,
    /// Bytes of the briefing files.
    pub(crate) toml: u64,
    /// Bytes of the stored texts.
    pub(crate) texts: u64,
}

impl Desk {
    /// From a thousand records to a million; then the same million in few large files.
    pub(crate) const SIZES: [Self; 5] = [
        Self::new(10, 1),
        Self::new(100, 1),
        Self::new(1_000, 1),
        Self::new(10_000, 1),
        Self::new(20, 500),
    ];

    const fn new(briefings: usize, parts: usize) -> Self {
        Self { briefings, parts }
    }

    /// How many records it has.
    pub(crate) const fn records(self) -> usize {
        self.briefings * self.parts * RECORDS_A_PART
    }

    /// Writes the library into a folder below another, unless it stands there already.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn write_below(self, folder: &Path) -> io::Result<(PathBuf, Written)> {
        let name = format!("desk-{VERSION}-{}x{}", self.briefings, self.parts);
        let root = folder.join(name);
        let done = root.join("written");
        if let Ok(text) = fs::read_to_string(&done)
            && let Some(written) = Written::parse(&text)
        {
            return Ok((root, written));
        }
        let _ = fs::remove_dir_all(&root);
        let words = Words::new();
        let mut written = Written::default();
        for at in 0..self.briefings {
            let folder = root.join(format!("{:03}", at / 100));
            if at % 100 == 0 {
                fs::create_dir_all(folder.join("texts"))?;
            }
            let mut writer = Writer::new(&words, at as u64);
            let stem = format!("b{at:05}");
            let mut text = writer.head(&stem);
            for part in 0..self.parts {
                let article = writer.part(&mut text, (&stem, part));
                fs::write(folder.join(format!("texts/{stem}-{part}.md")), &article)?;
                written.texts += article.len() as u64;
                written.records += RECORDS_A_PART;
            }
            fs::write(folder.join(format!("{stem}.toml")), &text)?;
            written.toml += text.len() as u64;
            written.briefings += 1;
        }
        fs::write(done, written.to_string())?;
        Ok((root, written))
    }
}

impl Written {
    fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self {
            briefings: next()? as usize,
            records: next()? as usize,
            toml: next()?,
            texts: next()?,
        })
    }
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            briefings,
            records,
            toml,
            texts,
        } = self;
        write!(f, "{briefings} {records} {toml} {texts}")
    }
}

/// Numbers that look thrown, and are the same every time: `SplitMix64`.
pub(crate) struct Dice(u64);

impl Dice {
    /// A die that throws the same numbers for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below an end.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A rank below an end by Zipf's law: the share of each falls with its rank.
    pub(crate) fn rank(&mut self, end: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = ((end as f64 + 1.0).ln() * unit).exp() - 1.0;
        (rank as usize).min(end - 1)
    }
}

/// The vocabulary: the commonest words short, no two alike.
pub(crate) struct Words(Vec<String>);

impl Words {
    /// Makes the words, always the same.
    pub(crate) fn new() -> Self {
        const ONSETS: [&str; 20] = [
            "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "sh",
            "gr", "h", "z", "br",
        ];
        const RIMES: [&str; 20] = [
            "a", "e", "i", "o", "u", "an", "er", "on", "is", "ol", "é", "ar", "en", "ut", "al",
            "or", "im", "ess", "ü", "ent",
        ];
        let syllable = |n: usize| format!("{}{}", ONSETS[n % 20], RIMES[n / 20 % 20]);
        let word = |n: usize| match n {
            0..400 => syllable(n * 7 % 400),
            400..160_400 => {
                let n = (n - 400) * 7_919 % 160_000;
                syllable(n % 400) + &syllable(n / 400)
            }
            _ => {
                let n = n - 160_400;
                syllable(n * 13 % 400) + &syllable(n / 400) + "k" + &syllable(n / 7 % 400)
            }
        };
        Self((0..VOCABULARY).map(word).collect())
    }

    /// The word of a rank.
    pub(crate) fn get(&self, rank: usize) -> &str {
        &self.0[rank % VOCABULARY]
    }

    /// Some words after each other, as in running text.
    fn phrase(&self, dice: &mut Dice, count: usize) -> String {
        let mut phrase = String::with_capacity(count * 7);
        for n in 0..count {
            if n > 0 {
                phrase.push(' ');
            }
            phrase.push_str(self.get(dice.rank(VOCABULARY)));
        }
        phrase
    }

    /// The same, with a capital at its start.
    fn sentence(&self, dice: &mut Dice, count: usize) -> String {
        capital(&self.phrase(dice, count))
    }

    /// A name of two words that an actor has in every briefing.
    fn name(&self, actor: usize) -> String {
        let mut dice = Dice::new(actor as u64 + 77);
        let mut word = || capital(self.get(2_000 + dice.below(100_000)));
        format!("{} {}", word(), word())
    }

    /// The title and the question that an issue has in every briefing.
    fn matter(&self, issue: usize) -> (String, String) {
        let mut dice = Dice::new(issue as u64 + 1_000_077);
        let title = self.sentence(&mut dice, 3);
        (title, format!("Should {}?", self.phrase(&mut dice, 8)))
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// Writes one briefing.
struct Writer<'a> {
    words: &'a Words,
    dice: Dice,
    /// The first actor and issue of this briefing among those that all share.
    day: usize,
}

impl<'a> Writer<'a> {
    fn new(words: &'a Words, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let day = dice.below(3_650);
        Self { words, dice, day }
    }

    fn date(&mut self) -> String {
        let day = self.day.saturating_sub(self.dice.below(60));
        let (year, day) = (2016 + day / 365, day % 365);
        let (month, day) = (day / 31 + 1, day % 28 + 1);
        match self.dice.below(10) {
            0 => format!("{year}-{month:02}"),
            1 => format!("{year}-{month:02}-{day:02}~"),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    }

    fn head(&mut self, stem: &str) -> String {
        let title = self.words.sentence(&mut self.dice, 7);
        let line = self.words.sentence(&mut self.dice, 20);
        let tag = self.words.get(self.dice.rank(300)).to_owned();
        let (year, day) = (2016 + self.day / 365, self.day % 365);
        let (month, day) = (day / 31 + 1, day % 28 + 1);
        format!(
            "format = 1\nid = \"{stem}\"\ntitle = \"{title}\"\nas_of = \"{year}-{month:02}-{day:02}\"\n\
             bottom_line = \"{line}.\"\nlanguage = \"en\"\ntags = [\"{tag}\"]\n\n"
        )
    }

    /// Writes a part; returns the text that its quotations stand in.
    fn part(&mut self, out: &mut String, (stem, part): (&str, usize)) -> String {
        let base = self.dice.below(ACTORS);
        let who: Vec<usize> = (0..PART.actors)
            .map(|n| match n {
                0..4 => self.dice.rank(ACTORS),
                _ => (base + n * 37) % ACTORS,
            })
            .collect();
        let mut actors: Vec<(usize, String)> = Vec::new();
        for actor in who {
            let mut actor = actor;
            while actors.iter().any(|(one, _)| *one == actor) {
                actor = (actor + 1) % ACTORS;
            }
            actors.push((actor, format!("a{actor}-{part}")));
        }
        for (actor, id) in &actors {
            let name = self.words.name(*actor);
            let about = self.words.sentence(&mut self.dice, 16);
            let _ = write!(
                out,
                "[[actors]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"person\"\n\
                 description = \"{about}.\"\nlinks = {{ wikidata = \"Q{}\" }}\n\n",
                actor + 1
            );
        }
        let first = self.dice.rank(ISSUES);
        let mut issues = Vec::with_capacity(PART.issues);
        for n in 0..PART.issues {
            let issue = (first + n * 11) % ISSUES;
            let id = format!("i{issue}-{part}");
            let (title, question) = self.words.matter(issue);
            let _ = write!(
                out,
                "[[issues]]\nid = \"{id}\"\ntitle = \"{title}\"\n\
                 question = \"{question}\"\n\n"
            );
            issues.push(id);
        }
        let mut article = String::new();
        for n in 0..PART.quotes {
            self.quote(out, &mut article, (&actors, &issues), (part, n));
        }
        for n in 0..PART.events {
            let (when, title) = (self.date(), self.words.sentence(&mut self.dice, 8));
            let summary = self.words.sentence(&mut self.dice, 34);
            let (one, other) = (self.one(&actors), self.one(&actors));
            let issue = self.dice.below(issues.len());
            let also = if one == other {
                String::new()
            } else {
                format!(", \"{}\"", actors[other].1)
            };
            let _ = write!(
                out,
                "[[events]]\nid = \"e{part}-{n}\"\nwhen = \"{when}\"\ntitle = \"{title}\"\n\
                 summary = \"{summary}.\"\nkind = \"statement\"\nactors = [\"{}\"{also}]\n\
                 issues = [\"{}\"]\ncites = [\"s{part}-{}\"]\n\n",
                actors[one].1,
                issues[issue],
                n % PART.sources
            );
        }
        for n in 0..PART.positions {
            let (actor, issue) = (n % actors.len(), n % issues.len());
            let stance = ["support", "oppose", "conditional", "neutral"][self.dice.below(4)];
            let summary = self.words.sentence(&mut self.dice, 22);
            let _ = write!(
                out,
                "[[positions]]\nid = \"p{part}-{n}\"\nissue = \"{}\"\nactor = \"{}\"\nstance = \"{stance}\"\n\
                 summary = \"{summary}.\"\nconditions = \"none\"\nevidence = [\"q{part}-{}\"]\n\n",
                issues[issue],
                actors[actor].1,
                self.dice.below(PART.quotes)
            );
        }
        self.plans(out, (&actors, &issues), part);
        for n in 0..PART.sources {
            let title = self.words.sentence(&mut self.dice, 6);
            let date = self.date();
            let text = if n == 0 {
                format!("text_file = \"texts/{stem}-{part}.md\"\ntext_kind = \"full\"\n")
            } else {
                String::new()
            };
            let _ = write!(
                out,
                "[[sources]]\nid = \"s{part}-{n}\"\ntitle = \"{title}\"\nkind = \"article\"\n\
                 date = \"{date}\"\nurl = \"https://example.org/{stem}/{part}/{n}\"\n{text}\
                 reliability = \"B\"\ncredibility = 2\n\n"
            );
        }
        article
    }

    /// Most is said and done by few.
    fn one(&mut self, actors: &[(usize, String)]) -> usize {
        self.dice.rank(actors.len())
    }

    fn quote(
        &mut self,
        out: &mut String,
        article: &mut String,
        (actors, issues): (&[(usize, String)], &[String]),
        (part, n): (usize, usize),
    ) {
        let long = 12 + self.dice.below(34);
        let words = self.words.sentence(&mut self.dice, long);
        let before = self.words.sentence(&mut self.dice, 14);
        let after = self.words.phrase(&mut self.dice, 10);
        // One in fifty does not stand in its text as it is quoted.
        let stands = if self.dice.below(50) == 0 {
            words.replacen(' ', " not ", 1)
        } else {
            words.clone()
        };
        let _ = write!(article, "{before}. “{stands},” {after}.\n\n");
        let (speaker, issue) = (self.one(actors), self.dice.below(issues.len()));
        let said = self.date();
        let _ = write!(
            out,
            "[[quotes]]\nid = \"q{part}-{n}\"\nspeaker = \"{}\"\ntext = \"{words}\"\nsaid = \"{said}\"\n\
             source = \"s{part}-0\"\nissues = [\"{}\"]\ncue = \"said\"\n\n",
            actors[speaker].1, issues[issue]
        );
    }

    fn plans(
        &mut self,
        out: &mut String,
        (actors, issues): (&[(usize, String)], &[String]),
        part: usize,
    ) {
        let title = self.words.sentence(&mut self.dice, 4);
        let date = self.date();
        let _ = write!(
            out,
            "[[proposals]]\nid = \"plan-{part}\"\ntitle = \"{title}\"\ndate = \"{date}\"\nby = \"{}\"\n\n",
            actors[0].1
        );
        for n in 0..PART.points {
            let text = self.words.sentence(&mut self.dice, 12);
            let _ = write!(
                out,
                "[[proposals.points]]\nid = \"plan-{part}-{n}\"\nnumber = \"{}\"\ntext = \"{text}.\"\n\
                 issues = [\"{}\"]\n\n",
                n + 1,
                issues[n % issues.len()]
            );
        }
        for (n, (_, claimant)) in actors.iter().enumerate().take(PART.figures) {
            let label = self.words.sentence(&mut self.dice, 4);
            let value = self.dice.below(1_000_000);
            let _ = write!(
                out,
                "[[figures]]\nid = \"f{part}-{n}\"\nlabel = \"{label}\"\nquantity = \"q{n}\"\nvalue = {value}\n\
                 unit = \"people\"\nclaimed_by = \"{claimant}\"\ncites = [\"s{part}-0\"]\n\n"
            );
        }
    }
}
