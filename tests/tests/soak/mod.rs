//! Many calls at once against a server that fails in every way at random: each ends as it should, and nothing piles up.
//!
//! `.ci/run` makes 1,000 calls. `SIGNET_SOAK=100000 cargo test -p signet-tests --test programs soak -- --ignored --nocapture`
//! makes as many as it says, by a program that is built in release mode, and prints what came of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate};
use signet_tests::program;

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");
const NAME: &str = "soak";

/// The API of custody signs its answers too.
const OVERLAY: &str = "overlay: 1.0.0
info: { title: Answers are signed, version: '1' }
actions:
  - target: $
    update:
      x-signet-response-check:
        algorithm: ed25519
        message: '{body}|{timestamp}'
        prehash: [sha256, sha256]
        encoding: hex
        signature: [x-response-signature]
        timestamp: { headers: [x-response-time], format: digits }
        unsigned: [429, 502]
";

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn calls_end_as_they_should_whatever_goes_wrong() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/valid");
    let overlay = Input { name: "custody.overlay.yaml".to_owned(), ..Input::file(corpus.join("custody.overlay.yaml")) };
    let request = Request {
        inputs: vec![Input { name: "custody.yaml".to_owned(), ..Input::file(corpus.join("custody.yaml")) }],
        overlays: vec![overlay, Input::text("answers.overlay.yaml", OVERLAY)],
        name: Some("t_soak".to_owned()),
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (_, generated) = generate(&request, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let files = generated.unwrap().files;
    let binary = program::build(TEMPORARY, NAME, &[("t_soak", &files)], include_str!("program.rs"));
    let wanted = std::env::var("SIGNET_SOAK").ok();
    let binary = if wanted.is_some() {
        program::cargo(TEMPORARY, &Path::new(TEMPORARY).join(NAME), &["build", "--release", "--quiet"]);
        Path::new(TEMPORARY).join("documents/target/release").join(NAME)
    } else {
        binary
    };
    let output = Command::new(binary).arg(wanted.as_deref().unwrap_or("1000")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    let _ = std::io::stderr().write_all(said.as_bytes());
}
