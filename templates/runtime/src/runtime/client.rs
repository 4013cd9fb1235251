//! What all calls of a client share: settings flow in from the builder, calls borrow them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::api::Api;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::budget::RetryBudget;
use crate::runtime::clock::Sleep;
use crate::runtime::credential::{Credential, Verify};
use crate::runtime::error::SigningError;
use crate::runtime::operation::Operation;
use crate::runtime::policy::Policy;
use crate::runtime::random::Random;
use crate::runtime::retry::Retry;
use crate::runtime::timestamps::Timestamps;
use crate::runtime::transport::Transport;

/// `Client` makes calls of one API with one set of credentials.
///
/// Clones are cheap and share connections.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

/// `Settings` is what a client was built with.
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    /// Whether that is the API's published server, so that operations with a server of their own go there.
    pub(crate) is_published: bool,
    pub(crate) allow_plain_http: bool,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) timestamps: Timestamps,
    pub(crate) sleep: Option<Box<dyn Sleep>>,
    /// How long a call may take; without a `sleep`, nothing measures it.
    pub(crate) timeout: Duration,
    pub(crate) try_timeout: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) budget: RetryBudget,
    pub(crate) random: Option<Box<dyn Random>>,
    /// Asked once a call.
    pub(crate) call_policies: Vec<Box<dyn Policy>>,
    /// Asked once a try.
    pub(crate) try_policies: Vec<Box<dyn Policy>>,
    pub(crate) max_response_bytes: usize,
    pub(crate) user_agent: HeaderValue,
    /// One credential a scheme.
    pub(crate) credentials: Vec<(&'static str, Box<dyn Credential>)>,
    pub(crate) verifier: Option<Arc<dyn Verify>>,
}

impl Client {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
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
    /// Returns the schemes to apply: the operation's first alternative whose schemes all have a credential.
    pub(crate) fn schemes_for(&self, operation: &Operation) -> Result<&'static [&'static str], SigningError> {
        if operation.security.is_empty() {
            return Ok(&[]);
        }
        let is_possible = |schemes: &&&[&str]| schemes.iter().all(|scheme| self.credential(scheme).is_some());
        let found = operation.security.iter().find(is_possible);
        found.copied().ok_or(SigningError::MissingCredential { alternatives: operation.security })
    }

    /// Returns the credential for `scheme`.
    pub(crate) fn credential(&self, scheme: &str) -> Option<&dyn Credential> {
        self.credentials.iter().find(|(name, _)| *name == scheme).map(|(_, credential)| credential.as_ref())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.0.credentials.iter().map(|(scheme, _)| scheme).collect();
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
