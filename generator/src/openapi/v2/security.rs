//! Security schemes.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, malformed, text};
use crate::openapi::objects::Object;
use crate::openapi::{Grant, HttpScheme, KeyLocation, OAuthFlow, SchemeKind, SecurityScheme};
use crate::source::View;

use super::Reader;

impl<'a> Reader<'a> {
    /// Reads the declared schemes; of a broken one, which is reported, the name is left.
    pub(super) fn security_schemes(self, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Option<SecurityScheme<'a>>)> {
        let mut scheme = |entry: &View<'a>| {
            let read = self.tree.follow(entry).and_then(|view| {
                Ok(SecurityScheme { kind: kind(&view, diagnostics)?, description: text(&view, "description"), view })
            });
            read.map_err(|diagnostic| diagnostics.push(diagnostic)).ok()
        };
        entries(&self.tree.root(), "securityDefinitions").map(|(name, entry)| (name, scheme(&entry))).collect()
    }
}

/// Reads how a scheme authenticates.
fn kind<'a>(view: &View<'a>, diagnostics: &mut Diagnostics) -> Result<SchemeKind<'a>, Diagnostic> {
    let broken = |why: &str| {
        let cost = "the operations that require this scheme are skipped";
        malformed(view, Object::SecurityScheme, why, cost)
    };
    let needed = |field: &str| text(view, field).ok_or_else(|| broken(&format!("missing field `{field}`")));
    let unknown = |found: &str, known: &str| {
        broken(&format!("unknown value `{}`, expected one of {known}", found.escape_debug()))
    };
    Ok(match needed("type")? {
        "basic" => SchemeKind::Http(HttpScheme::Basic),
        "apiKey" => {
            let location = match needed("in")? {
                "header" => KeyLocation::Header,
                "query" => KeyLocation::Query,
                other => return Err(unknown(other, "`query`, `header`")),
            };
            SchemeKind::ApiKey { location, name: needed("name")? }
        }
        "oauth2" => SchemeKind::OAuth2(flow(view, diagnostics).into_iter().collect()),
        other => return Err(unknown(other, "`basic`, `apiKey`, `oauth2`")),
    })
}

/// Reads the flow of a scheme. Where tokens come from is no reason to do without it: what requests carry does not depend
/// on that.
fn flow<'a>(view: &View<'a>, diagnostics: &mut Diagnostics) -> Option<OAuthFlow<'a>> {
    const FLOWS: [(&str, Grant, &[&str]); 4] = [
        ("implicit", Grant::Implicit, &["authorizationUrl"]),
        ("password", Grant::Password, &["tokenUrl"]),
        ("application", Grant::ClientCredentials, &["tokenUrl"]),
        ("accessCode", Grant::AuthorizationCode, &["authorizationUrl", "tokenUrl"]),
    ];
    let mut ignored = |message: String, expected: &str| {
        let diagnostic = Diagnostic::new(Code::Incomplete, message);
        diagnostics.push(diagnostic.at(&view.origin(), expected).cost("the flow is ignored"));
    };
    let Some((_, grant, urls)) = FLOWS.iter().find(|(name, ..)| text(view, "flow") == Some(name)) else {
        let message = "missing or unknown `flow` in a security scheme".to_owned();
        ignored(message, "expected one of `implicit`, `password`, `application`, `accessCode`");
        return None;
    };
    if let Some(missing) = urls.iter().find(|url| text(view, url).is_none()) {
        ignored(format!("missing field `{missing}`"), "expected a URL");
        return None;
    }
    Some(OAuthFlow::read(view, *grant))
}
