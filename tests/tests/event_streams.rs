//! Streams whose elements `itemSchema` describes: a program reads events and lines that a real server sends in pieces.

use signet_tests::{documents, program};

const MAIN: &str = r#"
//! Reads streams.

use std::io::{BufRead, BufReader, Write};

use t_streams::types::{ChatResponseEvent, WatchChoiceResponseEvent};
use t_streams::{Client, Retry};

/// A server that responds to each path with a stream, sent in pieces that end anywhere.
fn serve() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> = lines.by_ref().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
            let path = head[0].split(' ').nth(1).unwrap().to_owned();
            let (kind, body) = match path.as_str() {
                "/items" => ("text/event-stream", "data: {\"name\":\"a\"}\n\n: a comment\n\nid: 7\nevent: x\ndata: {\"name\":\ndata: \"b\"}\n\ndata: [DONE]\n\ndata: {\"name\":\"c\"}\n\n"),
                "/chat" => (
                    "text/event-stream",
                    "event: delta\ndata: {\"text\":\"Hel\"}\n\nevent: item\ndata: {\"name\":\"a\"}\n\nevent: ping\ndata: {not json\n\nevent: pong\ndata:\n\nevent: delta\ndata: 7\n\nevent: new\nid: 9\ndata: what\n\ndata: unnamed\n\nevent: delta\ndata: {\"text\":\"lo\"}\n\n",
                ),
                "/choice" => ("text/event-stream", "data: {\"name\":\"a\"}\n\ndata: {\"price\":3}\n\ndata: {\"other\":1}\n\n"),
                "/texts" => ("text/event-stream", "event: said\ndata: one\ndata: two\n\ndata: [DONE]\n\n"),
                _ => ("application/jsonl", "{\"name\":\"a\"}\n\n{\"name\":7}\r\n{\"name\":\"b\"}"),
            };
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nconnection: close\r\n\r\n").unwrap();
            for piece in body.as_bytes().chunks(7) {
                stream.write_all(piece).unwrap();
                stream.flush().unwrap();
            }
        }
    });
    format!("http://{address}")
}

macro_rules! show {
    ($stream:ident, $item:ident => $shown:expr) => {
        while let Some(next) = $stream.next().await {
            match next {
                Ok($item) => println!("{}", $shown),
                Err(error) => println!("{error}"),
            }
        }
    };
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().base_url(&serve()).retry(Retry::never()).build().unwrap();
    let mut items = client.watch_items().send().await.unwrap();
    show!(items, item => format!("{} {:?}", item.name, items.last_event().map(|event| event.id.clone())));
    let mut chat = client.chat().send().await.unwrap();
    show!(chat, event => match event {
        ChatResponseEvent::Delta(delta) => format!("delta {}", delta.text),
        ChatResponseEvent::Item(item) => format!("item {}", item.name),
        ChatResponseEvent::Ping(text) => format!("ping {text:?}"),
        ChatResponseEvent::Unknown(event) => format!("unknown {:?} {} {}", event.event, event.name(), event.data),
        other => format!("{other:?}"),
    });
    let mut choice = client.watch_choice().send().await.unwrap();
    show!(choice, data => match data {
        WatchChoiceResponseEvent::Item(item) => format!("item {}", item.name),
        WatchChoiceResponseEvent::Price(price) => format!("price {}", price.price),
        other => format!("{other:?}"),
    });
    let mut texts = client.watch_texts().send().await.unwrap();
    show!(texts, event => format!("{}: {:?}", event.name(), event.data));
    let mut rows = client.list_rows().send().await.unwrap();
    show!(rows, row => row.name);
}
"#;

const READ: &[&str] = &[
    "a Some(\"\")",
    "b Some(\"7\")",
    "delta Hel",
    "item a",
    "ping \"{not json\"",
    "ping \"\"",
    "chat: at $: expected an object, found a number, in a response with status 200 OK",
    "unknown \"new\" new what",
    "unknown \"\" message unnamed",
    "delta lo",
    "item a",
    "price 3",
    "watch_choice: at $: expected the property `price`, found none, in a response with status 200 OK",
    "said: \"one\\ntwo\"",
    "message: \"[DONE]\"",
    "a",
    "list_rows: at $.name: expected a string, found a number, in a response with status 200 OK",
    "b",
];

#[test]
fn elements_are_read_as_their_schemas_describe_them() {
    let document = documents::corpus().join("valid/responses/streams.yaml");
    let read = program::run(env!("CARGO_TARGET_TMPDIR"), "event-streams", &[("t-streams", document)], MAIN);
    assert_eq!(read, READ);
}
