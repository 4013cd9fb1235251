//! Random values of every kind of schema, built from `corpus/values.yaml`, go through the code that is generated from it:
//! what was read is written again with the same meaning, and read again as the same value.
//!
//! The code runs in a program of its own that answers line by line, so that a failing value is made small before it is shown.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test's helpers fail the test")]

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::strategy::Union;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate, output};
use signet_tests::documents;

const MAIN: &str = r#"
//! Reads lines of a type and JSON, and answers with the JSON that is made of it, or with what is wrong.

use std::io::BufRead;
use t_values::runtime::{Json, RawJson};
use t_values::types;

fn again<T: Json + PartialEq>(text: &str) -> Result<String, String> {
    let value: T = RawJson::new(text).and_then(|raw| raw.parse()).map_err(|error| error.to_string())?;
    let written = RawJson::from_value(&value).map_err(|error| error.to_string())?;
    let back: T = written.parse().map_err(|error| format!("what was written is not read: {error}"))?;
    if back == value { Ok(written.as_str().to_owned()) } else { Err("another value comes back".to_owned()) }
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (ty, text) = line.split_once(' ').unwrap();
        match ty {
TYPES
            _ => panic!("{ty}"),
        }.map_or_else(|error| println!("! {error}"), |written| println!("{written}"));
    }
}
"#;

/// A value of a schema. What has no limit of its own gets one from `depth`.
fn instance(document: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let inner = |schema: &Value| instance(document, schema, depth.saturating_sub(1));
    let strategy = if let Some(reference) = schema["$ref"].as_str() {
        inner(document.pointer(reference.trim_start_matches('#')).unwrap())
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
        Union::new(alternatives.iter().map(|alternative| of(alternative).boxed()).chain(unknown)).boxed()
    } else if let Some(parts) = schema["allOf"].as_array() {
        let all: Vec<_> = parts.iter().map(inner).collect();
        all.prop_map(|parts| Value::Object(parts.iter().flat_map(|part| part.as_object().unwrap().clone()).collect()))
            .boxed()
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
        (Some("boolean"), _) => any::<bool>().prop_map(Value::from).boxed(),
        (Some("string"), _) => any::<String>().prop_map(Value::from).boxed(),
        (Some("integer"), Some("int32")) => any::<i32>().prop_map(Value::from).boxed(),
        (Some("integer"), Some("uint32")) => any::<u32>().prop_map(Value::from).boxed(),
        (Some("integer"), Some("uint64")) => any::<u64>().prop_map(Value::from).boxed(),
        (Some("integer"), _) => any::<i64>().prop_map(Value::from).boxed(),
        // A float of 32 bits, as a server writes it that has no more.
        (Some("number"), Some("float")) => any::<i16>().prop_map(|number| json!(f64::from(number) / 4.0)).boxed(),
        // What serde_json reads exactly; the program compares what it reads itself.
        (Some("number"), _) => any::<i32>().prop_map(|number| json!(f64::from(number) / 8.0)).boxed(),
        // A type that contains itself comes to an end.
        (Some("array"), _) if depth == 0 => Just(json!([])).boxed(),
        (Some("array"), _) => vec(inner(&schema["items"]), 0..depth.min(3)).prop_map(Value::from).boxed(),
        (Some("object"), _) => object(schema, inner),
        (None, _) => prop_oneof![Just(json!({ "a": [1, "b"] })), any::<String>().prop_map(Value::from)].boxed(),
        (Some(other), _) => panic!("no values of type {other}"),
    }
}

fn object(schema: &Value, inner: impl Fn(&Value) -> BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let Some(properties) = schema["properties"].as_object() else {
        let entries = btree_map(any::<String>(), inner(&schema["additionalProperties"]), 0..3);
        return entries.prop_map(|entries| Value::Object(entries.into_iter().collect())).boxed();
    };
    let required = |name: &str| schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
    let fields: Vec<_> = properties
        .iter()
        .map(|(name, property)| {
            let value = inner(property);
            let value = if required(name) { value.prop_map(Some).boxed() } else { proptest::option::of(value).boxed() };
            (Just(name.clone()), value)
        })
        .collect();
    let present = |fields: Vec<(String, Option<Value>)>| {
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect::<Map<_, _>>()
    };
    fields.prop_map(move |fields| Value::Object(present(fields))).boxed()
}

/// What a value means: numbers by value, and a property that is `null` is as good as missing.
fn meaning(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            #[allow(clippy::cast_possible_truncation, reason = "only whole numbers that fit are taken")]
            if number.fract() == 0.0 && number.abs() < 9e15 { json!(number as i64) } else { json!(number) }
        }
        Value::Array(items) => items.iter().map(meaning).collect(),
        Value::Object(members) => {
            let there = members.iter().filter(|(_, member)| !member.is_null());
            Value::Object(there.map(|(name, member)| (name.clone(), meaning(member))).collect())
        }
        other => other.clone(),
    }
}

struct Program {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Program {
    fn start(binary: &Path) -> Self {
        let mut child = Command::new(binary).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    fn again(&mut self, ty: &str, value: &Value) -> String {
        writeln!(self.input, "{ty} {value}").unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end_matches('\n').to_owned()
    }

    fn end(mut self) {
        drop(self.input);
        assert!(self.child.wait().unwrap().success());
    }
}

/// Builds the program with the generated crate, and returns where it is.
fn built(path: &Path, types: &[String]) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("values");
    let _ = fs::remove_dir_all(root.join("t-values"));
    fs::create_dir_all(root.join("src")).unwrap();
    let inputs = vec![Input { name: "values.yaml".into(), ..Input::file(path) }];
    let (_, generated) =
        generate(&Request { inputs, name: Some("t-values".into()), ..Request::default() }, &mut Diagnostics::new());
    output::sync(&generated.unwrap().files, &root.join("t-values")).unwrap();
    let arms: Vec<String> =
        types.iter().map(|ty| format!("            \"{ty}\" => again::<types::{ty}>(text),\n")).collect();
    fs::write(root.join("src/main.rs"), MAIN.replace("TYPES\n", &arms.concat())).unwrap();
    let manifest = "[package]\nname = \"values\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nt-values = { path = \"t-values\" }\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    // The same folder as that of the other documents, so that their dependencies are built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/target");
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target.join("debug/values")
}

#[test]
fn values_of_every_kind_survive() {
    let path = documents::corpus().join("values.yaml");
    let (_, tree) = signet::source::load(&[Input::file(&path)], &[], &mut Diagnostics::new());
    let document = tree.unwrap().root().to_json();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let types: Vec<String> = schemas.keys().cloned().collect();
    let program = RefCell::new(Program::start(&built(&path, &types)));
    for (ty, schema) in schemas {
        let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
        let result = runner.run(&instance(&document, schema, 5), |value| {
            let answer = program.borrow_mut().again(ty, &value);
            let written: Value =
                serde_json::from_str(&answer).map_err(|_| TestCaseError::fail(format!("{ty}: {answer}")))?;
            prop_assert_eq!(meaning(&written), meaning(&value), "{}", ty);
            Ok(())
        });
        result.unwrap();
    }
    program.into_inner().end();
}
