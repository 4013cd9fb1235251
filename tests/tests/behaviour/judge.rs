//! The server judges the clients, so it is judged here: a signed request flows in, spoilt in one place, and is refused.

use http::Request;
use signet_tests::clients::{NOW_MS, ORG_ID, client};
use signet_tests::server::{APP_KEY, Server};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Writes a request as it goes over the wire.
fn wire(request: &Request<bytes::Bytes>) -> String {
    let target = request.uri().path_and_query().unwrap();
    let mut text = format!("{} {target} HTTP/1.1\r\nconnection: close\r\n", request.method());
    for (name, value) in request.headers() {
        text = format!("{text}{name}: {}\r\n", value.to_str().unwrap());
    }
    let body = str::from_utf8(request.body()).unwrap();
    format!("{text}content-length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn requests_that_were_changed_on_the_way() {
    let server = Server::with_token().await;
    let get = client(&server).oauth().get_token("a b*", ORG_ID, "g").into_request().await.unwrap();
    let body = cobo_waas2::types::RefreshTokenRequest::new().client_id("c");
    let post = client(&server).oauth().refresh_token(&body).into_request().await.unwrap();
    let (get, post) = (wire(&get), wire(&post));
    let now = NOW_MS.to_string();
    let cases = [
        (get.clone(), Ok(())),
        (post.clone(), Ok(())),
        (get.replacen("GET", "PUT", 1), Err("the signature does not match")),
        (get.replace("/v2/", "/v3/"), Err("the signature does not match")),
        // Other spellings of the same parameters.
        (get.replace("a+b", "a%20b"), Err("the signature does not match")),
        (get.replace("%2A", "*"), Err("the signature does not match")),
        (get.replace("%2A", "%2a"), Err("the signature does not match")),
        (get.replace("&grant_type=g", "&grant_type=g&"), Err("the signature does not match")),
        (get.replace(&now, "1718587017030"), Err("the signature does not match")),
        (get.replace(&now, "now"), Err("the nonce is no number")),
        (get.replace(APP_KEY, &APP_KEY.to_uppercase()), Err("the key is not known")),
        (get.replace("biz-api-nonce", "biz-nonce"), Err("not one nonce")),
        (get.replace("biz-api-key:", "biz-api-signature: 00\r\nbiz-api-key:"), Err("not one signature")),
        (post.replace(r#":"c""#, r#":"d""#), Err("the signature does not match")),
        (post.replace("/token HTTP", "/token?a=b HTTP"), Err("the signature does not match")),
    ];
    for (text, verdict) in cases {
        let mut stream = TcpStream::connect(server.url().replace("http://", "").replace("/v2", "")).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let status = if verdict.is_ok() { "HTTP/1.1 200" } else { "HTTP/1.1 401" };
        assert!(answer.starts_with(status), "{text}\n{answer}");
        assert_eq!(server.requests().pop().unwrap().verdict, verdict, "{text}");
    }
}
