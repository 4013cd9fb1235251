//! Types of what is sent and returned.

use signet::evolution::{
    Rule,
    Verdict::{Breaking, Compatible, Risky},
};

use super::{HEAD, NAME, NAME_AGE, PET, Pair, object, pair, received, requiring, schemas, sent};

const ONCE: &str = "{ type: array, items: { type: string } }, { type: integer }";
/// A variant more, which is made from the same.
const TWICE: &str = "{ type: array, items: { type: string } }, { title: Few, type: array, items: { type: string }, maxItems: 3 }, { type: integer }";

/// A document with a response of one schema, and another that has a cat, a dog and a friend.
pub fn two_responses(first: &str, friend: &str) -> String {
    let response = |status: &str, name: &str| {
        let schema = format!("{{ $ref: '#/components/schemas/{name}' }}");
        format!("'{status}': {{ description: A pet, content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let get = |name: &str, response: &str| format!("get: {{ operationId: {name}, responses: {{ {response} }} }}");
    let paths = format!(
        "{HEAD}paths:\n  /first:\n    {}\n  /second:\n    {}\n",
        get("first", &response("200", first)),
        get("second", &response("200", "Owner"))
    );
    let dog = object("name: { type: string }, barks: { type: boolean }");
    let reference = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
    let both = object(&format!("cat: {}, dog: {}, friend: {}", reference("Cat"), reference("Dog"), reference(friend)));
    paths + &schemas(&format!("Cat: {}, Dog: {dog}, Owner: {both}", object(NAME)))
}

/// A document that sends and receives a pet.
fn both_ways(pet: &str) -> String {
    sent(pet).replace(
        "responses: { '204': { description: Done } }",
        &format!("responses: {{ '200': {{ description: A pet, {PET} }} }}"),
    )
}

pub fn pairs() -> Vec<Pair> {
    let named = |ty: &str| object(&format!("name: {ty}"));
    let text = named("{ type: string }");
    let nullable = named("{ type: [string, 'null'] }");
    let required = requiring("name", NAME);
    let required_nullable = requiring("name", "name: { type: [string, 'null'] }");
    let one = named("{ type: string, enum: [a] }");
    let fixed = |value: &str| requiring("kind", &format!("kind: {{ type: string, {value} }}"));
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
    let swapped = mapped("d").replace("d: '#/components/schemas/Dog'", "c: '#/components/schemas/Dog'");
    let plain = cat.replace(", discriminator: { propertyName: kind }", "");
    let either = |list: &str| format!("{{ oneOf: [{list}] }}");
    let format = |format: &str| named(&format!("{{ type: string, format: {format} }}"));
    let constant = |value: &str| requiring("name", &format!("name: {{ type: boolean, const: {value} }}"));
    let secret = named("{ type: string, x-signet-secret: true }");
    let only = |way: &str| named(&format!("{{ type: string, {way}: true }}"));
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
        // The old type is one of several now.
        pair(
            Rule::TypeWidened,
            sent(&text),
            sent(&named("{ oneOf: [{ type: boolean }, { type: string }] }")),
            Compatible,
            Breaking,
        ),
        pair(
            Rule::TypeWidened,
            received(&text),
            received(&named("{ oneOf: [{ type: boolean }, { type: string }] }")),
            Breaking,
            Breaking,
        ),
        pair(
            Rule::TypeNarrowed,
            sent(&named("{ oneOf: [{ type: boolean }, { type: string }] }")),
            sent(&text),
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
        pair(Rule::TypeReplaced, two_responses("Cat", "Cat"), two_responses("Dog", "Cat"), Compatible, Breaking),
        pair(Rule::TypeReplaced, two_responses("Cat", "Cat"), two_responses("Cat", "Dog"), Compatible, Breaking),
        pair(Rule::BecameNullable, sent(&required), sent(&required_nullable), Compatible, Breaking),
        pair(Rule::BecameNullable, received(&required), received(&required_nullable), Breaking, Breaking),
        pair(Rule::BecameNullable, received(&text), received(&nullable), Compatible, Compatible),
        pair(Rule::NoLongerNullable, sent(&required_nullable), sent(&required), Breaking, Breaking),
        pair(Rule::NoLongerNullable, received(&required_nullable), received(&required), Compatible, Breaking),
        pair(Rule::RequiredPropertyAdded, sent(&text), sent(&requiring("age", NAME_AGE)), Breaking, Breaking),
        pair(Rule::RequiredPropertyAdded, received(&text), received(&requiring("age", NAME_AGE)), Compatible, Breaking),
        pair(
            Rule::RequiredPropertyAdded,
            received(&text),
            received(&requiring("kind", &format!("{NAME}, kind: {{ type: string, const: pet }}"))),
            Compatible,
            Compatible,
        ),
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
        pair(Rule::EnumValueAdded, sent(&fixed("const: a")), sent(&fixed("enum: [b, a]")), Compatible, Compatible),
        pair(Rule::EnumValueRemoved, sent(&two), sent(&one), Breaking, Breaking),
        pair(Rule::EnumValueRemoved, received(&two), received(&one), Compatible, Breaking),
        pair(Rule::VariantAdded, received(&cat), received(&both), Compatible, Compatible),
        pair(Rule::VariantRemoved, sent(&both), sent(&cat), Breaking, Breaking),
        pair(
            Rule::UnionOpened,
            received(&either("{ type: string }, { type: array, items: {} }")),
            received(&either("{ type: string }, {}")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::UnionClosed,
            sent(&either("{ type: string }, {}")),
            sent(&either("{ type: string }, { type: array, items: {} }")),
            Risky,
            Compatible,
        ),
        pair(Rule::ConversionRemoved, sent(&either(ONCE)), sent(&either(TWICE)), Compatible, Breaking),
        pair(Rule::ConversionAdded, sent(&either(TWICE)), sent(&either(ONCE)), Compatible, Risky),
        pair(Rule::DiscriminatorAdded, received(&plain), received(&cat), Risky, Compatible),
        pair(Rule::DiscriminatorRemoved, received(&cat), received(&plain), Risky, Compatible),
        pair(
            Rule::DiscriminatorChanged,
            received(&cat),
            received(&cat.replace("propertyName: kind", "propertyName: sort").replace("kind", "sort")),
            Breaking,
            Compatible,
        ),
        pair(Rule::DiscriminatorValueMoved, received(&mapped("c")), received(&swapped), Breaking, Risky),
        pair(Rule::DiscriminatorValueMoved, sent(&mapped("c")), sent(&swapped), Breaking, Risky),
        pair(Rule::DiscriminatorValueRemoved, sent(&mapped("c")), sent(&mapped("k")), Breaking, Compatible),
        pair(Rule::DiscriminatorValueAdded, received(&mapped("c")), received(&mapped("k")), Risky, Compatible),
        pair(Rule::ConstraintTightened, sent(&long("9")), sent(&long("8")), Risky, Compatible),
        pair(Rule::ConstraintTightened, received(&text), received(&long("8")), Compatible, Compatible),
        pair(Rule::ConstraintLoosened, sent(&long("8")), sent(&long("9")), Compatible, Compatible),
        pair(Rule::ConstraintChanged, sent(&pattern("a")), sent(&pattern("b")), Risky, Compatible),
        pair(Rule::FormatChanged, received(&format("email")), received(&format("hostname")), Risky, Compatible),
        pair(
            Rule::EncodingChanged,
            sent(&named("{ type: string, contentEncoding: base32 }")),
            sent(&named("{ type: string, contentEncoding: quoted-printable }")),
            Risky,
            Compatible,
        ),
        pair(Rule::ConstantChanged, sent(&constant("true")), sent(&constant("false")), Breaking, Risky),
        pair(Rule::BecameSecret, sent(&text), sent(&secret), Compatible, Breaking),
        pair(Rule::NoLongerSecret, sent(&secret), sent(&text), Compatible, Breaking),
        pair(Rule::BecameReadOnly, both_ways(&text), both_ways(&only("readOnly")), Risky, Compatible),
        pair(Rule::NoLongerReadOnly, both_ways(&only("readOnly")), both_ways(&text), Compatible, Compatible),
        pair(Rule::BecameWriteOnly, both_ways(&text), both_ways(&only("writeOnly")), Risky, Compatible),
        pair(Rule::NoLongerWriteOnly, both_ways(&only("writeOnly")), both_ways(&text), Compatible, Compatible),
        pair(Rule::UndeclaredRequired, sent(&text), sent(&requiring("age", NAME)), Breaking, Compatible),
        pair(Rule::UndeclaredOptional, sent(&requiring("age", NAME)), sent(&text), Compatible, Compatible),
        pair(Rule::DefaultAdded, sent(&text), sent(&default("a")), Compatible, Compatible),
        pair(Rule::DefaultRemoved, sent(&default("a")), sent(&text), Risky, Risky),
        pair(Rule::DefaultChanged, sent(&default("a")), sent(&default("b")), Risky, Risky),
    ]
}
