//! The official SDK for Python as a yardstick: the same calls flow into it and into the generated client, and the same
//! requests arrive at the server, to the byte and to the signature.
//!
//! It is downloaded from `PyPI` into a virtual environment, once a target folder. Without Python or `PyPI` the test says so and
//! passes; where the variable `CI` is set it does not try, so that no build depends on another registry.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cobo_waas2::types::RefreshTokenRequest;
use serde_json::{Value, json};
use signet_tests::clients::{CLIENT_ID, GRANT, NOW_MS, ORG_ID, client};
use signet_tests::server::{APP_SEED, Recorded, Server};

const PACKAGE: &str = "cobo_waas2==1.46.0";

/// Where the environment is, and which script makes the calls.
const FOLDER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/cobo_waas2-1.46.0");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python/official_sdk.py");

/// Makes the environment, unless an earlier run did. The error says why there is none.
fn python() -> Result<PathBuf, String> {
    let folder = Path::new(FOLDER);
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    // Written last, so that an environment that was interrupted is made anew, as is one whose Python is gone.
    let complete = folder.join("complete");
    if complete.exists() && run(Command::new(&python).arg("--version")).is_ok() {
        return Ok(python);
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
    let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", PACKAGE];
    run(Command::new(&python).args(options))?;
    std::fs::write(complete, PACKAGE).map_err(|error| error.to_string())?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{command:?}: {}", said.trim().lines().next_back().unwrap_or("failed")))
}

/// Tells the person who runs the tests. Not by `eprintln!`, which is shown for tests that fail only.
fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "python_sdk: {text}");
}

/// Makes the calls with the SDK, and returns what each ended in.
fn drive(python: &Path, host: &str, calls: &[Value]) -> Value {
    let job = json!({ "host": host, "key": APP_SEED, "now_ms": NOW_MS, "calls": calls });
    let mut sdk = Command::new(python).arg(SCRIPT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    sdk.stdin.take().unwrap().write_all(job.to_string().as_bytes()).unwrap();
    let output = sdk.wait_with_output().unwrap();
    assert!(output.status.success(), "the script failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What both have to do in the same way.
fn essence(request: &Recorded) -> [&str; 5] {
    let header = |name| request.header(name);
    [&request.method, &request.target, header("biz-api-key"), header("biz-api-nonce"), header("biz-api-signature")]
}

#[tokio::test]
async fn same_requests_as_the_official_sdk() {
    if std::env::var_os("CI").is_some_and(|value| !value.is_empty()) {
        return tell("skipped: `CI` is set");
    }
    let python = match tokio::task::spawn_blocking(python).await.unwrap() {
        Ok(python) => python,
        Err(reason) => return tell(&format!("skipped: {reason}")),
    };

    let client_ids =
        [CLIENT_ID, "a b", "a+b&c=d", "é", "中文😀", "~*'()!", " +&=/?#%;,:@$[]{}\\|\"<>^`", "a\nb", "%41", "a.b-c_d"];
    let refreshing = [
        json!({ "client_id": CLIENT_ID, "grant_type": "refresh_token", "refresh_token": "r" }),
        json!({ "client_id": "é\"中", "grant_type": "refresh_token" }),
    ];
    let mut calls: Vec<_> = client_ids
        .iter()
        .map(|id| json!({ "method": "get_token", "arguments": { "client_id": id, "org_id": ORG_ID, "grant_type": GRANT } }))
        .collect();
    calls.extend(refreshing.iter().map(|body| json!({ "method": "refresh_token", "arguments": body })));

    let server = Server::with_token().await;
    let (host, count) = (server.url(), calls.len());
    let report = tokio::task::spawn_blocking(move || drive(&python, &host, &calls)).await.unwrap();
    assert_eq!(report["version"], "1.46.0");
    // The SDK looks the key for answers up by the three addresses that it knows, and asserts that it has found one.
    assert_eq!(report["endings"], json!(vec!["AssertionError"; count]));
    let theirs = server.requests();

    let server = Server::with_token().await;
    let client = client(&server);
    for client_id in client_ids {
        client.oauth().get_token(client_id, ORG_ID, GRANT).send().await.unwrap();
    }
    for body in &refreshing {
        let body: RefreshTokenRequest = serde_json::from_value(body.clone()).unwrap();
        client.oauth().refresh_token(&body).send().await.unwrap();
    }
    let ours = server.requests();

    assert_eq!((theirs.len(), ours.len()), (count, count));
    for (their, our) in theirs.iter().zip(&ours) {
        assert_eq!((their.verdict, our.verdict), (Ok(()), Ok(())), "{their:?}");
        if our.method == "GET" {
            assert_eq!(essence(their), essence(our));
            assert!(their.body.is_empty() && our.body.is_empty());
        } else {
            // The SDK writes JSON with spaces, and all but ASCII escaped: the same value, and so another signature.
            assert_eq!(essence(their)[..4], essence(our)[..4]);
            let value = |request: &Recorded| serde_json::from_slice::<Value>(&request.body).unwrap();
            assert_eq!(value(their), value(our));
            assert_ne!(their.body, our.body);
        }
    }
    tell(&format!("{PACKAGE} and the generated client sent the same {count} requests"));
}
