//! The real program: exit codes, forms of the report, folders, pipes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/cli.rs"]
mod cli;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use cli::home::Home;
use cli::{PROGRAM, briefing, code, stdout};
use serde_json::Value;

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
const GOOD: &str = "format = 1\ntitle = \"Good\"\nas_of = \"2025-12-02\"\n";
const WARNED: &str = "format = 1\ntitle = \"Hidden\u{200b}\"\nas_of = \"2025-12-02\"\n";
const WRONG: &str = "format = 1\ntitle = \"Wrong\"\nas_of = \"2025-12-02\"\ncolour = \"red\"\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_exit_code_says_how_a_check_ended() {
    let files = [
        ("good.toml", GOOD),
        ("warned.toml", WARNED),
        ("wrong.toml", WRONG),
    ];
    let folder = folder(&files);
    let ends = |arguments: &[&str]| code(folder.path(), arguments);
    assert_eq!(ends(&["check", "good.toml"]), Some(0));
    assert_eq!(ends(&["check", "warned.toml"]), Some(0));
    assert_eq!(
        ends(&["check", "--deny", "warnings", "warned.toml"]),
        Some(1)
    );
    assert_eq!(ends(&["check", "wrong.toml"]), Some(1));
    assert_eq!(ends(&["check", "."]), Some(1));
    assert_eq!(ends(&["check", "none.toml"]), Some(2));
    assert_eq!(ends(&["check"]), Some(2));
    assert_eq!(ends(&["explain", "B999"]), Some(2));
}

#[test]
fn what_cannot_be_read_does_not_hide_the_rest() {
    let folder = folder(&[("wrong.toml", WRONG)]);
    let output = briefing(folder.path(), &["check", "none.toml", "wrong.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("B010"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("none.toml"));
}

#[test]
fn a_good_file_is_said_to_be_good() {
    let folder = folder(&[("good.toml", GOOD)]);
    let output = briefing(folder.path(), &["check", "good.toml"]);
    assert_eq!(stdout(&output), "1 file checked: no faults\n");
    assert!(output.stderr.is_empty());
}

#[test]
fn a_folder_is_searched_but_not_its_hidden_corners() {
    let folder = folder(&[
        ("a/good.toml", GOOD),
        ("a/b/wrong.toml", WRONG),
        (".hidden/wrong.toml", WRONG),
        ("library.toml", "title = \"no briefing\"\n"),
        ("notes.md", "no briefing"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", folder.path().join("a/loop")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("a/broken.toml")).unwrap();
    let output = briefing(folder.path(), &["check", ".", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["files"], 3, "{report}");
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 1);
    let empty = tempfile::tempdir().unwrap();
    let output = briefing(empty.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no briefing found"));
}

#[test]
fn json_has_exactly_these_keys() {
    let folder = folder(&[("wrong.toml", WRONG)]);
    let output = briefing(folder.path(), &["check", "--format=json", "wrong.toml"]);
    let expected = "{\"files\":1,\"diagnostics\":[{\"code\":\"B010\",\"severity\":\"error\",\
        \"message\":\"the briefing has no key `colour`\",\"help\":\"the keys of the briefing are \
        format, id, title, as_of, bottom_line, language, authors, tags, revision\",\
        \"file\":\"wrong.toml\",\"line\":4,\"column\":1,\"end_line\":4,\"end_column\":7}],\
        \"quotes\":[]}\n";
    assert_eq!(stdout(&output), expected);
}

#[test]
fn markdown_has_every_record_with_its_citation() {
    let text = "format = 1\ntitle = \"The *ferry*\"\nas_of = \"2025-06-02\"\n\
        [[actors]]\nid = \"a\"\nname = \"Åse\"\nkind = \"person\"\n\
        [[quotes]]\nid = \"q\"\nspeaker = \"a\"\ntext = \"1. it [sic] floats\"\nsource = \"s\"\n\
        [[events]]\nid = \"e\"\nwhen = \"2025-06-01\"\ntitle = \"A test\"\ncites = [\"s\"]\n\
        [[sources]]\nid = \"s\"\ntitle = \"S\"\nkind = \"post\"\nurl = \"https://e.org/a_b\"\n";
    let folder = folder(&[("ferry.toml", text)]);
    let sections = ["--section=overview", "--section=quotes", "--section=events"];
    let arguments = ["show", "ferry.toml", "--format=markdown"];
    let output = briefing(folder.path(), &[arguments, sections].concat());
    let expected = "# The \\*ferry\\*\n\nAs of 2 June 2025.\n\n\
        ## Quotes (1)\n\n\
        > “1. it \\[sic\\] floats” \\[not verified: unchecked\\]\\\n\
        > — Åse\\\n\
        > “S”. <https://e.org/a_b>\n\n\
        ## Events (1)\n\n\
        - 1 June 2025: A test. \\[confirmed\\]\\\n  \
        “S”. <https://e.org/a_b>\n";
    assert_eq!(stdout(&output), expected);
}

#[test]
fn stored_texts_of_a_single_file_stay_in_its_folder_or_its_library() {
    let briefing_text = format!(
        "{GOOD}[[sources]]\nid = \"s\"\ntitle = \"S\"\nkind = \"post\"\ntext_file = \"../texts/s.md\"\n"
    );
    let files = [
        ("a/one.toml", briefing_text.as_str()),
        ("texts/s.md", "Words.\n"),
    ];
    let folder = folder(&files);
    let report = briefing(folder.path(), &["check", "a/one.toml"]);
    assert!(stdout(&report).contains("B042"));
    assert_eq!(code(folder.path(), &["check", "."]), Some(0));
    fs::write(folder.path().join("library.toml"), "").unwrap();
    assert_eq!(code(folder.path(), &["check", "a/one.toml"]), Some(0));
}

#[test]
fn a_report_that_is_not_for_a_terminal_has_no_colours() {
    let output = briefing(Path::new(TESTS), &["check", "diagnostics"]);
    assert!(!output.stdout.contains(&0x1b));
    assert!(
        stdout(&output)
            .lines()
            .last()
            .unwrap()
            .starts_with("error: ")
    );
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let home = Home::new();
    let mut child = home
        .command(PROGRAM)
        .args(["check", "diagnostics"])
        .current_dir(TESTS)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut complaint = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut complaint).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(complaint, "");
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

#[test]
fn pages_and_explanations_are_printed() {
    let here = Path::new(TESTS);
    let page = stdout(&briefing(here, &["manual", "format"]));
    assert!(page.starts_with("# The briefing file\n"));
    let page = stdout(&briefing(here, &["manual", "diagnostics"]));
    assert!(page.contains("## B012: "));
    let schema: Value = serde_json::from_str(&stdout(&briefing(here, &["schema"]))).unwrap();
    assert_eq!(schema["properties"]["format"]["const"], 1);
    let text = stdout(&briefing(here, &["explain", "b012"]));
    assert!(text.starts_with("error[B012]: a key of the whole file stands inside a table\n"));
    assert!(text.lines().all(|line| line.chars().count() <= 80));
}

#[cfg(unix)]
#[test]
fn a_hostile_file_name_stays_harmless() {
    let folder = folder(&[("a\u{1b}]0;x\u{7}\u{202e}.toml", WRONG)]);
    let output = briefing(folder.path(), &["check", "."]);
    let report = stdout(&output);
    assert!(
        !report.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{report:?}"
    );
    let output = briefing(folder.path(), &["check", "none\u{1b}[31m"]);
    assert!(!output.stderr.contains(&0x1b));
}

/// What a check prints on a terminal.
fn on_a_terminal(no_color: Option<&str>) -> String {
    let pty = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .unwrap();
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_briefing"));
    command.args(["check", "diagnostics/B016-empty.toml"]);
    command.cwd(TESTS);
    let home = Home::new();
    for (name, path) in home.variables() {
        command.env(name, path);
    }
    command.env_remove("NO_COLOR");
    if let Some(value) = no_color {
        command.env("NO_COLOR", value);
    }
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut output = Vec::new();
    // The end of a terminal is an error to some systems, after all of the output was read.
    let _ = pty
        .master
        .try_clone_reader()
        .unwrap()
        .read_to_end(&mut output);
    child.wait().unwrap();
    String::from_utf8(output).unwrap()
}

#[test]
fn colours_are_for_terminals_and_for_who_wants_them() {
    assert!(on_a_terminal(None).contains("\u{1b}["));
    assert!(on_a_terminal(Some("")).contains("\u{1b}["));
    assert!(!on_a_terminal(Some("1")).contains('\u{1b}'));
}

const QUOTED: &str = "format = 1\ntitle = \"Port\"\nas_of = \"2025-06-12\"\n\n[[actors]]\nid = \"mayor\"\nname = \"Ada\"\nkind = \"person\"\n\n# The quotation.\n[[quotes]]\nid = \"q\"\nspeaker = \"mayor\"\ntext = \"not one crane before the vote\"   # her words\nsource = \"s\"\n\n[[sources]]\nid = \"s\"\ntitle = \"Port\"\nkind = \"article\"\ntext = \"She said: “Not now, not one crane before the vote,” and left.\"\n";

#[test]
fn a_quotation_is_reported_with_its_verdict_and_offsets_in_code_points() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.toml"), QUOTED).unwrap();
    let output = Home::new()
        .command(PROGRAM)
        .args(["check", "a.toml", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let quote = &report["quotes"][0];
    assert_eq!(quote["id"], "q");
    assert_eq!(quote["source"], "s");
    assert_eq!(quote["verdict"], "verbatim");
    assert_eq!(quote["mode"], "direct");
    assert_eq!(quote["text_kind"], "full");
    assert_eq!(
        quote["pieces"],
        serde_json::json!([{ "start": 20, "end": 49 }])
    );
    assert_eq!(quote["nearest"], serde_json::Value::Null);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_altered_quotation_fails_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let altered = QUOTED.replace(
        "not one crane before the vote\"",
        "not two cranes before the vote\"",
    );
    std::fs::write(folder.path().join("a.toml"), altered).unwrap();
    for format in ["human", "json", "sarif", "github"] {
        let output = Home::new()
            .command(PROGRAM)
            .args(["check", "a.toml", "--format", format])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert!(
            String::from_utf8(output.stdout).unwrap().contains("B070"),
            "{format}"
        );
    }
}

#[test]
fn anchoring_puts_in_two_lines_and_changes_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    std::fs::write(&path, QUOTED).unwrap();
    let run = |args: &[&str]| {
        let output = Home::new()
            .command(PROGRAM)
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let diff = run(&["anchor", "a.toml", "--dry-run"]);
    assert!(diff.contains("+prefix = \"She said: “Not now,\""), "{diff}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), QUOTED);
    run(&["anchor", "a.toml"]);
    let anchored = std::fs::read_to_string(&path).unwrap();
    let kept: Vec<_> = anchored
        .lines()
        .filter(|line| !line.starts_with("prefix") && !line.starts_with("suffix"))
        .collect();
    assert_eq!(kept, QUOTED.lines().collect::<Vec<_>>());
    assert_eq!(anchored.lines().count(), QUOTED.lines().count() + 2);
    // What is anchored stays as it is.
    run(&["anchor", "a.toml"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), anchored);
}

#[test]
fn the_configuration_in_force_is_printed_with_where_each_value_comes_from() {
    let home = Home::new();
    let config = |arguments: &[&str]| {
        let output = home
            .command(PROGRAM)
            .arg("config")
            .args(arguments)
            .output()
            .unwrap();
        let shown = stdout(&output).replace(home.path().to_str().unwrap(), "HOME");
        (output.status.code(), shown)
    };
    let (ended, plain) = config(&[]);
    assert_eq!(ended, Some(0));
    assert!(plain.contains("HOME/config/briefing"), "{plain}");
    let set: Vec<_> = plain
        .lines()
        .filter(|line| line.contains(" = ") && !line.ends_with("# default"))
        .collect();
    assert!(set.is_empty(), "{plain}");
    assert!(!home.config().exists(), "looking makes no folder");

    home.configure(
        "config.toml",
        "mouse = true\npaths = [\"~/a\"]\nclipboard.command = [\"wl-copy\", \"-n\"]\n",
    );
    let (ended, set) = config(&[]);
    assert_eq!(ended, Some(0));
    let line = |start: &str| {
        let found = set.lines().find(|line| line.starts_with(start)).unwrap();
        found.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("mouse"), "mouse = true # config.toml:1");
    assert_eq!(line("paths"), "paths = [\"HOME/a\"] # config.toml:2");
    assert_eq!(
        line("clipboard"),
        "clipboard.command = [\"wl-copy\", \"-n\"] # config.toml:3"
    );
    assert_eq!(line("session"), "session = true # default");
    // What is printed could be written.
    home.configure("config.toml", &set);
    assert_eq!(config(&[]).0, Some(0), "{set}");

    let elsewhere = home.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("config.toml"), "mouse = maybe\n").unwrap();
    let (ended, other) = config(&["--config", elsewhere.to_str().unwrap()]);
    assert_eq!(ended, Some(1));
    assert!(other.contains("HOME/elsewhere"), "{other}");
    assert_eq!(config(&["--config", "nowhere"]).0, Some(2));
}

#[test]
fn a_theme_of_ones_own_is_known_by_its_name() {
    let home = Home::new();
    home.configure("themes/paper.toml", "inherits = \"light\"\n");
    home.configure("config.toml", "theme = \"paper\"\n");
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = home.command(PROGRAM);
        command.args(arguments).envs(variables.iter().copied());
        command.current_dir(home.path()).output().unwrap()
    };
    let set = stdout(&run(&["config"], &[("NO_COLOR", "1")]));
    assert!(set.contains("the theme paper (config.toml:1)"), "{set}");
    assert!(set.contains("mono, paper"), "{set}");
    let output = run(&["--theme", "papr"], &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("did you mean \"paper\"?"), "{said}");

    home.configure(
        "config.toml",
        "[theme]\ndark = \"mono\"\nlight = \"paper\"\n",
    );
    let theme = |variables: &[(&str, &str)]| {
        let set = stdout(&run(&["config"], variables));
        let (_, rest) = set.split_once("the theme ").unwrap();
        rest.split(' ').next().unwrap().to_owned()
    };
    assert_eq!(theme(&[("COLORFGBG", "15;0")]), "mono");
    assert_eq!(theme(&[("COLORFGBG", "0;default;15")]), "paper");
    assert_eq!(theme(&[("COLORFGBG", "0;default")]), "default");

    home.configure("config.toml", "");
    assert_eq!(theme(&[("NO_COLOR", "1")]), "mono");
    assert_eq!(theme(&[]), "default");
}

#[test]
fn the_version_says_what_the_program_was_built_from() {
    let folder = folder(&[]);
    let short = briefing(folder.path(), &["-V"]);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(stdout(&short), format!("briefing {version}\n"));
    let long = stdout(&briefing(folder.path(), &["--version"]));
    assert!(long.starts_with(&stdout(&short)), "{long}");
    let names: Vec<_> = long
        .lines()
        .skip(1)
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(names, ["commit", "target", "profile", "compiler"], "{long}");
    assert!(long.contains("rustc "), "{long}");
}

#[test]
fn a_log_is_written_to_the_end_of_a_file_or_refused() {
    let folder = folder(&[("good.toml", GOOD), ("log", "before\n")]);
    let output = briefing(folder.path(), &["--log", "log", "good.toml"]);
    assert_eq!(output.status.code(), Some(0));
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.starts_with("before\n"), "{log}");
    assert!(log.contains(env!("CARGO_PKG_VERSION")), "{log}");
    let output = briefing(folder.path(), &["--log", "no/folder/log", "good.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("cannot write the log to no/folder/log"),
        "{error}"
    );
}

const HARBOUR: &str = "format = 1\ntitle = \"The harbour\"\nas_of = \"2025-06-12\"\n\n[[actors]]\nid = \"mayor\"\nname = \"Ada Lindqvist\"\nkind = \"person\"\n\n[[quotes]]\nid = \"q\"\nspeaker = \"mayor\"\ntext = \"not one crané before the vote\"\nsaid = \"2025-06-10\"\n\n[[events]]\nid = \"e\"\nwhen = \"2025-05\"\ntitle = \"Cranes arrive\"\n";
const BRIDGE: &str = "format = 1\ntitle = \"The bridge\"\nas_of = \"2024-06-12\"\n\n[[events]]\nid = \"e\"\nwhen = \"2024-05-02\"\ntitle = \"Vote on the bridge\"\nsummary = \"A crane stands idle.\"\n";

/// What a search of two briefings prints, with what it warns of and how it ends.
fn searched(arguments: &[&str]) -> String {
    let folder = folder(&[
        ("desk/a/harbour.toml", HARBOUR),
        ("desk/bridge.toml", BRIDGE),
    ]);
    let output = briefing(folder.path(), &[&["search"], arguments].concat());
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    format!(
        "{}{errors}exit {}",
        stdout(&output),
        output.status.code().unwrap()
    )
}

#[test]
fn a_search_prints_the_best_first_by_briefing() {
    assert_eq!(
        searched(&["crane", "desk"]),
        "desk/a/harbour.toml  The harbour\n\
         16: event · May 2025 · Cranes arrive\n\
         10: quote · 10 Jun 2025 · Ada Lindqvist · not one crané before the vote\n\
         \n\
         desk/bridge.toml  The bridge\n\
         5: event · 2 May 2024 · Vote on the bridge · A crane stands idle.\n\
         \n\
         1 quote, 2 events\nexit 0"
    );
    assert_eq!(
        searched(&["crane vote date:2024", "desk"]),
        "desk/bridge.toml  The bridge\n\
         5: event · 2 May 2024 · Vote on the bridge\n\
         \n\
         1 event\nexit 0"
    );
    assert_eq!(
        searched(&["--limit", "1", "crane", "desk"]),
        "desk/a/harbour.toml  The harbour\n\
         16: event · May 2025 · Cranes arrive\n\
         \n\
         1 quote, 2 events; the best 1 are shown (--limit)\nexit 0"
    );
}

#[test]
fn a_search_finds_what_stands_in_the_text_of_a_source() {
    let briefing_file = "format = 1\ntitle = \"The quay\"\nas_of = \"2025-06-12\"\n\n[[sources]]\nid = \"paper\"\ntitle = \"The paper\"\nkind = \"article\"\ntext_file = \"texts/paper.md\"\n";
    let text = "First words.\n\nThe pontoon was moored there.\n";
    let folder = folder(&[
        ("desk/quay.toml", briefing_file),
        ("desk/texts/paper.md", text),
    ]);
    let searched = |form| {
        let arguments = ["search", "--format", form, "pontoon", "desk"];
        stdout(&briefing(folder.path(), &arguments))
    };
    assert_eq!(
        searched("human"),
        "desk/quay.toml  The quay\n\
         5: source · The paper · The pontoon was moored there. · desk/texts/paper.md:3\n\
         \n\
         1 source\n"
    );
    assert_eq!(
        searched("editor"),
        "desk/texts/paper.md:3:5: source · The paper · The pontoon was moored there.\n"
    );
    let json: serde_json::Value = serde_json::from_str(&searched("json")).unwrap();
    let record = &json["records"][0];
    assert_eq!(record["file"], "desk/quay.toml");
    assert_eq!(record["field"], "text");
    assert_eq!(record["text_file"], "desk/texts/paper.md");
    assert_eq!(record["text_line"], 3);
    assert_eq!(record["text_column"], 5);
}

#[test]
fn a_search_that_finds_nothing_says_what_is_similar() {
    assert_eq!(
        searched(&["lindqvits", "desk"]),
        "desk/a/harbour.toml  The harbour\n\
         5: actor · ≈ · Ada Lindqvist\n\
         \n\
         nothing found; ≈ is called something similar\nexit 1"
    );
    assert_eq!(searched(&["zeppelin", "desk"]), "nothing found\nexit 1");
    assert_eq!(
        searched(&["--format=editor", "lindqvits", "desk"]),
        "exit 1"
    );
    assert_eq!(
        searched(&["harbour", "desk"]),
        "desk/a/harbour.toml  The harbour\n\nfound in titles alone\nexit 0"
    );
}

#[test]
fn editors_are_led_to_the_line_of_a_record() {
    assert_eq!(
        searched(&["--format", "editor", "crane", "desk"]),
        "desk/a/harbour.toml:16:1: event · May 2025 · Cranes arrive\n\
         desk/a/harbour.toml:10:1: quote · 10 Jun 2025 · Ada Lindqvist · not one crané before the vote\n\
         desk/bridge.toml:5:1: event · 2 May 2024 · Vote on the bridge · A crane stands idle.\nexit 0"
    );
}

#[test]
fn a_search_as_json_has_exactly_these_keys() {
    assert_eq!(
        searched(&["--format=json", "crane kind:quote", "desk"]),
        "{\"query\":\"crane kind:quote\",\"found\":1,\"uncertain\":0,\"counts\":{\"actor\":0,\
         \"issue\":0,\"position\":0,\"quote\":1,\"event\":0,\"proposal\":0,\"point\":0,\
         \"figure\":0,\"option\":0,\"source\":0},\"briefings\":[],\"records\":[{\
         \"file\":\"desk/a/harbour.toml\",\"line\":10,\"column\":1,\"kind\":\"quote\",\"id\":\"q\",\
         \"how\":\"words\",\"certain\":true,\"date\":\"10 Jun 2025\",\"who\":\"Ada Lindqvist\",\
         \"shown\":\"not one crané before the vote\",\"field\":\"main\",\
         \"text_file\":null,\"text_line\":null,\"text_column\":null,\
         \"text\":\"not one crané before the vote\",\"marks\":[[8,13]]}]}\nexit 0"
    );
}

#[test]
fn a_query_with_a_fault_is_shown_with_its_place() {
    let told = searched(&["crane actor:adda", "desk"]);
    for part in ["Q015", "crane actor:adda", "^^^^", "exit 2"] {
        assert!(told.contains(part), "{told}");
    }
    assert!(searched(&["crane (", "desk"]).ends_with("exit 2"));
    assert!(searched(&["", "desk"]).ends_with("exit 2"));
    assert!(searched(&["crane", "none.toml"]).ends_with("exit 2"));
}
