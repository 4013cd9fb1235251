//! Calls of a large API on a worker of tokio with the stack that it has by default. Where the document is not, nothing runs.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate};
use signet_tests::examples::resolved;
use signet_tests::program;

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// The program: it makes each call in a task, and prints how it ended.
const MAIN: &str = include_str!("stack/program.rs");

/// The calls by the names of their operations, with the places where the document describes their responses.
const CALLS: [(&str, &str, &str); 9] = [
    ("get_account", "/v1/account", "get"),
    ("get_charges", "/v1/charges", "get"),
    ("get_charges_charge", "/v1/charges/{charge}", "get"),
    ("get_payment_intents", "/v1/payment_intents", "get"),
    ("post_checkout_sessions", "/v1/checkout/sessions", "post"),
    ("post_customers", "/v1/customers", "post"),
    ("post_invoices", "/v1/invoices", "post"),
    ("post_payment_intents", "/v1/payment_intents", "post"),
    ("post_subscriptions", "/v1/subscriptions", "post"),
];

/// A value of a schema: what is required, and of several subschemas the object, down to a depth.
fn value(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolved(document, schema);
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(several) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let chosen = if depth == 0 { several.first() } else { several.last() };
        return chosen.map_or(Value::Null, |schema| value(document, schema, depth.saturating_sub(1)));
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(7),
        Some("string") => json!("text"),
        Some("array") if depth == 0 => json!([]),
        Some("array") => json!([value(document, &schema["items"], depth - 1)]),
        _ => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let member = |name: &str| value(document, &schema["properties"][name], depth.saturating_sub(1));
            required.map(|name| (name.to_owned(), member(name))).collect()
        }
    }
}

#[test]
#[ignore = "compiles a crate of thousands of types, also in release mode, which takes minutes"]
fn calls_fit_on_the_stack_of_a_worker() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/real/stripe.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("not run: there is no ../shared/corpus/real/stripe.json");
        return;
    };
    let document: Value = serde_json::from_str(&text).unwrap();
    let request =
        Request { inputs: vec![Input::file(&path)], name: Some("t-stack-api".to_owned()), ..Request::default() };
    let (_, generated) = generate(&request, &mut Diagnostics::new());
    let files = generated.unwrap().files;

    let mut responses = String::new();
    for (_, path, method) in CALLS {
        let operation = &document["paths"][path][method];
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let id = operation["operationId"].as_str().unwrap();
        writeln!(responses, "{id} {}", value(&document, schema, 6)).unwrap();
    }
    let debug = program::build(TEMPORARY, "stack", &[("t-stack-api", &files)], MAIN);
    let root = Path::new(TEMPORARY).join("stack");
    let bodies = root.join("responses.txt");
    std::fs::write(&bodies, responses).unwrap();
    program::cargo(TEMPORARY, &root, &["build", "--quiet", "--release"]);
    let release = Path::new(TEMPORARY).join("documents/target/release/stack");
    for binary in [debug, release] {
        let output = Command::new(&binary).arg(&bodies).output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        eprintln!("{}:\n{printed}", binary.display());
        assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
        let expected: Vec<String> = CALLS.iter().map(|(operation, ..)| format!("{operation}: read")).collect();
        assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
    }
}
