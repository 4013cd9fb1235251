//! Documents that are larger than any that people write.

use std::fmt::Write as _;

use signet::diagnostics::{Code, Diagnostics};
use signet::source::Input;
use signet::{Generated, Request};

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
