#!/usr/bin/env python3
"""Writes random documents of OpenAPI 3.0, which are valid and combine what no person combines.

    python3 tests/random/documents.py FOLDER [--seed N] [--count N]
    cargo xtask corpus FOLDER --clippy --jobs 2

A document depends on its seed alone, which is in its name. Each crate must compile without a warning.
"""

import argparse
import json
import random
from pathlib import Path

# Of properties, parameters and enumerations: keywords, names of the standard library and of generated code, and worse.
WORDS = """id type self Self crate super fn async 1st 2-nd $ref2 a.b a-b a_b aB AB é 日本 🚀 Option Vec String Result Box Some
None Ok Err Error Debug Clone Default value body client new default status headers send additional additional_properties types
ops runtime errors kind text name null true false +1 -1 "q" back\\slash {b} <T> tag at data items next page limit after url call
builder Client Request Response Patch Unknown Json Secret union macro_rules dyn yield try r#type _ __ 0 std core alloc Iterator
u8 i64 f64 bool str char Send Sync Copy Display From Into as_str is_empty len get set read write writer reader fields other
unknown key n a b s x result error response request operation raw with_response timeout retry header query path""".split() + ["", "x y"]
VALUES = WORDS + [">", ">=", "<", "<=", "=", "!=", "Safe{Wallet}", "%", "a  b", " a"]
SCHEMAS = """Pet pet PET Pet2 Foo foo_bar FooBar Option Vec String Result Error Box Client Request Response Call Self self type
Default Secret Json Value Unknown UnknownInteger Patch Ops Types Errors 1Thing A.B A-B a_b_c Node Tree Event Page List Map Money
Any Bytes DateTime Uuid Date Part Multipart RequestBody Error400 GetAError None Some Ok Err Send Copy Debug Builder Tag Größe
日本""".split()
TAGS = ["Pets", "pets", "My Tag", "client", "ops", "types", "runtime", "default", "errors", "self", "1", "é", "mock", "webhook", "blocking", "tracing", "reqwest", "a/b"]
OPERATIONS = "get list create new send GetPets get_pets get-pets call client Self self async 1 é getOption Error builder with_tokens default clone x".split()
DOCS = ["x", "# head\n\n* a\n* b", "`code` <T> [a] {b} */ \"q\" \\ ///", "```\nlet x = 1;\n```", "line\r\nline", "a\rb", "[x](y)", "    indented", "\u202e", "| a |\n|---|\n| 1 |"]
FORMATS = ["date", "date-time", "uuid", "byte", "binary", "uri", "password", "int64", "decimal", "duration", "weird", None, None, None, None]
MEDIA = ["application/json", "application/json", "application/problem+json", "application/x-www-form-urlencoded", "multipart/form-data", "application/octet-stream", "text/plain", "application/xml", "text/event-stream", "application/x-ndjson", "image/png", "*/*", "application/json; charset=utf-8", "application/vnd.api+json"]
STYLES = {"path": ["simple", "label", "matrix"], "query": ["form", "spaceDelimited", "pipeDelimited", "deepObject"], "header": ["simple"], "cookie": ["form"]}
ENCODINGS = [{"contentType": "application/json"}, {"contentType": "image/png, image/jpeg"}, {"style": "form", "explode": True}, {"style": "deepObject", "explode": True}, {"style": "spaceDelimited"}, {"headers": {"X-A": {"schema": {"type": "string"}}}}, {"allowReserved": True}]
SECURITY = [[], [{"K": []}], [{"K": []}, {"B": []}], [{"K": [], "B": []}], [{}, {"O": ["a"]}], [{"C": []}], [{"Q": []}], [{"D": []}]]
SCHEMES = {
    "K": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "C": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "Q": {"type": "apiKey", "in": "query", "name": "k"},
    "B": {"type": "http", "scheme": "bearer"},
    "D": {"type": "http", "scheme": "basic"},
    "O": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.example.com/t", "scopes": {"a": "b"}}}},
}
SERVERS = [
    [{"url": "https://api.example.com/v1"}],
    [{"url": "https://{host}.example.com", "variables": {"host": {"default": "a", "enum": ["a", "b", "self"]}}}],
    [{"url": "https://a.example.com:{port}/{base}", "variables": {"port": {"default": "443"}, "base": {"default": "v1"}}}],
]


class Document:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = self.random.sample(SCHEMAS, self.random.randint(6, 25))
        # Objects whose properties are nobody else's, so that `allOf` joins them without a contradiction.
        self.objects = self.names[: len(self.names) // 3]
        self.properties = 0

    def chance(self, share):
        return self.random.random() < share

    def pick(self, *choices):
        return self.random.choice(choices)

    def some(self, words, least, most):
        return self.random.sample(words, self.random.randint(least, most))

    def reference(self, names=None):
        return {"$ref": "#/components/schemas/" + self.random.choice(names or self.names)}

    def schema(self, depth=0):
        if depth > 4:
            return self.scalar() if self.chance(0.5) else self.reference()
        kinds = [self.scalar, lambda: self.reference(), lambda: self.array(depth), lambda: self.object(depth), lambda: self.union(depth), lambda: self.all_of(), lambda: {}, lambda: self.map(depth), self.mixed]
        schema = self.random.choices(kinds, [30, 20, 12, 18, 6, 8, 2, 2, 2])[0]()
        if "$ref" in schema:
            return schema
        extras = {"nullable": True, "description": self.random.choice(DOCS), "deprecated": True, self.pick("readOnly", "writeOnly"): True, "example": self.pick(1, "x", None, {}, [], {"a": 1}, 38247569238745623984756), "title": self.pick("My title", "Option", "")}
        return schema | {key: value for key, value in extras.items() if self.chance(0.08)}

    def scalar(self):
        kind = self.pick("string", "string", "string", "integer", "number", "boolean")
        schema = {"type": kind}
        formats = {"string": FORMATS, "integer": ["int32", "int64", "uint32", "uint64", "int8", None], "number": ["float", "double", None], "boolean": [None]}
        values = {"string": VALUES, "integer": [0, 1, -1, 2, 100, -5, 2**40], "number": [1.5, 2, -0.0], "boolean": [True, False]}[kind]
        form = self.random.choice(formats[kind])
        if form:
            schema["format"] = form
        elif self.chance(0.3):
            schema["enum"] = self.some(values, 1, min(8, len(values)))
        if (kind != "string" or not form) and self.chance(0.2):
            schema["default"] = self.random.choice(schema.get("enum", values))
        if self.chance(0.15):
            schema["nullable"] = True
        return schema

    def array(self, depth):
        return {"type": "array", "items": self.schema(depth + 1)}

    def map(self, depth):
        return {"type": "object", "additionalProperties": self.pick(True, False, {}, self.schema(depth + 1))}

    def mixed(self):
        return {"enum": self.some([1, "a", True, None, 1.5, "b", ""], 1, 5)}

    def object(self, depth):
        properties = {name: self.schema(depth + 1) for name in self.some(WORDS, 0, 7)}
        schema = {"type": "object", "properties": properties}
        required = [name for name in properties if self.chance(0.4)] + ["undeclared"] * self.chance(0.05)
        if required:
            schema["required"] = required
        if self.chance(0.2):
            schema["additionalProperties"] = self.pick(True, False, {}, self.schema(depth + 1))
        return schema

    def own_object(self):
        self.properties += 1
        properties = {f"{name}{self.properties}": self.schema(2) for name in self.some(WORDS, 1, 4)}
        return {"type": "object", "properties": properties}

    def union(self, depth):
        kind, count = self.pick("oneOf", "anyOf"), self.random.randint(1, 5)
        if self.chance(0.7):
            return {kind: [self.schema(depth + 1) if self.chance(0.5) else self.reference() for _ in range(count)]}
        variants = [self.reference() for _ in range(count)]
        discriminator = {"propertyName": self.pick("type", "kind", "id", "@type")}
        if self.chance(0.5):
            tags = self.some(["a", "b", "c", "", "dog", "x'y"], 1, 4)
            discriminator["mapping"] = {tag: self.pick(self.random.choice(variants)["$ref"], self.random.choice(self.names), "#/components/schemas/Gone") for tag in tags}
        return {kind: variants, "discriminator": discriminator}

    def all_of(self):
        parts = [self.reference(self.objects) if self.chance(0.6) else self.own_object() for _ in range(self.random.randint(1, 3))]
        return {"allOf": parts} | ({"properties": {"id8": self.scalar()}} if self.chance(0.2) else {})

    def media(self):
        found = {}
        for kind in self.random.sample(MEDIA, self.pick(1, 1, 1, 2, 3)):
            media = {"schema": self.schema()} if self.chance(0.95) else {}
            if "form" in kind and self.chance(0.8):
                media["schema"] = self.object(1)
                names = list(media["schema"]["properties"])
                if names and self.chance(0.4):
                    media["encoding"] = {self.random.choice(names): self.random.choice(ENCODINGS)}
            if self.chance(0.1):
                media["example"] = self.pick({}, 1, "x")
            found[kind] = media
        return found

    def parameter(self, place, name):
        parameter = {"name": name, "in": place}
        if place == "path" or self.chance(0.3):
            parameter["required"] = True
        if self.chance(0.1):
            parameter["content"] = {"application/json": {"schema": self.schema(2)}}
        else:
            makers = [self.scalar, lambda: {"type": "array", "items": self.scalar()}, lambda: self.object(4), lambda: self.schema(2)]
            parameter["schema"] = self.random.choices(makers, [50, 25, 10, 15])[0]()
            if self.chance(0.4):
                parameter["style"] = self.random.choice(STYLES[place])
            if self.chance(0.3):
                parameter["explode"] = self.chance(0.5)
            if place == "query" and self.chance(0.1):
                parameter["allowReserved"] = True
        if self.chance(0.2):
            parameter["description"] = self.random.choice(DOCS)
        return parameter

    def response(self):
        if self.chance(0.1):
            return {"$ref": "#/components/responses/" + self.pick("R", "S", "T")}
        response = {"description": self.random.choice(DOCS)}
        if self.chance(0.8):
            response["content"] = self.media()
        if self.chance(0.3):
            names = self.some(["X-A", "x-b", "X-Rate-Limit", "Link", "ETag", "1x"], 1, 3)
            response["headers"] = {name: {"schema": self.schema(3)} for name in names}
        return response

    def operation(self, method, variables, tags, taken):
        statuses = self.some(["200", "201", "204", "2XX", "400", "404", "4XX", "500", "default", "302", "418"], 1, 5)
        operation = {"responses": {status: self.response() for status in statuses}, "parameters": [self.parameter("path", name) for name in variables]}
        for name in self.some([word for word in WORDS if word], 0, 6):
            place = self.pick("query", "query", "query", "header", "cookie")
            if place == "query" or all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in name):
                operation["parameters"].append(self.parameter(place, name))
        if method in ("put", "post", "patch", "delete") and self.chance(0.7):
            operation["requestBody"] = {"content": self.media(), "required": self.chance(0.5)}
        name = self.random.choice(OPERATIONS) + self.pick("", "A", "_b", "2")
        if name not in taken and self.chance(0.8):
            taken.add(name)
            operation["operationId"] = name
        extras = {"tags": self.some(tags, 1, 2), "security": self.random.choice(SECURITY), "deprecated": True, "summary": self.random.choice(DOCS), "servers": [{"url": "https://other.example.com/x"}]}
        shares = {"tags": 0.8, "security": 0.3, "deprecated": 0.1, "summary": 0.2, "servers": 0.1}
        return operation | {key: value for key, value in extras.items() if self.chance(shares[key])}

    def paths(self, tags):
        paths, taken = {}, set()
        for number in range(self.random.randint(2, 8)):
            variables = self.some(["id", "type", "self", "a-b", "a_b", "Id", "x.y", "é"], 0, 3)
            path = "/" + self.pick("pets", "a", "a.b", "v1", "Wallets") + str(number)
            for variable in variables:
                path += self.pick("/{%s}", "/x-{%s}", "/{%s}.json", "/{%s}:act", "/{%s}/y") % variable
            methods = self.some(["get", "put", "post", "delete", "patch", "head", "options", "trace"], 1, 3)
            paths[path] = {method: self.operation(method, variables, tags, taken) for method in methods}
        return paths

    def whole(self):
        schemas = {name: self.own_object() if name in self.objects else self.scalar() if self.chance(0.15) else self.schema() for name in self.names}
        for name, schema in schemas.items():
            if schema.get("$ref", "").endswith("/" + name):
                schemas[name] = self.object(1)
        tags = self.random.sample(TAGS, 4)
        return {
            "openapi": self.pick("3.0.0", "3.0.1", "3.0.3"),
            "info": {"title": self.pick("T", "My API", "Std", "core", "test"), "version": "1"},
            "servers": self.random.choice(SERVERS),
            "tags": [{"name": tag, "description": self.random.choice(DOCS)} for tag in tags if self.chance(0.5)],
            "paths": self.paths(tags),
            "components": {
                "schemas": schemas,
                "responses": {name: {"description": name, "content": {"application/json": {"schema": self.schema(1)}}} for name in "RST"},
                "securitySchemes": SCHEMES,
            },
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first document")
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        text = json.dumps(Document(seed).whole(), indent=1, ensure_ascii=False)
        (arguments.folder / f"random-{seed}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
