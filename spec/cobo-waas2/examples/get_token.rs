//! Gets an Org Access Token: `cargo run --example get_token`.
//!
//! With `COBO_API_SECRET`, `COBO_CLIENT_ID` and `COBO_ORG_ID` in the environment it calls Cobo's development environment. With
//! none of them it calls a server that it starts itself, on this machine, so that it shows a whole call without an account.

use std::env;
use std::error::Error as StdError;
use std::time::SystemTime;

use cobo_waas2::clock::FixedClock;
use cobo_waas2::{Client, ClientBuilder, Ed25519Signer, Environment, Error, SignedText, Verification};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let variables = ["COBO_API_SECRET", "COBO_CLIENT_ID", "COBO_ORG_ID"];
    let missing: Vec<_> = variables.into_iter().filter(|name| env::var_os(name).is_none()).collect();
    let (client, client_id, org_id) = if missing.is_empty() {
        println!("Calling Cobo's development environment.");
        let signer = Ed25519Signer::from_hex(&env::var("COBO_API_SECRET")?);
        let signer = signer.map_err(|error| format!("COBO_API_SECRET: {error}"))?;
        let client = Client::builder().environment(Environment::Development).signer(signer);
        (client, env::var("COBO_CLIENT_ID")?, env::var("COBO_ORG_ID")?)
    } else if missing.len() == variables.len() {
        println!("None of {} is set: calling a server on this machine, with a test key.", variables.join(", "));
        let ids = ["pvSwS8iFrfK0oZrB0ugG54XPDOLEv0Ij", "e3986401-4aec-480a-973d-e775a4518413"];
        (local::client().await?, ids[0].to_owned(), ids[1].to_owned())
    } else {
        return Err(format!("not set: {} (set all three, or none)", missing.join(", ")).into());
    };
    call(client, &client_id, &org_id).await
}

async fn call(client: ClientBuilder, client_id: &str, org_id: &str) -> Result<(), Box<dyn StdError>> {
    // The clock stands still, so that the request shown and the request sent are the same. Leave it out in a program.
    let client = client.clock(FixedClock(SystemTime::now())).build()?;

    // `into_request` signs without sending, for looking at it, or for sending it by other means.
    let request = client.oauth().get_token(client_id, org_id, "org_implicit").into_request().await?;
    println!("\n{} {}", request.method(), request.uri());
    if let Some(text) = request.extensions().get::<SignedText>() {
        println!("signed: {}", text.as_str());
    }

    // `send()` alone returns the token. Errors are typed: `Api` holds a body that the API documents.
    let response = match client.oauth().get_token(client_id, org_id, "org_implicit").send_with_response().await {
        Ok(response) => response,
        Err(Error::Api(error)) => return Err(format!("{error}: {:?}", error.body()).into()),
        Err(error) => return Err(error.into()),
    };
    println!("\nstatus {}", response.status);
    match response.verification {
        Verification::Verified => println!("signature verified"),
        other => println!("signature not verified: {other:?}"),
    }

    // Tokens print as `[redacted]`; `expose()` returns them.
    let token = response.body;
    println!("token_type {}", token.token_type.as_deref().unwrap_or("(none)"));
    println!("expires_in {} s", token.expires_in.map_or("(none)".to_owned(), |seconds| seconds.to_string()));
    println!("{token:?}");
    Ok(())
}

/// A server that knows one app. It checks and signs by itself, with nothing of this crate, as Cobo's side would.
mod local {
    use cobo_waas2::{Client, ClientBuilder, Ed25519Signer};
    use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _};
    use sha2::{Digest as _, Sha256};
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::{TcpListener, TcpStream};

    const APP_SEED: [u8; 32] = [1; 32];
    const SERVER_SEED: [u8; 32] = [2; 32];
    const TOKEN: &str = concat!(
        r#"{"access_token":"AnCEPEp5Q8qjAOA1Lb6kVd2OlkCyJnMTeMPdLbPOM8cz176Eb5y7EJoUjJJ0vkzz","token_type":"Bearer","#,
        r#""scope":"","expires_in":43199,"refresh_token":"rK49jI0zt49gsttzscscik15Asmlpu1TdcxqguJJS8B9f6ilJEC0y3PbVqwsEAw5"}"#
    );
    const REFUSAL: &str = r#"{"error":"invalid_request","error_description":"the signature does not match"}"#;

    /// Starts the server, and a client that knows where it is and what key it signs with.
    pub async fn client() -> Result<ClientBuilder, Box<dyn std::error::Error>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base_url = format!("http://{}/v2", listener.local_addr()?);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream));
            }
        });
        let server_key = hex(SigningKey::from_bytes(&SERVER_SEED).verifying_key().as_bytes());
        let signer = Ed25519Signer::from_seed(APP_SEED);
        Ok(Client::builder().base_url(base_url).response_key(&server_key).signer(signer))
    }

    async fn answer(stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).await? > 0 {}
        let (status, body) = if is_signed(&head).unwrap_or(false) { (200, TOKEN) } else { (401, REFUSAL) };
        let now = "1718587017029";
        let signature = SigningKey::from_bytes(&SERVER_SEED).sign(&digest(&format!("{body}|{now}")));
        let answer = format!(
            "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {}\r\nbiz-timestamp: {now}\r\n\
             biz-resp-signature: {}\r\nconnection: close\r\n\r\n{body}",
            body.len(),
            hex(&signature.to_bytes())
        );
        stream.write_all(answer.as_bytes()).await
    }

    /// Tells whether the app's key signed `METHOD|PATH|TIMESTAMP|QUERY|BODY`, hashed twice; a GET has no body.
    fn is_signed(head: &str) -> Option<bool> {
        let (method, rest) = head.split_once(' ')?;
        let (path, query) = rest.split_once(' ')?.0.split_once('?')?;
        let header = |name: &str| {
            let mut headers = head.lines().filter_map(|line| line.split_once(": "));
            headers.find_map(|(other, value)| other.eq_ignore_ascii_case(name).then_some(value))
        };
        let key = SigningKey::from_bytes(&APP_SEED).verifying_key();
        let text = format!("{method}|{path}|{}|{query}|", header("biz-api-nonce")?);
        let signature = Signature::from_bytes(&unhex(header("biz-api-signature")?)?);
        Some(header("biz-api-key")? == hex(key.as_bytes()) && key.verify(&digest(&text), &signature).is_ok())
    }

    fn digest(text: &str) -> [u8; 32] {
        Sha256::digest(Sha256::digest(text)).into()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn unhex(text: &str) -> Option<[u8; 64]> {
        let digits = |at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(digits).collect();
        bytes?.try_into().ok()
    }
}
