//! APIs that publish a document of Swagger 2.0 and one of OpenAPI 3.0: both say the same of the wire, but for what the
//! documents themselves say otherwise.
//!
//! The documents are not in this repository; without them, the test says so and passes.

#![allow(clippy::expect_used, reason = "a test's helpers fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use signet::diagnostics::Diagnostics;
use signet::ir::{Frozen, Kind, MediaType, Operation};
use signet::source::Input;
use signet::{Limits, Selection, lower, openapi, passes, source};
use signet_tests::skip;

fn document(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/real").join(name);
    path.exists().then_some(path)
}

fn api(path: &Path) -> Frozen {
    let mut diagnostics = Diagnostics::new();
    let (_, tree) = source::load(&[Input::file(path)], &[], &mut diagnostics);
    let tree = tree.expect("a document that can be read");
    let document = openapi::read(&tree, &Selection::default(), &mut diagnostics).expect("a document that can be read");
    let api = lower::lower(&tree, &document, &Limits::default(), &mut diagnostics);
    let lock = signet::Lock::default();
    let api = passes::settle(api, &lock, &mut diagnostics);
    passes::finish(api, &lock, &mut diagnostics)
}

/// What an operation sends and receives, by aspect; what values hold is each document's own.
fn wire(api: &Frozen, operation: &Operation) -> BTreeMap<String, String> {
    let media = |media: &[MediaType]| {
        let forms = media.iter().map(|media| format!("{} {:?}", media.content_type, media.codec));
        forms.collect::<Vec<_>>().join("; ")
    };
    let mut aspects = BTreeMap::new();
    for each in &operation.parameters {
        let is_list = matches!(api.types[api.resolved(each.ty)].kind, Kind::Array(_));
        let style = if is_list { format!("{:?}, explode {}, ", each.style, each.explode) } else { String::new() };
        let key = format!("{} {}", each.location.key(), each.name);
        aspects.insert(key, format!("{style}required {}", each.required));
    }
    if let Some(body) = &operation.request_body {
        aspects.insert("body".to_owned(), format!("required {}: {}", body.required, media(&body.media)));
    }
    for (status, response) in &operation.responses.by_status {
        aspects.insert(format!("response {status:?}"), media(&response.media));
    }
    if let Some(response) = &operation.responses.default {
        aspects.insert("response default".to_owned(), media(&response.media));
    }
    aspects
}

/// What differs between two documents: the aspect of an operation, and what each says of it.
struct Difference {
    operation: String,
    aspect: String,
    old: Option<String>,
    new: Option<String>,
}

/// Compares the operations that two documents both have; `None` where they are not there.
fn differences(old: &str, new: &str) -> Option<Vec<Difference>> {
    let (Some(old), Some(new)) = (document(old), document(new)) else {
        skip::tell("not run", &format!("{old} and {new} are not in ../shared/corpus/real"));
        return None;
    };
    let (old, new) = (api(&old), api(&new));
    let by_key: BTreeMap<String, &Operation> = new.operations.values().map(|each| (each.key(), each)).collect();
    let mut found = Vec::new();
    let mut compared = 0;
    for operation in old.operations.values() {
        let Some(other) = by_key.get(&operation.key()) else { continue };
        let (first, second) = (wire(&old, operation), wire(&new, other));
        let aspects: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
        compared += aspects.len();
        for aspect in aspects {
            let (old, new) = (first.get(aspect).cloned(), second.get(aspect).cloned());
            if old != new {
                found.push(Difference { operation: operation.key(), aspect: aspect.clone(), old, new });
            }
        }
    }
    assert!(compared > 300, "only {compared} aspects are in both");
    Some(found)
}

/// Fails with the differences that nothing explains.
fn check(differences: &[Difference], is_explained: impl Fn(&Difference) -> bool) {
    let left = differences.iter().filter(|difference| !is_explained(difference));
    let shown: Vec<String> = left
        .map(|Difference { operation, aspect, old, new }| format!("{operation} {aspect}: {old:?} and {new:?}"))
        .collect();
    assert!(shown.is_empty(), "{} differences:\n{}", shown.len(), shown.join("\n"));
}

/// Lists without a `collectionFormat` have commas in 2.0; who wrote the document of 3.0 left its default, a name for each item.
fn is_default_of_lists(difference: &Difference) -> bool {
    let is = |says: &Option<String>, list: &str| says.as_deref().is_some_and(|says| says.starts_with(list));
    is(&difference.old, "Form, explode false") && is(&difference.new, "Form, explode true")
}

#[test]
fn kratos_is_the_same_api_in_both() {
    let Some(differences) = differences("ory-kratos-swagger2.json", "ory-kratos.json") else { return };
    // The document of 3.0 has other media types for these, and the one of 2.0 produces those of the document.
    let other_media = ["/.well-known/ory/webauthn.js", "/health/alive", "/health/ready"];
    check(&differences, |difference| {
        is_default_of_lists(difference)
            || difference.aspect.starts_with("response")
                && other_media.iter().any(|path| difference.operation.ends_with(path))
    });
}

/// Parameters that Kubernetes removed between the releases of the two documents.
const REMOVED: [&str; 4] = ["query includeUninitialized", "query export", "query exact", "query watch"];

#[test]
fn kubernetes_is_the_same_api_in_both() {
    let Some(differences) = differences("kubernetes-1.13-swagger2.json", "kubernetes.json") else { return };
    check(&differences, |difference| {
        // The document of 3.0 is of a later release, which takes and returns more.
        match (&difference.old, &difference.new) {
            (Some(old), Some(new)) => new.starts_with(old.as_str()),
            (None, _) => true,
            (Some(_), None) => REMOVED.contains(&difference.aspect.as_str()),
        }
    });
}
