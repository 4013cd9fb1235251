//! Which type a value of a union is read as: programs use crates made of `corpus/valid/schemas`, and print what becomes of values.

use signet_tests::{documents, program};

/// What both programs do: read a value, and print the variant and what is written again.
const SHOW: &str = r#"
fn show<T: runtime::Json + std::fmt::Debug + PartialEq>(json: &str) {
    let text = match runtime::RawJson::new(json).unwrap().parse::<T>() {
        Ok(value) => {
            let variant = format!("{value:?}").split(['(', ' ']).next().unwrap().to_owned();
            let written = runtime::RawJson::from_value(&value).unwrap();
            assert_eq!(written.parse::<T>().unwrap(), value);
            format!("{variant} {}", written.as_str())
        }
        Err(error) => error.to_string().split(" at byte").next().unwrap().to_owned(),
    };
    println!("{text}");
}
"#;

const ALIKE: &str = r##"
use t_alike::{runtime, types::*};

fn main() {
    // The type that declares all of it; among several, the first one.
    show::<Part>(r#"{"id": "a"}"#);
    show::<Part>(r#"{"id": "a", "note": "b"}"#);
    show::<Part>(r#"{"note": "b", "more": 1}"#);
    show::<Part>(r#"{"id": 1}"#);
    // One that keeps all comes after one that knows all, and before one that passes something over.
    show::<Kept>(r#"{"note": "b"}"#);
    show::<Kept>(r#"{"rank": 1, "note": "b"}"#);
    show::<Kept>(r#"{"else": "b"}"#);
    // A constant that need not be there.
    show::<Kind>(r#"{"kind": "dog", "age": 1}"#);
    show::<Kind>(r#"{"kind": "cow", "age": 1}"#);
    // Further inside.
    show::<Deep>(r#"{"items": [{"id": "a"}, {"note": "b"}]}"#);
    // Other values of a union that allows anything.
    show::<Hinted>(r#"{"size": 1}"#);
    show::<Hinted>(r#"{"size": "large"}"#);
    show::<Hinted>("[1]");
    show::<Tagged>(r#"{"type": "box", "size": 1}"#);
    show::<Tagged>(r#"{"type": "box"}"#);
    show::<Tagged>("3");
    // Each of a hundred levels could be each of three types, and none knows all: this ends only if no value is tried again.
    let mut deep = r#"{"field": "a", "strange": 1}"#.to_owned();
    for _ in 0..100 {
        deep = format!(r#"{{"of": {deep}, "any": true, "strange": 1}}"#);
    }
    let mut value: Filter = runtime::RawJson::new(&deep).unwrap().parse().unwrap();
    let mut levels = 0;
    while let Filter::Or(of) = value {
        value = of.of.unwrap();
        levels += 1;
    }
    println!("{levels} {value:?}");
    show::<Filter>(r#"{"of": {"of": {"field": "a"}, "any": true}}"#);
}
"##;

const READ_ALIKE: &[&str] = &[
    r#"Short {"id":"a"}"#,
    r#"Long {"id":"a","note":"b"}"#,
    r#"Long {"note":"b"}"#,
    r#"Unknown {"id": 1}"#,
    r#"Long {"note":"b"}"#,
    r#"Loose {"rank":1,"note":"b"}"#,
    r#"Loose {"else":"b"}"#,
    r#"Dog {"kind":"dog","age":1}"#,
    r#"Cat {"kind":"cow","age":1}"#,
    r#"Stack {"items":[{"id":"a"},{"note":"b"}]}"#,
    r#"Object2 {"size":1}"#,
    r#"Unknown {"size": "large"}"#,
    "Unknown [1]",
    r#"Object2 {"type":"box","size":1}"#,
    r#"Unknown {"type": "box"}"#,
    "Unknown 3",
    r#"100 Leaf(Leaf { of: None, field: Some("a") })"#,
    r#"And {"of":{"of":{"field":"a"},"any":true}}"#,
];

#[test]
fn a_value_is_the_type_that_knows_most_of_it() {
    let document = documents::corpus().join("valid/schemas/one_of_alike.yaml");
    let main = [ALIKE, SHOW].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "alike", &[("t-alike", document)], &main);
    assert_eq!(printed, READ_ALIKE);
}

const BESIDE: &str = r##"
use t_beside::{runtime, types::*};

fn main() {
    show::<Kinds>(r#"{"id": "a"}"#);
    show::<Kinds>(r#"{"id": "a", "size": 1}"#);
    show::<Open>(r#"{"id": "a"}"#);
    show::<Open>(r#"{"id": "a", "name": "b"}"#);
    show::<Either>("true");
    show::<Either>(r#""a""#);
    show::<Texts>(r#""a""#);
    show::<Lists>(r#"["a"]"#);
    show::<Extras>(r#"{"a": 1}"#);
    show::<Extras>(r#"{"rate": 0.5, "a": 1}"#);
    show::<Both>(r#"{"card": "c", "now": true}"#);
    show::<Both>(r#"{"iban": "i", "date": "d"}"#);
}
"##;

const READ_BESIDE: &[&str] = &[
    r#"Object {"id":"a"}"#,
    r#"Object2 {"id":"a","size":1}"#,
    r#"Object {"id":"a"}"#,
    r#"Object2 {"id":"a","name":"b"}"#,
    "Boolean true",
    r#"Text "a""#,
    r#"A "a""#,
    r#"List ["a"]"#,
    r#"Object {"a":1}"#,
    r#"Object2 {"rate":0.5,"a":1}"#,
    r#"Object {"card":"c","now":true}"#,
    r#"Object2 {"iban":"i","date":"d"}"#,
];

#[test]
fn what_stands_beside_alternatives_holds_for_each() {
    let document = documents::corpus().join("valid/schemas/one_of_beside.yaml");
    let main = [BESIDE, SHOW].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "beside", &[("t-beside", document)], &main);
    assert_eq!(printed, READ_BESIDE);
}
