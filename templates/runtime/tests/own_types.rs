//! Bodies and responses of a program's own types, which the document says nothing of.

#![cfg(feature = "serde_json")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "functions that tests share fail like tests")]

use serde::{Deserialize, Serialize};
use signet_runtime::runtime::*;

use crate::petstore::*;

operation!(Create, (), PetError, "create", "POST", "/notes", &[], &[(Status::Exact(201), "", 0)], PET_ERRORS);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    id: u64,
    lines: Vec<String>,
}

fn create(transport: &Always) -> Call<Create> {
    literal(&transport.client(), "/notes")
}

#[tokio::test]
async fn what_the_document_leaves_out_is_sent_and_read() {
    let note = Note { id: 1, lines: vec!["a".to_owned()] };
    for status in [200, 201] {
        let answered = create(&Always::json(status, r#"{"id":1,"lines":["a"]}"#)).with_json_body(&note);
        assert_eq!(answered.send_json::<Note>().await.unwrap(), note);
    }
    assert_eq!(create(&Always::new(204, "", "")).send_json::<Option<Note>>().await.unwrap(), None);
    let request = create(&Always::json(201, "")).with_json_body(&note).into_request().await.unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(&request.body()[..], br#"{"id":1,"lines":["a"]}"#);
    let request = create(&Always::json(201, "")).with_body("text/csv", "a,b").into_request().await.unwrap();
    assert_eq!((request.headers()["content-type"].to_str().unwrap(), &request.body()[..]), ("text/csv", &b"a,b"[..]));
}

#[test]
#[cfg(feature = "blocking")]
fn blocking_calls_read_a_type_of_the_program_too() {
    let call = |status, body| create(&Always::json(status, body));
    let note = Note { id: 1, lines: Vec::new() };
    assert_eq!(call(200, r#"{"id":1,"lines":[]}"#).send_json_blocking::<Note>().unwrap(), note);
    let error = call(400, r#"{"error":"e"}"#).send_json_blocking::<Note>().unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    let error = call(200, r#"{"id":1}"#).send_json_blocking::<Note>().unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn what_does_not_fit_is_said_without_its_text() {
    let at = |body: &'static str| async move {
        let error = create(&Always::json(200, body)).send_json::<Note>().await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        let Error::Decode(decode) = error else { panic!("{body}: {error:?}") };
        (decode.path(), decode.found())
    };
    assert_eq!(at("{\n \"id\": \"secret\",\n \"lines\": []}").await, ("$.id".to_owned(), json::Found::Other));
    assert_eq!(at("{\"id\": 1,\n\"lines\": [\"a\",\n 7]}").await, ("$.lines[1]".to_owned(), json::Found::Other));
    assert_eq!(at("{\"id\": 1}").await, ("$".to_owned(), json::Found::Other));
    assert_eq!(at("{\"id\": 1, }").await.1, json::Found::Malformed);
    let error = create(&Always::json(400, r#"{"error":"e"}"#)).send_json::<Note>().await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    let error = create(&Always::new(200, "text/html", "<html>")).send_json::<Note>().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    let error = create(&Always::new(204, "", "")).send_json::<Note>().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    let keys = std::collections::BTreeMap::from([((1, 2), 3)]);
    let error = create(&Always::json(201, "")).with_json_body(&keys).send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}
