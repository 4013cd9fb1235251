//! A server that receives webhooks of the custody API: the key that they are signed with comes from `WEBHOOK_KEY`, and what they
//! tell is printed.
//!
//! It is compiled and run by `tests/webhooks.rs`, with the crate that is generated from `corpus/valid/custody.yaml`.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use custody::types::EventData;
use custody::webhook::{self, Event, ResponseKey, WebhookError};

/// How long ago a webhook may have been sent. What is older may have been kept by somebody, to send it once more.
const MAX_AGE: Duration = Duration::from_secs(300);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = ResponseKey::from_hex(&std::env::var("WEBHOOK_KEY")?)?;
    let app = Router::new().route("/webhooks", post(receive)).with_state(key);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

/// Takes the body as bytes: what was signed is those, and not the JSON that they hold.
async fn receive(State(key): State<ResponseKey>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match webhook::verify(&headers, &body, &key, MAX_AGE).and_then(|webhook| webhook.event()) {
        Ok(event) => {
            tell(&event);
            StatusCode::OK
        }
        // The API signed it, and tells something that this program is too old for: keep `error.raw()`, and look at it.
        Err(WebhookError::Event(error)) => {
            println!("not understood: {error}");
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(error) => {
            println!("refused: {error}");
            StatusCode::UNAUTHORIZED
        }
    }
}

/// An event may come several times: here a program would look whether it knows `event.event_id`.
fn tell(event: &Event) {
    match &event.data {
        EventData::TransferSettled(transfer) => println!("{} was paid, by {}", transfer.amount, transfer.transfer_id),
        EventData::WalletCreated(created) => println!("there is a new wallet: {:?}", created.wallet),
        _ => println!("something else happened: {}", event.type_),
    }
}
