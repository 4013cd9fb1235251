//! Tokens had by calls of the API itself: the answers' bytes flow in, grants flow out, as the overlay says which property is what.

use std::time::Duration;

use crate::runtime::call::{Call, RawCall};
use crate::runtime::client::Client;
use crate::runtime::error::Failure;
use crate::runtime::json::{Json, ReadError, Reader};
use crate::runtime::operation::{Expectation, Op};
use crate::runtime::refusal::Refusal;
use crate::runtime::response::Received;
use crate::runtime::secret::Secret;
use crate::runtime::send::exchange;
use crate::runtime::tokens::{Grant, TokenError, TokenSource};
use crate::runtime::transport::BoxFuture;

/// `TokenRule` says how an API grants tokens.
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
    /// Gets tokens by calls that `client` makes.
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

/// Makes a call and reads the grant that it is answered with.
pub(crate) fn granted(rule: &'static TokenRule, call: RawCall) -> BoxFuture<'static, Result<Grant, TokenError>> {
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
        granted(self.rule, (self.get)(&self.client))
    }

    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        match &self.refresh {
            Some(refresh) => granted(self.rule, refresh(&self.client, refresh_token)),
            None => self.get(),
        }
    }
}

fn failed(failure: Failure) -> TokenError {
    TokenError::Source(Box::new(failure))
}

fn grant(rule: &TokenRule, received: &Received) -> Result<Grant, TokenError> {
    let status = received.status.as_u16();
    if received.operation.expectation(status) != Expectation::Success {
        // A server in trouble has refused nothing.
        return Err(match status {
            400..=499 if status != 408 && status != 429 => TokenError::Refused(Refusal::read(status, &received.body)),
            _ => TokenError::Source(format!("the server answered with status {status}").into()),
        });
    }
    let body = received.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&received.body);
    let fields = Fields::read(rule, body).map_err(|_| TokenError::Malformed)?;
    if fields.access_token.is_none() {
        // Some servers refuse with a status of success.
        let refusal = Refusal::read(status, body);
        return Err(if refusal.error().is_some() { TokenError::Refused(refusal) } else { TokenError::NoToken });
    }
    let lifetime = match fields.lifetime {
        None => None,
        Some(Ok(seconds)) => Some(Duration::from_secs(u64::try_from(seconds).map_err(|_| TokenError::Lifetime)?)),
        Some(Err(())) => return Err(TokenError::Lifetime),
    };
    Ok(Grant {
        access_token: fields.access_token.ok_or(TokenError::NoToken)?,
        lifetime,
        refresh_token: fields.refresh_token.filter(|token| !token.expose().is_empty()),
    })
}

#[derive(Default)]
struct Fields {
    access_token: Option<Secret>,
    lifetime: Option<Result<i64, ()>>,
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
                fields.lifetime = number.map(|number| number.as_str().parse().map_err(|_| ()));
            } else {
                reader.skip()?;
            }
        }
        Ok(fields)
    }
}
