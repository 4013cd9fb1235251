//! Which operations of a large document come in pages: all that do, and no other.

use std::path::Path;

use signet::diagnostics::Diagnostics;
use signet::ir::Convention;
use signet::source::{self, Input};
use signet::{Limits, Selection, lower, openapi, passes};

#[test]
fn all_paged_operations_of_the_whole_document_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let document = root.join("../shared/cobo/openapi-full.yaml");
    if !document.exists() {
        println!("not run: ../shared is not there");
        return;
    }
    let overlay = Input::file(root.join("spec/cobo-waas2/overlay.yaml"));
    let (mut diagnostics, limits) = (Diagnostics::new(), Limits::default());
    let (_, tree) = source::load_within(&limits, &[Input::file(&document)], &[overlay], &[], &mut diagnostics);
    let tree = tree.unwrap();
    let read = openapi::read(&tree, &Selection::default(), &mut diagnostics).unwrap();
    let lock = signet::Lock::default();
    let api = passes::settle(lower::lower(&tree, &read, &limits, &mut diagnostics), &lock, &mut diagnostics);
    let api = passes::finish(api, &lock, &mut diagnostics);
    let takes = |name: &str, id: &str| {
        let found = api.operations.values().find(|each| each.id == id).unwrap();
        found.parameters.iter().any(|each| each.name == name)
    };
    let (mut paged, mut lists) = (0, 0);
    for operation in api.operations.values() {
        let expected = ["limit", "before", "after"].iter().all(|name| takes(name, &operation.id));
        assert_eq!(operation.pagination.known().is_some(), expected, "{}", operation.id);
        let Some(found) = operation.pagination.known() else { continue };
        let next = ["pagination", "after"].map(str::to_owned).to_vec();
        assert_eq!(found.convention, Convention::Cursor { parameter: "after".to_owned(), next }, "{}", operation.id);
        paged += 1;
        lists += usize::from(found.items.is_some());
    }
    // One answers with two lists.
    assert_eq!((paged, lists), (66, 65));
}

/// Walks lists of generated clients, from a kept place too, and prints what came.
const MAIN: &str = r##"
use cursor::mock::{MockResponse, MockTransport};
use cursor::paging::Continuation;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mock = MockTransport::new();
    mock.on("list_wallets", MockResponse::json(200, r#"{"data":["a","b"],"pagination":{"after":"2"}}"#))
        .on("list_wallets", MockResponse::json(200, r#"{"data":["c"]}"#))
        .on("list_wallets", MockResponse::json(200, r#"{"data":["a","b"],"pagination":{"after":""}}"#))
        .on("list_accounts", MockResponse::json(200, r#"{"ours":["d"],"theirs":[],"pagination":{"after":""}}"#));
    let client = cursor::Client::builder().base_url("https://a.test").transport(mock.clone()).build().unwrap();
    let mut kept = String::new();
    let mut items = client.list_wallets().limit(2).items();
    while let Some(item) = items.next().await {
        println!("{}", item.unwrap());
        kept = kept + &items.continuation().map_or("end".to_owned(), |place| place.to_string()) + " ";
    }
    println!("{kept}");
    let place: Continuation = "list_wallets;1;1;".parse().unwrap();
    println!("{:?}", tokio::spawn(async move { client.list_wallets().items_from(&place).next().await }).await.unwrap());
    let client = cursor::Client::builder().base_url("https://a.test").transport(mock.clone()).build().unwrap();
    println!("{:?}", client.list_accounts().pages().next().await.unwrap().unwrap().ours);
    println!("{:?}", client.list_accounts().pages_from(&"x;1;0;".parse().unwrap()).next().await.unwrap().unwrap_err().to_string());
    for request in mock.requests() {
        println!("{}", request.uri());
    }

    let mock = token::mock::MockTransport::new();
    mock.on("list_events", token::mock::MockResponse::json(200, r#"{"events":[7],"meta":{"next_cursor":9}}"#))
        .on("list_events", token::mock::MockResponse::json(200, r#"{"events":[8],"meta":{"next_cursor":null}}"#));
    let client = token::Client::builder().base_url("https://a.test").transport(mock.clone()).build().unwrap();
    let mut items = client.list_events().items();
    while let Some(item) = items.next().await {
        println!("{}", item.unwrap());
    }
    println!("{}", mock.requests()[1].uri());

    mock.on("list_events", token::mock::MockResponse::json(200, r#"{"events":[9],"meta":{"next_cursor":10}}"#))
        .on("list_events", token::mock::MockResponse::json(200, r#"{"events":[10],"meta":{"next_cursor":null}}"#));
    for item in client.list_events().items_blocking() {
        println!("{}", item.unwrap());
    }

    let mock = first::mock::MockTransport::new();
    for id in ["from_zero", "above_zero", "index_from_one", "index_from_zero"] {
        for page in ["[1,2]", "[3]", "[]"] {
            mock.on(id, first::mock::MockResponse::json(200, page));
        }
    }
    let client = first::Client::builder().base_url("https://a.test").transport(mock.clone()).build().unwrap();
    println!("{}", client.from_zero().items_blocking().count());
    println!("{}", client.above_zero().items_blocking().count());
    println!("{}", client.index_from_one().items_blocking().count());
    println!("{}", client.index_from_zero().items_blocking().count());
    for request in mock.requests() {
        println!("{}", request.uri().path_and_query().unwrap());
    }

    let mock = last_item::mock::MockTransport::new();
    mock.on("list_charges", last_item::mock::MockResponse::json(200, r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#))
        .on("list_charges", last_item::mock::MockResponse::json(200, r#"{"data":[{"id":"c"}],"has_more":false}"#))
        .on("list_jobs", last_item::mock::MockResponse::json(200, r#"{"data":[{}],"last_id":"j","has_more":true}"#))
        .on("list_jobs", last_item::mock::MockResponse::json(200, r#"{"data":[{}],"last_id":"k","has_more":false}"#))
        .on("list_projects", last_item::mock::MockResponse::json(200, r#"[{"id":1},{"id":2}]"#))
        .on("list_projects", last_item::mock::MockResponse::json(200, "[]"));
    let client = last_item::Client::builder().base_url("https://a.test").transport(mock.clone()).build().unwrap();
    let charges: Vec<String> = client.list_charges().items_blocking().map(|charge| charge.unwrap().id).collect();
    println!("{charges:?}");
    println!("{}", client.list_jobs().items_blocking().count());
    println!("{}", client.list_projects().items_blocking().count());
    for request in mock.requests() {
        println!("{}", request.uri().path_and_query().unwrap());
    }
}
"##;

#[test]
fn lists_of_generated_clients_are_walked() {
    let pages = signet_tests::documents::corpus().join("valid/pages");
    let documents = ["cursor", "token", "first", "last_item"].map(|name| (name, pages.join(format!("{name}.yaml"))));
    let printed = signet_tests::program::run(env!("CARGO_TARGET_TMPDIR"), "paged", &documents, MAIN);
    assert_eq!(
        printed,
        [
            "a",
            "b",
            "c",
            "list_wallets;1;1; list_wallets;1;0;2 end ",
            "Some(Ok(\"b\"))",
            "[\"d\"]",
            "\"list_accounts: the continuation belongs to another operation\"",
            "https://a.test/wallets?limit=2",
            "https://a.test/wallets?limit=2&after=2",
            "https://a.test/wallets",
            "https://a.test/accounts",
            "7",
            "8",
            "https://a.test/events?cursor=9",
            "9",
            "10",
            "3",
            "3",
            "3",
            "3",
            "/from-zero",
            "/from-zero?Page=1",
            "/from-zero?Page=2",
            "/above-zero",
            "/above-zero?page=2",
            "/above-zero?page=3",
            "/index-from-one",
            "/index-from-one?startIndex=3",
            "/index-from-one?startIndex=4",
            "/index-from-zero",
            "/index-from-zero?startIndex=2",
            "/index-from-zero?startIndex=3",
            "[\"a\", \"b\", \"c\"]",
            "2",
            "2",
            "/charges",
            "/charges?starting_after=b",
            "/jobs",
            "/jobs?after=j",
            "/projects",
            "/projects?id_after=2",
        ]
    );
}
