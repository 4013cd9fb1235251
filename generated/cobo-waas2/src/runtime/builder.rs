//! The builder of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::runtime::api::Api;
use crate::runtime::auth::bearer::Bearer;
use crate::runtime::auth::credential::{Credential, Verify};
use crate::runtime::auth::credentials::{AUTHORIZATION, Alternatives, BEARER_TOKEN, Credentials};
use crate::runtime::call::header;
use crate::runtime::client::{Client, Settings};
use crate::runtime::error::BuildError;
use crate::runtime::response::content::Reading;
use crate::runtime::send::budget::RetryBudget;
use crate::runtime::send::policy::Policy;
use crate::runtime::send::retry::Retry;
use crate::runtime::system::clock::{Clock, Sleep};
use crate::runtime::system::random::Random;
use crate::runtime::system::timestamps::{TimestampOptions, Timestamps};
use crate::runtime::transport::base_url::{BaseUrl, fill};
use crate::runtime::transport::connections::Connections;
use crate::runtime::transport::interface::{Transport, default_transport};

mod generated;

const TIMEOUT: Duration = Duration::from_secs(30);
const MAX_RESPONSE_BYTES: usize = 10 * 1024 * 1024;

/// `ClientBuilder` collects the settings of a [`Client`]; the order of its methods does not matter.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api: &'static Api,
    server: Option<&'static str>,
    published: Option<(&'static str, &'static [(&'static str, &'static str)])>,
    variables: Vec<(&'static str, String)>,
    base_url: Option<String>,
    transport: Option<Box<dyn Transport>>,
    clock: Option<Box<dyn Clock>>,
    sleep: Option<Box<dyn Sleep>>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    retry: Option<Retry>,
    budget: RetryBudget,
    random: Option<Box<dyn Random>>,
    call_policies: Vec<Box<dyn Policy>>,
    attempt_policies: Vec<Box<dyn Policy>>,
    timestamps: TimestampOptions,
    connections: Connections,
    max_response_bytes: usize,
    reading: Reading,
    user_agent: Option<String>,
    allow_plain_http: bool,
    default_headers: HeaderMap,
    credentials: Credentials,
    token: Option<Bearer>,
    bearer_schemes: &'static [&'static str],
    scheme_headers: &'static [(&'static str, &'static str)],
    requirements: &'static [Alternatives],
    unauthenticated: bool,
    default_verifier: Option<Arc<dyn Verify>>,
    verifier: Option<Arc<dyn Verify>>,
    unverified: bool,
    responses_signed: Option<&'static str>,
    fault: Option<BuildError>,
}

impl ClientBuilder {
    /// Sets the base URL, such as `https://host/v2`, which replaces every server of the API.
    ///
    /// It applies to all calls, including operations with their own server; `with_base_url` of a call takes precedence.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets what sends the requests.
    ///
    /// It does not have to limit time or size. On an async runtime other than tokio, set [`sleep`](Self::sleep) too.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sets the clock that signatures take their time from; the machine's unless set.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Box::new(clock));
        self
    }

    /// Signs each attempt with a later time than all before it, by the smallest step of the API's timestamps.
    ///
    /// Two equal requests in one millisecond then have different signatures. The times run ahead of the clock if there
    /// are more attempts than steps.
    pub fn increasing_timestamps(mut self) -> Self {
        self.timestamps.increase = true;
        self
    }

    /// Corrects the signed time by the `Date` of responses with status 400, 401 or 403.
    ///
    /// A call that is safe to repeat then makes another attempt. The header is not verified: an attacker who can change
    /// it can make the client sign for a time up to a day away.
    pub fn learn_clock_skew(mut self) -> Self {
        self.timestamps.learn = true;
        self
    }

    /// Sets the timer for timeouts and for delays between attempts.
    pub fn sleep(mut self, sleep: impl Sleep) -> Self {
        self.sleep = Some(Box::new(sleep));
        self
    }

    /// Sets the timeout of a whole call, including all attempts and delays; 30 seconds by default.
    ///
    /// Without the feature `reqwest` and without a [`sleep`](Self::sleep), calls have no timeout, and setting one is an
    /// error.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of one attempt, from signing to the end of the body; by default that of the call.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how often calls are tried; up to three times unless set, and once where there is no [`sleep`](Self::sleep).
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets how many retries there may be in all.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Sets what draws waiting times and idempotency keys.
    pub fn random(mut self, random: impl Random) -> Self {
        self.random = Some(Box::new(random));
        self
    }

    /// Adds a policy that runs once per call, before its first attempt and after its last.
    pub fn call_policy(mut self, policy: impl Policy) -> Self {
        self.call_policies.push(Box::new(policy));
        self
    }

    /// Adds a policy that runs before each attempt is signed, and after it.
    pub fn attempt_policy(mut self, policy: impl Policy) -> Self {
        self.attempt_policies.push(Box::new(policy));
        self
    }

    /// Sets how long connecting may take, TLS included; 10 seconds unless set. A transport of your own does not see it.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connections = self.connections.timeout(timeout);
        self
    }

    /// Sets how long an idle connection is kept; 30 seconds by default. It has no effect on your own transport.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.connections = self.connections.idle_timeout(timeout);
        self
    }

    /// Sets how long an HTTP/2 connection may be silent before it is pinged, and how long the response to the ping may
    /// take before it is closed; 10 seconds by default. It has no effect on your own transport.
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.connections = self.connections.keep_alive(interval);
        self
    }

    /// Sets the proxy for all requests, such as `http://user:word@proxy.example:3128`, which replaces that of the
    /// environment.
    ///
    /// It can read plain HTTP, but not HTTPS. It has no effect on your own transport.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connections = self.connections.proxy(url);
        self
    }

    /// Adds root certificates, in PEM, to those of the system.
    ///
    /// They have no effect on your own transport.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.connections = self.connections.root_certificates(pem);
        self
    }

    /// Sets the maximum size of a response body in bytes; 10 MiB by default.
    ///
    /// Requests ask for uncompressed responses, so this is the number of received bytes.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Sets how responses are read whose values do not match the API description.
    ///
    /// With [`Reading::Lenient`], `send` and paged lists return the values that match. `send_with_response` also
    /// returns the misfits, and the feature `tracing` reports each response with misfits. Paged lists are lenient
    /// inside items only: a page without an item or without the place of the next page is an error.
    pub fn reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets a header of every call, in place of an earlier one of that name. A call that has the header itself keeps its own.
    ///
    /// `build` fails if the name or the value is not valid in a header, and if a security scheme of the API is sent in the same
    /// header: give the credential for that scheme, or call [`unauthenticated`](Self::unauthenticated) as well, which leaves the
    /// header to you. `Debug` shows no value, since it may be a key, and servers that only issue tokens are not sent it.
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, mut value)) => {
                value.set_sensitive(true);
                self.default_headers.insert(name, value);
            }
            Err(fault) => {
                self.fault.get_or_insert(BuildError::DefaultHeader(Box::new(fault)));
            }
        }
        self
    }

    /// Allows a base URL that is plain http to another machine; to this machine it always is.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sends calls without credentials, even if the API description requires them.
    ///
    /// Otherwise a call without its credential is an error, and is not sent.
    pub fn unauthenticated(mut self) -> Self {
        self.unauthenticated = true;
        self
    }

    /// Finds credentials that use the same header.
    fn contested(&self) -> Option<BuildError> {
        if self.unauthenticated {
            let token = self.token.as_ref().map(|_| BEARER_TOKEN);
            let scheme = self.credentials.schemes().next().or(token)?;
            return Some(BuildError::Unauthenticated { scheme });
        }
        let is_given = |scheme: &str| self.credentials.get(scheme).is_some();
        let mut headers =
            self.scheme_headers.iter().filter(|(scheme, header)| *header == AUTHORIZATION && is_given(scheme));
        if let (Some(_), Some(&(scheme, _))) = (&self.token, headers.next()) {
            return Some(BuildError::ContestedToken { scheme });
        }
        if self.token.is_some() && self.default_headers.contains_key(AUTHORIZATION) {
            return Some(BuildError::ContestedAuthorization);
        }
        let mut headers = self.scheme_headers.iter();
        let &(scheme, header) = headers.find(|(_, header)| self.default_headers.contains_key(*header))?;
        Some(BuildError::ContestedHeader { header, scheme })
    }

    /// Checks the settings and builds the client.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if let Some(fault) = self.contested() {
            return Err(fault);
        }
        if let Some((scheme, instead)) = self.credentials.unused(self.requirements) {
            return Err(BuildError::UnusedCredential { scheme, instead });
        }
        let mut credentials = self.credentials;
        if let Some(token) = self.token {
            credentials.set_for_every_call(Arc::new(token), self.bearer_schemes);
        }
        let given = self.base_url.as_deref().or(self.server);
        let base_url = match (given, self.published) {
            (Some(given), _) => BaseUrl::checked(given, self.allow_plain_http)?,
            (None, Some((template, variables))) => {
                BaseUrl::checked(&fill(template, variables, &self.variables)?, self.allow_plain_http)?
            }
            (None, None) => return Err(BuildError::NoBaseUrl),
        };
        let is_published = given.is_none();
        let verifier = if self.unverified { None } else { self.verifier.or(self.default_verifier) };
        if let (None, false, Some(hint)) = (&verifier, self.unverified, self.responses_signed) {
            return Err(BuildError::NoResponseKey(hint));
        }
        let user_agent = match self.user_agent {
            Some(text) => HeaderValue::try_from(text),
            None => HeaderValue::from_str(self.api.user_agent),
        };
        let sleep = self.sleep;
        #[cfg(feature = "reqwest")]
        let sleep = sleep.or(Some(Box::new(crate::runtime::system::clock::TokioSleep)));
        let waits = self.retry.is_some_and(|retry| retry.allows_another(1));
        if sleep.is_none() && (self.timeout.is_some() || self.attempt_timeout.is_some() || waits) {
            return Err(BuildError::NoSleep);
        }
        let random = self.random;
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        let random = random.or_else(|| Some(Box::new(crate::runtime::system::random::StdRandom::default())));
        let step = credentials.iter().map(Credential::resolution).max();
        let clock = self.clock;
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        let clock = clock.or_else(|| Some(Box::new(crate::runtime::system::clock::SystemClock)));
        let clock = clock.ok_or(BuildError::NoClock)?;
        if let (Some(_), Some(setting)) = (&self.transport, self.connections.unread()) {
            return Err(BuildError::UnreadSetting(setting));
        }
        Ok(Client::new(Settings {
            api: self.api,
            user_agent: user_agent.map_err(|_| BuildError::InvalidUserAgent)?,
            transport: match self.transport {
                Some(transport) => transport.into(),
                None => default_transport(&base_url, &self.connections)?.into(),
            },
            base_url,
            is_published,
            allow_plain_http: self.allow_plain_http,
            timestamps: Arc::new(Timestamps::new(clock, step.unwrap_or_default(), self.timestamps)),
            retry: self.retry.unwrap_or(if sleep.is_some() { Retry::default() } else { Retry::never() }),
            sleep: sleep.map(Arc::from),
            timeout: self.timeout.unwrap_or(TIMEOUT),
            attempt_timeout: self.attempt_timeout,
            budget: Arc::new(self.budget),
            random: random.map(Arc::from),
            call_policies: self.call_policies.into(),
            attempt_policies: self.attempt_policies.into(),
            max_response_bytes: self.max_response_bytes,
            reading: self.reading,
            default_headers: self.default_headers,
            credentials,
            unauthenticated: self.unauthenticated,
            verifier,
            #[cfg(feature = "blocking")]
            workplace: Arc::default(),
        }))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("api", &self.api.name).finish_non_exhaustive()
    }
}
