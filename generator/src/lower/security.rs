//! Security schemes.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Named, OAuth2, SecurityKind, SecurityScheme};
use crate::openapi::{self, Grant, HttpScheme, KeyLocation, OAuthFlow, SchemeKind};

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    pub(super) fn security_schemes(&mut self, schemes: &[(&'a str, Option<openapi::SecurityScheme<'a>>)]) {
        for (name, scheme) in schemes {
            let Some(scheme) = scheme else {
                self.unusable.insert((*name).to_owned());
                continue;
            };
            let described = self.described_kind(scheme);
            let signing = scheme.view.value("x-signet-signing");
            let is_transported = signing.is_none() && matches!(scheme.kind, SchemeKind::MutualTls);
            let kind = match signing {
                Some(view) => self.signing(&view).map(SecurityKind::Signing),
                None => described,
            };
            match kind {
                Some(kind) => {
                    let oauth2 = match &scheme.kind {
                        SchemeKind::OAuth2(flows) if scheme.view.value("x-signet-token-source").is_none() => {
                            server(flows)
                        }
                        _ => None,
                    };
                    self.take_name(Named::Scheme((*name).to_owned()), &scheme.view);
                    let description = scheme.description.map(str::to_owned);
                    let scheme =
                        SecurityScheme { kind, token_source: None, oauth2, scopes: scopes(&scheme.kind), description };
                    self.api.security_schemes.insert((*name).to_owned(), scheme);
                }
                None if is_transported => {
                    self.transported.insert((*name).to_owned());
                }
                None => {
                    self.unusable.insert((*name).to_owned());
                }
            }
        }
        self.report_overlaps(schemes);
    }

    /// Reports schemes whose header a signing profile writes: a caller would be asked for what the signer makes.
    fn report_overlaps(&mut self, schemes: &[(&'a str, Option<openapi::SecurityScheme<'a>>)]) {
        let known = &self.api.security_schemes;
        for (name, scheme) in schemes {
            let Some(SecurityKind::HeaderKey(header)) = known.get(*name).map(|scheme| &scheme.kind) else { continue };
            let signs = known.iter().find(|(_, other)| match &other.kind {
                SecurityKind::Signing(signing) => signing.headers.keys().any(|key| key.eq_ignore_ascii_case(header)),
                _ => false,
            });
            if let (Some((signs, _)), Some(scheme)) = (signs, scheme) {
                let message = format!("the signing profile of `{signs}` writes the header `{header}` of `{name}`");
                self.diagnostics.push(
                    Diagnostic::new(Code::SchemeOverlap, message)
                        .at(&scheme.view.origin(), "this scheme asks for the same header")
                        .help(format!(
                            "remove `{name}` from the security requirements and schemes in an overlay, with `remove: true`"
                        )),
                );
            }
        }
    }

    /// What the document itself says of a scheme.
    fn described_kind(&mut self, scheme: &openapi::SecurityScheme<'a>) -> Option<SecurityKind> {
        match &scheme.kind {
            SchemeKind::ApiKey { location, name } => Some(match location {
                KeyLocation::Header => SecurityKind::HeaderKey((*name).to_owned()),
                KeyLocation::Query => SecurityKind::QueryKey((*name).to_owned()),
                KeyLocation::Cookie => SecurityKind::CookieKey((*name).to_owned()),
            }),
            SchemeKind::Http(HttpScheme::Basic) => Some(SecurityKind::Basic),
            SchemeKind::Http(HttpScheme::Other(http)) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::SecurityScheme, format!("unsupported HTTP authentication scheme `{http}`"))
                        .at(&scheme.view.origin(), "expected `basic` or `bearer`")
                        .cost("the operations that require this scheme are skipped"),
                );
                None
            }
            // The transport presents a certificate: no request carries it.
            SchemeKind::MutualTls => None,
            // OAuth 2 and OpenID Connect say where tokens come from; what a request carries is a bearer token.
            SchemeKind::Http(HttpScheme::Bearer) | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect => {
                Some(SecurityKind::Bearer)
            }
        }
    }
}

/// The scopes of all flows.
fn scopes(kind: &SchemeKind<'_>) -> BTreeMap<String, String> {
    let flows = match kind {
        SchemeKind::OAuth2(flows) => flows.as_slice(),
        SchemeKind::ApiKey { .. } | SchemeKind::Http(_) | SchemeKind::OpenIdConnect | SchemeKind::MutualTls => &[],
    };
    let scopes = flows.iter().flat_map(|flow| &flow.scopes);
    scopes.map(|(scope, description)| ((*scope).to_owned(), (*description).to_owned())).collect()
}

/// The server whose tokens a program can get by itself: with its own credentials, or with a refresh token that came out of a
/// user's consent.
fn server(flows: &[OAuthFlow<'_>]) -> Option<OAuth2> {
    let flow = flows.iter().filter(|flow| flow.grant != Grant::Implicit).min_by_key(|flow| flow.grant)?;
    let token_url = flow.token_url?;
    // A URL that is relative to a folder is relative to an unknown location.
    let is_placed = |url: &&str| ["https://", "http://", "/"].iter().any(|start| url.starts_with(start));
    let refresh_url = flow.refresh_url.filter(is_placed).unwrap_or(token_url);
    is_placed(&token_url).then(|| OAuth2 { token_url: token_url.to_owned(), refresh_url: refresh_url.to_owned() })
}
