//! What comes back is read by its status and its content type: a program calls a real server that sends what the program asks for.

use signet_tests::{documents, program};

/// A server that responds with the status, content type and body that a request's headers ask for, and says in `x-accept` what
/// the request accepts.
const SERVER: &str = r#"
use std::io::{BufRead, BufReader, Write};

fn serve() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> = lines.by_ref().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
            let header = |name: &str| {
                let line = head.iter().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)));
                line.map_or("", |(_, value)| value).to_owned()
            };
            let (status, kind, body) = (header("x-status"), header("x-type"), header("x-body"));
            let kind = if kind.is_empty() { String::new() } else { format!("content-type: {kind}\r\n") };
            let length = if status == "204" { String::new() } else { format!("content-length: {}\r\n", body.len()) };
            let accept = header("accept");
            write!(stream, "HTTP/1.1 {status} X\r\n{kind}{length}x-accept: {accept}\r\nconnection: close\r\n\r\n{body}").unwrap();
        }
    });
    format!("http://{address}")
}

macro_rules! show {
    ($call:expr, $status:literal, $kind:literal, $body:literal) => {
        let call = $call.with_header("x-status", $status).with_header("x-type", $kind).with_header("x-body", $body);
        match call.send_with_response().await {
            Ok(response) => println!("{:?}", response.body),
            Err(Error::Api(error)) => println!("Api {} {:?}", error.status().as_u16(), error.body()),
            Err(Error::Unexpected(error)) => println!("Unexpected {} {} bytes", error.status().as_u16(), error.raw().len()),
            Err(error) => println!("{error}"),
        }
    };
}
"#;

const CONTENT_TYPES: &str = r##"
use t_content_types::{ApiErrorBody, Client, Error, Retry, ops};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().base_url(&serve()).retry(Retry::never()).build().unwrap();
    let response = client.text_beside_json().with_header("x-status", "200").with_header("x-type", "text/plain").send_with_response();
    println!("{}", response.await.unwrap().headers["x-accept"].to_str().unwrap());
    show!(client.text_beside_json(), "200", "application/json", r#"{"name":"a"}"#);
    show!(client.text_beside_json(), "200", "Application/JSON; charset=utf-8", r#"{"name":"a"}"#);
    show!(client.text_beside_json(), "200", "application/hal+json", r#"{"name":"a"}"#);
    show!(client.text_beside_json(), "200", "", r#"{"name":"a"}"#);
    show!(client.text_beside_json(), "200", "text/plain; charset=utf-8", "a line");
    show!(client.text_beside_json(), "200", "TEXT/PLAIN", r#"{"name":"a"}"#);
    show!(client.text_beside_json(), "200", "text/plain", "");
    show!(client.text_beside_json(), "200", "text/html", "<html>");
    show!(client.text_beside_json(), "404", "application/problem+json", r#"{"title":"a"}"#);
    show!(client.text_beside_json(), "404", "application/json", r#"{"title":"a"}"#);
    show!(client.text_beside_json(), "404", "text/plain", "no such pet");
    show!(client.text_beside_json(), "404", "text/html", "<html>");
    show!(client.text_beside_json(), "410", "application/xml", "<gone/>");
    show!(client.text_beside_json(), "502", "text/plain", "bad gateway");
    show!(client.text_beside_json(), "502", "application/json", r#"{"title":"a"}"#);
    show!(client.string_in_two_ways(), "200", "application/json", r#""a\n""#);
    show!(client.string_in_two_ways(), "200", "text/plain", r#""a\n""#);
    show!(client.string_in_two_ways(), "200", "text/plain", "");
    show!(client.spellings_of_one_value(), "200", "text/plain", r#"{"name":"a"}"#);
    show!(client.spellings_of_one_value(), "200", "application/xml", "<pet/>");
    show!(client.bytes_beside_json(), "200", "image/png", "png");
    show!(client.bytes_beside_json(), "200", "application/json", r#"{"name":"a"}"#);
    show!(client.json_of_two_types(), "200", "application/vnd.pets+json", r#"[{"name":"a"}]"#);
    show!(client.json_of_two_types(), "200", "application/json", r#"{"name":"a"}"#);
    // Both types have an alias and a variant that programs name.
    let _: fn(ops::TextBesideJsonError) -> ApiErrorBody = |error| error;
    assert!(matches!(ApiErrorBody::Text(String::new()), ApiErrorBody::Text(_)));
}
"##;

const READ: &[&str] = &[
    "application/json, text/plain, application/problem+json, application/xml",
    r#"Pet(Pet { name: "a" })"#,
    r#"Pet(Pet { name: "a" })"#,
    r#"Pet(Pet { name: "a" })"#,
    r#"Pet(Pet { name: "a" })"#,
    r#"Text("a line")"#,
    r#"Text("{\"name\":\"a\"}")"#,
    r#"Text("")"#,
    "Unexpected 200 6 bytes",
    r#"Api 404 Problem(Problem { title: "a" })"#,
    r#"Api 404 Problem(Problem { title: "a" })"#,
    r#"Api 404 Text("no such pet")"#,
    "Unexpected 404 6 bytes",
    r#"Api 410 Bytes(b"<gone/>")"#,
    "Unexpected 502 11 bytes",
    r#"Api 502 Problem(Problem { title: "a" })"#,
    r#""a\n""#,
    r#""\"a\\n\"""#,
    r#""""#,
    r#"Pet { name: "a" }"#,
    "Unexpected 200 6 bytes",
    r#"Bytes(b"png")"#,
    r#"Pet(Pet { name: "a" })"#,
    r#"PetList([Pet { name: "a" }])"#,
    r#"Pet(Pet { name: "a" })"#,
];

#[test]
fn the_content_type_says_how_a_body_is_read() {
    let document = documents::corpus().join("valid/responses/content_types.yaml");
    let main = [SERVER, CONTENT_TYPES].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "content-types", &[("t-content-types", document)], &main);
    assert_eq!(printed, READ);
}

const DEFAULT: &str = r##"
use t_default::{Client, Error, Retry};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().base_url(&serve()).retry(Retry::never()).build().unwrap();
    show!(client.nothing(), "202", "", "");
    show!(client.nothing(), "204", "", "");
    show!(client.nothing(), "200", "", "");
    show!(client.nothing(), "200", "application/json", r#"{"title":"a"}"#);
    show!(client.nothing(), "302", "application/json", r#"{"title":"a"}"#);
    show!(client.nothing(), "500", "application/json", r#"{"title":"a"}"#);
    show!(client.pet_or_nothing(), "200", "application/json", r#"{"name":"a"}"#);
    show!(client.pet_or_nothing(), "204", "", "");
    show!(client.pet_or_nothing(), "404", "", "");
    show!(client.only_default(), "200", "application/json", r#"{"name":"a"}"#);
    show!(client.only_default(), "500", "application/json", r#"{"name":"a"}"#);
    show!(client.only_default(), "204", "", "");
}
"##;

const COVERED: &[&str] = &[
    "()",
    "()",
    "()",
    r#"Api 200 Problem(Problem { title: "a" })"#,
    r#"Api 302 Problem(Problem { title: "a" })"#,
    r#"Api 500 Problem(Problem { title: "a" })"#,
    r#"Some(Pet { name: "a" })"#,
    "None",
    "Unexpected 404 0 bytes",
    r#"Pet { name: "a" }"#,
    r#"Api 500 Pet(Pet { name: "a" })"#,
    "Unexpected 204 0 bytes",
];

#[test]
fn default_covers_statuses_that_are_not_declared() {
    let document = documents::corpus().join("valid/responses/default.yaml");
    let main = [SERVER, DEFAULT].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "default-response", &[("t-default", document)], &main);
    assert_eq!(printed, COVERED);
}
