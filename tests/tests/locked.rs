//! What the lock keeps: the public names and orders of a crate, however its document is sorted and whatever is added.

#![allow(clippy::expect_used, reason = "a test's helpers fail the test")]

use signet::diagnostics::{Code, Diagnostics};
use signet::source::Input;
use signet::{Generated, Lock, LockedTag, Nullable, Request};
use signet_tests::{documents, shuffle};

pub fn generate(text: &str, lock: &Lock) -> (Generated, Diagnostics) {
    let request = Request {
        inputs: vec![Input::text("document.yaml", text)],
        name: Some("locked".to_owned()),
        lock: lock.clone(),
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (_, generated) = signet::generate(&request, &mut diagnostics);
    (generated.expect("the document generates"), diagnostics)
}

/// A document of these paths and components.
pub fn document(paths: &str, components: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Locked, version: '1' }}\nservers: [{{ url: 'https://api.example.com' }}]\npaths:\n{paths}components:\n{components}"
    )
}

/// A path with an operation that answers with a schema.
pub fn get(path: &str, more: &str, schema: &str) -> String {
    format!(
        "  '{path}':\n    get: {{ {more} responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {schema} }} }} }} }} }}\n"
    )
}

fn text(generated: &Generated, path: &str) -> String {
    String::from_utf8_lossy(generated.files.get(path).unwrap_or_default()).into_owned()
}

/// The same document gives the same lock, and with its lock a document sorted in another way does too.
#[test]
fn the_order_of_a_document_changes_no_public_name() {
    for path in documents::valid() {
        let mut request = documents::request(&path);
        let (_, first) = signet::generate(&request, &mut Diagnostics::new());
        let lock = first.expect("the document generates").lock;
        assert_eq!(Lock::parse("signet.lock", &lock.text()), Ok(lock.clone()), "{}", path.display());
        let (_, compiled) = signet::compile(&request, &mut Diagnostics::new());
        let pruned = compiled.map(|compiled| compiled.pruned_lock().text());
        assert_eq!(pruned, Some(lock.text()), "{}: nothing to prune", path.display());
        request.lock = lock.clone();
        let (_, again) = signet::generate(&request, &mut Diagnostics::new());
        assert_eq!(again.map(|again| again.lock.text()), Some(lock.text()), "{}: again", path.display());
        for seed in 1..4 {
            let Some(shuffled) = shuffle::document(&request, seed) else { continue };
            let request = Request { inputs: vec![shuffled], overlays: Vec::new(), ..request.clone() };
            let (_, again) = signet::generate(&request, &mut Diagnostics::new());
            assert_eq!(
                again.map(|again| again.lock.text()),
                Some(lock.text()),
                "{}: shuffled by {seed}",
                path.display()
            );
        }
    }
}

/// Subschemas are told apart by what they are: neither their order nor a new one renames the others.
#[test]
fn subschemas_keep_their_names() {
    let shape = |list: &[&str]| {
        let paths = get("/a", "operationId: a,", "{ $ref: '#/components/schemas/Item' }");
        document(&paths, &format!("  schemas:\n    Item: {{ oneOf: [{}] }}\n", list.join(", ")))
    };
    let size = "{ type: object, required: [size], properties: { size: { type: integer } } }";
    let name = "{ type: object, required: [name], properties: { name: { type: string } } }";
    let both = "{ type: object, required: [name, size, extra], properties: { name: { type: string }, size: { type: integer }, extra: { type: string } } }";
    let (first, _) = generate(&shape(&[size, name]), &Lock::default());
    assert_eq!(first.lock.types["Item/|object(size)"], "item_with_size");
    let (turned, _) = generate(&shape(&[name, size]), &first.lock);
    assert_eq!(turned.lock.text(), first.lock.text());
    let (grown, _) = generate(&shape(&[both, name, size]), &first.lock);
    for (key, name) in &first.lock.types {
        assert_eq!(&grown.lock.types[key], name);
    }
    assert_eq!(grown.lock.members["Item"]["object(size)"], "with_size");
}

/// A subschema that requires nothing is known by its properties, and keeps its names when it gets another.
#[test]
fn subschemas_that_grow_keep_their_names() {
    let shape = |more: &str| {
        let paths = get("/a", "operationId: a,", "{ $ref: '#/components/schemas/Item' }");
        let object = format!("{{ type: object, properties: {{ a: {{ type: string }}{more} }} }}");
        document(&paths, &format!("  schemas:\n    Item: {{ oneOf: [{{ type: string }}, {object}] }}\n"))
    };
    let (first, _) = generate(&shape(""), &Lock::default());
    let (grown, _) = generate(&shape(", b: { type: string }"), &first.lock);
    assert_eq!(grown.lock.types["Item/|object(a,b)"], first.lock.types["Item/|object(a)"]);
    assert_eq!(grown.lock.members["Item"]["object(a,b)"], "object");
}

/// Paths that differ in what follows a `#` are two operations, each with a line of its own.
#[test]
fn operations_are_known_by_their_whole_path() {
    let pass = |tail: &str| get(&format!("/pass#{tail}"), &format!("operationId: {tail}_pass,"), "{ type: string }");
    let (first, _) =
        generate(&document(&[pass("renew"), pass("revoke")].concat(), "  schemas: {}\n"), &Lock::default());
    assert_eq!(first.lock.operations["GET /pass#renew"].method, "renew_pass");
    let (turned, _) = generate(&document(&[pass("revoke"), pass("renew")].concat(), "  schemas: {}\n"), &first.lock);
    assert_eq!(turned.lock.text(), first.lock.text());
}

/// The name of a path parameter is not sent: another one keeps the operation and the order of its arguments.
#[test]
fn path_parameters_are_known_by_their_position() {
    let path = |one: &str, other: &str| {
        let parameter =
            |name: &str| format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}");
        let parameters = format!("operationId: a, parameters: [{}, {}],", parameter(other), parameter(one));
        document(&get(&format!("/a/{{{one}}}/{{{other}}}"), &parameters, "{ type: string }"), "  schemas: {}\n")
    };
    let (first, _) = generate(&path("x", "y"), &Lock::default());
    assert_eq!(first.lock.operations["GET /a/{x}/{y}"].arguments, ["path 2", "path 1"]);
    let (renamed, _) = generate(&path("from", "to").replace("operationId: a", "operationId: b"), &first.lock);
    let operation = &renamed.lock.operations["GET /a/{from}/{to}"];
    assert_eq!(
        (operation.method.as_str(), operation.arguments.as_slice()),
        ("a", &["path 2".to_owned(), "path 1".to_owned()][..])
    );
    assert!(!renamed.lock.operations.contains_key("GET /a/{x}/{y}"));
}

/// A new parameter in another place does not take a setter, whether or not it comes first.
#[test]
fn setters_keep_their_parameters() {
    let list = |parameters: &str| {
        let more = format!("operationId: list, parameters: [{parameters}],");
        document(&get("/a", &more, "{ type: string }"), "  schemas: {}\n")
    };
    let query = "{ name: limit, in: query, schema: { type: integer } }";
    let header = "{ name: Limit, in: header, schema: { type: integer } }";
    let (first, _) = generate(&list(query), &Lock::default());
    for lock in [&first.lock, &Lock::default()] {
        let (grown, _) = generate(&list(&format!("{header}, {query}")), lock);
        let setters = &grown.lock.operations["GET /a"].setters;
        assert_eq!((setters["query limit"].as_str(), setters["header Limit"].as_str()), ("limit", "header_limit"));
    }
}

/// A new tag, scheme or operation takes no name that was released, nor one that the document no longer has.
#[test]
fn released_names_are_given_to_nothing_else() {
    let tagged = |tag: &str, id: &str| {
        get(&format!("/{tag}"), &format!("operationId: {id}, tags: [{tag}],"), "{ type: string }")
    };
    let scheme = |name: &str| format!("    {name}: {{ type: http, scheme: bearer }}\n");
    let schemes =
        |names: &[&str]| format!("  securitySchemes:\n{}", names.iter().map(|name| scheme(name)).collect::<String>());
    let (first, _) = generate(&document(&tagged("Parcels", "list"), &schemes(&["apiKey"])), &Lock::default());
    let paths = [tagged("par.cels", "List"), tagged("Parcels", "list")].concat();
    let (grown, _) = generate(&document(&paths, &schemes(&["api_key", "apiKey"])), &first.lock);
    let module = |tag: &str| grown.lock.tags[tag].module.clone();
    assert_eq!([module("Parcels"), module("par.cels")], ["parcels", "par_dot_cels"]);
    assert_eq!(grown.lock.schemes["apiKey"], "api_key");
    assert_eq!(grown.lock.operations["GET /Parcels"].marker, "list");
    assert_ne!(grown.lock.operations["GET /par.cels"].marker, "list");
    let (gone, _) = generate(&document(&tagged("par.cels", "list"), &schemes(&["api_key"])), &first.lock);
    assert_eq!(gone.lock.tags["par.cels"].module, "par_cels_2");
    assert_eq!(gone.lock.operations["GET /par.cels"].marker, "list", "the same operation has another path");
    assert_eq!(gone.lock.schemes["api_key"], "api_key_2");
}

/// A path with an operation of these tags.
pub fn tagged(path: &str, tags: &str, id: &str) -> String {
    get(path, &format!("operationId: {id}, tags: [{tags}],"), "{ type: string }")
}

/// A method does not repeat its tag, unless another one of the view wants the shorter name; then neither has it.
#[test]
fn methods_do_not_repeat_their_tags() {
    let (list, short) = (tagged("/a", "Parcels", "parcels/list"), tagged("/b", "Parcels", "List"));
    let others = [
        tagged("/c", "Parcels", "ParcelsGet"),
        tagged("/d", "Parcels", "findParcels"),
        tagged("/e", "Ships", "ships.list"),
        tagged("/f", "'Parcels, Ships'", "parcels_weigh"),
        tagged("/g", "Ships, Parcels", "ships_load"),
        tagged("/h", "Parcels", "parcels.drop-off"),
        tagged("/i", "Parcels", "parcels/drop_off"),
    ]
    .concat();
    for paths in [[list.clone(), short.clone(), others.clone()], [others.clone(), short.clone(), list.clone()]] {
        let (made, _) = generate(&document(&paths.concat(), "  schemas: {}\n"), &Lock::default());
        let names = made.lock.operations.values().map(|names| (names.method.as_str(), names.marker.as_str()));
        assert_eq!(
            names.collect::<Vec<_>>(),
            [
                ("parcels_list", "parcels_list"),
                ("list", "list"),
                ("get", "parcels_get"),
                ("find_parcels", "find_parcels"),
                ("list", "ships_list"),
                ("parcels_weigh", "parcels_weigh"),
                ("ships_load", "ships_load"),
                ("parcels_dot_drop_dash_off", "parcels_dot_drop_dash_off"),
                ("parcels_slash_drop_off", "parcels_slash_drop_off"),
            ]
        );
    }
    // What was released keeps the shorter name, and a released name that repeats the tag stays too.
    let (first, _) = generate(&document(&list, "  schemas: {}\n"), &Lock::default());
    assert_eq!(first.lock.operations["GET /a"].method, "list");
    let (grown, _) = generate(&document(&[short, others, list.clone()].concat(), "  schemas: {}\n"), &first.lock);
    assert_eq!(grown.lock.operations["GET /a"], first.lock.operations["GET /a"]);
    assert_eq!(grown.lock.operations["GET /b"].method, "list_2");
    let mut long = first.lock;
    long.operations.entry("GET /a".to_owned()).and_modify(|names| names.method = "parcels_list".to_owned());
    let (kept, _) = generate(&document(&list, "  schemas: {}\n"), &long);
    assert_eq!(kept.lock.operations["GET /a"].method, "parcels_list");
}

/// Tags that differ only in case or in what separates their words are one group; those that were released apart stay apart.
#[test]
fn spellings_of_a_tag_are_one_group() {
    let (one, other) = (tagged("/a", "Sea Ports", "list"), tagged("/b", "sea-ports", "get"));
    for paths in [[one.clone(), other.clone()], [other.clone(), one.clone()]] {
        let (made, diagnostics) = generate(&document(&paths.concat(), "  schemas: {}\n"), &Lock::default());
        assert_eq!(made.lock.tags.keys().collect::<Vec<_>>(), ["Sea Ports"]);
        let notes = diagnostics.iter().filter(|each| each.code == Code::NameClash).map(|each| each.message.as_str());
        assert_eq!(notes.collect::<Vec<_>>(), ["the tags `Sea Ports` and `sea-ports` are the same group"]);
    }
    let (first, _) = generate(&document(&other, "  schemas: {}\n"), &Lock::default());
    let (both, _) = generate(&document(&[one.clone(), other.clone()].concat(), "  schemas: {}\n"), &first.lock);
    assert_eq!(both.lock.tags, first.lock.tags);
    assert_eq!(both.lock.errors.keys().collect::<Vec<_>>(), ["sea-ports"]);
    let mut apart = first.lock;
    let names = LockedTag { module: "harbors".to_owned(), view: "harbors".to_owned() };
    apart.tags.insert("Sea Ports".to_owned(), names);
    let (kept, _) = generate(&document(&[one, other].concat(), "  schemas: {}\n"), &apart);
    assert_eq!(kept.lock.tags, apart.tags);
    assert_eq!(kept.lock.operations["GET /a"].tag.as_deref(), Some("Sea Ports"));
}

/// An error type whose name the crate needs for another one is not numbered.
#[test]
fn error_types_are_called_after_their_tags() {
    let paths = [tagged("/a", "Api", "a"), tagged("/b", "Ports", "b")].concat();
    let (made, _) = generate(&document(&paths, "  schemas: {}\n"), &Lock::default());
    let names: Vec<&str> = made.lock.errors.values().map(|errors| errors.name.as_str()).collect();
    assert_eq!(names, ["api_error_body", "ports_error"]);
}

/// A schema that becomes a component of the name that was made for it keeps this name.
#[test]
fn a_schema_that_becomes_a_component_keeps_its_name() {
    let address = "{ type: object, properties: { city: { type: string }, geo: { type: object, properties: { x: { type: number } } } } }";
    let paths = get("/a", "operationId: a,", "{ $ref: '#/components/schemas/Parcel' }");
    let parcel =
        |address: &str| format!("  schemas:\n    Parcel: {{ type: object, properties: {{ address: {address} }} }}\n");
    let (first, _) = generate(&document(&paths, &parcel(address)), &Lock::default());
    assert_eq!(first.lock.types["Parcel/address"], "parcel_address");
    let moved = format!("{}    ParcelAddress: {address}\n", parcel("{ $ref: '#/components/schemas/ParcelAddress' }"));
    let (moved, _) = generate(&document(&paths, &moved), &first.lock);
    assert_eq!(moved.lock.types["ParcelAddress"], "parcel_address");
    assert_eq!(moved.lock.types["ParcelAddress/geo"], "parcel_address_geo");
    let other = format!(
        "{}    ParcelAddress: {{ type: object, properties: {{ other: {{ type: string }} }} }}\n",
        parcel("{ $ref: '#/components/schemas/ParcelAddress' }")
    );
    let (other, _) = generate(&document(&paths, &other), &first.lock);
    assert_eq!(other.lock.types["ParcelAddress"], "parcel_address_2", "another schema is another type");
}

/// A parcel whose schemas stand as they are given, beside others.
fn parcels(name: &str, properties: &str, components: &str) -> String {
    let paths = get("/a", "operationId: a,", &format!("{{ $ref: '#/components/schemas/{name}' }}"));
    let parcel = format!("  schemas:\n    {name}: {{ type: object, properties: {{ {properties} }} }}\n{components}");
    document(&paths, &parcel)
}

const ADDRESS: &str = "{ type: object, properties: { city: { type: string }, geo: { type: object, properties: { x: { type: number } } } } }";

/// A schema keeps its name, and so does what is inline in it, where it becomes a component, is called otherwise, or is inline
/// again.
#[test]
fn a_schema_that_moves_keeps_its_name() {
    let inline = parcels("Parcel", &format!("address: {ADDRESS}"), "");
    let component = |parcel: &str, name: &str| {
        let reference = format!("address: {{ description: Home, allOf: [{{ $ref: '#/components/schemas/{name}' }}] }}");
        parcels(parcel, &reference, &format!("    {name}: {ADDRESS}\n"))
    };
    let (mut last, _) = generate(&inline, &Lock::default());
    for (text, parcel, key) in [
        (component("Parcel", "PostalAddress"), "Parcel", "PostalAddress"),
        (component("Parcel", "postal_address"), "Parcel", "postal_address"),
        (component("Package", "Home"), "Package", "Home"),
        (parcels("Package", &format!("address: {ADDRESS}"), ""), "Package", "Package/address"),
        (component("Parcel", "Address"), "Parcel", "Address"),
    ] {
        let (next, diagnostics) = generate(&text, &last.lock);
        let names = [parcel.to_owned(), key.to_owned(), format!("{key}/geo")].map(|key| next.lock.types[&key].clone());
        assert_eq!(names, ["parcel", "parcel_address", "parcel_address_geo"], "{key}");
        assert_eq!(next.lock.types.len(), 3, "{key}: {:?}", next.lock.types);
        assert!(diagnostics.is_empty() && next.lock.former.is_empty(), "{key}: {:?}", next.lock.former);
        last = next;
    }
}

/// What stands where a type was, and is another schema, is another type.
#[test]
fn another_schema_in_the_same_place_is_another_type() {
    let (first, _) = generate(&parcels("Parcel", &format!("address: {ADDRESS}"), ""), &Lock::default());
    let other = "    Other: { type: object, properties: { lines: { type: array, items: { type: string } } } }\n";
    let (later, _) =
        generate(&parcels("Parcel", "address: { $ref: '#/components/schemas/Other' }", other), &first.lock);
    assert_eq!(later.lock.types["Other"], "other");
    assert!(later.lock.former.is_empty());
}

/// Where several types become one, it has the name of one of them, and the others are aliases until they are pruned or come
/// back.
#[test]
fn types_that_become_one_leave_aliases() {
    let apart = parcels("Parcel", &format!("from: {ADDRESS}, to: {ADDRESS}"), "");
    let (first, _) = generate(&apart, &Lock::default());
    assert_eq!(first.lock.types["Parcel/to"], "parcel_to");
    let reference = "{ $ref: '#/components/schemas/Address' }";
    let joined =
        parcels("Parcel", &format!("from: {reference}, to: {reference}"), &format!("    Address: {ADDRESS}\n"));
    let (one, _) = generate(&joined, &first.lock);
    assert_eq!(one.lock.types["Address"], "parcel_from");
    assert_eq!(one.lock.former["Address"].iter().collect::<Vec<_>>(), ["parcel_to"]);
    let alias = "#[deprecated(note = \"renamed to `ParcelFrom`\")]\npub type ParcelTo = ParcelFrom;";
    assert!(text(&one, "src/types/parcel_from.rs").contains(alias), "{}", text(&one, "src/types/parcel_from.rs"));
    let (again, _) = generate(&joined, &one.lock);
    assert_eq!(again.lock.text(), one.lock.text());
    let (back, _) = generate(&apart, &one.lock);
    assert_eq!(back.lock.types["Parcel/to"], "parcel_to");
    assert_eq!(back.lock.types["Parcel/from"], "parcel_from");
    assert!(back.lock.former.is_empty(), "{:?}", back.lock.former);
}

/// A name that an overlay replaces is an alias for the new one.
#[test]
fn a_given_name_leaves_an_alias() {
    let text_of = |more: &str| {
        document(
            &get("/a", "operationId: a,", "{ $ref: '#/components/schemas/Boat' }"),
            &format!("  schemas:\n    Boat: {{ {more} type: object, properties: {{ name: {{ type: string }} }} }}\n"),
        )
    };
    let (first, _) = generate(&text_of(""), &Lock::default());
    let request = |lock: &Lock| Request {
        inputs: vec![Input::text("document.yaml", text_of("x-signet-name: Ship,")).trusted()],
        name: Some("locked".to_owned()),
        lock: lock.clone(),
        ..Request::default()
    };
    let (_, renamed) = signet::generate(&request(&first.lock), &mut Diagnostics::new());
    let renamed = renamed.expect("the document generates");
    assert_eq!(renamed.lock.types["Boat"], "ship");
    let alias = "#[deprecated(note = \"renamed to `Ship`\")]\npub type Boat = Ship;";
    assert!(text(&renamed, "src/types/ship.rs").contains(alias), "{}", text(&renamed, "src/types/ship.rs"));
    let (_, again) = signet::generate(&request(&renamed.lock), &mut Diagnostics::new());
    assert_eq!(again.expect("the document generates").lock.text(), renamed.lock.text());
}

/// Without what the document no longer has, the lock is that of the document, with the names that were released.
#[test]
fn a_pruned_lock_holds_what_the_document_has() {
    let boat = "{ type: object, properties: { name: { type: string } } }";
    let (list, both) = (
        tagged("/a", "Boats", "boats_list"),
        [tagged("/a", "Boats", "boats_list"), get("/b", "operationId: b,", boat)].concat(),
    );
    let (first, _) = generate(&document(&both, "  schemas: {}\n"), &Lock::default());
    let request = Request {
        inputs: vec![Input::text("document.yaml", document(&list, "  schemas: {}\n"))],
        name: Some("locked".to_owned()),
        lock: first.lock.clone(),
        ..Request::default()
    };
    let (_, compiled) = signet::compile(&request, &mut Diagnostics::new());
    let compiled = compiled.expect("the document generates");
    assert_eq!(compiled.lock.text(), first.lock.text());
    let (fresh, _) = generate(&document(&list, "  schemas: {}\n"), &Lock::default());
    assert_eq!(compiled.pruned_lock().text(), fresh.lock.text());
}

/// The server that every operation declared stays the default beside an operation that declares another or none.
#[test]
fn an_operation_without_the_shared_server_leaves_the_default() {
    let schema = "{ type: object, properties: { id: { type: string } } }";
    let shared = "operationId: list, servers: [{ url: 'https://api.example.com' }],";
    let one = document(&get("/a", shared, schema), "  schemas: {}\n")
        .replace("servers: [{ url: 'https://api.example.com' }]\npaths", "paths");
    let (first, _) = generate(&one, &Lock::default());
    assert_eq!(first.lock.server.as_deref(), Some("https://api.example.com"));
    for more in ["operationId: added,", "operationId: added, servers: [{ url: 'https://eu.example.com' }],"] {
        let two = one.replace("paths:\n", &format!("paths:\n{}", get("/b", more, schema)));
        let (second, _) = generate(&two, &first.lock);
        assert_eq!(second.lock.server, first.lock.server);
        assert!(text(&second, "src/client.rs").contains("\"https://api.example.com\""), "{more}");
    }
}

/// The server that was called when nothing else was said is still called beside a second one.
#[test]
fn a_second_server_leaves_the_default() {
    let one = document(&get("/a", "operationId: a,", "{ type: string }"), "  schemas: {}\n");
    let (first, _) = generate(&one, &Lock::default());
    assert_eq!(first.lock.server.as_deref(), Some("https://api.example.com"));
    let two = one.replace("servers: [", "servers: [{ url: 'https://eu.example.com' }, ");
    let (second, _) = generate(&two, &first.lock);
    assert_eq!(second.lock.server, first.lock.server);
    assert_eq!(text(&second, "src/client.rs"), text(&first, "src/client.rs"));
}

/// The method of an operation sends what it sent when it was released, beside other content types in any order.
#[test]
fn a_method_keeps_its_content_type() {
    let post = |content: &[&str]| {
        let content: Vec<String> =
            content.iter().map(|each| format!("{each}: {{ schema: {{ type: string }} }}")).collect();
        let body = format!("requestBody: {{ content: {{ {} }} }}", content.join(", "));
        document(
            &get("/a", "operationId: a,", "{ type: string }")
                .replace("get:", "post:")
                .replace("operationId: a,", &format!("operationId: a, {body},")),
            "  schemas: {}\n",
        )
    };
    let (first, _) = generate(&post(&["text/x-markdown"]), &Lock::default());
    assert_eq!(first.lock.operations["POST /a"].content.as_deref(), Some("text/x-markdown"));
    for content in [["text/plain", "text/x-markdown"], ["application/json", "text/x-markdown"]] {
        let (grown, _) = generate(&post(&content), &first.lock);
        assert_eq!(grown.lock.operations["POST /a"].content, first.lock.operations["POST /a"].content);
        assert_eq!(grown.lock.operations["POST /a"].method, first.lock.operations["POST /a"].method);
        let sent = |text: &[u8]| String::from_utf8_lossy(text).contains("\"text/x-markdown\"");
        assert!(grown.files.iter().any(|(_, text)| sent(text)), "{content:?}");
    }
}

/// An argument that the document no longer requires stays one, in its place, until its line of the lock is removed.
#[test]
fn a_released_argument_stays_an_argument() {
    let post = |required: bool| {
        let parameters = ["b", "a"]
            .map(|name| format!("{{ name: {name}, in: query, required: {required}, schema: {{ type: string }} }}"));
        let body = format!(
            "requestBody: {{ required: {required}, content: {{ application/json: {{ schema: {{ type: string }} }} }} }}"
        );
        let more = format!("operationId: send, parameters: [{}], {body},", parameters.join(", "));
        document(&get("/a", &more, "{ type: string }").replace("get:", "post:"), "  schemas: {}\n")
    };
    let (first, _) = generate(&post(true), &Lock::default());
    assert_eq!(first.lock.operations["POST /a"].arguments, ["query b", "query a", "body"]);
    let (later, diagnostics) = generate(&post(false), &first.lock);
    assert_eq!(later.lock.text(), first.lock.text());
    assert_eq!(text(&later, "src/ops/untagged.rs"), text(&first, "src/ops/untagged.rs"));
    assert_eq!(text(&later, "src/untagged.rs"), text(&first, "src/untagged.rs"));
    let kept: Vec<_> = diagnostics.iter().filter(|each| each.code == Code::KeptArgument).collect();
    assert_eq!(kept.len(), 3);
    insta::assert_snapshot!(kept[0].message, @"the released argument `body` of `POST /a` stays an argument, though it is optional now");
    insta::assert_snapshot!(kept[0].help.as_deref().unwrap_or_default(), @r#"to make it a setter, which breaks programs that call the operation, remove "body" from its `arguments` in signet.lock"#);
    let mut freed = first.lock;
    freed.operations.get_mut("POST /a").expect("it is locked").arguments.retain(|argument| argument != "query a");
    let (fewer, _) = generate(&post(false), &freed);
    assert_eq!(fewer.lock.operations["POST /a"].arguments, ["query b", "body"]);
    assert_eq!(fewer.lock.operations["POST /a"].setters["query a"], "a");
}

/// A part that had several values when it was released stays an argument; one that always had one value is none.
#[test]
fn a_released_part_stays_an_argument() {
    let post = |values: &str| {
        let parts = format!("a: {{ type: string, {values} }}, b: {{ type: string, enum: [c] }}");
        let object = format!("{{ type: object, required: [a, b], properties: {{ {parts} }} }}");
        let body =
            format!("requestBody: {{ required: true, content: {{ multipart/form-data: {{ schema: {object} }} }} }}");
        let more = format!("operationId: send, {body},");
        document(&get("/a", &more, "{ type: string }").replace("get:", "post:"), "  schemas: {}\n")
    };
    let (first, _) = generate(&post("maxLength: 3"), &Lock::default());
    assert_eq!(first.lock.operations["POST /a"].required_parts, ["a"]);
    let (later, _) = generate(&post("enum: [d]"), &first.lock);
    assert_eq!(later.lock.operations["POST /a"].required_parts, ["a"]);
    let (fresh, _) = generate(&post("enum: [d]"), &Lock::default());
    assert!(fresh.lock.operations["POST /a"].required_parts.is_empty());
}

/// The error type of a tag gets a variant for each error body that is new, and loses none that the document still has.
#[test]
fn the_error_type_of_a_tag_gains_variants_only() {
    let errors = |list: &[(&str, &str)]| {
        let errors = list.iter().map(|(status, schema)| {
            format!("'{status}': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }} }}, ")
        });
        let errors: String = errors.collect();
        let paths = tagged("/a", "Boats", "a").replace("responses: {", &format!("responses: {{ {errors}"));
        let schemas = ["Fault", "Limit"].map(|name| {
            format!("    {name}: {{ type: object, properties: {{ {}: {{ type: string }} }} }}\n", name.to_lowercase())
        });
        document(&paths, &format!("  schemas:\n{}", schemas.concat()))
    };
    let (first, _) = generate(&errors(&[("404", "Fault")]), &Lock::default());
    let was = &first.lock.errors["Boats"];
    for grown in [[("404", "Fault"), ("429", "Limit")], [("400", "Limit"), ("404", "Fault")]] {
        let (later, _) = generate(&errors(&grown), &first.lock);
        let is = &later.lock.errors["Boats"];
        assert_eq!(is.name, was.name);
        assert_eq!(is.variants.len(), 2);
        assert!(was.variants.iter().all(|(body, name)| is.variants.get(body) == Some(name)), "{is:?}");
        assert_eq!(later.lock.operations["GET /a"].error, first.lock.operations["GET /a"].error);
    }
}

/// A schema of an `allOf` that something else refers to, and what it becomes together with the others there, are two types,
/// whichever is met first.
#[test]
fn a_part_that_is_referred_to_is_a_type_of_its_own() {
    let part = "{ type: object, properties: { name: { type: string } } }";
    let whole = format!("{{ allOf: [{part}, {{ type: object, properties: {{ id: {{ type: string }} }} }}] }}");
    let list = get("/list", "operationId: list,", &whole);
    let to_part = "{ $ref: '#/paths/~1list/get/responses/200/content/application~1json/schema/allOf/0' }";
    let other = get("/other", "operationId: other,", to_part);
    let (first, _) = generate(&document(&[list.as_str(), &other].concat(), "  schemas: {}\n"), &Lock::default());
    let (turned, _) = generate(&document(&[other.as_str(), &list].concat(), "  schemas: {}\n"), &first.lock);
    assert_eq!(turned.lock.text(), first.lock.text());
    assert_eq!(first.lock.types["GET /list /responses/200/content/application~1json/schema"], "list_response");
    assert_eq!(first.lock.types["GET /list /responses/200/content/application~1json/schema/&"], "list_response_part");
}

/// A field keeps the form in which it was released, and the line of the lock that keeps it is named.
#[test]
fn a_field_keeps_its_form() {
    let schema = "{ $ref: '#/components/schemas/Boat' }";
    let put = format!(
        "    put: {{ operationId: put, requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ '204': {{ description: x }} }} }}\n"
    );
    let boat = "  schemas:\n    Boat: { type: object, properties: { name: { type: string, nullable: true } } }\n";
    let (first, _) = generate(&document(&get("/boat", "operationId: get,", schema), boat), &Lock::default());
    assert_eq!(first.lock.nullable["Boat"]["name"], Nullable::Option);
    let grown = document(&[get("/boat", "operationId: get,", schema), put].concat(), boat);
    let (kept, diagnostics) = generate(&grown, &first.lock);
    assert_eq!(text(&kept, "src/types/boat.rs"), text(&first, "src/types/boat.rs"));
    let told = diagnostics.iter().find(|each| each.code == Code::KeptForm).expect("it is reported");
    insta::assert_snapshot!(told.message, @"the released field `name` of `Boat` stays an `Option`, which cannot send `null`");
    insta::assert_snapshot!(told.help.as_deref().unwrap_or_default(), @r#"to change it to `Patch`, which breaks programs that use the field, add `name = "patch"` to `[nullable.Boat]` in signet.lock"#);
    let mut edited = first.lock;
    edited.nullable.get_mut("Boat").expect("it is locked").insert("name".to_owned(), Nullable::Patch);
    let (changed, diagnostics) = generate(&grown, &edited);
    assert!(text(&changed, "src/types/boat.rs").contains("pub name: runtime::Patch<String>"));
    assert!(diagnostics.iter().all(|each| each.code != Code::KeptForm));
    let (fresh, _) = generate(&grown, &Lock::default());
    assert_eq!(fresh.lock.nullable["Boat"]["name"], Nullable::Patch);
}

/// A lock of format 1 is read, and rewritten; a line that several things shared is reported.
#[test]
fn a_lock_of_format_1_is_upgraded() {
    let old = "version = 1\n[operations]\n\"GET /a\" = { name = \"old_method\", arguments = [\"q\", \"p\"] }\n[types]\nItem = \"old_item\"\n\"Item/object\" = \"item_object\"\n[tags]\nT = \"old_tag\"\n[members]\nItem = { a = \"old_a\" }\n";
    let lock = Lock::parse("signet.lock", old).expect("format 1 is read");
    let parameter = |name: &str| format!("{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}");
    let more = format!("operationId: a, tags: [T], parameters: [{}, {}],", parameter("p"), parameter("q"));
    let paths = get("/a", &more, "{ $ref: '#/components/schemas/Item' }");
    let one = "{ type: object, required: [x], properties: { x: { type: string } } }";
    let item =
        format!("  schemas:\n    Item: {{ type: object, properties: {{ a: {{ type: string }}, object: {one} }} }}\n");
    let (upgraded, diagnostics) = generate(&document(&paths, &item), &lock);
    let lock = upgraded.lock;
    assert_eq!((lock.types["Item"].as_str(), lock.members["Item"]["a"].as_str()), ("old_item", "old_a"));
    assert_eq!(lock.types["Item/object"], "item_object");
    assert_eq!(lock.tags["T"].module, "old_tag");
    assert_eq!(lock.operations["GET /a"].method, "old_method");
    assert_eq!(lock.operations["GET /a"].arguments, ["query q", "query p"]);
    let told: Vec<&str> =
        diagnostics.iter().filter(|each| each.code == Code::LockUpgraded).map(|each| each.message.as_str()).collect();
    assert_eq!(told, ["signet.lock is converted from format 1 to format 2"]);
}

/// Names of format 1 are taken over by what has the same fields, and what is not found is reported.
#[test]
fn nothing_of_format_1_is_renamed_without_a_word() {
    let old = "version = 1\n[types]\n\"Item/object\" = \"old_object\"\n\"Item/gone\" = \"gone\"\n[members]\n\"Item/object\" = { b = \"old_b\" }\n";
    let lock = Lock::parse("signet.lock", old).expect("format 1 is read");
    let object = |name: &str| format!("{{ type: object, properties: {{ {name}: {{ type: string }} }} }}");
    let item = format!("  schemas:\n    Item: {{ oneOf: [{}, {}] }}\n", object("a"), object("b"));
    let paths = get("/a", "operationId: a,", "{ $ref: '#/components/schemas/Item' }");
    let (upgraded, diagnostics) = generate(&document(&paths, &item), &lock);
    assert_eq!(upgraded.lock.types["Item/|object(b)"], "old_object");
    assert_eq!(upgraded.lock.members["Item/|object(b)"]["b"], "old_b");
    let told: Vec<&str> =
        diagnostics.iter().filter(|each| each.code == Code::LockFormat).map(|each| each.message.as_str()).collect();
    assert_eq!(told.last(), Some(&"signet.lock names types that the document does not have (1): `gone`"));
}

/// A list whose items have an owner each; all owners are equal.
fn owned(paths: &[(&str, &str)]) -> String {
    let list = |(path, owner): &(&str, &str)| {
        let schema = format!("{{ type: object, properties: {{ owner: {owner} }} }}");
        get(path, &format!("operationId: '{}',", path.trim_start_matches('/')), &schema)
    };
    document(&paths.iter().map(list).collect::<String>(), "  schemas: {}\n")
}

const OWNER: &str = "{ type: object, properties: { name: { type: string } } }";
const OTHER_OWNER: &str = "{ type: object, properties: { name: { type: string }, age: { type: integer } } }";

/// Where the schema of an operation's `owner` stands.
fn owner_of(path: &str) -> String {
    format!("GET {path} /responses/200/content/application~1json/schema/owner")
}

/// A type that stands in several places has one line, and keeps its name when the first of the places is gone.
#[test]
fn a_shared_type_keeps_its_name() {
    let (first, _) = generate(&owned(&[("/b", OWNER), ("/c", OWNER)]), &Lock::default());
    assert_eq!(first.lock.types[&owner_of("/b")], "owner");
    assert_eq!(first.lock.shared[&owner_of("/c")], owner_of("/b"));
    for places in [&["/a", "/b", "/c"][..], &["/c"], &["/a", "/c"]] {
        let places: Vec<_> = places.iter().map(|path| (*path, OWNER)).collect();
        let (later, diagnostics) = generate(&owned(&places), &first.lock);
        let names: Vec<&str> =
            later.lock.types.values().map(String::as_str).filter(|name| name.contains("owner")).collect();
        assert_eq!(names, ["owner"], "{places:?}");
        assert!(diagnostics.is_empty(), "{:?}", diagnostics.iter().next());
    }
}

/// Types that were released under several names keep them, though they are equal.
#[test]
fn types_that_were_released_apart_stay_apart() {
    let (first, _) = generate(&owned(&[("/b", OWNER), ("/c", OTHER_OWNER)]), &Lock::default());
    let (equal, diagnostics) = generate(&owned(&[("/b", OWNER), ("/c", OWNER), ("/d", OWNER)]), &first.lock);
    for (key, name) in &first.lock.types {
        assert_eq!(&equal.lock.types[key], name);
    }
    assert_eq!(equal.lock.shared[&owner_of("/d")], owner_of("/b"));
    let told: Vec<&str> = diagnostics.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(told, ["signet.lock keeps separate names for equal types: 1"]);
    let mut freed = equal.lock.clone();
    freed.types.remove(&owner_of("/c"));
    let (one, diagnostics) = generate(&owned(&[("/b", OWNER), ("/c", OWNER), ("/d", OWNER)]), &freed);
    assert_eq!(one.lock.shared[&owner_of("/c")], owner_of("/b"));
    assert!(diagnostics.is_empty());
}

/// Where a shared type becomes two, it keeps its name where it was first, and that is reported.
#[test]
fn a_type_that_splits_keeps_its_name_where_it_was_first() {
    let (first, _) = generate(&owned(&[("/b", OWNER), ("/c", OWNER), ("/d", OWNER)]), &Lock::default());
    for (now, kept, new) in [(["/c"], "/b", "/c"), (["/b"], "/b", "/c")] {
        let owner = |path| if now.contains(&path) { OTHER_OWNER } else { OWNER };
        let (split, diagnostics) = generate(&owned(&["/b", "/c", "/d"].map(|path| (path, owner(path)))), &first.lock);
        assert_eq!(split.lock.types[&owner_of(kept)], "owner");
        assert!(split.lock.types[&owner_of(new)].ends_with("owner"), "{:?}", split.lock.types);
        assert_ne!(split.lock.types[&owner_of(new)], "owner");
        let told: Vec<&str> = diagnostics.iter().map(|each| each.message.as_str()).collect();
        assert_eq!(told.first(), Some(&"`owner` of `c` is no longer of the type `Owner`"), "{told:?}");
        assert!(diagnostics.iter().all(|each| each.code == Code::TypeSplit));
    }
}

/// Where a place of a shared type is of another released type now, the report names that type.
#[test]
fn a_type_that_splits_joins_another() {
    let (first, _) = generate(&owned(&[("/b", OWNER), ("/c", OTHER_OWNER), ("/d", OWNER)]), &Lock::default());
    let (split, diagnostics) =
        generate(&owned(&[("/b", OWNER), ("/c", OTHER_OWNER), ("/d", OTHER_OWNER)]), &first.lock);
    assert_eq!(split.lock.shared[&owner_of("/d")], owner_of("/c"));
    let told: Vec<_> = diagnostics.iter().flat_map(|each| &each.labels).map(|label| label.text.as_str()).collect();
    assert_eq!(told[0], "this schema is of the type `CResponseOwner` now", "{told:?}");
}

/// The names of path parameters are not sent, wherever the type stands.
#[test]
fn a_shared_type_follows_its_places() {
    let paths = |name: &str| {
        let list = |path: &str| {
            let parameter = format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}");
            let more = format!("operationId: '{path}', parameters: [{parameter}],");
            get(&format!("/{path}/{{{name}}}"), &more, &format!("{{ type: object, properties: {{ owner: {OWNER} }} }}"))
        };
        document(&["a", "b"].map(list).concat(), "  schemas: {}\n")
    };
    let (first, _) = generate(&paths("x"), &Lock::default());
    assert_eq!(first.lock.shared[&owner_of("/b/{x}")], owner_of("/a/{x}"));
    let (renamed, diagnostics) = generate(&paths("id"), &first.lock);
    assert_eq!(renamed.lock.types[&owner_of("/a/{id}")], "owner");
    assert_eq!(renamed.lock.shared[&owner_of("/b/{id}")], owner_of("/a/{id}"));
    assert!(diagnostics.is_empty());
}
