//! The official SDK for Python beside a generated client: calls of the SDK, and the differences between two requests.

use std::fmt::Display;

use serde_json::{Value, json};

use crate::clients::NOW_MS;
use crate::codec::meaning;
use crate::python::Python;
use crate::server::{APP_SEED, Recorded};

/// The SDK, with its version.
pub const PACKAGE: &str = "cobo_waas2==1.46.0";

/// Makes calls with the SDK; see its script for what a call is. Returns what each ended in.
#[must_use]
pub fn call(python: &Python, host: &str, calls: &[Value]) -> Vec<String> {
    let job = json!({ "host": host, "key": APP_SEED, "now_ms": NOW_MS, "calls": calls });
    let report = python.run("python/official_sdk.py", &job);
    assert_eq!(report["version"], "1.46.0");
    serde_json::from_value(report["endings"].clone()).unwrap()
}

/// A difference between two requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it is: `target`, or `body/request_id`.
    pub at: String,
    /// What the SDK sends there.
    pub theirs: String,
    /// What the client sends there.
    pub ours: String,
}

impl Difference {
    fn new(at: &str, theirs: &(impl Display + ?Sized), ours: &(impl Display + ?Sized)) -> Self {
        Self { at: at.to_owned(), theirs: theirs.to_string(), ours: ours.to_string() }
    }
}

/// Stands in a [`Difference`] for a property that is not sent.
pub const NOTHING: &str = "nothing";

/// Lists how two requests differ: in method, target, headers of the signature, the value of the body, or in what is signed.
#[must_use]
pub fn differences(theirs: &Recorded, ours: &Recorded) -> Vec<Difference> {
    let verdict = |request: &Recorded| request.verdict.err().unwrap_or("properly signed");
    let mut found = Vec::new();
    for (at, theirs, ours) in [
        ("method", &*theirs.method, &*ours.method),
        ("target", &theirs.target, &ours.target),
        ("key", theirs.header("biz-api-key"), ours.header("biz-api-key")),
        ("nonce", theirs.header("biz-api-nonce"), ours.header("biz-api-nonce")),
        ("verdict", verdict(theirs), verdict(ours)),
    ] {
        if theirs != ours {
            found.push(Difference::new(at, theirs, ours));
        }
    }
    // The SDK writes JSON with spaces, and all but ASCII escaped: the same value, and so another signature.
    let [their, our] = [theirs, ours].map(|request| request.header("biz-api-signature"));
    if found.is_empty() && theirs.body == ours.body && their != our {
        found.push(Difference::new("signature", their, our));
    }
    match [theirs, ours].map(|request| serde_json::from_slice::<Value>(&request.body)) {
        [Ok(theirs), Ok(ours)] => values("body", &meaning(&theirs), &meaning(&ours), &mut found),
        _ if theirs.body == ours.body => {}
        _ => found.push(Difference::new("body", &String::from_utf8_lossy(&theirs.body), ours.text())),
    }
    found
}

fn values(at: &str, theirs: &Value, ours: &Value, found: &mut Vec<Difference>) {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            for (name, value) in theirs {
                let at = format!("{at}/{name}");
                match ours.get(name) {
                    Some(our) => values(&at, value, our, found),
                    None => found.push(Difference::new(&at, value, NOTHING)),
                }
            }
            let more = ours.iter().filter(|(name, _)| !theirs.contains_key(*name));
            found.extend(more.map(|(name, value)| Difference::new(&format!("{at}/{name}"), NOTHING, value)));
        }
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => {
            for (position, (their, our)) in theirs.iter().zip(ours).enumerate() {
                values(&format!("{at}/{position}"), their, our, found);
            }
        }
        _ if theirs == ours => {}
        _ => found.push(Difference::new(at, theirs, ours)),
    }
}
