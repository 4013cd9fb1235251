//! Random values of every kind of schema, built from `corpus/values.yaml` and `corpus/values31.yaml`, go through the code that
//! is generated from these: what was read is written again with the same meaning, and read again as the same value.
//!
//! The code runs in a program of its own that answers line by line, so that a failing value is made small before it is shown.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test's helpers fail the test")]

use std::cell::RefCell;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::strategy::Union;
use proptest::string::string_regex;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate};
use signet_tests::codec::{self, Codec, meaning};
use signet_tests::{documents, program};

/// A value of a schema. What has no limit of its own gets one from `depth`.
fn instance(document: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let inner = |schema: &Value| instance(document, schema, depth.saturating_sub(1));
    let strategy = if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        if schema["properties"].is_object() {
            let mut beside = schema.clone();
            beside.as_object_mut().unwrap().remove("$ref");
            beside["type"] = json!("object");
            inner(&json!({ "allOf": [target, beside] }))
        } else {
            inner(target)
        }
    } else if let Some(alternatives) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let tag = schema["discriminator"]["propertyName"].as_str().map(str::to_owned);
        let of = |alternative: &Value| {
            let (tag, name) = (tag.clone(), alternative["$ref"].as_str().unwrap_or_default().to_owned());
            inner(alternative).prop_map(move |mut value| {
                if let Some(tag) = &tag {
                    value[tag] = json!(name.rsplit('/').next().unwrap().to_lowercase());
                }
                value
            })
        };
        // One that the document does not know yet.
        let unknown = tag.clone().map(|tag| Just(json!({ tag: "new", "more": [1, null] })).boxed());
        // A value that fits all of them at once.
        let is_object = |alternative: &Value| {
            let target = alternative["$ref"]
                .as_str()
                .map(|reference| document.pointer(reference.trim_start_matches('#')).unwrap());
            target.is_some_and(|target| target["properties"].is_object())
        };
        let together = (schema["anyOf"].is_array() && alternatives.iter().all(is_object))
            .then(|| inner(&json!({ "allOf": alternatives })));
        let one = alternatives.iter().map(|alternative| of(alternative).boxed());
        Union::new(one.chain(unknown).chain(together)).boxed()
    } else if let Some(parts) = schema["allOf"].as_array() {
        let all: Vec<_> = parts.iter().map(inner).collect();
        all.prop_map(|parts| Value::Object(parts.iter().flat_map(|part| part.as_object().unwrap().clone()).collect()))
            .boxed()
    } else if let Some(types) = schema["type"].as_array() {
        Union::new(types.iter().map(|ty| {
            let mut single = schema.clone();
            single["type"] = ty.clone();
            inner(&single)
        }))
        .boxed()
    } else if let Some(constant) = schema.get("const").filter(|constant| !constant.is_null()) {
        // A constant that changes on the server is kept as well.
        let other = match constant {
            Value::String(_) => json!("new {}"),
            Value::Bool(value) => json!(!value),
            _ => json!(77),
        };
        proptest::sample::select(vec![constant.clone(), other]).boxed()
    } else if schema["const"] == Value::Null && schema.get("const").is_some() || schema["enum"] == json!([null]) {
        Just(Value::Null).boxed()
    } else if let Some(values) = schema["enum"].as_array() {
        let unknown = values.iter().map(|value| if value.is_string() { json!("new {}") } else { json!(77) });
        proptest::sample::select(values.iter().cloned().chain(unknown).collect::<Vec<_>>()).boxed()
    } else {
        single(document, schema, depth)
    };
    if schema["nullable"] == json!(true) { prop_oneof![Just(Value::Null), strategy].boxed() } else { strategy }
}

fn single(document: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let inner = |schema: &Value| instance(document, schema, depth.saturating_sub(1));
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("null"), _) => Just(Value::Null).boxed(),
        (Some("boolean"), _) => any::<bool>().prop_map(Value::from).boxed(),
        (Some("string"), _) if schema["contentEncoding"] == "base64" => {
            proptest::sample::select(["", "dGV4dA==", "/+8A"].map(Value::from).to_vec()).boxed()
        }
        (Some("string"), _) => any::<String>().prop_map(Value::from).boxed(),
        (Some("integer"), Some("int32")) => any::<i32>().prop_map(Value::from).boxed(),
        (Some("integer"), Some("uint32")) => any::<u32>().prop_map(Value::from).boxed(),
        (Some("integer"), Some("uint64")) => any::<u64>().prop_map(Value::from).boxed(),
        (Some("integer"), _) => any::<i64>().prop_map(Value::from).boxed(),
        // A float of 32 bits, as a server writes it that has no more.
        (Some("number"), Some("float")) => any::<i16>().prop_map(|number| json!(f64::from(number) / 4.0)).boxed(),
        // What serde_json reads exactly; the program compares what it reads itself.
        (Some("number"), _) => any::<i32>().prop_map(|number| json!(f64::from(number) / 8.0)).boxed(),
        (Some("array"), _) if schema["prefixItems"].is_array() => {
            let first: Vec<_> = schema["prefixItems"].as_array().unwrap().iter().map(inner).collect();
            let rest = if schema["items"].is_object() { inner(&schema["items"]) } else { Just(Value::Null).boxed() };
            let more = if schema["items"].is_object() { 0..3 } else { 0..1 };
            (first, vec(rest, more)).prop_map(|(first, rest)| [first, rest].concat().into()).boxed()
        }
        // A type that contains itself comes to an end.
        (Some("array"), _) if depth == 0 => Just(json!([])).boxed(),
        (Some("array"), _) => vec(inner(&schema["items"]), 0..depth.min(3)).prop_map(Value::from).boxed(),
        (Some("object"), _) => object(schema, inner),
        (None, _) => prop_oneof![Just(json!({ "a": [1, "b"] })), any::<String>().prop_map(Value::from)].boxed(),
        (Some(other), _) => panic!("no values of type {other}"),
    }
}

fn object(schema: &Value, inner: impl Fn(&Value) -> BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let required = |name: &str| schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
    // No value fits `false`, so that the property is never there.
    let declared = schema["properties"].as_object().into_iter().flatten().filter(|(_, property)| **property != false);
    let fields: Vec<_> = declared
        .map(|(name, property)| {
            let value = inner(property);
            let value = if required(name) { value.prop_map(Some).boxed() } else { proptest::option::of(value).boxed() };
            (Just(name.clone()), value)
        })
        .collect();
    let present = |fields: Vec<(String, Option<Value>)>| {
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect::<Map<_, _>>()
    };
    let named = |pattern: &str, values: &Value| {
        let name = string_regex(&format!("{}[a-z]{{0,4}}", pattern.trim_start_matches('^'))).unwrap();
        btree_map(name, inner(values), 0..3)
    };
    let patterns = schema["patternProperties"].as_object().into_iter().flatten();
    let patterns: Vec<_> = patterns.map(|(pattern, values)| named(pattern, values).boxed()).collect();
    let additional = schema["additionalProperties"].is_object().then_some(&schema["additionalProperties"]);
    let additional: Vec<_> =
        additional.map(|values| btree_map(any::<String>(), inner(values), 0..3).boxed()).into_iter().collect();
    (fields, patterns, additional)
        .prop_map(move |(fields, patterns, additional)| {
            let others = patterns.into_iter().chain(additional).flatten();
            Value::Object(present(fields).into_iter().chain(others).collect())
        })
        .boxed()
}

/// Runs values of each component of a document through its crate; `read_as`: the variants of values of some types.
fn survive(package: &str, name: &str, read_as: &[(&str, Value, &str)]) {
    let path = documents::corpus().join(name);
    let document: Value = yaml_serde::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let inputs = vec![Input { name: name.into(), ..Input::file(&path) }];
    let request = Request { inputs, name: Some(package.into()), ..Request::default() };
    let files = generate(&request, &mut Diagnostics::new()).1.unwrap().files;
    let arms: String = schemas.keys().map(|ty| codec::arm(ty)).collect();
    let main = codec::main(&package.replace('-', "_"), &arms);
    let binary = program::build(env!("CARGO_TARGET_TMPDIR"), &package[2..], &[(package, &files)], &main);
    let program = RefCell::new(Codec::start(&binary));
    for (ty, schema) in schemas {
        let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
        let result = runner.run(&instance(&document, schema, 5), |value| {
            let answer = program.borrow_mut().again(ty, &value);
            let (_, written) = answer.map_err(|error| TestCaseError::fail(format!("{ty}: {error}")))?;
            prop_assert_eq!(meaning(&written), meaning(&value), "{}", ty);
            Ok(())
        });
        result.unwrap();
    }
    for (ty, value, variant) in read_as {
        let answer = program.borrow_mut().again(ty, value).map(|(read_as, _)| read_as);
        assert_eq!(answer.as_deref(), Ok(*variant), "{value} of {ty}");
    }
    program.into_inner().end();
}

#[test]
fn values_of_every_kind_survive() {
    survive("t-values", "values.yaml", &[]);
}

#[test]
fn values_of_later_schemas_survive() {
    survive(
        "t-values31",
        "values31.yaml",
        &[
            ("Event", json!({ "kind": "created" }), "Created"),
            ("Event", json!({ "kind": "moved", "to": 1 }), "Unknown"),
            ("Mixed", json!("a"), "Text"),
            ("Mixed", json!(1), "Integer"),
            ("Mixed", json!(true), "Boolean"),
            ("Mixed", json!([1]), "Unknown"),
            ("Wide", json!(["a"]), "List"),
            ("Wide", json!({ "a": "b" }), "Object"),
            ("Level", json!("high"), "High"),
            ("Level", json!("higher"), "Unknown"),
            ("Color", json!("green"), "Green"),
            ("Color", json!("blue"), "Unknown"),
        ],
    );
}
