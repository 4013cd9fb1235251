//! Calls that wait: on which thread, with which connections, and that nothing makes them wait for ever.

#![cfg(all(feature = "blocking", feature = "reqwest"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::cell::RefCell;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use signet_runtime::runtime::*;

use crate::petstore::*;

const PET: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"id\":1}";

/// A server that answers every request with the same text, and counts connections.
struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn start(answer: &'static str) -> Self {
        Self::with(move |stream| stream.write_all(answer.as_bytes()).is_ok())
    }

    /// Answers by a function that says whether the connection stays open.
    fn with(answer: impl Fn(&mut TcpStream) -> bool + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v2", listener.local_addr().unwrap());
        let connections = Arc::<AtomicUsize>::default();
        let (counted, answer) = (Arc::clone(&connections), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                let (mut stream, answer) = (stream.unwrap(), Arc::clone(&answer));
                thread::spawn(move || while reads_request(&mut stream) && answer(&mut stream) {});
            }
        });
        Self { url, connections }
    }

    fn builder(&self) -> ClientBuilder {
        let builder = ClientBuilder::for_api(&API).base_url(&self.url).retry(Retry::never());
        builder.timeout(Duration::from_secs(5))
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Reads a request without a body.
fn reads_request(stream: &mut TcpStream) -> bool {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).unwrap_or(0) == 0 {
            return false;
        }
        head.push(byte[0]);
    }
    true
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn calls_wait_and_keep_their_connection() {
    let server = Server::start(PET);
    let client = server.client();
    assert_eq!(get_pet(&client, "1").send_blocking().unwrap().id, 1);
    let response = get_pet(&client, "1").send_with_response_blocking().unwrap();
    assert_eq!((response.status.as_u16(), response.body.id), (200, 1));
    assert_eq!(get_pet(&client, "1").send_raw_blocking().unwrap().body, "{\"id\":1}");
    assert_eq!(get_pet(&client.clone(), "1").send_blocking().unwrap().id, 1);
    let mut stream = get_pet(&client, "1").send_stream_blocking().unwrap().body.blocking();
    assert_eq!(stream.next().unwrap().unwrap(), "{\"id\":1}");
    assert!(stream.next().is_none());
    assert_eq!(server.connections(), 1);
}

#[test]
fn many_threads_share_a_client() {
    let server = Server::start(PET);
    let client = server.client();
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || (0..20).map(|_| get_pet(&client, "1").send_blocking().unwrap().id).sum::<i64>())
        })
        .collect();
    assert_eq!(threads.into_iter().map(|thread| thread.join().unwrap()).sum::<i64>(), 320);
    // Some are made while others become free.
    assert!(server.connections() < 160);
}

#[tokio::test]
async fn inside_of_a_runtime_of_one_thread() {
    let server = Server::start(PET);
    let client = server.client();
    // More than a task may do at a time.
    for _ in 0..300 {
        assert_eq!(get_pet(&client, "1").send_blocking().unwrap().id, 1);
    }
    assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 1);
    assert_eq!(tokio::spawn(async move { get_pet(&client, "1").send_blocking() }).await.unwrap().unwrap().id, 1);
    assert_eq!(server.connections(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inside_of_a_runtime_of_several_threads() {
    let server = Server::start(PET);
    let client = server.client();
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let waited = get_pet(&client, "1").send_blocking().unwrap().id;
                waited + get_pet(&client, "1").send().await.unwrap().id
            })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), 2);
    }
}

/// A runtime that rests drives none of its connections: who got one of them would wait for ever.
#[test]
fn connections_of_a_runtime_that_rests_are_left_alone() {
    let server = Server::start(PET);
    let client = server.client();
    let resting = runtime();
    for _ in 0..2 {
        resting.block_on(get_pet(&client, "1").send()).unwrap();
        get_pet(&client, "1").send_blocking().unwrap();
    }
    assert_eq!(server.connections(), 2);
}

#[test]
fn connections_of_a_runtime_that_is_gone_are_closed() {
    let server = Server::start(PET);
    let client = server.client();
    for _ in 0..2 {
        runtime().block_on(get_pet(&client, "1").send()).unwrap();
        get_pet(&client, "1").send_blocking().unwrap();
    }
    assert_eq!(server.connections(), 3);
}

#[test]
fn connections_that_the_server_closes_are_made_anew() {
    let server = Server::with(|stream| {
        let _ = stream.write_all(PET.as_bytes());
        false
    });
    let client = server.client();
    for _ in 0..3 {
        get_pet(&client, "1").send_blocking().unwrap();
        // The worker goes on while nobody waits, and sees it.
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(server.connections(), 3);
}

#[test]
fn time_runs_out() {
    let server = Server::with(|_| true);
    let client = server.client();
    let began = Instant::now();
    let call = get_pet(&client, "1").with_timeout(Duration::from_millis(80));
    assert!(call.send_blocking().unwrap_err().is_timeout());
    let call = get_pet(&client, "1").with_retry(Retry::attempts(2)).with_attempt_timeout(Duration::from_millis(80));
    assert!(call.send_blocking().unwrap_err().is_timeout());
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}

/// Tells by a closed channel that the thread on which it was put down has ended.
fn watch(ended: mpsc::Sender<()>) {
    thread_local! {
        static WATCH: RefCell<Vec<mpsc::Sender<()>>> = const { RefCell::new(Vec::new()) };
    }
    WATCH.with_borrow_mut(|watch| watch.push(ended));
}

/// Does something on the thread that drives the connections, before each call.
struct OnWorker(Box<dyn Fn() + Send + Sync>);

impl Policy for OnWorker {
    fn before<'a>(
        &'a self,
        _request: &'a mut http::Request<Bytes>,
        _attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        (self.0)();
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Watches the threads of clients: a receiver arrives for each call, and is closed when its thread ends.
fn watching() -> (OnWorker, mpsc::Receiver<mpsc::Receiver<()>>) {
    let (sender, threads) = mpsc::channel();
    let policy = OnWorker(Box::new(move || {
        let (ended, end) = mpsc::channel();
        tokio::spawn(async move { watch(ended) });
        sender.send(end).unwrap();
    }));
    (policy, threads)
}

fn has_ended(thread: &mpsc::Receiver<()>) -> bool {
    thread.recv_timeout(Duration::from_secs(5)) == Err(mpsc::RecvTimeoutError::Disconnected)
}

fn goes_on(thread: &mpsc::Receiver<()>) -> bool {
    thread.recv_timeout(Duration::from_millis(30)) == Err(mpsc::RecvTimeoutError::Timeout)
}

#[test]
fn the_thread_ends_with_the_last_client() {
    let server = Server::start(PET);
    let (policy, threads) = watching();
    let client = server.builder().call_policy(policy).build().unwrap();
    get_pet(&client, "1").send_blocking().unwrap();
    let other = client.with_credential("Key", Key("k"));
    let walk = get_pet(&other, "1");
    drop((client, other));
    let thread = threads.recv().unwrap();
    assert!(goes_on(&thread));
    walk.send_blocking().unwrap();
    assert!(has_ended(&thread) && has_ended(&threads.recv().unwrap()));
}

#[tokio::test]
async fn a_client_may_be_dropped_inside_of_a_runtime() {
    let server = Server::start(PET);
    let (policy, threads) = watching();
    let client = server.builder().call_policy(policy).build().unwrap();
    get_pet(&client, "1").send_blocking().unwrap();
    drop(client);
    assert!(has_ended(&threads.recv().unwrap()));
}

#[test]
fn a_stream_outlives_its_client() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    const EVENT: &str = "10\r\ndata: {\"id\":1}\n\n\r\n";
    let server = Server::with(|stream| {
        stream.write_all(HEAD.as_bytes()).unwrap();
        for _ in 0..3 {
            stream.write_all(EVENT.as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
        stream.write_all(b"0\r\n\r\n").is_ok()
    });
    let (policy, threads) = watching();
    let client = server.builder().call_policy(policy).build().unwrap();
    let mut events = get_pet(&client, "1").send_events_blocking().unwrap().blocking();
    drop(client);
    assert_eq!(events.by_ref().map(|pet| pet.unwrap().id).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(events.get_ref().last_event().unwrap().data, "{\"id\":1}");
    let thread = threads.recv().unwrap();
    assert!(goes_on(&thread));
    drop(events);
    assert!(has_ended(&thread));
}

#[test]
fn a_panic_is_the_callers_and_leaves_the_client_whole() {
    let server = Server::start(PET);
    let panics = Arc::new(AtomicUsize::new(1));
    let left = Arc::clone(&panics);
    let policy = OnWorker(Box::new(move || assert_eq!(left.swap(0, Ordering::SeqCst), 0, "as the test asked")));
    let client = server.builder().attempt_policy(policy).build().unwrap();
    let (call, again) = (get_pet(&client, "1"), get_pet(&client, "1"));
    assert!(thread::spawn(move || call.send_blocking()).join().is_err());
    assert_eq!(again.send_blocking().unwrap().id, 1);
    // On the same thread too.
    panics.store(1, Ordering::SeqCst);
    let call = get_pet(&client, "1");
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| call.send_blocking())).is_err());
    assert_eq!(get_pet(&client, "1").send_blocking().unwrap().id, 1);
    assert!(tokio::runtime::Handle::try_current().is_err());
}

#[test]
fn the_thread_that_drives_does_not_wait_for_itself() {
    let server = Server::start(PET);
    let inner = Arc::new(std::sync::Mutex::new(None));
    let (sender, results) = mpsc::channel();
    let call = Arc::clone(&inner);
    let policy = OnWorker(Box::new(move || {
        if let Some(call) = call.lock().unwrap().take() {
            sender.send(Call::<GetPet>::send_blocking(call)).unwrap();
        }
    }));
    let client = server.builder().call_policy(policy).build().unwrap();
    *inner.lock().unwrap() = Some(get_pet(&client, "2"));
    assert_eq!(get_pet(&client, "1").send_blocking().unwrap().id, 1);
    let error = results.recv_timeout(Duration::from_secs(5)).unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "get_pet: a blocking call cannot be made here: this is the thread that makes the client's blocking calls"
    );
}

/// A policy that makes a blocking call of another client.
#[test]
fn a_call_within_a_call() {
    let server = Server::start(PET);
    let plain = server.client();
    let inner = plain.clone();
    let policy = OnWorker(Box::new(move || assert_eq!(get_pet(&inner, "2").send_blocking().unwrap().id, 1)));
    let client = server.builder().call_policy(policy).build().unwrap();
    assert_eq!(get_pet(&client, "1").send_blocking().unwrap().id, 1);
    assert_eq!(get_pet(&plain, "1").send_blocking().unwrap().id, 1);
}
