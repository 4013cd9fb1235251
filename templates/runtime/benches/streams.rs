//! What typed streams cost: a million lines of JSON and a million events, beside the same by hand over `send_stream`.
//!
//! `cargo bench -p signet-openapi-runtime --bench streams`

#![expect(clippy::unwrap_used, reason = "what is measured does not fail")]
#![expect(missing_docs, reason = "the operations are no API")]

#[path = "../tests/petstore/mod.rs"]
#[allow(clippy::wildcard_imports, unused_macros, reason = "what tests share is written for tests")]
#[macro_use]
mod petstore;

use std::time::{Duration, Instant};

use bytes::Bytes;
use petstore::{Always, PET_ERRORS, Pet, PetError, literal};
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
    println!("{name:<40} {best:>10.1?}");
    best
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for size in [PIECE, usize::MAX] {
        let pieces = if size == PIECE { "pieces of 64 KiB" } else { "one piece" };
        let client = client("{\"id\":1}\n", size.min(ELEMENTS * 64));
        let ours = best(&format!("lines, {pieces}"), || runtime.block_on(lines(&client)));
        let hand = best(&format!("lines by hand, {pieces}"), || runtime.block_on(by_hand(&client, b"")));
        println!("{:>51.2} times", ours.as_secs_f64() / hand.as_secs_f64());
    }
    for size in [PIECE, usize::MAX] {
        let pieces = if size == PIECE { "pieces of 64 KiB" } else { "one piece" };
        let client = client("data: {\"id\":1}\n\n", size.min(ELEMENTS * 64));
        let ours = best(&format!("events, {pieces}"), || runtime.block_on(events(&client)));
        let hand = best(&format!("events by hand, {pieces}"), || runtime.block_on(by_hand(&client, b"data: ")));
        println!("{:>51.2} times", ours.as_secs_f64() / hand.as_secs_f64());
    }
}
