//! Schemas of OpenAPI 3.1: programs use crates made of `corpus/valid/schemas31`, and print what becomes of values.

use signet_tests::{documents, program};

const MAIN: &str = r##"
use t_constants::types::{Created, Deleted, Event};
use t_contents::types::AddFileResponse;
use t_enumerations::types::Thing as Listed;
use t_maps::types::Thing as Maps;
use t_null::types::Thing as Null;
use t_number_tags::types::{Part, Reply};
use t_tuples::types::Route;
use t_types::types::Thing as Types;

/// Reads a value, writes it and reads that again; prints what was written, or why it could not be read.
macro_rules! show {
    ($package:ident $ty:ty: $json:expr) => {{
        let text = match $package::RawJson::new($json).unwrap().parse::<$ty>() {
            Ok(value) => {
                let written = $package::RawJson::from_value(&value).unwrap();
                assert!(written.parse::<$ty>().unwrap() == value);
                written.as_str().to_owned()
            }
            Err(error) => error.to_string(),
        };
        println!("{text}");
    }};
}

fn main() {
    // Absent, `null` and a value stay apart, and what is only `null` is written.
    show!(t_null Null: r#"{"listed":null,"either":null,"chosen":null,"constant":null,"unit":null}"#);
    show!(t_null Null: r#"{"listed":"2024-01-02","either":{"name":"a"},"chosen":"b","constant":true,"unit":null,"patch":null,"rank":"new","unsaid":[null,1.5]}"#);
    show!(t_null Null: r#"{"listed":null,"either":null,"chosen":null,"constant":null,"unit":1}"#);
    // Constants are written by themselves; others are preserved.
    let created = Event::Created(Created::new("a"));
    println!("{}", t_constants::RawJson::from_value(&created).unwrap().as_str());
    println!("{}", t_constants::RawJson::from_value(&Deleted::default()).unwrap().as_str());
    show!(t_constants Event: r#"{"kind":"moved","to":"b"}"#);
    show!(t_constants Event: r#"{"kind":"created","version":3,"ratio":2.5,"live":false,"name":"a","nullable":"other"}"#);
    show!(t_constants Event: r#"{"kind":"other", "a":1}"#);
    // One of several types, by the kind of value.
    show!(t_types Types: r#"{"value":"a","wide":[],"mixed":1,"narrowed":4,"anything":{"a":[1]},"list":[1,"a"]}"#);
    show!(t_types Types: r#"{"value":7,"wide":{"a":"b"},"mixed":"a"}"#);
    show!(t_types Types: r#"{"value":[1],"wide":true,"mixed":2,"anything":false}"#);
    show!(t_enumerations Listed: r#"{"color":"r","size":2,"model":"fast","mixed":true,"option":"b"}"#);
    show!(t_enumerations Listed: r#"{"color":"new","size":9,"model":"own","mixed":null,"option":null}"#);
    // Tuples, with what follows them.
    show!(t_tuples Route: r#"{"start":[1.5,2.5],"named":["a",{"a":"b"},null],"open":["a",true,false],"any":[1],"legs":[[[1.5,2.5],"leg"]],"next":[{"start":[0.5,0.5],"named":["a",{},"b"]},3]}"#);
    show!(t_tuples Route: r#"{"start":[1.5,2.5,3.5],"named":["a",{},null]}"#);
    show!(t_tuples Route: r#"{"start":[1.5],"named":["a",{},null]}"#);
    // What is missing at the end stays missing; what may be `null` may be missing too.
    show!(t_tuples Route: r#"{"start":[1.5,2.5],"named":["a",{}],"open":[],"short":["a"]}"#);
    show!(t_tuples Route: r#"{"start":[1.5,2.5],"named":["a",{},null],"short":["a",null,"c"]}"#);
    // Numbers are tags as texts are.
    show!(t_number_tags Part: r#"{"type":1,"parts":[{"type":3,"label":"a"},{"type":9,"other":true}]}"#);
    show!(t_number_tags Part: r#"{"type":4,"value":{"version":2,"b":"c"}}"#);
    show!(t_number_tags Part: r#"{"type":4,"value":{"version":3,"b":"c"}}"#);
    let failed = t_number_tags::RawJson::new(r#"{"result":"a","ok":false}"#).unwrap().parse::<Reply>();
    println!("{}", matches!(failed, Ok(Reply::Failed(_))));
    show!(t_maps Maps: r#"{"by_pattern":{"x-a":1},"by_patterns":{"a":1,"b":{"c":"d"}},"beside":{"id":"a","1":true},"others":{"a":"b","c":2}}"#);
    show!(t_maps Maps: r#"{"names":{"en":"a"},"closed":{"a":"b","b":"c","d":4}}"#);
    show!(t_contents AddFileResponse: r#"{"bytes":"AQI=","url_bytes":"-_8","text":"{}"}"#);
}
"##;

const PRINTED: &[&str] = &[
    r#"{"listed":null,"either":null,"chosen":null,"constant":null,"unit":null}"#,
    r#"{"listed":"2024-01-02","either":{"name":"a"},"chosen":"b","constant":true,"unit":null,"patch":null,"rank":"new","unsaid":[null,1.5]}"#,
    "expected null, found a number at byte 66",
    r#"{"kind":"created","version":2,"ratio":1.5,"live":true,"name":"a"}"#,
    r#"{"kind":"deleted"}"#,
    r#"{"kind":"moved","to":"b"}"#,
    r#"{"kind":"created","version":3,"ratio":2.5,"live":false,"name":"a","nullable":"other"}"#,
    r#"{"kind":"other", "a":1}"#,
    r#"{"value":"a","wide":[],"mixed":1,"narrowed":4,"anything":{"a":[1]},"list":[1,"a"]}"#,
    r#"{"value":7,"wide":{"a":"b"},"mixed":"a"}"#,
    r#"{"value":[1],"wide":true,"mixed":2,"anything":false}"#,
    r#"{"color":"r","size":2,"model":"fast","mixed":true,"option":"b"}"#,
    r#"{"color":"new","size":9,"model":"own","option":null}"#,
    r#"{"start":[1.5,2.5],"named":["a",{"a":"b"},null],"open":["a",true,false],"any":[1],"legs":[[[1.5,2.5],"leg"]],"next":[{"start":[0.5,0.5],"named":["a",{},"b"]},3]}"#,
    r#"{"start":[1.5,2.5],"named":["a",{},null]}"#,
    "expected one more element, found none at byte 13",
    r#"{"start":[1.5,2.5],"named":["a",{}],"open":[],"short":["a"]}"#,
    r#"{"start":[1.5,2.5],"named":["a",{},null],"short":["a",null,"c"]}"#,
    r#"{"type":1,"parts":[{"type":3,"label":"a"},{"type":9,"other":true}]}"#,
    r#"{"type":4,"value":{"version":2,"b":"c"}}"#,
    r#"{"type":4,"value":{"version":3,"b":"c"}}"#,
    "true",
    r#"{"by_pattern":{"x-a":1},"by_patterns":{"a":1,"b":{"c":"d"}},"beside":{"id":"a","1":true},"others":{"a":"b","c":2}}"#,
    r#"{"names":{"en":"a"},"closed":{"a":"b","b":"c","d":4}}"#,
    r#"{"bytes":"AQI=","url_bytes":"-_8","text":"{}"}"#,
];

#[test]
fn values_are_read_and_written_as_the_schemas_say() {
    let schemas = documents::corpus().join("valid/schemas31");
    let names = ["constants", "contents", "enumerations", "maps", "null", "number_tags", "tuples", "types"];
    let packages = names.map(|name| (format!("t-{}", name.replace('_', "-")), schemas.join(format!("{name}.yaml"))));
    let documents: Vec<_> = packages.iter().map(|(package, path)| (package.as_str(), path.clone())).collect();
    assert_eq!(program::run(env!("CARGO_TARGET_TMPDIR"), "schemas31", &documents, MAIN), PRINTED);
}
