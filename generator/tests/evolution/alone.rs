//! Documents between which nothing else changes than what is expected.

use signet::evolution::{
    Rule,
    Verdict::{self, Breaking, Compatible},
};

use super::pairs::types::two_responses;
use super::pairs::{DONE, NAME, object, operation, parameters, received, requiring, responses, schemas, sent};

/// Two documents with all that changes.
pub struct Alone {
    pub what: &'static str,
    pub old: String,
    pub new: String,
    pub expected: Vec<(Rule, Verdict, Verdict)>,
    /// Changes that others tests look at.
    pub besides: &'static [Rule],
}

impl Alone {
    fn none(what: &'static str, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { what, old: old.into(), new: new.into(), expected: Vec::new(), besides: &[] }
    }

    fn only(mut self, rule: Rule, wire: Verdict, rust: Verdict) -> Self {
        self.expected.push((rule, wire, rust));
        self
    }

    const fn besides(mut self, rules: &'static [Rule]) -> Self {
        self.besides = rules;
        self
    }
}

pub fn alone() -> Vec<Alone> {
    [of_errors(), of_unions(), of_security(), of_servers(), of_replaced_types(), of_values(), of_operations()]
        .into_iter()
        .flatten()
        .collect()
}

fn of_unions() -> Vec<Alone> {
    let dog = requiring("kind", "kind: { type: string }, bark: { type: string }");
    let union = |name: &str, mapping: &str| {
        let reference = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
        let cat = requiring("kind", "kind: { type: string }, purr: { type: string }");
        let pet = format!("{{ oneOf: [{}, {}]{mapping} }}", reference(name), reference("Dog"));
        received(&format!("{pet}, {name}: {cat}, Dog: {dog}"))
    };
    let tagged = |name: &str| {
        let places = format!("c: '#/components/schemas/{name}', d: '#/components/schemas/Dog'");
        union(name, &format!(", discriminator: {{ propertyName: kind, mapping: {{ {places} }} }}"))
    };
    vec![
        Alone::none("a component in a union is renamed", union("Cat", ""), union("Kitty", ""))
            .only(Rule::TypeRenamed, Compatible, Breaking)
            .only(Rule::MemberRenamed, Compatible, Breaking),
        Alone::none("a component with a tag is renamed", tagged("Cat"), tagged("Kitty"))
            .only(Rule::TypeRenamed, Compatible, Breaking)
            .only(Rule::MemberRenamed, Compatible, Breaking),
    ]
}

fn of_errors() -> Vec<Alone> {
    const STATUSES: &[Rule] = &[Rule::ErrorStatusAdded, Rule::ErrorStatusRemoved];
    // An inline body is described by its response.
    const DOCS: &[Rule] = &[Rule::DocsChanged];
    const MEDIA: &[Rule] = &[Rule::ResponseMediaTypeAdded, Rule::ResponseMediaTypeRemoved];
    let failing = |status: &str, media: &str, schema: &str| {
        let body = format!("content: {{ {media}: {{ schema: {schema} }} }}");
        responses(&format!("'{status}': {{ description: A body, {body} }}, '204': {{ description: Done }}"))
    };
    let pet = requiring("name", NAME);
    let component = |name: &str| {
        let reference = format!("{{ $ref: '#/components/schemas/{name}' }}");
        failing("400", "application/json", &reference) + &schemas(&format!("{name}: {pet}"))
    };
    let inline = failing("400", "application/json", &pet);
    vec![
        Alone::none("a component of an error is renamed", component("Failure"), component("Problem")),
        Alone::none("an error becomes a component", inline.clone(), component("Failure")).besides(DOCS),
        Alone::none("a component of an error becomes inline", component("Failure"), inline.clone()).besides(DOCS),
        Alone::none("an error has a class of statuses", inline.clone(), failing("4XX", "application/json", &pet))
            .besides(STATUSES),
        Alone::none("an error has another media type", inline, failing("400", "application/problem+json", &pet))
            .besides(MEDIA),
        Alone::none(
            "an error is gone",
            failing("400", "application/json", &pet),
            failing("409", "application/json", &object("other: { type: integer }")),
        )
        .only(Rule::ErrorVariantRemoved, Compatible, Breaking)
        .only(Rule::ErrorVariantAdded, Compatible, Compatible)
        .besides(STATUSES),
    ]
}

fn of_security() -> Vec<Alone> {
    let secured = |name: &str, scheme: &str| {
        let schemes = format!("components:\n  securitySchemes:\n    {name}: {scheme}\n");
        operation(&format!("security: [{name}: []], {DONE}")) + &schemes
    };
    let key = "{ type: apiKey, in: header, name: X-Key }";
    let token = "{ type: http, scheme: bearer }";
    // The first of the two takes another place in the document when its name changes.
    let two = |one: &str, other: &str| {
        let first = if one.starts_with("first") { one } else { other };
        let schemes = format!("components:\n  securitySchemes:\n    {one}: {key}\n    {other}: {key}\n");
        operation(&format!("security: [{first}: []], {DONE}")) + &schemes
    };
    let scopes = |scopes: &str| {
        let token = "{ type: openIdConnect, openIdConnectUrl: 'https://a' }";
        secured("token", token).replace("token: []", &format!("token: [{scopes}]"))
    };
    vec![
        Alone::none("scopes in another order", scopes("read, write"), scopes("write, read")),
        Alone::none("another scope", scopes("read"), scopes("read, write")).only(
            Rule::ScopeAdded,
            Breaking,
            Compatible,
        ),
        Alone::none("a security scheme is renamed", secured("key", key), secured("apiKey", key)).only(
            Rule::ClientRenamed,
            Compatible,
            Breaking,
        ),
        Alone::none(
            "two schemes that work alike are renamed",
            two("first_key", "second_key"),
            two("secondKey", "firstKey"),
        )
        .only(Rule::ClientRenamed, Compatible, Breaking),
        Alone::none("another security scheme with another name", secured("key", key), secured("token", token))
            .only(Rule::SecurityChanged, Breaking, Compatible)
            .only(Rule::CredentialRemoved, Compatible, Breaking)
            .only(Rule::CredentialAdded, Compatible, Compatible),
    ]
}

fn of_servers() -> Vec<Alone> {
    let served = |urls: &[&str]| {
        let servers: Vec<String> = urls.iter().map(|url| format!("{{ url: '{url}' }}")).collect();
        format!("{}servers: [{}]\n", operation(DONE), servers.join(", "))
    };
    let own = |url: &str| operation(&format!("servers: [{{ url: '{url}' }}], {DONE}"));
    let placed = |url: &str| format!("{}x-signet-environments: {{ Live: {{ server: '{url}' }} }}\n", operation(DONE));
    let (written, otherwise) = ("https://api.example.com", "https://API.example.com:443/");
    let second = "https://eu.example.com";
    vec![
        Alone::none("a server in another case", served(&[written]), served(&[otherwise])),
        Alone::none("a default server beside another", served(&[written]), served(&[second, otherwise])).only(
            Rule::ServerAdded,
            Compatible,
            Compatible,
        ),
        Alone::none("the server of an operation in another case", own(written), own(otherwise)),
        Alone::none("the server of an environment in another case", placed(written), placed(otherwise)),
    ]
}

fn of_replaced_types() -> Vec<Alone> {
    let union = |more: &str| {
        let choice = format!("{{ oneOf: [{{ type: object, properties: {{ {NAME} }}{more} }}, {{ type: integer }}] }}");
        received(&object(&format!("name: {choice}")))
    };
    vec![
        // The struct of a cat has lost nothing, and no place but this one has changed.
        Alone::none("a response is of another type", two_responses("Cat", "Cat"), two_responses("Dog", "Cat"))
            .only(Rule::TypeReplaced, Compatible, Breaking)
            .only(Rule::OptionalPropertyAdded, Compatible, Compatible),
        Alone::none("a variant may be null", union(""), union(", nullable: true").replace("3.1.0", "3.0.3")).only(
            Rule::BecameNullable,
            Compatible,
            Compatible,
        ),
    ]
}

fn of_values() -> Vec<Alone> {
    let header = |name: &str| parameters(&format!("{{ name: {name}, in: header, schema: {{ type: string }} }}"));
    let key = |name: &str| {
        operation(&format!("security: [key: []], {DONE}"))
            + &format!("components:\n  securitySchemes:\n    key: {{ type: apiKey, in: header, name: {name} }}\n")
    };
    let number = |more: &str| sent(&object(&format!("age: {{ type: number{more} }}")));
    let list = |more: &str| sent(&object(&format!("names: {{ type: array, items: {{ type: string }}{more} }}")));
    let text = |more: &str| sent(&object(&format!("name: {{ type: string{more} }}")));
    vec![
        Alone::none("a header parameter in another case", header("X-Trace"), header("x-trace")),
        Alone::none("the header of a key in another case", key("X-Key"), key("x-key")),
        Alone::none("a default as a fraction", number(", default: 1"), number(", default: 1.0")),
        Alone::none("a limit as a fraction", number(", minimum: 1"), number(", minimum: 1.0")),
        Alone::none("a string has at least no characters", text(""), text(", minLength: 0")),
        Alone::none("a list has at least no items", list(""), list(", minItems: 0")),
    ]
}

/// An operation that is found again in another place is the same one for programs.
fn of_operations() -> Vec<Alone> {
    let pet = object("kind: { type: string, enum: [a, b] }");
    let body = format!("content: {{ application/json: {{ schema: {pet} }} }}");
    let old = operation(&format!(
        "parameters: [{{ name: X-Trace, in: header, schema: {{ type: string }} }}], requestBody: {{ {body} }}, responses: {{ '200': {{ description: A pet, {body} }} }}"
    ));
    vec![
        Alone::none("an operation has another path", old.clone(), old.replace("/pets:", "/v2/pets:")).only(
            Rule::OperationMoved,
            Breaking,
            Compatible,
        ),
        Alone::none("an operation has another method", old.clone(), old.replace("post:", "put:")).only(
            Rule::OperationMoved,
            Breaking,
            Compatible,
        ),
    ]
}
