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

/// Also when the type that failed was found before by another one, and is looked up again.
#[test]
fn what_reaches_a_failed_type_is_skipped_and_the_rest_is_made() {
    let generated = generated("one-part-only.yaml");
    assert_eq!((generated.summary.operations, generated.summary.skipped), (1, 6));
    assert_eq!(generated.summary.types, 0, "types of skipped operations are left");
    let text = all_text(&generated);
    assert!(text.contains("\"/good\""));
    for gone in ["Outer", "Inner", "\"/later\"", "\"/answer\""] {
        assert!(!text.contains(gone), "{gone} is left");
    }
    assert!(generated.lock.types.is_empty() && generated.lock.members.is_empty(), "names of types that nobody has");
}

/// A circle without an object costs the operations that carry it.
#[test]
fn a_circular_type_costs_its_operations() {
    let generated = generated("circular-type.yaml");
    assert!(generated.summary.skipped > 0);
    assert_eq!(generated.summary.types, 0);
}

/// An operation that accepts another scheme is called with that one.
#[test]
fn a_broken_scheme_costs_the_operations_that_accept_nothing_else() {
    let generated = generated("one-scheme-of-two.yaml");
    assert_eq!((generated.summary.operations, generated.summary.skipped), (1, 1));
    let text = all_text(&generated);
    assert!(text.contains("\"/either\"") && !text.contains("\"/both\"") && !text.contains("\"broken\""));
}

/// A child of a parent schema that cannot be generated costs the operations that name it, and not those of the parent.
#[test]
fn a_broken_child_costs_no_other() {
    let generated = generated("discriminator-child.yaml");
    assert_eq!((generated.summary.operations, generated.summary.skipped), (1, 1));
    let text = all_text(&generated);
    assert!(text.contains("\"/pets\"") && text.contains("Dog(Dog)") && !text.contains("Cat(Cat)"), "{text}");
}
