//! The server: any request flows in, the same signed answer flows out, made once and in advance.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};

use crate::Fault;

const BODY: &str = r#"{"access_token":"AnCEPEp5Q8qjAOA1Lb6kVd2OlkCyJnMTeMPdLbPOM8cz176Eb5y7EJoUjJJ0vkzz","token_type":"Bearer","scope":"","expires_in":43199,"refresh_token":"rK49jI0zt49gsttzscscik15Asmlpu1TdcxqguJJS8B9f6ilJEC0y3PbVqwsEAw5"}"#;
const TIMESTAMP: &str = "1718587017029";

/// A server on a port of this machine, in a thread of its own, for as long as the program runs.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// The key that its answers verify with, in hexadecimal.
    pub response_key: String,
}

impl Server {
    /// Starts the server.
    pub fn start() -> Result<Self, Fault> {
        let key = SigningKey::from_bytes(&[7; 32]);
        let answer = answer(&key);
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answer = answer.clone();
                // A connection ends when its client is gone; nobody has to hear of it.
                thread::spawn(move || serve(stream, &answer));
            }
        });
        Ok(Self { address, response_key: hex::encode(key.verifying_key().as_bytes()) })
    }
}

/// Answers each request of a connection; the requests have no bodies.
fn serve(mut stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        request.extend_from_slice(piece.get(..read).unwrap_or_default());
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            stream.write_all(answer)?;
        }
    }
}

fn answer(key: &SigningKey) -> Vec<u8> {
    let text = format!("{BODY}|{TIMESTAMP}");
    let signature = hex::encode(key.sign(&Sha256::digest(Sha256::digest(text))).to_bytes());
    let length = BODY.len();
    format!(
        "HTTP/1.1 200 OK\r\nserver: loopback\r\ndate: Mon, 17 Jun 2024 01:16:57 GMT\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\nconnection: keep-alive\r\n\
         biz-resp-signature: {signature}\r\nbiz-timestamp: {TIMESTAMP}\r\n\r\n{BODY}"
    )
    .into_bytes()
}
