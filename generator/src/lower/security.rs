//! Security schemes.

use openapiv3::{APIKeyLocation, SecurityScheme as Head};

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{SecurityKind, SecurityScheme};
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
            let kind = match scheme.view.get("x-signet-signing") {
                Some(view) => self.signing(&view).map(SecurityKind::Signing),
                None => described,
            };
            match kind {
                Some(kind) => {
                    self.api
                        .security_schemes
                        .insert(name.clone(), SecurityScheme { kind, token_source: None, description });
                }
                None => {
                    self.unusable.insert(name.clone());
                }
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
