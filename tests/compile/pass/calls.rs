//! Calls move to other tasks, are kept in lists, and their errors convert with `?`.

use std::error::Error as StdError;

use cobo_waas2::types::RefreshTokenRequest;
use cobo_waas2::{AnyError, Client, Error, OAuthError};

async fn typed(client: &Client) -> Result<(), Error<OAuthError>> {
    client.oauth().get_token("c", "o", "org_implicit").send().await?;
    Ok(())
}

async fn erased(client: &Client) -> Result<(), AnyError> {
    client.oauth().get_token("c", "o", "org_implicit").send().await?;
    client.oauth().refresh_token(&RefreshTokenRequest::new()).send().await?;
    Ok(())
}

async fn boxed(client: &Client) -> Result<(), Box<dyn StdError + Send + Sync>> {
    client.oauth().get_token("c", "o", "org_implicit").send().await?;
    erased(client).await?;
    Ok(())
}

async fn spawned(client: Client) -> Result<(), Box<dyn StdError>> {
    let client_id = String::from("c");
    let call = client.oauth().get_token(&client_id, "o", "org_implicit");
    drop(client_id);
    let task = tokio::spawn(call.send());
    drop(client);
    let token = task.await??;
    let moved = tokio::spawn(async move { token.expires_in });
    moved.await?;
    Ok(())
}

fn describe(error: &Error<OAuthError>) -> String {
    match error {
        Error::Api(error) => match error.body() {
            OAuthError::OauthErrorResponse(body) => format!("{} {}", error.status(), body.error),
            OAuthError::ErrorResponse(body) => format!("{} {}", error.status(), body.error_id),
            _ => error.status().to_string(),
        },
        error if error.is_timeout() => "slow".to_owned(),
        _ => error.to_string(),
    }
}

fn shared<T: Clone + Send + Sync + 'static>() {}
fn sendable<T: Send + Sync + 'static>() {}

fn main() {
    shared::<Client>();
    sendable::<Error<OAuthError>>();
    sendable::<AnyError>();
    let _ = (typed, erased, boxed, spawned, describe);
}
