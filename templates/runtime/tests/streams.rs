//! Answers that are read while they arrive: any split of the bytes gives the same elements, and errors stay typed.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "functions that tests share fail like tests"
)]

use std::sync::Arc;

use bytes::Bytes;
use proptest::prelude::*;
use signet_runtime::runtime::*;

use crate::petstore::*;

operation!(
    Watch,
    EventStream<Pet>,
    PetError,
    "watch",
    "GET",
    "/watch",
    &[],
    &[(Status::Exact(200), "application/json", 0)],
    PET_ERRORS
);
operation!(
    Hear,
    EventStream<Event>,
    PetError,
    "hear",
    "GET",
    "/hear",
    &[],
    &[(Status::Exact(200), "application/json", 0)],
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
    &[(Status::Exact(200), "application/json", 0)],
    PET_ERRORS
);

fn always(status: u16, pieces: Vec<Bytes>) -> Always {
    Always { pieces, ..Always::new(status, "", "") }
}

fn call<O: Op>(transport: &Always) -> Call<O> {
    let mut call = RawCall::new(&transport.builder().build().unwrap(), O::OPERATION);
    call.path(O::OPERATION.path);
    Call::from_raw(call)
}

/// Cuts a text before these positions.
fn pieces(text: &[u8], cuts: &[usize]) -> Vec<Bytes> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (text.len() + 1)).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| Bytes::copy_from_slice(&text[pair[0]..pair[1]])).collect()
}

async fn events(pieces: Vec<Bytes>) -> Vec<(String, String, String)> {
    let mut stream = call::<Hear>(&always(200, pieces)).send().await.unwrap();
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        let event = event.unwrap();
        events.push((event.event, event.data, event.id));
    }
    events
}

fn block<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(work)
}

/// The example of the specification and its corners; an event that does not end is none.
const TEXT: &str = "\u{feff}: a comment\nevent: add\ndata: 73857293\ndata\r\ndata:  x\r\rid: 7\ndata:a:b\n\nid\n\
    event: lost\n\nid: bad\0\nretry: 1500\nretry: 1x\nunknown: 1\ndata: é\n\ndata\n\ndata: not whole\n";

#[test]
fn events_are_read_as_the_specification_says() {
    let expected = [("add", "73857293\n\n x", ""), ("", "a:b", "7"), ("", "é", ""), ("", "", "")];
    let expected = expected.map(|(event, data, id)| (event.to_owned(), data.to_owned(), id.to_owned()));
    assert_eq!(block(events(pieces(TEXT.as_bytes(), &[]))), expected);
    let each: Vec<usize> = (0..TEXT.len()).collect();
    assert_eq!(block(events(pieces(TEXT.as_bytes(), &each))), expected);
}

async fn pets(pieces: Vec<Bytes>) -> Vec<Result<i64, String>> {
    let mut stream = call::<Export>(&always(200, pieces)).send().await.unwrap();
    let mut pets = Vec::new();
    while let Some(pet) = stream.next().await {
        pets.push(pet.map(|pet| pet.id).map_err(|error| error.to_string()));
    }
    pets
}

#[test]
fn lines_and_sequences_are_read_one_by_one() {
    let lines = "\u{feff}{\"id\":1}\r\n\n{\"id\":\"2\"}\n  \n{\"id\":3}";
    let misfit =
        Err("export: at $.id: expected an integer from -9223372036854775808 to 9223372036854775807, found a string, in a response with status 200 OK"
            .to_owned());
    let expected = [Ok(1), misfit, Ok(3)];
    let sequence = "\u{1e}{\"id\":1}\n\u{1e}{\n\"id\":\"2\"}\n\u{1e}{\"id\":3}\n";
    assert_eq!(
        block(pets(pieces("\u{feff}\u{feff}\n".as_bytes(), &[3]))),
        block(pets(pieces("\u{feff}\u{feff}\n".as_bytes(), &[]))),
        "only the first mark is none of the text",
    );
    for text in [lines, sequence] {
        let each: Vec<usize> = (0..text.len()).collect();
        assert_eq!(block(pets(pieces(text.as_bytes(), &[]))), expected);
        assert_eq!(block(pets(pieces(text.as_bytes(), &each))), expected);
    }
}

#[cfg(feature = "stream")]
#[test]
fn what_arrives_is_a_stream() {
    use futures_util::TryStreamExt as _;

    block(async {
        let body = || pieces(b"data: 1\n\ndata: 2\n\n", &[3, 9]);
        let heard: Vec<Event> = call::<Hear>(&always(200, body())).send().await.unwrap().try_collect().await.unwrap();
        assert_eq!(heard.iter().map(|event| event.data.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        let read: Vec<Bytes> =
            call::<Hear>(&always(200, body())).send_stream().await.unwrap().body.try_collect().await.unwrap();
        assert_eq!(read.concat(), body().concat());
        let lines = pieces(b"{\"id\":1}\n{\"id\":2}", &[4, 12]);
        let pets: Vec<Pet> = call::<Export>(&always(200, lines)).send().await.unwrap().try_collect().await.unwrap();
        assert_eq!(pets.iter().map(|pet| pet.id).collect::<Vec<_>>(), [1, 2]);
    });
}

proptest! {
    #[test]
    fn any_split_gives_the_same(
        text in "[dei:a \u{feff}\r\n]{0,40}|(data: [a\r\né]{1,3}\n\n|id:1\r\n|:\n\r){0,8}",
        cuts in proptest::collection::vec(any::<usize>(), 0..12),
    ) {
        let whole = block(events(pieces(text.as_bytes(), &[])));
        prop_assert_eq!(block(events(pieces(text.as_bytes(), &cuts))), whole);
        let lines = text.replace("data", "{\"id\":1}").replace('a', "\u{1e}");
        let whole = block(pets(pieces(lines.as_bytes(), &[])));
        prop_assert_eq!(block(pets(pieces(lines.as_bytes(), &cuts))), whole);
    }
}

#[tokio::test]
async fn data_are_typed_and_done_ends_them() {
    let text =
        "event: pet\nid: 4\ndata: {\"id\":1}\n\ndata: {\"id\":true}\n\ndata: {\"id\":2}\n\ndata: [DONE]\n\ndata: 1\n\n";
    let mut stream = call::<Watch>(&always(200, pieces(text.as_bytes(), &[]))).send().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().id, 1);
    assert_eq!(stream.last_event().map(|event| (event.event.as_str(), event.id.as_str())), Some(("pet", "4")));
    let Error::Decode(error) = stream.next().await.unwrap().unwrap_err() else { panic!() };
    assert_eq!((error.path().as_str(), error.raw().as_ref()), ("$.id", &b"{\"id\":true}"[..]));
    assert_eq!(stream.next().await.unwrap().unwrap().id, 2);
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn one_element_is_limited_and_the_stream_is_not() {
    let many = "data: {\"id\":1}\n\n".repeat(100);
    let large = format!("data: {{\"id\":1}}\n\ndata: {}\n\ndata: {{\"id\":2}}\n\n", "x".repeat(80));
    for (text, expected, fails) in [(many, 100, false), (large, 1, true)] {
        let transport = always(200, pieces(text.as_bytes(), &[]));
        let client = transport.builder().max_response_bytes(64).build().unwrap();
        let mut call = RawCall::new(&client, Watch::OPERATION);
        call.path("/watch");
        let mut stream = Call::<Watch>::from_raw(call).send().await.unwrap();
        let (mut count, mut failed) = (0, false);
        while let Some(pet) = stream.next().await {
            match pet {
                Ok(_) => count += 1,
                Err(Error::Transport(error)) => {
                    assert_eq!(error.kind(), TransportErrorKind::TooLarge { limit: 64 });
                    failed = true;
                }
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((count, failed), (expected, fails));
    }
}

#[tokio::test]
async fn bytes_arrive_in_pieces_past_the_limit() {
    let transport = always(200, vec![Bytes::from_static(b"one"), Bytes::from_static(b"two")]);
    let client = transport.builder().max_response_bytes(4).build().unwrap();
    let mut stream = get_pet(&client, "1").send_stream().await.unwrap();
    assert_eq!(stream.status.as_u16(), 200);
    let mut joined = Vec::new();
    while let Some(piece) = stream.body.next().await {
        joined.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(joined, b"onetwo");
}

#[tokio::test]
async fn an_error_is_read_whole_and_typed() {
    let transport = always(404, vec![Bytes::from_static(b"{\"error\":"), Bytes::from_static(b"\"gone\"}")]);
    let problem = PetError::Problem(Problem("gone".into()));
    let client = transport.builder().build().unwrap();
    let Error::Api(error) = get_pet(&client, "1").send_stream().await.unwrap_err() else { panic!() };
    assert_eq!(*error.body(), problem);
    let Error::Api(error) = call::<Watch>(&transport).send().await.unwrap_err() else { panic!() };
    assert_eq!(*error.body(), problem);
    let odd = always(302, vec![Bytes::from_static(b"x"), Bytes::new()]);
    assert!(matches!(call::<Watch>(&odd).send().await.unwrap_err(), Error::Unexpected(error) if error.raw() == "x"));
}

/// A page for people or an error with a status of success would be a stream without elements.
#[tokio::test]
async fn what_is_no_stream_is_an_error_that_keeps_the_body() {
    for (content_type, body) in [("application/json; charset=utf-8", r#"{"error":"busy"}"#), ("text/html", "<html>")] {
        let transport = Always::new(200, content_type, body);
        let error = call::<Watch>(&transport).send().await.unwrap_err();
        let media_type = content_type.split(';').next().unwrap();
        let said = format!(
            "watch: the server reported success with 200 OK, and {} bytes of `{media_type}` that are not documented",
            body.len()
        );
        assert_eq!(error.to_string(), said);
        assert!(matches!(error, Error::Unexpected(error) if error.raw() == body));
        let error = call::<GetPet>(&transport).send_events().await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(error) if error.raw() == body));
        // As bytes it is what it is.
        assert_eq!(call::<Watch>(&transport).send_stream().await.unwrap().body.next().await.unwrap().unwrap(), body);
    }
    let error = call::<Export>(&Always::new(200, "text/html", "<html>")).send().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(error) if error.raw() == "<html>"));
    for content_type in ["application/x-ndjson", "application/json", "text/plain", "application/vnd.x+json-seq", ""] {
        let transport = Always::new(200, content_type, "{\"id\":1}\n");
        assert_eq!(call::<Export>(&transport).send().await.unwrap().next().await.unwrap().unwrap().id, 1);
    }
    let transport = Always::new(200, "Text/Event-Stream;charset=utf-8", "data: {\"id\":1}\n\n");
    assert_eq!(call::<Watch>(&transport).send().await.unwrap().next().await.unwrap().unwrap().id, 1);
}

/// A line costs its own length, however much came with it.
#[tokio::test]
async fn many_lines_in_one_piece_are_read_in_linear_time() {
    const LINES: usize = 300_000;
    let transport = always(200, vec![Bytes::from("{\"id\":1}\n".repeat(LINES)), Bytes::new()]);
    let mut stream = call::<Export>(&transport).send().await.unwrap();
    let (started, mut read) = (std::time::Instant::now(), 0);
    while let Some(pet) = stream.next().await {
        read += usize::try_from(pet.unwrap().id).unwrap();
    }
    assert_eq!(read, LINES);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_stream_beside_json_is_asked_for() {
    let transport = always(200, vec![Bytes::from_static(b"data: {\"id\":1}\n\n"), Bytes::new()]);
    let mut stream = call::<GetPet>(&transport).send_events().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().id, 1);
    assert_eq!(transport.seen()[0].headers()["accept"], "text/event-stream");
}

#[derive(Debug)]
struct Never;

impl Verify for Never {
    fn verify(&self, _: u16, _: &http::HeaderMap, _: &[u8]) -> Result<Verification, VerificationFault> {
        Err(VerificationFault::Unsigned)
    }
}

#[tokio::test]
async fn a_stream_that_must_be_verified_is_refused_before_it_is_sent() {
    let transport = always(200, Vec::new());
    let client = transport.builder().verifier(Arc::new(Never)).build().unwrap();
    let error = get_pet(&client, "1").send_stream().await.unwrap_err();
    assert!(
        matches!(&error, Error::InvalidRequest(error) if matches!(error.fault(), RequestFault::UnverifiableStream))
    );
    assert!(error.to_string().contains("cannot be verified"), "{error}");
    assert!(transport.seen().is_empty());
}

#[test]
fn streams_can_be_moved_and_shared() {
    fn both<T: Send + Sync + 'static>() {}
    both::<ByteStream>();
    both::<EventStream<Pet>>();
    both::<JsonLines<Pet>>();
    both::<AnyError>();
}
