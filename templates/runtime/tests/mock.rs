//! The mock transport: answers by operation, records of what was asked.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use signet_runtime::runtime::*;

use crate::petstore::*;

fn client(mock: &MockTransport) -> Client {
    ClientBuilder::for_api(&API)
        .base_url("https://api.test")
        .transport(mock.clone())
        .retry(Retry::never())
        .build()
        .unwrap()
}

#[tokio::test]
async fn answers_are_given_by_operation_and_in_order() {
    let mock = MockTransport::new();
    mock.on("get_pet", MockResponse::json(200, r#"{"id":1}"#))
        .on("get_pet", MockResponse::json(404, r#"{"error":"gone"}"#).with_header("x-request-id", "7"))
        .on_op::<DeletePet>(MockResponse::new(204, "").repeated());
    let client = client(&mock);
    for _ in 0..3 {
        delete_pet(&client, "9").send().await.unwrap();
    }
    assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 1);
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (404, Some("7")));
    let requests = mock.requests();
    let called: Vec<_> = requests.iter().map(|r| format!("{} {}", r.method(), r.uri().path())).collect();
    assert_eq!(called, ["DELETE /pets/9", "DELETE /pets/9", "DELETE /pets/9", "GET /pets/1", "GET /pets/1"]);
}

#[tokio::test]
async fn a_function_may_answer_and_use_the_mock_itself() {
    let mock = MockTransport::new();
    let own = mock.clone();
    mock.on_op::<GetPet>(MockResponse::json(200, r#"{"id":9}"#)).on_op_with::<GetPet>(move |request| {
        let path = request.uri().path();
        let id = path.rsplit('/').next().unwrap_or_default();
        MockResponse::json(200, format!(r#"{{"id":{id},"name":"after {}"}}"#, own.requests().len()))
    });
    let client = client(&mock);
    for (id, name) in [(9, None), (5, Some("after 1")), (6, Some("after 2"))] {
        let pet = get_pet(&client, &id.to_string()).send().await.unwrap();
        assert_eq!((pet.id, pet.name.as_deref()), (id, name));
    }
    let taken = mock.take_requests();
    assert_eq!(taken.iter().map(MockRequest::operation).collect::<Vec<_>>(), [Some("get_pet"); 3]);
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn what_only_a_server_can_do_is_an_exchange_that_broke_off() {
    let mock = MockTransport::new();
    mock.on_op::<GetPet>(MockResponse::new(200, "{}").with_fault(MockFault::BadSignature));
    mock.on_op::<GetPet>(MockResponse::documented(200));
    for _ in 0..2 {
        assert!(matches!(get_pet(&client(&mock), "1").send().await, Err(Error::Transport(_))));
    }
}

#[tokio::test]
async fn a_call_without_an_answer_fails_and_is_recorded() {
    let mock = MockTransport::new();
    let error = get_pet(&client(&mock), "1").send().await.unwrap_err();
    assert_eq!(error.to_string(), "get_pet: the connection was interrupted");
    assert_eq!(mock.requests().len(), 1);
    assert_eq!(format!("{mock:?}"), "MockTransport { requests: 1, .. }");
}

#[tokio::test]
async fn failures_become_the_errors_that_they_stand_for() {
    let mock = MockTransport::new();
    for kind in [TransportErrorKind::Connect, TransportErrorKind::Timeout, TransportErrorKind::InvalidRequest] {
        mock.on("get_pet", MockResponse::failure(kind));
    }
    mock.on("get_pet", MockResponse::failure(TransportErrorKind::ConnectTimeout));
    let client = client(&mock);
    let next = async || get_pet(&client, "1").send().await.unwrap_err();
    assert!(matches!(next().await, Error::Connect(_)));
    assert!(matches!(next().await, Error::Timeout(_)));
    let refused = next().await;
    assert_eq!(refused.to_string(), "get_pet: the transport refused the request: the request cannot be sent");
    let error = next().await;
    assert!(error.is_connect() && error.is_timeout() && error.is_retryable());
}

#[tokio::test]
async fn an_answer_that_never_comes_runs_into_the_timeout() {
    let mock = MockTransport::new();
    mock.on_op::<GetPet>(MockResponse::never());
    let builder = ClientBuilder::for_api(&API).base_url("https://api.test").transport(mock).sleep(NoTime);
    assert!(get_pet(&builder.build().unwrap(), "1").send().await.unwrap_err().is_timeout());
}

/// No feature with a transport is needed to wait.
#[cfg(feature = "blocking")]
#[test]
fn a_transport_of_ones_own_can_be_waited_for() {
    let transport = Always::json(200, r#"{"id":7}"#);
    assert_eq!(get_pet(&transport.client(), "1").send_blocking().unwrap().id, 7);
    let mock = MockTransport::new();
    mock.on("get_pet", MockResponse::never());
    let builder = ClientBuilder::for_api(&API).base_url("https://api.test").transport(mock).sleep(TokioSleep);
    let client = builder.timeout(std::time::Duration::from_millis(50)).build().unwrap();
    assert!(get_pet(&client, "1").send_blocking().unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_header_that_is_not_valid_is_reported() {
    let mock = MockTransport::new();
    mock.on("get_pet", MockResponse::json(200, r#"{"id":1}"#).with_header("a b", "1"));
    let response = get_pet(&client(&mock), "1").send_raw().await.unwrap();
    assert_eq!((response.status.as_u16(), &response.body[..]), (500, &b"mock: the header `a b` is not valid"[..]));
}

#[tokio::test]
async fn a_clone_of_a_call_is_a_call_of_its_own() {
    let mock = MockTransport::new();
    mock.on_op::<GetPet>(MockResponse::json(200, r#"{"id":1}"#).repeated());
    let client = client(&mock);
    let call = get_pet(&client, "1").with_header("x-shared", "1");
    call.clone().with_header("x-own", "1").send().await.unwrap();
    call.send().await.unwrap();
    let own: Vec<_> = mock.requests().iter().map(|request| request.headers().contains_key("x-own")).collect();
    assert_eq!(own, [true, false]);
    // A fault goes along.
    let call = get_pet(&client, "").with_header("x-shared", "1");
    for call in [call.clone(), call] {
        let error = call.send().await.unwrap_err();
        assert_eq!(error.to_string(), "get_pet: the path parameter `pet_id` is empty");
    }
}
