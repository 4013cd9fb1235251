//! What happens to the connection: a fault flows in, an error that says how far the exchange came flows out.

use std::time::{Duration, Instant};

use cobo_waas2::error::TransportError;
use cobo_waas2::error::TransportErrorKind;
use cobo_waas2::types::RefreshTokenRequest;
use cobo_waas2::{Error, OAuthError};
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, builder, client};
use signet_tests::server::{Answer, Reply, Server, TOKEN};
use tokio::net::TcpListener;

use super::{failure, get_token, kind};

fn transport(error: &Error<OAuthError>) -> &TransportError {
    match error {
        Error::Timeout(error) | Error::Connect(error) | Error::Transport(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn no_answer_in_time() {
    let server = Server::start(Answer::Silence).await;
    let limit = Duration::from_millis(150);
    let started = Instant::now();
    let slow = builder(&server).timeout(limit).build().unwrap();
    let errors = [
        failure(&slow).await,
        client(&server).oauth().get_token(CLIENT_ID, ORG_ID, GRANT).with_timeout(limit).send().await.unwrap_err(),
    ];
    assert!(started.elapsed() < Duration::from_secs(10));
    for error in errors {
        assert_eq!((kind(&error), transport(&error).kind()), ("Timeout", TransportErrorKind::Timeout));
        assert!(error.is_timeout() && error.is_retryable() && !error.is_connect(), "{error:?}");
        assert_eq!(error.to_string(), "get_token: the call timed out");
    }
    // The server may have acted on a POST, so it must not be sent again.
    let error = slow.oauth().refresh_token(&RefreshTokenRequest::new()).send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_retryable(), "{error:?}");
    assert_eq!(server.requests().len(), 3, "no call is repeated");
}

#[tokio::test]
async fn nobody_listens() {
    let server = Server::with_token().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = listener.local_addr().unwrap();
    drop(listener);
    let client = builder(&server).base_url(format!("http://{free}/v2")).build().unwrap();
    let error = failure(&client).await;
    assert_eq!((kind(&error), transport(&error).kind()), ("Connect", TransportErrorKind::Connect));
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout(), "{error:?}");
    assert_eq!(error.status(), None);
    assert_eq!(error.to_string(), "get_token: no connection could be established");
}

#[tokio::test]
async fn the_connection_breaks_off() {
    let cases = [
        (Answer::Cut(Reply::json(200, TOKEN)), Some(200), "get_token: the connection was interrupted (status 200 OK)"),
        (Answer::HangUp, None, "get_token: the connection was interrupted"),
    ];
    for (answer, status, message) in cases {
        let server = Server::start(answer.clone()).await;
        let error = failure(&client(&server)).await;
        assert_eq!((kind(&error), transport(&error).kind()), ("Transport", TransportErrorKind::Other), "{answer:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), status, "{answer:?}");
        assert_eq!(error.to_string(), message);
        assert_eq!(server.requests().len(), 1, "no call is repeated: {answer:?}");
    }
}

#[tokio::test]
async fn a_response_that_is_too_large() {
    let server = Server::with_token().await;
    for limit in [0, 1, TOKEN.len() - 1] {
        let error = failure(&builder(&server).max_response_bytes(limit).build().unwrap()).await;
        assert_eq!((kind(&error), transport(&error).kind()), ("Transport", TransportErrorKind::TooLarge { limit }));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        let message = format!("get_token: response too large: more than {limit} bytes (status 200 OK)");
        assert_eq!(error.to_string(), message);
        assert!(!error.is_retryable());
    }
    get_token(&builder(&server).max_response_bytes(TOKEN.len()).build().unwrap()).await.unwrap();
}
