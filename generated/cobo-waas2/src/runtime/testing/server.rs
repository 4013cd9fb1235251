//! A mock server on a local port.
//!
//! It runs on its own threads, so that clients of any kind and runtime can call it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a server takes threads")]

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode};

use crate::runtime::testing::connection::{Connection, Cut};
use crate::runtime::testing::document::{MockDocument, MockOperation, Sealing};
use crate::runtime::testing::fault::{MockFault, MockFaults, MockPhase};
use crate::runtime::testing::request::MockRequest;
use crate::runtime::testing::response::{Answer, MockResponse};
use crate::runtime::testing::rules::MockRules;

const STACK: usize = 256 * 1024;

/// A mock server on a local port; it stops when it is dropped.
///
/// It responds by its [rules](MockRules), or else with the examples of the API's document. A request with a missing or
/// invalid signature gets a 401 whose body says what is wrong. Responses are signed if the API signs them.
pub struct MockServer {
    shared: Arc<Shared>,
    address: SocketAddr,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    document: &'static MockDocument,
    rules: MockRules,
    faults: Mutex<MockFaults>,
    refused: AtomicUsize,
    seed: [u8; 32],
    stopped: AtomicBool,
    /// The open connections, by number.
    open: Mutex<HashMap<usize, TcpStream>>,
}

impl MockServer {
    /// Starts a server for an API.
    #[doc(hidden)]
    pub fn serve(document: &'static MockDocument) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let mut seed = [0; 32];
        let random = RandomState::new();
        for (number, piece) in seed.chunks_mut(8).enumerate() {
            piece.copy_from_slice(&random.hash_one(number).to_le_bytes());
        }
        let shared = Arc::new(Shared {
            document,
            rules: MockRules::default(),
            faults: Mutex::new(MockFaults::seeded(0)),
            refused: AtomicUsize::new(0),
            seed,
            stopped: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let own = Arc::clone(&shared);
        let accepting = thread::Builder::new().name("mock server".to_owned()).spawn(move || accept(&listener, &own))?;
        Ok(Self { shared, address, accepting: Some(accepting) })
    }

    /// Returns the base URL to give to the client's builder.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the public key of the server's signatures, for the builder's `response_key`; empty if it does not sign.
    pub fn response_key(&self) -> String {
        self.shared.document.seal.map(|seal| seal.public_key(&self.shared.seed)).unwrap_or_default()
    }

    /// Adds faults at random from now on, which replace earlier settings.
    pub fn set_faults(&self, faults: MockFaults) {
        *self.shared.faults.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// Hangs up on the next connections before anything is read from them, so many of them.
    pub fn refuse_connections(&self, count: usize) {
        self.shared.refused.store(count, Ordering::Relaxed);
    }
}

impl Deref for MockServer {
    type Target = MockRules;

    fn deref(&self) -> &MockRules {
        &self.shared.rules
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        for stream in self.shared.open().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the thread that waits for connections.
        let woken = TcpStream::connect(self.address).is_ok();
        if let Some(accepting) = self.accepting.take().filter(|_| woken) {
            let _ = accepting.join();
        }
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer")
            .field("address", &self.address)
            .field("rules", &self.shared.rules)
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, HashMap<usize, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn draw(&self, accepting: bool) -> Option<MockFault> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).draw(accepting)
    }

    /// Tells whether a new connection is to be dropped.
    fn refuses(&self) -> bool {
        let one_less = |count: usize| count.checked_sub(1);
        self.refused.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok() || self.draw(true).is_some()
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().enumerate() {
        if shared.stopped.load(Ordering::Relaxed) {
            return;
        }
        let Some(stream) = stream.ok().filter(|_| !shared.refuses()) else { continue };
        let _ = stream.set_nodelay(true);
        let Ok(own) = stream.try_clone() else { continue };
        shared.open().insert(number, own);
        let worker = Arc::clone(shared);
        let serve = move || {
            let _ = talk(Connection::new(stream), &worker);
            worker.open().remove(&number);
        };
        if thread::Builder::new().stack_size(STACK).spawn(serve).is_err() {
            shared.open().remove(&number);
        }
    }
}

/// Answers the requests of a connection until either side hangs up.
fn talk(mut connection: Connection, shared: &Shared) -> io::Result<()> {
    while let Some(request) = connection.read() {
        let is_head = request.method() == Method::HEAD;
        let (response, fault, delay) = shared.answer(request);
        thread::sleep(delay);
        match response {
            Some(response) if !matches!(fault, Some(MockFault::Silence | MockFault::Garbage)) => {
                let cut = match fault {
                    Some(MockFault::Drop(MockPhase::Accept | MockPhase::Request)) => return Ok(()),
                    Some(MockFault::Drop(MockPhase::Headers)) => Cut::AfterHeaders,
                    Some(MockFault::Drop(MockPhase::Body)) => Cut::InBody,
                    _ => Cut::Nothing,
                };
                connection.write(&response, is_head, cut)?;
                if cut != Cut::Nothing {
                    return Ok(());
                }
            }
            _ if fault == Some(MockFault::Garbage) => {
                return connection.write_raw(b"\x16\x03\x01garbage\r\n\r\n\0\0\0");
            }
            _ if fault == Some(MockFault::Silence) => connection.wait_for_end(),
            _ => return Ok(()),
        }
    }
    Ok(())
}

impl Shared {
    /// Verifies and records a request, and returns the response and its delay; without a response, the server closes
    /// the connection.
    fn answer(&self, request: Request<Bytes>) -> (Option<Response<Vec<u8>>>, Option<MockFault>, Duration) {
        let uri = request.uri();
        let known = self.document.find(request.method().as_str(), uri.path(), uri.query().unwrap_or_default());
        let mut request = MockRequest::new(request, known.map(MockOperation::operation));
        let refusal = match known {
            None => Some((404, "the document has no such operation".to_owned())),
            Some(known) => {
                let verdict = self.document.seal.map_or(Ok(()), |seal| seal.check(&request, known.operation()));
                verdict.err().map(|fault| (401, fault))
            }
        };
        let answer = match refusal {
            Some((status, fault)) => {
                let answer = MockResponse::new(status, format!("mock server: {fault}"))
                    .with_header("content-type", "text/plain");
                request.refuse(fault);
                Some(answer)
            }
            None => self.rules.answer(&request),
        };
        self.rules.record(request);
        let MockResponse { answer, headers, delay, fault, .. } = match answer {
            Some(answer) => answer,
            None => MockResponse { answer: Answer::Documented(0), ..MockResponse::new(200, "") },
        };
        let fault = fault.or_else(|| self.draw(false));
        let mut response = match answer {
            Answer::Failure(_) => return (None, fault, delay),
            Answer::Never => return (None, Some(MockFault::Silence), delay),
            Answer::Body(status, body) => with_status(status.as_u16(), body.into()),
            Answer::Documented(status) => {
                let example = known.and_then(|known| known.example(Some(status).filter(|status| *status != 0)));
                let mut response = with_status(
                    example.map_or(status.max(200), |example| example.status),
                    example.map_or("", |example| example.body).into(),
                );
                if let Some(example) = example.filter(|example| !example.content_type.is_empty()) {
                    response.headers_mut().insert("content-type", HeaderValue::from_static(example.content_type));
                }
                response
            }
        };
        response.headers_mut().extend(headers);
        let delay = match fault {
            Some(MockFault::Delay(more)) => delay.saturating_add(more),
            _ => delay,
        };
        let sealing = spoil(&mut response, fault);
        if let Some(seal) = self.document.seal {
            seal.sign(&mut response, &self.seed, sealing);
        }
        if fault == Some(MockFault::Truncated) {
            let half = response.body().len() / 2;
            response.body_mut().truncate(half);
        }
        (Some(response), fault, delay)
    }
}

fn with_status(status: u16, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// Adds a fault to an unsigned response, and returns how to sign it.
fn spoil(response: &mut Response<Vec<u8>>, fault: Option<MockFault>) -> Sealing {
    match fault {
        Some(MockFault::RateLimited(seconds)) => {
            *response = with_status(429, Vec::new());
            response.headers_mut().insert("retry-after", seconds.into());
            Sealing::Missing
        }
        Some(MockFault::Html(status)) => {
            *response = with_status(status, b"<html><body>Something is wrong.</body></html>".to_vec());
            response.headers_mut().insert("content-type", HeaderValue::from_static("text/html"));
            Sealing::Missing
        }
        Some(MockFault::Oversized(length)) => {
            response.body_mut().resize(length, b' ');
            Sealing::Right
        }
        Some(MockFault::BadSignature) => Sealing::Wrong,
        Some(MockFault::Unsigned) => Sealing::Missing,
        _ => Sealing::Right,
    }
}
