//! Documents of one feature each: what is on their wire, and what is written for them.
//!
//! A snapshot that does not compile is worth nothing, so that `compiled.rs` compiles the same documents.

#![allow(clippy::expect_used, reason = "a test's helpers fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, lower, openapi, passes, source};
use signet_tests::documents;

/// The wire's view of each document.
#[test]
fn ir() {
    insta::glob!("../corpus/valid", "**/*.yaml", |path| {
        if documents::is_overlay(path) {
            return;
        }
        let mut diagnostics = Diagnostics::new();
        let request = documents::request(path);
        let (_, tree) =
            source::load_within(&request.limits, &request.inputs, &request.overlays, &request.roots, &mut diagnostics);
        let tree = tree.expect("the document loads");
        let document = openapi::read(&tree, &request.selection, &mut diagnostics).expect("the document is one");
        let (api, lock) = (lower::lower(&tree, &document, &request.limits, &mut diagnostics), signet::Lock::default());
        let api = passes::settle(api, &lock, &mut diagnostics);
        let api = passes::finish(api, &lock, &mut diagnostics);
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        insta::with_settings!({snapshot_path => "../corpus/valid/snapshots", prepend_module_to_snapshot => false, snapshot_suffix => suffix(path)}, {
            insta::assert_snapshot!("ir", signet_tests::ir::shown(&api));
        });
    });
}

/// What is written for each document, but for the runtime, which is copied.
#[test]
fn emitted() {
    insta::glob!("../corpus/valid", "**/*.yaml", |path| {
        if documents::is_overlay(path) {
            return;
        }
        let mut diagnostics = Diagnostics::new();
        let (_, generated) = signet::generate(&documents::request(path), &mut diagnostics);
        let (mut shown, mut rooms) = (String::new(), BTreeMap::<&str, String>::new());
        let files = generated.expect("the document generates").files;
        for (path, bytes) in files.iter() {
            if let Some(path) = path.strip_prefix("src/runtime/") {
                let (room, file) = path.rsplit_once('/').unwrap_or(("runtime", path));
                let _ = write!(rooms.entry(room).or_default(), " {}", file.trim_end_matches(".rs"));
            } else if path != "rustfmt.toml" {
                let _ = writeln!(shown, "======== {path}\n{}", String::from_utf8_lossy(bytes));
            }
        }
        let _ = writeln!(shown, "======== src/runtime");
        for (room, files) in rooms {
            let _ = writeln!(shown, "{room}:{files}");
        }
        insta::with_settings!({snapshot_path => "../corpus/valid/snapshots", prepend_module_to_snapshot => false, snapshot_suffix => suffix(path)}, {
            insta::assert_snapshot!("emitted", shown);
        });
    });
}

/// The same input gives the same bytes, and nothing is written that depends on the order of anything else.
#[test]
fn output_is_deterministic() {
    for path in documents::valid() {
        let generate = || {
            let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
            generated.map(|generated| generated.files)
        };
        assert_eq!(generate(), generate(), "{}", path.display());
    }
}

/// A plain document brings neither cryptography nor dates into a program.
#[test]
fn a_plain_document_needs_few_packages() {
    let path = documents::corpus().join("valid/petstore.yaml");
    let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
    let files = generated.unwrap().files;
    let manifest = String::from_utf8_lossy(files.get("Cargo.toml").unwrap()).into_owned();
    for package in ["ed25519-dalek", "k256", "sha2", "base64", "chrono", "uuid"] {
        assert!(!manifest.contains(package), "{package} in\n{manifest}");
    }
    for module in ["sign/", "tokens/", "values/dates.rs", "values/uuids.rs", "values/base64.rs"] {
        assert!(files.iter().all(|(path, _)| !path.starts_with(&format!("src/runtime/{module}"))), "{module}");
    }
}

/// What is in no crate is of no use to anybody.
#[test]
fn each_file_of_the_runtime_is_in_a_crate() {
    let mut unused: BTreeSet<String> =
        signet_templates::RUNTIME.iter().map(|(path, _)| format!("src/runtime/{path}")).collect();
    for path in documents::valid() {
        let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
        for (path, _) in generated.unwrap().files.iter() {
            unused.remove(path);
        }
    }
    assert!(unused.is_empty(), "{unused:?}");
}

/// Generates from a document with the lock of an earlier version.
fn released(text: &str, lock: signet::Lock) -> signet::Generated {
    let inputs = vec![Input::text("document.yaml", text)];
    let (_, generated) = signet::generate(&Request { inputs, lock, ..Request::default() }, &mut Diagnostics::new());
    generated.expect("the document generates")
}

/// Names that were released stay, whatever the document grows before them.
#[test]
fn released_names_and_orders_stay() {
    let document = |parameters: &str, schemas: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      operationId: a\n      parameters: [{parameters}]\n      responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/foo_bar' }} }} }} }} }}\ncomponents:\n  schemas: {{ {schemas} foo_bar: {{ type: object, properties: {{ x: {{ $ref: '#/components/schemas/foo_bar' }} }} }} }}\n"
        )
    };
    let parameter = |name: &str| {
        format!("{{ name: {name}, in: query, required: true, schema: {{ $ref: '#/components/schemas/fooBar' }} }}")
    };
    let text = "fooBar: { type: string, enum: [a, b] }, ";
    let first = released(
        &document(&[parameter("q"), parameter("r")].join(", "), text)
            .replace("fooBar", "other")
            .replace("[a, b]", "[c, d]"),
        signet::Lock::default(),
    );
    let grown = released(&document(&["new", "r", "q"].map(parameter).join(", "), text), first.lock.clone());
    let methods = String::from_utf8_lossy(grown.files.get("src/untagged.rs").unwrap()).into_owned();
    assert_eq!(first.lock.types["foo_bar"], "foo_bar");
    assert_eq!(grown.lock.types["foo_bar"], "foo_bar", "the older name wins");
    assert_eq!(grown.lock.types["fooBar"], "foo_bar_2");
    let order: Vec<usize> = ["q: &", "r: &", "new: &"].iter().map(|name| methods.find(name).unwrap()).collect();
    assert!(order.is_sorted(), "the order of arguments changed:\n{methods}");
}

/// The methods for other forms of a body, and the order of the parts that a body must have, stay too.
#[test]
fn released_forms_and_parts_stay() {
    let document = |required: &str, other: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n{other}    post:\n      operationId: add\n      requestBody: {{ required: true, content: {{ application/json: {{}}, multipart/form-data: {{ schema: {{ type: object, required: [a, b, c], properties: {{ {required} }} }} }} }} }}\n      responses: {{ '204': {{ description: x }} }}\n"
        )
    };
    let part = |name: &str| {
        let ty = match name {
            "a" => "string",
            "b" => "integer",
            _ => "boolean",
        };
        format!("{name}: {{ type: {ty} }}")
    };
    let first = released(&document(&[part("a"), part("b")].join(", "), ""), signet::Lock::default());
    let other = "    get: { operationId: add_multipart, responses: { '204': { description: x } } }\n";
    let grown = released(&document(&["c", "b", "a"].map(part).join(", "), other), first.lock.clone());
    let text = |path: &str| String::from_utf8_lossy(grown.files.get(path).unwrap()).into_owned();
    assert!(text("src/untagged.rs").contains("pub fn add_multipart(&self, body: &ops::AddForm)"));
    assert!(text("src/untagged.rs").contains("pub fn add_multipart_2(&self)"));
    assert!(
        text("src/ops/untagged.rs").contains("pub fn new(a: &str, b: i64, c: bool)"),
        "{}",
        text("src/ops/untagged.rs")
    );
}

/// Arguments of constructors keep their order, structs of what is required stay, and neither depends on the order of properties.
#[test]
fn released_constructors_stay() {
    let generate = |move_: &str, pair: &str, more: &str, lock: signet::Lock| {
        let text = format!(
            "openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
  /a:
    put:
      operationId: put
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Holder' }} }} }} }}
      responses: {{ '204': {{ description: x }} }}
components:
  schemas:
    Holder: {{ properties: {{ move: {{ $ref: '#/components/schemas/Move' }}, pair: {{ $ref: '#/components/schemas/Pair' }}{more} }} }}
    Move: {{ required: [who, count, now], properties: {{ {move_} }} }}
    Pair: {{ required: [from, to], properties: {{ {pair} }} }}
    PairRequired: {{ type: object }}
"
        );
        let generated = released(&text, lock);
        let file = |path: &str| String::from_utf8_lossy(generated.files.get(path).unwrap()).into_owned();
        let new = |path: &str| file(path).lines().find(|line| line.contains("pub fn new(")).unwrap().trim().to_owned();
        ([new("src/types/move_.rs"), new("src/types/pair.rs")], generated.lock)
    };
    let (who, count) = ("who: { type: string }", "count: { type: integer }");
    let (from, to) = ("from: { type: string }", "to: { type: string }");
    let (first, lock) = generate(&format!("{who}, {count}"), &format!("{from}, {to}"), "", signet::Lock::default());
    assert_eq!(
        first,
        ["pub fn new(who: impl Into<String>, count: i64) -> Self {", "pub fn new(required: PairRequired) -> Self {"]
    );
    let (shuffled, again) = generate(&format!("{count}, {who}"), &format!("{to}, {from}"), "", lock.clone());
    assert_eq!((shuffled, again), (first, lock.clone()));
    // What is new comes last, and a schema of the struct's name takes another.
    let now = "now: { type: boolean }";
    let named = ", named: { $ref: '#/components/schemas/PairRequired' }";
    let (grown, lock) = generate(&format!("{now}, {count}, {who}"), from, named, lock);
    assert_eq!(
        grown,
        [
            "pub fn new(who: impl Into<String>, count: i64, now: bool) -> Self {",
            "pub fn new(required: PairRequired) -> Self {"
        ]
    );
    assert_eq!(lock.types["PairRequired"], "pair_required_2");
}

/// A constructor goes on writing the only value when the document adds others, and taking an argument when one is left.
#[test]
fn released_constants_stay() {
    let generate = |kinds: &str, lock: signet::Lock| {
        let text = format!(
            "openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
  /a:
    put:
      operationId: put
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Move' }} }} }} }}
      responses: {{ '204': {{ description: x }} }}
components:
  schemas:
    Move: {{ required: [kind, count], properties: {{ kind: {{ type: string, enum: [{kinds}] }}, count: {{ type: integer }} }} }}
"
        );
        let generated = released(&text, lock);
        let file = String::from_utf8_lossy(generated.files.get("src/types/move_.rs").unwrap()).into_owned();
        let line = |of: &str| file.lines().find(|line| line.contains(of)).map(|line| line.trim().to_owned());
        let constructor = line("pub fn new(").unwrap();
        let written = line("kind: types::MoveKind::").or_else(|| line("kind: MoveKind::"));
        (constructor, written, generated.lock)
    };
    let taken = |kinds, lock| generate(kinds, lock).0;
    let (constructor, written, lock) = generate("walk", signet::Lock::default());
    assert_eq!(constructor, "pub fn new(count: i64) -> Self {");
    let (grown, still, lock) = generate("run, walk", lock);
    assert_eq!((grown, still), (constructor.clone(), written.clone()));
    // The lock keeps it for the next time, too.
    let (again, still, _) = generate("fly, run, walk", lock);
    assert_eq!((again, still, written.is_some()), (constructor, written, true));
    let (both, _, lock) = generate("run, walk", signet::Lock::default());
    assert_eq!(both, "pub fn new(kind: impl Into<MoveKind>, count: i64) -> Self {");
    assert_eq!(taken("walk", lock), both);
}

fn suffix(path: &Path) -> String {
    documents::name(path)
}
