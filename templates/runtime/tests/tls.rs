//! Connections with TLS to a server on loopback: who is believed, and which version of HTTP is spoken.

#![cfg(all(feature = "reqwest", feature = "rustls"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use signet_runtime::runtime::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::petstore::*;

const AUTHORITY: &str = include_str!("tls/authority.pem");
const CERTIFICATE: &str = include_str!("tls/server.pem");
const KEY: &str = include_str!("tls/server.key");

/// A server that answers with the version of HTTP that it was asked in, and counts connections.
struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn start(protocols: &[&str]) -> Self {
        let certificates = CertificateDer::pem_slice_iter(CERTIFICATE.as_bytes()).map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let mut config = builder.unwrap().with_no_client_auth().with_single_cert(certificates, key).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::<AtomicUsize>::default();
        let counted = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                let counted = Arc::clone(&counted);
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    counted.fetch_add(1, Ordering::SeqCst);
                    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
                        answer_two(stream).await;
                    } else {
                        answer_one(stream).await;
                    }
                });
            }
        });
        Self { port, connections }
    }

    fn builder(&self) -> ClientBuilder {
        let builder = ClientBuilder::for_api(&API).base_url(format!("https://127.0.0.1:{}/v2", self.port));
        builder.retry(Retry::never()).timeout(Duration::from_secs(10))
    }
}

async fn answer_one(mut stream: TlsStream<TcpStream>) {
    let mut request = Vec::new();
    while let Ok(byte) = stream.read_u8().await {
        request.push(byte);
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"id\":1}").await;
        }
    }
}

async fn answer_two(stream: TlsStream<TcpStream>) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        assert_eq!((request.uri().path(), request.version()), ("/v2/pets/1", http::Version::HTTP_2));
        let mut body = respond.send_response(http::Response::new(()), false).unwrap();
        body.send_data(Bytes::from_static(b"{\"id\":2}"), true).unwrap();
    }
}

#[tokio::test]
async fn an_authority_that_was_added_is_believed() {
    let server = Server::start(&["http/1.1"]).await;
    let client = server.builder().root_certificates(AUTHORITY).build().unwrap();
    assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 1);
    #[cfg(feature = "blocking")]
    assert_eq!(
        tokio::task::spawn_blocking(move || get_pet(&client, "1").send_blocking()).await.unwrap().unwrap().id,
        1
    );
}

#[tokio::test]
async fn a_server_of_another_authority_or_name_is_not_believed() {
    let server = Server::start(&["http/1.1"]).await;
    // Where there are no roots, building says so.
    if let Ok(client) = server.builder().build() {
        let error = get_pet(&client, "1").send().await.unwrap_err();
        assert!(error.is_connect() && error.is_retryable(), "{error:?}");
    }
    let elsewhere = server.builder().base_url(format!("https://localhost:{}", server.port));
    let client = elsewhere.root_certificates(AUTHORITY).build().unwrap();
    assert!(get_pet(&client, "1").send().await.unwrap_err().is_connect());
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
}

/// The base URL of a client says nothing of the servers that its calls, its operations and its tokens name themselves.
#[tokio::test]
async fn an_authority_is_believed_by_a_client_for_plain_http_too() {
    let server = Server::start(&["http/1.1"]).await;
    let elsewhere = format!("https://127.0.0.1:{}/v2", server.port);
    let builder = || server.builder().base_url("http://127.0.0.1:1/v2");
    let client = builder().root_certificates(AUTHORITY).build().unwrap();
    assert_eq!(get_pet(&client, "1").with_base_url(&elsewhere).send().await.unwrap().id, 1);
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    // No other is, whether or not there are roots on this machine.
    let client = builder().build().unwrap();
    assert!(get_pet(&client, "1").with_base_url(&elsewhere).send().await.unwrap_err().is_connect());
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    let builder = builder().root_certificates("");
    assert!(matches!(builder.build().unwrap_err(), BuildError::InvalidRoots));
}

/// A process of its own has other roots on this machine: those of the environment.
#[cfg(all(unix, not(target_vendor = "apple"), not(target_os = "android")))]
#[tokio::test]
async fn the_authorities_of_the_system_are_believed_by_a_client_for_plain_http_too() {
    const NAME: &str = "tls::the_authorities_of_the_system_are_believed_by_a_client_for_plain_http_too";
    const URL: &str = "SIGNET_TEST_URL";
    if let Ok(elsewhere) = std::env::var(URL) {
        let client = ClientBuilder::for_api(&API).base_url("http://127.0.0.1:1/v2").retry(Retry::never());
        let client = client.build().unwrap();
        for _ in 0..2 {
            assert_eq!(get_pet(&client, "1").with_base_url(&elsewhere).send().await.unwrap().id, 1);
        }
        return;
    }
    let server = Server::start(&["http/1.1"]).await;
    let tls = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/");
    for (roots, is_believed) in [("authority.pem", true), ("server.key", false)] {
        let mut process = std::process::Command::new(std::env::current_exe().unwrap());
        process.args(["--exact", NAME]).env(URL, format!("https://127.0.0.1:{}/v2", server.port));
        process.env("SSL_CERT_FILE", format!("{tls}{roots}")).env_remove("SSL_CERT_DIR");
        let output = tokio::task::spawn_blocking(move || process.output()).await.unwrap().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("1 test") && output.status.success() == is_believed, "{roots}: {said}");
    }
}

#[test]
fn roots_that_are_none() {
    for pem in ["", "-----BEGIN CERTIFICATE-----\nAAAA\n", KEY] {
        let builder = ClientBuilder::for_api(&API).base_url("https://api.test").root_certificates(pem);
        assert!(matches!(builder.build().unwrap_err(), BuildError::InvalidRoots), "{pem}");
    }
    let garbled = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let builder = ClientBuilder::for_api(&API).base_url("https://api.test").root_certificates(garbled);
    assert!(matches!(builder.build().unwrap_err(), BuildError::Transport(_)));
}

/// A server of HTTP/2 that refuses the first streams, and one that says nothing once it is connected.
#[cfg(feature = "http2")]
async fn hostile(refused: usize, is_mute: bool) -> (Server, Arc<AtomicUsize>) {
    let server = Server::start(&["h2"]).await;
    let certificates = CertificateDer::pem_slice_iter(CERTIFICATE.as_bytes()).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = builder.unwrap().with_no_client_auth().with_single_cert(certificates, key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (connections, arrived) = (Arc::clone(&server.connections), Arc::<AtomicUsize>::default());
    let counted = Arc::clone(&arrived);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let stream = acceptor.accept(stream).await.unwrap();
            let number = connections.fetch_add(1, Ordering::SeqCst);
            let arrived = Arc::clone(&arrived);
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    if is_mute && number == 0 {
                        std::future::pending::<()>().await;
                    }
                    if arrived.fetch_add(1, Ordering::SeqCst) < refused {
                        respond.send_reset(h2::Reason::REFUSED_STREAM);
                        continue;
                    }
                    let response = http::Response::builder().status(201).body(()).unwrap();
                    let mut body = respond.send_response(response, false).unwrap();
                    body.send_data(Bytes::from_static(b"{\"id\":2}"), true).unwrap();
                }
            });
        }
    });
    (Server { port, connections: Arc::clone(&server.connections) }, counted)
}

/// What a server did not process is sent again, whatever its method, unless the caller wants one attempt (RFC 9113, section 8.7).
#[cfg(feature = "http2")]
#[tokio::test]
async fn a_refused_stream_is_sent_again() {
    let pet = Pet { id: 2, name: None };
    let (server, arrived) = hostile(2, false).await;
    let builder = || server.builder().root_certificates(AUTHORITY);
    let error = add_pet(&builder().build().unwrap(), &pet).send().await.unwrap_err();
    assert_eq!(error.to_string(), "add_pet: the server did not process the request");
    assert!(error.is_retryable() && arrived.load(Ordering::SeqCst) == 1, "{error:?}");
    let client = builder().retry(Retry::attempts(2)).retry_budget(RetryBudget::new(0, 0)).build().unwrap();
    assert_eq!(add_pet(&client, &pet).send().await.unwrap().id, 2);
    assert_eq!(arrived.load(Ordering::SeqCst), 3);
    let (server, arrived) = hostile(usize::MAX, false).await;
    let client = server.builder().root_certificates(AUTHORITY).retry(Retry::attempts(3)).build().unwrap();
    add_pet(&client, &pet).send().await.unwrap_err();
    assert_eq!(arrived.load(Ordering::SeqCst), 3);
}

/// A connection that answers nothing is left for another one.
#[cfg(feature = "http2")]
#[tokio::test]
async fn a_stuck_connection_is_left() {
    let (server, _) = hostile(0, true).await;
    let builder = server.builder().root_certificates(AUTHORITY).keep_alive(Duration::from_millis(300));
    let client = builder.build().unwrap();
    let pet = Pet { id: 2, name: None };
    let error = add_pet(&client, &pet).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && !error.is_retryable(), "{error:?}");
    assert_eq!(add_pet(&client, &pet).send().await.unwrap().id, 2);
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}

/// Calls side by side share a connection, which the next call finds open.
#[cfg(feature = "http2")]
#[tokio::test]
async fn http2_is_spoken_where_the_server_does() {
    let server = Server::start(&["h2", "http/1.1"]).await;
    let client = server.builder().root_certificates(AUTHORITY).build().unwrap();
    assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 2);
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(get_pet(&client, "1").send())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().id, 2);
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}
