//! Webhooks of a generated crate, received by the example with `axum`: what a server signs with code of its own is believed,
//! and nothing else is.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use signet::diagnostics::Diagnostics;
use signet_tests::server::crypto::sign;
use signet_tests::server::{APP_SEED, SERVER_KEY, SERVER_SEED};
use signet_tests::{documents, program};

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");
const MAIN: &str = include_str!("../examples/receive_webhooks.rs");
const PAID: &str = r#"{"event_id":"8f2e919a-6a7b-4a9b-8c1a-4c0b3f5b8b1f","type":"transfer.settled","data":{"data_type":"transfer","transfer_id":"t-1","amount":"2.5"}}"#;

/// The example, running.
struct Receiver {
    child: Child,
    address: String,
    printed: BufReader<ChildStdout>,
}

impl Receiver {
    fn start() -> Self {
        let mut request = documents::request(&documents::corpus().join("valid/custody.yaml"));
        request.name = Some("custody".to_owned());
        let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
        let files = generated.unwrap().files;
        let dependencies =
            "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }\n";
        let program = program::build_with(TEMPORARY, "receive_webhooks", &[("custody", &files)], dependencies, MAIN);
        let mut child = Command::new(program).env("WEBHOOK_KEY", SERVER_KEY).stdout(Stdio::piped()).spawn().unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap());
        let mut receiver = Self { child, address: String::new(), printed };
        let line = receiver.line();
        line.strip_prefix("listening on ").unwrap().clone_into(&mut receiver.address);
        receiver
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.printed.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Sends a webhook, and returns the status of the answer and what the example prints.
    fn sent(&mut self, headers: &[(&str, &str)], body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut request = "POST /webhooks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".to_owned();
        for (name, value) in headers {
            request = request + name + ": " + value + "\r\n";
        }
        write!(stream, "{request}Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap_or_default().to_owned(), self.line())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()
}

#[test]
fn the_example_believes_what_is_signed() {
    let mut receiver = Receiver::start();
    let signed =
        |seed: &str, body: &str, time: u128| (sign(seed, format!("{body}|{time}").as_bytes()), time.to_string());
    let status = |status: &str, line: &str| (status.to_owned(), line.to_owned());

    let (signature, time) = signed(SERVER_SEED, PAID, now());
    let good = [("X-Event-Signature", &*signature), ("X-Event-Time", &*time)];
    assert_eq!(receiver.sent(&good, PAID), status("200", "2.5 was paid, by t-1"));
    let underscores = [("x_event_signature", &*signature), ("x_event_time", &*time)];
    assert_eq!(receiver.sent(&underscores, PAID), status("200", "2.5 was paid, by t-1"));

    let refused = |why: &str| status("401", &format!("refused: the webhook was not verified: {why}"));
    let misfit = refused("the signature does not match the body");
    assert_eq!(receiver.sent(&good, &PAID.replace("2.5", "9.5")), misfit);
    let other = signed(APP_SEED, PAID, now());
    assert_eq!(receiver.sent(&[("X-Event-Signature", &other.0), ("X-Event-Time", &other.1)], PAID), misfit);
    assert_eq!(receiver.sent(&good[1..], PAID), refused("there is no signature"));
    let twice = [good[0], good[0], good[1]];
    assert_eq!(receiver.sent(&twice, PAID), refused("there are several signatures or timestamps"));

    for (time, why) in
        [(now() - 400_000, "the webhook was sent 400 seconds ago"), (now() + 400_500, "seconds in the future")]
    {
        let (signature, time) = signed(SERVER_SEED, PAID, time);
        let (status, line) = receiver.sent(&[("X-Event-Signature", &signature), ("X-Event-Time", &time)], PAID);
        assert!(status == "401" && line.contains(why), "{status} {line}");
    }

    let (signature, time) = signed(SERVER_SEED, "{}", now());
    let (status, line) = receiver.sent(&[("X-Event-Signature", &signature), ("X-Event-Time", &time)], "{}");
    assert!(
        status == "422" && line.starts_with("not understood: the webhook's body at $: expected "),
        "{status} {line}"
    );
}
