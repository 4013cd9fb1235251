//! Which type a value of a union is read as: programs use crates made of `corpus/valid/schemas`, and print what becomes of values.

use signet_tests::{documents, program};

/// What both programs do: read a value, and print the variant and what is written again.
const SHOW: &str = r#"
fn show<T: json::Json + std::fmt::Debug + PartialEq>(json: &str) {
    let text = match json::RawJson::new(json).unwrap().parse::<T>() {
        Ok(value) => {
            let variant = format!("{value:?}").split(['(', ' ']).next().unwrap().to_owned();
            let written = json::RawJson::from_value(&value).unwrap();
            assert_eq!(written.parse::<T>().unwrap(), value);
            format!("{variant} {}", written.as_str())
        }
        Err(error) => error.to_string().split(" at byte").next().unwrap().to_owned(),
    };
    println!("{text}");
}
"#;

const ALIKE: &str = r##"
use t_alike::{json, types::*};

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
    let mut value: Filter = json::RawJson::new(&deep).unwrap().parse().unwrap();
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
    r#"WithSize {"size":1}"#,
    r#"Unknown {"size": "large"}"#,
    "Unknown [1]",
    r#"Box {"type":"box","size":1}"#,
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
use t_beside::{json, types::*};

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
    r#"WithSize {"id":"a","size":1}"#,
    r#"Object {"id":"a"}"#,
    r#"WithName {"id":"a","name":"b"}"#,
    "Boolean true",
    r#"Text "a""#,
    r#"A "a""#,
    r#"List ["a"]"#,
    r#"Object {"a":1}"#,
    r#"WithRate {"rate":0.5,"a":1}"#,
    r#"WithCard {"card":"c","now":true}"#,
    r#"WithIban {"iban":"i","date":"d"}"#,
];

#[test]
fn what_stands_beside_alternatives_holds_for_each() {
    let document = documents::corpus().join("valid/schemas/one_of_beside.yaml");
    let main = [BESIDE, SHOW].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "beside", &[("t-beside", document)], &main);
    assert_eq!(printed, READ_BESIDE);
}

const PARENTS: &str = r##"
use t_parents::{json, types::*};

fn main() {
    // All of a child, by its mapped tag, by its name and by the one value of its own property.
    show::<Pet>(r#"{"petType": "kitty", "name": "misty"}"#);
    show::<Pet>(r#"{"petType": "Cat", "name": "misty"}"#);
    show::<Pet>(r#"{"petType": "Puppy", "bark": "wuff", "age": 1}"#);
    show::<Pet>(r#"{"petType": "Fish", "friend": {"petType": "bird", "wings": 2}}"#);
    show::<Pet>(r#"{"petType": "Pet"}"#);
    // What nobody knows is kept whole.
    show::<Pet>(r#"{"petType": "Bird", "wings": 2}"#);
    show::<Pet>(r#"{"name": "misty"}"#);
    show::<Pet>("1");
    // A child is its own struct, and one that others build on is each of them.
    show::<Cat>(r#"{"petType": "kitty", "name": "misty"}"#);
    show::<Dog>(r#"{"petType": "Puppy", "bark": "wuff", "age": 1}"#);
    show::<Owner>(r#"{"pet": {"petType": "Cat", "name": "a"}, "other": {"petType": "Dog", "bark": "b"}}"#);
    // New values have their tags.
    let owner = Owner::new().pet(Cat::new().name("misty")).cat(Cat::new()).other(Pet::from(Bird::new()));
    println!("{}", json::RawJson::from_value(&owner).unwrap().as_str());
    println!("{}", json::RawJson::from_value(&Pet::from(Puppy::new("wuff"))).unwrap().as_str());
}
"##;

const READ_PARENTS: &[&str] = &[
    r#"Cat {"petType":"kitty","name":"misty"}"#,
    r#"Cat {"petType":"Cat","name":"misty"}"#,
    r#"Puppy {"petType":"Puppy","bark":"wuff","age":1}"#,
    r#"Fish {"petType":"Fish","friend":{"petType":"bird","wings":2}}"#,
    r#"Pet {"petType":"Pet"}"#,
    r#"Unknown {"petType": "Bird", "wings": 2}"#,
    r#"Unknown {"name": "misty"}"#,
    "expected an object, found a number",
    r#"Cat {"petType":"kitty","name":"misty"}"#,
    r#"Puppy {"petType":"Puppy","bark":"wuff","age":1}"#,
    r#"Owner {"pet":{"petType":"Cat","name":"a"},"other":{"petType":"Dog","bark":"b"}}"#,
    r#"{"pet":{"petType":"kitty","name":"misty"},"other":{"petType":"bird"},"cat":{"petType":"kitty"}}"#,
    r#"{"petType":"Puppy","bark":"wuff"}"#,
];

#[test]
fn children_of_a_parent_schema_are_read_whole() {
    let document = documents::corpus().join("valid/schemas/parent.yaml");
    let main = [PARENTS, SHOW].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "parents", &[("t-parents", document)], &main);
    assert_eq!(printed, READ_PARENTS);
}

const MADE: &str = r##"
use t_shapes::{json, types::*};
use t_validation::types::HttpValidationError;

fn main() {
    // Values, strings, numbers and lists, each of which only one variant holds.
    print(Answer::new().scalar("a").shape(Point::new(0.5)).inferred(Up::new()).maybe(Up::new()));
    print(Answer::new().scalar(1).open("large").number(2));
    print(Answer::new().scalar(vec!["a".to_owned()]).number(2.5));
    // What the variants of a list hold is read as it is written.
    let body = r#"{"detail":[{"loc":["body","items",0,"size"],"msg":"Input should be a valid integer","type":"int_parsing"}]}"#;
    let error: HttpValidationError = t_validation::RawJson::new(body).unwrap().parse().unwrap();
    for detail in error.detail.unwrap() {
        println!("{:?} {}", detail.loc, detail.msg);
    }
}

fn print(answer: Answer) {
    println!("{}", json::RawJson::from_value(&answer).unwrap().as_str());
}
"##;

const WRITTEN: &[&str] = &[
    r#"{"scalar":"a","shape":{"x":0.5},"inferred":{"way":"up"},"maybe":{"way":"up"}}"#,
    r#"{"scalar":1,"open":"large","number":2}"#,
    r#"{"scalar":["a"],"number":2.5}"#,
    r#"[Text("body"), Text("items"), Integer(0), Text("size")] Input should be a valid integer"#,
];

#[test]
fn unions_are_made_from_what_they_hold() {
    let document = |name: &str| documents::corpus().join("valid/schemas").join(name);
    let packages = [("t-shapes", document("one_of_shapes.yaml")), ("t-validation", document("validation_error.yaml"))];
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "made", &packages, MADE);
    assert_eq!(printed, WRITTEN);
}

const GRANDPARENTS: &str = r##"
use t_grandparents::{json, types::*};

fn main() {
    show::<Object>(r#"{"type": "team", "size": 3, "links": {"owner": {"type": "account", "x": [1]}}, "more": null}"#);
    show::<Object>(r#"{"type": "repository", "size": 3}"#);
    show::<Account>(r#"{"type": "team", "size": 3}"#);
    // Listed by the parent: a child's name in another spelling, and one that no child has.
    show::<Source>(r#"{"kind": "file", "path": "a"}"#);
    show::<Source>(r#"{"kind": "link", "path": "a"}"#);
    // Two tags, one after the other.
    show::<Source>(r#"{"kind": "search", "engine": "fast", "cores": 8}"#);
    show::<Source>(r#"{"kind": "search", "engine": "new", "cores": 8}"#);
}
"##;

const READ_GRANDPARENTS: &[&str] = &[
    r#"Team {"type":"team","links":{"owner":{"type":"account","x":[1]}},"size":3,"more":null}"#,
    r#"Unknown {"type": "repository", "size": 3}"#,
    r#"Team {"type":"team","size":3}"#,
    r#"File {"kind":"file","path":"a"}"#,
    r#"Source {"kind":"link"}"#,
    r#"Search {"kind":"search","engine":"fast","cores":8}"#,
    r#"Search {"kind": "search", "engine": "new", "cores": 8}"#,
];

#[test]
fn parents_may_have_parents() {
    let document = documents::corpus().join("valid/schemas/parent_of_parents.yaml");
    let main = [GRANDPARENTS, SHOW].concat();
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "grandparents", &[("t-grandparents", document)], &main);
    assert_eq!(printed, READ_GRANDPARENTS);
}

const WHOLE: &str = r##"
use t_any_of::types::{Contact, Note, State};
use t_numbers::types::{All as Numbers, Animal, Size};
use t_undeclared::types::All as Undeclared;
use t_all_of_numbers::types::All as Integers;

macro_rules! show {
    ($package:ident $ty:ty: $json:expr) => {{
        let text = match $package::RawJson::new($json).unwrap().parse::<$ty>() {
            Ok(value) => {
                let written = $package::RawJson::from_value(&value).unwrap();
                assert!(written.parse::<$ty>().unwrap() == value);
                let variant = format!("{value:?}").split(['(', ' ']).next().unwrap().to_owned();
                format!("{variant} {}", written.as_str())
            }
            Err(error) => error.to_string(),
        };
        println!("{text}");
    }};
}

fn main() {
    // What fits several types is of the one that knows all of it, or kept whole.
    show!(t_any_of Contact: r#"{"mail":"a"}"#);
    show!(t_any_of Contact: r#"{"phone":"1","new":2}"#);
    show!(t_any_of Contact: r#"{"mail":"a", "phone":"1"}"#);
    show!(t_any_of Contact: r#"{"mail":"a","note":{"text":"t", "author":"b"}}"#);
    show!(t_any_of Contact: r#"{"mail":"a","note":{"text":"t"},"new":[{"phone":1}]}"#);
    show!(t_any_of Note: r#"{"text":"t","author":"b"}"#);
    show!(t_any_of Note: r#"{"author":"b"}"#);
    show!(t_any_of State: r#"{"state":"on","since":1,"until":2}"#);
    // What no variant can hold is kept too, wherever it is in the value.
    show!(t_numbers Size: "5000000000");
    show!(t_numbers Size: "1.5");
    show!(t_numbers Size: "7");
    show!(t_numbers Animal: r#"{"kind":"Cat","lives":900}"#);
    show!(t_numbers Animal: r#"{"kind":"Dog","legs":[1,"b",4294967296]}"#);
    show!(t_numbers Numbers: r#"{"size":1e3,"animal":{"kind":"Cat","lives":9}}"#);
    show!(t_numbers Animal: r#"{"kind":"Cat","lives":"9"}"#);
    show!(t_all_of_numbers Integers: r#"{"either":9007199254740993,"sized":3,"listed":[1],"narrowed":{"count":2}}"#);
    show!(t_all_of_numbers Integers: r#"{"amount":0.1}"#);
    show!(t_all_of_numbers Integers: r#"{"amount":16777217}"#);
    show!(t_undeclared Undeclared: r#"{"id":"a","kind":{"b":1}}"#);
}
"##;

const READ_WHOLE: &[&str] = &[
    r#"Mail {"mail":"a"}"#,
    r#"Phone {"phone":"1"}"#,
    r#"Unknown {"mail":"a", "phone":"1"}"#,
    r#"Mail {"mail":"a","note":{"text":"t", "author":"b"}}"#,
    r#"Mail {"mail":"a","note":{"text":"t"}}"#,
    r#"Unknown {"text":"t","author":"b"}"#,
    r#"WithAuthor {"author":"b"}"#,
    r#"On {"state":"on","since":1}"#,
    "Unknown 5000000000",
    "Unknown 1.5",
    "Integer 7",
    r#"Unknown {"kind":"Cat","lives":900}"#,
    r#"Dog {"kind":"Dog","legs":[1,"b",4294967296]}"#,
    r#"All {"size":1e3,"animal":{"kind":"Cat","lives":9}}"#,
    "expected an integer from 0 to 255, found a string at byte 22",
    r#"All {"either":9007199254740993,"sized":3,"listed":[1],"narrowed":{"count":2}}"#,
    r#"All {"amount":0.1}"#,
    r#"All {"amount":16777217.0}"#,
    r#"All {"id":"a","kind":{"b":1}}"#,
];

#[test]
fn nothing_of_a_value_is_lost() {
    let schemas = documents::corpus().join("valid/schemas");
    let documents = [
        ("t-any-of", "any_of"),
        ("t-all-of-numbers", "all_of_numbers"),
        ("t-numbers", "one_of_numbers"),
        ("t-undeclared", "undeclared"),
    ];
    let documents = documents.map(|(package, name)| (package, schemas.join(format!("{name}.yaml"))));
    assert_eq!(program::run(env!("CARGO_TARGET_TMPDIR"), "whole-values", &documents, WHOLE), READ_WHOLE);
}
