//! Names and forms of the crate.

use signet::evolution::{
    Rule,
    Verdict::{Breaking, Compatible, Risky},
};

use super::{
    DONE, NAME, PET, Pair, object, operation, pair, parameters, received, requiring, responses, schemas, sent,
};

/// The pairs whose names no lock keeps.
pub fn unlocked() -> Vec<Pair> {
    let two = |one: &str, other: &str| {
        let parameter =
            |name: &str| format!("{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}");
        parameters(&format!("{}, {}", parameter(one), parameter(other)))
    };
    let ab = |one: &str, other: &str| requiring("a, b", &format!("{one}, {other}"));
    let (a, b) = ("a: { type: string }", "b: { type: integer }");
    let nullable = object("name: { type: [string, 'null'] }");
    let fixed = |value: &str| requiring("kind", &format!("kind: {{ type: string, {value} }}"));
    let constant = |value: &str| {
        parameters(&format!("{{ name: q, in: query, required: true, schema: {{ type: string, {value} }} }}"))
    };
    let done = format!("responses: {{ '200': {{ description: A pet, {PET} }} }}");
    let both_ways = sent(&nullable).replace(DONE, &done);
    vec![
        pair(Rule::ArgumentsChanged, two("a", "b"), two("b", "a"), Compatible, Breaking),
        pair(Rule::ConstructorChanged, sent(&ab(a, b)), sent(&ab(b, a)), Compatible, Breaking),
        pair(Rule::ArgumentsChanged, constant("const: a"), constant("enum: [a, b]"), Compatible, Breaking),
        pair(Rule::ConstructorChanged, sent(&fixed("const: a")), sent(&fixed("enum: [a, b]")), Compatible, Breaking),
        boxing(),
        pair(Rule::ErrorRenamed, tagged(""), tagged(GIVEN), Compatible, Breaking),
        pair(
            Rule::TypeRenamed,
            received(&object(NAME)),
            received(&object(NAME)).replace("Pet'", "Animal'").replace("Pet:", "Animal:"),
            Compatible,
            Breaking,
        ),
        pair(Rule::NullableFormChanged, received(&nullable), both_ways, Compatible, Breaking),
        pair(
            Rule::OperationRenamed,
            operation(DONE),
            operation(DONE).replace("makePet", "createPet"),
            Compatible,
            Breaking,
        ),
    ]
}

const GIVEN: &str = ", x-signet-name: animal";

/// A document whose tag has an error type.
fn tagged(name: &str) -> String {
    let schema = object(NAME);
    let body = format!("content: {{ application/json: {{ schema: {schema} }} }}");
    let responses = format!("'404': {{ description: None, {body} }}, '204': {{ description: Done }}");
    let failing = format!("tags: [Pets], responses: {{ {responses} }}");
    format!("{}tags: [{{ name: Pets{name} }}]\n", operation(&failing))
}

/// The pairs with names that a document gives, which no lock keeps from it.
pub fn given() -> Vec<Pair> {
    let named = |name: &str| received(&format!("{{ type: object, properties: {{ {NAME} }}{name} }}"));
    let member = |name: &str| received(&object(&format!("name: {{ type: string{name} }}")));
    vec![
        pair(Rule::TypeAliased, named(""), named(GIVEN), Compatible, Risky),
        pair(Rule::MemberRenamed, member(""), member(GIVEN), Compatible, Breaking),
        pair(Rule::ClientRenamed, tagged(""), tagged(GIVEN), Compatible, Breaking),
        pair(
            Rule::OperationRenamed,
            operation(DONE),
            operation(&format!("x-signet-name: adopt, {DONE}")),
            Compatible,
            Breaking,
        ),
    ]
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
