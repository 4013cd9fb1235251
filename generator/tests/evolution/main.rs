//! Each rule of `signet diff` has a pair of documents that differ by it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's functions fail the test")]

use std::collections::BTreeSet;

mod alone;
mod pairs;
mod semver;

use pairs::{DONE, HEAD, NAME, NAME_AGE, PET, Pair, object, received, requiring, schemas, sent};
use signet::diagnostics::Diagnostics;
use signet::evolution::{Change, Rule, Side, Verdict, compare};
use signet::source::Input;
use signet::{Compiled, Lock, Request};

fn compiled(text: &str, lock: Lock) -> Compiled {
    // Some pairs need names that a document gives.
    let input = Input::text("pets.yaml", text).trusted();
    let request = Request { inputs: vec![input], lock, ..Request::default() };
    let mut diagnostics = Diagnostics::new();
    let (_, compiled) = signet::compile(&request, &mut diagnostics);
    compiled.unwrap_or_else(|| panic!("{diagnostics:?}\n{text}"))
}

/// The changes, where names that are released stay.
fn changes(old: &str, new: &str) -> Vec<Change> {
    let old = compiled(old, Lock::default());
    let new = compiled(new, old.lock.clone());
    between(&old, &new)
}

fn between(old: &Compiled, new: &Compiled) -> Vec<Change> {
    compare(side(old), side(new)).unwrap()
}

fn side(one: &Compiled) -> Side<'_> {
    Side { api: &one.api, names: &one.names, plan: &one.plan }
}

fn check(pair: &Pair, changes: &[Change], wrong: &mut Vec<String>) {
    let found = changes.iter().find(|change| change.rule == pair.rule);
    let is_right = found.is_some_and(|change| (change.verdicts.wire, change.verdicts.rust) == (pair.wire, pair.rust));
    if !is_right {
        let found: Vec<String> = changes
            .iter()
            .map(|change| {
                format!(
                    "{} ({}) wire {} rust {}",
                    change.rule.id(),
                    change.place,
                    change.verdicts.wire,
                    change.verdicts.rust
                )
            })
            .collect();
        wrong.push(format!("{} wire {} rust {}\n    found {found:?}", pair.rule.id(), pair.wire, pair.rust));
    }
}

#[test]
fn every_rule_has_a_pair_with_its_verdicts() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for pair in pairs::locked() {
        seen.insert(pair.rule);
        check(&pair, &changes(&pair.old, &pair.new), &mut wrong);
        // Nothing changed between a document and itself.
        let same = changes(&pair.new, &pair.new);
        assert!(same.is_empty(), "{}: {same:?}", pair.rule.id());
    }
    for pair in pairs::unlocked() {
        seen.insert(pair.rule);
        let (old, new) = (compiled(&pair.old, Lock::default()), compiled(&pair.new, Lock::default()));
        check(&pair, &between(&old, &new), &mut wrong);
        let locked = changes(&pair.old, &pair.new);
        let is_kept = locked.iter().all(|change| change.rule != pair.rule);
        assert!(is_kept, "a lock keeps names, orders and forms: {locked:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let missing: Vec<&str> = Rule::ALL.iter().filter(|rule| !seen.contains(rule)).map(|rule| rule.id()).collect();
    assert!(missing.is_empty(), "no pair for {missing:?}");
}

/// Nothing but what is expected is found, above all no change where the released crate and programs see none.
#[test]
fn what_stays_is_no_change() {
    let mut wrong = Vec::new();
    for alone in alone::alone() {
        let found = changes(&alone.old, &alone.new);
        let counted = found.iter().filter(|change| !alone.besides.contains(&change.rule));
        let verdicts: Vec<_> =
            counted.map(|change| (change.rule, change.verdicts.wire, change.verdicts.rust)).collect();
        if verdicts != alone.expected {
            wrong.push(format!("{}\n    expected {:?}\n    found {verdicts:?}", alone.what, alone.expected));
        }
        let has_pointer = |change: &&Change| change.rule != Rule::ErrorVariantRemoved || !change.pointer().is_empty();
        assert!(found.iter().all(|change| has_pointer(&change)), "{found:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_a_document_is_no_change() {
    let pet = |properties: &str| sent(&requiring("name", properties));
    let age_name = "age: { type: integer }, name: { type: string }";
    assert!(changes(&pet(NAME_AGE), &pet(age_name)).is_empty());
    let values = |list: &str| received(&object(&format!("kind: {{ type: string, enum: [{list}] }}")));
    assert!(changes(&values("a, b, c"), &values("c, a, b")).is_empty());
    let path = |name: &str| {
        let parameter = format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}");
        format!(
            "{HEAD}paths:\n  /pets/{{{name}}}:\n    get: {{ operationId: getPet, parameters: [{parameter}], {DONE} }}\n"
        )
    };
    assert!(changes(&path("id"), &path("pet_id")).is_empty(), "the name of a path parameter is not sent");
}

/// `allOf` and references are ways to write the same type.
#[test]
fn equal_meaning_is_no_change() {
    let plain = received(&requiring("name", NAME_AGE));
    let split = format!("{{ allOf: [{}, {}] }}", requiring("name", NAME), object("age: { type: integer }"));
    let found = changes(&plain, &received(&split));
    assert!(found.iter().all(|change| change.verdicts.overall() == Verdict::Docs), "{found:?}");
}

#[test]
fn a_type_is_one_change_with_the_operations_that_it_reaches() {
    let shared = |pet: &str| {
        let response = format!("responses: {{ '200': {{ description: A pet, {PET} }} }}");
        let path = |number| format!("  /pets{number}:\n    get: {{ operationId: pet{number}, {response} }}\n");
        let paths: String = (1..=5).map(path).collect();
        format!("{HEAD}paths:\n{paths}{}", schemas(&format!("Pet: {pet}")))
    };
    let found = changes(&shared(&object(NAME)), &shared(&object(NAME_AGE)));
    let [change] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(change.affected.count, 5);
    assert_eq!(change.affected.first, ["GET /pets1", "GET /pets2", "GET /pets3"]);
    // Another change leaves the fingerprint.
    let other = changes(&shared(&object(NAME)), &shared(&object(&format!("{NAME_AGE}, tail: {{ type: boolean }}"))));
    assert!(other.iter().any(|other| other.fingerprint == change.fingerprint), "{other:?}");
}

/// Reports cut long texts; a fingerprint is of all of them.
#[test]
fn changes_that_differ_at_the_end_have_different_fingerprints() {
    let pet = |description: &str| received(&format!("{{ type: object, description: {description} }}"));
    let long = "a".repeat(1_000);
    let fingerprint = |end: &str| {
        let found = changes(&pet("short"), &pet(&format!("{long}{end}")));
        let [change] = found.as_slice() else { panic!("{found:?}") };
        assert!(change.new.as_ref().is_some_and(|spot| spot.text.ends_with('…')));
        change.fingerprint.clone()
    };
    assert_ne!(fingerprint("b"), fingerprint("c"));
}

#[test]
fn types_that_contain_themselves_are_compared() {
    let pet = |more: &str| {
        received(&object(&format!("friends: {{ type: array, items: {{ $ref: '#/components/schemas/Pet' }} }}{more}")))
    };
    let found = changes(&pet(""), &pet(", name: { type: string }"));
    assert_eq!(found.iter().map(|change| change.rule).collect::<Vec<_>>(), [Rule::OptionalPropertyAdded]);
}
