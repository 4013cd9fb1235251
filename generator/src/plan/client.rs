//! The client: where it calls, how it proves who it is, how it writes queries.

use std::collections::BTreeSet;

use crate::ir::{Empty, Frozen, Named, QueryEncoding, Reading, SecurityKind, ServerVariable};
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
    /// How queries are written.
    pub query: QueryPlan,
    /// The builder's methods for what a caller proves itself with.
    pub credentials: Vec<Credential>,
    /// The schemes whose credential is a bearer token, by name.
    pub bearer_schemes: Vec<String>,
    /// The headers that schemes are sent in, by the scheme's name.
    pub scheme_headers: Vec<(String, String)>,
    /// What operations require, where they leave a choice between credentials of which only one can be sent: of each list of
    /// alternatives, the schemes that each of these needs.
    pub requirements: Vec<Vec<Vec<String>>>,
    /// How operations issue tokens.
    pub tokens: Option<TokensPlan>,
    /// The authorization server of tokens that are not had by calls.
    pub oauth2: Option<OAuth2Plan>,
    /// Whether responses are signed.
    pub responses_signed: bool,
    /// Whether responses are read leniently unless the program says otherwise.
    pub reads_leniently: bool,
}

/// How queries are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryPlan {
    /// As in RFC 6570.
    Rfc6570,
    /// As `application/x-www-form-urlencoded`.
    FormUrlencoded {
        /// Whether parameters with an empty value are not sent.
        drop_empty: bool,
    },
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
    /// The name of the builder's method.
    pub method: String,
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
    /// The same, for a scheme whose tokens are issued by calls: sent as those are.
    Token {
        /// The schemes whose credentials belong beside it.
        beside: Vec<String>,
    },
    /// `Authorization: Basic`
    Basic,
}

impl ClientPlan {
    /// Says whether the builder has the method `bearer_token` of every client; a scheme of that name has its own.
    #[must_use]
    pub fn has_bearer_token(&self) -> bool {
        self.credentials.iter().all(|each| each.method != "bearer_token")
    }
}

impl CredentialKind {
    /// The header that it is written to, where only one credential can stand.
    fn place(&self) -> Option<String> {
        match self {
            Self::Bearer | Self::Token { .. } | Self::Basic => Some("authorization".to_owned()),
            Self::HeaderKey(name) => Some(name.to_ascii_lowercase()),
            Self::Signature | Self::QueryKey(_) | Self::CookieKey(_) => None,
        }
    }
}

/// Each different requirement that has a scheme for which another one may have to be left out.
fn requirements(api: &Frozen, credentials: &[Credential]) -> Vec<Vec<Vec<String>>> {
    let place = |scheme: &String| credentials.iter().find(|each| each.scheme == *scheme)?.kind.place();
    let all: BTreeSet<Vec<Vec<String>>> = api
        .operations
        .values()
        .map(|operation| operation.security.iter().map(|alternative| alternative.names().cloned().collect()).collect())
        .collect();
    let mut contested: BTreeSet<&String> = BTreeSet::new();
    for alternatives in &all {
        let schemes: BTreeSet<&String> = alternatives.iter().flatten().collect();
        let rivals = |scheme: &&String| {
            let others = schemes.iter().filter(|other| *other != scheme);
            place(scheme)
                .is_some_and(|place_of_it| others.clone().any(|other| place(other).as_ref() == Some(&place_of_it)))
        };
        contested.extend(schemes.iter().copied().filter(rivals));
    }
    let is_contested =
        |alternatives: &Vec<Vec<String>>| alternatives.iter().flatten().any(|each| contested.contains(each));
    all.iter().filter(|alternatives| is_contested(alternatives)).cloned().collect()
}

fn bearer_schemes(credentials: &[Credential]) -> Vec<String> {
    let is_bearer = |kind: &CredentialKind| matches!(kind, CredentialKind::Bearer | CredentialKind::Token { .. });
    let schemes: BTreeSet<&String> =
        credentials.iter().filter(|each| is_bearer(&each.kind)).map(|each| &each.scheme).collect();
    schemes.into_iter().cloned().collect()
}

fn scheme_headers(api: &Frozen, credentials: &[Credential]) -> Vec<(String, String)> {
    let mut headers = BTreeSet::new();
    for credential in credentials {
        let scheme = &credential.scheme;
        headers.extend(credential.kind.place().map(|header| (scheme.clone(), header)));
        if let Some(SecurityKind::Signing(signing)) = api.security_schemes.get(scheme).map(|declared| &declared.kind) {
            headers.extend(signing.headers.keys().map(|header| (scheme.clone(), header.to_ascii_lowercase())));
        }
    }
    headers.into_iter().collect()
}

pub(super) fn client(api: &Frozen, names: &Table, groups: &[Group], signers: usize) -> ClientPlan {
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
        api.operations.values().flat_map(|operation| &operation.security).any(|each| each.names().any(|s| s == scheme))
    };
    let tokens = token::tokens(api, groups);
    let credentials: Vec<_> = api
        .security_schemes
        .iter()
        .filter(|(scheme, _)| used(scheme))
        .filter_map(|(scheme, declared)| {
            let name = names.schemes.get(scheme)?;
            Some(Credential {
                method: match (&declared.kind, signers) {
                    _ if api.given.contains_key(&Named::Scheme(scheme.clone())) => name.snake(),
                    (SecurityKind::Signing(_), 1) => "signer".to_owned(),
                    (SecurityKind::Signing(_), _) => format!("{}_signer", name.snake()),
                    (
                        SecurityKind::HeaderKey(_)
                        | SecurityKind::QueryKey(_)
                        | SecurityKind::CookieKey(_)
                        | SecurityKind::Bearer
                        | SecurityKind::Basic,
                        _,
                    ) => name.snake(),
                },
                marker: name.pascal(),
                scheme: scheme.clone(),
                kind: match &declared.kind {
                    SecurityKind::Signing(_) => CredentialKind::Signature,
                    SecurityKind::HeaderKey(name) => CredentialKind::HeaderKey(name.clone()),
                    SecurityKind::QueryKey(name) => CredentialKind::QueryKey(name.clone()),
                    SecurityKind::CookieKey(name) => CredentialKind::CookieKey(name.clone()),
                    SecurityKind::Bearer => match tokens.as_ref().filter(|tokens| tokens.scheme == *scheme) {
                        Some(tokens) => CredentialKind::Token { beside: tokens.beside.clone() },
                        None => CredentialKind::Bearer,
                    },
                    SecurityKind::Basic => CredentialKind::Basic,
                },
                docs: Docs::description(declared.description.as_deref()),
            })
        })
        .collect();
    let signed = api.security_schemes.iter().filter(|(scheme, _)| used(scheme));
    let query = signed.into_iter().find_map(|(_, declared)| {
        if let SecurityKind::Signing(signing) = &declared.kind { Some(signing.query) } else { None }
    });
    let query = query.unwrap_or_default();
    let default_server = api.default_server().map(|server| ServerPlan {
        url: server.url.clone(),
        variables: server.variables.iter().zip(&names.variables).map(variable).collect(),
    });
    ClientPlan {
        environments,
        default_server,
        query: match query.encoding {
            QueryEncoding::Rfc6570 => QueryPlan::Rfc6570,
            QueryEncoding::FormUrlencoded => QueryPlan::FormUrlencoded { drop_empty: query.empty == Empty::Drop },
        },
        oauth2: if tokens.is_some() { None } else { oauth2::oauth2(api, &credentials) },
        requirements: requirements(api, &credentials),
        bearer_schemes: bearer_schemes(&credentials),
        scheme_headers: scheme_headers(api, &credentials),
        credentials,
        tokens,
        responses_signed: api.response_check.is_some(),
        reads_leniently: api.reading == Reading::Lenient,
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
