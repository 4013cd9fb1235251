//! A second opinion on YAML: the reader of the YAML organisation finds in each document what the generator's reader finds.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::fs;
use std::path::Path;

use signet::diagnostics::Diagnostics;
use signet::source::{Input, Node, Value, load};
use signet_tests::{documents, skip};
use yaml_serde::Value as Other;

/// The documents about which the readers differ, by the end of their path, each with the reason.
const DIFFERENCES: [(&str, &str); 9] = [
    ("invalid/duplicate-key.yaml", "the generator reports a key that stands twice, and reads on"),
    ("invalid/empty.yaml", NO_OBJECT),
    ("invalid/key-kind.yaml", "the generator refuses keys that JSON cannot have"),
    ("invalid/not-an-object.yaml", NO_OBJECT),
    (
        "domains/responses/existing_domain.yml",
        "a block at the end of a file has no line end that the file does not have",
    ),
    ("databases/models/advanced_config/mysql_advanced_config.yml", LARGE),
    ("databases/models/mysql.yml", LARGE),
    ("real/fireblocks.yaml", LARGE),
    ("real/openai.yaml", LARGE),
];

const LARGE: &str = "the generator keeps integers that do not fit in 64 bits as they are written";

const NO_OBJECT: &str = "the generator refuses what is no object";

/// Reads a document with both readers, and returns what they make of it differently.
fn compare(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let (_, ours) = load(&[Input::text("document.yaml", text.as_str()).trusted()], &[], &mut Diagnostics::new());
    let theirs = yaml_serde::from_str::<Other>(&text).and_then(|mut value| value.apply_merge().map(|()| value));
    let mut found = Vec::new();
    match (ours, theirs) {
        (Some(ours), Ok(theirs)) => differences(ours.root().node(), &theirs, "", &mut found),
        (None, Err(_)) => {}
        (Some(_), Err(error)) => found.push(format!("only the generator reads it: {error}")),
        (None, Ok(_)) => found.push("only the generator refuses it".to_owned()),
    }
    found
}

fn differences(ours: &Node, theirs: &Other, place: &str, found: &mut Vec<String>) {
    let is_same = match (&ours.value, theirs) {
        (Value::Null, Other::Null) => true,
        (Value::Bool(ours), Other::Bool(theirs)) => ours == theirs,
        (Value::String(ours), Other::String(theirs)) => **ours == *theirs,
        (Value::Number(ours), Other::Number(theirs)) => {
            match theirs.as_i64().map(i128::from).or(theirs.as_u64().map(i128::from)) {
                Some(integer) => ours.as_i128() == Some(integer),
                None => theirs.as_f64().is_some_and(|number| number.total_cmp(&ours.as_f64()).is_eq()),
            }
        }
        (Value::Array(ours), Other::Sequence(theirs)) => {
            for (position, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                differences(ours, theirs, &format!("{place}/{position}"), found);
            }
            ours.len() == theirs.len()
        }
        (Value::Object(ours), Other::Mapping(theirs)) => {
            let theirs: Vec<_> = theirs.iter().map(|(key, value)| (self::key(key), value)).collect();
            for (key, theirs) in &theirs {
                match ours.get(key) {
                    Some(ours) => differences(ours, theirs, &format!("{place}/{key}"), found),
                    None => found.push(format!("{place}: the generator has no `{key}`")),
                }
            }
            ours.len() == theirs.len()
        }
        _ => false,
    };
    if !is_same {
        found.push(format!("{place}: the generator reads {}, the other reader {theirs:?}", ours.to_json()));
    }
}

/// A key as JSON has it.
fn key(key: &Other) -> String {
    match key {
        Other::String(text) => text.clone(),
        Other::Number(number) => number.to_string(),
        Other::Bool(value) => value.to_string(),
        Other::Null => "null".to_owned(),
        Other::Sequence(_) | Other::Mapping(_) | Other::Tagged(_) => format!("{key:?}"),
    }
}

/// Compares all documents below a folder; fails where they differ and are not expected to, and the reverse.
fn compare_all(folder: &Path) {
    let mut wrong = Vec::new();
    for path in documents::yaml(folder) {
        let found = compare(&path);
        let is_known = DIFFERENCES.iter().any(|(end, _)| path.ends_with(end));
        match (found.is_empty(), is_known) {
            (false, false) => wrong.extend(found.iter().map(|text| format!("{}: {text:.400}", path.display()))),
            (true, true) => wrong.push(format!("{}: no longer differs", path.display())),
            (true, false) | (false, true) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn small_documents_are_read_as_another_reader_reads_them() {
    compare_all(&documents::corpus());
}

#[test]
fn real_documents_are_read_as_another_reader_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if folder.is_dir() {
        compare_all(&folder);
    } else {
        skip::tell("not run", "there is no folder ../shared/corpus");
    }
}
