//! A document whose every text is a payload, an operation and a schema for each.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// An attribute that no page of rustdoc has.
pub const MARK: &str = "data-hostile";

/// The file that a payload writes if it runs.
pub fn written() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-was-here")
}

/// Texts that are code, HTML or a link in one kind of file.
pub fn payloads() -> Vec<String> {
    let code = format!("std::fs::write({:?}, \"\").unwrap();", written().to_str().unwrap());
    let mut payloads = vec![
        format!("x\n\n~~~\n{code}\n~~~\n"),
        format!("x\n\n```\n{code}\n```\n"),
        format!("x\n\n```rust\n{code}\n```\n"),
        format!("x`\n\n````\n{code}\n````\n"),
        format!("x\n\n    {code}\n"),
        format!("    {code}"),
        format!("\t{code}"),
        format!("x\n\n1)     {code}\n"),
        format!("x\r\r    {code}\r"),
        format!("x\r\n\r\n~~~\r\n{code}\r\n~~~"),
        format!("<p>\n\n    {code}\n\n</p>"),
        format!("&#32;&#32;&#32;&#32;{code}"),
        format!("x&#10;&#10;```&#10;{code}&#10;```"),
        format!("[^a]:\n\n        {code}\n\n[^a]"),
        format!("*/\n{code}\n/*"),
        format!("\"]\n{code}\n#[doc = \""),
        format!("x`` <script {MARK}>alert(1)</script> ``y"),
        format!("x` <img {MARK} src=x onerror=alert(1)> `y"),
        format!("x```` <script {MARK}>alert(1)</script> ````y"),
        format!("<script {MARK}>alert(1)</script>"),
        format!("<div {MARK}>\n<iframe src=\"https://example.com\">\n</div>"),
        format!("<!-- --> <b {MARK}>x</b> <?x?> <![CDATA[<i {MARK}>]]>"),
        "[x](javascript:alert(1)) [y] [z][y] <javascript:alert(1)>\n\n[y]: javascript:alert(1)\n[`Client`]: javascript:alert(1)\n"
            .to_owned(),
        "x [y]\n\n[y]: https://example.com 'z' ![p](https://example.com/p.png) ![p][y]".to_owned(),
        "nul \0 bel \u{7} esc \u{1b}[31m cr \r del \u{7f} csi \u{9b} nel \u{85} vt \u{b} ff \u{c}".to_owned(),
        "bidi \u{202e}x\u{202c} \u{2066}y\u{2069} \u{200f} \u{200b} \u{feff} \u{2028} \u{2029}".to_owned(),
        "x\"\n[dependencies]\nevil = \"1\"\n#".to_owned(),
        "\"\"\"\n'''\n[package]\nbuild = \"evil.rs\"\n".to_owned(),
        "{{ name }} {% for a in b %} {# c #} ${d} #{e} {0}".to_owned(),
        "x|y\\|z` | <b> |\n|---|---|\n".to_owned(),
        "- [ ] x\n- [x] y\n\n$a$ $$b$$ ==c== ~~d~~".to_owned(),
    ];
    // White space that Markdown keeps and Rust takes away, in front of an item with code in it.
    let spaces = ["\u{a0}", "\u{2003}", "\u{2028}", "\u{3000}", "\u{85}", "\u{b}"];
    payloads.extend(spaces.iter().map(|space| format!("{space}1)     {code}")));
    payloads.push(format!("{}\n\n    {code}\n", spaces.join("\n\n")));
    payloads
}

/// A document with each payload at each place.
pub fn document() -> String {
    let payloads = payloads();
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    let mut security = serde_json::Map::new();
    for (number, text) in payloads.iter().enumerate() {
        paths.insert(format!("/p{number}/{{id}}"), path(number, text));
        schemas.extend([(format!("S{number}"), object(number, text)), (format!("U{number}"), union(number, text))]);
        schemas
            .insert(format!("V{number}"), json!({ "type": "object", "description": text, "properties": { "a": {} } }));
        schemas
            .insert(format!("{text} {number}"), json!({ "type": "string", "description": text, "enum": [text, "a"] }));
        security.insert(format!("{text} {number}"), json!({ "type": "http", "scheme": "bearer", "description": text }));
    }
    security.insert(
        "Signed".to_owned(),
        json!({ "type": "apiKey", "in": "header", "name": "X", "description": payloads[0] }),
    );
    security.insert(payloads[0].clone(), json!({ "type": "apiKey", "in": "header", "name": "X-Signature" }));
    security.insert(
        "OAuth".to_owned(),
        json!({ "type": "oauth2", "flows": { "clientCredentials": {
            "tokenUrl": format!("https://example.com/{}", payloads[0]), "scopes": {}
        } } }),
    );
    let all = payloads.join("\n\n");
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": format!("A {all}"), "version": payloads.concat(), "description": all },
        "servers": [{
            "url": "https://{a}.example.com", "description": all,
            "variables": { "a": { "default": "x", "enum": payloads.iter().cloned().chain(["x".to_owned()]).collect::<Vec<_>>(), "description": all } }
        }],
        "tags": payloads.iter().map(|text| json!({ "name": text, "description": text })).collect::<Vec<_>>(),
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": security },
    });
    document.to_string()
}

fn path(number: usize, text: &str) -> Value {
    let named = |suffix: &str| format!("{text}{suffix}");
    json!({
        "get": {
            "operationId": named(&number.to_string()), "tags": [text], "summary": text, "description": text,
            "externalDocs": { "url": "https://example.com", "description": text },
            "security": [{ format!("{text} {number}"): [] }, { "Signed": [] }, { payloads()[0].clone(): [] }, { "OAuth": [] }],
            "parameters": [
                { "name": "id", "in": "path", "required": true, "description": text, "schema": { "type": "string" } },
                { "name": named("q"), "in": "query", "required": true, "description": text, "example": text, "schema": { "type": "string" } },
                { "name": named("o"), "in": "query", "description": text, "example": text, "schema": { "type": "string" } },
                { "name": named("n"), "in": "query", "schema": { "type": "string", "enum": [text, "a"] } },
            ],
            "requestBody": { "required": true, "description": text, "content": {
                "multipart/form-data": {
                    "schema": { "type": "object", "required": ["r"], "properties": {
                        "r": { "type": "string", "description": text }, "f": { "type": "string", "format": "binary" },
                        named("p"): { "type": "string" }
                    } },
                    "encoding": { "f": { "headers": { named("H"): { "schema": { "type": "string" } } } }, "r": { "headers": { text: { "schema": { "type": "string" } } } } }
                },
                format!("application/x-{text}"): { "schema": { "type": "string" } },
            } },
            "responses": {
                "200": {
                    "description": text,
                    "headers": { text: { "description": text, "schema": { "type": "string" } }, "X-A": { "description": text, "schema": { "type": "string" } } },
                    "content": { format!("application/x-{text}"): { "schema": { "type": "string", "format": "binary" }, "example": text } }
                },
                "201": { "description": text, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/S{number}") } } } },
                "400": { "description": text, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/U{number}") } } } },
                "500": { "description": text, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/S{number}") } } } },
            }
        },
    })
}

fn object(number: usize, text: &str) -> Value {
    let named = |suffix: &str| format!("{text}{suffix}");
    json!({
        "type": "object", "title": text, "description": text, "example": text,
        "required": [named("required"), named("undeclared")],
        "additionalProperties": { "type": "string", "description": text },
        "properties": {
            named("required"): { "type": "string", "description": text, "default": text, "example": text, "pattern": text },
            named("optional"): { "type": "string", "format": text, "enum": [text, "a", ""], "x-enum-descriptions": [text, text, text] },
            "plain": { "type": "string", "description": text, "readOnly": true },
            "fact": { "type": "string", "pattern": text, "format": text, "default": text, "example": text },
            "literal": { "enum": [text, 1, null], "description": text },
            "list": { "type": "array", "description": text, "default": [text], "example": [text], "items": { "$ref": format!("#/components/schemas/V{number}") } },
            "named": { "allOf": [{ "type": "object", "description": text, "properties": { text: { "type": "integer", "description": text } } }], "description": text },
            "more": { "type": "object", "description": text, "properties": { "a": { "type": "string", "description": text } }, "example": { text: text } },
        }
    })
}

fn union(number: usize, text: &str) -> Value {
    json!({
        "description": text, "example": text,
        "oneOf": [{ "$ref": format!("#/components/schemas/S{number}") }, { "$ref": format!("#/components/schemas/V{number}") }],
        "discriminator": { "propertyName": text, "mapping": {
            text: format!("#/components/schemas/S{number}"), "v": format!("#/components/schemas/V{number}")
        } }
    })
}

/// An overlay that signs, with a payload as the name of the scheme and of an environment.
pub fn overlay() -> String {
    let text = payloads()[0].clone();
    let signing = json!({
        "algorithms": ["ed25519"], "message": "{method}|{path}|{timestamp}|{query}|{body}", "timestamp": "unix-milliseconds",
        "encoding": "hex", "headers": { "X-Key": "{key}", "X-Time": "{timestamp}", "X-Signature": "{signature}" }
    });
    let name = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
    json!({
        "overlay": "1.0.0",
        "info": { "title": "Signs", "version": "1" },
        "actions": [
            { "target": "$.components.securitySchemes.Signed", "update": { "x-signet-signing": signing.clone() } },
            { "target": format!("$.components.securitySchemes['{name}']"), "update": { "x-signet-signing": signing } },
        ]
    })
    .to_string()
}
