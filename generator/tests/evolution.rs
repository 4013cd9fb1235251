//! Each rule of `signet diff` has a pair of documents that differ by it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's functions fail the test")]

use std::collections::BTreeSet;

use Verdict::{Breaking, Compatible, Docs, Risky};
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
    compare(Side { api: &old.api, names: &old.names }, Side { api: &new.api, names: &new.names }).unwrap()
}

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";
const DONE: &str = "responses: { '204': { description: Done } }";

/// A document with one operation.
fn operation(parts: &str) -> String {
    format!("{HEAD}paths:\n  /pets:\n    post: {{ operationId: makePet, {parts} }}\n")
}

/// A document with one operation that has parameters.
fn parameters(list: &str) -> String {
    operation(&format!("parameters: [{list}], {DONE}"))
}

fn schemas(list: &str) -> String {
    format!("components:\n  schemas: {{ {list} }}\n")
}

const PET: &str = "content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }";

fn sent(pet: &str) -> String {
    operation(&format!("requestBody: {{ required: true, {PET} }}, {DONE}")) + &schemas(&format!("Pet: {pet}"))
}

fn received(pet: &str) -> String {
    let responses = format!("responses: {{ '200': {{ description: A pet, {PET} }} }}");
    operation(&responses) + &schemas(&format!("Pet: {pet}"))
}

fn body(body: &str) -> String {
    operation(&format!("{body}{DONE}"))
}

fn responses(list: &str) -> String {
    operation(&format!("responses: {{ {list} }}"))
}

fn object(properties: &str) -> String {
    format!("{{ type: object, properties: {{ {properties} }} }}")
}

fn requiring(required: &str, properties: &str) -> String {
    format!("{{ type: object, required: [{required}], properties: {{ {properties} }} }}")
}

struct Pair {
    rule: Rule,
    old: String,
    new: String,
    wire: Verdict,
    rust: Verdict,
}

fn pair(rule: Rule, old: impl Into<String>, new: impl Into<String>, wire: Verdict, rust: Verdict) -> Pair {
    Pair { rule, old: old.into(), new: new.into(), wire, rust }
}

fn two(second: &str) -> String {
    format!("{}  {second}", operation(DONE))
}

const NAME: &str = "name: { type: string }";
const NAME_AGE: &str = "name: { type: string }, age: { type: integer }";

fn of_the_service() -> Vec<Pair> {
    let dogs = format!("/dogs:\n    get: {{ operationId: listDogs, {DONE} }}\n");
    let cats = format!("/cats:\n    get: {{ operationId: listDogs, {DONE} }}\n");
    let secured = |security: &str| {
        let schemes = "components:\n  securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n    other: { type: http, scheme: bearer }\n";
        operation(&format!("security: [{security}], {DONE}")) + schemes
    };
    let scheme = |kind: &str| {
        operation(&format!("security: [key: []], {DONE}")) + "components:\n  securitySchemes:\n    key: " + kind + "\n"
    };
    let servers = |list: &str| format!("{}servers: [{list}]\n", operation(DONE));
    let paged = |parameter: &str| {
        format!(
            "{HEAD}paths:\n  /pets:\n    get:\n      operationId: listPets\n      parameters:\n        - {{ name: {parameter}, in: query, schema: {{ type: string }} }}\n        - {{ name: limit, in: query, schema: {{ type: integer }} }}\n      responses:\n        '200':\n          description: Pets\n          content:\n            application/json:\n              schema: {{ type: object, required: [items], properties: {{ items: {{ type: array, items: {{ type: string }} }}, next_cursor: {{ type: string }} }} }}\n"
        )
    };
    vec![
        pair(Rule::OperationRemoved, two(&dogs), operation(DONE), Breaking, Breaking),
        pair(Rule::OperationAdded, operation(DONE), two(&dogs), Compatible, Compatible),
        pair(Rule::OperationMoved, two(&dogs), two(&cats), Breaking, Compatible),
        pair(
            Rule::Deprecated,
            operation(DONE),
            operation(&format!("deprecated: true, {DONE}")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::TagRemoved,
            operation(&format!("tags: [Pets, Dogs], {DONE}")),
            operation(&format!("tags: [Dogs], {DONE}")),
            Compatible,
            Breaking,
        ),
        pair(Rule::PaginationChanged, paged("cursor"), paged("word"), Risky, Breaking),
        pair(Rule::SecurityChanged, secured("key: []"), secured("other: []"), Breaking, Compatible),
        pair(
            Rule::SecurityAdded,
            secured("{ key: [] }"),
            secured("{ other: [] }, { key: [] }"),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::SchemeChanged,
            scheme("{ type: apiKey, in: header, name: X-Key }"),
            scheme("{ type: apiKey, in: header, name: Y-Key }"),
            Breaking,
            Breaking,
        ),
        pair(
            Rule::ServerAdded,
            servers("{ url: 'https://a.example' }"),
            servers("{ url: 'https://a.example' }, { url: 'https://b.example' }"),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ServerRemoved,
            servers("{ url: 'https://a.example' }"),
            servers("{ url: 'https://b.example' }"),
            Risky,
            Risky,
        ),
        pair(
            Rule::DocsChanged,
            operation(&format!("summary: Make, {DONE}")),
            operation(&format!("summary: Makes a pet, {DONE}")),
            Docs,
            Docs,
        ),
    ]
}

fn of_requests() -> Vec<Pair> {
    let query = |more: &str| parameters(&format!("{{ name: q, in: query, schema: {{ type: string }}{more} }}"));
    let list = |more: &str| {
        parameters(&format!("{{ name: q, in: query, schema: {{ type: array, items: {{ type: string }} }}{more} }}"))
    };
    let two = |one: &str, other: &str| {
        let parameter =
            |name: &str| format!("{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}");
        parameters(&format!("{}, {}", parameter(one), parameter(other)))
    };
    let content = |types: &[&str]| {
        let types: Vec<String> = types.iter().map(|name| format!("{name}: {{ schema: {{ type: string }} }}")).collect();
        format!("content: {{ {} }}", types.join(", "))
    };
    let json = content(&["application/json"]);
    let needed = body(&format!("requestBody: {{ required: true, {json} }}, "));
    let free = body(&format!("requestBody: {{ {json} }}, "));
    let none = body("");
    let several =
        body(&format!("requestBody: {{ required: true, {} }}, ", content(&["application/json", "text/plain"])));
    vec![
        pair(Rule::RequiredParameterAdded, parameters(""), query(", required: true"), Breaking, Breaking),
        pair(Rule::OptionalParameterAdded, parameters(""), query(""), Compatible, Compatible),
        pair(Rule::ParameterRemoved, query(""), parameters(""), Risky, Breaking),
        pair(Rule::ParameterBecameRequired, query(""), query(", required: true"), Breaking, Breaking),
        pair(Rule::ParameterBecameOptional, query(", required: true"), query(""), Compatible, Breaking),
        pair(Rule::ParameterStyleChanged, list(""), list(", explode: false"), Breaking, Compatible),
        pair(Rule::RequiredBodyAdded, none.clone(), needed.clone(), Breaking, Breaking),
        pair(Rule::OptionalBodyAdded, none.clone(), free.clone(), Compatible, Compatible),
        pair(Rule::BodyRemoved, needed.clone(), none, Risky, Breaking),
        pair(Rule::BodyBecameRequired, free.clone(), needed.clone(), Breaking, Breaking),
        pair(Rule::BodyBecameOptional, needed.clone(), free, Compatible, Breaking),
        pair(Rule::RequestMediaTypeAdded, needed.clone(), several.clone(), Compatible, Compatible),
        pair(Rule::RequestMediaTypeRemoved, several, needed, Breaking, Breaking),
        pair(Rule::Deprecated, query(""), query(", deprecated: true"), Compatible, Compatible),
        pair(
            Rule::OptionalParameterAdded,
            two("a", "b"),
            two("a", "b").replace("}],", "}, { name: c, in: query, schema: { type: string } }],"),
            Compatible,
            Compatible,
        ),
    ]
}

fn of_responses() -> Vec<Pair> {
    let text = "content: { application/json: { schema: { type: string } } }";
    let ok = |more: &str| format!("'200': {{ description: Done, {text}{more} }}");
    let headers = |list: &str| responses(&ok(&format!(", headers: {{ {list} }}")));
    let media = |name: &str| {
        responses(&format!("'200': {{ description: Done, content: {{ {name}: {{ schema: {{ type: string }} }} }} }}"))
    };
    let header = "X-Count: { schema: { type: integer } }";
    vec![
        pair(
            Rule::SuccessStatusAdded,
            responses(&ok("")),
            responses(&format!("{}, '202': {{ description: Later, {text} }}", ok(""))),
            Risky,
            Compatible,
        ),
        pair(
            Rule::SuccessStatusRemoved,
            responses(&format!("{}, '202': {{ description: Later, {text} }}", ok(""))),
            responses(&ok("")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ErrorStatusAdded,
            responses(&ok("")),
            responses(&format!("{}, '404': {{ description: None }}", ok(""))),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::ErrorStatusRemoved,
            responses(&format!("{}, '404': {{ description: None }}", ok(""))),
            responses(&ok("")),
            Compatible,
            Compatible,
        ),
        pair(Rule::ResponseMediaTypeAdded, media("application/json"), media("text/plain"), Compatible, Compatible),
        pair(Rule::ResponseMediaTypeRemoved, media("application/json"), media("text/plain"), Breaking, Compatible),
        pair(
            Rule::OutputChanged,
            responses("'204': { description: Done }"),
            responses(&format!("'200': {{ description: Done, {text} }}")),
            Compatible,
            Breaking,
        ),
        pair(Rule::ResponseHeaderAdded, headers(""), headers(header), Compatible, Compatible),
        pair(Rule::ResponseHeaderRemoved, headers(header), headers(""), Risky, Breaking),
    ]
}

fn of_types() -> Vec<Pair> {
    let named = |ty: &str| object(&format!("name: {ty}"));
    let text = named("{ type: string }");
    let nullable = named("{ type: [string, 'null'] }");
    let required = requiring("name", NAME);
    let required_nullable = requiring("name", "name: { type: [string, 'null'] }");
    let one = named("{ type: string, enum: [a] }");
    let two = named("{ type: string, enum: [b, a] }");
    let long = |most: &str| named(&format!("{{ type: string, maxLength: {most} }}"));
    let pattern = |pattern: &str| named(&format!("{{ type: string, pattern: '{pattern}' }}"));
    let default = |value: &str| named(&format!("{{ type: string, default: {value} }}"));
    let open = |properties: &str, more: &str| {
        format!("{{ type: object, properties: {{ {properties} }}, additionalProperties: {more} }}")
    };
    let union = |variants: &[&str], mapping: &str| {
        let list: Vec<String> =
            variants.iter().map(|name| format!("{{ $ref: '#/components/schemas/{name}' }}")).collect();
        let schemas: Vec<String> = ["Bird", "Cat", "Dog"]
            .iter()
            .map(|name| format!("{name}: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, {}: {{ type: string }} }} }}", name.to_lowercase()))
            .collect();
        format!(
            "{{ oneOf: [{}], discriminator: {{ propertyName: kind{mapping} }} }}, {}",
            list.join(", "),
            schemas.join(", ")
        )
    };
    let cat = union(&["Cat", "Dog"], "");
    let both = union(&["Bird", "Dog", "Cat"], "");
    let mapped = |tag: &str| {
        union(
            &["Cat", "Dog"],
            &format!(", mapping: {{ {tag}: '#/components/schemas/Cat', d: '#/components/schemas/Dog' }}"),
        )
    };
    vec![
        pair(Rule::TypeChanged, sent(&text), sent(&named("{ type: boolean }")), Breaking, Breaking),
        pair(Rule::TypeChanged, received(&text), received(&named("{ type: boolean }")), Breaking, Breaking),
        pair(Rule::TypeWidened, sent(&named("{ type: string, format: uuid }")), sent(&text), Compatible, Breaking),
        pair(
            Rule::TypeWidened,
            received(&named("{ type: integer }")),
            received(&named("{ type: number }")),
            Breaking,
            Breaking,
        ),
        pair(
            Rule::TypeNarrowed,
            sent(&named("{ type: number }")),
            sent(&named("{ type: integer }")),
            Breaking,
            Breaking,
        ),
        pair(Rule::TypeNarrowed, received(&text), received(&one), Compatible, Breaking),
        pair(Rule::BecameNullable, sent(&required), sent(&required_nullable), Compatible, Breaking),
        pair(Rule::BecameNullable, received(&required), received(&required_nullable), Breaking, Breaking),
        pair(Rule::BecameNullable, received(&text), received(&nullable), Compatible, Compatible),
        pair(Rule::NoLongerNullable, sent(&required_nullable), sent(&required), Breaking, Breaking),
        pair(Rule::NoLongerNullable, received(&required_nullable), received(&required), Compatible, Breaking),
        pair(Rule::RequiredPropertyAdded, sent(&text), sent(&requiring("age", NAME_AGE)), Breaking, Breaking),
        pair(Rule::RequiredPropertyAdded, received(&text), received(&requiring("age", NAME_AGE)), Compatible, Risky),
        pair(Rule::OptionalPropertyAdded, sent(&text), sent(&object(NAME_AGE)), Compatible, Compatible),
        pair(Rule::RequiredPropertyRemoved, sent(&requiring("age", NAME_AGE)), sent(&text), Risky, Breaking),
        pair(Rule::RequiredPropertyRemoved, received(&requiring("age", NAME_AGE)), received(&text), Breaking, Breaking),
        pair(Rule::OptionalPropertyRemoved, received(&object(NAME_AGE)), received(&text), Risky, Breaking),
        pair(Rule::PropertyBecameRequired, sent(&text), sent(&required), Breaking, Breaking),
        pair(Rule::PropertyBecameRequired, received(&text), received(&required), Compatible, Breaking),
        pair(Rule::PropertyBecameOptional, sent(&required), sent(&text), Compatible, Breaking),
        pair(Rule::PropertyBecameOptional, received(&required), received(&text), Breaking, Breaking),
        pair(
            Rule::AdditionalPropertiesAdded,
            sent(&open(NAME, "false")),
            sent(&open(NAME, "{ type: string }")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::AdditionalPropertiesRemoved,
            sent(&open(NAME, "{ type: string }")),
            sent(&open(NAME, "false")),
            Risky,
            Breaking,
        ),
        pair(Rule::EnumValueAdded, received(&one), received(&two), Compatible, Compatible),
        pair(Rule::EnumValueRemoved, sent(&two), sent(&one), Breaking, Breaking),
        pair(Rule::EnumValueRemoved, received(&two), received(&one), Compatible, Breaking),
        pair(Rule::VariantAdded, received(&cat), received(&both), Compatible, Compatible),
        pair(Rule::VariantRemoved, sent(&both), sent(&cat), Breaking, Breaking),
        pair(Rule::DiscriminatorChanged, received(&mapped("c")), received(&mapped("k")), Breaking, Compatible),
        pair(Rule::ConstraintTightened, sent(&long("9")), sent(&long("8")), Risky, Compatible),
        pair(Rule::ConstraintTightened, received(&text), received(&long("8")), Compatible, Compatible),
        pair(Rule::ConstraintLoosened, sent(&long("8")), sent(&long("9")), Compatible, Compatible),
        pair(Rule::ConstraintChanged, sent(&pattern("a")), sent(&pattern("b")), Risky, Compatible),
        pair(Rule::DefaultChanged, sent(&default("a")), sent(&default("b")), Risky, Risky),
    ]
}

/// Those whose names no lock keeps.
fn without_lock() -> Vec<Pair> {
    let two = |one: &str, other: &str| {
        let parameter =
            |name: &str| format!("{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}");
        parameters(&format!("{}, {}", parameter(one), parameter(other)))
    };
    let ab = |one: &str, other: &str| requiring("a, b", &format!("{one}, {other}"));
    let (a, b) = ("a: { type: string }", "b: { type: integer }");
    vec![
        pair(Rule::ArgumentsChanged, two("a", "b"), two("b", "a"), Compatible, Breaking),
        pair(Rule::ConstructorChanged, sent(&ab(a, b)), sent(&ab(b, a)), Compatible, Breaking),
        pair(Rule::Renamed, operation(DONE), operation(DONE).replace("makePet", "createPet"), Compatible, Breaking),
    ]
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
    for pair in of_the_service().into_iter().chain(of_requests()).chain(of_responses()).chain(of_types()) {
        seen.insert(pair.rule);
        check(&pair, &changes(&pair.old, &pair.new), &mut wrong);
        // Nothing changed between a document and itself.
        let same = changes(&pair.new, &pair.new);
        assert!(same.is_empty(), "{}: {same:?}", pair.rule.id());
    }
    for pair in without_lock() {
        seen.insert(pair.rule);
        let (old, new) = (compiled(&pair.old, Lock::default()), compiled(&pair.new, Lock::default()));
        check(&pair, &between(&old, &new), &mut wrong);
        let locked = changes(&pair.old, &pair.new);
        assert!(locked.is_empty(), "a lock keeps names and orders: {locked:?}");
    }
    let pair = boxing();
    seen.insert(pair.rule);
    let (old, new) = (compiled(&pair.old, Lock::default()), compiled(&pair.new, Lock::default()));
    check(&pair, &between(&old, &new), &mut wrong);
    let locked = changes(&pair.old, &pair.new);
    assert!(locked.iter().all(|change| change.rule != pair.rule), "a lock keeps what is on the heap: {locked:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let missing: Vec<&str> = Rule::ALL.iter().filter(|rule| !seen.contains(rule)).map(|rule| rule.id()).collect();
    assert!(missing.is_empty(), "no pair for {missing:?}");
}

/// What contains itself is on the heap, and a lock leaves it there.
fn boxing() -> Pair {
    let friends = |pet: &str| {
        let friend = "content: { application/json: { schema: { $ref: '#/components/schemas/Friend' } } }";
        let both = format!("'200': {{ description: A pet, {PET} }}, '404': {{ description: A friend, {friend} }}");
        let friend = object("pet: { $ref: '#/components/schemas/Pet' }");
        responses(&both) + &schemas(&format!("Pet: {pet}, Friend: {friend}"))
    };
    let recursive = object(&format!("{NAME}, friend: {{ $ref: '#/components/schemas/Friend' }}"));
    pair(Rule::BoxingChanged, friends(&recursive), friends(&object(NAME)), Compatible, Breaking)
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
    assert!(found.iter().all(|change| change.verdicts.overall() == Docs), "{found:?}");
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

#[test]
fn types_that_contain_themselves_are_compared() {
    let pet = |more: &str| {
        received(&object(&format!("friends: {{ type: array, items: {{ $ref: '#/components/schemas/Pet' }} }}{more}")))
    };
    let found = changes(&pet(""), &pet(", name: { type: string }"));
    assert_eq!(found.iter().map(|change| change.rule).collect::<Vec<_>>(), [Rule::OptionalPropertyAdded]);
}
