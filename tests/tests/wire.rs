//! What is sent, byte for byte: a crate is made of `corpus/wire.yaml`, and a program prints the requests that it would send.
//!
//! What is expected stands in the table "Style Values" of OpenAPI 3.0.3, with percent-encoding where a URL needs it.

use signet_tests::{documents, program};

/// Calls of the generated crate, each with what it is expected to send.
const CALLS: &[(&str, &str)] = &[
    ("simple(T, L, &p)", "/simple/blue/blue,black,brown/R,100,G,200,B,150"),
    ("simple_exploded(T, L, &p)", "/simple_exploded/blue/blue,black,brown/R=100,G=200,B=150"),
    ("label(T, L, &p)", "/label/.blue/.blue.black.brown/.R.100.G.200.B.150"),
    ("label_exploded(T, L, &p)", "/label_exploded/.blue/.blue.black.brown/.R=100.G=200.B=150"),
    ("matrix(T, L, &p)", "/matrix/;color=blue/;colors=blue,black,brown/;parts=R,100,G,200,B,150"),
    ("matrix(\"\", L, &p)", "/matrix/;color/;colors=blue,black,brown/;parts=R,100,G,200,B,150"),
    (
        "matrix_exploded(T, L, &p)",
        "/matrix_exploded/;color=blue/;colors=blue;colors=black;colors=brown/;R=100;G=200;B=150",
    ),
    (
        "matrix_exploded(\"\", L, &p)",
        "/matrix_exploded/;color/;colors=blue;colors=black;colors=brown/;R=100;G=200;B=150",
    ),
    ("form().color(T).colors(L).parts(&p)", "/form?color=blue&colors=blue,black,brown&parts=R,100,G,200,B,150"),
    ("form().color(\"\")", "/form?color="),
    (
        "form_exploded().color(T).colors(L).parts(&p)",
        "/form_exploded?color=blue&colors=blue&colors=black&colors=brown&R=100&G=200&B=150",
    ),
    ("form_exploded().color(\"\").colors(&[])", "/form_exploded?color="),
    (
        "space_delimited().colors(L).parts(&p)",
        "/space_delimited?colors=blue%20black%20brown&parts=R%20100%20G%20200%20B%20150",
    ),
    ("space_delimited_exploded().colors(L)", "/space_delimited_exploded?colors=blue&colors=black&colors=brown"),
    (
        "pipe_delimited().colors(L).parts(&p)",
        "/pipe_delimited?colors=blue%7Cblack%7Cbrown&parts=R%7C100%7CG%7C200%7CB%7C150",
    ),
    ("deep_object().parts(&p)", "/deep_object?parts%5BR%5D=100&parts%5BG%5D=200&parts%5BB%5D=150"),
    (
        "header().x_color(T).x_colors(L).x_parts(&p)",
        "/header x-color: blue x-colors: blue,black,brown x-parts: R,100,G,200,B,150",
    ),
    (
        "header_exploded().x_color(T).x_colors(L).x_parts(&p)",
        "/header_exploded x-color: blue x-colors: blue,black,brown x-parts: R=100,G=200,B=150",
    ),
    (
        "cookie().color(T).colors(L).parts(&p)",
        "/cookie cookie: color=blue; colors=blue,black,brown; parts=R,100,G,200,B,150",
    ),
    ("cookie().color(\"a b;c&d=e%\").color(\"a b;c&d=e%\")", "/cookie cookie: color=a%20b%3Bc%26d=e%25"),
    (
        "cookie_exploded().color(T).colors(L).parts(&p)",
        "/cookie_exploded cookie: color=blue; colors=blue&colors=black&colors=brown; R=100&G=200&B=150",
    ),
    // What the table does not show: escapes inside of what a style joins, and setters that are called again.
    ("simple(\"a/b\", &[\"a,b\", \"c\"], &p)", "/simple/a%2Fb/a%2Cb,c/R,100,G,200,B,150"),
    ("form().colors(&[\"a,b\", \"é&\"])", "/form?colors=a%2Cb,%C3%A9%26"),
    ("form_exploded().colors(&[\"a\", \"b\"]).colors(L)", "/form_exploded?colors=blue&colors=black&colors=brown"),
    ("reserved().color(\"a/b?c=d:e&f+g#h[i] j%\")", "/reserved?color=a/b?c=d:e%26f%2Bg%23h%5Bi%5D%20j%25"),
    ("reserved().colors(&[\"a/b\", \"c\"])", "/reserved?colors=a/b,c"),
    (
        "content().parts(&p).x_parts(&p)",
        "/content?parts=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D x-parts: {\"R\":100,\"G\":200,\"B\":150}",
    ),
    (
        "deeper(&[Shade::Light, Shade::Dark]).filter(&Filter::new().name(\"x\").any_of(vec![\"a\".into(), \"b\".into()]).parts(p.clone())).counts(&[1, -2])",
        "/deeper?shades=light&shades=dark&filter%5Bname%5D=x&filter%5Bany_of%5D%5B0%5D=a&filter%5Bany_of%5D%5B1%5D=b&filter%5Bparts%5D%5BR%5D=100&filter%5Bparts%5D%5BG%5D=200&filter%5Bparts%5D%5BB%5D=150&counts=1&counts=-2",
    ),
    // Bodies.
    (
        "send_body(&filter)",
        "/bodies content-type: application/json {\"name\":\"a b\",\"any_of\":[\"é\",\"c\"],\"parts\":{\"R\":100,\"G\":200,\"B\":150}}",
    ),
    (
        "send_body_form(&filter)",
        "/bodies content-type: application/x-www-form-urlencoded name=a+b&any_of=%C3%A9%7Cc&parts%5BR%5D=100&parts%5BG%5D=200&parts%5BB%5D=150",
    ),
    (
        "send_form(&filter)",
        "/bodies content-type: application/x-www-form-urlencoded name=a+b&any_of=%C3%A9&any_of=c&parts=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
    ),
    ("send_body_text(\"a b\")", "/bodies content-type: text/plain a b"),
    ("send_body_bytes(vec![65, 66])", "/bodies content-type: application/octet-stream AB"),
    (
        "send_body_multipart(&Multipart::new().text(\"a\", \"b\").json(\"p\", &p).file(\"f\", \"x\\\"y.png\", \"image/png\", vec![67]))",
        "/bodies content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"a\"||b|--BOUNDARY|Content-Disposition: form-data; name=\"p\"|Content-Type: application/json||{\"R\":100,\"G\":200,\"B\":150}|--BOUNDARY|Content-Disposition: form-data; name=\"f\"; filename=\"x%22y.png\"|Content-Type: image/png||C|--BOUNDARY--|",
    ),
    // Refused before anything is sent.
    ("simple(\"\", L, &p)", "simple: the path parameter `color` is empty"),
    ("simple(T, &[], &p)", "simple: the path parameter `colors` is empty"),
    ("deeper(&[])", "deeper: the required query parameter `shades` is empty"),
];

const MAIN: &str = r##"
//! Prints the requests of calls.

use t_wire::types::{Filter, Parts, Shade};
use t_wire::ops::{Answer, Maybe, Text};
use t_wire::{Call, Client, MockResponse, MockTransport, Multipart, Op};

const T: &str = "blue";
const L: &[&str] = &["blue", "black", "brown"];

async fn show<O: Op>(call: Call<O>) {
    match call.into_request().await {
        Ok(request) => {
            let mut shown = request.uri().to_string().replace("https://api.example.com", "");
            for (name, value) in request.headers() {
                if !["accept", "user-agent"].contains(&name.as_str()) {
                    shown += &format!(" {name}: {}", value.to_str().unwrap());
                }
            }
            if !request.body().is_empty() {
                shown += " ";
                shown += std::str::from_utf8(request.body()).unwrap();
            }
            if let Some((_, boundary)) = shown.clone().split_once("boundary=") {
                let boundary = boundary.split(' ').next().unwrap();
                shown = shown.replace(boundary, "BOUNDARY").replace("\r\n", "|");
            }
            println!("{shown}");
        }
        Err(error) => println!("{error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().build().unwrap();
    let p = Parts::new(100, 200, 150);
    let filter = Filter::new().name("a b").any_of(vec!["é".into(), "c".into()]).parts(p.clone());
    let _ = (Shade::Light, Multipart::new());
CALLS
    let mock = MockTransport::new();
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let parts = r#"{"R":1,"G":2,"B":3}"#;
    for (status, body) in [(200, parts), (202, "soon"), (204, ""), (206, "png"), (200, "soon"), (500, parts)] {
        mock.on_op::<Answer>(MockResponse::new(status, body));
        println!("{status}: {:?}", client.answer().send().await.ok());
    }
    for (status, body) in [(200, parts), (204, ""), (200, "null"), (200, "1")] {
        mock.on_op::<Maybe>(MockResponse::new(status, body));
        println!("{status}: {:?}", client.maybe().send().await.ok());
    }
    for body in ["as \"it\" is", ""] {
        mock.on_op::<Text>(MockResponse::new(200, body));
        println!("{:?}", client.text().send().await.ok());
    }
}
"##;

/// What the answers at the end of the program are read as.
const ANSWERS: &[&str] = &[
    "200: Some(Parts(Parts { r: 1, g: 2, b: 3 }))",
    "202: Some(Text(\"soon\"))",
    "204: Some(Empty)",
    "206: Some(Bytes(b\"png\"))",
    "200: None",
    "500: None",
    "200: Some(Some(Parts { r: 1, g: 2, b: 3 }))",
    "204: Some(None)",
    "200: Some(None)",
    "200: None",
    "Some(\"as \\\"it\\\" is\")",
    "Some(\"\")",
];

#[test]
fn each_style_is_sent_as_the_specification_shows() {
    let calls: Vec<String> = CALLS.iter().map(|(call, _)| format!("    show(client.{call}).await;\n")).collect();
    let main = MAIN.replace("CALLS\n", &calls.concat());
    let document = documents::corpus().join("wire.yaml");
    let sent = program::run(env!("CARGO_TARGET_TMPDIR"), "wire", &[("t-wire", document)], &main);
    assert_eq!(sent.len(), CALLS.len() + ANSWERS.len(), "{sent:#?}");
    let (sent, answers) = sent.split_at(CALLS.len());
    for ((call, expected), sent) in CALLS.iter().zip(sent) {
        assert_eq!(sent, expected, "{call}");
    }
    assert_eq!(answers, ANSWERS);
}
