//! Tokens that operations of the API issue.

use std::time::{Duration, UNIX_EPOCH};

use crate::runtime::call::{Call, RawCall};
use crate::runtime::client::Client;
use crate::runtime::error::Failure;
use crate::runtime::json::{Json, ReadError, Reader};
use crate::runtime::operation::Op;
use crate::runtime::response::documented::Expectation;
use crate::runtime::response::received::Received;
use crate::runtime::send::pipeline::exchange;
use crate::runtime::send::retry::{Repetition, is_passing, retry_after};
use crate::runtime::tokens::refusal::{Refusal, RefusalReason};
use crate::runtime::tokens::source::{Grant, TokenError, TokenSource};
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// The properties of responses with tokens.
#[derive(Debug)]
pub struct TokenRule {
    /// The property with the token.
    pub access_token: &'static str,
    /// The property with its lifetime in seconds.
    pub lifetime: Option<&'static str>,
    /// The property with the token for the next one.
    pub refresh_token: Option<&'static str>,
}

type GetCall = Box<dyn Fn(&Client) -> RawCall + Send + Sync>;
type RefreshCall = Box<dyn Fn(&Client, &Secret) -> RawCall + Send + Sync>;

/// `CallSource` gets tokens by calls of the API.
pub struct CallSource {
    client: Client,
    rule: &'static TokenRule,
    get: GetCall,
    refresh: Option<RefreshCall>,
}

#[doc(hidden)]
impl CallSource {
    /// Obtains tokens by calls of `client`.
    pub fn new<G: Op>(
        client: &Client,
        rule: &'static TokenRule,
        get: impl Fn(&Client) -> Call<G> + Send + Sync + 'static,
    ) -> Self {
        let get = Box::new(move |client: &Client| RawCall(get(client).into_parts()));
        Self { client: client.clone(), rule, get, refresh: None }
    }

    /// Renews tokens by another call.
    #[must_use]
    pub fn refreshing<R: Op>(mut self, refresh: impl Fn(&Client, &Secret) -> Call<R> + Send + Sync + 'static) -> Self {
        self.refresh = Some(Box::new(move |client, token| RawCall(refresh(client, token).into_parts())));
        self
    }
}

/// Sends a call and decodes the token of its response.
///
/// `once` means that the call uses up what it sends, such as a refresh token: it is sent again only if the server did
/// not process it, since a server may treat a second use as theft and end the session (RFC 9700, section 4.14.2). Other
/// calls are sent again if that may help, whatever their method.
pub(crate) fn granted(
    rule: &'static TokenRule,
    mut call: RawCall,
    once: bool,
) -> BoxFuture<'static, Result<Grant, TokenError>> {
    call.0.repetition = Some(if once { Repetition::Rejected } else { Repetition::Harmless });
    let sent = exchange(call.0);
    Box::pin(async move { grant(rule, &sent.await.map_err(failed)?) })
}

impl std::fmt::Debug for CallSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallSource").field("rule", &self.rule).finish_non_exhaustive()
    }
}

impl TokenSource for CallSource {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        // A request that is not idempotent may spend a code or a password that is valid once.
        let call = (self.get)(&self.client);
        let once = !call.0.operation.is_idempotent();
        granted(self.rule, call, once)
    }

    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        match &self.refresh {
            Some(refresh) => granted(self.rule, refresh(&self.client, refresh_token), true),
            None => self.get(),
        }
    }
}

fn failed(failure: Failure) -> TokenError {
    TokenError::Source(Box::new(failure))
}

fn grant(rule: &TokenRule, received: &Received) -> Result<Grant, TokenError> {
    if received.operation.expectation(received.status.as_u16()) != Expectation::Success {
        let retry_after = retry_after(&received.headers, UNIX_EPOCH);
        return Err(match refusal(received) {
            (response, false) => TokenError::Unexpected { response, retry_after },
            (refusal, true) => TokenError::Refused(refusal),
        });
    }
    let body = received.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&received.body);
    let fields = Fields::read(rule, body).map_err(|_| TokenError::Malformed)?;
    let Some(access_token) = fields.access_token else {
        // Some servers say so with a status of success.
        return Err(match refusal(received) {
            (_, false) => TokenError::NoToken,
            (refusal, true) => TokenError::Refused(refusal),
        });
    };
    Ok(Grant {
        access_token,
        lifetime: fields.lifetime.transpose()?,
        refresh_token: fields.refresh_token.filter(|token| !token.expose().is_empty()),
    })
}

/// Decodes a response without a token, and returns whether it is a refusal (RFC 6749, section 5.2): one of its errors,
/// or another one with the statuses that it names. Other errors may be temporary: a 403 of a proxy, a 404 during an
/// update.
fn refusal(received: &Received) -> (Refusal, bool) {
    let status = received.status.as_u16();
    let refusal = Refusal::read(status, &received.body);
    let is_refusal = match refusal.reason() {
        RefusalReason::Other => matches!(status, 400 | 401) && refusal.error().is_some_and(|error| !error.is_empty()),
        _ => status < 500 && !is_passing(status),
    };
    (refusal, is_refusal)
}

/// Reads a number of seconds, which some servers write as a text or with a fraction.
fn seconds(text: &str) -> Option<Duration> {
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    Duration::try_from_secs_f64(text.trim().parse::<f64>().ok()?.trunc()).ok()
}

#[derive(Default)]
struct Fields {
    access_token: Option<Secret>,
    lifetime: Option<Result<Duration, TokenError>>,
    refresh_token: Option<Secret>,
}

impl Fields {
    fn read(rule: &TokenRule, body: &[u8]) -> Result<Self, ReadError> {
        let mut fields = Self::default();
        let mut reader = Reader::new(body)?;
        reader.begin_object()?;
        while let Some(key) = reader.next_key()? {
            if key == rule.access_token {
                fields.access_token = Json::read(&mut reader)?;
            } else if Some(key) == rule.refresh_token {
                fields.refresh_token = Json::read(&mut reader)?;
            } else if Some(key) == rule.lifetime {
                let number: Option<crate::runtime::json::RawJson> = Json::read(&mut reader)?;
                fields.lifetime = number.map(|number| seconds(number.as_str()).ok_or(TokenError::Lifetime));
            } else {
                reader.skip()?;
            }
        }
        Ok(fields)
    }
}
