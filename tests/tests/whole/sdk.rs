//! The requests of the whole document's crate beside those of the official SDK: random calls of every operation that both
//! have, through the same arguments in JSON.
//!
//! `SIGNET_CALLS=20 cargo test -p signet-tests --test programs whole -- --ignored` makes 20 calls of each operation instead
//! of 2. Without Python or `PyPI` the test says so and passes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use signet::{Generated, LockedOperation};
use signet_tests::arguments::Operation;
use signet_tests::clients::NOW_MS;
use signet_tests::codec::Codec;
use signet_tests::official::{Difference, NOTHING, PACKAGE, call, differences};
use signet_tests::python::Python;
use signet_tests::random::Random;
use signet_tests::server::{APP_SEED, Recorded, Reply, Server};
use signet_tests::skip::tell;

use super::{TEMPORARY, WHOLE};

/// The part of the program that makes requests from arguments in JSON.
const REQUESTS: &str = include_str!("program/requests.rs");

/// Operations of the document that the SDK does not have.
const MISSING: [&str; 2] = ["list_safe_wallet_delegates", "list_top_up_payer_accounts"];

/// Values of enums that the document still has, and the SDK no longer.
const REMOVED: [&str; 2] = ["SmartContract", "Safe{Wallet}"];

/// Properties with a default that the SDK sends where no value is given.
const DEFAULTS: [(&str, &str); 5] = [
    ("POST /payments/links/orders", "body/business_info/expired_in"),
    ("POST /payments/orders", "body/currency"),
    ("POST /payments/orders", "body/expired_in"),
    ("POST /tokenization/estimate_fee", "body/operation_params/token_params/token_access_activated"),
    ("POST /tokenization/tokens", "body/token_params/token_access_activated"),
];

/// Returns the part that makes requests, with an arm for each operation.
pub fn requests(document: &Value, generated: &Generated) -> String {
    let mut arms = String::new();
    for (key, names) in &generated.lock.operations {
        if let Some(operation) = Operation::find(document, key) {
            let tag = names
                .tag
                .as_ref()
                .map_or_else(String::new, |tag| format!(".{}()", generated.lock.tags[tag].module.to_lowercase()));
            arm(&mut arms, (key, &tag), &operation, names);
        }
    }
    REQUESTS.replace("/* REQUESTS */\n", &arms)
}

/// Writes the arm of an operation: a call with what is required, and a setter for each other argument that is given.
fn arm(arms: &mut String, (key, tag): (&str, &str), operation: &Operation<'_>, names: &LockedOperation) {
    assert_eq!(names.request, None, "{key}: a struct of required parameters");
    let required: Vec<_> = names.arguments.iter().map(|argument| read(key, operation, argument).1).collect();
    let (method, required) = (names.method.to_lowercase(), required.join(", "));
    let _ = writeln!(arms, "        {key:?} => {{\n            let call = client{tag}.{method}({required});");
    for (argument, setter) in &names.setters {
        let (name, value) = read(key, operation, argument);
        // A keyword of Rust.
        let setter = if setter == "type" { "type_" } else { setter };
        let set = format!("if given.contains_key({name:?}) {{ call.{setter}({value}) }} else {{ call }}");
        let _ = writeln!(arms, "            let call = {set};");
    }
    let _ = writeln!(arms, "            sent(call, &number).await\n        }}");
}

/// Returns the name of an argument and the expression that reads it. The lock calls it `query limit`, `path 1` or `body`.
fn read(key: &str, operation: &Operation<'_>, argument: &str) -> (String, String) {
    let name = match argument.split_once(' ') {
        None => return ("body".to_owned(), "&member(&given, \"body\")?".to_owned()),
        Some(("path", position)) => {
            let position: usize = position.parse().unwrap();
            key.split(['{', '}']).skip(1).step_by(2).nth(position - 1).unwrap()
        }
        Some((_, name)) => name,
    };
    let found = operation.parameters().find(|parameter| parameter.name == name);
    let schema = found.unwrap_or_else(|| panic!("{key} has no parameter `{name}`")).schema;
    // Strings and types of the crate are borrowed.
    let value = match (schema.get("enum"), schema["type"].as_str(), schema.get("format")) {
        (Some(_), ..) => format!("&member(&given, {name:?})?"),
        (None, Some("string"), None) => format!("&member::<String>(&given, {name:?})?"),
        (None, ..) => format!("member(&given, {name:?})?"),
    };
    (name.to_owned(), value)
}

/// Makes the same calls with the crate's program; returns what each ended in.
fn call_ours(codec: &mut Codec, host: &str, calls: &[Value]) -> Vec<String> {
    let job = json!({ "host": host, "key": APP_SEED, "now_ms": NOW_MS, "calls": calls });
    let (_, endings) = codec.again("requests", &job).unwrap();
    serde_json::from_value(endings).unwrap()
}

/// Random calls of the operations that both have, in the form that both programs read.
fn calls(document: &Value, generated: &Generated, rounds: u64) -> Vec<Value> {
    let mut calls = Vec::new();
    for key in generated.lock.operations.keys() {
        // The operation that carries all types is not of the document.
        let Some(operation) = Operation::find(document, key) else { continue };
        if MISSING.contains(&operation.id()) {
            continue;
        }
        for round in 0..rounds {
            let mut random = Random::named(key, round);
            let arguments = operation.arguments(&mut random);
            let number = calls.len().to_string();
            let mut call = json!({ "number": number, "key": key, "operation": operation.id(), "arguments": arguments });
            if let Some(body) = operation.body(&mut random) {
                call["body"] = body;
            }
            calls.push(call);
        }
    }
    calls
}

/// What arrived, by the numbers of the calls.
fn arrived(server: &Server) -> BTreeMap<usize, Recorded> {
    let requests = server.requests();
    let count = requests.len();
    let by_call: BTreeMap<_, _> =
        requests.into_iter().map(|request| (request.header("x-call").parse().unwrap(), request)).collect();
    assert_eq!(by_call.len(), count, "a call was sent twice");
    by_call
}

/// Why a difference is expected, if it is.
fn reason(call: &Value, at: &str, theirs: &str, ours: &str) -> Option<&'static str> {
    let key = call["key"].as_str().unwrap();
    let mentions = |value: &&str| call.to_string().contains(&json!(value).to_string());
    let is_lost = theirs.contains("None") || theirs == NOTHING;
    match at {
        "body/request_id" if theirs == NOTHING => Some("the client makes an idempotency key where none is given"),
        _ if ours == NOTHING && DEFAULTS.contains(&(key, at)) => Some("the SDK sends the default of the document"),
        "verdict" if call["body"] == json!({}) => Some("the SDK sends `{}`, and signs an empty body"),
        "ending" if ours.ends_with("is empty") && theirs == "sent" => {
            Some("the client refuses an empty value where a parameter is required: neither sends empty values")
        }
        _ if is_lost
            && (at == "ending" || at == "target" || at.starts_with("body"))
            && REMOVED.iter().any(mentions) =>
        {
            Some("the SDK loses values that it does not know")
        }
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_make_the_requests_of_the_official_sdk() {
    let Some(whole) = &*WHOLE else { return };
    let python = match Python::with(TEMPORARY, &[PACKAGE]) {
        Ok(python) => python,
        Err(reason) => return tell("whole", &format!("not compared with the SDK: {reason}")),
    };
    let rounds = std::env::var("SIGNET_CALLS").map_or(2, |rounds| rounds.parse().unwrap());
    let calls = calls(&whole.document, &whole.generated, rounds);
    let server = Server::start(Reply::json(200, "{}").unsigned()).await;
    let their_endings = call(&python, &server.url(), &calls);
    let theirs = arrived(&server);
    let server = Server::start(Reply::json(200, "{}").unsigned()).await;
    let mut codec = Codec::start(&whole.program);
    let our_endings = call_ours(&mut codec, &server.url(), &calls);
    codec.end();
    let ours = arrived(&server);
    assert!(ours.values().all(|request| request.verdict == Ok(())), "each request of the client is properly signed");

    let (mut report, mut expected) = (String::new(), BTreeMap::new());
    for (number, call) in calls.iter().enumerate() {
        let found = match (theirs.get(&number), ours.get(&number)) {
            (Some(theirs), Some(ours)) => differences(theirs, ours),
            (theirs, ours) => {
                let ending =
                    |is_sent: bool, endings: &[String]| if is_sent { "sent" } else { &endings[number] }.to_owned();
                vec![Difference {
                    at: "ending".to_owned(),
                    theirs: ending(theirs.is_some(), &their_endings),
                    ours: ending(ours.is_some(), &our_endings),
                }]
            }
        };
        for Difference { at, theirs, ours } in &found {
            match reason(call, at, theirs, ours) {
                Some(reason) => *expected.entry(reason).or_insert(0) += 1,
                None => {
                    let key = call["key"].as_str().unwrap();
                    let _ = writeln!(report, "{key}: {at}: SDK {theirs}, client {ours}\n    {call}");
                }
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    let same = format!("{PACKAGE} and the generated client made the same {} requests, but for", calls.len());
    tell("whole", &format!("{same} {expected:#?}"));
}
