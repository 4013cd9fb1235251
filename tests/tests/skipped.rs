//! A bad part costs that part only: what is left of a document in which some operations cannot be generated.

#![allow(clippy::expect_used, reason = "a test's helpers fail the test")]

use signet::Generated;
use signet::diagnostics::Diagnostics;
use signet_tests::documents;

fn generated(document: &str) -> Generated {
    let path = documents::corpus().join("invalid").join(document);
    let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
    generated.expect("what is good is generated")
}

fn all_text(generated: &Generated) -> String {
    generated.files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
}

/// A schema that is not found costs the property that has it; a success that is not found costs its operation.
#[test]
fn a_missing_part_costs_no_more_than_what_needs_it() {
    let generated = generated("one-part-only.yaml");
    assert_eq!((generated.summary.operations, generated.summary.skipped, generated.summary.anys), (4, 3, 1));
    let text = all_text(&generated);
    assert!(text.contains("pub bad: Option<RawJson>"));
    assert!(text.contains("\"/good\"") && text.contains("\"/later\"") && !text.contains("\"/answer\""));
}

/// A circle without an object costs the types on it, and no operation.
#[test]
fn a_circular_type_is_any_json() {
    let generated = generated("circular-type.yaml");
    assert_eq!(generated.summary.skipped, 0);
    assert!(generated.summary.anys > 0);
}

/// One detail costs that detail: each of these documents has one fault that many operations share.
#[test]
fn a_shared_fault_costs_no_operation() {
    for document in
        ["null-fields.yaml", "oauth-flows.yaml", "error-elsewhere.yaml", "not-schemas.yaml", "type-list.yaml"]
    {
        let generated = generated(document);
        assert!(generated.summary.operations > 0, "{document}");
        assert_eq!(generated.summary.skipped, 0, "{document}");
    }
}

/// An operation that accepts another scheme is called with that one.
#[test]
fn a_broken_scheme_costs_the_operations_that_accept_nothing_else() {
    let generated = generated("one-scheme-of-two.yaml");
    assert_eq!((generated.summary.operations, generated.summary.skipped), (1, 1));
    let text = all_text(&generated);
    assert!(text.contains("\"/either\"") && !text.contains("\"/both\"") && !text.contains("\"broken\""));
}

/// A child of a parent schema with a reference that leads nowhere costs no operation.
#[test]
fn a_broken_child_costs_no_other() {
    let generated = generated("discriminator-child.yaml");
    assert_eq!((generated.summary.operations, generated.summary.skipped), (2, 0));
    let text = all_text(&generated);
    assert!(text.contains("\"/pets\"") && text.contains("Dog(Dog)"), "{text}");
}
