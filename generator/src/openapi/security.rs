//! Security schemes: how callers authenticate.

use crate::openapi::fields::text;
use crate::source::View;

/// A declared scheme.
#[derive(Debug)]
pub struct SecurityScheme<'a> {
    /// How it authenticates.
    pub kind: SchemeKind<'a>,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
    /// The scheme itself, for what overlays add.
    pub view: View<'a>,
}

/// How a scheme authenticates.
#[derive(Debug)]
pub enum SchemeKind<'a> {
    /// A key that each request carries.
    ApiKey {
        /// Where it is sent.
        location: KeyLocation,
        /// The name of the header, parameter or cookie.
        name: &'a str,
    },
    /// A scheme of the `Authorization` header.
    Http(HttpScheme<'a>),
    /// A token that an OAuth 2 server issues, in one of these flows.
    OAuth2(Vec<OAuthFlow<'a>>),
    /// A token that a provider of `openIdConnect` issues.
    OpenIdConnect,
    /// A certificate, which the transport presents.
    MutualTls,
}

/// A scheme of the `Authorization` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpScheme<'a> {
    /// A name and a password (RFC 7617).
    Basic,
    /// A token (RFC 6750).
    Bearer,
    /// Another one.
    Other(&'a str),
}

impl<'a> HttpScheme<'a> {
    /// Reads the value of `scheme`, which has no case.
    pub(super) fn named(name: &'a str) -> Self {
        match name {
            _ if name.eq_ignore_ascii_case("basic") => Self::Basic,
            _ if name.eq_ignore_ascii_case("bearer") => Self::Bearer,
            _ => Self::Other(name),
        }
    }
}

/// Where the key of an `apiKey` scheme is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// A way to obtain a token.
#[derive(Debug)]
pub struct OAuthFlow<'a> {
    /// Which one.
    pub grant: Grant,
    /// The URL that issues tokens; the implicit flow has none.
    pub token_url: Option<&'a str>,
    /// The URL that refreshes them, where it is another.
    pub refresh_url: Option<&'a str>,
    /// The scopes that tokens may have, each with its description.
    pub scopes: Vec<(&'a str, &'a str)>,
}

impl<'a> OAuthFlow<'a> {
    /// Reads a flow.
    pub(super) fn read(view: &View<'a>, grant: Grant) -> Self {
        let scopes = view.get("scopes");
        let scopes = scopes.iter().flat_map(View::entries);
        Self {
            grant,
            token_url: text(view, "tokenUrl"),
            refresh_url: text(view, "refreshUrl"),
            scopes: scopes.map(|(scope, description)| (scope, description.as_str().unwrap_or_default())).collect(),
        }
    }
}

/// The grants of OAuth 2, in the order in which clients prefer them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grant {
    /// The client's own credentials.
    ClientCredentials,
    /// A code that a user's consent gives.
    AuthorizationCode,
    /// A code that a user confirms on another device.
    DeviceAuthorization,
    /// A user's name and password.
    Password,
    /// A token that a user's consent gives.
    Implicit,
}

/// A scheme that an operation requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredScheme<'a> {
    /// Its name.
    pub name: &'a str,
    /// The scopes or roles that its credential needs.
    pub scopes: Vec<&'a str>,
}

/// Reads `security` of the document or of an operation: alternatives, each a set of schemes.
pub(super) fn requirements<'a>(view: &View<'a>) -> Option<Vec<Vec<RequiredScheme<'a>>>> {
    let list = view.get("security")?;
    let required = |(name, scopes): (&'a str, View<'a>)| RequiredScheme {
        name,
        scopes: scopes.items().filter_map(|scope| scope.as_str()).collect(),
    };
    Some(list.items().map(|alternative| alternative.entries().map(required).collect()).collect())
}
