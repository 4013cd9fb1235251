//! Calls that wait: from threads that know of no async runtime, and from within one.

use cobo_waas2::{Client, Error, OAuthError};
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, builder, client};
use signet_tests::server::{ACCESS_TOKEN, Answer, Reply, Server};

fn token(client: &Client) -> Result<String, Error<OAuthError>> {
    let token = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send_blocking()?;
    Ok(token.access_token.unwrap().expose().to_owned())
}

#[test]
fn a_program_without_async_makes_signed_calls() {
    // The server needs a runtime, which goes on on a thread of its own.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let refusal = Reply::json(400, r#"{"error":"invalid_request","error_description":"no"}"#);
    let answers = vec![Answer::Reply(Reply::json(200, signet_tests::server::TOKEN)), Answer::Reply(refusal)];
    let server = runtime.block_on(Server::in_turn(answers));
    let client = client(&server);
    assert_eq!(token(&client).unwrap(), ACCESS_TOKEN);
    let Error::Api(error) = token(&client).unwrap_err() else { panic!("it is another error") };
    let OAuthError::OauthErrorResponse(body) = error.body() else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), body.error.as_str()), (400, "invalid_request"));
}

#[test]
fn a_server_that_is_silent_is_not_waited_for() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start(Answer::Silence));
    let client = builder(&server).timeout(std::time::Duration::from_millis(100)).build().unwrap();
    assert!(token(&client).unwrap_err().is_timeout());
}
