//! What is sent, byte for byte: a crate is made of `corpus/wire.yaml`, and a program prints the requests that it would send.
//!
//! What is expected stands in the table "Style Values" of OpenAPI 3.0.3, with percent-encoding where a URL needs it.

use std::fs;
use std::path::Path;
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate, output};
use signet_tests::documents;

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
    // Formats.
    (
        "formats(day, id, utc, &data).since(east).level(200).days(&[day, day]).times(&[utc, east]).x_since(utc).x_ids(&[id, id]).token(&data)",
        "/formats/2024-02-29/123e4567-e89b-12d3-a456-426614174000/2024-02-29T12%3A00%3A00Z/%2B%2F8%3D?since=2024-02-29T12%3A00%3A00.500%2B05%3A30&level=200&days=2024-02-29,2024-02-29&times=2024-02-29T12%3A00%3A00Z%7C2024-02-29T12%3A00%3A00.500%2B05%3A30 x-since: 2024-02-29T12:00:00Z x-ids: 123e4567-e89b-12d3-a456-426614174000,123e4567-e89b-12d3-a456-426614174000 cookie: token=+/8=",
    ),
    (
        "stamp(&Stamp::new(east).day(day).id(id).data(data.clone()).when(StampWhen::DateTime(utc)))",
        "/stamps content-type: application/json {\"at\":\"2024-02-29T12:00:00.500+05:30\",\"day\":\"2024-02-29\",\"id\":\"123e4567-e89b-12d3-a456-426614174000\",\"data\":\"+/8=\",\"when\":\"2024-02-29T12:00:00Z\"}",
    ),
    (
        "stamp_form(&Stamp::new(utc).day(day).data(data))",
        "/stamps content-type: application/x-www-form-urlencoded at=2024-02-29T12%3A00%3A00Z&day=2024-02-29&data=%2B%2F8%3D",
    ),
    // Refused before anything is sent.
    ("simple(\"\", L, &p)", "simple: the path parameter `color` is empty"),
    ("simple(T, &[], &p)", "simple: the path parameter `colors` is empty"),
    ("deeper(&[])", "deeper: the required query parameter `shades` is empty"),
];

const MAIN: &str = r##"
//! Prints the requests of calls.

use t_wire::chrono::{DateTime, NaiveDate};
use t_wire::ops::{self, Answer, Maybe, Text};
use t_wire::types::{Filter, Parts, Shade, Stamp, StampWhen};
use t_wire::uuid::Uuid;
use t_wire::{Base64, Call, Client, Error, MockResponse, MockTransport, Multipart, Op};

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
    let day: NaiveDate = "2024-02-29".parse().unwrap();
    let id: Uuid = "123E4567-E89B-12D3-A456-426614174000".parse().unwrap();
    let utc = DateTime::parse_from_rfc3339("2024-02-29T12:00:00Z").unwrap();
    let east = DateTime::parse_from_rfc3339("2024-02-29T12:00:00.5+05:30").unwrap();
    let data = Base64::from(vec![0xfb, 0xff]);
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
    // What comes in is sent again, and what does not fit is told.
    for body in [
        r#"{"at":"2024-02-29 12:00:00.123456z","id":"123E4567E89B12D3A456426614174000","data":"-_8","when":7}"#,
        r#"{"at":"2024-02-29T12:00:00-08:00","by_name":{"a":"2024-02-29"},"when":"2024-02-29T00:00:00.25+00:00"}"#,
        r#"{"at":"2024-02-29T12:00:00"}"#,
        r#"{"at":1709208000}"#,
        r#"{"at":"2024-02-29T12:00:00Z","by_name":{"a":"2023-02-29"}}"#,
        r#"{"at":"2024-02-29T12:00:00Z","id":"me"}"#,
        r#"{"at":"2024-02-29T12:00:00Z","data":"%"}"#,
    ] {
        mock.on_op::<ops::Stamp>(MockResponse::new(200, body));
        match client.stamp(&Stamp::new(utc)).send().await {
            Ok(stamp) => {
                let again = client.stamp(&stamp).into_request().await.unwrap();
                println!("{}", std::str::from_utf8(again.body()).unwrap());
                mock.on_op::<ops::Stamp>(MockResponse::new(200, again.body().to_vec()));
                assert_eq!(client.stamp(&stamp).send().await.unwrap(), stamp);
            }
            Err(error) => {
                let Error::Decode(decode) = &error else { panic!("{error}") };
                assert_eq!(decode.raw().as_ref(), body.as_bytes());
                println!("{error}");
            }
        }
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
    r#"{"at":"2024-02-29T12:00:00.123456Z","id":"123e4567-e89b-12d3-a456-426614174000","data":"+/8=","when":7}"#,
    r#"{"at":"2024-02-29T12:00:00-08:00","by_name":{"a":"2024-02-29"},"when":"2024-02-29T00:00:00.250Z"}"#,
    "stamp: at $.at: expected a date and time with an offset (RFC 3339), found a string",
    "stamp: at $.at: expected a date and time with an offset (RFC 3339), found a number",
    "stamp: at $.by_name.a: expected a date (RFC 3339), found a string",
    "stamp: at $.id: expected a UUID, found a string",
    "stamp: at $.data: expected bytes as base64, found a string",
];

#[test]
fn each_style_is_sent_as_the_specification_shows() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire");
    let _ = fs::remove_dir_all(root.join("t-wire"));
    fs::create_dir_all(root.join("src")).unwrap();
    let request = Request {
        inputs: vec![Input { name: "wire.yaml".into(), ..Input::file(documents::corpus().join("wire.yaml")) }],
        name: Some("t-wire".into()),
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (_, generated) = generate(&request, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    output::sync(&generated.unwrap().files, &root.join("t-wire")).unwrap();
    let calls: Vec<String> = CALLS.iter().map(|(call, _)| format!("    show(client.{call}).await;\n")).collect();
    fs::write(root.join("src/main.rs"), MAIN.replace("CALLS\n", &calls.concat())).unwrap();
    let manifest = "[package]\nname = \"wire\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nt-wire = { path = \"t-wire\", features = [\"mock\"] }\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .current_dir(&root)
        // The same folder as that of the other documents, so that their dependencies are built once.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/target"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sent = String::from_utf8_lossy(&output.stdout).into_owned();
    let sent: Vec<&str> = sent.lines().collect();
    assert_eq!(sent.len(), CALLS.len() + ANSWERS.len(), "{sent:#?}");
    let (sent, answers) = sent.split_at(CALLS.len());
    for ((call, expected), sent) in CALLS.iter().zip(sent) {
        assert_eq!(sent, expected, "{call}");
    }
    assert_eq!(answers, ANSWERS);
}
