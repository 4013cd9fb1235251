//! Documents are compiled without being written down, so that two versions can be compared.

#![allow(clippy::unwrap_used, reason = "a test's functions fail the test")]

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Compiled, Lock, Request};

fn request(paths: &[&str], lock: Lock) -> Request {
    let operation = |path: &&str| {
        format!(
            "  /{path}:\n    get:\n      operationId: list_{path}\n      responses:\n        '200':\n          description: All\n          \
             content: {{ application/json: {{ schema: {{ type: object, properties: {{ {path}: {{ type: string }} }} }} }} }}\n"
        )
    };
    let paths: String = paths.iter().map(operation).collect();
    let text = format!("openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths:\n{paths}");
    Request { inputs: vec![Input::text("pets.yaml", &text)], lock, ..Request::default() }
}

fn compiled(request: &Request) -> Compiled {
    let mut diagnostics = Diagnostics::new();
    let (_, compiled) = signet::compile(request, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    compiled.unwrap()
}

#[test]
fn two_versions_are_compiled_with_one_lock() {
    let old = compiled(&request(&["cats", "dogs"], Lock::default()));
    let new = compiled(&request(&["birds", "dogs"], old.lock.clone()));
    let paths = |compiled: &Compiled| {
        let operations = compiled.api.operations.values();
        operations.map(|operation| operation.path.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&old), ["/cats", "/dogs"]);
    assert_eq!(paths(&new), ["/birds", "/dogs"]);
    let methods = |compiled: &Compiled| {
        let operations = compiled.plan.groups.iter().flat_map(|group| &group.operations);
        operations.map(|operation| operation.method.clone()).collect::<Vec<_>>()
    };
    assert_eq!(methods(&old), ["list_cats", "list_dogs"]);
    assert_eq!(methods(&new), ["list_birds", "list_dogs"]);
    assert!(old.lock.operations.keys().all(|key| new.lock.operations.contains_key(key)), "the lock keeps what is gone");
}

#[test]
fn what_is_compiled_is_what_is_generated() {
    let request = request(&["cats"], Lock::default());
    let files = compiled(&request).files(&request).unwrap();
    let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
    let generated = generated.unwrap();
    assert_eq!(files, generated.files);
    assert_eq!(generated.summary.operations, 1);
}
