//! Responses that do not fit the document, read leniently: a program calls a real server that sends what the program asks for.

use signet_tests::{documents, program};

const MAIN: &str = r##"
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::sync::Mutex;

use t_lenient::{Client, Error, Reading, Retry};

/// The status and the body of each response to come.
static RESPONSES: Mutex<VecDeque<(u16, String)>> = Mutex::new(VecDeque::new());

fn serve() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            assert!(lines.map(Result::unwrap).take_while(|line| !line.is_empty()).count() > 0);
            let (status, body) = RESPONSES.lock().unwrap().pop_front().unwrap();
            let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", body.len());
            write!(stream, "{head}connection: close\r\n\r\n{body}").unwrap();
        }
    });
    format!("http://{address}")
}

async fn show(client: &Client, status: u16, body: impl Into<String>) {
    RESPONSES.lock().unwrap().push_back((status, body.into()));
    match client.get_wallet("a").send_with_response().await {
        Ok(response) => {
            println!("{} {:?}", response.status.as_u16(), response.body);
            response.misfits.iter().for_each(|misfit| println!("  {}: {misfit}: {:?}", misfit.path(), misfit.raw()));
        }
        Err(Error::Decode(error)) => println!("Decode: {error}"),
        Err(error) => println!("{error}"),
    }
}

fn wallet(properties: &str) -> String {
    format!(r#"{{"id":"a","amount":1,"kind":"hot","limits":{{}},"parent":null{properties}}}"#)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().base_url(&serve()).retry(Retry::never()).build().unwrap();
    println!("-- what fits");
    show(&client, 200, wallet("")).await;
    println!("-- what is left out");
    show(&client, 200, "{}").await;
    show(&client, 200, r#"{"id":7,"amount":"1","kind":["hot"],"limits":{"a":1,"b":"2"},"parent":{}}"#).await;
    show(&client, 200, wallet(r#","tags":["a",1,"b",null]"#)).await;
    show(&client, 200, wallet(r#","tags":"a", "kind":"warm""#)).await;
    show(&client, 200, wallet(r#","owner":{"type":7,"born":"yesterday"}"#)).await;
    show(&client, 200, wallet(r#","history":[{"born":"2024-01-31"},{"type":"a"},7]"#)).await;
    println!("-- unions");
    show(&client, 200, wallet(r#","source":{"type":"Mint","size":"1"}"#)).await;
    show(&client, 200, wallet(r#","source":{"type":"Owner","born":1}"#)).await;
    show(&client, 200, wallet(r#","tags":7,"source":{"type":"Mint","size":5000000000}"#)).await;
    show(&client, 200, wallet(r#","tags":7,"last":{"born":"2024-01-31","type":7},"history":7"#)).await;
    show(&client, 200, wallet(r#","tags":7,"last":{"born":"2024-01-31"},"history":7"#)).await;
    println!("-- other statuses and marks");
    show(&client, 201, wallet(r#","tags":7"#)).await;
    show(&client, 200, format!("\u{feff}{}", wallet(r#","tags":7"#))).await;
    println!("-- errors");
    show(&client, 200, "[]").await;
    show(&client, 200, "<html>").await;
    show(&client, 200, wallet(r#","tags":7"#).trim_end_matches('}')).await;
    show(&client, 200, wallet(r#","tags":[7,"\ud800"]"#)).await;
    show(&client, 200, wallet(&format!(r#","tags":{}7{}"#, "[".repeat(200), "]".repeat(200)))).await;
    show(&client, 200, wallet(&format!(r#","tags":[{}7]"#, "7,".repeat(9_999)))).await;
    let many = wallet(&format!(r#","tags":[{}7]"#, "7,".repeat(999)));
    RESPONSES.lock().unwrap().push_back((200, many));
    println!("{}", client.get_wallet("a").send_with_response().await.unwrap().misfits.len());
    println!("-- send");
    RESPONSES.lock().unwrap().push_back((200, wallet(r#","tags":7"#)));
    println!("{:?}", client.get_wallet("a").send().await.unwrap().tags);
    RESPONSES.lock().unwrap().push_back((200, wallet(r#","tags":7"#)));
    println!("{}", client.get_wallet("a").with_reading(Reading::Strict).send().await.unwrap_err());
    println!("-- walks");
    for page in [
        format!(r#"{{"data":[{}],"after":"b"}}"#, wallet(r#","tags":7"#)),
        r#"{"data":[{"id":"b"}],"after":"c"}"#.to_owned(),
        format!(r#"{{"data":[{}],"after":7}}"#, wallet("")),
    ] {
        RESPONSES.lock().unwrap().push_back((200, page));
    }
    let mut items = client.list_wallets().items();
    println!("{:?}", items.next().await.unwrap().unwrap().tags);
    println!("{:?}", items.next().await.unwrap().unwrap().amount);
    println!("{}", items.next().await.unwrap().unwrap_err());
    assert!(items.continuation().is_some());
    RESPONSES.lock().unwrap().push_back((200, r#"{"data":[7]}"#.to_owned()));
    println!("{}", client.list_wallets().items().next().await.unwrap().unwrap_err());
    println!("-- a strict client");
    let client = Client::builder().base_url(&serve()).reading(Reading::Strict).retry(Retry::never()).build().unwrap();
    show(&client, 200, wallet(r#","tags":7"#)).await;
    RESPONSES.lock().unwrap().push_back((200, wallet(r#","tags":7"#)));
    println!("{}", client.get_wallet("a").with_reading(Reading::Lenient).send_with_response().await.unwrap().misfits.len());
}
"##;

const PRINTED: &[&str] = &[
    "-- what fits",
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    "-- what is left out",
    r#"200 Wallet { id: "", amount: 0, kind: Unknown(""), limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    "  $: at $: expected the property `id`, found none: None",
    "  $: at $: expected the property `amount`, found none: None",
    "  $: at $: expected the property `kind`, found none: None",
    "  $: at $: expected the property `limits`, found none: None",
    "  $: at $: expected the property `parent`, found none: None",
    r#"200 Wallet { id: "", amount: 0, kind: Unknown(""), limits: {"a": 1}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    r#"  $.id: at $.id: expected a string, found a number: Some("7")"#,
    r#"  $.amount: at $.amount: expected an integer from -9223372036854775808 to 9223372036854775807, found a string: Some("\"1\"")"#,
    r#"  $.kind: at $.kind: expected a string, found an array: Some("[\"hot\"]")"#,
    r#"  $.limits.b: at $.limits.b: expected an integer from -9223372036854775808 to 9223372036854775807, found a string: Some("\"2\"")"#,
    r#"  $.parent: at $.parent: expected a string, found an object: Some("{}")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: Some(["a", "b"]), owner: None, history: None, last: None, source: None }"#,
    r#"  $.tags[1]: at $.tags[1]: expected a string, found a number: Some("1")"#,
    r#"  $.tags[3]: at $.tags[3]: expected a string, found null: Some("null")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Unknown("warm"), limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    r#"  $.tags: at $.tags: expected an array, found a string: Some("\"a\"")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    r#"  $.owner: at $.owner.born: expected a date (RFC 3339), found a string, so $.owner is omitted: Some("{\"type\":7,\"born\":\"yesterday\"}")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: Some([Owner { type_: None, born: 2024-01-31 }]), last: None, source: None }"#,
    r#"  $.history[1]: at $.history[1]: expected the property `born`, found none: Some("{\"type\":\"a\"}")"#,
    r#"  $.history[2]: at $.history[2]: expected an object, found a number: Some("7")"#,
    "-- unions",
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: Some(Mint(Mint { type_: Some("Mint"), size: 0 })) }"#,
    r#"  $.source.size: at $.source.size: expected an integer from -2147483648 to 2147483647, found a string: Some("\"1\"")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    r#"  $.source: at $.source.born: expected a date (RFC 3339), found a number, so $.source is omitted: Some("{\"type\":\"Owner\",\"born\":1}")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: Some(Unknown(RawJson(33 bytes))) }"#,
    r#"  $.tags: at $.tags: expected an array, found a number: Some("7")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: Some(Unknown(RawJson(30 bytes))), source: None }"#,
    r#"  $.tags: at $.tags: expected an array, found a number: Some("7")"#,
    r#"  $.history: at $.history: expected an array, found a number: Some("7")"#,
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: Some(Owner(Owner { type_: None, born: 2024-01-31 })), source: None }"#,
    r#"  $.tags: at $.tags: expected an array, found a number: Some("7")"#,
    r#"  $.history: at $.history: expected an array, found a number: Some("7")"#,
    "-- other statuses and marks",
    "get_wallet: the server reported success with 201 Created, and 69 bytes of `application/json` that are not documented",
    r#"200 Wallet { id: "a", amount: 1, kind: Hot, limits: {}, parent: None, tags: None, owner: None, history: None, last: None, source: None }"#,
    r#"  $.tags: at $.tags: expected an array, found a number: Some("7")"#,
    "-- errors",
    "Decode: get_wallet: at $: expected an object, found an array, in a response with status 200 OK",
    "Decode: get_wallet: at $: expected an object, found text that is not JSON, in a response with status 200 OK",
    "Decode: get_wallet: at $.tags: expected an array, found a number, in a response with status 200 OK",
    "Decode: get_wallet: at $.tags[0]: expected a string, found a number, in a response with status 200 OK",
    "Decode: get_wallet: at $.tags[0]: expected a string, found an array, in a response with status 200 OK",
    "Decode: get_wallet: at $.tags[0]: expected a string, found a number, in a response with status 200 OK",
    "1000",
    "-- send",
    "None",
    "get_wallet: at $.tags: expected an array, found a number, in a response with status 200 OK",
    "-- walks",
    "None",
    "0",
    "list_wallets: at $.after: expected a string, found a number, in a response with status 200 OK",
    "list_wallets: at $.data[0]: expected an object, found a number, in a response with status 200 OK",
    "-- a strict client",
    "Decode: get_wallet: at $.tags: expected an array, found a number, in a response with status 200 OK",
    "1",
];

#[test]
fn what_does_not_fit_is_reported_beside_the_rest() {
    let document = documents::corpus().join("valid/responses/lenient.yaml");
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "lenient", &[("t-lenient", document)], MAIN);
    assert_eq!(printed, PRINTED);
}
