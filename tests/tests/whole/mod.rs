//! The whole document of Cobo's API, which is too large to stand here: generated, linted, called, its values read and written,
//! and its requests compared with those of the official SDK. Where the document is not, nothing runs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test's helpers fail the test"
)]

mod sdk;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use signet::diagnostics::{Diagnostics, Severity};
use signet::source::Input;
use signet::{Generated, Request, generate};
use signet_tests::codec::{self, Codec, meaning};
use signet_tests::server::crypto::sign;
use signet_tests::server::{SERVER_KEY, SERVER_SEED};
use signet_tests::skip::tell;
use signet_tests::{examples, program};

use values::{Values, sends_more, undeclared};

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// What the program does beside reading and writing values.
const CALLS: &str = include_str!("program/calls.rs");

const SENT: &[&str] = &[
    "GET /oauth/token?client_id=c&org_id=o&grant_type=org_implicit",
    "GET /wallets/chains",
    "GET /wallets/chains/ETH",
    "GET /wallets/tokens",
    "GET /wallets/tokens/ETH_USDT",
    "GET /wallets/enabled_chains",
    "GET /wallets?limit=50",
    "GET /wallets/f47ac10b-58cc-4372-a567-0e02b2c3d479",
    "POST /wallets/f47ac10b-58cc-4372-a567-0e02b2c3d479/delete",
    "GET /wallets/f47ac10b-58cc-4372-a567-0e02b2c3d479/utxos?token_id=BTC",
    "GET /wallets/f47ac10b-58cc-4372-a567-0e02b2c3d479/addresses",
    "GET /transactions",
    "GET /transactions/f47ac10b-58cc-4372-a567-0e02b2c3d479",
    "GET /transactions/approval/details",
    r#"POST /transactions/transfer {"request_id":"r","source":{"source_type":"Asset","wallet_id":"f47ac10b-58cc-4372-a567-0e02b2c3d479"},"token_id":"ETH","destination":{"destination_type":"Address"},"request_type":"Transfer"}"#,
    "GET /organizations/info",
    "GET /developers/api_key_info",
    "POST /developers/callback_messages/m/retry",
    "GET /address_books",
    "GET /fee_station/addresses",
];

/// Generates the document, with the overlay that it shares with the page, its own, and more overlays.
fn generated(document: &Path, more: Option<Input>) -> (Generated, Diagnostics) {
    let overlay = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/cobo-waas2");
        Input { name: name.into(), ..Input::file(folder.join(name)) }
    };
    let overlays = ["overlay.yaml", "whole.overlay.yaml"].map(overlay);
    let request = Request {
        inputs: vec![Input { name: "whole.yaml".into(), ..Input::file(document) }],
        overlays: overlays.into_iter().chain(more).collect(),
        name: Some("t-whole".into()),
        ..Request::default()
    };
    let mut found = Diagnostics::new();
    let (_, generated) = generate(&request, &mut found);
    (generated.unwrap(), found)
}

/// An overlay with an operation that carries some schemas: no operation of the document reaches them, so that it has no types
/// of them.
fn carried(document: &Value, generated: &Generated) -> Input {
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let lost = undeclared(document);
    let left = schemas.iter().filter(|(name, schema)| {
        let shown = schema.get("oneOf").is_some() || schema.get("enum").is_some() || lost.contains_key(*name);
        shown && !generated.lock.types.contains_key(*name)
    });
    let reference = |name: &String| json!({ "$ref": format!("#/components/schemas/{name}") });
    let properties: Map<_, _> = left.map(|(name, _)| (name.to_lowercase(), reference(name))).collect();
    let content = json!({ "application/json": { "schema": { "type": "object", "properties": properties } } });
    let operation = json!({
        "operationId": "carry",
        "requestBody": { "content": content },
        "responses": { "200": { "description": "The same.", "content": content } },
    });
    let action = json!({ "target": "$.paths", "update": { "/carried": { "post": operation } } });
    let overlay = json!({ "overlay": "1.0.0", "info": { "title": "t", "version": "1" }, "actions": [action] });
    Input::text("carried.yaml", overlay.to_string())
}

/// The Rust type of a schema.
fn rust_type(generated: &Generated, schema: &str) -> String {
    pascal(generated.lock.types.get(schema).unwrap_or_else(|| panic!("{schema} has no type")))
}

fn pascal(words: &str) -> String {
    let upper = |word: &str| word[..1].to_uppercase() + &word[1..];
    words.split('_').filter(|word| !word.is_empty()).map(upper).collect()
}

/// The operations, each with whether the document allows a token for it.
fn allowed(document: &Value) -> BTreeMap<String, bool> {
    let mut allowed = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(_, entry)| entry["responses"].is_object())
        {
            let own = operation.get("security").unwrap_or(&document["security"]).as_array().unwrap();
            let is_allowed = own.iter().any(|schemes| schemes.get("OAuth2").is_some());
            allowed.insert(format!("{} {path}", method.to_uppercase()), is_allowed);
        }
    }
    allowed
}

/// The document, its crate, and a program that uses the crate; built once for all tests.
struct Whole {
    document: Value,
    generated: Generated,
    program: PathBuf,
}

static WHOLE: LazyLock<Option<Whole>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cobo/openapi-full.yaml");
    if !path.exists() {
        tell("whole", "skipped: the whole document is not at ../shared/cobo/openapi-full.yaml");
        return None;
    }
    Some(Whole::build(&path))
});

impl Whole {
    fn build(path: &Path) -> Self {
        let (_, tree) = signet::source::load(&[Input::file(path)], &[], &mut Diagnostics::new());
        let document = tree.unwrap().root().to_json();
        let (plain, found) = generated(path, None);
        let errors: Vec<_> = found.iter().filter(|each| each.severity() == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let summary = plain.summary;
        assert_eq!((summary.operations, summary.skipped), (253, 0));
        assert!(summary.anys * 200 <= summary.types, "{summary:?}");
        // The overlay makes bodies required where the document only omits it.
        let optional =
            plain.files.iter().filter(|(_, text)| String::from_utf8_lossy(text).contains("pub fn body(mut self"));
        assert_eq!(optional.map(|(path, _)| path.to_owned()).collect::<Vec<_>>(), Vec::<String>::new());

        let (generated, _) = generated(path, Some(carried(&document, &plain)));
        let main = main(&document, &generated);
        let crates = [("t-whole", &generated.files)];
        let program = program::build_with(TEMPORARY, "whole", &crates, "http = \"1\"\n", &main);
        Self { document, generated, program }
    }
}

/// The text of the program.
fn main(document: &Value, generated: &Generated) -> String {
    let mut arms = String::new();
    for (name, call) in [
        ("calls", "calls()"),
        ("proofs", "proofs()"),
        ("tries", "tries()"),
        ("event", "event(text)"),
        ("requests", "requests(text)"),
    ] {
        let _ = writeln!(arms, "            \"{name}\" => {call},");
    }
    for schema in generated.lock.types.keys() {
        if document["components"]["schemas"].get(schema).is_some() {
            arms += &codec::arm(&rust_type(generated, schema));
        }
    }
    for (schema, missing) in &undeclared(document) {
        let ty = rust_type(generated, schema);
        for name in missing.iter().filter(|_| sends_more(generated, schema)) {
            let change = format!("|value| value.additional_property(\"{name}\", \"set\")");
            let _ = writeln!(arms, "            \"{ty}.{name}\" => again::<types::{ty}>(text, {change}),");
        }
    }
    let proofs = generated.lock.operations.iter().map(|(key, operation)| {
        format!("({key:?}.to_owned(), proof::<t_whole::ops::{}>(&org).await)", pascal(&operation.marker))
    });
    let calls = CALLS.replace("/* PROOFS */", &proofs.collect::<Vec<_>>().join(", "));
    codec::main("t_whole", &arms) + &calls + &sdk::requests(document, generated)
}

/// A token goes wherever the document allows one, beside the signature, which is everywhere.
fn proofs(whole: &Whole, codec: &mut Codec) {
    let (_, proofs) = codec.again("proofs", &Value::Null).unwrap();
    let allowed = allowed(&whole.document);
    assert_eq!((allowed.len(), allowed.values().filter(|allowed| **allowed).count()), (253, 208));
    for (operation, allowed) in allowed {
        let wanted = if allowed { "signed Bearer t-1" } else { "signed " };
        assert_eq!(proofs[&operation], wanted, "{operation}");
    }
}

/// A transfer has a key: what was not processed is sent again with the same key, and each attempt is signed anew.
fn tries(codec: &mut Codec) {
    let (_, tries) = codec.again("tries", &Value::Null).unwrap();
    let tries: [[String; 3]; 3] = serde_json::from_value(tries).unwrap();
    let different = |at: usize| tries.iter().map(|each| &each[at]).collect::<BTreeSet<_>>().len();
    assert_eq!((&*tries[0][0], [0, 1, 2].map(different)), ("transfer-1", [1, 3, 3]), "{tries:?}");
}

/// What a server signs as it signs responses is read as an event.
fn event(whole: &Whole, codec: &mut Codec) {
    let event = examples::example(&whole.document, &whole.document["components"]["schemas"]["WebhookEvent"]);
    let (body, time) = (event.to_string(), "1701396866000");
    let signature = sign(SERVER_SEED, format!("{body}|{time}").as_bytes());
    let (_, read) = codec.again("event", &json!([body, signature, time, SERVER_KEY])).unwrap();
    assert_eq!(meaning(&read), meaning(&event));
    let error = codec.again("event", &json!([body + " ", signature, time, SERVER_KEY])).unwrap_err();
    assert_eq!(error, "the webhook was not verified: the signature does not match the body");
}

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn the_whole_document_is_generated_called_and_read() {
    let Some(whole) = &*WHOLE else { return };
    let lint = ["clippy", "--quiet", "--package", "t-whole", "--", "-D", "warnings"];
    program::cargo(TEMPORARY, &Path::new(TEMPORARY).join("whole"), &lint);

    let mut codec = Codec::start(&whole.program);
    let (_, sent) = codec.again("calls", &Value::Null).unwrap();
    assert_eq!(sent, json!(SENT.iter().map(|call| call.replacen(" /", " http://127.0.0.1:1/", 1)).collect::<Vec<_>>()));
    proofs(whole, &mut codec);
    tries(&mut codec);
    event(whole, &mut codec);
    let mut values = Values::new(whole, &mut codec);
    values.unions();
    values.enums();
    values.recursion();
    let undeclared = values.undeclared();
    tell(
        "whole",
        &format!(
            "{:?}; undeclared properties that were set where they are sent: {undeclared}",
            whole.generated.summary
        ),
    );
    codec.end();
}
