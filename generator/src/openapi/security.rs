//! How callers prove who they are: schemes and requirements.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Tree, View};

use super::objects::Object;
use super::shape::fitting;
use super::typed;

/// One declared scheme.
#[derive(Debug)]
pub struct SecurityScheme<'a> {
    /// What the document says of it.
    pub head: openapiv3::SecurityScheme,
    /// The scheme itself, for what overlays add.
    pub view: View<'a>,
}

/// Reads the declared schemes; of a broken one, which is reported, the name is left.
pub(super) fn schemes<'a>(tree: &'a Tree, diagnostics: &mut Diagnostics) -> Vec<(String, Option<SecurityScheme<'a>>)> {
    let Some(schemes) = tree.root().get("components").and_then(|components| components.get("securitySchemes")) else {
        return Vec::new();
    };
    let mut scheme = |entry: &View<'a>| {
        let view = tree.follow(entry).map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
        Some(SecurityScheme { head: head(&view, diagnostics)?, view })
    };
    schemes.entries().map(|(name, entry)| (name.to_owned(), scheme(&entry))).collect()
}

/// Reads a scheme. Where tokens come from is no reason to do without it: what requests carry does not depend on that.
fn head(view: &View<'_>, diagnostics: &mut Diagnostics) -> Option<openapiv3::SecurityScheme> {
    const HEAD: [&str; 7] = ["type", "description", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"];
    const COST: &str = "the operations that accept nothing else cannot be generated";
    let mut head = fitting(view, Object::SecurityScheme, &HEAD);
    let fields = head.as_object_mut()?;
    match view.get("type").and_then(|ty| ty.as_str()) {
        Some("oauth2") => {
            fields.insert("flows".to_owned(), Value::Object(flows(view, diagnostics)));
        }
        Some("openIdConnect") if !fields.contains_key("openIdConnectUrl") => {
            missing(view, "openIdConnectUrl", "it is treated as empty", diagnostics);
            fields.insert("openIdConnectUrl".to_owned(), Value::from(""));
        }
        _ => {}
    }
    typed::from_json(head, view, Object::SecurityScheme, COST, diagnostics)
}

/// Reads the flows that have the URLs that they need; others are reported and left out.
fn flows(scheme: &View<'_>, diagnostics: &mut Diagnostics) -> serde_json::Map<String, Value> {
    const FLOWS: [(&str, &[&str]); 4] = [
        ("implicit", &["authorizationUrl"]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    let declared = scheme.get("flows");
    let mut found = serde_json::Map::new();
    for (name, urls) in FLOWS {
        let Some(view) = declared.as_ref().and_then(|flows| flows.get(name)).filter(View::is_object) else { continue };
        let mut flow = fitting(&view, Object::OAuthFlow, &["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"]);
        let Some(fields) = flow.as_object_mut() else { continue };
        if let Some(url) = urls.iter().find(|url| !fields.contains_key(**url)) {
            missing(&view, url, "the flow is left out", diagnostics);
            continue;
        }
        fields.entry("scopes").or_insert_with(|| Value::Object(serde_json::Map::new()));
        found.insert(name.to_owned(), flow);
    }
    found
}

fn missing(view: &View<'_>, field: &str, consequence: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(Code::Malformed, format!("`{field}` is missing"))
            .at(&view.origin(), format!("`{field}` with a URL is expected in here"))
            .help(consequence),
    );
}

/// Reads `security` of the document or of an operation: alternatives, each a set of scheme names.
pub(super) fn requirements(view: &View<'_>) -> Option<Vec<Vec<String>>> {
    let list = view.get("security")?;
    Some(list.items().map(|alternative| alternative.entries().map(|(name, _)| name.to_owned()).collect()).collect())
}
