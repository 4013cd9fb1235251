//! The generator knows no name of the API it was built for: with every name changed, the output changes by those names alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use signet::Request;
use signet::diagnostics::{Diagnostics, render_all};
use signet::source::Input;

/// Names of the page and its overlay, each with another of the same length, so that lines break at
/// the same places, and of the same rank, so that they sort alike.
const RENAMED: [(&str, &str); 23] = [
    ("Cobo", "Acme"),
    ("cobo", "acme"),
    ("COBO", "ACME"),
    ("BIZ-", "XYZ-"),
    ("biz-", "xyz-"),
    ("biz_", "xyz_"),
    ("OAuth", "NAuth"),
    ("oauth", "nauth"),
    ("Oauth", "Nauth"),
    ("client_id", "member_no"),
    ("org_id", "firm_x"),
    ("grant_type", "allow_kind"),
    ("access_token", "portal_badge"),
    ("Token", "Badge"),
    ("token", "badge"),
    ("Refresh", "Renewal"),
    ("refresh", "renewal"),
    ("scope", "realm"),
    ("expires_in", "lasting_on"),
    ("ErrorResponse", "FaultResponse"),
    ("error_response", "fault_response"),
    ("error_code", "fault_sort"),
    ("Development", "Preparation"),
];

/// What the client of every API says, in words that are names of this one.
const OWN: [&str; 3] = ["Sends this token as", "bearer_token(self, token:", "token_for_every_call(token)"];

/// Changes the names of the API in generated code.
fn renamed_code(code: &str) -> String {
    OWN.iter().fold(renamed(code), |code, own| code.replace(&renamed(own), own))
}

fn renamed(text: &str) -> String {
    RENAMED.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn generated(name: &str, rename: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/cobo-waas2");
    let read = |file: &str| rename(&fs::read_to_string(folder.join(file)).unwrap());
    let request = Request {
        inputs: vec![Input::text("openapi.yaml", read("openapi.yaml"))],
        overlays: vec![Input::text("overlay.yaml", read("overlay.yaml"))],
        name: Some(name.to_owned()),
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (sources, generated) = signet::generate(&request, &mut diagnostics);
    let Some(generated) = generated else { panic!("{}", render_all(&diagnostics, &sources, 100, false)) };
    let own = generated.files.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
    own.map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())).collect()
}

#[test]
fn only_the_names_change() {
    let expected: BTreeMap<_, _> = generated("cobo-waas2", str::to_owned)
        .into_iter()
        .map(|(path, text)| (renamed(&path), renamed_code(&text)))
        .collect();
    let found = generated("acme-waas2", renamed);
    for ((path, expected), (found_path, found)) in expected.iter().zip(&found) {
        assert_eq!(path, found_path);
        assert_eq!(expected, found, "{path}");
    }
    assert_eq!(expected.len(), found.len());
}
