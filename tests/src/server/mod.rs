//! A server on a loopback port: requests flow in, are recorded and checked, and a scripted answer flows out.
//!
//! It shares no code with the clients that are tested against it, neither for HTTP nor for signatures.

pub mod crypto;
mod reply;
mod request;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub use reply::{Reply, Seal};
pub use request::Recorded;

/// The private key of the app that the server knows: the seed of RFC 8032, test 1.
pub const APP_SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
/// The public key to [`APP_SEED`].
pub const APP_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/// The private key that answers are signed with: the seed of RFC 8032, test 2.
pub const SERVER_SEED: &str = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
/// The public key to [`SERVER_SEED`].
pub const SERVER_KEY: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

/// A token as the API's document shows it.
pub const TOKEN: &str = concat!(
    r#"{"access_token":"AnCEPEp5Q8qjAOA1Lb6kVd2OlkCyJnMTeMPdLbPOM8cz176Eb5y7EJoUjJJ0vkzz","token_type":"Bearer","scope":"","#,
    r#""expires_in":43199,"refresh_token":"rK49jI0zt49gsttzscscik15Asmlpu1TdcxqguJJS8B9f6ilJEC0y3PbVqwsEAw5"}"#,
);
/// The access token in [`TOKEN`].
pub const ACCESS_TOKEN: &str = "AnCEPEp5Q8qjAOA1Lb6kVd2OlkCyJnMTeMPdLbPOM8cz176Eb5y7EJoUjJJ0vkzz";
/// The refresh token in [`TOKEN`].
pub const REFRESH_TOKEN: &str = "rK49jI0zt49gsttzscscik15Asmlpu1TdcxqguJJS8B9f6ilJEC0y3PbVqwsEAw5";

/// What the server does with a request that is properly signed; any other gets a 401 that says what is wrong with it.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Answers.
    Reply(Reply),
    /// Answers, and hangs up in the middle of the body.
    Cut(Reply),
    /// Hangs up without a word.
    HangUp,
    /// Never answers.
    Silence,
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// A running server; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Recorded>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server that answers each request in the same way.
    pub async fn start(answer: impl Into<Answer>) -> Self {
        Self::in_turn(vec![answer.into()]).await
    }

    /// Starts a server that gives these answers to properly signed requests, the last one again and again.
    pub async fn in_turn(answers: Vec<Answer>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::default();
        let task = tokio::spawn(accept(listener, answers, Arc::clone(&requests)));
        Self { address, requests, task }
    }

    /// Starts a server that answers with [`TOKEN`], signed.
    pub async fn with_token() -> Self {
        Self::start(Reply::json(200, TOKEN)).await
    }

    /// Returns the base URL.
    pub fn url(&self) -> String {
        format!("http://{}/v2", self.address)
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the only request so far.
    pub fn request(&self) -> Recorded {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request was expected: {requests:?}");
        requests.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Answers = Arc<Mutex<VecDeque<Answer>>>;

async fn accept(listener: TcpListener, answers: Answers, requests: Arc<Mutex<Vec<Recorded>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, Arc::clone(&answers), Arc::clone(&requests)));
    }
}

fn next(answers: &Answers) -> Option<Answer> {
    let mut answers = answers.lock().unwrap();
    if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }
}

/// Serves one connection. A client that hangs up is no failure of the server.
async fn serve(mut stream: TcpStream, answers: Answers, requests: Arc<Mutex<Vec<Recorded>>>) -> Option<()> {
    let mut received = Vec::new();
    loop {
        let request = request::read(&mut stream, &mut received).await?;
        let verdict = request.verdict;
        requests.lock().unwrap().push(request);
        if let Err(reason) = verdict {
            let body = format!(r#"{{"error":"invalid_request","error_description":"{reason}"}}"#);
            stream.write_all(&Reply::json(401, body).to_bytes()).await.ok()?;
            continue;
        }
        match &next(&answers)? {
            Answer::Reply(reply) => stream.write_all(&reply.to_bytes()).await.ok()?,
            Answer::Cut(reply) => {
                let bytes = reply.to_bytes();
                stream.write_all(bytes.get(..bytes.len() - 10)?).await.ok()?;
                return stream.shutdown().await.ok();
            }
            Answer::HangUp => return Some(()),
            Answer::Silence => std::future::pending().await,
        }
    }
}
