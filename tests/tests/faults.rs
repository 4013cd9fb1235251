//! Each phase of a call × each way it can go wrong: the fault flows in over a real connection, the named error flows out in time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers fail the test"
)]

use std::any::Any;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use cobo_waas2::mock::{MockFault, MockPhase, MockResponse, MockServer};
use cobo_waas2::types::RefreshTokenRequest;
use cobo_waas2::{Client, Ed25519Signer, Error, OAuthError, Retry, ops};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const TIMEOUT: Duration = Duration::from_millis(400);
const CONNECT_TIMEOUT: Duration = Duration::from_millis(200);
/// How long a call may take that is not delayed, on a machine that is busy.
const LATEST: Duration = Duration::from_secs(20);

/// What comes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Connect,
    Transport,
    Timeout,
    Verification,
    Decode,
    Unexpected,
}

/// Whether the error is a timeout, one of connecting, and whether the call may be made again.
type Is = (bool, bool, bool);

const NO_CONNECTION: Is = (false, true, true);
const CONNECTING_TOO_LONG: Is = (true, true, true);
const BROKEN: Is = (false, false, true);
const TOO_LONG: Is = (true, false, true);
const FINAL: Is = (false, false, false);

/// Who is called.
enum Peer {
    /// Nobody listens.
    Nobody,
    /// The system takes no more connections.
    Full,
    /// What this does with a connection; whether TLS is spoken to it.
    Script(fn(TcpStream), bool),
    /// The mock server with this answer.
    Mock(fn() -> MockResponse),
}

use Peer::{Full, Mock, Nobody, Script};

/// Phase, fault, who is called, and what comes of it.
const TABLE: &[(&str, &str, Peer, Named, Is)] = &[
    ("connect", "drop", Nobody, Named::Connect, NO_CONNECTION),
    ("connect", "delay", Full, Named::Connect, CONNECTING_TOO_LONG),
    ("connect", "garbage", Script(|stream| say(stream, b"\0\x01\x02\r\n\r\n"), false), Named::Transport, BROKEN),
    ("TLS", "drop", Script(|stream| drop(heard(stream)), true), Named::Connect, NO_CONNECTION),
    ("TLS", "delay", Script(|stream| wait(heard(stream)), true), Named::Connect, CONNECTING_TOO_LONG),
    (
        "TLS",
        "garbage",
        Script(|stream| say(heard(stream), b"HTTP/1.1 400 Bad\r\n\r\n"), true),
        Named::Connect,
        NO_CONNECTION,
    ),
    ("TLS", "unknown authority", Script(of_no_authority, true), Named::Connect, NO_CONNECTION),
    // Not all of a large request was read.
    (
        "request",
        "drop",
        Script(|mut stream| drop(stream.read(&mut [0; 16])), false),
        Named::Transport,
        (false, false, false),
    ),
    ("request", "delay", Script(wait_unread, false), Named::Timeout, (true, false, false)),
    (
        "request",
        "garbage",
        Script(|stream| say(heard(stream), b"\x16\x03\x01\r\n\r\n"), false),
        Named::Transport,
        (false, false, false),
    ),
    (
        "headers",
        "drop",
        Script(|stream| say(heard(stream), b"HTTP/1.1 200 OK\r\ncontent-le"), false),
        Named::Transport,
        BROKEN,
    ),
    (
        "headers",
        "delay",
        Script(|stream| stall(heard(stream), b"HTTP/1.1 200 OK\r\ncontent-le"), false),
        Named::Timeout,
        TOO_LONG,
    ),
    (
        "headers",
        "garbage",
        Script(|stream| say(heard(stream), b"HTTP/1.1 200 OK\r\n: \0\r\n\r\n"), false),
        Named::Transport,
        BROKEN,
    ),
    ("body", "drop", Mock(|| faulty(MockFault::Drop(MockPhase::Body))), Named::Transport, BROKEN),
    (
        "body",
        "delay",
        Script(|stream| stall(heard(stream), b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"), false),
        Named::Timeout,
        TOO_LONG,
    ),
    (
        "body",
        "garbage",
        Script(
            |stream| say(heard(stream), b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n"),
            false,
        ),
        Named::Transport,
        BROKEN,
    ),
    ("verify", "drop", Mock(|| faulty(MockFault::Unsigned)), Named::Verification, FINAL),
    ("verify", "delay", Mock(|| faulty(MockFault::BadSignature).delayed(4 * TIMEOUT)), Named::Timeout, TOO_LONG),
    ("verify", "garbage", Mock(|| faulty(MockFault::BadSignature)), Named::Verification, FINAL),
    ("decode", "drop", Mock(|| MockResponse::json(200, r#"{"access_token":"a","#)), Named::Decode, FINAL),
    ("decode", "delay", Mock(|| MockResponse::json(200, "{").delayed(4 * TIMEOUT)), Named::Timeout, TOO_LONG),
    ("decode", "garbage", Mock(|| MockResponse::new(200, "<html>")), Named::Decode, FINAL),
    ("decode", "garbage of a proxy", Mock(|| faulty(MockFault::Html(502))), Named::Unexpected, BROKEN),
];

fn faulty(fault: MockFault) -> MockResponse {
    MockResponse::documented(200).with_fault(fault)
}

/// Reads what comes first: the whole of a small request.
fn heard(mut stream: TcpStream) -> TcpStream {
    let _ = stream.read(&mut [0; 16 * 1024]);
    stream
}

fn say(mut stream: TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

/// Says something, and nothing more until the other side hangs up.
fn stall(mut stream: TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
    wait(stream);
}

fn wait(mut stream: TcpStream) {
    while stream.read(&mut [0; 1024]).is_ok_and(|count| count > 0) {}
}

/// Keeps a connection open for longer than anybody waits, and reads nothing.
fn wait_unread(stream: TcpStream) {
    thread::sleep(4 * TIMEOUT);
    drop(stream);
}

/// Shows a certificate that nobody vouches for.
fn of_no_authority(mut stream: TcpStream) {
    let certificate =
        CertificateDer::from_pem_slice(include_bytes!("../../templates/runtime/tests/tls/server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../../templates/runtime/tests/tls/server.key")).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let mut tls = rustls::ServerConnection::new(Arc::new(config)).unwrap();
    while tls.complete_io(&mut stream).is_ok() {}
}

/// Starts who is called, and returns the base URL, the response key, and what must live as long as the call.
fn start(peer: &Peer) -> (String, String, Box<dyn Any>) {
    let key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c".to_owned();
    let listen = || TcpListener::bind("127.0.0.1:0").unwrap();
    match peer {
        Mock(response) => {
            let server = MockServer::start().unwrap();
            server.on_op::<ops::GetToken>(response());
            (server.url(), server.response_key(), Box::new(server))
        }
        Nobody => (format!("http://{}", listen().local_addr().unwrap()), key, Box::new(())),
        Full => {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            let listener = socket.listen(1).unwrap().into_std().unwrap();
            let address = listener.local_addr().unwrap();
            let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(100));
            let waiting: Vec<_> = std::iter::from_fn(|| connect().ok()).take(1000).collect();
            assert!(waiting.len() < 1000, "the system takes any number of connections");
            (format!("http://{address}"), key, Box::new((listener, waiting)))
        }
        Script(script, tls) => {
            let (listener, script) = (listen(), *script);
            let scheme = if *tls { "https" } else { "http" };
            let url = format!("{scheme}://{}", listener.local_addr().unwrap());
            // Ends with the process: nobody connects any more then.
            thread::spawn(move || {
                listener.incoming().flatten().for_each(|stream| drop(thread::spawn(move || script(stream))));
            });
            (url, key, Box::new(()))
        }
    }
}

fn named(error: &Error<OAuthError>) -> Option<Named> {
    Some(match error {
        Error::Connect(_) => Named::Connect,
        Error::Transport(_) => Named::Transport,
        Error::Timeout(_) => Named::Timeout,
        Error::Verification(_) => Named::Verification,
        Error::Decode(_) => Named::Decode,
        Error::Unexpected(_) => Named::Unexpected,
        _ => return None,
    })
}

#[tokio::test]
async fn each_fault_in_each_phase_is_the_named_error_in_time() {
    let mut wrong = Vec::new();
    for (phase, fault, peer, expected, is) in TABLE {
        let (url, key, running) = start(peer);
        // What is not delayed does not end by a timeout, however busy the machine is.
        let is_delayed = *fault == "delay";
        let client = Client::builder()
            .base_url(url)
            .response_key(&key)
            .signer(Ed25519Signer::from_hex(SEED).unwrap())
            .retry(Retry::never())
            .timeout(if is_delayed { TIMEOUT } else { LATEST })
            .connect_timeout(if is_delayed { CONNECT_TIMEOUT } else { LATEST })
            .build()
            .unwrap();
        let started = Instant::now();
        // So large that not all of it was read.
        let error = if *phase == "request" {
            let body = RefreshTokenRequest::new().refresh_token("r".repeat(1 << 20));
            client.oauth().refresh_token(&body).send().await.unwrap_err()
        } else {
            client.oauth().get_token("app", "org", "org_implicit").send().await.unwrap_err()
        };
        let (elapsed, shown) = (started.elapsed(), format!("{error} {error:?}"));
        let found = (named(&error), (error.is_timeout(), error.is_connect(), error.is_retryable()));
        if found != (Some(*expected), *is) {
            wrong.push(format!("{phase}, {fault}: {found:?}, not {expected:?} {is:?}: {shown}"));
        }
        let least = match (error.is_timeout(), error.is_connect()) {
            (true, true) => CONNECT_TIMEOUT,
            (true, false) => TIMEOUT,
            _ => Duration::ZERO,
        };
        assert!((least..LATEST).contains(&elapsed), "{phase}, {fault}: {elapsed:?}");
        drop(running);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
