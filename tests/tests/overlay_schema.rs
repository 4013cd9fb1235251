//! `docs/overlay.schema.json` and the generator agree on the `x-signet-*` keys: what is used here fits both, and what is
//! wrong is refused by both.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use signet::diagnostics::{Code, Diagnostics, Severity, render_all};
use signet::source::Input;
use signet::{Request, generate};

const SCHEMA: &str = "docs/overlay.schema.json";
const PAGE: &str = "docs/overlay.md";

/// What the page's examples are applied to.
const DOCUMENT: &str = r"
openapi: 3.0.3
info: { title: Tokens, version: '1' }
servers: [{ url: https://api.example.com/v1 }]
paths:
  /pets:
    post:
      tags: [Tokens]
      operationId: get_token
      parameters: [{ name: Idempotency-Key, in: header, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { request_id: { type: string } } } } } }
      security: [{ ApiKey: [] }]
      responses:
        '200': { description: A token., content: { application/json: { schema: { $ref: '#/components/schemas/Token' } } } }
    get:
      operationId: list_tokens
      security: [{ ApiKey: [] }, { OAuth2: [] }]
      parameters: [{ name: start, in: query, schema: { type: string } }]
      responses:
        '200': { description: A page., content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } }
  /token:
    post:
      operationId: refresh_token
      security: [{ ApiKey: [] }]
      responses:
        '200': { description: A token., content: { application/json: { schema: { $ref: '#/components/schemas/Token' } } } }
components:
  securitySchemes:
    ApiKey: { type: apiKey, in: header, name: X-Api-Key }
    OAuth2: { type: http, scheme: bearer }
  schemas:
    Page:
      type: object
      properties:
        pets: { type: array, items: { type: string } }
        links: { type: object, properties: { continue: { type: string } } }
    Token:
      type: object
      properties:
        access_token: { type: string }
        refresh_token: { type: string }
        expires_in: { type: integer }
        scope: { type: string, enum: ['*', r] }
";

const KEYS: [&str; 12] = [
    "x-signet-signing",
    "x-signet-response-check",
    "x-signet-webhooks",
    "x-signet-environments",
    "x-signet-idempotency",
    "x-signet-token-source",
    "x-signet-pagination",
    "x-signet-secret",
    "x-signet-name",
    "x-signet-type-name",
    "x-signet-value-names",
    "x-signet-reading",
];

/// The schema, compiled.
struct Schema {
    schemas: Schemas,
    root: SchemaIndex,
}

impl Schema {
    fn read() -> Self {
        let text = fs::read_to_string(root().join(SCHEMA)).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(SCHEMA, value).unwrap();
        let root = compiler.compile(SCHEMA, &mut schemas).unwrap_or_else(|error| panic!("{SCHEMA}: {error:#}"));
        Self { schemas, root }
    }

    fn check(&self, key: &str, value: &Value) -> Result<(), String> {
        let keys = json!({ key: value });
        self.schemas.validate(&keys, self.root).map_err(|error| format!("{error:#}"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Finds the keys of a value, at any depth.
fn keys(value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if key.starts_with("x-signet-") {
                    found.push((key.clone(), value.clone()));
                } else {
                    keys(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

/// Checks all keys of an overlay, and says which ones there are.
fn check_overlay(schema: &Schema, name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let overlay = yaml_serde::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    keys(&overlay, &mut found);
    for (key, value) in &found {
        if let Err(error) = schema.check(key, value) {
            panic!("{name}: {error}");
        }
    }
    found.into_iter().map(|(key, _)| key).collect()
}

/// The YAML examples of the page, each made a whole overlay.
fn examples() -> Vec<String> {
    let page = fs::read_to_string(root().join(PAGE)).unwrap();
    let blocks = page.split("```yaml\n").skip(1).map(|rest| rest.split_once("```").unwrap().0);
    blocks
        .map(|text| {
            let head = "overlay: 1.0.0\ninfo: { title: An example, version: '1' }\n";
            if text.starts_with("overlay:") { text.to_owned() } else { format!("{head}{text}") }
        })
        .collect()
}

/// Generates with an overlay, in memory, and says what was wrong.
fn errors(overlay: Input) -> (Vec<Code>, String) {
    let mut request = Request::default();
    request.inputs.push(Input::text("document.yaml", DOCUMENT));
    request.overlays.push(overlay);
    let mut diagnostics = Diagnostics::new();
    let (sources, generated) = generate(&request, &mut diagnostics);
    let found = diagnostics.iter().filter(|each| each.severity() == Severity::Error).map(|each| each.code).collect();
    assert_eq!(
        generated.is_none(),
        diagnostics.has_errors(),
        "something is generated if and only if there is no error"
    );
    (found, render_all(&diagnostics, &sources, 100, false))
}

/// An overlay with one key at the place where it belongs.
fn overlay(key: &str, value: &Value) -> Input {
    let target = match key {
        "x-signet-signing" => "$.components.securitySchemes.ApiKey",
        "x-signet-token-source" => "$.components.securitySchemes.OAuth2",
        "x-signet-secret" => "$.components.schemas.Token.properties.access_token",
        "x-signet-pagination" | "x-signet-name" => "$.paths['/pets'].get",
        "x-signet-type-name" => "$.components.schemas.Page.properties.links",
        "x-signet-value-names" => "$.components.schemas.Token.properties.scope",
        _ => "$",
    };
    let overlay = json!({
        "overlay": "1.0.0",
        "info": { "title": "One key", "version": "1" },
        "actions": [{ "target": target, "update": { key: value } }],
    });
    Input::text("overlay.json", overlay.to_string())
}

/// A value that is right, with the member at a JSON pointer changed; `null` takes it out.
fn changed(key: &str, pointer: &str, to: &Value) -> Value {
    let mut value = right(key);
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match to {
        Value::Null => parent.remove(name),
        _ => parent.insert(name.to_owned(), to.clone()),
    };
    value
}

fn right(key: &str) -> Value {
    match key {
        "x-signet-signing" => json!({
            "algorithms": ["ed25519"],
            "message": "{method}|{path}|{timestamp}|{query}|{body}",
            "prehash": ["sha256"],
            "timestamp": "unix-seconds",
            "encoding": "hex",
            "headers": { "X-Key": "{key}", "X-Proof": "t={timestamp},s={signature}" },
            "query": { "encoding": "rfc6570", "empty": "keep" },
        }),
        "x-signet-response-check" => json!({
            "algorithm": "ed25519",
            "message": "{timestamp}.{body}",
            "prehash": [],
            "encoding": "hex",
            "signature": ["X-Signature"],
            "timestamp": { "headers": ["X-Time"], "format": "digits" },
            "unsigned": [502],
        }),
        "x-signet-webhooks" => json!({
            "event": { "$ref": "#/components/schemas/Token" },
            "timestamp": "unix-seconds",
            "check": {
                "algorithm": "ed25519",
                "message": "{body}",
                "encoding": "hex",
                "signature": ["X-Signature"],
                "timestamp": { "headers": ["X-Time"], "format": "digits" },
            },
        }),
        "x-signet-environments" => {
            json!({ "Live": { "server": "https://api.example.com", "response-key": "0".repeat(64) } })
        }
        "x-signet-pagination" => {
            json!({ "by": "cursor", "parameter": "start", "next": ["links", "continue"], "items": ["pets"] })
        }
        "x-signet-idempotency" => json!({ "header": "Idempotency-Key" }),
        "x-signet-token-source" => json!({
            "get": "get_token",
            "refresh": "refresh_token",
            "access-token": "access_token",
            "lifetime": "expires_in",
            "refresh-token": "refresh_token",
            "beside": ["ApiKey"],
        }),
        "x-signet-name" | "x-signet-type-name" => json!("list_2"),
        "x-signet-value-names" => json!({ "*": "all" }),
        "x-signet-reading" => json!("lenient"),
        _ => json!(true),
    }
}

#[test]
fn overlays_of_this_repository_fit() {
    let schema = Schema::read();
    let mut checked = 0;
    for folder in fs::read_dir(root().join("spec")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.to_string_lossy().ends_with("overlay.yaml") {
                check_overlay(&schema, &path.to_string_lossy(), &fs::read_to_string(&path).unwrap());
                checked += 1;
            }
        }
    }
    assert!(checked > 0);
}

#[test]
fn examples_of_the_page_fit_and_generate() {
    let schema = Schema::read();
    let mut used = Vec::new();
    for example in examples() {
        used.extend(check_overlay(&schema, "an example of the page", &example));
        let (errors, shown) = errors(Input::text("overlay.yaml", &example));
        assert!(errors.is_empty(), "{example}\n{shown}");
    }
    for key in KEYS {
        assert!(used.iter().any(|used| used == key), "the page has no example of {key}");
    }
}

#[test]
fn the_page_and_the_schema_name_the_same_keys() {
    let page = fs::read_to_string(root().join(PAGE)).unwrap();
    let schema: Value = serde_json::from_str(&fs::read_to_string(root().join(SCHEMA)).unwrap()).unwrap();
    let titles: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    assert_eq!(titles, KEYS);
    let mut declared: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
    let mut known = KEYS.to_vec();
    declared.sort();
    known.sort_unstable();
    assert_eq!(declared, known);
    for key in KEYS {
        assert!(schema["$defs"][key].is_object(), "{key}");
    }
}

#[test]
fn what_is_right_is_taken_by_both() {
    let schema = Schema::read();
    let mut taken: Vec<(&str, Value)> = KEYS.iter().map(|key| (*key, right(key))).collect();
    let signing = "x-signet-signing";
    for (pointer, to) in [
        ("/prehash", json!(null)),
        ("/query", json!(null)),
        ("/query", json!({})),
        ("/query/encoding", json!("form-urlencoded")),
        ("/query/empty", json!("drop")),
        ("/algorithms", json!(["ecdsa-secp256k1"])),
        ("/timestamp", json!("unix-milliseconds")),
        ("/message", json!("{body}")),
    ] {
        taken.push((signing, changed(signing, pointer, &to)));
    }
    let check = "x-signet-response-check";
    taken.push((check, changed(check, "/unsigned", &json!(null))));
    taken.push((check, changed(check, "/prehash", &json!(null))));
    let webhooks = "x-signet-webhooks";
    taken.push((webhooks, changed(webhooks, "/timestamp", &json!("unix-milliseconds"))));
    taken.push((webhooks, changed(webhooks, "/event", &json!({ "type": "string" }))));
    let environments = "x-signet-environments";
    taken.push((environments, changed(environments, "/Live/response-key", &json!(null))));
    taken.push((environments, changed(environments, "/Live/description", &json!("For money."))));
    taken.push(("x-signet-idempotency", json!({ "property": "request_id" })));
    taken.push(("x-signet-token-source", json!({ "get": "get_token", "access-token": "access_token" })));
    taken.push(("x-signet-secret", json!(false)));
    taken.push(("x-signet-name", json!("List")));
    taken.push(("x-signet-value-names", json!({})));
    taken.push(("x-signet-reading", json!("strict")));
    taken.push(("x-signet-pagination", json!(false)));
    for (key, value) in taken {
        assert_eq!(schema.check(key, &value), Ok(()));
        let (errors, shown) = errors(overlay(key, &value));
        assert!(errors.is_empty(), "{key}: {value}\n{shown}");
    }
}

#[test]
fn what_is_wrong_is_refused_by_both() {
    let schema = Schema::read();
    let signing = "x-signet-signing";
    let check = "x-signet-response-check";
    let environments = "x-signet-environments";
    let tokens = "x-signet-token-source";
    let mut wrong = Vec::new();
    for (key, pointer, to) in [
        (signing, "/algorithms", json!(null)),
        (signing, "/algorithms", json!([])),
        (signing, "/algorithms", json!(["rsa"])),
        (signing, "/algorithms", json!("ed25519")),
        (signing, "/message", json!(null)),
        (signing, "/message", json!("{method}|{url}")),
        (signing, "/message", json!("{}")),
        (signing, "/message", json!(["{method}"])),
        (signing, "/prehash", json!(["md5"])),
        (signing, "/prehash", json!("sha256")),
        (signing, "/timestamp", json!(null)),
        (signing, "/timestamp", json!("rfc3339")),
        (signing, "/encoding", json!(null)),
        (signing, "/encoding", json!("base64")),
        (signing, "/headers", json!(null)),
        (signing, "/headers", json!({})),
        (signing, "/headers", json!({ "X-Key": "{key}" })),
        (signing, "/headers/X-Key", json!("{body}")),
        (signing, "/headers/X-Key", json!(1)),
        (signing, "/query", json!("rfc6570")),
        (signing, "/query/encoding", json!("rfc3986")),
        (signing, "/query/empty", json!("skip")),
        (signing, "/query/order", json!("sorted")),
        (signing, "/nonce", json!("uuid")),
        (signing, "/message", json!("")),
        (signing, "/message", json!("{method}|{path")),
        (signing, "/message", json!("{method}}")),
        (signing, "/headers/X Key", json!("{key}")),
        (signing, "/headers/X-Key", json!("{key}\n")),
        (check, "/algorithm", json!("ecdsa-secp256k1")),
        (check, "/message", json!("")),
        (check, "/signature", json!([])),
        (check, "/signature", json!(["X:Y"])),
        (check, "/timestamp/headers", json!([])),
        (check, "/unsigned", json!([9999])),
        (environments, "/Live/server", json!("api.example.com")),
        (environments, "/Live/server", json!("https://api.example.com?a=b")),
        (environments, "/", json!({ "server": "https://api.example.com" })),
        (check, "/algorithm", json!(null)),
        (check, "/algorithm", json!("hmac")),
        (check, "/message", json!("{body}|{path}")),
        (check, "/prehash", json!(["sha512"])),
        (check, "/encoding", json!("base64")),
        (check, "/signature", json!(null)),
        (check, "/signature", json!("X-Signature")),
        (check, "/timestamp", json!(null)),
        (check, "/timestamp", json!(["X-Time"])),
        (check, "/timestamp/headers", json!(null)),
        (check, "/timestamp/format", json!(null)),
        (check, "/timestamp/format", json!("iso")),
        (check, "/timestamp/zone", json!("utc")),
        (check, "/unsigned", json!(["502"])),
        (check, "/unsigned", json!([-1])),
        (check, "/unsigned", json!(["5XX"])),
        (check, "/max-age", json!(60)),
        (environments, "/Live", json!("https://api.example.com")),
        (environments, "/Live/server", json!(null)),
        (environments, "/Live/server", json!(["https://api.example.com"])),
        (environments, "/Live/response-key", json!("00")),
        (environments, "/Live/response-key", json!("g".repeat(64))),
        (environments, "/Live/response-key", json!(7)),
        (environments, "/Live/key", json!("0".repeat(64))),
        (tokens, "/get", json!(null)),
        (tokens, "/get", json!(["get_token"])),
        (tokens, "/access-token", json!(null)),
        (tokens, "/refresh", json!(null)),
        (tokens, "/refresh-token", json!(null)),
        (tokens, "/beside", json!("ApiKey")),
        (tokens, "/window", json!(60)),
    ] {
        wrong.push((key, changed(key, pointer, &to)));
    }
    for name in [json!(""), json!("2nd"), json!("a b"), json!("é"), json!("_a"), json!("a".repeat(101)), json!(1)] {
        wrong.push(("x-signet-value-names", json!({ "*": name.clone() })));
        wrong.push(("x-signet-type-name", name.clone()));
        wrong.push(("x-signet-name", name));
    }
    wrong.push(("x-signet-value-names", json!(["all"])));
    let idempotency = "x-signet-idempotency";
    wrong.extend([
        (idempotency, json!({})),
        (idempotency, json!({ "header": "Idempotency-Key", "property": "request_id" })),
        (idempotency, json!({ "header": ["Idempotency-Key"] })),
        (idempotency, json!({ "field": "request_id" })),
    ]);
    let reading = "x-signet-reading";
    wrong.extend([json!("Lenient"), json!(["lenient"])].map(|value| (reading, value)));
    for key in [signing, check, environments, idempotency, tokens, reading] {
        wrong.extend([json!(null), json!(true), json!("text"), json!([])].map(|value| (key, value)));
    }
    are_refused(&schema, wrong);
}

#[test]
fn what_is_wrong_with_webhooks_is_refused_by_both() {
    let webhooks = "x-signet-webhooks";
    let changed = [
        ("/event", json!("Token")),
        ("/timestamp", json!(null)),
        ("/timestamp", json!("iso")),
        ("/check", json!("as responses")),
        ("/check/message", json!(null)),
        ("/check/unsigned", json!([502])),
        ("/max-age", json!(300)),
    ]
    .map(|(pointer, to)| changed(webhooks, pointer, &to));
    let kinds = [json!(null), json!(true), json!("text"), json!([])];
    are_refused(&Schema::read(), changed.into_iter().chain(kinds).map(|value| (webhooks, value)).collect());
}

#[test]
fn what_is_wrong_with_pages_is_refused_by_both() {
    let values = [
        json!({}),
        json!({ "by": "number", "parameter": "start" }),
        json!({ "by": "cursor", "parameter": ["start"], "next": ["links", "continue"] }),
        json!({ "by": "cursor", "parameter": "start", "next": "links.continue" }),
        json!({ "by": "cursor", "parameter": "start", "next": ["links", "continue"], "size": 5 }),
        json!(true),
        json!(null),
        json!("none"),
        json!([]),
    ];
    are_refused(&Schema::read(), values.into_iter().map(|value| ("x-signet-pagination", value)).collect());
}

fn are_refused(schema: &Schema, wrong: Vec<(&str, Value)>) {
    for (key, value) in wrong {
        assert!(schema.check(key, &value).is_err(), "the schema takes {key}: {value}");
        let (errors, shown) = errors(overlay(key, &value));
        assert!(errors.contains(&Code::Extension), "{key}: {value}\n{shown}");
    }
}

#[test]
fn unknown_keys_are_refused_by_both() {
    let schema = Schema::read();
    for key in ["x-signet-sining", "x-signet-", "x-signet-Secret"] {
        assert!(schema.check(key, &json!(true)).is_err(), "{key}");
        assert_eq!(errors(overlay(key, &json!(true))).0, [Code::UnknownExtension], "{key}");
    }
}

/// What the page lists as not noticed by the generator.
#[test]
fn the_schema_is_strict() {
    let schema = Schema::read();
    let value = changed("x-signet-signing", "/algorithms", &json!(["ed25519", "ed25519"]));
    assert!(schema.check("x-signet-signing", &value).is_err(), "the schema takes {value}");
    for value in [json!("yes"), json!(1), json!(null), json!({})] {
        assert!(schema.check("x-signet-secret", &value).is_err(), "the schema takes {value}");
    }
}
