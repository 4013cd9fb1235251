//! Fetches a URL: a URL, headers and what is known of it go in; a new body, or that there is none, comes out.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use ureq::http::{HeaderMap, HeaderName, HeaderValue};
use ureq::tls::{RootCerts, TlsConfig};

use super::cache::Validators;
use super::url::{MOST_REDIRECTS, have_one_origin, is_local, refused_redirect, refused_url};
use super::{Fault, FetchLimits};
use crate::source::resolve_uri;

/// What a server has.
pub(super) enum Response {
    New { bytes: Vec<u8>, validators: Validators },
    Unchanged,
}

/// Fetches a URL and follows redirects; all of it within the limits.
pub(super) fn get(
    url: &str,
    headers: &[(&str, String)],
    known: Option<&Validators>,
    limits: FetchLimits,
) -> Result<Response, Fault> {
    if let Some(reason) = refused_url(url) {
        return Err(Fault::Url(reason));
    }
    let agent = agent();
    let start = Instant::now();
    let mut place = without_fragment(url).to_owned();
    for _ in 0..=MOST_REDIRECTS {
        let left = limits.time.checked_sub(start.elapsed()).filter(|left| !left.is_zero());
        let left = left.ok_or(Fault::TimedOut(limits.time))?;
        let own = if have_one_origin(url, &place) { headers } else { &[] };
        let mut response = request(&agent, &place, own, known, left).map_err(|fault| limits.fault(fault))?;
        let status = response.status().as_u16();
        match status {
            200 => {
                let validators = validators(response.headers());
                let read = response.body_mut().with_config().limit(limits.bytes.saturating_add(1)).read_to_vec();
                let bytes = read.map_err(|error| limits.fault(error.into()))?;
                return match u64::try_from(bytes.len()) {
                    Ok(length) if length <= limits.bytes => Ok(Response::New { bytes, validators }),
                    _ => Err(Fault::TooLarge(limits.bytes)),
                };
            }
            304 if known.is_some() => return Ok(Response::Unchanged),
            301 | 302 | 303 | 307 | 308 => {
                let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
                let location = location.ok_or(Fault::Status(status))?;
                let to = resolve_uri(&place, without_fragment(location));
                if let Some(reason) = refused_redirect(&place, &to) {
                    return Err(Fault::Redirect { status, to, reason });
                }
                place = to;
            }
            _ => return Err(Fault::Status(status)),
        }
    }
    Err(Fault::TooManyRedirects)
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

fn agent() -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(provider)
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        // Followed by hand, since not every redirect is.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("signet/", env!("CARGO_PKG_VERSION")));
    Agent::new_with_config(config.build())
}

/// Why a request failed.
enum Failure {
    Fault(Fault),
    Http(ureq::Error),
}

impl From<ureq::Error> for Failure {
    fn from(error: ureq::Error) -> Self {
        Self::Http(error)
    }
}

fn request(
    agent: &Agent,
    url: &str,
    headers: &[(&str, String)],
    known: Option<&Validators>,
    time: Duration,
) -> Result<ureq::http::Response<ureq::Body>, Failure> {
    let mut config = agent.get(url).config().timeout_global(Some(time));
    if is_local(url) {
        config = config.proxy(None);
    }
    let mut request = config.build();
    for (name, value) in headers {
        // The error of the library is left out: it could show the value.
        let refused =
            |_| Failure::Fault(Fault::Failed(format!("the value of the header `{name}` is not allowed in HTTP")));
        let mut value = HeaderValue::from_str(value).map_err(refused)?;
        value.set_sensitive(true);
        let name = HeaderName::from_bytes(name.as_bytes());
        let name = name.map_err(|error| Failure::Fault(Fault::Failed(error.to_string())))?;
        request = request.header(name, value);
    }
    if let Some(Validators { etag, last_modified }) = known {
        let conditions = [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, last_modified)];
        for (name, value) in conditions.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
            request = request.header(name, value);
        }
    }
    Ok(request.call()?)
}

impl FetchLimits {
    fn fault(self, failure: Failure) -> Fault {
        match failure {
            Failure::Fault(fault) => fault,
            Failure::Http(ureq::Error::Timeout(_)) => Fault::TimedOut(self.time),
            Failure::Http(ureq::Error::BodyExceedsLimit(_)) => Fault::TooLarge(self.bytes),
            Failure::Http(ureq::Error::Io(error)) if error.kind() == io::ErrorKind::TimedOut => {
                Fault::TimedOut(self.time)
            }
            Failure::Http(error) => Fault::Failed(error.to_string()),
        }
    }
}

fn validators(headers: &HeaderMap) -> Validators {
    let value = |name| headers.get(name).and_then(|value| Some(value.to_str().ok()?.to_owned()));
    Validators { etag: value(ETAG), last_modified: value(LAST_MODIFIED) }
}
