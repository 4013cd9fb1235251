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

/// `Settings` is what a client was built with; clones share all that has a state.
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
    pub(crate) try_timeout: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) budget: Arc<RetryBudget>,
    pub(crate) random: Option<Arc<dyn Random>>,
    /// Asked once a call.
    pub(crate) call_policies: Arc<[Box<dyn Policy>]>,
    /// Asked once a try.
    pub(crate) try_policies: Arc<[Box<dyn Policy>]>,
    pub(crate) max_response_bytes: usize,
    pub(crate) user_agent: HeaderValue,
    /// One credential a scheme.
    pub(crate) credentials: Vec<(&'static str, Arc<dyn Credential>)>,
    pub(crate) verifier: Option<Arc<dyn Verify>>,
    /// Where blocking calls have their thread.
    #[cfg(feature = "blocking")]
    pub(crate) workplace: Arc<crate::runtime::blocking::Workplace>,
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
        settings.credentials.retain(|(name, _)| *name != scheme);
        settings.credentials.push((scheme, Arc::new(credential)));
        Self::new(settings)
    }

    /// Returns a client that believes what it is answered, and shares everything else with this one.
    #[doc(hidden)]
    #[must_use]
    pub fn without_verification(&self) -> Self {
        Self::new(Settings { verifier: None, ..self.settings().clone() })
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
    /// Returns the schemes to apply: the operation's first alternative whose schemes all have a credential, or rather the
    /// first of these with one that comes first.
    pub(crate) fn schemes_for(&self, operation: &Operation) -> Result<&'static [&'static str], SigningError> {
        if operation.security.is_empty() {
            return Ok(&[]);
        }
        let is_possible = |schemes: &&&[&str]| schemes.iter().all(|scheme| self.credential(scheme).is_some());
        let comes_first = |scheme: &&str| self.credential(scheme).is_some_and(Credential::comes_first);
        let mut possible = operation.security.iter().filter(is_possible);
        let mut preferred = possible.clone().filter(|schemes| schemes.iter().any(comes_first));
        let found = preferred.next().or_else(|| possible.next());
        found.copied().ok_or(SigningError::MissingCredential { alternatives: operation.security })
    }

    /// Returns the credentials of these schemes and of those that belong beside them: those that sign, or the others.
    pub(crate) fn credentials_for(&self, schemes: &'static [&'static str], signs: bool) -> Vec<&dyn Credential> {
        let mut names = schemes.to_vec();
        for credential in schemes.iter().filter_map(|scheme| self.credential(scheme)) {
            names.extend(credential.beside().iter().filter(|scheme| !schemes.contains(scheme)));
        }
        let credentials = names.iter().filter_map(|scheme| self.credential(scheme));
        credentials.filter(|credential| credential.signs() == signs).collect()
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
