//! Security schemes.

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityScheme as Head};

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{OAuth2, SecurityKind, SecurityScheme};
use crate::openapi;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    pub(super) fn security_schemes(&mut self, schemes: &[(String, Option<openapi::SecurityScheme<'a>>)]) {
        for (name, scheme) in schemes {
            let Some(scheme) = scheme else {
                self.unusable.insert(name.clone());
                continue;
            };
            let (described, description) = self.described_kind(scheme);
            let kind = match scheme.view.value("x-signet-signing") {
                Some(view) => self.signing(&view).map(SecurityKind::Signing),
                None => described,
            };
            match kind {
                Some(kind) => {
                    let oauth2 = match &scheme.head {
                        Head::OAuth2 { flows, .. } if scheme.view.value("x-signet-token-source").is_none() => {
                            server(flows)
                        }
                        _ => None,
                    };
                    let scheme = SecurityScheme { kind, token_source: None, oauth2, description };
                    self.api.security_schemes.insert(name.clone(), scheme);
                }
                None => {
                    self.unusable.insert(name.clone());
                }
            }
        }
        self.report_overlaps(schemes);
    }

    /// Reports schemes whose header a signing profile writes: a caller would be asked for what the signer makes.
    fn report_overlaps(&mut self, schemes: &[(String, Option<openapi::SecurityScheme<'a>>)]) {
        let known = &self.api.security_schemes;
        for (name, scheme) in schemes {
            let Some(SecurityKind::HeaderKey(header)) = known.get(name).map(|scheme| &scheme.kind) else { continue };
            let signs = known.iter().find(|(_, other)| match &other.kind {
                SecurityKind::Signing(signing) => signing.headers.keys().any(|key| key.eq_ignore_ascii_case(header)),
                _ => false,
            });
            if let (Some((signs, _)), Some(scheme)) = (signs, scheme) {
                let message = format!("the signing profile of `{signs}` writes the header `{header}` of `{name}`");
                self.diagnostics.push(
                    Diagnostic::warning(Code::SchemeOverlap, message)
                        .at(&scheme.view.origin(), "this scheme asks the caller for the same header")
                        .help(format!(
                            "remove `{name}` from the security requirements and schemes in an overlay, with `remove: true`"
                        )),
                );
            }
        }
    }

    /// What the document itself says of a scheme.
    fn described_kind(&mut self, scheme: &openapi::SecurityScheme<'a>) -> (Option<SecurityKind>, Option<String>) {
        match &scheme.head {
            Head::APIKey { location: APIKeyLocation::Header, name, description, .. } => {
                (Some(SecurityKind::HeaderKey(name.clone())), description.clone())
            }
            Head::APIKey { location: APIKeyLocation::Query, name, description, .. } => {
                (Some(SecurityKind::QueryKey(name.clone())), description.clone())
            }
            Head::APIKey { location: APIKeyLocation::Cookie, name, description, .. } => {
                (Some(SecurityKind::CookieKey(name.clone())), description.clone())
            }
            Head::HTTP { scheme: http, description, .. } if http.eq_ignore_ascii_case("basic") => {
                (Some(SecurityKind::Basic), description.clone())
            }
            Head::HTTP { scheme: http, description, .. } if !http.eq_ignore_ascii_case("bearer") => {
                self.diagnostics.push(
                    Diagnostic::error(Code::SecurityScheme, format!("the HTTP scheme `{http}` is not understood yet"))
                        .at(&scheme.view.origin(), "this scheme")
                        .cost("the operations that accept nothing else cannot be generated"),
                );
                (None, description.clone())
            }
            // OAuth 2 and OpenID Connect say where tokens come from; what a request carries is a bearer token.
            Head::HTTP { description, .. }
            | Head::OAuth2 { description, .. }
            | Head::OpenIDConnect { description, .. } => (Some(SecurityKind::Bearer), description.clone()),
        }
    }
}

/// The server whose tokens a program can get by itself: with its own credentials, or with a refresh token that came out of a
/// user's consent.
fn server(flows: &OAuth2Flows) -> Option<OAuth2> {
    let own = flows.client_credentials.as_ref().map(|flow| (&flow.token_url, &flow.refresh_url));
    let consent = flows.authorization_code.as_ref().map(|flow| (&flow.token_url, &flow.refresh_url));
    let password = flows.password.as_ref().map(|flow| (&flow.token_url, &flow.refresh_url));
    let (token_url, refresh_url) = own.or(consent).or(password)?;
    // One that is relative to a folder is relative to a place that nobody says.
    let is_placed = |url: &String| ["https://", "http://", "/"].iter().any(|start| url.starts_with(start));
    let refresh_url = refresh_url.as_ref().filter(|url| is_placed(url)).unwrap_or(token_url);
    is_placed(token_url).then(|| OAuth2 { token_url: token_url.clone(), refresh_url: refresh_url.clone() })
}
