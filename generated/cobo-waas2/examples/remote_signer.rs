//! Signs with a key that another service holds: `cargo run --example remote_signer`.
//!
//! The service runs on this machine and speaks plain HTTP, so that the example stands alone. A real one is reached over TLS, knows
//! who asks, and decides what it signs: a signature is all that it takes to move money.

use std::error::Error as StdError;
use std::net::SocketAddr;
use std::time::Duration;

use cobo_waas2::sign::{Algorithm, Signer, SignerError};
use cobo_waas2::transport::BoxFuture;
use cobo_waas2::{Client, Ed25519Signer, Environment, SignedText};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What went wrong, in a form that can leave a signer.
type Fault = Box<dyn StdError + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let service = service::start(Ed25519Signer::from_seed([1; 32])).await?;
    let signer = RemoteSigner::connect(service).await?;
    // A service that does not answer costs this much time; the error then says that nothing was sent.
    let client = Client::builder().environment(Environment::Development).signer(signer).timeout(Duration::from_secs(5));
    let call = client.build()?.oauth().get_token("my-app", "my-org", "org_implicit");
    let request = call.into_request().await?;
    if let Some(text) = request.extensions().get::<SignedText>() {
        println!("signed: {}", text.as_str());
    }
    for name in ["biz-api-key", "biz-api-signature"] {
        println!("{name}: {}", request.headers().get(name).ok_or("a header is missing")?.to_str()?);
    }
    Ok(())
}

/// Asks a service for signatures.
struct RemoteSigner {
    service: SocketAddr,
    public_key: Vec<u8>,
}

impl RemoteSigner {
    /// Asks for the public key once, since every request carries it.
    async fn connect(service: SocketAddr) -> Result<Self, Fault> {
        let public_key = ask(service, "GET /public-key", &[]).await?;
        Ok(Self { service, public_key })
    }
}

impl Signer for RemoteSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Ed25519
    }

    fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    fn sign<'a>(&'a self, payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(async { ask(self.service, "POST /sign", payload).await.map_err(SignerError::new) })
    }
}

/// Makes one request of the service, and returns the bytes that it answers with status 200.
async fn ask(service: SocketAddr, what: &str, body: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut stream = TcpStream::connect(service).await?;
    let head = format!("{what} HTTP/1.1\r\nhost: {service}\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").ok_or("the service hung up")?;
    if !answer.starts_with(b"HTTP/1.1 200 ") {
        return Err("the service refused to sign".into());
    }
    Ok(answer.split_off(end + 4))
}

/// The service: it holds the key, and hands out signatures only.
mod service {
    use std::net::SocketAddr;

    use cobo_waas2::Ed25519Signer;
    use cobo_waas2::sign::Signer as _;
    use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::{TcpListener, TcpStream};

    pub async fn start(key: Ed25519Signer) -> std::io::Result<SocketAddr> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // One at a time will do. Who hangs up early has no answer to miss.
                let _ = answer(stream, &key).await;
            }
        });
        Ok(address)
    }

    async fn answer(stream: TcpStream, key: &Ed25519Signer) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).await? > 0 {}
        let answer = if head.starts_with("GET /public-key ") {
            Some(key.public_key().to_vec())
        } else if head.starts_with("POST /sign ") && head.contains("content-length: 32\r\n") {
            // What this API signs is a digest of 32 bytes, so nothing longer is signed.
            let mut payload = [0; 32];
            stream.read_exact(&mut payload).await?;
            key.sign(&payload).await.ok()
        } else {
            None
        };
        let status = if answer.is_some() { "200 OK" } else { "403 Forbidden" };
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n\r\n");
        stream.write_all(&[head.as_bytes(), &answer.unwrap_or_default()].concat()).await
    }
}
