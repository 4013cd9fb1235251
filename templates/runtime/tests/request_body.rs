//! Bodies that are sent while they are read: what arrives, how much is in memory, and what is tried again.

#![cfg(feature = "reqwest")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use bytes::Bytes;
use signet_runtime::runtime::*;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use crate::petstore::*;

/// What arrived: the head, and the body without the marks of its chunks.
struct Arrived {
    head: String,
    body: Vec<u8>,
}

struct Server {
    url: String,
    requests: mpsc::Receiver<Arrived>,
}

impl Server {
    /// Answers with these statuses, the last one again and again.
    async fn start(statuses: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v2", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::channel();
        tokio::spawn(async move {
            let mut answered = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let mut stream = BufReader::new(stream);
                let Ok(arrived) = read(&mut stream).await else { continue };
                sender.send(arrived).unwrap();
                let status = statuses[answered.min(statuses.len() - 1)];
                answered += 1;
                let answer =
                    format!("HTTP/1.1 {status} -\r\nconnection: close\r\ncontent-length: 8\r\n\r\n{{\"id\":1}}");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { url, requests }
    }

    fn builder(&self) -> ClientBuilder {
        let retry = Retry::attempts(3).with_delays(Duration::from_millis(1), Duration::from_millis(2));
        ClientBuilder::for_api(&API).base_url(&self.url).retry(retry).timeout(Duration::from_secs(10))
    }
}

async fn read(stream: &mut BufReader<tokio::net::TcpStream>) -> io::Result<Arrived> {
    let (mut head, mut body) = (String::new(), Vec::new());
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let head = head.to_lowercase();
    if head.contains("transfer-encoding: chunked") {
        loop {
            let mut size = String::new();
            stream.read_line(&mut size).await?;
            let mut chunk = vec![0; usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)? + 2];
            stream.read_exact(&mut chunk).await?;
            chunk.truncate(chunk.len() - 2);
            if chunk.is_empty() {
                break;
            }
            body.extend(chunk);
        }
    } else {
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        body.resize(length.unwrap_or(0), 0);
        stream.read_exact(&mut body).await?;
    }
    Ok(Arrived { head, body })
}

fn put(client: &Client, body: RequestBody) -> Call<PutPhoto> {
    let mut call = literal::<PutPhoto>(client, "/photo");
    call.raw_mut().request_body(&["image/png"], body);
    call
}

fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[tokio::test]
async fn a_file_is_sent_with_its_length_and_again() {
    let server = Server::start(&[503, 200]).await;
    let content = vec![7; 300_000];
    let path = file("again", &content);
    put(&server.builder().build().unwrap(), RequestBody::from_path(path)).send().await.unwrap();
    for _ in 0..2 {
        let arrived = server.requests.recv().unwrap();
        assert!(arrived.head.starts_with("put /v2/photo http/1.1\r\n"), "{}", arrived.head);
        assert!(arrived.head.contains("content-type: image/png\r\n"), "{}", arrived.head);
        assert!(arrived.head.contains("content-length: 300000\r\n"), "{}", arrived.head);
        assert!(arrived.body == content);
    }
}

#[tokio::test]
async fn a_reader_is_sent_in_chunks_and_once() {
    let server = Server::start(&[503, 200]).await;
    let client = server.builder().build().unwrap();
    let error = put(&client, RequestBody::from_reader(io::repeat(9).take(200_000))).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    let arrived = server.requests.recv().unwrap();
    assert!(arrived.head.contains("transfer-encoding: chunked\r\n") && !arrived.head.contains("content-length"));
    assert!(arrived.body == vec![9; 200_000]);
    assert!(server.requests.try_recv().is_err());
    let body = RequestBody::from_reader(io::repeat(9).take(10)).with_length(10);
    put(&client, body.clone()).send().await.unwrap();
    let arrived = server.requests.recv().unwrap();
    assert!(arrived.head.contains("content-length: 10\r\n") && arrived.body == vec![9; 10]);
    let error = put(&client, body).send().await.unwrap_err();
    assert_eq!(error.to_string(), "put_photo: the transport refused the request: the request cannot be sent");
    assert!(matches!(error, Error::InvalidRequest(_)) && server.requests.try_recv().is_err());
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    let server = Server::start(&[200]).await;
    let client = server.builder().build().unwrap();
    for body in [vec![], vec![1, 2, 3]] {
        put(&client, body.clone().into()).send().await.unwrap();
        assert!(server.requests.recv().unwrap().body == body);
    }
    put(&client, RequestBody::joined(["a".into(), RequestBody::joined([]), "b".into()])).send().await.unwrap();
    let arrived = server.requests.recv().unwrap();
    assert!(arrived.head.contains("content-length: 2\r\n") && arrived.body == b"ab", "{}", arrived.head);
    put(&client, RequestBody::from_path(file("empty", b""))).send().await.unwrap();
    let arrived = server.requests.recv().unwrap();
    assert!(arrived.head.contains("content-length: 0\r\n") && arrived.body.is_empty(), "{}", arrived.head);
}

fn form(client: &Client, form: &Multipart) -> Call<PutPhoto> {
    let mut call = literal::<PutPhoto>(client, "/photo");
    call.raw_mut().multipart("multipart/form-data", form, &[]);
    call
}

/// What a form with a text, a file on the disk and another file is on the wire.
fn written(boundary: &str, files: [&str; 2]) -> String {
    format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
        --{boundary}\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"parts\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n{}\r\n\
        --{boundary}\r\nContent-Disposition: form-data; name=\"more\"; filename=\"b\"\r\n\
        Content-Type: image/png\r\nx-a: 1\r\n\r\n{}\r\n--{boundary}--\r\n",
        files[0], files[1]
    )
}

#[tokio::test]
async fn the_files_of_a_form_are_read_while_it_is_sent() {
    let server = Server::start(&[503, 200]).await;
    let client = server.builder().random(Counter::from(0xa)).build().unwrap();
    let content = "7".repeat(300_000);
    let parts = |more: RequestBody| {
        let more = Part::file("b", more).with_content_type("image/png").with_header("x-a", "1");
        let photo = Part::from_path(file("parts", content.as_bytes()));
        Multipart::new().text("note", "hi").part("photo", photo).part("more", more)
    };
    // Files are read anew for the second try, and the length is known.
    form(&client, &parts("abc".into())).send().await.unwrap();
    let boundary = "----part-000000000000000a000000000000000b";
    let whole = written(boundary, [&content, "abc"]);
    for _ in 0..2 {
        let arrived = server.requests.recv().unwrap();
        assert!(arrived.head.contains(&format!("content-type: multipart/form-data; boundary={boundary}\r\n")));
        assert!(arrived.head.contains(&format!("content-length: {}\r\n", whole.len())), "{}", arrived.head);
        assert!(arrived.body == whole.as_bytes());
    }
    // A reader makes the form one of unknown length, that is sent once.
    let server = Server::start(&[503]).await;
    let client = server.builder().random(Counter::from(0xa)).build().unwrap();
    let reader = RequestBody::from_reader(&b"abc"[..]);
    let error = form(&client, &parts(reader)).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    let arrived = server.requests.recv().unwrap();
    assert!(arrived.head.contains("transfer-encoding: chunked\r\n"), "{}", arrived.head);
    assert!(arrived.body == whole.as_bytes() && server.requests.try_recv().is_err());
    // A file that is not there is found out before anything is sent.
    let missing = Multipart::new().part("a", Part::from_path("/nowhere/at/all"));
    let error = form(&client, &missing).send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)) && server.requests.try_recv().is_err(), "{error:?}");
    assert_eq!(format!("{missing:?}"), r#"{"a": RequestBody(/nowhere/at/all)}"#);
}

/// What can be read only once is in memory before it is signed, so that all tries send the same.
#[tokio::test]
async fn a_signed_form_has_its_files_in_memory() {
    let server = Server::start(&[503, 200]).await;
    let client = server.builder().credential("Key", Seal(Key("k"))).build().unwrap();
    let photo = Part::file("parts", RequestBody::from_reader(&b"def"[..]));
    let more = Part::file("b", "abc").with_content_type("image/png").with_header("x-a", "1");
    let parts = Multipart::new().text("note", "hi").part("photo", photo).part("more", more).with_boundary("own");
    form(&client, &parts).send().await.unwrap();
    for _ in 0..2 {
        assert_eq!(server.requests.recv().unwrap().body, written("own", ["def", "abc"]).as_bytes());
    }
}

/// What signs sees the body whole: it is in memory then, and can be sent again.
#[tokio::test]
async fn a_signed_request_has_its_body_in_memory() {
    let server = Server::start(&[503, 200]).await;
    let client = server.builder().credential("Key", Seal(Key("k"))).build().unwrap();
    put(&client, RequestBody::from_reader(&b"abc"[..])).send().await.unwrap();
    for _ in 0..2 {
        let arrived = server.requests.recv().unwrap();
        assert!(arrived.head.contains("key: k\r\n") && arrived.head.contains("content-length: 3\r\n"));
        assert_eq!(arrived.body, b"abc");
    }
    let call = put(&server.builder().build().unwrap(), RequestBody::from_reader(&b"abc"[..]));
    assert_eq!(call.into_request().await.unwrap().body(), "abc");
    let other = Always::json(200, r#"{"id":1}"#);
    put(&other.client(), RequestBody::from_path(file("other", b"abc"))).send().await.unwrap();
    assert_eq!(other.seen()[0].body(), "abc");
}

/// Puts another body in the place of a call's.
struct Swap(&'static [u8]);

impl Policy for Swap {
    fn before<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        request.extensions_mut().insert(RequestBody::from_reader(self.0));
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Signs by sending the body that it saw.
#[derive(Debug)]
struct Saw;

impl Credential for Saw {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _now: std::time::SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        let saw = http::HeaderValue::from_bytes(request.body()).unwrap();
        request.headers_mut().insert("saw", saw);
        Box::pin(std::future::ready(Ok(())))
    }

    fn signs(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn what_a_policy_puts_in_the_place_of_a_body_is_signed_too() {
    for each_try in [false, true] {
        let server = Server::start(&[503, 200]).await;
        let builder = server.builder().credential("Key", Saw);
        let builder =
            if each_try { builder.attempt_policy(Swap(b"other")) } else { builder.call_policy(Swap(b"other")) };
        put(&builder.build().unwrap(), b"first".into()).send().await.unwrap();
        for _ in 0..2 {
            let arrived = server.requests.recv().unwrap();
            assert!(arrived.head.contains("saw: other\r\n") && arrived.body == b"other", "{}", arrived.head);
        }
    }
}

#[cfg(unix)]
fn pipe(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_is_read_once() {
    let server = Server::start(&[503, 200]).await;
    let path = pipe("once");
    let writer = std::thread::spawn({
        let path = path.clone();
        move || std::fs::write(path, "once")
    });
    let error = put(&server.builder().build().unwrap(), RequestBody::from_path(&path)).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    writer.join().unwrap().unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(server.requests.recv().unwrap().body, b"once");
    assert!(server.requests.try_recv().is_err(), "a second try would send an empty body");
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_that_nobody_writes_into_keeps_nobody_beyond_the_timeout() {
    let server = Server::start(&[200]).await;
    let path = pipe("never");
    let client = server.builder().timeout(Duration::from_millis(100)).build().unwrap();
    let error = put(&client, RequestBody::from_path(&path)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    // This lets the thread go on that waits for a writer.
    drop(std::fs::File::options().write(true).open(&path).unwrap());
    std::fs::remove_file(&path).unwrap();
}

/// Counts how far it was read.
struct Counted(Arc<AtomicUsize>, usize);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.1 - self.0.load(Ordering::SeqCst));
        self.0.fetch_add(length, Ordering::SeqCst);
        Ok(length)
    }
}

#[tokio::test]
async fn no_more_is_read_than_is_sent() {
    const LENGTH: usize = 256 * 1024 * 1024;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let client = ClientBuilder::for_api(&API).base_url(base_url).timeout(Duration::from_millis(300)).build().unwrap();
    let read = Arc::<AtomicUsize>::default();
    // The server reads nothing: what is read is what the system and the HTTP library take in advance.
    let error = put(&client, RequestBody::from_reader(Counted(Arc::clone(&read), LENGTH))).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(read.load(Ordering::SeqCst) < LENGTH / 8, "{read:?}");
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("as the test asked"))
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_not_sent_whole() {
    let server = Server::start(&[200]).await;
    let client = server.builder().build().unwrap();
    let error = put(&client, RequestBody::from_path("/nowhere/at/all")).send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    for (length, said) in [(10, 11), (10, 9), (0, 1), (1, 0), (100_000, 99_999)] {
        let reader = Counted(Arc::default(), length);
        let error = put(&client, RequestBody::from_reader(reader).with_length(said)).send().await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{length} {said}: {error:?}");
    }
    let error = put(&client, RequestBody::from_reader(Broken)).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(server.requests.try_recv().is_err());
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn calls_that_wait_send_them_too() {
    let server = Server::start(&[200]).await;
    let client = server.builder().build().unwrap();
    let call = put(&client, RequestBody::from_reader(io::repeat(9).take(200_000)));
    tokio::task::spawn_blocking(move || call.send_blocking()).await.unwrap().unwrap();
    assert!(server.requests.recv().unwrap().body == vec![9; 200_000]);
}
