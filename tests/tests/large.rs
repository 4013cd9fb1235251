//! Documents that are larger than any that people write.

use std::fmt::Write as _;

use signet::diagnostics::{Code, Diagnostics};
use signet::source::Input;
use signet::{Generated, Limits, Request};

/// A document whose schemas lead to each other in a row, the first from an operation.
fn chain(length: usize) -> (Option<Generated>, Diagnostics) {
    let mut schemas = String::new();
    for number in 0..length {
        let next = number + 1;
        let _ = writeln!(
            schemas,
            "    S{number}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/S{next}' }} }} }}"
        );
    }
    let document = format!(
        "openapi: 3.0.3\ninfo: {{ title: Chain, version: '1' }}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: x\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S0' }} }} }}\n  /b: {{ get: {{ responses: {{ '204': {{ description: x }} }} }} }}\ncomponents:\n  schemas:\n{schemas}    S{length}: {{ type: object, properties: {{ end: {{ type: boolean }} }} }}\n"
    );
    let mut found = Diagnostics::new();
    let request = Request { inputs: vec![Input::text("chain.yaml", document)], ..Request::default() };
    let (_, generated) = signet::generate(&request, &mut found);
    (generated, found)
}

/// The stack holds what the limit allows, also in a build without optimisation.
#[test]
fn thousands_of_schemas_in_a_row_are_walked() {
    let (generated, found) = chain(3_000);
    assert!(found.is_empty(), "{:?}", found.iter().next());
    assert_eq!(generated.map(|generated| (generated.summary.operations, generated.summary.types)), Some((2, 3_001)));
}

#[test]
fn a_row_without_an_end_costs_its_operation() {
    let (generated, found) = chain(20_000);
    assert_eq!(found.iter().map(|each| each.code).collect::<Vec<_>>(), [Code::TooDeep]);
    assert_eq!(generated.map(|generated| (generated.summary.operations, generated.summary.skipped)), Some((1, 1)));
}

fn within(limits: Limits, document: String) -> (Option<Generated>, Diagnostics) {
    let mut found = Diagnostics::new();
    let request = Request { inputs: vec![Input::text("large.json", document)], limits, ..Request::default() };
    let (_, generated) = signet::generate(&request, &mut found);
    (generated, found)
}

/// A document whose answer is a list of lists of lists.
fn nested(levels: usize) -> String {
    let (open, close) = (r#"{"type": "array", "items": "#.repeat(levels), "}".repeat(levels));
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Deep", "version": "1"}}, "paths": {{"/a": {{"get": {{"responses": {{"200":
        {{"description": "x", "content": {{"application/json": {{"schema": {open}{{"type": "string"}}{close}}}}}}}}}}}}}}}}}"#
    )
}

/// The limit gives way to what the stack holds, and no further.
#[test]
fn thousands_of_levels_are_read_where_that_is_asked_for() {
    let (generated, found) = within(Limits::default(), nested(600));
    assert!(generated.is_none());
    let help: Vec<_> = found.iter().map(|each| (each.code, each.help.clone().unwrap_or_default())).collect();
    assert!(matches!(help.as_slice(), [(Code::TooDeep, help)] if help.contains("--limit depth=")), "{help:?}");
    let all = Limits { depth: usize::MAX, schemas: usize::MAX, ..Limits::default() };
    let (generated, found) = within(all.clone(), nested(3_000));
    assert!(found.is_empty(), "{:?}", found.iter().next());
    assert_eq!(generated.map(|generated| generated.summary.operations), Some(1));
    let (_, found) = within(all, nested(20_000));
    assert_eq!(found.iter().map(|each| each.code).collect::<Vec<_>>(), [Code::TooDeep]);
}

/// A document with an operation for each of many types.
fn wide(types: usize) -> String {
    let (mut paths, mut schemas) = (String::new(), String::new());
    for number in 0..types {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            paths,
            r##"{comma}"/{number}": {{"get": {{"responses": {{"200": {{"description": "x", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/S{number}"}}}}}}}}}}}}}}"##
        );
        let _ = write!(schemas, r#"{comma}"S{number}": {{"type": "string", "enum": ["a"]}}"#);
    }
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Wide", "version": "1"}}, "paths": {{{paths}}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    )
}

#[test]
fn types_that_are_too_many_cost_the_operations_that_need_them() {
    let (generated, found) = within(Limits { types: 10, ..Limits::default() }, wide(12));
    let told: Vec<_> = found.iter().map(|each| (each.code, each.help.clone().unwrap_or_default())).collect();
    assert!(matches!(told.as_slice(), [(Code::TooLarge, help)] if help.contains("--limit types=")), "{told:?}");
    let cost = found.iter().next().and_then(|each| each.cost.as_deref());
    assert_eq!(cost, Some("the operations that need more types are skipped: `GET /10`, `GET /11`"));
    assert_eq!(generated.map(|generated| (generated.summary.operations, generated.summary.skipped)), Some((10, 2)));
}

/// An encrypted file system takes names of 143 bytes, of which tools need some.
#[test]
fn names_longer_than_those_of_files_are_cut() {
    let long = "Name".repeat(75);
    let document = format!(
        r##"{{"openapi": "3.0.3", "info": {{"title": "{long}", "version": "1"}}, "paths": {{"/a": {{"get": {{"operationId": "{long}",
        "tags": ["{long}"], "responses": {{"200": {{"description": "x", "content": {{"application/json": {{"schema":
        {{"$ref": "#/components/schemas/{long}A"}}}}}}}}}}}}}}}}, "components": {{"schemas": {{
        "{long}A": {{"type": "object", "properties": {{"b": {{"$ref": "#/components/schemas/{long}B"}}}}}},
        "{long}B": {{"type": "object", "properties": {{"c": {{"type": "string"}}}}}}}}}}}}"##
    );
    let (generated, found) = within(Limits::default(), document);
    let codes: Vec<_> = found.iter().map(|each| each.code).collect();
    assert_eq!(codes, [Code::NameClash]);
    let generated = generated.expect("a long name is no reason to refuse a document");
    let types: Vec<&str> =
        generated.files.iter().map(|(path, _)| path).filter(|path| path.starts_with("src/types/")).collect();
    assert_eq!(types.len(), 2, "{types:?}");
    assert!(generated.files.iter().all(|(path, _)| path.split('/').all(|part| part.len() <= 100)), "{types:?}");
}
