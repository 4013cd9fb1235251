//! `signet update` from files: what is put in place, and that it is all or nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use super::*;
use crate::cli::{Mode, generate_folders};

const OLD: &str = "openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, tags: [Pets], responses: { '204': { description: Done } } }
    delete: { operationId: deletePets, tags: [Pets], responses: { '204': { description: Done } } }
  /toys:
    get: { operationId: listToys, tags: [Toys], responses: { '204': { description: Done } } }
";
const SETTINGS: &str = "# Ours.
crate = \"pets\"
output = \"../../generated/pets\"

[[document]]
path = \"openapi.yaml\" # kept
source = \"../../upstream/openapi.yaml\"
";

struct Root(tempfile::TempDir);

fn options() -> Options {
    Options {
        dry_run: false,
        offline: false,
        allow_shrink: false,
        fail_on: None,
        summary: Some(PathBuf::from("summary.md")),
        output_env: Some(PathBuf::from("env")),
        cache: None,
        time: Duration::from_mins(1),
    }
}

impl Root {
    fn new() -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        root.write("spec/pets/signet.toml", SETTINGS);
        root.write("upstream/openapi.yaml", OLD);
        root
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    /// All files of the spec folder and of the crate.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.path().join("spec"), self.0.path().join("generated")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        files
    }

    fn update(&self, change: impl FnOnce(&mut Options)) -> (Outcome, String, String) {
        self.update_until(STEPS.len(), change)
    }

    /// Stops after so many steps.
    fn update_until(&self, steps: usize, change: impl FnOnce(&mut Options)) -> (Outcome, String, String) {
        let mut options = options();
        change(&mut options);
        let _ = fs::remove_file(self.0.path().join("env"));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console::new(&mut out, &mut err);
        let outcome = run_until(self.0.path(), None, &options, &STEPS[..steps], &mut console);
        drop(console);
        (outcome, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    fn generate(&self, check: bool) -> (bool, String) {
        let mut err = Vec::new();
        let mode = Mode { check, ..Mode::default() };
        let done = generate_folders(self.0.path(), &[], &mode, &mut Console::new(std::io::sink(), &mut err));
        (done.is_ok(), String::from_utf8(err).unwrap())
    }
}

#[test]
fn the_first_update_fetches_what_is_not_there() {
    let root = Root::new();
    let (outcome, out, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Passed, ""));
    assert!(out.contains("spec/pets: first documents; "), "{out}");
    assert_eq!(root.read("spec/pets/openapi.yaml"), OLD);
    let digest = crate::digest::sha256(OLD.as_bytes());
    assert_eq!(root.read("spec/pets/signet.toml"), format!("{SETTINGS}sha256 = \"{digest}\"\n"));
    assert_eq!(root.read("env"), "changed=true\nverdict=none\nversion=0.1.0\n");
    assert_eq!(root.generate(true), (true, String::new()));
}

#[test]
fn the_same_input_changes_nothing() {
    let root = Root::new();
    root.update(|_| ());
    let (before, summary) = (root.files(), root.read("summary.md"));
    let times = |root: &Root| -> Vec<_> {
        root.files().keys().map(|path| fs::metadata(path).unwrap().modified().unwrap()).collect()
    };
    let written = times(&root);
    let (outcome, out, err) = root.update(|_| ());
    assert_eq!(
        (outcome, out.as_str(), err.as_str()),
        (Outcome::Passed, "spec/pets: no changes; everything up to date\n", "")
    );
    assert_eq!((root.files() == before, times(&root)), (true, written));
    assert_eq!(root.read("env"), "changed=false\nverdict=none\nversion=0.1.0\n");
    assert!(summary.starts_with("# Update of `spec/pets`\n\n**none**: first documents\n"), "{summary}");
    assert!(root.read("summary.md").contains("No file changes."));
}

#[test]
fn changes_are_put_in_place_and_reported() {
    let root = Root::new();
    root.update(|_| ());
    let breaking =
        OLD.replace("  /toys:\n    get: { operationId: listToys", "  /games:\n    put: { operationId: putGames");
    root.write("upstream/openapi.yaml", &breaking);
    let before = root.files();
    let (outcome, out, _) = root.update(|options| (options.dry_run, options.fail_on) = (true, Some(FailOn::Any)));
    assert_eq!(outcome, Outcome::Found);
    assert!(out.contains("nothing written with `--dry-run`"), "{out}");
    assert!(root.files() == before);
    assert_eq!(root.read("env"), "changed=true\nverdict=breaking\nversion=0.1.0\n");

    let (outcome, out, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Passed, ""));
    assert!(out.contains("breaking: "), "{out}");
    assert_eq!(root.read("spec/pets/openapi.yaml"), breaking);
    assert_eq!(root.generate(true), (true, String::new()));
    let summary = root.read("summary.md");
    let (worst, rest) = summary.split_once("<details>").unwrap();
    assert!(worst.contains("| operations | 3 → 3 |") && worst.contains("\n## breaking (1)\n"), "{summary}");
    assert!(rest.contains("<summary>compatible (1)</summary>") && rest.ends_with("</details>\n"), "{summary}");
}

#[test]
fn a_summary_is_short_and_whole() {
    let root = Root::new();
    let mut large = OLD.to_owned();
    for number in 0..400 {
        writeln!(large, "  /{number}: {{ get: {{ responses: {{ '204': {{ description: '<b>' }} }} }} }}").unwrap();
    }
    root.update(|_| ());
    root.write("upstream/openapi.yaml", &large);
    root.update(|_| ());
    let summary = root.read("summary.md");
    assert!(summary.len() <= 60_000 && summary.len() > 50_000, "{}", summary.len());
    assert!(summary.contains("<summary>compatible (400)</summary>"));
    assert!(summary.contains(" more: `signet diff` lists all\n\n</details>\n"));
}

#[test]
fn documents_that_shrink_are_refused() {
    let root = Root::new();
    root.update(|_| ());
    let before = root.files();
    let small = OLD.split_once("    delete:").unwrap().0;
    root.write("upstream/openapi.yaml", small);
    let (outcome, _, err) = root.update(|_| ());
    let message = "`spec/pets` was not updated: of 3 operations, 1 would be left; `--allow-shrink` accepts it";
    assert_eq!((outcome, err), (Outcome::Failed, format!("error: {message}\n")));
    assert!(root.read("summary.md").starts_with("# Not updated\n\n"));
    assert!(root.files() == before && !root.0.path().join("env").exists());
    assert_eq!(root.update(|options| options.allow_shrink = true).0, Outcome::Passed);
    assert!(root.read("spec/pets/openapi.yaml") == small);
}

#[test]
fn what_cannot_be_updated_stays() {
    let root = Root::new();
    root.update(|_| ());
    let before = root.files();
    for (text, message) in [
        ("openapi: [", "the new documents cannot be generated"),
        ("", "it is empty"),
        ("<!doctype html>", "it is HTML"),
    ] {
        root.write("upstream/openapi.yaml", text);
        let (outcome, _, err) = root.update(|_| ());
        assert_eq!(outcome, Outcome::Failed);
        assert!(err.contains(message), "{err}");
        assert!(root.files() == before, "{text}");
    }
    // A generated file that was edited is found before anything is written.
    root.write("upstream/openapi.yaml", &OLD.replace("listToys", "allToys"));
    root.write("generated/pets/src/lib.rs", "edited");
    let before = root.files();
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!(outcome, Outcome::Failed);
    assert!(err.contains("were edited by hand"), "{err}");
    assert!(root.files() == before);
}

#[test]
fn a_crash_leaves_all_of_it_or_nothing() {
    let whole = Root::new();
    whole.update(|_| ());
    let new = OLD.replace("listToys", "allToys").replace("  /toys:", "  /games:");
    whole.write("upstream/openapi.yaml", &new);
    whole.update(|_| ());
    let relative = |root: &Root| -> BTreeMap<_, _> {
        let strip = |path: PathBuf| path.strip_prefix(root.0.path()).unwrap().to_owned();
        root.files().into_iter().map(|(path, bytes)| (strip(path), bytes)).collect()
    };
    for steps in 0..=STEPS.len() {
        let root = Root::new();
        root.update(|_| ());
        let before = relative(&root);
        root.write("upstream/openapi.yaml", &new);
        root.update_until(steps, |_| ());
        if steps == 0 {
            assert!(relative(&root) == before);
        } else if steps < STEPS.len() {
            // Nothing is generated from a mixture of files.
            let (done, err) = root.generate(false);
            assert!(!done && err.contains("`signet update spec/pets` completes it"), "{err}");
            let (outcome, _, err) = root.update(|options| options.dry_run = true);
            assert_eq!(outcome, Outcome::Failed, "{err}");
            assert!(err.contains("the update of `spec/pets` is decided, but not in place"), "{err}");
            assert!(root.read("summary.md").starts_with("# Update not complete\n\n"));
            root.write("page.md", &format!("```yaml get /pets\n{OLD}```\n"));
            let import = crate::import::import(root.0.path(), Path::new("page.md"), Path::new("spec/pets"), None);
            assert!(import.unwrap_err().to_string().contains("was interrupted"));
        }
        // Completed even if there is nothing to fetch any more.
        root.write("upstream/openapi.yaml", if steps == 0 { &new } else { "gone" });
        let is_resumed = (1..STEPS.len()).contains(&steps);
        let (outcome, out, err) = root.update(|options| options.fail_on = Some(FailOn::Breaking));
        assert_eq!(err.contains("completing an update"), is_resumed, "{steps}: {err}");
        if steps == 0 || is_resumed {
            // The changes are reported by the run that completes the update.
            assert_eq!(outcome, Outcome::Found, "{steps}: {err}");
            assert!(
                out.contains("breaking: ") && root.read("summary.md").contains("\n## breaking ("),
                "{steps}: {out}"
            );
            assert_eq!(root.read("env"), "changed=true\nverdict=breaking\nversion=0.1.0\n");
        }
        assert!(relative(&root) == relative(&whole), "after {steps} steps");
    }
}

#[cfg(unix)]
#[test]
fn a_failure_after_the_decision_says_that_the_next_run_completes() {
    let root = Root::new();
    root.update(|_| ());
    root.write("upstream/openapi.yaml", &OLD.replace("/toys", "/games"));
    // The first step is done, and the next one cannot write a document.
    root.update_until(1, |_| ());
    fs::remove_file(root.0.path().join("spec/pets/openapi.yaml")).unwrap();
    fs::create_dir(root.0.path().join("spec/pets/openapi.yaml")).unwrap();
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!(outcome, Outcome::Failed);
    assert!(err.contains("error: the update of `spec/pets` is decided, but not in place: cannot "), "{err}");
    assert!(err.contains("\n  the next `signet update spec/pets` completes it\n"), "{err}");
    fs::remove_dir(root.0.path().join("spec/pets/openapi.yaml")).unwrap();
    assert_eq!(root.update(|_| ()).0, Outcome::Passed);
    assert!(root.read("summary.md").contains("\n## breaking ("));
    assert_eq!(root.generate(true), (true, String::new()));
}

#[test]
fn sources_are_checked() {
    let root = Root::new();
    for (from, to, message) in [
        ("../../upstream/openapi.yaml", "http://example.com/a.yaml", "`http://` is allowed for this machine only"),
        ("../../upstream/openapi.yaml", "https://me:secret@example.com", "must not contain credentials"),
        ("../../upstream/openapi.yaml", "/etc/passwd", "is not a relative path"),
        ("path = \"openapi.yaml\"", "path = \"../openapi.yaml\"", "is outside of the folder; move it there"),
        (
            "../../upstream/openapi.yaml\"",
            "https://localhost\"\nheaders = { A = \"Bearer 1\" }",
            "the name of an environment",
        ),
        (
            "../../upstream/openapi.yaml\"",
            "../../upstream/openapi.yaml\"\nlinks = \"https://localhost/*.md\"",
            "`links` of the document `openapi.yaml` need a URL as `source`",
        ),
        ("../../upstream/openapi.yaml\"", "https://localhost/llms.txt\"\nlinks = \"*.md\"", "expected a URL with `*`"),
        (
            "../../upstream/openapi.yaml\"",
            "../../upstream/openapi.yaml\"\nheaders = { A = \"B\" }",
            "`headers` of the document `openapi.yaml` need a URL as `source`",
        ),
        (
            "../../upstream/openapi.yaml\"",
            "https://localhost\"\nheaders = { \"a b\" = \"A\" }",
            "invalid name of a header",
        ),
    ] {
        root.write("spec/pets/signet.toml", &SETTINGS.replace(from, to));
        let (outcome, _, err) = root.update(|_| ());
        assert_eq!(outcome, Outcome::Failed);
        assert!(err.contains(message) && !err.contains("Bearer"), "{err}");
    }
    root.write("spec/pets/signet.toml", &SETTINGS.replace("../../upstream/openapi.yaml", "https://localhost/a.yaml"));
    let (outcome, _, err) = root.update(|options| options.offline = true);
    assert_eq!(outcome, Outcome::Failed);
    assert!(err.contains("`spec/pets/openapi.yaml` does not exist and is not fetched with `--offline`"), "{err}");
    root.write("spec/pets/openapi.yaml", OLD);
    assert_eq!(root.update(|options| options.offline = true).0, Outcome::Passed);
    assert_eq!(root.generate(true), (true, String::new()));
}

#[test]
fn documents_are_cut_out_of_pages() {
    let root = Root::new();
    root.write("spec/pets/signet.toml", &SETTINGS.replace("openapi.yaml\"\n", "page.md?raw\"\n").replace("?raw", ""));
    root.write("upstream/page.md", &format!("# Pets\n\n````yaml get /pets\n{OLD}````\n"));
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Passed, ""));
    assert_eq!(root.read("spec/pets/openapi.yaml"), OLD);
    assert!(root.read("spec/pets/signet.toml").contains("page_sha256 = "));
    root.write("upstream/page.md", "# Pets\n");
    let (_, _, err) = root.update(|_| ());
    assert!(err.contains("the page contains no OpenAPI document"), "{err}");
}

#[test]
fn a_folder_is_found_or_named() {
    let root = Root::new();
    root.write("spec/toys/signet.toml", SETTINGS);
    assert!(root.update(|_| ()).2.contains("name one of `spec/pets`, `spec/toys`"));
    fs::remove_dir_all(root.0.path().join("spec")).unwrap();
    assert!(root.update(|_| ()).2.contains("no folder in `spec`"));
}

#[test]
fn an_overlay_that_lost_its_target_names_the_change_that_took_it() {
    let root = Root::new();
    let overlay = |target: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{ title: Ours, version: '1' }}\nactions:\n  - target: {target}\n    update: {{ summary: Ours }}\n"
        )
    };
    root.write("spec/pets/signet.toml", &SETTINGS.replace("\n\n", "\noverlays = [\"overlay.yaml\"]\n\n"));
    root.write("spec/pets/overlay.yaml", &overlay("$.paths['/toys'].get"));
    assert_eq!(root.update(|_| ()).0, Outcome::Passed);
    let before = root.files();
    let moved = OLD.replace("/toys:", "/games:").replace("listToys", "listGames");
    root.write("upstream/openapi.yaml", &moved);
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!(outcome, Outcome::Failed);
    assert!(err.contains("error[E0204]"), "{err}");
    let report = "the targets of overlay actions match nothing in the new documents:
  spec/pets/overlay.yaml:4:13: `$.paths['/toys'].get`
    matched spec/pets/openapi.yaml:8:5
    changed: GET /toys: an operation was removed (operation-removed)
  change or remove the actions, and run the command again";
    assert!(err.contains(report), "{err}");
    let summary = root.read("summary.md");
    assert!(summary.contains("changed: GET /toys: an operation was removed (operation-removed)"), "{summary}");
    assert!(root.files() == before);

    root.write("spec/pets/overlay.yaml", &overlay("$.paths.*.get"));
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Passed, ""));
}

impl Root {
    fn git(&self, arguments: &[&str]) {
        let own = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "tag.gpgsign=false",
        ];
        let output = std::process::Command::new("git").current_dir(self.0.path()).args(own).args(arguments).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// Publishes what is on disk.
    fn release(&self, tag: &str) {
        if !self.0.path().join(".git").exists() {
            self.git(&["init", "-q"]);
        }
        self.git(&["add", "."]);
        self.git(&["commit", "-qm", "Release"]);
        self.git(&["tag", tag]);
    }

    fn set(&self, lines: &str) {
        let settings = self.read("spec/pets/signet.toml");
        let rest = settings.split_once("output").unwrap().1;
        self.write("spec/pets/signet.toml", &format!("crate = \"pets\"\n{lines}output{rest}"));
    }

    fn upstream(&self, from: &str, to: &str) {
        self.write("upstream/openapi.yaml", &OLD.replace(from, to));
    }

    fn version(&self) -> String {
        let manifest = self.read("generated/pets/Cargo.toml");
        let line = manifest.lines().find_map(|line| line.strip_prefix("version = ")).unwrap().to_owned();
        line.trim_matches('"').to_owned()
    }
}

#[test]
fn versions_count_from_the_release_and_not_from_the_last_update() {
    let root = Root::new();
    root.set("version = \"auto\"\n");
    root.update(|_| ());
    assert_eq!(root.version(), "0.1.0");
    root.release("v0.1.0");
    root.set("version = \"auto\"\nreleased = \"v0.1.0\"\n");
    let add =
        "  /games:\n    get: { operationId: listGames, tags: [Toys], responses: { '204': { description: Done } } }\n";
    let mut before = BTreeMap::new();
    for (new, version) in [
        (OLD.to_owned(), "0.1.0"),
        (OLD.replace("listToys,", "listToys, summary: Lists toys,"), "0.1.1"),
        (OLD.to_owned() + add, "0.1.1"),
        (OLD.replace("/toys", "/games").replace("listToys", "listGames"), "0.2.0"),
        (OLD.replace("/toys", "/plays").replace("listToys", "listPlays"), "0.2.0"),
        (OLD.to_owned(), "0.1.0"),
        (OLD.to_owned() + add, "0.1.1"),
    ] {
        root.write("upstream/openapi.yaml", &new);
        let (outcome, _, err) = root.update(|_| ());
        assert_eq!((outcome, err.contains("error")), (Outcome::Passed, false), "{err}");
        assert_eq!(root.version(), version, "{new}");
        assert!(root.read("env").ends_with(&format!("version={version}\n")));
        assert_eq!(root.generate(true), (true, String::new()));
        before = root.files();
        root.update(|_| ());
        assert!(root.files() == before, "{new}");
    }
    let changelog = root.read("generated/pets/CHANGELOG.md");
    let block = "# Changelog\n\n<!-- signet: changes since 0.1.0; what is written before the end is lost -->\n## 0.1.1\n\n\
                 ### Compatible\n\n- `GET /games`: an operation was added\n\n<!-- signet: end -->\n";
    assert_eq!(changelog, block);

    // After the next release, its block is history.
    root.release("v0.1.1");
    root.set("version = \"auto\"\nreleased = \"v0.1.1\"\n");
    root.update(|_| ());
    assert!(root.files().len() == before.len() && root.version() == "0.1.1");
    root.write("generated/pets/CHANGELOG.md", &changelog.replace("# Changelog\n", "# Ours\n\nOur text.\n"));
    root.write("upstream/openapi.yaml", OLD);
    root.update(|_| ());
    assert_eq!(root.version(), "0.2.0");
    let changelog = root.read("generated/pets/CHANGELOG.md");
    assert!(changelog.starts_with("# Ours\n\nOur text.\n\n<!-- signet: changes since 0.1.1;"), "{changelog}");
    assert!(changelog.ends_with(block.strip_prefix("# Changelog\n").unwrap()), "{changelog}");
}

#[test]
fn reports_that_cannot_be_written_are_found_first() {
    let root = Root::new();
    for path in ["upstream", "none/report"] {
        let path = PathBuf::from(path);
        let change: [&dyn Fn(&mut Options); 2] =
            [&|options| options.summary = Some(path.clone()), &|options| options.output_env = Some(path.clone())];
        for change in change {
            let (outcome, out, err) = root.update(|options| change(options));
            assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
            assert!(err.starts_with("error: nothing was updated: cannot write `"), "{err}");
            assert!(!root.0.path().join("generated").exists());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_fails_does_not_hide_the_update() {
    let root = Root::new();
    let (outcome, out, err) = root.update(|options| options.summary = Some(PathBuf::from("/dev/full")));
    assert_eq!(outcome, Outcome::Failed);
    assert!(out.contains("spec/pets: first documents; "), "{out}");
    assert!(err.contains("`spec/pets` is up to date, but a report is missing: cannot write `/dev/full`"), "{err}");
    // The other report is written.
    assert_eq!(root.read("env"), "changed=true\nverdict=none\nversion=0.1.0\n");
    assert_eq!(root.generate(true), (true, String::new()));
}

#[test]
fn a_release_is_found_from_any_folder() {
    let root = Root::new();
    root.set("version = \"auto\"\n");
    root.update(|_| ());
    root.release("v0.1.0");
    root.set("version = \"auto\"\nreleased = \"v0.1.0\"\n");
    root.upstream("/toys", "/games");
    let top = root.0.path().to_owned();
    let whole = top.join("spec/pets");
    for (start, folder) in [
        (top.clone(), Path::new("spec/pets")),
        (top.join("spec"), Path::new("pets")),
        (top.join("spec/pets"), Path::new(".")),
        (top.join("upstream"), Path::new("../spec/pets")),
        (top.join("upstream"), whole.as_path()),
    ] {
        let options = Options { dry_run: true, ..options() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = run(&start, Some(folder), &options, &mut Console::new(&mut out, &mut err));
        assert_eq!((outcome, String::from_utf8(err).unwrap().as_str()), (Outcome::Passed, ""), "{}", folder.display());
        assert!(fs::read_to_string(start.join("env")).unwrap().ends_with("version=0.1.1\n"), "{}", folder.display());
        fs::remove_file(start.join("env")).unwrap();
        fs::remove_file(start.join("summary.md")).unwrap();
    }
}

#[test]
fn a_release_has_the_files_to_which_its_documents_refer() {
    let root = Root::new();
    let types = "Toy: { type: object, properties: { name: { type: string } } }\n";
    root.write("spec/common/types.yaml", types);
    root.set("version = \"auto\"\nroots = [\"../common\"]\n");
    let toy = "content: { application/json: { schema: { $ref: '../common/types.yaml#/Toy' } } }";
    root.write(
        "upstream/openapi.yaml",
        &format!(
            "{OLD}  /toy:\n    get: {{ operationId: getToy, responses: {{ '200': {{ description: A toy, {toy} }} }} }}\n"
        ),
    );
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Passed, ""));
    root.release("v0.1.0");
    root.set("version = \"auto\"\nroots = [\"../common\"]\nreleased = \"v0.1.0\"\n");
    for (now, version) in [(types.to_owned(), "0.1.0"), (types.replace("name:", "size:"), "0.2.0")] {
        root.write("spec/common/types.yaml", &now);
        let (outcome, _, err) = root.update(|_| ());
        assert_eq!((outcome, err.contains("error")), (Outcome::Passed, false), "{err}");
        assert_eq!(root.version(), version);
    }
}

#[test]
fn a_release_without_a_folder_of_roots_is_compared_where_it_is_not_needed() {
    let root = Root::new();
    root.write("spec/common/types.yaml", "Toy: { type: string }\n");
    root.write(".gitignore", "spec/common\n");
    root.set("version = \"auto\"\nroots = [\"../common\"]\n");
    assert_eq!(root.update(|_| ()).0, Outcome::Passed);
    root.release("v0.1.0");
    root.set("version = \"auto\"\nroots = [\"../common\"]\nreleased = \"v0.1.0\"\n");
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str(), root.version().as_str()), (Outcome::Passed, "", "0.1.0"));

    let toy = "content: { application/json: { schema: { $ref: '../common/types.yaml#/Toy' } } }";
    let toy = format!("get: {{ operationId: getToy, responses: {{ '200': {{ description: A toy, {toy} }} }} }}");
    root.write("upstream/openapi.yaml", &format!("{OLD}  /toy:\n    {toy}\n"));
    assert_eq!(root.update(|_| ()).0, Outcome::Passed);
    root.release("v0.2.0");
    root.set("version = \"auto\"\nroots = [\"../common\"]\nreleased = \"v0.2.0\"\n");
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!(outcome, Outcome::Failed, "{err}");
    assert!(err.contains("[W0125]") && err.contains("types.yaml"), "{err}");
    assert!(err.contains("without `../common` of `roots`, which git does not have there"), "{err}");
}

#[test]
fn a_fixed_version_is_not_too_low() {
    let root = Root::new();
    root.set("version = \"1.2.0\"\n");
    root.update(|_| ());
    root.release("v1.2.0");
    root.set("version = \"1.2.0\"\nreleased = \"v1.2.0\"\n");
    root.write("upstream/openapi.yaml", &OLD.replace("/toys", "/games").replace("listToys", "listGames"));
    let before = root.files();
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!(outcome, Outcome::Failed);
    assert!(err.contains("the version 1.2.0 is too low after "), "{err}");
    assert!(err.contains(" since 1.2.0: write `version = \"2.0.0\"` or `version = \"auto\"` in signet.toml"), "{err}");
    assert!(root.files() == before);
    root.set("version = \"2.1.0\"\nreleased = \"v1.2.0\"\n");
    assert_eq!(root.update(|_| ()).0, Outcome::Passed);
    assert_eq!(root.version(), "2.1.0");
    for (revision, message) in [("none", "cannot read `none:spec/pets`"), ("--all", "invalid revision `--all`")] {
        root.set(&format!("version = \"auto\"\nreleased = \"{revision}\"\n"));
        let (_, _, err) = root.update(|_| ());
        assert!(err.contains(message), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn documents_that_are_links_stay_links() {
    let root = Root::new();
    root.update(|_| ());
    let (new, document) = (OLD.replace("version: '1'", "version: '2'"), root.0.path().join("spec/pets/openapi.yaml"));
    let link = |target: &str| {
        root.write(&format!("spec/pets/{target}"), &root.read("spec/pets/openapi.yaml"));
        fs::remove_file(&document).unwrap();
        std::os::unix::fs::symlink(target, &document).unwrap();
    };
    link("versions/2026.yaml");
    root.write("upstream/openapi.yaml", &new);
    let (outcome, _, err) = root.update(|_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Passed, ""));
    assert!(fs::symlink_metadata(&document).unwrap().is_symlink());
    assert_eq!(root.read("spec/pets/versions/2026.yaml"), new);

    link("../shared.yaml");
    root.write("upstream/openapi.yaml", OLD);
    for dry_run in [true, false] {
        let before = root.files();
        let (outcome, _, err) = root.update(|options| options.dry_run = dry_run);
        assert_eq!((outcome, root.files() == before), (Outcome::Failed, true));
        assert!(err.contains("openapi.yaml` is a symbolic link that leads out of its folder, to `"), "{err}");
    }
}
