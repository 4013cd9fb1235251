//! The opponent: what somebody writes who needs this one call and knows reqwest, ed25519-dalek and serde.
//!
//! It does all that the generated client does, and nothing that only a library for any API needs: the method, the path and the
//! headers are constants, and whatever fails is one error.

use std::mem::take;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::redirect::Policy;
use rustls::crypto::ring;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::Fault;

const PATH: &str = "/v2/oauth/token";
const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json");
const AGENT: HeaderValue = HeaderValue::from_static("cobo-waas2/0.1.0");
const KEY: HeaderName = HeaderName::from_static("biz-api-key");
const NONCE: HeaderName = HeaderName::from_static("biz-api-nonce");
const SIGNATURE: HeaderName = HeaderName::from_static("biz-api-signature");

/// The answer to the call.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are the JSON's")]
pub struct Token {
    pub access_token: Option<String>,
    pub token_type: Option<String>,
    pub scope: Option<String>,
    pub expires_in: Option<i64>,
    pub refresh_token: Option<String>,
}

/// The client.
pub struct HandWritten {
    http: reqwest::Client,
    origin: String,
    key: SigningKey,
    response_key: VerifyingKey,
}

impl HandWritten {
    /// Makes the client; `origin` is scheme and host. Its HTTP client is set up as the generated one's is.
    pub fn new(origin: &str, seed: &str, response_key: &str) -> Result<Self, Fault> {
        let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .build()?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(seed, &mut bytes)?;
        let key = SigningKey::from_bytes(&bytes);
        hex::decode_to_slice(response_key, &mut bytes)?;
        Ok(Self { http, origin: origin.to_owned(), key, response_key: VerifyingKey::from_bytes(&bytes)? })
    }

    /// Makes the call.
    pub async fn get_token(&self, client_id: &str, org_id: &str, grant_type: &str) -> Result<Token, Fault> {
        let query = query(client_id, org_id, grant_type);
        let headers = self.signed_headers(&query, SystemTime::now())?;
        let url = format!("{}{PATH}?{query}", self.origin);
        let mut response = self.http.get(url).headers(headers).send().await?;
        let (status, headers) = (response.status(), take(response.headers_mut()));
        let body = response.bytes().await?;
        self.verify(&headers, &body)?;
        if !status.is_success() {
            return Err(format!("the server responded with {status}").into());
        }
        Ok(serde_json::from_slice(&body)?)
    }

    /// Makes the signed request without sending it.
    pub fn request(
        &self,
        client_id: &str,
        org_id: &str,
        grant_type: &str,
        now: SystemTime,
    ) -> Result<http::Request<Bytes>, Fault> {
        let query = query(client_id, org_id, grant_type);
        let headers = self.signed_headers(&query, now)?;
        let mut request = http::Request::get(format!("{}{PATH}?{query}", self.origin)).body(Bytes::new())?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn signed_headers(&self, query: &str, now: SystemTime) -> Result<HeaderMap, Fault> {
        let timestamp = now.duration_since(UNIX_EPOCH)?.as_millis().to_string();
        let text = format!("GET|{PATH}|{timestamp}|{query}|");
        let signature = self.key.sign(&Sha256::digest(Sha256::digest(text)));
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, ACCEPTED);
        headers.insert(USER_AGENT, AGENT);
        headers.insert(KEY, hex::encode(self.key.verifying_key().as_bytes()).try_into()?);
        headers.insert(NONCE, timestamp.try_into()?);
        headers.insert(SIGNATURE, hex::encode(signature.to_bytes()).try_into()?);
        Ok(headers)
    }

    fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), Fault> {
        let signature = headers.get("biz-resp-signature").ok_or("the answer is not signed")?;
        let timestamp = headers.get("biz-timestamp").ok_or("the answer has no timestamp")?;
        let mut bytes = [0; 64];
        hex::decode_to_slice(signature, &mut bytes)?;
        let text = [body, b"|", timestamp.as_bytes()].concat();
        let digest = Sha256::digest(Sha256::digest(text));
        Ok(self.response_key.verify_strict(&digest, &Signature::from_bytes(&bytes))?)
    }
}

fn query(client_id: &str, org_id: &str, grant_type: &str) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", client_id)
        .append_pair("org_id", org_id)
        .append_pair("grant_type", grant_type)
        .finish()
}
