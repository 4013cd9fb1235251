//! What all calls of a client share: settings flow in from the builder, calls borrow them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::runtime::api::Api;
use crate::runtime::auth::credential::{Credential, Verify};
use crate::runtime::auth::credentials::Credentials;
use crate::runtime::error::SigningError;
use crate::runtime::operation::Operation;
use crate::runtime::response::content::Reading;
use crate::runtime::send::budget::RetryBudget;
use crate::runtime::send::policy::Policy;
use crate::runtime::send::retry::Retry;
use crate::runtime::system::clock::Sleep;
use crate::runtime::system::random::Random;
use crate::runtime::system::timestamps::Timestamps;
use crate::runtime::transport::base_url::BaseUrl;
use crate::runtime::transport::interface::Transport;

/// A client of one API with one set of credentials.
///
/// Clones are cheap and share connections.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

/// The settings of a client; clones share everything that has a state.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    /// Whether that is the API's published server, so that operations with a server of their own go there.
    pub(crate) is_published: bool,
    pub(crate) allow_plain_http: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timestamps: Arc<Timestamps>,
    pub(crate) sleep: Option<Arc<dyn Sleep>>,
    /// How long a call may take; without a `sleep`, nothing measures it.
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) budget: Arc<RetryBudget>,
    pub(crate) random: Option<Arc<dyn Random>>,
    /// Asked once a call.
    pub(crate) call_policies: Arc<[Box<dyn Policy>]>,
    /// Policies that run once per attempt.
    pub(crate) attempt_policies: Arc<[Box<dyn Policy>]>,
    pub(crate) max_response_bytes: usize,
    pub(crate) reading: Reading,
    pub(crate) user_agent: HeaderValue,
    /// The headers of every call that does not have them itself.
    pub(crate) default_headers: HeaderMap,
    pub(crate) credentials: Credentials,
    /// Whether calls are sent without credentials, whatever the document requires.
    pub(crate) unauthenticated: bool,
    pub(crate) verifier: Option<Arc<dyn Verify>>,
    /// Where blocking calls have their thread.
    #[cfg(feature = "blocking")]
    pub(crate) workplace: Arc<crate::runtime::send::blocking::Workplace>,
}

impl Client {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    /// Returns a client that has this credential for `scheme` too, and shares everything else with this one.
    #[doc(hidden)]
    #[must_use]
    pub fn with_credential(&self, scheme: &'static str, credential: impl Credential) -> Self {
        let mut settings = self.settings().clone();
        settings.credentials.set(scheme, Arc::new(credential));
        settings.unauthenticated = false;
        Self::new(settings)
    }

    /// Returns a client for another server than the API's: it sends no credentials and no default headers, and verifies nothing.
    #[doc(hidden)]
    #[must_use]
    pub fn for_other_server(&self) -> Self {
        let (credentials, default_headers) = (Credentials::default(), HeaderMap::new());
        Self::new(Settings { verifier: None, credentials, default_headers, ..self.settings().clone() })
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }

    pub(crate) fn api(&self) -> &'static Api {
        self.0.api
    }

    /// Returns the URL that paths are appended to; it has no slash at its end.
    pub(crate) fn base_url(&self) -> &str {
        &self.0.base_url.text
    }
}

impl Settings {
    /// Returns the credentials that a call of the operation is sent with.
    pub(crate) fn credentials_for(&self, operation: &Operation) -> Result<Vec<&dyn Credential>, SigningError> {
        if self.unauthenticated {
            return Ok(Vec::new());
        }
        let alternatives = operation.security;
        let schemes = self.credentials.choose(alternatives).ok_or(SigningError::MissingCredential { alternatives })?;
        let chosen = schemes.iter().filter_map(|scheme| self.credentials.get(scheme));
        Ok(chosen.chain(self.credentials.for_every_call(&schemes)).collect())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.0.credentials.schemes().collect();
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &self.base_url())
            .field("timeout", &self.0.timeout)
            .field("retry", &self.0.retry)
            .field("credentials", &schemes)
            .field("verifies_responses", &self.0.verifier.is_some())
            .finish_non_exhaustive()
    }
}
