//! `signet diff` from outside: files, folders and revisions in; reports and outcomes out.

use std::fs;
use std::process::Command;

use super::*;

const OLD: &str = "openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string }
";

struct Root(tempfile::TempDir);

impl Root {
    fn new() -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        root.write("old.yaml", OLD);
        root.write("new.yaml", &OLD.replace("name: { type: string }", "name: { type: boolean }"));
        root
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let own = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(self.0.path()).args(own).args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    fn diff(&self, old: &str, new: &str, change: impl FnOnce(&mut Comparison)) -> (Outcome, String, String) {
        let mut comparison = Comparison {
            old: old.to_owned(),
            new: new.to_owned(),
            overlays: Vec::new(),
            lock: None,
            format: Format::Text,
            fail_on: FailOn::Breaking,
        };
        change(&mut comparison);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = run(self.0.path(), &comparison, &mut Console::new(&mut out, &mut err));
        (outcome, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }
}

#[test]
fn shows_a_change_in_both_documents() {
    let root = Root::new();
    let (outcome, out, err) = root.diff("old.yaml", "new.yaml", |_| ());
    assert_eq!((outcome, err.as_str()), (Outcome::Found, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "breaking: a value has another type");
    assert_eq!(lines[2], "  - old.yaml:20:9: string");
    assert_eq!(lines[3], "  + new.yaml:20:9: boolean");
    assert_eq!(lines[4], "  affects GET /pets");
    assert!(lines[5].starts_with("  wire: breaking, rust: breaking. "), "{out}");
    assert!(lines[6].starts_with("  type-changed "), "{out}");
    assert_eq!(lines.last(), Some(&"1 change: 1 breaking; wire: breaking, rust: breaking"));
}

#[test]
fn equal_documents_have_no_changes() {
    let root = Root::new();
    let (outcome, out, err) = root.diff("old.yaml", "old.yaml", |comparison| comparison.fail_on = FailOn::Any);
    assert_eq!((outcome, out.as_str(), err.as_str()), (Outcome::Passed, "no changes\n", ""));
}

#[test]
fn findings_are_chosen() {
    let root = Root::new();
    root.write("more.yaml", &OLD.replace("name: limit, in", "name: limit, description: Most, in"));
    root.write(
        "less.yaml",
        &OLD.replace("        - { name: limit, in: query, schema: { type: integer } }\n", "        []\n"),
    );
    for (new, fail_on, outcome) in [
        ("more.yaml", FailOn::Any, Outcome::Found),
        ("more.yaml", FailOn::Risky, Outcome::Passed),
        ("more.yaml", FailOn::Breaking, Outcome::Passed),
        ("less.yaml", FailOn::Breaking, Outcome::Found),
    ] {
        let found = root.diff("old.yaml", new, |comparison| comparison.fail_on = fail_on);
        assert_eq!(found.0, outcome, "{new} {fail_on:?}: {}{}", found.1, found.2);
    }
}

#[test]
fn names_the_version_that_cannot_be_compared() {
    let root = Root::new();
    root.write("broken.yaml", "openapi: [");
    for (old, new, text) in [
        ("none.yaml", "new.yaml", "OLD (`none.yaml`): no such file or folder"),
        ("old.yaml", "broken.yaml", "NEW (`broken.yaml`): it cannot be generated"),
        ("old.yaml", "git:HEAD", "NEW (`git:HEAD`): expected `git:REV:PATH`"),
        ("old.yaml", "git:--output=x:old.yaml", "NEW (`git:--output=x:old.yaml`): expected `git:REV:PATH` with"),
        ("git:HEAD:../old.yaml", "old.yaml", "the path `../old.yaml` is not relative, or leads out of the folder"),
    ] {
        let (outcome, out, err) = root.diff(old, new, |_| ());
        assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""), "{old} {new}");
        assert!(err.contains(text), "{err}");
    }
}

#[test]
fn reads_revisions_and_folders() {
    let root = Root::new();
    root.write(
        "spec/pets/signet.toml",
        "crate = \"pets\"\noutput = \"../../out\"\n[[document]]\npath = \"openapi.yaml\"\n",
    );
    root.write("spec/pets/openapi.yaml", OLD);
    root.git(&["init", "-q"]);
    root.git(&["add", "."]);
    root.git(&["commit", "-qm", "First"]);
    root.write("spec/pets/openapi.yaml", &OLD.replace("name: { type: string }", "name: { type: boolean }"));
    for (old, new) in [
        ("git:HEAD:spec/pets/openapi.yaml", "spec/pets/openapi.yaml"),
        ("git:HEAD:spec/pets", "spec/pets"),
        ("git:HEAD:spec/pets", "new.yaml"),
    ] {
        let (outcome, out, err) = root.diff(old, new, |_| ());
        assert_eq!((outcome, err.as_str()), (Outcome::Found, ""), "{old} {new}");
        assert!(out.contains("openapi.yaml:20:9: string\n"), "{out}");
    }
    let (outcome, _, err) = root.diff("git:none:spec/pets", "spec/pets", |_| ());
    assert_eq!(outcome, Outcome::Failed);
    assert!(err.contains("OLD (`git:none:spec/pets`)"), "{err}");
}

#[test]
fn texts_of_a_document_are_escaped() {
    let root = Root::new();
    let hostile = "\"a\\u001b[31m`<b>|\\n# x\"";
    root.write(
        "odd.yaml",
        &OLD.replace(
            "name: { type: string }",
            &format!("name: {{ type: string }}\n        {hostile}: {{ type: string }}"),
        ),
    );
    for format in [Format::Text, Format::Markdown, Format::Json] {
        let (outcome, out, _) = root.diff("old.yaml", "odd.yaml", |comparison| comparison.format = format);
        assert_eq!(outcome, Outcome::Passed);
        assert!(out.contains("optional-property-added"), "{out}");
        assert!(!out.contains('\u{1b}') && !out.contains("\n# x"), "{out}");
    }
    let (_, out, _) = root.diff("old.yaml", "odd.yaml", |comparison| comparison.format = Format::Json);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["wire"], &json["rust"]), (&"compatible".into(), &"compatible".into()));
    assert_eq!(json["changes"][0]["new"]["file"], "odd.yaml");
}

#[test]
fn rules_are_listed_and_explained() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    rules(&mut Console::new(&mut out, &mut err));
    assert_eq!(String::from_utf8(out).unwrap().lines().count(), Rule::ALL.len());
    let mut out = Vec::new();
    assert!(explain("type-widened", &mut Console::new(&mut out, &mut err)));
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("in requests   compatible  breaking\nin responses  breaking    breaking\n"), "{text}");
    assert!(!explain("none", &mut Console::new(std::io::sink(), &mut err)));
    assert!(String::from_utf8(err).unwrap().contains("no such rule"));
}
