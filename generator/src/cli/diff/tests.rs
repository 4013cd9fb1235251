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

fn comparison(old: &str, new: &str) -> Comparison {
    Comparison {
        old: old.to_owned(),
        new: new.to_owned(),
        overlays: Vec::new(),
        lock: None,
        format: Format::Text,
        html: None,
        fail_on: FailOn::Breaking,
        today: "2026-06-15".to_owned(),
    }
}

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
        let mut comparison = comparison(old, new);
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
fn a_folder_of_a_revision_is_read_from_a_subdirectory() {
    let root = Root::new();
    root.write(
        "apis/spec/pets/signet.toml",
        "crate = \"pets\"\noutput = \"../../out\"\n[[document]]\npath = \"openapi.yaml\"\n",
    );
    root.write("apis/spec/pets/openapi.yaml", OLD);
    root.git(&["init", "-q"]);
    root.git(&["add", "."]);
    root.git(&["commit", "-qm", "First"]);
    root.write("apis/spec/pets/openapi.yaml", &OLD.replace("name: { type: string }", "name: { type: boolean }"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let comparison = comparison("git:HEAD:spec/pets", "spec/pets");
    let outcome = run(&root.0.path().join("apis"), &comparison, &mut Console::new(&mut out, &mut err));
    assert_eq!((outcome, String::from_utf8(err).unwrap().as_str()), (Outcome::Found, ""));
}

#[test]
fn files_on_the_command_line_are_checked_first() {
    let root = Root::new();
    let (outcome, out, err) =
        root.diff("old.yaml", "new.yaml", |comparison| comparison.lock = Some("none.lock".into()));
    assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
    assert_eq!(err, "error: the lock `none.lock` does not exist\n");
    let (outcome, out, err) =
        root.diff("old.yaml", "new.yaml", |comparison| comparison.html = Some("none/page".into()));
    assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
    assert!(err.starts_with("error: cannot write `") && !root.0.path().join("none").exists(), "{err}");
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
    explain(Rule::TypeWidened, &mut Console::new(&mut out, &mut err));
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("in requests   compatible  breaking\nin responses  breaking    breaking\n"), "{text}");
    assert!(err.is_empty());
}

const SETTINGS: &str = "crate = \"pets\"\noutput = \"../../out\"\n[[document]]\npath = \"openapi.yaml\"\n";

/// The folder `spec/pets`, whose document differs from `old.yaml`, with entries for accepted changes.
fn with_entries(root: &Root, new: &str, entries: &str) {
    root.write("spec/pets/signet.toml", &format!("{SETTINGS}{entries}"));
    root.write("spec/pets/openapi.yaml", new);
}

fn json(root: &Root) -> (Outcome, serde_json::Value, String) {
    let (outcome, out, err) = root.diff("old.yaml", "spec/pets", |comparison| comparison.format = Format::Json);
    (outcome, serde_json::from_str(&out).unwrap_or_default(), err)
}

/// An entry for the first change, with more lines.
fn entry(change: &serde_json::Value, more: &str) -> String {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let place = if change["new"].is_null() { &change["old"] } else { &change["new"] };
    format!(
        "[[accept]]\nrule = \"{}\"\npointer = \"{}\"\nfingerprint = \"{}\"\n{more}\n",
        text(&change["rule"]),
        text(&place["pointer"]),
        text(&change["fingerprint"])
    )
}

#[test]
fn accepted_changes_do_not_count() {
    let root = Root::new();
    let new = OLD.replace(
        "- { name: limit, in: query, schema: { type: integer } }",
        "- { name: limit, in: query, schema: { type: boolean } }",
    );
    with_entries(&root, &new, "");
    let (outcome, found, _) = json(&root);
    assert_eq!((outcome, &found["wire"]), (Outcome::Found, &"breaking".into()));
    let entries = entry(&found["changes"][0], "reason = \"agreed, <b>\"\nuntil = 2026-06-15");
    with_entries(&root, &new, &entries);
    let (outcome, found, err) = json(&root);
    assert_eq!((outcome, err.as_str(), &found["wire"]), (Outcome::Passed, "", &serde_json::Value::Null));
    assert_eq!(found["changes"], serde_json::json!([]));
    assert_eq!(found["accepted"][0]["reason"], "agreed, <b>");
    let (outcome, out, _) = root.diff("old.yaml", "spec/pets", |comparison| comparison.fail_on = FailOn::Any);
    assert_eq!(outcome, Outcome::Passed);
    assert!(out.starts_with("accepted: a value has another type\n"), "{out}");
    assert!(out.ends_with("  reason: agreed, <b>\n\nno changes; 1 change accepted\n"), "{out}");
    let (_, out, _) = root.diff("old.yaml", "spec/pets", |comparison| comparison.format = Format::Markdown);
    assert!(out.contains("\n## accepted\n") && out.contains("  reason: agreed, \\<b\\>\n"), "{out}");
    let (_, out, _) = root.diff("old.yaml", "spec/pets", |comparison| comparison.format = Format::Github);
    assert!(out.starts_with("::notice file=spec/pets/openapi.yaml,line=8,col=37,title=accepted%3A a value"), "{out}");
    let (_, out, _) = root.diff("old.yaml", "spec/pets", |comparison| comparison.format = Format::Sarif);
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    let suppressions = serde_json::json!([{ "kind": "external", "justification": "agreed, <b>" }]);
    assert_eq!(log["runs"][0]["results"][0]["suppressions"], suppressions);

    // An edit elsewhere moves the parameter and leaves the entry in force; another change of the parameter does not.
    let more = "- { name: first, in: query, schema: { type: string } }\n        - { name: limit";
    with_entries(&root, &new.replace("- { name: limit", more), &entries);
    assert_eq!((json(&root).0, json(&root).2.as_str()), (Outcome::Passed, ""));
    with_entries(&root, &new.replace("type: boolean", "type: array, items: { type: string }"), &entries);
    assert_eq!(json(&root).0, Outcome::Found);
}

#[test]
fn entries_without_effect_are_reported() {
    let root = Root::new();
    let new = OLD.replace("name: { type: string }", "name: { type: boolean }");
    with_entries(&root, &new, "");
    let (_, found, _) = json(&root);
    with_entries(&root, &new, &entry(&found["changes"][0], "reason = \"agreed\"\nuntil = \"2026-06-14\""));
    let (outcome, _, err) = json(&root);
    assert_eq!(outcome, Outcome::Found);
    assert!(err.contains("warning[W0704]: the last day of `type-changed` with the fingerprint"), "{err}");
    assert!(err.contains("spec/pets/signet.toml:5:1") && err.contains("note: the change counts again"), "{err}");
    let other = entry(&found["changes"][0], "reason = \"agreed\"").replace("/Pet", "/Dog");
    with_entries(&root, &new, &other);
    let (outcome, _, err) = json(&root);
    assert_eq!(outcome, Outcome::Found);
    assert!(err.contains("warning[W0703]: no change is `type-changed` with the fingerprint"), "{err}");
}

#[test]
fn github_commands_are_escaped() {
    let root = Root::new();
    root.write("a,b:100%.yaml", &OLD.replace("name: { type: string }", "\"a%\\n::error::x\": { type: string }"));
    let (outcome, out, _) = root.diff("old.yaml", "a,b:100%.yaml", |comparison| comparison.format = Format::Github);
    assert_eq!(outcome, Outcome::Found);
    let lines: Vec<&str> = out.lines().collect();
    let title = "title=an optional property was removed::Pet: name%0Aold: string%0Aaffects GET /pets%0A";
    assert!(lines[0].starts_with(&format!("::error file=a%2Cb%3A100%25.yaml,line=19,col=7,{title}")), "{out}");
    assert!(
        lines[1].starts_with("::notice ") && lines[1].contains("::Pet: a%25\\u{a}::error::x%0Anew: string"),
        "{out}"
    );
    assert_eq!(lines.len(), 3, "{out}");
}

#[test]
fn sarif_names_rules_places_and_levels() {
    let root = Root::new();
    root.write("new file.yaml", &OLD.replace("name: { type: string }", "name: { type: boolean }"));
    let (outcome, out, _) = root.diff("old.yaml", "new file.yaml", |comparison| comparison.format = Format::Sarif);
    assert_eq!(outcome, Outcome::Found);
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&log["version"], log["runs"].as_array().unwrap().len()), (&"2.1.0".into(), 1));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Rule::ALL.len());
    let result = &log["runs"][0]["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!((&result["ruleId"], &result["level"]), (&rules[index]["id"], &"error".into()));
    assert_eq!(result["message"]["text"], "Pet/name: a value has another type: `string` became `boolean`");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "new%20file.yaml");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 20, "startColumn": 9 }));
    assert_eq!(result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"], "old.yaml");
    assert_eq!(result["partialFingerprints"]["signet/v1"].as_str().unwrap().len(), 16);
}

#[test]
fn the_page_needs_nothing_else_and_escapes_all() {
    let root = Root::new();
    let hostile = "\"</pre><script>alert('x')</script>&\"";
    let new = OLD.replace("name: { type: string }", &format!("{hostile}: {{ type: string }}"));
    root.write("<i>.yaml", &new.replace("operationId: listPets", "operationId: listPets\n      tags: ['<b>']"));
    let (outcome, _, err) = root.diff("old.yaml", "<i>.yaml", |comparison| comparison.html = Some("page.html".into()));
    assert_eq!((outcome, err.as_str()), (Outcome::Found, ""));
    let page = fs::read_to_string(root.0.path().join("page.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;&#x2f;script&gt;&amp;"), "{page}");
    let mark = |text: &str| page.matches(text).count();
    assert_eq!((mark("<script"), mark("</script>"), mark("<style"), mark("</pre>")), (1, 1, 1, mark("<pre>")));
    for outside in ["http:", "https:", "src=", "href=", "url(", "@import", "<b>.", "<i>.yaml"] {
        assert_eq!(mark(outside), 0, "{outside}");
    }
    // Only the page's own style and script are allowed, by their digests.
    for (start, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let text = page.split_once(start).unwrap().1.split_once(end).unwrap().0;
        let digest = crate::digest::integrity(text);
        assert_eq!(
            mark(&format!("'{}'", digest.replace('/', "&#x2f;")))
                + mark(&format!("&#x27;{}&#x27;", digest.replace('/', "&#x2f;"))),
            1,
            "{digest}"
        );
    }
    // The worst first: by tag, and in each.
    let sections: Vec<&str> = page.split("<h2>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(sections, ["&lt;b&gt;", "The whole API"]);
    let verdicts: Vec<&str> =
        page.split("data-verdict=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(verdicts, ["breaking", "breaking", "compatible", "compatible", "compatible"]);
    // The line of each document that a change is about.
    for line in ["<i>20</i>        name: { type: string }", "<i>7</i>      tags: [&#x27;&lt;b&gt;&#x27;]"] {
        assert!(page.contains(&format!("<span class=\"marked\">{line}")), "{line}");
    }
}
