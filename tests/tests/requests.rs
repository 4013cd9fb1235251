//! Requests that only later versions of OpenAPI describe, byte for byte: other methods, a whole query, plain cookies.

use signet_tests::{documents, program};

/// Calls of the generated crate, each with what it is expected to send.
const CALLS: &[(&str, &str)] = &[
    ("find(&pet)", r#"QUERY /pets {"name":"a b","kinds":["c&d","e"]}"#),
    ("remove().body(&pet)", r#"DELETE /pets {"name":"a b","kinds":["c&d","e"]}"#),
    ("remove()", "DELETE /pets"),
    ("copy()", "COPY /pets"),
    ("form(&pet)", "GET /form?name=a%20b&kinds=c%26d&kinds=e"),
    ("form(&Pet::new())", "form: the required query parameter `whole` is empty"),
    (
        "json().whole(&Pet::new()).whole(&pet)",
        "GET /json?%7B%22name%22%3A%22a%20b%22%2C%22kinds%22%3A%5B%22c%26d%22%2C%22e%22%5D%7D",
    ),
    ("text().whole(\"a=b&c d\")", "GET /text?a%3Db%26c%20d"),
    ("cookies().color(\"a%20b\").color(\"c/d\")", "GET /cookies cookie: color=c/d"),
    ("cookies().color(\"a\").colors(&[\"b\", \"c\"])", "GET /cookies cookie: color=a; colors=b; colors=c"),
    ("cookies().colors(&[\"b\", \"c\"]).colors(&[\"d\"])", "GET /cookies cookie: colors=d"),
    ("cookies().joined(&[\"b\", \"c\"])", "GET /cookies cookie: joined=b,c"),
    ("cookies().pet(&Pet::new().name(\"a\"))", "GET /cookies cookie: name=a"),
    ("fixed(\"c/d\")", "GET /v%202/fixed/c%2Fd?kind=a%20%26%20b&level=3&filter=%22all%22 cookie: session=none"),
    ("cookies().color(\"a; admin=1\")", "cookies: the parameter `color` has no text form"),
];

const MAIN: &str = r#"
//! Prints the requests of calls.

use t_requests::types::Pet;
use t_requests::mock::{MockResponse, MockTransport};
use t_requests::operation::Op;
use t_requests::{Call, Client};

async fn show<O: Op>(call: Call<O>) {
    match call.into_request().await {
        Ok(request) => {
            let mut shown = format!("{} {}", request.method(), request.uri()).replace("https://api.example.com", "");
            if let Some(cookie) = request.headers().get("cookie") {
                shown += &format!(" cookie: {}", cookie.to_str().unwrap());
            }
            if !request.body().is_empty() {
                shown += " ";
                shown += std::str::from_utf8(request.body()).unwrap();
            }
            println!("{shown}");
        }
        Err(error) => println!("{error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().build().unwrap();
    let pet = Pet::new().name("a b").kinds(vec!["c&d".to_owned(), "e".to_owned()]);
CALLS
    // An operation that documents no response accepts each success.
    let mock = MockTransport::new();
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    for status in [200, 202, 204, 404] {
        mock.on_op::<t_requests::ops::Remove>(MockResponse::new(status, "{}"));
        println!("{status}: {}", client.remove().send().await.is_ok());
    }
}
"#;

const RESPONSES: &[&str] = &["200: true", "202: true", "204: true", "404: false"];

#[test]
fn later_requests_are_sent_as_the_specification_shows() {
    let calls: Vec<String> = CALLS.iter().map(|(call, _)| format!("    show(client.{call}).await;\n")).collect();
    let main = MAIN.replace("CALLS\n", &calls.concat());
    let document = documents::corpus().join("requests.yaml");
    let sent = program::run(env!("CARGO_TARGET_TMPDIR"), "requests", &[("t-requests", document)], &main);
    assert_eq!(sent.len(), CALLS.len() + RESPONSES.len(), "{sent:#?}");
    let (sent, responses) = sent.split_at(CALLS.len());
    let wrong: Vec<_> = CALLS.iter().zip(sent).filter(|((_, expected), sent)| sent != expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(responses, RESPONSES);
}
