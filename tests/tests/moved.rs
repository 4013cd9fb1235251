//! What keeps its names and its form where the document moves it, or says it in another way.

#![allow(clippy::expect_used, reason = "a test's helpers fail the test")]

use signet::diagnostics::Code;
use signet::{Generated, Lock};

use super::locked::{document, generate, get, tagged};

const NO_SCHEMAS: &str = "  schemas: {}\n";

fn content(lock: &Lock, key: &str) -> (String, String) {
    let locked = lock.operations.get(key).expect("the lock has the operation");
    (locked.method.clone(), locked.marker.clone())
}

fn all(generated: &Generated) -> String {
    generated.files.iter().map(|(_, text)| String::from_utf8_lossy(text).into_owned()).collect()
}

/// An operation that gets another path or method keeps its name, and so do its inline types.
#[test]
fn an_operation_that_moves_keeps_its_names() {
    let schema = "{ type: object, properties: { kind: { type: string, enum: [a, b] } } }";
    let boats = |path: &str, id: &str| {
        let kind = "parameters: [{ name: sort, in: query, schema: { type: string, enum: [up, down] } }],";
        document(&get(path, &format!("operationId: {id}, tags: [Boats], {kind}"), schema), NO_SCHEMAS)
    };
    let (first, _) = generate(&boats("/boats", "boats_list"), &Lock::default());
    assert_eq!(content(&first.lock, "GET /boats"), ("list".to_owned(), "boats_list".to_owned()));
    let put = |text: String| text.replace("get:", "put:");
    for (text, key) in [
        (boats("/v2/boats", "boats_list"), "GET /v2/boats"),
        (boats("/v2/boats", "boatsList"), "GET /v2/boats"),
        (boats("/fleet", "list"), "GET /fleet"),
        (put(boats("/boats", "boats_list")), "PUT /boats"),
    ] {
        let (moved, diagnostics) = generate(&text, &first.lock);
        assert_eq!(content(&moved.lock, key), content(&first.lock, "GET /boats"), "{key}");
        assert_eq!(moved.lock.operations.len(), 1, "{key}");
        let names = |lock: &Lock| lock.types.values().cloned().collect::<Vec<_>>();
        assert_eq!(names(&moved.lock), names(&first.lock), "{key}");
        assert!(diagnostics.is_empty(), "{key}: {:?}", diagnostics.iter().next());
        // A released name stays on the next way too, though the marker is not called after the id any more.
        let (again, _) = generate(&text.replace(key.split(' ').nth(1).unwrap_or_default(), "/last"), &moved.lock);
        assert_eq!(names(&again.lock), names(&first.lock), "{key}");
        assert_eq!(again.lock.operations.len(), 1, "{key}");
    }
}

/// Where an operation may be one of two, neither takes its names.
#[test]
fn an_operation_that_may_be_another_gets_new_names() {
    let (first, _) = generate(&document(&tagged("/a", "Boats", "boats_list"), NO_SCHEMAS), &Lock::default());
    let both = [tagged("/b", "Boats", "boats_list"), tagged("/c", "Boats", "boatsList")].concat();
    let (moved, _) = generate(&document(&both, NO_SCHEMAS), &first.lock);
    assert_eq!(moved.lock.operations["GET /a"], first.lock.operations["GET /a"]);
    assert!(moved.lock.operations.values().filter(|each| each.marker == "boats_list").count() == 1);
    let (other, _) = generate(&document(&tagged("/b", "Boats", "boats_drop"), NO_SCHEMAS), &first.lock);
    assert_eq!(other.lock.operations["GET /b"].method, "drop");
}

/// The arguments of an operation that moves are known by their names, wherever they stand in the path.
#[test]
fn arguments_follow_their_operation() {
    let path = |path: &str, names: &[&str]| {
        let parameter =
            |name: &&str| format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}");
        let parameters: Vec<String> = names.iter().map(parameter).collect();
        document(&get(path, &format!("operationId: a, parameters: [{}],", parameters.join(", ")), "{}"), NO_SCHEMAS)
    };
    let (first, _) = generate(&path("/a/{x}/{y}", &["x", "y"]), &Lock::default());
    for (text, key, order) in [
        (path("/b/{new}/{x}/{y}", &["new", "x", "y"]), "GET /b/{new}/{x}/{y}", &["path 2", "path 3", "path 1"][..]),
        (path("/b/{y}/{x}", &["x", "y"]), "GET /b/{y}/{x}", &["path 2", "path 1"]),
        (path("/b/{one}/{two}", &["one", "two"]), "GET /b/{one}/{two}", &["path 1", "path 2"]),
    ] {
        let (moved, _) = generate(&text, &first.lock);
        assert_eq!(moved.lock.operations[key].arguments, order, "{key}");
    }
}

/// A parameter that is sent in another place, and a header in another case, keep their names and their order.
#[test]
fn parameters_keep_their_names() {
    let list = |first: &str| {
        let parameter =
            |place: &str| format!("{{ name: {place}, required: true, schema: {{ type: string, enum: [a, b] }} }}");
        let optional = first.replace("trace", "limit").replace("Trace", "Limit");
        let optional = format!("{{ name: {optional}, schema: {{ type: integer }} }}");
        let all = [parameter(first), parameter("other, in: query"), optional].join(", ");
        document(&get("/a", &format!("operationId: a, parameters: [{all}],"), "{ type: string }"), NO_SCHEMAS)
    };
    let (first, _) = generate(&list("X-Trace, in: header"), &Lock::default());
    for (place, trace, limit) in [
        ("x-trace, in: header", "header x-trace", "header x-limit"),
        ("X-Trace, in: query", "query X-Trace", "query X-Limit"),
    ] {
        let (later, diagnostics) = generate(&list(place), &first.lock);
        let locked = &later.lock.operations["GET /a"];
        assert_eq!(locked.arguments, [trace, "query other"]);
        assert_eq!((locked.parameters[trace].as_str(), locked.setters[limit].as_str()), ("x_trace", "x_limit"));
        assert_eq!(later.lock.types.values().collect::<Vec<_>>(), first.lock.types.values().collect::<Vec<_>>());
        assert!(diagnostics.is_empty(), "{:?}", diagnostics.iter().next());
    }
}

/// A header of a path and the same one of an operation, in another case, are one parameter.
#[test]
fn headers_have_no_case() {
    let header = |name: &str| format!("{{ name: {name}, in: header, schema: {{ type: string }} }}");
    let operation = get("/a", &format!("operationId: a, parameters: [{}],", header("x-trace")), "{ type: string }");
    let path = operation.replace("    get:", &format!("    parameters: [{}]\n    get:", header("X-Trace")));
    let (made, _) = generate(&document(&path, NO_SCHEMAS), &Lock::default());
    assert_eq!(made.lock.operations["GET /a"].setters.keys().collect::<Vec<_>>(), ["header x-trace"]);
}

/// A method returns what it returned when it was released, beside other content types in any order.
#[test]
fn a_method_keeps_what_it_returns() {
    let get = |content: &[(&str, &str)]| {
        let content: Vec<String> = content.iter().map(|(name, ty)| format!("{name}: {{ schema: {ty} }}")).collect();
        let path = get("/a", "operationId: a,", "{ type: string }");
        let (start, _) = path.split_once("content:").expect("it has a content");
        document(&format!("{start}content: {{ {} }} }} }} }}\n", content.join(", ")), NO_SCHEMAS)
    };
    let object = "{ type: object, properties: { id: { type: string } } }";
    let other = "{ type: object, properties: { other: { type: string } } }";
    let (text, json) = (("text/csv", "{ type: string }"), ("application/json", object));
    let (special, xml) = (("application/vnd.x+json", other), ("application/xml", object));
    for (released, added) in [(json, text), (json, special), (text, json), (xml, json), (special, json)] {
        let (first, _) = generate(&get(&[released]), &Lock::default());
        for content in [[released, added], [added, released]] {
            let (grown, diagnostics) = generate(&get(&content), &first.lock);
            assert_eq!(grown.lock.text(), first.lock.text(), "{content:?}");
            assert_eq!(grown.files.get("src/untagged.rs"), first.files.get("src/untagged.rs"), "{content:?}");
            assert!(all(&grown).contains(&format!("accept: Some(\"{}\")", released.0)), "{content:?}");
            assert!(diagnostics.iter().all(|each| each.code == Code::KeptContent), "{content:?}");
        }
    }
    let (first, _) = generate(&get(&[json]), &Lock::default());
    let (_, diagnostics) = generate(&get(&[json, text]), &first.lock);
    let told = diagnostics.iter().next().expect("it is reported");
    insta::assert_snapshot!(told.message, @"the released method for `GET /a` does not read `text/csv`");
    insta::assert_snapshot!(told.help.as_deref().unwrap_or_default(), @r#"to read it too, which breaks programs that call the operation, set `accepts = ["application/json", "text/csv"]` of the operation in signet.lock"#);
    let mut both = first.lock;
    both.operations.get_mut("GET /a").expect("it is locked").accepts = vec![json.0.to_owned(), text.0.to_owned()];
    let (read, _) = generate(&get(&[json, text]), &both);
    assert!(read.lock.operations["GET /a"].output.is_some());
}

/// A schema that stood inline, or was a component, keeps its name where the response, body, parameter or header in which it
/// stands becomes a component, is called otherwise there, or is inline again.
#[test]
fn a_schema_in_a_part_that_moves_keeps_its_name() {
    let object = "{ type: object, properties: { kind: { type: string, enum: [a, b] } } }";
    let body_schema = "{ type: array, items: { type: object, properties: { size: { type: integer } } } }";
    let content = |schema: &str| format!("content: {{ application/json: {{ schema: {schema} }} }}");
    let text = "{ type: string, enum: [up, down] }";
    let header = format!("{{ schema: {text} }}");
    let response = |header: &str| format!("{{ description: x, {}, headers: {{ X-Way: {header} }} }}", content(object));
    let parameter = format!("{{ name: sort, in: query, schema: {text} }}");
    let body = format!("{{ {} }}", content(body_schema));
    let path = |[response, header, parameter, body]: [&str; 4]| {
        let header = format!("headers: {{ X-Way: {header} }}");
        format!(
            "  /a:\n    post: {{ operationId: send, parameters: [{parameter}], requestBody: {body}, responses: {{ '200': {response}, '404': {{ description: x, {header} }} }} }}\n"
        )
    };
    let inline = document(&path([&response(&header), &header, &parameter, &body]), NO_SCHEMAS);
    let referred = |name: &str| {
        let reference = |kind: &str| format!("{{ $ref: '#/components/{kind}/{name}' }}");
        let kinds = ["responses", "headers", "parameters", "requestBodies"].map(reference);
        let [first, second, third, fourth] = &kinds;
        let components = format!(
            "  responses: {{ {name}: {} }}\n  headers: {{ {name}: {header} }}\n  parameters: {{ {name}: {parameter} }}\n  requestBodies: {{ {name}: {body} }}\n",
            response(second)
        );
        document(&path([first, second, third, fourth]), &components)
    };
    let (mut last, _) = generate(&inline, &Lock::default());
    let names = |lock: &Lock| {
        let mut names: Vec<String> = lock.types.values().cloned().collect();
        names.sort();
        names
    };
    let released = names(&last.lock);
    assert_eq!(released.len(), 5, "{released:?}");
    for text in [referred("Thing"), referred("Other"), inline.clone(), referred("Thing")] {
        let (next, diagnostics) = generate(&text, &last.lock);
        assert_eq!(names(&next.lock), released, "{text}\n{}", next.lock.text());
        assert!(next.lock.former.is_empty() && diagnostics.is_empty(), "{:?}", next.lock.former);
        last = next;
    }
}

/// A parameter of an operation becomes one of its path, and the reverse.
#[test]
fn a_parameter_of_the_path_keeps_the_name_of_its_type() {
    let sort = "parameters: [{ name: sort, in: query, schema: { type: string, enum: [up, down] } }]";
    let own = get("/a", &format!("operationId: a, {sort},"), "{ type: string }");
    let shared =
        get("/a", "operationId: other,", "{ type: string }").replace("    get:", &format!("    {sort}\n    get:"));
    let (first, _) = generate(&document(&own, NO_SCHEMAS), &Lock::default());
    let (moved, _) = generate(&document(&shared, NO_SCHEMAS), &first.lock);
    assert_eq!(moved.lock.types["/a /parameters/query sort/schema"], "a_sort");
    let (back, _) = generate(&document(&own.replace("operationId: a", "operationId: b"), NO_SCHEMAS), &moved.lock);
    assert_eq!(back.lock.types["GET /a /parameters/query sort/schema"], "a_sort");
}

/// A constant that gets other values is still sent by itself, and a setter sends another value.
#[test]
fn a_constant_with_a_second_value_stays_one() {
    let send = |values: &str| {
        let parameter = |name: &str, place: &str| {
            format!("{{ name: {name}, in: {place}, required: true, schema: {{ type: string, {values} }} }}")
        };
        let parameters = [parameter("q", "query"), parameter("X-Kind", "header")].join(", ");
        let schema = format!(
            "{{ type: object, required: [kind, on], properties: {{ kind: {{ type: string, {values} }}, on: {{ type: boolean, {} }} }} }}",
            if values.starts_with("const") { "const: true" } else { "description: x" }
        );
        let body =
            format!("requestBody: {{ required: true, content: {{ application/json: {{ schema: {schema} }} }} }}");
        let more = format!("operationId: send, parameters: [{parameters}], {body},");
        let text = document(&get("/a", &more, "{ type: string }").replace("get:", "post:"), NO_SCHEMAS);
        text.replace("openapi: 3.0.3", "openapi: 3.1.0")
    };
    let (first, _) = generate(&send("const: a"), &Lock::default());
    assert_eq!(first.lock.operations["POST /a"].constants["query q"], "a");
    let (grown, diagnostics) = generate(&send("enum: [b, a]"), &first.lock);
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.iter().next());
    let locked = &grown.lock.operations["POST /a"];
    assert_eq!(locked.arguments, ["body"]);
    assert_eq!((locked.setters["query q"].as_str(), locked.setters["header X-Kind"].as_str()), ("q", "x_kind"));
    let text = all(&grown);
    for code in [
        "call.query(\"q\", \"a\");",
        "call.header(\"X-Kind\", \"a\");",
        "pub fn q(mut self,",
        "pub fn new() -> Self {",
        "pub fn kind(mut self,",
        "pub fn on(mut self, on: bool) -> Self {",
        "on: true,",
    ] {
        assert!(text.contains(code), "{code}");
    }
    let (again, _) = generate(&send("enum: [b, a]"), &grown.lock);
    assert_eq!(again.lock.text(), grown.lock.text());
    // What was sent is no value any more.
    let (other, _) = generate(&send("enum: [b, c]"), &first.lock);
    assert_eq!(other.lock.operations["POST /a"].arguments.len(), 3);
    let (another, _) = generate(&send("const: b"), &first.lock);
    assert_eq!(another.lock.operations["POST /a"].arguments, ["body"]);
    assert!(all(&another).contains("call.required_query(\"q\", \"b\");"));
}

/// An operation that is skipped, or that is not wanted, is there: no other takes its names, and it has them when it is back.
#[test]
fn an_operation_that_is_left_out_keeps_its_names() {
    let path = |id: &str, more: &str| get("/a", &format!("operationId: {id}, tags: [Boats], {more}"), "{}");
    let delete = get("/b", "operationId: drop_boat, tags: [Boats],", "{}").replace("get:", "delete:");
    let (first, _) = generate(&document(&path("drop_boat", ""), NO_SCHEMAS), &Lock::default());
    let broken = path("drop_boat", "parameters: [{ name: q, in: nowhere, schema: { type: string } }],");
    let (skipped, _) = generate(&document(&[broken, delete.clone()].concat(), NO_SCHEMAS), &first.lock);
    assert_eq!(skipped.lock.operations["GET /a"], first.lock.operations["GET /a"]);
    assert_ne!(skipped.lock.operations["DELETE /b"].method, "drop_boat");
    let (back, _) = generate(&document(&[path("drop_boat", ""), delete].concat(), NO_SCHEMAS), &skipped.lock);
    assert_eq!(back.lock.operations["GET /a"], first.lock.operations["GET /a"]);
}

/// What only the method's name tells is the same operation where it is the same HTTP method as well.
#[test]
fn an_operation_of_another_http_method_is_another() {
    let (first, _) = generate(&document(&tagged("/a", "Boats", "boats_first"), NO_SCHEMAS), &Lock::default());
    let other = tagged("/b", "Boats", "first");
    let (same, _) = generate(&document(&other, NO_SCHEMAS), &first.lock);
    assert!(!same.lock.operations.contains_key("GET /a"));
    let (deleted, _) = generate(&document(&other.replace("get:", "delete:"), NO_SCHEMAS), &first.lock);
    assert!(deleted.lock.operations.contains_key("GET /a"));
}

/// An id that the document does not give says nothing but the path.
#[test]
fn an_operation_without_an_id_is_known_by_its_path() {
    let path = |path: &str, schema: &str| {
        let me =
            if path.contains('{') { "{ name: me, in: path, required: true, schema: { type: string } }" } else { "" };
        document(&get(path, &format!("tags: [Users], parameters: [{me}],"), schema), NO_SCHEMAS)
    };
    let (first, _) = generate(&path("/users/{me}", "{ type: string }"), &Lock::default());
    let (other, _) = generate(&path("/users/me", "{ type: integer }"), &first.lock);
    assert_eq!(other.lock.operations["GET /users/{me}"], first.lock.operations["GET /users/{me}"]);
}

/// Arguments of one type are never swapped by a guess: a parameter of the path is known by its name there first, and by its
/// position only where no other can be meant.
#[test]
fn arguments_of_a_moved_operation_are_not_guessed() {
    let path = |path: &str, parameters: &[&str]| {
        let parameter = |one: &&str| format!("{{ {one}, required: true, schema: {{ type: string }} }}");
        let parameters: Vec<String> = parameters.iter().map(parameter).collect();
        document(&get(path, &format!("operationId: a, parameters: [{}],", parameters.join(", ")), "{}"), NO_SCHEMAS)
    };
    let (id, query) = ("name: id, in: path", "name: id, in: query");
    let (first, _) = generate(&path("/a/{id}", &[id, query]), &Lock::default());
    let (moved, _) = generate(&path("/b/{id}", &[query, id]), &first.lock);
    assert_eq!(moved.lock.operations["GET /b/{id}"].arguments, ["path 1", "query id"]);
    let (gone, _) = generate(&path("/b", &[query]), &first.lock);
    let locked = &gone.lock.operations["GET /b"];
    assert_eq!((&locked.arguments[..], locked.parameters.len()), (&["query id".to_owned()][..], 1));
    let old = "/shops/{shop_id}/orders/{order_id}";
    let (first, _) = generate(&path(old, &["name: order_id, in: path", "name: shop_id, in: path"]), &Lock::default());
    let released = first.lock.operations[&format!("GET {old}")].arguments.clone();
    let new = "/orders/{order}/shops/{shop}";
    for parameters in
        [["name: order, in: path", "name: shop, in: path"], ["name: shop, in: path", "name: order, in: path"]]
    {
        let (turned, _) = generate(&path(new, &parameters), &first.lock);
        let (fresh, _) = generate(&path(new, &parameters), &Lock::default());
        let key = format!("GET {new}");
        assert_eq!(turned.lock.operations[&key].arguments, fresh.lock.operations[&key].arguments, "{released:?}");
    }
}

/// A constant that is no value any more is not sent, is forgotten and is reported once.
#[test]
fn a_constant_that_is_no_value_is_given_up() {
    let send = |parameter: &str| {
        let more = format!("operationId: send, parameters: [{{ name: q, in: query, {parameter} }}],");
        document(&get("/a", &more, "{ type: string }"), NO_SCHEMAS).replace("openapi: 3.0.3", "openapi: 3.1.0")
    };
    let json = |schema: &str| format!("required: true, content: {{ application/json: {{ schema: {schema} }} }}");
    let (text, number) = ("required: true, schema: { const: a }", "required: true, schema: { const: 1 }");
    let released = |text: &str| generate(&send(text), &Lock::default()).0.lock;
    for (was, is) in [
        (text, "schema: { type: integer }"),
        (text, "schema: { type: boolean }"),
        (text, "schema: { type: string, format: date }"),
        (text, "schema: { type: array, items: { type: string } }"),
        (text, "schema: { type: object, properties: { z: { type: string } } }"),
        (text, "schema: { oneOf: [{ type: integer }, { type: boolean }] }"),
        (text, "schema: { type: string, enum: [b, c] }"),
        (text, &json("{ type: string, enum: [a, b] }")),
        (&json("{ const: a }"), "schema: { type: string, enum: [a, b] }"),
        (&json("{ const: a }"), "schema: { type: string }"),
    ] {
        let first = released(was);
        assert_eq!(first.operations["GET /a"].constants.len(), 1, "{was}");
        let (other, diagnostics) = generate(&send(is), &first);
        assert!(other.lock.operations["GET /a"].constants.is_empty(), "{was} {is}");
        assert!(diagnostics.iter().any(|each| each.code == Code::ConstructorChanged), "{was} {is}");
        // It is not sent again, though it is a value again.
        let (again, diagnostics) = generate(&send("schema: { type: string, enum: [a, b] }"), &other.lock);
        assert!(again.lock.operations["GET /a"].constants.is_empty(), "{was} {is}");
        assert!(diagnostics.iter().all(|each| each.code != Code::ConstructorChanged), "{was} {is}");
    }
    for (was, is) in [
        (text, "schema: { type: string }"),
        (number, "schema: { type: integer }"),
        (number, "schema: { type: integer, enum: [1, 2] }"),
        (number, "schema: { type: number }"),
    ] {
        let first = released(was);
        let (kept, diagnostics) = generate(&send(is), &first);
        assert_eq!(kept.lock.operations["GET /a"].constants, first.operations["GET /a"].constants, "{was} {is}");
        assert!(diagnostics.is_empty(), "{was} {is}");
    }
}

/// What successes return is kept where they return one type together, and else is what the document says: at once.
#[test]
fn a_second_run_gives_the_same() {
    let response = |status: &str, content: &[(&str, &str)]| {
        let content: Vec<String> = content.iter().map(|(name, ty)| format!("{name:?}: {{ schema: {ty} }}")).collect();
        format!("'{status}': {{ description: x, content: {{ {} }} }}", content.join(", "))
    };
    let path = |responses: &[String]| {
        let path = format!("  /a:\n    get: {{ operationId: a, responses: {{ {} }} }}\n", responses.join(", "));
        document(&path, NO_SCHEMAS)
    };
    let one = "{ type: object, properties: { id: { type: string } } }";
    let other = "{ type: object, properties: { other: { type: string } } }";
    let (json, csv) = (("application/json", one), ("text/csv", "{ type: string }"));
    let charset = ("application/json; charset=utf-8", one);
    let (first, _) = generate(&path(&[response("200", &[json])]), &Lock::default());
    for (responses, is_kept) in [
        (vec![response("200", &[json, csv])], true),
        (vec![response("200", &[charset, csv])], true),
        (vec![response("200", &[json, csv]), response("202", &[csv])], false),
        (vec![response("200", &[charset, csv, ("application/json; v=2", other)])], false),
        (vec![response("200", &[json, csv]), response("202", &[("application/json", other)])], false),
    ] {
        let text = path(&responses);
        let (grown, diagnostics) = generate(&text, &first.lock);
        let (again, _) = generate(&text, &grown.lock);
        assert_eq!(again.lock.text(), grown.lock.text(), "{text}");
        assert_eq!(all(&again), all(&grown), "{text}");
        assert_eq!(diagnostics.iter().any(|each| each.code == Code::KeptContent), is_kept, "{text}");
        assert_eq!(grown.lock.operations["GET /a"].output.is_none(), is_kept, "{text}");
    }
}
