//! Additions to a document add to the error types and outputs of its crate, and change none that programs use.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::collections::BTreeMap;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Generated, Lock, Request};

/// Generates from a document with these path items, and lists what is reported.
fn generate(paths: &[&str], lock: Lock) -> (Generated, Vec<String>) {
    let text = [
        &[
            "openapi: 3.0.3",
            "info: { title: Boats, version: '1' }",
            "components:",
            "  schemas:",
            "    Boat: { type: object, required: [name], properties: { name: { type: string } } }",
            "    Oops: { type: object, required: [code], properties: { code: { type: integer } } }",
            "    Slow: { type: object, required: [wait], properties: { wait: { type: integer } } }",
            "    Text: { type: object, required: [by], properties: { by: { type: string } } }",
            "paths:",
        ],
        paths,
    ]
    .concat()
    .join("\n");
    let mut diagnostics = Diagnostics::new();
    let inputs = vec![Input::text("boats.yaml", &text)];
    let (_, generated) = signet::generate(&Request { inputs, lock, ..Request::default() }, &mut diagnostics);
    let reported = diagnostics.iter().map(|each| each.message.clone()).collect();
    (generated.unwrap(), reported)
}

fn get(path: &str, tags: &str, responses: &str) -> String {
    let id = path.trim_matches('/').replace('/', "_");
    format!("  {path}: {{ get: {{ operationId: {id}, tags: [{tags}], responses: {{ {responses} }} }} }}")
}

fn json(status: &str, schema: &str) -> String {
    format!(
        "'{status}': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }} }}"
    )
}

const NOTHING: &str = "'204': { description: x }";

/// The alias of each operation's error, and the variants of each error type, sorted.
fn errors(generated: &Generated) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (path, bytes) in generated.files.iter() {
        let text = String::from_utf8_lossy(bytes).into_owned();
        if path.starts_with("src/ops/") {
            for line in text.lines().filter(|line| line.starts_with("pub type ") && line.contains("Error = ")) {
                found.insert(line.to_owned(), Vec::new());
            }
        }
        if let Some((head, rest)) = text.split_once("pub enum ").filter(|_| path.starts_with("src/errors/")) {
            assert!(head.contains("#[non_exhaustive]"), "{text}");
            let (name, rest) = rest.split_once(" {").unwrap();
            let variants = rest.split('}').next().unwrap().lines().map(str::trim);
            let mut variants: Vec<String> = variants
                .filter(|line| line.ends_with("),"))
                .map(|line| line.trim_end_matches(',').to_owned())
                .collect();
            variants.sort();
            found.insert(name.to_owned(), variants);
        }
    }
    found
}

/// Says whether all that programs name stays.
fn keeps(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) -> bool {
    before
        .iter()
        .all(|(name, variants)| after.get(name).is_some_and(|now| variants.iter().all(|variant| now.contains(variant))))
}

#[test]
fn an_error_body_adds_a_variant() {
    let get_boats = |responses: &[String]| get("/boats", "Boats", &responses.join(", "));
    let ports = get("/ports", "Ports", NOTHING);
    let first = [get_boats(&[json("200", "Boat"), json("404", "Oops")]), ports.clone()];
    let (released, _) = generate(&first.each_ref().map(String::as_str), Lock::default());
    let before = errors(&released);
    assert_eq!(before["BoatsError"], ["Oops(types::Oops)"]);
    assert_eq!(before["PortsError"], Vec::<String>::new());
    assert!(before.contains_key("pub type BoatsError = errors::BoatsError;"), "{before:?}");

    // A 429 of the same operation, one of another, a text, and the first body of a tag that had none.
    let text = "'503': { description: x, content: { text/plain: {} } }".to_owned();
    let grown = [
        get_boats(&[json("200", "Boat"), json("404", "Oops"), json("429", "Slow"), text]),
        get("/boats/new", "Boats", &[json("200", "Boat"), json("400", "Text")].join(", ")),
        get("/ports", "Ports", &[NOTHING.to_owned(), json("429", "Slow")].join(", ")),
        get("/ping", "", &[NOTHING.to_owned(), json("500", "Oops")].join(", ")),
    ];
    for lock in [Lock::default(), released.lock.clone()] {
        let (generated, reported) = generate(&grown.each_ref().map(String::as_str), lock);
        let after = errors(&generated);
        assert!(keeps(&before, &after), "{before:#?}\n{after:#?}");
        assert_eq!(
            after["BoatsError"],
            ["Oops(types::Oops)", "Slow(types::Slow)", "Text(String)", "Text2(types::Text)"]
        );
        assert_eq!(after["PortsError"], ["Slow(types::Slow)"]);
        assert_eq!(after["ApiErrorBody"], ["Oops(types::Oops)"]);
        assert!(!reported.iter().any(|message| message.contains("has changed")), "{reported:?}");
    }
}

#[test]
fn the_order_of_a_document_names_no_error_type() {
    let mut paths = vec![
        get("/a", "fooBar", &json("400", "Oops")),
        get("/b", "foo_bar", &json("400", "Slow")),
        get("/c", "Transport", &json("400", "Oops")),
        get("/d", "Api", &[json("400", "Slow"), json("401", "Oops")].join(", ")),
    ];
    let all = |paths: &[String]| generate(&paths.iter().map(String::as_str).collect::<Vec<_>>(), Lock::default()).0;
    let before = errors(&all(&paths));
    // Another item at the root has the name.
    assert!(before.contains_key("ApiErrorBody"), "{before:?}");
    paths.reverse();
    assert_eq!(before, errors(&all(&paths)));
}

#[test]
fn a_released_error_type_keeps_its_name() {
    let first = [get("/b", "foo_bar", &json("400", "Slow"))];
    let (released, _) = generate(&first.each_ref().map(String::as_str), Lock::default());
    let grown = [get("/a", "fooBar", &json("400", "Oops")), first[0].clone()];
    let (generated, _) = generate(&grown.each_ref().map(String::as_str), released.lock.clone());
    assert!(keeps(&errors(&released), &errors(&generated)));
    // Both spellings are one group, which has the released name.
    assert_eq!(generated.lock.errors.keys().collect::<Vec<_>>(), ["foo_bar"]);
    assert_eq!(generated.lock.errors["foo_bar"].name, "foo_bar_error");
    // The same document with its own lock changes nothing.
    let (again, _) = generate(&grown.each_ref().map(String::as_str), generated.lock.clone());
    assert!(again.files == generated.files && again.lock == generated.lock);
}

fn output(generated: &Generated) -> String {
    let text = String::from_utf8_lossy(generated.files.get("src/ops/boats.rs").unwrap()).into_owned();
    text.lines().find_map(|line| line.trim().strip_prefix("type Output = ")).unwrap().to_owned()
}

/// What was released, what is documented now, and what the operation returns and whether that is reported.
#[test]
fn a_changed_output_is_reported_and_a_wider_one_stays() {
    let boat = json("200", "Boat");
    let job = json("202", "Slow");
    for (before, after, returned, is_reported) in [
        (vec![NOTHING], vec![boat.as_str()], "types::Boat;", true),
        (vec![boat.as_str()], vec![&boat, NOTHING], "Option<types::Boat>;", true),
        (vec![&boat, NOTHING], vec![&boat], "Option<types::Boat>;", false),
        (vec![&boat], vec![&boat, &job], "BoatsOutput;", true),
        (vec![&boat, &job], vec![&boat], "BoatsOutput;", false),
        (vec![&boat, &job], vec![&boat, &job, NOTHING], "BoatsOutput;", false),
        (vec![&boat], vec![&boat], "types::Boat;", false),
    ] {
        let document = |responses: &[&str]| [get("/boats", "Boats", &responses.join(", "))];
        let (released, _) = generate(&document(&before).each_ref().map(String::as_str), Lock::default());
        let now = document(&after);
        let (generated, reported) = generate(&now.each_ref().map(String::as_str), released.lock);
        let is_found =
            reported.iter().any(|message| message.contains("the result of the operation `GET /boats` has changed"));
        assert_eq!((output(&generated).as_str(), is_found), (returned, is_reported), "{before:?} {after:?}");
        // It is reported once, and stays as it is.
        let (again, reported) = generate(&now.each_ref().map(String::as_str), generated.lock.clone());
        assert!(again.files == generated.files && again.lock == generated.lock, "{before:?} {after:?}");
        assert!(!reported.iter().any(|message| message.contains("has changed")), "{reported:?}");
    }
}
