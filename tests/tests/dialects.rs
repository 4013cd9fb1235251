//! The same API gives the same crate in each version of OpenAPI 3, however its schemas say that `null` is a value.

#![allow(clippy::expect_used, reason = "a test's helpers fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use signet::Request;
use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet_tests::rewrite::{Document, Null, Spelling};
use signet_tests::{documents, skip};

/// The documents whose crates differ in every spelling, and why.
const DIFFERENCES: &[(&str, &str)] = &[
    ("bodies/files.yaml", "OpenAPI 3.0 has no `contentMediaType`, so that docs do not show it"),
    ("asana.yaml", ALIAS),
    ("box.json", ALIAS),
    ("github.json", "`null` among subschemas that only require properties makes a union of them"),
    ("pagerduty.json", "a discriminator of a single subschema counts for nothing beside `null`"),
    ("plaid.yaml", "the docs of booleans list `null` among the values"),
    ("typesense.yaml", "OpenAPI 3.0 ignores what is beside a `$ref`; an example is shown nevertheless"),
];

const ALIAS: &str = "`nullable` beside an `allOf` of one reference is a type of its own, and a reference or `null` is that of the reference";

/// What is generated, as text: the lock, and all files but for the runtime.
fn generated(request: &Request, input: Input) -> Option<BTreeSet<(String, String)>> {
    let request = Request { inputs: vec![input], overlays: Vec::new(), roots: Vec::new(), ..request.clone() };
    let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
    let generated = generated?;
    let is_own = |path: &str| !path.starts_with("src/runtime/") && path != ".signet-files";
    let own = generated.files.iter().filter(|(path, _)| is_own(path));
    let own = own.map(|(path, bytes)| (path.to_owned(), same_docs(&String::from_utf8_lossy(bytes))));
    Some(own.chain([("signet.lock".to_owned(), generated.lock.text())]).collect())
}

/// Bytes are documented as their versions describe them.
fn same_docs(text: &str) -> String {
    text.replace("Media type: `application/octet-stream`", "Format: `binary`")
}

/// Compares the crate of each document with those of its other spellings, and returns what differs and is not expected to, or
/// is expected to and does not differ.
fn compare(folder: &Path, paths: &[PathBuf], spellings: &[Spelling]) -> Vec<String> {
    let mut wrong = Vec::new();
    for path in paths {
        let request = Request { name: Some("t-document".to_owned()), ..documents::request(path) };
        let Some(document) = Document::load(&request) else { continue };
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let expected = generated(&request, document.input()).expect("the document generates");
        for spelling in spellings {
            let found = generated(&request, document.rewritten(*spelling)).expect("the rewritten document generates");
            let is_known = DIFFERENCES.iter().any(|(known, _)| *known == name);
            let files: BTreeSet<&str> = expected.symmetric_difference(&found).map(|(path, _)| path.as_str()).collect();
            match (files.is_empty(), is_known) {
                (false, false) => wrong.push(format!("{name} differs in {spelling:?}: {files:?}")),
                (true, true) => wrong.push(format!("{name} no longer differs in {spelling:?}")),
                (true, false) | (false, true) => {}
            }
        }
    }
    wrong
}

fn spellings() -> Vec<Spelling> {
    let of = |version| move |null| Spelling { version, null };
    Null::ALL.into_iter().map(of("3.1.0")).chain([Null::Types].map(of("3.2.0"))).collect()
}

#[test]
fn small_documents_are_the_same() {
    let wrong = compare(&documents::corpus().join("valid"), &documents::valid(), &spellings());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The documents of OpenAPI that are kept beside this repository, up to a size in bytes.
fn real(largest: u64) -> Option<(PathBuf, Vec<PathBuf>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/real");
    let Ok(entries) = fs::read_dir(&folder) else {
        skip::tell("not run", "there is no folder ../shared/corpus/real");
        return None;
    };
    let is_small = |path: &PathBuf| path.metadata().is_ok_and(|file| file.is_file() && file.len() <= largest);
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(is_small).collect();
    paths.sort();
    Some((folder, paths))
}

#[test]
fn real_documents_are_the_same() {
    let Some((folder, paths)) = real(250_000) else { return };
    let wrong = compare(&folder, &paths, &spellings()[..2]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "takes half an hour"]
fn all_real_documents_are_the_same() {
    let Some((folder, paths)) = real(u64::MAX) else { return };
    let wrong = compare(&folder, &paths, &spellings()[..2]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
