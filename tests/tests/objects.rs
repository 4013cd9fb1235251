//! How objects are read and written: programs use crates made of `corpus/valid/schemas`, and print what becomes of values.

use signet_tests::{documents, program};

const PRESENCE: &str = r#"
//! Reads and writes each presence in each direction.

use std::collections::BTreeMap;

use t_presence::Patch;
use t_presence::RawJson;
use t_presence::json::Json;
use t_presence::types::{Both, BothRequired, Received, Sent};

/// What the document's presences are in Rust. It only has to compile.
type Shape<'a, P> = (&'a String, &'a Option<String>, &'a Option<String>, &'a P);
fn sent(value: &Sent) -> Shape<'_, Patch<String>> {
    (&value.value, &value.optional, &value.nullable, &value.patch)
}
fn both(value: &Both) -> Shape<'_, Patch<String>> {
    (&value.value, &value.optional, &value.nullable, &value.patch)
}
fn received(value: &Received) -> Shape<'_, Option<String>> {
    (&value.value, &value.optional, &value.nullable, &value.patch)
}

/// Reads, writes and reads again; returns what was written for a property.
fn through<T: Json + PartialEq>(property: &str, given: Option<&str>) -> String {
    let mut members = BTreeMap::from([("value", "\"v\""), ("nullable", "\"n\"")]);
    match given {
        Some(json) => members.insert(property, json),
        None => members.remove(property),
    };
    let members: Vec<String> = members.iter().map(|(name, json)| format!("\"{name}\":{json}")).collect();
    let text = RawJson::new(&format!("{{{}}}", members.join(","))).unwrap();
    let value: T = match text.parse() {
        Ok(value) => value,
        Err(error) => return error.to_string().split(" at byte").next().unwrap().to_owned(),
    };
    let written = RawJson::from_value(&value).unwrap();
    assert!(written.parse::<T>().unwrap() == value);
    let members: BTreeMap<String, RawJson> = written.parse().unwrap();
    members.get(property).map_or("-", RawJson::as_str).to_owned()
}

fn main() {
    let _ = (sent, both, received);
    for property in ["value", "optional", "nullable", "patch"] {
        for given in [None, Some("null"), Some("\"x\"")] {
            let outcomes =
                [through::<Sent>(property, given), through::<Received>(property, given), through::<Both>(property, given)];
            println!("{property} {}: {}", given.unwrap_or("-"), outcomes.join(" | "));
        }
    }
    let show = |value: &Both| println!("{}", RawJson::from_value(value).unwrap().as_str());
    let required = BothRequired { value: "v".to_owned(), nullable: None };
    let plain = Both::new(required.clone());
    assert_eq!((plain.count, plain.count.as_option(), plain.optional.as_ref()), (Patch::Absent, None, None));
    show(&plain);
    show(&Both::new(required.clone()).count(7).patch("p").secret("s").inner(plain.clone()));
    show(&Both::new(required).count(Patch::Null).patch(Patch::Null).secret(Patch::Null).inner(Patch::Null));
}
"#;

/// Each presence with nothing, `null` and a value: what is written after reading, in types that are only sent, only received,
/// and both.
const PRESENCES: &[&str] = &[
    "value -: expected the property `value`, found none | expected the property `value`, found none | expected the property `value`, found none",
    "value null: expected a string, found null | expected a string, found null | expected a string, found null",
    "value \"x\": \"x\" | \"x\" | \"x\"",
    "optional -: - | - | -",
    "optional null: - | - | -",
    "optional \"x\": \"x\" | \"x\" | \"x\"",
    "nullable -: expected the property `nullable`, found none | expected the property `nullable`, found none | expected the property `nullable`, found none",
    "nullable null: null | null | null",
    "nullable \"x\": \"x\" | \"x\" | \"x\"",
    "patch -: - | - | -",
    "patch null: null | - | null",
    "patch \"x\": \"x\" | \"x\" | \"x\"",
    // What a program makes: defaults are never sent.
    r#"{"value":"v","nullable":null}"#,
    r#"{"value":"v","nullable":null,"patch":"p","count":7,"secret":"s","inner":{"value":"v","nullable":null}}"#,
    r#"{"value":"v","nullable":null,"patch":null,"count":null,"secret":null,"inner":null}"#,
];

#[test]
fn presences_are_told_apart_where_the_document_does() {
    let document = documents::corpus().join("valid/schemas/presence.yaml");
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "presence", &[("t-presence", document)], PRESENCE);
    assert_eq!(printed, PRESENCES);
}

const OBJECTS: &str = r##"
//! Reads and writes objects with properties that nobody declares, and with ones that only one side has.

use t_additional::RawJson;
use t_additional::json::Json;
use t_additional::types::{Circle, Shape, Thing, ThingCounts, ThingNothing, ThingOpen, ThingTexts, Transfer};
use t_direction::types as direction;

fn written(value: &impl Json) -> String {
    RawJson::from_value(value).unwrap().as_str().to_owned()
}

/// Reads and writes.
fn through<T: Json>(json: &str) {
    match RawJson::new(json).unwrap().parse::<T>() {
        Ok(value) => println!("{}", written(&value)),
        Err(error) => println!("{}", error.to_string().split(" at byte").next().unwrap()),
    }
}

fn main() {
    through::<ThingOpen>(r#"{"z": [1, {"a": null}], "id": "i", "a\u0062": null, "n": 1e400}"#);
    through::<ThingCounts>(r#"{"total": 1, "b": 3, "a": 2}"#);
    through::<ThingCounts>(r#"{"b": "no number"}"#);
    through::<ThingTexts>(r#"{"additional_properties": "own", "additional_properties_2": "other", "none": null}"#);
    through::<ThingNothing>("{}");
    through::<ThingNothing>(r#"{"unknown": 1}"#);
    through::<Thing>(r#"{"closed": {"id": "i", "unknown": 1}, "free": {"b": 1, "a": null}, "free_too": {}, "nothing": {}}"#);
    // What is required and never declared is not enforced, and can be set.
    through::<Transfer>(r#"{"amount": "1"}"#);
    println!("{}", written(&Transfer::new("1").additional_property("request_type", "Transfer")));
    let fee = RawJson::new(r#"{"level": 2}"#).unwrap();
    let open = ThingOpen::new("i").additional_property("id", "not twice").additional_property("fee", fee);
    println!("{}", written(&open.additional_property("fast", true).additional_property("limit", 5)));
    // A tag that its type does not declare is written once.
    through::<Shape>(r#"{"kind": "Circle", "radius": 1, "colour": "red"}"#);
    println!("{}", written(&Shape::Circle(Circle::new().radius(1).additional_property("colour", "red"))));
    println!("{}", format!("{:?}", Circle::new().additional_property("token", "hunter2")).contains("hunter2"));

    let all = r#"{"id": "i", "made": null, "password": "p", "hint": null}"#;
    let answered = r#"{"id": "i", "made": null}"#;
    let _ = (direction::Sent::new("p"), direction::Received::new(direction::ReceivedRequired { id: "i".to_owned(), made: None }), direction::Both::new());
    for json in [all, answered, "{}"] {
        let t = |text: Result<String, String>| println!("{}", text.unwrap_or_else(|error| error));
        let raw = t_direction::RawJson::new(json).unwrap();
        macro_rules! through {
            ($type:ident) => {
                t(raw.parse::<direction::$type>()
                    .map(|value| t_direction::RawJson::from_value(&value).unwrap().as_str().to_owned())
                    .map_err(|error| error.to_string().split(" at byte").next().unwrap().to_owned()))
            };
        }
        through!(Sent);
        through!(Received);
        through!(Both);
    }
}
"##;

const WRITTEN: &[&str] = &[
    r#"{"id":"i","ab":null,"n":1e400,"z":[1, {"a": null}]}"#,
    r#"{"total":1,"a":2,"b":3}"#,
    "expected an integer from -9223372036854775808 to 9223372036854775807, found a string",
    r#"{"additional_properties":"own","additional_properties_2":"other","none":null}"#,
    "{}",
    "{}",
    r#"{"closed":{"id":"i"},"nothing":{},"free":{"a":null,"b":1},"free_too":{}}"#,
    r#"{"amount":"1"}"#,
    r#"{"amount":"1","request_type":"Transfer"}"#,
    r#"{"id":"i","fast":true,"fee":{"level": 2},"limit":5}"#,
    r#"{"radius":1,"colour":"red","kind":"Circle"}"#,
    r#"{"kind":"Circle","radius":1,"colour":"red"}"#,
    "false",
    // Everything: what a program sets itself is sent, whatever its direction; `null` is kept where it can be sent.
    r#"{"id":"i","password":"p","hint":null}"#,
    r#"{"id":"i","made":null,"password":"p"}"#,
    r#"{"id":"i","password":"p","hint":null}"#,
    // What a response has.
    "expected the property `password`, found none",
    r#"{"id":"i","made":null}"#,
    r#"{"id":"i"}"#,
    // Nothing.
    "expected the property `password`, found none",
    "expected the property `id`, found none",
    "{}",
];

#[test]
fn what_nobody_declares_and_what_one_side_lacks() {
    let schemas = documents::corpus().join("valid/schemas");
    let crates =
        [("t-additional", schemas.join("additional_properties.yaml")), ("t-direction", schemas.join("direction.yaml"))];
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "objects", &crates, OBJECTS);
    assert_eq!(printed, WRITTEN);
}
