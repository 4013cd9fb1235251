//! What is sent for Swagger 2.0, byte for byte: a crate is made of `corpus/wire_swagger2.yaml`, and a program prints the
//! requests that it would send.
//!
//! What is expected follows from `collectionFormat` of the Parameter Object, with percent-encoding where a URL needs it.

use signet_tests::{documents, program};

/// Calls of the generated crate, each with what it is expected to send.
const CALLS: &[(&str, &str)] = &[
    ("path(L, L, L, L)", "/in/a,b%20c/a%20b%20c/a%09b%20c/a%7Cb%20c"),
    (
        "query().usual(L).ssv(L).tsv(&[1, 2]).pipes(L).multi(L)",
        "/query?usual=a,b%20c&ssv=a%20b%20c&tsv=1%092&pipes=a%7Cb%20c&multi=a&multi=b%20c",
    ),
    ("query().nested(&[vec![vec![1, 2], vec![3]], vec![vec![4]]])", "/query?nested=1%2C2%7C3%204"),
    (
        "header().x_csv(L).x_ssv(L).x_tsv(L).x_pipes(L)",
        "/header x-csv: a,b c x-ssv: a b c x-tsv: a\tb c x-pipes: a|b c",
    ),
    (
        "form(&FormRequest::new(\"é\").csv(l()).ssv(l()).tsv(l()).pipes(l()).multi(l()))",
        "/form content-type: application/x-www-form-urlencoded name=%C3%A9&csv=a,b+c&ssv=a+b+c&tsv=a%09b+c&pipes=a%7Cb+c&multi=a&multi=b+c",
    ),
    (
        "upload(&UploadForm::new(Part::file(\"f\", b\"F\")).csv(L).pipes(&[1, 2]).multi(&[day, day]))",
        "/upload content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"file\"; filename=\"f\"|Content-Type: application/octet-stream||F|--BOUNDARY|Content-Disposition: form-data; name=\"csv\"||a,b c|--BOUNDARY|Content-Disposition: form-data; name=\"pipes\"||1|2|--BOUNDARY|Content-Disposition: form-data; name=\"multi\"||2024-02-29|--BOUNDARY|Content-Disposition: form-data; name=\"multi\"||2024-02-29|--BOUNDARY--|",
    ),
    (
        "upload(&UploadForm::new(Part::bytes(b\"F\")).csv(&[]))",
        "/upload content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"file\"||F|--BOUNDARY--|",
    ),
    ("body(&Pet::new(\"Rex\"))", "/body content-type: application/json {\"name\":\"Rex\"}"),
];

const MAIN: &str = r#"
//! Prints the requests of calls.

use t_wire_swagger2::chrono::NaiveDate;
use t_wire_swagger2::ops::UploadForm;
use t_wire_swagger2::types::{FormRequest, Pet};
use t_wire_swagger2::operation::Op;
use t_wire_swagger2::{Call, Client, Part};

const L: &[&str] = &["a", "b c"];

fn l() -> Vec<String> {
    L.iter().map(|text| (*text).to_owned()).collect()
}

async fn show<O: Op>(call: Call<O>) {
    let request = call.into_request().await.unwrap();
    let mut shown = request.uri().to_string().replace("https://api.example.com/v1", "");
    for (name, value) in request.headers() {
        if !["accept", "user-agent"].contains(&name.as_str()) {
            shown += &format!(" {name}: {}", std::str::from_utf8(value.as_bytes()).unwrap());
        }
    }
    if !request.body().is_empty() {
        shown += " ";
        shown += std::str::from_utf8(request.body()).unwrap();
    }
    if let Some((_, boundary)) = shown.clone().split_once("boundary=") {
        let boundary = boundary.split([' ', ';']).next().unwrap();
        shown = shown.replace(boundary, "BOUNDARY").replace("\r\n", "|");
    }
    println!("{shown}");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().build().unwrap();
    let day: NaiveDate = "2024-02-29".parse().unwrap();
CALLS
}
"#;

#[test]
fn collections_and_forms_are_sent_as_the_specification_shows() {
    let calls: Vec<String> = CALLS.iter().map(|(call, _)| format!("    show(client.{call}).await;\n")).collect();
    let main = MAIN.replace("CALLS\n", &calls.concat());
    let document = documents::corpus().join("wire_swagger2.yaml");
    let sent = program::run(env!("CARGO_TARGET_TMPDIR"), "wire_swagger2", &[("t-wire-swagger2", document)], &main);
    let expected: Vec<&str> = CALLS.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(sent, expected);
}
