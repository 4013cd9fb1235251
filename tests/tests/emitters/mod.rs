//! Servers that write the description of themselves: it is fetched, a crate is generated from it, each operation is called
//! through the crate, and the server returns the values that it received.
//!
//! Where a server's packages cannot be installed, the test says so and passes.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate};
use signet_tests::application::Application;
use signet_tests::program;
use signet_tests::python::Python;
use signet_tests::skip::tell;

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// `FastAPI`, and what its application needs beside it.
const FASTAPI: [&str; 3] = ["fastapi==0.165.0", "uvicorn==0.54.0", "python-multipart==0.0.34"];

/// What a server of axum needs that utoipa describes.
const UTOIPA: &str = r#"
axum = { version = "0.8", features = ["multipart"] }
chrono = { version = "0.4", features = ["serde"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
utoipa = { version = "6", features = ["chrono", "uuid"] }
uuid = { version = "1", features = ["serde"] }
"#;

/// What the programs need beside the generated crates.
const MORE: &str = "serde_json = \"1\"\n";

/// Generates from the description of a server, and runs a program that calls it.
fn call(name: &str, package: &str, server: &Application, main: &str) {
    let request = Request {
        inputs: vec![Input::text("openapi.json", server.description())],
        name: Some(package.to_owned()),
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (_, generated) = generate(&request, &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|each| &each.message).collect::<Vec<_>>(), Vec::<&String>::new());
    let generated = generated.unwrap();
    assert_eq!((generated.summary.skipped, generated.summary.anys), (0, 0));
    let binary = program::build_with(TEMPORARY, name, &[(package, &generated.files)], MORE, main);
    let output = Command::new(binary).arg(server.url()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    tell(name, "every value was received and returned");
}

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn fastapi_receives_and_returns_every_value() {
    let python = match Python::with(TEMPORARY, &FASTAPI) {
        Ok(python) => python,
        Err(reason) => return tell("fastapi", &format!("skipped: {reason}")),
    };
    let server = Application::start(python.command("tests/emitters/fastapi/app.py"));
    call("fastapi", "t_fastapi", &server, include_str!("fastapi/program.rs"));
}

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn utoipa_receives_and_returns_every_value() {
    let server = match program::build_outside(TEMPORARY, "utoipa-server", UTOIPA, include_str!("utoipa/server.rs")) {
        Ok(server) => Application::start(Command::new(server)),
        Err(reason) => return tell("utoipa", &format!("skipped: {reason}")),
    };
    call("utoipa", "t_utoipa", &server, include_str!("utoipa/program.rs"));
}
