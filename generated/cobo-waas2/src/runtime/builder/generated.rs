//! The part of the builder that generated code calls.

use std::sync::Arc;

use http::HeaderMap;

use crate::runtime::api::Api;
use crate::runtime::auth::bearer::Bearer;
use crate::runtime::auth::credential::{Credential, Verify};
use crate::runtime::auth::credentials::{Alternatives, Credentials};
use crate::runtime::builder::{ClientBuilder, MAX_RESPONSE_BYTES};
use crate::runtime::error::BuildError;
use crate::runtime::response::content::Reading;
use crate::runtime::send::budget::RetryBudget;
use crate::runtime::system::timestamps::TimestampOptions;
use crate::runtime::transport::connections::Connections;
use crate::runtime::values::secret::Secret;

#[doc(hidden)]
impl ClientBuilder {
    /// Starts a builder for `api`.
    pub fn for_api(api: &'static Api) -> Self {
        Self {
            api,
            server: None,
            published: None,
            variables: Vec::new(),
            base_url: None,
            transport: None,
            clock: None,
            sleep: None,
            timeout: None,
            attempt_timeout: None,
            retry: None,
            budget: RetryBudget::default(),
            random: None,
            call_policies: Vec::new(),
            attempt_policies: Vec::new(),
            timestamps: TimestampOptions::default(),
            connections: Connections::default(),
            max_response_bytes: MAX_RESPONSE_BYTES,
            reading: Reading::Strict,
            user_agent: None,
            allow_plain_http: false,
            default_headers: HeaderMap::new(),
            credentials: Credentials::default(),
            token: None,
            bearer_schemes: &[],
            scheme_headers: &[],
            requirements: &[],
            unauthenticated: false,
            default_verifier: None,
            verifier: None,
            unverified: false,
            responses_signed: None,
            fault: None,
        }
    }

    /// Sets an environment's base URL, which `base_url` overrules.
    pub fn server(mut self, base_url: &'static str) -> Self {
        self.server = Some(base_url);
        self
    }

    /// Sets the server that the API publishes, which `server` and `base_url` overrule, and the defaults of its variables.
    pub fn published(mut self, template: &'static str, variables: &'static [(&'static str, &'static str)]) -> Self {
        self.published = Some((template, variables));
        self
    }

    /// Chooses the value of a variable of the published server.
    pub fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Sets the credential for `scheme`, in place of an earlier one.
    pub fn credential(mut self, scheme: &'static str, credential: impl Credential) -> Self {
        self.credentials.set(scheme, Arc::new(credential));
        self
    }

    /// Sends a bearer token with every call, and wherever a scheme of `bearer_schemes` is required.
    pub fn token_for_every_call(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(Bearer::new(token));
        self
    }

    /// Names the schemes whose credential is a bearer token.
    pub fn bearer_schemes(mut self, schemes: &'static [&'static str]) -> Self {
        self.bearer_schemes = schemes;
        self
    }

    /// Lists the headers that schemes are sent in, in lower case, each with the name of the scheme before it.
    pub fn scheme_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.scheme_headers = headers;
        self
    }

    /// Sets the requirements of operations, if credentials of the API use the same header: `build` fails for one that
    /// is never sent.
    pub fn requirements(mut self, requirements: &'static [Alternatives]) -> Self {
        self.requirements = requirements;
        self
    }

    /// Sets the verifier of an environment; `verifier` and `unverified` take precedence, in any order.
    pub fn default_verifier(mut self, verifier: Arc<dyn Verify>) -> Self {
        self.default_verifier = Some(verifier);
        self
    }

    /// Sets what verifies responses.
    pub fn verifier(mut self, verifier: Arc<dyn Verify>) -> Self {
        self.verifier = Some(verifier);
        self.unverified = false;
        self
    }

    /// Turns verification off, on purpose.
    pub fn unverified(mut self) -> Self {
        self.verifier = None;
        self.unverified = true;
        self
    }

    /// Requires a verifier, or `unverified`; `hint` names the methods to call.
    pub fn responses_signed(mut self, hint: &'static str) -> Self {
        self.responses_signed = Some(hint);
        self
    }

    /// Lets `build` fail, for methods that cannot return an error themselves; the first error is kept.
    pub fn fail(mut self, fault: BuildError) -> Self {
        self.fault.get_or_insert(fault);
        self
    }
}
