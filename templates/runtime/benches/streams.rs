//! What typed streams cost: a million lines of JSON and a million events, beside the same by hand over `send_stream`.
//!
//! Events by hand are parsed as the WHATWG's rules have it, and their data are read by `serde_json` into the same type. Beside
//! that, code that only looks for `data: ` shows what the rules cost.
//!
//! `cargo bench -p signet-openapi-runtime --bench streams`

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is measured does not fail")]
#![expect(missing_docs, reason = "the operations are no API")]

#[path = "../tests/petstore/mod.rs"]
#[allow(clippy::wildcard_imports, unused_macros, reason = "what tests share is written for tests")]
#[macro_use]
mod petstore;

use std::time::{Duration, Instant};

use bytes::Bytes;
use memchr::{memchr, memchr2};
use petstore::{Always, PET_ERRORS, Pet, PetError, literal};
use serde::Deserialize;
use signet_runtime::runtime::json::Reader;
use signet_runtime::runtime::{Client, EventStream, JsonLines, Op, Operation, Status};

operation!(
    Watch,
    EventStream<Pet>,
    PetError,
    "watch",
    "GET",
    "/watch",
    &[],
    &[(Status::Exact(200), "", 0)],
    PET_ERRORS
);
operation!(
    Export,
    JsonLines<Pet>,
    PetError,
    "export",
    "GET",
    "/export",
    &[],
    &[(Status::Exact(200), "", 0)],
    PET_ERRORS
);

const ELEMENTS: usize = 1_000_000;
const PIECE: usize = 64 * 1024;
const ROUNDS: usize = 5;

fn client(element: &str, size: usize) -> Client {
    let text = Bytes::from(element.repeat(ELEMENTS));
    let pieces = (0..text.len()).step_by(size).map(|at| text.slice(at..text.len().min(at + size))).collect();
    Always { pieces, ..Always::new(200, "", "") }.client()
}

async fn lines(client: &Client) -> i64 {
    let mut stream = literal::<Export>(client, "/export").send().await.unwrap();
    let mut sum = 0;
    while let Some(pet) = stream.next().await {
        sum += pet.unwrap().id;
    }
    sum
}

async fn events(client: &Client) -> i64 {
    let mut stream = literal::<Watch>(client, "/watch").send().await.unwrap();
    let mut sum = 0;
    while let Some(pet) = stream.next().await {
        sum += pet.unwrap().id;
    }
    sum
}

/// Reads a pet by serde's derive.
#[derive(Deserialize)]
#[serde(remote = "Pet")]
struct Derived {
    id: i64,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Data(#[serde(with = "Derived")] Pet);

/// A parser of server-sent events.
#[derive(Default)]
struct Events {
    /// The bytes of the line that is not complete.
    rest: Vec<u8>,
    /// Whether the last line ended with a carriage return, and a line feed that follows belongs to the same line end.
    returned: bool,
    /// Whether there was a line: a byte order mark comes before the first one only.
    started: bool,
    event: String,
    data: String,
    id: String,
    retry: Option<u64>,
}

impl Events {
    fn read(&mut self, mut piece: &[u8], mut each: impl FnMut(&Self)) {
        while !piece.is_empty() {
            if std::mem::take(&mut self.returned) && piece[0] == b'\n' {
                piece = &piece[1..];
                continue;
            }
            let Some(end) = memchr2(b'\n', b'\r', piece) else {
                self.rest.extend_from_slice(piece);
                return;
            };
            self.returned = piece[end] == b'\r';
            if self.rest.is_empty() {
                self.line(&piece[..end], &mut each);
            } else {
                let mut line = std::mem::take(&mut self.rest);
                line.extend_from_slice(&piece[..end]);
                self.line(&line, &mut each);
            }
            piece = &piece[end + 1..];
        }
    }

    fn line(&mut self, mut line: &[u8], each: &mut impl FnMut(&Self)) {
        if !std::mem::replace(&mut self.started, true) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        if line.is_empty() {
            if self.data.pop().is_some() {
                each(self);
            }
            self.data.clear();
            self.event.clear();
            return;
        }
        let (field, value) = match memchr(b':', line) {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        let value = String::from_utf8_lossy(value.strip_prefix(b" ").unwrap_or(value));
        match field {
            b"data" => {
                self.data.push_str(&value);
                self.data.push('\n');
            }
            b"event" => value.as_ref().clone_into(&mut self.event),
            b"id" if !value.contains('\0') => value.as_ref().clone_into(&mut self.id),
            b"retry" => self.retry = value.parse().ok().or(self.retry),
            _ => {}
        }
    }
}

async fn events_by_hand(client: &Client) -> i64 {
    let mut stream = literal::<Watch>(client, "/watch").send_stream().await.unwrap().body;
    let (mut events, mut sum) = (Events::default(), 0);
    while let Some(piece) = stream.next().await {
        events.read(&piece.unwrap(), |event| {
            let Data(pet) = serde_json::from_str(&event.data).unwrap();
            sum += pet.id;
        });
    }
    sum
}

/// Lines that are joined where a piece cuts them, and read if they have this prefix.
async fn by_hand(client: &Client, prefix: &[u8]) -> i64 {
    let mut stream = literal::<Export>(client, "/export").send_stream().await.unwrap().body;
    let (mut rest, mut sum) = (Vec::new(), 0);
    while let Some(piece) = stream.next().await {
        rest.extend_from_slice(&piece.unwrap());
        let end = rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        for line in rest.get(..end).unwrap_or_default().split(|byte| *byte == b'\n') {
            if let Some(data) = line.strip_prefix(prefix).filter(|data| !data.is_empty()) {
                let pet: Pet = Reader::parse(data).unwrap();
                sum += pet.id;
            }
        }
        rest.drain(..end);
    }
    sum
}

fn best(name: &str, mut work: impl FnMut() -> i64) -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let started = Instant::now();
        assert_eq!(usize::try_from(work()), Ok(ELEMENTS));
        started.elapsed()
    });
    let best = times.min().unwrap_or_default();
    println!("{name:<50} {best:>10.1?}");
    best
}

fn compare(name: &str, ours: Duration, other: Duration) {
    println!("{name:>50} {:>10.2} times", ours.as_secs_f64() / other.as_secs_f64());
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for size in [PIECE, usize::MAX] {
        let pieces = if size == PIECE { "pieces of 64 KiB" } else { "one piece" };
        let client = client("{\"id\":1}\n", size.min(ELEMENTS * 64));
        let ours = best(&format!("lines, {pieces}"), || runtime.block_on(lines(&client)));
        let hand = best("the same by hand", || runtime.block_on(by_hand(&client, b"")));
        compare("beside by hand", ours, hand);
    }
    for (kind, event) in
        [("events", "data: {\"id\":1}\n\n"), ("named events", "event: pet\nid: 7\ndata: {\"id\":1}\n\n")]
    {
        for size in [PIECE, usize::MAX] {
            let pieces = if size == PIECE { "pieces of 64 KiB" } else { "one piece" };
            let client = client(event, size.min(ELEMENTS * 64));
            let ours = best(&format!("{kind}, {pieces}"), || runtime.block_on(events(&client)));
            let hand = best("the same by hand", || runtime.block_on(events_by_hand(&client)));
            let least =
                best("the same by hand, looking for `data: ` only", || runtime.block_on(by_hand(&client, b"data: ")));
            compare("beside by hand", ours, hand);
            compare("beside looking for `data: ` only", ours, least);
        }
    }
}
