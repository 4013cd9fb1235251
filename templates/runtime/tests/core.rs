//! What becomes of an answer: success, documented error, or something that nobody described.

#![cfg(feature = "runtime")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::error::Error as StdError;

use bytes::Bytes;
use signet_runtime::runtime::json::Found;
use signet_runtime::runtime::*;

use crate::petstore::*;

const PET: &str = r#"{"id":1,"name":"Rex"}"#;

async fn get_error(transport: Always) -> Error<PetError> {
    get_pet(&transport.client(), "1").send().await.unwrap_err()
}

#[tokio::test]
async fn a_success_is_typed() {
    let client = Always::json(200, PET).client();
    assert_eq!(get_pet(&client, "1").send().await.unwrap(), Pet { id: 1, name: Some("Rex".into()) });
    let response = get_pet(&client, "1").send_with_response().await.unwrap();
    assert_eq!((response.status.as_u16(), response.body.id), (200, 1));
    assert_eq!(response.headers["content-type"], "application/json");
    assert_eq!(response.verification, Verification::NotChecked);
}

#[tokio::test]
async fn raw_answers_come_with_any_status() {
    let client = Always::new(502, "text/html", "<html>").client();
    let response = get_pet(&client, "1").send_raw().await.unwrap();
    assert_eq!((response.status.as_u16(), &response.body[..]), (502, &b"<html>"[..]));
    assert!(!format!("{response:?}").contains("html>"));
}

#[tokio::test]
async fn a_missing_body_is_unexpected_only_where_one_is_documented() {
    for (status, body) in [(200, ""), (204, ""), (204, PET), (205, PET)] {
        let error = list_pets(&Always::json(status, body).client()).send().await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{status} {body:?}: {error:?}");
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
    delete_pet(&Always::new(204, "", "").client(), "1").send().await.unwrap();
    let photo = literal::<Photo>(&Always::new(200, "image/png", "").client(), "/photo").send().await.unwrap();
    assert!(photo.is_empty());
}

#[tokio::test]
async fn html_of_a_proxy_is_unexpected_and_keeps_its_status() {
    let error = get_error(Always::new(502, "text/html", "<html>secret</html>")).await;
    let Error::Unexpected(unexpected) = &error else { panic!("{error:?}") };
    assert_eq!(unexpected.status().as_u16(), 502);
    assert_eq!(&unexpected.raw()[..], b"<html>secret</html>");
    assert_eq!(
        error.to_string(),
        "get_pet: the server responded with 502 Bad Gateway, and 19 bytes of `text/html` that are not documented"
    );
    assert!(!format!("{error:?}").contains("secret"));
    assert!(error.is_retryable());
    let error = get_error(Always::new(200, "text/html; charset=utf-8", "<html>")).await;
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
}

#[tokio::test]
async fn json_that_does_not_fit_is_a_decode_error() {
    for content_type in ["application/json", "Application/Problem+JSON; charset=utf-8", ""] {
        let error = list_pets(&Always::new(200, content_type, r#"[{"id":1},{"id":"secret"}]"#).client()).send().await;
        let Err(Error::Decode(decode)) = &error else { panic!("{error:?}") };
        assert_eq!((decode.path().as_str(), decode.found()), ("$[1].id", Found::String));
        assert_eq!(decode.raw().len(), 26);
        let shown = error.as_ref().unwrap_err().to_string();
        assert!(shown.starts_with("list_pets: at $[1].id: expected "), "{shown}");
        assert!(shown.ends_with("found a string, in a response with status 200 OK"), "{shown}");
        assert!(!format!("{shown} {error:?}").contains("secret"));
    }
}

#[tokio::test]
async fn error_bodies_are_tried_the_documented_one_first() {
    let both = r#"{"error":"e","fault":"f"}"#;
    let cases = [
        (400, both, PetError::Problem(Problem("e".into()))),
        (500, both, PetError::Fault(Fault("f".into()))),
        (400, r#"{"fault":"f"}"#, PetError::Fault(Fault("f".into()))),
        (503, r#"{"error":"e"}"#, PetError::Problem(Problem("e".into()))),
        (600, r#"{"fault":"f"}"#, PetError::Fault(Fault("f".into()))),
    ];
    for (status, body, expected) in cases {
        let error = get_error(Always::json(status, body)).await;
        let Error::Api(api) = &error else { panic!("{status}: {error:?}") };
        assert_eq!((api.status().as_u16(), api.body()), (status, &expected));
        assert_eq!(&api.raw()[..], body.as_bytes());
    }
    for (status, body) in [(400, "{}"), (500, ""), (429, "[]")] {
        let error = get_error(Always::json(status, body)).await;
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    }
    let error = get_error(Always::json(400, both)).await;
    assert_eq!(error.to_string(), "get_pet: the server responded with 400 Bad Request: e");
}

#[tokio::test]
async fn an_undocumented_success_is_the_only_documented_one_where_it_fits() {
    for (status, content_type) in [(200, "application/json"), (202, "application/json"), (202, "text/plain"), (202, "")]
    {
        let client = Always::new(status, content_type, PET).client();
        let response = add_pet(&client, &Pet { id: 1, name: None }).send_with_response().await.unwrap();
        assert_eq!((response.status.as_u16(), response.body.id), (status, 1));
    }
    let marked = Always::json(201, "\u{feff}{\"id\":1}").client();
    assert_eq!(get_pet(&marked, "1").send().await.unwrap().id, 1);
    for (content_type, body) in [("application/json", PET), ("", "")] {
        let response =
            delete_pet(&Always::new(200, content_type, body).client(), "1").send_with_response().await.unwrap();
        assert_eq!(response.status.as_u16(), 200);
    }
    // Anything else is an error that says what the server reported.
    for (status, content_type, body) in
        [(201, "application/json", "{}"), (206, "application/json", PET), (201, "text/html", "<html>")]
    {
        let error = get_error(Always::new(status, content_type, body)).await;
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert!(error.to_string().starts_with("get_pet: the server reported success with 20"), "{error}");
    }
    let page = delete_pet(&Always::new(200, "text/html", "<html>").client(), "1").send().await;
    assert!(matches!(page, Err(Error::Unexpected(_))), "{page:?}");
    for status in [302, 304] {
        let error = get_error(Always::json(status, r#"{"id":1,"error":"e"}"#)).await;
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    }
}

#[tokio::test]
async fn default_is_no_licence_to_take_one_for_the_other() {
    literal::<OnlyDefault>(&Always::new(204, "", "").client(), "/logout").send().await.unwrap();
    for status in [302, 404, 500] {
        let error = literal::<OnlyDefault>(&Always::new(status, "", "").client(), "/logout").send().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
    let error = literal::<DefaultError>(&Always::json(418, r#"{"error":"e"}"#).client(), "/pet").send().await;
    assert!(matches!(error, Err(Error::Api(_))), "{error:?}");
    // It covers every status that is not declared; its body is no success under any of them, and no success is its body.
    let error = literal::<DefaultError>(&Always::json(202, r#"{"error":"e"}"#).client(), "/pet").send().await;
    assert!(matches!(error, Err(Error::Api(_))), "{error:?}");
    let pet = literal::<DefaultError>(&Always::json(202, r#"{"id":1}"#).client(), "/pet").send().await;
    assert_eq!(pet.unwrap().id, 1);
    let error = literal::<DefaultError>(&Always::new(204, "", "").client(), "/pet").send().await;
    assert!(matches!(error, Err(Error::Unexpected(_))), "{error:?}");
}

#[tokio::test]
async fn large_bodies_are_cut_off() {
    let one = Always { pieces: vec![Bytes::from_static(b"12345678")], ..Always::json(200, "") };
    let many = Always { pieces: vec![Bytes::from_static(b"1234"); 2], ..Always::json(200, "") };
    let endless = Always { pieces: vec![Bytes::from_static(b"1234"); 1000], ..Always::json(200, "") };
    for transport in [&one, &many] {
        let client = transport.builder().max_response_bytes(8).build().unwrap();
        assert_eq!(get_pet(&client, "1").send_raw().await.unwrap().body.len(), 8);
    }
    for transport in [one, many, endless] {
        let client = transport.builder().max_response_bytes(7).build().unwrap();
        let error = get_pet(&client, "1").send().await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)));
        assert_eq!(error.to_string(), "get_pet: response too large: more than 7 bytes (status 200 OK)");
        assert_eq!(error.status().unwrap().as_u16(), 200);
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn errors_of_different_calls_become_one() {
    async fn calls(client: &Client) -> Result<(), AnyError> {
        list_pets(client).send().await?;
        delete_pet(client, "1").send().await?;
        Ok(())
    }
    async fn boxed(client: &Client) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Ok(delete_pet(client, "1").send().await?)
    }
    let transport = Always { headers: vec![("x-request-id", "42")], ..Always::json(503, r#"{"fault":"f"}"#) };
    let error = calls(&transport.client()).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (503, Some("42")));
    assert!(error.is_retryable() && !error.is_timeout() && !error.is_connect());
    assert_eq!(error.to_string(), "list_pets: the server responded with 503 Service Unavailable");
    assert!(format!("{error:?}").contains("Fault"));
    assert!(boxed(&transport.client()).await.is_err());
}
