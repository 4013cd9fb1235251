//! Security schemes.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, malformed, text};
use crate::openapi::objects::Object;
use crate::openapi::{Dialect, Grant, HttpScheme, KeyLocation, OAuthFlow, SchemeKind, SecurityScheme};
use crate::source::View;

use super::Reader;
use super::part::Part;

impl<'a> Reader<'a> {
    /// Reads the declared schemes; of a broken one, which is reported, the name is left.
    pub(super) fn security_schemes(self, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Option<SecurityScheme<'a>>)> {
        let Some(components) = self.tree.root().get("components") else { return Vec::new() };
        let mut scheme = |entry: &View<'a>| {
            let read = self.part(entry).and_then(|Part { view, description }| {
                Ok(SecurityScheme { kind: kind(&view, self.dialect, diagnostics)?, description, view })
            });
            read.map_err(|diagnostic| diagnostics.push(diagnostic)).ok()
        };
        entries(&components, "securitySchemes").map(|(name, entry)| (name, scheme(&entry))).collect()
    }
}

/// Reads how a scheme authenticates. Where tokens come from is no reason to do without it: what requests carry does not
/// depend on that.
fn kind<'a>(view: &View<'a>, dialect: Dialect, diagnostics: &mut Diagnostics) -> Result<SchemeKind<'a>, Diagnostic> {
    let broken = |why: &str| {
        let cost = "the operations that require this scheme are skipped";
        malformed(view, Object::SecurityScheme, why, cost)
    };
    let needed = |field: &str| text(view, field).ok_or_else(|| broken(&format!("missing field `{field}`")));
    Ok(match needed("type")? {
        "apiKey" => {
            let location = match needed("in")? {
                "header" => KeyLocation::Header,
                "query" => KeyLocation::Query,
                "cookie" => KeyLocation::Cookie,
                other => {
                    let known = "expected one of `query`, `header`, `cookie`";
                    return Err(broken(&format!("unknown value `{}`, {known}", other.escape_debug())));
                }
            };
            SchemeKind::ApiKey { location, name: needed("name")? }
        }
        "http" => SchemeKind::Http(HttpScheme::named(needed("scheme")?)),
        "oauth2" => SchemeKind::OAuth2(flows(view, dialect, diagnostics)),
        "openIdConnect" => {
            if text(view, "openIdConnectUrl").is_none() {
                diagnostics.push(missing(view, "openIdConnectUrl", "the URL is treated as empty"));
            }
            SchemeKind::OpenIdConnect
        }
        "mutualTLS" if dialect >= Dialect::V31 => SchemeKind::MutualTls,
        other => {
            let known = "expected one of `apiKey`, `http`, `oauth2`, `openIdConnect`";
            let later = if dialect >= Dialect::V31 { ", `mutualTLS`" } else { "" };
            return Err(broken(&format!("unknown value `{}`, {known}{later}", other.escape_debug())));
        }
    })
}

/// Reads the flows that have the URLs that they need; others are reported and left out.
fn flows<'a>(scheme: &View<'a>, dialect: Dialect, diagnostics: &mut Diagnostics) -> Vec<OAuthFlow<'a>> {
    const FLOWS: [(&str, Grant, &[&str]); 5] = [
        ("implicit", Grant::Implicit, &["authorizationUrl"]),
        ("password", Grant::Password, &["tokenUrl"]),
        ("clientCredentials", Grant::ClientCredentials, &["tokenUrl"]),
        ("authorizationCode", Grant::AuthorizationCode, &["authorizationUrl", "tokenUrl"]),
        ("deviceAuthorization", Grant::DeviceAuthorization, &["deviceAuthorizationUrl", "tokenUrl"]),
    ];
    let declared = scheme.get("flows");
    let mut flows = Vec::new();
    let known = |name: &str| Object::OAuthFlows.field(name, dialect).is_some();
    for (name, grant, urls) in FLOWS.into_iter().filter(|(name, ..)| known(name)) {
        let Some(view) = declared.as_ref().and_then(|flows| flows.get(name)).filter(View::is_object) else { continue };
        match urls.iter().find(|url| text(&view, url).is_none()) {
            Some(url) => diagnostics.push(missing(&view, url, "the flow is ignored")),
            None => flows.push(OAuthFlow::read(&view, grant)),
        }
    }
    flows
}

fn missing(view: &View<'_>, field: &str, consequence: &str) -> Diagnostic {
    Diagnostic::new(Code::Incomplete, format!("missing field `{field}`"))
        .at(&view.origin(), format!("expected `{field}` with a URL"))
        .cost(consequence)
}
