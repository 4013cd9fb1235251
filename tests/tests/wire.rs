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
    // Refused before anything is sent.
    ("simple(\"\", L, &p)", "simple: the path parameter `color` is empty"),
    ("simple(T, &[], &p)", "simple: the path parameter `colors` is empty"),
    ("deeper(&[])", "deeper: the required query parameter `shades` is empty"),
];

const MAIN: &str = r#"
//! Prints the requests of calls.

use t_wire::types::{Filter, Parts, Shade};
use t_wire::{Call, Client, Op};

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
            println!("{shown}");
        }
        Err(error) => println!("{error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().build().unwrap();
    let p = Parts::new(100, 200, 150);
    let _ = (Filter::new(), Shade::Light);
CALLS
}
"#;

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
    let manifest = "[package]\nname = \"wire\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nt-wire = { path = \"t-wire\" }\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";
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
    assert_eq!(sent.len(), CALLS.len(), "{sent:#?}");
    for ((call, expected), sent) in CALLS.iter().zip(sent) {
        assert_eq!(sent, *expected, "{call}");
    }
}
