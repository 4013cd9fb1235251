//! An application of `FastAPI`: its own description is fetched and generated from, each operation is called, and the
//! application returns the values that it received.
//!
//! Without Python or `PyPI` the test says so and passes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate};
use signet_tests::program;
use signet_tests::python::{Python, tell};

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// The version that the description is compared for, and what the application needs beside it.
const PACKAGES: [&str; 3] = ["fastapi==0.165.0", "uvicorn==0.54.0", "python-multipart==0.0.34"];

/// The application, running; it ends when it is dropped.
struct Application {
    child: Child,
    address: String,
}

impl Application {
    fn start(python: &Python) -> Self {
        let mut child = python.command("fastapi_app.py").stdout(Stdio::piped()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Self { child, address: format!("127.0.0.1:{}", port.trim()) }
    }

    /// Fetches the description that the application writes of itself.
    fn description(&self) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        body.to_owned()
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_application_receives_and_returns_every_value() {
    let python = match Python::with(TEMPORARY, &PACKAGES) {
        Ok(python) => python,
        Err(reason) => return tell("fastapi", &format!("skipped: {reason}")),
    };
    let application = Application::start(&python);
    let request = Request {
        inputs: vec![Input::text("openapi.json", application.description())],
        name: Some("t_echo".to_owned()),
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (_, generated) = generate(&request, &mut diagnostics);
    // Tuples are lists of any JSON.
    let unexpected = diagnostics.iter().map(|each| &each.message).filter(|message| !message.contains("`prefixItems`"));
    assert_eq!(unexpected.collect::<Vec<_>>(), Vec::<&String>::new());
    let generated = generated.unwrap();
    assert_eq!(generated.summary.skipped, 0);
    let more = "serde_json = \"1\"\n";
    let main = include_str!("program.rs");
    let binary = program::build_with(TEMPORARY, "fastapi", &[("t_echo", &generated.files)], more, main);
    let output = Command::new(binary).arg(format!("http://{}", application.address)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    tell("fastapi", &format!("{} received and returned every value", PACKAGES[0]));
}
