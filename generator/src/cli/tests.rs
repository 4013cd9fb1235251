//! The commands, driven from outside with a stand-in for the stages.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use super::generate::{Stage, files_with, folders_with};
use super::*;
use crate::builder::{Generator, Output};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::files::FileSet;
use crate::ir::{Api, Frozen};
use crate::lock::{Lock, LockedTag};
use crate::request::{Form, Generated, Request, Summary};
use crate::source::Sources;

/// Makes a crate that holds what the first document says; `bad` in it costs an operation, `broken` everything.
fn stage(request: &Request, diagnostics: &mut Diagnostics) -> (Sources, Option<Generated>) {
    let text = fs::read_to_string(&request.inputs[0].path).unwrap_or_else(|_| "broken".to_owned());
    if text.contains("broken") {
        diagnostics.push(Diagnostic::new(Code::Unreadable, format!("`{}` cannot be read", request.inputs[0].name)));
        return (Sources::default(), None);
    }
    let skipped = usize::from(text.contains("bad"));
    if skipped > 0 {
        diagnostics.push(Diagnostic::new(Code::MediaType, "cannot send it").cost("`GET /bad` is skipped"));
    }
    for _ in 0..text.matches("odd").count() {
        diagnostics.push(Diagnostic::new(Code::DuplicateKey, "odd"));
    }
    let mut files = FileSet::new();
    if request.form == Form::Crate {
        files.insert("Cargo.toml", format!("name = {:?}", request.name)).unwrap();
    }
    files.insert("src/lib.rs", text).unwrap();
    for (path, bytes) in &request.extras {
        files.insert(path.clone(), bytes.clone()).unwrap();
    }
    let tag = LockedTag { module: "pets".to_owned(), view: "pets".to_owned() };
    let lock = Lock { tags: [("Pets".to_owned(), tag)].into(), ..request.lock.clone() };
    (
        Sources::default(),
        Some(Generated {
            files,
            lock,
            summary: Summary { operations: 2, types: 1, skipped, anys: 0, open: 0 },
            sizes: std::collections::BTreeMap::new(),
            api: Frozen::new(Api::default()),
        }),
    )
}

const STAGE: Stage = stage;

struct Root(tempfile::TempDir);

impl Root {
    fn new(apis: &[(&str, &str)]) -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        for (api, text) in apis {
            root.write(&format!("spec/{api}/openapi.yaml"), text);
            root.write(
                &format!("spec/{api}/signet.toml"),
                &format!(
                    "crate = \"{api}\"\noutput = \"../../generated/{api}\"\n[[document]]\npath = \"openapi.yaml\"\n"
                ),
            );
        }
        root
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn exists(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Runs a command, and returns what it said and whether it was content; times and the root's own path are blotted
    /// out.
    fn run(&self, command: impl FnOnce(&Path, &mut Console<'_>) -> Result<(), Failed>) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let result = command(self.0.path(), &mut Console::new(&mut out, &mut err));
        let text = format!(
            "{}{}{}",
            String::from_utf8(out).unwrap(),
            String::from_utf8(err).unwrap(),
            if result.is_ok() { "ok" } else { "failed" }
        );
        let text = text.replace(&format!("{}/", self.0.path().display()), "ROOT/");
        text.lines()
            .map(|line| line.rfind("; ").filter(|_| line.ends_with(" s")).map_or(line, |end| &line[..end]))
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn generate(&self, folders: &[&str], check: bool, strict: bool) -> String {
        let folders: Vec<_> = folders.iter().map(PathBuf::from).collect();
        let mode = Mode { check, strict, remedy: "run `signet generate`".to_owned() };
        self.run(|root, console| folders_with(STAGE, root, &folders, &mode, console))
    }
}

#[test]
fn generates_all_folders_of_spec() {
    let root = Root::new(&[("pets", "pets"), ("toys", "toys")]);
    assert_snapshot!(root.generate(&[], false, false), @r#"
    generated/pets: 2 operations, 1 type, 0 skipped; 2 files written, 0 unchanged, 0 removed, names locked
    generated/toys: 2 operations, 1 type, 0 skipped; 2 files written, 0 unchanged, 0 removed, names locked
    ok
    "#);
    assert_snapshot!(root.generate(&["spec/pets"], false, false), @r#"
    generated/pets: 2 operations, 1 type, 0 skipped; 0 files written, 2 unchanged, 0 removed
    ok
    "#);
    assert_snapshot!(root.generate(&[], true, false), @r#"
    generated/pets: 2 operations, 1 type, 0 skipped; 2 files up to date
    generated/toys: 2 operations, 1 type, 0 skipped; 2 files up to date
    ok
    "#);
    assert!(root.exists("spec/pets/signet.lock"));
}

#[test]
fn a_check_writes_nothing_and_lists_what_is_stale() {
    let root = Root::new(&[("pets", "pets")]);
    assert_snapshot!(root.generate(&[], true, false), @r#"
    error: `generated/pets` is out of date:
      missing  generated/pets/.signet-files
      missing  generated/pets/Cargo.toml
      missing  generated/pets/src/lib.rs
      missing  spec/pets/signet.lock
    run `signet generate`
    failed
    "#);
    assert!(!root.exists("generated") && !root.exists("spec/pets/signet.lock"));
    root.generate(&[], false, false);
    root.write("generated/pets/src/lib.rs", "edited");
    root.write("spec/pets/signet.lock", "version = 1\n");
    assert_snapshot!(root.generate(&["./spec/pets/"], true, false), @r#"
    error: `generated/pets` is out of date:
      differs  generated/pets/src/lib.rs
      differs  spec/pets/signet.lock
    run `signet generate`
    failed
    "#);
    assert_snapshot!(root.generate(&[], false, false), @r#"
    error: generated files in `ROOT/generated/pets` were edited by hand:
        src/lib.rs
      restore them with `git checkout -- <file>`, and change the document or its overlay instead
    failed
    "#);
}

#[test]
fn a_failure_writes_nothing_and_leaves_other_folders_alone() {
    let root = Root::new(&[("bad", "bad"), ("broken", "broken"), ("pets", "pets")]);
    assert_snapshot!(root.generate(&[], false, true), @r#"
    generated/pets: 2 operations, 1 type, 0 skipped; 2 files written, 0 unchanged, 0 removed, names locked
    error[E0404]: cannot send it
     |
     = note: `GET /bad` is skipped

    error: `generated/bad` was not written: 1 error or warning with `--strict` (2 operations, 1 type, 1 skipped)
    error[E0101]: `spec/broken/openapi.yaml` cannot be read

    error: cannot generate `generated/broken`
    failed
    "#);
    assert!(!root.exists("generated/bad") && !root.exists("generated/broken") && root.exists("generated/pets"));
    assert_snapshot!(root.generate(&["spec/bad"], false, false), @r#"
    generated/bad: 2 operations, 1 type, 1 skipped; 2 files written, 0 unchanged, 0 removed, names locked
    error[E0404]: cannot send it
     |
     = note: `GET /bad` is skipped

    warning: `generated/bad`: 1 of 3 operations is skipped: see the errors above
    ok
    "#);
    assert_snapshot!(root.generate(&["spec/none", "pets"], false, false), @r#"
    error: spec/none: no such folder
    error: pets: no such folder
    failed
    "#);
}

#[test]
fn two_folders_never_share_an_output() {
    let root = Root::new(&[("pets", "pets"), ("toys", "toys")]);
    root.write(
        "spec/toys/signet.toml",
        "crate = \"toys\"\noutput = \"../x/../../generated/pets\"\n[[document]]\npath = \"openapi.yaml\"\n",
    );
    assert_snapshot!(root.generate(&[], false, false), @r#"
    error: `spec/pets` and `spec/toys` have the same output folder `generated/pets`; nothing was written
    failed
    "#);
}

#[test]
fn says_that_there_is_nothing_to_do() {
    assert_snapshot!(Root::new(&[]).generate(&[], false, false), @r#"
    error: no folder in `spec` contains a signet.toml; name a folder, or use `--input` and `--output`
    failed
    "#);
}

#[test]
fn a_file_or_a_folder_without_settings_is_no_spec_folder() {
    let root = Root::new(&[]);
    root.write("api/openapi.yaml", "pets");
    assert_snapshot!(root.generate(&["api/openapi.yaml", "./api"], false, false), @r#"
    error: api/openapi.yaml: expected a folder that contains a signet.toml, found a file
      to generate from a document alone: `signet generate --input api/openapi.yaml --output DIR`
    error: api: the folder contains no signet.toml; `signet import` creates one
      to generate without one: `signet generate --input FILE --output DIR`
    failed
    "#);
}

#[test]
fn repeated_warnings_are_counted() {
    let root = Root::new(&[("pets", &"odd ".repeat(300))]);
    let text = root.generate(&[], false, false);
    assert_eq!(text.matches("warning").count(), 10, "{text}");
    assert!(text.contains("and 290 more W0107"), "{text}");
}

#[test]
fn generates_from_files_into_any_folder() {
    let root = Root::new(&[]);
    root.write("a.yaml", "pets");
    let files = |output: Output, check| {
        let mode = Mode { check, strict: false, remedy: "run it".to_owned() };
        root.run(|root, console| {
            files_with(
                STAGE,
                root,
                Generator::new().input("./a.yaml").name("pets").lock("a.lock"),
                output,
                &mode,
                console,
            )
        })
    };
    assert_snapshot!(files(Output::Module("out/module".into()), false), @r#"
    out/module: 2 operations, 1 type, 0 skipped; 1 file written, 0 unchanged, 0 removed, names locked
    ok
    "#);
    assert!(!root.exists("out/module/Cargo.toml") && root.exists("out/module/src/lib.rs") && root.exists("a.lock"));
    assert_snapshot!(files(Output::Crate("out/crate".into()), false), @r#"
    out/crate: 2 operations, 1 type, 0 skipped; 2 files written, 0 unchanged, 0 removed
    ok
    "#);
    assert_snapshot!(files(Output::Crate("out/crate".into()), true), @r#"
    out/crate: 2 operations, 1 type, 0 skipped; 2 files up to date
    ok
    "#);
    root.write("mine/Cargo.toml", "mine");
    assert_snapshot!(files(Output::Crate("mine".into()), false), @r#"
    error: `ROOT/mine` contains files that signet did not generate, where generated files belong:
        Cargo.toml
      they are not listed in .signet-files; move them, or generate into another folder
    failed
    "#);
    assert!(!root.exists("mine/src"));
    root.write("a.lock", "nonsense");
    assert_snapshot!(files(Output::Crate("out/crate".into()), false), @r#"
    error: ROOT/a.lock:1:9: key with no value, expected `=`
      |
    1 | nonsense
      |         ^
      restore the file with `git checkout -- ROOT/a.lock`
    failed
    "#);
}

#[test]
fn imports_a_page() {
    let root = Root::new(&[]);
    root.write("page.md", "# Pets\n\n```yaml get /pets\nopenapi: 3.1.0\n```\n");
    let import = |page: &str| {
        root.run(|root, console| {
            super::import::import_page(root, Path::new(page), Path::new("spec/pets"), None, console)
        })
    };
    assert_snapshot!(import("page.md"), @r#"
    spec/pets/openapi.yaml: written
    spec/pets/signet.toml: created
    ok
    "#);
    assert_snapshot!(import("page.md"), @r#"
    spec/pets/openapi.yaml: unchanged
    spec/pets/signet.toml: unchanged
    ok
    "#);
    assert!(import("none.md").starts_with("error: none.md: cannot read the file"));
}

/// Writes a document that refers to a folder beside its own.
fn write_roots(root: &Root, folder: &str) {
    let document = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths:\n  /pets:\n    get:\n      operationId: getPet\n      responses:\n        '200': { description: x, content: { application/json: { schema: { $ref: '../../common/pet.yml#/Pet' } } } }\n";
    root.write(&format!("{folder}/api/v1/openapi.yaml"), document);
    root.write(&format!("{folder}/common/pet.yml"), "Pet: { properties: { name: { type: string } } }\n");
}

/// Leaves out how many files were written, which is as many as the runtime has.
fn without_counts(printed: &str) -> String {
    let line = |line: &str| match (line.split_once(" skipped; "), line.split_once(" cannot be read: ")) {
        (Some((start, _)), _) => format!("{start} skipped"),
        // The rest is what the operating system says.
        (None, Some((start, _))) => format!("{start} cannot be read"),
        (None, None) => line.to_owned(),
    };
    printed.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn references_lead_into_the_roots_that_are_named() {
    let generate = |root: &Root, folder: &str, roots: &[&str]| {
        let generator = roots.iter().fold(Generator::new(), Generator::root);
        let generator = generator.input(format!("{folder}/api/v1/openapi.yaml")).name("pets").lock("pets.lock");
        let mode = Mode { remedy: "run it".to_owned(), ..Mode::default() };
        root.run(|root, console| generate_files(root, generator, Output::Crate("out".into()), &mode, console))
    };
    let root = Root::new(&[]);
    write_roots(&root, "work");
    root.write("file", "");
    assert_snapshot!(without_counts(&generate(&root, "work", &[])), @r#"
    out: 1 operation, 0 types, 0 skipped
    warning[W0125]: the reference leaves the folder of the document
     --> work/api/v1/openapi.yaml:8:81
      |
    8 | ...ref: '../../common/pet.yml#/Pet' } } } }
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ leads to `../../common/pet.yml`
      |
      = note: the schema becomes `RawJson`
      = help: references may lead to files below the folder of the document, and below each root: add one by `--root DIR`, or by `roots` in signet.toml

    ok
    "#);
    assert_snapshot!(without_counts(&generate(&root, "work", &["none", "file"])), @r#"
    error[E0117]: the root `none` cannot be read
    --> none
     = help: name an existing folder by `--root DIR`, or by `roots` in signet.toml

    error[E0117]: the root `file` is not a folder
    --> file
     = help: name an existing folder by `--root DIR`, or by `roots` in signet.toml

    error: cannot generate `out`
    failed
    "#);
    fs::remove_file(root.0.path().join("pets.lock")).unwrap();
    assert_snapshot!(without_counts(&generate(&root, "work", &["work/common"])), @r#"
    out: 1 operation, 1 type, 0 skipped
    ok
    "#);
    let lock = fs::read_to_string(root.0.path().join("pets.lock")).unwrap();
    assert!(lock.contains("\"../../common/pet.yml#/Pet\" = \"pet\""), "{lock}");

    // Elsewhere, and with a root that holds all of it, the same is generated.
    let other = Root::new(&[]);
    write_roots(&other, "home/someone");
    other.write("pets.lock", &lock);
    generate(&other, "home/someone", &["home"]);
    assert_eq!(fs::read_to_string(other.0.path().join("pets.lock")).unwrap(), lock);
    for file in ["Cargo.toml", "README.md", ".signet-files", "src/lib.rs", "src/types/pet.rs"] {
        let text = |root: &Root| fs::read_to_string(root.0.path().join("out").join(file)).unwrap();
        assert_eq!(text(&root), text(&other), "{file}");
        assert!(!text(&root).contains("common"), "{file}");
    }
}

#[test]
fn settings_name_roots() {
    let root = Root::new(&[]);
    write_roots(&root, "spec");
    let settings = "crate = \"pets\"\noutput = \"../../../out\"\nroots = [\"../../common\"]\n[[document]]\npath = \"openapi.yaml\"\n";
    let run = |settings: &str| {
        root.write("spec/api/v1/signet.toml", settings);
        let mode = Mode { remedy: "run it".to_owned(), ..Mode::default() };
        root.run(|root, console| generate_folders(root, &["spec/api/v1".into()], &mode, console))
    };
    assert_snapshot!(without_counts(&run(settings)), @r#"
    out: 1 operation, 1 type, 0 skipped
    ok
    "#);
    assert_snapshot!(without_counts(&run(&settings.replace("common", "none"))), @r#"
    error[E0117]: the root `spec/none` cannot be read
    --> spec/none
     = help: name an existing folder by `--root DIR`, or by `roots` in signet.toml

    error: cannot generate `out`
    failed
    "#);
    assert_snapshot!(without_counts(&run(&settings.replace("../../common", "/common"))), @r#"
    error: spec/api/v1/signet.toml:3:9: `/common` is not a relative path
      |
    3 | roots = ["/common"]
      |         ^^^^^^^^^^^
    failed
    "#);
}

/// A document with these operations, each with a query parameter.
fn document(operations: &[&str]) -> String {
    let paths = operations.iter().map(|id| {
        format!(
            "  /{id}:\n    get: {{ operationId: {id}, parameters: [{{ name: limit, in: query, schema: {{ type: integer }} }}], responses: {{ '204': {{ description: Done }} }} }}\n"
        )
    });
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\nservers: [{{ url: 'https://api.example.com' }}]\npaths:\n{}",
        paths.collect::<String>()
    )
}

#[test]
fn a_lock_is_pruned_of_what_the_document_no_longer_has() {
    let root = Root::new(&[("pets", &document(&["list", "find"]))]);
    root.run(|root, console| generate_folders(root, &[], &Mode::default(), console));
    root.write("spec/pets/openapi.yaml", &document(&["list"]));
    root.run(|root, console| generate_folders(root, &[], &Mode::default(), console));
    let lock = |prune| root.run(|root, console| lock_folders(root, &[], prune, console));
    assert_snapshot!(lock(false), @r#"
    spec/pets/signet.lock: 1 item not in the document
      operations."GET /find"
    ok
    "#);
    assert_snapshot!(lock(true), @r#"
    spec/pets/signet.lock: 1 item removed
      operations."GET /find"
    ok
    "#);
    assert_snapshot!(lock(true), @r"
    spec/pets/signet.lock: 0 items removed
    ok
    ");
    let check = Mode { check: true, ..Mode::default() };
    assert!(root.run(|root, console| generate_folders(root, &[], &check, console)).contains("up to date"));
}
