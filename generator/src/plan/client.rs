//! The client: where it calls, how it proves who it is, how it writes queries.

use crate::ir::{Empty, Frozen, QueryEncoding, SecurityKind, ServerVariable};
use crate::names::{Name, Table, VariableNames};

use super::docs::Docs;
use super::group::Group;
use super::oauth2::{self, OAuth2Plan};
use super::token::{self, TokensPlan};

/// What the client of an API needs beside its operations.
#[derive(Debug)]
pub struct ClientPlan {
    /// The named servers.
    pub environments: Vec<EnvironmentPlan>,
    /// The server that is called when nothing else is said.
    pub default_server: Option<ServerPlan>,
    /// Whether queries are written as `application/x-www-form-urlencoded`.
    pub form_urlencoded: bool,
    /// Whether parameters with an empty value are not sent.
    pub drop_empty: bool,
    /// The builder's methods for what a caller proves itself with.
    pub credentials: Vec<Credential>,
    /// How tokens are had by calls.
    pub tokens: Option<TokensPlan>,
    /// The authorization server of tokens that are not had by calls.
    pub oauth2: Option<OAuth2Plan>,
    /// Whether responses are signed.
    pub responses_signed: bool,
}

/// A named server.
#[derive(Debug)]
pub struct EnvironmentPlan {
    /// Its name.
    pub name: String,
    /// Its base URL.
    pub server: String,
    /// The key by which its responses are checked.
    pub response_key: Option<String>,
    /// Its docs.
    pub docs: Docs,
}

/// A published server.
#[derive(Debug)]
pub struct ServerPlan {
    /// Its base URL, with `{variables}`.
    pub url: String,
    /// The variables, in the URL's order.
    pub variables: Vec<VariablePlan>,
}

/// A part of a server's URL that the builder has a method for.
#[derive(Debug)]
pub struct VariablePlan {
    /// The document's name for it.
    pub variable: String,
    /// What it is unless it is chosen.
    pub default: String,
    /// The name of the builder's method.
    pub setter: String,
    /// The name of its argument.
    pub argument: String,
    /// The name of the enumeration of its values, where it has any.
    pub choice: String,
    /// The variants of that, each with its value.
    pub values: Vec<(String, String)>,
    /// Its docs.
    pub docs: Docs,
}

/// A way to prove who calls.
#[derive(Debug)]
pub struct Credential {
    /// The name of the builder's method; a signing profile's marker has it too.
    pub name: String,
    /// The profile's marker type, for a signature.
    pub marker: String,
    /// The document's name for the scheme.
    pub scheme: String,
    /// What it asks of a request.
    pub kind: CredentialKind,
    /// Its docs.
    pub docs: Docs,
}

/// What a credential asks of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// A signature.
    Signature,
    /// A secret in a header of this name.
    HeaderKey(String),
    /// A secret in a query parameter of this name.
    QueryKey(String),
    /// A secret in a cookie of this name.
    CookieKey(String),
    /// `Authorization: Bearer`
    Bearer,
    /// `Authorization: Basic`
    Basic,
}

pub(super) fn client(api: &Frozen, names: &Table, groups: &[Group]) -> ClientPlan {
    let environments: Vec<_> = api
        .environments
        .iter()
        .zip(&names.environments)
        .map(|(environment, name)| EnvironmentPlan {
            name: name.pascal(),
            server: environment.server.clone(),
            response_key: environment.response_key.clone(),
            docs: Docs::description(environment.description.as_deref()),
        })
        .collect();
    let used = |scheme: &str| {
        api.operations.values().flat_map(|operation| &operation.security).any(|each| each.0.iter().any(|s| s == scheme))
    };
    let credentials: Vec<_> = api
        .security_schemes
        .iter()
        .filter(|(scheme, _)| used(scheme))
        .filter_map(|(scheme, declared)| {
            let name = names.schemes.get(scheme)?;
            Some(Credential {
                name: name.snake(),
                marker: name.pascal(),
                scheme: scheme.clone(),
                kind: match &declared.kind {
                    SecurityKind::Signing(_) => CredentialKind::Signature,
                    SecurityKind::HeaderKey(name) => CredentialKind::HeaderKey(name.clone()),
                    SecurityKind::QueryKey(name) => CredentialKind::QueryKey(name.clone()),
                    SecurityKind::CookieKey(name) => CredentialKind::CookieKey(name.clone()),
                    SecurityKind::Bearer => CredentialKind::Bearer,
                    SecurityKind::Basic => CredentialKind::Basic,
                },
                docs: Docs::description(declared.description.as_deref()),
            })
        })
        .collect();
    let signed = api.security_schemes.iter().filter(|(scheme, _)| used(scheme));
    let query = signed.into_iter().find_map(|(_, declared)| match &declared.kind {
        SecurityKind::Signing(signing) => Some(signing.query),
        _ => None,
    });
    let query = query.unwrap_or_default();
    let default_server = api.default_server().map(|server| ServerPlan {
        url: server.url.clone(),
        variables: server.variables.iter().zip(&names.variables).map(variable).collect(),
    });
    let tokens = token::tokens(api, groups);
    ClientPlan {
        environments,
        default_server,
        form_urlencoded: query.encoding == QueryEncoding::FormUrlencoded,
        drop_empty: query.empty == Empty::Drop,
        oauth2: if tokens.is_some() { None } else { oauth2::oauth2(api, &credentials) },
        credentials,
        tokens,
        responses_signed: api.response_check.is_some(),
    }
}

fn variable((variable, names): (&ServerVariable, &VariableNames)) -> VariablePlan {
    let docs = Docs::description(variable.description.as_deref());
    VariablePlan {
        variable: variable.name.clone(),
        default: variable.default.clone(),
        setter: names.setter.snake(),
        argument: names.choice.snake(),
        choice: names.choice.pascal(),
        values: names.values.iter().map(Name::pascal).zip(variable.values.iter().cloned()).collect(),
        docs,
    }
}
