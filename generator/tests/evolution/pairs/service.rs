//! The whole API, its operations, servers and security.

use signet::evolution::{
    Rule,
    Verdict::{Breaking, Compatible, Docs, Risky},
};

use super::{DONE, HEAD, Pair, object, operation, pair, received, two};

pub fn pairs() -> Vec<Pair> {
    [of_operations(), of_security(), of_servers(), of_webhooks()].concat()
}

fn of_operations() -> Vec<Pair> {
    let dogs = format!("/dogs:\n    get: {{ operationId: listDogs, {DONE} }}\n");
    let cats = format!("/cats:\n    get: {{ operationId: listDogs, {DONE} }}\n");
    let paged = |parameter: &str| {
        format!(
            "{HEAD}paths:\n  /pets:\n    get:\n      operationId: listPets\n      parameters:\n        - {{ name: {parameter}, in: query, schema: {{ type: string }} }}\n        - {{ name: limit, in: query, schema: {{ type: integer }} }}\n      responses:\n        '200':\n          description: Pets\n          content:\n            application/json:\n              schema: {{ type: object, required: [items], properties: {{ items: {{ type: array, items: {{ type: string }} }}, next_cursor: {{ type: string }} }} }}\n"
        )
    };
    let by = |parameter: &str| {
        let both = "      parameters:\n        - { name: word, in: query, schema: { type: string } }\n";
        let way = format!("      x-signet-pagination: {{ by: cursor, parameter: {parameter}, next: [next_cursor] }}\n");
        paged("cursor").replace("      parameters:\n", &(way + both))
    };
    let listed = |more: &str| {
        let way = "      x-signet-pagination: { by: cursor, parameter: cursor, next: [next_cursor]";
        let property = "properties: { items: { type: array, items: { type: string } }";
        let (way, list) =
            (format!("{way}{more} }}\n      parameters:\n"), ", others: { type: array, items: { type: integer } }");
        paged("cursor").replace("      parameters:\n", &way).replace(property, &format!("{property}{list}"))
    };
    let keyed = |more: &str| {
        operation(&format!("parameters: [{{ name: X-Key, in: header, schema: {{ type: string }} }}], {DONE}{more}"))
    };
    let tagged = |tags: &str| operation(&format!("tags: [{tags}], {DONE}"));
    let described = |text: &str| format!("{}tags: [{{ name: Pets, description: {text} }}]\n", tagged("Pets"));
    vec![
        pair(Rule::OperationRemoved, two(&dogs), operation(DONE), Breaking, Breaking),
        pair(Rule::OperationAdded, operation(DONE), two(&dogs), Compatible, Compatible),
        pair(Rule::OperationMoved, two(&dogs), two(&cats), Breaking, Compatible),
        pair(
            Rule::OperationMoved,
            two(&dogs.replace("operationId: listDogs", "operationId: dogs_list, tags: [dogs]")),
            two(&cats.replace("operationId: listDogs", "operationId: list, tags: [dogs]")),
            Breaking,
            Compatible,
        ),
        pair(
            Rule::Deprecated,
            operation(DONE),
            operation(&format!("deprecated: true, {DONE}")),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::Undeprecated,
            operation(&format!("deprecated: true, {DONE}")),
            operation(DONE),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::OperationIdChanged,
            operation(DONE),
            operation(DONE).replace("makePet", "createPet"),
            Compatible,
            Compatible,
        ),
        pair(Rule::DocsChanged, described("All pets"), described("The pets"), Docs, Docs),
        pair(Rule::TagAdded, tagged("Pets"), tagged("Pets, Dogs"), Compatible, Compatible),
        pair(Rule::FeatureAdded, tagged(""), tagged("Pets"), Compatible, Compatible),
        pair(Rule::FeatureRemoved, tagged("Pets"), tagged(""), Compatible, Breaking),
        pair(
            Rule::ApiVersionChanged,
            operation(DONE),
            operation(DONE).replace("version: '1'", "version: '2'"),
            Docs,
            Docs,
        ),
        pair(
            Rule::TagRemoved,
            operation(&format!("tags: [Pets, Dogs], {DONE}")),
            operation(&format!("tags: [Dogs], {DONE}")),
            Compatible,
            Breaking,
        ),
        pair(Rule::PaginationAdded, paged("word"), paged("cursor"), Compatible, Compatible),
        pair(Rule::PaginationRemoved, paged("cursor"), paged("word"), Risky, Breaking),
        pair(Rule::PaginationChanged, by("cursor"), by("word"), Risky, Risky),
        pair(Rule::PaginationChanged, listed(", items: [items]"), listed(", items: [others]"), Risky, Breaking),
        pair(
            Rule::IdempotencyAdded,
            keyed(""),
            keyed(", x-signet-idempotency: { header: X-Key }"),
            Compatible,
            Compatible,
        ),
        pair(Rule::IdempotencyRemoved, keyed(", x-signet-idempotency: { header: X-Key }"), keyed(""), Risky, Risky),
        pair(
            Rule::IdempotencyChanged,
            keyed(", x-signet-idempotency: { header: X-Key }"),
            keyed(", x-signet-idempotency: { header: X-Key, repeat: rejected }"),
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

fn of_security() -> Vec<Pair> {
    let secured = |security: &str| {
        let schemes = "components:\n  securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n    other: { type: http, scheme: bearer }\n";
        operation(&format!("security: [{security}], {DONE}")) + schemes
    };
    let scheme = |kind: &str| {
        operation(&format!("security: [key: []], {DONE}")) + "components:\n  securitySchemes:\n    key: " + kind + "\n"
    };
    let key = |name: &str| scheme(&format!("{{ type: apiKey, in: header, name: {name} }}"));
    let signed = |algorithms: &str, message: &str| {
        scheme(&format!(
            "{{ type: apiKey, in: header, name: X-Key, x-signet-signing: {{ algorithms: [{algorithms}], message: '{message}', prehash: [sha256], timestamp: unix-seconds, encoding: hex, headers: {{ X-Key: '{{key}}', X-Signature: '{{signature}}' }} }} }}"
        ))
    };
    let granted = |url: &str| {
        scheme(&format!("{{ type: oauth2, flows: {{ clientCredentials: {{ tokenUrl: '{url}', scopes: {{}} }} }} }}"))
    };
    let oauth = "{ type: oauth2, flows: { implicit: { authorizationUrl: 'https://a', scopes: { read: To read } } } }";
    let scoped = |requirements: &str| scheme(oauth).replace("[key: []]", &format!("[{requirements}]"));
    let listed = |scopes: &str| scheme(&oauth.replace("read: To read", scopes));
    let issued = |property: &str| {
        let token = object("one: { type: string }, other: { type: string }");
        let content = format!("content: {{ application/json: {{ schema: {token} }} }}");
        let get = format!(
            "  /token:\n    get: {{ operationId: getToken, security: [], responses: {{ '200': {{ description: A token, {content} }} }} }}\n"
        );
        let bearer = format!(
            "{{ type: http, scheme: bearer, x-signet-token-source: {{ get: getToken, access-token: {property} }} }}"
        );
        scheme(&bearer).replace("components:", &format!("{get}components:"))
    };
    let checked = |message: &str| operation(DONE) + &check(message);
    let reading = |reading: &str| format!("{}x-signet-reading: {reading}\n", operation(DONE));
    let (one, both) = ("{ key: [] }", "{ key: [] }, { other: [] }");
    vec![
        pair(Rule::SecurityChanged, secured("key: []"), secured("other: []"), Breaking, Compatible),
        pair(Rule::SecurityAdded, secured(one), secured(both), Compatible, Compatible),
        pair(Rule::SecurityAdded, secured("{ key: [], other: [] }"), secured(one), Compatible, Compatible),
        pair(Rule::SecurityChanged, secured(one), secured("{ key: [], other: [] }"), Breaking, Compatible),
        pair(Rule::ScopeAdded, scoped("key: []"), scoped("key: [read]"), Breaking, Compatible),
        pair(Rule::ScopeAdded, scoped("key: [read]"), scoped("key: [write]"), Breaking, Compatible),
        pair(
            Rule::ScopeAdded,
            scoped("{ key: [read] }, { key: [admin] }"),
            scoped("{ key: [read, write] }, { key: [admin] }"),
            Breaking,
            Compatible,
        ),
        pair(Rule::ScopeRemoved, scoped("key: [read, write]"), scoped("key: [read]"), Compatible, Compatible),
        pair(Rule::ScopeRemoved, scoped("key: [a]"), scoped("{ key: [a] }, { key: [b] }"), Compatible, Compatible),
        pair(Rule::ScopesChanged, listed("read: To read"), listed("read: Reads"), Docs, Docs),
        pair(Rule::ScopesChanged, listed("read: To read"), listed("read: To read, write: x"), Docs, Docs),
        pair(Rule::CredentialAdded, secured(one), secured(both), Compatible, Compatible),
        pair(Rule::CredentialRemoved, secured(both), secured(one), Compatible, Breaking),
        pair(Rule::DocsChanged, key("X-Key, description: A key"), key("X-Key, description: The key"), Docs, Docs),
        pair(Rule::SchemeChanged, key("X-Key"), key("Y-Key"), Breaking, Compatible),
        pair(Rule::SchemeChanged, key("X-Key"), scheme("{ type: http, scheme: basic }"), Breaking, Breaking),
        pair(
            Rule::SigningChanged,
            signed("ed25519", "{method}|{path}"),
            signed("ed25519", "{path}|{method}"),
            Breaking,
            Compatible,
        ),
        pair(
            Rule::SigningAlgorithmAdded,
            signed("ed25519", "{path}"),
            signed("ed25519, ecdsa-secp256k1", "{path}"),
            Compatible,
            Compatible,
        ),
        pair(
            Rule::SigningAlgorithmRemoved,
            signed("ed25519, ecdsa-secp256k1", "{path}"),
            signed("ed25519", "{path}"),
            Breaking,
            Breaking,
        ),
        pair(
            Rule::TokenUrlChanged,
            granted("https://a.example/token"),
            granted("https://b.example/token"),
            Risky,
            Compatible,
        ),
        pair(Rule::TokenSourceChanged, issued("one"), issued("other"), Risky, Compatible),
        pair(
            Rule::TokenSourceChanged,
            issued("one"),
            issued("one").replace(", x-signet-token-source: { get: getToken, access-token: one }", ""),
            Risky,
            Breaking,
        ),
        pair(Rule::ResponseCheckAdded, operation(DONE), checked("{body}|{timestamp}"), Compatible, Risky),
        pair(Rule::ResponseCheckRemoved, checked("{body}|{timestamp}"), operation(DONE), Breaking, Breaking),
        pair(
            Rule::ResponseCheckChanged,
            checked("{body}|{timestamp}"),
            checked("{timestamp}|{body}"),
            Breaking,
            Compatible,
        ),
        pair(Rule::ReadingChanged, reading("strict"), reading("lenient"), Compatible, Risky),
    ]
}

/// How responses are signed.
fn check(message: &str) -> String {
    format!(
        "x-signet-response-check: {{ algorithm: ed25519, message: '{message}', encoding: hex, signature: [x-sig], timestamp: {{ headers: [x-time], format: digits }} }}\n"
    )
}

fn of_servers() -> Vec<Pair> {
    let servers = |list: &str| format!("{}servers: [{list}]\n", operation(DONE));
    let (a, b) = ("{ url: 'https://a.example' }", "{ url: 'https://b.example' }");
    let own = |url: &str| operation(&format!("servers: [{{ url: '{url}' }}], {DONE}"));
    let region = |default: &str, values: &str| {
        servers(&format!(
            "{{ url: 'https://{{region}}.example', variables: {{ region: {{ default: {default}, enum: [{values}] }} }} }}"
        ))
    };
    let environments =
        |list: &str| operation(DONE) + &check("{body}|{timestamp}") + "x-signet-environments: { " + list + " }\n";
    let test = "Test: { server: 'https://test.example' }";
    let live = "Live: { server: 'https://a.example' }";
    let key = |digit: &str| {
        let key = digit.repeat(64);
        environments(&format!("Test: {{ server: 'https://test.example', response-key: '{key}' }}"))
    };
    vec![
        pair(Rule::ServerAdded, servers(a), servers(&format!("{a}, {b}")), Compatible, Compatible),
        pair(Rule::ServerRemoved, servers(a), servers(b), Risky, Risky),
        pair(Rule::DefaultServerChanged, servers(a), servers(b), Risky, Risky),
        pair(Rule::OperationServerChanged, own("https://a.example"), own("https://b.example"), Risky, Risky),
        pair(Rule::VariableDefaultChanged, region("eu", "eu, us"), region("us", "eu, us"), Risky, Risky),
        pair(Rule::VariableValueAdded, region("eu", "eu"), region("eu", "eu, us"), Compatible, Compatible),
        pair(Rule::VariableValueRemoved, region("eu", "eu, us"), region("eu", "eu"), Risky, Breaking),
        pair(
            Rule::EnvironmentAdded,
            environments(live),
            environments(&format!("{live}, {test}")),
            Compatible,
            Compatible,
        ),
        pair(Rule::EnvironmentRemoved, environments(&format!("{live}, {test}")), environments(live), Risky, Breaking),
        pair(
            Rule::EnvironmentChanged,
            environments(live),
            environments(&live.replace("https://a", "https://b")),
            Risky,
            Risky,
        ),
        pair(Rule::ResponseKeyChanged, key("1"), key("2"), Breaking, Compatible),
    ]
}

fn of_webhooks() -> Vec<Pair> {
    let webhook = |name: &str| {
        let event = object(&format!("{name}: {{ type: string }}"));
        format!(
            "  {name}: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {event} }} }} }}, {DONE} }} }}\n"
        )
    };
    let one = format!("{}webhooks:\n{}", operation(DONE), webhook("born"));
    let both = format!("{one}{}", webhook("sold"));
    let verified = |timestamp: &str| {
        let pet = "event: { $ref: '#/components/schemas/Pet' }";
        received(&object("name: { type: string }"))
            + &check("{body}|{timestamp}")
            + &format!("x-signet-webhooks: {{ {pet}, timestamp: {timestamp} }}\n")
    };
    vec![
        pair(Rule::WebhooksAdded, operation(DONE), one.clone(), Compatible, Compatible),
        pair(Rule::WebhooksRemoved, one.clone(), operation(DONE), Risky, Breaking),
        pair(Rule::WebhookAdded, one.clone(), both.clone(), Compatible, Compatible),
        pair(Rule::WebhookRemoved, both, one, Risky, Breaking),
        pair(
            Rule::WebhookVerificationChanged,
            verified("unix-seconds"),
            verified("unix-milliseconds"),
            Breaking,
            Compatible,
        ),
    ]
}
