//! The transport over reqwest against a server on loopback that writes its answers byte for byte.

#![cfg(feature = "reqwest")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::time::{Duration, Instant};

use bytes::Bytes;
use signet_runtime::runtime::*;
use std::sync::mpsc::{Receiver, channel};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::petstore::*;

/// What the server does after it has read a request.
#[derive(Clone, Copy)]
enum Act {
    /// Writes this text and waits for the next request.
    Answer(&'static str),
    /// Writes this text and hangs up.
    HangUp(&'static str),
    /// Writes this text and never goes on.
    Stall(&'static str),
    /// Writes this text again and again.
    Flood(&'static str),
}

struct Server {
    url: String,
    requests: Receiver<String>,
}

impl Server {
    /// Starts a server that does `acts` one request after the other, the last one for all further requests.
    async fn start(acts: &'static [Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v2", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        tokio::spawn(async move {
            let mut done = 0;
            let mut stalled = Vec::new();
            let mut connections = 0;
            while let Ok((mut stream, _)) = listener.accept().await {
                connections += 1;
                while let Some(request) = read_request(&mut stream).await {
                    sender.send(format!("[{connections}] {request}")).unwrap();
                    let act = acts[done.min(acts.len() - 1)];
                    done += 1;
                    let (Act::Answer(text) | Act::HangUp(text) | Act::Stall(text) | Act::Flood(text)) = act;
                    let _ = stream.write_all(text.as_bytes()).await;
                    match act {
                        Act::Answer(_) => continue,
                        Act::HangUp(_) => break,
                        Act::Flood(_) => while stream.write_all(b"8\r\n12345678\r\n").await.is_ok() {},
                        Act::Stall(_) => {}
                    }
                    stalled.push(stream);
                    break;
                }
            }
        });
        Self { url, requests }
    }

    fn client(&self) -> Client {
        ClientBuilder::for_api(&API).base_url(&self.url).retry(Retry::never()).build().unwrap()
    }

    fn next(&mut self) -> String {
        self.requests.try_recv().unwrap()
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let read = stream.read(&mut piece).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&piece[..read]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return Some(text);
        }
    }
}

/// An operation that is answered with text.
struct Plain;

impl Op for Plain {
    type Output = String;
    type Error = Undocumented;
    const OPERATION: &'static Operation =
        &Operation { id: "plain", method: "GET", path: "/plain", ..*OnlyDefault::OPERATION };

    fn decode(_index: usize, body: &mut Content<'_>) -> Result<String, json::ReadError> {
        body.text()
    }
}

const PET: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"id\":1}";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test]
async fn a_request_is_sent_as_it_was_made() {
    let mut server = Server::start(&[Act::Answer(PET)]).await;
    let client = server.client();
    let mut call = get_pet(&client, "a b/ü'(x)*").with_header("x-note", "n");
    call.raw_mut().query("q", "a b+c&d'()*~");
    assert_eq!(call.send().await.unwrap().id, 1);
    let request = server.next();
    let (line, headers) = request.split_once("\r\n").unwrap();
    assert_eq!(line, "[1] GET /v2/pets/a%20b%2F%C3%BC%27%28x%29%2A?q=a+b%2Bc%26d%27%28%29%2A~ HTTP/1.1");
    let mut headers: Vec<_> = headers.trim().lines().collect();
    headers.sort_unstable();
    let host = format!("host: {}", server.url.strip_prefix("http://").unwrap().strip_suffix("/v2").unwrap());
    let identity = "accept-encoding: identity";
    assert_eq!(headers, [identity, "accept: application/json", &host, "user-agent: petstore-rust/1.0", "x-note: n"]);
}

#[tokio::test]
async fn bodies_are_sent_and_connections_are_kept() {
    const CREATED: &str = "HTTP/1.1 201 Created\r\ncontent-length: 8\r\n\r\n{\"id\":5}";
    let mut server = Server::start(&[Act::Answer(CREATED)]).await;
    let client = server.client();
    for _ in 0..2 {
        add_pet(&client, &Pet { id: 5, name: None }).send().await.unwrap();
        let request = server.next();
        assert!(request.starts_with("[1] POST /v2/pets HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("content-length: 8\r\n") && request.ends_with("\r\n\r\n{\"id\":5}"), "{request}");
    }
}

#[tokio::test]
async fn bodies_in_pieces_are_joined() {
    const PIECES: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{\"i\r\n5\r\nd\":1}\r\n0\r\n\r\n";
    let server = Server::start(&[Act::Answer(PIECES)]).await;
    assert_eq!(get_pet(&server.client(), "1").send().await.unwrap().id, 1);
}

#[tokio::test]
async fn redirects_are_not_followed_and_cookies_not_kept() {
    const MOVED: &str =
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: /v2/elsewhere\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n";
    let mut server = Server::start(&[Act::Answer(MOVED), Act::Answer(PET)]).await;
    let client = server.client();
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)) && error.status().unwrap().as_u16() == 307, "{error:?}");
    get_pet(&client, "2").send().await.unwrap();
    assert!(server.next().contains("/v2/pets/1 "));
    let second = server.next();
    assert!(second.contains("/v2/pets/2 ") && !second.contains("cookie"), "{second}");
    assert!(server.requests.try_recv().is_err());
}

#[tokio::test]
async fn answers_without_a_body_and_from_proxies() {
    const NOTHING: &str = "HTTP/1.1 204 No Content\r\n\r\n";
    const BAD_GATEWAY: &str = "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>";
    let server = Server::start(&[Act::Answer(NOTHING), Act::Answer(NOTHING), Act::Answer(BAD_GATEWAY)]).await;
    let client = server.client();
    delete_pet(&client, "1").send().await.unwrap();
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)) && error.status().unwrap().as_u16() == 204);
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)) && error.status().unwrap().as_u16() == 502);
}

#[tokio::test]
async fn a_server_that_is_not_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = ClientBuilder::for_api(&API).base_url(url).retry(Retry::never()).build().unwrap();
    let mut call = get_pet(&client, "1");
    call.raw_mut().query("token", "secret");
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)) && error.is_connect() && error.is_retryable());
    assert!(!error.is_timeout());
    assert_eq!(error.to_string(), "get_pet: no connection could be established");
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    assert!(add_pet(&client, &Pet { id: 1, name: None }).send().await.unwrap_err().is_retryable());
}

#[tokio::test]
async fn time_runs_out_before_and_within_the_body() {
    let server = Server::start(&[Act::Stall(""), Act::Stall("HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{")]).await;
    let client = server.client();
    for _ in 0..2 {
        let begin = Instant::now();
        let error = get_pet(&client, "1").with_timeout(Duration::from_millis(80)).send().await.unwrap_err();
        assert!(matches!(error, Error::Timeout(_)) && error.is_timeout(), "{error:?}");
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
    let builder = ClientBuilder::for_api(&API).base_url(&server.url).timeout(Duration::from_millis(80));
    assert!(get_pet(&builder.build().unwrap(), "1").send().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_flood_is_cut_off() {
    let server = Server::start(&[Act::Flood(CHUNKED)]).await;
    let client = ClientBuilder::for_api(&API).base_url(&server.url).max_response_bytes(1000).build().unwrap();
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert_eq!(error.to_string(), "get_pet: response too large: more than 1000 bytes (status 200 OK)");
}

/// The limit is on what arrives, since nothing is asked for that would grow here.
#[tokio::test]
async fn nothing_is_decompressed() {
    const SQUEEZED: &str = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 8\r\n\r\n\x1f_______";
    let mut server = Server::start(&[Act::Answer(SQUEEZED)]).await;
    let client = ClientBuilder::for_api(&API).base_url(&server.url).max_response_bytes(8).build().unwrap();
    let response = get_pet(&client, "1").send_raw().await.unwrap();
    assert_eq!(response.body, "\x1f_______");
    assert_eq!(response.headers["content-encoding"], "gzip");
    assert!(server.next().to_lowercase().contains("\r\naccept-encoding: identity\r\n"));
    let error = get_pet(&client, "1").send().await.unwrap_err();
    let said =
        "get_pet: the server reported success with 200 OK, and 8 bytes in the coding `gzip`, which was not requested";
    assert_eq!(error.to_string(), said);
    get_pet(&client, "1").with_header("accept-encoding", "gzip").send_raw().await.unwrap();
    let (_, request) = (server.next(), server.next());
    assert!(request.contains("\r\naccept-encoding: gzip\r\n"), "{request}");
}

/// Servers answer 411 where the method expects a body and nothing says how long it is (RFC 9110, section 8.6).
#[tokio::test]
async fn a_request_without_a_body_says_so_where_one_is_expected() {
    const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    let mut server = Server::start(&[Act::Answer(DONE)]).await;
    let client = server.client();
    literal::<OnlyDefault>(&client, "/logout").send().await.unwrap();
    let request = server.next();
    assert!(request.starts_with("[1] POST ") && request.contains("\r\ncontent-length: 0\r\n"), "{request}");
    literal::<PutPhoto>(&client, "/photo").send_raw().await.unwrap();
    let request = server.next();
    assert!(request.starts_with("[1] PUT ") && request.contains("\r\ncontent-length: 0\r\n"), "{request}");
    get_pet(&client, "1").send_raw().await.unwrap();
    delete_pet(&client, "1").send_raw().await.unwrap();
    assert!(!server.next().contains("content-length") && !server.next().contains("content-length"));
}

/// URL parsers escape it, so it is escaped before it is signed.
#[tokio::test]
async fn an_apostrophe_in_a_query_is_sent() {
    let mut server = Server::start(&[Act::Answer(PET)]).await;
    let client = server.client();
    let mut call = get_pet(&client, "1");
    let filter = Parameter::query("$filter", Style::Form).reserved();
    call.raw_mut().parameter(&filter, &Values::text("name eq 'x'"));
    call.send().await.unwrap();
    assert!(server.next().starts_with("[1] GET /v2/pets/1?$filter=name+eq+%27x%27 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_response_may_have_many_headers() {
    const MANY: usize = 500;
    let headers = (0..MANY).fold(String::new(), |headers, number| format!("{headers}x-{number}: 1\r\n"));
    let answer = PET.replacen("\r\n", &format!("\r\n{headers}"), 1);
    let acts = vec![Act::Answer(answer.leak())].leak();
    let server = Server::start(acts).await;
    let response = get_pet(&server.client(), "1").send_with_response().await.unwrap();
    assert_eq!(response.headers.len(), MANY + 2);
}

#[tokio::test]
async fn text_may_be_latin1() {
    for (content_type, body) in [("text/plain; charset=ISO-8859-1", "caf\u{e9}"), ("text/plain", "?")] {
        let bytes: Vec<u8> = "caf\u{e9}".chars().map(|letter| letter as u8).collect();
        let transport = Always { pieces: vec![bytes.into()], ..Always::new(200, content_type, "") };
        let text = literal::<Plain>(&transport.client(), "/plain").send().await;
        assert_eq!(text.unwrap_or("?".to_owned()), body);
    }
}

#[tokio::test]
async fn a_length_that_is_too_large_is_not_waited_for() {
    const LONG: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n123456789";
    let server = Server::start(&[Act::Stall(LONG)]).await;
    let client = ClientBuilder::for_api(&API).base_url(&server.url).max_response_bytes(8).build().unwrap();
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert_eq!(error.to_string(), "get_pet: response too large: more than 8 bytes (status 200 OK)");
}

#[tokio::test]
async fn requests_go_through_the_proxy_that_was_set() {
    let mut proxy = Server::start(&[Act::Answer(PET)]).await;
    let address = proxy.url.replace("http://", "http://user:word@").replace("/v2", "");
    let builder = ClientBuilder::for_api(&API).base_url("http://api.invalid/v2").allow_plain_http().proxy(&address);
    assert_eq!(get_pet(&builder.build().unwrap(), "1").send().await.unwrap().id, 1);
    let request = proxy.next().to_lowercase();
    assert!(request.starts_with("[1] get http://api.invalid/v2/pets/1 http/1.1\r\n"), "{request}");
    assert!(request.contains("proxy-authorization: basic dxnlcjp3b3jk\r\n"), "{request}");
    // To this machine too: who sets one wants it.
    let other = Server::start(&[Act::Answer(PET)]).await;
    let builder = ClientBuilder::for_api(&API).base_url(&other.url).proxy(&address);
    get_pet(&builder.build().unwrap(), "1").send().await.unwrap();
    assert!(other.requests.try_recv().is_err() && proxy.next().contains(&format!("GET {}/pets/1", other.url)));
}

/// The greeting, the request for a name and a port (RFC 1928), then the request as it is.
#[cfg(feature = "socks")]
#[tokio::test]
async fn requests_go_through_a_proxy_that_speaks_socks() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("socks5h://{}", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 3];
        stream.read_exact(&mut greeting).await.unwrap();
        stream.write_all(&[5, 0]).await.unwrap();
        let mut request = vec![0; 4 + 1 + "api.invalid".len() + 2];
        stream.read_exact(&mut request).await.unwrap();
        stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80]).await.unwrap();
        let own = read_request(&mut stream).await.unwrap();
        stream.write_all(PET.as_bytes()).await.unwrap();
        (request, own)
    });
    let builder = ClientBuilder::for_api(&API).base_url("http://api.invalid/v2").allow_plain_http().proxy(url);
    assert_eq!(get_pet(&builder.build().unwrap(), "1").send().await.unwrap().id, 1);
    let (request, own) = asked.await.unwrap();
    assert_eq!(request, b"\x05\x01\x00\x03\x0bapi.invalid\x00\x50");
    assert!(own.starts_with("GET /v2/pets/1 HTTP/1.1\r\n"), "{own}");
}

/// A process of its own has a proxy in its environment, where other tests have none.
#[tokio::test]
async fn the_proxy_of_the_environment_is_one_for_other_machines() {
    const NAME: &str = "transport::the_proxy_of_the_environment_is_one_for_other_machines";
    const URL: &str = "SIGNET_TEST_URL";
    if let Ok(here) = std::env::var(URL) {
        let builder = ClientBuilder::for_api(&API).base_url(here).allow_plain_http().retry(Retry::never());
        let client = builder.build().unwrap();
        get_pet(&client, "1").send().await.unwrap();
        get_pet(&client, "2").with_base_url("http://api.invalid/v2").send().await.unwrap();
        return;
    }
    let (mut proxy, mut here) = (Server::start(&[Act::Answer(PET)]).await, Server::start(&[Act::Answer(PET)]).await);
    let mut process = std::process::Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", NAME]).env(URL, &here.url);
    for name in ["HTTP_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        process.env_remove(name);
    }
    process.env("http_proxy", proxy.url.replace("/v2", ""));
    let output = tokio::task::spawn_blocking(move || process.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(here.next().starts_with("[1] GET /v2/pets/1 ") && here.requests.try_recv().is_err());
    assert!(proxy.next().starts_with("[1] GET http://api.invalid/v2/pets/2 ") && proxy.requests.try_recv().is_err());
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn https_is_a_tunnel_through_the_proxy() {
    let mut proxy = Server::start(&[Act::HangUp("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")]).await;
    let builder = ClientBuilder::for_api(&API).base_url("https://api.invalid/v2").proxy(proxy.url.replace("/v2", ""));
    // Where there are no roots, building says so.
    let Ok(client) = builder.retry(Retry::never()).build() else { return };
    assert!(get_pet(&client, "1").send().await.unwrap_err().is_connect());
    let request = proxy.next();
    assert!(request.starts_with("[1] CONNECT api.invalid:443 HTTP/1.1\r\n") && !request.contains("pets"), "{request}");
}

#[test]
fn a_proxy_that_is_none() {
    let builder = || ClientBuilder::for_api(&API).base_url("http://127.0.0.1:1");
    for url in ["", "proxy", "ftp://user:word@proxy", "http://", "http://user:word@a b"] {
        let error = builder().proxy(url).build().unwrap_err();
        assert!(matches!(error, BuildError::InvalidProxy), "{url}: {error:?}");
    }
    let settings = Connections::default().proxy("http://user:word@proxy");
    assert!(!format!("{settings:?}").contains("word"));
    // A transport of one's own would not know of it.
    let error = builder().proxy("http://proxy").transport(Always::json(200, "{}")).build().unwrap_err();
    assert_eq!(error.to_string(), "`proxy` has no effect on your own transport: set it there");
}

#[tokio::test]
async fn exchanges_that_break_off() {
    let server = Server::start(&[
        Act::HangUp("HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{"),
        Act::HangUp(""),
        Act::HangUp("no http\r\n\r\n"),
    ])
    .await;
    let client = server.client();
    for status in [Some(200), None, None] {
        let error = get_pet(&client, "1").send().await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)) && error.is_retryable(), "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), status);
    }
    let error = add_pet(&client, &Pet { id: 1, name: None }).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && !error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn nothing_is_repeated() {
    let mut server = Server::start(&[Act::HangUp("")]).await;
    get_pet(&server.client(), "1").send().await.unwrap_err();
    server.next();
    assert!(server.requests.try_recv().is_err());
}

#[tokio::test]
async fn a_path_that_the_url_type_rewrites_is_refused() {
    let server = Server::start(&[Act::Answer(PET)]).await;
    let client = server.client();
    for path in ["/{odd}", "/a\"b"] {
        let error = literal::<OddPath>(&client, path).send().await.unwrap_err();
        let Error::InvalidRequest(invalid) = &error else { panic!("{path}: {error:?}") };
        assert!(matches!(invalid.fault(), RequestFault::Transport(_)));
    }
    assert!(server.requests.try_recv().is_err());
}

#[tokio::test]
async fn calls_can_be_spawned_and_run_side_by_side() {
    let server = Server::start(&[Act::HangUp(PET)]).await;
    let client = server.client();
    let calls: Vec<_> = (0..8).map(|id| tokio::spawn(get_pet(&client, &id.to_string()).send())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().id, 1);
    }
}

#[tokio::test]
async fn the_transport_can_be_wrapped() {
    struct Named(ReqwestTransport);
    impl Transport for Named {
        fn send(
            &self,
            mut request: http::Request<Bytes>,
        ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
            let operation = request.extensions().get::<&'static Operation>().unwrap().id;
            request.headers_mut().insert("x-operation", http::HeaderValue::from_static(operation));
            self.0.send(request)
        }
    }
    let mut server = Server::start(&[Act::Answer(PET)]).await;
    // Where there are no roots, starting a transport that may need them says so.
    let Ok(transport) = ReqwestTransport::new(&Connections::default().timeout(Duration::from_secs(1))) else { return };
    let builder = ClientBuilder::for_api(&API).base_url(&server.url).transport(Named(transport));
    get_pet(&builder.build().unwrap(), "1").send().await.unwrap();
    assert!(server.next().contains("x-operation: get_pet\r\n"));
}

#[test]
fn outside_of_tokio_calls_are_refused() {
    let client = ClientBuilder::for_api(&API).base_url("http://127.0.0.1:1").build().unwrap();
    let mut call = std::pin::pin!(get_pet(&client, "1").send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else { panic!("it waits") };
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn https_does_not_fall_back_to_plain_text() {
    let server = Server::start(&[Act::HangUp(PET)]).await;
    let url = server.url.replace("http://", "https://");
    match ClientBuilder::for_api(&API).base_url(url).build() {
        Ok(client) => assert!(get_pet(&client, "1").send().await.unwrap_err().is_connect()),
        // Where there are no roots, building says so.
        Err(error) => assert!(matches!(error, BuildError::Transport(_)), "{error:?}"),
    }
}

#[cfg(not(feature = "rustls"))]
#[cfg(not(feature = "native-tls"))]
#[test]
fn https_needs_a_feature() {
    let error = ClientBuilder::for_api(&API).base_url("https://h").build().unwrap_err();
    assert_eq!(error.to_string(), "the base URL is https: enable the feature `rustls` or `native-tls`");
}

const FIRST_EVENT: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n\
    F\r\ndata: {\"id\":1}\n\r\n1\r\n\n\r\n";

#[tokio::test]
async fn events_are_there_before_the_answer_ends() {
    let mut server = Server::start(&[Act::Stall(FIRST_EVENT), Act::HangUp(FIRST_EVENT)]).await;
    let client = server.client();
    let mut stream = get_pet(&client, "1").with_timeout(Duration::from_millis(200)).send_events().await.unwrap();
    assert!(server.next().to_lowercase().contains("accept: text/event-stream"));
    assert_eq!(stream.next().await.unwrap().unwrap().id, 1);
    // The call's timeout is over, and the server has not gone on: only the caller can say how long that may last.
    assert!(tokio::time::timeout(Duration::from_millis(400), stream.next()).await.is_err());
    let mut stream = get_pet(&client, "1").send_events().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().id, 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.status().is_some_and(|status| status == 200)),
        "{error:?}"
    );
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn the_bytes_of_a_stream_have_no_limit() {
    let server = Server::start(&[Act::Flood("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")]).await;
    let client = ClientBuilder::for_api(&API).base_url(&server.url).max_response_bytes(16).build().unwrap();
    let mut stream = get_pet(&client, "1").send_stream().await.unwrap().body;
    let mut length = 0;
    while length < 1000 {
        length += stream.next().await.unwrap().unwrap().len();
    }
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_client_of_ones_own_sends_and_a_redirect_that_it_follows_is_an_error() {
    const MOVED: &str = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    const PET: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"id\":1}";
    let _ = rustls::crypto::ring::default_provider().install_default();
    let server = Server::start(&[Act::Answer(PET), Act::Answer(MOVED), Act::Answer(PET)]).await;
    let own = ::reqwest::Client::builder().no_proxy().build().unwrap();
    let builder = ClientBuilder::for_api(&API).base_url(&server.url).transport(ReqwestTransport::from_client(own));
    let client = builder.retry(Retry::attempts(3)).build().unwrap();
    assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 1);
    let error = get_pet(&client, "1").send().await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Redirected);
    assert_eq!(server.requests.try_iter().count(), 3, "it is not sent once more");
    assert!(!error.is_retryable());
}
